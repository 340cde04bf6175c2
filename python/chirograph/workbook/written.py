"""What a coder writes into a cell, and the interval of depth that it stands for."""

from __future__ import annotations

import re

__all__ = ["RULE", "interval", "written"]

RULE = (
    "a cell is a depth (2), any depth (?), an interval (1..2 or 1-2), at least (>=1), at most (<=2), or empty"
)

_ENDS = re.compile(r"([0-9]+)\s*(?:\.\.|-|\u2013)\s*([0-9]+)")
_SIDE = re.compile(r"(>=|<=|\u2265|\u2264)\s*([0-9]+)")


def interval(text: str, top: int) -> tuple[int, int] | None:
    """The interval of depth that is written; None where nothing is, which means not coded.

    Raises
    ------
    ValueError
        When it is none of the forms, or no interval of the scale.

    Examples
    --------
    >>> [interval(text, 3) for text in ("2", "?", "1-2", "1..3", ">=1", "<=2", "")]
    [(2, 2), (0, 3), (1, 2), (1, 3), (1, 3), (0, 2), None]
    """
    text = text.strip()
    if not text:
        return None
    ends = _ends(text, top)
    if ends is None:
        raise ValueError(RULE)
    lower, upper = ends
    if max(ends) > top:
        raise ValueError(f"the scale ends at depth {top}")
    if lower > upper:
        raise ValueError("the lower end is not above the upper end")
    return lower, upper


def _ends(text: str, top: int) -> tuple[int, int] | None:
    if text == "?":
        return 0, top
    if text.isascii() and text.isdigit() and len(text) < 4:
        return int(text), int(text)
    if (found := _ENDS.fullmatch(text)) and len(text) < 12:
        return int(found[1]), int(found[2])
    if (found := _SIDE.fullmatch(text)) and len(text) < 12:
        depth = int(found[2])
        return (depth, max(depth, top)) if found[1] in (">=", "\u2265") else (0, depth)
    return None


def written(lower: int, upper: int, top: int) -> str:
    """An interval as it is written.

    Examples
    --------
    >>> written(2, 2, 3), written(0, 3, 3), written(1, 2, 3)
    ('2', '?', '1..2')
    """
    if lower == upper:
        return str(lower)
    return "?" if (lower, upper) == (0, top) else f"{lower}..{upper}"
