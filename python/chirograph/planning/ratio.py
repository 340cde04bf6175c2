"""The Jaccard of all partners under unknown text: its ends, the plan that guarantees most, what a plan adds.

Of an area two bits count: whether all reach it, and whether some do. The ratio of nothing to nothing is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from chirograph.planning.amounts import Amount, whole
from chirograph.planning.objectives import Column, Reach

__all__ = ["added", "chances", "end", "found_by", "pairs", "worths_at"]

#: What an area may be: (all, some) before a plan and (all, some) after it, each with its chance.
Chances = dict[tuple[int, int, int, int], Amount]
Pair = tuple[int, int]
#: So many different sums over areas are kept.
MOST_STATES = 50_000


def chances(lo: Column, hi: Column, t: Column, reach: Reach) -> Chances:
    """What an area may be before and after, for cells of 0 and 1 that are independent.

    Examples
    --------
    >>> chances((1, 0), (1, 1), (1, 1), lambda low, high, level: Fraction(1, 2))
    {(0, 1, 1, 1): Fraction(1, 2), (1, 1, 1, 1): Fraction(1, 2)}
    """
    found: Chances = {(1, 0, 1, 0): 1}
    for low, high, target in zip(lo, hi, t, strict=True):
        grown: Chances = {}
        for (every, some, all_after, some_after), chance in found.items():
            for x in range(low, high + 1):
                after = max(x, target)
                key = (every & x, some | x, all_after & after, some_after | after)
                one = 1 if low == high else reach(low, high, 1) if x else 1 - reach(low, high, 1)
                grown[key] = grown.get(key, 0) + chance * one
        found = grown
    return found


def pairs(found: Chances) -> frozenset[Pair]:
    """What an area may be after the plan: whether all reach it, and whether some do."""
    return frozenset((all_after, some_after) for _, _, all_after, some_after in found)


def end(areas: Sequence[Iterable[Pair]], weights: Sequence[Amount], sign: int = 1) -> Fraction:
    """The least ratio (the largest for sign -1) over everything that the areas may be, by Dinkelbach's steps.

    Examples
    --------
    >>> either = [[(1, 1)], [(0, 1), (1, 1)]]
    >>> end(either, [1, 1]), end(either, [1, 1], -1)
    (Fraction(1, 2), Fraction(1, 1))
    """
    found = Fraction(sign > 0)
    if sign > 0 and all((0, 0) in one or not weight for one, weight in zip(areas, weights, strict=True)):
        return Fraction(0)
    while True:
        worths = [[(sign * (n - found * d), n, d) for n, d in one] for one in areas]
        picked = [min(one) for one in worths]
        above, below = (
            sum(weight * one[k] for weight, one in zip(weights, picked, strict=True)) for k in (1, 2)
        )
        if sign * (above - found * below) >= 0:
            return found
        found = Fraction(above) / below


def found_by(
    areas: Sequence[Sequence[frozenset[Pair]]],
    weights: Sequence[Amount],
    knapsack: Callable[[list[list[tuple[Amount, ...]]]], tuple[tuple[int, ...], bool]],
) -> tuple[tuple[int, ...], Fraction, bool]:
    """The choice in each area with the largest least ratio: Dinkelbach's steps around one knapsack.

    A ratio of at least s under every text is a sum of min (n - s d) over areas that is not below 0. Where the
    knapsack finds a sum above 0 the least ratio of its plan is above s; the last one proves that none is. Of
    equals it takes the cheapest, except where nobody is at the depth but by the plan: then the largest core.

    Parameters
    ----------
    areas : sequence
        What an area may be under each choice.
    weights : sequence
    knapsack : callable
        Worths of all choices to the number of the best choice in each area, and whether that is proven.
    """
    ratio, found = Fraction(-1), tuple[int, ...]()
    while True:
        numbers, proven = knapsack(worths_at(areas, weights, max(ratio, Fraction(0))))
        new = end([choices[k] for choices, k in zip(areas, numbers, strict=True)], weights)
        if new <= ratio:
            # A plan under which nobody reaches anything is worth 0 at every ratio.
            return numbers if new == ratio else found, ratio, proven
        ratio, found = new, numbers


def worths_at(
    areas: Sequence[Sequence[frozenset[Pair]]], weights: Sequence[Amount], ratio: Amount
) -> list[list[tuple[Amount, ...]]]:
    """The worth of every choice at a ratio: w min (n - ratio d)."""
    return [
        [(weight * min(n - ratio * d for n, d in one),) for one in choices]
        for weight, choices in zip(weights, areas, strict=True)
    ]


def added(areas: Sequence[Chances], weights: Sequence[Amount]) -> tuple[Amount, Amount, Amount] | None:
    """The least, the most and the average that a plan adds to the ratio; None where too many sums differ.

    Every reachable (sum of all, sum of some, the same two after) is kept with its chance.
    """
    states: dict[tuple[Amount, ...], Amount] = {(0, 0, 0, 0): 1}
    for area, weight in zip(areas, weights, strict=True):
        grown: dict[tuple[Amount, ...], Amount] = {}
        for state, chance in states.items():
            for bits, more in area.items():
                key = tuple(a + weight * b for a, b in zip(state, bits, strict=True))
                grown[key] = grown.get(key, 0) + chance * more
        if len(grown) > MOST_STATES:
            return None
        states = grown
    gains = {
        state: (Fraction(state[2]) / state[3] if state[3] else Fraction(0))
        - (Fraction(state[0]) / state[1] if state[1] else Fraction(0))
        for state in states
    }
    likely = sum((gains[state] * chance for state, chance in states.items()), Fraction(0))
    return whole(min(gains.values())), whole(max(gains.values())), whole(likely)
