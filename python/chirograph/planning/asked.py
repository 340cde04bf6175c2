"""What is asked of a plan, read and checked: all that is wrong with it is said at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from chirograph.base.hints import many
from chirograph.cells.content import Content
from chirograph.cells.labels import text
from chirograph.errors import Fault, ParameterError, brief, unknown
from chirograph.planning.amounts import Amount, amount, said, weights_of
from chirograph.planning.objectives import OBJECTIVES, Column, Objective

__all__ = ["Asked", "Cell", "Names", "asked"]

#: A partner and an area, by number.
Cell = tuple[int, int]
#: Every set of cells that others need is looked at in an area, so there are at most so many.
_MOST_NEEDED = 10


@dataclass(slots=True)
class Names:
    """Labels of a panel as numbers, with the faults met on the way."""

    content: Content
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: str, value: object, rule: str, repair: str) -> None:
        """One more fault."""
        self.faults.append(Fault("", place, brief(value), rule, repair, "parameter"))

    def row(self, place: str, label: object) -> int | None:
        """The number of a partner."""
        return self._number(place, label, self.content.rows, "this partner")

    def column(self, place: str, label: object) -> int | None:
        """The number of an area."""
        return self._number(place, label, self.content.columns, "this area")

    def _number(self, place: str, label: object, known: tuple[str, ...], what: str) -> int | None:
        name = text(label)
        if name in known:
            return known.index(name)
        self.faults.append(unknown(place, label, self.content.spoken(known), what))
        return None

    def cell(self, place: str, given: Any) -> Cell | None:
        """The numbers of a (partner, area)."""
        if not (isinstance(given, tuple | list) and len(given) == 2):
            rule = "it is a partner and an area"
            self.fault(
                place, given, rule, f'for example ("{self.content.rows[0]}", "{self.content.columns[0]}")'
            )
            return None
        row, column = self.row(place, given[0]), self.column(place, given[1])
        return None if row is None or column is None else (row, column)

    def amount(self, place: str, value: object, least: str) -> Amount | None:
        """A number of at least 0, or above it."""
        found = amount(value)
        if found is None or found < 0 or (found == 0 and least == "above 0"):
            self.fault(place, value, f"it is a number {least}", "give one")
            return None
        return found

    def amounts(self, place: str, given: Any, least: str) -> dict[int, Amount]:
        """A number for some partners."""
        if given is not None and not isinstance(given, Mapping):
            self.fault(
                place, given, "it is a mapping of partners to numbers", f"{{'{self.content.rows[0]}': 2}}"
            )
        found = {}
        for label, value in given.items() if isinstance(given, Mapping) else ():
            row, number = self.row(place, label), self.amount(f"{place} {brief(label)}", value, least)
            if row is not None and number is not None:
                found[row] = number
        return found

    def several(self, place: str, given: Any) -> Sequence[Any]:
        """A list, gone through."""
        if many(given):
            return list(given)
        self.fault(place, given, "it is a list", "put it in one")
        return ()

    def depth(self, place: str, value: Any, top: int) -> int | None:
        """A depth of 1 to the top of a scale."""
        number = amount(value)
        if isinstance(number, int) and 1 <= number <= top:
            return number
        self.fault(place, value, f"a depth here is 1 to {top}", f"use 1 to {top}")
        return None

    def done(self) -> None:
        """Raise what was found.

        Raises
        ------
        ParameterError
            With every fault.
        """
        if self.faults:
            raise ParameterError(self.faults)


def scaled(names: Names) -> None:
    """A fault where areas hold kinds: a step deeper is a step on a scale."""
    if kinds := [one for one in names.content.columns if one in names.content.kinds]:
        rule = "a step deeper needs a scale, and these areas hold kinds without an order"
        names.fault("areas", kinds, rule, "leave them out of the panel")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for a plan, all of it checked; columns by area, partners by number.

    Parameters
    ----------
    lo, hi, base : tuple of tuple of int
        Least depths, greatest depths, and the targets that every plan has to hold.
    costs : tuple
        What a step of each partner costs.
    budgets : mapping
        What some partners may spend of their own.
    barred : frozenset
        Cells that no plan may touch.
    needs : tuple
        Pairs of cells: the first is raised only where the second is surely at `depth`.
    """

    content: Content
    objective: Objective
    budget: Amount
    depth: int
    first: str
    costs: tuple[Amount, ...]
    budgets: Mapping[int, Amount]
    base: tuple[Column, ...]
    barred: frozenset[Cell]
    needs: tuple[tuple[Cell, Cell], ...]
    chance: Amount
    weights: tuple[Amount, ...]
    lo: tuple[Column, ...]
    hi: tuple[Column, ...]

    @property
    def coupled(self) -> bool:
        """Whether areas meet in more than one budget."""
        return bool(self.needs or self.budgets)

    def spent(self, area: int, t: Column) -> tuple[Amount, ...]:
        """What the targets of an area cost each partner."""
        steps = zip(self.costs, t, self.lo[area], strict=True)
        return tuple(cost * (target - low) for cost, target, low in steps)

    def rest(self) -> tuple[Cell, ...]:
        """Cells that are not surely at `depth` and that another needs."""
        return tuple({b: None for _, b in self.needs if self.lo[b[1]][b[0]] < self.depth})


def asked(content: Content, objective: str, budget: Any, options: Mapping[str, Any]) -> Asked:
    """Everything that is asked, read.

    Raises
    ------
    ParameterError
        With every fault at once.
    """
    names = Names(content)
    scaled(names)
    row = OBJECTIVES.get(objective)
    if row is None:
        names.faults.append(unknown("objective", objective, list(OBJECTIVES), "this objective"))
    whole = names.amount("budget", budget, "of at least 0")
    depth = names.depth("depth", options["depth"], content.max_depth) or 1
    first, chance = options["first"], amount(options["chance"])
    if first not in ("value", "gain"):
        names.faults.append(unknown("first", first, ["value", "gain"], "this aim"))
    if row is not None and row.ratio and first == "gain":
        rule = "the guaranteed gain of a ratio does not add up over areas, so no plan is found by it"
        names.fault("first", first, rule, 'use first="value", or another objective')
    if chance is None or not 0 <= chance <= 1:
        names.fault("chance", options["chance"], "it is a number of 0 to 1", "for example 0.5")
    costs = names.amounts("costs", options["costs"], "above 0")
    budgets = names.amounts("budgets", options["budgets"], "of at least 0")
    must = _must(names, options["must"], depth)
    barred = {cell for one in names.several("never", options["never"]) if (cell := names.cell("never", one))}
    needs = _needs(names, options["needs"])
    for p, i in sorted(must.keys() & barred):
        named = (content.rows[p], content.columns[i])
        names.fault("must and never", named, "no cell is in both", "take it out of one of them")
    lo, hi = (tuple(map(tuple, end.T.tolist())) for end in (content.lower, content.upper))
    base = tuple(
        tuple(max(low, must.get((p, i), 0)) for p, low in enumerate(column)) for i, column in enumerate(lo)
    )
    every = tuple(costs.get(p, 1) for p in range(len(content.rows)))
    found = Asked(
        content, row or OBJECTIVES["core"], whole or 0, depth, first, every, budgets, base, frozenset(barred),
        needs, chance or 0, weights_of(content), lo, hi,
    )  # fmt: skip
    if not names.faults:
        _affordable(names, found)
    names.done()
    return found


def _must(names: Names, given: Any, depth: int) -> dict[Cell, int]:
    """The depth that each of some cells has to have."""
    found: dict[Cell, int] = {}
    for one in names.several("must", given):
        parts = one if isinstance(one, tuple | list) else (one,)
        cell = names.cell("must", parts[:2])
        if len(parts) > 3:
            names.fault("must", one, "it is a partner, an area and perhaps a depth", "leave the rest out")
        if cell is not None:
            top = int(names.content.tops[cell[1]])
            place = f"must {names.content.rows[cell[0]]}, {names.content.columns[cell[1]]}"
            target = names.depth(place, parts[2] if len(parts) > 2 else depth, top)
            found[cell] = max(found.get(cell, 0), target or 0)
    return found


def _needs(names: Names, given: Any) -> tuple[tuple[Cell, Cell], ...]:
    """Pairs of cells, not in a circle."""
    found = []
    for one in names.several("needs", given):
        if not (isinstance(one, tuple | list) and len(one) == 2):
            names.fault("needs", one, "it is a cell and the cell that it needs", "give two (partner, area)")
            continue
        first, second = (names.cell("needs", part) for part in one)
        if first is not None and second is not None:
            found.append((first, second))
    left = set(found)
    # What needs nothing that is left is in no circle.
    while free := {pair for pair in left if pair[1] not in {first for first, _ in left}}:
        left -= free
    for (p, i), (q, j) in sorted(left):
        rows, columns = names.content.rows, names.content.columns
        value = f"{rows[p]}, {columns[i]} needs {rows[q]}, {columns[j]}"
        names.fault("needs", value, "no cell needs itself, over others or not", "take one of the needs out")
    seconds = list(dict.fromkeys(second for _, second in found))
    for j in {j for _, j in seconds}:
        if sum(area == j for _, area in seconds) > _MOST_NEEDED:
            rule = f"at most {_MOST_NEEDED} cells of an area are needed by others"
            names.fault("needs", names.content.columns[j], rule, "leave some out")
    return tuple(dict.fromkeys(found))


def _affordable(names: Names, found: Asked) -> None:
    """A fault where what has to be held costs more than there is."""
    spent = [
        sum((one[p] for one in (found.spent(i, t) for i, t in enumerate(found.base))), Fraction(0))
        for p in range(len(found.costs))
    ]
    for p, own in found.budgets.items():
        if spent[p] > own:
            rule = f"what {names.content.rows[p]} must hold costs {said(spent[p])}"
            names.fault("budgets", str(own), rule, "raise the budget, or ask less")
    if sum(spent) > found.budget:
        rule = f"what the plan must hold costs {said(Fraction(sum(spent)))}"
        names.fault("budget", str(found.budget), rule, "raise the budget, or ask less")
