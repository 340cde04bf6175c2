"""What is asked under a prior: an index of pairs, the prior, draws and seed; and the engine that answers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base.effort import threads_of
from chirograph.base.stored import checked
from chirograph.catalogue import indicators as catalogue
from chirograph.cells import stored
from chirograph.cells.question import Question
from chirograph.chances.law import Law
from chirograph.chances.posed import Posed, seed_faults
from chirograph.chances.priors import Nodes, Prior, nodes, told
from chirograph.errors import AssumptionError, DataError, Fault, ParameterError, at_least_one, brief

__all__ = ["MOST_COMPARED", "Asked"]

Numbers = NDArray[np.float64]
#: Additions that exact laws of all pairs, and those of all comparisons, may take: a second or two.
MOST_ADDITIONS = 2e9
#: Numbers that drawing may hold.
MOST_VALUES = 10**8
#: Pairs beyond which they are not compared with each other.
MOST_COMPARED = 300

_FIELDS: dict[str, Any] = {
    "key": str,
    "parameters": Mapping[str, Any],
    "convention": float | None,
    "pairs": Sequence[Mapping[str, Any]],
    "prior": Mapping[str, Any],
    "draws": int,
    "seed": int,
    "software": str,
    "panel": Mapping[str, Any],
}


@dataclass(frozen=True, eq=False)
class Asked(Posed):
    """A question with its prior.

    Parameters
    ----------
    question : Question
        The index, and the cells.
    places : tuple of (int, int)
        Rows of the pairs, in the order of the answer.
    lower, upper : (pairs,) float64
        The bounds of each, which hold without a prior.
    prior : Prior
        The assumption.
    draws, seed : int
        How many completions are drawn where nothing is exact, and from which stream.
    software : str
        The version that answered.
    """

    question: Question
    places: tuple[tuple[int, int], ...]
    lower: Numbers
    upper: Numbers
    prior: Prior
    draws: int
    seed: int
    software: str = _core.__version__

    def __post_init__(self) -> None:
        faults = seed_faults(self.seed)
        most = MOST_VALUES // max(len(self.places), 1)
        try:
            whole = "it is a whole number of at least 1"
            if at_least_one("draws", self.draws, whole, "for example 20_000") > most:
                rule = f"draws of {len(self.places)} pairs are at most {most}"
                repair = "draw fewer, or ask for some pairs with between="
                faults.append(Fault("", "draws", brief(self.draws), rule, repair, "parameter"))
        except ParameterError as error:
            faults += error.faults
        if faults:
            raise ParameterError(faults)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which the answer stands: the prior first."""
        return (*told(self.prior, self.content), *self.question.sentences)

    def nodes(self) -> Nodes:
        """The prior held against the cells."""
        return nodes(self.prior, self.content)

    def _rows(self) -> NDArray[np.int64]:
        return np.array(self.places, dtype=np.int64).reshape(-1, 2)

    def exact(self, found: Nodes, compared: bool, threads: int | None) -> dict[str, Any]:
        """The engine's exact laws, None where there is none, and of two pairs how likely either is above."""
        asked = self.question
        return dict(
            self.content.engine().laws(
                asked.key, dict(asked.arguments), self._rows(), found.weights, found.chance,
                asked.convention, MOST_ADDITIONS, compared, threads_of(threads),
            )
        )  # fmt: skip

    def drawn(self, found: Nodes, threads: int | None, concentration: float = 0.0) -> tuple[Numbers, Numbers]:
        """Values of the pairs in every draw, NaN where 0/0 is left out; weights of areas where drawn."""
        asked = self.question
        try:
            values, weights = self.content.engine().sample(
                asked.key, dict(asked.arguments), self._rows(), found.weights, found.chance,
                self.seed, 0, self.draws, threads_of(threads), concentration,
            )  # fmt: skip
        except AssumptionError as error:
            rows = {f"row {i}": f"row {label}" for i, label in enumerate(self.content.rows)}
            faults = [replace(fault, place=rows.get(fault.place, fault.place)) for fault in error.faults]
            raise AssumptionError(faults) from error
        if not math.isnan(asked.convention):
            values[np.isnan(values)] = asked.convention
        return values, weights

    def stored(self) -> dict[str, Any]:
        """Plain data of the question with the cells, from which `read` makes it again."""
        return {**self.told(), "panel": stored.told(self.content)}

    def told(self) -> dict[str, Any]:
        """Plain data of the question, all but the cells."""
        drawn = {"draws": self.draws, "seed": self.seed}
        return {**super().told(), "prior": self.prior.to_dict(), **drawn}

    @classmethod
    def read(cls, given: object, kind: str, more: Mapping[str, Any]) -> tuple[Asked, dict[str, Any]]:
        """The question that `stored` told within plain data of a kind, and the fields of it."""
        from chirograph.panel import Panel

        found = checked(given, kind, {**_FIELDS, **more})
        catalogue.require_pair(found["key"])
        arguments = catalogue.arguments(found["key"], found["parameters"])
        content = Panel.from_dict(found["panel"]).content
        convention = math.nan if found["convention"] is None else found["convention"]
        places, ends, faults = [], [], []
        hints: dict[str, Any] = {"first": str, "second": str, "lower": float | None, "upper": float | None}
        for pair in found["pairs"]:
            one = checked({**pair, "kind": "pair"}, "pair", hints)
            for label in (one["first"], one["second"]):
                if label not in content.rows:
                    faults.append(Fault("", "pairs", brief(label), "it is a row of the panel", "", "schema"))
            ends.append([math.nan if one[name] is None else one[name] for name in ("lower", "upper")])
            if not faults:
                places.append((content.rows.index(one["first"]), content.rows.index(one["second"])))
        if faults:
            raise DataError(faults)
        bounds = np.array(ends, dtype=np.float64).reshape(-1, 2)
        question = Question(content, found["key"], arguments, convention)
        prior = Prior.from_dict(found["prior"])
        asked = cls(
            question, tuple(places), bounds[:, 0], bounds[:, 1], prior, found["draws"], found["seed"],
            found["software"],
        )  # fmt: skip
        return asked, found


def laws(exact: Sequence[tuple[Numbers, Numbers] | None], values: Numbers | None) -> tuple[Law, ...]:
    """Every law: the exact one, else that of the draws."""
    return tuple(
        Law(*one) if one is not None else Law.drawn(values[:, at])  # type: ignore[index]
        for at, one in enumerate(exact)
    )
