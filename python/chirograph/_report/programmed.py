"""Programmed interoperability on the page: two figures, the tables of pairs, hub and group, each in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chirograph._report.claims import MEASURES
from chirograph._report.context import Context
from chirograph._report.table import Sheet, sheet

if TYPE_CHECKING:
    from chirograph.interoperability import Answers, Interoperability
    from chirograph.plots import PlotResult

__all__ = ["MOST_PARTNERS", "declared", "drawn", "found", "programmed", "too_many"]

#: More partners than these have too many pairs for one page.
MOST_PARTNERS = 8


def declared(context: Context) -> bool:
    """Whether the codebook declares dimensions."""
    book = context.dataset.to_dict()["codebook"]
    return bool(book.get("dimensions") and book.get("area_dimensions"))


def too_many(context: Context) -> bool:
    """Whether the data have dimensions, but too many partners for a page; the page then says so."""
    return declared(context) and len(context.panel.rows) > MOST_PARTNERS


def found(context: Context) -> Interoperability | None:
    """The result on the data of the report; None without dimensions, or with too many partners for a page."""
    if not declared(context) or too_many(context):
        return None
    return context.dataset.interoperability(evidence=context.evidence, list_length=context.list_length)


def programmed(result: Interoperability) -> dict[str, Any]:
    """What the template needs, without the figures."""
    return {
        "measures": MEASURES,
        "counterpart": result.counterpart,
        "sheets": [
            *_sheets(result.dyads, "pair", "each pair"),
            *_sheets(result.hub, "with", f"each partner and {result.counterpart}"),
            *_sheets((result.collective,), "partners", "all partners together"),
        ],
        "told": [
            {"title": title, "text": text} for title, text in _told(result, (*result.dyads, *result.hub))
        ],
        "assumptions": result.assumptions,
    }


def _sheets(rows: Sequence[Answers], first: str, whom: str) -> list[Sheet]:
    from chirograph import _interop_text

    sheets = []
    for caption, head, body in _interop_text.blocks(rows, first):
        title = f"{caption}: {whom}" if caption else f"{whom[:1].upper()}{whom[1:]}"
        sheets.append(sheet(f"{title}; {MEASURES}", head, body, range(1, len(head))))
    return sheets


def _told(result: Interoperability, rows: Sequence[Answers]) -> list[tuple[str, str]]:
    """Title and explanation; the sentence on assumptions, the same for all, stands once below."""
    stands = " ".join(result.assumptions)
    told = []
    for answers in rows:
        text = result.explain(*answers.subject).removesuffix(stands).rstrip()
        title, _, rest = text.partition("\n")
        told.append((title.split(":")[0], f"{title}\n{rest}"))
    return told


def drawn(result: Interoperability) -> list[tuple[PlotResult, str, str, str]]:
    """Figures with their names, what they show, and when: a broad form and a slim one of each."""
    from chirograph.plots import dimensions, network

    ties = (
        f"{result.counterpart} and its partners: what is certain and what is possible. It measures {MEASURES}"
    )
    bars = f"Dimensions of each pair. They measure {MEASURES}"
    figures = [(network(result, width=width), "network", ties) for width in (8.2, 3.8)]
    figures += [(dimensions(result, width=width), "dimensions", bars) for width in (8.2, 3.8)]
    shapes = ("broad", "slim") * 2
    return [
        (plot, f"{name}-{'wide' if shape == 'broad' else 'narrow'}", words, shape)
        for (plot, name, words), shape in zip(figures, shapes, strict=True)
    ]
