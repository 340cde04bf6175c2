"""Programmes of two datasets side by side, on the subjects that a crosswalk says both codebooks have.

A row of a crosswalk names areas on either side. What is asked of a programme there is whether, and how deep,
it has the subject that the two sides share: the greatest depth of its areas. No area stands in two rows, so
the rows are as independent as the cells, and ends stay ends. Where a row matches exactly or closely the
subject is that of its areas. Where it matches broadly the areas share a part only: a programme that names
one of them may mean the rest of it, so it has the part perhaps; one whose list has none has no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chirograph.base.markup import shorten
from chirograph.cells.content import Content
from chirograph.cells.intervals import frozen
from chirograph.errors import AssumptionError, DataError, Fault, brief, did_you_mean
from chirograph.records import coding
from chirograph.records.asking import Asking
from chirograph.records.records import Records

__all__ = ["FITS", "content"]

#: From the best match to the loosest.
FITS = ("exact", "close", "broad")
#: Why a cell is open that is named, on a subject of which its areas share a part.
IN_PART = "matched_in_part"
_LABELS = {IN_PART: "named, of a subject matched in part"}


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    name: str
    fit: str
    areas: tuple[Sequence[str], Sequence[str]]  #: of the first dataset, and of the second


@dataclass(frozen=True, slots=True)
class _Crosswalk:
    """A crosswalk as it runs from the first dataset to the second, and what it leaves out of either."""

    version: str
    of: int  #: which of the two has it
    rows: tuple[_Row, ...]
    unmatched: tuple[Sequence[str], Sequence[str]]


def content(both: tuple[Records, Records], asking: tuple[Asking, Asking], fit: str) -> Content:
    """The cells of :func:`chirograph.crosswalk`.

    Raises
    ------
    DataError
        When neither codebook has a crosswalk to the other, it does not fit the other codebook, or the scales
        differ.
    AssumptionError
        When `fit` is none, a programme would stand twice, or an assumption counts areas that a group shares.
    """
    if fit not in FITS:
        rule = "a row of a crosswalk fits exactly, closely or broadly"
        raise AssumptionError(Fault("", "fit", brief(fit), rule, did_you_mean(fit, FITS), "parameter"))
    _same_scale(both)
    found = _found(both)
    kept = [row for row in found.rows if FITS.index(row.fit) <= FITS.index(fit)]
    if not kept:
        rule = "some row of the crosswalk matches as well as asked"
        raise AssumptionError(
            Fault("", "fit", brief(fit), rule, f"the least is {_least(found)}", "infeasible")
        )
    sides = [coding.content(records, asked) for records, asked in zip(both, asking, strict=True)]
    _untied(both, sides)
    cells = [_folded(side, kept, which) for which, side in enumerate(sides)]
    lower, upper, status = (np.concatenate(parts) for parts in zip(*cells, strict=True))
    labels = [_named(records, side) for records, side in zip(both, sides, strict=True)]
    names = {label: name for part in labels for label, name in part.items()}
    settles = [_settles(side, tuple(part)) for side, part in zip(sides, labels, strict=True)]
    return Content(
        np.ascontiguousarray(lower), np.ascontiguousarray(upper), _once(labels),
        tuple(row.id for row in kept), sides[0].max_depth, frozen(status),
        origin=(*_told(both, found, kept), *_said(both, sides)),
        notes=tuple(f"{records.id}: {note}" for records, side in zip(both, sides, strict=True)
                    for note in side.notes),
        names={**names, **{row.id: row.name for row in kept}},
        labels={**sides[1].labels, **sides[0].labels, **_LABELS},
        sources=(*sides[0].sources, *sides[1].sources),
        settles={**settles[0], **settles[1]},
        about=_about(both),
    )  # fmt: skip


def _untied(both: Iterable[Records], sides: Iterable[Content]) -> None:
    """What counts areas of one codebook says nothing of rows, so an assumption of that kind is not taken."""
    rule = "an assumption carries over to the rows of a crosswalk; a number of areas of one codebook does not"
    faults = [
        Fault("", f"crosswalk, {records.id}", one.sentence(), rule, "leave the assumption out", "infeasible")
        for records, side in zip(both, sides, strict=True)
        for one in side.constraints.common
    ]
    if faults:
        raise AssumptionError(faults)


def _same_scale(both: tuple[Records, Records]) -> None:
    first, second = ([item["name"] for item in one.data["codebook"]["scale"]] for one in both)
    if first != second:
        rule = f"the two datasets have one scale; {both[0].id} has {', '.join(first)}"
        fault = Fault(
            both[1].file, "/codebook/scale", ", ".join(second), rule, "recode one of them", "reference"
        )
        raise DataError(fault)


def _found(both: tuple[Records, Records]) -> _Crosswalk:
    """The crosswalk of the first that leads to the second, else the other way round."""
    for of, (here, there) in enumerate((both, both[::-1])):
        target = there.data["codebook"]["id"]
        for number, item in enumerate(here.data["codebook"].get("crosswalks", ())):
            if item["to"] == target:
                if faults := list(_faults(here, there, item, number)):
                    raise DataError(faults)
                return _turned(item, of)
    ids = [one.data["codebook"]["id"] for one in both]
    rule = f"one of the two codebooks has a crosswalk to the other, {ids[0]} or {ids[1]}"
    raise DataError(Fault(both[0].file, "/codebook/crosswalks", "none", rule, "write one", "reference"))


def _faults(here: Records, there: Records, item: Mapping[str, Any], number: int) -> Iterator[Fault]:
    """Where a crosswalk does not fit the codebook it leads to; its own side is checked as a file is read."""
    place, left = f"/codebook/crosswalks/{number}", set(there.areas)
    named = [(f"{place}/rows/{i}/to_areas/{k}", area)
             for i, row in enumerate(item["rows"]) for k, area in enumerate(row["to_areas"])]  # fmt: skip
    named += [(f"{place}/to_unmatched/{k}/area", one["area"]) for k, one in enumerate(item["to_unmatched"])]
    for where, area in named:
        if area not in there.areas:
            rule = f"it is an area of {item['to']}"
            yield Fault(here.file, where, repr(area), rule, did_you_mean(area, there.areas), "reference")
        left.discard(area)
    for area in sorted(left):
        rule = f"every area of {item['to']} stands in a row, or among those without a counterpart"
        yield Fault(
            here.file, f"{place}/to_unmatched", repr(area), rule, "add it, with the reason", "reference"
        )


def _turned(item: Mapping[str, Any], of: int) -> _Crosswalk:
    def pair(own: Sequence[str], other: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        return (other, own) if of else (own, other)

    rows = (
        _Row(row["id"], row["name"], row["fit"], pair(row["areas"], row["to_areas"])) for row in item["rows"]
    )
    left = ([one["area"] for one in item[name]] for name in ("unmatched", "to_unmatched"))
    return _Crosswalk(item["version"], of, tuple(rows), pair(*left))


def _least(found: _Crosswalk) -> str:
    return min((row.fit for row in found.rows), key=FITS.index)


def _folded(side: Content, rows: Sequence[_Row], which: int) -> tuple[Any, Any, Any]:
    """The cells of one side by the rows of the crosswalk: its programmes times rows."""
    shape = len(side.rows), len(rows)
    lower, upper = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    status = np.empty(shape, dtype=object)
    for j, row in enumerate(rows):
        at = [side.columns.index(area) for area in row.areas[which]]
        low, high = side.lower[:, at], side.upper[:, at]
        lower[:, j], upper[:, j] = low.max(1), high.max(1)
        for i in range(shape[0]):
            # A known cell is one that some area settles at its top; else an open area of that top decides.
            ends = [(int(high[i, k]), int(low[i, k])) for k in range(len(at))]
            top, settled = max(ends)[0], lower[i, j] == upper[i, j]
            best = next(k for k, end in enumerate(ends) if end[0] == top and (end[0] == end[1]) == settled)
            status[i, j] = str(side.status[i, at[best]])
        if row.fit == "broad":
            status[lower[:, j] > 0, j], lower[:, j] = IN_PART, 0
    return lower, upper, status.astype(np.str_)


def _named(records: Records, side: Content) -> dict[str, str]:
    """Labels of the programmes of one side, counterpart and partner, with both in words."""
    counterparts = {item["id"]: item["counterpart"] for item in records.data["programmes"]}
    rows = zip(side.rows, side.sources, strict=True)
    held = {row: counterparts[line.partition(": ")[0]] for row, line in rows}
    return {f"{whom} {row}": f"{side.names.get(row, row)} with {whom}" for row, whom in held.items()}


def _once(labels: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    twice = [label for label in labels[0] if label in labels[1]]
    if twice:
        rule = "the two datasets are of different counterparts or partners"
        raise AssumptionError(Fault("", "crosswalk", shorten(twice), rule, "", "infeasible"))
    return (*labels[0], *labels[1])


def _settles(side: Content, labels: Sequence[str]) -> dict[tuple[str, str], str]:
    """What would settle a cell, under the label a programme has here."""
    label = dict(zip(side.rows, labels, strict=True))
    found = {(label[row], status): text for (row, status), text in side.settles.items()}
    text = {label[row]: f"the text ({line})" for row, line in zip(side.rows, side.sources, strict=True)}
    return {**found, **{(row, IN_PART): line for row, line in text.items()}}


def _told(both: tuple[Records, Records], found: _Crosswalk, kept: Sequence[_Row]) -> Iterator[str]:
    """What the crosswalk takes as one subject, and what it leaves out."""
    ids = [one.data["codebook"]["id"] for one in both]
    yield (
        f"Crosswalk of {ids[0]} and {ids[1]}: {len(kept)} of {len(found.rows)} rows; "
        "the depth of a row is the greatest of its areas."
    )
    other = both[1 - found.of].data["codebook"]
    if other["version"] != found.version:
        yield f"The crosswalk was made for {other['id']} {found.version}; this is {other['version']}."
    if close := [row.name for row in kept if row.fit == "close"]:
        yield f"Matched closely and taken as one subject: {', '.join(close)}."
    if broad := [row.name for row in kept if row.fit == "broad"]:
        yield (
            f"Matched in part: {', '.join(broad)}; naming an area there is not certainly naming the part "
            "that both have, and a list without it certainly has no part of it."
        )
    if left := [row.name for row in found.rows if row not in kept]:
        yield f"Rows that match less well, left out: {', '.join(left)}."
    for records, areas in zip(both, found.unmatched, strict=True):
        if areas:
            names = {item["id"]: item["name"] for item in records.data["codebook"]["areas"]}
            told = ", ".join(names[area] for area in areas)
            yield f"Without a counterpart, left out of {records.id}: {told}."
    if any(item["list_total"] is not None for one in both for item in one.data["programmes"]):
        yield "Stated totals of titles count areas of one codebook and are not used."


def _said(both: Iterable[Records], sides: Iterable[Content]) -> Iterator[str]:
    """What is said of the cells of either side, and which file they are from."""
    for records, side in zip(both, sides, strict=True):
        yield f"{records.id} {records.version}, SHA-256 {records.sha256[:12]}...: {' '.join(side.origin)}"


def _about(both: tuple[Records, Records]) -> dict[str, str]:
    facts = [one.facts for one in both]

    def each(name: str) -> str:
        return " and ".join(dict.fromkeys(fact[name] for fact in facts))

    title = " and ".join(f"{fact['id']} {fact['version']}" for fact in facts)
    day = min(fact["as_of"] for fact in facts)
    return {"title": f"{title}, by their crosswalk", "authors": each("authors"), "as_of": day,
            "licence": each("licence")}  # fmt: skip
