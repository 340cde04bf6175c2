"""What documents can settle as a figure: a bar from worst to best, a diamond for each expectation."""

from __future__ import annotations

from functools import cache

import pytest
from plots.ranges import ranges

import chirograph as cg
from chirograph.errors import ParameterError


@cache
def found() -> cg.DocumentValues:  # type: ignore[name-defined]
    """Of the shipped programmes, with a scenario."""
    told = {"four": {"NZL": ["A02", "A03", "A09", "A18"]}}
    return cg.load("nato-ip4").value_of_documents(prior=[0.3, 0.5], scenarios=told)


def test_a_bar_runs_from_worst_to_best_with_its_expectations() -> None:
    """Bars, diamonds and numbers are those of the result, in its order."""
    drawn = found().plot()
    assert ranges(drawn) == [(one.worst[0], one.best[0]) for one in found()]
    assert len(found()) == 7
    marks = [line.get_xdata() for line in drawn.ax.lines if line.get_marker() == "D"]
    assert [tuple(xs) for xs in marks] == [one.expected for one in found() if one.expected]  # type: ignore[arg-type]
    assert drawn.data()["best"] == tuple(one.best[1] for one in found())


@pytest.mark.parametrize("width", [4.0, 9.0])
def test_nothing_leaves_the_figure(width: float) -> None:
    """Names are wrapped, and every text stands inside."""
    drawn = found().plot(width=width)
    figure = drawn.ax.figure
    figure.canvas.draw()
    edge = figure.get_window_extent()
    for text in [*drawn.ax.texts, *drawn.ax.get_yticklabels(), drawn.ax.xaxis.label]:
        box = text.get_window_extent()
        assert edge.x0 - 1 <= box.x0, text.get_text()
        assert box.x1 <= edge.x1 + 1, text.get_text()


def test_words_say_what_the_bars_say() -> None:
    """The description has every bar with its numbers, and that expectations are no bounds."""
    words = found().plot().alt_text()
    assert "New Zealand 0 to 12" in words
    assert "no bounds" in words
    assert "If they say this: four 8" in words


def test_what_cannot_be_drawn_is_refused() -> None:
    """Another thing, and a property that bars do not have."""
    with pytest.raises(ParameterError, match="value_of_documents"):
        cg.plots.documents(cg.load("nato-ip4"))  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="colour"):
        found().plot(colour="red")
