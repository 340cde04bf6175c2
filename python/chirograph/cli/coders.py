"""The verb of several coders: how far they agree, whatever stands behind the codes that they left open."""

from __future__ import annotations

from typing import Any

from chirograph.cli.verb import Result

__all__ = ["agreement"]


def agreement(files: tuple[str, ...], key: str, rows: str | None, max_depth: int, **options: Any) -> Result:
    """The range of a coefficient of agreement, after what was coded."""
    from chirograph.codings import Codings
    from chirograph.workbook.table import coders

    codings = Codings.from_sheets(coders(files), rows=rows, max_depth=max_depth)
    found = codings.agreement(key, **options)
    text = f"{codings.counts()}\n\n{found}"
    return Result(text, {"counts": list(codings.counts()), "agreement": _plain(found)})


def _plain(found: Any) -> Any:
    from chirograph.base.table import Table

    return list(found) if isinstance(found, Table) else found.to_dict()
