"""Ranges of agreement against every completion by the slow definitions, and relations that must hold."""

from __future__ import annotations

import random

import pytest
from twin.agreement import completions, ends, value

import chirograph as cg

PAIRS = [
    (row["key"], metric, row["two_coders"])
    for row in cg.Codings.coefficients()
    for metric in row["metrics"].split(", ")
]


def random_entries(draw, coders, units, top, most=256):
    """Sets of values at random, with at most so many completions; an empty one was not coded."""
    left, rows = most, []
    for _ in range(coders):
        row = []
        for _ in range(units):
            size = draw.choice([0, 1, 1, 1, 1, 1, 2, top + 1])
            size = min(size, max(1, left)) if size else 0
            left = left // size if size > 1 else left
            row.append(tuple(sorted(draw.sample(range(top + 1), size))))
        rows.append(row)
    return rows


def codings(rows, top):
    """The same as the library takes them."""
    lists = {f"C{i}": [set(entry) if entry else None for entry in row] for i, row in enumerate(rows)}
    return cg.Codings(lists, max_depth=top)


def close(one, other):
    """Equal but for rounding."""
    return one == pytest.approx(float(other), abs=1e-9)


@pytest.mark.parametrize("seed", range(24))
def test_both_ends_are_those_of_all_completions(seed):
    """Ends, flags and witnesses equal enumeration by definitions in fractions, for every coefficient."""
    draw = random.Random(seed)
    top, coders = draw.randint(1, 3), draw.choice([2, 2, 3, 4])
    rows = random_entries(draw, coders, draw.randint(1, 5), top)
    for key, metric, two in PAIRS:
        if two and coders != 2:
            continue
        found = codings(rows, top).agreement(key, metric=metric)
        low, high, undefined = ends(key, metric, rows, top)
        where = f"seed {seed}, {key} {metric}, {rows}"
        assert bool(found.reason) == (low is None), where
        assert found.undefined_possible == undefined, where
        if low is None:
            continue
        assert found.sharp, where
        assert [found.lower, found.upper] == pytest.approx([float(low), float(high)], abs=1e-9), where
        for end, witness in ((low, found.witness_lower), (high, found.witness_upper)):
            assert value(key, metric, witness, top) == pytest.approx(end, abs=1e-9), where
            assert all(
                v is None if not entry else v in entry
                for row, line in zip(rows, witness, strict=True)
                for entry, v in zip(row, line, strict=True)
            ), where


@pytest.mark.parametrize("seed", range(300, 312))
def test_a_unit_that_stands_for_several_is_settled_once(seed):
    """With weights, ends equal enumeration of units written as often, and weights of 1 change nothing."""
    draw = random.Random(seed)
    top, coders, units = draw.randint(1, 3), draw.choice([2, 2, 3, 4]), draw.randint(1, 5)
    rows = random_entries(draw, coders, units, top, most=32)
    weights = [draw.randint(1, 3) for _ in range(units)]
    for key, metric, two in PAIRS:
        if two and coders != 2:
            continue
        asked = codings(rows, top)
        found = asked.agreement(key, metric=metric, weights=weights)
        low, high, undefined = ends(key, metric, rows, top, weights)
        where = f"seed {seed}, {key} {metric}, {weights}, {rows}"
        assert (bool(found.reason), found.undefined_possible) == (low is None, undefined), where
        assert (
            asked.agreement(key, metric=metric, weights=[1] * units).text
            == asked.agreement(key, metric=metric).text
        )
        if low is not None:
            assert found.sharp, where
            assert [found.lower, found.upper] == pytest.approx([float(low), float(high)], abs=1e-9), where


@pytest.mark.parametrize("seed", range(100, 112))
def test_less_unknown_never_widens(seed):
    """Taking a value out of a set gives a range within the one before."""
    draw = random.Random(seed)
    rows = random_entries(draw, 2, 8, 2, most=3**8)
    open_places = [(i, j) for i, row in enumerate(rows) for j, entry in enumerate(row) if len(entry) > 1]
    if not open_places:
        rows[0][0], open_places = (0, 1), [(0, 0)]
    i, j = draw.choice(open_places)
    narrower = [list(row) for row in rows]
    narrower[i][j] = rows[i][j][1:]
    for key, metric, _ in PAIRS:
        wide, narrow = (codings(x, 2).agreement(key, metric=metric) for x in (rows, narrower))
        if narrow.reason:
            continue
        assert max(wide.lower - narrow.lower, narrow.upper - wide.upper) <= 1e-9, (seed, key, metric)


@pytest.mark.parametrize("seed", range(200, 212))
def test_relations_between_coefficients_and_codings(seed):
    """Order, names, direction of the scale, units not coded twice, alpha against Fleiss, two values."""
    draw = random.Random(seed)
    top = draw.randint(1, 3)
    rows = [[entry or (0,) for entry in row] for row in random_entries(draw, 3, 6, top, most=500)]

    def same(changed, key, metric, reference):
        found = codings(changed, top).agreement(key, metric=metric)
        assert found.reason == reference.reason, (seed, key, metric)
        if not found.reason:
            ends_of = [[x.lower, x.upper] for x in (found, reference)]
            assert ends_of[0] == pytest.approx(ends_of[1], abs=1e-9), (seed, key, metric)

    columns = list(zip(*rows, strict=True))
    shuffled = [list(row) for row in zip(*draw.sample(columns, len(columns)), strict=True)][::-1]
    turned = [[tuple(sorted(top - v for v in entry)) for entry in row] for row in rows]
    names = draw.sample(range(top + 1), top + 1)
    renamed = [[tuple(sorted(names[v] for v in entry)) for entry in row] for row in rows]
    for key, metric, two in PAIRS:
        some = rows[:2] if two else rows
        reference = codings(some, top).agreement(key, metric=metric)
        same(shuffled if not two else [rows[1], rows[0]], key, metric, reference)
        same(turned[: len(some)], key, metric, reference)
        if metric == "nominal":
            same(renamed[: len(some)], key, metric, reference)
        if key in ("krippendorff_alpha", "kappa", "bp", "percent"):  # a unit without a pair adds nothing
            same([[*row, (0,) if i == 0 else ()] for i, row in enumerate(some)], key, metric, reference)
    alpha, fleiss = (codings(rows, top).agreement(key) for key in ("krippendorff_alpha", "fleiss"))
    n = 3 * len(columns)
    assert close(alpha.lower, fleiss.lower + (1 - fleiss.lower) / n)
    assert close(alpha.upper, fleiss.upper + (1 - fleiss.upper) / n)
    for metric in ("nominal", "linear", "quadratic"):  # as many coders in every unit: both forms are one
        same(rows, "fleiss_gwet", metric, codings(rows, top).agreement("fleiss", metric=metric))
    if top == 1:
        for metric in ("ordinal", "interval"):
            found = codings(rows, top).agreement("krippendorff_alpha", metric=metric)
            same(rows, "krippendorff_alpha", metric, found)
            assert close(found.lower, alpha.lower)


def test_the_twin_counts_completions():
    """The enumeration has one completion per choice, and an entry that was not coded has none."""
    assert len(list(completions([[(0, 1), ()], [(0, 1, 2), (1,)]]))) == 6
    assert value("percent", "nominal", [[0, None], [0, 1]], 2) == 1
