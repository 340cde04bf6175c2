"""Which cells of a dataset are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

__all__ = ["Asking", "Lengths"]

Lengths = str | Mapping[str, int | tuple[int, int]] | None


class Asking(NamedTuple):
    """Which cells are asked for; None is the default of the dataset, see :meth:`chirograph.Dataset.panel`."""

    kind: str | tuple[str, ...] | None = None
    as_of: str | date | int | None = None
    evidence: str | None = None
    list_length: Lengths = None
    coders: str | None = None
