"""Every pair as plain numbers, against every completion, ratios written out, and overlap()."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from engine import CATALOGUE, everything, panel_of, settings_of
from pairs_twin import ASKED, RATIOS, Ends, ends, highest, random_panel
from random_panels import random_case, seeds
from twin import Case, truth

import chirograph as cg

CONVENTIONS = (math.nan, 0.0, 1.0)
#: Values that pairs of few areas often have, to the last digit.
MARKS = (1 / 3, 0.6, 0.5, 2 / 3, 0.0, 1.0, -0.5)


def tiny(count: int, salt: int, *, most: int = 60) -> Iterator[tuple[int, Case]]:
    """Panels of few completions, each case with its seed."""
    for seed in seeds(count, salt):
        yield seed, random_case(seed, most=most, constrained=False)


def known(case: Case) -> Case:
    """The completion of the lower ends."""
    return replace(case, upper=case.lower)


def by_completions(case: Case, key: str, parameters: dict[str, float]) -> Ends:
    """Ends of every pair, by trying every completion."""
    found = [[truth(case, key, p, q, **parameters) for q in range(case.rows)] for p in range(case.rows)]
    lower, upper = (
        np.array([[getattr(one, end) for one in row] for row in found]) for end in ("lower", "upper")
    )
    return Ends(lower, upper, np.array([[one.undefined for one in row] for row in found]))


def test_ends_are_those_of_every_completion() -> None:
    """Ratios of open cells, with every kind of weight: the square and its diagonal are what is enumerated."""
    for seed, case in tiny(40, 1):
        panel = panel_of(case)
        for key, parameters in everything(case.top, seed=seed):
            if key not in RATIOS:
                continue
            exact = by_completions(case, key, parameters)
            for convention in CONVENTIONS:
                pairs = panel.pairwise(key, undefined=convention, **parameters)
                found = pairs.bounds(form="square", dtype="float64")
                for one, two in zip(found, exact.counted(convention), strict=True):
                    assert np.allclose(one, two, rtol=0, atol=1e-12, equal_nan=True), (seed, key, parameters)


def test_values_are_those_of_the_formulas() -> None:
    """Of known cells every index that sums over areas, a table's too, has the value of its formula."""
    keys = [key for key in CATALOGUE if key != "tau_b"]
    for seed, case in tiny(40, 2):
        case = known(case)
        panel = panel_of(case)
        for key in keys:
            for parameters in settings_of(key, case.top)[:3]:
                full = by_completions(case, key, parameters)
                found = panel.pairwise(key, **parameters).values(form="square", dtype="float64")
                assert np.allclose(found, full.lower, rtol=0, atol=1e-9, equal_nan=True), (
                    seed,
                    key,
                    parameters,
                )
                exact, told = full.counted(0)[0], panel.pairwise(key, undefined=0, **parameters)
                found = told.values(form="square", dtype="float64")
                assert np.allclose(found, exact, rtol=0, atol=1e-9), (seed, key, parameters)


SHAPES = [
    (top, weights, open_cells)
    for top in (1, 2, 3, 15)
    for weights in ("equal", "decimal", "real", "zero")
    for open_cells in (0.0, 0.4)
]


@pytest.mark.parametrize(("top", "weights", "open_cells"), SHAPES)
def test_ends_are_ratios_written_out(top: int, weights: str, open_cells: float) -> None:
    """Scales up to 15 and every kind of weight: the twin's ends, to the bit where sums are whole numbers."""
    seed, size = 100 * top + len(weights), (5, 4) if top > 3 and open_cells else (11, 9)
    panel = random_panel(seed, *size, top, open_cells=open_cells, weights=weights)
    off = ~np.eye(size[0], dtype=bool)
    for key, parameters in ASKED:
        if parameters.get("threshold", 1) > top:
            continue
        exact = ends(panel, key, parameters)
        whole = weights in ("equal", "zero") and all(
            2 * value == int(2 * value) for value in parameters.values()
        )
        for convention in CONVENTIONS:
            pairs = panel.pairwise(key, undefined=convention, **parameters)
            found = pairs.bounds(form="square", dtype="float64")
            for one, two in zip(found, exact.counted(convention), strict=True):
                assert np.allclose(one[off], two[off], rtol=0, atol=0 if whole else 1e-12, equal_nan=True), (
                    key
                )
            told = panel.overlap(key, undefined=convention, **parameters)
            assert np.array_equal(found[0], told.lower, equal_nan=True), key
            assert np.array_equal(found[1], told.upper, equal_nan=True), key
            for single, double in zip(pairs.bounds(form="square"), found, strict=True):
                assert np.array_equal(single, double.astype(np.float32), equal_nan=True), key


def scattered(salt: int) -> Iterator[tuple[cg.Panel, str, dict[str, float], float, Ends]]:
    """Random panels with what is asked of them, and the ends that overlap() gives."""
    for seed in seeds(24, salt):
        rng = np.random.default_rng(seed)
        top, rows, columns = int(rng.choice([1, 1, 3])), int(rng.integers(1, 12)), int(rng.integers(1, 10))
        weights = str(rng.choice(["equal", "equal", "real", "zero"]))
        open_cells = float(rng.choice([0, 0.3, 0.7]))
        panel = random_panel(seed, rows, columns, top, open_cells=open_cells, weights=weights)
        asked = [one for one in ASKED if one[1].get("threshold", 1) <= top]
        for key, parameters in [asked[int(at)] for at in rng.permutation(len(asked))[:4]]:
            for convention in CONVENTIONS:
                told = panel.overlap(key, undefined=convention, **parameters)
                undefined = told.undefined.astype(int) * math.isnan(convention)
                yield panel, key, parameters, convention, Ends(told.lower, told.upper, undefined)


def test_the_highest_are_those_of_full_sorting() -> None:
    """Greatest lower ends first, equal ones in their order, never one that is 0/0, no more than there are."""
    for panel, key, parameters, convention, full in scattered(3):
        pairs = panel.pairwise(key, undefined=convention, **parameters)
        for k in (1, 2, 5, 20):
            found = pairs.top_k(k)
            assert found.others.shape == (len(panel.rows), k)
            for row, (first, _, _) in enumerate(highest(full.lower, full.upper, full.undefined, k)):
                count = len(first)
                assert found.others[row].tolist() == first + [-1] * (k - count)
                for one, two in ((found.lower, full.lower), (found.upper, full.upper)):
                    assert np.array_equal(one[row, :count], two[row, first])
                    assert np.isnan(one[row, count:]).all()
                assert not found.certain[row, count:].any()


def test_who_is_certain_and_who_is_possible() -> None:
    """As their definitions say, and as the nearest rows of overlap() say; ties are all among the highest."""
    for panel, key, parameters, convention, full in scattered(4):
        pairs = panel.pairwise(key, undefined=convention, **parameters)
        told = panel.overlap(key, undefined=convention, **parameters)
        for k in (1, 2, 5):
            found = pairs.top_k(k)
            for row, (first, certain, may) in enumerate(highest(full.lower, full.upper, full.undefined, k)):
                assert found.certain[row, : len(first)].tolist() == certain
                assert found.possible[row] == may
            near = told.nearest("P1", k)
            among = {row["row"] for row in near if row["among"] == "certain"}
            named = found["P1"]
            assert len(near) == found.possible[0]
            assert {row["row"] for row in named if row["among"] == "certain"} == among & set(named["row"])


def test_who_has_no_value_in_some_completion_is_no_certain_one() -> None:
    """Where a pair is 0/0 in some completions it is ahead of nobody there, and not among the highest."""
    panel = cg.Panel([[1, 0], [0, 0], [1, 1]], [[1, 0], [1, 0], [1, 1]], max_depth=1)
    found = panel.pairwise("tversky", alpha=0, beta=1).top_k(1)
    near = panel.overlap("tversky", alpha=0, beta=1).nearest("P1", 1)
    assert (found.others[0, 0], found.lower[0, 0], found.certain[0, 0], found.possible[0]) == (1, 1, False, 2)
    assert [row["among"] for row in near] == ["possible"] * 2


def test_no_completion_contradicts_who_is_certain_and_who_is_left_out() -> None:
    """In every completion the certain ones are among the k highest, and all that are so are possible."""
    for seed, case in tiny(40, 5):
        panel = panel_of(case)
        found = panel.pairwise("gower").top_k(1)
        for completion in case.completions():
            values = panel_of(replace(case, lower=completion, upper=completion)).overlap("gower").lower
            for row in range(case.rows):
                ahead = [j for j in range(case.rows) if j != row]
                best = [j for j in ahead if values[row, j] >= max(values[row, i] for i in ahead)]
                assert not found.certain[row, 0] or found.others[row, 0] in best, seed
                assert len(best) <= found.possible[row], seed


def reaching(panel: cg.Panel, pairs: cg.Pairwise, full: Ends, at: float) -> None:
    """A threshold gives every pair whose upper end reaches it, in order, and no other."""
    found, rows = pairs.threshold(at), range(len(panel.rows))
    wanted = [
        (i, j) for i in rows for j in rows if (i != j if pairs.directed else i < j) and full.upper[i, j] >= at
    ]
    assert [tuple(pair) for pair in found.pairs.tolist()] == wanted, (pairs, at)
    first, second = np.array(wanted, dtype=int).reshape(-1, 2).T
    assert np.array_equal(found.lower, full.lower[first, second])
    assert np.array_equal(found.upper, full.upper[first, second])
    assert np.array_equal(found.certain, found.lower >= at)


def test_a_threshold_drops_nothing() -> None:
    """Every pair that may reach the value is there, at the value itself too; directed ones in both orders."""
    for panel, key, parameters, convention, full in scattered(6):
        pairs = panel.pairwise(key, undefined=convention, **parameters)
        for at in MARKS:
            reaching(panel, pairs, full, at)


@pytest.mark.parametrize("key", ["jaccard", "containment", "braycurtis", "gower"])
@pytest.mark.parametrize("open_cells", [0.0, 0.3])
def test_a_threshold_drops_nothing_by_size(key: str, open_cells: float) -> None:
    """Hundreds of programmes of every size, most of which are never compared: still every pair is there."""
    panel = random_panel(9, 300, 30, 1, open_cells=open_cells)
    told = panel.overlap(key)
    full = Ends(told.lower, told.upper, told.undefined)
    for at in MARKS[:5]:
        reaching(panel, panel.pairwise(key), full, at)
