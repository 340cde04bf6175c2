"""The command line: what verbs print and where, exit codes, JSON; that it starts quickly and never asks."""

from __future__ import annotations

import html
import json
import random
import re
import shlex
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from open_ends import left_open
from screens import whole
from shared import once

import chirograph as cg
from chirograph import _core
from chirograph.cli.main import cli

TEMPLATE = str(resources.files("chirograph") / "data" / "template")
#: A dataset of two programmes that uses every table.
SMALL = str(Path(__file__).parents[1] / "hostile" / "accept" / "minimal.json")


@pytest.fixture
def run(verb: Any) -> Any:
    """Runs a command in an empty folder, with an input that cannot be read."""
    return verb


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """A run in a process of its own."""
    command = [sys.executable, "-m", "chirograph.cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **options
    )


def test_report_prints_path_answer_and_hash(run: Any) -> None:
    """`report` writes the file and prints path, question, every sentence of the answer, and the hash."""
    ran = run("report")
    ds = cg.load("nato-ip4")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "chirograph-report.html"
    assert Path("chirograph-report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    said = " ".join(ran.out.split())
    for part in (ds.answer().question, *ds.answer().paragraphs()):
        assert " ".join(part.split()) in said
    assert ds.sha256 in lines[-1]
    assert ran.err.startswith("Next: ")


def test_report_as_json(run: Any) -> None:
    """`report --json` gives the same facts as data, and where the appendix is."""
    ds = cg.load(TEMPLATE)
    arguments = ("--json", "--out", "brief.html", "--appendix", "more.html")
    told = run("report", "--data", TEMPLATE, *arguments).json()
    data = {"title": ds.title, "as_of": ds.as_of, "sha256": ds.sha256}
    assert told == {
        "report": "brief.html", "appendix": "more.html", "answer": ds.answer().to_dict(), "data": data,
    }  # fmt: skip
    assert "Appendix: " in Path("more.html").read_text(encoding="utf-8")
    assert run("report", "--out", "-", "--appendix", "more.html").code == 2
    assert run("report", "--out", "same.html", "--appendix", "same.html").code == 2


def test_answer_is_asked_of_data_readings_and_tables(run: Any) -> None:
    """`answer` says what `ds.answer()` does, under readings and options, and of a table in a file."""
    ds = cg.load("nato-ip4")
    assert run("answer", "--json").json() == ds.answer().to_dict()
    like = run(
        "answer", "nato-ip4", "--assume", "others_like_korea", "--evidence", "declared", "--json"
    ).json()
    assert like == ds.assume("others_like_korea").answer(evidence="declared").to_dict()
    first = run("answer").out.splitlines()
    assert first[0].startswith("Do four separate programmes with NATO make")
    Path("mine.csv").write_text("who,A,B\nX,1,?\nY,1,1\n", encoding="utf-8")
    told = run("answer", "mine.csv", "--missing", "?=unpublished").out
    assert "1 of 2 areas is certainly in both programmes; 1 more may be." in told
    assert "did you mean 'strict'" in run("answer", "--evidence", "strikt").err


def test_report_options_reach_the_page(run: Any) -> None:
    """Evidence grade, list length and readings given on the command line stand on the page."""
    options = ("--evidence", "declared", "--list-length", "XBB=4-5", "--assume", "first_listed_accountable")
    assert run("report", "--data", TEMPLATE, *options).code == 0
    page = Path("chirograph-report.html").read_text(encoding="utf-8")
    assert "Evidence: declared" in page
    assert "XBB 4 to 5 areas" in page
    assert "<dt>first listed accountable</dt>" in page


def test_report_does_not_replace_other_files(run: Any) -> None:
    """A file that is not a report stops the verb with exit code 2 and a sentence, and stays as it was."""
    Path("notes.html").write_text("mine", encoding="utf-8")
    ran = run("report", "--out", "notes.html")
    assert ran.code == 2
    assert "only an earlier report may be replaced" in ran.err
    assert Path("notes.html").read_text(encoding="utf-8") == "mine"


def test_the_page_can_go_to_stdout(run: Any, small_page: str) -> None:
    """`--out -` makes the page the result and the rest talk; with --json it is refused."""
    ran = run("report", "--data", TEMPLATE, "--out", "-")
    assert ran.code == 0
    assert ran.out == small_page
    assert "The public record settles only part" in ran.err
    assert run("report", "--out", "-", "--json").code == 2
    assert not Path("-").exists()


def test_a_full_disk_is_told_with_the_file(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the system names the file."""
    import os

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    ran = run("report", "--data", SMALL, "--out", "page.html")
    assert (ran.code, ran.err) == (2, "chirograph: page.html: No space left on device\n")


def test_a_link_is_said_to_be_one(run: Any, small_page: str) -> None:
    """`report` into a link writes the file behind it, names that file, and keeps its mode and the link."""
    Path("real.html").write_text(small_page[:4096], encoding="utf-8")
    Path("real.html").chmod(0o600)
    Path("link.html").symlink_to("real.html")
    ran = run("report", "--data", TEMPLATE, "--out", "link.html")
    assert ran.out.splitlines()[0] == str(Path("real.html").resolve())
    assert ran.err.startswith("link.html is a link; the file behind it was written\nNext: ")
    assert Path("link.html").is_symlink()
    assert Path("real.html").read_text(encoding="utf-8") == small_page
    assert Path("real.html").stat().st_mode & 0o777 == 0o600
    found = run("report", "--data", SMALL, "--out", "link.html", "--json").json()
    assert found["report"] == str(Path("real.html").resolve())


def test_a_report_goes_to_a_device(run: Any) -> None:
    """`report` writes to a device that is named, and leaves it one; a full one is told by its name."""
    assert run("report", "--data", SMALL, "--out", "/dev/null").code == 0
    ran = run("report", "--data", SMALL, "--out", "/dev/full")
    assert (ran.code, ran.err) == (2, "chirograph: /dev/full: No space left on device\n")
    assert all(Path(name).is_char_device() for name in ("/dev/null", "/dev/full"))


def test_new_is_whole_or_not_there(tmp_path: Path) -> None:
    """When the disk takes no more, `new` names the folder asked for and leaves none."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    ran = process("new", "mine", cwd=tmp_path, preexec_fn=limit)
    assert (ran.returncode, ran.stderr) == (2, "chirograph: mine: File too large\n")
    assert list(tmp_path.iterdir()) == []
    assert process("new", "mine", cwd=tmp_path).returncode == 0
    assert process("check", "mine", cwd=tmp_path).returncode == 0


def test_a_day_can_be_asked_for(run: Any) -> None:
    """`overlap` and `report` take the day that `interoperability` takes."""
    panel = cg.load("nato-ip4").panel(as_of="2023-07-15")
    assert run("overlap", "--as-of", "2023-07-15", "--json").json() == panel.overlap("jaccard").to_dict()
    found = run("report", "--data", TEMPLATE, "--as-of", "2025-02-05", "--json").json()
    assert found["answer"] == cg.load(TEMPLATE).answer(as_of="2025-02-05").to_dict()
    assert 'read at <time datetime="2025-02-05">' in " ".join(
        Path("chirograph-report.html").read_text(encoding="utf-8").split()
    )


def test_a_budget_can_be_given(run: Any) -> None:
    """`overlap --budget` asks with that many steps, for all pairs and for one; JSON says how many."""
    ds = cg.load("nato-ip4")
    found = ds.overlap("cohen_kappa", budget=1)
    assert run("overlap", "cohen_kappa", "--budget", "1", "--wide").out == f"{whole(found)}\n"
    told = run("overlap", "cohen_kappa", "--budget", "1", "--json").json()
    assert told == found.to_dict()
    assert told["budget"] == 1
    one = run("overlap", "cohen_kappa", "--pair", "KOR,JPN", "--budget", "1", "--json").json()
    assert one == found["KOR", "JPN"].to_dict()
    assert one["budget"] == 1
    words = found["KOR", "JPN"].explain()
    ran = run("overlap", "cohen_kappa", "--pair", "KOR,JPN", "--budget", "1", "--wide")
    assert ran.out == f"{words}\n"
    assert run("overlap", "--json").json()["budget"] is None


@pytest.mark.parametrize("budget", ["0", "-5", "1.5", "many"])
def test_a_budget_that_is_no_number_of_steps_is_refused(run: Any, budget: str) -> None:
    """Exit code 2 and a sentence that names the option."""
    ran = run("overlap", "--budget", budget)
    assert (ran.code, ran.out) == (2, "")
    assert "--budget" in ran.err


def test_open_ends_are_told_as_two_numbers(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """`overlap` prints bound and best completion of an open end."""
    solved = cg.load("nato-ip4").overlap("jaccard")["KOR", "JPN"]
    left_open(monkeypatch, 0.05)
    both = f"{solved.lower - 0.05:.3f}..{solved.lower:.3f}"
    assert f"JPN KOR [{both}, {solved.upper:.3f}] lower end open" in " ".join(run("overlap").out.split())
    words = "Jaccard: the lower end is open, between"
    assert f"{words} {solved.lower - 0.05:.3f} (proven" in run("overlap", "--pair", "KOR,JPN").out


def test_figures_of_the_report(run: Any) -> None:
    """`report --figures` writes the figures and says where."""
    ran = run("report", "--data", SMALL, "--figures", "drawn", "--json")
    assert ran.json()["figures"] == "drawn"
    assert {file.suffix for file in Path("drawn").iterdir()} == {".svg", ".png", ".csv", ".txt"}


def test_a_reading_may_stand_as_python_writes_it(run: Any) -> None:
    """`unpublished=like:KOR`, the form in which a dataset prints its readings, is the same as `like:KOR`."""
    assert (
        run("overlap", "--assume", "unpublished=like:KOR").out == run("overlap", "--assume", "like:KOR").out
    )


def test_assume_takes_partners_and_cells(run: Any) -> None:
    """A word or a name for some partners alone, and cells with their source; what is wrong is told."""
    cells = "JPN:A11=1-3 from a press release"
    ran = run("overlap", "--assume", "like:KOR@JPN,AUS", "--assume", cells, "--json")
    read = cg.load("nato-ip4").assume(unpublished="like:KOR", partners=["JPN", "AUS"])
    read = read.assume(cells={("JPN", "A11"): (1, 3)}, source="a press release")
    assert ran.json() == read.overlap("jaccard").to_dict()
    wrong = run("overlap", "--assume", "like:KOR@JPX")
    assert (wrong.code, "did you mean 'JPN'" in wrong.err) == (2, True)


def test_compare_says_what_follows_under_either_reading(run: Any) -> None:
    """Two readings, several joined by " + "; as JSON all of it; by default as read against the codebook."""
    ds = cg.load("nato-ip4")
    with once():
        ran = run("compare", "as read", "absent@JPN + australia_description_is_list", "--wide")
        found = cg.compare(ds, "as read", ("absent@JPN", "australia_description_is_list"))
        assert ran.out.rstrip() == whole(found)
        assert run("compare", "like:KOR", "--json").json() == cg.compare(ds, "like:KOR").to_dict()
        options = ("--key", "dice", "--evidence", "declared")
        declared = run("compare", "as read", "absent", *options, "--json").json()
        assert declared == cg.compare(ds, "as read", "absent", "dice", evidence="declared").to_dict()
    assert run("compare", "as raed", "absent").code == 2


def test_what_assume_does_is_told_by_each_verb(run: Any) -> None:
    """On `report` a reading stands beside the bounds, on other verbs it takes the place of cells."""
    assert "Set a reading beside the bounds" in " ".join(run("report", "--help").out.split())
    assert "Read open cells as" in " ".join(run("overlap", "--help").out.split())


def test_overlap_lists_pairs(run: Any) -> None:
    """`overlap` prints what the result prints, Jaccard unless a key is given."""
    assert run("overlap", "--wide").out.strip() == whole(cg.load("nato-ip4").overlap("jaccard"))
    assert run("overlap", "gower", "--wide").out.strip() == whole(cg.load("nato-ip4").overlap("gower"))


def test_overlap_one_pair(run: Any) -> None:
    """`overlap --pair` explains one pair; a wrong partner is refused with near names."""
    pair = cg.load("nato-ip4").overlap("jaccard")["KOR", "JPN"]
    assert run("overlap", "--pair", "KOR,JPN", "--wide").out.strip() == pair.explain()
    assert run("overlap", "--pair", "KOR,JPN", "--json").json() == pair.to_dict()
    ran = run("overlap", "--pair", "KOR,JPM")
    assert ran.code == 2
    assert "did you mean 'JPN'?" in ran.err
    assert run("overlap", "--pair", "KOR").code == 2


def test_overlap_takes_parameters_lengths_and_readings(run: Any) -> None:
    """Options give what the same arguments give in Python."""
    ds = cg.load("nato-ip4")
    ran = run("overlap", "jaccard", "--list-length", "JPN=16", "--json")
    assert ran.json() == ds.panel(list_length={"JPN": 16}).overlap("jaccard").to_dict()
    pair = next(item for item in ran.json()["pairs"] if {item["first"], item["second"]} == {"KOR", "JPN"})
    assert (round(pair["lower"], 3), round(pair["upper"], 3)) == (0.421, 0.688)
    ran = run("overlap", "cohen_kappa", "-p", "weighting=quadratic", "--assume", "like:KOR", "--json")
    assert (
        ran.json()
        == ds.assume(unpublished="like:KOR").overlap("cohen_kappa", weighting="quadratic").to_dict()
    )
    ran = run("overlap", "jaccard", "-p", "threshold=2", "--evidence", "declared", "--json")
    assert ran.json() == ds.panel(evidence="declared").overlap("jaccard", threshold=2).to_dict()
    assert run("overlap", "--list-length", "derived").code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("overlap", "jacard"), "did you mean 'jaccard'?"),
        (("overlap", "shared_depth"), "does not compare two rows"),
        (("overlap", "--list-length", "JPN"), "P2=16"),
        (("overlap", "--list-length", "JPN=1-2-3"), "P2=16"),
        (("overlap", "--list-length", "JPN=-4"), "P2=16"),
        (("overlap", "--list-length", "JPN=16", "--list-length", "JPN=15"), "more than once for JPN"),
        (("overlap", "--list-length", "derived", "--list-length", "JPN=15"), "stands alone"),
        (("overlap", "--list-length", "FRA=5"), "FRA"),
        (("overlap", "--list-length", "JPN=3"), "JPN"),
        (("overlap", "-p", "threshold"), "NAME=VALUE"),
        (("overlap", "-p", "treshold=2"), "did you mean 'threshold'?"),
        (("overlap", "-p", "threshold=9"), "threshold"),
        (("overlap", "--assume", "p:0.5"), "bounds need no prior"),
        (("overlap", "--evidence", "hearsay"), "hearsay"),
        (("report", "--assume", "like:FRA"), "FRA"),
        (("report", "--out", "missing/x.html"), "make it first"),
        (("frobnicate",), "No such command"),
        (("report", "--rng", "3"), "No such option"),
        (("cite", "no_such"), "no_such"),
    ],
)
def test_wrong_use_is_2_with_a_sentence(run: Any, arguments: tuple[str, ...], sentence: str) -> None:
    """Wrong use ends with 2, says on stderr what is wrong, prints nothing to stdout, and no traceback."""
    ran = run(*arguments)
    assert ran.code == 2
    assert sentence in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert not list(Path().glob("*.html"))


def test_indicators_come_from_the_one_table(run: Any) -> None:
    """Keys are those of the engine's tables, in their order; one key gives all there is to say about it."""
    keys = [row["key"] for row in (*cg._core.catalogue(), *cg._core.coefficients())]
    assert [line.split()[0] for line in run("indicators", "--wide").out.splitlines()] == keys
    assert [row["key"] for row in run("indicators", "--json").json()] == keys
    assert run("indicators", "phi", "--wide").out.strip() == str(cg.describe("phi"))
    assert run("indicators", "phi", "--json").json()["formula"] == cg.describe("phi").formula
    assert run("indicators", "kappa", "--json").json()["low"] is None


def test_codebook(run: Any) -> None:
    """`codebook` prints scale, areas, statuses, assumptions and the rule; as JSON it is the codebook."""
    ran = run("codebook")
    ds = cg.load("nato-ip4")
    for table, column in (("areas", "name"), ("statuses", "label"), ("scale", "name"), ("assumptions", "id")):
        assert all(str(value) in ran.out for value in ds.table(table)[column])
    assert run("codebook", "--json").json() == ds.to_dict()["codebook"]


def test_cite(run: Any) -> None:
    """`cite` gives software and data; with a key, the work the index comes from; as JSON, each form."""
    ds = cg.load("nato-ip4")
    assert run("cite").out.strip() == str(cg.cite() + ds.cite())
    assert run("cite", "gower").out.strip() == str(cg.cite("gower"))
    assert run("cite", "--json").json()["data"] == ds.cite().data


def test_check_passes_good_data(run: Any) -> None:
    """A dataset without faults ends with 0, by name and by path."""
    assert run("check", "nato-ip4").code == 0
    assert run("check", TEMPLATE).code == 0
    found = run("check", TEMPLATE, "--json").json()
    assert found["good"] is True
    assert found["faults"] == found["stale"] == []


def test_check_names_every_fault(run: Any) -> None:
    """Bad data end with 3; every fault is printed with place, rule and repair, as text and as JSON."""
    data = json.loads((Path(TEMPLATE) / "data.json").read_text(encoding="utf-8"))
    data["as_of"] = "soon"
    data["programmes"][0]["partner"] = "XAB"
    Path("bad.json").write_text(json.dumps(data), encoding="utf-8")
    ran = run("check", "bad.json")
    assert ran.code == 3
    assert "soon" in ran.out
    assert "Traceback" not in ran.err
    found = run("check", "bad.json", "--json")
    assert found.code == 3
    faults = found.json()["faults"]
    assert found.json()["good"] is False
    assert all(fault["place"] and fault["rule"] for fault in faults)
    assert f"{len(faults)} fault" in ran.out


@pytest.mark.parametrize(
    "content", [b"", b"not json", b"[]", b"\xff\xfe", b'{"format": "chirograph-dataset/1"}']
)
def test_broken_files_are_3_everywhere(run: Any, content: bytes) -> None:
    """A file that is no dataset ends every verb that reads data with 3 and sentences."""
    Path("broken.json").write_bytes(content)
    assert run("check", "broken.json").code == 3
    for verb in (("overlap",), ("report",), ("codebook",), ("cite",), ("export", "there")):
        ran = run(*verb, "--data", "broken.json")
        assert ran.code == 3, verb
        assert ran.err.startswith("chirograph: ")
        assert ran.out == ""
    assert sorted(item.name for item in Path().iterdir()) == ["broken.json"]


def test_a_name_that_is_not_known(run: Any) -> None:
    """A dataset that is neither a name nor a path ends with 3 and says which names are known."""
    ran = run("overlap", "--data", "nato-ip5")
    assert ran.code == 3
    assert "nato-ip4" in ran.err


def test_check_says_no_when_derived_files_are_stale(run: Any) -> None:
    """Derived files that no longer follow from the rows end with 1 and are named; missing ones do not."""
    shutil.copytree(str(resources.files("chirograph") / "data" / "nato-ip4"), "mine")
    assert run("check", "mine").code == 0
    with Path("mine/cells.csv").open("a", encoding="utf-8") as file:
        file.write("KOR,typed,by,hand\n")
    ran = run("check", "mine")
    assert ran.code == 1
    assert "cells.csv" in ran.out
    assert run("check", "mine", "--json").json()["stale"] == ["cells.csv"]
    Path("mine/cells.csv").unlink()
    assert run("check", "mine").code == 0


def test_check_of_a_day_before_every_programme(run: Any) -> None:
    """A file kept to a day at which nobody has a programme is bad data, at /as_of, and no wrong use."""
    assert run("new", "mine").code == 0
    file = Path("mine/data.json")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"as_of": "2026-01-15"', '"as_of": "2020-01-15"'), encoding="utf-8")
    ran = run("check", "mine", "--json")
    assert ran.code == 3
    (fault,) = ran.json()["faults"]
    assert (fault["place"], fault["value"]) == ("/as_of", "2020-01-15")
    assert fault["file"].endswith("data.json")
    assert run("overlap", "--data", "mine").code == 3


@pytest.mark.parametrize(
    ("name", "near"),
    [("korea_listed", "korea_listed_accountable"), ("absnt", "absent"), ("like.KOR", "like:KOR")],
)
def test_a_reading_that_is_not_known(run: Any, name: str, near: str) -> None:
    """A wrong name after --assume is answered by the near one."""
    ran = run("overlap", "--assume", name)
    assert ran.code == 2
    assert f"did you mean '{near}'" in ran.err


def test_interoperability_without_dimensions_names_what_is_missing(run: Any) -> None:
    """Taking dimensions out gives a dataset that passes; adding only some parts back does not."""
    assert run("new", "mine").code == 0
    file = Path("mine/data.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    parts = ("dimensions", "area_dimensions", "interoperability", "menu")
    taken = {part: data["codebook"].pop(part) for part in (*parts, "system_dimensions")}
    file.write_text(json.dumps(data), encoding="utf-8")
    assert run("check", "mine").code == 0
    ran = run("interoperability", "--data", "mine")
    assert ran.code == 1
    assert "declares no dimensions" in ran.out
    assert all(part in ran.err for part in parts)
    data["codebook"] |= {part: taken[part] for part in ("dimensions", "area_dimensions")}
    file.write_text(json.dumps(data), encoding="utf-8")
    ran = run("check", "mine")
    assert ran.code == 3
    assert all(f"'{part}' is required beside 'dimensions'" in ran.out + ran.err for part in parts[2:])


def test_new_gives_a_dataset_that_passes(run: Any) -> None:
    """`new` copies the template to a new or empty folder, which then passes `check` and has a report."""
    ran = run("new", "deep/er/mine")
    assert ran.code == 0
    assert "deep/er/mine/data.json" in ran.out.splitlines()
    assert "deep/er/mine/dataset.schema.json" in ran.out.splitlines()
    assert run("check", "deep/er/mine").code == 0
    assert run("report", "--data", "deep/er/mine", "--out", "mine.html").code == 0
    assert "technical" in run("interoperability", "--data", "deep/er/mine").out.lower()
    schema = Path("deep/er/mine/dataset.schema.json").read_text(encoding="utf-8")
    named = json.loads(Path("deep/er/mine/data.json").read_text(encoding="utf-8"))["$schema"]
    assert (named, schema) == ("dataset.schema.json", _core.schema())
    ran = run("new", "deep/er/mine")
    assert ran.code == 2
    assert "must be new or empty" in ran.err


def test_export_writes_a_package(run: Any) -> None:
    """`export` writes a data package from a name or a path, and replaces one only when told to."""
    ran = run("export", "package")
    assert ran.code == 0
    assert Path(ran.out.strip()).name == "datapackage.json"
    assert json.loads(Path("package/datapackage.json").read_text(encoding="utf-8"))["name"] == "nato-ip4"
    ran = run("export", "package")
    assert ran.code == 2
    assert "--overwrite" in ran.err
    Path("package/mine.txt").write_text("mine", encoding="utf-8")
    ran = run("export", "package", "--overwrite")
    assert ran.code == 2
    assert "mine.txt" in ran.err
    Path("package/mine.txt").unlink()
    assert run("export", "package", "--overwrite", "--data", TEMPLATE).code == 0
    assert run("export", "other", "--json").json()["package"].endswith("datapackage.json")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_verb_has_json_and_help(run: Any, name: str) -> None:
    """Each verb offers --json and explains itself in a sentence."""
    ran = run(name, "--help")
    assert ran.code == 0
    assert "--json" in ran.out
    assert cli.commands[name].help


def test_results_go_to_stdout_and_talk_to_stderr(tmp_path: Path) -> None:
    """With stderr closed off, stdout still holds exactly the result."""
    ran = process("report", "--data", SMALL, "--json", cwd=tmp_path)
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["report"] == "chirograph-report.html"
    assert "Next:" in ran.stderr


def test_no_escape_codes(tmp_path: Path) -> None:
    """Nothing printed holds terminal codes, so NO_COLOR has nothing to take away."""
    for arguments in (("overlap", "--data", SMALL), ("indicators",), ("overlap", "nope"), ("--help",)):
        ran = process(*arguments, cwd=tmp_path)
        assert "\x1b" not in ran.stdout + ran.stderr


def test_a_closed_pipe_is_quiet() -> None:
    """When the reader leaves early there is no traceback."""
    command = f"{sys.executable} -m chirograph.cli codebook --json | head -c 10"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert ran.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {"matplotlib", "pandas", "jinja2", "polars", "numpy"}),
        (["--version"], {"matplotlib", "pandas", "jinja2", "polars", "numpy"}),
        (["indicators"], {"matplotlib", "pandas", "jinja2", "polars"}),
        (["overlap"], {"matplotlib", "pandas", "jinja2", "polars"}),
        (["check", "nato-ip4"], {"matplotlib", "pandas", "jinja2", "polars"}),
    ],
)
def test_light_verbs_load_little(arguments: list[str], heavy: set[str]) -> None:
    """What starts a verb loads no plotting, frame or template library; help not even numpy."""
    code = (
        "import sys\nfrom chirograph.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as left:\n    assert left.code == 0, left.code\n"
        f"found = sorted({heavy!r} & set(sys.modules))\nassert not found, found\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_version_is_the_one_version(run: Any) -> None:
    """`--version` prints the version of the compiled module."""
    assert run("--version").out.split()[-1] == cg._core.__version__


def test_keys_complete_in_the_shell() -> None:
    """Completion offers the keys of the table that begin as typed."""
    import click
    from click.shell_completion import ShellComplete

    complete = ShellComplete(cli, {}, "chirograph", "_CHIROGRAPH_COMPLETE")
    assert [item.value for item in complete.get_completions(["overlap"], "ja")] == ["jaccard"]
    assert [item.value for item in complete.get_completions(["overlap"], "shared_d")] == []
    assert [item.value for item in complete.get_completions(["indicators"], "shared_d")] == ["shared_depth"]
    assert isinstance(cli, click.Group)


def test_a_table_goes_to_its_page(verb: Any, tmp_path: Path) -> None:
    """`report my.csv` reads it as `overlap` does; the commands it names write and ask the same again."""
    (tmp_path / "my file.csv").write_text("who,form,B\nKOR,court,?\nJPN,none,2\n", encoding="utf-8")
    options = ("--missing", "?=unpublished", "--nominal", "form=none,court", "--assume", "like:JPN")
    made = verb("report", "my file.csv", *options, "--list-length", "KOR=1-2")
    assert made.code == 0
    assert "Data: my file.csv (SHA-256 " in " ".join(made.out.split())
    page = (tmp_path / "chirograph-report.html").read_bytes()
    text = html.unescape(page.decode())
    command = shlex.split(re.findall(r'id="command">(.*?)</pre>', text)[0])
    assert command[:3] == ["chirograph", "report", "my file.csv"]
    assert "<dt>like JPN</dt>" in text
    assert verb(*command[1:], "--out", "-").out == page.decode()
    asked = made.err.removeprefix("Next: ").split("; ")[0]
    assert verb(*shlex.split(asked)[1:]).code == 0
    assert verb("report", "my file.csv", "--coders", "span").code == 2
    data = verb("report", "my file.csv", *options, "--json").json()["data"]
    assert data["title"] == "Overlap of 2 programmes in 2 areas"


@pytest.mark.parametrize(
    ("rows", "columns", "gaps"),
    [
        (149, 45, 107),
        pytest.param(745, 45, 536, marks=pytest.mark.slow),
        pytest.param(730, 295, 1475, marks=pytest.mark.slow),
    ],
)
def test_a_table_of_treaties_goes_to_its_answer(
    rows: int, columns: int, gaps: int, verb: Any, tmp_path: Path
) -> None:
    """Treaties by provisions with gaps, long runs as large as the public ones: one command, and a page."""
    draw = random.Random(rows)
    empty = set(draw.sample(range(rows * columns), gaps))
    lines = ["treaty," + ",".join(f"X{j}" for j in range(columns))]
    for i in range(rows):
        cells = ["" if i * columns + j in empty else str(int(draw.random() < 0.3)) for j in range(columns)]
        lines.append(",".join([f"Treaty {i}", *cells]))
    (tmp_path / "all.csv").write_text("\n".join(lines), encoding="utf-8")
    made = verb("report", "all.csv", "--areas", "X*", "--max-depth", "1", "--missing", "unknown")
    assert made.code == 0
    said = " ".join(made.out.split())
    assert f"How much do these {rows} programmes have in common?" in said
    assert "The largest overlap that is guaranteed is" in said
    page = (tmp_path / "chirograph-report.html").read_text(encoding="utf-8")
    assert f"{gaps} of {rows * columns} cells are open" in html.unescape(page)
    assert len(page) < 2_000_000
