"""`chirograph agreement`: coders out of files or the sheets of a workbook, and the range of a coefficient."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import chirograph as cg

A = {"text": ["T1", "T2", "T3"], "x": ["1", "0", "?"], "y": ["2", "2", ""]}
B = {"text": ["T1", "T2", "T3"], "x": ["1", "1", "0"], "y": ["2", "3", "1"]}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the codes of two coders."""
    monkeypatch.chdir(tmp_path)
    for name, codes in (("A", A), ("B", B)):
        cg.Table(tuple(codes), tuple(map(tuple, codes.values()))).to_csv(tmp_path / f"{name}.csv")
    return tmp_path


@pytest.mark.parametrize("key", ["krippendorff_alpha", "kappa"])
def test_coders_of_files_agree_as_in_python(files: Path, verb: Callable[..., Any], key: str) -> None:
    """The command prints what was coded and the range that Codings gives."""
    codings = cg.Codings.from_sheets({"A": A, "B": B})
    done = verb("agreement", "A.csv", "B.csv", "--coefficient", key, "--wide")
    assert done.code == 0, done.err
    assert done.out == f"{codings.counts()}\n\n{codings.agreement(key)}\n"


def test_sheets_of_a_workbook_are_coders(files: Path, verb: Callable[..., Any]) -> None:
    """Each sheet is a coder; the sheets of coders of a template are found among the others."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, codes in (("A", A), ("B", B)):
        sheet = book.create_sheet(name)
        for row in zip(*([head, *cells] for head, cells in codes.items()), strict=True):
            sheet.append(row)
    book.save("mine.xlsx")
    assert verb("agreement", "mine.xlsx").out == verb("agreement", "A.csv", "B.csv").out
    assert verb("template", "coding.xlsx").code == 0
    told = json.loads(verb("agreement", "coding.xlsx", "--json").out)
    assert [row["coder"] for row in told["counts"]] == ["A", "B", "all"]
    assert told["agreement"]["lower"] is None


def test_one_range_for_each_area(files: Path, verb: Callable[..., Any]) -> None:
    """By area there is a table, and its JSON has no number that JSON has not."""
    done = verb("agreement", "A.csv", "B.csv", "--by", "area", "--json")
    told = json.loads(done.out, parse_constant=lambda word: pytest.fail(word))
    assert [row["area"] for row in told["agreement"]] == ["x", "y"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["A.csv", "B.csv", "--coefficient", "kapa"], 2, "'kappa'"),
        (["A.csv", "other/A.csv"], 2, "named after one file"),
        (["A.csv", "none.csv"], 3, "it can be read"),
        (["A.csv", "B.csv", "--max-depth", "1"], 3, "0..1"),
        ([], 2, "FILE"),
    ],
)
def test_wrong_use_is_told(
    files: Path, verb: Callable[..., Any], words: list[str], code: int, told: str
) -> None:
    """Unknown coefficients, names used twice, files that are not there, codes off the scale."""
    (files / "other").mkdir()
    (files / "other" / "A.csv").write_bytes((files / "A.csv").read_bytes())
    done = verb("agreement", *words)
    assert done.code == code
    assert told in done.err.replace("\n", " ")
