"""What an answer was asked: an index of pairs, and all under which it stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Integral
from typing import Any

from chirograph.cells.content import Content
from chirograph.cells.question import Question
from chirograph.errors import Fault, brief

__all__ = ["Posed", "seed_faults"]


class Posed:
    """A question of which an answer can be worked out again."""

    #: The index and the cells; rows of the pairs, in the order of the answer; the version that answered.
    question: Question
    places: tuple[tuple[int, int], ...]
    software: str

    @property
    def content(self) -> Content:
        """The cells."""
        return self.question.content

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Labels of the pairs."""
        rows = self.content.rows
        return tuple((rows[i], rows[j]) for i, j in self.places)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which the answer stands."""
        raise NotImplementedError

    def told(self) -> dict[str, Any]:
        """Plain data of the question, all but the cells."""
        asked = self.question
        return {
            "key": asked.key,
            "title": asked.title,
            "parameters": asked.parameters,
            "convention": None if math.isnan(asked.convention) else asked.convention,
            "software": self.software,
            "data": dict(self.content.data),
            "assumptions": list(self.assumptions),
        }

    def known(self, assumptions: Sequence[str]) -> dict[str, str]:
        """What an answer rests on, in words: data, software, index, numbers such as the seed, assumptions."""
        data, told = self.content.data, self.told()
        named = f"{data['id']} {data['version']}, SHA-256 {data['sha256']}" if data else "cells of one's own"
        numbers: dict[str, str] = {name: str(told[name]) for name in ("draws", "seed") if name in told}
        index = self.question.headline
        known = {"data": named, "software": self.software, "index": index}
        return {**known, **numbers, "assumptions": " ".join(assumptions)}

    def same(self, other: Posed) -> bool:
        """Whether the same was asked of the same cells, by whatever version."""
        mine, others = ({**one.told(), "software": None} for one in (self, other))
        return mine == others and self.places == other.places and self.content.same(other.content)


def seed_faults(seed: object) -> list[Fault]:
    """What is wrong with a seed.

    Examples
    --------
    >>> seed_faults(0), seed_faults(-1)[0].place
    ([], 'seed')
    """
    if isinstance(seed, Integral) and not isinstance(seed, bool) and 0 <= int(seed) < 2**64:
        return []
    rule = "a seed is a whole number from 0 to 2**64 - 1"
    return [Fault("", "seed", brief(seed), rule, "for example 0", "parameter")]
