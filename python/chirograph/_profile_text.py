"""The profile of a programme as text, as static HTML and in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from chirograph import _interop_text
from chirograph.base import markup as html
from chirograph.catalogue import indicators as catalogue
from chirograph.interop.bounds import Bound, asks_the_record, in_words

if TYPE_CHECKING:
    from chirograph.interoperability import Answers
    from chirograph.profile import Profile

MEASURES = "shares of what the programme says, not of what was achieved"


def label(found: Profile, bound: Bound) -> str:
    """Title with its parameters in the words of the scale."""
    if _is_accountable(found, bound):
        return f"{bound.title}, accountable share"
    words = (_parameter(found, bound, name, value) for name, value in bound.parameters.items())
    return ", ".join([bound.title, *words])


def _parameter(found: Profile, bound: Bound, name: str, value: float | str) -> str:
    if asks_the_record(catalogue.row_of(bound.key)):
        return "depth" if value == 0 else f"{found.scale[int(value)]} or not"
    if name in ("depth", "practice"):
        return f"{'from ' if name == 'practice' else ''}{found.scale[int(value)]} (depth {value:g})"
    return in_words(name, value)


def _is_accountable(found: Profile, bound: Bound) -> bool:
    """Practice from the top depth on is what the accountable share is."""
    return bound.parameters.get("practice") == found.panel.max_depth


def shown(found: Profile) -> Iterator[tuple[Bound, ...]]:
    """One tuple of bounds per line, a bound per programme; a share that two indicators give stands once."""
    lines = list(zip(*(answers.bounds for answers in found.rows), strict=True))
    twice = any(_is_accountable(found, bounds[0]) for bounds in lines)
    return (bounds for bounds in lines if not (twice and bounds[0].key == "accountable_share"))


def lines(found: Profile) -> tuple[list[str], list[list[str]]]:
    """A line for what is public, then one per indicator; a column per programme."""
    head = ["", *(answers.subject[0] for answers in found.rows)]
    body = [["Text of the programme", *found.texts]]
    body += [
        [label(found, bounds[0]), *(_interop_text.words(bound) for bound in bounds)]
        for bounds in shown(found)
    ]
    return head, body


def headline() -> str:
    """What is measured."""
    return f"Profile of programmes: {MEASURES}"


def text(found: Profile) -> str:
    """The table, aligned, with the assumption line."""
    return "\n".join([headline(), *html.columns_of_text(*lines(found)), " ".join(found.assumptions)])


def markup(found: Profile) -> str:
    """The table as static HTML."""
    head, body = lines(found)
    cells = ([html.escape(cell) for cell in row] for row in body)
    return html.page(
        html.table(head, cells, headline()), html.paragraph(" ".join(found.assumptions))
    )


def witnesses(bound: Bound) -> dict[str, str]:
    """Areas and depths of the completion behind each end, those at 0 left out; empty without one."""
    found = {"witness_lower": bound.witness_lower, "witness_upper": bound.witness_upper}
    return {
        name: "" if witness is None else "; ".join(
            f"{area}={depth}" for area, depth in witness.depths[bound.subject[0]].items() if depth
        )
        for name, witness in found.items()
    }  # fmt: skip


def explain(found: Profile, answers: Answers) -> str:
    """All sentences about one programme, one per line."""
    (partner,) = answers.subject
    parts = found.panel.content
    i, count = parts.rows.index(partner), len(parts.columns)
    name = parts.names.get(partner, partner)
    settled = [round(bound.lower * count) for bound in answers.bounds if _counts(found, bound)]
    words = [f"{name}: {MEASURES}."]
    words.append(f"Its text: {found.texts[i]}.")
    if settled:
        depth, presence = settled
        words.append(
            f"The public record settles the depth of {depth} of {count} areas and the presence of {presence}."
        )
    words += [f"  {label(found, bounds[i])}: {_interop_text.words(bounds[i])}" for bounds in shown(found)]
    words += _open(found, i)
    return "\n".join([*words, " ".join(found.assumptions)])


def _counts(found: Profile, bound: Bound) -> bool:
    weights = found.panel.weights
    return asks_the_record(catalogue.row_of(bound.key)) and bool(np.all(weights == weights[0]))


def _open(found: Profile, i: int) -> Iterator[str]:
    """Open areas by the document that would settle them."""
    parts = found.panel.content
    by_document: dict[str, list[str]] = {}
    for j, area in enumerate(parts.columns):
        if parts.lower[i, j] == parts.upper[i, j]:
            continue
        partner, status = parts.rows[i], str(parts.status[i, j])
        document = parts.settles.get((partner, status)) or f"the text of {partner}: {parts.reason(status)}"
        deep = " (depth only)" if parts.lower[i, j] > 0 else ""
        by_document.setdefault(document, []).append(f"{parts.names.get(area, area)} ({area}){deep}")
    if not by_document:
        yield "Every area is settled."
    for document, areas in by_document.items():
        yield f"Open ({len(areas)}): {'; '.join(areas)}."
        yield f"  Settled by: {document}."
