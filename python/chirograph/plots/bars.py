"""Bars in groups on one Axes: what the figures of dimensions and of profiles have in common."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.markup import DASH
from chirograph.plots.palette import LIGHT, NORMAL, SMALLEST, axes_within, plain_labels, value_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["WIDTH", "Bar", "Group", "draw", "ends", "own_axes", "told"]

#: Inches: width by default, height of a row, and a letter of text.
WIDTH, _ROW, _LETTER = 7.6, 0.21, 0.075


@dataclass(frozen=True)
class Bar:
    """The range of one value, with its label."""

    label: str
    lower: float
    upper: float
    sharp: bool


@dataclass(frozen=True)
class Group:
    """Bars under one heading."""

    label: str
    bars: tuple[Bar, ...]


def own_axes(groups: Sequence[Group], width: float) -> Axes:
    """Axes on a figure with room for all labels."""
    left = 0.25 + _LETTER * max((len(bar.label) for group in groups for bar in group.bars), default=0)
    return axes_within(width, _ROW * max(_height(groups), 1.0), (left, 0.95, 0.42, 0.95))


def _height(groups: Sequence[Group]) -> float:
    """Rows of the figure: a heading and the bars of each group, and a gap."""
    return sum(len(group.bars) + 1.7 for group in groups)


def draw(
    ax: Axes, groups: Sequence[Group], look: Mapping[str, Any], about: tuple[str, str], axis: str
) -> None:
    """Draw the groups from top to bottom, `about` above them and `axis` below."""
    ax.set_xlim(0.0, 1.0)
    ax.set_ylim(max(_height(groups), 1.0), 0.0)
    value_axis(ax)
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


def _bar(ax: Axes, y: float, bar: Bar, look: Mapping[str, Any]) -> None:
    from matplotlib.patches import Rectangle

    known = not math.isnan(bar.lower)
    if known:
        # A settled value still needs ink: a sliver as wide as a line.
        width = max(bar.upper - bar.lower, 0.004)
        edge = {"edgecolor": LIGHT["ink"], "linestyle": "--", "linewidth": 1.0}
        face = {"facecolor": LIGHT["bar"], "linewidth": 0.0, **({} if bar.sharp else edge), **look}
        ax.add_patch(Rectangle((min(bar.lower, 0.996), y - 0.34), width, 0.68, zorder=3, **face))
    ax.annotate(
        ends(bar.lower, bar.upper), (1.0, y), (6, 0), xycoords=("axes fraction", "data"),
        textcoords="offset points", va="center_baseline", fontsize=SMALLEST, color=LIGHT["soft"],
        annotation_clip=False,
    )  # fmt: skip


def ends(lower: float, upper: float) -> str:
    """Both ends in short.

    Examples
    --------
    >>> ends(0.25, 0.25), ends(float("nan"), float("nan"))
    ('0.250', 'undefined')
    """
    if math.isnan(lower):
        return "undefined"
    return f"{lower:.3f}" if lower == upper else f"{lower:.3f}{DASH}{upper:.3f}"


def told(headline: str, axis: str, groups: Sequence[Group], assumptions: Sequence[str]) -> str:
    """The alt text: what is measured, then every bar with its numbers."""
    parts = [f"{headline}. Each bar covers {axis.replace(chr(10), ' ')}"]
    for group in groups:
        bars = [
            f"{bar.label} {ends(bar.lower, bar.upper).replace(DASH, ' to ')}"
            + ("" if bar.sharp or math.isnan(bar.lower) else " (outer bound)")
            for bar in group.bars
        ]
        parts.append(f"{group.label}: {', '.join(bars)}")
    return ". ".join([*parts, *(sentence.rstrip(".") for sentence in assumptions)]) + "."
