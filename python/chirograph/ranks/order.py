"""Which order of pairs is certain, and which the unknown cells could reverse.

Two pairs may share a programme, whose unknown cells move both at once, so their ranges alone do not tell:
ranges that overlap may belong to pairs of which one is always higher. The engine completes what they share
and compares what is left, which is then free of each other. Where an index looks at presence and grows with
the Jaccard index it only counts areas, and the answer is exact; else it searches, within a budget.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base.effort import threads_of
from chirograph.base.markup import counted
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.catalogue.indicators import directed
from chirograph.cells.question import Question
from chirograph.ranks.square import DIGITS

__all__ = ["MOST_PAIRS", "VERDICTS", "Comparison", "Order", "countable", "order_of"]

Pair = tuple[str, str]
Places = NDArray[np.int64]
#: Beyond this many pairs, comparisons are counted and not listed.
MOST_PAIRS = 45
#: Beyond this many comparisons they are told by the ranges alone, even where counting areas would do.
MOST_COUNTED = 100_000
#: In the order of the fields of `Order`.
VERDICTS = ("above", "at_least", "equal", "reversible", "open")
#: Steps that all comparisons of a call share, unless a budget is given.
_STEPS = 10**9


@public
@dataclass(frozen=True, slots=True)
class Comparison:
    """Two pairs and what is certain of their order.

    Attributes
    ----------
    first, second : tuple of str
        The pairs; where one is certainly not below the other, it is the first.
    verdict : str
        In every completion the first is higher ("above"), higher or equal ("at_least"), or equal ("equal").
        "reversible": completions in which either is higher are at hand. "open": not decided within the steps.
    test : str
        How it was decided: "counting" areas, which is exact; a "search" over what the pairs share, exact
        unless it ends "open"; by the "ranges" of the two pairs, exact where they share no programme.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 1], [0, 1]], max_depth=1)
    >>> panel.overlap("jaccard").order().comparisons[0]
    Comparison(first=('P1', 'P2'), second=('P1', 'P3'), verdict='above', test='counting')
    """

    first: Pair
    second: Pair
    verdict: str
    test: str


@public
@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """How many comparisons of two pairs have each verdict. Made by ``Overlap.order``.

    Where a pair is 0/0 in some completion and that is left out, a verdict is of those in which both have a
    value; two pairs that never both have one are not compared.

    Parameters
    ----------
    above, at_least, equal : int
        In every completion one pair is higher, higher or equal, or both are equal.
    reversible : int
        Completions in which either one is higher are at hand.
    open : int
        It is not decided whether both orders occur.
    comparisons : tuple of Comparison
        Each of them, the highest pairs first; empty where there are more than 45 pairs.
    test : str
        "counting": every verdict is exact. "search": exact but for those left open. "ranges": told by the
        ranges of the pairs alone, which may leave open what is certain.

    Examples
    --------
    >>> import chirograph as cg
    >>> order = cg.Panel([[1, 1], [1, 1], [0, 1]], max_depth=1).overlap("jaccard").order()
    >>> order.settled, order.certain, order.total
    (3, 3, 3)
    """

    above: int
    at_least: int
    equal: int
    reversible: int
    open: int
    comparisons: tuple[Comparison, ...]
    test: str

    @property
    def settled(self) -> int:
        """Comparisons with one outcome in every completion: one pair is higher, or both are equal."""
        return self.above + self.equal

    @property
    def certain(self) -> int:
        """Comparisons that no completion reverses: the settled ones, and those "at least"."""
        return self.settled + self.at_least

    @property
    def total(self) -> int:
        """The number of comparisons."""
        return self.certain + self.reversible + self.open

    def table(self) -> Table:
        """Every comparison: the two labels of the one pair, of the other, the verdict, and the test.

        Without rows where there are more than 45 pairs, whose comparisons are only counted.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 1], [1, 1], [0, 1]], max_depth=1).overlap("jaccard").order().table().head(1)
        first  with  second  and  verdict  test
        P1     P2    P1      P3   above    counting
        """
        names = ("first", "with", "second", "and", "verdict", "test")
        rows = [(*one.first, *one.second, one.verdict, one.test) for one in self.comparisons]
        return Table(names, tuple(zip(*rows, strict=True)) if rows else ((),) * len(names))

    def __repr__(self) -> str:
        kinds = f"{self.above} above, {self.at_least} at least, {self.equal} equal"
        words = f"Order of pairs: {self.certain} of {counted(self.total, 'comparison')} are certain ({kinds})"
        words += f", {self.reversible} can be reversed, {self.open} open; {_TESTS[self.test]}"
        if self.total and not self.comparisons:
            words += f"; with more than {MOST_PAIRS} pairs none is listed"
        return words


_TESTS = {
    "counting": "exact",
    "search": "exact but for what is open",
    "ranges": "told by the ranges alone: nothing is searched for",
}


def countable(question: Question) -> bool:
    """Whether the orders of pairs follow from counting areas: exact, and quick."""
    engine = question.content.engine()
    return math.isnan(question.convention) and _core.countable(engine, question.key, dict(question.arguments))


def order_of(
    question: Question,
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
    steps: int | None = None,
) -> Order:
    """Compare every two pairs that have a value.

    Parameters
    ----------
    question : Question
        What was asked of the pairs.
    lower, upper : (k, k) float64
        The answer; where an end is open, its certified bound.
    steps : int, optional
        Steps of search that one comparison may take; by default all share what a call takes.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 1], [0, 1]], [[1, 1], [1, 1], [1, 1]], max_depth=1)
    >>> overlap = panel.overlap("jaccard")
    >>> order = order_of(overlap.question, overlap.lower, overlap.upper)
    >>> order.above, order.at_least, order.equal
    (0, 2, 1)
    """
    choose = permutations if directed(question.key, question.arguments) else combinations
    places = np.array([*choose(range(len(question.content.rows)), 2)], dtype=np.int64).reshape(-1, 2)
    ends = np.stack([np.round(end[places[:, 0], places[:, 1]], DIGITS) for end in (lower, upper)], axis=1)
    with_value = ~np.isnan(ends[:, 0])
    places, ends = places[with_value], ends[with_value]
    ranked = np.lexsort((-ends[:, 1], -ends[:, 0]))
    places, ends, count = places[ranked], ends[ranked], len(places)
    exact = countable(question)
    if count > MOST_PAIRS and not (exact and count * (count - 1) // 2 <= MOST_COUNTED):
        return _by_ranges(ends)
    first, second = np.triu_indices(count, 1)
    verdicts, tests = _compared(question, places, ends, (first, second), exact, steps)
    counts = Counter(verdict.removeprefix("-") for verdict in verdicts)
    listed = _listed(question.content.rows, places, (first, second), verdicts, tests)
    return Order(
        **{word: counts[word] for word in VERDICTS},
        comparisons=listed if count <= MOST_PAIRS else (),
        test="counting" if exact else "search",
    )


def _compared(
    question: Question,
    places: Places,
    ends: NDArray[np.float64],
    at: tuple[NDArray[np.intp], NDArray[np.intp]],
    exact: bool,
    steps: int | None,
) -> tuple[list[str], list[str]]:
    """The verdict of each comparison, with "-" where it is the second pair that is higher; and its test."""
    first, second = at
    apart = np.zeros(len(first), dtype=bool) if exact else ends[first, 0] > ends[second, 1]
    verdicts, tests = ["above"] * len(first), ["ranges"] * len(first)
    wanted = np.flatnonzero(~apart)
    asked = np.concatenate([places[first[wanted]], places[second[wanted]]], axis=1)
    effort = question.effort
    steps = steps or max(1, _STEPS // max(1, len(wanted)))
    with effort.bar("comparison") as told:
        found = _core.compare(
            question.content.engine(), question.key, dict(question.arguments), question.convention,
            np.ascontiguousarray(asked), threads_of(None), steps, effort.seconds, told,
        )  # fmt: skip
    for place, signs, test in zip(wanted.tolist(), found["signs"].tolist(), found["tests"], strict=True):
        verdicts[place], tests[place] = _verdict(signs), test
    return verdicts, tests


def _verdict(signs: Sequence[int]) -> str:
    """What the signs of the difference of two pairs say, see `_core.compare`."""
    least, least_attained, greatest_attained, greatest, defined = signs
    if not defined:
        return "undefined"
    if least == greatest:
        return {1: "above", 0: "equal", -1: "-above"}[least]
    if least == 0:
        return "at_least"
    if greatest == 0:
        return "-at_least"
    return "reversible" if least_attained < 0 < greatest_attained else "open"


def _listed(
    rows: Sequence[str],
    places: Places,
    at: tuple[NDArray[np.intp], NDArray[np.intp]],
    verdicts: Sequence[str],
    tests: Sequence[str],
) -> tuple[Comparison, ...]:
    pairs = [(rows[p], rows[q]) for p, q in places.tolist()]
    found = []
    for i, j, verdict, test in zip(at[0].tolist(), at[1].tolist(), verdicts, tests, strict=True):
        higher, lower = (j, i) if verdict.startswith("-") else (i, j)
        if verdict != "undefined":
            found.append(Comparison(pairs[higher], pairs[lower], verdict.removeprefix("-"), test))
    return tuple(found)


def _by_ranges(ranges: NDArray[np.float64]) -> Order:
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
    left = count * (count - 1) // 2 - above - at_least - equal
    return Order(above, at_least, equal, 0, left, (), "ranges")
