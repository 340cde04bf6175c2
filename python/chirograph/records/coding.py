"""From records to cells: programmes by date, cells coded by the engine, list lengths, and what is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from chirograph.base.table import Table
from chirograph.cells.constrain import parse_lengths
from chirograph.cells.constraints import Constraints, ListLength
from chirograph.cells.content import Content
from chirograph.cells.intervals import frozen
from chirograph.cells.reasons import LABELS
from chirograph.errors import AssumptionError, DataError, Fault, UnknownLabel, unknown
from chirograph.records import codings
from chirograph.records.asking import Asking, Lengths
from chirograph.records.choice import Chosen, choose, concluded
from chirograph.records.readings import applied, copied
from chirograph.records.records import Records
from chirograph.records.renewal import renewed


def known(where: str, value: str | None, choices: tuple[str, ...], what: str) -> str:
    """The value when it is one of the choices, the first choice when none is given."""
    if value is None:
        return choices[0]
    if value not in choices:
        raise UnknownLabel(unknown(where, value, choices, what))
    return value


def kinds_of(records: Records, kind: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The kinds of programme asked for: one, several of which the latest programme stands, or the first."""
    several = kind if isinstance(kind, tuple) else () if kind is None else (kind,)
    asked = several or (None,)
    return tuple(known("kind", one, records.kinds, "this kind of programme") for one in asked)


def chosen_programmes(records: Records, asking: Asking) -> tuple[str, date, list[Chosen], dict[str, str]]:
    """The kind in words, the day, the programme of every partner that has one, and why every other has none.

    Raises
    ------
    AssumptionError
        When no partner has one.
    DataError
        When it is the day of the data at which no partner has one.
    """
    kinds, day = kinds_of(records, asking.kind), records.day(asking.as_of)
    kind = " or ".join(kinds)
    lapsed = {name: one.name for one in records.at(asking.as_of).renewals for name in one.lapse}
    chosen, missing = _standing(records, kinds, day, lapsed)
    if not chosen:
        rule = f"some partner has a programme of kind {kind} at {day.isoformat()}"
        if asking.kind is None and asking.as_of is None:
            repair = "write the day to which the data are kept, or correct the dates of the programmes"
            raise DataError(Fault(records.file, "/as_of", day.isoformat(), rule, repair, "reference"))
        raise AssumptionError(
            Fault("", "as_of", day.isoformat(), rule, "choose another date or kind", "infeasible")
        )
    return kind, day, chosen, missing


def _standing(
    records: Records, kinds: tuple[str, ...], day: date, lapsed: Mapping[str, str]
) -> tuple[list[Chosen], dict[str, str]]:
    """The programme of every partner that has one, and why every other has none."""
    data = records.data
    holders = [item["id"] for item in (*data["partners"], *data.get("partner_groups", ()))]
    held = {item["partner"] for item in data["programmes"] if item["kind"] in kinds}
    wanted = [holder for holder in holders if holder in held or holder in records.partners]
    sources = {item["id"]: item for item in data["sources"]}
    chosen: list[Chosen] = []
    missing: dict[str, str] = {}
    for holder in wanted:
        item = choose(data["programmes"], holder, kinds, day, sources)
        name = "" if isinstance(item, str) else str(item.programme["id"])
        if isinstance(item, str) or name in lapsed:
            missing[holder] = item if isinstance(item, str) else f"{name} is not renewed ({lapsed[name]})"
        else:
            chosen.append(item)
    return chosen, missing


def content(records: Records, asking: Asking) -> Content:
    """The cells of the records at a day, with their readings applied, and then the renewals in force."""
    found, scenarios = applied(records, coded(records, asking)), records.at(asking.as_of).renewals
    return renewed(found, scenarios, records.as_of) if scenarios else found


def at_conclusion(records: Records, asking: Asking, programme: Mapping[str, Any]) -> Content:
    """The cells of a programme as its text has them, beside those of its kind on the day it was concluded.

    The day is the last on which it may have been concluded, or that of the data where none is known. Readings
    are applied as on a panel of that kind and day, so that what is like another is like its text of the time;
    where the other had none, the reading says nothing.
    """
    last = concluded(programme).last
    kind, day = programme["kind"], records.day() if last == date.max else last
    others = [
        item for item in _standing(records, (kind,), day, {})[0] if item.partner != programme["partner"]
    ]
    chosen = [Chosen(programme["partner"], programme, "in_force", ""), *others]
    cells = _of_chosen(records, asking, chosen, _date_sentence(records, kind, day), {})
    heard = tuple(text for text in records.assumed if copied(records, text) in (None, *cells.rows))
    return applied(replace(records, assumed=heard), cells)


def coded(records: Records, asking: Asking) -> Content:
    """The cells as the codebook's rule gives them, before any reading."""
    grade = known("evidence", asking.evidence, records.evidence_grades, "this evidence grade")
    kind, day, chosen, missing = chosen_programmes(records, asking)
    dated = _date_sentence(records, kind, day)
    return _of_chosen(records, asking._replace(evidence=grade), chosen, dated, missing)


def _of_chosen(
    records: Records, asking: Asking, chosen: list[Chosen], dated: str, missing: Mapping[str, str]
) -> Content:
    """The cells of these programmes, one for each row."""
    grade = known("evidence", asking.evidence, records.evidence_grades, "this evidence grade")
    way = codings.combining(records, asking.coders)
    cells = records.engine.cells(grade, way)
    order = [cells["programmes"].index(item.programme["id"]) for item in chosen]
    lower, upper = cells["lower"][order], cells["upper"][order]
    status = np.array(cells["statuses"], dtype=np.str_)[cells["status"][order]].astype(object)
    rules = {rule["when"]: rule for rule in records.data["codebook"]["coding"]["dates"]}
    for i, item in enumerate(chosen):
        if item.when != "in_force":
            rule = rules[item.when]
            lower[i], upper[i], status[i] = rule["lower"], rule["upper"], rule["status"]
    words = frozen(status.astype(np.str_))
    rows = tuple(item.partner for item in chosen)
    lengths = _lengths(records, grade, chosen, asking.list_length)
    remarks = [item.remark for item in chosen if item.remark]
    if asking.list_length == "derived" and not lengths.lengths:
        remarks.append("No list length follows from stated totals here.")
    return Content(
        np.ascontiguousarray(lower),
        np.ascontiguousarray(upper),
        rows,
        tuple(cells["areas"]),
        int(cells["max_depth"]),
        words,
        constraints=lengths,
        origin=(
            _evidence_sentence(records, grade),
            *codings.sentence(records, grade, way, (item.programme["id"] for item in chosen)),
            dated,
            *remarks,
            *(f"{partner} is left out: {why} at that date." for partner, why in missing.items()),
        ),
        names=_names(records),
        labels=_labels(records),
        sources=tuple(_document(item.programme) for item in chosen),
        settles=_settles(records, chosen),
        data=records.facts,
    )


def _evidence_sentence(records: Records, grade: str) -> str:
    meanings = {item["id"]: item["meaning"] for item in records.data["codebook"]["evidence_grades"]}
    first = meanings[grade].split(";")[0].rstrip(".")
    return f"Evidence: {grade} ({first[:1].lower()}{first[1:]})."


def _date_sentence(records: Records, kind: str, day: date) -> str:
    later = day > records.day()
    return f"{kind} as of {day.isoformat()}" + (f"; the data end at {records.as_of}." if later else ".")


def _names(records: Records) -> dict[str, str]:
    data = records.data
    named = (*data["partners"], *data.get("partner_groups", ()), *data["codebook"]["areas"])
    return {item["id"]: item["name"] for item in named}


def _labels(records: Records) -> dict[str, str]:
    return {**LABELS, **{item["id"]: item["label"] for item in records.data["codebook"]["statuses"]}}


def _document(programme: Mapping[str, Any]) -> str:
    return f"{programme['id']}: {programme['title']}"


def _settles(records: Records, chosen: list[Chosen]) -> dict[tuple[str, str], str]:
    return {
        (item.partner, status["id"]): f"{status['settled_by']} ({_document(item.programme)})"
        for item in chosen
        for status in records.data["codebook"]["statuses"]
    }


def _lengths(records: Records, grade: str, chosen: list[Chosen], asked: Lengths) -> Constraints:
    constraints = Constraints()
    if asked is None:
        return constraints
    rows = [item.partner for item in chosen]
    if isinstance(asked, str):
        if asked != "derived":
            rule = 'list_length= is "derived" or a mapping such as {"P2": 16}'
            raise AssumptionError(Fault("", "list_length", repr(asked), rule, "", "parameter"))
        stated = {item["programme"]: item for item in records.engine.list_lengths(grade)}
        in_force = [item for item in chosen if item.when == "in_force" and item.programme["id"] in stated]
        for item in in_force:
            found = stated[item.programme["id"]]
            note = f"from {found['stated_total']} stated titles, {found['titles_read']} read"
            length = ListLength(item.partner, int(found["minimum"]), int(found["maximum"]), 1, note)
            constraints = constraints.with_length(length)
        return constraints
    names = _names(records)
    for length in parse_lengths(asked, {row: names.get(row, row) for row in rows}, note="as asked"):
        constraints = constraints.with_length(length)
    return constraints


def list_lengths(records: Records, evidence: str | None) -> Table:
    """The totals of titles that sources state, one row per programme that has one, and what each implies."""
    grade = known("evidence", evidence, records.evidence_grades, "this evidence grade")
    columns = [
        "partner", "programme", "minimum", "maximum", "stated_total", "titles_read", "total_use", "note",
    ]  # fmt: skip
    if grade not in records.data["codebook"]["list_length"]["grades"]:
        return Table.from_records([], columns)
    ranges = {row["programme"]: row for row in records.engine.list_lengths(grade)}
    rows = [
        {
            "partner": item["partner"],
            "programme": item["id"],
            "stated_total": item["list_total"],
            "total_use": item["list_total_use"],
            "note": item["list_total_note"],
            # none where the total is told but not used
            **{key: ranges.get(item["id"], {}).get(key) for key in ("minimum", "maximum", "titles_read")},
        }
        for item in records.data["programmes"]
        if item["list_total"] is not None
    ]
    return Table.from_records(rows, columns)
