"""The pairs of a result, and their ends in the shapes that other libraries take."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from chirograph.base import frames
from chirograph.base.convert import needed
from chirograph.base.single import TwoEnds
from chirograph.catalogue import indicators as catalogue
from chirograph.cells.content import Content
from chirograph.cells.question import Question
from chirograph.errors import Fault, ParameterError, brief
from chirograph.ranks.square import Square, asked, listed

__all__ = ["Shapes"]

_ENDS = ("lower", "upper")
#: What an edge of a graph and a cell of a cube carry.
_CARRIED = ("lower", "upper", "inner_lower", "inner_upper", "sharp", "undefined")


class Shapes(TwoEnds):
    """What `Overlap` gives to other libraries: always one end or all of them, never a value between."""

    key: str
    parameters: Mapping[str, Any]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    undefined: NDArray[np.uint8]
    convention: float
    between: tuple[tuple[str, ...], tuple[str, ...]] | None
    _arguments: Mapping[str, float]

    @property
    def _content(self) -> Content:
        """The cells."""
        raise NotImplementedError

    def _columns(self) -> dict[str, NDArray[Any]]:
        """One row per pair."""
        raise NotImplementedError

    @property
    def question(self) -> Question:
        """What was asked, and of which cells."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """The indicator's name in words."""
        return str(catalogue.row_of(self.key)["title"])

    @property
    def rows(self) -> tuple[str, ...]:
        """Labels of the programmes."""
        return self._content.rows

    @property
    def directed(self) -> bool:
        """Whether the order of the two programmes matters."""
        return catalogue.directed(self.key, self._arguments)

    @property
    def range(self) -> tuple[float, float]:
        """Ends of the indicator's own range."""
        row = catalogue.row_of(self.key)
        return float(row["low"]), float(row["high"])

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which the bounds hold."""
        return self.question.sentences

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs listed: each unordered pair once, or both orders when the index is directed.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> panel.overlap("jaccard").pairs(), panel.overlap("containment").pairs()
        ((('P1', 'P2'),), (('P1', 'P2'), ('P2', 'P1')))
        """
        labels = self.rows
        return tuple((labels[i], labels[j]) for i, j in zip(*self._positions(), strict=True))

    @property
    def _places(self) -> tuple[tuple[int, int], ...]:
        """Rows of the pairs listed."""
        i, j = self._positions()
        return tuple(zip(i.tolist(), j.tolist(), strict=True))

    @property
    def count(self) -> int:
        """Number of pairs listed."""
        if self.between is not None:
            return len(self._listed)
        ordered = len(self.rows) * (len(self.rows) - 1)
        return ordered if self.directed else ordered // 2

    @property
    def _groups(self) -> list[Sequence[int]]:
        """The numbers of the rows of which pairs were asked for, with those of the others."""
        if self.between is None:
            return [range(len(self.rows))] * 2
        return [[self.rows.index(label) for label in group] for group in self.between]

    @property
    def _listed(self) -> list[tuple[int, int]]:
        """The pairs between two groups."""
        return listed(self._groups, self.directed)

    def _positions(self, most: int | None = None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows and columns of the pairs listed, or of the first ones."""
        size = len(self.rows)
        if most is None and self.between is None:
            square = np.ones((size, size), dtype=bool)
            i, j = np.nonzero(square & ~np.eye(size, dtype=bool) if self.directed else np.triu(square, 1))
            return i, j
        pairs: Iterable[tuple[int, int]] = (
            self._listed
            if self.between is not None
            else ((i, j) for i in range(size) for j in range(0 if self.directed else i + 1, size) if i != j)
        )
        first = np.array(list(islice(pairs, most)), dtype=np.intp).reshape(-1, 2)
        return first[:, 0], first[:, 1]

    @property
    def _square(self) -> Square:
        """The ends of the pairs, and which were asked for."""
        pairs = asked(self._groups, len(self.rows), self.directed)
        always = (self.undefined == 0) | (not math.isnan(self.convention))
        return Square(self.rows, self.lower, self.upper, always, pairs)

    def matrix(self, end: Literal["lower", "upper"]) -> Any:
        """One end of every pair as a labelled square: a row and a column for each programme.

        Where the order matters, the row is the first of the pair. On the diagonal, a programme with itself;
        NaN where no completion has a value. Of a result of two groups, the first ones by the second ones.

        Parameters
        ----------
        end : {"lower", "upper"}
            Which end; where it is open, its certified bound.

        Returns
        -------
        frame
            The kind of frame the panel was read from; else pandas when it is installed, else a `Table`. In
            pandas the labels are the index, elsewhere the first column, "row".

        Raises
        ------
        ParameterError
            When `end` is another word.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> float(panel.overlap("jaccard").matrix("upper").loc["P1", "P2"])
        0.5
        """
        first, second = self.between or (self.rows, self.rows)
        at = np.ix_([self.rows.index(label) for label in first], [self.rows.index(label) for label in second])
        values = self._end(end)[at]
        head = "row"
        while head in second:
            head += "_"
        columns: dict[str, Any] = {head: list(first)}
        columns |= {label: values[:, j] for j, label in enumerate(second)}
        made = frames.build(columns, self._content.frame)
        if type(made).__module__.split(".")[0] != "pandas":
            return made
        return made.set_index(head).rename_axis(None)

    def condensed(
        self, end: Literal["lower", "upper"], *, of: Literal["distance", "similarity"]
    ) -> NDArray[np.float64]:
        """One end of every pair as SciPy lists them: (1, 2), (1, 3), ..., (2, 3), ...

        Parameters
        ----------
        end : {"lower", "upper"}
            Which end; of a distance, the lower one belongs to the highest similarity.
        of : {"distance", "similarity"}
            The index itself, or 1 less the index, which clustering takes. Distances of ends are ends of the
            distance; one clustering of each does not show every clustering between.

        Returns
        -------
        (k * (k - 1) / 2,) float64

        Raises
        ------
        ParameterError
            When the order of the pair matters, when only some pairs were asked for, or when a pair is 0/0 in
            every completion: say with ``panel.overlap(..., undefined=...)`` what that counts as.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1], [1, 0], [0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").condensed("upper", of="distance").tolist()
        [0.5, 0.5, 1.0]
        """
        if of not in ("distance", "similarity"):
            rule, repair = "it is 'distance' or 'similarity'", "clustering takes distances"
            raise ParameterError(Fault("", "of", brief(of), rule, repair, "parameter"))
        far = of == "distance"
        values = self._end(end if not far else _ENDS[1 - _ENDS.index(end)] if end in _ENDS else end)
        pairs = values[np.triu_indices(len(self.rows), 1)]
        faults = []
        if self.directed:
            rule, repair = "SciPy's list has one number for a pair in both orders", "take matrix(end)"
            faults.append(Fault("", "condensed", self.key, rule, repair, "parameter"))
        if self.between is not None:
            rule, repair = "SciPy's list has every pair of the rows", "leave between= out"
            faults.append(Fault("", "condensed", "two groups", rule, repair, "parameter"))
        elif count := int(np.count_nonzero(np.isnan(pairs))):
            rule, repair = "every pair has a number", "say with undefined= of overlap() what 0/0 counts as"
            faults.append(Fault("", "condensed", f"{count} that are 0/0", rule, repair, "parameter"))
        if faults:
            raise ParameterError(faults)
        return self.range[1] - pairs if far else pairs

    def to_networkx(self) -> Any:
        """A networkx graph: a node for each programme, an edge for each pair that has a value.

        Edges carry lower, upper, inner_lower, inner_upper, sharp and undefined ("no", "possible"); no weight,
        which would be one number: name the end you mean. A pair that is 0/0 in every completion has no edge.

        Returns
        -------
        networkx.Graph
            A ``DiGraph`` where the order of the pair matters.

        Raises
        ------
        ImportError
            When networkx is not installed.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> panel.overlap("jaccard").to_networkx().edges["P1", "P2"]["upper"]
        0.5
        """
        networkx = needed("networkx", "a graph")
        graph = networkx.DiGraph() if self.directed else networkx.Graph()
        graph.graph.update(key=self.key, title=self.title, assumptions=self.assumptions)
        first, second = self.between or (self.rows, ())
        graph.add_nodes_from(dict.fromkeys((*first, *second)))
        columns = self._columns()
        ends = columns["first"].tolist(), columns["second"].tolist()
        carried = zip(*(columns[name].tolist() for name in _CARRIED), strict=True)
        for one, other, values in zip(*ends, carried, strict=True):
            told = dict(zip(_CARRIED, values, strict=True))
            if told["lower"] == told["lower"]:
                graph.add_edge(one, other, **told)
        return graph

    def to_xarray(self) -> Any:
        """An xarray Dataset: every matrix of the result over the programmes `first` and `second`.

        Returns
        -------
        xarray.Dataset
            Variables lower, upper, inner_lower, inner_upper, sharp and undefined (0 no, 1 possible, 2
            always); attributes key, title, parameters (as JSON) and assumptions.

        Raises
        ------
        ImportError
            When xarray is not installed.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> float(panel.overlap("jaccard").to_xarray()["upper"].sel(first="P1", second="P2"))
        0.5
        """
        xarray = needed("xarray", "a labelled cube")
        first, second = self.between or (self.rows, self.rows)
        at = np.ix_([self.rows.index(label) for label in first], [self.rows.index(label) for label in second])
        told = {"key": self.key, "title": self.title, "assumptions": list(self.assumptions)}
        told["parameters"] = json.dumps(dict(self.parameters))
        return xarray.Dataset(
            {name: (("first", "second"), np.array(getattr(self, name)[at])) for name in _CARRIED},
            coords={"first": list(first), "second": list(second)},
            attrs=told,
        )

    def _end(self, end: object) -> NDArray[np.float64]:
        """The matrix of an end."""
        if end not in _ENDS:
            raise ParameterError(
                Fault("", "end", brief(end), "an end is 'lower' or 'upper'", "", "parameter")
            )
        return self.lower if end == "lower" else self.upper
