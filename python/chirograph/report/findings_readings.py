"""The finding on readings: what named assumptions about the unknown cells make of the overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from chirograph.base.markup import counted, shorten
from chirograph.overlap import again
from chirograph.report import finding as say
from chirograph.report.finding import SHARE, Ends, Finding, Pair

if TYPE_CHECKING:
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel

__all__ = ["reading"]

Values = Mapping[Pair, Mapping[str, Ends]]


def reading(overlap: Overlap, readings: Mapping[str, Panel], copies: Mapping[str, str]) -> Iterator[Finding]:
    """How much the readings carry: against each other, or against the bounds when there is only one."""
    ranges = say.ranges(overlap)
    results = {name: say.ranges(again(overlap, panel)) for name, panel in readings.items()}
    values = {pair: {name: ends[pair] for name, ends in results.items() if pair in ends} for pair in ranges}
    if len(readings) == 1:
        ((name, panel),) = readings.items()
        if overlap.panel.content.notes and not panel.content.notes:
            what, kind = "Dropping it", "this is what was read, with nothing assumed"
        else:
            what, kind = f"Reading the open cells as “{name}”", "it is an assumption, no evidence"
        yield _one(
            overlap, ranges, {pair: ends.get(name) for pair, ends in values.items()}, (what, kind), copies
        )
    elif readings:
        yield _several(overlap, ranges, values, copies)


def _one(
    overlap: Overlap,
    ranges: Mapping[Pair, Ends],
    values: Mapping[Pair, Ends | None],
    about: tuple[str, str],
    copies: Mapping[str, str],
) -> Finding:
    """One reading against the bounds; `about` says what is done and what sort of thing that is."""
    what, kind = about
    apart = {pair: _apart(ends, ranges[pair]) for pair, ends in values.items() if ends is not None}
    moved = {pair: amount for pair, amount in apart.items() if amount}
    if not moved:
        sentence = f"{what} leaves the overlap of every pair where it was."
        reason = f"The index counts whether an area is there, not how deep; {kind}."
        return Finding("reading", sentence, 0, 0, "pairs with another range", len(ranges), reason)
    pair, assumed = _chosen(overlap, moved, copies)
    (low, high), (new_low, new_high) = ranges[pair], values[pair] or ranges[pair]
    verb = "narrows" if new_high - new_low < high - low else "moves"
    sentence = f"{what} {verb} most the overlap of {say.both(overlap.panel, pair)}: "
    sentence += f"to {say.range_words(new_low, new_high)}, where {say.basis(overlap.panel)} allows "
    sentence += f"{say.range_words(low, high)}."
    reason = f"It changes {len(moved)} of {counted(len(ranges), 'pair')}; {kind}.{assumed}"
    return Finding("reading", sentence, low, high, SHARE, None, reason)


def _several(
    overlap: Overlap, ranges: Mapping[Pair, Ends], values: Values, copies: Mapping[str, str]
) -> Finding:
    apart = {
        pair: max((_apart(*two) for two in combinations(ends.values(), 2)), default=0.0)
        for pair, ends in values.items()
    }
    known = say.basis(overlap.panel)
    differ = {pair: amount for pair, amount in apart.items() if amount > 0}
    if not differ:
        moved = sum(any(_apart(end, ranges[pair]) for end in ends.values()) for pair, ends in values.items())
        sentence = "The readings compared give the same overlap for every pair"
        sentence += (
            f", other than {known} alone for {moved} of {len(ranges)}." if moved else f", that of {known}."
        )
        reason = "Each is an assumption, none is evidence."
        return Finding("reading", sentence, 0, 0, "pairs for which readings differ", len(ranges), reason)
    pair, assumed = _chosen(overlap, differ, copies)
    given = [f"{say.range_words(*ends)} if they are read as “{name}”" for name, ends in values[pair].items()]
    low, high = ranges[pair]
    sentence = "How the open cells are read can decide the answer: the overlap of "
    sentence += f"{say.both(overlap.panel, pair)} is {shorten(given, 4)}; "
    sentence += f"{known} allows {say.range_words(low, high)}."
    reason = f"The readings differ for {len(differ)} of {counted(len(ranges), 'pair')}; "
    reason += f"each is an assumption, none is evidence.{assumed}"
    return Finding("reading", sentence, low, high, SHARE, None, reason)


def _apart(one: Ends, other: Ends) -> float:
    """How far two ranges are apart: the larger distance of their ends, without what is rounding."""
    one, other = say.rounded(one), say.rounded(other)
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _chosen(overlap: Overlap, amounts: Mapping[Pair, float], copies: Mapping[str, str]) -> tuple[Pair, str]:
    """The pair moved furthest, and a sentence if pairs with a copied row are passed over."""
    copied = set(copies.values())
    free = [pair for pair in amounts if not copied & set(pair)]
    pair = max(free or amounts, key=lambda pair: (amounts[pair], pair))
    if not free or len(free) == len(amounts):
        return pair, ""
    names = shorten([say.name(overlap.panel, label) for label in sorted(copied)])
    return (
        pair,
        f" Pairs with {names}, whose cells a reading copies, are passed over: it assumes what they share.",
    )
