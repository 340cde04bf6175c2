"""The verb of several coders: how far they agree, whatever stands behind the codes that they left open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chirograph.cli.verb import Result

if TYPE_CHECKING:
    from chirograph.codings import Codings

__all__ = ["agreement"]


def agreement(
    files: tuple[str, ...], key: str, rows: str | None, max_depth: int | None, **options: Any
) -> Result:
    """The range of a coefficient of agreement, after what was coded."""
    codings = _read(files, rows, max_depth)
    found = codings.agreement(key, **options)
    text = f"{codings.counts()}\n\n{found}"
    return Result(text, {"counts": list(codings.counts()), "agreement": _plain(found)})


def _read(files: tuple[str, ...], rows: str | None, max_depth: int | None) -> Codings:
    from chirograph.base.delimited import is_table
    from chirograph.codings import Codings
    from chirograph.dataset import load
    from chirograph.workbook.table import coders

    if len(files) > 1 or is_table(files[0]):
        return Codings.from_sheets(coders(files), rows=rows, max_depth=3 if max_depth is None else max_depth)
    for name, value in (("--rows", rows), ("--max-depth", max_depth)):
        if value is not None:
            rule = f"{name} says how a CSV file or a workbook is read"
            raise click.UsageError(f"{rule}; {files[0]} is a dataset")
    return load(files[0]).codings()


def _plain(found: Any) -> Any:
    from chirograph.base.table import Table

    return list(found) if isinstance(found, Table) else found.to_dict()
