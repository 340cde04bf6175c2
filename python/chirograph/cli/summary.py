"""The first things a report says, in lines and as data: what is known, the order of pairs, which data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chirograph.dataset import Dataset
from chirograph.ranks.order import order_of
from chirograph.report import finding
from chirograph.report.subject import subject_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chirograph.overlap import Overlap
    from chirograph.panel import Panel

__all__ = ["ordered", "summary"]

_MOST_SHOWN = 5


def summary(panel: Panel, about: Dataset | Panel) -> tuple[list[str], dict[str, Any]]:
    """The first things a report says: what is known, the order of pairs, which data."""
    lines, facts = [*_known(panel), ""], {"partners": _counts(panel)}
    if len(panel.rows) > 1:
        words, counts = ordered(panel.overlap("jaccard"))
        lines += [*words, ""]
        facts |= counts
    subject = subject_of(about)
    of = "" if isinstance(about, Dataset) else f"of {subject.hashed} "
    lines.append(f"Data: {subject.line}, SHA-256 {of}{subject.sha256}")
    named = (
        {"id": about.id, "version": about.version} if isinstance(about, Dataset) else {"title": subject.title}
    )
    return lines, {**facts, "data": {**named, "as_of": subject.as_of, "sha256": subject.sha256}}


def _counts(panel: Panel) -> list[dict[str, Any]]:
    found = []
    for i, label in enumerate(panel.rows):
        may, deeper = panel.lower[i] == 0, panel.lower[i] > 0
        opened = panel.lower[i] < panel.upper[i]
        found.append(
            {
                "partner": label,
                "certainly_in": int((panel.lower[i] >= 1).sum()),
                "certainly_not_in": int((panel.upper[i] == 0).sum()),
                "open": int(((panel.lower[i] == 0) & (panel.upper[i] > 0)).sum()),
                "open_by_status": _by_status(panel.status[i][opened & may]),
                "depth_open_by_status": _by_status(panel.status[i][opened & deeper]),
            }
        )
    return found


def _by_status(statuses: NDArray[np.str_]) -> dict[str, int]:
    """How many cells there are of each status, most first."""
    counts = Counter(statuses.tolist())
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _known(panel: Panel) -> list[str]:
    labels, lines = panel.status_labels, []
    rows = _counts(panel)
    width = max(len(panel.names.get(row["partner"], row["partner"])) for row in rows)
    for row in rows:
        name = panel.names.get(row["partner"], row["partner"])
        reasons = [f"{labels.get(status, status)} {count}" for status, count in row["open_by_status"].items()]
        deeper = sum(row["depth_open_by_status"].values())
        reasons += [f"in it but depth open {deeper}"] if deeper else []
        counts = f"{row['certainly_in']:>2} in, {row['certainly_not_in']:>2} not in, {row['open']:>2} open"
        lines.append(f"{name:<{width}}  {counts}" + (f"  ({'; '.join(reasons)})" if reasons else ""))
    return lines


def ordered(overlap: Overlap) -> tuple[list[str], dict[str, Any]]:
    """The pair with the highest certain overlap, and the pairs whose order unknown cells could reverse."""
    found = finding.ranges(overlap)
    if not found:
        return ["No pair has a value."], {"highest_certain": None, "order": None}
    order = order_of(overlap.question, overlap.lower, overlap.upper)
    highest, facts = _highest(overlap, found)
    words = f"Order of pairs: {order.certain} of {order.total} comparisons settled, "
    words += f"{order.reversible} can be reversed by unknown cells"
    lines = [highest, words + (f", {order.open} undecided" if order.open else "")]
    reversible = [item for item in order.comparisons if item.verdict == "reversible"]
    lines += [
        f"  {_title(overlap, item.first)} / {_title(overlap, item.second)}"
        for item in reversible[:_MOST_SHOWN]
    ]
    if len(reversible) > _MOST_SHOWN:
        lines.append(f"  … and {len(reversible) - _MOST_SHOWN} more (--json lists all)")
    counts = {
        "settled": order.certain,
        "above": order.above,
        "at_least": order.at_least,
        "equal": order.equal,
        "reversible": order.reversible,
        "undecided": order.open,
        "reversible_pairs": [[list(item.first), list(item.second)] for item in reversible],
    }
    return lines, {"highest_certain": facts, "order": counts}


def _highest(
    overlap: Overlap, ranges: Mapping[tuple[str, str], tuple[float, float]]
) -> tuple[str, dict[str, Any] | None]:
    """The line on the highest lower end, with every pair that has it; nothing is highest when all are 0."""
    best = finding.top(ranges)
    low, high = ranges[best[0]]
    words = f"Highest certain overlap ({overlap.title}): "
    if low == 0:
        return words + f"none; at most {high:.3f} is possible", None
    listed = []
    for pair in best[:_MOST_SHOWN]:
        least, most = finding.ends(overlap, pair)
        listed.append(f"{_title(overlap, pair)}, {least.text()} to {most.text()}")
    more = f"; and {len(best) - _MOST_SHOWN} more pairs" if len(best) > _MOST_SHOWN else ""
    facts = {"pair": list(best[0]), "lower": low, "upper": high, "key": overlap.key}
    return words + "; ".join(listed) + more, facts | {"pairs": [list(pair) for pair in best]}


def _title(overlap: Overlap, pair: tuple[str, str]) -> str:
    return " and ".join(overlap.panel.names.get(label, label) for label in pair)
