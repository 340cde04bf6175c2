"""Tables and single facts as they stand in the sheets of a workbook, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chirograph.errors import did_you_mean
from chirograph.workbook import layout
from chirograph.workbook.draft import Draft
from chirograph.workbook.grid import Grid
from chirograph.workbook.layout import TableOf

__all__ = ["Block", "block", "facts"]

Record = dict[str, Any]

_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


@dataclass(slots=True)
class Block:
    """The lines of a table in a sheet: where its headings stand, and the columns that they name.

    Parameters
    ----------
    table : TableOf
        Which table.
    grid : Grid
        The sheet.
    row, last : int
        The line of the headings, and the last of the table.
    columns : dict
        Heading to column.
    """

    table: TableOf
    grid: Grid
    row: int
    last: int
    columns: dict[str, int]

    def records(self) -> Iterator[tuple[Record, int]]:
        """Each record with its line; empty lines are passed over."""
        named = set(self.columns.values())
        for row in range(self.row + 1, self.last + 1):
            held = [column for column in range(1, self.grid.columns + 1) if self.grid.text(row, column)]
            for column in held:
                if column not in named:
                    repair = "remove it, or name the column"
                    self.grid.refuse(row, column, "a cell stands under a heading", repair)
            if held or any((row, column) in self.grid.bad for column in named):
                yield dict(self._values(row)), row

    def place(self, made: Draft, pointer: str, row: int) -> None:
        """Say where a record was read."""
        for name, column in self.columns.items():
            made.places[f"{pointer}/{name}"] = self.grid, row, column
        made.places.setdefault(pointer, (self.grid, row, min(self.columns.values())))

    def _values(self, row: int) -> Iterator[tuple[str, Any]]:
        needed = layout.required(self.table.path)
        for name, part in layout.fields(self.table.path).items():
            at = (row, self.columns.get(name, 0))
            if at in self.grid.cells:
                yield name, _value(part, self.grid.cells[at])
            elif name in needed:
                yield name, self.table.defaults.get(name, layout.blank(part))
        if "decision" in self.columns:
            yield "decision", self.grid.text(row, self.columns["decision"])


def _value(part: Record, raw: Any) -> Any:
    """The content of a cell as the field has it; what does not fit is left for the reader to refuse."""
    kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
    text = str(raw).strip()
    if "array" in kinds:
        return [item.strip() for item in text.split(";") if item.strip()]
    if "boolean" in kinds:
        return raw if isinstance(raw, bool) else _YES_NO.get(text.casefold(), text)
    if "integer" in kinds:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else raw
    plain = "pattern" in part or "enum" in part
    return text if plain or not isinstance(raw, str) else raw


def block(made: Draft, table: TableOf) -> Block | None:
    """Find the headings of a table; None, with a fault, where they are not there."""
    grid = made.sheets[table.sheet]
    row, last = 1, grid.rows
    if table.title:
        titles = {one.title for one in layout.TABLES if one.sheet == table.sheet}
        starts = [
            (line, title) for line in range(1, grid.rows + 1) if (title := _title(grid, line)) in titles
        ]
        found = [line for line, title in starts if title == table.title]
        if len(found) != 1:
            rule = f'one line "{table.title}" stands above the headings of that table'
            made.missing(
                grid.name, rule, "write it in column A, with nothing beside it", f"{len(found)} lines"
            )
            return None
        row = found[0] + 1
        last = min([line - 1 for line, _ in starts if line >= row], default=grid.rows)
    known = layout.headings(table)
    columns = _columns(grid, row, known) if row <= last else {}
    if not columns and grid.bad:
        return None  # the sheet was refused
    if not columns:
        rule = f"row {row} holds the headings of a table"
        made.missing(grid.name, rule, f"write them: {', '.join(known)}")
        return None
    return Block(table, grid, row, last, columns)


def _title(grid: Grid, row: int) -> str:
    alone = not any(grid.text(row, column) for column in range(2, grid.columns + 1))
    return grid.text(row, 1) if alone else ""


def _columns(grid: Grid, row: int, known: tuple[str, ...]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column in range(1, grid.columns + 1):
        name = grid.text(row, column)
        if not name:
            continue
        if name not in known:
            grid.refuse(row, column, "no field has this name here", did_you_mean(name, known))
        elif name in columns:
            grid.refuse(row, column, "a heading stands once", "remove one of the two columns")
        columns.setdefault(name, column)
    return columns


def facts(made: Draft) -> Iterator[tuple[layout.Path, Any]]:
    """The sheet of single facts, a name and its value on each line: where each belongs, and what it is."""
    grid = made.sheets[layout.DATASET]
    seen: dict[str, int] = {}
    for row in range(2, grid.rows + 1):
        name = grid.text(row, 1)
        if name and name not in layout.LINES:
            grid.refuse(row, 1, "no fact of a dataset has this name", did_you_mean(name, layout.LINES))
        elif name in seen:
            grid.refuse(row, 1, "a fact stands once", f"remove one; the other is {grid.place(seen[name], 1)}")
        elif name:
            seen[name] = row
        elif grid.text(row, 2):
            grid.refuse(row, 2, "a value has a name beside it", f"known: {', '.join(layout.LINES)}")
    for name, path in layout.LINES.items():
        if name not in seen:
            made.missing(
                grid.name, f'a line "{name}" stands in column A', "write it, and its value beside it"
            )
            continue
        part, raw = layout.part(path), grid.cells.get((seen[name], 2))
        made.places["/" + "/".join(path)] = grid, seen[name], 2
        yield path, layout.blank(part) if raw is None else _value(part, raw)
