"""The ends of ranges that two versions give to the same question, held against each other."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ANSWERS = Path(__file__).with_name("answers.py")
TOLERANCE = 2e-9  # either side calls an end sharp when no more than 1e-9 is left
VERDICTS = ("same", "sharper now", "newly sharp", "looser", "no longer sharp", "unsound")
WORSE = VERDICTS[3:]


@dataclass(frozen=True)
class End:
    """One end of one pair; `sign` is 1 for an upper end and -1 for a lower one."""

    bound: float
    attained: float  # NaN where no completion is known, or the version does not say
    sharp: bool
    sign: int

    @property
    def gap(self) -> float:
        """What is left open; infinite where no completion is known."""
        left = 0.0 if self.sharp else abs(self.attained - self.bound)
        return math.inf if math.isnan(left) else left


@dataclass(frozen=True)
class Answer:
    """What one version says to one question."""

    seconds: float = 0.0
    ends: tuple[End, ...] = ()
    spent: int | None = None
    refused: str = ""

    @classmethod
    def read(cls, line: str) -> Answer:
        """From the line that `answers.py` prints. A bound that is NaN says that no completion has a value."""
        found = json.loads(line)
        if "refused" in found:
            return cls(refused=found["refused"])
        ends = []
        for side, sign in (("lower", -1), ("upper", 1)):
            bounds, flags = found[side], found[f"sharp_{side}"]
            inner = found[f"inner_{side}"] or [math.nan] * len(bounds)
            for bound, attained, flag in zip(bounds, inner, flags, strict=True):
                sharp = flag or math.isnan(bound)
                ends.append(End(bound, bound if sharp else attained, sharp, sign))
        return cls(found["seconds"], tuple(ends), found["spent"])


class Side:
    """One version of the package, which answers in a process of its own."""

    def __init__(self, name: str, python: str = sys.executable, inherit: bool = True) -> None:
        environment = {k: v for k, v in os.environ.items() if inherit or not k.startswith("PYTHON")}
        command = [python, "-P", str(ANSWERS)]
        self.name, self.command = name, command
        try:
            self.process = subprocess.Popen(
                command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        except OSError as error:
            raise SystemExit(f"{name}: {python} does not start: {error}") from None
        self.engine: dict[str, Any] = json.loads(self._line())

    def ask(self, question: dict[str, Any]) -> Answer:
        assert self.process.stdin is not None
        try:
            print(json.dumps(question), file=self.process.stdin, flush=True)
        except OSError:
            self._line()
        return Answer.read(self._line())

    def close(self) -> None:
        self.process.communicate()

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            code = self.process.wait()
            raise SystemExit(f"{self.name}: {' '.join(self.command)} ended with {code} and gave no answer")
        return line


def contradicts(one: End, other: End) -> bool:
    """Whether what one version attained lies outside the bound of the other."""
    if math.isnan(one.attained):
        return False
    return math.isnan(other.bound) or one.sign * (one.attained - other.bound) > TOLERANCE


def verdict(now: End, before: End) -> str:
    """What became of an end: one of VERDICTS."""
    if contradicts(now, before) or contradicts(before, now):
        return "unsound"
    if now.sharp or before.sharp:
        return "same" if now.sharp and before.sharp else "newly sharp" if now.sharp else "no longer sharp"
    wider = now.sign * (now.bound - before.bound)
    return "looser" if wider > TOLERANCE else "sharper now" if wider < -TOLERANCE else "same"


def compared(now: Answer, before: Answer) -> tuple[Counter[str], list[tuple[str, str]]]:
    """How many ends came to which verdict; those that are unsound or became worse also in words."""
    found: Counter[str] = Counter()
    notes: list[tuple[str, str]] = []
    if now.refused or before.refused:
        return found, notes
    for a, b in zip(now.ends, before.ends, strict=True):
        word = verdict(a, b)
        found[word] += 1
        if word in WORSE:
            side = "upper" if a.sign > 0 else "lower"
            said = f"{side} end: {told(a)} now, {told(b)} of the peer"
            notes.append((word.upper() if word == "unsound" else word, said))
    return found, notes


def told(end: End) -> str:
    """An end in words, with every digit."""
    return f"{end.bound!r} sharp" if end.sharp else f"bound {end.bound!r}, attained {end.attained!r}"
