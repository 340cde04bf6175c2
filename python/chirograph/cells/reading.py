"""Cells from frames, wide or long. What is empty is refused until the user says what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base import frames
from chirograph.cells import described, intervals
from chirograph.cells.content import Content
from chirograph.cells.intervals import Depths, Mask
from chirograph.cells.reasons import MEANINGS, Meaning, meaning_of
from chirograph.errors import DataError, Fault, ParameterError, UnknownLabel, unknown

Columns = dict[str, Sequence[object]]


@dataclass(frozen=True, slots=True)
class Names:
    """The column names the user gave."""

    rows: str | None
    columns: str | None
    values: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Both ends of every cell as read, and which of them are empty."""

    low: Depths
    high: Depths
    low_gaps: Mask
    high_gaps: Mask

    @property
    def empty(self) -> Mask:
        """Cells of which nothing is stated."""
        return self.low_gaps & self.high_gaps

    @property
    def half(self) -> Mask:
        """Cells of which one end is stated and the other is empty."""
        return self.low_gaps ^ self.high_gaps


def read(
    frame: object, upper: object | None, layout: str, names: Names, missing: str | None, max_depth: int
) -> Content:
    """The cells of a frame in either layout, with equal weights."""
    if layout == "wide":
        if names.columns is not None or names.values is not None:
            rule = "columns= and values= belong to layout='long'"
            raise ParameterError(Fault("", "layout", repr(layout), rule, "leave them out", "parameter"))
        return _wide(frame, upper, names.rows, missing, max_depth)
    if layout == "long":
        if upper is not None:
            rule = "a long frame has its upper ends in a column"
            raise ParameterError(Fault("", "upper", "a frame", rule, "name the column 'upper'", "parameter"))
        return _long(frame, names, missing, max_depth)
    raise ParameterError(Fault("", "layout", repr(layout), "layout is 'wide' or 'long'", "", "parameter"))


def _wide(
    frame: object, upper: object | None, label: str | None, missing: str | None, max_depth: int
) -> Content:
    rows, columns, lower, kind, first = _wide_matrix(frame, label)
    low, gaps, faults = intervals.to_depths(lower, rows, columns, max_depth)
    faults = [_may_be_labels(fault, columns[0]) if first else fault for fault in faults]
    high, high_gaps = low, gaps
    if upper is not None:
        high_rows, high_columns, high_values, _, _ = _wide_matrix(upper, label)
        if (high_rows, high_columns) != (rows, columns):
            rule = "the upper frame has the labels of the lower one, in the same order"
            raise DataError(Fault("", "upper", "other labels", rule, "", "shape"))
        high, high_gaps, more = intervals.to_depths(high_values, rows, columns, max_depth)
        faults = faults + more
    ends = Ends(low, high, gaps, high_gaps)
    return _finish(ends, faults, None, rows, columns, kind, missing, max_depth)


def _may_be_labels(fault: Fault, first: str) -> Fault:
    """Numbers in the first column may be codes of the programmes: the repair says how to read them so."""
    if not fault.place.endswith(f", column {first}"):
        return fault
    return replace(fault, repair=f"{fault.repair}; or, if {first} holds labels, pass rows={first!r}")


def _wide_matrix(
    frame: object, label: str | None
) -> tuple[tuple[str, ...], tuple[str, ...], NDArray[Any], str | None, bool]:
    """Labels and cells, the kind of frame, and whether the first column might hold labels all the same."""
    read = frames.read(frame)
    data, index = read.columns, read.index
    names = list(data)
    if label is not None and label not in names:
        if label != read.index_name:
            known = [*names, read.index_name] if read.index_name else names
            raise UnknownLabel(unknown("rows", label, known, "this column"))
        label = None
    elif label is None and index is None and names and _is_text(data[names[0]]):
        label = names[0]
    given: Sequence[object] | None = data.pop(label) if label is not None else index
    columns = described.labels(tuple(data), len(data), "A", "columns")
    count = len(next(iter(data.values()), ()))
    if not count:
        rule = "there is at least one cell"
        raise DataError(Fault("", "frame", f"{count} rows, {len(columns)} areas", rule, "", "shape"))
    _refuse_long(data, given)
    rows = described.labels(given, count, "P", "rows")
    array = np.empty((count, len(columns)), dtype=object)
    for j, values in enumerate(data.values()):
        array[:, j] = values
    return rows, columns, array, read.kind, given is None


def _is_text(values: Sequence[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _refuse_long(data: Columns, given: Sequence[object] | None) -> None:
    """A column of words, or labels that repeat, are the marks of one row per cell."""
    for name, values in data.items():
        words = [str(value).strip() for value in values] if _is_text(values) else []
        if any(words) and not any(word.lstrip("+-").isdigit() for word in words):
            seen = f"text such as {next(filter(None, words))[:40]!r}"
            rule = (
                "a depth is a whole number, not text; a wide frame has depths in all columns but the labels"
            )
            repair = f"pass layout='long' when it has one row per cell, or rows={name!r} for the labels"
            raise DataError(Fault("", f"column {name}", seen, rule, repair, "shape"))
    labels = [str(label) for label in given or ()]
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        repair = "rename one of them, or pass layout='long' when the frame has one row per cell"
        rule = "a label is used once"
        intervals.raise_all([Fault("", "rows", repr(label), rule, repair, "shape") for label in twice])


def _long(frame: object, names: Names, missing: str | None, max_depth: int) -> Content:
    read = frames.read(frame)
    data = dict(read.columns)
    if read.index is not None and read.index_name and read.index_name not in data:
        data[read.index_name] = read.index
    row_name, column_name = names.rows or "row", names.columns or "column"
    low_name = names.values or ("lower" if "lower" in data else "depth")
    high_name = "upper" if names.values is None and "upper" in data and low_name == "lower" else low_name
    asked = {"rows": row_name, "columns": column_name, "values": low_name}
    wrong = [_unnamed(option, name, data) for option, name in asked.items() if name not in data]
    if wrong:
        raise UnknownLabel(wrong)
    rows, columns = _distinct(data, row_name, "P"), _distinct(data, column_name, "A")
    where = _positions(data, row_name, column_name, rows, columns)

    def depths(name: str) -> tuple[Depths, Mask, list[Fault]]:
        return intervals.to_depths(_spread(where, data[name], rows, columns), rows, columns, max_depth)

    low, low_gaps, faults = depths(low_name)
    high, high_gaps = low, low_gaps
    if high_name != low_name:
        high, high_gaps, more = depths(high_name)
        faults = faults + more
    status = _spread(where, data["status"], rows, columns) if "status" in data else None
    ends = Ends(low, high, low_gaps, high_gaps)
    return _finish(ends, faults, status, rows, columns, read.kind, missing, max_depth)


def _unnamed(option: str, name: str, data: Columns) -> Fault:
    fault = unknown("frame", name, data, "this column")
    return replace(fault, repair=f"name the column with {option}=; {fault.repair}")


def _distinct(data: Columns, name: str, prefix: str) -> tuple[str, ...]:
    found = list(dict.fromkeys(data[name]))
    return described.labels(found, len(found), prefix, name)


def _positions(
    data: Columns, row_name: str, column_name: str, rows: Sequence[str], columns: Sequence[str]
) -> tuple[list[int], list[int]]:
    row_of = {label: i for i, label in enumerate(rows)}
    column_of = {label: j for j, label in enumerate(columns)}
    i = [row_of[str(label)] for label in data[row_name]]
    j = [column_of[str(label)] for label in data[column_name]]
    seen: set[tuple[int, int]] = set()
    twice = []
    for cell in zip(i, j, strict=True):
        if cell in seen:
            where = intervals.place(rows[cell[0]], columns[cell[1]])
            twice.append(
                Fault("", where, "a second line", "a long frame has one line per cell", "remove one", "shape")
            )
        seen.add(cell)
    intervals.raise_all(twice)
    return i, j


def _spread(
    where: tuple[list[int], list[int]], values: Sequence[object], rows: Sequence[str], columns: Sequence[str]
) -> NDArray[Any]:
    array = np.empty((len(rows), len(columns)), dtype=object)
    for i, j, value in zip(*where, values, strict=True):
        array[i, j] = value
    return array


def _gap_faults(ends: Ends, rows: Sequence[str], columns: Sequence[str]) -> list[Fault]:
    words = ", ".join(meaning.word for meaning in MEANINGS)
    repair = f"say what it means with missing=, one of {words}"
    faults = []
    for i, j in np.argwhere(ends.low_gaps | ends.high_gaps).tolist():
        where = intervals.place(rows[i], columns[j])
        seen, rule = "an empty cell", "an empty cell has no meaning of its own"
        if not ends.empty[i, j]:
            where += f", {'lower' if ends.low_gaps[i, j] else 'upper'} end"
            seen, rule = "an empty end", "an empty end has no meaning of its own"
        faults.append(Fault("", where, seen, rule, repair, "depth"))
    return faults


def _filled(
    ends: Ends, meaning: Meaning, max_depth: int, rows: Sequence[str], columns: Sequence[str]
) -> tuple[Depths, Depths]:
    """Both ends with every gap filled; an end that is stated stays as it is.

    Raises
    ------
    DataError
        Where the cell is said to be absent although its other end says that it may be there.
    """
    lower, upper = ends.low.copy(), ends.high.copy()
    lower[ends.low_gaps] = 0
    upper[ends.high_gaps] = max_depth if meaning.whole else 0
    stated = np.where(ends.low_gaps, ends.high, ends.low)
    clash = ends.half & (stated > 0) & (not meaning.whole)
    rule = f"a cell of which one end is stated is not {meaning.word.replace('_', ' ')}"
    faults = []
    for i, j in np.argwhere(clash).tolist():
        end = "upper" if ends.low_gaps[i, j] else "lower"
        where = intervals.place(rows[i], columns[j])
        repair = "state both ends, or give the gaps another meaning"
        faults.append(Fault("", where, f"{end} end {stated[i, j]}", rule, repair, "depth"))
    intervals.raise_all(faults)
    return lower, upper


def _finish(
    ends: Ends,
    faults: list[Fault],
    status: NDArray[Any] | None,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    kind: str | None,
    missing: str | None,
    max_depth: int,
) -> Content:
    """Refuse what is wrong, give empty cells the meaning they were said to have, and each its reason."""
    intervals.raise_all(faults if missing is not None else _gap_faults(ends, rows, columns) + faults)
    lower, upper, notes = ends.low, ends.high, []
    if missing is not None:
        meaning = meaning_of(missing)
        lower, upper = _filled(ends, meaning, max_depth, rows, columns)
        cells, halves = int(np.count_nonzero(ends.empty)), int(np.count_nonzero(ends.half))
        if cells or not halves:
            notes.append(f"Empty cells ({cells}) mean: {meaning.label}.")
        if halves:
            notes.append(f"Empty ends of cells whose other end is stated ({halves}) mean: {meaning.label}.")
    reasons = np.where(lower == upper, "stated", "unknown").astype(object)
    if status is not None:
        given = [[isinstance(word, str) and bool(word) for word in row] for row in status]
        reasons = np.where(np.array(given, dtype=bool), status, reasons)
        intervals.raise_all(described.unseen_in("status", "a status", map(str, reasons.flat)))
    if missing is not None:
        reasons[ends.empty | (ends.half & (lower < upper))] = meaning_of(missing).status
    intervals.check_order(lower, upper, rows, columns)
    return Content(
        lower,
        upper,
        rows,
        columns,
        max_depth,
        intervals.frozen(reasons.astype(np.str_)),
        origin=("Cells: as given.", *notes),
        sources=("",) * len(rows),
        frame=kind,
    )
