"""A panel as plain data, and back: everything it is made of, so that nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from chirograph.base.dates import span
from chirograph.base.stored import checked
from chirograph.base.table import Table
from chirograph.cells.constrain import (
    check_threshold,
    parse_blocks,
    parse_common,
    parse_joint,
    parse_lengths,
)
from chirograph.cells.constraints import Constraints
from chirograph.cells.content import Content
from chirograph.cells.described import names, source_lines
from chirograph.cells.labels import unseen_in
from chirograph.cells.refusal import raise_all
from chirograph.errors import DataError, Fault, brief

Texts = Mapping[str, str]

#: What a panel takes as it is given, and what it is completed with, by type.
_PARTS: dict[str, Any] = {
    "rows": Sequence[str],
    "columns": Sequence[str],
    "max_depth": int | Sequence[int],
    "lower": Sequence[Sequence[int]],
    "upper": Sequence[Sequence[int]],
    "status": Sequence[Sequence[str]],
    "weights": Sequence[float],
    "nominal": Mapping[str, Sequence[str]],
}
_REST: dict[str, Any] = {
    "sources": Sequence[str],
    "names": Texts,
    "labels": Texts,
    "data": Texts,
    "about": Texts,
    "origin": Sequence[str],
    "notes": Sequence[str],
    "settles": Sequence[tuple[str, str, str]],
    "list_length": Sequence[tuple[str, int, int, int, str]],
    "joint": Sequence[tuple[str, Sequence[str], Sequence[Sequence[int]]]],
    "at_least_one": Sequence[tuple[str, Sequence[str], int]],
    "common": Sequence[tuple[Sequence[str], int, int | None, Sequence[str] | None, int]],
}
_ABOUT = ("title", "authors", "as_of", "licence")


def told(content: Content) -> dict[str, Any]:
    """All that a panel is made of as plain lists and numbers.

    Constraints are lists: (row, least, greatest, threshold, note), (area, rows, depths together), (row,
    areas, threshold), and (rows, least, greatest or None, areas or None for all, threshold). The assumptions
    follow from the rest.
    """
    known = content.constraints
    return {
        "kind": "panel",
        "rows": list(content.rows),
        "columns": list(content.columns),
        "max_depth": list(content.scales) or content.max_depth,
        "lower": content.lower.tolist(),
        "upper": content.upper.tolist(),
        "status": content.status.tolist(),
        "weights": content.full_weights().tolist(),
        "nominal": {area: list(words) for area, words in content.kinds.items()},
        "sources": list(content.sources),
        "names": dict(content.names),
        "labels": dict(content.labels),
        "list_length": [
            [item.row, item.minimum, item.maximum, item.threshold, item.note] for item in known.lengths
        ],
        "joint": [[item.column, list(item.rows), [list(d) for d in item.allowed]] for item in known.joint],
        "at_least_one": [[item.row, list(item.columns), item.threshold] for item in known.blocks],
        "common": [
            [list(one.rows), one.minimum, one.maximum, one.columns and list(one.columns), one.threshold]
            for one in known.common
        ],
        "settles": [[row, status, document] for (row, status), document in content.settles.items()],
        "origin": list(content.origin),
        "notes": list(content.notes),
        "data": dict(content.data),
        "about": dict(content.about),
        "assumptions": list(content.sentences()),
    }


def listed(content: Content, only_open: bool = False) -> Table:
    """Every cell, or every unknown cell: row, column, lower, upper, status."""
    chosen = np.argwhere(content.open if only_open else np.ones_like(content.open))
    i, j = chosen[:, 0], chosen[:, 1]
    values = (
        tuple(content.rows[k] for k in i),
        tuple(content.columns[k] for k in j),
        tuple(content.lower[i, j].tolist()),
        tuple(content.upper[i, j].tolist()),
        tuple(content.status[i, j].tolist()),
    )
    names = ("row", "column", "lower", "upper", "status")
    if not content.kinds:
        return Table(names, values)
    return Table((*names, "cell"), (*values, tuple(map(content.cell_text, i.tolist(), j.tolist()))))


def parts(given: object) -> dict[str, Any]:
    """What `Panel` is called with; what `told` gave is held against its types here, all of it.

    Raises
    ------
    DataError
        With every field that is missing or of another type.
    """
    if isinstance(given, Mapping):
        given = {"common": [], **given}  # no field of panels stored before there were common areas
    found = checked(given, "panel", _PARTS | _REST)
    weights = None if all(weight == 1 for weight in found["weights"]) else found["weights"]
    return {name: found[name] for name in _PARTS} | {"weights": weights}


def completed(content: Content, given: Mapping[str, Any]) -> Content:
    """A panel of the parts, completed with the rest.

    Raises
    ------
    ChirographError
        When a constraint names what there is not, or a text has signs that nobody sees.
    """
    texts = [*given["origin"], *given["notes"], *(item[4] for item in given["list_length"])]
    texts += [text for name in ("labels", "data") for text in (*given[name], *given[name].values())]
    texts += [text for item in given["settles"] for text in item]
    raise_all(unseen_in("texts", "a text", texts))
    return replace(
        content,
        sources=source_lines(given["sources"], len(content.rows)) if given["sources"] else (),
        origin=tuple(given["origin"]),
        notes=tuple(given["notes"]),
        names=names(given["names"], tuple(given["names"])),
        labels=dict(given["labels"]),
        data=dict(given["data"]),
        about=about(given["about"]),
        settles={(row, status): document for row, status, document in given["settles"]},
        constraints=_constraints(content, given),
    ).feasible()


def _constraints(content: Content, given: Mapping[str, Any]) -> Constraints:
    rows, columns, top = content.rows, content.columns, content.max_depth
    for threshold in (
        *(item[3] for item in given["list_length"]),
        *(item[2] for item in given["at_least_one"]),
        *(item[4] for item in given["common"]),
    ):
        check_threshold(threshold, top, content.kinds)
    lengths = [
        parse_lengths({row: (least, most)}, rows, threshold, note)
        for row, least, most, threshold, note in given["list_length"]
    ]
    blocks = [
        parse_blocks([(row, areas)], rows, columns, threshold)
        for row, areas, threshold in given["at_least_one"]
    ]
    common = [parse_common([item[:4]], rows, columns, item[4]) for item in map(tuple, given["common"])]
    return Constraints(
        tuple(item for found in lengths for item in found),
        tuple(parse_joint(map(tuple, given["joint"]), rows, columns, top)),
        tuple(item for found in blocks for item in found),
        tuple(item for found in common for item in found),
    )


def about(given: Mapping[str, str]) -> dict[str, str]:
    """What is said of the cells, checked: known words, one visible line each, and a date that is one.

    Examples
    --------
    >>> about({"title": "Two lists", "as_of": "2026-02"})
    {'title': 'Two lists', 'as_of': '2026-02'}
    """
    rule = "it is a line of text"
    faults = [
        Fault("", brief(name), brief(text), rule, f"known: {', '.join(_ABOUT)}", "shape")
        for name, text in given.items()
        if name not in _ABOUT or not isinstance(text, str) or not text.strip()
    ]
    raise_all(
        faults or [fault for name, text in given.items() for fault in unseen_in(name, "a text", [text])]
    )
    if "as_of" in given and not given["as_of"][:4].isdigit():
        raise DataError(Fault("", "as_of", brief(given["as_of"]), "it begins with a year", "write 2026"))
    span(given.get("as_of"))
    return dict(given)
