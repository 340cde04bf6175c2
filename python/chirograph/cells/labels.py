"""Labels: one reading of what names a programme or an area, wherever it comes in."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import numpy as np

from chirograph.base.markup import counted
from chirograph.cells.refusal import raise_all
from chirograph.errors import Fault, UnknownLabel, brief, unknown, unseen

Value = TypeVar("Value")


def text(label: object) -> str | None:
    """A label as text: no blanks around it, composed, whole numbers as such; None for what names nothing.

    Levels of a column name stand side by side, and a day has no midnight.

    Examples
    --------
    >>> text(" KOR "), text(740.0), text(("g", "x")), text(float("nan")), text(True)
    ('KOR', '740', 'g / x', None, None)
    """
    if isinstance(label, str):
        return unicodedata.normalize("NFC", label).strip() or None
    if isinstance(label, bool | np.bool_) or label is None:
        return None
    if isinstance(label, int | np.integer):
        try:
            return str(int(label))
        except ValueError:  # more digits than Python writes
            return None
    if isinstance(label, float | np.floating | Decimal):
        return str(int(label)) if math.isfinite(label) and label == int(label) else None
    if isinstance(label, np.datetime64):
        return None if np.isnat(label) else text(label.astype("datetime64[us]").item())
    if isinstance(label, datetime):
        if label != label:  # NaT
            return None
        moment = label.isoformat(" ")
        return moment.removesuffix(" 00:00:00")
    if isinstance(label, date):
        return label.isoformat()
    if isinstance(label, tuple):
        parts = [text(part) for part in label if not (isinstance(part, str) and part == "")]
        return " / ".join(part for part in parts if part) if parts and all(parts) else None
    return None


def labels(given: Sequence[object] | None, count: int, prefix: str, what: str) -> tuple[str, ...]:
    """Labels as text: those given, or a prefix and a number. Each is used once, and all of it can be seen.

    Raises
    ------
    DataError
        With every label that is missing, used twice, or looks like another one.

    Examples
    --------
    >>> labels(None, 2, "A", "columns"), labels([2019, "KOR"], 2, "P", "rows")
    (('A1', 'A2'), ('2019', 'KOR'))
    """
    if given is None:
        return tuple(f"{prefix}{i + 1}" for i in range(count))
    listed, faults = list(given), []
    if len(listed) != count:
        rule = f"there is one label for each of the {count} {what}"
        faults.append(Fault("", what, counted(len(listed), "label"), rule, "", "shape"))
    spelled: dict[str, list[object]] = {}
    texts = []
    for label in listed:
        name = text(label)
        if name is None:
            faults.append(nameless(what, label))
            continue
        texts.append(name)
        spelled.setdefault(look(name), []).append(label)
    faults += [_twice(what, same) for same in spelled.values() if len(same) > 1]
    raise_all(faults + unseen_in(what, "a label", texts))
    return tuple(texts)


def nameless(place: str, label: object) -> Fault:
    """The fault of a label that names nothing."""
    rule = "a label is text, a whole number or a day"
    return Fault("", place, brief(label), rule, "name it", "shape")


def look(name: str) -> str:
    """What two labels share that a reader cannot tell apart.

    Examples
    --------
    >>> look("Cyber  defence") == look("Cyber defence")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).split())


def _twice(what: str, same: Sequence[object]) -> Fault:
    spellings = list(dict.fromkeys(brief(label) for label in same))
    if len(spellings) == 1:
        return Fault("", what, spellings[0], "a label is used once", "rename one of them", "shape")
    rule = "labels that look alike are one label"
    return Fault("", what, " and ".join(spellings), rule, "write them alike, or rename one", "shape")


def alike(place: str, given: Iterable[object]) -> tuple[list[str | None], list[Fault]]:
    """Labels one below the other: each as text, and a fault for each that is spelled in two ways."""
    texts, spelled = [], dict[str, dict[str, None]]()
    faults: list[Fault] = []
    for label in given:
        name = text(label)
        texts.append(name)
        if name is not None:
            spelled.setdefault(look(name), {})[label if isinstance(label, str) else name] = None
    faults += [_twice(place, list(same)) for same in spelled.values() if len(same) > 1]
    return texts, faults


def unseen_in(place: str, what: str, texts: Iterable[str]) -> list[Fault]:
    """A fault for each text in which a character is not seen or turns the line around."""
    rule = f"{what} is one line without characters that show nothing or turn the line around"
    return [
        Fault("", place, brief(found), rule, f"remove {code}", "shape")
        for found in dict.fromkeys(texts)
        if (code := unseen(found)) is not None
    ]


def labelled(given: object) -> Mapping[Any, Any] | None:
    """What goes by label: a mapping, or a Series with labels of its own. None for what goes by position.

    Examples
    --------
    >>> labelled({"x": 1}), labelled([1, 2])
    ({'x': 1}, None)
    """
    if isinstance(given, Mapping):
        return given
    index, items = getattr(given, "index", None), getattr(given, "items", None)
    if index is None or not callable(items) or callable(index) or type(index).__name__ == "RangeIndex":
        return None
    return _Once(items())


class _Once(dict[Any, Any]):
    """The items of a Series; a label that occurs twice stays visible."""

    def __init__(self, items: Iterable[tuple[Any, Any]]) -> None:
        super().__init__()
        self.twice = []
        for label, value in items:
            if label in self:
                self.twice.append(label)
            self[label] = value


def matched(asked: Iterable[object], known: Collection[str], where: str, what: str) -> tuple[str, ...]:
    """Labels as they are written in what is known; a number finds the label that is written like it.

    Raises
    ------
    UnknownLabel
        With every label that is not known, and near names.

    Examples
    --------
    >>> matched([200, " KOR "], ["200", "KOR"], "overlap", "this row")
    ('200', 'KOR')
    """
    names = [(label, text(label)) for label in asked]
    wrong = [label for label, name in names if name is None or name not in known]
    faults = [unknown(where, label, known, what) for label in wrong]
    if faults:
        raise UnknownLabel(faults)
    return tuple(name for _, name in names if name is not None)


def chosen(asked: Iterable[object], known: Collection[str], where: str, what: str) -> tuple[str, ...]:
    """The labels asked for, in that order; a number finds the label that is written like it.

    Raises
    ------
    UnknownLabel
        With every label that is not known or is asked for twice.
    """
    names = matched(asked, known, where, what)
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        rule = "a label is named once"
        raise UnknownLabel([Fault("", where, repr(name), rule, "remove one", "label") for name in twice])
    return names


def by_label(given: Mapping[Any, Value], known: Collection[str], where: str, what: str) -> dict[str, Value]:
    """The values by labels that exist.

    Raises
    ------
    UnknownLabel
        With every label that is not known or has two values.
    """
    twice = [*given, *getattr(given, "twice", ())]
    return dict(zip(chosen(twice, known, where, what), given.values(), strict=True))
