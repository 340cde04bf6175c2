"""The single figure of each pair: the depth that every dimension certainly and possibly supports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, anchor, counted
from chirograph.errors import Fault, ParameterError
from chirograph.findings import programmed
from chirograph.interop.breadth import cut, percent
from chirograph.interoperability import Interoperability
from chirograph.plots.accept import at_most, expect, width_of
from chirograph.plots.dimensions import ACCEPTED
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences
from chirograph.plots.marks import Marks, frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import Row, Sheet, heading, origin

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["levels"]

_WIDTH, _ROW = 7.6, 0.32
#: Pairs drawn unless more are asked for.
MOST_PAIRS = 30
#: Where the least and the greatest level stand, as shares of the middle.
_FROM, _TO = 0.08, 0.92
_COLUMNS = ("first", "second", "certain", "possible")


@kept
def levels(
    found: Interoperability,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_PAIRS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw for each pair the breadth of shared commitment: one depth, from certain to possible.

    It is the greatest depth that both reach in more than a share of the areas of every dimension. A full dot
    is the only level that any completion has; rings joined by a pale bar are all that are possible.

    Parameters
    ----------
    found : Interoperability
        What ``Dataset.interoperability`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the pairs. Letters shrink with yours, to 6
        points and not below.
    most : int, optional, keyword-only
        Draw at most so many pairs, by default 30, those with the fewest possible levels; a line says how many
        are left out. None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        The sentence above; by default made from the data.
    **look
        Properties of the frames of the bars (:class:`matplotlib.patches.PathPatch`), such as
        ``color="black"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a pair, as drawn: first, second, certain, possible.

    Raises
    ------
    ParameterError
        If something else is to be drawn, the codebook sets no share, a property is not known, or nobody could
        read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.levels(cg.load("nato-ip4").interoperability())
    >>> drawn.data().columns
    ('first', 'second', 'certain', 'possible')
    """
    expect("levels", found, Interoperability, ACCEPTED)
    face = frame_of("levels", look, ("most", "width", "title"))
    width_of(width)
    book, top = found._model.breadth, found._model.max_depth
    finding = programmed.levels(found._model, found.dyads)
    if not book or finding is None:
        rule, repair = "its codebook rates no shares of areas", "give the codebook a `breadth`"
        raise ParameterError(Fault("", "found", "an interoperability", rule, repair, "parameter"))
    every = sorted(found.breadth.items(), key=lambda pair: (pair[1][1] - pair[1][0], *pair[1]))
    chosen = dict(every[: at_most(most)])
    above = heading(title, finding.title)
    sheets = [_sheet(found, chosen, above, cut(book), brief=brief) for brief in (False, True)]

    def mark(marks: Marks) -> None:
        for i, (labels, ends) in enumerate(chosen.items()):
            _scale(marks, i, *ends, top)
            words = f"{_name(found, labels)}: {_told(*ends, top)}"
            marks.row(i, anchor("pair", *labels), words)

    drawn, tips = shown(sheets, ax, width or _WIDTH, mark, face)
    told = [f"{_name(found, labels)} {_told(*ends, top)}" for labels, ends in chosen.items()]
    words = in_sentences([above.rstrip("."), sheets[0].subtitle.rstrip("."), *told], found.assumptions)
    data = tuple((*labels, *ends) for labels, ends in chosen.items())
    return PlotResult(drawn, "levels", above, _COLUMNS, data, words, ax is None, tips)


def _scale(marks: Marks, i: int, low: int, high: int, top: int) -> None:
    """One row: the scale as a thin line, what is possible on it as rings, what is certain as a full dot."""
    laid = marks.laid
    y = laid.rows[i][0]
    start, unit = laid.left + _FROM * (laid.right - laid.left), (_TO - _FROM) * (laid.right - laid.left)
    at = [start + unit * level / max(top, 1) for level in range(top + 1)]
    thin, thick = 0.012, 0.07 * laid.scale
    marks.add("grid", at[0], y - thin / 2, at[-1] - at[0], thin)
    for x in at:
        marks.add("grid", x - thin / 2, y - thick / 2, thin, thick)
    if low < high:
        marks.add("range", at[low], y - thick / 2, at[high] - at[low], thick)
    for level in range(low, high + 1):
        marks.add("certain" if low == high else "possible", at[level], y, 0.0, 0.0)


def _name(found: Interoperability, labels: tuple[str, str]) -> str:
    return f" {DASH} ".join(found._model.names.get(label, label) for label in labels)


def _told(low: int, high: int, top: int, *, brief: bool = False) -> str:
    if brief:
        return f"{low}" if low == high else f"{low}{DASH}{high}"
    if low < high:
        return f"{low} to {high}: open"
    return f"{low}: higher is ruled out" if high < top else f"{low}: certain"


def _sheet(
    found: Interoperability, chosen: dict[tuple[str, str], tuple[int, int]], title: str, share: float,
    *, brief: bool,
) -> Sheet:  # fmt: skip
    top, left = found._model.max_depth, len(found.breadth) - len(chosen)
    part = "half" if share == 0.5 else percent(share)
    said = (
        f"Greatest depth, 0 to {top}, that both reach in more than {part} of the areas of each of "
        f"{counted(found._model.with_areas, 'dimension')}. The share is declared: our choice, not a fact."
    )
    keys = (("certain", "the only level possible"), ("possible", "possible, not certain"))
    footer = (f"{counted(left, 'pair')} of {len(found.breadth)} not drawn." if left else "",)
    rows = tuple(
        Row(
            _name(found, labels).replace(f"{DASH} ", f"{DASH}\n"),
            (_told(*ends, top, brief=brief),),
            strong=ends[0] == ends[1],
        )
        for labels, ends in chosen.items()
    )
    ticks = tuple((_FROM + (_TO - _FROM) * n / max(top, 1), str(n)) for n in range(top + 1))
    return Sheet(
        "levels", title, said, tuple(filter(None, (*footer, *origin(found.panel.content)))), rows, keys,
        ("",), ticks=ticks, row=_ROW,
    )  # fmt: skip
