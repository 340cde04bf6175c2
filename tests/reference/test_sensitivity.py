"""How the estimators of Sobol' indices are called, against another package and a function solved by hand."""

from __future__ import annotations

import numpy as np
import pytest
from stored import stored

from chirograph.chances.sensitivity import indices

ROWS = {row["id"]: row for row in stored("sobol")}


def test_a_given_design_has_the_indices_of_another_package():
    """The total of 320 evaluations is that of COINr; its first order takes no mean off, ours does."""
    row = ROWS["sobol/COINr"]
    found = np.array(row["values"]).reshape(2 + row["groups"], row["draws"])
    variance = found[:2].var(ddof=1)
    first = (found[1] * (found[2:] - found[0])).mean(axis=1) / variance
    assert first == pytest.approx(row["first"], abs=1e-9)
    total = indices(found)[1] * found[:2].var() / variance
    assert total == pytest.approx(row["total"], abs=1e-9)


def test_the_function_of_ishigami_has_the_printed_indices():
    """A design of independent draws gives the indices that the literature prints."""
    row = ROWS["sobol/Ishigami"]
    rng = np.random.default_rng(1)
    blocks = rng.uniform(-np.pi, np.pi, (2, row["groups"], row["draws"]))
    points = [blocks[0], blocks[1]]
    for group in range(row["groups"]):
        points.append(blocks[0].copy())
        points[-1][group] = blocks[1, group]
    found = [np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x) for x, y, z in points]
    first, total = indices(np.array(found))
    assert first == pytest.approx(row["first"], abs=row["tolerance"])
    assert total == pytest.approx(row["total"], abs=row["tolerance"])
