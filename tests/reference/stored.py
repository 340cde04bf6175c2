"""The stored reference values, as plain data for the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def stored(name: str) -> list[dict[str, Any]]:
    """All rows of one file of this folder; a table of counts is written out as two profiles."""
    rows = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    for row in rows:
        if "table" in row:
            row["x"], row["y"] = from_counts(row["table"])
    return rows


def from_counts(table: list[list[int]]) -> tuple[list[int], list[int]]:
    """Two profiles with the given number of areas at each pair of depths."""
    areas = [(x, y) for x, line in enumerate(table) for y, count in enumerate(line) for _ in range(count)]
    return [x for x, _ in areas], [y for _, y in areas]


def intervals(row: dict[str, Any]) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Lower and upper depths of a pair whose missing cells are written as null: null may be any depth."""
    pair = (row["x"], row["y"])
    lower = tuple(tuple(0 if d is None else d for d in profile) for profile in pair)
    upper = tuple(tuple(row["max_depth"] if d is None else d for d in profile) for profile in pair)
    return lower, upper


def names(rows: list[dict[str, Any]]) -> list[str]:
    """Test ids."""
    return [row["id"] for row in rows]
