"""Answers questions about bounds as JSON lines, in whatever environment runs it: the other side of `bounds`.

    PYTHON benchmarks/answers.py

A question is one line: the cells, weights and constraints of a panel, an index, and whether all pairs are
asked or the first two rows. The answer is one line: the ends, what is attained there, steps and CPU seconds.
It imports the installed engine and nothing else of this checkout, so that an older version can answer too;
what an older engine does not say (attained values of open ends, steps) is null.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from chirograph import _core

QUICK, ROUNDS = 0.02, 3  # seconds; a quick answer is asked for again, and the least time counts


def asked(question: Mapping[str, Any]) -> tuple[dict[str, Any], float]:
    """What the engine says, and the CPU seconds of the call: the panel is made before the clock starts."""
    panel = _core.Panel(
        np.array(question["lower"], dtype=np.uint8),
        np.array(question["upper"], dtype=np.uint8),
        np.array(question["weights"], dtype=np.float64),
        question["max_depth"],
        question["lengths"],
        question["joint"],
        question["blocks"],
    )
    key, parameters = question["key"], question["parameters"]
    least = math.inf
    for _ in range(ROUNDS):
        start = time.process_time()
        found = panel.overlap(key, parameters, 1) if question["every"] else panel.pair(key, 0, 1, parameters)
        least = min(least, time.process_time() - start)
        if least > QUICK:
            break
    return found, least


def of_pair(found: Mapping[str, Any]) -> dict[str, Any]:
    """The two ends of one pair, in lists of one."""
    answer: dict[str, Any] = {"spent": found.get("spent")}
    for end in ("lower", "upper"):
        answer[end] = [found[end]]
        answer[f"sharp_{end}"] = [found[f"sharp_{end}"]]
        inner = found.get(f"inner_{end}")
        answer[f"inner_{end}"] = None if inner is None else [inner]
    return answer


def of_pairs(found: Mapping[str, Any]) -> dict[str, Any]:
    """The ends of every pair once. A matrix says "sharp" of both ends together, so that is said of either."""
    at = np.triu_indices(len(found["lower"]), 1)
    spent = found.get("spent")
    answer: dict[str, Any] = {"spent": None if spent is None else int(spent[at].sum())}
    for end in ("lower", "upper"):
        answer[end] = found[end][at].tolist()
        answer[f"sharp_{end}"] = found["sharp"][at].astype(bool).tolist()
        inner = found.get(f"inner_{end}")
        answer[f"inner_{end}"] = None if inner is None else inner[at].tolist()
    return answer


def reply(line: str) -> dict[str, Any]:
    """The answer to one line; a question that the engine refuses is answered with its words."""
    question = json.loads(line)
    try:
        found, seconds = asked(question)
    except Exception as error:  # a version may lack an index or a class of error
        return {"refused": f"{type(error).__name__}: {error}"}
    return {**(of_pairs(found) if question["every"] else of_pair(found)), "seconds": seconds}


def main() -> None:
    hello = {"version": _core.__version__, **_core.build_info()}
    print(json.dumps(hello), flush=True)
    for line in sys.stdin:
        print(json.dumps(reply(line)), flush=True)


if __name__ == "__main__":
    main()
