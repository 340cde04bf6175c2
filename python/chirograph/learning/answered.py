"""What a dataset may be asked about documents: beside orders of pairs, ranks, claims and interoperability."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any, Self

import numpy as np

from chirograph.base.effort import Effort
from chirograph.base.table import Table
from chirograph.catalogue import indicators as catalogue
from chirograph.cells.content import Content
from chirograph.cells.question import Question
from chirograph.chances.posed import seed_faults
from chirograph.chances.priors import nodes
from chirograph.errors import Fault, ParameterError, brief, did_you_mean
from chirograph.learning import worth
from chirograph.learning.documents import NOUNS, DocumentValues
from chirograph.learning.informed import PRIORS, draws_of, priors_of, sets_of, told_of, valued
from chirograph.learning.worth import Source, Tally, Worth
from chirograph.ranks.places import places
from chirograph.records.asking import Asking, Lengths

__all__ = ["Answered"]

#: Completions that are tried of each document under each prior, where each takes its time.
_TRIES = 8
_WORDS = {
    "ranks": "ranks of pairs by {title} ({key})",
    "claims": "verdicts of claims",
    "interoperability": "order of pairs by programmed interoperability, rho 1",
}
#: A claim without one of these verdicts still depends on something.
_OPEN = (
    "depends on unknown text", "depends on coding", "attested by one reader",
    "holds under its own assumption",
)  # fmt: skip


class Answered:
    """What `Dataset` says of documents."""

    def panel(self, *args: Any, **kwargs: Any) -> Any:
        """The panel at a day."""
        raise NotImplementedError

    def claims(self) -> Any:
        """The claims with their verdicts."""
        raise NotImplementedError

    def interoperability(self, *args: Any, **kwargs: Any) -> Any:
        """Bounds on programmed interoperability."""
        raise NotImplementedError

    def assume(self, *args: Any, **kwargs: Any) -> Self:
        """The same under one more reading."""
        raise NotImplementedError

    def value_of_documents(
        self,
        about: str = "overlap",
        *,
        key: str = "jaccard",
        kind: str | None = None,
        as_of: str | date | int | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
        together: int = 2,
        k: int = 5,
        prior: Any = None,
        scenarios: Mapping[str, Mapping[Any, Any]] | None = None,
        documents: Mapping[str, Any] | None = None,
        draws: int | None = None,
        seed: int = 0,
        **parameters: float | str,
    ) -> DocumentValues:
        """How much each unread document can settle: at worst, at best, and in expectation.

        Parameters
        ----------
        about : {"overlap", "ranks", "claims", "interoperability"}
            What is settled: orders of two pairs by an index; the rank of every pair by it; verdicts of claims
            that can be tested; orders of two pairs by programmed interoperability at rho 1, told by ranges,
            for which a source on the members of a system is a document too.
        key : str, keyword-only
            The index, of "overlap" and "ranks".
        kind, as_of, evidence, list_length, coders
            As in `panel`.
        together, k, scenarios, documents, draws, seed
            See :meth:`chirograph.Panel.value_of_documents`; scenarios are about "overlap".
        prior : prior or sequence of priors, keyword-only
            What expectations stand under; by default several for "overlap" and "mixture" for others, of which
            every completion takes its time.
        **parameters
            Those of the index.

        Returns
        -------
        DocumentValues
            Worst and best are exact for "overlap" where counting serves; else certified by what was tried.

        Raises
        ------
        UnknownIndicator, UnknownLabel, ParameterError, AssumptionError
            When something is not known, or not as said above.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.load("nato-ip4").value_of_documents(prior=0.5, together=1)
        >>> [(one.name, one.worst[0], one.best[0]) for one in found]
        [('NZL', 0, 12), ('AUS', 0, 3), ('JPN', 0, 1)]
        """
        if about not in NOUNS:
            rule, repair = f"it is one of {', '.join(NOUNS)}", did_you_mean(str(about), [*NOUNS])
            raise ParameterError(Fault("", "about", brief(about), rule, repair, "parameter"))
        asking = Asking(kind, as_of, evidence, list_length, coders)
        panel = self.panel(*asking)
        if about == "overlap":
            values: DocumentValues = panel.value_of_documents(
                key, together=together, k=k, prior=PRIORS if prior is None else prior, scenarios=scenarios,
                documents=documents, draws=draws, seed=seed, **parameters,
            )  # fmt: skip
            return values
        if scenarios or (parameters and about != "ranks"):
            rule = "scenarios are about overlap, and parameters of an index about overlap and ranks"
            raise ParameterError(Fault("", "about", brief(about), rule, "leave them out", "parameter"))
        if faults := seed_faults(seed):
            raise ParameterError(faults)
        tries = draws_of(draws, _TRIES)
        chosen, content = priors_of("mixture" if prior is None else prior), panel.content
        many = [nodes(one, content) for one in chosen]
        arguments = catalogue.arguments(key, parameters)
        question = Question(content, key, arguments, effort=Effort())
        judge = _ranks(question) if about == "ranks" else _records(self, about, asking, content)
        now = judge(content)

        def ask(members: Sequence[Source]) -> Worth:
            cells = worth.cells_of(members)
            if any(one.members for one in members):
                return _both_ends(content, members, judge, now)
            return worth.tried(content, cells, many, tries, seed, judge, now, now.total)

        asked_of = worth.sources(question, documents, whole=about != "ranks")
        if about == "interoperability" and documents is None:
            asked_of += _members(self, asking, np.zeros_like(content.open))
        sets_of(len(asked_of), together, k)  # which refuses what are no numbers
        found = valued(asked_of, ask, together, k)
        words = _WORDS[about].format(title=catalogue.row_of(key)["title"], key=key)
        told = told_of(content, about, words, now, chosen, found, (False, seed, tries))
        asked = {"about": about, "key": key, **asking._asdict(), "together": together, "k": k, "prior": prior,
                 "documents": documents, "draws": draws, "seed": seed, **parameters}  # fmt: skip
        return replace(told, _asked=(self, asked))

    def next_to_learn(self, result: Any = None, *, k: int = 10) -> Table:
        """Which single cells are worth looking up for a result.

        Parameters
        ----------
        result : Overlap or PairOverlap, optional
            What is to get narrower; by default the Jaccard overlap of the default panel.
        k : int, keyword-only
            How many rows are told.

        Returns
        -------
        Table
            See :meth:`chirograph.Panel.next_to_learn`.

        Raises
        ------
        ParameterError
            When it is no overlap of pairs.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> ds.next_to_learn(ds.overlap("jaccard"), k=1)
        row  areas          cells  settled_least  settled_most  least_narrowed  most_narrowed
        NZL  A03, A06, A11  3      0              0             0.125           0.174
        """
        result = self.panel().overlap("jaccard") if result is None else result
        overlap: Any = getattr(result, "overlap", result)
        if not all(hasattr(overlap, name) for name in ("panel", "key", "parameters")):
            rule, repair = "it is an overlap of pairs, or one pair of it", 'for example ds.overlap("jaccard")'
            raise ParameterError(Fault("", "result", brief(result), rule, repair, "parameter"))
        pair = None if overlap is result else (result.first, result.second)
        narrowed: Table = overlap.panel.next_to_learn(overlap.key, pair=pair, k=k, **overlap.parameters)
        return narrowed


def _both_ends(
    content: Content, documents: Sequence[Source], judge: Callable[..., Tally], now: Tally
) -> Worth:
    """By the emptiest and the fullest that documents may say: a prior says nothing of memberships."""
    held = {key: ends for one in documents for key, ends in one.members.items()}
    cells, tried = worth.cells_of(documents), []
    for number, depths in enumerate((content.lower, content.upper)):
        says = worth.filled(content, cells, depths)
        tried.append((says.lower, judge(says, {key: ends[number] for key, ends in held.items()})))
    return worth.ends_of(tried, now.total, now, (), ())


def _members(dataset: Answered, asking: Asking, no_cell: worth.Mask) -> tuple[Source, ...]:
    """For every system whose members are not all known, a source on them."""
    held: dict[str, dict[tuple[str, ...], tuple[float, float]]] = {}
    for one in dataset.interoperability(**asking._asdict()).to_dict()["memberships"]:
        if one["lower"] < one["upper"]:
            key = (*one["subject"], one["system"])
            held.setdefault(one["system"], {})[key] = (one["lower"], one["upper"])
    return tuple(
        Source(f"members of {system}", f"a source on the members of {system}", no_cell, members)
        for system, members in held.items()
    )


def _ranks(question: Question) -> Callable[..., Tally]:
    """Settled is a rank that is one and the same in every completion."""

    def judge(content: Content) -> Tally:
        asked = replace(question, content=content)
        found = asked.every(1)
        where = places(asked, found["lower"], found["upper"])
        with_place = where.best > 0
        ordered = catalogue.directed(question.key, question.arguments)
        pairs = with_place if ordered else np.triu(with_place, 1)
        settled = int(((where.best == where.worst) & pairs).sum())
        width = float((where.worst - where.best)[pairs].sum())
        return Tally(settled, settled, int(pairs.sum()), width, steady=not found["undefined"][pairs].any())

    return judge


def _records(dataset: Answered, about: str, asking: Asking, base: Content) -> Callable[..., Tally]:
    """What is asked of records in which the cells that a document tells are assumed."""
    programmes = [line.partition(": ")[0] for line in base.sources]

    def judge(content: Content, members: Mapping[tuple[str, ...], float] | None = None) -> Tally:
        changed = np.argwhere((content.lower != base.lower) | (content.upper != base.upper)).tolist()
        cells = {
            (programmes[i], base.columns[j]): (int(content.lower[i, j]), int(content.upper[i, j]))
            for i, j in changed
        }
        now = dataset.assume(cells=cells, source="what a document may say") if cells else dataset
        return _claims(now) if about == "claims" else _interoperability(now, asking, members)

    return judge


def _claims(dataset: Answered) -> Tally:
    verdicts = [word for word in dataset.claims().verdicts.values() if not word.startswith("not testable")]
    settled = sum(word not in _OPEN for word in verdicts)
    return Tally(settled, settled, len(verdicts), 0.0)


def _interoperability(
    dataset: Answered, asking: Asking, members: Mapping[tuple[str, ...], float] | None
) -> Tally:
    found = dataset.interoperability(**asking._asdict(), members=members)
    bounds = (bound for answers in found.dyads for bound in answers.bounds)
    asked = (one for one in bounds if one.key == "interoperability" and one.parameters["rho"] == 1)
    ends = [(one.lower, one.upper) for one in asked]
    settled = certain = 0
    for (low, high), (least, most) in combinations(ends, 2):
        apart = low > most or least > high
        settled += apart or low == high == least == most
        certain += low >= most or least >= high
    widths = np.array([high - low for low, high in ends])
    # A range without a value is NaN: it is compared with none, and has no width.
    steady = not np.isnan(widths).any()
    return Tally(settled, certain, len(ends) * (len(ends) - 1) // 2, float(np.nansum(widths)), steady)
