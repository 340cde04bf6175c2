"""An area of weight 0 is no area: it changes no end, no flag, no sharpness and no work of any index."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from engine import build, everything
from random_panels import random_cases, random_interval, wide_case
from test_interop_twin import MEANS, engine_of, random_world
from twin import Case
from twin import interop as twin

from chirograph import _core
from chirograph.errors import ChirographError

NUMBERS = ("lower", "upper", "inner_lower", "inner_upper", "sharp_lower", "sharp_upper", "undefined")
OTHERS = [row for row in _core.catalogue() if row["arity"] != "pair"]
ROWS = {"programme": [0], "dyad": [0, 1], "group": [0, 1, 2]}


def with_nothing(case: Case, rng: random.Random) -> Case:
    """The case with one more area that has no weight, its cells as they come."""
    cells = [random_interval(rng, case.top, 0.6) for _ in case.lower]
    return replace(
        case,
        lower=tuple((*line, cell[0]) for line, cell in zip(case.lower, cells, strict=True)),
        upper=tuple((*line, cell[1]) for line, cell in zip(case.upper, cells, strict=True)),
        weights=(*(case.weights or (1.0,) * case.columns), 0.0),
    )


def answer(question: Any) -> dict[str, Any]:
    """What the engine answers, or why it does not."""
    try:
        return dict(question())
    except ChirographError as error:
        return {"error": str(error)}


def differences(one: dict[str, Any], two: dict[str, Any]) -> list[str]:
    """Where two answers differ, to the last digit; witnesses of the second have one more area."""
    names = {*NUMBERS, *one, *two} & (one.keys() | two.keys())
    found = []
    for name in names:
        a, b = one.get(name), two.get(name)
        if name.startswith("witness") or name.startswith("contributions"):
            b = b if b is None else b[..., :-1]
        same = a is None or b is None or isinstance(a, str)
        if not (a is b or a == b if same else np.array_equal(a, b, equal_nan=True)):
            found.append(f"{name}: {a} and {b}")
    return found


def compare(seed: int, case: Case, budget: int | None) -> None:
    """Every index of a pair with and without the area."""
    plain, more = build(case), build(with_nothing(case, random.Random(seed)))
    for key, parameters in everything(case.top, weighted=True, seed=seed):
        pair = [answer(lambda p=p: p.pair(key, 0, 1, parameters, budget)) for p in (plain, more)]  # noqa: B023
        every = [answer(lambda p=p: p.overlap(key, parameters, 1, budget)) for p in (plain, more)]  # noqa: B023
        told = f"seed {seed}: {case!r} {key} {parameters}"
        assert not differences(*pair), told
        assert not differences(*every), told


def test_an_area_of_no_weight_changes_no_index_of_a_pair():
    """Ends, flags, sharpness, steps, witnesses and contributions are the same to the last digit."""
    for seed, case in random_cases(60, 62, constrained=False):
        compare(seed, case, None)
    for seed, case in random_cases(60, 63):
        if not case.lengths:  # a list length counts every area, whatever it weighs
            compare(seed, case, None)


@pytest.mark.parametrize("seed", range(4))
def test_an_area_of_no_weight_changes_nothing_where_ends_stay_open(seed):
    """The same on wide panels whose search ends before it is done."""
    compare(seed, wide_case(seed), 20_000)


def test_an_area_of_no_weight_changes_no_index_of_interoperability():
    """Ends, flags and sharpness of every index of programmes, dyads and groups are the same."""
    for seed in range(40):
        rng = random.Random(seed)
        world = random_world(rng, 3)
        engines = engine_of(world), engine_of(longer(world, rng))
        for row in OTHERS:
            means = MEANS if any(one["name"] == "rho" for one in row["parameters"]) else (None,)
            for rho in means:
                given = {} if rho is None else {"rho": rho}
                both = [answer(lambda e=e: e.bound(row["key"], ROWS[row["arity"]], given)) for e in engines]  # noqa: B023
                one, two = ({k: v for k, v in a.items() if not k.startswith("witness")} for a in both)
                assert not differences(one, two), f"seed {seed}: {world!r} {row['key']} {given}"


def longer(world: twin.World, rng: random.Random) -> twin.World:
    """The world with one more area that has no weight and that no prerequisite is about."""
    cells = [sorted(rng.choices(range(world.top + 1), k=2)) for _ in world.lower]
    return replace(
        world,
        lower=tuple((*line, cell[0]) for line, cell in zip(world.lower, cells, strict=True)),
        upper=tuple((*line, cell[1]) for line, cell in zip(world.upper, cells, strict=True)),
        weights=(*world.weights, 0),
        relevance=tuple((*line, Fraction(rng.randint(0, 2), 2)) for line in world.relevance),
        menu=(*world.menu, rng.randint(0, world.top)),
        sets={name: (*marks, rng.randint(0, 1)) for name, marks in world.sets.items()},
        groups=(*world.groups, rng.randint(0, 3)),
    )
