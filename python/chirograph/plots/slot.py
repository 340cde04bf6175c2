"""The room an Axes has: on a figure of its own as much as is needed, in a caller's what the others leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from chirograph.errors import Fault, ParameterError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.gridspec import SubplotSpec
    from matplotlib.transforms import Bbox

__all__ = ["Place", "room_of", "stand_in", "too_small"]

#: Left, lower, right and upper edge in inches of the figure.
Edges = tuple[float, float, float, float]
#: What Axes that hold a figure of ours may draw on, their words included.
_TAKEN: WeakKeyDictionary[Axes, Edges] = WeakKeyDictionary()
#: Where Axes stood when they were measured, and what was found: laying a figure out twice moves it again.
_MEASURED: WeakKeyDictionary[Axes, tuple[tuple[float, ...], Edges]] = WeakKeyDictionary()
#: Inches between the words of one Axes and the next, and what the title of an Axes below takes.
_GAP, _TITLE = 0.08, 0.3


def room_of(ax: Axes) -> Edges:
    """What a drawing in this Axes may use: its box, and left of it and below what no other Axes has.

    Words of an Axes stand left of it and below, as everybody's do; above it a title of the caller's has its
    place. A layout engine moves the Axes first; once drawn it stays where its words were measured.
    """
    if ax in _TAKEN:
        return _TAKEN[ax]
    if (known := _MEASURED.get(ax)) and known[0] == _standing(ax):
        return known[1]
    found = _measured(ax)
    _MEASURED[ax] = _standing(ax), found
    return found


def _standing(ax: Axes) -> tuple[float, ...]:
    """Where an Axes and its neighbours stand, as shares of a figure, and the inches of that."""
    figure = ax.figure.canvas.figure
    places = (edge for one in figure.axes for edge in one.get_position(original=True).bounds)
    return *figure.get_size_inches(), *places


def _measured(ax: Axes) -> Edges:
    figure = ax.figure.canvas.figure
    if (engine := figure.get_layout_engine()) is not None and ax.get_in_layout():
        engine.execute(figure)
    others = [_edges(other) for other in figure.axes if other is not ax and other.get_visible()]
    left, low, right, high = _edges(ax)
    width, _ = figure.get_size_inches()
    level = [one for one in others if one[1] < high and one[3] > low]
    before = [one[2] + _GAP for one in level if one[2] <= left + _GAP]
    after = [one for one in level if one[0] >= right - _GAP]
    left = min(left, max(before, default=0.0))
    right = right if after else max(right, float(width))
    below = [one[3] + _TITLE for one in others if one[0] < right and one[2] > left and one[3] <= low + _GAP]
    return left, min(low, max(below, default=0.0)), right, high


def _edges(ax: Axes) -> Edges:
    if ax in _TAKEN:
        return _TAKEN[ax]
    box, dpi = ax.get_window_extent(), ax.figure.dpi
    return box.x0 / dpi, box.y0 / dpi, box.x1 / dpi, box.y1 / dpi


def stand_in(ax: Axes, edges: Edges, margins: Edges, rows: float) -> None:
    """Put an Axes of `rows` inches at the top of its room, with margins left, right, above and below it."""
    left, right, top, _ = margins
    width, height = ax.figure.canvas.figure.get_size_inches()
    inner = edges[2] - edges[0] - left - right
    low = edges[3] - top - rows
    ax.set_position(((edges[0] + left) / width, low / height, inner / width, rows / height))
    stays = ax.get_position(original=True).frozen()
    ax.set_axes_locator(Place(ax, lambda _: stays))
    _TAKEN[ax] = edges


class Place:
    """Says where an Axes stands whenever it is about to be drawn, whatever a layout engine did to it."""

    def __init__(self, ax: Axes | None = None, where: Callable[[Any], Bbox] | None = None) -> None:
        self.ax, self.where = ax, where

    def __call__(self, ax: Any, renderer: object) -> Bbox:
        """The place that it is to have; of one that was stored, the place that it had."""
        place: Bbox = ax.get_position(original=True) if self.where is None else self.where(ax)
        return place

    def get_subplotspec(self) -> SubplotSpec | None:
        """Engines ask where in its grid an Axes is."""
        return None if self.ax is None else self.ax.get_subplotspec()

    def __reduce__(self) -> tuple[type[Place], tuple[()]]:
        # A figure that was stored shows what was drawn; what would draw it anew is not stored.
        return Place, ()


def too_small(place: str, has: str, needs: str) -> ParameterError:
    """The error where a figure would not be legible, with the way out.

    Examples
    --------
    >>> print(too_small("width", "2 inches", "at least 4.2 inches"))
    width: found 2 inches; at least 4.2 inches are needed here; leave it out, or give more
    """
    ways = {"ax": "give a larger Axes, or leave ax out: it is drawn on a figure of its own then"}
    repair = ways.get(place, "leave it out, or give more")
    return ParameterError(Fault("", place, has, f"{needs} are needed here", repair, "parameter"))
