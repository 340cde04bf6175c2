"""Overlap of every pair: bounds, what is sharp, what is undefined, and under which assumptions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from numbers import Integral, Real
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base import frames
from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.effort import Effort, threads_of
from chirograph.base.markup import counted
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Stored, finite
from chirograph.catalogue import indicators as catalogue
from chirograph.catalogue.citation import Citation, of_result
from chirograph.cells import intervals, part
from chirograph.cells.content import Content
from chirograph.cells.ends import End, gaps, interval
from chirograph.cells.labels import matched
from chirograph.cells.question import UNDEFINED, Question, convention
from chirograph.chances.likely import Likely
from chirograph.chances.varied import Varied
from chirograph.errors import Fault, ParameterError, UnknownLabel, at_least_one, brief
from chirograph.pair import PairOverlap, bar, remark
from chirograph.pairs.room import require_room
from chirograph.ranks import stored
from chirograph.ranks.near import groups, nearest
from chirograph.ranks.order import Order, order_of
from chirograph.ranks.scoring import ScoringFree
from chirograph.ranks.square import asked, listed

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult
    from chirograph.panel import Panel

__all__ = ["Overlap"]

MOST_SENTENCES = 200
_SCREEN_PAIRS = 30

#: What a pair takes in the matrices of a result, and a result that is small.
_BYTES, _SMALL = 5 * 8 + 2, 2**28

#: The matrices of a result; those that are equal when two results are.
_MATRICES = ("lower", "upper", "inner_lower", "inner_upper", "sharp", "undefined", "spent")


@public
@dataclass(frozen=True, eq=False, repr=False)
class Overlap(Likely, Varied, Stored):
    """Bounds of one index for every pair of programmes of a panel. Made by ``Panel.overlap``.

    Parameters
    ----------
    key : str
        The indicator.
    parameters : mapping
        Every parameter with its value in force.
    panel : Panel
        What it was computed from.
    lower, upper : (k, k) float64
        Least and greatest value over all completions of the unknown cells; NaN where none is defined. Where
        an end is open, the certified bound: no completion is beyond it. On the diagonal, a programme with
        itself.
    inner_lower, inner_upper : (k, k) float64
        What the best completion found attains at this end; the end itself where that is sharp, NaN where no
        completion is known. The true end lies between the two.
    sharp : (k, k) bool
        True: both ends are attained. False: at least one is open, see `gap`.
    undefined : (k, k) uint8
        0 no completion is 0/0, 1 some are, 2 all are. Where `sharp` is False, 1 means: not excluded.
    spent : (k, k) uint64
        Steps of the budget that the pair took; 0 where counting was enough.
    convention : float
        What 0/0 counts as; NaN means that such completions are left out.
    budget : int or None
        Steps of search that one pair may take; None means that all pairs shared the preset of a call. A
        larger budget never widens a range.
    time_limit : float or None
        Seconds that the call could take; None means no limit.
    allotted : int
        Steps that each pair could take.
    cut : {"steps", "time"} or None
        What left an end open: the steps or the time ran out. None where neither did.
    between : pair of tuple of str, or None
        The two groups of rows whose pairs were asked for; None: every pair. Matrices are NaN elsewhere.

    Notes
    -----
    A result is no number: ``np.asarray``, ``float``, ``bool`` and comparisons are refused, and say what to
    take. ``len`` counts its pairs, and a loop goes through them.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], rows=["KOR", "JPN"], max_depth=1)
    >>> overlap = panel.overlap("jaccard")
    >>> overlap.pairs()
    (('KOR', 'JPN'),)
    >>> overlap["KOR", "JPN"].lower, overlap["JPN", "KOR"].upper
    (0.3333333333333333, 0.5)
    >>> overlap.to_dict()["pairs"][0]["sharp"]
    True
    """

    key: str
    parameters: Mapping[str, Any]
    panel: Panel
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    inner_lower: NDArray[np.float64]
    inner_upper: NDArray[np.float64]
    sharp: NDArray[np.bool_]
    undefined: NDArray[np.uint8]
    spent: NDArray[np.uint64]
    convention: float = math.nan
    budget: int | None = None
    time_limit: float | None = None
    allotted: int | None = None
    cut: str | None = None
    between: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    _arguments: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A frozen dataclass keeps its fields, not what is inside them.
        for name in ("parameters", "_arguments"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        for name in _MATRICES:
            object.__setattr__(self, name, intervals.frozen(getattr(self, name)))

    def __reduce__(self) -> tuple[Any, ...]:
        # A mapping proxy does not pickle, and arrays come out of a pickle writeable: both are made anew.
        parts = (getattr(self, one.name) for one in fields(self))
        return Overlap, tuple(dict(part) if isinstance(part, Mapping) else part for part in parts)

    @property
    def _content(self) -> Content:
        return self.panel.content

    @property
    def question(self) -> Question:
        """What was asked, and of which cells; of a pair with the steps that it could take."""
        effort = Effort(self.allotted, self.time_limit)
        return Question(self.panel.content, self.key, self._arguments, self.convention, effort)

    @property
    def gap(self) -> NDArray[np.float64]:
        """What is left open between bound and best completion, (k, k): the larger one of the two ends.

        0 where both ends are sharp, inf where no completion is known at one of them.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> float(panel.overlap("jaccard").gap[0, 1])
        0.0
        """
        both = ((self.lower, self.inner_lower), (self.upper, self.inner_upper))
        low, high = (gaps(bound, inner, self.sharp) for bound, inner in both)
        return intervals.frozen(np.maximum(low, high))

    def ends(self, i: int, j: int) -> tuple[End, End]:
        """Lower and upper end of a pair, each with bound and attained value.

        Parameters
        ----------
        i, j : int
            Numbers of the two rows.

        Returns
        -------
        tuple of End
            With ``bound``, ``attained``, ``open``, and ``text()`` as the result prints it.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> lower, upper = panel.overlap("jaccard").ends(0, 1)
        >>> upper.text(), upper.open
        ('0.500', False)
        """
        for name, at in (("i", i), ("j", j)):
            if isinstance(at, bool) or not isinstance(at, Integral) or not 0 <= at < len(self.rows):
                rule = f"it is the number of a row, 0 to {len(self.rows) - 1}"
                raise ParameterError(Fault("", name, brief(at), rule, "", "parameter"))
        low, high = float(self.lower[i, j]), float(self.upper[i, j])
        return End(low, float(self.inner_lower[i, j])), End(high, float(self.inner_upper[i, j]), high=True)

    @cached_property
    def scoring_free(self) -> ScoringFree | None:
        """For "ruzicka": the range over every increasing scoring of the depths. None for the others."""
        if self.key != "ruzicka":
            return None
        marked = None if self.between is None else self._square.asked
        found = self.question.scoring_free(threads_of(None), marked)
        names = ("lower", "upper", "sharp", "undefined")
        return ScoringFree(**{name: intervals.frozen(found[name]) for name in names})

    def _scoring_free_of(self, i: int, j: int) -> tuple[float, float, bool] | None:
        """The scoring-free range of one pair, and whether it is attained; all pairs would take their time."""
        if self.key != "ruzicka":
            return None
        return self.question.scoring_free_pair(i, j, int(self.undefined[i, j]))

    def __getitem__(self, labels: tuple[str, str]) -> PairOverlap:
        """One pair by its labels, with witnesses and contributions.

        Raises
        ------
        UnknownLabel
            When a label is not a row, with near names.
        """
        if not isinstance(labels, tuple) or len(labels) != 2:
            raise UnknownLabel(
                Fault("", "overlap", repr(labels), 'a pair is two labels, such as ["P1", "P2"]')
            )
        known = self.panel.content.spoken(self.rows)
        p, q = map(self.rows.index, matched(labels, known, "overlap", "this row"))
        if self.between is not None and not self._square.asked[p, q]:
            rule, repair = "the pair was asked for", "ask for it with another between=, or without"
            raise UnknownLabel(Fault("", "overlap", brief(labels), rule, repair, "index"))
        return PairOverlap.compute(self, p, q)

    def __iter__(self) -> Iterator[PairOverlap]:
        """The listed pairs, in the order of `pairs`."""
        return (self[pair] for pair in self.pairs())

    def __len__(self) -> int:
        return self.count

    def _ipython_key_completions_(self) -> list[tuple[str, str]]:
        return list(self.pairs())

    def order(
        self, *, budget: int | None = None, time_limit: float | None = None, progress: bool | None = None
    ) -> Order:
        """Which of two pairs is higher: what is certain, what unknown cells can reverse, what is open.

        Parameters
        ----------
        budget : int, optional
            Steps of search that one comparison may take; by default all share enough for some seconds.
        time_limit : float, optional
            Seconds after which what is not decided yet is left open.
        progress : bool, optional
            Whether a bar shows how many comparisons are done, see ``Panel.overlap``.

        Returns
        -------
        Order
            Counts of each verdict, and with up to 45 pairs every comparison.

        Raises
        ------
        ParameterError
            When the budget or the time limit is none.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1], [1, 1], [0, 1]], [[1, 1], [1, 1], [1, 1]], max_depth=1)
        >>> order = panel.overlap("jaccard").order()
        >>> order.at_least, order.equal
        (2, 1)
        """
        effort = Effort.of(budget, time_limit, progress, whose="a comparison")
        return order_of(replace(self.question, effort=effort), self.lower, self.upper, effort.budget)

    def nearest(self, row: str, k: int) -> Table:
        """Which programmes are among the `k` highest of a programme, in every completion or in some.

        Parameters
        ----------
        row : str
            The programme; where the order matters, the first of the pair.
        k : int
            How many, at least 1; programmes with the same value are all among them.

        Returns
        -------
        Table
            Columns row, lower, upper, best and worst (the places it may have; worst is None where it may have
            no value), among: "certain" or "possible". Told by the ranges alone: who is not in it is out for
            certain, who is "possible" is not excluded.

        Raises
        ------
        UnknownLabel
            When the row does not exist.
        ParameterError
            When `k` is no whole number of at least 1.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1], [1, 1], [0, 1]], [[1, 1], [1, 1], [1, 1]], max_depth=1)
        >>> panel.overlap("jaccard").nearest("P1", 1)
        row  lower  upper  best  worst  among
        P2   1.000  1.000  1     1      certain
        P3   0.500  1.000  1     2      possible
        """
        most = at_least_one("k", k, "it is a whole number of at least 1", "for example 1")
        (named,) = matched([row], self._content.spoken(self.rows), "nearest", "this row")
        return nearest(self._square, self.rows.index(named), most)

    def certain_groups(self, at: float) -> Table:
        """Programmes that belong together in every completion, and those that might.

        Parameters
        ----------
        at : float
            Pairs of at least this value tie two programmes, and so lead from one to the next.

        Returns
        -------
        Table
            Columns row; group, the number of the group that pairs whose lower end is at least `at` make; and
            largest, of the one that upper ends could make. Programmes in one group are together in every
            completion; those in different largest ones never are.

        Raises
        ------
        ParameterError
            When `at` is no finite number.

        Examples
        --------
        >>> import chirograph as cg
        >>> lower, upper = [[1, 1, 0], [1, 1, 0], [0, 0, 1]], [[1, 1, 0], [1, 1, 0], [1, 0, 1]]
        >>> cg.Panel(lower, upper, max_depth=1).overlap("jaccard").certain_groups(0.3)
        row  group  largest
        P1   1      1
        P2   1      1
        P3   2      1
        """
        if isinstance(at, bool) or not isinstance(at, Real) or not math.isfinite(at):
            rule = "it is a finite number of the scale of the index"
            raise ParameterError(Fault("", "at", brief(at), rule, "for example 0.5", "parameter"))
        return groups(self._square, float(at))

    def _columns(self) -> dict[str, NDArray[Any]]:
        i, j = self._positions()
        labels, states = np.array(self.panel.rows, dtype=object), np.array(UNDEFINED, dtype=object)
        columns: dict[str, NDArray[Any]] = {
            "first": labels[i],
            "second": labels[j],
            "lower": self.lower[i, j],
            "upper": self.upper[i, j],
            "sharp": self.sharp[i, j],
            "undefined": states[self.undefined[i, j]],
            "inner_lower": self.inner_lower[i, j],
            "inner_upper": self.inner_upper[i, j],
            "gap": self.gap[i, j],
            "spent": self.spent[i, j],
        }
        if self.scoring_free is not None:
            columns["scoring_free_lower"] = self.scoring_free.lower[i, j]
            columns["scoring_free_upper"] = self.scoring_free.upper[i, j]
            columns["scoring_free_sharp"] = self.scoring_free.sharp[i, j]
        return columns

    def to_frame(self) -> Any:
        """One row per pair: first, second, lower, upper, sharp, undefined ("no", "possible", "always"),
        inner_lower, inner_upper, gap, spent.

        For "ruzicka" also scoring_free_lower, scoring_free_upper and scoring_free_sharp, see
        :class:`ScoringFree`.

        Returns
        -------
        frame
            The kind of frame the panel was read from; else pandas when it is installed, else a `Table`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> list(panel.overlap("jaccard").to_frame()["upper"])
        [0.5]
        """
        return frames.build(self._columns(), self.panel.content.frame)

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order, the panel with it, from which `from_dict` makes the same result.

        An undefined value is None with a reason, and so is an attained value or a gap where no completion is
        known, without one.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> panel.overlap("jaccard").to_dict()["pairs"][0]["upper"]
        0.5
        """
        columns = self._columns()
        pairs = []
        for values in zip(*(column.tolist() for column in columns.values()), strict=True):
            pair = {name: finite(value) for name, value in zip(columns, values, strict=True)}
            if pair["lower"] is None:
                pair["reason"] = f"undefined in every completion: {catalogue.row_of(self.key)['undefined']}"
            pairs.append(pair)
        held = {name: getattr(self, name) for name in _MATRICES}
        own = enumerate(self.rows if self.between is None else ())
        return {
            "kind": "overlap",
            "key": self.key,
            "title": self.title,
            "parameters": dict(self.parameters),
            "budget": self.budget,
            "time_limit": self.time_limit,
            "cut": self.cut,
            "rows": list(self.rows),
            "directed": self.directed,
            "pairs": pairs,
            "assumptions": list(self.assumptions),
            "convention": finite(self.convention),
            "allotted": self.allotted,
            "between": None if self.between is None else [list(group) for group in self.between],
            "diagonal": [{"first": row, "second": row, **stored.cells(held, i, i)} for i, row in own],
            "panel": self.panel.to_dict(),
        }

    @classmethod
    def _read(cls, given: Mapping[str, Any]) -> Overlap:
        from chirograph.panel import Panel

        told = stored.read(given)
        catalogue.require_pair(told["key"])
        arguments = catalogue.arguments(told["key"], told["parameters"])
        panel, directed = Panel.from_dict(told["panel"]), catalogue.directed(told["key"], arguments)
        every: list[Sequence[int]] = [range(len(panel))] * 2
        groups = _two_groups(told["between"], panel.content) if told["between"] else every
        parts: dict[str, Any] = stored.matrices(told, panel.rows, listed(groups, directed), directed)
        parts |= {name: told[name] for name in ("budget", "time_limit", "allotted", "cut")}
        if told["between"]:
            parts["between"] = _labels(groups, panel)
        parts["convention"] = math.nan if told["convention"] is None else told["convention"]
        shown = catalogue.shown(told["key"], arguments)
        return cls(told["key"], shown, panel, **parts, _arguments=arguments)

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """The bounds of every pair as flat bars, see :func:`chirograph.plots.bounds`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> panel.overlap("jaccard").plot().data()["lower"]
        (0.3333333333333333,)
        """
        return draw("bounds", self, ax, **options)

    def explain(self) -> str:
        """One sentence per pair, then the assumption line; a long list is cut with the count of the rest.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> print(panel.overlap("jaccard").explain().splitlines()[0][:40])
        P1 and P2, Jaccard: from 0.333 to 0.500,
        """
        first = zip(*self._positions(MOST_SENTENCES), strict=True)
        lines = [PairOverlap.compute(self, int(p), int(q)).sentence() for p, q in first]
        if self.count > len(lines):
            lines.append(f"… and {counted(self.count - len(lines), 'more pair')}")
        return "\n".join([*lines, " ".join(self.assumptions)])

    def _cited(self) -> Citation:
        return of_result(self.panel.content.data, [self.key], self.panel.content.about)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Overlap):
            return NotImplemented
        return self._asked() == other._asked() and all(
            np.array_equal(getattr(self, name), getattr(other, name), equal_nan=name in _MATRICES[:4])
            for name in _MATRICES
        )

    def __hash__(self) -> int:
        return hash((self.key, tuple(self.parameters.items()), self.budget, self.panel))

    def _asked(self) -> tuple[Any, ...]:
        limits = self.budget, self.time_limit, self.between
        return self.key, dict(self.parameters), limits, self.assumptions, self.panel

    def __repr__(self) -> str:
        rows = [words for _, _, words in _lines(self, _SCREEN_PAIRS)]
        lines = [headline(self), *html.columns_of_text([""] * 4, rows)[1:]]
        if self.count > len(rows):
            lines.append(f"… and {counted(self.count - len(rows), 'more pair')}")
        return "\n".join([*lines, " ".join(self.assumptions)])

    def _repr_html_(self) -> str:
        low, high = self.range
        rows = []
        for i, j, words in _lines(self, html.MOST_ROWS):
            first, second, ends, note = (html.escape(word) for word in words)
            drawn = bar(self.ends(i, j), low, high)
            rows.append([first, second, ends, drawn, note])
        ordered = ["first", "second"] if self.directed else ["", ""]
        parts = [html.table([*ordered, "bounds", f"{low:g} to {high:g}", ""], rows, headline(self))]
        if self.count > len(rows):
            parts.append(html.paragraph(f"Not shown: {counted(self.count - len(rows), 'more pair')}."))
        parts.append(html.paragraph("All values the unknown cells allow; not a confidence interval."))
        parts.append(html.paragraph(" ".join(self.assumptions)))
        return html.page(*parts)


def compute(
    panel: Panel,
    key: str,
    undefined: float,
    threads: int | None,
    effort: Effort,
    between: tuple[Any, Any] | None,
    parameters: Mapping[str, float | str],
) -> Overlap:
    """Ask the engine for every pair, or those between two groups of rows, and label the answer."""
    catalogue.require_pair(key)
    given = catalogue.arguments(key, parameters)
    counts = convention(undefined)
    question = Question(panel.content, key, given, counts, effort)
    groups = None if between is None else _two_groups(between, panel.content)
    marked = None if groups is None else asked(groups, len(panel), catalogue.directed(key, given))
    _require_room(len(panel))
    found = question.every(threads_of(threads), marked)
    found |= {"budget": effort.budget, "time_limit": effort.time_limit}
    found["between"] = None if groups is None else _labels(groups, panel)
    return Overlap(key, catalogue.shown(key, given), panel, **found, convention=counts, _arguments=given)


def _require_room(size: int) -> None:
    """Refuse a result of many rows that would not fit; of few nothing is asked of the system."""
    needed = size**2 * _BYTES
    if needed > _SMALL:
        what, repair = f"overlap() of {size:,} programmes", "take pairwise(), or a part of the panel"
        require_room(needed, what, None, repair)


def _two_groups(between: object, content: Content) -> list[Sequence[int]]:
    if not isinstance(between, tuple | list) or len(between) != 2:
        rule, repair = "it is two groups of rows", 'for example ("P1", ["P2", "P3"])'
        raise ParameterError(Fault("", "between", brief(between), rule, repair, "parameter"))
    return [part.chosen(group, content.rows, content, "row") for group in between]


def _labels(groups: Sequence[Sequence[int]], panel: Panel) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(panel.rows[i] for i in group) for group in groups)


def again(overlap: Overlap, panel: Panel, threads: int | None = None) -> Overlap:
    """What `overlap` would be on `panel`.

    Examples
    --------
    >>> import chirograph as cg
    >>> known = cg.Panel([[1, 1], [1, 0]], max_depth=1)
    >>> open_ = cg.Panel([[1, 0], [1, 0]], [[1, 1], [1, 1]], max_depth=1)
    >>> again(open_.overlap("tversky", alpha=1, beta=0), known)["P1", "P2"].lower
    0.5
    """
    parameters: dict[str, Any] = dict(overlap.parameters)
    return panel.overlap(
        overlap.key,
        undefined=overlap.convention,
        threads=threads,
        budget=overlap.budget,
        time_limit=overlap.time_limit,
        between=overlap.between,
        **parameters,
    )


def headline(overlap: Overlap) -> str:
    """Indicator, parameters and number of pairs."""
    shown = {name: value for name, value in overlap.parameters.items() if (name, value) != ("threshold", 1)}
    named = "".join(f", {name} {value}" for name, value in shown.items())
    named += Effort(overlap.budget, overlap.time_limit).text(overlap.cut)
    count = counted(overlap.count, "ordered pair" if overlap.directed else "pair")
    count += "" if overlap.between is None else " between two groups"
    return f"{overlap.title} ({overlap.key}{named}): what the data allow, {count}"


def _lines(overlap: Overlap, most: int) -> list[tuple[int, int, list[str]]]:
    """Position and words of the first pairs: two labels, the bounds, the remark."""
    found = []
    for i, j in zip(*(array.tolist() for array in overlap._positions(most)), strict=True):
        both = overlap.ends(i, j)
        note = remark(both, bool(overlap.sharp[i, j]), int(overlap.undefined[i, j]))
        free = overlap._scoring_free_of(i, j) if overlap.undefined[i, j] < 2 else None
        note += f", {'' if free[2] else '~'}{html.interval(*free[:2])} over every scoring" if free else ""
        found.append((i, j, [overlap.rows[i], overlap.rows[j], interval(*both), note]))
    return found
