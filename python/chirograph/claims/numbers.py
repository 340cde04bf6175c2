"""A quantity against what a statement needs: its ends, whether it holds, in words, and what decides."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from chirograph.claims.amounts import shown
from chirograph.claims.drafts import Arguments, Draft
from chirograph.claims.model import Number
from chirograph.claims.rules import Rule
from chirograph.claims.sums import OpenItem, Unit

NOTHING_LISTED = "a value: it is 0/0 in every completion"


def rule_of(draft: Draft, arguments: Arguments) -> Rule:
    """What the statement needs of a quantity."""
    relation = arguments["relation"]
    needed = {"all": draft.total, "none": 0.0, **arguments}
    return Rule(relation, float(needed[relation if relation in ("all", "none") else "threshold"]))


def number_of(draft: Draft, rule: Rule, decide: bool = True, bare: bool = False) -> Number:
    """A quantity against what the statement needs; when bare, without words."""
    lower, upper, sharp = _ends(draft)
    missing = draft.missing or (NOTHING_LISTED if math.isnan(lower) else "")
    holds = None if missing else _holding(draft, rule, lower, upper)
    return Number(
        subject=draft.subject,
        quantity=draft.quantity,
        unit=draft.unit,
        shown="" if bare else shown(draft, math.nan if missing else lower, upper),
        each=draft.each,
        lower=None if missing else lower,
        upper=None if missing or math.isinf(upper) else upper,
        sharp=sharp and not missing,
        basis="" if missing or bare else _basis(draft, lower, upper),
        relation=rule.relation,
        threshold=None if math.isnan(rule.threshold) else rule.threshold,
        holds=holds,
        missing=missing,
        deciding=_deciding(draft, rule) if decide and holds is None and not missing else (),
        used=tuple(sorted(draft.used, key=lambda one: (one.table, one.id, one.field))),
        more=() if missing or not decide else tuple(_more(draft, rule)),
    )


def _holding(draft: Draft, rule: Rule, lower: float, upper: float) -> bool | None:
    attained = draft.sums.values if draft.sums and draft.less is None and draft.bounds is None else None
    return rule.outcome(lower, upper, attained)


def _more(draft: Draft, rule: Rule) -> list[tuple[str, bool | None]]:
    """What the answer would be with one more record of the kind, by what it would be."""
    found = []
    for what, vector in draft.more:
        assert draft.sums is not None  # a record is added to sums
        more = replace(draft, sums=replace(draft.sums, units=(*draft.sums.units, Unit((vector,)))))
        found.append((what, _holding(more, rule, *_ends(more)[:2])))
    return found


def _ends(draft: Draft) -> tuple[float, float, bool]:
    if draft.missing:
        return math.nan, math.nan, False
    if draft.bounds is not None:
        return draft.bounds
    assert draft.sums is not None  # a draft has bounds, sums or a reason why not
    lower, upper = draft.sums.ends()
    if draft.less is not None:
        least, most = draft.less.ends()
        lower, upper = lower - most, upper - least
    return lower, upper, True


def _basis(draft: Draft, lower: float, upper: float) -> str:
    """The sums behind the two ends, in words."""
    if draft.sums is None:
        return draft.shown
    if draft.less is None and draft.sums.measure.counts:
        return shown(draft, lower, upper)
    if draft.less is None:
        ends = [draft.sums.basis_at(end) for end in draft.sums.ends()]
    else:
        (low, high), (least, most) = draft.sums.ends(), draft.less.ends()
        ends = [
            f"{draft.sums.basis_at(own)} less {draft.less.basis_at(other)}"
            for own, other in ((low, most), (high, least))
        ]
    return ends[0] if lower == upper else f"from {ends[0]} to {ends[1]}"


def _deciding(draft: Draft, rule: Rule) -> tuple[OpenItem, ...]:
    if draft.sums is None:
        return draft.items
    if draft.less is None:
        return draft.sums.deciding(rule.holds)
    own, other = draft.sums.values, draft.less.values
    # a - b is compared as (-b) - (-a), so one function serves both sides.
    mirrored = np.sort(-own)
    return (
        *draft.sums.deciding(lambda values: rule.count_below(values, other)),
        *draft.less.deciding(lambda values: rule.count_below(-values, mirrored)),
    )
