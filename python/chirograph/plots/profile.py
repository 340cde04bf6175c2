"""The profile of programmes: for every share one bar a programme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.interop.bounds import UNDEFINED, Bound
from chirograph.plots.accept import expect, width_of
from chirograph.plots.bars import Bar, Group, Words, draw, told
from chirograph.plots.marks import frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import heading, origin
from chirograph.profile import Profile, headline, label, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["profile"]

_AXIS = "every value the unknown cells allow; not a confidence interval"
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

    A pale bar with strong ends covers every value that the unknown cells allow. It has no middle, because
    none is more right than another. They are shares of what a programme says, not of what was achieved.

    Parameters
    ----------
    found : Profile
        What ``Dataset.profile`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of bars. Letters shrink with
        yours, to 6 points and not below.
    keys : sequence of str, optional, keyword-only
        Which indicators, by default all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        The sentence above; by default what is drawn.
    **look
        Properties of the bars (:class:`matplotlib.patches.PathPatch`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a bar, as drawn from top to bottom: partner, share, lower, upper, width,
        sharp, undefined ("no", "possible" or "always"). An undefined value is NaN.

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.
    UnknownLabel
        When a key is not among the answers.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.profile(cg.load("nato-ip4").profile(), keys=["concentration"])
    >>> drawn.data()["partner"]
    ('AUS', 'JPN', 'KOR', 'NZL')
    """
    expect("profile", found, Profile, "a result of Dataset.profile()")
    face = frame_of("profile", look, ("keys", "width", "title"), filled=True)
    if keys is not None:
        for key in keys:
            found.rows[0].bound(key)
    chosen = [bounds for bounds in shown(found) if keys is None or bounds[0].key in keys]
    groups = tuple(_group(found, bounds) for bounds in chosen)
    rows = tuple(row for bounds in chosen for row in _rows(found, bounds))
    width_of(width)
    above = heading(title, headline())
    around = Words(above, f"Bars: {_AXIS}.", origin(found.panel.content))
    drawn, tips = draw("profile", groups, around, ax, width, face)
    words = told(headline(), _AXIS, groups, found.assumptions)
    return PlotResult(drawn, "profile", above, _COLUMNS, rows, words, ax is None, tips)


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
