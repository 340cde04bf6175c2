"""One set per unit from what several coders said, by a named rule; where they differ; what that moves."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial, reduce
from itertools import combinations
from operator import and_, or_
from typing import Any, TypeAlias

import numpy as np

from chirograph.agreement.asking import unit_columns
from chirograph.agreement.entries import Coded, entry_text, values_of
from chirograph.base.effort import Effort
from chirograph.base.table import Table
from chirograph.catalogue.indicators import directed
from chirograph.cells.content import Content
from chirograph.cells.intervals import frozen
from chirograph.cells.question import Question
from chirograph.cells.several import ON_SETS, said
from chirograph.errors import UnknownLabel, unknown

__all__ = ["Merged", "disagreements", "effects", "merge"]

#: Numbers of two rows, and a lower and an upper end.
Pair: TypeAlias = "tuple[int, int]"
Ends: TypeAlias = "tuple[float, float]"
#: Why a merged cell is what it is, in words.
REASONS = {
    "stated": "coders agree",
    "open": "coders agree on a set",
    "coders_differ": "coders differ",
    "single_coding": "one coder only",
    "not_coded": "not coded",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """What a rule makes of one unit: its set, and a word for why."""

    entry: int
    reason: str

    @property
    def ends(self) -> tuple[int, int]:
        """Least and greatest value."""
        values = values_of(self.entry)
        return values[0], values[-1]


def merge(coded: Coded, rule: str) -> list[Merged]:
    """One set per unit.

    A unit that one coder coded takes that set under every rule, and says so. A unit that nobody coded, or
    the coder of the rule did not, may be anything.

    Raises
    ------
    UnknownLabel
        When the rule is none of `ON_SETS` and no coder.
    """
    if rule not in ON_SETS and rule not in coded.coders:
        raise UnknownLabel(unknown("rule", rule, [*ON_SETS, *coded.coders], "this rule or coder"))
    return [_merged(coded, rule, j) for j in range(len(coded.units))]


def _merged(coded: Coded, rule: str, unit: int) -> Merged:
    sets = [int(entry) for entry in coded.sets[:, unit] if entry]
    if rule not in ON_SETS:
        own = int(coded.sets[coded.coders.index(rule), unit])
        return Merged(own, _why(own)) if own else Merged(coded.whole, "not_coded")
    if not sets:
        return Merged(coded.whole, "not_coded")
    if len(sets) == 1:
        return Merged(sets[0], "single_coding")
    if len(set(sets)) == 1:
        return Merged(sets[0], _why(sets[0]))
    union, shared = reduce(or_, sets), reduce(and_, sets)
    if rule == "span":
        low, high = values_of(union)[0], values_of(union)[-1]
        union = (2 << high) - (1 << low)
    return Merged({"agreed": coded.whole, "common": shared or coded.whole}.get(rule, union), "coders_differ")


def _why(entry: int) -> str:
    return "stated" if entry.bit_count() == 1 else "open"


def as_table(coded: Coded, merged: list[Merged], rule: str) -> Table:
    """One row per unit: lower, upper, the set, and why."""
    records: list[dict[str, Any]] = [
        {
            **unit_columns(unit),
            "lower": one.ends[0],
            "upper": one.ends[1],
            "values": entry_text(one.entry, coded.top),
            "reason": REASONS[one.reason],
        }
        for unit, one in zip(coded.units, merged, strict=True)
    ]
    return Table.from_records(records, caption=f"Merged by {rule}: {said(ON_SETS, rule, coded.coders)}")


def as_content(coded: Coded, merged: list[Merged], rule: str) -> Content:
    """Programmes x areas; the engine takes intervals, so a set with holes becomes the interval around it."""
    rows = tuple(dict.fromkeys(unit[0] for unit in coded.units))
    columns = tuple(dict.fromkeys(unit[1] for unit in coded.units))
    shape = (len(rows), len(columns))
    lower, upper = np.zeros(shape, dtype=np.uint8), np.full(shape, coded.top, dtype=np.uint8)
    status = np.full(shape, "not_coded", dtype=object)
    for unit, one in zip(coded.units, merged, strict=True):
        at = rows.index(unit[0]), columns.index(unit[1])
        lower[at], upper[at] = one.ends
        status[at] = one.reason
    return Content(
        lower, upper, rows, columns, coded.top, frozen(status.astype(np.str_)),
        origin=(f"Cells: codings merged by {rule}: {said(ON_SETS, rule, coded.coders)}.",),
        labels=REASONS, sources=("",) * len(rows),
    )  # fmt: skip


def disputed(coded: Coded) -> list[int]:
    """Units whose coders entered different sets."""
    return [j for j, row in enumerate(coded.sets.T) if len({int(entry) for entry in row if entry}) > 1]


def disagreements(coded: Coded) -> Table:
    """Units whose coders entered different sets; certain where no value is in two of them."""
    records = []
    for j in disputed(coded):
        sets = {name: int(entry) for name, entry in zip(coded.coders, coded.sets[:, j], strict=True)}
        certain = any(not one & other for one, other in combinations(filter(None, sets.values()), 2))
        codes = {name: entry_text(entry, coded.top) for name, entry in sets.items()}
        records.append({**unit_columns(coded.units[j]), "disagreement": _word(certain), **codes})
    names = (*(unit_columns(coded.units[0]) if coded.units else ()), "disagreement", *coded.coders)
    caption = 'Units whose coders differ: "certain" where two sets share no value'
    return Table.from_records(records, columns=names, caption=caption)


def _word(certain: bool) -> str:
    return "certain" if certain else "possible"


def effects(
    coded: Coded, key: str, arguments: Mapping[str, float], rule: str, above: float | None, effort: Effort
) -> Table:
    """How far each disputed cell moves the range of each pair, settled as each coder has it."""
    content = as_content(coded, merge(coded, rule), rule)
    rows, both = range(len(content.rows)), directed(key, dict(arguments))
    every = [(p, q) for p in rows for q in rows if (p != q if both else p < q)]
    ask = partial(_range, key=key, arguments=arguments, effort=effort)
    whole = cache(lambda pair: ask(content, pair))
    wanted = [(j, x) for j in disputed(coded) for x in every if content.rows.index(coded.units[j][0]) in x]
    found = {}
    with effort.bar("effect") as told:
        for done, (j, pair) in enumerate(wanted, start=1):
            found[j, pair] = {name: ask(cells, pair) for name, cells in _settled(coded, content, j)}
            if told:
                told(done, len(wanted))
    records = []
    for (j, pair), own in found.items():
        first, second = (content.rows[row] for row in pair)
        beside: dict[str, Ends | dict[str, Ends]] = {
            f"({content.rows[p]}, {content.rows[q]})": found.get((j, (p, q))) or whole((p, q))
            for p, q in every
            if len({*pair, p, q}) == 3
        }
        words = {**_effect(own, whole(pair)), "turns": _turns(own, beside, above)}
        records.append({"first": first, "second": second, **unit_columns(coded.units[j]), **words})
    records.sort(key=_rank)
    names = (
        "first", "second", "programme", "area", "effect", "narrows_by", "lower", "upper", "note", "turns",
    )  # fmt: skip
    caption = f"What disagreements move, {key}, rest merged by {rule}; one at a time: they do not add up"
    return Table.from_records(records, columns=(*names, *coded.coders), caption=caption, minor=coded.coders)


def _turns(own: Mapping[str, Ends], beside: Mapping[str, Ends | dict[str, Ends]], above: float | None) -> str:
    """What the index is above as one coder has the cell, and not, or not surely, as another has it."""
    if above is not None:
        beside = {f"{above:g}": (above, above), **beside}
    ends = {
        what: other if isinstance(other, dict) else dict.fromkeys(own, other)
        for what, other in beside.items()
    }
    turned = [
        what for what, other in ends.items() if len({_above(own[name], other[name]) for name in own}) > 1
    ]
    return "; ".join(f"> {what}" for what in turned)


def _above(own: Ends, other: Ends) -> str:
    if math.isnan(own[0]) or math.isnan(other[0]):
        return "undefined"
    if own[0] > other[1] + _SAME:
        return "yes"
    return "no" if own[1] <= other[0] + _SAME else "not decided"


def _settled(coded: Coded, content: Content, j: int) -> Iterator[tuple[str, Content]]:
    """The cells with one of them as each coder has it."""
    at = content.rows.index(coded.units[j][0]), content.columns.index(coded.units[j][1])
    for name, entry in zip(coded.coders, coded.sets[:, j], strict=True):
        if values := values_of(int(entry)):
            lower, upper = np.array(content.lower), np.array(content.upper)
            lower[at], upper[at] = values[0], values[-1]
            yield name, replace(content, lower=lower, upper=upper)


def _range(content: Content, pair: Pair, key: str, arguments: Mapping[str, float], effort: Effort) -> Ends:
    found = Question(content, key, arguments, effort=effort).pair(*pair)
    return found["lower"], found["upper"]


def _effect(found: Mapping[str, Ends], whole: Ends) -> dict[str, Any]:
    """Distance of the ranges of two coders, what settling the cell surely gains, and both in words."""
    texts = {
        name: "undefined" if math.isnan(low) else f"[{low:.3f}, {high:.3f}]"
        for name, (low, high) in found.items()
    }
    ends = {"lower": _number(whole[0]), "upper": _number(whole[1])}
    without = [name for name, ends in found.items() if math.isnan(ends[0])]
    if without:
        note = f"undefined as {', '.join(without)} has it"
        return {"effect": None, "narrows_by": None, **ends, "note": note, **texts}
    effect = max(
        max(abs(one[0] - other[0]), abs(one[1] - other[1])) for one, other in combinations(found.values(), 2)
    )
    narrows = whole[1] - whole[0] - max(high - low for low, high in found.values())
    note = "" if effect > _SAME else "no influence on this range"
    return {"effect": effect, "narrows_by": narrows, **ends, "note": note, **texts}


#: Effects that differ by less are the same.
_SAME = 1e-12


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _rank(record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Undefined first, then the largest effect, then the largest sure gain, then the cell."""
    cell = (record["programme"], record["area"], record["first"], record["second"])
    if record["effect"] is None:
        return (0, 0.0, 0.0, *cell)
    return (1, -round(record["effect"], 12), -round(record["narrows_by"] or 0.0, 12), *cell)
