"""Random small panels from a seed: all kinds of intervals, weights and constraints, few completions.

The seed of a failing case is printed with the case. `CHIROGRAPH_SEED` sets the first seed and
`CHIROGRAPH_CASES` multiplies the number of cases, for a longer search.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Iterator
from dataclasses import replace

from twin import Case
from twin.completions import Block, Common, Joint, Length, Profile

Matrix = tuple[Profile, ...]
SEED = int(os.environ.get("CHIROGRAPH_SEED", "20261123"))
TIMES = float(os.environ.get("CHIROGRAPH_CASES", "1"))


def seeds(count: int, salt: int) -> list[int]:
    """The seeds of one test: `salt` keeps tests apart from each other."""
    first = SEED + salt * 1_000_003
    return list(range(first, first + max(1, round(count * TIMES))))


def random_interval(rng: random.Random, top: int, unknown: float) -> tuple[int, int]:
    """A known depth, or with chance `unknown` any interval, half of the time the whole scale."""
    if rng.random() >= unknown:
        depth = rng.choice([0, rng.randint(0, top)])
        return depth, depth
    low, high = sorted(rng.choices(range(top + 1), k=2))
    return (0, top) if rng.random() < 0.5 else (low, high)


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


def random_length(rng: random.Random, hidden: Matrix, top: int) -> Length:
    """A list length or range of one programme that the hidden completion has."""
    row, threshold = rng.randrange(len(hidden)), rng.randint(1, top)
    count = sum(depth >= threshold for depth in hidden[row])
    if rng.random() < 0.5:
        return row, count, count, threshold
    return row, rng.randint(0, count), rng.randint(count, len(hidden[row])), threshold


def random_joint(rng: random.Random, hidden: Matrix, top: int) -> Joint:
    """Depths that one to three programmes may take together in one area, the hidden ones included."""
    column, tied = rng.randrange(len(hidden[0])), rng.sample(range(len(hidden)), rng.randint(1, len(hidden)))
    allowed = {tuple(rng.randint(0, top) for _ in tied) for _ in range(rng.randint(0, 2 * top + 2))}
    allowed.add(tuple(hidden[row][column] for row in tied))
    if rng.random() < 0.5:  # "all or none"
        allowed |= {(0,) * len(tied), (top,) * len(tied)}
    return column, tied, [list(depths) for depths in sorted(allowed)]


def random_block(rng: random.Random, hidden: Matrix, top: int) -> Block:
    """At least one of some areas of one programme, one that the hidden completion has where it has any."""
    row, threshold = rng.randrange(len(hidden)), rng.randint(1, top)
    reached = [column for column, depth in enumerate(hidden[row]) if depth >= threshold]
    columns = len(hidden[row])
    named = set(rng.sample(range(columns), rng.randint(1, columns))) | set(reached and [rng.choice(reached)])
    return row, sorted(named), threshold


def random_common(rng: random.Random, hidden: Matrix, top: int) -> Common:
    """Areas common to some programmes, of all or some: at least, at most or exactly as many as hidden."""
    tied = sorted(rng.sample(range(len(hidden)), rng.randint(1, len(hidden))))
    columns, threshold = len(hidden[0]), rng.randint(1, top)
    named = sorted(rng.sample(range(columns), rng.choice([columns, rng.randint(1, columns)])))
    count = sum(all(hidden[row][column] >= threshold for row in tied) for column in named)
    least, most = rng.choice([0, count, count]), rng.choice([len(named), len(named), count])
    return tied, named, least, most, threshold


def random_case(
    seed: int, *, most: int = 150, constrained: bool | None = None, rows: int | None = None
) -> Case:
    """A panel of 2 or 3 programmes and 1 to 6 areas with at most `most` completions of its intervals.

    Constraints are drawn around a hidden completion, which now and then lies outside the intervals, so that a
    few of the panels have no completion at all.
    """
    rng = random.Random(seed)
    height, columns, top = rows or rng.choice([2, 3]), rng.choice([1, 2, 3, 4, 5, 6, 6]), rng.randint(1, 3)
    unknown = rng.choice([0.3, 0.6, 0.9])
    cells = [[random_interval(rng, top, unknown) for _ in range(columns)] for _ in range(height)]
    open_cells = [(p, c) for p in range(height) for c in range(columns) if cells[p][c][0] < cells[p][c][1]]
    rng.shuffle(open_cells)
    while math.prod(high - low + 1 for line in cells for low, high in line) > most:
        p, c = open_cells.pop()
        cells[p][c] = (rng.randint(*cells[p][c]),) * 2
    case = Case(
        tuple(tuple(low for low, _ in line) for line in cells),
        tuple(tuple(high for _, high in line) for line in cells),
        top,
        random_weights(rng, columns),
    )
    if constrained is False or (constrained is None and rng.random() < 0.35):
        return case
    return with_constraints(rng, case)


def with_constraints(rng: random.Random, case: Case) -> Case:
    """The case with up to two list lengths, joint domains, blocks and common areas."""
    hidden = random_completion(rng, case)
    if rng.random() < 0.15:
        hidden = tuple(tuple(rng.randint(0, case.top) for _ in line) for line in hidden)
    return replace(
        case,
        lengths=tuple(random_length(rng, hidden, case.top) for _ in range(rng.choice([0, 1, 1, 2]))),
        joint=tuple(random_joint(rng, hidden, case.top) for _ in range(rng.choice([0, 0, 1, 2]))),
        blocks=tuple(random_block(rng, hidden, case.top) for _ in range(rng.choice([0, 0, 1, 2]))),
        common=tuple(random_common(rng, hidden, case.top) for _ in range(rng.choice([0, 0, 1, 2]))),
    )


def random_cases(count: int, salt: int, **kinds: object) -> Iterator[tuple[int, Case]]:
    """Seeds and their panels."""
    for seed in seeds(count, salt):
        yield seed, random_case(seed, **kinds)


def random_completion(rng: random.Random, case: Case) -> Matrix:
    """One completion of the intervals, each cell drawn evenly."""
    return tuple(
        tuple(rng.randint(low, high) for low, high in zip(lows, highs, strict=True))
        for lows, highs in zip(case.lower, case.upper, strict=True)
    )


def reordered(case: Case, rows: list[int], columns: list[int]) -> Case:
    """The same knowledge with programmes and areas in another order: new row i is old row rows[i]."""

    def depths(matrix: Matrix) -> Matrix:
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
        common=tuple(([new_row[row] for row in tied], [new_column[column] for column in named], *rest)
                     for tied, named, *rest in case.common),
    )  # fmt: skip


def with_area(case: Case, low: int, high: int) -> Case:
    """The same panel with one more area, last, that has this interval in every programme."""
    weights = case.weights and (*case.weights, case.weights[0] or 1.0)
    lower = tuple((*line, low) for line in case.lower)
    upper = tuple((*line, high) for line in case.upper)
    return Case(lower, upper, case.top, weights, case.lengths, case.joint, case.blocks, case.common)


def known(case: Case, matrix: Matrix) -> Case:
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
        random_weights(rng, columns),
    )
