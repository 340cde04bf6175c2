"""Cells as the user gives them, turned into whole depths; what is not a depth is refused with its place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.markup import counted
from chirograph.errors import DataError, Fault, brief

Depths = NDArray[np.uint8]
Mask = NDArray[np.bool_]

MOST_FAULTS = 50
#: The longest scale the engine takes.
MOST_DEPTH = 15


def place(row: str, column: str) -> str:
    """Where a cell is, in the user's own labels."""
    return f"row {row}, column {column}"


def raise_all(faults: Sequence[Fault]) -> None:
    """Raise one DataError with every fault, the list cut after `MOST_FAULTS` with the count of the rest."""
    if not faults:
        return
    shown = list(faults[:MOST_FAULTS])
    if len(faults) > len(shown):
        shown.append(Fault(rule=f"{counted(len(faults) - len(shown), 'more cell')} at fault", code="depth"))
    raise DataError(shown)


def as_matrix(values: object, what: str) -> NDArray[Any]:
    """A k x n array of numbers, or of objects when something in it is not a number. Refuses other shapes.

    Examples
    --------
    >>> as_matrix([[1, 0], [0, 2]], "lower").dtype.kind
    'i'
    >>> as_matrix([[1, None]], "lower").dtype.kind
    'O'
    """
    if np.ma.isMaskedArray(values):
        array = np.ma.getdata(values).astype(object)
        array[np.ma.getmaskarray(values)] = None
    elif isinstance(values, np.ndarray):
        array = values
    else:
        array = _from_lists(values, what)
    if array.ndim != 2 or 0 in array.shape:
        rule = "cells are given as programmes x areas: a list of rows, at least one of each"
        shape = " x ".join(map(str, array.shape)) or "a single value"
        raise DataError(Fault(place=what, value=f"shape {shape}", rule=rule, code="shape"))
    numeric: NDArray[Any] = array if array.dtype.kind in "biuf" else array.astype(object)
    return numeric


def _from_lists(values: object, what: str) -> NDArray[Any]:
    try:
        rows = [list(row) for row in values]  # type: ignore[attr-defined]
    except TypeError:
        return np.asarray(values, dtype=object)
    lengths = sorted({len(row) for row in rows})
    if len(lengths) > 1:
        rule = "every row has the same number of cells"
        raise DataError(Fault(place=what, value=f"rows of {lengths} cells", rule=rule, code="shape"))
    kinds = {type(cell) for row in rows for cell in row}
    whole = all(issubclass(kind, bool | int | np.integer | np.bool_) for kind in kinds)
    if not whole:
        # One text or None in a list would silently turn numbers into text or NaN.
        array = np.empty((len(rows), lengths[0] if lengths else 0), dtype=object)
        for i, row in enumerate(rows):
            array[i, :] = row
        return array
    try:
        return np.asarray(rows, dtype=np.int64)
    except OverflowError:
        return np.asarray(rows, dtype=object)


def is_missing(cell: object) -> bool:
    """None, NaN, pandas' NA and NaT, and the empty text."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return True
    if isinstance(cell, float | np.floating):
        return math.isnan(float(cell))
    return type(cell).__name__ in {"NAType", "NaTType"}


_BY_ENDS = "mark an unknown depth by its lower and upper end"


def _broken_rule(cell: object, max_depth: int) -> tuple[str, str] | None:
    """The rule a single value breaks and its repair; None for a depth."""
    if isinstance(cell, str | bytes):
        return "a depth is a whole number, not text", f"convert the column to numbers; {_BY_ENDS}"
    if not isinstance(cell, bool | int | float | np.integer | np.floating | np.bool_):
        return "a depth is a whole number", _BY_ENDS
    if isinstance(cell, float | np.floating) and not (math.isfinite(cell) and cell == math.floor(cell)):
        return "a depth is a whole number; nothing is rounded", _BY_ENDS
    number = int(cell)
    if 0 <= number <= max_depth:
        return None
    repair = "correct it"
    if max_depth < number <= MOST_DEPTH:
        repair += f", or pass max_depth={number} if the scale is that long"
    return f"a depth lies in 0..{max_depth}", repair


def to_depths(
    array: NDArray[Any], rows: Sequence[str], columns: Sequence[str], max_depth: int
) -> tuple[Depths, Mask, list[Fault]]:
    """Depths, which cells are missing, and a fault for each cell that is neither.

    Whole numbers of any type, true and false, and floats without a fraction become `uint8`; this is the only
    conversion made.
    """
    if array.dtype.kind in "biuf":
        values = array.astype(np.float64) if array.dtype.kind == "f" else array
        missing = np.isnan(values) if array.dtype.kind == "f" else np.zeros(array.shape, dtype=bool)
        with np.errstate(invalid="ignore"):
            wrong = ~missing & ((values < 0) | (values > max_depth) | (values != np.floor(values)))
    else:
        missing = np.array([[is_missing(cell) for cell in row] for row in array], dtype=bool)
        wrong = np.array(
            [[_broken_rule(cell, max_depth) is not None for cell in row] for row in array], dtype=bool
        )
        wrong &= ~missing
        values = array
    faults = []
    for i, j in np.argwhere(wrong):
        cell = _plain(values[i, j])
        broken = _broken_rule(cell, max_depth) or ("", "")
        faults.append(Fault("", place(rows[i], columns[j]), brief(cell), *broken, "depth"))
    depths = np.zeros(array.shape, dtype=np.uint8)
    good = ~(missing | wrong)
    depths[good] = values[good].astype(np.uint8)
    return depths, missing, faults


def _plain(cell: Any) -> object:
    """A Python value, so that messages print `1.5` and not a NumPy type."""
    return cell.item() if isinstance(cell, np.generic) else cell


def whole_matrix(
    values: object,
    what: str,
    rows: Sequence[str],
    columns: Sequence[str],
    max_depth: int,
    masked: bool = False,
) -> Depths:
    """Depths of a matrix in which nothing may be missing. `uint8` C-contiguous input comes back as it is."""
    masked = masked or np.ma.isMaskedArray(values)
    array = as_matrix(values, what)
    if array.shape != (len(rows), len(columns)):
        rule = f"it has the shape of the other cells, {len(rows)} x {len(columns)}"
        raise DataError(
            Fault(place=what, value=f"shape {array.shape[0]} x {array.shape[1]}", rule=rule, code="shape")
        )
    if array.dtype == np.uint8 and array.flags.c_contiguous and int(array.max()) <= max_depth:
        return array
    depths, missing, faults = to_depths(array, rows, columns, max_depth)
    repair = "give 0 and max_depth as its ends, or read it with Panel.from_frame(..., missing=...)"
    if masked:
        repair = f"give both ends: Panel(cells.filled(0), cells.filled({max_depth}))"
    rule = "an empty cell has no meaning of its own"
    empty = [
        Fault("", place(rows[i], columns[j]), repr(_plain(array[i, j])), rule, repair, "depth")
        for i, j in np.argwhere(missing)
    ]
    raise_all(empty + faults)
    return depths


def check_order(lower: Depths, upper: Depths, rows: Sequence[str], columns: Sequence[str]) -> None:
    """Raise where a lower end lies above its upper end."""
    rule, repair = "the lower end is at most the upper end", "swap or correct them"
    faults = [
        Fault("", place(rows[i], columns[j]), f"{lower[i, j]}..{upper[i, j]}", rule, repair, "depth")
        for i, j in np.argwhere(lower > upper)
    ]
    raise_all(faults)


def frozen(array: NDArray[Any]) -> NDArray[Any]:
    """The same numbers, read-only for good.

    NumPy lets whoever holds the owner of the memory make it writeable again, but nobody who holds a view of
    an owner that is read-only. So a view is handed out.

    Examples
    --------
    >>> import numpy as np
    >>> frozen(np.zeros(2)).flags.writeable
    False
    """
    owner = array
    if isinstance(array.base, np.ndarray):
        if not array.flags.writeable and not array.base.flags.writeable:
            return array
        owner = array.copy()
    owner.setflags(write=False)
    return owner.view()


def top(max_depth: object) -> int:
    """The top of the scale, when it is one."""
    if (
        isinstance(max_depth, bool)
        or not isinstance(max_depth, int | np.integer)
        or not 1 <= int(max_depth) <= MOST_DEPTH
    ):
        rule = f"the top of the scale is a whole number 1..{MOST_DEPTH}"
        raise DataError(Fault("", "max_depth", brief(max_depth), rule, "take it from the codebook", "depth"))
    return int(max_depth)
