"""The Data Package: valid without a network, complete, repeatable, and careful with what is already there."""

from __future__ import annotations

import csv
import json
import os
import socket
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from embedded import DATA, NAMES

from chirograph.base import files
from chirograph.base.sheet import unmarked
from chirograph.errors import ParameterError
from chirograph.records.export import export
from chirograph.records.store import load


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to reach a network fails."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a network connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def validate(package: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frictionless = pytest.importorskip("frictionless")
        return frictionless.validate(str(package))


def faults(report: Any) -> list[Any]:
    return report.flatten(["rowNumber", "fieldName", "type", "note"])


@pytest.mark.parametrize("name", [*NAMES, "template"])
@pytest.mark.usefixtures("offline")
def test_package_is_valid(name: str, tmp_path: Path) -> None:
    """Every dataset exports to a package that frictionless finds valid, without a network."""
    report = validate(export(DATA / name, tmp_path / "package"))
    assert faults(report) == []
    assert report.valid


@pytest.mark.usefixtures("offline")
def test_broken_reference_and_type_are_found(tmp_path: Path) -> None:
    """The package's own description is strict enough to catch a wrong reference and a wrong type."""
    package = export(DATA / "nato-ip4", tmp_path / "package")
    descriptor = json.loads(package.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        del resource["hash"], resource["bytes"]
    package.write_text(json.dumps(descriptor), encoding="utf-8")
    for name, old, new in (
        ("listing_areas", ",A01,", ",A99,"),
        ("cells", ",A01,strict,1,", ",A01,strict,one,"),
    ):
        file = package.parent / f"{name}.csv"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    kinds = {row[2] for row in faults(validate(package))}
    assert kinds == {"foreign-key", "type-error"}


@pytest.mark.parametrize("dataset", NAMES)
def test_every_record_is_in_the_package(dataset: str, tmp_path: Path) -> None:
    """Each table's CSV has one line per record, link tables one per entry, and the codebook is whole."""
    rows = load(dataset)
    folder = export(rows, tmp_path / "package").parent
    for name, table in rows.data.items():
        if isinstance(table, list) and name != "contributors":
            assert len(lines(folder / f"{name}.csv")) == len(table), name
    mapped = sum(len(listing["areas"]) for listing in rows.data["listings"])
    assert len(lines(folder / "listing_areas.csv")) == mapped
    cells = len(rows.evidence_grades) * len(rows.data["programmes"]) * len(rows.areas)
    assert len(lines(folder / "cells.csv")) == cells
    assert json.loads((folder / "codebook.json").read_text(encoding="utf-8")) == rows.data["codebook"]
    sources = {(row["programme"], row["source"]) for row in lines(folder / "programme_sources.csv")}
    assert sources == {(p["id"], source) for p in rows.data["programmes"] for source in p["sources"]}


def lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("dataset", NAMES)
def test_values_survive(dataset: str, tmp_path: Path) -> None:
    """Text in any script, numbers, dates and missing values read back from CSV as they stood."""
    rows = load(dataset)
    folder = export(rows, tmp_path / "package").parent
    for name in ("sources", "programmes", "listings", "commitments", "memberships"):
        for record, line in zip(rows.data[name], lines(folder / f"{name}.csv"), strict=True):
            for key, text in line.items():
                value = record.get(key)
                assert text == ("" if value is None else str(value)), (name, record["id"], key)


def test_truth_values_survive(tmp_path: Path) -> None:
    """Truth values read back from CSV as they stood."""
    rows = load("nato-ip4")
    folder = export(rows, tmp_path / "package").parent
    flags = [line["interop_tech_strict"] for line in lines(folder / "areas.csv")]
    assert flags == [str(area["interop_tech_strict"]).lower() for area in rows.data["codebook"]["areas"]]


def test_no_text_of_a_package_is_a_formula(tmp_path: Path) -> None:
    """Text that a spreadsheet would run is marked, and reads back once the mark is off."""
    data = json.loads((DATA / "template" / "data.json").read_text(encoding="utf-8"))
    names = ['=HYPERLINK("http://example.org","x")', "@SUM(A1)", "-1+1", "+1", "'s-Hertogenbosch"]
    for partner, name in zip(data["partners"], names, strict=False):
        partner["name"] = name
    (tmp_path / "data.json").write_text(json.dumps(data), encoding="utf-8")
    written = [row["name"] for row in lines(export(tmp_path, tmp_path / "package").parent / "partners.csv")]
    assert len(written) >= 2
    assert not [name for name in written if name.startswith(("=", "+", "-", "@"))]
    assert [unmarked(name) for name in written] == [partner["name"] for partner in data["partners"]]


def test_what_other_sources_have_is_in_the_package_as_json(tmp_path: Path) -> None:
    """The alternatives of conflicts stand in a table of their own, their changes and listings as JSON."""
    folder = export(DATA / "nato-ip4", tmp_path / "package").parent
    conflicts = json.loads((DATA / "nato-ip4" / "data.json").read_text(encoding="utf-8"))["conflicts"]
    told = {
        row["id"]: (one["source"], one.get("changes"), one.get("listings"))
        for row in conflicts
        for one in row.get("alternatives", ())
    }
    with (folder / "conflict_alternatives.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = {
        row["conflict"]: (row["source"], *(json.loads(row[key] or "null") for key in ("changes", "listings")))
        for row in rows
    }
    assert read == told


def test_descriptor_tells_licence_sources_and_missing_values(tmp_path: Path) -> None:
    """The descriptor carries the licence, all sources, labelled missing values and foreign keys."""
    descriptor = json.loads(export(DATA / "nato-ip4", tmp_path / "package").read_text(encoding="utf-8"))
    assert descriptor["$schema"].endswith("/2.0/datapackage.json")
    assert descriptor["licenses"][0]["name"] == "CC-BY-4.0"
    assert len(descriptor["sources"]) == 184
    assert descriptor["created"] == "2026-11-26T00:00:00Z"
    told = descriptor["chirograph"]
    assert "apostrophe" in told.pop("text")
    assert told == {
        "format": "chirograph-dataset/1", "as_of": "2026-11-26", "counterpart": "NATO",
    }  # fmt: skip
    tables = {r["name"]: r["schema"] for r in descriptor["resources"] if "schema" in r}
    assert all(schema["missingValues"][0]["label"] for schema in tables.values())
    keys = {key["fields"][0]: key["reference"]["resource"] for key in tables["commitments"]["foreignKeys"]}
    assert keys == {
        "programme": "programmes",
        "area": "areas",
        "source": "sources",
        "evidence": "evidence_marks",
        "role_of": "partners",
    }
    types = {field["name"]: field["type"] for field in tables["cells"]["fields"]}
    assert (types["lower"], types["status"]) == ("integer", "string")


@pytest.mark.parametrize("dataset", NAMES)
def test_same_dataset_gives_the_same_bytes(dataset: str, tmp_path: Path) -> None:
    """Two exports are equal file by file."""
    first, second = (export(DATA / dataset, tmp_path / name).parent for name in ("one", "two"))
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_full_folder_is_refused_unless_overwrite(tmp_path: Path) -> None:
    """An existing package stays as it is unless overwrite is said, and then is replaced whole."""
    target = tmp_path / "package"
    export(DATA / "nato-ip4", target)
    with pytest.raises(ParameterError, match=r"new or empty.*--overwrite"):
        export(DATA / "template", target)
    assert len(lines(target / "programmes.csv")) == 17
    export(DATA / "template", target, overwrite=True)
    assert len(lines(target / "programmes.csv")) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def held(folder: Path) -> dict[str, bytes | str]:
    """Everything under a folder: bytes of files, targets of links."""
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


FOREIGN = {
    "no package": {"thesis.txt": "years of work"},
    "another project": {"datapackage.json": '{"name": "other"}', "src/main.c": "x", ".git/HEAD": "ref"},
    "another package": {"datapackage.json": '{"resources": [{"path": "a.csv"}]}', "a.csv": "1"},
    "no descriptor": {"datapackage.json": "[", "a.csv": "1"},
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_folder_with_something_else_is_never_replaced(kind: str, tmp_path: Path) -> None:
    """overwrite=True does not touch a folder whose package chirograph did not write."""
    for name, text in FOREIGN[kind].items():
        (tmp_path / "theirs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "theirs" / name).write_text(text, encoding="utf-8")
    before = held(tmp_path)
    with pytest.raises(ParameterError, match="only a package that chirograph wrote") as caught:
        export(DATA / "template", tmp_path / "theirs", overwrite=True)
    assert sorted(FOREIGN[kind])[0].split("/")[0] in caught.value.faults[0].value
    assert held(tmp_path) == before


@pytest.mark.parametrize("guest", ["file", "hidden file", "folder", "link", "link for a table"])
def test_package_with_a_guest_is_not_replaced(guest: str, tmp_path: Path) -> None:
    """What somebody put beside our files keeps the package from being replaced, and is named."""
    target = export(DATA / "template", tmp_path / "package").parent
    name = {"hidden file": ".notes", "link for a table": "cells.csv"}.get(guest, "mine")
    if guest == "folder":
        (target / name).mkdir()
    elif guest.startswith("link"):
        (tmp_path / "elsewhere").write_text("mine", encoding="utf-8")
        (target / name).unlink(missing_ok=True)
        (target / name).symlink_to(tmp_path / "elsewhere")
    else:
        (target / name).write_text("mine", encoding="utf-8")
    before = held(tmp_path)
    with pytest.raises(ParameterError, match="nothing else is in its folder") as caught:
        export(DATA / "nato-ip4", target, overwrite=True)
    assert caught.value.faults[0].value == name
    assert held(tmp_path) == before


def test_link_to_a_package_is_not_replaced(tmp_path: Path) -> None:
    """A link stays a link, whatever it leads to."""
    export(DATA / "template", tmp_path / "package")
    (tmp_path / "link").symlink_to("package", target_is_directory=True)
    before = held(tmp_path)
    with pytest.raises(ParameterError, match="not a link"):
        export(DATA / "nato-ip4", tmp_path / "link", overwrite=True)
    assert held(tmp_path) == before


def test_what_comes_in_while_replacing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that arrives between the look and the exchange goes into the new package."""
    target = export(DATA / "template", tmp_path / "package").parent
    real = files.rename

    def late(source: str, to: str, how: int) -> bool:
        if to == str(target):
            (target / "late.txt").write_text("mine", encoding="utf-8")
        return real(source, to, how)

    monkeypatch.setattr(files, "rename", late)
    export(DATA / "nato-ip4", target, overwrite=True)
    assert (target / "late.txt").read_text(encoding="utf-8") == "mine"
    assert len(lines(target / "programmes.csv")) == 17
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_package_names_only_what_is_in_its_folder(tmp_path: Path) -> None:
    """A path in a descriptor that leads out of the folder, or is none, removes nothing."""
    package = export(DATA / "template", tmp_path / "package")
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    told = json.loads(package.read_text(encoding="utf-8"))
    told["resources"] += [{"path": "../mine.txt"}, {"path": "a\0b"}, {"path": "."}, {}]
    package.write_text(json.dumps(told), encoding="utf-8")
    export(DATA / "nato-ip4", tmp_path / "package", overwrite=True)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.txt", "package"]


def test_exports_of_two_datasets_at_once(tmp_path: Path) -> None:
    """Runs that export different datasets into one folder all succeed; the package of one is left, alone."""
    code = "import sys\nfrom chirograph.records.export import export\n"
    code += "for _ in range(4): export(sys.argv[1], sys.argv[2], overwrite=True)"
    target = tmp_path / "package"
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(DATA / name), str(target)])
        for name in ("nato-ip4", "template", "template")
    ]
    assert [run.wait(120) for run in runs] == [0, 0, 0]
    found = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    named = sorted([*(resource["path"] for resource in found["resources"]), "datapackage.json"])
    assert sorted(path.name for path in target.iterdir()) == named
    sizes = {resource["path"]: resource["bytes"] for resource in found["resources"]}
    assert {name: (target / name).stat().st_size for name in sizes} == sizes
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_every_table_has_a_key_that_holds(tmp_path: Path) -> None:
    """Each table of the package names the fields that tell its rows apart, also link tables and cells."""
    package = export(DATA / "nato-ip4", tmp_path / "package")
    tables = {
        r["name"]: r for r in json.loads(package.read_text(encoding="utf-8"))["resources"] if "schema" in r
    }
    keys = {name: tuple(table["schema"]["primaryKey"]) for name, table in tables.items()}
    assert keys["cells"] == ("programme", "area", "grade")
    assert keys["scale"] == ("depth",)
    assert keys["listing_areas"] == ("listing", "area")
    for name, key in keys.items():
        rows = [tuple(line[field] for field in key) for line in lines(package.parent / f"{name}.csv")]
        assert len(rows) == len(set(rows)), name


def test_empty_folder_is_used(tmp_path: Path) -> None:
    """An empty folder that exists already becomes the package."""
    target = tmp_path / "package"
    target.mkdir()
    assert export(DATA / "template", target) == target / "datapackage.json"
    assert (target / "cells.csv").exists()


@pytest.mark.parametrize("kind", ["file", "no parent"])
def test_unusable_destinations_are_refused(kind: str, tmp_path: Path) -> None:
    """A file in the way and a missing parent folder are refused, with the repair."""
    target = tmp_path / "a" / "b" if kind == "no parent" else tmp_path / "file"
    if kind == "file":
        target.write_text("x", encoding="utf-8")
    with pytest.raises(ParameterError) as caught:
        export(DATA / "template", target)
    assert caught.value.faults[0].repair
    assert caught.value.faults[0].code == "io"


def test_nothing_is_left_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a file cannot be written, no half package or scratch stays behind, and an old package stands."""
    target = tmp_path / "package"
    export(DATA / "template", target)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    real, written = os.fsync, []

    def fail_late(file: int) -> None:
        written.append(file)
        if len(written) == 5:
            raise OSError(28, "disk full")
        real(file)

    monkeypatch.setattr(os, "fsync", fail_late)
    with pytest.raises(OSError, match="disk full") as caught:
        export(DATA / "nato-ip4", target, overwrite=True)
    assert caught.value.filename == str(target)
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
