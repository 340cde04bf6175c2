"""What can be read off a dataset: its name, version and the labels it uses. Nothing here can be changed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any


class DatasetFields:
    """The read-only side of a dataset; :class:`chirograph.Dataset` adds what is asked of one."""

    __slots__ = ()
    _data: Mapping[str, Any]
    sha256: str

    @property
    def id(self) -> str:
        """Its short name."""
        return str(self._data["id"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self._data["title"])

    @property
    def version(self) -> str:
        """Version of the data, apart from that of the software."""
        return str(self._data["version"])

    @property
    def as_of(self) -> str:
        """The day to which the data are kept, YYYY-MM-DD."""
        return str(self._data["as_of"])

    @property
    def partners(self) -> tuple[str, ...]:
        """Ids of the partners: the row labels of panels."""
        return tuple(item["id"] for item in self._data["partners"])

    @property
    def areas(self) -> tuple[str, ...]:
        """Ids of the areas: the column labels of panels."""
        return tuple(item["id"] for item in self._data["codebook"]["areas"])

    @property
    def programmes(self) -> tuple[str, ...]:
        """Ids of the programmes."""
        return tuple(item["id"] for item in self._data["programmes"])

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of programme, in the order of the data; the first is the default of `panel`."""
        listed = [item["kind"] for item in self._data.get("programme_types", ())]
        held = [item["kind"] for item in self._data["programmes"]]
        return tuple(dict.fromkeys([kind for kind in listed if kind in held] + held))

    @property
    def evidence_grades(self) -> tuple[str, ...]:
        """Ids of the evidence grades, the default first."""
        grades = self._data["codebook"]["evidence_grades"]
        return tuple(item["id"] for item in sorted(grades, key=lambda item: not item["default"]))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The named assumptions the codebook offers to `assume`."""
        return tuple(item["id"] for item in self._data["codebook"].get("assumptions", ()))

    @property
    def facts(self) -> dict[str, str]:
        """What a citation says of it: id, title, version, as_of, licence, authors, sha256."""
        plain = {name: str(self._data[name]) for name in ("id", "title", "version", "as_of", "licence")}
        return {**plain, "authors": " and ".join(self._data["contributors"]), "sha256": self.sha256}

    def to_dict(self) -> dict[str, Any]:
        """A copy of all records as plain data.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.load("nato-ip4").to_dict())[:3]
        ['format', 'id', 'title']
        """
        return copy.deepcopy(dict(self._data))
