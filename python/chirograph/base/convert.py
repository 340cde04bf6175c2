"""Columns out, as a frame of pandas, polars or pyarrow. A library is imported only when it is asked for."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.errors import DataError, Fault

#: A column on its way to a frame. Arrays hold no gaps.
Column = Sequence[Any] | NDArray[Any]


def installed(library: str) -> bool:
    """Whether a frame library can be imported."""
    return importlib.util.find_spec(library) is not None


def needed(library: str, what: str, extra: str = "") -> Any:
    """A library that is no dependency of its own, imported; `extra` is the one that brings it.

    Raises
    ------
    ImportError
        When it is not installed; the message says what needs it.

    Examples
    --------
    >>> try:
    ...     needed("no_such_library", "a graph")
    ... except ImportError as error:
    ...     print(error)
    a graph needs the package no_such_library, which is not installed; install it with pip
    """
    try:
        return importlib.import_module(library)
    except ModuleNotFoundError as error:
        if error.name != library:
            raise
        by = f"pip install 'chirograph-engine[{extra}]'" if extra else "install it with pip"
        text = f"{what} needs the package {library}, which is not installed; {by}"
        raise ImportError(text, name=library) from error


def converted(columns: Mapping[str, Column], kind: str) -> Any:
    """A frame of this library from columns.

    Raises
    ------
    ImportError
        When the library asked for is not installed.

    Examples
    --------
    >>> converted({"a": [1, None]}, "pandas").dtypes.to_dict()
    {'a': Int64Dtype()}
    """
    ready = {name: _ready(column, kind) for name, column in columns.items()}
    return {"pandas": _pandas, "polars": _polars, "pyarrow": _arrow}[kind](ready)


def plain(column: Column) -> list[Any]:
    """The values of a column as Python knows them."""
    return column.tolist() if isinstance(column, np.ndarray) else list(column)


def _ready(column: Column, kind: str) -> Column:
    """Arrays of numbers go to frame libraries as they are; everything else as a list of Python values."""
    numbers = isinstance(column, np.ndarray) and (column.dtype != object or kind == "pandas")
    return column if numbers else plain(column)


def _gap_type(column: Column) -> str | None:
    """What a column with gaps holds otherwise: 'integer', 'boolean', 'other' or 'empty'; None without gap."""
    if isinstance(column, np.ndarray) or not any(value is None for value in column):
        return None
    kinds = {type(value) for value in column if value is not None}
    if not kinds:
        return "empty"
    return {frozenset({int}): "integer", frozenset({bool}): "boolean"}.get(frozenset(kinds), "other")


def _pandas(columns: Mapping[str, Column]) -> Any:
    pandas = needed("pandas", "a frame of pandas")
    types = {"integer": "Int64", "boolean": "boolean"}
    series = {}
    for name, column in columns.items():
        gap = types.get(_gap_type(column) or "")
        series[name] = pandas.Series(column, dtype=gap) if gap else column
    return pandas.DataFrame(series)


def _polars(columns: Mapping[str, Column]) -> Any:
    polars = needed("polars", "a frame of polars")

    def made(column: Column) -> Any:
        return polars.Series(values=column, dtype=polars.String if _gap_type(column) == "empty" else None)

    return polars.DataFrame({name: _of_one_type(name, column, made) for name, column in columns.items()})


def _arrow(columns: Mapping[str, Column]) -> Any:
    pyarrow = needed("pyarrow", "an Arrow table")

    def made(column: Column) -> Any:
        return pyarrow.array(column, type=pyarrow.string() if _gap_type(column) == "empty" else None)

    return pyarrow.table({name: _of_one_type(name, column, made) for name, column in columns.items()})


def _of_one_type(name: str, column: Column, made: Callable[[Column], Any]) -> Any:
    """A column of a library that has one type for a column."""
    try:
        return made(column)
    except (TypeError, ValueError, OverflowError) as error:
        rule, repair = "a column of Arrow or polars holds values of one type", "take to_pandas() or to_dict()"
        kinds = ", ".join(sorted({type(value).__name__ for value in column}))
        raise DataError(Fault("", f"column {name}", kinds, rule, repair)) from error


def arrow_stream(columns: Mapping[str, Column], requested_schema: object) -> object:
    """The Arrow stream of some columns, made by the first library found."""
    for kind in ("pyarrow", "polars", "pandas"):
        if installed(kind):
            return converted(columns, kind).__arrow_c_stream__(requested_schema)
    raise ImportError("an Arrow stream needs pyarrow, polars or pandas to be installed")
