"""From a question to the targets of a plan, and what they are worth under every text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from chirograph.planning import ratio
from chirograph.planning.amounts import Amount, unit, whole
from chirograph.planning.asked import Asked
from chirograph.planning.coupled import programme
from chirograph.planning.knapsack import Choice, Price, State, best, chosen, fronts, price, ties, trades
from chirograph.planning.objectives import Column
from chirograph.planning.options import options, rivals

__all__ = ["Solved"]

Worths = list[list[tuple[Amount, ...]]]
#: Of so many whole budgets each is told.
MOST_BUDGETS = 1_000


@dataclass(frozen=True)
class Solved:
    """A question with its answer; everything is worked out when it is asked for, once."""

    asked: Asked

    @cached_property
    def columns(self) -> list[list[Column]]:
        """The targets that can matter, by area."""
        return [options(self.asked, i) for i in range(len(self.asked.lo))]

    @cached_property
    def worths(self) -> Worths:
        """Of all choices: (value, gain), both guaranteed; of a ratio its one worth at the best ratio."""
        if self.asked.objective.ratio:
            return ratio.worths_at(self._pairs, self.asked.weights, self._ratio[1])
        return [
            [(self.value(i, t), self.gain(i, t)) for t in choices] for i, choices in enumerate(self.columns)
        ]

    @cached_property
    def _pairs(self) -> list[list[frozenset[tuple[int, int]]]]:
        return [[ratio.pairs(self.bits(i, t)) for t in choices] for i, choices in enumerate(self.columns)]

    @cached_property
    def _ratio(self) -> tuple[tuple[int, ...], Amount, bool]:
        return ratio.found_by(self._pairs, self.asked.weights, self._best)

    def _best(self, worths: Worths) -> tuple[tuple[int, ...], bool]:
        """The number of the best choice in each area, by worths in their order."""
        if self.asked.coupled:
            return programme(self.asked, self.columns, worths)
        front = fronts(self.choices(self.columns, worths), self.asked.budget, len(worths[0][0]))[-1]
        return chosen(front[-1]), True

    def choices(self, columns: list[list[Column]], worths: Worths) -> list[list[Choice]]:
        """Choices with their cost."""
        return [
            [(sum(self.asked.spent(i, t)), worth) for t, worth in zip(*one, strict=True)]
            for i, one in enumerate(zip(columns, worths, strict=True))
        ]

    @cached_property
    def answer(self) -> tuple[tuple[int, ...], bool]:
        """The number of the choice in each area, and whether none is proven to be better."""
        if self.asked.objective.ratio:
            return self._ratio[0], self._ratio[2]
        return self._best(self._aims)

    @cached_property
    def _aims(self) -> Worths:
        """The worths, what comes first in front."""
        turned = -1 if self.asked.first == "gain" else 1
        return [[worth[::turned] for worth in one] for one in self.worths]

    @cached_property
    def plan(self) -> list[Column]:
        """The targets of the plan."""
        return [choices[k] for choices, k in zip(self.columns, self.answer[0], strict=True)]

    # --- what targets of an area are worth, its weight counted ---

    def _ends(self, area: int) -> tuple[Column, Column]:
        return self._read(self.asked.lo[area]), self._read(self.asked.hi[area])

    def _read(self, t: Column) -> Column:
        return self.asked.objective.read(t, self.asked.depth)

    def value(self, area: int, t: Column) -> Amount:
        """Guaranteed after the plan."""
        return self.asked.weights[area] * self.asked.objective.forms[0].value(self._read(t))

    def gain(self, area: int, t: Column) -> Amount:
        """Guaranteed to be added."""
        form = self.asked.objective.forms[0]
        return self.asked.weights[area] * form.gain(self._ends(area)[1], self._read(t))

    def best(self, area: int, t: Column) -> Amount:
        """Added at best."""
        form = self.asked.objective.forms[0]
        return self.asked.weights[area] * form.best(*self._ends(area), self._read(t))

    def likely(self, area: int, t: Column) -> Amount:
        """Added on average."""
        row = self.asked.objective
        found = row.forms[0].likely(*self._ends(area), self._read(t), row.reach(self.asked.chance))
        return self.asked.weights[area] * found

    def bits(self, area: int, t: Column) -> ratio.Chances:
        """What an area of a ratio may be before and after."""
        row = self.asked.objective
        return ratio.chances(*self._ends(area), self._read(t), row.reach(self.asked.chance))

    # --- what the plan is worth ---

    def before(self) -> tuple[Amount, Amount]:
        """The value without any step."""
        lo, hi, weights = self.asked.lo, self.asked.hi, self.asked.weights
        if self.asked.objective.ratio:
            found = [ratio.pairs(self.bits(i, t)) for i, t in enumerate(lo)]
            return whole(ratio.end(found, weights)), whole(ratio.end(found, weights, -1))
        least, most = (sum(self.value(i, t) for i, t in enumerate(end)) for end in (lo, hi))
        return whole(least), whole(most)

    def after(self) -> Amount:
        """The guaranteed value after the plan."""
        if self.asked.objective.ratio:
            return whole(self._ratio[1])
        return whole(sum(self.value(i, t) for i, t in enumerate(self.plan)))

    def gains(self) -> tuple[Amount, Amount, Amount] | None:
        """Guaranteed, at best and on average; None where a ratio has too many sums."""
        every = list(enumerate(self.plan))
        if self.asked.objective.ratio:
            return ratio.added([self.bits(i, t) for i, t in every], self.asked.weights)
        least, most, likely = (
            sum(form(i, t) for i, t in every) for form in (self.gain, self.best, self.likely)
        )
        return whole(least), whole(most), whole(likely)

    def regret(self) -> Amount | None:
        """How much better another plan of the budget may turn out; None of a ratio."""
        if self.asked.objective.ratio:
            return None
        form, columns = self.asked.objective.forms[0], [rivals(self.asked, i) for i in range(len(self.plan))]
        worths: Worths = []
        for i, choices in enumerate(columns):
            lo, hi = self._ends(i)
            ours, weight = self._read(self.plan[i]), self.asked.weights[i]
            worths.append([(weight * form.regret(lo, hi, ours, self._read(q)),) for q in choices])
        if self.asked.coupled:
            numbers, proven = programme(self.asked, columns, worths)
            found = sum(one[k][0] for one, k in zip(worths, numbers, strict=True))
            return whole(found) if proven else None
        return whole(fronts(self.choices(columns, worths), self.asked.budget, 1)[-1][-1].worth[0])

    # --- what else there is, where areas meet in one budget alone ---

    @cached_property
    def _choices(self) -> list[list[Choice]]:
        return self.choices(self.columns, self._aims)

    def ties(self) -> list[list[int]]:
        """The choices of each area that some plan as good and no dearer has."""
        cost = sum(sum(self.asked.spent(i, t)) for i, t in enumerate(self.plan))
        worths = [one[k][1] for one, k in zip(self._choices, self.answer[0], strict=True)]
        return ties(self._choices, State(cost, tuple(map(sum, zip(*worths, strict=True)))))

    def price(self) -> tuple[Price, bool]:
        """The best bound that a price per unit of cost gives, and whether it proves the plan by itself."""
        found = price(self._choices, self.asked.budget)
        worths = [choice[1][0] for one in self._choices for choice in one]
        step, goal = (
            unit(worths),
            sum(one[k][1][0] for one, k in zip(self._choices, self.answer[0], strict=True)),
        )
        return found, step == 0 or math.floor(found.bound / step) * step == goal

    def frontier(self) -> list[tuple[Amount, Amount, Amount | None]]:
        """For every whole budget the guaranteed value, and the guaranteed gain (of a ratio None).

        Where costs are not whole, or budgets are more than a thousand, those at which something changes; of a
        ratio none is then gone through.
        """
        costs = [[choice[0] for choice in one] for one in self._choices]
        least, most = sum(map(min, costs)), min(self.asked.budget, sum(map(max, costs)))
        every: list[Amount] = list(range(math.ceil(least), min(math.floor(most), MOST_BUDGETS) + 1))
        few = most <= MOST_BUDGETS and all(isinstance(cost, int) for one in costs for cost in one)
        if self.asked.objective.ratio:
            return [(budget, self._ratio_at(budget), None) for budget in every if few]
        single: list[Worths] = [[[one[k : k + 1] for one in area] for area in self.worths] for k in (0, 1)]
        by_value, by_gain = (fronts(self.choices(self.columns, one), most, 1)[-1] for one in single)
        at = every if few else sorted({state.cost for state in (*by_value, *by_gain)})
        return [(whole(budget), _at(by_value, budget), _at(by_gain, budget)) for budget in at]

    def _ratio_at(self, budget: Amount) -> Amount:
        def knapsack(worths: Worths) -> tuple[tuple[int, ...], bool]:
            return chosen(fronts(self.choices(self.columns, worths), budget, 1)[-1][-1]), True

        return whole(ratio.found_by(self._pairs, self.asked.weights, knapsack)[1])

    def trades(self) -> list[tuple[Amount, Amount, list[Column]]] | None:
        """The plans that no other is ahead of in both guarantees, as (gain, value, targets)."""
        if self.asked.objective.ratio:
            return None
        ahead = trades(self.choices(self.columns, self.worths), self.asked.budget)
        return None if ahead is None else [
            (whole(one.worth[1]), whole(one.worth[0]),
             [choices[k] for choices, k in zip(self.columns, chosen(one), strict=True)])
            for one in ahead
        ]  # fmt: skip


def _at(front: Sequence[State], budget: Amount) -> Amount:
    found = best(front, budget)
    return whole(found.worth[0]) if found else 0
