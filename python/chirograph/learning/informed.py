"""What a panel may be asked about documents: which to ask for, and which single cells to look up."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from numbers import Integral
from typing import Any

import numpy as np

from chirograph import _core
from chirograph.base.effort import Effort
from chirograph.base.table import Table
from chirograph.catalogue import indicators as catalogue
from chirograph.cells import part
from chirograph.cells.assume import replaced
from chirograph.cells.content import Content
from chirograph.cells.labels import matched
from chirograph.cells.question import Question
from chirograph.chances.posed import seed_faults
from chirograph.chances.prior import Prior
from chirograph.chances.priors import as_prior, nodes
from chirograph.chances.priors import told as told_prior
from chirograph.errors import AssumptionError, Fault, ParameterError, at_least_one, brief
from chirograph.learning import worth
from chirograph.learning.documents import DocumentValues
from chirograph.learning.value import DocumentValue
from chirograph.learning.worth import Source, Tally, Worth
from chirograph.ranks.order import countable

__all__ = ["PRIORS", "Informed", "draws_of", "priors_of", "sets_of", "told_of", "valued"]

#: What expectations stand under unless priors are given: the default of a distribution, then plain ones.
PRIORS = ("mixture", 0.3, 0.5, 0.7, "pooled")
#: Completions that are tried of each document under each prior, by solving all pairs.
TRIES = 16
_MOST_TOGETHER = 3


class Informed:
    """What `Panel` says of documents."""

    content: Content

    def value_of_documents(
        self,
        key: str = "jaccard",
        *,
        together: int = 2,
        k: int = 5,
        prior: Any = PRIORS,
        scenarios: Mapping[str, Mapping[Any, Any]] | None = None,
        documents: Mapping[str, Any] | None = None,
        draws: int | None = None,
        seed: int = 0,
        **parameters: float | str,
    ) -> DocumentValues:
        """How many orders of two pairs each document can settle: at worst, at best, and in expectation.

        Parameters
        ----------
        key : str
            An indicator of a pair.
        together : {1, 2, 3}, keyword-only
            Up to so many documents are also read together, of the `k` that stand first alone.
        k : int, keyword-only
            How many sets of each size are told.
        prior : prior or sequence of priors, keyword-only
            What expectations stand under, see :class:`chirograph.Prior`; an empty sequence asks for none.
        scenarios : mapping, optional, keyword-only
            A name to what documents say: a row to the areas its list has, ``{"one": {"NZL": ["A01"]}}``, or
            (row, area) to a depth.
        documents : mapping, optional, keyword-only
            Documents in place of one for each row and reason: a name to rows and (row, area) pairs.
        draws : int, optional, keyword-only
            Draws of an expectation that is not exact; by default 20,000, fewer for large panels.
        seed : int, keyword-only
            Of the draws.
        **parameters
            Those of the indicator.

        Returns
        -------
        DocumentValues

        Raises
        ------
        UnknownIndicator, UnknownLabel, ParameterError, AssumptionError
            When something is not known, or not as said above.

        Notes
        -----
        Where an index looks at presence and grows with the Jaccard index, areas of like columns are counted
        and not told apart. Worst, best and expectation are then exact as far as the work of a call allows;
        beyond that, and for other indices, ends are what is proven and what is found, and expectations are
        drawn and have an error.

        Examples
        --------
        >>> import chirograph as cg
        >>> lower, upper = [[1, 1, 0], [1, 0, 0], [0, 0, 0]], [[1, 1, 1], [1, 0, 1], [1, 1, 0]]
        >>> found = cg.Panel(lower, upper, max_depth=1).value_of_documents(prior=0.5)
        >>> found["P3"].best, found["P3 and P2"].expected
        ((3, 3), (2.125,))
        """
        catalogue.require_pair(key)
        question = Question(self.content, key, catalogue.arguments(key, parameters), effort=Effort())
        exact = countable(question)
        chosen = priors_of(prior)
        if faults := seed_faults(seed):
            raise ParameterError(faults)
        tries = draws_of(draws, worth.DRAWS if exact else TRIES)
        documents_of = worth.sources(question, documents)
        share = 1 / sets_of(len(documents_of), together, k)
        many = [nodes(one, self.content) for one in chosen]
        now = worth.tallied(question)

        def ask(members: Sequence[Source]) -> Worth:
            cells = worth.cells_of(members)
            if exact:
                return worth.counted(question, cells, many, draws, seed, share)
            top = _reachable(question, cells, now)
            return worth.tried(self.content, cells, many, tries, seed, _judge(question), now, top)

        # What scenarios say is looked at first: where it cannot be, nothing else need be computed.
        assumed = [_scenario(question, name, says) for name, says in (scenarios or {}).items()]
        found = [*valued(documents_of, ask, together, k), *assumed]
        title = catalogue.row_of(key)["title"]
        words = f"order of pairs by {title} ({key})"
        told = told_of(self.content, "overlap", words, now, chosen, found, (exact, seed, tries))
        asked = {"key": key, "together": together, "k": k, "prior": prior, "scenarios": scenarios,
                 "documents": documents, "draws": draws, "seed": seed, **parameters}  # fmt: skip
        return replace(told, _asked=(self, asked))

    def next_to_learn(
        self,
        key: str = "jaccard",
        *,
        pair: Sequence[str] | None = None,
        k: int = 10,
        **parameters: float | str,
    ) -> Table:
        """Which single cells are worth looking up: what each settles and how far it narrows.

        Parameters
        ----------
        key : str
            An indicator of a pair.
        pair : two labels, optional, keyword-only
            Only the range of this pair counts; by default all of them.
        k : int, keyword-only
            How many rows are told.
        **parameters
            Those of the indicator.

        Returns
        -------
        Table
            Columns row, areas (cells that no index can tell apart stand together; each is worth the same),
            cells, settled_least and settled_most (orders of pairs settled once one of them is known),
            least_narrowed and most_narrowed (by how much all ranges together, or that of the pair, get
            narrower). The cell that narrows most for certain stands first.

        Raises
        ------
        UnknownIndicator, UnknownLabel, ParameterError
            When something is not known.

        Examples
        --------
        >>> import chirograph as cg
        >>> lower, upper = [[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]]
        >>> cg.Panel(lower, upper, max_depth=1).next_to_learn()
        row  areas  cells  settled_least  settled_most  least_narrowed  most_narrowed
        P1   A3     1      0              0             0.000           0.167
        P2   A3     1      0              0             0.000           0.167
        """
        catalogue.require_pair(key)
        question = Question(self.content, key, catalogue.arguments(key, parameters), effort=Effort())
        number = at_least_one("k", k, "it is a number of rows", "for example 10")
        asked = _width_of(self.content, pair) if pair is not None else worth.tallied
        now = asked(question)
        rows: list[dict[str, Any]] = []
        for i, columns in worth.alike(question):
            cells = np.zeros_like(self.content.open)
            cells[i, columns[0]] = True
            low, high = (int(end[i, columns[0]]) for end in (self.content.lower, self.content.upper))
            # Presence has two values; of a depth each is another answer.
            depths = (low, high) if countable(question) else range(low, high + 1)
            says = [np.full_like(self.content.lower, depth) for depth in depths]
            found = [
                tally for _, tally in worth.possible(
                    self.content, cells, says, lambda content: asked(replace(question, content=content))
                )
            ]  # fmt: skip
            narrowed = sorted(now.width - one.width for one in found)
            rows.append({
                "row": self.content.rows[i],
                "areas": ", ".join(self.content.columns[j] for j in columns),
                "cells": len(columns),
                "settled_least": min(one.settled for one in found),
                "settled_most": max(one.settled for one in found),
                "least_narrowed": narrowed[0] + 0.0,
                "most_narrowed": narrowed[-1] + 0.0,
            })  # fmt: skip
        rows.sort(key=lambda row: (-row["settled_least"], -row["least_narrowed"], -row["most_narrowed"]))
        names = ["row", "areas", "cells", "settled_least", "settled_most", "least_narrowed", "most_narrowed"]
        return Table.from_records(rows[:number], names)


def draws_of(given: int | None, preset: int) -> int:
    """How many completions are drawn; of one there is no error to tell.

    Raises
    ------
    ParameterError
        When it is no whole number of at least 2.
    """
    rule, repair = "it is a whole number of at least 2", f"leave it out for {preset}"
    draws = preset if given is None else at_least_one("draws", given, rule, repair)
    if draws < 2:
        raise ParameterError(Fault("", "draws", brief(given), rule, repair, "parameter"))
    return draws


def priors_of(given: Any) -> list[Prior]:
    """One prior, or each of several."""
    several = isinstance(given, list | tuple)
    return [as_prior(one) for one in given] if several else [as_prior(given)]


def _names(priors: Sequence[Prior]) -> tuple[str, ...]:
    """What expectations are headed with; of two of one name the second is numbered."""
    found: list[str] = []
    for name in map(_name, priors):
        twice = sum(one == name or one.startswith(f"{name} (") for one in found)
        found.append(f"{name} ({twice + 1})" if twice else name)
    return tuple(found)


def _name(prior: Prior) -> str:
    name = f"{prior.chance:g}" if prior.form == "flat" else prior.form
    return name if not prior.delta else f"{name}, tilt {prior.delta:g}"


def told_of(
    content: Content,
    about: str,
    question: str,
    now: Tally,
    priors: Sequence[Prior],
    found: Sequence[DocumentValue],
    how: tuple[bool, int, int],
) -> DocumentValues:
    """The answer with all it stands under; `how`: counted or tried, seed and draws."""
    exact, seed, draws = how
    under = dict.fromkeys(line for one in priors for line in told_prior(one, content))
    return DocumentValues(
        about, question, now.settled, now.certain, now.total, now.width,
        _names(priors), tuple(found), exact, seed, draws,
        {row: content.names[row] for row in content.rows if row in content.names},
        dict(content.data), _core.__version__, (*content.sentences(), *under),
    )  # fmt: skip


def sets_of(count: int, together: int, k: int) -> int:
    """How many sets of documents are looked at, at least 1.

    Raises
    ------
    ParameterError
        When `together` or `k` is no such number.

    Examples
    --------
    >>> sets_of(3, 2, 5), sets_of(40, 2, 5)
    (6, 50)
    """
    if isinstance(together, bool) or together not in range(1, _MOST_TOGETHER + 1):
        rule = f"so many documents are read together: 1 to {_MOST_TOGETHER}"
        raise ParameterError(Fault("", "together", brief(together), rule, "for example 2", "parameter"))
    most = at_least_one("k", k, "it is a number of sets", "for example 5")
    return max(1, count + sum(math.comb(min(most, count), size) for size in range(2, together + 1)))


def valued(
    found: Sequence[Source], ask: Callable[[Sequence[Source]], Worth], together: int, k: int
) -> list[DocumentValue]:
    """What each document and each set of them is worth, best first in every size."""
    most = at_least_one("k", k, "it is a number of sets", "for example 5")
    values: list[DocumentValue] = []
    first = list(found)
    for size in range(1, together + 1):
        told = []
        for members in combinations(first, size):
            told.append((_value(members, ask(members)), members))
        told.sort(key=lambda one: _rank(one[0]))
        values += [value for value, _ in told[:most]]
        if size == 1:
            first = [one for _, members in told[:most] for one in members]
    return values


def _rank(value: DocumentValue) -> tuple[float, ...]:
    """By expectation under the first prior, then best case, then what is left open."""
    expected = value.expected[0] if value.expected else 0.0
    return -expected, -value.best[1], -value.worst[1], value.most_width[1]


def _value(members: Sequence[Source], found: Worth) -> DocumentValue:
    open_ones = int(worth.cells_of(members).sum()) + sum(len(one.members) for one in members)
    return DocumentValue(
        tuple(one.name for one in members), False, open_ones, tuple(one.settles for one in members),
        found.worst, found.best, found.worst_certain, found.best_certain, found.least_width, found.most_width,
        found.expected, found.error, found.chances, found.widths,
    )  # fmt: skip


def _judge(question: Question) -> Callable[[Content], Tally]:
    def judge(content: Content) -> Tally:
        return worth.tallied(replace(question, content=content))

    return judge


def _reachable(question: Question, cells: worth.Mask, now: Tally) -> int:
    """No more can be settled than what is, and what names a row of the document."""
    rest = [i for i in range(len(cells)) if not cells[i].any()]
    if len(rest) < 2:
        return now.total
    labels = [question.content.rows[i] for i in rest]
    kept = worth.tallied(replace(question, content=part.of(question.content, labels)))
    return now.total - (kept.total - kept.settled)


def _width_of(content: Content, pair: Sequence[str]) -> Callable[[Question], Tally]:
    """The range of one pair."""
    if isinstance(pair, str) or len(pair) != 2:
        rule, repair = "a pair is two labels", 'for example ("P1", "P2")'
        raise ParameterError(Fault("", "pair", brief(pair), rule, repair, "parameter"))
    p, q = map(content.rows.index, matched(pair, content.spoken(content.rows), "pair", "this row"))

    def asked(question: Question) -> Tally:
        found = question.pair(p, q)
        width = found["upper"] - found["lower"]
        return Tally(0, 0, 0, 0.0 if math.isnan(width) else float(width))

    return asked


def _scenario(question: Question, name: str, says: Mapping[Any, Any]) -> DocumentValue:
    """What is settled when documents say what the scenario has them say."""
    content, where = question.content, f"scenarios, {name}"
    rows, areas = content.spoken(content.rows), content.spoken(content.columns)
    lower, upper = np.array(content.lower), np.array(content.upper)
    for key, value in says.items():
        if isinstance(key, tuple) and len(key) == 2:
            (row,) = matched(key[:1], rows, where, "this row")
            (area,) = matched(key[1:], areas, where, "this area")
            at = content.rows.index(row), content.columns.index(area)
            top = int(content.tops[at[1]])
            if isinstance(value, bool) or not isinstance(value, Integral) or not 0 <= int(value) <= top:
                place, rule = f"{where}: {row}, {area}", f"a cell has a depth, 0 to {top}"
                raise AssumptionError(Fault("", place, brief(value), rule, "for example 1", "parameter"))
            lower[at] = upper[at] = int(value)
            continue
        if isinstance(value, str) or not isinstance(value, Iterable):
            rule, repair = "a row has a list of areas", 'for example {"P1": ["A1"]}'
            raise AssumptionError(Fault("", f"{where}: {key}", brief(value), rule, repair, "parameter"))
        (row,) = matched([key], rows, where, "this row")
        i, listed = content.rows.index(row), matched(list(value), areas, where, "this area")
        has = np.isin(content.columns, listed)
        lower[i], upper[i] = np.where(has, np.maximum(lower[i], 1), 0), np.where(has, upper[i], 0)
    outside = (lower > upper) | (lower < content.lower) | (upper > content.upper)
    faults = [
        Fault("", f"{where}: row {content.rows[i]}, area {content.columns[j]}", f"{lower[i, j]}",
              f"the cell is {content.cell_text(i, j)}", "a scenario fills what is open", "infeasible")
        for i, j in np.argwhere(outside).tolist()
    ]  # fmt: skip
    if faults:
        raise AssumptionError(faults)
    told = (lower > content.lower) | (upper < content.upper)
    found = worth.tallied(replace(question, content=replaced(content, lower, upper, "")))
    settled, certain = (found.settled, found.settled), (found.certain, found.certain)
    width = found.width, found.width
    ends = settled, settled, certain, certain, width, width
    return DocumentValue((name,), True, int(told.sum()), (name,), *ends, (), (), ())
