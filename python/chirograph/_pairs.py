"""Indices of two programmes: which there are, and one of them again on another panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel

__all__ = ["again", "pair_keys"]


def pair_keys() -> tuple[str, ...]:
    """Keys of the indicators that compare two rows of a panel, in the order of the engine's table.

    Examples
    --------
    >>> pair_keys()[:2]
    ('jaccard', 'dice')
    """
    from chirograph import _core

    return tuple(row["key"] for row in _core.catalogue() if row["arity"] == "pair")


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
