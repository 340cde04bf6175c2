"""Possible places of pairs against stored ones, made by programs that share no line with this one."""

from __future__ import annotations

import numpy as np
import pytest
from stored import names, stored

import chirograph as cg
from chirograph.ranks.places import Places, places

ROWS = stored("possible_ranks")


def answered(panel: cg.Panel) -> tuple[Places, tuple[np.ndarray, np.ndarray]]:
    """The places, and where the pairs stand in them."""
    overlap = panel.overlap("jaccard")
    return places(overlap.question, overlap.lower, overlap.upper), np.triu_indices(len(overlap.rows), 1)


@pytest.mark.parametrize("row", ROWS, ids=names(ROWS))
def test_places_are_the_stored_ones(row):
    """Best and worst place of every pair, each attained; certainly first where it was written out."""
    cells = [[{"0": (0, 0), "1": (1, 1), "?": (0, 1)}[sign] for sign in signs] for signs in row["rows"]]
    lower, upper = np.moveaxis(np.array(cells), 2, 0)
    found, at = answered(cg.Panel(lower, upper, max_depth=1))
    assert found.best[at].tolist() == row["best"]
    assert found.worst[at].tolist() == row["worst"]
    assert found.certified[at].all()
    if "first" in row:
        assert found.certainly_first[at].tolist() == row["first"]


def test_the_dataset_has_the_stored_places():
    """The first stored panel of programmes is that of the dataset: nothing assumed, every place is open."""
    found, at = answered(cg.load("nato-ip4").panel(evidence="strict"))
    assert found.best[at].tolist() == [1] * 6
    assert found.worst[at].tolist() == [6] * 6
    assert found.certified[at].all()
