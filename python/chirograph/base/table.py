"""A light table: what the library returns when no frame library is needed to answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

from chirograph.base import convert, files, markup
from chirograph.base.public import public
from chirograph.errors import DataError, Fault, UnknownLabel, brief, shown, unknown

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Table"]

Value = str | int | float | bool | None

_SCREEN_ROWS = 30
#: What a spreadsheet takes for the begin of a formula, and the mark that says that it is none.
_MARKED = ("=", "+", "-", "@", "\t", "\r", "'")


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]], end: str = "\r\n") -> str:
    """Comma-separated text with one header line, in which no text is a formula to a spreadsheet.

    Examples
    --------
    >>> csv_text(["note", "by"], [["=1+1", -1], ["'tis", None]], end="\\n")
    "note,by\\n'=1+1,-1\\n''tis,\\n"
    """
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerows([marked(cell) for cell in row] for row in (columns, *rows))
    return out.getvalue()


def marked(cell: object) -> object:
    """A cell as it is written to CSV: text that might be run, or looks marked, gets an apostrophe in front.

    Examples
    --------
    >>> [marked(cell) for cell in ("=1+1", "'tis", "a - b", -1)]
    ["'=1+1", "''tis", 'a - b', -1]
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_MARKED) else cell


def unmarked(cell: str) -> str:
    """The text of a cell that was read from CSV: what `marked` put in front goes.

    Examples
    --------
    >>> [unmarked(cell) for cell in ("'=1+1", "''tis", "a - b")]
    ['=1+1', "'tis", 'a - b']
    """
    return cell.removeprefix("'")


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
        names = column if isinstance(column, list) else [column]
        wrong = [
            unknown("table", name, self.columns, "this column") for name in names if name not in self.columns
        ]
        if wrong:
            raise UnknownLabel(wrong)
        found = tuple(self.values[self.columns.index(name)] for name in names)
        return Table(tuple(names), found, self.caption, self.minor) if isinstance(column, list) else found[0]

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
        keep = [i for i in range(len(self)) if all(column[i] == value for column, value in wanted)]
        values = tuple(tuple(column[i] for i in keep) for column in self.values)
        return replace(self, values=values)

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

    def to_csv(self, path: str | Path | None = None) -> str:
        r"""Comma-separated text (RFC 4180, UTF-8); written to `path` when one is given.

        A spreadsheet runs nothing of it: text that begins with ``=``, ``+``, ``-``, ``@``, a tab, a carriage
        return or an apostrophe stands behind one more apostrophe. So who reads it takes one apostrophe off
        every text that begins with one, and has the text again. Numbers are written as they are.

        Parameters
        ----------
        path : path, optional
            Where to write; a file there is replaced, whole.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> Table(("a", "b"), ((1,), ("x, y",))).to_csv()
        'a,b\r\n1,"x, y"\r\n'
        >>> Table(("a", "b"), ((-1,), ("=1+1",))).to_csv()
        "a,b\r\n-1,'=1+1\r\n"
        """

        text = csv_text(self.columns, self.rows)
        if path is not None:
            files.write(path, text)
        return text

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

    def _on_screen(self) -> tuple[str, ...]:
        """The columns that text shows: all that fit, without minor ones where not all do."""
        kept = list(self.columns)
        widths = {
            name: max(len(markup.number(value)) for value in (name, *column[:_SCREEN_ROWS])) + 2
            for name, column in zip(self.columns, self.values, strict=True)
        }
        for name in self.minor:
            if name in kept and sum(widths[column] for column in kept) > markup.SCREEN:
                kept.remove(name)
        return tuple(kept)

    def __repr__(self) -> str:
        names = self._on_screen()
        cells = list(zip(*(self[name][:_SCREEN_ROWS] for name in names), strict=True))
        lines = [shown(self.caption)] if self.caption else []
        lines += markup.columns_of_text(names, [[markup.number(value) for value in row] for row in cells])
        if len(self) > len(cells):
            lines.append(f"… and {markup.counted(len(self) - len(cells), 'more row')}")
        if left := [name for name in self.columns if name not in names]:
            lines.append(shown(f"Also in the table: {', '.join(left)}"))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        numeric = [
            all(isinstance(value, int | float) and not isinstance(value, bool) for value in column)
            for column in self.values
        ]
        shown = self.rows[: markup.MOST_ROWS]
        rows = ([markup.escape(markup.number(value)) for value in row] for row in shown)
        parts = [markup.table(self.columns, rows, self.caption, numeric)]
        if len(self) > len(shown):
            more = markup.counted(len(self) - len(shown), "more row")
            parts.append(markup.paragraph(f"Not shown: {more}."))
        return markup.page(*parts)
