"""The order of pairs: what is called certain always holds, what is called reversible is reversed."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

import chirograph as cg
from chirograph.ranks import order

Depths = NDArray[np.int64]


def ordered(overlap: cg.Overlap) -> order.Order:
    """The order of the pairs of a result."""
    return order.order_of(overlap.question, overlap.lower, overlap.upper)


def small_panel(seed: int) -> cg.Panel:
    """Three or four programmes, three areas, up to seven unknown cells."""
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(3, 5)), 3)
    top = int(rng.integers(1, 3))
    lower = rng.integers(0, top + 1, shape)
    upper = lower.copy()
    opened = rng.permutation(shape[0] * shape[1])[: 7 if top == 1 else 5]
    upper.ravel()[opened] = top
    lower.ravel()[opened] = 0
    return cg.Panel(lower, upper, max_depth=top)


def completions(panel: cg.Panel) -> list[Depths]:
    """Every way to fill the unknown cells."""
    choices = [
        range(int(a), int(b) + 1) for a, b in zip(panel.lower.ravel(), panel.upper.ravel(), strict=True)
    ]
    return [np.array(values).reshape(panel.lower.shape) for values in product(*choices)]


def ruzicka(first: Depths, second: Depths) -> float:
    """Shared over combined depth, straight from the definition; NaN for 0/0."""
    combined = np.maximum(first, second).sum()
    return float(np.minimum(first, second).sum() / combined) if combined else float("nan")


@pytest.mark.parametrize("seed", range(60))
def test_verdicts_hold_over_every_completion(seed: int) -> None:
    """No completion contradicts a certain verdict; "reversible" always has one for either order."""
    panel = small_panel(seed)
    overlap = panel.overlap("ruzicka")
    filled = completions(panel)
    at = {label: index for index, label in enumerate(panel.rows)}

    def values(pair: tuple[str, str]) -> NDArray[np.float64]:
        return np.array([ruzicka(cells[at[pair[0]]], cells[at[pair[1]]]) for cells in filled])

    for item in ordered(overlap).comparisons:
        difference = values(item.first) - values(item.second)
        difference = difference[~np.isnan(difference)]
        if item.verdict == "above":
            assert (difference > 1e-12).all()
        elif item.verdict == "at_least":
            assert (difference >= -1e-12).all()
        elif item.verdict == "equal":
            assert (abs(difference) <= 1e-12).all()
        elif item.verdict == "reversible":
            assert (difference > 0).any()
            assert (difference < 0).any()


def test_most_reversals_are_found() -> None:
    """Of the reversals that exist over many small panels, the search finds at least nine in ten."""
    found = missed = 0
    for seed in range(40):
        panel = small_panel(seed)
        filled = completions(panel)
        at = {label: index for index, label in enumerate(panel.rows)}
        for item in ordered(panel.overlap("ruzicka")).comparisons:
            one, two = (
                np.array([ruzicka(cells[at[p]], cells[at[q]]) for cells in filled])
                for p, q in (item.first, item.second)
            )
            if (one > two).any() and (one < two).any():
                found, missed = (
                    found + (item.verdict == "reversible"),
                    missed + (item.verdict != "reversible"),
                )
    assert found + missed > 100
    assert found >= 9 * missed


def test_the_real_data_settle_no_order() -> None:
    """With the strict data, unpublished text can reverse every comparison of pairs; all counts add up."""
    found = ordered(cg.load("nato-ip4").overlap("jaccard"))
    assert found.total == 15
    assert (found.certain, found.reversible, found.open) == (0, 15, 0)


def test_known_cells_settle_everything() -> None:
    """Without unknown cells every comparison is certain."""
    found = ordered(cg.load("nato-ip4").assume(unpublished="absent").overlap("jaccard"))
    assert found.certain == found.total == 15


def test_a_tie_is_not_above() -> None:
    """Equal values are equal, and ranges that meet in one end are "at least"; neither is called above."""
    same = ordered(cg.Panel([[1, 1], [1, 1], [1, 1]], max_depth=1).overlap("jaccard"))
    assert (same.above, same.at_least, same.equal) == (0, 0, 3)
    half = ordered(
        cg.Panel([[1, 1], [1, 1], [1, 0]], [[1, 1], [1, 1], [1, 1]], max_depth=1).overlap("jaccard")
    )
    assert (half.above, half.at_least, half.equal, half.total) == (0, 2, 0, 3)


def test_joint_knowledge_claims_nothing_it_cannot_show() -> None:
    """Where areas tie programmes to each other, overlapping ranges are called open and never reversible."""
    panel = cg.Panel(np.zeros((3, 3), dtype=int), np.ones((3, 3), dtype=int), max_depth=1)
    tied = panel.constrain(joint=[("A1", ["P1", "P2", "P3"], "same")])
    assert ordered(tied.overlap("jaccard")).reversible == 0


@pytest.mark.parametrize("seed", range(20))
def test_many_pairs_are_counted_alike(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting ranges, as done for many pairs, gives the certain comparisons that looking at each gives."""
    overlap = small_panel(seed).overlap("jaccard")
    looked = ordered(overlap)
    monkeypatch.setattr(order, "MOST_PAIRS", 0)
    counted = ordered(overlap)
    kinds = ("above", "at_least", "equal", "total")
    assert [getattr(counted, kind) for kind in kinds] == [getattr(looked, kind) for kind in kinds]
    assert counted.comparisons == ()
