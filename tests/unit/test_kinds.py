"""Areas of kinds, codes without an order: how they are read, printed and kept, and what asks of them."""

from __future__ import annotations

import pickle
from typing import Any

import pandas as pd
import pytest

import chirograph as cg
from chirograph.errors import AssumptionError, DataError, ParameterError, UnknownLabel

WORDS = ("none", "court", "ad hoc", "arbitration")
FORM = {"form": WORDS}


def read(**options: Any) -> cg.Panel:
    """Three programmes, a depth and a form of tribunal in words."""
    frame = {"p": ["KOR", "JPN", "AUS"], "x": [1, 2, 0], "form": ["court", "?", ">=1"]}
    return cg.Panel.from_frame(
        frame, **{"missing": "unpublished", "max_depth": 2, "nominal": FORM, **options}
    )


def test_words_are_read_as_their_codes() -> None:
    """A cell is a word, its code, any of them or none, or any of them; the scale ends with the last word."""
    panel = read()
    assert panel.lower[:, 1].tolist() == [1, 0, 1]
    assert panel.upper[:, 1].tolist() == [1, 3, 3]
    assert panel.nominal == FORM
    assert panel.content.tops.tolist() == [2, 3]
    cells = {"p": ["a", "b"], "form": ["none", 3.0]}
    assert cg.Panel.from_frame(cells, nominal=FORM).lower.tolist() == [[0], [3]]


def test_a_word_may_elsewhere_mean_no_depth_unless_it_is_declared() -> None:
    """ "none" is a kind here, an empty cell is not, and what missing= names comes first."""
    cells = {"p": ["a", "b", "c"], "form": ["none", "court", None]}
    with pytest.raises(DataError, match=r"row c, column form: found an empty cell") as refused:
        cg.Panel.from_frame(cells, nominal=FORM)
    assert len(refused.value.faults) == 1
    panel = cg.Panel.from_frame(cells, nominal=FORM, missing={"none": "not_applicable", None: "unknown"})
    assert panel.status[:, 0].tolist() == ["not_applicable", "stated", "unknown"]


def test_all_cells_that_are_no_kind_are_refused_at_once() -> None:
    """With near names for words, and the same for numbers and for intervals between kinds."""
    cells = {"p": ["a", "b", "c", "d"], "form": ["Court", "arbitraton", 7, "1-2"]}
    with pytest.raises(DataError) as refused:
        cg.Panel.from_frame(cells, nominal=FORM)
    told = [str(fault) for fault in refused.value.faults]
    assert len(told) == 4
    assert "did you mean 'court'?" in told[0]
    assert "did you mean 'arbitration'?" in told[1]
    assert "known: none, court, ad hoc, arbitration" in told[2]
    assert "kinds have no order" in told[3]
    with pytest.raises(DataError, match=r"row P1, column A1: found 1-2; kinds have no order"):
        cg.Panel([[1, 0]], [[2, 0]], nominal=["A1"])


@pytest.mark.parametrize(
    ("nominal", "error", "told"),
    [
        (["y"], UnknownLabel, "this area is not known"),
        ({"y": WORDS}, UnknownLabel, "this area is not known"),
        (["form", "form"], UnknownLabel, "a label is named once"),
        ({"form": ["none"]}, DataError, "an area has 2 to 16 kinds"),
        ({"form": [f"k{i}" for i in range(17)]}, DataError, "put rare kinds into one"),
        ({"form": ["none", "court", "court "]}, DataError, "look alike"),
        ({"form": ["none", "2"]}, DataError, "a kind is a word"),
        ({"form": ["none", "1-2"]}, DataError, "a kind is a word"),
        ({"form": ["none", "?"]}, DataError, "a kind is a word"),
        ({"form": ["none", "a\u202eb"]}, DataError, "turn the line around"),
        ("form", ParameterError, "nominal"),
        ({"form": "none,court"}, ParameterError, "nominal"),
    ],
)
def test_areas_and_words_that_cannot_be_are_refused(nominal: Any, error: type, told: str) -> None:
    """By the rules of every other label, with the way out where there are too many."""
    with pytest.raises(error, match=told):
        read(nominal=nominal)


def test_a_scale_that_contradicts_the_words_is_refused() -> None:
    """One top for all says nothing of them; one for each area may leave them out."""
    with pytest.raises(DataError, match="max_depth of form: found 2"):
        read(max_depth={"x": 2, "form": 2})
    assert read(max_depth={"x": 2}) == read(max_depth={"x": 2, "form": 3}) == read()


@pytest.mark.parametrize("cells", [[[0, 16]], [[0, 40.0]]])
def test_counts_are_refused_with_the_way_out(cells: Any) -> None:
    """In an array, in a table and as the top of a scale: into bins."""
    with pytest.raises(DataError, match="into bins"):
        cg.Panel(cells)
    with pytest.raises(DataError, match="into bins"):
        cg.Panel.from_frame({"p": ["a"], "x": [cells[0][1]]})
    with pytest.raises(DataError, match="into bins"):
        cg.Panel(cells, max_depth=16)


@pytest.mark.parametrize("data", [{"form": ["court", "none"]}, {"form": [0, 1, 2]}])
def test_a_first_column_of_kinds_is_no_label(data: dict[str, Any]) -> None:
    """Named as an area it is one, whether it holds words or looks like a running number."""
    assert cg.Panel.from_frame(data, nominal=FORM).columns == ("form",)


def test_long_and_labelled_kinds() -> None:
    """Words in a long frame, words by a Series, and an upper frame in words."""
    long = {"row": ["a", "b"], "column": ["form"] * 2, "depth": ["court", "?"]}
    panel = cg.Panel.from_frame(long, layout="long", missing="unknown", nominal=pd.Series({"form": WORDS}))
    assert panel.upper.tolist() == [[1], [3]]
    low, high = pd.DataFrame({"form": ["none"]}, ["a"]), pd.DataFrame({"form": ["arbitration"]}, ["a"])
    assert cg.Panel.from_frame(low, upper=high, nominal=FORM).content.cell_text(0, 0) == "?"


class TestPrinted:
    """Words where there are words."""

    def test_cells(self) -> None:
        """On the screen, in a notebook and in the list of unknown cells."""
        panel = read()
        assert "KOR  1  court" in repr(panel)
        assert "AUS  0  >=1" in repr(panel)
        assert ">court<" in panel._repr_html_()
        assert panel.unknown()["cell"] == ("?", ">=1")
        assert "Areas of kinds, without an order: form (none, court, ad hoc, arbitration)." in repr(panel)
        assert "&lt;b" in cg.Panel([[1]], nominal={"A1": ["-", "<b"]})._repr_html_()

    def test_what_is_printed_can_be_read(self) -> None:
        """The cells of a panel as they are printed make the same panel."""
        panel = read()
        shown = {"p": list(panel.rows)} | {
            name: [panel.content.cell_text(i, j) for i in range(3)] for j, name in enumerate(panel.columns)
        }
        again = cg.Panel.from_frame(
            shown, missing="unpublished", nominal=panel.nominal, max_depth=panel.content.tops
        )
        assert again == panel

    def test_explain(self) -> None:
        """Kinds stand in words, and two that differ break an index that compares them."""
        kinds = dict.fromkeys(("A1", "A2", "A3"), WORDS)
        panel = cg.Panel([[1, 1, 1], [1, 2, 1]], [[1, 1, 3], [1, 2, 3]], nominal=kinds)
        told = panel.overlap("simple_matching")["P1", "P2"].explain()
        assert "both have them (1):\n  A1: P1 court; P2 court" in told
        assert "or their kinds differ (1):\n  A2: P1 court; P2 ad hoc" in told
        assert "could change it (1):\n  A3: P1 >=1 (not known" in told
        there = panel.overlap("jaccard")["P1", "P2"]
        assert list(there.areas()["role"]) == ["makes"] * 3
        assert there.lower == there.upper == 1

    def test_figures(self) -> None:
        """A kind has no place on a scale of colours: it is drawn as there."""
        drawn = cg.plots.matrix(read())
        assert drawn.data().where(column="form")["upper"] == (1, 1, 1)
        assert "Of kinds, 1 is any of them here" in drawn.alt_text()


class TestKept:
    """Kinds go wherever the panel goes."""

    def test_round_trips(self) -> None:
        """JSON, a pickle, and the long frame of it."""
        panel = read()
        assert cg.Panel.from_json(panel.to_json()) == panel == pickle.loads(pickle.dumps(panel))
        again = cg.Panel.from_frame(panel.to_frame(), layout="long", nominal=FORM, max_depth={"x": 2})
        assert (again.lower.tolist(), again.upper.tolist()) == (panel.lower.tolist(), panel.upper.tolist())
        assert again.status.tolist() == panel.status.tolist()
        assert read(nominal={"form": (*WORDS[:3], "other")}) != panel

    def test_parts(self) -> None:
        """A part keeps the kinds of its areas and no others."""
        assert read()[:, ["form"]].nominal == FORM
        assert read()[:, ["x"]].nominal == {}
        assert read()[:, ["x"]].overlap("ruzicka")["KOR", "JPN"].lower == 0.5

    def test_completions_and_readings(self) -> None:
        """A completion has words; a kind that is there is not read as the first kind."""
        done = read().overlap("jaccard")["KOR", "AUS"].completion("lower")
        assert done.nominal == FORM
        absent = read().assume(unpublished="absent")
        told = "1 unknown cell takes its lower end; 1 cell of an open kind left open."
        assert absent.content.cell_text(1, 1) == "none"
        assert absent.content.cell_text(2, 1) == ">=1"
        assert absent.assumptions[-1] == f"Assumed: unknown cells are absent; {told}"

    def test_constraints_do_not_order_kinds(self) -> None:
        """Knowledge of lists holds as ever, at the threshold that asks whether there is one."""
        panel = read().constrain(list_length={"JPN": 1})
        assert panel.overlap("jaccard")["KOR", "JPN"].upper == 0.5
        with pytest.raises(AssumptionError, match="a threshold is 1 where areas hold kinds"):
            read().constrain(list_length={"JPN": 1}, threshold=2)


class TestAsked:
    """Each index says what it makes of kinds, or refuses."""

    def test_whether_there_is_one(self) -> None:
        """Indices that ask which areas are there see no more of kinds."""
        found = read().overlap("jaccard")
        assert (found["KOR", "AUS"].lower, found["KOR", "JPN"].lower) == (0.5, 0.5)
        assert found.assumptions[-1] == "Area form holds kinds: only whether there is one counts here."

    def test_equal_or_not(self) -> None:
        """Simple matching compares kinds within an area, whatever the other areas are."""
        found = read().overlap("simple_matching")
        assert (found["KOR", "AUS"].lower, found["KOR", "AUS"].upper) == (0, 0.5)
        assert found.assumptions[-1] == "Area form holds kinds: they count as equal or not here."

    @pytest.mark.parametrize(
        ("key", "parameters"),
        [
            ("ruzicka", {}),
            ("gower", {}),
            ("tau_b", {}),
            ("cohen_kappa", {"weighting": "linear"}),
            ("cosine", {}),
        ],
    )
    def test_an_order_is_refused(self, key: str, parameters: dict[str, Any]) -> None:
        """With the indices that answer, and the areas as the other way out."""
        told = r"\(form\) have no order.*jaccard.*simple_matching.*leave the areas"
        with pytest.raises(ParameterError, match=told):
            read().overlap(key, **parameters)

    def test_a_parameter_that_orders_is_refused(self) -> None:
        """With the value that does not."""
        with pytest.raises(ParameterError, match="ask it with threshold=1"):
            read().overlap("jaccard", threshold=2)
        same = cg.Panel([[1, 2], [1, 1]], nominal={"A1": WORDS, "A2": WORDS})
        with pytest.raises(ParameterError, match="ask it with weighting='nominal'"):
            same.overlap("cohen_kappa", weighting="quadratic")

    @pytest.mark.parametrize("key", ["cohen_kappa", "scott_pi"])
    def test_chance_takes_one_set_of_kinds(self, key: str) -> None:
        """What counts a code over all areas needs the same words in all of them."""
        cells = [[0, 1, 2, 1], [0, 1, 2, 2]]
        names = ["A1", "A2", "A3", "A4"]
        plain = cg.Panel(cells, max_depth=3).overlap(key)
        kinds = cg.Panel(cells, nominal=dict.fromkeys(names, WORDS)).overlap(key)
        assert kinds["P1", "P2"].lower == plain["P1", "P2"].lower
        for nominal in (names, names[:2], {**dict.fromkeys(names, WORDS), "A1": ("none", "a", "b", "c")}):
            with pytest.raises(ParameterError, match="counts a code as one in all areas"):
                cg.Panel(cells, nominal=nominal).overlap(key)

    def test_unequal_scales_say_who_answers(self) -> None:
        """Nothing is stretched; simple matching compares within an area and needs no common scale."""
        panel = cg.Panel([[1, 2], [1, 4]], max_depth=[1, 4])
        assert panel.overlap("simple_matching")["P1", "P2"].lower == 0.5
        with pytest.raises(
            ParameterError, match=r"none is stretched.*jaccard.*simple_matching.*one max_depth"
        ):
            panel.overlap("gower")

    def test_bars_of_what_is_published(self) -> None:
        """The known part of a pair takes no kind for the first."""
        drawn = cg.plots.bounds(read().overlap("simple_matching")["KOR", "AUS"])
        assert drawn.data()["published_only"] == (0.0,)
