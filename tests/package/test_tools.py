"""tools/check knows the tests of every room, and what contributors read names what is there."""

from __future__ import annotations

import fnmatch
import re
import subprocess

import pytest
from _repo import PACKAGE, ROOT, shown

SCRIPT = ROOT / "tools" / "check"
TEXT = SCRIPT.read_text(encoding="utf-8")
CASES = re.findall(r"^ +((?:python|cpp|tests|tools|docs|README)[^)\n]*)\)", TEXT, re.M)
PATTERNS = [pattern for case in CASES for pattern in case.split(" | ")]
DOCUMENTS = ("CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/RELIABILITY.md")


def test_every_room_has_its_tests() -> None:
    """A change in any room of the package, the engine or the reader makes tools/check run tests of it."""
    assert len(PATTERNS) > 25
    rooms = [path.parent for path in PACKAGE.glob("*/__init__.py")]
    rooms += [path for folder in ("engine", "io") for path in (ROOT / "cpp" / folder).iterdir()]
    names = [f"{shown(room)}/any" for room in rooms]
    assert not [name for name in names if not any(fnmatch.fnmatch(name, pattern) for pattern in PATTERNS)]


def test_the_tests_named_exist() -> None:
    """Every test file, folder or pattern that tools/check would hand to pytest is there."""
    named = {name for line in re.findall(r"echo (tests/[^;]+) ;;", TEXT) for name in line.split()}
    assert len(named) > 20
    assert not [name for name in named if not list(ROOT.glob(name))]


def test_two_references_are_refused() -> None:
    """tools/check takes one commit at most, and says so."""
    done = subprocess.run(["sh", str(SCRIPT), "a", "b"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "check: use: sh tools/check [REF]\n")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_name_what_is_there(document: str) -> None:
    """Every link and every path in the documents leads to a file or folder of the checkout."""
    path = ROOT / document
    text = path.read_text(encoding="utf-8")
    links = [path.parent / target for target in re.findall(r"\]\(([^)#]+)\)", text)]
    roots = (ROOT, ROOT / "cpp", PACKAGE)
    named = [name for name in re.findall(r"`([\w./]+/[\w./]*)`", text) if "NAME" not in name]
    assert links
    assert not [link for link in links if not link.exists()]
    assert not [name for name in named if not any((root / name).exists() for root in roots)]


def test_the_picture_has_every_room() -> None:
    """Each room of the package and of the engine stands in the picture of the house."""
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    engine = {f"engine/{path.name}" for path in (ROOT / "cpp" / "engine").iterdir()}
    assert not [room for room in sorted(rooms | engine) if f"{room}/" not in text]
