"""Text laid out on a paper: paragraphs and cells run on below, signs that it lacks are plain ones."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from chirograph.errors import shown

__all__ = ["PLAINLY", "Paper", "cells", "fill", "folded", "on", "paper", "plain", "table"]


class Paper(NamedTuple):
    """Where text will stand: letters of a line, without end where None, and the signs there are.

    Parameters
    ----------
    width : int or None
        Letters of a line.
    encoding : str
        What the signs are written in.
    brief : bool
        Whether wide cells are cut with an ellipsis, so that a row is a line: what was cut is one question
        away in a session of Python, and nowhere on a terminal.
    """

    width: int | None = 150
    encoding: str = "utf-8"
    brief: bool = False


#: Of what is printed in a session of Python.
_SCREEN = Paper(brief=True)
_PAPER: ContextVar[Paper] = ContextVar("paper", default=_SCREEN)


def paper() -> Paper:
    """The paper that tables are laid out for.

    Examples
    --------
    >>> paper().width
    150
    """
    return _PAPER.get()


@contextmanager
def on(sheet: Paper) -> Iterator[None]:
    """Tables are laid out for this paper.

    Examples
    --------
    >>> with on(Paper(60)):
    ...     paper().width
    60
    """
    token = _PAPER.set(sheet)
    try:
        yield
    finally:
        _PAPER.reset(token)


#: What stands for a sign that an encoding lacks.
_SIGNS = {
    "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MINUS SIGN}": "-", "\N{NON-BREAKING HYPHEN}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"', "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE LOW-9 QUOTATION MARK}": '"', "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{RIGHTWARDS ARROW}": "->", "\N{LEFTWARDS ARROW}": "<-",
    "\N{LEFT RIGHT ARROW}": "<->", "\N{PLUS-MINUS SIGN}": "+/-", "\N{MULTIPLICATION SIGN}": "x",
    "\N{LESS-THAN OR EQUAL TO}": "<=", "\N{GREATER-THAN OR EQUAL TO}": ">=", "\N{NOT EQUAL TO}": "!=",
    "\N{MIDDLE DOT}": ".", "\N{BULLET}": "*", "\N{FRACTION SLASH}": "/",
}  # fmt: skip


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """A plain sign, a letter without its marks, or the name of what has neither."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    words = []
    for at in range(error.start, error.end):
        parts = unicodedata.normalize("NFKD", _SIGNS.get(error.object[at], error.object[at]))
        word = "".join(_SIGNS.get(part, part) for part in parts if not unicodedata.combining(part))
        if not (word and word.isascii()):
            one = UnicodeEncodeError(error.encoding, error.object, at, at + 1, error.reason)
            word = str(codecs.namereplace_errors(one)[0])
        words.append(word)
    return "".join(words), error.end


#: How a stream is told to write what it lacks.
PLAINLY = "chirograph.plainly"
codecs.register_error(PLAINLY, _plainly)


def plain(text: str, encoding: str) -> str:
    r"""Text in the signs of an encoding.

    Examples
    --------
    >>> print(plain("1\N{EN DASH}2 caf\xe9 \N{RIGHTWARDS ARROW}", "ascii"))
    1-2 cafe ->
    """
    return text if text.isascii() else text.encode(encoding, PLAINLY).decode(encoding)


def cells(text: str) -> int:
    r"""How many cells of a screen a text takes: letters of some scripts take two, marks on letters none.

    Examples
    --------
    >>> cells("abc"), cells("\N{HANGUL SYLLABLE HAN}"), cells("e\N{COMBINING ACUTE ACCENT}")
    (3, 2, 1)
    """
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


_NUMBER = r"[~<>-]?\d[\d.,/]*(?: %)?"
#: What is read as one: "[0.333, 0.733]", "0 to 1 of 2", "± 0.02", "12 %", "(L to F)", "(AAA BBB)", "3 pairs".
_WHOLE = re.compile(
    rf"\[[^\][\s]+, [^\][\s]+\]|{_NUMBER}(?: (?:to|of|±|\+/-) {_NUMBER})+|(?:±|\+/-) {_NUMBER}"
    r"|(?<!\w)\d+ (?:%|[a-z]+)|\(\w+ to \w+\)|\([A-Z]{2,}(?: [A-Z]{2,})+\)"
)
#: A space that is not broken; it stands in no text that is shown.
_GLUE = "\x00"


def _words(text: str) -> list[str]:
    return _WHOLE.sub(lambda found: found[0].replace(" ", _GLUE), text).split()


def fill(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    """A paragraph in lines of a width; ranges stay whole, and only words wider than a line are broken.

    Examples
    --------
    >>> fill("Between the two: [0.333, 0.733] for certain", 20, "- ", "  ")
    ['- Between the two:', '  [0.333, 0.733] for', '  certain']
    """
    lines, line, free = [], first, True
    waiting = _words(text)[::-1]
    while waiting:
        word = waiting.pop()
        room = width - cells(line) - (not free)
        if cells(word) <= room:
            line, free = line + ("" if free else " ") + word, False
        elif not free:
            lines.append(line)
            line, free = then, True
            waiting.append(word)
        elif _GLUE in word:
            waiting += word.split(_GLUE)[::-1]
        elif cells(word) <= width:  # an address, say: it stands further left than the rest
            lines += [line] if line.strip() else []
            line, free = " " * min(cells(then), width - cells(word)) + word, False
        else:
            cut = max(1, next(at for at in range(len(word)) if cells(word[: at + 1]) > room))
            lines.append(line + word[:cut])
            line = then
            waiting.append(word[cut:])
    return [one.replace(_GLUE, " ") for one in [*lines, *([] if free and lines else [line])]]


#: What text that runs on below stands under: the text after a bullet, a number or a first column.
_HEAD = re.compile(r" *(?:[-*] +|\d+\. +|\S+(?: \S+)*? {2,})(?=\S)")


def folded(text: str, width: int | None) -> str:
    """Lines that are too wide, each run on below with a hanging indent; the others as they are.

    Examples
    --------
    >>> print(folded("short\\n  key  a text that is long", 18))
    short
      key  a text that
           is long
    """
    if width is None:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        if cells(line) <= width:
            lines.append(line)
            continue
        head = _HEAD.match(line)
        first = head[0] if head and cells(head[0]) <= width // 2 else ""
        indent = line[: len(line) - len(line.lstrip(" "))]
        then = " " * cells(first) if first else f"{indent}  "
        lines += fill(line[len(first) :], width, first or indent, then)
    return "\n".join(lines)


#: Lines that a row of a table may take; letters of a cell in a table that may stand in pieces.
_TALL, _SHORT = 4, 24
#: Letters that a column keeps where it is cut.
_LEAST = 10
_Rows = Sequence[Sequence[str]]


def table(head: Sequence[str], rows: _Rows, sheet: Paper) -> list[str]:
    """Rows of text in columns of a paper.

    Where a line would not fit, cells run on below; columns of short cells stand in several pieces under one
    another, each with the labels of its rows; else every row becomes a paragraph. A brief one has cut cells.

    Examples
    --------
    >>> table(["", "a", "b"], [["x", "1 to 2", "3 to 4"]], Paper(12))
    ['   a', 'x  1 to 2', '', '   b', 'x  3 to 4']
    """
    head, *rows = ([plain(shown(cell), sheet.encoding) for cell in row] for row in (head, *rows))
    if sheet.brief and sheet.width is not None:
        head, *rows = _cut([head, *rows], sheet.width)
        sheet = sheet._replace(width=None)
    whole = _columns(range(len(head)), [head, *rows], sheet.width)
    if whole is not None or sheet.width is None:
        return whole or []
    labels = next((k for k in range(1, len(head)) if len({tuple(row[:k]) for row in rows}) == len(rows)), 0)
    values = range(labels, len(head))
    if labels and all(cells(row[i]) <= _SHORT for row in rows for i in values):
        for count in range(2, len(values) + 1):
            most = -(-len(values) // count)
            groups = [[*range(labels), *values[at : at + most]] for at in range(0, len(values), most)]
            pieces = [_columns(group, [head, *rows], sheet.width) for group in groups]
            if all(pieces):
                return [line for piece in pieces for line in ("", *(piece or ()))][1:]
    return list(_paragraphs(head, rows, max(1, labels), sheet.width))


def _cut(rows: _Rows, width: int) -> list[list[str]]:
    """The widest columns are cut until a line fits, none of them below a least width."""
    widths = [max(cells(row[i]) for row in rows) for i in range(len(rows[0]))]
    most = max(widths, default=0)
    while most > _LEAST and sum(min(one, most) + 2 for one in widths) > width:
        most -= 1
    return [[cell if cells(cell) <= most else cell[: most - 1] + "…" for cell in row] for row in rows]


def _columns(chosen: Sequence[int], rows: _Rows, width: int | None) -> list[str] | None:
    """These columns beside one another, cells run on below; None where they do not fit."""
    widths = [max(cells(row[i]) for row in rows) for i in chosen]
    if width is not None:
        room = width - 2 * (len(widths) - 1)
        least = [max((cells(word) for row in rows for word in _words(row[i])), default=0) for i in chosen]
        if sum(least) > room:
            return None
        while sum(widths) > room:
            at = max(range(len(widths)), key=lambda i: widths[i] if widths[i] > least[i] else -1)
            widths[at] -= 1
    lines = []
    for row in rows:
        stacks = [
            [row[i]] if cells(row[i]) <= most else fill(row[i], most)
            for i, most in zip(chosen, widths, strict=True)
        ]
        tall = max(map(len, stacks), default=0)
        if tall > _TALL and row is not rows[0]:
            return None
        for at in range(tall):
            parts = [stack[at] if at < len(stack) else "" for stack in stacks]
            padded = (part + " " * (most - cells(part)) for part, most in zip(parts, widths, strict=True))
            lines.append("  ".join(padded).rstrip())
    return lines


def _paragraphs(head: Sequence[str], rows: _Rows, labels: int, width: int) -> Iterator[str]:
    """A row as its labels and, below, what stands in each column."""
    if any(head[:labels]):
        yield from fill("  ".join(filter(None, head[:labels])), width)
    for row in rows:
        yield from fill(" ".join(filter(None, row[:labels])), width, "", "  ")
        told = (f"{name}: {cell}" if name else cell for name, cell in zip(head, row, strict=True) if cell)
        values = list(told)[sum(1 for cell in row[:labels] if cell) :]
        if values:
            yield from fill("; ".join(values), width, "  ", "    ")
