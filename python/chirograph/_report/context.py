"""What one report is about: a dataset, the panel read from it, and the readings set beside the bounds."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chirograph._pairs import again
from chirograph.errors import AssumptionError, Fault, did_you_mean
from chirograph.report import DEFAULT_DATA

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.panel import Panel
    from chirograph.results import Overlap

__all__ = ["Context", "Reading", "context_of", "default_readings", "read_as"]

Lengths = str | Mapping[str, int | tuple[int, int]] | None


#: Up to so many programmes, all pairs of an index are computed at once.
_FEW_ROWS = 6


@dataclass(frozen=True, eq=False)
class Reading:
    """A named assumption about the unknown cells.

    Attributes
    ----------
    name : str
        As given: "absent", "like:KOR", or a name of the codebook.
    panel : Panel or None
        The panel it gives; None when it contradicts what is known, such as the length of a list.
    sentence : str
        What it does, or why it cannot hold.
    """

    name: str
    panel: Panel | None
    sentence: str


@dataclass(frozen=True, eq=False)
class Context:
    """All a section may use. Results are computed once and kept.

    Attributes
    ----------
    dataset : Dataset
        What the report is about, with its own readings if any.
    panel : Panel
        Its cells.
    readings : tuple of Reading
        Set beside the bounds.
    evidence : str or None
        The evidence grade asked for.
    command : str
        The command that rebuilds the page.
    list_length : "derived", mapping or None
        Known lengths of lists.
    """

    dataset: Dataset
    panel: Panel
    readings: tuple[Reading, ...]
    evidence: str | None
    command: str
    list_length: Lengths = None
    _results: dict[str, Overlap] = field(default_factory=dict)

    def overlap(self, key: str) -> Overlap:
        """An index on the panel, at its preset parameters."""
        if key not in self._results:
            self._results[key] = self.panel.overlap(key)
        return self._results[key]

    def pair(self, key: str, first: str, second: str) -> tuple[float, float, bool]:
        """Both ends of an index for one pair, and whether they are attained.

        With many programmes only this pair is computed.
        """
        rows = self.panel.rows
        if len(rows) <= _FEW_ROWS or key in self._results:
            overlap = self.overlap(key)
            i, j = rows.index(first), rows.index(second)
            return float(overlap.lower[i, j]), float(overlap.upper[i, j]), bool(overlap.sharp[i, j])
        found = self.panel._engine.pair(key, rows.index(first), rows.index(second), {})
        return (
            float(found["lower"]),
            float(found["upper"]),
            bool(found["sharp_lower"] and found["sharp_upper"]),
        )

    def read(self, key: str) -> dict[str, Overlap]:
        """An index under every reading that can hold."""
        found = {reading.name: reading.panel for reading in self.readings if reading.panel is not None}
        return {name: again(self.overlap(key), panel) for name, panel in found.items()}

    def name(self, label: str) -> str:
        """The readable name of a partner or an area."""
        return self.panel.names.get(label, label)


def context_of(
    datasets: Sequence[Dataset],
    *,
    assume: Sequence[str] | None,
    evidence: str | None,
    list_length: Lengths,
    command: str | None,
) -> Context:
    """The context of a report on the first of `datasets`, with the others and `assume` as readings."""
    dataset = datasets[0]
    named: dict[str, Dataset] = {}
    for other in datasets[1:]:
        label = " + ".join(item.removeprefix("unpublished=") for item in other.assumed) or "as published"
        named.setdefault(label, other)
    if assume is None:
        assume = () if named else default_readings(dataset)
    for name in assume:
        named.setdefault(name, read_as(dataset, name))
    panel = dataset.panel(evidence=evidence, list_length=list_length)
    readings = tuple(_reading(name, other, evidence, list_length, panel) for name, other in named.items())
    if command is None:
        command = _command(dataset, tuple(named), evidence, list_length)
    return Context(dataset, panel, readings, evidence, command, list_length)


def read_as(dataset: Dataset, name: str) -> Dataset:
    """The dataset under a reading of its codebook, or under one of the words of ``unpublished=``."""
    if name in dataset.assumptions:
        return dataset.assume(name)
    words = ("absent", "unknown", *(f"like:{partner}" for partner in dataset.partners))
    if name not in words and not name.startswith(("like:", "p:")):
        rule = "a reading is an assumption of the codebook, absent, unknown, or like: and a partner"
        repair = did_you_mean(name, (*dataset.assumptions, *words))
        raise AssumptionError(Fault("", "assume", repr(name), rule, repair, "index"))
    return dataset.assume(unpublished=name)


def default_readings(dataset: Dataset) -> tuple[str, ...]:
    """The readings shown unasked: "absent", and the likeness that the codebook names."""
    rows = dataset.table("assumptions") if "assumptions" in dataset.tables else ()
    likes = [f"like:{row['like']}" for row in rows if row.get("like")]
    return ("absent", *dict.fromkeys(likes))


def _reading(name: str, dataset: Dataset, evidence: str | None, lengths: Lengths, plain: Panel) -> Reading:
    try:
        panel = dataset.panel(evidence=evidence, list_length=lengths)
    except AssumptionError as error:
        return Reading(name, None, f"This reading cannot hold here. {error}")
    return Reading(name, panel, " ".join(line for line in panel.assumptions if line not in plain.assumptions))


def _command(dataset: Dataset, readings: Sequence[str], evidence: str | None, lengths: Lengths) -> str:
    from chirograph import datasets

    words = ["chirograph", "report"]
    embedded = dict(zip(datasets()["sha256"], datasets()["id"], strict=True)).get(dataset.sha256)
    if embedded != DEFAULT_DATA:
        words += ["--data", str(embedded or dataset.file)]
    if evidence is not None:
        words += ["--evidence", evidence]
    if isinstance(lengths, str):
        words += ["--list-length", lengths]
    elif lengths is not None:
        words += [part for row, ends in lengths.items() for part in ("--list-length", f"{row}={_ends(ends)}")]
    if tuple(readings) != default_readings(dataset):
        words += [part for name in readings for part in ("--assume", name)]
    return shlex.join(words)


def _ends(ends: int | tuple[int, int]) -> str:
    return str(ends) if isinstance(ends, int) else f"{ends[0]}-{ends[1]}"
