"""The verb `claims`: each claim with its test, verdict, numbers, and what would turn it, all computed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import chirograph as cg
from chirograph.claims import ClaimsLedger
from chirograph.claims.words import tally

pytestmark = pytest.mark.usefixtures("once")
ROW = re.compile(r"^Q\d\d  ")


def judged(**named: Any) -> ClaimsLedger:
    """The ledger as the verb asks for it."""
    return cg.load("nato-ip4").claims(evidence=named.get("evidence"), turns=named.get("turns", True))


def test_each_claim_with_verdict_and_what_comes_next(verb: Any) -> None:
    """All claims stand in the order of the dataset: claimed, found, and what would settle or turn it."""
    ran = verb("claims")
    assert ran.code == 0
    text, at = " ".join(ran.out.split()), 0
    ledger = judged()
    for claim in ledger:
        told = f"{claim.id} {claim.paraphrase} {claim.verdict}, {tally(claim)}"
        assert told in text[at:], claim.id
        at = text.index(told)
        then = text[at + len(told) :].partition(f" Q{int(claim.id[1:]) + 1:02} ")[0]
        if found := claim.documents or claim.missing:
            assert then.startswith(f"; settled by {found[0].split(': ')[0].split('; ')[0]}"), claim.id
            assert len(found) == 1 or f" and {len(found) - 1} more" in then
        elif claim.turned_by:
            assert then.startswith(f"; turns to “{claim.turned_by[0].verdict}” "), claim.id
            assert claim.turned_by[0].what.split(": ")[0] in then
    assert len([line for line in ran.out.splitlines() if ROW.match(line)]) == len(ledger) == 25


@pytest.mark.parametrize("columns", ["80", "100"])
def test_a_claim_takes_four_lines(verb: Any, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    """Each block of the ledger can be read at a glance, after a line that counts the verdicts."""
    monkeypatch.setenv("COLUMNS", columns)
    first, *blocks = verb("claims").out.split("\n\n")
    assert first.startswith("25 claims of ")
    assert max(len(block.splitlines()) for block in blocks[:25]) <= 4


def test_every_claim_in_full(verb: Any) -> None:
    """`--explain` tells each claim as `chirograph claims ID` does."""
    out = verb("claims", "--explain", "--wide").out
    for claim in judged():
        assert claim.explain() in out


def test_the_count_line_counts_the_claims(verb: Any) -> None:
    """The count of each verdict, also of those no claim has, is the number of claims that have it."""
    ran = verb("claims", "--wide")
    (line,) = [line for line in ran.out.splitlines() if line.startswith("25 claims of nato-ip4")]
    for verdict, count in judged().counts.items():
        assert f"{count} {verdict}" in line
    assert f"as of {cg.load('nato-ip4').as_of}" in ran.out


def test_json_is_the_ledger(verb: Any) -> None:
    """`--json` prints what the ledger gives as plain data."""
    ran = verb("claims", "--json")
    assert ran.code == 0
    assert ran.json() == judged().to_dict()


def test_one_claim_in_full(verb: Any) -> None:
    """With an id it explains one claim; an id that is not known ends with 2 and near names."""
    claim = judged(turns=["Q09"])["Q09"]
    assert verb("claims", "Q09", "--wide").out.strip() == claim.explain()
    assert verb("claims", "Q09", "--json").json() == claim.to_dict()
    ran = verb("claims", "Q99")
    assert ran.code == 2
    assert "did you mean" in ran.err
    assert ran.out == ""


def test_readings_reach_the_verdicts(verb: Any) -> None:
    """`--assume` judges under a named reading, and the reading is printed."""
    ran = verb("claims", "--assume", "absent", "--json")
    like = cg.load("nato-ip4").assume(unpublished="absent").claims(evidence=None, turns=True)
    assert ran.json() == like.to_dict()
    assert like.verdicts != cg.load("nato-ip4").claims().verdicts
    assert all(line in verb("claims", "--assume", "absent", "--wide").out for line in like.assumptions)


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
