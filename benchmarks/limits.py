"""What this machine can do at most, measured beside the contenders: counts, and stores into a buffer."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Contender

SOURCE = Path(__file__).with_name("limits.cpp")
TRIED = 2e8  # columns of pairs that each way to count is tried with
NAME = "this machine"


@dataclass(frozen=True)
class Limits:
    """The compiled limits.cpp, and the fastest way to count of this processor."""

    library: ctypes.CDLL
    way: int
    name: str

    @classmethod
    def compiled(cls) -> Limits | str:
        """Compiled in a temporary folder; where that is not possible, why."""
        compiler = os.environ.get("CXX", "c++")
        if shutil.which(compiler) is None:
            return f"no compiler {compiler}"
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, "limits.so")
            options = ("-std=c++20", "-O3", "-shared", "-fPIC", "-pthread")
            command = [compiler, *options, str(SOURCE), "-o", str(target)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                return f"{compiler} cannot compile limits.cpp: {done.stderr.strip().splitlines()[0]}"
            library = ctypes.CDLL(str(target))
        library.way.restype = ctypes.c_char_p
        library.count.restype = library.fill.restype = ctypes.c_double
        library.count.argtypes = [ctypes.c_int, ctypes.c_double, ctypes.c_int]
        library.fill.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int]
        ways: list[str] = []
        while (name := library.way(len(ways))) is not None:
            ways.append(name.decode())
        there = [number for number, name in enumerate(ways) if name]
        best = min(there, key=lambda number: min(library.count(number, TRIED, 1) for _ in range(5)))
        return cls(library, best, ways[best])

    def counting(self, bits: float, threads: int) -> Contender:
        """So many columns of pairs counted, and nothing else done."""
        return Contender(
            f"counts ({self.name})",
            lambda: self.library.count(self.way, bits, threads),
            threads,
            own_clock=True,
        )

    def storing(self, buffer: NDArray[Any], threads: int) -> list[Contender]:
        """The buffer filled once, in each way there is."""

        def way(past_caches: bool, used: int) -> Contender:
            name = f"stores{' past caches' * past_caches}, {used} thread{'s' * (used > 1)}"
            at, size = buffer.ctypes.data, buffer.nbytes
            return Contender(
                name, lambda: self.library.fill(at, size, past_caches, used), used, own_clock=True
            )

        every = [way(past, used) for used in sorted({1, threads}) for past in (False, True)]
        return [contender for contender in every if contender.compute() >= 0]


@dataclass(frozen=True)
class Bound:
    """The contenders that stand for the machine's limit of one question."""

    counting: Contender
    storing: tuple[Contender, ...]

    @classmethod
    def of(cls, limits: Limits, buffer: NDArray[np.float32], columns: int, threads: int) -> Bound:
        """Of all pairs of a panel, written into the buffer."""
        counting = limits.counting(float(len(buffer)) * columns, threads)
        return cls(counting, tuple(limits.storing(buffer, threads)))

    @property
    def contenders(self) -> tuple[Contender, ...]:
        """All of them."""
        return (self.counting, *self.storing)

    @property
    def binding(self) -> Contender:
        """Whichever takes longer: counting, or the best way to store."""
        store = min(self.storing, key=lambda contender: contender.median)
        return max(store, self.counting, key=lambda contender: contender.median)
