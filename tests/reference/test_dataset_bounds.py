"""Published checks of the method on the real programmes: strict coverage of 24 areas by Japan and Korea."""

from __future__ import annotations

import pytest
from twin import Case
from twin.indices import TWINS, Pair

import chirograph as cg


@pytest.fixture(scope="module")
def panel():
    """The default panel of the dataset with strict evidence."""
    return cg.load("nato-ip4").panel(evidence="strict")


def test_japan_and_korea_without_a_list_length(panel):
    """Listed is covered, not on a complete list is absent, all else is open: 0.333 to 0.733."""
    pair = panel.overlap("jaccard")["KOR", "JPN"]
    assert (round(pair.lower, 3), round(pair.upper, 3)) == (0.333, 0.733)
    assert (pair.lower, pair.upper) == (pytest.approx(8 / 24), pytest.approx(11 / 15))
    assert pair.sharp


def test_japan_and_korea_with_sixteen_areas_for_japan(panel):
    """Knowing only that Japan's programme covers 16 of the areas narrows the range to 0.421 to 0.688."""
    pair = panel.constrain(list_length={"JPN": 16}).overlap("jaccard")["KOR", "JPN"]
    assert (round(pair.lower, 3), round(pair.upper, 3)) == (0.421, 0.688)
    assert pair.sharp
    japan = 1 if (pair.witness_lower[0] >= 1).sum() == 11 else 0
    for witness in (pair.witness_lower, pair.witness_upper):
        assert (witness[japan] >= 1).sum() == 16


def test_closed_forms_agree_on_every_pair(panel):
    """For each pair the ends are the binary closed forms over known and possible areas."""
    table = panel.overlap("jaccard")
    known, possible = panel.lower >= 1, panel.upper >= 1
    for first, second in table.pairs():
        p, q = panel.rows.index(first), panel.rows.index(second)
        least = (known[p] & known[q]).sum() / (possible[p] | possible[q]).sum()
        both = possible[p] & possible[q]
        most = both.sum() / (both | known[p] | known[q]).sum()
        assert table[first, second].lower == pytest.approx(least, abs=1e-15)
        assert table[first, second].upper == pytest.approx(most, abs=1e-15)


def test_witnesses_of_the_real_pairs_attain_their_bounds(panel):
    """For every index and pair a witness lies in the intervals and has the value of its bound."""
    for key in cg.indicators().to_dict()["key"]:
        if key not in TWINS:
            continue
        table = panel.overlap(key)
        for first, second in table.pairs():
            pair = table[first, second]
            rows = [panel.rows.index(first), panel.rows.index(second)]
            box = Case(
                tuple(tuple(map(int, panel.lower[row])) for row in rows),
                tuple(tuple(map(int, panel.upper[row])) for row in rows),
                panel.max_depth,
            )
            for witness, bound in ((pair.witness_lower, pair.lower), (pair.witness_upper, pair.upper)):
                if witness is None:
                    assert not pair.sharp
                    continue
                x, y = (tuple(int(depth) for depth in line) for line in witness)
                assert box.allowed((x, y)), f"{key} {first} {second}"
                value = TWINS[key](Pair(x, y, (1,) * len(x), panel.max_depth))
                assert float(value) == pytest.approx(bound, abs=1e-12), f"{key} {first} {second}"
