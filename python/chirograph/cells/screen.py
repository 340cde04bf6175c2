"""A panel on a screen and in a notebook: its size, its cells as far as they fit, and why some are unknown."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import numpy as np

from chirograph.base import markup as html
from chirograph.base.layout import Paper
from chirograph.base.markup import counted
from chirograph.cells.content import Content
from chirograph.errors import shown

_SCREEN_ROWS = 24
_SCREEN_COLUMNS = 24
_SCREEN_LETTERS = 140
_MARKUP_CELLS = 400
_CELL = "padding:.1em .4em;text-align:center"


def text(content: Content) -> str:
    """A panel as text."""
    columns = content.columns[:_SCREEN_COLUMNS]
    rows = content.rows[:_SCREEN_ROWS]
    grid = [[_short(content.cell_text(i, j), 16) for j in range(len(columns))] for i in range(len(rows))]
    lines = [*told(content), headline(content), *_grid(rows, columns, grid)]
    if more := _more(len(content.rows) - len(rows), len(content.columns) - len(columns)):
        lines.append(f"… {more}")
    shown = any("?" in row for row in grid)
    whole = "of the scale of its area" if content.scales or content.kinds else f"0..{content.max_depth}"
    notes = [f"? any {content.depth} {whole}." if shown else "", reasons(content)]
    lines.append(" ".join(note for note in notes if note))
    return "\n".join([*(line for line in lines if line), " ".join(content.sentences())])


def page(content: Content) -> str:
    """A panel as HTML."""
    columns = content.columns[: html.MOST_COLUMNS]
    rows = content.rows[: max(1, min(html.MOST_ROWS, _MARKUP_CELLS // len(columns)))]
    head = "".join(_label(content, label, "col") for label in columns)
    lines = [f'<tr><th scope="col" style="{_CELL}"></th>{head}</tr>']
    for i, row in enumerate(rows):
        cells = "".join(_cell(content, i, j) for j in range(len(columns)))
        lines.append(f"<tr>{_label(content, row, 'row')}{cells}</tr>")
    heads = "<br>".join(html.escape(line) for line in (*told(content), headline(content)))
    title = f'<caption style="text-align:left;font-weight:600">{heads}</caption>'
    pieces = [f'<table style="{html.TABLE}">{title}{"".join(lines)}</table>']
    if more := _more(len(content.rows) - len(rows), len(content.columns) - len(columns)):
        pieces.append(html.paragraph(f"Not shown: {more}."))
    if reasons(content):
        pieces.append(html.paragraph("Hatched cells are unknown. " + reasons(content)))
    pieces.append(html.paragraph(" ".join(content.sentences())))
    return html.page(*pieces)


def told(content: Content) -> list[str]:
    """What the user said the cells are, in one line; no line when nothing was said."""
    known = content.about
    rest = [known.get("authors", ""), known.get("as_of", ""), known.get("licence", "")]
    about = "; ".join(part for part in rest if part)
    line = " ".join(part for part in (known.get("title", ""), f"({about})" if about else "") if part)
    return [shown(line)] if line else []


def headline(content: Content) -> str:
    """Size and how much of it is unknown, in one line."""
    unknown = int(np.count_nonzero(content.open))
    size = f"{counted(len(content.rows), 'programme')} x {counted(len(content.columns), 'area')}"
    of = f"{unknown} of {counted(content.lower.size, 'cell')}"
    return f"Panel of {size}, depths 0..{content.max_depth}: {of} unknown"


def reasons(content: Content) -> str:
    """The unknown cells counted by reason; empty when every cell is known."""
    found = "; ".join(f"{count} {reason}" for reason, count in content.counts().items())
    return f"Unknown because: {found}." if found else ""


def _grid(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    """Cells in columns under their labels; where labels are long, under numbers that a line explains."""
    heads, key = list(columns), []
    widths = (max(map(len, (label, "1-3", *cell))) for label, *cell in zip(columns, *cells, strict=True))
    if sum(width + 2 for width in widths) > _SCREEN_LETTERS:
        heads = [str(j + 1) for j in range(len(columns))]
        listed = ", ".join(f"{head} {_short(label, 40)}" for head, label in zip(heads, columns, strict=True))
        key = wrap(f"Areas: {listed}", html.SCREEN, break_on_hyphens=False)
    shown = [_short(row, 40) for row in rows]
    body = [[row, *line] for row, line in zip(shown, cells, strict=True)]
    return [*html.columns_of_text(["", *heads], body, Paper(None)), *key]


def _short(label: str, most: int) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"


def _more(rows: int, columns: int) -> str:
    """How much is left out, in words."""
    left = [
        counted(count, f"more {noun}") for count, noun in ((rows, "programme"), (columns, "area")) if count
    ]
    return " and ".join(left)


def _label(content: Content, label: str, scope: str) -> str:
    """The head of a row or a column; its readable name shows where the pointer rests."""
    name = content.names.get(label, label)
    title = f' title="{html.escape(name, 80)}"' if name != label or len(label) > 40 else ""
    return f'<th scope="{scope}"{title} style="{_CELL}">{html.escape(label, 40)}</th>'


def _cell(content: Content, i: int, j: int) -> str:
    shown = html.escape(content.cell_text(i, j), 40)
    if not content.open[i, j]:
        return f'<td style="{_CELL}">{shown}</td>'
    reason, shown = html.escape(content.why(i, j), 60), shown.replace("-", "\N{EN DASH}")
    return f'<td title="{reason}" style="{_CELL};{html.HATCH}">{shown}</td>'
