"""The verb `claims`: a row a claim with its verdict and its numbers, all of them computed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import chirograph as cg
from chirograph.claims.grades import in_grade
from chirograph.claims.words import numbers_short, tally

pytestmark = pytest.mark.usefixtures("once")
ROW = re.compile(r"^Q\d\d  ")


def test_one_row_a_claim_with_verdict_and_numbers(verb: Any) -> None:
    """All 25 claims stand in the order of the dataset, each with its verdict and its uncut numbers."""
    ran = verb("claims")
    assert ran.code == 0
    ledger = cg.load("nato-ip4").claims()
    rows = [line for line in ran.out.splitlines() if ROW.match(line)]
    assert len(rows) == len(ledger) == 25
    for row, claim in zip(rows, ledger, strict=True):
        name, verdict, parts, rest = re.split(r"\s{2,}", row, maxsplit=3)
        assert (name, verdict, parts) == (claim.id, claim.verdict, tally(claim))
        assert rest.startswith(claim.paraphrase[:60].rstrip())
        assert rest.endswith(numbers_short(claim))


def test_the_count_line_counts_the_rows(verb: Any) -> None:
    """The count of each verdict, also of those no claim has, is the number of rows that have it."""
    ran = verb("claims")
    rows = [re.split(r"\s{2,}", line)[1] for line in ran.out.splitlines() if ROW.match(line)]
    (line,) = [line for line in ran.out.splitlines() if line.startswith("25 claims of nato-ip4")]
    for verdict in cg.load("nato-ip4").claims().counts:
        assert f"{rows.count(verdict)} {verdict}" in line
    assert "as of 2026-11-26" in ran.out


def test_json_is_the_ledger(verb: Any) -> None:
    """`--json` prints what the ledger gives as plain data."""
    ran = verb("claims", "--json")
    assert ran.code == 0
    assert ran.json() == cg.load("nato-ip4").claims().to_dict()


def test_one_claim_in_full(verb: Any) -> None:
    """With an id it explains one claim; an id that is not known ends with 2 and near names."""
    claim = cg.load("nato-ip4").claims()["Q09"]
    assert verb("claims", "Q09").out.strip() == claim.explain()
    assert verb("claims", "Q09", "--json").json() == claim.to_dict()
    ran = verb("claims", "Q99")
    assert ran.code == 2
    assert "did you mean" in ran.err
    assert ran.out == ""


def test_readings_reach_the_verdicts(verb: Any) -> None:
    """`--assume` judges under a named reading, and the reading is printed."""
    ran = verb("claims", "--assume", "absent", "--json")
    like = cg.load("nato-ip4").assume(unpublished="absent").claims()
    assert ran.json() == like.to_dict()
    assert like.verdicts != cg.load("nato-ip4").claims().verdicts
    assert all(line in verb("claims", "--assume", "absent").out for line in like.assumptions)


@pytest.mark.parametrize("grade", ["strict", "declared"])
def test_one_evidence_grade(verb: Any, grade: str) -> None:
    """`--evidence` keeps the numbers of one grade, judges by them alone and says so."""
    found = verb("claims", "--evidence", grade, "--json").json()
    assert found["evidence"] == [grade]
    assert f"cells in {grade} evidence" in found["assumptions"][0]
    grades = {
        tuple(coding["evidence"])
        for claim in found["claims"]
        for part in claim["parts"]
        for coding in part["codings"]
        if coding["evidence"]
    }
    assert (grade,) in grades
    full = cg.load("nato-ip4").claims()
    assert len(found["claims"]) == len(full)
    assert sum(found["counts"].values()) == 25


def test_a_claim_split_by_grades_is_settled_in_one() -> None:
    """Where grades alone disagree, each grade by itself gives the plain verdict of its own numbers."""
    ledger = cg.load("nato-ip4").claims()
    claim = ledger["Q09"]
    (part,) = claim.parts
    not_met, met = part.readings[0], part.readings[4]
    split = replace(part, readings=(replace(not_met, grades=("strict",)), replace(met, grades=("declared",))))
    told = replace(ledger, claims=(replace(claim, parts=(split,)),))
    assert in_grade(told, "strict")["Q09"].verdict == "contradicted"
    assert in_grade(told, "declared")["Q09"].verdict == "supported"


def test_wrong_use_and_bad_data(verb: Any) -> None:
    """A grade that is not known ends with 2, a file that is no dataset with 3, both in sentences."""
    ran = verb("claims", "--evidence", "hearsay")
    assert (ran.code, ran.out) == (2, "")
    assert "known: strict, declared" in ran.err
    Path("broken.json").write_text("[]", encoding="utf-8")
    ran = verb("claims", "--data", "broken.json")
    assert (ran.code, ran.out) == (3, "")
    assert "Traceback" not in ran.err


def test_a_dataset_without_claims(verb: Any) -> None:
    """A dataset without claims has no rows, a count of none, and ends with 0."""
    ran = verb("claims", "--data", str(Path(cg.__file__).parent / "data" / "template"))
    assert ran.code == 0
    assert "0 claims of my-programmes" in ran.out
    assert ran.err == ""
