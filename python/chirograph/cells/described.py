"""What describes the cells: labels, readable names, reasons, sources and weights, each checked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chirograph import _core
from chirograph.base.markup import counted
from chirograph.cells.intervals import Depths, frozen
from chirograph.cells.labels import by_label, labelled, unseen_in
from chirograph.cells.refusal import raise_all
from chirograph.errors import DataError, Fault, brief


def names(given: Mapping[str, str] | None, known: Sequence[str]) -> dict[str, str]:
    """Readable names of labels that are there.

    Examples
    --------
    >>> names({"KOR": "Republic of Korea"}, ["KOR", "JPN"])
    {'KOR': 'Republic of Korea'}
    """
    if given is None:
        return {}
    found = labelled(given)
    if found is None:
        rule, repair = "names are a mapping of labels to text", 'for example {"P1": "First programme"}'
        raise DataError(Fault("", "names", brief(given), rule, repair, "shape"))
    faults = [
        Fault("", f"name of {brief(label)}", brief(text), "the name of a label is text", "write it", "shape")
        for label, text in found.items()
        if not isinstance(text, str)
    ]
    raise_all(faults or unseen_in("names", "a name", found.values()))
    return by_label(found, known, "names", "this label")


def source_lines(given: Sequence[str], count: int) -> tuple[str, ...]:
    """One line per programme; none given means empty lines."""
    lines = tuple(given) or ("",) * count
    if len(lines) != count or not all(isinstance(line, str) for line in lines):
        rule = f"there is one line of text per programme ({count})"
        raise DataError(Fault("", "sources", counted(len(lines), "line"), rule, "", "shape"))
    raise_all(unseen_in("sources", "a source", lines))
    return lines


def weights(
    given: ArrayLike | Mapping[str, float] | None, columns: Sequence[str], what: str = "area"
) -> NDArray[np.float64] | None:
    """One weight per area as float64, in order or by label; None stays None and means equal weights."""
    if given is None:
        return None
    found = labelled(given)
    array = _array(given if found is None else _by_label(found, columns, what))
    if array is None or array.ndim != 1 or len(array) != len(columns) or array.dtype.kind not in "iuf":
        rule = f"there is one number for each of the {len(columns)} {what}s"
        raise DataError(Fault("", "weights", _kind(given, array), rule, "", "weight"))
    numbers = np.ascontiguousarray(array, dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(numbers) | (numbers < 0))
    _refuse_weights(numbers, wrong, columns, "a weight is finite and at least 0", "correct it")
    widest = _core.widest_weight_ratio()
    small = np.flatnonzero((numbers > 0) & (numbers < numbers.max(initial=0) / widest))
    rule = f"positive weights differ by a factor of at most {widest:g}"
    _refuse_weights(numbers, small, columns, rule, f"give the {what} weight 0 or a larger one")
    return numbers


def _array(given: Any) -> NDArray[Any] | None:
    """As NumPy has it; None where it has no shape."""
    try:
        return np.array(given)
    except (TypeError, ValueError, OverflowError):  # ragged, or things that are no arrays at all
        return None


def _kind(given: object, array: NDArray[Any] | None) -> str:
    return (
        f"{type(given).__name__} of no one shape" if array is None else f"shape {array.shape}, {array.dtype}"
    )


def _refuse_weights(
    found: NDArray[np.float64], wrong: NDArray[np.intp], columns: Sequence[str], rule: str, repair: str
) -> None:
    places = ((f"weight of {columns[i]}", str(found[i])) for i in wrong.tolist())
    raise_all([Fault("", *place, rule, repair, "weight") for place in places])


def _by_label(given: Mapping[Any, Any], columns: Sequence[str], what: str) -> list[Any]:
    found = by_label(given, columns, "weights", f"this {what}")
    rule, repair = f"every {what} has a weight", "add it; 1 is the usual weight"
    missing = [column for column in columns if column not in found]
    raise_all([Fault("", f"weight of {column}", "none", rule, repair, "weight") for column in missing])
    return [found[column] for column in columns]


def statuses(given: ArrayLike | None, lower: Depths, upper: Depths) -> NDArray[np.str_]:
    """One word per cell: those given, or "stated" where the depth is known and a reason where it is not."""
    known = lower == upper
    if given is None or isinstance(given, str):
        raise_all(unseen_in("status", "a status", [given or ""]))
        return frozen(np.where(known, "stated", given or "unknown"))
    array = _array(given)
    if array is None or array.shape != lower.shape or array.dtype.kind not in "UO":
        rule = f"status is one word per cell, {lower.shape[0]} x {lower.shape[1]}"
        raise DataError(Fault("", "status", _kind(given, array), rule, "", "shape"))
    blank = [word for word in array.flat if not isinstance(word, str) or not word]
    if blank:
        rule = "every cell has a status in words"
        raise DataError(Fault("", "status", brief(blank[0]), rule, "name the reason", "shape"))
    raise_all(unseen_in("status", "a status", array.flat))
    return frozen(array.astype(np.str_))
