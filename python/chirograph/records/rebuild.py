"""Derived files of a dataset folder, made from its rows by the rules of its codebook and never by hand.

``cells.csv`` holds every cell in every evidence grade with what decided it, ``list_lengths.csv`` what
stated totals imply for the number of areas, and the part of ``SOURCES.md`` between its markers the registers
of doubtful records, conflicts and sources. ``python -m chirograph.rebuild DIR`` writes them, and with
``--check`` only compares.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chirograph.base.files import write
from chirograph.errors import ChirographError
from chirograph.records import coding, registers
from chirograph.records.records import Records
from chirograph.records.sheets import csv_text
from chirograph.records.store import load

__all__ = ["canonical", "cell_records", "length_records", "rebuild", "stale"]

Record = dict[str, Any]

LENGTH_FIELDS = (
    "programme",
    "grade",
    "stated_total",
    "total_use",
    "titles_read",
    "minimum",
    "maximum",
    "note",
)

#: The tables whose records decide cells.
_DECIDE = ("listings", "commitments", "codings", "adjudications")


def cell_records(records: Records, grade: str) -> list[Record]:
    """Every cell in one evidence grade, with the records that decided it.

    `decided_by` has ids of listings, commitments, codings and adjudications, of the programme where the state
    of its list decides.

    Examples
    --------
    >>> cells = cell_records(load("nato-ip4"), "strict")
    >>> [cell for cell in cells if cell["programme"] == "ITPP-KOR-2023"][0]["decided_by"]
    ['L-ITPP-KOR-2023-01', 'C001', 'C002']
    """
    cells = records.engine.cells(grade)
    programme_of = {programme["id"]: programme for programme in records.data["programmes"]}
    items = {(name, item["id"]): item for name in _DECIDE for item in records.data.get(name, ())}
    decided = {(item["programme"], item["area"]): item["records"] for item in records.engine.deciding(grade)}
    rows = []
    for p, programme in enumerate(cells["programmes"]):
        for a, area in enumerate(cells["areas"]):
            deciders = [items[name] for name in decided.get((programme, area), ())]
            own = programme_of[programme]["sources"]
            sources = [
                name for record in deciders for name in ([record["source"]] if record["source"] else own)
            ] or own
            rows.append(
                {
                    "programme": programme, "area": area,
                    "lower": int(cells["lower"][p, a]), "upper": int(cells["upper"][p, a]),
                    "status": cells["statuses"][int(cells["status"][p, a])],
                    "decided_by": [record["id"] for record in deciders] or [programme],
                    "sources": list(dict.fromkeys(sources)),
                }
            )  # fmt: skip
    return rows


def length_records(records: Records) -> list[Record]:
    """What stated totals of titles imply for the number of areas, in every grade in which they count.

    The least and the greatest number are None where the total is told but not used.

    Examples
    --------
    >>> lengths = length_records(load("nato-ip4"))
    >>> [(row["minimum"], row["maximum"]) for row in lengths if row["programme"] == "ITPP-JPN-2023"]
    [(12, 22)]
    """
    rows = []
    for grade in records.data["codebook"]["list_length"]["grades"]:
        for row in coding.list_lengths(records, grade):
            told = {**row, "grade": grade}
            rows.append({name: told[name] for name in LENGTH_FIELDS})
    return rows


def canonical(data: Mapping[str, Any]) -> str:
    """The text of ``data.json`` with one record on one line, so that one changed fact is one changed line.

    Examples
    --------
    >>> print(canonical({"id": "x", "rows": [{"a": 1}, {"a": 2}]}), end="")
    {
     "id": "x",
     "rows": [
      {"a": 1},
      {"a": 2}
     ]
    }
    """
    return _layout(data, 0) + "\n"


def _layout(value: object, depth: int) -> str:
    pad = " " * (depth + 1)
    if isinstance(value, dict) and depth < 3:
        parts = [f"{pad}{_plain(key)}: {_layout(item, depth + 1)}" for key, item in value.items()]
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        parts = [pad + _plain(item) for item in value]
    else:
        return _plain(value)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(parts) + f"\n{' ' * depth}{closing}" if parts else opening + closing


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def derived(folder: str | os.PathLike[str]) -> dict[str, str]:
    """File name and right text of every derived file of a folder."""
    records = load(Path(folder) / "data.json")
    names = records.evidence_grades
    by_grade = [cell_records(records, grade) for grade in names]
    fields = ("lower", "upper", "status", "decided_by", "sources")
    columns = ["programme", "area", *(f"{grade}_{field}" for grade in names for field in fields)]
    lines = [
        [same[0]["programme"], same[0]["area"], *(_joined(cell[field]) for cell in same for field in fields)]
        for same in zip(*by_grade, strict=True)
    ]
    lengths = length_records(records)
    files = {
        "cells.csv": csv_text(columns, lines),
        "list_lengths.csv": csv_text(
            LENGTH_FIELDS, ([row[name] for name in LENGTH_FIELDS] for row in lengths)
        ),
    }
    register = Path(folder) / registers.FILE
    if register.exists():
        files[registers.FILE] = registers.refreshed(
            register.read_text(encoding="utf-8"), records.data, str(register)
        )
    return files


def _joined(value: object) -> object:
    return " ".join(value) if isinstance(value, list) else value


def stale(folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """Names of the derived files of a dataset folder that are missing or not what the rows make of them.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "data.json").write_text(load("nato-ip4").engine.text)
    ...     stale(folder)
    ('cells.csv', 'list_lengths.csv')
    """
    return tuple(name for name, text in derived(folder).items() if _read(Path(folder) / name) != text)


def rebuild(folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """Write the derived files of a dataset folder and name them; files that are right are left alone.

    Raises
    ------
    DataError
        When the dataset breaks a rule.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "data.json").write_text(load("nato-ip4").engine.text)
    ...     rebuild(folder), rebuild(folder)
    (('cells.csv', 'list_lengths.csv'), ())
    """
    written = []
    for name, text in derived(folder).items():
        if _read(Path(folder) / name) != text:
            write(Path(folder) / name, text)
            written.append(name)
    return tuple(written)


def _read(file: Path) -> str | None:
    return file.read_bytes().decode("utf-8", "replace") if file.exists() else None


def main(arguments: Sequence[str] | None = None) -> int:
    """The command ``python -m chirograph.rebuild``: 0 done, 1 stale under ``--check``, 3 bad data.

    2 wrong use, or a file that cannot be written.
    """
    parser = argparse.ArgumentParser(
        prog="python -m chirograph.rebuild", description="Rebuild derived files."
    )
    parser.add_argument("folder", help="a dataset folder")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is stale")
    parser.add_argument("--layout", action="store_true", help="also put data.json into one record per line")
    options = parser.parse_args(arguments)
    try:
        if options.layout and not options.check:
            file = Path(options.folder) / "data.json"
            write(file, canonical(load(file).data))
        names = stale(options.folder) if options.check else rebuild(options.folder)
    except ChirographError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 2
    for name in names:
        sys.stdout.write(f"{'stale' if options.check else 'wrote'} {name}\n")
    return 1 if options.check and names else 0
