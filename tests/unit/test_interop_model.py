"""From the codebook to the model: systems that are over or weigh nothing, weights, rules, equality."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import pytest
from claims_edits import edited, record

import chirograph as cg
from chirograph.errors import DataError
from chirograph.interop.build import build_profile
from chirograph.interoperability import Interoperability


def offered(found: Interoperability, system: str) -> bool:
    """Whether a system is on the hub's menu."""
    systems = found._model.systems
    return system in systems and bool(found._model.inputs["offered"][systems.index(system)])


@pytest.fixture(scope="module")
def found() -> Interoperability:
    """Of the shipped dataset; what is asked of it here takes no search."""
    return cg.load("nato-ip4").interoperability(budget=1)


def end(name: str, day: str) -> Any:
    """A change that lets a system end."""

    def change(data: dict[str, Any]) -> None:
        record(data, "systems", name).update(end=day, end_source="S001", end_locator="para 1")

    return change


def unweighed(*names: str) -> Any:
    """A change that takes systems out of every dimension."""

    def change(data: dict[str, Any]) -> None:
        book = data["codebook"]
        book["system_dimensions"] = [
            item for item in book["system_dimensions"] if item["system"] not in names
        ]

    return change


@pytest.mark.parametrize(("name", "most"), [("ISA", 0), ("BICES", 1)])
def test_a_scale_needs_its_system_also_when_the_system_has_ended(name: str, most: int) -> None:
    """Nobody is in a system that has ended, so the levels that need it are out of reach, and it is said."""
    over = edited(end(name, "2026-01-01")).interoperability(budget=1)
    assert max(over.scales().where(scale="classified")["upper"]) == most
    assert any("nobody is in it" in note and name in note for note in over.assumptions)
    assert {(held.lower, held.upper) for key, held in over._model.held.items() if key[-1] == name} == {(0, 0)}
    assert not offered(over, name)


def test_a_prerequisite_on_a_system_that_has_ended_binds_for_certain() -> None:
    """Information sharing stays at the cap once the agreements are over."""
    over = edited(end("ISA", "2026-01-01")).interoperability(budget=1)
    assert "AUS stays at depth 1 without ISA" in over.explain("AUS", "NZL")


def test_rules_do_not_ask_whether_a_system_weighs_anything(found: Interoperability) -> None:
    """Without a weight ISA and BICES add nothing to a dimension, and scales and depths stay as they were."""
    light = edited(unweighed("ISA", "BICES")).interoperability(budget=1)
    assert light.scales() == found.scales()
    assert light.breadth == found.breadth
    for answers in found.dyads:
        other = light[answers.subject]["shared_depth"]
        assert (other.lower, other.upper) == (answers["shared_depth"].lower, answers["shared_depth"].upper)
    assert not any(offered(light, name) for name in ("ISA", "BICES"))


def test_a_system_that_may_have_ended_has_no_certain_member() -> None:
    """With an end some time in the year of the question a member is a member at most."""
    ds = edited(end("STEP", "2026"))
    now = ds.interoperability(budget=1)._model.held["AUS", "STEP"]
    assert (now.lower, now.upper) == (0, 2)
    assert "may have ended" in now.why
    assert now.settled_by
    earlier = ds.interoperability(as_of="2025-12-31", budget=1)._model.held["AUS", "STEP"]
    assert (earlier.lower, earlier.upper) == (2, 2)


def test_a_profile_reads_memberships_as_interoperability_does() -> None:
    """A system that nobody without a record is in binds a prerequisite of the profile for certain, too."""

    def closed(data: dict[str, Any]) -> None:
        rule = record(data, "memberships", "M001")
        data["memberships"] = [item for item in data["memberships"] if item["system"] != rule["system"]]
        data["codebook"]["prerequisites"][0]["needs_system"] = rule["system"]
        for item in data["codebook"]["system_dimensions"]:
            if item["system"] == rule["system"]:
                item["without_row"] = "none"

    ds = edited(closed)
    model = build_profile(ds.records, ds.panel().content, date(2026, 11, 23))
    assert {(held.lower, held.upper) for held in model.held.values()} == {(0, 0)}


def test_a_line_that_only_one_partner_can_have_is_on_nobody_s_menu(found: Interoperability) -> None:
    """Every partner can take up all of the hub's menu in information; no gain is looked for in the line."""
    for partner in ("AUS", "KOR", "NZL"):
        assert "JP-LINE" not in found.bottlenecks(partner)["item"]
    held = found.bottlenecks("NZL").where(dimension="information")
    assert sum(held["certain_loss"]) == pytest.approx(0, abs=1e-12)


def test_a_codebook_without_a_weight_for_a_dimension_is_refused() -> None:
    """A dimension that nobody weighed is not counted as 0 in silence."""

    def drop(data: dict[str, Any]) -> None:
        data["codebook"]["interoperability"]["dimension_weights"].pop()

    ds = edited(drop)
    with pytest.raises(
        DataError, match=r"edited\.json: /codebook/interoperability/dimension_weights.*information"
    ):
        ds.interoperability()
    assert len(ds.interoperability(["human", "technical"]).dyads) == 6


def test_a_tie_as_prerequisite_is_refused_with_its_place() -> None:
    """What two partners hold between them cannot be what an area of one of them needs."""

    def tie(data: dict[str, Any]) -> None:
        data["codebook"]["prerequisites"][0]["needs_system"] = "PP-ISA"

    with pytest.raises(
        DataError, match=r"edited\.json: /codebook/prerequisites/0/needs_system: found PP-ISA"
    ):
        edited(tie).interoperability()


def test_a_list_stands_for_an_interval_too(found: Interoperability) -> None:
    """JSON knows no tuples: [0, 0.5] is the interval (0, 0.5)."""
    ds = cg.load("nato-ip4")
    one, two, plain = (
        ds.interoperability(["technical"], members=members)
        for members in ({("NZL", "STEP"): [0, 0.5]}, {("NZL", "STEP"): (0, 0.5)}, {})
    )
    pairs = zip(one.dyads, two.dyads, strict=True)
    assert all(a.bounds == b.bounds for a, b in pairs)
    assert one["NZL"].bounds != plain["NZL"].bounds


def test_results_are_equal_by_content(found: Interoperability) -> None:
    """The same question twice gives equal results with one hash; another question gives another."""
    ds = cg.load("nato-ip4")
    again = ds.interoperability(budget=1)
    assert again == found
    assert hash(again) == hash(found)
    assert again.dyads == found.dyads
    assert hash(again["KOR", "JPN"]) == hash(found["KOR", "JPN"])
    assert ds.interoperability(members={("KOR", "BICES"): 1}, budget=1) != found
    assert ds.interoperability(system_share=0.25, budget=1) != found
    assert ds.profile() == ds.profile()
    assert hash(ds.profile()) == hash(ds.profile())
    assert ds.assume(unpublished="absent").profile() != ds.profile()


def test_results_can_be_pickled_and_copied(found: Interoperability) -> None:
    """A copy in another process answers as the original does."""
    for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        assert again == found
        assert again.explain("KOR", "JPN") == found.explain("KOR", "JPN")
    profile = cg.load("nato-ip4").profile()
    assert pickle.loads(pickle.dumps(profile)) == profile
