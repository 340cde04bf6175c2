"""Workbooks that tests fill in: six programmes by twelve areas, two coders, with gaps and "?" beside 0."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from chirograph.workbook.convert import template

PARTNERS = ("PHL", "KOR", "TWN", "ESP", "JPN", "PAN")
AREAS = tuple(f"area{number:02}" for number in range(1, 13))
#: One letter a cell: a depth, "?" or "." for not coded.
CODED = {
    "A": ("111000000000", "111000300001", "011000301001", "?10?3230?001", "111002310001", "01.20230101."),
    "B": ("21100.000000", "1110003.0001", "011.0?301001", "0?02?230101?", "111001301001", "01.202301.2."),
}
Fill = Callable[[Any], object]


def empty(path: Path) -> Path:
    """A template for these programmes and areas."""
    names = {name: name.title() for name in AREAS}
    return template(
        path, names, {name: name.title() for name in PARTNERS}, {"A": "", "B": ""}, day="2026-01-15"
    )


def edit(path: Path, *fills: Fill) -> Path:
    """The workbook with changes made as a spreadsheet makes them."""
    book = openpyxl.load_workbook(path)
    for fill in fills:
        fill(book)
    book.save(path)
    return path


def put(sheet: str, **cells: object) -> Fill:
    """A change of single cells, by their names."""

    def fill(book: Any) -> None:
        for name, value in cells.items():
            book[sheet][name] = value

    return fill


def coded(book: Any) -> None:
    """What both coders wrote."""
    for coder, rows in CODED.items():
        for row, text in enumerate(rows, 3):
            for column, letter in enumerate(text, 2):
                if letter != ".":
                    book[f"coder {coder}"].cell(row, column).value = (
                        int(letter) if letter.isdigit() else letter
                    )


def noted(book: Any) -> None:
    """Two notes and two decisions."""
    sheet = book["notes"]
    sheet.append(["A", "ESP", "area01", "text_not_public", "S-ESP", "annex II", 12, "2026-01-10", "=1+1"])
    sheet.append(["B", "PHL", "area01", None, None, "article 3", None, None, "'tis - see \u5f35"])
    sheet = book["adjudication"]
    sheet.append(
        [
            "PHL",
            "area01",
            "1..2",
            "C",
            "2026-01-12",
            "rule unclear",
            "scale, 1",
            "S-PHL",
            "article 3",
            "+ later",
        ]
    )
    sheet.append(["ESP", "area02", "open", "C", None, "text ambiguous"])
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"
    for cell in book["notes"]["I"]:
        cell.data_type = "s" if cell.data_type == "f" else cell.data_type


def filled(path: Path, *more: Fill) -> Path:
    """The template filled in by both coders, with notes and decisions, and further changes."""
    return edit(empty(path), coded, noted, *more)
