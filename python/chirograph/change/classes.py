"""What may have become of each area, and how many areas are in a class: sharp bounds without enumeration.

A pair of depths (x in the old text, y in the new) is in exactly one class: absent (0, 0), gained (0, y),
lost (x, 0), kept (x = y), deepened (y > x) or weakened (x > y), the last three with both at least 1: held. A
set of classes is a number of six bits here, and what an area allows is such a set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from chirograph.errors import AssumptionError, Fault, ParameterError

__all__ = ["CLASSES", "HELD", "INDICES", "Counts", "Ends", "Range", "Reads", "allowed", "bits", "reads"]

CLASSES = ("absent", "gained", "lost", "kept", "deepened", "weakened")
HELD = ("kept", "deepened", "weakened")
#: Turnover and nestedness of two lists; Baselga 2010 (sor, sim, sne) and 2012 (jac, jtu, jne).
INDICES = ("sor", "sim", "sne", "jac", "jtu", "jne")
Ends: TypeAlias = tuple[int, int]
Ints: TypeAlias = NDArray[np.int64]

_ALL = (1 << len(CLASSES)) - 1
_BIT = {name: 1 << i for i, name in enumerate(CLASSES)}
_HELD = _BIT["kept"] | _BIT["deepened"] | _BIT["weakened"]
#: Held in both, only in the old list, only in the new one, in neither.
_PATTERNS = (_HELD, _BIT["lost"], _BIT["gained"], _BIT["absent"])
#: Numbers of lists (held, lost, gained) that are gone through at most: some seconds.
_MOST = 50_000_000
#: How far two values between 0 and 1 may be apart that are one fraction, or two as close.
_ROUNDING = 1e-12


class Range(NamedTuple):
    """The least and the greatest value of an index, and whether it may be 0/0; None where it always is."""

    lower: Fraction | None
    upper: Fraction | None
    undefined: bool


class Reads(NamedTuple):
    """What reading the old and the new cell of an area does to a count, and the fewest cells it takes.

    Of a cell: "known", "always" (it settles the count here whatever it says), "for some depths" or "never".
    `worst` cells are enough whatever they say, `best` if they say the right thing.
    """

    old: str
    new: str
    worst: int
    best: int


def bits(names: Sequence[str]) -> int:
    """A set of classes as a number.

    Examples
    --------
    >>> bits(["gained"]), bits(["gained", "deepened"])
    (2, 18)
    """
    return sum(_BIT[name] for name in dict.fromkeys(names))


def allowed(old: Sequence[Ends], new: Sequence[Ends], *, never_falls: bool = False) -> Ints:
    """The classes that each area allows, (n,), as a set of bits; 0 where no pair of depths is left.

    Parameters
    ----------
    old, new : sequence of (int, int)
        Least and greatest depth of every area, (n,) each.
    never_falls : bool, keyword-only
        Whether pairs with a new depth below the old one are taken out.

    Examples
    --------
    >>> allowed([(0, 0), (1, 3)], [(1, 2), (0, 0)]).tolist() == [bits(["gained"]), bits(["lost"])]
    True
    >>> allowed([(1, 1)], [(0, 0)], never_falls=True).tolist()
    [0]
    """
    (low, high), (least, most) = (np.array(ends, dtype=np.int64).reshape(-1, 2).T for ends in (old, new))
    there, then = np.maximum(low, 1), np.maximum(least, 1)
    possible = {
        "absent": (low == 0) & (least == 0),
        "gained": (low == 0) & (most >= 1),
        "lost": (high >= 1) & (least == 0) & (not never_falls),
        "kept": np.maximum(there, then) <= np.minimum(high, most),
        "deepened": (there <= high) & (most > there),
        "weakened": (then <= most) & (high > then) & (not never_falls),
    }
    masks: Ints = np.sum([_BIT[name] * mask for name, mask in possible.items()], axis=0, dtype=np.int64)
    return masks


@dataclass(frozen=True)
class Counts:
    """How many areas may be in each class, jointly.

    Parameters
    ----------
    masks : tuple of int
        The classes that each area allows, see `allowed`.
    old_length, new_length : (int, int) or None
        Least and greatest number of areas in either list; None is no limit.

    Notes
    -----
    Without limits the number of areas in a set T of classes has the sharp ends
    #{i : K_i inside T} and #{i : K_i meets T}, K_i what area i allows: areas are independent. A vector of six
    counts of sum n is attained iff its sum over every T is at least the first of these (Hall's theorem).
    """

    masks: tuple[int, ...]
    old_length: Ends | None = None
    new_length: Ends | None = None

    @cached_property
    def _kinds(self) -> Counter[int]:
        return Counter(self.masks)

    def inside(self, chosen: int) -> int:
        """How many areas are certainly in one of these classes, whatever the lengths of the lists say."""
        return sum(count for mask, count in self._kinds.items() if not mask & ~chosen)

    def meets(self, chosen: int) -> int:
        """How many areas may be in one of these classes, whatever the lengths of the lists say."""
        return len(self.masks) - self.inside(_ALL & ~chosen)

    def bound(self, names: Sequence[str]) -> Ends:
        """The least and the greatest number of areas in one of these classes; both are attained.

        With limits on the lists it is the extreme over all reachable numbers of areas (held, lost, gained):
        of each, the most areas in a part H of the held classes are the least of U(H + S) - r(S) over the sets
        S of other classes, U(T) = #{i : K_i meets T} and r the numbers given: to fix counts contracts the
        base polytope of a coverage function.

        Raises
        ------
        AssumptionError
            When no completion has these list lengths.
        ParameterError
            When there are too many numbers of areas to go through.

        Examples
        --------
        >>> either = bits(["absent", "gained"]), bits(["lost", "kept"])
        >>> Counts(either).bound(["gained"]), Counts(either, new_length=(2, 2)).bound(["gained"])
        ((0, 1), (1, 1))
        """
        chosen = bits(names)
        if self.old_length is None and self.new_length is None:
            return self.inside(chosen), self.meets(chosen)
        held, low, high = chosen & _HELD, [], []
        for a, b, c in self.lists():
            rest = np.stack((b, c, len(self.masks) - a - b - c))
            aside = sum((r for r, one in zip(rest, _PATTERNS[1:], strict=True) if one & chosen), np.array(0))
            high.append(int(np.max(self._most(held, rest) + aside)))
            low.append(int(np.min(a - self._most(_HELD & ~held, rest) + aside)))
        return min(low), max(high)

    def _most(self, held: int, rest: Ints) -> Ints:
        """The most areas in a part of the held classes, beside given numbers of lost, gained and absent."""
        found = []
        for with_them in product((False, True), repeat=3):
            taken = [i for i, one in enumerate(with_them) if one]
            outside = sum(_PATTERNS[1 + i] for i in taken)
            found.append(self.meets(held | outside) - rest[taken].sum(axis=0))
        least: Ints = np.min(found, axis=0)
        return least

    def lists(self) -> Iterator[tuple[int, Ints, Ints]]:
        """Every reachable number of areas held, with all numbers (lost, gained) beside it.

        Raises
        ------
        AssumptionError, ParameterError
            As `bound`.
        """
        n, lengths = len(self.masks), (self.old_length, self.new_length)
        held, lost, gained, _ = ((self.inside(one), self.meets(one)) for one in _PATTERNS)
        self._refuse_many([held, lost, gained])
        old, new = ((0, n) if one is None else one for one in lengths)
        b, c = np.arange(lost[0], lost[1] + 1)[:, None], np.arange(gained[0], gained[1] + 1)[None, :]
        any_found = False
        for a in range(held[0], held[1] + 1):
            counts: tuple[Any, ...] = (a, b, c, n - a - b - c)
            kept = (counts[3] >= 0) & (old[0] <= a + b) & (a + b <= old[1])
            kept = kept & (new[0] <= a + c) & (a + c <= new[1])
            for part in product((False, True), repeat=len(_PATTERNS)):
                chosen = sum(one for one, taken in zip(_PATTERNS, part, strict=True) if taken)
                total = sum(count for count, taken in zip(counts, part, strict=True) if taken)
                kept = kept & (total >= self.inside(chosen))
            rows, columns = np.nonzero(kept)
            if len(rows):
                any_found = True
                yield a, b[rows, 0], c[0, columns]
        if not any_found:
            told = ", ".join(
                f"{which} list of {one[0]} to {one[1]}"
                for which, one in zip(("an old", "a new"), lengths, strict=True)
                if one is not None
            )
            rule, repair = "some completion of both texts has these lengths", "widen the lengths"
            raise AssumptionError(Fault("", "list_length", told, rule, repair, "infeasible"))

    def _refuse_many(self, ends: Sequence[Ends]) -> None:
        states = int(np.prod([float(high - low + 1) for low, high in ends]))
        if states > _MOST:
            rule = f"at most {_MOST} numbers of areas held, lost and gained are gone through, here {states}"
            repair = "ask about fewer areas; counts without list lengths need none of this"
            raise ParameterError(Fault("", "areas", f"{len(self.masks)}", rule, repair, "parameter"))

    def indices(self) -> dict[str, Range]:
        """Turnover and nestedness between the two lists: sharp ends of six indices over reachable lists.

        Of a held, b lost and c gained areas, m = min(b, c): sor = (b + c) / (2a + b + c), the dissimilarity
        of Sørensen; its turnover sim = m / (a + m); its nestedness sne = sor - sim. jac = (b + c) / (a + b +
        c), jtu = 2m / (a + 2m), jne = jac - jtu. Baselga 2010, doi:10.1111/j.1466-8238.2009.00490.x, and
        2012, doi:10.1111/j.1466-8238.2011.00756.x. The ends of a difference are not the differences of the
        ends.

        Raises
        ------
        AssumptionError, ParameterError
            As `bound`.

        Examples
        --------
        >>> known = Counts((bits(["kept"]),) * 5 + (bits(["gained"]),) * 6 + (bits(["lost"]),))
        >>> [str(known.indices()[key].lower) for key in ("sor", "sim", "sne")]
        ['7/17', '1/6', '25/102']
        """
        found: dict[str, list[Fraction]] = {key: [] for key in INDICES}
        undefined = dict.fromkeys(INDICES, False)
        for a, b, c in self.lists():
            for key, (top, below) in _parts(a, b, c).items():
                undefined[key] = undefined[key] or bool(np.any(below == 0))
                where = below > 0
                if where.any():
                    found[key] += _extremes(top[where], below[where])
        return {
            key: Range(min(values, default=None), max(values, default=None), undefined[key])
            for key, values in found.items()
        }


def _parts(a: int, b: Ints, c: Ints) -> dict[str, tuple[Ints, Ints]]:
    """Numerator and denominator of every index."""
    m = np.minimum(b, c)
    sor, sim = (b + c, 2 * a + b + c), (m, a + m)
    jac, jtu = (b + c, a + b + c), (2 * m, a + 2 * m)
    sne, jne = (
        (whole[0] * part[1] - part[0] * whole[1], whole[1] * part[1])
        for whole, part in ((sor, sim), (jac, jtu))
    )
    return dict(zip(INDICES, (sor, sim, sne, jac, jtu, jne), strict=True))


def _extremes(top: Ints, below: Ints) -> list[Fraction]:
    """The least and the greatest of these fractions, exactly: those that a rounding cannot tell apart too."""
    values, found = top / below, []
    for best, pick in ((values.min(), min), (values.max(), max)):
        near = np.abs(values - best) <= _ROUNDING
        common = np.gcd(top[near], below[near])
        pairs = np.unique(np.stack((top[near] // common, below[near] // common)), axis=1)
        found.append(pick(Fraction(int(one), int(other)) for one, other in pairs.T))
    return found


def reads(
    old: Sequence[Ends], new: Sequence[Ends], names: Sequence[str], *, never_falls: bool = False
) -> list[Reads | None]:
    """Of every area that a count leaves open, which of its two cells settles it; None for every other area.

    Parameters
    ----------
    old, new, never_falls
        As in `allowed`.
    names : sequence of str
        The classes that are counted together.

    Examples
    --------
    >>> reads([(0, 3), (1, 2)], [(1, 3), (1, 1)], ["gained"])
    [Reads(old='always', new='never', worst=1, best=1), None]
    """
    chosen = bits(names)
    found: list[Reads | None] = []
    for one, other in zip(old, new, strict=True):
        (mask,) = allowed([one], [other], never_falls=never_falls)
        if not mask & chosen or not mask & ~chosen:
            found.append(None)
            continue
        fixed = [[(x, x) for x in range(low, high + 1)] for low, high in (one, other)]
        sides = (
            _settles(allowed(fixed[0], [other] * len(fixed[0]), never_falls=never_falls), chosen),
            _settles(allowed([one] * len(fixed[1]), fixed[1], never_falls=never_falls), chosen),
        )
        best = 1 if {"always", "for some depths"} & {*sides} else 2
        found.append(Reads(*sides, worst=1 if "always" in sides else 2, best=best))
    return found


def _settles(masks: Ints, chosen: int) -> str:
    """What the values of a cell do, each of which leaves these classes; one that leaves none cannot be."""
    masks = masks[masks > 0]
    if len(masks) == 1:
        return "known"
    settled = ((masks & chosen) == 0) | ((masks & ~chosen) == 0)
    return "always" if settled.all() else "for some depths" if settled.any() else "never"
