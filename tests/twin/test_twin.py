"""The slow definitions against values that other packages computed, before they judge the engine."""

from __future__ import annotations

import math

import pytest
from stored import from_counts, intervals, names, stored

from twin import TWINS, Case, truth, value
from twin.completions import scoring_free_truth
from twin.indices import Pair, margin, two_by_two, whole

VALUES = stored("pair_values")
BOUNDS = stored("pair_bounds")
MANY = stored("many_programmes")


@pytest.mark.parametrize("row", VALUES, ids=names(VALUES))
def test_twin_gives_the_stored_value(row):
    """The plain definition agrees with the package that computed the stored value."""
    given = {"top": row["max_depth"], "weights": row.get("weights"), **row["parameters"]}
    found = value(row["key"], row["x"], row["y"], **given)
    assert float(found) == pytest.approx(row["expected"], abs=row["tolerance"], rel=0)


@pytest.mark.parametrize("row", BOUNDS, ids=names(BOUNDS))
def test_twin_enumeration_gives_the_stored_bounds(row):
    """Trying every completion gives the range another package gave on the same completions."""
    case = Case(tuple(map(tuple, row["lower"])), tuple(map(tuple, row["upper"])), row["max_depth"])
    found = truth(case, row["key"], 0, 1, **row["parameters"])
    assert [found.lower, found.upper] == pytest.approx(row["expected"], abs=row["tolerance"], rel=0)
    assert case.box_size() == row["completions"] == len(case.pairs(0, 1))
    assert (found.undefined == 0) == (row["completions"] == row["defined_completions"])


@pytest.mark.parametrize("row", MANY, ids=names(MANY))
def test_overlap_of_many_never_exceeds_that_of_a_pair(row):
    """Stored k-way overlap lies at or below every pair's, completion by completion, so its ends do too."""
    case = Case(tuple(map(tuple, row["lower"])), tuple(map(tuple, row["upper"])), row["max_depth"])
    assert case.box_size() == row["completions"]
    for p in range(case.rows):
        for q in range(p):
            pair = truth(case, "ruzicka", p, q)
            assert row["expected"][0] <= pair.lower + 1e-12
            assert row["expected"][1] <= pair.upper + 1e-12


def test_listwise_deletion_hides_a_range():
    """Dropping areas with a missing cell gives the stored value: one number where the data allow a range."""
    for row in stored("missing_cells"):
        kept = [(x, y) for x, y in zip(row["x"], row["y"], strict=True) if x is not None and y is not None]
        x, y = zip(*kept, strict=True)
        listwise = float(value(row["key"], x, y, top=3, **row["parameters"]))
        assert listwise == pytest.approx(row["listwise"], abs=row["tolerance"], rel=0)
        found = truth(Case(*intervals(row), 3), row["key"], 0, 1, **row["parameters"])
        assert found.lower < found.upper


def test_identities_of_the_formulas():
    """Identities between indices hold on the stored profiles, so none was mistaken for another."""
    row = next(row for row in VALUES if row["id"] == "A10")
    x, y, top = row["x"], row["y"], 3
    r = value("ruzicka", x, y, top=top)
    j = value("jaccard", x, y, top=top, threshold=2)
    assert value("braycurtis", x, y, top=top) == 2 * r / (1 + r)
    assert value("dice", x, y, top=top, threshold=2) == 2 * j / (1 + j)
    assert value("gower", x, y, top=top) == (1 + value("s_absolute", x, y, top=top)) / 2
    assert value("containment", x, y, top=top) == value("tversky", x, y, top=top, alpha=1, beta=0)
    for weighting in (1, 2):
        s = value("s_absolute" if weighting == 1 else "s_squared", x, y, top=top)
        a = value("alignment" if weighting == 1 else "alignment_squared", x, y, top=top)
        chance = s - a
        assert value("cohen_kappa", x, y, top=top, weighting=weighting) == (s - chance) / (1 - chance)


def test_other_indices_are_not_taken_for_ours():
    """Indices that are easily confused with ours have other values on the same profiles."""
    by_id = {row["id"]: row for row in stored("not_offered")}
    for row in by_id.values():
        ours = float(value(row["near"], row["x"], row["y"], top=row["max_depth"]))
        assert abs(ours - row["expected"]) > 0.01
    row = by_id["P03"]
    matching = value("simple_matching", row["x"], row["y"], top=1)
    assert float(matching / (2 - matching)) == pytest.approx(row["expected"], abs=row["tolerance"])


def test_undefined_where_the_formula_is_nothing_over_nothing():
    """0/0 is None for exactly the indices that leave it open on empty or constant profiles."""
    nothing = {key for key in TWINS if value(key, [0, 0], [0, 0], top=1) is None}
    assert nothing == {
        "jaccard", "dice", "containment", "tversky", "overlap", "ochiai", "phi", "ruzicka", "braycurtis",
        "cosine", "cohen_kappa", "scott_pi", "tau_b",
    }  # fmt: skip
    constant = {key for key in TWINS if value(key, [1, 1], [1, 1], top=1) is None}
    assert constant == {"phi", "cohen_kappa", "scott_pi", "tau_b"}
    one_empty = {key for key in TWINS if value(key, [0, 0], [1, 0], top=1) is None}
    assert one_empty == {"containment", "overlap", "ochiai", "phi", "cosine", "tau_b"}


def test_constraints_of_a_case_are_what_they_say():
    """List length, joint domain and block each remove the right completions of a tiny panel."""
    free = Case(((0, 0), (0, 0)), ((1, 1), (1, 0)), 1)
    assert len(list(free.completions())) == 8
    assert free.pairs(0, 0) == {(row, row) for row in ((0, 0), (0, 1), (1, 0), (1, 1))}
    one = Case(free.lower, free.upper, 1, lengths=((0, 1, 1, 1),))
    assert {matrix[0] for matrix in one.completions()} == {(0, 1), (1, 0)}
    both = Case(free.lower, free.upper, 1, joint=((0, [0, 1], [[0, 0], [1, 1]]),))
    assert {(m[0][0], m[1][0]) for m in both.completions()} == {(0, 0), (1, 1)}
    block = Case(free.lower, free.upper, 1, blocks=((0, [0, 1], 1),))
    assert (0, 0) not in {matrix[0] for matrix in block.completions()}
    never = Case(free.lower, free.upper, 1, lengths=((1, 2, 2, 1),))
    assert list(never.completions()) == []
    assert never.pairs(0, 1) == set()


def test_small_truth_by_hand():
    """The example of the front page: [1,1,0,?] against [1,0,0,1] has a Jaccard of 1/3 or 2/3."""
    case = Case(((1, 1, 0, 0), (1, 0, 0, 1)), ((1, 1, 0, 1), (1, 0, 0, 1)), 1)
    found = truth(case, "jaccard", 0, 1)
    assert (found.lower, found.upper, found.undefined) == (1 / 3, 2 / 3, 0)
    levels = Case(((3, 1),), ((3, 1),), 3)
    assert scoring_free_truth(levels, 0, 0).lower == 1
    empty = Case(((0,), (0,)), ((1,), (0,)), 1)
    assert truth(empty, "jaccard", 0, 1).undefined == 1
    nothing = truth(Case(((0,), (0,)), ((0,), (0,)), 1), "jaccard", 0, 1)
    assert nothing.undefined == 2
    assert math.isnan(nothing.lower)


def test_small_parts_of_the_twin():
    """Counts, margins and whole weights are what their names say."""
    pair = Pair((1, 1, 0, 0), (1, 0, 1, 0), (1, 2, 4, 8), 1)
    assert two_by_two(pair, 1) == (1, 2, 4, 8)
    assert margin([0, 2, 2], [1, 1, 2], 2) == [1, 0, 3]
    assert whole([0.5, 0.25, 2.0]) == (2, 1, 8)
    assert from_counts([[1, 0], [2, 1]]) == ([0, 1, 1, 1], [0, 0, 0, 1])
