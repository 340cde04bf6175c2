"""Figures as they are printed: what they draw is what the cells hold, and every size of them can be read."""

from __future__ import annotations

import itertools
import pickle
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from plots.pictures import check, faults, texts
from plots.ranges import boxes, signs
from plots.test_letters import font as squares  # noqa: F401  (a fixture: a font with the letters given)

import chirograph as cg
from chirograph.base.markup import DASH, anchor
from chirograph.errors import ParameterError
from chirograph.plots import PlotResult
from chirograph.plots.palette import DARK, LIGHT
from chirograph.plots.svg import embed

FIGURES = ("areas", "practice", "pairs", "levels")
LATIN, HANGUL = (
    "Programme of partnership and of cooperation in every field, by the Alliance and ",
    "한국파트너십계획",
)
pytestmark = pytest.mark.usefixtures("once")


def named(count: int, letters: int, stem: str, script: str = LATIN) -> tuple[str, ...]:
    """So many names of about so many letters, each with its number at the end."""
    return tuple(f"{(script * 20)[: max(letters - 3, 1)].strip()} {stem}{n}" for n in range(count))


@cache
def panel(rows: int = 4, columns: int = 24, letters: int = 10, script: str = LATIN) -> cg.Panel:
    """Cells of every kind: known, at least, open, certainly not."""
    draw = np.random.default_rng(rows * columns)
    lower = draw.integers(0, 4, (rows, columns)) * (draw.random((rows, columns)) < 0.5)
    upper = np.where(draw.random((rows, columns)) < 0.5, 3, lower)
    labels = [f"P{n}" for n in range(rows)], [f"A{n}" for n in range(columns)]
    names = dict(zip(labels[0], named(rows, letters, "P", script), strict=True))
    names |= dict(zip(labels[1], named(columns, letters, "A", script), strict=True))
    return cg.Panel(lower, upper, rows=labels[0], columns=labels[1], names=names, max_depth=3)


@cache
def programmed() -> cg.Interoperability:
    """The shipped programmes."""
    return cg.load("nato-ip4").interoperability()


def thing(name: str, *size: Any) -> Any:
    """What a figure draws: a panel of this size, for levels the programmes that ship."""
    return programmed() if name == "levels" else panel(*size)


def draw(name: str, source: Any, **options: Any) -> PlotResult:
    drawn = getattr(cg.plots, name)(source, **options)
    assert isinstance(drawn, PlotResult)
    return drawn


def text_at(ax: Axes, words: str) -> tuple[float, float]:
    return next(text.get_position() for text in ax.texts if text.get_text() == words)


# What is drawn is what the cells hold.


def test_areas_have_a_mark_for_every_cell() -> None:
    """Squares at the least depth, rings and dashes are as many as a plain loop over the cells counts."""
    source = panel()
    drawn = draw("areas", source)
    low, top = np.asarray(source.lower), np.asarray(source.upper)
    for depth in (1, 2, 3):
        assert len(boxes(drawn.ax, f"depth-{depth}")) == 1 + sum(x == depth for x in low.flat)
    deeper = sum(1 <= x < y for x, y in zip(low.flat, top.flat, strict=True))
    assert len(boxes(drawn.ax, "more")) == 1 + deeper
    assert len(signs(drawn.ax, "ring")) == 1 + sum(
        x == 0 < y for x, y in zip(low.flat, top.flat, strict=True)
    )
    assert len(signs(drawn.ax, "dash")) == 1 + sum(y == 0 for y in top.flat)
    counts = [int((low[:, j] >= 1).sum()) for j in range(24)]
    order = [*dict.fromkeys(drawn.data()["column"])]
    assert [counts[int(label[1:])] for label in order] == sorted(counts, reverse=True)
    said = {text.get_text() for text in drawn.ax.texts}
    assert f"certain in {max(counts)}" in said
    assert {str(source.names[f"A{n}"]) for n in range(24)} <= said


def test_a_cell_that_changes_changes_its_mark() -> None:
    """The mark of one cell goes from a ring to a square to a dash at the same place, with what it says."""
    drawn = []
    for low, top in ((0, 3), (2, 3), (0, 0)):
        drawn.append(
            draw("areas", cg.Panel([[1, low]], [[1, top]], max_depth=3, rows=["P"], columns=["A", "B"]))
        )
    ring, square, dash = drawn
    (at,) = signs(ring.ax, "ring")[1:]
    (box,) = boxes(square.ax, "depth-2")[1:]
    assert not signs(ring.ax, "dash")[1:]
    assert not signs(square.ax, "ring")[1:]
    assert signs(dash.ax, "dash")[1:]
    assert box[0] < at[0] < box[0] + box[2] + 0.2
    assert [one.data()["drawn_as"][1] for one in drawn] == ["ring", "square", "dash"]
    words = [next(tip.words for tip in one._tips if tip.anchor == "cell-P-B") for one in drawn]
    assert words[1] == "P, B: at least depth 2"
    assert words[0].startswith("P, B: may be there")
    assert words[2] == "P, B: certainly not there"


def test_practice_stacks_what_a_loop_counts() -> None:
    """The widths of the parts of each bar are counts of areas on one scale; they fill it."""
    source = panel()
    drawn = draw("practice", source)
    data = drawn.data()
    low, top = np.asarray(source.lower), np.asarray(source.upper)
    for row, part, areas in zip(*(data[name] for name in ("programme", "part", "areas")), strict=True):
        cells = [*zip(low[int(row[1:])], top[int(row[1:])], strict=True)]
        slow = {
            "none": sum(y == 0 for _, y in cells),
            "open": sum(x == 0 < y for x, y in cells),
            **{f"depth-{n}": sum(x == n for x, _ in cells) for n in (1, 2, 3)},
        }
        assert areas == slow[part]
    left = text_at(drawn.ax, "0")[0]
    unit = (text_at(drawn.ax, "24")[0] - left) / 24
    for part in dict.fromkeys(data["part"]):
        wide = [box[2] / unit for box in boxes(drawn.ax, part)[1:]]
        counts = [n for kind, n in zip(data["part"], data["areas"], strict=True) if kind == part and n]
        assert wide == pytest.approx(counts)
    certain = [int((low[int(row[1:])] >= 1).sum()) for row in dict.fromkeys(data["programme"])]
    assert certain == sorted(certain, reverse=True)


def test_a_long_scale_has_a_part_for_each_colour() -> None:
    """Depths that share a colour share a part of a bar and a key; their counts add up; numbers stay exact."""
    source = cg.Panel([[0, 1, 2, 5, 7, 9, 10]], [[10, 10, 2, 10, 7, 9, 10]], max_depth=10)
    drawn = draw("practice", source)
    counts = dict(zip(drawn.data()["part"], drawn.data()["areas"], strict=True))
    assert sum(counts.values()) == 7
    assert counts["depth-10"] == 1
    assert len(counts) == 5
    said = {text.get_text() for text in draw("areas", source).ax.texts}
    assert {"5", "7", "9", "10"} <= said
    assert sum(words.startswith("at least depth") for words in said) == 2


@pytest.mark.parametrize("name", FIGURES[:3])
def test_small_panels_are_drawn(name: str) -> None:
    """One programme, one area, one step of depth, or areas of kinds: nothing is amiss."""
    kinds = cg.Panel([[1, 2], [0, 2]], max_depth=2, nominal=["A2"])
    for source in (cg.Panel([[1]], max_depth=1), cg.Panel([[0], [1]], [[1], [1]], max_depth=1), kinds):
        check(draw(name, source).figure)


def test_pairs_stack_what_a_loop_counts() -> None:
    """In both, not known and certainly not in both add up; the range beside a bar holds that of the index."""
    source = panel()
    overlap = source.overlap("jaccard")
    drawn = draw("pairs", overlap)
    low, top = np.asarray(source.lower), np.asarray(source.upper)
    for first, second, both, rest, neither, lower, upper in zip(
        *(drawn.data()[name] for name in drawn.data().columns), strict=True
    ):
        i, j = int(first[1:]), int(second[1:])
        assert both == sum(low[i, c] >= 1 and low[j, c] >= 1 for c in range(24))
        assert neither == sum(top[i, c] == 0 or top[j, c] == 0 for c in range(24))
        assert both + rest + neither == 24
        assert (lower, upper) == (overlap[first, second].lower, overlap[first, second].upper)
    said = [text.get_text() for text in drawn.ax.texts if text.get_text().endswith(" %")]
    ends = [tuple(map(int, words.removesuffix(" %").split(DASH))) for words in said]
    for (least, most), lower, upper in zip(ends, drawn.data()["lower"], drawn.data()["upper"], strict=True):
        assert 0 <= 100 * lower - least < 1
        assert 0 <= most - 100 * upper < 1
    assert draw("pairs", source).svg() == drawn.svg()
    assert boxes(drawn.ax, "both")[1:]


def test_levels_draw_certain_to_possible() -> None:
    """A pair with one possible level has one full dot; others have a ring at every level that is possible."""
    found = programmed()
    drawn = draw("levels", found)
    ends = found.breadth
    assert len(signs(drawn.ax, "certain")) == 1 + sum(low == high for low, high in ends.values())
    open_levels = sum(high - low + 1 for low, high in ends.values() if low < high)
    assert len(signs(drawn.ax, "possible")) == 1 + open_levels
    data = drawn.data()
    assert {(*pair, *ends[pair]) for pair in ends} == set(
        zip(*(data[name] for name in data.columns), strict=True)
    )
    zero = text_at(drawn.ax, "0")[0]
    assert all(x == pytest.approx(zero) for x, _ in signs(drawn.ax, "certain")[1:])
    words = " ".join(text.get_text() for text in drawn.ax.texts)
    assert "more than half of the areas" in words
    assert "our choice, not a fact" in words
    assert "higher is ruled out" in words


def test_levels_need_a_share_to_measure_by() -> None:
    """A codebook that sets no share has no single figure: the error says so and what to do."""
    from dataclasses import replace

    found = programmed()
    bare = replace(found, _model=replace(found._model, breadth=None))
    with pytest.raises(ParameterError, match="rates no shares of areas; give the codebook a `breadth`"):
        draw("levels", bare)


# What stands around the drawing.


@pytest.mark.parametrize("name", FIGURES)
def test_a_sheet_says_what_it_shows_and_where_it_is_from(name: str) -> None:
    """A sentence above that `title` replaces, and below the id, version, day and licence of the data."""
    dataset = cg.load("nato-ip4")
    source = programmed() if name == "levels" else dataset
    drawn = draw(name, source)
    first = next(text for text in drawn.ax.texts if text.get_fontweight() == "bold")
    assert first.get_text() == drawn.title[: len(first.get_text())]
    assert 20 < len(drawn.title) <= 90
    source_line = next(text.get_text() for text in drawn.ax.texts if text.get_text().startswith("Source: "))
    assert all(str(part) in source_line for part in (dataset.id, dataset.version, "CC-BY-4.0"))
    other = draw(name, source, title="Another $sentence$")
    assert any(text.get_text() == "Another $sentence$" for text in other.ax.texts)
    assert other.title == "Another $sentence$"
    assert other.alt_text().startswith("Another $sentence$. ")
    assert drawn.svg() == draw(name, source).svg()


def test_an_assumption_stands_below_the_figure() -> None:
    """What is assumed is said in the picture, not in its words alone."""
    drawn = draw("practice", cg.load("nato-ip4").panel().assume(unpublished="absent"))
    words = " ".join(text.get_text() for text in drawn.ax.texts)
    assert "absent" in words


@pytest.mark.parametrize("name", FIGURES)
def test_what_is_left_out_is_told(name: str) -> None:
    """`most` draws the first ones, and a line says how many are not drawn."""
    drawn = draw(name, thing(name), most=2)
    told = [text.get_text() for text in drawn.ax.texts if "not drawn." in text.get_text()]
    assert len(told) == 1
    first = drawn.data().columns[1 if name == "areas" else 0]
    rows = dict.fromkeys(zip(drawn.data()[first], drawn.data()[drawn.data().columns[1]], strict=True))
    assert len(rows) >= 2
    with pytest.raises(ParameterError, match="most"):
        draw(name, thing(name), most=0)


@pytest.mark.parametrize("name", FIGURES)
def test_wrong_things_are_refused_in_words(name: str) -> None:
    """Another thing, a property that is none, and one that would change what a colour means."""
    with pytest.raises(ParameterError, match=f"plots.{name}: found Table"):
        draw(name, cg.Table(("a",), ((1,),)))
    with pytest.raises(ParameterError, match="linewidth"):
        draw(name, thing(name), linewith=2)
    with pytest.raises(ParameterError, match="says what is known"):
        draw(name, thing(name), hatch="//")
    with pytest.raises(ParameterError, match="title"):
        draw(name, thing(name), title=3)
    framed = draw(name, thing(name), color="red")
    assert any(mpl.colors.to_hex(patch.get_edgecolor()) == "#ff0000" for patch in framed.ax.patches)


# Every size can be read.


def sizes() -> Iterator[tuple[str, float, int, int, int, str]]:
    """Figure, width, programmes, areas, letters of names and script: every two values of two of them meet."""
    values: Sequence[Sequence[Any]] = (
        FIGURES[:3], (3.3, 7.0, 12.0), (4, 12, 40), (24, 100), (10, 40, 80), (LATIN, HANGUL)
    )  # fmt: skip
    every = [*itertools.product(*values)]
    wanted = {
        (i, j, a, b) for i, j in itertools.combinations(range(6), 2) for a in values[i] for b in values[j]
    }
    while wanted:
        pairs: Callable[[tuple[Any, ...]], set[Any]] = lambda case: {  # noqa: E731
            (i, j, case[i], case[j]) for i, j in itertools.combinations(range(6), 2)
        }
        best = max(every, key=lambda case: len(pairs(case) & wanted))
        wanted -= pairs(best)
        yield best


@pytest.mark.parametrize(("name", "width", "rows", "columns", "letters", "script"), [*sizes()])
def test_every_size_can_be_read(
    name: str,
    width: float,
    rows: int,
    columns: int,
    letters: int,
    script: str,
    request: pytest.FixtureRequest,
) -> None:
    """At every width, for few and many programmes and areas and names of any length, nothing is amiss."""
    if script == HANGUL:
        request.getfixturevalue("squares")("Some Hangul", HANGUL)
    drawn = draw(name, panel(rows, columns, letters, script), width=width)
    assert drawn.figure.get_size_inches()[0] == pytest.approx(width)
    check(drawn.figure)


@pytest.mark.parametrize("width", [3.3, 7.0, 12.0])
def test_levels_can_be_read_at_every_width(width: float) -> None:
    """The pairs that ship, from a column to a page on its side."""
    drawn = draw("levels", programmed(), width=width)
    assert drawn.figure.get_size_inches()[0] == pytest.approx(width)
    check(drawn.figure)


@pytest.mark.parametrize("layout", ["constrained", "tight", None])
def test_four_figures_share_a_page(layout: Any) -> None:
    """In Axes of one's own nothing overlaps or leaves its Axes, with any engine of layout."""
    size = (13, 13) if layout else (16, 16)
    figure, axes = plt.subplots(2, 2, figsize=size, layout=layout)
    try:
        for name, ax in zip(FIGURES, axes.flat, strict=True):
            assert draw(name, thing(name), ax=ax).ax is ax
        check(figure)
    finally:
        plt.close(figure)


def test_axes_that_change_have_a_drawing_that_fits() -> None:
    """What another figure takes beside it, and a figure made larger, lay a sheet out anew, with its tips."""
    figure, axes = plt.subplots(2, 2, figsize=(14, 13), layout="constrained")
    try:
        drawn = draw("areas", panel(), ax=axes[0, 0])
        before = drawn.ax.get_xlim()[1]
        cg.plots.bounds(panel().overlap("jaccard"), ax=axes[0, 1])
        cg.plots.practice(panel(), ax=axes[1, 1])
        for ax in axes[:, 1]:
            ax.set_in_layout(True)
        axes[1, 0].set_ylabel("a label\nof several\nlines", fontsize=20)
        check(figure)
        assert drawn.ax.get_xlim()[1] < before - 0.1
        assert {tip.anchor for tip in drawn._tips} >= {"cell-P0-A0", "area-A0"}
        assert max(tip.box[0] + tip.box[2] for tip in drawn._tips) <= drawn.ax.get_xlim()[1]
        assert faults(pickle.loads(pickle.dumps(figure))) == []
        figure.set_size_inches(9, 9)
        with pytest.warns(UserWarning, match=r"plots\.areas: ax: found .* give it an Axes of a larger"):
            figure.canvas.draw()
    finally:
        plt.close(figure)


@pytest.mark.parametrize("name", FIGURES)
def test_axes_too_small_are_refused_with_a_way_out(name: str) -> None:
    """What nobody could read is not drawn; where fewer rows have room the error says how many."""
    figure = Figure(figsize=(4.5, 1.9))
    ax = figure.add_axes((0, 0, 1, 1))
    with pytest.raises(
        ParameterError, match="letters of 6 points; give it an Axes of a larger figure"
    ) as error:
        draw(name, programmed() if name == "levels" else panel(12, 24), ax=ax)
    assert not ax.texts
    assert ax.axison
    if fewer := re.search(r"most=(\d+)", str(error.value)):
        draw(name, programmed() if name == "levels" else panel(12, 24), ax=ax, most=int(fewer.group(1)))
        check(figure)
    with pytest.raises(ParameterError, match=r"take .* inches or more; pass width="):
        draw(name, thing(name), width=1.0)


@pytest.mark.parametrize("name", FIGURES)
def test_a_dark_page_has_dark_roles(name: str) -> None:
    """Under a dark theme, and in one's own dark Axes, every colour is one of the dark roles."""
    with plt.style.context("dark_background"):
        own = Figure(figsize=(8, 8), facecolor="black")
        for drawn in (draw(name, thing(name)), draw(name, thing(name), ax=own.add_axes((0, 0, 1, 1)))):
            used = set(re.findall(r"(?<=: )#[0-9a-f]{6}\b", drawn.svg()))
            assert used <= {"#000000", "#ffffff", *DARK.values()}
            assert faults(drawn.figure) == []


# Links and tips.


@pytest.mark.parametrize("name", FIGURES)
def test_a_file_has_tips_and_no_links(name: str) -> None:
    """An SVG of its own is well formed, says what lies under the pointer and leads nowhere."""
    svg = draw(name, thing(name)).svg()
    root = ET.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    tips = [rect for rect in root.iter(f"{space}rect") if rect.get("data-to")]
    assert tips
    assert all(rect.findtext(f"{space}title") for rect in tips)
    assert not [*root.iter(f"{space}a")]
    assert root.get("role") == "img"
    width, height = (float(part) for part in (root.get("viewBox") or "").split()[2:])
    for rect in tips:
        x, y, wide, high = (float(rect.get(edge) or -1) for edge in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width + 1
        assert 0 <= y <= y + high <= height + 1


def test_a_page_gets_links_to_what_it_has() -> None:
    """Embedding links what the page has and nothing else; colours become roles; every cell can be linked."""
    source = panel()
    svg = draw("areas", source).svg()
    cells = {anchor("cell", row, column) for row in source.rows for column in source.columns}
    assert set(re.findall(r'data-to="(cell-[^"]+)"', svg)) == cells
    body = embed(svg, prefix="x", variables=True, links={"cell-P0-A0", "elsewhere"})
    assert re.findall(r'<a href="([^"]*)">', body) == ["#cell-P0-A0"]
    assert "data-to" not in body
    assert 'role="group"' in body
    root = ET.fromstring(body)
    link = next(root.iter("{http://www.w3.org/2000/svg}a"))
    assert (link.findtext(".//{http://www.w3.org/2000/svg}title") or "").startswith(source.names["P0"])
    assert not re.search(r"#[0-9a-f]{6}\b", body)
    assert len(re.findall("<a ", embed(svg, prefix="x", links=True))) == len(re.findall("data-to", svg))
    assert "<a " not in embed(svg, prefix="x")
    assert 'role="img"' in embed(svg, prefix="x")


def test_tips_lie_over_their_marks() -> None:
    """The box of a tip has the mark of its cell in it, also when a style cuts pictures to what is drawn."""
    drawn = draw("areas", panel())
    with mpl.rc_context({"savefig.bbox": "tight"}):
        svg = drawn.svg()
    assert svg == drawn.svg()
    data = drawn.data()
    rings = signs(drawn.ax, "ring")[1:]
    cells = [*zip(data["row"], data["column"], data["drawn_as"], strict=True)]
    tips = {tip.anchor: tip.box for tip in drawn._tips}
    for (row, column, _), (x, y) in zip([cell for cell in cells if cell[2] == "ring"], rings, strict=True):
        left, top, wide, high = tips[anchor("cell", row, column)]
        assert left < x < left + wide
        assert top < y < top + high
    rect = next(
        rect for rect in ET.fromstring(svg).iter() if rect.get("data-to") == anchor("cell", *cells[0][:2])
    )
    left, top, wide, high = tips[anchor("cell", *cells[0][:2])]
    places = [float(rect.get(edge) or 0) for edge in ("x", "y", "width", "height")]
    assert places == pytest.approx([72 * inches for inches in (left, top, wide, high)], abs=0.6)


def test_a_picture_of_a_report_is_small() -> None:
    """Four programmes in 24 areas take less than 40 KB, with a tip for every cell."""
    assert len(draw("areas", cg.load("nato-ip4")).svg()) < 38_000


def test_ids_of_labels_are_apart() -> None:
    """Labels that differ have ids that differ, with nothing in them that an id may not have."""
    labels = [("a", "b-c"), ("a-b", "c"), ("a_2d_b", "c"), ("a b", "c"), ('"', "<"), ("한국", "é")]
    made = [anchor("cell", *pair) for pair in labels]
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(r"[\w-]+", one) for one in made)


def test_light_roles_only() -> None:
    """On a light page no colour is none of the palette, so that a page can change each."""
    for name in FIGURES:
        used = set(re.findall(r"(?<=: )#[0-9a-f]{6}\b", draw(name, thing(name)).svg()))
        assert used <= set(LIGHT.values())


def test_names_are_whole_where_a_remark_makes_room() -> None:
    """Of the forms that have room the one that cuts fewest names is drawn; at these widths none is cut."""
    for width in (3.7, 5.6, 7.6):
        words = {
            item.get_text() for item, _ in texts(cg.plots.areas(cg.load("nato-ip4"), width=width).figure)
        }
        assert not [word for word in words if "\N{HORIZONTAL ELLIPSIS}" in word]
        assert ("certain in 3" in words) == (width > 6)
