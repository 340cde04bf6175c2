"""What partners may want together: one table, with closed forms that go once through the partners.

A column holds what the partners have in one area: least depths `lo`, greatest depths `hi`, and targets `t` of
a plan, which are never below `lo`. A text that says x has the depths max(x, t) after the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from chirograph.errors import ParameterError, unknown
from chirograph.planning.amounts import Amount

__all__ = ["OBJECTIVES", "Column", "Objective", "objective_of"]

Column = tuple[int, ...]
#: The chance that a cell with these two ends is at least at a level.
Reach = Callable[[int, int, int], Amount]


@dataclass(frozen=True, slots=True)
class Form:
    """What a function of a column is worth under every text; each of the four is sharp.

    Parameters
    ----------
    join : callable
        The function of a known column: `min` or `max`.
    best : callable
        (lo, hi, t) to the most that the targets add.
    chance : callable
        Chances that partners are at a level to the chance that the function is.
    regret : callable
        (lo, hi, t, q) to the most that targets q have over targets t.
    """

    join: Callable[[Sequence[int]], int]
    best: Callable[[Column, Column, Column], int]
    chance: Callable[[Sequence[Amount]], Amount]
    regret: Callable[[Column, Column, Column, Column], int]

    def value(self, t: Column) -> int:
        """What is guaranteed after the plan: the function rises with every depth, so lower ends are worst."""
        return self.join(t)

    def gain(self, hi: Column, t: Column) -> int:
        """What the plan adds whatever the text says.

        For a text whose function is m the least after the plan is max(m, join(t)), and m is join(hi) at most.
        """
        return max(0, self.join(t) - self.join(hi))

    def likely(self, lo: Column, hi: Column, t: Column, reach: Reach) -> Amount:
        """What the plan adds on average where cells are independent: a sum over levels."""
        found: Amount = 0
        for level in range(1, max(hi + t) + 1):
            before = [reach(a, b, level) for a, b in zip(lo, hi, strict=True)]
            after = [1 if c >= level else p for c, p in zip(t, before, strict=True)]
            found += self.chance(after) - self.chance(before)
        return found


def _others(values: Column) -> list[int]:
    """The least of all the others, for each; a large number where there are none."""
    first, second = (*sorted(values), 1 << 30)[:2]
    return [second if value == first else first for value in values]


def _least_best(lo: Column, hi: Column, t: Column) -> int:
    """One partner is at its lower end and the others at their upper ends: no text has more added.

    To raise the others lowers nothing, as the one stays least; to lower the one by a step lowers what is
    there before by a step, and what is there after by a step at most.
    """
    after, before = _others(tuple(map(max, hi, t))), _others(hi)
    return max(min(t[p], after[p]) - min(lo[p], before[p]) for p in range(len(lo)))


def _least_regret(lo: Column, hi: Column, t: Column, q: Column) -> int:
    """One partner is least under t, the others at their upper ends; its depth is gone through."""
    theirs, ours = _others(tuple(map(max, hi, q))), _others(tuple(map(max, hi, t)))
    return max(
        min(max(x, q[p]), theirs[p]) - min(max(x, t[p]), ours[p])
        for p in range(len(lo))
        for x in range(lo[p], hi[p] + 1)
    )


def _most_best(lo: Column, hi: Column, t: Column) -> int:
    """The text with the least adds the most."""
    return max(t) - max(lo)


def _most_regret(lo: Column, hi: Column, t: Column, q: Column) -> int:
    """Both depend on the greatest depth alone: at the lower ends where q is ahead, else at the upper ends."""
    x = lo if max(q) >= max(t) else hi
    return max(x + q) - max(x + t)


_LEAST = Form(min, _least_best, prod, _least_regret)
_MOST = Form(max, _most_best, lambda chances: 1 - prod(1 - one for one in chances), _most_regret)


@dataclass(frozen=True, slots=True)
class Objective:
    """A row of the table.

    Parameters
    ----------
    key, title, question, formula, source : str
        What it is, and where it is from.
    noun : str
        What its value counts.
    layered : bool
        Whether depths count; else whether `depth` is reached.
    forms : tuple of Form
        One that is added up over areas, or the two of a ratio.
    """

    key: str
    title: str
    question: str
    formula: str
    source: str
    noun: str
    layered: bool
    forms: tuple[Form, ...]

    @property
    def ratio(self) -> bool:
        """Whether it is a fraction of two sums, which is 0 where nobody reaches anything."""
        return len(self.forms) > 1

    def read(self, column: Sequence[int], depth: int) -> Column:
        """Depths as the function takes them."""
        return tuple(column) if self.layered else tuple(int(one >= depth) for one in column)

    def reach(self, chance: Amount) -> Reach:
        """Chances of a cell: uniform over its interval where depths count, else `chance` where it is open."""

        def chances(low: int, high: int, level: int) -> Amount:
            if low >= level or high < level:
                return int(low >= level)
            return Fraction(high - level + 1, high - low + 1) if self.layered else chance

        return chances


_OWN = "a sum over areas that are free of each other: a multiple-choice knapsack"
OBJECTIVES = {
    row.key: row
    for row in (
        Objective(
            "core", "Common core", "How many areas do all partners reach?",
            "sum over areas of w [min_p x >= depth]", _OWN, "areas that all reach", False, (_LEAST,),
        ),
        Objective(
            "coverage", "Coverage", "How many areas does at least one partner reach?",
            "sum over areas of w [max_p x >= depth]", _OWN, "areas that some partner reaches", False,
            (_MOST,),
        ),
        Objective(
            "common_depth", "Common depth", "How deep are all partners, added up over areas?",
            "sum over areas of w min_p x", _OWN, "steps of depth that all have", True, (_LEAST,),
        ),
        Objective(
            "jaccard", "Jaccard of all partners", "Which share of the areas of some do all partners reach?",
            "core / coverage", "ratio of two sums: Dinkelbach (1967), Management Science 13, 492-498",
            "of the areas that some partner reaches, reached by all", False, (_LEAST, _MOST),
        ),
    )
}  # fmt: skip


def objective_of(key: object) -> Objective:
    """A row of the table.

    Raises
    ------
    ParameterError
        When there is no such row, with near names.

    Examples
    --------
    >>> objective_of("core").formula
    'sum over areas of w [min_p x >= depth]'
    """
    if not isinstance(key, str) or key not in OBJECTIVES:
        raise ParameterError(unknown("objective", key, list(OBJECTIVES), "this objective"))
    return OBJECTIVES[key]
