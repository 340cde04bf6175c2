"""Figures over time: bars stand on their days, bands are as high as their ranges."""

from __future__ import annotations

from datetime import date

import pytest
from plots.ranges import boxes, signs

import chirograph as cg
from chirograph.plots.years import Axis

DATA = cg.load("nato-ip4")


def test_a_year_is_as_wide_as_its_days() -> None:
    """Days are shares of whole years; names stand at most eight times below."""
    axis = Axis.over([date(2012, 6, 4), date(2026, 11, 26)])
    assert (axis.first, axis.last) == (date(2012, 1, 1), date(2027, 1, 1))
    assert axis.share(date(2012, 1, 1)) == 0
    assert axis.share(date(2030, 1, 1)) == 1
    assert [words for _, words in axis.ticks] == [
        "2012",
        "2014",
        "2016",
        "2018",
        "2020",
        "2022",
        "2024",
        "2026",
    ]
    for years in (1, 3, 9, 40, 300):
        assert 1 <= len(Axis.over([date(1700, 1, 1), date(1700 + years, 1, 1)]).ticks) <= 8


def test_programmes_stand_on_their_days() -> None:
    """Of each programme the strong and the hatched part stand on the days that are certain."""
    drawn = cg.plots.timeline(DATA)
    strong, hatched = boxes(drawn.ax, "both")[1:], boxes(drawn.ax, "open")[1:]
    rows = [row for row in drawn.data() if row["known_share"] > 0]
    assert len(strong) == len(rows)
    heights = {round(high, 4) for *_, high in strong}
    full = max(heights)
    for row in rows:
        assert any(abs(high - full * row["known_share"]) < 0.002 for *_, high in strong), row
    part = [row for row in drawn.data() if row["known_share"] < 1]
    assert len(hatched) == len(part)
    day = {row["programme"]: (row["begins_by"], row["ends"]) for row in drawn.data()}
    assert day["IPCP-KOR-2017"] == ("2017-11-01", "2019-11-21")
    assert day["ITPP-KOR-2023"] == ("2023-07-11", "2027-01-01")
    assert day["ITPP-NZL-2024"][1] == ""


def test_a_band_is_its_range() -> None:
    """Every band is as high as its range and as wide as its days; unknown days are hatched."""
    found = DATA.series("jaccard", ["2018", "2024", "2027-06"])
    drawn = found.plot()
    bands, unknown = boxes(drawn.ax, "range")[1:], boxes(drawn.ax, "clashing")[1:]
    assert len(unknown) == 6
    tall = unknown[0][3]
    told = {
        (round(one.upper - one.lower, 6))
        for point in found.points for one in point.measures if not one.why
    }  # fmt: skip
    seen = {round(high / tall, 3) for *_, high in bands}
    assert seen == {round(value, 3) for value in told}
    wide = {round(width, 3) for _, _, width, _ in unknown}
    assert len(wide) == 1
    days = (date(2027, 6, 30) - date(2024, 12, 31)).days
    after = (date(2028, 1, 1) - date(2027, 6, 30)).days
    assert max(width for _, _, width, _ in bands) / wide.pop() >= days / after - 0.01


def test_scenarios_are_in_their_period() -> None:
    """A renewal stands in the row of every programme it goes on from, after the day of the data."""
    assert not boxes(cg.plots.timeline(DATA).ax, "range")
    drawn = boxes(cg.plots.timeline(DATA.under("same again")).ax, "range")[1:]
    assert len(drawn) == 4
    assert len({(round(x, 3), round(wide, 3)) for x, _, wide, _ in drawn}) == 1


def test_events_can_be_left_out() -> None:
    """Events are one row of dots, each with its words for the pointer, unless they are left out."""
    with_them, without = cg.plots.timeline(DATA), cg.plots.timeline(DATA, events=False)
    assert len(signs(with_them.ax, "exact")) > 40
    assert not signs(without.ax, "exact")
    assert "Vilnius" in with_them.svg()


def test_the_slope_says_what_is_certain() -> None:
    """Two ranges a pair; its words say what is certain, and that nothing is where nothing is."""
    drawn = DATA.whatif(cg.Scenario.renew("KOR", "2027-2030", add=["A02"])).plot()
    assert len(boxes(drawn.ax, "range")) == 1 + 2 * 6
    assert "higher" in cg.plots.slope(DATA.whatif("one common agenda")).svg()
    assert drawn.data().where(subject="JPN KOR")["certain"] == ("",)


@pytest.mark.parametrize("name", ["timeline", "series", "slope"])
def test_another_thing_is_refused(name: str) -> None:
    """What a figure does not draw is refused with the figure that does."""
    with pytest.raises(cg.errors.ParameterError, match="plots"):
        getattr(cg.plots, name)(DATA.ladder(layers=["absent"]))


def test_days_at_the_ends_of_the_calendar() -> None:
    """A programme without a date begins nowhere before the page that speaks of it."""
    row = cg.plots.timeline(DATA).data().where(programme="ATSSC")
    assert row["begins"] == ("",)
    assert date.fromisoformat(str(row["begins_by"][0])) < date(2026, 11, 26)
