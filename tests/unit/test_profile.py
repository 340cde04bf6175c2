"""The profile of a programme as Python shows it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from claims_edits import edited

import chirograph as cg
from chirograph.errors import UnknownLabel
from chirograph.profile import Profile


@pytest.fixture(scope="module")
def profile() -> Profile:
    """Of the shipped programmes."""
    return cg.load("nato-ip4").profile()


@pytest.mark.parametrize(
    ("key", "given", "share"),
    [
        ("set_share", {"set": "interop_tech_strict"}, 4 / 11),
        ("set_share", {"set": "interop_tech_wide"}, 5 / 11),
        ("set_share", {"set": "dialogue"}, 1 / 11),
        ("set_share", {"set": "new_security"}, 3 / 11),
        ("set_share", {"set": "functional"}, 10 / 11),
        ("set_share", {"set": "geopolitical"}, 0),
        ("depth_share", {"depth": 0}, 13 / 24),
    ],
)
def test_a_complete_list_gives_known_shares(
    profile: Profile, key: str, given: dict[str, object], share: float
) -> None:
    """Korea's eleven areas are all named, so its shares are known whatever their depths are."""
    bound = profile["KOR"].bound(key, **given)
    assert bound.lower == pytest.approx(share)
    assert bound.upper == pytest.approx(share)
    assert bound.sharp


def test_an_unread_depth_leaves_practice_open(profile: Profile) -> None:
    """All of Korea's areas may be principle or practice: nothing or everything is accountable."""
    bound = profile["KOR"]["accountable_share"]
    assert (bound.lower, bound.upper) == (0, 1)
    assert bound.witness_upper is not None
    assert set(bound.witness_upper.depths["KOR"].values()) == {0, 3}


def test_depth_shares_hold_together(profile: Profile) -> None:
    """The lower ends of the shares at each depth add up to at most 1, the upper ends to at least 1."""
    for answers in profile.rows:
        shares = [bound for bound in answers.bounds if bound.key == "depth_share"]
        assert len(shares) == 4
        assert sum(bound.lower for bound in shares) <= 1 <= sum(bound.upper for bound in shares)


def test_a_set_that_is_not_there_is_told_with_near_ones(profile: Profile) -> None:
    """Where the share is known, the sets are near names, not other shares."""
    with pytest.raises(UnknownLabel, match="did you mean 'set_share, set=dialogue'"):
        profile["KOR"].bound("set_share", set="dialoge")


def test_strict_is_part_of_wide(profile: Profile) -> None:
    """The strict set of areas never has a larger share than the wide one."""
    for answers in profile.rows:
        sets = ("interop_tech_strict", "interop_tech_wide")
        strict, wide = (answers.bound("set_share", set=name) for name in sets)
        assert strict.lower <= wide.lower
        assert strict.upper <= wide.upper


def test_what_the_record_settles_is_a_fact(profile: Profile) -> None:
    """Nothing settles New Zealand's areas; Korea's list settles thirteen depths and all presences."""
    assert profile["NZL"]["public_share"].text == "[0.000, 0.000]"
    assert profile["KOR"].bound("public_share", threshold=0).lower == pytest.approx(13 / 24)
    assert profile["KOR"].bound("public_share", threshold=1).lower == 1
    assert profile.texts == ("description only", "open edition", "description only", "none found")


@pytest.mark.parametrize("reading", ["korea_listed_accountable", "absent", "like:KOR"])
def test_an_assumption_does_not_publish_anything(profile: Profile, reading: str) -> None:
    """What the record settles is the same under every reading; the shares move."""
    ds = cg.load("nato-ip4")
    named = ds.assume(reading) if reading in ds.assumptions else ds.assume(unpublished=reading)
    assumed = named.profile()
    for one, other in zip(profile.rows, assumed.rows, strict=True):
        for threshold in (0, 1):
            facts = [answers.bound("public_share", threshold=threshold) for answers in (one, other)]
            assert facts[0] == facts[1]
    assert assumed != profile


def test_no_dimensions_are_needed(profile: Profile) -> None:
    """Shares, practice and concentration are about areas: a codebook without dimensions has them all."""

    def bare(data: dict[str, Any]) -> None:
        for name in ("dimensions", "area_dimensions", "system_dimensions", "menu", "scales"):
            data["codebook"].pop(name)
        data["codebook"].pop("interoperability")

    assert edited(bare).profile().rows == profile.rows


def test_sets_that_the_codebook_does_not_define_are_left_out_and_said() -> None:
    """Without sets of areas the other indicators still stand, and a sentence counts what is missing."""

    def without_sets(data: dict[str, Any]) -> None:
        data["codebook"].pop("area_sets")
        data["claims"] = []  # their tests name the sets

    found = edited(without_sets).profile()
    keys = {bound.key for bound in found["KOR"].bounds}
    assert "concentration" in keys
    assert "set_share" not in keys
    assert "share of named areas, for sets" in found.assumptions[-1]


def test_one_share_that_two_indicators_give_stands_once(profile: Profile) -> None:
    """Practice from the top depth on is the accountable share: one line, both names; both in the data."""
    text = repr(profile)
    assert "Practice over rhetoric, accountable share" in text
    assert "Accountable share" not in text
    pair = (profile["JPN"]["practice_ratio"], profile["JPN"]["accountable_share"])
    assert (pair[0].lower, pair[0].upper) == (pair[1].lower, pair[1].upper)


def test_it_says_what_it_measures_and_names_depths(profile: Profile) -> None:
    """Every form has the caution, and depths and sets carry their words."""
    for text in (repr(profile), profile._repr_html_(), profile.to_json(), profile.explain("KOR")):
        assert "shares of what the programme says, not of what was achieved" in text
    assert "named (depth 1)" in repr(profile)
    assert "areas: Interoperability and technology, strict" in repr(profile)


def test_a_programme_in_words_names_what_would_settle_it(profile: Profile) -> None:
    """Each open area of Japan stands once, under the document that would settle it."""
    text = profile.explain("JPN")
    panel = profile.panel
    row = panel.rows.index("JPN")
    for j, area in enumerate(panel.columns):
        assert text.count(f"({area})") == int(panel.lower[row, j] < panel.upper[row, j])
    assert "Settled by: reading the published text" in text
    with pytest.raises(UnknownLabel, match="KOR"):
        profile.explain("KRO")


def test_witnesses_are_in_the_frame_and_in_the_data(profile: Profile) -> None:
    """A sharp end comes with the depths that attain it."""
    item = next(
        item
        for item in profile.to_dict()["bounds"]
        if item["key"] == "practice_ratio" and item["subject"] == "KOR"
    )
    assert set(item["witness_lower"]) == set(profile.panel.columns)
    assert 3 in item["witness_upper"].values()
    frame = profile.to_frame()
    place = list(zip(frame["subject"], frame["key"], strict=True)).index(("KOR", "practice_ratio"))
    assert "A03=3" in frame["witness_upper"][place]


def test_a_list_length_tightens_shares() -> None:
    """Sixteen areas for Japan leave less room for the share of dialogue."""
    ds = cg.load("nato-ip4")
    wide, narrow = ds.profile()["JPN"], ds.profile(list_length={"JPN": 16})["JPN"]
    before, after = (answers.bound("set_share", set="dialogue") for answers in (wide, narrow))
    assert after.upper == pytest.approx(1 / 16)
    assert after.upper < before.upper
    assert after.sharp
    assert narrow["concentration"].sharp


def test_every_profile_row_of_the_table_is_asked(profile: Profile) -> None:
    """No indicator of a single programme is left out."""
    rows = [row for row in cg._core.catalogue() if row["arity"] == "programme"]
    wanted = [row["key"] for row in rows if not any(item["name"] == "rho" for item in row["parameters"])]
    assert list(dict.fromkeys(bound.key for bound in profile["KOR"].bounds)) == wanted


def test_it_shows_as_text_markup_frame_and_json(profile: Profile) -> None:
    """Every form has all the bounds, and the assumption line."""
    count = sum(len(answers) for answers in profile.rows)
    assert len(profile.to_frame()) == count
    assert len(json.loads(profile.to_json())["bounds"]) == count
    for text in (repr(profile), profile._repr_html_()):
        assert "Share of named areas: Dialogue" in text
        assert "Unknown cells" in text
    assert "<script" not in profile._repr_html_()


def test_an_unknown_partner_is_answered_with_near_names(profile: Profile) -> None:
    """A slip in the partner's id is met with the id meant."""
    with pytest.raises(UnknownLabel, match="KOR"):
        profile["KRO"]
    with pytest.raises(UnknownLabel):
        profile["KOR"]["jaccard"]
