"""The places that every pair may have among all pairs, over all completions of the unknown cells.

Pairs share programmes, so their ranges alone give places that no completion has. Best-first branch and bound:
of a panel completed in part the signs of differences bound a place, and completions at hand attain one. Where
the two meet the place is exact. Areas that no index can tell apart are completed by number.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count as numbers

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base.effort import threads_of
from chirograph.catalogue.indicators import directed
from chirograph.cells.intervals import Depths, frozen
from chirograph.cells.question import Question
from chirograph.ranks import completing
from chirograph.ranks.order import MOST_PAIRS
from chirograph.ranks.square import DIGITS

__all__ = ["Places", "places"]

Ranks = NDArray[np.intp]
Numbers = NDArray[np.float64]
#: Parts of the panel that all ends of a call look at, unless a budget is given.
_STEPS = 20_000
#: Steps of a comparison at the whole panel, shared by all of them, and at a part of it.
_ROOT, _PART = 10**9, 20_000
#: Completions made of the whole panel, and of a part of it.
_MANY, _FEW = 2_000, 32


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Best and worst place of every pair, each (k, k); 0 where it has no value or was not asked for.

    A place counts the pairs above, equal ones for the worst place as well; a pair that is 0/0 in a completion
    and left out there has no place in it and takes none.

    Parameters
    ----------
    best, worst : (k, k) int
        No completion gives a better place, none a worse one.
    best_found, worst_found : (k, k) int
        Places that completions at hand give; 0 where none was found.
    certainly_first : (k, k) bool
        Whether no other pair is above it in any completion; it may be equal to others.
    test : str
        "search", or "ranges": with many pairs their ranges alone tell, and nothing is searched for.
    steps : int
        Parts of the panel that were looked at.
    """

    best: Ranks
    worst: Ranks
    best_found: Ranks
    worst_found: Ranks
    certainly_first: NDArray[np.bool_]
    test: str
    steps: int

    @property
    def certified(self) -> NDArray[np.bool_]:
        """Whether both places are attained, (k, k)."""
        same = (self.best == self.best_found) & (self.worst == self.worst_found)
        attained: NDArray[np.bool_] = same & (self.best > 0)
        return attained

    @property
    def possibly_first(self) -> NDArray[np.bool_]:
        """Whether it is first in some completion, alone or with others, (k, k); where open: not excluded."""
        may: NDArray[np.bool_] = self.best == 1
        return may


def places(question: Question, lower: Numbers, upper: Numbers, steps: int | None = None) -> Places:
    """The places that every pair may have.

    Parameters
    ----------
    question : Question
        What was asked of the pairs.
    lower, upper : (k, k) float64
        The answer; where an end is open, its certified bound.
    steps : int, optional
        Parts of the panel that the search of one end may look at; by default all ends share 20,000. Where it
        is cut, the place lies between what was proven and what was found.

    Examples
    --------
    >>> import chirograph as cg
    >>> overlap = cg.Panel([[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [0, 1]], max_depth=1).overlap("jaccard")
    >>> found = places(overlap.question, overlap.lower, overlap.upper)
    >>> found.best[0, 1].item(), found.worst[0, 1].item(), found.certified[0, 1].item()
    (1, 2, True)
    """
    pairs = completing.listed_places(question, lower)
    ends = [np.round(end[pairs[:, 0], pairs[:, 1]], DIGITS) for end in (lower, upper)]
    always = np.ones(len(pairs), dtype=bool)
    if math.isnan(question.convention) and len(pairs):
        undefined = question.every(threads_of(None), ~np.isnan(lower))["undefined"]
        always = undefined[pairs[:, 0], pairs[:, 1]] == 0
    if len(pairs) > MOST_PAIRS:
        found, test, taken = _by_ranges(ends[0], ends[1], always), "ranges", 0
    else:
        search = _Search(question, pairs, always, steps or max(50, _STEPS // max(1, 2 * len(pairs))))
        found, test, taken = search.run(), "search", search.taken
    square = [_square(one, pairs, question, len(lower)) for one in found]
    best, worst, best_found, worst_found, first = square
    return Places(best, worst, best_found, worst_found, first.astype(bool), test, taken)


def _square(found: Ranks, pairs: completing.Places, question: Question, size: int) -> Ranks:
    """One number for each pair as a matrix."""
    square = np.zeros((size, size), dtype=np.intp)
    square[pairs[:, 0], pairs[:, 1]] = found
    if not directed(question.key, question.arguments):
        square[pairs[:, 1], pairs[:, 0]] = found
    return frozen(square)


def _by_ranges(lower: Numbers, upper: Numbers, always: NDArray[np.bool_]) -> tuple[Ranks, ...]:
    """Places told by the ranges: perhaps too wide, never too narrow. Attained where both are the same."""
    above, reach = np.sort(lower[always]), np.sort(upper)
    best = 1 + len(above) - np.searchsorted(above, upper, side="right")
    worst = len(reach) - np.searchsorted(reach, lower, side="left")
    same = np.where(best == worst, best, 0)
    others = len(reach) - np.searchsorted(reach, lower, side="right") - (upper > lower)
    return best, worst, same, same, (others <= 0).astype(np.intp)


class _Search:
    """Branch and bound for the two ends of every pair."""

    def __init__(
        self, question: Question, pairs: completing.Places, always: NDArray[np.bool_], steps: int
    ) -> None:
        self.question, self.pairs, self.always, self.steps = question, pairs, always, steps
        self.rng, self.taken = np.random.default_rng(0), 0
        content = question.content
        self.root = content.lower, content.upper
        size = len(pairs)
        first, second = np.triu_indices(size, 1)
        asked = np.concatenate([pairs[first], pairs[second]], axis=1)
        each = max(1, _ROOT // max(1, len(asked)))
        told = completing.signs(question, content.engine(), asked, each, threads_of(None))
        assert told is not None, "a panel that was asked has completions"
        # Signs of the row's pair less the column's.
        self.signs = np.zeros((size, size, 5), dtype=np.int8)
        self.signs[first, second] = told
        self.signs[second, first] = np.concatenate([-told[:, 3::-1], told[:, 4:]], axis=1)
        cells = completing.completions(question, *self.root, _MANY, self.rng)
        self.seen = completing.values(question, pairs, cells)

    def run(self) -> tuple[Ranks, ...]:
        """Best, worst, the same as found, and certainly first."""
        size = len(self.pairs)
        found = [np.zeros(size, dtype=np.intp) for _ in range(4)]
        for pair in range(size):
            for end, worst in enumerate((False, True)):
                found[end][pair], found[2 + end][pair] = self._end(pair, worst)
        proven = (self.signs[..., 0] >= 0) | (self.signs[..., 4] == 0)
        first = (proven | np.eye(size, dtype=bool)).all(axis=1)
        return (*found, first.astype(np.intp))

    def _place(self, values: Numbers, pair: int, worst: bool) -> int:
        """The best or worst place of a pair in these completions; 0 where it has a value in none."""
        mine = values[:, [pair]]
        counts = (values >= mine if worst else values > mine).sum(axis=1)[~np.isnan(mine[:, 0])]
        if not len(counts):
            return 0
        return int(counts.max()) if worst else 1 + int(counts.min())

    def _end(self, pair: int, worst: bool) -> tuple[int, int]:
        """What no completion passes, and what one attains."""
        better = max if worst else min
        found = self._place(self.seen, pair, worst)
        others = [other for other in range(len(self.pairs)) if other != pair]
        bound, left = self._bound(self.signs[pair], others, 0, worst, self.always)
        towards, tie, taken = -1 if worst else 1, numbers(), 0
        queue = [(towards * bound, next(tie), *self.root, left, self._base(bound, left, worst))]
        while queue:
            outer = towards * queue[0][0]
            if found and towards * found <= towards * outer:
                return found, found
            if taken >= self.steps:
                return outer, found
            _, _, lower, upper, left, base = heapq.heappop(queue)
            for cells in self._branches(pair, left, lower, upper):
                taken += 1
                self.taken += 1
                node = self._node(pair, left, base, worst, cells)
                if node is None:
                    continue
                bound, still, place = node
                if place:
                    found = better(found or place, place)
                if not found or towards * bound < towards * found:
                    after = self._base(bound, still, worst)
                    heapq.heappush(queue, (towards * bound, -next(tie), *cells, still, after))
        return found, found

    @staticmethod
    def _base(bound: int, left: list[int], worst: bool) -> int:
        """How many others are decided to count."""
        return bound - 1 - (len(left) if worst else 0)

    def _bound(
        self, signs: NDArray[np.int8], others: list[int], base: int, worst: bool, always: NDArray[np.bool_]
    ) -> tuple[int, list[int]]:
        """The place that no completion of a part passes, and the other pairs that are not decided in it."""
        least, greatest, defined = signs[others, 0], signs[others, 3], signs[others, 4] > 0
        may = defined & (least <= 0 if worst else least < 0)
        must = may & always[others] & (greatest <= 0 if worst else greatest < 0)
        left = [other for other, open_ in zip(others, may & ~must, strict=True) if open_]
        base += int(must.sum())
        return 1 + base + (len(left) if worst else 0), left

    def _node(
        self, pair: int, others: list[int], base: int, worst: bool, cells: tuple[Depths, Depths]
    ) -> tuple[int, list[int], int] | None:
        """Of a part: bound, who is not decided, the place that a completion of it attains or 0."""
        panel = completing.part(self.question, *cells)
        asked = [[*self.pairs[pair], *self.pairs[other]] for other in others]
        told = completing.signs(self.question, panel, np.array(asked, dtype=np.int64).reshape(-1, 4), _PART)
        if told is None:
            return None
        signs = np.zeros((len(self.pairs), 5), dtype=np.int8)
        signs[others] = told
        bound, left = self._bound(signs, others, base, worst, self._always(panel))
        at_hand = self._completed(pair, worst, *cells)
        place = self._place(completing.values(self.question, self.pairs, at_hand), pair, worst)
        return bound, left, place

    def _always(self, panel: _core.Panel) -> NDArray[np.bool_]:
        """Which pairs have a value in every completion of a part."""
        if self.always.all():
            return self.always
        question = self.question
        undefined = panel.overlap(question.key, dict(question.arguments), 1, _PART)["undefined"]
        has: NDArray[np.bool_] = undefined[self.pairs[:, 0], self.pairs[:, 1]] == 0
        return has

    def _completed(self, pair: int, worst: bool, lower: Depths, upper: Depths) -> Depths:
        """Completions of a part, half of them with the rows of the pair made alike, for the worst unlike."""
        first, second = self.pairs[pair]
        cells = completing.completions(self.question, lower, upper, _FEW, self.rng)
        mine = cells[::2, first]
        other = np.where(mine > lower[first], lower[second], upper[second]) if worst else mine
        turned = cells[::2].copy()
        turned[:, second] = np.clip(other, lower[second], upper[second])
        turned = completing.mended(self.question, lower, upper, turned, self.rng)
        return np.concatenate([cells, turned])

    def _branches(
        self, pair: int, left: list[int], lower: Depths, upper: Depths
    ) -> Iterator[tuple[Depths, Depths]]:
        """The parts of a part: a row of the pair is split first, then one of those not decided."""
        others = self.pairs[left].ravel().tolist()
        every = range(len(lower))
        classes = completing.like_areas(self.question, lower, upper)
        for row in dict.fromkeys([*self.pairs[pair].tolist(), *others, *every]):
            opened = [areas for areas in classes if lower[row, areas[0]] < upper[row, areas[0]]]
            if opened:
                yield from completing.split(lower, upper, row, max(opened, key=len))
                return
