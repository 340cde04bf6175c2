"""From a dataset to a panel: programmes by date, cells coded by the engine, assumptions applied and said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from chirograph.base.dates import day_of
from chirograph.base.table import Table
from chirograph.cells import assume
from chirograph.cells.constraints import Constraints, ListLength, check_feasible, parse_lengths
from chirograph.cells.content import Parts
from chirograph.cells.intervals import frozen
from chirograph.cells.reasons import LABELS
from chirograph.errors import AssumptionError, DataError, Fault, UnknownLabel, unknown
from chirograph.records.choice import Chosen, choose

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.panel import Panel

Lengths = str | Mapping[str, int | tuple[int, int]] | None


def known(where: str, value: str | None, choices: tuple[str, ...], what: str) -> str:
    """The value when it is one of the choices, the first choice when none is given."""
    if value is None:
        return choices[0]
    if value not in choices:
        raise UnknownLabel(unknown(where, value, choices, what))
    return value


def chosen_programmes(
    dataset: Dataset, kind: str | None, as_of: str | date | int | None
) -> tuple[str, date, list[Chosen], list[str]]:
    """The kind, the day, the programme of every partner that has one, and a sentence for every other.

    Raises
    ------
    AssumptionError
        When no partner has one.
    DataError
        When it is the dataset's own day at which no partner has one.
    """
    asked_kind, kind = kind, known("kind", kind, dataset.kinds, "this kind of programme")
    day = day_of(dataset.as_of if as_of is None else as_of)
    data = dataset._data
    holders = [item["id"] for item in (*data["partners"], *data.get("partner_groups", ()))]
    held = {item["partner"] for item in data["programmes"] if item["kind"] == kind}
    wanted = [holder for holder in holders if holder in held or holder in dataset.partners]
    sources = {item["id"]: item for item in data["sources"]}
    found = [choose(data["programmes"], holder, kind, day, sources) for holder in wanted]
    chosen = [item for item in found if isinstance(item, Chosen)]
    missing = [item for item in found if isinstance(item, str)]
    if not chosen:
        rule = f"some partner has a programme of kind {kind} at {day.isoformat()}"
        if asked_kind is None and as_of is None:
            repair = "write the day to which the data are kept, or correct the dates of the programmes"
            raise DataError(Fault(dataset.file, "/as_of", day.isoformat(), rule, repair, "reference"))
        raise AssumptionError(
            Fault("", "as_of", day.isoformat(), rule, "choose another date or kind", "infeasible")
        )
    return kind, day, chosen, missing


def build(
    dataset: Dataset,
    kind: str | None,
    as_of: str | date | int | None,
    evidence: str | None,
    list_length: Lengths,
) -> Panel:
    """The panel of a dataset with the dataset's readings applied."""
    from chirograph.panel import Panel

    parts = coded(dataset, kind, as_of, evidence, list_length)
    for reading in sorted(dataset.assumed, key=lambda name: _turn(dataset, name)):
        parts = _apply(dataset, parts, reading)
    check_feasible(parts.constraints, parts.rows, parts.columns, parts.lower, parts.upper)
    return Panel._of(parts)


def coded(
    dataset: Dataset,
    kind: str | None,
    as_of: str | date | int | None,
    evidence: str | None,
    list_length: Lengths = None,
) -> Parts:
    """The cells as the codebook's rule gives them, before any reading."""
    grade = known("evidence", evidence, dataset.evidence_grades, "this evidence grade")
    kind, day, chosen, missing = chosen_programmes(dataset, kind, as_of)
    cells = dataset._engine.cells(grade)
    order = [cells["programmes"].index(item.programme["id"]) for item in chosen]
    lower, upper = cells["lower"][order], cells["upper"][order]
    status = np.array(cells["statuses"], dtype=np.str_)[cells["status"][order]].astype(object)
    rules = {rule["when"]: rule for rule in dataset._data["codebook"]["coding"]["dates"]}
    for i, item in enumerate(chosen):
        if item.when != "in_force":
            rule = rules[item.when]
            lower[i], upper[i], status[i] = rule["lower"], rule["upper"], rule["status"]
    words = frozen(status.astype(np.str_))
    rows = tuple(item.partner for item in chosen)
    lengths = _lengths(dataset, grade, chosen, list_length)
    remarks = [item.remark for item in chosen if item.remark]
    if list_length == "derived" and not lengths.lengths:
        remarks.append("No list length follows from stated totals here.")
    return Parts(
        np.ascontiguousarray(lower),
        np.ascontiguousarray(upper),
        rows,
        tuple(cells["areas"]),
        int(cells["max_depth"]),
        words,
        constraints=lengths,
        origin=(_evidence_sentence(dataset, grade), _date_sentence(dataset, kind, day), *remarks, *missing),
        names=_names(dataset),
        labels=_labels(dataset),
        sources=tuple(_document(item.programme) for item in chosen),
        settles=_settles(dataset, chosen),
        data=dataset.facts,
    )


def _evidence_sentence(dataset: Dataset, grade: str) -> str:
    meanings = {item["id"]: item["meaning"] for item in dataset._data["codebook"]["evidence_grades"]}
    first = meanings[grade].split(";")[0].rstrip(".")
    return f"Evidence: {grade} ({first[:1].lower()}{first[1:]})."


def _date_sentence(dataset: Dataset, kind: str, day: date) -> str:
    later = day > day_of(dataset.as_of)
    return f"{kind} as of {day.isoformat()}" + (f"; the data end at {dataset.as_of}." if later else ".")


def _names(dataset: Dataset) -> dict[str, str]:
    data = dataset._data
    records = (*data["partners"], *data.get("partner_groups", ()), *data["codebook"]["areas"])
    return {item["id"]: item["name"] for item in records}


def _labels(dataset: Dataset) -> dict[str, str]:
    return {**LABELS, **{item["id"]: item["label"] for item in dataset._data["codebook"]["statuses"]}}


def _document(programme: Mapping[str, Any]) -> str:
    return f"{programme['id']}: {programme['title']}"


def _settles(dataset: Dataset, chosen: list[Chosen]) -> dict[tuple[str, str], str]:
    return {
        (item.partner, status["id"]): f"{status['settled_by']} ({_document(item.programme)})"
        for item in chosen
        for status in dataset._data["codebook"]["statuses"]
    }


def _lengths(dataset: Dataset, grade: str, chosen: list[Chosen], asked: Lengths) -> Constraints:
    constraints = Constraints()
    if asked is None:
        return constraints
    rows = [item.partner for item in chosen]
    if isinstance(asked, str):
        if asked != "derived":
            rule = 'list_length= is "derived" or a mapping such as {"JPN": 16}'
            raise AssumptionError(Fault("", "list_length", repr(asked), rule, "", "parameter"))
        stated = {item["programme"]: item for item in dataset._engine.list_lengths(grade)}
        in_force = [item for item in chosen if item.when == "in_force" and item.programme["id"] in stated]
        for item in in_force:
            found = stated[item.programme["id"]]
            note = f"from {found['stated_total']} stated titles, {found['titles_read']} read"
            length = ListLength(item.partner, int(found["minimum"]), int(found["maximum"]), 1, note)
            constraints = constraints.with_length(length)
        return constraints
    names = _names(dataset)
    for length in parse_lengths(asked, {row: names.get(row, row) for row in rows}, note="as asked"):
        constraints = constraints.with_length(length)
    return constraints


def list_lengths(dataset: Dataset, evidence: str | None) -> Table:
    """The totals of titles that sources state, one row per programme that has one, and what each implies."""
    grade = known("evidence", evidence, dataset.evidence_grades, "this evidence grade")
    columns = [
        "partner", "programme", "minimum", "maximum", "stated_total", "titles_read", "total_use", "note",
    ]  # fmt: skip
    if grade not in dataset._data["codebook"]["list_length"]["grades"]:
        return Table.from_records([], columns)
    ranges = {row["programme"]: row for row in dataset._engine.list_lengths(grade)}
    records = [
        {
            "partner": item["partner"],
            "programme": item["id"],
            "stated_total": item["list_total"],
            "total_use": item["list_total_use"],
            "note": item["list_total_note"],
            # none where the total is told but not used
            **{key: ranges.get(item["id"], {}).get(key) for key in ("minimum", "maximum", "titles_read")},
        }
        for item in dataset._data["programmes"]
        if item["list_total"] is not None
    ]
    return Table.from_records(records, columns)


def _turn(dataset: Dataset, reading: str) -> tuple[int, str]:
    """When a reading is applied: statements about cells, then likeness to those cells, then absence.

    So the order in which readings were switched on does not change the answer.
    """
    if reading == "unpublished=absent":
        return 2, reading
    named = {item["id"]: item for item in dataset._data["codebook"].get("assumptions", ())}
    return int(reading not in named or named[reading]["like"] is not None), reading


def _apply(dataset: Dataset, parts: Parts, reading: str) -> Parts:
    if reading.startswith("unpublished="):
        return assume.apply_unpublished(parts, reading.removeprefix("unpublished="))
    named = next(item for item in dataset._data["codebook"]["assumptions"] if item["id"] == reading)
    statement = f"{named['statement']} ({named['source']}, {named['locator']})."
    if named["like"] is not None:
        changed = assume.apply_unpublished(parts, f"like:{named['like']}")
        return replace(changed, notes=(*parts.notes, f"Assumed: {statement}", changed.notes[-1]))
    rows = _rows_of(parts, named["programme"])
    if not rows:
        note = f"Assumption {reading} changes nothing here: {named['programme']} is not in this panel."
        return replace(parts, notes=(*parts.notes, note))
    touched = np.zeros_like(parts.open)
    touched[rows] = (parts.lower >= 1)[rows] if named["applies_to"] == "listed" else parts.open[rows]
    low = np.maximum(parts.lower, parts.lower if named["lower"] is None else named["lower"])
    high = np.minimum(parts.upper, parts.upper if named["upper"] is None else named["upper"])
    fits = touched & (low <= high)
    clash = int(np.count_nonzero(touched & ~fits))
    left = f" {clash} cells exclude it and stay as they are." if clash else ""
    lower = np.where(fits, low, parts.lower).astype(np.uint8)
    upper = np.where(fits, high, parts.upper).astype(np.uint8)
    return assume.replaced(parts, lower, upper, f"Assumed: {statement}{left}")


def _rows_of(parts: Parts, programme: str | None) -> list[int]:
    return [
        i for i, line in enumerate(parts.sources) if programme is None or line.startswith(f"{programme}: ")
    ]
