"""The report as a file: whole, self-contained, the same bytes on every run, never in place of another."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from embedded import NAMES
from pages import TEMPLATE, Outline, appendix_of, many_partners, words

import chirograph as cg
from chirograph.catalogue.indicators import pair_keys
from chirograph.cli.main import main
from chirograph.errors import AssumptionError, ParameterError
from chirograph.plots.result import PlotResult
from chirograph.records.asking import Asking
from chirograph.report.command import rebuilt
from chirograph.report.write import MARK


def outline_of(text: str) -> Outline:
    """The outline of a page."""
    found = Outline()
    found.feed(text)
    return found


@pytest.fixture(scope="module", params=["page", "appendix"])
def either(request: pytest.FixtureRequest) -> str:
    """The page, and its appendix."""
    return str(request.getfixturevalue(request.param))


def test_the_page_is_whole(either: str) -> None:
    """Every element closes in order, ids are unique and every link inside the page has a target."""
    outline = outline_of(either)
    assert outline.misnested == []
    assert outline.open == []
    assert len(set(outline.ids)) == len(outline.ids)
    assert set(outline.targets) <= set(outline.ids)


def test_the_page_needs_nothing_else(either: str) -> None:
    """No style sheet, image or frame to fetch; below 2 MB; the policy of the page forbids loading."""
    outline = outline_of(either)
    assert not {"iframe", "img", "object", "embed", "video", "audio"} & set(outline.tags)
    assert len(either.encode()) < 2_000_000
    assert "default-src 'none'" in either
    assert not re.search(r'(?:src|srcset|xlink:href)="(?!data:|#)', either)
    assert not re.search(r"url\((?!#)", either)
    assert "@import" not in either
    assert re.findall(r'<link [^>]*href="([^"]*)"', either) == ["data:,"]


def test_one_script_is_allowed_by_its_hash(page: str, appendix: str) -> None:
    """The page has one script, and its policy names the hash of that one; the appendix has none."""
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert not re.search(r"\son[a-z]+=|javascript:", page)
    assert "<script" not in appendix
    assert "script-src" not in appendix


def test_the_page_can_be_read_aloud(either: str) -> None:
    """Language, one first heading, landmarks, a skip link first, labelled sections, captions and scopes."""
    outline = outline_of(either)
    assert '<html lang="en">' in either
    assert outline.tags.count("h1") == 1
    for landmark in ("header", "nav", "main", "footer"):
        assert outline.tags.count(landmark) == 1
    assert outline.targets[0] == "main"
    assert outline.tags.count("caption") == outline.tags.count("table") > 1
    assert set(outline.scopes) == {"col", "row"}
    assert either.count("aria-labelledby=") >= outline.tags.count("section")
    headings = [int(tag[1]) for tag in outline.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))


def test_a_renewal_has_a_report_that_can_be_rebuilt(tmp_path: Path) -> None:
    """The page of a dataset under a scenario says so, whatever its period, and its lines write it again."""
    later = cg.load("nato-ip4").renew("KOR", "2027-2028", add={"A07": 1}, name="space for Korea")
    page = Path(cg.report(later, tmp_path / "one.html")).read_text(encoding="utf-8")
    assert "Renewal: space for Korea, 2027-2028" in page
    assert "Overlap: certain to be higher for 2 of 6 pairs" in page
    lines = html.unescape(re.search(r"(?s)import chirograph as cg.*?\)\n?</", page)[0][:-2])  # type: ignore[index]
    assert ".under({" in lines
    assert "space for Korea" in lines


def test_a_single_programme_has_a_report(tmp_path: Path) -> None:
    """Of one programme there are no pairs, and the page of it is written all the same."""
    page = Path(cg.report(many_partners(tmp_path, 1, 5), tmp_path / "one.html")).read_text(encoding="utf-8")
    assert '<header id="answer">' in page


def test_sections_come_in_the_promised_order(page: str, appendix: str) -> None:
    """The answer first, then what it rests on; in the appendix what to ask for, registers, every index."""
    order = ["programmes", "areas", "pairs", "paper", "claims", "change", "next"]
    order += ["how", "sources", "cite"]
    assert re.findall(r'<section id="([^"]+)"', page) == order
    assert page.index('<header id="answer">') < page.index('<section id="programmes"')
    order = ["documents", "readings", "known", "overlap", "interoperability", "profile"]
    order += ["change", "claims", "method", "sources", "cite"]
    assert re.findall(r'<section id="([^"]+)"', appendix) == order


def test_numbers_on_the_page_are_those_of_the_engine(appendix: str) -> None:
    """Every bound of the Jaccard and Ruzicka tables, and of each index, stands in the appendix."""
    text = words(appendix)
    ds = cg.load("nato-ip4")
    for key in pair_keys():
        overlap = ds.overlap(key)
        for pair in overlap:
            whole = (
                f"{pair.lower:.3f}" if pair.lower == pair.upper else f"{pair.lower:.3f} to {pair.upper:.3f}"
            )
            assert whole in text, (key, pair)
    free = ds.overlap("ruzicka").scoring_free
    assert free is not None
    assert f"{free.lower[0, 1]:.3f} to {free.upper[0, 1]:.3f}" in text


def test_the_foot_says_how_to_cite_and_rebuild(page: str, appendix: str) -> None:
    """Citation, command, data version and hash are on the page; the assumption line in the appendix."""
    ds, text = cg.load("nato-ip4"), words(page)
    assert ds.sha256 in text
    assert " ".join(ds.cite().apa.split()) in text
    assert re.search(r'<pre class="wrap" id="command">chirograph report</pre>', page)
    assert all(sentence in words(appendix) for sentence in ds.panel().assumptions)
    assert all(sentence in text for sentence in ds.panel().content.origin)
    assert f"as of {ds.as_of}" in text


def test_sources_are_links_that_tell_nothing(either: str) -> None:
    """Every source is listed; addresses are https or http and are opened without a referrer."""
    ds = cg.load("nato-ip4")
    for row in ds.table("sources"):
        assert f'id="source-{row["id"]}"' in either
    addresses = [one for one in outline_of(either).addresses if not one.startswith("data:")]
    assert addresses
    assert all(re.match(r"https?://", address) for address in addresses)
    assert either.count('rel="noreferrer"') == len(addresses)


def command_on(page: str) -> str:
    """What the page says writes it again."""
    found = re.search(r'id="command">([^<]+)</pre>', page)
    assert found is not None
    return html.unescape(found.group(1))


def test_two_runs_write_the_same_bytes(file: Path, page: str, tmp_path: Path) -> None:
    """The command on the page gives its bytes again: another process, folder, day and hash seed."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    arguments = [*shlex.split(command_on(page))[1:], "--out", str(tmp_path / "other.html")]
    run = [sys.executable, "-m", "chirograph.cli", *arguments]
    subprocess.run(run, check=True, env=environment, cwd=tmp_path, capture_output=True)
    assert (tmp_path / "other.html").read_bytes() == file.read_bytes()


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure stands on the page as its words and numbers: painting is slow, and the test above paints."""

    def svg(drawn: PlotResult) -> str:
        return f"<svg>{html.escape(drawn.alt_text() + drawn.data().to_json())}</svg>"

    monkeypatch.setattr(PlotResult, "svg", svg)


@pytest.mark.usefixtures("unpainted")
def test_the_command_on_the_page_rebuilds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command a report names, run as it stands, writes the same bytes, whatever the options."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TEMPLATE, tmp_path / "my data")
    mine = cg.load("my data")
    cases = [
        (mine, {"as_of": "2025-06", "evidence": "declared", "list_length": {"XBB": (4, 5)}}),
        (mine, {"list_length": "derived", "assume": ["like:XBB", "first_listed_accountable"]}),
        (mine, {"as_of": "2025-02-05", "assume": ["unpublished=like:XAA"]}),
        (mine, {}),
        ([mine, mine.assume(unpublished="like:XAA"), mine.assume("first_listed_accountable")], {}),
    ]
    pages = set()
    for dataset, options in cases:
        written = cg.report(dataset, tmp_path / "first.html", **options)
        page = written.read_text(encoding="utf-8")
        with pytest.raises(SystemExit) as left:
            main([*shlex.split(command_on(page))[1:], "--out", "second.html"])
        assert left.value.code == 0
        assert (tmp_path / "second.html").read_text(encoding="utf-8") == page
        pages.add(page)
    assert len(pages) == len(cases)


@pytest.mark.usefixtures("unpainted")
def test_lines_of_python_rebuild_what_no_command_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report on an assumed dataset, or with a reading of several assumptions, names lines that write it."""
    mine = cg.load(TEMPLATE)
    both = mine.assume("first_listed_accountable").assume(unpublished="absent")
    cases = [
        ([mine.assume(unpublished="like:XAA"), mine], {"as_of": "2025-06-01"}),
        ([mine, both], {"evidence": "declared", "list_length": {"XBB": (3, 5)}}),
        ([mine.assume(unpublished="like:XAA")], {"assume": ["first_listed_accountable"]}),
        ([mine], {"assume": []}),
    ]
    for things, options in cases:
        page = cg.report(things, tmp_path / "first.html", **options).read_text(encoding="utf-8")
        assert "These lines of Python write the same bytes again" in page
        lines = command_on(page).replace(
            "cg.report(", f"cg.report(path={str(tmp_path / 'second.html')!r}, about="
        )
        exec(lines, {})
        assert (tmp_path / "second.html").read_text(encoding="utf-8") == page
    ds, asked = cg.load("nato-ip4"), []
    like = ds.assume(unpublished="like:KOR")
    asking = Asking(as_of="2024-06-01", evidence="declared", list_length={"JPN": (16, 20)})
    monkeypatch.setattr(cg, "report", lambda things, **options: asked.append((things, options)))
    exec(rebuilt([like, ds], None, asking).text, {})
    ((things, options),) = asked
    assert [thing.records for thing in things] == [like.records, ds.records]
    assert Asking(**options) == asking


def test_a_command_of_the_users_promises_nothing(tmp_path: Path) -> None:
    """Of a command that the caller wrote the page does not say what it does."""
    page = cg.report(cg.load(TEMPLATE), tmp_path / "brief.html", command="make brief").read_text("utf-8")
    assert '<pre class="wrap" id="command">make brief</pre>' in page
    assert "same bytes" not in page


def test_several_datasets_are_readings(tmp_path: Path) -> None:
    """`cg.report([ds, like])` sets the second beside the first under its own name."""
    ds = cg.load(TEMPLATE)
    page = appendix_of([ds, ds.assume(unpublished="like:XAA")], tmp_path)
    assert "Read as “like First partner”" in page
    assert "Read as “absent”" not in page


def test_a_reading_that_cannot_hold_is_said(tmp_path: Path) -> None:
    """A reading that contradicts a list length is named with the reason, and has no column."""
    ds = cg.load(TEMPLATE)
    page = appendix_of(ds, tmp_path, list_length={"XCC": 4})
    assert "This reading cannot hold here." in page
    assert "Read as “absent”" not in page
    assert "like First partner" in page


def test_other_data_are_refused_as_a_reading(tmp_path: Path) -> None:
    """A second dataset with other data is a ParameterError, as is no dataset at all."""
    template = cg.load(TEMPLATE)
    with pytest.raises(ParameterError, match="must be the first one"):
        cg.report([cg.load("nato-ip4"), template], tmp_path / "brief.html")
    with pytest.raises(ParameterError, match="must be about a dataset"):
        cg.report([], tmp_path / "brief.html")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_reading_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    """A reading that is not known, or a prior, is an AssumptionError and leaves no file."""
    for name in ("like:FRA", "p:0.5", "wishful"):
        with pytest.raises(AssumptionError):
            cg.report(cg.load("nato-ip4"), tmp_path / "brief.html", assume=[name])
    assert list(tmp_path.iterdir()) == []


def test_only_a_report_is_replaced(tmp_path: Path) -> None:
    """An earlier report is replaced; any other file, a folder, or a missing folder stops it with advice."""
    ds = cg.load(TEMPLATE)
    target = tmp_path / "report.html"
    target.write_text(f"<!doctype html>\n{MARK}\nold", encoding="utf-8")
    cg.report(ds, target)
    assert "old" not in target.read_text(encoding="utf-8")[:200]
    thesis = tmp_path / "thesis.html"
    thesis.write_text("three years of work", encoding="utf-8")
    with pytest.raises(ParameterError, match="only an earlier report may be replaced"):
        cg.report(ds, thesis)
    assert thesis.read_text(encoding="utf-8") == "three years of work"
    with pytest.raises(ParameterError, match="must be a file"):
        cg.report(ds, tmp_path)
    with pytest.raises(ParameterError, match="folder of the report must exist"):
        cg.report(ds, tmp_path / "missing" / "report.html")


def test_a_failed_write_leaves_the_old_report(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the file cannot be put in place, the earlier report stays and no scratch file remains."""
    before = small.read_bytes()
    target = tmp_path / "report.html"
    target.write_bytes(before)

    def fail(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space") as caught:
        cg.report(cg.load(TEMPLATE), target, evidence="declared")
    assert caught.value.filename == str(target)
    assert target.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]


def test_the_file_has_ordinary_rights(file: Path) -> None:
    """The report can be read by whoever could read another new file."""
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o666 & ~mask


def test_names_in_the_data_cannot_become_markup(tmp_path: Path) -> None:
    """A name with markup in it stays text, on the page and in the figures."""
    folder = tmp_path / "data"
    shutil.copytree(TEMPLATE, folder)
    data = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    data["title"] = "<script>alert(1)</script> & co"
    data["partners"][0]["name"] = 'A"><img src=x onerror=alert(2)>'
    data["codebook"]["areas"][0]["name"] = "</text><script>3</script>"
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    page = cg.report(cg.load(folder), tmp_path / "report.html").read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(page)
    assert "img" not in outline.tags
    assert outline.tags.count("script") == 1
    assert outline.misnested == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page


def test_the_template_dataset_has_a_report(small: Path) -> None:
    """A small dataset of one's own, with other statuses and few areas, gets a whole page too."""
    page = small.read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(page)
    assert outline.misnested == []
    assert cg.load(TEMPLATE).title in words(page)


def test_many_partners_are_cut_by_rule_and_counted(tmp_path: Path) -> None:
    """Thirty partners by forty-five areas: below 2 MB, and what is not shown is counted in its place."""
    dataset = many_partners(tmp_path, 30, 45)
    appendix = appendix_of(dataset, tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert max(len(appendix), len(page)) < 2_000_000
    text = words(page)
    assert all(f"Partner {label}" in text for label in dataset.panel().rows)
    text = words(appendix)
    assert "the first 26 programmes are drawn" in text
    assert "150 of 435 pairs" in text
    assert "375 more pairs are not drawn" in text
    assert "420 more pairs are not shown" in text
    rows = dataset.panel().rows
    assert all(f"Partner {label}" in text for label in rows)


def own_words(name: str) -> set[str]:
    """Hubs, kinds of programme, partners, areas and sources that a dataset has."""
    data = cg.load(name).to_dict()
    found = {data["counterpart"], *(item["kind"] for item in data["programmes"])}
    for item in (*data["partners"], *data["codebook"]["areas"]):
        found |= {item["id"], item["name"]}
    return found | {item["id"] for item in data["sources"]}


def test_every_section_of_every_dataset_says_something(reported: tuple[str, str, str]) -> None:
    """No section is a heading alone, a lone table head, or a sentence that it was left out."""
    name, page, appendix = reported
    text = page + appendix
    sections = re.findall(r'<section id="([^"]+)".*?</section>', text, re.S)
    assert {"programmes", "areas", "pairs", "known", "overlap", "sources"} <= set(sections), name
    for part in re.findall(r"<section id=.*?</section>", text, re.S):
        body = part[part.index("</h2>") :]
        assert len(words(body)) > 150, words(part)
        assert "Left out: this dataset" not in body
        for found in re.findall(r"<table.*?</table>", body, re.S):
            assert found.count("<tr") > 1, words(found)


def test_no_page_speaks_of_another_dataset(reported: tuple[str, str, str]) -> None:
    """Nothing on a page is a hub, kind, partner, area or source that only another dataset has."""
    name, text, _ = reported
    shown = re.sub(r"<style.*?</style>|<script.*?</script>|<svg.*?</svg>", " ", text, flags=re.S)
    facts = json.dumps(cg.load(name).to_dict(), ensure_ascii=False)
    for other in set(NAMES) - {name}:
        for word in own_words(other):
            wanted = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
            assert not wanted.search(words(shown)) or wanted.search(facts), word


def test_titles_in_the_original_language_are_shown(reported: tuple[str, str, str]) -> None:
    """A title that a source shows in its own script stands beside the English one."""
    name, _, text = reported
    shown = words(text)
    chosen = {line.split(":")[0] for line in cg.load(name).panel().sources}
    rules = cg.load(name).to_dict()["codebook"]["coding"]["listing"]
    counting = {rule["evidence"] for rule in rules if cg.load(name).evidence_grades[0] in rule["grades"]}
    titles = [
        (row["title"], row["title_original"])
        for row in cg.load(name).to_dict()["listings"]
        if row["title_original"] and row["programme"] in chosen and row["evidence"] in counting
    ]
    assert titles
    assert [pair for pair in titles if f"{pair[0]} ({pair[1]})" not in shown] == []


def test_terms_of_reuse_are_shown_where_a_source_tells_them(reported: tuple[str, str, str]) -> None:
    """The list of sources has the terms of each; a dataset that tells none has no such column."""
    name, _, text = reported
    told = [row["licence"] for row in cg.load(name).to_dict()["sources"] if "licence" in row]
    assert ("Terms of reuse" in text) == bool(told)
    assert all(terms in words(text) for terms in told)
