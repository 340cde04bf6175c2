"""What documents, assumptions and claims say: what to read next, what is added, what is supported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chirograph.base.markup import counted
from chirograph.findings.finding import Finding, called, spread
from chirograph.learning.documents import NOUNS
from chirograph.learning.rung import per_cent

if TYPE_CHECKING:
    from chirograph.claims import ClaimsLedger
    from chirograph.learning.documents import DocumentValues
    from chirograph.learning.ladder import Ladder

__all__ = ["claims", "documents", "ladder"]


def documents(found: DocumentValues) -> Finding | None:
    """Which document settles most, whatever it says and at best; nothing where none settles anything."""
    singles = [one for one in found if len(one.documents) == 1 and not one.scenario]
    if not singles:
        return None
    first = max(singles, key=lambda one: (one.best[0], one.worst[0]))
    low, high, total = first.worst[0], first.best[0], found.total
    noun = f"of {total} {NOUNS[found.about]}"
    who = called(found.names, first.documents[0])
    title = f"The text of {who} would settle {spread(low, high)} {noun}"
    if not high:
        title = f"No single text would settle any {noun}"
    rest = [one.best[0] for one in singles if one is not first]
    more = ", depending on what it says" if low < high else ""
    more += f"; no other settles more than {max(rest)}" if rest and high else ""
    return Finding("documents", title, f"{title}{more}.", found.settled, found.settled + high, total,
                   f"{NOUNS[found.about]} settled", f"{total - found.settled} open", found.settled,
                   settles=first.settles)  # fmt: skip


def ladder(found: Ladder) -> Finding | None:
    """How much is settled with nothing assumed and with every assumption, and which one carries most."""
    if not found.layers or not found.narrowing:
        return None
    first, last, most = found.rungs[0], found.rungs[-1], max(found.rungs[1:], key=lambda rung: rung.share)
    total = found.comparisons
    if len(found.layers) == 1:
        every = f"“{last.title}” settles {last.settled}"
    else:
        every = f"all {len(found.layers)} assumptions together settle {last.settled}"
    title = f"{first.title} settles {first.settled} of {counted(total, 'order')} of two pairs; {every}"
    share = per_cent(found.part(most.share))
    sentence = f"{title}. {share} of the narrowing rests on “{most.title}”"
    strength = f" ({most.strength.replace('_', ' ')})" if most.strength else ""
    return Finding("ladder", title, f"{sentence}{strength}.", first.settled, last.settled, total,
                   "orders of two pairs settled", f"{total - first.settled} open", first.settled)  # fmt: skip


def claims(found: ClaimsLedger) -> Finding | None:
    """How many claims the records support or contradict, and what the others hang on."""
    from chirograph.claims.rules import ATTESTED, CONTRADICTED, NOT_TESTABLE, SUPPORTED

    total, counts = len(found), found.counts
    if not total:
        return None
    yes, no, one, blank = (counts[verdict] for verdict in (SUPPORTED, CONTRADICTED, ATTESTED, NOT_TESTABLE))
    rest = total - yes - no - one - blank
    verbs = f"{yes} {'is' if yes == 1 else 'are'} supported and {no} contradicted"
    tail = [f"{one} rest on one reader"] if one else []
    tail += [f"{rest} {'is' if rest == 1 else 'are'} open"] if rest else []
    tail += [f"{blank} cannot be tested on public data"] if blank else []
    title = f"Of {counted(total, 'claim')} {verbs}, whatever the unread text says"
    sentence = "; ".join([title, *tail])
    still = [f"{yes} supported, {no} contradicted", *tail]
    documents = dict.fromkeys(document for claim in found for document in claim.documents)
    return Finding(
        "claims", title, f"{sentence}.", yes + no, total - blank, total, "claims of the literature settled",
        "; ".join(still), yes + no, settles=tuple(documents),
    )  # fmt: skip
