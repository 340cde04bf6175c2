"""Areas of kinds: codes whose order means nothing, with words or without; and what may be asked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from chirograph import _core
from chirograph.base.hints import many
from chirograph.base.markup import shorten
from chirograph.catalogue.indicators import pair_keys, row_of, shown
from chirograph.cells import labels, written
from chirograph.cells.content import Content
from chirograph.cells.intervals import Depths
from chirograph.cells.refusal import place, raise_all
from chirograph.errors import DataError, Fault, ParameterError, brief

#: Area to the words of its kinds, the first of which is code 0; no words where a kind is its code.
Kinds = Mapping[str, tuple[str, ...]]
_MOST = written.MOST_DEPTH + 1


def of(given: Any, columns: Sequence[str]) -> Kinds:
    """From ``nominal=``: names of areas, or area to words.

    Raises
    ------
    UnknownLabel, DataError, ParameterError
        With every area that is not there, and every word that can be none.

    Examples
    --------
    >>> of({"court": ["none", "ad hoc", "standing"]}, ["court", "x"]), of(["x"], ["court", "x"])
    ({'court': ('none', 'ad hoc', 'standing')}, {'x': ()})
    """
    by_label = labels.labelled(given)
    if wrong := [one for one in ([given or ()] if by_label is None else by_label.values()) if not many(one)]:
        rule, repair = "it lists areas, or has a list of words for each", 'write {"form": ["none", "court"]}'
        raise ParameterError(Fault("", "nominal", brief(wrong[0]), rule, repair, "parameter"))
    if by_label is None:
        return dict.fromkeys(labels.chosen(given or (), columns, "nominal", "this area"), ())
    found, faults = dict[str, tuple[str, ...]](), list[Fault]()
    for area, words in labels.by_label(by_label, columns, "nominal", "this area").items():
        try:
            found[area] = _words(tuple(words), f"nominal, area {area}")
        except DataError as error:
            faults += error.faults
    raise_all(faults)
    return found


def _words(given: Sequence[object], where: str) -> tuple[str, ...]:
    if given and not 2 <= len(given) <= _MOST:
        rule, repair = f"an area has 2 to {_MOST} kinds with none", "put rare kinds into one, such as 'other'"
        raise DataError(Fault("", where, f"{len(given)} words", rule, repair, "shape"))
    words = labels.labels(given, len(given), "", where)
    rule = "a kind is a word that no cell of numbers is written like"
    raise_all([Fault("", where, brief(word), rule, "rename it", "shape") for word in words if _taken(word)])
    return words


def _taken(word: str) -> bool:
    """Whether a word stands for depths already, or for all of them."""
    found = written.read(word, written.MOST_DEPTH, written.Missing(None, {}))
    return word == "?" or not (
        isinstance(found, str) or found == written.Broken(written.NO_CELL, written.WAYS)
    )


def faults(
    lower: Depths, upper: Depths, rows: Sequence[str], columns: Sequence[str], tops: Depths, kinds: Kinds
) -> list[Fault]:
    """Of cells that hold some kinds and not others: without an order nothing lies between two kinds."""
    partial = (lower < upper) & ((lower > 1) | (upper < tops)) & np.array([name in kinds for name in columns])
    rule, repair = "kinds have no order: a cell is one, any or none (?), or any (>=1)", 'write "?" or ">=1"'
    return [
        Fault("", place(rows[i], columns[j]), f"{lower[i, j]}-{upper[i, j]}", rule, repair, "depth")
        for i, j in np.argwhere(partial).tolist()
    ]


def require(content: Content, key: str, arguments: Mapping[str, float]) -> None:
    """Refuse an index that compares what cannot be compared: scales that differ, or kinds by an order.

    Raises
    ------
    ParameterError
        With the indices that answer.
    """
    rule = broken(content, key, arguments)
    if not rule:
        return
    answer = [other for other in pair_keys() if not broken(content, other, {})]
    if key in answer:
        preset = shown(key, {})
        repair = f"ask it with {', '.join(f'{name}={preset[name]!r}' for name in arguments)}"
    else:
        repair = f"ask one that does not: {', '.join(answer)}"
    if not content.kinds:
        repair += "; or give one max_depth"
    elif len(content.kinds) < len(content.columns):
        repair += "; or leave the areas of kinds out, as in panel[:, [...]]"
    raise ParameterError(Fault("", "indicator", repr(key), rule, repair, "parameter"))


def broken(content: Content, key: str, arguments: Mapping[str, float]) -> str:
    """The rule that an index breaks on these areas; empty where it answers.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 2], [0, 1]], nominal=["A2"])
    >>> broken(panel.content, "jaccard", {}), bool(broken(panel.content, "ruzicka", {}))
    ('', True)
    """
    sees = _sees(key, tuple(arguments.items()), content.max_depth)
    areas = shorten(list(content.kinds))
    if content.kinds and sees == "none":
        return f"kinds ({areas}) have no order, and this index asks which of two is deeper, or by how much"
    if sees == "one_set" and content.kinds and not _one_set(content):
        return f"this index counts a code as one in all areas, and kinds ({areas}) differ or have no words"
    if content.scales and sees != "any" and row_of(key)["traits"]["uses_levels"]:
        return "an index that compares depths needs one scale for all areas, and none is stretched to fit"
    return ""


@cache
def _sees(key: str, arguments: tuple[tuple[str, float], ...], max_depth: int) -> str:
    return _core.nominal(key, dict(arguments), max_depth)


def _one_set(content: Content) -> bool:
    return (
        len(content.kinds) == len(content.columns)
        and len({*content.kinds.values()}) == 1
        and all(content.kinds.values())
    )


def sentences(content: Content, key: str) -> tuple[str, ...]:
    """What an index makes of the areas of kinds.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.Panel([[1, 2], [0, 1]], nominal=["A2"]).overlap("jaccard").assumptions[-1]
    'Area A2 holds kinds: only whether there is one counts here.'
    """
    if not content.kinds:
        return ()
    who = f"Area{'s' * (several := len(content.kinds) > 1)} {shorten(list(content.kinds))}"
    compared = row_of(key)["traits"]["uses_levels"]
    what = "they count as equal or not" if compared else "only whether there is one counts"
    return (f"{who} hold{'s' * (not several)} kinds: {what} here.",)
