"""The verb `interoperability`: six dyads, four partners with the hub, all together, each a range."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import chirograph as cg
from chirograph.interoperability import Interoperability

MEASURES = "rogrammed interoperability (committed and joined), not achieved"


TEMPLATE = str(resources.files("chirograph") / "data" / "template")
pytestmark = pytest.mark.usefixtures("once")


@pytest.fixture(scope="module")
def found() -> Interoperability:
    """What the dataset of the package says."""
    return cg.load("nato-ip4").interoperability()


def test_six_dyads_four_hub_rows_and_all_together(verb: Any, found: Any) -> None:
    """Every pair, every partner with NATO and the group stand with the bounds that Python gives."""
    ran = verb("interoperability", "--all", "--wide")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert MEASURES in lines[0]
    assert len(found.dyads) == 6
    assert len(found.hub) == 4
    for answers in (*found.dyads, *found.hub):
        rows = [line for line in lines if line.startswith(" ".join(answers.subject) + "  ")]
        assert len(rows) >= 1
        for bound in answers.bounds:
            if "least" not in bound.parameters:  # how far it hangs on the threshold is told in words
                assert any(bound.text in row for row in rows), bound
    shown = "\n".join(line for line in lines if line.startswith("all "))
    assert all(bound.text in shown for bound in found.collective.bounds)
    assert all(sentence in ran.out for sentence in found.assumptions)


def test_json_is_the_result(verb: Any, found: Any) -> None:
    """`--json` prints the plain data, which say what is measured and have six pairs and four hub rows."""
    data = verb("interoperability", "--json").json()
    assert data == found.to_dict()
    assert MEASURES in data["measures"]
    by_scope = {
        scope: {item["subject"] for item in data["bounds"] if item["scope"] == scope}
        for scope in ("dyad", "hub", "collective")
    }
    assert {scope: len(subjects) for scope, subjects in by_scope.items()} == {
        "dyad": 6, "hub": 4, "collective": 1,
    }  # fmt: skip


@pytest.mark.parametrize("names", [("KOR", "JPN"), ("KOR", "NATO"), ("KOR",)])
def test_one_pair_in_words(verb: Any, found: Any, names: tuple[str, ...]) -> None:
    """`--pair` explains a pair, or a partner and the hub, and says what is measured."""
    ran = verb("interoperability", "--pair", ",".join(names), "--wide")
    assert ran.code == 0
    assert ran.out.strip() == found.explain(*names)
    assert MEASURES in ran.out
    data = verb("interoperability", "--pair", ",".join(names), "--json").json()
    assert data["explanation"] == found.explain(*names)
    answers = found[names]
    assert data["subject"] == list(answers.subject)
    assert [item["lower"] for item in data["bounds"]] == [bound.lower for bound in answers.bounds]
    assert len(data["bottlenecks"]) == len(found.bottlenecks(*names))


def test_options_give_what_the_arguments_give(verb: Any) -> None:
    """Dimensions, means, date, readings, grade and list length reach the computation."""
    ran = verb(
        "interoperability", "--json", "--dimension", "technical", "--dimension", "human", "--rho", "2",
        "--as-of", "2024-06-01", "--evidence", "declared", "--list-length", "JPN=10-17", "--assume", "absent",
    )  # fmt: skip
    expected = (
        cg.load("nato-ip4")
        .assume(unpublished="absent")
        .interoperability(
            ["technical", "human"], [2.0], "2024-06-01", evidence="declared", list_length={"JPN": (10, 17)}
        )
    )
    assert ran.code == 0, ran.err
    assert ran.json() == expected.to_dict()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--pair", "KOR,JPM"), "did you mean"),
        (("--pair", "KOR,JPN,AUS"), "for example P1,P2"),
        (("--dimension", "tecnical"), "did you mean"),
        (("--rho", "nan"), "rho"),
        (("--budget", "0"), "--budget"),
        (("--budget", "many"), "--budget"),
        (("--rho", "much"), "--rho"),
        (("--evidence", "hearsay"), "hearsay"),
        (("--coders", "span"), "this rule or coder"),
    ],
)
def test_wrong_use_is_2_with_a_sentence(verb: Any, arguments: tuple[str, ...], sentence: str) -> None:
    """Wrong use ends with 2 and says what is wrong; nothing goes to stdout."""
    ran = verb("interoperability", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert "Traceback" not in ran.err


def test_bad_data_are_3(verb: Any) -> None:
    """A file that is no dataset ends with 3 and a sentence."""
    Path("broken.json").write_text("[]", encoding="utf-8")
    ran = verb("interoperability", "--data", "broken.json")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("chirograph: ")


def test_a_budget_can_be_given(verb: Any) -> None:
    """`interoperability --budget` asks with that many steps, for all and for one; JSON says how many."""
    found = cg.load("nato-ip4").interoperability(budget=1)
    told = verb("interoperability", "--budget", "1", "--json").json()
    assert told == found.to_dict()
    assert told["budget"] == 1
    told_so = verb("interoperability", "--budget", "1", "--wide").out.splitlines()[0]
    assert told_so.endswith(", budget 1, cut by steps")
    one = verb("interoperability", "--pair", "KOR,JPN", "--budget", "1", "--json").json()
    assert one["budget"] == 1
    assert [item["gap_upper"] for item in one["bounds"]] == [
        item["gap_upper"] for item in told["bounds"] if item["subject"] == "JPN KOR"
    ]
    assert verb("interoperability", "--json").json()["budget"] is None


def test_a_membership_can_be_set_from_the_shell(verb: Any) -> None:
    """The two ends of Korea in BICES, an interval and a tie reach the computation, and so does the share.

    Both systems bear on information, and one dimension is bounded quickly.
    """
    ds = cg.load("nato-ip4")
    asked = [
        (("--member", "KOR:BICES=1"), {"members": {("KOR", "BICES"): 1}}),
        (("--member", "KOR:BICES=0-0.5"), {"members": {("KOR", "BICES"): (0, 0.5)}}),
        (
            ("--member", "KOR:BICES=0", "--member", "KOR:JPN:PP-ISA=0", "--system-share", "0.25"),
            {"members": {("KOR", "BICES"): 0, ("KOR", "JPN", "PP-ISA"): 0}, "system_share": 0.25},
        ),
    ]
    for words, options in asked:
        ran = verb("interoperability", "--json", "--dimension", "information", *words)
        assert ran.code == 0, ran.err
        bounds = ran.json()["bounds"]
        assert bounds == ds.interoperability(["information"], **options).to_dict()["bounds"]
        assert bounds != ds.interoperability(["information"]).to_dict()["bounds"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--member", "KOR:BICES"), "P1:SYSTEM=1"),
        (("--member", "BICES=1"), "P1:SYSTEM=1"),
        (("--member", "KOR:BICES=much"), "P1:SYSTEM=1"),
        (("--member", "KOR:BICSE=1"), "did you mean"),
        (("--member", "KOR:BICES=0.3"), "0.5"),
        (("--member", "KOR:BICES=1", "--member", "KOR:BICES=0"), "more than once"),
        (("--system-share", "2"), "system_share"),
    ],
)
def test_wrong_memberships_and_shares_are_2(verb: Any, arguments: tuple[str, ...], sentence: str) -> None:
    """What cannot be set is refused with the form or the near name."""
    ran = verb("interoperability", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_without_dimensions_it_says_no_and_the_data_are_good(verb: Any) -> None:
    """A dataset need not declare dimensions: `check` passes it, and here the answer is no, not bad data."""

    data = json.loads((Path(TEMPLATE) / "data.json").read_text(encoding="utf-8"))
    for name in ("dimensions", "area_dimensions", "system_dimensions", "menu", "scales"):
        data["codebook"].pop(name)
    data["codebook"].pop("interoperability")
    Path("bare").mkdir()
    Path("bare/data.json").write_text(json.dumps(data), encoding="utf-8")
    assert verb("check", "bare").code == 0
    ran = verb("interoperability", "--data", "bare")
    assert ran.code == 1
    assert "this dataset declares no dimensions" in ran.out
    assert verb("interoperability", "--data", "bare", "--json").json()["declared"] is False
    assert verb("profile", "--data", "bare").code == 0
    assert verb("report", "--data", "bare", "--out", "bare.html").code == 0
    assert "Programmed interoperability" not in Path("bare.html").read_text(encoding="utf-8")
