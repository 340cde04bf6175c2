"""Breadth of shared commitment: the profile, its ratings, and for which thresholds the figure holds.

Without a length of a list shares are found at corners: a budget of one step, which cuts other indicators
short, will do.
"""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from claims_edits import edition_1

import chirograph as cg
from chirograph.interop import breadth
from chirograph.interoperability import Interoperability
from chirograph.records.records import Records


@pytest.fixture(scope="module")
def found() -> Interoperability:
    """Interoperability of the cells for which shares were worked out elsewhere, those of version 1.1.0."""
    return edition_1().interoperability(budget=1)


@pytest.fixture(scope="module")
def declared() -> Interoperability:
    """The same with declared evidence."""
    return edition_1().interoperability(evidence="declared", budget=1)


def ends(found: Interoperability, pair: tuple[str, str], **given: float | str) -> tuple[Fraction, Fraction]:
    """Certain and possible share of a pair as fractions."""
    bound = found[pair].bound("shared_breadth", **given)
    assert bound.sharp
    low, high = (Fraction(end).limit_denominator(100) for end in (bound.lower, bound.upper))
    return low, high


F = Fraction
DIMENSIONS = ("technical", "procedural", "human", "information")
KOREA = [("AUS", "KOR"), ("JPN", "KOR"), ("KOR", "NZL")]


@pytest.mark.parametrize("pair", KOREA, ids=" ".join)
def test_what_can_be_shared_with_korea_by_dimension(found: Interoperability, pair: tuple[str, str]) -> None:
    """The greatest possible shares are 8/15, 7/20, 9/13 and 1/8 at every depth."""
    for depth in (1, 2, 3):
        most = [ends(found, pair, dimension=name, depth=depth)[1] for name in DIMENSIONS]
        assert most == [F(8, 15), F(7, 20), F(9, 13), F(1, 8)]


def test_what_is_certainly_shared_by_dimension(found: Interoperability) -> None:
    """The certain shares of three pairs, by dimension, at depth 1."""
    for pair, wanted in {
        ("AUS", "KOR"): [F(8, 15), F(1, 4), F(6, 13), F(1, 8)],
        ("JPN", "KOR"): [F(8, 15), F(3, 20), F(5, 13), F(1, 8)],
        ("AUS", "JPN"): [F(2, 3), F(1, 10), F(5, 13), F(1, 4)],
    }.items():
        assert [ends(found, pair, dimension=name, depth=1)[0] for name in DIMENSIONS] == wanted


#: Below which threshold depth 1 is certain, with strict and with declared evidence; above which impossible.
ALL_FOUR = {
    ("AUS", "JPN"): (F(1, 10), F(3, 8), 1),
    ("AUS", "KOR"): (F(1, 8), F(1, 8), F(1, 8)),
    ("JPN", "KOR"): (F(1, 8), F(1, 8), F(1, 8)),
    ("KOR", "NZL"): (0, F(1, 20), F(1, 8)),
    ("AUS", "NZL"): (0, 0, 1),
    ("JPN", "NZL"): (0, F(1, 20), 1),
}


@pytest.mark.parametrize("pair", ALL_FOUR, ids=" ".join)
def test_the_range_of_thresholds_in_all_dimensions(
    found: Interoperability, declared: Interoperability, pair: tuple[str, str]
) -> None:
    """Depth 1 is certain below m and impossible above M, and greater depths are possible as far as it is."""
    strict, said, most = ALL_FOUR[pair]
    assert ends(found, pair, least=4, depth=1) == (strict, most)
    assert ends(declared, pair, least=4, depth=1) == (said, most)
    assert ends(found, pair, least=4, depth=3)[1] == most


def test_the_rule_moves_what_holds_for_korea(found: Interoperability) -> None:
    """With 3, 2 and 1 of 4 dimensions the break is at 7/20, 8/15 and 9/13; at one half two may fail."""
    for least, wanted, figure in ((4, F(1, 8), 0), (3, F(7, 20), 0), (2, F(8, 15), 3), (1, F(9, 13), 3)):
        for pair in KOREA:
            assert ends(found, pair, least=least, depth=1)[1] == wanted
            (rule,) = (one for one in breadth.rules(found[pair]) if one.least == least)
            assert rule.at(0.5)[1] == figure
    alone = {pair: next(r for r in breadth.rules(found[pair]) if r.least == 1).at(0.5)[0] for pair in KOREA}
    assert alone == {("AUS", "KOR"): 1, ("JPN", "KOR"): 1, ("KOR", "NZL"): 0}


def cut_at(threshold: float) -> Interoperability:
    """The shipped dataset with another share asked for."""
    data = edition_1().to_dict()
    book = data["codebook"]["breadth"]
    book["ratings"] = [{"id": "less", "name": "less", "above": None},
                       {"id": "more", "name": "more", "above": threshold}]  # fmt: skip
    book["at"] = "more"
    return cg.Dataset(Records.read(json.dumps(data).encode(), "cut.json")).interoperability(budget=1)


@pytest.mark.parametrize("share", [0.1, 0.125, 0.35])
def test_the_figure_turns_at_each_break(found: Interoperability, share: float) -> None:
    """Whole runs just below and just above a break give what the range of thresholds says."""
    for threshold in (share - 1e-6, share + 1e-6):
        run = cut_at(threshold)
        for pair, figure in run.breadth.items():
            rule = next(one for one in breadth.rules(found[pair]) if one.least == one.of)
            assert figure == rule.at(threshold), (pair, threshold)
    below, past = (cut_at(share + step).breadth["AUS", "KOR"] for step in (-1e-6, 1e-6))
    assert (below[1] > 0, past[1] > 0) == (share <= 0.125, share < 0.125)
    assert (below[0] > 0, past[0] > 0) == (share <= 0.125, share < 0.125)


def test_the_figure_and_its_words(found: Interoperability) -> None:
    """Every pair with Korea is at 0 for every threshold above 12.5 %, whatever the text says."""
    assert {pair: found.breadth[pair] for pair in KOREA} == dict.fromkeys(KOREA, (0, 0))
    assert {figure for pair, figure in found.breadth.items() if pair not in KOREA} == {(0, 3)}
    for pair in KOREA:
        row = found.thresholds().where(pair=" ".join(pair), least=4, depth=1)
        assert row["words"][0].startswith("0 for every threshold above 12.5 %")
    text = found.explain("KOR", "JPN")
    assert "Breadth of shared commitment, all 4 dimensions: 0 of 3 at 50 %." in text
    assert "The narrowest dimension is information: of its 6 areas at most 1 can be shared" in text
    assert "(Cyber defence); the others are in no list of Republic of Korea." in text
    assert text.index("Tier of NATO") < text.index("Breadth of shared commitment")
    assert "nteroperability level" not in text + repr(found)


def test_a_share_at_a_cut_is_not_above_it(found: Interoperability) -> None:
    """3/20 is not achieved: the cuts are those of the source, more than 15, 50 and 85 per cent."""
    book = found._model.breadth
    assert book is not None
    rated = [breadth.rating(book, share)["id"] for share in (0, 0.15, 0.1501, 0.5, 0.51, 0.85, 0.86, 1)]
    assert rated == ["N", "N", "P", "P", "L", "L", "F", "F"]
    shares = found.shares().where(pair="JPN KOR", depth=1)
    assert shares["rating"] == ("L", "N to P", "P to L", "N")


def test_lists_of_known_length_narrow_the_shares() -> None:
    """Where a list length rules a corner out, shares and their order statistics stay sharp and inside."""
    lengths = {"JPN": 16, "AUS": 12, "NZL": (5, 9)}
    known = cg.load("nato-ip4").interoperability(list_length=lengths)
    free = cg.load("nato-ip4").interoperability(budget=1)
    narrowed = 0
    for answers in known.dyads:
        for bound in answers.bounds:
            if bound.key == "shared_breadth":
                wide = free[answers.subject].bound("shared_breadth", **bound.parameters)
                assert bound.sharp
                assert wide.lower - 1e-12 <= bound.lower <= bound.upper <= wide.upper + 1e-12
                narrowed += bound.upper < wide.upper - 1e-9 or bound.lower > wide.lower + 1e-9
    assert narrowed


def test_without_ratings_there_are_shares_and_no_figure() -> None:
    """A codebook may leave ratings and scales out: shares and thresholds are told, and nothing is rated."""
    data = edition_1().to_dict()
    for part in ("breadth", "scales"):
        del data["codebook"][part]
    plain = cg.Dataset(Records.read(json.dumps(data).encode(), "plain.json")).interoperability(budget=1)
    assert plain.breadth == {}
    assert set(plain.shares()["rating"]) == {""}
    assert len(plain.thresholds()) == 72
    assert len(plain.scales()) == 0
    assert "0 for every threshold above 12.5 %" in repr(plain)
