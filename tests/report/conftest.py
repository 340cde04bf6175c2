"""Puts what these tests share where they can import it, and writes the report once for all of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from embedded import NAMES
from shared import once

import chirograph as cg
from chirograph.records import DEFAULT_DATA

sys.path.insert(0, str(Path(__file__).parent))

from pages import TEMPLATE


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the dataset of the package."""
    folder = tmp_path_factory.mktemp("report")
    with once():
        return cg.report(cg.load("nato-ip4"), folder / "report.html", appendix=folder / "appendix.html")


@pytest.fixture(scope="session")
def page(file: Path) -> str:
    """Its text."""
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def appendix(file: Path) -> str:
    """The text of its appendix."""
    return file.with_name("appendix.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session", params=NAMES)
def reported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str, str]:
    """Each dataset of the package: its name, the text of its report, and that of its appendix."""
    name = str(request.param)
    if name == DEFAULT_DATA:
        return name, str(request.getfixturevalue("page")), str(request.getfixturevalue("appendix"))
    folder = tmp_path_factory.mktemp(name)
    with once():
        file = cg.report(cg.load(name), folder / "report.html", appendix=folder / "appendix.html")
    return name, file.read_text(encoding="utf-8"), (folder / "appendix.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the small dataset of the package."""
    return cg.report(cg.load(TEMPLATE), tmp_path_factory.mktemp("small") / "report.html")
