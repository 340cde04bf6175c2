"""The pairs in tables: one index in full, readings beside the bounds, every index of the catalogue."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from chirograph._report.context import Context
from chirograph._report.table import Sheet, interval, sheet
from chirograph.plots._style import DASH
from chirograph.plots.bounds import published_only

if TYPE_CHECKING:
    from chirograph.results import Overlap

__all__ = ["MOST_PAIRS", "catalogue", "explanations", "pairs", "readings"]

#: Tables with one column or one block a pair show this many; the rest is counted.
MOST_PAIRS = 15

Pair = tuple[str, str]


def ordered(overlap: Overlap) -> list[Pair]:
    """The pairs from the highest certain value to the lowest; pairs without a value last."""

    def rank(pair: Pair) -> tuple[bool, float, float, Pair]:
        low, high = _ends(overlap, pair)
        return math.isnan(low), -low, -high, pair

    return sorted(overlap.pairs(), key=rank)


def _ends(overlap: Overlap, pair: Pair) -> tuple[float, float]:
    i, j = (overlap.rows.index(label) for label in pair)
    return float(overlap.lower[i, j]), float(overlap.upper[i, j])


def _title(context: Context, pair: Pair) -> str:
    return f"\N{NO-BREAK SPACE}{DASH} ".join(context.name(label) for label in pair)


def pairs(context: Context, key: str) -> Sheet:
    """One index: both ends, width, the value of published text alone, and what is certain of the areas."""
    overlap = context.overlap(key)
    alone, free = published_only(overlap), overlap.scoring_free
    head = ["Pair", "Least", "Greatest", "Width", "Published text only", "Ends"]
    head += ["Any increasing scores"] if free is not None else []
    rows = []
    for pair in ordered(overlap):
        low, high = _ends(overlap, pair)
        i, j = (overlap.rows.index(label) for label in pair)
        numbers = [
            f"{value:.3f}" if not math.isnan(value) else "undefined" for value in (low, high, high - low)
        ]
        ends = "attained" if overlap.sharp[i, j] else "outer bound"
        row = [_title(context, pair), *numbers, interval(*_ends(alone, pair)), ends]
        rows.append(
            row + ([interval(float(free.lower[i, j]), float(free.upper[i, j]))] if free is not None else [])
        )
    caption = f"{overlap.title}: what the published text allows"
    return sheet(caption, head, rows, range(1, 5))


def readings(context: Context, key: str) -> Sheet:
    """One index: the bounds, and beside them the value under each reading."""
    overlap, read = context.overlap(key), context.read(key)
    head = ["Pair", "Published bounds", *(f"Read as {name}" for name in read)]
    rows = [
        [
            _title(context, pair),
            interval(*_ends(overlap, pair)),
            *(interval(*_ends(other, pair)) for other in read.values()),
        ]
        for pair in ordered(overlap)
    ]
    return sheet(
        f"{overlap.title}: bounds beside readings of the open cells", head, rows, range(1, len(head))
    )


def catalogue(context: Context) -> tuple[Sheet, int]:
    """Every index of the catalogue for the first pairs, and how many pairs are left out."""
    from chirograph import indicators

    chosen = ordered(context.overlap("jaccard"))
    shown, rows = chosen[:MOST_PAIRS], []
    for key in indicators()["key"]:
        overlap = context.overlap(str(key))
        cells = []
        for pair in shown:
            text = interval(*_ends(overlap, pair))
            if overlap.directed:
                text = f"{text}; back\N{NO-BREAK SPACE}{interval(*_ends(overlap, (pair[1], pair[0])))}"
            i, j = (overlap.rows.index(label) for label in pair)
            cells.append(text if overlap.sharp[i, j] else f"{text} (outer)")
        rows.append([overlap.title, *cells])
    head = ["Index", *(_title(context, pair) for pair in shown)]
    return sheet("What the published text allows, index by index", head, rows, range(1, len(head))), len(
        chosen
    ) - len(shown)


def explanations(context: Context) -> tuple[list[dict[str, str]], int]:
    """Each pair in words: areas that make the overlap, break it or could change it; what would settle it."""
    overlap = context.overlap("jaccard")
    chosen = ordered(overlap)
    found = [
        {"title": _title(context, pair), "text": overlap[pair].explain()} for pair in chosen[:MOST_PAIRS]
    ]
    return found, len(chosen) - len(found)
