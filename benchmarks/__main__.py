"""The table of speed: against other packages, against the limits of this machine, and against ourselves.

    python -m benchmarks                          every row, printed the moment it is measured
    python -m benchmarks --only jaccard           one topic; may be said several times
    python -m benchmarks --quick                  small sizes, three rounds, none refused: some seconds
    python -m benchmarks --json FILE              machine, versions, kernel and every time
    python -m benchmarks --figure FILE            ratios and targets as a picture
    python -m benchmarks --kernel NAME            with another kernel than the fastest

How it is measured is told in docs/speed.md. Other packages come with
`pip install '.[bench]'`; one that is not installed is said so in its row. A wrong answer ends the run.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import peers, picture, speed
from benchmarks.cliffs import cliffs
from benchmarks.harness import Pace, machine
from benchmarks.limits import Limits
from benchmarks.speed import Run
from benchmarks.table import HEADER, Row, count
from chirograph import _core

TOPICS: dict[str, Callable[[Run], Iterator[Row]]] = {
    "jaccard": speed.jaccard,
    "small": speed.small,
    "others": speed.others,
    "levels": speed.levels,
    "bounds": speed.bounds,
    "overlap": speed.overlap,
    "nearest": speed.nearest,
    "call": speed.call,
    "cliffs": cliffs,
}
SETTLE = 0.03  # seconds; as long as threads of OpenBLAS go on spinning


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", choices=TOPICS, metavar="NAME", help=", ".join(TOPICS))
    parser.add_argument("--quick", action="store_true", help="small sizes, three rounds")
    parser.add_argument("--rounds", type=int, help="turns of the contenders, by default 7")
    kernels = _core.kernels()
    parser.add_argument("--kernel", choices=kernels, default=kernels[0], help=", ".join(kernels))
    parser.add_argument("--json", type=Path, metavar="FILE", help="machine, versions and every time")
    parser.add_argument("--figure", type=Path, metavar="FILE", help="ratios and targets as a picture")
    given = parser.parse_args()
    if given.rounds is not None and given.rounds < 1:
        parser.error("--rounds is at least 1")
    return given


def main() -> None:
    given = arguments()
    pace = Pace(given.rounds or 7, settle=SETTLE)
    if given.quick:
        pace = Pace(given.rounds or 3, least=0.0, tries=1)
    here = machine(peers.EVERY) | {"kernel": given.kernel, "kernels": _core.kernels()}
    _core.use_kernel(given.kernel)
    peers.held_back(given.kernel)
    limits = Limits.compiled()
    here["limits"] = limits if isinstance(limits, str) else limits.name
    print(f"{here['processor']}, {here['cores']} cores")
    print(f"kernel {here['kernel']} of {', '.join(here['kernels'])}")
    print(f"chirograph {here['chirograph']}, Python {here['python']}, {here['system']}")
    print(f"limits: {here['limits']}\n\n{HEADER}", flush=True)
    rows: list[Row] = []
    run = Run(pace, given.quick, limits, given.kernel)
    try:
        for topic in given.only or TOPICS:
            for row in TOPICS[topic](run):
                print(row.line(), flush=True)
                rows.append(row)
    finally:  # what was measured until somebody stopped it is there
        print(f"\n{count(rows)}")
        if given.json:
            found = {"machine": here, "quick": given.quick, "rows": [row.to_dict() for row in rows]}
            given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if given.figure:
        picture.write(rows, here, given.figure)


if __name__ == "__main__":
    main()
