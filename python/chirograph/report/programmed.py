"""Programmed interoperability and profiles on the page: figures, tables of ranges, each subject in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from chirograph import interoperability, profile
from chirograph.base.markup import DASH, shorten
from chirograph.interop import breadth, scales
from chirograph.interop.bounds import PROGRAMMED
from chirograph.report.context import MOST_PARTNERS, Context
from chirograph.report.table import Sheet, interval, sheet

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.interop.bounds import Bound
    from chirograph.interoperability import Answers, Interoperability
    from chirograph.plots import PlotResult

__all__ = ["drawn", "memberships", "profiled", "programmed", "why_not"]


def why_not(context: Context) -> str:
    """Why the page has no numbers on interoperability."""
    partners = len(context.panel.rows)
    if context.crowded:
        return f"{partners} partners have too many pairs for one page (at most {MOST_PARTNERS})."
    return "one partner has no pairs."


def programmed(result: Interoperability) -> dict[str, Any]:
    """What the template needs, without the figures."""
    return {
        "measures": PROGRAMMED,
        "counterpart": result.counterpart,
        "lead": _lead(result),
        "sheets": [
            *_sheets(result, result.dyads, "Pair", "each pair"),
            *_sheets(result, result.hub, "Partner", f"each partner and {result.counterpart}"),
            *_sheets(result, (result.collective,), "Partners", "all partners together"),
        ],
        "told": [
            {"title": title, "text": text} for title, text in _told(result, (*result.dyads, *result.hub))
        ],
        "assumptions": result.assumptions,
    }


def _style(result: Interoperability) -> interoperability.Style:
    names = result._model.names
    return interoperability.Style(partial(_subject, names), partial(_column, names), _value)


def _lead(result: Interoperability) -> list[dict[str, Any]]:
    """What comes first: the profile of each pair, then scales, then breadth; each with its sentences."""
    model, style = result._model, _style(result)
    parts: tuple[tuple[str, list[str], Iterable[interoperability.Block], tuple[Sheet, ...]], ...] = (
        ("Profile: what each pair shares, dimension by dimension", _rated(model.breadth),
         interoperability.profile_blocks(result, style), ()),
        ("Scales that others publish, and facts that can be looked up", [],
         interoperability.scale_blocks(result, style), (_basis(result),) if model.scales else ()),
        ("Breadth of shared commitment: one figure, and for which shares it holds", _broad(result),
         interoperability.breadth_block(result, style), ()),
    )  # fmt: skip
    return [{"title": title, "lines": lines, "sheets": [*_led(blocks), *more]}
            for title, lines, blocks, more in parts]  # fmt: skip


def _led(blocks: Iterable[interoperability.Block]) -> Iterator[Sheet]:
    for caption, head, body in blocks:
        title = f"{_WHAT}, {caption[:1].lower()}{caption[1:]}"
        yield sheet(title, [head[0].capitalize(), *head[1:]], body)


def _rated(book: Mapping[str, Any] | None) -> list[str]:
    """What the letters beside shares mean."""
    lines = ["The share of the areas of a dimension that both reach at a depth, from certain to possible."]
    if book is not None:
        names = [f"{item['id']}: {item['name']}" + ("" if item["above"] is None else
                 f", above {breadth.percent(item['above'])}") for item in book["ratings"]]  # fmt: skip
        lines.append(f"Rated {'; '.join(names)} ({book['source'] or 'our own cuts'}). {book['basis']}.")
    return lines


def _basis(result: Interoperability) -> Sheet:
    """Per scale what it rests on, what is to be kept in mind, and which one fact would settle most."""
    model, rows = result._model, []
    every = [one for pairs in (False, True) for one in scales.standings(model, pairs=pairs)]
    for scale in model.scales:
        found = [one for one in every if one.scale["id"] == scale["id"]]
        settles: dict[tuple[str, ...], list[str]] = {}
        for one in found:
            for key in one.decisive:
                who = _subject(model.names, interoperability.Answers(one.subject, ()))
                settles.setdefault(key, []).append(who)
        fact = "None settles it alone." if any(one.lower < one.upper for one in found) else "Nothing is open."
        if settles:
            key, whom = max(settles.items(), key=lambda item: len(item[1]))
            fact = f"{scales.question(model, key)} It settles {', '.join(whom)}."
        note = f" {scale['note']}." if scale["note"] else ""
        rows.append([scale["name"], scale["source"] or "own", f"{scale['basis']}.{note}", fact])
    head = ("Scale", "Source", "What it rests on", "The one fact that would settle most")
    return sheet(f"{_WHAT}, what the scales rest on", head, rows, wordy=True)


def _broad(result: Interoperability) -> list[str]:
    """What the figure is, and which dimension keeps each pair down."""
    lines = [
        "The depth that so many dimensions reach in more than the share asked for. It is no level of "
        "interoperability: the columns show how far it hangs on the number of dimensions, and the last one "
        "for which shares it holds where all are asked for."
    ]
    for answers in result.dyads:
        told = breadth.narrowest(result._model, answers)
        if told:
            lines.append(f"{_subject(result._model.names, answers)}: {told[:1].lower()}{told[1:]}")
    return lines


def _sheets(result: Interoperability, rows: Sequence[Answers], first: str, whom: str) -> list[Sheet]:
    style = _style(result)
    sheets = []
    for caption, head, body in interoperability.blocks(rows, first, style, (breadth.KEY,)):
        what = caption.removesuffix("programmed interoperability").removesuffix(" of ")
        what = "single numbers" if not caption else what if what != _WHAT else "means over the dimensions"
        title = f"{_WHAT}, {whom}: {what[:1].lower()}{what[1:]}"
        sheets.append(sheet(title, head, body, range(1, len(head))))
    return sheets


_WHAT = "Programmed interoperability"
_MEANS = {1.0: "Mean (rho 1)", 0.0: "Geometric mean (rho 0)", -math.inf: "Weakest dimension (rho -inf)"}


def _subject(names: Mapping[str, str], answers: Answers) -> str:
    if len(answers.subject) > 2:
        return f"All {len(answers.subject)}"
    return f"\N{NO-BREAK SPACE}{DASH} ".join(names.get(label, label) for label in answers.subject)


def _column(names: Mapping[str, str], bound: Bound) -> str:
    """What tells a bound from the others of its indicator, in words; empty when there are no others."""
    given = bound.parameters
    if "dimension" in given:
        return names.get(str(given["dimension"]), str(given["dimension"]))
    if "rho" in given:
        return _MEANS.get(float(given["rho"]), f"rho {given['rho']:g}")
    return f"{given['m']} or more partners" if "m" in given else ""


def _value(bound: Bound) -> str:
    """Both ends as in the tables of overlap."""
    words = interval(bound.lower, bound.upper)
    return words + ("" if bound.sharp else " (outer)") + (" or 0/0" if bound.undefined == 1 else "")


def memberships(context: Context) -> Sheet | None:
    """Memberships that are not known: one line a system and reason, and what would settle them."""
    result = context.programmed
    if result is None:
        return None
    names = result._model.names
    groups: dict[tuple[str, int, int, str], list[str]] = {}
    for key, held in result._model.held.items():
        if held.open:
            group = groups.setdefault((key[-1], held.lower, held.upper, held.why), [])
            group.append(f"\N{NO-BREAK SPACE}{DASH} ".join(names.get(label, label) for label in key[:-1]))
    rows = [
        [names.get(system, system), "; ".join(whom), len(whom), f"{_STATES[low]} to {_STATES[high]}",
         f"{why[:1].upper()}{why[1:]}.", f"A source on {shorten(whom, len(whom))} in {system}."]
        for (system, low, high, why), whom in sorted(groups.items())
    ]  # fmt: skip
    count = sum(len(whom) for whom in groups.values())
    head = ("System", "Not known for", "Memberships", "Range", "Why", "What would settle it")
    caption = f"Register of memberships not known ({count} of {len(result._model.held)})"
    return sheet(caption, head, rows, [2], wordy=True)


#: Memberships in halves.
_STATES = ("none", "observer", "member")


def _told(result: Interoperability, rows: Sequence[Answers]) -> list[tuple[str, str]]:
    """Title and explanation; the sentence on assumptions, the same for all, stands once below."""
    stands = " ".join(result.assumptions)
    told = []
    for answers in rows:
        text = result.explain(*answers.subject).removesuffix(stands).rstrip()
        title, _, rest = text.partition("\n")
        told.append((title.split(":")[0], f"{title}\n{rest}"))
    return told


def drawn(result: Interoperability) -> list[tuple[PlotResult, str, str]]:
    """Figures with their names and what they show."""
    from chirograph.plots import dimensions, network

    ties = (
        f"{result.counterpart} and its partners: {PROGRAMMED}. A solid line is as wide as what is certain, "
        "the halo around it as wide as what is possible; neither end is more likely"
    )
    bars = (
        f"Dimensions of each pair: {PROGRAMMED}. A bar is every value that the unknown cells and memberships "
        "allow; it is not a confidence interval"
    )
    return [(network(result), "network", ties), (dimensions(result), "dimensions", bars)]


def profiled(context: Context, dataset: Dataset) -> dict[str, Any]:
    """What the template needs; with too many programmes for one table, how many there are."""
    if context.crowded:
        return {"left_out": len(context.panel.rows), "most": MOST_PARTNERS}
    found = dataset.profile(**context.asking._asdict())
    head, body = profile.lines(found)
    # No range may break.
    whole = [[cell.replace(", ", ",\N{NO-BREAK SPACE}") for cell in row] for row in body]
    stands = " ".join(found.assumptions)
    return {
        "measures": profile.MEASURES,
        "sheet": sheet(profile.headline(), ["share", *head[1:]], whole, range(1, len(head))),
        "told": [
            {"title": context.name(row), "text": found.explain(row).removesuffix(stands).rstrip()}
            for row in found.panel.rows
        ],
        "assumptions": found.assumptions,
    }
