"""The error tree: every class, every fault, one line each."""

from __future__ import annotations

import copy
import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chirograph import _core, errors
from chirograph.errors import Fault

TREE = [
    (errors.DataError, ValueError),
    (errors.CodebookError, KeyError),
    (errors.AssumptionError, ValueError),
    (errors.UnknownIndicator, KeyError),
    (errors.UnknownLabel, KeyError),
    (errors.ParameterError, ValueError),
    (errors.NoSingleNumber, TypeError),
]


@pytest.mark.parametrize(("kind", "builtin"), TREE)
def test_every_class_is_a_chirograph_error_and_a_builtin_one(kind: type[Exception], builtin: type) -> None:
    """Each class can be caught as the library's own error and as the Python error it resembles."""
    assert issubclass(kind, errors.ChirographError)
    assert issubclass(kind, builtin)


@pytest.mark.parametrize(("kind", "builtin"), TREE)
def test_text_of_an_error_has_one_readable_line_per_fault(
    kind: type[errors.ChirographError], builtin: type
) -> None:
    """The text lists every fault on its own line, also for KeyErrors, which Python would print as a repr."""
    error = kind([Fault("a.json", "/x", "7", "it is 0", "write 0", "schema"), Fault(rule="it is there")])
    assert str(error) == "a.json: /x: found 7; it is 0; write 0\nit is there"
    assert [fault.code for fault in error.faults] == ["schema", ""]


def test_one_fault_and_plain_text_are_enough() -> None:
    """A single fault or a sentence may stand for the list of faults."""
    assert errors.DataError(Fault(rule="no")).faults == (Fault(rule="no"),)
    assert str(errors.ParameterError("it is positive")) == "it is positive"


def test_errors_survive_copying_and_pickling() -> None:
    """An error sent between processes keeps its class and its faults."""
    error = errors.UnknownLabel([Fault(place="row", rule="it exists")])
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(again) is errors.UnknownLabel
        assert again.faults == error.faults


def test_near_names_ignore_case_and_fall_back_to_what_is_known() -> None:
    """A slip of the pen is answered by the near name, something else by the list of names."""
    assert errors.near_names("Jacard", ["dice", "jaccard"]) == ("jaccard",)
    assert errors.did_you_mean("zzz", ["dice"]) == "known: dice"
    assert errors.did_you_mean("zzz", []) == "none is known"
    assert errors.did_you_mean("zzz", [f"{i:04}" for i in range(40)]).endswith("and 10 more")


def small_panel(**changed: object) -> _core.Panel:
    """Two programmes of two areas, the second of them unknown, with what is given in place of it."""
    cells = np.zeros((2, 2), dtype=np.uint8)
    given = {"lower": cells, "upper": cells + np.uint8(1), "weights": np.ones(2), "max_depth": 1} | changed
    return _core.Panel(**given)  # type: ignore[arg-type]


def ask(key: str, q: int = 1, weights: tuple[float, float] = (1.0, 1.0), **parameters: float) -> object:
    """An index of the first programme with another."""
    return small_panel(weights=np.array(weights)).pair(key, 0, q, parameters)


def lengths(minimum: int, row: int = 0) -> object:
    """A pair of a panel whose row names at least so many areas."""
    return small_panel(lengths=[(row, minimum, 2, 1)], upper=np.zeros((2, 2), dtype=np.uint8)).pair(
        "jaccard", 0, 1
    )


def read(edit: Callable[[dict[str, Any]], object]) -> object:
    """The small dataset, read after an edit."""
    document = json.loads((HOSTILE / "accept" / "minimal.json").read_text(encoding="utf-8"))
    edit(document)
    return _core.read_dataset(json.dumps(document).encode(), "f.json")


HOSTILE = Path(__file__).parents[1] / "hostile"
#: What makes the engine say each of its codes, and the class Python users catch.
CODES: dict[str, tuple[type[errors.ChirographError], Callable[[], object]]] = {
    "shape": (errors.DataError, lambda: small_panel(upper=np.ones((1, 2), dtype=np.uint8))),
    "depth": (errors.DataError, lambda: small_panel(upper=np.full((2, 2), 2, dtype=np.uint8))),
    "weight": (errors.DataError, lambda: small_panel(weights=np.array([1.0, -1.0]))),
    "index": (errors.UnknownLabel, lambda: ask("jaccard", q=2)),
    "unknown_key": (errors.UnknownIndicator, lambda: ask("jacard")),
    "parameter": (errors.ParameterError, lambda: ask("jaccard", depth=1)),
    "unsupported": (errors.ParameterError, lambda: ask("tau_b", weights=(1.0, 2.0))),
    "constraint": (errors.AssumptionError, lambda: lengths(1, row=2)),
    "infeasible": (errors.AssumptionError, lambda: lengths(1)),
    "gate": (errors.DataError, lambda: _core.read_dataset(b"", "f.json")),
    "schema": (errors.DataError, lambda: _core.read_dataset(b"{}", "f.json")),
    "reference": (errors.DataError, lambda: read(lambda data: data["programmes"][0].update(partner="XZZ"))),
}


@pytest.mark.parametrize("code", CODES)
def test_every_engine_code_becomes_its_class(code: str) -> None:
    """Each fault of the engine arrives as the class of its code, through the doors users have."""
    kind, provoke = CODES[code]
    with pytest.raises(errors.ChirographError) as caught:
        provoke()
    assert type(caught.value) is kind
    assert {fault.code for fault in caught.value.faults} == {code}


def test_no_engine_code_is_left_out() -> None:
    """The list above has the codes of the engine, all of them and in their order."""
    text = (Path(__file__).parents[2] / "cpp" / "engine" / "base" / "error.hpp").read_text(encoding="utf-8")
    listed = re.search(r"^enum class Code \{$(.*?)^\};$", text, re.M | re.S)
    assert listed is not None
    assert re.findall(r"^ +(\w+),? +///<", listed.group(1), re.M) == list(CODES)
