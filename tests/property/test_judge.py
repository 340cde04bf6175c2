"""The judge is judged: an engine that lies about any part of its answer is found out."""

from __future__ import annotations

import numpy as np
import pytest
from test_bounds import Check
from twin import Case

OPEN = Case(((1, 1, 0, 0), (1, 0, 0, 1)), ((1, 1, 0, 1), (1, 0, 1, 1)), 1)
LIES = {
    "lower a little too low": {"lower": lambda v: v - 1e-9},
    "lower a little too high": {"lower": lambda v: v + 1e-9},
    "upper too high": {"upper": lambda v: v + 1e-9},
    "outer bound inside": {"sharp_upper": lambda _: False, "upper": lambda v: v - 1e-9},
    "0/0 made up": {"undefined": lambda _: 1},
    "always 0/0": {"undefined": lambda _: 2},
    "witness changed": {"witness_lower": lambda w: 1 - w},
    "witness impossible": {"witness_upper": lambda w: np.zeros_like(w)},
    "witness missing": {"witness_upper": lambda _: None},
    "contributions off": {"contributions_lower": lambda c: c + 1e-9},
    "claims too little": {"sharp_lower": lambda _: False},
}


class Liar:
    """An engine's panel whose answer for a pair is changed; the matrix stays as it is."""

    def __init__(self, panel, lie) -> None:
        self.panel, self.lie = panel, lie

    def pair(self, *question):
        """The engine's answer with the lie in it."""
        answer = dict(self.panel.pair(*question))
        for name, change in self.lie.items():
            answer[name] = change(answer[name])
        return answer

    def overlap(self, *question):
        """The engine's matrix."""
        return self.panel.overlap(*question)


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_found(name):
    """The comparison with every completion accepts the engine's answer and refuses each changed one."""
    check = Check(0, OPEN, 0, 1)
    check.run("jaccard", {"threshold": 1.0})
    check.panel = Liar(check.panel, LIES[name])
    with pytest.raises(AssertionError):
        check.run("jaccard", {"threshold": 1.0})
