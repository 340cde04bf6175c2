"""How every benchmark here measures: contenders in turns, disturbed repetitions refused, ratios of medians.

Contenders take turns inside every round, so a slow moment of the machine meets all of them, and each has an
untimed call first. A ratio is a ratio of medians; its spread is that of the ratios of single rounds. A
repetition counts when the processor really worked for it: CPU time over elapsed time is at least 0.9 of the
best such share that the contender has shown, which is 1 for one thread.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

import chirograph as cg

ALL = len(os.sched_getaffinity(0))
SLOW = 1.0  # seconds of a call that takes part in few rounds


@dataclass(frozen=True)
class Pace:
    """How long is measured: rounds, `few` for calls of more than a second; least seconds of a repetition.

    A short call is repeated until the repetition is long enough. `settle` seconds of untimed calls before it
    let the helper threads of the contender before fall asleep, and fill the caches with what this one needs.
    """

    rounds: int = 7
    few: int = 3
    least: float = 2e-3
    settle: float = 0.0
    tries: int = 5


@dataclass
class Contender:
    """Something that answers a question, and the times it took.

    `own_clock`: the call gives its seconds itself. `gated`: the CPU time of this process shows what it does.
    """

    name: str
    compute: Callable[[], Any]
    threads: int = 1
    own_clock: bool = False
    gated: bool = True
    times: list[float] = field(default_factory=list)
    refused: int = 0
    calls: int = 1
    share: float = 1.0

    def once(self, pace: Pace) -> None:
        """One timed repetition, made again while the machine was busy elsewhere and tries are left."""
        if not self.times:
            self.calls = self._enough(pace.least)
        self._settle(pace.settle)
        tries = [self._timed()]
        while self.gated and tries[-1][0] < 0.9 * self.share and len(tries) < pace.tries:
            tries.append(self._timed())
        self.refused += len(tries) - 1
        self.times.append(max(tries)[1])

    def _timed(self) -> tuple[float, float]:
        """Share of the processor, and seconds of one call."""
        wall, processor, told = time.perf_counter(), time.process_time(), 0.0
        for _ in range(self.calls):
            found = self.compute()
            told += found if self.own_clock else 0.0
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        share = min(processor / wall, float(self.threads))
        self.share = max(self.share, share)
        return share, (told if self.own_clock else wall) / self.calls

    def _enough(self, least: float) -> int:
        """How many calls take so long."""
        begun, calls = time.perf_counter(), 0
        while (taken := time.perf_counter() - begun) < least:
            self.compute()
            calls += 1
        return max(1, round(calls * least / taken)) if calls else 1

    def _settle(self, seconds: float) -> None:
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            self.compute()

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.times)


@dataclass(frozen=True)
class Ratio:
    """A ratio of medians, and the least and the greatest ratio of one round."""

    median: float
    least: float
    greatest: float

    def __str__(self) -> str:
        return f"{self.median:.2f}x [{self.least:.2f}, {self.greatest:.2f}]"

    def __mul__(self, factor: float) -> Ratio:
        return Ratio(self.median * factor, self.least * factor, self.greatest * factor)


def ratio(slow: Contender, fast: Contender) -> Ratio:
    """How many times as long the first takes; a slow one has fewer rounds."""
    rounds = [a / b for a, b in zip(slow.times, fast.times, strict=False)]
    return Ratio(slow.median / fast.median, min(rounds), max(rounds))


def interleaved(contenders: Sequence[Contender], pace: Pace) -> None:
    """Time all of them in turns; each has had its untimed call."""
    for turn in range(pace.rounds):
        for contender in contenders:
            if turn < pace.few or contender.median < SLOW:
                contender.once(pace)


@contextmanager
def limited(threads: int) -> Iterator[None]:
    """Libraries that are loaded by now (BLAS, OpenMP) take so many threads, where threadpoolctl is there."""
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        yield
        return
    with ThreadpoolController().limit(limits=threads):
        yield


def version(distribution: str) -> str | None:
    """The version installed here."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def processor() -> str:
    """The name of the processor, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def machine(distributions: Sequence[str] = ()) -> dict[str, Any]:
    """Where and with what a run was made; None stands for what is not installed."""
    from chirograph import _core

    return {
        "processor": processor(),
        "cores": ALL,
        "system": platform.platform(),
        "python": platform.python_version(),
        "chirograph": cg.__version__,
        "engine": _core.build_info(),
        "packages": {name: version(name) for name in distributions},
    }
