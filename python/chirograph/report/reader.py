"""The page a reader gets, in its order: the answer first, then what it rests on.

A new section is one function here and one template. Registers and every index are in the appendix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from chirograph import _core
from chirograph.base.markup import DASH, anchor, counted
from chirograph.base.table import Table
from chirograph.errors import ParameterError
from chirograph.findings import cells
from chirograph.learning.ladder import Ladder
from chirograph.report import basis as grounds
from chirograph.report import cards
from chirograph.report.context import Context
from chirograph.report.section import Section
from chirograph.report.table import Sheet, interval, sheet
from chirograph.report.words import GLOSSARY

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.plots import PlotResult
    from chirograph.records.scenario import Scenario

__all__ = ["READER", "SEE", "Drawn"]

#: Inches of a figure on a desk, of the one that has a text beside it, and on a phone.
WIDE, BESIDE, NARROW = 7.6, 5.6, 3.7
#: Programmes with a card of their own.
MOST_CARDS = 40
#: Partners whose pairs are laid side by side under every scenario.
MOST_PARTNERS = 8
#: Where the page tells more of each finding.
SEE = {
    "levels": "paper", "practice": "programmes", "areas": "areas", "overlaps": "pairs", "claims": "claims",
    "documents": "next", "ladder": "next",
}  # fmt: skip
Drawn = Mapping[str, Any]


def _drawn(context: Context, name: str, draw: Callable[..., PlotResult], width: float = WIDE) -> Drawn:
    """A figure for a desk and one for a phone, and its numbers as a file to save.

    Whoever wants the files gets the first. Where a phone has no room for it the page has that one alone.
    """
    shapes = {name: draw(width=width)}
    with suppress(ParameterError):
        shapes[f"{name}-narrow"] = draw(width=NARROW)
    context.figures[name] = shapes[name]
    context.drawn.update(shapes)
    table = quote(shapes[name].data().to_csv())
    return {"name": name, "shapes": list(shapes), "csv": f"data:text/csv;charset=utf-8,{table}"}


def answer(context: Context) -> Section:
    """The first screen."""
    from chirograph import plots

    found = context.answer
    see = SEE if context.paper is not None else {**SEE, "levels": "pairs"}
    tiles = [{"found": tile, "see": see[tile.key]} for tile in found.tiles]
    draw = partial(plots.practice, context.panel, codebook=context.dataset)
    data = {"answer": found, "tiles": tiles, "figure": _drawn(context, "practice", draw, BESIDE)}
    return Section("answer", "Answer", "answer.html.j2", data)


def programmes(context: Context) -> Section:
    """One card a programme."""
    found = cards.programmes(context)
    return Section("programmes", "The programmes", "programmes.html.j2", {"cards": found, "most": MOST_CARDS})


def areas(context: Context) -> Section:
    """The figure of areas, and every cell with what it rests on."""
    from chirograph import plots

    panel = context.panel
    draw = partial(plots.areas, panel, codebook=context.dataset)
    rows = [(anchor("partner", row), context.name(row)) for row in panel.rows]
    data = {
        "figure": _drawn(context, "areas", draw), "cells": _cells(context),
        "areas": _areas(context), "partners": rows, "left": panel.lower.size - len(context.cells),
    }  # fmt: skip
    return Section("areas", "The areas", "areas.html.j2", data)


def _cells(context: Context) -> list[dict[str, Any]]:
    """Every cell in words, with its sources."""
    panel, scale, found = context.panel, context.results.scale, []
    for cell in context.cells:
        i, j = panel.rows.index(cell.row), panel.columns.index(cell.column)
        low, high = int(panel.lower[i, j]), int(panel.upper[i, j])
        found.append(
            {
                "id": anchor("cell", cell.row, cell.column), "row": cell.row, "name": context.name(cell.row),
                "area": context.name(cell.column), "place": anchor("area", cell.column), "order": (low, high),
                "depth": _depth(low, high, scale), "why": _why(panel.status_labels, str(panel.status[i, j])),
                "sources": [source for source, _ in cell.sources],
            }
        )  # fmt: skip
    return found


def _depth(low: int, high: int, scale: Mapping[int, str]) -> str:
    """A depth in words, such as "at least planned"."""

    def name(depth: int) -> str:
        return scale.get(depth, f"depth {depth}")

    if high == 0:
        return "not in it"
    if low == high:
        return name(low)
    if low == 0:
        return "open"
    return f"at least {name(low)}"


def _why(labels: Mapping[str, str], status: str) -> str:
    return "public, but we have not read it" if status == cells.PUBLIC else labels.get(status, status)


def _areas(context: Context) -> list[dict[str, str]]:
    """What each area means, where a codebook says so."""
    told = {str(item["id"]): str(item["definition"]) for item in context.book.get("areas", ())}
    return [
        {"id": anchor("area", area), "code": area, "name": context.name(area), "words": told.get(area, "")}
        for area in context.panel.columns
    ]


def pairs(context: Context) -> Section | None:
    """The figure of pairs, and one card a pair."""
    from chirograph import plots

    if context.results.overlap is None:
        return None
    draw = partial(plots.pairs, context.results.overlap)
    figure = _drawn(context, "pairs", draw)
    drawn = context.figures["pairs"].data()
    place = {
        anchor("pair", *map(str, pair)): i
        for i, pair in enumerate(zip(drawn["first"], drawn["second"], strict=True))
    }
    told = sorted(cards.pairs(context), key=lambda one: place.get(one.id, len(place)))
    data = {"figure": figure, "cards": told, "found": context.answer["overlaps"]}
    return Section("pairs", "The pairs", "pairs.html.j2", data)


def paper(context: Context) -> Section | None:
    """What pairs share by dimension, on paper: levels, and averages with what they hide."""
    from chirograph import plots

    result = context.paper
    if result is None or not result.dyads:
        return None
    rows = []
    for answers in result.dyads:
        bounds = [answers.bound("interoperability", rho=rho) for rho in (1.0, 0.0, -float("inf"))]
        hidden = answers.bound("compensation_gap")
        name = f"\N{NO-BREAK SPACE}{DASH} ".join(context.name(label) for label in answers.subject)
        rows.append([name, *(_two(bound.lower, bound.upper) for bound in (*bounds, hidden))])
    head = ("Pair", "Average", "Balanced average", "Weakest dimension", "Hidden by the average")
    caption = "How much of what could be shared is shared on paper, 0 to 1"
    found = context.answer["levels"] if context.results.breadths else None
    draw = partial(plots.levels, result)
    data = {
        "figure": None if found is None else _drawn(context, "levels", draw), "found": found,
        "sheet": sheet(caption, head, rows, range(1, 5)), "counterpart": result.counterpart,
    }  # fmt: skip
    return Section("paper", "Interoperability on paper", "paper.html.j2", data)


def _two(low: float, high: float) -> str:
    """Both ends of a range in a column of numbers."""
    words = interval(low, high).replace("\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}", DASH)
    return words.replace("0.000", "0").replace("1.000", "1")


def claims(context: Context) -> Section | None:
    """A strip of verdicts, and one card a claim."""
    found = cards.claims(context)
    if not found:
        return None
    data = {"cards": found, "found": context.answer["claims"]}
    return Section("claims", f"{counted(len(found), 'claim')} of the literature", "claim_cards.html.j2", data)


def course(context: Context) -> Section | None:
    """What changed from earlier programmes, and what a renewal would change; folded."""
    from chirograph import plots

    data = context.dataset
    if data is None:
        return None
    change, ready = data.change(evidence=context.asking.evidence, coders=context.asking.coders), {}
    with suppress(ParameterError):  # no period follows from the records
        ready = data.as_today().scenarios()
    if not change.steps and not ready:
        return None
    figures = [_drawn(context, "turnover", partial(plots.turnover, change))] if change.steps else []
    found: dict[str, Any] = {
        "change": change.sentences() if change.steps else (), "figures": figures, "effects": (),
        "drafting": (), "period": "", "sheets": (),
    }  # fmt: skip
    if ready:
        drafted = data.drafting()
        found["effects"] = _effects(data, ready.values())
        found["drafting"], found["period"] = drafted.sentences(), drafted.period
        found["sheets"] = [_drafted(context, *part) for part in drafted.tables()]
    return Section("change", "Change and renewal", "change.html.j2", found)


def _effects(data: Dataset, ready: Iterable[Scenario]) -> list[dict[str, str]]:
    """What the scenarios that the page stands under do, together, and what each ready-made one would do."""
    today, stacks = data.as_today(), [*([data.renewals] if data.renewals else []), *((one,) for one in ready)]
    # Of many partners there are too many pairs to lay side by side under each scenario.
    told = len(data.partners) <= MOST_PARTNERS
    return [
        {
            "name": " + ".join(one.name for one in stack),
            "why": " ".join(f"{one.why}." for one in stack if one.why),
            "verdict": today.whatif(*stack).verdict if told else "",
        }
        for stack in stacks
    ]


def _drafted(context: Context, heading: str, table: Table) -> Sheet:
    """A part of the drafting sheet, with the names of partners for their codes."""

    def named(cell: object) -> str:
        return ", ".join(context.name(word) for word in str(cell).split(", "))

    rows = [
        [named(one[head]) if head in ("partner", "in", "may be in") else one[head] for head in table.columns]
        for one in table
    ]
    return sheet(heading, [head.capitalize() for head in table.columns], rows, wordy=True)


def following(context: Context) -> Section | None:
    """What to read next, and what assumptions would add."""
    from chirograph import plots

    content, figures = context.panel.content, []
    if not content.open.any():
        return None
    figures.append(_drawn(context, "documents", partial(plots.documents, context.panel)))
    ladder = context.ladder
    if isinstance(ladder, Ladder):
        figures.append(_drawn(context, "ladder", partial(plots.ladder, ladder)))
    data = {"answer": context.answer, "figures": figures, "ladder": ladder, "readings": context.readings}
    return Section("next", "What to read next", "next.html.j2", data)


def how(context: Context) -> Section:
    """The rule of coding, what everything stands under, and the words of the page."""
    content = context.panel.content
    constraints = [line for line in content.constraints.sentences() if not line.startswith("No ")]
    opened = int(content.open.sum())
    lines = [*content.origin, *constraints, *content.notes]
    count = f"{opened} of {counted(content.lower.size, 'cell')} {'is' if opened == 1 else 'are'} open"
    data = {
        "lines": lines,
        "count": count,
        "glossary": GLOSSARY,
        "totals": grounds.totals(context, hints=False),
    }
    return Section("how", "How we know", "how.html.j2", data)


def sources(context: Context) -> Section | None:
    """Documents and sources, each with where the page uses it."""
    listed = grounds.rows_of(context, "sources")
    if not len(listed):
        return None
    used = _used(context)
    found = [
        {**row, "place": anchor("source", str(row["id"])), "uses": used.get(str(row["id"]), [])}
        for row in listed
    ]
    found.sort(key=lambda row: not row["uses"])
    shown = {row: anchor("partner", row) for row in context.panel.rows}
    documents = [
        {"id": anchor("document", str(row["id"])), "code": row["id"], "title": row["title"],
         "partner": shown.get(str(row["partner"])), "name": context.name(str(row["partner"]))}
        for row in grounds.rows_of(context, "programmes")
    ]  # fmt: skip
    return Section("sources", "Sources", "source_list.html.j2", {"sources": found, "documents": documents})


def _used(context: Context) -> dict[str, list[tuple[str, str]]]:
    """Source to the places of the page that rest on it: cells by programme, claims."""
    used: dict[str, dict[str, str]] = {}
    for cell in context.cells:
        # A cell without a record of its own rests on the list of its programme.
        place, told = anchor("cell", cell.row, cell.column), f"{cell.row} {cell.column}"
        if cell.of_list:
            place, told = anchor("partner", cell.row), context.name(cell.row)
        for source, _ in cell.sources:
            used.setdefault(source, {})[place] = told
    for claim in context.results.ledger or ():
        used.setdefault(claim.source, {})[anchor("claim", claim.id)] = claim.id
    return {source: list(places.items()) for source, places in used.items()}


def cite(context: Context) -> Section:
    """How to cite and rebuild the page."""
    data = {**grounds.citation(context), "rebuild": context.rebuild, "subject": context.subject,
            "version": _core.__version__}  # fmt: skip
    return Section("cite", "Cite and rebuild", "cite.html.j2", data)


#: In the order of the page. Each takes the context and gives a section, or None when it has nothing to say.
READER: Sequence[Callable[[Context], Section | None]] = (
    answer, programmes, areas, pairs, paper, claims, course, following, how, sources, cite,
)  # fmt: skip
