"""Tests on cells: how many areas, which share of the list, how deep, and what programmes have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chirograph.base.dates import span
from chirograph.claims.drafts import Arguments, Draft, count_of
from chirograph.claims.evidence import Evidence, Row
from chirograph.claims.sums import Measure, States, Sums, Unit, Values, Vector, divided, single
from chirograph.errors import DataError, Fault

LISTED = "listed areas"
#: What a test may measure of cells.
MEASURES = ("count", "share", "representation", "mean", "common")


@dataclass(frozen=True)
class Share(Measure):
    """Listed areas that reach a depth and lie in a set, over all listed areas."""

    least: int = 1
    chosen: frozenset[str] | None = None

    def adds(self, area: str, depth: int) -> Vector:
        """What a depth of an area adds to the sums."""
        return depth >= self.least and (self.chosen is None or area in self.chosen), depth >= 1


@dataclass(frozen=True)
class Representation(Share):
    """The share of a set among the listed areas over the share that its size gives: (a / n) / (s / N).

    `a` of the `n` listed areas lie in the set, which has `s` of the `N` areas of the codebook. At 1 the list
    is drawn evenly from the codebook; a large set has no lead over a small one by its size.
    """

    among: int = 1
    counts = False

    @property
    def size(self) -> int:
        """Areas in the set."""
        return self.among if self.chosen is None else len(self.chosen)

    def value(self, states: States) -> Values:
        """Share over the share of its size."""
        return divided(states[:, 0] * self.among, states[:, 1] * self.size)

    def basis(self, sums: Sequence[int]) -> str:
        """For example "4 of 11 listed areas, 4 of all 24"."""
        return f"{super().basis(sums)}, {self.size} of all {self.among}"


class Mean(Share):
    """The depths of the listed areas over their number."""

    counts = False

    def adds(self, area: str, depth: int) -> Vector:
        """The depth, and whether it is listed."""
        return depth * (self.chosen is None or area in self.chosen), super().adds(area, depth)[1]

    def basis(self, sums: Sequence[int]) -> str:
        """For example "20 over 11 listed areas"."""
        return f"{sums[0]} over {sums[1]} {LISTED}"


def against(arguments: Arguments) -> list[tuple[str, str | None]]:
    """Every programme with the one it is compared with, if any."""
    programmes, others = arguments["programmes"], arguments.get("against")
    if others is None:
        return [(name, None) for name in programmes]
    if len(others) == 1:
        others = list(others) * len(programmes)
    if len(others) != len(programmes):
        rule = "against names one programme, or one for each of programmes"
        raise DataError(Fault("", "claims", ", ".join(others), rule, "", "reference"))
    return list(zip(programmes, others, strict=True))


def cells(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """A measure of the cells of each programme, its change from another one, or what all have in common."""
    which, chosen = _chosen(evidence, arguments)
    least, measured = int(arguments.get("depth", 1)), arguments["measure"]
    which += f" at depth {least} or more" if least > 1 else ""
    if measured in ("count", "common"):
        names = arguments["programmes"]
        for some in [names] if measured == "common" else [[name] for name in names]:
            sums = in_common([evidence.row(name, grade) for name in some], least, chosen)
            used = frozenset().union(*(evidence.behind(name, grade) for name in some))
            listed = "that all list" if measured == "common" else "listed"
            listed += "" if which == "any area" else f" among {which}"
            yield Draft(", ".join(some), f"number of areas {listed}", "count", sums=sums,
                        total=len(sums.units), used=used)  # fmt: skip
        return
    measure, quantity, unit, noun = {
        "share": (Share(LISTED, least, chosen), f"share of the list that is {which}", "share", ""),
        "representation": (
            Representation(LISTED, least, chosen, len(evidence.areas)),
            f"share of {which} over that of its size", "times", "times its size",
        ),
        "mean": (Mean(LISTED, 1, chosen), f"mean depth of {LISTED}", "depth", "mean depth"),
    }[measured]  # fmt: skip
    for new, other in _pairs(evidence, arguments):
        if new is None:
            missing = f"a successor of {other}{time_left(evidence, str(other))}"
            yield Draft(str(other), f"change of the {quantity} to the successor", missing=missing)
            continue
        sums = evidence.memory.of(of_row, evidence.row(new, grade), measure)
        draft = Draft(new, quantity, unit, noun, sums=sums, used=evidence.behind(new, grade))
        if other is None:
            yield draft
            continue
        less = evidence.memory.of(of_row, evidence.row(other, grade), measure)
        yield replace(draft, subject=f"{new} less {other}", quantity=f"change of the {quantity}", less=less,
                      used=draft.used | evidence.behind(other, grade))  # fmt: skip


def _pairs(evidence: Evidence, arguments: Arguments) -> list[tuple[str | None, str | None]]:
    if not arguments.get("successors"):
        return list(against(arguments))
    return [(evidence.programme(name)["successor"], name) for name in arguments["programmes"]]


def time_left(evidence: Evidence, name: str) -> str:
    """When a programme ends, and how long after the day of the data."""
    end = evidence.programme(name)["end"]
    if end is None:
        return ""
    days = (span(end).last - evidence.today).days
    return f", which runs to the end of {end}, {days // 7} weeks after {evidence.today}" if days >= 0 else ""


def _chosen(evidence: Evidence, arguments: Arguments) -> tuple[str, frozenset[str] | None]:
    """The areas asked for in words, and their ids; None for all."""
    if arguments.get("areas"):
        return ", ".join(arguments["areas"]), frozenset(arguments["areas"])
    if arguments.get("area_set"):
        name = arguments["area_set"]
        return name, evidence.area_set(name)
    return "any area", None


def of_row(row: Row, measure: Share) -> Sums:
    """A measure of a row: one unit per area."""
    units = (
        single([measure.adds(area, depth) for depth in depths], item) for area, depths, item in row.cells
    )
    return Sums(tuple(units), measure)


def in_common(rows: Sequence[Row], least: int, chosen: frozenset[str] | None) -> Sums:
    """How many areas every one of some rows has at a depth: one unit per area of all of them."""
    units = []
    for column in zip(*(row.cells for row in rows), strict=True):
        if chosen is not None and column[0][0] not in chosen:
            continue
        surely, maybe = (all(depths[end] >= least for _, depths, _ in column) for end in (0, -1))
        options: tuple[Vector, ...] = ((0,), (1,)) if maybe and not surely else ((int(surely),),)
        if len(options) > 1:
            none: tuple[Vector, ...] = ((0,),)  # whatever an item is, another may be missing
            several = sum(depths[0] < least for _, depths, _ in column) > 1
            swings = [
                (item, (tuple((int(depth >= least),) for depth in depths), *[none * len(depths)] * several))
                for _, depths, item in column
                if depths[0] < least and item is not None
            ]
        units.append(Unit(options, tuple(swings) if len(options) > 1 else ()))
    return count_of(units, "areas")
