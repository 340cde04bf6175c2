"""Areas common to a group of programmes: what they narrow, how they are told, what is refused."""

from __future__ import annotations

import pickle
import random
from itertools import combinations

import numpy as np
import pytest
from engine import build, everything, unequal_weights
from random_panels import random_case, random_common, random_completion, seeds

import chirograph as cg
from chirograph.errors import AssumptionError, ChirographError, UnknownLabel

SIX = ["KOR", "JPN", "NOR", "MDA", "ALB", "MKD"]


def six() -> cg.Panel:
    """The first six partners of the European Union and 20 areas, as their texts were read."""
    panel = cg.load("eu-sdp").panel()
    return panel[SIX, panel.columns]


def three() -> cg.Panel:
    """Three programmes that have one of three areas for certain."""
    return cg.Panel([[1, 0, 0]] * 3, [[1, 1, 1]] * 3, rows=["a", "b", "c"], max_depth=1)


def test_ten_common_areas_narrow_the_pairs_of_six() -> None:
    """Every pair that does not share ten for certain; all ends are sharp; the rest keeps its range."""
    free, held = (one.overlap("jaccard") for one in (six(), six().constrain(common=[(SIX, 10)])))
    assert held.sharp.all()
    assert np.all(free.lower <= held.lower)
    assert np.all(held.upper <= free.upper)
    certain = (six().lower >= 1).astype(int)
    for p, q in combinations(range(6), 2):
        shared = int((certain[p] & certain[q]).sum())
        assert (held.lower[p, q] > free.lower[p, q]) == (shared < 10), (SIX[p], SIX[q])


def test_two_of_the_six_by_hand() -> None:
    """At least ten of the 15 areas of the Korean list are shared: Moldova and Korea from 10 / 20, not 7 / 20.

    Korea has 15 areas for certain and lacks five. Moldova has seven of the 15 and one of the five; the other
    four may be its own. At least ten common: three more of the 15, so 10 / (15 + 5); without it 7 / 20. At
    most it has all of the 15, and one besides: 15 / 16.
    """
    free, held = (
        one.overlap("jaccard")["KOR", "MDA"] for one in (six(), six().constrain(common=[(SIX, 10)]))
    )
    assert (free.lower, free.upper) == (7 / 20, 15 / 16)
    assert (held.lower, held.upper) == (10 / 20, 15 / 16)


def test_four_are_certain_and_fifteen_possible() -> None:
    """More than is possible and fewer than is certain are refused, all at once, with what the cells allow."""
    with pytest.raises(AssumptionError) as caught:
        six().constrain(common=[(SIX, 16), (SIX, 0, 3), (SIX, 4, 15)])
    faults = caught.value.faults
    assert [one.code for one in faults] == ["infeasible"] * 2
    assert all(one.rule == "the cells allow 4 to 15 common areas" for one in faults)
    assert [one.repair for one in faults] == ["ask for 15 at most", "allow 4 at least"]
    assert faults[0].place == "common KOR, JPN, NOR, MDA, ALB, MKD"


def test_at_most_does_not_hold_for_a_pair_of_three() -> None:
    """Two may share what the third lacks; where the third has all for certain, they may not."""
    free, once = (
        one.overlap("jaccard") for one in (three(), three().constrain(common=[(["a", "b", "c"], 0, 1)]))
    )
    assert np.array_equal(once.lower, free.lower)
    assert np.array_equal(once.upper, free.upper)
    full = cg.Panel([[1, 0, 0], [1, 0, 0], [1, 1, 1]], [[1, 1, 1]] * 3, rows=["a", "b", "c"], max_depth=1)
    held = full.constrain(common=[(["a", "b", "c"], 0, 1)]).overlap("jaccard")
    shown = held["a", "b"].witness_upper
    assert shown is not None
    assert (np.minimum(*shown).sum(), held.sharp.all()) == (1, True)


def test_a_single_common_is_sharp_for_every_index() -> None:
    """Alone, common areas leave no end of no pair open, in panels of three and four programmes."""
    for seed in seeds(60, 811):
        case = random_case(seed, constrained=False, rows=3 + seed % 2)
        rng = random.Random(seed)
        one = random_common(rng, random_completion(rng, case), case.top)
        case = type(case)(case.lower, case.upper, case.top, None, common=(one,))
        for key, parameters in everything(case.top, weighted=unequal_weights(case), seed=seed):
            assert build(case).overlap(key, parameters)["sharp"].all(), (seed, key, case)


def test_common_areas_are_told_and_stored() -> None:
    """The sentence says who, how many and where; plain data, JSON and pickle give the same panel again."""
    panel = three().constrain(common=[(["a", "b"], 2), (["b", "c"], 0, 2, ["A1", "A2", "A3"]), (["a"], 1)])
    assert panel.assumptions[-3:] == (
        "At least 2 areas are common to a and b.",
        "0 to 2 of A1, A2, A3 are common to b and c.",
        "At least 1 area is in the list of a.",
    )
    assert cg.Panel.from_json(panel.to_json()) == panel
    assert pickle.loads(pickle.dumps(panel)) == panel
    again = panel.overlap("jaccard")
    assert type(again).from_json(again.to_json()) == again


def test_a_part_keeps_what_follows_for_it() -> None:
    """Of two of three programmes: in areas the third may have; without areas: less what these may hold."""
    panel = cg.Panel([[1, 0, 0, 0]] * 3, [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 0, 1]], rows=["a", "b", "c"])
    held = panel.constrain(common=[(["a", "b", "c"], 3)])
    (kept,) = held[["a", "b"]].constraints.common
    assert (kept.rows, kept.minimum, kept.maximum, kept.columns) == (("a", "b"), 3, None, ("A1", "A2", "A4"))
    (less,) = held[:, ["A1", "A2"]].constraints.common
    assert (less.rows, less.minimum, less.columns) == (("a", "b", "c"), 2, None)
    assert held[["a", "b"]].overlap("jaccard").lower[0, 1] == held.overlap("jaccard").lower[0, 1] == 0.75


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (5, r"common is a list of"),
        ([("ab", 2)], "at least one row is named, in a list"),
        ([(["a", "a"], 2)], "each once"),
        ([(["a"], 2, 1)], "two of them, the least first"),
        ([(["a"], 4)], "0 to 3"),
        ([(["a"], True)], "whole number of areas"),
        ([(["a"], 1.5)], "whole number of areas"),
        ([(["a"], 1, None, [])], "at least one area is named"),
    ],
)
def test_malformed_entries_are_refused(given: object, told: str) -> None:
    """What is no group, no number of areas or no list of areas is told with the rule."""
    with pytest.raises(AssumptionError, match=told) as caught:
        three().constrain(common=given)  # type: ignore[arg-type]
    assert all(one.code == "constraint" and one.place for one in caught.value.faults)


def test_all_faults_of_ranges_come_at_once() -> None:
    """Two ranges that cannot be are two faults; an unknown programme comes with near names."""
    with pytest.raises(AssumptionError) as caught:
        three().constrain(common=[(["a", "b"], 9), (["b", "c"], 2, 1)])
    assert [one.place for one in caught.value.faults] == ["common a, b", "common b, c"]
    with pytest.raises(UnknownLabel):
        three().constrain(common=[(["a", "z"], 1)])
    with pytest.raises(AssumptionError, match="threshold"):
        three().constrain(common=[(["a"], 1)], threshold=2)


def test_chances_refuse_what_ties_programmes() -> None:
    """Draws of programmes that common areas tie are refused; pairs of others have their law."""
    panel = cg.Panel([[0] * 3] * 4, [[1] * 3] * 4, rows=list("abcd"), max_depth=1)
    held = panel.constrain(common=[(["a", "b"], 1)])
    with pytest.raises(ChirographError, match="leave the common areas out"):
        held.overlap("jaccard").distribution(0.5)


def test_an_assumption_of_the_codebook_ties_a_group() -> None:
    """A briefing that counts areas of all, and names none, narrows every pair of the group and no other."""
    dataset = cg.load("eu-sdp")
    read, told = (one.overlap("jaccard") for one in (dataset, dataset.assume("some_ten_common")))
    panel, six = dataset.panel(), dataset.records.data["partner_groups"][0]["members"]
    shared = {pair: list(panel.shared(*pair)["certain"]).count("both") for pair in combinations(six, 2)}
    for pair, count in shared.items():
        assert (told[pair].lower > read[pair].lower) == (count < 10), pair
        assert told[pair].lower * 20 >= 10
    assert told["GBR", "CAN"].lower == read["GBR", "CAN"].lower
    assert "some ten" in " ".join(told.assumptions)
    assert dataset.ladder().idle == ()
    with pytest.raises(AssumptionError, match="about all of it"):
        dataset.assume("some_ten_common", partners=["JPN"])


def test_an_assumption_on_a_group_of_which_one_is_here_says_so() -> None:
    """On a day on which one of the group has a programme nothing follows, and that is told."""
    panel = cg.load("eu-sdp").assume("some_ten_common").panel(as_of="2024-05-25")
    assert not panel.constraints.common
    assert "changes nothing here: fewer than two of the group" in " ".join(panel.assumptions)
