"""Results: bounds with witnesses, contributions, reasons, conventions, text and plain data."""

from __future__ import annotations

import copy
import itertools
import json
import math
import pickle

import numpy as np
import pytest

import chirograph as cg
from chirograph.errors import AssumptionError, ParameterError, UnknownIndicator, UnknownLabel

RATIOS = [
    ("jaccard", {}),
    ("dice", {}),
    ("containment", {}),
    ("tversky", {"alpha": 0.5, "beta": 2}),
    ("simple_matching", {}),
    ("ruzicka", {}),
    ("braycurtis", {}),
    ("gower", {}),
    ("s_absolute", {}),
    ("s_squared", {}),
    ("jaccard", {"threshold": 2}),
]


def panel(**options: object) -> cg.Panel:
    """Three programmes, five areas, depths 0..3, six unknown cells."""
    return cg.Panel(
        [[1, 0, 0, 2, 3], [1, 1, 0, 2, 0], [0, 0, 0, 3, 1]],
        [[3, 0, 3, 2, 3], [1, 3, 0, 2, 2], [0, 1, 3, 3, 1]],
        rows=["KOR", "JPN", "AUS"],
        columns=["A", "B", "C", "D", "E"],
        **options,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(("key", "parameters"), RATIOS)
def test_witnesses_lie_in_the_cells_and_attain_the_ends(key: str, parameters: dict[str, float]) -> None:
    """Each witness is a completion of the cells whose value is the end it belongs to."""
    data = panel()
    overlap = data.overlap(key, **parameters)
    for pair in overlap:
        rows = [data.rows.index(label) for label in (pair.first, pair.second)]
        for end, witness in (("lower", pair.witness_lower), ("upper", pair.witness_upper)):
            assert witness is not None
            assert np.all(data.lower[rows] <= witness)
            assert np.all(witness <= data.upper[rows])
            value = pair.completion(end).overlap(key, **parameters)[pair.first, pair.second]
            assert value.lower == value.upper == pytest.approx(getattr(pair, end), abs=1e-15)


@pytest.mark.parametrize(("key", "parameters"), RATIOS)
def test_contributions_sum_to_the_ends(key: str, parameters: dict[str, float]) -> None:
    """What the areas add at a witness sums to that end."""
    for pair in panel().overlap(key, **parameters):
        assert pair.contributions.shape == (2, 5)
        assert pair.contributions.sum(axis=1) == pytest.approx([pair.lower, pair.upper], abs=1e-12)


def test_bounds_are_those_of_every_completion() -> None:
    """The ends are the least and the greatest value over all completions, counted one by one."""
    data = panel()
    cells = [range(low, high + 1) for low, high in zip(data.lower[:2].flat, data.upper[:2].flat, strict=True)]
    values = []
    for depths in itertools.product(*cells):
        x, y = np.array(depths).reshape(2, 5)
        values.append(np.minimum(x, y).sum() / np.maximum(x, y).sum())
    pair = data.overlap("ruzicka")["KOR", "JPN"]
    assert (pair.lower, pair.upper) == (min(values), max(values))


def test_pairs_of_a_symmetric_index_are_listed_once() -> None:
    """Unordered pairs for a symmetric index, both orders for a directed one."""
    data = panel()
    assert data.overlap("jaccard").pairs() == (("KOR", "JPN"), ("KOR", "AUS"), ("JPN", "AUS"))
    assert len(data.overlap("containment").pairs()) == 6
    assert len(data.overlap("tversky", alpha=1, beta=0).pairs()) == 6
    assert len(data.overlap("tversky", alpha=2, beta=2).pairs()) == 3
    assert data.overlap("containment")["KOR", "AUS"].upper != data.overlap("containment")["AUS", "KOR"].upper


def test_both_orders_of_a_symmetric_pair_agree() -> None:
    """Asking for the pair the other way round gives the same ends with rows exchanged."""
    overlap = panel().overlap("jaccard")
    one, two = overlap["KOR", "JPN"], overlap["JPN", "KOR"]
    assert (one.lower, one.upper) == (two.lower, two.upper)
    assert np.array_equal(overlap.lower, overlap.lower.T)
    assert (two.first, two.second) == ("JPN", "KOR")


def test_pair_agrees_with_the_matrix() -> None:
    """The pair and the matrix hold the same ends, flags and states."""
    overlap = panel().overlap("ruzicka")
    for i, j in itertools.product(range(3), range(3)):
        pair = overlap[overlap.rows[i], overlap.rows[j]]
        assert (pair.lower, pair.upper) == (overlap.lower[i, j], overlap.upper[i, j])
        assert (pair.sharp, pair.undefined) == (overlap.sharp[i, j], overlap.undefined[i, j])


def test_arrays_are_float64_square_and_read_only() -> None:
    """The four arrays have one row and column per programme and cannot be written."""
    overlap = panel().overlap("jaccard")
    for name, kind in (("lower", "f8"), ("upper", "f8"), ("sharp", "?"), ("undefined", "u1")):
        array = getattr(overlap, name)
        assert (array.shape, array.dtype) == ((3, 3), np.dtype(kind))
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 0
    with pytest.raises(ValueError, match="read-only"):
        overlap["KOR", "JPN"].witness_lower[0, 0] = 3
    with pytest.raises(AttributeError):
        overlap.key = "dice"


def test_wrong_labels_are_refused_with_near_names() -> None:
    """A pair is two labels of the panel."""
    overlap = panel().overlap("jaccard")
    with pytest.raises(UnknownLabel, match="did you mean 'KOR'"):
        overlap["KOT", "JPN"]
    for labels in ("KOR", ("KOR",), ("KOR", "JPN", "AUS"), 0):
        with pytest.raises(UnknownLabel):
            overlap[labels]


def test_wrong_keys_and_parameters_are_refused_with_near_names() -> None:
    """Unknown keys, unknown parameters, wrong values and thread counts are refused."""
    data = panel()
    with pytest.raises(UnknownIndicator, match="jaccard"):
        data.overlap("jacard")
    with pytest.raises(ParameterError, match="threshold"):
        data.overlap("jaccard", treshold=2)
    with pytest.raises(ParameterError, match="quadratic"):
        data.overlap("cohen_kappa", weighting="quadratc")
    for value in (0, 4, 1.5, math.nan, "two", True):
        with pytest.raises(ParameterError, match="threshold"):
            data.overlap("jaccard", threshold=value)
    with pytest.raises(ParameterError):
        data.overlap("tversky", alpha=-1)
    for threads in (0, -1, 1.5, True, "2"):
        with pytest.raises(ParameterError, match="threads"):
            data.overlap("jaccard", threads=threads)  # type: ignore[arg-type]
    for undefined in ("0", True, math.inf, None):
        with pytest.raises(ParameterError, match="undefined"):
            data.overlap("jaccard", undefined=undefined)  # type: ignore[arg-type]


def test_weights_are_refused_where_an_index_takes_none() -> None:
    """tau-b is defined for equal weights only."""
    with pytest.raises(ParameterError, match="equal weights"):
        panel(weights=[1, 2, 1, 1, 1]).overlap("tau_b")


class TestUndefined:
    """0/0: left out and flagged, or counted as the user says."""

    @staticmethod
    def maybe_empty() -> cg.Panel:
        """Two programmes that may both be empty."""
        return cg.Panel([[0, 0], [0, 0]], [[1, 0], [1, 1]], max_depth=1)

    def test_by_default_it_is_left_out_and_flagged(self) -> None:
        """The range covers the completions that have a value; the flag says that others have none."""
        pair = self.maybe_empty().overlap("jaccard")["P1", "P2"]
        assert (pair.lower, pair.upper, pair.undefined) == (0.0, 1.0, 1)
        assert "0/0 possible" in repr(pair)
        assert "some completions are, and they are left out" in pair.explain()

    def test_always_undefined_is_nan_with_a_reason(self) -> None:
        """Without a value both ends are NaN in arrays and null with a reason in JSON."""
        overlap = cg.Panel([[0, 0], [0, 0]]).overlap("jaccard")
        assert np.isnan(overlap.lower).all()
        data = json.loads(overlap.to_json())["pairs"][0]
        assert data["lower"] is None
        assert data["upper"] is None
        assert data["reason"] == "undefined in every completion: neither programme has an area"
        assert overlap["P1", "P2"].witness_lower is None
        assert json.loads(overlap["P1", "P2"].to_json())["reason"]
        assert "undefined" in repr(overlap)
        assert "no value" in overlap["P1", "P2"].explain()

    @pytest.mark.parametrize(
        ("convention", "ends"), [(0.0, (0.0, 1.0)), (2, (0.0, 2.0)), (-1.0, (-1.0, 1.0))]
    )
    def test_a_convention_extends_the_bounds(self, convention: float, ends: tuple[float, float]) -> None:
        """A number extends the range by itself where 0/0 is possible, in the matrix and in the pair."""
        overlap = self.maybe_empty().overlap("jaccard", undefined=convention)
        pair = overlap["P1", "P2"]
        assert (pair.lower, pair.upper) == ends == (overlap.lower[0, 1], overlap.upper[0, 1])
        assert f"Undefined (0/0) counts as {convention:g}." in overlap.assumptions
        assert pair.sharp

    def test_the_end_a_convention_moves_has_an_undefined_completion_as_witness(self) -> None:
        """The witness of a moved end is a completion that is 0/0, within the cells."""
        pair = self.maybe_empty().overlap("jaccard", undefined=2)["P1", "P2"]
        assert pair.witness_upper is not None
        assert pair.witness_upper.tolist() == [[0, 0], [0, 0]]
        assert pair.contributions_upper is None
        assert pair.completion("upper").overlap("jaccard").undefined[0, 1] == 2

    def test_the_witness_of_a_convention_keeps_the_constraints(self) -> None:
        """A completion that is 0/0 is found under a list length that no row of one depth has."""
        open_row = cg.Panel([[1, 0, 0], [0, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        pair = open_row.constrain(list_length={"P1": 2}).overlap("overlap", undefined=0)["P1", "P2"]
        assert pair.sharp_lower
        assert pair.witness_lower is not None
        assert pair.witness_lower[0].sum() == 2
        assert pair.witness_lower[1].sum() == 0

    def test_an_end_that_is_not_sharp_has_no_witness(self) -> None:
        """Where a constraint was relaxed, a completion of the relaxed problem is not shown."""
        tied = cg.Panel([[0, 0]] * 3, [[3, 3]] * 3).constrain(
            list_length={"P1": 1}, joint=[("A1", ["P1", "P2"], "both_or_neither")]
        )
        pair = tied.overlap("braycurtis", undefined=-1)["P2", "P3"]
        assert not pair.sharp_lower
        assert pair.witness_lower is None

    def test_what_is_settled_elsewhere_settles_the_pair(self) -> None:
        """A full list fixes its programme, and the joint domain the cell of the pair: nothing is relaxed."""
        tied = cg.Panel([[0], [0]], [[3], [3]]).constrain(
            list_length={"P1": 1}, joint=[("A1", ["P1", "P2"], "both_or_neither")]
        )
        pair = tied.overlap("braycurtis", undefined=0)["P2", "P2"]
        assert (pair.lower, pair.sharp, pair.undefined) == (1.0, True, 0)

    def test_a_convention_gives_a_value_where_there_is_none(self) -> None:
        """Two empty programmes have the value the convention gives them."""
        overlap = cg.Panel([[0], [0]]).overlap("jaccard", undefined=1)
        assert (overlap.lower[0, 1], overlap.upper[0, 1]) == (1.0, 1.0)

    def test_a_convention_leaves_defined_pairs_alone(self) -> None:
        """Where 0/0 cannot occur a convention changes nothing."""
        plain, other = panel().overlap("jaccard"), panel().overlap("jaccard", undefined=7)
        assert np.array_equal(plain.lower, other.lower)
        assert np.array_equal(plain.upper, other.upper)


class TestScoringFree:
    """The range over every scoring of the depths."""

    def test_it_holds_the_jaccards_of_every_level(self) -> None:
        """The range is that of the level-wise Jaccard indices, and contains Ruzicka."""
        overlap = panel().overlap("ruzicka")
        free = overlap.scoring_free
        assert free is not None
        levels = [panel().overlap("jaccard", threshold=level) for level in (1, 2, 3)]
        assert np.array_equal(free.lower, np.fmin.reduce([level.lower for level in levels]))
        assert np.array_equal(free.upper, np.fmax.reduce([level.upper for level in levels]))
        assert np.all(free.lower <= overlap.lower + 1e-15)
        assert np.all(free.upper >= overlap.upper - 1e-15)

    def test_it_is_printed_and_handed_on_with_the_index(self) -> None:
        """The text, the frame and the plain data of Ruzicka carry the range, those of others do not."""
        overlap = panel().overlap("ruzicka")
        assert repr(overlap).count("over every scoring") == 3
        assert list(overlap.to_frame()["scoring_free_lower"]) == [
            pair["scoring_free_lower"] for pair in overlap.to_dict()["pairs"]
        ]
        assert "scoring_free_lower" not in panel().overlap("jaccard").to_dict()["pairs"][0]
        assert (
            json.loads(cg.Panel([[0], [0]]).overlap("ruzicka").to_json())["pairs"][0]["scoring_free_upper"]
            is None
        )

    def test_it_says_whether_it_is_attained(self) -> None:
        """Outer ranges are marked in the text, and the frame and the result say so."""
        loose = cg.Panel([[0, 0]] * 3, [[3, 3]] * 3).constrain(
            list_length={"P1": 1}, joint=[("A1", ["P1", "P2"], "both_or_neither")]
        )
        overlap = loose.overlap("ruzicka")
        free = overlap.scoring_free
        assert free is not None
        assert free.undefined.dtype == np.uint8
        assert list(overlap.to_frame()["scoring_free_sharp"]) == free.sharp[np.triu_indices(3, 1)].tolist()
        assert free.sharp[0, 1]
        assert not free.sharp[1, 2]
        assert repr(overlap).count("~[") == np.count_nonzero(~free.sharp[np.triu_indices(3, 1)])

    def test_other_indices_have_none(self) -> None:
        """Only Ruzicka comes with it."""
        assert panel().overlap("jaccard").scoring_free is None


class TestExplain:
    """A pair in words."""

    def test_areas_are_named_by_what_they_do(self) -> None:
        """Each area stands under what it does to the overlap, with the reason of its unknown cells."""
        data = cg.Panel(
            [[1, 1, 0, 0], [1, 0, 0, 1]],
            [[1, 1, 0, 1], [1, 0, 0, 1]],
            rows=["KOR", "JPN"],
            max_depth=1,
            columns=["X", "Y", "Z", "W"],
            status="text_not_public",
            names={"KOR": "Korea", "X": "Cyber defence"},
        )
        text = data.overlap("jaccard")["KOR", "JPN"].explain()
        assert text.startswith(
            "Korea (KOR) and JPN, Jaccard: from 0.333 to 0.667, whatever the unknown cells hold; both ends"
        )
        assert "certainly make the overlap, both have them (1):\n  Cyber defence (X)\n" in text
        assert "certainly break it, one has them and the other has not (1):\n  Y (only KOR)\n" in text
        assert "could change it (1):\n  W: KOR 0..1 (text not public); JPN has it\n" in text
        assert "Z" not in text.replace("Zero", "")
        assert "What would settle the open cells:\n  KOR, 1 cell (text not public)\n" in text
        assert text.endswith("No list-length constraint.")

    def test_open_depths_matter_to_indices_of_depth_only(self) -> None:
        """A named area of open depth can move Ruzicka, and cannot move Jaccard."""
        data = cg.Panel([[1], [2]], [[3], [2]], rows=["KOR", "JPN"])
        assert (
            "KOR 1..3 (not known, no reason given, depth open)"
            in data.overlap("ruzicka")["KOR", "JPN"].explain()
        )
        assert "KOR 1..3" not in data.overlap("jaccard")["KOR", "JPN"].explain()
        assert "KOR 1..3" in data.overlap("jaccard", threshold=2)["KOR", "JPN"].explain()

    def test_joint_absence_is_told_where_it_counts(self) -> None:
        """Areas neither has are listed for an index that counts them as agreement."""
        data = cg.Panel([[1, 0], [1, 0]], rows=["KOR", "JPN"], columns=["X", "Y"])
        assert "which count as agreement (1):\n  Y" in data.overlap("simple_matching")["KOR", "JPN"].explain()
        assert "count as agreement" not in data.overlap("jaccard")["KOR", "JPN"].explain()

    def test_a_known_pair_has_one_value(self) -> None:
        """Without unknown cells the sentence gives one value."""
        text = cg.Panel([[1, 1], [1, 0]]).overlap("jaccard")["P1", "P2"].explain()
        assert text.startswith("P1 and P2, Jaccard: 0.500, whatever the unknown cells hold.")
        assert "What would settle" not in text

    def test_areas_table_holds_roles_and_contributions(self) -> None:
        """The table of areas has one line per area with its role and what it adds at both ends."""
        frame = panel().overlap("jaccard")["KOR", "JPN"].areas()
        assert list(frame["role"]) == ["makes", "breaks", "open", "makes", "open"]
        assert frame["at_lower"].sum() == pytest.approx(panel().overlap("jaccard")["KOR", "JPN"].lower)

    def test_all_pairs_in_sentences(self) -> None:
        """The result explains every pair in one sentence and ends with the assumption line."""
        lines = panel().overlap("jaccard").explain().splitlines()
        assert len(lines) == 4
        assert lines[-1].startswith("Cells: as given.")


class TestFace:
    """What a user sees and hands on."""

    def test_text(self) -> None:
        """One line per pair with both ends, then the assumption line."""
        assert repr(panel().overlap("jaccard", threshold=2)) == (
            "Jaccard (jaccard, threshold 2): what the data allow, 3 pairs\n"
            "KOR  JPN  [0.200, 1.000]  sharp\n"
            "KOR  AUS  [0.250, 0.667]  sharp\n"
            "JPN  AUS  [0.250, 1.000]  sharp\n"
            "Cells: as given. Unknown cells (6 of 15): any depth of their range, 0 to 3. "
            "No list-length constraint."
        )

    def test_large_results_fit_a_screen_and_small_markup(self) -> None:
        """Two thousand pairs are cut, with the count of the rest, in text and in HTML below 100 kB."""
        overlap = cg.Panel(np.eye(70, dtype=np.uint8)).overlap("jaccard")
        assert len(repr(overlap).splitlines()) < 40
        assert "and 2385 more pairs" in repr(overlap)
        html = overlap._repr_html_()
        assert "Not shown: 2355 more pairs" in html
        assert len(html.encode()) < 100_000
        assert overlap.explain().splitlines()[-2] == "… and 2215 more pairs"

    def test_markup_is_static_and_escaped(self) -> None:
        """No script, no fixed ground colour, labels escaped, bounds as flat bars without a middle point."""
        data = cg.Panel(
            [[0, 1], [1, 1]], [[3, 3], [3, 3]], rows=["<script>", "b"], names={"b": "<img src=x>"}
        )
        overlap = data.overlap("ruzicka")
        for html in (overlap._repr_html_(), overlap["<script>", "b"]._repr_html_()):
            assert "<script" not in html
            assert "<img" not in html
            assert "&lt;script&gt;" in html
            assert "background:currentColor" in html
            assert "not a confidence interval" in html or "Assumptions:" in html

    def test_plain_data_has_stable_keys_and_finite_numbers(self) -> None:
        """`to_json` parses, equals `to_dict`, and has its keys in one order."""
        overlap = panel().overlap("cohen_kappa", weighting="linear")
        data = json.loads(overlap.to_json())
        assert data == overlap.to_dict()
        assert list(data) == [
            "kind",
            "key",
            "title",
            "parameters",
            "budget",
            "time_limit",
            "cut",
            "rows",
            "directed",
            "pairs",
            "assumptions",
            "convention",
            "allotted",
            "between",
            "diagonal",
            "panel",
        ]
        assert data["parameters"] == {"weighting": "linear"}
        assert list(data["pairs"][0]) == [
            "first", "second", "lower", "upper", "sharp", "undefined",
            "inner_lower", "inner_upper", "gap", "spent",
        ]  # fmt: skip
        pair = overlap["KOR", "JPN"]
        assert json.loads(pair.to_json()) == pair.to_dict()

    def test_frame_has_one_row_per_pair(self) -> None:
        """The frame holds the numbers of the matrices."""
        overlap = panel().overlap("jaccard")
        frame = overlap.to_frame()
        assert list(frame["first"]) == ["KOR", "KOR", "JPN"]
        assert list(frame["upper"]) == [overlap.upper[0, 1], overlap.upper[0, 2], overlap.upper[1, 2]]
        assert list(frame["undefined"]) == ["no"] * 3

    def test_equality_hash_and_pickle(self) -> None:
        """Equal questions have equal answers; another key, parameter, panel or convention has another."""
        one, two = panel().overlap("jaccard"), panel().overlap("jaccard", threads=1)
        assert one == two
        assert hash(one) == hash(two)
        assert one["KOR", "JPN"] == two["KOR", "JPN"]
        assert hash(one["KOR", "JPN"]) == hash(two["KOR", "JPN"])
        for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
            assert again == one
        others = [
            panel().overlap("dice"),
            panel().overlap("jaccard", threshold=2),
            panel(status="x").overlap("jaccard"),
            panel().overlap("jaccard", undefined=0),
            panel().constrain(list_length={"KOR": 3}).overlap("jaccard"),
        ]
        assert all(other != one for other in others)
        assert one["KOR", "JPN"] != one["KOR", "AUS"]
        assert one != "jaccard"

    def test_completion_is_refused_where_there_is_none(self) -> None:
        """Only the two ends have completions, and only where they have a witness."""
        pair = cg.Panel([[0], [0]]).overlap("jaccard")["P1", "P2"]
        with pytest.raises(ParameterError, match="witness"):
            pair.completion("lower")
        with pytest.raises(ParameterError, match="'lower' or 'upper'"):
            panel().overlap("jaccard")["KOR", "JPN"].completion("middle")

    def test_plot_draws_on_the_axes_given(self) -> None:
        """`.plot(ax=...)` hands over to the figures and draws on the axes given."""
        pyplot = pytest.importorskip("matplotlib.pyplot")
        figure, axes = pyplot.subplots()
        try:
            panel().overlap("jaccard").plot(ax=axes)
            assert axes.patches or axes.collections or axes.lines
        finally:
            pyplot.close(figure)


def test_weights_too_far_apart_are_named_by_their_area() -> None:
    """A weight that no longer shows beside the largest is refused with the area's own label."""
    with pytest.raises(cg.errors.DataError, match="weight of tiny"):
        cg.Panel([[1, 1]], columns=["large", "tiny"], weights=[1.0, 1e-10])


def test_any_number_of_threads_may_be_asked_for() -> None:
    """No more are started than there is work for."""
    plain = panel().overlap("jaccard")
    assert panel().overlap("jaccard", threads=10**6) == plain
    assert panel().overlap("jaccard", threads=10**30) == plain


def test_constraints_that_leave_nothing_are_refused() -> None:
    """When constraints exclude every completion together, the engine says so."""
    data = cg.Panel([[0, 0], [0, 0]], [[1, 1], [1, 1]], max_depth=1)
    tied = data.constrain(list_length={"P1": 2, "P2": 0}, joint=[("A1", ["P1", "P2"], "same")])
    with pytest.raises(AssumptionError):
        tied.overlap("simple_matching")


class TestFrozen:
    """Nothing in a result can be changed."""

    def test_parameters_and_arrays_are_read_only(self) -> None:
        """Neither parameters nor any array of a result or a pair can be written to, also after a pickle."""
        one = panel().overlap("ruzicka")
        for overlap in (one, pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
            with pytest.raises(TypeError):
                overlap.parameters["threshold"] = 9  # type: ignore[index]
            pair, free = overlap["KOR", "JPN"], overlap.scoring_free
            assert free is not None
            arrays = [overlap.lower, overlap.upper, overlap.sharp, overlap.undefined, free.lower, free.upper]
            again = pickle.loads(pickle.dumps(pair))
            assert again == pair
            for each in (pair, again):
                arrays += [each.witness_lower, each.contributions_upper, each.contributions]
            for array in arrays:
                with pytest.raises(ValueError, match="WRITEABLE"):
                    array.flags.writeable = True

    def test_numbers_of_numpy_are_numbers(self) -> None:
        """Whole and real numbers of NumPy count as such, for parameters, the convention and the threads."""
        plain = panel().overlap("jaccard", threshold=2, undefined=0.5, threads=2)
        numpy = panel().overlap(
            "jaccard", threshold=np.int64(2), undefined=np.float32(0.5), threads=np.int64(2)
        )
        assert plain == numpy
        assert panel().overlap("tversky", alpha=np.float32(0.5)).parameters["alpha"] == 0.5


def test_text_of_a_large_result_asks_for_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scoring-free range of all pairs is not computed to print thirty of them, and is the same."""
    overlap = panel().overlap("ruzicka")
    text = repr(overlap)
    free = overlap.scoring_free
    assert free is not None
    assert f"[{free.lower[0, 1]:.3f}, {free.upper[0, 1]:.3f}] over every scoring" in text
    fresh = panel().overlap("ruzicka")
    monkeypatch.setattr(type(fresh), "scoring_free", property(lambda self: pytest.fail("all pairs")))
    assert repr(fresh) == text
    assert fresh._repr_html_()


def test_what_belongs_elsewhere_is_sent_there() -> None:
    """Arguments of the panel and indicators of other questions are answered by where they are asked."""
    ds = cg.load("nato-ip4")
    for name, where in (("evidence", "ds.panel(evidence="), ("list_length", "ds.panel(list_length="),
                        ("weights", "cg.Panel(..., weights=")):  # fmt: skip
        with pytest.raises(ParameterError) as caught:
            ds.overlap("jaccard", **{name: "x"})  # type: ignore[arg-type]
        assert where in caught.value.faults[0].repair
    with pytest.raises(ParameterError, match=r"Dataset\.interoperability"):
        ds.overlap("shared_depth")
    with pytest.raises(UnknownIndicator, match="'dice'"):
        ds.overlap("sorensen")
    with pytest.raises(UnknownLabel, match="'KOR'"):
        ds.overlap("jaccard")["South Korea", "JPN"]


def test_what_is_undefined_in_every_completion_is_not_some() -> None:
    """With a convention for 0/0, the sentence says whether some completions are or every one is."""
    always = cg.Panel([[0, 0], [0, 0]]).overlap("jaccard", undefined=0)["P1", "P2"].explain()
    assert "every completion is, and is counted as 0" in always
    some = cg.Panel([[0], [0]], [[1], [1]]).overlap("jaccard", undefined=0)["P1", "P2"].explain()
    assert "some completions are, and they are counted as 0" in some


def test_the_markup_of_a_pair_has_every_heading() -> None:
    """What would settle the open cells stands under its heading in HTML as in text."""
    html = panel().overlap("jaccard")["KOR", "JPN"]._repr_html_()
    assert "What would settle the open cells</p>" in html
