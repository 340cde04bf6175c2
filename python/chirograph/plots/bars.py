"""Bars in groups on one Axes: what figures of dimensions, profiles, ladders and documents have in common."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.markup import DASH
from chirograph.plots.letters import LINE, NORMAL, SMALLEST, beside, in_sentences, reach, wrapped
from chirograph.plots.palette import (
    axes_within,
    draw_range,
    plain_labels,
    settings,
    tint,
    value_axis,
    width_within,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Bar", "Group", "Words", "draw", "ends", "told"]

#: Inches: width by default, right of the bars, height of a row, and the least in a caller's Axes.
_WIDTH, _RIGHT, _ROW, _LEAST_ROW = 7.6, 1.0, 0.21, 0.165
#: Points of the sentence above, how much wider its bold letters are, and inches: a line of it, and the edge.
_TITLE, _BOLD, _TITLE_LINE, _EDGE = 11.5, 1.17, 0.21, 0.12


@dataclass(frozen=True)
class Bar:
    """The range of one value, with its label; diamonds at marks, and what stands at its right."""

    label: str
    lower: float
    upper: float
    sharp: bool
    marks: tuple[float, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Group:
    """Bars under one heading; with a remark at its right and a lighter one below that."""

    label: str
    bars: tuple[Bar, ...]
    remark: str = ""
    lighter: str = ""
    hatched: bool = False


@dataclass(frozen=True)
class Words:
    """What stands around the bars: a sentence above and lines below it, the axis, and the source below."""

    about: tuple[str, str]
    axis: str
    title: str = ""
    source: str = ""


@dataclass(frozen=True)
class _Room:
    """Where the parts stand: heights in rows of one line, and every text in lines that fit."""

    width: float
    left: float
    labels: tuple[str, ...]
    heads: tuple[str, ...]
    about: str
    axis: str
    title: tuple[str, ...]
    source: tuple[str, ...]
    steps: tuple[float, ...]  # heights of the bars with their gaps

    @classmethod
    def of(cls, groups: Sequence[Group], words: Words, width: float) -> _Room:
        lines, taken, width = beside(_labels(groups), width, _RIGHT + 0.2, SMALLEST)
        left = taken + 0.2

        def fit(text: str, inches: float) -> str:
            broad = any(reach(line) > inches for line in text.split("\n"))
            return "\n".join(wrapped(text, inches)) if broad else text

        return cls(
            width, left, tuple("\n".join(label) for label in lines),
            tuple(
                "\n".join(wrapped(group.label, width - left - 0.1 - (_RIGHT if group.remark else 0), NORMAL))
                for group in groups
            ),
            fit("\n".join(words.about), width - left), fit(words.axis, width - abs(left - _RIGHT) - 0.1),
            wrapped(words.title, (width - 2 * _EDGE) / _BOLD, _TITLE) if words.title else (),
            wrapped(words.source, width - 2 * _EDGE) if words.source else (),
            tuple(max(1.0, (0.06 + LINE * len(label)) / _ROW) for label in lines),
        )  # fmt: skip

    def places(self, groups: Sequence[Group]) -> tuple[list[float], list[float], float]:
        """Where headings and bars stand, in rows from the top, and the height: each group ends with a gap."""
        heads, bars, y, steps = [], [], 0.0, iter(self.steps)
        for group, head in zip(groups, self.heads, strict=True):
            above = max(1.35 + head.count("\n") * LINE / _ROW, 2.1 if group.lighter else 0)
            heads.append(y + above / 2 + 0.075)
            y += above
            for step in itertools.islice(steps, len(group.bars)):
                bars.append(y + step / 2)
                y += step
            y += 0.35
        return heads, bars, max(y, 1.0)

    def axes(self, groups: Sequence[Group], ax: Axes | None, asked: float | None) -> Axes:
        """Axes on a figure of its own, or those of a caller."""
        margins = (self.left, _RIGHT, 0.1 + self.above, 0.63 + self.below)
        return axes_within(self.width, _ROW * self.places(groups)[2], margins, ax, _LEAST_ROW / _ROW, asked)

    @property
    def above(self) -> float:
        """Inches of all words above the bars."""
        return 0.16 * (1 + self.about.count("\n")) + _TITLE_LINE * len(self.title) + _EDGE * bool(self.title)

    @property
    def below(self) -> float:
        """Inches of all words below the numbers of the axis."""
        return 0.16 * (1 + self.axis.count("\n")) + LINE * len(self.source)


def _labels(groups: Sequence[Group]) -> list[str]:
    return [bar.label for group in groups for bar in group.bars]


def draw(
    ax: Axes | None,
    groups: Sequence[Group],
    look: Mapping[str, Any],
    words: Words,
    width: float | None,
    *,
    span: tuple[float, float] = (0.0, 1.0),
) -> Axes:
    """Draw the groups from top to bottom, by default on a figure of its own; values run over `span`."""
    letters = (*words.about, words.axis, words.title, words.source)
    with settings([*letters, *_labels(groups), *(group.label for group in groups)], ax):
        room = _Room.of(groups, words, width_within(ax, width, _WIDTH))
        ax = room.axes(groups, ax, width)
        ax.set_xlim(*span)
        _draw(ax, groups, room, look)
    return ax


def _draw(ax: Axes, groups: Sequence[Group], room: _Room, look: Mapping[str, Any]) -> None:
    heads, ticks, height = room.places(groups)
    ax.set_ylim(height, 0.0)
    value_axis(ax)
    ax.set_xlabel(room.axis, fontsize=SMALLEST)
    ax.annotate(
        room.about,
        (0, 1), (0, 4), xycoords="axes fraction", textcoords="offset points",
        va="bottom", fontsize=SMALLEST, color=tint("soft"), annotation_clip=False,
    )  # fmt: skip
    _around(ax, room)
    for group, head, y in zip(groups, room.heads, heads, strict=True):
        _remarks(ax, group, y)
        ax.annotate(
            head, (0.0, y), (3, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            va="center" if "\n" in head else "center_baseline", fontsize=NORMAL, color=tint("ink"),
            annotation_clip=False, bbox={"facecolor": tint("paper"), "edgecolor": "none", "pad": 1.0},
        )  # fmt: skip
    hatch = {"hatch": "//////", "edgecolor": tint("hatch")}
    drawn = ((bar, hatch if group.hatched else {}) for group in groups for bar in group.bars)
    for (bar, face), y in zip(drawn, ticks, strict=True):
        _bar(ax, y, bar, {**face, **look})
    ax.set_yticks(ticks, room.labels)
    ax.tick_params(axis="y", length=0, pad=6, labelsize=SMALLEST, labelcolor=tint("ink"))
    plain_labels(ax)


def _around(ax: Axes, room: _Room) -> None:
    """The sentence above all and the source below all, from the left edge of the figure."""
    left, high, low = (72 * inches for inches in (_EDGE - room.left, 0.1 + room.above, 0.63 + room.below))
    for lines, y, shift, stands, size, role, weight in (
        (room.title, 1, high - 72 * _EDGE, "top", _TITLE, "ink", "bold"),
        (room.source, 0, 72 * 0.06 - low, "bottom", SMALLEST, "soft", "normal"),
    ):
        ax.annotate(
            "\n".join(lines), (0, y), (left, shift), xycoords="axes fraction", textcoords="offset points",
            va=stands, annotation_clip=False, fontsize=size, color=tint(role), fontweight=weight,
        )  # fmt: skip


def _remarks(ax: Axes, group: Group, y: float) -> None:
    """What stands at the right of a heading."""
    lift = 5.5 if group.lighter else 0
    for words, up, size, role in (
        (group.remark, lift, NORMAL, "ink"),
        (group.lighter, -lift, SMALLEST, "soft"),
    ):
        ax.annotate(
            words, (1.0, y), (10, up), xycoords=("axes fraction", "data"), textcoords="offset points",
            va="center_baseline", fontsize=size, color=tint(role), annotation_clip=False,
        )  # fmt: skip


def _bar(ax: Axes, y: float, bar: Bar, look: Mapping[str, Any]) -> None:
    if not math.isnan(bar.lower):
        outer = {} if bar.sharp else {"edgecolor": tint("ink"), "linestyle": "--", "linewidth": 1.0}
        draw_range(ax, bar.lower, bar.upper, y, 0.34, {**outer, **look})
    if bar.marks:
        (drawn,) = ax.plot(
            bar.marks, [y] * len(bar.marks), linestyle="none", marker="D", markersize=4.5, zorder=4,
            markeredgewidth=1.0, clip_on=False,
        )  # fmt: skip
        drawn.set_markeredgecolor(tint("ink"))
        drawn.set_markerfacecolor(tint("paper"))
    ax.annotate(
        bar.text or ends(bar.lower, bar.upper), (1.0, y), (10, 0), xycoords=("axes fraction", "data"),
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
            f"{bar.label} {(bar.text or ends(bar.lower, bar.upper)).replace(DASH, ' to ')}"
            + ("" if bar.sharp or math.isnan(bar.lower) else " (outer bound)")
            for bar in group.bars
        ]
        parts.append(f"{group.label}: {', '.join(bars)}")
    return in_sentences(parts, assumptions)
