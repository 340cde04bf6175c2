"""Possible places of pairs against every completion, with exact fractions."""

from __future__ import annotations

import math
import random
from itertools import combinations, permutations

import numpy as np
import pytest
from engine import panel_of
from random_panels import random_case, seeds

import chirograph as cg
from chirograph.ranks.places import Places, places
from twin import TWINS, Case
from twin.indices import Pair, Value

ASKED = [
    ("jaccard", {}, math.nan),
    ("jaccard", {"threshold": 2}, math.nan),
    ("jaccard", {}, 0.0),
    ("simple_matching", {}, math.nan),
    ("ruzicka", {}, math.nan),
    ("containment", {}, math.nan),
    ("cohen_kappa", {}, math.nan),
]
Truths = dict[tuple[int, int], tuple[int, int, bool]]


def truth(case: Case, key: str, parameters: dict[str, float], convention: float, directed: bool) -> Truths:
    """Best and worst place of every pair, and whether none is ever above it, by every completion."""
    weights, found = case.whole_weights(), {}
    pairs = list((permutations if directed else combinations)(range(case.rows), 2))
    for matrix in case.completions():
        values: dict[tuple[int, int], Value] = {}
        for p, q in pairs:
            value = TWINS[key](Pair(matrix[p], matrix[q], weights, case.top), **parameters)
            if value is None and not math.isnan(convention):
                value = convention
            if value is not None:
                values[p, q] = value
        for pair, mine in values.items():
            above = sum(other > mine for other in values.values())
            reach = sum(other >= mine for other in values.values())
            best, worst, first = found.get(pair, (len(pairs), 0, True))
            found[pair] = min(best, 1 + above), max(worst, reach), first and not above
    return found


def answer(panel: cg.Panel, key: str, parameters: dict[str, float], convention: float) -> tuple[Places, bool]:
    """What the library says, and whether pairs are ordered."""
    overlap = panel.overlap(key, undefined=convention, **parameters)
    return places(overlap.question, overlap.lower, overlap.upper), overlap.directed


def assert_places(found: Places, known: Truths) -> None:
    """Every place is the enumerated one, and said to be exact."""
    for (p, q), (best, worst, first) in known.items():
        told = found.best[p, q], found.worst[p, q], found.certainly_first[p, q], found.certified[p, q]
        assert told == (best, worst, first, True)
        assert found.possibly_first[p, q] == (best == 1)


@pytest.mark.parametrize(("key", "parameters", "convention"), ASKED)
def test_places_are_those_of_every_completion(
    key: str, parameters: dict[str, float], convention: float
) -> None:
    """Best, worst and certainly first equal enumeration: lengths, joint domains, levels, weights and 0/0."""
    for seed in seeds(25, 61):
        random.seed(seed)
        case = random_case(seed, most=200, rows=random.choice([3, 3, 4]))
        if parameters.get("threshold", 1) > case.top or not any(True for _ in case.completions()):
            continue
        if key == "cohen_kappa":
            case = Case(
                case.lower, case.upper, case.top, None, case.lengths, case.joint, case.blocks, case.common
            )
        found, directed = answer(panel_of(case), key, parameters, convention)
        assert_places(found, truth(case, key, parameters, convention, directed))


def test_a_pair_without_a_value_takes_no_place() -> None:
    """Where 0/0 is left out, an empty pair is not counted; where it counts as a number, it is."""
    case = Case(((0, 0), (0, 0), (1, 0), (1, 1)), ((0, 0), (0, 1), (1, 0), (1, 1)), 1)
    for convention in (math.nan, 0.0, 1.0):
        found, directed = answer(panel_of(case), "jaccard", {}, convention)
        assert_places(found, truth(case, "jaccard", {}, convention, directed))
    empty, _ = answer(cg.Panel([[0], [0], [1]]), "jaccard", {}, math.nan)
    assert (empty.best[0, 1], empty.worst[0, 1], empty.certified[0, 1]) == (0, 0, False)


def test_a_cut_search_holds_the_truth_between_what_it_proved_and_found() -> None:
    """With one step the proven place is never worse than the true one, and the found one never better."""
    for seed in seeds(20, 62):
        case = random_case(seed, most=200, rows=3, constrained=False)
        overlap = panel_of(case).overlap("ruzicka")
        known = truth(case, "ruzicka", {}, math.nan, False)
        found = places(overlap.question, overlap.lower, overlap.upper, steps=1)
        for (p, q), (best, worst, _) in known.items():
            assert found.best[p, q] <= best <= found.best_found[p, q]
            assert found.worst_found[p, q] <= worst <= found.worst[p, q]


def test_many_pairs_are_told_by_ranges_that_hold_the_truth() -> None:
    """With more than 45 pairs nothing is searched for, which is said; places are outer, never inner."""
    rng = np.random.default_rng(5)
    lower = rng.integers(0, 2, (11, 5))
    upper = np.maximum(lower, rng.random((11, 5)) < 0.1)
    panel = cg.Panel(lower, upper, max_depth=1)
    overlap = panel.overlap("jaccard", undefined=0)
    found = places(overlap.question, overlap.lower, overlap.upper)
    assert found.test == "ranges"
    filled = cg.Panel(upper, max_depth=1).overlap("jaccard", undefined=0)
    exact = np.round(filled.lower[np.triu_indices(11, 1)], 12)
    for (p, q), value in zip(zip(*np.triu_indices(11, 1), strict=True), exact, strict=True):
        assert found.best[p, q] <= 1 + (exact > value).sum()
        assert found.worst[p, q] >= (exact >= value).sum()
        assert not found.certainly_first[p, q] or not (exact > value).any()


def test_places_are_symmetric_and_the_same_each_time() -> None:
    """Both orders of a pair have its place, and a second call has the same digits and steps."""
    overlap = cg.load("nato-ip4").overlap("jaccard")
    first, second = (places(overlap.question, overlap.lower, overlap.upper) for _ in range(2))
    assert np.array_equal(first.best, first.best.T)
    assert np.array_equal(first.worst, second.worst)
    assert first.steps == second.steps
