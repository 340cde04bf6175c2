"""The published schema and the datasets that come with the library: closed, bounded, consistent."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from embedded import DATA, NAMES
from jsonschema import Draft202012Validator

from chirograph import _core
from chirograph.errors import DataError
from chirograph.records.rebuild import canonical
from chirograph.records.records import Records
from chirograph.records.searches import gathered, not_found

PUBLISHED = Path(__file__).parents[2] / "cpp" / "io" / "schema" / "dataset.schema.json"
SCHEMA: dict[str, Any] = json.loads(PUBLISHED.read_text(encoding="utf-8"))
KEYWORDS = {
    "$schema", "$id", "title", "description", "$defs", "$ref", "type", "properties", "required",
    "additionalProperties", "items", "minItems", "maxItems", "uniqueItems", "enum", "const", "pattern",
    "minLength", "maxLength", "minimum", "maximum", "examples", "not", "dependentRequired",
}  # fmt: skip
COUNTS = {
    "sources": 184, "partners": 4, "programme_types": 3, "programmes": 17, "listings": 108, "commitments": 81,
    "systems": 34, "memberships": 120, "events": 51, "claims": 25, "conflicts": 10, "not_found": 12,
    "to_verify": 17, "searches": 21, "sampling": 1, "mentions": 7,
}  # fmt: skip


def load(name: str) -> dict[str, Any]:
    return json.loads((DATA / name / "data.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ip4() -> dict[str, Any]:
    return load("nato-ip4")


@pytest.fixture(scope="module")
def eu() -> dict[str, Any]:
    return load("eu-sdp")


def parts(schema: object, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every sub-schema with its place."""
    if not isinstance(schema, dict):
        return
    yield place, schema
    for key in ("items", "additionalProperties", "not"):
        yield from parts(schema.get(key), f"{place}/{key}")
    for key in ("properties", "$defs"):
        for name, part in schema.get(key, {}).items():
            yield from parts(part, f"{place}/{key}/{name}")


def test_schema_is_draft_2020_12() -> None:
    """The published file is itself a valid schema of draft 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_schema_uses_only_the_keywords_the_reader_knows() -> None:
    """No keyword appears that the C++ reader does not interpret, and every $ref points into $defs."""
    for place, part in parts(SCHEMA):
        assert set(part) <= KEYWORDS, place
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in SCHEMA["$defs"], place


def test_schema_is_closed_and_bounded() -> None:
    """Every object is closed, every list and every string has an upper limit, every pattern is anchored."""
    for place, part in parts(SCHEMA):
        kinds = part.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if "object" in kinds:
            assert part.get("additionalProperties", True) is not True, place
            assert "required" in part, place
        if "array" in kinds:
            # A coding is a cell, so there are as many as areas and coders make of the programmes.
            assert part["maxItems"] <= (60000 if place == "/properties/codings" else 20000), place
        if place == "/$defs/controls":
            continue
        if "string" in kinds and "enum" not in part and "const" not in part:
            assert part["maxLength"] <= 4000, place
            assert part["not"] == {"$ref": "#/$defs/controls"}, place
        if "pattern" in part:
            assert re.fullmatch(r"\^.*\$", part["pattern"]), place


def test_null_is_explained_where_it_is_allowed() -> None:
    """Wherever null is allowed the description says what it means there."""
    for place, part in parts(SCHEMA):
        if isinstance(part.get("type"), list) and "null" in part["type"]:
            assert "null: " in part.get("description", ""), place


def test_embedded_schema_is_the_published_one() -> None:
    """The schema inside the extension is the published file, byte for byte."""
    assert _core.schema() == PUBLISHED.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*NAMES, "template"])
def test_datasets_are_valid(name: str) -> None:
    """Both datasets pass the schema in Python and the reader in C++."""
    faults = [f"{e.json_path}: {e.message}" for e in Draft202012Validator(SCHEMA).iter_errors(load(name))]
    assert faults == []
    _core.read_dataset((DATA / name / "data.json").read_bytes(), "data.json")


@pytest.mark.parametrize("name", [*NAMES, "template"])
def test_one_record_stands_on_one_line(name: str) -> None:
    """data.json is in its canonical layout, so that a changed fact is a changed line."""
    assert (DATA / name / "data.json").read_text(encoding="utf-8") == canonical(load(name))


def test_no_record_is_lost(ip4: dict[str, Any]) -> None:
    """Every table has as many records as the evidence it was made from, and 110 titles are mapped."""
    assert {name: len(ip4[name]) for name in COUNTS} == COUNTS
    assert len(ip4["codebook"]["areas"]) == 24
    assert sum(len(listing["areas"]) for listing in ip4["listings"]) == 113


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_has_a_source_a_place_and_a_grade(name: str) -> None:
    """Every record cites a source and a place in it, except memberships looked for and not found."""
    data = load(name)
    for table in ("listings", "commitments", "events", "memberships"):
        for row in data[table]:
            if row["source"] is None:
                assert row["evidence"] == "not_found", row["id"]
            else:
                assert row["locator"], row["id"]
            assert row["evidence"], row["id"]


@pytest.mark.parametrize("name", NAMES)
def test_every_source_is_used(name: str) -> None:
    """No source stands in the table that no record, note or locator refers to."""
    data = load(name)
    rest = json.dumps({key: value for key, value in data.items() if key != "sources"}, ensure_ascii=False)
    notes = " ".join(f"{row['note']} {row['date_note']}" for row in data["sources"])
    used = set(re.findall(r"\bS\d{2,3}\b", rest + notes))
    assert used == {row["id"] for row in data["sources"]}


def test_facts_of_the_partnerships(eu: dict[str, Any]) -> None:
    """What each programme names, how Korea's list ends, and in which script its titles also stand."""
    held: dict[str, set[str]] = {row["id"]: set() for row in eu["programmes"]}
    for row in eu["listings"]:
        held[row["programme"]] |= {part["area"] for part in row["areas"]}
    counts = {name[4:7]: len(areas) for name, areas in held.items()}
    assert counts == {"KOR": 15, "JPN": 11, "GBR": 18, "CAN": 15, "NOR": 11, "MDA": 8, "ALB": 7, "MKD": 8}
    lists = {row["id"]: row["list_status"] for row in eu["programmes"]}
    assert [name for name, status in lists.items() if status == "complete"] == ["SDP-KOR-2024"]
    assert set(lists.values()) == {"complete", "not_retrieved"}
    korean = [row["title_original"] for row in eu["listings"] if row["programme"] == "SDP-KOR-2024"]
    assert all(re.search("[\uac00-\ud7a3]", title) for title in korean)
    six = next(row["members"] for row in eu["partner_groups"] if row["id"] == "first-six")
    common = set.intersection(*(areas for name, areas in held.items() if name[4:7] in six))
    assert len(common) == 4
    assert all(row["licence"] for row in eu["sources"])


def test_codes_of_the_four_partners(ip4: dict[str, Any]) -> None:
    """The four partners carry their Correlates of War and Gleditsch-Ward numbers."""
    codes = {row["id"]: (row["cow"], row["gw"]) for row in ip4["partners"]}
    assert codes == {"AUS": (900, 900), "JPN": (740, 740), "KOR": (732, 732), "NZL": (920, 920)}


def test_area_sets_agree_with_the_flags(ip4: dict[str, Any]) -> None:
    """The strict and the wide set hold the flagged areas: A06 A16 A17 A18, and A03 A07 A19 A20 besides."""
    book = ip4["codebook"]
    sets = {row["id"]: set(row["areas"]) for row in book["area_sets"]}
    for name in ("interop_tech_strict", "interop_tech_wide"):
        assert sets[name] == {area["id"] for area in book["areas"] if area[name]}
    assert sets["interop_tech_strict"] == {"A06", "A16", "A17", "A18"}
    assert sets["interop_tech_wide"] - sets["interop_tech_strict"] == {"A03", "A07", "A19", "A20"}
    assert sets["dialogue"] | sets["geopolitical"] | sets["functional"] == {
        area["id"] for area in book["areas"]
    }


def test_modelling_choices_cover_every_area_system_and_state(ip4: dict[str, Any]) -> None:
    """Each area and system has its dimensions with a basis, or a scale; each state its interval."""
    book = ip4["codebook"]
    assert [row["area"] for row in book["area_dimensions"]] == [area["id"] for area in book["areas"]]
    weighed = [row["system"] for row in book["system_dimensions"]]
    scaled = {name for scale in book["scales"] for level in scale["levels"] for name in level["any_of"]}
    alone = [system["id"] for system in ip4["systems"] if system["id"] not in weighed]
    assert weighed == [system["id"] for system in ip4["systems"] if system["id"] not in alone]
    assert set(alone) <= scaled
    states = {row["state"]: (row["lower"], row["upper"]) for row in book["membership_values"]}
    assert {row["state"] for row in ip4["memberships"]} <= set(states)
    assert states["observer"] == (0.5, 0.5)
    assert states["announced"] == states["not_found"] == states["row_cut"] == (0, 1)
    assert states["not_listed_list_complete"] == (0, 0)
    weights = [w for row in book["area_dimensions"] + book["system_dimensions"] for w in row["weights"]]
    assert {w["dimension"] for w in weights} == {row["id"] for row in book["dimensions"]}
    assert all(0 < w["weight"] <= 1 for w in weights)


def test_prerequisite_and_scales_name_the_agreement(ip4: dict[str, Any]) -> None:
    """Information sharing needs the security agreement; the scale of classified exchange begins with it."""
    book = ip4["codebook"]
    (needs,) = book["prerequisites"]
    assert (needs["area"], needs["needs_system"], needs["cap_without"]) == ("A20", "ISA", 1)
    classified = next(scale for scale in book["scales"] if scale["id"] == "classified")
    assert [level["all_of"] for level in classified["levels"]] == [["ISA"], ["ISA", "BICES"]]


def test_every_scale_has_a_source_or_is_own(ip4: dict[str, Any]) -> None:
    """A scale cites its source, or says that it is our own and what it rests on; so do the ratings."""
    sources = {row["id"]: row for row in ip4["sources"]}
    for scale in ip4["codebook"]["scales"]:
        assert (scale["source"] is None) == (scale["kind"] == "own"), scale["id"]
        assert scale["basis"]
        for level in scale["levels"]:
            named = level["source"] or scale["source"]
            assert scale["kind"] == "own" or sources[named]["seen"] in ("opening", "full"), scale["id"]
    breadth = ip4["codebook"]["breadth"]
    assert [item["above"] for item in breadth["ratings"]] == [None, 0.15, 0.5, 0.85]
    assert "Automotive SPICE" in sources[breadth["source"]]["title"]


def test_conclusion_dates_that_are_windows(ip4: dict[str, Any]) -> None:
    """Australia's and New Zealand's conclusions are windows, Japan's and Korea's days; talks are dated."""
    when = {row["partner"]: row["concluded"] for row in ip4["programmes"] if row["kind"] == "ITPP"}
    assert when == {
        "AUS": "2023-07-01/2023-07-12", "JPN": "2023-07-12", "KOR": "2023-07-11",
        "NZL": "2024-04-05/2024-07-11",
    }  # fmt: skip
    assert [row["negotiation_from"] for row in ip4["programmes"] if row["partner"] == "NZL"] == [
        "2023-06",
        None,
    ]


@pytest.mark.parametrize(
    ("date", "right"),
    [
        ("2023", True), ("2023-07", True), ("2023-07-12", True), ("2023~", True), ("2023-07?", True),
        ("2023-06/2023-07-12", True), ("2023/..", True), ("../2023-06", True), ("2023-13", False),
        ("2023-07-32", False), ("..", False), ("../..", False), ("July 2023", False), ("2023/", False),
        ("", False), ("2023\n", False),
    ],
)  # fmt: skip
def test_dates_are_edtf(date: str, right: bool) -> None:
    """The date pattern takes EDTF levels 0 and 1 and intervals, and refuses everything else."""
    schema = {"$ref": "#/$defs/edtf", "$defs": SCHEMA["$defs"]}
    assert Draft202012Validator(schema).is_valid(date) is right


def test_the_end_of_a_system_is_shown_by_a_source(ip4: dict[str, Any]) -> None:
    """Operations that are over carry their end with source and locator, so nobody counts as still in them."""
    over = {row["id"]: row["end"] for row in ip4["systems"] if "end" in row}
    assert over == {
        "ISAF": "2014-12", "RSM": "2021-09", "SFOR": "2004-12", "OOS": "2016-12-15", "LANDCOM20": "../2020",
    }  # fmt: skip
    assert all(row["end_source"] and row["end_locator"] for row in ip4["systems"] if "end" in row)


def test_searches_say_what_they_brought(ip4: dict[str, Any]) -> None:
    """Every source was brought by a search, and everything that was not found was searched for."""
    sources = {row["id"] for row in ip4["sources"]}
    missed = {name for row in ip4["searches"] for name in row["not_found"]}
    assert missed == {row["id"] for row in ip4["not_found"]}
    assert {name for row in ip4["searches"] for name in row["found"]} == sources
    assert all(row["found"] or row["not_found"] for row in ip4["searches"])
    (rule,) = ip4["sampling"]
    assert (rule["table"], rule["complete"]) == ("commitments", False)


@pytest.mark.parametrize(
    ("table", "field", "value", "told"),
    [
        ("searches", "found", ["S999"], "S999"),
        ("searches", "not_found", ["N99"], "N99"),
        ("searches", "last", "2020-01-01", "first is not after last"),
        ("sampling", "searches", ["R99"], "R99"),
        ("sampling", "table", "claims", "claims"),
    ],
)
def test_a_search_names_what_is_there(
    ip4: dict[str, Any], table: str, field: str, value: object, told: str
) -> None:
    """What is no record is a fault in a search, and so is a last day before the first."""
    data = copy.deepcopy(ip4)
    data[table][1 if table == "searches" else 0][field] = value
    with pytest.raises(DataError, match=told):
        Records.read(json.dumps(data).encode(), "changed.json")


def test_a_dataset_may_leave_searches_out(ip4: dict[str, Any]) -> None:
    """Older files have neither table, load as before, and then what was not found stands without a number."""
    data = {name: value for name, value in ip4.items() if name not in ("searches", "sampling")}
    read = Records.read(json.dumps(data).encode(), "older.json")
    assert list(not_found(read.data)) == [row["text"] for row in ip4["not_found"]]
    assert gathered(read.data) == []
