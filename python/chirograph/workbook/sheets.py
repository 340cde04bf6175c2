"""The sheets of a workbook file. What could hurt who unpacks it is refused before anything is read."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from chirograph.errors import DataError, Fault, brief, shown
from chirograph.records.store import regular
from chirograph.workbook import ods, xlsx
from chirograph.workbook.grid import Grid

__all__ = ["FILE", "PARTS", "UNPACKED", "grids", "whole"]

#: Most bytes of the file, most bytes it may unpack to, most parts in it.
FILE, UNPACKED, PARTS = 16 << 20, 64 << 20, 2000

_OLD = b"\xd0\xcf\x11\xe0"
_MANIFEST = "META-INF/manifest.xml"
_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
#: A part that would be unpacked outside of the folder.
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:|(.*[/\\])?\.\.([/\\]|$)")


class Form(NamedTuple):
    """A format of workbooks.

    Parameters
    ----------
    main : str
        The part that makes the archive a workbook.
    mimetype : bytes
        What the part of this name says; empty where the format has none.
    macros, links : pattern
        Parts with programs, and with what is fetched from other files.
    sheets : callable
        Reads a file that is known to be no bomb.
    """

    main: str
    mimetype: bytes
    macros: re.Pattern[str]
    links: re.Pattern[str]
    sheets: Callable[[str, bytes], list[Grid]]


#: By how the name of a file ends.
_FORMS = {
    ".xlsx": Form(
        "xl/workbook.xml",
        b"",
        re.compile(".*(vba|macrosheet)", re.IGNORECASE),
        re.compile("xl/externallinks/", re.IGNORECASE),
        xlsx.sheets,
    ),
    ".ods": Form(
        "content.xml",
        b"application/vnd.oasis.opendocument.spreadsheet",
        re.compile("(basic|scripts)/", re.IGNORECASE),
        re.compile("(?!)"),  # they stand in the sheets
        ods.sheets,
    ),
}


def whole(path: str | os.PathLike[str], most: int) -> bytes:
    """The bytes of a file, or one more than `most` of them.

    Raises
    ------
    DataError
        When it cannot be read.
    """
    try:
        return regular(Path(path), most + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        file = shown(os.fspath(path).encode("utf-8", "backslashreplace").decode())
        raise DataError(Fault(file, "", "", f"it can be read ({why.lower()})", "", "io")) from error


def grids(file: str, data: bytes) -> list[Grid]:
    """Every sheet of a workbook. Faults of single cells are kept with their sheet.

    Raises
    ------
    DataError
        When it is no workbook, too large, or holds macros, links to other files or declarations of entities.
    ImportError
        When openpyxl is not installed and the file is one of Excel.
    """
    end = Path(file).suffix.casefold()
    if end not in _FORMS:
        rule, repair = "a workbook is an .xlsx or .ods file without macros", "save it as .xlsx, or as CSV"
        raise DataError(Fault(file, "", "", rule, repair, "io"))
    _unpackable(file, end, data)
    try:
        return _FORMS[end].sheets(file, data)
    except (ImportError, DataError):
        raise
    except Exception as error:  # a broken part may fail in any way
        why = brief(str(error) or type(error).__name__)
        raise DataError(_unfit(file, f"it is a workbook whose parts fit together ({why})")) from error


def _unfit(file: str, rule: str, repair: str | None = None, value: str = "") -> Fault:
    again = f"save it again as {Path(file).suffix.casefold()}"
    return Fault(file, "", value, rule, again if repair is None else repair, "io")


def _unpackable(file: str, end: str, data: bytes) -> None:
    """Refuse what could hurt who unpacks it."""
    if len(data) > FILE:
        raise DataError(_unfit(file, f"a workbook has at most {FILE >> 20} MiB", "split it"))
    if data.startswith(_OLD):
        raise DataError(_locked(file, end))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            first = next(_shape_faults(file, end, archive), None)
            faults = [first] if first else list(_part_faults(file, _FORMS[end], archive))
    except Exception as error:  # a broken archive may fail in any way
        raise DataError(_unfit(file, f"it is a workbook in the format {end}, whole")) from error
    if faults:
        raise DataError(faults)


def _locked(file: str, end: str) -> Fault:
    rule = f"it is a workbook in the format {end}, without a password"
    return _unfit(file, rule, f"take the password off, and save it as {end}")


def _shape_faults(file: str, end: str, archive: zipfile.ZipFile) -> Iterator[Fault]:
    """Why the archive is none that is opened; after the first, nothing more is asked of it."""
    parts, form = archive.infolist(), _FORMS[end]
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED:
        rule = f"a workbook unpacks to at most {UNPACKED >> 20} MiB"
        yield _unfit(file, rule, "split it", f"{unpacked} bytes")
    if len(parts) > PARTS:
        yield _unfit(file, f"a workbook has at most {PARTS} parts", "split it", f"{len(parts)} parts")
    if len(set(names)) < len(names):
        yield _unfit(file, "no part of a workbook stands in it twice")
    if outside := next(filter(_OUTSIDE.match, names), None):
        yield _unfit(file, "every part of a workbook stands inside of it", value=brief(outside))
    if any(part.flag_bits & 1 for part in parts) or (
        _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST)
    ):
        yield _locked(file, end)
    if form.main not in names:
        yield _unfit(file, f"it is a workbook in the format {end}")
    if form.mimetype and ("mimetype" not in names or archive.read("mimetype").strip() != form.mimetype):
        said = brief(archive.read("mimetype")[:80].decode("ascii", "replace")) if "mimetype" in names else ""
        yield _unfit(file, f"it is a workbook in the format {end}: its mimetype says so", value=said)


def _part_faults(file: str, form: Form, archive: zipfile.ZipFile) -> Iterator[Fault]:
    """Parts that must not be there."""
    names = archive.namelist()
    if macros := next(filter(form.macros.match, names), None):
        end = Path(file).suffix.casefold()
        yield _unfit(file, "a workbook has no macros", f"save it as {end}, which has none", macros)
    if links := next(filter(form.links.match, names), None):
        rule, repair = "a workbook has no links to other workbooks", "in Excel: Data, Edit links, Break link"
        yield _unfit(file, rule, repair, links)
    for name in names:
        if _DECLARED.search(archive.read(name).replace(b"\x00", b"")):
            yield _unfit(file, "no part of a workbook declares a document type or entities", "", name)
