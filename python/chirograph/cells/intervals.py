"""Cells as the user gives them, turned into whole depths; what is not a depth is refused with its place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chirograph import _core
from chirograph.base.markup import counted
from chirograph.errors import DataError, Fault, UnknownLabel, unknown

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
    number = float(cell)
    if number != math.floor(number) if math.isfinite(number) else True:
        return "a depth is a whole number; nothing is rounded", _BY_ENDS
    if 0 <= number <= max_depth:
        return None
    repair = "correct it"
    if max_depth < number <= MOST_DEPTH:
        repair += f", or pass max_depth={int(number)} if the scale is that long"
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
        faults.append(Fault("", place(rows[i], columns[j]), repr(cell), *broken, "depth"))
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


def labels(given: Sequence[object] | None, count: int, prefix: str, what: str) -> tuple[str, ...]:
    """Labels as text: those given, or a prefix and a number. Each is used once.

    Examples
    --------
    >>> labels(None, 2, "A", "columns"), labels([2019, "KOR"], 2, "P", "rows")
    (('A1', 'A2'), ('2019', 'KOR'))
    """
    if given is None:
        return tuple(f"{prefix}{i + 1}" for i in range(count))
    texts = tuple(str(label) for label in given)
    faults = []
    if len(texts) != count:
        rule = f"there is one label for each of the {count} {what}"
        faults.append(Fault("", what, counted(len(texts), "label"), rule))
    twice = sorted({text for text in texts if texts.count(text) > 1}) if len(set(texts)) < len(texts) else []
    faults += [
        Fault("", what, repr(text), "a label is used once", "rename one of them", "shape") for text in twice
    ]
    faults += [
        Fault("", what, repr(label), "a label is text or a whole number", "name it", "shape")
        for label, text in zip(given, texts, strict=True)
        if isinstance(label, bool) or not isinstance(label, str | int | np.integer) or not text.strip()
    ]
    raise_all(faults)
    return texts


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


def source_lines(given: Sequence[str], count: int) -> tuple[str, ...]:
    """One line per programme; none given means empty lines."""
    lines = tuple(str(line) for line in given) or ("",) * count
    if len(lines) != count:
        rule = f"there is one line per programme ({count})"
        raise DataError(Fault("", "sources", counted(len(lines), "line"), rule, "", "shape"))
    return lines


def top(max_depth: object) -> int:
    """The top of the scale, when it is one."""
    if (
        isinstance(max_depth, bool)
        or not isinstance(max_depth, int | np.integer)
        or not 1 <= int(max_depth) <= MOST_DEPTH
    ):
        rule = f"the top of the scale is a whole number 1..{MOST_DEPTH}"
        raise DataError(Fault("", "max_depth", repr(max_depth), rule, "take it from the codebook", "depth"))
    return int(max_depth)


def weights(
    given: ArrayLike | Mapping[str, float] | None, columns: Sequence[str]
) -> NDArray[np.float64] | None:
    """One weight per area as float64, in order or by label; None stays None and means equal weights."""
    if given is None:
        return None
    array = np.asarray(_by_label(given, columns) if isinstance(given, Mapping) else given)
    if array.ndim != 1 or len(array) != len(columns) or array.dtype.kind not in "iuf":
        rule = f"there is one number for each of the {len(columns)} areas"
        raise DataError(Fault("", "weights", f"shape {array.shape}, {array.dtype}", rule, "", "weight"))
    found = np.ascontiguousarray(array, dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(found) | (found < 0))
    _refuse_weights(found, wrong, columns, "a weight is finite and at least 0", "correct it")
    widest = _core.widest_weight_ratio()
    small = np.flatnonzero((found > 0) & (found < found.max(initial=0) / widest))
    rule = f"positive weights differ by a factor of at most {widest:g}"
    _refuse_weights(found, small, columns, rule, "give the area weight 0 or a larger one")
    return found


def _refuse_weights(
    found: NDArray[np.float64], wrong: NDArray[np.intp], columns: Sequence[str], rule: str, repair: str
) -> None:
    places = ((f"weight of {columns[i]}", str(found[i])) for i in wrong.tolist())
    raise_all([Fault("", *place, rule, repair, "weight") for place in places])


def _by_label(given: Mapping[str, float], columns: Sequence[str]) -> list[float]:
    wrong = [unknown("weights", label, columns, "this area") for label in given if label not in columns]
    if wrong:
        raise UnknownLabel(wrong)
    rule, repair = "every area has a weight", "add it; 1 is the usual weight"
    missing = [column for column in columns if column not in given]
    raise_all([Fault("", f"weight of {column}", "none", rule, repair, "weight") for column in missing])
    return [given[column] for column in columns]


def statuses(given: ArrayLike | None, lower: NDArray[np.uint8], upper: NDArray[np.uint8]) -> NDArray[np.str_]:
    """One word per cell: those given, or "stated" where the depth is known and a reason where it is not."""
    known = lower == upper
    if given is None or isinstance(given, str):
        return frozen(np.where(known, "stated", given or "unknown"))
    array = np.array(given)
    if array.shape != lower.shape or array.dtype.kind not in "UO":
        rule = f"status is one word per cell, {lower.shape[0]} x {lower.shape[1]}"
        raise DataError(Fault("", "status", f"shape {array.shape}, {array.dtype}", rule, "", "shape"))
    blank = [word for word in array.flat if not isinstance(word, str) or not word]
    if blank:
        rule = "every cell has a status in words"
        raise DataError(Fault("", "status", repr(blank[0]), rule, "name the reason", "shape"))
    return frozen(array.astype(np.str_))
