"""The cells of a sheet as plain values, and the faults of those that are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from chirograph.base.sheet import unmarked
from chirograph.errors import Fault, brief

__all__ = ["CELLS", "Grid", "column_letters"]

Value = str | int | float | bool
Place = tuple[int, int]

#: Most cells of a sheet up to its last one, and most faults of a sheet that are told.
CELLS, _FAULTS = 1_000_000, 1000
#: What no cell may be, whatever the format of the workbook: rule and repair.
FORMULA = ("a cell holds no formula", "write the value itself (copy the cell, and paste it as a value)")
ERROR = ("a cell holds no error of a spreadsheet", "write the value, or empty the cell")
MERGED = ("no cells are merged", "unmerge them")
COMMENT = ("no cell has a comment", "write it on the sheet notes, and delete it here")
FAR = (
    f"a sheet has at most {CELLS} cells up to its last one",
    "remove what stands far out, or split the sheet",
)
MANY = (f"a workbook has at most {CELLS} cells, merged and linked ones among them", FAR[1])
OTHER = ("a cell holds text, a number or a date", "format the cell as text")


@dataclass(slots=True)
class Grid:
    """The cells of one sheet that hold something, by row and column from 1.

    Parameters
    ----------
    file : str
        The workbook.
    name : str
        Name of the sheet.
    cells : dict
        Values: text without the mark of CSV, whole numbers, other numbers, truth values.
    bad : set
        Cells that were refused.
    faults : list of Fault
        Why.
    """

    file: str
    name: str
    cells: dict[Place, Value] = field(default_factory=dict)
    bad: set[Place] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """The cell as text without blanks around it; "" for an empty one."""
        return str(self.cells.get((row, column), "")).strip()

    @property
    def rows(self) -> int:
        """The last row that holds something."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def columns(self) -> int:
        """The last column that holds something."""
        return max((column for _, column in self.cells), default=0)

    def place(self, row: int, column: int) -> str:
        """A cell as Excel calls it.

        Examples
        --------
        >>> Grid("coding.xlsx", "coder A").place(4, 3)
        'sheet "coder A", cell C4'
        """
        return f'sheet "{self.name}", cell {column_letters(column)}{row}'

    def put(self, row: int, column: int, value: object) -> bool:
        """Fill a cell with what a workbook stores there; what is no plain value is refused."""
        plain = _plain(value)
        if plain is None:
            self.refuse(row, column, *OTHER, value)
        elif plain != "":
            self.cells[row, column] = plain
        return plain is not None

    def refuse(self, row: int, column: int, rule: str, repair: str, value: object = None) -> None:
        """Note a fault of one cell."""
        seen = self.cells.get((row, column)) if value is None else value
        self.bad.add((row, column))
        shown = "" if seen is None else brief(seen)
        fault = Fault(self.file, self.place(row, column), shown, rule, repair, "reference")
        if len(self.faults) == _FAULTS:
            rule, repair = f"the first {_FAULTS} faults of a sheet are told", "mend these first"
            fault = Fault(self.file, f'sheet "{self.name}"', "", rule, repair, "reference")
        if len(self.faults) <= _FAULTS:
            self.faults.append(fault)


def _plain(value: object) -> Value | None:
    """A value as cells have it: a day in ISO form, a whole number as such, "" for blanks; None for others.

    Examples
    --------
    >>> _plain(2.0), _plain(datetime(2026, 2, 1)), _plain("'=1"), _plain(" "), _plain(b"x")
    (2, '2026-02-01', '=1', '', None)
    """
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, str):
        return unmarked(value) if value.strip() else ""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool | int | float):
        return value
    return value.isoformat() if isinstance(value, date) else None


def column_letters(column: int) -> str:
    """The letters of a column.

    Examples
    --------
    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
