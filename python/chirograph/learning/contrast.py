"""Two readings side by side: what each conclusion is under either, and which layers make the difference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chirograph.base import markup as html
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Told
from chirograph.cells.labels import matched

__all__ = ["Conclusion", "Contrast", "told_range"]

#: The stronger layer, the weaker one, row and area.
Clash = tuple[str, str, str, str]


@public
@dataclass(frozen=True, slots=True)
class Conclusion:
    """One conclusion under two readings.

    Attributes
    ----------
    kind : str
        "range" of a pair, "order" of two pairs, or "claim".
    about : str
        The pair, the two pairs, or the claim.
    a, b : str
        What it is under either reading.
    rests_on : tuple of tuple of str
        The smallest sets of layers that turn what it is under `a` into what it is under `b`; empty where it
        is the same. Of claims, sets of one layer and of two are looked for, then all together.

    Examples
    --------
    >>> import chirograph as cg
    >>> ds = cg.load("nato-ip4")
    >>> [one.about for one in cg.compare(ds, "as read", "australia_description_is_list").changed]
    ['AUS-JPN', 'AUS-KOR']
    """

    kind: str
    about: str
    a: str
    b: str
    rests_on: tuple[tuple[str, ...], ...] = ()


@public
@dataclass(frozen=True, slots=True, repr=False)
class Contrast(Told):
    """Two readings of a dataset side by side; made by :func:`chirograph.compare`.

    Attributes
    ----------
    a, b : tuple of str
        The readings; empty for the data as read.
    key, title : str
        The indicator.
    conclusions : tuple of Conclusion
        Ranges of pairs, orders of two pairs, claims.
    layers : tuple of str
        What is on in one of the two and not in the other, strongest first.
    shares : tuple of Fraction
        Of each layer, how much of the total width it removes on the way from `a` to `b`, on average over all
        orders; negative where it widens.
    clashes : tuple
        Where two of the layers say different things of one cell: the stronger, the weaker, row, area.
    assumptions : tuple of tuple of str
        What either stands under.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.compare(cg.load("nato-ip4"), "as read", ("australia_description_is_list", "like:KOR"))
    >>> [round(float(share), 3) for share in found.shares]
    [0.399, 4.18]
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    key: str
    title: str
    conclusions: tuple[Conclusion, ...]
    layers: tuple[str, ...]
    shares: tuple[Fraction, ...]
    clashes: tuple[Clash, ...]
    assumptions: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def changed(self) -> tuple[Conclusion, ...]:
        """The conclusions that differ."""
        return tuple(one for one in self.conclusions if one.a != one.b)

    def part(self, layer: str) -> float:
        """The share of a layer in what all remove together; NaN where they remove nothing.

        Raises
        ------
        UnknownLabel
            When it is none of `layers`, with near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.compare(cg.load("nato-ip4"), "as read", ("absent", "australia_description_is_list"))
        >>> round(found.part("australia_description_is_list"), 3)
        0.087
        """
        whole = sum(self.shares, Fraction(0))
        (named,) = matched([layer], self.layers, "compare", "this layer")
        return float(self.shares[self.layers.index(named)] / whole) if whole else math.nan

    def table(self) -> Table:
        """Every conclusion: kind, about, a, b, and on which layers the difference rests.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.compare(cg.load("nato-ip4"), "as read", "absent").table().where(about="AUS-KOR")["b"]
        ('0.615',)
        """
        rows = [(one.kind, one.about, one.a, one.b, _sets(one.rests_on)) for one in self.conclusions]
        names = ("kind", "about", "a", "b", "rests_on")
        return Table(names, tuple(zip(*rows, strict=True)) if rows else ((),) * len(names))

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; exact numbers are text such as "381/143".

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.compare(cg.load("nato-ip4"), "as read", "absent").to_dict()["layers"]
        ['unpublished=absent']
        """
        told = [
            {"kind": one.kind, "about": one.about, "a": one.a, "b": one.b,
             "rests_on": [list(layers) for layers in one.rests_on]}
            for one in self.conclusions
        ]  # fmt: skip
        return {
            "kind": "contrast",
            "a": list(self.a),
            "b": list(self.b),
            "key": self.key,
            "title": self.title,
            "conclusions": told,
            "layers": list(self.layers),
            "shares": [str(share) for share in self.shares],
            "clashes": [list(clash) for clash in self.clashes],
            "assumptions": [list(lines) for lines in self.assumptions],
        }

    def explain(self) -> str:
        """One sentence for each conclusion that differs, then what each layer brings.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.compare(cg.load("nato-ip4"), "as read", "australia_description_is_list")
        >>> print(found.explain().splitlines()[0])
        AUS-JPN: 0.333 to 1.000, then 0.333 to 0.714; rests on australia_description_is_list.
        """
        lines = [
            f"{one.about}: {one.a}, then {one.b}; rests on {_sets(one.rests_on)}." for one in self.changed
        ]
        same = len(self.conclusions) - len(lines)
        lines += [f"The same under both: {html.counted(same, 'conclusion')} of {len(self.conclusions)}."]
        return "\n".join([*lines, *_brought(self), " ".join(self.assumptions[1])])

    def __repr__(self) -> str:
        rows = [[one.kind, one.about, one.a, one.b, _sets(one.rests_on)] for one in self.changed]
        lines = [_headline(self), *(html.columns_of_text(_HEAD, rows) if rows else [])]
        return "\n".join([*lines, *_brought(self), " ".join(self.assumptions[1])])

    def _repr_html_(self) -> str:
        rows = (
            [html.escape(cell) for cell in (one.kind, one.about, one.a, one.b, _sets(one.rests_on))]
            for one in self.changed
        )
        told = map(html.paragraph, [*_brought(self), " ".join(self.assumptions[1])])
        return html.page(html.table(_HEAD, rows, _headline(self)), *told)


_HEAD = ("", "about", "a", "b", "rests on")


def _headline(found: Contrast) -> str:
    a, b = (" + ".join(names) or "as read" for names in (found.a, found.b))
    count = f"{len(found.changed)} of {html.counted(len(found.conclusions), 'conclusion')}"
    return f"a: {a}; b: {b}. {found.title} ({found.key}), claims: {count} differ"


def _sets(sets: tuple[tuple[str, ...], ...]) -> str:
    return ", or ".join(" and ".join(layers) for layers in sets)


def _brought(found: Contrast) -> list[str]:
    lines = [
        f"{layer} removes {float(share):.3f} of the total width ({_of(found.part(layer))})."
        for layer, share in zip(found.layers, found.shares, strict=True)
    ]
    clashes = (
        f"Clash in {row} {area}: {one} and {two}; the first holds." for one, two, row, area in found.clashes
    )
    return [*lines, *clashes]


def _of(part: float) -> str:
    return "nothing is removed in all" if math.isnan(part) else f"{100 * part:.1f} % of what is removed"


def told_range(ends: tuple[float, float]) -> str:
    """Both ends in words.

    Examples
    --------
    >>> told_range((0.25, 0.5)), told_range((0.25, 0.25)), told_range((math.nan, math.nan))
    ('0.250 to 0.500', '0.250', 'undefined')
    """
    low, high = ends
    if math.isnan(low):
        return "undefined"
    return f"{low:.3f}" if f"{low:.3f}" == f"{high:.3f}" else f"{low:.3f} to {high:.3f}"
