"""Which source a cell rests on, with its place there, and what else the sources of a dataset are for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chirograph.report.context import Context
from chirograph.report.table import Sheet, sheet

if TYPE_CHECKING:
    from chirograph.base.table import Table

__all__ = ["MOST_CELLS", "Cell", "cells", "ids", "other_uses", "table"]

#: Cells listed with their sources; a larger panel lists its first ones and counts the rest.
MOST_CELLS = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and what it rests on: (source, place in it) of its own records, else of the programme's list.

    `titles` are those under which the programme names the area.
    """

    row: str
    column: str
    sources: tuple[tuple[str, str], ...]
    of_list: bool
    titles: tuple[str, ...] = ()


def cells(context: Context) -> list[Cell]:
    """Every cell of the panel, row by row, with the records that count in the grade of the report.

    Without a dataset a cell rests on what was said of its programme.
    """
    found, asking = [], context.asking
    if context.dataset is None:
        lines = zip(context.panel.rows, context.panel.sources, strict=True)
        said = {row: ((line, ""),) if line else () for row, line in lines}
        return [Cell(row, column, said[row], False) for row in said for column in context.panel.columns]
    for row in context.panel.rows:
        for column in context.panel.columns:
            evidence = context.dataset.sources_of(row, column, as_of=asking.as_of, coders=asking.coders)
            found.append(_cell(row, column, evidence, context.grade))
    return found


def _cell(row: str, column: str, evidence: Table, grade: str) -> Cell:
    own = [item for item in evidence if grade in str(item["counts_in"]).split(", ")]
    chosen = own or [item for item in evidence if item["record"] == "programme"]
    places: dict[str, list[str]] = {}
    for item in chosen:
        places.setdefault(str(item["source"]), []).append(str(item["locator"] or ""))
    # A programme has one locator for all its sources; it names each of them.
    named = {source: "; ".join(dict.fromkeys(filter(None, texts))) for source, texts in places.items()}
    titles = dict.fromkeys(str(item["text"]) for item in own if item["record"] == "listing")
    return Cell(row, column, tuple(named.items()), not own, tuple(titles))


def ids(found: Iterable[Cell]) -> frozenset[str]:
    """Ids of the sources of cells."""
    return frozenset(source for cell in found for source, _ in cell.sources)


def other_uses(context: Context) -> dict[str, frozenset[str]]:
    """What sources are for besides cells: name of the use to their ids."""
    fields = {
        "memberships": (("memberships", "source"),),
        "claims and events": (("claims", "source"), ("events", "source")),
        "programmes and commitments that give no cell here": (
            ("programmes", "sources"), ("listings", "source"), ("commitments", "source"),
        ),
        "codings and decisions that give no cell here": (("codings", "source"), ("adjudications", "source")),
        "conflicts": (("conflicts", "source_a"), ("conflicts", "source_b")),
    }  # fmt: skip
    return {
        use: frozenset(name for table, field in pairs for name in _named(context, table, field))
        for use, pairs in fields.items()
    }


def _named(context: Context, table: str, field: str) -> Iterable[str]:
    if context.dataset is None or table not in context.dataset.tables:
        return []
    texts = (str(row.get(field) or "") for row in context.dataset.table(table))
    return [part.strip() for text in texts for part in text.split(";") if part.strip()]


def table(context: Context, found: list[Cell]) -> Sheet:
    """Partner by area: depth, why it is known or open, and where that stands."""
    panel = context.panel
    rows = []
    for cell in found[:MOST_CELLS]:
        i, j = panel.rows.index(cell.row), panel.columns.index(cell.column)
        low, high = int(panel.lower[i, j]), int(panel.upper[i, j])
        status = str(panel.status[i, j])
        depth = str(low) if low == high else f"{low}\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}{high}"
        area = f"{cell.column} {context.name(cell.column)}"
        told = [depth, panel.status_labels.get(status, status), "; ".join(cell.titles), _where(cell)]
        rows.append([context.name(cell.row), area, *told])
    caption = "What each cell rests on"
    if len(found) > MOST_CELLS:
        caption += f"; the first {MOST_CELLS} of {len(found)} cells"
    head = ["Partner", "Area", "Depth", "Reason", "Named as", "Source and place"]
    if not any(cell.titles for cell in found):
        del head[4]
        rows = [[*row[:4], row[5]] for row in rows]
    return sheet(caption, head, rows, [2], wordy=True)


def _where(cell: Cell) -> str:
    if cell.of_list:
        names = ", ".join(source for source, _ in cell.sources)
        places = dict.fromkeys(place for _, place in cell.sources if place)
        return f"List of the programme: {names}" + (f" ({'; '.join(places)})" if places else "")
    return "; ".join(f"{source}, {place}" if place else source for source, place in cell.sources)
