"""Codings of texts that were read: which stand behind a cell, and how several coders make one cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chirograph.base.markup import counted
from chirograph.errors import UnknownLabel, unknown
from chirograph.records.records import Records

__all__ = ["by_cell", "combining", "counting", "heard", "rule_sentence", "sentence", "words"]

Record = Mapping[str, Any]
Cell = tuple[str, str]

#: What `coders` may say besides the name of a coder, and what it makes of them.
_WAYS = {
    "span": "from the least to the greatest end that {who} give",
    "agreed": "what {who} agree on, else any depth",
    "adjudicated": "what was adjudicated, else from the least to the greatest end that {who} give",
}


def _rule(records: Records) -> Record:
    found: Record = records.data["codebook"]["coding"].get("codings", {})
    return found


def counting(records: Records, grade: str) -> bool:
    """Whether codings make cells in an evidence grade."""
    return bool(records.data.get("codings")) and grade in _rule(records).get("grades", ())


def combining(records: Records, coders: str | None) -> str:
    """How several coders make one cell: as asked, else as the codebook says; "" where there are no codings.

    Raises
    ------
    UnknownLabel
        When it is no way of combining and no coder, with near names.
    """
    rule = _rule(records)
    if coders is None:
        return str(rule.get("combine", ""))
    known = (*_WAYS, *(item["id"] for item in rule["coders"])) if rule else ()
    if coders not in known:
        raise UnknownLabel(unknown("coders", coders, known, "this coder, or way of combining coders,"))
    return coders


def by_cell(records: Records, table: str = "codings") -> dict[Cell, list[Record]]:
    """The codings (or adjudications) of every cell (programme, area)."""
    found: dict[Cell, list[Record]] = {}
    for item in records.data.get(table, ()):
        found.setdefault((item["programme"], item["area"]), []).append(item)
    return found


def interval(record: Record) -> str:
    """The ends of a coding or a decision in a few signs.

    Examples
    --------
    >>> interval({"lower": 2, "upper": 2}), interval({"lower": 0, "upper": 3})
    ('2', '0..3')
    """
    if record["lower"] is None:
        return "stays open"
    lower, upper = record["lower"], record["upper"]
    return f"{lower}" if lower == upper else f"{lower}..{upper}"


def words(records: Records, names: Iterable[tuple[str, str]]) -> str:
    """The codings and decisions among records, named by table and id: who said what."""
    items = {
        (table, item["id"]): item for table in _TABLES for item in records.data.get(table, ())
    }  # fmt: skip
    told = [(table, items[table, name]) for table, name in names if (table, name) in items]
    return "; ".join(f"{item[_TABLES[table]]}: {interval(item)} ({item['id']})" for table, item in told)


#: Tables of codings, and the field that says who.
_TABLES = {"codings": "coder", "adjudications": "adjudicator"}


def heard(way: str, coder: str) -> bool:
    """Whether a way of combining asks a coder."""
    return way in _WAYS or way == coder


def rule_sentence(records: Records) -> Iterator[str]:
    """What follows the codebook alone says of codings: nothing where none counts in any evidence grade."""
    if any(counting(records, grade) for grade in records.evidence_grades):
        yield f"Codings: as the codebook combines them, {_in_words(records, combining(records, None))}."


def _in_words(records: Records, way: str) -> str:
    if way not in _WAYS:
        return f"those of coder {way} alone"
    names = [item["id"] for item in _rule(records)["coders"]]
    who = f"coder {names[0]}" if len(names) == 1 else f"coders {', '.join(names[:-1])} and {names[-1]}"
    return _WAYS[way].format(who=who)


def sentence(records: Records, grade: str, way: str, programmes: Iterable[str]) -> Iterator[str]:
    """What the assumption line says of codings: nothing where none of the programmes has any that count."""
    shown = set(programmes)
    if not counting(records, grade):
        return
    cells = [codings for (programme, _), codings in by_cell(records).items() if programme in shown]
    if not cells:
        return
    if way not in _WAYS:
        own = sum(way == item["coder"] for cell in cells for item in cell)
        yield f"Codings: {_in_words(records, way)} ({counted(own, 'cell')})."
        return
    differ = sum(len({(item["lower"], item["upper"]) for item in cell}) > 1 for cell in cells)
    single = sum(len(cell) == 1 for cell in cells) if len(_rule(records)["coders"]) > 1 else 0
    said = f"{counted(len(cells), 'cell')} coded, {differ} differ"
    alone = f", {single} coded by one alone" if single else ""
    open_ = [item for item in records.data.get("adjudications", ()) if item["programme"] in shown]
    decided = f", {sum(item['lower'] is not None for item in open_)} decided" if way == "adjudicated" else ""
    yield f"Codings: {_in_words(records, way)} ({said}{alone}{decided})."
