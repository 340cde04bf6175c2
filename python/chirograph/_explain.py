"""A pair in words: areas that make the overlap, break it or could change it, and what would settle them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from chirograph.base import markup as html
from chirograph.catalogue import indicators as catalogue

if TYPE_CHECKING:
    from chirograph.pair import PairOverlap

ROLES = ("makes", "breaks", "open", "neither")


def threshold_of(pair: PairOverlap) -> int:
    """The depth from which an area counts as had; 1 for indices of depth."""
    return int(pair.overlap.parameters.get("threshold", 1))


def role(first: tuple[int, int], second: tuple[int, int], threshold: int) -> str:
    """What an area does, from both intervals: "makes", "breaks", "open" or "neither".

    Examples
    --------
    >>> role((1, 3), (2, 2), 1), role((0, 0), (1, 1), 1), role((0, 3), (1, 1), 1), role((0, 0), (0, 0), 1)
    ('makes', 'breaks', 'open', 'neither')
    """
    certain = [low >= threshold for low, _ in (first, second)]
    excluded = [high < threshold for _, high in (first, second)]
    if all(certain):
        return "makes"
    if all(excluded):
        return "neither"
    if (certain[0] and excluded[1]) or (certain[1] and excluded[0]):
        return "breaks"
    return "open"


def area_columns(pair: PairOverlap) -> dict[str, list[Any]]:
    """Every area of the pair as columns of a table."""
    content = pair.panel.content
    p, q = (content.rows.index(label) for label in (pair.first, pair.second))
    threshold = threshold_of(pair)
    columns: dict[str, list[Any]] = {
        "area": list(content.columns),
        "name": [content.names.get(label, "") for label in content.columns],
    }
    for word, position in (("first", p), ("second", q)):
        columns[f"{word}_lower"] = content.lower[position].tolist()
        columns[f"{word}_upper"] = content.upper[position].tolist()
        columns[f"{word}_status"] = content.status[position].tolist()
    ends = [zip(content.lower[r].tolist(), content.upper[r].tolist(), strict=True) for r in (p, q)]
    columns["role"] = [role(one, two, threshold) for one, two in zip(*ends, strict=True)]
    columns["at_lower"] = pair.contributions[0].tolist()
    columns["at_upper"] = pair.contributions[1].tolist()
    return columns


def sentence(pair: PairOverlap) -> str:
    """The range in words."""
    row = catalogue.row_of(pair.key)
    content = pair.panel.content
    who = f"{content.name(pair.first)} and {content.name(pair.second)}, {row['title']}"
    undefined = f"It is undefined (0/0) when {row['undefined']}"
    if math.isnan(pair.lower):
        return f"{who}: no value. {undefined}, and that holds in every completion."
    if pair.lower == pair.upper and pair.sharp:
        text = f"{who}: {pair.lower:.3f}, whatever the unknown cells hold."
    else:
        text = f"{who}: from {pair.lower:.3f} to {pair.upper:.3f}, {_sharpness(pair)}."
    if pair.undefined == 0:
        return text
    convention = pair.overlap.convention
    rule = "left out" if math.isnan(convention) else f"counted as {convention:g}"
    which = "every completion is, and is" if pair.undefined == 2 else "some completions are, and they are"
    return f"{text} {undefined}; {which} {rule}."


def _sharpness(pair: PairOverlap) -> str:
    if pair.sharp:
        return "whatever the unknown cells hold; both ends are attained (sharp)"
    if pair.sharp_lower or pair.sharp_upper:
        word = "lower" if pair.sharp_lower else "upper"
        return f"certainly; the {word} end is attained, the other is a certified outer bound"
    return "certainly; both ends are certified outer bounds, the true range may be narrower"


def _grouped(pair: PairOverlap) -> dict[str, list[int]]:
    roles = area_columns(pair)["role"]
    return {name: [i for i, found in enumerate(roles) if found == name] for name in ROLES}


def _depth_open(pair: PairOverlap, column: int) -> bool:
    """Whether the depth of a settled area can still move an index of depth."""
    content = pair.panel.content
    rows = [content.rows.index(label) for label in (pair.first, pair.second)]
    return bool(catalogue.row_of(pair.key)["traits"]["uses_levels"]) and any(
        content.open[r, column] for r in rows
    )


def _matters(pair: PairOverlap, row: int, column: int) -> bool:
    """Whether what is open in a cell can move the index: any depth, or only reaching the threshold."""
    content = pair.panel.content
    if catalogue.row_of(pair.key)["traits"]["uses_levels"]:
        return bool(content.open[row, column])
    return bool(content.lower[row, column] < threshold_of(pair) <= content.upper[row, column])


def _intervals(pair: PairOverlap, column: int) -> str:
    content = pair.panel.content
    levels = catalogue.row_of(pair.key)["traits"]["uses_levels"]
    texts = []
    for label in dict.fromkeys((pair.first, pair.second)):
        i = content.rows.index(label)
        low, high = int(content.lower[i, column]), int(content.upper[i, column])
        if _matters(pair, i, column):
            texts.append(f"{label} {low}..{high} ({content.why(i, column)})")
        elif levels:
            texts.append(f"{label} {low}")
        else:
            texts.append(f"{label} has it" if low >= threshold_of(pair) else f"{label} has it not")
    return "; ".join(texts)


def text(pair: PairOverlap) -> str:
    """The whole explanation as lines of text."""
    lines = [sentence(pair)]
    for title, items in _sections(pair):
        lines += (
            ["", f"{title} ({len(items)}):", *(f"  {item}" for item in items)]
            if items
            else ["", f"{title}: none"]
        )
    settles = settling(pair)
    if settles:
        lines += ["", "What would settle the open cells:", *(f"  {line}" for line in settles)]
    return "\n".join([*lines, "", "Assumptions: " + " ".join(pair.assumptions)])


def _sections(pair: PairOverlap) -> list[tuple[str, list[str]]]:
    content, groups = pair.panel.content, _grouped(pair)
    threshold = threshold_of(pair)
    least = f" at depth {threshold} or more" if threshold > 1 else ""

    def named(column: int, only: str = "") -> str:
        extra = f": {_intervals(pair, column)}" if _depth_open(pair, column) else ""
        return content.name(content.columns[column]) + only + extra

    def holder(column: int) -> str:
        reached = content.lower[content.rows.index(pair.first), column] >= threshold
        return named(column, f" (only {pair.first if reached else pair.second})")

    sections = [
        (
            f"Areas that certainly make the overlap, both have them{least}",
            [named(i) for i in groups["makes"]],
        ),
        (
            "Areas that certainly break it, one has them and the other has not",
            [holder(i) for i in groups["breaks"]],
        ),
        (
            "Areas that could change it",
            [f"{content.name(content.columns[i])}: {_intervals(pair, i)}" for i in groups["open"]],
        ),
    ]
    if groups["neither"] and not catalogue.row_of(pair.key)["traits"]["ignores_joint_absence"]:
        sections.append(
            ("Areas neither has, which count as agreement", [named(i) for i in groups["neither"]])
        )
    return sections


def settling(pair: PairOverlap) -> list[str]:
    """One line per programme and reason: how many cells are open, and the document that would settle them."""
    content = pair.panel.content
    lines = []
    for label in dict.fromkeys((pair.first, pair.second)):
        row = content.rows.index(label)
        counted: dict[tuple[str, str], int] = {}
        for i in range(len(content.columns)):
            if _matters(pair, row, i):
                key = str(content.status[row, i]), content.why(row, i)
                counted[key] = counted.get(key, 0) + 1
        for (status, why), count in counted.items():
            document = content.settles.get((label, status), "")
            noun = "cell" if count == 1 else "cells"
            lines.append(f"{label}, {count} {noun} ({why})" + (f": {document}" if document else ""))
    return lines


def markup(pair: PairOverlap) -> str:
    """The explanation as static HTML."""
    low, high = pair.overlap.range
    pieces = [html.paragraph(sentence(pair)), html.bar(pair.lower, pair.upper, low, high)]
    for title, items in _sections(pair):
        shown = "".join(f"<li>{html.escape(item)}</li>" for item in items[: html.MOST_ROWS])
        cut = len(items) - html.MOST_ROWS
        more = f"<li>{cut} more are not shown</li>" if cut > 0 else ""
        heading = html.heading(f"{title} ({len(items)})")
        pieces.append(
            heading + (f'<ul style="margin:.1em 0 .3em 1.2em;padding:0">{shown}{more}</ul>' if items else "")
        )
    if settles := settling(pair):
        pieces.append(html.heading("What would settle the open cells"))
        pieces += [html.paragraph(line) for line in settles]
    pieces.append(html.paragraph("Assumptions: " + " ".join(pair.assumptions)))
    return html.page(*pieces)
