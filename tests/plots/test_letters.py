"""Letters and names: the reader's fonts and style, letters that another font has, room for the drawing."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib import font_manager
from matplotlib import pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from plots.ranges import boxes

import chirograph as cg
from chirograph.errors import ParameterError
from chirograph.plots import PlotResult
from chirograph.plots.letters import LEAST, beside, families, reach, wrapped
from chirograph.plots.palette import DARK, settings

TITLE = "The Individually Tailored Partnership Programme between the Alliance and New Zealand"
LONG = ("A" * 60, "B" * 75, TITLE)
#: The letters of the font that is made here; no font that comes with matplotlib has them.
HANGUL = "대한민국일본"
CYRILLIC_AND_GREEK = "Україна και Ελλάδα"
pytestmark = pytest.mark.usefixtures("once")


@pytest.fixture
def font(tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    """Installs fonts that draw some letters as squares, for as long as the test takes."""
    before = list(font_manager.fontManager.ttflist)

    def install(family: str, letters: str) -> None:
        names = [f"u{ord(letter):04X}" for letter in letters]
        pen = TTGlyphPen(None)
        pen.moveTo((80, 0))
        for corner in ((80, 800), (920, 800), (920, 0)):
            pen.lineTo(corner)
        pen.closePath()
        made = FontBuilder(1000, isTTF=True)
        made.setupGlyphOrder([".notdef", *names])
        made.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names, strict=True)})
        made.setupGlyf(dict.fromkeys((".notdef", *names), pen.glyph()))
        made.setupHorizontalMetrics(dict.fromkeys((".notdef", *names), (1000, 80)))
        made.setupHorizontalHeader(ascent=900, descent=-200)
        made.setupNameTable({"familyName": family, "styleName": "Regular"})
        made.setupOS2()
        made.setupPost()
        file = tmp_path / f"{family}.ttf"
        made.save(file)
        font_manager.fontManager.addfont(file)

    yield install
    font_manager.fontManager.ttflist[:] = before
    font_manager.fontManager._findfont_cached.cache_clear()


def panel(*rows: str) -> cg.Panel:
    """Programmes of these names with a few unknown cells, in areas of long names."""
    lower = [[1, 0, 1], [1, 1, 0], [0, 1, 1]][: len(rows)]
    upper = [[1, 1, 1], [1, 1, 0], [1, 1, 1]][: len(rows)]
    return cg.Panel(lower, upper, rows=rows, columns=["Cyber", "C" * 60, TITLE], max_depth=1)


@cache
def long_dataset(folder: Path) -> cg.Dataset:
    """The shipped data with long names of programmes and areas."""
    data = json.loads(json.dumps(cg.load("nato-ip4").records.data))
    for row in (*data["partners"], *data["codebook"]["areas"]):
        row["name"] = f"{row['name']} {'x' * 60} {TITLE}"
    file = folder / "data.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return cg.load(file)


def shares(kind: str, width: float | None, folder: Path) -> tuple[PlotResult, float]:
    """A figure of long names, and the share of its width that the drawing has."""
    options: dict[str, Any] = {} if width is None else {"width": width}
    if kind.startswith("matrix"):
        drawn = cg.plots.matrix(panel(*LONG), areas_as=kind[7:], **options)  # type: ignore[arg-type]
        cells = [patch for patch in drawn.ax.patches if isinstance(patch, Rectangle)]
        edges = [cell.get_x() for cell in cells if cell.get_height() > 0.3]
        ends = [cell.get_x() + cell.get_width() for cell in cells if cell.get_height() > 0.3]
        return drawn, (max(ends) - min(edges)) / float(drawn.figure.get_size_inches()[0])
    if kind in ("bounds", "heatmap"):
        drawn = getattr(cg.plots, kind)(panel(*LONG).overlap("jaccard"), **options)
    else:
        data = long_dataset(folder)
        asked = data.profile() if kind == "profile" else data.interoperability()
        drawn = getattr(cg.plots, kind)(asked, **options)
    if kind == "network":
        # The list of numbers stands beside the drawing or below it.
        width, at = float(drawn.figure.get_size_inches()[0]), float(drawn.ax.texts[-1].get_position()[0])
        return drawn, at / width if at > width / 2 else 1.0
    if kind in ("dimensions", "profile"):
        lines = boxes(drawn.ax, "grid")
        return drawn, (lines[-1][0] - lines[0][0] + 0.01) / float(drawn.figure.get_size_inches()[0])
    return drawn, float(drawn.ax.get_position().width)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the dataset of long names lies."""
    return tmp_path_factory.mktemp("long")


@pytest.mark.parametrize("width", [None, 12.0, 6.0, 3.3, 1.5])
@pytest.mark.parametrize(
    "kind", ["bounds", "heatmap", "matrix-columns", "matrix-rows", "dimensions", "profile", "network"]
)
def test_names_leave_the_drawing_its_room(kind: str, width: float | None, folder: Path) -> None:
    """At every width and with names over 60 letters the drawing keeps 40 % of it; words stay inside."""
    try:
        drawn, share = shares(kind, width, folder)
    except ParameterError as refused:
        # What cannot be read at a width is refused with the width that it needs.
        if width in (1.5, 3.3) and re.search(r"inches (are needed here|or more)", str(refused)):
            return
        raise
    assert share >= LEAST - 1e-9
    for dots in (100, 200):
        drawn.figure.set_dpi(dots)
        drawn.figure.draw_without_rendering()
        box, slack = drawn.figure.bbox, 0.02 * dots
        ticks = [*drawn.ax.get_xticklabels(), *drawn.ax.get_yticklabels(), drawn.ax.xaxis.label]
        for text in [*drawn.ax.texts, *(ticks if drawn.ax.axison else [])]:
            extent = text.get_window_extent()
            if text.get_text().strip():
                assert extent.x0 >= box.x0 - slack, (dots, text.get_text())
                assert extent.x1 <= box.x1 + slack, (dots, text.get_text())
                assert extent.y0 >= box.y0 - slack, (dots, text.get_text())
                assert extent.y1 <= box.y1 + slack, (dots, text.get_text())


def test_names_of_rows_do_not_run_into_each_other() -> None:
    """Rows are as high as their names: no name of several lines overlaps the next one."""
    for drawn in (
        cg.plots.bounds(panel(*LONG).overlap("jaccard")),
        cg.plots.bounds(panel(*LONG).overlap("jaccard"), width=5.4),
        cg.plots.heatmap(panel(*LONG).overlap("jaccard"), width=3.3),
    ):
        FigureCanvasAgg(drawn.figure).draw()
        boxes = [label.get_window_extent() for label in drawn.ax.get_yticklabels()]
        assert not any(one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[:i])


def test_short_names_change_nothing() -> None:
    """Names that fit stand on one line, and the figure has the width that was asked for."""
    drawn = cg.load("nato-ip4").overlap("jaccard").plot(width=8.4)
    assert drawn.figure.get_size_inches()[0] == pytest.approx(8.4)
    assert not any("\n" in label.get_text() for label in drawn.ax.get_yticklabels())


def test_lines_are_measured_not_counted() -> None:
    """A wide letter takes more room than a narrow one; no line is longer than it may be; nothing is lost."""
    assert reach("W" * 10) > 2 * reach("i" * 10)
    for text in ("i" * 200, "W" * 40, TITLE, "a" + "\u0301" * 3 + "bcd" * 20):
        lines = wrapped(text, 1.0, most=99)
        assert all(reach(line) <= 1.0 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert not any(line.startswith("\u0301") for line in lines)
    assert wrapped("two\nlines", 3.0) == ("two lines",)
    assert wrapped("", 1.0) == ("",)


def test_of_a_name_too_long_both_ends_stay() -> None:
    """Where a name has more lines than it may, an ellipsis stands for its middle, not for its end."""
    for most in (1, 2, 3, 6):
        lines = wrapped(f"First {'x' * 3000} last", 1.5, most=most)
        assert len(lines) == most
        assert all(reach(line) <= 1.5 for line in lines)
        assert lines[0].startswith("First")
        assert lines[-1].endswith("last")
        assert "".join(lines).count("\N{HORIZONTAL ELLIPSIS}") == 1


def test_too_little_room_makes_a_wider_figure() -> None:
    """Where names would have no room at all, the figure grows and the drawing still has its share."""
    lines, taken, width = beside(["x" * 90], 1.0, 1.0)
    assert width > 1.0
    assert width - taken - 1.0 >= LEAST * width - 1e-9
    assert len(lines[0]) > 1


def glyph_warnings(save: Callable[[], object]) -> list[str]:
    """What is said about letters while something is saved."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        save()
    return [str(one.message) for one in caught]


def test_letters_that_another_font_has_are_drawn(font: Callable[[str, str], None], tmp_path: Path) -> None:
    """An installed font is found for letters that ours lacks, in picture, PDF and SVG; nothing is said."""
    font("Some Hangul", HANGUL)
    drawn = panel("대한민국", "일본").overlap("jaccard").plot()
    for end in ("png", "pdf", "svg"):
        assert not glyph_warnings(lambda end=end: drawn.save(tmp_path / f"a.{end}"))  # type: ignore[misc]
    assert not glyph_warnings(lambda: drawn.figure.savefig(tmp_path / "b.png"))
    root = drawn.svg().split("role=", 1)[1].split(">", 1)[0]
    assert "'DejaVu Sans', 'Some Hangul', " in root
    assert "대한민국" in drawn.svg()


@pytest.mark.parametrize("kind", ["bounds", "heatmap", "matrix"])
def test_every_figure_finds_the_fonts(kind: str, font: Callable[[str, str], None], tmp_path: Path) -> None:
    """Names of programmes and areas have their letters in every figure, also in axes of the user's."""
    font("Some Hangul", HANGUL)
    data = cg.Panel(
        [[1, 0], [1, 1]], rows=["대한민국", "일본"], columns=["국", "한 a very long name"], max_depth=1
    )
    thing = data if kind == "matrix" else data.overlap("jaccard")
    figure, ax = plt.subplots()
    try:
        getattr(cg.plots, kind)(thing, ax=ax)
        assert not glyph_warnings(lambda: figure.savefig(tmp_path / "a.png"))
        drawn = getattr(cg.plots, kind)(thing)
        assert not glyph_warnings(lambda: drawn.save(tmp_path / "a.pdf"))
    finally:
        plt.close(figure)


def test_letters_that_no_font_has_are_told_once(tmp_path: Path) -> None:
    """One sentence names the letters and the way out, in place of a warning a letter; an SVG needs none."""
    letter = "\U00012000"  # a sign of cuneiform, which the fonts of matplotlib lack
    if len(families([letter])) > 1:
        pytest.skip("a font with cuneiform is installed")
    drawn = panel(f"{letter}{letter} one", "two").overlap("jaccard").plot()
    saves = (lambda: drawn.save(tmp_path), lambda: drawn.save(tmp_path / "a.pdf"), drawn._repr_mimebundle_)
    for save in saves:
        (said,) = glyph_warnings(save)
        assert letter in said
        assert "install a font" in said
    assert not glyph_warnings(drawn.svg)


def test_cyrillic_and_greek_need_no_other_font(tmp_path: Path) -> None:
    """What matplotlib's own font has is drawn with it."""
    assert families([CYRILLIC_AND_GREEK]) == ["DejaVu Sans"]
    drawn = panel(CYRILLIC_AND_GREEK, "one").overlap("jaccard").plot()
    assert not glyph_warnings(lambda: drawn.save(tmp_path))


@pytest.mark.parametrize("setting", [{"font.family": "Mine"}, {"font.sans-serif": ["None such", "Mine"]}])
def test_the_font_of_the_reader_comes_first(
    setting: dict[str, object], font: Callable[[str, str], None]
) -> None:
    """A family that is set, by name or behind a generic one, draws what it has; ours is only added."""
    font("Mine", "abcdefgh")
    with mpl.rc_context(setting):
        drawn = panel("abc", "dé").overlap("jaccard").plot()
    assert drawn.ax.get_yticklabels()[0].get_fontfamily() == ["Mine", "DejaVu Sans"]
    assert "font-family: Mine, 'DejaVu Sans'" in drawn.svg()
    # A square of 1 em a letter.
    with mpl.rc_context(setting), settings():
        assert reach("abc", 72) == pytest.approx(3.0, rel=0.1)


def test_the_style_of_the_reader_is_kept() -> None:
    """What is set stays set; only what is not is ours; and nothing is left behind."""
    with mpl.rc_context({"text.color": "red", "axes.edgecolor": "green", "savefig.dpi": 50}):
        before = dict(mpl.rcParams)
        with settings():
            assert mpl.rcParams["text.color"] == "red"
            assert mpl.rcParams["axes.edgecolor"] == "green"
            assert mpl.rcParams["savefig.dpi"] == 50
            assert mpl.rcParams["svg.hashsalt"] == "chirograph"
        assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("kind", ["bounds", "heatmap", "matrix", "dimensions", "network", "profile"])
def test_a_dark_page_has_the_dark_colours(kind: str, folder: Path) -> None:
    """Under a dark style ground, words and marks are those of a dark page, so that all can be read."""
    dataset = cg.load("nato-ip4")
    thing = {"bounds": dataset.overlap, "heatmap": dataset.overlap}.get(kind, lambda _: dataset)("jaccard")
    if kind in ("dimensions", "network"):
        thing = dataset.interoperability()
    if kind == "profile":
        thing = dataset.profile()
    with plt.style.context("dark_background"):
        drawn = getattr(cg.plots, kind)(thing)
    assert to_hex(drawn.figure.get_facecolor()) == "#000000"
    texts = [text for text in drawn.figure.findobj(Text) if text.get_text() and text.get_visible()]
    light = {"#ffffff", *DARK.values()}
    assert texts
    assert {to_hex(text.get_color()) for text in texts} <= light
    used = set(re.findall(r"(?<=: )#[0-9a-f]{6}\b", drawn.svg()))
    assert used <= {"#000000", *light}


def test_a_layout_engine_that_is_set_moves_nothing() -> None:
    """A figure of its own stays as it was measured when a layout engine is on for all figures."""
    plain = cg.load("nato-ip4").overlap("jaccard").plot().svg()
    with mpl.rc_context({"figure.constrained_layout.use": True}):
        assert cg.load("nato-ip4").overlap("jaccard").plot().svg() == plain


def test_a_report_is_the_same_under_every_style() -> None:
    """A page has fonts and colours of its own: no style of the reader's comes into it."""
    from chirograph.report.write import pages

    dataset = cg.load(Path(__file__).parents[1] / "hostile" / "accept" / "minimal.json")
    plain = pages(dataset).text
    with plt.style.context("dark_background"), mpl.rc_context({"font.family": "serif"}):
        assert pages(dataset).text == plain
