"""The claims ledger: one row per testable sentence of the literature, with the verdict the data give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from chirograph.base import frames, markup
from chirograph.base.public import public
from chirograph.base.told import Told
from chirograph.catalogue.citation import Citation, software
from chirograph.claims import words
from chirograph.claims.changed import alternatives
from chirograph.claims.claim import Claim
from chirograph.claims.evidence import Evidence, Memory
from chirograph.claims.judge import Bench, judge
from chirograph.claims.rules import VERDICTS
from chirograph.claims.turns import turns as turns_of
from chirograph.errors import UnknownLabel, unknown
from chirograph.records.asking import Asking
from chirograph.records.coding import content
from chirograph.records.codings import rule_sentence
from chirograph.records.records import Records

__all__ = ["ClaimsLedger", "ledger"]


@public
@dataclass(frozen=True, slots=True, eq=True, repr=False)
class ClaimsLedger(Told):
    """Verdicts on the claims of a dataset; made by :meth:`chirograph.Dataset.claims`.

    Parameters
    ----------
    claims : tuple of Claim
        One per claim, in the order of the dataset.
    dataset : str
        Name and version of the dataset.
    as_of : str
        The day to which the evidence is kept.
    grades : tuple of str
        Evidence grades in which cells were read.
    assumed : tuple of str
        How the codebook combines coders, where texts were coded, and the readings of unknown cells that were
        switched on.
    conflicts : tuple of str
        Conflicts of sources that were judged both ways.

    Notes
    -----
    Every quantity is computed from the records. With unknown records it is an interval [lower, upper], sharp
    unless said otherwise. A statement is met when every value satisfies it, not met when no value does, and
    open when the unknown records decide. Codings and evidence grades that disagree whatever the unknown
    records say make the verdict "depends on coding". A claim is supported when all of its parts are.

    Where sources contradict each other, the data hold the value kept and the value of the other source. Every
    part is judged with both; where an answer differs, the second is shown as a further coding, named after
    its source. A source of low reliability is shown in this way too, and turns no verdict.

    Examples
    --------
    >>> import chirograph as cg
    >>> ledger = cg.load("nato-ip4").claims()
    >>> len(ledger), ledger["Q09"].verdict
    (25, 'depends on coding')
    >>> sum(ledger.counts.values())
    25
    """

    claims: tuple[Claim, ...]
    dataset: str
    as_of: str
    grades: tuple[str, ...]
    assumed: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.claims)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __getitem__(self, name: str) -> Claim:
        """A claim by its id.

        Raises
        ------
        UnknownLabel
            With near names.
        """
        for claim in self.claims:
            if claim.id == name:
                return claim
        raise UnknownLabel(unknown("claims", name, [claim.id for claim in self.claims], "this claim"))

    @property
    def verdicts(self) -> dict[str, str]:
        """Claim to verdict."""
        return {claim.id: claim.verdict for claim in self.claims}

    @property
    def counts(self) -> dict[str, int]:
        """How many claims have each verdict.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.load("nato-ip4").claims().counts)[:2]
        ['supported', 'attested by one reader']
        """
        found = Counter(claim.verdict for claim in self.claims)
        return {verdict: found[verdict] for verdict in VERDICTS}

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which the verdicts stand."""
        said = [words.footer(self.as_of, self.grades), self.measures, words.judged_with(self.conflicts)]
        said += [words.WEAK_SHOWN] if any(words.shows_weak(claim) for claim in self.claims) else []
        return (*(sentence for sentence in said if sentence), *self.assumed)

    @property
    def measures(self) -> str:
        """Which claims measure interoperability: programmed (committed and joined), not achieved."""
        return words.measures(self.claims)

    def explain(self, name: str) -> str:
        """One claim in full: parts, codings, numbers, what decides, and what is missing.

        Parameters
        ----------
        name : str
            Id of the claim.

        Returns
        -------
        str

        Raises
        ------
        UnknownLabel
            When there is no such claim, with near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").claims().explain("Q04").splitlines()[1].split(". ")[0])
        Verdict: depends on unknown text, 1 of 3 supported
        """
        return "\n".join([self[name].explain(), *self.assumed])

    def to_frame(self) -> Any:
        """One row per claim.

        Returns
        -------
        frame
            Columns claim, paraphrase, source, locator, quantity, tests, test, verdict, parts, numbers,
            turned_by, deciding (how many unknown records decide), cells, documents, missing, reason. pandas
            when it is installed, else a `Table`.

        Examples
        --------
        >>> import chirograph as cg
        >>> ledger = cg.load("nato-ip4").claims()
        >>> list(ledger.to_frame().columns)[:2]
        ['claim', 'paraphrase']
        """
        columns = {name: [told(claim) for claim in self.claims] for name, told in _COLUMNS.items()}
        return frames.build(columns, None)

    def numbers(self) -> Any:
        """One row per number: every part, coding, evidence grade and subject.

        Returns
        -------
        frame
            Columns claim, part, statement, coding, evidence, subject, quantity, unit, shown, lower, upper,
            sharp, basis, relation, threshold, answer, deciding.

        Examples
        --------
        >>> import chirograph as cg
        >>> frame = cg.load("nato-ip4").claims().numbers()
        >>> list(frame[frame["claim"] == "Q12"]["shown"])
        ['3 of 10 to 4 of 11 acts']
        """
        rows = [
            (claim.id, part.id, part.statement, reading.coding, ", ".join(reading.grades),
             *(getattr(number, name) for name in _OF_NUMBER), len(number.deciding))
            for claim in self.claims
            for part in claim.parts
            for reading, number in part.numbers
        ]  # fmt: skip
        names = ("claim", "part", "statement", "coding", "evidence", *_OF_NUMBER, "deciding")
        return frames.build({name: [row[i] for row in rows] for i, name in enumerate(names)}, None)

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order.

        Examples
        --------
        >>> import chirograph as cg
        >>> ledger = cg.load("nato-ip4").claims()
        >>> len(ledger.to_dict()["claims"])
        25
        """
        return {
            "kind": "claims_ledger",
            "dataset": self.dataset,
            "as_of": self.as_of,
            "evidence": list(self.grades),
            "counts": self.counts,
            "measures": self.measures,
            "claims": [claim.to_dict() for claim in self.claims],
            "assumptions": list(self.assumptions),
        }

    def _headline(self) -> str:
        counted = ", ".join(f"{count} {verdict}" for verdict, count in self.counts.items() if count)
        told = f": {counted}" if counted else ""
        return f"Claims of {self.dataset}, as of {self.as_of}: {len(self)} claims{told}"

    def _cited(self) -> Citation:
        return software() + Citation("", "", f"{self.dataset}, as of {self.as_of}")

    def __repr__(self) -> str:
        table = markup.columns_of_text(_HEAD, [_row(claim) for claim in self.claims])
        return "\n".join([self._headline(), *table, " ".join(self.assumptions)])

    def _repr_html_(self) -> str:
        head = (*_HEAD, "test", "turned by", "what decides")
        more = (words.asked, words.turned, lambda claim: "; ".join(claim.documents or claim.missing))
        rows = [
            [markup.escape(text, 600) for text in (*_row(claim), *(told(claim) for told in more))]
            for claim in self.claims
        ]
        notes = (markup.paragraph(sentence) for sentence in self.assumptions)
        return markup.page(markup.table(head, rows, self._headline()), *notes)


_HEAD = ("id", "verdict", "parts", "numbers", "claim")


def _row(claim: Claim) -> list[str]:
    return [claim.id, claim.verdict, words.tally(claim), words.numbers_short(claim), claim.paraphrase]


_OF_NUMBER = (
    "subject", "quantity", "unit", "shown", "lower", "upper", "sharp", "basis", "relation", "threshold",
    "answer",
)  # fmt: skip
_COLUMNS: dict[str, Callable[[Claim], str | int]] = {
    "claim": lambda claim: claim.id,
    "paraphrase": lambda claim: claim.paraphrase,
    "source": lambda claim: claim.source,
    "locator": lambda claim: claim.locator,
    "quantity": lambda claim: claim.quantity,
    "tests": lambda claim: ", ".join(claim.kinds),
    "test": words.asked,
    "verdict": lambda claim: claim.verdict,
    "parts": words.tally,
    "numbers": words.numbers_short,
    "turned_by": words.turned,
    "deciding": lambda claim: len(claim.deciding),
    "cells": lambda claim: "; ".join(item.cell for item in claim.deciding),
    "documents": lambda claim: "; ".join(claim.documents),
    "missing": lambda claim: "; ".join(claim.missing),
    "reason": lambda claim: claim.reason,
}


def ledger(
    records: Records, evidence: str | None = None, *, turns: bool | Sequence[str] = False
) -> ClaimsLedger:
    """The verdicts on all claims of a dataset, its readings applied.

    Parameters
    ----------
    records : Records
        What the tests are run on.
    evidence : str, optional
        The evidence grade in which cells are read; by default each. A part that names its own keeps them.
    turns : bool or sequence of str, keyword-only
        Whether to look for what would turn each verdict, or those of some claims.

    Returns
    -------
    ClaimsLedger

    Raises
    ------
    DataError
        When the test of a claim is malformed or refers to what is not in the dataset.
    UnknownLabel
        When the dataset has no such evidence grade or claim, with near names.

    Examples
    --------
    >>> import chirograph as cg
    >>> from chirograph.claims import ledger
    >>> ledger(cg.load("nato-ip4").records)["Q01"].verdict
    'supported'
    """
    grades = records.evidence_grades
    if evidence is not None and evidence not in grades:
        raise UnknownLabel(unknown("evidence", evidence, grades, "this evidence grade"))
    if isinstance(turns, bool):
        return _judged(records, evidence, turns)
    known, asked = [claim["id"] for claim in records.data["claims"]], tuple(turns)
    if faults := [unknown("turns", name, known, "this claim") for name in asked if name not in known]:
        raise UnknownLabel(faults)
    return _judged(records, evidence, asked)


@lru_cache(maxsize=8)
def _judged(records: Records, evidence: str | None, turns: bool | tuple[str, ...]) -> ClaimsLedger:
    """The ledger; the same records under the same readings are judged once."""
    found = Evidence(records, Memory())
    bench = Bench(found, alternatives(found), evidence)
    assumed = tuple(rule_sentence(records))
    if records.assumed:
        said = (line for line in content(records, Asking()).sentences() if line.startswith("Assum"))
        assumed = (*assumed, *said, words.CELLS_ONLY)
    claims = []
    for record in records.data["claims"]:
        claim = judge(bench, record)
        asked = turns if isinstance(turns, bool) else record["id"] in turns
        claims.append(replace(claim, turned_by=turns_of(bench, record, claim)) if asked else claim)
    return ClaimsLedger(
        tuple(claims),
        f"{records.id} {records.version}",
        records.as_of,
        records.evidence_grades if evidence is None else (evidence,),
        assumed,
        tuple(dict.fromkeys(other.conflict["id"] for other in bench.told)),
    )
