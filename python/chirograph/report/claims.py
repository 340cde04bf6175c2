"""The claims of the literature on the page: verdicts counted, one row a claim, each claim in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chirograph.report.context import Context
from chirograph.report.table import Sheet, sheet

if TYPE_CHECKING:
    from chirograph.claims import Claim, ClaimsLedger

__all__ = ["claims"]

#: Claims told in full; the rest is counted.
MOST_TOLD = 40
#: Letters of one explanation; a longer one is cut at a line and says so.
MOST_LETTERS = 6000


def claims(context: Context) -> dict[str, Any] | None:
    """What the template needs; None without claims."""
    from chirograph.claims.words import MEANS

    ledger = context.ledger
    if ledger is None or not len(ledger):
        return None
    shown = ledger.claims[:MOST_TOLD]
    return {
        "counts": [(verdict, count, MEANS[verdict]) for verdict, count in ledger.counts.items()],
        "total": len(ledger),
        "sheet": _rows(ledger),
        "told": [{"id": claim.id, "text": _told(claim)} for claim in shown],
        "more": len(ledger) - len(shown),
        "measures": ledger.measures,
        "assumptions": ledger.assumptions,
    }


def _rows(ledger: ClaimsLedger) -> Sheet:
    from chirograph.claims.words import asked, numbers_short, settled, tally, turned

    rows = [
        [f"{claim.id} {claim.paraphrase}", asked(claim), f"{claim.verdict} ({tally(claim)})",
         numbers_short(claim), turned(claim), settled(claim)]
        for claim in ledger
    ]  # fmt: skip
    head = ("Claim, in our words", "Test", "Verdict", "Numbers", "Turned by", "Settled by")
    told = f"; {ledger.measures.removesuffix('.')}" if ledger.measures else ""
    caption = f"{len(ledger)} claims and the verdict the records give{told}"
    return sheet(caption, head, rows, wordy=True)


def _told(claim: Claim) -> str:
    text = claim.explain()
    if len(text) <= MOST_LETTERS:
        return text
    cut = text[: text.rindex("\n", 0, MOST_LETTERS)]
    return f"{cut}\n… cut here; chirograph claims {claim.id} tells the rest"
