"""Ranges in groups on a sheet: what figures of dimensions, profiles and ladders have in common."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.markup import DASH
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences
from chirograph.plots.marks import CLASHING, OUTER, RANGE, Marks
from chirograph.plots.result import Owned
from chirograph.plots.sheet import Head, Row, Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chirograph.plots.svg import Tip

__all__ = ["Bar", "Group", "Words", "draw", "ends", "told"]

#: Inches: width by default, and of a row.
_WIDTH, _ROW = 7.6, 0.2
#: Shares of the width that have a line and a number below it.
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
#: What a range means, for the key.
_KEYS = {
    RANGE: "still possible",
    OUTER: "at most these, may be narrower",
    CLASHING: "clashes with a stronger one",
}


@dataclass(frozen=True)
class Bar:
    """The range of one value, with its label."""

    label: str
    lower: float
    upper: float
    sharp: bool


@dataclass(frozen=True)
class Group:
    """Bars under one heading; with a remark at its right and a lighter one below that."""

    label: str
    bars: tuple[Bar, ...]
    remark: str = ""
    lighter: str = ""
    clashes: bool = False


@dataclass(frozen=True)
class Words:
    """What stands around the bars: the sentence above, what it is of, and the source below."""

    title: str
    about: str
    footer: tuple[str, ...] = ()


def draw(
    function: str,
    groups: Sequence[Group],
    words: Words,
    ax: Axes | None,
    width: float | None,
    look: Mapping[str, Any],
    *,
    span: tuple[float, float] = (0.0, 1.0),
    most: bool = False,
) -> tuple[Axes | Owned, list[Tip]]:
    """Draw the groups from top to bottom, by default on a figure of its own; values run over `span`.

    `most` tells whether the figure can draw fewer of every group.
    """
    low, wide = span[0], span[1] - span[0]
    bars = [(bar, _kind(group, bar)) for group in groups for bar in group.bars]
    kinds = {kind: None for bar, kind in bars if bar.lower < bar.upper}
    keys = (*((kind, _KEYS[kind]) for kind in kinds), *_dots(bars))
    ticks = tuple((share, f"{low + share * wide:g}") for share in _TICKS)
    rows, around = tuple(_rows(groups)), (words.title, words.about, words.footer)
    sheet = Sheet(function, *around, rows, keys, ("",), ticks=ticks, row=_ROW, most=most)

    def mark(marks: Marks) -> None:
        marks.grid(_TICKS)
        for i, (bar, kind) in enumerate(bars):
            if not math.isnan(bar.lower):
                marks.interval(i, (bar.lower - low) / wide, (bar.upper - low) / wide, kind)

    return shown([sheet], ax, width or _WIDTH, mark, look)


def _kind(group: Group, bar: Bar) -> str:
    if group.clashes:
        return CLASHING
    return RANGE if bar.sharp else OUTER


def _dots(bars: Sequence[tuple[Bar, str]]) -> list[tuple[str, str]]:
    return [("exact", "one value")] if any(bar.lower == bar.upper for bar, _ in bars) else []


def _rows(groups: Sequence[Group]) -> Iterator[Row]:
    for group in groups:
        head: Head | None = Head(group.label, group.remark, group.lighter)
        for bar in group.bars:
            yield Row(bar.label, (ends(bar.lower, bar.upper),), head=head)
            head = None


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
    parts = [f"{headline}. Each bar covers {axis}"]
    for group in groups:
        bars = [
            f"{bar.label} {ends(bar.lower, bar.upper).replace(DASH, ' to ')}"
            + ("" if bar.sharp or math.isnan(bar.lower) else " (outer bound)")
            for bar in group.bars
        ]
        parts.append(f"{group.label}: {', '.join(bars)}")
    return in_sentences(parts, assumptions)
