"""The profile of a programme as Python shows it."""

from __future__ import annotations

import json

import pytest

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
        ("interop_tech_share", {"set": "strict"}, 4 / 11),
        ("interop_tech_share", {"set": "wide"}, 5 / 11),
        ("dialogue_share", {}, 1 / 11),
        ("new_security_share", {}, 3 / 11),
        ("functional_share", {}, 10 / 11),
        ("geopolitical_share", {}, 0),
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


def test_strict_is_part_of_wide(profile: Profile) -> None:
    """The strict set of areas never has a larger share than the wide one."""
    for answers in profile.rows:
        strict, wide = (answers.bound("interop_tech_share", set=name) for name in ("strict", "wide"))
        assert strict.lower <= wide.lower
        assert strict.upper <= wide.upper


def test_the_public_share_is_a_fact(profile: Profile) -> None:
    """Nothing of New Zealand's text is public, and the thirteen areas absent from Korea's list are known."""
    assert profile["NZL"]["public_share"].text == "[0.000, 0.000]"
    assert profile["KOR"]["public_share"].lower == pytest.approx(13 / 24)


def test_a_list_length_tightens_shares() -> None:
    """Sixteen areas for Japan leave less room for the share of dialogue."""
    ds = cg.load("nato-ip4")
    wide, narrow = ds.profile()["JPN"], ds.profile(list_length={"JPN": 16})["JPN"]
    assert narrow["dialogue_share"].upper == pytest.approx(1 / 16)
    assert narrow["dialogue_share"].upper < wide["dialogue_share"].upper
    assert narrow["dialogue_share"].sharp
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
        assert "Share of dialogue" in text
        assert "Unknown cells" in text
    assert "<script" not in profile._repr_html_()


def test_an_unknown_partner_is_answered_with_near_names(profile: Profile) -> None:
    """A slip in the partner's id is met with the id meant."""
    with pytest.raises(UnknownLabel, match="KOR"):
        profile["KRO"]
    with pytest.raises(UnknownLabel):
        profile["KOR"]["jaccard"]
