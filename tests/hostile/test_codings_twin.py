"""Cells from codings of texts against the rule in words, on random evidence and random coders."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import pytest
from hostile_edits import CODED, CODER_RULE, DECISION
from test_coding_twin import random_dataset, slow_cell

from chirograph import _core

Document = dict[str, Any]
TOP = 3
WAYS = ("span", "agreed", "adjudicated", "A", "B")


def interval(rng: random.Random) -> dict[str, int]:
    lower, upper = sorted(rng.choices(range(TOP + 1), k=2))
    return {"lower": lower, "upper": upper if rng.random() < 0.5 else lower}


def random_codings(rng: random.Random) -> Document:
    """Random lists and activities, with codings by two coders and decisions on some of them."""
    data = random_dataset(rng)
    for row in data["programmes"]:
        row["list_total"] = row["list_total_use"] = None
    cells = [
        (row["id"], area["id"])
        for row, area in itertools.product(data["programmes"], data["codebook"]["areas"])
    ]
    grades = rng.choice([["strict"], ["declared"], ["strict", "declared"]])
    data["codebook"]["coding"]["codings"] = {**CODER_RULE, "grades": grades, "combine": rng.choice(WAYS)}
    coded = [(*cell, coder) for cell, coder in itertools.product(cells, ("B", "A")) if rng.random() < 0.5]
    data["codings"] = [
        {
            **CODED,
            "id": f"K{i}",
            "programme": programme,
            "area": area,
            "coder": coder,
            "reason": rng.choice(["stated", "not_public"]),
            **interval(rng),
        }
        for i, (programme, area, coder) in enumerate(coded)
    ]
    settled = sorted({cell[:2] for cell in coded})
    data["adjudications"] = [
        {
            **DECISION,
            "id": f"J{i}",
            "programme": programme,
            "area": area,
            **(interval(rng) if rng.random() < 0.7 else {"lower": None, "upper": None}),
        }
        for i, (programme, area) in enumerate(settled)
        if rng.random() < 0.4
    ]
    return data


def shown(data: Document, grade: str, cell: tuple[str, str]) -> tuple[int, str]:
    """What listings and activities of a coded cell show, and the status that it gives."""
    coding = data["codebook"]["coding"]
    evidence = [
        item["evidence"]
        for item in data["listings"]
        if item["programme"] == cell[0] and cell[1] in [part["area"] for part in item["areas"]]
    ]
    rules = [row for row in coding["listing"] if row["evidence"] in evidence and grade in row["grades"]]
    depths = {row["shown"]: row["lower"] for row in coding["commitment_depth"]}
    done = [
        depths[item["depth_shown"]]
        for item in data["commitments"]
        if (item["programme"], item["area"]) == cell
        if item["link"] in coding["commitment_links"][grade]
        if item["evidence"] in coding["commitment_evidence"]
    ]
    status = rules[0]["status"] if rules else coding["raised_status"]
    return max([0, *(row["lower"] for row in rules), *done]), status


def slow_coded(data: Document, grade: str, way: str, programme: Document, area: str) -> tuple[int, int, str]:
    """One cell by the words of the rule of codings."""
    rule, cell = data["codebook"]["coding"]["codings"], (programme["id"], area)
    codings = [
        item
        for item in sorted(data["codings"], key=lambda item: str(item["coder"]))
        if (item["programme"], item["area"]) == cell and way in (*WAYS[:3], item["coder"])
    ]
    if not codings or grade not in rule["grades"]:
        return slow_cell(data, grade, programme, area)
    said = {(item["lower"], item["upper"]) for item in codings}
    lower, upper, status = *said.pop(), codings[0]["reason"]
    if said:
        status = rule["differ_status"]
        lower = 0 if way == "agreed" else min(item["lower"] for item in codings)
        upper = TOP if way == "agreed" else max(item["upper"] for item in codings)
    for item in data["adjudications"] if way == "adjudicated" else []:
        if (item["programme"], item["area"]) == cell and item["lower"] is not None:
            lower, upper, status = item["lower"], item["upper"], rule["adjudicated_status"]
    depth, evidence = shown(data, grade, cell)
    if depth > upper:
        return lower, depth, rule["conflict_status"]
    return (depth, upper, evidence) if depth > lower else (lower, upper, status)


def read(data: Document) -> _core.Dataset:
    return _core.read_dataset(json.dumps(data).encode(), "made.json")


def cell(cells: dict[str, Any], i: int, j: int) -> tuple[int, int, str]:
    return int(cells["lower"][i, j]), int(cells["upper"][i, j]), cells["statuses"][cells["status"][i, j]]


@pytest.mark.parametrize("seed", range(40))
def test_coded_cells_follow_the_written_rule(seed: int) -> None:
    """In both grades and every way of combining coders a cell is what the rule says in words."""
    data = random_codings(random.Random(seed))
    engine = read(data)
    for grade, way in itertools.product(("strict", "declared"), ("", *WAYS)):
        cells = engine.cells(grade, way)
        asked = way or data["codebook"]["coding"]["codings"]["combine"]
        for (i, programme), (j, area) in itertools.product(
            enumerate(data["programmes"]), enumerate(cells["areas"])
        ):
            assert cell(cells, i, j) == slow_coded(data, grade, asked, programme, area), (grade, way, i, j)


@pytest.mark.parametrize("seed", range(20))
def test_records_that_decide_a_coded_cell_suffice(seed: int) -> None:
    """With only the codings, decisions, listings and activities named for a cell it stays as it was."""
    data = random_codings(random.Random(500 + seed))
    engine = read(data)
    for way in WAYS:
        before = engine.cells("strict", way)
        for told in engine.deciding("strict", way):
            tables = ("listings", "commitments", "codings", "adjudications")
            kept = {
                name: [row for row in data[name] if (name, row["id"]) in told["records"]] for name in tables
            }
            i, j = before["programmes"].index(told["programme"]), before["areas"].index(told["area"])
            assert cell(read({**data, **kept}).cells("strict", way), i, j) == cell(before, i, j), told


@pytest.mark.parametrize("seed", range(20))
def test_ways_of_combining_lie_inside_one_another(seed: int) -> None:
    """What any coder said lies in the span, and the span in what is agreed, where nothing else is shown."""
    data = random_codings(random.Random(900 + seed))
    data["listings"] = data["commitments"] = []
    data["codebook"]["coding"]["codings"]["grades"] = ["strict", "declared"]
    engine = read(data)
    coded = {(item["programme"], item["area"], item["coder"]) for item in data["codings"]}
    cells = {way: engine.cells("strict", way) for way in WAYS}
    for (i, programme), (j, area) in itertools.product(
        enumerate(cells["span"]["programmes"]), enumerate(cells["span"]["areas"])
    ):
        low, high, _ = cell(cells["span"], i, j)
        for coder in ("A", "B"):
            if (programme, area, coder) in coded:
                one, other, _ = cell(cells[coder], i, j)
                assert low <= one <= other <= high
        widest = cell(cells["agreed"], i, j)
        assert widest[0] <= low <= high <= widest[1]
