"""A part of a panel: some rows, some areas, and what the constraints say of the cells that are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from chirograph.base.hints import many
from chirograph.base.markup import counted
from chirograph.cells.constraints import AtLeastOne, Common, Constraints, JointDomain, ListLength
from chirograph.cells.content import Content
from chirograph.cells.intervals import frozen
from chirograph.cells.labels import matched
from chirograph.errors import Fault, ParameterError, brief

__all__ = ["chosen", "of"]

_REPAIR = 'for example "P1", ["P1", "P2"], a list of truth values, or 0:3'


def of(content: Content, key: object) -> Content:
    """The part that ``panel[key]`` asks for: rows, or a pair of rows and areas.

    Raises
    ------
    UnknownLabel
        When a label is not there.
    ParameterError
        When something else is asked for.
    """
    keys = key if isinstance(key, tuple) and len(key) == 2 else (key, slice(None))
    rows = chosen(keys[0], content.rows, content, "row")
    columns = chosen(keys[1], content.columns, content, "area")
    if (rows, columns) == (list(range(len(content.rows))), list(range(len(content.columns)))):
        return content
    kept = _kept(content, rows, columns)
    size = f"{len(rows)} of {counted(len(content.rows), 'programme')}"
    sentence = f"A part: {size}, {len(columns)} of {counted(len(content.columns), 'area')}"
    if kept != content.constraints:
        sentence += "; of the constraints, what they say of these cells"
    at, names = np.ix_(rows, columns), tuple(content.columns[j] for j in columns)
    return replace(
        content,
        lower=np.ascontiguousarray(content.lower[at]),
        upper=np.ascontiguousarray(content.upper[at]),
        status=frozen(content.status[at]),
        rows=tuple(content.rows[i] for i in rows),
        columns=names,
        max_depth=int(content.tops[columns].max()),
        scales=tuple(content.tops[columns].tolist()) if len({*content.tops[columns].tolist()}) > 1 else (),
        kinds={name: content.kinds[name] for name in names if name in content.kinds},
        weights=None if content.weights is None else np.ascontiguousarray(content.weights[columns]),
        sources=tuple(content.sources[i] for i in rows) if content.sources else (),
        constraints=kept,
        origin=(*content.origin, f"{sentence}."),
    )


def chosen(key: object, labels: Sequence[str], content: Content, what: str) -> list[int]:
    """The numbers of the rows or areas that a label, a list, a mask or a slice names, in its order.

    Raises
    ------
    UnknownLabel
        When a label is not there, with near names.
    ParameterError
        When it is none of these, names one twice, or none at all.
    """
    if isinstance(key, slice):
        ends = (key.start, key.stop, key.step)
        if not all(end is None or (isinstance(end, int) and not isinstance(end, bool)) for end in ends):
            raise _refused(what, key, "a slice is of numbers", "name labels in a list")
        if key.step == 0:
            raise _refused(what, key, "a slice has a step that is not 0", "leave it out")
        picked = list(range(*key.indices(len(labels))))
    else:
        listed = [key] if isinstance(key, str | int | np.integer) else list(key) if many(key) else None
        if listed is None:
            raise _refused(what, key, f"it names {what}s by label, list, mask or slice", _REPAIR)
        picked = _numbers(listed, labels, content, what)
    if not picked:
        raise _refused(what, key, f"at least one {what} is named", _REPAIR)
    return picked


def _numbers(listed: Sequence[Any], labels: Sequence[str], content: Content, what: str) -> list[int]:
    if listed and all(isinstance(item, bool | np.bool_) for item in listed):
        if len(listed) != len(labels):
            rule = f"a mask has one truth value for each of the {counted(len(labels), what)}"
            raise _refused(what, f"{len(listed)}", rule, "")
        return [i for i, item in enumerate(listed) if item]
    names = matched(listed, content.spoken(labels), what, f"this {what}")
    if len(set(names)) < len(names):
        raise _refused(what, listed, f"a {what} is named once", "leave the others out")
    number = {label: i for i, label in enumerate(labels)}
    return [number[name] for name in names]


def _refused(what: str, key: object, rule: str, repair: str) -> ParameterError:
    return ParameterError(Fault("", what, brief(key), rule, repair, "parameter"))


def _kept(content: Content, rows: Sequence[int], columns: Sequence[int]) -> Constraints:
    """What the constraints say of these cells by themselves. It holds in every completion of the whole."""
    known = content.constraints
    lengths = [_length(content, item, columns) for item in known.lengths if _at(content, item) in rows]
    joint = [_joint(content, item, rows, columns) for item in known.joint]
    blocks = [_block(content, item, columns) for item in known.blocks if _at(content, item) in rows]
    return Constraints(
        tuple(item for item in lengths if item),
        tuple(item for item in joint if item),
        tuple(item for item in blocks if item),
        tuple(item for one in known.common for item in _common(content, one, rows, columns)),
    )


def _at(content: Content, item: ListLength | AtLeastOne) -> int:
    return content.rows.index(item.row)


def _length(content: Content, item: ListLength, columns: Sequence[int]) -> ListLength | None:
    """A list length less what the areas left out may have of it."""
    left = np.ones(len(content.columns), dtype=bool)
    left[list(columns)] = False
    if not left.any():
        return item
    row = _at(content, item)
    sure, may = content.lower[row] >= item.threshold, content.upper[row] >= item.threshold
    least = max(0, item.minimum - int(np.count_nonzero(may & left)))
    most = min(len(columns), item.maximum - int(np.count_nonzero(sure & left)))
    if least <= np.count_nonzero(sure & ~left) and np.count_nonzero(may & ~left) <= most:
        return None
    return replace(item, minimum=least, maximum=most)


def _joint(
    content: Content, item: JointDomain, rows: Sequence[int], columns: Sequence[int]
) -> JointDomain | None:
    """The depths that the programmes left may take together, given what those left out may take."""
    column = content.columns.index(item.column)
    if column not in columns:
        return None
    tied = [content.rows.index(label) for label in item.rows]
    stay = [k for k, row in enumerate(tied) if row in rows]
    if len(stay) == len(tied):
        return item
    out = [k for k in range(len(tied)) if k not in stay]
    lower, upper = content.lower[:, column], content.upper[:, column]
    possible = [
        depths for depths in item.allowed if all(lower[tied[k]] <= depths[k] <= upper[tied[k]] for k in out)
    ]
    allowed = tuple(dict.fromkeys(tuple(depths[k] for k in stay) for depths in possible))
    return JointDomain(item.column, tuple(item.rows[k] for k in stay), allowed) if stay else None


def _block(content: Content, item: AtLeastOne, columns: Sequence[int]) -> AtLeastOne | None:
    """At least one of the areas left, where none of those left out can be it."""
    named = [content.columns.index(label) for label in item.columns]
    out = [j for j in named if j not in columns]
    if np.any(content.upper[_at(content, item), out] >= item.threshold):
        return None
    return replace(item, columns=tuple(content.columns[j] for j in named if j in columns))


def _common(content: Content, item: Common, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Common]:
    """What common areas say of the programmes left, in the areas that those left out reach: surely, possibly.

    As many as are asked for, less those that may be among the areas left out, and at most as many, less those
    that are.
    """
    named = np.zeros(len(content.columns), dtype=bool)
    named[[content.columns.index(label) for label in item.columns or content.columns]] = True
    stay = np.isin(np.arange(len(named)), columns)
    every = np.array([content.rows.index(label) for label in item.rows])
    inside, out = every[np.isin(every, rows)], every[~np.isin(every, rows)]
    if len(out) == 0 and stay.all():
        yield item
    if len(inside) == 0 or (len(out) == 0 and stay.all()):
        return
    may, sure = (
        named & stay & (ends[out] >= item.threshold).all(axis=0) for ends in (content.upper, content.lower)
    )
    lost, had = (
        int(np.count_nonzero(named & ~stay & (ends[every] >= item.threshold).all(axis=0)))
        for ends in (content.upper, content.lower)
    )
    labels = tuple(content.rows[i] for i in inside)
    least = max(0, item.minimum - lost)
    most = int(sure.sum()) if item.maximum is None else min(int(sure.sum()), item.maximum - had)

    def part(areas: Any, least: int, most: int | None) -> Common:
        here = tuple(content.columns[j] for j in columns if areas[j])
        return Common(labels, least, most, None if len(here) == len(columns) else here, item.threshold)

    limit = most if most < sure.sum() else None
    if np.array_equal(may, sure) and least and limit is not None:
        yield part(may, least, limit)
        return
    if least:
        yield part(may, least, None)
    if limit is not None:
        yield part(sure, 0, limit)
