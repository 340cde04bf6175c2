"""Cells as people write them, and what stands in place of a depth by a meaning that was declared."""

from __future__ import annotations

import decimal

import pytest

import chirograph as cg
from chirograph.errors import AssumptionError, DataError, ParameterError


def ends(cell: object, top: int = 3, **options: object) -> tuple[int, int]:
    """Both ends of one cell of a frame."""
    panel = cg.Panel.from_frame({"p": ["KOR"], "x": [cell]}, rows="p", max_depth=top, **options)  # type: ignore[arg-type]
    return int(panel.lower[0, 0]), int(panel.upper[0, 0])


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("2", 2, 2), (" 2 ", 2, 2), ("2.0", 2, 2), ("2,0", 2, 2), (2, 2, 2), (2.0, 2, 2), (True, 1, 1),
        (decimal.Decimal("2"), 2, 2), ("1-2", 1, 2), ("1\u20132", 1, 2), ("1..3", 1, 3), ("[1, 2]", 1, 2),
        (">=1", 1, 3), ("\u2265 1", 1, 3), ("2+", 2, 3), ("<=2", 0, 2), ("\u22642", 0, 2),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_is_written(cell: object, low: int, high: int) -> None:
    """Depths and intervals in the forms people use."""
    assert ends(cell) == (low, high)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("1.5", "a whole number or an interval"), ("2-1", "at most the upper end"), ("4", "0..3"),
        ("0-4", "0..3"), ("99", "missing={99"), ("-9", "missing={-9"), (-9, "missing={-9"),
        ("1-2-3", "interval"), ("1e0", "interval"), (1.5, "nothing is rounded"),
        (10**400, "0..3"), (16, "bins"),
    ],
)  # fmt: skip
def test_what_is_no_cell_is_refused_with_its_repair(cell: object, rule: str) -> None:
    """Whatever breaks a rule says which, where, and how to mend it; codes name the way to declare them."""
    with pytest.raises(DataError) as caught:
        ends(cell)
    (fault,) = caught.value.faults
    assert fault.place == "row KOR, column x"
    assert rule in f"{fault.rule} {fault.repair}"


@pytest.mark.parametrize("mark", ["?", "n/a", "NA", "-", "", None, float("nan")])
def test_a_mark_has_the_meaning_that_one_word_gives(mark: object) -> None:
    """Without a word it is refused; with one it is any depth, or none."""
    with pytest.raises(DataError, match="no meaning of its own"):
        ends(mark)
    assert ends(mark, missing="unpublished") == (0, 3)
    assert ends(mark, missing="absent") == (0, 0)


def test_each_code_has_its_own_meaning() -> None:
    """Codes of a mapping are said with their counts; what is not among them stays refused."""
    frame = {"p": ["a", "b"], "x": ["?", "-9"], "y": [99, None]}
    codes = {"?": "unpublished", -9: "absent", 99: "not_retrieved", None: "partial_list"}
    panel = cg.Panel.from_frame(frame, missing=codes)
    assert panel.status[0].tolist() == ["text_not_public", "not_retrieved"]
    assert panel.status[1].tolist() == ["absent_from_complete_list", "partial_list"]
    assert "Cells written '?' (1) mean: text not public." in panel.assumptions
    assert "Empty cells (1) mean: list known in part." in panel.assumptions
    del codes["?"]
    with pytest.raises(DataError, match=r"row a, column x: found '\?'"):
        cg.Panel.from_frame(frame, missing=codes)


@pytest.mark.parametrize("cell", [-9, -9.0, "-9", "-9.0", "\u22129", " -9,0 "])
def test_a_whole_number_is_one_code_however_it_is_written(cell: object) -> None:
    """A column with gaps turns codes into numbers with a point."""
    assert ends(cell, missing={-9: "absent"}) == (0, 0)


def test_a_code_comes_before_a_depth() -> None:
    """A number that was declared a code is no depth, and words or codes that are none are refused."""
    assert ends(9, top=9, missing={9: "unknown"}) == (0, 9)
    with pytest.raises(AssumptionError, match="'unpublished'"):
        ends("?", missing={"?": "unpublishd"})
    with pytest.raises(AssumptionError, match="a code is"):
        ends("?", missing={2.5: "unknown"})


def test_what_is_printed_can_be_read() -> None:
    """The cells of a panel as they are printed make the same panel."""
    panel = cg.Panel([[0, 1, 2], [0, 3, 1]], [[3, 2, 2], [1, 3, 3]], rows=["a", "b"])
    shown = {"p": list(panel.rows)} | {
        name: [panel.content.cell_text(i, j) for i in range(2)] for j, name in enumerate(panel.columns)
    }
    again = cg.Panel.from_frame(shown, missing="unknown")
    assert (again.lower.tolist(), again.upper.tolist()) == (panel.lower.tolist(), panel.upper.tolist())


class TestScales:
    """One scale for each area."""

    def test_an_unknown_cell_ends_with_the_scale_of_its_area(self) -> None:
        """Areas of other scales are open as far as theirs goes, and the panel says so."""
        panel = cg.Panel.from_frame(
            {"p": ["a", "b"], "x": [1, None], "y": [4, None]}, missing="unknown", max_depth={"x": 1, "y": 4}
        )
        assert panel.upper.tolist() == [[1, 4], [1, 4]]
        assert panel.max_depth == 4
        assert "? any depth of the scale of its area." in repr(panel)
        assert "Scales differ by area: they end at 1 to 4." in panel.assumptions
        assert "Unknown cells (2 of 4): any depth of the scale of their area." in panel.assumptions

    def test_a_depth_above_its_own_scale_is_refused(self) -> None:
        """Every area is held against its own top."""
        with pytest.raises(DataError, match=r"row P1, column A1: found 2; a depth lies in 0\.\.1"):
            cg.Panel([[2, 2]], max_depth=[1, 2])

    def test_indices_that_compare_depths_refuse(self) -> None:
        """They need one scale; those that ask which areas are there do not."""
        panel = cg.Panel([[1, 2], [1, 4]], max_depth=[1, 4])
        assert panel.overlap("jaccard")["P1", "P2"].lower == 1
        for key in ("ruzicka", "gower", "cohen_kappa", "tau_b"):
            with pytest.raises(ParameterError, match="one scale"):
                panel.overlap(key)

    def test_scales_survive_parts_and_plain_data(self) -> None:
        """A part keeps the scales of its areas, and a panel comes back whole."""
        panel = cg.Panel([[1, 2], [1, 4]], max_depth=[1, 4])
        assert cg.Panel.from_json(panel.to_json()) == panel
        assert panel[:, ["A2"]].max_depth == 4
        assert panel[:, ["A1"]].overlap("ruzicka")["P1", "P2"].lower == 1

    @pytest.mark.parametrize("tops", [[1], [1, 2, 3], [1, 16], [1, 0], {"A1": 1}, "3", [1, True]])
    def test_wrong_scales_are_refused(self, tops: object) -> None:
        """One top for all, or one for each area, each from 1 to 15."""
        with pytest.raises(DataError):
            cg.Panel([[1, 1]], max_depth=tops)  # type: ignore[arg-type]
