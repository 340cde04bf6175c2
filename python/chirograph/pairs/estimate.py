"""What every pair of a library would take: bytes, time here, parts for other machines, and which call."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from chirograph import _core
from chirograph.base.effort import threads_of
from chirograph.catalogue import indicators as catalogue
from chirograph.pairs.room import SHARE, bytes_of_highest, free_bytes

__all__ = ["Estimate", "duration", "estimated", "seconds_of_a_pair"]

#: What a part of the work should take at least, so that sending it is worth while.
PART_SECONDS = 0.2
#: More parts than this are not advised.
MOST_PARTS = 4096
#: Others of each programme that are told of.
HIGHEST = 10
#: Seconds that counting is measured for, and the most programmes and cells of it.
MEASURED, MOST_ROWS, MOST_CELLS = 0.05, 4096, 2**24


@dataclass(frozen=True, slots=True)
class Estimate:
    """What every pair of so many programmes takes.

    Parameters
    ----------
    programmes, areas : int
        Of the library.
    key : str
        The indicator.
    unknown : float
        Share of cells that are not known, 0 to 1; where it is above 0 there are two ends of each pair.
    seconds_of_a_pair : float
        What one pair takes on this machine, with all threads.
    threads : int
        Of this machine.
    free : int or None
        Bytes of memory that are free; None where the system does not say.

    Examples
    --------
    >>> found = Estimate(10_000, 249, "jaccard", 0.0, 1e-8, 4, 2**30)
    >>> found.pairs, found.bytes["condensed float32"], found.most_parts, found.call
    (49995000, 199980000, 20, 'values()')
    """

    programmes: int
    areas: int
    key: str
    unknown: float
    seconds_of_a_pair: float
    threads: int
    free: int | None

    @property
    def directed(self) -> bool:
        """Whether the order of the two programmes of a pair matters."""
        return catalogue.directed(self.key, catalogue.arguments(self.key, {}))

    @property
    def pairs(self) -> int:
        """How many pairs there are: N (N - 1), half of them where the order does not matter."""
        return self.programmes * (self.programmes - 1) // (1 if self.directed else 2)

    @property
    def bytes(self) -> Mapping[str, int]:
        """What each form of the result takes."""
        ends = 2 if self.unknown else 1
        forms = {} if self.directed else {"condensed": self.pairs}
        forms["square"] = self.programmes**2
        found = {
            f"{form} {kind}": ends * count * np.dtype(kind).itemsize
            for form, count in forms.items()
            for kind in ("float32", "float64")
        }
        return {**found, f"top_k({HIGHEST})": bytes_of_highest(self.programmes, HIGHEST)}

    @property
    def seconds(self) -> float:
        """What it takes here to count every pair once; `top_k` looks at the square twice."""
        return self.pairs * self.seconds_of_a_pair

    @property
    def most_parts(self) -> int:
        """Into how many parts the square is cut at most, so that each takes a core a fifth of a second."""
        work = self.programmes**2 * self.seconds_of_a_pair * self.threads
        return max(1, min(MOST_PARTS, self.programmes, math.floor(work / PART_SECONDS)))

    @property
    def room(self) -> int | None:
        """Bytes that a result may take; None where the system does not say what is free."""
        return None if self.free is None else int(SHARE * self.free)

    @property
    def call(self) -> str:
        """What to ask: all at once where it fits, else the highest of each, else block by block."""
        form = next(iter(self.bytes))
        if self.room is None or self.bytes[form] <= self.room:
            asked = "" if form.startswith("condensed") else 'form="square"'
            return f"{'bounds' if self.unknown else 'values'}({asked})"
        fits = self.bytes[f"top_k({HIGHEST})"] <= self.room
        return f"top_k({HIGHEST})" if fits else "blocks()"

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order."""
        names = ("programmes", "areas", "key", "unknown", "directed", "pairs")
        told = {name: getattr(self, name) for name in names}
        told |= {"bytes": dict(self.bytes), "seconds": self.seconds, "threads": self.threads}
        return {
            **told,
            "free": self.free,
            "room": self.room,
            "most_parts": self.most_parts,
            "call": self.call,
        }


def estimated(programmes: int, areas: int, key: str, unknown: float = 0.0) -> Estimate:
    """What every pair of so many programmes takes on this machine, by a short run of the counting.

    Raises
    ------
    UnknownIndicator, ParameterError
        As ``Panel.pairwise``.

    Examples
    --------
    >>> estimated(1000, 20, "jaccard").pairs
    499500
    """
    threads = threads_of(None)
    each = seconds_of_a_pair(areas, key, unknown, threads)
    return Estimate(programmes, areas, key, unknown, each, threads, free_bytes())


def seconds_of_a_pair(areas: int, key: str, unknown: float, threads: int) -> float:
    """What a pair takes here: random programmes against each other, more of them until it can be measured.

    Half of the areas of a programme are in it. Where an index sees depths the scale has the usual 3 steps.

    Examples
    --------
    >>> 0 < seconds_of_a_pair(20, "jaccard", 0.1, 1) < 1
    True
    """
    catalogue.require_pair(key)
    top = 3 if catalogue.row_of(key)["traits"]["uses_levels"] else 1
    rng = np.random.default_rng(0)
    rows, most = 64, max(64, min(MOST_ROWS, MOST_CELLS // areas))
    while True:
        drawn = rng.integers(0, top + 1, (rows, areas), dtype=np.uint8)
        open_cells = rng.random((rows, areas)) < unknown
        lower, upper = np.where(open_cells, np.uint8(0), drawn), np.where(open_cells, np.uint8(top), drawn)
        pairs = _core.Pairs(_core.Panel(lower, upper, np.ones(areas), top), key, {}, math.nan)
        ends = [np.empty((rows, rows), dtype=np.float32) for _ in range(1 if pairs.values else 2)]
        begun = time.perf_counter()
        pairs.block((0, rows), (0, rows), ends[0], None if pairs.values else ends[1], threads, None)
        taken = time.perf_counter() - begun
        if taken >= MEASURED or rows == most:
            return taken / rows**2
        rows = min(most, 2 * rows)


def duration(seconds: float) -> str:
    """A time that was only measured in passing.

    Examples
    --------
    >>> duration(0.2), duration(75), duration(4000), duration(1e6)
    ('less than a second', 'about 75 s', 'about 67 min', 'about 12 days')
    """
    if seconds < 1:
        return "less than a second"
    for size, unit in ((1, "s"), (60, "min"), (3600, "h")):
        if seconds < 100 * size:
            return f"about {seconds / size:.0f} {unit}"
    return f"about {seconds / 86400:,.0f} days"
