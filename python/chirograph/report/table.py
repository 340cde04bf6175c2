"""A table for the page: caption, heads, rows; the first cell of a row is its head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chirograph.cells.ends import End, is_open

__all__ = ["Sheet", "interval", "sheet", "span"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the template draws.

    Attributes
    ----------
    caption : str
        What the table shows.
    head : tuple of str
        Column heads.
    rows : tuple of tuple of str
        Cells as text.
    numeric : frozenset of int
        Columns set in figures, flush right.
    wordy : bool
        Whether the cells hold sentences. On a narrow page each row becomes a block of its own: sentences run
        on after the head of their column, short values stand across from it.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    wordy: bool = False


def sheet(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    numeric: Iterable[int] = (),
    *,
    wordy: bool = False,
) -> Sheet:
    """A table of anything that has a text; None is an empty cell."""
    texts = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows)
    return Sheet(caption, tuple(head), texts, frozenset(numeric), wordy)


def interval(lower: float, upper: float) -> str:
    """Both ends of a range, one number when they are the same, a word when there is none.

    Examples
    --------
    >>> interval(7 / 24, 11 / 14), interval(0.5, 0.5), interval(float("nan"), float("nan"))
    ('0.292\xa0to\xa00.786', '0.500', 'undefined')
    """
    if lower != lower:
        return "undefined"
    return (
        f"{lower:.3f}" if lower == upper else f"{lower:.3f}\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}{upper:.3f}"
    )


def span(lower: End, upper: End) -> str:
    """The same of two ends, where an open one is two numbers.

    Examples
    --------
    >>> span(End(0.25, 0.5), End(0.75, 0.75, high=True))
    '0.250..0.500\xa0to\xa00.750'
    """
    if is_open(lower, upper):
        return f"{lower.text()}\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}{upper.text()}"
    return interval(lower.bound, upper.bound)
