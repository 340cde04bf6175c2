"""Cells as the user gives them, turned into whole depths; what is not a depth is refused with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.cells import labels
from chirograph.cells.refusal import place, raise_all
from chirograph.cells.written import MOST_DEPTH, Broken, exact, is_missing
from chirograph.errors import DataError, Fault, brief

Depths = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def as_matrix(values: object, what: str) -> NDArray[Any]:
    """A k x n array of numbers, or of objects when something in it is not a number. Refuses other shapes.

    Examples
    --------
    >>> as_matrix([[1, 0], [0, 2]], "lower").dtype.kind
    'i'
    >>> as_matrix([[1, None]], "lower").dtype.kind
    'O'
    """
    if hasattr(values, "toarray"):  # a sparse matrix: what it does not store is 0
        values = values.toarray()
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


def to_depths(
    array: NDArray[Any], rows: Sequence[str], columns: Sequence[str], tops: Depths
) -> tuple[Depths, Mask, list[Fault]]:
    """Depths, which cells are missing, and a fault for each cell that is neither.

    Whole numbers of any type, true and false, and floats without a fraction become `uint8`; this is the only
    conversion made.
    """
    if array.dtype.kind in "biuf":
        values = array.astype(np.float64) if array.dtype.kind == "f" else array
        missing = np.isnan(values) if array.dtype.kind == "f" else np.zeros(array.shape, dtype=bool)
        with np.errstate(invalid="ignore"):
            wrong = ~missing & ((values < 0) | (values > tops) | (values != np.floor(values)))
    else:
        missing = np.array([[is_missing(cell) for cell in row] for row in array], dtype=bool)
        wrong = np.array(
            [
                [isinstance(exact(cell, top), Broken) for cell, top in zip(row, tops.tolist(), strict=True)]
                for row in array
            ],
            dtype=bool,
        )
        wrong &= ~missing
        values = array
    faults = []
    for i, j in np.argwhere(wrong):
        cell = plain(values[i, j])
        broken = exact(cell, int(tops[j]))
        assert isinstance(broken, Broken)
        faults.append(Fault("", place(rows[i], columns[j]), brief(cell), *broken, "depth"))
    depths = np.zeros(array.shape, dtype=np.uint8)
    good = ~(missing | wrong)
    depths[good] = values[good].astype(np.uint8)
    return depths, missing, faults


def plain(cell: Any) -> object:
    """A Python value, so that messages print `1.5` and not a NumPy type."""
    return cell.item() if isinstance(cell, np.generic) else cell


def whole_matrix(
    values: object,
    what: str,
    rows: Sequence[str],
    columns: Sequence[str],
    tops: Depths,
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
    if array.dtype == np.uint8 and array.flags.c_contiguous and bool((array <= tops).all()):
        return array
    depths, missing, faults = to_depths(array, rows, columns, tops)
    repair = "give 0 and max_depth as its ends, or read it with Panel.from_frame(..., missing=...)"
    if masked:
        repair = f"give both ends: Panel(cells.filled(0), cells.filled({int(tops.max())}))"
    rule = "an empty cell has no meaning of its own"
    empty = [
        Fault("", place(rows[i], columns[j]), repr(plain(array[i, j])), rule, repair, "depth")
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


def tops(max_depth: object, columns: Sequence[str], kinds: Mapping[str, Sequence[str]]) -> Depths:
    """The top of the scale of every area: one for all, one per area in order, or by label.

    Where the kinds of an area have words, the scale ends with the last of them.

    Examples
    --------
    >>> tops(3, ["x", "y"], {"y": ("no", "yes")}), tops({"y": 1, "x": 4}, ["x", "y"], {})
    (array([3, 1], dtype=uint8), array([4, 1], dtype=uint8))
    """
    last = {area: len(words) - 1 for area, words in kinds.items() if words}
    by_label = labels.labelled(max_depth)
    if by_label is not None:
        found = {**last, **labels.by_label(by_label, columns, "max_depth", "this area")}
        rule, repair = "every area has a scale", "add its top"
        raise_all(
            [
                Fault("", f"max_depth of {name}", "none", rule, repair, "depth")
                for name in columns
                if name not in found
            ]
        )
        each: Sequence[object] = [found[name] for name in columns]
    elif isinstance(max_depth, list | tuple) or (isinstance(max_depth, np.ndarray) and max_depth.ndim == 1):
        each = list(max_depth)
        if len(each) != len(columns):
            rule = f"max_depth is one number, or one for each of the {len(columns)} areas"
            raise DataError(Fault("", "max_depth", f"{len(each)} numbers", rule, "", "shape"))
    else:
        preset = top(max_depth)
        each = [last.get(name, preset) for name in columns]
    ends = [top(one) for one in each]
    rule, repair = "the scale of an area of kinds ends with its last word", "leave its top out"
    raise_all(
        [
            Fault("", f"max_depth of {name}", str(end), rule, repair, "depth")
            for name, end in zip(columns, ends, strict=True)
            if end != last.get(name, end)
        ]
    )
    return np.array(ends, dtype=np.uint8)


def top(max_depth: object) -> int:
    """The top of one scale, when it is one."""
    if (
        isinstance(max_depth, bool)
        or not isinstance(max_depth, int | np.integer)
        or not 1 <= int(max_depth) <= MOST_DEPTH
    ):
        rule = f"the top of the scale is a whole number 1..{MOST_DEPTH}"
        repair = "take it from the codebook; put counts above it into bins, or rare kinds into one, first"
        raise DataError(Fault("", "max_depth", brief(max_depth), rule, repair, "depth"))
    return int(max_depth)
