"""Hub and ties, and the dimension profile: certain and possible told apart, and what they measure said."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.text import Text
from plots.ranges import edges, ranges

import chirograph as cg
from chirograph.errors import UnknownLabel
from chirograph.interoperability import Interoperability
from chirograph.plots import PlotResult

MEASURES = "rogrammed interoperability (committed and joined), not achieved"
pytestmark = pytest.mark.usefixtures("once")


@pytest.fixture(scope="module")
def found() -> Interoperability:
    """What the dataset of the package says."""
    return cg.load("nato-ip4").interoperability()


def lines(drawn: PlotResult, sort: str) -> dict[str, Line2D]:
    """The lines of one sort ("halo", "certain", "possible") by their two ends."""
    named = [line for line in drawn.ax.lines if str(line.get_gid()).startswith(sort + " ")]
    return {str(line.get_gid()).split(" ", 1)[1]: line for line in named}


@pytest.mark.parametrize("rho", [1.0, 0.0, -math.inf])
def test_widths_of_ties_are_the_bounds(found: Interoperability, rho: float) -> None:
    """Solid widths go with lower bounds and halo widths with upper bounds, by one factor for all ties."""
    drawn = cg.plots.network(found, rho=rho)
    full = 15.0
    for row in drawn.data():
        ends = f"{row['first']} {row['second']}"
        halo = lines(drawn, "halo")[ends]
        assert math.isclose(halo.get_linewidth(), max(0.9, full * float(row["upper"])))
        if float(row["lower"]) > 0:
            core = lines(drawn, "certain")[ends]
            assert math.isclose(core.get_linewidth(), max(0.9, full * float(row["lower"])))
            assert core.get_linestyle() == "-"
            assert to_hex(core.get_color()) != to_hex(halo.get_color())


def test_a_tie_that_is_only_possible_is_dashed(found: Interoperability) -> None:
    """With a lower bound of 0 the line is dashed and not solid; there are such ties in the data."""
    drawn = cg.plots.network(found, rho=-math.inf)
    dashed = {f"{row['first']} {row['second']}" for row in drawn.data() if row["lower"] == 0.0}
    assert dashed
    assert set(lines(drawn, "possible")) == dashed
    assert all(line.is_dashed() for line in lines(drawn, "possible").values())
    assert not dashed & set(lines(drawn, "certain"))


def test_a_tie_that_is_impossible_is_not_drawn() -> None:
    """Partners that certainly share nothing have no line between them, and the data say so."""
    ds = cg.load("nato-ip4").assume(unpublished="absent")
    members = {
        (partner, system): 0
        for partner in ("AUS", "JPN", "KOR", "NZL")
        for system in ds.interoperability().systems
        if system not in ties_of(ds)
    }
    tied = {("KOR", "NZL", system): 0 for system in ties_of(ds)}
    result = ds.interoperability(members={**members, **tied})
    drawn = cg.plots.network(result, rho=-math.inf)
    none = {f"{row['first']} {row['second']}" for row in drawn.data() if row["drawn"] == "none"}
    assert none
    assert not none & set(lines(drawn, "halo"))
    assert all(row["upper"] == 0.0 for row in drawn.data() if row["drawn"] == "none")


def ties_of(ds: cg.Dataset) -> set[str]:
    """Systems that two partners hold between them."""
    return {str(row["id"]) for row in ds.table("systems") if row["kind"] == "partner_to_partner"}


def test_data_of_the_network_are_the_bounds(found: Interoperability) -> None:
    """Hub ties are the attainment of a partner, other ties the composite of a pair; nothing is left out."""
    rows = list(cg.plots.network(found, rho=0.0).data())
    assert [row["tie"] for row in rows] == ["hub"] * 4 + ["partners"] * 6
    for row in rows:
        key = "attainment" if row["tie"] == "hub" else "interoperability"
        bound = found[str(row["first"]), str(row["second"])].bound(key, rho=0.0)
        assert (row["lower"], row["upper"], row["sharp"]) == (bound.lower, bound.upper, bound.sharp)


def test_no_tie_between_partners_crosses_the_hub(found: Interoperability) -> None:
    """Each line between two partners keeps away from the node in the middle."""
    drawn = cg.plots.network(found)
    halo = lines(drawn, "halo")
    x, y = (float(value[1]) for value in halo["AUS NATO"].get_data())
    for ends, line in halo.items():
        if "NATO" not in ends:
            away = [math.hypot(a - x, b - y) for a, b in zip(*line.get_data(), strict=True)]
            assert min(away) > 0.5, ends


@pytest.mark.parametrize("hub", [False, True])
def test_bars_span_the_bounds(found: Interoperability, hub: bool) -> None:
    """Each bar begins at the lower end and is as wide as the range; every dimension has one."""
    drawn = cg.plots.dimensions(found, hub=hub)
    data = list(drawn.data())
    assert len(data) == len(found.dimensions) * (4 if hub else 6)
    for shown, row in zip(ranges(drawn), data, strict=True):
        key = "attainment" if hub else "dimension_profile"
        bound = found[str(row["first"]), str(row["second"])].bound(key, dimension=str(row["dimension"]))
        assert (row["lower"], row["upper"]) == (bound.lower, bound.upper)
        assert shown == pytest.approx((bound.lower, bound.upper))


def test_bars_have_no_middle(found: Interoperability) -> None:
    """No line and no marker is drawn on a bar but at its ends."""
    drawn = cg.plots.dimensions(found)
    ends = [float(row[end]) for row in drawn.data() for end in ("lower", "upper")]
    assert sorted(edges(drawn)) == pytest.approx(sorted(ends))
    assert not drawn.ax.lines


@pytest.mark.parametrize("plot", [cg.plots.network, cg.plots.dimensions], ids=["network", "dimensions"])
def test_each_figure_says_what_it_measures(plot: object, found: Interoperability) -> None:
    """Title, alt text and the drawing itself say programmed, not achieved; the alt text has every number."""
    drawn = plot(found)  # type: ignore[operator]
    assert MEASURES in drawn.title
    assert MEASURES in drawn.alt_text()
    assert MEASURES in " ".join(str(text.get_text()) for text in drawn.ax.texts).replace("\n", " ")
    assert all(sentence.rstrip(".") in drawn.alt_text() for sentence in found.assumptions)
    for row in drawn.data():
        assert f"{row['lower']:.3f}" in drawn.alt_text()
        assert f"{row['upper']:.3f}" in drawn.alt_text()
    assert drawn.svg() == plot(found).svg()  # type: ignore[operator]


@pytest.mark.parametrize("width", [None, 3.8])
@pytest.mark.parametrize("plot", [cg.plots.network, cg.plots.dimensions], ids=["network", "dimensions"])
def test_words_stay_inside_and_apart(plot: object, width: float | None, found: Interoperability) -> None:
    """All text lies inside the figure, also on a narrow one, and no two numbers overlap."""
    drawn = plot(found, width=width)  # type: ignore[operator]
    renderer = drawn.figure.canvas.get_renderer()
    drawn.figure.draw(renderer)
    frame = drawn.figure.bbox
    shown = [text for text in drawn.ax.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [text.get_window_extent(renderer) for text in shown]
    for text, box in zip(shown, boxes, strict=True):
        inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
        assert inside or not drawn.ax.axison, text.get_text()
        assert text.get_fontsize() >= 8.5
    numbers = [box for text, box in zip(drawn.ax.texts, boxes, strict=False) if "0." in text.get_text()]
    assert not any(a.overlaps(b) for i, a in enumerate(numbers) for b in numbers[:i])


def test_they_draw_where_they_are_told(found: Interoperability) -> None:
    """Both draw on the Axes given, change no setting and leave no figure open."""
    before, open_before = dict(plt.rcParams), plt.get_fignums()
    figure = plt.figure(figsize=(8, 9))
    try:
        for plot in (cg.plots.network, cg.plots.dimensions):
            figure.clear()
            ax = figure.add_subplot()
            assert plot(found, ax=ax).ax is ax
    finally:
        plt.close(figure)
    assert dict(plt.rcParams) == before
    assert plt.get_fignums() == open_before


def test_the_method_of_the_result_draws_the_dimensions(found: Interoperability, tmp_path: Path) -> None:
    """`plot` of the result gives the same figure, and `save` writes its four files."""
    drawn = found.plot()
    assert drawn.svg() == cg.plots.dimensions(found).svg()
    assert [file.suffix for file in drawn.save(tmp_path)] == [".svg", ".png", ".csv", ".txt"]


def test_each_mean_has_a_file_of_its_own(found: Interoperability) -> None:
    """Networks of different means can be saved side by side."""
    names = [cg.plots.network(found, rho=rho).name for rho in (1.0, 0.0, -math.inf)]
    assert names == ["network", "network-rho-0", "network-weakest"]


@pytest.mark.parametrize("layout", [None, "constrained"])
def test_the_network_stays_inside_axes_of_others(found: Interoperability, layout: str | None) -> None:
    """In the axes of a caller no text runs out of them or over another."""
    figure, ax = plt.subplots(layout=layout)
    try:
        cg.plots.network(found, ax=ax)
        renderer = figure.canvas.get_renderer()
        figure.draw(renderer)
        frame = ax.get_window_extent()
        boxes = [text.get_window_extent(renderer) for text in ax.texts]
        assert frame.width > 200
        assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
        assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    finally:
        plt.close(figure)


def test_a_mean_that_was_not_asked_for_is_refused(found: Interoperability) -> None:
    """A mean that is not among the answers is refused with what is known."""
    with pytest.raises(UnknownLabel):
        cg.plots.network(found, rho=7.0)
