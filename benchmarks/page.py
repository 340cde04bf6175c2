"""How long the report takes from the command line, beside another version of the package.

    python -m benchmarks.page                    CPU seconds of `chirograph report` on an embedded dataset
    python -m benchmarks.page --peer PYTHON      the same of the version installed for that interpreter, in
                                                 turns, and the ratio of the two medians
    python -m benchmarks.page --rounds 5         so many turns, by default 3

Each run is a process of its own that begins with nothing loaded, as a user begins. CPU times count, so that a
busy machine disturbs little. A ratio of less than 1 means faster now.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.harness import Contender, Pace, interleaved, ratio

_LINE = "import sys; from chirograph.cli import main; sys.argv[0] = 'chirograph'; main()"


def seconds(side: str, python: str, data: str, folder: Path) -> float:
    """CPU seconds of one report; printed with the bytes of the page."""
    page = folder / "page.html"
    page.unlink(missing_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # A version that is older has its own module and not the one beside this file.
    environment = os.environ if python == sys.executable else {**os.environ, "PYTHONPATH": ""}
    command = [python, "-c", _LINE, "report", "--data", data, "--out", str(page)]
    subprocess.run(command, check=True, cwd=folder, env=environment, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{side:5} {taken:7.2f} s CPU  {page.stat().st_size:9,} bytes", flush=True)
    return taken


def main() -> None:
    """Time both in turns and print medians, bytes and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter with another version installed")
    parser.add_argument("--data", default="nato-ip4", help="a dataset that both have")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    pythons = {"now": sys.executable, **({"peer": given.peer} if given.peer else {})}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sides = [
            Contender(side, partial(seconds, side, python, given.data, folder), own_clock=True, gated=False)
            for side, python in pythons.items()
        ]
        interleaved(sides, Pace(given.rounds, given.rounds, least=0.0))
    told = "  ".join(f"{side.name} {side.median:.2f} s" for side in sides)
    print(f"median: {told}" + (f"  ratio {ratio(sides[0], sides[1])}" if given.peer else ""))


if __name__ == "__main__":
    main()
