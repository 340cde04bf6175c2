"""Where the parts of the knowledge matrix stand: plain geometry in inches, no drawing."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

__all__ = ["Grid", "Place", "grid_for"]

#: Inches a letter of ordinary text takes on average at the sizes used.
_LETTER = 0.07
#: Degrees by which column heads rise: slanted where there are many, upright where the page is narrow.
_SLANT, _UPRIGHT = 58.0, 90.0
_HEAD_LETTERS = 30
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
    """The layout of one matrix; `across` and `down` are (id, name lines) of columns and rows as drawn."""

    tall: bool
    slant: float
    left: float
    tops: tuple[float, ...]  # upper edge of every row as drawn, and the lower edge of the last
    cell_width: float
    across: tuple[tuple[str, tuple[str, ...]], ...]
    down: tuple[tuple[str, tuple[str, ...]], ...]
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
    down_named = tuple((key, _lines(key, name, 18)) for key, name in down)
    across_named = tuple((key, _lines(key, name, _HEAD_LETTERS)) for key, name in across)
    ids = max(len(key) for key, _ in down)
    labels = (MARGIN_HEAD, *(line for key, lines in down_named for line in (*lines, key)))
    left = 0.2 + _LETTER * max(map(len, labels))
    left += _LETTER * (ids + 0.5) if tall else 0.0
    slant = _UPRIGHT if tall else _SLANT
    heads = _LETTER * max(len(line) for _, lines in (*across_named, ("", (MARGIN_HEAD,))) for line in lines)
    top = 0.34 + heads * math.sin(math.radians(slant))
    right = _NARROW_MARGIN if tall else _overhang(across_named, math.cos(math.radians(slant)))
    # Too many columns for the width make a wider figure, not illegible labels.
    least = _LEAST_TALL_CELL if tall else _LEAST_CELL
    cell_width = 0.42 if width is None else max(least, (width - left - right) / len(across))
    width = left + cell_width * len(across) + right
    heights = [max(0.32, 0.16 * len(lines) + 0.12) if tall else 0.44 for _, lines in down_named]
    tops = tuple(itertools.accumulate(heights, initial=top))
    places, bottom = _legend(legend, width, tops[-1] + 0.5)
    lines = tuple(line for note in notes for line in wrap(note, max(20, int((width - 0.2) / _LETTER))))
    return Grid(
        tall, slant, left, tops, cell_width, across_named, down_named, places, lines, bottom + 0.1, width,
        bottom + 0.18 * len(lines) + (0.2 if lines else 0.05),
    )  # fmt: skip


def _overhang(across: Sequence[tuple[str, tuple[str, ...]]], cosine: float) -> float:
    """How far slanted heads reach beyond the cells."""
    reaches = [_MARGIN / 2 + len(MARGIN_HEAD) * _LETTER * cosine]
    for back, (_, lines) in enumerate(reversed(across)):
        longest = max((len(line) for line in lines), default=0)
        reaches.append(longest * _LETTER * cosine - (back + 0.5) * _LEAST_CELL)
    return max(_MARGIN, *reaches) + 0.1


def _lines(key: str, name: str, letters: int) -> tuple[str, ...]:
    """The name in lines; nothing when it only repeats the id."""
    return tuple(wrap(name, letters)) if name != key else ()


def _legend(
    entries: Sequence[tuple[tuple[str, str], str]], width: float, top: float
) -> tuple[tuple[Place, ...], float]:
    """Legend lines in as many columns as fit, read downwards; also the lower edge."""
    columns = max(1, min(3, int(width // 3.6)))
    column_width = (width - 0.2) / columns
    letters = max(12, int((column_width - 0.55) / _LETTER))
    wrapped = [(key, tuple(wrap(words, letters))) for key, words in entries]
    per_column = -(-len(wrapped) // columns)
    places, lowest = [], top
    for start in range(0, len(wrapped), per_column):
        x, y = 0.12 + column_width * (start // per_column), top
        for key, lines in wrapped[start : start + per_column]:
            places.append(Place(key, lines, x, y))
            y += 0.16 * len(lines) + 0.13
        lowest = max(lowest, y)
    return tuple(places), lowest
