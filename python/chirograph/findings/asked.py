"""From results to the answer: which rule makes which finding, and what a dataset or a panel is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from chirograph.base.markup import counted
from chirograph.cells.content import Content
from chirograph.errors import AssumptionError, ParameterError
from chirograph.findings import cells, learnt, pairs, programmed
from chirograph.findings.answer import Answer
from chirograph.findings.finding import Finding
from chirograph.interop.bounds import Answers
from chirograph.interop.build import build
from chirograph.interop.model import Model, Settings
from chirograph.records.asking import Asking, Lengths
from chirograph.records.records import Records

__all__ = ["RULES", "AsksCells", "AsksRecords", "Results", "answered"]

#: More programmes than these have too many pairs to look at each with every document and assumption.
MOST = 8
#: What answers where a dataset does not say.
_USUAL = ("areas", "overlaps", "practice")


class Results:
    """What findings are made from, each computed when it is first asked for.

    Parameters
    ----------
    thing : Dataset or Panel
        What is asked.
    asking : Asking
        Grade, day, lengths and coders; of a panel nothing is asked.
    """

    def __init__(self, thing: Any, asking: Asking | None = None) -> None:
        self.thing = thing
        self.asking = asking or Asking()
        records: Records | None = getattr(thing, "records", None)
        self.records = None if records is None else records.at(self.asking.as_of)

    @cached_property
    def panel(self) -> Any:
        """The cells as users hold them."""
        return self.thing if self.records is None else self.thing.panel(**self.asking._asdict())

    @property
    def content(self) -> Content:
        """The cells."""
        content: Content = self.panel.content
        return content

    @property
    def book(self) -> Mapping[str, Any]:
        """The codebook; empty without records."""
        return {} if self.records is None else self.records.data["codebook"]

    @property
    def scale(self) -> Mapping[int, str]:
        """Names of the depths."""
        return {int(row["depth"]): str(row["name"]) for row in self.book.get("scale", ())}

    @cached_property
    def overlap(self) -> Any:
        """Jaccard overlap of every pair; nothing with one programme."""
        return self.panel.overlap("jaccard") if len(self.content.rows) > 1 else None

    @cached_property
    def breadths(self) -> tuple[Model, tuple[Answers, ...]] | None:
        """The model of interoperability with the single figure of each pair; nothing without dimensions."""
        declared = self.book.get("dimensions") and self.book.get("breadth")
        if self.records is None or not declared or len(self.content.rows) < 2:
            return None
        model = build(self.records, self.content, self.records.day(self.asking.as_of), Settings())
        return model, programmed.asked(model)

    @cached_property
    def ledger(self) -> Any:
        """The claims; nothing without records."""
        return None if self.records is None else self.thing.claims(evidence=self.asking.evidence)

    @property
    def crowded(self) -> bool:
        """Whether there are too many programmes, or too few, for documents and assumptions."""
        return not 2 < len(self.content.rows) <= MOST

    @cached_property
    def documents(self) -> Any:
        """What each text can settle of the order of pairs; nothing where there are too many pairs."""
        if self.crowded or not self.content.open.any():
            return None
        return self.panel.value_of_documents(together=1, prior=())

    @cached_property
    def ladder(self) -> Any:
        """What each assumption of the codebook adds, or why that cannot be told; nothing without any."""
        if self.records is None or not 1 < len(self.content.rows) <= MOST or not self.book.get("assumptions"):
            return None
        try:
            found = self.thing.ladder(**self.asking._asdict())
        except (AssumptionError, ParameterError) as error:
            return str(error)
        return found if found.layers else None

    @property
    def question(self) -> Mapping[str, Any]:
        """The question of the dataset and what answers it; where it has none, the usual one."""
        if self.records is not None and "question" in self.records.data:
            asked: Mapping[str, Any] = self.records.data["question"]
            return asked
        count = counted(len(self.content.rows), "programme")
        ask = f"How much do these {count} have in common?"
        if len(self.content.rows) < 2:
            ask = "What is known of this programme?"
        return {"text": ask, "answered_by": _USUAL}


def _overlaps(results: Results) -> Finding | None:
    overlap = results.overlap
    if overlap is None or not overlap.pairs():
        return None
    at = {row: i for i, row in enumerate(overlap.rows)}
    ends = {
        (p, q): (float(overlap.lower[at[p], at[q]]), float(overlap.upper[at[p], at[q]]))
        for p, q in overlap.pairs()
    }
    return pairs.overlaps(results.content.names, ends, overlap.order(), overlap.title)


def _documents(results: Results) -> Finding | None:
    return None if results.documents is None else learnt.documents(results.documents)


def _ladder(results: Results) -> Finding | None:
    found = results.ladder
    return None if found is None or isinstance(found, str) else learnt.ladder(found)


def _practice(results: Results) -> Finding | None:
    return cells.practice(results.content, scale=results.scale, **results.question.get("practice", {}))


#: Key -> what makes the finding.
RULES: Mapping[str, Callable[[Results], Finding | None]] = {
    "areas": lambda results: cells.areas(results.content),
    "practice": _practice,
    "levels": lambda results: programmed.levels(*results.breadths) if results.breadths else None,
    "overlaps": _overlaps,
    "claims": lambda results: learnt.claims(results.ledger) if results.ledger is not None else None,
    "documents": _documents,
    "ladder": _ladder,
}


def answered(results: Results) -> Answer:
    """The answer: the findings that the question asks for, then the others there are."""
    asked = results.question["answered_by"]
    made = {key: RULES[key](results) for key in dict.fromkeys((*asked, *RULES))}
    sentences = tuple(found for key in asked if (found := made[key]) is not None)
    content = results.content
    adds = made["ladder"]
    return Answer(
        str(results.question["text"]), _verdict(content, sentences), sentences,
        tuple(found for found in made.values() if found is not None), "" if adds is None else adds.sentence,
        " ".join(_next(content, made["documents"])), content.notes, content.sentences(), dict(content.data),
    )  # fmt: skip


def _verdict(content: Content, sentences: tuple[Finding, ...]) -> str:
    start = "Under what is assumed, the" if content.notes else "The"
    record = f"{start} public record" if content.data else f"{start} record"
    if all(one.settled == one.of for one in sentences):
        return f"{record} settles this."
    if any(one.settled for one in sentences):
        return f"{record} settles only part of this."
    return f"{record} does not settle this."


def _next(content: Content, documents: Finding | None) -> Iterator[str]:
    """A text that only has to be read, then the one that would settle most."""
    waiting = cells.settles(content)
    if any(one.public for one in cells.texts(content)) or (documents is None and waiting.lower):
        yield waiting.sentence
    if documents is not None:
        yield documents.sentence


class AsksRecords:
    """What `Dataset` says of its question."""

    def answer(
        self,
        kind: str | None = None,
        as_of: str | date | int | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
    ) -> Answer:
        """The question of the dataset, and what the public record settles of it, in plain sentences.

        Parameters
        ----------
        kind, as_of, evidence, list_length, coders
            As in `panel`.

        Returns
        -------
        Answer
            Each sentence with its yardstick, for which others it holds, and what would settle the rest. The
            readings switched on are applied and named.

        Raises
        ------
        UnknownLabel, AssumptionError
            As `panel` does.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.load("nato-ip4").answer()
        >>> found.verdict, found["practice"].number
        ('The public record settles only part of this.', '1 of 4')
        """
        return answered(Results(self, Asking(kind, as_of, evidence, list_length, coders)))


class AsksCells:
    """What `Panel` says of what is asked of it."""

    def answer(self) -> Answer:
        """How much the programmes have in common, in plain sentences.

        Returns
        -------
        Answer
            Each sentence with what is certain, what is open, and what would settle it.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 0], [1, 1]], max_depth=1).answer().verdict
        'The record settles this.'
        """
        return answered(Results(self))
