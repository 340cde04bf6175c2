"""The order of pairs: what is called certain always holds, what is called reversible is reversed."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import chirograph as cg
from chirograph.ranks import order

Depths = NDArray[np.int64]


def ordered(overlap: cg.Overlap) -> order.Order:
    """The order of the pairs of a result."""
    return order.order_of(overlap.question, overlap.lower, overlap.upper)


def small_panel(seed: int) -> cg.Panel:
    """Three or four programmes, three areas, up to seven unknown cells."""
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(3, 5)), 3)
    top = int(rng.integers(1, 3))
    lower = rng.integers(0, top + 1, shape)
    upper = lower.copy()
    opened = rng.permutation(shape[0] * shape[1])[: 7 if top == 1 else 5]
    upper.ravel()[opened] = top
    lower.ravel()[opened] = 0
    return cg.Panel(lower, upper, max_depth=top)


def completions(panel: cg.Panel) -> list[Depths]:
    """Every way to fill the unknown cells."""
    choices = [
        range(int(a), int(b) + 1) for a, b in zip(panel.lower.ravel(), panel.upper.ravel(), strict=True)
    ]
    return [np.array(values).reshape(panel.lower.shape) for values in product(*choices)]


def signs(overlap: cg.Overlap, cells: list[Depths]) -> dict[tuple[str, str], NDArray[np.float64]]:
    """The value of every pair in every completion, asked of panels without unknown cells."""
    known = [
        cg.Panel(filled, max_depth=overlap.panel.max_depth, weights=overlap.panel.weights) for filled in cells
    ]
    told = {"undefined": overlap.convention, **overlap.parameters}
    found = [panel.overlap(overlap.key, **told).lower for panel in known]
    return {
        pair: np.array([matrix[overlap.rows.index(pair[0]), overlap.rows.index(pair[1])] for matrix in found])
        for pair in overlap.pairs()
    }


def verdict(difference: NDArray[np.float64]) -> str:
    """What every completion says of the order of two pairs, by definition."""
    difference = difference[~np.isnan(difference)]
    difference[abs(difference) <= 1e-12] = 0
    if not len(difference):
        return "undefined"
    low, high = np.sign(difference.min()), np.sign(difference.max())
    if low == high:
        return {1: "above", 0: "equal", -1: "below"}[int(low)]
    return "at_least" if low == 0 else "at_most" if high == 0 else "reversible"


def agrees(overlap: cg.Overlap, cells: list[Depths]) -> cg.Order:
    """The order of a result, after every verdict was held against every completion."""
    found, values = overlap.order(), signs(overlap, cells)
    for item in found.comparisons:
        assert item.verdict == verdict(values[item.first] - values[item.second]), item
    pairs = [pair for pair in overlap.pairs() if not np.isnan(values[pair]).all()]
    some = [verdict(values[one] - values[two]) != "undefined" for one, two in combinations(pairs, 2)]
    assert found.total == sum(some) == len(found.comparisons)
    return found


ASKED: list[tuple[str, dict[str, float]]] = [
    ("jaccard", {}),
    ("jaccard", {"threshold": 2}),
    ("jaccard", {"undefined": 0.0}),
    ("dice", {}),
    ("ruzicka", {}),
    ("containment", {}),
    ("tversky", {"alpha": 2.0, "beta": 0.5}),
    ("tversky", {"alpha": 2.0, "beta": 2.0}),
    ("simple_matching", {}),
    ("overlap", {}),
    ("ochiai", {}),
    ("tau_b", {}),
]


@pytest.mark.parametrize(("key", "options"), ASKED)
def test_every_verdict_is_that_of_every_completion(key: str, options: dict[str, float]) -> None:
    """By counting and by searching alike, a verdict is what enumeration says, and none is left open."""
    for seed in range(12):
        panel = small_panel(seed)
        if options.get("threshold", 1) <= panel.max_depth:
            assert agrees(panel.overlap(key, **options), completions(panel)).open == 0


@pytest.mark.parametrize("key", ["jaccard", "ruzicka", "ochiai"])
def test_a_list_length_is_kept_in_every_comparison(key: str) -> None:
    """With lengths of lists only completions that have them count."""
    for seed in range(12):
        panel = small_panel(seed)
        least, most = ((end >= 1).sum(axis=1).tolist() for end in (panel.lower, panel.upper))
        lengths = {"P1": (least[0], most[0] - (most[0] > least[0])), "P2": most[1]}
        kept = [
            cells for cells in completions(panel)
            if lengths["P1"][0] <= (cells[0] >= 1).sum() <= lengths["P1"][1]
            and (cells[1] >= 1).sum() == most[1]
        ]  # fmt: skip
        agrees(panel.constrain(list_length=lengths).overlap(key), kept)


@pytest.mark.parametrize("key", ["jaccard", "ruzicka", "ochiai"])
def test_weights_count_in_every_comparison(key: str) -> None:
    """Where areas weigh differently, counting does not do, and the search says the same as enumeration."""
    for seed in range(8):
        panel = small_panel(seed)
        weighed = cg.Panel(panel.lower, panel.upper, max_depth=panel.max_depth, weights=[1.0, 2.0, 0.5])
        agrees(weighed.overlap(key), completions(panel))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from("01?"), min_size=4, max_size=4), min_size=3, max_size=4))
def test_counting_and_searching_agree(rows: list[list[str]]) -> None:
    """The Jaccard index is told by counting areas; with a convention that never applies, by searching."""
    lower = np.array([[int(cell == "1") for cell in row] for row in rows])
    upper = np.array([[int(cell != "0") for cell in row] for row in rows])
    lower, upper = (np.pad(end, ((0, 0), (0, 1)), constant_values=1) for end in (lower, upper))
    panel = cg.Panel(lower, upper, max_depth=1)
    by_counting, by_search = panel.overlap("jaccard").order(), panel.overlap("jaccard", undefined=0.0).order()
    assert (by_counting.test, by_search.test) == ("counting", "search")
    table = {frozenset([one.first, one.second]): one for one in by_search.comparisons}
    for item in by_counting.comparisons:
        other = table[frozenset([item.first, item.second])]
        assert other.verdict == item.verdict
        assert item.verdict in {"equal", "reversible"} or other.first == item.first


def test_steps_that_run_out_leave_open_and_claim_nothing() -> None:
    """With one step what the ranges prove holds and the rest is open; with more of it less is."""
    left = 0
    for panel in map(small_panel, range(20)):
        overlap = panel.overlap("ruzicka")
        whole, stopped = overlap.order(), overlap.order(budget=1)
        assert whole.open == 0
        assert stopped.certain <= whole.certain
        assert stopped.reversible <= whole.reversible
        left += stopped.open
    assert left > 0


def test_two_pairs_that_share_a_row_cannot_both_be_served() -> None:
    """With New Zealand's four described topics as its list five orders are settled and six never reversed.

    Reference: every completion of the three rows of each comparison, by bit masks; ranges alone settle four.
    """
    rows = ["1?1??111??1????111??1???", "??11?11?11?????111??1???", "101001001011000111001010"]
    found = scenario([*rows, "011000001000000001000000"]).order()
    assert (found.settled, found.certain, found.test) == (5, 6, "counting")


@pytest.mark.parametrize(
    ("aus", "jpn", "settled", "certain"),
    [
        ("101001110010000111001000", "??11?11?11?????111??1???", 10, 10),
        ("101001110010000111001000", "??11?11?111???1111??1???", 10, 10),
        ("101001110010000111001000", "001101101110001111001000", 15, 15),
        ("1?1??111??1????111??1???", "??11?11?111???1111??1???", 8, 9),
    ],
)
def test_scenarios_settle_what_enumeration_settled(aus: str, jpn: str, settled: int, certain: int) -> None:
    """Lists of Australia, Japan and New Zealand as described; reference: bit masks over every completion."""
    rows = [aus, jpn, "101001001011000111001010", "011000001000000001000000"]
    found = scenario(rows).order()
    assert (found.settled, found.certain) == (settled, certain)


def scenario(rows: list[str]) -> cg.Overlap:
    """The Jaccard overlap of rows of 0, 1 and ?."""
    lower = [[int(cell == "1") for cell in row] for row in rows]
    upper = [[int(cell != "0") for cell in row] for row in rows]
    return cg.Panel(lower, upper, max_depth=1).overlap("jaccard")


def test_the_real_data_settle_no_order() -> None:
    """With the strict data, unpublished text can reverse every comparison of pairs; all counts add up."""
    found = ordered(cg.load("nato-ip4").overlap("jaccard"))
    assert found.total == 15
    assert (found.certain, found.reversible, found.open) == (0, 15, 0)


def test_known_cells_settle_everything() -> None:
    """Without unknown cells every comparison is certain."""
    found = ordered(cg.load("nato-ip4").assume(unpublished="absent").overlap("jaccard"))
    assert found.certain == found.total == 15


def test_a_tie_is_not_above() -> None:
    """Equal values are equal, and ranges that meet in one end are "at least"; neither is called above."""
    same = ordered(cg.Panel([[1, 1], [1, 1], [1, 1]], max_depth=1).overlap("jaccard"))
    assert (same.above, same.at_least, same.equal) == (0, 0, 3)
    half = ordered(
        cg.Panel([[1, 1], [1, 1], [1, 0]], [[1, 1], [1, 1], [1, 1]], max_depth=1).overlap("jaccard")
    )
    assert (half.above, half.at_least, half.equal, half.total) == (0, 2, 1, 3)


def test_joint_knowledge_claims_nothing_it_cannot_show() -> None:
    """Where areas tie programmes to each other, overlapping ranges are called open and never reversible."""
    panel = cg.Panel(np.zeros((3, 3), dtype=int), np.ones((3, 3), dtype=int), max_depth=1)
    tied = panel.constrain(joint=[("A1", ["P1", "P2", "P3"], "same")])
    assert ordered(tied.overlap("jaccard")).reversible == 0


def test_many_pairs_are_told_by_their_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond so many pairs ranges alone are looked at: less may be certain, and nothing else is claimed."""
    for seed in range(20):
        overlap = small_panel(seed).overlap("ruzicka")
        looked = ordered(overlap)
        with monkeypatch.context() as patched:
            patched.setattr(order, "MOST_PAIRS", 0)
            patched.setattr(order, "MOST_COUNTED", 0)
            ranges = ordered(overlap)
        assert (ranges.test, ranges.comparisons, ranges.reversible) == ("ranges", (), 0)
        assert ranges.certain <= looked.certain
        assert "ranges alone" in repr(ranges)


def test_many_pairs_are_counted_exactly_where_counting_does() -> None:
    """Of more than 45 pairs none is listed, and the counts of a presence index are exact all the same."""
    rng = np.random.default_rng(5)
    lower = rng.integers(0, 2, (11, 6))
    upper = np.maximum(lower, rng.integers(0, 2, (11, 6)))
    found = cg.Panel(lower, upper, max_depth=1).overlap("jaccard").order()
    assert (found.test, found.comparisons, found.open) == ("counting", (), 0)
    assert "none is listed" in repr(found)
    few = [cg.Panel(lower[rows], upper[rows], max_depth=1).overlap("jaccard").order()
           for rows in (np.delete(np.arange(11), i) for i in range(11))]  # fmt: skip
    # Each comparison of two pairs with a common row is in 8 of the panels without one row, of four rows in 7.
    assert all(one.comparisons for one in few)
    assert 7 * found.certain <= sum(one.certain for one in few) <= 8 * found.certain
