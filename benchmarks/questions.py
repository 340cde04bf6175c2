"""The questions of `bounds`: indices, panels, weights, and how a pair is drawn at random."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

import chirograph as cg

Cells = npt.NDArray[np.int64]
Question = dict[str, Any]
FIRST, SECOND = "P1", "P2"


@dataclass(frozen=True)
class Index:
    """An index as the engine takes it, and how it is called in a table."""

    key: str
    parameters: dict[str, float] = field(default_factory=dict)
    title: str = ""
    equal_only: bool = False  # it takes no weights

    @property
    def name(self) -> str:
        return self.title or self.key


INDICES = (
    Index("phi"),
    Index("ochiai"),
    Index("overlap"),
    Index("cosine"),
    Index("cohen_kappa", {"weighting": 0}, "kappa nominal"),
    Index("cohen_kappa", {"weighting": 1}, "kappa linear"),
    Index("cohen_kappa", {"weighting": 2}, "kappa quadratic"),
    Index("scott_pi"),
    Index("alignment"),
    Index("alignment_squared"),
    Index("tau_b", equal_only=True),
)
ON_TWO_DEPTHS = tuple(index for index in INDICES if index.name not in ("kappa linear", "kappa quadratic"))
WEIGHTS = ("equal", "whole 1..9", "two decimals", "real", "six decades")


@dataclass(frozen=True)
class Setting:
    """A table: panels of one size, some share of their cells wholly unknown."""

    areas: int
    share: float
    top: int = 3
    rows: int = 2
    indices: tuple[Index, ...] = INDICES
    weights: tuple[str, ...] = ("equal", "two decimals", "real")

    @property
    def title(self) -> str:
        what = "One pair, both ends" if self.rows == 2 else f"All pairs of {self.rows} rows"
        return f"{what}: {self.areas} areas, {self.share:.0%} of cells unknown, scale 0..{self.top}"

    def question(self, index: Index, weights: str, seed: int) -> Question:
        """The same seed gives every index, and every kind of weight, the same cells."""
        rng = np.random.default_rng(seed)
        depths = rng.integers(0, self.top, (self.rows, self.areas), endpoint=True)
        unknown = rng.random(depths.shape) < self.share
        lower, upper = np.where(unknown, 0, depths), np.where(unknown, self.top, depths)
        panel = cg.Panel(lower, upper, weights=drawn(weights, self.areas, rng), max_depth=self.top)
        return asked(panel, index, every=self.rows > 2)


SETTINGS = (
    Setting(24, 0.4),
    Setting(100, 0.2),
    Setting(400, 0.2),
    Setting(2000, 0.4, top=1, indices=INDICES[:1], weights=("equal",)),
    Setting(64, 0.15, top=1, rows=60, indices=ON_TWO_DEPTHS, weights=("equal",)),
)


def drawn(weights: str, areas: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Weights of one kind."""
    if weights == "equal":
        return np.ones(areas)
    if weights == "whole 1..9":
        return rng.integers(1, 9, areas, endpoint=True).astype(np.float64)
    if weights == "six decades":
        return np.asarray(10.0 ** rng.uniform(-3, 3, areas))
    real = rng.uniform(0.2, 5.0, areas)
    return np.round(real, 2) if weights == "two decimals" else real


def asked(panel: cg.Panel, index: Index, every: bool = False) -> Question:
    """A question to an engine, in numbers and lists, so that any version of it can be asked."""
    lengths, joint, blocks, _ = panel.constraints.for_engine(panel.rows, panel.columns)
    return {
        "lower": panel.lower.tolist(),
        "upper": panel.upper.tolist(),
        "weights": panel.weights.tolist(),
        "max_depth": panel.max_depth,
        "lengths": lengths,
        "joint": joint,
        "blocks": blocks,
        "key": index.key,
        "parameters": index.parameters,
        "every": every,
    }


def random_pair(seed: int) -> tuple[cg.Panel, str, str]:
    """A pair of 5 to 200 areas, most of them small, with its kind of weight and its size in words.

    The kinds of weight take turns. Constraints are drawn around a completion, so that one always remains.
    """
    rng = np.random.default_rng(seed)
    weights = WEIGHTS[seed % len(WEIGHTS)]
    areas, top = int(5 * 40 ** rng.random() ** 2), int(rng.integers(1, 4, endpoint=True))
    depths, other = rng.integers(0, top, (2, 2, areas), endpoint=True)
    unknown = rng.random(depths.shape) < rng.uniform(0.1, 0.7)
    wholly = bool(rng.random() < 0.4)
    lower = np.where(unknown, 0 if wholly else np.minimum(depths, other), depths)
    upper = np.where(unknown, top if wholly else np.maximum(depths, other), depths)
    panel = cg.Panel(lower, upper, weights=drawn(weights, areas, rng), max_depth=top)
    kind = str(rng.choice(["no", "one length", "two lengths", "block and joint"], p=[0.4, 0.2, 0.2, 0.2]))
    panel = constrained(panel, depths, kind, rng)
    return panel, weights, f"{areas} areas, scale 0..{top}, {kind} constraint"


def constrained(panel: cg.Panel, depths: Cells, kind: str, rng: np.random.Generator) -> cg.Panel:
    """The panel under constraints that the completion `depths` satisfies."""
    sizes = (depths > 0).sum(axis=1)
    ranges = [(max(0, int(size) - int(rng.integers(0, 3))), int(size)) for size in sizes]
    if kind == "one length":
        return panel.constrain(list_length={FIRST: ranges[0]})
    if kind == "two lengths":
        return panel.constrain(list_length={FIRST: int(sizes[0]), SECOND: ranges[1]})
    if kind == "no":
        return panel
    columns = panel.columns
    at = int(rng.integers(0, len(columns)))
    low, high = panel.lower[:, at].astype(int), panel.upper[:, at].astype(int)
    options = [(x, y) for x in range(low[0], high[0] + 1) for y in range(low[1], high[1] + 1)]
    kept = [two for two in options if two == tuple(depths[:, at].tolist()) or rng.random() < 0.7]
    present = np.flatnonzero(depths[1] > 0)
    block = {int(i) for i in rng.choice(len(columns), 2)} | {int(present[0])} if len(present) else set()
    at_least_one = [(SECOND, [columns[i] for i in sorted(block)])] if block else []
    return panel.constrain(joint=[(columns[at], [FIRST, SECOND], kept)], at_least_one=at_least_one)
