"""The appendix says first which document to ask for, with every number."""

from __future__ import annotations

from pathlib import Path

from pages import appendix_of, words

import chirograph as cg


def test_the_document_to_ask_for_stands_first(appendix: str) -> None:
    """Sentence, figure and table are those of the value of documents."""
    heads = [appendix.index(f'id="{name}"') for name in ("documents", "readings", "known")]
    assert heads == sorted(heads)
    part = words(appendix[heads[0] : heads[1]])
    assert "would settle 0 to 12 of 15 orders of pairs, depending on what it says" in part
    assert "no other settles more than 3." in part
    assert "no more than 3 are sure to be settled" in part
    assert "New Zealand 24 0 12" in part
    assert "an expectation stands under its prior and is no bound" in part


def test_two_programmes_have_no_such_section(tmp_path: Path) -> None:
    """One pair has no order, so nothing is said of documents."""
    panel = cg.Panel([[1, 0], [0, 0]], [[1, 1], [1, 1]], max_depth=1)
    made = appendix_of(panel, tmp_path)
    assert 'id="documents"' not in made
    three = cg.Panel([[1, 0], [0, 0], [1, 0]], [[1, 1], [1, 1], [1, 1]], max_depth=1)
    made = appendix_of(three, tmp_path)
    assert 'id="documents"' in made


def test_tied_programmes_have_a_page_without_expectations(tmp_path: Path) -> None:
    """Where areas tie programmes nothing can be drawn: the page says what was tried, and no expectation."""
    lower, upper = [[0] * 8, [0] * 8, [1] + [0] * 7], [[1] * 8] * 3
    panel = cg.Panel(lower, upper, max_depth=1).constrain(joint=[("A2", ["P1", "P2"], "same")])
    made = appendix_of(panel, tmp_path)
    part = made[made.index('id="documents"') : made.index('id="known"')]
    assert "Expected" not in words(part)
