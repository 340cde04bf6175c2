"""Amounts with their unit and noun, in counts where the quantity counts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from chirograph.claims.drafts import Draft
from chirograph.claims.sums import counted

NO_RECORD = "no record"


def amount(value: float, unit: str) -> str:
    """One end: counts and memberships as they are, the rest to three digits.

    Examples
    --------
    >>> amount(3.5, "membership"), amount(1 / 3, "share"), amount(1.0, "index")
    ('3.5', '0.333', '1')
    """
    if unit in ("count", "membership"):
        return f"{value:g}"
    return f"{value:.3f}".rstrip("0").rstrip(".")


def shown(draft: Draft, lower: float, upper: float) -> str:
    """A quantity in short: "3 to 4 of 4 programmes", "-4.5 to +40.9 percentage points".

    Examples
    --------
    >>> shown(Draft("A less B", "change", "share", change=True), -0.045, 0.409)
    '-4.5 to +40.9 percentage points'
    """
    noun = draft.noun or (draft.sums.measure.noun if draft.sums is not None else "")
    if math.isnan(lower):
        return NO_RECORD
    if draft.shown:
        return draft.shown
    if math.isinf(upper):
        return f"at least {counted(lower, noun)}" if lower > 0 else f"any number of {noun}"
    if draft.change or draft.less is not None:
        return _change((lower, upper), draft.unit, noun)
    parts = _parts(draft, lower, upper)
    if parts:
        return _of_wholes(parts, noun)
    if draft.unit == "count" and lower == upper:
        return counted(lower, noun)
    if draft.unit == "share":
        # Its counts are not known, so it is a share of the noun.
        return f"{_range([f'{100 * end:.3g}' for end in (lower, upper)])} % of the {noun}"
    return f"{_range([amount(end, draft.unit) for end in (lower, upper)])} {noun}".rstrip()


def _change(ends: tuple[float, float], unit: str, noun: str) -> str:
    if unit == "share":
        return f"{_range([f'{100 * end:+.1f}' for end in ends])} percentage points"
    signed = [("+" if end > 0 else "") + amount(end, unit) for end in ends]
    return f"{_range(signed)} {noun}".rstrip()


def _parts(draft: Draft, lower: float, upper: float) -> list[tuple[float, float]]:
    if draft.sums is None or not draft.sums.measure.counts:
        return []
    found = [draft.sums.at(end) for end in (lower, upper)]
    return [draft.sums.measure.parts(sums) for sums in found if sums is not None]


def _of_wholes(parts: Sequence[tuple[float, float]], noun: str) -> str:
    (least, first), (most, last) = parts[0], parts[-1]
    if first != last:
        return f"{least:g} of {first:g} to {most:g} of {counted(last, noun)}"
    return f"{_range([f'{least:g}', f'{most:g}'])} of {counted(first, noun)}"


def _range(ends: Sequence[str]) -> str:
    return ends[0] if ends[0] == ends[-1] else f"{ends[0]} to {ends[-1]}"
