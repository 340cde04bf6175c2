"""What the command says: answers to stdout, talk to stderr, whatever these are, and how it ends."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from chirograph.base.layout import PLAINLY

__all__ = ["BAD_DATA", "EXIT_CODES", "SAYS_NO", "WRONG_USE", "Stop", "answer", "as_json", "prepare", "talk"]

SAYS_NO, WRONG_USE, BAD_DATA, UNWRITTEN, INTERRUPTED = 1, 2, 3, 4, 130
EXIT_CODES = (
    "Exit codes: 0 right, 1 the result says no, 2 wrong use or a file that cannot be read or written, "
    "3 bad data, 4 the answer could not be written to stdout, 130 interrupted."
)


class Stop(Exception):
    """Ends the command: words for stderr, which may be empty, and the exit code."""

    def __init__(self, words: str, code: int) -> None:
        super().__init__(words)
        self.words, self.code = words, code


def prepare() -> None:
    """Make the streams take any text: signs that a terminal lacks are plain ones, or stand by their name.

    Raises
    ------
    Stop
        When stdout is closed: then there is no place for an answer.
    """
    # A file that is opened later must not become the stdout or stderr of a process that has none.
    while (file := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(file)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAINLY)
    if sys.stdout is None:
        raise Stop("stdout is closed, the answer has no place", UNWRITTEN)


def answer(text: str | bytes) -> None:
    """Print an answer; bytes are a document in UTF-8, and stay that on every terminal."""
    binary = getattr(sys.stdout, "buffer", None)
    if isinstance(text, bytes) and binary is not None:
        binary.write(text + b"\n")
    else:
        sys.stdout.write((text.decode() if isinstance(text, bytes) else text) + "\n")
    sys.stdout.flush()


def talk(words: str) -> None:
    """Print to stderr. Where that cannot be written to there is nobody to tell."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(f"{words}\n")
            sys.stderr.flush()
    except OSError:
        _forget(sys.stderr)


def as_json(data: Any) -> bytes:
    """Plain data as a document. The bytes of a file name that are no text are written as text escapes.

    Examples
    --------
    >>> as_json("d\\udcff").decode()
    '"d\\\\\\\\udcff"'
    """
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    return re.sub(r"[\ud800-\udfff]", lambda found: f"\\\\u{ord(found[0]):04x}", text).encode()


@contextmanager
def told() -> Iterator[None]:
    """Errors of the system end the command. Those of files name the file; what has no name is stdout."""
    try:
        yield
    except OSError as error:
        why = str(error.strerror or error)
        if error.filename is not None:
            raise Stop(f"{error.filename}: {why}", WRONG_USE) from error
        _forget(sys.stdout)
        # Of a reader that left one does not speak.
        raise Stop("" if error.errno == errno.EPIPE else f"stdout: {why}", UNWRITTEN) from error


def _forget(stream: TextIO) -> None:
    """What is still waiting has nowhere to go; the end of the process would try again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
