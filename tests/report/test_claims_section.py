"""The claims on the page: every verdict and number as the ledger gives it, and what they measure."""

from __future__ import annotations

import html
import importlib
import re
from pathlib import Path

import pytest
from pages import appendix_of

import chirograph as cg
from chirograph.claims import ClaimsLedger
from chirograph.claims.words import asked, numbers_short, settled, tally, turned
from chirograph.report import appendix as sections
from chirograph.report import claims as section

pytestmark = pytest.mark.usefixtures("once")


def words(page: str) -> str:
    """The text of a page without markup, spaces made plain."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def judged() -> ClaimsLedger:
    """The ledger as the report asks for it."""
    return cg.load("nato-ip4").claims(evidence=None, turns=True)


def part_of(page: str, name: str) -> str:
    """The markup of one section."""
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    assert found is not None
    return found.group(0)


@pytest.fixture(scope="module")
def text(appendix: str) -> str:
    """The text of the claims section of the appendix on the dataset of the package."""
    return words(part_of(appendix, "claims"))


def test_every_claim_has_its_verdict_and_numbers(text: str) -> None:
    """Each claim is a row: paraphrase, test, verdict, uncut numbers, what turns and what settles it."""
    for claim in judged():
        cells = (f"{claim.id} {claim.paraphrase}", asked(claim), f"{claim.verdict} ({tally(claim)})",
                 numbers_short(claim), turned(claim), settled(claim))  # fmt: skip
        assert words(html.escape(" ".join(cells), quote=False)) in text, claim.id


def test_verdicts_are_counted_with_their_meaning(text: str) -> None:
    """Each verdict stands with how many claims have it and what it says, also when none has it."""
    for verdict, count in cg.load("nato-ip4").claims().counts.items():
        assert f"{count} of 25 {verdict[:1].upper()}{verdict[1:]}." in text


def test_it_says_what_is_measured(text: str) -> None:
    """Text and caption say which claims measure programmed interoperability, and of no other."""
    assert (
        text.count("Q15, Q21 measure programmed interoperability (committed and joined), not achieved") >= 2
    )
    assert "what they measure is" not in text


def test_each_claim_is_told(text: str) -> None:
    """The explanation of each claim is on the page; a very long one is cut and says where the rest is."""
    for claim in judged():
        told = claim.explain()
        if len(told) <= section.MOST_LETTERS:
            assert words(html.escape(told, quote=False)) in text, claim.id
        else:
            assert f"chirograph claims {claim.id} tells the rest" in text


def test_the_grade_of_the_report_is_the_grade_of_the_verdicts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report in one evidence grade judges in that grade; no other section is written here."""
    monkeypatch.setattr(importlib.import_module("chirograph.report.page"), "APPENDIX", (sections._claims,))
    page = appendix_of(cg.load("nato-ip4"), tmp_path, evidence="declared")
    text = words(part_of(page, "claims"))
    ledger = cg.load("nato-ip4").claims(evidence="declared", turns=True)
    assert words(ledger.assumptions[0]) in text
    for claim in ledger:
        assert words(f"{claim.verdict} ({tally(claim)}) {numbers_short(claim)} {turned(claim)}") in text


def test_no_claims_no_section(small: Path) -> None:
    """A dataset without claims has a report without this section."""
    assert 'id="claims"' not in small.read_text(encoding="utf-8")


def test_a_long_explanation_is_cut_at_a_line() -> None:
    """A long explanation is cut at the end of a line, so that no line is half of one."""
    long = cg.load("nato-ip4").claims()["Q21"]
    assert len(long.explain()) > section.MOST_LETTERS
    cut = section._told(long)
    assert len(cut) < section.MOST_LETTERS + 100
    assert all(line in long.explain().splitlines() for line in cut.splitlines()[:-1])
