"""A panel as text, as static HTML, as a table and as plain data."""

from __future__ import annotations

from typing import Any

import numpy as np

from chirograph import _markup
from chirograph._parts import Parts
from chirograph.tables import Table

_SCREEN_ROWS = 24
_SCREEN_COLUMNS = 24
_MARKUP_CELLS = 400
_CELL = "padding:.1em .4em;text-align:center"


def cells(parts: Parts, only_open: bool = False) -> Table:
    """Every cell, or every unknown cell: row, column, lower, upper, status."""
    chosen = np.argwhere(parts.open if only_open else np.ones_like(parts.open))
    i, j = chosen[:, 0], chosen[:, 1]
    values = (
        tuple(parts.rows[k] for k in i),
        tuple(parts.columns[k] for k in j),
        tuple(parts.lower[i, j].tolist()),
        tuple(parts.upper[i, j].tolist()),
        tuple(parts.status[i, j].tolist()),
    )
    return Table(("row", "column", "lower", "upper", "status"), values)


def headline(parts: Parts) -> str:
    """Size and how much of it is unknown, in one line."""
    unknown = int(np.count_nonzero(parts.open))
    return (
        f"Panel of {len(parts.rows)} programmes x {len(parts.columns)} areas, depths 0..{parts.max_depth}: "
        f"{unknown} of {parts.lower.size} cells unknown"
    )


def reasons(parts: Parts) -> str:
    """The unknown cells counted by reason; empty when every cell is known."""
    counted = "; ".join(f"{count} {reason}" for reason, count in parts.counts().items())
    return f"Unknown because: {counted}." if counted else ""


def text(parts: Parts) -> str:
    """One screen: the grid, the reasons, the assumption line."""
    columns = parts.columns[:_SCREEN_COLUMNS]
    rows = parts.rows[:_SCREEN_ROWS]
    grid = [[row, *(parts.cell_text(i, j) for j in range(len(columns)))] for i, row in enumerate(rows)]
    width = max(len(label) for label in columns)
    lines = [headline(parts)]
    if width * len(columns) <= 100:
        lines += _markup.columns_of_text(["", *columns], grid)
    else:
        lines += [f"{row[0]}  {' '.join(cell.rjust(3) for cell in row[1:])}" for row in grid]
    cut = (len(parts.rows) - len(rows), len(parts.columns) - len(columns))
    if any(cut):
        lines.append(f"… {cut[0]} more programmes and {cut[1]} more areas")
    lines.append(f"? any depth 0..{parts.max_depth}. " + reasons(parts))
    return "\n".join([*lines, " ".join(parts.sentences())])


def markup(parts: Parts) -> str:
    """Static HTML: known depths as numbers, unknown cells hatched, with the reason as the cell's title."""
    columns = parts.columns[: _markup.MOST_COLUMNS]
    rows = parts.rows[: max(1, min(_markup.MOST_ROWS, _MARKUP_CELLS // len(columns)))]
    head = "".join(f'<th scope="col" style="{_CELL}">{_markup.escape(label, 40)}</th>' for label in columns)
    lines = [f'<tr><th scope="col" style="{_CELL}"></th>{head}</tr>']
    for i, row in enumerate(rows):
        cells = "".join(_cell(parts, i, j) for j in range(len(columns)))
        lines.append(f'<tr><th scope="row" style="{_CELL}">{_markup.escape(row, 40)}</th>{cells}</tr>')
    title = f'<caption style="text-align:left;font-weight:600">{_markup.escape(headline(parts))}</caption>'
    pieces = [f'<table style="{_markup.TABLE}">{title}{"".join(lines)}</table>']
    cut = (len(parts.rows) - len(rows), len(parts.columns) - len(columns))
    if any(cut):
        pieces.append(_markup.paragraph(f"{cut[0]} more programmes and {cut[1]} more areas are not shown."))
    if reasons(parts):
        pieces.append(_markup.paragraph("Hatched cells are unknown. " + reasons(parts)))
    pieces.append(_markup.paragraph(" ".join(parts.sentences())))
    return _markup.page(*pieces)


def _cell(parts: Parts, i: int, j: int) -> str:
    shown = parts.cell_text(i, j).replace("-", "\N{EN DASH}")
    if not parts.open[i, j]:
        return f'<td style="{_CELL}">{shown}</td>'
    reason = _markup.escape(parts.why(i, j), 60)
    return f'<td title="{reason}" style="{_CELL};{_markup.HATCH}">{shown}</td>'


def as_dict(parts: Parts) -> dict[str, Any]:
    """Plain data in a stable order."""
    return {
        "kind": "panel",
        "rows": list(parts.rows),
        "columns": list(parts.columns),
        "max_depth": parts.max_depth,
        "lower": parts.lower.tolist(),
        "upper": parts.upper.tolist(),
        "status": parts.status.tolist(),
        "weights": parts.full_weights().tolist(),
        "sources": list(parts.sources),
        "assumptions": list(parts.sentences()),
    }
