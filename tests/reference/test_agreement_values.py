"""Agreement against published examples, other packages, and ends found by going through every completion."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from stored import names, stored

import chirograph as cg
from chirograph.agreement.asking import row_of

VALUES, EFFECTS = stored("agreement_values"), stored("agreement_effects")


def codings(row):
    """The stored codings, coders named by their number."""
    return cg.Codings({f"C{i}": line for i, line in enumerate(row["codings"])}, max_depth=row["top"])


@pytest.mark.parametrize("row", VALUES, ids=names(VALUES))
def test_stored_values_are_reached(row):
    """Every stored value and both ends of every stored range come out, and what is undefined says why."""
    found = codings(row).agreement(row["key"], metric=row["metric"])
    if row["expected"] is None:
        assert found.reason
        assert np.isnan(found.lower)
        assert found.witness_lower is None
        return
    low, high = row["expected"] if isinstance(row["expected"], list) else [row["expected"]] * 2
    assert found.sharp
    assert not found.reason
    assert abs(found.lower - low) <= row["tolerance"]
    assert abs(found.upper - high) <= row["tolerance"]
    if "undefined_completions" in row:
        assert found.undefined_possible == (row["undefined_completions"] > 0)


@pytest.mark.parametrize("row", EFFECTS, ids=names(EFFECTS))
def test_stored_effects_come_in_their_order(row):
    """Disputed cells come in the stored order with the stored effect, under both rules."""
    width = row["areas"]
    units = [(f"P{1 + k // width}", f"A{k % width}") for k in range(2 * width)]
    two = cg.Codings(dict(zip("AB", row["codings"], strict=True)), max_depth=row["top"], units=units)
    for rule, expected in row["expected"].items():
        found = list(two.effects(row["key"], rule=rule))
        assert [units.index((x["programme"], x["area"])) for x in found] == [
            x["cell"] for x in expected["effects"]
        ]
        for line, wanted in zip(found, expected["effects"], strict=True):
            assert line["effect"] == pytest.approx(wanted["effect"], abs=1e-9)
            assert [line["lower"], line["upper"]] == pytest.approx(expected["range"], abs=1e-9)


@pytest.mark.parametrize("metric", ["nominal", "linear", "quadratic"])
def test_known_codings_have_the_kappa_of_scikit_learn(metric):
    """On seeded random codings kappa equals scikit-learn's, units that one coder left out taken out there."""
    metrics = pytest.importorskip("sklearn.metrics")
    random = np.random.default_rng(3)
    for _ in range(40):
        top, units = int(random.integers(1, 5)), int(random.integers(3, 30))
        rows = random.integers(0, top + 1, (2, units))
        gone = random.random((2, units)) < 0.1
        both = ~gone.any(axis=0)
        lists = [
            [None if out else int(v) for v, out in zip(*line, strict=True)]
            for line in zip(rows, gone, strict=True)
        ]
        found = cg.Codings({"A": lists[0], "B": lists[1]}, max_depth=top).agreement("kappa", metric=metric)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            weights = None if metric == "nominal" else metric
            peer = (
                metrics.cohen_kappa_score(*rows[:, both], weights=weights, labels=range(top + 1))
                if both.any()
                else np.nan
            )
        assert (found.lower == pytest.approx(peer, abs=1e-12)) or (found.reason and np.isnan(peer))


def test_every_coefficient_has_a_stored_value():
    """No row of the table of coefficients goes without a value that another package or a pencil gave."""
    assert {row["key"] for row in VALUES} == set(cg.Codings.coefficients()["key"])
    assert row_of("krippendorff_alpha")["reference"] == "krippendorff2004"
