"""Tipping points: the least that must be known, or weighed otherwise, to put one pair above another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from chirograph.base.markup import columns_of_text, counted
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.catalogue import indicators as catalogue
from chirograph.cells.intervals import Depths
from chirograph.cells.question import Question
from chirograph.ranks import completing
from chirograph.ranks.order import countable
from chirograph.ranks.square import DIGITS

__all__ = ["Tipping", "fewest_cells"]

Pair = tuple[int, int]
#: Of one area: how many cells become known, and their ends, None for those that do not.
_Ends = tuple[int, int]
_Pattern = tuple[int, tuple[_Ends | None, ...]]
#: Like areas, the rows open in them, and their patterns.
_Kind = tuple[list[int], list[int], list[_Pattern]]
#: Sets of cells that are looked at unless a budget is given, and how many at a time.
_STEPS, _AT_ONCE = 100_000, 4096
#: What a set counts for that the engine searches, where counting areas does not tell.
_SEARCH = 100
#: Completions that a set of cells is thinned out from.
_STARTS = 48
#: Steps of one comparison, and completions made at a time.
_COMPARE, _MANY = 100_000, 256


@public
@dataclass(frozen=True, repr=False)
class Tipping:
    """The least change that puts one pair above another. Made by ``Overlap.tipping``.

    Parameters
    ----------
    what : {"cells", "weights"}
        What changes: unknown cells become known, or weight moves between areas.
    above, below : pair of str
        The pair that is to be above, and the other.
    least : float
        Fewer cells, or less weight moved, do not do it; infinite where nothing does.
    found : float or None
        What the change at hand takes; None where none was found.
    changes : Table
        The change: row, area and what every cell must be; or area, weight before and after.
    assumptions : tuple of str
        The sentences under which it stands.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0], [0, 0, 0]], [[1, 1, 0], [1, 0, 0], [1, 1, 1]], max_depth=1)
    >>> found = panel.overlap("jaccard").tipping(("P1", "P3"), ("P1", "P2"))
    >>> print(str(found).splitlines()[0])
    P1 and P3 above P1 and P2: the least is 2 cells
    >>> found.changes["area"], found.certified
    (('A1', 'A2'), True)
    """

    what: str
    above: tuple[str, str]
    below: tuple[str, str]
    least: float
    found: float | None
    changes: Table
    assumptions: tuple[str, ...] = ()

    @property
    def certified(self) -> bool:
        """Whether no smaller change does it: what was found is the least there is."""
        return self.found is not None and self.found - self.least <= 1e-6

    def __repr__(self) -> str:
        rows = [[one if isinstance(one, str) else f"{one:.3g}" for one in row] for row in self.changes.rows]
        table = columns_of_text(list(self.changes.columns), rows) if rows else []
        named = f"{' and '.join(self.above)} above {' and '.join(self.below)}"
        return "\n".join([f"{named}: {self._words()}", *table, " ".join(self.assumptions)])

    def _words(self) -> str:
        if self.least == math.inf:
            return "nothing does it"
        if self.found is None:
            return f"none was found; less than {self._told(self.least)} is not enough"
        if self.found == 0:
            return "nothing has to change"
        if self.certified:
            return f"the least is {self._told(self.found)}"
        less = f", less than {self._told(self.least)} is not" if self.least else ""
        return f"enough is {self._told(self.found)}{less}"

    def _told(self, number: float) -> str:
        if self.what == "cells":
            return counted(int(number), "cell")
        return f"a share of {number:.3f} of the weight"


def fewest_cells(
    question: Question, above: Pair, below: Pair, held: str | None, steps: int | None = None
) -> Tipping:
    """The fewest unknown cells that put one pair above another, and what they must be.

    Sets of cells are gone through by size; like areas are not told apart. Where the other cells are free,
    completions that were found to break a set break others too, so that few are put to the engine. Which
    cells it are is one answer of perhaps several.

    Parameters
    ----------
    question : Question
        What was asked, and of which cells.
    above, below : pair of int
        Rows of the pair that is to be above, and of the other.
    held : {"lower", "upper"} or None
        The ends at which the other unknown cells are held; None: whatever they are.
    steps : int, optional
        Sets of cells that may be looked at, by default 100,000; one that the engine has to search for counts
        as 100. Where that is not enough the answer lies
        between `least` and `found`.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0], [0, 0, 0]], [[1, 1, 0], [1, 0, 0], [1, 1, 1]], max_depth=1)
    >>> question = panel.overlap("jaccard").question
    >>> [fewest_cells(question, (0, 2), (0, 1), held).found for held in ("lower", None)]
    [2.0, 2.0]
    """
    search = (_Free if held is None else _Held)(question, above, below, held, steps or _STEPS)
    least, fixed = search.run()
    content = question.content
    changed: list[tuple[str, str, str]] = []
    if fixed is not None:
        known = replace(content, lower=fixed[0], upper=fixed[1])
        at = np.argwhere((fixed != [content.lower, content.upper]).any(axis=0)).tolist()
        changed = [(content.rows[i], content.columns[j], known.cell_text(i, j)) for i, j in at]
    columns = tuple(zip(*changed, strict=True)) or ((),) * 3
    others = "free" if held is None else f"held at their {held} ends"
    told = (f"Other unknown cells are {others}.", *content.sentences())
    pairs = [(content.rows[p], content.rows[q]) for p, q in (above, below)]
    number = None if fixed is None else float(len(changed))
    return Tipping("cells", pairs[0], pairs[1], least, number, Table(("row", "area", "cell"), columns), told)


class _Cells:
    """Sets of cells by size. A set is the ends of all cells, (2, k, n), those of the set made narrower."""

    def __init__(self, question: Question, above: Pair, below: Pair, held: str | None, steps: int) -> None:
        self.question, self.steps, self.left = question, steps, steps
        self.cost = 0 if countable(question) else _SEARCH
        self.content = question.content
        self.pairs = np.array([above, below], dtype=np.int64)
        self.rows = sorted({*above, *below})
        self.whole = np.stack([self.content.lower, self.content.upper])
        self.base = self.whole[0] if held == "lower" else self.whole[1] if held == "upper" else None
        self.unsure = False
        self.breaking: list[Depths] = []
        self.rng = np.random.default_rng(0)
        row = catalogue.row_of(question.key)
        shown = catalogue.shown(question.key, question.arguments)
        self.threshold = None if row["traits"]["uses_levels"] else int(shown.get("threshold", 1))

    def run(self) -> tuple[float, Depths | None]:
        """Fewer cells do not do it, and the cells that do."""
        found = self.signs(self.whole)
        if found is None or not found[4] or found[3] <= 0:
            return math.inf, None
        best = self.start()
        for size in range(int(np.count_nonzero(self.content.open[self.rows])) + 1):
            if best is not None and self.size(best) == size:
                return float(size), best
            done = self._of_size(size)
            if done is not None:
                return float(size), done
            if self.left <= 0 or self.unsure:
                return float(size), best
        return math.inf, None

    def start(self) -> Depths | None:
        """Some set that does it: completions that do, less every cell that can be left out."""
        cells = self.completions(self.whole, 8 * _MANY)
        differences = self.differences(cells) if len(cells) else np.zeros(0)
        order = np.argsort(differences)
        self.breaking = [cells[at] for at in order[:8] if differences[at] <= 0]
        best = None
        for at in [at for at in order[::-1] if differences[at] > 0][:_STARTS]:
            if best is not None and 2 * self.left < self.steps:
                break
            best = min([*([] if best is None else [best]), self._thinned(cells[at])], key=self.size)
        return best

    def does(self, fixed: Depths) -> bool:
        """Whether a set does it."""
        return self.first(fixed[None]) is not None

    def first(self, sets: Depths) -> Depths | None:
        """The first of these sets that does it, (2, k, n)."""
        raise NotImplementedError

    def size(self, fixed: Depths) -> int:
        """How many cells a set has."""
        return int(np.count_nonzero((fixed != self.whole).any(axis=0)))

    def signs(self, fixed: Depths) -> NDArray[np.int8] | None:
        """What the engine says once these cells are known; None where they cannot be."""
        self.left -= self.cost
        panel = completing.part(self.question, *fixed)
        told = completing.signs(self.question, panel, self.pairs.reshape(1, 4), _COMPARE)
        return None if told is None else told[0]

    def completions(self, fixed: Depths, count: int) -> Depths:
        """Completions with these cells."""
        return completing.completions(self.question, fixed[0], fixed[1], count, self.rng)

    def differences(self, cells: Depths) -> NDArray[np.float64]:
        """How far the one pair is above the other in some completions; NaN where one has no value."""
        values = completing.values(self.question, self.pairs, cells)
        found: NDArray[np.float64] = np.round(values[:, 0] - values[:, 1], DIGITS)
        return found

    def _thinned(self, cells: Depths) -> Depths:
        """A completion less every cell that need not be known."""
        fixed = self.whole.copy()
        opened = [(i, j) for i, j in np.argwhere(self.content.open).tolist() if i in self.rows]
        for i, j in opened:
            told = [ends for ends in self._options(i, j) if ends[0] <= cells[i, j] <= ends[1]]
            fixed[:, i, j] = told[0] if told else fixed[:, i, j]
        for at in self.rng.permutation(len(opened)):
            i, j = opened[at]
            kept = fixed[:, i, j].copy()
            fixed[:, i, j] = self.whole[:, i, j]
            if not self.does(fixed):
                fixed[:, i, j] = kept
        return fixed

    def _of_size(self, size: int) -> Depths | None:
        """So many cells that do it, or None where no such set does or the steps are over."""
        sets = self._sets(size)
        while waiting := list(islice(sets, max(0, min(_AT_ONCE, self.left)))):
            self.left -= len(waiting)
            if (found := self.first(np.stack(waiting))) is not None:
                return found
        return None

    def _sets(self, size: int) -> Iterator[Depths]:
        """Every set of so many open cells with what they may be, like areas not told apart."""
        kinds: list[_Kind] = []
        for areas in completing.like_areas(self.question, self.whole[0], self.whole[1], self.rows):
            rows = [row for row in self.rows if self.content.open[row, areas[0]]]
            if rows:
                options = [(None, *self._options(row, areas[0])) for row in rows]
                patterns = [(sum(one is not None for one in ends), ends) for ends in product(*options)]
                kinds.append(
                    (areas, rows, sorted((one for one in patterns if one[0]), key=lambda one: one[0]))
                )
        yield from self._joined(kinds, size, self.whole.copy())

    def _options(self, row: int, area: int) -> list[_Ends]:
        """What a cell may be known as: absent or present where no depth counts, else each depth.

        What the cell is held at anyway is none.
        """
        low, high = self.whole[:, row, area].tolist()
        if self.threshold is None:
            options = [(depth, depth) for depth in range(low, high + 1)]
        else:
            # Where presence is known, what is open changes nothing.
            cut = self.threshold
            options = [(low, cut - 1), (cut, high)] if low < cut <= high else []
        if self.base is None:
            return options
        return [ends for ends in options if not ends[0] <= self.base[row, area] <= ends[1]]

    def _joined(self, kinds: Sequence[_Kind], size: int, fixed: Depths) -> Iterator[Depths]:
        """The sets of this size within some classes of areas, added to what is fixed."""
        if size == 0:
            yield fixed.copy()
            return
        if size > sum(len(areas) * len(rows) for areas, rows, _ in kinds):
            return
        areas, rows, patterns = kinds[0]
        for chosen in _multisets(patterns, len(areas), size):
            for area, (_, every) in zip(areas, chosen, strict=False):
                for row, ends in zip(rows, every, strict=True):
                    fixed[:, row, area] = self.whole[:, row, area] if ends is None else ends
            yield from self._joined(kinds[1:], size - sum(cost for cost, _ in chosen), fixed)
            fixed[:, :, areas[: len(chosen)]] = self.whole[:, :, areas[: len(chosen)]]


class _Held(_Cells):
    """The other cells are held: every set of cells gives one completion."""

    def first(self, sets: Depths) -> Depths | None:
        assert self.base is not None, "the others are held"
        cells = np.clip(self.base, sets[:, 0], sets[:, 1])
        good = completing.allowed(self.question, cells) & (self.differences(cells) > 0)
        done: Depths | None = next(iter(sets[good]), None)
        return done


class _Free(_Cells):
    """The other cells may be anything: a set does it when every completion with it does."""

    def does(self, fixed: Depths) -> bool:
        found = self.signs(fixed)
        return found is not None and bool(found[4]) and found[0] > 0

    def first(self, sets: Depths) -> Depths | None:
        for cells in list(self.breaking):
            sets = sets[~self._broken(sets, cells)]
        while len(sets):
            told, broken = self.signs(sets[0]), np.zeros(len(sets), dtype=bool)
            if told is not None and told[4] and told[0] > 0:
                done: Depths = sets[0]
                return done
            if self.left <= 0:
                return None
            if told is not None and told[4]:
                against = self._counterexample(sets[0]) if told[1] <= 0 else None
                if against is not None:
                    self.breaking.insert(0, against)
                    broken = self._broken(sets, against)
                # Where the engine could not decide, the set may do it all the same.
                self.unsure |= told[1] > 0
            broken[0] = True
            sets = sets[~broken]
        return None

    def _broken(self, sets: Depths, cells: Depths) -> NDArray[np.bool_]:
        """Which sets a completion breaks: with their cells as they say, the one pair is not above."""
        filled = np.clip(cells, sets[:, 0], sets[:, 1])
        broken: NDArray[np.bool_] = completing.allowed(self.question, filled) & (
            self.differences(filled) <= 0
        )
        return broken

    def _counterexample(self, fixed: Depths) -> Depths | None:
        """A completion with these cells in which the one pair is not above."""
        cells = self.completions(fixed, _MANY)
        breaking = cells[self.differences(cells) <= 0] if len(cells) else cells
        if len(breaking):
            worst: Depths = breaking[0]
            return worst
        found = fixed.copy()
        for i, j in np.argwhere(fixed[0] < fixed[1]).tolist():
            for depth in range(int(fixed[0, i, j]), int(fixed[1, i, j]) + 1) if i in self.rows else ():
                found[:, i, j] = depth
                told = self.signs(found)
                if told is not None and told[4] and told[1] <= 0:
                    break
        cells = self.completions(found, 1)
        return next(iter(cells[self.differences(cells) <= 0]), None) if len(cells) else None


def _multisets(
    patterns: Sequence[_Pattern], most: int, budget: int, start: int = 0
) -> Iterator[tuple[_Pattern, ...]]:
    """Up to so many patterns, each perhaps several times, that fix no more cells than the budget."""
    yield ()
    if not most:
        return
    for at in range(start, len(patterns)):
        if patterns[at][0] > budget:
            return
        for rest in _multisets(patterns, most - 1, budget - patterns[at][0], at):
            yield (patterns[at], *rest)
