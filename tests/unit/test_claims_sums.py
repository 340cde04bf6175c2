"""The solver behind claims: attainable sums, sharp ends and deciding records, against every completion."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import chirograph as cg
from chirograph.claims import OpenItem, sums
from chirograph.claims.drafts import weighted
from chirograph.claims.evidence import Evidence, Memory, Row
from chirograph.claims.kinds import cells as kinds
from chirograph.claims.kinds import overlap
from chirograph.claims.rules import RELATIONS, Rule
from chirograph.claims.sums import Measure, Sums, Unit, reach, single

Interval = tuple[int, int]
CELLS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda pair: (min(pair), max(pair))),
    min_size=1,
    max_size=5,
)
Adds = Callable[[int, int], tuple[int, int]]
QUANTITIES: dict[str, Adds] = {
    "share": lambda j, depth: (int(depth >= 1 and j % 2 == 0), int(depth >= 1)),
    "depth": lambda _, depth: (int(depth >= 2), int(depth >= 1)),
    "mean": lambda _, depth: (depth, int(depth >= 1)),
}
RULES = [Rule(relation, threshold) for relation in RELATIONS for threshold in (0.0, 0.5, 1.0)]


def item(name: str) -> OpenItem:
    return OpenItem(name, "A", 0, 3, "", "")


def units_of(cells: Sequence[Interval], adds: Adds, name: str = "c") -> tuple[Unit, ...]:
    return tuple(
        single([adds(j, depth) for depth in range(low, high + 1)], item(f"{name}{j}"))
        for j, (low, high) in enumerate(cells)
    )


def sums_of(cells: Sequence[Interval], adds: Adds, name: str = "c") -> Sums:
    return Sums(units_of(cells, adds, name), Measure("areas"))


def value_at(depths: Sequence[int], adds: Adds) -> float:
    top, bottom = (sum(adds(j, depth)[k] for j, depth in enumerate(depths)) for k in (0, 1))
    return top / bottom if bottom else math.nan


def completions(cells: Sequence[Interval]) -> list[tuple[int, ...]]:
    return list(itertools.product(*(range(low, high + 1) for low, high in cells)))


def turning(cells: Sequence[Interval], answer: Callable[[tuple[int, ...]], float]) -> set[int]:
    """Positions whose depth turns the answer for some completion of the others, word by word."""
    found = set()
    for j, (low, high) in enumerate(cells):
        for depths in completions(cells):
            answers = {answer((*depths[:j], depth, *depths[j + 1 :])) for depth in range(low, high + 1)}
            if len({a for a in answers if not math.isnan(a)}) > 1:
                found.add(j)
    return found


def some_of(cells: Sequence[Interval], chosen: int) -> dict[int, int]:
    """Places told of some open cells, as the bits of a number have it."""
    told = (j for j, (low, high) in enumerate(cells) if low < high and chosen >> j & 1)
    return {j: chosen % (cells[j][1] - cells[j][0] + 1) for j in told}


def read(cells: Sequence[Interval], places: dict[int, int]) -> list[Interval]:
    """The cells when some have the values told."""
    return [(low + places[j],) * 2 if j in places else (low, high) for j, (low, high) in enumerate(cells)]


@given(CELLS, st.sampled_from(sorted(QUANTITIES)), st.integers(0, 255))
def test_what_a_document_says_leaves_the_rest_open(cells: list[Interval], name: str, chosen: int) -> None:
    """With some cells told, the values are those of the completions of the others."""
    adds, places = QUANTITIES[name], some_of(cells, chosen)
    told = sums_of(cells, adds).read({item(f"c{j}").cell: place for j, place in places.items()})
    wanted = {value_at(depths, adds) for depths in completions(read(cells, places))}
    assert set(told.values.tolist()) == {value for value in wanted if not math.isnan(value)}


@given(CELLS, st.sampled_from(sorted(QUANTITIES)))
def test_leanings_are_of_the_cells_that_are_open(cells: list[Interval], name: str) -> None:
    """Every open cell that adds something has a value that makes the quantity small, and one for great."""
    found = list(sums_of(cells, QUANTITIES[name]).leaning())
    opened = {f"c{j}": high - low for j, (low, high) in enumerate(cells) if low < high}
    assert {one.record for one, *_ in found} <= set(opened)
    assert all(0 <= end <= opened[one.record] for one, *ends in found for end in ends)


@given(CELLS, st.sampled_from(sorted(QUANTITIES)))
def test_values_are_those_of_every_completion(cells: list[Interval], name: str) -> None:
    """The values attained are exactly those of the completions, so both ends are sharp."""
    adds = QUANTITIES[name]
    wanted = {v for d in completions(cells) if not math.isnan(v := value_at(d, adds))}
    sums = sums_of(cells, adds)
    assert set(sums.values.tolist()) == wanted
    if wanted:
        assert sums.ends() == (min(wanted), max(wanted))
    else:
        assert all(math.isnan(end) for end in sums.ends())


@given(CELLS, st.sampled_from(sorted(QUANTITIES)), st.sampled_from(RULES))
def test_deciding_cells_are_those_that_turn_the_answer(cells: list[Interval], name: str, rule: Rule) -> None:
    """A cell is deciding exactly when some completion of the others leaves the answer to it."""
    adds = QUANTITIES[name]

    def answer(depths: tuple[int, ...]) -> float:
        return float(rule.holds(np.array([value_at(depths, adds)]))[0])

    found = {found.record for found in sums_of(cells, adds).deciding(rule.holds)}
    assert found == {f"c{j}" for j in turning(cells, answer)}


@given(
    CELLS.filter(lambda cells: len(cells) < 4),
    CELLS.filter(lambda cells: len(cells) < 4),
    st.sampled_from(sorted(RELATIONS)),
)
def test_deciding_cells_of_a_difference(own: list[Interval], other: list[Interval], relation: str) -> None:
    """In a difference of two programmes, cells of both sides are deciding just when they turn its sign."""
    from chirograph.claims.drafts import Draft
    from chirograph.claims.numbers import _deciding

    adds, rule = QUANTITIES["mean"], Rule(relation, 0.0)

    def answer(depths: tuple[int, ...]) -> float:
        difference = value_at(depths[: len(own)], adds) - value_at(depths[len(own) :], adds)
        return float(rule.holds(np.array([difference]))[0])

    draft = Draft("", "", sums=sums_of(own, adds, "p"), less=sums_of(other, adds, "q"))
    names = [f"p{j}" for j in range(len(own))] + [f"q{j}" for j in range(len(other))]
    wanted = {names[j] for j in turning([*own, *other], answer)}
    assert {found.record for found in _deciding(draft, rule)} == wanted


@given(CELLS, CELLS, st.sampled_from(overlap.INDICES), st.sampled_from(RULES), st.integers(0, 7))
def test_pairs_agree_with_engine_and_brute_force(
    first: list[Interval], second: list[Interval], key: str, rule: Rule, chosen: int
) -> None:
    """The ends are the engine's, also with cells told; deciding cells are those of every completion."""
    size = min(len(first), len(second), 3)
    first, second = first[:size], second[:size]
    rows = [
        Row(tuple(map(str, range(size))), tuple(low for low, _ in cells), tuple(high for _, high in cells),
            tuple(item(f"{name}{j}") if low < high else None for j, (low, high) in enumerate(cells)))
        for name, cells in (("p", first), ("q", second))
    ]  # fmt: skip
    sums = overlap.pair(key, *rows)
    low, high, sharp = overlap.engine(key, 3, *rows)
    assert sharp
    np.testing.assert_allclose(sums.ends(), (low, high), rtol=0, atol=0)

    def answer(depths: tuple[int, ...]) -> float:
        pairs = [overlap.TERMS[key](x, y) for x, y in zip(depths[:size], depths[size:], strict=True)]
        top, bottom = (sum(pair[k] for pair in pairs) for k in (0, 1))
        return float(rule.holds(np.array([top / bottom if bottom else math.nan]))[0])

    names = [f"{name}{j}" for name in "pq" for j in range(size)]
    wanted = {names[j] for j in turning([*first, *second], answer)}
    assert {found.record for found in sums.deciding(rule.holds)} == wanted

    places = some_of(first, chosen)
    lower, upper = zip(*read(first, places), strict=True)
    told = overlap.engine(key, 3, replace(rows[0], lower=lower, upper=upper), rows[1])[:2]
    says = {item(f"p{j}").cell: place for j, place in places.items()}
    np.testing.assert_allclose(sums.read(says).ends(), told, rtol=0, atol=0)


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=3), max_size=5)
)
def test_long_and_short_ways_agree(options: list[list[tuple[int, int]]]) -> None:
    """The list of keys, used for long sums, gives the states of the field of marks."""
    lists = [tuple(vectors) for vectors in options]
    short = reach(lists, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "DENSE", 0)
        np.testing.assert_array_equal(reach(lists, 2), short)
    brute = {tuple(map(sum, zip((0, 0), *choice, strict=True))) for choice in itertools.product(*lists)}
    assert {tuple(state) for state in short.tolist()} == brute


def test_negative_changes_are_summed() -> None:
    """A membership that ended counts as a fall, and halves are kept exactly."""
    sums = weighted([(-1.0, 0.0, item("x")), (0.5, 0.5, item("y"))], "systems")
    assert sums.ends() == (-0.5, 0.5)
    assert sums.basis_at(-0.5) == "-0.5 over 2 systems"


def test_too_many_sums_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quantity with more attainable sums than allowed is refused with a sentence, not computed for ever."""
    monkeypatch.setattr(sums, "DENSE", 0)
    monkeypatch.setattr(sums, "MOST_STATES", 10)
    with pytest.raises(cg.errors.DataError, match="attainable sums"):
        reach([((0,), (3**k,)) for k in range(6)], 1)


def test_shares_of_the_dataset_have_their_closed_form() -> None:
    """The sharp share of a set: greatest with all of its open cells and no other, least the other way."""
    ds = cg.load("nato-ip4")
    evidence = Evidence(ds.records, Memory())
    for name in ds.programmes:
        for chosen in ds.records.data["codebook"]["area_sets"]:
            row, inside = evidence.row(name, "strict"), set(chosen["areas"])
            counts: dict[Any, int] = {}
            for area, low, high in zip(ds.areas, row.lower, row.upper, strict=True):
                state = "in" if low >= 1 else "open" if high >= 1 else "out"
                counts[area in inside, state] = counts.get((area in inside, state), 0) + 1
            a, b = counts.get((True, "in"), 0), counts.get((False, "in"), 0)
            open_in, open_out = counts.get((True, "open"), 0), counts.get((False, "open"), 0)
            asked = {"programmes": [name], "area_set": chosen["id"]}
            (draft,) = kinds.cells(evidence, {**asked, "measure": "share"}, "strict")
            (weight,) = kinds.cells(evidence, {**asked, "measure": "representation"}, "strict")
            assert draft.sums is not None
            assert weight.sums is not None
            # With nothing certain, one open cell alone gives 0 or 1; no cell at all gives no share.
            low = a / (a + b + open_out) if a + b + open_out else 1.0
            high = (a + open_in) / (a + open_in + b) if a + open_in + b else 0.0
            assert draft.sums.ends() == (low, high)
            size = len(inside) / len(ds.areas)
            np.testing.assert_allclose(weight.sums.ends(), (low / size, high / size), rtol=1e-12)


@given(
    st.lists(CELLS.filter(lambda cells: len(cells) < 4), min_size=1, max_size=3),
    st.integers(1, 3),
    st.integers(0, 7),
)
def test_areas_in_common_are_those_of_every_completion(
    rows: list[list[Interval]], least: int, chosen: int
) -> None:
    """How many areas all programmes have is counted over every completion, and so is what decides it."""
    size = min(map(len, rows))
    cut = [cells[:size] for cells in rows]
    areas = tuple(map(str, range(size)))

    def row(i: int, cells: list[Interval]) -> Row:
        lower, upper = zip(*cells, strict=True)
        opened = (item(f"P{i}-{j}") if low < high else None for j, (low, high) in enumerate(cells))
        return Row(areas, lower, upper, tuple(opened))

    found = kinds.in_common([row(i, cells) for i, cells in enumerate(cut)], least, None)
    flat = [cell for cells in cut for cell in cells]

    def number(depths: tuple[int, ...]) -> float:
        return float(sum(all(depths[i * size + j] >= least for i in range(len(cut))) for j in range(size)))

    assert set(found.values.tolist()) == {number(depths) for depths in completions(flat)}
    names = [f"P{i}-{j}" for i in range(len(cut)) for j in range(size)]
    rule = Rule("at_least", 1)
    wanted = {names[j] for j in turning(flat, lambda depths: float(number(depths) >= 1))}
    assert {one.record for one in found.deciding(rule.holds)} == wanted

    places = some_of(cut[0], chosen)
    says = {item(f"P0-{j}").cell: place for j, place in places.items()}
    left = completions([cell for cells in (read(cut[0], places), *cut[1:]) for cell in cells])
    assert set(found.read(says).values.tolist()) == {number(depths) for depths in left}
