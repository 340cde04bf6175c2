"""What an overlap says of pairs: whether they can be ranked, and which overlap is guaranteed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chirograph.base.markup import counted
from chirograph.findings.finding import Finding, Pair, group_of, limit, percent

if TYPE_CHECKING:
    from chirograph.ranks.order import Order

__all__ = ["Ends", "overlaps"]

Ends = tuple[float, float]
#: Ends that differ by rounding only are the same end.
_DIGITS = 12


def overlaps(
    names: Mapping[str, str], ends: Mapping[Pair, Ends], order: Order, title: str, **more: Any
) -> Finding:
    """How far the order of pairs is settled, and the largest overlap that is guaranteed.

    Pairs without a value are left out of `ends`.
    """
    known = {
        pair: tuple(round(end, _DIGITS) for end in two)
        for pair, two in ends.items()
        if not math.isnan(two[0])
    }
    count, total = counted(len(known), "pair"), order.total
    if not known:
        text = "No pair names an area, so no overlap has a value."
        return Finding("overlaps", text, text, 0, 0, 0, "comparisons of two pairs")
    least = max(low for low, _ in known.values())
    best = [pair for pair, two in known.items() if two[0] == least]
    if len(known) == 1:
        ranked = ""
    elif not order.certain:
        ranked = f"We cannot rank the {count}: any order of two of them is still possible."
        if order.open:
            ranked = f"We cannot rank the {count}: no order of two of them is settled."
    elif order.certain == total:
        ranked = f"The {count} can be ranked: the order of every two is settled."
    else:
        ranked = (
            f"We can rank the {count} in part: {order.certain} of {total} orders of two pairs are settled."
        )
    guaranteed = _guaranteed(names, known, best, least, tuple({p: None for pair in ends for p in pair}))
    head = ranked.removesuffix(".") or guaranteed.removesuffix(".")
    return Finding(
        "overlaps", head, f"{ranked} {guaranteed}".strip(), order.certain, order.certain + order.open, total,
        f"orders of two pairs settled, by {title}", f"{total - order.certain} open", order.certain, **more,
    )  # fmt: skip


def _guaranteed(
    names: Mapping[str, str], known: Mapping[Pair, Any], best: list[Pair], least: float, rows: tuple[str, ...]
) -> str:
    most = max(high for _, high in known.values())
    if least == most:
        return f"The overlap of {group_of(names, best, rows)} is {percent(least)}."
    if not least:
        return f"No overlap is guaranteed; the most that is possible is {limit(most, below=False, digits=0)}."
    who = group_of(names, best, rows)
    nothing = [pair for pair, (low, high) in known.items() if low == 0 and high == 1]
    rest = f"; nothing at all can be said of {group_of(names, nothing, rows)}" if nothing else ""
    share = f"{limit(least, below=True, digits=0)} of the areas that either has"
    return f"The largest overlap that is guaranteed is {share}, for {who}{rest}."
