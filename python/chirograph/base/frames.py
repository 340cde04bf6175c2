"""Frames in through narwhals, frames out in the kind that came in. Imported only when used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from chirograph.base.convert import Column, converted, installed, plain
from chirograph.base.hints import many
from chirograph.base.table import Table
from chirograph.errors import DataError, Fault, brief

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
    index : tuple or None
        The labels of a pandas index that carries labels; of several levels each is a tuple.
    index_name : str
        What that index is called; empty when it has no name.
    levels : dict of str to sequence
        The levels of the index that have a name.
    """

    columns: dict[str, Sequence[object]]
    kind: str | None
    index: tuple[object, ...] | None = None
    index_name: str = ""
    levels: dict[str, Sequence[object]] = field(default_factory=dict)


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
    if isinstance(frame, Table):
        return Read(dict(frame.to_dict()), "table")
    if isinstance(frame, Mapping):
        return Read(_columns_of(frame), None)
    if isinstance(frame, list | tuple) and frame and all(isinstance(item, Mapping) for item in frame):
        names = dict.fromkeys(name for record in frame for name in record)
        return Read(_named((name, [record.get(name) for record in frame]) for name in names), None)
    return _native(_of_arrays(frame))


def _of_arrays(frame: object) -> object:
    """A labelled array of two dimensions as the frame it can be; anything else as it is."""
    if hasattr(frame, "dims") and hasattr(frame, "to_pandas") and getattr(frame, "ndim", 0) == 2:
        return frame.to_pandas()
    return frame


def _native(frame: object) -> Read:
    import narwhals as nw
    from narwhals.exceptions import DuplicateError

    try:
        native: Any = nw.from_native(cast(Any, frame), eager_only=True)
        names = list(native.columns)
        # A name may be a number; in brackets narwhals would take it for the number of a row.
        columns = _named((name, native.get_column(name).to_list()) for name in names)
    except TypeError as error:
        raise DataError(Fault("", "frame", type(frame).__name__, *_no_frame(frame), "shape")) from error
    except DuplicateError as error:
        listed = [str(name) for name in getattr(frame, "columns", ())]
        twice = sorted({name for name in listed if listed.count(name) > 1})
        raise _repeated(twice) from error
    kind = str(native.implementation.name).lower()
    index: Any = nw.maybe_get_index(native)
    if index is None:
        return Read(columns, kind if kind in KINDS else "pandas")
    name = "" if index.name is None else str(index.name)
    known = type(index).__name__ != "RangeIndex" or bool(name)
    levels: dict[str, Sequence[object]] = {
        str(level): list(index.get_level_values(level)) for level in index.names if level is not None
    }
    return Read(columns, kind, tuple(index) if known else None, name, levels)


def _no_frame(frame: object) -> tuple[str, str]:
    """The rule for what is no frame, and its repair."""
    rule = "a frame is an eager table of pandas, polars, pyarrow or another library narwhals reads"
    if hasattr(frame, "collect"):
        return rule, "give frame.collect()"
    if hasattr(frame, "to_frame") and hasattr(frame, "index"):
        return rule, "give series.to_frame() with layout='long', or a mapping of columns"
    if hasattr(frame, "__array__") or hasattr(frame, "toarray") or isinstance(frame, list | tuple):
        return (
            rule,
            "give an array to Panel(lower, upper, rows=..., columns=...), a table as columns or records",
        )
    return rule, "or give a mapping of columns, or a list of records"


def _columns_of(given: Mapping[Any, Any]) -> dict[str, Sequence[object]]:
    wrong = [
        Fault("", f"column {brief(name)}", type(values).__name__, "a column is a list of cells", "", "shape")
        for name, values in given.items()
        if not (many(values) or isinstance(values, Iterator))
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
        text = name if isinstance(name, str) else _name(name)
        if text in found:
            raise _repeated([text])
        found[text] = values
    return found


def _name(name: object) -> str:
    """The name of a column as text; levels stand side by side."""
    if isinstance(name, tuple):
        return " / ".join(_name(part) if not isinstance(part, str) else part for part in name if part != "")
    return brief(name)


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
    >>> build({"a": [1, 2]}, "table")["a"]
    (1, 2)
    """
    if kind == "table" or (kind is None and not installed("pandas")):
        return Table(tuple(columns), tuple(tuple(plain(column)) for column in columns.values()), caption)
    return converted(columns, kind or "pandas")
