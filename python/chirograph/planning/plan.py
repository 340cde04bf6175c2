"""A plan under unknown text: which steps, what they guarantee, and why no other guarantees more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from chirograph.base.markup import counted, shorten
from chirograph.base.table import Table
from chirograph.cells.constraints import Constraints
from chirograph.cells.content import Content
from chirograph.planning.amounts import Amount, plain, said
from chirograph.planning.asked import Asked, asked
from chirograph.planning.objectives import Column
from chirograph.planning.result import Plan, Step
from chirograph.planning.solve import Solved

__all__ = ["plan", "steps_table"]

CERTAIN, PERHAPS = "certainly needed", "the text may already hold it"


def plan(
    content: Content,
    budget: Any,
    objective: str = "core",
    *,
    depth: int = 1,
    first: str = "value",
    costs: Mapping[str, Any] | None = None,
    budgets: Mapping[str, Any] | None = None,
    must: Sequence[Sequence[Any]] = (),
    never: Sequence[Sequence[str]] = (),
    needs: Sequence[Sequence[Sequence[str]]] = (),
    chance: Any = Fraction(1, 2),
) -> Plan:
    """The steps that guarantee most for all partners together, whatever unknown text says.

    A step commits a partner to at least a depth t in an area; after it the depth is max(x, t), whatever depth
    x the text has. Its price is ``cost * (t - known least depth)``, which is enough whatever the text says.

    Parameters
    ----------
    content : Content
        Cells of k partners in n areas; no area may hold kinds without an order.
    budget : number
        What all steps together may cost, 0 or more.
    objective : {"core", "coverage", "common_depth", "jaccard"}
        What is to grow, see ``OBJECTIVES``; areas count by their weights where these differ.
    depth : int, keyword-only
        The depth that counts as reached, 1 to the top of the scale.
    first : {"value", "gain"}
        Whether the guaranteed value or the guaranteed gain comes first; the other one, then the least cost,
        decides among equals.
    costs : mapping of partner to number, optional
        What one step of a partner costs, above 0; 1 where it is left out.
    budgets : mapping of partner to number, optional
        What a partner may spend of its own.
    must : sequence of (partner, area) or (partner, area, depth)
        What every plan has to hold.
    never : sequence of (partner, area)
        Cells that no plan may touch.
    needs : sequence of ((partner, area), (partner, area))
        The first is raised only where the second is surely at `depth`, by the plan or without it.
    chance : number of 0 to 1
        That an open cell reaches `depth`, for what is added on average; common_depth takes every depth of an
        interval as equally likely.

    Returns
    -------
    Plan

    Raises
    ------
    ParameterError
        With everything that is wrong at once, or when no plan holds all that it must.
    ImportError
        When `needs` or `budgets` are given and scipy is not installed.

    Notes
    -----
    Let I be the sum over areas of f(column). Depths only help, so the guaranteed value of targets t is I(t).
    The guaranteed gain is the least of I(max(x, t)) - I(x) over all texts x, worked out area by area. One
    budget couples the areas: a multiple-choice knapsack, exact. With needs or budgets of partners it is a
    mixed-integer programme. For the ratio, min N/D >= s holds if and only if the sum over areas of
    min (n - s d) is not below 0: Dinkelbach (1967) around the same knapsack.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 0, 0, 1], [0, 0, 1, 1]], [[1, 1, 0, 1], [1, 1, 1, 1]], max_depth=1)
    >>> found = plan(panel.content, 2)
    >>> found.guaranteed_value, found.guaranteed_gain, found.best_case_gain, found.likely_gain
    (3, 1, 2, Fraction(3, 2))
    >>> found.steps
    partner  area  from  to  cost  needed
    P1       A3    0     1   1     certainly needed
    P2       A1    0     1   1     the text may already hold it
    """
    options = {
        "depth": depth, "first": first, "costs": costs, "budgets": budgets, "must": must, "never": never,
        "needs": needs, "chance": chance,
    }  # fmt: skip
    question = asked(content, objective, budget, options)
    solved = Solved(question)
    gains = solved.gains()
    guaranteed, most, likely = gains or (None, None, None)
    alone = not question.coupled
    ahead = solved.trades() if alone else None
    frontier = tuple(solved.frontier()) if alone else ()
    return Plan(
        objective=question.objective.key, question=question.objective.question, noun=question.objective.noun,
        budget=question.budget, depth=question.depth, first=first,
        cost=sum(sum(question.spent(i, t)) for i, t in enumerate(solved.plan)),
        steps=steps_table(content, _steps(question, solved.plan)),
        value_before=solved.before(), guaranteed_value=solved.after(), guaranteed_gain=guaranteed,
        best_case_gain=most, likely_gain=likely, largest_regret=solved.regret(),
        swaps=_swaps(solved) if alone else (), proven=solved.answer[1], proof=_proof(solved),
        frontier=frontier,
        trades=tuple((gain, value, _steps(question, targets)) for gain, value, targets in ahead or ()),
        rests=_rests(solved) if guaranteed else (),
        assumptions=_assumptions(question, ahead, gains, frontier), data=dict(content.data),
    )  # fmt: skip


def _steps(asked: Asked, targets: Sequence[Column]) -> tuple[Step, ...]:
    """Every cell that is raised: partner, area, from, to, cost, whether it is needed."""
    found = []
    for i, t in enumerate(targets):
        for p, (cost, target) in enumerate(zip(asked.spent(i, t), t, strict=True)):
            if target > asked.lo[i][p]:
                word = CERTAIN if asked.hi[i][p] < target else PERHAPS
                labels = asked.content.rows[p], asked.content.columns[i]
                found.append(Step(*labels, asked.lo[i][p], target, cost, word))
    return tuple(sorted(found, key=lambda step: asked.content.rows.index(step.partner)))


def steps_table(content: Content, steps: Sequence[Step]) -> Table:
    """Steps as a table, with the names of areas where there are some."""
    named = any(content.names.get(step.area, step.area) != step.area for step in steps)
    records = [
        {
            "partner": step.partner, "area": step.area,
            **({"name": content.names.get(step.area, step.area)} if named else {}),
            "from": step.least, "to": step.to, "cost": plain(step.cost), "needed": step.needed,
        }
        for step in steps
    ]  # fmt: skip
    names = ["partner", "area", *(["name"] if named else []), "from", "to", "cost", "needed"]
    return Table.from_records(records, names, minor=("name",) if named else ())


def _swaps(solved: Solved) -> tuple[tuple[str, tuple[Step, ...], bool], ...]:
    """What is not the same in all plans as good and no dearer: area, its steps, whether they are in this."""
    asked, found = solved.asked, []
    for i, numbers in enumerate(solved.ties()):
        for k in numbers if len(numbers) > 1 else ():
            targets = [*asked.lo[:i], solved.columns[i][k], *asked.lo[i + 1 :]]
            if steps := _steps(asked, targets):
                found.append((asked.content.columns[i], steps, k == solved.answer[0][i]))
    return tuple(found)


def _rests(solved: Solved) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Partners whose text surely lacks what the guaranteed gain adds, each with the areas."""
    asked, form = solved.asked, solved.asked.objective.forms[0]
    if asked.objective.ratio:
        return ()
    found: dict[str, list[str]] = {}
    for i, t in enumerate(solved.plan):
        if solved.gain(i, t):
            hi = asked.objective.read(asked.hi[i], asked.depth)
            for p, high in enumerate(hi):
                # The greatest depth of all rests on all, the least on those who have it.
                if form.join is max or high == min(hi):
                    found.setdefault(asked.content.rows[p], []).append(asked.content.columns[i])
    return tuple((row, tuple(found[row])) for row in asked.content.rows if row in found)


def _proof(solved: Solved) -> str:
    """Why no plan is better by what comes first."""
    asked = solved.asked
    aim = "guarantees more" if asked.first == "value" else "surely adds more"
    if asked.coupled:
        if not solved.answer[1]:
            return (
                "That no plan is better is not proven: the worths have no common unit that the solver's "
                "bound could be rounded down to."
            )
        return (
            f"No plan {aim}: the bound of the mixed-integer programme, rounded down to the unit of the "
            "worths, is what this plan has when it is worked out exactly."
        )
    if asked.objective.ratio:
        return (
            f"No plan {aim}: at the ratio {said(solved.after())} the largest sum over areas of the least "
            "(all - ratio * some) that a plan within the budget reaches is 0; the knapsack looked at all."
        )
    return _priced(solved, aim)


def _priced(solved: Solved, aim: str) -> str:
    """The price bound in words that a pencil can follow."""
    asked, (price, closed) = solved.asked, solved.price()
    by_term: dict[Fraction, list[str]] = {}
    for area, term in zip(asked.content.columns, price.terms, strict=True):
        if term:
            by_term.setdefault(term, []).append(area)
    parts = [
        f"{said(term)} in {'each of ' if len(areas) > 1 else ''}{shorten(areas, 8)}"
        + (f" ({counted(len(areas), 'area')})" if len(areas) > 8 else "")
        for term, areas in sorted(by_term.items(), reverse=True)
    ]
    worth: Amount = solved.after() if asked.first == "value" else (solved.gains() or (0,))[0]
    sums = f"{said(price.price * asked.budget)} + {said(sum(price.terms))} = {said(price.bound)}"
    text = (
        f"No plan within {said(asked.budget)} {aim} than {said(worth)}. At a price of {said(price.price)} "
        "for each unit of cost, an area is worth at most, beyond its price: "
        f"{'; '.join(parts) or '0 everywhere'}"
        f"{', and 0 in the others' if parts and sum(map(len, by_term.values())) < len(price.terms) else ''}. "
        f"Budget and areas together: {sums}"
    )
    if price.bound == worth:
        return f"{text}, which this plan reaches."
    if closed:
        return f"{text}; worths add up in whole steps, so none has more than {said(worth)}."
    return f"{text}. That leaves room, but the dynamic programme went through every plan: none has more."


def _assumptions(asked: Asked, ahead: Any, gains: Any, frontier: Any) -> tuple[str, ...]:
    """What the answer stands under, and what was not worked out."""
    found = [*asked.content.sentences()]
    if asked.content.constraints != Constraints():
        found.append(
            "The plan looks at cells alone. List lengths and other constraints leave fewer texts: the "
            "guaranteed value and gain are lower bounds, what is added at best and the regret upper ones, "
            "and another plan may guarantee more."
        )
    if gains is None:
        found.append("What the plan adds was not worked out: too many sums of weights differ.")
    if asked.coupled:
        found.append("Smaller budgets, other plans as good, and value against gain were not gone through.")
    elif asked.objective.ratio and not frontier:
        found.append("Smaller budgets were not gone through: they are too many, or costs are not whole.")
    elif ahead is None and not asked.objective.ratio:
        found.append("Value against gain was not gone through: too many sums of weights differ.")
    how = (
        "every depth of an open interval is equally likely" if asked.objective.layered
        else f"every open cell reaches depth {asked.depth} with a chance of {said(asked.chance)}"
    )  # fmt: skip
    return (*found, f"On average: cells are independent, and {how}.")
