"""What documents can settle as a figure, and what is open in each text: certain dark, possible pale."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from plots.pictures import check
from plots.ranges import boxes

import chirograph as cg
from chirograph.errors import ParameterError

pytestmark = pytest.mark.usefixtures("once")


@cache
def found() -> cg.DocumentValues:  # type: ignore[name-defined]
    """Of the shipped programmes, with a scenario."""
    told = {"four": {"NZL": ["A02", "A03", "A09", "A18"]}}
    return cg.load("nato-ip4").value_of_documents(prior=[0.3, 0.5], scenarios=told)


def spans(drawn: cg.plots.PlotResult, kind: str) -> list[tuple[float, float]]:
    """From where to where the boxes of a kind go, without the swatch of the key."""
    return [(left, left + wide) for left, _, wide, _ in boxes(drawn.ax, kind)[1:]]


def test_the_certain_is_dark_and_the_possible_pale() -> None:
    """Dark goes to what is settled whatever documents say, pale on to the most; diamonds are expectations."""
    drawn = found().plot()
    whole = max(end for _, end in spans(drawn, "best")), spans(drawn, "both")[0][0]
    unit, start = (whole[0] - whole[1]) / 15, whole[1]
    both = [(0, one.worst[0]) for one in found() if one.worst[0]]
    best = [(one.worst[0], one.best[0]) for one in found() if one.worst[0] < one.best[0]]
    for kind, ends in (("both", both), ("best", best)):
        assert np.allclose((np.array(spans(drawn, kind)) - start) / unit, ends)
    (marks,) = [line for line in drawn.ax.lines if line.get_label() == "_expected"]
    values = [value for one in found() for value in one.expected]
    assert np.allclose((np.asarray(marks.get_xdata())[1:] - start) / unit, values)
    assert drawn.data()["best"] == tuple(one.best[1] for one in found())
    numbers = [text.get_text() for text in drawn.ax.texts]
    assert {"0–12", "3–15", "of 15"} <= set(numbers)  # noqa: RUF001


def test_what_settles_nothing_for_certain_is_not_blank() -> None:
    """A text that can settle nothing has a mark of its own at 0."""
    panel = cg.Panel([[1, 1, 0], [1, 0, 0], [0, 0, 0]], [[1, 1, 1], [1, 0, 1], [1, 1, 0]], max_depth=1)
    known = panel.value_of_documents(together=1)
    assert [(one.worst[0], one.best[0]) for one in known] == [(0, 3), (0, 0), (0, 0)]
    assert len(spans(known.plot(), "both")) == 2


def test_the_sentence_is_the_finding_and_the_source_is_named() -> None:
    """The title says which text settles how much, `title=` another thing; the dataset stands below."""
    drawn = found().plot()
    assert drawn.title == "The text of New Zealand would settle 0 to 12 of 15 orders of pairs"
    said = " ".join(text.get_text() for text in drawn.ax.texts)
    assert drawn.title in said
    assert "Source: nato-ip4" in said
    assert found().plot(title="Mine").title == "Mine"


def test_of_a_dataset_it_shows_what_is_open_in_every_text() -> None:
    """One bar a programme: dark the areas that may or may not be there, pale those of open depth only."""
    data = cg.load("nato-ip4")
    drawn = cg.plots.documents(data)
    panel = data.panel()
    low, top = np.asarray(panel.lower), np.asarray(panel.upper)
    counts = {
        row: (int(((low == 0) & (top > 0))[i].sum()), int(((low > 0) & (top > low))[i].sum()))
        for i, row in enumerate(panel.rows)
    }
    assert {row["programme"]: (row["areas"], row["depths"]) for row in drawn.data()} == counts
    assert len(spans(drawn, "both")) == sum(areas > 0 for areas, _ in counts.values())
    assert drawn.svg() == cg.plots.documents(panel).svg()


def test_a_public_text_comes_first_and_says_so() -> None:
    """What only has to be read stands on top and is marked, in words and in the drawing, at every width."""
    for width in (None, 3.3):
        drawn = cg.plots.documents(cg.load("nato-ip4"), width=width)
        assert drawn.data()["public"] == (True, False, False, False)
        assert drawn.title.startswith("The text of Japan is public")
        said = " ".join(text.get_text() for text in drawn.ax.texts)
        assert "public, but not read" in said
        assert "Japan: open whether 12 areas are in it, and how deep 11 others; public" in drawn.alt_text()
        check(drawn.figure)


def test_where_nothing_is_open_it_says_so() -> None:
    """A known panel has no bar, and the sentence below names its programmes."""
    drawn = cg.plots.documents(cg.Panel([[1, 0]], rows=["One"], max_depth=1))
    assert len(drawn.data()) == 0
    assert "Nothing is open in the text of One" in drawn.alt_text()


@pytest.mark.parametrize("width", [4.0, 9.0])
def test_nothing_leaves_the_figure(width: float) -> None:
    """Names are wrapped, and every text stands inside."""
    check(found().plot(width=width).figure)


def test_words_say_what_the_bars_say() -> None:
    """The description has every bar with its numbers, and that expectations are no bounds."""
    words = found().plot().alt_text()
    assert "New Zealand 0 to 12" in words
    assert "no bounds" in words
    assert "If it says this: four 8" in words


def test_what_cannot_be_drawn_is_refused() -> None:
    """Another thing, and a property that bars do not have."""
    with pytest.raises(ParameterError, match="value_of_documents"):
        cg.plots.documents(cg.load("nato-ip4").overlap("jaccard"))  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="colour"):
        found().plot(colour="red")
