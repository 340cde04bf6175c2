"""What the tests of this folder share: where the checkout is and which files belong to it."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "python" / "chirograph"
SKIPPED = {
    ".git",
    ".venv",
    "build",
    "dist",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}


def project() -> dict[str, Any]:
    """The table [project] of pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return dict(tomllib.load(file)["project"])


def files(*suffixes: str, under: str = ".") -> list[Path]:
    """Files of the checkout with one of these suffixes (all when none is named), no build products."""
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", under],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if tracked.returncode == 0:
        found = [ROOT / name for name in tracked.stdout.decode().split("\0") if name]
    else:
        found = [
            path for path in (ROOT / under).rglob("*") if not SKIPPED & set(path.relative_to(ROOT).parts)
        ]
    return sorted(path for path in found if path.is_file() and (not suffixes or path.suffix in suffixes))


def shown(path: Path) -> str:
    """The path as a reader of the checkout writes it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """A Python file as it is parsed; nothing changes it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def each(paths: Sequence[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """One test of many files: the check is made of each, and every file that fails it is told.

    A test for each file would cost more than what it checks.
    """
    assert paths

    def of(check: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = []
            for path in paths:
                try:
                    check(path)
                except AssertionError as error:
                    wrong.append(f"{shown(path)}: {error}")
            assert not wrong, "\n".join(wrong)

        # Not by functools.wraps, for which pytest would ask for a path.
        test.__name__, test.__qualname__, test.__doc__ = check.__name__, check.__qualname__, check.__doc__
        return test

    return of
