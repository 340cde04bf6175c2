"""The sheets of a workbook as data: which table of a dataset stands where; its fields are the schema's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from chirograph import _core
from chirograph.records.sheets import Shape

__all__ = [
    "ADJUDICATIONS", "ALL", "BOOK", "CODER", "CODINGS", "DATASET", "LINES", "NAMES", "READ_ME", "STAYS",
    "TABLES", "TableOf", "blank", "fields", "headings", "order", "part", "reached", "required",
]  # fmt: skip

Record = dict[str, Any]
Path = tuple[str, ...]

READ_ME, DATASET, BOOK, NOTES, ADJUDICATION = "read me", "dataset", "codebook", "notes", "adjudication"
#: How the name of a coder's sheet begins; its line with names of areas; a decision to decide nothing.
CODER, NAMES, STAYS = "coder ", "(name)", "open"


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table of the dataset on a sheet, alone or as a block under its title.

    Parameters
    ----------
    sheet : str
        Name of the sheet.
    path : tuple of str
        Where its records stand in the dataset.
    title : str
        The line above its headings; empty where it has the sheet to itself.
    shown : tuple of str
        Fields that always have a column; the others have one where a record needs it.
    defaults : mapping
        What an empty cell means for a field, where it is not simply "nothing".
    """

    sheet: str
    path: Path
    title: str = ""
    shown: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict, hash=False, compare=False)


_CODERS = ("codebook", "coding", "codings", "coders")
CODINGS = TableOf(
    NOTES, ("codings",),
    shown=("coder", "programme", "area", "reason", "source", "locator", "page", "date", "note"),
)  # fmt: skip
ADJUDICATIONS = TableOf(
    ADJUDICATION, ("adjudications",),
    shown=("programme", "area", "decision", "adjudicator", "decided_on", "reason", "codebook_rule", "source",
           "locator", "note"),
)  # fmt: skip
#: The tables that stand in a sheet line by line.
TABLES = (
    TableOf(BOOK, ("codebook", "scale"), "scale"),
    TableOf(BOOK, ("codebook", "groups"), "groups"),
    TableOf(BOOK, ("codebook", "areas"), "areas"),
    TableOf(BOOK, ("codebook", "statuses"), "statuses"),
    TableOf(BOOK, _CODERS, "coders"),
    TableOf("partners", ("partners",)),
    TableOf(
        "programmes", ("programmes",),
        shown=("id", "partner", "kind", "title", "concluded", "sources", "publication", "note"),
        defaults={"list_status": "not_coded", "legal": "not_found", "evidence": "stated"},
    ),
    TableOf(
        "sources", ("sources",),
        shown=("id", "title", "publisher", "url", "date", "language", "kind", "seen", "reliability",
               "read", "note"),
    ),
)  # fmt: skip
ALL = (*TABLES, CODINGS, ADJUDICATIONS)

#: The lines of the sheet `dataset`: what each is called, and where it stands.
LINES: dict[str, Path] = {
    **{name: (name,) for name in ("id", "title", "version", "as_of", "licence", "contributors", "method")},
    "counterpart": ("counterpart",),
    "codebook": ("codebook", "id"),
    "codebook version": ("codebook", "version"),
    "several coders": ("codebook", "coding", "codings", "combine"),
}


@cache
def _schema() -> tuple[Record, Shape]:
    schema: Record = json.loads(_core.schema())
    return schema, Shape(schema["$defs"])


@cache
def part(path: Path) -> Record:
    """The part of the schema that stands at a path."""
    schema, shape = _schema()
    found = schema
    for step in path:
        found = shape.resolve(shape.resolve(found)["properties"][step])
    return found


@cache
def fields(path: Path) -> dict[str, Record]:
    """The fields of the records of a table, resolved."""
    shape = _schema()[1]
    item = shape.resolve(part(path)["items"])
    return {name: shape.resolve(value) for name, value in item["properties"].items()}


@cache
def required(path: Path) -> frozenset[str]:
    """The fields that every record of a table has."""
    return frozenset(_schema()[1].resolve(part(path)["items"])["required"])


def headings(table: TableOf) -> tuple[str, ...]:
    """The headings that a table may have: its fields, but both ends of a decision are one."""
    names = [name for name in fields(table.path) if table in TABLES or name not in ("lower", "upper")]
    return (*names, "decision") if table is ADJUDICATIONS else tuple(names)


def blank(about: Record) -> Any:
    """What an empty cell of a field is: null where the schema allows it, nothing to say, or no items."""
    kinds = about["type"] if isinstance(about["type"], list) else [about["type"]]
    return None if "null" in kinds else {"string": "", "array": []}.get(kinds[0])


def reached(data: Any, path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    for step in path:
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def order(data: Record) -> Record:
    """The same records, fields of the top and of the codebook in the order of the schema."""
    schema, _ = _schema()
    top = {name: data[name] for name in schema["properties"] if name in data}
    book = part(("codebook",))["properties"]
    top["codebook"] = {name: data["codebook"][name] for name in book if name in data["codebook"]}
    return top
