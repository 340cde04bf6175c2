"""Which rows of some columns, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Integral
from typing import Any

from chirograph.errors import DataError, Fault, ParameterError, brief


def in_order(columns: Mapping[str, Sequence[Any]], count: int, descending: bool) -> list[int]:
    """The numbers of the rows in the order of columns, the first one first; gaps (None, NaN) come last.

    Raises
    ------
    DataError
        With every column that holds text and numbers.

    Examples
    --------
    >>> in_order({"a": [2, None, 1]}, 3, False)
    [2, 0, 1]
    """
    order, faults = list(range(count)), []
    for name, column in reversed(list(columns.items())):
        gap = [value is None or value != value for value in column]
        if len({isinstance(column[i], str) for i in order if not gap[i]}) > 1:
            rule, repair = "a column to sort by holds text or numbers, not both", "sort by another"
            faults.append(Fault("", f"column {name}", "both", rule, repair))
            continue
        filler = next((column[i] for i in order if not gap[i]), 0)
        keys: list[Any] = [filler if gap[i] else column[i] for i in range(count)]
        order.sort(key=keys.__getitem__, reverse=descending)
        order.sort(key=gap.__getitem__)
    if faults:
        raise DataError(faults)
    return order


def count_of(given: object) -> int:
    """A number of rows, when it is one.

    Examples
    --------
    >>> count_of(3)
    3
    """
    if isinstance(given, bool) or not isinstance(given, Integral) or given < 0:
        rule = "a number of rows is a whole number of at least 0"
        raise ParameterError(Fault("", "count", brief(given), rule, "", "parameter"))
    return int(given)
