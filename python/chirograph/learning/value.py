"""What one set of documents can settle, and how that is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chirograph.base.public import public
from chirograph.base.stored import checked
from chirograph.errors import DataError, Fault

__all__ = ["DocumentValue", "end_text", "mean_text", "value_from", "width_text"]

_ENDS = ("worst", "best", "worst_certain", "best_certain", "least_width", "most_width")


@public
@dataclass(frozen=True, slots=True)
class DocumentValue:
    """What some documents, read together, can settle.

    Attributes
    ----------
    documents : tuple of str
        Their names.
    scenario : bool
        Whether it is told what they say; then all ends are the same.
    cells : int
        Open cells that they tell.
    settles : tuple of str
        What each of them is, in words.
    worst, best : tuple of int
        Questions settled when they say what settles least, or most: what no completion is beyond, and what
        one attains. Where the two are the same the end is exact.
    worst_certain, best_certain : tuple of int
        The same of questions with an answer that nothing reverses: settled, or "at least".
    least_width, most_width : tuple of float
        The same of the widths of all ranges together; not asked of claims, and 0 there.
    expected, error : tuple of float
        Mean under each prior with its standard error; 0 where it is exact.
    chances : tuple of float
        Under the first prior, the chance that 0, 1, 2 ... are settled; empty where not worked out.
    widths : tuple
        Per pair with a value its two labels, and the least and the most that may be left of its range; empty
        where completions were tried and not counted.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [1, 1]], max_depth=1)
    >>> value = panel.value_of_documents(prior=0.5)[0]
    >>> value.documents, value.worst, value.best, value.expected
    (('P3',), (3, 3), (3, 3), (3.0,))
    """

    documents: tuple[str, ...]
    scenario: bool
    cells: int
    settles: tuple[str, ...]
    worst: tuple[int, int]
    best: tuple[int, int]
    worst_certain: tuple[int, int]
    best_certain: tuple[int, int]
    least_width: tuple[float, float]
    most_width: tuple[float, float]
    expected: tuple[float, ...]
    error: tuple[float, ...]
    chances: tuple[float, ...]
    widths: tuple[tuple[str, str, float, float], ...] = ()

    @property
    def exact(self) -> bool:
        """Whether both ends are what some completion attains and none is beyond."""
        return self.worst[0] == self.worst[1] and self.best[0] == self.best[1]

    @property
    def name(self) -> str:
        """The documents in words."""
        return " and ".join(self.documents)


def value_from(given: Mapping[str, Any], number: int) -> DocumentValue:
    """The one that plain data tell, the `number`-th of them."""
    hints: dict[str, Any] = {
        "documents": list[str], "scenario": bool, "cells": int, "settles": list[str],
        **dict.fromkeys(_ENDS[:4], list[int]), **dict.fromkeys(_ENDS[4:], list[float]),
        "expected": list[float], "error": list[float], "chances": list[float],
        "widths": list[tuple[str, str, float, float]],
    }  # fmt: skip
    try:
        told = checked({"kind": "value", **given}, "value", hints)
    except DataError as error:
        places = [Fault(one.file, f"values {number}, {one.place}", one.value, one.rule, one.repair, one.code)
                  for one in error.faults]  # fmt: skip
        raise DataError(places) from error
    parts: dict[str, Any] = {
        name: tuple(told[name]) if isinstance(told[name], list) else told[name] for name in hints
    }
    parts["widths"] = tuple(tuple(one) for one in told["widths"])
    return DocumentValue(**parts)


def end_text(end: Sequence[float]) -> str:
    """An end: one number where it is exact, else both."""
    low, high = sorted(end)
    return f"{low:g}" if low == high else f"[{low:g}, {high:g}]"


def mean_text(value: DocumentValue, number: int) -> str:
    """The mean under a prior, with its error where it was drawn."""
    if number >= len(value.expected):
        return ""
    mean, error = value.expected[number], value.error[number]
    shown = f"{mean:.3f}" if 0 < abs(mean) < 0.1 else f"{mean:.2f}"
    return shown + (f" ± {error:.2f}" if error else "")


def width_text(value: DocumentValue) -> str:
    """How wide all ranges together may still be."""
    low, high = value.least_width[1], value.most_width[1]
    return f"{low:.3f} to {high:.3f}"
