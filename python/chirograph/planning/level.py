"""What must change so that some partners reach a level: the least steps for so many areas of every group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod
from typing import Any

import numpy as np

from chirograph.base import markup as html
from chirograph.base.hints import many
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.cells.content import Content
from chirograph.planning.amounts import Amount, amount, plain, said, whole
from chirograph.planning.asked import Names, scaled
from chirograph.planning.coupled import certain, solved
from chirograph.planning.plan import steps_table
from chirograph.planning.result import Step

__all__ = ["LeastSteps", "least_cost"]

#: More vectors of counts than this are left to a programme.
MOST_STATES = 200_000


@public
@dataclass(frozen=True, slots=True, repr=False)
class LeastSteps:
    """The cheapest steps to a level; made by ``least_cost``.

    Attributes
    ----------
    rows : tuple of str
        Who is to reach it.
    depth : int
        The depth that all of them need in an area.
    need : mapping
        How many areas of every group.
    cost : int or Fraction
        What the steps cost: no cheaper ones are enough whatever unknown text says.
    steps : Table
        Partner, area, from, to, cost, and whether the step is needed.
    proven : bool
        Whether it is proven that nothing cheaper is enough for certain.
    assumptions : tuple of str
        What the answer stands under.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[0, 2], [1, 1]], max_depth=3)
    >>> panel.least_steps(["P1", "P2"], 2, {"sea": ["A1", "A2"]}, {"sea": 1}).proven
    True
    """

    rows: tuple[str, ...]
    depth: int
    need: Mapping[str, int]
    cost: Amount
    steps: Table
    proven: bool
    assumptions: tuple[str, ...]

    def table(self) -> Table:
        """The steps, one row each.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[0, 2], [1, 1]], max_depth=3)
        >>> found = panel.least_steps(["P1", "P2"], 2, {"sea": ["A1", "A2"]}, {"sea": 1})
        >>> found.table()["partner"]
        ('P2',)
        """
        return self.steps

    def sentences(self) -> tuple[str, ...]:
        """The answer in words.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[0, 2], [1, 1]], max_depth=3)
        >>> print(panel.least_steps(["P1", "P2"], 2, {"sea": ["A1", "A2"]}, {"sea": 1}).sentences()[1])
        Nothing cheaper is enough for certain: every way to meet the needs was weighed.
        """
        needs = html.shorten([f"{name} ({count})" for name, count in self.need.items()])
        return (
            f"Whatever unknown text says, {html.shorten(self.rows)} are at depth {self.depth} in enough of "
            f"{needs} with {html.counted(len(self.steps), 'step')} at a cost of {said(self.cost)}.",
            "Nothing cheaper is enough for certain: every way to meet the needs was weighed."
            if self.proven
            else "That nothing cheaper is enough is not proven: costs have too many digits for the solver.",
        )

    def explain(self) -> str:
        """All sentences, and what the answer stands under.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[0, 2], [1, 1]], max_depth=3)
        >>> found = panel.least_steps(["P1", "P2"], 2, {"sea": ["A1", "A2"]}, {"sea": 1})
        >>> found.explain().splitlines()[1][:24]
        'Nothing cheaper is enoug'
        """
        return "\n".join([*self.sentences(), " ".join(self.assumptions)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[0, 2], [1, 1]], max_depth=3)
        >>> found = panel.least_steps(["P1", "P2"], 2, {"sea": ["A1", "A2"]}, {"sea": 1})
        >>> found.to_dict()["cost"]
        1
        """
        return {
            "kind": "least_steps", "rows": list(self.rows), "depth": self.depth, "need": dict(self.need),
            "cost": plain(self.cost), "steps": list(self.steps), "proven": self.proven,
            "assumptions": list(self.assumptions),
        }  # fmt: skip

    def __repr__(self) -> str:
        return "\n".join([self.sentences()[0], str(self.steps) if len(self.steps) else "no steps"])

    def _repr_html_(self) -> str:
        rows = [[html.escape(cell) for cell in row] for row in self.steps.rows]
        return html.page(html.table(self.steps.columns, rows, self.sentences()[0]))


def least_cost(
    content: Content,
    rows: Sequence[str],
    depth: int,
    groups: Mapping[str, Sequence[Any]],
    need: Mapping[str, int],
    *,
    costs: Mapping[str, Any] | None = None,
) -> LeastSteps:
    """The cheapest steps after which all of `rows` are at `depth` in enough areas of every group.

    Parameters
    ----------
    content : Content
        Cells; no area may hold kinds without an order.
    rows : sequence of str
        One partner or more.
    depth : int
        1 to the top of the scale.
    groups : mapping of name to areas
        Labels of areas, or a whole number of 0 or more for each of the n areas: how much it counts. An area
        may be in several.
    need : mapping of name to int
        How many areas of a group, or how much of what they count, has to be at `depth` in all rows; 0 where
        it is left out.
    costs : mapping of partner to number, optional
        What one step costs, above 0; 1 where it is left out.

    Returns
    -------
    LeastSteps
        Guaranteed: worked out at the least depths, which are the worst text.

    Raises
    ------
    ParameterError
        With everything that is wrong at once; also where a group has fewer areas than it needs.
    ImportError
        Where there are more than 200,000 vectors of counts and scipy is not installed.

    Notes
    -----
    An area costs the sum over rows of cost * max(0, depth - least depth). Areas are gone through one by one,
    and of every vector of counts, each capped at its need, the cheapest way is kept; where there are more
    than 200,000 of them it is a mixed-integer programme.

    Examples
    --------
    >>> import chirograph as cg
    >>> content = cg.Panel([[0, 2, 1, 3], [1, 1, 1, 0]], max_depth=3).content
    >>> groups = {"first": [1, 1, 0, 0], "second": [0, 1, 1, 1]}
    >>> least_cost(content, ["P1", "P2"], 2, groups, {"first": 1, "second": 2}).cost
    3
    """
    names = Names(content)
    scaled(names)
    chosen = tuple(dict.fromkeys(names.row("rows", one) for one in names.several("rows", rows)))
    if not chosen:
        names.fault("rows", rows, "there is at least one partner", "name one")
    level = names.depth("depth", depth, content.max_depth)
    price = names.amounts("costs", costs, "above 0")
    reachable = content.tops >= (level or 1)
    members = _groups(names, groups)
    counts = _need(names, members, need, reachable.tolist())
    names.done()
    partners = [p for p in chosen if p is not None]
    lower = content.lower.tolist()
    spent = [
        [price.get(p, 1) * max(0, (level or 1) - lower[p][i]) for p in partners]
        for i in range(len(content.columns))
    ]
    inside = [tuple(members[name].get(i, 0) for name in counts) for i in range(len(content.columns))]
    found = _programme if prod(one + 1 for one in counts.values()) > MOST_STATES else _cheapest
    open_ = [i for i, one in enumerate(inside) if reachable[i] and any(one)]
    areas, proven = found({i: sum(spent[i]) for i in open_}, inside, tuple(counts.values()))
    cost = whole(sum((sum(spent[i]) for i in areas), Fraction(0)))
    steps = [
        Step(
            content.rows[p], content.columns[i], lower[p][i], depth, one,
            "certainly needed" if content.upper[p, i] < depth else "the text may already hold it",
        )
        for i in areas for p, one in zip(partners, spent[i], strict=True) if one
    ]  # fmt: skip
    table = steps_table(content, sorted(steps, key=lambda step: content.rows.index(step.partner)))
    told = tuple(content.rows[p] for p in partners)
    return LeastSteps(told, depth, counts, cost, table, proven, content.sentences())


def _groups(names: Names, given: Any) -> dict[str, dict[int, int]]:
    """How much every area of a group counts, by number."""
    found: dict[str, dict[int, int]] = {}
    if not isinstance(given, Mapping):
        names.fault("groups", given, "it is a mapping of names to areas", "name every group")
        return found
    count = len(names.content.columns)
    for name, areas in given.items():
        listed = list(areas) if many(areas) else names.several(f"groups {name}", areas)
        counts = all(isinstance(one, bool | int | np.bool_ | np.integer) and one >= 0 for one in listed)
        if counts and len(listed) == count:
            found[name] = {i: int(one) for i, one in enumerate(listed) if one}
            continue
        numbers = [names.column(f"groups {name}", one) for one in listed]
        found[name] = {number: 1 for number in numbers if number is not None}
    return found


def _need(
    names: Names, groups: Mapping[str, Mapping[int, int]], given: Any, reachable: Sequence[bool]
) -> dict[str, int]:
    """How many areas every group needs, where it needs some."""
    found: dict[str, int] = {}
    if not isinstance(given, Mapping):
        names.fault("need", given, "it is a mapping of groups to numbers", "give a number for every group")
        return found
    for name, value in given.items():
        if name not in groups:
            rule, known = "this group is not known", ", ".join(map(str, groups)) or "none"
            names.fault("need", name, rule, f"known: {known}")
            continue
        number, most = amount(value), sum(one for i, one in groups[name].items() if reachable[i])
        if not isinstance(number, int) or not 0 <= number <= most:
            rule = f"it is a whole number of 0 to {most}, the areas of the group that can be at this depth"
            names.fault(f"need {name}", value, rule, "need less, or put more areas in")
        elif number:
            found[name] = number
    return found


def _cheapest(
    costs: Mapping[int, Amount], inside: Sequence[Sequence[int]], need: tuple[int, ...]
) -> tuple[list[int], bool]:
    """The areas of least cost that meet every need."""
    states: dict[tuple[int, ...], tuple[Amount, Any]] = {(0,) * len(need): (0, None)}
    for i, cost in costs.items():
        for counts, (spent, link) in list(states.items()):
            new = tuple(min(n, c + m) for n, c, m in zip(need, counts, inside[i], strict=True))
            if new not in states or states[new][0] > spent + cost:
                states[new] = (spent + cost, (link, i))
    link, areas = states[need][1], []
    while link is not None:
        link, i = link
        areas.append(i)
    return areas[::-1], True


def _programme(
    costs: Mapping[int, Amount], inside: Sequence[Sequence[int]], need: tuple[int, ...]
) -> tuple[list[int], bool]:
    """The same by a mixed-integer programme, and whether its bound proves it."""
    scale = lcm(*(cost.denominator for cost in costs.values()))
    aim = [-int(cost * scale) for cost in costs.values()]
    rows = [[-int(inside[i][d]) for i in costs] for d in range(len(need))]
    taken, bound = solved(aim, (), rows, [-one for one in need])
    return [i for i, yes in zip(costs, taken, strict=True) if yes], certain(aim, taken, bound)
