"""Tipping points against every set of cells, and against a formula for the weights."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from engine import panel_of
from numpy.typing import NDArray
from random_panels import random_case, seeds

import chirograph as cg
from chirograph.errors import ParameterError
from twin import TWINS, Case
from twin.indices import Pair

Pairs = tuple[tuple[int, int], tuple[int, int]]
ABOVE_BELOW: Pairs = ((0, 1), (0, 2))


def difference(case: Case, key: str, matrix: NDArray[np.int64]) -> float:
    """The one pair less the other in a completion; NaN where one is 0/0."""
    weights = case.whole_weights()
    values = [
        TWINS[key](Pair(tuple(matrix[p].tolist()), tuple(matrix[q].tolist()), weights, case.top))
        for p, q in ABOVE_BELOW
    ]
    return math.nan if None in values else float(values[0] - values[1])  # type: ignore[operator]


def fewest(case: Case, key: str, held: str | None) -> float:
    """The fewest cells that do it, by every set of them; infinite where none does."""
    every = [np.array(matrix) for matrix in case.completions()]
    above = [difference(case, key, matrix) for matrix in every]
    if held is not None:
        base = np.array(case.lower if held == "lower" else case.upper)
        sizes = [int((m[:3] != base[:3]).sum()) for m, d in zip(every, above, strict=True) if d > 0]
        return min(sizes, default=math.inf)
    opened = [tuple(at) for at in np.argwhere(np.array(case.lower) < np.array(case.upper)) if at[0] < 3]
    present = key == "jaccard"
    for size in range(len(opened) + 1):
        for cells in itertools.combinations(opened, size):
            groups: dict[tuple[int, ...], list[float]] = {}
            for matrix, d in zip(every, above, strict=True):
                told = tuple(int(matrix[at] >= 1) if present else int(matrix[at]) for at in cells)
                groups.setdefault(told, []).append(d)
            for found in groups.values():
                defined = [d for d in found if not math.isnan(d)]
                if defined and min(defined) > 0:
                    return size
    return math.inf


@pytest.mark.parametrize("key", ["jaccard", "ruzicka", "simple_matching"])
@pytest.mark.parametrize("held", ["lower", "upper", None])
def test_the_fewest_cells_are_those_of_every_set(key: str, held: str | None) -> None:
    """The number is that of enumeration and certified; the cells told do put the one pair above."""
    for seed in seeds(15, 71):
        case = random_case(seed, most=80, rows=3)
        if case.joint or case.common or not any(True for _ in case.completions()):
            continue
        panel = panel_of(case)
        pairs = [tuple(panel.rows[i] for i in pair) for pair in ABOVE_BELOW]
        found = panel.overlap(key).tipping(*pairs, held=held)
        known = fewest(case, key, held)
        assert found.least == known, (seed, found)
        assert found.found == (None if known == math.inf else known)
        assert found.certified == (known < math.inf)


def test_cells_that_tip_leave_nothing_open() -> None:
    """With the cells told, the order of the two pairs is certain; with one less it is not."""
    panel = cg.load("nato-ip4").panel()
    found = panel.overlap("jaccard").tipping(("JPN", "KOR"), ("KOR", "NZL"), held=None, budget=500)
    assert found.found is not None
    lower, upper = panel.lower.copy(), panel.upper.copy()
    for row, area, cell in found.changes.rows:
        at = panel.rows.index(row), panel.columns.index(area)
        (upper if cell == "0" else lower)[at] = 0 if cell == "0" else 1
    known = cg.Panel(lower, upper, rows=panel.rows, columns=panel.columns, max_depth=3)
    verdicts = {(one.first, one.second): one.verdict for one in known.overlap("jaccard").order().comparisons}
    assert verdicts[("JPN", "KOR"), ("KOR", "NZL")] == "above"
    assert found.least <= found.found


def test_the_least_weight_is_the_one_of_the_formula() -> None:
    """Of a weighted mean it is the gap over the spread of the differences, where no cap binds."""
    x, y, z = [1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0]
    panel = cg.Panel([x, y, z], max_depth=1, weights=[4, 3, 2, 1])
    found = panel.overlap("simple_matching").tipping(("P1", "P3"), ("P1", "P2"), what="weights")
    matches = np.array([np.equal(x, other) for other in (z, y)], dtype=float)
    gain, weights = matches[0] - matches[1], np.array([0.4, 0.3, 0.2, 0.1])
    gap = -float(gain @ weights)
    assert gap > 0
    assert found.found == pytest.approx(gap / (gain.max() - gain.min()), abs=1e-7)
    assert found.certified


def test_weights_that_tip_make_the_two_pairs_equal() -> None:
    """At the weights told both pairs have one value; what moved is what is said, and less does not do it."""
    rng, certified = np.random.default_rng(3), 0
    for _ in range(14):
        cells, weights = rng.integers(0, 3, (3, 5)), rng.integers(1, 5, 5)
        panel = cg.Panel(cells, max_depth=2, weights=weights.tolist())
        overlap = panel.overlap("ruzicka", undefined=0)
        low, high = sorted(ABOVE_BELOW, key=lambda pair: overlap.lower[pair])
        if overlap.lower[low] == overlap.lower[high]:
            continue
        names = [tuple(panel.rows[i] for i in pair) for pair in (low, high)]
        found = overlap.tipping(*names, what="weights")
        if found.found is None:
            assert found.least == math.inf
            continue
        after = weights / weights.sum()
        for area, before, then in found.changes.rows:
            at = panel.columns.index(area)
            assert after[at] == pytest.approx(before)
            after[at] = then
        again = cg.Panel(cells, max_depth=2, weights=np.round(after, 12).tolist()).overlap("ruzicka")
        assert again.lower[low] == pytest.approx(again.lower[high], abs=1e-5)
        assert np.abs(after - weights / weights.sum()).sum() / 2 == pytest.approx(found.found, abs=1e-6)
        assert found.found - 2e-3 <= found.least <= found.found + 1e-9
        certified += found.certified
        assert not _tips(cells, weights, low, high, found.least * 0.98, rng)
    assert certified >= 8


def _tips(
    cells: NDArray[np.int64], weights: NDArray[np.int64], low: tuple[int, int], high: tuple[int, int],
    least: float, rng: np.random.Generator,
) -> bool:  # fmt: skip
    """Whether some of many random moves of less weight puts the lower pair above."""
    before = weights / weights.sum()
    for _ in range(300):
        step = rng.dirichlet(np.full(5, 0.3)) - rng.dirichlet(np.full(5, 0.3))
        after = np.maximum(before + step * least / max(np.abs(step).sum() / 2, 1e-12), 0)
        if abs(after.sum() - 1) > 1e-9:
            continue
        smaller, larger = (np.minimum(*cells[list(pair)]) @ after / (np.maximum(*cells[list(pair)]) @ after)
                           for pair in (low, high))  # fmt: skip
        if smaller > larger + 1e-9:
            return True
    return False


def test_what_has_no_tipping_point_is_told() -> None:
    """Where no completion does it nothing is found; other indices and free cells are refused for weights."""
    panel = cg.Panel([[1, 1], [1, 1], [1, 0]], max_depth=1)
    found = panel.overlap("jaccard").tipping(("P1", "P3"), ("P1", "P2"))
    assert (found.least, found.found, len(found.changes)) == (math.inf, None, 0)
    assert "nothing does it" in repr(found)
    for key, held in (("cohen_kappa", "lower"), ("jaccard", None)):
        with pytest.raises(ParameterError):
            panel.overlap(key).tipping(("P1", "P3"), ("P1", "P2"), what="weights", held=held)


def test_a_search_of_many_areas_ends_within_its_budget() -> None:
    """Where counting areas does not tell, what the engine searches for counts too."""
    rng = np.random.default_rng(3)
    known = rng.integers(0, 2, (3, 60))
    opened = rng.random((3, 60)) < 0.4
    panel = cg.Panel(np.where(opened, 0, known), np.where(opened, 1, known), max_depth=1)
    found = panel.overlap("tau_b").tipping(("P1", "P3"), ("P1", "P2"), held=None, budget=3000)
    assert found.found is None or found.least <= found.found
    assert not found.certified
