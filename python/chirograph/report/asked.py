"""Which document would settle most: the answer in a sentence and a table."""

from __future__ import annotations

from typing import Any

from chirograph.base.markup import counted
from chirograph.learning.documents import DocumentValue, DocumentValues
from chirograph.report.context import Context
from chirograph.report.table import Sheet, sheet

__all__ = ["documents", "in_words"]


def documents(context: Context) -> dict[str, Any] | None:
    """What the template needs; None where no document can settle anything."""
    found = context.documents
    if found is None or not len(found):
        return None
    return {
        "told": _told(context, found),
        "table": _table(context, found),
        "settles": [(_name(context, one), one.settles[0]) for one in found if len(one.documents) == 1],
        "priors": [line for line in found.assumptions if line.startswith("Prior ")],
    }


def _name(context: Context, value: DocumentValue) -> str:
    return " and ".join(context.name(name) for name in value.documents)


def _told(context: Context, found: DocumentValues) -> str:
    first = found[0]
    words = f"The document to ask for is that of {_name(context, first)}: {in_words(first, found.total)}."
    others = [one for one in found if len(one.documents) == 1][1:]
    if others:
        most = max(others, key=lambda one: one.best)
        words += f" No other one settles more than {most.best[0]}."
    together = [one for one in found if len(one.documents) == 2]
    if together:
        worst = max(one.worst[0] for one in together)
        words += f" No two together settle more than {worst} for certain."
    return words


def in_words(value: DocumentValue, total: int) -> str:
    """How many orders it settles.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.load("nato-ip4").value_of_documents(together=1, prior=0.5)
    >>> in_words(found[0], found.total)
    'it settles 0 to 12 of 15 orders of pairs, whatever it says, and 1.58 in expectation under the prior 0.5'
    """
    low, high = value.worst[0], value.best[0]
    number = f"{low}" if low == high else f"{low} to {high}"
    return f"it settles {number} of {counted(total, 'order')} of two pairs, whatever it says"


def _table(context: Context, found: DocumentValues) -> Sheet:
    head = ["Document", "Open cells", "At worst", "At best", *(f"Expected, {name}" for name in found.priors)]
    head.append("Width left")
    rows = []
    for one in found:
        means = []
        for mean, error in zip(one.expected, one.error, strict=True):
            shown = f"{mean:.2f}" if mean >= 0.1 or mean == 0 else f"{mean:.3f}"
            means.append(shown + (f" ± {error:.2f}" if error else ""))
        ends = (_end(one.worst), _end(one.best))
        width = f"{one.least_width[1]:.2f} to {one.most_width[1]:.2f}"
        rows.append([_name(context, one), one.cells, *ends, *means, width])
    caption = f"Orders of two pairs settled, of {found.total}; {found.settled} are without any document. "
    caption += f"All ranges together are {found.width:.2f} wide now"
    return sheet(caption, head, rows, range(1, len(head)))


def _end(end: tuple[int, int]) -> str:
    low, high = sorted(end)
    return str(low) if low == high else f"{low} to {high}"
