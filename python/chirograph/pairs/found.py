"""What is found among many pairs: the highest others of each programme, and the pairs that reach a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base import frames
from chirograph.base import markup as html
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Told, finite
from chirograph.cells.intervals import frozen
from chirograph.errors import UnknownLabel, unknown

__all__ = ["Highest", "Reaching"]

#: Rows of a result that are printed.
SHOWN = 10


class _Found(Told):
    """Rows of a table, made when they are asked for."""

    __slots__ = ()
    headline: str
    assumptions: tuple[str, ...]

    def _columns(self, most: int | None = None) -> dict[str, Any]:
        raise NotImplementedError

    def _rows(self) -> int:
        raise NotImplementedError

    def table(self) -> Table:
        """Every row as a table.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 1, 1], [0, 1, 1]], max_depth=1)
        >>> len(panel.pairwise("jaccard").top_k(1).table())
        3
        """
        return _table(self._columns())

    def to_frame(self) -> Any:
        """Every row as a frame of pandas where it is installed, else as a `Table`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 1, 1], [0, 1, 1]], max_depth=1)
        >>> list(panel.pairwise("jaccard").threshold(0.6).to_frame()["second"])
        ['P2', 'P3']
        """
        return frames.build(self._columns(), None)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists in a stable order; None for what is not a number.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 1, 1], [0, 1, 1]], max_depth=1)
        >>> panel.pairwise("jaccard").threshold(0.6).to_dict()["rows"]["lower"]
        [0.6666666666666666, 0.6666666666666666]
        """
        columns = _table(self._columns())
        rows = {name: list(column) for name, column in zip(columns.columns, columns.values, strict=True)}
        told = {"headline": self.headline, "assumptions": list(self.assumptions), "rows": finite(rows)}
        return told

    def _shown(self) -> tuple[Table, str]:
        """The first rows, and how many there are more."""
        shown = _table(self._columns(SHOWN))
        more = self._rows() - len(shown)
        return shown, f"and {more:,} more rows" if more > 0 else ""

    def __repr__(self) -> str:
        shown, more = self._shown()
        lines = (self.headline, str(shown), more, " ".join(self.assumptions))
        return "\n".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        shown, more = self._shown()
        parts = [
            html.paragraph(self.headline),
            shown._repr_html_(),
            *([html.paragraph(more)] if more else []),
        ]
        return html.page(*parts, html.paragraph(" ".join(self.assumptions)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return all(_same(value, getattr(other, name)) for name, value in vars(self).items())

    def __hash__(self) -> int:
        return hash((self.headline, self.assumptions))

    def __setstate__(self, state: Any) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, frozen(value) if isinstance(value, np.ndarray) else value)


@public
@dataclass(frozen=True, eq=False, repr=False)
class Highest(_Found):
    """Of every programme the k others with the highest guaranteed value. Made by ``Pairwise.top_k``.

    Parameters
    ----------
    rows : tuple of str
        Labels of the programmes.
    others : (N, k) int64
        Numbers of the others, highest first; -1 where there are fewer.
    lower, upper : (N, k) float64
        Ends of the pair; NaN where there is no other.
    certain : (N, k) bool
        Whether it is among the k highest in every completion: it has a value in each, and fewer than k others
        can be above it.
    possible : (N,) int64
        How many others may be among the k highest, told by the ranges alone; ties are all among them.
    headline : str
        What was asked.
    assumptions : tuple of str
        What the answer stands under.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 1, 0], [0, 1, 1]], [[1, 1, 0], [1, 1, 1], [0, 1, 1]], max_depth=1)
    >>> found = panel.pairwise("jaccard").top_k(1)
    >>> found.others.tolist(), found.lower[:, 0].round(2).tolist(), found.possible.tolist()
    ([[1], [0], [0]], [0.67, 0.67, 0.33], [1, 2, 2])
    >>> found["P1"]
    row  lower  upper  among
    P2   0.667  1.000  certain
    """

    rows: tuple[str, ...]
    others: NDArray[np.int64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    certain: NDArray[np.bool_]
    possible: NDArray[np.int64]
    headline: str
    assumptions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("others", "lower", "upper", "certain", "possible"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, row: str) -> Table:
        """The highest others of one programme.

        Raises
        ------
        UnknownLabel
            When it is not a row, with near names.
        """
        if row not in self.rows:
            raise UnknownLabel(unknown("top_k", row, self.rows, "this row"))
        at = self.rows.index(row)
        some = self.others[at] >= 0
        labels = np.array(self.rows, dtype=object)
        return _table(
            {
                "row": labels[self.others[at][some]],
                "lower": self.lower[at][some],
                "upper": self.upper[at][some],
                "among": _words(self.certain[at][some]),
            }
        )

    def _rows(self) -> int:
        return int((self.others >= 0).sum())

    def _columns(self, most: int | None = None) -> dict[str, Any]:
        first, place = np.nonzero(self.others >= 0)
        first, place = first[:most], place[:most]
        labels = np.array(self.rows, dtype=object)
        return {
            "row": labels[first],
            "place": place + 1,
            "other": labels[self.others[first, place]],
            "lower": self.lower[first, place],
            "upper": self.upper[first, place],
            "among": _words(self.certain[first, place]),
        }


@public
@dataclass(frozen=True, eq=False, repr=False)
class Reaching(_Found):
    """Every pair that may reach a value. Made by ``Pairwise.threshold``.

    Parameters
    ----------
    rows : tuple of str
        Labels of the programmes.
    at : float
        The value.
    pairs : (m, 2) int64
        Numbers of the two rows of each pair, in order.
    lower, upper : (m,) float64
        Ends of each pair; the upper one reaches the value.
    headline : str
        What was asked.
    assumptions : tuple of str
        What the answer stands under.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 1, 0], [0, 1, 1]], [[1, 1, 0], [1, 1, 1], [0, 1, 1]], max_depth=1)
    >>> found = panel.pairwise("jaccard").threshold(0.6)
    >>> found.pairs.tolist(), found.certain.tolist()
    ([[0, 1], [1, 2]], [True, False])
    """

    rows: tuple[str, ...]
    at: float
    pairs: NDArray[np.int64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    headline: str
    assumptions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("pairs", "lower", "upper"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    @property
    def certain(self) -> NDArray[np.bool_]:
        """Which pairs reach the value in every completion, (m,).

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 1, 1]], max_depth=1)
        >>> panel.pairwise("jaccard").threshold(0.6).certain.tolist()
        [True]
        """
        return frozen(self.lower >= self.at)

    def __len__(self) -> int:
        return len(self.pairs)

    def _rows(self) -> int:
        return len(self.pairs)

    def _columns(self, most: int | None = None) -> dict[str, Any]:
        labels = np.array(self.rows, dtype=object)
        return {
            "first": labels[self.pairs[:most, 0]],
            "second": labels[self.pairs[:most, 1]],
            "lower": self.lower[:most],
            "upper": self.upper[:most],
            "reaches": _words(self.certain[:most]),
        }


def _same(one: Any, two: Any) -> bool:
    if isinstance(one, np.ndarray):
        return np.array_equal(one, two, equal_nan=True)
    return bool(one == two)


def _words(certain: NDArray[np.bool_]) -> NDArray[np.object_]:
    return np.array(["possible", "certain"], dtype=object)[certain.astype(np.intp)]


def _table(columns: Mapping[str, Any]) -> Table:
    found: Table = frames.build(columns, "table")
    return found
