"""What the command says on any terminal, into pipes, and where stdout is none: text, JSON, exit codes."""

from __future__ import annotations

import fcntl
import io
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from screens import one_after_another

import chirograph as cg
from chirograph.base.layout import plain
from chirograph.cli.main import cli, main
from chirograph.cli.streams import EXIT_CODES

#: A dataset of two programmes with one claim: what streams are told needs no more.
SMALL = Path(__file__).parents[1] / "hostile" / "accept" / "minimal.json"
#: As in a shell; the word that follows is what the command is told.
COMMAND = f"{sys.executable} -m chirograph.cli"
#: A name whose last byte is no text, and how it is told.
ODD, TOLD = os.fsdecode(b"d\xff"), "d\\udcff"


def shell(line: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of the shell, in which `chirograph` is the command of this package."""
    return subprocess.run(
        ["bash", "-c", line.replace("chirograph ", f"{COMMAND} ")],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=100,
    )


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A dataset in a folder whose name is no text."""
    folder = tmp_path / ODD
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("names of files are text here")
    shutil.copy(SMALL, folder / "data.json")
    return folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report on the small dataset."""
    return cg.report(cg.load(SMALL), tmp_path_factory.mktemp("page") / "page.html").read_bytes()


@pytest.mark.parametrize("encoding", ["cp949", "latin-1", "ascii"])
def test_a_terminal_that_is_not_utf8(encoding: str, tmp_path: Path) -> None:
    """A sign that the terminal lacks is a plain one or a name; the rest stands, the exit code is right."""
    data = json.loads(SMALL.read_text(encoding="utf-8"))
    data["partners"][0]["name"] = "Cor\N{LATIN SMALL LETTER E WITH ACUTE}e \N{HANGUL SYLLABLE HAN}"
    data["claims"][0]["claim_paraphrase"] = "It is said\N{HORIZONTAL ELLIPSIS} " * 20
    (tmp_path / "d.json").write_text(json.dumps(data), encoding="utf-8")
    said = {}
    lines = ("indicators jaccard --wide", "claims --data d.json --wide", "codebook --wide", "overlap nope",
             "report --data d.json --wide", "cite --wide")  # fmt: skip
    answers = one_after_another(lines, tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    for line, (code, out, err) in zip(lines, answers, strict=True):
        assert code == (2 if line == "overlap nope" else 0), line
        assert b"Traceback" not in err
        said[line.split()[0]] = out.decode(encoding) + err.decode(encoding)
    assert said["indicators"].strip() == plain(str(cg.describe("jaccard")), encoding)
    syllable = "\\N{HANGUL SYLLABLE HAN}" if encoding != "cp949" else "\N{HANGUL SYLLABLE HAN}"
    accented = "\N{LATIN SMALL LETTER E WITH ACUTE}" if encoding == "latin-1" else "e"
    assert f"Cor{accented}e {syllable}" in said["report"]
    if encoding != "cp949":
        assert "It is said... It is said..." in said["claims"]
        assert "37-50" in said["indicators"]


@pytest.mark.parametrize("encoding", ["cp949", "latin-1", "ascii", "utf-8", "utf-16"])
def test_documents_are_utf8_on_every_terminal(
    encoding: str, page: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page and JSON that go to stdout have the same bytes whatever the terminal."""
    ran = shell("chirograph codebook --json", tmp_path, PYTHONIOENCODING=encoding)
    book = cg.load("nato-ip4").to_dict()["codebook"]
    assert ran.returncode == 0
    assert ran.stdout == f"{json.dumps(book, ensure_ascii=False, indent=2)}\n".encode()
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding))
    with pytest.raises(SystemExit) as left:
        main(["report", "--data", str(SMALL), "--out", "-"])
    assert left.value.code == 0
    assert written.getvalue() == page


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        ("check", 0), ("check --json", 0), ("overlap --json --data", 0),
        ("interoperability --json --data", 0), ("claims --data", 0), ("cite --data", 0), ("new", 2),
        ("report --out", 2), ("export --overwrite", 2),
    ],
)  # fmt: skip
def test_names_that_are_no_text_as_input(verb: str, code: int, odd: Path) -> None:
    """A path with bytes that are no text is read, told as escapes, and breaks neither text nor JSON."""
    ran = shell(f"chirograph {verb} $'d\\xff'", odd.parent)
    assert ran.returncode == code, ran.stderr
    assert b"Traceback" not in ran.stderr
    ran.stderr.decode("utf-8")
    text = ran.stdout.decode("utf-8")
    if "--json" in verb:
        json.loads(text)
    if code:
        assert TOLD in text + ran.stderr.decode("utf-8")


@pytest.mark.parametrize("verb", ["new", "export"])
def test_names_that_are_no_text_as_output(verb: str, tmp_path: Path) -> None:
    """What is written under such a name is there, and both forms of the answer tell the name."""
    for option in ("--json", ""):
        ran = shell(f"chirograph {verb} $'d\\xff' {option}", tmp_path)
        assert ran.returncode == 0, ran.stderr
        text = ran.stdout.decode("utf-8")
        assert TOLD in (str(json.loads(text)) if option else text).replace("\\\\", "\\")
        assert os.listdir(os.fsencode(tmp_path)) == [b"d\xff"]
        shutil.rmtree(tmp_path / ODD)


@pytest.mark.parametrize("option", ["", "--json"])
def test_a_page_about_a_name_that_is_no_text(option: str, odd: Path) -> None:
    """It is written, also under such a name; both forms of the answer tell this one, the page the other."""
    ran = shell(f"chirograph report --data $'d\\xff' --out $'p\\xff' {option}", odd.parent)
    assert ran.returncode == 0, ran.stderr
    assert b"Traceback" not in ran.stderr
    ran.stderr.decode("utf-8")
    text = ran.stdout.decode("utf-8")
    assert "p\\udcff" in (str(json.loads(text)) if option else text).replace("\\\\", "\\")
    assert sorted(os.listdir(os.fsencode(odd.parent))) == [b"d\xff", b"p\xff"]
    assert TOLD in (odd.parent / os.fsdecode(b"p\xff")).read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    "verb", ["overlap", "--help", "overlap --help", "--version", "codebook --json", "check d"]
)
@pytest.mark.parametrize("stderr", ["", " 2>&-", " 2>/dev/full"])
def test_an_answer_that_cannot_be_written_is_4(verb: str, stderr: str, tmp_path: Path) -> None:
    """Closed, full or unread stdout ends with 4 and a sentence at most, with stderr or without."""
    closed = shell(f"chirograph {verb} >&-{stderr}", tmp_path)
    assert closed.returncode == 4
    assert closed.stderr == (b"" if stderr else b"chirograph: stdout is closed, the answer has no place\n")
    if verb != "check d":
        full = shell(f"chirograph {verb} >/dev/full{stderr}", tmp_path)
        assert full.returncode == 4
        assert full.stderr == (b"" if stderr else b"chirograph: stdout: No space left on device\n")
        unread = shell(f"(sleep 0.1; chirograph {verb}{stderr}) | true; exit ${{PIPESTATUS[0]}}", tmp_path)
        assert (unread.returncode, unread.stderr) == (4, b"")


def test_nothing_is_written_when_there_is_no_place_for_the_answer(tmp_path: Path) -> None:
    """With stdout closed a verb that writes files ends before it begins."""
    assert shell("chirograph new mine >&-", tmp_path).returncode == 4
    assert list(tmp_path.iterdir()) == []


def test_exit_codes_do_not_depend_on_stderr(tmp_path: Path) -> None:
    """Without a place for talk the answer and the exit code are what they are with one."""
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    for verb in ("overlap nope", "overlap --data broken.json", "new mine", "indicators", "report --out no/x"):
        said, *muted = (shell(f"chirograph {verb} {end}", tmp_path) for end in ("", "2>&-", "2>/dev/full"))
        for mute in muted:
            if verb == "new mine":
                assert (said.returncode, mute.returncode) == (0, 2)
            else:
                assert (said.returncode, said.stdout) == (mute.returncode, mute.stdout), verb


def test_no_file_becomes_a_closed_stream(tmp_path: Path) -> None:
    """With stdin and stderr closed what is written holds nothing but itself."""
    assert shell("chirograph new mine 0<&- 2>&-", tmp_path).returncode == 0
    assert shell("chirograph check mine", tmp_path).returncode == 0


def test_a_pipe_that_is_left_is_an_error_of_the_file(tmp_path: Path) -> None:
    """A named pipe whose reader leaves is told with its name and 2, as any file that cannot be written."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)  # no page fits, so the writer is met while it writes
    with subprocess.Popen(
        [*COMMAND.split(), "report", "--data", str(SMALL), "--out", "pipe"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
    ) as ran:
        os.set_blocking(reader, True)
        while not os.read(reader, 5):  # nobody writes yet
            time.sleep(0.01)
        os.close(reader)
        assert ran.stderr is not None
        assert ran.stderr.read() == b"chirograph: pipe: Broken pipe\n"
    assert ran.returncode == 2


def test_help_says_how_the_command_ends(tmp_path: Path) -> None:
    """The exit codes stand at the end of the help, with the one for an answer that could not be written."""
    ran = shell("chirograph --help", tmp_path)
    assert ran.stdout.decode().split()[-len(EXIT_CODES.split()) :] == EXIT_CODES.split()
    assert "4 the answer could not be written" in EXIT_CODES
    assert cli.epilog == EXIT_CODES


def test_an_answer_into_a_stream_of_text(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Where stdout takes text only, documents are printed as text."""
    text = io.StringIO()
    monkeypatch.setattr(sys, "stdout", text)
    with pytest.raises(SystemExit) as left:
        main(["indicators", "--json"])
    assert left.value.code == 0
    assert json.loads(text.getvalue())[0]["key"]
