"""Verbs of workbooks: a form to fill in, a dataset of it, and back."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from chirograph.cli.streams import WRONG_USE, Stop
from chirograph.cli.verb import Result

__all__ = ["export", "read", "template"]


def template(path: str, options: Mapping[str, Any]) -> Result:
    """A workbook in which nothing is coded yet."""
    from chirograph.workbook.convert import template as make

    with _library():
        written = make(path, **options, day=date.today().isoformat())
    further = (shlex.join(["chirograph", "import", str(written), "my-data"]),)
    return Result("", {"workbook": str(written)}, "Fill it in.", exact=str(written), further=further)


def read(path: str, directory: str, overwrite: bool) -> Result:
    """A dataset folder of a filled workbook."""
    from chirograph.workbook.convert import from_workbook

    with _library():
        written = from_workbook(path, directory, overwrite=overwrite)
    asked = (["check", str(written)], ["report", "--data", str(written)])
    further = tuple(shlex.join(["chirograph", *words]) for words in asked)
    data = {"directory": str(written), "files": ["data.json"]}
    return Result("", data, exact=str(written / "data.json"), further=further)


def export(data: str, path: str) -> Result:
    """A workbook of a dataset."""
    from chirograph.workbook.convert import to_workbook

    with _library():
        written = to_workbook(data, path)
    return Result("", {"workbook": str(written)}, exact=str(written))


@contextmanager
def _library() -> Iterator[None]:
    """A library that is not installed is said in a line."""
    try:
        yield
    except ImportError as error:
        raise Stop(str(error), WRONG_USE) from error
