"""The error tree: every class, every fault, one line each."""

from __future__ import annotations

import copy
import pickle

import pytest

from chirograph import errors
from chirograph.errors import Fault

TREE = [
    (errors.DataError, ValueError),
    (errors.CodebookError, KeyError),
    (errors.AssumptionError, ValueError),
    (errors.UnknownIndicator, KeyError),
    (errors.UnknownLabel, KeyError),
    (errors.ParameterError, ValueError),
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


def test_every_engine_code_becomes_its_class() -> None:
    """The binding turns each code of the engine into the class named in the working agreement."""
    from chirograph import _core

    expected = {
        errors.DataError: {"shape", "depth", "weight", "gate", "schema", "reference", "io"},
        errors.UnknownIndicator: {"unknown_key"},
        errors.ParameterError: {"parameter", "unsupported"},
        errors.AssumptionError: {"constraint", "infeasible"},
        errors.UnknownLabel: {"index"},
    }
    seen: dict[type, set[str]] = {}
    for code in range(13):
        with pytest.raises(errors.ChirographError) as caught:
            _core.raise_for_test(code)
        seen.setdefault(type(caught.value), set()).add(caught.value.faults[0].code)
    assert seen == expected
