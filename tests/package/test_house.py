"""Rules of the house that no reader checks by eye: no machine paths, tests that say what they hold, sizes."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from _repo import ROOT, each, files, shown, tree

TEXT = {
    ".py",
    ".pyi",
    ".cpp",
    ".hpp",
    ".md",
    ".toml",
    ".json",
    ".cff",
    ".cmake",
    ".txt",
    ".ipynb",
    ".html",
    ".csv",
    ".in",
    "",
}
# Built from parts, so that this file does not contain what it looks for.
MACHINE = re.compile(
    "|".join(["/" + "work/", "/" + "tmp/", "/" + "home/", "/" + "root/", "/" + "Users/", "/" + "opt/"])
)
ALLOWED = {"cpp/fuzz"}


def texts() -> list[Path]:
    return [path for path in files() if path.suffix in TEXT and not shown(path).startswith(tuple(ALLOWED))]


def test_no_file_mentions_a_path_of_one_machine() -> None:
    """No committed text names a home directory, a scratch directory or another place of one machine."""
    found = []
    for path in texts():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{shown(path)}:{number}: {line.strip()[:80]}")
    assert not found, "\n".join(found)


def test_the_rule_about_paths_can_fail() -> None:
    """The pattern finds what it is meant to find."""
    assert MACHINE.search('open("' + "/" + 'tmp/x")')
    assert not MACHINE.search("a/b/template")


@each([p for p in files(".py", under="tests") if p.name.startswith("test_")])
def test_every_test_says_what_must_hold(path: Path) -> None:
    """Every test function has a docstring."""
    parsed = tree(path)
    tests = [n for n in ast.walk(parsed) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
    assert not [node.name for node in tests if not ast.get_docstring(node)], shown(path)


def test_folders_on_the_path_have_different_names_inside() -> None:
    """Files in the folders that pytest puts on the path differ in name, so an import finds the right one."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        folders = tomllib.load(file)["tool"]["pytest"]["ini_options"]["pythonpath"]
    names = [
        path.stem for folder in folders for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"
    ]
    assert names
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_no_compiled_file_or_report_is_committed() -> None:
    """The checkout holds sources: no object code, no generated report, nothing over 1 MB."""
    for path in files():
        assert path.suffix not in {".so", ".o", ".a", ".pyc", ".whl"}, shown(path)
        assert path.stat().st_size < 1_000_000, f"{shown(path)}: {path.stat().st_size} bytes"
    assert (ROOT / ".gitignore").is_file()
