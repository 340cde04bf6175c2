"""Every pair of a library as an array: values, or both bounds."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray

from chirograph import _core
from chirograph.base.effort import Effort
from chirograph.cells.content import Content
from chirograph.errors import Fault, ParameterError, brief
from chirograph.pairs.room import fitting, kind_of, require_room

__all__ = ["FillsArrays"]

Form = Literal["condensed", "square"]


class FillsArrays:
    """What an index of every pair writes into arrays."""

    __slots__ = ()
    content: Content
    threads: int
    memory: int | None
    _packed: _core.Pairs

    @property
    def directed(self) -> bool:
        """Whether the order of the two programmes of a pair matters."""
        raise NotImplementedError

    @property
    def known(self) -> bool:
        """Whether every cell is known, so that both ends are the value."""
        return bool(self._packed.values)

    @property
    def count(self) -> int:
        """How many pairs there are."""
        size = len(self.content.rows)
        return size * (size - 1) // (1 if self.directed else 2)

    def values(
        self,
        out: NDArray[Any] | None = None,
        *,
        dtype: DTypeLike = "float32",
        form: Form = "condensed",
        progress: bool | None = None,
    ) -> NDArray[Any]:
        """The value of every pair, where every cell is known.

        Parameters
        ----------
        out : array, optional
            Where to write: in one piece, of the shape and one of the types below. It is given back. An array
            of ``numpy.memmap`` is written on disk.
        dtype : {"float32", "float64"}
            The type of the result, where `out` is not given. In float32 each value is the nearest one.
        form : {"condensed", "square"}
            ``(N (N - 1) / 2,)`` in the order of SciPy's ``pdist``, or ``(N, N)``. Where the order of the two
            matters only the square has all.
        progress : bool, optional
            Whether a bar is shown, see ``Panel.overlap``.

        Returns
        -------
        ndarray
            NaN where the index is 0/0 and ``undefined=`` was not given.

        Raises
        ------
        ParameterError
            When a cell is not known, `out` does not fit, or the result would need more memory than it may.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 1, 0], [1, 0, 0], [0, 1, 1]], max_depth=1).pairwise("jaccard").values().round(2)
        array([0.5 , 0.33, 0.  ], dtype=float32)
        """
        if not self.known:
            open_cells = int(np.count_nonzero(self.content.open))
            rule, repair = "values need every cell known", "ask for bounds(), or assume() a reading first"
            raise ParameterError(Fault("", "values", f"{open_cells} open cells", rule, repair, "parameter"))
        return self._written((out,), dtype, form, progress, both=False)[0]

    def bounds(
        self,
        out: tuple[NDArray[Any], NDArray[Any]] | None = None,
        *,
        dtype: DTypeLike = "float32",
        form: Form = "condensed",
        progress: bool | None = None,
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Least and greatest value of every pair over all that the unknown cells may be; both are attained.

        Parameters
        ----------
        out : pair of arrays, optional
            Where to write the two, each as in `values`.
        dtype, form, progress
            As in `values`.

        Returns
        -------
        lower, upper : ndarray
            NaN where the index is 0/0 in every completion and ``undefined=`` was not given.

        Raises
        ------
        ParameterError
            As `values`, but that cells may be open.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1)
        >>> [ends.tolist() for ends in panel.pairwise("jaccard").bounds()]
        [[0.5], [1.0]]
        """
        given = (None, None) if out is None else tuple(out)
        if len(given) != 2:
            rule = "it is two arrays, for the lower and the upper ends"
            raise ParameterError(Fault("", "out", f"{len(given)} arrays", rule, "", "shape"))
        lower, upper = self._written(given, dtype, form, progress, both=True)
        return lower, upper

    def _written(
        self, given: tuple[Any, ...], dtype: DTypeLike, form: str, progress: bool | None, both: bool
    ) -> list[NDArray[Any]]:
        """Arrays of the caller, or new ones, filled."""
        size = len(self.content.rows)
        if form not in ("condensed", "square"):
            rule = 'it is "condensed" or "square"'
            raise ParameterError(Fault("", "form", brief(form), rule, "", "parameter"))
        if form == "condensed" and self.directed:
            rule, repair = "the order of the two matters to this index", 'ask for form="square"'
            raise ParameterError(Fault("", "form", "condensed", rule, repair, "parameter"))
        shape = (size, size) if form == "square" else (self.count,)
        kind = kind_of(dtype)
        new = sum(one is None for one in given)
        if new:
            needed = new * kind.itemsize * math.prod(shape)
            repair = "take top_k(), threshold(), blocks() or write(), or give out= a numpy.memmap"
            require_room(needed, f"{form} {kind.name} of {size:,} programmes", self.memory, repair)
        arrays = [np.empty(shape, kind) if one is None else fitting(one, shape) for one in given]
        if both and np.shares_memory(arrays[0], arrays[1]):
            rule = "each end has an array of its own"
            raise ParameterError(Fault("", "out", "one array for both", rule, "", "shape"))
        if len({array.dtype for array in arrays}) > 1:
            raise ParameterError(Fault("", "out", "two types", "both arrays are of one type", "", "shape"))
        lower, upper = arrays[0], arrays[1] if both else None
        with Effort.of(None, None, progress, whose="a call").bar("row") as told:
            if form == "square":
                self._packed.block((0, size), (0, size), lower, upper, self.threads, told)
            else:
                self._packed.condensed((0, size), lower, upper, self.threads, told)
        return arrays
