"""Shares of layers in what they change together: Shapley's, held against every order of the layers."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from chirograph.learning.shares import exact, shares, smallest


def by_orders(count: int, left: list[Fraction]) -> tuple[Fraction, ...]:
    """The same by the definition: what each layer removes, averaged over every order, slow and obvious."""
    found, orders = [Fraction(0)] * count, list(permutations(range(count)))
    for order in orders:
        on = 0
        for layer in order:
            found[layer] += left[on] - left[on | 1 << layer]
            on |= 1 << layer
    return tuple(share / len(orders) for share in found)


def game(count: int, seed: int) -> list[Fraction]:
    """What is left under every set of layers, at random."""
    drawn = np.random.default_rng(seed).integers(0, 24, 1 << count)
    return [Fraction(int(number), 7) for number in drawn]


@pytest.mark.parametrize("count", range(6))
def test_shares_are_the_average_over_every_order(count: int) -> None:
    """By subsets and by every order come the same fractions, which add up to the whole change."""
    for seed in range(8):
        left = game(count, seed)
        found = shares(count, left.__getitem__)
        assert found == by_orders(count, left)
        assert sum(found, Fraction(0)) == left[0] - left[-1]


def test_equal_layers_share_equally_and_idle_ones_have_nothing() -> None:
    """Layers that do the same have the same share; one that never changes anything has 0."""
    left = [Fraction(3 if (on & 3) == 0 else 1) for on in range(8)]
    assert shares(3, left.__getitem__) == (Fraction(1), Fraction(1), Fraction(0))


def test_a_layer_that_widens_has_a_negative_share() -> None:
    """A share below 0 is told as it is."""
    left = [Fraction(2), Fraction(1), Fraction(3), Fraction(2)]
    assert shares(2, left.__getitem__) == (Fraction(1), Fraction(-1))


def test_smallest_sets_hold_no_smaller_one() -> None:
    """Sets come by size, none with one inside; the empty set is one where nothing is needed."""
    assert smallest(4, lambda layers: bool(layers & 8) or layers & 3 == 3) == (8, 3)
    assert smallest(3, lambda layers: True) == (0,)
    assert smallest(3, lambda layers: layers == 7, most=2) == ()


@pytest.mark.parametrize(("top", "bottom"), [(7, 24), (11, 13), (1, 3), (0, 5), (9_998, 9_999)])
def test_an_end_is_the_fraction_of_counts_that_it_was(top: int, bottom: int) -> None:
    """The nearest number to a fraction of counts gives the fraction back; another number stays as it is."""
    assert exact(top / bottom) == Fraction(top, bottom)
    assert exact(2**-0.5) == Fraction(2**-0.5)
