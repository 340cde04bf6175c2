"""Sensitivity, the multiverse and the curve against the same asked slowly."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

import chirograph as cg
from chirograph.errors import AssumptionError, ChirographError, ParameterError
from twin import TWINS
from twin.indices import Pair

LOWER, UPPER = [[2, 0, 0], [1, 1, 0], [0, 2, 1]], [[2, 2, 1], [1, 1, 2], [2, 2, 1]]
CHOICES = {"index": ["jaccard", "simple_matching"], "threshold": [1, 2], "assume": ["unknown", "absent"]}


def small() -> cg.Panel:
    """Three programmes, three areas, four unknown cells."""
    return cg.Panel(LOWER, UPPER, max_depth=2)


def shares(values: dict[tuple[int, ...], tuple[float, float]]) -> tuple[list[float], list[float]]:
    """First order and total of a number told for every combination of inputs, with its probability."""
    weight = np.array([chance for _, chance in values.values()])
    number = np.array([value for value, _ in values.values()])
    mean = weight @ number
    whole = weight @ (number - mean) ** 2
    inputs = np.array(list(values))

    def explained(kept: list[int]) -> float:
        found = 0.0
        for key in {tuple(row) for row in inputs[:, kept].tolist()}:
            at = (inputs[:, kept] == key).all(axis=1)
            found += weight[at].sum() * (weight[at] @ number[at] / weight[at].sum() - mean) ** 2
        return found / whole

    groups = range(inputs.shape[1])
    first = [explained([group]) for group in groups]
    return first, [1 - explained([other for other in groups if other != group]) for group in groups]


def test_indices_are_those_of_every_completion_and_choice() -> None:
    """Estimates lie within a few per cent of the decomposition worked out over all inputs."""
    panel = cg.Panel([[0, 0, 1], [1, 1, 0]], [[1, 1, 1], [1, 1, 1]], max_depth=1)
    options = {"index": ["jaccard", "simple_matching"], "assume": ["unknown", "absent"]}
    found = panel.overlap("jaccard").sensitivity(("P1", "P2"), 0.4, choices=options, draws=8192)
    values = {}
    for number, cells in enumerate(itertools.product((0, 1), repeat=3)):
        chance = math.prod(0.4 if cell else 0.6 for cell in cells)
        for i, key in enumerate(options["index"]):
            for j, reading in enumerate(options["assume"]):
                x, y, z = (0, 0, 0) if reading == "absent" else cells
                value = TWINS[key](Pair((x, y, 1), (1, 1, z), (1, 1, 1), 1))
                assert value is not None
                values[number, i, j] = float(value), chance / 4
    first, total = shares(values)
    assert found.groups == ("unknown text", "index", "assume")
    assert found.first == pytest.approx(first, abs=0.05)
    assert found.total == pytest.approx(total, abs=0.05)
    assert np.all(found.total_low <= np.array(total) + 0.02)
    assert np.all(found.total_high >= np.array(total) - 0.02)


def test_a_group_that_changes_nothing_has_no_share() -> None:
    """Of an index that looks at presence, depths as an assumption of both readings change nothing."""
    same = {"first": small(), "second": small()}
    found = small().overlap("jaccard").sensitivity(("P1", "P2"), 0.5, choices={"panel": same}, draws=64)
    assert (found.first[1], found.total[1]) == (0.0, 0.0)
    assert found.total[0] == pytest.approx(1.0, abs=0.5)


def test_a_number_that_does_not_vary_has_no_shares() -> None:
    """Where all cells are known and the choices agree, shares are NaN, and this is said."""
    panel = cg.Panel([[1, 0], [1, 0]], max_depth=1)
    found = panel.overlap("jaccard").sensitivity(
        ("P1", "P2"), 0.5, choices={"index": ["jaccard", "dice"], "undefined": [0, 1]}, draws=8
    )
    assert np.isnan(found.first).all()
    assert found.variance == 0.0
    assert "does not vary" in found.explain()


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_the_digits_do_not_depend_on_threads(threads: int) -> None:
    """One, two and seven threads give the same shares and intervals, and so does a replay."""
    overlap, about = cg.load("nato-ip4").overlap("jaccard"), (("KOR", "JPN"), ("KOR", "AUS"))
    options = {"choices": {"threshold": [1, 2]}, "weights": "any", "draws": 64}
    one, other = (overlap.sensitivity(about, threads=count, **options) for count in (1, threads))
    assert one == other
    assert one.replay(threads=threads).equal
    assert one != overlap.sensitivity(about, seed=1, **options)


def test_the_share_that_is_settled_is_that_of_every_choice() -> None:
    """The mean over the design is the mean of the orders of all combinations; text is no input of it."""
    overlap = cg.load("nato-ip4").overlap("jaccard")
    options = {"assume": ["unknown", "absent"], "threshold": [1, 2]}
    found = overlap.sensitivity("settled", choices=options, draws=64)
    known = []
    for reading, threshold in itertools.product(*options.values()):
        panel = overlap.panel if reading == "unknown" else overlap.panel.assume(unpublished=reading)
        order = panel.overlap("jaccard", threshold=threshold).order()
        known.append(order.settled / order.total)
    assert found.groups == ("assume", "threshold")
    assert min(known) <= found.mean <= max(known)
    assert found.mean == pytest.approx(np.mean(known), abs=0.1)


def test_what_cannot_be_studied_is_refused_with_every_fault() -> None:
    """One group alone, a design that is no power of 2, unknown choices and 0/0 are told, all at once."""
    overlap = small().overlap("jaccard")
    with pytest.raises(ParameterError, match="two groups"):
        overlap.sensitivity(("P1", "P2"), 0.5)
    with pytest.raises(ParameterError) as caught:
        overlap.sensitivity(("P1", "P2"), 0.5, weights="any", draws=3, seed=-1)
    assert [fault.place for fault in caught.value.faults] == ["draws", "seed"]
    with pytest.raises(ParameterError) as caught:
        overlap.multiverse({"treshold": [1], "assume": [], "undefined": ["x"]})
    assert len(caught.value.faults) == 3
    assert "threshold" in caught.value.faults[0].repair
    empty = cg.Panel([[0, 0], [0, 0]], [[1, 1], [1, 0]], max_depth=1).overlap("jaccard")
    with pytest.raises(ParameterError, match="0/0"):
        empty.sensitivity(("P1", "P2"), 0.5, weights="any", draws=64)
    with pytest.raises((ParameterError, AssumptionError)):
        overlap.multiverse({"assume": ["like:NOBODY"]})


def test_the_multiverse_is_every_combination_asked_by_itself() -> None:
    """Ends of each combination are those of an overlap asked with its choices; none is left out."""
    found = small().overlap("jaccard").multiverse(CHOICES)
    expected = {}
    for key, threshold, reading in itertools.product(*CHOICES.values()):
        panel = small().assume(unpublished=reading)
        options = {"threshold": threshold} if key == "jaccard" else {}
        label = (key, str(threshold) if options else "–", reading)  # noqa: RUF001
        expected[label] = panel.overlap(key, **options)
    assert set(found.universes) == set(expected)
    for universe, low, high in zip(found.universes, found.lower, found.upper, strict=True):
        i, j = np.triu_indices(3, 1)
        assert np.array_equal(low, expected[universe].lower[i, j], equal_nan=True)
        assert np.array_equal(high, expected[universe].upper[i, j], equal_nan=True)


def test_who_is_first_counts_the_combinations() -> None:
    """Certain implies possible, both count combinations, and in each of them some pair may be first."""
    found = cg.load("nato-ip4").overlap("jaccard").multiverse(CHOICES)
    table = found.firsts()
    assert table["certain"] == tuple((found.first == 2).sum(axis=0))
    assert table["possible"] == tuple((found.first >= 1).sum(axis=0))
    assert (found.first >= 1).any(axis=1).all()
    assert len(found) == 6


def test_panels_by_name_are_a_choice() -> None:
    """Grades of evidence enter as panels of the same programmes; others are refused."""
    ds = cg.load("nato-ip4")
    grades = {"strict": ds.panel(evidence="strict"), "declared": ds.panel(evidence="declared")}
    found = ds.overlap("jaccard").multiverse({"evidence": grades})
    for name, low in zip(grades, found.lower, strict=True):
        overlap = grades[name].overlap("jaccard")
        assert np.array_equal(low, overlap.lower[np.triu_indices(4, 1)])
    with pytest.raises(ParameterError, match="programmes"):
        ds.overlap("jaccard").multiverse({"panel": {"other": small()}})


def test_the_curve_is_the_overlap_at_every_threshold() -> None:
    """Bounds at each threshold are those of an overlap asked with it; an index without one is refused."""
    panel = cg.load("nato-ip4").panel()
    curve = panel.overlap("jaccard").curve()
    for threshold in (1, 2, 3):
        part, overlap = curve.where(threshold=threshold), panel.overlap("jaccard", threshold=threshold)
        assert part["lower"] == tuple(overlap.lower[np.triu_indices(4, 1)])
        assert part["upper"] == tuple(overlap.upper[np.triu_indices(4, 1)])
    with pytest.raises(ParameterError, match="threshold"):
        panel.overlap("ruzicka").curve()


@pytest.mark.parametrize("key", ["jaccard", "tversky", "containment"])
def test_only_the_pairs_asked_for_are_told_apart(key: str) -> None:
    """Between two groups a pair is first, and an order settled, among the pairs of the groups alone."""
    panel = cg.Panel(LOWER, UPPER, max_depth=2)
    overlap = panel.overlap(key, between=(["P3"], ["P1", "P2"]))
    found, places = overlap.multiverse({"assume": ["unknown", "absent"]}), overlap.rank(0.5, draws=50)
    assert found.pairs == places.pairs == overlap.pairs()
    assert np.array_equal(found.first[0] > 0, places.best == 1)
    settled = overlap.sensitivity("settled", choices={"assume": ["unknown"], "threshold": [1, 2]}, draws=8)
    orders = [overlap.order(), panel.overlap(key, threshold=2, between=(["P3"], ["P1", "P2"])).order()]
    assert {order.total for order in orders} == {len(overlap.pairs()) * (len(overlap.pairs()) - 1) // 2}
    assert settled.mean == pytest.approx(np.mean([order.settled / order.total for order in orders]))


def test_nothing_to_settle_and_readings_that_cannot_be_are_told() -> None:
    """One pair has no order to be settled, and of choices the one that contradicts a length is named."""
    panel = cg.Panel([[0, 0], [1, 0]], [[1, 1], [1, 1]], max_depth=1)
    with pytest.raises(ParameterError, match="two pairs at least"):
        panel.overlap("jaccard").sensitivity(
            "settled", choices={"threshold": [1], "undefined": [0, 1]}, draws=4
        )
    overlap = panel.constrain(list_length={"P1": 2}).overlap("jaccard")
    with pytest.raises(AssumptionError, match="choices, assume, absent, list_length P1"):
        overlap.multiverse({"assume": ["unknown", "absent"]})


def test_an_answer_knows_what_it_was_asked() -> None:
    """A replay of either tells data, index and assumptions; another question is another answer."""
    overlap = cg.load("nato-ip4").overlap("jaccard")
    found = overlap.multiverse({"threshold": [1, 2]})
    again = found.replay()
    assert again.equal
    assert "SHA-256" in again.known["data"]
    assert "threshold: 1, 2." in again.known["assumptions"]
    assert found != overlap.multiverse({"threshold": [2, 1]})
    assert overlap.sensitivity("settled", choices={"threshold": [1, 2], "assume": ["absent", "unknown"]},
                               draws=4).replay().known["seed"] == "0"  # fmt: skip


def test_what_is_no_name_of_an_index_is_refused() -> None:
    """A list in place of an index is told as one that is not known."""
    with pytest.raises(ChirographError, match="in the catalogue"):
        small().overlap("jaccard").multiverse({"index": [["jaccard"]]})
