"""What documents can settle: for each of them the least, the most, and what is expected under a prior."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH
from chirograph.learning.documents import NOUNS, DocumentValues
from chirograph.learning.value import DocumentValue
from chirograph.plots.accept import expect, look_of, width_of
from chirograph.plots.bars import Bar, Group, draw, told
from chirograph.plots.result import PlotResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["documents"]

_SIZES = ("One document", "Two documents together", "Three documents together")


@kept
def documents(
    found: DocumentValues,
    ax: Axes | None = None,
    *,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw what each document can settle, from the least to the most that it may.

    A flat bar with square ends covers every number of questions that the documents may settle; a sliver is
    one number. Open diamonds are expectations, one for each prior: they stand under it and are no bound.

    Parameters
    ----------
    found : DocumentValues
        What ``value_of_documents`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of bars.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        One line for the title of the SVG.
    **look
        Properties of the bars (:class:`matplotlib.patches.Rectangle`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row for each set of documents, with the columns of ``DocumentValues.table``.

    Raises
    ------
    ParameterError
        If something else is to be drawn, or a property is not known.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.documents(cg.load("nato-ip4").value_of_documents(together=1, prior=0.5))
    >>> drawn.data()["documents"], drawn.data()["best"]
    (('NZL', 'AUS', 'JPN'), (12, 3, 1))
    """
    from matplotlib.patches import Rectangle

    expect("documents", found, DocumentValues, "a result of value_of_documents()")
    face = look_of(Rectangle, look, ("width", "title"), colour="facecolor")
    width_of(width)
    owns = ax is None
    sizes: dict[str, list[Bar]] = {}
    for one in found:
        head = "If they say this" if one.scenario else _SIZES[len(one.documents) - 1]
        sizes.setdefault(head, []).append(_bar(found, one))
    groups = tuple(Group(head, tuple(bars)) for head, bars in sizes.items())
    axis = f"of {found.total} {NOUNS[found.about]}, how many are settled once it is known"
    about = "Every number that it may settle, whatever it says.", _marks(found)
    ax = draw(ax, groups, face, about, axis, width, span=(0.0, float(max(found.total, 1))))
    heading = title or f"What documents can settle: {found.question}"
    table = found.table()
    words = told(f"{heading}. {' '.join(about).rstrip('.')}", axis, groups, found.assumptions)
    return PlotResult(ax, f"documents-{found.about}", heading, table.columns, table.rows, words, owns)


def _marks(found: DocumentValues) -> str:
    if not found.priors:
        return ""
    many = "Diamonds: expected under the priors" if len(found.priors) > 1 else "Diamond: expected under prior"
    return f"{many} {', '.join(found.priors)}; no bounds."


def _bar(found: DocumentValues, value: DocumentValue) -> Bar:
    low, high = value.worst[0], value.best[0]
    label = " and ".join(found.names.get(name, name) for name in value.documents)
    text = str(low) if low == high else f"{low}{DASH}{high}"
    return Bar(label, float(low), float(high), value.exact, value.expected, text)
