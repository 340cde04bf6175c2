"""Named readings of records: switched on by a word or by a name of the codebook, and applied to cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from chirograph.cells import assume
from chirograph.cells.content import Content
from chirograph.errors import AssumptionError, Fault, did_you_mean
from chirograph.records.records import Records

#: The name of the data without an assumption, when they stand beside an assumed reading of themselves.
AS_READ = "as read"
_UNPUBLISHED = "unpublished="


def plain(name: str) -> str:
    """A reading without the word under which records keep it.

    Examples
    --------
    >>> plain("unpublished=like:KOR")
    'like:KOR'
    """
    return name.removeprefix(_UNPUBLISHED)


def read_as(records: Records, name: str) -> Records:
    """The records under a reading of their codebook, or under one of the words of ``unpublished=``."""
    name = plain(name)
    if name in records.assumptions:
        return named(records, name)
    words = ("absent", "unknown", *(f"like:{partner}" for partner in records.partners))
    if name not in words and not name.startswith(("like:", "p:")):
        rule = "a reading is an assumption of the codebook, absent, unknown, or like: and a partner"
        raise _refused(name, rule, did_you_mean(name, (*records.assumptions, *words)))
    return unpublished(records, name)


def named(records: Records, name: str) -> Records:
    """The records under an assumption of their codebook.

    Raises
    ------
    AssumptionError
        When the codebook does not have it; a prior is refused because bounds need none.
    """
    if name.startswith("p:"):
        assume.check_unpublished(name)
    if name not in records.assumptions:
        reading = assume.is_unpublished(name)
        repair = f"write assume(unpublished={name!r})" if reading else did_you_mean(name, records.assumptions)
        raise _refused(name, "the assumption is in the codebook", repair)
    return replace(records, assumed=(*records.assumed, name))


def unpublished(records: Records, choice: object) -> Records:
    """The records with every unknown cell read as one word says; "unknown" takes an earlier one back.

    Raises
    ------
    AssumptionError
        When it is no such word, or the partner after "like:" is not known.
    """
    word = assume.check_unpublished(choice)
    if word.startswith("like:") and word[5:] not in records.partners:
        known = {item["id"]: item["name"] for item in records.data["partners"]}
        raise _refused(word, "the partner is in the dataset", did_you_mean(word[5:], known))
    kept = tuple(item for item in records.assumed if item in records.assumptions)
    return replace(
        records, assumed=kept if word == "unknown" else (*records.assumed, f"{_UNPUBLISHED}{word}")
    )


def _refused(name: str, rule: str, repair: str) -> AssumptionError:
    return AssumptionError(Fault("", "assume", repr(name), rule, repair, "index"))


def default_readings(records: Records) -> tuple[str, ...]:
    """The readings shown unasked: "absent", and the likeness that the codebook names."""
    likes = [f"like:{item['like']}" for item in _codebook(records).values() if item["like"]]
    return ("absent", *dict.fromkeys(likes))


def copied(records: Records, reading: str) -> str | None:
    """The partner whose cells a reading copies, if it copies any."""
    if reading in _codebook(records):
        return _codebook(records)[reading]["like"] or None
    return likeness(reading)


def likeness(reading: str) -> str | None:
    """The row after "like:".

    Examples
    --------
    >>> likeness("like:KOR"), likeness("absent")
    ('KOR', None)
    """
    return plain(reading).removeprefix("like:") if plain(reading).startswith("like:") else None


def _codebook(records: Records) -> dict[str, Mapping[str, Any]]:
    return {item["id"]: item for item in records.data["codebook"].get("assumptions", ())}


def applied(records: Records, content: Content) -> Content:
    """The cells under every reading of the records.

    Statements about cells come first, then likeness to those cells, then absence. So the order in which
    readings were switched on does not change the answer.
    """

    def turn(reading: str) -> tuple[int, str]:
        last = reading == f"{_UNPUBLISHED}absent"
        return (2 if last else int(copied(records, reading) is not None)), reading

    for reading in sorted(records.assumed, key=turn):
        content = _apply(records, content, reading)
    return content.feasible()


def _apply(records: Records, content: Content, reading: str) -> Content:
    if reading.startswith(_UNPUBLISHED):
        return assume.apply_unpublished(content, plain(reading))
    told = _codebook(records)[reading]
    statement = f"{told['statement']} ({told['source']}, {told['locator']})."
    if told["like"] is not None:
        changed = assume.apply_unpublished(content, f"like:{told['like']}")
        return replace(changed, notes=(*content.notes, f"Assumed: {statement}", changed.notes[-1]))
    rows = _rows_of(content, told["programme"])
    if not rows:
        note = f"Assumption {reading} changes nothing here: {told['programme']} is not in this panel."
        return replace(content, notes=(*content.notes, note))
    touched = np.zeros_like(content.open)
    touched[rows] = (content.lower >= 1)[rows] if told["applies_to"] == "listed" else content.open[rows]
    low = np.maximum(content.lower, content.lower if told["lower"] is None else told["lower"])
    high = np.minimum(content.upper, content.upper if told["upper"] is None else told["upper"])
    fits = touched & (low <= high)
    clash = int(np.count_nonzero(touched & ~fits))
    left = f" {clash} cells exclude it and stay as they are." if clash else ""
    lower = np.where(fits, low, content.lower).astype(np.uint8)
    upper = np.where(fits, high, content.upper).astype(np.uint8)
    return assume.replaced(content, lower, upper, f"Assumed: {statement}{left}")


def _rows_of(content: Content, programme: str | None) -> list[int]:
    return [
        i for i, line in enumerate(content.sources) if programme is None or line.startswith(f"{programme}: ")
    ]
