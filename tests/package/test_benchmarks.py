"""Every benchmark still runs: on the smallest questions it takes, with no look at its times."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from _repo import ROOT

from benchmarks import panels, peers
from benchmarks.harness import Contender, Pace, Ratio, interleaved, ratio, version
from benchmarks.limits import Limits
from benchmarks.table import HOLDS, SHORT, TOLD, Row

SMALLEST = {
    "__main__": "--quick --rounds 1",
    "bench_chances": "--draws 200",
    "bounds": "--random 4",
    "calibration": "--panels 1 --times 2",
    "one_cell": "",
    "page": "--rounds 1",
}
#: Modules that others use, and one whose only question takes ten seconds.
OTHERS = {
    *("__init__", "answers", "bounds_interop", "ends", "questions"),
    *("cliffs", "harness", "limits", "panels", "peers", "picture", "speed", "table"),
}


def asked(name: str, options: str) -> str:
    """What a benchmark prints; it ends well."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *options.split()],
        cwd=ROOT,
        env=os.environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_benchmark_is_run_or_said_not_to_be() -> None:
    """A new benchmark gets its smallest question here."""
    assert {path.stem for path in (ROOT / "benchmarks").glob("*.py")} == OTHERS | set(SMALLEST)


@pytest.mark.parametrize("name", sorted(SMALLEST))
def test_it_answers_its_smallest_question(name: str, tmp_path: Path) -> None:
    """The benchmark ends well and prints something; a package that is not installed is named."""
    files = {name: tmp_path / name for name in ("table.json", "table.png")}
    more = f" --json {files['table.json']} --figure {files['table.png']}" if name == "__main__" else ""
    printed = asked(name, SMALLEST[name] + more)
    assert printed.strip()
    if name == "__main__":
        absent = [peer for peer in peers.EVERY if version(peer) is None]
        assert all(f"not installed: {peer}" in printed for peer in absent)
        assert all(file.stat().st_size for file in files.values())


def test_a_wrong_answer_ends_the_run() -> None:
    """A contender that is off by little in one pair of many is found, whatever the form of its answer."""
    cells = panels.known(30, 24, 1)
    i, j = np.triu_indices(30, 1)
    right = panels.definition("jaccard", cells[i], cells[j])
    panels.check_values("it", "jaccard", cells, right, panels.condensed(30))
    panels.check_values("it", "jaccard", cells, 1 - right, panels.apart(panels.condensed(30)))
    one, other = (int(rows[0]) for rows in panels.drawn_pairs(30))
    right[(i == one) & (j == other)] += 1e-5
    with pytest.raises(panels.Wrong, match=f"rows {one} and {other}"):
        panels.check_values("it", "jaccard", cells, right, panels.condensed(30))


def test_contenders_take_turns_and_a_slow_one_has_fewer() -> None:
    """Each has its times; a ratio is one of medians, with the least and greatest of single rounds."""
    told = iter([2.0, 4.0, 3.0])
    turns: list[str] = []

    def slow() -> float:
        turns.append("slow")
        return next(told)

    def fast() -> float:
        turns.append("fast")
        return 0.5

    sides = [Contender(one.__name__, one, own_clock=True, gated=False) for one in (slow, fast)]
    interleaved(sides, Pace(5, least=0.0))
    assert turns == ["slow", "fast"] * 3 + ["fast"] * 2
    assert ratio(*sides) == Ratio(6.0, 4.0, 8.0)


def test_a_row_holds_at_least_or_for_a_cost_at_most_its_target() -> None:
    """Verdicts of both kinds, of a row without a target, and of one that could not be measured."""
    found = Ratio(3.0, 2.0, 4.0)
    rows = {
        HOLDS: [Row("t", "q", "p", 3.0, found), Row("t", "q", "p", 3.0, found, cost=True)],
        SHORT: [Row("t", "q", "p", 3.1, found), Row("t", "q", "p", 2.9, found, cost=True)],
        TOLD: [Row("t", "q", "p", None, found)],
        "not installed: p": [Row("t", "q", "p", 3.0, note="not installed: p")],
    }
    for verdict, those in rows.items():
        assert all(row.verdict == verdict and verdict in row.line() for row in those)


def test_without_a_compiler_the_limits_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason stands where the limit would."""
    monkeypatch.setenv("CXX", "no-such-compiler")
    assert Limits.compiled() == "no compiler no-such-compiler"
