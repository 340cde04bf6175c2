"""Plain data of every result is JSON, whatever is undefined in it: finite numbers, text, truth, null."""

from __future__ import annotations

import importlib
import inspect
import json
import math
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from claims_edits import Data, edited

import chirograph as cg
from chirograph.base.table import Table

PAIRS = [row["key"] for row in cg._core.catalogue() if row["arity"] == "pair"]
CONVENTIONS = (math.nan, 0, 1, -5)


def panels() -> list[cg.Panel]:
    """Pairs that are 0/0 never, in some completions and in all; a constraint that leaves ends open."""
    joint = [("A1", ["P1", "P2"], "both_or_neither")]
    return [
        cg.Panel([[0, 0], [0, 0], [1, 0]], max_depth=3),
        cg.Panel([[0, 0], [0, 0], [1, 0]], [[0, 1], [1, 1], [1, 3]], max_depth=3),
        cg.Panel([[1, 1], [1, 1], [3, 3]], max_depth=3),
        cg.Panel([[0, 0]] * 3, [[3, 3]] * 3).constrain(list_length={"P1": 1}, joint=joint),
    ]


def of_panels() -> Iterator[Any]:
    """Panels, and the overlaps and pairs of every indicator with every convention for 0/0."""
    for panel, key, undefined, budget in product(panels(), PAIRS, CONVENTIONS, (None, 1)):
        overlap = panel.overlap(key, undefined=undefined, budget=budget)
        yield from (panel, overlap, *overlap)


def as_it_is(_: Data) -> None:
    """The data, in which some shares are 0/0 in some completions."""


def without_areas(data: Data) -> None:
    """No programme has an area, no partner a system: what is a share of them is 0/0."""
    data["listings"], data["commitments"], data["memberships"] = [], [], []
    book = data["codebook"]
    book["assumptions"] = [one for one in book["assumptions"] if "listings" not in one]
    for programme in data["programmes"]:
        programme |= {"list_status": "complete", "list_total": None, "list_total_use": None}


def with_nothing_known(data: Data) -> None:
    """No list of any programme is public: shares of them may be 0/0."""
    without_areas(data)
    for programme in data["programmes"]:
        programme["list_status"] = "text_not_public"


@cache
def of_data(edit: Callable[[Data], None]) -> tuple[Any, ...]:
    """Everything a dataset answers, with means of every kind, in so few steps that some ends stay open."""
    dataset = edited(edit)
    found = dataset.interoperability(rho=[math.inf, -math.inf, 0, 2], budget=10_000)
    ledger, answer = dataset.claims(), dataset.answer()
    return (
        dataset,
        dataset.panel(),
        dataset.profile(),
        found,
        ledger,
        *ledger,
        answer,
        *answer.findings,
        *(found.bottlenecks(*answers.subject) for answers in found.dyads),
        *(dataset.table(name) for name in dataset.tables),
    )


@cache
def of_codings() -> tuple[Any, ...]:
    """Codings of two coders, with agreement that is a range, open, or undefined, and a band that is none."""
    codings = cg.Codings({"A": [0, 1, "?", 2, None], "B": [0, 2, 1, "?", 1]}, max_depth=2)
    alike = cg.Codings({"A": [1, 1], "B": [1, 1]})
    return (
        codings,
        *(
            codings.agreement("krippendorff_alpha", metric=metric, budget=2)
            for metric in ("nominal", "ordinal")
        ),
        *(each.sampling("krippendorff_alpha", resamples=5) for each in (codings, alike)),
        alike.agreement("krippendorff_alpha"),
    )


@cache
def of_inputs() -> tuple[Any, ...]:
    """What varied inputs give: a number that varies, one that does not, and ranges that are undefined."""
    overlap = panels()[1].overlap("jaccard", undefined=0)
    choices = {"threshold": [1, 3], "undefined": [0, math.nan]}
    known = cg.Panel([[3, 0], [3, 0]], max_depth=3).overlap("jaccard")
    return (
        overlap.sensitivity(("P1", "P2"), 0.5, choices={"threshold": [1, 2]}, draws=16),
        known.sensitivity(
            ("P1", "P2"), 0.5, choices={"index": ["jaccard", "dice"], "undefined": [0, 1]}, draws=4
        ),
        overlap.multiverse(choices),
    )


def of_pairs() -> Iterator[Any]:
    """What is found among many pairs that are 0/0 never, in some completions and in all."""
    for panel, undefined in product(panels()[:3], CONVENTIONS):
        pairs = panel.pairwise("jaccard", undefined=undefined)
        yield from (pairs.top_k(2), pairs.threshold(0.5))


def of_tables() -> Iterator[Any]:
    """A table with numbers that JSON has not."""
    yield Table(("a",), ((math.nan, math.inf, -math.inf, 1.5, None),))


def of_priors() -> Iterator[Any]:
    """Answers under priors, of pairs that are 0/0 never, in some completions and in all; and the priors."""
    for panel, undefined in product(panels()[:3], CONVENTIONS):
        overlap = panel.overlap("jaccard", undefined=undefined)
        yield from (overlap.distribution(0.5), overlap.rank(0.5, draws=20), cg.Prior.flat(0.5))
        yield overlap.rank(cg.Prior.pooled().tilted(1), weights="any", draws=20)


def of_answers() -> Iterable[Any]:
    """What documents settle, what layers add, and two readings beside each other."""
    ds = cg.load(Path(cg.__file__).parent / "data" / "template")
    yield ds.value_of_documents(prior=0.5, together=1)
    yield (ladder := ds.ladder(layers=["like:XAA", "absent"]))
    yield from ladder.rungs
    yield cg.compare(ds, "as read", "absent")
    yield (change := cg.load("nato-ip4").change())
    yield from change


def of_time() -> Iterable[Any]:
    """Indicators over days, some without a programme; a scenario, what it changes, a drafting sheet."""
    ds = cg.load(Path(cg.__file__).parent / "data" / "template")
    scenario = ds.scenarios()["one common agenda"]
    yield from (scenario, *scenario.changes, ds.series(), ds.whatif(scenario), ds.drafting())
    yield from (ds.plan("core", 2), ds.plan("jaccard", 2), ds.attribution("jaccard", "area"))
    yield ds.panel().least_steps(ds.partners[:2], 1, {"any": ds.areas}, {"any": 2})


SOURCES: dict[str, Callable[[], Iterable[Any]]] = {
    "panels": of_panels,
    "data": lambda: of_data(as_it_is),
    "without areas": lambda: of_data(without_areas),
    "nothing known": lambda: of_data(with_nothing_known),
    "codings": of_codings,
    "inputs": of_inputs,
    "tables": of_tables,
    "pairs": of_pairs,
    "priors": of_priors,
    "answers": of_answers,
    "time": of_time,
}


def read_back(text: str) -> Any:
    """JSON, strictly read."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


def same(told: Any) -> Any:
    """Plain data as JSON has them: tuples are lists."""
    return read_back(json.dumps(told, allow_nan=False))


@pytest.mark.parametrize("source", SOURCES)
def test_plain_data_are_json(source: str) -> None:
    """`to_dict` of every result goes into strict JSON and out again, and `to_json` is the same."""
    for thing in SOURCES[source]():
        if isinstance(thing, Table):
            rows = [
                {name: None if isinstance(value, float) and not math.isfinite(value) else value
                 for name, value in row.items()}
                for row in thing
            ]  # fmt: skip
            assert read_back(thing.to_json()) == same(rows)
            continue
        told = thing.to_dict()
        assert same(told) == told or not hasattr(thing, "to_json"), thing
        if hasattr(thing, "to_json"):
            assert read_back(thing.to_json()) == told, thing


def test_no_result_is_left_out() -> None:
    """Every class of the package that gives plain data is among those walked through."""
    names = [item.name for item in pkgutil.walk_packages(cg.__path__, "chirograph.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    told = {
        thing
        for module in modules
        for _, thing in inspect.getmembers(module, inspect.isclass)
        if thing.__module__.startswith("chirograph")
        and (hasattr(thing, "to_dict") or hasattr(thing, "to_json"))
    }
    panel = next(of_panels())
    overlap = panel.overlap("jaccard")
    own = (panel, overlap, overlap["P1", "P2"])
    walked = (*own, *of_data(as_it_is), *of_codings(), *of_inputs(), *of_tables(), *of_pairs())
    walked += (*of_priors(), *of_answers(), *of_time())
    assert len(told) >= 10
    assert not [thing for thing in told if not any(isinstance(item, thing) for item in walked)]


def test_undefined_counts_in_the_range_over_every_scoring() -> None:
    """Where 0/0 counts as a number it counts under every scoring too, in matrices, plain data and text."""
    for panel, undefined in product(panels(), CONVENTIONS):
        plain, overlap = panel.overlap("ruzicka"), panel.overlap("ruzicka", undefined=undefined)
        left, free = plain.scoring_free, overlap.scoring_free
        assert left is not None
        assert free is not None
        counts = np.where(plain.undefined >= 1, undefined, math.nan)
        assert np.array_equal(free.lower, np.fmin(left.lower, counts), equal_nan=True)
        assert np.array_equal(free.upper, np.fmax(left.upper, counts), equal_nan=True)
        assert np.all((free.lower <= overlap.lower + 1e-15) | np.isnan(overlap.lower))
        assert np.all((free.upper >= overlap.upper - 1e-15) | np.isnan(overlap.upper))
        assert np.array_equal(np.isnan(free.lower), np.isnan(overlap.lower))
        for pair, told in zip(overlap, overlap.to_dict()["pairs"], strict=True):
            assert (told["scoring_free_lower"] is None) == (pair.to_dict()["lower"] is None)
    panel = cg.Panel([[0], [0], [0]], [[0], [0], [3]], max_depth=3)
    assert "sharp, 0/0 possible, [0.000, 1.000] over every scoring" in repr(
        panel.overlap("ruzicka", undefined=1)
    )
    free = panel.overlap("ruzicka", undefined=1).scoring_free
    assert free is not None
    assert bool(free.sharp.all())
