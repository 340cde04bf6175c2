"""Two datasets side by side: what a crosswalk carries over, what it leaves open, and what it refuses."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chirograph as cg
from chirograph.errors import AssumptionError, DataError, UnknownLabel

TEMPLATE = Path(cg.__file__).parent / "data" / "template" / "data.json"
FITS = ("exact", "close", "broad")
Change = Callable[[dict[str, Any]], object]

ROWS = [
    ("W1", "exact", ["A1"], ["A1"]),
    ("W2", "close", ["A3"], ["A3"]),
    ("W3", "broad", ["A4", "A5"], ["A5"]),
]


def written(folder: Path, name: str, change: Change = lambda data: None, *, walk: bool = False) -> cg.Dataset:
    """The template under another name and hub, changed, with a crosswalk to the other one when asked."""
    data = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    data["id"], data["codebook"]["id"], data["counterpart"] = name, f"{name}-areas", name.upper()
    for item in data["programmes"]:
        item["counterpart"] = name.upper()
    if walk:
        rows = [
            {"id": i, "name": f"Subject {i}", "areas": a, "to_areas": b, "fit": fit, "basis": "invented"}
            for i, fit, a, b in ROWS
        ]
        data["codebook"]["crosswalks"] = [
            {
                "to": "two-areas",
                "version": data["codebook"]["version"],
                "rows": rows,
                "unmatched": [{"area": area, "reason": "invented"} for area in ("A2", "A6")],
                "to_unmatched": [{"area": area, "reason": "invented"} for area in ("A2", "A4", "A6")],
            }
        ]
    change(data)
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "data.json").write_text(json.dumps(data), encoding="utf-8")
    return cg.load(folder / name)


@pytest.fixture
def both(tmp_path: Path) -> tuple[cg.Dataset, cg.Dataset]:
    """Two datasets of the same partners with two hubs, the first with a crosswalk to the second."""
    return written(tmp_path, "one", walk=True), written(tmp_path, "two")


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("fit", FITS)
def test_a_cell_is_what_every_completion_of_its_areas_makes_of_it(
    both: tuple[cg.Dataset, cg.Dataset], fit: str, turned: bool
) -> None:
    """Its ends are the least and greatest depth that completions of the areas give the subject.

    Of a subject matched in part, naming an area may be naming the rest of it.
    """
    sides = both[::-1] if turned else both
    panel = cg.crosswalk(*sides, fit=fit)
    kept = [row for row in ROWS if FITS.index(row[1]) <= FITS.index(fit)]
    assert panel.columns == tuple(row[0] for row in kept)
    own = [dataset.panel() for dataset in sides]
    at = 0
    for which, side in enumerate(own):
        for i in range(len(side.rows)):
            for j, row in enumerate(kept):
                areas = row[3 if (which == 1) != turned else 2]
                columns = [side.columns.index(area) for area in areas]
                spans = [range(int(side.lower[i, c]), int(side.upper[i, c]) + 1) for c in columns]
                depths = {max(completion) for completion in itertools.product(*spans)}
                if row[1] == "broad":
                    depths |= {0}
                assert (panel.lower[at, j], panel.upper[at, j]) == (min(depths), max(depths))
            at += 1
    assert at == len(panel.rows)


def test_absence_from_a_complete_list_is_kept_however_loose_the_match(
    both: tuple[cg.Dataset, cg.Dataset], tmp_path: Path
) -> None:
    """A complete list without an area of a row lacks its subject; one that names it may lack it."""
    panel = cg.crosswalk(*both)
    row, loose = panel.rows.index("ONE XAA"), panel.columns.index("W3")
    assert (panel.lower[row, loose], panel.upper[row, loose]) == (0, 3)
    assert panel.status[row, loose] == "matched_in_part"

    def silent(data: dict[str, Any]) -> None:
        """The complete list of the first partner without its title on research."""
        data["listings"] = [item for item in data["listings"] if item["id"] != "L-XAA-3"]
        data["programmes"][0]["list_total"] = 2

    whole = cg.crosswalk(written(tmp_path, "one", silent, walk=True), both[1])
    assert (whole.lower[row, loose], whole.upper[row, loose]) == (0, 0)
    assert whole.status[row, loose] == "absent_from_complete_list"


def test_the_sentences_say_what_was_left_out(both: tuple[cg.Dataset, cg.Dataset]) -> None:
    """Loose rows, areas without a counterpart and stated totals are each named."""
    told = " ".join(cg.crosswalk(*both, fit="close").assumptions)
    for words in (
        "2 of 3 rows",
        "Matched closely and taken as one subject: Subject W2",
        "left out: Subject W3",
        "left out of one: Shared norms, Relief",
        "Stated totals of titles",
    ):
        assert words in told
    assert "Matched in part" not in told
    assert "Matched in part: Subject W3" in " ".join(cg.crosswalk(*both).assumptions)


def test_readings_and_days_reach_either_side(both: tuple[cg.Dataset, cg.Dataset]) -> None:
    """What is assumed of one dataset holds here and is told under its name; a day is asked of both."""
    name = both[0].assumptions[0]
    panel = cg.crosswalk(both[0].assume(name), both[1])
    assert any(line.startswith("one: Assumed:") for line in panel.assumptions)
    assert (panel.lower >= cg.crosswalk(*both).lower).all()
    early = cg.crosswalk(*both, as_of="2025-02-10")
    assert "ONE XAA" in early.rows
    wide = cg.crosswalk(*both, evidence=("declared", None))
    assert np.array_equal(wide.lower[3:], cg.crosswalk(*both).lower[3:])


def test_a_number_of_areas_of_one_codebook_does_not_carry_over() -> None:
    """What a group has in common counts areas, not rows: assumed here it would be told and not be used."""
    partners = cg.load("eu-sdp").assume("some_ten_common")
    with pytest.raises(AssumptionError, match="leave the assumption out"):
        cg.crosswalk("nato-ip4", partners)
    told = cg.crosswalk("nato-ip4", "eu-sdp").assumptions
    assert not any("was made for" in line for line in told)


def test_the_panel_is_one_like_any_other(both: tuple[cg.Dataset, cg.Dataset]) -> None:
    """It is stored and read back, cited with both versions, and its columns can be compared."""
    panel = cg.crosswalk(*both)
    assert cg.Panel.from_dict(panel.to_dict()) == panel
    assert "one 0.1.0 and two 0.1.0" in panel.cite().apa
    assert panel.overlap("jaccard").sharp.all()
    assert panel.unknown()["status"]
    assert {"matched_in_part"} <= {str(status) for status in panel.status.flat}


def refused(folder: Path, change: Change, other: Change = lambda data: None) -> str:
    with pytest.raises((DataError, AssumptionError)) as caught:
        cg.crosswalk(written(folder, "one", change, walk=True), written(folder, "two", other))
    return str(caught.value)


def first(data: dict[str, Any]) -> Any:
    return data["codebook"]["crosswalks"][0]


CASES: dict[str, tuple[Change, Change, tuple[str, ...]]] = {
    "unknown area there": (
        lambda data: first(data)["rows"][0].update(to_areas=["A9"]),
        lambda data: None,
        ("/codebook/crosswalks/0/rows/0/to_areas/0", "'A9'", "area of two-areas", "'A1'", "to_unmatched"),
    ),
    "area there without a place": (
        lambda data: first(data).update(to_unmatched=[]),
        lambda data: None,
        ("/codebook/crosswalks/0/to_unmatched", "'A2'", "'A4'", "'A6'"),
    ),
    "no crosswalk": (
        lambda data: data["codebook"].pop("crosswalks"),
        lambda data: None,
        ("/codebook/crosswalks", "one-areas or two-areas"),
    ),
    "other scale": (
        lambda data: None,
        lambda data: data["codebook"]["scale"][1].update(name="mentioned"),
        ("/codebook/scale", "have one scale"),
    ),
    "same hub": (
        lambda data: None,
        lambda data: [item.update(counterpart="ONE") for item in data["programmes"]],
        ("ONE XAA", "different counterparts"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_does_not_fit_is_refused_with_file_and_place(case: str, tmp_path: Path) -> None:
    """A crosswalk that does not fit names the file, the place, the value and every fault at once."""
    change, other, expected = CASES[case]
    text = refused(tmp_path, change, other)
    assert [part for part in expected if part not in text] == []
    assert "data.json" in text or case == "same hub"


def test_a_codebook_of_another_version_is_told(tmp_path: Path) -> None:
    """A crosswalk made for another version of the other codebook still serves, and says so."""
    one = written(tmp_path, "one", lambda data: first(data).update(version="9.9.9"), walk=True)
    told = cg.crosswalk(one, written(tmp_path, "two")).assumptions
    assert any("made for two-areas 9.9.9; this is 0.1.0" in line for line in told)


def test_unknown_words_are_refused_with_near_names(both: tuple[cg.Dataset, cg.Dataset]) -> None:
    """A fit or a programme that does not exist is refused with the nearest one."""
    with pytest.raises(AssumptionError, match="did you mean 'broad'"):
        cg.crosswalk(*both, fit="board")
    with pytest.raises(UnknownLabel, match="ONE XAA"):
        cg.crosswalk(*both).shared("ONE XAB", "TWO XAA")
    with pytest.raises(AssumptionError, match="threshold"):
        cg.crosswalk(*both).shared("ONE XAA", "TWO XAA", threshold=4)


def test_shared_lists_every_answer_of_the_completions() -> None:
    """For each area the possible answers are those of its completions, at any threshold."""
    rng = np.random.default_rng(3)
    low = rng.integers(0, 3, (2, 12))
    panel = cg.Panel(low, np.minimum(low + rng.integers(0, 3, low.shape), 3), max_depth=3)
    words = {(True, True): "both", (True, False): "only P1", (False, True): "only P2",
             (False, False): "neither"}  # fmt: skip
    for threshold in (1, 2, 3):
        told = panel.shared("P1", "P2", threshold=threshold)
        for j, line in enumerate(told):
            spans = [range(int(panel.lower[i, j]), int(panel.upper[i, j]) + 1) for i in (0, 1)]
            answers = {words[a >= threshold, b >= threshold] for a, b in itertools.product(*spans)}
            assert set(str(line["possible"]).split(", ")) == answers
            assert line["certain"] == (answers.pop() if len(answers) == 1 else "open")


def test_what_two_hubs_were_promised() -> None:
    """The crosswalk of the package fits both datasets, and one changed fact changes what is shared."""
    two = cg.load("nato-ip4"), cg.load("eu-sdp")
    panel = cg.crosswalk(*two)
    assert len(panel.rows) == len(two[0].partners) + len(two[1].partners)
    told = panel.shared("NATO KOR", "EU KOR")
    areas = {str(line["name"]): str(line["certain"]) for line in told}
    assert areas["Cyber"] == "both"
    assert areas["Maritime security"] == "only EU KOR"
    assert areas["Emerging technology"] == "only NATO KOR"
    assert areas["Resilience"] == "open"
    exact = cg.crosswalk(*two, fit="exact")
    assert set(exact.columns) < set(panel.columns)
