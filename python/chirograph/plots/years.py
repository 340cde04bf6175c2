"""Years from left to right: what figures of programmes and of indicators over time have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chirograph.plots.marks import Marks

__all__ = ["Axis", "day_words", "line"]

#: Years that have a name below the middle, at most.
_TICKS = 8


@dataclass(frozen=True)
class Axis:
    """Days as shares of the middle: whole years."""

    first: date
    last: date

    @classmethod
    def over(cls, days: Sequence[date]) -> Axis:
        return cls(date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1))

    def share(self, day: date) -> float:
        """Where a day stands, within the middle."""
        whole = (self.last - self.first).days
        return min(max((day - self.first).days / whole, 0.0), 1.0)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Years with a name: each, or every second, fifth or tenth."""
        count = self.last.year - self.first.year
        step = next(step for step in (1, 2, 5, 10, 25, 50, 100, 1000) if count / step <= _TICKS)
        years = range(-(-self.first.year // step) * step, self.last.year, step)
        return tuple((self.share(date(year, 1, 1)), str(year)) for year in years)


def day_words(day: date) -> str:
    """What the line over all rows is."""
    return f"The line is the day of the data, {day.isoformat()}."


def line(marks: Marks, share: float) -> None:
    """A line over all rows at the day of the data."""
    laid = marks.laid
    (top, tall), (low, high) = laid.rows[0], laid.rows[-1]
    x = laid.left + share * (laid.right - laid.left)
    marks.add("end", x - 0.008, top - tall / 2, 0.016, low + high / 2 - top + tall / 2)
