"""The verb `claims`: the ledger as a table of a referee and as plain data; it prints nothing itself."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from chirograph.base.markup import counted
from chirograph.claims.words import asked, numbers_short, settled, tally, turned
from chirograph.cli.verb import Asked, Result

if TYPE_CHECKING:
    from chirograph.claims import Claim, ClaimsLedger

__all__ = ["claims"]

#: What is shown of a claim under its first line.
_LINES = {"test": asked, "numbers": numbers_short, "turned by": turned, "settled by": settled}
#: Letters of a line.
_WIDTH = 100


def claims(asked: Asked, claim: str | None, explain: bool) -> Result:
    """One row per claim and the count of verdicts; or one claim, or each, in full."""
    dataset = asked.dataset()
    if claim is not None:
        ledger = dataset.claims(evidence=asked.evidence, turns=[claim])
        return Result(ledger.explain(claim), ledger[claim].to_dict())
    ledger = dataset.claims(evidence=asked.evidence, turns=True)
    if explain:
        told = "\n\n".join(one.explain() for one in ledger)
        return Result("\n".join([told, "", *ledger.assumptions]), ledger.to_dict())
    lines = [*(line for one in ledger for line in _entry(one)), _counted(ledger), *ledger.assumptions]
    note = f"Next: chirograph claims {ledger.claims[0].id} tells one claim in full" if len(ledger) else ""
    return Result("\n".join(lines), ledger.to_dict(), note)


def _entry(claim: Claim) -> list[str]:
    """Claim and verdict, test, numbers and what would turn it, none of them cut: long ones run on below."""
    lines = [*_hung(f"{claim.id}  ", claim.paraphrase), f"     {claim.verdict}, {tally(claim)}"]
    for name, told in _LINES.items():
        lines += _hung(f"     {name:10}  ", told(claim))
    return [*lines, ""]


def _hung(head: str, text: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False)


def _counted(ledger: ClaimsLedger) -> str:
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in ledger.counts.items())
    return f"{counted(len(ledger), 'claim')} of {ledger.dataset}: {verdicts}"
