"""A dataset as records: what was read, from where, and under which readings. Nothing here can be changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from chirograph import _core
from chirograph.base.dates import day_of
from chirograph.records.scenario import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """The records of a dataset; equal when the bytes read and the readings are.

    Parameters
    ----------
    file : str
        Where they were read from.
    sha256 : str
        Of the bytes read.
    engine : _core.Dataset
        The same records as the engine reads them.
    data : mapping
        The records by table.
    assumed : tuple of str
        The readings switched on, in order.
    renewals : tuple of Scenario
        The scenarios of renewal they stand under, in order; all of one period.
    """

    file: str
    sha256: str
    engine: _core.Dataset
    data: Mapping[str, Any]
    assumed: tuple[str, ...] = ()
    renewals: tuple[Scenario, ...] = ()

    @classmethod
    def read(cls, data: bytes, file: str) -> Records:
        """The records in the bytes of a data.json.

        Raises
        ------
        DataError
            With every fault of the file.
        """
        # The name is for telling: bytes in it that are no text are told as escapes.
        file = file.encode("utf-8", "backslashreplace").decode("utf-8")
        engine = engine_of(data, file)
        return cls(
            file, hashlib.sha256(data).hexdigest(), engine, json.loads(engine.text, parse_float=_number)
        )

    @property
    def id(self) -> str:
        """Its short name."""
        return str(self.data["id"])

    @property
    def version(self) -> str:
        """Version of the data, apart from that of the software."""
        return str(self.data["version"])

    @property
    def as_of(self) -> str:
        """The day to which the data are kept, YYYY-MM-DD."""
        return str(self.data["as_of"])

    @property
    def partners(self) -> tuple[str, ...]:
        """Ids of the partners: the row labels of panels."""
        return tuple(item["id"] for item in self.data["partners"])

    @property
    def areas(self) -> tuple[str, ...]:
        """Ids of the areas: the column labels of panels."""
        return tuple(item["id"] for item in self.data["codebook"]["areas"])

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of programme, in the order of the data; the first is the default of `panel`."""
        listed = [item["kind"] for item in self.data.get("programme_types", ())]
        held = [item["kind"] for item in self.data["programmes"]]
        return tuple(dict.fromkeys([kind for kind in listed if kind in held] + held))

    @property
    def evidence_grades(self) -> tuple[str, ...]:
        """Ids of the evidence grades, the default first."""
        grades = self.data["codebook"]["evidence_grades"]
        return tuple(item["id"] for item in sorted(grades, key=lambda item: not item["default"]))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The named assumptions the codebook offers to `assume`."""
        return tuple(item["id"] for item in self.data["codebook"].get("assumptions", ()))

    @property
    def facts(self) -> dict[str, str]:
        """What a citation says of it: id, title, version, as_of, licence, authors, sha256."""
        plain = {name: str(self.data[name]) for name in ("id", "title", "version", "as_of", "licence")}
        return {**plain, "authors": " and ".join(self.data["contributors"]), "sha256": self.sha256}

    def day(self, as_of: str | date | int | None = None) -> date:
        """The day at which records are read: the one asked for, by default that of the data.

        In the period of a renewal what stands is what stood on the day of the data, with the difference.
        """
        asked = day_of(self.as_of if as_of is None else as_of)
        return day_of(self.as_of) if any(one._covers(asked) for one in self.renewals) else asked

    def at(self, as_of: str | date | int | None) -> Records:
        """The same under the renewals that are in force at a day: all where none is asked for."""
        kept = tuple(one for one in self.renewals if as_of is None or one._covers(day_of(as_of)))
        return self if len(kept) == len(self.renewals) else replace(self, renewals=kept)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Records):
            return NotImplemented
        return self._facts == other._facts

    def __hash__(self) -> int:
        return hash(self._facts)

    @property
    def _facts(self) -> tuple[Any, ...]:
        return self.sha256, self.assumed, self.renewals


def engine_of(data: bytes, file: str) -> _core.Dataset:
    """The bytes of a data.json as the engine reads them, which nothing can change: those of a few once.

    Raises
    ------
    DataError
        With every fault of the file.
    """
    return (_kept if len(data) <= _MOST_KEPT else _core.read_dataset)(data, file)


#: Larger files are read anew each time, so that what is kept takes little room.
_MOST_KEPT = 2**21
_kept = lru_cache(maxsize=16)(_core.read_dataset)


def _number(written: str) -> float:
    """A number as JSON means it: 3.0 and 3e0 are the whole number 3, which a depth may be written as."""
    value = float(written)
    return int(value) if value.is_integer() and abs(value) <= 2**53 else value
