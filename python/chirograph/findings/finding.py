"""A finding: one plain sentence computed from a result, with its number and what would settle it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chirograph.base.markup import DASH, counted, shorten
from chirograph.base.public import public

__all__ = ["Finding", "Pair", "between", "called", "group_of", "limit", "names_of", "percent", "spread"]

Pair = tuple[str, str]
#: First words of names that take an article in a sentence.
_ARTICLE = (
    "Commonwealth",
    "European",
    "Federation",
    "Kingdom",
    "Republic",
    "State",
    "States",
    "Union",
    "United",
)
#: Far less than a share is told to.
_CLOSE = 1e-9
#: Names in a sentence before the rest is counted.
_MOST = 4


@public
@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence computed from a result; made by the rules of this room and shown by ``answer()``.

    Attributes
    ----------
    key : str
        The rule that made it: "areas", "practice", "levels", "overlaps", "claims", "documents" or "ladder".
    title : str
        The finding in one line, as a figure has it for its title.
    sentence : str
        The finding in words.
    lower, upper : int
        How many there are of what it counts: for certain, and at most.
    of : int
        Out of how many.
    unit : str
        What is counted.
    open : str
        What is not settled, in a few words.
    settled : int
        For how many of `of` the answer is fixed, whatever the unknown cells are.
    yardstick : str
        The declared choice it rests on; empty where it rests on none.
    holds : str
        Over which other choices it holds; empty without a yardstick.
    reason : str
        Why the rest is open.
    settles : tuple of str
        What would settle the rest.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1).answer().findings[0]
    >>> found.key, found.lower, found.upper, found.of
    ('areas', 1, 2, 2)
    """

    key: str
    title: str
    sentence: str
    lower: int
    upper: int
    of: int
    unit: str
    open: str = ""
    settled: int = 0
    yardstick: str = ""
    holds: str = ""
    reason: str = ""
    settles: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The certain number out of how many, such as "6 of 24".

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 0], [1, 1]], max_depth=1).answer().findings[0].number
        '1 of 2'
        """
        return f"{self.lower} of {self.of}"

    @property
    def under(self) -> str:
        """The yardstick and over which others it holds, in a sentence; empty without one.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").answer()["practice"].under[:34]
        'Yardstick: practice is what is at '
        """
        words = "; ".join(part for part in (self.yardstick, self.holds) if part)
        return f"Yardstick: {words}." if self.yardstick else ""

    def to_dict(self) -> dict[str, Any]:
        """Plain data.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.Panel([[1, 0], [1, 1]], max_depth=1).answer().findings[0].to_dict())[:2]
        ['key', 'title']
        """
        return {**asdict(self), "settles": list(self.settles)}


def called(names: Mapping[str, str], label: str) -> str:
    """The readable name of a row or column, as it stands in a sentence.

    Examples
    --------
    >>> called({"KOR": "Republic of Korea"}, "KOR"), called({}, "P1")
    ('the Republic of Korea', 'P1')
    """
    name = names.get(label, label)
    return f"the {name}" if name.split(" ")[0] in _ARTICLE else name


def names_of(names: Mapping[str, str], labels: Sequence[str], most: int = _MOST) -> str:
    """Several names in a sentence; beyond `most` the rest is counted."""
    return shorten([called(names, label) for label in labels], most)


def between(names: Mapping[str, str], pair: Pair) -> str:
    """The two names of a pair in a list of pairs, where another "and" would be one too many."""
    return f" {DASH} ".join(names.get(label, label) for label in pair)


def group_of(names: Mapping[str, str], pairs: Sequence[Pair], rows: Sequence[str]) -> str:
    """Pairs in words: all that a partner is in by that partner, few by name, others counted.

    Examples
    --------
    >>> group_of({}, [("A", "B"), ("B", "C")], ["A", "B", "C"])
    'the 2 pairs with B'
    >>> group_of({}, [("A", "B")], ["A", "B", "C"])
    'A \N{EN DASH} B'
    """
    shared = set(pairs[0]).intersection(*pairs) if pairs else set()
    if len(pairs) == len(rows) - 1 > 1 and shared:
        return f"the {len(pairs)} pairs with {called(names, shared.pop())}"
    if len(pairs) <= 3:
        return shorten([between(names, pair) for pair in pairs])
    return counted(len(pairs), "pair")


def percent(share: float) -> str:
    """A share in whole per cent, or with one digit where that tells it exactly.

    Examples
    --------
    >>> percent(0.5), percent(1 / 3), percent(0.125)
    ('50\xa0%', '33\xa0%', '12.5\xa0%')
    """
    value = 100 * share
    return _written(value, 1 if abs(round(value, 1) - value) < _CLOSE else 0)


def limit(share: float, *, below: bool, digits: int = 1) -> str:
    """A share up to which, or from which on, something holds: rounded so that it holds there.

    Examples
    --------
    >>> limit(7 / 11, below=True), limit(2 / 3, below=False), limit(2 / 3, below=True, digits=0)
    ('63.6\xa0%', '66.7\xa0%', '66\xa0%')
    """
    scale = 10**digits
    value = 100 * scale * share
    whole = math.floor(value + _CLOSE) if below else math.ceil(value - _CLOSE)
    return _written(whole / scale, digits)


def _written(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".removesuffix(".0") + "\N{NO-BREAK SPACE}%"


def spread(low: int, high: int) -> str:
    """A count from certain to possible.

    Examples
    --------
    >>> spread(2, 2), spread(0, 3)
    ('2', '0 to 3')
    """
    return str(low) if low == high else f"{low} to {high}"
