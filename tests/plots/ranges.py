"""Where the marks of a figure stand: ranges as pale bars and, for one value, solid dots; boxes and signs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from chirograph.plots import PlotResult
from chirograph.plots.palette import LIGHT


def ranges(drawn: PlotResult) -> list[tuple[float, float]]:
    """Both ends of every range, from top to bottom."""
    if boxes(drawn.ax, "grid"):
        return [(low, high) for _, low, high in sorted(_of_sheet(drawn.ax))]
    found = [
        (bar.get_y() + bar.get_height() / 2, bar.get_x(), bar.get_x() + bar.get_width())
        for bar in drawn.ax.patches
        if isinstance(bar, Rectangle) and to_hex(bar.get_facecolor()) == LIGHT["halo"]
    ]
    for line in drawn.ax.lines:
        if line.get_marker() == "o":
            (x,), (y,) = np.asarray(line.get_xdata()), np.asarray(line.get_ydata())
            found.append((float(y), float(x), float(x)))
    return [(low, high) for _, low, high in sorted(found)]


def _of_sheet(ax: Axes) -> Iterator[tuple[float, float, float]]:
    """Middle and both ends of every range of a sheet, whose lines stand at 0 and at 1; without the key."""
    lines = boxes(ax, "grid")
    left, right = (end(box[0] + box[2] / 2 for box in lines) for end in (min, max))
    for kind in ("range", "outer", "clashing"):
        for x, y, wide, high in boxes(ax, kind)[1:]:
            yield y + high / 2, (x - left) / (right - left), (x + wide - left) / (right - left)
    for x, y in signs(ax, "exact")[1:]:
        yield y, (x - left) / (right - left), (x - left) / (right - left)


def boxes(ax: Axes, kind: str) -> list[tuple[float, float, float, float]]:
    """The boxes of a sheet of one kind, that of the key first."""
    paths = [patch.get_path() for patch in ax.patches if patch.get_label() == f"_{kind}"]
    corners = (one for path in paths for one in np.asarray(path.vertices).reshape(-1, 5, 2))
    return [(*map(float, one.min(axis=0)), *map(float, np.ptp(one, axis=0))) for one in corners]


def signs(ax: Axes, kind: str) -> list[tuple[float, float]]:
    """The signs of a sheet of one kind, that of the key first."""
    lines = [line for line in ax.lines if line.get_label() == f"_{kind}"]
    return [(float(x), float(y)) for line in lines for x, y in np.asarray(line.get_xydata())]


def edges(drawn: PlotResult) -> list[float]:
    """Where the lines at the ends of ranges stand."""
    sides = boxes(drawn.ax, "grid")
    if sides:
        left, right = (end(box[0] + box[2] / 2 for box in sides) for end in (min, max))
        ends = (box[0] + box[2] / 2 for box in boxes(drawn.ax, "end"))
        return [(x - left) / (right - left) for x in ends]
    lines = [line for line in drawn.ax.lines if to_hex(str(line.get_color())) == LIGHT["bar"]]
    return [float(np.asarray(line.get_xdata())[0]) for line in lines if line.get_marker() != "o"]
