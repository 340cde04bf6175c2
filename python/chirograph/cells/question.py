"""An index asked of the pairs of a content: completions that are 0/0 are left out, or count as a number."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.effort import Effort
from chirograph.catalogue import indicators as catalogue
from chirograph.cells.content import Content
from chirograph.cells.ends import SHARP_GAP, gaps
from chirograph.cells.intervals import frozen
from chirograph.cells.kinds import require, sentences
from chirograph.errors import Fault, ParameterError

#: What the numbers of `undefined` mean: 0/0 in no completion, in some, in all.
UNDEFINED = ("no", "possible", "always")

#: Each end, and how a number that counts for 0/0 moves it.
_ENDS: tuple[tuple[str, Callable[..., Any]], ...] = (("lower", np.fmin), ("upper", np.fmax))


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked, and of which cells.

    Parameters
    ----------
    content : Content
        The cells.
    key : str
        The indicator.
    arguments : mapping
        Its parameters as the engine takes them; those left out take their presets.
    convention : float
        What 0/0 counts as; NaN leaves such completions out.
    effort : Effort
        The steps that one pair may take, and the seconds of the call.
    """

    content: Content
    key: str
    arguments: Mapping[str, float]
    convention: float = math.nan
    effort: Effort = field(default_factory=Effort)

    def __post_init__(self) -> None:
        require(self.content, self.key, self.arguments)
        # Users hold a view, which does not pickle.
        object.__setattr__(self, "arguments", dict(self.arguments))

    @property
    def title(self) -> str:
        """The index in words."""
        return str(catalogue.row_of(self.key)["title"])

    @property
    def parameters(self) -> dict[str, Any]:
        """Every parameter with its value in force."""
        return dict(catalogue.shown(self.key, self.arguments))

    @property
    def headline(self) -> str:
        """The index with its key and parameters."""
        named = {name: value for name, value in self.parameters.items() if (name, value) != ("threshold", 1)}
        return f"{self.title} ({', '.join([self.key, *(f'{n} {v}' for n, v in named.items())])})"

    @property
    def sentences(self) -> tuple[str, ...]:
        """The assumptions of the cells, and what 0/0 counts as."""
        counts = self.convention
        zero = () if math.isnan(counts) else (f"Undefined (0/0) counts as {counts:g}.",)
        return (*self.content.sentences(), *sentences(self.content, self.key), *zero)

    def every(self, threads: int, asked: NDArray[np.bool_] | None = None) -> dict[str, Any]:
        """Matrices over all pairs: both ends, what the best completion found attains at them, sharp,
        undefined, steps spent; the steps a pair could take, and what cut the call.

        Of pairs that are not `asked` for ends are NaN and all else is 0; they take no step.
        """
        effort = self.effort
        with effort.bar("pair") as told:
            found = self.content.engine().overlap(
                self.key, dict(self.arguments), threads, effort.budget, effort.seconds, told, asked
            )
        open_ends = ~found["sharp"] & ~np.isnan(found["lower"])
        wanted = open_ends & (2 * found["spent"] >= found["allotted"])
        late = found["cut"] and open_ends.any()
        found["cut"] = "time" if late else "steps" if wanted.any() else None
        counts, some = self.convention, found["undefined"] >= 1
        if math.isnan(counts):
            return found
        happens = some & (found["sharp"] | self._happens(found, some & ~found["sharp"]))
        sharp = np.ones_like(some)
        for end, beyond in _ENDS:
            bound, attained = found[end], found[f"inner_{end}"]
            moved = _counted(bound[some], attained[some], happens[some], counts, beyond)
            bound[some], attained[some], sharp[some] = *moved[:2], sharp[some] & moved[2]
        found["sharp"][some] = sharp[some]
        return found

    def pair(self, p: int, q: int) -> dict[str, Any]:
        """One pair: each end with what is attained, a witness, and what each area adds there."""
        effort = self.effort
        found = self.content.engine().pair(
            self.key, p, q, dict(self.arguments), effort.budget, effort.seconds
        )
        del found["cut"]
        spare, counts = found.pop("witness_undefined"), self.convention
        if found["undefined"] and not math.isnan(counts):
            sharp = found["sharp_lower"] and found["sharp_upper"]
            spare = spare if sharp else self._undefined(p, q)
            for end, beyond in _ENDS:
                attained = found[f"inner_{end}"]
                bound, now, close = _counted(found[end], attained, sharp or spare is not None, counts, beyond)
                found |= {end: float(bound), f"inner_{end}": float(now), f"sharp_{end}": bool(close)}
                if not (now == attained or math.isnan(now)):
                    # The end that the convention moves is attained by the completion that is 0/0.
                    found |= {f"witness_{end}": spare, f"contributions_{end}": None}
        for end, _ in _ENDS:
            left = gaps(found[end], found[f"inner_{end}"], found[f"sharp_{end}"])
            found[f"gap_{end}"] = float(left)
        arrays = {name: frozen(value) for name, value in found.items() if isinstance(value, np.ndarray)}
        return {**found, **arrays}

    def scoring_free(self, threads: int, asked: NDArray[np.bool_] | None = None) -> dict[str, Any]:
        """The range over every increasing scoring of the depths as well: lower, upper, sharp, undefined."""
        found = self.content.engine().scoring_free(threads, asked)
        ends = self._scored(found["lower"], found["upper"], found["sharp"], found["undefined"])
        return {**found, **dict(zip(("lower", "upper", "sharp"), ends, strict=True))}

    def scoring_free_pair(self, p: int, q: int, undefined: int) -> tuple[float, float, bool]:
        """The same of one pair: lower, upper, sharp."""
        ends = self._scored(*self.content.engine().scoring_free_pair(p, q), undefined)
        return float(ends[0]), float(ends[1]), bool(ends[2])

    def _scored(self, lower: Any, upper: Any, sharp: Any, undefined: Any) -> tuple[Any, Any, Any]:
        """With what 0/0 counts as: a completion is 0/0 under every scoring or under none."""
        counts = np.where(np.equal(undefined, 0), math.nan, self.convention)
        always = np.equal(undefined, 2) & ~np.isnan(counts)
        return np.fmin(lower, counts), np.fmax(upper, counts), np.logical_or(sharp, always)

    def _happens(self, found: Mapping[str, Any], unsettled: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Where a completion that is 0/0 is at hand, among pairs whose ends the convention may move."""
        inside = (found["inner_lower"] <= self.convention) & (self.convention <= found["inner_upper"])
        happens = np.zeros_like(unsettled)
        for p, q in np.argwhere(unsettled & ~inside).tolist():
            happens[p, q] = self._undefined(p, q) is not None
        return happens

    def _undefined(self, p: int, q: int) -> NDArray[np.uint8] | None:
        """A completion that is 0/0. Where the engine relaxed a constraint, there may be none after all.

        It takes no search, so one step is enough.
        """
        witness: NDArray[np.uint8] | None = self.content.engine().pair(
            self.key, p, q, dict(self.arguments), 1
        )["witness_undefined"]
        return witness


def convention(undefined: object) -> float:
    """What 0/0 counts as, from what a user gave.

    Raises
    ------
    ParameterError
        When it is neither a finite number nor NaN.

    Examples
    --------
    >>> convention(1)
    1.0
    """
    if isinstance(undefined, bool) or not isinstance(undefined, Real) or math.isinf(undefined):
        rule = "undefined= is a finite number, or NaN to leave 0/0 out"
        raise ParameterError(Fault("", "undefined", repr(undefined), rule, "for example 0 or 1", "parameter"))
    return float(undefined)


def _counted(
    bound: Any, attained: Any, happens: Any, counts: float, beyond: Callable[..., Any]
) -> tuple[Any, Any, Any]:
    """An end where 0/0 counts as a number: bound, attained value, and whether nothing is left between them.

    The number is attained where a completion that is 0/0 is at hand (`happens`).
    """
    bound = beyond(bound, counts)
    attained = np.where(happens, beyond(attained, counts), attained)
    close = np.abs(attained - bound) <= SHARP_GAP
    return np.where(close, attained, bound), attained, close
