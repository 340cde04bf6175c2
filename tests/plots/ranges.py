"""Where the ranges of a figure stand: pale bars and, for one value, solid dots."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from chirograph.plots import PlotResult
from chirograph.plots.palette import LIGHT


def ranges(drawn: PlotResult) -> list[tuple[float, float]]:
    """Both ends of every range, from top to bottom."""
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


def edges(drawn: PlotResult) -> list[float]:
    """Where the lines at the ends of ranges stand."""
    lines = [line for line in drawn.ax.lines if to_hex(str(line.get_color())) == LIGHT["bar"]]
    return [float(np.asarray(line.get_xdata())[0]) for line in lines if line.get_marker() != "o"]
