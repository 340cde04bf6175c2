"""The one door up: what `x.plot()` opens. No other file of a lower room knows that there are figures."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chirograph.plots import PlotResult as PlotResult

__all__ = ["draw"]


def draw(figure: str, thing: object, ax: Any, **options: Any) -> PlotResult:
    """A thing drawn as the figure of this name; matplotlib is loaded here and not before.

    Examples
    --------
    >>> import chirograph as cg
    >>> draw("matrix", cg.Panel([[1, 0], [1, 1]], max_depth=1), None).name
    'matrix'
    """
    drawn: PlotResult = getattr(importlib.import_module("chirograph.plots"), figure)(thing, ax=ax, **options)
    return drawn
