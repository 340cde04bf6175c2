"""Known profiles against the installed scipy and scikit-learn, on seeded random panels, weights included."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import chirograph as cg

distance = pytest.importorskip("scipy.spatial.distance")
stats = pytest.importorskip("scipy.stats")
metrics = pytest.importorskip("sklearn.metrics")

TIMES = 40


def kappa(word):
    """scikit-learn's kappa with a scheme of weights for the disagreements."""
    return lambda x, y, w, top: metrics.cohen_kappa_score(
        x, y, weights=word, sample_weight=w, labels=list(range(top + 1))
    )


def reached(x):
    """Which areas are taken up at all."""
    return x >= 1


PEERS = {
    "jaccard": ({}, lambda x, y, w, _: metrics.jaccard_score(reached(x), reached(y), sample_weight=w)),
    "dice": ({}, lambda x, y, w, _: metrics.f1_score(reached(x), reached(y), sample_weight=w)),
    "containment": ({}, lambda x, y, w, _: metrics.recall_score(reached(x), reached(y), sample_weight=w)),
    "phi": ({}, lambda x, y, w, _: metrics.matthews_corrcoef(reached(x), reached(y), sample_weight=w)),
    "ochiai": ({}, lambda x, y, w, _: 1 - distance.cosine(reached(x) * 1.0, reached(y) * 1.0, w)),
    "simple_matching": ({}, lambda x, y, w, _: metrics.accuracy_score(x, y, sample_weight=w)),
    "braycurtis": ({}, lambda x, y, w, _: 1 - distance.braycurtis(x * w, y * w)),
    "cosine": ({}, lambda x, y, w, _: 1 - distance.cosine(x, y, w)),
    "gower": ({}, lambda x, y, w, top: 1 - distance.cityblock(x, y, w) / top / w.sum()),
    "nominal": ({"weighting": "nominal"}, kappa(None)),
    "linear": ({"weighting": "linear"}, kappa("linear")),
    "quadratic": ({"weighting": "quadratic"}, kappa("quadratic")),
    "tau_b": ({}, lambda x, y, w, _: stats.kendalltau(x, y).statistic),
}


def profiles(seed, weighted):
    """Two profiles over 30 areas with depths 0..3, both with some areas and not constant."""
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 4, size=(2, 30))
    return x, y, rng.integers(1, 9, size=30) / 4 if weighted else np.ones(30)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name", sorted(PEERS))
def test_value_equals_the_peer(name, weighted):
    """On known profiles the library and the peer package give the same number, with and without weights."""
    parameters, peer = PEERS[name]
    key = "cohen_kappa" if "weighting" in parameters else name
    if weighted and key == "tau_b":
        pytest.skip("tau-b takes no weights")
    for seed in range(TIMES):
        x, y, w = profiles(seed, weighted)
        ours = cg.Panel([x, y], max_depth=3, weights=w).overlap(key, **parameters)["P1", "P2"]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # peers warn about their own conventions
            theirs = peer(x, y, w, 3)
        assert ours.lower == ours.upper == pytest.approx(float(theirs), abs=1e-12, rel=0), f"seed {seed}"
