"""OpenDocument workbooks as spreadsheets save them, written by hand: one part that holds the cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = "META-INF/manifest.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:%s:1.0"
_SPACES = " ".join(
    [*(f'xmlns:{name}="{_OASIS % name}"' for name in ("office", "table", "text", "manifest")),
     f'xmlns:draw="{_OASIS % "drawing"}"', 'xmlns:xlink="http://www.w3.org/1999/xlink"',
     'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"']
)  # fmt: skip


def content(*sheets: str) -> str:
    """The part with the cells."""
    body = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
    return f"<office:document-content {_SPACES}>{body}</office:document-content>"


def packed(path: Path, cells: str | bytes, parts: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A workbook of these cells; parts may be other than they are, or left out by None."""
    said = f'<manifest:manifest {_SPACES}><manifest:file-entry manifest:full-path="/"/></manifest:manifest>'
    whole = {"mimetype": MIMETYPE, "content.xml": cells, MANIFEST: said} | dict(parts or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in whole.items():
            if data is not None:
                archive.writestr(name, data)
    return path


def typed(said: str, inside: str = "", tag: str = "table:table-cell") -> str:
    """A cell with these attributes."""
    return f"<{tag} {said}>{inside}</{tag}>"


def cell(value: object = None, more: str = "") -> str:
    """A cell with the type that a spreadsheet gives it, its text, and further attributes."""
    if value is None or value == "":
        return typed(more)
    kind, stored = "string", ""
    if isinstance(value, bool):
        kind, stored = "boolean", f'office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, int | float):
        kind, stored = "float", f'office:value="{value}"'
    elif isinstance(value, date):
        kind, stored = "date", f'office:date-value="{value.isoformat()}"'
    text = escape(str(value)).replace(" ", "<text:s/>").replace("\t", "<text:tab/>")
    shown = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return typed(f'office:value-type="{kind}" {stored} {more}', shown)


def row(*cells: str, more: str = "") -> str:
    """A line of cells."""
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def sheet(rows: Iterable[str], name: str = "Sheet1") -> str:
    """A sheet of lines."""
    return f"<table:table table:name={quoteattr(name)}><table:table-column/>{''.join(rows)}</table:table>"


def saved(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook with these values, and with the blank rows and columns that LibreOffice adds."""
    far = cell(more='table:number-columns-repeated="16370"')
    tail = row(far, more='table:number-rows-repeated="1048570"')
    made = {name: [*(row(*map(cell, line), far) for line in rows), tail] for name, rows in sheets.items()}
    return packed(path, content(*(sheet(rows, name) for name, rows in made.items())))
