"""What stated totals of titles say of a panel, in sentences, told also where the totals are not used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chirograph.cells.content import Content
from chirograph.records.coding import list_lengths
from chirograph.records.records import Records


def sentences(records: Records, content: Content, evidence: str | None, tighten: str) -> tuple[str, ...]:
    """One sentence for each programme of a panel whose number of titles a source states.

    Parameters
    ----------
    records : Records
        A dataset.
    content : Content
        Cells of it.
    evidence : str or None
        Their evidence grade.
    tighten : str
        How the reader fixes a number, with ``{row}`` for the partner; empty when it is fixed already.
    """
    row_of = {line.split(":")[0]: row for line, row in zip(content.sources, content.rows, strict=True)}
    found = []
    for told in list_lengths(records, evidence):
        row = row_of.get(str(told["programme"]))
        if row is None:
            continue
        total, size = told["stated_total"], len(content.columns)
        stated = f"{content.names.get(row, row)}: {total} own titles are stated"
        if told["minimum"] is None and told["total_use"] == "derive":
            found.append(f"{stated}; the number is not used, because areas were coded from the text.")
        elif told["minimum"] is None:
            note = str(told["note"] or "")
            why = f": {note[:1].lower()}{note[1:]}" if note else ""
            found.append(f"{stated}; the number is told and not used{why}.")
        elif told["titles_read"] == total:
            found.append(f"{stated}, all read; they cover {told['minimum']} of the {size} areas.")
        else:
            implied = f"{told['minimum']} to {told['maximum']} of the {size} areas"
            effect = _effect(content, row, told, tighten.format(row=row))
            found.append(f"{stated}, {told['titles_read']} read: {implied}. {effect}.")
    return tuple(found)


def _effect(content: Content, row: str, told: Mapping[str, Any], tighten: str) -> str:
    """Whether the range leaves out a number of areas that the cells allow, and what narrows it further."""
    i = content.rows.index(row)
    least, most = int((content.lower[i] >= 1).sum()), int((content.upper[i] >= 1).sum())
    if told["minimum"] > least or told["maximum"] < most:
        return "Used as a list length (derived), it narrows" + (
            f"; {tighten} narrows more" if tighten else ""
        )
    return "By itself it narrows nothing" + (f"; {tighten} does" if tighten else "")
