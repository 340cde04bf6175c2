"""One choice in each area under several budgets, or where a cell needs another: a mixed-integer programme."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chirograph.base.convert import needed
from chirograph.errors import Fault, ParameterError
from chirograph.planning.amounts import Amount
from chirograph.planning.asked import Asked
from chirograph.planning.objectives import Column

__all__ = ["allowed", "certain", "programme", "solved"]

#: Sums of whole numbers up to here come out of the solver to the unit.
_MOST_EXACT = 10**6


def programme(
    asked: Asked, areas: Sequence[Sequence[Column]], worths: Sequence[Sequence[Sequence[Amount]]]
) -> tuple[tuple[int, ...], bool]:
    """The number of the choice in each area, best by its worths in their order, then by its cost.

    Returns
    -------
    numbers : tuple of int
    proven : bool
        Whether no plan has a larger first worth: worths are whole numbers of a unit, and the bound of the
        solver, rounded down to it, is what the plan has when it is worked out exactly.

    Raises
    ------
    ParameterError
        When no plan holds all that it must.
    """
    rows, limits = _constraints(asked, areas)
    costs = [sum(asked.spent(i, t)) for i, choices in enumerate(areas) for t in choices]
    flat = [worth for choices in worths for worth in choices]
    aims = [[worth[k] for worth in flat] for k in range(len(flat[0]))] + [[-cost for cost in costs]]
    steps: list[tuple[list[int], float]] = []
    for aim in aims:
        scale = math.lcm(*(value.denominator for value in aim))
        whole = [int(value * scale) for value in aim]
        taken, bound = solved(whole, [len(choices) for choices in areas], rows, limits)
        steps.append((whole, bound))
        rows, limits = [*rows, [-one for one in whole]], [*limits, -_sum(whole, taken)]
    chosen, at = [], 0
    for choices in areas:
        chosen.append(taken[at : at + len(choices)].index(1))
        at += len(choices)
    if not allowed(asked, [choices[k] for choices, k in zip(areas, chosen, strict=True)]):
        rule = "the solver computes with some 15 digits, and its plan does not keep these budgets exactly"
        raise ParameterError(Fault("", "costs", "", rule, "write costs with fewer digits", "parameter"))
    whole, bound = steps[0]
    return tuple(chosen), certain(whole, taken, bound)


def _sum(worths: Sequence[int], taken: Sequence[int]) -> int:
    return sum(worth for worth, yes in zip(worths, taken, strict=True) if yes)


def allowed(asked: Asked, plan: Sequence[Column]) -> bool:
    """Whether a plan keeps every budget and every need, worked out exactly."""
    spent = [sum(one) for one in zip(*(asked.spent(i, t) for i, t in enumerate(plan)), strict=True)]
    return (
        sum(spent) <= asked.budget
        and all(spent[p] <= own for p, own in asked.budgets.items())
        and all(plan[i][p] == asked.lo[i][p] or plan[j][q] >= asked.depth for (p, i), (q, j) in asked.needs)
    )


def _constraints(asked: Asked, areas: Sequence[Sequence[Column]]) -> tuple[list[list[int]], list[int]]:
    """Rows of whole numbers over all choices, each at most its limit."""
    every = [(i, t) for i, choices in enumerate(areas) for t in choices]
    spent = [asked.spent(i, t) for i, t in every]
    budgets = [([sum(one) for one in spent], asked.budget)]
    budgets += [([one[p] for one in spent], own) for p, own in asked.budgets.items()]
    rows, limits = [], []
    for costs, budget in budgets:
        scale = math.lcm(*(cost.denominator for cost in costs))
        rows.append([int(cost * scale) for cost in costs])
        limits.append(math.floor(budget * scale))
    for (p, i), (q, j) in asked.needs:
        rows.append(
            [
                int(area == i and t[p] > asked.lo[i][p]) - int(area == j and t[q] >= asked.depth)
                for area, t in every
            ]
        )
        limits.append(0)
    return rows, limits


def solved(
    aim: Sequence[int], groups: Sequence[int], rows: Sequence[Any], limits: Sequence[int]
) -> tuple[list[int], float]:
    """What is taken so that the aim is largest, one of each group that follow each other, and the bound.

    Rows and limits are whole numbers: every row is at most its limit.

    Raises
    ------
    ParameterError
        When nothing keeps them all.
    """
    optimize = needed("scipy", "a plan with needs, own budgets or many groups", extra="sensitivity").optimize
    kept = [optimize.LinearConstraint(np.array(rows, dtype=float), -np.inf, np.array(limits, dtype=float))]
    if groups:
        one = np.repeat(np.eye(len(groups)), groups, axis=1)
        kept.append(optimize.LinearConstraint(one, 1, 1))
    done = optimize.milp(
        -np.array(aim, dtype=float), integrality=1, bounds=optimize.Bounds(0, 1), constraints=kept,
        options={"mip_rel_gap": 0},
    )  # fmt: skip
    if done.x is None:
        rule = "no plan holds all that it must within the budgets and with what it needs"
        raise ParameterError(Fault("", "must", "", rule, "ask less, or raise a budget", "parameter"))
    return [round(value) for value in done.x], -float(done.mip_dual_bound)


def certain(aim: Sequence[int], taken: Sequence[int], bound: float) -> bool:
    """Whether no sum of whole numbers is larger than what is taken: the bound rounds down to it."""
    return sum(map(abs, aim)) <= _MOST_EXACT and math.floor(bound + 1e-6) <= _sum(aim, taken)
