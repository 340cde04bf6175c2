"""What an overlap answers when inputs vary: what drives it, what tips it, what other choices give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from chirograph.base.effort import Effort, threads_of
from chirograph.base.table import Table
from chirograph.cells.question import UNDEFINED
from chirograph.chances.choices import Worlds
from chirograph.chances.multiverse import Combinations, Multiverse, multiverse
from chirograph.chances.priors import as_prior
from chirograph.chances.sensitivity import Sensitivity, sensitivity
from chirograph.chances.study import Study, concentration_of, pairs_of
from chirograph.errors import Fault, ParameterError, brief
from chirograph.ranks.least_weight import least_weight
from chirograph.ranks.shapes import Shapes
from chirograph.ranks.tipping import Tipping, fewest_cells

__all__ = ["Varied"]


class Varied(Shapes):
    """The questions of an overlap about its inputs."""

    def sensitivity(
        self,
        about: Any,
        prior: Any = "mixture",
        *,
        choices: Mapping[str, Any] | None = None,
        weights: float | str | None = None,
        draws: int = 1024,
        seed: int = 0,
        confidence: float = 0.95,
        threads: int | None = None,
    ) -> Sensitivity:
        """What drives a number: Sobol' indices, first order and total, over groups of inputs.

        Groups are "unknown text" (where cells are open), "weights" (where they are drawn), and every choice.
        They vary independently of each other; cells and weights within a group vary together.

        Parameters
        ----------
        about : pair, two pairs, or "settled"
            The index of a pair, ``("KOR", "JPN")``; the difference of two, ``(("KOR", "JPN"), ("KOR",
            "AUS"))``; or the share of comparisons of two pairs that are settled, of which unknown text is no
            input: it is settled whatever the text says.
        prior : Prior, number, text, mapping or array
            What is assumed of unknown cells, see `Prior`.
        choices : mapping, optional
            Options by name, each as likely: "index" (keys), "undefined" (numbers, NaN for left out), "assume"
            (readings such as "absent"), a parameter such as "threshold" or "alpha", or any other name with
            panels by name, such as ``{"coding": {"A": panel_a, "B": panel_b}}``.
        weights : float, "any" or None
            None leaves areas their weights; "any" draws weights that are all as likely; a number is the
            parameter of a Dirichlet distribution, above 1 for weights that are nearer to equal.
        draws : int
            Rows of the design, a power of 2; it is evaluated so often for each group, and twice more.
        seed : int
            Of what is drawn; the digits do not depend on threads.
        confidence : float
            Of the intervals, which come from resampling the design.
        threads : int, optional
            Threads to use; by default all.

        Returns
        -------
        Sensitivity

        Raises
        ------
        AssumptionError
            When the prior is none.
        ParameterError
            When there are fewer than two groups, something is no choice, or some evaluation is 0/0.
        ImportError
            When scipy is not installed: ``pip install 'chirograph-engine[sensitivity]'``.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2)
        >>> found = panel.overlap("jaccard").sensitivity(("P1", "P2"), 0.5, choices={"threshold": [1, 2]})
        >>> bool(found.first[1] > found.first[0])
        True
        """
        pairs = pairs_of(about, self._content)
        study = Study(
            self.question, pairs or self._places, as_prior(prior), dict(choices or {}),
            concentration_of(weights), draws, seed, confidence, threads, not pairs,
        )  # fmt: skip
        return sensitivity(study)

    def multiverse(self, choices: Mapping[str, Any]) -> Multiverse:
        """The range of every pair under every combination of defensible choices, and which pair is first.

        Parameters
        ----------
        choices : mapping
            Options by name, see `sensitivity`: "index", "undefined", "assume", a parameter, or any other name
            with panels by name, such as ``{"evidence": {g: ds.panel(evidence=g) for g in grades}}``. Where an
            index has not the parameter, the combination is listed once.

        Returns
        -------
        Multiverse

        Raises
        ------
        ParameterError
            With all that is no choice, or when there are more than 2,000 combinations.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1], [1, 0]], [[2, 2], [1, 1], [1, 0]], max_depth=2)
        >>> len(panel.overlap("jaccard").multiverse({"threshold": [1, 2], "assume": ["unknown", "absent"]}))
        4
        """
        return multiverse(Combinations(self.question, self._places, choices))

    def curve(self, thresholds: Sequence[int] | None = None) -> Table:
        """The range of every pair as a curve over the threshold: how deep an area must be to count.

        Parameters
        ----------
        thresholds : sequence of int, optional
            By default every depth of the scale from 1.

        Returns
        -------
        Table
            Columns first, second, threshold, lower, upper, sharp, undefined.

        Raises
        ------
        ParameterError
            When the index has no threshold, or a threshold is no depth of the scale.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2)
        >>> panel.overlap("jaccard").curve()[["threshold", "lower", "upper"]].rows
        ((1, 0.5, 1.0), (2, 0.0, 0.0))
        """
        depths = range(1, self._content.max_depth + 1) if thresholds is None else thresholds
        worlds = Worlds(self.question, {"threshold": list(depths)})
        i, j = self._positions()
        rows: list[tuple[Any, ...]] = []
        for at, threshold in enumerate(depths):
            found = worlds.at((at,)).every(threads_of(None), self._square.asked)
            ends = [found[name][i, j].tolist() for name in ("lower", "upper", "sharp")]
            states = [UNDEFINED[state] for state in found["undefined"][i, j]]
            told = zip(range(len(i)), self.pairs(), *ends, states, strict=True)
            rows += [(number, *pair, int(threshold), *others) for number, pair, *others in told]
        rows.sort(key=lambda row: row[0])
        names = ("first", "second", "threshold", "lower", "upper", "sharp", "undefined")
        columns = tuple(zip(*(row[1:] for row in rows), strict=True)) or ((),) * len(names)
        return Table(names, columns, " ".join(self.assumptions))

    def tipping(
        self,
        above: tuple[str, str],
        below: tuple[str, str],
        *,
        what: Literal["cells", "weights"] = "cells",
        held: Literal["lower", "upper"] | None = "lower",
        budget: int | None = None,
    ) -> Tipping:
        """The least change that puts one pair above another.

        Of "cells": the fewest unknown cells that put it above, and what they must be. Of "weights": the least
        share of the weight of areas that must move so that it is no longer below; any more puts it above.

        Parameters
        ----------
        above, below : pair of str
            The pair that is to be above, and the other.
        what : {"cells", "weights"}
            What changes.
        held : {"lower", "upper"} or None
            The ends at which all other unknown cells are held. None, of cells alone: whatever the others are,
            so that the order is certain once these are known.
        budget : int, optional
            Sets of cells that are looked at, by default 100,000, or linear programs, by default 500.

        Returns
        -------
        Tipping
            Where the budget was not enough, with a bound and the best change found.

        Raises
        ------
        UnknownLabel, ParameterError
            When a pair is none, or of weights the index is no ratio of sums over areas.
        ImportError
            Of weights, when scipy is not installed.

        Examples
        --------
        >>> import chirograph as cg
        >>> lower, upper = [[1, 1, 0], [1, 0, 0], [0, 0, 0]], [[1, 1, 0], [1, 0, 0], [1, 1, 1]]
        >>> panel = cg.Panel(lower, upper, max_depth=1)
        >>> panel.overlap("jaccard").tipping(("P1", "P3"), ("P1", "P2")).found
        2.0
        """
        pairs = pairs_of((above, below), self._content)
        if len(pairs) != 2 or pairs[0] == pairs[1]:
            rule = "two pairs are compared"
            raise ParameterError(Fault("", "tipping", brief((above, below)), rule, "", "parameter"))
        steps = Effort.of(budget, whose="a search").budget
        if what == "cells":
            return fewest_cells(self.question, pairs[0], pairs[1], held, steps)
        if held is None:
            rule, repair = "weights move while cells are held", 'give "lower" or "upper"'
            raise ParameterError(Fault("", "held", "None", rule, repair, "parameter"))
        return least_weight(self.question, pairs[0], pairs[1], held, steps)
