"""What the verdict on a claim is made of: parts, codings, numbers, and the records that decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chirograph.base.public import public
from chirograph.claims import rules
from chirograph.claims.evidence import Used
from chirograph.claims.sums import OpenItem

__all__ = ["ClaimData", "Number", "OpenItem", "Part", "Reading", "Turn", "Used"]


def once(items: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
    """Every open record once, in the first way it was met: evidence grades may tell of the same one."""
    found: dict[str, OpenItem] = {}
    for item in items:
        found.setdefault(item.cell, item)
    return tuple(found.values())


@public
@dataclass(frozen=True, slots=True)
class Number:
    """One quantity of one subject against what a statement needs.

    Attributes
    ----------
    subject : str
        Whose quantity: programmes, partners or a system.
    quantity : str
        What is measured.
    unit : str
        "count", "share" (0 to 1), "times" (a share over that of its size), "index" (0 to 1), "depth" (0 to
        the top of the scale) or "membership".
    shown : str
        The value with its noun, in counts where it counts, for example "3 to 4 of 4 programmes".
    each : str
        What one subject is, in the plural.
    lower, upper : float or None
        Least and greatest value over all completions of the unknown records; `upper` is None when there is no
        upper end, both when records are missing.
    sharp : bool
        Whether both ends are attained.
    basis : str
        The counts behind the ends.
    relation, threshold : str, float or None
        What the statement needs.
    holds : bool or None
        True or False whatever the unknown records say; None when they decide, or when records are missing.
    missing : str
        Which records are not in the dataset; empty when the quantity can be computed.
    deciding : tuple of OpenItem
        The unknown records that can turn the answer; empty when none can.
    used : tuple of Used
        The records it rests on.
    more : tuple of (str, bool or None)
        What the answer would be with one more record of the kind.

    Examples
    --------
    >>> import chirograph as cg
    >>> claim = cg.load("nato-ip4").claims()["Q01"]
    >>> _, number = next(claim.parts[0].numbers)
    >>> number.answer
    'met'
    """

    subject: str
    quantity: str
    unit: str
    shown: str
    each: str
    lower: float | None
    upper: float | None
    sharp: bool
    basis: str
    relation: str
    threshold: float | None
    holds: bool | None
    missing: str
    deciding: tuple[OpenItem, ...]
    used: tuple[Used, ...]
    more: tuple[tuple[str, bool | None], ...] = ()

    @property
    def answer(self) -> str:
        """ "met", "not met", "open" or "no record"."""
        if self.missing:
            return "no record"
        return {True: "met", False: "not met", None: "open"}[self.holds]

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources that the records used cite."""
        return tuple(sorted({source for used in self.used for source in used.sources}))


@public
@dataclass(frozen=True, slots=True)
class Reading:
    """The numbers of a part in one coding, on the records or under something supposed.

    Attributes
    ----------
    label : str
        Name of the coding; empty when there is only one.
    grades : tuple of str
        Evidence grades that give these numbers; empty when the part reads no cells.
    numbers : tuple of Number
        One per subject; the statement must hold for each.
    supposed : str
        The source of a conflict taken to be right, such as "if S076 is right, X01", or the assumptions of the
        part, such as "assuming others_like_korea"; empty on the records as they stand.
    turns : bool
        Whether it can turn the verdict of the records: not when that source is weak or outweighed, and not
        under an assumption.

    Examples
    --------
    >>> import chirograph as cg
    >>> claim = cg.load("nato-ip4").claims()["Q01"]
    >>> len(claim.parts[0].readings[0].numbers) > 0
    True
    """

    label: str
    grades: tuple[str, ...]
    numbers: tuple[Number, ...]
    supposed: str = ""
    turns: bool = True

    @property
    def coding(self) -> str:
        """The coding and what is supposed, for example "majority; if S046 is right, X06"."""
        return "; ".join(word for word in (self.label, self.supposed) if word)

    @property
    def name(self) -> str:
        """The coding in words, for example "wide set, majority; strict and declared evidence"."""
        grades = f"{' and '.join(self.grades)} evidence" if self.grades else ""
        return "; ".join(word for word in (self.coding, grades) if word)


@public
@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a claim.

    Attributes
    ----------
    id : str
        Letter of the part.
    statement : str
        What must hold.
    kinds : tuple of str
        The tests that were run.
    basis : str
        Why it is tested in this way.
    verdict : str
        Verdict of this part alone.
    readings : tuple of Reading
        Its numbers, one entry per coding and evidence grade that gives different numbers.
    conflicts : tuple of str
        Where sources contradict each other on the records used, and how the data handle it.
    programmed : bool
        Whether it measures interoperability: programmed (committed and joined), not achieved.
    assumed : str
        How a part that is open on the records ends under its assumptions; empty where none was tried.

    Examples
    --------
    >>> import chirograph as cg
    >>> claim = cg.load("nato-ip4").claims()["Q01"]
    >>> claim.parts[0].id, claim.parts[0].verdict
    ('a', 'supported')
    """

    id: str
    statement: str
    kinds: tuple[str, ...]
    basis: str
    verdict: str
    readings: tuple[Reading, ...]
    conflicts: tuple[str, ...] = ()
    programmed: bool = False
    assumed: str = ""

    @property
    def numbers(self) -> Iterator[tuple[Reading, Number]]:
        """Every number with its coding."""
        return ((reading, number) for reading in self.readings for number in reading.numbers)

    @property
    def deciding(self) -> tuple[OpenItem, ...]:
        """The unknown records that can turn it, each once; none when they cannot turn its verdict."""
        if self.verdict not in rules.OPEN:
            return ()
        return once(item for reading, number in self.numbers if reading.turns for item in number.deciding)

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources that the records used cite."""
        return tuple(sorted({source for _, number in self.numbers for source in number.sources}))


@public
@dataclass(frozen=True, slots=True)
class Turn:
    """One change of the record that turns the verdict of a claim.

    Attributes
    ----------
    what : str
        What is left out or added, for example "without C025".
    verdict : str
        What the verdict would be.
    used : Used or None
        The record left out; None where one is added or an assumption is given up.
    document : str
        The document that can bring the verdict whatever all others say; empty for other turns.
    says : tuple of (str, int)
        What it would say: open records, and which of its possible values each has, from 0 for the least on.

    Examples
    --------
    >>> import chirograph as cg
    >>> turned = cg.load("nato-ip4").claims(turns=True)["Q25"].turned_by
    >>> turned[-1].what, turned[-1].verdict
    ('with one more event of kind summit', 'contradicted')
    """

    what: str
    verdict: str
    used: Used | None = None
    document: str = ""
    says: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimData:
    """What a :class:`chirograph.Claim` holds, and what follows from it."""

    id: str
    paraphrase: str
    source: str
    locator: str
    quantity: str
    verdict: str
    parts: tuple[Part, ...]
    as_of: str
    turned_by: tuple[Turn, ...] | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The tests run, each once."""
        return tuple(dict.fromkeys(kind for part in self.parts for kind in part.kinds))

    @property
    def deciding(self) -> tuple[OpenItem, ...]:
        """The unknown records on which the verdict depends, each once.

        Examples
        --------
        >>> import chirograph as cg
        >>> [item.cell for item in cg.load("nato-ip4").claims()["Q02"].deciding]
        ['ITPP-NZL-2024 start, end']
        """
        if self.verdict not in rules.OPEN:
            return ()
        return once(item for part in self.parts for item in part.deciding)

    @property
    def documents(self) -> tuple[str, ...]:
        """What would settle the deciding records, each once; first what alone can turn the verdict."""
        told = {cell for turn in self.turned_by or () for cell, _ in turn.says}
        alone = {item.settled_by for item in self.deciding if item.cell in told}
        found = dict.fromkeys(item.settled_by for item in self.deciding)
        return tuple(sorted(found, key=lambda document: document not in alone))

    @property
    def missing(self) -> tuple[str, ...]:
        """Records that would have to be in the dataset, each once."""
        found = (number.missing for part in self.parts for _, number in part.numbers)
        return tuple(dict.fromkeys(text for text in found if text))

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources that the records used cite."""
        return tuple(sorted({source for part in self.parts for source in part.sources}))

    def rests_on_itself(self, tested: Part | Number | None = None) -> bool:
        """Whether every record used cites the text that makes the claim and no other.

        Parameters
        ----------
        tested : Part or Number, optional
            A part or a number of the claim; by default the whole claim.

        Examples
        --------
        >>> import chirograph as cg
        >>> claim = cg.load("nato-ip4").claims()["Q14"]
        >>> claim.rests_on_itself(), claim.rests_on_itself(claim.parts[0])
        (False, True)
        """
        return (self if tested is None else tested).sources == (self.source,)

    @property
    def programmed(self) -> bool:
        """Whether it measures interoperability: programmed (committed and joined), not achieved."""
        return any(part.programmed for part in self.parts)
