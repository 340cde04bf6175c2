"""The panel: programmes x areas of depth intervals, each with a reason. The only input of every indicator."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from chirograph import _panel_text
from chirograph._panel_fields import PanelFields
from chirograph.base import frames
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.cells import assume, intervals
from chirograph.cells.constraints import (
    check_feasible,
    check_threshold,
    parse_blocks,
    parse_joint,
    parse_lengths,
)
from chirograph.cells.content import Content
from chirograph.errors import DataError, Fault

if TYPE_CHECKING:
    from chirograph.overlap import Overlap

__all__ = ["Panel"]


@public
class Panel(PanelFields):
    """Programmes x areas of depth intervals, immutable and validated once.

    A cell is the interval of depths that are possible, with a status that says why. A known depth is an
    interval of one depth. NaN, None, empty text, text and fractions are refused: an empty cell has no meaning
    of its own.

    Parameters
    ----------
    lower : (k, n) array-like of int
        Least possible depth of every cell, 0 to `max_depth`; k programmes, n areas. Whole numbers of any
        type, truth values and floats without a fraction are converted to ``uint8``; a C-contiguous ``uint8``
        array is not converted. The engine then copies the cells once into memory of its own, so later changes
        to your array do not reach the panel; `lower` and `upper` of the panel are read-only views of that
        memory without a copy.
    upper : (k, n) array-like of int, optional
        Greatest possible depth; by default every cell is known.
    rows, columns : sequence of str, optional
        Labels, each used once; by default ``P1, P2, ...`` and ``A1, A2, ...``.
    weights : (n,) array-like of float, or mapping of str to float, optional
        Weight of every area, in order or by label, finite, at least 0, not all 0; by default all 1. Those
        above 0 differ by a factor of at most 1e9: a smaller one no longer shows beside the largest.
    max_depth : int
        Top of the scale, 1 to 15. It belongs to the codebook and is never taken from the data.
    status : (k, n) array-like of str, or str, optional
        Why each cell is known or not; one word stands for the reason of every unknown cell. By default
        "stated" and "unknown".
    names : mapping of str to str, optional
        Readable names of row and column labels, used in explanations.
    sources : sequence of str, optional
        One line per programme: what it was read from.

    Raises
    ------
    DataError
        With every cell, weight or label that breaks a rule.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)
    >>> panel.overlap("jaccard")["P1", "P2"]
    P1 and P2, Jaccard: [0.333, 0.667], sharp
    >>> panel.unknown()
    row  column  lower  upper  status
    P1   A4      0      1      unknown
    """

    __slots__ = ()

    def __init__(
        self,
        lower: ArrayLike,
        upper: ArrayLike | None = None,
        *,
        rows: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        weights: ArrayLike | Mapping[str, float] | None = None,
        max_depth: int = 3,
        status: ArrayLike | None = None,
        names: Mapping[str, str] | None = None,
        sources: Sequence[str] = (),
    ) -> None:
        top = intervals.top(max_depth)
        for place, ends in (("lower", lower), ("upper", upper)):
            if frames.is_frame(ends):
                repair = "read frames with Panel.from_frame(lower, upper=upper)"
                raise DataError(Fault("", place, "a frame", "cells are lists or arrays", repair, "shape"))
        first = intervals.as_matrix(lower, "lower")
        row_labels = intervals.labels(rows, first.shape[0], "P", "rows")
        column_labels = intervals.labels(columns, first.shape[1], "A", "columns")
        masked = np.ma.isMaskedArray(lower)
        low = intervals.whole_matrix(first, "lower", row_labels, column_labels, top, masked)
        high = low
        if upper is not None:
            high = intervals.whole_matrix(upper, "upper", row_labels, column_labels, top)
        intervals.check_order(low, high, row_labels, column_labels)
        content = Content(
            lower=low,
            upper=high,
            rows=row_labels,
            columns=column_labels,
            max_depth=top,
            status=intervals.statuses(status, low, high),
            weights=intervals.weights(weights, column_labels),
            origin=("Cells: as given.",),
            names=dict(names or {}),
            sources=intervals.source_lines(sources, len(row_labels)),
        )
        self._fill(content)

    @classmethod
    def _of(cls, content: Content) -> Panel:
        """A panel of content that are checked already."""
        panel = cls.__new__(cls)
        panel._fill(content)
        return panel

    def _fill(self, content: Content) -> None:
        content.engine()
        object.__setattr__(self, "content", content)

    @classmethod
    def from_frame(
        cls,
        frame: object,
        *,
        missing: str | None = None,
        layout: Literal["wide", "long"] = "wide",
        upper: object | None = None,
        rows: str | None = None,
        columns: str | None = None,
        values: str | None = None,
        weights: ArrayLike | Mapping[str, float] | None = None,
        max_depth: int = 3,
    ) -> Panel:
        """A panel from an eager frame (pandas, polars, pyarrow and others), a `Table`, columns or records.

        Parameters
        ----------
        frame : frame, mapping of columns, or list of records
            Wide: one row per programme, one column per area. Long: one row per cell.
        missing : str, optional
            What an empty cell (None, NaN, "") means. "unpublished", "not_retrieved", "partial_list",
            "under_negotiation", "sources_conflict" and "unknown" make it any depth of the scale with that
            reason; "absent" and "not_applicable" make it 0. Without it, empty cells are refused. In a long
            frame, a combination that does not occur is an empty cell. Where one end of a cell is stated, only
            the other one is filled.
        layout : {"wide", "long"}
            Which of the two shapes.
        upper : frame, optional
            Wide only: a second frame of the same shape with the upper ends.
        rows : str, optional
            The column, or the named index, that holds the labels of the programmes. Wide: by default the
            index of a pandas frame when it carries labels, else the first column when it is text. Long: by
            default "row".
        columns : str, optional
            Long only: the column that holds the areas, by default "column".
        values : str, optional
            Long only: the column that holds known depths. By default the columns "lower" and "upper" are
            read, or "depth" when there is no "lower". A column "status" is read when there is one.
        weights : (n,) array-like of float, or mapping of str to float, optional
            Weight of every area, in the order of the columns or by label.
        max_depth : int
            Top of the scale.

        Returns
        -------
        Panel
            Results computed from it give the same kind of frame back from ``to_frame()``.

        Raises
        ------
        DataError
            With every cell that is empty or is not a depth.
        AssumptionError
            When `missing` is not in the vocabulary.

        Examples
        --------
        >>> import chirograph as cg, pandas as pd
        >>> frame = pd.DataFrame({"partner": ["KOR", "JPN"], "A1": [1, 1], "A2": [1, None]})
        >>> cg.Panel.from_frame(frame, missing="unpublished", max_depth=1).unknown()
        row  column  lower  upper  status
        JPN  A2      0      1      text_not_public
        >>> try:
        ...     cg.Panel.from_frame(frame)
        ... except cg.errors.DataError as error:
        ...     print(error.faults[0].place)
        row JPN, column A2
        """
        from chirograph.cells import reading

        top = intervals.top(max_depth)
        names = reading.Names(rows=rows, columns=columns, values=values)
        cells = reading.read(frame, upper, layout, names, missing, top)
        intervals.check_order(cells.lower, cells.upper, cells.rows, cells.columns)
        empty = ("",) * len(cells.rows)
        content = Content(
            cells.lower,
            cells.upper,
            cells.rows,
            cells.columns,
            top,
            cells.status,
            intervals.weights(weights, cells.columns),
            origin=("Cells: as given.", *cells.notes),
            sources=empty,
            frame=cells.kind,
        )
        return cls._of(content)

    def constrain(
        self,
        *,
        list_length: Mapping[str, int | tuple[int, int]] | None = None,
        joint: Iterable[Sequence[Any]] = (),
        at_least_one: Iterable[Sequence[Any]] = (),
        threshold: int = 1,
    ) -> Panel:
        """The panel with more knowledge; bounds can only become narrower.

        Parameters
        ----------
        list_length : mapping, optional
            Programme to its number of areas, ``16``, or to a range, ``(10, 17)``.
        joint : iterable of (area, rows, allowed)
            The depths several programmes may take together in one area: a list of tuples with one depth per
            row, or "same" (equal depths), or "both_or_neither" (all absent or all at least named).
        at_least_one : iterable of (row, areas)
            One of these areas is reached.
        threshold : int
            The depth from which an area counts in `list_length` and `at_least_one`, 1 or more.

        Returns
        -------
        Panel

        Raises
        ------
        UnknownLabel
            When a row or an area does not exist.
        AssumptionError
            When a constraint is malformed or leaves no completion.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0, 0], [1, 1, 0]], [[1, 1, 1], [1, 1, 0]], max_depth=1)
        >>> panel.overlap("jaccard")["P1", "P2"].lower
        0.3333333333333333
        >>> panel.constrain(list_length={"P1": 1}).overlap("jaccard")["P1", "P2"].lower
        0.5
        """
        content = self.content
        check_threshold(threshold, content.max_depth)
        together = content.constraints
        rows, columns = content.spoken(content.rows), content.spoken(content.columns)
        for item in parse_lengths(list_length or {}, rows, threshold):
            together = together.with_length(item)
        together = replace(
            together,
            joint=together.joint + tuple(parse_joint(joint, rows, columns, content.max_depth)),
            blocks=together.blocks + tuple(parse_blocks(at_least_one, rows, columns, threshold)),
        )
        check_feasible(together, content.rows, content.columns, content.lower, content.upper)
        return Panel._of(replace(content, constraints=together))

    def assume(self, *, unpublished: str) -> Panel:
        """The panel under a named reading of its unknown cells; every result then prints it.

        Parameters
        ----------
        unpublished : str
            "absent": every unknown cell takes its lower end. "like:KOR": every unknown cell of the other rows
            may be as deep as KOR's may be (it takes KOR's interval, not KOR's depth, so that the two may
            still differ), cut to what the cell itself allows; a cell that excludes it keeps its own and is
            counted in the assumption line. "unknown": nothing changes.

        Returns
        -------
        Panel

        Raises
        ------
        AssumptionError
            For another word; a prior such as "p:0.5" is refused because bounds need none. Also when the
            reading contradicts a list length.
        UnknownLabel
            When the programme after "like:" is not in the panel.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1)
        >>> panel.assume(unpublished="absent").assumptions[-1]
        'Assumed: unknown cells are absent; 1 unknown cell takes its lower end.'
        """
        content = assume.apply_unpublished(self.content, assume.check_unpublished(unpublished))
        check_feasible(content.constraints, content.rows, content.columns, content.lower, content.upper)
        return Panel._of(content)

    def overlap(
        self, key: str, *, undefined: float = math.nan, threads: int | None = None, **parameters: float | str
    ) -> Overlap:
        """Sharp bounds of an index for every pair of programmes.

        Parameters
        ----------
        key : str
            An indicator of the catalogue, see :func:`chirograph.indicators`.
        undefined : float
            What 0/0 counts as. By default such completions are left out and flagged; a number extends the
            bounds by itself wherever 0/0 is possible.
        threads : int, optional
            Number of threads, by default every processor available. The digits do not depend on it. The
            interpreter lock is released.
        **parameters
            Parameters of the indicator, for example ``threshold=2``, ``alpha=1`` or
            ``weighting="quadratic"``.

        Returns
        -------
        Overlap

        Raises
        ------
        UnknownIndicator
            When the key is not in the catalogue.
        ParameterError
            When a parameter is unknown or outside its range, or the index does not take weights.
        AssumptionError
            When the constraints leave no completion.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard")
        Jaccard (jaccard): what the data allow, 1 pair
        P1  P2  [0.333, 0.667]  sharp
        Cells: as given. Unknown cells (1 of 8): absent or present. No list-length constraint.
        """
        from chirograph.overlap import compute

        return compute(self, key, undefined, threads, parameters)

    def unknown(self) -> Table:
        """The unknown cells: row, column, lower, upper, status. Its length is their number.

        Returns
        -------
        Table

        Examples
        --------
        >>> import chirograph as cg
        >>> len(cg.Panel([[0, 1]], [[3, 1]]).unknown())
        1
        """
        return _panel_text.cells(self.content, only_open=True)

    def __reduce__(self) -> tuple[Any, ...]:
        return Panel._of, (self.content,)

    def __repr__(self) -> str:
        return _panel_text.text(self.content)

    def _repr_html_(self) -> str:
        return _panel_text.markup(self.content)
