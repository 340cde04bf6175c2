"""The profile of programmes: for every share one bar a programme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chirograph.plots._style import DASH, PlotResult, settings
from chirograph.plots.dimensions import _AXIS, _WIDTH, _Bar, _draw, _ends, _Group, _own_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chirograph.profile import Profile

__all__ = ["profile"]

_COLUMNS = ("partner", "share", "lower", "upper", "width", "sharp", "undefined")


def profile(
    found: Profile,
    ax: Axes | None = None,
    *,
    keys: Sequence[str] | None = None,
    width: float | None = None,
    title: str | None = None,
) -> PlotResult:
    """Draw every share of every programme as a range.

    A flat bar with square ends covers every value that the unpublished text allows. It has no middle, because
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

    Returns
    -------
    PlotResult
        ``.data()`` has one row a bar, as drawn from top to bottom: partner, share, lower, upper, width,
        sharp, undefined ("no", "possible" or "always"). An undefined value is NaN.

    Raises
    ------
    UnknownLabel
        When a key is not among the answers.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.profile(cg.load("nato-ip4").profile(), keys=["dialogue_share"])
    >>> drawn.data()["partner"]
    ('AUS', 'JPN', 'KOR', 'NZL')
    """
    from chirograph._interop_bounds import UNDEFINED
    from chirograph._profile_text import MEASURES, headline, label, shown

    if keys is not None:
        for key in keys:
            found.rows[0].bound(key)
    chosen = [bounds for bounds in shown(found) if keys is None or bounds[0].key in keys]
    groups, rows = [], []
    for bounds in chosen:
        share, bars = label(found, bounds[0]), []
        for bound in bounds:
            (who,) = bound.subject
            name = found.panel.names.get(who, who) + (" (or 0/0)" if bound.undefined == 1 else "")
            bars.append(_Bar(who, share, bound.key, name, bound.lower, bound.upper, bound.sharp))
            ends = (bound.lower, bound.upper, bound.upper - bound.lower, bound.sharp)
            rows.append((who, share, *ends, UNDEFINED[bound.undefined]))
        groups.append(_Group(share, tuple(bars)))
    drawn = tuple(groups)
    owns = ax is None
    with settings():
        if ax is None:
            ax = _own_axes(drawn, _WIDTH if width is None else width)
        first, rest = MEASURES.split(", ")
        _draw(ax, drawn, (f"{first[:1].upper()}{first[1:]},", rest))
    return PlotResult(ax, "profile", title or headline(), _COLUMNS, tuple(rows), _words(found, drawn), owns)


def _words(found: Profile, groups: tuple[_Group, ...]) -> str:
    """The alt text: what is measured, then every bar with its numbers."""
    from chirograph._profile_text import headline

    parts = [f"{headline()}. Each bar covers {_AXIS.replace(chr(10), ' ')}"]
    for group in groups:
        bars = [
            f"{bar.label} {_ends(bar.lower, bar.upper).replace(DASH, ' to ')}"
            + ("" if bar.sharp else " (outer bound)")
            for bar in group.bars
        ]
        parts.append(f"{group.label}: {', '.join(bars)}")
    return ". ".join([*parts, *(sentence.rstrip(".") for sentence in found.assumptions)]) + "."
