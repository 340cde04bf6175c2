"""One old programme and the new one: what became of each area, for certain or perhaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chirograph.base import markup as html
from chirograph.base.markup import counted, shorten
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Told, finite
from chirograph.cells.labels import matched
from chirograph.cells.written import cell_text
from chirograph.change.classes import CLASSES, HELD, INDICES, Counts, Ends, Range, allowed, bits, reads
from chirograph.change.words import became, blank, plain_index, span_text
from chirograph.errors import AssumptionError, Fault

__all__ = ["SHOWN", "ChangeStep", "fallen"]

#: Every class by name, and all that is in both lists.
_NAMED = {**{name: (name,) for name in CLASSES}, "held": HELD}
#: Counts as they are shown, the sums first.
SHOWN = ("gained", "lost", "held", "kept", "deepened", "weakened", "absent")
#: What the public counts say of an area in either list.
_PRESENCE = ("gained", "lost", "held", "absent")


@public
@dataclass(frozen=True, repr=False)
class ChangeStep(Told):
    """What changed from one programme to a later one of the same partner; a row of :class:`Change`.

    Attributes
    ----------
    partner, old, new : str
        Ids of the partner and of both programmes.
    name, old_when, new_when : str
        The name of the partner; the year of either conclusion, or what is recorded of it.
    areas, area_names : tuple of str
        Ids and names of the areas.
    old_cells, new_cells : tuple of (int, int)
        Least and greatest depth of every area in either text.
    old_why, new_why : tuple of str
        Why each is known or not, in words.
    top : int
        The greatest depth of the scale.
    old_length, new_length : (int, int) or None
        Limits on the number of areas in either list.
    never_falls : bool
        Whether it is assumed that no area is less deep in the new text.

    Notes
    -----
    An area is in exactly one class: absent (in neither list), gained, lost, kept (as deep as before),
    deepened, weakened; the last three are held. Bounds are sharp over every text that the cells, the lengths
    and the assumption allow. The bounds of several classes together are no sums: ask for them jointly.

    Examples
    --------
    >>> import chirograph as cg
    >>> step = cg.load("nato-ip4").change("KOR")["KOR", "IPCP-KOR-2017"]
    >>> step.bound("gained"), step.bound("gained", "deepened"), step.areas_in("lost")
    ((6, 6), (6, 11), ('A15',))
    """

    partner: str
    old: str
    new: str
    name: str
    old_when: str
    new_when: str
    areas: tuple[str, ...]
    area_names: tuple[str, ...]
    old_cells: tuple[Ends, ...]
    new_cells: tuple[Ends, ...]
    old_why: tuple[str, ...]
    new_why: tuple[str, ...]
    top: int
    old_length: Ends | None = None
    new_length: Ends | None = None
    never_falls: bool = False

    def __post_init__(self) -> None:
        if self.never_falls and (faults := fallen(self)):
            raise AssumptionError(faults)

    @cached_property
    def _masks(self) -> tuple[int, ...]:
        masks = allowed(self.old_cells, self.new_cells, never_falls=self.never_falls)
        return tuple(masks.tolist())

    @cached_property
    def _counts(self) -> Counts:
        return Counts(self._masks, self.old_length, self.new_length)

    @cached_property
    def _indices(self) -> Mapping[str, Range]:
        return self._counts.indices()

    def bound(self, name: str, *names: str) -> Ends:
        """The least and the greatest number of areas in one of these classes; both are attained.

        Parameters
        ----------
        name, *names : str
            "absent", "gained", "lost", "kept", "deepened", "weakened", or "held" for the last three.

        Returns
        -------
        (int, int)
            From 0 to the number of areas.

        Raises
        ------
        UnknownLabel
            When there is no such class, with near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").change("KOR")["KOR", "IPCP-KOR-2019"].bound("gained", "lost")
        (0, 20)
        """
        return self._counts.bound(_classes(name, *names))

    def index(self, key: str) -> Range:
        """Turnover or nestedness between the two lists: the least and the greatest value, exactly.

        Parameters
        ----------
        key : str
            "sor" (dissimilarity of Sørensen), "sim" (its turnover), "sne" (its nestedness), or "jac", "jtu",
            "jne" after Jaccard. Of a areas held, b lost, c gained: sor = (b + c) / (2a + b + c), sim = min(b,
            c) / (a + min(b, c)), sne = sor - sim. Baselga 2010, doi:10.1111/j.1466-8238.2009.00490.x.

        Returns
        -------
        Range
            `lower` and `upper` as fractions from 0 to 1, None where every completion is 0/0; `undefined`:
            whether some completion is, which the ends leave out.

        Raises
        ------
        UnknownLabel
            When there is no such index, with near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> step = cg.load("nato-ip4").change("KOR")["KOR", "IPCP-KOR-2017"]
        >>> step.index("sor").lower, step.index("sim").upper
        (Fraction(7, 17), Fraction(1, 6))
        """
        (known,) = matched([key], INDICES, "index", "this index")
        return self._indices[known]

    def areas_in(self, name: str, *names: str) -> tuple[str, ...]:
        """The areas that are certainly in one of these classes, see `bound`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").change("KOR")["KOR", "IPCP-KOR-2017"].areas_in("held")
        ('A01', 'A03', 'A11', 'A12', 'A17')
        """
        chosen = bits(_classes(name, *names))
        return tuple(area for area, mask in zip(self.areas, self._masks, strict=True) if not mask & ~chosen)

    def settles(self, name: str, *names: str) -> Table:
        """Of every area that leaves the count of these classes open, which of its two cells settles it.

        Parameters
        ----------
        name, *names : str
            As in `bound`.

        Returns
        -------
        Table
            Columns area, name, old, new (of either cell "known", or whether reading it settles the count
            there: "always", "for some depths", "never"), worst and best: the fewest cells to read, whatever
            they say and if they say the right thing. Limits on lists are left out: they may settle more.

        Examples
        --------
        >>> import chirograph as cg
        >>> step = cg.load("nato-ip4").change("KOR")["KOR", "IPCP-KOR-2019"]
        >>> step.settles("gained").head(2)[["area", "old", "new", "worst", "best"]]
        area  old     new    worst  best
        A06   always  never  1      1
        A09   always  never  1      1
        """
        chosen = _classes(name, *names)
        found = reads(self.old_cells, self.new_cells, chosen, never_falls=self.never_falls)
        rows = [
            {"area": area, "name": words, **one._asdict()}
            for area, words, one in zip(self.areas, self.area_names, found, strict=True)
            if one is not None
        ]
        return Table.from_records(rows, ["area", "name", "old", "new", "worst", "best"])

    @property
    def not_comparable(self) -> dict[str, int]:
        """How many areas of the old text may have any depth, by the reason; they stay in every bound."""
        return blank(self.old_cells, self.old_why, self.top)

    @property
    def new_unknown(self) -> dict[str, int]:
        """How many areas of the new text may have any depth, by the reason; they stay in every bound."""
        return blank(self.new_cells, self.new_why, self.top)

    @property
    def unsettled(self) -> int:
        """How many areas may be in a list or not: of which gained, lost, held or absent is open."""
        sure = {area for name in _PRESENCE for area in self.areas_in(name)}
        return len(self.areas) - len(sure)

    def table(self) -> Table:
        """One row an area: what either text may say, and what may have become of it.

        Returns
        -------
        Table
            Columns area, name, old, new (depths), became (one class, or several), comparable (False where
            nothing is known of the old cell), old_why, new_why.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").change("KOR")["KOR", "IPCP-KOR-2017"].table()["became"][:2]
        ('kept, deepened or weakened', 'absent')
        """
        rows = [
            {
                "area": area, "name": words,
                "old": cell_text(old[0], old[1], self.top), "new": cell_text(new[0], new[1], self.top),
                "became": became(mask), "comparable": old != (0, self.top), "old_why": one, "new_why": other,
            }
            for area, words, old, new, mask, one, other in zip(
                self.areas, self.area_names, self.old_cells, self.new_cells, self._masks, self.old_why,
                self.new_why, strict=True,
            )
        ]  # fmt: skip
        return Table.from_records(rows, minor=("new_why", "old_why", "comparable"))

    def sentence(self) -> str:
        """What is certain, in one sentence; where nothing is, that sentence says so and tells no change.

        Examples
        --------
        >>> import chirograph as cg
        >>> change = cg.load("nato-ip4").change()
        >>> print(change["KOR", "IPCP-KOR-2017"].sentence())
        Republic of Korea, 2017 to 2023: 6 areas gained, 1 lost, 5 held, whatever the rest of the texts \
says; how deep the 5 are is open.
        >>> print(change["AUS", "IPCP-AUS-2013"].sentence())
        Nothing is certain of Australia, 2013 to 2023: nothing is known of 24 areas of the old text (public, \
not retrieved) and of 14 of the new (text not public).
        """
        return f"{''.join(self._told())}."

    @property
    def title(self) -> str:
        """What is certain in a few words, without what is open.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").change("KOR")["IPCP-KOR-2017"].title
        'Republic of Korea, 2017 to 2023: 6 areas gained, 1 lost, 5 held'
        """
        return self._told()[0]

    def _told(self) -> tuple[str, str]:
        """What is certain, and the rest of the sentence."""
        ends = {name: self.bound(name) for name in ("gained", "lost", "held")}
        when = (self.old_when, self.new_when) if self.old_when and self.new_when else (self.old, self.new)
        head, unknown = f"{self.name}, {' to '.join(when)}", self._unknown()
        sure = [f"{low} {name}" for name, (low, _) in ends.items() if low]
        if sure:
            sure[0] = sure[0].replace(" ", " area " if sure[0].startswith("1 ") else " areas ", 1)
        if all(low == high for low, high in ends.values()):
            return f"{head}: {', '.join(sure) or 'no area is in either list'}", self._depths(ends["held"][0])
        if not sure:
            neither = self.bound("absent")[0]
            be = "is" if neither == 1 else "are"
            but = f", but that {counted(neither, 'area')} {be} in neither list" if neither else ""
            return f"Nothing is certain of {head}{but}", f": {unknown}" if unknown else ""
        ranges = ", ".join(f"{name} {span_text(*two, ' to ')}" for name, two in ends.items())
        return f"{head}: at least {shorten(sure)}", f" ({ranges}){f'; {unknown}' if unknown else ''}"

    def _depths(self, held: int) -> str:
        """What became of the depth of areas that are in both lists, where the lists are settled."""
        sure = {name: self.bound(name)[0] for name in HELD}
        left = held - sum(sure.values())
        if not left:
            told = shorten([f"{number} {name}" for name, number in sure.items() if number])
            return f" ({told})" if told else ""
        whose = "that one" if held == 1 else f"{left} of the {held}"
        depth = f"how deep the {held} are" if left == held > 1 else f"the depth of {whose}"
        return f", whatever the rest of the texts says; {depth} is open"

    def _unknown(self) -> str:
        """Of how many areas nothing is known in either text, and why."""
        sides = [
            (found, side)
            for found, side in ((self.not_comparable, "old"), (self.new_unknown, "new"))
            if found
        ]
        told = []
        for n, (found, side) in enumerate(sides):
            number, why = sum(found.values()), "; ".join(found)
            what = counted(number, "area") if not n else f"{number}"
            told.append(f"of {what} of the {side}{'' if n else ' text'} ({why})")
        return f"nothing is known {' and '.join(told)}" if told else ""

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; indices are numbers, None where they are never defined.

        Examples
        --------
        >>> import chirograph as cg
        >>> step = cg.load("nato-ip4").change("KOR")["KOR", "IPCP-KOR-2017"]
        >>> step.to_dict()["counts"]["gained_or_deepened"]
        [6, 11]
        """
        asked = {name: [name] for name in SHOWN} | {
            "gained_or_deepened": ["gained", "deepened"], "lost_or_weakened": ["lost", "weakened"],
        }  # fmt: skip
        told: dict[str, Any] = {
            "kind": "change_step", "partner": self.partner, "old": self.old, "new": self.new,
            "old_when": self.old_when, "new_when": self.new_when, "never_falls": self.never_falls,
            "old_length": self.old_length, "new_length": self.new_length,
            "counts": {name: self.bound(*names) for name, names in asked.items()},
            "not_comparable": self.not_comparable, "new_unknown": self.new_unknown,
            "indices": {key: plain_index(self.index(key)) for key in INDICES},
            "areas": list(self.table()), "sentence": self.sentence(),
        }  # fmt: skip
        plain: dict[str, Any] = finite(told)
        return plain

    def _lines(self) -> list[list[str]]:
        return [[name, span_text(*self.bound(name)), ", ".join(self.areas_in(name))] for name in SHOWN]

    def _open(self) -> str:
        left = [
            f"{area} {words}"
            for area, words, mask in zip(self.areas, self.area_names, self._masks, strict=True)
            if mask.bit_count() > 1
        ]
        return f"Open in {counted(len(left), 'area')}: {shorten(left)}." if left else "Nothing is open."

    def __repr__(self) -> str:
        lines = html.columns_of_text(["class", "areas", "certainly"], self._lines())
        return "\n".join([f"{self.old} to {self.new}. {self.sentence()}", *lines, self._open()])

    def _repr_html_(self) -> str:
        rows = [[html.escape(cell) for cell in line] for line in self._lines()]
        caption = f"{self.old} to {self.new}"
        shown = html.table(["class", "areas", "certainly"], rows, caption, [False, True, False])
        return html.page(html.paragraph(self.sentence()), shown, html.paragraph(self._open()))


def _classes(*names: str) -> list[str]:
    """The classes that these names stand for."""
    known = matched(names, _NAMED, "change", "this class of areas")
    return [one for name in known for one in _NAMED[name]]


def fallen(step: ChangeStep) -> list[Fault]:
    """A fault for every area that is certainly less deep in the new text; without one, for a shorter list."""
    rule, repair = "depth never falls", "leave never_falls out, or ask of other programmes"
    told = [
        (area, f"{area} in {step.old} is at least {old[0]} and in {step.new} at most {new[1]}")
        for area, old, new in zip(step.areas, step.old_cells, step.new_cells, strict=True)
        if new[1] < old[0]
    ]
    if not told and (step.old_length or step.new_length) and not _has_lists(step):
        lists = (
            f"{name} {span_text(*ends, ' to ')} areas"
            for name, ends in ((step.old, step.old_length), (step.new, step.new_length))
            if ends
        )
        told = [(step.new, f"no two lists are left: {', '.join(lists)}")]
    return [Fault("", f"{step.partner} {where}", words, rule, repair, "infeasible") for where, words in told]


def _has_lists(step: ChangeStep) -> bool:
    """Whether the lengths leave a pair of lists of which the new one lacks nothing."""
    masks = allowed(step.old_cells, step.new_cells, never_falls=True)
    try:
        next(Counts(tuple(masks.tolist()), step.old_length, step.new_length).lists())
    except AssumptionError:
        return False
    return True
