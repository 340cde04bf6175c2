"""Random small panels from a seed: all kinds of intervals, weights and constraints, few completions.

The seed of a failing case is printed with the case. `CHIROGRAPH_SEED` sets the first seed and
`CHIROGRAPH_CASES` multiplies the number of cases, for a longer search.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Iterator

from twin import Case
from twin.completions import Block, Joint, Length, Profile

SEED = int(os.environ.get("CHIROGRAPH_SEED", "20261123"))
TIMES = float(os.environ.get("CHIROGRAPH_CASES", "1"))


def seeds(count: int, salt: int) -> list[int]:
    """The seeds of one test: `salt` keeps tests apart from each other."""
    first = SEED + salt * 1_000_003
    return list(range(first, first + max(1, round(count * TIMES))))


def random_interval(rng: random.Random, top: int, unknown: float) -> tuple[int, int]:
    """A known depth, or with chance `unknown` some interval."""
    low = rng.choice([0, 0, rng.randint(0, top)])
    return (low, low) if rng.random() >= unknown else (low, rng.randint(low, top))


def random_weights(rng: random.Random, columns: int) -> tuple[float, ...] | None:
    """No weights, equal ones, whole ones (some zero), decimals, or numbers without a common unit."""
    kind = rng.choice(["none", "none", "equal", "whole", "decimal", "irrational"])
    if kind == "none":
        return None
    if kind == "equal":
        return (rng.choice([0.1, 0.25, 3.0]),) * columns
    if kind == "whole":
        drawn = tuple(float(rng.choice([0, 1, 1, 2, 3, 5])) for _ in range(columns))
        return drawn if any(drawn) else (1.0,) * columns
    if kind == "decimal":
        return tuple(rng.randint(1, 100) / 100 for _ in range(columns))
    return tuple(rng.choice([math.sqrt(rng.randint(2, 50)), rng.random() + 1e-3]) for _ in range(columns))


def random_length(rng: random.Random, rows: int, columns: int, top: int) -> Length:
    """A list length or range of one programme, often near the middle."""
    minimum = rng.randint(0, columns)
    maximum = minimum if rng.random() < 0.5 else rng.randint(minimum, columns)
    return rng.randrange(rows), minimum, maximum, rng.randint(1, top)


def random_joint(rng: random.Random, rows: int, columns: int, top: int) -> Joint:
    """Depths that one to three programmes may take together in one area."""
    tied = rng.sample(range(rows), rng.randint(1, rows))
    entries = rng.randint(1, 2 * (top + 1))
    allowed = {tuple(rng.randint(0, top) for _ in tied) for _ in range(entries)}
    if rng.random() < 0.5:  # "all or none"
        allowed |= {(0,) * len(tied), (top,) * len(tied)}
    return rng.randrange(columns), tied, [list(depths) for depths in sorted(allowed)]


def random_block(rng: random.Random, rows: int, columns: int, top: int) -> Block:
    """At least one of some areas of one programme."""
    named = rng.sample(range(columns), rng.randint(1, columns))
    return rng.randrange(rows), named, rng.randint(1, top)


def random_case(
    seed: int, *, most: int = 120, constrained: bool | None = None, rows: int | None = None
) -> Case:
    """A panel of 2 or 3 programmes and 1 to 6 areas with at most `most` completions of its intervals."""
    rng = random.Random(seed)
    height, columns, top = rows or rng.choice([2, 2, 3]), rng.randint(1, 6), rng.randint(1, 3)
    unknown = rng.choice([0.2, 0.5, 0.9])
    cells = [[random_interval(rng, top, unknown) for _ in range(columns)] for _ in range(height)]
    open_cells = [(p, c) for p in range(height) for c in range(columns) if cells[p][c][0] < cells[p][c][1]]
    rng.shuffle(open_cells)
    while math.prod(high - low + 1 for line in cells for low, high in line) > most:
        p, c = open_cells.pop()
        cells[p][c] = (cells[p][c][0],) * 2
    lower = tuple(tuple(low for low, _ in line) for line in cells)
    upper = tuple(tuple(high for _, high in line) for line in cells)
    weights = random_weights(rng, columns)
    if constrained is False or (constrained is None and rng.random() < 0.35):
        return Case(lower, upper, top, weights)
    size = (height, columns, top)
    return Case(
        lower, upper, top, weights,
        lengths=tuple(random_length(rng, *size) for _ in range(rng.choice([0, 0, 1, 1, 2]))),
        joint=tuple(random_joint(rng, *size) for _ in range(rng.choice([0, 0, 1, 2]))),
        blocks=tuple(random_block(rng, *size) for _ in range(rng.choice([0, 0, 1, 2]))),
    )  # fmt: skip


def random_cases(count: int, salt: int, **kinds: object) -> Iterator[tuple[int, Case]]:
    """Seeds and their panels."""
    for seed in seeds(count, salt):
        yield seed, random_case(seed, **kinds)


def random_completion(rng: random.Random, case: Case) -> tuple[Profile, ...]:
    """One completion of the intervals, each cell drawn evenly."""
    return tuple(
        tuple(rng.randint(low, high) for low, high in zip(lows, highs, strict=True))
        for lows, highs in zip(case.lower, case.upper, strict=True)
    )


def reordered(case: Case, rows: list[int], columns: list[int]) -> Case:
    """The same knowledge with programmes and areas in another order: new row i is old row rows[i]."""

    def depths(matrix: tuple[Profile, ...]) -> tuple[Profile, ...]:
        return tuple(tuple(matrix[row][column] for column in columns) for row in rows)

    new_row = {old: new for new, old in enumerate(rows)}
    new_column = {old: new for new, old in enumerate(columns)}
    return Case(
        depths(case.lower),
        depths(case.upper),
        case.top,
        case.weights and tuple(case.weights[column] for column in columns),
        lengths=tuple((new_row[row], *rest) for row, *rest in case.lengths),
        joint=tuple((new_column[column], [new_row[row] for row in tied], allowed)
                    for column, tied, allowed in case.joint),
        blocks=tuple((new_row[row], [new_column[column] for column in named], threshold)
                     for row, named, threshold in case.blocks),
    )  # fmt: skip


def with_area(case: Case, low: int, high: int) -> Case:
    """The same panel with one more area, last, that has this interval in every programme."""
    weights = case.weights and (*case.weights, case.weights[0] or 1.0)
    lower = tuple((*line, low) for line in case.lower)
    upper = tuple((*line, high) for line in case.upper)
    return Case(lower, upper, case.top, weights, case.lengths, case.joint, case.blocks)


def known(case: Case, matrix: tuple[Profile, ...]) -> Case:
    """The panel once every cell is known."""
    return Case(matrix, matrix, case.top, case.weights)


def wide_case(seed: int, columns: int = 24, rows: int = 2) -> Case:
    """A panel as wide as the real one, with far too many completions to try."""
    rng = random.Random(seed)
    top = rng.randint(1, 3)
    cells = [[random_interval(rng, top, 0.4) for _ in range(columns)] for _ in range(rows)]
    return Case(
        tuple(tuple(low for low, _ in line) for line in cells),
        tuple(tuple(high for _, high in line) for line in cells),
        top,
        rng.choice([None, tuple(float(rng.randint(1, 5)) for _ in range(columns))]),
    )
