"""The paper that a stream is: its width, its signs, whether it takes colour; how text is laid on it.

Verbs hand over words, tables and commands. None of them knows a width: tables ask for the paper where they
are made (`base/layout.py`), everything else is folded here.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

import click

from chirograph.base.layout import Paper, cells, folded, plain

__all__ = ["PIPE", "answers", "commands", "laid", "of", "styled", "talk"]

#: Letters of a line where there is no terminal: a file looks the same wherever it is made.
PIPE = 100
_LEAST = 20


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it is closed
        return False


def of(stream: TextIO | None, piped: int | None = PIPE) -> Paper:
    """The paper of a stream: as wide as the terminal or as COLUMNS says, elsewhere as wide as `piped`."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    told, width = os.environ.get("COLUMNS", ""), piped
    if told.isdecimal() and int(told):
        width = max(_LEAST, int(told))
    elif stream is not None and _is_terminal(stream):
        try:
            width = max(_LEAST, os.get_terminal_size(stream.fileno()).columns or PIPE)
        except OSError:  # it says that it is one, and not how wide
            width = PIPE
    return Paper(width, encoding)


def answers(wide: bool) -> Paper:
    """The paper of answers; a wide one has lines without end."""
    sheet = of(sys.stdout)
    return sheet._replace(width=None) if wide else sheet


def talk(wide: bool = False) -> Paper:
    """The paper of what is said besides, which only a terminal folds."""
    sheet = of(sys.stderr, None)
    return sheet._replace(width=None) if wide else sheet


def laid(text: str, sheet: Paper) -> str:
    """Words as they stand on a paper."""
    return folded(plain(text, sheet.encoding), sheet.width)


def commands(lines: Sequence[str], sheet: Paper) -> str:
    """Commands to go on with: beside one another where there is room, else each on lines of its own."""
    beside = f"Next: {'; '.join(lines)}"
    if not lines or sheet.width is None or cells(beside) <= sheet.width:
        return beside if lines else ""
    return "\n".join(["Next:", *(one for line in lines for one in _continued(line, sheet.width))])


def _continued(command: str, width: int) -> Iterator[str]:
    """A command that a shell reads as one: lines end between its words, with a backslash."""
    line = " "
    for word in map(shlex.quote, shlex.split(command)):
        if line.strip() and cells(line) + cells(word) + 3 > width:
            yield f"{line} \\"
            line = "   "
        line += f" {word}"
    yield line


def styled(text: str, stream: TextIO | None, **style: bool) -> str:
    """Text in a style of a terminal; in a pipe, with NO_COLOR and on a terminal without styles as it is."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return click.style(text, **style) if text and wanted and _is_terminal(stream) else text
