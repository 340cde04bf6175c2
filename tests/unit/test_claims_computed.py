"""No verdict is typed in: one changed fact of the data changes the verdict, for every claim."""

from __future__ import annotations

from typing import Any

import pytest
from claims_cases import CASES, CONTRADICTED, SUPPORTED, TEXT
from claims_edits import Edit, K, change, edited, settled, together

import chirograph as cg
from chirograph.claims.rules import VERDICTS

NAMES = [f"{claim}: {what}" for claim, what, _, _ in CASES]


@pytest.fixture(scope="module")
def before() -> dict[str, str]:
    return cg.load("nato-ip4").claims().verdicts


@pytest.mark.parametrize(("claim", "what", "edit", "after"), CASES, ids=NAMES)
def test_a_changed_fact_changes_the_verdict(
    claim: str, what: str, edit: Edit, after: str, before: dict[str, str]
) -> None:
    """One fact of the data changed, the verdict of the claim is another, and the one that follows from it."""
    ledger = edited(edit, claim).claims()
    assert ledger[claim].verdict == after, f"{what}\n{ledger.explain(claim)}"
    assert after != before[claim]


def test_every_claim_has_such_a_change(before: dict[str, str]) -> None:
    """For each claim at least one change of the data is shown to change its verdict."""
    assert {claim for claim, *_ in CASES} == set(before)


def test_every_verdict_is_reached() -> None:
    """Between them the changes lead to every verdict of the vocabulary."""
    assert {after for *_, after in CASES} == set(VERDICTS)


def test_deciding_cells_settle_the_verdict_when_known() -> None:
    """When the records that decide become known one way or the other, the verdict follows them."""
    claim = edited(settled("X07"), "Q04").claims()["Q04"]
    assert {item.record for item in claim.deciding} == {"ITPP-NZL-2024"}
    for value, verdict in (("unpublished", SUPPORTED), ("full_text", CONTRADICTED)):
        known = together(settled("X07"), change("programmes", "ITPP-NZL-2024", publication=value))
        assert edited(known, "Q04").claims()["Q04"].verdict == verdict


def test_a_cell_of_unknown_area_is_named_as_deciding() -> None:
    """With Korea's list only partly known, the areas of the open acts decide claim Q12 and are named."""
    fields: set[Any] = {"A19", "A20", "A24", "start"}
    ledger = edited(change("programmes", K, list_status="partial"), "Q12").claims()
    assert ledger["Q12"].verdict == TEXT
    assert {item.field for item in ledger["Q12"].deciding} == fields
    assert {item.record for item in ledger["Q12"].deciding} == {K, "C023"}
