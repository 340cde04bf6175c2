"""Claims as plain data and as static HTML."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from chirograph.claims import words
from chirograph.claims.model import ClaimData, Number, Part
from chirograph.interop.bounds import MEASURES


def as_dict(claim: ClaimData) -> dict[str, Any]:
    """Plain data; None where there is no number or no upper end, and where turns were not asked."""
    turns = claim.turned_by
    return {
        "id": claim.id,
        "claim": claim.paraphrase,
        "source": claim.source,
        "locator": claim.locator,
        "quantity": claim.quantity,
        "tests": list(claim.kinds),
        "verdict": claim.verdict,
        "means": words.means(claim),
        "tally": words.tally(claim),
        "measures": MEASURES if claim.programmed else "",
        "reason": words.reason(claim),
        "deciding": [asdict(item) for item in claim.deciding],
        "documents": list(claim.documents),
        "missing": list(claim.missing),
        "turned_by": None
        if turns is None
        else [{"what": turn.what, "verdict": turn.verdict, "document": turn.document} for turn in turns],
        "sources": list(claim.sources),
        "rests_on_itself": claim.rests_on_itself(),
        "as_of": claim.as_of,
        "parts": [_part_dict(claim, part) for part in claim.parts],
    }


def _part_dict(claim: ClaimData, part: Part) -> dict[str, Any]:
    return {
        "id": part.id,
        "statement": part.statement,
        "basis": part.basis,
        "conflicts": list(part.conflicts),
        "tests": list(part.kinds),
        "verdict": part.verdict,
        "assumed": part.assumed,
        "rests_on_itself": claim.rests_on_itself(part),
        "codings": [
            {
                "label": reading.label,
                "supposed": reading.supposed,
                "turns": reading.turns,
                "evidence": list(reading.grades),
                "numbers": [_number_dict(number) for number in reading.numbers],
            }
            for reading in part.readings
        ],
    }


def _number_dict(number: Number) -> dict[str, Any]:
    return {
        **{item.name: getattr(number, item.name) for item in fields(number)},
        "answer": number.answer,
        "deciding": [item.cell for item in number.deciding],
        "used": [used.name for used in number.used],
        "more": dict(number.more),
        "sources": list(number.sources),
    }
