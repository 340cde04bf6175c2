"""A light table: what the library returns when no frame library is needed to answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from chirograph.base import convert, files, rows, sheet, show
from chirograph.base.public import public
from chirograph.errors import DataError, Fault, ParameterError, UnknownLabel, brief, unknown

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Table"]

Value = str | int | float | bool | None


#: Encodings of a file in which every letter can be written.
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")


@public
@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Named columns of equal length, immutable and readable in a terminal, a notebook or a frame library.

    Parameters
    ----------
    columns : tuple of str
        Names of the columns, each once.
    values : tuple of tuple
        One tuple of values per column: text, numbers, truth values or None.
    caption : str
        A line printed above.
    minor : tuple of str
        Columns that text leaves out, in this order, where a line would not fit a screen; frames have them.

    Raises
    ------
    DataError
        When a name occurs twice or the columns differ in length.

    Examples
    --------
    >>> table = Table.from_records([{"partner": "KOR", "areas": 11}, {"partner": "JPN", "areas": 16}])
    >>> table
    partner  areas
    KOR      11
    JPN      16
    >>> table["areas"], len(table)
    ((11, 16), 2)
    >>> table[["areas"]].columns
    ('areas',)
    >>> table.where(partner="JPN").rows
    (('JPN', 16),)
    """

    columns: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    caption: str = ""
    minor: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lengths = {len(column) for column in self.values}
        if len(set(self.columns)) != len(self.columns):
            raise DataError(
                Fault(place="table", value=", ".join(self.columns), rule="a column name occurs once")
            )
        if len(self.columns) != len(self.values) or len(lengths) > 1:
            raise DataError(Fault(place="table", value=str(sorted(lengths)), rule="columns have one length"))

    @classmethod
    def from_records(
        cls,
        records: Iterable[Mapping[str, Value]],
        columns: Sequence[str] | None = None,
        caption: str = "",
        minor: Sequence[str] = (),
    ) -> Table:
        """A table from one mapping per row; a key that a row lacks is None there.

        Parameters
        ----------
        records : iterable of mapping
            The rows.
        columns : sequence of str, optional
            Which keys, in which order; by default every key in the order first met.
        caption : str
            A line printed above.
        minor : sequence of str
            Columns that text may leave out.

        Returns
        -------
        Table

        Examples
        --------
        >>> Table.from_records([{"a": 1}, {"b": 2}]).to_dict()
        {'a': [1, None], 'b': [None, 2]}
        """
        rows = list(records)
        if wrong := [row for row in rows if not isinstance(row, Mapping)]:
            raise DataError(Fault("", "table", brief(wrong[0]), "a row is a mapping of columns to values"))
        names = (
            tuple(columns)
            if columns is not None
            else tuple(dict.fromkeys(key for row in rows for key in row))
        )
        values = tuple(tuple(row.get(name) for row in rows) for name in names)
        return cls(names, values, caption, tuple(minor))

    def __len__(self) -> int:
        return len(self.values[0]) if self.values else 0

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Rows as dictionaries."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    @overload
    def __getitem__(self, column: str) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, column: list[str]) -> Table: ...
    def __getitem__(self, column: str | list[str]) -> tuple[Value, ...] | Table:
        """One column by its name as a tuple, or several by a list of names as a table."""
        if isinstance(column, list):
            return Table(tuple(column), self._columns(column), self.caption, self.minor)
        return self._columns([column])[0]

    def _columns(self, names: Sequence[str]) -> tuple[tuple[Value, ...], ...]:
        """The values of these columns."""
        wrong = [
            unknown("table", name, self.columns, "this column") for name in names if name not in self.columns
        ]
        if wrong:
            raise UnknownLabel(wrong)
        return tuple(self.values[self.columns.index(name)] for name in names)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.columns)

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows as tuples."""
        return tuple(zip(*self.values, strict=True))

    def where(self, **equal: Value) -> Table:
        """The rows whose named columns hold these values.

        Parameters
        ----------
        **equal
            Column name and the value it must hold.

        Returns
        -------
        Table

        Examples
        --------
        >>> Table.from_records([{"a": 1, "b": 2}, {"a": 1, "b": 3}]).where(a=1, b=3).rows
        ((1, 3),)
        """
        wanted = [(self[name], value) for name, value in equal.items()]
        return self._rows(i for i in range(len(self)) if all(column[i] == value for column, value in wanted))

    def filter(self, keep: Callable[[dict[str, Value]], bool]) -> Table:
        """The rows of which a function says True.

        Parameters
        ----------
        keep : function
            Takes a row as a dictionary of columns to values, and answers True or False.

        Raises
        ------
        ParameterError
            When it is no function, or answers something else.

        Examples
        --------
        >>> Table(("a",), ((1, 2, 3),)).filter(lambda row: row["a"] > 1)["a"]
        (2, 3)
        """
        answers = [keep(row) for row in self] if callable(keep) else [keep]
        if wrong := [answer for answer in answers if not isinstance(answer, bool | np.bool_)]:
            rule, repair = "a filter is a function that says True or False of a row", "see where() for values"
            raise ParameterError(Fault("", "keep", brief(wrong[0]), rule, repair, "parameter"))
        return self._rows(i for i, answer in enumerate(answers) if answer)

    def sort(self, by: str | Sequence[str], *, descending: bool = False) -> Table:
        """The rows in the order of some columns; those without a number there (None, NaN) come last.

        Parameters
        ----------
        by : str or sequence of str
            A column, or several, the first one first; rows that are equal in all of them keep their order.
        descending : bool
            Whether the greatest comes first.

        Raises
        ------
        UnknownLabel
            When there is no such column.
        DataError
            When a column holds text and numbers, which have no common order.

        Examples
        --------
        >>> Table(("a", "b"), ((2, None, 1), ("x", "y", "z"))).sort("a")["b"]
        ('z', 'x', 'y')
        """
        names = [by] if isinstance(by, str) else list(by)
        columns = dict(zip(names, self._columns(names), strict=True))
        return self._rows(rows.in_order(columns, len(self), descending))

    def head(self, count: int = 5) -> Table:
        """The first rows.

        Parameters
        ----------
        count : int
            How many, at least 0.

        Examples
        --------
        >>> Table(("a",), ((1, 2, 3),)).head(2)["a"]
        (1, 2)
        """
        return self._rows(range(min(rows.count_of(count), len(self))))

    def tail(self, count: int = 5) -> Table:
        """The last rows.

        Parameters
        ----------
        count : int
            How many, at least 0.

        Examples
        --------
        >>> Table(("a",), ((1, 2, 3),)).tail(2)["a"]
        (2, 3)
        """
        return self._rows(range(max(0, len(self) - rows.count_of(count)), len(self)))

    def _rows(self, keep: Iterable[int]) -> Table:
        """These rows."""
        chosen = list(keep)
        return replace(self, values=tuple(tuple(column[i] for i in chosen) for column in self.values))

    def to_dict(self) -> dict[str, list[Value]]:
        """Column name to list of values.

        Examples
        --------
        >>> Table(("a",), ((1, 2),)).to_dict()
        {'a': [1, 2]}
        """
        return {name: list(column) for name, column in zip(self.columns, self.values, strict=True)}

    def to_json(self) -> str:
        """A JSON array of row objects; a number that is not finite becomes null.

        Examples
        --------
        >>> Table(("a",), ((1, float("nan")),)).to_json()
        '[{"a": 1}, {"a": null}]'
        """
        import json

        rows = [
            {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in row.items()}
            for row in self
        ]
        return json.dumps(rows, ensure_ascii=False, allow_nan=False)

    def to_csv(self, path: str | Path | None = None, *, encoding: str = "utf-8") -> str:
        r"""Comma-separated text (RFC 4180); written to `path` when one is given.

        A spreadsheet runs nothing of it: text that begins with ``=``, ``+``, ``-``, ``@``, a tab, a carriage
        return or an apostrophe stands behind one more apostrophe. So who reads it takes one apostrophe off
        every text that begins with one, and has the text again. Numbers are written as they are.

        Parameters
        ----------
        path : path, optional
            Where to write; a file there is replaced, whole.
        encoding : {"utf-8", "utf-8-sig", "utf-16"}
            Of the file; "utf-8-sig" begins with the mark by which Excel knows UTF-8.

        Returns
        -------
        str
            The text.

        Raises
        ------
        ParameterError
            When the encoding is another one: it might not have every letter.

        Examples
        --------
        >>> Table(("a", "b"), ((1,), ("x, y",))).to_csv()
        'a,b\r\n1,"x, y"\r\n'
        >>> Table(("a", "b"), ((-1,), ("=1+1",))).to_csv()
        "a,b\r\n-1,'=1+1\r\n"
        """
        if encoding not in _ENCODINGS:
            rule = f"the encoding is one of {', '.join(_ENCODINGS)}, which have every letter"
            raise ParameterError(Fault("", "encoding", brief(encoding), rule, "", "parameter"))
        text = sheet.csv_text(self.columns, self.rows)
        if path is not None:
            files.write(path, text.encode(encoding))
        return text

    def to_excel(self, path: str | Path) -> None:
        """An Excel workbook of one sheet; needs ``chirograph-engine[excel]``.

        A spreadsheet runs nothing of it: text is stored as text, and where `to_csv` would put an apostrophe
        in front the cell carries Excel's own mark for that. None and numbers that are not finite are empty.

        Parameters
        ----------
        path : path
            Where to write; a file there is replaced, whole.

        Raises
        ------
        DataError
            With every cell that a spreadsheet cannot hold as it is: more rows, columns, letters or digits
            than it takes, or characters that its files cannot have.
        ImportError
            When openpyxl is not installed.

        Examples
        --------
        >>> import tempfile, openpyxl
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     Table(("a",), (("=1+1", "b"),)).to_excel(folder + "/a.xlsx")
        ...     [cell.value for cell in openpyxl.load_workbook(folder + "/a.xlsx").active["A"]]
        ['a', '=1+1', 'b']
        """
        files.write(path, sheet.workbook(self.columns, self.rows))

    def to_frame(self) -> Any:
        """A pandas frame when pandas is installed, else the table itself.

        Examples
        --------
        >>> len(Table(("a",), ((1, 2),)).to_frame())
        2
        """
        return self.to_pandas() if convert.installed("pandas") else self

    def to_pandas(self) -> Any:
        """A pandas DataFrame. Whole numbers with gaps use `Int64`, so that a gap never becomes a number.

        Examples
        --------
        >>> str(Table(("a",), ((1, None),)).to_pandas()["a"].dtype)
        'Int64'
        """
        return convert.converted(self.to_dict(), "pandas")

    def to_polars(self) -> Any:
        """A polars DataFrame.

        Examples
        --------
        >>> Table(("a",), ((1, None),)).to_polars()["a"].null_count()
        1
        """
        return convert.converted(self.to_dict(), "polars")

    def to_arrow(self) -> Any:
        """A pyarrow Table.

        Examples
        --------
        >>> Table(("a",), ((1, None),)).to_arrow().num_rows
        2
        """
        return convert.converted(self.to_dict(), "pyarrow")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow PyCapsule stream, through whichever of pyarrow, polars and pandas is installed."""
        return convert.arrow_stream(self.to_dict(), requested_schema)

    def __repr__(self) -> str:
        return show.text(self.columns, self.values, self.caption, self.minor)

    def _repr_html_(self) -> str:
        return show.page(self.columns, self.values, self.caption)
