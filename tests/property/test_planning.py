"""Plans and shares against all plans and all orders under every text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from twin.planning import Instance, instances, shapley

import chirograph as cg
from chirograph.planning import level
from chirograph.planning.asked import asked
from chirograph.planning.attribution import attribution
from chirograph.planning.coupled import allowed
from chirograph.planning.solve import Solved

SEPARABLE = ("core", "coverage", "common_depth")
PLAIN: dict[str, Any] = {
    "depth": 1, "first": "value", "costs": None, "budgets": None, "must": (), "never": (), "needs": (),
    "chance": Fraction(1, 3),
}  # fmt: skip


def solved(case: Instance, **options: Any) -> Solved:
    """The same question asked of the package."""
    panel = cg.Panel(case.lower, case.upper, max_depth=case.top, weights=case.weights.astype(float))
    costs = {f"P{p + 1}": int(cost) for p, cost in enumerate(case.costs)}
    given = PLAIN | {"depth": case.depth, "costs": costs} | options
    return Solved(asked(panel.content, case.objective, case.budget, given))


def unequal(case: Instance) -> Instance:
    """Equal weights count as ones."""
    return case if len(set(case.weights.tolist())) > 1 else replace(case, weights=np.ones_like(case.weights))


def limited(case: Instance, found: Solved) -> tuple[np.ndarray, np.ndarray]:
    """The plans that are allowed, and what they cost."""
    plans, spent = case.plans()
    ask = found.asked
    keep = [
        all(
            t[p, i] >= ask.base[i][p] and ((p, i) not in ask.barred or t[p, i] == ask.lo[i][p])
            for p in range(t.shape[0])
            for i in range(t.shape[1])
        )
        and allowed(ask, [tuple(column) for column in t.T.tolist()])
        for t in plans
    ]
    return plans[keep], spent[keep]


def matrix(found: Solved) -> np.ndarray:
    """The plan as (k, n)."""
    return np.array(found.plan).T


def checked(case: Instance, found: Solved, first: str = "value") -> None:
    """Everything that a plan says, against all plans and texts."""
    plans, spent = limited(case, found)
    after, now = case.after(plans), case.values(case.texts())
    value, gain = after.min(axis=0), (after - now[:, None]).min(axis=0)
    aims = (gain, value) if first == "gain" else (value, gain)
    key = sorted(zip(aims[0], aims[1], -spent, strict=True))[-1]
    at = int(np.flatnonzero((plans == matrix(found)).all(axis=(1, 2)))[0])
    if case.objective == "jaccard":
        assert abs(value[at] - value.max()) < 1e-12
        # Where nobody can be at the depth without a plan, all that is raised has the ratio 1.
        some = (case.upper[:, case.weights > 0] >= case.depth).any()
        assert not some or spent[at] == spent[value > value.max() - 1e-12].min()
    else:
        assert (aims[0][at], aims[1][at], -spent[at]) == key
        regret = (after.max(axis=1) - after[:, at]).max()
        assert found.regret() == regret
    ours = after[:, at] - now
    told = found.gains()
    assert told is not None
    likely = ours @ case.chances(1 / 3)
    for one, other in zip((found.after(), *told), (value[at], ours.min(), ours.max(), likely), strict=True):
        assert abs(one - other) < 1e-9
    low, high = found.before()
    assert abs(low - now.min()) < 1e-12
    assert abs(high - now.max()) < 1e-12
    assert found.answer[1]


@pytest.mark.parametrize("objective", [*SEPARABLE, "jaccard"])
def test_plans_against_all_plans_and_texts(objective: str) -> None:
    """Value, gains, average, regret, cost: as in all plans under every text, in some hundred cases."""
    for case in map(unequal, instances(objective, 300, 11)):
        for first in ("value",) if objective == "jaccard" else ("value", "gain"):
            checked(case, solved(case, first=first), first)


@pytest.mark.parametrize("objective", [*SEPARABLE, "jaccard"])
def test_what_must_and_must_not_be(objective: str) -> None:
    """The same with cells that have to be held and cells that nobody may touch."""
    rng = np.random.default_rng(5)
    for case in map(unequal, instances(objective, 200, 12)):
        rows, columns = case.lower.shape
        cells = [(p, i) for p in range(rows) for i in range(columns)]
        rng.shuffle(cells)
        must = [(f"P{p + 1}", f"A{i + 1}", int(rng.integers(1, case.top + 1))) for p, i in cells[:1]]
        never = [(f"P{p + 1}", f"A{i + 1}") for p, i in cells[1:2]]
        try:
            found = solved(case, must=must, never=never)
        except cg.errors.ParameterError:
            p, i = cells[0]
            assert (must[0][2] - case.lower[p, i]) * case.costs[p] > case.budget
            continue
        checked(case, found)


@pytest.mark.parametrize("objective", [*SEPARABLE, "jaccard"])
def test_coupled_plans_against_all_plans(objective: str) -> None:
    """With budgets of partners and needs the programme finds what all plans that keep them have."""
    rng = np.random.default_rng(6)
    for case in map(unequal, instances(objective, 25, 13, cells=4)):
        rows, columns = case.lower.shape
        cells = [(f"P{p + 1}", f"A{i + 1}") for p in range(rows) for i in range(columns)]
        rng.shuffle(cells)
        needs = [(tuple(map(str, a)), tuple(map(str, b))) for a, b in pairwise(cells[:3])]
        checked(case, solved(case, budgets={"P1": int(rng.integers(0, 3))}, needs=needs))


@pytest.mark.parametrize("objective", SEPARABLE)
def test_frontiers_ties_and_prices_against_all_plans(objective: str) -> None:
    """Every smaller budget, value against gain, what else is as good, and a bound that holds."""
    for case in map(unequal, instances(objective, 200, 14)):
        found = solved(case)
        plans, spent = case.plans()
        after, now = case.after(plans), case.values(case.texts())
        value, gain = after.min(axis=0), (after - now[:, None]).min(axis=0)
        for budget, most, surest in found.frontier():
            within = spent <= budget
            assert (most, surest) == (value[within].max(), gain[within].max())
        both = set(zip(gain.tolist(), value.tolist(), strict=True))
        ahead = {a for a in both if not any(b != a and b[0] >= a[0] and b[1] >= a[1] for b in both)}
        trades = found.trades()
        assert [one[:2] for one in trades or ()] == sorted(ahead)
        at = int(np.flatnonzero((plans == matrix(found)).all(axis=(1, 2)))[0])
        same = plans[(value == value[at]) & (gain == gain[at]) & (spent == spent[at])]
        told = {(i, found.columns[i][k]) for i, ks in enumerate(found.ties()) for k in ks}
        assert told == {(i, tuple(t[:, i].tolist())) for t in same for i in range(t.shape[1])}
        price, closed = found.price()
        assert price.bound >= value.max()
        assert price.bound == price.price * case.budget + sum(price.terms)
        assert not closed or price.bound < value.max() + max(1, int(case.weights.max())) * case.top


def panel_of(case: Instance) -> Any:
    """The cells of a case."""
    return cg.Panel(case.lower, case.upper, max_depth=case.top, weights=case.weights.astype(float)).content


def players(case: Instance, by: str) -> Iterator[list[Fraction]]:
    """The shares of all players under every text, by every order."""
    for text in case.texts():

        @cache
        def value(chosen: tuple[int, ...], text: Any = text) -> Fraction:
            if not chosen:
                return Fraction(0)
            cells = text[list(chosen)] if by == "partner" else text[:, list(chosen)]
            weights = case.weights if by == "partner" else case.weights[list(chosen)]
            reached = cells >= case.depth
            every, some = (int(part @ weights) for part in (reached.all(axis=0), reached.any(axis=0)))
            if case.objective == "common_depth":
                return Fraction(int(cells.min(axis=0) @ weights))
            if case.objective == "jaccard":
                return Fraction(every, some) if some else Fraction(0)
            return Fraction(every if case.objective == "core" else some)

        found = shapley(case.lower.shape[by == "area"], value)
        # Efficiency: under every text the shares add up to the value.
        assert sum(found) == value(tuple(range(len(found))))
        yield found


@pytest.mark.parametrize(("objective", "by"), [*((one, "partner") for one in SEPARABLE), ("core", "area"),
                                               ("common_depth", "area"), ("jaccard", "area")])  # fmt: skip
def test_shares_against_every_order_under_every_text(objective: str, by: str) -> None:
    """Both ends of each share are the least and the most over all texts."""
    for case in map(unequal, instances(objective, 40, 15, weighted=objective != "jaccard")):
        told = attribution(panel_of(case), objective, by, depth=case.depth)
        every = list(zip(*players(case, by), strict=True))
        assert [one[1:] for one in told.shares] == [(min(one), max(one)) for one in every]


def test_shares_of_partners_in_a_known_ratio() -> None:
    """The Jaccard by partner is Shapley's share by every order, where all cells are known."""
    for case in map(unequal, instances("jaccard", 60, 16)):
        known = replace(case, upper=case.lower)
        told = attribution(panel_of(known), "jaccard", depth=known.depth)
        assert [one[1] for one in told.shares] == next(players(known, "partner"))
        assert all(low == high for _, low, high in told.shares)


@pytest.mark.parametrize("states", [level.MOST_STATES, 1], ids=["counts", "programme"])
def test_least_steps_against_all_sets_of_areas(states: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The least cost is that of the cheapest set of areas that meets all needs, either way."""
    monkeypatch.setattr(level, "MOST_STATES", states)
    rng = np.random.default_rng(17)
    for _ in range(100):
        lower = rng.integers(0, 4, (2, 5))
        costs, depth = rng.integers(1, 4, 2), int(rng.integers(1, 4))
        groups = {f"g{d}": rng.integers(0, 2, 5).tolist() for d in range(2)}
        need = {name: int(rng.integers(0, sum(mask) + 1)) for name, mask in groups.items()}
        price = (np.maximum(0, depth - lower) * costs[:, None]).sum(axis=0)
        sets = [chosen for size in range(6) for chosen in combinations(range(5), size)]
        least = min(
            int(price[list(chosen)].sum())
            for chosen in sets
            if all(sum(groups[name][i] for i in chosen) >= need[name] for name in groups)
        )
        content = cg.Panel(lower, max_depth=3).content
        given = {"P1": int(costs[0]), "P2": int(costs[1])}
        found = level.least_cost(content, ["P1", "P2"], depth, groups, need, costs=given)
        assert found.cost == least == sum(found.steps["cost"])
        assert found.proven
