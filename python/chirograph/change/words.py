"""Ranges and classes of areas for reading, and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chirograph.base.markup import DASH
from chirograph.change.classes import CLASSES, Ends, Range, bits

__all__ = ["became", "blank", "index_text", "plain_index", "span_text"]


def span_text(low: object, high: object, to: str = DASH) -> str:
    """Both ends in short.

    Examples
    --------
    >>> span_text(6, 6), span_text(0, 7, " to ")
    ('6', '0 to 7')
    """
    return f"{low}" if low == high else f"{low}{to}{high}"


def index_text(found: Range) -> str:
    """The range of an index in short, with a star where it may be undefined.

    Examples
    --------
    >>> from fractions import Fraction
    >>> index_text(Range(Fraction(1, 6), Fraction(1, 6), True))
    '0.167*'
    """
    if found.lower is None or found.upper is None:
        return "undefined"
    ends = (f"{float(end):.3f}" for end in (found.lower, found.upper))
    return f"{span_text(*ends)}{'*' if found.undefined else ''}"


def became(mask: int) -> str:
    """What may have become of an area, given as a set of classes.

    Examples
    --------
    >>> became(bits(["kept", "deepened", "lost"]))
    'lost, kept or deepened'
    """
    names = [name for name in CLASSES if mask & bits([name])]
    return " or ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def blank(cells: Sequence[Ends], why: Sequence[str], top: int) -> dict[str, int]:
    """How many cells may have any depth, by the reason, most frequent first.

    Examples
    --------
    >>> blank([(0, 3), (1, 3), (0, 3)], ["not public", "stated", "not public"], 3)
    {'not public': 2}
    """
    pairs = zip(cells, why, strict=True)
    return dict(Counter(reason for ends, reason in pairs if ends == (0, top)).most_common())


def plain_index(found: Range) -> dict[str, float | bool | None]:
    """The range of an index as plain data.

    Examples
    --------
    >>> plain_index(Range(None, None, True))
    {'lower': None, 'upper': None, 'undefined': True}
    """
    lower, upper = (None if end is None else float(end) for end in found[:2])
    return {"lower": lower, "upper": upper, "undefined": found.undefined}
