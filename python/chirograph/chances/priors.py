"""A prior held against the cells: rows as mixtures over nodes, given which cells are independent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.hints import fits
from chirograph.base.markup import counted, shorten
from chirograph.cells.content import Content
from chirograph.cells.labels import matched, text
from chirograph.cells.reasons import ASSUMED
from chirograph.cells.refusal import raise_all
from chirograph.chances.prior import NAMES, REPAIR, Prior, by_label, tupled
from chirograph.errors import AssumptionError, Fault, brief, did_you_mean, unseen

__all__ = ["Nodes", "Prior", "as_prior", "complete", "nodes", "told"]

Numbers = NDArray[np.float64]
#: Of the Gauss-Hermite rule that stands for the effect of a row.
_EFFECTS = 9
#: Log odds beyond which a cell is as good as sure.
_SURE = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """What is believed of the cells.

    Parameters
    ----------
    weights : (k, m) float64
        The weight of each node, adding up to 1 in each row.
    chance : (k, m, n, L + 1) float64
        Given the node, the chance of each depth of a cell; 0 outside its interval.
    """

    weights: Numbers
    chance: Numbers


def as_prior(value: object) -> Prior:
    """A prior from what a user gave.

    A number is a flat chance; a word is one of `NAMES`; a mapping gives the chance of cells as (row, area) or
    of whole rows; an array has a chance for each cell, (rows, areas), or for each depth of each cell.

    Raises
    ------
    AssumptionError
        When it is none of these.

    Examples
    --------
    >>> as_prior(0.5).name, as_prior("mixture").name
    ('flat 0.5', 'mixture')
    """
    if isinstance(value, Prior):
        return value
    if fits(value, float):
        return Prior.flat(float(value))  # type: ignore[arg-type]
    if isinstance(value, str):
        if value in NAMES:
            return Prior(value)
        rule, repair = "no prior has this name", did_you_mean(value, NAMES)
        raise AssumptionError(Fault("", "prior", brief(value), rule, repair, "parameter"))
    if isinstance(value, Mapping):
        return Prior("cells", cells=tuple(_named(key, chance) for key, chance in value.items()))
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        array = np.zeros(())
    if array.ndim not in (2, 3) or not array.size:
        raise AssumptionError(Fault("", "prior", brief(value), "it is a prior", REPAIR, "parameter"))
    return Prior("cells", cells=tupled(array.tolist()))


def _named(key: object, chance: object) -> tuple[Any, ...]:
    """The chance of a cell or of a row."""
    parts = key if isinstance(key, tuple) else (key,)
    labels = [text(part) for part in parts]
    if len(labels) not in (1, 2) or None in labels or any(map(unseen, filter(None, labels))):
        rule = "a chance goes by a row, or by a row and an area"
        raise AssumptionError(Fault("", "prior", brief(key), rule, 'such as ("P2", "A1")', "parameter"))
    return labels[0], labels[1] if len(labels) == 2 else None, chance


def complete(content: Content) -> NDArray[np.bool_]:
    """Which rows have a complete list: of no cell is presence open, and none was filled by an assumption.

    Examples
    --------
    >>> import chirograph as cg
    >>> complete(cg.Panel([[1, 0], [1, 0]], [[1, 0], [1, 1]], max_depth=1).content).tolist()
    [True, False]
    """
    whole: NDArray[np.bool_] = ~(_unnamed(content) | (content.status == ASSUMED)).any(axis=1)
    return whole


def _unnamed(content: Content) -> NDArray[np.bool_]:
    """Cells of which not even presence is known."""
    unnamed: NDArray[np.bool_] = content.open & (content.lower == 0)
    return unnamed


def told(prior: Prior, content: Content) -> tuple[str, ...]:
    """The prior as an assumption, and what it found to learn from in these cells.

    Examples
    --------
    >>> import chirograph as cg
    >>> told(cg.Prior.pooled(), cg.Panel([[1, 0], [1, 0]], [[1, 0], [1, 1]], max_depth=1).content)[1]
    'Rates of areas are those of 1 complete list (P1).'
    """
    found = [prior.sentence()]
    if prior.form in ("pooled", "mixture", "dirichlet"):
        rows = [label for label, is_whole in zip(content.rows, complete(content), strict=True) if is_whole]
        lists = counted(len(rows), "complete list")
        found.append(
            f"Rates of areas are those of {lists} ({shorten(rows)})."
            if rows
            else "No list is complete, so nothing is learnt of the rates of areas."
        )
    if prior.form != "dirichlet" and np.any(content.open & (content.upper >= 2)):
        found.append("Where a cell is present and its depth open, the depths it may have are as likely.")
    return tuple(found)


def nodes(prior: Prior, content: Content) -> Nodes:
    """The chances of every cell of a panel under a prior.

    Raises
    ------
    AssumptionError
        With all that does not fit the panel.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 0]], [[1, 1]], max_depth=1)
    >>> nodes(cg.Prior.flat(0.25), panel.content).chance.tolist()
    [[[[0.0, 1.0], [0.75, 0.25]]]]
    """
    made = {"flat": _flat, "pooled": _pooled, "mixture": _mixture, "cells": _cells, "dirichlet": _dirichlet}
    weights, chance = made[prior.form](prior, content)
    if prior.delta:
        with np.errstate(over="ignore", invalid="ignore"):
            odds = np.concatenate([chance[..., :1], chance[..., 1:] * math.exp(prior.delta)], axis=-1)
            chance = odds / odds.sum(axis=-1, keepdims=True)
    ready = (np.ascontiguousarray(array, dtype=np.float64) for array in (weights, chance))
    return Nodes(*ready)


def _spread(content: Content, presence: Numbers) -> Numbers:
    """Chances of each depth from the chance of being present, (..., k, n); inside a cell's interval alone."""
    depths = np.arange(content.max_depth + 1)
    lower, upper = content.lower[..., None], content.upper[..., None]
    present = (depths >= np.maximum(lower, 1)) & (depths <= upper)
    some = np.where(content.lower >= 1, 1.0, np.where(content.upper == 0, 0.0, presence))[..., None]
    shared = np.where(present, some / np.maximum(present.sum(axis=-1, keepdims=True), 1), 0.0)
    absent = np.where((depths == 0) & (lower == 0), 1.0 - some, 0.0)
    spread: Numbers = shared + absent
    return spread


def _single(chance: Numbers) -> tuple[Numbers, Numbers]:
    """One node for each row."""
    return np.ones((len(chance), 1)), chance[:, None]


def _flat(prior: Prior, content: Content) -> tuple[Numbers, Numbers]:
    return _single(_spread(content, np.full(content.lower.shape, prior.chance)))


def _rates(prior: Prior, content: Content) -> Numbers:
    """The rate of each area among complete lists, drawn towards the overall rate, (n,)."""
    lists = content.lower[complete(content)] >= 1
    overall = (lists.sum() + 0.5) / (lists.size + 1)
    rates: Numbers = (prior.kappa * overall + lists.sum(axis=0)) / (prior.kappa + len(lists))
    return rates


def _pooled(prior: Prior, content: Content) -> tuple[Numbers, Numbers]:
    return _single(_spread(content, np.broadcast_to(_rates(prior, content), content.lower.shape)))


def _mixture(prior: Prior, content: Content) -> tuple[Numbers, Numbers]:
    """Nodes are effects of the row times shares named; their weights, prior times likelihood of the row.

    A row whose known cells are all present only names what it has, each with the share named; where nothing
    is named, nothing is said of the share. Other rows are known cell by cell, which says nothing of it.
    """
    effects, masses = np.polynomial.hermite.hermgauss(_EFFECTS)
    odds = np.log(rates := _rates(prior, content)) - np.log1p(-rates)
    # Short of 0 and 1, so that no row is impossible.
    moved = np.clip(odds + prior.tau * math.sqrt(2.0) * effects[:, None], -_SURE, _SURE)
    present = 1.0 / (1.0 + np.exp(-moved))  # (effects, n)
    named, absent = content.lower >= 1, content.upper == 0
    names = named.any(axis=1) & ~absent.any(axis=1) & _unnamed(content).any(axis=1)
    shares = np.where(names[:, None], np.array(prior.shares), 0.0)[:, None, :, None]  # (k, 1, shares, 1)
    chance = present[None, :, None, :]
    with np.errstate(divide="ignore"):
        known = np.where(names[:, None, None, None], np.log(chance * shares), np.log(chance))
        other = np.where(names[:, None, None, None], np.log1p(-chance * shares), 0.0)
        told_of = np.where(
            named[:, None, None], known, np.where(absent[:, None, None], np.log1p(-chance), other)
        )
        weight = told_of.sum(axis=-1) + np.log(masses)[None, :, None]
    # Where the share says nothing, one of them stands for all.
    weight[~names, :, 1:] = -math.inf
    weight = np.exp(weight - weight.max(axis=(1, 2), keepdims=True))
    weight /= weight.sum(axis=(1, 2), keepdims=True)
    left = chance * (1.0 - shares) / (1.0 - chance * shares)
    rows, size = len(content.rows), weight[0].size
    presence = left.reshape(rows, size, -1).swapaxes(0, 1)
    return weight.reshape(rows, size), _spread(content, presence).swapaxes(0, 1)


def _dirichlet(prior: Prior, content: Content) -> tuple[Numbers, Numbers]:
    levels = content.max_depth + 1
    if len(prior.alpha) != levels:
        rule, repair = f"the scale has {levels} depths", "give one number for each"
        value = f"{len(prior.alpha)} numbers"
        raise AssumptionError(Fault("", "prior, alpha", value, rule, repair, "parameter"))
    depths = np.arange(levels)
    lists = content.lower[complete(content) & ~content.open.any(axis=1)]
    counts = np.array(prior.alpha) + (lists[..., None] == depths).sum(axis=0)
    allowed = (depths >= content.lower[..., None]) & (depths <= content.upper[..., None])
    chance = np.where(allowed, counts, 0.0)
    return _single(chance / chance.sum(axis=-1, keepdims=True))


def _cells(prior: Prior, content: Content) -> tuple[Numbers, Numbers]:
    named = by_label(prior.cells)
    given = _by_label(prior, content) if named else np.array(prior.cells, dtype=np.float64)
    shape = content.lower.shape
    by_depth = given.shape == (*shape, content.max_depth + 1)
    if given.shape != shape and not by_depth:
        rule = f"it has a chance for each of {shape[0]} x {shape[1]} cells, or for each depth of them"
        value = "shape " + " x ".join(map(str, given.shape))
        raise AssumptionError(Fault("", "prior", value, rule, "", "shape"))
    faults = []
    for i, j in np.argwhere(content.open):
        one = given[i, j]
        place = f"prior, row {content.rows[i]}, area {content.columns[j]}"
        if np.all((one >= 0) & (one <= 1)) and (not by_depth or _fits(one, content, i, j)):
            continue
        rule = (
            "the depths that the cell allows have chances that add up to 1"
            if by_depth
            else ("an unknown cell has a chance of being present, between 0 and 1")
        )
        faults.append(
            Fault("", place, "nothing" if np.isnan(one).any() else brief(one.tolist()), rule, "", "shape")
        )
    raise_all(faults)
    if not by_depth:
        return _single(_spread(content, given))
    known = _spread(content, np.zeros(shape))
    return _single(np.where(content.open[..., None], given, known))


def _fits(one: Numbers, content: Content, i: int, j: int) -> bool:
    inside = one[content.lower[i, j] : content.upper[i, j] + 1]
    return math.isclose(inside.sum(), 1.0, abs_tol=1e-9) and math.isclose(one.sum(), 1.0, abs_tol=1e-9)


def _by_label(prior: Prior, content: Content) -> Numbers:
    """Chances by label as an array; NaN where none is given. A cell goes before its row."""
    found = np.full(content.lower.shape, math.nan)
    rows, areas = content.spoken(content.rows), content.spoken(content.columns)
    for row, area, chance in sorted(prior.cells, key=lambda one: one[1] is not None):
        (label,) = matched([row], rows, "prior", "this row")
        i = content.rows.index(label)
        if area is None:
            found[i] = chance
        else:
            (label,) = matched([area], areas, "prior", "this area")
            found[i, content.columns.index(label)] = chance
    return found
