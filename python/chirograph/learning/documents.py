"""The value of documents: what each of them, and several together, can settle."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.public import public
from chirograph.base.stored import checked, parsed
from chirograph.base.table import Table
from chirograph.cells.labels import matched
from chirograph.chances.replay import Replay
from chirograph.errors import Fault, ParameterError
from chirograph.learning.value import DocumentValue, end_text, mean_text, value_from, width_text

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult

__all__ = ["NOUNS", "DocumentValues"]


@public
@dataclass(frozen=True, slots=True, repr=False)
class DocumentValues:
    """What documents can settle; made by ``Dataset.value_of_documents`` and ``Panel.value_of_documents``.

    Attributes
    ----------
    about : {"overlap", "claims", "interoperability", "ranks"}
        What is settled: orders of two pairs, verdicts, orders of two pairs of dyads, ranks of pairs.
    question : str
        The same in words.
    settled, certain, total : int
        Questions settled without any of them, those that nothing reverses, and all.
    width : float
        Widths of all ranges together, without any of them.
    priors : tuple of str
        Names of the priors behind the expectations.
    values : tuple of DocumentValue
        Single documents first, each size by expectation under the first prior; then scenarios.
    exact : bool
        Whether completions were counted; else some of them were tried, and ends are certified.
    seed, draws : int
        Of expectations that were sampled.
    names : mapping
        Readable names of documents that are named by a label.
    data : mapping
        What was read: id, version, SHA-256 and more; empty for cells of the user's own.
    software : str
        The version that answered.
    assumptions : tuple of str
        What the answer stands under, the priors last.

    Notes
    -----
    A document settles the order of two pairs when it is one and the same over all completions of what is then
    still open. Worst and best are the least and the most over all that the document may say; an expectation
    stands under a prior, and is no bound.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0], [0, 0, 0]], [[1, 1, 1], [1, 0, 1], [1, 1, 0]], max_depth=1)
    >>> panel.value_of_documents(prior=0.5, together=1)
    Value of documents, order of pairs by Jaccard (jaccard): 0 of 3 settled without any
    document  cells  worst  best  expected 0.5  width left
    P3        2      0      3     1.50          0.333 to 1.000
    P1        1      0      0     0.00          2.000 to 2.167
    P2        1      0      0     0.00          1.833 to 2.167
    Ranges are 2.333 wide together. Expectations stand under their prior and are no bounds.
    """

    about: str
    question: str
    settled: int
    certain: int
    total: int
    width: float
    priors: tuple[str, ...]
    values: tuple[DocumentValue, ...]
    exact: bool
    seed: int
    draws: int
    names: Mapping[str, str]
    data: Mapping[str, str]
    software: str
    assumptions: tuple[str, ...]
    _asked: tuple[Any, Mapping[str, Any]] | None = field(default=None, compare=False)

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[DocumentValue]:
        return iter(self.values)

    def __getitem__(self, which: int | str) -> DocumentValue:
        """By number, or by the name of a document or of several, as `name` has it.

        Raises
        ------
        UnknownLabel
            When there is no such one, with near names.
        """
        names = [value.name for value in self.values]
        if isinstance(which, int) and not isinstance(which, bool) and -len(self) <= which < len(self):
            return self.values[which]
        (named,) = matched([which], names, "documents", "this document")
        return self.values[names.index(named)]

    def table(self) -> Table:
        """One row per set of documents; ends that are not proven are None beside what was found.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.value_of_documents(prior=0.5).table().columns[:4]
        ('documents', 'scenario', 'cells', 'worst')
        """
        rows = []
        for value in self.values:
            row: dict[str, Any] = {
                "documents": value.name, "scenario": value.scenario, "cells": value.cells,
                "worst": value.worst[1], "best": value.best[1],
                "worst_proven": value.worst[0], "best_proven": value.best[0],
                "worst_certain": value.worst_certain[1], "best_certain": value.best_certain[1],
            }  # fmt: skip
            for name, mean, error in zip(self.priors, value.expected, value.error, strict=False):
                row |= {f"expected_{name}": mean, f"error_{name}": error}
            row |= {"least_width": value.least_width[1], "most_width": value.most_width[1]}
            row["settles"] = "; ".join(value.settles)
            rows.append(row)
        minor = ("settles", "worst_certain", "best_certain", "worst_proven", "best_proven", "scenario")
        return Table.from_records(rows, minor=minor)

    def widths(self) -> Table:
        """How far each range narrows: per set of documents and pair the least and the most that may be left.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").value_of_documents(prior=0.5, together=1).widths().head(3)
        documents  first  second  least  most
        NZL        AUS    JPN     0.667  0.667
        NZL        AUS    KOR     0.513  0.513
        NZL        AUS    NZL     0.000  0.583
        """
        rows = [(value.name, *one) for value in self.values for one in value.widths]
        names = ("documents", "first", "second", "least", "most")
        return Table(names, tuple(zip(*rows, strict=True)) if rows else ((),) * len(names))

    def explain(self) -> str:
        """One sentence for each set of documents.

        Examples
        --------
        >>> import chirograph as cg
        >>> lower, upper = [[1, 1, 0], [1, 0, 0], [0, 0, 0]], [[1, 1, 1], [1, 0, 1], [1, 1, 0]]
        >>> panel = cg.Panel(lower, upper, max_depth=1)
        >>> print(panel.value_of_documents(prior=0.5, together=1).explain().splitlines()[0])
        P3 would settle between 0 and 3 of 3 orders of pairs, 1.50 expected under the prior 0.5.
        """
        noun = NOUNS[self.about]
        lines = []
        for value in self.values:
            low, high = end_text(value.worst), end_text(value.best)
            number = low if low == high else f"between {low} and {high}"
            expected = f", {mean_text(value, 0)} expected under the prior {(*self.priors, '')[0]}"
            under = expected if value.expected else ""
            would = "settles" if value.scenario else "would settle"
            lines.append(f"{value.name} {would} {number} of {self.total} {noun}{under}.")
        return "\n".join([*lines, " ".join(self.assumptions)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order, from which `from_dict` makes the same result.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> list(panel.value_of_documents(prior=0.5).to_dict())[:2]
        ['kind', 'about']
        """
        own = {one.name: getattr(self, one.name) for one in fields(self) if not one.name.startswith("_")}
        told = {"kind": "document_values", **own, "values": [asdict(value) for value in self.values]}
        return json.loads(json.dumps(told, allow_nan=False))  # type: ignore[no-any-return]

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> DocumentValues:
        """The result that `to_dict` told; nothing is computed again.

        Raises
        ------
        DataError
            With everything that is missing or of another type.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> found = panel.value_of_documents(prior=0.5)
        >>> cg.DocumentValues.from_dict(found.to_dict()) == found
        True
        """
        hints: dict[str, Any] = {
            "about": str, "question": str, "settled": int, "certain": int, "total": int, "width": float,
            "priors": list[str], "values": list[dict[str, Any]], "exact": bool, "seed": int, "draws": int,
            "names": dict[str, str], "data": dict[str, str], "software": str, "assumptions": list[str],
        }  # fmt: skip
        told = checked(given, "document_values", hints)
        told["values"] = tuple(value_from(one, i) for i, one in enumerate(told["values"]))
        told |= {name: tuple(told[name]) for name in ("priors", "assumptions")}
        return cls(**{name: told[name] for name in hints})

    @classmethod
    def from_json(cls, text: str) -> DocumentValues:
        """The result whose `to_json` this text is, see `from_dict`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> found = panel.value_of_documents(prior=0.5)
        >>> cg.DocumentValues.from_json(found.to_json()) == found
        True
        """
        return cls.from_dict(parsed(text))

    def to_json(self) -> str:
        """`to_dict` as JSON text.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.value_of_documents(prior=0.5).to_json()[:27]
        '{"kind": "document_values",'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    def replay(self) -> Replay:
        """The same worked out again from what was asked, and whether every number came out the same.

        Returns
        -------
        Replay
            With the data, the version, draws, seed and assumptions that the answer rests on.

        Raises
        ------
        ParameterError
            When the result was read from plain data, which has no cells.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.value_of_documents(prior=0.5).replay().equal
        True
        """
        if self._asked is None:
            rule = "a result is replayed with the cells it was asked of, which plain data do not have"
            raise ParameterError(Fault("", "replay", "read from plain data", rule, "ask again", "parameter"))
        thing, asked = self._asked
        again = thing.value_of_documents(**asked)
        own = (one.name for one in fields(self) if one.compare and one.name != "software")
        differs = tuple(name for name in own if getattr(self, name) != getattr(again, name))
        named = (
            f"{self.data['id']} {self.data['version']}, SHA-256 {self.data['sha256']}" if self.data else ""
        )
        known = {
            "data": named or "cells of one's own", "software": self.software, "question": self.question,
            "draws": str(self.draws), "seed": str(self.seed), "assumptions": " ".join(self.assumptions),
        }  # fmt: skip
        return Replay(not differs, differs, known, again.software)

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """What each document can settle as bars, see :func:`chirograph.plots.documents`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.value_of_documents(prior=0.5).plot().data()["best"][0]
        0
        """
        return draw("documents", self, ax, **options)

    def _head(self) -> list[str]:
        return ["document", "cells", "worst", "best", *(f"expected {name}" for name in self.priors)]

    def _lines(self) -> list[list[str]]:
        """Words of each row."""
        lines = []
        for value in self.values:
            ends = [end_text(value.worst), end_text(value.best)]
            means = [mean_text(value, i) for i in range(len(self.priors))]
            line = [value.name, str(value.cells), *ends, *means]
            lines.append(line + ([width_text(value)] if self.width else []))
        return lines

    def _caption(self) -> str:
        return f"Value of documents, {self.question}: {self.settled} of {self.total} settled without any"

    def _remarks(self) -> str:
        words = [f"Ranges are {self.width:.3f} wide together."] if self.width else []
        if any(any(value.error) for value in self.values):
            words.append(f"±: standard error of the draws, {self.draws} at most.")
        if not self.exact:
            words.append("[a, b]: the end is between what is proven and what a completion tried attains.")
        if self.priors:
            words.append("Expectations stand under their prior and are no bounds.")
        return " ".join(words)

    def __repr__(self) -> str:
        head = self._head() + (["width left"] if self.width else [])
        lines = [self._caption(), *html.columns_of_text(head, self._lines()), self._remarks()]
        return "\n".join(lines).rstrip()

    def _repr_html_(self) -> str:
        head = self._head() + (["width left"] if self.width else [])
        rows = [[html.escape(cell) for cell in line] for line in self._lines()]
        numeric = [False, *([True] * (len(head) - 1))]
        parts = [html.table(head, rows, self._caption(), numeric), html.paragraph(self._remarks())]
        return html.page(*parts, html.paragraph(" ".join(self.assumptions)))


NOUNS = {
    "overlap": "orders of pairs",
    "claims": "claims",
    "interoperability": "orders of pairs",
    "ranks": "ranks",
}
