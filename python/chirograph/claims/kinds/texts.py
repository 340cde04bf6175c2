"""Tests on what texts name; what was not read is never an absence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from chirograph.claims.drafts import Arguments, Draft
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.sums import OpenItem


def _found(evidence: Evidence, field: str, name: str, about: str) -> list[Record]:
    return [
        item for item in evidence.data.get("mentions", ()) if item[field] == name and item["about"] == about
    ]


def _ends(found: list[Record]) -> tuple[float, float]:
    """Least and greatest number in a whole text; a text read in part, or not at all, gives no greatest."""
    least = max((item["count"] for item in found), default=0)
    whole = max((item["count"] for item in found if item["portion"] == "full"), default=math.inf)
    return float(least), float(whole)


def texts(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How often a text names something, or in which share of its parts, such as paragraphs."""
    for field in ("programme", "event"):
        for name in arguments.get(f"{field}s", ()):
            yield _text(evidence, arguments, field, name)


def _text(evidence: Evidence, arguments: Arguments, field: str, name: str) -> Draft:
    about, among = arguments["about"], arguments.get("among")
    what, noun = about.replace("_", " "), str(among or "mentions").replace("_", " ")
    found, whole = (_found(evidence, field, name, kind) for kind in (about, str(among)))
    quantity = (
        f"{what} as a share of the {noun} of the text" if among else f"number of times the text names {what}"
    )
    draft = Draft(name, quantity, "share" if among else "count", noun, "texts")
    if field == "event" and not (found or whole):
        return replace(draft, missing=f"a count of {noun if among else about} in the text of {name}")
    least, most = _ends(found)
    lower, upper, shown = least, most, ""
    if among:
        (fewest, total), lower, upper = _ends(whole), 0.0, 1.0
        if math.isfinite(total):
            lower = least / total if total else math.nan
        elif least:
            shown = f"at least {least:g} of an unknown number of {noun}"
        if math.isfinite(most):
            upper = min(1.0, most / fewest) if fewest else math.nan
    used = frozenset(evidence.used("mentions", item) for item in (*found, *whole))
    items = () if lower == upper else (_open(evidence, field, name, about, [*found, *whole]),)
    return replace(draft, bounds=(lower, upper, True), used=used, items=items, shown=shown)


def _open(evidence: Evidence, field: str, name: str, about: str, found: list[Record]) -> OpenItem:
    """What is open of a text that was not read to its end."""
    why = "public, read in part"
    if field == "programme":
        settled = evidence.text_of(evidence.programme(name))
    else:
        titles = (f"{evidence.sources[item['source']]['title']} ({item['source']})" for item in found)
        settled = f"the full text of {', '.join(dict.fromkeys(titles))}, of which a part was read for {name}"
    if not found:
        why = f"not read; publication {evidence.programme(name)['publication']}".replace("_", " ")
    least, _ = _ends([item for item in found if item["about"] == about])
    return OpenItem(name, about, least, None, why, settled)
