"""Some pairs of a content, each by itself: what between two groups of rows is asked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from chirograph.cells.question import Question
from chirograph.ranks.stored import MATRICES, filled

__all__ = ["some"]

#: The preset of a call, as the engine has it for all pairs: what they share, and the most that one gets.
_TOTAL, _MOST = 10**9, 2 * 10**8


def some(
    question: Question, pairs: Sequence[tuple[int, int]], directed: bool, threads: int
) -> dict[str, Any]:
    """The matrices of `Question.every`, filled for these pairs alone; NaN elsewhere.

    Without a budget all pairs share the preset of a call evenly.

    Examples
    --------
    >>> import chirograph as cg
    >>> question = cg.Panel([[1, 1], [1, 0], [0, 1]], max_depth=1).overlap("jaccard").question
    >>> some(question, [(0, 2)], False, 1)["lower"][2].tolist()
    [0.5, nan, nan]
    """
    effort = question.effort
    share = min(_MOST, _TOTAL // max(1, len(pairs)))
    limited = replace(question, effort=replace(effort, budget=effort.budget or share))
    found: dict[str, Any] = filled(len(question.content.rows))
    question.content.engine()  # once, before threads look at it
    with effort.bar("pair") as told:
        for done, ((i, j), one) in enumerate(zip(pairs, _each(limited, pairs, threads), strict=True), 1):
            one["sharp"] = one["sharp_lower"] and one["sharp_upper"]
            for name in MATRICES:
                found[name][i, j] = one[name]
                if not directed:
                    found[name][j, i] = one[name]
            if told is not None:
                told(done, len(pairs))
    still = [(i, j) for i, j in pairs if not found["sharp"][i, j] and not math.isnan(found["lower"][i, j])]
    wanted = any(2 * int(found["spent"][i, j]) >= (limited.effort.budget or 0) for i, j in still)
    late = bool(still) and effort.seconds == 0
    cut = "time" if late else "steps" if wanted else None
    return {**found, "allotted": limited.effort.budget, "cut": cut}


def _each(question: Question, pairs: Sequence[tuple[int, int]], threads: int) -> Iterator[dict[str, Any]]:
    """The answers in order. Whoever stops listening waits for the pairs that are begun, and for no other."""
    if threads == 1 or len(pairs) < 2:
        yield from (question.pair(i, j) for i, j in pairs)
        return
    pool = ThreadPoolExecutor(min(threads, len(pairs)))
    try:
        yield from pool.map(lambda pair: question.pair(*pair), pairs)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
