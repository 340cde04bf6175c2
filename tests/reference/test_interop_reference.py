"""Interoperability against values other packages gave: shared and joint depth, and means over dimensions."""

from __future__ import annotations

import numpy as np
import pytest
from stored import names, stored

import chirograph as cg
from chirograph import _core

ROWS = stored("interoperability")
SUMS = [row for row in ROWS if row["what"] == "sums"]
MEANS = [row for row in ROWS if row["what"] == "mean"]


def engine(cells: object, top: int, relevance: object = (), alpha: object = ()) -> _core.Interoperability:
    """A model of known depths without systems: some dimensions by area, or none."""
    panel = cg.Panel(cells, max_depth=top)
    rows, columns = panel.lower.shape
    dimensions = len(alpha)  # type: ignore[arg-type]
    none = np.zeros(0)
    return _core.Interoperability(
        panel.content.engine(),
        member_low=np.zeros((rows, 0), dtype=np.uint8),
        member_high=np.zeros((rows, 0), dtype=np.uint8),
        between=np.zeros(0, dtype=np.uint8),
        between_low=np.zeros((rows, rows, 0), dtype=np.uint8),
        between_high=np.zeros((rows, rows, 0), dtype=np.uint8),
        relevance=np.array(relevance, dtype=np.float64).reshape(dimensions, columns),
        system_relevance=np.zeros((dimensions, 0)),
        system_values=none,
        theta=np.zeros(dimensions),
        alpha=np.array(alpha, dtype=np.float64),
        menu=np.full(columns, top, dtype=np.uint8),
        offered=np.zeros(0, dtype=np.uint8),
    )


@pytest.mark.parametrize("row", SUMS, ids=names(SUMS))
def test_shared_and_joint_depth(row):
    """Shared depth of each pair is its stored sum of minima, coverage its sum of maxima, R_2 their ratio."""
    model = engine(row["matrix"], row["max_depth"])
    full = row["max_depth"] * len(row["matrix"][0])
    for p in range(len(row["matrix"])):
        for q in range(p):
            shared = model.bound("shared_depth", [p, q])
            covered = model.bound("m_of_k", [p, q], {"m": 1})
            ratio = model.bound("collective_overlap", [p, q])
            assert shared["lower"] * full == pytest.approx(row["shared"][p][q], abs=row["tolerance"] * full)
            assert covered["upper"] * full == pytest.approx(row["union"][p][q], abs=row["tolerance"] * full)
            assert ratio["lower"] == pytest.approx(row["shared"][p][q] / row["union"][p][q], abs=1e-12)


@pytest.mark.parametrize("row", MEANS, ids=names(MEANS))
def test_means_over_dimensions(row):
    """A pair that has exactly the stored values by dimension has the stored mean of them."""
    # Both have the first area in full and the second not at all: T_d is the first area's share of relevance.
    relevance = [[value, 1 - value] for value in row["dimensions"]]
    model = engine([[1, 0], [1, 0]], 1, relevance, row["weights"])
    for d, value in enumerate(row["dimensions"]):
        assert model.bound("dimension_profile", [0, 1], {"dimension": d})["lower"] == pytest.approx(value)
    mean = model.bound("interoperability", [0, 1], {"rho": row["rho"]})
    assert mean["lower"] == mean["upper"] == pytest.approx(row["expected"], abs=row["tolerance"], rel=0)


def test_each_row_says_where_it_is_from():
    """Each row has its origin, and no two share an id."""
    assert all(row["how_obtained"] for row in ROWS)
    assert len({row["id"] for row in ROWS}) == len(ROWS)
