"""Whether a share of a programme can be 0/0, against trying every completion of panels with constraints."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from engine import build
from random_panels import random_case, seeds
from twin import Case

from chirograph import _core
from chirograph.errors import AssumptionError


def profile_of(case: Case, rng: random.Random) -> _core.Interoperability:
    """A panel with groups and one set of areas, and nothing else of interoperability."""
    none = np.zeros(0)
    empty: Any = none.astype(np.uint8)
    ties = np.zeros((case.rows, case.rows, 0), dtype=np.uint8)
    members = np.zeros((case.rows, 0), dtype=np.uint8)
    return _core.Interoperability(
        build(case),
        member_low=members, member_high=members, between=empty, between_low=ties, between_high=ties,
        relevance=np.zeros((0, case.columns)), system_relevance=np.zeros((0, 0)), system_values=none,
        theta=none, alpha=none, menu=np.zeros(case.columns, dtype=np.uint8), offered=empty,
        system_needs=[], area_needs=[],
        sets=[np.array([rng.randint(0, 1) for _ in range(case.columns)], dtype=np.uint8)],
        groups=[rng.randint(0, 2) for _ in range(case.columns)],
    )  # fmt: skip


@pytest.mark.parametrize("key", ["concentration", "set_share"])
def test_nothing_is_possible_exactly_when_a_completion_has_nothing(key):
    """The flag of 0/0 is set exactly when some completion has no area of weight; rules that exclude it do."""
    seen = {0: 0, 1: 0, 2: 0}
    for seed in seeds(250, 64):
        case = random_case(seed, constrained=True)
        every = list(case.completions())
        if not every:
            continue
        profile, weights = profile_of(case, random.Random(seed)), case.weights or (1.0,) * case.columns
        for row in range(case.rows):
            for threshold in range(1, case.top + 1):
                empty = [
                    not any(
                        w > 0 and depth >= threshold for w, depth in zip(weights, matrix[row], strict=True)
                    )
                    for matrix in every
                ]
                truth = 2 if all(empty) else int(any(empty))
                told = profile.bound(key, [row], {"threshold": threshold})
                where = f"seed {seed}: {case!r} row {row} threshold {threshold}"
                if told["sharp_lower"] and told["sharp_upper"]:
                    assert told["undefined"] == truth, where
                assert told["undefined"] in (truth, 1), where
                seen[truth] += 1
    assert min(seen.values()) > 50


def test_what_one_programme_must_have_settles_another_tied_to_it():
    """At least one area of the second programme, and a joint domain: the first has an area in no doubt."""
    case = Case(
        ((0,), (0,)), ((2,), (2,)), 2, None, (), ((0, [0, 1], [[0, 0], [1, 1], [2, 2]]),), ((1, [0], 1),)
    )
    told = profile_of(case, random.Random(0)).bound("concentration", [0], {"threshold": 1})
    assert told["undefined"] == 0


def test_constraints_that_leave_nothing_are_refused():
    """Where no completion is left the profile is refused in words."""
    case = Case(((0,), (0,)), ((0,), (2,)), 2, None, (), ((0, [0, 1], [[0, 0], [1, 1]]),), ((1, [0], 1),))
    with pytest.raises(AssumptionError):
        profile_of(case, random.Random(0)).bound("concentration", [0], {"threshold": 1})
