"""Which order of pairs is certain, and which the unknown cells could reverse.

Two ranges that do not meet settle the order of their pairs. Where they meet in one end, one pair is at least
as high as the other; where both are the same single value, the pairs are equal. Ranges that overlap do not
yet show that both orders can occur, because two pairs may share a programme: its unknown cells move both at
once. So a reversal is claimed only with a completion at hand: the shared programme is held at a witness of
one pair, and what is left of the two pairs no longer shares anything.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from chirograph._pairs import again

if TYPE_CHECKING:
    from chirograph.overlap import Overlap

__all__ = ["MOST_PAIRS", "VERDICTS", "Comparison", "Order", "order_of"]

Pair = tuple[str, str]
#: Beyond this many pairs, comparisons are counted by their ranges alone.
MOST_PAIRS = 45
#: In the order of the fields of `Order`.
VERDICTS = ("above", "at_least", "equal", "reversible", "open")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two pairs and what is certain of their order.

    Attributes
    ----------
    first, second : tuple of str
        The pairs; `first` has the higher lower end, or the higher upper end when those are equal.
    verdict : str
        In every completion the first is higher ("above"), higher or equal ("at_least"), or equal ("equal").
        "reversible": completions in which either is higher are at hand. "open": the ranges overlap and no
        completion of both kinds was found.
    """

    first: Pair
    second: Pair
    verdict: str


@dataclass(frozen=True, slots=True)
class Order:
    """How many comparisons of the pairs of a result have each verdict.

    `comparisons` is empty when there are too many to hold.
    """

    above: int
    at_least: int
    equal: int
    reversible: int
    open: int
    comparisons: tuple[Comparison, ...]

    @property
    def certain(self) -> int:
        """Comparisons that hold in every completion."""
        return self.above + self.at_least + self.equal

    @property
    def total(self) -> int:
        """The number of comparisons."""
        return self.certain + self.reversible + self.open


def order_of(overlap: Overlap) -> Order:
    """Compare every two pairs that have a value.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 1], [0, 1]], [[1, 1], [1, 1], [1, 1]], max_depth=1)
    >>> order = order_of(panel.overlap("jaccard"))
    >>> order.above, order.at_least, order.equal
    (0, 2, 0)
    """
    at = {pair: (overlap.rows.index(pair[0]), overlap.rows.index(pair[1])) for pair in overlap.pairs()}
    # Ends that differ by rounding only are the same end.
    ranges = {
        pair: (round(float(overlap.lower[ij]), _DIGITS), round(float(overlap.upper[ij]), _DIGITS))
        for pair, ij in at.items()
    }
    ranges = {pair: ends for pair, ends in ranges.items() if not math.isnan(ends[0])}
    ranked = sorted(ranges, key=lambda pair: (-ranges[pair][0], -ranges[pair][1], pair))
    if len(ranked) > MOST_PAIRS:
        return _counted(np.array([ranges[pair] for pair in ranked]))
    found = tuple(
        Comparison(first, second, _verdict(overlap, first, second, ranges))
        for first, second in combinations(ranked, 2)
    )
    counts = Counter(item.verdict for item in found)
    return Order(**{word: counts[word] for word in VERDICTS}, comparisons=found)


def _counted(ranges: NDArray[np.float64]) -> Order:
    """Comparisons of many pairs, from their ranges alone: what is not certain is open."""
    lower, upper = np.sort(ranges[:, 0]), np.sort(ranges[:, 1])
    above = int(np.searchsorted(upper, lower, side="left").sum())
    meeting = int(np.searchsorted(upper, lower, side="right").sum()) - above
    points = ranges[ranges[:, 0] == ranges[:, 1], 0]
    _, counts = np.unique(points, return_counts=True)
    equal = int((counts * (counts - 1) // 2).sum())
    # Two equal values meet from both sides, and each value meets itself.
    at_least = meeting - 2 * equal - len(points)
    count = len(ranges)
    return Order(above, at_least, equal, 0, count * (count - 1) // 2 - above - at_least - equal, ())


def _verdict(overlap: Overlap, first: Pair, second: Pair, ranges: dict[Pair, tuple[float, float]]) -> str:
    low, high = ranges[first][0], ranges[second][1]
    if low > high:
        return "above"
    if low == high:
        # The first ranks no lower in either end, so a first that is one value has a second that is the same.
        return "equal" if ranges[first] == ranges[second] else "at_least"
    if _can_exceed(overlap, first, second) and _can_exceed(overlap, second, first):
        return "reversible"
    return "open"


def _can_exceed(overlap: Overlap, high: Pair, low: Pair) -> bool:
    """Whether a completion is at hand in which `high` is above `low`."""
    from chirograph.cells.assume import replaced
    from chirograph.panel import Panel

    if overlap.panel.constraints.joint:
        return False  # Rows are tied to each other, so holding one row does not set the others free.
    for shared, depths in _shared_depths(overlap, high, low):
        lower, upper = np.array(overlap.panel.lower), np.array(overlap.panel.upper)
        for row, values in zip(shared, depths, strict=True):
            lower[row] = upper[row] = values
        held = Panel._of(replaced(overlap.panel.content, lower, upper, ""))
        result = again(overlap, held, threads=1)
        one, two = result[high], result[low]
        if one.sharp_upper and two.sharp_lower and one.upper > two.lower:
            return True
    return False


def _shared_depths(
    overlap: Overlap, high: Pair, low: Pair
) -> Iterator[tuple[list[int], list[NDArray[np.uint8]]]]:
    """Depths at which to hold shared programmes: where `high` is highest, and where `low` is lowest."""
    names = [name for name in high if name in low]
    rows = [overlap.rows.index(name) for name in names]
    one, two = overlap[high], overlap[low]
    for pair, witness in ((high, one.witness_upper), (low, two.witness_lower)):
        if witness is not None:
            yield rows, [witness[pair.index(name)] for name in names]
