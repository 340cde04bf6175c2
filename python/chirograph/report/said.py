"""Words that several sections of the appendix have in common."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from chirograph.cells.ends import End
from chirograph.cells.kinds import broken
from chirograph.cells.reasons import READ

if TYPE_CHECKING:
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel

__all__ = ["basis", "capital", "counts_depth", "ends", "ranges"]

Pair = tuple[str, str]
Ends = tuple[float, float]


def ranges(overlap: Overlap) -> dict[Pair, Ends]:
    """The range of every pair that has one."""
    at, pairs = {label: i for i, label in enumerate(overlap.rows)}, overlap.pairs()
    first, second = [at[p] for p, _ in pairs], [at[q] for _, q in pairs]
    bounds = (matrix[first, second].tolist() for matrix in (overlap.lower, overlap.upper))
    both = zip(*bounds, strict=True)
    return {pair: ends for pair, ends in zip(pairs, both, strict=True) if not math.isnan(ends[0])}


def ends(overlap: Overlap, pair: Pair) -> tuple[End, End]:
    """Both ends of a pair, each with its bound and what is attained."""
    first, second = (overlap.rows.index(label) for label in pair)
    return overlap.ends(first, second)


def counts_depth(panel: Panel) -> bool:
    """Whether there is depth to count, on one scale and in an order."""
    return panel.max_depth > 1 and not broken(panel.content, "ruzicka", {})


def basis(panel: Panel) -> str:
    """What the ranges of a panel rest on."""
    return f"{READ} and assumed" if panel.content.notes else READ


def capital(words: str) -> str:
    """The words at the beginning of a sentence."""
    return f"{words[:1].upper()}{words[1:]}"
