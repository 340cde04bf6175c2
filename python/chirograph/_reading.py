"""Cells from frames, wide or long. What is empty is refused until the user says what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _cells, _frames
from chirograph._cells import Depths, Mask
from chirograph._status import MEANINGS, meaning_of
from chirograph.errors import DataError, Fault, ParameterError, UnknownLabel, unknown

Columns = dict[str, Sequence[object]]


@dataclass(frozen=True, slots=True)
class Names:
    """The column names the user gave."""

    rows: str | None
    columns: str | None
    values: str | None


@dataclass(frozen=True, slots=True, eq=False)
class FrameCells:
    """What a frame says: cells, reasons and labels."""

    lower: Depths
    upper: Depths
    status: NDArray[np.str_]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    kind: str
    notes: tuple[str, ...]


def read(
    frame: object, upper: object | None, layout: str, names: Names, missing: str | None, max_depth: int
) -> FrameCells:
    """Read a frame in either layout."""
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
) -> FrameCells:
    rows, columns, lower, kind = _wide_matrix(frame, label)
    low, gaps, faults = _cells.to_depths(lower, rows, columns, max_depth)
    high, high_gaps = low, gaps
    if upper is not None:
        high_rows, high_columns, high_values, _ = _wide_matrix(upper, label)
        if (high_rows, high_columns) != (rows, columns):
            rule = "the upper frame has the labels of the lower one, in the same order"
            raise DataError(Fault("", "upper", "other labels", rule, "", "shape"))
        high, high_gaps, more = _cells.to_depths(high_values, rows, columns, max_depth)
        faults = faults + more
    return _finish(low, high, gaps | high_gaps, faults, None, rows, columns, kind, missing, max_depth)


def _wide_matrix(
    frame: object, label: str | None
) -> tuple[tuple[str, ...], tuple[str, ...], NDArray[Any], str]:
    data, kind, index = _frames.read(frame)
    names = list(data)
    if label is not None and label not in names:
        raise UnknownLabel(unknown("rows", label, names, "this column"))
    if label is None and index is None and names and all(isinstance(value, str) for value in data[names[0]]):
        label = names[0]
    given = data.pop(label) if label is not None else index
    columns = tuple(data)
    count = len(next(iter(data.values()), ()))
    if not count:
        rule = "there is at least one cell"
        raise DataError(Fault("", "frame", f"{count} rows, {len(columns)} areas", rule, "", "shape"))
    rows = _cells.labels(given, count, "P", "rows")
    array = np.empty((count, len(columns)), dtype=object)
    for j, values in enumerate(data.values()):
        array[:, j] = values
    return rows, columns, array, kind


def _long(frame: object, names: Names, missing: str | None, max_depth: int) -> FrameCells:
    data, kind, _ = _frames.read(frame)
    row_name, column_name = names.rows or "row", names.columns or "column"
    low_name = names.values or ("lower" if "lower" in data else "depth")
    high_name = "upper" if names.values is None and "upper" in data and low_name == "lower" else low_name
    wrong = [
        unknown("frame", name, data, "this column")
        for name in (row_name, column_name, low_name)
        if name not in data
    ]
    if wrong:
        raise UnknownLabel(wrong)
    rows = _cells.labels(list(dict.fromkeys(data[row_name])), len(set(data[row_name])), "P", row_name)
    columns = _cells.labels(
        list(dict.fromkeys(data[column_name])), len(set(data[column_name])), "A", column_name
    )
    where = _positions(data, row_name, column_name, rows, columns)
    low, low_gaps, faults = _cells.to_depths(
        _spread(where, data[low_name], rows, columns), rows, columns, max_depth
    )
    high, high_gaps = low, low_gaps
    if high_name != low_name:
        high, high_gaps, more = _cells.to_depths(
            _spread(where, data[high_name], rows, columns), rows, columns, max_depth
        )
        faults = faults + more
    status = _spread(where, data["status"], rows, columns) if "status" in data else None
    return _finish(low, high, low_gaps | high_gaps, faults, status, rows, columns, kind, missing, max_depth)


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
            where = _cells.place(rows[cell[0]], columns[cell[1]])
            twice.append(
                Fault("", where, "a second line", "a long frame has one line per cell", "remove one", "shape")
            )
        seen.add(cell)
    _cells.raise_all(twice)
    return i, j


def _spread(
    where: tuple[list[int], list[int]], values: Sequence[object], rows: Sequence[str], columns: Sequence[str]
) -> NDArray[Any]:
    array = np.empty((len(rows), len(columns)), dtype=object)
    for i, j, value in zip(*where, values, strict=True):
        array[i, j] = value
    return array


def _gap_faults(gaps: Mask, rows: Sequence[str], columns: Sequence[str]) -> list[Fault]:
    words = ", ".join(meaning.word for meaning in MEANINGS)
    rule, repair = (
        "an empty cell has no meaning of its own",
        f"say what it means with missing=, one of {words}",
    )
    return [
        Fault("", _cells.place(rows[i], columns[j]), "an empty cell", rule, repair, "depth")
        for i, j in np.argwhere(gaps).tolist()
    ]


def _finish(
    lower: Depths,
    upper: Depths,
    gaps: Mask,
    faults: list[Fault],
    status: NDArray[Any] | None,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    kind: str,
    missing: str | None,
    max_depth: int,
) -> FrameCells:
    """Refuse what is wrong, give empty cells the meaning they were said to have, and each its reason."""
    _cells.raise_all(faults if missing is not None else _gap_faults(gaps, rows, columns) + faults)
    reasons = np.where(lower == upper, "stated", "unknown").astype(object)
    if status is not None:
        given = [[isinstance(word, str) and bool(word) for word in row] for row in status]
        reasons = np.where(np.array(given, dtype=bool), status, reasons)
    notes: tuple[str, ...] = ()
    if missing is not None:
        meaning = meaning_of(missing)
        lower, upper = lower.copy(), upper.copy()
        lower[gaps], upper[gaps], reasons[gaps] = 0, max_depth if meaning.whole else 0, meaning.status
        notes = (f"Empty cells ({int(np.count_nonzero(gaps))}) mean: {meaning.label}.",)
    return FrameCells(lower, upper, _cells.frozen(reasons.astype(np.str_)), rows, columns, kind, notes)
