"""The verbs `likely` and `ranks`: what Python gives, in words and as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from screens import whole

import chirograph as cg


def test_likely_prints_every_pair_and_every_order(verb: Any) -> None:
    """Bounds, prior, median and 90 % range of every pair, the chance of each order; `--json` has the same."""
    found = cg.load("nato-ip4").overlap("jaccard").distribution()
    ran = verb("likely", "jaccard", "--wide")
    assert ran.code == 0, ran.err
    assert ran.out.startswith(whole(found))
    assert "[0.333, 0.733]" in ran.out
    assert ran.out.count("exact\n") + ran.out.count("± ") == 15
    assert {**verb("likely", "jaccard", "--json").json(), "orders": []} == {**found.to_dict(), "orders": []}
    assert len(verb("likely", "--json", "--prior", "0.5").json()["orders"]) == 15


def test_ranks_prints_places(verb: Any) -> None:
    """Possible places, expected ones and shares; weights may be drawn too."""
    found = cg.load("nato-ip4").overlap("dice").rank(0.3, draws=500, seed=4)
    ran = verb("ranks", "dice", "--prior", "0.3", "--draws", "500", "--seed", "4", "--wide")
    assert (ran.code, ran.out.rstrip("\n")) == (0, whole(found))
    weighed = verb("ranks", "--weights", "any", "--draws", "200", "--json").json()
    assert weighed["concentration"] == 1.0


def test_options_reach_the_prior(verb: Any) -> None:
    """A tilt and the readings of the data change what is asked."""
    ds = cg.load("nato-ip4").assume(unpublished="like:KOR")
    expected = ds.overlap("jaccard").distribution(cg.Prior.pooled().tilted(-2))
    data = verb("likely", "--prior", "pooled", "--tilt", "-2", "--assume", "like:KOR", "--json").json()
    del data["orders"]
    assert data == expected.to_dict()


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--prior", "mixtur", "did you mean 'mixture'"),
        ("--prior", "1.5", "above 0 and below 1"),
        ("--draws", "0", "0 is not in the range"),
    ],
)
def test_what_cannot_be_is_refused(verb: Any, option: str, value: str, says: str) -> None:
    """A prior that is none, or no draws, end with the exit code of wrong use and the rule."""
    ran = verb("likely", option, value)
    assert ran.code == 2
    assert says in ran.err
