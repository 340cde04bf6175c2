"""Ranges and classes of areas for reading."""

from __future__ import annotations

from chirograph.base.markup import DASH
from chirograph.change.classes import CLASSES, Range, bits

__all__ = ["became", "index_text", "span_text"]


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
