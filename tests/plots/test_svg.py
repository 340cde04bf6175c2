"""SVG: same bytes on every run, words for those who cannot see it, and many figures on one page."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import chirograph as cg
from chirograph.plots.palette import LIGHT
from chirograph.plots.svg import embed, theme_css

SPACE = "{http://www.w3.org/2000/svg}"


def figure() -> str:
    """A figure with hatches, colours and text."""
    panel = cg.Panel([[1, 0], [0, 2]], [[3, 3], [0, 2]], rows=["A & B", "<C>"], status="text_not_public")
    return cg.plots.matrix(panel).svg()


def test_a_figure_is_an_image_with_words() -> None:
    """The root has role img and is labelled by its title and its description, escaped."""
    root = ET.fromstring(figure())
    assert root.get("role") == "img"
    assert (root.get("aria-labelledby") or "").split() == ["title", "desc"]
    assert (root.findtext(f"{SPACE}title") or "").startswith("What is known")
    assert "A & B" in (root.findtext(f"{SPACE}desc") or "")


def test_two_processes_draw_the_same_bytes() -> None:
    """Nothing of the moment or the process is in the file: no date, no random id."""
    code = (
        "import sys, chirograph as cg;"
        "sys.stdout.write(cg.plots.matrix(cg.load('nato-ip4')).svg());"
        "sys.stdout.write(cg.plots.bounds(cg.load('nato-ip4').overlap('jaccard')).svg())"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout for _ in range(2)
    )
    assert first == second
    assert b"<dc:date>" not in first
    assert b"metadata" not in first


def test_embedded_figures_do_not_share_ids() -> None:
    """Every id of an embedded figure has its prefix, and every reference inside it still points somewhere."""
    body = embed(figure(), prefix="one")
    ids = set(re.findall(r'\bid="([^"]+)"', body))
    assert ids
    assert all(name.startswith("one-") for name in ids)
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', body))
    assert used
    assert used <= ids
    labels = re.search(r'aria-labelledby="([^"]+)"', body)
    assert labels is not None
    assert set(labels.group(1).split()) <= ids


def test_every_colour_has_a_role() -> None:
    """All colours of all figures are roles, so that a dark page can change each."""
    panel = cg.load("nato-ip4").panel()
    drawn = [figure(), cg.plots.bounds(panel.overlap("ruzicka"), assume=["like:KOR", "absent"]).svg()]
    for svg in drawn:
        body = embed(svg, prefix="x", variables=True)
        assert not re.search(r"#[0-9a-fA-F]{6}\b", body)
        assert set(re.findall(r"var\(--([a-z0-9-]+)\)", body)) <= LIGHT.keys()


def test_the_theme_defines_every_role_twice() -> None:
    """The style sheet gives each role a light value, and a dark one for readers who prefer dark."""
    css = theme_css()
    light, dark = css.split("@media screen and (prefers-color-scheme:dark)")
    for role in LIGHT:
        assert f"--{role}:" in light
        assert f"--{role}:" in dark


def test_an_embedded_figure_has_a_size_in_pixels() -> None:
    """Width and height are CSS pixels, so that text keeps its size on a page."""
    root = ET.fromstring(embed(figure(), prefix="x"))
    box = [float(number) for number in (root.get("viewBox") or "").split()]
    assert abs(float(root.get("width") or 0) - box[2] * 96 / 72) < 0.01
    assert abs(float(root.get("height") or 0) - box[3] * 96 / 72) < 0.01


def test_fonts_are_stated_once_with_fallbacks() -> None:
    """The root names a list of fonts that ends in a generic one; no element repeats it."""
    svg = figure()
    assert svg.count("font-family") == 1
    assert "sans-serif;" in svg
