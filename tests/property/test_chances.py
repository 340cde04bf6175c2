"""What must hold of chances on every small panel: they are those of every completion, inside the bounds."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from random_panels import random_interval, random_weights, seeds

import chirograph as cg
from chirograph.chances.priors import nodes

#: Every index of a pair, and those whose laws may be exact.
ROWS = {row["key"]: row for row in cg._core.catalogue() if row["arity"] == "pair"}
KEYS = list(ROWS)
RATIOS = [key for key, row in ROWS.items() if row["family"] == "separable_ratio"]


def random_panel(seed: int, key: str) -> tuple[cg.Panel, cg.Prior]:
    """Three short lists of which few cells are open, and a prior of some kind."""
    rng = random.Random(seed)
    top, columns = rng.choice([1, 1, 2, 3]), rng.randint(1, 4)
    ends = np.array([[random_interval(rng, top, 0.5) for _ in range(columns)] for _ in range(3)])
    weights = random_weights(rng, columns) if ROWS[key]["traits"]["weighted"] else None
    priors = [
        cg.Prior.flat(rng.uniform(0.05, 0.95)),
        cg.Prior.pooled(),
        cg.Prior.mixture(shares=[0.5]),
        cg.Prior.dirichlet([rng.uniform(0.2, 2) for _ in range(top + 1)]),
    ]
    prior = rng.choice(priors).tilted(rng.choice([0, 0, -1.5, 0.7]))
    return cg.Panel(ends[..., 0], ends[..., 1], max_depth=top, weights=weights), prior


def worlds(panel: cg.Panel, prior: cg.Prior) -> Iterator[tuple[NDArray[np.uint8], float]]:
    """Every completion with its chance, row by row over its nodes."""
    held = nodes(prior, panel.content)
    rows = []
    parts = panel.lower, panel.upper, held.weights, held.chance
    for lower, upper, weights, chance in zip(*parts, strict=True):
        found = []
        for cells in itertools.product(*(range(a, b + 1) for a, b in zip(lower, upper, strict=True))):
            one = sum(
                weight * math.prod(given[column][depth] for column, depth in enumerate(cells))
                for weight, given in zip(weights, chance, strict=True)
            )
            found.append((cells, float(one)))
        rows.append(found)
    for three in itertools.product(*rows):
        yield np.array([cells for cells, _ in three], np.uint8), math.prod(chance for _, chance in three)


def slowly(panel: cg.Panel, prior: cg.Prior, key: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Values of the pairs in every completion, each as a panel without open cells, and its chance."""
    i, j = (np.array(one) for one in ([0, 0, 1], [1, 2, 2]))
    if cg.Panel(panel.lower, panel.upper, max_depth=panel.max_depth).overlap(key).directed:
        i, j = (np.array(one) for one in ([0, 0, 1, 1, 2, 2], [1, 2, 0, 2, 0, 1]))
    values, chances = [], []
    for cells, chance in worlds(panel, prior):
        known = cg.Panel(cells, max_depth=panel.max_depth, weights=panel.weights)
        values.append(known.overlap(key, threads=1).lower[i, j])
        chances.append(chance)
    return np.array(values), np.array(chances)


def small(seed: int, key: str) -> tuple[cg.Panel, cg.Prior]:
    """The first such panel with at most 300 completions."""
    for salt in itertools.count():
        panel, prior = random_panel(seed + 7919 * salt, key)
        if np.prod((panel.upper - panel.lower).astype(float) + 1) <= 300:
            return panel, prior
    raise AssertionError


@pytest.mark.parametrize("key", KEYS)
def test_chances_are_those_of_every_completion(key: str) -> None:
    """Mean, chance of 0/0 and orders equal those of enumeration, or are within five errors where drawn."""
    for seed in seeds(3, 71):
        panel, prior = small(seed, key)
        found = panel.overlap(key).distribution(prior, draws=4000, threads=2)
        values, chances = slowly(panel, prior, key)
        for at, law in enumerate(found.laws):
            known = ~np.isnan(values[:, at])
            defined = chances[known].sum()
            slack = 1e-9 if law.draws == 0 else 5 * math.sqrt(0.25 / law.draws)
            assert found.undefined[at] == pytest.approx(1 - defined, abs=slack), seed
            if defined > 0 and not math.isnan(law.mean):
                mean = values[known, at] @ chances[known] / defined
                assert law.mean == pytest.approx(mean, abs=1e-9 + 6 * law.error), seed
        above = (np.nan_to_num(values, nan=np.nan)[:, :, None] > values[:, None, :] + 1e-12).astype(float)
        wanted = np.einsum("w,wij->ij", chances, above)
        slack = np.where(found.exact_beats, 1e-9, 5 * math.sqrt(0.25 / 4000))
        assert np.all(np.abs(found.beats - wanted) <= slack), seed


@pytest.mark.parametrize("key", RATIOS)
def test_ratios_of_whole_terms_have_exact_laws(key: str) -> None:
    """Where areas weigh the same every law of a separable ratio is exact, and so is every order here."""
    for seed in seeds(3, 72):
        panel, prior = small(seed, key)
        plain = cg.Panel(panel.lower, panel.upper, max_depth=panel.max_depth)
        found = plain.overlap(key).distribution(prior)
        assert found.exact.all(), seed
        assert found.exact_beats.all(), seed


@pytest.mark.parametrize("key", KEYS)
def test_expectations_and_quantiles_lie_inside_the_bounds(key: str) -> None:
    """Whatever the prior, no value that has a chance is beyond the sharp bounds, so neither is the mean."""
    for seed in seeds(6, 73):
        panel, prior = random_panel(seed, key)
        overlap = panel.overlap(key)
        found = overlap.distribution(prior, draws=300)
        for law, low, high in zip(found.laws, found.asked.lower, found.asked.upper, strict=True):
            if len(law.values):
                assert low - 1e-9 <= law.values.min() <= law.mean + 1e-12, seed
                assert law.mean <= law.values.max() + 1e-12, seed
                assert law.values.max() <= high + 1e-9, seed
            else:
                assert math.isnan(law.mean), seed


@pytest.mark.parametrize("key", KEYS)
def test_kept_completions_have_the_values_of_drawn_ones(key: str) -> None:
    """Drawing and keeping, or drawing and asking at once, give the same values to the last digits."""
    for seed in seeds(3, 74):
        panel, prior = random_panel(seed, key)
        engine, held = panel.content.engine(), nodes(prior, panel.content)
        pairs = np.array([[0, 1], [2, 0]])
        drawn, _ = engine.sample(key, {}, pairs, held.weights, held.chance, seed, 0, 40, 2)
        cells = engine.draw(held.weights, held.chance, seed, 0, 40, 1)
        kept = engine.values(key, {}, pairs, cells, 1)
        assert np.allclose(drawn, kept, rtol=0, atol=1e-14, equal_nan=True), seed
        assert np.all((panel.lower <= cells) & (cells <= panel.upper)), seed
