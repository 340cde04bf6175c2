"""What goes into interoperability and how it is labelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np

from chirograph import _core
from chirograph.cells.content import Content
from chirograph.records.memberships import Held

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a caller may set; None takes the codebook's value.

    Parameters
    ----------
    dimensions : sequence of str, optional
        Which dimensions.
    dimension_weights : mapping, optional
        Their weights in the composite.
    system_share : float, optional
        Weight of systems inside a dimension, 0 to 1.
    practice_depth : int, optional
        From which depth an area counts as practice.
    members : mapping, optional
        (partner, system), or (first, second, system) for a tie, to a membership or its interval.
    """

    dimensions: Sequence[str] | None = None
    dimension_weights: Mapping[str, float] | None = None
    system_share: float | None = None
    practice_depth: int | None = None
    members: Mapping[tuple[str, ...], float | Sequence[float]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Model:
    """What the engine's model is made of, with its labels; equal by content, and made anew when unpickled.

    Parameters
    ----------
    content : Content
        Programmes by areas.
    inputs : mapping
        Arguments of the engine besides the cells.
    dimensions, systems : tuple of str
        Labels, in the order of the engine.
    names : mapping
        Readable names of all labels.
    hub : str
        Name of the counterpart.
    held : mapping
        (partner, system) or (first, second, system) to what is known of the membership.
    needs : tuple of mapping
        The codebook's prerequisites that are in force: those of systems, then those of areas.
    sets : mapping
        The codebook's sets of areas, id to name, in the order of the engine.
    scales : tuple of mapping
        The codebook's scales of memberships.
    breadth : mapping or None
        How the codebook rates shares of areas.
    practice_depth : int
        From which depth an area counts as practice.
    notes : tuple of str
        Sentences on the choices made.
    """

    content: Content
    inputs: Mapping[str, Any]
    dimensions: tuple[str, ...]
    systems: tuple[str, ...]
    names: Mapping[str, str]
    hub: str
    held: Mapping[tuple[str, ...], Held]
    needs: tuple[Record, ...]
    sets: Mapping[str, str]
    scales: tuple[Record, ...]
    breadth: Record | None
    practice_depth: int
    notes: tuple[str, ...]

    @cached_property
    def engine(self) -> _core.Interoperability:
        """What computes; it checks everything when it is made.

        Raises
        ------
        ChirographError
            With every fault.
        """
        return _core.Interoperability(self.content.engine(), **self.inputs)

    @property
    def rows(self) -> tuple[str, ...]:
        """Labels of the partners."""
        return self.content.rows

    @property
    def areas(self) -> tuple[str, ...]:
        """Labels of the areas."""
        return self.content.columns

    @property
    def with_areas(self) -> int:
        """How many dimensions some area is relevant to."""
        weights = self.inputs["relevance"] @ self.content.full_weights()
        return int((weights > 0).sum())

    @property
    def max_depth(self) -> int:
        """Top of the scale."""
        return self.content.max_depth

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "engine"}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        plain = [item.name for item in fields(self) if item.name not in ("content", "inputs")]
        return (
            all(getattr(self, name) == getattr(other, name) for name in plain)
            and self.content.same(other.content)
            and _same(self.inputs, other.inputs)
        )

    def __hash__(self) -> int:
        return hash((self.rows, self.areas, self.dimensions, self.systems, self.practice_depth, self.notes))


def _same(one: Any, other: Any) -> bool:
    """Equality of arguments: mappings, lists and arrays by content."""
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other)
    return bool(one == other)
