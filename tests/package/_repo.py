"""What the tests of this folder share: where the checkout is and which files belong to it."""

from __future__ import annotations

import subprocess
import tomllib
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
