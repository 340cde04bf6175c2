"""Bounds, witnesses, flags and contributions of the engine against trying every completion."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from engine import Parameters, build, everything, unequal_weights
from random_panels import random_case, seeds
from twin import TWINS, Case, Pair
from twin.completions import scoring_free_truth, summarise

from chirograph.errors import AssumptionError

CLOSE = 1e-12
GROUP = 25
SIZE = 2000


def close(a: float, b: float) -> bool:
    """Equal up to rounding; two undefined values are equal."""
    return (math.isnan(a) and math.isnan(b)) or abs(a - b) <= CLOSE * max(1.0, abs(b))


def ties_other_programmes(case: Case, named: int) -> bool:
    """Does something tie programmes together while something else ties areas or programmes together?

    Then what is asked of `named` programmes depends on the others too, and the answer may be outer bounds.
    """
    rest = len(case.lengths) + len(case.blocks) + len(case.common)
    ties = (bool(case.joint) and rest > 0) or (bool(case.common) and rest > 1)
    return case.rows > named and ties


class Check:
    """One index on one pair of programmes of one case."""

    def __init__(self, seed: int, case: Case, p: int, q: int) -> None:
        self.where = f"seed {seed}: {case!r} programmes {p}, {q}"
        self.case, self.p, self.q = case, p, q
        self.panel = build(case)
        self.pairs = case.pairs(p, q)
        self.weights = case.whole_weights()

    def twin(self, key: str, x: tuple[int, ...], y: tuple[int, ...], parameters: Parameters):
        """The plain definition on one completion."""
        return TWINS[key](Pair(x, y, self.weights, self.case.top), **parameters)

    def run(self, key: str, parameters: Parameters) -> None:
        """Everything the engine says about this index must be so."""
        truth = summarise(self.twin(key, x, y, parameters) for x, y in self.pairs)
        answer = self.panel.pair(key, self.p, self.q, parameters)
        try:
            self.range_is_right(answer, truth)
            self.matrix_agrees(key, parameters, answer)
            for end in ("lower", "upper"):
                if answer[f"witness_{end}"] is not None:
                    self.witness_attains(key, parameters, answer, end)
                else:
                    assert not answer[f"sharp_{end}"] or truth.undefined == 2, f"no {end} witness"
            self.undefined_is_shown(key, parameters, answer)
        except AssertionError as error:
            told = f"{self.where} {key} {parameters}: engine {answer}, truth {truth}"
            raise AssertionError(f"{told}\n{error}") from error

    def range_is_right(self, answer: dict, truth) -> None:
        """Sharp ends are equal to the truth, other ends enclose it, the flag is right."""
        if answer["sharp_lower"] and answer["sharp_upper"]:
            assert answer["undefined"] == truth.undefined
        else:
            assert may_be_flagged(answer["undefined"], truth.undefined)
        if truth.undefined == 2:
            assert math.isnan(answer["lower"]) or not answer["sharp_lower"]
            return
        assert answer["lower"] <= truth.lower + CLOSE
        assert answer["upper"] >= truth.upper - CLOSE
        assert not answer["sharp_lower"] or close(answer["lower"], truth.lower)
        assert not answer["sharp_upper"] or close(answer["upper"], truth.upper)

    def matrix_agrees(self, key: str, parameters: Parameters, answer: dict) -> None:
        """The matrix of all pairs says the same about this pair."""
        table = self.panel.overlap(key, parameters)
        at = (self.p, self.q)
        assert close(float(table["lower"][at]), answer["lower"])
        assert close(float(table["upper"][at]), answer["upper"])
        assert bool(table["sharp"][at]) == (answer["sharp_lower"] and answer["sharp_upper"])
        assert int(table["undefined"][at]) == answer["undefined"]

    def undefined_is_shown(self, key: str, parameters: Parameters, answer: dict) -> None:
        """Where an end is sharp and 0/0 can occur, there is a possible completion that is 0/0."""
        witness = answer["witness_undefined"]
        if witness is None:
            told = answer["undefined"] == 0 or not (answer["sharp_lower"] or answer["sharp_upper"])
            assert told, "no witness of 0/0"
            return
        x, y = (tuple(int(depth) for depth in row) for row in witness)
        assert (x, y) in self.pairs, "impossible witness of 0/0"
        assert self.twin(key, x, y, parameters) is None, "the witness of 0/0 has a value"

    def witness_attains(self, key: str, parameters: Parameters, answer: dict, end: str) -> None:
        """The witness is possible, has the value of the bound, and its areas add up to it."""
        x, y = (tuple(int(depth) for depth in row) for row in answer[f"witness_{end}"])
        assert (x, y) in self.pairs, f"impossible {end} witness"
        value = self.twin(key, x, y, parameters)
        assert value is not None, f"{end} witness is 0/0"
        assert close(answer[end], float(value)), f"{end} witness gives {float(value)}"
        assert close(math.fsum(answer[f"contributions_{end}"]), float(value)), f"{end} contributions"


def may_be_flagged(flag: int, truth: int) -> bool:
    """An outer answer may say "some completions are 0/0" too easily, but not "none" or "all" wrongly."""
    return flag == truth or flag == 1


def a_pair(seed: int, rows: int) -> tuple[int, int]:
    """Two programmes, now and then the same one."""
    rng = random.Random(seed)
    return rng.randrange(rows), rng.randrange(rows)


def check_case(seed: int, case: Case) -> None:
    """Try every index on one pair; where nothing is possible the engine must say so."""
    p, q = a_pair(seed, case.rows)
    if next(case.completions(), None) is None:
        refuses(seed, case)
        return
    check = Check(seed, case, p, q)
    for key, parameters in everything(case.top, weighted=unequal_weights(case), seed=seed):
        check.run(key, parameters)


def refuses(seed: int, case: Case) -> None:
    """No completion keeps the constraints: an AssumptionError, unless only three programmes show it."""
    try:
        table = build(case).overlap("jaccard", {})
    except AssumptionError:
        return
    assert ties_other_programmes(case, 2), f"accepted though impossible, seed {seed}: {case!r}"
    assert not table["sharp"].all(), f"sharp though impossible, seed {seed}: {case!r}"


@pytest.mark.parametrize("group", range(SIZE // GROUP))
def test_every_index_against_every_completion(group):
    """On small panels bounds, flags, witnesses and contributions agree with trying every completion."""
    for seed in seeds(GROUP, salt=1 + group):
        check_case(seed, random_case(seed))


@pytest.mark.slow
@pytest.mark.parametrize("group", range(40))
def test_every_index_against_every_completion_at_length(group):
    """The same on larger panels and many more of them."""
    for seed in seeds(100, salt=10_000 + group):
        check_case(seed, random_case(seed, most=1500))


def test_answers_are_sharp_where_they_can_be():
    """Small panels of two programmes have sharp answers for every index if weights have a common unit."""
    loose = []
    for seed in seeds(150, salt=500):
        case = random_case(seed, constrained=None, rows=2)
        no_unit = case.weights is not None and any(round(w, 2) != w for w in case.weights)
        if no_unit or next(case.completions(), None) is None:
            continue
        for key, parameters in everything(case.top, weighted=unequal_weights(case), seed=seed):
            sharp = build(case).overlap(key, parameters)["sharp"]
            if not (sharp if not ties_other_programmes(case, 1) else sharp[0, 1]).all():
                loose.append((seed, key, parameters))
    assert loose == []


def test_scoring_free_range_against_every_completion():
    """The scoring-free range runs from the least to the greatest Jaccard of any level of any completion."""
    for seed in seeds(400, salt=600):
        case = random_case(seed)
        if next(case.completions(), None) is None:
            continue
        table = build(case).scoring_free()
        p, q = a_pair(seed, case.rows)
        truth = scoring_free_truth(case, p, q)
        lower, upper = float(table["lower"][p, q]), float(table["upper"][p, q])
        told = f"seed {seed}: {case!r} programmes {p}, {q}: {lower}, {upper}, truth {truth}"
        if not ties_other_programmes(case, len({p, q})):
            assert close(lower, truth.lower), told
            assert close(upper, truth.upper), told
        elif truth.undefined < 2:
            assert lower <= truth.lower + CLOSE, told
            assert upper >= truth.upper - CLOSE, told


def test_impossible_constraints_are_refused_exactly_when_nothing_is_possible():
    """Constraints that no completion keeps raise; constraints that some completion keeps do not."""
    refused = accepted = 0
    for seed in seeds(400, salt=700):
        case = random_case(seed, constrained=True, most=60)
        if next(case.completions(), None) is None:
            refuses(seed, case)
            refused += 1
        else:
            build(case).overlap("dice", {})
            accepted += 1
    assert min(refused, accepted) > 20, "the generator must make both kinds"


def test_the_example_of_the_front_page():
    """[1,1,0,?] against [1,0,0,1] has a Jaccard between 1/3 and 2/3, each with its witness."""
    case = Case(((1, 1, 0, 0), (1, 0, 0, 1)), ((1, 1, 0, 1), (1, 0, 0, 1)), 1)
    answer = build(case).pair("jaccard", 0, 1, {})
    assert (answer["lower"], answer["upper"]) == (1 / 3, 2 / 3)
    assert np.array_equal(answer["witness_lower"], [[1, 1, 0, 0], [1, 0, 0, 1]])
    assert np.array_equal(answer["witness_upper"], [[1, 1, 0, 1], [1, 0, 0, 1]])
