"""A result as plain data, and its matrices back from them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.hints import misfits
from chirograph.base.stored import checked
from chirograph.base.told import finite
from chirograph.cells.question import UNDEFINED
from chirograph.cells.refusal import MOST_FAULTS
from chirograph.errors import DataError, Fault, brief

__all__ = ["cells", "matrices", "read"]

#: What each matrix holds, and what its cells are in plain data.
MATRICES: dict[str, tuple[Any, Any]] = {
    "lower": (np.float64, float | None),
    "upper": (np.float64, float | None),
    "inner_lower": (np.float64, float | None),
    "inner_upper": (np.float64, float | None),
    "sharp": (np.bool_, bool),
    "undefined": (np.uint8, str),
    "spent": (np.uint64, int),
}
_FIELDS: dict[str, Any] = {
    "key": str,
    "parameters": Mapping[str, Any],
    "budget": int | None,
    "time_limit": float | None,
    "allotted": int | None,
    "cut": str | None,
    "convention": float | None,
    "between": tuple[Sequence[str], Sequence[str]] | None,
    "panel": Mapping[str, Any],
    "pairs": Sequence[Mapping[str, Any]],
    "diagonal": Sequence[Mapping[str, Any]],
}

Matrices = dict[str, NDArray[Any]]


def read(given: object) -> dict[str, Any]:
    """The fields of a result, each of its type.

    Raises
    ------
    DataError
        With every field that is missing or of another type.
    """
    found = checked(given, "overlap", _FIELDS)
    if found["cut"] not in (None, "steps", "time"):
        raise DataError(Fault("", "cut", repr(found["cut"]), "it is null, 'steps' or 'time'", "", "schema"))
    return found


def cells(found: Mapping[str, NDArray[Any]], i: int, j: int) -> dict[str, Any]:
    """What the matrices hold of one pair; what is not finite is None."""
    told: dict[str, Any] = finite({name: found[name][i, j].item() for name in MATRICES})
    return told | {"undefined": UNDEFINED[told["undefined"]]}


def matrices(
    told: Mapping[str, Any], rows: Sequence[str], pairs: Sequence[tuple[int, int]], directed: bool
) -> Matrices:
    """The matrices of a result from what was told of its pairs and, as by `cells`, of the diagonal.

    Raises
    ------
    DataError
        With every pair that is missing, is another one or holds what cannot be.
    """
    own = [(i, i) for i in range(len(rows))] if told["between"] is None else []
    found, faults = _filled(len(rows)), []
    for name, places in (("pairs", pairs), ("diagonal", own)):
        listed = told[name]
        if len(listed) != len(places):
            rule = f"there is one for each of the {len(places)} that were asked for"
            faults.append(Fault("", name, str(len(listed)), rule, "", "schema"))
            continue
        for (i, j), one in zip(places, listed, strict=True):
            wrong = _faults(one, rows[i], rows[j])
            place = f"{name}, {rows[i]} and {rows[j]}"
            faults += [replace(fault, place=f"{place}, {fault.place}") for fault in wrong]
            if not wrong:
                _put(found, {(i, j)} if directed else {(i, j), (j, i)}, one)
    if faults:
        raise DataError(faults[:MOST_FAULTS])
    return found


def _filled(size: int) -> Matrices:
    """Matrices in which nothing is known yet."""
    blank = {name: np.zeros((size, size), dtype=kind) for name, (kind, _) in MATRICES.items()}
    for name in ("lower", "upper", "inner_lower", "inner_upper"):
        blank[name][:] = math.nan
    return blank


def _faults(one: Mapping[str, Any], first: str, second: str) -> list[Fault]:
    """What is wrong with what was told of a pair."""
    hints: dict[str, Any] = {
        "first": str,
        "second": str,
        **{name: hint for name, (_, hint) in MATRICES.items()},
    }
    if faults := misfits({name: one.get(name, "nothing") for name in hints}, hints, "schema"):
        return faults
    low, high, words = one["lower"], one["upper"], ", ".join(UNDEFINED)
    rules = {
        "first": (one["first"] == first, f"it is {first}"),
        "second": (one["second"] == second, f"it is {second}"),
        "undefined": (one["undefined"] in UNDEFINED, f"it is one of {words}"),
        "spent": (0 <= one["spent"] < 2**64, "it is a number of steps"),
        "lower": ((low is None) == (high is None), "both ends are there, or none"),
        "upper": (low is None or high is None or low <= high, "it is not below the lower end"),
    }
    return [
        Fault("", name, brief(one[name]), rule, "", "schema")
        for name, (good, rule) in rules.items()
        if not good
    ]


def _put(found: Matrices, places: Collection[tuple[int, int]], one: Mapping[str, Any]) -> None:
    """Put what was told of a pair in its places."""
    for name in MATRICES:
        value = UNDEFINED.index(one[name]) if name == "undefined" else one[name]
        for at in places:
            found[name][at] = math.nan if value is None else value
