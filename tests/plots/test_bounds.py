"""The bounds figure: bars without a middle, marks that are what they say, widths in print."""

from __future__ import annotations

import math

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from open_ends import hard, left_open
from plots.ranges import ranges

import chirograph as cg
from chirograph.errors import AssumptionError, ParameterError
from chirograph.plots import PlotResult
from chirograph.plots.palette import LIGHT


def nato() -> cg.Overlap:
    """Jaccard on the real data."""
    return cg.load("nato-ip4").overlap("jaccard")


def bars(drawn: PlotResult) -> list[Rectangle]:
    """The bars from top to bottom."""
    found = [
        p for p in drawn.ax.patches if isinstance(p, Rectangle) and to_hex(p.get_facecolor()) == LIGHT["halo"]
    ]
    return sorted(found, key=lambda bar: bar.get_y())


def marks(drawn: PlotResult) -> list[Line2D]:
    """Lines with open markers."""
    return [line for line in drawn.ax.lines if line.get_marker() not in ("None", "", None)]


def test_a_bar_spans_the_bounds() -> None:
    """Each bar begins at the lower end and is as wide as the range; rows are sorted by the lower end."""
    overlap = nato()
    drawn = cg.plots.bounds(overlap)
    data = drawn.data()
    assert list(data["lower"]) == sorted(data["lower"], reverse=True)
    for bar, row in zip(bars(drawn), data, strict=True):
        pair = overlap[str(row["row"]), str(row["column"])]
        assert math.isclose(bar.get_x(), pair.lower, abs_tol=1e-12)
        assert math.isclose(bar.get_width(), pair.upper - pair.lower, abs_tol=1e-12)
        assert row["width"] == pair.upper - pair.lower


def test_there_is_no_middle() -> None:
    """Nothing is drawn at the middle of a bar: no line, no marker, no text."""
    panel = cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)
    drawn = cg.plots.bounds(panel.overlap("jaccard"))
    middle = 0.5  # of [1/3, 2/3]
    xs = np.concatenate([np.asarray(line.get_xdata(), dtype=float) for line in drawn.ax.lines])
    assert not np.isclose(xs, middle).any()
    assert len(bars(drawn)) == 1
    assert not [text for text in drawn.ax.texts if text.get_position()[0] == middle]


def test_bars_end_square() -> None:
    """A bar is a plain rectangle, and a tick ends flat."""
    drawn = cg.plots.bounds(nato())
    assert all(type(bar) is Rectangle for bar in bars(drawn))
    ticks = [line for line in drawn.ax.lines if to_hex(line.get_color()) == LIGHT["ink"]]
    assert ticks
    assert all(line.get_solid_capstyle() == "butt" for line in ticks)


def test_the_tick_is_published_text_only() -> None:
    """The tick stands where every unknown cell counted as absent would put the pair."""
    ds = cg.load("nato-ip4")
    data = cg.plots.bounds(ds.overlap("jaccard")).data()
    absent = ds.assume(unpublished="absent").overlap("jaccard")
    for row in data:
        assert row["published_only"] == absent[str(row["row"]), str(row["column"])].lower


def test_the_tick_needs_no_list_length() -> None:
    """A list length that "all absent" would break does not stop the figure."""
    panel = cg.load("nato-ip4").panel(list_length={"JPN": 16})
    plain = cg.plots.bounds(cg.load("nato-ip4").overlap("jaccard")).data()
    tight = cg.plots.bounds(panel.overlap("jaccard")).data()
    assert sorted(tight["published_only"]) == sorted(plain["published_only"])
    assert max(tight["width"]) <= max(plain["width"])


def test_assumptions_are_open_diamonds() -> None:
    """A named assumption is an open marker at its value; one that leaves a range is two joined by dots."""
    overlap = cg.load("nato-ip4").overlap("ruzicka")
    drawn = cg.plots.bounds(overlap, assume=["like:KOR"])
    like = cg.load("nato-ip4").assume(unpublished="like:KOR").overlap("ruzicka")
    assert all(line.get_markerfacecolor() == "none" for line in marks(drawn))
    assert len(marks(drawn)) == 6
    dotted = [line for line in drawn.ax.lines if line.get_linestyle() == ":"]
    assert len(dotted) == 6
    for row in drawn.data():
        pair = like[str(row["row"]), str(row["column"])]
        assert (row["like:KOR lower"], row["like:KOR upper"]) == (pair.lower, pair.upper)


def test_two_assumptions_have_two_markers() -> None:
    """Each named assumption has a marker of its own and a line in the legend."""
    drawn = cg.plots.bounds(nato(), assume=["like:KOR", "absent"])
    assert len({line.get_marker() for line in marks(drawn)}) == 2
    legend = drawn.ax.get_legend()
    assert legend is not None
    words = [text.get_text() for text in legend.get_texts()]
    assert "if unknown cells were like:KOR" in words
    assert "known cells only (unknown = absent)" in words


def test_own_results_can_be_marked() -> None:
    """A mapping of results by name is drawn as given."""
    ds = cg.load("nato-ip4")
    other = ds.assume("others_like_korea").overlap("jaccard")
    data = cg.plots.bounds(ds.overlap("jaccard"), assume={"as the analyst reads it": other}).data()
    assert (
        data["as the analyst reads it lower"][0] == other[str(data["row"][0]), str(data["column"][0])].lower
    )


def test_the_axis_says_what_the_bars_are() -> None:
    """The axis covers the range of the index and says that a bar is not a confidence interval."""
    drawn = cg.plots.bounds(cg.load("nato-ip4").overlap("s_squared"))
    assert drawn.ax.get_xlim() == (-1.0, 1.0)
    assert drawn.ax.get_xlabel().endswith("all values the unknown cells allow; not a confidence interval")


def test_the_width_is_in_print() -> None:
    """The width of each range stands beside its bar; a settled value says so."""
    panel = cg.Panel([[1, 1, 0], [1, 0, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0], [1, 0, 0]], max_depth=1)
    drawn = cg.plots.bounds(panel.overlap("jaccard"))
    words = [text.get_text() for text in drawn.ax.texts]
    assert "exact" in words
    assert words.count("0.167") == 2


def test_a_settled_value_is_still_visible() -> None:
    """One value is a solid dot of more than three points, whole also at either end of the axis."""
    for cells, value in (([[1, 0], [1, 0]], 1.0), ([[1, 0], [0, 1]], 0.0)):
        drawn = cg.plots.bounds(cg.Panel(cells, max_depth=1).overlap("jaccard"))
        assert ranges(drawn) == [(value, value)]
        (dot,) = [line for line in drawn.ax.lines if line.get_marker() == "o"]
        assert dot.get_markersize() > 3
        assert not dot.get_clip_on()
        assert to_hex(str(dot.get_markerfacecolor())) == LIGHT["bar"]


def test_what_is_known_is_stronger_than_what_is_not() -> None:
    """A range is pale and has a strong line at both ends; a dot has the colour of those lines."""
    drawn = cg.plots.bounds(nato())
    assert len(bars(drawn)) == 6
    lines = [line for line in drawn.ax.lines if to_hex(str(line.get_color())) == LIGHT["bar"]]
    ends = sorted(float(str(row[end])) for row in drawn.data() for end in ("lower", "upper"))
    assert sorted(float(np.asarray(line.get_xdata())[0]) for line in lines) == ends


def test_no_number_touches_a_mark() -> None:
    """The numbers beside the bars begin right of everything that stands at the end of the axis."""
    drawn = cg.plots.bounds(nato(), assume=["like:KOR"])
    drawn.figure.canvas.draw()
    right = max(line.get_window_extent().x1 + 4.5 / 72 * drawn.figure.dpi for line in marks(drawn))
    numbers = [text for text in drawn.ax.texts if text.get_text().startswith(("0.", "1."))]
    assert numbers
    assert all(text.get_window_extent().x0 > right for text in numbers)


def test_undefined_pairs_have_no_bar() -> None:
    """A pair that is 0/0 in every completion has no bar; the word stands there instead, at the bottom."""
    drawn = cg.plots.bounds(cg.Panel([[0, 0], [0, 0], [1, 0]], max_depth=1).overlap("jaccard"))
    assert len(ranges(drawn)) == 2
    assert any("undefined" in text.get_text() for text in drawn.ax.texts)
    assert math.isnan(float(drawn.data()["lower"][-1]))
    assert "undefined" in drawn.alt_text()


def test_directed_pairs_appear_both_ways() -> None:
    """An index that depends on the order has a row for each order, and says which is in which."""
    drawn = cg.plots.bounds(cg.load("nato-ip4").overlap("containment"))
    assert len(drawn.data()) == 12
    labels = [tick.get_text() for tick in drawn.ax.get_yticklabels()]
    assert "Japan in Republic of Korea" in labels
    assert "Republic of Korea in Japan" in labels


def test_alt_text_has_every_pair() -> None:
    """The description gives both ends of each pair, the published value and the assumptions of the result."""
    overlap = nato()
    words = cg.plots.bounds(overlap, assume=["like:KOR"]).alt_text()
    for pair in overlap:
        assert f"{pair.lower:.3f} to {pair.upper:.3f}" in words
    assert "not a confidence interval" in words
    assert all(sentence.rstrip(".") in words for sentence in overlap.assumptions)


def test_the_method_of_a_result_draws_the_same() -> None:
    """`overlap.plot()` is `plots.bounds`, and `ax=` is honoured."""
    overlap = nato()
    assert overlap.plot().svg() == cg.plots.bounds(overlap).svg()
    figure, ax = plt.subplots()
    try:
        assert overlap.plot(ax=ax).ax is ax
    finally:
        plt.close(figure)


def test_a_prior_is_refused() -> None:
    """An assumption that is no reading of the cells is an AssumptionError."""
    with pytest.raises(AssumptionError, match="prior"):
        cg.plots.bounds(nato(), assume=["p:0.5"])


def test_names_stand_above_the_bars_on_a_narrow_page() -> None:
    """Below 5.2 inches every pair is named above its bar, within the figure."""
    drawn = cg.plots.bounds(nato(), width=3.8)
    drawn.figure.canvas.draw()
    names = [text for text in drawn.ax.texts if "\N{EN DASH}" in text.get_text()]
    assert len(names) == 6
    for text in names:
        assert text.get_window_extent().x1 <= drawn.figure.bbox.x1


def test_pairs_left_out_are_counted() -> None:
    """With `most=` the highest certain pairs are drawn; axis and description count the others."""
    drawn = cg.plots.bounds(nato(), most=2)
    whole = cg.plots.bounds(nato()).data()
    assert drawn.data().rows == whole.rows[:2]
    assert "4 more pairs are not drawn" in drawn.ax.get_xlabel()
    assert "4 more pairs are not drawn" in drawn.alt_text()
    assert "not drawn" not in cg.plots.bounds(nato(), most=6).alt_text()


def test_a_large_result_draws_its_highest_pairs() -> None:
    """By default sixty pairs are drawn and the others counted; `most=None` draws all, nonsense is refused."""
    overlap = cg.Panel(np.tri(40, dtype=np.uint8), max_depth=1).overlap("jaccard")
    drawn = cg.plots.bounds(overlap)
    assert len(drawn.data()) == len(ranges(drawn)) == 60
    assert "720 more pairs are not drawn" in drawn.ax.get_xlabel()
    assert len(cg.plots.bounds(nato(), most=None).data()) == 6
    for most in (0, -1, 1.5, True, "all"):
        with pytest.raises(ParameterError, match="most"):
            cg.plots.bounds(nato(), most=most)  # type: ignore[arg-type]


def test_a_pair_is_drawn_alone() -> None:
    """A pair draws its own bar, in the order it was asked for."""
    pair = nato()["KOR", "JPN"]
    (row,) = pair.plot().data()
    assert (row["row"], row["column"], row["lower"]) == ("KOR", "JPN", pair.lower)
    assert cg.plots.bounds(pair).title == "Jaccard: bounds for 1 pair"
    assert "Jaccard of 1 pair." in pair.plot().alt_text()


def test_what_it_does_not_draw_is_sent_to_what_does() -> None:
    """A dataset, a panel and a number are refused with the function that draws them."""
    ds = cg.load("nato-ip4")
    for thing in (ds, ds.panel(), ds.interoperability(), 3):
        with pytest.raises(ParameterError, match=r"plots\.bounds") as caught:
            cg.plots.bounds(thing)  # type: ignore[arg-type]
        assert caught.value.faults[0].repair
    with pytest.raises(ParameterError, match=r"plots\.bounds\(result\)"):
        cg.plots.matrix(nato())  # type: ignore[arg-type]
    for draw in (cg.plots.dimensions, cg.plots.network):
        with pytest.raises(ParameterError, match="interoperability"):
            draw(nato())  # type: ignore[arg-type]


def test_the_look_of_the_bars_can_be_chosen() -> None:
    """Properties of the bars are passed on; a name that is none is refused with near names."""
    drawn = nato().plot(color="red", alpha=0.5)
    assert len([p for p in drawn.ax.patches if to_hex(p.get_facecolor()) == "#ff0000"]) == 6
    with pytest.raises(ParameterError, match="'facecolor'"):
        nato().plot(facecolour="red")
    with pytest.raises(ParameterError, match="'width'"):
        nato().plot(widht=4.0)
    frames = cg.plots.matrix(cg.Panel([[1]]), edgecolor="red").ax.patches
    assert any(to_hex(frame.get_edgecolor()) == "#ff0000" for frame in frames)
    with pytest.raises(ParameterError, match="what fills a cell"):
        cg.plots.matrix(cg.Panel([[1]]), facecolor="red")


def test_labels_are_no_formulas() -> None:
    """Dollar signs and backslashes in labels are letters, also on Axes of the user's own."""
    panel = cg.Panel(
        [[1, 0], [1, 1]], rows=["US$ aid $", "\\foo{$"], columns=["\\frac{$", "$x$"], max_depth=1
    )
    overlap = panel.overlap("jaccard")
    for drawn in (cg.plots.matrix(panel), overlap.plot(), overlap["US$ aid $", "\\foo{$"].plot(width=4.0)):
        assert "US$ aid $" in drawn.svg()
    figure, (one, two) = plt.subplots(2, figsize=(6.4, 8.0))
    try:
        overlap.plot(ax=one)
        panel_drawn = cg.plots.matrix(panel, ax=two)
        figure.canvas.draw()
        assert panel_drawn.ax is two
    finally:
        plt.close(figure)


def parts(drawn: PlotResult) -> list[tuple[float, float]]:
    """From where to where each hatched part of a bar goes, from top to bottom."""
    thin = [p for p in drawn.ax.patches if isinstance(p, Rectangle) and p.get_hatch()]
    thin.sort(key=lambda p: (p.get_y(), p.get_x()))
    return [(p.get_x(), p.get_x() + p.get_width()) for p in thin]


def proven(drawn: PlotResult) -> list[float]:
    """Where dashed lines stand."""
    return sorted(float(np.asarray(line.get_xdata())[0]) for line in drawn.ax.lines if line.is_dashed())


def half_known() -> cg.Panel:
    """Two programmes, one unknown cell: Jaccard is in [1/3, 2/3]."""
    return cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)


def test_an_open_end_shows_both_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar is full as far as completions are known, hatched to the bound, and the legend says so."""
    solved = cg.plots.bounds(half_known().overlap("jaccard"))
    left_open(monkeypatch, 0.1, 0.25)
    drawn = cg.plots.bounds(half_known().overlap("jaccard"))
    (bar,) = bars(drawn)
    assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx((1 / 3, 2 / 3))
    assert np.allclose(parts(drawn), [(1 / 3 - 0.1, 1 / 3), (2 / 3, 2 / 3 + 0.25)])
    assert proven(drawn) == pytest.approx([1 / 3 - 0.1, 2 / 3 + 0.25])
    (row,) = drawn.data()
    assert (row["lower"], row["inner_lower"]) == pytest.approx((1 / 3 - 0.1, 1 / 3))
    assert (row["upper"], row["inner_upper"]) == pytest.approx((2 / 3 + 0.25, 2 / 3))
    entry = "open: the true end lies in this part"
    for figure, told in ((solved, False), (drawn, True)):
        legend = figure.ax.get_legend()
        assert legend is not None
        assert (entry in [text.get_text() for text in legend.get_texts()]) == told
    assert not parts(solved)
    assert not proven(solved)
    assert "\N{LESS-THAN OR EQUAL TO}0.683" in [text.get_text() for text in drawn.ax.texts]
    assert "between 0.233 (proven bound) and 0.333 (best completion found)" in drawn.alt_text()
    assert "width at most 0.683" in drawn.alt_text()


def test_one_open_end_leaves_the_other_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the end that is open goes on as a hatched part, however small that is."""
    for left in (0.2, 1e-7):
        left_open(monkeypatch, 0, left)
        drawn = cg.plots.bounds(half_known().overlap("jaccard"))
        monkeypatch.undo()
        assert np.allclose(parts(drawn), [(2 / 3, 2 / 3 + left)])
        assert proven(drawn) == pytest.approx([2 / 3 + left])
        assert "the lower end is 0.333, attained" in drawn.alt_text()


def test_a_range_without_completions_is_no_full_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no completion is known nothing is drawn as attained; one known end is a dot."""
    left_open(monkeypatch, 0.1, 0.1, known=False)
    drawn = cg.plots.bounds(half_known().overlap("jaccard"))
    assert bars(drawn) == []
    assert np.allclose(parts(drawn), [(1 / 3 - 0.1, 2 / 3 + 0.1)])
    assert math.isnan(float(drawn.data()["inner_lower"][0]))
    monkeypatch.undo()
    left_open(monkeypatch, 0.1, 0, known=False)
    drawn = cg.plots.bounds(half_known().overlap("jaccard"))
    assert bars(drawn) == []
    assert ranges(drawn) == [pytest.approx((2 / 3, 2 / 3))]
    assert np.allclose(parts(drawn), [(1 / 3 - 0.1, 2 / 3)])


@pytest.mark.parametrize("width", [None, 3.8])
def test_open_ends_of_a_search_fit_the_figure(width: float | None) -> None:
    """After one step of search every dashed line is a bound, and the words beside the bars stay inside."""
    overlap = hard().overlap("cohen_kappa", budget=1)
    drawn = cg.plots.bounds(overlap, width=width)
    data = drawn.data()
    open_ends = [row[end] for row in data for end in ("lower", "upper") if row[end] != row[f"inner_{end}"]]
    assert open_ends
    assert proven(drawn) == pytest.approx(sorted(open_ends))
    drawn.figure.canvas.draw()
    assert all(text.get_window_extent().x1 <= drawn.figure.bbox.x1 for text in drawn.ax.texts)
