"""A cell as people write it: `2`, `1-3`, `>=2`; and `?`, `n/a`, -9 or 99 by a meaning that was declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from chirograph.cells.labels import text
from chirograph.cells.reasons import Meaning, meaning_of
from chirograph.errors import AssumptionError, Fault, brief, did_you_mean

#: What stands for "no depth here" besides an empty cell.
MARKS = frozenset(
    {"?", "n/a", "na", "n.a.", "nan", "null", "none", "-", "\u2013", "\u2014", ".", "..", "\u2026"}
)


class Broken(NamedTuple):
    """The rule that a cell breaks, and its repair."""

    rule: str
    repair: str


#: The ends one cell gives, the code that stands in place of them, or the rule it breaks.
Read = tuple[int, int] | str | Broken

_NUMBER = r"([0-9]+)(?:[.,]0+)?"
_RANGE = re.compile(rf"\[?\s*{_NUMBER}\s*(?:[-\u2013\u2014\u2026]|\.\.\.?|,\s)\s*{_NUMBER}\s*\]?")
_WHOLE = re.compile(r"([-\u2212]?[0-9]+)(?:[.,]0+)?")
_FORMS: tuple[
    tuple[re.Pattern[str], Callable[..., tuple[int, int]]], ...
] = (  # the pattern, and the ends it gives from its numbers and the top of the scale
    (re.compile(_NUMBER), lambda top, number: (number, number)),
    (_RANGE, lambda top, low, high: (low, high)),
    (re.compile(rf"(?:>=|\u2265)\s*{_NUMBER}"), lambda top, low: (low, top)),
    (re.compile(rf"{_NUMBER}\s*\+"), lambda top, low: (low, top)),
    (re.compile(rf"(?:<=|\u2264)\s*{_NUMBER}"), lambda top, high: (0, high)),
)
#: The rule of text that is none of the forms.
NO_CELL = "a depth is a whole number or an interval of them"
WAYS = "write 2, 1-2, 1..2, >=1 or <=1, or say with missing= what it means"
_BY_ENDS = "mark an unknown depth by its lower and upper end"
#: The longest scale the engine takes.
MOST_DEPTH = 15
#: No code is as large.
_LARGE = 100_000


@dataclass(frozen=True, slots=True)
class Missing:
    """What is said about cells without a depth.

    Parameters
    ----------
    word : Meaning or None
        Of empty cells and of `MARKS`, where they have no meaning of their own.
    codes : mapping of str to Meaning
        Of what is written in a cell; the empty text stands for an empty cell.
    """

    word: Meaning | None
    codes: Mapping[str, Meaning]

    @classmethod
    def of(cls, given: Any) -> Missing:
        """From ``missing=``: one word, or a mapping of codes to words.

        Raises
        ------
        AssumptionError
            When a word is not in the vocabulary, or a code is none.

        Examples
        --------
        >>> Missing.of({"?": "unpublished", -9: "absent"}).codes["-9"].whole
        False
        """
        if not isinstance(given, Mapping):
            return cls(None if given is None else meaning_of(given), {})
        codes: dict[str, Meaning] = {}
        for code, word in given.items():
            key = code_of(code)
            if key is None or key in codes:
                rule = "a code is text or a whole number, each once; None is an empty cell"
                raise AssumptionError(Fault("", "missing", brief(code), rule, "", "parameter"))
            codes[key] = meaning_of(word)
        return cls(None, codes)

    def meaning(self, code: str) -> Meaning | None:
        """What a cell without a depth means, if that was said."""
        return self.codes.get(code, self.word if code == "" or code.casefold() in MARKS else None)


def code_of(cell: object) -> str | None:
    """What stands in a cell, as a code; the empty text for an empty cell, None for what is no code.

    A whole number is one code however it is written.

    Examples
    --------
    >>> code_of(-9.0), code_of("-9.0"), code_of(" n/a "), code_of(None)
    ('-9', '-9', 'n/a', '')
    """
    if is_missing(cell):
        return ""
    code = text(cell)
    whole = None if code is None else _WHOLE.fullmatch(code)
    return whole.group(1).replace("\u2212", "-") if whole else code


def is_missing(cell: object) -> bool:
    """None, NaN, pandas' NA and NaT, and the empty text."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return True
    if isinstance(cell, float | np.floating | Decimal):
        return cell != cell
    return type(cell).__name__ in {"NAType", "NaTType"}


def exact(cell: object, top: int) -> Read:
    """The depth that a single value is, or the rule it breaks and its repair."""
    if isinstance(cell, str | bytes):
        return Broken("a depth is a whole number, not text", f"convert the column to numbers; {_BY_ENDS}")
    if not isinstance(cell, bool | int | float | Decimal | Fraction | np.integer | np.floating | np.bool_):
        return Broken("a depth is a whole number", _BY_ENDS)
    try:
        number = int(cell)
    except (OverflowError, ValueError):
        number = -1
    if number != cell:
        return Broken("a depth is a whole number; nothing is rounded", _BY_ENDS)
    return within(number, number, top)


def within(low: int, high: int, top: int) -> Read:
    """Two ends, or the rule they break on a scale that ends at `top`."""
    if low > high:
        return Broken("the lower end is at most the upper end", "swap or correct them")
    if low >= 0 and high <= top:
        return low, high
    repair = "correct it"
    if top < high <= MOST_DEPTH:
        repair += f", or pass max_depth={high} if the scale is that long"
    elif high > MOST_DEPTH:
        repair += f"; a scale ends at {MOST_DEPTH}: put counts into bins, or rare kinds into one, first"
    wrong = low if not 0 <= low <= top else high
    if -_LARGE < wrong < 0 or MOST_DEPTH < wrong < _LARGE:
        repair += f"; if it is a code for no depth, say so: missing={{{brief(wrong)}: 'unknown'}}"
    return Broken(f"a depth lies in 0..{top}", repair)


def cell_text(low: int, high: int, top: int, to: str = "-") -> str:
    """Two ends as a cell is written; `to` stands between them (a spreadsheet makes a date of 1-2).

    Examples
    --------
    >>> cell_text(2, 2, 3), cell_text(0, 3, 3), cell_text(1, 2, 3), cell_text(1, 2, 3, "..")
    ('2', '?', '1-2', '1..2')
    """
    if low == high:
        return str(low)
    return "?" if (low, high) == (0, top) else f"{low}{to}{high}"


def meant(word: str) -> bool:
    """Whether a word looks like a cell and not like a name.

    Examples
    --------
    >>> meant("1-2"), meant("?"), meant("KOR")
    (True, True, False)
    """
    return word.strip().casefold() in MARKS or word.strip()[:1] in set("0123456789<>\u2264\u2265+-\u2212[")


def read(cell: Any, top: int, missing: Missing, words: Sequence[str] = ()) -> Read:
    """The ends a cell gives, the code that stands in place of a depth, or the rule it breaks and its repair.

    The words of the kinds of an area stand for their codes, also those that elsewhere mean "no depth here".

    Examples
    --------
    >>> nothing = Missing.of(None)
    >>> read("1-2", 3, nothing), read(">=1", 3, nothing), read("?", 3, nothing), read(2.0, 3, nothing)
    ((1, 2), (1, 3), '?', (2, 2))
    >>> read("court", 2, nothing, ("none", "court", "arbitration"))
    (1, 1)
    """
    code = code_of(cell)
    if code in words and code not in missing.codes:
        return words.index(code), words.index(code)
    if code is not None and (code in missing.codes or code == "" or code.casefold() in MARKS):
        return code
    found = _read(cell, code, top)
    if not words or not isinstance(found, Broken):
        return found
    repair = did_you_mean(brief(cell) if code is None else code, words)
    return Broken("a cell of this area is one of its kinds", f"{repair}; or say with missing= what it means")


def _read(cell: Any, code: str | None, top: int) -> Read:
    """The same of a cell that is no code and no word."""
    if not isinstance(cell, str):
        return exact(cell, top)
    if code is not None and code.startswith("-") and _WHOLE.fullmatch(code):
        return exact(int(code[:9]), top)
    for pattern, ends in _FORMS:
        if found := pattern.fullmatch(cell.strip()):
            numbers = [int(number[:9]) for number in found.groups()]
            low, high = ends(top, *numbers)
            return within(low, high, top)
    return Broken(NO_CELL, WAYS)
