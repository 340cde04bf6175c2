"""What writes a report again: a command where the command line can say it, else lines of Python."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chirograph.records import DEFAULT_DATA
from chirograph.records.readings import Layer, plain

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.records.asking import Asking

__all__ = ["Rebuild", "ends_text", "rebuilt", "rebuilt_panel"]


@dataclass(frozen=True, slots=True)
class Rebuild:
    """What writes the page again.

    Attributes
    ----------
    text : str
        A command, or lines of Python.
    python : bool
        Whether it is Python.
    given : bool
        Whether the user wrote it; what it does is then not known.
    """

    text: str
    python: bool = False
    given: bool = False


def rebuilt(datasets: Sequence[Dataset], assume: Sequence[str] | None, asking: Asking) -> Rebuild:
    """A command when the report is on data without an assumption and each reading is a single one."""
    none = assume is not None and not assume and len(datasets) == 1  # the command sets the usual ones beside
    renewed = any(one.renewals for one in datasets)
    if none or renewed or datasets[0].assumed or any(len(other.assumed) != 1 for other in datasets[1:]):
        return Rebuild(_lines(datasets, assume, asking), python=True)
    return Rebuild(_command(datasets, assume, asking))


def rebuilt_panel(assume: Sequence[str] | None) -> Rebuild:
    """Lines of Python that write the page of a panel from what ``panel.to_json()`` gave."""
    options = "" if assume is None else f", assume={list(assume)!r}"
    lines = [
        "import chirograph as cg, pathlib",
        'text = pathlib.Path("panel.json").read_text(encoding="utf-8")  # what panel.to_json() gave',
        f"cg.report(cg.Panel.from_json(text){options})",
    ]
    return Rebuild("\n".join(lines), python=True)


def _source(dataset: Dataset) -> str:
    """The name of a dataset of the package, or the file."""
    from chirograph.records.store import datasets

    embedded = {row["sha256"]: row["id"] for row in datasets()}.get(dataset.sha256)
    return str(embedded or dataset.file)


def _command(datasets: Sequence[Dataset], assume: Sequence[str] | None, asking: Asking) -> str:
    words = ["chirograph", "report"]
    if _source(datasets[0]) != DEFAULT_DATA:
        words += ["--data", _source(datasets[0])]
    if asking.evidence is not None:
        words += ["--evidence", asking.evidence]
    if asking.as_of is not None:
        words += ["--as-of", str(asking.as_of)]
    if asking.coders is not None:
        words += ["--coders", asking.coders]
    if isinstance(asking.list_length, str):
        words += ["--list-length", asking.list_length]
    elif asking.list_length is not None:
        for row, ends in asking.list_length.items():
            words += ["--list-length", f"{row}={ends_text(ends)}"]
    names = [other.assumed[0] for other in datasets[1:]] + list(assume or ())
    kept = dict.fromkeys(map(plain, names))
    return shlex.join([*words, *(part for name in kept for part in ("--assume", name))])


def ends_text(ends: int | tuple[int, int]) -> str:
    """A list length as the command line takes it.

    Examples
    --------
    >>> ends_text(16), ends_text((10, 17))
    ('16', '10-17')
    """
    return str(ends) if isinstance(ends, int) else f"{ends[0]}-{ends[1]}"


def _lines(datasets: Sequence[Dataset], assume: Sequence[str] | None, asking: Asking) -> str:
    things = ", ".join(
        "data"
        + "".join(f".{Layer.parse(text).call}" for text in other.assumed)
        + "".join(f".under({one.to_dict()!r})" for one in other.renewals)
        for other in datasets
    )
    lengths = dict(asking.list_length) if isinstance(asking.list_length, Mapping) else asking.list_length
    asked = asking._replace(list_length=lengths)._asdict()
    options = {"assume": None if assume is None else list(assume), **asked}
    given = "".join(f", {name}={value!r}" for name, value in options.items() if value is not None)
    lines = [
        "import chirograph as cg",
        f"data = cg.load({_source(datasets[0])!r})",
        f"cg.report([{things}]{given})",
    ]
    return "\n".join(lines)
