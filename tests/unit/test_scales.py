"""Scales of the codebook: what they say of the four partners, and that both ends are exact."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import replace
from typing import Any

import pytest

import chirograph as cg
from chirograph.errors import DataError
from chirograph.interop import scales
from chirograph.interop.model import Model
from chirograph.interoperability import Interoperability
from chirograph.records.memberships import Held
from chirograph.records.records import Records


@pytest.fixture(scope="module")
def ds() -> cg.Dataset:
    """The shipped dataset."""
    return cg.load("nato-ip4")


@pytest.fixture(scope="module")
def found(ds: cg.Dataset) -> Interoperability:
    """Its interoperability."""
    return ds.interoperability()


def at(found: Interoperability, scale: str, *subject: str) -> tuple[int, int]:
    """Both ends of one subject on one scale."""
    row = found.scales().where(scale=scale, subject=" ".join(subject))
    return row["lower"][0], row["upper"][0]


OF_PARTNERS = {
    "tier": {"AUS": (2, 2), "JPN": (1, 1), "KOR": (0, 1), "NZL": (1, 1)},
    "classified": {"AUS": (2, 2), "JPN": (1, 2), "KOR": (0, 2), "NZL": (0, 2)},
    "evaluated_units": dict.fromkeys(("AUS", "JPN", "KOR", "NZL"), (0, 2)),
    "federated_network": dict.fromkeys(("AUS", "JPN", "KOR", "NZL"), (0, 2)),
}
#: Tier, classified exchange, agreement of their own, cyber exercise.
OF_PAIRS = {
    ("AUS", "JPN"): ((1, 1), (1, 2), (1, 1), (0, 2)),
    ("AUS", "NZL"): ((1, 1), (0, 2), (1, 1), (0, 2)),
    ("JPN", "NZL"): ((1, 1), (0, 2), (0, 1), (1, 2)),
    ("AUS", "KOR"): ((0, 1), (0, 2), (0, 1), (0, 2)),
    ("JPN", "KOR"): ((0, 1), (0, 2), (1, 1), (2, 2)),
    ("KOR", "NZL"): ((0, 1), (0, 2), (0, 1), (1, 2)),
}


@pytest.mark.parametrize("scale", OF_PARTNERS)
def test_partners_stand_where_the_sources_put_them(found: Interoperability, scale: str) -> None:
    """Each partner has the levels that follow from its memberships."""
    assert {name: at(found, scale, name) for name in found.panel.rows} == OF_PARTNERS[scale]


@pytest.mark.parametrize("pair", OF_PAIRS, ids=" ".join)
def test_pairs_stand_where_the_sources_put_them(found: Interoperability, pair: tuple[str, str]) -> None:
    """A pair has the lower of two levels, or what it shares."""
    names = ("tier", "classified", "own_security", "cyber_exercises")
    assert tuple(at(found, name, *pair) for name in names) == OF_PAIRS[pair]


def test_japan_and_korea_do_not_come_out_as_nothing(found: Interoperability) -> None:
    """With an agreement in force and shared exercises the pair is certainly above 0 on two scales."""
    rows = [row for row in found.scales() if row["subject"] == "JPN KOR"]
    certain = {row["scale"]: row["certain"] for row in rows if row["lower"] > 0}
    assert certain == {
        "own_security": "an agreement of the two is in force", "cyber_exercises": "both take part",
    }  # fmt: skip


def test_one_fact_settles_the_tier_of_every_pair_with_korea(found: Interoperability) -> None:
    """It is whether Korea is in the Interoperability Platform, and the words say so."""
    asked = "Is Republic of Korea in Interoperability Platform (Partnership Interoperability Initiative)?"
    rows = [row for row in found.scales() if row["scale"] == "tier" and row["lower"] < row["upper"]]
    assert {row["subject"] for row in rows} == {"KOR", "AUS KOR", "JPN KOR", "KOR NZL"}
    assert {row["settled_by"] for row in rows} == {asked}
    assert f"One fact settles it: {asked}" in found.explain("KOR", "JPN")


def test_read_with_caution_only_the_tier_of_australia_stays(ds: cg.Dataset) -> None:
    """Without the pages of 2018 Japan and New Zealand may be at level 0, as the note of the scale says."""
    members = {(name, "PII-IP"): (0, 1) for name in ("JPN", "NZL", "AUS")}
    careful = ds.interoperability(members=members, budget=1)
    ends = {name: at(careful, "tier", name) for name in careful.panel.rows}
    assert ends == {"AUS": (2, 2), "JPN": (0, 1), "KOR": (0, 1), "NZL": (0, 1)}
    (tier,) = (one for one in careful._model.scales if one["id"] == "tier")
    assert "pages of 2018 (S023, S109)" in tier["note"]


def test_a_system_of_scales_alone_moves_nothing_else(ds: cg.Dataset, found: Interoperability) -> None:
    """Without the systems that only scales name, every end of every indicator is the same."""
    alone = {"FMN", "OCC-NEL1", "OCC-NEL2"}
    data = ds.to_dict()
    data["systems"] = [item for item in data["systems"] if item["id"] not in alone]
    data["memberships"] = [item for item in data["memberships"] if item["system"] not in alone]
    book = data["codebook"]
    book["scales"] = [one for one in book["scales"] if not alone & set(scales.systems_of([one]))]
    less = cg.Dataset(Records.read(json.dumps(data).encode(), "less.json")).interoperability()
    assert not alone & set(found.systems)
    assert less.to_dict()["bounds"] == found.to_dict()["bounds"]


def levels_of(scale: Any, held: dict[tuple[str, ...], int], subject: tuple[str, ...]) -> int:
    """The level of one completion, slow and obvious."""

    def reached(has: Any) -> int:
        level = 0
        for one in scale["levels"]:
            least = {"observer": 1, "member": 2}[one["held"]]
            if any(has(name) < least for name in one["all_of"]):
                return level
            if one["any_of"] and max(has(name) for name in one["any_of"]) < least:
                return level
            level += 1
        return level

    if scale["subject"] == "pair":
        return reached(
            lambda name: held[(*subject, name)] if name == "TIE" else min(held[who, name] for who in subject)
        )
    return min(reached(lambda name, who=who: held[who, name]) for who in subject)


@pytest.mark.parametrize("seed", range(120))
def test_both_ends_and_the_deciding_facts_are_those_of_every_completion(
    found: Interoperability, seed: int
) -> None:
    """On random scales the ends are attained, and a fact settles a level iff each answer leaves one."""
    rng = random.Random(seed)
    pair = seed % 2 == 0
    names = ("S0", "S1", "TIE") if pair else ("S0", "S1", "S2")
    keys = [("A", "B", name) if name == "TIE" else (who, name)
            for name in names for who in (("A",) if name == "TIE" else ("A", "B"))]  # fmt: skip
    held = {}
    for key in keys:
        low = rng.choice((0, 0, 1, 2))
        held[key] = Held(low, rng.randint(low, 2), "", "", ())
    scale = {
        "id": "x", "name": "x", "subject": "pair" if pair else "partner",
        "levels": [
            {"name": "y", "held": rng.choice(("observer", "member")),
             "any_of": rng.sample(names, rng.randint(0, 2)), "all_of": rng.sample(names, rng.randint(0, 2))}
            for _ in range(rng.randint(1, 3))
        ],
    }  # fmt: skip
    subject = ("A", "B") if pair or rng.random() < 0.5 else ("A",)
    model: Model = replace(found._model, held=held)
    told = scales.standing(model, scale, subject)
    boxes = [range(held[key].lower, held[key].upper + 1) for key in keys]
    every = [dict(zip(keys, values, strict=True)) for values in itertools.product(*boxes)]
    values = [levels_of(scale, one, subject) for one in every]
    assert (told.lower, told.upper) == (min(values), max(values))
    settles = {
        key for key in keys
        if held[key].open and min(values) < max(values)
        and all(len({v for v, one in zip(values, every, strict=True) if one[key] == answer}) == 1
                for answer in range(held[key].lower, held[key].upper + 1))
    }  # fmt: skip
    assert set(told.decisive) == settles


def test_a_scale_of_partners_that_asks_for_a_tie_is_refused(ds: cg.Dataset) -> None:
    """A tie is held by two; the error names the scale and the repair."""
    data = ds.to_dict()
    data["codebook"]["scales"][0]["levels"][0]["any_of"].append("PP-ISA")
    broken = cg.Dataset(Records.read(json.dumps(data).encode(), "broken.json"))
    with pytest.raises(DataError, match=r"/codebook/scales/0: found PP-ISA.*make its subject 'pair'"):
        broken.interoperability()
