"""The notebooks: they run from top to bottom, use the public face only; one is stored with its outputs."""

from __future__ import annotations

import ast
import copy
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

import chirograph as cg
from tools import notebook as stored

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
#: Other modules a notebook of ours may lean on.
ALLOWED = {"chirograph", "json", "matplotlib.pyplot", "numpy", "pandas", "polars"}


#: A notebook run once for all tests.
executed = cache(stored.executed)


def code_cells(file: Path) -> list[Any]:
    """The code cells of a notebook."""
    return [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    """The first look is there, so the tests below are not empty."""
    assert "01_first_look.ipynb" in [file.name for file in NOTEBOOKS]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.name)
def test_outputs_are_stripped(file: Path) -> None:
    """No output (but in the one that shows them), no count of runs and no trace of a machine is stored."""
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    for cell in code_cells(file):
        assert bool(cell.outputs) == (file == stored.STORED)
        assert cell.execution_count is None
        assert not cell.metadata
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.name)
def test_only_the_public_face_is_used(file: Path) -> None:
    """Imports are `chirograph` and allowed tools, `cg.` names are public, nothing begins with `_`."""
    for cell in code_cells(file):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom):
                pytest.fail(f"{file.name}: import the module, not from it: {ast.unparse(node)}")
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= ALLOWED, ast.unparse(node)
            if isinstance(node, ast.Attribute):
                assert not node.attr.startswith("_"), ast.unparse(node)
                if isinstance(node.value, ast.Name) and node.value.id == "cg":
                    assert node.attr in cg.__all__, ast.unparse(node)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.name)
def test_it_runs(file: Path) -> None:
    """Every cell runs from top to bottom, none writes to stderr, and each that ends in a value shows it."""
    for cell in executed(file).cells:
        if cell.cell_type != "code":
            continue
        streams = [output.name for output in cell.outputs if output.output_type == "stream"]
        assert "stderr" not in streams, cell.outputs
        if isinstance(ast.parse(cell.source).body[-1], ast.Expr):
            assert cell.outputs, cell.source


def texts(cells: list[Any]) -> list[list[str]]:
    """What the outputs say: text, and the words of pictures."""
    return [
        [output.get("text") or output.data["text/plain"] for output in cell.outputs]
        for cell in cells
        if cell.cell_type == "code"
    ]


def test_the_stored_outputs_are_todays() -> None:
    """What is stored is what the code shows now, pictures by their words; run: python tools/notebook.py."""
    today = stored.shown(copy.deepcopy(executed(stored.STORED)))
    assert texts(code_cells(stored.STORED)) == texts(today.cells)


def test_the_stored_notebook_is_short() -> None:
    """Twelve cells, four pictures, each output within a screen, all of it small enough to be shown."""
    notebook = nbformat.read(stored.STORED, as_version=4)
    outputs = [output for cell in code_cells(stored.STORED) for output in cell.outputs]
    assert len(notebook.cells) == 12
    pictures = [output.metadata["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 4
    assert all(picture["height"] <= 800 for picture in pictures)
    plain = [text for texts_of in texts(notebook.cells) for text in texts_of]
    assert all(text.count("\n") < 35 for text in plain)
    assert stored.STORED.stat().st_size < 400_000


def test_the_first_look_shows_its_figures() -> None:
    """The figures of the first look arrive as SVG with words for those who cannot see them."""
    (file,) = [file for file in NOTEBOOKS if file.name == "01_first_look.ipynb"]
    pages = [
        output.data["text/html"]
        for cell in executed(file).cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "execute_result" and "text/html" in output.data
    ]
    figures = [page for page in pages if 'role="img"' in page]
    assert len(figures) == 2
    assert all("<desc" in page and "<script" not in page for page in figures)
    assert "[0.333, 0.733]" in "".join(pages)
