"""The notebooks: they run from top to bottom, use the public face only, and are stored without outputs."""

from __future__ import annotations

import ast
import tempfile
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

import chirograph as cg

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
#: Other modules a notebook of ours may lean on.
ALLOWED = {"chirograph", "json", "matplotlib.pyplot", "numpy", "pandas", "polars"}


@cache
def executed(file: Path) -> Any:
    """A notebook run in a fresh kernel in an empty folder, once for all tests."""
    with (
        warnings.catch_warnings(),
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        # The client's own dependencies warn in ways that are not ours to mend.
        warnings.simplefilter("ignore")
        from nbclient import NotebookClient

        notebook = nbformat.read(file, as_version=4)
        patch.setenv("TQDM_DISABLE", "1")  # a slow machine would draw bars, a fast one none
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
    return notebook


def code_cells(file: Path) -> list[Any]:
    """The code cells of a notebook."""
    return [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    """The first look is there, so the tests below are not empty."""
    assert "01_first_look.ipynb" in [file.name for file in NOTEBOOKS]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.name)
def test_outputs_are_stripped(file: Path) -> None:
    """No output, no count of runs and no trace of a machine is stored."""
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    for cell in code_cells(file):
        assert cell.outputs == []
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
