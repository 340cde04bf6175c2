"""What explain() says of a pair: weakest dimensions, who limits the way through the hub, what settles it."""

from __future__ import annotations

from typing import Any

import pytest
from claims_edits import edited

import chirograph as cg
from chirograph.interoperability import Interoperability

pytestmark = pytest.mark.usefixtures("once")


@pytest.fixture(scope="module")
def found() -> Interoperability:
    """Of the shipped dataset."""
    return cg.load("nato-ip4").interoperability()


def test_every_dimension_that_can_be_the_weakest_is_named(found: Interoperability) -> None:
    """Corners name two at most; between them any dimension of Australia and Japan can be the weakest."""
    line = next(line for line in found.explain("AUS", "JPN").splitlines() if line.startswith("Weakest"))
    assert "technical, procedural, human or information, depending on what is not known" in line
    least = found["AUS", "JPN"].bound("interoperability", rho=float("-inf"))
    assert f"{least.lower:.3f} to {least.upper:.3f}" in line


def test_a_dimension_that_is_always_the_weakest_stands_alone() -> None:
    """With one dimension there is nothing to choose."""
    found = cg.load("nato-ip4").interoperability(["human"])
    assert "Weakest dimension, whatever the unknown text says: human" in found.explain("AUS", "JPN")


def test_the_partner_that_limits_the_way_through_the_hub_is_named(found: Interoperability) -> None:
    """At each end the smaller attainment decides; its partner and what it lacks most are named."""
    for answers in found.dyads:
        lines = found.explain(*answers.subject).splitlines()
        through = [line for line in lines if line.startswith("  Through NATO")]
        assert len(through) == len(found.dimensions)
        for line, name in zip(through, found.dimensions, strict=True):
            ends = [found[who].bound("attainment", dimension=name) for who in answers.subject]
            least, most = min(end.lower for end in ends), min(end.upper for end in ends)
            assert f"{least:.3f} of the menu" in line
            assert f"{most:.3f} of the menu" in line
            who = answers.subject[[end.lower for end in ends].index(least)]
            assert f"{who} limits with {least:.3f}" in line or f"both take up {least:.3f}" in line


def test_what_a_limiting_partner_lacks_is_its_largest_gain(found: Interoperability) -> None:
    """The item named is the one whose taking up would add most to the partner's attainment."""
    low, _ = (found._model.engine.detail(0, 1, high) for high in (False, True))
    text = found.explain("AUS", "JPN")
    gains = low["menu_gains"][1]
    most = max(gains["areas"][3].max(), gains["systems"][3].max())
    assert f"JPN limits with {low['attained'][1, 3]:.3f} of the menu" in text
    assert f" {most:.3f}; upper end" in text


def test_what_an_area_rests_on_is_followed_along_chains() -> None:
    """An area held down by another that waits for an agreement is settled by a source on the agreement."""

    def chain(data: dict[str, Any]) -> None:
        first = data["codebook"]["prerequisites"][0]
        step = {**first, "needs_system": None, "needs_depth": 2}
        data["codebook"]["prerequisites"] = [
            {**first, "area": "A03"},
            {**step, "area": "A06", "needs_area": "A03"},
            {**step, "area": "A18", "needs_area": "A06"},
        ]

    held = edited(chain).assume("korea_listed_accountable").interoperability(budget=1).bottlenecks("KOR")
    for area in ("A03", "A06", "A18"):
        rows = held.where(item=area)
        assert len(rows)
        assert all("a source on KOR in ISA" in text for text in rows["settled_by"]), area


def test_tables_say_what_they_measure(found: Interoperability) -> None:
    """Bottlenecks name the pair, frames have the words in a column, a pair's answers in their head."""
    words = "programmed interoperability (committed and joined), not achieved"
    assert found.bottlenecks("KOR", "JPN").caption.startswith("What holds JPN and KOR down; " + words)
    assert found.bottlenecks("KOR").caption.startswith("What holds KOR and NATO down; ")
    assert set(found.to_frame()["measures"]) == {f"{words} interoperability"}
    assert repr(found["KOR", "JPN"]).splitlines()[0].startswith(f"JPN and KOR: {words}")


def test_a_terminal_shows_one_screen(found: Interoperability) -> None:
    """The first look fits on a screen and says where the rest is."""
    text = repr(found)
    assert len(text.splitlines()) <= 46
    assert ".dyads" in text
    assert ".collective" in text
    assert "Attainment" in text
    assert text.index("Share of the areas") < text.index("Scales of") < text.index("Breadth of")
