"""The multiverse: an index under every combination of defensible choices, with the range that each gives."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base.effort import threads_of
from chirograph.base.markup import counted
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import finite
from chirograph.catalogue.indicators import directed
from chirograph.cells.intervals import frozen
from chirograph.cells.question import Question
from chirograph.chances.answer import Answer, Shown
from chirograph.chances.choices import Worlds
from chirograph.chances.posed import Posed
from chirograph.errors import Fault, ParameterError, brief
from chirograph.ranks.places import places
from chirograph.ranks.square import marked

__all__ = ["FIRST", "Combinations", "Multiverse", "multiverse"]

Numbers = NDArray[np.float64]
#: What the numbers of `first` mean.
FIRST = ("no", "possible", "certain")
#: Combinations that one call goes through.
MOST = 2_000
_ARRAYS = ("lower", "upper", "sharp", "first")


@dataclass(frozen=True, eq=False)
class Combinations(Posed):
    """A question with choices.

    Parameters
    ----------
    question : Question
        What holds where nothing is chosen.
    places : tuple of (int, int)
        Rows of the pairs.
    choices : mapping
        Options by name, see `Worlds`.
    software : str
        The version that answered.
    """

    question: Question
    places: tuple[tuple[int, int], ...]
    choices: Mapping[str, Any]
    software: str = _core.__version__

    @cached_property
    def worlds(self) -> Worlds:
        """Every combination."""
        return Worlds(self.question, self.choices)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The options, then the sentences of the cells."""
        options = [f"{name}: {', '.join(labels)}." for name, labels in self.worlds.chosen.items()]
        return (*options, *self.question.sentences)

    def told(self) -> dict[str, Any]:
        """Plain data of what was asked."""
        return {**super().told(), "choices": self.worlds.chosen}


@public
@dataclass(frozen=True, eq=False, repr=False)
class Multiverse(Answer):
    """The range of every pair under every combination of choices. Made by ``Overlap.multiverse``.

    Parameters
    ----------
    asked : Combinations
        The index where nothing else is chosen, the cells, the pairs, and the choices.
    universes : tuple of tuple of str
        The options taken in each combination; a dash where a choice says nothing of its index.
    lower, upper : (universes, pairs) float64
        Both ends; NaN where a pair has no value.
    sharp : (universes, pairs) bool
        Whether both are attained.
    first : (universes, pairs) int8
        2 where no other pair is above it in any completion, 1 where it is first in some, else 0.

    References
    ----------
    Steegen, S., Tuerlinckx, F., Gelman, A., Vanpaemel, W. (2016). Increasing transparency through a
    multiverse analysis. Perspectives on Psychological Science 11(5), 702-712.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[2, 0], [1, 1], [1, 0]], [[2, 2], [1, 1], [1, 0]], max_depth=2)
    >>> found = panel.overlap("jaccard").multiverse({"index": ["jaccard", "dice"], "threshold": [1, 2]})
    >>> found.universes
    (('jaccard', '1'), ('jaccard', '2'), ('dice', '1'), ('dice', '2'))
    """

    _figure = "multiverse"

    asked: Combinations
    universes: tuple[tuple[str, ...], ...]
    lower: Numbers
    upper: Numbers
    sharp: NDArray[np.bool_]
    first: NDArray[np.int8]

    def __post_init__(self) -> None:
        for name in _ARRAYS:
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def __reduce__(self) -> tuple[Any, ...]:
        return Multiverse, (self.asked, self.universes, *(np.array(getattr(self, name)) for name in _ARRAYS))

    @property
    def title(self) -> str:
        """The index where nothing else is chosen."""
        return self.asked.question.title

    @property
    def names(self) -> tuple[str, ...]:
        """What is chosen."""
        return self.asked.worlds.names

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

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order: what was chosen, then a record for each combination and pair.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2)
        >>> panel.overlap("jaccard").multiverse({"threshold": [1, 2]}).to_dict()["names"]
        ['threshold']
        """
        names = {"names": list(self.names), "keys": list(self._keys())}
        return {"kind": "multiverse", **self.asked.told(), **names, "ranges": finite(list(self.table()))}

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

    def _keys(self) -> Sequence[str]:
        return self.asked.worlds.keys

    def _again(self, threads: int | None) -> Multiverse:
        return multiverse(self.asked, threads)

    def _differs(self, other: Multiverse) -> tuple[str, ...]:
        return tuple(
            name
            for name in ("universes", *_ARRAYS)
            if not np.array_equal(getattr(self, name), getattr(other, name), equal_nan=name in _ARRAYS[:2])
        )

    def _shown(self) -> Shown:
        rows = [
            [
                f"{row['first']}, {row['second']}",
                _ends(row, "[{:.3f}, {:.3f}]"),
                str(row["certain"]),
                str(row["possible"]),
            ]
            for row in self.firsts()
        ]
        return self._headline(), ["pair", "over all", "first for certain", "possibly first"], rows

    def __len__(self) -> int:
        """How many combinations there are."""
        return len(self.universes)


def _ends(row: Mapping[str, Any], words: str) -> str:
    """Both ends of a pair in words."""
    return words.format(row["lower"], row["upper"]) if row["lower"] == row["lower"] else "undefined"


def multiverse(asked: Combinations, threads: int | None = None) -> Multiverse:
    """Every combination of the choices, asked of the engine.

    Raises
    ------
    ParameterError
        When there are too many combinations.
    """
    worlds = asked.worlds
    if math.prod(worlds.sizes) > MOST:
        rule = f"there are at most {MOST} combinations"
        raise ParameterError(
            Fault("", "choices", brief(math.prod(worlds.sizes)), rule, "choose fewer", "parameter")
        )
    seen: dict[tuple[str, ...], Question] = {}
    for chosen in product(*map(range, worlds.sizes)):
        seen.setdefault(worlds.labels(chosen), worlds.at(chosen))
    at = tuple(np.array(asked.places, dtype=np.intp).reshape(-1, 2).T)
    ordered = directed(asked.question.key, asked.question.arguments)
    wanted = marked(asked.places, len(asked.content.rows), ordered)
    found: dict[str, list[Any]] = {name: [] for name in _ARRAYS}
    for one in seen.values():
        answer = one.every(threads_of(threads), wanted)
        ranked = places(one, answer["lower"], answer["upper"])
        first = ranked.possibly_first.astype(np.int8) + (ranked.certainly_first & ranked.possibly_first)
        for name, matrix in {**{name: answer[name] for name in _ARRAYS[:3]}, "first": first}.items():
            found[name].append(matrix[at])
    arrays: dict[str, Any] = {name: np.array(rows) for name, rows in found.items()}
    return Multiverse(asked, tuple(seen), **arrays)
