"""Constraints as they are asked for: read, checked, and held against the cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from chirograph.base.hints import many
from chirograph.cells.constraints import AtLeastOne, Common, Constraints, JointDomain, ListLength
from chirograph.cells.intervals import Depths
from chirograph.cells.labels import by_label, matched
from chirograph.errors import AssumptionError, Fault, brief

__all__ = [
    "check_feasible",
    "check_threshold",
    "parse_blocks",
    "parse_common",
    "parse_joint",
    "parse_lengths",
]


def parse_lengths(
    given: Mapping[str, int | tuple[int, int]], rows: Collection[str], threshold: int = 1, note: str = ""
) -> list[ListLength]:
    """List lengths from ``{"JPN": 16, "AUS": (10, 17)}``.

    Raises
    ------
    UnknownLabel
        When a row does not exist.
    AssumptionError
        When a length is not a whole number or a pair of them.

    Examples
    --------
    >>> parse_lengths({"JPN": (10, 17)}, ["JPN", "KOR"])
    [ListLength(row='JPN', minimum=10, maximum=17, threshold=1, note='')]
    """
    if not isinstance(given, Mapping):
        rule = 'list lengths are a mapping such as {"P2": 16} or {"P2": (10, 17)}'
        raise AssumptionError(Fault("", "list_length", brief(given), rule, "", "constraint"))
    found, faults = [], []
    for row, value in by_label(given, rows, "list_length", "this row").items():
        ends: tuple[Any, ...] = tuple(value) if isinstance(value, tuple | list) else (value, value)
        if len(ends) != 2 or not all(_is_whole(end) and end >= 0 for end in ends) or ends[0] > ends[1]:
            rule = "a list length is a whole number or (least, greatest)"
            faults.append(
                Fault(
                    "", f"list_length {row}", brief(value), rule, "for example 16 or (10, 17)", "constraint"
                )
            )
            continue
        found.append(ListLength(row, int(ends[0]), int(ends[1]), int(threshold), note))
    if faults:
        raise AssumptionError(faults)
    return found


def check_threshold(threshold: object, max_depth: int, kinds: Collection[str] = ()) -> None:
    """Refuse a threshold that is not a depth of the scale, or that would order kinds.

    Raises
    ------
    AssumptionError
        When it is not a whole number from 1 to the top of the scale, or above 1 where areas hold kinds.
    """
    max_depth = 1 if kinds else max_depth
    if not _is_whole(threshold) or not 1 <= threshold <= max_depth:  # type: ignore[operator]
        rule = f"a threshold is a whole depth from 1 to {max_depth}, the top of the scale"
        if kinds:
            rule = f"a threshold is 1 where areas hold kinds ({', '.join(kinds)}), which have no order"
        raise AssumptionError(Fault("", "threshold", brief(threshold), rule, "for example 1", "constraint"))


def _items(where: str, given: object, sizes: Collection[int], rule: str) -> list[tuple[Any, ...]]:
    """The entries of a constraint argument as tuples of such a size; a lone value or word is none."""
    entries: list[Any] = list(given) if many(given) or isinstance(given, Iterator) else [given]
    wrong = [
        item
        for item in entries
        if isinstance(item, str) or not isinstance(item, Sequence) or len(item) not in sizes
    ]
    if wrong:
        raise AssumptionError([Fault("", where, brief(item), rule, "", "constraint") for item in wrong])
    return [tuple(item) for item in entries]


def _named(where: str, given: object, known: Collection[str], what: str) -> tuple[str, ...]:
    """Labels named together: at least one, each known and named once."""
    labels = tuple(given) if many(given) else ()
    if not labels or len(set(map(repr, labels))) != len(labels):
        rule = f"at least one {what} is named, in a list, and each once"
        raise AssumptionError(Fault("", where, brief(given), rule, "", "constraint"))
    return matched(labels, known, where, f"this {what}")


def parse_joint(
    given: Iterable[Sequence[Any]], rows: Collection[str], columns: Collection[str], max_depth: int
) -> list[JointDomain]:
    """Joint domains from ``(area, rows, allowed)``; `allowed`: tuples, "same" or "both_or_neither".

    Examples
    --------
    >>> parse_joint([("A1", ["KOR", "JPN"], "same")], ["KOR", "JPN"], ["A1"], 1)[0].allowed
    ((0, 0), (1, 1))
    """
    found = []
    for column, together, allowed in _items(
        "joint", given, (3,), "a joint domain is (area, [rows], allowed)"
    ):
        (column,) = matched([column], columns, "joint", "this area")
        named = _named(f"joint {column}", together, rows, "row")
        found.append(JointDomain(column, named, _allowed(allowed, len(named), max_depth)))
    return found


def _allowed(allowed: object, count: int, max_depth: int) -> tuple[tuple[int, ...], ...]:
    depths = range(max_depth + 1)
    if isinstance(allowed, str) and allowed == "same":
        return tuple((depth,) * count for depth in depths)
    if isinstance(allowed, str) and allowed == "both_or_neither":
        return ((0,) * count, *product(range(1, max_depth + 1), repeat=count))
    if not many(allowed):
        rule = 'allowed depths are a list of tuples, "same" or "both_or_neither"'
        raise AssumptionError(Fault("", "joint", brief(allowed), rule, "", "constraint"))
    entries = tuple(tuple(entry) if isinstance(entry, Sequence) else (entry,) for entry in allowed)
    wrong = [
        entry
        for entry in entries or ((),)
        if len(entry) != count or not all(_is_whole(depth) and 0 <= depth <= max_depth for depth in entry)
    ]
    if wrong:
        rule = f"each entry has one depth of 0 to {max_depth} for each of the {count} rows"
        raise AssumptionError([Fault("", "joint", brief(entry), rule, "", "constraint") for entry in wrong])
    return tuple(tuple(int(depth) for depth in entry) for entry in entries)


def parse_blocks(
    given: Iterable[Sequence[Any]], rows: Collection[str], columns: Collection[str], threshold: int = 1
) -> list[AtLeastOne]:
    """ "At least one of" from ``(row, [areas])``.

    Examples
    --------
    >>> parse_blocks([("KOR", ["A1", "A2"])], ["KOR"], ["A1", "A2"])[0].columns
    ('A1', 'A2')
    """
    found = []
    for row, areas in _items("at_least_one", given, (2,), "at_least_one is a list of (row, [areas])"):
        (row,) = matched([row], rows, "at_least_one", "this row")
        named = _named(f"at_least_one {row}", areas, columns, "area")
        found.append(AtLeastOne(row, named, int(threshold)))
    return found


def parse_common(
    given: Iterable[Sequence[Any]], rows: Collection[str], columns: Collection[str], threshold: int = 1
) -> list[Common]:
    """Common areas from ``([rows], least)``, ``([rows], least, greatest)`` or ``(..., [areas])``.

    Raises
    ------
    UnknownLabel
        When a row or an area does not exist.
    AssumptionError
        With every range that cannot be.

    Examples
    --------
    >>> parse_common([(["KOR", "JPN"], 1)], ["KOR", "JPN"], ["A1", "A2"])
    [Common(rows=('KOR', 'JPN'), minimum=1, maximum=None, columns=None, threshold=1)]
    """
    found, faults = [], []
    rule = (
        "common is a list of ([rows], least), ([rows], least, greatest) or ([rows], least, greatest, [areas])"
    )
    for item in _items("common", given, (2, 3, 4), rule):
        together, least, most, areas = (*item, None, None)[:4]
        named = _named("common", together, rows, "row")
        where = f"common {', '.join(named)}"
        counted = None if areas is None else _named(where, areas, columns, "area")
        top = len(columns if counted is None else counted)
        if all(_is_whole(end) for end in (least, top if most is None else most)) and (
            0 <= least <= (top if most is None else most) <= top
        ):
            found.append(
                Common(named, int(least), None if most is None else int(most), counted, int(threshold))
            )
            continue
        shown = brief(least) if most is None else f"{brief(least)}..{brief(most)}"
        held = f"it is a whole number of areas, 0 to {top}, or two of them, the least first"
        faults.append(Fault("", where, shown, held, "for example 10, or 10, 15", "constraint"))
    if faults:
        raise AssumptionError(faults)
    return found


def check_feasible(
    constraints: Constraints, rows: Sequence[str], columns: Sequence[str], lower: Depths, upper: Depths
) -> None:
    """Raise when the cells contradict a constraint by itself. The engine finds what several exclude together.

    Raises
    ------
    AssumptionError
        With every constraint that no completion of the cells satisfies.
    """
    row = {label: i for i, label in enumerate(rows)}
    column = {label: j for j, label in enumerate(columns)}
    faults = _length_faults(constraints.lengths, row, lower, upper)
    for domain in constraints.joint:
        at = [row[label] for label in domain.rows], column[domain.column]
        allowed = np.array(domain.allowed).reshape(-1, len(domain.rows))
        if not np.any(np.all((lower[at] <= allowed) & (allowed <= upper[at]), axis=1)):
            rule = "the cells allow one of the depths named together"
            where = f"joint {domain.column}"
            faults.append(Fault("", where, domain.sentence(), rule, "correct the depths", "infeasible"))
    for block in constraints.blocks:
        reach = upper[row[block.row], [column[label] for label in block.columns]]
        if not np.any(reach >= block.threshold):
            rule = "the cells allow one of the areas named"
            where = f"at_least_one {block.row}"
            faults.append(Fault("", where, block.sentence(), rule, "name another", "infeasible"))
    faults += [
        fault for one in constraints.common for fault in _common_faults(one, row, column, lower, upper)
    ]
    if faults:
        raise AssumptionError(faults)


def _common_faults(
    one: Common, row: Mapping[str, int], column: Mapping[str, int], lower: Depths, upper: Depths
) -> Iterator[Fault]:
    at = np.ix_([row[label] for label in one.rows], [column[label] for label in one.columns or column])
    certain, possible = (
        int(np.count_nonzero(np.all(ends[at] >= one.threshold, axis=0))) for ends in (lower, upper)
    )
    where, rule = f"common {', '.join(one.rows)}", f"the cells allow {certain} to {possible} common areas"
    if one.minimum > possible:
        yield Fault("", where, one.sentence(), rule, f"ask for {possible} at most", "infeasible")
    if one.maximum is not None and one.maximum < certain:
        yield Fault("", where, one.sentence(), rule, f"allow {certain} at least", "infeasible")


def _length_faults(
    lengths: Sequence[ListLength], row: Mapping[str, int], lower: Depths, upper: Depths
) -> list[Fault]:
    faults = []
    for item in lengths:
        position = row[item.row]
        certain = int(np.count_nonzero(lower[position] >= item.threshold))
        possible = int(np.count_nonzero(upper[position] >= item.threshold))
        if item.minimum > possible or item.maximum < certain:
            count = "..".join(map(brief, dict.fromkeys((item.minimum, item.maximum))))
            rule = f"the cells allow {certain} to {possible} areas"
            where = f"list_length {item.row}"
            faults.append(Fault("", where, count, rule, "correct the length", "infeasible"))
    return faults


def _is_whole(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)
