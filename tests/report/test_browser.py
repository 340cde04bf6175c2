"""The report in a browser: silent, self-contained, legible on phone and desk, in light, dark and print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import browser as driver
import pytest
from browser import Browser

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
    """Shown text is 11 px or more, in figures too, and the page is never wider than the window."""
    browser.open(page, width=width)
    size, words = browser.evaluate(SMALLEST)
    assert size >= 11, (size, words)
    wider, sticking_out = browser.evaluate(OVERFLOW)
    assert wider <= 0
    assert sticking_out == []


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (400, "documents-narrow ladder-narrow matrix-tall bounds-narrow network-narrow dimensions-narrow"),
        (1400, "documents-wide ladder-wide matrix-wide bounds-wide network-wide dimensions-wide"),
    ],
)
def test_both_figures_are_shown_once(page: Path, browser: Browser, width: int, shown: str) -> None:
    """Each figure is shown in the form that fits the width, whole, with its words."""
    browser.open(page, width=width)
    figures = browser.evaluate(FIGURES)
    assert [name for name, *_ in figures] == shown.split()
    for name, wide, high, texts in figures:
        assert wide > 300, name
        assert high > 150, name
        assert texts > 10, name
    if width == 400:
        assert all(wide <= width for _, wide, _, _ in figures)


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
    assert grounds == ["rgb(255, 255, 255)", "rgb(21, 24, 28)"]
    undefined = browser.evaluate(
        "[...new Set([...document.documentElement.outerHTML.matchAll(/var\\((--[a-z0-9-]+)\\)/g)]"
        ".map(match => match[1]))]"
        ".filter(name => !getComputedStyle(document.documentElement).getPropertyValue(name))"
    )
    assert undefined == []


def test_the_keyboard_reaches_the_findings_first(page: Path, browser: Browser) -> None:
    """The first stop of the tab key is the link that skips to the findings, and it is visible then."""
    browser.open(page, width=1400)
    for kind in ("keyDown", "keyUp"):
        browser.send("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert browser.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_it_prints(page: Path, small: Path, browser: Browser) -> None:
    """On paper the wide figures are used, hidden parts are opened, and the file is a PDF of several pages."""
    browser.open(small, width=1400)
    printed = browser.pdf()
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") >= 4
    browser.open(page, width=1000, print_=True)
    names = [name for name, *_ in browser.evaluate(FIGURES)]
    wide = ["documents", "ladder", "ladder_without", "matrix", "bounds", "network", "dimensions"]
    assert names == [f"{name}-wide" for name in wide]
    assert browser.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    hidden = "[...document.querySelectorAll('details > :not(summary)')]"
    opened = f"{hidden}.every(item => item.getBoundingClientRect().height > 0)"
    assert browser.evaluate(opened)


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
