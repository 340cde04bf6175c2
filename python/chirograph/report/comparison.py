"""The pairs in tables: one index in full, readings beside the bounds, every index of the catalogue."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from chirograph.base.markup import DASH
from chirograph.catalogue.indicators import describe, directed, pair_keys
from chirograph.cells.ends import End, is_open, opened
from chirograph.cells.kinds import broken
from chirograph.plots.reading import published_only
from chirograph.report.context import Context
from chirograph.report.said import basis, capital, ends, ranges
from chirograph.report.table import Sheet, interval, sheet, span

if TYPE_CHECKING:
    from chirograph.overlap import Overlap

__all__ = ["MOST_BARS", "MOST_PAIRS", "any_open", "catalogue", "explanations", "pairs", "readings"]

#: Tables with one column or one block a pair show this many pairs, tables with one row a pair so many rows,
#: figures so many bars. The rest is counted.
MOST_PAIRS, MOST_ROWS, MOST_BARS = 15, 150, 60

#: The head of a column with a mark of its own for what is not attained.
_FREE = "Any increasing scores"

Pair = tuple[str, str]


def ordered(overlap: Overlap) -> list[Pair]:
    """The pairs from the highest certain value to the lowest; pairs without a value last."""
    found = ranges(overlap)
    ranked = sorted(found, key=lambda pair: (-found[pair][0], -found[pair][1], pair))
    return ranked + sorted(pair for pair in overlap.pairs() if pair not in found)


def _title(context: Context, pair: Pair) -> str:
    return f"\N{NO-BREAK SPACE}{DASH} ".join(context.name(label) for label in pair)


def pairs(context: Context, key: str) -> Sheet:
    """One index: both ends, width, the value if unknown were absent, whether the ends are attained."""
    overlap = context.overlap(key)
    alone, free = published_only(overlap), overlap.scoring_free
    head = ["Pair", "Least", "Greatest", "Width", "If unknown = absent", "Ends"]
    head += [_FREE] if free is not None else []
    rows, chosen = [], ordered(overlap)
    for pair in chosen[:MOST_ROWS]:
        low, high = ends(overlap, pair)
        i, j = (overlap.rows.index(label) for label in pair)
        width = End(high.bound - low.bound, high.attained - low.attained, high=True)
        numbers = ["undefined" if math.isnan(low.bound) else end.text() for end in (low, high, width)]
        found = "attained" if overlap.sharp[i, j] else opened(low, high)
        row = [_title(context, pair), *numbers, span(*ends(alone, pair)), found]
        if free is not None:
            mark = "" if free.sharp[i, j] else "~"
            row.append(mark + interval(float(free.lower[i, j]), float(free.upper[i, j])))
        rows.append(row)
    return sheet(_caption(overlap, _allowed(context), len(chosen)), head, rows, range(1, 5))


def _allowed(context: Context) -> str:
    return f"{basis(context.panel)} allows"


def _caption(overlap: Overlap, what: str, count: int) -> str:
    cut = f"; {MOST_ROWS} of {count} pairs, highest certain value first" if count > MOST_ROWS else ""
    return f"{overlap.title}: {what}{cut}"


def readings(context: Context, key: str) -> Sheet:
    """One index: the bounds, and beside them the value under each reading."""
    overlap, read = context.overlap(key), context.read(key)
    head = ["Pair", "Bounds", *(f"Read as “{name}”" for name in read)]
    chosen = ordered(overlap)
    rows = [
        [_title(context, pair), *(span(*ends(other, pair)) for other in (overlap, *read.values()))]
        for pair in chosen[:MOST_ROWS]
    ]
    caption = _caption(overlap, "bounds beside readings of the open cells", len(chosen))
    return sheet(caption, head, rows, range(1, len(head)))


def catalogue(context: Context) -> tuple[Sheet, int]:
    """Every index of the catalogue for the first pairs, and how many pairs are left out.

    An index that cannot be asked of these areas has the reason in place of a range.
    """
    chosen = ordered(context.overlap("jaccard"))
    shown = chosen[:MOST_PAIRS]
    rows = []
    for key in pair_keys():
        if why := broken(context.panel.content, key, {}):
            rows.append([describe(key).title, f"not asked: {why}", *[""] * (len(shown) - 1)])
            continue
        rows.append([describe(key).title, *(_answer(context, key, pair) for pair in shown)])
    head = ["Index", *(_title(context, pair) for pair in shown)]
    caption = f"{capital(_allowed(context))}, index by index"
    return sheet(caption, head, rows, range(1, len(head))), len(chosen) - len(shown)


def _answer(context: Context, key: str, pair: Pair) -> str:
    """The bounds of one index for one pair, both ways round where the order matters."""
    texts = []
    for p, q in (pair, pair[::-1]) if directed(key, {}) else (pair,):
        found = context.pair(key, p, q)
        texts.append(span(*found) + (" (open)" if is_open(*found) else ""))
    return "; back\N{NO-BREAK SPACE}".join(texts)


def any_open(sheets: Iterable[Sheet]) -> bool:
    """Whether a table of bounds shows an open end."""
    return any(
        head != _FREE and (".." in cell or "~" in cell)
        for sheet in sheets
        for row in sheet.rows
        for head, cell in zip(sheet.head[1:], row[1:], strict=True)
    )


def explanations(context: Context) -> list[dict[str, str]]:
    """Each of the first pairs in words: areas that make, break or could change it; what would settle it."""
    overlap = context.overlap("jaccard")
    chosen = ordered(overlap)[:MOST_PAIRS]
    return [{"title": _title(context, pair), "text": overlap[pair].explain()} for pair in chosen]
