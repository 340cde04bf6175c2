"""The engine's interoperability against the slow twin on random worlds, through the door Python uses."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from twin import interop as twin

import chirograph as cg
from chirograph import _core

MOST = 1500
MEANS = (1.0, 0.0, -math.inf, -2.0)


def random_world(rng: random.Random, rows: int) -> twin.World:
    """A small panel with systems, ties, prerequisites and rules."""
    areas, systems, dimensions = rng.randint(2, 4), rng.randint(1, 3), rng.randint(1, 3)
    top = rng.randint(1, 3)

    def interval(most: int) -> tuple[int, int]:
        low = rng.randint(0, most)
        return low, rng.randint(low, most) if rng.random() < 0.4 else low

    def boxes(width: int, most: int) -> tuple[tuple[tuple[int, ...], ...], ...]:
        cells = [[interval(most) for _ in range(width)] for _ in range(rows)]
        return tuple(tuple(tuple(cell[end] for cell in row) for row in cells) for end in (0, 1))

    lower, upper = boxes(areas, top)
    member_low, member_high = boxes(systems, 2)
    ties = frozenset([systems - 1]) if rng.random() < 0.5 else frozenset()
    tie_low, tie_high = {}, {}
    for p in range(rows):
        for q in range(p, rows):
            ends = [interval(2) if s in ties else (0, 0) for s in range(systems)]
            for key in ((p, q), (q, p)):
                tie_low[key], tie_high[key] = (tuple(end[k] for end in ends) for k in (0, 1))
    own = [s for s in range(systems) if s not in ties]
    halves = (Fraction(0), Fraction(1, 2), Fraction(1))
    return twin.World(
        lower, upper, top, tuple(rng.randint(1, 3) for _ in range(areas)), member_low, member_high, ties,
        tie_low, tie_high,
        tuple(
            tuple(Fraction(1) if i == d % areas else rng.choice(halves) for i in range(areas))
            for d in range(dimensions)
        ),
        tuple(tuple(rng.choice(halves) for _ in range(systems)) for _ in range(dimensions)),
        tuple(rng.randint(1, 2) for _ in range(systems)),
        tuple(Fraction(rng.randint(0, 4), 4) for _ in range(dimensions)),
        tuple(rng.randint(d == 0, 2) for d in range(dimensions)),
        tuple(rng.randint(0, top) for _ in range(areas)),
        tuple(0 if s in ties else rng.choice((0, 2, 2)) for s in range(systems)),
        tuple((rng.randrange(areas), rng.randrange(top), rng.choice(own), rng.randint(1, 2))
              for _ in range(rng.randint(0, 2)) if own),
        tuple((area, rng.randrange(top), rng.randrange(area), rng.randint(1, top))
              for area in rng.sample(range(1, areas), rng.randint(0, areas - 1))),
        {"dialogue": tuple(rng.randint(0, 1) for _ in range(areas))},
        tuple(rng.randint(0, 2) for _ in range(areas)),
    )  # fmt: skip


def engine_of(world: twin.World) -> _core.Interoperability:
    """The same world for the engine."""
    rows, systems = len(world.lower), len(world.values)
    panel = cg.Panel(
        np.array(world.lower), np.array(world.upper), max_depth=world.top, weights=list(world.weights)
    )

    def ties(ends: object) -> np.ndarray:
        pairs = [[ends[p, q] for q in range(rows)] for p in range(rows)]  # type: ignore[index]
        return np.array(pairs, dtype=np.uint8).reshape(rows, rows, systems)

    def numbers(values: object) -> np.ndarray:
        return np.array(values, dtype=np.float64)

    return _core.Interoperability(
        panel.content.engine(),
        member_low=np.array(world.member_low, dtype=np.uint8),
        member_high=np.array(world.member_high, dtype=np.uint8),
        between=np.array([s in world.ties for s in world.systems], dtype=np.uint8),
        between_low=ties(world.tie_low),
        between_high=ties(world.tie_high),
        relevance=numbers(world.relevance),
        system_relevance=numbers(world.system_relevance),
        system_values=numbers(world.values),
        theta=numbers(world.theta),
        alpha=numbers(world.alpha),
        menu=np.array(world.menu, dtype=np.uint8),
        offered=np.array(world.offered, dtype=np.uint8),
        system_needs=list(world.system_needs),
        area_needs=list(world.area_needs),
        sets=[np.array(marks, dtype=np.uint8) for marks in world.sets.values()],
        groups=list(world.groups),
    )


Value = Callable[[twin.Complete], Fraction | float | int | None]


def agree(world: twin.World, rows: Sequence[int], answer: dict[str, object], value: Value) -> int:
    """The engine's ends hold, and are the twin's when called sharp; returns how many are sharp."""
    found = [value(complete) for complete in twin.completions(world, rows)]
    known = [float(one) for one in found if one is not None and one == one]
    missing = len(found) - len(known)
    assert (answer["undefined"] == 2) == (not known)
    assert (answer["undefined"] >= 1) == (missing > 0)  # type: ignore[operator]
    if not known:
        return 2
    low, high = float(answer["lower"]), float(answer["upper"])  # type: ignore[arg-type]
    assert low <= min(known) + 1e-9
    assert high >= max(known) - 1e-9
    for end, truth, name in ((low, min(known), "lower"), (high, max(known), "upper")):
        if not answer[f"sharp_{name}"]:
            continue
        assert end == pytest.approx(truth, abs=1e-9)
        witness = answer[f"witness_{name}"]
        complete = completed(world, rows, witness)  # type: ignore[arg-type]
        seen = value(complete)
        assert seen is not None
        assert float(seen) == pytest.approx(truth, abs=1e-9)
    return int(bool(answer["sharp_lower"])) + int(bool(answer["sharp_upper"]))


def completed(world: twin.World, rows: Sequence[int], witness: dict[str, np.ndarray] | None) -> twin.Complete:
    """A witness as the twin reads it."""
    assert witness is not None
    depths = tuple(tuple(row) for row in witness["depths"].tolist())
    members = tuple(tuple(row) for row in witness["members"].tolist())
    tie = tuple(witness["between"].tolist())
    for row, own, held in zip(rows, depths, members, strict=True):
        assert all(a <= b <= c for a, b, c in zip(world.lower[row], own, world.upper[row], strict=True))
        ends = zip(world.member_low[row], held, world.member_high[row], strict=True)
        assert all(a <= b <= c for a, b, c in ends)
    return twin.Complete(depths, members, tie)


def worlds(seed: int, number: int, rows: int, about: Sequence[int]) -> list[twin.World]:
    """Random worlds small enough to try every completion of some rows."""
    rng = random.Random(seed)
    found: list[twin.World] = []
    while len(found) < number:
        world = random_world(rng, rows)
        if twin.count(world, about) <= MOST:
            found.append(world)
    return found


class Judge:
    """One world, its engine, and the twin's values as functions of a completion."""

    def __init__(self, world: twin.World, rows: Sequence[int]) -> None:
        self.world = world
        self.rows = tuple(rows)
        self.engine = engine_of(world)
        self.dimensions = range(len(world.alpha))

    def ask(self, key: str, **given: float) -> dict[str, object]:
        """The engine's answer."""
        return self.engine.bound(key, list(self.rows), given)

    def exact(self, answer: dict[str, object], value: Value) -> None:
        """Both ends are sharp and the twin's."""
        assert agree(self.world, self.rows, answer, value) == 2

    def pair(self, name: str, *given: int) -> Value:
        """A method of the twin's pair as a function of a completion."""
        return lambda complete: getattr(twin.Pair(self.world, complete), name)(*given)

    def only(self, d: int) -> Value:
        """What a pair has through the hub alone in one dimension."""
        return lambda complete: (
            twin.Pair(self.world, complete).mediated(d) - twin.Pair(self.world, complete).dimension(d)
        )

    def mean(self, rho: float, name: str) -> Callable[[twin.Complete], float]:
        """A mean over the dimensions of a pair."""

        def value(complete: twin.Complete) -> float:
            one = twin.Pair(self.world, complete)
            values = [getattr(one, name)(d) for d in self.dimensions]
            return twin.power_mean(values, self.world.alpha, rho)

        return value

    def attained(self, rho: float) -> Value:
        """A mean over the dimensions of one programme's attainment."""

        def value(complete: twin.Complete) -> float:
            twice = twin.Pair(self.world, twin.Complete(complete.depths * 2, complete.members * 2, ()))
            values = [twice.attained(0, d) for d in self.dimensions]
            return twin.power_mean(values, self.world.alpha, rho)

        return value

    def share(self, held: bool) -> Value:
        """Share of the dialogue set, on effective or stated depths."""

        def value(complete: twin.Complete) -> Fraction | None:
            stated, members = complete.depths[0], complete.members[0]
            depths = twin.effective(self.world, stated, members) if held else stated
            return twin.share(self.world, depths, self.world.sets["dialogue"], 1)

        return value


@pytest.mark.parametrize("world", worlds(1, 60, 2, (0, 1)))
def test_pairs_agree_with_the_twin(world: twin.World) -> None:
    """Every pair indicator has the twin's bounds, sharp."""
    judge = Judge(world, (0, 1))
    judge.exact(judge.ask("shared_depth"), judge.pair("shared_depth"))
    for depth in range(1, world.top + 1):
        for d in judge.dimensions:
            share = judge.ask("shared_breadth", dimension=d, depth=depth)
            judge.exact(share, judge.pair("breadth", depth, d))
            many = judge.ask("shared_breadth", least=d + 1, depth=depth)
            judge.exact(many, judge.pair("breadth_of", depth, d + 1))
    judge.exact(judge.engine.effective("ruzicka", 0, 1), judge.pair("ruzicka"))
    practice = judge.ask("shared_practice_ratio", practice=world.top)
    judge.exact(practice, judge.pair("shared_practice", world.top))
    for d in judge.dimensions:
        judge.exact(judge.ask("dimension_profile", dimension=d), judge.pair("dimension", d))
        judge.exact(judge.ask("hub_mediated", dimension=d), judge.pair("mediated", d))
        judge.exact(judge.ask("hub_only", dimension=d), judge.only(d))


@pytest.mark.parametrize("world", worlds(4, 40, 2, (0, 1)))
def test_composites_agree_with_the_twin(world: twin.World) -> None:
    """Means, their gap and what the hub adds to two of them are sharp; to the others it holds."""
    judge = Judge(world, (0, 1))
    for rho in MEANS:
        direct, through = judge.mean(rho, "dimension"), judge.mean(rho, "mediated")
        judge.exact(judge.ask("interoperability", rho=rho), direct)
        judge.exact(judge.ask("hub_mediated", rho=rho), through)
        only = judge.ask("hub_only", rho=rho)
        if rho in (1.0, -math.inf):
            judge.exact(only, difference(through, direct))
        else:
            agree(world, (0, 1), only, difference(through, direct))
    gap = difference(judge.mean(1.0, "dimension"), judge.mean(-math.inf, "dimension"))
    judge.exact(judge.ask("compensation_gap"), gap)


@pytest.mark.parametrize("world", worlds(5, 60, 2, (0, 1)))
def test_which_dimensions_can_be_the_weakest_agrees_with_the_twin(world: twin.World) -> None:
    """A dimension can be the weakest exactly when it is in some completion; of equals each is."""
    judge = Judge(world, (0, 1))
    counted = [d for d in judge.dimensions if world.alpha[d] > 0]
    can = [False] * len(world.alpha)
    for complete in twin.completions(world, (0, 1)):
        values = {d: twin.Pair(world, complete).dimension(d) for d in counted}
        for d in counted:
            can[d] |= values[d] == min(values.values())
    assert judge.engine.weakest(0, 1) == can


def difference(one: Callable[[twin.Complete], float], other: Callable[[twin.Complete], float]) -> Value:
    """One value of a completion less another."""
    return lambda complete: one(complete) - other(complete)


@pytest.mark.parametrize("world", worlds(2, 100, 1, (0,)))
def test_programmes_agree_with_the_twin(world: twin.World) -> None:
    """Attainment, shares and concentration of one programme have the twin's bounds, sharp."""
    judge = Judge(world, (0,))
    for rho in MEANS:
        judge.exact(judge.ask("attainment", rho=rho), judge.attained(rho))
    dialogue = list(world.sets).index("dialogue")
    for held in (False, True):
        told = judge.ask("set_share", threshold=1, prerequisites=held, set=dialogue)
        judge.exact(told, judge.share(held))
    judge.exact(
        judge.ask("concentration", threshold=world.top),
        lambda complete: twin.concentration(world, complete.depths[0], world.top),
    )


@pytest.mark.parametrize("world", worlds(3, 60, 3, (0, 1, 2)))
def test_groups_agree_with_the_twin(world: twin.World) -> None:
    """What at least m of three share, and the core against the coverage, have the twin's bounds, sharp."""
    judge = Judge(world, (0, 1, 2))
    depth = {m: partial(twin.depth_of_m, world, m=m) for m in (1, 2, 3)}
    for m, value in depth.items():
        judge.exact(judge.ask("m_of_k", m=m), value)
    judge.exact(
        judge.ask("collective_overlap"), lambda complete: twin.over(depth[3](complete), depth[1](complete))
    )
