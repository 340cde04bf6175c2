"""Codings of texts that were read: which stand behind a cell, and how several coders make one cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chirograph.base.markup import counted
from chirograph.cells.several import ON_CELLS, said
from chirograph.cells.written import cell_text
from chirograph.errors import UnknownLabel, unknown
from chirograph.records.records import Records

__all__ = ["by_cell", "combining", "counting", "heard", "rule_sentence", "sentence", "words"]

Record = Mapping[str, Any]
Cell = tuple[str, str]


def _rule(records: Records) -> Record:
    found: Record = records.data["codebook"]["coding"].get("codings", {})
    return found


def _coders(records: Records) -> list[str]:
    return [item["id"] for item in _rule(records).get("coders", ())]


def counting(records: Records, grade: str) -> bool:
    """Whether codings make cells in an evidence grade."""
    return bool(records.data.get("codings")) and grade in _rule(records).get("grades", ())


def combining(records: Records, coders: str | None) -> str:
    """The rule by which several coders make one cell, or the one coder: as asked, else as the codebook says.

    "" where there are no codings.

    Raises
    ------
    UnknownLabel
        When it is no rule and no coder, with near names.
    """
    rule = _rule(records)
    if coders is None:
        return str(rule.get("combine", ""))
    known = (*ON_CELLS, *_coders(records)) if rule else ()
    if coders not in known:
        raise UnknownLabel(unknown("coders", coders, known, "this rule or coder"))
    return coders


def by_cell(records: Records, table: str = "codings") -> dict[Cell, list[Record]]:
    """The codings (or adjudications) of every cell (programme, area)."""
    found: dict[Cell, list[Record]] = {}
    for item in records.data.get(table, ()):
        found.setdefault((item["programme"], item["area"]), []).append(item)
    return found


def interval(records: Records, item: Record) -> str:
    """The ends of a coding or a decision as a coder writes them."""
    top = len(records.data["codebook"]["scale"]) - 1
    return "stays open" if item["lower"] is None else cell_text(item["lower"], item["upper"], top)


def words(records: Records, names: Iterable[tuple[str, str]]) -> str:
    """The codings and decisions among records, named by table and id: who said what."""
    items = {
        (table, item["id"]): item for table in _TABLES for item in records.data.get(table, ())
    }  # fmt: skip
    told = [(_TABLES[table], items[table, name]) for table, name in names if (table, name) in items]
    return "; ".join(f"{item[who]}: {interval(records, item)} ({item['id']})" for who, item in told)


#: Tables of codings, and the field that says who.
_TABLES = {"codings": "coder", "adjudications": "adjudicator"}


def heard(way: str, coder: str) -> bool:
    """Whether a rule asks a coder."""
    return way in ON_CELLS or way == coder


def rule_sentence(records: Records) -> Iterator[str]:
    """What follows the codebook alone says of codings: nothing where none counts in any evidence grade."""
    if any(counting(records, grade) for grade in records.evidence_grades):
        words = said(ON_CELLS, combining(records, None), _coders(records))
        yield f"Codings: as the codebook combines them, {words}."


def sentence(records: Records, grade: str, way: str, programmes: Iterable[str]) -> Iterator[str]:
    """What the assumption line says of codings: nothing where none of the programmes has any that count."""
    shown = set(programmes)
    if not counting(records, grade):
        return
    cells = [codings for (programme, _), codings in by_cell(records).items() if programme in shown]
    if not cells:
        return
    names = _coders(records)
    words = said(ON_CELLS, way, names)
    if way not in ON_CELLS:
        own = sum(way == item["coder"] for cell in cells for item in cell)
        yield f"Codings: {words} ({counted(own, 'cell')})."
        return
    differ = sum(len({(item["lower"], item["upper"]) for item in cell}) > 1 for cell in cells)
    single = sum(len(cell) == 1 for cell in cells) if len(names) > 1 else 0
    told = f"{counted(len(cells), 'cell')} coded, {differ} differ"
    alone = f", {single} coded by one alone" if single else ""
    open_ = [item for item in records.data.get("adjudications", ()) if item["programme"] in shown]
    count = sum(item["lower"] is not None for item in open_)
    used = f", {count} decided" if way == "adjudicated" else ""
    decided = used or (f", {count} decided and not used here" if count else "")
    yield f"Codings: {words} ({told}{alone}{decided})."
