"""A panel out of a file that people have: CSV, or a sheet of a workbook."""

from __future__ import annotations

import inspect
import os
from dataclasses import replace
from typing import Any

from chirograph.base.public import public
from chirograph.errors import DataError, ParameterError, shown, unknown
from chirograph.panel import Panel
from chirograph.workbook import table

__all__ = ["read"]


@public
def read(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    separator: str | None = None,
    encoding: str | None = None,
    **options: Any,
) -> Panel:
    """A panel from a CSV file or a workbook, as :meth:`Panel.from_frame` reads the table in it.

    Parameters
    ----------
    path : str or path
        A file of separated values (.csv, .tsv, .tab, .txt) or a workbook (.ods; .xlsx, which needs openpyxl,
        the extra ``excel``), with one header line. Formulas are refused and never evaluated.
    sheet : str, optional
        The sheet of a workbook; needed where more than one holds something.
    separator : str, optional
        What stands between two cells; by default whichever of comma, semicolon, tab and bar gives every line
        as many cells as the header.
    encoding : str, optional
        By default UTF-8, or what a byte order mark says.
    **options
        As in :meth:`Panel.from_frame`: `areas`, `missing`, `layout`, `rows`, `columns`, `values`, `weights`,
        `max_depth`, `nominal`.

    Returns
    -------
    Panel
        Its first assumption names the file.

    Raises
    ------
    DataError
        With every line or cell at fault, and where it stands; when the file cannot be read.

    Examples
    --------
    >>> import chirograph as cg, pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "my.csv")
    >>> _ = file.write_text("partner;A1;A2\\nKOR;1;?\\nJPN;2;1-2\\n", encoding="utf-8")
    >>> cg.read(file, missing={"?": "unpublished"}).overlap("jaccard")["KOR", "JPN"]
    KOR and JPN, Jaccard: [0.500, 1.000], sharp
    """
    known = inspect.signature(Panel.from_frame).parameters
    wrong = [unknown("read", name, known, "this option") for name in options if name not in known]
    if wrong:
        raise ParameterError(wrong)
    found = table.read(path, sheet, separator, encoding)
    try:
        panel = Panel.from_frame(found.columns, **options)
    except DataError as error:
        where = shown(os.fsdecode(path))
        raise DataError([replace(fault, file=fault.file or where) for fault in error.faults]) from error
    return Panel._of(replace(panel.content, origin=(f"Cells: {found.about}.", *panel.content.origin[1:])))
