"""Which programmes of a partner follow each other, and the cells that the text of each has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from chirograph.base.dates import span
from chirograph.cells.constrain import parse_lengths
from chirograph.cells.content import Content
from chirograph.change.classes import Ends
from chirograph.errors import AssumptionError, Fault, ParameterError
from chirograph.records import coding, codings
from chirograph.records.asking import Asking, Lengths
from chirograph.records.choice import Record, concluded, kinds_of_versions
from chirograph.records.records import Records

__all__ = ["Text", "Versions"]


@dataclass(frozen=True)
class Text:
    """What is known of the text of one programme.

    Parameters
    ----------
    programme, partner : str
        Ids.
    when : str
        The year of its conclusion, or what is recorded of it; "" where nothing is.
    cells : tuple of (int, int)
        Least and greatest depth of every area, (n,).
    why : tuple of str
        Why each is known or not, in words, (n,).
    length : (int, int) or None
        Least and greatest number of areas in its list, where a limit holds.
    content : Content
        The panel in which it was coded.
    """

    programme: str
    partner: str
    when: str
    cells: tuple[Ends, ...]
    why: tuple[str, ...]
    length: Ends | None
    content: Content = field(repr=False)


@dataclass(frozen=True)
class Versions:
    """The programmes of a dataset in time.

    Parameters
    ----------
    records : Records
        What was read.
    evidence, coders : str or None
        As in `Dataset.panel`.
    list_length : "derived", mapping or None
        By programme, or by partner of its latest programme.
    """

    records: Records
    evidence: str | None = None
    coders: str | None = None
    list_length: Lengths = None

    @cached_property
    def programmes(self) -> dict[str, Record]:
        """Every programme by its id."""
        return {item["id"]: item for item in self.records.data["programmes"]}

    @cached_property
    def _asking(self) -> Asking:
        derived = self.list_length if isinstance(self.list_length, str) else None
        return Asking(evidence=self.evidence, list_length=derived, coders=self.coders)

    @cached_property
    def panel(self) -> Content:
        """The panel of the latest programmes, at the day of the data."""
        return coding.content(self.records, self._asking)

    @cached_property
    def latest(self) -> dict[str, str]:
        """The latest programme of every partner that has one of the default kind."""
        ids = (line.partition(": ")[0] for line in self.panel.sources)
        return dict(zip(self.panel.rows, ids, strict=True))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Kinds that are versions of each other: the default one, and those that it took the place of.

        What is of another legal nature, such as a declaration that programmes were made after, is no earlier
        version of them: its list is of something else.
        """
        return frozenset(kinds_of_versions(self.records.data["programmes"], self.records.kinds))

    def before(self, programme: str) -> Iterator[tuple[str, bool]]:
        """What a programme followed, latest first, and whether each is a version of it."""
        seen, at = {programme}, self.programmes[programme]["predecessor"]
        while at and at not in seen:
            seen.add(at)
            yield at, self.programmes[at]["kind"] in self.kinds
            at = self.programmes[at]["predecessor"]

    def text(self, programme: str) -> Text:
        """The cells of a programme: the latest one's are those of the panel, all others' those of its time.

        Raises
        ------
        AssumptionError
            When its cells allow no list of the length asked for.
        """
        record = self.programmes[programme]
        partner = record["partner"]
        if self.latest.get(partner) == programme:
            content = self.panel
        else:
            content = coding.at_conclusion(self.records, self._asking, record)
        i = content.rows.index(partner)
        ends = zip(content.lower[i].tolist(), content.upper[i].tolist(), strict=True)
        why = tuple(content.reason(str(status)) for status in content.status[i])
        lengths = {item.row: (item.minimum, item.maximum) for item in content.constraints.lengths}
        asked = self._lengths.get(programme, lengths.get(partner))
        return Text(
            programme, partner, _when(record), _within(programme, tuple(ends), asked), why, asked, content
        )

    @cached_property
    def _lengths(self) -> dict[str, Ends]:
        if self.list_length is None or isinstance(self.list_length, str):
            return {}
        found = parse_lengths(self.list_length, [*self.programmes, *self.latest])
        faults = [
            Fault(
                "", f"list_length {one.row}", "twice", "a length is of one programme", "remove one", "label"
            )
            for one in found
            if self.latest.get(one.row) in {other.row for other in found}
        ]
        if faults:
            raise ParameterError(faults)
        return {self.latest.get(one.row, one.row): (one.minimum, one.maximum) for one in found}

    def coders_said(self, told: Mapping[str, Any]) -> Iterator[str]:
        """What is to be said of several coders of these texts, where there are any."""
        grade = self.evidence or self.records.evidence_grades[0]
        return codings.sentence(self.records, grade, codings.combining(self.records, self.coders), told)

    def unused(self, told: Mapping[str, Any]) -> list[Fault]:
        """A fault for every length of a programme that is not among those told of."""
        rule, repair = (
            "the length is of a programme that is compared here",
            "leave it out, or name the programme",
        )
        return [
            Fault("", f"list_length {one}", str(ends), rule, repair, "parameter")
            for one, ends in self._lengths.items()
            if one not in told
        ]


def _within(programme: str, cells: tuple[Ends, ...], length: Ends | None) -> tuple[Ends, ...]:
    """The cells, when they allow a list of this length."""
    certain, possible = (sum(end >= 1 for end in ends) for ends in zip(*cells, strict=True))
    if length is not None and (length[0] > possible or length[1] < certain):
        rule = f"the cells allow {certain} to {possible} areas"
        told = "..".join(str(end) for end in dict.fromkeys(length))
        where = f"list_length {programme}"
        raise AssumptionError(Fault("", where, told, rule, "correct the length", "infeasible"))
    return cells


def _when(record: Record) -> str:
    """When it was concluded, for reading."""
    stated = record.get("concluded") or record.get("signed") or record.get("start")
    if stated is None:
        return ""
    days = span(stated)
    return str(days.first.year) if days.first.year == days.last.year else str(stated)


def follows(old: Record, new: Record) -> bool:
    """Whether the old one may have been concluded before the new one."""
    return concluded(old).first <= concluded(new).last
