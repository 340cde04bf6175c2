"""Parts of the work on many pairs, here or on other machines; taken in their order, whatever ends first."""

from __future__ import annotations

import hashlib
import math
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base.effort import Effort
from chirograph.errors import Fault, ParameterError, brief

__all__ = ["Cells", "Part", "able", "answer", "done", "run", "stretches", "width_of"]


@dataclass(frozen=True, slots=True)
class Cells:
    """All that a worker needs: the cells and the index. Small against what it makes of them.

    Parameters
    ----------
    lower, upper : (k, n) uint8
        Ends of every cell.
    weights : (n,) float64
        Weights of the areas.
    max_depth : int
        Top of the scale.
    key : str
        The indicator.
    arguments : mapping
        Its parameters as the engine takes them.
    convention : float
        What 0/0 counts as; NaN leaves such completions out.
    """

    lower: NDArray[np.uint8]
    upper: NDArray[np.uint8]
    weights: NDArray[np.float64]
    max_depth: int
    key: str
    arguments: Mapping[str, float]
    convention: float
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        told = repr((self.key, sorted(self.arguments.items()), self.convention, self.max_depth))
        digest = hashlib.sha256(told.encode())
        for array in (self.lower, self.upper, self.weights):
            digest.update(repr(array.shape).encode())
            digest.update(np.ascontiguousarray(array).data)
        object.__setattr__(self, "digest", digest.hexdigest())

    def packed(self) -> _core.Pairs:
        """The same, ready to be counted."""
        panel = _core.Panel(
            np.ascontiguousarray(self.lower),
            np.ascontiguousarray(self.upper),
            np.ascontiguousarray(self.weights),
            self.max_depth,
        )
        return _core.Pairs(panel, self.key, dict(self.arguments), self.convention)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the work: what is asked, and of which rows.

    Parameters
    ----------
    what : {"top", "reaching", "block"}
        What is asked.
    place : tuple of int
        Its number among the parts, by which a scheduler tells it apart.
    given : mapping
        Arguments of the engine's function.
    """

    what: str
    place: tuple[int, ...]
    given: Mapping[str, Any]


# What a worker has packed, for the next part of the same cells. Threads of one pool pack it once.
_kept: dict[str, _core.Pairs] = {}
_guard = threading.Lock()


def done(cells: Cells, part: Part, threads: int = 1) -> Any:
    """What one part asks for, by whoever has the cells.

    Examples
    --------
    >>> import numpy as np
    >>> depths = np.array([[1, 0], [1, 1]], dtype=np.uint8)
    >>> cells = Cells(depths, depths, np.ones(2), 1, "jaccard", {}, float("nan"))
    >>> done(cells, Part("top", (0,), {"rows": (0, 2), "k": 1}))["others"].tolist()
    [[1], [0]]
    """
    with _guard:
        packed = _kept.get(cells.digest)
        if packed is None:
            packed = cells.packed()
            _kept.clear()
            _kept[cells.digest] = packed
    return answer(packed, part, threads)


def answer(pairs: _core.Pairs, part: Part, threads: int, told: Any = None) -> Any:
    """What one part asks for."""
    given = dict(part.given)
    if part.what == "top":
        return pairs.top(threads=threads, progress=told, **given)
    if part.what == "reaching":
        return pairs.reaching(threads=threads, progress=told, **given)
    rows, others = given["rows"], given["others"]
    shape = (rows[1] - rows[0], others[1] - others[0])
    lower = np.empty(shape, dtype=given["dtype"])
    upper = None if pairs.values else np.empty(shape, dtype=given["dtype"])
    pairs.block(rows, others, lower, upper, threads, told)
    return {"lower": lower, "upper": lower if upper is None else upper}


def run(
    packed: _core.Pairs,
    cells: Callable[[], Cells],
    parts: Sequence[Part],
    threads: int,
    executor: Any,
    progress: bool | None,
) -> Iterator[Any]:
    """What is found for each part, in the order of the parts, here or by an executor.

    Parameters
    ----------
    packed : Pairs
        The cells, for work that is done here.
    cells : callable
        Makes the cells, for work that is done elsewhere.
    parts : sequence of Part
        The work.
    threads : int
        Of work that is done here.
    executor : optional
        Anything with ``submit(function, *arguments)`` that gives something with ``result()``. Where it can
        ``scatter``, as Dask's client, the cells are sent once, as the result of a task. Two parts for each
        worker are on the way at once.
    progress : bool or None
        Whether a bar is shown.
    """
    single = executor is None and len(parts) == 1
    with Effort.of(None, None, progress, whose="a call").bar("row" if single else "part") as told:
        found = (
            (answer(packed, part, threads, told if single else None) for part in parts)
            if executor is None
            else _elsewhere(cells(), parts, executor)
        )
        for at, one in enumerate(found):
            yield one
            if told and not single:
                told(at + 1, len(parts))


def _elsewhere(cells: Any, parts: Sequence[Part], executor: Any) -> Iterator[Any]:
    if hasattr(executor, "scatter"):
        # What a task gives is made again where all who had it are lost; what is scattered is not.
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")
            cells = executor.submit(_as_sent, cells, pure=False)
    width = 2 * width_of(executor)
    waiting: deque[Any] = deque()
    try:
        for part in parts:
            waiting.append(executor.submit(done, cells, part))
            if len(waiting) >= width:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:  # where one fails, or nobody wants more
        for left in waiting:
            if hasattr(left, "cancel"):
                left.cancel()


def _as_sent(cells: Cells) -> Cells:
    return cells


def able(executor: Any) -> Any:
    """An executor, or None for none.

    Raises
    ------
    ParameterError
        When it has no ``submit``.

    Examples
    --------
    >>> able(None)
    """
    if executor is not None and not callable(getattr(executor, "submit", None)):
        rule, repair = "it has a method submit", "for example a pool of concurrent.futures, or Dask's Client"
        raise ParameterError(Fault("", "executor", brief(executor), rule, repair, "parameter"))
    return executor


def width_of(executor: Any) -> int:
    """How many parts it does at once; 8 where it does not say.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(3) as pool:
    ...     width_of(pool)
    3
    """
    if hasattr(executor, "nthreads"):
        return max(1, int(sum(executor.nthreads().values())))
    return int(getattr(executor, "_max_workers", 8))


def stretches(size: int, parts: int) -> list[tuple[int, int]]:
    """So many parts of rows, as even as they can be.

    Examples
    --------
    >>> stretches(10, 3)
    [(0, 4), (4, 8), (8, 10)]
    """
    step = max(1, math.ceil(size / parts))
    return [(begin, min(size, begin + step)) for begin in range(0, size, step)]
