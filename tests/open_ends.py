"""Open ends for tests: panels that are hard, and an engine that leaves open what it has solved.

A budget of one step leaves ends of `hard` open whatever the solver is; whether a completion is known there
depends on the solver. `left_open` gives open ends with a known truth and a witness: it solves and then moves
the bounds out.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import chirograph as cg
from chirograph.cells.content import Content


def hard(rows: int = 3, seed: int = 3) -> cg.Panel:
    """Programmes over 60 areas, depths 0..3, weights without a common unit, a third of the cells open."""
    rng = np.random.default_rng(seed)
    lower = rng.integers(0, 4, (rows, 60))
    upper = np.maximum(lower, rng.integers(0, 4, (rows, 60)))
    return cg.Panel(lower, upper, weights=rng.uniform(0.5, 2, 60))


class _Loose:
    """An engine whose bounds are moved out by what is to stay open at the lower and the upper end."""

    def __init__(self, engine: Any, by: tuple[float, float], known: bool) -> None:
        self._engine, self._by, self._known = engine, by, known

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def overlap(self, *arguments: Any) -> dict[str, Any]:
        found: dict[str, Any] = self._engine.overlap(*arguments)
        some = ~np.isnan(found["lower"]) & ~np.eye(len(found["lower"]), dtype=bool)
        for end, by, sign in zip(("lower", "upper"), self._by, (-1, 1), strict=True):
            if by:
                found[end][some] += sign * by
                found["sharp"][some] = False
                found[f"inner_{end}"][some] = found[f"inner_{end}"][some] if self._known else math.nan
        found["spent"][some] = 7
        return found

    def pair(self, key: str, p: int, q: int, *arguments: Any) -> dict[str, Any]:
        found: dict[str, Any] = self._engine.pair(key, p, q, *arguments)
        if p == q or math.isnan(found["lower"]):
            return found
        for end, by, sign in zip(("lower", "upper"), self._by, (-1, 1), strict=True):
            if by:
                left = by if self._known else math.inf
                found |= {end: found[end] + sign * by, f"sharp_{end}": False, f"gap_{end}": left}
            if by and not self._known:
                found |= {f"witness_{end}": None, f"contributions_{end}": None, f"inner_{end}": math.nan}
        return found | {"spent": 7}


def left_open(
    monkeypatch: pytest.MonkeyPatch, lower: float = 0.0, upper: float = 0.0, *, known: bool = True
) -> None:
    """From here on every pair of different programmes is answered with ends open by these amounts.

    What is attained is the truth, with its witness; without `known`, no completion is told.
    """
    solve = Content.engine
    monkeypatch.setattr(Content, "engine", lambda self: _Loose(solve(self), (lower, upper), known))
