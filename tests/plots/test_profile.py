"""The profile as bars: each bar spans the bounds, and what it measures is said."""

from __future__ import annotations

import numpy as np
import pytest
from plots.ranges import edges, ranges

import chirograph as cg
from chirograph.errors import UnknownLabel
from chirograph.profile import Profile


@pytest.fixture(scope="module")
def found() -> Profile:
    """Of the shipped programmes."""
    return cg.load("nato-ip4").profile()


def test_bars_span_the_bounds(found: Profile) -> None:
    """One bar for every share of every programme, as wide as its range, without a middle."""
    drawn = cg.plots.profile(found)
    rows = [(float(row["lower"]), float(row["upper"])) for row in drawn.data()]
    assert np.allclose(ranges(drawn), rows)
    ends = sorted(end for low, high in rows if low < high for end in (low, high))
    assert sorted(edges(drawn)) == pytest.approx(ends)


def test_it_says_what_it_measures(found: Profile) -> None:
    """Title, drawing and alt text carry the caution; a share that may be 0/0 says so at its bar."""
    drawn = found.plot()
    words = "shares of what the programme says, not of what was achieved"
    assert words in drawn.title
    assert words in drawn.alt_text()
    assert "not of what was achieved" in " ".join(text.get_text() for text in drawn.ax.texts)
    assert "New Zealand (or 0/0)" in [text.get_text() for text in drawn.ax.texts]
    assert drawn.svg() == cg.plots.profile(found).svg()


def test_single_shares_can_be_chosen(found: Profile) -> None:
    """`keys` draws some indicators; one that was not asked is refused."""
    drawn = cg.plots.profile(found, keys=["concentration", "public_share"])
    assert len(drawn.data()) == 12
    with pytest.raises(UnknownLabel):
        cg.plots.profile(found, keys=["jaccard"])
