"""What drives a number, and the assumption curve: marks equal the numbers, and nothing is cut off."""

from __future__ import annotations

import math

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

import chirograph as cg
from chirograph.errors import ParameterError
from chirograph.plots.palette import LIGHT

LONG = "A partner whose programme has a name that goes on for longer than a line"


def study(**options) -> cg.Sensitivity:
    """What drives the difference of two pairs of the real data."""
    overlap = cg.load("nato-ip4").overlap("jaccard")
    about = (("KOR", "JPN"), ("KOR", "AUS"))
    return overlap.sensitivity(about, weights="any", choices={"threshold": [1, 2]}, draws=64, **options)


def universes() -> cg.Multiverse:
    """The real data under some choices."""
    choices = {"index": ["jaccard", "dice"], "threshold": [1, 3], "assume": ["unknown", "absent", "like:KOR"]}
    return cg.load("nato-ip4").overlap("jaccard").multiverse(choices)


def test_bars_and_lines_are_the_shares() -> None:
    """Each bar ends at its share and each line at its interval: total above, first order below."""
    found = study()
    drawn = found.plot()
    bars = [bar for bar in drawn.ax.patches if isinstance(bar, Rectangle)]
    for at, _ in enumerate(found.groups):
        for bar, share in zip(bars[2 * at : 2 * at + 2], (found.total, found.first), strict=True):
            assert bar.get_x() == min(share[at], 0)
            assert bar.get_width() == pytest.approx(max(abs(share[at]), 0.002))
    # The first line is zero, then two for each share: one of paper below one of ink.
    lines = [tuple(map(float, line.get_xdata())) for line in drawn.ax.lines[1:]]
    ends = [(found.total_low, found.total_high), (found.first_low, found.first_high)]
    assert lines[::2] == lines[1::2]
    assert lines[::2] == [(low[at], high[at]) for at in range(3) for low, high in ends]
    assert drawn.data().rows == found.table().rows
    assert all(f"{value:.3f}" in drawn.alt_text() for value in found.total)


def test_a_number_that_does_not_vary_is_said_to_be_undefined() -> None:
    """No bar is drawn where shares are NaN, and both figure and text say so."""
    overlap = cg.Panel([[1, 0], [1, 0]], max_depth=1).overlap("jaccard")
    choices = {"index": ["jaccard", "dice"], "undefined": [0, 1]}
    drawn = overlap.sensitivity(("P1", "P2"), 0.5, choices=choices, draws=4).plot()
    assert not drawn.ax.patches
    assert [text.get_text() for text in drawn.ax.texts] == ["undefined"] * 4
    assert "does not vary" in drawn.alt_text()


def test_columns_are_the_ranges_in_order_above_their_choices() -> None:
    """Bars span the range of each combination, sorted by lower end; marks stand at the options taken."""
    found = universes()
    drawn = found.plot(pair=("KOR", "JPN"))
    rows = list(drawn.data())
    lows = [row["lower"] for row in rows]
    assert lows == sorted(lows)
    at = found.pairs.index(("JPN", "KOR"))
    assert sorted(lows) == sorted(found.lower[:, at].tolist())
    ticks = dict(
        zip([label.get_text() for label in drawn.ax.get_yticklabels()], drawn.ax.get_yticks(), strict=True)
    )
    height = ticks["1.00"] - ticks["0.00"]
    patches = [patch for patch in drawn.ax.patches if isinstance(patch, Rectangle)]
    colours = {"certain": "mark", "possible": "bar", "no": "hatch"}
    each = len(patches) // len(rows)
    for x, row in enumerate(rows):
        bar, *marks = patches[x * each : (x + 1) * each]
        assert bar.get_y() / height == pytest.approx(row["lower"])
        assert bar.get_height() / height >= row["upper"] - row["lower"] - 1e-9
        colour = LIGHT[colours[row["place_first"]]]
        assert to_hex(bar.get_facecolor()) == colour
        taken = {round(mark.get_y() + 0.3, 6) for mark in marks if to_hex(mark.get_facecolor()) == colour}
        assert taken == {round(ticks[f"{name}: {row[name]}"], 6) for name in found.names}


def test_words_tell_every_combination() -> None:
    """The alt text has each combination with its range; those left out are counted on the axis."""
    found = universes()
    text = found.plot().alt_text()
    assert text.count("first:") == len(found) == 12
    cut = found.plot(most=5)
    assert "7 more not drawn" in cut.ax.get_xlabel().replace("\n", " ")
    assert len(cut.data()) == 5


@pytest.mark.parametrize("width", [4.0, 9.0])
@pytest.mark.parametrize("kind", ["sensitivity", "multiverse"])
def test_no_text_is_cut_off(kind: str, width: float) -> None:
    """With long names and at any width every text lies within the figure."""
    panel = cg.Panel([[2, 0], [1, 1], [0, 1]], [[2, 2], [1, 1], [2, 2]], rows=[f"{LONG} {n}" for n in "ABC"])
    overlap = panel.overlap("jaccard", undefined=0)
    choices = {"threshold": [1, 2], "a choice with a name that is long": {LONG: panel, "other": panel}}
    if kind == "sensitivity":
        made = overlap.sensitivity((f"{LONG} A", f"{LONG} B"), 0.5, choices=choices, draws=8)
    else:
        made = overlap.multiverse(choices)
    drawn = made.plot(width=width)
    box = drawn.figure.bbox
    drawn.figure.canvas.draw()
    legend = drawn.ax.get_legend()
    texts = [*drawn.ax.texts, *drawn.ax.get_yticklabels(), drawn.ax.xaxis.label, *legend.get_texts()]
    for text in [*texts, legend.get_title()]:
        extent = text.get_window_extent()
        if text.get_text():
            assert extent.x0 >= box.x0 - 1, text.get_text()
            assert extent.x1 <= box.x1 + 1, text.get_text()
            assert extent.y0 >= box.y0 - 1, text.get_text()
            assert extent.y1 <= box.y1 + 1, text.get_text()


def test_axes_of_the_reader_are_taken() -> None:
    """A figure drawn on given axes returns them, and is the reader's to show."""
    for made in (study(), universes()):
        figure, ax = plt.subplots(figsize=(6.4, 6.0))
        drawn = made.plot(ax)
        assert drawn.ax is ax
        assert drawn._repr_html_() is None
        plt.close(figure)


def test_other_things_are_refused_with_the_way_to_draw_them() -> None:
    """A figure names the one that draws a thing; a pair that is not there and wrong looks are told."""
    with pytest.raises(ParameterError, match=r"plots\.multiverse"):
        cg.plots.sensitivity(universes())  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="pair"):
        universes().plot(pair=("KOR", "KOR"))
    with pytest.raises(ParameterError, match="colour"):
        study().plot(colour="red")


def test_an_undefined_range_is_marked() -> None:
    """A pair that is 0/0 in every completion has no bar, but a mark, and is told as undefined."""
    panel = cg.Panel([[0, 0], [0, 0], [1, 1]], max_depth=1)
    drawn = panel.overlap("jaccard").multiverse({"undefined": [math.nan, 1]}).plot(pair=("P1", "P2"))
    assert [text.get_text() for text in drawn.ax.texts] == ["0/0"]
    assert "undefined" in drawn.alt_text()
    assert np.isnan(drawn.data()["lower"][1])
