"""The records of a dataset as flat tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chirograph.base.table import Table, Value
from chirograph.errors import UnknownLabel, unknown


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _lists(data: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Every list of records, those of the codebook included."""
    found = {name: value for name, value in data.items() if _is_table(value)}
    for name, value in data["codebook"].items():
        if _is_table(value):
            found.setdefault(name, value)
    return found


def names(data: Mapping[str, Any]) -> list[str]:
    """Names of all tables."""
    return [*_lists(data), "listing_areas"]


def _flat(value: Any) -> Value:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list):
        return "; ".join(str(_flat(item)) for item in value)
    return " ".join(str(_flat(item)) for item in value.values())


def table(data: Mapping[str, Any], name: str) -> Table:
    """One table by its name.

    Raises
    ------
    UnknownLabel
        With near names.
    """
    if name == "listing_areas":
        records = [
            {"listing": item["id"], "programme": item["programme"], "area": part["area"], "fit": part["fit"]}
            for item in data["listings"]
            for part in item["areas"]
        ]
        return Table.from_records(records, ["listing", "programme", "area", "fit"])
    lists = _lists(data)
    if name not in lists:
        raise UnknownLabel(unknown("table", name, names(data), "this table"))
    return Table.from_records([{key: _flat(value) for key, value in item.items()} for item in lists[name]])
