"""A finding, and the words findings are made of: names, pairs, counts, shares, ranges, documents."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.markup import DASH, counted
from chirograph.cells.ends import End, told
from chirograph.cells.kinds import broken
from chirograph.cells.reasons import READ

if TYPE_CHECKING:
    from chirograph.learning.value import DocumentValue
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel

__all__ = [
    "SHARE", "Ends", "Finding", "Pair", "basis", "between", "both", "capital", "counts_depth", "documents",
    "ends", "name", "open_words", "percent", "range_words", "ranges", "rounded", "settling", "top",
]  # fmt: skip

SHARE = "share of the areas that either has"
_PERCENT = "{:.4g}\N{NO-BREAK SPACE}%"
_DIGITS = 12

Pair = tuple[str, str]
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence computed from a panel.

    Attributes
    ----------
    key : str
        What it is about: "known", "highest", "order", "shared", "widest", "depth", "reading", "programmed",
        "through" or "claims".
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
    >>> from chirograph.report.findings import findings
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
            return f"{range_words(self.lower, self.upper, '{:.0f}')} of {self.of}"
        share = self.unit.startswith("share of")
        return range_words(self.lower, self.upper, _PERCENT if share else "{:.3f}")

    def to_dict(self) -> dict[str, Any]:
        """Plain data.

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.report.findings import findings
        >>> list(findings(cg.load("nato-ip4").panel())[0].to_dict())[:2]
        ['key', 'sentence']
        """
        return {**asdict(self), "settles": list(self.settles)}


def ranges(overlap: Overlap) -> dict[Pair, Ends]:
    """The range of every pair that has one."""
    at, pairs = {label: i for i, label in enumerate(overlap.rows)}, overlap.pairs()
    first, second = [at[p] for p, _ in pairs], [at[q] for _, q in pairs]
    bounds = (matrix[first, second].tolist() for matrix in (overlap.lower, overlap.upper))
    both = zip(*bounds, strict=True)
    return {pair: ends for pair, ends in zip(pairs, both, strict=True) if not math.isnan(ends[0])}


def ends(overlap: Overlap, pair: Pair) -> tuple[End, End]:
    """Both ends of a pair, each with its bound and what is attained."""
    first, second = (overlap.rows.index(label) for label in pair)
    return overlap.ends(first, second)


def open_words(overlap: Overlap, pair: Pair) -> str:
    """A sentence on the ends of a pair that are open, to follow another one; empty when none is."""
    low, high = ends(overlap, pair)
    if not (low.open or high.open):
        return ""
    return f" {between(overlap.panel, pair)}: {told(low, high)}."


def rounded(ends: Ends) -> Ends:
    """A range for comparing: ends that differ by rounding only are the same end."""
    return round(ends[0], _DIGITS), round(ends[1], _DIGITS)


def top(ranges: Mapping[Pair, Ends]) -> list[Pair]:
    """The pairs with the highest lower end, the one with the highest upper end first."""
    compared = {pair: rounded(ends) for pair, ends in ranges.items()}
    highest = max(low for low, _ in compared.values())
    best = [pair for pair, (low, _) in compared.items() if low == highest]
    first = max(best, key=lambda pair: compared[pair][1])
    return [first, *(pair for pair in best if pair != first)]


def counts_depth(panel: Panel) -> bool:
    """Whether there is depth to count, on one scale and in an order."""
    return panel.max_depth > 1 and not broken(panel.content, "ruzicka", {})


def basis(panel: Panel) -> str:
    """What the ranges of a panel rest on."""
    return f"{READ} and assumed" if panel.content.notes else READ


def capital(words: str) -> str:
    """The words at the beginning of a sentence."""
    return f"{words[:1].upper()}{words[1:]}"


def name(panel: Panel, label: str) -> str:
    """The readable name of a row or column."""
    return panel.names.get(label, label)


def both(panel: Panel, pair: Pair) -> str:
    """The pair in a sentence."""
    return " and ".join(name(panel, label) for label in pair)


def between(panel: Panel, pair: Pair) -> str:
    """The pair in a list of pairs, where another "and" would be one too many."""
    return f" {DASH} ".join(name(panel, label) for label in pair)


def percent(value: float) -> str:
    """A share with one digit."""
    return _PERCENT.format(round(100 * value, 1))


def range_words(low: float, high: float, form: str = _PERCENT) -> str:
    """Both ends, or the one value they have in common."""
    words = [percent(end) if form == _PERCENT else form.format(end) for end in (low, high)]
    return words[0] if low == high else f"{words[0]} to {words[1]}"


def documents(panel: Panel, rows: Iterable[int], *, depth: bool = False) -> tuple[str, ...]:
    """Which document would settle the open cells of these programmes, most cells first.

    Without `depth`, only cells count in which the area may or may not be there at all.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for i in rows:
        opened = (panel.lower[i] < panel.upper[i]) & (depth | (panel.lower[i] == 0))
        counts.update((panel.rows[i], str(status)) for status in panel.status[i][opened])
    settles = panel.content.settles
    return tuple(
        f"{name(panel, row)} ({counted(number, 'cell')}): {_short(panel, row, settles[row, status])}"
        for (row, status), number in counts.most_common()
        if settles.get((row, status))
    )


def settling(value: DocumentValue, total: int) -> str:
    """How many orders of two pairs a document settles.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.load("nato-ip4").value_of_documents(together=1, prior=0.5)
    >>> settling(found[0], found.total)
    'settles 0 to 12 of 15 orders of two pairs, depending on what it says'
    """
    low, high = value.worst[0], value.best[0]
    orders = f"of {counted(total, 'order')} of two pairs"
    return f"settles {low} {orders}" if low == high else (
        f"settles {low} to {high} {orders}, depending on what it says"
    )  # fmt: skip


def _short(panel: Panel, row: str, settled_by: str) -> str:
    """What would settle a cell, without the name of the programme that the sentence gives already."""
    source = panel.sources[panel.rows.index(row)]
    return settled_by.removesuffix(f" ({source})")
