"""One choice in each area under one budget: exact, with what else is as good and a bound to check by hand.

Areas meet in the budget alone, so states are what is spent, each with the best worth: a multiple-choice
knapsack (Kellerer, Pferschy and Pisinger 2004, chapter 11). Worths are tuples, compared in their order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chirograph.planning.amounts import Amount

__all__ = ["Choice", "Price", "State", "best", "chosen", "fronts", "price", "ties", "trades"]

Worth = tuple[Amount, ...]
#: What a choice costs, and what it is worth.
Choice = tuple[Amount, Worth]
#: So many states of cost and worth are kept where two worths are weighed against each other.
MOST_STATES = 20_000


@dataclass(frozen=True, slots=True)
class State:
    """What may be reached: its cost, its worth, and the choices that lead there as (earlier, number)."""

    cost: Amount
    worth: Worth
    link: Any = None


def fronts(areas: Sequence[Sequence[Choice]], budget: Amount, size: int) -> list[list[State]]:
    """After each area the states that no other has for less or better for as much, by cost and by worth.

    Examples
    --------
    >>> [(one.cost, one.worth) for one in fronts([[(0, (0,)), (2, (3,))], [(0, (0,)), (1, (1,))]], 2, 1)[-1]]
    [(0, (0,)), (1, (1,)), (2, (3,))]
    """
    found = [[State(0, (0,) * size)]]
    for choices in areas:
        best: dict[Amount, State] = {}
        different = _different(choices)
        # Dearer states first: of equals the one that chose earlier stays.
        for state in reversed(found[-1]):
            for number, (cost, worth) in different:
                total = state.cost + cost
                if total > budget:
                    continue
                new = tuple(map(sum, zip(state.worth, worth, strict=True)))
                if total not in best or best[total].worth < new:
                    best[total] = State(total, new, (state.link, number))
        front: list[State] = []
        for cost in sorted(best):
            if not front or front[-1].worth < best[cost].worth:
                front.append(best[cost])
        found.append(front)
    return found


def _different(choices: Sequence[Choice]) -> list[tuple[int, Choice]]:
    """The first of choices that cost and are worth the same, with their numbers."""
    found = {choice: number for number, choice in reversed(list(enumerate(choices)))}
    return sorted((number, choice) for choice, number in found.items())


def chosen(state: State) -> tuple[int, ...]:
    """The number of the choice in each area."""
    found, link = [], state.link
    while link is not None:
        link, number = link
        found.append(number)
    return tuple(reversed(found))


def best(front: Sequence[State], budget: Amount) -> State | None:
    """The best that a budget reaches."""
    at = bisect_right([state.cost for state in front], budget)
    return front[at - 1] if at else None


def ties(areas: Sequence[Sequence[Choice]], goal: State) -> list[list[int]]:
    """The choices of each area that some plan has that is worth as much and costs as much as the goal."""
    size, budget = len(goal.worth), goal.cost
    before = fronts(areas, budget, size)
    after = fronts(areas[::-1], budget, size)[::-1]
    found = []
    for i, choices in enumerate(areas):
        costs = [state.cost for state in after[i + 1]]

        def full(choice: Choice, at: int, costs: Sequence[Amount]) -> bool:
            for state in before[at]:
                place = bisect_right(costs, budget - choice[0] - state.cost)
                if place:
                    parts = (state.worth, choice[1], after[at + 1][place - 1].worth)
                    if tuple(map(sum, zip(*parts, strict=True))) == goal.worth:
                        return True
            return False

        found.append([number for number, choice in enumerate(choices) if full(choice, i, costs)])
    return found


def trades(areas: Sequence[Sequence[Choice]], budget: Amount) -> list[State] | None:
    """The plans within a budget of which no other is better in both of two worths; None where too many.

    Examples
    --------
    >>> [one.worth for one in trades([[(0, (0, 0)), (1, (2, 0)), (1, (1, 1))]], 1)]
    [(2, 0), (1, 1)]
    """
    states = {(0, 0): State(0, (0, 0))}
    for choices in areas:
        grown: dict[Any, State] = {}
        different = _different(choices)
        for state in states.values():
            for number, (cost, worth) in different:
                total, second = state.cost + cost, state.worth[1] + worth[1]
                first = state.worth[0] + worth[0]
                if total <= budget and (
                    (total, second) not in grown or grown[total, second].worth[0] < first
                ):
                    grown[total, second] = State(total, (first, second), (state.link, number))
        if len(grown) > MOST_STATES:
            return None
        states = grown
    found: list[State] = []
    for state in sorted(states.values(), key=lambda one: (-one.worth[1], -one.worth[0], one.cost)):
        if not found or state.worth[0] > found[-1].worth[0]:
            found.append(state)
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Price:
    """A price per unit of cost, and the bound it gives on the first worth of every plan.

    Parameters
    ----------
    price, bound : Fraction
        bound = price * budget + sum over areas of their largest worth - price * cost.
    terms : tuple of Fraction
        That largest difference of each area.
    """

    price: Fraction
    bound: Fraction
    terms: tuple[Fraction, ...]


def price(areas: Sequence[Sequence[Choice]], budget: Amount) -> Price:
    """The price with the least bound (Lagrange): any price of 0 or more gives a bound that holds.

    Examples
    --------
    >>> price([[(0, (0,)), (1, (1,))], [(0, (0,)), (2, (1,))]], 2).bound
    Fraction(3, 2)
    """

    def at(rate: Fraction) -> Price:
        terms = tuple(Fraction(max(worth[0] - rate * cost for cost, worth in one)) for one in areas)
        return Price(rate, rate * budget + sum(terms), terms)

    rates = {Fraction(0)}
    for choices in areas:
        for cost, worth in choices:
            rates |= {
                Fraction(other[0] - worth[0]) / (dear - cost)
                for dear, other in choices
                if dear > cost and other[0] > worth[0]
            }
    ordered = sorted(rates)
    low, high = 0, len(ordered) - 1
    # The bound is convex in the price, and has its corners at these.
    while low < high:
        middle = (low + high) // 2
        left, right = (at(ordered[i]).bound for i in (middle, middle + 1))
        low, high = (low, middle) if left <= right else (middle + 1, high)
    return at(ordered[low])
