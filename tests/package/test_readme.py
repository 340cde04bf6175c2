"""The README keeps its promises: its code runs, its commands exist, its tables and pictures are current."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
from _repo import ROOT, project
from _snippets import blocks, command_line, commands, main_says, run

from tools import generate

README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON_BLOCKS = blocks(README, "python")
SHELL_LINES = commands(README)
COMMANDS = [line for line in SHELL_LINES if line.startswith("chirograph ")]


@pytest.mark.parametrize("code", PYTHON_BLOCKS, ids=range(len(PYTHON_BLOCKS)))
def test_python_blocks_run_and_print_what_they_say(code: str, tmp_path: Path) -> None:
    """Every Python block runs in an empty folder; what a `print(...)  # text` line promises is printed."""
    done = run([sys.executable, "-W", "error", "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr
    promised = re.findall(r"^print\(.*\) +# (.*\[[\d., ]+\].*)$", code, re.M)
    for text in promised:
        expected = re.findall(r"\[[\d., ]+\]", text)[-1]
        assert expected in done.stdout


def test_the_example_is_ten_lines() -> None:
    """The first Python block has at most ten lines and states at least two ranges."""
    assert len([line for line in PYTHON_BLOCKS[0].splitlines() if line.strip()]) <= 10
    assert len(re.findall(r"\[[\d.]+, [\d.]+\]", PYTHON_BLOCKS[0])) >= 2


@pytest.mark.parametrize("line", COMMANDS)
def test_chirograph_commands_run(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line that starts with `chirograph` succeeds as written."""
    monkeypatch.chdir(tmp_path)
    code, out, err = main_says(line, capsys)
    assert code == 0, err
    assert out.strip()


def test_the_report_command_writes_the_report_it_names(tmp_path: Path) -> None:
    """The command between the report markers writes the file the README names."""
    block = README.split("<!-- report command -->")[1].split("<!-- report command: end -->")[0]
    [line] = [line for line in block.splitlines() if line and not line.startswith("```")]
    command = line.split(" && ")[1]
    assert shlex.split(command)[0] == ".venv/bin/chirograph"
    done = run(command_line(command), tmp_path)
    assert done.returncode == 0, done.stderr
    [written] = list(tmp_path.iterdir())
    assert f"`{written.name}`" in README
    assert written.stat().st_size < 2_000_000


def test_there_are_two_commands_and_ci_uses_the_second() -> None:
    """There are exactly the two commands, and .ci/run reads the second from between the markers."""
    assert SHELL_LINES[:2] == [
        "sh tools/install && .venv/bin/chirograph report",
        "sh tools/install test && .venv/bin/pytest",
    ]
    assert "<!-- test command -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_ci_extracts_the_command_word_for_word() -> None:
    """The awk line of .ci/run gives the test command and nothing else."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    [function] = re.findall(r"^readme_command\(\) \{\n.*?^\}$", script, re.M | re.S)
    done = run(["bash", "-c", f"{function}\nreadme_command"], ROOT)
    assert done.stdout == "sh tools/install test && .venv/bin/pytest\n"


def test_links_to_files_lead_somewhere() -> None:
    """Every relative link and picture exists."""
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]
    assert len(targets) >= 8
    assert not [target for target in targets if not (ROOT / target).exists()]


def test_one_cell_table_is_a_fresh_run() -> None:
    """The README's answers of scipy, scikit-learn and this package are those of the installed versions."""
    from benchmarks import one_cell

    def answers(table: str) -> list[tuple[str, ...]]:
        rows = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table.splitlines()[2:]]
        tools = ("**chirograph**", *one_cell.REQUIRED)
        return [(row[0].split()[0], *row[1:]) for row in rows if row[0].startswith(tools)]

    committed = answers(generate.region(README, "one-cell-python"))
    assert len(committed) >= 5
    assert committed == answers(one_cell.python_table()), "run: python -m benchmarks.one_cell --write"


def test_one_cell_describes_by_the_number() -> None:
    """What happened to the unknown cell is read off the answer, so a changed answer changes the words."""
    from benchmarks import one_cell

    assert one_cell.describe(1 / 3) == "as if the area were present"
    assert one_cell.describe(2 / 3) == "as if the area were absent"
    assert "**no** completion" in one_cell.describe(0.5)
    assert "equal" in one_cell.describe(0.0, wholly_unknown=True)


def test_pictures_show_todays_numbers() -> None:
    """The words and numbers of docs/figures/*.svg are those of a fresh drawing."""
    done = run([sys.executable, "tools/figures.py", "--check"], ROOT)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}run: python tools/figures.py"


def test_the_environment_is_entered_before_its_commands_are_used() -> None:
    """Who reads from the top has `chirograph` on the path, and finds the extra the notebooks need."""
    assert README.index(". .venv/bin/activate") < README.index("\nchirograph ")
    extras = project()["optional-dependencies"]
    named = set(re.findall(r"pip install '\.\[(\w+)\]'", README))
    assert "notebook" in named
    assert named <= set(extras)
