"""Ends that are open: two numbers, the completion found and the bound proven, wherever an end is shown."""

from __future__ import annotations

import json
import math
import pickle
from itertools import combinations, pairwise

import numpy as np
import pytest
from open_ends import hard, left_open

import chirograph as cg
from chirograph.cells.ends import SHARP_GAP, End
from chirograph.errors import ParameterError

#: Indices that one step of search leaves open on a hard panel.
SEARCHED = ("phi", "cohen_kappa", "scott_pi", "alignment", "alignment_squared")


def small() -> cg.Panel:
    """Two programmes, one unknown cell: Jaccard is in [1/3, 1/2]."""
    return cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)


def empty() -> cg.Panel:
    """Two programmes that may both be empty: 0/0 is possible, and Jaccard is in [0, 1] otherwise."""
    return cg.Panel([[0, 0], [0, 0]], [[1, 0], [1, 1]], max_depth=1)


class TestBudget:
    """Steps of search, part of the question."""

    @pytest.mark.parametrize("budget", [0, -1, 1.5, 10.0, True, "1000", math.nan])
    def test_what_is_no_number_of_steps_is_refused(self, budget: object) -> None:
        """The fault says place, value, rule and repair."""
        for asked in (small(), cg.load("nato-ip4")):
            with pytest.raises(ParameterError) as caught:
                asked.overlap("jaccard", budget=budget)  # type: ignore[arg-type]
            (fault,) = caught.value.faults
            assert (fault.place, fault.value) == ("budget", repr(budget))
            assert "whole number of steps" in fault.rule
            assert "preset" in fault.repair

    def test_any_number_of_steps_may_be_asked_for(self) -> None:
        """Whole numbers of NumPy count as such, and more steps than a machine takes are no fault."""
        assert small().overlap("jaccard", budget=np.int64(5)).budget == 5  # type: ignore[arg-type]
        assert small().overlap("phi", budget=10**30)["P1", "P2"].sharp

    def test_it_is_part_of_the_question(self) -> None:
        """Another budget is another result, also after a pickle; a pair is asked with the same one."""
        panel = hard()
        one, preset = panel.overlap("phi", budget=1), small().overlap("phi")
        assert (one.budget, preset.budget) == (1, None)
        assert one == panel.overlap("phi", budget=1)
        assert one != panel.overlap("phi", budget=2)
        assert small().overlap("phi", budget=10**6) != preset
        assert one.question.effort.budget == one["P1", "P2"].overlap.budget == 1
        for thing in (one, one["P1", "P2"], preset):
            again = pickle.loads(pickle.dumps(thing))
            assert again == thing
            assert hash(again) == hash(thing)

    def test_it_is_said(self) -> None:
        """Plain data have the budget, text only where it was given."""
        one, preset = small().overlap("jaccard", budget=5), small().overlap("jaccard")
        assert (one.to_dict()["budget"], preset.to_dict()["budget"]) == (5, None)
        assert (one["P1", "P2"].to_dict()["budget"], preset["P1", "P2"].to_dict()["budget"]) == (5, None)
        assert repr(one).splitlines()[0] == "Jaccard (jaccard, budget 5): what the data allow, 1 pair"
        assert "budget" not in repr(preset)

    def test_a_dataset_hands_it_on(self) -> None:
        """`Dataset.overlap` takes it too."""
        assert cg.load("nato-ip4").overlap("phi", budget=7).budget == 7

    def test_more_never_widens(self) -> None:
        """With more steps no bound moves out."""
        panel = hard(2)
        found = [panel.overlap("cohen_kappa", budget=budget) for budget in (1, 1000, 1_000_000)]
        for less, more in pairwise(found):
            assert np.all(more.lower >= less.lower)
            assert np.all(more.upper <= less.upper)


class TestContract:
    """What holds of the two numbers, whatever the solver is."""

    @pytest.mark.parametrize("key", SEARCHED)
    def test_the_true_end_lies_between(self, key: str) -> None:
        """After one step ends are open; what is attained lies inside the bounds, the gap between them."""
        overlap = hard().overlap(key, budget=1)
        apart = ~np.eye(3, dtype=bool)
        assert not overlap.sharp[apart].all()
        known = ~np.isnan(overlap.inner_lower), ~np.isnan(overlap.inner_upper)
        assert np.all(overlap.inner_lower[known[0]] >= overlap.lower[known[0]])
        assert np.all(overlap.inner_upper[known[1]] <= overlap.upper[known[1]])
        both = known[0] & known[1]
        assert np.array_equal(np.isinf(overlap.gap), ~both & ~overlap.sharp)
        left = np.maximum(overlap.inner_lower - overlap.lower, overlap.upper - overlap.inner_upper)
        assert overlap.gap[both] == pytest.approx(left[both], abs=1e-15)
        assert np.all(overlap.gap[overlap.sharp] == 0)
        assert np.all(overlap.gap[~overlap.sharp] > SHARP_GAP)

    @pytest.mark.parametrize("key", [*SEARCHED, "cosine", "jaccard", "tau_b"])
    def test_pair_and_matrix_hold_the_same(self, key: str) -> None:
        """Every number of a pair is that of the matrices, and its witness attains what it is said to."""
        panel = hard() if key != "tau_b" else cg.Panel(hard().lower, hard().upper)
        overlap = panel.overlap(key, budget=1)
        for i, j in combinations(range(3), 2):
            pair = overlap[panel.rows[i], panel.rows[j]]
            for name in ("lower", "upper", "inner_lower", "inner_upper", "gap", "spent", "sharp"):
                # With weights that have no common unit the last digit of an end may differ.
                both = getattr(pair, name), getattr(overlap, name)[i, j]
                assert np.allclose(*both, rtol=0, atol=1e-14, equal_nan=True), name
            assert pair.gap == max(pair.gap_lower, pair.gap_upper)
            assert [end.text() for end in pair.ends] == [end.text() for end in overlap.ends(i, j)]
            for end in pair.ends:
                self.attained(pair, key, end)

    @staticmethod
    def attained(pair: cg.PairOverlap, key: str, end: End) -> None:
        """An end with a known completion shows one that attains it, and one without refuses."""
        witness = getattr(pair, f"witness_{end.side}")
        assert (witness is None) == math.isnan(end.attained)
        assert getattr(pair, f"sharp_{end.side}") == (not end.open)
        if witness is None:
            assert getattr(pair, f"gap_{end.side}") == math.inf
            with pytest.raises(ParameterError, match=f"gap_{end.side}"):
                pair.completion(end.side)
            return
        value = pair.completion(end.side).overlap(key)[pair.first, pair.second]
        assert value.lower == value.upper == pytest.approx(end.attained, abs=1e-12)
        added = getattr(pair, f"contributions_{end.side}")
        assert added is None or added.sum() == pytest.approx(end.attained, abs=1e-9)

    @pytest.mark.parametrize("budget", [1, 50, 1000])
    @pytest.mark.parametrize("key", [*SEARCHED, "ochiai"])
    def test_what_counting_settles_no_budget_opens(self, key: str, budget: int) -> None:
        """A pair that is sharp among all pairs is sharp alone, and has its completions, in few steps too."""
        overlap = cg.load("nato-ip4").overlap(key, budget=budget)
        for pair in overlap:
            i, j = (overlap.rows.index(label) for label in (pair.first, pair.second))
            assert (pair.lower, pair.upper, pair.sharp, pair.spent) == (
                overlap.lower[i, j], overlap.upper[i, j], overlap.sharp[i, j], overlap.spent[i, j],
            )  # fmt: skip
            for end in pair.ends:
                self.attained(pair, key, end)

    def test_a_settled_end_stands_without_a_completion(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the search of one pair finds nothing the counted numbers stay, and no witness is shown."""
        overlap = small().overlap("phi")
        left_open(monkeypatch, 0.1, 0.1, known=False)
        pair = overlap["P1", "P2"]
        assert (pair.lower, pair.upper, pair.sharp) == (overlap.lower[0, 1], overlap.upper[0, 1], True)
        assert pair.witness_lower is None
        with pytest.raises(ParameterError, match="completion"):
            pair.completion("upper")

    def test_counting_needs_no_search(self) -> None:
        """Where every cell is known nothing is open and nothing spent, with any budget."""
        panel = cg.Panel([[1, 0, 2], [1, 1, 3]])
        for key in ("jaccard", "phi", "cohen_kappa", "tau_b"):
            overlap = panel.overlap(key, budget=1)
            assert overlap.sharp.all()
            assert np.array_equal(overlap.inner_lower, overlap.lower, equal_nan=True)
            assert not overlap.gap.any()
            assert overlap.spent.dtype == np.uint64

    def test_the_arrays_are_read_only(self) -> None:
        """As the other arrays of a result."""
        overlap = small().overlap("jaccard")
        for name in ("inner_lower", "inner_upper", "gap", "spent"):
            with pytest.raises(ValueError, match="WRITEABLE"):
                getattr(overlap, name).flags.writeable = True

    def test_an_undefined_pair_has_no_gap(self) -> None:
        """Where no completion has a value there is nothing to find: the ends are NaN and not open."""
        overlap = cg.Panel([[0, 0], [0, 0]]).overlap("jaccard", budget=1)
        pair = overlap["P1", "P2"]
        assert math.isnan(pair.inner_lower)
        assert (pair.gap, overlap.gap[0, 1]) == (0, 0)
        assert not any(end.open for end in pair.ends)


class TestOpen:
    """A solved pair whose bounds were moved out: what is attained is the truth."""

    def test_the_best_completion_is_at_hand(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """`completion` gives what was found at an open end, and the contributions sum to it."""
        left_open(monkeypatch, 0.05, 0.25)
        pair = small().overlap("jaccard")["P1", "P2"]
        assert (pair.sharp_lower, pair.sharp_upper) == (False, False)
        assert (pair.inner_lower, pair.inner_upper) == (1 / 3, 1 / 2)
        assert (pair.gap_lower, pair.gap_upper) == pytest.approx((0.05, 0.25))
        assert pair.contributions.sum(axis=1) == pytest.approx([1 / 3, 1 / 2])
        monkeypatch.undo()
        for end in pair.ends:
            known = pair.completion(end.side).overlap("jaccard")["P1", "P2"]
            assert known.lower == known.upper == end.attained

    def test_text_has_both_numbers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Bracket, remark, sentence and explanation of an open end."""
        left_open(monkeypatch, 0.05)
        overlap = small().overlap("jaccard")
        assert repr(overlap).splitlines()[1] == "P1  P2  [0.283..0.333, 0.500]  lower end open"
        pair = overlap["P1", "P2"]
        assert repr(pair) == "P1 and P2, Jaccard: [0.283..0.333, 0.500], lower end open"
        assert pair.sentence() == (
            "P1 and P2, Jaccard: the lower end is open, between 0.283 (proven bound) and 0.333 (best "
            "completion found); the upper end is 0.500, attained."
        )
        assert pair.sentence() in overlap.explain()
        assert (
            "a larger budget may narrow it and never widens it (7 steps spent, the preset" in pair.explain()
        )

    def test_the_upper_end_is_told_upwards(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """At the upper end what is attained comes first."""
        left_open(monkeypatch, 0, 0.25)
        pair = small().overlap("jaccard", budget=9)["P1", "P2"]
        assert repr(pair).endswith("[0.333, 0.500..0.750], upper end open")
        assert "between 0.500 (best completion found) and 0.750 (proven bound)" in pair.sentence()
        assert "(7 steps spent, a budget of 9)" in pair.explain()

    def test_a_small_gap_takes_the_digits_it_needs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Two numbers that differ are never printed as one; up to the least gap they are sharp."""
        left_open(monkeypatch, 4e-6, 2e-9)
        text = repr(small().overlap("jaccard")["P1", "P2"])
        assert "[0.33333..0.33333" not in text
        assert "[0.333329..0.333333, 0.500000000..0.500000002]" in text

    def test_without_a_completion_it_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A bound without a completion is marked and told as what it is."""
        left_open(monkeypatch, 0.05, 0.25, known=False)
        overlap = small().overlap("jaccard")
        assert "[~0.283, ~0.750]  both ends open" in repr(overlap)
        assert overlap.gap[0, 1] == math.inf
        words = overlap["P1", "P2"].sentence()
        assert "open, not below 0.283 (proven bound; no completion is known)" in words
        assert "open, not above 0.750 (proven bound; no completion is known)" in words

    def test_plain_data_are_finite(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """JSON holds both numbers, and null where there is none."""
        left_open(monkeypatch, 0.05, 0.25)
        overlap = small().overlap("jaccard")
        (row,) = json.loads(overlap.to_json())["pairs"]
        assert (row["inner_lower"], row["inner_upper"], row["spent"]) == (1 / 3, 1 / 2, 7)
        assert row["gap"] == pytest.approx(0.25)
        told = json.loads(overlap["P1", "P2"].to_json())
        assert (told["gap_lower"], told["gap_upper"]) == pytest.approx((0.05, 0.25))
        assert told["witness_lower"] == [[1, 1, 1], [1, 0, 0]]
        monkeypatch.undo()
        left_open(monkeypatch, 0.05, known=False)
        overlap = small().overlap("jaccard")
        (row,) = json.loads(overlap.to_json())["pairs"]
        assert (row["inner_lower"], row["gap"]) == (None, None)
        assert "reason" not in row
        assert json.loads(overlap["P1", "P2"].to_json())["gap_lower"] is None

    def test_the_frame_has_both_numbers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The columns stand behind those that were there."""
        left_open(monkeypatch, 0.05)
        frame = small().overlap("jaccard").to_frame()
        assert list(frame.columns)[:6] == ["first", "second", "lower", "upper", "sharp", "undefined"]
        assert list(frame.columns)[6:] == ["inner_lower", "inner_upper", "gap", "spent"]
        assert list(frame["inner_lower"]) == [1 / 3]
        assert list(frame["gap"]) == pytest.approx([0.05])

    def test_markup_fills_what_is_attained(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """In a notebook the bar is filled as far as completions are known, the rest is pale."""
        solved = small().overlap("jaccard")
        assert "dashed" not in solved._repr_html_() + solved["P1", "P2"]._repr_html_()
        left_open(monkeypatch, 1 / 3, 0.5)
        overlap = small().overlap("jaccard")
        for html in (overlap._repr_html_(), overlap["P1", "P2"]._repr_html_()):
            # The pale bar covers 0 to 1 of the scale, the filled one 1/3 to 1/2 of that.
            assert "margin-left:0.0%;width:100.0%;height:100%;background:rgba" in html
            assert "margin-left:33.3%;width:16.7%;height:100%;background:currentColor" in html
            assert "0.000..0.333" in html or "0.000 (proven bound)" in html
        monkeypatch.undo()
        left_open(monkeypatch, 0.1, 0.1, known=False)
        html = small().overlap("jaccard")._repr_html_()
        assert "dashed" in html
        assert "currentColor;opacity" not in html


class TestConvention:
    """0/0 as a number: it is attained by a completion that is 0/0."""

    @pytest.mark.parametrize("known", [True, False])
    def test_a_number_beyond_an_open_end_is_attained(
        self, monkeypatch: pytest.MonkeyPatch, known: bool
    ) -> None:
        """The end the convention moves is sharp, with the completion that is 0/0; the other stays open."""
        left_open(monkeypatch, 0.25, 0.25, known=known)
        overlap = empty().overlap("jaccard", undefined=-1)
        pair = overlap["P1", "P2"]
        assert (pair.lower, pair.inner_lower, pair.gap_lower, pair.sharp_lower) == (-1, -1, 0, True)
        assert (pair.upper, pair.sharp_upper) == (1.25, False)
        # Without another completion at hand, the one that is 0/0 is the best known at the upper end too.
        assert pair.inner_upper == overlap.inner_upper[0, 1] == (1 if known else -1)
        assert (overlap.inner_lower[0, 1], overlap.sharp[0, 1]) == (-1, False)
        assert pair.completion("lower").overlap("jaccard").undefined[0, 1] == 2

    def test_a_number_inside_an_open_end_narrows_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A number between completion and bound is the new best completion; the bound stays."""
        left_open(monkeypatch, 0, 0.5)
        overlap = empty().overlap("jaccard", undefined=1.25)
        pair = overlap["P1", "P2"]
        assert (pair.upper, pair.inner_upper, pair.gap_upper) == (1.5, 1.25, 0.25)
        assert (overlap.upper[0, 1], overlap.inner_upper[0, 1], overlap.gap[0, 1]) == (1.5, 1.25, 0.25)
        assert pair.witness_upper is not None
        assert not pair.witness_upper.any()
        assert (pair.lower, pair.sharp_lower) == (0, True)

    def test_a_number_within_the_range_moves_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The ends, their completions and the gaps are as without it."""
        left_open(monkeypatch, 0.25, 0.25)
        plain, other = (empty().overlap("jaccard", **given) for given in ({}, {"undefined": 0.5}))
        for name in ("lower", "upper", "inner_lower", "inner_upper", "gap"):
            assert getattr(plain, name)[0, 1] == getattr(other, name)[0, 1]
            assert getattr(plain["P1", "P2"], name) == getattr(other["P1", "P2"], name)

    def test_a_relaxed_constraint_promises_no_completion(self) -> None:
        """Where 0/0 is only not excluded, the number moves the bound and nothing is said to attain it."""
        tied = cg.Panel([[0, 0]] * 3, [[3, 3]] * 3).constrain(
            list_length={"P1": 1}, joint=[("A1", ["P1", "P2"], "both_or_neither")]
        )
        overlap = tied.overlap("braycurtis", undefined=-1)
        pair = overlap["P2", "P3"]
        assert (pair.lower, overlap.lower[1, 2], pair.sharp_lower) == (-1, -1, False)
        assert not pair.inner_lower <= -1
        assert np.array_equal(pair.inner_lower, overlap.inner_lower[1, 2], equal_nan=True)

    @pytest.mark.parametrize("undefined", [-2.0, 0.0, 0.9, 2.0])
    @pytest.mark.parametrize("key", ["phi", "cohen_kappa", "tau_b"])
    def test_pair_and_matrix_agree(self, key: str, undefined: float) -> None:
        """On programmes that may be all alike, one step of search gives the same numbers both ways."""
        lower, upper = np.zeros((2, 40), dtype=int), np.full((2, 40), 3)
        upper[:, ::3], lower[0, ::5] = 2, 1
        overlap = cg.Panel(lower, upper).overlap(key, undefined=undefined, budget=1)
        pair = overlap["P1", "P2"]
        assert pair.undefined
        for name in ("lower", "upper", "inner_lower", "inner_upper", "gap", "sharp"):
            assert np.array_equal(getattr(pair, name), getattr(overlap, name)[0, 1], equal_nan=True), name
