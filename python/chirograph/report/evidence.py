"""Which source a cell rests on, with its place there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chirograph.base.table import Table
    from chirograph.dataset import Dataset
    from chirograph.panel import Panel
    from chirograph.records.asking import Asking

__all__ = ["MOST_CELLS", "Cell", "cells", "ids"]

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


def cells(dataset: Dataset | None, panel: Panel, asking: Asking, grade: str) -> list[Cell]:
    """The first cells of the panel, row by row, with the records that count in the grade of the report.

    Without a dataset a cell rests on what was said of its programme.
    """
    places = [(row, column) for row in panel.rows for column in panel.columns][:MOST_CELLS]
    if dataset is None:
        lines = zip(panel.rows, panel.sources, strict=True)
        said = {row: ((line, ""),) if line else () for row, line in lines}
        return [Cell(row, column, said[row], False) for row, column in places]
    found = []
    for row, column in places:
        evidence = dataset.sources_of(row, column, as_of=asking.as_of, coders=asking.coders)
        found.append(_cell(row, column, evidence, grade))
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
