"""Generated panels for the table of speed, what an index of a pair is, and the check of every answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

import chirograph as cg

Cells = NDArray[np.uint8]
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
#: What an answer says of the pairs with these first and second rows; a first row stands before its second.
Read = Callable[[Any, Places, Places], Numbers]

SEED = 20261123
PRESENT, UNKNOWN = 0.3, 0.1  # shares of cells
MOST_CHECKED = 200


def known(rows: int, columns: int, top: int, seed: int = SEED) -> Cells:
    """Depths of which three in ten are above 0, and none of a row is in no area."""
    rng = np.random.default_rng(seed)
    present = rng.random((rows, columns)) < PRESENT
    present[np.arange(rows), np.arange(rows) % columns] = True
    return np.where(present, rng.integers(1, top + 1, (rows, columns)), 0).astype(np.uint8)


def opened(cells: Cells, top: int, seed: int = SEED) -> tuple[Cells, Cells]:
    """Lower and upper ends of the same with one cell in ten unknown."""
    rows, columns = cells.shape
    unknown = np.random.default_rng(seed + 1).random(cells.shape) < UNKNOWN
    unknown[np.arange(rows), np.arange(rows) % columns] = False
    return np.where(unknown, 0, cells).astype(np.uint8), np.where(unknown, top, cells).astype(np.uint8)


def panel(lower: Cells, upper: Cells | None = None, top: int = 1, weights: Numbers | None = None) -> cg.Panel:
    """A panel with rows named by their numbers."""
    names = [str(i) for i in range(len(lower))]
    return cg.Panel(lower, upper, max_depth=top, rows=names, weights=weights)


def definition(key: str, x: NDArray[Any], y: NDArray[Any], weights: Numbers | float = 1.0) -> Numbers:
    """The index of rows of `x` with rows of `y`, written out."""
    if key == "jaccard":
        x, y = (x > 0).astype(np.uint8), (y > 0).astype(np.uint8)
    least, most = (np.sum(of(x, y) * weights, axis=-1) for of in (np.minimum, np.maximum))
    if key == "braycurtis":
        return np.asarray(2.0 * least / (least + most))
    return np.asarray(least / most)


def square(answer: Any, i: Places, j: Places) -> Numbers:
    """Values from a matrix."""
    return np.asarray(np.asarray(answer)[i, j])


def condensed(rows: int) -> Read:
    """Values from a vector in the order of SciPy."""

    def read(answer: Any, i: Places, j: Places) -> Numbers:
        return np.asarray(answer[i * (2 * rows - i - 1) // 2 + j - i - 1])

    return read


def apart(read: Read) -> Read:
    """Similarities from distances."""
    return lambda answer, i, j: 1.0 - read(answer, i, j)


def drawn_pairs(rows: int, most: int = MOST_CHECKED) -> tuple[Places, Places]:
    """Some pairs, the first row before the second."""
    pairs = np.sort(np.random.default_rng(SEED + 2).integers(0, rows, (most, 2)), axis=1)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    return pairs[:, 0], pairs[:, 1]


class Wrong(SystemExit):
    """A contender gave a wrong answer: no time is worth telling."""


def check_values(who: str, key: str, cells: Cells, answer: Any, read: Read) -> None:
    """The values agree with the definition on a sample of pairs."""
    i, j = drawn_pairs(len(cells))
    found, expected = read(answer, i, j), definition(key, cells[i], cells[j])
    tolerance = 1e-12 if found.dtype == np.float64 else 1e-6
    if not np.allclose(found, expected, rtol=0, atol=tolerance):
        worst = int(np.argmax(np.abs(found - expected)))
        pair = f"{key} of rows {i[worst]} and {j[worst]}"
        raise Wrong(f"{who}: {pair}: {found[worst]}, not {expected[worst]}")


def check_bounds(who: str, key: str, whole: cg.Panel, answer: tuple[Any, Any], read: Read) -> None:
    """Of some rows both ends of a pair are attained by a witness, and no random completion is beyond."""
    picked = np.unique(np.linspace(0, len(whole.rows) - 1, 10).astype(np.int64))
    few = whole[[whole.rows[i] for i in picked]]
    asked, rng = few.overlap(key), np.random.default_rng(SEED + 3)
    i, j = np.triu_indices(len(picked), 1)
    lows, highs = (read(end, picked[i], picked[j]) for end in answer)
    for p, q, low, high in zip(i, j, lows, highs, strict=True):
        pair = asked[few.rows[p], few.rows[q]]
        where = f"{who}: {key} of rows {picked[p]} and {picked[q]}"
        for end, witness in ((low, pair.witness_lower), (high, pair.witness_upper)):
            if witness is None or not abs(definition(key, witness[0], witness[1], few.weights) - end) <= 1e-6:
                raise Wrong(f"{where}: no witness attains {end}")
        if whole.constraints.lengths:  # a random completion may break them
            continue
        size = (20, len(few.columns))
        x, y = (rng.integers(few.lower[at], few.upper[at], size, endpoint=True) for at in (p, q))
        values = definition(key, x, y, few.weights)
        if not (values.min() >= low - 1e-6 and values.max() <= high + 1e-6):
            raise Wrong(f"{where}: {values} beyond {low} and {high}")


def check_nearest(who: str, cells: Cells, found: Any, k: int) -> None:
    """Of some rows the values of the nearest are right, and no other row is nearer."""
    for row in np.random.default_rng(SEED + 4).integers(0, len(cells), 20):
        every = definition("jaccard", cells[row], cells)
        every[row] = -1.0
        others, values = found.others[row], found.lower[row]
        best = np.sort(every)[::-1][:k]
        if not (np.allclose(every[others], values, atol=1e-6) and np.allclose(values, best, atol=1e-6)):
            raise Wrong(f"{who}: nearest of row {row}: {values} of rows {others}, not {best}")


def check_hamming(who: str, cells: Cells, distances: NDArray[Any], k: int) -> None:
    """Of some rows the distances are those of the nearest by Hamming, the row itself being the first."""
    for row in np.random.default_rng(SEED + 5).integers(0, len(cells), 20):
        expected = np.sort(np.sum(cells != cells[row], axis=1))[: k + 1]
        if not np.array_equal(distances[row], expected):
            raise Wrong(f"{who}: distances of row {row}: {distances[row]}, not {expected}")
