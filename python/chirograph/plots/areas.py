"""Areas by how many programmes certainly have them: how deep at least, what may be there, what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, anchor, counted
from chirograph.cells.content import Content
from chirograph.dataset import Dataset
from chirograph.findings import cells as told_of
from chirograph.panel import Panel
from chirograph.plots.accept import at_most, expect, width_of
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences
from chirograph.plots.marks import MORE, NONE, OPEN, Marks, Part, frame_of
from chirograph.plots.palette import depth_colour
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import Row, Sheet, heading, origin
from chirograph.plots.source import Cells, cells_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["areas"]

#: Inches of the figure it makes, of a column at least and where there is room, and of a mark at most.
_WIDTH, _COLUMN, _WISH, _WIDEST, _HIGH = 7.6, 0.2, 0.28, 0.38, 0.15
#: Of a mark that may go deeper, the part that is certain.
_CERTAIN = 0.7
#: Areas drawn unless more are asked for.
MOST_AREAS = 60
_COLUMNS = ("row", "column", "lower", "upper", "status", "drawn_as")


@kept
def areas(
    source: Dataset | Panel,
    ax: Axes | None = None,
    *,
    codebook: Dataset | None = None,
    most: int | None = MOST_AREAS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw the areas in groups: certain in so many programmes, and in how many more they may be.

    A square says how deep a programme goes at least; its pale end, that it may go deeper. An open ring is an
    area that may be there: its text is not public or was not read. A dash is certainly not there. Where a
    column for each programme finds no room, a bar counts them; a wider figure has the columns.

    Parameters
    ----------
    source : Dataset or Panel
        What to draw; a dataset gives its default panel and the names of the depths.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, as high as the areas need. Letters shrink with yours,
        to 6 points and not below.
    codebook : Dataset, optional, keyword-only
        Where the names of the depths come from when `source` is a panel.
    most : int, optional, keyword-only
        Draw at most so many areas, by default 60, the most certain first; a line says how many are left out.
        None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        The sentence above; by default made from the data.
    **look
        Properties of the frames of the squares (:class:`matplotlib.patches.PathPatch`), such as
        ``color="black"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a cell that is drawn, area by area: row, column, lower, upper, status,
        drawn_as ("square", "ring" or "dash").

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.areas(cg.Panel([[1, 0], [1, 0]], [[1, 1], [1, 0]], max_depth=1))
    >>> drawn.data()["drawn_as"]
    ('square', 'square', 'ring', 'dash')
    """
    expect("areas", source, (Dataset, Panel), "a dataset or a panel")
    face = frame_of("areas", look, ("codebook", "most", "width", "title"))
    width_of(width)
    panel = source.panel() if isinstance(source, Dataset) else source
    found = _Areas(cells_of(panel, source if isinstance(source, Dataset) else codebook), at_most(most))
    above = heading(title, told_of.areas(panel.content).title)
    sheets = [
        found.sheet(above, panel.content, each=each, remarks=remarks)
        for each in (True, False)
        for remarks in (True, False)
    ]
    drawn, tips = shown(sheets, ax, width or _WIDTH, found.draw, face, found.cells.max_depth)
    return PlotResult(drawn, "areas", above, _COLUMNS, found.data(), found.words(above), ax is None, tips)


@dataclass(frozen=True)
class _Areas:
    """The areas of a panel in the order in which they stand."""

    cells: Cells
    most: int | None

    @property
    def order(self) -> list[int]:
        certain, possible = self.cells.column_counts
        every = range(len(self.cells.columns))
        return sorted(every, key=lambda j: (-certain[j], -possible[j], j))[: self.most]

    def sheet(self, title: str, content: Content, *, each: bool, remarks: bool) -> Sheet:
        """What it says, with a column for each programme or with bars that count them, and with remarks."""
        cells, total = self.cells, len(self.cells.rows)
        rows, last = [], None
        for j in self.order:
            low, high = int(cells.column_counts[0][j]), int(cells.column_counts[1][j])
            remark = f"certain in {low or 'none'}" if low != last else ""
            count = f"{low}{DASH}{high}" if low < high else f"{low}"
            beside = (count, remark) if remarks else (count,)
            rows.append(Row(cells.column_names[j], beside, gap=last not in (None, low)))
            last = low
        deeper = bool(np.any((cells.lower >= 1) & (cells.upper > cells.lower)))
        said = f"Areas by how many of {counted(total, 'programme')} certainly have them, and how many may."
        keys = [*depth_keys(cells)]
        if each:
            keys += [(MORE, "may go deeper")] if deeper else []
            keys += [("ring", "may be there: not public or not read"), ("dash", "certainly not there")]
        else:
            said += " Bars count programmes; a wider figure has a column for each."
            keys += [(OPEN, "may be there: not public or not read"), (NONE, "certainly not there")]
        left = len(cells.columns) - len(rows)
        footer = (f"{counted(left, 'area')} of {len(cells.columns)} not drawn." if left else "",)
        return Sheet(
            "areas", title, said, tuple(filter(None, (*footer, *origin(content)))), tuple(rows),
            tuple(keys), (f"of {total}", "")[: 1 + remarks], cells.row_names if each else (),
            least=max(total * _COLUMN, 0.6) if each else 1.0, wish=total * _WISH if each else 2.5,
        )  # fmt: skip

    def draw(self, marks: Marks) -> None:
        """The marks of every area, and what they say."""
        cells, laid = self.cells, marks.laid
        for i, j in enumerate(self.order):
            marks.tip(anchor("area", cells.columns[j]), cells.column_names[j], *laid.label(i))
            if not laid.sheet.columns:
                marks.stack(i, [*parts_of(cells, cells.lower[:, j], cells.upper[:, j])], len(cells.rows))
                continue
            for k in range(len(cells.rows)):
                self._cell(marks, i, j, k)
        for k, name in enumerate(laid.sheet.columns):
            x, wide = laid.column(k)
            to = anchor("partner", cells.rows[k])
            marks.tip(to, name, x - wide / 2, laid.top - laid.deep, wide, laid.deep)

    def _cell(self, marks: Marks, i: int, j: int, k: int) -> None:
        """The mark of one programme in one area."""
        cells, laid = self.cells, marks.laid
        (x, wide), (y, high) = laid.column(k), laid.rows[i]
        low, top = int(cells.lower[k, j]), int(cells.upper[k, j])
        broad, tall = min(0.8 * wide, _WIDEST), min(_HIGH * laid.scale * laid.stretch, 0.8 * high, 0.24)
        left, upper = x - broad / 2, y - tall / 2
        if low:
            certain = broad * (_CERTAIN if top > low else 1.0)
            marks.add(f"depth-{low}", left, upper, certain, tall)
            if top > low:
                marks.add(MORE, left + certain, upper, broad - certain, tall)
            if cells.max_depth > 1:
                marks.say(f"depth-{low}", left + certain / 2, y, str(low), certain)
        else:
            marks.add("ring" if top else "dash", left, upper, broad, tall)
        words = f"{cells.row_names[k]}, {cells.column_names[j]}: {_told(cells, k, j)}"
        to = anchor("cell", cells.rows[k], cells.columns[j])
        marks.tip(to, words, x - wide / 2, y - high / 2, wide, high)

    def data(self) -> tuple[tuple[Any, ...], ...]:
        cells = self.cells
        return tuple(
            (
                cells.rows[k], cells.columns[j], int(cells.lower[k, j]), int(cells.upper[k, j]),
                str(cells.status[k, j]), _drawn_as(cells, k, j),
            )
            for j in self.order
            for k in range(len(cells.rows))
        )  # fmt: skip

    def words(self, title: str) -> str:
        """The alt text: the groups, and which areas are in them."""
        certain, _ = self.cells.column_counts
        groups: dict[int, list[str]] = {}
        for j in self.order:
            groups.setdefault(int(certain[j]), []).append(self.cells.column_names[j])
        total = len(self.cells.rows)
        told = [f"Certain in {n or 'none'} of {total}: {', '.join(names)}" for n, names in groups.items()]
        return in_sentences([title.rstrip("."), *told], self.cells.assumptions)


def _drawn_as(cells: Cells, k: int, j: int) -> str:
    return "square" if cells.lower[k, j] else "ring" if cells.upper[k, j] else "dash"


def _told(cells: Cells, k: int, j: int) -> str:
    """A cell in words."""
    low, top, why = (
        int(cells.lower[k, j]),
        int(cells.upper[k, j]),
        cells.status_label(str(cells.status[k, j])),
    )
    if not low:
        return f"may be there ({why})" if top else "certainly not there"
    name = cells.depth_names[low] or f"depth {low}"
    return f"{'at least ' if top > low else ''}{name}"


def bands(max_depth: int) -> list[tuple[int, int]]:
    """The depths that share a colour, first and last: on a scale of up to three steps each by itself."""
    depths = range(1, max_depth + 1)
    starts = [d for d in depths if d == 1 or depth_colour(d, max_depth) != depth_colour(d - 1, max_depth)]
    return [*zip(starts, [*(start - 1 for start in starts[1:]), max_depth], strict=True)]


def depth_keys(cells: Cells) -> Iterator[tuple[str, str]]:
    """A key for each depth that begins a colour, as the codebook calls it."""
    for depth, _ in bands(cells.max_depth):
        name = cells.depth_names[depth] or ("there" if cells.max_depth == 1 else f"depth {depth}")
        yield f"depth-{depth}", name if depth == cells.max_depth else f"at least {name}"


def parts_of(cells: Cells, lower: Any, upper: Any) -> Iterator[Part]:
    """How many of these cells are how deep at least, deepest first; not known; certainly not there."""
    for depth, top in reversed(bands(cells.max_depth)):
        yield Part(f"depth-{depth}", int(np.count_nonzero((lower >= depth) & (lower <= top))))
    yield Part(OPEN, int(np.count_nonzero((lower == 0) & (upper > 0))), "not known")
    yield Part(NONE, int(np.count_nonzero(upper == 0)), "certainly not listed")
