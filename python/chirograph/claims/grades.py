"""A ledger judged again in one evidence grade, from the numbers it holds already."""

from __future__ import annotations

from dataclasses import replace

from chirograph.claims.claim import Claim
from chirograph.claims.judge import verdict_of_readings
from chirograph.claims.ledger import ClaimsLedger
from chirograph.claims.rules import verdict_of_claim
from chirograph.errors import UnknownLabel, unknown

__all__ = ["in_grade"]


def in_grade(ledger: ClaimsLedger, grade: str) -> ClaimsLedger:
    """The ledger judged in one evidence grade; a part that names its own grades keeps them.

    Raises
    ------
    UnknownLabel
        When the dataset has no such grade, with near names.

    Examples
    --------
    >>> import chirograph as cg
    >>> in_grade(cg.load("nato-ip4").claims(), "declared").grades
    ('declared',)
    """
    if grade not in ledger.grades:
        raise UnknownLabel(unknown("--evidence", grade, ledger.grades, "this evidence grade"))
    judged = tuple(_claim_in_grade(claim, grade) for claim in ledger)
    return replace(ledger, claims=judged, grades=(grade,))


def _claim_in_grade(claim: Claim, grade: str) -> Claim:
    parts = []
    for part in claim.parts:
        kept = tuple(
            replace(reading, grades=(grade,) if reading.grades else ())
            for reading in part.readings
            if not reading.grades or grade in reading.grades
        )
        if kept:
            part = replace(part, readings=kept, verdict=verdict_of_readings(kept))
        parts.append(part)
    return replace(claim, parts=tuple(parts), verdict=verdict_of_claim(part.verdict for part in parts))
