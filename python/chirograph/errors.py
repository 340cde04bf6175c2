"""The errors of chirograph: one tree, and every error says where, what, which rule and how to mend it.

All faults found at once travel in one exception. The engine raises the same classes: its faults are handed
over as :class:`Fault` objects.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = [
    "AssumptionError",
    "ChirographError",
    "CodebookError",
    "DataError",
    "Fault",
    "ParameterError",
    "UnknownIndicator",
    "UnknownLabel",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule: where it was, what was seen, what must hold and how to mend it.

    Parameters
    ----------
    file : str
        The file it was read from; empty when the data did not come from a file.
    place : str
        Where in the data, such as ``"row 2, column 5"`` or ``"/programmes/3/kind"``.
    value : str
        What was seen, as text.
    rule : str
        What must hold.
    repair : str
        What to do about it; may be empty.
    code : str
        The kind of rule, such as ``"depth"`` or ``"unknown_key"``.

    Examples
    --------
    >>> print(Fault(place="row KOR, column A01", value="7", rule="a depth is at most 3", repair="use 0 to 3"))
    row KOR, column A01: found 7; a depth is at most 3; use 0 to 3
    """

    file: str = ""
    place: str = ""
    value: str = ""
    rule: str = ""
    repair: str = ""
    code: str = ""

    def __str__(self) -> str:
        seen = f"found {self.value}" if self.value else ""
        what = "; ".join(part for part in (seen, self.rule, self.repair) if part)
        return ": ".join(part for part in (self.file, self.place, what) if part)


class ChirographError(Exception):
    """The root of every error the library raises on purpose.

    Parameters
    ----------
    faults : sequence of Fault, Fault, or str
        What went wrong. A string stands for one fault that only states its rule.

    Attributes
    ----------
    faults : tuple of Fault
        Every fault found, in the order found.

    Examples
    --------
    >>> error = DataError([Fault(place="cell 1", rule="it is 0"), Fault(place="cell 2", rule="it is 0")])
    >>> print(error)
    cell 1: it is 0
    cell 2: it is 0
    >>> isinstance(error, ValueError)
    True
    """

    faults: tuple[Fault, ...]

    def __init__(self, faults: Sequence[Fault] | Fault | str = ()) -> None:
        if isinstance(faults, str):
            faults = Fault(rule=faults)
        self.faults = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        # KeyError would print the repr of its argument; an error is for reading.
        return "\n".join(str(fault) for fault in self.faults)


class DataError(ChirographError, ValueError):
    """Data or a data file break a rule: shape, depth, weight, schema, reference, encoding."""


class CodebookError(ChirographError, KeyError):
    """A name is not in the codebook or in the catalogue."""

    __str__ = ChirographError.__str__


class AssumptionError(ChirographError, ValueError):
    """An assumption or a constraint is malformed, unknown, or leaves no possible completion."""


class UnknownIndicator(CodebookError):
    """No indicator of the catalogue has this key."""


class UnknownLabel(CodebookError):
    """No row, area, partner, kind or programme has this label."""


class ParameterError(ChirographError, ValueError):
    """A parameter is unknown or outside its range."""


def near_names(name: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Names close to `name`, nearest first; case does not count.

    Examples
    --------
    >>> near_names("jacard", ["dice", "jaccard"])
    ('jaccard',)
    """
    by_fold = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(str(name).casefold(), list(by_fold), n=limit, cutoff=0.6)
    return tuple(by_fold[fold] for fold in found)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The repair for a wrong name: the near names, or else what is known.

    Examples
    --------
    >>> did_you_mean("JPM", ["AUS", "JPN", "KOR"])
    "did you mean 'JPN'?"
    >>> did_you_mean("moon", ["AUS", "JPN"])
    'known: AUS, JPN'
    """
    names = list(known)
    near = near_names(name, names)
    if near:
        return "did you mean " + " or ".join(repr(candidate) for candidate in near) + "?"
    shown = ", ".join(names[:30]) + (f" and {len(names) - 30} more" if len(names) > 30 else "")
    return f"known: {shown}" if names else "none is known"


def unknown(place: str, name: object, known: Iterable[str], what: str) -> Fault:
    """The fault for a name that is not known, with near names as its repair."""
    return Fault(
        place=place,
        value=repr(name),
        rule=f"{what} is not known",
        repair=did_you_mean(str(name), known),
        code="index",
    )
