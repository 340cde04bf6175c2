"""What changed as a figure: what is certain is strong, what cannot be compared hatched, never gained."""

from __future__ import annotations

from typing import Any

import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from plots.pictures import check
from plots.ranges import boxes

import chirograph as cg
from chirograph.errors import ParameterError
from chirograph.plots.palette import DARK, LIGHT


@pytest.fixture(scope="module")
def found() -> Any:
    """Of the shipped programmes."""
    return cg.load("nato-ip4").change()


def expected(found: Any, kind: str) -> list[int]:
    """How many areas each bar has of a kind, by a plain loop over the areas of its step."""
    counts = []
    for step in found:
        became = dict(zip(step.areas, step.table()["became"], strict=True))
        held = {"kept", "deepened", "weakened"}

        def label(area: str, old: Any, became: Any = became, step: Any = step, held: Any = held) -> str:
            names = {*became[area].replace(" or ", ", ").split(", ")}
            if len(names) == 1:
                (name,) = names
                return "none" if name == "absent" else str(name)
            if names <= held:
                return "held"
            return "open" if old == (0, step.top) else "best"

        labels = [label(area, old) for area, old in zip(step.areas, step.old_cells, strict=True)]
        counts.append(labels.count(kind))
    return [count for count in counts if count]


@pytest.mark.parametrize(
    "kind", ["kept", "deepened", "weakened", "held", "gained", "lost", "best", "open", "none"]
)
def test_parts_of_bars_are_what_a_loop_counts(found: Any, kind: str) -> None:
    """Boxes of each kind are as wide as so many areas on one scale; kinds without one have no key."""
    drawn = found.plot()
    wide = [box[2] for box in boxes(drawn.ax, "gained")[1:]]
    unit = wide[0] / 6
    counts = expected(found, kind)
    drawn_boxes = boxes(drawn.ax, kind) if counts else []
    assert [round(box[2] / unit) for box in drawn_boxes[1:]] == counts
    if not counts:
        assert not [patch for patch in drawn.ax.patches if patch.get_label() == f"_{kind}"]


def test_what_cannot_be_compared_is_hatched_and_nothing_else(found: Any) -> None:
    """One kind of box is hatched; an area of which nothing was known is in it, whatever the new text says."""
    drawn = found.plot()
    (hatched,) = (patch for patch in drawn.ax.patches if patch.get_hatch())
    assert hatched.get_label() == "_open"
    assert sum(expected(found, "open")) == sum(found.table()["not_comparable"])
    assert expected(found, "gained") == [6]


def test_never_falls_draws_what_is_certain_then(found: Any) -> None:
    """Under the assumption an area that the new list lacks is in neither, though the old cell was unknown."""
    assumed = cg.load("nato-ip4").change(old="IPCP-KOR-2019", never_falls=True)
    drawn = assumed.plot()
    wide = {kind: sum(box[2] for box in boxes(drawn.ax, kind)[1:]) for kind in ("held", "open", "none")}
    assert round(24 * wide["none"] / sum(wide.values())) == 13
    assert "no area is less deep" in " ".join(text.get_text() for text in drawn.ax.texts)
    assert found.plot().title == "Republic of Korea, 2017 to 2023: 6 areas gained, 1 lost, 5 held"


def test_a_figure_of_nothing_certain_says_so() -> None:
    """Where no step has anything certain the sentence above says that, and names no change."""
    drawn = cg.load("nato-ip4").change("AUS").plot()
    assert drawn.title == "No change is certain between 2 pairs of programmes"
    assert not [patch for patch in drawn.ax.patches if patch.get_label() == "_gained"]


def test_words_and_data_hold_every_number(found: Any) -> None:
    """The words have the sentence, the parts and the ranges of every step; the data are the table."""
    drawn = found.plot()
    words = drawn.alt_text()
    assert all(step.sentence() in words for step in found)
    assert "5 in both, 6 gained, 1 lost, 12 in neither; turnover 0.167, nestedness 0.245" in words
    assert (drawn.data().columns, drawn.data().rows) == (found.table().columns, found.table().rows)
    texts = [text.get_text() for text in drawn.ax.texts]
    assert {"turnover", "nestedness", "0.167", "0.245", "2017 to 2023", "Republic of Korea"} <= {*texts}
    source = next(text for text in texts if text.startswith("Source: "))
    assert all(part in source for part in ("nato-ip4", cg.load("nato-ip4").version, "CC-BY-4.0"))


@pytest.mark.parametrize("width", [3.3, 5.0, 7.0, 12.0])
def test_every_width_can_be_read(found: Any, width: float) -> None:
    """On a narrow page ranges give way to the bars, and a line says where they are."""
    drawn = cg.plots.turnover(found, width=width)
    check(drawn.figure)
    texts = " ".join(text.get_text() for text in drawn.ax.texts)
    assert ("A wider figure has" in texts) == ("nestedness" not in {t.get_text() for t in drawn.ax.texts})
    assert drawn.figure.get_size_inches()[0] == pytest.approx(width)


def test_a_dark_page_has_dark_roles(found: Any) -> None:
    """What was lost and gained stands out from a dark page too."""
    with plt.style.context("dark_background"):
        drawn = found.plot()
        faces = {patch.get_label(): to_hex(patch.get_facecolor()) for patch in drawn.ax.patches}
    check(drawn.figure)
    assert (faces["_gained"], faces["_lost"]) == (DARK["bar"], DARK["mark"])
    light = {patch.get_label(): to_hex(patch.get_facecolor()) for patch in found.plot().ax.patches}
    assert (light["_gained"], light["_lost"]) == (LIGHT["bar"], LIGHT["mark"])


def test_fewer_steps_axes_and_wrong_things(found: Any) -> None:
    """`most` leaves the last out and says so; Axes of one's own are used; something else is refused."""
    drawn = found.plot(most=2)
    assert len(drawn.data()) == 2
    assert any(text.get_text() == "7 steps of 9 not drawn." for text in drawn.ax.texts)
    figure, ax = plt.subplots(figsize=(9, 7))
    try:
        assert found.plot(ax).ax is ax
        check(figure)
    finally:
        plt.close(figure)
    with pytest.raises(ParameterError, match=r"it draws a result of Dataset\.change"):
        cg.plots.turnover(cg.load("nato-ip4"))  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match=r"plots.turnover\(result\) draws it"):
        cg.plots.matrix(found)
    with pytest.raises(ParameterError, match="says what is known"):
        found.plot(hatch="//")
    svg = found.plot().svg()
    assert 'data-to="change-IPCP_2d_KOR_2d_2017-ITPP_2d_KOR_2d_2023"' in svg
