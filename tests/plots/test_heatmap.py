"""The square of pairs: both ends of every range can be read, and none is taken for the other."""

from __future__ import annotations

import math

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.patches import Polygon, Rectangle
from open_ends import left_open
from plots.pictures import check

import chirograph as cg
from chirograph.errors import ParameterError
from chirograph.plots import PlotResult
from chirograph.plots.palette import LIGHT

KEYS = ("jaccard", "containment", "s_squared")


def nato(key: str = "jaccard") -> cg.Overlap:
    """An index on the real data."""
    return cg.load("nato-ip4").overlap(key)


def numbers(drawn: PlotResult) -> dict[tuple[int, int], list[tuple[float, float, str]]]:
    """The numbers in each cell (row, column): how far right and down of its middle, and the number."""
    found: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
    for text in drawn.ax.texts[: len(drawn.ax.texts) - 1]:
        x, y = text.get_position()
        cell = round(float(y)), round(float(x))
        found.setdefault(cell, []).append((float(x) - cell[1], float(y) - cell[0], text.get_text()))
    return found


@pytest.mark.parametrize("key", KEYS)
def test_both_ends_stand_in_their_corner(key: str) -> None:
    """The least value is at the lower left of a cell, the greatest at the upper right, in both orders."""
    overlap = nato(key)
    found = numbers(cg.plots.heatmap(overlap))
    for i in range(4):
        for j in range(4):
            if i == j:
                continue
            low, high = float(overlap.lower[i, j]), float(overlap.upper[i, j])
            (x, y, least), (right, up, most) = sorted(found[i, j])
            assert (least, most) == (f"{low:.2f}", f"{high:.2f}")
            assert x < 0 < y
            assert up < 0 < right


@pytest.mark.parametrize("key", KEYS)
def test_the_colours_are_those_of_the_ends(key: str) -> None:
    """Each half of a cell has the colour of its end, and there is no third one between them."""
    overlap = nato(key)
    low, high = overlap.range
    halves = [patch for patch in cg.plots.heatmap(overlap).ax.patches if type(patch) is Polygon]
    assert len(halves) == 2 * 12
    for half in halves:
        (x, y), corner = half.get_xy()[:3].mean(axis=0), half.get_xy()[1]
        i, j = round(float(y)), round(float(x))
        end = overlap.upper if corner[1] < y else overlap.lower
        step = min(3, int(4 * (float(end[i, j]) - low) / (high - low)))
        assert to_hex(half.get_facecolor()) == LIGHT[f"depth-{step}"]


def test_the_diagonal_is_empty() -> None:
    """A programme has no overlap with itself to show: a dash stands there."""
    found = numbers(cg.plots.heatmap(nato()))
    assert all([words for _, _, words in found[i, i]] == ["\N{EN DASH}"] for i in range(4))


def test_data_has_every_pair_once() -> None:
    """`.data()` has each pair once, and both orders of an index that depends on them."""
    for key, count in (("jaccard", 6), ("containment", 12)):
        overlap = nato(key)
        data = cg.plots.heatmap(overlap).data()
        assert data.columns == ("row", "column", "lower", "upper", "width", "sharp")
        assert len(data) == count
        for row in data:
            pair = overlap[str(row["row"]), str(row["column"])]
            assert (row["lower"], row["upper"], row["sharp"]) == (pair.lower, pair.upper, pair.sharp)
            assert row["width"] == pair.upper - pair.lower


def test_alt_text_has_every_pair() -> None:
    """The description says how to read a cell, then both ends of each pair and the assumptions."""
    overlap = nato()
    words = cg.plots.heatmap(overlap).alt_text()
    assert words.startswith(
        "Jaccard of 6 pairs, as a square of 4 programmes. In each cell lower left the least"
    )
    assert "not a confidence interval" in words
    for pair in overlap:
        assert f"{pair.lower:.3f} to {pair.upper:.3f}" in words
    assert all(sentence.rstrip(".") in words for sentence in overlap.assumptions)
    assert "Japan in Republic of Korea: " in cg.plots.heatmap(nato("containment")).alt_text()


def test_a_settled_pair_has_one_number_and_one_colour() -> None:
    """Where both ends are the same, the number stands once in the middle of one colour; 0/0 has none."""
    drawn = cg.plots.heatmap(cg.Panel([[1, 0], [1, 1], [0, 0], [0, 0]], max_depth=1).overlap("jaccard"))
    found = numbers(drawn)
    assert found[0, 1] == [(0.0, 0.0, "0.50")]
    assert found[2, 3] == [(0.0, 0.0, "0/0")]
    assert math.isnan(float(drawn.data()["lower"][-1]))
    assert "P3 \N{EN DASH} P4: undefined" in drawn.alt_text()
    grounds = [p for p in drawn.ax.patches if to_hex(p.get_facecolor()) == LIGHT["ground"]]
    assert len(grounds) == 2


def test_an_open_end_is_dashed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pair with an open end has a dashed frame; words below the square and the description say so."""
    panel = cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)
    solved = cg.plots.heatmap(panel.overlap("jaccard"))
    left_open(monkeypatch, 0.1, 0.25)
    drawn = cg.plots.heatmap(panel.overlap("jaccard"))
    for figure, dashes in ((solved, 0), (drawn, 2)):
        frames = [p for p in figure.ax.patches if type(p) is Rectangle and p.get_linestyle() == "--"]
        assert len(frames) == dashes
        assert ("dashed" in figure.ax.texts[-1].get_text()) == bool(dashes)
    assert "between 0.233 (proven bound) and 0.333 (best completion found)" in drawn.alt_text()


def test_the_legend_covers_the_range_of_the_index() -> None:
    """Four colours go from the least to the greatest value that the index can have."""
    legend = cg.plots.heatmap(nato("s_squared")).ax.get_legend()
    assert legend is not None
    words = [text.get_text() for text in legend.get_texts()]
    dash = "\N{EN DASH}"
    assert words == [f"-1.00{dash}-0.50", f"-0.50{dash}0.00", f"0.00{dash}0.50", f"0.50{dash}1.00"]


def test_a_large_result_is_cut_by_rule_and_says_so() -> None:
    """Twenty programmes are drawn and the others counted; `most=None` draws all, nonsense is refused."""
    overlap = cg.Panel(np.tri(22, dtype=np.uint8), max_depth=1).overlap("jaccard")
    drawn = cg.plots.heatmap(overlap)
    assert len(drawn.data()) == 190
    assert "2 more programmes are not drawn" in drawn.alt_text()
    assert "2 more programmes are not drawn" in drawn.ax.texts[-1].get_text()
    whole = cg.plots.heatmap(overlap, most=None)
    assert len(whole.data()) == 231
    assert "not drawn" not in whole.alt_text()
    assert "1 more programme is not drawn" in cg.plots.heatmap(overlap, most=21).alt_text()
    for most in (0, -1, 1.5, True, "all"):
        with pytest.raises(ParameterError, match="most"):
            cg.plots.heatmap(overlap, most=most)  # type: ignore[arg-type]


def test_small_cells_have_no_numbers() -> None:
    """Where numbers would run into each other only the colours are drawn."""
    texts = [text.get_text() for text in cg.plots.heatmap(nato(), width=2.6).ax.texts]
    assert not [words for words in texts if words.startswith("0.")]
    assert [text for text in cg.plots.heatmap(nato()).ax.texts if text.get_text().startswith("0.")]


def test_it_draws_in_the_axes_of_others() -> None:
    """In the axes of a caller it takes the room there is, with names, and says how to read them."""
    figure, ax = plt.subplots()
    try:
        drawn = cg.plots.heatmap(nato(), ax=ax)
        assert drawn.ax is ax
        assert drawn._repr_html_() is None
        assert drawn._repr_mimebundle_() == ({}, {})
        assert [label.get_text() for label in ax.get_yticklabels()] == [
            "Australia", "Japan", "Republic of Korea", "New Zealand",
        ]  # fmt: skip
        assert "lower left the least" in " ".join(text.get_text() for text in ax.texts)
        check(figure)
    finally:
        plt.close(figure)


def test_the_look_of_the_frames_can_be_chosen() -> None:
    """Properties of the frames are passed on, what fills a cell is not; wrong names are refused."""
    drawn = cg.plots.heatmap(nato(), color="red")
    assert len([p for p in drawn.ax.patches if to_hex(p.get_edgecolor()) == "#ff0000"]) == 12
    with pytest.raises(ParameterError, match="what fills a cell"):
        cg.plots.heatmap(nato(), facecolor="red")
    with pytest.raises(ParameterError, match="'width'"):
        cg.plots.heatmap(nato(), widht=3)
    for thing in (cg.load("nato-ip4"), nato()["KOR", "JPN"], 3):
        with pytest.raises(ParameterError, match=r"plots\.heatmap"):
            cg.plots.heatmap(thing)  # type: ignore[arg-type]


def test_one_programme_is_a_square_of_one() -> None:
    """A panel of one programme has no pair, and is drawn all the same."""
    drawn = cg.plots.heatmap(cg.Panel([[1, 0]], max_depth=1).overlap("jaccard"))
    assert len(drawn.data()) == 0
    assert drawn.svg()
