"""Which rows are among the nearest of a row, in every completion or in some; which belong together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chirograph.base.table import Table
from chirograph.ranks.square import Square

__all__ = ["groups", "nearest"]


def nearest(square: Square, row: int, most: int) -> Table:
    """The rows that may be among the `most` highest of a row; ties are all among them.

    Another row is ahead for certain where its lower end is above, and it has a value in every completion; it
    may be ahead where its upper end is above. Both are told by the ranges alone: two pairs with one row are
    not free of each other, so who is "possible" is not excluded, and who is left out is out for certain.

    Examples
    --------
    >>> import numpy as np
    >>> lower, upper = np.array([[1, 0.5, 0.1, 0.2]] * 4), np.array([[1, 0.8, 0.3, 0.6]] * 4)
    >>> yes = np.ones((4, 4), dtype=bool)
    >>> nearest(Square(tuple("abcd"), lower, upper, yes, yes), 0, 1)
    row  lower  upper  best  worst  among
    b    0.500  0.800  1     2      possible
    d    0.200  0.600  1     3      possible
    """
    others = np.flatnonzero(square.valued[row] & (np.arange(len(square.rows)) != row))
    low, high = square.end("lower")[row, others], square.end("upper")[row, others]
    always = square.always[row, others]
    worst = 1 + _above(high, low) - (high > low)
    best = 1 + _above(low[always], high)
    records = [
        {
            "row": square.rows[others[i]],
            "lower": float(square.lower[row, others[i]]),
            "upper": float(square.upper[row, others[i]]),
            "best": int(best[i]),
            # Without a value it has no place at all.
            "worst": int(worst[i]) if always[i] else None,
            "among": "certain" if always[i] and worst[i] <= most else "possible",
        }
        for i in np.lexsort((-high, worst, best)).tolist()
        if best[i] <= most
    ]
    return Table.from_records(records, ["row", "lower", "upper", "best", "worst", "among"])


def _above(values: NDArray[np.float64], marks: NDArray[np.float64]) -> NDArray[np.intp]:
    """How many values are above each mark."""
    count: NDArray[np.intp] = len(values) - np.searchsorted(np.sort(values), marks, side="right")
    return count


def groups(square: Square, at: float) -> Table:
    """Rows with the number of the group they certainly belong to, and of the largest one they may belong to.

    Rows are in one group where pairs of at least `at` lead from one to the other. By pairs that are that high
    in every completion: a group that stands. By pairs that may be: rows in different ones are never together.

    Examples
    --------
    >>> import numpy as np
    >>> lower, upper = np.array([[1, 0.6, 0], [0.6, 1, 0], [0, 0, 1]]), np.array([[1, 1, 0.5]] * 3)
    >>> yes = np.ones((3, 3), dtype=bool)
    >>> groups(Square(tuple("abc"), lower, upper, yes, yes), 0.5)
    row  group  largest
    a    1      1
    b    1      1
    c    2      1
    """
    low, high = square.end("lower") >= at, square.end("upper") >= at
    certain = _connected(square.valued & square.always & low)
    possible = _connected(square.valued & high)
    return Table(("row", "group", "largest"), (square.rows, certain, possible))


def _connected(tied: NDArray[np.bool_]) -> tuple[int, ...]:
    """The number of the group of each row, in the order of their first rows."""
    tied, found, count = tied | tied.T, np.zeros(len(tied), dtype=np.intp), 0
    for first in range(len(tied)):
        if found[first]:
            continue
        count += 1
        new = np.zeros(len(tied), dtype=bool)
        new[first] = True
        while new.any():
            found[new] = count
            new = tied[new].any(axis=0) & (found == 0)
    return tuple(found.tolist())
