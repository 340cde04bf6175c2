"""The errors of chirograph: one tree, and every error says where, what, which rule and how to mend it.

All faults found at once travel in one exception. The engine raises the same classes: its faults are handed
over as :class:`Fault` objects.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral

__all__ = [
    "AssumptionError",
    "ChirographError",
    "CodebookError",
    "DataError",
    "Fault",
    "NoSingleNumber",
    "ParameterError",
    "UnknownIndicator",
    "UnknownLabel",
]


#: Characters that break a line; others that show nothing or turn it around. The joiners U+200C and U+200D
#: stand between letters of scripts that need them: Arabic and its kin up to Sinhala, Myanmar, Khmer and
#: Mongolian, Balinese and its kin, what extends these, and presentation forms. The reader of datasets has the
#: same rule (cpp/io/json/text.cpp).
_BREAKS = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_MARKS = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_JOINING = (
    "[\u0600-\u0dff\u1000-\u109f\u1780-\u18af\u1b00-\u1bff\ua8e0-\ua8ff\ua980-\ua9ff\uaa60-\uaa7f"
    "\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00011000-\U00011fff]"
)
_UNSEEN = re.compile(
    f"[{_BREAKS}{_MARKS}\ud800-\udfff]|(?<!{_JOINING})[\u200c\u200d]|[\u200c\u200d](?!{_JOINING})"
)


def unseen(text: str) -> str | None:
    """The first character that nobody sees, or that makes a reader see another text, such as ``U+202E``.

    Examples
    --------
    >>> unseen("abc\u202egnp"), unseen("abc")
    ('U+202E', None)
    """
    found = _UNSEEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def shown(text: object, *, lines: bool = False) -> str:
    r"""Text as it may be printed: what nobody sees, and what turns a line around, stands escaped.

    With `lines`, the text has several, and their ends stay.

    Examples
    --------
    >>> print(shown("abc\u202egnp"))
    abc\u202egnp
    """

    def escaped(found: re.Match[str]) -> str:
        keep = lines and found.group() == "\n"
        return found.group() if keep else f"\\u{ord(found.group()):04x}"

    return _UNSEEN.sub(escaped, str(text))


def brief(value: object, most: int = 80) -> str:
    """A value as an error quotes it: its first letters.

    Examples
    --------
    >>> brief("A01"), brief(10**400, most=6)
    ("'A01'", '100000…')
    """
    try:
        text = repr(value)
    except Exception:  # its own words fail, or it is a number of more digits than Python writes
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= most else text[:most] + "…"


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
        return shown(": ".join(part for part in (self.file, self.place, what) if part))


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
    """Data or a data file break a rule: shape, depth, weight, schema, reference, encoding.

    Examples
    --------
    >>> import chirograph as cg
    >>> try:
    ...     cg.Panel([[1, 7]])
    ... except cg.errors.DataError as error:
    ...     print(error.faults[0].place)
    row P1, column A2
    """


class CodebookError(ChirographError, KeyError):
    """A name is not in the codebook or in the catalogue.

    Examples
    --------
    >>> import chirograph as cg
    >>> try:
    ...     cg.describe("jacard")
    ... except cg.errors.CodebookError as error:
    ...     print(error.faults[0].place)
    indicator
    """

    __str__ = ChirographError.__str__


class AssumptionError(ChirographError, ValueError):
    """An assumption or a constraint is malformed, unknown, or leaves no possible completion.

    Examples
    --------
    >>> import chirograph as cg
    >>> try:
    ...     cg.Panel([[1, 0]]).constrain(list_length={"P1": 2})
    ... except cg.errors.AssumptionError as error:
    ...     print(error.faults[0].place)
    list_length P1
    """


class UnknownIndicator(CodebookError):
    """No indicator of the catalogue has this key.

    Examples
    --------
    >>> import chirograph as cg
    >>> try:
    ...     cg.describe("jacard")
    ... except cg.errors.UnknownIndicator as error:
    ...     print(error.faults[0].place)
    indicator
    """


class UnknownLabel(CodebookError):
    """No row, area, partner, kind or programme has this label.

    Examples
    --------
    >>> import chirograph as cg
    >>> try:
    ...     cg.load("nato-ip4").table("partner")
    ... except cg.errors.UnknownLabel as error:
    ...     print(error.faults[0].place)
    table
    """


class ParameterError(ChirographError, ValueError):
    """A parameter is unknown or outside its range.

    Examples
    --------
    >>> import chirograph as cg
    >>> try:
    ...     cg.Panel([[1], [1]]).overlap("jaccard", threshold=9)
    ... except cg.errors.ParameterError as error:
    ...     print(error.faults[0].place)
    parameter threshold
    """


class NoSingleNumber(ChirographError, TypeError):
    """One number was asked of what has two ends, or a yes of what may be both.

    Examples
    --------
    >>> import chirograph as cg
    >>> try:
    ...     float(cg.Panel([[1, 0], [1, 1]]).overlap("jaccard")["P1", "P2"])
    ... except cg.errors.NoSingleNumber as error:
    ...     print(error.faults[0].place)
    float()
    """


def near_names(name: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Names close to `name`, nearest first: those that have it as a word, then a slip of the pen away.

    Case does not count.

    `known` may map names to readable names: those count too, and so does a word they have in common.

    Examples
    --------
    >>> near_names("jacard", ["dice", "jaccard"])
    ('jaccard',)
    >>> near_names("alpha", ["krippendorff_alpha", "kappa"])
    ('krippendorff_alpha', 'kappa')
    >>> near_names("South Korea", {"KOR": "Republic of Korea", "JPN": "Japan"})
    ('KOR',)
    """
    by_fold = {candidate.casefold(): candidate for candidate in known}
    if isinstance(known, Mapping):
        for candidate, text in known.items():
            if isinstance(text, str):
                by_fold.setdefault(text.casefold(), candidate)
    asked = str(name).casefold()
    found = [candidate for fold, candidate in by_fold.items() if asked in re.split(r"[\W_]+", fold)]
    found += [by_fold[fold] for fold in difflib.get_close_matches(asked, list(by_fold), n=limit, cutoff=0.6)]
    if not found:
        found = [candidate for fold, candidate in by_fold.items() if _words(asked) & _words(fold)]
    return tuple(dict.fromkeys(found))[:limit]


def _words(text: str) -> set[str]:
    """The words of four letters or more."""
    return set(re.findall(r"[^\W_]{4,}", text))


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
    near = near_names(name, known if isinstance(known, Mapping) else names)
    if near:
        return "did you mean " + " or ".join(repr(candidate) for candidate in near) + "?"
    shown = ", ".join(names[:30]) + (f" and {len(names) - 30} more" if len(names) > 30 else "")
    return f"known: {shown}" if names else "none is known"


def at_least_one(place: str, value: object, rule: str, repair: str) -> int:
    """A whole number of at least 1, as Python has it.

    Raises
    ------
    ParameterError
        When it is something else.

    Examples
    --------
    >>> at_least_one("threads", 2, "it is a whole number of at least 1", "leave it out")
    2
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
        raise ParameterError(Fault("", place, brief(value), rule, repair, "parameter"))
    return int(value)


def unknown(place: str, name: object, known: Iterable[str], what: str) -> Fault:
    """The fault for a name that is not known, with near names as its repair."""
    return Fault(
        place=place,
        value=brief(name),
        rule=f"{what} is not known",
        repair=did_you_mean(name if isinstance(name, str) else brief(name), known),
        code="index",
    )
