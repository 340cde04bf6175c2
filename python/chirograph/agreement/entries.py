"""What coders entered, as sets of values: reading of single entries, lists, long frames and sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from chirograph.base import frames
from chirograph.cells import described, intervals, labels, refusal, written
from chirograph.errors import DataError, Fault, ParameterError, UnknownLabel, brief, unknown

__all__ = ["UNKNOWN", "Coded", "Unit", "entry_text", "of_frame", "of_lists", "of_sheets", "weighed"]

#: Label of a unit: one text, or a programme and an area.
Unit: TypeAlias = "str | tuple[str, str]"
#: How an entry is written whose coder judged, with a value that is not on record.
UNKNOWN = "?"
_RULE = (
    'an entry is a value, an interval (1, 2), a set {0, 3}, "?" for a value not on record, or empty where '
    "the coder did not code the unit"
)
_NOTHING = written.Missing.of(None)
_SET = re.compile(r"\{\s*\d+(\s*,\s*\d+)*\s*\}")


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Coders x units. Bit v of an entry: the value may be v; no bit: the coder did not code the unit.

    Parameters
    ----------
    coders : tuple of str
        Labels of the coders.
    units : tuple of str, or of (programme, area)
        Labels of the units.
    top : int
        The greatest value of the codebook.
    sets : (c, u) uint16
        The entries.
    frequencies : tuple of float
        How many units each stands for; empty when each is one.
    """

    coders: tuple[str, ...]
    units: tuple[Unit, ...]
    top: int
    sets: NDArray[np.uint16] = field(repr=False)
    frequencies: tuple[float, ...] = ()

    @property
    def whole(self) -> int:
        """The set of all values."""
        return (2 << self.top) - 1

    @property
    def times(self) -> NDArray[np.intp]:
        """How many coders coded each unit."""
        return np.asarray(np.count_nonzero(self.sets, axis=0))

    @property
    def crossed(self) -> bool:
        """Whether units are programmes x areas."""
        return bool(self.units) and isinstance(self.units[0], tuple)

    def part(self, coders: Sequence[int] | None = None, units: Sequence[int] | None = None) -> Coded:
        """Some of the coders or units, in this order."""
        rows = range(len(self.coders)) if coders is None else coders
        columns = range(len(self.units)) if units is None else units
        sets = np.ascontiguousarray(self.sets[np.ix_(list(rows), list(columns))])
        names = tuple(self.coders[i] for i in rows), tuple(self.units[j] for j in columns)
        often = tuple(self.frequencies[j] for j in columns) if self.frequencies else ()
        return Coded(*names, self.top, intervals.frozen(sets), often)


def values_of(entry: int) -> tuple[int, ...]:
    """The values that a set holds.

    Examples
    --------
    >>> values_of(0b1001)
    (0, 3)
    """
    return tuple(v for v in range(16) if entry >> v & 1)


def entry_text(entry: int, top: int) -> str:
    """A set as it is written; empty where the unit was not coded.

    Examples
    --------
    >>> [entry_text(entry, 3) for entry in (0b100, 0b110, 0b1001, 0b1111, 0)]
    ['2', '1-2', '{0, 3}', '?', '']
    """
    values = values_of(entry)
    if not values:
        return ""
    if values[-1] - values[0] + 1 == len(values):
        return written.cell_text(values[0], values[-1], top)
    return "{" + ", ".join(map(str, values)) + "}"


def read_entry(given: object, top: int) -> int | tuple[str, str]:
    """The set of an entry, or the rule it breaks and what to do.

    Examples
    --------
    >>> [read_entry(given, 3) for given in (2, (1, 2), {0, 3}, "?", None, "1-2", "{0,3}")]
    [4, 6, 9, 15, 0, 6, 9]
    >>> read_entry(7, 3)
    ('a value is a whole number 0..3', 'correct it, or raise max_depth')
    """
    if isinstance(given, str) and (found := _SET.fullmatch(given.strip())):
        given = {int(value[:4]) for value in re.findall(r"\d+", found.group())}
    if isinstance(given, str) or written.is_missing(given):
        return _of_cell(written.read(given, top, _NOTHING), top)
    if isinstance(given, Mapping) and set(given) == {"set"}:
        given = given["set"]
        given = set(given) if isinstance(given, list | tuple) and all(map(_whole, given)) else given
    ends = isinstance(given, list | tuple) and len(given) == 2
    many = isinstance(given, set | frozenset) or ends
    numbers: list[Any] = list(given) if many else [given]  # type: ignore[call-overload]
    if not numbers or not all(map(_whole, numbers)):
        return _RULE, ""
    if any(not 0 <= number <= top for number in numbers):
        return f"a value is a whole number 0..{top}", "correct it, or raise max_depth"
    values = sorted(map(int, numbers))
    if ends:
        if list(map(int, numbers)) != values:
            return "an interval begins with its lower end", "swap the ends"
        values = list(range(values[0], values[1] + 1))
    return sum({1 << value for value in values})


def _whole(number: object) -> bool:
    if isinstance(number, bool | np.bool_):
        return False
    return isinstance(number, int | np.integer) or (
        isinstance(number, float | np.floating) and float(number).is_integer()
    )


def _of_cell(found: written.Read, top: int) -> int | tuple[str, str]:
    """The set of a cell as people write it; of what stands in place of a value only "?" is one."""
    if isinstance(found, written.Broken):
        return (_RULE, "") if found.rule == written.NO_CELL else found
    if isinstance(found, tuple):
        low, high = found
        return int((2 << high) - (1 << low))
    if found in ("", UNKNOWN):
        return (2 << top) - 1 if found else 0
    return _RULE, ""


def unit_text(unit: Unit) -> str:
    """A unit as messages and tables name it."""
    return unit if isinstance(unit, str) else f"{unit[0]}, {unit[1]}"


def _unit_labels(given: Sequence[object] | None, count: int) -> tuple[Unit, ...]:
    pairs: list[Any] = list(given or ())
    if not pairs or not all(isinstance(unit, tuple | list) and len(unit) == 2 for unit in pairs):
        return labels.labels(given, count, "U", "units")
    for side in zip(*pairs, strict=True):
        once = list(dict.fromkeys(map(_one, side)))
        labels.labels(once, len(once), "U", "units")
    units = [(labels.text(first) or "", labels.text(second) or "") for first, second in pairs]
    twice = (
        dict.fromkeys(unit for unit in units if units.count(unit) > 1) if len(set(units)) < len(units) else ()
    )
    faults = [Fault("", "units", unit_text(unit), "a unit is named once", "", "shape") for unit in twice]
    if len(units) != count:
        rule = f"there is one label for each of the {count} units"
        faults.append(Fault("", "units", str(len(units)), rule, "", "shape"))
    refusal.raise_all(faults)
    return tuple(units)


def _one(label: object) -> object:
    """A label that can be counted; others are refused as labels are."""
    return label if isinstance(label, str | int) else brief(label)


def coded(coders: Sequence[str], units: Sequence[Unit], rows: Sequence[Sequence[object]], top: int) -> Coded:
    """All entries read, or every fault found."""
    sets = np.zeros((len(coders), len(units)), dtype=np.uint16)
    faults = []
    for i, row in enumerate(rows):
        for j, given in enumerate(row):
            found = read_entry(given, top)
            if isinstance(found, int):
                sets[i, j] = found
                continue
            place = f"coder {coders[i]}, unit {unit_text(units[j])}"
            faults.append(Fault("", place, brief(given), *found, "depth"))
    refusal.raise_all(faults)
    return Coded(tuple(coders), tuple(units), top, intervals.frozen(sets))


def of_lists(given: object, units: Sequence[object] | None, max_depth: object) -> Coded:
    """Codings from a mapping of coder to entries."""
    top = intervals.top(max_depth)
    rule, repair = (
        "codings are a mapping of each coder to a list of entries",
        'as {"A": [0, 1], "B": [0, "?"]}',
    )
    if not isinstance(given, Mapping) or not given:
        raise DataError(Fault("", "codings", brief(given), rule, repair, "shape"))
    coders = labels.labels(list(given), len(given), "C", "coders")
    refusal.raise_all(
        [
            Fault("", f"coder {coder}", brief(row), rule, repair, "shape")
            for coder, row in zip(coders, given.values(), strict=True)
            if not isinstance(row, list | tuple | range) and getattr(row, "ndim", 0) != 1
        ]
    )
    rows = [list(row) for row in given.values()]
    count = max(map(len, rows))
    refusal.raise_all(
        [
            Fault(
                "", f"coder {coder}", f"{len(row)} entries", f"all coders have {count} entries", "", "shape"
            )
            for coder, row in zip(coders, rows, strict=True)
            if len(row) != count
        ]
        or (
            [Fault("", "codings", "no entry", "there is at least one unit", "", "shape")] if not count else []
        )
    )
    return coded(coders, _unit_labels(units, count), rows, top)


def of_frame(frame: object, coder: str, unit: str | tuple[str, str], value: str, max_depth: object) -> Coded:
    """Codings from one line per coding; what does not occur was not coded."""
    top = intervals.top(max_depth)
    data = frames.read(frame).columns
    names = (unit,) if isinstance(unit, str) else tuple(unit)
    if len(names) not in (1, 2):
        rule = "a unit is one column, or a column of programmes and one of areas"
        raise ParameterError(Fault("", "unit", brief(unit), rule, "", "parameter"))
    wrong = [
        unknown("frame", name, data, "this column") for name in (coder, *names, value) if name not in data
    ]
    if wrong:
        raise UnknownLabel(wrong)
    lines = len(data[value])
    who, *what = (tuple(map(_one, data[name])) for name in (coder, *names))
    of_line: list[object] = list(what[0]) if len(what) == 1 else list(zip(*what, strict=True))
    coders, places = list(dict.fromkeys(who)), list(dict.fromkeys(of_line))
    if not lines:
        raise DataError(Fault("", "frame", "no line", "there is at least one coding", "", "shape"))
    named, units = labels.labels(coders, len(coders), "C", coder), _unit_labels(places, len(places))
    rows: list[list[object]] = [[None] * len(units) for _ in named]
    seen, faults = set(), []
    for i, j, given in zip(map(coders.index, who), map(places.index, of_line), data[value], strict=True):
        if (i, j) in seen:
            place = f"coder {named[i]}, unit {unit_text(units[j])}"
            rule, repair = "a coder codes a unit once", "remove one, or name the rounds as two coders"
            faults.append(Fault("", place, "a second line", rule, repair, "shape"))
        seen.add((i, j))
        rows[i][j] = given
    refusal.raise_all(faults)
    return coded(named, units, rows, top)


def of_sheets(sheets: object, rows: str | None, max_depth: object) -> Coded:
    """Codings from one wide frame per coder, programmes x areas, aligned by their labels."""
    top = intervals.top(max_depth)
    if not isinstance(sheets, Mapping) or not sheets:
        rule = "sheets are a mapping of each coder to a frame of programmes by areas"
        raise DataError(Fault("", "sheets", brief(sheets), rule, "", "shape"))
    coders = labels.labels(list(sheets), len(sheets), "C", "coders")
    read = [_sheet(frame, rows) for frame in sheets.values()]
    programmes, areas, _ = read[0]
    faults = []
    for coder, (own_programmes, own_areas, _) in zip(coders[1:], read[1:], strict=True):
        for what, own, first in (
            ("programme", own_programmes, programmes),
            ("area", own_areas, areas),
        ):
            rule = f"every coder has the {what}s of coder {coders[0]}; one not coded is an empty line"
            odd = [label for label in own if label not in first] + [x for x in first if x not in own]
            faults += [Fault("", f"coder {coder}", f"{what} {label}", rule, "", "shape") for label in odd]
    refusal.raise_all(faults)
    units = [(programme, area) for programme in programmes for area in areas]
    return coded(coders, units, [[cells[unit] for unit in units] for _, _, cells in read], top)


def _sheet(
    frame: object, label: str | None
) -> tuple[tuple[str, ...], tuple[str, ...], dict[tuple[str, str], object]]:
    """Programmes, areas and entries. Labels: the column named, a pandas index, else the first column."""
    read = frames.read(frame)
    data, index = dict(read.columns), read.index
    if label is not None and label not in data and label != read.index_name:
        raise UnknownLabel(unknown("rows", label, [*data, read.index_name], "this column"))
    own: Iterable[object] | None = index
    if label in data or index is None:
        own = data.pop(label if label in data else next(iter(data), "")) if data else None
    given = list(own or ())
    if not given or not data:
        rule = "a sheet has a column of programmes and one column per area"
        raise DataError(Fault("", "sheet", f"{len(given)} lines, {len(data)} areas", rule, "", "shape"))
    programmes = labels.labels(given, len(given), "P", "rows")
    areas = labels.labels(tuple(data), len(data), "A", "columns")
    cells = {(row, area): data[area][i] for i, row in enumerate(programmes) for area in areas}
    return programmes, areas, cells


def count(entries: Iterable[int], whole: int) -> Mapping[str, int]:
    """How many entries are known values, sets, "?" and not coded."""
    found = {"known": 0, "set": 0, "unknown": 0, "missing": 0}
    for entry in entries:
        single = int(entry).bit_count() == 1
        word = "missing" if entry == 0 else "known" if single else "unknown" if entry == whole else "set"
        found[word] += 1
    return found


#: More units than one stands for.
_MOST_FREQUENT = 1_000_000


def weighed(coded: Coded, given: Any) -> Coded:
    """The codings, each unit standing for as many as given: by unit, programme or area, or unit by unit.

    Raises
    ------
    DataError, UnknownLabel
        With every label that has no weight or is not known, and every weight that is not a whole number.
    """
    if given is None:
        return coded
    sides = {"unit": [labels.text(unit) or "" for unit in coded.units]}
    if coded.crossed:
        sides["programme"], sides["area"] = ([str(unit[k]) for unit in coded.units] for k in (0, 1))
    named = {labels.text(label) for label in labels.labelled(given) or ()}
    shared = {what: len(named.intersection(side)) for what, side in sides.items()}
    most = [what for what, count in shared.items() if count and count == max(shared.values())] or ["unit"]
    if len(most) > 1:
        rule, repair = "weights go by programme or by area", "name every unit as (programme, area)"
        raise DataError(Fault("", "weights", "labels of both", rule, repair, "weight"))
    known = list(dict.fromkeys(sides[most[0]]))
    found = described.weights(given, known, most[0])
    by = {} if found is None else dict(zip(known, found.tolist(), strict=True))
    rule = f"a weight is a whole number 1..{_MOST_FREQUENT}: how many units it stands for"
    refusal.raise_all(
        [
            Fault("", f"weight of {label}", f"{weight:g}", rule, "", "weight")
            for label, weight in by.items()
            if not (weight.is_integer() and 1 <= weight <= _MOST_FREQUENT)
        ]
    )
    return replace(coded, frequencies=tuple(by[label] for label in sides[most[0]]))
