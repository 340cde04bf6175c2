"""Where our own time jumps: `panel.overlap` over numbers of rows, weights, scales, unknown cells, lengths.

The plain case is 64 rows of equal weights and known cells on the scale 0..1. It gives two numbers, what a
call takes and what a pair takes more; a cost of 1 is what a call and its pairs take by these two. Every
setting is asked at each number of rows, and the worst of them is the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

import chirograph as cg
from benchmarks import panels
from benchmarks.harness import Contender, Ratio, interleaved
from benchmarks.speed import Run
from benchmarks.table import Row

ROWS, COLUMNS, MOST = (4, 16, 31, 32, 64), 64, 3.0
TITLES = {"jaccard": "Jaccard", "ruzicka": "Ruzicka"}


@dataclass(frozen=True)
class Setting:
    """What differs from the plain case."""

    weights: str = "equal"
    top: int = 1
    unknown: bool = False
    lengths: bool = False

    @property
    def title(self) -> str:
        """In words."""
        cells = "list lengths" if self.lengths else "unknown cells" if self.unknown else "known"
        return f"0..{self.top}, {cells}, {self.weights} weights"

    def panel(self, rows: int) -> cg.Panel:
        """So many rows of it."""
        cells = panels.known(rows, COLUMNS, self.top)
        lower, upper = panels.opened(cells, self.top) if self.unknown or self.lengths else (cells, cells)
        weights = None
        if self.weights != "equal":
            drawn = np.random.default_rng(panels.SEED).uniform(0.2, 5.0, COLUMNS)
            weights = np.round(drawn, 2) if self.weights == "two-decimal" else drawn
        whole = panels.panel(lower, upper, self.top, weights)
        if not self.lengths:
            return whole
        sizes = np.count_nonzero(cells, axis=1)
        return whole.constrain(list_length={str(i): int(size) for i, size in enumerate(sizes)})


PLAIN = Setting()
WEIGHTS = ("equal", "two-decimal", "real")
SETTINGS = (
    *(Setting(top=top, unknown=unknown) for top in (1, 3, 7, 15) for unknown in (False, True)),
    *(Setting(weights, unknown=unknown) for weights in WEIGHTS[1:] for unknown in (False, True)),
    *(Setting(weights, lengths=True) for weights in WEIGHTS),
)


def asked(key: str, setting: Setting, rows: int) -> Contender:
    """All pairs, on one thread; both ends are checked before."""
    whole = setting.panel(rows)
    one = Contender(f"{rows} rows", lambda: whole.overlap(key, threads=1))
    found = one.compute()
    panels.check_bounds(setting.title, key, whole, (found.lower, found.upper), panels.square)
    return one


def cost(timed: Contender, rows: int, call: Contender, plain: Contender) -> Ratio:
    """What it takes over what a call and as many pairs take in the plain case."""

    def of(taken: float, single: float, whole: float) -> float:
        pairs, each = rows * (rows - 1) / 2, (whole - single) / (ROWS[-1] * (ROWS[-1] - 1) / 2 - 1)
        return taken / (single + max(each, 0.0) * (pairs - 1))

    rounds = [of(*three) for three in zip(timed.times, call.times, plain.times, strict=False)]
    return Ratio(of(timed.median, call.median, plain.median), min(rounds), max(rounds))


def cliffs(run: Run) -> Iterator[Row]:
    """A row for every index and setting, the worst row count of it."""
    for key, title in TITLES.items():
        for setting in SETTINGS[:1] + SETTINGS[-1:] if run.quick else SETTINGS:
            counts = ROWS[:2] if run.quick else ROWS
            call, plain = asked(key, PLAIN, 2), asked(key, PLAIN, ROWS[-1])
            each = {rows: asked(key, setting, rows) for rows in counts}
            interleaved([call, plain, *each.values()], run.alone)
            costs = {rows: cost(one, rows, call, plain) for rows, one in each.items()}
            worst = max(costs, key=lambda rows: costs[rows].median)
            question = f"{title} {setting.title}"
            against = f"plain, worst at {worst} rows"
            times = (*each.values(), call, plain)
            yield Row("cliffs", question, against, MOST, costs[worst], cost=True, times=times)
