"""The library against values other packages, published tables or a pencil gave."""

from __future__ import annotations

import math

import numpy as np
import pytest
from stored import intervals, names, stored
from twin import TWINS

import chirograph as cg
from chirograph import _core

VALUES = stored("pair_values")
BOUNDS = stored("pair_bounds")
EDGES = stored("edge_cases")
MANY = stored("many_programmes")
MISSING = stored("missing_cells")
OTHERS = stored("not_offered")


def overlap(row, **options):
    """The library's answer for the two profiles of a row."""
    panel = cg.Panel([row["x"], row["y"]], max_depth=row["max_depth"], weights=row.get("weights"))
    return panel.overlap(row["key"], **row["parameters"], **options)


@pytest.mark.parametrize("key", [row["key"] for row in _core.catalogue() if row["arity"] == "pair"])
def test_every_index_was_worked_elsewhere(key):
    """Each pair index of the catalogue has a plain definition and a stored value from outside the library."""
    assert key in TWINS, f"write {key} from its formula in tests/twin/indices.py"
    assert any(row["key"] == key for row in VALUES), (
        f"add a row for {key} to tests/reference/pair_values.json"
    )


def test_every_stored_row_says_where_it_is_from():
    """Each row names an index of the catalogue and its origin, and no two share an id."""
    keys = {row["key"] for row in _core.catalogue()}
    rows = [*VALUES, *BOUNDS, *EDGES, *MISSING]
    assert {row["key"] for row in rows} <= keys
    assert set(TWINS) <= keys
    assert all(row["how_obtained"] for row in [*rows, *MANY, *OTHERS])
    assert len({row["id"] for row in [*rows, *MANY, *OTHERS]}) == len(rows) + len(MANY) + len(OTHERS)


@pytest.mark.parametrize("row", VALUES, ids=names(VALUES))
def test_stored_value(row):
    """Both ends of a known pair are the stored value, and its areas add up to it."""
    pair = overlap(row)["P1", "P2"]
    assert pair.lower == pair.upper
    assert pair.lower == pytest.approx(row["expected"], abs=row["tolerance"], rel=0)
    assert pair.sharp
    for end in pair.contributions:
        assert end.sum() == pytest.approx(row["expected"], abs=max(row["tolerance"], 1e-12), rel=0)


@pytest.mark.parametrize("row", BOUNDS, ids=names(BOUNDS))
def test_stored_bounds(row):
    """The bounds are the least and greatest value another package found over all completions."""
    panel = cg.Panel(row["lower"], row["upper"], max_depth=row["max_depth"])
    pair = panel.overlap(row["key"], **row["parameters"])["P1", "P2"]
    assert [pair.lower, pair.upper] == pytest.approx(row["expected"], abs=row["tolerance"], rel=0)
    assert pair.sharp
    assert panel.overlap(row["key"], **row["parameters"]).undefined[0, 1] == 0
    for witness, value in ((pair.witness_lower, pair.lower), (pair.witness_upper, pair.upper)):
        again = cg.Panel(np.asarray(witness), max_depth=row["max_depth"]).overlap(
            row["key"], **row["parameters"]
        )
        assert again["P1", "P2"].lower == pytest.approx(value, abs=1e-12, rel=0)


@pytest.mark.parametrize("row", MANY, ids=names(MANY))
def test_pairs_of_many_programmes(row):
    """The stored k-way overlap lies at or below every pair's, at both ends."""
    table = cg.Panel(row["lower"], row["upper"], max_depth=row["max_depth"]).overlap("ruzicka")
    assert (row["expected"][0] <= table.lower + 1e-12).all()
    assert (row["expected"][1] <= table.upper + 1e-12).all()


@pytest.mark.parametrize("row", EDGES, ids=names(EDGES))
def test_edge_cases_where_packages_disagree(row):
    """0/0 is NaN with a flag; the convention of any package can be asked for; one empty profile gives 0."""
    table = overlap(row)
    if row["id"].startswith("A54"):
        assert table.lower[0, 1] == table.upper[0, 1] == row["package"]
        assert table.undefined[0, 1] == 0
        return
    assert math.isnan(table.lower[0, 1])
    assert math.isnan(table.upper[0, 1])
    assert table.undefined[0, 1] == 2
    told = overlap(row, undefined=1.0 if row["package"] is None else row["package"])
    assert told.lower[0, 1] == told.upper[0, 1] == 1.0
    assert told.undefined[0, 1] == 2


def test_a_convention_extends_bounds_only_where_nothing_over_nothing_is_possible():
    """With 0/0 possible the convention widens the range to include it; elsewhere it changes nothing."""
    panel = cg.Panel([[0, 0, 1], [0, 0, 0]], [[1, 0, 1], [1, 0, 0]], max_depth=1)
    assert panel.overlap("jaccard").undefined[0, 1] == 0
    assert np.array_equal(
        panel.overlap("jaccard", undefined=1.0).upper, panel.overlap("jaccard").upper, equal_nan=True
    )
    maybe = cg.Panel([[0, 0], [0, 0]], [[1, 0], [0, 1]], max_depth=1)
    plain, told = maybe.overlap("jaccard"), maybe.overlap("jaccard", undefined=1.0)
    assert (plain.lower[0, 1], plain.upper[0, 1], plain.undefined[0, 1]) == (0.0, 0.0, 1)
    assert (told.lower[0, 1], told.upper[0, 1], told.undefined[0, 1]) == (0.0, 1.0, 1)


@pytest.mark.parametrize("row", MISSING, ids=names(MISSING))
def test_missing_cells_give_a_range_and_not_one_number(row):
    """What listwise deletion reports as one number is a wide range once missing cells may be anything."""
    lower, upper = intervals(row)
    table = cg.Panel(lower, upper, max_depth=row["max_depth"]).overlap(row["key"], **row["parameters"])
    pair = table["P1", "P2"]
    assert pair.upper - pair.lower > 0.1
    assert pair.lower <= row["listwise"] <= pair.upper


def test_listwise_deletion_can_leave_what_the_data_allow():
    """Opposite in the one complete area, at most two apart in the other: S is above the listwise -1."""
    lower, upper = intervals({"x": [3, None], "y": [0, 1], "max_depth": 3})
    pair = cg.Panel(lower, upper, max_depth=3).overlap("s_absolute")["P1", "P2"]
    assert cg.Panel([[3], [0]], max_depth=3).overlap("s_absolute")["P1", "P2"].upper == -1.0
    assert (pair.lower, pair.upper) == (pytest.approx(-2 / 3), pytest.approx(0.0))


@pytest.mark.parametrize("row", OTHERS, ids=names(OTHERS))
def test_neighbours_are_not_taken_for_ours(row):
    """An index with a similar name has another value on the same profiles than ours."""
    panel = cg.Panel([row["x"], row["y"]], max_depth=row["max_depth"])
    ours = panel.overlap(row["near"])["P1", "P2"].lower
    assert abs(ours - row["expected"]) > 0.01
    if row["id"] == "A25/all":
        assert ours == pytest.approx(47 / 60, abs=1e-15)
        assert ours == pytest.approx((1 + panel.overlap("s_absolute")["P1", "P2"].lower) / 2, abs=1e-15)


def test_scale_is_a_fact_of_the_codebook_and_not_of_the_data():
    """An unused top level still counts: the same profiles on a longer scale are closer together."""
    x, y = [2, 0, 1], [0, 0, 1]
    short = cg.Panel([x, y], max_depth=2).overlap("s_absolute")["P1", "P2"].lower
    long = cg.Panel([x, y], max_depth=3).overlap("s_absolute")["P1", "P2"].lower
    assert (short, long) == (pytest.approx(1 - 4 / 6), pytest.approx(1 - 4 / 9))


def test_words_stand_for_numbers_in_parameters():
    """weighting="quadratic" and weighting=2 are the same question."""
    row = next(row for row in VALUES if row["id"] == "A17")
    panel = cg.Panel([row["x"], row["y"]], max_depth=3)
    assert np.array_equal(panel.overlap("cohen_kappa", weighting="quadratic").lower,
                          panel.overlap("cohen_kappa", weighting=2).lower)  # fmt: skip
