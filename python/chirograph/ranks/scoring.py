"""The range of a depth index where it is open how much a step of depth counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chirograph.base.public import public

__all__ = ["ScoringFree"]


@public
@dataclass(frozen=True, slots=True, eq=False)
class ScoringFree:
    """Range of a depth index over every completion and every increasing scoring of the depths.

    Parameters
    ----------
    lower, upper : (k, k) float64
        Least and greatest value; NaN where no completion is defined. What 0/0 counts as in the result counts
        here too.
    sharp : (k, k) bool
        True: both ends are attained, at least in the limit. False: a certified outer bound.
    undefined : (k, k) uint8
        0 some depth has a value in every completion, 1 that is not certain, 2 no depth has one in any.

    Notes
    -----
    With levels t = 1..L and the Jaccard index J_t of the areas at depth t or more, every scored Ruzicka index
    of a completion lies between min J_t and max J_t, and both are reached in the limit. So the range answers
    the question whether equal steps between depths matter.

    Examples
    --------
    >>> import chirograph as cg
    >>> free = cg.Panel([[1, 2], [1, 1]], max_depth=2).overlap("ruzicka").scoring_free
    >>> float(free.lower[0, 1]), float(free.upper[0, 1])
    (0.0, 1.0)
    """

    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    sharp: NDArray[np.bool_]
    undefined: NDArray[np.uint8]
