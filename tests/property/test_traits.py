"""What the catalogue claims of an index must hold, and what it does not claim must fail somewhere.

Nothing here names an index: claims, ranges and parameters are read from the catalogue.
"""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from engine import CATALOGUE, build, settings_of, unequal_weights
from random_panels import (
    known,
    random_case,
    random_cases,
    random_completion,
    reordered,
    seeds,
    wide_case,
    with_area,
)
from twin import TWINS, Case, Pair
from twin.completions import Profile

from chirograph.errors import ParameterError

Matrix = tuple[Profile, ...]
CLOSE = 1e-12
KEYS = sorted(CATALOGUE)
CASES = 60
ANSWERS = ("lower", "upper", "undefined")


def usable(key: str, case: Case) -> bool:
    """Does the index take the weights of this panel?"""
    return bool(CATALOGUE[key]["traits"]["weighted"]) or not unequal_weights(case)


def tables(key: str, salt: int, count: int = CASES, **kinds: object):
    """Random panels, parameters and what the engine says, for panels with at least one completion."""
    for seed, case in random_cases(count, salt, **kinds):
        if usable(key, case) and next(case.completions(), None) is not None:
            for parameters in settings_of(key, case.top):
                told = f"seed {seed}: {case!r} {key} {parameters}"
                yield case, parameters, build(case).overlap(key, parameters), told


def same(a: np.ndarray, b: np.ndarray) -> bool:
    """Equal up to rounding, undefined where the other is undefined."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    alike = a.shape == b.shape and a.tobytes() == b.tobytes()  # asked first: most are, and that costs little
    return alike or bool(np.allclose(a, b, rtol=0, atol=CLOSE, equal_nan=True))


def same_answers(a: dict, b: dict) -> bool:
    """Same bounds and flags wherever both answers are sharp."""
    both = a["sharp"] & b["sharp"]
    return all(same(a[name][both], b[name][both]) for name in ANSWERS)


@pytest.mark.parametrize("key", KEYS)
def test_values_lie_in_the_declared_range(key):
    """No bound leaves the range the catalogue declares, and the lower end is never above the upper."""
    low, high = CATALOGUE[key]["low"], CATALOGUE[key]["high"]
    for _, _, table, told in tables(key, salt=20):
        lower, upper = table["lower"], table["upper"]
        assert np.array_equal(np.isnan(lower), np.isnan(upper)), told
        assert np.array_equal(np.isnan(lower), table["undefined"] == 2), told
        some = ~np.isnan(lower)
        assert (lower[some] >= low).all(), told
        assert (upper[some] <= high).all(), told
        assert (lower[some] <= upper[some]).all(), told


@pytest.mark.parametrize("key", KEYS)
def test_symmetry_is_declared_exactly_where_it_holds(key):
    """A symmetric index has the same bounds both ways; one not declared so differs somewhere."""
    differs = False
    for _, _, table, told in tables(key, salt=21):
        equal = all(same(table[name], table[name].T) for name in ANSWERS)
        assert equal or not CATALOGUE[key]["traits"]["symmetric"], told
        differs = differs or not equal
    assert differs != CATALOGUE[key]["traits"]["symmetric"]


@pytest.mark.parametrize("key", KEYS)
def test_a_programme_agrees_with_itself_exactly_where_declared(key):
    """The diagonal is the highest value where defined, if the catalogue says so; else somewhere it is not."""
    high, declared = CATALOGUE[key]["high"], CATALOGUE[key]["traits"]["identity"]
    differs = False
    for _, _, table, told in tables(key, salt=22):
        for name in ("lower", "upper"):
            diagonal = np.diag(table[name])
            equal = bool(np.allclose(diagonal[~np.isnan(diagonal)], high, rtol=0, atol=CLOSE))
            assert equal or not declared, told
            differs = differs or not equal
    assert differs != declared


@pytest.mark.parametrize("key", KEYS)
def test_joint_absence_counts_exactly_where_declared(key):
    """An area nobody has changes nothing, if the catalogue says so; else it does somewhere."""
    declared = CATALOGUE[key]["traits"]["ignores_joint_absence"]
    differs = False
    for case, parameters, table, told in tables(key, salt=23):
        more = build(with_area(case, 0, 0)).overlap(key, parameters)
        equal = same_answers(table, more)
        assert equal or not declared, told
        differs = differs or not equal
    assert differs != declared


@pytest.mark.parametrize("key", KEYS)
def test_levels_matter_exactly_where_declared(key):
    """An index at a threshold sees only who reaches it; one that uses levels tells depths above 0 apart."""
    declared = CATALOGUE[key]["traits"]["uses_levels"]
    differs = False
    for seed in seeds(CASES, salt=24):
        case = random_case(seed, constrained=False)
        for parameters in settings_of(key, case.top) if usable(key, case) else []:
            reach = int(parameters.get("threshold", 1))
            flat = Case(*(tuple(tuple(int(d >= reach) for d in line) for line in side)
                          for side in (case.lower, case.upper)), 1, case.weights)  # fmt: skip
            binary = {name: 1.0 if name == "threshold" else value for name, value in parameters.items()}
            equal = same_answers(build(case).overlap(key, parameters), build(flat).overlap(key, binary))
            assert equal or declared, f"seed {seed}: {case!r} {key} {parameters}"
            differs = differs or not equal
    assert differs == declared


@pytest.mark.parametrize("key", KEYS)
def test_weights_are_taken_exactly_where_declared(key):
    """Unequal weights change an index that takes them and are refused by one that does not."""
    case = Case(((1, 1, 0, 0), (1, 0, 1, 0)), ((1, 1, 0, 0), (1, 0, 1, 0)), 1, (5.0, 1.0, 2.0, 1.0))
    if not CATALOGUE[key]["traits"]["weighted"]:
        with pytest.raises(ParameterError, match="weights"):
            build(case).overlap(key, {})
        return
    equal = build(Case(case.lower, case.upper, 1)).overlap(key, {})["lower"]
    assert not same(build(case).overlap(key, {})["lower"], equal)


@pytest.mark.parametrize("key", KEYS)
def test_only_proportions_of_weights_count(key):
    """Multiplying all weights by the same number changes nothing."""
    for case, parameters, table, told in tables(key, salt=25):
        for factor in (3.0, 0.125, 0.7):
            weights = tuple(w * factor for w in case.weights or (1.0,) * case.columns)
            scaled = replace(case, weights=weights)
            if usable(key, scaled):
                assert same_answers(table, build(scaled).overlap(key, parameters)), f"times {factor}: {told}"


@pytest.mark.parametrize("key", KEYS)
def test_order_of_programmes_and_areas_does_not_matter(key):
    """Shuffling programmes and areas, weights and constraints too, shuffles the answer and nothing else."""
    rng = random.Random(26)
    for case, parameters, table, told in tables(key, salt=26):
        rows, columns = rng.sample(range(case.rows), case.rows), rng.sample(range(case.columns), case.columns)
        moved = build(reordered(case, rows, columns)).overlap(key, parameters)
        places = np.ix_(np.argsort(rows), np.argsort(rows))
        back = {name: of[places] if isinstance(of, np.ndarray) else of for name, of in moved.items()}
        assert same_answers(table, back), told


def learn_a_cell(rng: random.Random, case: Case) -> Case:
    """The case after one cell became known, at one end of its interval."""
    p, c = rng.randrange(case.rows), rng.randrange(case.columns)
    lower, upper = [list(line) for line in case.lower], [list(line) for line in case.upper]
    lower[p][c] = upper[p][c] = rng.choice([lower[p][c], upper[p][c]])
    return replace(case, lower=tuple(map(tuple, lower)), upper=tuple(map(tuple, upper)))


@pytest.mark.parametrize("key", KEYS)
def test_learning_a_cell_never_widens_the_bounds(key):
    """Narrowing one interval leaves every pair's range within the range it had."""
    rng = random.Random(27)
    for case, parameters, table, told in tables(key, salt=27):
        narrow = learn_a_cell(rng, case)
        if next(narrow.completions(), None) is None:
            continue
        after = build(narrow).overlap(key, parameters)
        look = table["sharp"] & after["sharp"] & (after["undefined"] < 2)
        assert (after["lower"][look] >= table["lower"][look] - CLOSE).all(), told
        assert (after["upper"][look] <= table["upper"][look] + CLOSE).all(), told


@pytest.mark.parametrize("key", KEYS)
def test_a_known_panel_has_one_value(key):
    """With every cell known both ends are the value of the plain definition."""
    rng = random.Random(28)
    for seed in seeds(CASES, salt=28):
        case = random_case(seed, constrained=False)
        case = known(case, random_completion(rng, case))
        weights = case.whole_weights()
        for parameters in settings_of(key, case.top) if usable(key, case) else []:
            table = build(case).overlap(key, parameters)
            told = f"seed {seed}: {case!r} {key} {parameters}"
            assert table["sharp"].all(), told
            assert np.array_equal(table["lower"], table["upper"], equal_nan=True), told
            for p in range(case.rows):
                for q in range(case.rows):
                    value = TWINS[key](Pair(case.lower[p], case.lower[q], weights, case.top), **parameters)
                    assert same(table["lower"][p, q], np.nan if value is None else float(value)), told
                    assert table["undefined"][p, q] == (2 if value is None else 0), told


@pytest.mark.parametrize("key", KEYS)
def test_an_area_of_weight_two_is_two_areas(key):
    """On a known panel doubling a weight is writing the area twice; writing all twice changes nothing."""
    rng = random.Random(29)
    for seed in seeds(CASES, salt=29):
        case = random_case(seed, constrained=False)
        matrix = random_completion(rng, case)
        plain = Case(matrix, matrix, case.top)
        everything_twice = Case(*(tuple(line + line for line in matrix) for _ in range(2)), case.top)
        first_twice = Case(*(tuple((line[0], *line) for line in matrix) for _ in range(2)), case.top)
        heavy = Case(matrix, matrix, case.top, (2.0,) + (1.0,) * (case.columns - 1))
        for parameters in settings_of(key, case.top):
            told = f"seed {seed}: {plain!r} {key} {parameters}"
            once = build(plain).overlap(key, parameters)
            assert same_answers(once, build(everything_twice).overlap(key, parameters)), told
            if usable(key, heavy):
                twice = build(first_twice).overlap(key, parameters)
                assert same_answers(build(heavy).overlap(key, parameters), twice), told


@pytest.mark.parametrize("key", KEYS)
def test_bounds_of_wide_panels_hold_what_search_can_find(key):
    """On panels of 24 areas neither random completions nor neighbours of the witnesses leave the bounds."""
    rng = random.Random(30)
    for seed in seeds(6, salt=30):
        case = wide_case(seed)
        if not usable(key, case):
            continue
        parameters = rng.choice(settings_of(key, case.top))
        answer = build(case).pair(key, 0, 1, parameters)
        told = f"seed {seed}: {case!r} {key} {parameters}"
        tried = [random_completion(rng, case) for _ in range(40)]
        for end in ("lower", "upper"):
            if answer[f"witness_{end}"] is not None:
                witness = tuple(tuple(int(d) for d in line) for line in answer[f"witness_{end}"])
                assert same(value_of(key, case, witness, parameters), answer[end]), told
                tried.extend(neighbours(case, witness))
        for matrix in tried:
            value = value_of(key, case, matrix, parameters)
            if value is not None:
                assert answer["lower"] - CLOSE <= value <= answer["upper"] + CLOSE, f"{matrix}: {told}"


def value_of(key: str, case: Case, matrix: Matrix, parameters: dict[str, float]) -> float | None:
    """The plain definition on one completion of a pair."""
    value = TWINS[key](Pair(matrix[0], matrix[1], case.whole_weights(), case.top), **parameters)
    return None if value is None else float(value)


def neighbours(case: Case, matrix: Matrix) -> list[Matrix]:
    """Every completion that differs from this one in a single cell."""
    found = []
    for p in range(case.rows):
        for c in range(case.columns):
            for depth in range(case.lower[p][c], case.upper[p][c] + 1):
                if depth != matrix[p][c]:
                    lines = [list(line) for line in matrix]
                    lines[p][c] = depth
                    found.append(tuple(map(tuple, lines)))
    return found
