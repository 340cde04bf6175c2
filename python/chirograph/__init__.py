"""Overlap of cooperation programmes when part of their text is not public.

A cell of a panel is an interval of depths with a reason. An answer is the range of values that the data
allow, with a witness for each end, what would settle it, and the assumptions under which it holds.

Examples
--------
>>> import chirograph as cg
>>> cg.load("nato-ip4").overlap("jaccard")["KOR", "JPN"]
KOR and JPN, Jaccard: [0.333, 0.733], sharp
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

# Python 3.12 and later refuse by themselves what the module does not declare; 3.11 would wait for ever.
if sys.version_info < (3, 12):
    _interpreters: Any = importlib.import_module("_xxsubinterpreters")

    if _interpreters.get_current() != _interpreters.get_main():
        raise ImportError("chirograph cannot be imported in a sub-interpreter: use a process of its own")

from chirograph import _core, errors

if TYPE_CHECKING:
    from chirograph import plots
    from chirograph.base.table import Table
    from chirograph.catalogue.indicators import describe, indicators
    from chirograph.chances.prior import Prior
    from chirograph.citation import cite
    from chirograph.codings import Codings
    from chirograph.dataset import Dataset, crosswalk, load
    from chirograph.learning.compare import compare
    from chirograph.learning.ladder import Ladder
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel
    from chirograph.readers import read
    from chirograph.records.store import datasets
    from chirograph.report.write import report

__version__: str = _core.__version__

__all__ = [
    "Codings",
    "Dataset",
    "Ladder",
    "Overlap",
    "Panel",
    "Prior",
    "Table",
    "__version__",
    "cite",
    "compare",
    "crosswalk",
    "datasets",
    "describe",
    "errors",
    "indicators",
    "load",
    "plots",
    "read",
    "report",
]

# A name is loaded when first asked for: the import stays quick, and matplotlib and jinja2 come only with
# the figures and the report.
_HOMES = {
    "Codings": "codings",
    "Dataset": "dataset",
    "Ladder": "learning.ladder",
    "LeastSteps": "planning.level",
    "Overlap": "overlap",
    "Panel": "panel",
    "Prior": "chances.prior",
    "Scenario": "records.scenario",
    "Table": "base.table",
    "cite": "citation",
    "compare": "learning.compare",
    "crosswalk": "dataset",
    "datasets": "records.store",
    "describe": "catalogue.indicators",
    "indicators": "catalogue.indicators",
    "load": "dataset",
    "plots": "plots",
    "read": "readers",
    "report": "report",
}
# What the functions and methods of these give: found by name for the sake of pickles, not listed.
_HOMES |= {
    "Agreement": "agreement.result",
    "Answer": "findings.answer",
    "Answers": "interop.bounds",
    "Attribution": "planning.attribution",
    "Bound": "interop.bounds",
    "Change": "change.change",
    "ChangeStep": "change.step",
    "Citation": "catalogue.citation",
    "Comparison": "ranks.order",
    "Conclusion": "learning.contrast",
    "Contrast": "learning.contrast",
    "Claim": "claims.claim",
    "ClaimsLedger": "claims.ledger",
    "Description": "catalogue.description",
    "DocumentValue": "learning.value",
    "DocumentValues": "learning.documents",
    "Distribution": "chances.distribution",
    "Drafting": "change.drafting",
    "Finding": "findings.finding",
    "Highest": "pairs.found",
    "Interoperability": "interoperability",
    "Multiverse": "chances.multiverse",
    "Number": "claims.model",
    "OpenItem": "claims.sums",
    "Order": "ranks.order",
    "PairOverlap": "pair",
    "Pairwise": "pairs.pairwise",
    "Part": "claims.model",
    "Plan": "planning.result",
    "PlotResult": "plots.result",
    "Profile": "profile",
    "Ranks": "chances.ranks",
    "Reaching": "pairs.found",
    "Reading": "claims.model",
    "Replay": "chances.replay",
    "Rung": "learning.rung",
    "Sampling": "agreement.result",
    "ScoringFree": "ranks.scoring",
    "Series": "change.series",
    "Sensitivity": "chances.sensitivity",
    "Tipping": "ranks.tipping",
    "Turn": "claims.model",
    "Used": "claims.evidence",
    "WhatIf": "change.whatif",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'chirograph' has no attribute {name!r}")
    module = importlib.import_module(f"chirograph.{_HOMES[name]}")
    value = module if name == "plots" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """Importing the room `chirograph.report` must not hide the function of the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        if name == "report" and isinstance(value, ModuleType):
            value = value.report
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
