"""Plans as a dataset asks them: of memberships, up to a level of a pair, and as a scenario."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest

import chirograph as cg
from chirograph.errors import DataError, ParameterError
from chirograph.records.scenario import Renewed

DATA = cg.load("nato-ip4")
PERIOD = "2027-2030"


def core(data: cg.Dataset, depth: int = 1) -> tuple[int, int]:
    """Areas that all reach for certain, and that all may reach."""
    panel = data.panel()
    return tuple(int((end >= depth).all(axis=0).sum()) for end in (panel.lower, panel.upper))  # type: ignore[return-value]


@pytest.mark.parametrize("budget", [0, 1, 4, 8])
@pytest.mark.parametrize("first", ["value", "gain"])
def test_a_plan_put_on_keeps_what_it_says(budget: int, first: str) -> None:
    """Under its own scenario a dataset has the guaranteed value, and the steps cost what they cost."""
    plan = DATA.plan("core", budget, first=first)
    later = DATA.under(plan.scenario(PERIOD)) if len(plan.steps) else DATA
    assert core(later)[0] == plan.guaranteed_value
    assert sum(int(one["cost"] or 0) for one in plan.steps) == plan.cost <= budget


def test_the_reference_figures() -> None:
    """Budget 4 of the data as they are now: value 4 at gain 0, or 3 at 1; and both for budgets 0 to 8."""
    value, gain = DATA.plan("core", 4), DATA.plan("core", 4, first="gain")
    assert (value.guaranteed_value, value.guaranteed_gain) == (4, 0)
    assert (gain.guaranteed_value, gain.guaranteed_gain) == (3, 1)
    assert set(value.steps["partner"]) == {"NZL"}
    assert gain.steps.where(partner="KOR", area="A07")["needed"] == ("certainly needed",)
    assert [pair[:2] for pair in value.trades] == [(0, 4), (1, 3)]
    assert [one[1] for one in DATA.plan("core", 8).frontier] == [0, 1, 2, 3, 4, 5, 6, 7, 7]
    assert [one[2] for one in DATA.plan("core", 8).frontier] == [0, 0, 1, 1, 1, 2, 2, 2, 3]


def test_deeper_steps_deepen() -> None:
    """A step from a depth that is known to be there deepens; from nothing it takes up."""
    plan = DATA.plan("core", 12, depth=2)
    told = {(one.partner, area) for one in plan.scenario(PERIOD).changes for area in one.deepen}
    assert told == {(one["partner"], one["area"]) for one in plan.steps if one["from"]}
    assert core(DATA.under(plan.scenario(PERIOD)), 2)[0] == plan.guaranteed_value


def test_memberships_are_planned() -> None:
    """Of systems a plan joins: afterwards all are in as many as it guarantees."""
    plan = DATA.plan("core", 4, of="systems")
    later = DATA.under(plan.scenario(PERIOD))
    model = later.interoperability(budget=1)._model
    names = {key[-1] for key in model.held if len(key) == 2}
    shared = sum(all(model.held[row, name].lower == 2 for row in model.rows) for name in names)
    assert shared == plan.guaranteed_value == 5
    assert all(one.join and not one.add for one in plan.scenario(PERIOD).changes)


@pytest.mark.parametrize("level", [1, 2])
def test_least_steps_lead_to_the_level(level: int) -> None:
    """After the steps the pair is at the level for certain; with any one of them left out it is not."""
    found = DATA.least_steps("JPN", "KOR", level)
    steps = [(str(one["partner"]), str(one["area"]), int(one["to"] or 0)) for one in found.steps]

    def certain(kept: list[tuple[str, str, int]]) -> int:
        panel = DATA.panel()
        changes = []
        for row in dict.fromkeys(row for row, _, _ in kept):
            i, own = panel.rows.index(row), {area: to for who, area, to in kept if who == row}
            new = {area: to for area, to in own.items() if panel.lower[i, panel.columns.index(area)] == 0}
            changes.append(Renewed.of(row, new, {area: to for area, to in own.items() if area not in new}))
        # The breadth takes no search.
        later = DATA.under(cg.Scenario("x", PERIOD, tuple(changes))).interoperability(budget=1)
        return later.breadth["JPN", "KOR"][0]

    assert certain(steps) >= level
    for one in steps[:: 1 if level == 1 else 4]:
        assert certain([other for other in steps if other != one]) < level


def test_what_weighs_more_counts_more() -> None:
    """Of areas that count for more fewer are needed: against every choice of areas."""
    panel = cg.Panel([[0, 0, 0, 0], [1, 1, 0, 0]], max_depth=1)
    weights = [3, 1, 2, 1]
    for need in range(1, 8):
        found = panel.least_steps(["P1", "P2"], 1, {"g": weights}, {"g": need})
        price = [1, 1, 2, 2]
        best = min(
            sum(price[i] for i in range(4) if bits >> i & 1)
            for bits in range(16)
            if sum(weights[i] for i in range(4) if bits >> i & 1) >= need
        )
        assert found.cost == best


def test_shares_of_a_dataset_add_up() -> None:
    """Under a reading that leaves nothing open the shares are one number and add up to the value."""
    known = DATA.assume(unpublished="absent")
    for key in ("core", "coverage", "common_depth"):
        found = known.attribution(key)
        assert sum(low for _, low, _ in found.shares) == found.value[0] == found.value[1]
    areas = DATA.attribution("jaccard", "area", rows=["JPN", "KOR"])
    pair = DATA.overlap("jaccard")["JPN", "KOR"]
    assert [float(end) for end in areas.value] == pytest.approx([pair.lower, pair.upper])
    assert all(low <= high for _, low, high in areas.shares)
    assert isinstance(areas.shares[0][1], Fraction | int)


def test_what_cannot_be_planned() -> None:
    """Faults of a plan are told at once; a dataset without dimensions has no memberships to plan."""
    with pytest.raises(ParameterError) as error:
        DATA.plan("core", -1, must=[("KOR", "A99")], never=[("XXX", "A01")], depth=9)
    assert len(error.value.faults) == 4
    with pytest.raises(ParameterError, match="areas"):
        DATA.plan(of="projects")
    with pytest.raises(DataError, match="dimensions"):
        cg.load("eu-sdp").plan(of="systems")
    with pytest.raises(ParameterError, match="this partner"):
        DATA.least_steps("JPN", "KRO")
    with pytest.raises(ParameterError, match="needs or budgets of partners"):
        DATA.plan("core", 3, budgets={"NZL": 1}).plot()


def test_a_plan_of_a_table() -> None:
    """A panel of one's own is planned in the same way."""
    panel = cg.Panel([[1, 0, 0], [0, 0, 1]], [[1, 1, 0], [1, 1, 1]], max_depth=1)
    found = panel.plan("core", 2)
    assert json.loads(found.to_json())["guaranteed_value"] == found.guaranteed_value == 2
    assert np.isclose(float(found.likely_gain or 0), 1.5)
