"""Ways of writing that are killed at one step after the other; `python tests/files_killed.py WAY FOLDER`.

A step is a call of `os`, of `flock` or of the exchange that `chirograph.base.files` makes. For every step the
process ends without warning before it, after it, and in the middle of it where it writes, each time in a
folder of its own, until the run comes to its normal end.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chirograph.base import files, scratch

OLD, NEW = "old " * 5000, "new " * 5000
#: Packages: what index.txt names is ours. The new one has a file less and a file more.
OLD_PACKAGE = {"a.txt": OLD, "b.txt": OLD, "index.txt": "a.txt b.txt"}
NEW_PACKAGE = {"a.txt": NEW, "c.txt": NEW, "index.txt": "a.txt c.txt"}
WHENS = ("before", "after", "half")


def ours(folder: Path) -> tuple[str, ...]:
    """What the index of a package names, itself last."""
    index = folder / "index.txt"
    named = index.read_text(encoding="utf-8").split() if index.is_file() else []
    return tuple(name for name in [*named, "index.txt"] if (folder / name).is_file())


def packed(folder: Path, texts: dict[str, str]) -> None:
    """A folder as it was before."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def guest(folder: Path) -> Callable[[], None]:
    """A check that lets somebody put a file into the package just before it is exchanged."""
    calls: list[int] = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 2:
            (folder / "late.txt").write_text("mine", encoding="utf-8")

    return check


def prepare(way: str, folder: Path) -> None:
    """What is there before the run."""
    target = folder / "target"
    if way == "file behind a link":
        (folder / "real").write_text(OLD, encoding="utf-8")
        target.symlink_to("real")
    elif way == "replaced file":
        target.write_text(OLD, encoding="utf-8")
    elif way == "empty folder":
        target.mkdir()
    elif "package" in way:
        packed(target, OLD_PACKAGE)


def run(way: str, folder: Path) -> None:
    """The run itself."""
    target = folder / "target"
    if "file" in way:
        files.write(target, NEW)
    else:
        check = guest(target) if way == "package with a late guest" else None
        files.write_folder(target, NEW_PACKAGE, check, ours)


class Steps:
    """Stands for a module whose calls are counted, and ends the process at one of them."""

    def __init__(self, last: int, when: str) -> None:
        self.count, self.last, self.when = 0, last, when

    def module(self, module: Any) -> Any:
        """The module, its calls counted."""
        steps = self

        class Counted:
            def __getattr__(self, name: str) -> Any:
                found = getattr(module, name)
                plain = callable(found) and not isinstance(found, type)
                return steps.call(found, name) if plain else found

        return Counted()

    def call(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The function as a step."""

        def step(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count != self.last:
                return function(*arguments, **options)
            try:
                if self.when == "half" and name == "write":
                    function(arguments[0], arguments[1][: len(arguments[1]) // 2])
                elif self.when == "after":
                    function(*arguments, **options)
            finally:  # a call that fails is a step, too
                os.kill(os.getpid(), signal.SIGKILL)

        return step


def killed(way: str, folder: Path, last: int, when: str) -> bool:
    """Whether a run in a process of its own was killed at that step; False when it came to its end."""
    child = os.fork()
    if child == 0:
        steps = Steps(last, when)
        files.os = scratch.os = steps.module(os)  # type: ignore[attr-defined]
        if scratch.fcntl is not None:
            scratch.fcntl = steps.module(scratch.fcntl)
        if way == "package by two renames":
            files.rename = lambda *_: False  # type: ignore[assignment]
        else:
            files.rename = steps.call(files.rename, "rename")  # type: ignore[assignment]
        run(way, folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    assert status == 0, (way, last, when, status)
    return False


def main(way: str, root: Path) -> None:
    """Every step, in folders `root/WHEN-NUMBER`; the last ones are those of runs that were not killed."""
    for when in WHENS:
        step, going = 0, True
        while going:
            step += 1
            folder = root / f"{when}-{step}"
            folder.mkdir()
            prepare(way, folder)
            going = killed(way, folder, step, when)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
