"""The harness of pictures sees what it is for: each fault of a figure is told, a sound figure has none."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure
from plots.pictures import faults


def sound(width: float = 4.0) -> Figure:
    """Two Axes beside each other, each with a text in it."""
    figure = Figure(figsize=(width, 3))
    figure.subplots_adjust(wspace=0.6)
    for ax in figure.subplots(1, 2):
        ax.text(0.5, 0.5, "fits", ha="center")
    return figure


def test_a_sound_figure_has_no_fault() -> None:
    """Ticks and texts that keep apart are not told of; a slanted text takes its own room, not its frame's."""
    figure = sound()
    figure.axes[0].text(0.1, 0.1, "slanted and long", rotation=45, fontsize=8)
    figure.axes[0].text(0.1, 0.6, "other")
    assert faults(figure) == []


@pytest.mark.parametrize(
    ("at", "text", "points", "told"),
    [
        ((0.5, 0.5), "over it", 10, "'over it' overlaps 'fits'"),
        ((0.1, 0.8), "small", 5, "'small' has 5.0 points"),
        ((-0.5, 0.9), "outside of it", 10, "'outside of it' passes the edge of the figure"),
        ((1.75, 0.9), "elsewhere", 10, "'elsewhere' lies in the Axes beside it"),
    ],
)
def test_a_text_at_a_wrong_place_is_told(
    at: tuple[float, float], text: str, points: float, told: str
) -> None:
    """A text over another, too small, cut off, or in the Axes of another figure makes one sentence."""
    figure = sound()
    figure.axes[0].text(*at, text, fontsize=points)
    found = faults(figure)
    assert [sorted(words.split()) for words in found] == [sorted(told.split())]


def test_squeezed_and_mirrored_axes_are_told() -> None:
    """An Axes without room, or that runs from right to left, is a fault."""
    figure = sound()
    figure.axes[0].set_position((0.1, 0.1, 0.01, 0.8))
    figure.axes[0].axis("off")
    figure.axes[0].texts[0].remove()
    figure.axes[1].invert_xaxis()
    assert faults(figure) == ["Axes 0 is 0.04 x 2.40 inches", "Axes 1 runs from right to left"]
