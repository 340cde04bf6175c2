"""Runs the command line inside the test process."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import chirograph as cg
from chirograph.cli.main import main

#: The folder of the small dataset of the package.
TEMPLATE = str(resources.files("chirograph") / "data" / "template")


class Ran:
    """What a run printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def json(self) -> Any:
        """Its output read as JSON."""
        return json.loads(self.out)


@pytest.fixture
def verb(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Ran]:
    """Runs a verb in an empty folder, with an input that cannot be read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", None)
    monkeypatch.delenv("COLUMNS", raising=False)

    def call(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        printed = capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Ran(code, printed.out, printed.err)

    return call


@pytest.fixture(scope="session")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report that Python writes on the small dataset of the package."""
    file = cg.report(cg.load(TEMPLATE), tmp_path_factory.mktemp("page") / "page.html")
    return file.read_text(encoding="utf-8")
