"""Overlap of cooperation programmes when part of their text is not public.

A cell of a panel is an interval of depths with a reason. An answer is the range of values that the data
allow, with a witness for each end, what would settle it, and the assumptions under which it holds.

Examples
--------
>>> import chirograph as cg
>>> cg.load("nato-ip4").overlap("jaccard")["KOR", "JPN"]
KOR and JPN, Jaccard: [0.292, 0.786], sharp
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from chirograph import _core, errors
from chirograph._loading import datasets, load
from chirograph.catalogue import describe, indicators
from chirograph.cite import cite
from chirograph.dataset import Dataset
from chirograph.panel import Panel
from chirograph.results import Overlap
from chirograph.tables import Table

if TYPE_CHECKING:
    from chirograph import plots
    from chirograph.report import report

__version__: str = _core.__version__

__all__ = [
    "Dataset",
    "Overlap",
    "Panel",
    "Table",
    "__version__",
    "cite",
    "datasets",
    "describe",
    "errors",
    "indicators",
    "load",
    "plots",
    "report",
]


def __getattr__(name: str) -> Any:
    # Figures and the report bring matplotlib and jinja2; they are loaded by whoever first asks for them.
    if name == "plots":
        return importlib.import_module("chirograph.plots")
    if name == "report":
        return importlib.import_module("chirograph.report").report
    raise AttributeError(f"module 'chirograph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
