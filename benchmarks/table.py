"""A row of the table of speed: the question, what it is held against, what was found, whether that holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.harness import Contender, Ratio, ratio

HOLDS, SHORT, TOLD = "holds", "FALLS SHORT", "told"
#: Factor and sign of each unit.
UNITS = {"x": (1.0, "x"), "%": (100.0, "%"), "us": (1e6, " us")}


@dataclass(frozen=True)
class Row:
    """One ratio, with its target: at least, or for a cost at most; None is only told.

    `unit`: "x" times as fast, or as costly; "%" of a limit; "us" microseconds, where `found` is in seconds.
    `note`: why nothing was found. `times`: every time of what was compared, the slower side first.
    """

    topic: str
    question: str
    against: str
    target: float | None
    found: Ratio | None = None
    cost: bool = False
    unit: str = "x"
    note: str = ""
    times: tuple[Contender, ...] = ()
    work: float | None = None

    @property
    def verdict(self) -> str:
        """In a word, or the reason why there is none."""
        if self.found is None:
            return self.note
        if self.target is None:
            return TOLD
        holds = self.found.median <= self.target if self.cost else self.found.median >= self.target
        return HOLDS if holds else SHORT

    def digits(self, number: float) -> str:
        """A number of this row, three digits of it or all before the point."""
        scaled = number * UNITS[self.unit][0]
        return f"{scaled:,.0f}" if scaled >= 100 or self.unit == "%" else f"{scaled:.3g}"

    def shown(self, number: float) -> str:
        """The same with its unit."""
        return self.digits(number) + UNITS[self.unit][1]

    @property
    def aim(self) -> str:
        """The target in a few letters."""
        return "-" if self.target is None else f"{'<=' if self.cost else '>='} {self.shown(self.target)}"

    def line(self) -> str:
        """As it is printed."""
        found, spread = "-", ""
        if self.found is not None:
            found = self.shown(self.found.median)
            spread = f"[{self.digits(self.found.least)}, {self.digits(self.found.greatest)}]"
        cells = f"{self.topic:<8} {self.question:<49} {self.against:<28} {self.aim:>8}"
        refused = sum(contender.refused for contender in self.times)
        disturbed = f"; {refused} disturbed repetitions refused" if refused else ""
        return f"{cells} {found:>8} {spread:<14} {self.verdict}{disturbed}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data, with every time in seconds."""
        found = self.found
        fast = self.times[-1] if self.times else None
        return {
            "topic": self.topic,
            "question": self.question,
            "against": self.against,
            "target": self.target,
            "at": "most" if self.cost else "least",
            "unit": {"us": "seconds"}.get(self.unit, "ratio"),
            "median": found and found.median,
            "least": found and found.least,
            "greatest": found and found.greatest,
            "verdict": self.verdict,
            "columns_of_pairs_per_second": self.work / fast.median if self.work and fast else None,
            "seconds": [
                {"name": one.name, "threads": one.threads, "times": one.times, "refused": one.refused}
                for one in self.times
            ],
        }


def row(
    asked: tuple[str, str],
    against: str,
    sides: tuple[Contender, Contender],
    target: float | None,
    **options: Any,
) -> Row:
    """The first side over the second: times as fast as it the second is, or times as costly the first."""
    return Row(*asked, against, target, ratio(*sides), times=sides, **options)


HEADER = f"{'topic':<8} {'question':<49} {'against':<28} {'target':>8} {'found':>8} [of the rounds]"


def count(rows: Sequence[Row]) -> str:
    """How many rows hold, in a sentence."""
    words = [row.verdict for row in rows]
    left = sum(row.found is None for row in rows)
    held = f"{words.count(HOLDS)} hold, {words.count(SHORT)} fall short, {words.count(TOLD)} are told"
    return f"{len(rows)} rows: {held}, {left} were not measured"
