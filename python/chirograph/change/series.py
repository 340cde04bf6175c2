"""An indicator over time: its range on every day on which something changes, and what is not known then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, permutations
from typing import Any

from chirograph.base import markup as html
from chirograph.base.dates import day_of, span
from chirograph.base.door import draw
from chirograph.base.markup import DASH, columns_of_text, interval
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Told, finite
from chirograph.catalogue import indicators as catalogue
from chirograph.change.measure import Measure, whole
from chirograph.errors import AssumptionError, Fault, brief
from chirograph.records.choice import kinds_of_versions
from chirograph.records.records import Records
from chirograph.records.states import moments

__all__ = ["Point", "Series", "days_of", "kinds_of", "series"]

#: What a snapshot gives: the ranges at a day, and why a partner is not among them.
Snapshot = Callable[[date], tuple[tuple[Measure, ...], Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Point:
    """The ranges from a day on.

    Parameters
    ----------
    day : date
        The first day; they hold until the day before the next point.
    measures : tuple of Measure
        One for each subject of the series, in its order.
    """

    day: date
    measures: tuple[Measure, ...]


@public
@dataclass(frozen=True)
class Series(Told):
    """An indicator over time; made by :meth:`chirograph.Dataset.series`.

    Parameters
    ----------
    key, title : str
        The indicator.
    kinds : tuple of str
        Kinds of programme, the latest of which stands at a day.
    subjects : tuple of tuple of str
        Pairs, programmes or the group.
    points : tuple of Point
        In the order of days.
    kept : date
        The day to which the data are kept: of later days only what is recorded today is told.
    names : mapping
        Readable names of labels.
    assumptions : tuple of str
        What the answer stands under.

    Notes
    -----
    Where a partner has no programme on record on a day, before the first or after the last has ended, nothing
    is known of the indicator, which then has the whole of its range. It is never 0 for that reason.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.load("nato-ip4").series("jaccard", ["2018", "2024", "2027-02"])
    >>> found["JPN", "KOR"].where(day="2027-02-28")["why"][0].startswith("JPN: ITPP-JPN-2023 ended by 2026")
    True
    """

    key: str
    title: str
    kinds: tuple[str, ...]
    subjects: tuple[tuple[str, ...], ...]
    points: tuple[Point, ...]
    kept: date
    names: Mapping[str, str]
    assumptions: tuple[str, ...] = ()

    def table(self) -> Table:
        """One row for each day and subject: day, until, subject, lower, upper, sharp, why.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").series("jaccard", ["2024"]).table().columns
        ('day', 'until', 'subject', 'lower', 'upper', 'sharp', 'why')
        """
        return Table.from_records(
            list(self._rows()), ("day", "until", "subject", "lower", "upper", "sharp", "why")
        )

    def _rows(self) -> Iterator[dict[str, Any]]:
        ends = [*(point.day.fromordinal(point.day.toordinal() - 1) for point in self.points[1:]), None]
        for point, end in zip(self.points, ends, strict=True):
            for one in point.measures:
                yield {
                    "day": point.day.isoformat(), "until": end.isoformat() if end else "",
                    "subject": " ".join(one.subject), "lower": one.lower, "upper": one.upper,
                    "sharp": one.sharp, "why": one.why,
                }  # fmt: skip

    def __getitem__(self, subject: str | tuple[str, ...]) -> Table:
        """The rows of one subject: a label, or a pair of labels in either order.

        Raises
        ------
        UnknownLabel
            When it is not among the subjects.
        """
        from chirograph.errors import UnknownLabel, unknown

        asked = (subject,) if isinstance(subject, str) else tuple(subject)
        for one in (asked, asked[::-1]):
            if one in self.subjects:
                return self.table().where(subject=" ".join(one))
        known = {" ".join(one): " ".join(map(self._name, one)) for one in self.subjects}
        raise UnknownLabel(unknown("series", " ".join(map(str, asked)), known, "this subject"))

    def _name(self, label: str) -> str:
        return self.names.get(label, label)

    def sentences(self) -> tuple[str, ...]:
        """What holds of each subject on the first day it is known anything of, and on the last.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").series("jaccard", ["2018", "2024"]).sentences()[3].split(": ")[1]
        '[0.000, 1.000] on 2018-12-31, [0.333, 0.733] on 2024-12-31.'
        """
        said = []
        for i, subject in enumerate(self.subjects):
            told = [(point.day, point.measures[i]) for point in self.points if not point.measures[i].why]
            name = f"{DASH}".join(map(self._name, subject))
            if not told:
                said.append(f"{name}: nothing is known on any of these days.")
                continue
            parts = [
                f"{interval(one.lower, one.upper)} on {day.isoformat()}"
                for day, one in dict.fromkeys((told[0], told[-1]))
            ]
            last = self.points[-1]
            gone = (
                f"; nothing is known on {last.day.isoformat()} ({last.measures[i].why})"
                if last.measures[i].why
                else ""
            )
            said.append(f"{name}: {', '.join(parts)}{gone}.")
        return tuple(said)

    def explain(self) -> str:
        """The sentences, and what they stand under.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").series("jaccard", ["2024"]).explain().splitlines()[-1][:16]
        'Evidence: strict'
        """
        return "\n".join([*self.sentences(), *self.assumptions])

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.load("nato-ip4").series("jaccard", ["2024"]).to_dict())[:3]
        ['kind', 'key', 'title']
        """
        return {
            "kind": "series", "key": self.key, "title": self.title, "kinds": list(self.kinds),
            "kept": self.kept.isoformat(), "rows": finite(list(self._rows())),
            "assumptions": list(self.assumptions),
        }  # fmt: skip

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """The ranges over time, see :func:`chirograph.plots.series`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").series("jaccard", ["2018", "2024"]).plot().name
        'series-jaccard'
        """
        return draw("series", self, ax, **options)

    def _lines(self) -> tuple[list[str], list[list[str]]]:
        """A line for each day, a column for each subject; `?` where nothing is known."""
        heads = ["from", *map(" ".join, self.subjects)]
        rows = []
        for point in self.points:
            cells = ("?" if one.why else interval(one.lower, one.upper) for one in point.measures)
            rows.append([point.day.isoformat(), *cells])
        return heads, rows

    def _headline(self) -> str:
        kinds = " or ".join(self.kinds)
        return f"{self.title} ({self.key}) over time, {kinds}, {len(self.points)} days"

    def __repr__(self) -> str:
        return "\n".join(
            [self._headline(), *columns_of_text(*self._lines()), "? nothing is known on that day"]
        )

    def _repr_html_(self) -> str:
        heads, rows = self._lines()
        cells = [[html.escape(cell) for cell in row] for row in rows]
        return html.page(html.table(heads, cells, self._headline(), [False] + [True] * (len(heads) - 1)))


def kinds_of(records: Records) -> tuple[str, ...]:
    """The kinds that programmes of the first kind and those before them have: versions of each other."""
    return kinds_of_versions(records.data["programmes"], records.kinds)


def days_of(
    records: Records, kinds: tuple[str, ...], given: Sequence[Any] | None, *, members: bool
) -> list[date]:
    """The days asked for, or all on which something may change, up to the day after the last period ends.

    Raises
    ------
    AssumptionError
        When they are not dates, or not in order.
    """
    if given is not None:
        days = [day_of(one) for one in given]
        rule = "days are in order, each once, and there is one at least"
        wrong = [
            f"{brief(given[i])} after {brief(given[i - 1])}"
            for i in range(1, len(days))
            if days[i] <= days[i - 1]
        ]
        if wrong or not days:
            faults = [Fault("", "dates", one, rule, "sort them", "parameter") for one in wrong or ["none"]]
            raise AssumptionError(faults)
        return days
    found = {*moments(records, kinds), records.day()}
    for one in records.renewals:
        found |= {date(one.years[0], 1, 1), date(one.years[1] + 1, 1, 1)}
    first, last = min(found), max(found)
    if members:
        dates = [
            span(item[end])
            for item in records.data.get("memberships", ())
            for end in ("start", "end")
            if item[end]
        ]
        found |= {day for one in dates for day in (one.first, one.last) if first <= day <= last}
    return sorted(found)


def series(
    records: Records,
    key: str,
    kinds: tuple[str, ...],
    days: Sequence[date],
    snapshot: Snapshot,
    names: Mapping[str, str],
) -> Series:
    """The indicator at each day; what has no programme on record then is unknown."""
    row = catalogue.row_of(key)
    partners = records.partners
    found = [(day, *snapshot(day)) for day in days]
    if row["arity"] == "group":
        subjects: list[tuple[str, ...]] = [partners]
    elif row["arity"] == "programme":
        subjects = [(one,) for one in partners]
    else:
        told = {one.subject for _, measures, _ in found for one in measures}
        both = any(one[::-1] in told for one in told)
        subjects = list(permutations(partners, 2) if both else combinations(partners, 2))
    points = []
    for day, measures, missing in found:
        known = {one.subject: one for one in measures}
        points.append(Point(day, tuple(known.get(one) or _unknown(key, one, missing) for one in subjects)))
    return Series(key, row["title"], kinds, tuple(subjects), tuple(points), records.day(), names)


def _unknown(key: str, subject: tuple[str, ...], missing: Mapping[str, str]) -> Measure:
    why = "; ".join(f"{label}: {missing[label]}" for label in subject if label in missing)
    return whole(key, subject, why or "not all of them have a programme on that day")
