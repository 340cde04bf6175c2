"""An index asked of the pairs of a content: completions that are 0/0 are left out, or count as a number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from chirograph.cells.content import Content
from chirograph.cells.intervals import frozen

#: What the numbers of `undefined` mean: 0/0 in no completion, in some, in all.
UNDEFINED = ("no", "possible", "always")


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
    """

    content: Content
    key: str
    arguments: Mapping[str, float]
    convention: float = math.nan

    def every(self, threads: int) -> dict[str, Any]:
        """Matrices over all pairs: lower, upper, sharp, undefined."""
        found = self.content.engine().overlap(self.key, dict(self.arguments), threads)
        some = found["undefined"] >= 1
        # With the convention NaN both are as they were.
        found["lower"][some] = np.fmin(found["lower"][some], self.convention)
        found["upper"][some] = np.fmax(found["upper"][some], self.convention)
        return found

    def pair(self, p: int, q: int) -> dict[str, Any]:
        """One pair: each end with whether it is attained, a witness, and what each area adds there."""
        found = self.content.engine().pair(self.key, p, q, dict(self.arguments))
        spare, counts = found.pop("witness_undefined"), self.convention
        if found["undefined"] and not math.isnan(counts):
            # The end that the convention moves is attained by the completion that is 0/0. Where the engine
            # relaxed a constraint, 0/0 may not be possible after all: the end stays outer, without witness.
            for end, stays in (("lower", found["lower"] <= counts), ("upper", found["upper"] >= counts)):
                if not stays:
                    witness = spare if found[f"sharp_{end}"] else None
                    found |= {end: counts, f"witness_{end}": witness, f"contributions_{end}": None}
        arrays = {name: frozen(value) for name, value in found.items() if isinstance(value, np.ndarray)}
        return {**found, **arrays}
