"""The multiverse: an index under every combination of defensible choices, with the range that each gives."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.effort import threads_of
from chirograph.base.markup import columns_of_text, counted
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.catalogue.citation import Citation, of_result
from chirograph.cells.intervals import frozen
from chirograph.cells.question import Question
from chirograph.chances.choices import Worlds
from chirograph.errors import Fault, ParameterError, brief
from chirograph.ranks.places import places

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult

__all__ = ["FIRST", "Multiverse", "multiverse"]

Numbers = NDArray[np.float64]
#: What the numbers of `first` mean.
FIRST = ("no", "possible", "certain")
#: Combinations that one call goes through.
MOST = 2_000
_ARRAYS = ("lower", "upper", "sharp", "first")


@public
@dataclass(frozen=True, eq=False, repr=False)
class Multiverse:
    """The range of every pair under every combination of choices. Made by ``Overlap.multiverse``.

    Parameters
    ----------
    title : str
        The index where nothing else is chosen.
    names : tuple of str
        What is chosen.
    universes : tuple of tuple of str
        The options taken in each combination; a dash where a choice says nothing of its index.
    pairs : tuple of (str, str)
        Labels of the pairs.
    lower, upper : (universes, pairs) float64
        Both ends; NaN where a pair has no value.
    sharp : (universes, pairs) bool
        Whether both are attained.
    first : (universes, pairs) int8
        2 where no other pair is above it in any completion, 1 where it is first in some, else 0.
    keys : tuple of str
        The indices asked for.
    data : mapping
        The dataset the cells come from; empty for cells of one's own.
    about : mapping
        What was said of the cells.
    assumptions : tuple of str
        The sentences under which it stands.
    software : str
        The version that answered.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[2, 0], [1, 1], [1, 0]], [[2, 2], [1, 1], [1, 0]], max_depth=2)
    >>> found = panel.overlap("jaccard").multiverse({"index": ["jaccard", "dice"], "threshold": [1, 2]})
    >>> found.universes
    (('jaccard', '1'), ('jaccard', '2'), ('dice', '1'), ('dice', '2'))
    """

    title: str
    names: tuple[str, ...]
    universes: tuple[tuple[str, ...], ...]
    pairs: tuple[tuple[str, str], ...]
    lower: Numbers
    upper: Numbers
    sharp: NDArray[np.bool_]
    first: NDArray[np.int8]
    keys: tuple[str, ...]
    data: Mapping[str, str]
    about: Mapping[str, str]
    assumptions: tuple[str, ...]
    software: str = _core.__version__

    def __post_init__(self) -> None:
        for name in _ARRAYS:
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def table(self) -> Table:
        """One row per combination and pair: the choices, first, second, lower, upper, sharp, place_first.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1], [1, 0]], [[2, 2], [1, 1], [1, 0]], max_depth=2)
        >>> found = panel.overlap("jaccard").multiverse({"threshold": [1, 2]})
        >>> found.table()["place_first"][:2]
        ('possible', 'possible')
        """
        records: list[dict[str, Any]] = []
        for u, universe in enumerate(self.universes):
            for at, (first, second) in enumerate(self.pairs):
                chosen = dict(zip(self.names, universe, strict=True))
                ends = {"lower": float(self.lower[u, at]), "upper": float(self.upper[u, at])}
                told = {"sharp": bool(self.sharp[u, at]), "place_first": FIRST[self.first[u, at]]}
                records.append({**chosen, "first": first, "second": second, **ends, **told})
        names = [*self.names, "first", "second", "lower", "upper", "sharp", "place_first"]
        return Table.from_records(records, names, self._headline())

    def firsts(self) -> Table:
        """One row per pair: first, second, lower and upper over all combinations, certain, possible.

        The last two count the combinations that put the pair first for certain, and those that may.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1], [1, 0]], [[2, 2], [1, 1], [1, 0]], max_depth=2)
        >>> panel.overlap("jaccard").multiverse({"threshold": [1, 2]}).firsts()["possible"]
        (2, 2, 0)
        """
        low = np.fmin.reduce(self.lower, axis=0).tolist()
        high = np.fmax.reduce(self.upper, axis=0).tolist()
        certain, possible = ((self.first >= least).sum(axis=0).tolist() for least in (2, 1))
        names = ("first", "second", "lower", "upper", "certain", "possible")
        labels = tuple(zip(*self.pairs, strict=True)) or ((), ())
        columns = (*labels, *map(tuple, (low, high, certain, possible)))
        return Table(names, columns, self._headline())

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """The ranges of a pair, sorted, above a grid of choices, see :func:`chirograph.plots.multiverse`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1], [1, 0]], [[2, 2], [1, 1], [1, 0]], max_depth=2)
        >>> found = panel.overlap("jaccard").multiverse({"threshold": [1, 2]})
        >>> found.plot(pair=("P1", "P2")).data()["threshold"]
        ('2', '1')
        """
        return draw("multiverse", self, ax, **options)

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order: what was chosen, then a record for each combination and pair.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2)
        >>> panel.overlap("jaccard").multiverse({"threshold": [1, 2]}).to_dict()["names"]
        ['threshold']
        """
        records = [
            {name: None if value != value else value for name, value in row.items()} for row in self.table()
        ]
        return {
            "kind": "multiverse",
            "title": self.title,
            "names": list(self.names),
            "keys": list(self.keys),
            "software": self.software,
            "data": dict(self.data),
            "assumptions": list(self.assumptions),
            "ranges": records,
        }

    def to_json(self) -> str:
        """`to_dict` as JSON text: finite numbers or null.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2)
        >>> panel.overlap("jaccard").multiverse({"threshold": [1, 2]}).to_json()[:22]
        '{"kind": "multiverse",'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    def explain(self) -> str:
        """One sentence per pair, then the assumptions.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1], [1, 0]], [[2, 2], [1, 1], [1, 0]], max_depth=2)
        >>> print(panel.overlap("jaccard").multiverse({"threshold": [1, 2]}).explain().splitlines()[0])
        P1 and P2: 0.000 to 1.000 over 2 combinations; first for certain in 1 of them, possibly in 2.
        """
        lines = []
        count = counted(len(self.universes), "combination")
        for row in self.firsts():
            ends = _ends(row, "{:.3f} to {:.3f}")
            lines.append(
                f"{row['first']} and {row['second']}: {ends} over {count}; first for certain in "
                f"{row['certain']} of them, possibly in {row['possible']}."
            )
        return "\n".join([*lines, " ".join(self.assumptions)])

    def _headline(self) -> str:
        combinations = counted(len(self.universes), "combination")
        return f"{self.title}: {combinations} of {', '.join(self.names)}, {counted(len(self.pairs), 'pair')}"

    def _cited(self) -> Citation:
        return of_result(self.data, self.keys, self.about)

    def _rows(self) -> list[list[str]]:
        return [
            [
                f"{row['first']}, {row['second']}",
                _ends(row, "[{:.3f}, {:.3f}]"),
                str(row["certain"]),
                str(row["possible"]),
            ]
            for row in self.firsts()
        ]

    def __len__(self) -> int:
        """How many combinations there are."""
        return len(self.universes)

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Multiverse) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.names, self.universes, self.pairs))

    def __repr__(self) -> str:
        head = ["pair", "over all", "first for certain", "possibly first"]
        lines = [self._headline(), *columns_of_text(head, self._rows()), " ".join(self.assumptions)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [[html.escape(word) for word in row] for row in self._rows()]
        head = ["pair", "over all", "first for certain", "possibly first"]
        table = html.table(head, rows, self._headline())
        return html.page(table, html.paragraph(" ".join(self.assumptions)))


def _ends(row: Mapping[str, Any], words: str) -> str:
    """Both ends of a pair in words."""
    return words.format(row["lower"], row["upper"]) if row["lower"] == row["lower"] else "undefined"


def multiverse(
    question: Question,
    at: tuple[NDArray[np.intp], NDArray[np.intp]],
    asked: NDArray[np.bool_],
    choices: Mapping[str, Any],
    title: str,
    assumptions: Sequence[str],
) -> Multiverse:
    """Every combination of the choices, asked of the engine.

    Raises
    ------
    ParameterError
        With all that is no choice, or when there are too many combinations.
    """
    worlds = Worlds(question, choices)
    if math.prod(worlds.sizes) > MOST:
        rule = f"there are at most {MOST} combinations"
        raise ParameterError(
            Fault("", "choices", brief(math.prod(worlds.sizes)), rule, "choose fewer", "parameter")
        )
    seen: dict[tuple[str, ...], Question] = {}
    for chosen in product(*map(range, worlds.sizes)):
        seen.setdefault(worlds.labels(chosen), worlds.at(chosen))
    found: dict[str, list[Any]] = {name: [] for name in _ARRAYS}
    for one in seen.values():
        answer = one.every(threads_of(None), asked)
        ranked = places(one, answer["lower"], answer["upper"])
        first = ranked.possibly_first.astype(np.int8) + (ranked.certainly_first & ranked.possibly_first)
        for name, matrix in {**{name: answer[name] for name in _ARRAYS[:3]}, "first": first}.items():
            found[name].append(matrix[at])
    content = question.content
    pairs = tuple((content.rows[p], content.rows[q]) for p, q in zip(*at, strict=True))
    arrays: dict[str, Any] = {name: np.array(rows) for name, rows in found.items()}
    options = [f"{choice.name}: {', '.join(choice.labels)}." for choice in worlds.choices]
    return Multiverse(
        title, worlds.names, tuple(seen), pairs, **arrays,
        keys=tuple(dict.fromkeys(one.key for one in seen.values())), data=dict(content.data),
        about=dict(content.about), assumptions=(*options, *assumptions),
    )  # fmt: skip
