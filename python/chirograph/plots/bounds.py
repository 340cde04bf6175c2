"""Figure 2, overlap bounds: for each pair every value the unknown cells allow, and no single one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, counted
from chirograph.cells.ends import End, is_open, told
from chirograph.overlap import Overlap, again
from chirograph.pair import PairOverlap
from chirograph.panel import Panel
from chirograph.plots.accept import at_most, expect, look_of, width_of
from chirograph.plots.palette import LIGHT, NORMAL, SMALLEST, axes_within, plain_labels, settings, value_axis
from chirograph.plots.result import PlotResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["bounds"]

_AXIS = "all values the unknown cells allow; not a confidence interval"
_PUBLISHED = "known cells only (unknown = absent)"
_OPEN = "open: the true end lies in this part"
_COLUMNS = (
    "row", "column", "lower", "upper", "width", "sharp", "published_only", "inner_lower", "inner_upper",
)  # fmt: skip
#: The part of an end that is open, and the line at its proven bound.
_THIN: dict[str, Any] = {
    "facecolor": LIGHT["ground"], "edgecolor": LIGHT["hatch"], "hatch": "//////", "linewidth": 0.8,
}  # fmt: skip
_PROVEN: dict[str, Any] = {"color": LIGHT["ink"], "linewidth": 1.1, "linestyle": (0, (2.5, 1.5))}
_AT_MOST = "\N{LESS-THAN OR EQUAL TO}"
_MARKERS = ("D", "s", "^", "o", "v", "P")
#: Pairs drawn unless more are asked for: more would be neither read nor drawn in good time.
MOST_PAIRS = 60
#: Inches: width by default, width below which pair names stand above their bars, and a letter of text.
_WIDTH, _NARROW, _LETTER = 8.4, 5.2, 0.073


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
    overlap, pairs = _asked(overlap)
    read = _Reading.of(overlap, pairs, assume, at_most(most))
    width_of(width)
    owns = ax is None
    with settings():
        narrow = owns and width is not None and width < _NARROW
        if ax is None:
            ax = _own_axes(read, _WIDTH if width is None else width, narrow=narrow)
        _Drawing(ax, read, _look(look), narrow=narrow).draw()
    marks = tuple(f"{name} {end}" for name in read.marks for end in ("lower", "upper"))
    data = tuple(pair.data() for pair in read.pairs)
    heading = title or f"{read.title}: bounds for {counted(len(read.pairs), 'pair')}"
    return PlotResult(ax, f"bounds-{overlap.key}", heading, _COLUMNS + marks, data, _words(read), owns)


Places = tuple[NDArray[np.intp], NDArray[np.intp]]


def _asked(thing: Overlap | PairOverlap) -> tuple[Overlap, Places]:
    """The result to draw, and the rows and columns of its pairs."""
    if isinstance(thing, PairOverlap):
        places = (thing.overlap.rows.index(label) for label in (thing.first, thing.second))
        i, j = (np.array([place], dtype=np.intp) for place in places)
        return thing.overlap, (i, j)
    expect("bounds", thing, Overlap, "a result of overlap()")
    return thing, thing._positions()


def _look(given: Mapping[str, Any]) -> dict[str, Any]:
    from matplotlib.patches import Rectangle

    return look_of(Rectangle, given, ("assume", "most", "width", "title"), colour="facecolor")


@dataclass(frozen=True)
class _Pair:
    """One row of the figure."""

    row: str
    column: str
    label: str
    ends: tuple[End, End]
    sharp: bool
    published: float
    marks: tuple[tuple[float, float], ...]

    @property
    def lower(self) -> float:
        return self.ends[0].bound

    @property
    def upper(self) -> float:
        return self.ends[1].bound

    @property
    def open(self) -> bool:
        return is_open(*self.ends)

    @property
    def attained(self) -> tuple[float, float] | None:
        """From where to where completions are known; None without one."""
        known = [end.attained for end in self.ends if end.known]
        return (min(known), max(known)) if known else None

    def data(self) -> tuple[str | float | bool, ...]:
        marked = tuple(end for mark in self.marks for end in mark)
        low, high = self.ends
        bounds = (low.bound, high.bound, high.bound - low.bound, self.sharp, self.published)
        return (self.row, self.column, *bounds, low.attained, high.attained, *marked)


@dataclass(frozen=True)
class _Reading:
    """What the figure needs of a result: pairs in drawing order, range of the index, names of the marks."""

    title: str
    low: float
    high: float
    pairs: tuple[_Pair, ...]
    marks: tuple[str, ...]
    assumptions: tuple[str, ...]
    cut: int

    @classmethod
    def of(
        cls,
        overlap: Overlap,
        places: Places,
        assume: Iterable[str] | Mapping[str, Overlap],
        most: int | None,
    ) -> _Reading:
        marks = tuple(_marks(overlap, assume))
        published = published_only(overlap)
        order = _order(overlap, *places)
        drawn = order if most is None else order[:most]
        names, directed = {row: overlap.panel.names.get(row, row) for row in overlap.rows}, overlap.directed
        pairs = []
        for i, j in drawn:
            p, q = overlap.rows[i], overlap.rows[j]
            label = f"{names[p]} {'in' if directed else DASH} {names[q]}"
            ends = tuple((float(other.lower[i, j]), float(other.upper[i, j])) for _, other in marks)
            sharp, alone = bool(overlap.sharp[i, j]), float(published.lower[i, j])
            pairs.append(_Pair(p, q, label, overlap.ends(i, j), sharp, alone, ends))
        named = tuple(name for name, _ in marks)
        cut = len(order) - len(drawn)
        return cls(overlap.title, *overlap.range, tuple(pairs), named, tuple(overlap.assumptions), cut)


def _order(overlap: Overlap, i: NDArray[np.intp], j: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Pairs by the highest certain value, then the highest possible one, then by name; undefined last."""
    names = [overlap.panel.names.get(row, row) for row in overlap.rows]
    low, high = overlap.lower[i, j].tolist(), overlap.upper[i, j].tolist()
    listed = zip(i.tolist(), j.tolist(), low, high, strict=True)
    key = {(p, q): (math.isnan(a), -a, -b, names[p], names[q]) for p, q, a, b in listed}
    return sorted(key, key=key.__getitem__)


def published_only(overlap: Overlap) -> Overlap:
    """The same index if every cell took its lower end: the known part alone, unknown counted as absent.

    List lengths and other constraints do not apply to it, since it claims nothing about the unknown.
    """
    panel = overlap.panel
    shown = Panel(
        panel.lower, rows=panel.rows, columns=panel.columns, weights=panel.weights, max_depth=panel.max_depth
    )
    return again(overlap, shown)


def _marks(overlap: Overlap, assume: Iterable[str] | Mapping[str, Overlap]) -> Iterator[tuple[str, Overlap]]:
    if isinstance(assume, Mapping):
        yield from assume.items()
        return
    for name in assume:
        yield name, again(overlap, overlap.panel.assume(unpublished=name))


def _own_axes(read: _Reading, width: float, *, narrow: bool) -> Axes:
    """Axes on a figure with room for the names, the legend above and the axis below."""
    left = 0.15 if narrow else 0.2 + _LETTER * max((len(pair.label) for pair in read.pairs), default=0)
    right, bottom = 0.62, (0.75 if narrow else 0.6) + (0.18 if read.cut else 0.0)
    entries = 2 + len(read.marks) + any(pair.open for pair in read.pairs)
    top = 0.34 + 0.2 * entries
    rows = (0.54 if narrow else 0.36) * max(len(read.pairs), 1)
    return axes_within(width, rows, (left, right, top, bottom))


class _Drawing:
    """Draws the rows on one Axes; y counts rows from the top, x is the value of the index."""

    def __init__(self, ax: Axes, read: _Reading, look: Mapping[str, Any], *, narrow: bool) -> None:
        self.ax, self.read, self.look, self.narrow = ax, read, look, narrow
        self.half = 0.16 if narrow else 0.24

    def draw(self) -> None:
        ax, read = self.ax, self.read
        ax.set_ylim(max(len(read.pairs), 1) - 0.5, -0.5)
        ax.set_xlim(read.low, read.high)
        value_axis(ax)
        words = _AXIS.replace("; ", ";\n") if self.narrow else _AXIS
        cut = f"\n{_left_out(read.cut)}" if read.cut else ""
        ax.set_xlabel(f"{read.title}: {words}{cut}", fontsize=SMALLEST, parse_math=False)
        for y, pair in enumerate(read.pairs):
            self._row(y, pair)
        self._names()
        self._legend()

    def _row(self, y: int, pair: _Pair) -> None:
        if math.isnan(pair.lower):
            self.ax.text(
                self.read.low, y, " undefined (0/0)", va="center", fontsize=SMALLEST, color=LIGHT["soft"]
            )
            return
        self._bar(y, pair)
        if not math.isnan(pair.published):
            (tick,) = self.ax.plot([pair.published] * 2, [y - self.half * 1.5, y + self.half * 1.5], zorder=4)
            tick.set(color=LIGHT["ink"], linewidth=2.0, solid_capstyle="butt", clip_on=False)
        for index, ends in enumerate(pair.marks):
            if not math.isnan(ends[0]):
                self._mark(y, ends, _MARKERS[index % len(_MARKERS)])
        words = f"{pair.upper - pair.lower:.3f}" if pair.upper > pair.lower else "exact"
        words = f"{_AT_MOST}{words}" if pair.open else words
        self._beside((1.0, y), (8, 0), words, color=LIGHT["soft"])

    def _mark(self, y: int, ends: tuple[float, float], marker: str) -> None:
        (dots,) = self.ax.plot(ends, [y, y], linestyle=":", linewidth=1.4, zorder=5)
        (open_marks,) = self.ax.plot(ends, [y, y], linestyle="none", marker=marker, markersize=7, zorder=6)
        dots.set_color(LIGHT["mark"])
        open_marks.set(
            markerfacecolor="none", markeredgecolor=LIGHT["mark"], markeredgewidth=1.5, clip_on=False
        )

    def _beside(
        self, at: tuple[float, float], shift: tuple[float, float], words: str, **options: object
    ) -> None:
        """Text at a fraction of the width and a row, moved by some points."""
        look: dict[str, Any] = {"fontsize": SMALLEST, "va": "center_baseline", **options}
        where = ("axes fraction", "data")
        self.ax.annotate(words, at, shift, where, textcoords="offset points", annotation_clip=False, **look)

    def _bar(self, y: int, pair: _Pair) -> None:
        from matplotlib.patches import Rectangle

        # A settled value still needs ink: a sliver as wide as a line.
        least = (self.read.high - self.read.low) * 0.004
        if pair.attained is not None:
            start, end = pair.attained
            width, left = max(end - start, least), min(start, self.read.high - least)
            bar = Rectangle((left, y - self.half), width, 2 * self.half, zorder=3, **self._face())
            self.ax.add_patch(bar)
        if pair.open:
            self._open(y, pair)

    def _open(self, y: int, pair: _Pair) -> None:
        """What goes on from the bar to the proven bounds, and a line where they are."""
        from matplotlib.patches import Rectangle

        low, high = pair.attained or (pair.upper, pair.upper)
        for start, end in ((pair.lower, low), (high, pair.upper)):
            if end > start:
                thin = Rectangle((start, y - self.half / 2), end - start, self.half, zorder=2.5, **_THIN)
                self.ax.add_patch(thin)
        for side in pair.ends:
            if side.open:
                (line,) = self.ax.plot([side.bound] * 2, [y - self.half, y + self.half], zorder=4)
                line.set(**_PROVEN, clip_on=False)

    def _face(self) -> dict[str, Any]:
        """How a bar looks: as the figure has it, and as the caller wants it."""
        return {"facecolor": LIGHT["bar"], "linewidth": 0, **self.look}

    def _names(self) -> None:
        ax, pairs = self.ax, self.read.pairs
        ax.set_yticks(
            range(len(pairs)), [pair.label for pair in pairs] if not self.narrow else [""] * len(pairs)
        )
        ax.tick_params(axis="y", length=0, pad=8, labelsize=NORMAL, labelcolor=LIGHT["ink"])
        plain_labels(ax)
        if self.narrow:
            for y, pair in enumerate(pairs):
                self._beside((0.0, y), (0, 11), pair.label, fontsize=NORMAL, va="baseline")
        self._beside((1.0, -0.5), (8, 4), "width", color=LIGHT["soft"], va="baseline")

    def _legend(self) -> None:
        from matplotlib.lines import Line2D
        from matplotlib.patches import Patch

        handles: list[Patch | Line2D] = [
            Patch(**self._face(), label="every value the unknown cells allow"),
            Line2D([], [], color=LIGHT["ink"], marker="|", markersize=11, markeredgewidth=2, linestyle="none",
                   label=_PUBLISHED),
        ]  # fmt: skip
        if any(pair.open for pair in self.read.pairs):
            handles.append(Patch(**_THIN, label=_OPEN))
        for index, name in enumerate(self.read.marks):
            handles.append(Line2D([], [], marker=_MARKERS[index % len(_MARKERS)], markersize=7,
                                  markerfacecolor="none", markeredgecolor=LIGHT["mark"], markeredgewidth=1.5,
                                  linestyle="none", label=f"if unknown cells were {name}"))  # fmt: skip
        at = (0.0, 1.0) if self.narrow else (-0.01, 1.0)
        self.ax.legend(handles=handles, loc="lower left", bbox_to_anchor=at, frameon=False, borderaxespad=1.2,
                       borderpad=0.0, fontsize=SMALLEST)  # fmt: skip


def _left_out(count: int) -> str:
    return f"{counted(count, 'more pair')} {'is' if count == 1 else 'are'} not drawn"


def _words(read: _Reading) -> str:
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
    return ". ".join([*parts, *(sentence.rstrip(".") for sentence in read.assumptions)]) + "."


def _value(value: float) -> str:
    return "undefined" if math.isnan(value) else f"{value:.3f}"
