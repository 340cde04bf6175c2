"""Bars in groups on one Axes: what the figures of dimensions and of profiles have in common."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.markup import DASH
from chirograph.plots.letters import LINE, NORMAL, SMALLEST, beside, reach, wrapped
from chirograph.plots.palette import axes_within, plain_labels, settings, tint, value_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Bar", "Group", "draw", "ends", "told"]

#: Inches: width by default, right of the bars, and height of a row.
_WIDTH, _RIGHT, _ROW = 7.6, 0.95, 0.21


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


@dataclass(frozen=True)
class _Room:
    """Where the parts stand: heights in rows of one line, and every text in lines that fit."""

    width: float
    left: float
    labels: tuple[str, ...]
    heads: tuple[str, ...]
    about: str
    axis: str
    steps: tuple[float, ...]  # heights of the bars with their gaps

    @classmethod
    def of(cls, groups: Sequence[Group], about: Sequence[str], axis: str, width: float) -> _Room:
        lines, taken, width = beside(_labels(groups), width, _RIGHT + 0.25, SMALLEST)
        left = taken + 0.25

        def fit(words: str, inches: float) -> str:
            broad = any(reach(line) > inches for line in words.split("\n"))
            return "\n".join(wrapped(words, inches)) if broad else words

        return cls(
            width, left, tuple("\n".join(label) for label in lines),
            tuple("\n".join(wrapped(group.label, width - left - 0.1, NORMAL)) for group in groups),
            fit("\n".join(about), width - left), fit(axis, width - abs(left - _RIGHT) - 0.1),
            tuple(max(1.0, (0.06 + LINE * len(label)) / _ROW) for label in lines),
        )  # fmt: skip

    @classmethod
    def elsewhere(cls, groups: Sequence[Group], about: Sequence[str], axis: str) -> _Room:
        """In the axes of a caller, who made the room."""
        heads = tuple(group.label for group in groups)
        labels = tuple(_labels(groups))
        return cls(0.0, 0.0, labels, heads, "\n".join(about), axis, (1.0,) * len(labels))

    def places(self, groups: Sequence[Group]) -> tuple[list[float], list[float], float]:
        """Where headings and bars stand, in rows from the top, and the height: each group ends with a gap."""
        heads, bars, y, steps = [], [], 0.0, iter(self.steps)
        for group, head in zip(groups, self.heads, strict=True):
            above = 1.35 + head.count("\n") * LINE / _ROW
            heads.append(y + above / 2 + 0.075)
            y += above
            for step in itertools.islice(steps, len(group.bars)):
                bars.append(y + step / 2)
                y += step
            y += 0.35
        return heads, bars, max(y, 1.0)

    def axes(self, groups: Sequence[Group]) -> Axes:
        """Axes on a figure of its own."""
        top, bottom = (0.16 * (1 + words.count("\n")) for words in (self.about, self.axis))
        margins = (self.left, _RIGHT, 0.1 + top, 0.63 + bottom)
        return axes_within(self.width, _ROW * self.places(groups)[2], margins)


def _labels(groups: Sequence[Group]) -> list[str]:
    return [bar.label for group in groups for bar in group.bars]


def draw(
    ax: Axes | None,
    groups: Sequence[Group],
    look: Mapping[str, Any],
    about: tuple[str, str],
    axis: str,
    width: float | None,
) -> Axes:
    """Draw the groups from top to bottom, `about` above and `axis` below, by default on an own figure."""
    with settings([*about, axis, *_labels(groups), *(group.label for group in groups)], ax):
        if ax is None:
            room = _Room.of(groups, about, axis, width or _WIDTH)
            ax = room.axes(groups)
        else:
            room = _Room.elsewhere(groups, about, axis)
        _draw(ax, groups, room, look)
    return ax


def _draw(ax: Axes, groups: Sequence[Group], room: _Room, look: Mapping[str, Any]) -> None:
    ax.set_xlim(0.0, 1.0)
    heads, ticks, height = room.places(groups)
    ax.set_ylim(height, 0.0)
    value_axis(ax)
    ax.set_xlabel(room.axis, fontsize=SMALLEST)
    ax.annotate(
        room.about,
        (0, 1), (0, 4), xycoords="axes fraction", textcoords="offset points",
        va="bottom", fontsize=SMALLEST, color=tint("soft"), annotation_clip=False,
    )  # fmt: skip
    for head, y in zip(room.heads, heads, strict=True):
        ax.annotate(
            head, (0.0, y), (3, 0), textcoords="offset points",
            va="center" if "\n" in head else "center_baseline", fontsize=NORMAL, color=tint("ink"),
            annotation_clip=False, bbox={"facecolor": tint("paper"), "edgecolor": "none", "pad": 1.0},
        )  # fmt: skip
    for bar, y in zip((bar for group in groups for bar in group.bars), ticks, strict=True):
        _bar(ax, y, bar, look)
    ax.set_yticks(ticks, room.labels)
    ax.tick_params(axis="y", length=0, pad=6, labelsize=SMALLEST, labelcolor=tint("ink"))
    plain_labels(ax)


def _bar(ax: Axes, y: float, bar: Bar, look: Mapping[str, Any]) -> None:
    from matplotlib.patches import Rectangle

    known = not math.isnan(bar.lower)
    if known:
        # A settled value still needs ink: a sliver as wide as a line.
        width = max(bar.upper - bar.lower, 0.004)
        edge = {"edgecolor": tint("ink"), "linestyle": "--", "linewidth": 1.0}
        face = {"facecolor": tint("bar"), "linewidth": 0.0, **({} if bar.sharp else edge), **look}
        ax.add_patch(Rectangle((min(bar.lower, 0.996), y - 0.34), width, 0.68, zorder=3, **face))
    ax.annotate(
        ends(bar.lower, bar.upper), (1.0, y), (6, 0), xycoords=("axes fraction", "data"),
        textcoords="offset points", va="center_baseline", fontsize=SMALLEST, color=tint("soft"),
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
