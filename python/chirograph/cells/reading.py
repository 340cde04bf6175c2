"""Cells from frames, wide or long. What is empty is refused until the user says what it means."""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base import frames
from chirograph.base.markup import counted, shorten
from chirograph.cells import intervals, kinds, labels, refusal, written
from chirograph.cells.content import Content
from chirograph.cells.filling import Ends, ends_of, finished
from chirograph.cells.written import Missing
from chirograph.errors import DataError, Fault, ParameterError, UnknownLabel, brief, unknown

Columns = dict[str, Sequence[object]]


@dataclass(frozen=True, slots=True)
class Names:
    """The column names the user gave."""

    rows: str | None
    columns: str | None
    values: str | None


@dataclass(frozen=True, slots=True)
class Form:
    """How the cells of a frame are to be read.

    Parameters
    ----------
    missing : Missing
        What cells without a depth mean.
    max_depth : object
        The top of the scale, one for all areas or one for each.
    areas : tuple of object or None
        The columns that are areas; None for all but the labels.
    nominal : object
        Which of them hold kinds.
    """

    missing: Missing
    max_depth: object
    areas: tuple[object, ...] | None
    nominal: Any = None

    @property
    def kinds(self) -> frozenset[str | None]:
        """The areas that hold kinds, before it is known which there are."""
        return frozenset(map(labels.text, labels.labelled(self.nominal) or self.nominal or ()))


def read(frame: object, upper: object | None, layout: str, names: Names, form: Form) -> Content:
    """The cells of a frame in either layout, with equal weights."""
    if layout == "wide":
        if names.columns is not None or names.values is not None:
            rule = "columns= and values= belong to layout='long'"
            raise ParameterError(Fault("", "layout", repr(layout), rule, "leave them out", "parameter"))
        return _wide(frame, upper, names.rows, form)
    if layout == "long":
        if upper is not None:
            rule = "a long frame has its upper ends in a column"
            raise ParameterError(Fault("", "upper", "a frame", rule, "name the column 'upper'", "parameter"))
        return _long(frame, names, form)
    raise ParameterError(Fault("", "layout", repr(layout), "layout is 'wide' or 'long'", "", "parameter"))


@dataclass(frozen=True, slots=True, eq=False)
class Wide:
    """A wide frame taken apart: labels and cells.

    Parameters
    ----------
    kind : str or None
        The kind of frame.
    bare : bool
        Whether no column and no index held labels.
    rest : int
        How many columns are neither labels nor areas.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: NDArray[Any]
    kind: str | None
    bare: bool
    rest: int


def _wide(frame: object, upper: object | None, label: str | None, form: Form) -> Content:
    low = _taken_apart(frame, label, form)
    named = kinds.of(form.nominal, low.columns)
    tops = intervals.tops(form.max_depth, low.columns, named)
    ends = ends_of(low.cells, low.rows, low.columns, tops, form.missing, named)
    if low.bare:
        faults = [_may_be_labels(fault, low.columns[0]) for fault in ends.faults]
        ends = replace(ends, faults=faults)
    sides = [ends]
    if upper is not None:
        high = _taken_apart(upper, label, form)
        cells = _aligned(high, low)
        sides.append(ends_of(cells, low.rows, low.columns, tops, form.missing, named))
    areas = f"Areas: {counted(len(low.columns), 'column')} ({shorten(low.columns)})"
    areas += f", as named; {counted(low.rest, 'other column')} left out." if low.rest else "."
    return finished(sides, None, low.rows, low.columns, low.kind, tops, form.missing, areas, named)


def _aligned(high: Wide, low: Wide) -> NDArray[Any]:
    """The upper ends by the labels of the lower ones; labels that do not match are refused."""
    faults = []
    for what, here, there in (("rows", low.rows, high.rows), ("columns", low.columns, high.columns)):
        missing, more = (sorted({*one} - {*other}) for one, other in ((here, there), (there, here)))
        seen = [f"{word} {shorten(found)}" for word, found in (("without", missing), ("with", more)) if found]
        if seen:
            rule = "the upper frame has the labels of the lower one, in any order"
            faults.append(Fault("", f"upper, {what}", " and ".join(seen), rule, "", "shape"))
    refusal.raise_all(faults)
    return high.cells[np.ix_([*map(high.rows.index, low.rows)], [*map(high.columns.index, low.columns)])]


def _may_be_labels(fault: Fault, first: str) -> Fault:
    """Numbers in the first column may be codes of the programmes: the repair says how to read them so."""
    if not fault.place.endswith(f", column {first}"):
        return fault
    return replace(fault, repair=f"{fault.repair}; or, if {first} holds labels, pass rows={first!r}")


def _taken_apart(frame: object, label: str | None, form: Form) -> Wide:
    read, areas = frames.read(frame), form.areas
    data, index = dict(read.columns), read.index
    names = list(data)
    if label is not None and label not in names:
        if label != read.index_name:
            known = [*names, read.index_name] if read.index_name else names
            raise UnknownLabel(unknown("rows", label, known, "this column"))
        label = None
    elif label is None and index is None and names and _holds_labels(data, names[0], form):
        label = names[0]
    given: Sequence[object] | None = data.pop(label) if label is not None else index
    if areas is None:
        if labels.text(next(iter(data), None)) not in form.kinds:
            _refuse_numbering(data, given)
        wanted = dict.fromkeys(data)
    else:
        by_name = {labels.text(name) or "": name for name in data}
        asked = labels.chosen(_spread_out(areas, by_name), by_name, "areas", "this column")
        wanted = {by_name[name]: None for name in asked}
    columns = labels.labels(tuple(wanted), len(wanted), "A", "columns")
    count = len(next(iter(data.values()), ()))
    if not count or not columns:
        rule = "there is at least one cell"
        raise DataError(
            Fault("", "frame", f"{count} rows, {len(columns)} areas", rule, _separator(names), "shape")
        )
    _refuse_long({name: data[name] for name in wanted if labels.text(name) not in form.kinds}, given)
    rows = labels.labels(given, count, "P", "rows")
    array = np.empty((count, len(columns)), dtype=object)
    for j, name in enumerate(wanted):
        array[:, j] = data[name]
    return Wide(rows, columns, array, read.kind, given is None, len(data) - len(wanted))


def _spread_out(areas: Sequence[object], known: Collection[str]) -> Iterator[object]:
    """The areas asked for: ``X*`` are all columns that fit, ``first..last`` all from one to another.

    A column of just that name comes first.
    """
    listed = list(known)
    for area in areas:
        name = labels.text(area) or ""
        first, _, last = name.partition("..")
        if name not in known and first in known and last in known:
            yield from listed[listed.index(first) : listed.index(last) + 1]
        elif name not in known and "*" in name and (fitting := fnmatch.filter(listed, name)):
            yield from fitting
        else:
            yield area


def _separator(names: Sequence[str]) -> str:
    """The repair for a table that was read as one column."""
    mark = next((mark for mark in ";\t|" if len(names) == 1 and mark in names[0]), None)
    return (
        f"the one column is {names[0][:40]!r}: read it with separator {mark!r} (sep= in pandas)"
        if mark
        else ""
    )


def _holds_labels(data: Columns, first: str, form: Form) -> bool:
    """Whether the first column names the programmes: words, and not cells as people write them."""
    if labels.text(first) in form.kinds:
        return False
    if form.areas is not None:
        known = {labels.text(area) for area in form.areas}
        return labels.text(first) not in known and not _running(data[first])
    return _is_text(data[first]) and not all(written.meant(str(word)) for word in data[first])


def _is_text(values: Sequence[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _running(values: Sequence[object]) -> bool:
    """Whether a column counts its rows, from 0 or from 1."""
    numbers = [labels.text(value) for value in values]
    return any(numbers == [str(first + i) for i in range(len(values))] for first in (0, 1))


def _refuse_numbering(data: Columns, given: Sequence[object] | None) -> None:
    """A column that only counts the rows is no area by accident."""
    first = next(iter(data), None)
    if first is None or not _running(data[first]):
        return
    nameless = not first.strip() or first.startswith("Unnamed") or first.casefold() in _NUMBERING
    if nameless or (given is None and len(data[first]) > 2):
        rule = "a column that counts the rows is no area unless it is named as one"
        others = [name for name in data if name != first]
        repair = f"name the areas: areas={others[:4]}" + ("" if len(others) <= 4 else " and so on")
        raise DataError(Fault("", f"column {first}", "a running number", rule, repair, "shape"))


_NUMBERING = frozenset({"index", "id", "no", "no.", "nr", "nr.", "number", "row", "#", "level_0", "column1"})


def _refuse_long(data: Columns, given: Sequence[object] | None) -> None:
    """A column of words, or labels that repeat, are the marks of one row per cell."""
    for name, values in data.items():
        words = [value for value in values if isinstance(value, str) and value.strip()]
        if len(words) < len(values) or not words:
            continue
        if not any(written.meant(word) for word in words):
            seen = f"text such as {words[0].strip()[:40]!r}"
            rule = (
                "a depth is a whole number, not text; a wide frame has depths in all columns but the labels"
            )
            repair = f"pass layout='long' when it has one row per cell, rows={name!r} for the labels"
            repair += ", or areas=[...]"
            raise DataError(Fault("", f"column {name}", seen, rule, repair, "shape"))
    names = [brief(label) for label in given or () if labels.text(label)]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        repair = "rename one of them, or pass layout='long' when the frame has one row per cell"
        rule = "a label is used once"
        refusal.raise_all([Fault("", "rows", name, rule, repair, "shape") for name in twice])


def _long(frame: object, names: Names, form: Form) -> Content:
    read = frames.read(frame)
    data = {**read.levels, **read.columns}
    row_name, column_name = names.rows or "row", names.columns or "column"
    low_name = names.values or ("lower" if "lower" in data else "depth")
    high_name = "upper" if names.values is None and "upper" in data and low_name == "lower" else low_name
    asked = {"rows": row_name, "columns": column_name, "values": low_name}
    wrong = [_unnamed(option, name, data) for option, name in asked.items() if name not in data]
    if wrong:
        raise UnknownLabel(wrong)
    of_row, more_rows = labels.alike(row_name, data[row_name])
    of_column, more_columns = labels.alike(column_name, data[column_name])
    refusal.raise_all(more_rows + more_columns)
    rows = labels.labels(list(dict.fromkeys(of_row)), len(dict.fromkeys(of_row)), "P", row_name)
    columns = labels.labels(list(dict.fromkeys(of_column)), len(dict.fromkeys(of_column)), "A", column_name)
    if form.areas is not None:
        columns = labels.chosen(form.areas, columns, "areas", "this area")
    where = _positions(of_row, of_column, rows, columns)
    named = kinds.of(form.nominal, columns)
    tops = intervals.tops(form.max_depth, columns, named)

    def ends(name: str) -> Ends:
        array = _spread(where, data[name], rows, columns)
        return ends_of(array, rows, columns, tops, form.missing, named)

    sides = [ends(name) for name in dict.fromkeys((low_name, high_name))]
    status = _spread(where, data["status"], rows, columns) if "status" in data else None
    return finished(sides, status, rows, columns, read.kind, tops, form.missing, "", named)


def _unnamed(option: str, name: str, data: Columns) -> Fault:
    fault = unknown("frame", name, data, "this column")
    return replace(fault, repair=f"name the column with {option}=; {fault.repair}")


def _positions(
    of_row: Sequence[str | None], of_column: Sequence[str | None], rows: Sequence[str], columns: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Where each line goes: line, row and column; lines of areas that were not named go nowhere."""
    row_of = {label: i for i, label in enumerate(rows)}
    column_of = {label: j for j, label in enumerate(columns)}
    where, seen, twice = [], set[tuple[int, int]](), []
    for line, (row, column) in enumerate(zip(of_row, of_column, strict=True)):
        if row is None or column is None or column not in column_of:
            continue
        cell = row_of[row], column_of[column]
        if cell in seen:
            at = refusal.place(row, column)
            rule = "a long frame has one line per cell"
            twice.append(Fault("", at, "a second line", rule, "remove one", "shape"))
        seen.add(cell)
        where.append((line, *cell))
    refusal.raise_all(twice)
    return where


def _spread(
    where: list[tuple[int, int, int]], values: Sequence[object], rows: Sequence[str], columns: Sequence[str]
) -> NDArray[Any]:
    array = np.empty((len(rows), len(columns)), dtype=object)
    for line, i, j in where:
        array[i, j] = values[line]
    return array
