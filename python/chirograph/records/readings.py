"""Readings of records: switched on by name, by a word or cell by cell, and applied strongest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chirograph.cells import assume
from chirograph.cells.content import Content
from chirograph.errors import AssumptionError, Fault, brief, did_you_mean, unknown
from chirograph.records.records import Records

__all__ = [
    "AS_READ", "Layer", "applied", "cells_layer", "codebook", "copied", "default_readings", "layer",
    "likeness", "plain", "rank", "read_as", "spoken_of", "strength_of", "switched", "titled",
]  # fmt: skip

#: The name of the data without an assumption, when they stand beside an assumed reading of themselves.
AS_READ = "as read"
_UNPUBLISHED = "unpublished="
#: Depths that a scale may have.
_LEVELS = 256
_CELLS = re.compile(r"(?P<cells>[^ ]+=[^ ]+)(?: as (?P<strength>[a-z][a-z0-9_]*))? from (?P<source>.+)")
_CELL = re.compile(r"(?P<row>[^:=,]+):(?P<area>[^:=,]+)=(?P<low>[0-9]{1,3})(?:-(?P<high>[0-9]{1,3}))?")

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layer:
    """One reading: what it says, of whose cells, and on what it rests.

    Parameters
    ----------
    name : str
        A name of the codebook, "absent" or "like:KOR"; "" where cells are given one by one.
    word : bool
        Whether the name is a word of ``unpublished=``.
    partners : tuple of str
        The rows it speaks of; empty for all.
    cells : tuple
        Row (a partner or a programme), area, least and greatest depth of each cell.
    source, strength : str
        On what given cells rest, and how well; of a name the codebook says it.
    """

    name: str = ""
    word: bool = False
    partners: tuple[str, ...] = ()
    cells: tuple[tuple[str, str, int, int], ...] = ()
    source: str = ""
    strength: str = ""

    @classmethod
    def parse(cls, text: str) -> Layer:
        """The reading that a text tells; what it names is not looked up.

        Examples
        --------
        >>> Layer.parse("unpublished=like:KOR@JPN").partners
        ('JPN',)
        >>> print(Layer.parse("JPN:A11=1,JPN:A15=1-3 as fair from a press release"))
        JPN:A11=1,JPN:A15=1-3 as fair from a press release
        """
        if found := _CELLS.fullmatch(text):
            parts = [_CELL.fullmatch(part) for part in found["cells"].split(",")]
            told = [part.groupdict() for part in parts if part is not None]
            if len(told) == len(parts):
                cells = ((at["row"], at["area"], int(at["low"]), int(at["high"] or at["low"])) for at in told)
                return cls(cells=tuple(cells), source=found["source"], strength=found["strength"] or "")
        name, _, rows = plain(text).partition("@")
        return cls(name, text.startswith(_UNPUBLISHED), tuple(dict.fromkeys(filter(None, rows.split(",")))))

    @property
    def call(self) -> str:
        """The call of ``Dataset.assume`` that switches it on.

        Examples
        --------
        >>> Layer.parse("unpublished=like:KOR@JPN").call
        "assume(unpublished='like:KOR', partners=['JPN'])"
        """
        if self.cells:
            given = {(row, area): low if low == high else (low, high) for row, area, low, high in self.cells}
            words = [f"cells={given!r}", f"source={self.source!r}"]
            words += [f"strength={self.strength!r}"] if self.strength else []
        else:
            words = [f"unpublished={self.name!r}" if self.word else repr(self.name)]
            words += [f"partners={list(self.partners)!r}"] if self.partners else []
        return f"assume({', '.join(words)})"

    def __str__(self) -> str:
        if not self.cells:
            rows = f"@{','.join(self.partners)}" if self.partners else ""
            return f"{_UNPUBLISHED if self.word else ''}{self.name}{rows}"
        cells = ",".join(
            f"{row}:{area}={low}" + (f"-{high}" if high > low else "") for row, area, low, high in self.cells
        )
        return f"{cells}{f' as {self.strength}' if self.strength else ''} from {self.source}"


def plain(name: str) -> str:
    """A reading without the word under which records keep it.

    Examples
    --------
    >>> plain("unpublished=like:KOR")
    'like:KOR'
    """
    return name.removeprefix(_UNPUBLISHED)


def read_as(records: Records, text: str) -> Records:
    """The records under the reading that a text tells: a name of the codebook, a word, or cells.

    Examples
    --------
    >>> from chirograph.records.store import load
    >>> records = load("nato-ip4")
    >>> read_as(records, "like:KOR@JPN").assumed, read_as(records, "JPN:A11=1-3 from a guess").assumed
    (('unpublished=like:KOR@JPN',), ('JPN:A11=1-3 from a guess',))
    """
    return switched(records, layer(records, text))


def layer(records: Records, text: str) -> Layer:
    """The reading that a text tells, checked against the records.

    Raises
    ------
    AssumptionError
        When it is none, or names what the records do not have.
    """
    told = Layer.parse(text)
    if not told.cells and told.name not in records.assumptions:
        told = replace(told, word=True)
        words = ("absent", "unknown", *(f"like:{partner}" for partner in records.partners))
        if told.name not in words and not told.name.startswith(("like:", "p:")):
            rule = "a reading is an assumption of the codebook, absent, unknown, like:PARTNER, or cells"
            repair = did_you_mean(told.name, (*records.assumptions, *words))
            raise AssumptionError(_fault(told.name, rule, repair or "cells are P2:A1=1-3 from SOURCE"))
    return _checked(records, told)


def switched(records: Records, told: Layer) -> Records:
    """The records with one more reading; "unknown" takes earlier words back.

    Raises
    ------
    AssumptionError
        With everything it names that the records do not have.
    """
    _checked(records, told)
    if told.word and told.name == "unknown":
        kept = tuple(item for item in records.assumed if not item.startswith(_UNPUBLISHED))
        return replace(records, assumed=kept)
    return replace(records, assumed=(*records.assumed, str(told)))


def cells_layer(cells: Mapping[Any, Any], source: str | None, strength: str | None) -> Layer:
    """Cells given one by one as a reading.

    Raises
    ------
    AssumptionError
        With every key that is no pair of labels and every value that is no depth and no range of depths.

    Examples
    --------
    >>> print(cells_layer({("JPN", "A11"): (1, 3)}, "a press release", None))
    JPN:A11=1-3 from a press release
    """
    faults, found = [], []
    if not cells:
        faults.append(_fault("no cell", "cells= has a cell", 'for example {("P2", "A1"): 1}'))
    for key, value in cells.items():
        label = isinstance(key, tuple) and len(key) == 2 and all(isinstance(part, str) for part in key)
        ends = tuple(value) if isinstance(value, tuple | list) else (value, value)
        whole = all(isinstance(end, int) and not isinstance(end, bool) for end in ends)
        if not (label and whole and len(ends) == 2 and 0 <= ends[0] <= ends[1] < _LEVELS):
            told, rule = f"{brief(key)}: {brief(value)}", "a cell is (row, area) with a depth or a range"
            faults.append(_fault(told, rule, 'for example {("P2", "A1"): (1, 3)}'))
            continue
        found.append((key[0], key[1], ends[0], ends[1]))
    if source is None or not source.strip():
        faults.append(_fault("no source", "cells that are assumed rest on something", "say it with source="))
    if faults:
        raise AssumptionError(faults)
    return Layer(cells=tuple(found), source=" ".join(str(source).split()), strength=strength or "")


def _checked(records: Records, told: Layer) -> Layer:
    """The reading, when the records have all that it names."""
    faults = list(_cell_faults(records, told)) if told.cells else []
    if told.word:
        name = assume.check_unpublished(told.name)
        if likeness(name) not in (None, *records.partners):
            repair = did_you_mean(name[5:], _names(records.data["partners"]))
            faults.append(_fault(name, "the partner is in the dataset", repair))
        if name == "unknown" and told.partners:
            faults.append(_fault(str(told), "unknown takes every word back", "leave the partners out"))
    elif not told.cells and told.name not in records.assumptions:
        if told.name.startswith("p:"):
            assume.check_unpublished(told.name)
        own = f"write assume(unpublished={told.name!r})" if assume.is_unpublished(told.name) else ""
        repair = own or did_you_mean(told.name, records.assumptions)
        faults.append(_fault(told.name, "the assumption is in the codebook", repair))
    if told.partners and codebook(records).get(told.name, {}).get("common"):
        rule = "what a group has in common is about all of it"
        faults.append(_fault(str(told), rule, "leave partners= out"))
    known = _names(records.data["partners"])
    faults += [unknown("assume", row, known, "this partner") for row in told.partners if row not in known]
    if faults:
        raise AssumptionError(faults)
    return told


def _cell_faults(records: Records, told: Layer) -> Iterable[Fault]:
    programmes = {item["id"]: item["title"] for item in records.data["programmes"]}
    rows = {**_names(records.data["partners"]), **programmes}
    areas = _names(records.data["codebook"]["areas"])
    top = len(records.data["codebook"]["scale"]) - 1
    for row, area, _, high in told.cells:
        if row not in rows:
            yield unknown("assume", row, rows, "this partner or programme")
        if area not in areas:
            yield unknown("assume", area, areas, "this area")
        if high > top:
            yield _fault(f"{row}:{area}={high}", f"a depth is 0..{top}", "take one of codebook.scale")
    words = strengths(records)
    if told.strength and told.strength not in words:
        repair = did_you_mean(told.strength, words) if words else "leave strength= out: the codebook has none"
        yield _fault(told.strength, "the strength is a word of codebook.strengths", repair)


def _fault(value: str, rule: str, repair: str) -> Fault:
    return Fault("", "assume", brief(value), rule, repair, "index")


def _names(items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {item["id"]: item["name"] for item in items}


def strengths(records: Records) -> tuple[str, ...]:
    """Words for how well an assumption is founded, strongest first."""
    return tuple(item["id"] for item in records.data["codebook"].get("strengths", ()))


def default_readings(records: Records) -> tuple[str, ...]:
    """The readings shown unasked: "absent", and the likeness that the codebook names."""
    likes = (f"like:{item['like']}" for item in codebook(records).values() if item["like"])
    return ("absent", *dict.fromkeys(likes))


def copied(records: Records, reading: str) -> str | None:
    """The partner whose cells a reading copies, if it copies any."""
    name = Layer.parse(reading).name
    return codebook(records)[name]["like"] or None if name in codebook(records) else likeness(reading)


def likeness(reading: str) -> str | None:
    """The row after "like:".

    Examples
    --------
    >>> likeness("like:KOR"), likeness("like:KOR@JPN"), likeness("absent")
    ('KOR', 'KOR', None)
    """
    name = plain(reading)
    return name.removeprefix("like:").partition("@")[0] if name.startswith("like:") else None


def codebook(records: Records) -> dict[str, Mapping[str, Any]]:
    """The assumptions of the codebook by name."""
    return {item["id"]: item for item in records.data["codebook"].get("assumptions", ())}


def rank(records: Records, text: str) -> tuple[int, int, int, str]:
    """Where a reading stands among others, strongest first.

    Statements about cells come first, by the strength that the codebook gives them and then in its order;
    cells given without a strength come before all, statements without one after all. Then words for named
    partners, then words for every partner; of either, likeness before "absent". So a reading speaks only of
    what stronger ones left open, and the order in which readings are switched on does not matter.
    """
    told, book, words = Layer.parse(text), codebook(records), strengths(records)
    item = book.get(told.name, {}) if not told.word else {}
    if told.word or item.get("like"):
        return (1 if told.partners else 2), int(told.name == "absent"), 0, text
    strength = strength_of(records, text)
    place = words.index(strength) if strength else -1 if told.cells else len(words)
    return 0, place, -1 if told.cells else list(book).index(told.name), text


def applied(records: Records, content: Content) -> Content:
    """The cells under every reading of the records, strongest first, see `rank`."""
    for reading in sorted(dict.fromkeys(records.assumed), key=lambda text: rank(records, text)):
        content = _apply(records, content, Layer.parse(reading))
    return content.feasible()


def _apply(records: Records, content: Content, told: Layer) -> Content:
    if told.word:
        return assume.apply_unpublished(content, told.name, told.partners)
    item = codebook(records).get(told.name, {})
    statement = _statement(records, told)
    if item.get("common"):
        groups = {one["id"]: one["members"] for one in records.data["partner_groups"]}
        members = [row for row in content.rows if row in groups[item["common"]["group"]]]
        return assume.in_common(content, members, item["common"]["areas"], f"Assumed: {statement}")
    if item.get("like") is not None:
        changed = assume.apply_unpublished(content, f"like:{item['like']}", told.partners)
        return replace(changed, notes=(*content.notes, f"Assumed: {statement}.", changed.notes[-1]))
    if not told.cells and not _rows(content, item["programme"], told.partners):
        note = f"Assumption {told.name} changes nothing here: {item['programme']} is not in this panel."
        return replace(content, notes=(*content.notes, note))
    said = spoken_of(records, content, told)
    if told.cells and not said.about.any():
        note = f"Assumption {told} changes nothing here: none of its cells is in this panel."
        return replace(content, notes=(*content.notes, note))
    return assume.narrowed(content, said, f"Assumed: {statement}")


def _statement(records: Records, told: Layer) -> str:
    """What a reading says, with its source and strength."""
    if told.cells:
        ends = ((cell, low if low == high else f"{low} to {high}") for *cell, low, high in told.cells)
        said = ", ".join(f"{row} {area} is {depth}" for (row, area), depth in ends)
        return f"{said} ({_because(told.source, told.strength)})"
    item = codebook(records)[told.name]
    only = f", here for {', '.join(told.partners)} alone" if told.partners else ""
    place = f"{item['source']}, {item['locator']}"
    return f"{item['statement']} ({_because(place, item.get('strength', ''))}){only}"


def titled(records: Records, text: str) -> str:
    """A reading in a few words.

    Examples
    --------
    >>> from chirograph.records.store import load
    >>> records = load("nato-ip4")
    >>> titled(records, "others_like_korea"), titled(records, "unpublished=like:KOR@JPN")
    ('The others are like Korea', 'Like Republic of Korea, for Japan')
    >>> titled(records, "JPN:A11=1-3 from a release")
    'JPN:A11=1-3 from a release'
    """
    told, names = Layer.parse(text), _names(records.data["partners"])
    if told.cells:
        return text
    rows = f", for {', '.join(names.get(row, row) for row in told.partners)}" if told.partners else ""
    word, sign, row = told.name.partition(":")
    name = f"{word} {names.get(row, row)}" if sign else word.replace("_", " ")
    item = {} if told.word else codebook(records).get(told.name, {})
    return f"{item.get('title', f'{name[:1].upper()}{name[1:]}')}{rows}"


def strength_of(records: Records, text: str) -> str:
    """How well a reading is founded, as the codebook or whoever gave it says; "" where nobody does."""
    told = Layer.parse(text)
    return told.strength or ("" if told.word else codebook(records).get(told.name, {}).get("strength", ""))


def _because(source: str, strength: str) -> str:
    return f"{source}; strength: {strength.replace('_', ' ')}" if strength else source


def spoken_of(records: Records, content: Content, told: Layer) -> assume.Said:
    """The cells that a statement speaks of, and the least and greatest depth it gives each."""
    said = assume.Said.nothing(content)
    for row, area, low, high in told.cells:
        for i, line in enumerate(content.sources):
            # A row is named by its partner, or by the programme that stands for it here.
            if row in (content.rows[i], line.partition(": ")[0]) and area in content.columns:
                said.put(i, content.columns.index(area), low, high)
    item = codebook(records).get(told.name, {"common": True})
    if told.cells or item.get("common"):
        return said
    rows, titled = _rows(content, item["programme"], told.partners), set(item.get("listings", ()))
    parts = [part for line in records.data["listings"] if line["id"] in titled for part in line["areas"]]
    named = [content.columns.index(area) for area in {part["area"] for part in parts}]
    for i in rows:
        if item["applies_to"] == "list":
            said.put(i, content.open[i], 0, 0)
        about: Any = named
        if not titled:
            about = (content.lower[i] >= 1) if item["applies_to"] == "listed" else content.open[i]
        said.put(i, about, item["lower"], item["upper"])
    return said


def _rows(content: Content, programme: str | None, partners: Sequence[str]) -> list[int]:
    return [
        i
        for i, line in enumerate(content.sources)
        if (programme is None or line.startswith(f"{programme}: "))
        and content.rows[i] in (partners or content.rows)
    ]
