"""Figure 1, the knowledge matrix: what is known of each programme, area by area, and what is not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, counted, shorten
from chirograph.errors import Fault, ParameterError
from chirograph.plots.accept import at_most, look_of, width_of
from chirograph.plots.grid import MARGIN_HEAD, Grid, grid_for
from chirograph.plots.letters import LINE, NORMAL, SMALLEST
from chirograph.plots.palette import (
    CONFLICT,
    NOT_APPLICABLE,
    canvas,
    depth_colour,
    fit_into,
    hatches_for,
    on_depth_colour,
    settings,
    tint,
)
from chirograph.plots.result import PlotResult
from chirograph.plots.slot import too_small
from chirograph.plots.source import Cells, cells_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

    from chirograph.dataset import Dataset
    from chirograph.panel import Panel

__all__ = ["matrix"]

_COLUMNS = ("row", "column", "lower", "upper", "status", "drawn_as")
#: Programmes and areas drawn unless more are asked for.
MOST_LABELS = 60
#: Inches: half of what a line takes.
_HALF = LINE / 2
#: Share of a cell that carries the hatch when a minimum is known and more is possible.
_STRIP = 0.36


@kept
def matrix(
    source: Dataset | Panel,
    ax: Axes | None = None,
    *,
    areas_as: Literal["columns", "rows"] = "columns",
    codebook: Dataset | None = None,
    most: int | None = MOST_LABELS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw what is known: programmes by areas, depth where certain, a hatch where the text is not public.

    A cell whose depth is known carries its colour and number. A cell with a known minimum carries the
    colour of that minimum, a hatched strip for what may come on top, and both ends of its range. A cell of
    which nothing is known is grey with the hatch of its kind of unknown; it never has a colour of the
    scale. Sources in conflict split the cell; "not applicable" is an en dash. The margins count what is
    certainly there (depth 1 or more) and what may be.

    Parameters
    ----------
    source : Dataset or Panel
        What to draw; a dataset gives its default panel and the names of its areas and kinds of unknown.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the panel. In axes of yours programmes and
        areas stand with their ids, and everything is as small as the axes make it.
    areas_as : {"columns", "rows"}, keyword-only
        "rows" gives a tall figure for a narrow page.
    codebook : Dataset, optional, keyword-only
        Where the names of the depths come from when `source` is a panel.
    most : int, optional, keyword-only
        Draw at most so many programmes and so many areas, by default 60, the first ones; a note says how many
        are left out, and the margins count them. None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes; by default as wide as the cells need.
    title : str, optional, keyword-only
        One line for the title of the SVG; by default made from the title of the dataset.
    **look
        Properties of the frame of every cell (:class:`matplotlib.patches.Rectangle`), such as
        ``color="black"``. What fills a cell has a meaning and stays.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a cell: row, column, lower, upper, status, drawn_as ("depth", "minimum",
        "unknown", "conflict" or "none").

    Raises
    ------
    ParameterError
        If `areas_as` is neither "columns" nor "rows", something else is to be drawn, or a property is not
        known.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.matrix(cg.Panel([[1, 0], [0, 0]], [[1, 0], [1, 0]], max_depth=1, rows=["A", "B"]))
    >>> print(drawn.alt_text().split(". ")[1])
    3 of 4 cells have a known depth
    """
    if areas_as not in ("columns", "rows"):
        raise ParameterError(Fault(place="areas_as", value=repr(areas_as), rule="is 'columns' or 'rows'"))
    cells = cells_of(source, codebook).first(at_most(most))
    kinds = _kinds(cells)
    width_of(width)
    owns = ax is None
    # In somebody's axes there is room for ids only.
    rows = tuple(zip(cells.rows, cells.row_names if owns else cells.rows, strict=True))
    columns = tuple(zip(cells.columns, cells.column_names if owns else cells.columns, strict=True))
    legend = [(key, kind.words) for key, kind in kinds.items()]
    notes = [" ".join(cells.assumptions), *_left_out(cells)]
    letters = {letter for pair in (*rows, *columns) for letter in "".join(pair)}
    with settings([*letters, *notes, *(words for _, words in legend)], ax):
        tall = areas_as == "rows"
        grid = grid_for(rows, columns, legend, notes, tall=tall, width=width if owns else 0.0)
        if owns and width is not None and grid.width > width + 0.005:
            raise _too_narrow(width, grid.width, areas_as)
        ax = canvas(ax, grid.width, grid.height)
        drawn = _Drawing(ax, cells, kinds, grid, _look(look)).draw()
        if not owns:
            fit_into(ax, grid.width, grid.height)
    heading = title or (f"What is known: {cells.title}" if cells.title else "What is known")
    return PlotResult(ax, "matrix", heading, _COLUMNS, drawn, _words(cells, kinds), owns)


def _too_narrow(asked: float, needed: float, areas_as: str) -> ParameterError:
    error = too_small("width", f"{asked:g} inches", f"at least {math.ceil(10 * needed) / 10:.1f} inches")
    (fault,) = error.faults
    way = 'areas_as="rows" is narrower' if areas_as == "columns" else "most= draws fewer"
    return ParameterError(replace(fault, repair=f"leave it out or give more; {way}"))


def _look(given: Mapping[str, Any]) -> dict[str, Any]:
    from matplotlib.patches import Rectangle

    own = ("areas_as", "codebook", "most", "width", "title")
    look = look_of(Rectangle, given, own, colour="edgecolor")
    if taken := [name for name in look if name in ("facecolor", "fill", "hatch")]:
        rule = "what fills a cell says what is known of it"
        faults = [Fault("", "plots.matrix", name, rule, "set edgecolor or linewidth") for name in taken]
        raise ParameterError(faults)
    return look


def _left_out(cells: Cells) -> list[str]:
    """What the figure leaves out, in a sentence."""
    nouns = zip(cells.left_out, ("more programme", "more area"), strict=True)
    left = [counted(count, noun) for count, noun in nouns if count]
    return [f"Not drawn: {' and '.join(left)}; the legend counts the cells drawn."] if left else []


@dataclass(frozen=True)
class _Kind:
    """How the cells of one sort are drawn, what the legend says of them and how many there are."""

    sort: str  # "depth", "minimum", "unknown", "conflict" or "none"
    low: int
    hatch: str
    words: str
    count: int


def _sort(cells: Cells, i: int, j: int) -> tuple[str, str]:
    """The sort of a cell and what tells it from others of its sort: its depth or its status."""
    low, high, status = int(cells.lower[i, j]), int(cells.upper[i, j]), str(cells.status[i, j])
    if status == NOT_APPLICABLE:
        return "none", status
    if low == high:
        return "depth", str(low)
    if status == CONFLICT:
        return "conflict", status
    return ("minimum" if low else "unknown"), status


def _kinds(cells: Cells) -> dict[tuple[str, str], _Kind]:
    """The sorts of cell in legend order: depths, known minima, kinds of unknown, other signs."""
    indices = [(i, j) for i in range(len(cells.rows)) for j in range(len(cells.columns))]
    counts = Counter(_sort(cells, i, j) for i, j in indices)
    statuses = dict.fromkeys([*cells.status_labels, *sorted({str(s) for s in cells.status.flat})])
    hatches = hatches_for(s for s in statuses if counts["minimum", s] or counts["unknown", s])
    at_least = Counter(int(cells.lower[i, j]) for i, j in indices if _sort(cells, i, j)[0] == "minimum")
    kinds = {}
    for depth in range(cells.max_depth + 1):
        exact = counts["depth", str(depth)]
        words = f"depth {depth}, {cells.depth_names[depth]}".strip(" ,") + f": {_cells(exact)} exactly"
        words += f", {at_least[depth]} at least" if at_least[depth] else ""
        kinds["depth", str(depth)] = _Kind("depth", depth, "", words, exact)
    for sort, status in ((sort, s) for sort in ("minimum", "unknown", "conflict", "none") for s in statuses):
        if counts[sort, status]:
            low = next(int(cells.lower[i, j]) for i, j in indices if _sort(cells, i, j) == (sort, status))
            words = f"{_meaning(cells, sort, status)}: {_cells(counts[sort, status])}"
            kinds[sort, status] = _Kind(sort, low, hatches.get(status, ""), words, counts[sort, status])
    return kinds


def _cells(count: int) -> str:
    return f"{count}\N{NO-BREAK SPACE}cell" if count == 1 else f"{count}\N{NO-BREAK SPACE}cells"


def _meaning(cells: Cells, sort: str, status: str) -> str:
    label = cells.status_label(status)
    if sort == "minimum":
        return f"hatch above a depth, more is possible ({label})"
    return f"{label}, no minimum known" if sort == "unknown" else label


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}{DASH}{high}"


class _Drawing:
    """Draws one matrix on one Axes, in inches from its upper left corner."""

    def __init__(
        self,
        ax: Axes,
        cells: Cells,
        kinds: Mapping[tuple[str, str], _Kind],
        grid: Grid,
        look: Mapping[str, Any],
    ) -> None:
        self.ax, self.cells, self.kinds, self.grid, self.look = ax, cells, kinds, grid, look

    def draw(self) -> tuple[tuple[str | int, ...], ...]:
        """Draw everything; the data drawn, one row a cell."""
        self.ax.set(xlim=(0, self.grid.width), ylim=(self.grid.height, 0))
        self.ax.set_axis_off()
        self._heads()
        rows, columns = self.cells.rows, self.cells.columns
        drawn = tuple(self._cell(i, j) for i in range(len(rows)) for j in range(len(columns)))
        self._margins()
        self._legend()
        return drawn

    def _text(self, x: float, y: float, words: str, **options: object) -> None:
        look: dict[str, Any] = {"fontsize": SMALLEST, "ha": "center", "va": "center_baseline", **options}
        self.ax.text(x, y, words, **look)

    def _box(self, x: float, y: float, width: float, height: float, fill: str, hatch: str = "") -> None:
        from matplotlib.patches import Rectangle

        edge = tint("hatch") if hatch else fill
        patch = Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, hatch=hatch, linewidth=0)
        patch.set_clip_on(False)
        self._put(patch)

    def _frame(self, x: float, y: float, width: float, height: float) -> None:
        from matplotlib.patches import Rectangle

        look = {"edgecolor": tint("line"), "linewidth": 0.8, **self.look}
        frame = Rectangle((x, y), width, height, facecolor="none", **look)
        frame.set_clip_on(False)
        self._put(frame)

    def _put(self, patch: Patch) -> None:
        """Add a patch without asking how far it reaches: the limits are set."""
        self.ax.add_artist(patch)

    def _heads(self) -> None:
        grid, top = self.grid, self.grid.tops[0]
        for j, (key, lines) in enumerate(grid.across):
            x = grid.left + (j + 0.5) * grid.cell_width
            self._text(x, top - 0.12, key, color=tint("soft"))
            self._slanted(x, top - 0.28, "\n".join(lines))
        self._slanted(grid.right + grid.margin, top - 0.28, MARGIN_HEAD, color=tint("soft"))
        for i, (ids, name) in enumerate(grid.down):
            y, words, id_words = grid.middle(i), "\n".join(name), "\n".join(ids)
            if grid.tall:
                self._text(grid.left - 0.08, y, words, ha="right", va="center", linespacing=1.1)
                self._text(0.06, y, id_words, ha="left", color=tint("soft"), **_middle(ids))
                continue
            up, down = _HALF * len(ids), _HALF * len(name)
            self._text(grid.left - 0.1, y - up, words, ha="right", fontsize=NORMAL, **_middle(name))
            self._text(grid.left - 0.1, y + down, id_words, ha="right", color=tint("soft"), **_middle(ids))

    def _slanted(self, x: float, y: float, words: str, **options: object) -> None:
        place = {"rotation": self.grid.slant, "rotation_mode": "anchor", "ha": "left", "va": "center"}
        self._text(x, y, words, **place, linespacing=1.0, **options)

    def _cell(self, i: int, j: int) -> tuple[str | int, ...]:
        grid, cells = self.grid, self.cells
        low, high = int(cells.lower[i, j]), int(cells.upper[i, j])
        key = _sort(cells, i, j)
        self._paint(self.kinds[key], low, high, *grid.cell(i, j))
        return cells.rows[i], cells.columns[j], low, high, str(cells.status[i, j]), key[0]

    def _paint(
        self,
        kind: _Kind,
        low: int,
        high: int,
        x: float,
        y: float,
        width: float,
        height: float,
        words: bool = True,
    ) -> None:
        """Fill the box of a cell or of a legend swatch."""
        top, middle = self.cells.max_depth, x + width / 2
        if kind.sort == "depth":
            self._box(x, y, width, height, depth_colour(low, top))
            self._label(middle, y + height / 2, str(low), on_depth_colour(low, top), words)
        elif kind.sort == "minimum":
            strip = height * _STRIP
            self._box(x, y, width, strip, tint("ground"), kind.hatch)
            self._box(x, y + strip, width, height - strip, depth_colour(low, top))
            middle_y = y + strip + (height - strip) / 2
            self._label(middle, middle_y, _range(low, high), on_depth_colour(low, top), words)
        elif kind.sort == "unknown":
            self._box(x, y, width, height, tint("ground"), kind.hatch)
            if high < top and words:
                plate = {"facecolor": tint("ground"), "edgecolor": "none", "pad": 1.0}
                self._text(middle, y + height / 2, _range(low, high), bbox=plate)
        elif kind.sort == "conflict":
            self._split(low, high, x, y, width, height, words)
        else:
            self._label(middle, y + height / 2, DASH, tint("ink"), True)
        self._frame(x, y, width, height)

    def _label(self, x: float, y: float, words: str, colour: str, wanted: bool) -> None:
        if wanted:
            self._text(x, y, words, color=colour)

    def _split(
        self, low: int, high: int, x: float, y: float, width: float, height: float, words: bool
    ) -> None:
        """Two values that sources give: the lower one below the diagonal, the higher one above."""
        from matplotlib.patches import Polygon

        top = self.cells.max_depth
        corners = {low: [(x, y), (x, y + height), (x + width, y + height)],
                   high: [(x, y), (x + width, y), (x + width, y + height)]}  # fmt: skip
        for depth, points in corners.items():
            self._put(Polygon(points, closed=True, facecolor=depth_colour(depth, top), edgecolor="none"))
        if words:
            self._text(x + width * 0.27, y + height * 0.72, str(low), color=on_depth_colour(low, top))
            self._text(x + width * 0.73, y + height * 0.3, str(high), color=on_depth_colour(high, top))

    def _margins(self) -> None:
        """Counts of areas per programme and of programmes per area: certainly there, possibly there."""
        grid, cells = self.grid, self.cells
        for axis, count in ((1, len(cells.rows)), (0, len(cells.columns))):
            low, high = cells.row_counts if axis == 1 else cells.column_counts
            for index in range(count):
                words = _range(int(low[index]), int(high[index]))
                if (axis == 1) == grid.tall:
                    x = grid.left + (index + 0.5) * grid.cell_width
                    self._text(x, grid.tops[-1] + 0.16, words, color=tint("soft"))
                else:
                    self._text(grid.right + grid.margin, grid.middle(index), words, color=tint("soft"))
        self._text(grid.left - 0.1, grid.tops[-1] + 0.16, MARGIN_HEAD, ha="right", color=tint("soft"))

    def _legend(self) -> None:
        for place in self.grid.legend:
            kind = self.kinds[place.key]
            high = kind.low if kind.sort == "depth" else self.cells.max_depth
            self._paint(kind, kind.low, high, place.x, place.y, 0.34, 0.22, words=False)
            middle = place.y + 0.11 + 0.08 * (len(place.lines) - 1)
            self._text(place.x + 0.44, middle, "\n".join(place.lines), ha="left")
        for index, line in enumerate(self.grid.notes):
            self._text(0.12, self.grid.notes_top + 0.18 * index, line, ha="left", color=tint("soft"))


def _middle(lines: Sequence[str]) -> dict[str, str]:
    """How lines stand in the middle of their place: one by its letters, several as a block."""
    return {"va": "center_baseline" if len(lines) < 2 else "center"}


def _words(cells: Cells, kinds: Mapping[tuple[str, str], _Kind]) -> str:
    """The alt text: size, how much is known, each programme, each kind of unknown."""
    known = sum(kind.count for kind in kinds.values() if kind.sort == "depth")
    total = cells.lower.size
    size = f"{counted(len(cells.rows), 'programme')} ({shorten(cells.row_names)})"
    parts = [
        f"Matrix of {size} by {counted(len(cells.columns), 'area')}",
        *(sentence.rstrip(".") for sentence in _left_out(cells)),
        f"{known} of {counted(total, 'cell')} have a known depth",
    ]
    for name, low, high in zip(cells.row_names, *(ends.tolist() for ends in cells.row_counts), strict=False):
        reach = (
            f"exactly {counted(low, 'area')}" if low == high else f"at least {low} and at most {high} areas"
        )
        parts.append(f"{name}: {reach}")
    parts += [kind.words for kind in kinds.values()]
    parts += [assumption.rstrip(".") for assumption in cells.assumptions]
    return (". ".join(parts) + ".").replace("\N{NO-BREAK SPACE}", " ")
