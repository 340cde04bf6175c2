"""A sheet: a figure as it is printed, with a sentence above it, a label at each row and its source below.

Everything stands in inches, measured before it is drawn: in a figure of its own a sheet takes the height that
it needs, in somebody's Axes letters shrink until it fits, and what could not be read is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from chirograph.cells.constraints import Constraints
from chirograph.errors import Fault, ParameterError, brief, shown
from chirograph.plots.letters import LEAST, NORMAL, SMALLEST, reach, wrapped

if TYPE_CHECKING:
    from chirograph.cells.content import Content

__all__ = ["Head", "Laid", "Row", "Sheet", "credit", "drop", "heading", "origin", "step"]

#: Points of the sentence above; letters in somebody's Axes are never smaller than the last.
_TITLE, FEWEST_POINTS = 11.5, 6.0
#: How much wider bold letters are at most.
_BOLD = 1.17
#: Inches at the edge, between columns, and that a name takes at most and at least.
_PAD, _GAP, _LONGEST, _SHORTEST = 0.12, 0.12, 3.4, 0.7
#: Lines at most: of a label, of the sentence, of what is said below it.
_LABEL_LINES, _TITLE_LINES, _SAID_LINES = 3, 4, 8
#: Inches that names over columns take at most, upright or turned.
_HEAD_LINES, _HEAD_LENGTH = 3, 1.5


@dataclass(frozen=True)
class Head:
    """What stands over a group of rows: words, and at their right a remark with a lighter one below it."""

    words: str
    remark: str = ""
    lighter: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its label, the texts at its right, whether they are strong, and what is above it.

    A label of two names, each on a line of its own, stands on one line where it has room.
    """

    label: str
    beside: tuple[str, ...] = ()
    strong: bool = False
    gap: bool = False
    head: Head | None = None


@dataclass(frozen=True)
class Sheet:
    """What a sheet says, before it is known where.

    `keys` are kinds of marks with their words, `heads` stand over the texts beside the rows, `columns` over
    equal parts of the middle, `ticks` below it at shares of its width. The middle takes `least` inches or
    more, and `wish` where names can do with less. Of every group of rows `most` draws fewer, where a figure
    has it.
    """

    function: str
    title: str
    subtitle: str
    footer: tuple[str, ...]
    rows: tuple[Row, ...]
    keys: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()
    least: float = 1.0
    wish: float = 0.0
    row: float = 0.22
    most: bool = True

    @property
    def letters(self) -> Iterator[str]:
        """Every text in it."""
        yield from (self.title, self.subtitle, *self.footer, *self.heads, *self.columns)
        yield from (words for _, words in self.keys)
        yield from (text for row in self.rows for text in (row.label, *row.beside))
        yield from (text for head in self.over for text in (head.words, head.remark, head.lighter))

    @property
    def over(self) -> list[Head]:
        """What stands over the groups of rows."""
        return [row.head for row in self.rows if row.head is not None]


@dataclass(frozen=True)
class Text:
    """One line with where it begins, has its middle or ends, in inches from the top left corner."""

    x: float
    y: float
    words: str
    points: float
    colour: str = "soft"
    ha: Literal["left", "center", "right"] = "left"
    bold: bool = False
    turned: bool = False


@dataclass
class Laid:
    """Where everything stands, in inches; rows are told by their middle and height."""

    sheet: Sheet
    width: float
    scale: float
    stretch: float = 1.0
    height: float = 0.0
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    deep: float = 0.0
    fits: bool = True
    rows: list[tuple[float, float]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    swatches: list[tuple[str, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.height = _PAD * self.scale
        sheet, small = self.sheet, SMALLEST * self.scale
        self._said(sheet.title, _TITLE * self.scale, "ink", _TITLE_LINES, bold=True)
        self._said(sheet.subtitle, small, "soft", _SAID_LINES)
        self._keys(small)
        self._sides(small)
        self._columns(small)
        self._rows(small)
        for words in sheet.footer:
            self.height += 0.04 * self.scale
            self._said(words, small, "soft", _SAID_LINES)
        self.height += 0.04 * self.scale

    @property
    def inner(self) -> float:
        """The width between the edges."""
        return self.width - 2 * _PAD * self.scale

    @property
    def cut(self) -> int:
        """How many labels are shortened, or broken within a word."""
        whole = (" ".join(row.label.split()) for row in self.sheet.rows)
        return sum(" ".join(lines) != name for lines, name in zip(self.labels, whole, strict=True))

    @property
    def ordered(self) -> list[Text]:
        """Every text; those of one look stand together, which keeps an SVG short."""
        alike = sorted(self.texts, key=lambda one: (-one.points, one.bold, one.ha, one.colour, one.turned))
        return [text for text in alike if text.words]

    def column(self, j: int) -> tuple[float, float]:
        """Middle and width of a column."""
        wide = (self.right - self.left) / max(len(self.sheet.columns), 1)
        return self.left + (j + 0.5) * wide, wide

    def label(self, i: int) -> tuple[float, float, float, float]:
        """Left, top, width and height of the place of a label."""
        y, high = self.rows[i]
        return _PAD * self.scale, y - high / 2, self.left - 2 * _PAD * self.scale, high

    def _said(self, words: str, points: float, colour: str, most: int, *, bold: bool = False) -> None:
        if not words:
            return
        lines = wrapped(words, self.inner / (_BOLD if bold else 1), points, most)
        self._write(_PAD * self.scale, self.height, lines, points, colour, bold=bold)
        self.height += len(lines) * step(points) + 0.05 * self.scale

    def _write(
        self, x: float, top: float, lines: Sequence[str], points: float, colour: str, ha: Any = "left",
        *, bold: bool = False,
    ) -> None:  # fmt: skip
        """Lines below each other; of each the middle of a capital letter stands in the middle of its line."""
        for n, line in enumerate(lines):
            y = top + (n + 0.5) * step(points) + drop(points)
            self.texts.append(Text(x, y, line, points, colour, ha, bold))

    def _keys(self, points: float) -> None:
        """What the marks mean, from left to right in as many lines as it takes."""
        x, high = _PAD * self.scale, step(points) + 0.03 * self.scale
        start, swatch = x, 0.26 * self.scale
        self.height += 0.05 * self.scale if self.sheet.keys else 0
        for n, (kind, words) in enumerate(self.sheet.keys):
            lines = wrapped(words, self.inner - swatch, points)
            wide = swatch + max(reach(line, points) for line in lines) + 0.2 * self.scale
            if n and x + wide - 0.2 * self.scale > self.width - start:
                x, self.height = start, self.height + high
            self.swatches.append((kind, x, self.height + step(points) / 2))
            self._write(x + swatch, self.height, lines, points, "ink")
            self.height += (len(lines) - 1) * step(points)
            x += wide
        self.height += high + 0.05 * self.scale if self.sheet.keys else 0

    def _sides(self, points: float) -> None:
        """How much the names take at the left, the texts at the right, and what is left to the middle."""
        sheet, gap, bold = self.sheet, _GAP * self.scale, NORMAL * self.scale
        self.besides = []
        for n, head in enumerate(sheet.heads):
            wide = [reach(row.beside[n], points) * (_BOLD if row.strong else 1) for row in sheet.rows]
            over = [max(reach(one.remark, bold), reach(one.lighter, points)) for one in sheet.over if not n]
            self.besides.append(max([reach(head, points), *wide, *over]) + gap)
        others = sum(self.besides) + 2 * _PAD * self.scale + gap
        least = max(sheet.least * self.scale, 0.0 if sheet.columns else LEAST * self.width)
        room = self.width - others - max(least, self._wished(points))
        room = min(_LONGEST, max(room, min(_SHORTEST * self.scale, self.width - others - least)))
        self.fits = room >= _SHORTEST * self.scale - 1e-9
        room = max(room, _SHORTEST * self.scale)
        self.labels = [_label(row.label, room, bold) for row in sheet.rows]
        taken = max((reach(line, bold) for lines in self.labels for line in lines), default=0.0)
        self.left = _PAD * self.scale + taken + gap
        self.right = self.width - _PAD * self.scale - sum(self.besides)

    def _wished(self, points: float) -> float:
        """Inches that names of rows leave the middle where they can, so that words over columns are level."""
        wide = max((reach(word, points) for name in self.sheet.columns for word in name.split()), default=0.0)
        broad = len(self.sheet.columns) * (wide + 0.1 * self.scale)
        half = self.width / 2
        return broad if broad <= half else min(self.sheet.wish * self.scale, half)

    def _columns(self, points: float) -> None:
        """What stands over the middle and over the texts at the right of it."""
        sheet, names = self.sheet, self.sheet.columns
        deep = step(points) if any(sheet.heads) else 0.0
        wide = self.column(0)[1] - 0.08 * self.scale
        heads = [wrapped(name, wide, points, 99) for name in names]
        broken = any(reach(word, points) > wide for name in names for word in name.split())
        if turned := broken or max(map(len, heads), default=0) > _HEAD_LINES:
            most = min(_HEAD_LINES - 1, int(self.column(0)[1] / step(points)))
            self.fits = self.fits and most >= 1
            heads = [wrapped(name, _HEAD_LENGTH * self.scale, points, max(most, 1)) for name in names]
            deep = max(deep, *(reach(line, points) for lines in heads for line in lines))
        else:
            deep = max([deep, *(len(lines) * step(points) for lines in heads)])
        self.height += deep
        self.deep = deep
        for j, lines in enumerate(heads):
            x, high = self.column(j)[0], len(lines) * step(points)
            if not turned:
                self._write(x, self.height - high, lines, points, "ink", "center")
            for n, line in enumerate(lines if turned else ()):
                beside = x - high / 2 + (n + 0.5) * step(points) + drop(points)
                self.texts.append(Text(beside, self.height, line, points, "ink", turned=True))
        self._beside(sheet.heads, self.height - step(points) / 2, points)
        self.height += 0.05 * self.scale if deep else 0.0

    def _beside(self, words: Sequence[str], y: float, points: float, *, strong: bool = False) -> None:
        x, top = self.right + _GAP * self.scale, y - step(points) / 2
        for text, wide in zip(words, self.besides, strict=True):
            self._write(x, top, [text], points, "ink" if strong else "soft", bold=strong)
            x += wide

    def _rows(self, points: float) -> None:
        sheet, bold = self.sheet, NORMAL * self.scale
        self.top = self.height
        for row, lines in zip(sheet.rows, self.labels, strict=True):
            self.height += 0.1 * self.scale if row.gap else 0.0
            self._head(row.head)
            high = self.stretch * max(sheet.row * self.scale, len(lines) * step(bold) + 0.04 * self.scale)
            y = self.height + high / 2
            self.rows.append((y, high))
            x = self.left - _GAP * self.scale
            self._write(x, y - len(lines) * step(bold) / 2, lines, bold, "ink", "right")
            self._beside(row.beside, y, points, strong=row.strong)
            self.height += high
        self.height += 0.04 * self.scale
        for share, words in sheet.ticks[:: self._every(points)]:
            x = self.left + share * (self.right - self.left)
            self._write(x, self.height, [words], points, "soft", "center")
        self.height += step(points) + 0.04 * self.scale if sheet.ticks else 0.0


    def _every(self, points: float) -> int:
        """Which of the names below the middle have room beside each other: each, every second, third..."""
        ticks, wide = self.sheet.ticks, self.right - self.left
        for every in range(1, len(ticks) + 1):
            kept = ticks[::every]
            halves = [(share * wide, reach(words, points) / 2) for share, words in kept]
            if all(x + a + points / 144 <= y - b for (x, a), (y, b) in pairwise(halves)):
                return every
        return 1

    def _head(self, head: Head | None) -> None:
        """What stands over a group, with room above it."""
        if head is None:
            return
        bold, small, edge = NORMAL * self.scale, SMALLEST * self.scale, _PAD * self.scale
        aside = self.right + _GAP * self.scale
        lines = wrapped(head.words, (aside if head.remark else self.width) - 2 * edge, bold, _LABEL_LINES)
        top = self.height + 0.08 * self.scale * bool(self.rows)
        self._write(edge, top, lines, bold, "ink")
        self._write(aside, top, [head.remark], bold, "ink")
        self._write(aside, top + step(bold), [head.lighter], small, "soft")
        self.height = top + max(len(lines), 2 if head.lighter else 1) * step(bold)


def _label(label: str, inches: float, points: float) -> tuple[str, ...]:
    """A label in lines: its names beside each other, or each by itself, so that both can be told apart."""
    names = label.split("\n")
    if len(names) == 1 or reach(" ".join(names), points) <= inches:
        return wrapped(" ".join(names), inches, points, _LABEL_LINES)
    return tuple(line for name in names for line in wrapped(name, inches, points, _LABEL_LINES - 1))


def step(points: float) -> float:
    """Inches from one line of letters of this size to the next."""
    return points * 1.3 / 72


def drop(points: float) -> float:
    """Inches from the middle of a capital letter down to the line that it stands on."""
    return points * 0.36 / 72


def heading(title: str | None, own: str) -> str:
    """The sentence above a figure: the one that was asked for, or its own.

    Raises
    ------
    ParameterError
        When it is no text.
    """
    if title is not None and not isinstance(title, str):
        rule, repair = "a title is a text", "leave it out for a sentence of the data"
        raise ParameterError(Fault("", "title", brief(title), rule, repair, "parameter"))
    return shown(" ".join((title or own).split()))


def origin(content: Content) -> tuple[str, ...]:
    """Where the cells come from, as of when and under which licence; then what is assumed of them."""
    bound = content.constraints.sentences() if content.constraints != Constraints() else ()
    return credit({**content.about, **content.data}, " ".join((*bound, *content.notes)))


def credit(data: Mapping[str, str], assumed: str) -> tuple[str, ...]:
    """The line on the source of these data, and one on what is assumed, where there is any."""
    name = " ".join(part for part in (data.get("id"), data.get("version")) if part) or data.get("title", "")
    day, licence = data.get("as_of"), data.get("licence")
    parts = [name, f"as of {day}" if day else "", licence or ""]
    source = " · ".join(part for part in parts if part)
    return tuple(shown(words) for words in (source and f"Source: {source}", assumed) if words)
