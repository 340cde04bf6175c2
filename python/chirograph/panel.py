"""The panel: programmes x areas of depth intervals, each with a reason. The only input of every indicator."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chirograph.base import frames
from chirograph.base.effort import Effort
from chirograph.base.public import public
from chirograph.base.single import refuse
from chirograph.base.table import Table
from chirograph.base.told import Stored
from chirograph.catalogue.citation import Citation, of_result
from chirograph.cells import assume, described, intervals, kinds, labels, part, reading, screen, stored
from chirograph.cells.constrain import (
    check_threshold,
    parse_blocks,
    parse_common,
    parse_joint,
    parse_lengths,
)
from chirograph.cells.constraints import Constraints
from chirograph.cells.content import Content
from chirograph.cells.refusal import raise_all
from chirograph.cells.shared import shared
from chirograph.cells.written import Missing
from chirograph.errors import DataError, Fault
from chirograph.findings.asked import AsksCells
from chirograph.learning.informed import Informed
from chirograph.pairs.asked import AsksPairs
from chirograph.planning.planned import PlansCells

if TYPE_CHECKING:
    from chirograph.overlap import Overlap

__all__ = ["Panel"]


@public
class Panel(Informed, AsksCells, AsksPairs, PlansCells, Stored):
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
    max_depth : int, or (n,) sequence or mapping of str to int
        Top of the scale, 1 to 15: one for all areas, or one for each. It belongs to the codebook and is never
        taken from the data. Indices that compare depths need one scale for all areas.
    nominal : sequence of str, or mapping of str to sequence of str, optional
        Areas whose codes are kinds without an order, such as forms of tribunal; or such areas, each with the
        words of its kinds, of which the first, code 0, is "none". A cell is one kind, any (0 to the last), or
        any but none (1 to the last). Indices that need an order refuse.
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

    __slots__ = ("content",)
    content: Content

    def __init__(
        self,
        lower: ArrayLike,
        upper: ArrayLike | None = None,
        *,
        rows: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        weights: ArrayLike | Mapping[str, float] | None = None,
        max_depth: int | ArrayLike | Mapping[str, int] = 3,
        nominal: Sequence[Any] | Mapping[Any, Sequence[str]] | None = None,
        status: ArrayLike | None = None,
        names: Mapping[str, str] | None = None,
        sources: Sequence[str] = (),
    ) -> None:
        for place, ends in (("lower", lower), ("upper", upper)):
            if frames.is_frame(ends):
                repair = "read frames with Panel.from_frame(lower, upper=upper)"
                raise DataError(Fault("", place, "a frame", "cells are lists or arrays", repair, "shape"))
        first = intervals.as_matrix(lower, "lower")
        row_labels = labels.labels(rows, first.shape[0], "P", "rows")
        column_labels = labels.labels(columns, first.shape[1], "A", "columns")
        named = kinds.of(nominal, column_labels)
        tops = intervals.tops(max_depth, column_labels, named)
        masked = np.ma.isMaskedArray(lower)
        low = intervals.whole_matrix(first, "lower", row_labels, column_labels, tops, masked)
        high = low
        if upper is not None:
            high = intervals.whole_matrix(upper, "upper", row_labels, column_labels, tops)
        intervals.check_order(low, high, row_labels, column_labels)
        raise_all(kinds.faults(low, high, row_labels, column_labels, tops, named))
        content = Content(
            low,
            high,
            row_labels,
            column_labels,
            int(tops.max()),
            status=described.statuses(status, low, high),
            weights=described.weights(weights, column_labels),
            origin=("Cells: as given.",),
            names=described.names(names, (*row_labels, *column_labels)),
            sources=described.source_lines(sources, len(row_labels)),
            scales=() if len(set(tops.tolist())) == 1 else tuple(tops.tolist()),
            kinds=named,
        )
        self._fill(content)

    @classmethod
    def _of(cls, content: Content) -> Panel:
        """A panel of content that is checked already."""
        panel = cls.__new__(cls)
        panel._fill(content)
        return panel

    def _fill(self, content: Content) -> None:
        content.engine()  # checks the cells now and not at the first question
        object.__setattr__(self, "content", content)

    @property
    def lower(self) -> NDArray[np.uint8]:
        """Least possible depths, (k, n), read-only, without a copy."""
        return self.content.lower

    @property
    def upper(self) -> NDArray[np.uint8]:
        """Greatest possible depths, (k, n), read-only, without a copy."""
        return self.content.upper

    @property
    def weights(self) -> NDArray[np.float64]:
        """Weights of the areas, (n,), read-only, without a copy."""
        return self.content.engine().weights

    @property
    def rows(self) -> tuple[str, ...]:
        """Labels of the programmes."""
        return self.content.rows

    @property
    def columns(self) -> tuple[str, ...]:
        """Labels of the areas."""
        return self.content.columns

    @property
    def names(self) -> dict[str, str]:
        """Readable names of labels, where known."""
        return dict(self.content.names)

    @property
    def max_depth(self) -> int:
        """Top of the scale."""
        return self.content.max_depth

    @property
    def nominal(self) -> dict[str, tuple[str, ...]]:
        """Areas that hold kinds, each with its words, or with none."""
        return dict(self.content.kinds)

    @property
    def status(self) -> NDArray[np.str_]:
        """Why each cell is known or not, (k, n), read-only."""
        return self.content.status

    @property
    def status_labels(self) -> dict[str, str]:
        """Short words for the statuses."""
        return dict(self.content.labels)

    @property
    def constraints(self) -> Constraints:
        """What is known beyond the single cell."""
        return self.content.constraints

    @property
    def sources(self) -> tuple[str, ...]:
        """One line per programme: what it was read from; empty when not said."""
        return self.content.sources

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which every result of this panel stands."""
        return self.content.sentences()

    @classmethod
    def from_frame(
        cls,
        frame: object,
        *,
        areas: Sequence[object] | None = None,
        missing: str | Mapping[Any, str] | None = None,
        layout: Literal["wide", "long"] = "wide",
        upper: object | None = None,
        rows: str | None = None,
        columns: str | None = None,
        values: str | None = None,
        weights: ArrayLike | Mapping[str, float] | None = None,
        max_depth: int | ArrayLike | Mapping[str, int] = 3,
        nominal: Sequence[Any] | Mapping[Any, Sequence[str]] | None = None,
    ) -> Panel:
        """A panel from an eager frame (pandas, polars, pyarrow and others), a `Table`, columns or records.

        Parameters
        ----------
        frame : frame, mapping of columns, or list of records
            Wide: one row per programme, one column per area. Long: one row per cell. A cell is a whole
            number, or text such as ``2``, ``1-2``, ``1..2``, ``>=1``, ``<=1``.
        areas : sequence of str, optional
            The columns that are areas; by default all but the labels. ``"X*"`` stands for every column that
            fits, ``"first..last"`` for all from one to another. A column that only counts the rows is refused
            unless it is named here.
        missing : str, or mapping of str or int to str, optional
            What a cell without a depth means. "unpublished", "not_retrieved", "partial_list",
            "under_negotiation", "sources_conflict" and "unknown" make it any depth of the scale with that
            reason; "absent" and "not_applicable" make it 0. One word stands for empty cells (None, NaN, "")
            and for marks such as "?" and "n/a"; a mapping gives each code its word, as in
            ``{"?": "unpublished", -9: "absent", None: "not_retrieved"}``. Without it, such cells are refused.
            In a long frame, a combination that does not occur is an empty cell. Where one end of a cell is
            stated, only the other one is filled.
        layout : {"wide", "long"}
            Which of the two shapes.
        upper : frame, optional
            Wide only: a second frame with the same labels, in any order, and the upper ends.
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
        max_depth : int, or (n,) sequence or mapping of str to int
            Top of the scale, one for all areas or one for each.
        nominal : sequence of str, or mapping of str to sequence of str, optional
            Areas that hold kinds without an order, as in :class:`Panel`; cells may be written as their words.

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
        >>> frame = pd.DataFrame({"p": ["a", "b"], "form": ["court", "?"]})
        >>> words = {"form": ["none", "court", "arbitration"]}
        >>> cg.Panel.from_frame(frame, missing="unknown", nominal=words).overlap("simple_matching")["a", "b"]
        a and b, Simple matching: [0.000, 1.000], sharp
        """
        names = reading.Names(rows=rows, columns=columns, values=values)
        chosen = areas if areas is None else tuple(areas)
        form = reading.Form(Missing.of(missing), max_depth, chosen, nominal)
        content = reading.read(frame, upper, layout, names, form)
        return cls._of(replace(content, weights=described.weights(weights, content.columns)))

    def constrain(
        self,
        *,
        list_length: Mapping[str, int | tuple[int, int]] | None = None,
        joint: Iterable[Sequence[Any]] = (),
        at_least_one: Iterable[Sequence[Any]] = (),
        common: Iterable[Sequence[Any]] = (),
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
        common : iterable of (rows, least), (rows, least, greatest) or (rows, least, greatest, areas)
            At least so many areas are common to all of these programmes, and at most so many (None: any
            number); of all areas, or of those named. Every pair of them is narrowed, and every pair with one
            of them. Ends are sharp where the other programmes of the group are free to follow. They are outer
            where a list or a joint domain of another one may forbid more than the pair alone shows.
        threshold : int
            The depth from which an area counts in `list_length`, `at_least_one` and `common`, 1 or more.

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
        >>> three = cg.Panel([[1, 0, 0], [1, 0, 0], [1, 0, 0]], [[1, 1, 0]] * 3, max_depth=1)
        >>> three.overlap("jaccard")["P1", "P2"].lower
        0.5
        >>> both = three.constrain(common=[(["P1", "P2", "P3"], 2)])
        >>> both.overlap("jaccard")["P1", "P2"].lower
        1.0
        >>> both.assumptions[-1]
        'At least 2 areas are common to P1, P2 and P3.'
        """
        content = self.content
        check_threshold(threshold, content.max_depth, content.kinds)
        together = content.constraints
        rows, columns = content.spoken(content.rows), content.spoken(content.columns)
        for item in parse_lengths(list_length or {}, rows, threshold):
            together = together.with_length(item)
        together = replace(
            together,
            joint=together.joint + tuple(parse_joint(joint, rows, columns, content.max_depth)),
            blocks=together.blocks + tuple(parse_blocks(at_least_one, rows, columns, threshold)),
            common=together.common + tuple(parse_common(common, rows, columns, threshold)),
        )
        return Panel._of(replace(content, constraints=together).feasible())

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
        return Panel._of(assume.apply_unpublished(self.content, unpublished).feasible())

    def overlap(
        self,
        key: str,
        *,
        undefined: float = math.nan,
        threads: int | None = None,
        budget: int | None = None,
        time_limit: float | None = None,
        progress: bool | None = None,
        between: tuple[Any, Any] | None = None,
        **parameters: float | str,
    ) -> Overlap:
        """Bounds of an index for every pair of programmes, sharp wherever the budget is enough.

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
        budget : int, optional
            Steps of search that one pair may take, some nanoseconds each. By default all pairs share 10^9 of
            them: each gets the same, at most 2 * 10^8, and what some do not take goes to those still open.
            What is not proven by then stays open between the best completion found and a certified bound,
            see ``Overlap.gap``. A larger budget never gives a wider range.
        time_limit : float, optional
            Seconds after which every search ends with what it has. The ends hold all the same, but which of
            them are open then depends on the machine; ``Overlap.cut`` says so.
        progress : bool, optional
            Whether a bar shows how many pairs are done once that takes more than two seconds. By default
            where it can be seen: in a terminal or a notebook.
        between : pair of rows, optional
            Two groups of programmes, each as in ``panel[rows]``: only pairs of one of the first with one of
            the second are computed. By default every pair.
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
            When a parameter or the budget is unknown or outside its range, the index does not take weights,
            or the result would need more than three quarters of the memory that is free: see `pairwise`.
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

        effort = Effort.of(budget, time_limit, progress, whose="a pair")
        return compute(self, key, undefined, threads, effort, between, parameters)

    def shared(self, first: Any, second: Any, *, threshold: int = 1) -> Table:
        """What two programmes have in common, area by area: in both, in one alone, in neither, or open.

        Each area is taken by itself: constraints that tie areas may leave fewer answers than are told.

        Parameters
        ----------
        first, second : label
            Two programmes.
        threshold : int, keyword-only
            The depth from which an area is had, 1 or more.

        Returns
        -------
        Table
            Columns area, name, certain (the one answer that is possible, or "open"), possible (every answer
            that the cells allow), the cells of either programme, and why a cell that decides is open.

        Raises
        ------
        UnknownLabel
            When a label is not a programme, with near names.
        AssumptionError
            When the threshold is not on the scale.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> panel.shared("P1", "P2")["certain"]
        ('both', 'only P1', 'open')
        >>> panel.shared("P1", "P2")["possible"][2]
        'only P1, neither'
        """
        content = self.content
        check_threshold(threshold, content.max_depth, content.kinds)
        rows = labels.matched([first, second], content.spoken(content.rows), "shared", "this programme")
        one, other = map(content.rows.index, rows)
        return shared(content, one, other, threshold)

    def unknown(self) -> Table:
        """The unknown cells: row, column, lower, upper, status. Its length is their number.

        Where areas hold kinds, a column more has the cells as they are printed.

        Returns
        -------
        Table

        Examples
        --------
        >>> import chirograph as cg
        >>> len(cg.Panel([[0, 1]], [[3, 1]]).unknown())
        1
        """
        return stored.listed(self.content, only_open=True)

    def to_frame(self) -> Any:
        """Every cell in long form: row, column, lower, upper, status.

        Returns
        -------
        frame
            The kind of frame the panel was read from; else pandas when it is installed, else a `Table`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1)
        >>> list(panel.to_frame()["status"])
        ['stated', 'unknown', 'stated', 'stated']
        """
        return frames.build(stored.listed(self.content).to_dict(), self.content.frame)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and numbers, in a stable order, from which `from_dict` makes the same panel.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1)
        >>> panel.to_dict()["upper"]
        [[1, 1], [1, 1]]
        """
        return stored.told(self.content)

    @classmethod
    def _read(cls, given: Mapping[str, Any]) -> Panel:
        parts = stored.parts(given)
        return cls._of(stored.completed(cls(**parts).content, given))

    def describe(
        self,
        *,
        title: str | None = None,
        authors: str | None = None,
        as_of: str | None = None,
        licence: str | None = None,
        sources: Sequence[str] | None = None,
    ) -> Panel:
        """The same panel with what is to be said of it: printed, told by `to_dict`, and cited.

        Parameters
        ----------
        title, authors, licence : str, optional
            One line each. What is left out stays as it is.
        as_of : str, optional
            The day the cells hold for: ``2026``, ``2026-02`` or ``2026-02-01``.
        sources : sequence of str, optional
            One line per programme: what it was read from.

        Returns
        -------
        Panel

        Raises
        ------
        DataError
            When a text is empty or has signs that nobody sees, or there is no line for each programme.
        AssumptionError
            When `as_of` is no date.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0], [1, 1]], max_depth=1).describe(title="Two lists", authors="Kim, J.")
        >>> print(panel.cite().data)
        Two lists
        """
        told = {"title": title, "authors": authors, "as_of": as_of, "licence": licence}
        about = stored.about({name: text for name, text in told.items() if text is not None})
        lines = self.sources if sources is None else described.source_lines(sources, len(self.rows))
        return Panel._of(replace(self.content, about={**self.content.about, **about}, sources=lines))

    def cite(self) -> Citation:
        """How to cite the software, the dataset the cells come from, and what `describe` was told.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1]]).describe(title="A list", as_of="2026").cite().apa.splitlines()[1]
        'A list (2026) [Data set].'
        """
        return self._cited()

    def __getitem__(self, key: Any) -> Panel:
        """Some programmes, ``panel["KOR"]``, or some areas of some programmes, ``panel[["KOR", "JPN"], 3:]``.

        Each of the two is a label, a list of labels, a list of truth values (one for each), or a slice of
        numbers. What constraints say of the cells that are left is kept; a list length becomes the range that
        the areas left out allow.

        Raises
        ------
        UnknownLabel
            When a label is not a row or an area, with near names.
        ParameterError
            When something else is asked for, a label twice, or nothing.
        """
        return Panel._of(part.of(self.content, key))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[str]:
        """The labels of the programmes."""
        return iter(self.rows)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        refuse("an array", "take panel.lower and panel.upper")

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.rows)

    def _cited(self) -> Citation:
        return of_result(self.content.data, (), self.content.about)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Panel is immutable; constrain() and assume() return a new one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Panel is immutable")

    def __eq__(self, other: object) -> bool:
        return self.content.same(other.content) if isinstance(other, Panel) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.rows, self.columns, self.max_depth, self.lower.tobytes(), self.upper.tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:
        return Panel._of, (self.content,)

    def __repr__(self) -> str:
        return screen.text(self.content)

    def _repr_html_(self) -> str:
        return screen.page(self.content)
