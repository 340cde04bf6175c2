"""The verb `profile`: shares of every programme, each a range, or one programme in words."""

from __future__ import annotations

from typing import Any

import pytest
from screens import whole

import chirograph as cg


def test_every_programme_with_the_bounds_that_python_gives(verb: Any) -> None:
    """The table is that of the result, and `--json` its plain data."""
    found = cg.load("nato-ip4").profile()
    ran = verb("profile", "--wide")
    assert (ran.code, ran.out.rstrip("\n")) == (0, whole(found))
    assert verb("profile", "--json").json() == found.to_dict()


def test_one_programme_in_words(verb: Any) -> None:
    """`--partner` explains one programme and prints its bounds alone as JSON."""
    found = cg.load("nato-ip4").profile()
    ran = verb("profile", "--partner", "JPN", "--wide")
    assert ran.out.strip() == found.explain("JPN")
    data = verb("profile", "--partner", "JPN", "--json").json()
    assert {item["subject"] for item in data["bounds"]} == {"JPN"}
    assert data["explanation"] == found.explain("JPN")
    assert data["texts"] == {"JPN": "open edition"}


def test_options_give_what_the_arguments_give(verb: Any) -> None:
    """Kind, date, grade, length and readings reach the computation."""
    ran = verb(
        "profile", "--json", "--kind", "ITPP", "--as-of", "2024-06-01", "--evidence", "declared",
        "--list-length", "JPN=10-17", "--assume", "absent",
    )  # fmt: skip
    ds = cg.load("nato-ip4").assume(unpublished="absent")
    expected = ds.profile("ITPP", "2024-06-01", "declared", {"JPN": (10, 17)})
    assert ran.code == 0, ran.err
    assert ran.json() == expected.to_dict()


@pytest.mark.parametrize("arguments", [("--partner", "JPM"), ("--kind", "ITTP"), ("--evidence", "hearsay")])
def test_wrong_use_is_2_with_a_sentence(verb: Any, arguments: tuple[str, ...]) -> None:
    """A wrong name ends with 2 and the near one, or what is known."""
    ran = verb("profile", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean" in ran.err or "known:" in ran.err
