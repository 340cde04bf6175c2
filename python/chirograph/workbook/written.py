"""What a coder writes into a cell, and the interval of depth that it stands for."""

from __future__ import annotations

from chirograph.cells.written import NO_CELL, Broken, Missing, read

__all__ = ["RULE", "TO", "interval"]

RULE = (
    "a cell is a depth (2), any depth (?), an interval (1..2 or 1-2), at least (>=1), at most (<=2), or empty"
)

#: Between two ends: a spreadsheet would make a date of 1-2.
TO = ".."
_NOTHING = Missing.of(None)


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
    found = read(text, top, _NOTHING)
    if isinstance(found, Broken):
        raise ValueError(RULE if found.rule == NO_CELL else found.rule)
    if isinstance(found, tuple):
        return found
    if found not in ("", "?"):
        raise ValueError(RULE)
    return (0, top) if found else None
