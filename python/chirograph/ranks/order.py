"""Which order of pairs is certain, and which the unknown cells could reverse.

Two ranges that do not meet settle the order of their pairs. Where they meet in one end, one pair is at least
as high as the other; where both are the same single value, the pairs are equal. Ranges that overlap do not
yet show that both orders can occur, because two pairs may share a programme: its unknown cells move both at
once. So a reversal is claimed only with a completion at hand: the shared programme is held at a witness of
one pair, and what is left of the two pairs no longer shares anything. An end that is open settles by its
certified bound, and reverses by the best completion found.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

from chirograph.base.markup import counted
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.catalogue.indicators import directed
from chirograph.cells.assume import replaced
from chirograph.cells.question import Question
from chirograph.ranks.square import DIGITS

__all__ = ["MOST_PAIRS", "VERDICTS", "Comparison", "Order", "order_of"]

Pair = tuple[str, str]
#: Beyond this many pairs, comparisons are counted by their ranges alone.
MOST_PAIRS = 45
#: In the order of the fields of `Order`.
VERDICTS = ("above", "at_least", "equal", "reversible", "open")


@public
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

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 1], [0, 1]], max_depth=1)
    >>> panel.overlap("jaccard").order().comparisons[0]
    Comparison(first=('P1', 'P2'), second=('P1', 'P3'), verdict='above')
    """

    first: Pair
    second: Pair
    verdict: str


@public
@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """How many comparisons of two pairs have each verdict. Made by ``Overlap.order``.

    Where a pair is 0/0 in some completion and that is left out, a verdict is of those in which both have a
    value.

    Parameters
    ----------
    above, at_least, equal : int
        In every completion one pair is higher, higher or equal, or both are equal.
    reversible : int
        Completions in which either one is higher are at hand.
    open : int
        The ranges overlap, and it is not decided whether both orders occur.
    comparisons : tuple of Comparison
        Each of them, the highest pairs first; empty where there are more than 45 pairs. Then nothing is
        searched for, what is not certain is open, and the order says so when it is printed.

    Examples
    --------
    >>> import chirograph as cg
    >>> order = cg.Panel([[1, 1], [1, 1], [0, 1]], max_depth=1).overlap("jaccard").order()
    >>> order.certain, order.total
    (3, 3)
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

    def table(self) -> Table:
        """Every comparison: the two labels of the one pair, of the other, and the verdict.

        Without rows where there are more than 45 pairs, whose comparisons are only counted.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 1], [1, 1], [0, 1]], max_depth=1).overlap("jaccard").order().table().head(1)
        first  with  second  and  verdict
        P1     P2    P1      P3   above
        """
        names = ("first", "with", "second", "and", "verdict")
        rows = [(*one.first, *one.second, one.verdict) for one in self.comparisons]
        return Table(names, tuple(zip(*rows, strict=True)) if rows else ((),) * len(names))

    def __repr__(self) -> str:
        kinds = f"{self.above} above, {self.at_least} at least, {self.equal} equal"
        words = f"Order of pairs: {self.certain} of {counted(self.total, 'comparison')} are certain ({kinds})"
        words += f", {self.reversible} can be reversed, {self.open} open"
        if self.total and not self.comparisons:
            words += f"; with more than {MOST_PAIRS} pairs no reversal is searched for and none is listed"
        return words


def order_of(question: Question, lower: NDArray[np.float64], upper: NDArray[np.float64]) -> Order:
    """Compare every two pairs that have a value.

    Parameters
    ----------
    question : Question
        What was asked of the pairs.
    lower, upper : (k, k) float64
        The answer; where an end is open, its certified bound.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 1], [0, 1]], [[1, 1], [1, 1], [1, 1]], max_depth=1)
    >>> overlap = panel.overlap("jaccard")
    >>> order = order_of(overlap.question, overlap.lower, overlap.upper)
    >>> order.above, order.at_least, order.equal
    (0, 2, 0)
    """
    rows = question.content.rows
    choose = permutations if directed(question.key, question.arguments) else combinations
    ranges = {
        (rows[i], rows[j]): (round(float(lower[i, j]), DIGITS), round(float(upper[i, j]), DIGITS))
        for i, j in choose(range(len(rows)), 2)
        if not math.isnan(lower[i, j])
    }
    ranked = sorted(ranges, key=lambda pair: (-ranges[pair][0], -ranges[pair][1], pair))
    if len(ranked) > MOST_PAIRS:
        return _counted(np.array([ranges[pair] for pair in ranked]))
    found, total = [], len(ranked) * (len(ranked) - 1) // 2
    with question.effort.bar("comparison") as told:
        for first, second in combinations(ranked, 2):
            found.append(Comparison(first, second, _verdict(question, first, second, ranges)))
            if told is not None:
                told(len(found), total)
    counts = Counter(item.verdict for item in found)
    return Order(**{word: counts[word] for word in VERDICTS}, comparisons=tuple(found))


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


def _verdict(question: Question, first: Pair, second: Pair, ranges: dict[Pair, tuple[float, float]]) -> str:
    low, high = ranges[first][0], ranges[second][1]
    if low > high:
        return "above"
    if low == high:
        # The first ranks no lower in either end, so a first that is one value has a second that is the same.
        return "equal" if ranges[first] == ranges[second] else "at_least"
    if _can_exceed(question, first, second) and _can_exceed(question, second, first):
        return "reversible"
    return "open"


def _can_exceed(question: Question, high: Pair, low: Pair) -> bool:
    """Whether a completion is at hand in which `high` is above `low`."""
    content = question.content
    if content.constraints.joint:
        return False  # Rows are tied to each other, so holding one row does not set the others free.
    one, two = ([content.rows.index(label) for label in pair] for pair in (high, low))
    shared = [row for row in one if row in two]
    # Shared programmes are held where `high` is highest, and where `low` is lowest.
    for pair, end in ((one, "upper"), (two, "lower")):
        witness = question.pair(*pair)[f"witness_{end}"]
        if witness is None:
            continue
        lower, upper = np.array(content.lower), np.array(content.upper)
        for row in shared:
            lower[row] = upper[row] = witness[pair.index(row)]
        held = replace(question, content=replaced(content, lower, upper, ""))
        top, bottom = held.pair(*one), held.pair(*two)
        # What completions attain, also at an open end; NaN where none is known is above nothing.
        if top["inner_upper"] > bottom["inner_lower"]:
            return True
    return False
