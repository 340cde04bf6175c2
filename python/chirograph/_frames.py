"""Frames in through narwhals, frames out in the kind that came in. Imported only when used."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from chirograph.errors import DataError, Fault

#: A column on its way to a frame. Arrays hold no gaps.
Column = Sequence[Any] | NDArray[Any]

#: Kinds of frame that can be handed back.
KINDS = ("pandas", "polars", "pyarrow", "table")


def is_frame(thing: object) -> bool:
    """True for what a frame library made: it names its columns or streams Arrow."""
    return hasattr(thing, "__arrow_c_stream__") or (hasattr(thing, "columns") and hasattr(thing, "dtypes"))


def read(frame: object) -> tuple[dict[str, Sequence[object]], str, tuple[str, ...] | None]:
    """Columns of any eager frame, the kind it was, and the labels of a pandas index that carries labels.

    Examples
    --------
    >>> import pandas
    >>> read(pandas.DataFrame({"A1": [0, 1]}, index=["KOR", "JPN"]))
    ({'A1': [0, 1]}, 'pandas', ('KOR', 'JPN'))
    """
    from chirograph.tables import Table

    if isinstance(frame, Table):
        return dict(frame.to_dict()), "table", None
    import narwhals as nw

    try:
        native: Any = nw.from_native(cast(Any, frame), eager_only=True)
    except TypeError as error:
        rule = "a frame is an eager table of pandas, polars, pyarrow or another library narwhals reads"
        raise DataError(Fault(place="frame", value=type(frame).__name__, rule=rule, code="shape")) from error
    kind = str(native.implementation.name).lower()
    columns: dict[str, Sequence[object]] = {str(name): native[name].to_list() for name in native.columns}
    return columns, kind if kind in KINDS else "pandas", _index_labels(native)


def _index_labels(native: Any) -> tuple[str, ...] | None:
    import narwhals as nw

    index: Any = nw.maybe_get_index(native)
    if index is None or type(index).__name__ == "RangeIndex":
        return None
    return tuple(str(label) for label in index)


def build(columns: Mapping[str, Column], kind: str | None, caption: str = "") -> Any:
    """A frame of this kind from columns; `None` means pandas when it is installed, else a Table.

    Raises
    ------
    ImportError
        When the library asked for is not installed.

    Examples
    --------
    >>> build({"a": [1, None]}, "pandas").dtypes.to_dict()
    {'a': Int64Dtype()}
    """
    if kind is None:
        kind = "pandas" if importlib.util.find_spec("pandas") is not None else "table"
    columns = {name: _ready(column, kind) for name, column in columns.items()}
    if kind == "pandas":
        return _pandas(columns)
    if kind == "polars":
        return _polars(columns)
    if kind == "pyarrow":
        return _arrow(columns)
    from chirograph.tables import Table

    return Table(tuple(columns), tuple(tuple(column) for column in columns.values()), caption)


def _ready(column: Column, kind: str) -> Column:
    """Arrays of numbers go to frame libraries as they are; everything else as a list of Python values."""
    if not isinstance(column, np.ndarray):
        return list(column)
    if kind == "table" or (column.dtype == object and kind != "pandas"):
        plain: list[Any] = column.tolist()
        return plain
    return column


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
        if importlib.util.find_spec(kind) is not None:
            return build(columns, kind).__arrow_c_stream__(requested_schema)
    raise ImportError("an Arrow stream needs pyarrow, polars or pandas to be installed")
