"""The dimension profile: for every pair, or every partner and the hub, one bar a dimension."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH
from chirograph.interop.bounds import PROGRAMMED, Answers, Bound
from chirograph.interoperability import Interoperability
from chirograph.plots.accept import expect, width_of
from chirograph.plots.bars import Bar, Group, Words, draw, told
from chirograph.plots.marks import frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import heading, origin

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["dimensions"]

_AXIS = "every value the unknown cells and memberships allow; not a confidence interval"
#: What a figure on interoperability draws.
ACCEPTED = "a result of Dataset.interoperability()"
_COLUMNS = ("first", "second", "dimension", "lower", "upper", "width", "sharp")


@kept
def dimensions(
    found: Interoperability,
    ax: Axes | None = None,
    *,
    hub: bool = False,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw what each pair has in common, dimension by dimension, as ranges.

    A pale bar with strong ends covers every value that the unknown cells and the memberships not known allow.
    It has no middle, because none is more right than another. A bar with dashed ends is an outer bound.

    Parameters
    ----------
    found : Interoperability
        What ``Dataset.interoperability`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of bars. Letters shrink with
        yours, to 6 points and not below.
    hub : bool, keyword-only
        Draw each partner with the hub (the share of the hub's menu it takes up) and not the pairs.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        The sentence above; by default what is drawn.
    **look
        Properties of the bars (:class:`matplotlib.patches.PathPatch`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a bar, as drawn from top to bottom: first, second, dimension, lower, upper,
        width, sharp. An undefined value is NaN.

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.dimensions(cg.load("nato-ip4").interoperability())
    >>> len(drawn.data()), drawn.data().columns[2:5]
    (24, ('dimension', 'lower', 'upper'))
    """
    expect("dimensions", found, Interoperability, ACCEPTED)
    face = frame_of("dimensions", look, ("hub", "width", "title"), filled=True)
    groups = tuple(_group(found, answers, hub) for answers in (found.hub if hub else found.dyads))
    width_of(width)
    what = f"{len(groups)} {'partners with the hub' if hub else 'pairs'}"
    above = heading(title, f"Dimensions of {PROGRAMMED}: {what}")
    around = Words(above, f"Bars: {_AXIS}.", origin(found.panel.content))
    drawn, tips = draw("dimensions", groups, around, ax, width, face)
    rows = tuple(row for answers in (found.hub if hub else found.dyads) for row in _rows(found, answers, hub))
    words = told(f"Dimensions of {PROGRAMMED}, for {what}", _AXIS, groups, found.assumptions)
    name = "dimensions-hub" if hub else "dimensions"
    return PlotResult(drawn, name, above, _COLUMNS, rows, words, ax is None, tips)


def _bounds(found: Interoperability, answers: Answers, hub: bool) -> Iterator[tuple[str, Bound]]:
    key = "attainment" if hub else "dimension_profile"
    return ((dimension, answers.bound(key, dimension=dimension)) for dimension in found.dimensions)


def _who(found: Interoperability, answers: Answers) -> tuple[str, str]:
    first, second = (*answers.subject, found.counterpart)[:2]
    return first, second


def _group(found: Interoperability, answers: Answers, hub: bool) -> Group:
    names = found._model.names
    bars = [
        Bar(names.get(dimension, dimension), bound.lower, bound.upper, bound.sharp)
        for dimension, bound in _bounds(found, answers, hub)
    ]
    return Group(f" {DASH} ".join(names.get(label, label) for label in _who(found, answers)), tuple(bars))


def _rows(found: Interoperability, answers: Answers, hub: bool) -> Iterator[tuple[str | float | bool, ...]]:
    for dimension, bound in _bounds(found, answers, hub):
        low, high = bound.lower, bound.upper
        yield *_who(found, answers), dimension, low, high, high - low, bound.sharp
