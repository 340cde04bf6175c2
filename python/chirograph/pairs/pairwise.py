"""Every pair of a library of programmes: an index packed once and asked in many ways."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from chirograph import _core
from chirograph.base.public import public
from chirograph.catalogue import indicators as catalogue
from chirograph.catalogue.citation import Citation, of_result
from chirograph.cells.content import Content
from chirograph.cells.question import Question
from chirograph.errors import Fault, ParameterError, at_least_one, brief
from chirograph.pairs import work
from chirograph.pairs.filled import FillsArrays
from chirograph.pairs.found import Highest, Reaching
from chirograph.pairs.room import bytes_of_highest, kind_of, require_room
from chirograph.pairs.targets import Block, Square, written

__all__ = ["Pairwise"]

#: Rows and others of a block: 16 MiB in float32.
BLOCK = 2048
#: More others than this are not asked for.
MOST_OTHERS = 2**31


@public
@dataclass(frozen=True, eq=False, repr=False)
class Pairwise(FillsArrays):
    """An index of every pair of a panel of any size, as plain numbers. Made by ``Panel.pairwise``.

    ``Panel.overlap`` explains each pair; this is for libraries of programmes, where there are too many to
    explain. Pairs are counted, not searched: any separable ratio of any cells, and any index of a table where
    every cell is known. All ends are sharp.

    The formula of an index and its source are those of ``cg.describe(key)``. The ends of a ratio f / g of
    sums over areas are those of Dinkelbach, W. (1967), On nonlinear fractional programming, Management
    Science 13, 492-498: every area takes the cells that are best for f - t g, where t is the end.

    Parameters
    ----------
    content : Content
        The cells.
    key : str
        The indicator.
    arguments : mapping
        Its parameters as the engine takes them.
    convention : float
        What 0/0 counts as; NaN leaves such completions out.
    threads : int
        Threads of a call. The digits do not depend on it.
    memory : int or None
        Bytes that a result may take; None: three quarters of what is free.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0], [0, 1, 1]], [[1, 1, 1], [1, 0, 0], [0, 1, 1]], max_depth=1)
    >>> pairs = panel.pairwise("jaccard")
    >>> pairs
    Jaccard (jaccard): 3 programmes, 3 pairs, 3 areas
    >>> lower, upper = pairs.bounds(dtype="float64")
    >>> lower.round(3).tolist(), upper.round(3).tolist()
    ([0.333, 0.333, 0.0], [0.5, 0.667, 0.0])
    """

    content: Content
    key: str
    arguments: Mapping[str, float]
    convention: float = math.nan
    threads: int = 1
    memory: int | None = None
    _packed: _core.Pairs = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "arguments", dict(self.question.arguments))
        engine = self.content.engine()
        object.__setattr__(self, "_packed", _core.Pairs(engine, self.key, self.arguments, self.convention))

    def __reduce__(self) -> tuple[Any, ...]:
        given = (self.content, self.key, self.arguments, self.convention, self.threads, self.memory)
        return Pairwise, given

    @property
    def rows(self) -> tuple[str, ...]:
        """Labels of the programmes."""
        return self.content.rows

    @property
    def directed(self) -> bool:
        """Whether the order of the two programmes of a pair matters."""
        return catalogue.directed(self.key, self.arguments)

    @property
    def question(self) -> Question:
        """What is asked, and of which cells."""
        return Question(self.content, self.key, self.arguments, self.convention)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which every number stands."""
        return self.question.sentences

    def _cited(self) -> Citation:
        return of_result(self.content.data, [self.key], self.content.about)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pairwise):
            return NotImplemented
        return self._asks() == other._asks() and self.content.same(other.content)

    def __hash__(self) -> int:
        return hash((self.key, self.rows, self.content.columns))

    def _asks(self) -> tuple[Any, ...]:
        limits = self.threads, self.memory
        return self.key, self.question.parameters, repr(self.convention), limits

    def __len__(self) -> int:
        return self.count

    def __repr__(self) -> str:
        return self._headline()

    def top_k(
        self, k: int, *, executor: Any = None, shards: int | None = None, progress: bool | None = None
    ) -> Highest:
        """Of every programme the `k` others with the highest guaranteed value, and who else may be one.

        Parameters
        ----------
        k : int
            How many, at least 1.
        executor : optional
            Who does the work: anything with ``submit``, such as a pool of ``concurrent.futures`` or Dask's
            ``Client``. By default this process, with its threads. The digits do not depend on it.
        shards : int, optional
            Into how many parts the work is cut for an executor; by default 64.
        progress : bool, optional
            Whether a bar is shown, see ``Panel.overlap``.

        Returns
        -------
        Highest
            Its arrays are of shape (N, k), the counts of who is possible (N,).

        Raises
        ------
        ParameterError
            When `k` or `shards` is no whole number of at least 1, `executor` has no ``submit``, or the result
            would need more memory than it may.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 1, 0], [0, 1, 1]], max_depth=1)
        >>> panel.pairwise("jaccard").top_k(1)["P3"]
        row  lower  upper  among
        P1   0.333  0.333  certain
        """
        most = min(at_least_one("k", k, "it is a whole number of at least 1", "for example 10"), MOST_OTHERS)
        size = len(self.rows)
        what = f"the {most:,} highest of {size:,} programmes"
        require_room(bytes_of_highest(size, most), what, self.memory, "ask for fewer")
        found = self._asked("top", [("rows", one, {"k": most}) for one in self._stretches(executor, shards)],
                            executor, progress)  # fmt: skip
        names = ("others", "lower", "upper", "certain", "possible")
        whole = {name: np.concatenate([one[name] for one in found]) for name in names}
        return Highest(self.rows, **whole, headline=self._headline(f"the {most} highest of each"),
                       assumptions=self.assumptions)  # fmt: skip

    def threshold(
        self, at: float, *, executor: Any = None, shards: int | None = None, progress: bool | None = None
    ) -> Reaching:
        """Every pair that may reach a value, and which of them do so in every completion.

        Programmes are taken by size, and most pairs that differ too much in it are never counted; nothing
        that reaches the value is left out.

        Parameters
        ----------
        at : float
            The value.
        executor, shards, progress
            As in `top_k`.

        Returns
        -------
        Reaching
            Its arrays are of shape (m,), the pairs (m, 2).

        Raises
        ------
        ParameterError
            When `at` is no finite number, `shards` no whole number of at least 1, or `executor` has no
            ``submit``.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 1, 1], [0, 0, 1]], max_depth=1)
        >>> panel.pairwise("jaccard").threshold(0.5).pairs.tolist()
        [[0, 1]]
        """
        if isinstance(at, bool) or not math.isfinite(at):
            rule = "it is a finite number of the scale of the index"
            raise ParameterError(Fault("", "at", brief(at), rule, "for example 0.8", "parameter"))
        parts = len(self._stretches(executor, shards))
        asked = [("part", part, {"least": float(at), "parts": parts}) for part in range(parts)]
        found = self._asked("reaching", asked, executor, progress)
        pairs = np.concatenate([one["pairs"] for one in found])
        ends = np.concatenate([one["ends"] for one in found])
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        if not self.directed:  # at some parameters only
            order = order[pairs[order, 0] < pairs[order, 1]]
        return Reaching(self.rows, float(at), pairs[order], ends[order, 0], ends[order, 1],
                        self._headline(f"pairs that may reach {at:g}"), self.assumptions)  # fmt: skip

    def blocks(
        self,
        size: int = BLOCK,
        *,
        dtype: DTypeLike = "float32",
        executor: Any = None,
        progress: bool | None = None,
    ) -> Iterator[Block]:
        """Every pair, some rows with some others at a time: what does not fit is looked at piece by piece.

        Parameters
        ----------
        size : int
            Rows, and others, of a block.
        dtype : {"float32", "float64"}
            Type of the numbers.
        executor, progress
            As in `top_k`; two parts for each of the executor's workers are under way at once.

        Returns
        -------
        iterator of Block
            With ``rows`` and ``others`` as slices, and ``lower`` and ``upper``. Row by row of blocks, all of
            the square, so that both orders of a pair are there.

        Raises
        ------
        ParameterError
            When `size` is no whole number of at least 1, the type is another one, or `executor` has no
            ``submit``.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 1, 1], [0, 0, 1]], max_depth=1)
        >>> [(block.rows.start, block.lower.shape) for block in panel.pairwise("jaccard").blocks(2)]
        [(0, (2, 2)), (0, (2, 1)), (2, (1, 2)), (2, (1, 1))]
        """
        return self._blocks(_size(size), kind_of(dtype).name, work.able(executor), progress)

    def write(
        self,
        path: str | os.PathLike[str],
        *,
        size: int = BLOCK,
        dtype: DTypeLike = "float32",
        executor: Any = None,
        progress: bool | None = None,
    ) -> Path:
        """Every pair on disk, block by block: ``.zarr``, two squares, or ``.parquet``, a row for each pair.

        Parameters
        ----------
        path : path
            Where; there must be nothing of that name. It is there once all of it is.
        size, dtype, executor, progress
            As in `blocks`; a block is a chunk of Zarr, and a row group of Parquet.

        Returns
        -------
        Path

        Raises
        ------
        ParameterError
            As `blocks`; also when the ending is another one, or the package that writes it is not installed.
        DataError
            When there is something of that name.

        Examples
        --------
        >>> import tempfile
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 1, 1], [0, 0, 1]], max_depth=1)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     panel.pairwise("jaccard").write(f"{folder}/pairs.parquet").name
        'pairs.parquet'
        """
        size, kind = _size(size), kind_of(dtype).name

        def blocks(square: bool) -> Iterator[Block]:
            return self._blocks(size, kind, executor, progress, square=square)

        return written(path, blocks, Square(self.rows, size, kind, self.directed))

    def _blocks(
        self, size: int, kind: str, executor: Any, progress: bool | None, square: bool = True
    ) -> Iterator[Block]:
        """All of the square, or without what is below its diagonal."""
        steps = [(begin, min(begin + size, len(self.rows))) for begin in range(0, len(self.rows), size)]
        asked = [
            ("rows", rows, {"others": others, "dtype": kind})
            for rows in steps for others in steps if square or others >= rows
        ]  # fmt: skip
        for (_, rows, more), found in zip(asked, self._each("block", asked, executor, progress), strict=True):
            yield Block(slice(*rows), slice(*more["others"]), found["lower"], found["upper"])

    def _headline(self, asked: str = "") -> str:
        size, areas = len(self.rows), len(self.content.columns)
        told = f"{self.question.headline}: {size:,} programmes, {self.count:,} pairs, {areas:,} areas"
        return f"{told}; {asked}" if asked else told

    def _stretches(self, executor: Any, shards: int | None) -> list[tuple[int, int]]:
        count = 1 if executor is None else 64
        if shards is not None:
            count = at_least_one("shards", shards, "it is a whole number of at least 1", "for example 64")
        return work.stretches(len(self.rows), count)

    def _asked(self, what: str, asked: Any, executor: Any, progress: bool | None) -> list[Any]:
        return list(self._each(what, asked, executor, progress))

    def _each(self, what: str, asked: Any, executor: Any, progress: bool | None) -> Iterator[Any]:
        """What is found for each part, in order."""
        parts = [work.Part(what, (at,), {name: one, **more}) for at, (name, one, more) in enumerate(asked)]
        yield from work.run(self._packed, self._cells, parts, self.threads, work.able(executor), progress)

    def _cells(self) -> work.Cells:
        content = self.content
        return work.Cells(content.lower, content.upper, content.full_weights(), content.max_depth, self.key,
                          self.arguments, self.convention)  # fmt: skip


def _size(size: int) -> int:
    return at_least_one("size", size, "it is a whole number of at least 1", f"for example {BLOCK}")
