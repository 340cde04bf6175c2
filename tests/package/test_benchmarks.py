"""Every benchmark still runs: on the smallest questions it takes, with no look at its times."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from _repo import ROOT

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


def test_every_benchmark_is_run_or_said_not_to_be() -> None:
    """A new benchmark gets its smallest question here."""
    assert {path.stem for path in (ROOT / "benchmarks").glob("*.py")} == OTHERS | set(SMALLEST)


@pytest.mark.parametrize("name", sorted(SMALLEST))
def test_it_answers_its_smallest_question(name: str) -> None:
    """The benchmark ends well and prints something."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *SMALLEST[name].split()]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
