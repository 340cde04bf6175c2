"""The ladder as a figure: a bar or a dot for each pair and rung, its share at the right, clashes hatched."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from plots.pictures import check
from plots.ranges import boxes, ranges

import chirograph as cg
from chirograph.base.markup import DASH
from chirograph.errors import ParameterError
from chirograph.plots.palette import LIGHT

CLASH = ["JPN:A12=1-3 from one text", "JPN:A12=0 from another"]


@pytest.fixture(scope="module")
def found() -> cg.Ladder:
    """Of the shipped programmes."""
    return cg.load("nato-ip4").ladder()


def test_each_pair_has_its_range_at_each_rung(found: cg.Ladder) -> None:
    """Bars are the ranges that are open, dots the values that are not, in the order of the data."""
    drawn = found.plot()
    rows = list(drawn.data())
    assert [row["layer"] for row in rows[::6]] == ["", *found.layers]
    assert np.allclose(ranges(drawn), [(row["lower"], row["upper"]) for row in rows])
    assert sum(low == high for low, high in ranges(drawn)) == 1 + 3 + 6


def test_a_rung_has_its_share_and_lighter_its_drop(found: cg.Ladder) -> None:
    """Both stand beside the heading of their layer, the one in ink, the other in the softer colour."""
    texts = {text.get_text(): to_hex(str(text.get_color())) for text in found.plot().ax.texts}
    for rung in found.rungs[1:]:
        assert texts[f"{100 * found.part(rung.share):.1f} %"] == LIGHT["ink"]
        assert texts[f"here {100 * found.part(rung.drop):.1f} %"] == LIGHT["soft"]
        assert any(rung.title in words for words in texts)


def test_a_rung_that_clashes_is_hatched() -> None:
    """The bars of the weaker layer are hatched, those of all others are not; the words say it, too."""
    ladder = cg.load("nato-ip4").ladder(layers=CLASH)
    ((_, weaker, row, area),) = ladder.clashes
    assert (row, area) == ("JPN", "A12")
    drawn = ladder.plot()
    clashing = [(row["layer"] == weaker) for row in drawn.data() if row["lower"] != row["upper"]]
    assert len(boxes(drawn.ax, "clashing")) == 1 + sum(clashing) > 1
    assert len(boxes(drawn.ax, "range")) == 1 + clashing.count(False)
    lowest = max(y for _, y, _, _ in boxes(drawn.ax, "range"))
    assert all(y > lowest for _, y, _, _ in boxes(drawn.ax, "clashing")[1:])
    (hatched,) = (patch for patch in drawn.ax.patches if patch.get_hatch())
    assert hatched.get_label() == "_clashing"
    assert "clashes with a stronger one" in drawn.alt_text()


def test_words_hold_every_number(found: cg.Ladder) -> None:
    """The alt text has each layer, its share and every range; the caution and the assumptions are there."""
    drawn = found.plot()
    for rung in found.rungs:
        assert rung.title in drawn.alt_text()
    assert "share 61.4 %, here 21.0 %" in drawn.alt_text()
    assert f"Japan {DASH} New Zealand 0.125 to 0.308" in drawn.alt_text()
    assert "not a confidence interval" in drawn.alt_text()
    assert "S108, lead paragraph" in drawn.alt_text()
    assert drawn.svg() == cg.plots.ladder(found).svg()


@pytest.mark.parametrize("width", [4.0, 9.0])
def test_nothing_leaves_the_figure(found: cg.Ladder, width: float) -> None:
    """At every width all words stand inside the figure, long names of layers in lines."""
    long = [
        f"JPN:A{area:02}=1-3 from a text with a long name that says where it was found" for area in (12, 13)
    ]
    for ladder in (found, cg.load("nato-ip4").ladder(layers=long)):
        check(ladder.plot(width=width).figure)


def test_it_draws_on_given_axes_and_fewer_pairs(found: cg.Ladder) -> None:
    """On axes of the user's own it adds no figure; `most` counts what is left out; else it refuses."""
    ax = Figure((7.0, 10.0)).add_subplot()
    assert found.plot(ax).ax is ax
    drawn = found.plot(most=2)
    assert len(drawn.data()) == 4 * 2
    assert "4 more pairs not drawn." in [text.get_text() for text in drawn.ax.texts]
    with pytest.raises(ParameterError, match=r"plots\.bounds"):
        cg.plots.ladder(cg.load("nato-ip4").overlap("jaccard"))  # type: ignore[arg-type]


def test_the_sentence_is_the_finding(found: cg.Ladder) -> None:
    """The title says what is settled without and with every assumption, and stands above the bars."""
    drawn = found.plot()
    assert drawn.title.startswith("Nothing assumed settles 0 of 15 orders of two pairs; all 3 assumptions")
    lines = [text.get_text() for text in drawn.ax.texts if text.get_fontweight() == "bold"]
    assert drawn.title == " ".join(lines)
    assert found.plot(title="Mine").title == "Mine"
    assert "Mine" in [text.get_text() for text in found.plot(title="Mine").ax.texts]
