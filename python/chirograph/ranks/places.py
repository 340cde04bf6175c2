"""The places that every pair may have among all pairs, told by the ranges alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chirograph.base.effort import threads_of
from chirograph.catalogue.indicators import directed
from chirograph.cells.question import Question
from chirograph.ranks.square import DIGITS

__all__ = ["places"]

Places = NDArray[np.intp]


def places(
    question: Question, lower: NDArray[np.float64], upper: NDArray[np.float64]
) -> tuple[Places, Places, NDArray[np.bool_]]:
    """Best and worst place of every pair, and whether both are attained, each (k, k); 0 where it has none.

    The best place counts pairs that are higher in every completion, the worst one those that are as high in
    some. Two pairs that share a row are not free of each other, so what is told by ranges alone may be too
    wide, never too narrow.

    Examples
    --------
    >>> import chirograph as cg
    >>> overlap = cg.Panel([[1, 1], [1, 1], [1, 0]], max_depth=1).overlap("jaccard")
    >>> best, worst, certified = places(overlap.question, overlap.lower, overlap.upper)
    >>> int(best[0, 1]), int(worst[0, 1]), int(best[1, 2]), int(worst[1, 2])
    (1, 1, 2, 3)
    """
    size = len(lower)
    square = np.ones((size, size), dtype=bool)
    ordered = directed(question.key, question.arguments)
    listed = square & ~np.eye(size, dtype=bool) if ordered else np.triu(square, 1)
    i, j = np.nonzero(listed & ~np.isnan(lower))
    low, high = np.round(lower[i, j], DIGITS), np.round(upper[i, j], DIGITS)
    undefined = question.every(threads_of(None))["undefined"][i, j]
    always = (undefined == 0) | (not np.isnan(question.convention))
    above = np.sort(low[always])
    reach = np.sort(high)
    # How many are above for certain, and how many are as high in some completion, the pair itself among them.
    firsts = 1 + len(above) - np.searchsorted(above, high, side="right")
    lasts = len(reach) - np.searchsorted(reach, low, side="left")
    best, worst = np.zeros((size, size), dtype=np.intp), np.zeros((size, size), dtype=np.intp)
    for places_of, found in ((best, firsts), (worst, lasts)):
        places_of[i, j] = found
        if not ordered:
            places_of[j, i] = found
    return best, worst, (best == worst) & (best > 0)
