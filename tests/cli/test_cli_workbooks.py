"""`chirograph template`, `import` and `export --excel`: from an empty form to a report, no JSON seen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from opendocument import saved
from workbooks import coded, edit, noted, put

import chirograph as cg

Verb = Callable[..., Any]
AREAS = ",".join(f"area{number:02}=Area{number:02}" for number in range(1, 13))
PARTNERS = "PHL,KOR,TWN,ESP,JPN,PAN=Panama"


def test_from_a_form_to_a_report(verb: Verb, tmp_path: Path) -> None:
    """Six programmes by twelve areas by two coders: template, import, check, report, workbook again."""
    made = verb("template", "coding.xlsx", "--areas", AREAS, "--partners", PARTNERS, "--coders", "A,B")
    assert (made.code, made.out) == (0, "coding.xlsx\n")
    assert "chirograph import coding.xlsx my-data" in made.err
    edit(tmp_path / "coding.xlsx", coded, noted)
    read = verb("import", "coding.xlsx", "mine")
    assert (read.code, read.out) == (0, "mine/data.json\n")
    assert read.err == "Next: chirograph check mine; chirograph report --data mine\n"
    check = verb("check", "mine")
    assert (check.code, check.out.split(": ")[1]) == (
        0,
        "no fault (6 programmes by 12 areas, 15 open cells)\n",
    )
    assert verb("report", "--data", "mine", "--out", "r.html", "--appendix", "more.html").code == 0
    page = (tmp_path / "more.html").read_text(encoding="utf-8").lower()
    assert "coders differ" in page
    assert "annex ii, page 12" in page
    said = verb("overlap", "ruzicka", "--data", "mine", "--pair", "KOR,TWN", "--coders", "A", "--wide").out
    assert "Codings: those of coder A alone (70 cells)." in said
    assert verb("overlap", "mine", "ruzicka").out == verb("overlap", "ruzicka", "--data", "mine").out
    assert "did you mean 'agreed'" in verb("overlap", "--data", "mine", "--coders", "agree").err
    profile = verb("profile", "--data", "mine", "--coders", "A", "--json").json()
    assert profile["assumptions"] == cg.load("mine").profile(coders="A").to_dict()["assumptions"]
    assert "Codings: those of coder A alone (70 cells)." in profile["assumptions"]
    assert verb("export", "--excel", "mine", "again.xlsx").code == 0
    assert verb("import", "again.xlsx", "same").code == 0
    assert (tmp_path / "same" / "data.json").read_bytes() == (tmp_path / "mine" / "data.json").read_bytes()


def test_a_corrected_workbook_is_imported_again(verb: Verb, tmp_path: Path) -> None:
    """The refusal names --overwrite, which replaces the dataset and leaves what else is there."""
    verb("template", "coding.xlsx")
    assert verb("import", "coding.xlsx", "mine").code == 0
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    edit(tmp_path / "coding.xlsx", put("coder A", B3=2))
    again = verb("import", "coding.xlsx", "mine")
    assert (again.code, again.out) == (2, "")
    assert "--overwrite" in again.err
    assert verb("import", "coding.xlsx", "mine", "--overwrite").out == "mine/data.json\n"
    assert len(cg.load(tmp_path / "mine").records.data["codings"]) == 1
    assert (tmp_path / "mine" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert verb("new", "begun").code == 0
    said = verb("import", "coding.xlsx", "begun", "--overwrite").err
    assert "found my-programmes; only a dataset of the same id is replaced; choose another folder" in said
    edit(tmp_path / "coding.xlsx", put("dataset", B2="my-programmes"))
    before = (tmp_path / "begun" / "data.json").read_bytes()
    said = verb("import", "coding.xlsx", "begun", "--overwrite").err
    assert "a workbook holds what coders wrote" in said
    assert (tmp_path / "begun" / "data.json").read_bytes() == before


def test_a_template_without_options(verb: Verb, tmp_path: Path) -> None:
    """The example has three partners, four areas and two coders, and is a dataset before it is filled in."""
    assert verb("template", "coding.xlsx", "--json").json() == {"workbook": "coding.xlsx"}
    assert verb("import", "coding.xlsx", "mine", "--json").json() == {
        "directory": "mine",
        "files": ["data.json"],
    }
    assert "(3 programmes by 4 areas, 12 open cells)" in verb("check", "mine").out


def test_a_wrong_workbook_is_bad_data(verb: Verb, tmp_path: Path) -> None:
    """Exit code 3, every fault on a line of its own by sheet and cell, and no folder."""
    verb("template", "coding.xlsx")
    edit(tmp_path / "coding.xlsx", put("coder A", B3=9, C3="=B3"))
    ran = verb("import", "coding.xlsx", "mine")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        "chirograph: coding.xlsx: sheet \"coder A\", cell C3: found '=B3'; a cell holds no formula; "
        "write the value itself (copy the cell, and paste it as a value)",
        'coding.xlsx: sheet "coder A", cell B3: found 9; a depth lies in 0..3; for example 2, ? or 1..3',
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["coding.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("template", "coding.xlsx", "--areas", "a,a"), "'a' is given twice"),
        (("template", "coding.xlsx", "--areas", "a,,b"), "'' is not ID or ID=NAME"),
        (("template", "coding.xlsx", "--partners", "Korea"), "--partners"),
        (("template", "coding.xlsx", "--top", "10"), "--top"),
        (("template", "coding.ods"), "ends in .xlsx"),
        (("export", "--excel", "--overwrite", "nato-ip4", "x.xlsx"), "--excel has no --overwrite"),
        (("export", "a", "b", "c"), "one dataset and one target"),
        (("export", "--data", "a", "b", "c"), "named twice"),
        (("export",), "[DATASET] TARGET"),
    ],
)
def test_wrong_use(verb: Verb, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """Wrong use ends with 2 and says what is wrong; nothing is written."""
    ran = verb(*arguments)
    assert ran.code == 2
    assert words in ran.err
    assert not list(tmp_path.iterdir())


def test_nothing_is_replaced(verb: Verb, tmp_path: Path) -> None:
    """A file and a folder of the user's stay; exporting what a workbook cannot hold leaves nothing."""
    (tmp_path / "coding.xlsx").write_text("mine", encoding="utf-8")
    assert verb("template", "coding.xlsx").code == 2
    assert (tmp_path / "coding.xlsx").read_text(encoding="utf-8") == "mine"
    ran = verb("export", "--excel", "nato-ip4", "x.xlsx")
    assert ran.code == 3
    assert "/codebook/coding/codings" in ran.err
    assert not (tmp_path / "x.xlsx").exists()


def test_a_dataset_may_be_named_before_the_target(verb: Verb, tmp_path: Path) -> None:
    """`export DATASET TARGET` is `export --data DATASET TARGET`."""
    verb("template", "coding.xlsx")
    verb("import", "coding.xlsx", "mine")
    assert verb("export", "mine", "one").code == 0
    assert verb("export", "--data", "mine", "two").code == 0
    assert (tmp_path / "one" / "codings.csv").read_bytes() == (tmp_path / "two" / "codings.csv").read_bytes()


def test_without_the_library_it_is_said(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where openpyxl is missing the verbs say how to install it."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    ran = verb("template", "coding.xlsx")
    assert (ran.code, ran.err) == (
        2, "chirograph: workbooks need openpyxl: pip install 'chirograph-engine[excel]'\n",
    )  # fmt: skip


def test_an_open_document_answers_as_its_copy_in_text(verb: Verb, tmp_path: Path) -> None:
    """`overlap` and `agreement` take an .ods where they take a .csv, and say the same of the same cells."""
    head = ["p", "x", "y"]
    rows = {"A": [head, ["KOR", 1, 0], ["JPN", 2, "?"]], "B": [head, ["KOR", 1, 1], ["JPN", 2, 0]]}
    for name, lines in rows.items():
        text = "".join(",".join(map(str, line)) + "\n" for line in lines)
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        saved(tmp_path / f"{name}.ods", S=lines)
    saved(tmp_path / "both.ods", **rows)
    said = verb("agreement", "A.csv", "B.csv").out
    assert said
    assert said == verb("agreement", "A.ods", "B.ods").out == verb("agreement", "both.ods").out
    whole, sheet = verb("overlap", "B.csv").out, verb("overlap", "both.ods", "--sheet", "B").out
    assert "KOR  JPN  [" in sheet
    assert sheet.partition("Cells: ")[0] == whole.partition("Cells: ")[0]
    assert "sheet 'B'" in sheet
