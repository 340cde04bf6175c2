"""The verb `claims`: verdicts at a glance, one claim in full, and plain data; it prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chirograph.base.markup import counted
from chirograph.claims.words import tally
from chirograph.cli.verb import Asked, Result

if TYPE_CHECKING:
    from chirograph.claims import Claim, ClaimsLedger

__all__ = ["claims"]


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
    blocks = [line for one in ledger for line in ("", *_entry(one))]
    further = tuple(f"chirograph claims {one.id}" for one in ledger.claims[:1])
    text = "\n".join([_counted(ledger), *blocks, "", *ledger.assumptions])
    return Result(text, ledger.to_dict(), further=further)


def _entry(claim: Claim) -> list[str]:
    """The claim, then its verdict and what would settle or turn it; all of it is told with its id."""
    told = f"{claim.verdict}, {tally(claim)}"
    return [f"{claim.id}  {claim.paraphrase}", "; ".join(filter(None, (f"     {told}", _next(claim))))]


def _next(claim: Claim) -> str:
    """The first document that would settle it or else the first way to turn it, and how many there are."""
    if found := claim.documents or claim.missing:
        return f"settled by {_short(found[0])}" + (f" and {len(found) - 1} more" if len(found) > 1 else "")
    if not claim.turned_by:
        return ""
    first, *others = claim.turned_by
    more = f", or in {counted(len(others), 'other way')}" if others else ""
    return f"turns to “{first.verdict}” {_short(first.what)}{more}"


def _short(document: str) -> str:
    """A document without its title, a record without what was looked for."""
    name = document.partition(": ")[0].partition("; ")[0]
    return name + ")" * (name.count("(") - name.count(")"))


def _counted(ledger: ClaimsLedger) -> str:
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in ledger.counts.items())
    return f"{counted(len(ledger), 'claim')} of {ledger.dataset}: {verdicts}"
