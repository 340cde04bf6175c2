"""Frames in through narwhals, frames out in the kind that came in. Imported only when used."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Read:
    """What a frame holds.

    Parameters
    ----------
    columns : dict of str to sequence
        The columns by their names as text.
    kind : str or None
        The kind of frame; None for plain columns and records, which are no frame.
    index : tuple of str or None
        The labels of a pandas index that carries labels.
    index_name : str
        What that index is called; empty when it has no name.
    """

    columns: dict[str, Sequence[object]]
    kind: str | None
    index: tuple[str, ...] | None = None
    index_name: str = ""


def read(frame: object) -> Read:
    """Any eager frame, a mapping of columns, or a list of records.

    Raises
    ------
    DataError
        When it is none of these, or a column name occurs twice.

    Examples
    --------
    >>> import pandas
    >>> read(pandas.DataFrame({"A1": [0, 1]}, index=["KOR", "JPN"])).index
    ('KOR', 'JPN')
    >>> read([{"A1": 0}, {"A2": 1}]).columns
    {'A1': [0, None], 'A2': [None, 1]}
    """
    from chirograph.base.table import Table

    if isinstance(frame, Table):
        return Read(dict(frame.to_dict()), "table")
    if isinstance(frame, Mapping):
        return Read(_columns_of(frame), None)
    if isinstance(frame, list | tuple) and frame and all(isinstance(item, Mapping) for item in frame):
        names = dict.fromkeys(name for record in frame for name in record)
        return Read(_named((name, [record.get(name) for record in frame]) for name in names), None)
    return _native(frame)


def _native(frame: object) -> Read:
    import narwhals as nw
    from narwhals.exceptions import DuplicateError

    try:
        native: Any = nw.from_native(cast(Any, frame), eager_only=True)
        names = list(native.columns)
        # A name may be a number; in brackets narwhals would take it for the number of a row.
        columns = _named((name, native.get_column(name).to_list()) for name in names)
    except TypeError as error:
        rule = "a frame is an eager table of pandas, polars, pyarrow or another library narwhals reads"
        repair = "or give a mapping of columns, or a list of records"
        raise DataError(Fault("", "frame", type(frame).__name__, rule, repair, "shape")) from error
    except DuplicateError as error:
        listed = [str(name) for name in getattr(frame, "columns", ())]
        twice = sorted({name for name in listed if listed.count(name) > 1})
        raise _repeated(twice) from error
    kind = str(native.implementation.name).lower()
    index: Any = nw.maybe_get_index(native)
    if index is None:
        return Read(columns, kind if kind in KINDS else "pandas")
    name = "" if index.name is None else str(index.name)
    labels = None if type(index).__name__ == "RangeIndex" and not name else tuple(str(x) for x in index)
    return Read(columns, kind, labels, name)


def _columns_of(given: Mapping[Any, Any]) -> dict[str, Sequence[object]]:
    wrong = [
        Fault("", f"column {name}", type(values).__name__, "a column is a list of cells", "", "shape")
        for name, values in given.items()
        if isinstance(values, str | bytes | Mapping) or not hasattr(values, "__iter__")
    ]
    if wrong:
        raise DataError(wrong)
    columns = _named((name, list(values)) for name, values in given.items())
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        seen = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise DataError(Fault("", "frame", seen, "columns have one length", "", "shape"))
    return columns


def _named(columns: Iterable[tuple[object, Sequence[object]]]) -> dict[str, Sequence[object]]:
    """Columns by their names as text; 1 and "1" would be one name."""
    found: dict[str, Sequence[object]] = {}
    for name, values in columns:
        if str(name) in found:
            raise _repeated([str(name)])
        found[str(name)] = values
    return found


def _repeated(names: Sequence[str]) -> DataError:
    rule = "a column name occurs once"
    return DataError([Fault("", "frame", repr(name), rule, "rename one of them", "shape") for name in names])


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
    from chirograph.base.table import Table

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
