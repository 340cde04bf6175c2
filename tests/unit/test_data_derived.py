"""Derived files: what is committed is what the rows make, and stale files are found and mended."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from embedded import DATA, NAMES

from chirograph.errors import DataError
from chirograph.records import rebuild, registers
from chirograph.records.store import load


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A private copy of the dataset."""
    return Path(shutil.copytree(DATA / "nato-ip4", tmp_path / "nato-ip4"))


@pytest.mark.parametrize("name", NAMES)
def test_committed_files_are_current(name: str) -> None:
    """No derived file of a dataset differs from what its rows make."""
    assert rebuild.stale(DATA / name) == ()


@pytest.mark.parametrize("name", NAMES)
def test_committed_files_are_there(name: str) -> None:
    """A dataset ships its cells, its list lengths and its sources."""
    names = {path.name for path in (DATA / name).iterdir()}
    assert {"data.json", "cells.csv", "list_lengths.csv", "SOURCES.md"} <= names


def test_changing_one_fact_makes_files_stale(copy: Path) -> None:
    """When Korea's list is no longer called complete its cells change, and rebuild mends just that file."""
    data = json.loads((copy / "data.json").read_text(encoding="utf-8"))
    (korea,) = [row for row in data["programmes"] if row["id"] == "ITPP-KOR-2023"]
    korea["list_status"] = "text_not_public"
    (copy / "data.json").write_text(rebuild.canonical(data), encoding="utf-8")
    assert rebuild.stale(copy) == ("cells.csv",)
    assert rebuild.rebuild(copy) == ("cells.csv",)
    assert rebuild.stale(copy) == ()
    with (copy / "cells.csv").open(encoding="utf-8", newline="") as file:
        cells = {(row["programme"], row["area"]): row for row in csv.DictReader(file)}
    assert cells["ITPP-KOR-2023", "A02"]["strict_upper"] == "3"
    assert cells["ITPP-KOR-2023", "A02"]["strict_status"] == "text_not_public"
    assert not [path.name for path in copy.iterdir() if path.name.startswith(".")]


def test_cells_name_what_decides_them() -> None:
    """A cell names the titles that list it, the commitments that raise it, or the programme if none do."""
    rows = load("nato-ip4")
    cells = {(cell["programme"], cell["area"]): cell for cell in rebuild.cell_records(rows, "strict")}
    raised = cells["ITPP-JPN-2023", "A21"]
    assert (raised["lower"], raised["decided_by"]) == (3, ["L-ITPP-JPN-2023-09", "C034"])
    assert raised["sources"] == ["S010"]
    silent = cells["ITPP-NZL-2024", "A03"]
    assert (silent["lower"], silent["upper"], silent["decided_by"]) == (0, 3, ["ITPP-NZL-2024"])
    wide = {(cell["programme"], cell["area"]): cell for cell in rebuild.cell_records(rows, "declared")}
    assert wide["ITPP-NZL-2024", "A03"]["decided_by"] == ["L-ITPP-NZL-2024-02"]
    assert wide["ITPP-JPN-2023", "A20"]["decided_by"] == ["C033"]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_decided_by_something_known(name: str) -> None:
    """Whatever decides a cell is a record of the dataset, and its sources are in the table of sources."""
    rows = load(name)
    known = {row["id"] for table in ("programmes", "listings", "commitments") for row in rows.data[table]}
    sources = {row["id"] for row in rows.data["sources"]}
    for grade in rows.evidence_grades:
        cells = rebuild.cell_records(rows, grade)
        assert len(cells) == len(rows.data["programmes"]) * len(rows.areas)
        for cell in cells:
            assert cell["decided_by"], cell
            assert set(cell["decided_by"]) <= known, cell
            assert cell["sources"], cell
            assert set(cell["sources"]) <= sources, cell


def test_prose_around_the_registers_is_kept(copy: Path) -> None:
    """Only what stands between the markers of SOURCES.md is written anew."""
    file = copy / "SOURCES.md"
    text = file.read_text(encoding="utf-8")
    spoilt = text.replace("## Doubtful records, by name", "## Gone") + "\nA line of my own.\n"
    file.write_text(spoilt, encoding="utf-8")
    assert rebuild.rebuild(copy) == ("SOURCES.md",)
    assert file.read_text(encoding="utf-8") == text + "\nA line of my own.\n"


@pytest.mark.parametrize("name", NAMES)
def test_registers_name_conflicts_and_doubts(name: str) -> None:
    """The registers hold every conflict, every loose mapping, every source, and terms of reuse where told."""
    data = json.loads((DATA / name / "data.json").read_text(encoding="utf-8"))
    text = registers.registers(data)
    for row in [*data["conflicts"], *data["sources"]]:
        assert f"| {row['id']} |" in text
    for row in data["listings"]:
        for part in row["areas"]:
            loose = f"{row['id']} to {part['area']} ({part['fit']})"
            assert (loose in text) == (part["fit"] != "exact")
    told = [row["licence"] for row in data["sources"] if "licence" in row]
    assert ("## Terms of reuse of the sources" in text) == bool(told)
    assert all(f"| {terms} | {told.count(terms)} |" in text for terms in told)


def test_registers_name_what_is_doubtful() -> None:
    """A commitment of which nothing was seen is named among the doubtful records."""
    assert "C017" in registers.registers(load("nato-ip4").data)


def test_missing_markers_are_refused(copy: Path) -> None:
    """Without its markers SOURCES.md is refused instead of overwritten."""
    (copy / "SOURCES.md").write_text("only prose\n", encoding="utf-8")
    with pytest.raises(DataError, match="two markers"):
        rebuild.rebuild(copy)
    assert (copy / "SOURCES.md").read_text(encoding="utf-8") == "only prose\n"


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    """A folder without data.json is refused with its path and what to do."""
    with pytest.raises(DataError, match=r"data\.json"):
        rebuild.rebuild(tmp_path)


def test_command_checks_writes_and_reports(copy: Path) -> None:
    """The command exits 0 when current, 1 when stale under --check without writing, and 3 on bad data."""

    def run(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "chirograph.rebuild", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    assert run(str(copy), "--check") == (0, "", "")
    (copy / "cells.csv").write_text("old\n", encoding="utf-8")
    assert run(str(copy), "--check")[:2] == (1, "stale cells.csv\n")
    assert (copy / "cells.csv").read_text(encoding="utf-8") == "old\n"
    assert run(str(copy))[:2] == (0, "wrote cells.csv\n")
    assert rebuild.stale(copy) == ()
    (copy / "data.json").write_text("{", encoding="utf-8")
    code, out, err = run(str(copy))
    assert (code, out) == (3, "")
    assert "data.json" in err


def test_layout_puts_records_on_lines(copy: Path) -> None:
    """--layout restores one record per line and changes no fact."""
    text = (copy / "data.json").read_text(encoding="utf-8")
    (copy / "data.json").write_text(json.dumps(json.loads(text)), encoding="utf-8")
    assert rebuild.main([str(copy), "--layout"]) == 0
    assert (copy / "data.json").read_text(encoding="utf-8") == text


def test_template_rebuilds_in_a_new_folder(tmp_path: Path) -> None:
    """A copy of the template gets its derived tables, and then is current."""
    mine = Path(shutil.copytree(DATA / "template", tmp_path / "mine"))
    assert set(rebuild.rebuild(mine)) == {"cells.csv", "list_lengths.csv"}
    assert rebuild.stale(mine) == ()
