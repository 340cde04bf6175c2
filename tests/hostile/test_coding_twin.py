"""The coding of cells and list lengths against slow definitions, on random evidence."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import pytest
from hostile_files import full

from chirograph import _core

Document = dict[str, Any]


def random_listing(rng: random.Random, number: int, programmes: list[str], areas: list[str]) -> Document:
    """A title of some programme, with one or two areas."""
    return {
        "id": f"L{number}",
        "programme": rng.choice(programmes),
        "number": None,
        "title": "Title",
        "title_original": None,
        "areas": [{"area": area, "fit": "exact"} for area in rng.sample(areas, rng.choice([1, 1, 2]))],
        "source": "S1",
        "locator": "",
        "evidence": rng.choice(["complete_list", "one_of_total", "in_context"]),
        "note": "",
    }


def random_commitment(rng: random.Random, number: int, programmes: list[str], areas: list[str]) -> Document:
    """An activity of some programme, inside it or not, with or without an area."""
    return {
        **full()["commitments"][0],
        "id": f"C{number}",
        "programme": rng.choice(programmes),
        "area": rng.choice([*areas, None]),
        "depth_shown": rng.choice(["principle", "activity", "activity_with_bodies"]),
        "link": rng.choice(["inside", "inside", "outside"]),
        "evidence": rng.choice(["stated", "stated", "not_found"]),
    }


def random_dataset(rng: random.Random) -> Document:
    """The minimal dataset with other evidence and other rules."""
    data = full()
    data["claims"] = []
    programmes = [row["id"] for row in data["programmes"]]
    areas = [row["id"] for row in data["codebook"]["areas"]]
    data["listings"] = [random_listing(rng, i, programmes, areas) for i in range(rng.randrange(12))]
    data["commitments"] = [random_commitment(rng, i, programmes, areas) for i in range(rng.randrange(10))]
    coding = data["codebook"]["coding"]
    coding["raise_only_listed"] = {grade: rng.random() < 0.5 for grade in ("strict", "declared")}
    coding["listing"][2]["lower"] = rng.choice([0, 1, 2])
    rng.shuffle(coding["listing"])
    for row in data["programmes"]:
        titles = sum(
            listing["programme"] == row["id"] and listing["evidence"] != "in_context"
            for listing in data["listings"]
        )
        row["list_status"] = rng.choice(["complete", "not_public"])
        unread = 0 if row["list_status"] == "complete" else rng.randrange(3)
        row["list_total"], row["list_total_use"] = rng.choice([(titles + unread, "derive"), (None, None)])
    return data


def slow_cell(data: Document, grade: str, programme: Document, area: str) -> tuple[int, int, str]:
    """One cell by the words of the rule."""
    coding = data["codebook"]["coding"]
    evidence = {
        row["evidence"]
        for row in data["listings"]
        if row["programme"] == programme["id"] and area in [fit["area"] for fit in row["areas"]]
    }
    rules = [row for row in coding["listing"] if row["evidence"] in evidence and grade in row["grades"]]
    unlisted = {row["list_status"]: row for row in coding["unlisted"]}[programme["list_status"]]
    lower, upper, status = unlisted["lower"], unlisted["upper"], unlisted["status"]
    if rules:
        lower, upper = max(row["lower"] for row in rules), coding["listed_upper"]
        status = rules[0]["status"]
    if not rules and coding["raise_only_listed"][grade]:
        return lower, upper, status
    depths = {row["shown"]: row["lower"] for row in coding["commitment_depth"]}
    raised = max(
        (
            depths[row["depth_shown"]]
            for row in data["commitments"]
            if row["programme"] == programme["id"] and row["area"] == area
            if row["link"] in coding["commitment_links"][grade]
            if row["evidence"] in coding["commitment_evidence"]
        ),
        default=0,
    )
    if raised > lower and not rules:
        upper, status = coding["listed_upper"], coding["raised_status"]
    return max(lower, raised), upper, status


def slow_range(data: Document, programme: Document) -> tuple[int, int]:
    """Least and most areas over every way in which the unread titles may fall on areas."""
    areas = [row["id"] for row in data["codebook"]["areas"]]
    own = [
        row
        for row in data["listings"]
        if row["programme"] == programme["id"] and row["evidence"] != "in_context"
    ]
    read = {fit["area"] for row in own for fit in row["areas"]}
    most = data["codebook"]["areas_per_title_maximum"]
    titles = [set(c) for size in range(1, most + 1) for c in itertools.combinations(areas, size)]
    unread = programme["list_total"] - len(own)
    counts = [len(read.union(*fall)) for fall in itertools.combinations_with_replacement(titles, unread)]
    return min(counts), max(counts)


@pytest.mark.parametrize("seed", range(60))
def test_cells_follow_the_written_rule(seed: int) -> None:
    """On random evidence every cell of both grades is what the rule says in words."""
    data = random_dataset(random.Random(seed))
    engine = _core.read_dataset(json.dumps(data).encode(), "made.json")
    for grade in ("strict", "declared"):
        cells = engine.cells(grade)
        for (i, programme), (j, area) in itertools.product(
            enumerate(data["programmes"]), enumerate(cells["areas"])
        ):
            found = (cells["lower"][i, j], cells["upper"][i, j], cells["statuses"][cells["status"][i, j]])
            assert found == slow_cell(data, grade, programme, area), (grade, programme["id"], area)


@pytest.mark.parametrize("seed", range(60))
def test_list_lengths_are_what_unread_titles_allow(seed: int) -> None:
    """A derived range ends where extreme ways of placing unread titles end; with none read it starts at 0."""
    data = random_dataset(random.Random(1000 + seed))
    engine = _core.read_dataset(json.dumps(data).encode(), "made.json")
    derived = {row["programme"]: row for row in engine.list_lengths("strict")}
    assert set(derived) == {row["id"] for row in data["programmes"] if row["list_total_use"] == "derive"}
    assert engine.list_lengths("declared") == []
    for programme in data["programmes"]:
        if programme["id"] not in derived:
            continue
        row = derived[programme["id"]]
        least, most = slow_range(data, programme)
        assert row["maximum"] == most
        assert row["minimum"] == (least if row["titles_read"] else 0)


@pytest.mark.parametrize("seed", range(30))
def test_deciding_records_suffice(seed: int) -> None:
    """With only the records that decide a cell the cell stays as it was."""
    data = random_dataset(random.Random(2000 + seed))
    for row in data["programmes"]:
        row["list_total"] = row["list_total_use"] = None
    engine = _core.read_dataset(json.dumps(data).encode(), "made.json")
    before = engine.cells("declared")
    for decision in engine.deciding("declared"):
        bare = dict(data)
        for table in ("listings", "commitments"):
            bare[table] = [row for row in data[table] if (table, row["id"]) in decision["records"]]
        after = _core.read_dataset(json.dumps(bare).encode(), "made.json").cells("declared")
        at = before["programmes"].index(decision["programme"]), before["areas"].index(decision["area"])
        for part in ("lower", "upper", "status"):
            assert after[part][at] == before[part][at], (decision, part)
