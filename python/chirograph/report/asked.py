"""Which document would settle most: the answer in a sentence and a table."""

from __future__ import annotations

from typing import Any

from chirograph.findings import learnt
from chirograph.learning.documents import DocumentValues
from chirograph.learning.value import DocumentValue, end_text, mean_text
from chirograph.report.context import Context
from chirograph.report.table import Sheet, interval, sheet

__all__ = ["documents"]


def documents(context: Context) -> dict[str, Any] | None:
    """What the template needs; None where no document can settle anything."""
    found = context.documents
    if found is None or not len(found):
        return None
    return {
        "told": _told(found),
        "table_of": _table(context, found),
        "settles": [(_name(context, one), one.settles[0]) for one in found if len(one.documents) == 1],
        "priors": [line for line in found.assumptions if line.startswith("Prior ")],
    }


def _name(context: Context, value: DocumentValue) -> str:
    return " and ".join(context.name(name) for name in value.documents)


def _told(found: DocumentValues) -> str:
    said = learnt.documents(found)
    words = "" if said is None else said.sentence
    if together := [one.worst[1] for one in found if len(one.documents) == 2]:
        words += f" Whatever two of them say, no more than {max(together)} are sure to be settled."
    return words


def _table(context: Context, found: DocumentValues) -> Sheet:
    head = ["Document", "Open cells", "At worst", "At best", *(f"Expected, {name}" for name in found.priors)]
    head.append("Width left")
    rows = []
    for one in found:
        means = [mean_text(one, number) for number in range(len(found.priors))]
        ends = (end_text(end).replace(" ", "\N{NO-BREAK SPACE}") for end in (one.worst, one.best))
        width = interval(one.least_width[1], one.most_width[1])
        rows.append([_name(context, one), one.cells, *ends, *means, width])
    caption = f"Orders of two pairs settled, of {found.total}; {found.settled} are without any document. "
    caption += f"All ranges together are {found.width:.2f} wide now"
    return sheet(caption, head, rows, range(1, len(head)))
