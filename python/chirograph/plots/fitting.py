"""A sheet put where it is shown: on a figure of its own, or in somebody's Axes, whatever becomes of them.

A figure of its own is made when somebody asks for it: as an SVG a sheet is written without one.

Axes that are given change their size after they were drawn on: a layout engine makes room for what stands
beside them, a window is made larger. A sheet in them is laid out anew as often as that happens.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chirograph.errors import Fault, ParameterError, brief
from chirograph.plots.letters import SMALLEST
from chirograph.plots.marks import Marks
from chirograph.plots.palette import new_axes, settings, tint
from chirograph.plots.result import Owned
from chirograph.plots.sheet import FEWEST_POINTS, Laid, Sheet
from chirograph.plots.slot import Place
from chirograph.plots.svg import Tip
from chirograph.plots.written import written

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

__all__ = ["shown"]

#: Shares of their size that letters take in turn, where the Axes are small.
_SCALES = (1.0, 0.93, 0.86, 0.79, FEWEST_POINTS / SMALLEST)
#: Inches of a row where it must be low, and how much rows grow in Axes that are higher than they must be.
_LOW, _STRETCH = 0.175, 2.2
#: Inches that Axes may differ from what was laid out for them.
_SAME = 0.01
#: Settings that change no picture, or only how many dots it has.
_UNSEEN = ("backend", "interactive", "toolbar", "keymap.", "figure.dpi", "savefig.dpi")
#: The share of its place that Axes keep where layout only moved their edges; else they were put elsewhere.
_MOST = 0.6


def shown(
    sheets: Sequence[Sheet],
    ax: Axes | None,
    width: float,
    mark: Callable[[Marks], None],
    look: Mapping[str, Any],
    max_depth: int = 1,
) -> tuple[Axes | Owned, list[Tip]]:
    """The first of these sheets that has room; where it is drawn, and its tips, which stay up to date.

    Raises
    ------
    ParameterError
        When none has room: how much the last one takes, and the ways out.
    """
    drawing = _Drawing(sheets, mark, look, max_depth)
    with settings(drawing.letters, ax):
        if ax is None:
            laid = _best(_own(sheet, width) for sheet in sheets)
            if laid is None:
                raise _too_wide(sheets[-1], width)
            own = _Own(drawing, drawing.marked(laid))
            return own, drawing.tips
        size = _room(ax)
        if (laid := drawing.within(size)) is None:
            ax.set_axis_on()
            raise _too_small(sheets[-1], *size)
        drawing.paint(ax, laid)
    ax.set_axes_locator(Place(ax, drawing.within_first(ax)))
    return ax, drawing.tips


@dataclass
class _Drawing:
    """What is drawn, as often as its Axes change, with the style that was set when it was asked for."""

    sheets: Sequence[Sheet]
    mark: Callable[[Marks], None]
    look: Mapping[str, Any]
    max_depth: int
    tips: list[Tip] = field(default_factory=list)
    artists: list[Artist] = field(default_factory=list)
    size: tuple[float, float] = (0.0, 0.0)
    style: Any = None

    def __post_init__(self) -> None:
        import matplotlib as mpl

        if self.style is None:
            # To ask for the backend would choose one.
            own = (key for key in mpl.rcParams if not key.startswith("backend"))
            self.style = {key: mpl.rcParams[key] for key in own}

    @property
    def styled(self) -> bool:
        """Whether the reader has set anything that a picture may show."""
        import matplotlib as mpl

        default: Any = mpl.rcParamsDefault
        return any(value != default[key] for key, value in self.style.items() if not key.startswith(_UNSEEN))

    @property
    def letters(self) -> list[str]:
        """Every text of its sheets."""
        return [text for sheet in self.sheets for text in sheet.letters]

    @contextmanager
    def as_asked(self, ax: Axes | None = None) -> Iterator[None]:
        """The style and the fonts that were in force when it was asked for."""
        import matplotlib as mpl

        with mpl.rc_context(self.style), settings(self.letters, ax):
            yield

    def within(self, size: tuple[float, float]) -> Laid | None:
        """Where everything stands in so many inches."""
        return _best(_within(sheet, *size) for sheet in self.sheets)

    def marked(self, laid: Laid) -> Marks:
        """What is drawn on it."""
        marks = Marks(laid, self.max_depth)
        self.mark(marks)
        self.tips[:] = marks.tips
        return marks

    def paint(self, ax: Axes, laid: Laid) -> None:
        """Everything anew."""
        for artist in self.artists:
            artist.remove()
        before = set(ax.get_children())
        _put(laid, ax)
        self.marked(laid).draw(ax, self.look)
        self.artists = [artist for artist in ax.get_children() if artist not in before]
        self.size = laid.width, laid.height

    def fit(self, ax: Axes, size: tuple[float, float]) -> None:
        """Lay it out anew where the Axes are no longer of the size that it was laid out for."""
        if max(abs(now - then) for now, then in zip(size, self.size, strict=True)) <= _SAME:
            return
        with self.as_asked(ax):
            laid = self.within(size)
            if laid is not None:
                self.paint(ax, laid)
                return
            fault = _too_small(self.sheets[-1], *size).faults[0]
        self.size = size
        warnings.warn(f"plots.{self.sheets[-1].function}: {fault}", stacklevel=2)

    def within_first(self, ax: Axes) -> Callable[[Any], Bbox]:
        """What says where an Axes stands: where layout put it, with a drawing that fits there.

        It takes no more than it has now: figures beside it may have measured what is left to them.
        """
        from matplotlib.transforms import Bbox

        first = ax.get_position(original=True).frozen()

        def where(ax: Any) -> Bbox:
            place: Bbox = ax.get_position(original=True)
            shared = Bbox.intersection(first, place)
            if shared and min(shared.width / place.width, shared.height / place.height) > _MOST:
                place = shared
            self.fit(ax, _inches(ax, place))
            return place

        return where


class _Own(Owned):
    """A sheet on a figure of its own."""

    def __init__(self, drawing: _Drawing, marks: Marks) -> None:
        self.drawing, self.marks = drawing, marks

    @cached_property
    def ax(self) -> Axes:
        return self.fresh()

    def fresh(self) -> Axes:
        drawing, laid = replace(self.drawing, artists=[], tips=[]), self.marks.laid
        with drawing.as_asked():
            ax = new_axes(laid.width, laid.height)
            drawing.paint(ax, laid)
        return ax

    def svg(self, title: str, description: str) -> str:
        # What somebody has set of lines and colours is matplotlib's to draw.
        if self.drawing.look or self.drawing.styled:
            return ""
        with self.drawing.as_asked():
            return written(self.marks, title=title, description=description)


def _inches(ax: Axes, place: Bbox) -> tuple[float, float]:
    figure: Any = ax.figure
    return place.width * figure.bbox.width / figure.dpi, place.height * figure.bbox.height / figure.dpi


def _room(ax: Axes) -> tuple[float, float]:
    """Inches that somebody's Axes have once its ticks are gone, with the layout engine of its figure."""
    figure: Any = ax.figure.canvas.figure
    ax.set_axis_off()
    if (engine := figure.get_layout_engine()) is not None:
        engine.execute(figure)
    return _inches(ax, ax.get_position(original=True))


def _best(found: Iterable[Laid | None]) -> Laid | None:
    """Of those that have room and as many columns as the first of them, the one that cuts fewest labels."""
    fit = [laid for laid in found if laid is not None]
    alike = (laid for laid in fit if len(laid.sheet.columns) == len(fit[0].sheet.columns))
    return min(alike, key=lambda laid: (laid.cut, -laid.scale), default=None)


def _own(sheet: Sheet, width: float) -> Laid | None:
    laid = Laid(sheet, width, 1.0)
    return laid if laid.fits else None


def _within(sheet: Sheet, wide: float, high: float) -> Laid | None:
    """With the largest letters that have room; what is left over goes to the rows."""
    sheet = _low(sheet)
    for scale in _SCALES:
        laid = Laid(sheet, wide, scale)
        if laid.fits and laid.height <= high:
            rows = sum(tall for _, tall in laid.rows) or 1.0
            laid = Laid(sheet, wide, scale, min(_STRETCH, 1 + (high - laid.height) / rows))
            laid.height = high
            return laid
    return None


def _too_wide(sheet: Sheet, width: float) -> ParameterError:
    need = next(wide / 10 for wide in range(10, 2000) if Laid(sheet, wide / 10, 1.0).fits)
    rule = f"names and marks of this figure take {need:.1f} inches or more"
    repair = f"pass width={need:.1f}, or leave it out"
    return ParameterError(Fault("", "width", brief(width), rule, repair, "parameter"))


def _too_small(sheet: Sheet, wide: float, high: float) -> ParameterError:
    sheet, scale = _low(sheet), _SCALES[-1]
    least = next(laid for n in range(2000) if (laid := Laid(sheet, wide + n / 10, scale)).fits)
    rule = f"it takes {least.width:.1f} x {least.height:.1f} inches in letters of {FEWEST_POINTS:g} points"
    repair = "give it an Axes of a larger figure, or leave ax out"
    counts = range(len(sheet.rows) - 1, 0, -1) if sheet.most and least.width == wide else ()
    fewer = next((n for n in counts if Laid(_fewer(sheet, n), wide, scale).height <= high), 0)
    repair += f", or draw fewer: most={fewer}" if fewer else ""
    return ParameterError(Fault("", "ax", f"{wide:.1f} x {high:.1f} inches", rule, repair, "parameter"))


def _low(sheet: Sheet) -> Sheet:
    """The same sheet with rows as low as they may be."""
    return replace(sheet, row=min(sheet.row, _LOW))


def _fewer(sheet: Sheet, count: int) -> Sheet:
    """The same sheet with fewer rows of every group, and a line for how many are not drawn."""
    kept, n = [], 0
    for row in sheet.rows:
        n = 0 if row.head else n
        kept += [row] if n < count else []
        n += 1
    return replace(sheet, rows=tuple(kept), footer=(*sheet.footer, sheet.subtitle[:20]))


def _put(laid: Laid, ax: Axes) -> None:
    """The texts of a sheet; its Axes then count in inches from the top left corner."""
    ax.set_axis_off()
    ax.set_aspect("auto")
    ax.set_xlim(0.0, laid.width)
    ax.set_ylim(laid.height, 0.0)
    for text in laid.ordered:
        drawn = ax.text(
            text.x, text.y, text.words, fontsize=text.points, color=tint(text.colour), ha=text.ha,
            va="baseline", fontweight="bold" if text.bold else "normal",
            rotation=90 if text.turned else 0, rotation_mode="anchor",
        )  # fmt: skip
        # Layout engines pass over it: making room for it would leave none for the drawing.
        drawn.set_in_layout(False)
