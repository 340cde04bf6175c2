"""The reader's page: within its budgets, in plain words, and every code and figure leads somewhere."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from pages import words

import chirograph as cg
from chirograph.findings.asked import RULES
from chirograph.report.reader import SEE

#: Budgets of the page on the dataset of the package.
MOST_WORDS, MOST_TABLES, MOST_BYTES = 3000, 12, 350_000
#: Short names of the package that no reader has to know.
BANNED = (
    r"rho\b", r"not_\w+", r"`", r"text_not", r"like:", r"-inf\b", r"\b0/0", r"\d\.\.\d", r"\bNaN\b",
    r"completion", r"witness", r"\battained", r"\bcertified", r"\bouter (?:bound|end)", r"\bdyad",
    r"codebook\.", r"\bmenu\b", r"\bhub\b", r"description_only", r"--[a-z]", r"_[a-z]+\(",
)  # fmt: skip
VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "use"}
CLOSED = {"a", "script", "style", "title", "desc", "code", "pre", "option", "button"}


class Reader(HTMLParser):
    """What a reader sees with every fold closed, and the codes that stand outside a link."""

    def __init__(self, codes: dict[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, str]] = []
        self.seen: list[str] = []
        self.bare: list[tuple[str, str]] = []
        self.codes = codes
        self.pattern = (
            re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, codes))})(?![\w-])") if codes else None
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in VOID:
            # The form of a figure for a phone is there and not shown.
            self.stack.append(
                ("style" if found.get("class") == "narrow" else tag, str(found.get("id") or ""))
            )

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.stack]
        folded = any(
            tag == "details" and not any(inner == "summary" for inner in tags[place:])
            for place, tag in enumerate(tags)
        )
        if not folded and not {"script", "style", "title", "desc"} & set(tags):
            self.seen += data.split()
        if self.pattern is None or CLOSED & set(tags) or "svg" in tags:
            return
        home = {place for _, place in self.stack}
        for code in self.pattern.findall(data):
            if self.codes[code] not in home:
                self.bare.append((code, data.strip()[:60]))


def codes_of(name: str) -> dict[str, str]:
    """Codes of a dataset and the places where they are told."""
    data = cg.load(name).to_dict()
    kinds = {"sources": "source", "programmes": "document", "claims": "claim"}
    found = {row["id"]: f"{kind}-{row['id']}" for table, kind in kinds.items() for row in data[table]}
    found |= {row["id"]: f"area-{row['id']}" for row in data["codebook"]["areas"]}
    return {code: re.sub(r"(?<=.)-(?=.)", "-", place) for code, place in found.items()}


def seen(name: str, page: str) -> Reader:
    """The page as a reader sees it."""
    found = Reader(codes_of(name))
    found.feed(page)
    return found


def test_the_page_keeps_to_its_budgets(page: str) -> None:
    """At most so many words before anything is unfolded, in figures too, so many tables and so many bytes."""
    assert len(seen("nato-ip4", page).seen) <= MOST_WORDS
    assert page.count("<table") <= MOST_TABLES
    assert len(page.encode("utf-8")) <= MOST_BYTES


def test_no_code_is_bare(reported: tuple[str, str, str]) -> None:
    """Every code of a source, programme, claim or area is a link to its place, or stands there."""
    name, page, _ = reported
    places = set(re.findall(r'\sid="([^"]+)"', page))
    data = cg.load(name).to_dict()
    anchors = {
        **{row["id"]: f"source-{row['id']}" for row in data["sources"]},
        **{row["id"]: f"claim-{row['id']}" for row in data["claims"]},
        **{row["id"]: f"area-{row['id']}" for row in data["codebook"]["areas"]},
        **{row["id"]: "document-" + row["id"].replace("-", "_2d_") for row in data["programmes"]},
    }
    assert set(anchors.values()) <= places
    found = Reader(anchors)
    found.feed(page)
    assert found.bare == []


def test_the_crawler_sees_a_bare_code() -> None:
    """A code in running text is found, one in a link or at its own place is not."""
    found = Reader({"S001": "source-S001"})
    found.feed('<p>see S001</p><p><a href="#source-S001">S001</a></p><li id="source-S001">S001</li>')
    assert found.bare == [("S001", "see S001")]


def test_every_thing_has_a_place(page: str) -> None:
    """Partners, areas, cells, pairs, claims, sources and programmes each have an id that can be linked to."""
    places, ds = set(re.findall(r'\sid="([^"]+)"', page)), cg.load("nato-ip4")
    panel = ds.panel()
    wanted = {f"partner-{row}" for row in panel.rows} | {f"area-{area}" for area in panel.columns}
    wanted |= {f"cell-{row}-{area}" for row in panel.rows for area in panel.columns}
    wanted |= {f"pair-{p}-{q}" for p, q in ds.overlap("jaccard").pairs()}
    wanted |= {f"claim-{claim.id}" for claim in ds.claims()}
    wanted |= {f"source-{row['id']}" for row in ds.table("sources")}
    assert wanted <= places


def test_every_cell_of_a_figure_has_a_tip_and_a_link(page: str) -> None:
    """The figure of areas links each of its cells, and each says under the pointer what it is."""
    part = page[page.index('id="areas-figure"') :]
    part = part[: part.index("</figure>")]
    panel = cg.load("nato-ip4").panel()
    linked = dict(re.findall(r'<a href="#(cell-[^"]+)"><rect[^>]*><title>([^<]+)</title>', part))
    assert set(linked) == {f"cell-{row}-{area}" for row in panel.rows for area in panel.columns}
    assert all(
        panel.names["A01"] in html.unescape(words) for cell, words in linked.items() if cell.endswith("-A01")
    )


def test_sources_lead_back(page: str) -> None:
    """A source lists the cells and claims that rest on it, each as a link."""
    item = page[page.index('id="source-S001"') :]
    item = item[: item.index("</li>")]
    assert re.search(r'href="#cell-KOR-A\d\d"', item)
    assert "more" in item


def test_the_page_speaks_plain_english(reported: tuple[str, str, str]) -> None:
    """No short name of the package, no option and no sign of its own in the text of the page."""
    _, page, _ = reported
    shown = re.sub(r"<(style|script|pre|code)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = words(shown)
    found = {word for banned in BANNED for word in re.findall(rf".{{0,30}}{banned}.{{0,30}}", text)}
    assert found == set()


def test_the_list_of_banned_words_catches() -> None:
    """Each kind of word that is banned is caught where it stands."""
    bad = "rho 1; not_found; `seen`; like:KOR; rho -inf; 0/0; 0..3; NaN; a completion; the hub; --list-length"
    for banned in BANNED[:3] + BANNED[4:9]:
        assert re.search(banned, bad), banned


@pytest.mark.parametrize("name", ["practice", "areas", "pairs", "levels", "documents", "ladder"])
def test_the_numbers_of_a_figure_can_be_saved(page: str, name: str) -> None:
    """Each figure has its numbers as a file, without a script."""
    from urllib.parse import unquote

    found = re.search(rf'<a download="{name}.csv" href="data:text/csv;charset=utf-8,([^"]+)"', page)
    assert found is not None
    lines = unquote(html.unescape(found[1])).strip().splitlines()
    assert len(lines) > 3
    assert "," in lines[0]


def test_every_finding_is_told_somewhere_on_the_page(page: str) -> None:
    """Each rule that makes a sentence has a section that tells more of it."""
    assert set(SEE) == set(RULES)
    assert {f'<section id="{place}"' for place in SEE.values()} <= set(
        re.findall(r'<section id="[^"]+"', page)
    )


def test_claims_are_a_strip_and_a_card_each(page: str) -> None:
    """The strip has every claim with its sign and leads to its card, which has verdict and document."""
    part = page[page.index('<section id="claims"') :]
    strip = part[part.index('<ol class="strip">') : part.index("</ol>")]
    ledger = cg.load("nato-ip4").claims(evidence=None)
    assert re.findall(r'href="#claim-(Q\d+)"', strip) == [claim.id for claim in ledger]
    text = words(part)
    for claim in ledger:
        assert " ".join(claim.paraphrase.split()) in text
    assert text.count("open: text not read") == ledger.counts["depends on unknown text"]
    assert text.count("✓ supported") == ledger.counts["supported"]
    assert text.count("✗ contradicted") == ledger.counts["contradicted"]
