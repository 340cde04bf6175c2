"""Figures of chances: shade is the chance, the frame is what is possible, and the prior is written out."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.patches import Rectangle

import chirograph as cg
from chirograph.errors import ParameterError
from chirograph.plots import PlotResult


def overlap() -> cg.Overlap:
    """Jaccard on the real data."""
    return cg.load("nato-ip4").overlap("jaccard")


def frames(drawn: PlotResult) -> list[Rectangle]:
    """The frames, from top to bottom."""
    return [patch for patch in drawn.ax.patches if isinstance(patch, Rectangle) and not patch.get_alpha()]


def shades(drawn: PlotResult) -> list[Rectangle]:
    """The shaded parts, row by row."""
    return [patch for patch in drawn.ax.patches if isinstance(patch, Rectangle) and patch.get_alpha()]


def test_the_shade_of_a_place_is_its_share() -> None:
    """Every place that was drawn has a part as dark as its share, and its per cent in it."""
    found = overlap().rank(0.5, draws=400)
    drawn = cg.plots.ranks(found)
    shares = np.array([row[5:] for row in drawn.data().rows])
    assert sorted(map(tuple, shares)) == sorted(map(tuple, found.acceptability))
    dark = [patch.get_alpha() for patch in shades(drawn)]
    assert dark == pytest.approx([share / shares.max() for share in shares.ravel() if share > 0])
    told = {text.get_text() for text in drawn.ax.texts}
    assert {f"{100 * share:.0f}" for share in shares.ravel() if share >= 0.005} <= told


def test_the_frame_is_what_is_possible() -> None:
    """Frames span best to worst place, or the bounds; where weights are drawn there is none."""
    ranks = cg.plots.ranks(overlap().rank(0.5, draws=50))
    assert [(one.get_x(), one.get_width()) for one in frames(ranks)] == [(0.5, 6.0)] * 6
    found = overlap().distribution(0.5)
    drawn = cg.plots.distribution(found)
    ends = np.array(sorted((one.get_x(), one.get_x() + one.get_width()) for one in frames(drawn)))
    wanted = np.array(sorted(zip(found.asked.lower, found.asked.upper, strict=True)))
    assert ends == pytest.approx(wanted)
    assert not frames(cg.plots.ranks(overlap().rank(0.5, weights="any", draws=50)))


def test_pairs_stand_by_what_is_expected() -> None:
    """The pair expected first stands on top, that of the highest mean likewise; names are readable."""
    found = overlap().rank("mixture", draws=2000)
    rows = cg.plots.ranks(found).data()
    assert rows["expected"] == tuple(sorted(rows["expected"]))
    chances = cg.plots.distribution(overlap().distribution()).data()
    assert chances["mean"] == tuple(sorted(chances["mean"], reverse=True))
    assert sum(chances.rows[0][5:]) == pytest.approx(1)
    assert "Republic of Korea" in cg.plots.ranks(found).ax.get_yticklabels()[0].get_text()


@pytest.mark.parametrize("width", [3.4, 5.5, 9.0])
def test_both_say_the_prior_and_fit(width: float) -> None:
    """Axis, words and title name the prior as an assumption at any width; no text leaves the figure."""
    for thing in (overlap().rank(0.5, draws=50), overlap().distribution(0.5)):
        drawn = thing.plot(width=width)
        label = " ".join(drawn.ax.get_xlabel().split())
        assert "prior (an assumption): flat 0.5" in label
        assert "Prior (an assumption): every unknown cell" in drawn.alt_text()
        assert "prior flat 0.5" in drawn.title
        drawn.figure.canvas.draw()
        box = drawn.figure.bbox
        texts = [*drawn.ax.texts, *drawn.ax.get_yticklabels(), drawn.ax.xaxis.label]
        for text in texts:
            extent = text.get_window_extent()
            assert extent.x0 >= box.x0 - 1
            assert extent.x1 <= box.x1 + 1


def test_what_is_no_chance_is_refused() -> None:
    """An overlap is not drawn as chances, nor a distribution as places; the error names what draws it."""
    with pytest.raises(ParameterError, match=r"plots\.bounds"):
        cg.plots.distribution(overlap())  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match=r"plots\.distribution"):
        cg.plots.ranks(overlap().distribution(0.5))  # type: ignore[arg-type]


def test_few_pairs_are_drawn_of_many() -> None:
    """`most` keeps the first ones, and the axis says how many are left out."""
    drawn = cg.plots.ranks(overlap().rank(0.5, draws=50), most=2)
    assert len(drawn.data()) == 2
    assert "4 more pairs not drawn" in " ".join(drawn.ax.get_xlabel().split())
