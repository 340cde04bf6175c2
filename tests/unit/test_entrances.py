"""Every public entrance answers a value it cannot take with an error of chirograph, whatever the value is."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chirograph as cg
from chirograph.base.hints import kept
from chirograph.errors import ChirographError, ParameterError, unseen

NASTY: tuple[Any, ...] = (
    None, True, 0, 3, -1, 10**400, -(10**400), 10**5000, 1.5, math.nan, math.inf, 2j, Decimal("1.5"),
    "", "x", "\u202ex", "a\nb", "\x00", "\ud800", "x" * 5000, b"x", object(), len, date(2026, 1, 1), range(2),
    {1, 2}, np.float64("nan"), np.array(3), np.zeros(0), np.zeros((2, 2, 2)), np.array(["x"]),
    np.datetime64("2026-01-01"), Ellipsis, slice(None), [], [[1, 2], [3]], {},
)  # fmt: skip
#: What else each of them is put into.
WRAPPED: tuple[Callable[[Any], Any], ...] = (
    lambda x: x,
    lambda x: [x],
    lambda x: [x, x],
    lambda x: (x, x),
    lambda x: [[x, 1], [1, 1]],
    lambda x: [[1, 1], x],
    lambda x: [(x, x, x)],
    lambda x: [("A1", ["P1", "P2"], x)],
    lambda x: [("P1", x)],
    lambda x: {"P1": x},
    lambda x: {"A1": x, "A2": 1},
    lambda x: {("P1", "P2"): x},
    lambda x: {x: x},
    lambda x: iter([x]),
)


@cache
def nato_change() -> Any:
    """What changed between programmes that follow each other."""
    return cg.load("nato-ip4").change("KOR")


ACCEPTED = Path(__file__).parents[1] / "hostile" / "accept"


PERIOD = "2027-2030"
SCENARIO = cg.Scenario("same", PERIOD)


@cache
def things() -> dict[type, Any]:
    """One object of every public class that is asked things."""
    panel = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=2)
    data = cg.load(ACCEPTED / "minimal.json")
    overlap, pairs = panel.overlap("jaccard"), panel.pairwise("jaccard")
    sheet = {"programme": ["P1", "P2"], "A1": [1, "?"], "A2": [0, 2]}
    codings = cg.Codings.from_sheets({"A": sheet, "B": {**sheet, "A2": [1, 2]}})
    return {type(x): x for x in (
        codings, codings.agreement("krippendorff_alpha"), codings.sampling("krippendorff_alpha", resamples=3),
        panel, data, overlap, overlap["P1", "P2"], cg.Table(("a",), ((1, 2),)), data.profile(),
        data.interoperability(), data.claims(), next(iter(data.claims())), cg.plots.matrix(panel),
        data.interoperability().hub[0], data.cite(), overlap.order(),
        cg.Prior.flat(0.5), overlap.distribution(draws=9), overlap.rank(draws=9),
        overlap.rank(draws=9).replay(),
        overlap.multiverse({"undefined": [0, 1]}), overlap.tipping(("P1", "P2"), ("P2", "P1")),
        overlap.sensitivity(("P1", "P2"), 0.5, choices={"undefined": [0, 1]}, draws=4),
        panel.value_of_documents(prior=0.5), data.ladder(layers=["absent"]),
        cg.compare(data, "as read", "absent"), SCENARIO, data.series(),
        data.whatif(SCENARIO), data.drafting(PERIOD),
        nato_change(), nato_change()[0], panel.plan(), panel.attribution(),
        panel.least_steps(["P1", "P2"], 1, {"x": ["A1"]}, {"x": 1}),
        pairs, pairs.top_k(1), pairs.threshold(0.5),
    )}  # fmt: skip


def entrances() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Public functions, the constructors users call, and the methods of what these give."""
    for name in cg.__all__:
        found = getattr(cg, name)
        if inspect.isfunction(found):
            yield name, found
    for name in cg.plots.__all__:
        if inspect.isfunction(getattr(cg.plots, name)):
            yield f"plots.{name}", getattr(cg.plots, name)
    for kind in (cg.Panel, cg.Table, cg.Dataset, cg.Codings, cg.Prior):
        yield kind.__name__, kind
    for kind, one in things().items():
        for name in dir(kind):  # inspect.getmembers stops at a slot of dataclasses in Python 3.11.2
            if (not name.startswith("_") or name == "__getitem__") and callable(getattr(one, name)):
                yield f"{kind.__name__}.{name}", getattr(one, name)


ENTRANCES = dict(entrances())


def required(entrance: str) -> dict[str, Any]:
    """Values that each parameter without a preset takes, by its name or by the entrance and its name."""
    known, own = taken()
    return known | own.get(entrance, {})


@cache
def taken() -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Values by the name of a parameter, and those of single entrances; nothing changes them."""
    panel, data, overlap = (things()[kind] for kind in (cg.Panel, cg.Dataset, cg.Overlap))
    world, table = data.interoperability(), {"A1": [1, 0], "A2": [1, 1]}
    known = {
        "key": "jaccard", "lower": [[1, 0], [1, 1]], "source": panel, "datasets": data, "dataset": data,
        "overlap": overlap, "columns": ("a",), "values": ((1, 2),), "records": data.records,
        "unpublished": "absent",
        "frame": table, "partner": data.panel().rows[0], "area": data.panel().columns[0], "name": "partners",
        "labels": ("P1", "P2"),
        "i": 0, "j": 1, "p": 0, "q": 1, "end": "lower", "column": "a", "first": world.panel.rows[0],
        "row": "P1", "k": 1, "at": 0.5, "of": "distance", "t": 0.5,
        "chance": 0.5, "alpha": [0.5, 0.5], "delta": 1, "given": panel.to_dict(), "text": panel.to_json(),
        "directory": ".", "path": "t", "by": "a", "keep": lambda row: True,
        "about": ("P1", "P2"), "choices": {"undefined": [0, 1]}, "above": ("P1", "P2"), "below": ("P2", "P1"),
        "period": PERIOD, "rows": ["P1", "P2"], "depth": 1, "groups": {"x": ["A1"]}, "need": {"x": 1},
        "scenario": SCENARIO, "scenarios": [SCENARIO],
    }  # fmt: skip
    own = {
        "load": {"source": "nato-ip4"}, "report": {"about": cg.load(ACCEPTED / "nothing_listed.json")},
        "crosswalk": {"first": cg.load("nato-ip4"), "second": cg.load("eu-sdp")},
        "Panel.shared": {"first": "P1", "second": "P2"},
        "plots.dimensions": {"found": world},
        "plots.documents": {"found": things()[cg.DocumentValues]},
        "plots.ladder": {"found": things()[cg.Ladder]},
        "plots.turnover": {"found": nato_change()}, "Change": {"which": 0},
        "ChangeStep.bound": {"name": "gained"}, "ChangeStep.areas_in": {"name": "gained"},
        "ChangeStep.settles": {"name": "gained"}, "ChangeStep.index": {"key": "sor"},
        "plots.levels": {"found": cg.load("nato-ip4").interoperability()}, "plots.pairs": {"found": overlap},
        "DocumentValues.from_dict": {"given": things()[cg.DocumentValues].to_dict()},
        "DocumentValues.from_json": {"text": things()[cg.DocumentValues].to_json()},
        "Ladder.from_dict": {"given": things()[cg.Ladder].to_dict()},
        "plots.network": {"found": world},
        "plots.series": {"found": things()[cg.Series]}, "plots.slope": {"found": things()[cg.WhatIf]},
        "Dataset.least_steps": {"first": world.panel.rows[0], "second": world.panel.rows[-1]},
        "plots.timeline": {"source": data}, "plots.frontier": {"found": things()[cg.Plan]},
        "Scenario": {"name": "same"}, "Scenario.renew": {"name": None},
        "Scenario.from_dict": {"given": SCENARIO.to_dict()},
        "Scenario.from_json": {"text": SCENARIO.to_json()},
        "plots.sensitivity": {"found": things()[cg.Sensitivity]},
        "plots.multiverse": {"found": things()[cg.Multiverse]},
        "plots.profile": {"found": data.profile()}, "Table.from_records": {"records": [{"a": 1}]},
        "Codings": {"codings": {"A": [0, 1], "B": [0, 1]}},
        "Codings.agreement": {"key": "krippendorff_alpha"},
        "Codings.of": {"coders": ["A"]},
        "Codings.from_frame": {"frame": {"coder": ["A"], "unit": ["U"], "value": [1]}},
        "Codings.from_sheets": {"sheets": {"A": table, "B": table}},
        "Codings.sampling": {"key": "krippendorff_alpha"},
        "Agreement.verdict": {"threshold": 0.8}, "ClaimsLedger": {"name": "C1"},
        "Answers.bound": {"key": "interoperability"},
        "Overlap.from_dict": {"given": overlap.to_dict()},
        "Distribution.quantile": {"q": 0.5},
        "plots.distribution": {"found": overlap.distribution(draws=9)},
        "plots.ranks": {"found": overlap.rank(draws=9)},
        "Prior": {"form": "pooled"}, "Prior.from_dict": {"given": cg.Prior.flat(0.5).to_dict()},
        "Distribution.from_dict": {"given": overlap.distribution(draws=9).to_dict()},
        "Ranks.from_dict": {"given": overlap.rank(draws=9).to_dict()},
        "Pairwise.write": {"path": "t.parquet"}, "Highest": {"row": "P1"},
        "read": {"path": Path(__file__).parent / "data" / "two.csv"},
    }  # fmt: skip
    return known, own


#: What names a file; a text that names none on this machine is left out.
PATHS = {"path", "directory", "source", "figures", "name"}
PLACES = [
    (entrance, name) for entrance, call in ENTRANCES.items() for name in inspect.signature(call).parameters
]


@pytest.mark.parametrize(("entrance", "name"), PLACES)
def test_a_value_that_cannot_be_taken_is_refused_in_our_words(
    entrance: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a parameter is given, the call succeeds or raises an error of chirograph, and no other."""
    monkeypatch.chdir(tmp_path)
    draws = entrance.startswith(("plots.", "report", "PlotResult.")) or entrance.endswith(".plot")
    call, known = ENTRANCES[entrance], required(entrance)
    parameters = inspect.signature(call).parameters
    wrong = []
    values = [x for x in NASTY if name not in PATHS or not isinstance(x, str) or x.isprintable()]
    for value in values[::4] if entrance == "report" else values:
        for wrap in WRAPPED[:1] if draws else WRAPPED:
            try:
                given = wrap(value)
            except TypeError:  # it is no key
                continue
            fixed = {
                n: known[n]
                for n, p in parameters.items()
                if n != name and n in known and p.default is p.empty
            }
            try:
                if parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
                    call(**fixed, threshold=given)
                elif parameters[name].kind is inspect.Parameter.POSITIONAL_ONLY:
                    call(given)
                elif parameters[name].kind is inspect.Parameter.VAR_POSITIONAL:
                    call(*fixed.values(), given)
                else:
                    call(**fixed, **{name: given})
            except ChirographError as error:
                if code := unseen(str(error).replace("\n", "")):
                    wrong.append(f"{given!r:.60}: its message holds {code}")
            except Exception as error:
                if isinstance(error, OSError) and name in PATHS:
                    continue  # of a file the system says itself what is wrong
                wrong.append(f"{given!r:.60}: {type(error).__name__}: {error!s:.120}")
    assert not wrong, f"{len(wrong)} of {entrance}({name}=...):\n" + "\n".join(wrong[:30])


def test_a_fault_that_is_not_the_callers_goes_on_as_it_is() -> None:
    """Where every argument is what the signature says, the error is not turned into one of the caller's."""

    @kept
    def broken(number: float, *, names: Sequence[str] = ()) -> float:
        return {}[number]  # type: ignore[no-any-return]

    with pytest.raises(KeyError):
        broken(1.0, names=["a"])
    with pytest.raises(ParameterError) as caught:
        broken("1", names="a")  # type: ignore[arg-type]
    assert [fault.place for fault in caught.value.faults] == ["number", "names"]
    with pytest.raises(TypeError, match="missing"):
        broken()  # type: ignore[call-arg]
