"""What the engine says an index makes of kinds must hold: renaming them changes nothing, or something.

Nothing here names an index: which ones take kinds, and at which parameters, is read from the engine.
"""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from engine import CATALOGUE, build, settings_of, unequal_weights
from random_panels import random_case, seeds
from twin import Case

import chirograph as cg
from chirograph import _core
from chirograph.errors import ParameterError

KEYS = sorted(CATALOGUE)
CASES = 60
Renaming = dict[int, list[int]]


def of_kinds(rng: random.Random, case: Case, areas: list[int]) -> Case:
    """The case with cells of kinds in these areas: one, any or none, or any; and thresholds of 1."""
    cells = [
        [
            (low, high) if low == high or j not in areas else rng.choice([(0, case.top), (1, case.top)])
            for j, (low, high) in enumerate(zip(lows, highs, strict=True))
        ]
        for lows, highs in zip(case.lower, case.upper, strict=True)
    ]
    return replace(
        case,
        lower=tuple(tuple(low for low, _ in line) for line in cells),
        upper=tuple(tuple(high for _, high in line) for line in cells),
        lengths=tuple((*item[:3], 1) for item in case.lengths),
        blocks=tuple((*item[:2], 1) for item in case.blocks),
        common=tuple((*item[:4], 1) for item in case.common),
    )


def renamed(case: Case, names: Renaming) -> Case:
    """The case with other codes for the kinds of some areas; open cells stay open."""

    def code(j: int, low: int, high: int, end: int) -> int:
        return names[j][end] if j in names and low == high else end

    ends = [
        [
            (code(j, low, high, low), code(j, low, high, high))
            for j, (low, high) in enumerate(zip(*line, strict=True))
        ]
        for line in zip(case.lower, case.upper, strict=True)
    ]
    return replace(
        case,
        lower=tuple(tuple(low for low, _ in line) for line in ends),
        upper=tuple(tuple(high for _, high in line) for line in ends),
        joint=tuple(
            (j, rows, [[names[j][end] if j in names else end for end in one] for one in allowed])
            for j, rows, allowed in case.joint
        ),
    )


def renaming(rng: random.Random, top: int) -> list[int]:
    """Every code's new code; 0 stays none."""
    return [0, *rng.sample(range(1, top + 1), top)]


def same(one: dict, other: dict) -> bool:
    """Whether what is proven of both is the same."""
    both = one["sharp"] & other["sharp"]
    return all(
        np.allclose(one[name][both], other[name][both], rtol=0, atol=1e-12, equal_nan=True)
        for name in ("lower", "upper", "undefined")
    )


@pytest.mark.parametrize("key", KEYS)
def test_renaming_kinds_changes_exactly_what_it_may(key: str) -> None:
    """Bounds stay where an index takes kinds, in any area or in all alike; else they change somewhere."""
    said, changed = set[str](), set[str]()
    for seed in seeds(CASES, salt=61):
        rng = random.Random(seed)
        case = random_case(seed)
        if case.top == 1 or (unequal_weights(case) and not CATALOGUE[key]["traits"]["weighted"]):
            continue
        areas = rng.sample(range(case.columns), rng.randint(1, case.columns))
        some = of_kinds(rng, case, areas)
        every = of_kinds(rng, case, [*range(case.columns)])
        if None in (next(some.completions(), None), next(every.completions(), None)):
            continue
        alike = dict.fromkeys(range(case.columns), renaming(rng, case.top))
        apart = {j: renaming(rng, case.top) for j in areas}
        for parameters in settings_of(key, case.top):
            sees = _core.nominal(key, parameters, case.top)
            told = f"seed {seed}: {case!r} {key} {parameters} {alike} {apart}"
            said.add(sees)
            before = build(some).overlap(key, parameters)
            if not same(before, build(renamed(some, apart)).overlap(key, parameters)):
                assert sees != "any", told
                changed.add(sees)
            if sees == "one_set":
                after = build(renamed(every, alike)).overlap(key, parameters)
                assert same(build(every).overlap(key, parameters), after), told
    assert changed == said - {"any"}


def test_the_order_of_words_never_matters() -> None:
    """Tables written in words give one answer, in whichever order the kinds are listed after the first."""
    asked = 0
    for seed in seeds(25, salt=62):
        rng = random.Random(seed)
        words = ["none", *rng.sample(["court", "ad hoc", "panel", "other"], rng.randint(1, 4))]
        cells = [*words, *words, "?", ">=1"]
        frame = {"p": ["a", "b", "c"], "x": rng.choices([0, 1, 2, "?", "1-2"], k=3)}
        frame |= {name: rng.choices(cells, k=3) for name in ("y", "z", "v")}
        rest = words[1:]
        rng.shuffle(rest)
        for areas in (["x", "y", "z", "v"], ["y", "z", "v"]):
            one, other = (
                cg.Panel.from_frame(
                    frame, rows="p", areas=areas, missing="unknown", max_depth=2,
                    nominal=dict.fromkeys("yzv", listed),
                )
                for listed in (words, [words[0], *rest])
            )  # fmt: skip
            for key in KEYS:
                try:
                    answer = one.overlap(key)
                except ParameterError:
                    continue
                asked += 1
                again = other.overlap(key)
                assert np.allclose(answer.lower, again.lower, equal_nan=True), (seed, key, frame, words)
                assert np.allclose(answer.upper, again.upper, equal_nan=True), (seed, key, frame, words)
    assert asked > 25 * 10
