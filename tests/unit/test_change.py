"""What changed between versions of programmes: which follow each other, their cells, bounds and sentences."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from claims_edits import Data, edited

import chirograph as cg
from chirograph.change.step import ChangeStep, fallen
from chirograph.change.versions import Versions
from chirograph.errors import AssumptionError, ParameterError, UnknownLabel
from chirograph.records import coding
from chirograph.records.asking import Asking

#: Steps to the latest programme, strict: held, kept, deepened, weakened, gained, lost, absent, gained or
#: deepened, cells not comparable; turnover and nestedness to three digits. All but the marked are those of
#: the paper, worked out for version 1.0.0; version 2.0.0 reads two more titles of Japan (A11, A15), one of
#: New Zealand in 2012 (A19), and Japan's A10 of 2014 as accountable.
STEPS = {
    "IPCP-AUS-2013": ("0-24 0-24 0-24 0-24 0-24 0-14 0-14 0-24 24", (0, 1), (0, 0.92)),
    "IPCP-AUS-2019": ("0-24 0-24 0-24 0-24 0-24 0-14 0-14 0-24 24", (0, 1), (0, 0.92)),
    # 1-24 0-24 0-24 0-23 0-21 0-14 0-12 0-24 21, 0.917, 0.778
    "IPCP-JPN-2014": ("2-24 0-24 0-23 0-23 0-21 0-12 0-11 0-23 21", (0, 0.846), (0, 0.778)),
    # 0-24 0-24 0-24 0-23 0-24 0-14 0-14 0-24 24, 1, 0.920
    "IPCP-JPN-2018": ("0-24 0-24 0-24 0-23 0-24 0-12 0-12 0-24 24", (0, 1), (0, 0.92)),
    # 4-24 0-24 0-24 0-23 0-16 0-14 0-10 0-24 16, 0.714, 0.500
    "IPCP-JPN-2020": ("6-24 0-24 0-24 0-23 0-16 0-12 0-10 0-24 16", (0, 0.6), (0, 0.5)),
    "IPCP-KOR-2012": ("6-11 0-11 0-11 0-11 0-5 1-13 0-12 0-11 17", (0, 0.455), (0, 0.371)),
    "IPCP-KOR-2017": ("5-5 0-5 0-5 0-5 6-6 1-1 12-12 6-11 0", (0.167, 0.167), (0.245, 0.245)),
    "IPCP-KOR-2019": ("4-11 0-11 0-11 0-11 0-7 0-13 0-13 0-11 20", (0, 0.636), (0, 0.467)),
    # 0-24 0-24 0-24 0-24 0-20 0-24 0-20 0-24 20, 1, 0.920
    "IPCP-NZL-2012": ("0-24 0-24 0-24 0-24 0-19 0-24 0-19 0-24 19", (0, 1), (0, 0.92)),
}
#: Of these steps one of the lists may be empty, so that turnover may be 0/0.
MAYBE_UNDEFINED = {"IPCP-AUS-2013", "IPCP-AUS-2019", "IPCP-JPN-2018", "IPCP-NZL-2012"}


@cache
def loaded() -> cg.Dataset:
    """The programmes that ship."""
    return cg.load("nato-ip4")


@cache
def change(**options: Any) -> Any:
    """Every step of them."""
    return loaded().change(**options)


def step(old: Any, new: Any, **options: Any) -> Any:
    """A step of two texts whose cells are given."""
    areas = tuple(f"A{n}" for n in range(1, len(old) + 1))
    why = ("stated",) * len(old)
    names = tuple(f"area {n}" for n in range(1, len(old) + 1))
    ids = ("P", "OLD", "NEW", "Somewhere", "2001", "2002")
    return ChangeStep(*ids, areas, names, tuple(old), tuple(new), why, why, 3, **options)


def possible(one: Any) -> list[set[tuple[bool, bool, str]]]:
    """Of every area what its pairs of depths may be: in the old list, in the new one, the class."""

    def kind(x: int, y: int) -> str:
        if not x or not y:
            return "absent" if x == y else "lost" if x else "gained"
        return "kept" if x == y else "deepened" if y > x else "weakened"

    return [
        {
            (x > 0, y > 0, kind(x, y))
            for x in range(old[0], old[1] + 1)
            for y in range(new[0], new[1] + 1)
            if y >= x or not one.never_falls
        }
        for old, new in zip(one.old_cells, one.new_cells, strict=True)
    ]


def lists_of(one: Any) -> set[tuple[int, int, int]]:
    """Every number of areas held, lost and gained, area by area."""
    found = {(0, 0, 0)}
    for pairs in possible(one):
        parts = {(int(x and y), int(x and not y), int(y and not x)) for x, y, _ in pairs}
        found = {(a + d, b + e, c + f) for a, b, c in found for d, e, f in parts}
    return found


@pytest.mark.parametrize("old", STEPS)
def test_the_steps_are_those_of_the_paper(old: str) -> None:
    """Counts, cells not comparable, turnover and nestedness; where data moved on, what they give now."""
    one, (told, turnover, nestedness) = change()[old], STEPS[old]
    names = ("held", "kept", "deepened", "weakened", "gained", "lost", "absent")
    ends = [one.bound(name) for name in names] + [one.bound("gained", "deepened")]
    numbers = " ".join(f"{low}-{high}" for low, high in ends)
    assert f"{numbers} {sum(one.not_comparable.values())}" == told
    for key, expected in (("sim", turnover), ("sne", nestedness)):
        found = one.index(key)
        assert (found.lower, found.upper) == pytest.approx(expected, abs=6e-4)
        assert found.undefined == (old in MAYBE_UNDEFINED)


@pytest.mark.parametrize(
    "options", [{}, {"evidence": "declared"}, {"old": "IPCP-JPN-2020", "never_falls": True}]
)
def test_bounds_are_those_of_every_pair_of_depths(options: dict[str, Any]) -> None:
    """A plain loop over the pairs of each area gives the same counts, areas and indices."""
    for one in loaded().change(**options):
        every = possible(one)
        for name in ("gained", "lost", "kept", "deepened", "weakened", "absent"):
            sure = [
                area for area, pairs in zip(one.areas, every, strict=True) if {k for *_, k in pairs} == {name}
            ]
            most = sum(name in {k for *_, k in pairs} for pairs in every)
            assert one.areas_in(name) == tuple(sure)
            assert one.bound(name) == (len(sure), most)
        lists = lists_of(one)
        defined = [(a, b, c) for a, b, c in lists if a + min(b, c)]
        turned = [Fraction(min(b, c), a + min(b, c)) for a, b, c in defined]
        nested = [
            Fraction(b + c, 2 * a + b + c) - part for (a, b, c), part in zip(defined, turned, strict=True)
        ]
        assert one.index("sim") == (min(turned), max(turned), len(defined) < len(lists))
        assert one.index("sne") == (min(nested), max(nested), len(defined) < len(lists))


def test_korea_is_nearly_settled() -> None:
    """Six areas gained, A15 lost, five held, whatever the rest says; only how deep the five are is open."""
    one = change()["KOR", "IPCP-KOR-2017"]
    assert one.areas_in("gained") == ("A06", "A09", "A16", "A18", "A21", "A23")
    assert one.areas_in("lost") == ("A15",)
    assert one.areas_in("held") == ("A01", "A03", "A11", "A12", "A17")
    assert one.unsettled == 0
    assert one.index("sor").lower == one.index("sor").upper == Fraction(7, 17)
    assert one.index("sim").lower == Fraction(1, 6)
    assert len(one.settles("gained")) == 0
    assert len(one.settles("deepened")) == 5


def test_one_reading_of_the_old_list_settles_what_is_gained() -> None:
    """Of Korea's list of 2019 seven cells are open for "gained"; each is settled by the old text alone."""
    found = change()["IPCP-KOR-2019"].settles("gained")
    assert found["area"] == ("A06", "A09", "A12", "A16", "A17", "A21", "A23")
    assert set(zip(found["old"], found["new"], found["worst"], found["best"], strict=True)) == {
        ("always", "never", 1, 1)
    }


def test_the_nearly_known_change_is_told_first_and_an_unknown_one_not_at_all() -> None:
    """The first sentence is that of Korea 2017; where nothing is certain no number of a change is printed."""
    told = change().sentences()
    assert told[0] == (
        "Republic of Korea, 2017 to 2023: 6 areas gained, 1 lost, 5 held, whatever the rest of the texts "
        "says; how deep the 5 are is open."
    )
    nothing = [sentence for sentence in told if sentence.startswith("Nothing is certain of")]
    assert len(nothing) == 4
    assert nothing[0] == (
        "Nothing is certain of Australia, 2019 to 2023: nothing is known of 24 areas of the old text "
        "(partial list) and of 14 of the new (text not public)."
    )
    assert not any(word in sentence for sentence in nothing for word in ("gained", "lost", "held"))
    assert told[-1].count(" is at least 1 and in ITPP-KOR-2023 at most 0") == 2


def test_depth_that_never_falls_is_refused_where_lists_contradict_it() -> None:
    """Every area and programme at fault is named at once; steps without one take the assumption."""
    with pytest.raises(AssumptionError) as error:
        loaded().change(never_falls=True)
    assert [fault.value for fault in error.value.faults] == [
        "A15 in IPCP-KOR-2017 is at least 1 and in ITPP-KOR-2023 at most 0",
        "A14 in IPCP-KOR-2012 is at least 1 and in ITPP-KOR-2023 at most 0",
    ]
    assert {fault.place for fault in error.value.faults} == {"KOR A15", "KOR A14"}
    # The paper: held 4-11, gained 0-7, absent 13, beta_sne 0.000-0.467.
    one = loaded().change(old="IPCP-KOR-2019", never_falls=True)[0]
    assert (one.bound("held"), one.bound("gained"), one.bound("absent")) == ((4, 11), (0, 7), (13, 13))
    assert one.bound("lost", "weakened") == (0, 0)
    assert one.index("sim").upper == 0
    assert one.index("sne") == one.index("sor") == (0, Fraction(7, 15), False)
    assert loaded().change("NZL", never_falls=True).assumptions[1].startswith("Assumed: no area is less deep")


def test_the_cells_are_those_of_the_texts() -> None:
    """The latest text is the row of the panel; an earlier one has the cells that its records are coded as."""
    panel, cells = loaded().panel(), loaded().records.engine.cells("strict")
    for one in change():
        i = panel.rows.index(one.partner)
        ends = zip(panel.lower[i].tolist(), panel.upper[i].tolist(), strict=True)
        assert one.new_cells == tuple(ends)
        at = cells["programmes"].index(one.old)
        old = zip(cells["lower"][at].tolist(), cells["upper"][at].tolist(), strict=True)
        assert one.old_cells == tuple(old)
        assert one.areas == panel.columns


def test_readings_are_of_the_programmes_of_the_time() -> None:
    """Like Korea in 2020 is like its list of 2019; where it had none, the reading says nothing."""
    assumed = loaded().assume(unpublished="like:KOR")
    found = assumed.change()
    then = assumed.panel(kind="IPCP", as_of="2020-06-26")
    i = then.rows.index("JPN")
    ends = tuple(zip(then.lower[i].tolist(), then.upper[i].tolist(), strict=True))
    assert found["IPCP-JPN-2020"].old_cells == ends
    assert found["IPCP-NZL-2012"].old_cells == change()["IPCP-NZL-2012"].old_cells
    assert "That says nothing of IPCP-NZL-2012: KOR had no programme of the kind then." in found.assumptions
    row = assumed.panel().rows.index("AUS")
    assert found["IPCP-AUS-2013"].new_cells[0][1] == assumed.panel().upper[row, 0]
    none = loaded().assume(unpublished="absent").change("AUS")["IPCP-AUS-2013"]
    assert none.not_comparable == {}
    assert none.bound("lost") == (0, 0)
    assert none.bound("gained") == (10, 10)


def test_several_coders_are_told_of() -> None:
    """Texts that several coded say so in the assumptions, by the rule that was asked for."""
    records = cg.load(Path(__file__).parents[1] / "hostile" / "accept" / "codings_of_texts.json").records
    coded = {item["programme"]: None for item in records.data["codings"]}
    (told,) = Versions(records, coders="agreed").coders_said(coded)
    assert told.startswith("Codings: ")
    assert [*Versions(loaded().records).coders_said({"ITPP-KOR-2023": None})] == []


def test_a_programme_of_an_uncertain_date_still_has_its_text() -> None:
    """Australia's programme of July 2023 has its listed areas, though its day is not known."""
    asking = Asking()
    record = Versions(loaded().records).programmes["ITPP-AUS-2023"]
    content = coding.at_conclusion(loaded().records, asking, record)
    panel = loaded().panel()
    assert content.lower[0].tolist() == panel.lower[panel.rows.index("AUS")].tolist()
    assert loaded().panel(as_of="2023-07-05").lower[panel.rows.index("AUS")].max() == 0


def test_declarations_are_no_versions() -> None:
    """What only another kind followed is left out and named; asked for, it is compared."""
    assert [one.old for one in change() if one.partner == "AUS"] == ["IPCP-AUS-2019", "IPCP-AUS-2013"]
    assert change().assumptions[-1].startswith("JPD-AUS-2012 and JPD-JPN-2013 are not compared")
    found = loaded().change(old="JPD-AUS-2012", new="IPCP-AUS-2013")
    assert [(one.old, one.new) for one in found] == [("JPD-AUS-2012", "IPCP-AUS-2013")]
    assert found[0].areas_in("lost") == ()
    between = loaded().change("KOR", new="IPCP-KOR-2019")
    assert [one.old for one in between] == ["IPCP-KOR-2017", "IPCP-KOR-2012"]


def test_a_kind_that_the_latest_follows_is_a_version() -> None:
    """Where no kind follows itself, the direct predecessor of the latest still counts."""

    def one_each(data: Data) -> None:
        for item in data["programmes"]:
            if item["kind"] == "IPCP" and item["successor"] and not item["successor"].startswith("ITPP"):
                item["kind"] = "early"
        data["programme_types"] = []

    found = edited(one_each).change("KOR")
    assert [one.old for one in found] == ["IPCP-KOR-2019", "IPCP-KOR-2017", "IPCP-KOR-2012"]

    def once(data: Data) -> None:
        one_each(data)
        for item in data["programmes"]:
            if item["id"] == "IPCP-KOR-2012":
                item.update(kind="first", legal="political_declaration")

    found = edited(once).change("KOR")
    assert [one.old for one in found] == ["IPCP-KOR-2019", "IPCP-KOR-2017"]
    assert found.assumptions[-1].startswith("IPCP-KOR-2012 is not compared")


def test_no_predecessor_is_no_change() -> None:
    """A dataset whose programmes follow none has an empty result that says so; nothing is drawn."""
    found = cg.load("eu-sdp").change()
    assert len(found) == 0
    assert found.sentences() == (
        "No programme asked about has an earlier version: there is no change to tell.",
    )
    assert found.table().columns[:4] == ("partner", "old", "new", "gained_least")
    assert "there is no change to tell" in repr(found)
    with pytest.raises(ParameterError, match="one programme follows another"):
        found.plot()


def test_lengths_are_of_programmes_or_of_the_latest_of_a_partner() -> None:
    """Derived ranges narrow; a mapping names a programme, or a partner for its latest one."""
    free = change()["IPCP-JPN-2020"]
    derived = loaded().change("JPN", old="IPCP-JPN-2020", list_length="derived")[0]
    assert (derived.old_length, derived.new_length) == ((8, 10), (12, 22))
    assert (free.bound("gained"), derived.bound("gained")) == ((0, 16), (4, 16))
    lists = [
        one for one in lists_of(free) if 8 <= one[0] + one[1] <= 10 and 12 <= one[0] + one[2] <= 22
    ]  # fmt: skip
    gained = [c for _, _, c in lists]
    assert derived.bound("gained") == (min(gained), max(gained))
    same = loaded().change(
        "JPN", old="IPCP-JPN-2020", list_length={"IPCP-JPN-2020": (8, 10), "JPN": (12, 22)}
    )
    assert same[0].bound("lost") == derived.bound("lost")
    assert "The list of IPCP-JPN-2020 has 8 to 10 areas." in same.assumptions
    with pytest.raises(
        AssumptionError, match=r"list_length IPCP-KOR-2017: found 7; the cells allow 6 to 6 areas"
    ):
        loaded().change("KOR", list_length={"IPCP-KOR-2017": 7})
    with pytest.raises(ParameterError, match=r"list_length ITPP-JPN-2023: .* is compared here"):
        loaded().change("KOR", list_length={"JPN": 16})
    with pytest.raises(ParameterError, match="a length is of one programme"):
        loaded().change("JPN", list_length={"JPN": 16, "ITPP-JPN-2023": 16})
    with pytest.raises(UnknownLabel, match="list_length"):
        loaded().change("JPN", list_length={"JPM": 16})


def test_lengths_and_falling_contradict_exactly_where_nothing_is_left() -> None:
    """The assumption is refused iff no completion has lists of these lengths and no area less deep."""
    draw, refused = random.Random(8), 0
    for _ in range(200):
        cells = [sorted((draw.randint(0, 2), draw.randint(0, 2))) for _ in range(6)]
        ends = [(low, high) for low, high in cells]
        lengths = [sorted((draw.randint(0, 3), draw.randint(0, 3))) for _ in range(2)]
        (least, most), (low, high) = lengths
        every = product(*(range(a, b + 1) for a, b in ends))
        left = any(
            all(x <= y for x, y in zip(one[:3], one[3:], strict=True))
            and least <= sum(x > 0 for x in one[:3]) <= most
            and low <= sum(y > 0 for y in one[3:]) <= high
            for one in every
        )
        one = step(ends[:3], ends[3:], old_length=(least, most), new_length=(low, high))
        assert (fallen(one) == []) is left
        refused += not left
    assert 20 < refused < 180


def test_lengths_of_both_lists_may_leave_nothing() -> None:
    """Where depth never falls a shorter new list is impossible, though either length alone is not."""
    lengths = {"old_length": (3, 4), "new_length": (0, 2)}
    assert step([(0, 3)] * 4, [(0, 3)] * 4, **lengths).bound("lost") == (1, 4)
    with pytest.raises(AssumptionError, match="no two lists are left: OLD 3 to 4 areas, NEW 0 to 2 areas"):
        step([(0, 3)] * 4, [(0, 3)] * 4, **lengths, never_falls=True)
    told = loaded().change("JPN", old="IPCP-JPN-2020", list_length={"IPCP-JPN-2020": 14, "JPN": 12})
    assert told.sentences()[-1].endswith("IPCP-JPN-2020 14 areas, ITPP-JPN-2023 12 areas.")


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"partner": "KORR"}, UnknownLabel, "did you mean 'KOR'"),
        ({"old": "IPCP-KOR-2018"}, UnknownLabel, "did you mean"),
        ({"new": "nothing"}, UnknownLabel, "this programme is not known"),
        ({"evidence": "strikt"}, UnknownLabel, "did you mean 'strict'"),
        ({"partner": "JPN", "old": "IPCP-KOR-2017"}, ParameterError, "it is of KOR, and JPN is asked about"),
        ({"old": "IPCP-KOR-2017", "new": "ITPP-JPN-2023"}, ParameterError, "programmes are of one partner"),
        ({"old": "ITPP-KOR-2023", "new": "IPCP-KOR-2017"}, ParameterError,
         "found ITPP-KOR-2023 2023-07-11, IPCP-KOR-2017 2017-11-01; the old programme was concluded before"),
        ({"old": "ITPP-KOR-2023"}, ParameterError, "name two programmes"),
        ({"old": "FLAG-IP4-2024"}, ParameterError, "name the later programme"),
    ],
)  # fmt: skip
def test_wrong_questions_are_refused_in_words(options: dict[str, Any], error: type, words: str) -> None:
    """Unknown names have near ones; the order of two programmes is told with their dates."""
    with pytest.raises(error) as refused:
        loaded().change(**options)
    assert words in str(refused.value)


def test_wrong_names_in_an_answer_are_refused() -> None:
    """Steps, classes and indices have near names too."""
    found = change()
    assert found[0] is found.steps[0]
    for key in ("IPCP-KOR-2018", ("KOR", "IPCP-JPN-2020"), ("KORR", "IPCP-KOR-2017"), 99, True):
        with pytest.raises(UnknownLabel, match="is not known"):
            found[key]
    with pytest.raises(UnknownLabel, match="did you mean 'gained'"):
        found[0].bound("gaind")
    with pytest.raises(UnknownLabel, match="this index is not known"):
        found[0].index("beta")


def test_sentences_of_settled_texts() -> None:
    """What is known whole is told whole; depths that are open in part, or of one area, have words."""
    known = step([(0, 0), (1, 1), (2, 2), (1, 1), (0, 0)], [(1, 1), (0, 0), (2, 2), (3, 3), (0, 0)])
    assert (
        known.sentence() == "Somewhere, 2001 to 2002: 1 area gained, 1 lost, 2 held (1 kept and 1 deepened)."
    )
    some = step([(1, 3), (1, 1), (1, 3)], [(1, 3), (2, 3), (1, 3)])
    assert some.sentence().endswith(
        "3 areas held, whatever the rest of the texts says; the depth of 2 of the 3 is open."
    )
    single = step([(1, 3), (0, 0)], [(1, 3), (0, 0)])
    assert single.sentence().endswith(
        "1 area held, whatever the rest of the texts says; the depth of that one is open."
    )
    assert step([(0, 0)], [(0, 0)]).sentence() == "Somewhere, 2001 to 2002: no area is in either list."
    perhaps = step([(0, 3), (0, 0)], [(0, 3), (0, 0)])
    assert perhaps.sentence() == (
        "Nothing is certain of Somewhere, 2001 to 2002, but that 1 area is in neither list: nothing is known "
        "of 1 area of the old text (stated) and of 1 of the new (stated)."
    )
    assert repr(known).endswith("Nothing is open.")


def test_every_form_says_the_same() -> None:
    """Table, plain data, text and HTML have the numbers of the steps and what they stand under."""
    found = change()
    table, told = found.table(), found.to_dict()
    assert json.loads(found.to_json()) == told
    assert len(table) == len(told["steps"]) == len(found) == 9
    for i, one in enumerate(found):
        assert (table["gained_least"][i], table["gained_most"][i]) == one.bound("gained")
        assert told["steps"][i]["counts"]["gained_or_deepened"] == [*one.bound("gained", "deepened")]
        assert table["turnover_lower"][i] == float(one.index("sim").lower)
        assert one.sentence() in found.explain()
        assert one.old in repr(found)
        assert one.old in found._repr_html_()
        assert one.sentence() in repr(one)
        assert one.old in one._repr_html_()
        assert json.loads(one.to_json()) == one.to_dict()
        assert sum(one.not_comparable.values()) == one.table()["comparable"].count(False)
    assert table["because"][table["old"].index("IPCP-KOR-2019")] == "text not public"
    assert told["assumptions"][0].startswith("Evidence: strict")
    assert "no value where a list is empty" in repr(found)
    assert "no value where a list is empty" not in repr(loaded().change("KOR"))
