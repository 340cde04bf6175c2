"""What the sections of the report say: readings, registers, sources, interoperability, assumptions."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from open_ends import left_open
from pages import TEMPLATE, appendix_of, many_partners, words

import chirograph as cg
from chirograph.interoperability import Interoperability
from chirograph.report import appendix as sections
from chirograph.report import context

#: A dataset of two programmes with claims.
SMALL = Path(__file__).parents[1] / "hostile" / "accept" / "minimal.json"


@pytest.fixture(scope="module")
def found() -> Interoperability:
    """What the dataset of the package says."""
    return cg.load("nato-ip4").interoperability()


def test_an_assumption_is_said_before_anything_else(tmp_path: Path) -> None:
    """An appendix on an assumed dataset says so at its head, and never as what was read."""
    ds = cg.load(TEMPLATE)
    like = ds.assume(unpublished="like:XAA")
    page = appendix_of([like, ds], tmp_path)
    head = words(page[: page.index("<main")])
    assert like.panel().assumptions[-1] in head
    assert "Register of open cells, before any assumption" in page
    assert "Read as “as read”" in page


def test_no_page_calls_unpublished_what_only_was_not_read(appendix: str) -> None:
    """The words for what is open fit text that is public and was not read."""
    text = words(appendix)
    own = text[: text.index("Claims of the literature Sentences of")]
    for figure in re.findall(r"<svg.*?</svg>", appendix, re.DOTALL):
        own = own.replace(words(figure), "")
    assert not re.findall(r"unpublished text|published text (?:allows|settles|shows|only|alone)", own)
    assert "text not public or not read" in own


def test_every_unknown_membership_is_in_a_register(appendix: str, found: Interoperability) -> None:
    """Each membership that is not known stands with its system, its holder and what would settle it."""
    open_ = [key for key, held in found._model.held.items() if held.open]
    head = f"Register of memberships not known ({len(open_)} of {len(found._model.held)})"
    part = appendix[appendix.index(head) : appendix.index("<h3>Looked for")]
    counts = [int(number) for number in re.findall(r'<td[^>]*class="number"[^>]*>(\d+)</td>', part)]
    assert sum(counts) == len(open_) > 0
    text = words(part)
    assert all(found._model.names[key[-1]] in text for key in open_)
    assert "A source on Republic of Korea in BICES." in text


def test_sources_stand_by_what_rests_on_them(appendix: str) -> None:
    """Sources of cells are those of records that count in the grade; others stand under their own use."""
    ds = cg.load("nato-ip4")
    panel, evidence = ds.panel(), []
    for row in panel.rows:
        for column in panel.columns:
            evidence += [
                (item["record"], item["counts_in"], item["source"]) for item in ds.sources_of(row, column)
            ]
    direct = {source for _, counts, source in evidence if "strict" in str(counts)}
    listed = {source for record, _, source in evidence if record == "programme"}
    first = appendix[appendix.index("Sources of cells in the grade “strict” (") :]
    first = first[first.index("<tbody") : first.index("</tbody>")]
    shown = set(re.findall(r'id="source-(\w+)"', first))
    assert direct <= shown <= direct | listed
    memberships = set(ds.table("memberships")["source"]) - shown - {None}
    assert f"Further sources of memberships ({len(memberships)})" in words(appendix)


def test_every_cell_stands_with_its_source_and_place(appendix: str) -> None:
    """One line a cell: depth, reason, source and locator."""
    ds = cg.load("nato-ip4")
    part = appendix[appendix.index("<span>What each cell rests on</span>") :]
    part = part[: part.index("</table>")]
    assert part.count('<th role="rowheader"') == ds.panel().lower.size
    record = ds.sources_of("KOR", "A01").where(record="listing")
    text = words(part)
    named = f"{record['text'][0]} {record['source'][0]}"
    assert f"Republic of Korea A01 {ds.panel().names['A01']} 2 to 3 stated {named}" in text
    assert str(record["locator"][0]) in text


def test_a_dataset_without_dimensions_has_no_section_of_them(tmp_path: Path) -> None:
    """Without dimensions the page has no section, no heading and no link to one."""
    page = appendix_of(many_partners(tmp_path, 3, 4), tmp_path)
    assert "Programmed interoperability" not in page
    assert 'id="interoperability"' not in page


def test_interoperability_is_told_in_names_and_words(appendix: str, found: Interoperability) -> None:
    """Tables of the section have names and "x to y", captions say what they are, no code, no bracket."""
    part = appendix[appendix.index('<section id="interoperability"') :]
    part = part[: part.index("</section>")]
    tables = re.findall(r"<table.*?</table>", part, re.DOTALL)
    captions = [words(re.findall(r"<caption>.*?</caption>", table)[0]) for table in tables]
    assert len(set(captions)) == len(captions) == 15
    assert all(caption.startswith("Programmed interoperability, ") for caption in captions)
    text = words(" ".join(tables))
    assert not re.search(r"\bAUS\b|\[|~|\bm 1\b", text)
    for answers in (*found.dyads, *found.hub, found.collective):
        for bound in answers.bounds:
            if "least" not in bound.parameters and bound.lower < bound.upper:
                assert f"{bound.lower:.3f} to {bound.upper:.3f}" in text, bound


def test_the_profile_comes_before_the_scales_and_the_single_figure_last(appendix: str) -> None:
    """Shares by dimension come first, then scales and the one fact, then breadth and its range."""
    part = words(appendix[appendix.index('<section id="interoperability"') :])
    heads = ("Profile: what each pair shares", "Scales that others publish", "Breadth of shared commitment: ")
    places = [part.index(head) for head in (*heads, "Values of all indicators")]
    assert places == sorted(places)
    assert "0.000 to 0.350 (N to P)" in part
    assert "Is Republic of Korea in Interoperability Platform" in part
    assert "pages of 2018 (S023, S109) read as still valid" in part
    assert part.count("0 for every threshold above 12.5 %") >= 3
    assert "nteroperability level" not in part


def test_another_day_is_read_and_said(tmp_path: Path) -> None:
    """`as_of` reads programmes and memberships at a day, and head, captions and register say so."""
    ds, day = cg.load(SMALL), "2025-02-05"
    page = appendix_of(ds, tmp_path, as_of=day)
    text = words(page)
    assert f"read at {day}" in words(page[: page.index("<main")])
    assert f"PLAN as of {day}." in text
    assert f"Memberships as of {day}." in text
    (then,), (now,) = (ds.panel(as_of=at).overlap("jaccard") for at in (day, None))
    assert f"{then.lower:.3f} to {then.upper:.3f}" in text
    assert f"{now.lower:.3f} to {now.upper:.3f}" not in text
    assert "claims name their own" in text


def test_figures_are_written_beside(tmp_path: Path) -> None:
    """`figures` gets each figure of the page once, as svg, png, csv and text."""
    appendix_of(cg.load(TEMPLATE), tmp_path, figures=tmp_path / "drawn")
    drawn = "areas bounds dimensions documents documents_settle ladder ladder_in_full levels matrix network"
    drawn += " pairs practice timeline"
    names = [f"{name}.{end}" for name in drawn.split() for end in ("csv", "png", "svg", "txt")]
    assert sorted(file.name for file in (tmp_path / "drawn").iterdir()) == names


def test_what_each_assumption_adds_stands_near_the_top(appendix: str) -> None:
    """What is settled, on which assumption most rests, and the same without the one that
    settles all; every layer with its exact share, its strength and its source."""
    section = appendix[appendix.index('id="readings"') : appendix.index('id="known"')]
    text, ladder = words(section), cg.load("nato-ip4").ladder()
    assert "settles 0 of 15 orders of two pairs; all 3 assumptions together settle 15." in text
    assert "61.4 % of the narrowing rests on “The others are like Korea” (analogy)." in text
    assert "Without it 10 are settled, and 74.5 % of the narrowing rests on “New Zealand's" in text
    assert "The same without “The others are like Korea”" in text
    for rung in ladder.rungs[1:]:
        assert rung.title in text
        assert rung.strength in text
    for line in ladder.assumptions[-4:]:
        assert line in text
    assert section.count("<svg") == 2


def test_without_assumptions_in_the_codebook_there_is_no_ladder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A panel has readings alone; layers that contradict a length are told in place of a ladder."""
    panel = cg.Panel([[1, 0, 0], [1, 0, 1]], [[1, 1, 1], [1, 1, 1]], max_depth=1)
    page = appendix_of(panel, tmp_path)
    assert "Readings beside the bounds" not in page
    assert "share of the narrowing" not in page.lower()
    # Of a length nothing is counted, so that other sections take long; they are not written here.
    monkeypatch.setattr(importlib.import_module("chirograph.report.page"), "APPENDIX", (sections._readings,))
    section = words(appendix_of(cg.load("nato-ip4"), tmp_path, list_length={"NZL": 5}))
    assert "new_zealand_description_is_list; layers leave a completion together" in section
    assert "list_length NZL 5" in section


def test_every_open_cell_is_in_the_register(appendix: str) -> None:
    """The register counts every open cell once, and says for each partner why and what would settle it."""
    register = appendix[appendix.index("Register of open cells") : appendix.index("Register of memberships")]
    counts = [int(number) for number in re.findall(r'<td[^>]*class="number"[^>]*>(\d+)</td>', register)]
    audit = cg.load("nato-ip4").audit()
    assert sum(counts) == len(audit)
    text = words(register)
    for settled in set(audit["settled_by"]):
        assert str(settled)[1:] in text
    for partner in ("Australia", "Japan", "Republic of Korea", "New Zealand"):
        assert partner in text


def test_readings_stand_beside_the_bounds(appendix: str) -> None:
    """The default readings are "absent" and the likeness of the codebook, with sentence and values."""
    text = words(appendix[appendix.index('id="readings"') : appendix.index('id="method"')])
    ds = cg.load("nato-ip4")
    for name in ("absent", "like:KOR"):
        other = ds.assume(unpublished=name)
        assert f"Read as “{name.replace('like:KOR', 'like Republic of Korea')}”" in text
        assert other.panel().assumptions[-1] in text
        for pair in other.overlap("jaccard"):
            assert f"{pair.upper:.3f}" in text


def test_too_many_partners_for_the_interoperability_section_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that leaves interoperability out for want of room says so and names the command that has it."""
    monkeypatch.setattr(context, "MOST_PARTNERS", 2)
    page = appendix_of(cg.load(TEMPLATE), tmp_path)
    assert "Left out: 3 partners" in page
    assert "<code>chirograph interoperability</code>" in page


def test_an_open_end_stands_with_both_numbers(
    appendix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables, findings, words and figure give bound and best completion; else there is no note."""
    ds = cg.load(TEMPLATE)
    pair = ds.overlap("jaccard")["XAA", "XBB"]
    left_open(monkeypatch, 0.05)
    text = words(appendix_of(ds, tmp_path))
    both = f"{pair.lower - 0.05:.3f}..{pair.lower:.3f}"
    assert f"{both} to {pair.upper:.3f} (open)" in text
    assert "lower end open" in text
    assert f"open, between {pair.lower - 0.05:.3f} (proven bound) and {pair.lower:.3f} (best comp" in text
    assert "open: the true end lies in this part" in text
    note = "An open end is shown as two numbers"
    assert text.count(note) == 2
    assert note not in words(appendix)
    assert "..0." not in words(appendix)


def test_a_relaxed_table_says_which_end_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Width and remark of a pair whose ends are both open; without a completion the bound is marked."""
    ds = cg.load(TEMPLATE)
    left_open(monkeypatch, 0.05, 0.05, known=False)
    text = words(appendix_of(ds, tmp_path))
    pair = ds.overlap("jaccard")["XAA", "XBB"]
    assert f"~{pair.lower:.3f} ~{pair.upper:.3f} ~{pair.upper - pair.lower:.3f}" in text
    assert "both ends open" in text
