"""The ladder: what holds with nothing assumed, then layer by layer to what all of them leave."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.markup import counted
from chirograph.base.public import public
from chirograph.base.stored import checked
from chirograph.base.table import Table
from chirograph.base.told import Stored
from chirograph.errors import DataError, Fault
from chirograph.learning.rung import Rung, per_cent

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult

__all__ = ["Ladder"]

Pair = tuple[str, str]
#: The stronger layer, the weaker one, row and area.
Clash = tuple[str, str, str, str]


@public
@dataclass(frozen=True, slots=True, repr=False)
class Ladder(Stored):
    """From what holds without some assumptions to what they leave; made by ``Dataset.ladder``.

    Attributes
    ----------
    key, title : str
        The indicator.
    parameters : mapping
        Its parameters.
    pairs : tuple of tuple of str
        The pairs, in the order of every rung's ends.
    names : mapping
        Readable names of the programmes.
    rungs : tuple of Rung
        First the ground, then a rung for each layer, strongest first.
    comparisons : int
        Comparisons of two pairs that have a value.
    clashes : tuple
        Where two layers say different things of one cell: the stronger, the weaker, row, area.
    idle : tuple of str
        Assumptions of the codebook that narrow nothing here, whatever else is assumed; they have no rung.
    alone : tuple of str
        Layers of which each leaves one number to every pair by itself, and so hides the others.
    without : Ladder or None
        The ladder without those; None where there are none, or nothing else.
    assumptions : tuple of str
        What the ground stands under, and then the layers, strongest first.

    Notes
    -----
    A layer speaks only of cells that stronger ones leave open, so what a set of layers leaves does not depend
    on the order in which they are switched on. The share of a layer is Shapley's: what it removes, on average
    over all orders. Shares add up to what all layers remove together. A layer that clashes with another can
    have a negative one. The order of the rungs is a choice, shares are not.

    References
    ----------
    Shapley, L. S. (1953). A value for n-person games. In Kuhn, H. W., Tucker, A. W. (eds.), Contributions to
    the Theory of Games II, Princeton University Press, 307-317.

    Examples
    --------
    >>> import chirograph as cg
    >>> ladder = cg.load("nato-ip4").ladder()
    >>> ladder.alone
    ('others_like_korea',)
    >>> [str(rung.share) for rung in ladder.without.rungs[1:]]
    ['2017/2184', '35/13']
    """

    key: str
    title: str
    parameters: Mapping[str, Any]
    pairs: tuple[Pair, ...]
    names: Mapping[str, str]
    rungs: tuple[Rung, ...]
    comparisons: int
    clashes: tuple[Clash, ...]
    idle: tuple[str, ...]
    alone: tuple[str, ...]
    without: Ladder | None
    assumptions: tuple[str, ...]

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers, strongest first."""
        return tuple(rung.layer for rung in self.rungs[1:])

    @property
    def narrowing(self) -> Fraction:
        """How much of the total width all layers remove together."""
        return sum((rung.share for rung in self.rungs), Fraction(0))

    def part(self, amount: Fraction) -> float:
        """An amount of width as a share of what all layers remove; NaN where they remove nothing.

        Examples
        --------
        >>> import chirograph as cg
        >>> ladder = cg.load("nato-ip4").ladder()
        >>> round(ladder.part(ladder.rungs[-1].share), 3)
        0.614
        """
        return float(amount / self.narrowing) if self.narrowing else math.nan

    def table(self) -> Table:
        """One row a rung and pair: layer, strength, first, second, lower, upper, share, settled.

        `share` is that of the width of the pair; `settled` counts the comparisons settled at the rung.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").ladder().table().where(first="AUS", second="KOR")["upper"][0]
        0.8461538461538461
        """
        names = ("layer", "strength", "first", "second", "lower", "upper", "share", "settled")
        rows = [
            (rung.layer, rung.strength, *pair, *ends, float(share), rung.settled)
            for rung in self.rungs
            for pair, ends, share in zip(self.pairs, rung.ends, rung.shares or _none(self.pairs), strict=True)
        ]
        return Table(names, tuple(zip(*rows, strict=True)) if rows else ((),) * len(names))

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; exact numbers are text such as "381/143", undefined ends None.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").ladder().to_dict()["rungs"][-1]["share"]
        '61441/21840'
        """
        return {
            "kind": "ladder",
            "key": self.key,
            "title": self.title,
            "parameters": dict(self.parameters),
            "pairs": [list(pair) for pair in self.pairs],
            "names": dict(self.names),
            "rungs": [rung.to_dict() for rung in self.rungs],
            "comparisons": self.comparisons,
            "clashes": [list(clash) for clash in self.clashes],
            "idle": list(self.idle),
            "alone": list(self.alone),
            "without": None if self.without is None else self.without.to_dict(),
            "assumptions": list(self.assumptions),
        }

    @classmethod
    def _read(cls, given: Mapping[str, Any]) -> Ladder:
        told = checked(given, "ladder", _FIELDS)
        pairs = tuple((str(pair[0]), str(pair[1])) for pair in told["pairs"])
        rungs = tuple(map(Rung.from_dict, told["rungs"]))
        if wrong := [rung for rung in rungs if len(rung.ends) != len(pairs)]:
            rule = f"it has both ends of each of {len(pairs)} pairs"
            raise DataError(Fault("", "rungs, ends", str(len(wrong[0].ends)), rule, "", "schema"))
        kept: dict[str, Any] = {
            name: told[name] for name in ("key", "title", "parameters", "names", "comparisons")
        }
        kept |= {name: tuple(told[name]) for name in ("idle", "alone", "assumptions")}
        kept["clashes"] = tuple(
            (str(one[0]), str(one[1]), str(one[2]), str(one[3])) for one in told["clashes"]
        )
        without = None if told["without"] is None else cls.from_dict(told["without"])
        return cls(**kept, pairs=pairs, rungs=rungs, without=without)

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """The rungs from top to bottom, see :func:`chirograph.plots.ladder`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").ladder().plot().data()["lower"][:2]
        (0.3333333333333333, 0.3333333333333333)
        """
        return draw("ladder", self, ax, **options)

    def _title(self, layer: str) -> str:
        return next((rung.title for rung in self.rungs if rung.layer == layer), layer)

    def _clashes(self) -> list[str]:
        said = "say different things; the first holds"
        return [
            f"Clash in {row} {area}: {self._title(stronger)} and {self._title(weaker)} {said}."
            for stronger, weaker, row, area in self.clashes
        ]

    def explain(self) -> str:
        """One sentence a rung, what hides what, and the assumption line.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").ladder().explain().splitlines()[0])
        Nothing assumed: the ranges are 4.579 wide together, and 0 of 15 comparisons are settled.
        """
        first, *rest = self.rungs
        lines = [
            f"{first.title}: the ranges are {first.width:.3f} wide together, and {_settled(self, first)}."
        ]
        for rung in rest:
            words = f"{rung.title}: {first.width - rung.width:.3f} of that is gone by here, "
            words += f"{_settled(self, rung)}; "
            lines.append(f"{words}its share of the narrowing is {per_cent(self.part(rung.share))}.")
        lines += self._clashes()
        if self.alone:
            lines.append(_hides(self))
        if self.idle:
            lines.append(f"Narrowing nothing here: {html.shorten(self.idle)}.")
        return "\n".join([*lines, " ".join(self.assumptions)])

    def __repr__(self) -> str:
        lines = [_headline(self), *html.columns_of_text(_HEAD, _rows(self))]
        if self.without is not None:
            lines += [_hides(self), *html.columns_of_text(_HEAD, _rows(self.without))]
        return "\n".join([*lines, *self._clashes(), " ".join(self.assumptions)])

    def _repr_html_(self) -> str:
        numeric = [False, False, True, True, True, True]
        parts = []
        for one in (self, self.without):
            if one is not None:
                rows = ([html.escape(cell) for cell in row] for row in _rows(one))
                title = _headline(self) if one is self else _hides(self)
                parts.append(html.table(_HEAD, rows, title, numeric))
        told = [*self._clashes(), " ".join(self.assumptions)]
        return html.page(*parts, *map(html.paragraph, told))


_FIELDS: dict[str, Any] = {
    "key": str,
    "title": str,
    "parameters": Mapping[str, Any],
    "pairs": Sequence[Sequence[str]],
    "names": Mapping[str, str],
    "rungs": Sequence[Mapping[str, Any]],
    "comparisons": int,
    "clashes": Sequence[Sequence[str]],
    "idle": Sequence[str],
    "alone": Sequence[str],
    "without": Mapping[str, Any] | None,
    "assumptions": Sequence[str],
}
_HEAD = ("layer", "strength", "width left", "settled", "share of narrowing", "in this order")


def _none(pairs: Sequence[Pair]) -> tuple[Fraction, ...]:
    return (Fraction(0),) * len(pairs)


def _headline(found: Ladder) -> str:
    count = counted(len(found.layers), "assumption")
    return f"{found.title} ({found.key}), {counted(len(found.pairs), 'pair')}: what each of {count} adds"


def _settled(found: Ladder, rung: Rung) -> str:
    verb = "is" if found.comparisons == 1 else "are"
    return f"{rung.settled} of {counted(found.comparisons, 'comparison')} {verb} settled"


def _rows(found: Ladder) -> list[list[str]]:
    rows = []
    for rung in found.rungs:
        shares = [per_cent(found.part(amount)) if rung.layer else "" for amount in (rung.share, rung.drop)]
        settled = f"{rung.settled} of {found.comparisons}"
        rows.append([rung.title, rung.strength.replace("_", " "), f"{rung.width:.3f}", settled, *shares])
    return rows


def _hides(found: Ladder) -> str:
    names = html.shorten([found._title(name) for name in found.alone])
    each = "it" if len(found.alone) == 1 else "each of them"
    return (
        f"{names}: {each} alone leaves one number to every pair, and so hides what the others add. Without:"
    )
