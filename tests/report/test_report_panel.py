"""The report on cells of one's own: a panel, or a table in a file."""

from __future__ import annotations

import hashlib
import html
import re
from pathlib import Path

import pytest
from pages import Outline, many_partners, words

import chirograph as cg
from chirograph.errors import AssumptionError, ParameterError
from chirograph.report import context

CELLS = [["KOR", 1, "?", 2], ["JPN", 2, "1-2", 0], ["AUS", 0, "?", 3]]


def panel() -> cg.Panel:
    table = dict(zip(("partner", "Cyber", "Maritime", "Space"), zip(*CELLS, strict=True), strict=True))
    return cg.Panel.from_frame(table, missing={"?": "unpublished"})


def page_of(about: cg.Panel, folder: Path, **options: object) -> str:
    return cg.report(about, folder / "mine.html", **options).read_text(encoding="utf-8")  # type: ignore[arg-type]


def both_of(about: cg.Panel, folder: Path, **options: object) -> str:
    """The page and its appendix, one after the other."""
    page = page_of(about, folder, appendix=folder / "more.html", **options)
    return page + (folder / "more.html").read_text(encoding="utf-8")


def test_a_panel_has_a_page(tmp_path: Path) -> None:
    """It says what is certain, how much overlaps, what is assumed and why a cell is open, in whole HTML."""
    appendix = both_of(panel(), tmp_path)
    page = (tmp_path / "mine.html").read_text(encoding="utf-8")
    for text in (page, appendix[len(page) :]):
        outline = Outline()
        outline.feed(text)
        assert (outline.misnested, outline.open) == ([], [])
        assert set(outline.targets) <= set(outline.ids)
    ids = re.findall(r'<section id="([^"]+)"', page)
    assert ids == ["programmes", "areas", "pairs", "next", "how", "cite"]
    text = words(page)
    assert "1 of 3 areas is certain for all 3" not in text
    assert "KOR \N{EN DASH} JPN" in text
    assert "33\N{NO-BREAK SPACE}% to 67\N{NO-BREAK SPACE}%" in text.replace(" %", "\N{NO-BREAK SPACE}%")
    text = words(appendix)
    assert "KOR \N{EN DASH} JPN: 0.333 to 0.667" in text or "0.333 to 0.667" in text
    assert "Text not public." in text
    assert all(line in text for line in panel().assumptions)


def test_the_page_says_what_the_panel_was_described_as(tmp_path: Path) -> None:
    """Title, day, licence, sources and citation are those of `describe`; without them the cells are named."""
    lines = ["List of 2024", "Annex II", ""]
    told = panel().describe(
        title="Three lists", as_of="2026-02", licence="CC0", sources=lines, authors="Kim, J."
    )
    page = page_of(told, tmp_path)
    text = words(page)
    assert "Three lists \N{MIDDLE DOT} public record as of 2026-02" in text
    assert "Three lists, as of 2026-02, CC0" in text
    assert "Kim, J. (2026). Three lists [Data set]. CC0." in text
    assert text.count("Annex II") >= 4  # the table of programmes, and what each of its three cells rests on
    assert hashlib.sha256(told.to_json().encode()).hexdigest() in page
    plain = words(page_of(panel(), tmp_path))
    assert "Overlap of 3 programmes in 3 areas" in plain
    assert "Data cells as given" in plain


def test_the_lines_that_rebuild_the_page_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page says writes it again gives the same bytes."""
    monkeypatch.chdir(tmp_path)
    told = panel().describe(title="Three lists").constrain(list_length={"KOR": (2, 3)})
    first = page_of(told, tmp_path, assume=["like:KOR"])
    Path("panel.json").write_text(told.to_json(), encoding="utf-8")
    exec(html.unescape(first[first.index('id="command">') + 13 :].split("</pre>")[0]))
    assert Path("chirograph-report.html").read_text(encoding="utf-8") == first


def test_readings_stand_beside_the_bounds_of_a_panel(tmp_path: Path) -> None:
    """By default absence; a likeness by name; none where every cell is known; a wrong word is refused."""
    assert "Read as “absent”" in both_of(panel(), tmp_path)
    assert "Read as “like KOR”" in both_of(panel(), tmp_path, assume=["like:KOR"])
    known = cg.Panel([[1, 0], [1, 1]], max_depth=1)
    assert 'id="readings"' not in both_of(known, tmp_path)
    with pytest.raises(AssumptionError, match="absnt"):
        page_of(panel(), tmp_path, assume=["absnt"])


def test_what_needs_records_is_refused_of_a_panel(tmp_path: Path) -> None:
    """A grade, a day, lengths, coders and other things than datasets and panels; nothing is written."""
    records = {"evidence": "strict", "as_of": "2025", "list_length": {"KOR": 2}, "coders": "span"}
    for options in ({name: value} for name, value in records.items()):
        with pytest.raises(ParameterError, match=f"{next(iter(options))}="):
            page_of(panel(), tmp_path, **options)
    for wrong in ("nato-ip4", panel().overlap("jaccard"), [panel(), panel()], 3):
        with pytest.raises(ParameterError, match="about a dataset"):
            page_of(wrong, tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_panel_under_an_assumption_says_so(tmp_path: Path) -> None:
    """The head and every finding of a panel that was assumed say it; a dataset's panel names its data."""
    page = page_of(cg.load("nato-ip4").panel().assume(unpublished="like:KOR"), tmp_path)
    first = words(page[: page.index("<section")])
    assert "Under what is assumed, the public record settles" in first
    assert first.index("Assumed: ") < first.index("Under what is assumed")
    assert "nato-ip4 2.0.0, as of" in page


def test_large_panels_have_a_page_that_can_be_opened(tmp_path: Path) -> None:
    """Sixty programmes by forty areas: what does not fit is counted, and the page stays small."""
    cells = [[(i * j) % 4 for j in range(40)] for i in range(60)]
    upper = [[3 if (i + j) % 7 == 0 else cell for j, cell in enumerate(row)] for i, row in enumerate(cells)]
    page = both_of(cg.Panel(cells, upper), tmp_path)
    assert len(page) < 3_000_000
    assert "the first 400 of 2400 cells" in page
    assert "pairs are not shown" in page


def test_every_link_leads_somewhere_whatever_is_known(tmp_path: Path) -> None:
    """Pages of panels wholly known, of one programme, and of more partners than there is room for."""
    known = cg.Panel([[1, 0], [1, 1]], max_depth=1)
    one = cg.Panel([[1, 0]], [[1, 1]], max_depth=1)
    nothing = cg.Panel([[0, 0], [0, 0]], max_depth=1)
    for about in (known, one, nothing, many_partners(tmp_path, 12, 6)):
        outline = Outline()
        outline.feed(cg.report(about, tmp_path / "page.html").read_text(encoding="utf-8"))
        assert set(outline.targets) <= set(outline.ids)
        assert len(set(outline.ids)) == len(outline.ids)


def test_a_crowd_with_dimensions_has_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for interoperability the level of pairs is told, with a link to the pairs."""
    monkeypatch.setattr(context, "MOST_PARTNERS", 2)
    page = cg.report(cg.load("nato-ip4"), tmp_path / "page.html").read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(page)
    assert set(outline.targets) <= set(outline.ids)
    assert 'id="paper"' not in page
    assert "On paper no pair is certain" in words(page)


def test_areas_of_kinds_and_scales_that_differ_have_a_page(tmp_path: Path) -> None:
    """Indices that need an order or one scale are named with the reason, and nothing is asked of them."""
    table = {"treaty": ["A", "B"], "form": ["court", "none"], "cyber": [1, 2]}
    kinds = cg.Panel.from_frame(table, nominal={"form": ["none", "court"]})
    scales = cg.Panel([[1, 2], [0, 3]], max_depth=[1, 3])
    for about, reason in ((kinds, "kinds (form) have no order"), (scales, "needs one scale for all areas")):
        text = words(both_of(about, tmp_path))
        assert "Gower similarity not asked: " in text
        assert reason in text


def test_the_answer_heads_the_page(tmp_path: Path) -> None:
    """Question, verdict, every sentence and every tile of the answer stand before the first section."""
    for about in (panel(), cg.load("nato-ip4")):
        page = cg.report(about, tmp_path / "mine.html").read_text(encoding="utf-8")
        first, answer = words(page[: page.index("<section")]), about.answer()
        assert f"<h1>{html.escape(answer.question)}</h1>" in page
        assert answer.verdict in first
        assert all(" ".join(one.sentence.split()) in first for one in answer.sentences)
        assert all(f"{tile.number} {' '.join(tile.unit.split())}" in first for tile in answer.tiles)
