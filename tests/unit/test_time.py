"""Programmes and indicators over time: every state that the dates allow, and the snapshot of each day."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta

import pytest

import chirograph as cg
from chirograph.base.dates import Span
from chirograph.errors import AssumptionError, UnknownIndicator, UnknownLabel
from chirograph.records.choice import versions
from chirograph.records.states import Life, life

DATA = cg.load("nato-ip4")


def days(when: Span) -> list[date]:
    return [when.first + timedelta(days=step) for step in range((when.last - when.first).days + 1)]


def test_states_are_those_of_every_exact_date() -> None:
    """A slow twin: every choice of days within what is recorded, each with one state."""
    start = date(2024, 1, 1)

    def at(begin: int, more: int) -> Span:
        return Span(start + timedelta(days=begin), start + timedelta(days=begin + more))

    choices = [(None, at(1, 1)), (at(3, 2), at(4, 0)), (None, at(8, 0), at(7, 1)), (None, at(9, 2))]
    for talks, begin, end, follow in itertools.product(*choices):
        one = Life({}, talks, begin, end, follow)
        for step in range(14):
            day, found = start + timedelta(days=step), set()
            for b, t, e, f in itertools.product(
                *(days(x) if x else [None] for x in (begin, talks, end, follow))
            ):
                assert b is not None
                if b > day:
                    found.add("under negotiation" if t is not None and t <= day else "not begun")
                elif f is not None and f <= day:
                    found.add("superseded")
                else:
                    found.add("lapsed" if e is not None and e < day else "in force")
            assert set(one.at(day)) == found, (talks, begin, end, follow, day)


@pytest.mark.parametrize(
    ("day", "programme", "state"),
    [
        ("2023-07-10", "ITPP-KOR-2023", "not begun"),
        ("2023-07-10", "IPCP-KOR-2019", "in force"),
        ("2023-07-11", "ITPP-KOR-2023", "in force"),
        ("2023-07-11", "IPCP-KOR-2019", "superseded"),
        ("2023-07-05", "ITPP-AUS-2023", "not begun or in force"),
        ("2023-07", "ITPP-NZL-2024", "under negotiation"),
        ("2024-06", "ITPP-NZL-2024", "under negotiation or in force"),
        ("2024-06", "IPCP-NZL-2012", "in force or superseded"),
        ("2026-12-31", "ITPP-KOR-2023", "in force"),
        ("2027-01-01", "ITPP-KOR-2023", "lapsed"),
        ("2027-01-01", "ITPP-NZL-2024", "in force"),
        ("2026-11-26", "JPD-AUS-2012", "in force"),
    ],
)
def test_states_on_a_day(day: str, programme: str, state: str) -> None:
    """In force, under negotiation, lapsed or superseded; a declaration is not ended by a programme."""
    assert DATA.states(day).where(programme=programme)["state"] == (state,)


def test_recorded_words_agree_with_the_dates() -> None:
    """What the records say of a programme in words is what its dates say on the day of the data."""
    for row in DATA.states():
        words = str(row["recorded"])
        if words.startswith(("superseded", "in_force")):
            assert str(row["state"]).replace(" ", "_") == words.split("_until")[0].split(" ")[0]


def test_a_day_after_the_end_is_told() -> None:
    """What follows a period is not recorded: the remark says so; before it, the days left are counted."""
    after = DATA.states("2027-01-15").where(programme="ITPP-JPN-2023")["remark"][0]
    assert "its period ended on 2026-12-31" in str(after)
    assert "not recorded" in str(after)
    assert "in 35 days" in str(DATA.states().where(programme="ITPP-JPN-2023")["remark"][0])


def test_members_on_a_day_are_those_of_the_model() -> None:
    """Who is in what on a day is what interoperability reads; dates and reasons stand beside."""
    for day in ("2023-08", "2024-12", "2026-11-26"):
        held = DATA.interoperability(["technical"], as_of=day)._model.held
        for row in DATA.members(day):
            *who, system = (str(row[name]) for name in ("partner", "with", "system") if row[name])
            one = held.get((*who, system)) or held.get((*who[::-1], system))
            if one is not None:
                assert (row["least"], row["most"]) == (one.lower / 2, one.upper / 2), (day, who, system)
    step = DATA.members("2025-06").where(partner="KOR", system="STEP")
    assert step["since"] == ("2025-03-01",)
    later = DATA.renew("KOR", "2027-2030", join=["BICES"])
    assert later.members("2028").where(partner="KOR", system="BICES")["least"] == (1.0,)
    assert later.members("2024").where(partner="KOR", system="BICES")["least"] == (0.0,)


def test_versions_follow_each_other() -> None:
    """The chain of a programme goes back to its first version, and not on to a declaration."""
    items = DATA.records.data["programmes"]
    latest = next(item for item in items if item["id"] == "ITPP-AUS-2023")
    assert [item["id"] for item in versions(latest, items)] == [
        "ITPP-AUS-2023",
        "IPCP-AUS-2019",
        "IPCP-AUS-2013",
    ]


def test_versions_in_a_circle_end() -> None:
    """Records that name each other as successors do not make an endless chain."""
    one = {"id": "A", "successor": "B", "legal": "x"}
    two = {"id": "B", "successor": "A", "legal": "x"}
    assert [item["id"] for item in versions(one, [one, two])] == ["A", "B"]


@pytest.mark.parametrize("key", ["jaccard", "containment", "ruzicka", "interoperability", "practice_ratio"])
def test_a_series_is_the_snapshot_of_each_day(key: str) -> None:
    """At every day the ranges are those of the panel, or of interoperability and profile, at that day."""
    asked = ["2013", "2018-06", "2020", "2024-06", "2026-11-26"][3 if key == "interoperability" else 0 :]
    found = DATA.series(key, asked)
    kinds = found.kinds
    assert kinds == ("ITPP", "IPCP")
    for point in found.points:
        panel = DATA.panel(kinds, point.day)
        if key == "interoperability":  # which takes no search
            whole = DATA.interoperability(as_of=point.day, kind=kinds, budget=1)
        for one in point.measures:
            if one.why:
                assert any(label not in panel.rows for label in one.subject)
                continue
            if key == "interoperability":
                bound = whole[one.subject].bound(key, rho=1.0)
                low, high = bound.lower, bound.upper
            elif key == "practice_ratio":
                bound = DATA.profile(kinds, point.day)[one.subject[0]].bound(key)
                low, high = bound.lower, bound.upper
            else:
                pair = panel.overlap(key)[one.subject]
                low, high = pair.lower, pair.upper
            assert (one.lower, one.upper) == pytest.approx((low, high), nan_ok=True)


def test_the_days_of_a_series_leave_nothing_out() -> None:
    """Between two of its days nothing changes: the panel of any day between is that of the first."""
    found = DATA.series()
    held = [point.day for point in found.points]
    assert held == sorted(set(held))
    assert held[-1] == date(2027, 1, 1)
    for first, after in itertools.pairwise(held):
        between = first + (after - first) / 2
        one, other = (
            DATA.panel(found.kinds, day) if day >= date(2012, 6, 4) else None for day in (first, between)
        )
        assert one is not None
        assert other is not None
        assert one.rows == other.rows
        assert (one.lower == other.lower).all()
        assert (one.upper == other.upper).all()


def test_no_programme_is_unknown_and_never_zero() -> None:
    """Before the first and after the last day on record an indicator has all of its range, and says why."""
    found = DATA.series("jaccard", ["2012-06-10", "2027-06"])
    assert all(
        (one.lower, one.upper) == (0.0, 1.0) and one.why for point in found.points for one in point.measures
    )
    assert "ITPP-KOR-2023 ended by 2026-12-31" in found["KOR", "JPN"]["why"][1]
    signed = DATA.series("s_absolute", ["2027-06"])["JPN", "KOR"]
    assert (signed["lower"], signed["upper"]) == ((-1.0,), (1.0,))


def test_a_series_tells_itself() -> None:
    """Words, plain data and the figure are there; JSON has no number that is not finite."""
    found = DATA.series("jaccard", ["2018", "2024", "2027-06"])
    told = json.loads(found.to_json())
    assert told["kind"] == "series"
    assert len(told["rows"]) == 18
    assert "nothing is known on 2027-06-30" in found.explain()
    assert "2024-12-31" in repr(found)
    assert "<table" in found._repr_html_()
    assert found.plot().data().columns[0] == "day"
    group = DATA.series("m_of_k", ["2024", "2027-06"], m=4)
    assert [point.measures[0].why == "" for point in group.points] == [True, False]


def test_of_several_kinds_the_latest_stands() -> None:
    """Asked for two kinds, a panel has the programme of each partner that was concluded last."""
    panel = DATA.panel(["IPCP", "ITPP"], "2023-12")
    assert [line.split(":")[0] for line in panel.sources] == [
        "ITPP-AUS-2023", "ITPP-JPN-2023", "ITPP-KOR-2023", "IPCP-NZL-2012",
    ]  # fmt: skip
    assert "ITPP or IPCP as of" in " ".join(DATA.panel(["ITPP", "IPCP"], 2020).assumptions)


def test_what_cannot_be_asked() -> None:
    """Days out of order, an indicator or a kind that is not known, and a wrong dimension: each in words."""
    with pytest.raises(AssumptionError, match="'2020' after '2024'; days are in order"):
        DATA.series("jaccard", ["2024", "2020"])
    with pytest.raises(AssumptionError, match="there is one at least"):
        DATA.series("jaccard", [])
    with pytest.raises(AssumptionError, match="a day of the calendar"):
        DATA.states("2024-02-31")
    with pytest.raises(UnknownIndicator, match="jaccard"):
        DATA.series("jacard")
    with pytest.raises(UnknownLabel, match="did you mean 'ITPP'"):
        DATA.series(kind="ITTP")
    with pytest.raises(UnknownLabel, match="human"):
        DATA.series("dimension_profile", ["2024"], dimension="humane")
    with pytest.raises(UnknownLabel, match="this subject"):
        DATA.series("jaccard", ["2024"])["JPN", "KRO"]
    with pytest.raises(cg.errors.ParameterError, match="coders"):
        DATA.series("krippendorff_alpha")


def test_an_undated_programme_is_there_since_its_first_source() -> None:
    """Without a date a programme begins by the day of the earliest page that speaks of it."""
    item = next(one for one in DATA.records.data["programmes"] if one["id"] == "ATSSC")
    one = life(DATA.records, item)
    assert one.begin.first == date.min
    assert one.begin.last < date(2026, 1, 1)
    assert one.at(one.begin.last) == ("in force",)
