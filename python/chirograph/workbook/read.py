"""From the sheets of a workbook to the records of a dataset."""

from __future__ import annotations

from typing import Any

from chirograph.errors import did_you_mean
from chirograph.workbook import layout
from chirograph.workbook.blocks import Block, block, facts
from chirograph.workbook.coders import codings, decisions
from chirograph.workbook.draft import Draft
from chirograph.workbook.fixed import EMPTY, fixed
from chirograph.workbook.sheets import grids

__all__ = ["records_of"]

Record = dict[str, Any]


def records_of(file: str, data: bytes) -> Record:
    """The records that the bytes of a workbook hold, checked.

    Raises
    ------
    DataError
        With every fault, by sheet and cell.
    ImportError
        When openpyxl is not installed.
    """
    made = Draft(file, {grid.name.casefold(): grid for grid in grids(file, data)})
    _known_sheets(made)
    if not made.faults:
        blocks = {table: found for table in layout.ALL if (found := block(made, table)) is not None}
        if len(blocks) == len(layout.ALL):
            _fill(made, blocks)
    return made.checked()


def _known_sheets(made: Draft) -> None:
    """Every sheet that is needed is there, and no sheet is passed over."""
    needed = tuple(dict.fromkeys([layout.DATASET, *(table.sheet for table in layout.ALL)]))
    for name in needed:
        if name not in made.sheets:
            repair = "`chirograph template FILE` makes a whole workbook"
            made.missing(name, "the workbook has this sheet", repair)
    for name, grid in made.sheets.items():
        if name not in needed and name != layout.READ_ME and not name.startswith(layout.CODER):
            repair = f"remove it; a coder's sheet is called 'coder NAME'; {did_you_mean(name, needed)}"
            made.missing(grid.name, "no sheet of a workbook has this name", repair)


def _fill(made: Draft, blocks: dict[layout.TableOf, Block]) -> None:
    """Put the records of all sheets together."""
    lines = {table: list(blocks[table].records()) for table in layout.TABLES}
    top = min(max(len(lines[layout.TABLES[0]]) - 1, 1), 9)
    made.data = {"format": "chirograph-dataset/1", "codebook": fixed(top), **{name: [] for name in EMPTY}}
    for table, found in lines.items():
        _put(made.data, table.path, [record for record, _ in found])
        for number, (_, row) in enumerate(found):
            blocks[table].place(made, f"/{'/'.join(table.path)}/{number}", row)
    for path, value in facts(made):
        _put(made.data, path, value)
    for record in made.data["sources"]:
        record["key"] = record["key"] or record["id"]
    for record in made.data["programmes"]:
        record["counterpart"] = record["counterpart"] or made.data.get("counterpart")
    made.data["codings"] = codings(made, blocks[layout.CODINGS], top)
    made.data["adjudications"] = decisions(made, blocks[layout.ADJUDICATIONS], top)
    made.data = layout.order(made.data)


def _put(data: Record, path: layout.Path, value: Any) -> None:
    for step in path[:-1]:
        data = data.setdefault(step, {})
    data[path[-1]] = value
