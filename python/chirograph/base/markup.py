"""Static HTML for notebooks: escaped, inline CSS, no script, legible on light and dark ground."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from chirograph.base import layout
from chirograph.base.layout import Paper
from chirograph.errors import shown

#: Nothing but `inherit`, `currentColor` and a mid grey is used, so that dark themes need no second style.
TABLE = "border-collapse:collapse;color:inherit;background:transparent;font-size:90%;margin:.3em 0"
CELL = "padding:.15em .6em;text-align:left;border-bottom:1px solid rgba(128,128,128,.35);vertical-align:top"
HEAD = CELL + ";font-weight:600"
NUMBER = CELL + ";text-align:right;font-variant-numeric:tabular-nums"
NOTE = "font-size:85%;opacity:.8;margin:.2em 0;max-width:60em"
HATCH = "background-image:repeating-linear-gradient(45deg,rgba(128,128,128,.45) 0 2px,transparent 2px 6px)"
PALE = "background:rgba(128,128,128,.25);outline:1px dashed currentColor;outline-offset:-1px"

MOST_ROWS = 60
MOST_COLUMNS = 40
MOST_TEXT = 240
SCREEN = 150
#: Between the two names of a pair.
DASH = "\N{EN DASH}"


def escape(value: object, most: int = MOST_TEXT) -> str:
    """Text for HTML, cut after `most` characters with an ellipsis.

    Examples
    --------
    >>> escape('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    import html  # its table of entities is large, and the command line needs none

    text = shown(value, lines=True)
    return html.escape(text if len(text) <= most else text[: most - 1] + "…", quote=True)


def anchor(kind: str, *labels: str) -> str:
    """The id of a place on a page, such as the cell of a programme and an area; other labels, another id.

    Letters and digits stay; anything else in a label stands as its code between two low lines.

    Examples
    --------
    >>> anchor("cell", "KOR", "A03"), anchor("area", "a-b c")
    ('cell-KOR-A03', 'area-a_2d_b_20_c')
    """

    def plain(label: str) -> str:
        return "".join(letter if letter.isalnum() else f"_{ord(letter):x}_" for letter in label)

    return "-".join((kind, *map(plain, labels)))


def number(value: object, digits: int = 3) -> str:
    """A number for reading: fixed digits, and a word instead of NaN.

    Examples
    --------
    >>> number(1 / 3), number(float("nan")), number(4), number(None)
    ('0.333', 'undefined', '4', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return "undefined" if math.isnan(value) else f"{value:.{digits}f}"
    return str(value)


def interval(lower: float, upper: float, digits: int = 3) -> str:
    """Both ends in one bracket.

    Examples
    --------
    >>> interval(7 / 24, 11 / 14)
    '[0.292, 0.786]'
    >>> interval(float("nan"), float("nan"))
    'undefined'
    """
    if math.isnan(lower) or math.isnan(upper):
        return "undefined"
    return f"[{lower:.{digits}f}, {upper:.{digits}f}]"


def bar(lower: float, upper: float, low: float, high: float, inner: tuple[float, float] | None = None) -> str:
    """A flat bar with square ends over the range of an index; no point, as no value is more likely.

    With `inner`, only what lies between these two is filled and the rest pale within a dashed line; NaN
    stands for one that is not known.
    """
    if math.isnan(lower) or math.isnan(upper) or high <= low:
        return ""
    left = 100 * (lower - low) / (high - low)
    width = max(1.0, 100 * (upper - lower) / (high - low))
    frame = '<div style="width:9em;height:.7em;border:1px solid rgba(128,128,128,.5)">'
    place = f"margin-left:{min(left, 99.0):.1f}%;width:{width:.1f}%;height:100%;"
    full = '<div style="{}background:currentColor;opacity:.55"></div>'
    if inner is None:
        return f"{frame}{full.format(place)}</div>"
    found = [value for value in inner if not math.isnan(value)]
    filled = ""
    if found and upper > lower:
        start, end = (100 * (value - lower) / (upper - lower) for value in (min(found), max(found)))
        filled = full.format(
            f"margin-left:{min(start, 99.0):.1f}%;width:{max(1.0, end - start):.1f}%;height:100%;"
        )
    return f'{frame}<div style="{place}{PALE}">{filled}</div></div>'


def paragraph(text: str) -> str:
    """A small note."""
    return f'<p style="{NOTE}">{escape(text, len(text))}</p>'


def heading(text: str) -> str:
    """A line above a list."""
    return f'<p style="font-weight:600;margin:.4em 0 0">{escape(text)}</p>'


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "", numeric: Sequence[bool] = ()
) -> str:
    """An HTML table; the cells are markup already, the head and the caption are not."""
    right = list(numeric) + [False] * (len(head) - len(numeric))
    parts = [f'<table style="{TABLE}">']
    if caption:
        parts.append(f'<caption style="text-align:left;font-weight:600">{escape(caption)}</caption>')
    titles = "".join(f'<th scope="col" style="{HEAD}">{escape(name)}</th>' for name in head)
    parts.append(f"<thead><tr>{titles}</tr></thead><tbody>")
    for row in rows:
        cells = "".join(
            f'<td style="{NUMBER if is_number else CELL}">{cell}</td>'
            for cell, is_number in zip(row, right, strict=True)
        )
        parts.append(f"<tr>{cells}</tr>")
    parts.append("</tbody></table>")
    return "".join(parts)


def page(*parts: str) -> str:
    """One block of a notebook's output."""
    return '<div style="color:inherit;background:transparent;overflow-x:auto">' + "".join(parts) + "</div>"


def counted(count: int, noun: str) -> str:
    """A number with its noun, in the plural where it takes one.

    Examples
    --------
    >>> counted(1, "pair"), counted(2, "pair")
    ('1 pair', '2 pairs')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shorten(names: Sequence[str], limit: int = 6) -> str:
    """The names in a sentence: all of them, or the first few and how many more.

    Names that hold commas of their own take a semicolon between them.

    Examples
    --------
    >>> shorten(["a", "b", "c"])
    'a, b and c'
    >>> shorten(["a", "b", "c", "d"], limit=2)
    'a, b and 2 more'
    """
    comma = "; " if any("," in name for name in names) else ", "
    if len(names) > limit:
        return comma.join(names[:limit]) + f" and {len(names) - limit} more"
    return " and ".join((comma.join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def columns_of_text(
    head: Sequence[str], rows: Sequence[Sequence[str]], screen: Paper | None = None
) -> list[str]:
    """Rows of text aligned in columns, laid out for a paper: by default that of the screen.

    Examples
    --------
    >>> columns_of_text(["a", "b"], [["1", "22"], ["333", "4"]])
    ['a    b', '1    22', '333  4']
    """
    return layout.table(head, rows, screen or layout.paper())
