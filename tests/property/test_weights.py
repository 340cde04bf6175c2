"""Weights of any size: an index sees proportions only, and an area with a small weight is still an area."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from engine import CATALOGUE, build, everything
from random_panels import random_cases
from twin import Case, truth

from chirograph.errors import DataError

OPEN = Case(((1, 0, 0, 1), (1, 0, 1, 0)), ((1, 1, 1, 1), (1, 1, 1, 1)), 1)
UNEVEN = (1.4142135, 1.7, 2.1, 0.3)
WEIGHTED = sorted(key for key, row in CATALOGUE.items() if row["traits"]["weighted"])


def with_weights(case: Case, weights: tuple[float, ...]) -> Case:
    """The same cells with other weights."""
    return Case(case.lower, case.upper, case.top, weights)


def equal(a: float, b: float, rounding: float = 1e-12) -> bool:
    """Equal up to rounding, or both undefined."""
    return abs(a - b) <= rounding or (math.isnan(a) and math.isnan(b))


def holds(case: Case, key: str, **parameters: float) -> bool:
    """Are the bounds of the first pair sharp and true with the right flag, or else around the truth?"""
    answer, told = build(case).pair(key, 0, 1, parameters), truth(case, key, 0, 1, **parameters)
    rounding = 1e-12
    if not (answer["sharp_lower"] and answer["sharp_upper"]):
        around = answer["lower"] <= told.lower + rounding and answer["upper"] >= told.upper - rounding
        return around or told.undefined == 2
    near = equal(answer["lower"], told.lower, rounding) and equal(answer["upper"], told.upper, rounding)
    return near and answer["undefined"] == told.undefined


@pytest.mark.parametrize("key", WEIGHTED)
@pytest.mark.parametrize("size", [1e-300, 1e-90, 1e-30, 1e30, 1e90, 8e307])
def test_size_of_all_weights_does_not_matter(key, size):
    """Weights of any size in the same proportions give the same bounds, however small or large."""
    assert holds(with_weights(OPEN, tuple(w * size for w in UNEVEN)), key)


@pytest.mark.parametrize("key", WEIGHTED)
@pytest.mark.parametrize("small", [1e-6, 1e-9, 1e-13, 1e-16, 1e-30, 1e-170, 5e-324])
def test_an_area_of_small_weight_is_still_an_area(key, small):
    """An area that hardly counts decides what the others leave open, or its weight is refused in words."""
    lower, upper = ((0, 0, 0, 1), (0, 0, 1, 0)), ((0, 1, 1, 1), (0, 1, 1, 1))
    try:
        assert holds(Case(lower, upper, 1, (1.0, 1.4142135 * small, small, 3 * small)), key)
    except DataError as error:
        assert "weight" in str(error)  # noqa: PT017
        assert small < 1e-9, "ordinary weights are not refused"


@pytest.mark.parametrize("spread", [1e2, 1e4, 1e6, 1e8])
def test_weights_far_apart_keep_bounds_and_flags(spread):
    """Weights that differ by a large factor leave bounds and flags true to the last digits."""
    for seed, case in random_cases(40, 51, constrained=False, most=60):
        rng = random.Random(seed)
        weights = tuple(rng.choice([1.0, 2 / spread]) * rng.uniform(0.6, 1) for _ in range(case.columns))
        for key, parameters in everything(case.top, weighted=True, seed=seed):
            told = f"seed {seed}: {case!r} weights {weights} {key} {parameters}"
            assert holds(with_weights(case, weights), key, **parameters), told


@pytest.mark.parametrize(
    ("key", "parameters", "case", "lower"),
    [
        ("phi", {}, Case(((0, 0), (2, 2)), ((2, 2), (2, 2)), 2, (684821681.0, 133.0)), 1.0),
        (
            "cohen_kappa",
            {"weighting": 2.0},
            Case(
                ((1, 0, 0, 0), (0, 0, 0, 1)),
                ((1, 0, 3, 3), (3, 3, 3, 3)),
                3,
                (236.0, 38.0, 203871565.0, 72.0),
            ),
            -0.9999996272169841,
        ),
    ],
)
def test_small_weights_keep_their_digits_beside_large_ones(key, parameters, case, lower):
    """An index that subtracts sums of weights is worked out from sums that do not cancel."""
    answer = build(case).pair(key, 0, 0 if key == "phi" else 1, parameters)
    assert answer["sharp_lower"]
    assert answer["lower"] == pytest.approx(lower, abs=1e-13)


def test_large_whole_weights_are_exact_on_few_areas():
    """Four areas with weights of six digits are answered sharply by every index."""
    weights = (452322.0, 444218.0, 790866.0, 384439.0)
    case = Case(((0, 0, 1, 0), (0, 2, 0, 0)), ((3, 3, 1, 3), (3, 2, 3, 0)), 3, weights)
    for key, parameters in everything(3, weighted=True):
        answer, told = build(case).pair(key, 0, 1, parameters), truth(case, key, 0, 1, **parameters)
        assert answer["sharp_lower"], key
        assert answer["sharp_upper"], key
        assert equal(answer["lower"], told.lower), key
        assert equal(answer["upper"], told.upper), key


@pytest.mark.parametrize("decades", [1, 3, 6, 8.9])
def test_contributions_sum_to_the_end_for_any_weights(decades):
    """What the areas add sums to the end they belong to, however far apart the weights are."""
    for seed, case in random_cases(30, 61, constrained=False, most=60):
        rng = random.Random(seed)
        weights = tuple(10 ** rng.uniform(-decades, 0) for _ in range(case.columns))
        for key, parameters in everything(case.top, weighted=True, seed=seed):
            answer = build(with_weights(case, weights)).pair(key, 0, 1, parameters)
            for end in ("lower", "upper"):
                told = f"seed {seed}: {case!r} weights {weights} {key} {parameters} {end}"
                value, parts = answer[f"inner_{end}"], answer[f"contributions_{end}"]
                if parts is None:
                    assert math.isnan(value), told
                    continue
                assert abs(math.fsum(parts) - value) <= 1e-12 * abs(value) + 1e-15, told
                assert np.abs(parts).sum() <= 4, told  # nothing large is added and taken off again


@pytest.mark.parametrize("first", [-1.0, math.nan, math.inf, None])
def test_weights_that_are_none_are_refused(first):
    """Negative, infinite and missing weights, and no weight at all, raise a DataError that names weights."""
    with pytest.raises(DataError, match="weight"):
        build(with_weights(OPEN, (0.0,) * 4 if first is None else (first, 1.0, 1.0, 1.0)))
