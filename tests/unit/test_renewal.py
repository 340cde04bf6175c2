"""Renewals as a named difference: what each leaves, that it is undone, and everything that is refused."""

from __future__ import annotations

import itertools
import json
import pickle
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import chirograph as cg
from chirograph.cells.content import Content
from chirograph.change.gain import RATIOS, gains
from chirograph.errors import AssumptionError, ChirographError, DataError, ParameterError
from chirograph.records.asking import Asking
from chirograph.records.coding import content
from chirograph.records.renewal import renewed
from chirograph.records.scenario import Renewed

DATA = cg.load("nato-ip4")
PERIOD = "2027-2030"
TEMPLATE = Path(cg.__file__).parent / "data" / "template"


def completions(panel: Content) -> list[np.ndarray]:
    cells = [range(low, high + 1) for low, high in zip(panel.lower.flat, panel.upper.flat, strict=True)]
    return [np.array(values).reshape(panel.lower.shape) for values in itertools.product(*cells)]


def drawn(seed: int, columns: int = 3) -> tuple[Content, cg.Scenario]:
    """A small panel of two rows and a scenario that changes some of its cells."""
    rng = random.Random(seed)
    ends = [sorted(rng.choices(range(3), k=2)) for _ in range(2 * columns)]
    lower, upper = (np.array([end[side] for end in ends]).reshape(2, columns) for side in (0, 1))
    panel = cg.Panel(lower, upper, rows=["P", "Q"], columns=[f"A{j}" for j in range(columns)], max_depth=2)
    changes = []
    for row in ("P", "Q"):
        areas = rng.sample(panel.columns, rng.randint(0, columns))
        cut = rng.randint(0, len(areas))
        changes.append(Renewed.of(row, {area: rng.randint(1, 2) for area in areas[:cut]}, drop=areas[cut:]))
    return panel.content, cg.Scenario("drawn", PERIOD, tuple(changes))


def moved(values: np.ndarray, scenario: cg.Scenario, columns: tuple[str, ...]) -> np.ndarray:
    """One text after the scenario."""
    found = values.copy()
    for i, one in enumerate(scenario.changes):
        for area, depth in one.depths.items():
            found[i, columns.index(area)] = max(found[i, columns.index(area)], depth)
        for area in one.drop:
            found[i, columns.index(area)] = 0
    return found


@pytest.mark.parametrize("seed", range(40))
def test_cells_after_are_those_of_every_text(seed: int) -> None:
    """Each cell after a renewal is exactly the depths that some text of today leads to."""
    before, scenario = drawn(seed)
    after = renewed(before, (scenario,), "2026-01-01")
    seen = np.array([moved(values, scenario, before.columns) for values in completions(before)])
    assert (after.lower == seen.min(axis=0)).all()
    assert (after.upper == seen.max(axis=0)).all()


@pytest.mark.parametrize("key", sorted(RATIOS))
@pytest.mark.parametrize("threshold", [1, 2])
def test_the_rise_is_exact(key: str, threshold: int) -> None:
    """Least and greatest rise of an index over every text, from the values that the engine gives each."""
    for seed in range(30):
        before, scenario = drawn(seed, columns=2)
        after = renewed(before, (scenario,), "2026-01-01")
        found = gains(before, after, (0, 1), key, threshold)
        rises = []
        for values in completions(before):
            pair = [
                cg.Panel(side, max_depth=2).overlap(key, threshold=threshold)["P1", "P2"].lower
                for side in (values, moved(values, scenario, before.columns))
            ]
            rises.append(pair[1] - pair[0])
        rises = [rise for rise in rises if not np.isnan(rise)]
        assert (found is None) == (not rises)
        assert found is None or found == pytest.approx((min(rises), max(rises)))


def test_list_lengths_move_with_the_areas() -> None:
    """After a renewal of a list of known length the counts that are possible are those of every text."""
    panel = cg.Panel([[0, 0, 0, 1]], [[1, 1, 1, 1]], max_depth=1, rows=["P"], columns=["A", "B", "C", "D"])
    for least, most in [(1, 1), (2, 2), (2, 3), (4, 4)]:
        before = panel.constrain(list_length={"P": (least, most)}).content
        for change in (
            Renewed.of("P", ["A", "B"]),
            Renewed.of("P", ["A"], drop=["D"]),
            Renewed.of("P", drop=["A"]),
        ):
            scenario = cg.Scenario("x", PERIOD, (change,))
            after = renewed(before, (scenario,), "2026-01-01")
            told = after.constraints.lengths[0]
            counts = [
                int(moved(values, scenario, before.columns).sum())
                for values in completions(panel.content)
                if least <= values.sum() <= most
            ]
            sums = {int(values.sum()) for values in completions(after)}
            kept = [count for count in sums if told.minimum <= count <= told.maximum]
            assert (min(kept), max(kept)) == (min(counts), max(counts)), (least, most, change)


def test_a_renewal_and_back_is_the_identity() -> None:
    """Without its scenario a dataset is what it was, and other days than the period are as they were."""
    later = DATA.renew("KOR", PERIOD, add={"A07": 2}, deepen={"A09": 2}, join=["BICES"])
    assert later != DATA
    assert later.as_today() == DATA
    assert hash(later.as_today()) == hash(DATA)
    assert later.panel(as_of="2024") == DATA.panel(as_of="2024")
    assert later.panel(as_of="2028") == later.panel()
    assert pickle.loads(pickle.dumps(later)) == later
    again = DATA.under(cg.Scenario.from_json(later.renewals[0].to_json()))
    assert again == later
    back = later.renewals[0]
    assert cg.Scenario.from_dict(json.loads(json.dumps(back.to_dict()))) == back


def test_every_result_carries_it() -> None:
    """Overlap, interoperability, profile, audit and answer are of the renewed cells, and say so."""
    later = DATA.renew("KOR", PERIOD, add={"A07": 2}, join=["BICES"], name="space")
    pair = later.overlap("jaccard")["JPN", "KOR"]
    assert (pair.lower, pair.upper) == pytest.approx((0.375, 0.8))
    assert "Renewal: space, 2027-2030: Republic of Korea takes up Space security" in pair.explain()
    held = later.interoperability(budget=1)._model.held["KOR", "BICES"]
    assert (held.lower, held.upper, held.why) == (2, 2, "by the renewal")
    assert later.interoperability(as_of="2024", budget=1)._model.held["KOR", "BICES"].why != "by the renewal"
    assert later.profile()["KOR"].bound("set_share", set="interop_tech_wide").lower > 0
    assert later.claims()["Q06"].verdict == DATA.claims()["Q06"].verdict
    assert "space" in " ".join(later.answer().assumptions) or "space" in later.answer().explain()
    assert later.change("KOR") == DATA.change("KOR")
    row = later.audit().where(partner="JPN")
    assert len(row) == len(DATA.audit().where(partner="JPN"))


def test_time_goes_on_under_a_renewal() -> None:
    """In the period of a scenario programmes go on, but for those that lapse; then nothing is known."""
    later = DATA.under("no collective track")
    states = {row["programme"]: (row["state"], row["remark"]) for row in later.states("2028")}
    assert states["ITPP-KOR-2023"] == ("in force", "under the scenario no collective track")
    assert states["FLAG-IP4-2024"][0] == "lapsed"
    assert states["IPCP-KOR-2019"][0] == "superseded"
    assert later.states("2026-12") == DATA.states("2026-12")
    found = DATA.renew("KOR", PERIOD, add=["A07"]).series()
    told = {str(point.day): point.measures[3] for point in found.points}
    assert (told["2027-01-01"].lower, told["2027-01-01"].upper) == pytest.approx((0.375, 0.8))
    gone = (f"{row}: ITPP-{row}-2023 ended by 2026-12-31" for row in ("JPN", "KOR"))
    assert told["2031-01-01"].why == "; ".join(gone)


def test_scenarios_stack() -> None:
    """Two scenarios are as one that has the changes of both, in either order."""
    one = DATA.renew("KOR", PERIOD, add=["A07"], name="first").renew(
        "NZL", PERIOD, add=["A03"], name="second"
    )
    other = DATA.renew("NZL", PERIOD, add=["A03"], name="second").renew(
        "KOR", PERIOD, add=["A07"], name="first"
    )
    both = DATA.under(cg.Scenario("both", PERIOD, (Renewed.of("KOR", ["A07"]), Renewed.of("NZL", ["A03"]))))
    for panel in (other.panel(), both.panel()):
        assert (panel.lower == one.panel().lower).all()
        assert (panel.upper == one.panel().upper).all()
    assert [item.name for item in one.renewals] == ["first", "second"]


def test_ready_made_scenarios_follow_from_the_records() -> None:
    """What each would change follows from cells and memberships, and every one of them can be put on."""
    found = DATA.scenarios()
    panel = DATA.panel()
    assert found["same again"].changes == ()
    assert found["same again"].period == PERIOD
    korea = set(np.array(panel.columns)[panel.lower[panel.rows.index("KOR")] >= 1])
    assert len(korea) == 11
    like = DATA.under(found["all like KOR"]).panel()
    assert all(korea <= set(np.array(like.columns)[like.lower[i] >= 1]) for i in range(4))
    common = DATA.under(found["one common agenda"]).panel()
    twice = (panel.lower >= 1).sum(axis=0) >= 2
    assert (common.lower[:, twice] >= 1).all()
    assert (common.lower[:, ~twice] == panel.lower[:, ~twice]).all()
    model = DATA.under(found["all in what most are in"]).interoperability(budget=1)._model
    joined = {tie[0] for one in found["all in what most are in"].changes for tie in one.join}
    assert {"STEP", "CCDCOE"} <= joined
    assert all(model.held[row, name].lower == 2 for row in panel.rows for name in joined & set(model.systems))
    lapsed = DATA.under("no collective track")
    with pytest.raises(AssumptionError, match="some partner has a programme"):
        lapsed.panel("collective_projects")
    assert DATA.scenarios("2031-2032")["same again"].period == "2031-2032"


def test_what_if_lays_both_sides_together() -> None:
    """Before and after are the ranges of either dataset, and what is certain follows from the rise."""
    found = DATA.whatif("one common agenda")
    after = DATA.under("one common agenda").overlap("jaccard")
    for one in found.moved:
        today, later = DATA.overlap("jaccard")[one.subject], after[one.subject]
        assert (one.before.lower, one.before.upper) == (today.lower, today.upper)
        assert (one.after.lower, one.after.upper) == (later.lower, later.upper)
        assert one.exact
        assert later.lower - today.upper <= one.least <= one.most <= later.upper - today.lower
    assert [one.sure for one in found.moved] == [
        "not lower", "higher", "not lower", "higher", "not lower", "not lower",
    ]  # fmt: skip
    assert found.sentences()[0].endswith("certain to be higher for 2 of 6 pairs, and never lower for 6.")
    assert {one.sure for one in DATA.whatif("same again").moved} == {"same"}
    down = DATA.whatif(cg.Scenario.renew("KOR", PERIOD, drop=["A03"]))["JPN", "KOR"]
    assert down.sure == "lower"
    assert down.most < 0
    mixed = DATA.whatif(cg.Scenario.renew("KOR", PERIOD, add=["A02"]))["JPN", "KOR"]
    assert mixed.sure == ""
    assert mixed.least < 0 < mixed.most
    group = DATA.whatif("one common agenda", key="m_of_k", m=4)
    assert not group.moved[0].exact
    assert group.moved[0].sure == "not lower"
    assert json.loads(found.to_json())["rows"][1]["certain"] == "higher"
    assert "<table" in found._repr_html_()
    assert found.plot().data()["subject"][0] == "AUS JPN"


def test_a_single_programme_has_no_pairs() -> None:
    """Where there is nobody to compare with that is said, and a figure of it is refused."""
    book = json.loads(json.dumps(cg.load(TEMPLATE).to_dict()))
    kept = {**book, "partners": book["partners"][:1], "programmes": book["programmes"][:1]}
    alone = cg.Dataset(replace(cg.load(TEMPLATE).records, data=kept))
    found = alone.whatif("same again")
    assert "there is nothing to compare" in found.sentences()[0]
    for thing in (found, alone.series()):
        with pytest.raises(ParameterError, match="take two programmes or more"):
            thing.plot()
    assert alone.drafting().sentences()[0].startswith("0 areas")


def test_the_drafting_sheet() -> None:
    """Common titles, practice without one and missing levels are those of cells, commitments and scales."""
    sheet, panel = DATA.drafting(), DATA.panel()
    counts = (panel.lower >= 1).sum(axis=0)
    assert dict(zip(sheet.common["area"], sheet.common["certain"], strict=True)) == {
        area: int(count) for area, count in zip(panel.columns, counts, strict=True) if count >= 2
    }
    for row in sheet.untitled:
        i, j = panel.rows.index(row["partner"]), panel.columns.index(row["area"])
        assert panel.lower[i, j] == 0
        assert (panel.upper[i, j] == 0) == (row["title"] == "certainly none")
    assert set(sheet.untitled.where(partner="KOR")["area"]) == {"A04", "A19", "A20", "A24"}
    tier = [row for row in sheet.levels if row["partner"] == "JPN" and "Enhanced" in str(row["next"])]
    assert tier[0]["lacks"]
    assert not tier[0]["open"]
    assert "Drafting sheet 2027-2030" in repr(sheet)
    assert "<table" in sheet._repr_html_()
    assert json.loads(sheet.to_json())["period"] == PERIOD
    bare = cg.load("eu-sdp")
    with pytest.raises(ParameterError, match="none has both; say it"):
        bare.drafting()
    assert len(bare.drafting("2027-2030").levels) == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"add": ["A0X"]}, ["'A0X'; this area is not known; did you mean"]),
        ({"add": {"A07": 4}}, ["a depth from 1 to 3"]),
        ({"deepen": {"A09": 0}}, ["a depth from 1 to 3"]),
        ({"join": ["BICS"]}, ["did you mean 'BICES'"]),
        (
            {"add": ["A01"], "deepen": {"A02": 1}, "drop": ["A08"]},
            ["A01, depth 2-3", "A02, depth 0", "A08, depth 0"],
        ),
        ({"deepen": {"A01": 2}}, ["it is as deep as 2"]),
        ({"join": ["STEP"], "leave": ["EOP"]}, ["it is a member of it", "it is not a member of it"]),
        ({"join": ["ISAF"]}, ["what has ended cannot be joined"]),
        ({"join": ["PP-ISA"]}, ["held by two partners together"]),
        ({"join": [("STEP", "JPN")]}, ["held by a partner alone"]),
        ({"add": ["A07", "A0X"], "join": ["BICS"]}, ["A0X", "BICS"]),
    ],
)
def test_what_contradicts_the_records_is_refused(change: dict[str, object], told: list[str]) -> None:
    """Every fault at once: names that do not exist, depths beyond the scale, known cells and memberships."""
    with pytest.raises(AssumptionError) as error:
        DATA.renew("KOR", PERIOD, **change)
    assert len(error.value.faults) >= len(told)
    for words in told:
        assert words in str(error.value)


def test_prerequisites_are_kept(tmp_path: Path) -> None:
    """An area goes no deeper than the codebook lets it without what it needs, unless that is joined too."""
    book = json.loads(json.dumps(DATA.to_dict()))
    states = {item["state"] for item in book["codebook"]["membership_values"] if item["upper"] == 0}
    for item in book["memberships"]:
        if item["system"] == "ISA" and item["partner"] == "NZL":
            item.update(state=sorted(states)[0], source="S001", locator="x", evidence="stated")
    path = tmp_path / "data.json"
    path.write_text(json.dumps(book), encoding="utf-8")
    data = cg.load(path)
    assert data.interoperability(budget=1)._model.held["NZL", "ISA"].upper == 0
    with pytest.raises(AssumptionError, match="A20 is no deeper than 1 without ISA"):
        data.renew("NZL", PERIOD, add={"A20": 2})
    assert data.renew("NZL", PERIOD, add={"A20": 2}, join=["ISA"]).renewals
    assert data.renew("NZL", PERIOD, add={"A20": 1}).renewals
    with pytest.raises(AssumptionError, match="without ISA"):
        data.renew("AUS", PERIOD, add={"A20": 2}, leave=["ISA"])


def test_stacked_scenarios_change_different_things() -> None:
    """What another one changes, another period, a name used before, a period that has begun: refused."""
    later = DATA.renew("KOR", PERIOD, add=["A07"], join=["BICES"])
    with pytest.raises(AssumptionError) as error:
        later.renew("KOR", "2027-2031", deepen={"A07": 2}, leave=["BICES"])
    told = str(error.value)
    assert "A07, changed by renewal of KOR" in told
    assert "BICES, changed by" in told
    assert "of one period, here 2027-2030" in told
    assert "a name of its own" in told
    with pytest.raises(AssumptionError, match="begins after the day to which the data are kept"):
        DATA.renew("KOR", "2026-2029", add=["A07"])
    kept = [item for item in DATA.records.data["programmes"] if item["id"] != "ITPP-NZL-2024"]
    fewer = replace(DATA.records, data={**DATA.records.data, "programmes": kept})
    with pytest.raises(AssumptionError, match="NZL: found no programme; a renewal follows on a programme"):
        cg.Dataset(fewer).renew("NZL", PERIOD, add=["A07"])


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: cg.Scenario("x", "2030-2027"), "years from and to, in this order"),
        (lambda: cg.Scenario("x", "soon"), "years from and to"),
        (lambda: cg.Scenario(" ", PERIOD), "has a name"),
        (lambda: cg.Scenario("a\u202eb", PERIOD), "U+202E"),
        (lambda: cg.Scenario("x", PERIOD, (Renewed("P"), Renewed("P"))), "stands once"),
        (lambda: cg.Scenario.renew("P", PERIOD, add=["A"], drop=["A"]), "name it once"),
        (lambda: cg.Scenario.from_dict({"kind": "scenario", "name": "x"}), "period"),
        (lambda: cg.Scenario.from_dict({"kind": "panel"}), "to_dict() of scenario"),
        (
            lambda: cg.Scenario.from_dict(
                {"kind": "scenario", "name": "x", "period": PERIOD, "perod": 1,
                 "changes": [{"partner": "P", "ad": []}, {"add": {"A": "1"}}]}
            ),
            "did you mean 'period'",
        ),
        (lambda: DATA.under("no such file"), "with its JSON, or a name of scenarios(): same again"),
        (lambda: DATA.whatif(), "is asked of a scenario"),
    ],
)  # fmt: skip
def test_malformed_scenarios(make: object, told: str) -> None:
    """A scenario that is none says what it should be, with every fault of it."""
    with pytest.raises(
        ChirographError, match="(?s)" + told.replace("(", r"\(").replace(")", r"\)").replace("+", r"\+")
    ):
        make()  # type: ignore[operator]


def test_faults_of_a_file_name_it(tmp_path: Path) -> None:
    """A file of a scenario is read whole: every fault with the file and its place."""
    file = tmp_path / "one.json"
    file.write_text(
        '{"kind": "scenario", "name": "x", "period": "2027", "changes": [{"partner": 3}, {"drp": []}]}'
    )
    with pytest.raises(DataError) as error:
        DATA.under(file)
    assert len(error.value.faults) == 3
    assert all(fault.file == str(file) for fault in error.value.faults)
    assert [fault.place for fault in error.value.faults] == [
        "changes, 1, partner",
        "changes, 2, drp",
        "changes, 2, partner",
    ]
    file.write_text(DATA.scenarios()["all like KOR"].to_json())
    assert DATA.under(file) == DATA.under("all like KOR") == DATA.under(json.loads(file.read_text()))


def test_ties_between_partners_are_joined() -> None:
    """What two hold together is joined with the other partner named."""
    later = DATA.renew("NZL", PERIOD, join=[("PP-ISA", "JPN")])
    held = later.interoperability(budget=1)._model.held
    key = ("JPN", "NZL", "PP-ISA") if ("JPN", "NZL", "PP-ISA") in held else ("NZL", "JPN", "PP-ISA")
    assert held[key].lower == 2
    with pytest.raises(AssumptionError, match="it is a member of it"):
        later.renew("JPN", PERIOD, join=[("PP-ISA", "NZL")], name="again")


def test_the_records_decide_and_not_an_assumption() -> None:
    """What a reading makes of an open cell does not forbid to take the area up."""
    assumed = DATA.assume(unpublished="like:KOR")
    later = assumed.renew("NZL", PERIOD, add=["A03"])
    assert later.panel().lower[3, later.areas.index("A03")] >= 1
    assert content(later.records, Asking()).notes[-1].startswith("Renewal:")
