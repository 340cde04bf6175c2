"""Coefficients of agreement from their definitions, in fractions, by going through every pair of codings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations, product

__all__ = ["completions", "ends", "value"]

Row = Sequence[int | None]
_METRICS = {
    "nominal": lambda a, b: Fraction(a != b),
    "linear": lambda a, b: Fraction(abs(a - b)),
    "quadratic": lambda a, b: Fraction((a - b) ** 2),
    "interval": lambda a, b: Fraction((a - b) ** 2),
}


def _ordinal(values: Sequence[int]) -> object:
    """Half of both values and all between, squared (Krippendorff 2004): counted one by one."""

    def apart(a: int, b: int) -> Fraction:
        low, high = min(a, b), max(a, b)
        inside = sum(Fraction(1 if low < v < high else 0) for v in values)
        ends = Fraction(sum(v == low for v in values) + sum(v == high for v in values), 2)
        return Fraction(0) if a == b else (inside + ends) ** 2

    return apart


def value(key: str, metric: str, rows: Sequence[Row], top: int) -> Fraction | None:
    """The coefficient of complete codings; None where it has no value."""
    units = [[v for v in unit if v is not None] for unit in zip(*rows, strict=True)]
    twice = [unit for unit in units if len(unit) >= 2]
    pooled = [v for unit in twice for v in unit]
    if not twice:
        return None
    d = _ordinal(pooled) if metric == "ordinal" else _METRICS[metric]
    most = max(
        _METRICS["nominal" if metric == "ordinal" else metric](a, b) for a in (0,) for b in range(top + 1)
    )
    means = [Fraction(sum(d(a, b) for a, b in permutations(u, 2))) / (len(u) * (len(u) - 1)) for u in twice]
    observed = sum(means) / len(means)
    if key == "krippendorff_alpha":
        n = len(pooled)
        within = sum(mean * len(unit) for mean, unit in zip(means, twice, strict=True))
        between = sum(d(a, b) for a, b in permutations(pooled, 2))
        return None if between == 0 else 1 - (n - 1) * within / between
    if key == "kappa":
        both = [(a, b) for a, b in zip(*rows, strict=True) if a is not None and b is not None]
        chance = sum(d(a, b) for (a, _), (_, b) in product(both, both))
        return None if chance == 0 else 1 - observed * len(both) ** 2 / chance
    if key in ("pi", "fleiss"):
        if len({len(unit) for unit in units if unit}) > 1:
            return None
        chance = sum(d(a, b) for a, b in product(pooled, pooled))
        return None if chance == 0 else 1 - observed * len(pooled) ** 2 / chance
    q = top + 1
    coded = [unit for unit in units if unit]
    shares = [sum(Fraction(unit.count(a), len(unit)) for unit in coded) / len(coded) for a in range(q)]
    if key == "fleiss_gwet":
        chance = sum(shares[a] * shares[b] * d(a, b) for a, b in product(range(q), range(q)))
        return None if chance == 0 else 1 - observed / chance
    similar = sum(1 - d(a, b) / most for a, b in product(range(q), range(q)))
    guessed = similar / (q * (q - 1)) * sum(p * (1 - p) for p in shares)
    chance = {"ac1": guessed, "ac2": guessed, "bp": similar / q**2, "percent": Fraction(0)}[key]
    return 1 - observed / most / (1 - chance)


def completions(rows: Sequence[Sequence[Sequence[int]]]) -> Iterator[list[Row]]:
    """Every way to pick one value of each entry; an entry without values was not coded."""
    width = len(rows[0])
    for picks in product(*[entry or (None,) for row in rows for entry in row]):
        yield [picks[i * width : (i + 1) * width] for i in range(len(rows))]


def ends(
    key: str,
    metric: str,
    rows: Sequence[Sequence[Sequence[int]]],
    top: int,
    weights: Sequence[int] = (),
) -> tuple[object, object, bool]:
    """Least and greatest value over all completions, and whether some completion has none.

    A unit that stands for several is written as often, once it is settled.
    """
    often = weights or [1] * len(rows[0])
    found = [
        value(
            key, metric, [[v for v, n in zip(row, often, strict=True) for _ in range(n)] for row in one], top
        )
        for one in completions(rows)
    ]
    defined = [x for x in found if x is not None]
    return min(defined, default=None), max(defined, default=None), len(defined) < len(found)
