"""What goes into interoperability and how it is labelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chirograph import _core
    from chirograph._memberships import Held

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
    members: Mapping[tuple[str, ...], float | tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The engine's model with its labels.

    Parameters
    ----------
    engine : _core.Interoperability
        What computes.
    rows, areas, dimensions, systems : tuple of str
        Labels, in the order of the engine.
    names : mapping
        Readable names of all labels.
    hub : str
        Name of the counterpart.
    held : mapping
        (partner, system) or (first, second, system) to what is known of the membership.
    offered : frozenset of str
        Systems on the hub's menu.
    needs : tuple of mapping
        The codebook's prerequisites that are in force: those of systems, then those of areas.
    enabling : tuple of mapping
        The codebook's systems that levels ask for.
    max_depth : int
        Top of the scale.
    practice_depth : int
        From which depth an area counts as practice.
    notes : tuple of str
        Sentences on the choices made.
    """

    engine: _core.Interoperability
    rows: tuple[str, ...]
    areas: tuple[str, ...]
    dimensions: tuple[str, ...]
    systems: tuple[str, ...]
    names: Mapping[str, str]
    hub: str
    held: Mapping[tuple[str, ...], Held]
    offered: frozenset[str]
    needs: tuple[Record, ...]
    enabling: tuple[Record, ...]
    max_depth: int
    practice_depth: int
    notes: tuple[str, ...]
