"""What is known beyond the single cell: list lengths, joint domains, "at least one of", common areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chirograph.base.markup import counted
from chirograph.errors import AssumptionError, Fault

__all__ = ["AtLeastOne", "Common", "Constraints", "JointDomain", "ListLength"]


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
class Common:
    """At least so many areas, and at most so many, are common to all of some programmes.

    Parameters
    ----------
    rows : tuple of str
        Labels of the programmes; an area is common when each of them has it at depth `threshold` or more.
    minimum : int
        Number of areas, 0 to the number of areas that may be counted.
    maximum : int, optional
        By default there may be any number.
    columns : tuple of str, optional
        Labels of the areas that are counted, by default all.
    threshold : int
        Least depth that counts.

    Examples
    --------
    >>> Common(("KOR", "JPN", "NOR"), 10).sentence()
    'At least 10 areas are common to KOR, JPN and NOR.'
    """

    rows: tuple[str, ...]
    minimum: int
    maximum: int | None = None
    columns: tuple[str, ...] | None = None
    threshold: int = 1

    def sentence(self) -> str:
        """The constraint in words.

        Examples
        --------
        >>> Common(("KOR", "JPN"), 1, 2, ("A05", "A06", "A07"), threshold=2).sentence()
        '1 to 2 of A05, A06, A07 are common to KOR and JPN, at depth 2 or more.'
        """
        few, most = self.minimum, self.maximum
        count = f"At least {few}" if most is None else f"Exactly {few}" if few == most else f"{few} to {most}"
        one = (few if most is None else most) == 1
        areas = f" area{'' if one else 's'}" if self.columns is None else f" of {', '.join(self.columns)}"
        named = " and ".join([*([", ".join(self.rows[:-1])] if self.rows[1:] else []), self.rows[-1]])
        depth = f", at depth {self.threshold} or more" if self.threshold > 1 else ""
        whose = "common to" if self.rows[1:] else "in the list of"
        return f"{count}{areas} {'is' if one else 'are'} {whose} {named}{depth}."


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
    common: tuple[Common, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """Every constraint in words; says so when no list length is given.

        Examples
        --------
        >>> Constraints((ListLength("JPN", 16, 16),)).sentences()
        ('List length: JPN exactly 16 areas.',)
        """
        lengths = tuple(item.sentence() for item in self.lengths) or ("No list-length constraint.",)
        others: tuple[JointDomain | AtLeastOne | Common, ...] = (*self.joint, *self.blocks, *self.common)
        return (*lengths, *(item.sentence() for item in others))

    def for_engine(
        self, rows: Sequence[str], columns: Sequence[str]
    ) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
        """The lists `_core.Panel` takes, with positions for labels.

        Examples
        --------
        >>> Constraints((ListLength("JPN", 16, 16),)).for_engine(["KOR", "JPN"], ["A01"])
        ([(1, 16, 16, 1)], [], [], [])
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
        common = []
        for one in self.common:
            named = list(
                range(len(columns)) if one.columns is None else (column[label] for label in one.columns)
            )
            most = len(named) if one.maximum is None else one.maximum
            common.append(([row[label] for label in one.rows], named, one.minimum, most, one.threshold))
        return lengths, joint, blocks, common

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
