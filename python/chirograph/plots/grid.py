"""Where the parts of the knowledge matrix stand: plain geometry in inches, no drawing."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from chirograph.plots.letters import LEAST, LINE, NORMAL, SMALLEST, around, beside, reach, wrapped

__all__ = ["Grid", "Place", "grid_for"]

Lines = tuple[str, ...]
#: The id over a column and its name in lines; either may be missing.
Head = tuple[str, Lines]

#: Inches that a cell is wide by default, that names of rows, ids in their own column and heads take at most.
_CELL, _LONGEST, _LONGEST_ID, _LONGEST_HEAD = 0.42, 3.0, 0.9, 2.2
#: Inches of a figure in which names are laid out that nobody gave a width.
_NATURAL = 6.0
#: Lines of a head that do not run into the next column.
_HEAD_LINES = 2
#: Degrees by which column heads rise: slanted where there are many, upright where the page is narrow.
_SLANT, _UPRIGHT = 58.0, 90.0
_MARGIN, _NARROW_MARGIN = 0.64, 0.5
#: Width that the labels of a cell need; a tall figure has longer ones below its columns.
_LEAST_CELL, _LEAST_TALL_CELL = 0.33, 0.37
MARGIN_HEAD = "certain\N{EN DASH}possible"


@dataclass(frozen=True)
class Place:
    """A legend line: where its swatch stands, and its text in lines."""

    key: tuple[str, str]
    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True)
class Grid:
    """The layout of one matrix; `across` heads columns, `down` has the ids and names of rows."""

    tall: bool
    slant: float
    left: float
    tops: tuple[float, ...]  # upper edge of every row as drawn, and the lower edge of the last
    cell_width: float
    across: tuple[Head, ...]
    down: tuple[tuple[Lines, Lines], ...]
    legend: tuple[Place, ...]
    notes: tuple[str, ...]
    notes_top: float
    width: float
    height: float

    def cell(self, row: int, column: int) -> tuple[float, float, float, float]:
        """Left, upper edge, width and height of the cell of a programme (row) and an area (column)."""
        i, j = (column, row) if self.tall else (row, column)
        return self.left + j * self.cell_width, self.tops[i], self.cell_width, self.tops[i + 1] - self.tops[i]

    def middle(self, i: int) -> float:
        """The middle of row `i` as drawn."""
        return (self.tops[i] + self.tops[i + 1]) / 2

    @property
    def margin(self) -> float:
        """How far right of the cells the middle of the margin stands."""
        return _NARROW_MARGIN / 2 if self.tall else _MARGIN / 2

    @property
    def right(self) -> float:
        """The right edge of the cells."""
        return self.left + self.cell_width * len(self.across)


def grid_for(
    programmes: Sequence[tuple[str, str]],
    areas: Sequence[tuple[str, str]],
    legend: Sequence[tuple[tuple[str, str], str]],
    notes: Sequence[str],
    *,
    tall: bool,
    width: float | None,
) -> Grid:
    """Lay out a matrix of (id, name) programmes and areas; `width` in inches, or what the cells need."""
    across, down = (programmes, areas) if tall else (areas, programmes)
    # Too many columns for the width make a wider figure, not illegible labels.
    least, slant = (_LEAST_TALL_CELL, _UPRIGHT) if tall else (_LEAST_CELL, _SLANT)
    heads = tuple(_head(key, name, least) for key, name in across)
    top = 0.4 + max(map(_reach, heads), default=0.0) * math.sin(math.radians(slant))
    right = _NARROW_MARGIN if tall else _overhang(heads, math.cos(math.radians(slant)))
    asked = width if width is not None else max(_NATURAL, _CELL * len(across) / LEAST)
    named, left = _down(down, asked, right, tall=tall)
    cells = max(around(left + right), asked if width is not None else 0.0) - left - right
    cell_width = max(least if width is not None else _CELL, cells / len(across))
    width = left + cell_width * len(across) + right
    heights = [_height(key, lines, tall=tall) for key, lines in named]
    tops = tuple(itertools.accumulate(heights, initial=top))
    places, bottom = _legend(legend, width, tops[-1] + 0.5)
    lines = tuple(line for note in notes for line in wrapped(note, width - 0.3, most=99) if line)
    return Grid(
        tall, slant, left, tops, cell_width, heads, named, places, lines, bottom + 0.1, width,
        bottom + 0.18 * len(lines) + (0.2 if lines else 0.05),
    )  # fmt: skip


def _head(key: str, name: str, cell: float) -> Head:
    """The id over a column, if it is no wider than one, and the slanted name; a name is not said twice."""
    fits = reach(key) <= cell
    words = "" if fits and name == key else name if fits or name == key else f"{name} ({key})"
    return (key if fits else ""), wrapped(words, _LONGEST_HEAD, most=_HEAD_LINES) if words else ()


def _down(
    rows: Sequence[tuple[str, str]], width: float, right: float, *, tall: bool
) -> tuple[tuple[tuple[Lines, Lines], ...], float]:
    """Id and name of every row in lines, and how far from the left edge the cells begin.

    The id of a tall figure has a column of its own; else it stands below the name.
    """
    ids = [wrapped(key, _LONGEST_ID if tall else _LONGEST) if name != key else () for key, name in rows]
    column = max((reach(line) for key in ids for line in key), default=0.0)
    before = column + 0.1 if tall and column else 0.0
    names = [name for _, name in rows]
    lines, taken, _ = beside(names, width, right + before + 0.2, SMALLEST if tall else NORMAL, _LONGEST)
    taken = max(taken, reach(MARGIN_HEAD) - before, 0.0 if tall else column)
    return tuple(zip(ids, lines, strict=True)), taken + before + 0.2


def _height(key: Lines, name: Lines, *, tall: bool) -> float:
    if tall:
        return max(0.32, LINE * max(len(name), len(key)) + 0.1)
    return max(0.44, LINE * (len(name) + len(key)) + 0.09)


def _reach(head: Head) -> float:
    return max(map(reach, (MARGIN_HEAD, *head[1])))


def _overhang(heads: Sequence[Head], cosine: float) -> float:
    """How far slanted heads reach beyond the cells."""
    reaches = [_MARGIN / 2 + reach(MARGIN_HEAD) * cosine]
    for back, (_, lines) in enumerate(reversed(heads)):
        longest = max(map(reach, lines), default=0.0)
        reaches.append(longest * cosine - (back + 0.5) * _LEAST_CELL)
    return max(_MARGIN, *reaches) + 0.1


def _legend(
    entries: Sequence[tuple[tuple[str, str], str]], width: float, top: float
) -> tuple[tuple[Place, ...], float]:
    """Legend lines in as many columns as fit, read downwards; also the lower edge."""
    columns = max(1, min(3, int(width // 3.6)))
    column_width = (width - 0.2) / columns
    named = [(key, wrapped(words, max(0.8, column_width - 0.6), most=99)) for key, words in entries]
    per_column = -(-len(named) // columns)
    places, lowest = [], top
    for start in range(0, len(named), per_column):
        x, y = 0.12 + column_width * (start // per_column), top
        for key, lines in named[start : start + per_column]:
            places.append(Place(key, lines, x, y))
            y += 0.16 * len(lines) + 0.13
        lowest = max(lowest, y)
    return tuple(places), lowest
