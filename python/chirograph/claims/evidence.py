"""What the tests of claims read from a dataset: rows of cells, record fields and memberships at a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from chirograph.base.dates import span
from chirograph.base.public import public
from chirograph.cells.content import Content
from chirograph.claims.sums import OpenItem
from chirograph.errors import DataError, Fault, UnknownLabel, unknown
from chirograph.records.asking import Asking
from chirograph.records.choice import concluded
from chirograph.records.coding import coded
from chirograph.records.codings import counting
from chirograph.records.memberships import Held, Memberships
from chirograph.records.readings import applied, copied
from chirograph.records.records import Records

Answer = TypeVar("Answer")
Question = ParamSpec("Question")
Record = Mapping[str, Any]

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DAY = timedelta(days=1)


@public
@dataclass(frozen=True, slots=True)
class Used:
    """A record, or fields of one, on which a number rests.

    Attributes
    ----------
    table, id : str
        Where it stands.
    field : str
        Fields of a programme, with ", " between; empty for a whole record.
    sources : tuple of str
        What it cites.
    blank : str or None
        What the fields would hold if nothing were known of them.

    Examples
    --------
    >>> Used("programmes", "ITPP-NZL-2024", "start, end").name
    'ITPP-NZL-2024 (start, end)'
    """

    table: str
    id: str
    field: str = ""
    sources: tuple[str, ...] = ()
    blank: str | None = None

    @property
    def name(self) -> str:
        """The record in words."""
        return f"{self.id} ({self.field})" if self.field else self.id


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The cells of one programme in one evidence grade; within one run equal rows are the same.

    `items` has the open cell behind each interval; None where the depth is known.
    """

    areas: tuple[str, ...]
    lower: tuple[int, ...]
    upper: tuple[int, ...]
    items: tuple[OpenItem | None, ...]

    @property
    def cells(self) -> Iterator[tuple[str, range, OpenItem | None]]:
        """Every area with its possible depths and what is open in it."""
        for area, low, high, item in zip(self.areas, self.lower, self.upper, self.items, strict=True):
            yield area, range(low, high + 1), item


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Answers of one run by the question and all of its arguments: no question is computed twice."""

    answers: dict[tuple[Hashable, ...], Any] = field(default_factory=dict)

    def of(
        self, compute: Callable[..., Answer], *question: Hashable, alike: tuple[Hashable, ...] = ()
    ) -> Answer:
        """The answer to a question, computed when it is first asked; that to an `alike` one is the same."""
        key = (compute, *(alike or question))
        if key not in self.answers:
            self.answers[key] = compute(*question)
        answer: Answer = self.answers[key]
        return answer


def remembered(
    lookup: Callable[Concatenate[Evidence, Question], Answer],
) -> Callable[Concatenate[Evidence, Question], Answer]:
    """A lookup that is made once for the same arguments, which are given by position."""

    @wraps(lookup)
    def asked(evidence: Evidence, /, *question: Question.args, **_: Question.kwargs) -> Answer:
        return evidence.memory.of(lookup, evidence, *question)

    return asked


class Evidence:
    """Lookups in records, their readings applied, computed once each; evidence of one run shares its memory.

    Where a record was left out, `whole` has it: rows and memberships are the same, except for those of the
    programme or the system touched. `bare` evidence gives answers alone: no words, and not what is open.
    """

    def __init__(
        self,
        records: Records,
        memory: Memory,
        whole: Evidence | None = None,
        touched: str = "",
        *,
        bare: bool = False,
    ) -> None:
        self.records, self.memory, self.bare = records, memory, bare
        self.whole, self._touched = whole, touched
        self._used: dict[tuple[str, str], Used] = {} if whole is None else whole._used
        self.data: Record = records.data
        self.codebook: Record = records.data["codebook"]

    @cached_property
    def today(self) -> date:
        """The day to which the data are kept."""
        return self.records.day()

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Ids of the areas: the order of the cells of a row."""
        return self.records.areas

    @cached_property
    def top(self) -> int:
        """Top of the scale."""
        return int(max(item["depth"] for item in self.codebook["scale"]))

    @cached_property
    def _programmes(self) -> dict[str, Record]:
        return {item["id"]: item for item in self.data["programmes"]}

    @cached_property
    def sources(self) -> dict[str, Record]:
        """Sources by id."""
        return {item["id"]: item for item in self.data["sources"]}

    @cached_property
    def systems(self) -> dict[str, Record]:
        """Systems by id."""
        return {item["id"]: item for item in self.data["systems"]}

    @cached_property
    def memberships(self) -> dict[str, Record]:
        """Memberships by id."""
        return {item["id"]: item for item in self.data["memberships"]}

    @cached_property
    def marks(self) -> frozenset[str]:
        """Evidence marks of commitments that count, by the codebook."""
        return frozenset(self.codebook["coding"]["commitment_evidence"])

    @cached_property
    def depths(self) -> dict[str, int]:
        """Depth that a commitment shows, by the codebook."""
        return {row["shown"]: int(row["lower"]) for row in self.codebook["coding"]["commitment_depth"]}

    def area_set(self, name: str) -> frozenset[str]:
        """Areas of a set of the codebook; refused with near names when there is none."""
        sets = {item["id"]: item["areas"] for item in self.codebook.get("area_sets", ())}
        if name not in sets:
            raise UnknownLabel(unknown("claims", name, sets, "this set of areas"))
        return frozenset(sets[name])

    def programme(self, name: str) -> Record:
        """A programme by its id; refused with near names when there is none."""
        if name not in self._programmes:
            raise UnknownLabel(unknown("claims", name, self._programmes, "this programme"))
        return self._programmes[name]

    def text_of(self, programme: Record) -> str:
        """The document that would settle what a programme says."""
        return f"the text of {programme['id']}: {programme['title']}"

    def read_whole(self, name: str) -> bool:
        """Whether what the list of a programme does not name is not in it, by the codebook."""
        status = self.programme(name)["list_status"]
        rules = self.codebook["coding"]["unlisted"]
        return any(rule["list_status"] == status and rule["upper"] == 0 for rule in rules)

    @remembered
    def row(self, name: str, grade: str) -> Row:
        """The cells of a programme, readings applied, at a day on which it is its partner's latest of a kind.

        Raises
        ------
        DataError
            When another programme of the kind hides it on every day.
        """
        if self.whole is not None and name != self._touched:
            return self.whole.row(name, grade)
        programme = self.programme(name)
        cells = self._cells(programme["kind"], self._day_in_force(name), grade)
        found = [i for i, source in enumerate(cells.sources) if source.startswith(f"{name}: ")]
        if not found:
            rule = "a programme tested by a claim is the latest of its kind on some day"
            repair = "correct the dates of the programmes of this partner"
            raise DataError(Fault("", "claims", name, rule, repair, "reference"))
        i = found[0]
        lower, upper = (tuple(ends[i].tolist()) for ends in (cells.lower, cells.upper))

        def item(j: int, area: str) -> OpenItem:
            settled = cells.settles.get((cells.rows[i], str(cells.status[i, j])), self.text_of(programme))
            return OpenItem(name, area, lower[j], upper[j], cells.why(i, j), settled)

        told = [not self.bare and low < high for low, high in zip(lower, upper, strict=True)]
        open_ = (item(j, area) if told[j] else None for j, area in enumerate(cells.columns))
        return self.memory.of(Row, cells.columns, lower, upper, tuple(open_))

    @remembered
    def _cells(self, kind: str, day: date, grade: str) -> Content:
        """The cells of a kind at a day; a reading that copies a partner without a row is left out."""
        cells = coded(self.records, Asking(kind, day, grade))
        kept = [name for name in self.records.assumed if copied(self.records, name) in (None, *cells.rows)]
        return applied(replace(self.records, assumed=tuple(kept)), cells)

    @remembered
    def _day_in_force(self, name: str) -> date:
        """The last day, up to the day of the data, on which no later programme of the kind may exist."""
        programme = self._programmes[name]
        own = concluded(programme)
        spans = [
            concluded(item)
            for item in self.data["programmes"]
            if (item["partner"], item["kind"]) == (programme["partner"], programme["kind"])
        ]
        later = [one.first - _DAY for one in spans if (one.first, one.last) > (own.first, own.last)]
        return max(min([self.today, *later, span(programme["end"]).last]), own.first)

    @remembered
    def behind(self, name: str, grade: str) -> frozenset[Used]:
        """What the cells of a programme were read from: records that count, or else the programme."""
        if self.whole is not None and name != self._touched:
            return self.whole.behind(name, grade)
        coding = self.codebook["coding"]
        counted = {rule["evidence"] for rule in coding["listing"] if grade in rule["grades"]}
        links = set(coding["commitment_links"].get(grade, ()))
        found = [("listings", item) for item in self.data["listings"] if item["evidence"] in counted]
        found += [
            ("commitments", item)
            for item in self.data["commitments"]
            if item["link"] in links and item["evidence"] in self.marks
        ]
        codings = self.data.get("codings", ()) if counting(self.records, grade) else ()
        used = {self.used(table, item) for table, item in found if item["programme"] == name}
        used |= {
            Used("programmes", name, sources=self.cited(item))
            for item in codings
            if item["programme"] == name
        }
        return frozenset(used or [Used("programmes", name, sources=tuple(self.programme(name)["sources"]))])

    @remembered
    def told_by(self, name: str, grade: str) -> frozenset[str]:
        """The sources of what the cells of a programme were read from."""
        return frozenset(source for one in self.behind(name, grade) for source in one.sources)

    @remembered
    def ids(self, table: str) -> frozenset[str]:
        """Ids of the records of a table."""
        return frozenset(item["id"] for item in self.data[table])

    def used(self, table: str, item: Record) -> Used:
        """A record on which a number rests."""
        key = table, item["id"]
        if key not in self._used:
            self._used[key] = Used(*key, sources=self.cited(item))
        return self._used[key]

    def field(self, item: Record, names: str, blank: str | None = None) -> Used:
        """Fields of a programme on which a number rests, with the sources of their note, else its own."""
        noted = self.cited({"note": item.get(f"{names}_note")}) or tuple(item["sources"])
        return Used("programmes", item["id"], names, noted, blank)

    def cited(self, item: Record) -> tuple[str, ...]:
        """Ids of the sources that a record cites, in its source, locator or note."""
        return self._cited(item.get("source"), item.get("locator"), item.get("note"))

    @remembered
    def _cited(self, source: str | None, locator: str | None, note: str | None) -> tuple[str, ...]:
        words = (word.rstrip(".") for word in _WORD.findall(f"{locator or ''} {note or ''}"))
        return tuple(
            sorted({*(word for word in words if word in self.sources), *([source] if source else [])})
        )

    @remembered
    def membership(self, system: str, who: tuple[str, ...], day: date) -> Held:
        """The membership of a partner, or of two together, in a system at a day.

        Without a record it is what the codebook says of the system; where it says nothing, unknown.
        """
        if self.whole is not None and system != self._touched:
            return self.whole.membership(system, who, day)
        end = self.systems[system].get("end")
        if end is not None and span(end).last < day:
            return Held(0, 0, f"the system ended by {end}", "", ())
        return self._held(day).of(system, who, self._without_row.get(system, "unknown"))

    @remembered
    def _held(self, day: date) -> Memberships:
        return Memberships(self.data, day)

    @cached_property
    def _without_row(self) -> dict[str, str]:
        return {item["system"]: item["without_row"] for item in self.codebook.get("system_dimensions", ())}

    def behind_membership(self, *held: Held) -> Iterable[Used]:
        """The records behind memberships."""
        return (self.used("memberships", self.memberships[name]) for one in held for name in one.records)
