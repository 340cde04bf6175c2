"""Every pair of many programmes in NumPy: areas are counted by their two cells, ratios are written out.

Ends are found as by Dinkelbach (1967): for a ratio t each kind of cell takes the completion that is best for
f - t g, and the ratio of these sums is the next t, until it stays.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import chirograph as cg

Floats = NDArray[np.float64]
Terms = Callable[..., tuple[float, float]]


def _binary(terms: Callable[..., tuple[float, float]]) -> Terms:
    def at(x: int, y: int, _top: int, threshold: float = 1, **more: float) -> tuple[float, float]:
        a, b = x >= threshold, y >= threshold
        return terms(int(a and b), int(a and not b), int(b and not a), **more)

    return at


#: What an area adds above and below.
RATIOS: dict[str, Terms] = {
    "jaccard": _binary(lambda a, b, c: (a, a + b + c)),
    "dice": _binary(lambda a, b, c: (2 * a, 2 * a + b + c)),
    "containment": _binary(lambda a, b, c: (a, a + b)),
    "tversky": _binary(lambda a, b, c, alpha=1.0, beta=1.0: (a, a + alpha * b + beta * c)),
    "simple_matching": lambda x, y, top: (int(x == y), 1),
    "ruzicka": lambda x, y, top: (min(x, y), max(x, y)),
    "braycurtis": lambda x, y, top: (2 * min(x, y), x + y),
    "gower": lambda x, y, top: (top - abs(x - y), top),
    "s_absolute": lambda x, y, top: (top - 2 * abs(x - y), top),
    "s_squared": lambda x, y, top: (top**2 - 2 * (x - y) ** 2, top**2),
}
#: Parameters that are tried.
ASKED: tuple[tuple[str, dict[str, float]], ...] = (
    *((key, {}) for key in RATIOS),
    ("jaccard", {"threshold": 2}),
    ("containment", {"threshold": 2}),
    ("tversky", {"alpha": 0.5, "beta": 2}),
    ("tversky", {"alpha": 0, "beta": 1.7}),
    ("tversky", {"alpha": 0.5, "beta": 0.5, "threshold": 2}),
)


@dataclass(frozen=True)
class Ends:
    """Both ends of every pair, and whether completions of it are 0/0: none (0), some (1), all (2)."""

    lower: Floats
    upper: Floats
    undefined: NDArray[np.int64]

    def counted(self, convention: float) -> tuple[Floats, Floats]:
        """The ends where 0/0 counts as a number, unless that is NaN."""
        zero = np.where(self.undefined > 0, convention, math.nan)
        return np.fmin(self.lower, zero), np.fmax(self.upper, zero)


def ends(panel: cg.Panel, key: str, parameters: Mapping[str, float]) -> Ends:
    """Ends of every pair of two programmes; on the diagonal, of two whose cells are free of each other."""
    cells = sorted(set(zip(panel.lower.flat, panel.upper.flat, strict=True)))
    weights = np.ones(panel.lower.shape[1]) if panel.weights is None else np.asarray(panel.weights)
    held = [((panel.lower == low) & (panel.upper == high)).astype(float) for low, high in cells]
    parts = []
    for i, one in zip(held, cells, strict=True):
        for j, two in zip(held, cells, strict=True):
            options = {
                RATIOS[key](x, y, panel.max_depth, **parameters)
                for x in range(one[0], one[1] + 1)
                for y in range(two[0], two[1] + 1)
            }
            parts.append(((i * weights) @ j.T, sorted(options)))
    below = [sum(n * pick(g for _, g in some) for n, some in parts) for pick in (min, max)]
    undefined = np.where(below[1] == 0, 2, np.where(below[0] == 0, 1, 0))
    return Ends(_end(parts, -1.0), _end(parts, 1.0), undefined)


def _end(parts: list[tuple[Floats, list[tuple[float, float]]]], sign: float) -> Floats:
    """The greatest ratio of completions that are not 0/0, or the least."""

    def sums(worth: Callable[[float, float], Any]) -> tuple[Floats, Floats]:
        f, g = np.zeros_like(parts[0][0]), np.zeros_like(parts[0][0])
        for count, options in parts:
            worths = np.array([np.broadcast_to(worth(*one), count.shape) for one in options])
            best = worths.argmax(axis=0)
            f += count * np.array([one for one, _ in options], dtype=float)[best]
            g += count * np.array([one for _, one in options], dtype=float)[best]
        return f, g

    f, g = sums(lambda _, g: g)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = f / g
        for _ in range(60):
            now = found
            f, g = sums(lambda f, g, t=now: sign * (f - t * g))
            better = (g > 0) & (sign * (f / g - now) > 0)
            if not better.any():
                return found
            found = np.where(better, f / g, now)
    raise AssertionError("the ratio does not stay")


def random_panel(
    seed: int, rows: int, columns: int, top: int, *, open_cells: float = 0.0, weights: str = "equal"
) -> cg.Panel:
    """A panel whose rows differ in size, with some areas of nobody and a programme without any."""
    rng = np.random.default_rng(seed)
    share = rng.random((rows, 1)) ** 2
    lower = np.where(rng.random((rows, columns)) < share, rng.integers(1, top + 1, (rows, columns)), 0)
    other = rng.integers(0, top + 1, (rows, columns))
    unknown = rng.random((rows, columns)) < open_cells
    low = np.where(unknown, np.minimum(lower, other), lower)
    high = np.where(unknown, np.maximum(lower, other), lower)
    if rows > 2:
        low[rows // 2] = high[rows // 2] = 0
    drawn = {
        "equal": None,
        "decimal": rng.integers(1, 200, columns) / 100,
        "real": rng.random(columns) + 1e-3,
        "zero": np.where(rng.random(columns) < 0.4, 0.0, rng.integers(1, 4, columns)),
    }[weights]
    if drawn is not None and not drawn.any():
        drawn = np.ones(columns)
    return cg.Panel(low, high, max_depth=top, weights=drawn)


def highest(
    lower: Floats, upper: Floats, undefined: NDArray[np.int64], k: int
) -> list[tuple[list[int], list[bool], int]]:
    """Of each row the k others with the greatest lower ends, who of them is certain, and how many may be.

    An end of a pair that is 0/0 in some completion is no place there: it is ahead of nobody for certain.
    """
    found = []
    for row in range(len(lower)):
        others = [j for j in range(len(lower)) if j != row and not math.isnan(lower[row, j])]
        low, high = lower[row], upper[row]
        always = {j: undefined[row, j] == 0 for j in others}
        first = sorted(others, key=lambda j: (-low[j], j))[:k]
        certain = [bool(always[j] and sum(high[i] > low[j] for i in others if i != j) < k) for j in first]
        may = [j for j in others if sum(always[i] and low[i] > high[j] for i in others if i != j) < k]
        found.append((first, certain, len(may)))
    return found
