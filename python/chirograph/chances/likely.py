"""What an overlap answers under a prior: how likely its values are, over a tilt, and places of its pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chirograph.base.table import Table
from chirograph.chances import distribution as answer
from chirograph.chances.asked import Asked
from chirograph.chances.distribution import Distribution
from chirograph.chances.priors import as_prior
from chirograph.chances.ranks import Ranks, ranks
from chirograph.chances.study import concentration_of
from chirograph.ranks.places import places
from chirograph.ranks.shapes import Shapes

__all__ = ["Likely"]


class Likely(Shapes):
    """The questions of an overlap that a prior answers. What they give is no bound and of another type."""

    def distribution(
        self,
        prior: Any = "mixture",
        *,
        draws: int = 20_000,
        seed: int = 0,
        threads: int | None = None,
        quantiles: Sequence[float] = (0.05, 0.5, 0.95),
    ) -> Distribution:
        """How likely the values of every pair are under a prior, beside the bounds that hold without one.

        Laws of separable ratios with whole terms are exact; else completions are drawn, and errors are told.

        Parameters
        ----------
        prior : Prior, number, text, mapping or array
            What is assumed of unknown cells: a chance for all, "mixture" (the default), "pooled", a chance
            for each cell as (row, area) or row, or an array of them, see `Prior`.
        draws : int
            Completions drawn where nothing is exact.
        seed : int
            Of the draws; the digits do not depend on threads.
        threads : int, optional
            Threads to use; by default all.
        quantiles : sequence of float
            Those shown.

        Returns
        -------
        Distribution

        Raises
        ------
        AssumptionError
            When the prior is none, or no draw satisfies what is known of a row.
        DataError
            When the prior does not fit the cells.
        ParameterError
            When draws, seed or quantiles cannot be, or joint domains tie rows to each other.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").overlap("jaccard").distribution(0.5).quantile(0.5).round(3).tolist()
        [0.625, 0.5, 0.409, 0.478, 0.429, 0.312]
        """
        shown = answer.shares("quantiles", quantiles)
        return answer.distribution(self._asked_under(prior, draws, seed), threads, shown)

    def tilt(
        self,
        prior: Any = "pooled",
        deltas: Sequence[float] = (-4.0, -2.0, 0.0, 2.0, 4.0),
        *,
        draws: int = 20_000,
        seed: int = 0,
        threads: int | None = None,
    ) -> Table:
        """The mean of every pair while the prior goes from "withheld is empty" to "withheld is deep".

        Parameters
        ----------
        prior : Prior, number, text, mapping or array
            The prior that is tilted, see `distribution`.
        deltas : sequence of float
            Tilts of the odds of being present; ``log(1 - s)`` stands for a share s that is named.
        draws, seed : int
            Where nothing is exact.
        threads : int, optional
            Threads to use; by default all.

        Returns
        -------
        Table
            Columns delta, naming_share (None above 0), first, second, mean, error, lower, upper (bounds).
            Means need not rise or fall all the way.

        Raises
        ------
        AssumptionError
            When the prior or a tilt is none.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").tilt(0.5, [-1, 0, 1])["mean"][1]
        0.45833333333333326
        """
        tilted = [as_prior(prior).tilted(delta) for delta in deltas]
        records = []
        for delta, one in zip(deltas, tilted, strict=True):
            found = self.distribution(one, draws=draws, seed=seed, threads=threads, quantiles=())
            share = -math.expm1(delta) if delta <= 0 else None
            for row in found.table():
                told = {name: row[name] for name in ("first", "second", "mean", "error", "lower", "upper")}
                records.append({"delta": float(delta), "naming_share": share, **told})
        names = ["delta", "naming_share", "first", "second", "mean", "error", "lower", "upper"]
        caption = f"{as_prior(prior).sentence()} Its odds are tilted by delta."
        return Table.from_records(records, names, caption)

    def rank(
        self,
        prior: Any = "mixture",
        *,
        weights: float | str | None = None,
        draws: int = 20_000,
        seed: int = 0,
        threads: int | None = None,
    ) -> Ranks:
        """The place of every pair: possible ones, and how likely each is over cells and weights.

        Parameters
        ----------
        prior : Prior, number, text, mapping or array
            What is assumed of unknown cells, see `distribution`.
        weights : float, "any" or None
            None leaves areas their weights; "any" draws weights that are all as likely; a number is the
            parameter of a Dirichlet distribution, above 1 for weights that are nearer to equal.
        draws, seed : int
            Completions drawn, and from which stream.
        threads : int, optional
            Threads to use; by default all.

        Returns
        -------
        Ranks

        Raises
        ------
        AssumptionError
            When the prior is none.
        ParameterError
            When weights, draws or seed cannot be, or the index takes no weights.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [0, 1]], max_depth=1)
        >>> found = panel.overlap("jaccard").rank(0.5)
        >>> bool(abs(found.acceptability[0, 0] - 0.75) < 0.02)
        True
        """
        concentration = concentration_of(weights)
        asked = self._asked_under(prior, draws, seed)
        if concentration:
            none = np.zeros(0, dtype=np.intp)
            return ranks(asked, concentration, (none, none, np.zeros(0, dtype=bool)), threads)
        i, j = self._positions()
        possible = places(self.question, self.lower, self.upper)
        best, worst, certified = possible.best, possible.worst, possible.certified
        return ranks(asked, 0.0, (best[i, j], worst[i, j], certified[i, j]), threads)

    def _asked_under(self, prior: Any, draws: int, seed: int) -> Asked:
        i, j = self._positions()
        low, high = self.lower[i, j], self.upper[i, j]
        return Asked(self.question, self._places, low, high, as_prior(prior), draws, seed)
