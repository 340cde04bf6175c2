"""How likely the values of every pair are under a prior: no bound, and never printed without its prior."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base import markup as html
from chirograph.base.effort import threads_of
from chirograph.base.markup import counted
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import finite
from chirograph.cells.intervals import frozen
from chirograph.chances.answer import Chances, Shown
from chirograph.chances.asked import MOST_COMPARED, Asked, laws
from chirograph.chances.law import Law
from chirograph.errors import DataError, Fault, ParameterError, brief

__all__ = ["Distribution", "distribution"]

Numbers = NDArray[np.float64]
#: An order with at least this chance is told in words.
LIKELY = 0.9


@public
@dataclass(frozen=True, eq=False, repr=False)
class Distribution(Chances):
    """What every pair may be, and how likely, under a prior. Made by ``Overlap.distribution``.

    Parameters
    ----------
    asked : Asked
        The index, the cells, the prior, draws and seed.
    laws : tuple of Law
        Of each pair every value with its chance.
    beats : (p, p) float64
        The chance that the first pair is above the second, both having a value; empty with more than 300
        pairs.
    equal : (p, p) float64
        The chance that two pairs are equal.
    exact_beats : (p, p) bool
        Whether the two chances are exact, not counted over draws.
    quantiles : tuple of float
        Those that tables and prints show.

    Notes
    -----
    Values, chances and orders follow from the prior, which nothing in the data proves. Bounds stand beside.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
    >>> found = panel.overlap("jaccard").distribution(0.5)
    >>> float(found.mean[0]), found.exact.tolist()
    (0.45833333333333326, [True])
    """

    _figure = "distribution"
    _note = "Under the prior alone: no bound, and not what the data allow."

    asked: Asked
    laws: tuple[Law, ...]
    beats: Numbers
    equal: Numbers
    exact_beats: NDArray[np.bool_]
    quantiles: tuple[float, ...] = (0.05, 0.5, 0.95)

    def __post_init__(self) -> None:
        for name in ("beats", "equal", "exact_beats"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def __reduce__(self) -> tuple[Any, ...]:
        squares = (np.array(one) for one in (self.beats, self.equal, self.exact_beats))
        return Distribution, (self.asked, self.laws, *squares, self.quantiles)

    @property
    def exact(self) -> NDArray[np.bool_]:
        """Which laws are exact, not counted over draws."""
        return np.array([law.draws == 0 for law in self.laws], dtype=bool)

    @property
    def mean(self) -> Numbers:
        """The expectation of every pair where it has a value."""
        return np.array([law.mean for law in self.laws])

    @property
    def error(self) -> Numbers:
        """The standard error of each mean; 0 where it is exact."""
        return np.array([law.error for law in self.laws])

    @property
    def undefined(self) -> Numbers:
        """The chance that a pair is 0/0 and has no value."""
        left = 1.0 - np.array([law.defined for law in self.laws])
        return np.where(left > 1e-12, left, 0.0)

    @property
    def beats_error(self) -> Numbers:
        """The standard error of each chance in `beats`; 0 where it is exact."""
        spread = np.sqrt(self.beats * (1.0 - self.beats) / self.asked.draws)
        return np.where(self.exact_beats, 0.0, spread)

    @property
    def expected_rank(self) -> Numbers:
        """The expected place of every pair where it has a value; of equal pairs each counts half."""
        defined = np.array([law.defined for law in self.laws])
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(1.0 + (self.beats.sum(axis=0) + self.equal.sum(axis=0) / 2) / defined)

    def quantile(self, q: float) -> Numbers:
        """A quantile of every pair: the least value that is not passed with chance `q`.

        Parameters
        ----------
        q : float
            Between 0 and 1.

        Returns
        -------
        (pairs,) float64

        Raises
        ------
        ParameterError
            When it is no share.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").distribution(0.5).quantile(0.95).tolist()
        [0.6666666666666666]
        """
        (share,) = shares("q", (q,))
        return np.array([law.quantile(share) for law in self.laws])

    def above(self, t: float) -> Numbers:
        """The chance that a pair is above a threshold, where it has a value.

        Parameters
        ----------
        t : float
            The threshold.

        Returns
        -------
        (pairs,) float64

        Raises
        ------
        ParameterError
            When it is no number.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").distribution(0.5).above(0.5).tolist()
        [0.25]
        """
        if not math.isfinite(t):
            rule = "it is a finite number of the scale of the index"
            raise ParameterError(Fault("", "t", brief(t), rule, "for example 0.5", "parameter"))
        return np.array([law.above(float(t)) for law in self.laws])

    def table(self) -> Table:
        """One row per pair: bounds, quantiles, mean with its error, chance of 0/0, and whether it is exact.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").distribution(0.5).table().columns[4:7]
        ('q5', 'q50', 'q95')
        """
        named = {
            "first": [first for first, _ in self.pairs],
            "second": [second for _, second in self.pairs],
            "lower": self.asked.lower.tolist(),
            "upper": self.asked.upper.tolist(),
            **{f"q{100 * q:g}": self.quantile(q).tolist() for q in self.quantiles},
            "mean": self.mean.tolist(),
            "error": self.error.tolist(),
            "undefined": self.undefined.tolist(),
            "exact": self.exact.tolist(),
        }
        return Table(tuple(named), tuple(map(tuple, named.values())), " ".join(self.asked.assumptions[:1]))

    def orders(self) -> Table:
        """One row for every two pairs: how likely the first is above, equal or below, and the standard error.

        What is left of 1 is the chance that one of them is 0/0. Without rows with more than 300 pairs.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [1, 1]], max_depth=1)
        >>> panel.overlap("jaccard").distribution(0.5).orders()[["above", "equal", "below"]].rows[0]
        (0.25, 0.5, 0.25)
        """
        names = ("first", "with", "second", "and", "above", "equal", "below", "error", "exact")
        if not len(self.beats):
            return Table(names, ((),) * len(names), self.asked.prior.sentence())
        error = self.beats_error
        rows = [
            (
                *self.pairs[i], *self.pairs[j], float(self.beats[i, j]), float(self.equal[i, j]),
                float(self.beats[j, i]), float(max(error[i, j], error[j, i])), bool(self.exact_beats[i, j]),
            )
            for i, j in combinations(range(len(self.laws)), 2)
        ]  # fmt: skip
        return Table(names, tuple(zip(*rows, strict=True)) or ((),) * len(names), self.asked.prior.sentence())

    def _differs(self, other: Distribution) -> tuple[str, ...]:
        """What is not the same in another one."""
        squares = ("beats", "equal", "exact_beats")
        same = {
            "laws": len(self.laws) == len(other.laws)
            and all(
                one.draws == two.draws
                and np.array_equal(one.values, two.values)
                and np.array_equal(one.chances, two.chances)
                for one, two in zip(self.laws, other.laws, strict=False)
            ),
            "orders": all(np.array_equal(getattr(self, name), getattr(other, name)) for name in squares),
            "quantiles": self.quantiles == other.quantiles,
        }
        return tuple(name for name, good in same.items() if not good)

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order, the panel with it, from which `from_dict` makes the same result.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").distribution(0.5).to_dict()["pairs"][0]["mean"]
        0.45833333333333326
        """
        pairs = [
            finite(row) | {"values": law.values.tolist(), "chances": law.chances.tolist(), "draws": law.draws}
            for row, law in zip(self.table(), self.laws, strict=True)
        ]
        squares = {name: getattr(self, name).tolist() for name in ("beats", "equal", "exact_beats")}
        asked = self.asked.stored()
        return {"kind": "distribution", **asked, "quantiles": list(self.quantiles), "pairs": pairs, **squares}

    @classmethod
    def _read(cls, given: Mapping[str, Any]) -> Distribution:
        square = Sequence[Sequence[float]]
        more = {"quantiles": Sequence[float], "beats": square, "equal": square, "exact_beats": Any}
        asked, found = Asked.read(given, "distribution", more)
        size = len(asked.places) if len(asked.places) <= MOST_COMPARED else 0
        try:
            read = [
                Law(np.array(one["values"], float), np.array(one["chances"], float), int(one["draws"]))
                for one in found["pairs"]
            ]
            beats, equal = (np.array(found[name], float).reshape(size, size) for name in ("beats", "equal"))
            sure = np.array(found["exact_beats"], bool).reshape(size, size)
        except (KeyError, TypeError, ValueError) as error:
            rule = f"laws and squares are as to_dict() gave them ({error})"
            raise DataError(Fault("", "distribution", "", rule, "", "schema")) from error
        return cls(asked, tuple(read), beats, equal, sure, shares("quantiles", found["quantiles"]))

    def explain(self) -> str:
        """One sentence per pair, the orders that are likely, then the prior and the assumptions.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> print(panel.overlap("jaccard").distribution(0.5).explain().splitlines()[0])
        P1 and P2: 0.458 in expectation under the prior; the bounds are [0.333, 0.667].
        """
        lines = []
        for (first, second), law, low, high in zip(
            self.pairs, self.laws, self.asked.lower, self.asked.upper, strict=True
        ):
            mean = "no value" if math.isnan(law.mean) else f"{law.mean:.3f} in expectation under the prior"
            lines.append(f"{first} and {second}: {mean}; the bounds are {html.interval(low, high)}.")
        for i, j in np.argwhere(self.beats >= LIKELY):
            one, other = (" and ".join(self.pairs[at]) for at in (i, j))
            lines.append(f"{one} above {other}: chance {self.beats[i, j]:.3f}.")
        return "\n".join([*lines, self._note, " ".join(self.assumptions)])

    def _again(self, threads: int | None) -> Distribution:
        return distribution(self.asked, threads, self.quantiles)

    def _shown(self) -> Shown:
        how = counted(int(self.exact.sum()), "exact law")
        if not self.exact.all():
            how += f", the others of {self.asked.draws} draws, seed {self.asked.seed}"
        under = f"how likely under prior {self.prior.name}, {counted(len(self), 'pair')}, {how}"
        rows = []
        for at, ((first, second), law) in enumerate(zip(self.pairs, self.laws, strict=True)):
            mean = html.number(law.mean) + (f" ± {law.error:.3f}" if law.error else "")
            told = [html.number(law.quantile(q)) for q in self.quantiles]
            ends = html.interval(float(self.asked.lower[at]), float(self.asked.upper[at]))
            rows.append([first, second, *told, mean, ends])
        heads = ["", "", *(f"{100 * q:g} %" for q in self.quantiles), "mean", "bounds"]
        return f"{self.asked.question.headline}: {under}", heads, rows


def shares(place: str, given: Sequence[float]) -> tuple[float, ...]:
    """Numbers between 0 and 1.

    Raises
    ------
    ParameterError
        With every one that is something else.

    Examples
    --------
    >>> shares("quantiles", [0.05, 0.95])
    (0.05, 0.95)
    """
    wrong = [
        one for one in given if isinstance(one, bool) or not isinstance(one, Real) or not 0.0 <= one <= 1.0
    ]
    if wrong or len(set(given)) < len(given):
        rule = "a share lies between 0 and 1, and is named once"
        raise ParameterError(Fault("", place, brief(list(given)), rule, "for example 0.5", "parameter"))
    return tuple(float(one) for one in given)


def distribution(asked: Asked, threads: int | None, quantiles: tuple[float, ...]) -> Distribution:
    """Exact laws where there are, and draws for the rest.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.Panel([[1, 0], [1, 0]], [[1, 1], [1, 0]], max_depth=1).overlap("jaccard").distribution(0.5)
    >>> distribution(found.asked, 1, (0.5,)).quantile(0.5).tolist()
    [0.5]
    """
    found = asked.nodes()
    compared = len(asked.places) <= MOST_COMPARED
    exact = asked.exact(found, compared, threads)
    size = len(asked.places) if compared else 0
    beats, equal = exact.get("above", np.zeros((0, 0))), exact.get("equal", np.zeros((0, 0)))
    sure = ~np.isnan(beats) | np.eye(size, dtype=bool)
    values = None
    if any(law is None for law in exact["laws"]) or not sure.all():
        values, _ = asked.drawn(found, threads)
    if values is not None and compared:
        counts = _core.tally(values, threads_of(threads))
        beats = np.where(sure, beats, counts["above"] / asked.draws)
        equal = np.where(sure, equal, counts["equal"] / asked.draws)
    beats, equal = (np.where(np.eye(size, dtype=bool), 0.0, square) for square in (beats, equal))
    return Distribution(asked, laws(exact["laws"], values), beats, equal, sure, quantiles)
