"""Columns out, as a frame of pandas, polars or pyarrow. A library is imported only when it is asked for."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: A column on its way to a frame. Arrays hold no gaps.
Column = Sequence[Any] | NDArray[Any]


def installed(library: str) -> bool:
    """Whether a frame library can be imported."""
    return importlib.util.find_spec(library) is not None


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
    pandas = importlib.import_module("pandas")
    types = {"integer": "Int64", "boolean": "boolean"}
    series = {}
    for name, column in columns.items():
        gap = types.get(_gap_type(column) or "")
        series[name] = pandas.Series(column, dtype=gap) if gap else column
    return pandas.DataFrame(series)


def _polars(columns: Mapping[str, Column]) -> Any:
    polars = importlib.import_module("polars")
    empty = {name: polars.String for name, column in columns.items() if _gap_type(column) == "empty"}
    return polars.DataFrame(dict(columns), schema_overrides=empty)


def _arrow(columns: Mapping[str, Column]) -> Any:
    pyarrow = importlib.import_module("pyarrow")
    arrays = {
        name: pyarrow.array(column, type=pyarrow.string() if _gap_type(column) == "empty" else None)
        for name, column in columns.items()
    }
    return pyarrow.table(arrays)


def arrow_stream(columns: Mapping[str, Column], requested_schema: object) -> object:
    """The Arrow stream of some columns, made by the first library found."""
    for kind in ("pyarrow", "polars", "pandas"):
        if installed(kind):
            return converted(columns, kind).__arrow_c_stream__(requested_schema)
    raise ImportError("an Arrow stream needs pyarrow, polars or pandas to be installed")
