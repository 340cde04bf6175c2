"""How likely each pair has each place, over unknown cells and, where asked, over weights of areas."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from chirograph.chances.asked import MOST_COMPARED, Asked
from chirograph.errors import DataError, Fault, ParameterError

__all__ = ["Ranks", "ranks"]

Numbers = NDArray[np.float64]
_MATRICES = ("acceptability", "error", "central")
_PLACES = ("best", "worst", "certified")
#: Places that a print shows; tables have them all.
MOST_PLACES = 12


@public
@dataclass(frozen=True, eq=False, repr=False)
class Ranks(Chances):
    """The place of every pair among all. Made by ``Overlap.rank``.

    Parameters
    ----------
    asked : Asked
        The index, the cells, the prior, draws and seed.
    concentration : float
        Parameter of the Dirichlet distribution that weights of areas were drawn from; 0 where they are those
        of the panel.
    acceptability : (pairs, places) float64
        The share of draws in which the pair has the place, the highest first. Pairs that are equal share
        their places; a pair that is 0/0 has none.
    error : (pairs, places) float64
        The standard error of each.
    central : (pairs, areas) float64
        The mean of the weights with which the pair is first, NaN where it never is; without rows where
        weights are those of the panel.
    best, worst : (pairs,) int
        Places that the pair may have in some completion; 0 where it has none. Without entries where weights
        are drawn.
    certified : (pairs,) bool
        Whether both are attained.

    Notes
    -----
    Stochastic multicriteria acceptability analysis, SMAA: the acceptability of a place is the share of draws
    of cells, and of weights, that give it; a central weight is the mean of those with which a pair is first.
    All lie between 0 and 1.

    References
    ----------
    Lahdelma, R., Hokkanen, J., Salminen, P. (1998). SMAA - stochastic multiobjective acceptability analysis.
    European Journal of Operational Research 106(1), 137-143.

    Lahdelma, R., Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for group
    decision making. Operations Research 49(3), 444-454.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [0, 1]], max_depth=1)
    >>> found = panel.overlap("jaccard").rank(0.5)
    >>> found.pairs[0], int(found.best[0]), int(found.worst[0])
    (('P1', 'P2'), 1, 2)
    """

    _figure = "ranks"
    _note = "Shares of draws under the prior: only best and worst place hold whatever the cells are."

    asked: Asked
    concentration: float
    acceptability: Numbers
    error: Numbers
    central: Numbers
    best: NDArray[np.intp]
    worst: NDArray[np.intp]
    certified: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for name in (*_MATRICES, *_PLACES):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def __reduce__(self) -> tuple[Any, ...]:
        arrays = (np.array(getattr(self, name)) for name in (*_MATRICES, *_PLACES))
        return Ranks, (self.asked, self.concentration, *arrays)

    @property
    def weighing(self) -> str:
        """How areas weigh, in words."""
        if not self.concentration:
            return "Areas weigh as in the panel."
        if self.concentration == 1:
            return "Weights of areas are drawn, all as likely."
        return (
            f"Weights of areas are drawn from a Dirichlet distribution with {self.concentration:g} for each."
        )

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which it stands, the prior first."""
        first, *rest = self.asked.assumptions
        return (first, self.weighing, *rest)

    @property
    def expected(self) -> Numbers:
        """The expected place of every pair where it has a value; NaN where it has none in any draw."""
        places = np.arange(1, len(self.asked.places) + 1)
        sums = self.acceptability.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Numbers = self.acceptability @ places / sums
        return found

    def table(self) -> Table:
        """One row per pair: first, second, best, worst, certified, expected, then the share of every place.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").rank(0.5).table().columns[-3:]
        ('place 1', 'place 2', 'place 3')
        """
        named: dict[str, list[Any]] = {
            "first": [first for first, _ in self.pairs],
            "second": [second for _, second in self.pairs],
        }
        if len(self.best):
            named |= {name: getattr(self, name).tolist() for name in _PLACES}
        named["expected"] = self.expected.tolist()
        places = {f"place {at + 1}": column.tolist() for at, column in enumerate(self.acceptability.T)}
        named |= places
        minor = tuple(list(places)[::-1])
        return Table(tuple(named), tuple(map(tuple, named.values())), self.asked.prior.sentence(), minor)

    def central_weights(self) -> Table:
        """One row per pair: the mean weight of every area among draws in which the pair is first.

        Returns
        -------
        Table
            Without rows where weights are those of the panel.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1], [1, 0], [0, 1]], max_depth=1)
        >>> found = panel.overlap("jaccard").rank(0.5, weights="any", draws=1000).central_weights()
        >>> found["A1"][0] > 0.5 > found["A1"][1]
        True
        """
        names = ("first", "second", *self.asked.content.columns)
        rows = [(*pair, *row) for pair, row in zip(self.pairs, self.central.tolist(), strict=False)]
        caption = f"{self.prior.sentence()} {self.weighing}"
        return Table(names, tuple(zip(*rows, strict=True)) or ((),) * len(names), caption)

    def _differs(self, other: Ranks) -> tuple[str, ...]:
        arrays = [
            name
            for name in (*_MATRICES, *_PLACES)
            if not np.array_equal(getattr(self, name), getattr(other, name), equal_nan=name == "central")
        ]
        return (*arrays, *(["concentration"] if self.concentration != other.concentration else []))

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order, the panel with it, from which `from_dict` makes the same result.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").rank(0.5).to_dict()["pairs"][0]["worst"]
        2
        """
        pairs = []
        for at, (first, second) in enumerate(self.pairs):
            ends = {"lower": float(self.asked.lower[at]), "upper": float(self.asked.upper[at])}
            places = {name: getattr(self, name)[at].item() for name in _PLACES if len(self.best)}
            expected = {"expected": float(self.expected[at])}
            pairs.append(finite({"first": first, "second": second, **ends, **places, **expected}))
        squares = {name: finite(getattr(self, name).tolist()) for name in _MATRICES}
        weights = {"concentration": self.concentration, "weighing": self.weighing}
        return {"kind": "ranks", **self.asked.stored(), **weights, "pairs": pairs, **squares}

    @classmethod
    def _read(cls, given: Mapping[str, Any]) -> Ranks:
        rows = Sequence[Sequence[float | None]]
        more: dict[str, Any] = {"concentration": float, **dict.fromkeys(_MATRICES, rows)}
        asked, found = Asked.read(given, "ranks", more)
        size, areas = len(asked.places), len(asked.content.columns)
        drawn = size if found["concentration"] else 0
        shapes = {"acceptability": (size, size), "error": (size, size), "central": (drawn, areas)}
        try:
            squares: dict[str, Any] = {
                name: np.array(found[name], dtype=np.float64).reshape(shape) for name, shape in shapes.items()
            }
            known = [] if found["concentration"] else found["pairs"]
            best, worst, sure = (np.array([one[name] for one in known]) for name in _PLACES)
        except (KeyError, TypeError, ValueError) as error:
            rule = f"places and shares are as to_dict() gave them ({error})"
            raise DataError(Fault("", "ranks", "", rule, "", "schema")) from error
        return cls(
            asked,
            found["concentration"],
            **squares,
            best=best.astype(np.intp),
            worst=worst.astype(np.intp),
            certified=sure.astype(bool),
        )

    def explain(self) -> str:
        """One sentence per pair, then the prior and the assumptions.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [0, 1]], max_depth=1)
        >>> print(panel.overlap("jaccard").rank(0.5).explain().splitlines()[0][:52])
        P1 and P2: places 1 to 2 are possible; first in a sh
        """
        lines = []
        for at, (first, second) in enumerate(self.pairs):
            may = f"{self._possible(at)} are possible; " if len(self.best) else ""
            share = f"first in a share of {self.acceptability[at, 0]:.3f} ± {self.error[at, 0]:.3f} of draws"
            place = "" if math.isnan(self.expected[at]) else f", expected place {self.expected[at]:.2f}"
            lines.append(f"{first} and {second}: {may}{share}{place}.")
        return "\n".join([*lines, self._note, " ".join(self.assumptions)])

    def _possible(self, at: int) -> str:
        return f"places {self.best[at]} to {self.worst[at]}"

    def _again(self, threads: int | None) -> Ranks:
        return ranks(self.asked, self.concentration, (self.best, self.worst, self.certified), threads)

    def _shown(self) -> Shown:
        under = f"places of {counted(len(self), 'pair')} under prior {self.prior.name}"
        headline = (
            f"{self.asked.question.headline}: {under}, {self.asked.draws} draws, seed {self.asked.seed}"
        )
        possible = ["possible"] if len(self.best) else []
        heads = ["", "", *possible, "expected", *(f"{at + 1}" for at in range(min(len(self), MOST_PLACES)))]
        rows = []
        for at, pair in enumerate(self.pairs):
            may = [self._possible(at).removeprefix("places ")] if len(self.best) else []
            told = [f"{share:.3f}" for share in self.acceptability[at, :MOST_PLACES]]
            rows.append([*pair, *may, html.number(float(self.expected[at]), 2), *told])
        return headline, heads, rows


def ranks(
    asked: Asked,
    concentration: float,
    possible: tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]],
    threads: int | None,
) -> Ranks:
    """Draw cells, and weights where they are drawn, and count the places.

    Raises
    ------
    ParameterError
        When there are more pairs than are compared.
    """
    size = len(asked.places)
    if size > MOST_COMPARED:
        rule, repair = f"at most {MOST_COMPARED} pairs are ranked", "ask for some pairs with between="
        raise ParameterError(Fault("", "rank", f"{size} pairs", rule, repair, "parameter"))
    values, weights = asked.drawn(asked.nodes(), threads, concentration)
    counts = _core.tally(values, threads_of(threads))
    share = counts["ranked"] / asked.draws
    spread = np.maximum(counts["squared"] / asked.draws - share**2, 0.0)
    central = _central(values, weights) if concentration else np.zeros((0, len(asked.content.columns)))
    return Ranks(asked, concentration, share, np.sqrt(spread / asked.draws), central, *possible)


def _central(values: Numbers, weights: Numbers) -> Numbers:
    """The mean of the weights with which each pair is first; equal ones are first together."""
    top = np.fmax.reduce(values, axis=1, keepdims=True) if values.shape[1] else values
    first = np.isclose(values, top, rtol=0.0, atol=1e-12)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Numbers = first.T.astype(np.float64) @ weights / first.sum(axis=0)[:, None]
    return found
