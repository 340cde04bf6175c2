"""The same index, at the same parameters, on another panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chirograph.panel import Panel
    from chirograph.results import Overlap

__all__ = ["again"]


def again(overlap: Overlap, panel: Panel, threads: int | None = None) -> Overlap:
    """What `overlap` would be on `panel`.

    Examples
    --------
    >>> import chirograph as cg
    >>> known = cg.Panel([[1, 1], [1, 0]], max_depth=1)
    >>> open_ = cg.Panel([[1, 0], [1, 0]], [[1, 1], [1, 1]], max_depth=1)
    >>> again(open_.overlap("tversky", alpha=1, beta=0), known)["P1", "P2"].lower
    0.5
    """
    parameters: dict[str, Any] = dict(overlap.parameters)
    return panel.overlap(overlap.key, undefined=overlap.convention, threads=threads, **parameters)
