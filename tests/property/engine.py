"""The engine as the property tests use it: cases become panels, the catalogue the list of things to try."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
from twin import Case

import chirograph as cg
from chirograph import _core

PAIR_ROWS = [row for row in _core.catalogue() if row["arity"] == "pair"]
CATALOGUE: dict[str, dict[str, Any]] = {row["key"]: row for row in PAIR_ROWS}
Parameters = dict[str, float]


def build(case: Case) -> _core.Panel:
    """The engine's panel of a case."""
    columns = len(case.lower[0])
    weights = np.ones(columns) if case.weights is None else np.array(case.weights, dtype=np.float64)
    return _core.Panel(
        np.array(case.lower, dtype=np.uint8),
        np.array(case.upper, dtype=np.uint8),
        weights,
        case.top,
        lengths=list(case.lengths),
        joint=list(case.joint),
        blocks=list(case.blocks),
        common=list(case.common),
    )


def panel_of(case: Case) -> cg.Panel:
    """The same knowledge as a panel."""
    panel = cg.Panel(case.lower, case.upper, weights=case.weights, max_depth=case.top)
    rows, columns = panel.rows, panel.columns
    for row, least, most, threshold in case.lengths:
        panel = panel.constrain(list_length={rows[row]: (least, most)}, threshold=threshold)
    for column, tied, allowed in case.joint:
        panel = panel.constrain(joint=[(columns[column], [rows[row] for row in tied], allowed)])
    for row, named, threshold in case.blocks:
        blocks = [(rows[row], [columns[column] for column in named])]
        panel = panel.constrain(at_least_one=blocks, threshold=threshold)
    for tied, named, least, most, threshold in case.common:
        entry = [rows[row] for row in tied], least, most, [columns[column] for column in named]
        panel = panel.constrain(common=[entry], threshold=threshold)
    return panel


def values_to_try(parameter: dict[str, Any], top: int) -> list[float]:
    """Some values of one parameter, from what the catalogue says about it."""
    if parameter["choices"]:
        return [float(i) for i in range(len(parameter["choices"]))]
    low, high = parameter["low"], parameter["high"]
    if parameter["whole"]:
        return [float(v) for v in range(int(low), int(min(high, top)) + 1)]
    return sorted({v for v in (low, parameter["default"], 0.5, 1.7) if low <= v <= high})


def settings_of(key: str, top: int) -> list[Parameters]:
    """Every combination of some values of the parameters of an index."""
    parameters = CATALOGUE[key]["parameters"]
    grids = [values_to_try(parameter, top) for parameter in parameters]
    names = [parameter["name"] for parameter in parameters]
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*grids)]


def everything(top: int, weighted: bool = False, *, seed: int | None = None) -> list[tuple[str, Parameters]]:
    """Every index that takes such weights, at several values of its parameters; with a seed, at most four."""
    questions = []
    for key, row in CATALOGUE.items():
        if weighted and not row["traits"]["weighted"]:
            continue
        found = settings_of(key, top)
        if seed is not None and len(found) > 4:
            found = random.Random(seed).sample(found, 4)
        questions += [(key, parameters) for parameters in found]
    return questions


def unequal_weights(case: Case) -> bool:
    """Do the areas count differently?"""
    return case.weights is not None and len(set(case.weights)) > 1
