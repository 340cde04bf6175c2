"""Dates known in part: the subset of EDTF the dataset format allows, as a first and a last possible day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from numbers import Integral

from chirograph.errors import AssumptionError, Fault, brief

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)")


@dataclass(frozen=True, slots=True)
class Span:
    """The days a date may be.

    Parameters
    ----------
    first, last : datetime.date
        First and last possible day; the ends of the calendar where nothing is known.
    doubtful : bool
        The date carries ``?``, ``~`` or ``%``.

    Examples
    --------
    >>> span("2023-06/2023-07-12")
    Span(first=datetime.date(2023, 6, 1), last=datetime.date(2023, 7, 12), doubtful=False)
    >>> span("2024~").doubtful
    True
    """

    first: date
    last: date
    doubtful: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


@lru_cache(maxsize=4096)
def span(text: str | None) -> Span:
    """The days an EDTF date may be; None may be any day.

    Raises
    ------
    AssumptionError
        When the text is not a date of the format.

    Examples
    --------
    >>> span("2024-02").last
    datetime.date(2024, 2, 29)
    >>> span("../2020").first == date.min
    True
    """
    if text is None:
        return Span(date.min, date.max)
    ends = text.split("/")
    if len(ends) > 2 or (len(ends) == 1 and text == ".."):
        raise _refused(text)
    first, last = _point(ends[0], text), _point(ends[-1], text)
    found = Span(first.first, last.last, first.doubtful or last.doubtful)
    if found.first > found.last:
        raise _refused(text)
    return found


def _point(text: str, whole: str) -> Span:
    if text == "..":
        return Span(date.min, date.max)
    match = _POINT.fullmatch(text)
    if match is None:
        raise _refused(whole)
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last = date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    except ValueError as error:
        rule = "a date is a day of the calendar"
        fault = Fault("", "date", repr(whole), rule, _nearest(year, month), "parameter")
        raise AssumptionError(fault) from error
    return Span(first, last, bool(match.group(4)))


def _nearest(year: int | None, month: int | None) -> str:
    """What the calendar has in place of a day that does not exist."""
    if not year:
        return "years begin with 0001"
    if month is None or not 1 <= month <= 12:
        return "months are 01 to 12"
    return f"days of {year:04}-{month:02} are 01 to {calendar.monthrange(year, month)[1]}"


def _refused(text: str) -> AssumptionError:
    rule = "a date is YYYY, YYYY-MM or YYYY-MM-DD, with ?, ~ or %, or two of them as earliest/latest"
    return AssumptionError(
        Fault("", "date", repr(text), rule, "for example 2023-07-12 or 2023-06/2023-07-12", "parameter")
    )


def day_of(value: str | date | int) -> date:
    """The last day a date may be: ``"2023-07"`` asks for what holds at the end of July, 2023 of the year.

    Examples
    --------
    >>> day_of("2023-07"), day_of(2023)
    (datetime.date(2023, 7, 31), datetime.date(2023, 12, 31))
    """
    if isinstance(value, Integral) and not isinstance(value, bool):
        value = brief(int(value))
    if type(value).__name__ == "datetime64":
        value = str(value.astype("datetime64[D]"))  # type: ignore[union-attr]
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if not isinstance(value, str):
        raise _refused(brief(value))
    return span(value).last
