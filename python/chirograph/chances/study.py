"""A study of one number: inputs in groups, a design over them, and the number evaluated in the engine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base.effort import threads_of
from chirograph.base.hints import many
from chirograph.catalogue.indicators import directed
from chirograph.cells.content import Content
from chirograph.cells.labels import matched
from chirograph.cells.question import Question
from chirograph.chances.choices import Worlds
from chirograph.chances.posed import Posed, seed_faults
from chirograph.chances.priors import Prior, nodes, told
from chirograph.errors import Fault, ParameterError, brief
from chirograph.ranks.order import order_of
from chirograph.ranks.square import marked

__all__ = ["SETTLED", "Study", "concentration_of", "pairs_of"]

Numbers = NDArray[np.float64]
Pairs = tuple[tuple[int, int], ...]
#: The share of comparisons of two pairs that are settled, as a number to be studied.
SETTLED = "settled"
TEXT, WEIGHTS = "unknown text", "weights"
#: Rows of the design that are evaluated at a time, and rows that it may have.
_AT_ONCE, _MOST = 1024, 2**20
#: Cells that the completions of a design may have.
_MOST_CELLS = 10**9


@dataclass(frozen=True, eq=False)
class Study(Posed):
    """What is studied, and how its inputs vary.

    Parameters
    ----------
    question : Question
        The index and the cells.
    places : tuple of (int, int)
        Rows of the one pair, or of the two whose difference is studied; or of all whose orders are.
    prior : Prior
        What is assumed of unknown cells.
    choices : mapping
        Options by name, see `Worlds`.
    concentration : float
        Parameter of the Dirichlet distribution of the weights; 0 where they stay.
    draws : int
        Rows of the design, a power of 2.
    seed : int
        Of what is drawn, and of the design.
    confidence : float
        Of the intervals.
    threads : int, optional
        Threads to use; the digits do not depend on them.
    settled : bool
        Whether the number is the share of comparisons of two pairs that are settled.
    software : str
        The version that answered.
    """

    question: Question
    places: Pairs
    prior: Prior
    choices: Mapping[str, Any] = field(default_factory=dict)
    concentration: float = 0.0
    draws: int = 1024
    seed: int = 0
    confidence: float = 0.95
    threads: int | None = None
    settled: bool = False
    software: str = _core.__version__

    def __post_init__(self) -> None:
        faults = []
        whole = isinstance(self.draws, Integral) and not isinstance(self.draws, bool)
        if not whole or not 2 <= self.draws <= _MOST or self.draws & (self.draws - 1):
            rule = f"draws are a power of 2 up to {_MOST}"
            faults.append(Fault("", "draws", brief(self.draws), rule, "for example 1024", "parameter"))
        faults += seed_faults(self.seed)
        sure = isinstance(self.confidence, Real) and not isinstance(self.confidence, bool)
        if not sure or not 0 < self.confidence < 1:
            rule = "a confidence lies between 0 and 1"
            faults.append(
                Fault("", "confidence", brief(self.confidence), rule, "for example 0.95", "parameter")
            )
        if not faults and 2 * self.draws * self.question.content.lower.size > _MOST_CELLS:
            rule = f"draws of all cells are at most {_MOST_CELLS}"
            faults.append(Fault("", "draws", brief(self.draws), rule, "draw fewer", "parameter"))
        if self.concentration and self.settled:
            rule = "weights are drawn for the index of pairs, not for orders"
            faults.append(Fault("", "weights", "given", rule, "leave them out", "parameter"))
        if faults:
            raise ParameterError(faults)
        if len(self.groups) < 2:
            rule = "two groups of inputs vary at least: unknown text, weights, choices"
            repair = 'give weights="any" or choices={...}'
            raise ParameterError(Fault("", "groups", brief(list(self.groups)), rule, repair, "parameter"))

    @cached_property
    def _worlds(self) -> Worlds | None:
        return Worlds(self.question, self.choices) if self.choices else None

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The inputs that vary: unknown text where cells are open, weights where drawn, then the choices."""
        names = self._worlds.names if self._worlds else ()
        panels = [self.question.content, *(
            option for choice in (self._worlds.choices if self._worlds else ()) if choice.panels
            for option in choice.options
        )]  # fmt: skip
        text = (TEXT,) if not self.settled and any(panel.open.any() for panel in panels) else ()
        return (*text, *((WEIGHTS,) if self.concentration else ()), *names)

    @property
    def about(self) -> str:
        """The number in words."""
        if self.settled:
            return f"{self.question.title}: share of comparisons that are settled"
        return f"{self.question.title}, {' less '.join(' and '.join(pair) for pair in self.pairs)}"

    @property
    def assumptions(self) -> tuple[str, ...]:
        """How inputs vary, then the sentences of the cells."""
        found = [*told(self.prior, self.content)] if TEXT in self.groups else []
        if self.concentration:
            found.append(f"Weights of areas: a Dirichlet distribution with {self.concentration:g} for each.")
        chosen = self._worlds.chosen if self._worlds else {}
        found += [f"{name}: {', '.join(labels)}, each as likely." for name, labels in chosen.items()]
        return (*found, *self.question.sentences)

    def told(self) -> dict[str, Any]:
        """Plain data of what was asked."""
        return {
            **super().told(),
            "about": self.about,
            "pairs": [list(pair) for pair in self.pairs],
            "prior": self.prior.to_dict(),
            "choices": self._worlds.chosen if self._worlds else {},
            "concentration": self.concentration,
            "draws": int(self.draws),
            "seed": int(self.seed),
            "confidence": float(self.confidence),
        }

    def design(self) -> NDArray[np.int64]:
        """Which option of each group every evaluation takes, (2 + groups, draws, groups).

        The first block and the second are free of each other; each of the others is the first with one group
        of the second. Unknown text and weights are told by the number of a replicate; the options of a choice
        come about equally often in each block.
        """
        rng, sizes = np.random.default_rng(self.seed), self._worlds.sizes if self._worlds else ()
        blocks = np.empty((2, self.draws, len(self.groups)), dtype=np.int64)
        drawn = len(self.groups) - len(sizes)
        for block in range(2):
            blocks[block, :, :drawn] = (np.arange(self.draws) + block * self.draws)[:, None]
            for at, size in enumerate(sizes):
                blocks[block, :, drawn + at] = rng.permutation(np.arange(self.draws) * size // self.draws)
        mixed = np.repeat(blocks[:1], len(self.groups), axis=0)
        for at in range(len(self.groups)):
            mixed[at, :, at] = blocks[1, :, at]
        return np.concatenate([blocks, mixed])

    def evaluated(self) -> Numbers:
        """The number at every row of the design, (2 + groups, draws).

        Raises
        ------
        ParameterError
            When some evaluation is 0/0 and that is left out.
        """
        design = self.design()
        rows = design.reshape(-1, len(self.groups))
        sizes = self._worlds.sizes if self._worlds else ()
        chosen = rows[:, len(self.groups) - len(sizes) :]
        found = np.empty(len(rows))
        kinds_of, places = np.unique(chosen, axis=0, return_inverse=True)
        for number, options in enumerate(kinds_of.tolist()):
            at = np.flatnonzero(places.ravel() == number)
            asked = self._worlds.at(options) if self._worlds else self.question
            found[at] = self._share_settled(asked) if self.settled else self._values(asked, rows[at])
        if count := int(np.count_nonzero(np.isnan(found))):
            rule = "every evaluation has a value"
            repair = "say with undefined= of overlap() what 0/0 counts as"
            raise ParameterError(Fault("", self.about, f"{count} that are 0/0", rule, repair, "parameter"))
        return found.reshape(design.shape[:2])

    def _values(self, asked: Question, rows: NDArray[np.int64]) -> Numbers:
        """The number in some rows of the design that share their choices."""
        content, key, arguments = asked.content, asked.key, dict(asked.arguments)
        engine, threads = content.engine(), threads_of(self.threads)
        believed = nodes(self.prior, content)
        given = believed.weights, believed.chance, int(self.seed), 0, 2 * self.draws, threads
        cells = engine.draw(*given)
        pairs = np.array(self.places, dtype=np.int64)
        text = rows[:, 0] if TEXT in self.groups else np.zeros(len(rows), dtype=np.int64)
        areas = None
        if self.concentration:
            none = np.zeros((0, 2), dtype=np.int64)
            areas = engine.sample(key, arguments, none, *given, self.concentration)[1]
            areas = areas[rows[:, self.groups.index(WEIGHTS)]]
        found = np.empty((len(rows), len(pairs)))
        for start in range(0, len(rows), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            own = () if areas is None else (np.ascontiguousarray(areas[part]),)
            found[part] = engine.values(key, arguments, pairs, cells[text[part]], threads, *own)
        if not math.isnan(asked.convention):
            found[np.isnan(found)] = asked.convention
        values: Numbers = found[:, 0] - found[:, 1] if len(pairs) == 2 else found[:, 0]
        return values

    def _share_settled(self, asked: Question) -> float:
        """The share of comparisons that are settled."""
        ordered = directed(asked.key, asked.arguments)
        found = asked.every(threads_of(self.threads), marked(self.places, len(self.content.rows), ordered))
        order = order_of(asked, found["lower"], found["upper"])
        if not order.total:
            rule = "two pairs at least have a value, so that their order can be settled"
            raise ParameterError(Fault("", "about", SETTLED, rule, "ask about a pair", "parameter"))
        return order.settled / order.total


def pairs_of(about: object, content: Content) -> Pairs:
    """Rows of the pair, or of the two, that a user named; none for "settled".

    Raises
    ------
    ParameterError, UnknownLabel
        When it is none of these.

    Examples
    --------
    >>> import chirograph as cg
    >>> content = cg.Panel([[1], [1], [0]], max_depth=1).content
    >>> pairs_of(("P1", "P3"), content), pairs_of("settled", content)
    (((0, 2),), ())
    """
    if isinstance(about, str) and about == SETTLED:
        return ()
    listed: Sequence[Any] = list(about) if many(about) else []
    if len(listed) == 2 and all(isinstance(one, str) for one in listed):
        listed = [listed]
    if not 1 <= len(listed) <= 2 or not all(many(pair) and len(pair) == 2 for pair in listed):
        rule = 'it is a pair, two pairs, or "settled"'
        repair = 'for example ("P1", "P2")'
        raise ParameterError(Fault("", "about", brief(about), rule, repair, "parameter"))
    known = content.spoken(content.rows)
    labels = [matched(list(pair), known, "about", "this row") for pair in listed]
    found = tuple((content.rows.index(first), content.rows.index(second)) for first, second in labels)
    if any(p == q for p, q in found):
        rule = "a pair is two programmes"
        raise ParameterError(Fault("", "about", brief(about), rule, "name two", "parameter"))
    return found


def concentration_of(weights: object) -> float:
    """The parameter of the weights drawn; 0 where none are.

    Raises
    ------
    ParameterError
        When it is neither None, "any" nor a number that can be drawn from.

    Examples
    --------
    >>> concentration_of(None), concentration_of("any"), concentration_of(10)
    (0.0, 1.0, 10.0)
    """
    if weights is None or (isinstance(weights, str) and weights == "any"):
        return 0.0 if weights is None else 1.0
    if isinstance(weights, Real) and not isinstance(weights, bool) and 1e-3 <= float(weights) <= 1e6:
        return float(weights)
    rule = 'it is None, "any", or the parameter of a Dirichlet distribution, 0.001 to 1e6'
    raise ParameterError(Fault("", "weights", brief(weights), rule, 'for example "any"', "parameter"))
