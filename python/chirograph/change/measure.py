"""Any indicator of the catalogue, asked of a dataset as it is: a range for every pair, programme or group."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from chirograph.catalogue import indicators as catalogue
from chirograph.cells.content import Content
from chirograph.errors import ParameterError, UnknownLabel, unknown
from chirograph.interop.asker import Asker, composes
from chirograph.interop.build import build, build_profile
from chirograph.interop.model import Model, Settings
from chirograph.records.asking import Asking
from chirograph.records.records import Records

__all__ = ["Measure", "measured", "whole"]

Words = Mapping[str, float | str]


@dataclass(frozen=True, slots=True)
class Measure:
    """The range of an indicator for one subject.

    Parameters
    ----------
    subject : tuple of str
        A pair, a programme or a group.
    lower, upper : float
        What no completion is beyond; NaN where none has a value.
    sharp : bool
        Whether both ends are attained.
    why : str
        Why nothing is known of it, where that is so; else empty.
    """

    subject: tuple[str, ...]
    lower: float
    upper: float
    sharp: bool
    why: str = ""

    @property
    def undefined(self) -> bool:
        """Whether no completion has a value."""
        return math.isnan(self.lower)


def whole(key: str, subject: tuple[str, ...], why: str) -> Measure:
    """The range of an indicator of which nothing is known: all that it can be."""
    row = catalogue.row_of(key)
    return Measure(subject, float(row["low"]), float(row["high"]), True, why)


def measured(
    records: Records, panel: Any, key: str, asking: Asking, parameters: Words
) -> tuple[Measure, ...]:
    """The ranges of an indicator for all it can be asked of.

    Parameters
    ----------
    records : Records
        With readings and renewals.
    panel : Panel
        The cells at the day, as users hold them.
    key : str
        Key of the catalogue, any but those about coders.
    asking : Asking
        The day of memberships.
    parameters : mapping
        Those of the indicator, dimensions and sets by their ids.

    Raises
    ------
    UnknownIndicator, ParameterError, UnknownLabel, DataError
        When the indicator or a parameter is not known, or the codebook declares nothing it could be asked of.
    """
    row = catalogue.row_of(key)
    if row["arity"] == "pair":
        return tuple(_of_overlap(panel.overlap(key, progress=False, **parameters)))
    if row["arity"] == "coders":
        catalogue.require_pair(key)
    return tuple(_of_model(records.at(asking.as_of), panel.content, row, asking, parameters))


def _of_overlap(found: Any) -> Iterator[Measure]:
    for first, second in found.pairs():
        i, j = found.rows.index(first), found.rows.index(second)
        low, high, sharp = (getattr(found, name)[i, j] for name in ("lower", "upper", "sharp"))
        yield Measure((first, second), float(low), float(high), bool(sharp))


def _of_model(
    records: Records, content: Content, row: Mapping[str, Any], asking: Asking, given: Words
) -> Iterator[Measure]:
    day = records.day(asking.as_of)
    alone = row["arity"] == "programme" and not composes(row)
    model = build_profile(records, content, day) if alone else build(records, content, day, Settings())
    numbers = _numbers(model, row, given)
    asker = Asker(model)
    for subject in _subjects(row["arity"], model.rows):
        found = asker.ask(row, subject, numbers)
        yield Measure(subject, found.lower, found.upper, found.sharp)


def _subjects(arity: str, rows: Sequence[str]) -> Sequence[tuple[str, ...]]:
    if arity == "dyad":
        return tuple(combinations(rows, 2))
    return [(row,) for row in rows] if arity == "programme" else [tuple(rows)]


def _numbers(model: Model, row: Mapping[str, Any], given: Words) -> dict[str, float]:
    """Parameters as the engine takes them: dimensions and sets of areas by their place.

    A mean and the depth of practice are those of the codebook and rho 1 where nothing is said.
    """
    labels = {"dimension": model.dimensions, "set": tuple(model.sets)}
    named = {name: given[name] for name in labels if isinstance(given.get(name), str)}
    faults = [
        unknown(f"parameter {name}", str(value), labels[name], f"this {name}")
        for name, value in named.items()
        if value not in labels[name]
    ]
    if faults:
        raise UnknownLabel(faults)
    rest = {name: value for name, value in given.items() if name not in named}
    try:
        found = catalogue.arguments(row["key"], rest)
    except ParameterError as error:
        raise ParameterError(
            [replace(fault, place=f"{row['key']}, {fault.place}") for fault in error.faults]
        ) from error
    found |= {name: float(labels[name].index(str(value))) for name, value in named.items()}
    known = {item["name"] for item in row["parameters"]}
    usual = {"practice": float(model.practice_depth)}
    if not found.keys() & {"dimension"}:
        usual["rho"] = 1.0
    return {**{name: value for name, value in usual.items() if name in known}, **found}
