"""What every picture must be: no two texts overlap, none is cut off or too small, no Axes is squeezed.

`faults` gives sentences about a figure as it would be printed, and `check` asserts that there are none. Both
take a whole figure, so that figures beside each other on one page are seen together.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

Corners = NDArray[np.float64]
#: Points: the smallest letters, and what texts may touch each other or pass an edge by (rounding of glyphs).
LEAST, SLACK = 6.0, 1.0
#: Inches: no drawing is smaller.
NARROWEST = 0.3


def check(figure: Figure, *, least: float = LEAST) -> None:
    """Assert that a figure has no fault."""
    found = faults(figure, least=least)
    assert not found, "\n".join(found[:12])


def faults(figure: Figure, *, least: float = LEAST) -> list[str]:
    """A sentence for each fault of a figure: Axes squeezed, texts too small, cut off, or over another."""
    if not isinstance(figure.canvas, FigureCanvasAgg):
        FigureCanvasAgg(figure)
    with warnings.catch_warnings():
        # Which letters the fonts of a machine have is another question.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.draw_without_rendering()
        return _faults(figure, least)


def _faults(figure: Figure, least: float) -> list[str]:
    shown = [(text, corners(text), owner) for text, owner in texts(figure)]
    found = [*squeezed(figure)]
    found += [
        f"{text.get_text()!r} has {text.get_fontsize():.1f} points"
        for text, _, _ in shown
        if float(text.get_fontsize()) < least - 1e-6
    ]
    found += list(cut_off(figure, [(text, box) for text, box, _ in shown]))
    found += list(overlapping(figure, [(text, box) for text, box, _ in shown]))
    for text, box, owner in shown:
        found += [
            f"{text.get_text()!r} lies in the Axes beside it"
            for ax in figure.axes
            if owner is not None and ax is not owner and ax.get_visible() and _inside(box, frame(ax), figure)
        ]
    return found


def texts(figure: Figure) -> Iterator[tuple[Text, Axes | None]]:
    """Every text that is drawn, with the Axes it belongs to; of ticks only those in view."""
    for ax in figure.axes:
        if not ax.get_visible():
            continue
        titles = (getattr(ax, name) for name in ("title", "_left_title", "_right_title"))
        own = [*ax.texts, *titles]
        if (legend := ax.get_legend()) is not None:
            own += [*legend.get_texts(), legend.get_title()]
        for axis in (ax.xaxis, ax.yaxis) if ax.axison else ():
            own.append(axis.label)
            for tick in axis._update_ticks():  # type: ignore[union-attr]
                own += [tick.label1, tick.label2]
        yield from ((text, ax) for text in own if _drawn(text))
    yield from ((text, None) for text in figure.texts if _drawn(text))


def corners(text: Text) -> Corners:
    """The four corners of a text in dots, turned as it is."""
    box = text.get_window_extent()
    middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
    turn = text.get_rotation()
    if turn % 180:
        text.set_rotation(0)
        box = text.get_window_extent()
        text.set_rotation(turn)
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [box.width / 2, box.height / 2]
    cosine, sine = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    return np.asarray(middle + half @ np.array([[cosine, sine], [-sine, cosine]]))


def frame(ax: Axes) -> Corners:
    """The four corners of the frame of an Axes in dots."""
    box = ax.get_window_extent()
    return np.array([[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]])


def squeezed(figure: Figure) -> Iterator[str]:
    """Axes that are mirrored or have no room; an Axes drawn from right to left is mirrored too."""
    for number, ax in enumerate(figure.axes):
        box = ax.get_position()
        width, height = np.array([box.x1 - box.x0, box.y1 - box.y0]) * figure.get_size_inches()
        if ax.get_visible() and min(width, height) < NARROWEST:
            yield f"Axes {number} is {width:.2f} x {height:.2f} inches"
        if ax.get_xlim()[0] > ax.get_xlim()[1]:
            yield f"Axes {number} runs from right to left"


def cut_off(figure: Figure, shown: Sequence[tuple[Text, Corners]]) -> Iterator[str]:
    """Texts that pass an edge of the figure."""
    slack = SLACK * figure.dpi / 72
    edge = np.array([figure.bbox.x1, figure.bbox.y1])
    for text, box in shown:
        if np.any(box < -slack) or np.any(box > edge + slack):
            yield f"{text.get_text()!r} passes the edge of the figure"


def overlapping(figure: Figure, shown: Sequence[tuple[Text, Corners]]) -> Iterator[str]:
    """Pairs of texts that lie over one another."""
    if not shown:
        return
    boxes = np.array([box for _, box in shown])
    low, high = boxes.min(axis=1), boxes.max(axis=1)
    near = np.all((low[:, None] < high[None]) & (low[None] < high[:, None]), axis=2)
    for i, j in np.argwhere(np.triu(near, 1)):
        if _inside(boxes[i], boxes[j], figure):
            yield f"{shown[i][0].get_text()!r} overlaps {shown[j][0].get_text()!r}"


def _drawn(text: Text) -> bool:
    return bool(text.get_visible() and text.get_text().strip() and text.get_alpha() != 0)


def _inside(one: Corners, other: Corners, figure: Figure) -> bool:
    """Whether two boxes share more than the slack, whichever way they are turned."""
    for box in (one, other):
        for start, end in pairwise([*box[:2], box[2]]):
            along = (end - start) / (np.hypot(*(end - start)) or 1.0)
            first, second = one @ along, other @ along
            shared = min(first.max(), second.max()) - max(first.min(), second.min())
            if shared <= SLACK * figure.dpi / 72:
                return False
    return True
