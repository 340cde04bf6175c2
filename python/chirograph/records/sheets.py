"""Sheets of a Data Package: the fields of a table, read off the JSON Schema, and its rows as CSV text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chirograph.base import sheet

Record = dict[str, Any]

#: The records that a list inside a record holds, where its name does not say so.
_ENTRY = {"members": "partner"}


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The CSV text of a sheet; None is empty, truth values true and false, lists JSON.

    Examples
    --------
    >>> csv_text(["id", "known"], [["A01", True], ["A02", None]])
    'id,known\\nA01,true\\nA02,\\n'
    """
    return sheet.csv_text(columns, ([_plain(value) for value in row] for row in rows), end="\n")


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One CSV file: its name, the fields, the rows and the fields that tell one row from another."""

    name: str
    fields: tuple[Record, ...]
    rows: tuple[Record, ...]
    description: str = ""
    key: tuple[str, ...] = ()

    def text(self) -> str:
        names = [field["name"] for field in self.fields]
        return csv_text(names, ([row.get(name) for name in names] for row in self.rows))


class Shape:
    """Turns the JSON Schema of a table into the fields of its sheets."""

    def __init__(self, definitions: Record) -> None:
        self._definitions = definitions

    def resolve(self, part: Record) -> Record:
        while "$ref" in part:
            part = self._definitions[part["$ref"].removeprefix("#/$defs/")]
        return part

    def sheets(self, name: str, part: Record, records: Sequence[Record]) -> list[Sheet]:
        """The sheet of a table, then one link table for each list inside its records."""
        part = self.resolve(part)
        item = self.resolve(part["items"])
        fields, links = [], []
        for key, value in item["properties"].items():
            value = self.resolve(value)
            if value["type"] == "array":
                links.append(self._link(name, key, value, records))
            else:
                fields.append(_field(key, value, key in item["required"]))
        about = part.get("description") or item.get("description") or ""
        # A record is named by its id, else by its first field: a depth of the scale, a kind of programme.
        names = [field["name"] for field in fields]
        key = ("id",) if "id" in names else (names[0],)
        return [Sheet(name, tuple(fields), tuple(records), about, key), *links]

    def _link(self, name: str, key: str, value: Record, records: Sequence[Record]) -> Sheet:
        owner = name.removesuffix("s")
        item = self.resolve(value["items"])
        fields = [plain_field(owner, "string", f"id of {name}")]
        if item["type"] == "object":
            fields += [
                _field(inner, self.resolve(part), inner in item["required"])
                for inner, part in item["properties"].items()
            ]
            rows = [{owner: record["id"], **entry} for record in records for entry in record.get(key, ())]
        else:
            other = _ENTRY.get(key, key.removesuffix("s"))
            fields.append(_field(other, item, True))
            listed = ((record["id"], record.get(key, ())) for record in records)
            rows = [{owner: name, other: entry} for name, entries in listed for entry in entries]
        # The first field of an entry is what it links to, and no record names the same twice.
        names = tuple(field["name"] for field in fields[:2])
        return Sheet(f"{owner}_{key}", tuple(fields), tuple(rows), value.get("description", ""), names)


def _field(name: str, part: Record, required: bool) -> Record:
    kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
    kind = next(kind for kind in kinds if kind != "null")
    constraints: Record = {}
    # Empty text reads as a missing value, so only text that must not be empty is required.
    if (
        required
        and "null" not in kinds
        and (kind != "string" or "enum" in part or part.get("minLength", 0) > 0)
    ):
        constraints["required"] = True
    if name == "id":
        constraints["unique"] = True
    if "enum" in part:
        constraints["enum"] = [value for value in part["enum"] if value is not None]
    constraints |= {key: part[key] for key in ("pattern", "minimum", "maximum") if key in part}
    field = {"name": name, "type": kind}
    if part.get("description"):
        field["description"] = part["description"]
    return {**field, **({"constraints": constraints} if constraints else {})}


def plain_field(name: str, kind: str, description: str, *, required: bool = True) -> Record:
    constraints = {"constraints": {"required": True}} if required else {}
    return {"name": name, "type": kind, "description": description, **constraints}
