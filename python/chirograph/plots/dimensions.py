"""The dimension profile: for every pair, or every partner and the hub, one bar a dimension."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.markup import DASH
from chirograph.interop.bounds import PROGRAMMED
from chirograph.plots.accept import look_of, refuse
from chirograph.plots.palette import LIGHT, NORMAL, SMALLEST, new_axes, plain_labels, settings
from chirograph.plots.result import PlotResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chirograph.interoperability import Answers, Interoperability

__all__ = ["dimensions"]

_AXIS = "every value the unknown cells and memberships allow;\nnot a confidence interval"
_COLUMNS = ("first", "second", "dimension", "lower", "upper", "width", "sharp")
#: Inches: width by default, height of a row, and a letter of text.
_WIDTH, _ROW, _LETTER = 7.6, 0.21, 0.075


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

    A flat bar with square ends covers every value that the unknown cells and the memberships not known allow.
    It has no middle, because none is more right than another. A bar with dashed ends is an outer bound.

    Parameters
    ----------
    found : Interoperability
        What ``Dataset.interoperability`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of bars.
    hub : bool, keyword-only
        Draw each partner with the hub (the share of the hub's menu it takes up) and not the pairs.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        One line for the title of the SVG.
    **look
        Properties of the bars (:class:`matplotlib.patches.Rectangle`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a bar, as drawn from top to bottom: first, second, dimension, lower, upper,
        width, sharp. An undefined value is NaN.

    Raises
    ------
    ParameterError
        If something else is to be drawn, or a property is not known.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.dimensions(cg.load("nato-ip4").interoperability())
    >>> len(drawn.data()), drawn.data().columns[2:5]
    (24, ('dimension', 'lower', 'upper'))
    """
    accept("dimensions", found)
    face = _look(look)
    groups = tuple(_group(found, answers, hub) for answers in (found.hub if hub else found.dyads))
    owns = ax is None
    with settings():
        if ax is None:
            ax = _own_axes(groups, _WIDTH if width is None else width)
        _draw(ax, groups, face, measured(), _AXIS)
    what = f"{len(groups)} {'partners with the hub' if hub else 'pairs'}"
    heading = title or f"Dimensions of {PROGRAMMED}: {what}"
    rows = tuple(bar.data() for group in groups for bar in group.bars)
    name = "dimensions-hub" if hub else "dimensions"
    return PlotResult(ax, name, heading, _COLUMNS, rows, _words(found, groups, what), owns)


def accept(function: str, thing: object) -> None:
    """Refuse what is no result about interoperability."""
    from chirograph.interoperability import Interoperability

    if not isinstance(thing, Interoperability):
        raise refuse(function, thing, "a result of Dataset.interoperability()")


def _look(given: Mapping[str, Any]) -> dict[str, Any]:
    from matplotlib.patches import Rectangle

    return look_of(Rectangle, given, ("hub", "width", "title"), colour="facecolor")


@dataclass(frozen=True)
class _Bar:
    first: str
    second: str
    dimension: str
    label: str
    lower: float
    upper: float
    sharp: bool

    def data(self) -> tuple[str | float | bool, ...]:
        width = self.upper - self.lower
        return self.first, self.second, self.dimension, self.lower, self.upper, width, self.sharp


@dataclass(frozen=True)
class _Group:
    label: str
    bars: tuple[_Bar, ...]


def _group(found: Interoperability, answers: Answers, hub: bool) -> _Group:
    names, key = found._model.names, "attainment" if hub else "dimension_profile"
    first, second = (*answers.subject, found.counterpart)[:2]
    bars = []
    for dimension in found.dimensions:
        bound = answers.bound(key, dimension=dimension)
        label = names.get(dimension, dimension)
        bars.append(_Bar(first, second, dimension, label, bound.lower, bound.upper, bound.sharp))
    return _Group(f"{names.get(first, first)} {DASH} {names.get(second, second)}", tuple(bars))


def _own_axes(groups: tuple[_Group, ...], width: float) -> Axes:
    left = 0.25 + _LETTER * max((len(bar.label) for group in groups for bar in group.bars), default=0)
    right, top, bottom = 0.95, 0.42, 0.95
    rows = _ROW * max(_height(groups), 1.0)
    height = top + rows + bottom
    ax = new_axes(width, height)
    ax.set_position((left / width, bottom / height, (width - left - right) / width, rows / height))
    return ax


def _height(groups: tuple[_Group, ...]) -> float:
    """Rows of the figure: a heading and the bars of each group, and a gap."""
    return sum(len(group.bars) + 1.7 for group in groups)


def _draw(
    ax: Axes, groups: tuple[_Group, ...], look: Mapping[str, Any], about: tuple[str, str], axis: str
) -> None:
    ax.set_xlim(0.0, 1.0)
    ax.set_ylim(max(_height(groups), 1.0), 0.0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="x", color=LIGHT["line"], linewidth=0.6)
    ax.set_axisbelow(True)
    ax.tick_params(axis="x", color=LIGHT["line"], labelsize=SMALLEST)
    ax.set_xlabel(axis, fontsize=SMALLEST)
    ax.annotate(
        "\n".join(about),
        (0, 1), (0, 4), xycoords="axes fraction", textcoords="offset points",
        va="bottom", fontsize=SMALLEST, color=LIGHT["soft"], annotation_clip=False,
    )  # fmt: skip
    y, ticks = 0.0, []
    for group in groups:
        ax.annotate(
            group.label, (0.0, y + 0.75), (3, 0), textcoords="offset points", va="center_baseline",
            fontsize=NORMAL, color=LIGHT["ink"], annotation_clip=False,
            bbox={"facecolor": LIGHT["paper"], "edgecolor": "none", "pad": 1.0},
        )  # fmt: skip
        for i, bar in enumerate(group.bars):
            ticks.append((y + 1.85 + i, bar.label))
            _bar(ax, y + 1.85 + i, bar, look)
        y += len(group.bars) + 1.7
    ax.set_yticks([place for place, _ in ticks], [label for _, label in ticks])
    ax.tick_params(axis="y", length=0, pad=6, labelsize=SMALLEST, labelcolor=LIGHT["ink"])
    plain_labels(ax)


def measured() -> tuple[str, str]:
    """What a figure measures, in two lines."""
    words = f"{PROGRAMMED[:1].upper()}{PROGRAMMED[1:]}"
    first, rest = words.split(" (")
    return first, f"({rest}"


def _bar(ax: Axes, y: float, bar: _Bar, look: Mapping[str, Any]) -> None:
    from matplotlib.patches import Rectangle

    known = not math.isnan(bar.lower)
    if known:
        # A settled value still needs ink: a sliver as wide as a line.
        width = max(bar.upper - bar.lower, 0.004)
        edge = {"edgecolor": LIGHT["ink"], "linestyle": "--", "linewidth": 1.0}
        face = {"facecolor": LIGHT["bar"], "linewidth": 0.0, **({} if bar.sharp else edge), **look}
        ax.add_patch(Rectangle((min(bar.lower, 0.996), y - 0.34), width, 0.68, zorder=3, **face))
    ax.annotate(
        _ends(bar.lower, bar.upper), (1.0, y), (6, 0), xycoords=("axes fraction", "data"),
        textcoords="offset points", va="center_baseline", fontsize=SMALLEST, color=LIGHT["soft"],
        annotation_clip=False,
    )  # fmt: skip


def _ends(lower: float, upper: float) -> str:
    """Both ends in short.

    Examples
    --------
    >>> _ends(0.25, 0.25), _ends(float("nan"), float("nan"))
    ('0.250', 'undefined')
    """
    if math.isnan(lower):
        return "undefined"
    return f"{lower:.3f}" if lower == upper else f"{lower:.3f}{DASH}{upper:.3f}"


def _words(found: Interoperability, groups: tuple[_Group, ...], what: str) -> str:
    """The alt text: what is measured, then every bar with its numbers."""
    parts = [f"Dimensions of {PROGRAMMED}, for {what}. Each bar covers {_AXIS.replace(chr(10), ' ')}"]
    for group in groups:
        bars = [
            f"{bar.label} {_ends(bar.lower, bar.upper).replace(DASH, ' to ')}"
            + ("" if bar.sharp or math.isnan(bar.lower) else " (outer bound)")
            for bar in group.bars
        ]
        parts.append(f"{group.label}: {', '.join(bars)}")
    return ". ".join([*parts, *(sentence.rstrip(".") for sentence in found.assumptions)]) + "."
