"""The profile of programmes: for every share one bar a programme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.interop.bounds import UNDEFINED, Bound
from chirograph.plots.accept import expect, look_of, width_of
from chirograph.plots.bars import Bar, Group, Words, draw, told
from chirograph.plots.result import PlotResult
from chirograph.profile import MEASURES, Profile, headline, label, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["profile"]

_AXIS = "every value the unknown cells allow;\nnot a confidence interval"
_COLUMNS = ("partner", "share", "lower", "upper", "width", "sharp", "undefined")


@kept
def profile(
    found: Profile,
    ax: Axes | None = None,
    *,
    keys: Sequence[str] | None = None,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw every share of every programme as a range.

    A flat bar with square ends covers every value that the unknown cells allow. It has no middle, because
    none is more right than another. They are shares of what a programme says, not of what was achieved.

    Parameters
    ----------
    found : Profile
        What ``Dataset.profile`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of bars.
    keys : sequence of str, optional, keyword-only
        Which indicators, by default all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        One line for the title of the SVG.
    **look
        Properties of the bars (:class:`matplotlib.patches.Rectangle`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a bar, as drawn from top to bottom: partner, share, lower, upper, width,
        sharp, undefined ("no", "possible" or "always"). An undefined value is NaN.

    Raises
    ------
    ParameterError
        If something else is to be drawn, or a property is not known.
    UnknownLabel
        When a key is not among the answers.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.profile(cg.load("nato-ip4").profile(), keys=["concentration"])
    >>> drawn.data()["partner"]
    ('AUS', 'JPN', 'KOR', 'NZL')
    """
    from matplotlib.patches import Rectangle

    expect("profile", found, Profile, "a result of Dataset.profile()")
    face = look_of(Rectangle, look, ("keys", "width", "title"), colour="facecolor")
    if keys is not None:
        for key in keys:
            found.rows[0].bound(key)
    chosen = [bounds for bounds in shown(found) if keys is None or bounds[0].key in keys]
    drawn = tuple(_group(found, bounds) for bounds in chosen)
    rows = tuple(row for bounds in chosen for row in _rows(found, bounds))
    width_of(width)
    owns = ax is None
    first, rest = MEASURES.split(", ")
    ax = draw(ax, drawn, face, Words((f"{first[:1].upper()}{first[1:]},", rest), _AXIS), width)
    words = told(headline(), _AXIS, drawn, found.assumptions)
    return PlotResult(ax, "profile", title or headline(), _COLUMNS, rows, words, owns)


def _group(found: Profile, bounds: Sequence[Bound]) -> Group:
    """The bars of one share; where it may have no value, the bar says so."""
    share, bars = label(found, bounds[0]), []
    for bound in bounds:
        (who,) = bound.subject
        name = found.panel.names.get(who, who) + (" (or 0/0)" if bound.undefined == 1 else "")
        bars.append(Bar(name, bound.lower, bound.upper, bound.sharp))
    return Group(share, tuple(bars))


def _rows(found: Profile, bounds: Sequence[Bound]) -> Iterator[tuple[str | float | bool, ...]]:
    for bound in bounds:
        ends = (bound.lower, bound.upper, bound.upper - bound.lower, bound.sharp)
        yield bound.subject[0], label(found, bounds[0]), *ends, UNDEFINED[bound.undefined]
