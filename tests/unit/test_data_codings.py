"""Codings of texts that were read: cells, panels, the register, and what is said of them."""

from __future__ import annotations

import html
import itertools
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chirograph as cg
from chirograph import plots
from chirograph.cells.several import ON_CELLS, ON_SETS, said
from chirograph.errors import ParameterError, UnknownLabel
from chirograph.records import rebuild

Record = dict[str, Any]
Build = Callable[..., cg.Dataset]

#: Two texts that were read whole: twelve areas, depths 0 to 3.
TEXTS = {"KOR": "111000300001", "TWN": "011000301001"}
AREAS = [f"B{number:02}" for number in range(1, 13)]
RULE = {
    "coders": [{"id": "A", "meaning": ""}, {"id": "B", "meaning": ""}],
    "grades": ["strict", "declared"],
    "combine": "span",
    "differ_status": "coders_differ",
    "adjudicated_status": "adjudicated",
    "conflict_status": "sources_conflict",
    "rule": "A coding takes the place of what a list leaves open",
}
STATUSES = [
    {"id": name, "label": label, "meaning": "", "known": known, "settled_by": "the text"}
    for name, label, known in (
        ("read", "read in the text", True),
        ("coders_differ", "coders differ", False),
        ("adjudicated", "adjudicated", True),
    )
]


def shipped_template() -> Record:
    file = Path(cg.__file__).parent / "data" / "template" / "data.json"
    data: Record = json.loads(file.read_text(encoding="utf-8"))
    return data


def template() -> Record:
    data = shipped_template()
    for part in (
        "dimensions", "area_dimensions", "system_dimensions", "membership_values", "interoperability",
        "prerequisites", "menu", "scales", "breadth",
    ):  # fmt: skip
        data["codebook"].pop(part, None)
    for table in ("systems", "memberships", "events", "claims", "conflicts", "not_found", "to_verify",
                  "searches", "sampling"):  # fmt: skip
        data[table] = []
    data["codebook"]["assumptions"] = []
    data["codebook"]["statuses"] += STATUSES
    return data


def coding(
    programme: str, area: str, lower: int, upper: int | None = None, coder: str = "A", **rest: Any
) -> Record:
    known = upper is None or lower > 0
    return {
        "id": f"K-{coder}-{programme}-{area}", "programme": programme, "area": area, "coder": coder,
        "lower": lower, "upper": lower if upper is None else upper,
        "reason": "read" if known else "text_not_public", "source": "S1", "locator": "article 1",
        "page": "4", "date": None, "note": "", **rest,
    }  # fmt: skip


def decision(programme: str, area: str, lower: int | None, upper: int | None) -> Record:
    return {
        "id": f"J-{programme}-{area}", "programme": programme, "area": area, "lower": lower, "upper": upper,
        "adjudicator": "C", "decided_on": "2026-01-12", "reason": "misread", "codebook_rule": "scale, 2",
        "source": None, "locator": "", "note": "",
    }  # fmt: skip


def two_programmes(listed: bool = True) -> Record:
    """Two programmes with complete lists of what their texts hold; a base is shown to be accountable."""
    data = template()
    source, listing = data["sources"][0], data["listings"][0]
    commitment, programme = data["commitments"][0], data["programmes"][0]
    data["sources"] = [source]
    data["partners"] = [{"id": name, "name": name, "cow": None, "gw": None} for name in TEXTS]
    data["partner_groups"], data["programme_types"] = [], []
    area = data["codebook"]["areas"][0]
    data["codebook"]["areas"] = [{**area, "id": name, "name": name} for name in AREAS]
    data["programmes"] = [
        {**programme, "id": name, "partner": name, "list_total": None, "list_total_use": None,
         "predecessor": None, "successor": None, "sources": [source["id"]]}
        for name in TEXTS
    ]  # fmt: skip
    cells = [(name, AREAS[j]) for name, text in TEXTS.items() for j in range(12) if text[j] != "0"]
    data["listings"] = [
        {**listing, "id": f"L{i}", "programme": name, "areas": [{"area": area, "fit": "exact"}]}
        for i, (name, area) in enumerate(cells)
    ]
    data["commitments"] = [
        {**commitment, "id": f"C-{name}", "programme": name, "area": "B07", "link": "in_programme",
         "depth_shown": "activity_with_timeline_and_bodies", "evidence": "stated"}
        for name in TEXTS
    ]  # fmt: skip
    if not listed:
        data["listings"], data["commitments"] = [], []
    return data


def read_whole(data: Record) -> Record:
    data["codebook"]["coding"]["codings"] = dict(RULE)
    data["codings"] = [
        coding(name, AREAS[j], int(text[j])) for name, text in TEXTS.items() for j in range(12)
    ]
    return data


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A dataset of the package from records."""

    def made(data: Record) -> cg.Dataset:
        (tmp_path / "data.json").write_text(json.dumps(data), encoding="utf-8")
        return cg.load(tmp_path)

    return made


def ends(ds: cg.Dataset, **options: Any) -> tuple[float, float]:
    bound = ds.panel(**options).overlap("ruzicka")["KOR", "TWN"]
    return round(bound.lower, 12), round(bound.upper, 12)


def cell(ds: cg.Dataset, partner: str, area: str, **options: Any) -> tuple[int, int, str]:
    panel = ds.panel(**options)
    i, j = panel.rows.index(partner), panel.columns.index(area)
    return int(panel.lower[i, j]), int(panel.upper[i, j]), str(panel.status[i, j])


def test_a_text_that_was_read_gives_one_number(build: Build) -> None:
    """Lists alone leave 1/3 to 6/7; with both texts coded the same records say 3/4, with lists or without."""
    assert ends(build(two_programmes())) == (round(1 / 3, 12), round(6 / 7, 12))
    assert ends(build(read_whole(two_programmes()))) == (0.75, 0.75)
    assert ends(build(read_whole(two_programmes(listed=False)))) == (0.75, 0.75)


def test_unknown_and_absent_stand_side_by_side(build: Build) -> None:
    """A "?" of a coder is any depth with its reason, 0 is 0, and a blank leaves the cell to the list."""
    data = read_whole(two_programmes())
    data["codings"] = [coding("KOR", "B04", 0, 3), coding("KOR", "B05", 0)]
    ds = build(data)
    assert cell(ds, "KOR", "B04") == (0, 3, "text_not_public")
    assert cell(ds, "KOR", "B05") == (0, 0, "read")
    assert cell(ds, "KOR", "B06") == (0, 0, "absent_from_complete_list")
    assert cell(ds, "KOR", "B01") == (1, 3, "stated")


def test_coders_that_differ(build: Build) -> None:
    """Span, agreed, one coder and adjudicated make the cells that the codebook names, each said in words."""
    data = read_whole(two_programmes(listed=False))
    data["codings"] += [coding("KOR", "B01", 3, coder="B"), coding("KOR", "B02", 1, coder="B")]
    data["codings"] += [coding("KOR", "B03", 0, coder="B")]
    data["adjudications"] = [decision("KOR", "B01", 2, 2), decision("KOR", "B03", None, None)]
    ds = build(data)
    assert cell(ds, "KOR", "B01") == (1, 3, "coders_differ")
    assert cell(ds, "KOR", "B02") == (1, 1, "read")
    assert cell(ds, "KOR", "B01", coders="agreed") == (0, 3, "coders_differ")
    assert cell(ds, "KOR", "B01", coders="B") == (3, 3, "read")
    assert cell(ds, "KOR", "B01", coders="adjudicated") == (2, 2, "adjudicated")
    assert cell(ds, "KOR", "B03", coders="adjudicated") == (0, 1, "coders_differ")
    assert ds.panel().status_labels["coders_differ"] == "coders differ"
    said = {way: [line for line in ds.panel(coders=way).assumptions if line.startswith("Codings:")] for way in
            ("span", "agreed", "adjudicated", "B")}  # fmt: skip
    assert said == {
        "span": ["Codings: from the least to the greatest end that coders A and B give (24 cells "
                 "coded, 2 differ, 21 coded by one alone, 1 decided and not used here)."],
        "agreed": ["Codings: what coders A and B agree on, else any value (24 cells coded, 2 differ, "
                   "21 coded by one alone, 1 decided and not used here)."],
        "adjudicated": ["Codings: what was adjudicated, else from the least to the greatest end that coders "
                        "A and B give (24 cells coded, 2 differ, 21 coded by one alone, 1 decided)."],
        "B": ["Codings: those of coder B alone (3 cells)."],
    }  # fmt: skip
    assert ds.panel().assumptions == ds.panel(coders="span").assumptions


def test_the_codebook_says_how_coders_are_combined(build: Build) -> None:
    """Another default in the codebook is what a panel without coders= takes; unknown ways have near names."""
    data = read_whole(two_programmes(listed=False))
    data["codings"] += [coding("KOR", "B01", 3, coder="B")]
    data["codebook"]["coding"]["codings"]["combine"] = "B"
    ds = build(data)
    assert cell(ds, "KOR", "B01") == (3, 3, "read")
    with pytest.raises(UnknownLabel, match="did you mean 'agreed'"):
        ds.panel(coders="agree")
    with pytest.raises(UnknownLabel, match="none is known"):
        cg.load("nato-ip4").panel(coders="span")


def test_what_is_shown_beyond_a_coding_is_a_conflict(build: Build) -> None:
    """An activity of depth 3 against a coding of 1 spans both and says so; neither record is dropped."""
    data = read_whole(two_programmes())
    data["codings"] = [coding("KOR", "B07", 1), coding("TWN", "B07", 2, 3), coding("KOR", "B01", 0)]
    ds = build(data)
    assert cell(ds, "KOR", "B07") == (1, 3, "sources_conflict")
    assert cell(ds, "TWN", "B07") == (3, 3, "stated")
    assert cell(ds, "KOR", "B01") == (0, 1, "sources_conflict")
    rows = {(row["programme"], row["area"]): row for row in rebuild.cell_records(ds.records, "strict")}
    assert rows["KOR", "B07"]["decided_by"] == ["K-A-KOR-B07", "C-KOR"]
    assert rows["KOR", "B01"]["decided_by"] == ["K-A-KOR-B01", "L0"]


def test_the_register_names_the_codings(build: Build) -> None:
    """The audit says who said what of an open cell; sources_of gives source and page of each coding."""
    data = read_whole(two_programmes(listed=False))
    data["codings"] += [coding("KOR", "B01", 2, coder="B", source=None)]
    data["adjudications"] = [decision("KOR", "B01", None, None)]
    ds = build(data)
    (row,) = ds.audit()
    assert row["codings"] == "A: 1 (K-A-KOR-B01); B: 2 (K-B-KOR-B01)"
    assert ds.audit(coders="adjudicated")["codings"] == (f"{row['codings']}; C: stays open (J-KOR-B01)",)
    assert len(ds.audit(coders="A")) == 0
    found = ds.sources_of("KOR", "B01")
    assert found["record"][:3] == ("coding", "coding", "adjudication")
    assert found["text"][:3] == ("coder A: 1", "coder B: 2", "C: stays open; misread")
    assert found["source"][:2] == ("S1", "S1")
    assert found["locator"][0] == "article 1, page 4"
    data["codings"] += [coding("KOR", "B02", 0, 3, coder="B"), coding("KOR", "B03", 1, 2, coder="B")]
    told = build(data).audit(coders="B")["codings"]
    assert told == ("B: ? (K-B-KOR-B02)", "B: 1-2 (K-B-KOR-B03)")
    assert "codings" not in cg.load("nato-ip4").audit().columns


def test_a_stated_total_bounds_no_coded_text(build: Build) -> None:
    """Where areas were coded from the text a number of titles says nothing of them, and that is told."""
    data = read_whole(two_programmes())
    for row in data["programmes"]:
        row["list_total"], row["list_total_use"] = 5, "derive"
    ds = build(data)
    assert ds.list_lengths()["minimum"] == (None, None)
    assert "areas were coded from the text" in repr(ds)


def test_the_report_and_the_figures_show_that_coders_differ(build: Build, tmp_path: Path) -> None:
    """The status has a hatch of its own, its label stands in the legend and in the report."""
    data = read_whole(two_programmes(listed=False))
    data["codings"] += [coding("KOR", "B01", 0, 3, coder="B")]
    ds = build(data)
    from chirograph.plots.palette import HATCHES, SPARE_HATCHES

    assert HATCHES["coders_differ"] not in {
        *SPARE_HATCHES,
        *(v for k, v in HATCHES.items() if k != "coders_differ"),
    }
    assert "coders differ" in plots.matrix(ds).alt_text()
    page = cg.report(ds, tmp_path / "report.html", appendix=tmp_path / "more.html").read_text("utf-8")
    assert "coders differ" in page.lower()
    assert "article 1, page 4" in (tmp_path / "more.html").read_text(encoding="utf-8")


def test_datasets_without_codings_are_as_they_were() -> None:
    """The shipped dataset has no codings: no sentence, no column, the cells of its committed file."""
    ds = cg.load("nato-ip4")
    assert not any(line.startswith("Codings") for line in ds.panel().assumptions)
    assert rebuild.stale(Path(cg.__file__).parent / "data" / "nato-ip4") == ()
    assert np.array_equal(
        ds.records.engine.cells("strict")["lower"], ds.records.engine.cells("strict", "")["lower"]
    )


def disputed() -> Record:
    """Two coders of two texts that differ in one area of Korea's, with dimensions to compose."""
    data = read_whole(two_programmes(listed=False))
    data["codings"] += [coding("KOR", "B01", 3, coder="B"), coding("KOR", "B02", 0, coder="B")]
    data["adjudications"] = [decision("KOR", "B01", 2, 2)]
    book, shipped = data["codebook"], shipped_template()["codebook"]
    book["dimensions"] = [{"id": "all", "name": "All", "meaning": "Every area"}]
    book["area_dimensions"] = [
        {"area": area, "weights": [{"dimension": "all", "weight": 1}], "basis": "invented"} for area in AREAS
    ]
    book["system_dimensions"] = []
    weights = [{"dimension": "all", "weight": 1}]
    book["interoperability"] = {**shipped["interoperability"], "dimension_weights": weights}
    book["menu"] = {**shipped["menu"], "levels": []}
    book["breadth"] = shipped["breadth"]
    return data


def test_every_answer_of_a_dataset_takes_coders(build: Build) -> None:
    """Interoperability and profile rest on the cells of the panel with the same coders, and say so."""
    ds = build(disputed())
    seen = set()
    for way in ("span", "agreed", "adjudicated", "A"):
        panel, profile, both = (
            ds.panel(coders=way), ds.profile(coders=way), ds.interoperability(coders=way)
        )  # fmt: skip
        assert profile.panel == both.panel == panel
        (said,) = (line for line in panel.assumptions if line.startswith("Codings:"))
        assert said in profile.assumptions
        assert said in both.assumptions
        assert said in profile.explain("KOR")
        deep, hub = profile["KOR"].bound("depth_share", depth=3), both["KOR"].bounds[0]
        assert hub.key == "attainment"
        seen.add((round(deep.upper, 9), round(hub.lower, 9), round(hub.upper, 9)))
    assert len(seen) == 4
    assert ds.profile() == ds.profile(coders="span")
    assert ds.interoperability() == ds.interoperability(coders="span")
    with pytest.raises(UnknownLabel, match="did you mean 'agreed'"):
        ds.profile(coders="agree")


def test_the_sources_of_a_cell_count_as_coders_are_combined(build: Build) -> None:
    """Of one coder the others' codings do not count; a decision counts where it is asked for."""
    ds = build(disputed())

    def counting(**options: str) -> list[str]:
        return [row["id"] for row in ds.sources_of("KOR", "B01", **options) if row["counts_in"]]

    assert counting() == counting(coders="agreed") == ["K-A-KOR-B01", "K-B-KOR-B01"]
    assert counting(coders="B") == ["K-B-KOR-B01"]
    assert counting(coders="adjudicated") == ["K-A-KOR-B01", "K-B-KOR-B01", "J-KOR-B01"]


@pytest.mark.parametrize("seed", range(6))
def test_a_rule_means_the_same_of_a_dataset_and_of_codings(build: Build, seed: int) -> None:
    """Of the same entries `coders=` and `Codings.merge` make the same cells, in the same words."""
    draw, coders = random.Random(seed), ("A", "B")
    entries = {
        (coder, name, area): sorted(draw.choices(range(4), k=2))
        for coder, name, area in itertools.product(coders, TEXTS, AREAS)
    }
    data = read_whole(two_programmes(listed=False))
    data["codings"] = [
        coding(name, area, *ends, coder=coder) for (coder, name, area), ends in entries.items()
    ]
    both = cg.Codings.from_sheets(
        {
            coder: {"programme": list(TEXTS)}
            | {area: [tuple(entries[coder, name, area]) for name in TEXTS] for area in AREAS}
            for coder in coders
        }
    )
    ds = build(data)
    for rule in (*(ON_CELLS.keys() & ON_SETS), *coders):
        panel, merged = ds.panel(coders=rule), both.merge(rule)
        assert isinstance(merged, cg.Panel)
        assert np.array_equal(panel.lower, merged.lower)
        assert np.array_equal(panel.upper, merged.upper)
        words = said(ON_CELLS, rule, coders)
        assert words == said(ON_SETS, rule, coders)
        assert all(any(words in line for line in found.assumptions) for found in (panel, merged))


def test_the_engine_takes_the_rules_of_the_table(build: Build) -> None:
    """A rule that may be used on cells is one that the engine knows, and no other is."""
    engine = build(disputed()).records.engine
    for rule in ON_CELLS.keys() | ON_SETS:
        if rule in ON_CELLS:
            assert engine.cells("strict", rule)["lower"].shape == (2, 12)
        else:
            with pytest.raises(ParameterError, match="span, agreed, adjudicated, or a coder"):
                engine.cells("strict", rule)


def test_claims_say_that_they_keep_the_rule_of_the_codebook(build: Build) -> None:
    """A ledger of coded texts says how coders were combined; one of a dataset without codings does not."""
    words = "from the least to the greatest end that coders A and B give"
    said = f"Codings: as the codebook combines them, {words}."
    assert said in build(disputed()).claims().assumptions
    assert not any(line.startswith("Codings") for line in cg.load("nato-ip4").claims().assumptions)


def test_the_report_logs_who_decided_and_why(build: Build, tmp_path: Path) -> None:
    """Each cell whose coders differ or that was decided: both codings with place, decision, reason."""
    ds = build(disputed())
    cg.report(ds, tmp_path / "r.html", appendix=tmp_path / "more.html")
    page = html.unescape((tmp_path / "more.html").read_text(encoding="utf-8"))
    section = page[page.index('<section id="codings"') :].split("</section>")[0]
    assert "Krippendorff's alpha (ordinal), 2 coders" in section
    assert "A: 1 (article 1, page 4); B: 3 (article 1, page 4)" in section
    assert "2, C, 2026-01-12" in section
    assert "misread (scale, 2)" in section
    alone = html.unescape(cg.report(ds, tmp_path / "r.html", coders="A").read_text(encoding="utf-8"))
    assert "1 decided and not used here)." in section
    assert "Codings: those of coder A alone" in alone
    assert "--coders A" in alone
    assert ds.panel(coders="A").assumptions[0] in alone


def test_the_codings_of_a_dataset_can_be_asked(build: Build) -> None:
    """`Dataset.codings` holds every coding as it was written; a dataset without any says so."""
    data = disputed()
    codings = build(data).codings()
    assert codings.coders == ("A", "B")
    lines = list(codings._lines())
    assert len([line for line in lines if line["value"]]) == len(data["codings"])
    assert codings.counts().where(coder="all")["pairable"] == (len(codings.disagreements()),)
    with pytest.raises(ParameterError, match="a dataset has codings where"):
        cg.load("nato-ip4").codings()
