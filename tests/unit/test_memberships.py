"""Memberships at a day: what a record says, what its dates leave open, and what no record means."""

from __future__ import annotations

from datetime import date

import pytest

from chirograph.errors import DataError
from chirograph.records.memberships import Held, Memberships

STATES = [
    {"state": "member", "lower": 1, "upper": 1, "meaning": ""},
    {"state": "observer", "lower": 0.5, "upper": 0.5, "meaning": ""},
    {"state": "announced", "lower": 0, "upper": 1, "meaning": ""},
    {"state": "absent", "lower": 0, "upper": 0, "meaning": ""},
    {"state": "not_found", "lower": 0, "upper": 1, "meaning": ""},
]


def held(day: date, *records: dict[str, object], states: object = STATES, without: str = "unknown") -> Held:
    """What is known of the membership of P in S at a day."""
    full = [
        {"id": f"M{i}", "system": "S", "partner": "P", "with": None, "start": None, "end": None,
         "source": "X", **record}
        for i, record in enumerate(records)
    ]  # fmt: skip
    data = {
        "codebook": {"membership_values": states},
        "sources": [{"id": "X", "date": "2020"}, {"id": "Y", "date": None}],
        "systems": [{"id": "S", "name": "System"}],
        "memberships": full,
    }
    return Memberships(data, day).of("S", ("P",), without)


def ends(*arguments: object, **options: object) -> tuple[int, int]:
    """Both ends in halves."""
    found = held(*arguments, **options)  # type: ignore[arg-type]
    return found.lower, found.upper


@pytest.mark.parametrize(
    ("day", "record", "expected"),
    [
        (date(2019, 6, 1), {"state": "member", "start": "2019-06-01"}, (2, 2)),
        (date(2019, 5, 31), {"state": "member", "start": "2019-06-01"}, (0, 0)),
        (date(2019, 5, 31), {"state": "member", "start": "2019"}, (0, 2)),
        (date(2020, 1, 1), {"state": "member", "start": "2019"}, (2, 2)),
        (date(2020, 1, 1), {"state": "observer", "start": "2019"}, (1, 1)),
        (date(2020, 1, 1), {"state": "announced", "start": "2019"}, (0, 2)),
        (date(2018, 1, 1), {"state": "announced", "start": "2019"}, (0, 0)),
        (date(2021, 1, 1), {"state": "absent"}, (0, 0)),
        (date(2019, 1, 1), {"state": "absent"}, (0, 2)),
        (date(2020, 1, 1), {"state": "absent"}, (0, 2)),
        (date(2021, 1, 1), {"state": "absent", "source": "Y"}, (0, 2)),
        (date(2018, 1, 1), {"state": "absent", "start": "2019"}, (0, 2)),
        (date(2021, 1, 1), {"state": "absent", "start": "2003", "end": "2014"}, (0, 2)),
        (date(2018, 1, 1), {"state": "not_found", "start": "2019"}, (0, 2)),
        (date(2020, 1, 1), {"state": "not_found", "start": "2019"}, (0, 2)),
        (date(2020, 1, 1), {"state": "member", "start": "2003", "end": "2014"}, (0, 0)),
        (date(2014, 6, 1), {"state": "member", "start": "2003", "end": "2014"}, (0, 2)),
        (date(2013, 6, 1), {"state": "member", "start": "2003", "end": "2014"}, (2, 2)),
        (date(2021, 1, 1), {"state": "member"}, (2, 2)),
        (date(2015, 1, 1), {"state": "member"}, (0, 2)),
        (date(2021, 1, 1), {"state": "member", "source": "Y"}, (0, 2)),
        (date(2021, 1, 1), {"state": "member", "source": None}, (0, 2)),
    ],
)
def test_a_record_counts_inside_its_dates(
    day: date, record: dict[str, object], expected: tuple[int, int]
) -> None:
    """Certain inside certain dates, open where vague; undated from its source on.

    Outside its dates a membership is none; a denial and a search say nothing there.
    """
    assert ends(day, record) == expected


def test_of_several_records_the_most_counts() -> None:
    """An observer who became a participant is a participant from then on."""
    records = [{"state": "observer", "start": "2019"}, {"state": "member", "start": "2022"}]
    assert ends(date(2021, 1, 1), *records) == (1, 1)
    assert ends(date(2023, 1, 1), *records) == (2, 2)


def test_a_denial_after_a_membership_is_a_conflict_and_stays_open() -> None:
    """A member since 2010 missing from the complete list of 2024: nobody is believed, and it is said."""
    member, denial = {"state": "member", "start": "2010"}, {"state": "absent", "start": "2024"}
    for records in ((member, denial), (denial, member)):
        found = held(date(2025, 6, 1), *records)
        assert (found.lower, found.upper) == (0, 2)
        assert found.why.startswith("sources conflict: ")
        assert found.settled_by
    assert ends(date(2023, 6, 1), member, denial) == (2, 2)


def test_joining_after_the_list_was_made_is_no_conflict() -> None:
    """A partner missing from the list of 2005 may have joined in 2010, and may have left before 2024."""
    before = {"state": "absent", "start": "2005"}
    assert ends(date(2012, 1, 1), before, {"state": "member", "start": "2010"}) == (2, 2)
    left = ({"state": "member", "start": "2010", "end": "2014"}, {"state": "absent", "start": "2020"})
    assert ends(date(2021, 1, 1), *left) == (0, 0)


def test_outside_a_denial_the_codebook_says_what_holds() -> None:
    """Before the list of a system that nobody else can be in, there is still nothing."""
    assert ends(date(2018, 1, 1), {"state": "absent", "start": "2019"}, without="none") == (0, 0)


def test_no_record_is_unknown_unless_the_codebook_says_none() -> None:
    """Not found is not absent; a system no other can be in is."""
    open_ = held(date(2021, 1, 1))
    assert (open_.lower, open_.upper, open_.why) == (0, 2, "no record")
    assert open_.settled_by == "a source on P in S (System)"
    assert ends(date(2021, 1, 1), without="none") == (0, 0)


def test_what_is_known_needs_no_document() -> None:
    """Only an open membership names what would settle it."""
    assert held(date(2021, 1, 1), {"state": "member", "start": "2019"}).settled_by == ""
    assert held(date(2021, 1, 1), {"state": "announced", "start": "2019"}).settled_by


def test_a_state_worth_a_third_is_refused() -> None:
    """Memberships are counted in halves, so a codebook with other values is told so."""
    states = [{"state": "member", "lower": 0.3, "upper": 1, "meaning": ""}]
    with pytest.raises(DataError, match=r"0, 0\.5 or 1"):
        held(date(2021, 1, 1), {"state": "member"}, states=states)
