"""Priors, laws and draws: what follows from a prior is that and no more, whoever draws it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from claims_edits import edition_1
from numpy.typing import NDArray
from stored import names, stored

import chirograph as cg
from chirograph.chances.law import Law
from chirograph.chances.priors import as_prior, nodes
from chirograph.errors import AssumptionError, ChirographError, ParameterError

CASES = stored("chances")
#: Median, 5 % and 95 % quantile of the pairs of nato-ip4 (Jaccard of presence), in the order of its rows.
NATO = {
    0.5: "600 455 750, 500 421 625, 409 238 600, 474 368 588, 409 238 600, 312 158 500",
    "pooled": "591 455 737, 611 500 733, 438 263 625, 562 444 688, 421 250 611, 467 286 688",
}
#: The same under the mixture, each from 20,000 draws of another program: so far draws may be off.
MIXTURE = "533 429 667, 615 533 769, 400 154 600, 533 450 667, 375 143 588, 462 188 667"


def numbers(text: str) -> NDArray[np.float64]:
    """Thousandths, one row a pair."""
    return np.array([[int(word) / 1000 for word in row.split()] for row in text.split(",")])


def panel_of(rows: list[str]) -> cg.Panel:
    """Lists as 0, 1 and ?."""
    lower = [[0 if sign == "?" else int(sign) for sign in row] for row in rows]
    upper = [[1 if sign == "?" else int(sign) for sign in row] for row in rows]
    return cg.Panel(lower, upper, max_depth=1)


def quantiles(found: cg.Distribution, *qs: float) -> NDArray[np.float64]:
    """Quantiles of every pair, one row each."""
    return np.array([found.quantile(q) for q in qs]).T


def worlds(panel: cg.Panel, prior: object) -> Iterator[tuple[NDArray[np.uint8], float]]:
    """Every completion with its chance, the slow way: node by node and cell by cell."""
    held = nodes(as_prior(prior), panel.content)
    rows, _, columns, _ = held.chance.shape
    for picked in itertools.product(range(held.weights.shape[1]), repeat=rows):
        weight = math.prod(float(held.weights[row, node]) for row, node in enumerate(picked))
        if not weight:
            continue
        options = [
            [(depth, p) for depth, p in enumerate(held.chance[row, picked[row], column]) if p]
            for row in range(rows)
            for column in range(columns)
        ]
        for cells in itertools.product(*options):
            depths = np.array([depth for depth, _ in cells], dtype=np.uint8).reshape(rows, columns)
            yield depths, weight * math.prod(p for _, p in cells)


@pytest.mark.parametrize("row", CASES, ids=names(CASES))
def test_laws_orders_and_expected_ranks_are_those_of_every_completion(row: dict[str, Any]) -> None:
    """Values, chances, 0/0, mean, who is above whom, and expected ranks, as enumeration has them."""
    found = panel_of(row["rows"]).overlap("jaccard").distribution(row["prior"])
    pairs = list(itertools.combinations(range(len(row["rows"])), 2))
    i, j = pairs.index(tuple(row["pair"])), pairs.index(tuple(row["other"]))
    close = pytest.approx
    law = found.laws[i]
    assert found.exact.all()
    assert found.exact_beats.all()
    assert law.values.tolist() == close([float(Fraction(value)) for value, _ in row["law"]])
    assert law.chances.tolist() == close([chance for _, chance in row["law"]], abs=row["tolerance"])
    told = (found.undefined[i], found.mean[i], found.beats[i, j], found.equal[i, j], found.beats[j, i])
    wanted = [row[name] for name in ("undefined", "mean", "above", "equal", "below")]
    assert [float(one) for one in told] == close(wanted, abs=row["tolerance"])
    assert found.expected_rank.tolist() == close(row["expected_rank"], abs=row["tolerance"])


@pytest.mark.parametrize("prior", NATO, ids=str)
def test_the_table_of_the_dataset_is_reproduced(prior: float | str) -> None:
    """Median and 90 % range of every pair of nato-ip4, exact under the flat prior and the pooled one."""
    found = edition_1().overlap("jaccard").distribution(prior)
    assert found.exact.all()
    assert np.abs(quantiles(found, 0.5, 0.05, 0.95) - numbers(NATO[prior])).max() <= 0.0006


def test_the_mixture_is_that_of_the_dataset() -> None:
    """The row mixture is exact too: medians as 20,000 draws gave them, ends within what these are off."""
    found = edition_1().overlap("jaccard").distribution("mixture")
    off = np.abs(quantiles(found, 0.5, 0.05, 0.95) - numbers(MIXTURE))
    assert found.exact.all()
    assert off[:, 0].max() <= 0.0006
    assert off.max() <= 0.025


def test_the_tilt_is_no_straight_line() -> None:
    """Means over the tilt of the pooled prior, as worked out elsewhere; some of them rise and fall."""
    table = edition_1().overlap("jaccard").tilt("pooled")
    means = np.array(table["mean"], dtype=float).reshape(5, 6)
    assert means[:, 0] == pytest.approx([0.537, 0.538, 0.595, 0.813, 0.963], abs=0.0006)
    assert means[:, 1] == pytest.approx([0.619, 0.632, 0.611, 0.506, 0.466], abs=0.0006)
    assert means[:, 3] == pytest.approx([0.506, 0.535, 0.564, 0.497, 0.465], abs=0.0006)
    assert table["naming_share"][0] == pytest.approx(1 - math.exp(-4))


def test_digits_depend_on_nothing_but_the_seed() -> None:
    """1, 2 and 7 threads, any sharding of replicates, and kept or unkept completions give the same digits."""
    panel = cg.load("nato-ip4").panel().constrain(list_length={"JPN": (12, 16)})
    engine, held = panel.content.engine(), nodes(as_prior("mixture"), panel.content)
    pairs = np.array(list(itertools.combinations(range(4), 2)))
    for key in ("jaccard", "ruzicka"):
        whole, _ = engine.sample(key, {}, pairs, held.weights, held.chance, 5, 0, 700, 1)
        for threads, cuts in ((2, (0, 700)), (7, (0, 1, 257, 300, 700))):
            parts = [
                engine.sample(key, {}, pairs, held.weights, held.chance, 5, begin, end - begin, threads)[0]
                for begin, end in itertools.pairwise(cuts)
            ]
            assert np.array_equal(np.concatenate(parts), whole)
        cells = engine.draw(held.weights, held.chance, 5, 0, 700, 3)
        assert np.array_equal(engine.values(key, {}, pairs, cells, 2), whole)
    again, _ = engine.sample("jaccard", {}, pairs, held.weights, held.chance, 6, 0, 700, 1)
    assert not np.array_equal(again, whole)
    assert np.all((cells >= panel.lower) & (cells <= panel.upper))


def test_drawn_cells_have_the_chances_of_the_prior() -> None:
    """The share of every depth over draws is its chance, within six standard errors."""
    panel = cg.load("nato-ip4").panel()
    held = nodes(as_prior("mixture"), panel.content)
    wanted = np.clip(np.einsum("rm,rmcd->rcd", held.weights, held.chance), 0, 1)
    count = 20_000
    cells = panel.content.engine().draw(held.weights, held.chance, 1, 0, count, 2)
    for depth in range(panel.max_depth + 1):
        share = (cells == depth).mean(axis=0)
        error = np.sqrt(wanted[..., depth] * (1 - wanted[..., depth]) / count)
        assert np.all(np.abs(share - wanted[..., depth]) <= 6 * error + 1e-12)


def test_list_lengths_are_conditioned_on() -> None:
    """Where a list length is known, the law is that of the completions that satisfy it, within its error."""
    panel = panel_of(["?????", "11?00", "0?1?1"]).constrain(list_length={"P1": (2, 3)})
    prior = np.linspace(0.1, 0.9, 15).reshape(3, 5)
    found = panel.overlap("jaccard").distribution(prior, draws=20_000)
    assert found.exact.tolist() == [False, False, True]
    total, sums = 0.0, np.zeros(3)
    for cells, chance in worlds(panel_of(["?????", "11?00", "0?1?1"]), prior):
        if 2 <= cells[0].sum() <= 3:
            known = cg.Panel(cells, max_depth=1).overlap("jaccard")
            sums += chance * known.lower[np.triu_indices(3, 1)]
            total += chance
    assert np.all(np.abs(found.mean - sums / total) <= 5 * found.error + 1e-9)


def test_what_cannot_be_drawn_is_refused() -> None:
    """A list length that no draw meets, joint domains, and an array of another shape say what to do."""
    open_ = cg.Panel(np.zeros((2, 40), int), np.ones((2, 40), int), max_depth=1)
    with pytest.raises(AssumptionError, match="widen the list length, or give a prior"):
        open_.constrain(list_length={"P1": 39}).overlap("jaccard").distribution(0.05)
    tied = open_.constrain(joint=[("A1", ["P1", "P2"], "both_or_neither")]).overlap("jaccard")
    with pytest.raises(ChirographError, match="leave the joint domains out"):
        tied.distribution(0.5)
    with pytest.raises(AssumptionError, match="2 x 40 cells"):
        open_.overlap("jaccard").distribution([[0.5]])
    with pytest.raises(ChirographError, match="takes no weights"):
        open_.overlap("tau_b").rank(0.5, weights="any")
    with pytest.raises(ParameterError, match="at most"):
        open_.overlap("jaccard").distribution(0.5, draws=10**9)


def test_zero_by_zero_is_left_out_or_counts() -> None:
    """A pair that may be 0/0 has a chance of no value; with a convention that chance goes to the number."""
    panel = panel_of(["??", "0?", "11"])
    found = panel.overlap("jaccard").distribution(0.5)
    assert found.undefined[0] == pytest.approx(0.125)
    counts = panel.overlap("jaccard", undefined=1).distribution(0.5)
    assert counts.undefined.tolist() == [0, 0, 0]
    assert counts.mean[0] == pytest.approx(0.875 * found.mean[0] + 0.125)
    drawn = panel.overlap("ochiai").distribution(0.5)
    assert drawn.undefined[0] == pytest.approx(0.625, abs=0.02)
    never = panel_of(["00", "00"]).overlap("jaccard").distribution(0.5)
    assert math.isnan(never.mean[0])
    assert "undefined" in repr(never)


def test_priors_come_in_many_forms() -> None:
    """A number, a mapping of rows and cells, an array, and chances by depth say the same."""
    overlap = panel_of(["?1?", "1??"]).overlap("jaccard")
    flat = overlap.distribution(0.25)
    cells = {"P1": 0.9, ("P1", "A1"): 0.25, ("P1", "A3"): 0.25, "P2": 0.25}
    array = np.full((2, 3), 0.25)
    for same in ({"P1": 0.25, "P2": 0.25}, cells, array, np.stack([1 - array, array], axis=-1)):
        assert overlap.distribution(same).mean == pytest.approx(flat.mean, abs=1e-15)
    even = overlap.distribution(cg.Prior.dirichlet([3, 1]))
    assert even.mean == pytest.approx(flat.mean)
    half = overlap.distribution(cg.Prior.flat(0.5).tilted(math.log(1 / 3)))
    assert half.mean == pytest.approx(flat.mean)


@pytest.mark.parametrize(
    ("prior", "rule"),
    [
        (0, "above 0 and below 1"),
        ("mixtur", "did you mean 'mixture'"),
        ({"P9": 0.5}, "this row is not known"),
        ({"P1": 0.5}, "row P2, area A1: found nothing"),
        ({"P1": 2.0, "P2": 0.5}, "between 0 and 1"),
        ({("P1", "A1", "x"): 0.5}, "a row and an area"),
        (None, "it is a prior"),
    ],
    ids=str,
)
def test_a_wrong_prior_is_refused(prior: object, rule: str) -> None:
    """What is no prior, or does not fit the cells, is refused with its place, rule and repair."""
    with pytest.raises(ChirographError, match=rule):
        panel_of(["??", "??"]).overlap("jaccard").distribution(prior)


def test_a_prior_knows_what_it_learnt_from() -> None:
    """Complete lists are rows whose presence is known and that no assumption filled; the print names them."""
    panel = panel_of(["10", "1?", "11"])
    words = " ".join(panel.overlap("jaccard").distribution().assumptions)
    assert "those of 2 complete lists (P1 and P3)" in words
    assumed = panel.assume(unpublished="absent").overlap("jaccard").distribution("pooled")
    assert "those of 2 complete lists (P1 and P3)" in " ".join(assumed.assumptions)
    nothing = panel_of(["1?", "?1"]).overlap("jaccard").distribution("pooled")
    assert "No list is complete" in " ".join(nothing.assumptions)
    assert nothing.mean[0] == pytest.approx(nothing.asked.question.content.lower.mean(), abs=0.2)


def test_a_named_list_is_not_taken_for_a_long_one() -> None:
    """Open cells of a row that only names what it has are not likelier under the mixture than they may be."""
    panel = panel_of(["110011001100", "1?1?1???????", "????????????"])
    held = nodes(as_prior("mixture"), panel.content)
    chance = np.einsum("rm,rmc->rc", held.weights, held.chance[..., 1])
    plain = nodes(as_prior("pooled"), panel.content).chance[:, 0, :, 1]
    unnamed = (panel.lower[1] == 0) & (panel.upper[1] == 1)
    assert np.all(chance[1, unnamed] < plain[1, unnamed] + 0.15)
    assert held.weights.sum(axis=1) == pytest.approx([1, 1, 1])
    # Where nothing is named the share says nothing, and only the effect of the row is open.
    assert np.count_nonzero(held.weights[2]) == 9


def test_every_print_says_the_prior_and_that_it_is_no_bound() -> None:
    """Text, HTML and sentences name the prior as an assumption; the bounds stand beside."""
    found = cg.load("nato-ip4").overlap("jaccard").distribution(0.5)
    ranks = cg.load("nato-ip4").overlap("jaccard").rank(0.5, draws=50)
    for thing in (found, ranks):
        for text in (repr(thing), thing._repr_html_(), thing.explain()):
            assert "Prior (an assumption): every unknown cell is present with chance 0.5" in text
    assert "no bound" in repr(found)
    assert "[0.333, 0.733]" in repr(found)
    assert found.table()["lower"] == tuple(found.asked.lower)


def test_a_result_is_replayed_and_a_changed_one_is_not_equal() -> None:
    """`replay` works out the same digits from data, prior and seed, and says so; it tells what is not."""
    overlap = cg.load("nato-ip4").overlap("ochiai")
    found = cg.Distribution.from_json(overlap.distribution(draws=500).to_json())
    assert found.replay(threads=1).equal
    assert "SHA-256" in found.replay().known["data"]
    told = found.to_dict()
    told["seed"] = 1
    other = cg.Distribution.from_dict(told).replay()
    assert not other.equal
    assert set(other.differs) <= {"laws", "orders"}
    assert "not equal" in repr(other)


def test_a_law_has_the_quantiles_of_its_values() -> None:
    """A quantile is the least value not passed with that chance; above and mean leave 0/0 out."""
    law = Law(np.array([0.0, 0.5, 1.0]), np.array([0.2, 0.2, 0.4]))
    assert [law.quantile(q) for q in (0, 0.25, 0.5, 0.51, 1)] == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert law.mean == pytest.approx(0.5 * 0.25 + 0.5)
    assert law.above(0.5) == pytest.approx(0.5)


@pytest.mark.parametrize(
    "prior",
    [cg.Prior.mixture(tau=100, shares=[1.0]), cg.Prior.mixture(kappa=1e-6), cg.Prior.mixture().tilted(-700),
     cg.Prior.flat(0.5).tilted(700), cg.Prior.pooled(1e6)],
    ids=str,
)  # fmt: skip
def test_extreme_priors_stay_within_the_bounds(prior: cg.Prior) -> None:
    """At the ends of what a prior takes nothing overflows, and every mean lies within the bounds."""
    panel = cg.Panel([[1, 0, 0], [1, 1, 1], [0, 0, 1]], [[1, 1, 1], [1, 1, 1], [1, 1, 1]], max_depth=1)
    with np.errstate(all="raise", under="ignore"):
        found = panel.overlap("jaccard").distribution(prior, draws=200)
    assert np.all(found.mean >= found.asked.lower - 1e-12)
    assert np.all(found.mean <= found.asked.upper + 1e-12)


@pytest.mark.parametrize(("name", "value"), [("kappa", 0.0), ("kappa", 1e9), ("tau", -1.0), ("tau", 1e6)])
def test_a_prior_outside_of_what_can_be_computed_is_refused(name: str, value: float) -> None:
    """Weights of the overall rate and effects of a row have limits, which are told."""
    with pytest.raises(AssumptionError, match=f"prior, {name}: .* lies between"):
        cg.Prior.mixture(**{name: value})
