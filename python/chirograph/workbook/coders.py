"""The sheets of the coders, what is noted of their codings, and what was decided of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from chirograph.errors import did_you_mean
from chirograph.workbook import layout
from chirograph.workbook.blocks import Block
from chirograph.workbook.draft import Draft
from chirograph.workbook.fixed import OPEN, READ
from chirograph.workbook.grid import Grid
from chirograph.workbook.written import interval

__all__ = ["coding_id", "codings", "decisions", "plain_reason"]

Record = dict[str, Any]
Cell = tuple[str, str, str]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def plain_reason(lower: int, upper: int) -> str:
    """The reason of a coding for which none is written."""
    return OPEN if lower == 0 < upper else READ


def coding_id(record: Record) -> str:
    """The id of a coding for which none is written; that of a decision has no coder."""
    return ".".join(str(record[name]) for name in ("coder", "programme", "area") if name in record)


def codings(made: Draft, notes: Block, top: int) -> list[Record]:
    """What the sheets of the coders say, with what is noted of it."""
    coders = [item["id"] for item in made.data["codebook"]["coding"]["codings"]["coders"]]
    sheets = {f"{layout.CODER}{coder}".casefold(): coder for coder in coders}
    for name, grid in made.sheets.items():
        if name.startswith(layout.CODER) and name not in sheets:
            repair = f"add a line under coders; {did_you_mean(name.removeprefix(layout.CODER), coders)}"
            made.missing(grid.name, "the coder of a sheet stands in the codebook", repair)
    noted = _noted(notes)
    found: list[Record] = []
    for name, coder in sheets.items():
        if name not in made.sheets:
            rule = "every coder of the codebook has a sheet"
            made.missing(f"{layout.CODER}{coder}", rule, "add it, or take the coder out of the codebook")
            continue
        for record, row, column in _matrix(made, made.sheets[name], coder, top):
            line, at = noted.pop((coder, record["programme"], record["area"]), ({}, 0))
            pointer = f"/codings/{len(found)}"
            for place in (pointer, f"{pointer}/lower", f"{pointer}/upper"):
                made.places[place] = made.sheets[name], row, column
            if line:
                notes.place(made, pointer, at)
            found.append(_coding(record, line))
    for cell, (_, row) in noted.items():
        if not whole(made, cell[0]):
            continue
        rule, repair = "a note is about a cell that was coded", "code the cell, or remove the note"
        notes.grid.refuse(row, 1, rule, repair, ", ".join(cell))
    return found


def whole(made: Draft, coder: str) -> bool:
    """Whether all that a coder wrote was read, so that what is not there was not coded."""
    grid = made.sheets.get(f"{layout.CODER}{coder}".casefold())
    known = [item["id"] for item in made.data["codebook"]["coding"]["codings"]["coders"]]
    return coder not in known if grid is None else coder in known and not grid.bad


def _noted(notes: Block) -> dict[Cell, tuple[Record, int]]:
    """The notes by what they are about."""
    found: dict[Cell, tuple[Record, int]] = {}
    for line, row in notes.records():
        cell = str(line["coder"]), str(line["programme"]), str(line["area"])
        if cell in found:
            repair = f"join the two; the first is {notes.grid.place(found[cell][1], 1)}"
            notes.grid.refuse(row, 1, "a cell has one line of notes", repair, ", ".join(cell))
        found.setdefault(cell, (line, row))
    return found


def _coding(record: Record, line: Record) -> Record:
    plain = {name: layout.blank(part) for name, part in layout.fields(layout.CODINGS.path).items()}
    told = {name: value for name, value in line.items() if value not in ("", None)}
    own = {"id": coding_id(record), "reason": plain_reason(record["lower"], record["upper"])}
    return {**plain, **own, **told, **record}


def _matrix(made: Draft, grid: Grid, coder: str, top: int) -> Iterator[tuple[Record, int, int]]:
    """Every coded cell of a coder's sheet: programmes down, areas across."""
    first = 3 if grid.text(2, 1) == layout.NAMES else 2
    across = [(1, column) for column in range(2, grid.columns + 1)]
    down = [(row, 1) for row in range(first, grid.rows + 1)]
    areas = _labels(grid, across, [item["id"] for item in made.data["codebook"]["areas"]], "area")
    programmes = _labels(grid, down, [item["id"] for item in made.data["programmes"]], "programme")
    for row, column in sorted(grid.cells):
        if row < first or column < 2 or {(row, 1), (1, column)} & grid.bad:
            continue
        if (row, 1) not in programmes or (1, column) not in areas:
            rule = "a coded cell has its programme in column A and its area in row 1"
            grid.refuse(row, column, rule, "write them, or empty the cell")
        elif (ends := _ends(grid, row, column, top)) is not None:
            record = {"programme": programmes[row, 1], "area": areas[1, column], "coder": coder}
            yield {**record, "lower": ends[0], "upper": ends[1]}, row, column


def _ends(grid: Grid, row: int, column: int, top: int) -> tuple[int, int] | None:
    """The interval in a cell; None, with a fault, where there is none."""
    raw = grid.cells[row, column]
    try:
        return interval(str(raw), top)
    except ValueError as error:
        repair = f"for example 2, ? or 1..{top}"
        if _DATE.match(str(raw)):
            repair = "the spreadsheet made a date of it: format the cell as text, and write it as 1..2"
        grid.refuse(row, column, str(error), repair, raw)
    return None


def _labels(
    grid: Grid, places: Sequence[tuple[int, int]], known: Sequence[str], what: str
) -> dict[tuple[int, int], str]:
    """The names along a side of a coder's sheet."""
    found: dict[tuple[int, int], str] = {}
    for place in places:
        name = grid.text(*place)
        if not name:
            continue
        if name not in known:
            grid.refuse(*place, f"this {what} is not known", did_you_mean(name, known))
        elif name in found.values():
            grid.refuse(*place, f"each {what} stands once", "join the two, and remove one")
        else:
            found[place] = name
    return found


def decisions(made: Draft, log: Block, top: int) -> list[Record]:
    """What was decided of cells."""
    found: list[Record] = []
    coders = [item["id"] for item in made.data["codebook"]["coding"]["codings"]["coders"]]
    cells = {(item["programme"], item["area"]) for item in made.data["codings"]}
    complete = all(whole(made, coder) for coder in coders)
    column = log.columns.get("decision", 1)
    for line, row in log.records():
        said, ends = str(line.pop("decision", "")), None
        try:
            ends = (None, None) if said.casefold() == layout.STAYS else interval(said, top)
            if ends is None:
                raise ValueError(f"a decision is a depth, an interval, or {layout.STAYS}")
        except ValueError as error:
            log.grid.refuse(row, column, str(error), f"write it, or: {layout.STAYS}", said)
        if not complete and (line["programme"], line["area"]) not in cells:
            continue  # its codings may be among what was refused
        pointer = f"/adjudications/{len(found)}"
        log.place(made, pointer, row)
        for name in ("lower", "upper"):
            made.places[f"{pointer}/{name}"] = log.grid, row, column
        lower, upper = ends or (None, None)
        found.append({**line, "id": line["id"] or coding_id(line), "lower": lower, "upper": upper})
    return found
