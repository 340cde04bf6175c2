"""How often 90 % intervals of priors cover what was hidden. Measured, never claimed.

    python -m benchmarks.calibration                 40 panels of each kind; half of a known row, 100 times
    python -m benchmarks.calibration --panels 200

Synthetic panels have 4 lists of 24 areas; the log odds of a cell are a constant, an effect of its row and one
of its area (standard deviations 0.5 and 1). The first list is complete. Of the others half of the cells are
hidden at random, or a share of what is listed is named, a quarter to three quarters, and all else is hidden.
Intervals of the six pairs are scored: coverage, and mean width.

The known row is that of nato-ip4 with a complete list: half of it is hidden, and the interval of Jaccard with
the ten areas named for another partner is scored. One row says nothing of calibration for that dataset, and
none is claimed: the two rows share more areas than independent cells would.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

import chirograph as cg
from chirograph.cells.reasons import ASSUMED
from chirograph.chances.asked import Asked, laws
from chirograph.chances.priors import as_prior

Cells = NDArray[np.int64]
PRIORS = (0.5, "pooled", "mixture")


def truth(rng: np.random.Generator) -> Cells:
    """Four complete lists."""
    odds = rng.normal(0, 0.5) + rng.normal(0, 0.5, (4, 1)) + rng.normal(0, 1, 24)
    return (rng.random((4, 24)) < 1 / (1 + np.exp(-odds))).astype(np.int64)


def hidden(rng: np.random.Generator, lists: Cells, how: str) -> NDArray[np.bool_]:
    """Which cells are hidden; none of the first list."""
    if how == "at random":
        hide = rng.random(lists.shape) < 0.5
    else:
        named = (lists == 1) & (rng.random(lists.shape) < rng.uniform(0.25, 0.75, (4, 1)))
        hide = ~named
    hide[0] = False
    return hide


def scored(
    lists: Cells, hide: NDArray[np.bool_], prior: float | str, only_named: Sequence[int] = ()
) -> Iterator[tuple[bool, float]]:
    """For every pair whether the interval covers its value, and how wide it is.

    Rows of which `only_named` areas are known are no complete list, so that no rate is learnt from them.
    """
    content = cg.Panel(np.where(hide, 0, lists), np.where(hide, 1, lists), max_depth=1).content
    status = np.array(content.status, dtype="<U40")
    status[list(only_named)] = ASSUMED
    overlap = cg.Panel._of(replace(content, status=status)).overlap("jaccard")
    known = cg.Panel(lists, max_depth=1).overlap("jaccard")
    i, j = overlap._positions()
    places = tuple(zip(i.tolist(), j.tolist(), strict=True))
    asked = Asked(overlap.question, places, overlap.lower[i, j], overlap.upper[i, j], as_prior(prior), 1, 0)
    exact = asked.exact(asked.nodes(), False, 2)
    for law, value in zip(laws(exact["laws"], None), known.lower[i, j], strict=True):
        low, high = law.quantile(0.05), law.quantile(0.95)
        yield bool(low - 1e-12 <= value <= high + 1e-12), high - low


def line(words: str, found: list[tuple[bool, float]]) -> None:
    """Print a score."""
    covered, width = np.mean(np.array(found, dtype=float), axis=0)
    print(f"{words:42}  {len(found):6} intervals  covered {covered:.3f}  width {width:.3f}")


def synthetic(panels: int) -> None:
    """Score the priors on synthetic panels."""
    for how in ("at random", "only named"):
        for prior in PRIORS:
            rng = np.random.default_rng(1)
            found = []
            for _ in range(panels):
                lists = truth(rng)
                found += list(scored(lists, hidden(rng, lists, how), prior))
            line(f"synthetic, hidden {how}, prior {as_prior(prior).name}", found)


def known_row(times: int) -> None:
    """Score them on half of the complete row of nato-ip4, with the areas named for the first partner."""
    panel = cg.load("nato-ip4").panel()
    listed = (panel.lower >= 1).astype(np.int64)
    lists = np.array([listed[panel.rows.index("KOR")], listed[panel.rows.index("AUS")]])
    for prior in PRIORS:
        rng = np.random.default_rng(2)
        found = []
        for _ in range(times):
            hide = np.zeros(lists.shape, dtype=bool)
            hide[0, rng.permutation(lists.shape[1])[: lists.shape[1] // 2]] = True
            found += list(scored(lists, hide, prior, only_named=[1]))
        line(f"half of a known row, prior {as_prior(prior).name}", found)


def main() -> None:
    """Print every score."""
    parser = argparse.ArgumentParser(description="How often 90 % intervals of priors cover what was hidden.")
    parser.add_argument("--panels", type=int, default=40)
    parser.add_argument("--times", type=int, default=100)
    given = parser.parse_args()
    synthetic(given.panels)
    known_row(given.times)


if __name__ == "__main__":
    main()
