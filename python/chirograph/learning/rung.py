"""One layer of a ladder: what is left once it is on, and its share of the narrowing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chirograph.base.public import public
from chirograph.base.stored import checked
from chirograph.base.told import Stored
from chirograph.errors import DataError, Fault

__all__ = ["Rung", "per_cent"]

Ends = tuple[float, float]
#: Exact numbers of a rung.
_EXACT = ("share", "drop", "settled_share")
_FIELDS: dict[str, Any] = {
    "layer": str,
    "title": str,
    "strength": str,
    "ends": Sequence[Sequence[float | None]],
    "settled": int,
    **dict.fromkeys(_EXACT, str),
    "shares": Sequence[str],
}


@public
@dataclass(frozen=True, slots=True, eq=False)
class Rung(Stored):
    """One layer of a ladder, and what is left once it and all stronger ones are on.

    Attributes
    ----------
    layer : str
        The reading, as ``--assume`` takes it; "" for the ground, where none of the layers is on.
    title : str
        The same for reading.
    strength : str
        How well the codebook says it is founded; "" where it says nothing.
    ends : tuple
        Both ends of each pair; NaN where no completion has a value.
    settled : int
        Comparisons of two pairs that hold in every completion.
    share : Fraction
        Of the total width, what this layer removes on average over all orders of the layers.
    drop : Fraction
        What it removes in this order, after the stronger ones.
    settled_share : Fraction
        As `share`, of comparisons.
    shares : tuple of Fraction
        As `share`, pair by pair.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.load("nato-ip4").ladder().rungs[1].layer
    'australia_description_is_list'
    """

    layer: str
    title: str
    strength: str
    ends: tuple[Ends, ...]
    settled: int
    share: Fraction = Fraction(0)
    drop: Fraction = Fraction(0)
    settled_share: Fraction = Fraction(0)
    shares: tuple[Fraction, ...] = ()

    @property
    def width(self) -> float:
        """The widths of all pairs together; a pair without a value has none."""
        return float(sum(high - low for low, high in self.ends if not math.isnan(low)))

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Rung) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.layer, self.share))

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; exact numbers are text such as "381/143", undefined ends None.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").ladder().rungs[-1].to_dict()["share"]
        '61441/21840'
        """
        return {
            "layer": self.layer,
            "title": self.title,
            "strength": self.strength,
            "ends": [[None if math.isnan(end) else end for end in ends] for ends in self.ends],
            "settled": self.settled,
            **{name: str(getattr(self, name)) for name in _EXACT},
            "shares": [str(share) for share in self.shares],
        }

    @classmethod
    def _read(cls, given: Mapping[str, Any]) -> Rung:
        told = checked({**given, "kind": "rung"}, "rung", _FIELDS)
        if any(len(ends) != 2 for ends in told["ends"]):
            raise DataError(Fault("", "ends", "", "a pair has two ends", "", "schema"))
        told["ends"] = tuple((_end(low), _end(high)) for low, high in told["ends"])
        try:
            told |= {name: Fraction(told[name]) for name in _EXACT}
            told["shares"] = tuple(map(Fraction, told["shares"]))
        except (ValueError, ZeroDivisionError) as error:
            rule = f"exact numbers are text such as '381/143': {error}"
            raise DataError(Fault("", "shares", "", rule, "give what to_dict() gave", "schema")) from error
        return cls(**told)


def _end(end: float | None) -> float:
    return math.nan if end is None else float(end)


def per_cent(part: float) -> str:
    """A share in per cent; a dash where there is nothing to share.

    Examples
    --------
    >>> per_cent(0.6149), per_cent(-0.02)
    ('61.5 %', '-2.0 %')
    """
    return "-" if math.isnan(part) else f"{100 * part:.1f} %"
