"""The coding rule of nato-ip4: a slow twin, the cells coded by hand, and the arithmetic of stated totals."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chirograph
from chirograph import _core

DATA = Path(chirograph.__file__).parent / "data"
EXPECTED = Path(__file__).parent / "data" / "coverage_expected.csv"
STATUS = {
    "L": "stated", "C": "named_in_context", "D": "declared_for_partnership", "x": "absent_from_complete_list",
    "?": "not_retrieved", ".": "text_not_public", "~": "partial_list",
}  # fmt: skip
Cell = tuple[int, int, str]


def load(name: str) -> dict[str, Any]:
    return json.loads((DATA / name / "data.json").read_text(encoding="utf-8"))


def twin(data: dict[str, Any], grade: str, commitments: bool = True) -> dict[tuple[str, str], Cell]:
    """The coding rule word by word: every cell of a dataset in one evidence grade."""
    coding, cells = data["codebook"]["coding"], {}
    for programme in data["programmes"]:
        for area in data["codebook"]["areas"]:
            listed = [
                rule
                for rule in coding["listing"]
                for listing in data["listings"]
                if listing["programme"] == programme["id"] and listing["evidence"] == rule["evidence"]
                if grade in rule["grades"] and area["id"] in [fit["area"] for fit in listing["areas"]]
            ]
            if listed:
                lower, upper = max(rule["lower"] for rule in listed), coding["listed_upper"]
                status = listed[0]["status"]
            else:
                (rule,) = [
                    row for row in coding["unlisted"] if row["list_status"] == programme["list_status"]
                ]
                lower, upper, status = rule["lower"], rule["upper"], rule["status"]
            for commitment in data["commitments"] if commitments else []:
                counts = (
                    commitment["programme"] == programme["id"]
                    and commitment["area"] == area["id"]
                    and commitment["link"] in coding["commitment_links"][grade]
                    and commitment["evidence"] in coding["commitment_evidence"]
                )
                if counts and (listed or not coding["raise_only_listed"][grade]):
                    (mark,) = [
                        r for r in coding["commitment_depth"] if r["shown"] == commitment["depth_shown"]
                    ]
                    lower = max(lower, mark["lower"])
                    if not listed:
                        upper, status = coding["listed_upper"], coding["raised_status"]
            cells[programme["id"], area["id"]] = lower, upper, status
    return cells


def test_listings_reproduce_every_cell_coded_by_hand() -> None:
    """Listings and list states alone give the status of all 408 cells as coded by hand."""
    lines = [line for line in EXPECTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    cells = twin(load("nato-ip4"), "declared", commitments=False)
    seen = {
        (row["programme"], area): STATUS[mark]
        for row in csv.DictReader(lines)
        for area, mark in row.items()
        if area != "programme"
    }
    assert len(seen) == 408
    assert {key: status for key, (_, _, status) in cells.items()} == seen


def test_strict_lists_exactly_the_areas_listed_by_hand() -> None:
    """In the strict grade a cell is at least named exactly where the hand-coded state is 'listed'."""
    lines = [line for line in EXPECTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    cells = twin(load("nato-ip4"), "strict")
    by_hand = {
        (row["programme"], a) for row in csv.DictReader(lines) for a, mark in row.items() if mark == "L"
    }
    assert {key for key, cell in cells.items() if cell[0] >= 1} == by_hand
    assert len(by_hand) == 81


@pytest.mark.parametrize("name", ["nato-ip4", "template"])
@pytest.mark.parametrize("grade", ["strict", "declared"])
def test_engine_codes_as_the_rule_says(name: str, grade: str) -> None:
    """The reader's cells equal those of the twin, for both datasets and both grades."""
    data = load(name)
    cells = _core.read_dataset((DATA / name / "data.json").read_bytes(), "data.json").cells(grade)
    expected = twin(data, grade)
    for p, programme in enumerate(cells["programmes"]):
        for a, area in enumerate(cells["areas"]):
            status = cells["statuses"][int(cells["status"][p, a])]
            assert (cells["lower"][p, a], cells["upper"][p, a], status) == expected[programme, area], (
                programme,
                area,
            )
    assert len(expected) == len(cells["programmes"]) * len(cells["areas"])


def test_unpublished_never_becomes_absent() -> None:
    """A cell with an upper end of 0 belongs to a list that a source calls complete, and to nothing else."""
    data = load("nato-ip4")
    complete = {p["id"] for p in data["programmes"] if p["list_status"] == "complete"}
    for grade in ("strict", "declared"):
        zero = {key for key, (_, upper, _) in twin(data, grade).items() if upper == 0}
        assert {programme for programme, _ in zero} == complete
        assert all(len([1 for p, _ in zero if p == programme]) < 24 for programme in complete)


def test_no_statement_about_a_whole_programme_is_a_cell() -> None:
    """No Korean cell reaches 'accountable' from below, while the assumption that says so is there by name."""
    data = load("nato-ip4")
    cells = twin(data, "declared")
    assert all(cell[0] < 3 for (programme, _), cell in cells.items() if programme == "ITPP-KOR-2023")
    named = {row["id"]: row for row in data["codebook"]["assumptions"]}
    assert (named["korea_listed_accountable"]["lower"], named["korea_listed_accountable"]["applies_to"]) == (
        3,
        "listed",
    )
    assert named["others_like_korea"]["like"] == "KOR"


def test_an_analysts_claim_raises_nothing() -> None:
    """A commitment of evidence 'claimed_by_analyst' leaves its cell alone, even when it names an area."""
    data = load("nato-ip4")
    (claim,) = [row for row in data["commitments"] if row["evidence"] == "claimed_by_analyst"]
    before = twin(data, "strict")
    claim["area"] = "A23"
    assert twin(data, "strict") == before
    claim["evidence"] = "stated"
    assert twin(data, "strict")["ITPP-KOR-2023", "A23"] == (3, 3, "stated")


def japan_and_korea() -> tuple[int, int, int, int, int]:
    """Counts of areas: surely shared, possibly shared, surely in either, possibly added, surely Japan's."""
    cells = twin(load("nato-ip4"), "strict")
    korea, japan = "ITPP-KOR-2023", "ITPP-JPN-2023"
    areas = {area for _, area in cells}
    has = {a for a in areas if cells[korea, a][0] >= 1}
    assert all(cells[korea, a][1] == 0 for a in areas - has)
    sure = {a for a in areas if cells[japan, a][0] >= 1}
    maybe = {a for a in areas - sure if cells[japan, a][1] >= 1}
    return len(sure & has), len(maybe & has), len(sure | has), len(maybe - has), len(sure)


def jaccards(total: int | None) -> set[Fraction]:
    """Every value the Jaccard index of Japan and Korea can take, optionally with a known number of areas."""
    shared, may_share, union, may_add, sure = japan_and_korea()
    return {
        Fraction(shared + i, union + j)
        for i in range(may_share + 1)
        for j in range(may_add + 1)
        if total is None or sure + i + j == total
    }


def test_jaccard_of_japan_and_korea() -> None:
    """Counting completions gives [1/3, 11/15], and [8/19, 11/16] with exactly 16 areas for Japan."""
    assert (min(jaccards(None)), max(jaccards(None))) == (Fraction(1, 3), Fraction(11, 15))
    assert (min(jaccards(16)), max(jaccards(16))) == (Fraction(8, 19), Fraction(11, 16))


@pytest.mark.parametrize("total", [None, 12, 13, 16, 24])
def test_engine_bounds_equal_the_count(total: int | None) -> None:
    """The engine's bounds on the cells it read are the least and the greatest value found by counting."""
    cells = _core.read_dataset((DATA / "nato-ip4" / "data.json").read_bytes(), "data.json").cells("strict")
    rows = [cells["programmes"].index(name) for name in ("ITPP-KOR-2023", "ITPP-JPN-2023")]
    lengths = [] if total is None else [(1, total, total, 1)]
    lower, upper = (np.ascontiguousarray(cells[end][rows]) for end in ("lower", "upper"))
    panel = _core.Panel(lower, upper, np.ones(24), cells["max_depth"], lengths=lengths)
    found = panel.pair("jaccard", 0, 1, {})
    assert found["lower"] == pytest.approx(float(min(jaccards(total))), abs=1e-15)
    assert found["upper"] == pytest.approx(float(max(jaccards(total))), abs=1e-15)


def own_titles(data: dict[str, Any], programme: str) -> list[set[str]]:
    """The areas of each title of a programme's own list."""
    own = {r["evidence"] for r in data["codebook"]["coding"]["listing"] if "strict" in r["grades"]}
    return [
        {fit["area"] for fit in listing["areas"]}
        for listing in data["listings"]
        if listing["programme"] == programme and listing["evidence"] in own
    ]


def test_areas_per_title_is_the_largest_number_seen() -> None:
    """The codebook's maximum is the largest number of areas of a title of an own list; one title has it."""
    data = load("nato-ip4")
    sizes = [len(areas) for p in data["programmes"] for areas in own_titles(data, p["id"])]
    assert max(sizes) == data["codebook"]["areas_per_title_maximum"] == 2
    assert sizes.count(2) == 1


@pytest.mark.parametrize("name", ["nato-ip4", "template"])
def test_list_lengths_follow_from_the_titles(name: str) -> None:
    """The reader's ranges are [covered, min(n, covered + maximum x unread)], and none where only stated."""
    data = load(name)
    book = data["codebook"]
    expected = {}
    for programme in data["programmes"]:
        titles = own_titles(data, programme["id"])
        if programme["list_total_use"] == "derive":
            covered = len(set().union(*titles))
            unread = programme["list_total"] - len(titles)
            most = min(len(book["areas"]), covered + book["areas_per_title_maximum"] * unread)
            expected[programme["id"]] = (covered, most, programme["list_total"], len(titles))
    core = _core.read_dataset((DATA / name / "data.json").read_bytes(), "data.json")
    fields = ("minimum", "maximum", "stated_total", "titles_read")
    found = {row["programme"]: tuple(row[field] for field in fields) for row in core.list_lengths("strict")}
    assert found == expected
    assert core.list_lengths("declared") == []


def test_known_list_lengths() -> None:
    """Japan 2023 has 12 to 22 areas, Japan 2020 8 to 10, Korea 2023 exactly 11; Korea 2012 is only stated."""
    core = _core.read_dataset((DATA / "nato-ip4" / "data.json").read_bytes(), "data.json")
    found = {row["programme"]: (row["minimum"], row["maximum"]) for row in core.list_lengths("strict")}
    assert found["ITPP-JPN-2023"] == (12, 22)
    assert found["IPCP-JPN-2020"] == (8, 10)
    assert found["ITPP-KOR-2023"] == (11, 11)
    assert "IPCP-KOR-2012" not in found
