"""What is printed, on a screen of any width: whole results, and words without the places where lines end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from chirograph.base import layout

#: Loads the command once; each line is a process of its own with stdout and stderr in files.
_EACH = """
import os, shlex, sys
import chirograph.dataset
from chirograph.cli.main import main
for number, line in enumerate(sys.argv[2:]):
    if child := os.fork():
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    for handle in (1, 2):
        os.dup2(os.open(f"{sys.argv[1]}/{number}-{handle}", os.O_WRONLY | os.O_CREAT), handle)
    main(shlex.split(line))
"""


def whole(found: object) -> str:
    """A result as it prints where lines have no end."""
    with layout.on(layout.Paper(None)):
        return repr(found)


def words(text: str) -> Counter[str]:
    """Every word and number of a text, and how often."""
    return Counter(re.findall(r"[^\W_][\w.-]*[^\W_]|[^\W_]", text))


def flat(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


def one_after_another(
    lines: Sequence[str], folder: Path, **environment: str
) -> list[tuple[int, bytes, bytes]]:
    """How each line of the command ends in a process of its own in a folder, its stdout and its stderr."""
    into = folder / "printed"
    into.mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", _EACH, str(into), *lines],
        cwd=folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, capture_output=True,
        check=True, timeout=100,
    )  # fmt: skip
    codes = [int(code) for code in ran.stdout.split()]
    files = [[(into / f"{n}-{handle}").read_bytes() for handle in (1, 2)] for n in range(len(lines))]
    return [(code, out, err) for code, (out, err) in zip(codes, files, strict=True)]
