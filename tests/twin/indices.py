"""One function per pair index, written from its formula.

Each takes two profiles with area weights and the top of the scale, and returns a fraction (or a float where
the formula has a square root), or ``None`` where the formula is 0/0. Weights are whole numbers or fractions,
so every sum is exact; only a final square root rounds.

Where a formula speaks of counts, a weighted area counts with its weight.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction
Value = Fraction | float | None


@dataclass(frozen=True)
class Pair:
    """Two complete profiles: depths of each area, weights of the areas, the top depth of the scale."""

    x: tuple[int, ...]
    y: tuple[int, ...]
    weights: tuple[Number, ...]
    top: int

    def areas(self) -> list[tuple[int, int, Number]]:
        """Depth of x, depth of y and weight, area by area."""
        return list(zip(self.x, self.y, self.weights, strict=True))

    def total(self) -> Number:
        """The sum of the weights."""
        return sum(self.weights)


def ratio(numerator: Number, denominator: Number) -> Fraction | None:
    """The quotient, or None for a denominator of zero."""
    if denominator == 0:
        return None
    return Fraction(numerator, denominator)


def over_root(numerator: Number, square: Number) -> float | None:
    """numerator / sqrt(square), or None for a square of zero. Only the last step rounds."""
    if square == 0:
        return None
    root = math.sqrt(Fraction(numerator) ** 2 / Fraction(square))
    return root if numerator >= 0 else -root


def two_by_two(pair: Pair, threshold: float) -> tuple[Number, Number, Number, Number]:
    """Weight of the areas reached by both (a), only x (b), only y (c), neither (d)."""
    a = b = c = d = 0
    for x, y, w in pair.areas():
        if x >= threshold and y >= threshold:
            a += w
        elif x >= threshold:
            b += w
        elif y >= threshold:
            c += w
        else:
            d += w
    return a, b, c, d


# ---- binary indices at a threshold


def jaccard(pair: Pair, threshold: float = 1) -> Value:
    """a / (a + b + c): of everything either does, the share both do."""
    a, b, c, _ = two_by_two(pair, threshold)
    return ratio(a, a + b + c)


def dice(pair: Pair, threshold: float = 1) -> Value:
    """2a / (2a + b + c)."""
    a, b, c, _ = two_by_two(pair, threshold)
    return ratio(2 * a, 2 * a + b + c)


def containment(pair: Pair, threshold: float = 1) -> Value:
    """a / (a + b): the share of x's areas found in y."""
    a, b, _, _ = two_by_two(pair, threshold)
    return ratio(a, a + b)


def tversky(pair: Pair, threshold: float = 1, alpha: float = 1, beta: float = 1) -> Value:
    """a / (a + alpha b + beta c)."""
    a, b, c, _ = two_by_two(pair, threshold)
    return ratio(a, a + Fraction(alpha) * b + Fraction(beta) * c)


def overlap(pair: Pair, threshold: float = 1) -> Value:
    """a / min(a + b, a + c), Szymkiewicz and Simpson."""
    a, b, c, _ = two_by_two(pair, threshold)
    return ratio(a, min(a + b, a + c))


def ochiai(pair: Pair, threshold: float = 1) -> Value:
    """a / sqrt((a + b)(a + c))."""
    a, b, c, _ = two_by_two(pair, threshold)
    return over_root(a, (a + b) * (a + c))


def phi(pair: Pair, threshold: float = 1) -> Value:
    """(ad - bc) / sqrt((a + b)(c + d)(a + c)(b + d))."""
    a, b, c, d = two_by_two(pair, threshold)
    return over_root(a * d - b * c, (a + b) * (c + d) * (a + c) * (b + d))


# ---- graded indices, area by area


def simple_matching(pair: Pair) -> Value:
    """Weight of the areas at equal depth over the total weight."""
    return ratio(sum(w for x, y, w in pair.areas() if x == y), pair.total())


def ruzicka(pair: Pair) -> Value:
    """Sum of w min(x, y) over sum of w max(x, y)."""
    shared = sum(w * min(x, y) for x, y, w in pair.areas())
    either = sum(w * max(x, y) for x, y, w in pair.areas())
    return ratio(shared, either)


def braycurtis(pair: Pair) -> Value:
    """2 sum of w min(x, y) over (sum of w x + sum of w y)."""
    shared = sum(w * min(x, y) for x, y, w in pair.areas())
    together = sum(w * (x + y) for x, y, w in pair.areas())
    return ratio(2 * shared, together)


def gower(pair: Pair) -> Value:
    """1 - sum of w |x - y| over (top times total weight)."""
    distance = ratio(sum(w * abs(x - y) for x, y, w in pair.areas()), pair.top * pair.total())
    return None if distance is None else 1 - distance


def s_absolute(pair: Pair) -> Value:
    """1 - 2 sum of w |x - y| over (top times total weight), Signorino and Ritter."""
    distance = ratio(sum(w * abs(x - y) for x, y, w in pair.areas()), pair.top * pair.total())
    return None if distance is None else 1 - 2 * distance


def s_squared(pair: Pair) -> Value:
    """1 - 2 sum of w (x - y)^2 over (top^2 times total weight)."""
    distance = ratio(sum(w * (x - y) ** 2 for x, y, w in pair.areas()), pair.top**2 * pair.total())
    return None if distance is None else 1 - 2 * distance


def cosine(pair: Pair) -> Value:
    """Sum of w x y over sqrt(sum of w x^2 times sum of w y^2)."""
    product = sum(w * x * y for x, y, w in pair.areas())
    square_x = sum(w * x * x for x, _, w in pair.areas())
    square_y = sum(w * y * y for _, y, w in pair.areas())
    return over_root(product, square_x * square_y)


# ---- agreement beyond chance


def margin(depths: Sequence[int], weights: Sequence[Number], top: int) -> list[Number]:
    """The weight of the areas at each depth 0..top."""
    at = [0] * (top + 1)
    for depth, weight in zip(depths, weights, strict=True):
        at[depth] += weight
    return at


def expected(pair: Pair, disagreement: Callable[[int, int], int]) -> Fraction:
    """Mean disagreement if each profile keeps its shares of depths and the two are independent."""
    of_x = margin(pair.x, pair.weights, pair.top)
    of_y = margin(pair.y, pair.weights, pair.top)
    together = sum(p * q * disagreement(i, j) for i, p in enumerate(of_x) for j, q in enumerate(of_y))
    return Fraction(together) / pair.total() ** 2


def cohen_kappa(pair: Pair, weighting: float = 0) -> Value:
    """1 - observed over expected disagreement; weighting 0 nominal, 1 linear, 2 quadratic."""

    def disagreement(i: int, j: int) -> int:
        if weighting == 0:
            return int(i != j)
        return abs(i - j) if weighting == 1 else (i - j) ** 2

    observed = Fraction(sum(w * disagreement(x, y) for x, y, w in pair.areas())) / pair.total()
    rest = ratio(observed, expected(pair, disagreement))
    return None if rest is None else 1 - rest


def scott_pi(pair: Pair) -> Value:
    """(p_o - p_e) / (1 - p_e) with p_e the sum of squared mean shares."""
    agreed = Fraction(sum(w for x, y, w in pair.areas() if x == y)) / pair.total()
    of_x = margin(pair.x, pair.weights, pair.top)
    of_y = margin(pair.y, pair.weights, pair.top)
    pooled = sum((p + q) ** 2 for p, q in zip(of_x, of_y, strict=True))
    by_chance = Fraction(pooled) / (2 * pair.total()) ** 2
    return ratio(agreed - by_chance, 1 - by_chance)


def chance_s(pair: Pair, power: int) -> Fraction:
    """The mean of S when the two profiles keep their shares and are independent."""
    return 1 - 2 * expected(pair, lambda i, j: abs(i - j) ** power) / pair.top**power


def alignment(pair: Pair) -> Value:
    """S minus its mean under independence, Benati and Capurri (absolute distances)."""
    return s_absolute(pair) - chance_s(pair, 1)


def alignment_squared(pair: Pair) -> Value:
    """Squared-distance S minus its mean under independence."""
    return s_squared(pair) - chance_s(pair, 2)


def tau_b(pair: Pair) -> Value:
    """(C - D) / sqrt((C + D + T_x)(C + D + T_y)) over all pairs of areas, Kendall."""
    concordant = discordant = tied_x = tied_y = 0
    for i in range(len(pair.x)):
        for j in range(i):
            dx = pair.x[i] - pair.x[j]
            dy = pair.y[i] - pair.y[j]
            if dx * dy > 0:
                concordant += 1
            elif dx * dy < 0:
                discordant += 1
            elif dx == 0 and dy != 0:
                tied_x += 1
            elif dy == 0 and dx != 0:
                tied_y += 1
    either = concordant + discordant
    return over_root(concordant - discordant, (either + tied_x) * (either + tied_y))


TWINS: dict[str, Callable[..., Value]] = {
    function.__name__: function
    for function in (
        jaccard, dice, containment, tversky, overlap, ochiai, phi, simple_matching, ruzicka, braycurtis,
        gower, s_absolute, s_squared, cosine, cohen_kappa, scott_pi, alignment, alignment_squared, tau_b,
    )
}  # fmt: skip


def whole(weights: Sequence[float | Fraction]) -> tuple[int, ...]:
    """The weights times their common denominator: exact whole numbers in the same proportions.

    Every index is the same at w and at c w, so nothing changes but the speed.
    """
    exact = [Fraction(weight) for weight in weights]
    unit = math.lcm(*(weight.denominator for weight in exact))
    return tuple(int(weight * unit) for weight in exact)


def value(
    key: str,
    x: Sequence[int],
    y: Sequence[int],
    *,
    top: int,
    weights: Sequence[float] | None = None,
    **parameters: float,
) -> Value:
    """The index called `key` of two complete profiles."""
    counted = whole(weights) if weights is not None else (1,) * len(x)
    return TWINS[key](Pair(tuple(x), tuple(y), counted, top), **parameters)
