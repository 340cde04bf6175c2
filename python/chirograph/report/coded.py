"""Who coded what, how far coders agree, and what was decided where they differ."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from chirograph.records import codings as said
from chirograph.report.context import Context
from chirograph.report.table import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chirograph.codings import Codings
    from chirograph.records.records import Records

__all__ = ["coded"]

#: Cells of the log that are shown; the rest is counted.
MOST_CELLS = 400


def coded(context: Context) -> dict[str, Any] | None:
    """What the template needs; None where no coding of these programmes makes cells."""
    if context.dataset is None or not said.counting(context.dataset.records, context.grade):
        return None
    records = context.dataset.records
    holders = {
        line.split(":")[0]: row for row, line in zip(context.panel.rows, context.panel.sources, strict=True)
    }
    cells = {cell: items for cell, items in said.by_cell(records).items() if cell[0] in holders}
    if not cells:
        return None
    counts = Counter(item["coder"] for items in cells.values() for item in items)
    way = said.combining(records, context.asking.coders)
    return {
        "sentence": " ".join(said.sentence(records, context.grade, way, holders)),
        "coders": [
            (item["id"], "" if item["meaning"] == item["id"] else item["meaning"], counts[item["id"]])
            for item in context.book["coding"]["codings"]["coders"]
        ],
        "agreement": _agreement(context.dataset.codings()),
        "log": _log(context, records, holders, cells),
    }


def _agreement(codings: Codings) -> list[str]:
    """How far two coders or more agree, over every cell that they coded."""
    if len(codings.coders) < 2:
        return []
    metric = "ordinal" if codings.max_depth > 1 else "nominal"
    asked = (("krippendorff_alpha", metric), ("percent", "nominal"))
    return [f"{codings.agreement(key, metric=by)!r}." for key, by in asked]


def _log(
    context: Context,
    records: Records,
    holders: Mapping[str, str],
    cells: Mapping[tuple[str, str], list[Mapping[str, Any]]],
) -> Sheet:
    """Every cell whose coders differ or that was decided: who said what and where, who decided, and why."""
    decisions = said.by_cell(records, "adjudications")
    rows = []
    for cell, items in cells.items():
        decided = decisions.get(cell, [])
        if not decided and len({(item["lower"], item["upper"]) for item in items}) < 2:
            continue
        entries = [f"{item['coder']}: {said.interval(records, item)}{_place(item)}" for item in items]
        outcome = [
            f"{said.interval(records, item)}, {item['adjudicator']}, {item['decided_on']}" for item in decided
        ]
        why = [
            item["reason"] + (f" ({item['codebook_rule']})" if item["codebook_rule"] else "")
            for item in decided
        ]
        area = f"{cell[1]} {context.name(cell[1])}" if context.name(cell[1]) != cell[1] else cell[1]
        rows.append(
            [
                context.name(holders[cell[0]]),
                area,
                "; ".join(entries),
                "; ".join(outcome) or "not decided",
                "; ".join(why),
            ]
        )
    caption = "Cells whose coders differ, and what was decided"
    if len(rows) > MOST_CELLS:
        caption += f"; the first {MOST_CELLS} of {len(rows)} cells"
    return sheet(
        caption, ("Partner", "Area", "Who coded what", "Decision", "Why"), rows[:MOST_CELLS], wordy=True
    )


def _place(item: Mapping[str, Any]) -> str:
    place = ", ".join(filter(None, (item["locator"], item["page"] and f"page {item['page']}")))
    return f" ({place})" if place else ""
