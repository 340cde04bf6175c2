"""Figure 2, overlap bounds: for each pair every value the unknown cells allow, and no single one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import counted
from chirograph.cells.ends import told
from chirograph.overlap import Overlap
from chirograph.pair import PairOverlap
from chirograph.plots.accept import at_most, look_of, width_of
from chirograph.plots.letters import LEAST, LINE, NORMAL, SMALLEST, beside, in_sentences, wrapped
from chirograph.plots.palette import (
    axes_within,
    draw_range,
    plain_labels,
    settings,
    tint,
    value_axis,
    width_within,
)
from chirograph.plots.reading import Pair, Reading, asked
from chirograph.plots.result import PlotResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["bounds"]

_AXIS = "all values the unknown cells allow; not a confidence interval"
_EVERY = "every value the unknown cells allow"
_PUBLISHED = "known cells only (unknown = absent)"
_OPEN = "open: the true end lies in this part"
_COLUMNS = (
    "row", "column", "lower", "upper", "width", "sharp", "published_only", "inner_lower", "inner_upper",
)  # fmt: skip
_AT_MOST = "\N{LESS-THAN OR EQUAL TO}"
_MARKERS = ("D", "s", "^", "o", "v", "P")
#: Pairs drawn unless more are asked for: more would be neither read nor drawn in good time.
MOST_PAIRS = 60
#: Inches: width by default, and width below which pair names stand above their bars.
_WIDTH, _NARROW = 8.4, 5.2
#: Inches: left of the bars when names stand above them, and right of the bars.
_LEFT, _RIGHT = 0.15, 0.68


@kept
def bounds(
    overlap: Overlap | PairOverlap,
    ax: Axes | None = None,
    *,
    assume: Iterable[str] | Mapping[str, Overlap] = (),
    most: int | None = MOST_PAIRS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw the range of an index for every pair, sorted by its lower end.

    A flat bar with square ends covers every value the unknown cells allow. It has no middle, because none is
    more right than another. A tick marks the value that the known cells alone give if everything unknown
    counted as absent. An open diamond marks each named assumption; where an assumption leaves a
    range, two diamonds joined by dots. The width of each bar is printed beside it.

    Where an end is open, the bar is full as far as completions are known; a thin hatched part goes on to the
    proven bound, where a dashed line stands. The true end lies in that part.

    Parameters
    ----------
    overlap : Overlap or PairOverlap
        Pairs with bounds, or one pair.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of pairs.
    assume : iterable of str or mapping of str to Overlap, keyword-only
        Named readings of the unknown cells, such as ``["like:KOR"]``, each computed from the panel of
        `overlap`; or results of your own by name.
    most : int, optional, keyword-only
        Draw at most so many pairs, by default 60, those with the highest certain value; the axis says how
        many are left out. None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes; below 5.2 the names stand above the bars.
    title : str, optional, keyword-only
        One line for the title of the SVG; by default made from the index.
    **look
        Properties of the bars (:class:`matplotlib.patches.Rectangle`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a pair, as drawn from top to bottom: row, column, lower, upper, width, sharp,
        published_only, inner_lower, inner_upper (what is attained at the ends), then for each assumption its
        name with "lower" and "upper". An undefined value is NaN, and so is an attained one that is not known.

    Raises
    ------
    AssumptionError
        If an assumption is malformed.
    ParameterError
        If something else is to be drawn, or a property is not known.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)
    >>> drawn = cg.plots.bounds(panel.overlap("jaccard"))
    >>> [round(value, 3) for value in drawn.data().rows[0][2:5]]
    [0.333, 0.667, 0.333]
    """
    overlap, pairs = asked(overlap)
    read = Reading.of(overlap, pairs, assume, at_most(most))
    width_of(width)
    owns = ax is None
    with settings([*_entries(read), *_axis(read), *(pair.label for pair in read.pairs)], ax):
        wide = width_within(ax, width, _WIDTH)
        narrow = wide < _NARROW
        room = _Room.of(read, wide, narrow=narrow)
        ax = room.axes(ax, width)
        _Drawing(ax, read, room, _look(look), narrow=narrow).draw()
    marks = tuple(f"{name} {end}" for name in read.marks for end in ("lower", "upper"))
    data = tuple(pair.data() for pair in read.pairs)
    heading = title or f"{read.title}: bounds for {counted(len(read.pairs), 'pair')}"
    return PlotResult(ax, f"bounds-{overlap.key}", heading, _COLUMNS + marks, data, _words(read), owns)


def _thin() -> dict[str, Any]:
    """The part of an end that is open."""
    return {"facecolor": tint("ground"), "edgecolor": tint("hatch"), "hatch": "//////", "linewidth": 0.8}


def _proven() -> dict[str, Any]:
    """The line at the proven bound of an open end."""
    return {"color": tint("ink"), "linewidth": 1.1, "linestyle": (0, (2.5, 1.5))}


def _look(given: Mapping[str, Any]) -> dict[str, Any]:
    from matplotlib.patches import Rectangle

    return look_of(Rectangle, given, ("assume", "most", "width", "title"), colour="facecolor")


@dataclass(frozen=True)
class _Room:
    """Where the parts of one figure stand, in inches, and its words in lines that fit."""

    width: float
    margins: tuple[float, float, float, float]
    row: float
    lift: float  # how far bars stand below the middle of their row, as a share of it
    names: tuple[str, ...]
    legend: tuple[str, ...]
    axis: str

    @classmethod
    def of(cls, read: Reading, width: float, *, narrow: bool) -> _Room:
        names = [pair.label for pair in read.pairs]
        if narrow:
            lines = [wrapped(name, width - _LEFT - 0.05, NORMAL) for name in names]
            left, width = _LEFT, max(width, (_LEFT + _RIGHT) / (1 - LEAST))
        else:
            lines, taken, width = beside(names, width, _RIGHT + 0.2)
            left = taken + 0.2
        more = LINE * max((len(name) - 1 for name in lines), default=0)
        bar = width - left - _RIGHT
        legend = ["\n".join(wrapped(words, width - left - 0.6)) for words in _entries(read)]
        axis = [line for words in _axis(read) for line in wrapped(words, bar + 2 * min(left, _RIGHT) - 0.1)]
        above = 0.39 + 0.2 * len(legend) + LINE * sum(words.count("\n") for words in legend)
        below = 0.42 + 0.18 * len(axis)
        row = 0.54 + more if narrow else max(0.36, 0.21 + more)
        lift = more / 2 / row if narrow else 0.0
        together = tuple("\n".join(name) for name in lines)
        return cls(width, (left, _RIGHT, above, below), row, lift, together, tuple(legend), "\n".join(axis))

    def axes(self, ax: Axes | None, asked: float | None) -> Axes:
        """Axes on a figure of its own, or those of a caller."""
        # Names above the bars need their line; beside them rows may be no higher than a letter.
        least = 1.0 if self.lift else 0.6
        return axes_within(self.width, self.row * max(len(self.names), 1), self.margins, ax, least, asked)


def _axis(read: Reading) -> list[str]:
    return [f"{read.title}: {_AXIS}", *([_left_out(read.cut)] if read.cut else [])]


def _entries(read: Reading) -> list[str]:
    """What the legend says, in the order of its signs."""
    opened = [_OPEN] if any(pair.open for pair in read.pairs) else []
    return [_EVERY, _PUBLISHED, *opened, *(f"if unknown cells were {name}" for name in read.marks)]


class _Drawing:
    """Draws the rows on one Axes; y counts rows from the top, x is the value of the index."""

    def __init__(
        self, ax: Axes, read: Reading, room: _Room, look: Mapping[str, Any], *, narrow: bool
    ) -> None:
        self.ax, self.read, self.room, self.look, self.narrow = ax, read, room, look, narrow
        self.half = 0.0864 / room.row

    def draw(self) -> None:
        ax, read = self.ax, self.read
        ax.set_ylim(max(len(read.pairs), 1) - 0.5 - self.room.lift, -0.5 - self.room.lift)
        ax.set_xlim(read.low, read.high)
        value_axis(ax)
        ax.set_xlabel(self.room.axis, fontsize=SMALLEST, parse_math=False)
        for y, pair in enumerate(read.pairs):
            self._row(y, pair)
        self._names()
        self._legend()

    def _row(self, y: int, pair: Pair) -> None:
        if math.isnan(pair.lower):
            self.ax.text(
                self.read.low, y, " undefined (0/0)", va="center", fontsize=SMALLEST, color=tint("soft")
            )
            return
        self._bar(y, pair)
        if not math.isnan(pair.published):
            (tick,) = self.ax.plot([pair.published] * 2, [y - self.half * 1.5, y + self.half * 1.5], zorder=4)
            tick.set(color=tint("ink"), linewidth=2.0, solid_capstyle="butt", clip_on=False)
        for index, ends in enumerate(pair.marks):
            if not math.isnan(ends[0]):
                self._mark(y, ends, _MARKERS[index % len(_MARKERS)])
        words = f"{pair.upper - pair.lower:.3f}" if pair.upper > pair.lower else "exact"
        words = f"{_AT_MOST}{words}" if pair.open else words
        self._beside((1.0, y), (12, 0), words, color=tint("soft"))

    def _mark(self, y: int, ends: tuple[float, float], marker: str) -> None:
        (dots,) = self.ax.plot(ends, [y, y], linestyle=":", linewidth=1.4, zorder=5)
        (open_marks,) = self.ax.plot(ends, [y, y], linestyle="none", marker=marker, markersize=7, zorder=6)
        dots.set_color(tint("mark"))
        open_marks.set(
            markerfacecolor="none", markeredgecolor=tint("mark"), markeredgewidth=1.5, clip_on=False
        )

    def _beside(
        self, at: tuple[float, float], shift: tuple[float, float], words: str, **options: object
    ) -> None:
        """Text at a fraction of the width and a row, moved by some points."""
        look: dict[str, Any] = {"fontsize": SMALLEST, "va": "center_baseline", **options}
        where = ("axes fraction", "data")
        self.ax.annotate(words, at, shift, where, textcoords="offset points", annotation_clip=False, **look)

    def _bar(self, y: int, pair: Pair) -> None:
        if pair.attained is not None:
            draw_range(self.ax, *pair.attained, y, self.half, self.look)
        if pair.open:
            self._open(y, pair)

    def _open(self, y: int, pair: Pair) -> None:
        """What goes on from the bar to the proven bounds, and a line where they are."""
        from matplotlib.patches import Rectangle

        low, high = pair.attained or (pair.upper, pair.upper)
        for start, end in ((pair.lower, low), (high, pair.upper)):
            if end > start:
                thin = Rectangle((start, y - self.half / 2), end - start, self.half, zorder=2.5, **_thin())
                self.ax.add_patch(thin)
        for side in pair.ends:
            if side.open:
                (line,) = self.ax.plot([side.bound] * 2, [y - self.half, y + self.half], zorder=4)
                line.set(**_proven(), clip_on=False)

    def _face(self) -> dict[str, Any]:
        """How a bar looks: as the figure has it, and as the caller wants it."""
        return {"facecolor": tint("halo"), "edgecolor": tint("bar"), "linewidth": 1.0, **self.look}

    def _names(self) -> None:
        ax, names = self.ax, self.room.names
        ax.set_yticks(range(len(names)), [""] * len(names) if self.narrow else names)
        ax.tick_params(axis="y", length=0, pad=8, labelsize=NORMAL, labelcolor=tint("ink"))
        plain_labels(ax)
        if self.narrow:
            for y, name in enumerate(names):
                self._beside((0.0, y), (0, 8.5), name, fontsize=NORMAL, va="bottom")
        self._beside((1.0, -0.5 - self.room.lift), (12, 4), "width", color=tint("soft"), va="baseline")

    def _legend(self) -> None:
        from matplotlib.lines import Line2D
        from matplotlib.patches import Patch

        handles: list[Patch | Line2D] = [
            Patch(**self._face()),
            Line2D([], [], color=tint("ink"), marker="|", markersize=11, markeredgewidth=2, linestyle="none"),
        ]
        if any(pair.open for pair in self.read.pairs):
            handles.append(Patch(**_thin()))
        for index, _ in enumerate(self.read.marks):
            handles.append(Line2D([], [], marker=_MARKERS[index % len(_MARKERS)], markersize=7,
                                  markerfacecolor="none", markeredgecolor=tint("mark"), markeredgewidth=1.5,
                                  linestyle="none"))  # fmt: skip
        at = (0.0, 1.0) if self.narrow else (-0.01, 1.0)
        self.ax.legend(handles, self.room.legend, loc="lower left", bbox_to_anchor=at, frameon=False,
                       borderaxespad=1.6, borderpad=0.0, fontsize=SMALLEST)  # fmt: skip


def _left_out(count: int) -> str:
    return f"{counted(count, 'more pair')} {'is' if count == 1 else 'are'} not drawn"


def _words(read: Reading) -> str:
    """The alt text: what the bars are, then every pair with its numbers."""
    parts = [f"{read.title} of {counted(len(read.pairs), 'pair')}. Each bar covers {_AXIS}"]
    parts += [_left_out(read.cut)] if read.cut else []
    for pair in read.pairs:
        if math.isnan(pair.lower):
            parts.append(f"{pair.label}: undefined")
            continue
        width = f"width {'at most ' if pair.open else ''}{pair.upper - pair.lower:.3f}"
        range_ = told(*pair.ends) if pair.open else f"{pair.lower:.3f} to {pair.upper:.3f}"
        words = f"{pair.label}: {range_}, {width}"
        words += f", known cells only {_value(pair.published)}"
        for name, (low, high) in zip(read.marks, pair.marks, strict=True):
            words += f", {name} {_value(low)}" + (f" to {_value(high)}" if high > low else "")
        parts.append(words)
    return in_sentences(parts, read.assumptions)


def _value(value: float) -> str:
    return "undefined" if math.isnan(value) else f"{value:.3f}"
