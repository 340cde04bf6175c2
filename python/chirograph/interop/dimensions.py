"""The dimensions of a model: relevance, weights, the hub's menu and scales; or none of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.cells.content import Content
from chirograph.errors import DataError, Fault, ParameterError, UnknownLabel, unknown
from chirograph.interop.model import Record, Settings
from chirograph.interop.systems import Systems

Numbers = NDArray[np.float64]

UNDECLARED = "this dataset declares no dimensions"
TO_DECLARE = (
    "add dimensions, area_dimensions, interoperability and menu to the codebook; "
    "`chirograph new DIR` gives an example of each"
)


def chosen_dimensions(book: Record, asked: Sequence[str] | None) -> tuple[str, ...]:
    """Ids of the dimensions asked for, or all of the codebook.

    Raises
    ------
    UnknownLabel
        With near names.
    ParameterError
        When none or one twice is asked for.
    """
    known = tuple(str(item["id"]) for item in book.get("dimensions", ()))
    if asked is None:
        return known
    asked = (asked,) if isinstance(asked, str) else tuple(asked)
    faults = [unknown("dimensions", name, known, "this dimension") for name in asked if name not in known]
    if faults:
        raise UnknownLabel(faults)
    if not asked or len(set(asked)) != len(asked):
        rule = "at least one dimension is named, each once"
        raise ParameterError(Fault("", "dimensions", ", ".join(asked), rule, "", "parameter"))
    return asked


class Dimensions:
    """The dimensions asked for, with everything the codebook says by dimension.

    Parameters
    ----------
    file : str
        For errors.
    book : mapping
        The codebook.
    content : Content
        Programmes by areas.
    settings : Settings
        What the caller sets.
    """

    def __init__(self, file: str, book: Record, content: Content, settings: Settings) -> None:
        self.file = file
        self.book = book
        self.content = content
        self.settings = settings
        self.ids = chosen_dimensions(book, settings.dimensions)
        if not self.ids:
            rule = "the codebook names the dimensions of interoperability"
            raise DataError(Fault(file, "/codebook", UNDECLARED, rule, TO_DECLARE, "schema"))
        self.scales: tuple[Record, ...] = tuple(book.get("scales", ()))
        self.breadth: Record | None = book.get("breadth")
        self.weighed = frozenset(item["system"] for item in book.get("system_dimensions", ()))
        self.names = {str(item["id"]): str(item["name"]) for item in book["dimensions"]}
        self.share = self._share()

    def arrays(self, systems: Systems) -> dict[str, Any]:
        """What the engine takes."""
        rules = systems.rules
        offers = [
            2 * int(name in rules and rules[name]["hub"] and name not in systems.ties) for name in systems.ids
        ]
        return {
            "relevance": self._weights(self.book.get("area_dimensions", ()), "area", self.content.columns),
            "system_relevance": self._weights(rules.values(), "system", systems.ids),
            "system_values": np.array(
                [float(rules[name]["value"]) if name in rules else 0.0 for name in systems.ids]
            ),
            "theta": np.full(len(self.ids), self.share),
            "alpha": self._alpha(),
            "menu": self._menu(),
            "offered": np.array(offers, dtype=np.uint8),
        }

    def notes(self) -> list[str]:
        """Sentences on the choices made."""
        caution = str(self.book["interoperability"]["caution"]).rstrip(".")
        return [
            f"{caution}.",
            f"Systems weigh {self.share:g} and areas {1 - self.share:g} inside a dimension.",
        ]

    def _weights(self, records: Iterable[Record], key: str, labels: Sequence[str]) -> Numbers:
        weights = np.zeros((len(self.ids), len(labels)))
        for item in records:
            if item[key] not in labels:
                continue
            for entry in item["weights"]:
                if entry["dimension"] in self.ids:
                    place = self.ids.index(entry["dimension"]), labels.index(item[key])
                    weights[place] = float(entry["weight"])
        return weights

    def _share(self) -> float:
        given = self.settings.system_share
        if given is None:
            return float(self.book["interoperability"]["system_share"])
        if not _is_number(given) or not 0 <= given <= 1:
            rule = "system_share is a number in 0..1"
            raise ParameterError(Fault("", "system_share", repr(given), rule, "", "parameter"))
        return float(given)

    def _alpha(self) -> Numbers:
        given = self.settings.dimension_weights
        where = "dimension_weights"
        if given is not None:
            given = dict(given)
            faults = [
                unknown(where, name, self.ids, "this dimension") for name in given if name not in self.ids
            ]
            if faults:
                raise UnknownLabel(faults)
            found = [_weight_fault(name, given[name]) for name in given]
            error: type[DataError] | type[ParameterError] = ParameterError
            file = ""
        else:
            listed = self.book["interoperability"][where]
            given = {item["dimension"]: item["weight"] for item in listed}
            found, error, file = [], DataError, self.file
            where = f"/codebook/interoperability/{where}"
        rule, repair = "every dimension has a weight", "write 0 for one that is not to count"
        found += [
            Fault(file, where, f"none for {name}", rule, repair, "weight")
            for name in self.ids
            if name not in given
        ]
        faults = [fault for fault in found if fault is not None]
        if not faults and not any(given[name] > 0 for name in self.ids):
            faults.append(Fault(file, where, "all 0", "some dimension has weight", "raise one", "weight"))
        if faults:
            raise error(faults)
        return np.array([float(given[name]) for name in self.ids])

    def _menu(self) -> NDArray[np.uint8]:
        menu = self.book["menu"]
        levels = {item["area"]: item["level"] for item in menu["levels"]}
        found = [levels.get(area, menu["default_level"]) for area in self.content.columns]
        return np.array(found, dtype=np.uint8)


class NoDimensions(Dimensions):
    """No dimension: enough for the profile of a programme, which is about areas alone.

    Parameters
    ----------
    content : Content
        Programmes by areas.
    """

    def __init__(self, content: Content) -> None:
        self.book = {}
        self.content = content
        self.ids = self.scales = ()
        self.breadth = None
        self.weighed = frozenset()
        self.names = {}
        self.share = 0.0

    def notes(self) -> list[str]:
        """Sentences on the choices made."""
        return []

    def _alpha(self) -> Numbers:
        return np.zeros(0)

    def _menu(self) -> NDArray[np.uint8]:
        return np.zeros(len(self.content.columns), dtype=np.uint8)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _weight_fault(name: str, value: object) -> Fault | None:
    if _is_number(value) and float(value) >= 0:  # type: ignore[arg-type]
        return None
    rule = "a weight is a finite number and not negative"
    return Fault("", f"dimension_weights {name}", repr(value), rule, "", "weight")
