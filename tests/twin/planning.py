"""Plans and shares by going through all of them under every text: slow and obvious."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


@dataclass(frozen=True)
class Instance:
    """A small question for a plan, whole weights."""

    objective: str
    lower: Numbers
    upper: Numbers
    top: int
    depth: int
    weights: Numbers
    costs: Numbers
    budget: int

    def texts(self) -> Numbers:
        """Every completion, (texts, k, n)."""
        return boxes(self.lower, self.upper)

    def values(self, cells: Numbers) -> Numbers:
        """The objective of cells (..., k, n), a ratio of nothing being 0."""
        reached = cells >= self.depth
        if self.objective == "common_depth":
            return cells.min(axis=-2) @ self.weights
        every, some = reached.all(axis=-2) @ self.weights, reached.any(axis=-2) @ self.weights
        if self.objective == "jaccard":
            return np.where(some > 0, every / np.maximum(some, 1e-300), 0.0)
        return every if self.objective == "core" else some

    def chances(self, chance: float) -> Numbers:
        """The chance of every text; of a row that counts depths every depth is equally likely."""
        found = []
        for text in self.texts():
            likely = 1.0
            for low, high, x in zip(self.lower.flat, self.upper.flat, text.flat, strict=True):
                if self.objective == "common_depth":
                    likely /= high - low + 1
                elif low < self.depth <= high:
                    at = high - self.depth + 1
                    likely *= chance / at if x >= self.depth else (1 - chance) / (self.depth - low)
                else:
                    likely /= high - low + 1
            found.append(likely)
        return np.array(found)

    def plans(self) -> tuple[Numbers, Numbers]:
        """All targets within the budget, and what they cost."""
        every = boxes(self.lower, np.full_like(self.lower, self.top))
        spent = ((every - self.lower) * self.costs[:, None]).sum(axis=(1, 2))
        return every[spent <= self.budget], spent[spent <= self.budget]

    def after(self, plans: Numbers) -> Numbers:
        """The value of every text after every plan, (texts, plans)."""
        return self.values(np.maximum(self.texts()[:, None], plans[None]))


def boxes(lower: Numbers, upper: Numbers) -> Numbers:
    """All arrays between two."""
    scales = [range(a, b + 1) for a, b in zip(lower.flat, upper.flat, strict=True)]
    return np.array(list(product(*scales)), dtype=int).reshape(-1, *lower.shape)


def shapley(count: int, value: Callable[[tuple[int, ...]], Fraction]) -> list[Fraction]:
    """What each player adds, averaged over every order."""
    found, orders = [Fraction(0)] * count, list(permutations(range(count)))
    for order in orders:
        for at, player in enumerate(order):
            found[player] += value(tuple(sorted(order[: at + 1]))) - value(tuple(sorted(order[:at])))
    return [share / len(orders) for share in found]


def drawn(rng: Any, objective: str, *, cells: int = 6, weighted: bool = True) -> Instance:
    """A random instance with few plans and texts."""
    rows = int(rng.integers(1 if objective == "core" else 2, 4))
    columns = int(rng.integers(1, cells // rows + 1))
    top = int(rng.integers(1, 3)) if rows * columns < 6 else 1
    lower = rng.integers(0, top + 1, (rows, columns))
    upper = np.where(rng.random((rows, columns)) < 0.5, lower, rng.integers(lower, top + 1))
    weights = rng.integers(0, 4, columns) if weighted and rng.random() < 0.5 else np.ones(columns, dtype=int)
    # Some area has to count.
    weights[0] = max(1, weights[0])
    costs = rng.integers(1, 3, rows) if rng.random() < 0.4 else np.ones(rows, dtype=int)
    depth = int(rng.integers(1, top + 1))
    return Instance(objective, lower, upper, top, depth, weights, costs, int(rng.integers(0, 6)))


def instances(objective: str, count: int, seed: int, **options: Any) -> Iterator[Instance]:
    """Random instances from a seed."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield drawn(rng, objective, **options)
