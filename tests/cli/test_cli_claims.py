"""The verb `claims`: each claim with its test, verdict, numbers, and what would turn it, all computed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import chirograph as cg
from chirograph.claims import ClaimsLedger
from chirograph.claims.words import asked, numbers_short, tally, turned

pytestmark = pytest.mark.usefixtures("once")
ROW = re.compile(r"^Q\d\d  ")


def judged(**named: Any) -> ClaimsLedger:
    """The ledger as the verb asks for it."""
    return cg.load("nato-ip4").claims(evidence=named.get("evidence"), turns=named.get("turns", True))


def test_each_claim_with_test_verdict_numbers_and_turns(verb: Any) -> None:
    """All claims stand in the order of the dataset: claimed, tested, found, and what would turn it."""
    ran = verb("claims")
    assert ran.code == 0
    text, at = " ".join(ran.out.split()), 0
    ledger = judged()
    for claim in ledger:
        lines = (f"test {asked(claim)}", f"numbers {numbers_short(claim)}", f"turned by {turned(claim)}")
        told = f"{claim.id} {claim.paraphrase} {claim.verdict}, {tally(claim)} {' '.join(lines)}"
        assert told in text[at:], claim.id
        at = text.index(told)
    assert len([line for line in ran.out.splitlines() if ROW.match(line)]) == len(ledger) == 25


def test_no_line_is_wider_than_a_page(verb: Any) -> None:
    """The entries of claims fit into a terminal of 100 columns."""
    lines = verb("claims").out.split("\n25 claims of")[0].splitlines()
    assert max(map(len, lines)) <= 100


def test_every_claim_in_full(verb: Any) -> None:
    """`--explain` tells each claim as `chirograph claims ID` does."""
    out = verb("claims", "--explain").out
    for claim in judged():
        assert claim.explain() in out


def test_the_count_line_counts_the_claims(verb: Any) -> None:
    """The count of each verdict, also of those no claim has, is the number of claims that have it."""
    ran = verb("claims")
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
    assert verb("claims", "Q09").out.strip() == claim.explain()
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
