"""The report says which document to ask for, near its top, and orders by it what would settle a finding."""

from __future__ import annotations

from pathlib import Path

from pages import words

import chirograph as cg


def test_the_document_to_ask_for_stands_after_the_findings(page: str) -> None:
    """Sentence, figure and table are those of the value of documents."""
    heads = [page.index(f'id="{name}"') for name in ("findings", "documents", "readings", "known")]
    assert heads == sorted(heads)
    part = words(page[heads[1] : heads[2]])
    assert "it settles 0 to 12 of 15 orders of two pairs, depending on what it says" in part
    assert "No other settles more than 3." in part
    assert "no more than 3 are sure to be settled" in part
    assert "New Zealand 24 0 12" in part
    assert "an expectation stands under its prior and is no bound" in part


def test_what_would_settle_a_finding_stands_in_that_order(page: str) -> None:
    """Orders of pairs name what each document settles; other findings list New Zealand's text first."""
    order = page[page.index('id="finding-order"') :]
    assert "New Zealand: settles 0 to 12 of 15 orders of two pairs" in words(
        order[: order.index("</li>\n<li id=")]
    )
    known = page[page.index('id="finding-known"') :]
    listed = words(known[known.index("<ul>") : known.index("</ul>")])
    assert listed.startswith("New Zealand (24 cells)")


def test_two_programmes_have_no_such_section(tmp_path: Path) -> None:
    """One pair has no order, so nothing is said of documents."""
    panel = cg.Panel([[1, 0], [0, 0]], [[1, 1], [1, 1]], max_depth=1)
    made = cg.report(panel, tmp_path / "two.html").read_text(encoding="utf-8")
    assert 'id="documents"' not in made
    three = cg.Panel([[1, 0], [0, 0], [1, 0]], [[1, 1], [1, 1], [1, 1]], max_depth=1)
    made = cg.report(three, tmp_path / "three.html").read_text(encoding="utf-8")
    assert 'id="documents"' in made


def test_tied_programmes_have_a_page_without_expectations(tmp_path: Path) -> None:
    """Where areas tie programmes nothing can be drawn: the page says what was tried, and no expectation."""
    lower, upper = [[0] * 8, [0] * 8, [1] + [0] * 7], [[1] * 8] * 3
    panel = cg.Panel(lower, upper, max_depth=1).constrain(joint=[("A2", ["P1", "P2"], "same")])
    made = cg.report(panel, tmp_path / "tied.html").read_text(encoding="utf-8")
    part = made[made.index('id="documents"') : made.index('id="known"')]
    assert "Expected" not in words(part)
