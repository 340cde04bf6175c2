"""Overlap as text and as static HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chirograph.base import markup as html

if TYPE_CHECKING:
    from chirograph.overlap import Overlap

_SCREEN_PAIRS = 30


def headline(overlap: Overlap) -> str:
    """Indicator, parameters and number of pairs."""
    shown = {name: value for name, value in overlap.parameters.items() if (name, value) != ("threshold", 1)}
    named = "".join(f", {name} {value}" for name, value in shown.items())
    count = html.counted(overlap.count, "ordered pair" if overlap.directed else "pair")
    return f"{overlap.title} ({overlap.key}{named}): what the data allow, {count}"


def remark(sharp: bool, undefined: int) -> str:
    """Whether both ends are attained and whether 0/0 can occur."""
    if undefined == 2:
        return "0/0 in every completion"
    return ("sharp" if sharp else "outer bound") + (", 0/0 possible" if undefined == 1 else "")


def _lines(overlap: Overlap, most: int) -> list[tuple[int, int, list[str]]]:
    """Position and words of the first pairs: two labels, the bounds, the remark."""
    found = []
    for i, j in zip(*(array.tolist() for array in overlap._positions(most)), strict=True):
        ends = html.interval(float(overlap.lower[i, j]), float(overlap.upper[i, j]))
        note = remark(bool(overlap.sharp[i, j]), int(overlap.undefined[i, j]))
        free = overlap._scoring_free_of(i, j) if overlap.undefined[i, j] < 2 else None
        note += f", {'' if free[2] else '~'}{html.interval(*free[:2])} over every scoring" if free else ""
        found.append((i, j, [overlap.rows[i], overlap.rows[j], ends, note]))
    return found


def text(overlap: Overlap) -> str:
    """One screen: a line per pair, then the assumption line."""
    rows = [words for _, _, words in _lines(overlap, _SCREEN_PAIRS)]
    lines = [headline(overlap), *html.columns_of_text([""] * 4, rows)[1:]]
    if overlap.count > len(rows):
        lines.append(f"… and {html.counted(overlap.count - len(rows), 'more pair')}")
    return "\n".join([*lines, " ".join(overlap.assumptions)])


def markup(overlap: Overlap) -> str:
    """Static HTML: a line per pair with a flat bar over the range of the index."""
    low, high = overlap.range
    rows = []
    for i, j, words in _lines(overlap, html.MOST_ROWS):
        first, second, ends, note = (html.escape(word) for word in words)
        drawn = html.bar(float(overlap.lower[i, j]), float(overlap.upper[i, j]), low, high)
        rows.append([first, second, ends, drawn, note])
    ordered = ["first", "second"] if overlap.directed else ["", ""]
    parts = [html.table([*ordered, "bounds", f"{low:g} to {high:g}", ""], rows, headline(overlap))]
    if overlap.count > len(rows):
        parts.append(
            html.paragraph(f"Not shown: {html.counted(overlap.count - len(rows), 'more pair')}.")
        )
    parts.append(html.paragraph("All values the unknown cells allow; not a confidence interval."))
    parts.append(html.paragraph(" ".join(overlap.assumptions)))
    return html.page(*parts)
