"""Code in documents: found, run, and held against what the lines below it say it prints."""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shared import once

from chirograph.cli.main import main


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code in one language of a Markdown document, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def commands(text: str) -> list[str]:
    """The lines of its shell blocks, without comments."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    return [line.split("  #")[0].strip() for line in lines]


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command, with nothing to read and figures that need no screen."""
    environment = {**os.environ, "MPLBACKEND": "agg"}
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def command_line(line: str) -> list[str]:
    """A line of the command `chirograph` as this Python runs it."""
    return [sys.executable, "-c", "from chirograph.cli import main; main()", *shlex.split(line)[1:]]


def main_says(line: str, printed: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """How a line of the command `chirograph` ends in this process, what it prints, and what it says besides.

    Slow answers that several documents ask for are computed once.
    """
    printed.readouterr()
    with once(), pytest.raises(SystemExit) as left:
        main(shlex.split(line)[1:])
    said = printed.readouterr()
    assert isinstance(left.value.code, int)
    return left.value.code, said.out, said.err


def in_order(text: str) -> Iterator[tuple[str, str]]:
    """The Python and shell blocks of a document as a reader meets them: language and code."""
    yield from re.findall(r"^```(python|sh)\n(.*?)^```$", text, re.M | re.S)


def wrong_prints(code: str, names: dict[str, Any]) -> list[str]:
    """Run code statement by statement; what was printed otherwise than the comment under it says.

    Comment lines right below a statement are what it prints; "..." stands for anything.
    """
    lines, wrong = code.splitlines(), []
    for node in ast.parse(code).body:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(ast.Module([node], []), "snippet", "exec"), names)
        promised = []
        for line in lines[node.end_lineno :]:
            if not line.startswith("#"):
                break
            promised.append(line[2:])
        wanted, got = "\n".join([*promised, ""]), said.getvalue()
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        if promised and not doctest.OutputChecker().check_output(wanted, got, flags):
            wrong.append(f"{ast.unparse(node)}\nsays:\n{wanted}prints:\n{got}")
    return wrong
