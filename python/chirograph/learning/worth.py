"""How much documents can settle: by counting their completions, or by trying some of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base.effort import threads_of
from chirograph.catalogue.indicators import directed
from chirograph.cells.assume import replaced
from chirograph.cells.content import Content
from chirograph.cells.labels import matched
from chirograph.cells.question import Question
from chirograph.chances.priors import Nodes
from chirograph.errors import AssumptionError, Fault, brief
from chirograph.ranks.order import countable, order_of
from chirograph.ranks.square import listed

__all__ = [
    "DRAWS", "Mask", "Source", "Tally", "Worth", "alike", "cells_of", "counted", "ends_of", "filled",
    "owned", "possible", "sources", "tallied", "tried",
]  # fmt: skip

Mask = NDArray[np.bool_]
#: Steps of some nanoseconds that counting may take for all sets of documents of a call, and drawing.
_STEPS, _DRAWING = 1.2e9, 3e8
#: Draws of an expectation that is not exact: at most, and at least.
DRAWS, _FEWEST = 20_000, 200
#: Products of independent cells that a mixture may be unfolded into.
_MOST_COMPONENTS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A document: cells that become known together.

    Parameters
    ----------
    name : str
        What it is called in a table.
    settles : str
        What it is, in words.
    cells : (k, n) bool
        The cells it tells.
    members : mapping
        Memberships it tells, each with its least and greatest value.
    """

    name: str
    settles: str
    cells: Mask
    members: Mapping[tuple[str, ...], tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is settled, and what is left.

    Parameters
    ----------
    settled, certain, total : int
        Questions that have one answer, those that are not reversed, and all.
    width : float
        Widths of all ranges, together.
    steady : bool
        Whether what is settled stays so; not where something may turn out to have no value at all.
    """

    settled: int
    certain: int
    total: int
    width: float
    steady: bool = True


@dataclass(frozen=True, slots=True)
class Worth:
    """What a set of documents can settle. Of each end the proven one and the one found.

    Parameters
    ----------
    worst, best, worst_certain, best_certain : tuple of int
        What no completion is beyond, and what one attains.
    least_width, most_width : tuple of float
        The same of the widths of all ranges, together.
    expected, error : tuple of float
        Under each prior, with its standard error; 0 where it is exact.
    chances : tuple of float
        Under the first prior the chance that so many are settled; empty where it was not worked out.
    widths : tuple
        Per pair with a value its two labels, and the least and the most that may be left of its range.
    """

    worst: tuple[int, int]
    best: tuple[int, int]
    worst_certain: tuple[int, int]
    best_certain: tuple[int, int]
    least_width: tuple[float, float]
    most_width: tuple[float, float]
    expected: tuple[float, ...]
    error: tuple[float, ...]
    chances: tuple[float, ...] = ()
    widths: tuple[tuple[str, str, float, float], ...] = ()


def cells_of(documents: Sequence[Source]) -> Mask:
    """The cells that some of them tells."""
    told: Mask = np.any([one.cells for one in documents], axis=0)
    return told


def owned(question: Question) -> Mask:
    """Cells that a document may tell: where counting serves, those open at the threshold, else all open."""
    content = question.content
    if not countable(question):
        return content.open
    threshold = int(question.arguments.get("threshold", 1))
    return (content.lower < threshold) & (content.upper >= threshold)


def sources(
    question: Question, given: Mapping[str, Any] | None = None, *, whole: bool = False
) -> tuple[Source, ...]:
    """Each withheld or unread document: the open cells of a row that are open for one reason.

    Parameters
    ----------
    question : Question
        What is asked of the cells.
    given : mapping, optional
        Documents of the user's: a name to rows and (row, area) pairs.
    whole : bool, keyword-only
        Whether each is the whole text of a row, which tells depths too.

    Examples
    --------
    >>> import chirograph as cg
    >>> question = cg.Panel([[1, 0], [0, 0]], [[1, 0], [1, 1]], max_depth=1).overlap("jaccard").question
    >>> [(one.name, int(one.cells.sum())) for one in sources(question)]
    [('P2', 2)]
    """
    content = question.content
    cells = content.open if whole else owned(question)
    if given is not None:
        return tuple(_given(content, name, parts, cells) for name, parts in given.items())
    found = []
    for i, row in enumerate(content.rows):
        reasons = list(dict.fromkeys(content.status[i, cells[i]].tolist()))
        # The text of a programme tells all of it, whatever each cell is open for.
        for reason in reasons[:1] if whole else reasons:
            mask = np.zeros_like(cells)
            mask[i] = cells[i] & (whole | (content.status[i] == reason))
            name = row if whole or len(reasons) == 1 else f"{row}, {content.reason(reason)}"
            settles = content.settles.get((row, reason), f"the text of {content.name(row)}")
            found.append(Source(name, settles, mask))
    return tuple(found)


def _given(content: Content, name: str, parts: object, cells: Mask) -> Source:
    mask = np.zeros_like(cells)
    rows, areas = content.spoken(content.rows), content.spoken(content.columns)
    for part in [parts] if isinstance(parts, str) else parts if isinstance(parts, list | tuple) else [parts]:
        if isinstance(part, str):
            (row,) = matched([part], rows, f"documents, {name}", "this row")
            mask[content.rows.index(row)] = True
            continue
        if not (isinstance(part, tuple) and len(part) == 2):
            rule, repair = "a document is rows and cells", 'for example ["JPN", ("AUS", "A01")]'
            raise AssumptionError(Fault("", f"documents, {name}", brief(part), rule, repair, "parameter"))
        (row,) = matched(part[:1], rows, f"documents, {name}", "this row")
        (area,) = matched(part[1:], areas, f"documents, {name}", "this area")
        mask[content.rows.index(row), content.columns.index(area)] = True
    return Source(name, name, mask & cells)


def tallied(question: Question, threads: int | None = None) -> Tally:
    """What is settled of the orders of pairs, and how wide the ranges are."""
    found = question.every(threads_of(threads))
    order = order_of(question, found["lower"], found["upper"])
    count = len(question.content.rows)
    pairs = listed([range(count)] * 2, directed(question.key, question.arguments))
    widths = [found["upper"][p, q] - found["lower"][p, q] for p, q in pairs]
    steady = not any(found["undefined"][p, q] for p, q in pairs)
    return Tally(order.settled, order.certain, order.total, float(np.nansum(widths)), steady)


def counted(
    question: Question, cells: Mask, priors: Sequence[Nodes], draws: int | None, seed: int, share: float
) -> Worth:
    """Exact where it takes no more than a share of the steps of a call, else certified.

    Without `draws` they are as many as the steps allow, 20,000 at most.
    """
    engine, threads = question.content.engine(), threads_of(None)
    asked = question.key, dict(question.arguments)
    document = _core.Document(engine, *asked, np.ascontiguousarray(cells), _STEPS * share, threads)
    drawn = draws or int(max(_FEWEST, min(DRAWS, _DRAWING * share / document.cost())))
    ends = document.ends()
    expected: list[float] = []
    error: list[float] = []
    chances: tuple[float, ...] = ()
    for number, nodes in enumerate(priors):
        first = number == 0
        mean, spread, counts = _expected(question, document, ends, cells, nodes, (drawn, seed), first)
        expected.append(mean)
        error.append(spread)
        chances = tuple(counts) if first else chances
    ints = {
        name: (int(ends[key][0]), int(ends[key][1]))
        for name, key in (("worst", "worst"), ("best", "best"), ("worst_certain", "worst_one_sided"),
                          ("best_certain", "best_one_sided"))
    }  # fmt: skip
    widths = {name: ends[key] for name, key in (("least_width", "least_total"), ("most_width", "most_total"))}
    rows = combinations(question.content.rows, 2)
    ranges = zip(rows, ends["least_width"].tolist(), ends["most_width"].tolist(), strict=True)
    left = tuple((*pair, least, most) for pair, least, most in ranges if least == least)
    return Worth(**ints, **widths, expected=tuple(expected), error=tuple(error), chances=chances, widths=left)


def _expected(
    question: Question,
    document: Any,
    ends: Mapping[str, Any],
    cells: Mask,
    nodes: Nodes,
    sampling: tuple[int, int],
    counts: bool,
) -> tuple[float, float, Sequence[float]]:
    """Mean, standard error, and the chance that so many comparisons are settled."""
    if ends["worst"][0] == ends["best"][0]:
        return float(ends["worst"][0]), 0.0, ()
    threshold = int(question.arguments.get("threshold", 1))
    parts = _components(nodes, cells, threshold)
    exact = None if parts is None else document.chance(*parts, counts)
    if exact is not None:
        return float(exact["settled"].sum()), 0.0, exact["counts"].tolist()
    draws, seed = sampling
    drawn = question.content.engine().draw(nodes.weights, nodes.chance, seed, 0, draws, threads_of(None))
    shares = document.sampled(drawn >= threshold)["counts"]
    numbers = np.arange(len(shares))
    mean = float(shares @ numbers)
    return mean, math.sqrt(float(shares @ (numbers - mean) ** 2) / draws), shares.tolist()


def _components(
    nodes: Nodes, cells: Mask, threshold: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """The mixture over nodes of the rows that own cells, unfolded; None where there are too many."""
    present = nodes.chance[..., threshold:].sum(axis=-1)
    rows = np.flatnonzero(cells.any(axis=1)).tolist()
    used = [np.flatnonzero(nodes.weights[row]).tolist() for row in rows]
    if math.prod(map(len, used)) > _MOST_COMPONENTS:
        return None
    weights, chances = [], []
    for chosen in product(*used):
        weights.append(math.prod(nodes.weights[row, node] for row, node in zip(rows, chosen, strict=True)))
        filled = np.zeros(cells.shape)
        for row, node in zip(rows, chosen, strict=True):
            filled[row] = present[row, node]
        chances.append(filled)
    return np.array(weights), np.array(chances)


def tried(
    content: Content,
    cells: Mask,
    priors: Sequence[Nodes],
    draws: int,
    seed: int,
    judge: Callable[[Content], Tally],
    now: Tally,
    top: int,
) -> Worth:
    """Each completion where they are few, and that is exact; else the emptiest, the fullest, and draws.

    What is settled now mostly stays settled, and then proves the worst case from below (see `Tally.steady`);
    `top` is proven to be the most that can be settled at all.
    """
    if (every := _every(content, cells)) is not None:
        tallies = possible(content, cells, every, judge)
        expected = tuple(_mean(tallies, _chances(nodes, cells, tallies)) for nodes in priors)
        return ends_of(tallies, None, now, expected, (0.0,) * len(priors))
    tallies = possible(content, cells, (content.lower, content.upper), judge)
    means, errors = [], []
    for nodes in priors:
        drawn = content.engine().draw(nodes.weights, nodes.chance, seed, 0, draws, threads_of(None))
        found = possible(content, cells, list(drawn), judge)
        settled = np.array([one.settled for _, one in found], dtype=float)
        means.append(float(settled.mean()))
        errors.append(float(settled.std(ddof=1) / math.sqrt(draws)))
        tallies += found
    return ends_of(tallies, top, now, tuple(means), tuple(errors))


#: A completion, and what is settled under it.
Tried = tuple[NDArray[np.uint8], Tally]
#: So many completions are tried one by one.
_MOST_TRIED = 64


def ends_of(
    tried: Sequence[Tried],
    top: int | None,
    now: Tally,
    expected: tuple[float, ...],
    error: tuple[float, ...],
) -> Worth:
    """What was found; where all were tried (`top` is None) also what is proven."""
    found = [tally for _, tally in tried]

    def ends(name: str, least: Any, most: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        values = [getattr(one, name) for one in found]
        low, high = min(values), max(values)
        return ((low, low), (high, high)) if top is None else ((least, low), (most, high))

    worst, best = ends("settled", now.settled if now.steady else 0, top)
    worst_certain, best_certain = ends("certain", now.certain if now.steady else 0, top)
    least_width, most_width = ends("width", 0.0, now.width)
    return Worth(worst, best, worst_certain, best_certain, least_width, most_width, expected, error)


def _every(content: Content, cells: Mask) -> list[NDArray[np.uint8]] | None:
    """All that a document may say; None where it is too much."""
    places = np.argwhere(cells).tolist()
    scales = [range(int(content.lower[i, j]), int(content.upper[i, j]) + 1) for i, j in places]
    if math.prod(map(len, scales)) > _MOST_TRIED:
        return None
    every = []
    for depths in product(*scales):
        says = np.array(content.lower)
        says[cells] = depths
        every.append(says)
    return every


def _chances(nodes: Nodes, cells: Mask, tried: Sequence[Tried]) -> NDArray[np.float64]:
    """The chance of each completion, of those that the constraints allow."""
    found = np.ones(len(tried))
    for i in np.flatnonzero(cells.any(axis=1)).tolist():
        areas = np.flatnonzero(cells[i])
        for number, (says, _) in enumerate(tried):
            found[number] *= nodes.weights[i] @ nodes.chance[i][:, areas, says[i, areas]].prod(axis=1)
    total: NDArray[np.float64] = found / found.sum()
    return total


def _mean(tried: Sequence[Tried], chances: NDArray[np.float64]) -> float:
    return float(chances @ [tally.settled for _, tally in tried])


def possible(
    content: Content, cells: Mask, says: Iterable[NDArray[np.uint8]], judge: Callable[[Content], Tally]
) -> list[Tried]:
    """Those completions that the constraints allow, each with what is settled under it."""
    found = []
    for depths in says:
        try:
            found.append((depths, judge(filled(content, cells, depths))))
        except AssumptionError as error:
            if any(fault.code != "infeasible" for fault in error.faults):
                raise
    return found


def filled(content: Content, cells: Mask, depths: NDArray[np.uint8]) -> Content:
    """The content in which a document says these depths."""
    lower, upper = (np.where(cells, depths, end) for end in (content.lower, content.upper))
    return replaced(content, lower, upper, "")


def alike(question: Question) -> Iterator[tuple[int, list[int]]]:
    """Open cells by row; those of one row that no index can tell apart, together."""
    content, cells = question.content, owned(question)
    weights, blocks = content.full_weights(), content.constraints
    tied = bool(blocks.joint or blocks.blocks)
    for i in range(len(content.rows)):
        kinds: dict[tuple[Any, ...], list[int]] = {}
        for j in np.flatnonzero(cells[i]).tolist():
            column = (*content.lower[:, j].tolist(), *content.upper[:, j].tolist(), float(weights[j]))
            kinds.setdefault((column, j if tied else None), []).append(j)
        yield from ((i, columns) for columns in kinds.values())
