"""How several coders make one cell: each rule once, with its words and what it may be used on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

__all__ = ["ON_CELLS", "ON_SETS", "said"]


class _Rule(NamedTuple):
    words: str  #: with {who} for the coders
    on_cells: bool  #: the interval cells of a dataset: `coders=`, and `combine` of a codebook
    on_sets: bool  #: sets of values: `Codings.merge`


_SPAN = "from the least to the greatest end that {who} give"
_RULES = {
    "span": _Rule(_SPAN, on_cells=True, on_sets=True),
    "union": _Rule("every value that one of {who} allows", on_cells=False, on_sets=True),
    "agreed": _Rule("what {who} agree on, else any value", on_cells=True, on_sets=True),
    "common": _Rule("the values that {who} all allow, else any value", on_cells=False, on_sets=True),
    # A decision is a record of a dataset; codings alone have none.
    "adjudicated": _Rule(f"what was adjudicated, else {_SPAN}", on_cells=True, on_sets=False),
}
#: Rules by name. A coder's name may stand in place of one: what that coder says, alone.
ON_CELLS: Mapping[str, str] = {name: rule.words for name, rule in _RULES.items() if rule.on_cells}
ON_SETS: Mapping[str, str] = {name: rule.words for name, rule in _RULES.items() if rule.on_sets}


def said(rules: Mapping[str, str], name: str, coders: Sequence[str]) -> str:
    """A rule, or the coder in place of one, in words.

    Examples
    --------
    >>> said(ON_SETS, "agreed", ["A", "B"]), said(ON_SETS, "B", ["A", "B"])
    ('what coders A and B agree on, else any value', 'those of coder B alone')
    """
    if name not in rules:
        return f"those of coder {name} alone"
    *first, last = coders
    who = f"coders {', '.join(first)} and {last}" if first else f"all coders ({last})"
    return rules[name].format(who=who)
