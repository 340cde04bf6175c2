"""What drives a number: shares of its variance by group of inputs, unknown text among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.convert import needed
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import finite
from chirograph.cells.intervals import frozen
from chirograph.chances.answer import Answer, Shown
from chirograph.chances.study import Study

__all__ = ["Sensitivity", "sensitivity"]

Numbers = NDArray[np.float64]
_ARRAYS = ("first", "first_low", "first_high", "total", "total_low", "total_high")
#: Resamples of the design that intervals are taken from.
_RESAMPLES = 500


@public
@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity(Answer):
    """Sobol' indices of one number over groups of inputs. Made by ``Overlap.sensitivity``.

    Parameters
    ----------
    asked : Study
        What was asked: the number, the groups, the prior, choices, draws and seed.
    groups : tuple of str
        The inputs that vary together.
    mean, variance : float
        Of the number over all inputs. Where it does not vary, shares are NaN.
    first : (groups,) float64
        The share of the variance that is due to a group alone. Small ones below 0 are noise.
    first_low, first_high : (groups,) float64
        Their interval, by resampling the design.
    total : (groups,) float64
        The share that is due to a group alone or together with others.
    total_low, total_high : (groups,) float64
        Their interval.

    Notes
    -----
    Of a number y and a group g, first is ``Var(E[y | g]) / Var(y)`` and total ``1 - Var(E[y | the others]) /
    Var(y)``. Both lie between 0 and 1; an estimate may lie outside.

    References
    ----------
    Sobol', I. M. (2001). Global sensitivity indices for nonlinear mathematical models and their Monte Carlo
    estimates. Mathematics and Computers in Simulation 55(1-3), 271-280.

    Saltelli, A., Annoni, P., Azzini, I., Campolongo, F., Ratto, M., Tarantola, S. (2010). Variance based
    sensitivity analysis of model output: design and estimator for the total sensitivity index. Computer
    Physics Communications 181(2), 259-270.

    Jansen, M. J. W. (1999). Analysis of variance designs for model output. Computer Physics Communications
    117(1-2), 35-43.

    Examples
    --------
    >>> import chirograph as cg
    >>> overlap = cg.load("nato-ip4").overlap("jaccard")
    >>> found = overlap.sensitivity(("KOR", "NZL"), 0.5, weights="any", draws=256)
    >>> found.groups, bool(found.total[0] > found.total[1])
    (('unknown text', 'weights'), True)
    """

    _figure = "sensitivity"

    asked: Study
    groups: tuple[str, ...]
    mean: float
    variance: float
    first: Numbers
    first_low: Numbers
    first_high: Numbers
    total: Numbers
    total_low: Numbers
    total_high: Numbers

    def __post_init__(self) -> None:
        for name in _ARRAYS:
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def __reduce__(self) -> tuple[Any, ...]:
        arrays = (np.array(getattr(self, name)) for name in _ARRAYS)
        return Sensitivity, (self.asked, self.groups, self.mean, self.variance, *arrays)

    @property
    def about(self) -> str:
        """The number in words."""
        return self.asked.about

    def table(self) -> Table:
        """One row per group: group, first, first_low, first_high, total, total_low, total_high.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2)
        >>> found = panel.overlap("jaccard").sensitivity(("P1", "P2"), 0.5, choices={"threshold": [1, 2]})
        >>> found.table()["group"]
        ('unknown text', 'threshold')
        """
        columns = [tuple(getattr(self, name).tolist()) for name in _ARRAYS]
        return Table(("group", *_ARRAYS), (self.groups, *columns), self._headline())

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order: what was asked, then a record for each group.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2)
        >>> found = panel.overlap("jaccard").sensitivity(("P1", "P2"), 0.5, choices={"threshold": [1, 2]})
        >>> found.to_dict()["groups"][0]["group"]
        'unknown text'
        """
        known = {"mean": self.mean, "variance": self.variance, "groups": finite(list(self.table()))}
        return {"kind": "sensitivity", **self.asked.told(), **known}

    def explain(self) -> str:
        """One sentence per group, then how inputs vary.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2)
        >>> found = panel.overlap("jaccard").sensitivity(("P1", "P2"), 0.5, choices={"threshold": [1, 2]})
        >>> found.explain().splitlines()[0][:40]
        'Unknown text: alone it makes a share of '
        """
        lines = []
        for at, group in enumerate(self.groups):
            if self.variance == 0:
                lines.append(f"{_upper(group)}: the number does not vary.")
                continue
            one, both = (_share(self, name, at) for name in ("first", "total"))
            lines.append(f"{_upper(group)}: alone it makes a share of {one} of the variance, in all {both}.")
        return "\n".join([*lines, " ".join(self.assumptions)])

    def _headline(self) -> str:
        return f"{self.about}: mean {self.mean:.3f}, variance {self.variance:.3g}, {self.asked.draws} draws"

    def _again(self, threads: int | None) -> Sensitivity:
        return sensitivity(replace(self.asked, threads=threads))

    def _differs(self, other: Sensitivity) -> tuple[str, ...]:
        return tuple(
            name
            for name in ("groups", "mean", "variance", *_ARRAYS)
            if not np.array_equal(getattr(self, name), getattr(other, name), equal_nan=name != "groups")
        )

    def _shown(self) -> Shown:
        rows = [
            [group, *(_share(self, name, at) for name in ("first", "total"))]
            for at, group in enumerate(self.groups)
        ]
        return self._headline(), ["group", "first", "total"], rows


def sensitivity(study: Study) -> Sensitivity:
    """Sobol' indices of a study, with intervals by resampling its rows."""
    found = study.evaluated()
    both = found[:2]
    mean = float(both.mean())
    if np.ptp(found) == 0.0:
        return Sensitivity(study, study.groups, mean, 0.0, *np.full((6, len(found) - 2), np.nan))
    rng = np.random.default_rng(study.seed)
    drawn = [indices(found[:, rng.integers(0, study.draws, study.draws)]) for _ in range(_RESAMPLES)]
    tail = (1.0 - study.confidence) / 2.0
    ends = np.quantile(np.array(drawn), [tail, 1.0 - tail], axis=0)
    arrays = np.stack([indices(found), *ends]).swapaxes(0, 1).reshape(6, -1)
    return Sensitivity(study, study.groups, mean, float(both.var()), *arrays)


def indices(found: Numbers) -> Numbers:
    """First order and total indices of a design that was evaluated, (2, groups).

    Estimators are those of ``scipy.stats.sobol_indices``: first order after Saltelli et al. (2010), total
    after Jansen (1999).

    Parameters
    ----------
    found : (2 + groups, draws) float64
        The number in two blocks that are free of each other, then in the first with one group of the second.

    Examples
    --------
    >>> a, b = np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0, 1.0])
    >>> indices(np.array([a, b, b, a])).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    stats = needed("scipy", "sensitivity", extra="sensitivity").stats
    base, other, mixed = found[None, 0], found[None, 1], found[2:, None]
    told = stats.sobol_indices(func={"f_A": base, "f_B": other, "f_AB": mixed}, n=found.shape[1])
    return np.stack([told.first_order, told.total_order])


def _share(found: Sensitivity, name: str, at: int) -> str:
    middle, low, high = (getattr(found, f"{name}{end}")[at] for end in ("", "_low", "_high"))
    return "undefined" if np.isnan(middle) else f"{middle:.3f} [{low:.3f}, {high:.3f}]"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
