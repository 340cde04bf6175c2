"""Ends of cells as they were written, filled with what the user said that the rest means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.cells import intervals, kinds, labels, refusal, written
from chirograph.cells.content import Content
from chirograph.cells.intervals import Depths
from chirograph.cells.kinds import Kinds
from chirograph.cells.reasons import MEANINGS, Meaning
from chirograph.cells.written import Missing
from chirograph.errors import Fault, brief


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Both ends of every cell as far as they are stated, and what stands in place of the others.

    Parameters
    ----------
    low, high : (k, n) uint8
        The ends; 0 where none is stated.
    code : (k, n) object
        What stands in place of both ends, None where they are stated; the empty text for an empty cell.
    faults : list of Fault
        Of the cells that are neither.
    """

    low: Depths
    high: Depths
    code: NDArray[Any]
    faults: list[Fault]


def ends_of(
    array: NDArray[Any],
    rows: Sequence[str],
    columns: Sequence[str],
    tops: Depths,
    missing: Missing,
    named: Kinds,
) -> Ends:
    """Cells as they are written; each different one is read once per scale and words."""
    low, high = np.zeros(array.shape, np.uint8), np.zeros(array.shape, np.uint8)
    code = np.full(array.shape, None, dtype=object)
    known: dict[tuple[object, ...], written.Read] = {}
    faults = []
    for j, top in enumerate(tops.tolist()):
        words = named.get(columns[j], ())
        for i, cell in enumerate(array[:, j]):
            if not isinstance(cell, Hashable):
                cell = brief(cell)  # no cell is a list; it is told as it is
            found = known.get((top, words, type(cell), cell))
            if found is None:
                found = known[top, words, type(cell), cell] = written.read(cell, top, missing, words)
            if isinstance(found, str):
                code[i, j] = found
            elif isinstance(found, written.Broken):
                faults.append(
                    Fault(
                        "",
                        refusal.place(rows[i], columns[j]),
                        brief(intervals.plain(cell)),
                        *found,
                        "depth",
                    )
                )
            else:
                low[i, j], high[i, j] = found
    return Ends(low, high, code, faults)


@dataclass(slots=True)
class Filling:
    """Two sides of every cell on their way to an interval: what is stated, and what the rest means."""

    sides: list[Ends]
    rows: Sequence[str]
    columns: Sequence[str]
    tops: Depths
    missing: Missing

    def faults(self) -> list[Fault]:
        """Of cells and ends without a depth of which nobody said what it means, or two things."""
        first, last = self.sides[0].code, self.sides[-1].code
        faults = []
        for i, j in np.argwhere((first != None) | (last != None)).tolist():  # noqa: E711
            where = refusal.place(self.rows[i], self.columns[j])
            codes = [code for code in (first[i, j], last[i, j]) if code is not None]
            half = len(codes) < 2
            if half:
                where += f", {'lower' if first[i, j] is not None else 'upper'} end"
            unsaid = [code for code in codes if self.missing.meaning(code) is None]
            if unsaid:
                faults.append(_unsaid(where, unsaid[0], half))
            elif len({self.missing.meaning(code) for code in codes}) > 1:
                rule = "both ends of a cell mean one thing"
                faults.append(Fault("", where, " and ".join(map(repr, codes)), rule, "correct one", "depth"))
        return faults

    def filled(self) -> tuple[Depths, Depths, NDArray[Any]]:
        """Both ends with every gap filled, and the meaning of each cell that had one.

        Raises
        ------
        DataError
            Where the cell is said to be absent although its other end says that it may be there.
        """
        lower, upper = self.sides[0].low.copy(), self.sides[-1].high.copy()
        first, last = self.sides[0].code, self.sides[-1].code
        meant = np.full(lower.shape, None, dtype=object)
        faults = []
        for i, j in np.argwhere((first != None) | (last != None)).tolist():  # noqa: E711
            gaps = first[i, j] is not None, last[i, j] is not None
            meaning = self.missing.meaning(first[i, j] if gaps[0] else last[i, j])
            assert meaning is not None
            stated = int(upper[i, j] if gaps[0] else lower[i, j])
            if not all(gaps) and stated > 0 and not meaning.whole:
                rule = f"a cell of which one end is stated is not {meaning.word.replace('_', ' ')}"
                repair = "state both ends, or give the gaps another meaning"
                where, end = refusal.place(self.rows[i], self.columns[j]), "upper" if gaps[0] else "lower"
                faults.append(Fault("", where, f"{end} end {stated}", rule, repair, "depth"))
            if gaps[0]:
                lower[i, j] = 0
            if gaps[1]:
                upper[i, j] = self.tops[j] if meaning.whole else 0
            if all(gaps) or lower[i, j] < upper[i, j]:
                meant[i, j] = meaning
        refusal.raise_all(faults)
        return lower, upper, meant

    def notes(self) -> list[str]:
        """What was said about cells and ends without a depth, and how many there were."""
        first, last = self.sides[0].code, self.sides[-1].code
        cells, halves = Counter[tuple[str, Meaning]](), Counter[Meaning]()
        for one, other in zip(first.flat, last.flat, strict=True):
            code = other if one is None else one
            if code is None or (meaning := self.missing.meaning(code)) is None:
                continue
            if one is None or other is None:
                halves[meaning] += 1
            else:
                cells[code, meaning] += 1
        said = [
            f"{'Empty cells' if code == '' else f'Cells written {code!r}'} ({count}) mean: {meaning.label}."
            for (code, meaning), count in cells.items()
        ]
        return said + [
            f"Empty ends of cells whose other end is stated ({count}) mean: {meaning.label}."
            for meaning, count in halves.items()
        ]


def _unsaid(where: str, code: str, half: bool) -> Fault:
    words = ", ".join(meaning.word for meaning in MEANINGS)
    thing = "end" if half else "cell"
    if code == "":
        rule, seen = f"an empty {thing} has no meaning of its own", f"an empty {thing}"
        return Fault("", where, seen, rule, f"say what it means with missing=, one of {words}", "depth")
    repair = f"say what it means, as in missing={{{code!r}: 'unpublished'}}; the words are {words}"
    return Fault("", where, repr(code), "it has no meaning of its own", repair, "depth")


def finished(
    sides: list[Ends],
    status: NDArray[Any] | None,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    kind: str | None,
    tops: Depths,
    missing: Missing,
    areas: str,
    named: Kinds,
) -> Content:
    """Refuse what is wrong; give cells without a depth what they were said to mean, and each its reason."""
    filling = Filling(sides, rows, columns, tops, missing)
    partial = kinds.faults(sides[0].low, sides[-1].high, rows, columns, tops, named)
    refusal.raise_all(filling.faults() + [fault for side in sides for fault in side.faults] + partial)
    lower, upper, meant = filling.filled()
    reasons = np.where(lower == upper, "stated", "unknown").astype(object)
    if status is not None:
        given = [[isinstance(word, str) and bool(word) for word in row] for row in status]
        reasons = np.where(np.array(given, dtype=bool), status, reasons)
        refusal.raise_all(labels.unseen_in("status", "a status", map(str, reasons.flat)))
    for at in np.argwhere(meant != None):  # noqa: E711
        reasons[tuple(at)] = meant[tuple(at)].status
    intervals.check_order(lower, upper, rows, columns)
    refusal.raise_all(kinds.faults(lower, upper, rows, columns, tops, named))
    alike = bool((tops == tops[0]).all())
    return Content(
        lower,
        upper,
        rows,
        columns,
        int(tops.max()),
        intervals.frozen(reasons.astype(np.str_)),
        origin=("Cells: as given.", *filter(None, [areas]), *filling.notes()),
        sources=("",) * len(rows),
        frame=kind,
        scales=() if alike else tuple(tops.tolist()),
        kinds=named,
    )
