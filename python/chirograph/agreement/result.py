"""A range of agreement, and a sampling interval: two answers to two questions, never one number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chirograph.base import frames
from chirograph.base.effort import Effort
from chirograph.base.markup import counted, escape, paragraph
from chirograph.base.public import public
from chirograph.base.told import Told
from chirograph.catalogue.citation import Citation, of_works
from chirograph.cells.ends import End, interval, opened, told

__all__ = ["THRESHOLDS", "Agreement", "Sampling", "Values"]

#: Values per coder and unit; None where the coder did not code the unit.
Values = tuple[tuple[int | None, ...], ...]
#: Customary thresholds: reliable, and good enough for tentative conclusions (Krippendorff 2004).
THRESHOLDS = (0.8, 0.667)


@public
@dataclass(frozen=True, slots=True, repr=False)
class Agreement(Told):
    """What a coefficient of agreement can be, given what is on record. Made by `Codings.agreement`.

    Parameters
    ----------
    key, title, metric : str
        The coefficient, and how far it takes two values to be apart.
    coders : tuple of str
        Whose codings.
    units : int
        Units coded by two coders or more.
    stands_for : int
        The sum of their weights: as many as `units`, if none were given.
    counts : mapping
        Entries that are "known", a "set", "unknown" (``?``) and "missing" (not coded).
    lower, upper : float
        Least and greatest value over all completions; where an end is open, what no completion is beyond.
        NaN where none has a value.
    inner_lower, inner_upper : float
        What the best completion found attains.
    gap_lower, gap_upper : float
        What is left between the two: 0 where the end is sharp.
    sharp_lower, sharp_upper : bool
        Whether the end is proven to be attained.
    witness_lower, witness_upper : tuple or None
        The best completion found, coder by coder; None where there is no value.
    undefined_possible : bool
        Whether some completion has no value.
    reason : str
        Why no completion has a value; empty when some has.
    reference : str
        Key of the work it comes from.
    budget : int or None
        Steps of search that the call could take; None means the preset.
    time_limit : float or None
        Seconds that it could take.
    cut : {"steps", "time"} or None
        What left an end open.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.Codings({"A": [1, 0, 0, "?"], "B": [1, 0, 0, 1]}, max_depth=1).agreement("kappa")
    >>> found
    Cohen's kappa (nominal), 2 coders, 4 units, 1 coding not on record: [0.500, 1.000], sharp; not decided \
at 0.8, not decided at 0.667
    >>> found.witness_lower[0]
    (1, 0, 0, 0)
    """

    key: str
    title: str
    metric: str
    coders: tuple[str, ...]
    units: int
    stands_for: int
    counts: Mapping[str, int] = field(hash=False)
    lower: float
    upper: float
    inner_lower: float
    inner_upper: float
    gap_lower: float
    gap_upper: float
    sharp_lower: bool
    sharp_upper: bool
    witness_lower: Values | None
    witness_upper: Values | None
    undefined_possible: bool
    reason: str
    reference: str
    budget: int | None = None
    time_limit: float | None = None
    cut: str | None = None

    @property
    def sharp(self) -> bool:
        """Whether both ends are attained."""
        return self.sharp_lower and self.sharp_upper

    @property
    def gap(self) -> float:
        """The larger one of the gaps of the two ends."""
        return max(self.gap_lower, self.gap_upper)

    @property
    def ends(self) -> tuple[End, End]:
        """Lower and upper end, each with bound and attained value."""
        return End(self.lower, self.inner_lower), End(self.upper, self.inner_upper, high=True)

    def verdict(self, threshold: float) -> str:
        """Whether a threshold is "reached" or "missed" by every completion, else "not decided".

        Parameters
        ----------
        threshold : float
            The value to be reached; 0.8 and 0.667 are customary (Krippendorff 2004).

        Returns
        -------
        str
            "undefined" when there is no value at all.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.Codings({"A": [1, 0, 0, "?"], "B": [1, 0, 0, 1]}, max_depth=1).agreement("kappa")
        >>> found.verdict(0.4), found.verdict(0.8)
        ('reached', 'not decided')
        """
        if self.reason:
            return "undefined"
        if self.lower >= threshold:
            return "reached"
        return "missed" if self.upper < threshold else "not decided"

    @property
    def text(self) -> str:
        """The range with what is known of its ends; the reason where there is no value.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Codings({"A": [1, 1], "B": [1, 1]}, max_depth=1).agreement("kappa").text
        'undefined (one value only: nothing to tell apart)'
        """
        if self.reason:
            return f"undefined ({self.reason})"
        some = ", or no value" if self.undefined_possible else ""
        return f"{interval(*self.ends)}, {opened(*self.ends)}{some}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; None where there is no value.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Codings({"A": [1, 0], "B": [1, 0]}, max_depth=1).agreement("kappa").to_dict()["lower"]
        1.0
        """
        record = {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in self.to_record().items()
        }
        return {
            "kind": "agreement",
            **record,
            "coders": list(self.coders),
            "verdicts": {f"{threshold:g}": self.verdict(threshold) for threshold in THRESHOLDS},
            "witness_lower": None if self.witness_lower is None else [list(x) for x in self.witness_lower],
            "witness_upper": None if self.witness_upper is None else [list(x) for x in self.witness_upper],
            "budget": self.budget,
            "time_limit": self.time_limit,
            "cut": self.cut,
        }

    def to_record(self) -> dict[str, Any]:
        """One row of a table: no witnesses.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.Codings({"A": [1, 0], "B": [1, 0]}, max_depth=1).agreement("kappa").to_record())[:5]
        ['key', 'metric', 'lower', 'upper', 'sharp_lower']
        """
        return {
            "key": self.key, "metric": self.metric, "lower": self.lower, "upper": self.upper,
            "sharp_lower": self.sharp_lower, "sharp_upper": self.sharp_upper, "inner_lower": self.inner_lower,
            "inner_upper": self.inner_upper, "gap_lower": self.gap_lower, "gap_upper": self.gap_upper,
            "undefined_possible": self.undefined_possible, "reason": self.reason, "units": self.units,
            "stands_for": self.stands_for, **self.counts,
        }  # fmt: skip

    def to_frame(self) -> Any:
        """One row with the columns of `to_record`; pandas when it is installed, else a `Table`.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.Codings({"A": [1, 0], "B": [1, 0]}, max_depth=1).agreement("krippendorff_alpha")
        >>> len(found.to_frame())
        1
        """
        return frames.build({name: [value] for name, value in self.to_record().items()}, None)

    def cite(self) -> Citation:
        """The software, and the work that the coefficient comes from.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.Codings({"A": [1, 0], "B": [1, 0]}, max_depth=1).agreement("pi")
        >>> "Scott" in found.cite().apa
        True
        """
        return self._cited()

    def _cited(self) -> Citation:
        return of_works([self.reference])

    def __repr__(self) -> str:
        often = "" if self.stands_for == self.units else f" standing for {self.stands_for}"
        off = self.counts["set"] + self.counts["unknown"]
        head = (
            f"{self.title} ({self.metric}), {counted(len(self.coders), 'coder')}, "
            f"{counted(self.units, 'unit')}{often}, {counted(off, 'coding')} not on record"
        )
        given = Effort(self.budget, self.time_limit).text(self.cut)
        verdicts = ", ".join(f"{self.verdict(threshold)} at {threshold:g}" for threshold in THRESHOLDS)
        return f"{head}{given}: {self.text}" + ("" if self.reason else f"; {verdicts}")

    def _repr_html_(self) -> str:
        words = "" if self.reason else paragraph(escape(told(*self.ends)))
        return paragraph(escape(repr(self))) + words


@public
@dataclass(frozen=True, slots=True, repr=False)
class Sampling(Told):
    """How far agreement might move if the units are a sample of more. Made by `Codings.sampling`.

    Parameters
    ----------
    key, title, metric : str
        The coefficient.
    units : int
        Units that were drawn from.
    lower, upper : float
        Ends of the band: the 2.5 % quantile of the lower ends and the 97.5 % quantile of the upper ends over
        all resamples that have a value. NaN where no band is given.
    resamples, undefined : int
        How many resamples were drawn, and in how many of them the coefficient has no value.
    seed : int
        Of the draws.
    notes : tuple of str
        What to know before it is used.

    Examples
    --------
    >>> import chirograph as cg
    >>> codings = cg.Codings({"A": [0, 1] * 15, "B": [0, 1, 0, 1, 1, 0] * 5}, max_depth=1)
    >>> codings.sampling("krippendorff_alpha", seed=1, resamples=200).undefined
    0
    """

    key: str
    title: str
    metric: str
    units: int
    lower: float
    upper: float
    resamples: int
    undefined: int
    seed: int
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; None where no band is given.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Codings({"A": [0, 1], "B": [0, 1]}, max_depth=1).sampling("bp", seed=1).to_dict()["upper"]
        1.0
        """
        band = {
            end: None if math.isnan(x) else x for end, x in (("lower", self.lower), ("upper", self.upper))
        }
        return {
            "kind": "sampling", "key": self.key, "metric": self.metric, "units": self.units, **band,
            "resamples": self.resamples, "undefined": self.undefined, "seed": self.seed,
            "notes": list(self.notes),
        }  # fmt: skip

    def __repr__(self) -> str:
        band = "no band" if math.isnan(self.lower) else f"band [{self.lower:.3f}, {self.upper:.3f}]"
        drawn = (
            f"bootstrap of units, {self.resamples} resamples, {self.undefined} undefined, seed {self.seed}"
        )
        head = f"{self.title} ({self.metric}), if the {counted(self.units, 'unit')} are a sample: {band}"
        return ". ".join([f"{head} ({drawn})", *self.notes])
