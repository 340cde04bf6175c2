"""Findings on what partners committed to and joined, and on the claims of the literature."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chirograph.base.markup import counted
from chirograph.cells.reasons import UNREAD
from chirograph.report import finding as say
from chirograph.report.finding import Ends, Finding, Pair

if TYPE_CHECKING:
    from chirograph.claims import ClaimsLedger
    from chirograph.interop.bounds import Bound
    from chirograph.interoperability import Interoperability

__all__ = ["of_claims", "of_interoperability"]

_MEASURE = "Programmed interoperability (committed and joined, not achieved)"
_UNIT = "mean over the dimensions, on a scale of 0 to 1"
_DIGITS = "{:.3f}"
#: Documents named under a finding on claims; the section on claims has all.
_MOST_DOCUMENTS = 8


def of_interoperability(result: Interoperability) -> Iterator[Finding]:
    """The pair with the highest certain value, and what a pair certainly has only through the hub."""
    if any(not math.isnan(answers.bound("interoperability", rho=1.0).lower) for answers in result.dyads):
        yield _highest(result)
        yield _through(result)


def _bounds(result: Interoperability, key: str) -> dict[Pair, Bound]:
    found: dict[Pair, Bound] = {}
    for answers in result.dyads:
        first, second = answers.subject
        bound = answers.bound(key, rho=1.0)
        if not math.isnan(bound.lower):
            found[first, second] = bound
    return found


def _ends(bounds: dict[Pair, Bound]) -> dict[Pair, Ends]:
    return {pair: (bound.lower, bound.upper) for pair, bound in bounds.items()}


def _highest(result: Interoperability) -> Finding:
    bounds = _bounds(result, "interoperability")
    pair = say.top(_ends(bounds))[0]
    bound, who = bounds[pair], say.both(result.panel, pair)
    weakest = result[pair].bound("interoperability", rho=-math.inf)
    if bound.lower == 0:
        sentence = (
            f"{_MEASURE} is certain for no pair; the most that is possible is {bound.upper:.3f}, for {who}."
        )
    else:
        sentence = f"{_MEASURE} has its highest certain value for {who}: {_words(bound)} as a mean over the "
        sentence += f"dimensions, {_words(weakest)} in the weakest dimension."
    reason = _open(result) + _outer(bound)
    return Finding(
        "programmed", sentence, bound.lower, bound.upper, _UNIT, None, reason, _settles(result, pair)
    )


def _through(result: Interoperability) -> Finding:
    bounds, hub = _bounds(result, "hub_only"), result.counterpart
    ends = _ends(bounds)
    pair = say.top(ends)[0]
    bound, who = bounds[pair], say.both(result.panel, pair)
    certain = sum(low > 0 for low, _ in ends.values())
    sentence = f"Some of what a pair has in common comes only through {hub}: "
    if certain:
        sentence += f"that is certain for {certain} of {counted(len(ends), 'pair')}, most for {who}, "
        sentence += f"{_words(bound)} of the mean over the dimensions."
    elif bound.upper > 0:
        sentence = f"For no pair is it certain that something in common comes only through {hub}; "
        sentence += f"at most {bound.upper:.3f} of the mean over the dimensions can, for {who}."
    else:
        sentence = f"No pair has anything in common only through {hub}."
    reason = _open(result) + _outer(bound)
    return Finding("through", sentence, bound.lower, bound.upper, _UNIT, None, reason, _settles(result, pair))


def _words(bound: Bound) -> str:
    return say.range_words(bound.lower, bound.upper, _DIGITS)


def _outer(bound: Bound) -> str:
    return "" if bound.sharp else " Ends of this range are certified but may not be reached."


def _open(result: Interoperability) -> str:
    panel, held = result.panel, result._model.held
    cells = int((panel.lower < panel.upper).sum())
    unknown = sum(item.open for item in held.values())
    words = f"Open are the depths of {cells} of {panel.lower.size} cells"
    return f"{words} and {unknown} of {len(held)} memberships."


def _settles(result: Interoperability, pair: Pair) -> tuple[str, ...]:
    """Documents for the cells of a pair, and how many memberships of the two are not known."""
    rows = [result.panel.rows.index(label) for label in pair]
    lines = say.documents(result.panel, rows, depth=True)
    opened = sum(held.open and set(key[:-1]) <= set(pair) for key, held in result._model.held.items())
    more = f"{counted(opened, 'membership')} of the two not known: each is in the register of memberships"
    return (*lines, more) if opened else lines


def of_claims(ledger: ClaimsLedger) -> Iterator[Finding]:
    """How many claims of the literature the records support, contradict or leave open."""
    from chirograph.claims.rules import CODING, OPEN, SUPPORTED

    counts, total = ledger.counts, len(ledger)
    if not total:
        return
    verdicts = [f"{verdict} {count}" for verdict, count in counts.items() if count]
    sentence = f"{counted(total, 'claim')} of the literature, tested on the records: {', '.join(verdicts)}."
    supported, open_ = counts[SUPPORTED], sum(counts[verdict] for verdict in (*OPEN, CODING))
    reason = f"A claim that depends on {UNREAD}, on one reader, on an assumption or on coding"
    reason += f" can come out either way ({counted(open_, 'claim')}). No verdict is written down: "
    reason += "it follows from the records."
    documents = Counter(document for claim in ledger for document in dict.fromkeys(claim.documents))
    settles = tuple(f"{document} ({counted(count, 'claim')})"
                    for document, count in documents.most_common(_MOST_DOCUMENTS))  # fmt: skip
    unit = "claims supported"
    yield Finding("claims", sentence, supported, supported + open_, unit, total, reason, settles)
