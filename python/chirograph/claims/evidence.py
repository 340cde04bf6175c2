"""What the tests of claims read from a dataset: rows of cells, record fields and memberships at a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chirograph.base.dates import day_of, span
from chirograph.claims.sums import OpenItem
from chirograph.errors import DataError, Fault, UnknownLabel, unknown
from chirograph.records.choice import concluded
from chirograph.records.memberships import Held, Memberships

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.panel import Panel

Record = Mapping[str, Any]

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one programme in one evidence grade.

    Parameters
    ----------
    programme : mapping
        Its record.
    lower, upper : tuple of int
        Interval of every area, in the order of the dataset's areas.
    items : tuple of OpenItem or None
        The open cell behind each interval; None where the depth is known.
    """

    programme: Record
    lower: tuple[int, ...]
    upper: tuple[int, ...]
    items: tuple[OpenItem | None, ...]

    @property
    def id(self) -> str:
        """Id of the programme."""
        return str(self.programme["id"])


class Evidence:
    """Lookups in a dataset, its readings applied, computed once each.

    Parameters
    ----------
    dataset : Dataset
        Where to look.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.data: Record = dataset.records.data
        self.codebook: Record = dataset.records.data["codebook"]
        self._rows: dict[tuple[str, str], Row] = {}
        self._panels: dict[tuple[str, date, str], Panel] = {}
        self._memberships: dict[date, Memberships] = {}

    @cached_property
    def today(self) -> date:
        """The day to which the data are kept."""
        return day_of(self.dataset.as_of)

    @cached_property
    def _programmes(self) -> dict[str, Record]:
        return {item["id"]: item for item in self.data["programmes"]}

    @cached_property
    def _sources(self) -> dict[str, Record]:
        return {item["id"]: item for item in self.data["sources"]}

    @cached_property
    def systems(self) -> dict[str, Record]:
        """Systems by id."""
        return {item["id"]: item for item in self.data["systems"]}

    @cached_property
    def marks(self) -> frozenset[str]:
        """Evidence marks of commitments that count, by the codebook."""
        return frozenset(self.codebook["coding"]["commitment_evidence"])

    @cached_property
    def depths(self) -> dict[str, int]:
        """Depth that a commitment shows, by the codebook."""
        return {row["shown"]: int(row["lower"]) for row in self.codebook["coding"]["commitment_depth"]}

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """Area ids of every group of the codebook."""
        return {
            group["id"]: tuple(item["id"] for item in self.codebook["areas"] if item["group"] == group["id"])
            for group in self.codebook["groups"]
        }

    def area_set(self, name: str) -> frozenset[str]:
        """Areas of a set of the codebook.

        Raises
        ------
        UnknownLabel
            With near names.
        """
        sets = {item["id"]: item["areas"] for item in self.codebook.get("area_sets", ())}
        if name not in sets:
            raise UnknownLabel(unknown("claims", name, sets, "this set of areas"))
        return frozenset(sets[name])

    def programme(self, name: str) -> Record:
        """A programme by its id.

        Raises
        ------
        UnknownLabel
            With near names.
        """
        if name not in self._programmes:
            raise UnknownLabel(unknown("claims", name, self._programmes, "this programme"))
        return self._programmes[name]

    def text_of(self, programme: Record) -> str:
        """The document that would settle what a programme says."""
        return f"the text of {programme['id']}: {programme['title']}"

    def title(self, source: str) -> str:
        """The title of a source."""
        return str(self._sources[source]["title"])

    def row(self, name: str, grade: str) -> Row:
        """The cells of a programme, readings applied, at a day on which it is its partner's latest of a kind.

        Raises
        ------
        DataError
            When another programme of the kind hides it on every day.
        """
        if (name, grade) not in self._rows:
            self._rows[name, grade] = self._read_row(self.programme(name), grade)
        return self._rows[name, grade]

    def _read_row(self, programme: Record, grade: str) -> Row:
        day = self._day_in_force(programme)
        key = (programme["kind"], day, grade)
        if key not in self._panels:
            self._panels[key] = self._panel(programme["kind"], day, grade)
        panel = self._panels[key]
        line = f"{programme['id']}: "
        found = [i for i, source in enumerate(panel.sources) if source.startswith(line)]
        if not found:
            rule = "a programme tested by a claim is the latest of its kind on some day"
            repair = "correct the dates of the programmes of this partner"
            raise DataError(Fault("", "claims", programme["id"], rule, repair, "reference"))
        i, parts = found[0], panel.content
        lower, upper = (tuple(ends[i].tolist()) for ends in (parts.lower, parts.upper))
        items = [
            OpenItem(
                programme["id"],
                area,
                lower[j],
                upper[j],
                parts.why(i, j),
                parts.settles.get((parts.rows[i], str(parts.status[i, j])), self.text_of(programme)),
            )
            if lower[j] < upper[j]
            else None
            for j, area in enumerate(panel.columns)
        ]
        return Row(programme, lower, upper, tuple(items))

    def _panel(self, kind: str, day: date, grade: str) -> Panel:
        """The panel of a kind at a day; a reading that copies a partner without a row is left out."""
        plain = type(self.dataset)(replace(self.dataset.records, assumed=())).panel(kind, day, grade)
        copies = {item["id"]: item["like"] for item in self.codebook.get("assumptions", ())}
        kept = []
        for reading in self.dataset.assumed:
            like = copies.get(reading)
            if reading.startswith("unpublished=like:"):
                like = reading.removeprefix("unpublished=like:")
            kept += [reading] if like is None or like in plain.rows else []
        held = replace(self.dataset.records, assumed=tuple(kept))
        return type(self.dataset)(held).panel(kind, day, grade) if kept else plain

    def _day_in_force(self, programme: Record) -> date:
        """The last day, up to the day of the data, on which no later programme of the kind may exist."""
        own = concluded(programme)
        later = [
            concluded(item).first
            for item in self.data["programmes"]
            if (item["partner"], item["kind"]) == (programme["partner"], programme["kind"])
            and (concluded(item).first, concluded(item).last) > (own.first, own.last)
        ]
        last = [self.today, *(first - _DAY for first in later), span(programme["end"]).last]
        return max(min(last), own.first)

    def sources_of_row(self, name: str, grade: str) -> frozenset[str]:
        """What the cells of a programme were read from: counted listings and commitments, or else its own."""
        coding = self.codebook["coding"]
        counted = {rule["evidence"] for rule in coding["listing"] if grade in rule["grades"]}
        links = set(coding["commitment_links"].get(grade, ()))
        records = [
            *(item for item in self.data["listings"] if item["evidence"] in counted),
            *(
                item
                for item in self.data["commitments"]
                if item["link"] in links and item["evidence"] in self.marks
            ),
        ]
        found = self.cited(item for item in records if item["programme"] == name)
        return found or frozenset(self.programme(name)["sources"])

    def cited(self, records: Iterable[Record]) -> frozenset[str]:
        """Ids of the sources that records cite, in their source, locator or note."""
        found: set[str] = set()
        for item in records:
            words = _WORD.findall(f"{item.get('locator') or ''} {item.get('note') or ''}")
            found.update(word.rstrip(".") for word in words if word.rstrip(".") in self._sources)
            found.update([item["source"]] if item.get("source") else [])
        return frozenset(found)

    def described(self, name: str) -> bool:
        """Whether any description of a programme was found: a title of its list, or an activity."""
        return any(
            item["programme"] == name for table in ("listings", "commitments") for item in self.data[table]
        )

    def membership(self, system: str, who: Sequence[str], day: date) -> Held:
        """The membership of a partner, or of two together, in a system at a day.

        Without a record it is what the codebook says of the system; where it says nothing, unknown.
        """
        end = self.systems[system].get("end")
        if end is not None and span(end).last < day:
            return Held(0, 0, f"the system ended by {end}", "", ())
        if day not in self._memberships:
            self._memberships[day] = Memberships(self.data, day)
        return self._memberships[day].of(system, who, self._without_row.get(system, "unknown"))

    @cached_property
    def _without_row(self) -> dict[str, str]:
        return {item["system"]: item["without_row"] for item in self.codebook.get("system_dimensions", ())}

    def records_of_membership(self, held: Held) -> list[Record]:
        """The records behind a membership."""
        return [item for item in self.data["memberships"] if item["id"] in held.records]
