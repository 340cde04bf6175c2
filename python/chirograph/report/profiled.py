"""The profile of every programme on the page: one table of ranges, each programme in words."""

from __future__ import annotations

from typing import Any

from chirograph import profile
from chirograph.report.context import Context
from chirograph.report.programmed import MOST_PARTNERS
from chirograph.report.table import sheet

__all__ = ["profiled"]


def profiled(context: Context) -> dict[str, Any]:
    """What the template needs; with too many programmes for one table, how many there are."""
    count = len(context.panel.rows)
    if count > MOST_PARTNERS:
        return {"left_out": count, "most": MOST_PARTNERS}
    found = context.dataset.profile(
        as_of=context.as_of, evidence=context.evidence, list_length=context.list_length
    )
    head, body = profile.lines(found)
    # No range may break.
    whole = [[cell.replace(", ", ",\N{NO-BREAK SPACE}") for cell in row] for row in body]
    stands = " ".join(found.assumptions)
    return {
        "measures": profile.MEASURES,
        "sheet": sheet(profile.headline(), ["share", *head[1:]], whole, range(1, len(head))),
        "told": [
            {"title": context.name(row), "text": found.explain(row).removesuffix(stands).rstrip()}
            for row in found.panel.rows
        ],
        "assumptions": found.assumptions,
    }
