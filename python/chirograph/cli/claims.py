"""The verb `claims`: the ledger as lines and as plain data; it prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chirograph.claims.grades import in_grade
from chirograph.claims.words import numbers_short, tally
from chirograph.cli.verb import Asked, Result

if TYPE_CHECKING:
    from chirograph.claims import Claim, ClaimsLedger

__all__ = ["claims"]

#: Letters of a claim shown in its row; the rest is in `chirograph claims ID`.
_SHORT = 64


def claims(asked: Asked, claim: str | None) -> Result:
    """One row per claim and the count of verdicts; or one claim in full."""
    ledger = asked.dataset().claims()
    if asked.evidence is not None:
        ledger = in_grade(ledger, asked.evidence)
    if claim is not None:
        return Result(ledger.explain(claim), ledger[claim].to_dict())
    lines = [*_rows(ledger), "", _counted(ledger), *ledger.assumptions]
    note = f"Next: chirograph claims {ledger.claims[0].id} tells one claim in full" if len(ledger) else ""
    return Result("\n".join(lines), ledger.to_dict(), note)


def _rows(ledger: ClaimsLedger) -> list[str]:
    """Id, verdict, how many parts are supported, the claim in short, and its numbers, which are never cut."""
    cells = [(claim.id, claim.verdict, tally(claim), _short(claim)) for claim in ledger]
    widths = [*(max((len(row[k]) for row in cells), default=0) for k in range(3)), _SHORT]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
    return ["  ".join([*row, numbers_short(claim)]) for row, claim in zip(padded, ledger, strict=True)]


def _short(claim: Claim) -> str:
    text = claim.paraphrase
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


def _counted(ledger: ClaimsLedger) -> str:
    counted = ", ".join(f"{count} {verdict}" for verdict, count in ledger.counts.items())
    return f"{len(ledger)} claims of {ledger.dataset}: {counted}"
