"""What is known beyond the single cell: list lengths, joint domains, "at least one of"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from chirograph.base.hints import many
from chirograph.base.markup import counted
from chirograph.cells.intervals import Depths
from chirograph.cells.labels import by_label, matched
from chirograph.errors import AssumptionError, Fault, brief

__all__ = ["AtLeastOne", "Constraints", "JointDomain", "ListLength"]


@dataclass(frozen=True, slots=True)
class ListLength:
    """A programme has between `minimum` and `maximum` areas at depth `threshold` or more.

    Parameters
    ----------
    row : str
        Label of the programme.
    minimum, maximum : int
        Number of areas, 0 to the number of columns.
    threshold : int
        Least depth that counts, 1 to the top of the scale.
    note : str
        Where the numbers come from; printed with the assumption.

    Examples
    --------
    >>> ListLength("JPN", 16, 16).sentence()
    'List length: JPN exactly 16 areas.'
    """

    row: str
    minimum: int
    maximum: int
    threshold: int = 1
    note: str = ""

    def sentence(self) -> str:
        """The constraint in words.

        Examples
        --------
        >>> ListLength("AUS", 10, 17, threshold=2).sentence()
        'List length: AUS 10 to 17 areas at depth 2 or more.'
        """
        exact = self.minimum == self.maximum
        count = (
            f"exactly {counted(self.minimum, 'area')}" if exact else f"{self.minimum} to {self.maximum} areas"
        )
        depth = f" at depth {self.threshold} or more" if self.threshold > 1 else ""
        return f"List length: {self.row} {count}{depth}{f' ({self.note})' if self.note else ''}."


@dataclass(frozen=True, slots=True)
class JointDomain:
    """The depths that several programmes may take together in one area.

    Parameters
    ----------
    column : str
        Label of the area.
    rows : tuple of str
        Labels of the programmes tied together.
    allowed : tuple of tuple of int
        Each entry has one depth per programme.

    Examples
    --------
    >>> JointDomain("A20", ("KOR", "JPN"), ((0, 0), (3, 3))).sentence()
    'In A20, KOR and JPN take together one of (0, 0), (3, 3).'
    """

    column: str
    rows: tuple[str, ...]
    allowed: tuple[tuple[int, ...], ...]

    def sentence(self) -> str:
        """The constraint in words.

        Examples
        --------
        >>> JointDomain("A20", ("KOR", "JPN"), ((0, 0), (1, 1))).sentence()
        'In A20, KOR and JPN take together one of (0, 0), (1, 1).'
        """
        shown = ", ".join(str(depths) for depths in self.allowed[:6])
        more = f" and {len(self.allowed) - 6} more" if len(self.allowed) > 6 else ""
        return f"In {self.column}, {' and '.join(self.rows)} take together one of {shown}{more}."


@dataclass(frozen=True, slots=True)
class AtLeastOne:
    """Some of these areas of a programme reaches depth `threshold`.

    Parameters
    ----------
    row : str
        Label of the programme.
    columns : tuple of str
        Labels of the areas.
    threshold : int
        Least depth that counts.

    Examples
    --------
    >>> AtLeastOne("KOR", ("A05", "A06")).sentence()
    'KOR has at least one of A05, A06.'
    """

    row: str
    columns: tuple[str, ...]
    threshold: int = 1

    def sentence(self) -> str:
        """The constraint in words.

        Examples
        --------
        >>> AtLeastOne("KOR", ("A05", "A06"), threshold=2).sentence()
        'KOR has at least one of A05, A06 at depth 2 or more.'
        """
        depth = f" at depth {self.threshold} or more" if self.threshold > 1 else ""
        return f"{self.row} has at least one of {', '.join(self.columns)}{depth}."


@dataclass(frozen=True, slots=True)
class Constraints:
    """All constraints of a panel.

    Examples
    --------
    >>> Constraints().sentences()
    ('No list-length constraint.',)
    """

    lengths: tuple[ListLength, ...] = ()
    joint: tuple[JointDomain, ...] = ()
    blocks: tuple[AtLeastOne, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """Every constraint in words; says so when no list length is given.

        Examples
        --------
        >>> Constraints((ListLength("JPN", 16, 16),)).sentences()
        ('List length: JPN exactly 16 areas.',)
        """
        lengths = tuple(item.sentence() for item in self.lengths) or ("No list-length constraint.",)
        others: tuple[JointDomain | AtLeastOne, ...] = (*self.joint, *self.blocks)
        return (*lengths, *(item.sentence() for item in others))

    def for_engine(
        self, rows: Sequence[str], columns: Sequence[str]
    ) -> tuple[list[Any], list[Any], list[Any]]:
        """The three lists `_core.Panel` takes, with positions for labels.

        Examples
        --------
        >>> Constraints((ListLength("JPN", 16, 16),)).for_engine(["KOR", "JPN"], ["A01"])
        ([(1, 16, 16, 1)], [], [])
        """
        row = {label: i for i, label in enumerate(rows)}
        column = {label: i for i, label in enumerate(columns)}
        lengths = [(row[item.row], item.minimum, item.maximum, item.threshold) for item in self.lengths]
        joint = [
            (
                column[item.column],
                [row[label] for label in item.rows],
                [list(depths) for depths in item.allowed],
            )
            for item in self.joint
        ]
        blocks = [
            (row[item.row], [column[label] for label in item.columns], item.threshold) for item in self.blocks
        ]
        return lengths, joint, blocks

    def with_length(self, added: ListLength) -> Constraints:
        """One more list length; two ranges for the same programme and depth leave their common part.

        Examples
        --------
        >>> both = Constraints((ListLength("JPN", 10, 17),)).with_length(ListLength("JPN", 12, 20))
        >>> both.sentences()
        ('List length: JPN 12 to 17 areas.',)
        """
        kept = []
        for item in self.lengths:
            if (item.row, item.threshold) != (added.row, added.threshold):
                kept.append(item)
                continue
            low, high = max(item.minimum, added.minimum), min(item.maximum, added.maximum)
            if low > high:
                both = f"{item.minimum}..{item.maximum} and {added.minimum}..{added.maximum}"
                rule = "two list lengths of one programme have a common part"
                raise AssumptionError(
                    Fault("", f"list_length {added.row}", both, rule, "correct one", "infeasible")
                )
            note = "; ".join(dict.fromkeys(text for text in (item.note, added.note) if text))
            added = replace(added, minimum=low, maximum=high, note=note)
        return replace(self, lengths=(*kept, added))


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


def _items(where: str, given: object, size: int, rule: str) -> list[tuple[Any, ...]]:
    """The entries of a constraint argument as tuples of this size; a lone value or word is none."""
    entries: list[Any] = list(given) if many(given) or isinstance(given, Iterator) else [given]
    wrong = [
        item
        for item in entries
        if isinstance(item, str) or not isinstance(item, Sequence) or len(item) != size
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
    for column, together, allowed in _items("joint", given, 3, "a joint domain is (area, [rows], allowed)"):
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
    for row, areas in _items("at_least_one", given, 2, "at_least_one is a list of (row, [areas])"):
        (row,) = matched([row], rows, "at_least_one", "this row")
        named = _named(f"at_least_one {row}", areas, columns, "area")
        found.append(AtLeastOne(row, named, int(threshold)))
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
    if faults:
        raise AssumptionError(faults)


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
