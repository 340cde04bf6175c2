"""How far an overlap moves from before to after a renewal, over all texts: exact for ratios of counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.cells.constraints import Constraints
from chirograph.cells.content import Content

__all__ = ["RATIOS", "gains"]

Weights = tuple[tuple[int, int, int], tuple[int, int, int]]
#: Numerator and denominator as sums of areas of both, of the first alone, of the second alone.
RATIOS: Mapping[str, Weights] = {
    "jaccard": ((1, 0, 0), (1, 1, 1)),
    "dice": ((2, 0, 0), (2, 1, 1)),
    "containment": ((1, 0, 0), (1, 1, 0)),
}
#: Pairs of counts that are gone through at most; beyond, the ends are told by the two ranges.
_MOST = 20_000_000
Presence = tuple[int, ...]
Counts = NDArray[Any]


def gains(
    before: Content, after: Content, rows: tuple[int, int], key: str, threshold: int
) -> tuple[float, float] | None:
    """Least and greatest rise of an index of two programmes over all texts for which it has both values.

    Parameters
    ----------
    before, after : Content
        The same panel without and with scenarios.
    rows : tuple of int
        Numbers of the two programmes.
    key : str
        One of `RATIOS`.
    threshold : int
        Depth from which an area counts.

    Returns
    -------
    tuple of float or None
        None where counts do not tell: another index, weights, constraints, too many areas, or no text for
        which both have a value.

    Notes
    -----
    Whatever a text has, the scenario leaves it or sets it, so that each area adds one vector of counts before
    and one after. Areas that stay as they are add the same to both; the counts that they may have together
    are gone through with every count of the areas that change (methods of change, set programming).
    """
    if key not in RATIOS or before.constraints != Constraints() or before.weights is not None:
        return None
    still: Counts = np.ones((1, 1, 1), dtype=bool)
    moved: set[Presence] = {(0,) * 6}
    for options in _areas(before, after, rows, threshold):
        if all(one[:3] == one[3:] for one in options):
            still = _added(still, {one[:3] for one in options})
        else:
            moved = {tuple(map(sum, zip(state, one, strict=True))) for state in moved for one in options}
    kept = np.argwhere(still)
    if len(kept) * len(moved) > _MOST:
        return None
    ends: list[float] = []
    for state in sorted(moved):
        rise = _value(kept + state[3:], RATIOS[key]) - _value(kept + state[:3], RATIOS[key])
        known = rise[~np.isnan(rise)]
        ends += [float(known.min()), float(known.max())] if known.size else []
    return (min(ends), max(ends)) if ends else None


def _areas(before: Content, after: Content, rows: tuple[int, int], threshold: int) -> Iterator[set[Presence]]:
    """For every area what it may add: both, first, second before, and the same after."""
    for j in range(len(before.columns)):
        sides = [_side(before, after, i, j, threshold) for i in rows]
        yield {_pattern(x, y) + _pattern(u, v) for x, u in sides[0] for y, v in sides[1]}


def _side(before: Content, after: Content, i: int, j: int, threshold: int) -> set[tuple[bool, bool]]:
    """Whether a programme may have an area before and has it after."""
    low, high = bool(before.lower[i, j] >= threshold), bool(before.upper[i, j] >= threshold)
    sure, may = bool(after.lower[i, j] >= threshold), bool(after.upper[i, j] >= threshold)
    if sure == may and (sure, may) != (low, high):
        return {(x, sure) for x in {low, high}}
    return {(x, x) for x in {low, high}}


def _pattern(x: bool, y: bool) -> Presence:
    return int(x and y), int(x and not y), int(y and not x)


def _added(counts: Counts, options: set[Presence]) -> Counts:
    """Counts that can be reached with one more area."""
    found = np.zeros([size + 1 for size in counts.shape], dtype=bool)
    for one in options:
        found[tuple(slice(step, step + size) for step, size in zip(one, counts.shape, strict=True))] |= (
            counts.astype(bool)
        )
    return found


def _value(counts: Counts, weights: Weights) -> NDArray[np.float64]:
    above, below = (counts @ np.array(one) for one in weights)
    found: NDArray[np.float64] = np.full(len(counts), np.nan)
    np.divide(above, below, out=found, where=below > 0)
    return found
