"""One pair of programmes: bounds, a witness for each end, what each area adds, and what would settle it."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _explain
from chirograph._overlap_text import remark
from chirograph.base import frames, markup
from chirograph.base.public import public
from chirograph.catalogue import indicators as catalogue
from chirograph.cells import intervals
from chirograph.errors import Fault, ParameterError

if TYPE_CHECKING:
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel
    from chirograph.plots import PlotResult

__all__ = ["PairOverlap"]

Witness = NDArray[np.uint8] | None
Contributions = NDArray[np.float64] | None


@public
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PairOverlap:
    """Bounds of one index for one pair. Made by ``overlap["KOR", "JPN"]``.

    Parameters
    ----------
    overlap : Overlap
        The result it is part of.
    first, second : str
        Labels of the two programmes.
    lower, upper : float
        Least and greatest value over all completions of the unknown cells.
    sharp_lower, sharp_upper : bool
        Whether the end is attained; otherwise it is a certified outer bound.
    undefined : int
        0 no completion is 0/0, 1 some are, 2 all are.
    witness_lower, witness_upper : (2, n) uint8 or None
        Depths of both programmes in a completion that attains the end; None when the end is not sharp.
    contributions_lower, contributions_upper : (n,) float64 or None
        What each area adds at that witness; they sum to the end.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
    >>> pair = panel.overlap("jaccard")["P1", "P2"]
    >>> pair.witness_lower.tolist()
    [[1, 1, 1], [1, 0, 0]]
    >>> float(pair.contributions_upper.sum()) == pair.upper
    True
    """

    overlap: Overlap
    first: str
    second: str
    lower: float
    upper: float
    sharp_lower: bool
    sharp_upper: bool
    undefined: int
    witness_lower: Witness
    witness_upper: Witness
    contributions_lower: Contributions
    contributions_upper: Contributions

    @classmethod
    def compute(cls, overlap: Overlap, p: int, q: int) -> PairOverlap:
        """Ask the engine for one pair of a result, and apply the result's convention for 0/0.

        Parameters
        ----------
        overlap : Overlap
            The result.
        p, q : int
            Numbers of the two rows; ``overlap["KOR", "JPN"]`` finds them by label.

        Returns
        -------
        PairOverlap

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.pair import PairOverlap
        >>> PairOverlap.compute(cg.Panel([[1], [1]], max_depth=1).overlap("jaccard"), 0, 1)
        P1 and P2, Jaccard: [1.000, 1.000], sharp
        """
        found = overlap.panel.content.engine().pair(overlap.key, p, q, dict(overlap._arguments))
        ends: dict[str, list[Any]] = {
            end: [found[end], found[f"sharp_{end}"], found[f"witness_{end}"], found[f"contributions_{end}"]]
            for end in ("lower", "upper")
        }
        convention, state = overlap.convention, int(found["undefined"])
        if state and not math.isnan(convention):
            # The end that the convention moves is attained by the completion that is 0/0. Where the engine
            # relaxed a constraint, 0/0 may not be possible after all: the end stays outer, without witness.
            for end, moved in (
                ("lower", not ends["lower"][0] <= convention),
                ("upper", not ends["upper"][0] >= convention),
            ):
                if moved:
                    sharp = ends[end][1]
                    ends[end] = [convention, sharp, found["witness_undefined"] if sharp else None, None]
        for values in ends.values():
            values[2:] = [None if array is None else intervals.frozen(array) for array in values[2:]]
        low, high = ends["lower"], ends["upper"]
        return cls(
            overlap,
            overlap.rows[p],
            overlap.rows[q],
            float(low[0]),
            float(high[0]),
            bool(low[1]),
            bool(high[1]),
            state,
            low[2],
            high[2],
            low[3],
            high[3],
        )

    @property
    def panel(self) -> Panel:
        """What it was computed from."""
        return self.overlap.panel

    @property
    def key(self) -> str:
        """The indicator."""
        return self.overlap.key

    @property
    def sharp(self) -> bool:
        """Whether both ends are attained."""
        return self.sharp_lower and self.sharp_upper

    @property
    def contributions(self) -> NDArray[np.float64]:
        """What each area adds, (2, n): row 0 at the lower end, row 1 at the upper; NaN without witness."""
        blank = np.full(len(self.panel.columns), math.nan)
        both = [blank if row is None else row for row in (self.contributions_lower, self.contributions_upper)]
        return intervals.frozen(np.array(both))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which the bounds hold."""
        return self.overlap.assumptions

    def completion(self, end: str) -> Panel:
        """The completion that attains an end, as a panel of two known rows.

        Parameters
        ----------
        end : {"lower", "upper"}
            Which end.

        Returns
        -------
        Panel

        Raises
        ------
        ParameterError
            When `end` is another word, or the end has no witness.

        Examples
        --------
        >>> import chirograph as cg
        >>> overlap = cg.Panel([[1, 0], [1, 0]], [[1, 1], [1, 0]], max_depth=1).overlap("jaccard")
        >>> overlap["P1", "P2"].completion("lower").overlap("jaccard")["P1", "P2"].upper
        0.5
        """
        from chirograph.panel import Panel

        if end not in ("lower", "upper"):
            raise ParameterError(Fault("", "end", repr(end), "an end is 'lower' or 'upper'", "", "parameter"))
        witness = self.witness_lower if end == "lower" else self.witness_upper
        if witness is None:
            raise ParameterError(
                Fault("", "completion", end, "the end has a witness", "see sharp_lower, sharp_upper")
            )
        labels = [self.first, self.second]
        if self.first == self.second:
            labels[1] += " (again)"
        panel = self.panel
        return Panel(
            witness,
            rows=labels,
            columns=panel.columns,
            weights=panel.weights,
            max_depth=panel.max_depth,
            status="witness",
            names=panel.names,
        )

    def areas(self) -> Any:
        """Every area of the pair: both intervals and reasons, its role, and what it adds at either end.

        Returns
        -------
        frame
            Columns area, name, first_lower, first_upper, first_status, second_lower, second_upper,
            second_status, role ("makes", "breaks", "open", "neither"), at_lower, at_upper.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> list(pair.areas()["role"])
        ['makes', 'breaks', 'open']
        """
        return frames.build(_explain.area_columns(self), self.panel.content.frame)

    to_frame = areas

    def sentence(self) -> str:
        """The range in words: from where to where, whether sharp, and when it is undefined.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> pair.sentence()[:60]
        'P1 and P2, Jaccard: from 0.333 to 0.500, whatever the unknow'
        """
        return _explain.sentence(self)

    def explain(self) -> str:
        """Which areas make the overlap, break it or could change it, why, and what would settle them.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> print(pair.explain().splitlines()[2])
        Areas that certainly make the overlap, both have them (1):
        """
        return _explain.text(self)

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; an undefined value is None with a reason.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> pair.to_dict()["witness_upper"]
        [[1, 1, 0], [1, 0, 0]]
        """
        known = not math.isnan(self.lower)
        return {
            "kind": "pair_overlap",
            "key": self.key,
            "parameters": dict(self.overlap.parameters),
            "first": self.first,
            "second": self.second,
            "lower": self.lower if known else None,
            "upper": self.upper if known else None,
            "reason": None
            if known
            else f"undefined in every completion: {catalogue.row_of(self.key)['undefined']}",
            "sharp_lower": self.sharp_lower,
            "sharp_upper": self.sharp_upper,
            "undefined": ("no", "possible", "always")[self.undefined],
            "columns": list(self.panel.columns),
            "witness_lower": None if self.witness_lower is None else self.witness_lower.tolist(),
            "witness_upper": None if self.witness_upper is None else self.witness_upper.tolist(),
            "contributions_lower": None
            if self.contributions_lower is None
            else self.contributions_lower.tolist(),
            "contributions_upper": None
            if self.contributions_upper is None
            else self.contributions_upper.tolist(),
            "assumptions": list(self.assumptions),
        }

    def to_json(self) -> str:
        """`to_dict` as JSON text.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> pair.to_json()[:40]
        '{"kind": "pair_overlap", "key": "jaccard'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """The bounds of this pair as a flat bar, see :func:`chirograph.plots.bounds`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> len(pair.plot().data())
        1
        """
        from chirograph import plots

        return plots.bounds(self, ax=ax, **options)

    def __reduce__(self) -> tuple[Any, ...]:
        # Arrays come out of a pickle writeable; the pair is asked for again.
        places = (self.overlap.rows.index(label) for label in (self.first, self.second))
        return PairOverlap.compute, (self.overlap, *places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PairOverlap):
            return NotImplemented
        return (self.first, self.second) == (other.first, other.second) and self.overlap == other.overlap

    def __hash__(self) -> int:
        return hash((self.first, self.second, self.overlap))

    def __repr__(self) -> str:
        ends = markup.interval(self.lower, self.upper)
        note = remark(self.sharp, self.undefined)
        return f"{self.first} and {self.second}, {self.overlap.title}: {ends}, {note}"

    def _repr_html_(self) -> str:
        return _explain.markup(self)
