"""Overlap as text and as static HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chirograph import _markup

if TYPE_CHECKING:
    from chirograph.results import Overlap

_SCREEN_PAIRS = 30


def headline(overlap: Overlap) -> str:
    """Indicator, parameters that differ from a preset or not, number of pairs."""
    count = len(overlap.rows) * (len(overlap.rows) - 1) // (1 if overlap.directed else 2)
    shown = {name: value for name, value in overlap.parameters.items() if (name, value) != ("threshold", 1)}
    named = "".join(
        f", {name} {value:g}" if isinstance(value, float) else f", {name} {value}"
        for name, value in shown.items()
    )
    noun = ("ordered pair" if overlap.directed else "pair") + ("" if count == 1 else "s")
    return f"{overlap.title} ({overlap.key}{named}): what the data allow, {count} {noun}"


def remark(sharp: bool, undefined: int) -> str:
    """Whether both ends are attained and whether 0/0 can occur."""
    if undefined == 2:
        return "0/0 in every completion"
    return ("sharp" if sharp else "outer bound") + (", 0/0 possible" if undefined == 1 else "")


def text(overlap: Overlap) -> str:
    """One screen: a line per pair, then the assumption line."""
    positions = overlap._positions()
    rows = []
    for i, j in positions[:_SCREEN_PAIRS]:
        ends = _markup.interval(float(overlap.lower[i, j]), float(overlap.upper[i, j]))
        note = remark(bool(overlap.sharp[i, j]), int(overlap.undefined[i, j]))
        rows.append([overlap.rows[i], overlap.rows[j], ends, note])
    lines = [headline(overlap), *_markup.columns_of_text([""] * 4, rows)[1:]]
    if len(positions) > len(rows):
        lines.append(f"… and {len(positions) - len(rows)} more pairs")
    return "\n".join([*lines, " ".join(overlap.assumptions)])


def markup(overlap: Overlap) -> str:
    """Static HTML: a line per pair with a flat bar over the range of the index."""
    low, high = overlap.range
    positions = overlap._positions()
    shown = positions[: _markup.MOST_ROWS]
    rows = []
    for i, j in shown:
        lower, upper = float(overlap.lower[i, j]), float(overlap.upper[i, j])
        rows.append(
            [
                _markup.escape(overlap.rows[i]),
                _markup.escape(overlap.rows[j]),
                _markup.interval(lower, upper),
                _markup.bar(lower, upper, low, high),
                remark(bool(overlap.sharp[i, j]), int(overlap.undefined[i, j])),
            ]
        )
    head = [
        "first" if overlap.directed else "",
        "second" if overlap.directed else "",
        "bounds",
        f"{low:g} to {high:g}",
        "",
    ]
    parts = [_markup.table(head, rows, headline(overlap))]
    if len(positions) > len(shown):
        parts.append(_markup.paragraph(f"{len(positions) - len(shown)} more pairs are not shown."))
    parts.append(_markup.paragraph("All values the unknown cells allow; not a confidence interval."))
    parts.append(_markup.paragraph(" ".join(overlap.assumptions)))
    return _markup.page(*parts)
