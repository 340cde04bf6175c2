"""A sheet written as SVG without an Axes shows what the one that matplotlib draws shows, mark by mark."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_hex
from plots.ranges import boxes, signs
from plots.test_sheets import HANGUL, LATIN, panel

import chirograph as cg
from chirograph.plots import PlotResult
from chirograph.plots.bars import Bar, Group, Words
from chirograph.plots.bars import draw as bars_of
from chirograph.plots.result import Owned

SHEETS = (
    "areas", "practice", "pairs", "documents", "levels", "value", "ladder", "profile", "dimensions",
    "timeline", "series", "slope", "turnover", "frontier",
)  # fmt: skip
CLASH = ["JPN:A12=1-3 from one text", "JPN:A12=0 from another"]
#: Points in an inch, and by which places may differ for their rounding.
POINTS, NEAR = 72, 0.011
pytestmark = pytest.mark.usefixtures("once")


@cache
def told(name: str) -> Any:
    """What a figure of the shipped programmes draws."""
    data = cg.load("nato-ip4")
    if name == "value":
        return data.value_of_documents(together=2, prior=0.5)
    if name == "turnover":
        return data.change()
    if name == "ladder":
        return data.ladder(layers=CLASH)
    if name == "frontier":
        return data.plan("core", 8)
    if name in ("series", "slope"):
        return data.series() if name == "series" else data.whatif("one common agenda")
    if name in ("levels", "dimensions"):
        return data.interoperability()
    return data.profile() if name == "profile" else data


def draw(name: str, thing: Any, **look: Any) -> PlotResult:
    drawn = getattr(cg.plots, "documents" if name == "value" else name)(thing, **look)
    assert isinstance(drawn, PlotResult)
    return drawn


def parsed(svg: str) -> list[tuple[ET.Element, dict[str, str]]]:
    """Every element that is drawn, in its order, with the style in force for it."""
    root = ET.fromstring(re.sub(r' xmlns="[^"]*"', "", svg))
    found = []
    for element in root:
        for one in [element, *element] if element.tag == "g" else [element]:
            style = f"{element.get('style', '')}; {one.get('style', '')}"
            found.append((one, dict(re.findall(r"([-\w]+): ([^;]+)", style))))
    return found


@pytest.mark.parametrize("width", [3.7, 7.6])
@pytest.mark.parametrize("name", SHEETS)
def test_every_box_and_sign_is_where_matplotlib_draws_it(name: str, width: float) -> None:
    """Each kind is one path in both: as many boxes and signs, at the same places, in the same colours."""
    drawn = draw(name, told(name), width=width)
    svg = drawn.svg()
    paths = [(one.get("d", ""), style) for one, style in parsed(svg) if one.tag == "path"][1:]
    number = r"(-?[0-9.]+)"
    box = rf"M {number} {number} h {number} v {number} h"
    ours = [(re.findall(box, path), style) for path, style in paths]
    theirs = list(drawn.ax.patches)
    grounds = sum(text.get_bbox_patch() is not None for text in drawn.ax.texts)
    written = [one for one in ours if one[0]]
    assert len(written) == len(theirs) + grounds
    kinds = {patch.get_label()[1:]: patch for patch in theirs}
    for (found, style), (kind, patch) in zip(written[: len(kinds)], kinds.items(), strict=True):
        expected = POINTS * np.array(boxes(drawn.ax, kind))
        assert np.array(found, dtype=float) == pytest.approx(expected, abs=NEAR)
        if patch.get_hatch():
            assert style["fill"] == f"url(#hatch-{kind})"
            assert f'<pattern id="hatch-{kind}"' in svg
        else:
            assert style["fill"] == to_hex(patch.get_facecolor())
        framed = patch.get_edgecolor()[3] > 0
        assert style.get("stroke", "none") == (to_hex(patch.get_edgecolor()) if framed else "none")
        assert float(style.get("stroke-width", 0)) == pytest.approx(patch.get_linewidth() if framed else 0)
    marked = [(re.findall(rf"M {number} {number} m", path), style) for path, style in paths]
    marked = [one for one in marked if one[0]]
    assert len(marked) == len(drawn.ax.lines)
    for (places, style), line in zip(marked, drawn.ax.lines, strict=True):
        expected = POINTS * np.array(signs(drawn.ax, str(line.get_label())[1:]))
        assert np.array(places, dtype=float) == pytest.approx(expected, abs=NEAR)
        assert style["fill"] == to_hex(line.get_markerfacecolor())


@pytest.mark.parametrize("width", [3.7, 7.6])
@pytest.mark.parametrize("name", SHEETS)
def test_every_text_is_where_matplotlib_draws_it(name: str, width: float) -> None:
    """The same words, at the same places, as large, as dark, as bold and turned as far."""
    drawn = draw(name, told(name), width=width)
    written = [
        (one.text, style["fill"], style["text-anchor"], "font-weight" in style,
         "rotate(-90" in one.get("transform", ""),
         *(float(one.get(place, "")) for place in "xy"), float(style["font-size"][:-2]))
        for one, style in parsed(drawn.svg()) if one.tag == "text"
    ]  # fmt: skip
    anchors = {"left": "start", "center": "middle", "right": "end"}
    shown = [
        (text.get_text(), to_hex(str(text.get_color())), anchors[str(text.get_ha())],
         text.get_fontweight() == "bold", text.get_rotation() == 90,
         *(POINTS * place for place in text.get_position()), float(text.get_fontsize()))
        for text in drawn.ax.texts
    ]  # fmt: skip
    assert [one[:5] for one in written] == [one[:5] for one in shown]
    assert [one[5:] for one in written] == pytest.approx(np.array([one[5:] for one in shown]), abs=NEAR)


def test_what_somebody_changed_is_in_the_file() -> None:
    """A look at the Axes changes no byte; what was drawn on it, or set of lines and colours, is written."""
    source = panel(4, 24, 40, HANGUL)
    drawn = draw("areas", source)
    first = drawn.svg()
    assert drawn.figure.axes[0] is drawn.ax
    assert drawn.svg() == first == draw("areas", source).svg()
    drawn.ax.text(1, 1, "mine")
    assert ">mine</text>" in drawn.svg()
    assert "#123456" in draw("areas", source, color="#123456").svg()
    with mpl.rc_context({"hatch.color": "#654321", "figure.dpi": 50}):
        assert "#654321" in draw("practice", source).svg()
    before = draw("areas", source)
    with mpl.rc_context({"figure.facecolor": "black"}):
        assert before.svg() == first
        assert draw("areas", source).svg() != first
    with mpl.rc_context({"figure.dpi": 50, "savefig.dpi": 50}):
        assert draw("areas", source).svg() == first


def test_what_is_stored_is_the_drawing() -> None:
    """A result that was pickled has its Axes, its words and its numbers."""
    drawn = draw("practice", panel(4, 24, 10, LATIN))
    again = pickle.loads(pickle.dumps(drawn))
    assert [text.get_text() for text in again.ax.texts] == [text.get_text() for text in drawn.ax.texts]
    assert again.alt_text() == drawn.alt_text()
    assert ">" + drawn.ax.texts[-1].get_text() in again.svg()


def test_no_drawing_library_is_read_for_it() -> None:
    """To write a sheet only the widths of letters are asked for: no figure and no list of fonts is made."""
    code = (
        "import sys; import chirograph as cg; cg.plots.practice(cg.load('nato-ip4')).svg();"
        "names = ('figure', 'font_manager', 'backend_bases', 'pyplot');"
        "print([name for name in names if f'matplotlib.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_outer_bound_has_a_dashed_frame() -> None:
    """A range that may be narrower is told from a sharp one, in both, and in the key."""
    bars = (Bar("Sharp", 0.1, 0.5, sharp=True), Bar("Outer", 0.2, 0.6, sharp=False))
    drawn, _ = bars_of("dimensions", [Group("Both", bars)], Words("Title", "About."), None, None, {})
    assert isinstance(drawn, Owned)
    dashed = [style for _, style in parsed(drawn.svg("Title", "Words.")) if "stroke-dasharray" in style]
    (outer,) = [patch for patch in drawn.ax.patches if patch.get_linestyle() == "--"]
    assert [style["stroke"] for style in dashed] == [to_hex(outer.get_edgecolor())]
    assert len(boxes(drawn.ax, "outer")) == len(boxes(drawn.ax, "range")) == 2
    assert "may be narrower" in " ".join(text.get_text() for text in drawn.ax.texts)
