"""All pairs at scale: Jaccard and Ruzicka against scipy and scikit-learn; what bounds cost over values.

    python -m benchmarks.allpairs                 ratios of medians, in one run
    python -m benchmarks.allpairs --json          the same with machine, versions and every time, as JSON

Contenders take turns inside every round, so a slow moment of the machine meets all of them; each has an
untimed call first. A ratio is a ratio of medians; the spread is that of the ratios of single rounds. Before
any timing every contender must agree with the definition on a sample of pairs. A repetition of a contender
with one thread counts only when the processor really worked for it (at least 0.9 of the elapsed time).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any

import numpy as np
import numpy.typing as npt

import chirograph as cg

Matrix = npt.NDArray[np.float64]
Depths = npt.NDArray[np.uint8]
ALL = len(os.sched_getaffinity(0))
TOP = 3  # depths 0..3, as in the datasets


@dataclass
class Contender:
    """Something that answers for all pairs, and the times it took."""

    name: str
    threads: int
    compute: Callable[[], Any]
    times: list[float] = field(default_factory=list)
    refused: int = 0

    def once(self) -> None:
        """One timed repetition, repeated (five times at most) while the machine was busy elsewhere."""
        for _ in range(5):
            wall, processor = time.perf_counter(), time.process_time()
            self.compute()
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            if self.threads > 1 or processor >= 0.9 * wall:
                break
            self.refused += 1
        self.times.append(wall)

    @property
    def median(self) -> float:
        return statistics.median(self.times)


@dataclass(frozen=True)
class Comparison:
    """A slower time against a faster one: "so many times faster", or for bounds "so many times the cost"."""

    text: str
    slow: Contender
    fast: Contender

    def ratio(self) -> tuple[float, float, float]:
        """Ratio of medians, and the least and greatest ratio of one round."""
        rounds = [a / b for a, b in zip(self.slow.times, self.fast.times, strict=True)]
        return self.slow.median / self.fast.median, min(rounds), max(rounds)


def generated(rows: int, columns: int, top: int, seed: int) -> tuple[Depths, Depths, Depths]:
    """A known panel, and the lower and upper ends of the same panel with one cell in ten unknown."""
    rng = np.random.default_rng(seed)
    present = rng.random((rows, columns)) < 0.3
    known = np.where(present, rng.integers(1, top + 1, (rows, columns)), 0).astype(np.uint8)
    unknown = rng.random((rows, columns)) < 0.1
    lower = np.where(unknown, 0, known).astype(np.uint8)
    upper = np.where(unknown, top, known).astype(np.uint8)
    return known, lower, upper


def ours(
    key: str, lower: Depths, upper: Depths, top: int, threads: int, one: bool = False
) -> Callable[[], Any]:
    """Every pair, or those of the row in the middle alone."""
    panel = cg.Panel(lower, upper, max_depth=top, rows=[str(i) for i in range(len(lower))])
    between = (panel.rows[len(lower) // 2], panel.rows) if one else None
    return lambda: panel.overlap(key, threads=threads, between=between)


def scipy_similarity(key: str, known: Depths) -> Callable[[], Matrix]:
    """pdist; Ruzicka from Bray-Curtis distance d by 1 - 2d/(1 + d), as scipy has no Ruzicka."""
    from scipy.spatial.distance import pdist

    if key == "jaccard":
        flags = known.astype(bool)
        return lambda: 1.0 - pdist(flags, "jaccard")
    floats = known.astype(np.float64)

    def ruzicka() -> Matrix:
        distance = pdist(floats, "braycurtis")
        return np.asarray((1.0 - distance) / (1.0 + distance))

    return ruzicka


def sklearn_similarity(key: str, known: Depths, threads: int) -> Callable[[], Matrix]:
    from sklearn.metrics import pairwise_distances

    if key == "jaccard":
        flags = known.astype(bool)
        return lambda: 1.0 - pairwise_distances(flags, metric="jaccard", n_jobs=threads)
    floats = known.astype(np.float64)

    def ruzicka() -> Matrix:
        distance = pairwise_distances(floats, metric="braycurtis", n_jobs=threads)
        return np.asarray((1.0 - distance) / (1.0 + distance))

    return ruzicka


def product_similarity(known: Depths) -> Callable[[], Matrix]:
    """Jaccard by one matrix product in float32: the fastest way with NumPy alone."""
    floats = known.astype(bool).astype(np.float32)
    sizes = floats.sum(axis=1)

    def jaccard() -> Matrix:
        shared = floats @ floats.T
        return np.asarray(shared / (sizes[:, None] + sizes[None, :] - shared))

    return jaccard


def definition(key: str, x: Depths, y: Depths) -> float:
    """The index of one pair, written out."""
    if key == "jaccard":
        x, y = (x > 0).astype(np.uint8), (y > 0).astype(np.uint8)
    return float(np.minimum(x, y).sum() / np.maximum(x, y).sum())


def as_square(answer: Any, rows: int) -> Matrix:
    """A contender's answer as a square matrix of values."""
    if not isinstance(answer, np.ndarray):
        return np.asarray(answer.lower)
    if answer.ndim == 2:
        return answer
    square = np.ones((rows, rows))
    square[np.triu_indices(rows, 1)] = answer
    return np.asarray(np.triu(square) + np.triu(square, 1).T)


def check_values(key: str, known: Depths, contenders: list[Contender], pairs: Depths) -> None:
    """Every contender that computes values agrees with the definition on the sampled pairs."""
    for contender in contenders:
        square = as_square(contender.compute(), len(known))
        tolerance = 1e-6 if square.dtype == np.float32 else 1e-12
        for p, q in pairs:
            expected = definition(key, known[p], known[q])
            if not abs(square[p, q] - expected) <= tolerance:
                raise SystemExit(
                    f"{contender.name}: {key} of rows {p} and {q}: {square[p, q]}, not {expected}"
                )


def check_bounds(key: str, lower: Depths, upper: Depths, answer: Any, pairs: Depths, seed: int) -> None:
    """On the sampled pairs witnesses attain both ends, and random completions stay between them."""
    rng = np.random.default_rng(seed)
    for p, q in pairs[:25]:
        pair = answer[str(p), str(q)]
        for end, witness in ((pair.lower, pair.witness_lower), (pair.upper, pair.witness_upper)):
            cells = np.asarray(witness.lower if hasattr(witness, "lower") else witness)
            if not abs(definition(key, cells[0], cells[1]) - end) <= 1e-12:
                raise SystemExit(f"{key} of rows {p} and {q}: the witness does not attain {end}")
        for _ in range(20):
            x = rng.integers(lower[p], upper[p], endpoint=True).astype(np.uint8)
            y = rng.integers(lower[q], upper[q], endpoint=True).astype(np.uint8)
            value = definition(key, x, y)
            if not pair.lower - 1e-12 <= value <= pair.upper + 1e-12:
                raise SystemExit(f"{key} of rows {p} and {q}: {value} lies outside {pair}")


def comparisons(key: str, rows: int, columns: int, rounds: int, seed: int) -> list[Comparison]:
    """Check, then time, everything that concerns one index."""
    top = 1 if key == "jaccard" else TOP
    known, lower, upper = generated(rows, columns, top, seed)
    one = Contender("chirograph values", 1, ours(key, known, known, top, 1))
    many = Contender("chirograph values", ALL, ours(key, known, known, top, ALL))
    bounds_one = Contender("chirograph bounds", 1, ours(key, lower, upper, top, 1))
    bounds_row = Contender("chirograph bounds of one row", 1, ours(key, lower, upper, top, 1, one=True))
    bounds_many = Contender("chirograph bounds", ALL, ours(key, lower, upper, top, ALL))
    scipy = Contender("scipy pdist", 1, scipy_similarity(key, known))
    learn = Contender("scikit-learn pairwise_distances", 1, sklearn_similarity(key, known, 1))
    learn_many = Contender("scikit-learn pairwise_distances", ALL, sklearn_similarity(key, known, ALL))
    values = [one, many, scipy, learn, learn_many]
    listed = [
        Comparison("scipy pdist, same threads (1)", scipy, one),
        Comparison(f"scipy pdist, as users get it ({ALL} of ours)", scipy, many),
        Comparison("scikit-learn, same threads (1)", learn, one),
        Comparison(f"scikit-learn, same threads ({ALL})", learn_many, many),
        Comparison(f"scikit-learn, as users get it ({ALL} of ours)", learn, many),
        Comparison("bounds over values, 1 thread (cost)", bounds_one, one),
        Comparison("bounds of all pairs over those of one row", bounds_one, bounds_row),
        Comparison(f"bounds over values, {ALL} threads (cost)", bounds_many, many),
    ]
    if key == "jaccard":
        product = Contender("NumPy float32 product", ALL, product_similarity(known))
        values.append(product)
        listed.append(Comparison(f"NumPy float32 product, {ALL} threads", product, many))
    pairs = np.random.default_rng(seed + 1).integers(0, rows, (200, 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    check_values(key, known, values, pairs)
    check_bounds(key, lower, upper, bounds_many.compute(), pairs, seed)
    for contender in (bounds_one, bounds_row):
        contender.compute()
    for _ in range(rounds):
        for contender in [*values, bounds_one, bounds_row, bounds_many]:
            contender.once()
    return listed


def machine() -> dict[str, Any]:
    """Where and with what the run was made."""
    from chirograph import _core

    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next(
                (line.split(":")[1].strip() for line in file if line.startswith("model name")), model
            )
    except OSError:
        pass
    names = ("numpy", "scipy", "scikit-learn")
    return {
        "processor": model,
        "cores": ALL,
        "system": platform.platform(),
        "python": platform.python_version(),
        "chirograph": cg.__version__,
        "engine": _core.build_info(),
        "packages": {name: metadata.version(name) for name in names},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="All pairs against scipy and scikit-learn, in one run.")
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--columns", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--rng", type=int, default=20261123, help="seed of the generated panel")
    parser.add_argument("--json", action="store_true", help="machine, versions and every time, as JSON")
    given = parser.parse_args()
    report: dict[str, Any] = {"machine": machine(), "arguments": vars(given), "indices": {}}
    for key in ("jaccard", "ruzicka"):
        listed = comparisons(key, given.rows, given.columns, given.rounds, given.rng)
        contenders = {id(c): c for pair in listed for c in (pair.slow, pair.fast)}.values()
        report["indices"][key] = {
            "ratios": {
                pair.text: dict(zip(("median", "least", "greatest"), pair.ratio(), strict=True))
                for pair in listed
            },
            "seconds": [
                {"name": c.name, "threads": c.threads, "times": c.times, "refused": c.refused}
                for c in contenders
            ],
        }
        if given.json:
            continue
        print(
            f"{key}, {given.rows} x {given.columns}, all pairs, {given.rounds} rounds; every answer checked"
        )
        for c in contenders:
            note = f"  ({c.refused} disturbed repetitions refused)" if c.refused else ""
            print(f"  {c.name:<34} {c.threads} thread(s) {c.median * 1e3:10.1f} ms{note}")
        for pair in listed:
            ratio, least, greatest = pair.ratio()
            print(f"  {pair.text:<46} {ratio:8.2f}x   [{least:.2f}, {greatest:.2f}]")
    if given.json:
        print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
