"""Panels: what is accepted, what is refused with its place, and that nothing can be changed afterwards."""

from __future__ import annotations

import copy
import json
import pickle

import numpy as np
import pytest

import chirograph as cg
from chirograph.errors import AssumptionError, DataError, UnknownLabel


def small(**options: object) -> cg.Panel:
    """Two programmes, three areas, two unknown cells."""
    return cg.Panel(
        [[1, 0, 0], [1, 1, 0]],
        [[1, 1, 0], [1, 1, 1]],
        rows=["KOR", "JPN"],
        columns=["X", "Y", "Z"],
        max_depth=1,
        **options,  # type: ignore[arg-type]
    )


def test_first_promise() -> None:
    """The one-cell example of the documentation gives [1/3, 2/3]."""
    panel = cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)
    pair = panel.overlap("jaccard")["P1", "P2"]
    assert (pair.lower, pair.upper) == (1 / 3, 2 / 3)


@pytest.mark.parametrize(
    "cells",
    [
        [[1, 2], [0, 3]],
        [[True, 2], [False, 3]],
        [[1.0, 2.0], [0.0, 3.0]],
        ((1, 2), (0, 3)),
        np.array([[1, 2], [0, 3]], dtype=np.int64),
        np.array([[1, 2], [0, 3]], dtype=np.float32),
        np.array([[1, 2], [0, 3]], dtype=object),
        np.array([[1, 0], [2, 3]], dtype=np.uint8).T,
        [np.array([1, 2]), np.array([0, 3])],
    ],
)
def test_whole_numbers_of_any_type_are_depths(cells: object) -> None:
    """Whole numbers, truth values and floats without a fraction give the same uint8 cells."""
    panel = cg.Panel(cells)  # type: ignore[arg-type]
    assert panel.lower.dtype == np.uint8
    assert panel.lower.tolist() == [[1, 2], [0, 3]]
    assert panel.upper.tolist() == [[1, 2], [0, 3]]


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        (float("nan"), "nan", "an empty cell has no meaning of its own"),
        (None, "None", "an empty cell has no meaning of its own"),
        ("", "''", "an empty cell has no meaning of its own"),
        ("1", "'1'", "a depth is a whole number, not text"),
        (1.5, "1.5", "a depth is a whole number; nothing is rounded"),
        (float("inf"), "inf", "a depth is a whole number; nothing is rounded"),
        (-1, "-1", "a depth lies in 0..3"),
        (4, "4", "a depth lies in 0..3"),
        (2**70, str(2**70), "a depth lies in 0..3"),
        (1 + 0j, "(1+0j)", "a depth is a whole number"),
        ([1], "[1]", "a depth is a whole number"),
    ],
)
def test_what_is_not_a_depth_is_refused_with_its_place(cell: object, value: str, rule: str) -> None:
    """The error names row, column, value and rule of the cell, and says how to mend it."""
    cells = [[0, 1], [2, 0]]
    cells[1][0] = cell  # type: ignore[call-overload]
    with pytest.raises(DataError) as caught:
        cg.Panel(cells, rows=["KOR", "JPN"], columns=["X", "Y"])
    (fault,) = caught.value.faults
    assert (fault.place, fault.value, fault.rule) == ("row JPN, column X", value, rule)
    assert fault.repair


def test_every_bad_cell_is_listed_and_a_long_list_is_cut() -> None:
    """All faults come at once; beyond fifty the rest is counted."""
    with pytest.raises(DataError) as caught:
        cg.Panel(np.full((10, 10), np.nan))
    assert len(caught.value.faults) == 51
    assert str(caught.value).endswith("50 more cells at fault")


def test_masked_cells_are_empty_cells() -> None:
    """A masked array is not read through its mask."""
    masked = np.ma.masked_array([[1, 0]], mask=[[False, True]])
    with pytest.raises(DataError, match="row P1, column A2"):
        cg.Panel(masked)


def test_lower_above_upper_is_refused() -> None:
    """An interval that holds no depth is refused."""
    with pytest.raises(
        DataError, match=r"row P1, column A2: found 2\.\.1; the lower end is at most the upper"
    ):
        cg.Panel([[0, 2]], [[0, 1]])


@pytest.mark.parametrize("cells", [[], [[]], [1, 2], 3, [[1, 2], [3]], np.zeros((1, 1, 1))])
def test_other_shapes_are_refused(cells: object) -> None:
    """Cells are programmes x areas, at least one of each, every row of one length."""
    with pytest.raises(DataError):
        cg.Panel(cells)  # type: ignore[arg-type]


def test_upper_of_another_shape_is_refused() -> None:
    """Both ends have one shape."""
    with pytest.raises(DataError, match="2 x 2"):
        cg.Panel([[0, 1], [1, 1]], [[0, 1]])


@pytest.mark.parametrize("top", [0, 16, 1.5, True, "3"])
def test_the_top_of_the_scale_is_checked(top: object) -> None:
    """The scale ends at a whole number from 1 to 15."""
    with pytest.raises(DataError, match="max_depth"):
        cg.Panel([[0]], max_depth=top)  # type: ignore[arg-type]


@pytest.mark.parametrize("labels", [["A"], ["A", "A"], ["A", ""], ["A", 1.5], ["A", None], ["A", True]])
def test_labels_are_one_name_each(labels: list[object]) -> None:
    """Labels are text or whole numbers, as many as there are rows, each used once."""
    with pytest.raises(DataError, match="rows"):
        cg.Panel([[0], [1]], rows=labels)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "weights", [[1.0], [1.0, -1.0], [1.0, float("nan")], [0.0, 0.0], ["a", "b"], [[1.0, 2.0]]]
)
def test_weights_are_checked(weights: object) -> None:
    """Weights are finite, not negative, not all zero, one per area."""
    with pytest.raises(DataError):
        cg.Panel([[0, 1]], weights=weights)  # type: ignore[arg-type]


def test_weights_reach_the_engine() -> None:
    """A weight of two counts an area twice."""
    panel = cg.Panel([[1, 1], [1, 0]], weights=[2, 1], max_depth=1)
    assert panel.overlap("jaccard")["P1", "P2"].lower == 2 / 3
    assert panel.weights.tolist() == [2.0, 1.0]
    assert "Areas carry unequal weights." in panel.assumptions


def test_status_words() -> None:
    """One word is the reason of every unknown cell; an array gives one word per cell; gaps are refused."""
    assert small(status="text_not_public").unknown()["status"] == ("text_not_public", "text_not_public")
    words = [["stated", "partial_list", "stated"], ["stated", "stated", "unknown"]]
    assert small(status=words).status.tolist() == words
    for wrong in ([["stated"]], [["", "a", "b"], ["a", "b", "c"]], [[None, "a", "b"], ["a", "b", "c"]]):
        with pytest.raises(DataError, match="status"):
            small(status=wrong)


def test_a_frame_is_sent_to_from_frame() -> None:
    """A frame is not read as an array behind the user's back."""
    pandas = pytest.importorskip("pandas")
    with pytest.raises(DataError, match="from_frame"):
        cg.Panel(pandas.DataFrame({"a": [1]}))


def test_cells_are_views_of_the_engine_without_a_copy() -> None:
    """`lower`, `upper` and `weights` are read-only views whose memory the engine's panel owns."""
    panel = small()
    engine = panel.content.engine()
    for view, own in ((panel.lower, engine.lower), (panel.weights, engine.weights)):
        assert np.shares_memory(view, own)
        assert view.base is not None
        assert not view.flags.owndata
        assert not view.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        panel.lower[0, 0] = 1


def test_the_user_s_array_is_copied_once_and_stays_untouched() -> None:
    """Later changes to the array do not reach the panel, and the array stays writeable."""
    cells = np.array([[0, 1]], dtype=np.uint8)
    panel = cg.Panel(cells)
    cells[0, 0] = 3
    assert panel.lower.tolist() == [[0, 1]]
    assert cells.flags.writeable


def test_views_outlive_the_panel() -> None:
    """A view keeps the memory it shows alive."""
    view = cg.Panel(np.ones((50, 50), dtype=np.uint8)).lower
    assert int(view.sum()) == 2500


def test_a_panel_is_immutable() -> None:
    """No attribute can be set, and the status array is read-only."""
    panel = small()
    with pytest.raises(AttributeError, match="immutable"):
        panel.max_depth = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="immutable"):
        del panel.content
    with pytest.raises(ValueError, match="read-only"):
        panel.status[0, 0] = "x"


def test_equality_hash_and_pickle() -> None:
    """Panels with the same content are equal, hash alike and survive pickling and copying."""
    panel = small().constrain(list_length={"KOR": 2})
    for again in (
        small().constrain(list_length={"KOR": (2, 2)}),
        pickle.loads(pickle.dumps(panel)),
        copy.deepcopy(panel),
    ):
        assert again == panel
        assert hash(again) == hash(panel)
        assert again.overlap("jaccard") == panel.overlap("jaccard")
    assert panel != small()
    assert small(status="text_not_public") != small()
    assert panel != "panel"


def test_text_shows_cells_reasons_and_assumptions() -> None:
    """The text holds the grid, the reasons and the assumption line on one screen."""
    assert repr(small(status="text_not_public")) == (
        "Panel of 2 programmes x 3 areas, depths 0..1: 2 of 6 cells unknown\n"
        "     X  Y  Z\n"
        "KOR  1  ?  0\n"
        "JPN  1  1  ?\n"
        "? any depth 0..1. Unknown because: 2 text not public.\n"
        "Cells: as given. Unknown cells (2 of 6): absent or present. No list-length constraint."
    )


def test_text_of_a_large_panel_fits_a_screen() -> None:
    """A large panel is cut and says by how much."""
    text = repr(cg.Panel(np.zeros((2000, 256), dtype=np.uint8)))
    assert len(text.splitlines()) < 35
    assert max(len(line) for line in text.splitlines()) < 200
    assert "1976 more programmes and 232 more areas" in text


def test_markup_is_static_escaped_and_small() -> None:
    """The HTML has no script and no colour of its own, escapes labels, hatches unknown cells, stays small."""
    panel = cg.Panel([[0, 1]], [[3, 1]], rows=["<script>alert(1)</script>"], columns=["a&b", "c"])
    html = panel._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "repeating-linear-gradient" in html
    assert "#fff" not in html
    large = cg.Panel(
        np.zeros((2000, 256)), np.full((2000, 256), 3), rows=[f"<{i}>" * 99 for i in range(2000)]
    )
    assert len(large._repr_html_().encode()) < 100_000
    assert "Not shown: 1990 more programmes and 216 more areas." in large._repr_html_()


def test_plain_data_is_json() -> None:
    """`to_dict` and `to_json` hold the same, in a stable order of keys."""
    panel = small()
    data = json.loads(panel.to_json())
    assert data == panel.to_dict()
    assert list(data)[:6] == ["kind", "rows", "columns", "max_depth", "lower", "upper"]
    assert data["upper"] == [[1, 1, 0], [1, 1, 1]]


def test_unknown_lists_the_unknown_cells() -> None:
    """Every cell with more than one possible depth is listed, and no other."""
    table = small().unknown()
    assert table.rows == (("KOR", "Y", 0, 1, "unknown"), ("JPN", "Z", 0, 1, "unknown"))
    assert len(cg.Panel([[1]]).unknown()) == 0


class TestConstrain:
    """What is known beyond the single cell."""

    def test_list_length_narrows_the_bounds(self) -> None:
        """A list length leaves only completions of that length, and is said."""
        panel = small().constrain(list_length={"KOR": 1})
        pair = panel.overlap("jaccard")["KOR", "JPN"]
        assert (pair.lower, pair.upper) == (1 / 3, 1 / 2)
        assert "List length: KOR exactly 1 area." in panel.assumptions

    def test_two_lengths_leave_their_common_part(self) -> None:
        """Ranges for one programme are cut to what both allow; none in common is refused."""
        panel = small().constrain(list_length={"KOR": (0, 2)}).constrain(list_length={"KOR": (1, 3)})
        assert "List length: KOR 1 to 2 areas." in panel.assumptions
        with pytest.raises(AssumptionError, match="common part"):
            panel.constrain(list_length={"KOR": 3})

    @pytest.mark.parametrize("length", [0, 3, (2, 1), (1,), "2", 1.5, True, (0, 1, 2), -1])
    def test_impossible_or_malformed_lengths_are_refused(self, length: object) -> None:
        """KOR has one or two areas; what is not a length or cannot be is refused."""
        with pytest.raises(AssumptionError):
            small().constrain(list_length={"KOR": length})  # type: ignore[dict-item]

    def test_unknown_rows_and_areas_are_refused_with_near_names(self) -> None:
        """A wrong label is answered by the near one."""
        with pytest.raises(UnknownLabel, match="KOR"):
            small().constrain(list_length={"KOT": 1})
        with pytest.raises(UnknownLabel, match="known: X, Y, Z"):
            small().constrain(joint=[("Q", ["KOR", "JPN"], "same")])
        with pytest.raises(UnknownLabel):
            small().constrain(at_least_one=[("KOR", ["Q"])])

    def test_joint_domain(self) -> None:
        """Cells tied together are the same in every completion."""
        panel = cg.Panel([[1, 0], [1, 0]], [[1, 1], [1, 1]], max_depth=1)
        assert panel.overlap("jaccard")["P1", "P2"].lower == 0.5
        for allowed in ("same", "both_or_neither", [(0, 0), (1, 1)]):
            tied = panel.constrain(joint=[("A2", ["P1", "P2"], allowed)])
            assert tied.overlap("jaccard")["P1", "P2"].lower == 1.0

    @pytest.mark.parametrize("allowed", ["never", 3, [(0,)], [(0, "a")], [(1, 1)], [(0, 300)], [(-1, 0)], []])
    def test_malformed_or_impossible_joint_domains_are_refused(self, allowed: object) -> None:
        """A joint domain that is no list of depths, or that no cell allows, is refused."""
        with pytest.raises(AssumptionError):
            small().constrain(joint=[("Z", ["KOR", "JPN"], allowed)])

    def test_at_least_one(self) -> None:
        """One of the named areas is reached in every completion; a block no cell reaches is refused."""
        panel = cg.Panel([[0, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1)
        assert panel.overlap("jaccard")["P1", "P2"].lower == 0.0
        held = panel.constrain(at_least_one=[("P1", ["A1", "A2"])])
        assert held.overlap("jaccard")["P1", "P2"].lower == 0.5
        assert "P1 has at least one of A1, A2." in held.assumptions
        with pytest.raises(AssumptionError, match="one of the areas named"):
            small().constrain(at_least_one=[("KOR", ["Z"])])

    @pytest.mark.parametrize("threshold", [0, 4, 1.5, "1", True, None])
    def test_a_threshold_is_a_depth_of_the_scale(self, threshold: object) -> None:
        """It is looked at before anything is counted with it, and never cut to a whole number."""
        with pytest.raises(AssumptionError, match="threshold is a whole depth from 1 to 3") as caught:
            cg.Panel([[0], [3]]).constrain(list_length={"P2": 1}, threshold=threshold)  # type: ignore[arg-type]
        assert caught.value.faults[0].code == "constraint"

    @pytest.mark.parametrize(
        "options",
        [
            {"joint": ["abc"]},
            {"joint": 5},
            {"joint": [5]},
            {"joint": [("Z", [], "same")]},
            {"joint": [("Z", 5, "same")]},
            {"joint": [("Z", ["KOR", "KOR"], "same")]},
            {"at_least_one": ["abc"]},
            {"at_least_one": 5},
            {"at_least_one": [("KOR", "X")]},
            {"at_least_one": [("KOR", [])]},
        ],
    )
    def test_malformed_entries_are_refused(self, options: dict[str, object]) -> None:
        """A bare string is not read letter by letter, and nothing at all ties nothing."""
        with pytest.raises(AssumptionError):
            small().constrain(**options)  # type: ignore[arg-type]


class TestAssume:
    """Named readings of the unknown cells."""

    def test_absent_takes_the_lower_end(self) -> None:
        """What is not shown is taken as not there; a named area stays named."""
        panel = cg.Panel([[0, 1]], [[3, 3]]).assume(unpublished="absent")
        assert panel.upper.tolist() == [[0, 1]]
        assert panel.status.tolist() == [["assumed", "assumed"]]
        assert panel.assumptions[-1].startswith("Assumed: unknown cells are absent; 2 unknown cells")

    def test_like_takes_the_other_interval_within_its_own(self) -> None:
        """Unknown cells take the named row's interval; one that excludes it keeps its own and is counted."""
        panel = cg.Panel([[2, 0, 0], [0, 0, 1]], [[2, 1, 0], [3, 3, 3]], rows=["KOR", "JPN"])
        like = panel.assume(unpublished="like:KOR")
        assert like.lower.tolist() == [[2, 0, 0], [2, 0, 1]]
        assert like.upper.tolist() == [[2, 1, 0], [2, 1, 3]]
        assert like.status[1].tolist() == ["assumed", "unknown", "unknown"]
        assert "2 unknown cells of the other programmes may be as deep as KOR's" in like.assumptions[-1]
        assert "1 cell excludes it and stays as it is" in like.assumptions[-1]

    def test_unknown_changes_nothing(self) -> None:
        """ "unknown" is the default reading."""
        assert small().assume(unpublished="unknown") == small()

    def test_a_prior_is_refused_because_bounds_need_none(self) -> None:
        """Probabilities belong to another kind of answer."""
        with pytest.raises(AssumptionError, match="bounds need no prior"):
            small().assume(unpublished="p:0.5")

    @pytest.mark.parametrize("word", ["present", "", "like:", 0, None])
    def test_other_words_are_refused(self, word: object) -> None:
        """Only the documented readings exist."""
        with pytest.raises(AssumptionError):
            small().assume(unpublished=word)  # type: ignore[arg-type]

    def test_an_unknown_row_is_refused(self) -> None:
        """The row after "like:" is in the panel."""
        with pytest.raises(UnknownLabel, match="JPN"):
            small().assume(unpublished="like:JPM")

    def test_a_reading_that_contradicts_a_list_length_is_refused(self) -> None:
        """An assumption never silently breaks what is known."""
        with pytest.raises(AssumptionError, match="the cells allow 1 to 1 areas"):
            small().constrain(list_length={"KOR": 2}).assume(unpublished="absent")


def test_read_only_is_for_good() -> None:
    """Nobody can make the arrays of a panel writeable again, whoever made them."""
    made = [small(), cg.load("nato-ip4").panel(), small().assume(unpublished="absent")]
    made.append(pickle.loads(pickle.dumps(made[0])))
    for panel in made:
        for array in (panel.lower, panel.upper, panel.status, panel.weights):
            with pytest.raises(ValueError, match="WRITEABLE"):
                array.flags.writeable = True


def test_weights_by_label() -> None:
    """Weights may be a mapping of area to weight; every area has one, and no other name is accepted."""
    assert small(weights={"Z": 3, "X": 1, "Y": 2}).weights.tolist() == [1.0, 2.0, 3.0]
    with pytest.raises(DataError, match="weight of Z"):
        small(weights={"X": 1, "Y": 2})
    with pytest.raises(UnknownLabel, match="did you mean 'X'"):
        small(weights={"x": 1, "Y": 2, "Z": 1})


def test_repairs_name_the_right_place_and_way() -> None:
    """A frame as upper ends, and a masked array, are answered by what to do with them."""
    pandas = pytest.importorskip("pandas")
    with pytest.raises(DataError, match=r"upper: found a frame.*from_frame\(lower, upper=upper\)"):
        cg.Panel([[1]], pandas.DataFrame([[1]]))
    with pytest.raises(DataError, match=r"found None.*cells\.filled\(0\), cells\.filled\(3\)"):
        cg.Panel(np.ma.masked_array([[1, 0]], mask=[[False, True]]))


def test_text_keeps_its_heads_where_labels_are_long() -> None:
    """Long labels stay readable: columns are numbered and the numbers explained, and rows stay aligned."""
    columns = [f"an area with a long name, number {j}" for j in range(12)]
    text = repr(cg.Panel([[1] * 12, [2] * 12], rows=["A", "a much longer label"], columns=columns))
    lines = text.splitlines()
    assert all(f"{j + 1} {name}" in text.replace("\n", " ") for j, name in enumerate(columns))
    assert len(lines[1]) == len(lines[2].rstrip()) + 1 == len(lines[3].rstrip()) + 1
    assert "any depth" not in lines[-2], "no ? is shown, so none is explained"


def test_one_is_not_many() -> None:
    """A single programme, area or cell has its noun in the singular."""
    assert repr(cg.Panel([[1]])).startswith("Panel of 1 programme x 1 area, depths 0..3: 0 of 1 cell unknown")
    with pytest.raises(DataError, match="found 1 label;"):
        cg.Panel([[0], [1]], rows=["A"])
    assert (
        small().assume(unpublished="absent").assumptions[-1].startswith("Assumed: unknown cells are absent;")
    )


def test_what_was_assumed_is_not_known() -> None:
    """After an assumption nothing is left open; that every cell is known is said without one only."""
    assumed = small().assume(unpublished="absent").assumptions
    assert "No cell is left open after the assumptions." in assumed
    assert "Every cell is known." not in assumed
    assert "Every cell is known." in cg.Panel([[1]]).assumptions


def test_heads_carry_readable_names() -> None:
    """In HTML the name of an area shows where the pointer rests on its label."""
    assert '<th scope="col" title="Cyber defence"' in cg.load("nato-ip4")._repr_html_()
