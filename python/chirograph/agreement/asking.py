"""Coefficients asked of codings: ranges over all completions, by pair of coders, part and resample."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np

from chirograph import _core
from chirograph.agreement.entries import Coded, Unit, count
from chirograph.agreement.result import Agreement, Sampling, Values
from chirograph.base.effort import Effort
from chirograph.base.table import Table
from chirograph.base.told import finite
from chirograph.errors import Fault, ParameterError, UnknownIndicator, brief, unknown

__all__ = ["ask", "counts", "listed", "parts", "row_of", "sampled", "table"]

_UNCODED = 255
_MOST_UNDEFINED = 0.05
_FEW_UNITS = 20
_TAIL = 0.025
#: Steps that a single resample may take.
_STEPS = 2_000_000


def listed() -> Table:
    """The coefficients, one per row, as the engine's table has them.

    Examples
    --------
    >>> listed()["key"][:3]
    ('krippendorff_alpha', 'kappa', 'pi')
    """
    rows = [{**row, "metrics": ", ".join(row["metrics"])} for row in _core.coefficients()]
    minor = ("formula", "observed", "expected", "undefined", "reference", "two_coders", "low")
    return Table.from_records(rows, caption="Coefficients of agreement", minor=minor)


def row_of(key: str, metric: str | None = None) -> Mapping[str, Any]:
    """The row of a coefficient that has this metric.

    Raises
    ------
    UnknownIndicator
        When there is no such coefficient, with near names.
    ParameterError
        When it has no such metric.

    Examples
    --------
    >>> row_of("pi")["two_coders"]
    True
    """
    rows = {row["key"]: row for row in _core.coefficients()}
    if not isinstance(key, str) or key not in rows:
        known = {name: row["title"] for name, row in rows.items()}
        raise UnknownIndicator(unknown("coefficient", key, known, "this coefficient"))
    metrics = rows[key]["metrics"]
    if metric is not None and metric not in metrics:
        raise ParameterError(unknown("metric", metric, metrics, f"this metric of {key}"))
    return rows[key]


def ask(coded: Coded, key: str, metric: str | None, effort: Effort) -> Agreement:
    """The range of a coefficient over all completions.

    Raises
    ------
    UnknownIndicator, ParameterError
        As `row_of`; the engine says when a coefficient of two coders is asked of others.
    """
    row = row_of(key, metric)
    with effort.bar("unit") as told:
        found = _core.agreement(
            coded.sets, coded.top, key, metric or "", coded.frequencies, effort.budget, effort.seconds, told
        )
    sharp = found["sharp_lower"] and found["sharp_upper"]
    return Agreement(
        key,
        row["title"],
        metric or row["metrics"][0],
        coded.coders,
        int((coded.times >= 2).sum()),
        int(sum(coded.frequencies[j] if coded.frequencies else 1 for j in np.flatnonzero(coded.times >= 2))),
        count(coded.sets.ravel().tolist(), coded.whole),
        **{
            name: found[name]
            for side in ("lower", "upper")
            for name in (side, f"inner_{side}", f"gap_{side}", f"sharp_{side}")
        },
        witness_lower=_values(found["witness_lower"]),
        witness_upper=_values(found["witness_upper"]),
        undefined_possible=found["undefined_possible"],
        reason=found["reason"],
        reference=row["reference"],
        budget=effort.budget,
        time_limit=effort.time_limit,
        cut=None if sharp else "time" if found["cut"] else "steps",
    )


def _values(witness: Any) -> Values | None:
    if witness is None:
        return None
    return tuple(tuple(None if value == _UNCODED else value for value in row) for row in witness.tolist())


def parts(coded: Coded, by: str | None, pairs: bool) -> Iterator[tuple[dict[str, str], Coded]]:
    """The codings of each programme or area, and of each pair of coders; what each part is."""
    groups: dict[str, list[int]] = {}
    if by is not None:
        if by not in ("programme", "area") or not coded.crossed:
            rule = 'by is "programme" or "area", and units are programmes by areas'
            raise ParameterError(Fault("", "by", brief(by), rule, "leave it out", "parameter"))
        for j, unit in enumerate(coded.units):
            groups.setdefault(unit[0 if by == "programme" else 1], []).append(j)
    chosen = [
        ({} if by is None else {by: name}, None if by is None else units)
        for name, units in (groups or {"": []}).items()
    ]
    for said, units in chosen:
        part = coded.part(units=units)
        if not pairs:
            yield said, part
            continue
        for one, other in combinations(range(len(coded.coders)), 2):
            names = {"first": coded.coders[one], "second": coded.coders[other]}
            yield said | names, part.part(coders=(one, other))


def table(found: list[tuple[dict[str, str], Agreement]]) -> Table:
    """Ranges of parts as rows. No mean is made: the mean of sharp ranges is no sharp range of the mean."""
    minor = (
        "key", "metric", "sharp_lower", "sharp_upper", "inner_lower", "inner_upper", "gap_lower", "gap_upper",
        "undefined_possible", "missing", "unknown", "set", "known", "stands_for",
    )  # fmt: skip
    first = found[0][1]
    records = [{**said, **finite(answer.to_record())} for said, answer in found]
    return Table.from_records(records, caption=f"{first.title} ({first.metric})", minor=minor)


def counts(coded: Coded) -> Table:
    """Entries of each coder by what they are, and units that at least one other coder coded."""
    pairable = coded.times >= 2
    records: list[dict[str, Any]] = [
        {"coder": name, **count(row.tolist(), coded.whole), "pairable": int(((row != 0) & pairable).sum())}
        for name, row in zip(coded.coders, coded.sets, strict=True)
    ]
    every = count(coded.sets.ravel().tolist(), coded.whole)
    total: dict[str, Any] = {"coder": "all", **every, "pairable": int(pairable.sum())}
    caption = f"Codings of {len(coded.units)} units; pairable: coded by two coders or more"
    return Table.from_records([*records, total], caption=caption)


def sampled(
    coded: Coded, key: str, metric: str | None, seed: int, resamples: int, effort: Effort
) -> Sampling:
    """Whole units drawn with replacement; every resample has a range of its own."""
    whole = ask(coded, key, metric, Effort(1))
    draw, units = random.Random(seed), len(coded.units)
    lows, highs = [], []
    drawn = 0
    with effort.bar("resample") as told:
        for drawn in range(1, resamples + 1):
            chosen = [int(draw.random() * units) for _ in range(units)]
            sets = np.ascontiguousarray(coded.sets[:, chosen])
            found = _core.agreement(
                sets, coded.top, key, whole.metric, (), effort.budget or _STEPS, effort.seconds
            )
            if not found["reason"]:
                lows.append(found["lower"])
                highs.append(found["upper"])
            if told:
                told(drawn, resamples)
            if effort.seconds == 0:
                break
    undefined = drawn - len(lows)
    notes = [] if drawn == resamples else [f"The time limit ended it after {drawn} of {resamples} resamples."]
    ends = (math.nan, math.nan)
    if undefined > _MOST_UNDEFINED * drawn:
        notes.append("Too many resamples have no value for a band.")
    else:
        ends = _quantile(lows, _TAIL), _quantile(highs, 1 - _TAIL)
    if units < _FEW_UNITS:
        notes.append(f"Too few units ({units}) for a band to be trusted.")
    if coded.crossed:
        notes.append("Areas of one programme are not independent of each other, which the draws do not know.")
    return Sampling(key, whole.title, whole.metric, units, *ends, drawn, undefined, seed, tuple(notes))


def _quantile(values: list[float], share: float) -> float:
    """Linear between the two nearest ranks."""
    ranked = sorted(values)
    at = share * (len(ranked) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (at - low) * (ranked[high] - ranked[low])


def unit_columns(unit: Unit) -> dict[str, str]:
    """A unit as columns of a table.

    Examples
    --------
    >>> unit_columns("U1"), unit_columns(("KOR", "A01"))
    ({'unit': 'U1'}, {'programme': 'KOR', 'area': 'A01'})
    """
    return {"unit": unit} if isinstance(unit, str) else {"programme": unit[0], "area": unit[1]}
