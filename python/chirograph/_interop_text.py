"""Interoperability as text and as static HTML: one table per indicator of the engine's table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chirograph.base import markup as html
from chirograph.catalogue import indicators as catalogue
from chirograph.interop.bounds import Bound, in_words

if TYPE_CHECKING:
    from chirograph.interoperability import Answers, Interoperability

#: What no table and no figure on interoperability leaves unsaid.
PROGRAMMED = "programmed interoperability (committed and joined), not achieved"
MEASURES = f"{PROGRAMMED} interoperability"
LEGEND = "~: certified, not attained. rho: 1 mean, 0 geometric mean, -inf weakest dimension."


def is_level(bound: Bound) -> bool:
    """Whether a bound is a step of a scale."""
    return catalogue.is_whole(bound.key)


def headline(found: Interoperability) -> str:
    """What is measured, for whom, when."""
    names = ", ".join(found.panel.rows)
    return f"{MEASURES[0].upper()}{MEASURES[1:]}: {names} and {found.counterpart}, as of {found.as_of}"


def _column(bound: Bound) -> str:
    """What tells a bound from the others of its indicator; empty when there are no others."""
    for name in ("dimension", "rho", "m", "set", "depth"):
        if name in bound.parameters:
            value = bound.parameters[name]
            shown = value if isinstance(value, str) else f"{value:g}"
            return shown if name == "dimension" else in_words(name, value)
    return ""


@dataclass(frozen=True, slots=True)
class Style:
    """How a table names subjects and columns and writes values; ids and brackets unless told otherwise."""

    subject: Callable[[Answers], str]
    column: Callable[[Bound], str]
    value: Callable[[Bound], str]


def words(bound: Bound) -> str:
    """A range, and whether it may have no value."""
    return bound.text + (" or 0/0" if bound.undefined == 1 else "")


def _subject(answers: Answers) -> str:
    return "all" if len(answers.subject) > 2 else " ".join(answers.subject)


IDS = Style(_subject, _column, words)


def blocks(
    rows: Sequence[Answers], first: str, style: Style = IDS, without: Sequence[str] = ()
) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Tables: a caption, a head and rows. Indicators with one value a row share the first table."""
    if not rows:
        return
    keys = [key for key in dict.fromkeys(bound.key for bound in rows[0].bounds) if key not in without]
    single = [key for key in keys if sum(bound.key == key for bound in rows[0].bounds) == 1]
    if single:
        yield _block("", rows, first, single, style)
    for key in keys:
        if key not in single:
            yield _block(str(catalogue.row_of(key)["title"]), rows, first, [key], style)


def _block(
    caption: str, rows: Sequence[Answers], first: str, keys: Sequence[str], style: Style
) -> tuple[str, list[str], list[list[str]]]:
    chosen = [[bound for bound in answers.bounds if bound.key in keys] for answers in rows]
    head = [first, *(style.column(bound) or bound.title for bound in chosen[0])]
    body = [
        [style.subject(answers), *(style.value(bound) for bound in bounds)]
        for answers, bounds in zip(rows, chosen, strict=True)
    ]
    return caption, head, body


def _tables(
    found: Interoperability, without: Sequence[str] = ()
) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    yield from blocks(found.dyads, "pair", without=without)
    yield from blocks(found.hub, f"with {found.counterpart}")
    yield from blocks((found.collective,), "partners")


def text(found: Interoperability) -> str:
    """Every table, aligned, then the assumption line."""
    lines = [headline(found), LEGEND]
    for caption, head, rows in _tables(found):
        lines += ["", *([caption] if caption else []), *html.columns_of_text(head, rows)]
    return "\n".join([*lines, "", " ".join(found.assumptions)])


#: What the first screen leaves to the parts of the result.
_LATER = ("hub_mediated", "hub_only")


def screen(found: Interoperability) -> str:
    """What fits on one screen: the way through the hub is left out, and it is said where it is."""
    lines = [headline(found), LEGEND]
    for caption, head, rows in _tables(found, _LATER):
        lines += [*(["", caption] if caption else [""]), *html.columns_of_text(head, rows)]
    titles = " and ".join(str(catalogue.row_of(key)["title"]).lower() for key in _LATER)
    lines += [f"Besides: {titles} in .dyads, one pair as result[first, second], in words by .explain()."]
    return "\n".join([*lines, " ".join(found.assumptions)])


def markup(found: Interoperability) -> str:
    """Every table as static HTML."""
    parts = [html.paragraph(headline(found)), html.paragraph(LEGEND)]
    for caption, head, rows in _tables(found):
        cells = ([html.escape(cell) for cell in row] for row in rows)
        parts.append(html.table(head, cells, caption))
    parts.append(html.paragraph(" ".join(found.assumptions)))
    return html.page(*parts)
