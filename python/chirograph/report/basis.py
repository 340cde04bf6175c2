"""What the answers rest on: the cells, the register of what is not public, sources, method, how to cite."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from chirograph.base.table import Table
from chirograph.records import searches
from chirograph.records.totals import sentences
from chirograph.report import evidence
from chirograph.report.context import Context
from chirograph.report.said import basis
from chirograph.report.table import Sheet, sheet

__all__ = ["citation", "indicators", "knowledge", "missing", "register", "rows_of", "sources", "totals"]


def knowledge(context: Context) -> Sheet:
    """One line a partner: how much of its programme is known."""
    panel = context.panel
    titles = {row["id"]: str(row["title"]) for row in rows_of(context, "programmes")}
    rows = []
    for i, label in enumerate(panel.rows):
        programme = panel.sources[i]
        programme = titles.get(programme.split(":")[0], programme)
        named, absent = panel.lower[i] >= 1, panel.upper[i] == 0
        counts = [named, named & (panel.lower[i] < panel.upper[i]), absent, ~named & ~absent]
        rows.append([context.name(label), programme, *(int(c.sum()) for c in counts)])
    head = ["Partner", "Programme", "Certainly in it", "Of these, depth open", "Certainly not in it", "Open"]
    if not any(row[1] for row in rows):
        head, rows = [head[0], *head[2:]], [[row[0], *row[2:]] for row in rows]
    caption = f"Areas of each programme, by {basis(panel)}"
    return sheet(caption, head, rows, range(len(head) - 4, len(head)), wordy=True)


def totals(context: Context, *, hints: bool = True) -> tuple[str, ...]:
    """What a stated number of titles implies for the number of areas, where a source states one."""
    if context.dataset is None:
        return ()
    fixed = context.asking.list_length is not None
    hint = "" if fixed or not hints else "--list-length {row}=N"
    return sentences(context.dataset.records, context.panel.content, context.asking.evidence, hint)


def register(context: Context) -> Sheet:
    """What is not public: one line for each partner and reason, with the areas and what would settle them."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in _open(context):
        groups.setdefault((str(row["partner"]), str(row["status"])), []).append(row)
    labels, rows = context.panel.status_labels, []
    for (partner, status), cells in groups.items():
        first = cells[0]
        rest = len(context.panel.columns) - len(cells)
        areas = "; ".join(str(cell["name"]) for cell in cells) if rest else "every area"
        settled = " ".join(map(_sentence, (first["settled_by"], first["document"])))
        meaning = " ".join(map(_sentence, (labels.get(status, status), first["why"])))
        rows.append([context.name(partner), meaning.strip(), len(cells), areas, settled.strip()])
    head = ["Partner", "Why it is open", "Cells", "Areas", "What would settle it"]
    if not any(row[-1] for row in rows):
        head, rows = head[:-1], [row[:-1] for row in rows]
    assumed = context.dataset is not None and context.dataset.assumed
    caption = "Register of open cells" + (", before any assumption" if assumed else "")
    return sheet(caption, head, rows, [2], wordy=True)


def _open(context: Context) -> Iterable[Mapping[str, Any]]:
    """Every open cell, with what is said of it."""
    panel, asking = context.panel, context.asking
    if context.dataset is not None:
        return context.dataset.audit(as_of=asking.as_of, evidence=asking.evidence, coders=asking.coders)
    settles: Mapping[object, str] = {(row, why): text for (row, why), text in panel.content.settles.items()}
    return [
        {
            "partner": row["row"], "status": row["status"], "name": context.name(str(row["column"])),
            "why": "", "settled_by": settles.get((row["row"], row["status"]), ""),
            "document": "",
        }
        for row in panel.unknown()
    ]  # fmt: skip


def _sentence(words: object) -> str:
    text = str(words)
    if not text:
        return ""
    return f"{text[:1].upper()}{text[1:]}." if not text.endswith(".") else text[:1].upper() + text[1:]


def missing(context: Context) -> tuple[str, ...]:
    """What was looked for and not found, and how often."""
    return () if context.dataset is None else tuple(searches.not_found(context.dataset.records.data))


def sources(context: Context) -> dict[str, Any]:
    """The sources by what rests on them, the sources of each cell, and where sources conflict."""
    cells = context.cells
    uses = {f"cells in the grade “{context.grade}”": evidence.ids(cells), **_other_uses(context)}
    names = {row["id"]: str(row["title"]) for row in rows_of(context, "sources")}

    def side(row: Mapping[str, Any], which: str) -> str:
        source = row[f"source_{which}"]
        return f"{row[f'value_{which}']}" + (f" ({names.get(source, source)})" if source else "")

    conflicts = [
        [row["topic"], side(row, "a"), side(row, "b"), row["handling"]]
        for row in rows_of(context, "conflicts")
    ]
    head = ("Topic", "One side", "Other side", "What was done")
    rules = [] if context.dataset is None else searches.gathered(context.dataset.records.data)
    return {
        "lists": list(_lists(rows_of(context, "sources"), uses)),
        "cells": _cell_table(context, cells),
        "conflicts": sheet("Where sources conflict", head, conflicts, wordy=True),
        "gathered": sheet("How records were gathered", searches.GATHERED, rules, wordy=True),
    }


def _lists(
    rows: Iterable[Mapping[str, Any]], uses: Mapping[str, Collection[str]]
) -> Iterator[dict[str, Any]]:
    """Each source once, under the first thing that rests on it; with all that does."""
    left = list(rows)
    for i, (use, ids) in enumerate(uses.items()):
        found = [row for row in left if row["id"] in ids]
        left = [row for row in left if row["id"] not in ids]
        shown = [
            {**row, "uses": "; ".join(name for name, own in uses.items() if row["id"] in own)}
            for row in found
        ]
        if shown:
            title = f"{'Further sources' if i else 'Sources'} of {use} ({len(shown)})"
            yield {"title": title, "rows": shown, "open": not i}
    if left:
        rest = [{**row, "uses": ""} for row in left]
        yield {"title": f"Sources of nothing shown here ({len(rest)})", "rows": rest, "open": False}


def rows_of(context: Context, name: str) -> Table | tuple[Mapping[str, Any], ...]:
    """A table of the dataset; nothing when it has none of that name."""
    found = context.dataset
    return () if found is None or name not in found.tables else found.table(name)


def indicators() -> Sheet:
    """What each index asks, how it is computed and where it is from."""
    from chirograph.catalogue.indicators import describe, pair_keys

    rows = []
    for key in pair_keys():
        about = describe(key)
        rows.append([about.title, about.key, about.question, about.formula, about.reference])
    head = ("Index", "Key", "What it asks", "Formula", "Reference")
    return sheet("The indices", head, rows, wordy=True)


def citation(context: Context) -> dict[str, str]:
    """How to cite software and data."""
    both = context.subject.citation
    return {"apa": both.apa, "bibtex": both.bibtex, "data": both.data}


def _other_uses(context: Context) -> dict[str, frozenset[str]]:
    """What sources are for besides cells: name of the use to their ids."""
    fields = {
        "memberships": (("memberships", "source"),),
        "claims and events": (("claims", "source"), ("events", "source")),
        "programmes and commitments that give no cell here": (
            ("programmes", "sources"), ("listings", "source"), ("commitments", "source"),
        ),
        "codings and decisions that give no cell here": (("codings", "source"), ("adjudications", "source")),
        "conflicts": (("conflicts", "source_a"), ("conflicts", "source_b")),
    }  # fmt: skip
    return {
        use: frozenset(name for table, field in pairs for name in _named(context, table, field))
        for use, pairs in fields.items()
    }


def _named(context: Context, table: str, field: str) -> Iterable[str]:
    if context.dataset is None or table not in context.dataset.tables:
        return []
    texts = (str(row.get(field) or "") for row in context.dataset.table(table))
    return [part.strip() for text in texts for part in text.split(";") if part.strip()]


def _cell_table(context: Context, found: Sequence[evidence.Cell]) -> Sheet:
    """Partner by area: depth, why it is known or open, and where that stands."""
    panel = context.panel
    rows = []
    for cell in found:
        i, j = panel.rows.index(cell.row), panel.columns.index(cell.column)
        low, high = int(panel.lower[i, j]), int(panel.upper[i, j])
        status = str(panel.status[i, j])
        depth = str(low) if low == high else f"{low}\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}{high}"
        area = f"{cell.column} {context.name(cell.column)}"
        told = [depth, panel.status_labels.get(status, status), "; ".join(cell.titles), _where(cell)]
        rows.append([context.name(cell.row), area, *told])
    caption = "What each cell rests on"
    if len(found) < panel.lower.size:
        caption += f"; the first {len(found)} of {panel.lower.size} cells"
    head = ["Partner", "Area", "Depth", "Reason", "Named as", "Source and place"]
    if not any(cell.titles for cell in found):
        del head[4]
        rows = [[*row[:4], row[5]] for row in rows]
    return sheet(caption, head, rows, [2], wordy=True)


def _where(cell: evidence.Cell) -> str:
    if cell.of_list:
        names = ", ".join(source for source, _ in cell.sources)
        places = dict.fromkeys(place for _, place in cell.sources if place)
        return f"List of the programme: {names}" + (f" ({'; '.join(places)})" if places else "")
    return "; ".join(f"{source}, {place}" if place else source for source, place in cell.sources)
