"""Answers on a terminal of any width: no line is too long, nothing is lost; colour is for terminals alone."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from screens import flat, one_after_another, words

import chirograph as cg
from chirograph.base.layout import Paper, cells, fill, folded, table
from chirograph.base.markup import columns_of_text
from chirograph.cli.main import cli
from chirograph.cli.paper import commands

TEMPLATE = str(resources.files("chirograph") / "data" / "template")
#: A table of two coders, as two files.
FILES = {"A.csv": "text,x,y\nT1,1,2\nT2,0,2\nT3,?,\n", "B.csv": "text,x,y\nT1,1,2\nT2,1,3\nT3,0,1\n"}
#: What each verb is asked, several ways where it has several forms of answer.
ASKED: dict[str, tuple[str, ...]] = {
    "agreement": ("A.csv B.csv", "A.csv B.csv --by area"),
    "answer": ("", "eu-sdp"),
    "change": ("", "--partner KOR --list-length derived", "eu-sdp"),
    "check": ("nato-ip4", "bad.json"),
    "claims": ("", "Q10", "--explain"),
    "codebook": ("",),
    "compare": ("",),
    "estimate": ("100000 249 --open 0.1", "1000 20 --indicator containment"),
    "documents": ("--prior 0.5 --prior pooled --together 1",),
    "indicators": ("", "jaccard"),
    "interoperability": ("", "--all", "--pair AUS,KOR", "--pair KOR"),
    "likely": ("",),
    "overlap": ("", "--pair AUS,KOR"),
    "profile": ("", "--partner KOR"),
    "ranks": ("--draws 200",),
    "plan": (
        "--budget 4",
        "--first gain --budget 3",
        "--of systems",
        "--indicator jaccard --must KOR:A07",
        "--pair JPN,KOR --level 2",
        "--shares",
    ),
    "series": ("--date 2018 --date 2024 --date 2027-02", "practice_ratio --date 2024"),
    "whatif": ("", "'one common agenda'", "'same again' --key m_of_k -p m=4"),
    "report": (f"--data {shlex.quote(TEMPLATE)}",),
}
#: Verbs whose answer is copied or read by programs: paths and references.
EXACT = {"cite", "export", "import", "new", "template"}
LINES = [(verb, options) for verb, many in ASKED.items() for options in many]
pytestmark = pytest.mark.usefixtures("once")


@pytest.fixture
def ask(verb: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a line on a terminal of a width, in a folder with what the lines name."""
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    # What is measured differs from run to run.
    monkeypatch.setattr("chirograph.pairs.estimate.seconds_of_a_pair", lambda *_: 3e-8)
    monkeypatch.setattr("chirograph.pairs.estimate.free_bytes", lambda: 2**34)
    Path("bad.json").write_text('{"format": "chirograph-dataset/1"}', encoding="utf-8")

    def call(name: str, options: str, columns: int | None = None) -> Any:
        if columns is not None:
            monkeypatch.setenv("COLUMNS", str(columns))
        return verb(name, *shlex.split(options))

    return call


def test_every_verb_is_asked() -> None:
    """A verb that is added is asked here too, or its answer is one that stays as it is."""
    assert set(cli.commands) == ASKED.keys() | EXACT


@pytest.mark.parametrize(("name", "options"), LINES)
def test_lines_fit_and_nothing_is_lost(ask: Any, name: str, options: str) -> None:
    """At 60, 80 and 120 columns no line is over it; every word, label and number of `--wide` stands."""
    wide = ask(name, f"{options} --wide")
    assert "…" not in wide.out.replace("… and", "")
    for columns in (60, 80, 120):
        ran = ask(name, options, columns)
        assert ran.code == wide.code
        broad = [line for line in (ran.out + ran.err).splitlines() if cells(line) > columns]
        # A path that is named in a command stays whole.
        assert not [line for line in broad if max(map(cells, line.split())) <= columns - 8], broad
        lost = words(wide.out) - words(ran.out)
        # A word wider than a line is broken, and nothing else is.
        assert all(len(word) > columns - 8 and word in "".join(ran.out.split()) for word in lost), lost


def test_wide_answers_do_not_depend_on_the_terminal(ask: Any) -> None:
    """With `--wide`, and in JSON, an answer is the same at any width; without, a pipe has 100 columns."""
    for name, options in (("profile", "--wide"), ("compare", "--wide"), ("profile", "--json")):
        assert ask(name, options).out == ask(name, options, 60).out
    assert ask("profile", "", 100).out == ask("profile", "").out


def test_a_page_does_not_depend_on_the_terminal(ask: Any) -> None:
    """What is written to a file is the same at any width."""
    pages = [ask("report", f"--data {shlex.quote(TEMPLATE)} --out -", columns).out for columns in (60, 120)]
    assert pages[0] == pages[1] != ""


def test_interoperability_answers_first(ask: Any) -> None:
    """Sentences say what is ruled out and what is open before any table; the other tables are counted."""
    found = cg.load("nato-ip4").interoperability()
    out = ask("interoperability", "", 80).out
    assert len(out.splitlines()) < 60
    answer, said = flat(out.split("\n\n")[0]), cg.load("nato-ip4").answer()["levels"]
    assert flat(said.sentence) in answer
    assert flat(said.under) in answer
    assert sum(ends == (0, 0) for ends in found.breadth.values()) == 3
    assert "the 3 pairs with the Republic of Korea cannot" in answer
    more = int(out.split("--all prints ")[1].split()[0])
    few, every = (ask("interoperability", f"{option} --wide").out for option in ("", "--all"))
    assert every.count("\n\n") == few.count("\n\n") - 1 + more
    sure = ask("interoperability", f"--data {shlex.quote(TEMPLATE)} --dimension technical", 80)
    assert sure.code == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_the_signs(encoding: str, tmp_path: Path) -> None:
    """Dashes, ellipses and quotes that an encoding lacks are plain ones, and lines fit all the same."""
    names = ("likely", "indicators", "codebook", "claims Q10")
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "COLUMNS": "60"}
    answers = zip(names, one_after_another(names, tmp_path, **environment), strict=True)
    for name, (code, out, err) in answers:
        assert code == 0, name
        assert b"Traceback" not in err
        text = out.decode(encoding)
        assert max(map(len, text.splitlines())) <= 60
        assert "\\u" not in text
        if name == "likely":
            assert ("AUS-JPN" in text) == (encoding != "cp1252")


def _on_a_terminal(tmp_path: Path, **environment: str) -> str:
    """What a verb prints on a terminal."""
    ours, theirs = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    with subprocess.Popen(
        [sys.executable, "-m", "chirograph.cli", "profile", "--data", TEMPLATE],
        stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, cwd=tmp_path,
        env={**clean, "TERM": "xterm", **environment},
    ) as ran:  # fmt: skip
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 4096):
                printed += piece
        except OSError:  # so a terminal says that nobody writes any more
            pass
    os.close(ours)
    assert ran.returncode == 0
    return printed.decode()


def test_colour_is_for_terminals_alone(ask: Any, tmp_path: Path) -> None:
    """The first line is bold and notes are dim on a terminal; not in a pipe, with NO_COLOR or a dumb one."""
    told = _on_a_terminal(tmp_path)
    assert told.startswith("\x1b[1m")
    assert "\x1b[2m" in told
    assert all("\x1b" not in _on_a_terminal(tmp_path, **{name: word})
               for name, word in (("NO_COLOR", "1"), ("TERM", "dumb")))  # fmt: skip
    ran = ask("profile", "", 80)
    assert "\x1b" not in ran.out + ran.err


def test_a_table_of_short_cells_stands_in_pieces() -> None:
    """Columns that do not fit stand under the first, each with the labels of its rows."""
    lines = table(["", "one", "two", "three"], [["a", *["[0.000, 1.000]"] * 3]], Paper(40))
    assert [line for line in lines if line.startswith("a")] == [
        "a  [0.000, 1.000]  [0.000, 1.000]", "a  [0.000, 1.000]"
    ]  # fmt: skip


def test_a_table_of_long_words_becomes_paragraphs() -> None:
    """Where no column may shrink a row is told with its heads."""
    lines = table(["who", "says", "also"], [["a", "x" * 30, "y" * 30], ["b", "z", ""]], Paper(40))
    assert lines == ["who", "a", f"  says: {'x' * 30};", f"    also: {'y' * 30}", "b", "  says: z"]


def test_a_session_of_python_is_brief_and_a_wide_paper_whole() -> None:
    """In Python a row is a line, and what is cut ends with an ellipsis; a wide paper cuts nothing."""
    rows = [["a", "x" * 200]]
    assert columns_of_text(["", ""], rows)[1].endswith("…")
    assert columns_of_text(["", ""], rows, Paper(None))[1].endswith("x" * 200)


def test_wide_letters_take_two_cells() -> None:
    """Columns stay aligned and lines fit where letters take two cells of a screen."""
    han = "\N{HANGUL SYLLABLE HAN}"
    assert table(["", "n"], [[han, "1"], ["ab", "2"]], Paper(40)) == ["    n", f"{han}  1", "ab  2"]
    assert all(cells(line) <= 9 for line in fill(han * 20, 9))
    assert "".join(fill(han * 20, 9)) == han * 20


@pytest.mark.parametrize("width", range(1, 30))
def test_folding_loses_nothing(width: int) -> None:
    """At any width, however small, all letters stay in their order."""
    text = "  A01  a range [0.333, 0.733] of 0 to 3 of 4 is (AUS JPN)\n- it is extraordinarily long"
    assert "".join(folded(text, width).split()) == "".join(text.split())


def test_commands_can_be_copied() -> None:
    """A command that is too long stands alone and a shell reads it as the one it is."""
    short, long = (
        "chirograph check mine",
        shlex.join(["chirograph", "report", "a file " * 3, *["--areas"] * 9]),
    )
    assert commands([short, short], Paper(60)) == f"Next: {short}; {short}"
    head, *lines = commands([short, long], Paper(60)).split("\n")
    assert (head, lines[0]) == ("Next:", f"  {short}")
    assert max(map(len, lines)) <= 60
    script = "chirograph() { printf '%s|' \"$@\"; }\n" + "\n".join(lines[1:])
    said = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.split("|")[:-1] == shlex.split(long)[1:]
