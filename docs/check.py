"""Looks through the site that Sphinx built: every link leads somewhere, and some pages stand in a browser.

    .venv/bin/python docs/check.py build/docs

In the browser: nothing is asked of the network, the console is silent, no page is wider than its window, one
heading of the first rank with others in order, on desk, in light and dark, and phone; on desk axe is silent.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: One page of each kind.
PAGES = (
    "index.html",
    "tutorial/first-panel.html",
    "examples/index.html",
    "examples/plot_01_areas.html",
    "notebooks/00_five_minutes.html",
    "reference/indicators/jaccard.html",
    "reference/api/Panel.html",
    "reference/commands.html",
    "reference/format.html",
)
SIZES = ((1400, False), (1400, True), (400, False))
#: Ranks of headings in order of the page.
HEADINGS = "[...document.querySelectorAll('main h1, main h2, main h3, main h4')].map(h => +h.tagName[1])"
WIDER = "document.documentElement.scrollWidth - window.innerWidth"
#: Colours that are on their way from one to another are measured at the end.
STILL = "document.head.insertAdjacentHTML('beforeend', '<style>*{transition:none!important}</style>')"
AXE = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
  one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | ')))"""


class Page(HTMLParser):
    """The anchors of a page, where it leads, and pictures without words."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.targets: list[str] = []
        self.wordless: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a tag says."""
        given = dict(attrs)
        self.anchors |= {str(given[name]) for name in ("id", "name") if given.get(name)}
        self.targets += [str(given[name]) for name in ("href", "src") if given.get(name)]
        if tag == "img" and not (given.get("alt") or "").strip():
            self.wordless.append(str(given.get("src")))


def lost_links(site: Path) -> Iterator[str]:
    """Links and anchors that lead nowhere, pictures without words, and scripts or styles from elsewhere."""
    pages = {file: Page(file) for file in sorted(site.rglob("*.html")) if "_static" not in file.parts}
    for file, page in pages.items():
        here = file.relative_to(site)
        yield from (f"{here}: picture without words: {source}" for source in page.wordless)
        for target in dict.fromkeys(page.targets):
            link = urlsplit(target)
            if link.scheme or link.netloc:
                continue
            place = (file.parent / unquote(link.path)).resolve() if link.path else file
            if not place.is_file():
                yield f"{here}: leads nowhere: {target}"
            elif link.fragment and place in pages and unquote(link.fragment) not in pages[place].anchors:
                yield f"{here}: no such place: {target}"


def seen(site: Path) -> Iterator[str]:
    """What is wrong with the pages as a browser shows them."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "report"))
    from browser import Browser

    axe = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    with Browser() as browser:
        for name in PAGES:
            for width, dark in SIZES:
                browser.open(site / name, width=width, dark=dark)
                at = f"{name} at {width}{', dark' if dark else ''}"
                outside = [url for url in browser.requests() if not url.startswith(("file:", "data:"))]
                yield from (f"{at}: asks for {url}" for url in outside)
                yield from (f"{at}: says {text}" for text in browser.complaints())
                if (wider := browser.evaluate(WIDER)) > 0:
                    yield f"{at}: {wider} px wider than the window"
                ranks = browser.evaluate(HEADINGS)
                if ranks.count(1) != 1 or any(b - a > 1 for a, b in pairwise(ranks)):
                    yield f"{at}: headings of ranks {ranks}"
                if width == SIZES[0][0]:  # a narrow page has the same elements
                    browser.evaluate(f"{STILL};{axe};1")
                    yield from (f"{at}: axe: {text}" for text in browser.evaluate(AXE))


def main() -> int:
    """Say what is wrong; 0 when nothing is."""
    site = Path(sys.argv[1]).resolve()
    faults = [*lost_links(site), *seen(site)]
    print(*faults, sep="\n")
    print(f"{len(faults)} faults in {len(list(site.rglob('*.html')))} pages, {len(PAGES)} seen in a browser")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
