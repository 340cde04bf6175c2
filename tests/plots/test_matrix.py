"""The knowledge matrix: what is drawn is what is known, and no unknown passes for an answer."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Polygon, Rectangle

import chirograph as cg
from chirograph.base.markup import DASH
from chirograph.errors import ParameterError
from chirograph.plots.palette import LIGHT

STATUSES = (
    ("stated", "stated", "stated", "text_not_public"),
    ("sources_conflict", "not_applicable", "under_negotiation", "partial_list"),
)


def mixed() -> cg.Panel:
    """Two programmes, four areas, one cell of every sort."""
    lower = [[2, 0, 1, 0], [1, 0, 0, 0]]
    upper = [[2, 0, 3, 3], [3, 0, 3, 2]]
    return cg.Panel(lower, upper, rows=["KOR", "JPN"], columns=["X", "Y", "Z", "W"], status=STATUSES)


def cell_boxes(ax: Axes, columns: int, rows: int) -> list[Rectangle]:
    """Painted rectangles of the cells, without frames and legend swatches."""
    boxes = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_facecolor()[3] > 0]
    widths = Counter(round(box.get_width(), 6) for box in boxes)
    width = widths.most_common(1)[0][0]
    assert widths[width] >= columns * rows - 2  # a split cell and an empty one have no box
    return [box for box in boxes if round(box.get_width(), 6) == width]


def test_every_sort_of_cell_is_told_apart() -> None:
    """Known, least known, unknown, in conflict and not applicable cells are drawn as five sorts."""
    drawn = cg.plots.matrix(mixed()).data()
    assert drawn["drawn_as"] == (
        "depth", "depth", "minimum", "unknown", "conflict", "none", "unknown", "unknown",
    )  # fmt: skip


def test_unknowns_are_hatched_on_grey_and_known_cells_are_not() -> None:
    """Every hatched box has the grey ground; no box in a colour of the scale has a hatch."""
    ax = cg.plots.matrix(mixed()).ax
    scale = {LIGHT[f"depth-{depth}"] for depth in range(4)}
    boxes = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_facecolor()[3] > 0]
    hatched = [box for box in boxes if box.get_hatch()]
    assert hatched
    assert {to_hex(box.get_facecolor()) for box in hatched} == {LIGHT["ground"]}
    assert all(not box.get_hatch() for box in boxes if to_hex(box.get_facecolor()) in scale)


def test_each_kind_of_unknown_has_its_hatch() -> None:
    """Three kinds of unknown in one panel have three hatches."""
    ax = cg.plots.matrix(mixed()).ax
    hatches = {box.get_hatch() for box in cell_boxes(ax, 4, 2) if box.get_hatch()}
    # text_not_public, under_negotiation, partial_list, and the strip above a known minimum
    assert len(hatches) == 4


def test_a_known_minimum_keeps_its_colour_under_a_strip() -> None:
    """A cell 1 to 3 has the colour of depth 1 and a hatched strip above it, and says 1 to 3."""
    ax = cg.plots.matrix(cg.Panel([[1]], [[3]], status="text_not_public")).ax
    boxes = cell_boxes(ax, 1, 1)
    colours = {to_hex(box.get_facecolor()): box for box in boxes}
    strip, certain = colours[LIGHT["ground"]], colours[LIGHT["depth-1"]]
    assert strip.get_hatch()
    assert strip.get_y() < certain.get_y()
    assert f"1{DASH}3" in [text.get_text() for text in ax.texts]


def test_a_conflict_splits_the_cell() -> None:
    """Sources in conflict give two triangles, one in the colour of either value."""
    ax = cg.plots.matrix(cg.Panel([[1]], [[3]], status="sources_conflict")).ax
    triangles = [patch for patch in ax.patches if type(patch) is Polygon]
    assert {to_hex(patch.get_facecolor()) for patch in triangles} == {LIGHT["depth-1"], LIGHT["depth-3"]}


def test_the_legend_counts_every_kind() -> None:
    """The counts in the legend are those of the cells, and each depth of the scale is listed."""
    ax = cg.plots.matrix(mixed()).ax
    words = " ".join(
        text.get_text().replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ") for text in ax.texts
    )
    assert "text not public, no minimum known: 1 cell" in words
    assert "under negotiation, no minimum known: 1 cell" in words
    assert "sources conflict: 1 cell" in words
    for depth in range(4):
        assert f"depth {depth}" in words
    assert "depth 2: 1 cell exactly" in words
    assert "depth 1: 0 cells exactly, 1 at least" in words


def test_margins_count_certain_and_possible() -> None:
    """The margins are the counts of areas that are certainly there and that may be, for rows and columns."""
    panel = mixed()
    texts = [text.get_text() for text in cg.plots.matrix(panel).ax.texts]
    for axis in (0, 1):
        low, high = (panel.lower >= 1).sum(axis=axis), (panel.upper >= 1).sum(axis=axis)
        for least, most in zip(low.tolist(), high.tolist(), strict=True):
            assert (str(least) if least == most else f"{least}{DASH}{most}") in texts


def test_data_are_the_cells_of_the_panel() -> None:
    """`.data()` gives back every cell in order, in both layouts."""
    panel = cg.load("nato-ip4").panel()
    for areas_as in ("columns", "rows"):
        data = cg.plots.matrix(panel, areas_as=areas_as).data()
        assert data["lower"] == tuple(panel.lower.ravel().tolist())
        assert data["upper"] == tuple(panel.upper.ravel().tolist())
        assert data["status"] == tuple(panel.status.ravel().tolist())
        assert set(data["row"]) == set(panel.rows)


def test_alt_text_says_what_the_figure_shows() -> None:
    """The description names size, programmes with both counts, kinds of unknown and assumptions."""
    ds = cg.load("nato-ip4")
    words = cg.plots.matrix(ds).alt_text()
    panel = ds.panel()
    assert "4 programmes" in words
    assert "by 24 areas" in words
    known = int((panel.lower == panel.upper).sum())
    assert f"{known} of 96 cells have a known depth" in words
    assert "New Zealand: at least 0 and at most 24 areas" in words
    assert all(sentence.rstrip(".") in words for sentence in panel.assumptions)
    assert "\N{NO-BREAK SPACE}" not in words


def test_a_dataset_lends_its_names() -> None:
    """Drawing a dataset uses the names of partners, areas and depths in its codebook."""
    texts = " ".join(
        text.get_text().replace("\n", " ") for text in cg.plots.matrix(cg.load("nato-ip4")).ax.texts
    )
    assert "Republic of Korea" in texts
    assert "Cyber defence" in texts
    assert "depth 3, accountable" in texts


def test_it_draws_where_it_is_told_and_changes_no_setting() -> None:
    """With `ax=` it draws there and makes no figure; rcParams and the list of figures stay as they were."""
    figure, ax = plt.subplots(figsize=(8, 6))
    try:
        before, numbers = dict(mpl.rcParams), plt.get_fignums()
        result = cg.plots.matrix(mixed(), ax=ax)
        assert result.ax is ax
        assert result.figure is figure
        assert result._repr_html_() is None
        cg.plots.matrix(mixed())
        assert dict(mpl.rcParams) == before
        assert plt.get_fignums() == numbers
    finally:
        plt.close(figure)


def test_a_programme_without_unknowns_is_all_colour() -> None:
    """A known panel has no hatch at all."""
    ax = cg.plots.matrix(cg.Panel([[0, 1], [2, 3]])).ax
    assert not [patch for patch in ax.patches if patch.get_hatch()]


def test_save_writes_four_files(tmp_path: Path) -> None:
    """`save` writes svg, png, csv and alt text; text and picture are the same bytes on a second run."""
    drawn = cg.plots.matrix(mixed())
    first = [file.read_bytes() for file in drawn.save(tmp_path / "one")]
    second = [file.read_bytes() for file in cg.plots.matrix(mixed()).save(tmp_path / "two")]
    assert first == second
    assert [file.suffix for file in drawn.save(tmp_path / "one", name="again")] == [
        ".svg",
        ".png",
        ".csv",
        ".txt",
    ]
    assert first[2].decode().splitlines()[0] == "row,column,lower,upper,status,drawn_as"
    assert first[3].decode().strip() == drawn.alt_text()


def test_no_text_runs_into_another() -> None:
    """In the narrow layout of the real data no two upright texts overlap."""
    result = cg.plots.matrix(cg.load("nato-ip4"), areas_as="rows", width=3.8)
    result.figure.canvas.draw()
    boxes = [(text.get_text(), text.get_window_extent()) for text in result.ax.texts if text.get_text()]
    for i, (one, first) in enumerate(boxes):
        for other, second in boxes[i + 1 :]:
            width = min(first.x1, second.x1) - max(first.x0, second.x0)
            height = min(first.y1, second.y1) - max(first.y0, second.y0)
            assert not (width > 1 and height > 2), (one, other)


@pytest.mark.parametrize("areas_as", ["columns", "rows"])
def test_everything_stays_inside_the_figure(areas_as: str) -> None:
    """No label of the real data leaves the figure at the sizes of the report."""
    width = 11.7 if areas_as == "columns" else 3.8
    result = cg.plots.matrix(cg.load("nato-ip4"), areas_as=areas_as, width=width)
    result.figure.canvas.draw()
    box = result.figure.bbox
    for text in result.ax.texts:
        extent = text.get_window_extent()
        assert extent.x0 >= box.x0 - 1, text.get_text()
        assert extent.x1 <= box.x1 + 1, text.get_text()
        assert extent.y0 >= box.y0 - 1, text.get_text()
        assert extent.y1 <= box.y1 + 1, text.get_text()


@pytest.mark.parametrize("layout", [None, "constrained"])
def test_it_fits_the_axes_of_others(layout: str | None) -> None:
    """In the axes of a caller ids stand for names, no text runs into another, the axes keep their size."""
    figure, ax = plt.subplots(figsize=(12, 6), layout=layout)
    try:
        cg.plots.matrix(cg.load("nato-ip4"), ax=ax)
        renderer = figure.canvas.get_renderer()
        figure.draw(renderer)
        shown = [text for text in ax.texts if not text.get_rotation()]
        boxes = [text.get_window_extent(renderer) for text in shown]
        assert ax.get_window_extent().width > 300
        assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
        assert {"AUS", "A24"} <= {text.get_text() for text in shown}
        assert "Australia" not in {text.get_text() for text in shown}
    finally:
        plt.close(figure)


def test_short_names_leave_room_for_the_head_of_the_margin() -> None:
    """The words beside the lower margin are inside the figure however short the names of programmes are."""
    drawn = cg.plots.matrix(cg.Panel([[1, 0], [0, 1]], rows=["A", "B"], max_depth=1))
    renderer = drawn.figure.canvas.get_renderer()
    head = [
        text for text in drawn.ax.texts if text.get_text().startswith("certain") and not text.get_rotation()
    ]
    assert len(head) == 1
    assert head[0].get_window_extent(renderer).x0 >= 0


def test_a_wrong_layout_is_refused() -> None:
    """A layout that does not exist is a ParameterError that names the choices."""
    with pytest.raises(ParameterError, match="'columns' or 'rows'"):
        cg.plots.matrix(mixed(), areas_as="diagonal")


def test_a_large_panel_can_be_drawn() -> None:
    """Twenty programmes by sixty areas give one row of data a cell."""
    rng = np.random.default_rng(7)
    lower = rng.integers(0, 4, (20, 60))
    upper = np.maximum(lower, rng.integers(0, 4, (20, 60)))
    assert len(cg.plots.matrix(cg.Panel(lower, upper)).data()) == 1200


def test_the_svg_is_text_with_words() -> None:
    """Labels stay text in the SVG, so that they can be searched and read aloud."""
    svg = cg.plots.matrix(cg.load("nato-ip4")).svg()
    assert re.search(r"<text[^>]*>Cyber defence</text>", svg)


def test_a_width_is_kept_or_refused() -> None:
    """A figure is as wide as was asked; a width that would squeeze the labels is refused with ways out."""
    few = cg.plots.matrix(cg.Panel(np.zeros((3, 10), dtype=int)), width=8.0)
    assert few.figure.get_size_inches()[0] == pytest.approx(8.0)
    many = cg.Panel(np.zeros((3, 80), dtype=int))
    with pytest.raises(ParameterError, match=r'at least 2[0-9.]+ inches .*areas_as="rows" is narrower'):
        cg.plots.matrix(many, most=None, width=8.0)


def test_a_large_panel_is_cut_by_rule_and_says_so() -> None:
    """At most sixty programmes and areas are drawn; the note counts the rest, and the margins count all."""
    panel = cg.Panel(np.ones((70, 61), dtype=int), max_depth=1)
    drawn = cg.plots.matrix(panel)
    assert len(drawn.data()) == 3600
    assert "Not drawn: 10 more programmes and 1 more area" in drawn.alt_text()
    assert "P1: exactly 61 areas" in drawn.alt_text()
    texts = [text.get_text() for text in drawn.ax.texts]
    assert "61" in texts
    assert any("Not drawn: 10 more programmes" in text for text in texts)
    assert len(cg.plots.matrix(cg.Panel(np.ones((2, 61), dtype=int)), most=None).data()) == 122


def test_a_figure_in_a_notebook_fits_its_page() -> None:
    """A figure wider than the page is shown whole, smaller."""
    html = cg.plots.matrix(cg.load("nato-ip4"))._repr_html_()
    assert html is not None
    root = html[html.index("<svg") : html.index(">", html.index("<svg"))]
    assert "max-width: 100%; height: auto" in root
