"""The report in a browser: silent, self-contained, legible on phone and desk, in light, dark and print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import browser as driver
import pytest
from browser import Browser

import chirograph as cg

#: The smallest computed size of shown text, with the scale of the SVG it stands in, and that text.
SMALLEST = """(() => {
  let least = [1e9, ''];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const words = walk.currentNode.textContent.trim(), holder = walk.currentNode.parentElement;
    if (!words || holder.closest('title, desc, style') || !holder.checkVisibility()) continue;
    if (holder.getBoundingClientRect().width === 0) continue;
    let size = parseFloat(getComputedStyle(holder).fontSize);
    const svg = holder.closest('svg');
    if (svg) { const m = svg.getScreenCTM(); size *= Math.hypot(m.a, m.b); }
    if (size < least[0]) least = [size, words];
  }
  return least;
})()"""
#: How far the page is wider than the window, and which shown elements outside scrolling boxes stick out.
OVERFLOW = """(() => {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  const inside = item => item.getBoundingClientRect().right <= window.innerWidth + 1;
  const out = [...document.querySelectorAll('body *')].filter(item =>
    item.checkVisibility() && !item.closest('.scroll, .skip') && !inside(item));
  return [wide, out.map(item => item.outerHTML.slice(0, 80))];
})()"""
#: Figures that are shown: their ids and sizes.
FIGURES = """[...document.querySelectorAll('figure svg')].filter(svg => svg.checkVisibility()).map(svg => {
  const box = svg.getBoundingClientRect(), name = svg.getAttribute('aria-labelledby').split('-title')[0];
  return [name, box.width, box.height, svg.querySelectorAll('text').length];
})"""
#: Contrast ratio of shown page text to the page behind it, the least one with its text.
CONTRAST = """(() => {
  const parts = colour => colour.match(/[0-9.]+/g).map(Number);
  const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = colour => {
    const [r, g, b] = parts(colour).map(linear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = item => {
    for (; item; item = item.parentElement) {
      const ground = getComputedStyle(item).backgroundColor;
      if (parts(ground).length < 4 || parts(ground)[3] > 0) return ground;
    }
    return 'rgb(255, 255, 255)';
  };
  const kinds = 'p, li, dt, dd, th, td, h1, h2, h3, a, caption, figcaption, summary, pre, code, b';
  let least = [99, ''];
  for (const item of document.querySelectorAll(kinds)) {
    if (!item.checkVisibility() || !item.textContent.trim()) continue;
    const [low, high] = [light(getComputedStyle(item).color), light(behind(item))].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < least[0]) least = [ratio, item.textContent.trim().slice(0, 60)];
  }
  return least;
})()"""

#: Rules of accessibility that are broken, each with where.
AXE = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
  one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 120)).slice(0, 3).join(' | ')))"""


@pytest.fixture(scope="module")
def page(file: Path) -> Path:
    """The report on the dataset of the package."""
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this file."""
    with Browser() as opened:
        yield opened


@pytest.mark.parametrize("width", [400, 768, 1000, 1400])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_is_silent_and_asks_for_nothing(
    page: Path, browser: Browser, width: int, dark: bool
) -> None:
    """No error or warning is reported, and the only address asked for is the file itself."""
    browser.open(page, width=width, dark=dark)
    assert browser.complaints() == []
    assert [url for url in browser.requests() if not url.startswith("data:")] == [page.resolve().as_uri()]


@pytest.mark.parametrize("width", [400, 768, 1000, 1400])
def test_text_is_legible_and_nothing_sticks_out(page: Path, browser: Browser, width: int) -> None:
    """Text is 11 px or more, in figures 8 px (6 points), and the page is never wider than the window."""
    browser.open(page, width=width)
    size, words = browser.evaluate(SMALLEST)
    assert size >= 8, (size, words)
    browser.evaluate("document.querySelectorAll('svg').forEach(item => item.remove())")
    size, words = browser.evaluate(SMALLEST)
    assert size >= 11, (size, words)
    wider, sticking_out = browser.evaluate(OVERFLOW)
    assert wider <= 0
    assert sticking_out == []


NAMES = ["practice", "areas", "pairs", "levels", "documents", "ladder"]


@pytest.mark.parametrize(("width", "form"), [(400, "-narrow"), (1400, "")])
def test_each_figure_is_shown_once(page: Path, browser: Browser, width: int, form: str) -> None:
    """Each figure is shown in the form that fits the width, whole, with its words."""
    browser.open(page, width=width)
    figures = browser.evaluate(FIGURES)
    assert [name for name, *_ in figures] == [f"figure-{name}{form}" for name in NAMES]
    for name, wide, high, texts in figures:
        assert 300 < wide <= width, name
        assert high > 150, name
        assert texts > 10, name


def test_the_answer_is_on_the_first_screen(page: Path, browser: Browser) -> None:
    """Question, sentences, tiles, the first figure and what to read next need no scrolling on a desk."""
    browser.open(page, width=1400, height=900)
    for part in ("h1", ".verdict", ".sentences", ".tiles", ".two svg", ".two p"):
        bottom = browser.evaluate(f"document.querySelector('{part}').getBoundingClientRect().bottom")
        assert bottom <= 900, part


@pytest.mark.parametrize(
    ("name", "width", "dark"),
    [
        ("report.html", 1400, False),
        ("report.html", 1400, True),
        ("report.html", 400, False),
        ("appendix.html", 1400, False),
    ],
)
def test_axe_finds_nothing(file: Path, browser: Browser, name: str, width: int, dark: bool) -> None:
    """No rule of accessibility is broken, with everything unfolded."""
    browser.open(file.with_name(name), width=width, dark=dark)
    browser.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    browser.evaluate(f"{(resources.files('axe_core_python') / 'axe.min.js').read_text(encoding='utf-8')};1")
    assert browser.evaluate(AXE) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_page_text_has_contrast(page: Path, browser: Browser, dark: bool) -> None:
    """Every text of the page reaches 4.5 to 1 against what is behind it."""
    browser.open(page, width=1400, dark=dark)
    ratio, words = browser.evaluate(CONTRAST)
    assert ratio >= 4.5, (ratio, words)


@pytest.mark.parametrize("width", [400, 1400])
def test_no_table_is_cut(page: Path, browser: Browser, width: int) -> None:
    """On a phone and on a desk no table is wider than its place, also unfolded, and no range can break."""
    browser.open(page, width=width)
    browser.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert browser.evaluate(OVERFLOW) == [0, []]
    cut = browser.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(item => item.querySelector('table') && "
        "item.scrollWidth > item.clientWidth).map(item => item.getAttribute('aria-label'))"
    )
    assert cut == []
    broken = browser.evaluate(
        "[...document.querySelectorAll('td.number')].map(item => item.textContent)"
        ".filter(text => /[0-9] to [-0-9]|[0-9], [-0-9]/.test(text))"
    )
    assert broken == []


def test_dark_mode_is_dark(page: Path, browser: Browser) -> None:
    """The page and the ground of figures follow the reader's preference, and each colour is defined."""
    grounds = []
    for dark in (False, True):
        browser.open(page, width=1400, dark=dark)
        grounds.append(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
        paints = browser.evaluate(
            "[...document.querySelectorAll('figure svg [style*=\"var(--\"]')]"
            ".map(item => getComputedStyle(item).fill + getComputedStyle(item).stroke)"
        )
        assert paints
    assert grounds == ["rgb(255, 255, 255)", "rgb(17, 20, 24)"]
    undefined = browser.evaluate(
        "[...new Set([...document.documentElement.outerHTML.matchAll(/var\\((--[a-z0-9-]+)\\)/g)]"
        ".map(match => match[1]))]"
        ".filter(name => !getComputedStyle(document.documentElement).getPropertyValue(name))"
    )
    assert undefined == []


def test_the_keyboard_reaches_the_answer_first(page: Path, browser: Browser) -> None:
    """The first stop of the tab key is the link that skips to the answer, and it is visible then."""
    browser.open(page, width=1400)
    for kind in ("keyDown", "keyUp"):
        browser.send("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert browser.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_it_prints(page: Path, browser: Browser) -> None:
    """On paper it has twelve sheets and 2 MB at most, the wide figures, no menu and nothing unfolded."""
    browser.open(page, width=1400)
    printed = browser.pdf()
    assert printed.startswith(b"%PDF")
    assert 4 <= len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 12
    assert len(printed) <= 2_000_000
    browser.open(page, width=1000, print_=True)
    assert [name for name, *_ in browser.evaluate(FIGURES)] == [f"figure-{name}" for name in NAMES]
    for hidden in ("nav", "details", "button"):
        assert browser.evaluate(f"getComputedStyle(document.querySelector('{hidden}')).display") == "none"


def test_the_appendix_is_silent_and_fits(file: Path, browser: Browser) -> None:
    """The appendix reports nothing, asks for nothing, and is no wider than the window."""
    for width in (400, 1400):
        browser.open(file.with_name("appendix.html"), width=width)
        assert browser.complaints() == []
        assert browser.evaluate(OVERFLOW) == [0, []]


def test_depth_has_one_scale_in_light_and_dark(page: Path, browser: Browser) -> None:
    """The colours of depth keep their order of lightness when the page turns dark."""
    lightness = []
    for dark in (False, True):
        browser.open(page, width=1400, dark=dark)
        colours = browser.evaluate(
            "[1, 2, 3].map(depth => getComputedStyle(document.documentElement)"
            ".getPropertyValue(`--depth-${depth}`).trim())"
        )
        lightness.append(
            [int(colour[1:3], 16) + int(colour[3:5], 16) + int(colour[5:], 16) for colour in colours]
        )
    assert all(sorted(one, reverse=True) == one for one in lightness)


def test_a_program_is_filtered_sorted_and_saved(page: Path, browser: Browser, tmp_path: Path) -> None:
    """With scripts: one programme's cells, in the order of a column, as a table in a file; and by a link."""
    browser.open(page, width=1400)
    shown = "[...document.querySelectorAll('tr[data-p]')].filter(row => !row.hidden).length"
    assert browser.evaluate(shown) == 96
    browser.evaluate(
        "(() => { const s = document.querySelector('[data-filter]'); s.value = 'partner-KOR';"
        " s.dispatchEvent(new Event('change')) })()"
    )
    assert browser.evaluate(shown) == 24
    assert browser.evaluate("location.hash") == "#only=partner-KOR"
    cells = "table[data-name=cells] tbody tr:not([hidden])"
    first = f"document.querySelector('{cells} td:nth-of-type(2)').textContent"
    for order, depth in (("ascending", "not in it"), ("descending", "at least planned")):
        browser.evaluate("document.querySelectorAll('table[data-name=cells] .sort')[2].click()")
        head = "document.querySelectorAll('table[data-name=cells] th')[2].getAttribute('aria-sort')"
        assert browser.evaluate(head) == order
        assert browser.evaluate(first) == depth
    browser.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    browser.evaluate("document.querySelector('[data-csv=cells]').click()")
    saved = browser.saved(tmp_path / "cells.csv").splitlines()
    assert len(saved) == 25
    assert browser.evaluate("document.querySelectorAll('[data-csv]').length") == 5
    assert saved[0] == '"Area","Programme","Depth","Why","Sources"'
    assert browser.complaints() == []


def test_a_link_opens_what_it_leads_to(page: Path, browser: Browser) -> None:
    """A link to a cell, and one to the cells of a programme, unfold the table."""
    for place, rows in (("cell-KOR-A03", 96), ("only=partner-KOR", 24)):
        browser.open(page, width=1400, place=place)
        assert browser.evaluate("document.getElementById('cells').open")
        shown = "[...document.querySelectorAll('tr[data-p]')].filter(row => !row.hidden).length"
        assert browser.evaluate(shown) == rows


def test_the_citation_is_copied_or_selected(page: Path, browser: Browser) -> None:
    """The button puts the citation where it can be pasted, or selects it where the clipboard is refused."""
    browser.open(page, width=1400)
    browser.evaluate("document.querySelector('[data-cite]').click()")
    told = "new Promise(done => setTimeout(() => done(document.querySelector('output').textContent), 200))"
    assert browser.evaluate(told) in ("Copied", "Selected: copy it")
    chosen = browser.evaluate("getSelection().toString()")
    assert not chosen or " ".join(cg.load("nato-ip4").cite().apa.split()) in " ".join(chosen.split())


def test_it_works_without_scripts(page: Path, browser: Browser) -> None:
    """Without scripts every cell, figure, number and link is there, and nothing that would need one."""
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(page, width=1400)
        assert browser.complaints() == []
        root = browser.send("DOM.getDocument", depth=0)["root"]["nodeId"]

        def count(selector: str) -> int:
            return len(browser.send("DOM.querySelectorAll", nodeId=root, selector=selector)["nodeIds"])

        assert count("tr[data-p]") == 96
        assert count("a[download]") == len(NAMES) + 1  # one figure is folded
        assert count("[data-script]") == count("[data-script][hidden]") == 2
        assert count("button:not([data-script] button)") == 0
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)


def test_the_browser_tells_on_a_bad_page(browser: Browser, tmp_path: Path) -> None:
    """A failing script, a remote image, small or pale text and a wide box are each caught."""
    bad = tmp_path / "bad.html"
    bad.write_text(
        '<!doctype html><body><p style="font-size:8px;color:#999">tiny</p><div style="width:900px">wide</div>'
        '<img src="https://example.invalid/x.png"><script>console.error("no"); missing()</script>',
        encoding="utf-8",
    )
    browser.open(bad, width=400)
    assert len(browser.complaints()) >= 2
    assert "https://example.invalid/x.png" in browser.requests()
    assert browser.evaluate(SMALLEST) == [8, "tiny"]
    wider, sticking_out = browser.evaluate(OVERFLOW)
    assert wider > 0
    assert sticking_out
    assert browser.evaluate(CONTRAST)[0] < 4.5


def test_a_missing_browser_is_a_failure_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Chromium the tests fail and say how to install it; they are never left out."""
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(AssertionError, match="install it"):
        driver.executable()
