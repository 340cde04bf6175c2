"""From the records of a dataset to a workbook: a form with drop-down lists, in which every text is a text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from chirograph.base.sheet import marked
from chirograph.cells.written import cell_text
from chirograph.workbook import layout
from chirograph.workbook.coders import coding_id, plain_reason
from chirograph.workbook.grid import column_letters
from chirograph.workbook.layout import TableOf
from chirograph.workbook.written import RULE, TO
from chirograph.workbook.xlsx import excel

__all__ = ["packed"]

Record = Mapping[str, Any]
Line = Sequence[object]

#: Empty lines that drop-down lists reach beyond the last one.
_MORE = 500
_TRUTH = {True: "yes", False: "no"}


def packed(data: Record) -> bytes:
    """The bytes of a workbook with these records.

    Raises
    ------
    ImportError
        When openpyxl is not installed.
    """
    data = _short(data)
    book = excel().Workbook()
    book.remove(book.active)
    form = _Form(book)
    words = (resources.files("chirograph") / "workbook" / "read_me.txt").read_text(encoding="utf-8")
    form.sheet(layout.READ_ME, [[line] for line in words.format(rule=RULE).splitlines()], bold=(1,))
    form.sheet(layout.DATASET, [["fact", "value"], *_facts(data)], bold=(1,))
    form.tables(data)
    top = len(data["codebook"]["scale"]) - 1
    for coder in data["codebook"]["coding"]["codings"]["coders"]:
        form.coder(data, coder["id"], top)
    form.table(layout.CODINGS, list(_notes(data, top)))
    form.table(layout.ADJUDICATIONS, list(_decisions(data, top)))
    form.choices()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _short(data: Record) -> Record:
    """The records without what an empty cell says just as well."""
    hub = data["counterpart"]
    programmes = [
        {**item, "counterpart": "" if item["counterpart"] == hub else item["counterpart"]}
        for item in data["programmes"]
    ]
    sources = [{**item, "key": "" if item["key"] == item["id"] else item["key"]} for item in data["sources"]]
    return {**data, "programmes": programmes, "sources": sources}


def _facts(data: Record) -> Iterator[Line]:
    for name, path in layout.LINES.items():
        yield [name, _cell(layout.reached(data, path))]


def _cell(value: object) -> object:
    """A value as its cell holds it."""
    if isinstance(value, bool):
        return _TRUTH[value]
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return None if value == "" else value


def _notes(data: Record, top: int) -> Iterator[Record]:
    """What is said of codings besides their depth; nothing of those of which nothing is."""
    for item in data.get("codings", ()):
        left = {name: value for name, value in item.items() if name not in ("lower", "upper")}
        if item["id"] == coding_id(item):
            left["id"] = ""
        if item["reason"] == plain_reason(item["lower"], item["upper"]):
            left["reason"] = ""
        if any(
            value not in ("", None)
            for name, value in left.items()
            if name not in ("coder", "programme", "area")
        ):
            yield left


def _decisions(data: Record, top: int) -> Iterator[Record]:
    for item in data.get("adjudications", ()):
        ends = item["lower"], item["upper"]
        said = layout.STAYS if ends[0] is None else cell_text(*ends, top, TO)
        own = item["id"] == f"{item['programme']}.{item['area']}"
        yield {**item, "id": "" if own else item["id"], "decision": said}


def _needed(table: TableOf, records: Sequence[Record]) -> list[str]:
    """The columns of a table: those always shown, and those that a record needs."""
    shown = table.shown or tuple(
        name for name in layout.headings(table) if name in layout.required(table.path)
    )
    about = layout.fields(table.path)

    def says(name: str, record: Record) -> bool:
        plain = table.defaults.get(name, layout.blank(about[name]) if name in about else "")
        return name in record and record[name] != plain

    more = [name for name in layout.headings(table) if name not in shown]
    return [*shown, *(name for name in more if any(says(name, record) for record in records))]


class _Form:
    """A workbook that is being written, and where each table stands in it."""

    def __init__(self, book: Any) -> None:
        self._book = book
        #: Table of the schema to the cells that hold its names.
        self._ranges: dict[str, str] = {}
        #: Column of a sheet, its lines, and the field of the schema that stands there.
        self._fields: list[tuple[Any, str, int, int, Record]] = []

    def sheet(self, name: str, lines: Iterable[Line], bold: Sequence[int] = ()) -> Any:
        """A sheet with these lines, every text a text."""
        from openpyxl.styles import Alignment, Font

        sheet = self._book.create_sheet(name)
        for row, line in enumerate(lines, 1):
            for column, value in enumerate(line, 1):
                self._write(sheet, row, column, value)
                if row in bold:
                    sheet.cell(row, column).font = Font(bold=True)
        for column in range(1, sheet.max_column + 1):
            size = sheet.column_dimensions[column_letters(column)]
            size.number_format, size.width = "@", 100 if name == layout.READ_ME else 18
        if name == layout.READ_ME:
            for (cell,) in sheet.iter_rows(max_col=1):
                cell.alignment = Alignment(wrap_text=True)
        return sheet

    @staticmethod
    def _write(sheet: Any, row: int, column: int, value: object) -> None:
        if value is None:
            return
        cell = sheet.cell(row, column)
        cell.number_format = "@"
        cell.value = marked(value)
        if isinstance(value, str):
            cell.data_type = "s"  # whatever it looks like

    def tables(self, data: Record) -> None:
        """The tables that stand in a sheet line by line; those of one sheet are blocks under their titles."""
        lines: list[Line] = []
        bold: list[int] = []
        blocks = [table for table in layout.TABLES if table.title]
        starts = []
        for table in blocks:
            records = layout.reached(data, table.path)
            names = _needed(table, records)
            starts.append((table, names, len(lines) + 3, len(records)))
            bold += [len(lines) + 1, len(lines) + 2]
            lines += [
                [table.title],
                names,
                *([_cell(row.get(name)) for name in names] for row in records),
                [],
            ]
        sheet = self.sheet(layout.BOOK, lines, bold)
        for table, names, first, count in starts:
            self._remember(sheet, table, names, first, first + max(count, 1) - 1)
        for table in layout.TABLES:
            if not table.title:
                self.table(table, layout.reached(data, table.path))

    def table(self, table: TableOf, records: Sequence[Record]) -> None:
        """A table that has a sheet to itself."""
        names = _needed(table, records)
        lines: list[Line] = [names, *([_cell(record.get(name)) for name in names] for record in records)]
        sheet = self.sheet(table.sheet, lines, bold=(1,))
        sheet.freeze_panes = "B2"
        self._remember(sheet, table, names, 2, len(lines) + _MORE)

    def _remember(self, sheet: Any, table: TableOf, names: Sequence[str], first: int, last: int) -> None:
        for number, name in enumerate(names, 1):
            letter = column_letters(number)
            if name == "id":
                self._ranges[".".join(table.path)] = f"'{sheet.title}'!${letter}${first}:${letter}${last}"
            self._fields.append((sheet, letter, first, last, layout.fields(table.path).get(name, {})))

    def coder(self, data: Record, coder: str, top: int) -> None:
        """The sheet of a coder: programmes down, areas across, a list of depths in every cell."""
        from openpyxl.worksheet.datavalidation import DataValidation

        areas = data["codebook"]["areas"]
        programmes = [item["id"] for item in data["programmes"]]
        said = {
            (item["programme"], item["area"]): cell_text(item["lower"], item["upper"], top, TO)
            for item in data.get("codings", ())
            if item["coder"] == coder
        }
        lines: list[Line] = [
            ["programme", *(area["id"] for area in areas)],
            [layout.NAMES, *(area["name"] for area in areas)],
            *([name, *(said.get((name, area["id"])) for area in areas)] for name in programmes),
        ]
        sheet = self.sheet(f"{layout.CODER}{coder}", lines, bold=(1,))
        sheet.freeze_panes = "B3"
        depths = ",".join([*map(str, range(top + 1)), "?"])
        choose = DataValidation(type="list", formula1=f'"{depths}"', allow_blank=True, errorStyle="warning")
        choose.showErrorMessage, choose.error, choose.errorTitle = True, RULE[:225], "Not in the list"
        choose.add(f"B3:{column_letters(len(areas) + 1)}{len(programmes) + 2}")
        sheet.add_data_validation(choose)

    def choices(self) -> None:
        """Drop-down lists for fields of a few words, and for those that name a record of another sheet."""
        from openpyxl.worksheet.datavalidation import DataValidation

        for sheet, letter, first, last, about in self._fields:
            listed = self._listed(about)
            if listed:
                choose = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=True)
                choose.add(f"{letter}{first}:{letter}{last}")
                sheet.add_data_validation(choose)

    def _listed(self, about: Record) -> str:
        if about.get("type") == "boolean":
            return '"yes,no"'
        if "enum" in about:
            words = [str(word) for word in about["enum"] if word is not None]
            return f'"{",".join(words)}"'
        named = str(about.get("description", "")).split(";")[0].removeprefix("id of ")
        return self._ranges.get(named.split(" or ")[0], "")
