"""Columns as text on a screen and as a page of a notebook: what fits is shown, the rest is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chirograph.base import markup
from chirograph.errors import shown

_SCREEN_ROWS = 30

Columns = Sequence[Sequence[Any]]


def text(names: Sequence[str], columns: Columns, caption: str, minor: Sequence[str]) -> str:
    """A table as text; minor columns are left out, in this order, where a line would not fit a screen.

    Examples
    --------
    >>> print(text(["a", "b"], [[1, 2], ["x", "y"]], "Letters", ()))
    Letters
    a  b
    1  x
    2  y
    """
    cells = {
        name: [markup.number(value) for value in column[:_SCREEN_ROWS]]
        for name, column in zip(names, columns, strict=True)
    }
    kept = list(names)
    for name in minor:
        width = sum(max(len(cell) for cell in (one, *cells[one])) + 2 for one in kept)
        if name in kept and width > markup.SCREEN:
            kept.remove(name)
    lines = [shown(caption)] if caption else []
    lines += markup.columns_of_text(kept, list(zip(*(cells[name] for name in kept), strict=True)))
    if (more := (len(columns[0]) if columns else 0) - _SCREEN_ROWS) > 0:
        lines.append(f"… and {markup.counted(more, 'more row')}")
    if left := [name for name in names if name not in kept]:
        lines.append(shown(f"Also in the table: {', '.join(left)}"))
    return "\n".join(lines)


def page(names: Sequence[str], columns: Columns, caption: str) -> str:
    """A table as HTML.

    Examples
    --------
    >>> "<td" in page(["a"], [[1, 2]], "")
    True
    """
    numeric = [
        all(isinstance(value, int | float) and not isinstance(value, bool) for value in column)
        for column in columns
    ]
    first = zip(*(column[: markup.MOST_ROWS] for column in columns), strict=True)
    rows = ([markup.escape(markup.number(value)) for value in row] for row in first)
    parts = [markup.table(names, rows, caption, numeric)]
    if (more := (len(columns[0]) if columns else 0) - markup.MOST_ROWS) > 0:
        parts.append(markup.paragraph(f"Not shown: {markup.counted(more, 'more row')}."))
    return markup.page(*parts)
