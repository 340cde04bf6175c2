"""Claims as plain data and as static HTML."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from chirograph.base import markup
from chirograph.claims.model import ClaimData, Number, Part
from chirograph.claims.words import (
    closing,
    deciding_lines,
    itself,
    means,
    need,
    programmed,
    reason,
    tally,
)
from chirograph.interop.bounds import MEASURES


def as_dict(claim: ClaimData) -> dict[str, Any]:
    """Plain data; None where there is no number or no upper end."""
    return {
        "id": claim.id,
        "claim": claim.paraphrase,
        "source": claim.source,
        "locator": claim.locator,
        "quantity": claim.quantity,
        "tests": list(claim.kinds),
        "verdict": claim.verdict,
        "means": means(claim),
        "tally": tally(claim),
        "measures": MEASURES if claim.programmed else "",
        "reason": reason(claim),
        "deciding": [asdict(item) for item in claim.deciding],
        "documents": list(claim.documents),
        "missing": list(claim.missing),
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
        "sources": list(number.sources),
    }


def claim_markup(claim: ClaimData) -> str:
    """A claim as static HTML."""
    head = ("part", "coding", "subject", "quantity", "value", "needs", "answer")
    rows = [
        [markup.escape(text) for text in (
            f"({part.id}) {part.statement}", reading.name, number.subject, number.quantity, number.shown,
            need(number), number.answer,
        )]
        for part in claim.parts
        for reading, number in part.numbers
    ]  # fmt: skip
    notes = [f"Verdict: {claim.verdict}, {tally(claim)}. {means(claim)}"]
    notes += programmed(claim)
    for part in claim.parts:
        notes += [f"({part.id}) {part.basis}."] if part.basis else []
        notes += [f"({part.id}) Sources conflict: {conflict}." for conflict in part.conflicts]
        notes += [f"({part.id}) {sentence}" for sentence in itself(claim, part)]
    notes += [*deciding_lines(claim), *closing(claim)]
    table = markup.table(head, rows, f"{claim.id}: {claim.paraphrase}")
    return markup.page(table, *(markup.paragraph(note) for note in notes))
