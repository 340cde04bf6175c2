"""The least weight that must move between areas to put one pair above another, cells held."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from itertools import count as numbers
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.convert import needed
from chirograph.base.table import Table
from chirograph.cells.question import Question
from chirograph.errors import Fault, ParameterError
from chirograph.ranks.tipping import Tipping

__all__ = ["least_weight"]

Pair = tuple[int, int]
Numbers = NDArray[np.float64]
#: Where bound and found differ by less, they are one.
_SAME = 1e-7
#: Linear programs unless a budget is given.
_STEPS = 500


def least_weight(
    question: Question, above: Pair, below: Pair, held: str, steps: int | None = None
) -> Tipping:
    """The least share of the weight that must move so that one pair is no longer below the other.

    The index of a pair is a ratio of weighted sums; where the order of two turns, both are at one level. For
    a level the least change is a linear program, and for all levels of an interval a looser one is a bound.
    Intervals are split until bound and best change meet.

    Parameters
    ----------
    question : Question
        What was asked, and of which cells.
    above, below : pair of int
        Rows of the pair that is to be above, and of the other.
    held : {"lower", "upper"}
        The ends at which unknown cells are held.
    steps : int, optional
        Linear programs that may be solved, by default 500.

    Raises
    ------
    ParameterError
        When the index is no ratio of sums over areas, or takes no weights.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 1], [1, 1, 0], [1, 0, 0]], max_depth=1)
    >>> found = least_weight(panel.overlap("jaccard").question, (0, 2), (0, 1), "lower")
    >>> round(found.found, 6), found.certified
    (0.333333, True)
    """
    content = question.content
    terms = content.engine().terms(question.key, dict(question.arguments))
    if terms is None:
        rule = "the index is a ratio of weighted sums over areas"
        repair = "take jaccard, dice or another separable ratio"
        raise ParameterError(Fault("", "tipping", question.key, rule, repair, "unsupported"))
    cells = content.lower if held == "lower" else content.upper
    weights = content.full_weights() / content.full_weights().sum()
    sums = [terms[cells[p], cells[q]] for p, q in (above, below)]
    search = _Levels(sums[0], sums[1], weights, steps or _STEPS)
    least, after = search.run()
    rows, areas = content.rows, content.columns
    named = [(rows[p], rows[q]) for p, q in (above, below)]
    names = ("area", "before", "after")
    if after is None:
        return Tipping("weights", named[0], named[1], least, None, Table(names, ((),) * 3))
    moved = np.flatnonzero(np.abs(after - weights) > _SAME).tolist()
    columns = ([areas[j] for j in moved], weights[moved].tolist(), after[moved].tolist())
    end = f"Unknown cells are held at their {held} ends; weights add up to 1."
    found = float(np.maximum(after - weights, 0.0).sum())
    changes = Table(names, tuple(map(tuple, columns)))
    return Tipping("weights", named[0], named[1], least, found, changes, (end, *content.sentences()))


@dataclass(frozen=True)
class _Group:
    """Areas with the same terms of both pairs: weight moves between groups alone."""

    terms: Numbers  # (groups, 4): f and g of the one pair, f and g of the other
    weights: Numbers
    of: NDArray[np.intp]


class _Levels:
    """Branch and bound over the level that parts the two pairs."""

    def __init__(self, above: Numbers, below: Numbers, weights: Numbers, steps: int) -> None:
        every = np.concatenate([above, below], axis=1)
        terms, of = np.unique(every, axis=0, return_inverse=True)
        shares = np.bincount(of.ravel(), weights, len(terms)).astype(np.float64)
        self.group, self.areas, self.left = _Group(terms, shares, of.ravel()), weights, steps
        self.optimize: Any = needed("scipy", "the least change of weights", extra="sensitivity").optimize

    def run(self) -> tuple[float, Numbers | None]:
        """Less than this does not do it, and the weights of areas that do; None where none do."""
        f1, g1, f2, g2 = self.group.terms.T
        weights = self.group.weights
        one, other = weights @ f1 / (weights @ g1 or np.nan), weights @ f2 / (weights @ g2 or np.nan)
        if one >= other - _SAME:
            return 0.0, self.areas.copy()
        with np.errstate(divide="ignore", invalid="ignore"):
            levels = np.concatenate([f1 / g1, f2 / g2])
        low, high = np.nanmin(levels, initial=np.inf), np.nanmax(levels, initial=-np.inf)
        if not low <= high:
            return math.inf, None
        best: tuple[float, Numbers | None] = (math.inf, None)
        tie, queue = numbers(), [(0.0, 0, (float(low), float(high)), float(low + high) / 2.0)]
        while queue and self.left > 0:
            bound, _, (low, high), level = heapq.heappop(queue)
            if bound >= best[0] - _SAME:
                return best[0], self._spread(best[1])
            # Split where the bound is attained, but not at an end.
            level = min(max(level, low + (high - low) / 8.0), high - (high - low) / 8.0)
            found = self._moved(level, level)
            best = found[:2] if found[0] < best[0] else best
            for part in ((low, level), (level, high)) if high - low > 1e-12 else ():
                outer, _, at = self._moved(*part)
                if outer < best[0] - _SAME:
                    heapq.heappush(queue, (outer, next(tie), part, at))
        least = min(queue)[0] if queue else best[0]
        return min(least, best[0]), self._spread(best[1])

    def _moved(self, low: float, high: float) -> tuple[float, Numbers | None, float]:
        """The least weight to move so that both pairs are at one level from `low` to `high`, or a bound.

        What is added to each group, what is taken from it, and the level are unknown. A level times a sum of
        weights is replaced by its convex hull over their ranges, which is exact where the range is a point.
        """
        self.left -= 1
        f1, g1, f2, g2 = self.group.terms.T
        weights, size = self.group.weights, len(self.group.weights)
        sides, known = [], []
        for above, below in ((f1, g1), (f2, g2), (f1 - f2, g1 - g2)):
            least, most = float(below.min()), float(below.max())
            # above = level * below, with the level in [low, high] and below in [least, most].
            for level, end, sign in ((low, least, 1), (high, most, 1), (low, most, -1), (high, least, -1)):
                row = sign * (level * below - above)
                sides.append([*row, *-row, sign * end])
                known.append(sign * level * end - row @ weights)
        for below in (g1, g2):  # both pairs keep a value: of what they are divided by, something is left
            sides.append([*-below, *below, 0.0])
            known.append(below @ weights - _SAME)
        bounds = [(0.0, None)] * size + [(0.0, float(weight)) for weight in weights] + [(low, high)]
        cost, balance = np.repeat([1.0, 0.0], size), np.repeat([1.0, -1.0], size)
        done = self.optimize.linprog(
            [*cost, 0.0], np.array(sides), known, np.array([[*balance, 0.0]]), [0.0], bounds, method="highs"
        )
        if done.status != 0:
            return math.inf, None, low
        after = weights + done.x[:size] - done.x[size:-1]
        return max(0.0, float(done.fun)), after, float(done.x[-1])

    def _spread(self, groups: Numbers | None) -> Numbers | None:
        """Weights of areas: within a group each keeps its share, or all are the same where it had none."""
        if groups is None:
            return None
        of, before = self.group.of, self.group.weights
        sizes = np.bincount(of)[of]
        with np.errstate(divide="ignore", invalid="ignore"):
            kept = np.where(before[of] > 0, self.areas * groups[of] / before[of], groups[of] / sizes)
        areas: Numbers = np.where(kept < _SAME, 0.0, kept)
        return areas
