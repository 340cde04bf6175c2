"""Figures an analyst would publish, each drawn so that what is not public cannot be taken for an answer.

Every function takes ``ax=None``, draws on that Axes (or on a new figure of its own), never calls
``plt.show`` and never changes ``rcParams`` outside itself. It returns a :class:`PlotResult`: the Axes in
``.ax``, the numbers drawn in ``.data()``, a description in words in ``.alt_text()``, and
``.save(path)``: one file that ends in .png, .svg or .pdf, or a folder for svg, png, csv and text together.

Importing this package does not import matplotlib; drawing does.
"""

from __future__ import annotations

from chirograph.plots.areas import areas
from chirograph.plots.bounds import bounds
from chirograph.plots.chances import distribution, ranks
from chirograph.plots.dimensions import dimensions
from chirograph.plots.documents import documents
from chirograph.plots.frontier import frontier
from chirograph.plots.heatmap import heatmap
from chirograph.plots.ladder import ladder
from chirograph.plots.levels import levels
from chirograph.plots.matrix import matrix
from chirograph.plots.multiverse import multiverse
from chirograph.plots.network import network
from chirograph.plots.pairs import pairs
from chirograph.plots.practice import practice
from chirograph.plots.profile import profile
from chirograph.plots.result import PlotResult
from chirograph.plots.sensitivity import sensitivity
from chirograph.plots.series import series
from chirograph.plots.slope import slope
from chirograph.plots.timeline import timeline
from chirograph.plots.turnover import turnover

__all__ = [
    "PlotResult",
    "areas",
    "bounds",
    "dimensions",
    "distribution",
    "documents",
    "frontier",
    "heatmap",
    "ladder",
    "levels",
    "matrix",
    "multiverse",
    "network",
    "pairs",
    "practice",
    "profile",
    "ranks",
    "sensitivity",
    "series",
    "slope",
    "timeline",
    "turnover",
]
