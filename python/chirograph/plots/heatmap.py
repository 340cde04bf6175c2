"""The square of pairs: in each cell the least value at its lower left, the greatest at its upper right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, counted
from chirograph.cells.ends import told
from chirograph.errors import Fault, ParameterError
from chirograph.overlap import Overlap
from chirograph.plots.accept import at_most, expect, look_of, width_of
from chirograph.plots.letters import (
    LEAST,
    LINE,
    NORMAL,
    SMALLEST,
    around,
    beside,
    in_sentences,
    reach,
    wrapped,
)
from chirograph.plots.palette import axes_within, plain_labels, settings, tint, width_within
from chirograph.plots.result import PlotResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["heatmap"]

_COLUMNS = ("row", "column", "lower", "upper", "width", "sharp")
#: Programmes drawn unless more are asked for: the numbers of more would not fit a page.
MOST_PROGRAMMES = 20
#: Colours from the least value of an index to the greatest.
_STEPS = 4
#: Inches: a cell by default, the least cell, the least width and the least height with two numbers in it.
_CELL, _LEAST_CELL, _NUMBERS, _LOW_NUMBERS = 0.66, 0.2, 0.6, 0.36
#: Inches: names of rows and of columns at most, and right of the cells.
_LONGEST, _LONGEST_HEAD, _RIGHT = 2.6, 1.8, 0.2
#: Inches of a figure in which names are laid out that nobody gave a width.
_NATURAL = 6.0
_MEANING = (
    "lower left the least, upper right the greatest value that the unknown cells allow; "
    "neither is more likely, and it is not a confidence interval"
)
_OPEN = "dashed: an end is open, the true one may lie further in"


@kept
def heatmap(
    overlap: Overlap,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_PROGRAMMES,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw all pairs as a square, each cell split: its least value lower left, its greatest upper right.

    Both ends of every range have their colour and their number, and no value between them has either. A cell
    of one colour is nearly settled; one that goes from pale to dark says little. A cell with one number is
    settled; a dashed frame marks an open end: the true one may lie further in. A row is read as one programme
    with all others; with an index that depends on the order, as the row in the column.

    Parameters
    ----------
    overlap : Overlap
        Pairs with bounds.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of programmes.
        Where cells are small the numbers are left out; `.data()` has them.
    most : int, optional, keyword-only
        Draw at most so many programmes, by default 20, the first ones; the axis says how many are left out.
        None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes; by default as wide as the cells need.
    title : str, optional, keyword-only
        One line for the title of the SVG; by default made from the index.
    **look
        Properties of the frame of every cell (:class:`matplotlib.patches.Rectangle`), such as
        ``color="black"``. What fills a cell has a meaning and stays.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a pair of programmes drawn: row, column, lower, upper, width, sharp. An
        undefined value is NaN.

    Raises
    ------
    ParameterError
        If something else is to be drawn, or a property is not known.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)
    >>> drawn = cg.plots.heatmap(panel.overlap("jaccard"))
    >>> [text.get_text() for text in drawn.ax.texts][2:4]
    ['0.33', '0.67']
    """
    expect("heatmap", overlap, Overlap, "a result of overlap()")
    square = _Square.of(overlap, at_most(most))
    width_of(width)
    frame = _look(look)
    owns = ax is None
    with settings([*square.names, *overlap.rows, *square.about(), *_scale(overlap), DASH], ax):
        room = _Room.of(square, width if owns else width_within(ax, None, _NATURAL))
        ax = room.axes(ax, width)
        _Drawing(ax, square, room, frame).draw()
    rows = tuple(square.data())
    heading = title or f"{overlap.title}: the range of {counted(len(rows), 'pair')}"
    return PlotResult(ax, f"heatmap-{overlap.key}", heading, _COLUMNS, rows, _words(square), owns)


def _look(given: Mapping[str, Any]) -> dict[str, Any]:
    from matplotlib.patches import Rectangle

    look = look_of(Rectangle, given, ("most", "width", "title"), colour="edgecolor")
    if taken := [name for name in look if name in ("facecolor", "fill", "hatch")]:
        rule = "what fills a cell is the range of its pair"
        faults = [Fault("", "plots.heatmap", name, rule, "set edgecolor or linewidth") for name in taken]
        raise ParameterError(faults)
    return look


@dataclass(frozen=True, eq=False)
class _Square:
    """The programmes drawn and the result they are from."""

    overlap: Overlap
    names: tuple[str, ...]
    left_out: int

    @classmethod
    def of(cls, overlap: Overlap, most: int | None) -> _Square:
        names = tuple(overlap.panel.names.get(row, row) for row in overlap.rows)
        return cls(overlap, names[:most], len(names[most:]) if most is not None else 0)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every cell off the diagonal."""
        count = len(self.names)
        return ((i, j) for i in range(count) for j in range(count) if i != j)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every pair once; both ways where the order matters."""
        return ((i, j) for i, j in self.cells() if self.overlap.directed or i < j)

    def ends(self, i: int, j: int) -> tuple[float, float]:
        return float(self.overlap.lower[i, j]), float(self.overlap.upper[i, j])

    def data(self) -> Iterator[tuple[str | float | bool, ...]]:
        for i, j in self.pairs():
            low, high = self.ends(i, j)
            sharp = bool(self.overlap.sharp[i, j])
            yield self.overlap.rows[i], self.overlap.rows[j], low, high, high - low, sharp

    def step(self, value: float) -> int:
        """Which colour a value has."""
        low, high = self.overlap.range
        return max(0, min(_STEPS - 1, int(_STEPS * (value - low) / (high - low))))

    def open(self, i: int, j: int) -> bool:
        return not math.isnan(self.overlap.lower[i, j]) and not self.overlap.sharp[i, j]

    def about(self) -> list[str]:
        """What stands below the square."""
        order = "; row in column" if self.overlap.directed else ""
        opened = [_OPEN] if any(self.open(i, j) for i, j in self.pairs()) else []
        return [f"{self.overlap.title}{order}: {_MEANING}", *opened, *self.cut()]

    def cut(self) -> list[str]:
        are = "is" if self.left_out == 1 else "are"
        left = f"{counted(self.left_out, 'more programme')} {are} not drawn"
        return [left] if self.left_out else []


def _scale(overlap: Overlap) -> list[str]:
    """The legend: from where to where each colour goes."""
    low, high = overlap.range
    ends = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    return [f"{start:.2f}{DASH}{end:.2f}" for start, end in pairwise(ends)]


@dataclass(frozen=True)
class _Room:
    """Where the parts of a figure of its own stand, in inches, and its words in lines that fit."""

    width: float
    margins: tuple[float, float, float, float]
    cell: float
    count: int
    names: tuple[str, ...]
    heads: tuple[str, ...]
    upright: bool
    about: str

    @classmethod
    def of(cls, square: _Square, width: float | None) -> _Room:
        count = max(len(square.names), 1)
        asked = max(_NATURAL, _CELL * count / LEAST) if width is None else width
        _, taken, _ = beside(square.names, asked, _RIGHT + 0.25, NORMAL, _LONGEST)
        left = taken + 0.25
        cells = max(around(left + _RIGHT), 0.0 if width is None else width) - left - _RIGHT
        cell = max(_CELL if width is None else _LEAST_CELL, cells / count)
        upright = any(reach(name, NORMAL) > cell - 0.08 for name in square.names)
        most = max(1, int(cell / LINE))
        lines = [wrapped(name, taken, NORMAL, most) for name in square.names]
        heads = [
            wrapped(name, _LONGEST_HEAD, NORMAL, min(3, most)) if upright else (name,)
            for name in square.names
        ]
        above = max((reach(line, NORMAL) for head in heads for line in head), default=0.0) if upright else 0.2
        width = left + cell * count + _RIGHT
        about = [line for words in square.about() for line in wrapped(words, width - 0.3)]
        margins = (left, _RIGHT, above + 0.25, 0.35 + LINE * len(about) + 0.2 * _STEPS)
        names, heads_of = (tuple("\n".join(one) for one in several) for several in (lines, heads))
        return cls(width, margins, cell, count, names, heads_of, upright, "\n".join(about))

    def axes(self, ax: Axes | None, asked: float | None) -> Axes:
        """Axes on a figure of its own, or those of a caller, where cells are as flat as there is room."""
        lines = max(name.count("\n") for name in (*self.names, "")) + 1
        least = min(1.0, max(_LEAST_CELL, LINE * lines) / self.cell)
        return axes_within(self.width, self.cell * self.count, self.margins, ax, least, asked)


class _Drawing:
    """Draws the square on one Axes; x and y count programmes."""

    def __init__(self, ax: Axes, square: _Square, room: _Room, look: Mapping[str, Any]) -> None:
        self.ax, self.square, self.room, self.look = ax, square, room, look

    def draw(self) -> None:
        ax, count = self.ax, max(len(self.square.names), 1)
        ax.set(xlim=(-0.5, count - 0.5), ylim=(count - 0.5, -0.5))
        ax.grid(visible=False)
        for side in ax.spines.values():
            side.set_visible(False)
        box = ax.get_window_extent()
        self.side = box.height / ax.figure.dpi
        numbers = box.width / ax.figure.dpi / count >= _NUMBERS and self.side / count >= _LOW_NUMBERS
        self._names()
        for i in range(len(self.square.names)):
            self._number(i, i, DASH, "soft")
        for i, j in self.square.cells():
            self._cell(i, j, numbers=numbers)
        self._legend()

    def _names(self) -> None:
        """Names of rows and columns."""
        ax, room = self.ax, self.room
        places = range(len(self.square.names))
        ax.set_xticks(places, room.heads)
        ax.set_yticks(places, room.names)
        ax.tick_params(length=0, labelsize=NORMAL, labelcolor=tint("ink"), top=False, bottom=False)
        ax.tick_params(axis="x", labeltop=True, labelbottom=False, rotation=90 * room.upright)
        plain_labels(ax)
        for label in ax.get_xticklabels():
            label.set_multialignment("left" if room.upright else "center")

    def _cell(self, i: int, j: int, *, numbers: bool) -> None:
        from matplotlib.patches import Polygon, Rectangle

        low, high = self.square.ends(i, j)
        left, right, top, bottom = j - 0.5, j + 0.5, i - 0.5, i + 0.5
        frame = {"edgecolor": tint("line"), "linewidth": 0.8, **self.look}
        if math.isnan(low):
            self.ax.add_patch(Rectangle((left, top), 1, 1, facecolor=tint("ground"), **frame))
            if numbers:
                self._number(j, i, "0/0", "ink")
            return
        corners = {low: (left, bottom), high: (right, top)}
        for value, corner in corners.items():
            points = [(left, top), corner, (right, bottom)]
            fill = tint(f"depth-{self.square.step(value)}")
            self.ax.add_patch(Polygon(points, closed=True, facecolor=fill, edgecolor=fill, linewidth=0.2))
            if numbers:
                shift = 0.0 if low == high else 0.23 if value == high else -0.23
                self._number(j + shift, i - shift, f"{value:.2f}", f"on-depth-{self.square.step(value)}")
        if low == high:
            fill = tint(f"depth-{self.square.step(low)}")
            self.ax.add_patch(Rectangle((left, top), 1, 1, facecolor=fill, edgecolor="none"))
        dashes = {"linestyle": "--", "edgecolor": tint("ink"), "zorder": 3} if self.square.open(i, j) else {}
        self.ax.add_patch(Rectangle((left, top), 1, 1, facecolor="none", **{**frame, **dashes}))

    def _number(self, x: float, y: float, words: str, role: str) -> None:
        look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": SMALLEST, "zorder": 4}
        self.ax.text(x, y, words, color=tint(role), **look)

    def _legend(self) -> None:
        from matplotlib.patches import Patch

        room, words = self.room, _scale(self.square.overlap)
        swatches = [
            Patch(facecolor=tint(f"depth-{step}"), edgecolor=tint("line"), linewidth=0.8)
            for step in range(_STEPS)
        ]
        wide = self.ax.get_window_extent().width / self.ax.figure.dpi
        at = ((0.1 - room.margins[0]) / wide, -0.12 / self.side)
        self.ax.legend(swatches, words, loc="upper left", bbox_to_anchor=at, frameon=False, borderaxespad=0.0,
                       borderpad=0.0, fontsize=SMALLEST)  # fmt: skip
        below = (8 - 72 * room.margins[0], 6 - 72 * room.margins[3])
        self.ax.annotate(
            room.about, (0.0, 0.0), below, xycoords="axes fraction", textcoords="offset points",
            va="bottom", fontsize=SMALLEST, color=tint("soft"), annotation_clip=False,
        )  # fmt: skip


def _words(square: _Square) -> str:
    """The alt text: what the square is, then every pair with its numbers."""
    overlap, pairs = square.overlap, list(square.pairs())
    word = "in" if overlap.directed else DASH
    parts = [
        f"{overlap.title} of {counted(len(pairs), 'pair')}, as a square of "
        f"{counted(len(square.names), 'programme')}. In each cell {_MEANING}",
        *square.cut(),
    ]
    for i, j in pairs:
        low, high = square.ends(i, j)
        label = f"{square.names[i]} {word} {square.names[j]}"
        if math.isnan(low):
            parts.append(f"{label}: undefined")
        elif square.open(i, j):
            parts.append(f"{label}: {told(*overlap.ends(i, j))}")
        else:
            parts.append(f"{label}: {low:.3f}" + (f" to {high:.3f}" if high > low else ""))
    return in_sentences(parts, overlap.assumptions)
