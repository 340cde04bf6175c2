"""What the data say, in sentences: each with its range, its reason and what would settle it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from chirograph._order import order_of
from chirograph._pairs import again
from chirograph.plots._style import DASH, shorten

if TYPE_CHECKING:
    from chirograph.panel import Panel
    from chirograph.results import Overlap

__all__ = ["Finding", "findings"]


_SHARE = "share of the areas that either has"
_PERCENT = "{:.4g}\N{NO-BREAK SPACE}%"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence computed from a panel.

    Attributes
    ----------
    key : str
        What it is about: "known", "highest", "order", "shared", "widest", "depth" or "reading".
    sentence : str
        The finding, in words.
    lower, upper : float
        The range of the number the sentence is about.
    unit : str
        What that number counts.
    of : int or None
        How many there are in all, for a count; None for a share or an index.
    reason : str
        Why the range is what it is.
    settles : tuple of str
        What would narrow it.

    Examples
    --------
    >>> import chirograph as cg
    >>> from chirograph.findings import findings
    >>> findings(cg.load("nato-ip4").panel())[0].key
    'known'
    """

    key: str
    sentence: str
    lower: float
    upper: float
    unit: str
    of: int | None
    reason: str
    settles: tuple[str, ...] = ()

    @property
    def range(self) -> str:
        """The range in words: a share in per cent, a count out of how many, an index with three digits."""
        if self.of is not None:
            return f"{_range_words(self.lower, self.upper, '{:.0f}')} of {self.of}"
        share = self.unit.startswith("share of")
        return _range_words(self.lower, self.upper, _PERCENT if share else "{:.3f}")

    def to_dict(self) -> dict[str, Any]:
        """Plain data.

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.findings import findings
        >>> list(findings(cg.load("nato-ip4").panel())[0].to_dict())[:2]
        ['key', 'sentence']
        """
        return {**asdict(self), "settles": list(self.settles)}


def findings(panel: Panel, readings: Mapping[str, Panel] | None = None) -> tuple[Finding, ...]:
    """The findings of a panel, in the order of a report.

    Parameters
    ----------
    panel : Panel
        What is known.
    readings : mapping of str to Panel, optional
        Named assumptions about the unknown cells, each as the panel it gives; they are set beside the bounds.

    Returns
    -------
    tuple of Finding
        Fewer than seven when the panel has nothing to say on one, for example a single programme has no
        pairs.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]], max_depth=1)
    >>> findings(panel)[1].sentence.split(":")[0]
    'P1 and P2 have the highest certain overlap'
    """
    return tuple(_findings(panel, dict(readings or {})))


def _findings(panel: Panel, readings: dict[str, Panel]) -> Iterator[Finding]:
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
        if panel.max_depth > 1:
            yield _depth(panel)
        yield from _reading(overlap, readings)


def _known(panel: Panel) -> Finding:
    fixed = int((panel.lower == panel.upper).sum())
    total = panel.lower.size
    least = int(((panel.lower < panel.upper) & (panel.lower > 0)).sum())
    anything = total - fixed - least
    size = f"{len(panel.rows)} programmes by {len(panel.columns)} areas"
    sentence = f"Of {_count(total, 'cell')} ({size}), {fixed} have a known depth"
    clauses = [f"{least} have a known least depth that the full text could raise"] if least else []
    clauses += [f"for {anything} it is open whether the area is there at all"] if anything else []
    sentence = shorten([sentence, *clauses])
    opened = panel.lower < panel.upper
    counts = Counter(zip(panel.status[opened].tolist(), (panel.lower[opened] > 0).tolist(), strict=True))
    reasons = [
        f"{panel.status_labels.get(status, status)}{', depth open' if named else ''}: {count}"
        for (status, named), count in counts.most_common()
    ]
    reason = "Open cells by reason: " + "; ".join(reasons) + "." if reasons else "Every cell is known."
    certain, possible = int((panel.lower >= 1).sum()), int((panel.upper >= 1).sum())
    settles = _documents(panel, range(len(panel.rows)), depth=True)
    unit = "cells with the area in the programme"
    return Finding("known", sentence + ".", certain, possible, unit, total, reason, settles)


def _documents(panel: Panel, rows: Iterable[int], *, depth: bool = False) -> tuple[str, ...]:
    """Which document would settle the open cells of these programmes, most cells first.

    Without `depth`, only cells count in which the area may or may not be there at all.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for i in rows:
        opened = (panel.lower[i] < panel.upper[i]) & (depth | (panel.lower[i] == 0))
        counts.update((panel.rows[i], str(status)) for status in panel.status[i][opened])
    settles = panel._parts.settles
    return tuple(
        f"{_name(panel, row)} ({_count(count, 'cell')}): {_short(panel, row, settles[row, status])}"
        for (row, status), count in counts.most_common()
        if settles.get((row, status))
    )


def _short(panel: Panel, row: str, settled_by: str) -> str:
    """What would settle a cell, without the name of the programme that the sentence gives already."""
    source = panel.sources[panel.rows.index(row)]
    return settled_by.removesuffix(f" ({source})")


def _highest(overlap: Overlap) -> Finding:
    panel = overlap.panel
    ranges = _ranges(overlap)
    top = max(low for low, _ in ranges.values())
    best = [pair for pair, (low, _) in ranges.items() if low == top]
    pair = max(best, key=lambda pair: (ranges[pair][1], pair))
    low, high = ranges[pair]
    who = _pair(panel, pair)
    if top == 0:
        sentence = "No pair has a certain overlap: every pair could share no area at all, or some."
    else:
        verb = "have" if len(best) == 1 else f"are one of {len(best)} pairs with"
        sentence = (
            f"{who} {verb} the highest certain overlap: at least {_percent(low)} of the areas that "
            f"either has are in both, and at most {_percent(high)}."
        )
    both, one, undecided = _shares(panel, pair)
    reason = (
        f"{_count(both, 'area')} certainly in both programmes, {one} certainly in one and not in the other, "
        f"{undecided} where unpublished text decides."
    )
    rows = [panel.rows.index(name) for name in pair]
    return Finding(
        "highest",
        sentence,
        low,
        high,
        _SHARE,
        None,
        reason,
        _documents(panel, rows),
    )


def _shares(panel: Panel, pair: tuple[str, str]) -> tuple[int, int, int]:
    """Areas certainly in both programmes of a pair, certainly in one only, and undecided for one or both."""
    p, q = (panel.rows.index(name) for name in pair)
    has, may = panel.lower >= 1, panel.upper >= 1
    both = int((has[p] & has[q]).sum())
    one = int(((has[p] & ~may[q]) | (has[q] & ~may[p])).sum())
    neither = int((~may[p] & ~may[q]).sum())
    return both, one, len(panel.columns) - both - one - neither


def _ordered(overlap: Overlap) -> Finding:
    order, panel = order_of(overlap), overlap.panel
    pairs = [
        f"{_between(panel, c.first)} above {_between(panel, c.second)}"
        for c in order.comparisons
        if c.verdict == "certain"
    ]
    settles = "The published text settles"
    if order.certain == 0:
        sentence = f"{settles} the order of no two pairs by Jaccard overlap ({order.total} comparisons)."
    elif order.certain == order.total:
        sentence = f"{settles} the order of every two pairs by Jaccard overlap ({order.total} comparisons)."
    else:
        sentence = f"{settles} {order.certain} of {order.total} comparisons of pairs by Jaccard overlap"
        sentence += f": {shorten(pairs, 3)}." if pairs else "."
    parts = (
        [f"for {order.reversible} there are completions of the unknown cells for either order"]
        if order.reversible
        else []
    )
    parts += (
        [f"for {order.open} the ranges overlap without a proof that both orders occur"] if order.open else []
    )
    reason = "; ".join(parts)
    reason = f"{reason[:1].upper()}{reason[1:]}." if reason else "No two ranges overlap."
    return Finding(
        "order",
        sentence,
        order.certain,
        order.certain + order.open,
        "comparisons of two pairs that are settled",
        order.total,
        reason,
    )


def _shared(panel: Panel) -> Finding:
    has, may = (panel.lower >= 1).sum(axis=0), (panel.upper >= 1).sum(axis=0)
    every = len(panel.rows)
    low, high = int((has == every).sum()), int((may == every).sum())
    amount = _count(low, "area") if low else "No area"
    sentence = f"{amount} {'is' if low < 2 else 'are'} certainly in all {every} programmes"
    if low:
        sentence += f" ({shorten([_name(panel, panel.columns[j]) for j in np.flatnonzero(has == every)])})"
    sentence += f"; {high} may be." if high > low else "; no other can be."
    most = int(has.max())
    if 1 < most < every:
        areas = [_name(panel, panel.columns[j]) for j in np.flatnonzero(has == most)]
        sentence += f" Certainly in {most} of them: {shorten(areas, 8)}."
    blocking = [_name(panel, row) for row in panel.rows if (panel.lower[panel.rows.index(row)] == 0).all()]
    reason = (
        f"No area is certain for {shorten(blocking)}."
        if blocking
        else "Counted over areas at depth 1 or more."
    )
    return Finding("shared", sentence, low, high, "areas in every programme", len(panel.columns), reason)


def _widest(overlap: Overlap) -> Finding:
    panel, ranges = overlap.panel, _ranges(overlap)
    widest = max(high - low for low, high in ranges.values())
    pairs = [pair for pair, (low, high) in ranges.items() if high - low == widest]
    low, high = ranges[pairs[0]]
    if widest == 0:
        sentence = "Every pair has one value: no unknown cell can move an overlap."
        return Finding("widest", sentence, low, high, _SHARE, None, "No open cell bears on presence.")
    sentence = f"Least is known of {shorten([_between(panel, pair) for pair in pairs], 3)}: "
    sentence += f"an overlap from {_percent(low)} to {_percent(high)} fits the published text."
    opened = Counter(name for pair in pairs for name in pair)
    cells = {
        row: int(((panel.lower[i] == 0) & (panel.upper[i] > 0)).sum()) for i, row in enumerate(panel.rows)
    }
    row = max(opened, key=lambda name: (cells[name], opened[name]))
    areas = f"{cells[row]} of {len(panel.columns)} areas"
    reason = f"{areas} may or may not be in the programme of {_name(panel, row)}."
    return Finding("widest", sentence, low, high, _SHARE, None, reason,
                   _documents(panel, [panel.rows.index(row)]))  # fmt: skip


def _depth(panel: Panel) -> Finding:
    overlap = panel.overlap("ruzicka")
    ranges, free = _ranges(overlap), overlap.scoring_free
    pair = max(ranges, key=lambda pair: (ranges[pair][0], ranges[pair][1]))
    low, high = ranges[pair]
    p, q = (panel.rows.index(name) for name in pair)
    sentence = (
        f"Counting depth and not only presence, the highest certain overlap is that of {_pair(panel, pair)}: "
    )
    sentence += f"from {low:.3f} to {high:.3f} (Ruzicka)."
    reason = "Depths stand one step apart in this index."
    if free is not None:
        ends = f"{free.lower[p, q]:.3f} to {free.upper[p, q]:.3f}"
        reason += f" Whatever increasing scores the depths are given, the value stays within {ends}."
    return Finding(
        "depth",
        sentence,
        low,
        high,
        "shared depth over combined depth",
        None,
        reason,
        _documents(panel, [p, q], depth=True),
    )


def _reading(overlap: Overlap, readings: Mapping[str, Panel]) -> Iterator[Finding]:
    """How much the named readings of the unknown cells carry: the pair they move furthest apart."""
    panel, ranges = overlap.panel, _ranges(overlap)
    results = {name: again(overlap, reading) for name, reading in readings.items()}
    values = {
        pair: {name: _ranges(result)[pair] for name, result in results.items() if pair in _ranges(result)}
        for pair in ranges
    }
    spread = {
        pair: max(high for _, high in ends.values()) - min(low for low, _ in ends.values())
        for pair, ends in values.items()
        if ends
    }
    if not spread:
        return
    pair = max(spread, key=lambda pair: (spread[pair], pair))
    given = [
        f"{_range_words(*ends)} if unknown cells are read as {name}" for name, ends in values[pair].items()
    ]
    low, high = ranges[pair]
    moved = sum(1 for amount in spread.values() if amount > 0)
    sentence = (
        f"A reading of the unknown cells can decide the answer: for {_pair(panel, pair)} the overlap is "
    )
    sentence += f"{shorten(given, 4)}; the published text allows {_percent(low)} to {_percent(high)}."
    reason = (
        f"The readings differ for {moved} of {len(ranges)} pairs; each is an assumption, none is evidence."
    )
    if not moved:
        sentence = "The readings compared give the same overlap for every pair."
    yield Finding("reading", sentence, low, high, _SHARE, None, reason)


def _ranges(overlap: Overlap) -> dict[tuple[str, str], tuple[float, float]]:
    """The range of every pair that has one."""
    found = {}
    for p, q in overlap.pairs():
        i, j = overlap.rows.index(p), overlap.rows.index(q)
        if not math.isnan(overlap.lower[i, j]):
            found[p, q] = float(overlap.lower[i, j]), float(overlap.upper[i, j])
    return found


def _name(panel: Panel, label: str) -> str:
    return panel.names.get(label, label)


def _pair(panel: Panel, pair: tuple[str, str]) -> str:
    return " and ".join(_name(panel, label) for label in pair)


def _between(panel: Panel, pair: tuple[str, str]) -> str:
    """The pair in a list of pairs, where another "and" would be one too many."""
    return f" {DASH} ".join(_name(panel, label) for label in pair)


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _percent(value: float) -> str:
    return _PERCENT.format(round(100 * value, 1))


def _range_words(low: float, high: float, form: str = _PERCENT) -> str:
    words = [_percent(end) if form == _PERCENT else form.format(end) for end in (low, high)]
    return words[0] if low == high else f"{words[0]} to {words[1]}"
