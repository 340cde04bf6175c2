"""Places of pairs over unknown cells and weights of areas."""

from __future__ import annotations

import numpy as np
import pytest
from claims_edits import edition_1

import chirograph as cg
from chirograph.errors import ParameterError

#: Acceptabilities of three with scores (.9, .2), (.6, .6), (.1, 1) under any weights (quadrature by scipy).
SMAA = [[0.428571429, 0.071428571, 0.5], [0.126984127, 0.873015873, 0.0], [0.444444444, 0.055555556, 0.5]]


def three(draws: int, **options: float | str) -> cg.Ranks:
    """Gower's index of a base with three others is a weighted mean of two scores: .9 and .2, and so on."""
    panel = cg.Panel([[0, 0], [1, 8], [4, 4], [9, 0]], max_depth=10, rows=["base", "A", "B", "C"])
    return panel.overlap("gower", between=("base", ["A", "B", "C"])).rank(0.5, draws=draws, **options)


def test_acceptability_is_that_of_the_reference() -> None:
    """Weights drawn with all as likely give the places of the SMAA reference case, within five errors."""
    found = three(40_000, weights="any")
    off = np.abs(found.acceptability - SMAA)
    assert np.all(off <= 5 * found.error + 1e-9)
    assert found.acceptability.sum(axis=1) == pytest.approx([1, 1, 1])
    assert found.acceptability.sum(axis=0) == pytest.approx([1, 1, 1])


def test_central_weights_are_the_mean_of_those_that_put_a_pair_first() -> None:
    """B is first for weights of the first area between 4/9 and 4/7: their middle; A above, C below."""
    found = three(40_000, weights="any")
    assert found.central[:, 0] == pytest.approx([(4 / 7 + 1) / 2, (4 / 9 + 4 / 7) / 2, 2 / 9], abs=0.01)
    assert found.central.sum(axis=1) == pytest.approx([1, 1, 1])
    assert found.central_weights().columns == ("first", "second", "A1", "A2")


def test_drawn_weights_are_dirichlet() -> None:
    """Dirichlet numbers of any concentration add up to 1 and have their mean and variance."""
    for alpha in (0.3, 1.0, 7.5):
        panel = cg.Panel([[1, 0], [1, 1]], max_depth=1).content
        pairs, one = np.array([[0, 1]]), np.ones((2, 1))
        chance = np.eye(2)[panel.lower][:, None]
        _, drawn = panel.engine().sample("jaccard", {}, pairs, one, chance, 3, 0, 40_000, 2, alpha)
        assert drawn.sum(axis=1) == pytest.approx(np.ones(40_000))
        variance = 0.25 / (2 * alpha + 1)
        assert drawn[:, 0].mean() == pytest.approx(0.5, abs=5 * np.sqrt(variance / 40_000))
        assert drawn[:, 0].var() == pytest.approx(variance, rel=0.05)


def test_expected_places_are_those_of_the_exact_orders() -> None:
    """What is drawn agrees with the exact expected places of the distribution, within five errors."""
    overlap = edition_1().overlap("jaccard")
    exact = overlap.distribution(0.5).expected_rank
    assert exact == pytest.approx([1.53, 2.58, 4.07, 3.28, 4.08, 5.46], abs=0.005)
    assert overlap.rank(0.5).expected == pytest.approx(exact, abs=5 * 1.5 / np.sqrt(20_000))


def test_likely_places_lie_inside_possible_ones() -> None:
    """No draw puts a pair before its best place or, ties shared, behind its worst."""
    lower = [[1, 1, 0, 1], [1, 0, 0, 0], [0, 0, 1, 0]]
    panel = cg.Panel(lower, [[1, 1, 1, 1], [1, 0, 0, 0], [0, 1, 1, 0]], max_depth=1)
    found = panel.overlap("jaccard").rank(0.5, draws=2000)
    for at, shares in enumerate(found.acceptability):
        places = np.flatnonzero(shares) + 1
        assert found.best[at] <= places.min()
        assert places.max() <= found.worst[at]


def test_ties_share_their_places() -> None:
    """Equal pairs have each place with the same share; a pair that is 0/0 has none."""
    found = cg.Panel([[1, 1], [1, 1], [1, 1]], max_depth=1).overlap("jaccard").rank(draws=10)
    assert found.acceptability == pytest.approx(np.full((3, 3), 1 / 3))
    assert found.error == pytest.approx(np.zeros((3, 3)), abs=1e-9)
    some = cg.Panel([[1, 1], [0, 0], [0, 0]], max_depth=1).overlap("jaccard").rank(draws=10)
    assert some.acceptability[2].tolist() == [0, 0, 0]
    assert some.best[2] == some.worst[2] == 0


def test_places_do_not_depend_on_threads() -> None:
    """1, 2 and 7 threads count the same, to the bit, with weights drawn as well."""
    overlap = cg.load("nato-ip4").overlap("jaccard")
    for weights in (None, "any"):
        one, *others = (overlap.rank(weights=weights, draws=5000, threads=threads) for threads in (1, 2, 7))
        assert all(one == other for other in others)


@pytest.mark.parametrize("rows", [1, 2, 26])
def test_answers_of_no_pair_and_of_very_many_come_back(rows: int) -> None:
    """One programme has no pair, 26 have too many to be compared: prints, figures, plain data hold."""
    panel = cg.Panel([[1, 0]] * rows, [[1, 1]] * rows, max_depth=1)
    overlap = panel.overlap("jaccard")
    found = [overlap.distribution(0.5)]
    if rows < 26:
        found += [overlap.rank(0.5, draws=20), overlap.rank(0.5, weights="any", draws=20)]
    for one in found:
        assert len(one) == rows * (rows - 1) // 2
        assert type(one).from_json(one.to_json()) == one
        assert one.plot().data().columns
        assert one.prior.sentence() in repr(one)
    with pytest.raises(ParameterError, match="at most 300"):
        cg.Panel([[1, 0]] * 26, [[1, 1]] * 26).overlap("jaccard").rank()
