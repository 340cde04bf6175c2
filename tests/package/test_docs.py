"""The pages of the site: their code runs and prints what they say, their links lead somewhere."""

from __future__ import annotations

import importlib
import math
import re
from pathlib import Path

import pytest
from _repo import ROOT, files, shown
from _snippets import blocks, in_order, main_says, wrong_prints
from shared import once

import chirograph as cg

DOCS = ROOT / "docs"
PAGES = [
    path for path in files(".md", under="docs") if path.name not in ("ARCHITECTURE.md", "RELIABILITY.md")
]
#: Folders that are written when the site is built.
WRITTEN = ("reference", "examples", "notebooks")


def with_code() -> list[Path]:
    return [page for page in PAGES if list(in_order(page.read_text(encoding="utf-8")))]


def test_the_parts_of_the_site_are_there() -> None:
    """Two tutorials, ten tasks and five explanations, most of them with code."""
    parts = {
        name: len(list((DOCS / name).glob("*.md"))) - 1 for name in ("tutorial", "how-to", "explanation")
    }
    assert parts == {"tutorial": 2, "how-to": 10, "explanation": 5}
    assert len(with_code()) >= 15


@pytest.mark.parametrize("page", with_code(), ids=shown)
def test_code_prints_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From top to bottom in an empty folder, Python and commands: every line runs, every promise is kept."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    names: dict[str, object] = {}
    for language, code in in_order(page.read_text(encoding="utf-8")):
        if language == "python":
            with once():
                wrong = wrong_prints(code, names)
            assert not wrong, "\n\n".join(wrong)
            continue
        for line in code.splitlines():
            code_of_exit, _, err = main_says(line, capsys)
            assert code_of_exit == 0, err


def test_a_wrong_promise_is_found() -> None:
    """The check of what is printed can fail, and lets "..." stand for anything."""
    assert wrong_prints("print(1 + 1)\n# 3\n", {})
    assert not wrong_prints("print('one two three')\n# one ... three\n", {})


@pytest.mark.parametrize("key", cg.indicators()["key"])
def test_the_example_of_an_indicator_is_all_its_fillings(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every indicator has an example, whose range is from the least to the greatest of its fillings."""
    monkeypatch.syspath_prepend(DOCS / "_ext")
    example = importlib.import_module("worked").worked(key)
    values = [value for _, value in example.fillings if not math.isnan(value)]
    assert example.ends == pytest.approx((min(values), max(values)), abs=1e-9)
    assert example.printed


def test_the_gallery_has_at_least_sixteen_figures() -> None:
    """Each says in its first lines what it shows, and is short."""
    examples = sorted((DOCS / "gallery").glob("plot_*.py"))
    assert len(examples) >= 16
    assert all(len(example.read_text(encoding="utf-8").splitlines()) <= 35 for example in examples)


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_somewhere_in_the_checkout(page: Path) -> None:
    """A page read without being built leads to files that are there, or to pages that the build writes."""
    text = page.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    listed = [
        name for block in blocks(text, r"\{toctree\}") for name in block.split("\n") if name[:1].isalpha()
    ]
    places = [page.parent / target for target in targets]
    places += [next((f for f in page.parent.glob(f"{name}.*")), page.parent / name) for name in listed]
    inside = [place.resolve() for place in places]
    lost = [
        place for place in inside if not place.exists() and place.relative_to(DOCS).parts[0] not in WRITTEN
    ]
    assert not lost
