"""Chances against the same in NumPy, in one run: nato-ip4, Jaccard, the default prior.

    python -m benchmarks.bench_chances                20,000 draws
    python -m benchmarks.bench_chances --draws 1000000 --threads 1

NumPy draws the nodes of the rows, then all cells of all draws as one array, and counts by boolean sums; the
engine draws with its own streams. Both draw from one posterior, and the last line says how far their means
are apart, in standard errors. Exact laws have no error at all; NumPy would need the draws printed to come
within a standard error of 1e-4. Contenders take turns; times are medians of seven.
"""

from __future__ import annotations

import argparse
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

import chirograph as cg
from benchmarks.harness import Contender, Pace, interleaved, ratio
from chirograph.chances.priors import Nodes, as_prior, nodes

Numbers = NDArray[np.float64]


def by_numpy(held: Nodes, draws: int, seed: int) -> Numbers:
    """Jaccard of every pair in draws of presence."""
    rng = np.random.default_rng(seed)
    rows = []
    for weights, chance in zip(held.weights, held.chance[..., 0], strict=True):
        picked = rng.choice(len(weights), draws, p=weights)
        rows.append(rng.random((draws, chance.shape[1])) >= chance[picked])
    values = []
    for one, other in combinations(rows, 2):
        either = (one | other).sum(axis=1)
        values.append((one & other).sum(axis=1) / np.where(either, either, np.nan))
    return np.array(values).T


def main() -> None:
    """Print times and their ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draws", type=int, default=20_000)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    content = cg.load("nato-ip4").panel().content
    held, engine = nodes(as_prior("mixture"), content), content.engine()
    pairs = np.array(list(combinations(range(len(content.rows)), 2)))
    asked = ("jaccard", {}, pairs, held.weights, held.chance)
    slow = Contender("NumPy", lambda: by_numpy(held, given.draws, 0))
    fast = Contender("engine", lambda: engine.sample(*asked, 0, 0, given.draws, given.threads), given.threads)
    law = Contender("exact", lambda: engine.laws(*asked, np.nan, 2e9, False, given.threads), given.threads)
    numpy_values, (values, _), exact = (one.compute() for one in (slow, fast, law))
    interleaved([slow, fast, law], Pace())
    spread = np.nanstd(values, axis=0)
    apart = np.abs(np.nanmean(values, axis=0) - np.nanmean(numpy_values, axis=0))
    means = np.array([one[0] @ one[1] / one[1].sum() for one in exact["laws"]])
    off = np.abs(np.nanmean(values, axis=0) - means) / (spread / np.sqrt(given.draws))
    needed = float((spread.max() / 1e-4) ** 2)
    print(f"{given.draws} draws of {len(pairs)} pairs, prior mixture, {given.threads} threads")
    print(f"NumPy   {1e3 * slow.median:9.2f} ms")
    print(f"engine  {1e3 * fast.median:9.2f} ms   NumPy takes {ratio(slow, fast)}")
    exactly = ratio(slow, law) * (needed / given.draws)
    print(f"exact   {1e3 * law.median:9.2f} ms   {needed:.3g} draws by NumPy take {exactly}")
    both = np.max(apart / (spread * np.sqrt(2 / given.draws)))
    print(f"means apart {both:.1f} standard errors; from the exact ones {off.max():.1f}")


if __name__ == "__main__":
    main()
