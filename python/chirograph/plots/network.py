"""Figure 8, hub and ties: what is certain as a solid line, what is possible as a halo around it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH
from chirograph.errors import Fault, ParameterError
from chirograph.interop.bounds import PROGRAMMED, Answers
from chirograph.interoperability import Interoperability
from chirograph.plots.accept import expect, look_of, width_of
from chirograph.plots.bars import ends
from chirograph.plots.dimensions import ACCEPTED
from chirograph.plots.letters import NORMAL, SMALLEST, in_sentences, wrapped
from chirograph.plots.palette import canvas, fit_into, settings, tint
from chirograph.plots.result import PlotResult
from chirograph.plots.slot import too_small

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["network"]

_COLUMNS = ("first", "second", "tie", "lower", "upper", "sharp", "drawn")
#: Points: a tie of 1, and the least a tie that is drawn may have.
_FULL, _LEAST = 15.0, 0.9
#: Inches: from a tie in that list to its numbers, and across a node.
_NUMBERS, _NODE = 1.25, 0.6
#: Inches: the drawing, the list of numbers beside or below it, and a line of that list.
_NET, _LIST, _LINE, _NARROW = 4.6, 3.1, 0.19, 6.0
#: Numbers printed beside the drawing; `.data()` has all.
_MOST_LINES = 30

#: Files of different means must not replace each other.
_NAMES = {1.0: "network", -math.inf: "network-weakest"}

Point = tuple[float, float]


@kept
def network(
    found: Interoperability,
    ax: Axes | None = None,
    *,
    rho: float = 1.0,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw the hub in the middle, the partners around it, and their ties as ranges.

    A line between two partners is what both have in common; a line to the hub is the share of the hub's menu
    the partner takes up. The solid line is as wide as the lower bound, the pale halo as wide as the upper
    one. A dashed line has a lower bound of 0: the tie is only possible. No line means that no tie is
    possible, or that it has no value. A solid line is never thinner than can be seen.

    Parameters
    ----------
    found : Interoperability
        What ``Dataset.interoperability`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own.
    rho : float, keyword-only
        Which mean over the dimensions: 1, 0, -inf, or one that was asked for.
    width : float, optional, keyword-only
        Width in inches of the figure it makes; below 6 the numbers stand below the drawing.
    title : str, optional, keyword-only
        One line for the title of the SVG.
    **look
        Properties of the solid lines (:class:`matplotlib.lines.Line2D`), such as ``color="teal"``. Their
        width has a meaning and stays.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a tie, those to the hub first: first, second, tie ("hub" or "partners"),
        lower, upper, sharp, drawn ("certain", "possible" or "none").

    Raises
    ------
    UnknownLabel
        If the mean is not among the answers.
    ParameterError
        If something else is to be drawn, or a property is not known.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.network(cg.load("nato-ip4").interoperability())
    >>> list(drawn.data()["tie"]).count("hub"), len(drawn.data())
    (4, 10)
    """
    expect("network", found, Interoperability, ACCEPTED)
    solid = _look(look)
    ties = [_tie(found, answers, "attainment", rho) for answers in found.hub]
    ties += [_tie(found, answers, "interoperability", rho) for answers in found.dyads]
    width_of(width)
    owns = ax is None
    wide = _NET + _LIST if width is None or not owns else width
    if wide < _LIST:
        raise too_small("width", f"{width:g} inches", f"at least {_LIST:.1f} inches")
    with settings([*found.panel.rows, found.counterpart, DASH], ax):
        lines = sum(len(tie.lines) for tie in ties[:_MOST_LINES]) + (len(ties) > _MOST_LINES)
        layout = _Layout.of(wide, lines, beside=wide >= _NARROW)
        ax = canvas(ax, layout.width, layout.height)
        _draw(ax, found, ties, layout, rho, solid)
        if not owns:
            fit_into(ax, layout.width, layout.height)
    heading = title or f"Hub and ties: {PROGRAMMED}, rho {rho:g}"
    rows = tuple(tie.data() for tie in ties)
    return PlotResult(
        ax, _NAMES.get(rho, f"network-rho-{rho:g}"), heading, _COLUMNS, rows, _words(found, ties, rho), owns
    )


def _look(given: Mapping[str, Any]) -> dict[str, Any]:
    from matplotlib.lines import Line2D

    look = look_of(Line2D, given, ("rho", "width", "title"))
    if "linewidth" in look:
        rule = "the width of a line is the bound of its tie"
        raise ParameterError(Fault("", "plots.network", "linewidth", rule, "leave it out", "parameter"))
    return look


@dataclass(frozen=True)
class _Tie:
    first: str
    second: str
    tie: str
    label: str
    lower: float
    upper: float
    sharp: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """Its label in the list, beside its numbers."""
        return wrapped(self.label, _NUMBERS - 0.1)

    @property
    def drawn(self) -> str:
        if math.isnan(self.upper) or self.upper <= 0:
            return "none"
        return "certain" if self.lower > 0 else "possible"

    def data(self) -> tuple[str | float | bool, ...]:
        return self.first, self.second, self.tie, self.lower, self.upper, self.sharp, self.drawn


def _tie(found: Interoperability, answers: Answers, key: str, rho: float) -> _Tie:
    bound = answers.bound(key, rho=rho)
    first, second = (*answers.subject, found.counterpart)[:2]
    kind = "hub" if len(answers.subject) == 1 else "partners"
    label = f"{first} {DASH} {second}"
    return _Tie(first, second, kind, label, bound.lower, bound.upper, bound.sharp)


@dataclass(frozen=True)
class _Layout:
    """Where things stand, in inches from the lower left corner."""

    width: float
    height: float
    centre: Point
    radius: float
    list_at: Point

    @classmethod
    def of(cls, width: float, lines: int, *, beside: bool) -> _Layout:
        height_of_list = _LINE * (lines + 8)
        if beside:
            net = width - _LIST
            height = max(net, height_of_list + 0.3)
            return cls(width, height, (net / 2, height / 2), net / 2 - 0.55, (net + 0.1, height - 0.2))
        height = width + height_of_list + 0.2
        return cls(width, height, (width / 2, height - width / 2), width / 2 - 0.55, (0.2, height_of_list))

    def places(self, names: Sequence[str]) -> dict[str, Point]:
        """Partners on a circle, the first to the upper left, clockwise."""
        (x, y), r = self.centre, self.radius
        turns = [math.pi * (0.75 - 2 * i / len(names)) for i in range(len(names))]
        return {
            name: (x + r * math.cos(turn), y + r * math.sin(turn))
            for name, turn in zip(names, turns, strict=True)
        }


def _path(start: Point, end: Point, centre: Point) -> tuple[list[float], list[float]]:
    """A straight line; one that would run over the hub bends around it, and no two bend alike."""
    middle = (start[0] + end[0]) / 2 - centre[0], (start[1] + end[1]) / 2 - centre[1]
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    bend = 0.42 * length if math.hypot(*middle) < 0.15 * length else 0.0
    control = centre[0] + middle[0] + bend * dy / length, centre[1] + middle[1] - bend * dx / length
    steps = [i / 40 for i in range(41)] if bend else [0.0, 1.0]

    def at(axis: int) -> list[float]:
        return [
            (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * control[axis] + t**2 * end[axis] for t in steps
        ]

    return at(0), at(1)


def _draw(
    ax: Axes,
    found: Interoperability,
    ties: Sequence[_Tie],
    layout: _Layout,
    rho: float,
    look: Mapping[str, Any],
) -> None:
    ax.set_xlim(0.0, layout.width)
    ax.set_ylim(0.0, layout.height)
    ax.set_aspect("equal")
    ax.axis("off")
    places = {**layout.places(found.panel.rows), found.counterpart: layout.centre}
    for tie in ties:
        _line(ax, tie, *_path(places[tie.first], places[tie.second], layout.centre), look)
    for name, (x, y) in places.items():
        middle = name == found.counterpart
        (node,) = ax.plot([x], [y], linestyle="none", marker="s" if middle else "o", zorder=6)
        node.set(markersize=46 if middle else 38, markerfacecolor=tint("paper"), clip_on=False)
        node.set(markeredgecolor=tint("ink"), markeredgewidth=1.2)
        lines = wrapped(name, _NODE, NORMAL, most=2)
        words, middle_of = "\n".join(lines), "center_baseline" if len(lines) == 1 else "center"
        ax.text(x, y, words, ha="center", va=middle_of, fontsize=NORMAL, color=tint("ink"), zorder=7)
    _list(ax, ties, layout, rho, look)


def _line(ax: Axes, tie: _Tie, xs: list[float], ys: list[float], look: Mapping[str, Any]) -> None:
    if tie.drawn == "none":
        return
    (halo,) = ax.plot(xs, ys, zorder=2, solid_capstyle="butt", gid=f"halo {tie.first} {tie.second}")
    halo.set(color=tint("halo"), linewidth=max(_LEAST, _FULL * tie.upper))
    (core,) = ax.plot(xs, ys, zorder=3, solid_capstyle="butt", gid=f"{tie.drawn} {tie.first} {tie.second}")
    if tie.drawn == "certain":
        core.set(**{"color": tint("bar"), **look, "linewidth": max(_LEAST, _FULL * tie.lower)})
    else:
        core.set(color=tint("ink"), linewidth=1.2, linestyle=(0, (4, 3)))


def _list(ax: Axes, ties: Sequence[_Tie], layout: _Layout, rho: float, look: Mapping[str, Any]) -> None:
    """The meaning of the lines, then the numbers."""
    x, y = layout.list_at
    for line in (*_measured(), f"mean over dimensions, rho {rho:g}"):
        ax.text(x, y, line, fontsize=SMALLEST, color=tint("soft"), va="top")
        y -= _LINE
    y -= 0.5 * _LINE
    keys = (
        ("bar", 6.0, "-", "certain: as wide as the lower bound"),
        ("halo", 11.0, "-", "possible: as wide as the upper bound"),
        ("ink", 1.2, (0, (4, 3)), "lower bound 0: only possible"),
    )
    for role, points, style, words in keys:
        (key,) = ax.plot([x, x + 0.4], [y - 0.07] * 2, solid_capstyle="butt")
        given = look if role == "bar" else {}
        key.set(**{"color": tint(role), "linestyle": style, **given, "linewidth": points})
        ax.text(x + 0.52, y, words, fontsize=SMALLEST, color=tint("ink"), va="top")
        y -= _LINE
    y -= 0.5 * _LINE
    for tie in ties[:_MOST_LINES]:
        sort = "" if tie.sharp or math.isnan(tie.lower) else " (outer)"
        ax.text(x, y, "\n".join(tie.lines), fontsize=SMALLEST, color=tint("ink"), va="top")
        numbers = ends(tie.lower, tie.upper) + sort
        ax.text(x + _NUMBERS, y, numbers, fontsize=SMALLEST, color=tint("ink"), va="top")
        y -= _LINE * len(tie.lines)
    if len(ties) > _MOST_LINES:
        more = f"and {len(ties) - _MOST_LINES} more ties"
        ax.text(x, y, more, fontsize=SMALLEST, color=tint("soft"), va="top")


def _words(found: Interoperability, ties: Sequence[_Tie], rho: float) -> str:
    """The alt text: what is measured, then every tie with its range."""
    parts = [
        f"{found.counterpart} in the middle and {len(found.panel.rows)} partners around it: {PROGRAMMED}, "
        f"mean over dimensions with rho {rho:g}. A solid line is the lower bound, a pale halo the upper "
        "bound, a dashed line a tie that is only possible"
    ]
    for tie in ties:
        sort = "" if tie.sharp or math.isnan(tie.lower) else " (outer bound)"
        parts.append(f"{tie.label}: {ends(tie.lower, tie.upper).replace(DASH, ' to ')}{sort}, {tie.drawn}")
    return in_sentences(parts, found.assumptions)

def _measured() -> tuple[str, str]:
    """What a figure measures, in two lines."""
    words = f"{PROGRAMMED[:1].upper()}{PROGRAMMED[1:]}"
    first, rest = words.split(" (")
    return first, f"({rest}"
