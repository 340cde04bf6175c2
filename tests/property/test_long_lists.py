"""Known list lengths on long lists, where completions are counted by kind of area instead of being tried."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import numpy as np
import pytest
from engine import build
from random_panels import seeds
from twin import TWINS, Case, Pair

from chirograph.errors import AssumptionError

OPEN = (0, 1)
KINDS = list(itertools.product([(0, 0), (1, 1), OPEN], repeat=2))


def areas_in_both(kinds: Counter, lengths: tuple[int, int]) -> list[int]:
    """The numbers of areas both programmes can have when each has a list of exactly this length.

    Open areas of one side are added where the other side is known to have, or not to have, the area; areas
    open on both sides go to both, to one side only, or to neither.
    """
    known_x = sum(number for (x, _), number in kinds.items() if x == (1, 1))
    known_y = sum(number for (_, y), number in kinds.items() if y == (1, 1))
    only_x, only_y, both_open = kinds[OPEN, (0, 0)], kinds[(0, 0), OPEN], kinds[OPEN, OPEN]
    meets_y, meets_x, together = np.ogrid[
        : kinds[OPEN, (1, 1)] + 1, : kinds[(1, 1), OPEN] + 1, : both_open + 1
    ]
    more_x = lengths[0] - known_x - meets_y - together
    more_y = lengths[1] - known_y - meets_x - together
    from_open = np.maximum(0, more_x - only_x) + np.maximum(0, more_y - only_y)
    possible = (np.minimum(more_x, more_y) >= 0) & (from_open <= both_open - together)
    return np.unique((kinds[(1, 1), (1, 1)] + meets_y + meets_x + together)[possible]).tolist()


def long_case(rng: random.Random, columns: int) -> tuple[Case, Counter, tuple[int, int]]:
    """Two binary programmes with exact list lengths, sometimes impossible ones."""
    drawn = rng.choices(KINDS, weights=[rng.random() for _ in KINDS], k=columns)
    lower, upper = (tuple(tuple(kind[row][end] for kind in drawn) for row in (0, 1)) for end in (0, 1))
    lengths = tuple(
        rng.randint(max(0, sum(low) - 1), min(columns, sum(high) + 1))
        for low, high in zip(lower, upper, strict=True)
    )
    ranges = tuple((row, length, length, 1) for row, length in enumerate(lengths))
    return Case(lower, upper, 1, lengths=ranges), Counter(drawn), lengths


@pytest.mark.parametrize("columns", [12, 24, 60, 110, 400, 1500])
def test_two_list_lengths_on_long_lists(columns):
    """With both lengths known the Jaccard is a / (X + Y - a); the possible numbers a give its ends."""
    for seed in seeds(12, salt=60 + columns):
        case, kinds, (x, y) = long_case(random.Random(seed), columns)
        both = areas_in_both(kinds, (x, y))
        if not both:
            with pytest.raises(AssumptionError):
                build(case).overlap("jaccard", {})
            continue
        answer = build(case).pair("jaccard", 0, 1, {})
        told = f"seed {seed}, {columns} areas, lengths {x}, {y}: {answer['lower']} {answer['upper']}"
        if x + y == 0:
            assert answer["undefined"] == 2, told
            continue
        assert answer["sharp_lower"], told
        assert answer["sharp_upper"], told
        assert answer["lower"] == pytest.approx(both[0] / (x + y - both[0]), abs=1e-12), told
        assert answer["upper"] == pytest.approx(both[-1] / (x + y - both[-1]), abs=1e-12), told


def with_length(known: tuple[int, ...], length: int, backwards: bool) -> tuple[int, ...]:
    """A completion of a programme with this many areas: open areas are filled from one end."""
    filled = list(known)
    missing = length - sum(filled)
    for column in reversed(range(len(known))) if backwards else range(len(known)):
        if missing > 0 and filled[column] == 0:
            filled[column] = 1
            missing -= 1
    return tuple(filled)


def test_very_long_lists_are_bounded_or_refused_and_never_wrong():
    """On 1,500 areas the bounds hold completions, and the impossible is refused."""
    rng = random.Random(61)
    lower = tuple(tuple(int(rng.random() < 0.2) for _ in range(1500)) for _ in range(2))
    upper = ((1,) * 1500,) * 2
    possible = Case(lower, upper, 1, lengths=((0, 700, 700, 1), (1, 800, 800, 1)))
    answer = build(possible).pair("jaccard", 0, 1, {})
    for backwards in (False, True):
        x, y = with_length(lower[0], 700, False), with_length(lower[1], 800, backwards)
        value = float(TWINS["jaccard"](Pair(x, y, (1,) * 1500, 1)))
        assert answer["lower"] <= value + 1e-12
        assert answer["upper"] >= value - 1e-12
    impossible = Case(lower, upper, 1, lengths=((0, 100, 100, 1), (1, 800, 800, 1)))
    with pytest.raises(AssumptionError):
        build(impossible).pair("jaccard", 0, 1, {})


LONG = ["cohen_kappa", "alignment", "alignment_squared", "cosine", "scott_pi"]


@pytest.mark.parametrize("key", LONG)
def test_long_lists_with_many_unknowns_are_bounded_and_never_wrong(key):
    """Where the exact search is too large, the bounds hold completions and beat the index's range."""
    rng = random.Random(62)
    known = [[rng.randint(0, 3) for _ in range(400)] for _ in range(2)]
    hidden = [[rng.random() < 0.5 for _ in range(400)] for _ in range(2)]
    lower, upper = (
        tuple(
            tuple(end if open_ else depth for depth, open_ in zip(line, holes, strict=True))
            for line, holes in zip(known, hidden, strict=True)
        )
        for end in (0, 3)
    )
    answer = build(Case(lower, upper, 3)).pair(key, 0, 1, {})
    for _ in range(20):
        x, y = (
            tuple(rng.randint(low, high) for low, high in zip(lows, highs, strict=True))
            for lows, highs in zip(lower, upper, strict=True)
        )
        value = float(TWINS[key](Pair(x, y, (1,) * 400, 3)))
        assert answer["lower"] - 1e-12 <= value <= answer["upper"] + 1e-12
    assert answer["upper"] < 1
    assert answer["lower"] > (0 if key == "cosine" else -1)
