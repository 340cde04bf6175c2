"""Codings: reading, counts, ranges by part, bands, rules for one cell, and what disagreements move."""

from __future__ import annotations

import json
import math
import re
import time
from itertools import pairwise

import pytest

import chirograph as cg
from chirograph.agreement.entries import read_entry
from chirograph.errors import DataError, ParameterError, UnknownIndicator, UnknownLabel

SHEETS = {
    "A": {"programme": ["KOR", "JPN"], "A01": [2, "?"], "A02": [0, 1], "A03": ["1-2", 3]},
    "B": {"programme": ["JPN", "KOR"], "A03": [1, 1], "A01": [1, 2], "A02": ["", 0]},
}
THREE = {"A": [0, 1, "?", 1], "B": [0, 1, 1, 0], "C": [0, 1, 1, 1]}


def sheets() -> cg.Codings:
    """Two programmes, three areas, two coders."""
    return cg.Codings.from_sheets(SHEETS)


@pytest.mark.parametrize(
    ("given", "values"),
    [
        (2, 0b0100), (2.0, 0b0100), ("2", 0b0100), ("2.0", 0b0100), ((1, 2), 0b0110), ([1, 2], 0b0110),
        ("1-2", 0b0110), ("[1, 2]", 0b0110), ("1..2", 0b0110), ({0, 3}, 0b1001), ("{0, 3}", 0b1001),
        ({"set": [0, 3]}, 0b1001), ("?", 0b1111), (" ? ", 0b1111), (None, 0), (math.nan, 0), ("", 0),
        ((0, 0), 1),
    ],
)  # fmt: skip
def test_the_four_kinds_of_entries_are_read(given: object, values: int) -> None:
    """A value, an interval, a set, an unknown value and no coding, in every way to write them."""
    assert read_entry(given, 3) == values


@pytest.mark.parametrize("given", [True, 1.5, -1, 4, "x", (2, 1), (0, 1, 2), set(), "{0, 9}", "-1", b"1", {}])
def test_other_entries_are_refused(given: object) -> None:
    """Anything else is refused, with the rule; all faults come at once, each with coder and unit."""
    assert isinstance(read_entry(given, 3), tuple)
    with pytest.raises(DataError) as caught:
        cg.Codings({"A": [given, 0], "B": [0, given]})
    assert [fault.place for fault in caught.value.faults] == ["coder A, unit U1", "coder B, unit U2"]


def test_lists_of_other_lengths_and_no_units_are_refused() -> None:
    """Coders have one entry per unit, and there is a unit; labels are used once."""
    with pytest.raises(DataError, match="coder B: found 1 entries; all coders have 2 entries"):
        cg.Codings({"A": [0, 1], "B": [0]})
    with pytest.raises(DataError, match="at least one unit"):
        cg.Codings({"A": [], "B": []})
    with pytest.raises(DataError, match="a unit is named once"):
        cg.Codings({"A": [0, 1]}, units=[("P", "A"), ("P", "A")])
    with pytest.raises(DataError, match="a label is used once"):
        cg.Codings({"A": [0, 1]}, units=["U", "U"])
    with pytest.raises(DataError, match="max_depth"):
        cg.Codings({"A": [0]}, max_depth=16)


def test_sheets_are_put_together_by_label() -> None:
    """Rows and columns in another order give the same codings; labels that differ are refused by name."""
    two = sheets()
    assert two.units[:3] == (("KOR", "A01"), ("KOR", "A02"), ("KOR", "A03"))
    assert two.to_dict()["codings"] == {
        "A": ["2", "0", "1-2", "?", "1", "3"],
        "B": ["2", "0", "1", "1", "", "1"],
    }
    odd = {"programme": ["JPN", "AUS"], "A01": [1, 2], "A02": ["", 0], "A04": [1, 1]}
    with pytest.raises(DataError) as caught:
        cg.Codings.from_sheets({"A": SHEETS["A"], "B": odd})
    assert {fault.value for fault in caught.value.faults} == {
        "programme AUS", "programme KOR", "area A04", "area A03",
    }  # fmt: skip
    assert {fault.place for fault in caught.value.faults} == {"coder B"}


def test_a_long_frame_reads_the_same() -> None:
    """What to_frame writes from_frame reads; lines that do not occur were not coded, none occurs twice."""
    two = sheets()
    frame = two.to_frame()
    assert cg.Codings.from_frame(frame, unit=("programme", "area")) == two
    lines = [{"coder": "A", "unit": "U1", "value": 1}, {"coder": "A", "unit": "U1", "value": 2}]
    with pytest.raises(DataError, match="a coder codes a unit once"):
        cg.Codings.from_frame(lines)
    with pytest.raises(UnknownLabel, match="did you mean 'coder'"):
        cg.Codings.from_frame(lines, coder="codr")


def test_counts_tell_unknown_from_not_coded() -> None:
    """`?` is a coding that is not on record; an empty entry is none, and its unit makes no pair."""
    counts = sheets().counts()
    assert counts.where(coder="A").rows == (("A", 4, 1, 1, 0, 5),)
    assert counts.where(coder="all").rows == (("all", 9, 1, 1, 1, 5),)


def test_unknown_is_not_missing() -> None:
    """Dropping what is not on record gives a value that no completion has."""
    a, b = [2, 1, 1, 1], [2, 0, 0, 0]
    known = cg.Codings({"A": ["?", *a[1:]], "B": b}, max_depth=2).agreement("krippendorff_alpha")
    dropped = cg.Codings({"A": [None, *a[1:]], "B": b}, max_depth=2).agreement("krippendorff_alpha")
    assert dropped.upper < known.lower


def test_what_has_no_value_says_why() -> None:
    """No pair, one value, unequal numbers of coders: a reason, NaN, and nothing in JSON."""
    cases = {
        "no unit was coded twice": ({"A": [1, None], "B": [None, 1]}, "krippendorff_alpha"),
        "one value only": ({"A": [1, 1], "B": [1, 1]}, "krippendorff_alpha"),
        "differ in their number": ({"A": [1, 0], "B": [1, 0], "C": [None, 1]}, "fleiss"),
    }
    for words, (rows, key) in cases.items():
        found = cg.Codings(rows).agreement(key)
        assert words in found.reason
        assert words in repr(found)
        assert math.isnan(found.lower)
        assert found.verdict(0.8) == "undefined"
        assert json.loads(found.to_json())["lower"] is None


def test_verdicts_are_those_of_the_whole_range() -> None:
    """Reached where all completions reach it, missed where none does, else not decided."""
    found = cg.Codings({"A": [1, 0, 0, "?"], "B": [1, 0, 0, 1]}, max_depth=1).agreement("kappa")
    assert [found.verdict(t) for t in (0.5, 0.7, 1.1)] == ["reached", "not decided", "missed"]
    assert found.cite().bibtex.count("@") == 2
    assert found.to_frame()["upper"][0] == 1.0


def test_more_than_two_coders_have_a_table_of_pairs() -> None:
    """Kappa of three coders is one row per pair, equal to that pair alone."""
    codings = cg.Codings(THREE, max_depth=1)
    table = codings.agreement("kappa")
    assert isinstance(table, cg.Table)
    assert len(table) == 3
    for row in table:
        alone = codings.of([row["first"], row["second"]]).agreement("kappa")
        assert (row["lower"], row["upper"]) == (alone.lower, alone.upper)
    with pytest.raises(ParameterError, match="two coders"):
        codings.sampling("kappa", resamples=2)


def test_weights_find_their_units_by_label() -> None:
    """By unit, area or programme, in any order: the same as units written as often, and told."""
    two = cg.Codings({"A": [2, 0, 1, 3], "B": [2, 1, 1, 1]}, units=[(p, a) for p in "PQ" for a in "xy"])
    by_area = two.agreement("krippendorff_alpha", weights={"y": 3, "x": 1})
    assert by_area.lower == pytest.approx(
        cg.Codings({"A": [2, 0, 0, 0, 1, 3, 3, 3], "B": [2, 1, 1, 1, 1, 1, 1, 1]})
        .agreement("krippendorff_alpha")
        .lower
    )
    by_unit = dict(zip(two.units, [1, 3, 1, 3], strict=True))
    assert (
        two.agreement("krippendorff_alpha", weights=by_unit)
        == by_area
        == two.agreement("krippendorff_alpha", weights=[1, 3, 1, 3])
    )
    assert "4 units standing for 8" in repr(by_area)
    table = two.agreement("percent", by="area", weights={"Q": 2, "P": 1})
    assert (table["units"], table["stands_for"]) == ((2, 2), (3, 3))


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({"x": 1}, "weight of y: found none; every area has a weight"),
        ({"x": 1.5, "y": 0}, "weight of x: found 1.5; a weight is a whole number 1..1000000"),
        ({"x": 1, "z": 1}, "found 'z'; this area is not known"),
        ([1, 2], "one number for each of the 4 units"),
        ({"P": 1, "x": 1}, "weights go by programme or by area"),
    ],
)
def test_weights_that_are_none_are_refused(weights: object, told: str) -> None:
    """No label without a weight, no part of a unit, no label that is not there, no mixture of sides."""
    two = cg.Codings({"A": [2, 0, 1, 3], "B": [2, 1, 1, 1]}, units=[(p, a) for p in "PQ" for a in "xy"])
    with pytest.raises((DataError, UnknownLabel), match=re.escape(told)):
        two.agreement("krippendorff_alpha", weights=weights)


def test_parts_are_ranges_of_their_units() -> None:
    """By programme or area there is one row each; units without the two are told so."""
    table = sheets().agreement("percent", by="area")
    assert table["area"] == ("A01", "A02", "A03")
    assert table["units"] == (2, 1, 2)
    assert len(sheets().agreement("kappa", by="programme")) == 2
    with pytest.raises(ParameterError, match="programmes by areas"):
        cg.Codings(THREE).agreement("krippendorff_alpha", by="area")


def test_near_names_are_told() -> None:
    """A coefficient, a metric, a coder and a rule that do not exist are refused with near ones."""
    codings = cg.Codings(THREE)
    with pytest.raises(UnknownIndicator, match="did you mean 'kappa'"):
        codings.agreement("kapa")
    with pytest.raises(ParameterError, match="did you mean 'ordinal'"):
        codings.agreement("krippendorff_alpha", metric="ordinl")
    with pytest.raises(UnknownLabel):
        codings.of(["D"])
    with pytest.raises(UnknownLabel, match="did you mean 'span'"):
        codings.merge("spam")


RULED = {
    "span": [(0, 3), (1, 1), (2, 2), (0, 3), (1, 2), (1, 2)],
    "union": [(0, 3), (1, 1), (2, 2), (0, 3), (1, 2), (1, 2)],
    "agreed": [(0, 3), (1, 1), (2, 2), (0, 3), (1, 2), (0, 3)],
    "common": [(0, 3), (1, 1), (2, 2), (0, 3), (1, 2), (2, 2)],
    "B": [(3, 3), (1, 1), (0, 3), (0, 3), (1, 2), (2, 2)],
}


@pytest.mark.parametrize("rule", RULED)
def test_rules_make_one_cell_of_several_codings(rule: str) -> None:
    """Every rule on units that differ, agree, have one coder, no coder, a common set, and nested sets."""
    codings = cg.Codings({"A": [0, 1, 2, None, (1, 2), (1, 2)], "B": [3, 1, None, None, (1, 2), 2]})
    merged = codings.merge(rule)
    assert isinstance(merged, cg.Table)
    assert list(zip(merged["lower"], merged["upper"], strict=True)) == RULED[rule]
    reasons = merged["reason"]
    assert reasons[3] == "not coded"
    if rule != "B":
        assert reasons[:3] == ("coders differ", "coders agree", "one coder only")


def test_a_merged_panel_says_by_which_rule() -> None:
    """Programmes by areas merge to a panel, with the rule in its sentences and the reason in its cells."""
    panel = sheets().merge("span")
    assert isinstance(panel, cg.Panel)
    assert panel.columns == ("A01", "A02", "A03")
    assert panel.upper.tolist() == [[2, 0, 2], [3, 1, 3]]
    assert panel.status[1].tolist() == ["coders_differ", "single_coding", "coders_differ"]
    assert "merged by span" in panel.assumptions[0]


def test_rules_are_nested() -> None:
    """A coder's range lies in that of the union, that in the span, that in what all agree on."""
    rows = {"A": {"p": ["X", "Y"], "1": [0, 1], "2": [1, 1], "3": [1, "?"]},
            "B": {"p": ["X", "Y"], "1": [1, 1], "2": [1, 0], "3": [1, 1]}}  # fmt: skip
    codings = cg.Codings.from_sheets(rows, max_depth=1)
    ranges = [codings.merge(rule).overlap("jaccard")["X", "Y"] for rule in ("A", "union", "span", "agreed")]
    for inner, outer in pairwise(ranges):
        assert outer.lower <= inner.lower <= inner.upper <= outer.upper


def test_verdicts_that_turn_are_named() -> None:
    """A threshold and the order of two pairs stand under turns where coders differ on them, else nothing."""
    a = {"p": ["X", "Y", "Z"], "1": [1, 1, 1], "2": [1, 1, 0], "3": [0, 0, 1]}
    b = a | {"2": [1, 0, 0], "3": [0, 0, 1]}
    found = list(cg.Codings.from_sheets({"A": a, "B": b}, max_depth=1).effects("jaccard", above=0.6))
    turns = {(row["first"], row["second"]): row["turns"] for row in found}
    # X = {1, 2}, Z = {1, 3}; Y = {1, 2} as A has it, {1} as B has it.
    assert turns == {("X", "Y"): "> 0.6; > (Y, Z)", ("Y", "Z"): "> (X, Z)"}
    with pytest.raises(ParameterError, match="above is a number"):
        cg.Codings.from_sheets({"A": a, "B": b}, max_depth=1).effects("jaccard", above="high")


def test_disagreements_are_certain_or_possible() -> None:
    """Sets that share no value differ for certain; equal sets and single codings do not differ."""
    found = sheets().disagreements()
    assert found["area"] == ("A03", "A01", "A03")
    assert found["disagreement"] == ("possible", "possible", "certain")
    assert found["A"] == ("1-2", "?", "3")


def test_an_effect_without_a_value_comes_first() -> None:
    """A cell that leaves the index undefined as one coder has it stands at the top and says so."""
    rows = {
        "A": {"p": ["X", "Y"], "1": [0, 0], "2": [0, 0]},
        "B": {"p": ["X", "Y"], "1": [1, 0], "2": [0, 0]},
    }
    found = list(cg.Codings.from_sheets(rows, max_depth=1).effects("jaccard"))
    assert found[0]["effect"] is None
    assert found[0]["note"] == "undefined as A has it"
    with pytest.raises(ParameterError, match="programmes by areas"):
        cg.Codings(THREE).effects("jaccard")


def test_bands_are_the_same_for_a_seed_and_never_guessed() -> None:
    """The same seed gives the same band; few units are told; too many undefined resamples leave none."""
    codings = cg.Codings({"A": [0, 1] * 12, "B": [0, 1, 0, 1, 1, 0] * 4}, max_depth=1)
    one, again, other = (codings.sampling("krippendorff_alpha", seed=s, resamples=300) for s in (1, 1, 2))
    assert one == again
    assert one != other
    assert one.lower < codings.agreement("krippendorff_alpha").lower < one.upper
    few = cg.Codings({"A": [0, 0, 0, 1], "B": [0, 0, 0, 1]}, max_depth=1).sampling(
        "krippendorff_alpha", resamples=200
    )
    assert math.isnan(few.lower)
    assert few.undefined > 10
    assert "Too few units (4)" in few.notes[-1]
    assert json.loads(few.to_json())["upper"] is None


def test_a_band_covers_the_range_it_is_drawn_from() -> None:
    """With unknown codings each resample has a range of its own, so the band is wider than the range."""
    codings = cg.Codings({"A": [0, 1, "?"] * 8, "B": [0, 1, 0, 1, 1, 0] * 4}, max_depth=1)
    found, band = (
        codings.agreement("krippendorff_alpha"),
        codings.sampling("krippendorff_alpha", resamples=200),
    )
    assert band.lower < found.lower < found.upper < band.upper


def test_a_search_that_is_cut_says_so() -> None:
    """Few steps or little time leave ends open: two numbers, their gap, what cut them, and no false sharp."""
    wide = cg.Codings({name: ["?"] * 60 for name in "ABC"}, max_depth=7)
    cut = wide.agreement("krippendorff_alpha", metric="ordinal", budget=10)
    assert (cut.sharp, cut.cut) == (False, "steps")
    assert cut.lower <= cut.inner_lower <= cut.inner_upper <= cut.upper
    assert cut.gap > 0
    assert ".." in cut.text
    assert "budget 10, cut by steps" in repr(cut)
    begun = time.monotonic()
    late = wide.agreement("krippendorff_alpha", metric="ordinal", budget=2**50, time_limit=0.3)
    assert late.cut == "time"
    assert time.monotonic() - begun < 5
    with pytest.raises(ParameterError, match="budget"):
        wide.agreement("krippendorff_alpha", budget=0)


def test_codings_are_immutable_and_equal_by_content() -> None:
    """Codings cannot be changed, and two of the same content are equal."""
    one = cg.Codings(THREE)
    assert one == cg.Codings(THREE)
    assert hash(one) == hash(cg.Codings(THREE))
    with pytest.raises(AttributeError, match="immutable"):
        one.content = None  # type: ignore[assignment]
    assert not one.sets.flags.writeable


@pytest.mark.parametrize(
    ("entry", "values"),
    [(">=1", "1-3"), ("<= 2", "0-2"), ("2.0", "2"), ("1..3", "1-3"), ("1 \u2013 2", "1-2")],
)
def test_an_entry_is_written_as_a_cell_is(entry: str, values: str) -> None:
    """Coders write by the one grammar of cells, and by sets besides."""
    codings = cg.Codings({"A": [entry, "{0, 3}"], "B": [1, 1]}, max_depth=3)
    assert codings.to_dict()["codings"]["A"] == [values, "{0, 3}"]
