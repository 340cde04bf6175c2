"""What describes the cells: labels, readable names, reasons, sources and weights, each checked once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chirograph import _core
from chirograph.base.markup import counted
from chirograph.cells.intervals import Depths, frozen, raise_all
from chirograph.errors import DataError, Fault, UnknownLabel, brief, unknown, unseen


def labels(given: Sequence[object] | None, count: int, prefix: str, what: str) -> tuple[str, ...]:
    """Labels as text: those given, or a prefix and a number. Each is used once, and all of it can be seen.

    Examples
    --------
    >>> labels(None, 2, "A", "columns"), labels([2019, "KOR"], 2, "P", "rows")
    (('A1', 'A2'), ('2019', 'KOR'))
    """
    if given is None:
        return tuple(f"{prefix}{i + 1}" for i in range(count))
    found, faults = list(given), []
    if len(found) != count:
        rule = f"there is one label for each of the {count} {what}"
        faults.append(Fault("", what, counted(len(found), "label"), rule))
    faults += [
        Fault("", what, brief(label), "a label is text or a whole number", "name it", "shape")
        for label in found
        if isinstance(label, bool)
        or not isinstance(label, str | int | np.integer)
        or not _text(label).strip()
    ]
    texts = tuple(map(_text, found))
    twice = sorted({text for text in texts if texts.count(text) > 1}) if len(set(texts)) < len(texts) else []
    faults += [
        Fault("", what, repr(text), "a label is used once", "rename one of them", "shape") for text in twice
    ]
    raise_all(faults + unseen_in(what, "a label", texts))
    return texts


def _text(label: object) -> str:
    """A label as text, if it is one."""
    try:
        return str(label)
    except ValueError:  # a whole number with more digits than Python writes
        return ""


def unseen_in(place: str, what: str, texts: Iterable[str]) -> list[Fault]:
    """A fault for each text in which a character is not seen or turns the line around."""
    rule = f"{what} is one line without characters that show nothing or turn the line around"
    return [
        Fault("", place, brief(text), rule, f"remove {code}", "shape")
        for text in dict.fromkeys(texts)
        if (code := unseen(text)) is not None
    ]


def names(given: Mapping[str, str] | None) -> dict[str, str]:
    """Readable names of labels.

    Examples
    --------
    >>> names({"KOR": "Republic of Korea"})
    {'KOR': 'Republic of Korea'}
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        rule, repair = "names are a mapping of labels to text", 'for example {"KOR": "Republic of Korea"}'
        raise DataError(Fault("", "names", brief(given), rule, repair, "shape"))
    faults = [
        Fault(
            "", f"name of {brief(label)}", brief(text), "a label and its name are text", "write them", "shape"
        )
        for label, text in given.items()
        if not isinstance(label, str) or not isinstance(text, str)
    ]
    raise_all(faults or unseen_in("names", "a name", given.values()))
    return dict(given)


def source_lines(given: Sequence[str], count: int) -> tuple[str, ...]:
    """One line per programme; none given means empty lines."""
    lines = tuple(given) or ("",) * count
    if len(lines) != count or not all(isinstance(line, str) for line in lines):
        rule = f"there is one line of text per programme ({count})"
        raise DataError(Fault("", "sources", counted(len(lines), "line"), rule, "", "shape"))
    raise_all(unseen_in("sources", "a source", lines))
    return lines


def weights(
    given: ArrayLike | Mapping[str, float] | None, columns: Sequence[str]
) -> NDArray[np.float64] | None:
    """One weight per area as float64, in order or by label; None stays None and means equal weights."""
    if given is None:
        return None
    array = _array(_by_label(given, columns) if isinstance(given, Mapping) else given)
    if array is None or array.ndim != 1 or len(array) != len(columns) or array.dtype.kind not in "iuf":
        rule = f"there is one number for each of the {len(columns)} areas"
        raise DataError(Fault("", "weights", _kind(given, array), rule, "", "weight"))
    found = np.ascontiguousarray(array, dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(found) | (found < 0))
    _refuse_weights(found, wrong, columns, "a weight is finite and at least 0", "correct it")
    widest = _core.widest_weight_ratio()
    small = np.flatnonzero((found > 0) & (found < found.max(initial=0) / widest))
    rule = f"positive weights differ by a factor of at most {widest:g}"
    _refuse_weights(found, small, columns, rule, "give the area weight 0 or a larger one")
    return found


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


def _by_label(given: Mapping[str, float], columns: Sequence[str]) -> list[float]:
    wrong = [unknown("weights", label, columns, "this area") for label in given if label not in columns]
    if wrong:
        raise UnknownLabel(wrong)
    rule, repair = "every area has a weight", "add it; 1 is the usual weight"
    missing = [column for column in columns if column not in given]
    raise_all([Fault("", f"weight of {column}", "none", rule, repair, "weight") for column in missing])
    return [given[column] for column in columns]


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
