"""Changed copies of nato-ip4 for the tests of claims: one fact edited, the file read again by the loader."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import chirograph as cg
from chirograph._loading import read

Data = dict[str, Any]
Edit = Callable[[Data], None]


def edited(edit: Edit, claim: str | None = None) -> cg.Dataset:
    """The dataset after an edit, through the gate and the schema; with `claim`, that claim alone is left."""
    data = copy.deepcopy(cg.load("nato-ip4").to_dict())
    edit(data)
    if claim is not None:
        data["claims"] = [item for item in data["claims"] if item["id"] == claim]
    return read(json.dumps(data).encode(), "edited.json")


def trimmed(dataset: cg.Dataset, claim: str) -> cg.Dataset:
    """The dataset with one claim only, so that a test computes no other."""
    return edited(lambda _: None, claim)


def record(data: Data, table: str, name: str) -> Data:
    """A record by its id."""
    (found,) = [item for item in data[table] if item["id"] == name]
    return found  # type: ignore[no-any-return]


def change(table: str, name: str, **fields: Any) -> Edit:
    """Write fields of one record."""

    def edit(data: Data) -> None:
        record(data, table, name).update(fields)

    return edit


def change_all(table: str, keep: Callable[[Data], bool], **fields: Any) -> Edit:
    """Write fields of every record that fits."""

    def edit(data: Data) -> None:
        for item in data[table]:
            if keep(item):
                item.update(fields)

    return edit


def add(table: str, like: str, name: str, **fields: Any) -> Edit:
    """Add a copy of a record under another id with some fields changed."""

    def edit(data: Data) -> None:
        data[table].append({**record(data, table, like), "id": name, **fields})

    return edit


def remove(table: str, *names: str) -> Edit:
    """Take records out."""

    def edit(data: Data) -> None:
        data[table] = [item for item in data[table] if item["id"] not in names]

    return edit


def mention(name: str, **fields: Any) -> Edit:
    """Add a count of mentions in a text."""

    def edit(data: Data) -> None:
        base = {"id": name, "programme": None, "event": None, "source": "S001", "locator": "", "note": ""}
        data.setdefault("mentions", []).append({**base, **fields})

    return edit


def partner(name: str, title: str) -> Edit:
    """Add a partner."""

    def edit(data: Data) -> None:
        data["partners"].append({**data["partners"][0], "id": name, "name": title})

    return edit


def together(*edits: Edit) -> Edit:
    """Several edits, one after another."""

    def edit(data: Data) -> None:
        for one in edits:
            one(data)

    return edit
