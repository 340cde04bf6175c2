"""The answer to a question: what the public record settles of it, and what to read next."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chirograph.base import markup as html
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Told
from chirograph.errors import UnknownLabel, unknown
from chirograph.findings.finding import Finding

__all__ = ["Answer"]

_WIDTH = 100
_COLUMNS = ("key", "sentence", "number", "unit", "open", "yardstick", "holds", "settles")


@public
@dataclass(frozen=True, slots=True, repr=False)
class Answer(Told):
    """What is known of a question; made by ``Dataset.answer`` and ``Panel.answer``.

    Attributes
    ----------
    question : str
        The question.
    verdict : str
        Whether the public record settles it.
    sentences : tuple of Finding
        The findings that answer it, in the order of the question.
    findings : tuple of Finding
        Those, and the others that the data have something for.
    adds : str
        What named assumptions add; empty without any.
    next : str
        What to read next; empty where nothing is open.
    assumed : tuple of str
        The readings switched on.
    assumptions : tuple of str
        Everything the answer stands under.
    data : mapping
        What was read: id, version, day and more; empty for cells of the user's own.

    Notes
    -----
    No sentence is typed: a rule makes each from a result, so another cell makes another sentence. The dataset
    says which question it is to answer and by which findings (``question`` in its data). "Settled" means the
    same over every completion of the unknown cells; what rests on a declared yardstick says so, and for which
    others it holds.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.Panel([[1, 0, 0], [1, 1, 0]], [[1, 1, 1], [1, 1, 1]], max_depth=1).answer()
    >>> found.verdict
    'The record settles only part of this.'
    >>> found["areas"].sentence
    '1 of 3 areas is certainly in both programmes; 2 more may be.'
    """

    question: str
    verdict: str
    sentences: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    adds: str
    next: str
    assumed: tuple[str, ...]
    assumptions: tuple[str, ...]
    data: Mapping[str, str] = field(hash=False)

    def __getitem__(self, key: str) -> Finding:
        """A finding by its key.

        Raises
        ------
        UnknownLabel
            When there is none, with near names.
        """
        for found in self.findings:
            if found.key == key:
                return found
        raise UnknownLabel(unknown("finding", key, [one.key for one in self.findings], "this finding"))

    @property
    def tiles(self) -> tuple[Finding, ...]:
        """Four numbers for a first look: those of the sentences, then of claims or of pairs.

        Examples
        --------
        >>> import chirograph as cg
        >>> [(tile.number, tile.unit) for tile in cg.load("nato-ip4").answer().tiles][-1]
        ('2 of 25', 'claims of the literature settled')
        """
        rest = [
            one for one in self.findings if one.key in ("claims", "overlaps") and one not in self.sentences
        ]
        return (*self.sentences, *sorted(rest, key=lambda one: one.key != "claims"))[:4]

    def table(self) -> Table:
        """One row a finding: key, sentence, number, unit, open, yardstick, holds, settles.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").answer().table()["key"][:3]
        ('levels', 'practice', 'areas')
        """
        rows = [
            {name: getattr(one, name) for name in _COLUMNS[:-1]} | {"settles": "; ".join(one.settles)}
            for one in self.findings
        ]
        return Table.from_records(rows, _COLUMNS, self.question, minor=("settles",))

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.load("nato-ip4").answer().to_dict())[:3]
        ['kind', 'question', 'verdict']
        """
        return {
            "kind": "answer",
            "question": self.question,
            "verdict": self.verdict,
            "answered_by": [one.key for one in self.sentences],
            "findings": [one.to_dict() for one in self.findings],
            "adds": self.adds,
            "next": self.next,
            "assumed": list(self.assumed),
            "assumptions": list(self.assumptions),
            "data": dict(self.data),
        }

    def paragraphs(self) -> tuple[str, ...]:
        """The answer in words, one paragraph a sentence, with yardstick and what would settle the rest.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").answer().paragraphs()[0]
        'The public record settles only part of this.'
        """
        told = [f"Assumed: {line.removeprefix('Assumed: ')}" for line in self.assumed]
        told.append(self.verdict)
        for one in self.sentences:
            told += [one.sentence, *([one.under] if one.yardstick else [])]
        told += [f"Assumptions: {self.adds}"] if self.adds else []
        return (*told, *([f"Read next: {self.next}"] if self.next else []))

    def explain(self) -> str:
        """Question and answer in words, and what it stands under.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").answer().explain().splitlines()[-1][:16])
        Evidence: strict
        """
        return "\n".join([self.question, "", *self.paragraphs(), "", " ".join(self.assumptions)])

    def __repr__(self) -> str:
        return "\n\n".join(textwrap.fill(part, _WIDTH) for part in (self.question, *self.paragraphs()))

    def _repr_html_(self) -> str:
        first, *rest = self.paragraphs()
        parts = [f'<p style="font-weight:600;font-size:115%;margin:.2em 0">{html.escape(self.question)}</p>']
        parts += [
            f'<p style="max-width:48em;margin:.4em 0">{html.escape(line, 2000)}</p>'
            for line in (first, *rest)
        ]
        return html.page(*parts)
