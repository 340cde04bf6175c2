"""What the data say, in sentences: each with its range, its reason and what would settle it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from chirograph.base.markup import counted, shorten
from chirograph.cells.reasons import UNREAD
from chirograph.ranks.order import Order, order_of
from chirograph.report import finding as say
from chirograph.report.finding import SHARE, Ends, Finding, Pair
from chirograph.report.findings_programmed import of_claims, of_interoperability
from chirograph.report.findings_readings import reading

if TYPE_CHECKING:
    from chirograph.claims import ClaimsLedger
    from chirograph.interoperability import Interoperability
    from chirograph.learning.documents import DocumentValues
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel

__all__ = ["Finding", "findings"]


def findings(
    panel: Panel,
    readings: Mapping[str, Panel] | None = None,
    *,
    copies: Mapping[str, str] | None = None,
    programmed: Interoperability | None = None,
    claims: ClaimsLedger | None = None,
    documents: DocumentValues | None = None,
) -> tuple[Finding, ...]:
    """The findings of a panel, in the order of a report.

    Parameters
    ----------
    panel : Panel
        What is known. When assumptions were applied to it, every sentence says so.
    readings : mapping of str to Panel, optional
        Named assumptions about the unknown cells, each as the panel it gives; they are set beside the bounds.
    copies : mapping of str to str, optional, keyword-only
        Reading to the row whose cells it copies. What it says of a pair with that row it has assumed, so
        such a pair is named only when there is no other.
    programmed : Interoperability, optional, keyword-only
        What ``Dataset.interoperability`` gave; adds two findings on it.
    claims : ClaimsLedger, optional, keyword-only
        What ``Dataset.claims`` gave; adds the count of verdicts.
    documents : DocumentValues, optional, keyword-only
        What ``Panel.value_of_documents`` gave; what would settle a finding then stands in its order.

    Returns
    -------
    tuple of Finding
        Fewer when there is nothing to say on one, for example a single programme has no pairs.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)
    >>> findings(panel)[1].sentence.split(":")[0]
    'P1 and P2 have the highest certain overlap'
    """
    found = list(_findings(panel, dict(readings or {}), dict(copies or {})))
    found += [] if programmed is None else of_interoperability(programmed)
    found += [] if claims is None else of_claims(claims)
    if documents is not None:
        found = [_by_worth(panel, item, documents) for item in found]
    return tuple(_under_assumption(panel, item) for item in found)


def _under_assumption(panel: Panel, found: Finding) -> Finding:
    """The finding, and that it rests on an assumption where cells of the panel do."""
    if not panel.content.notes:
        return found
    return replace(found, sentence=f"Under the assumption: {found.sentence}")


def _findings(panel: Panel, readings: dict[str, Panel], copies: dict[str, str]) -> Iterator[Finding]:
    yield _known(panel)
    if len(panel.rows) < 2:
        return
    overlap = panel.overlap("jaccard")
    if not np.isnan(overlap.lower[~np.eye(len(panel.rows), dtype=bool)]).all():
        yield _highest(overlap)
        if len(overlap.pairs()) > 1:
            yield _ordered(overlap)
        yield _shared(panel)
        yield _widest(overlap)
        if say.counts_depth(panel):
            yield _depth(panel)
        yield from reading(overlap, readings, copies)


def _known(panel: Panel) -> Finding:
    fixed = int((panel.lower == panel.upper).sum())
    total = panel.lower.size
    least = int(((panel.lower < panel.upper) & (panel.lower > 0)).sum())
    anything = total - fixed - least
    size = f"{len(panel.rows)} programmes by {len(panel.columns)} areas"
    sentence = f"Of {counted(total, 'cell')} ({size}), {fixed} have a known depth"
    clauses = [f"{least} have a known least depth that the full text could raise"] if least else []
    clauses += [f"for {anything} it is open whether the area is there at all"] if anything else []
    sentence = shorten([sentence, *clauses])
    opened = panel.lower < panel.upper
    counts = Counter(zip(panel.status[opened].tolist(), (panel.lower[opened] > 0).tolist(), strict=True))
    reasons = [
        f"{panel.status_labels.get(status, status)}{', depth open' if named else ''}: {count}"
        for (status, named), count in counts.most_common()
    ]
    reason = "Open cells by reason: " + "; ".join(reasons) + "." if reasons else "No cell is open."
    certain, possible = int((panel.lower >= 1).sum()), int((panel.upper >= 1).sum())
    settles = say.documents(panel, range(len(panel.rows)), depth=True)
    unit = "cells with the area in the programme"
    return Finding("known", sentence + ".", certain, possible, unit, total, reason, settles)


def _by_worth(panel: Panel, item: Finding, documents: DocumentValues) -> Finding:
    """What would settle a finding, the document that settles most orders of pairs first."""
    singles = [(say.name(panel, one.documents[0]), one) for one in documents if len(one.documents) == 1]
    if item.key == "order":
        lines = (f"{name}: {say.settling(one, documents.total)}" for name, one in singles)
        return replace(item, settles=tuple(lines))
    places = {name: place for place, (name, _) in enumerate(singles)}

    def place(line: str) -> int:
        return min((at for name, at in places.items() if line.startswith(f"{name} (")), default=len(places))

    return replace(item, settles=tuple(sorted(item.settles, key=place)))


def _highest(overlap: Overlap) -> Finding:
    panel, ranges = overlap.panel, say.ranges(overlap)
    best = say.top(ranges)
    pair = best[0]
    low, high = ranges[pair]
    if low == 0:
        return _none_certain(overlap, ranges, pair)
    if len(best) == 1:
        who, most = f"{say.both(panel, pair)} have the", say.percent(high)
    else:
        who = f"{shorten([say.between(panel, other) for other in best], 3)} have the same"
        highs = {say.rounded(ranges[other])[1] for other in best}
        most = say.percent(high) + (f" ({say.between(panel, pair)})" if len(highs) > 1 else "")
    ends = f"at least {say.percent(low)}" if low < high else f"exactly {most}"
    sentence = f"{who} highest certain overlap: {ends} of the areas that either has are in both"
    sentence += f", and at most {most}." if low < high else "."
    why = _why(panel, pair) + say.open_words(overlap, pair)
    return Finding("highest", sentence, low, high, SHARE, None, why, _settled(panel, pair))


def _none_certain(overlap: Overlap, ranges: Mapping[Pair, Ends], pair: Pair) -> Finding:
    """No pair shares an area for certain: which could share one, and how much."""
    panel = overlap.panel
    possible = sum(high > 0 for _, high in ranges.values())
    high = ranges[pair][1]
    if not possible:
        sentence = "No pair shares an area: whatever one programme has, no other can have."
    else:
        sentence = f"No pair has a certain overlap: {possible} of {counted(len(ranges), 'pair')} could share "
        sentence += "no area at all, or some" + (
            ", and the others certainly share none" * (possible < len(ranges))
        )
        sentence += f"; the most is {say.percent(high)}, for {say.both(panel, pair)}."
    why = _why(panel, pair) + say.open_words(overlap, pair)
    return Finding("highest", sentence, 0.0, high, SHARE, None, why, _settled(panel, pair))


def _why(panel: Panel, pair: Pair) -> str:
    """How many areas make, break and could change the overlap of a pair."""
    both, one, undecided = _shares(panel, pair)
    return (
        f"{say.between(panel, pair)}: {counted(both, 'area')} certainly in both programmes, {one} "
        f"certainly in one and not in the other, {undecided} decided by {UNREAD}."
    )


def _settled(panel: Panel, pair: Pair, *, depth: bool = False) -> tuple[str, ...]:
    return say.documents(panel, [panel.rows.index(label) for label in pair], depth=depth)


def _shares(panel: Panel, pair: Pair) -> tuple[int, int, int]:
    """Areas certainly in both programmes of a pair, certainly in one only, and undecided for one or both."""
    p, q = (panel.rows.index(label) for label in pair)
    has, may = panel.lower >= 1, panel.upper >= 1
    both = int((has[p] & has[q]).sum())
    one = int(((has[p] & ~may[q]) | (has[q] & ~may[p])).sum())
    neither = int((~may[p] & ~may[q]).sum())
    return both, one, len(panel.columns) - both - one - neither


_RELATIONS = {"above": "above", "at_least": "at least as high as", "equal": "equal to"}


def _ordered(overlap: Overlap) -> Finding:
    order, panel = order_of(overlap.question, overlap.lower, overlap.upper), overlap.panel
    pairs = [
        f"{say.between(panel, c.first)} {_RELATIONS[c.verdict]} {say.between(panel, c.second)}"
        for c in order.comparisons
        if c.verdict in _RELATIONS
    ]
    kinds = {"above": order.above, "at_least": order.at_least, "equal": order.equal}
    numbers = [f"{number} {_RELATIONS[kind].removesuffix(' as').removesuffix(' to')}"
               for kind, number in kinds.items() if number]  # fmt: skip
    settles = f"{say.capital(say.basis(panel))} settles"
    if order.certain == 0:
        sentence = f"{settles} the order of no two pairs by Jaccard overlap ({order.total} comparisons)."
    elif order.certain == order.total:
        sentence = f"{settles} the order of every two pairs by Jaccard overlap "
        sentence += f"({counted(order.total, 'comparison')}: {shorten(numbers)})."
    else:
        sentence = f"{settles} {order.certain} of {order.total} comparisons of pairs by Jaccard overlap"
        sentence += f": {shorten(pairs or numbers, 3)}."
    possible = order.certain + order.open
    unit = "comparisons of two pairs that are settled"
    return Finding("order", sentence, order.certain, possible, unit, order.total, _why_open(order))


def _why_open(order: Order) -> str:
    parts = []
    if order.reversible:
        parts.append(f"for {order.reversible} there are completions of the unknown cells for either order")
    if order.open:
        parts.append(f"for {order.open} the ranges overlap without a proof that both orders occur")
    if parts:
        reason = "; ".join(parts)
        return f"{reason[:1].upper()}{reason[1:]}."
    meet = order.at_least + order.equal
    return f"No two ranges overlap{', though some meet in one value' if meet else ''}."


def _shared(panel: Panel) -> Finding:
    has, may = (panel.lower >= 1).sum(axis=0), (panel.upper >= 1).sum(axis=0)
    every = len(panel.rows)
    low, high = int((has == every).sum()), int((may == every).sum())
    amount = counted(low, "area") if low else "No area"
    sentence = f"{amount} {'is' if low < 2 else 'are'} certainly in all {every} programmes"
    if low:
        sentence += f" ({shorten([say.name(panel, panel.columns[j]) for j in np.flatnonzero(has == every)])})"
    sentence += f"; {high} at most." if high > low else "; no other can be." if low else "; none can be."
    most = int(has.max())
    if 1 < most < every:
        areas = [say.name(panel, panel.columns[j]) for j in np.flatnonzero(has == most)]
        sentence += f" Certainly in {most} of them: {shorten(areas, 8)}."
    blocking = [say.name(panel, row) for i, row in enumerate(panel.rows) if (panel.lower[i] == 0).all()]
    reason = (
        f"No area is certain for {shorten(blocking)}."
        if blocking
        else "Counted over areas at depth 1 or more."
    )
    return Finding("shared", sentence, low, high, "areas in every programme", len(panel.columns), reason)


def _widest(overlap: Overlap) -> Finding:
    panel, ranges = overlap.panel, say.ranges(overlap)
    widths = {pair: round(high - low, 12) for pair, (low, high) in ranges.items()}
    widest = max(widths.values())
    if widest == 0:
        sentence = "Every pair has one value: no unknown cell can move an overlap."
        unit, reason = "pairs whose overlap is open", "No open cell bears on presence."
        return Finding("widest", sentence, 0, 0, unit, len(ranges), reason)
    pairs = [pair for pair, width in widths.items() if width == widest]
    low, high = ranges[pairs[0]]
    if len({say.rounded(ranges[pair]) for pair in pairs}) == 1:
        who = [say.between(panel, pair) for pair in pairs]
        span, unit = f"an overlap from {say.percent(low)} to {say.percent(high)} fits", SHARE
    else:
        who = [f"{say.between(panel, pair)} ({say.range_words(*ranges[pair])})" for pair in pairs]
        span, unit = "each of these overlaps fits", f"{SHARE}, {say.between(panel, pairs[0])}"
    sentence = f"Least is known of {shorten(who, 3)}: {span} {say.basis(panel)}."
    opened = Counter(name for pair in pairs for name in pair)
    cells = {
        row: int(((panel.lower[i] == 0) & (panel.upper[i] > 0)).sum()) for i, row in enumerate(panel.rows)
    }
    row = max(opened, key=lambda name: (cells[name], opened[name]))
    areas = f"{cells[row]} of {len(panel.columns)} areas"
    reason = f"{areas} may or may not be in the programme of {say.name(panel, row)}."
    reason += "".join(say.open_words(overlap, pair) for pair in pairs[:3])
    settles = say.documents(panel, [panel.rows.index(row)])
    return Finding("widest", sentence, low, high, unit, None, reason, settles)


def _depth(panel: Panel) -> Finding:
    overlap = panel.overlap("ruzicka")
    ranges, free = say.ranges(overlap), overlap.scoring_free
    best = say.top(ranges)
    pair = best[0]
    low, high = ranges[pair]
    p, q = (panel.rows.index(label) for label in pair)
    sentence = "Counting depth and not only presence, "
    if low == 0:
        sentence += "no pair has a certain overlap (Ruzicka)"
        sentence += (
            f": at most {high:.3f}, for {say.both(panel, pair)}." if high else " and none can have any."
        )
    else:
        who = (
            say.both(panel, pair) if len(best) == 1 else shorten([say.between(panel, one) for one in best], 3)
        )
        sentence += f"the highest certain overlap is that of {who}"
        alike = len({say.rounded(ranges[one]) for one in best}) == 1
        where = "" if alike else f" ({say.between(panel, pair)})"
        sentence += f": {say.range_words(low, high, '{:.3f}')}{where} (Ruzicka)."
    reason = "Depths stand one step apart in this index."
    if free is not None:
        ends = f"{free.lower[p, q]:.3f} to {free.upper[p, q]:.3f}"
        reason += f" Whatever increasing scores the depths are given, the value stays within {ends}."
    reason += say.open_words(overlap, pair)
    unit = "shared depth over combined depth"
    return Finding("depth", sentence, low, high, unit, None, reason, _settled(panel, pair, depth=True))
