"""Shares of partners and areas: closed values, axioms, words, and what is refused."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from twin.planning import shapley

import chirograph as cg
from chirograph.planning.attribution import attribution, share_of, typed


def shares(lower: Any, upper: Any = None, *asked: Any, **options: Any) -> list[tuple[Any, Any]]:
    """Both ends of every share."""
    cells = cg.Panel(lower, upper, max_depth=3).content
    return [one[1:] for one in attribution(cells, *asked, **options).shares]


@pytest.mark.parametrize("a", range(5))
def test_the_closed_form_of_a_ratio(a: int) -> None:
    """Shares of areas in a / (a + b) are Shapley's by every order, for up to six areas."""
    for b in range(6 - a if a < 3 else 5 - a):
        areas = [1] * a + [0] * b

        def value(chosen: tuple[int, ...], areas: list[int] = areas) -> Fraction:
            return Fraction(sum(areas[i] for i in chosen), len(chosen)) if chosen else Fraction(0)

        kinds = typed(a, b)
        assert shapley(len(areas), value) == [kinds[1 - area] for area in areas]


def test_airport_shares() -> None:
    """Depths 1, 2, 3 of three partners in one area: a layer is shared by those who reach it (by hand)."""
    column = (1, 2, 3)
    assert [share_of(max, column, p) for p in range(3)] == [Fraction(1, 3), Fraction(5, 6), Fraction(11, 6)]


def test_equal_partners_share_equally_and_a_null_player_has_nothing() -> None:
    """Symmetry, and a partner that reaches nothing has no share in the coverage."""
    found = shares([[1, 0], [1, 0], [0, 0]], None, "coverage")
    assert found == [(Fraction(1, 2),) * 2, (Fraction(1, 2),) * 2, (0, 0)]
    same = shares([[0, 0], [0, 0]], [[1, 0], [1, 0]], "core")
    assert same[0] == same[1]
    areas = shares([[1, 0, 0], [1, 0, 1]], None, "jaccard", "area")
    assert areas == [(Fraction(3, 4),) * 2, (0, 0), (Fraction(-1, 4),) * 2]


def test_a_share_of_the_core_can_be_below_nothing() -> None:
    """Who lacks what all others have takes away what they would have together."""
    assert shares([[1], [1], [0]], None, "core") == [(Fraction(1, 3),) * 2] * 2 + [(Fraction(-2, 3),) * 2]


def test_rows_weights_and_depths_count() -> None:
    """Shares of some rows, at a depth, with weights."""
    cells = cg.Panel([[2, 1], [1, 1], [0, 0]], max_depth=3, weights=[2.0, 1.0]).content
    assert [one[1:] for one in attribution(cells, "coverage", rows=["P1", "P2"]).shares] == [
        (Fraction(3, 2),) * 2,
    ] * 2  # fmt: skip
    assert attribution(cells, "coverage", depth=2).shares[0][1:] == (2, 2)
    assert attribution(cells, "common_depth", "area", rows=["P1", "P2"]).shares[0][1:] == (2, 2)


def test_words_and_plain_data() -> None:
    """A table, sentences, HTML, and plain data that is JSON; constraints are told."""
    panel = cg.Panel([[1, 0], [0, 1]], [[1, 1], [1, 1]], max_depth=1).constrain(list_length={"P1": (1, 2)})
    found = attribution(panel.content, "jaccard", "area")
    assert "each area has a share" in found.sentences()[0]
    assert "looks at cells alone" in found.explain() or "look at cells alone" in found.explain()
    assert json.loads(json.dumps(found.to_dict()))["value"] == [0, 1]
    assert "<table" in found._repr_html_()
    named = attribution(cg.load("nato-ip4").panel().content, "coverage")
    assert named.table().columns == ("label", "name", "lower", "upper")


@pytest.mark.parametrize(
    ("options", "places"),
    [
        ({"objective": "cor", "by": "row", "depth": 9, "rows": ["P7"]}, ["objective", "by", "rows", "depth"]),
        ({"objective": "jaccard"}, ["objective"]),
        ({"rows": []}, ["rows"]),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, Any], places: list[str]) -> None:
    """All that is wrong at once; a Jaccard by partner needs known cells."""
    cells = cg.Panel([[1, 0], [0, 1]], [[1, 1], [1, 1]], max_depth=1).content
    with pytest.raises(cg.errors.ParameterError) as caught:
        attribution(cells, **options)
    assert [fault.place for fault in caught.value.faults] == places


def test_a_ratio_with_weights_has_no_shares_of_areas() -> None:
    """The closed form counts areas; weights are refused, not dropped."""
    cells = cg.Panel([[1, 0], [1, 1]], max_depth=1, weights=[1.0, 2.0]).content
    with pytest.raises(cg.errors.ParameterError, match="equal weight"):
        attribution(cells, "jaccard", "area")
