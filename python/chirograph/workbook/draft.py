"""Records on their way from a workbook, and the way back from a fault of the records to its cell."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any

from chirograph.errors import DataError, Fault
from chirograph.records.records import Records
from chirograph.workbook.grid import Grid

__all__ = ["Draft"]

Record = dict[str, Any]

_POINTER = re.compile(r"/[a-z_]+(?:/[A-Za-z0-9_]+)+")


@dataclass(slots=True)
class Draft:
    """Records on their way from a workbook.

    Parameters
    ----------
    file : str
        The workbook.
    sheets : dict
        Its sheets by name, without regard to case.
    data : dict
        The records so far.
    places : dict
        JSON pointer to the cell that it was read from.
    faults : list of Fault
        What keeps the records from being read at all.
    """

    file: str
    sheets: dict[str, Grid]
    data: Record = field(default_factory=dict)
    places: dict[str, tuple[Grid, int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def checked(self) -> Record:
        """The records, once they are a dataset.

        Raises
        ------
        DataError
            With every fault, by sheet and cell.
        """
        found = [*self.faults, *(fault for grid in self.sheets.values() for fault in grid.faults)]
        if self.data and not self.faults:
            try:
                Records.read(json.dumps(self.data, ensure_ascii=False).encode(), self.file)
            except DataError as error:
                found += [told for fault in error.faults if (told := self._told(fault)) is not None]
        if found:
            raise DataError(list(dict.fromkeys(found)))
        return self.data

    def missing(self, sheet: str, rule: str, repair: str, value: str = "") -> None:
        """Note a fault of a whole sheet."""
        self.faults.append(Fault(self.file, f'sheet "{sheet}"', value, rule, repair, "reference"))

    def _told(self, fault: Fault) -> Fault | None:
        """A fault by its cell; None where that was refused already."""
        rule, repair = self._words(fault.rule), self._words(fault.repair)
        at = self._cell(fault.place)
        if at is None:
            return replace(fault, rule=rule, repair=repair)
        grid, row, column = at
        if (row, column) in grid.bad:
            return None
        return replace(fault, place=grid.place(row, column), rule=rule, repair=repair)

    def _cell(self, pointer: str) -> tuple[Grid, int, int] | None:
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        return self.places.get(pointer)

    def _words(self, text: str) -> str:
        """The words of a fault, with cells in place of pointers."""

        def cell(found: re.Match[str]) -> str:
            at = self._cell(found.group())
            return at[0].place(*at[1:]) if at else found.group()

        return _POINTER.sub(cell, text)
