"""Panels completed part by part: like areas, completions at hand, and what the engine says of a part."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.catalogue.indicators import directed
from chirograph.cells.intervals import Depths
from chirograph.cells.question import Question
from chirograph.errors import ChirographError
from chirograph.ranks.square import DIGITS

__all__ = ["allowed", "completions", "like_areas", "listed_places", "part", "signs", "tied_areas", "values"]

Places = NDArray[np.int64]
Numbers = NDArray[np.float64]


def listed_places(question: Question, lower: Numbers) -> Places:
    """Rows of the pairs that have a value, (pairs, 2): each once where their order does not matter.

    Examples
    --------
    >>> import chirograph as cg
    >>> overlap = cg.Panel([[1, 1], [1, 1], [0, 0]], max_depth=1).overlap("jaccard")
    >>> listed_places(overlap.question, overlap.lower).tolist()
    [[0, 1], [0, 2], [1, 2]]
    """
    wanted = ~np.isnan(lower)
    np.fill_diagonal(wanted, False)
    if not directed(question.key, question.arguments):
        wanted = np.triu(wanted)
    return np.ascontiguousarray(np.argwhere(wanted), dtype=np.int64)


def part(question: Question, lower: Depths, upper: Depths) -> _core.Panel:
    """The cells of a question, some of them narrowed, as the engine's panel."""
    content = question.content
    known = content.constraints.for_engine(content.rows, content.columns)
    return _core.Panel(lower, upper, content.full_weights(), content.max_depth, *known)


def signs(
    question: Question, panel: _core.Panel, comparisons: Places, steps: int, threads: int = 1
) -> NDArray[np.int8] | None:
    """Of I(first) - I(second): least, attained, attained, greatest, defined; None where nothing is left.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 1], [0, 1]], [[1, 1], [1, 1], [1, 1]], max_depth=1)
    >>> question = panel.overlap("jaccard").question
    >>> signs(question, panel.content.engine(), np.array([[0, 1, 0, 2]]), 1000).tolist()
    [[0, 0, 1, 1, 1]]
    """
    if not len(comparisons):
        return np.zeros((0, 5), dtype=np.int8)
    asked = np.ascontiguousarray(comparisons)
    try:
        found = _core.compare(
            panel, question.key, dict(question.arguments), question.convention, asked, threads, steps
        )
    except ChirographError as error:
        if all(fault.code == "infeasible" for fault in error.faults):
            return None
        raise
    told: NDArray[np.int8] = found["signs"]
    return told


def values(question: Question, pairs: Places, cells: Depths) -> Numbers:
    """The index of pairs in completions, (completions, pairs), without what differs by rounding only.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1)
    >>> cells = np.array([[[1, 0], [1, 1]], [[1, 1], [1, 1]]], dtype=np.uint8)
    >>> values(panel.overlap("jaccard").question, np.array([[0, 1]]), cells).tolist()
    [[0.5], [1.0]]
    """
    engine = question.content.engine()
    found = engine.values(question.key, dict(question.arguments), pairs, np.ascontiguousarray(cells))
    if not math.isnan(question.convention):
        found[np.isnan(found)] = question.convention
    rounded: Numbers = np.round(found, DIGITS)
    return rounded


def tied_areas(question: Question) -> set[int]:
    """Areas that a constraint names, so that they are like no other."""
    content = question.content
    known = content.constraints
    some = [*(item.columns for item in known.blocks), *(item.columns or () for item in known.common)]
    named = [*(item.column for item in known.joint), *(label for labels in some for label in labels)]
    return {content.columns.index(label) for label in named}


def like_areas(
    question: Question, lower: Depths, upper: Depths, rows: Iterable[int] | None = None
) -> list[list[int]]:
    """Areas in classes: those of one class have the same cells in these rows, the same weight and scale.

    Exchanging two of them changes no index, no list length, and not how many are common to programmes.

    Examples
    --------
    >>> import chirograph as cg
    >>> question = cg.Panel([[1, 0, 0], [1, 1, 1]], [[1, 1, 1], [1, 1, 1]]).overlap("jaccard").question
    >>> like_areas(question, question.content.lower, question.content.upper)
    [[0], [1, 2]]
    """
    content = question.content
    tied = {content.rows.index(label) for item in content.constraints.common for label in item.rows}
    picked = sorted({*rows, *tied}) if rows is not None else list(range(len(content.rows)))
    apart = tied_areas(question)
    weights, tops = content.full_weights(), content.tops
    found: dict[Any, list[int]] = {}
    for area in range(len(content.columns)):
        cells = lower[picked, area].tobytes(), upper[picked, area].tobytes()
        own = area if area in apart else -1
        found.setdefault((cells, weights[area], tops[area], own), []).append(area)
    return list(found.values())


def allowed(question: Question, cells: Depths) -> NDArray[np.bool_]:
    """Which completions satisfy the constraints, (completions,).

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[0, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1).constrain(list_length={"P1": 1})
    >>> cells = np.array([[[0, 0], [1, 1]], [[0, 1], [1, 1]]], dtype=np.uint8)
    >>> allowed(panel.overlap("jaccard").question, cells).tolist()
    [False, True]
    """
    content = question.content
    lengths, joint, blocks, common = content.constraints.for_engine(content.rows, content.columns)
    good = np.ones(len(cells), dtype=bool)
    for row, least, most, threshold in lengths:
        count = np.count_nonzero(cells[:, row] >= threshold, axis=1)
        good &= (least <= count) & (count <= most)
    for area, rows, together in joint:
        depths = cells[:, rows, area]
        good &= (depths[:, None] == np.array(together, dtype=np.uint8)).all(axis=2).any(axis=1)
    for row, areas, threshold in blocks:
        good &= (cells[:, row][:, areas] >= threshold).any(axis=1)
    for rows, areas, least, most, threshold in common:
        count = np.count_nonzero((cells[:, rows][:, :, areas] >= threshold).all(axis=1), axis=1)
        good &= (least <= count) & (count <= most)
    return good


def completions(
    question: Question, lower: Depths, upper: Depths, count: int, rng: np.random.Generator
) -> Depths:
    """Completions at hand of a part of the panel, each depth as likely; perhaps fewer than `count`, or none.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[0, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1).constrain(list_length={"P1": 1})
    >>> question = panel.overlap("jaccard").question
    >>> cells = completions(question, panel.lower, panel.upper, 4, np.random.default_rng(0))
    >>> cells[:, 0].sum(axis=1).tolist()
    [1, 1, 1, 1]
    """
    drawn = rng.integers(lower, upper.astype(np.int64) + 1, size=(count, *lower.shape)).astype(np.uint8)
    return mended(question, lower, upper, drawn, rng)


def mended(
    question: Question, lower: Depths, upper: Depths, cells: Depths, rng: np.random.Generator
) -> Depths:
    """Completions with lists and common areas as long as they have to be; none that breaks a constraint."""
    content = question.content
    for rows, areas, least, _, threshold in content.constraints.for_engine(content.rows, content.columns)[3]:
        at = np.ix_(range(len(cells)), rows, areas)
        may = (upper[np.ix_(rows, areas)] >= threshold).all(axis=0)
        order = np.where(
            may, rng.random((len(cells), len(areas))) + (cells[at] >= threshold).all(axis=1), -1.0
        )
        shared = (np.argsort(np.argsort(-order, axis=1), axis=1) < least) & may
        cells[at] = np.where(shared[:, None], np.maximum(cells[at], threshold), cells[at])
    for row, least, most, threshold in content.constraints.for_engine(content.rows, content.columns)[0]:
        now = cells[:, row]
        # Areas that must count first, then those that do, then those that may; the others never.
        order = rng.random(now.shape) + 2.0 * (now >= threshold) + 8.0 * (lower[row] >= threshold)
        order = np.where(upper[row] < threshold, -1.0, order)
        wanted = np.clip(np.count_nonzero(now >= threshold, axis=1), least, most)
        place = np.argsort(np.argsort(-order, axis=1), axis=1)
        counts = (place < wanted[:, None]) & (order >= 0)
        raised, cut = np.maximum(now, threshold), np.minimum(now, threshold - 1)
        cells[:, row] = np.clip(np.where(counts, raised, cut), lower[row], upper[row])
    return np.ascontiguousarray(cells[allowed(question, cells)])


def split(lower: Depths, upper: Depths, row: int, areas: Sequence[int]) -> Iterator[tuple[Depths, Depths]]:
    """Two parts that hold every completion, up to an exchange of like areas, of which one row is split.

    One area is in the upper half of what it may be, or all of them are in the lower one.
    """
    middle = (int(lower[row, areas[0]]) + int(upper[row, areas[0]])) // 2
    higher = lower.copy()
    higher[row, areas[0]] = middle + 1
    yield higher, upper
    below = upper.copy()
    below[row, list(areas)] = middle
    yield lower, below
