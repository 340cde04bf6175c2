"""What comes back from a file: JSON text as plain data, and plain data held against what they must be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chirograph.base.hints import misfits
from chirograph.errors import DataError, Fault, brief

__all__ = ["checked", "parsed"]


def parsed(text: str | bytes) -> Any:
    """JSON text as plain data, strictly read: a name occurs once, and NaN is no number.

    Raises
    ------
    DataError
        When it is no JSON, with the place.

    Examples
    --------
    >>> parsed('{"a": [1, null]}')
    {'a': [1, None]}
    >>> try:
    ...     parsed('{"a": 1, "a": 2}')
    ... except DataError as error:
    ...     print(error)
    JSON: found 'a'; a name occurs once in an object; remove one of them
    """
    if not isinstance(text, str | bytes):
        raise _refused(brief(text), "it is JSON text", "give what to_json() wrote")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise DataError(Fault("", where, "", f"it is JSON: {error.msg}", "correct it")) from error
    except (ValueError, RecursionError) as error:  # ChirographError is no JSONDecodeError
        if isinstance(error, DataError):
            raise
        raise _refused("", f"it is JSON in UTF-8 that Python reads: {error}", "correct it") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _refused(brief(twice), "a name occurs once in an object", "remove one of them")
    return found


def _no_number(word: str) -> None:
    raise _refused(word, "a number of JSON is finite", "write null")


def _refused(value: str, rule: str, repair: str) -> DataError:
    return DataError(Fault("", "JSON", value, rule, repair, "schema"))


def checked(given: object, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of plain data of a kind, each of the type that its hint says; what else is there is left.

    Raises
    ------
    DataError
        With every field that is missing or of another type.

    Examples
    --------
    >>> checked({"kind": "pair", "first": "KOR", "more": 1}, "pair", {"first": str})
    {'first': 'KOR'}
    """
    if not isinstance(given, Mapping) or given.get("kind") != kind:
        told = given.get("kind") if isinstance(given, Mapping) else given
        rule = f'it is what to_dict() of {kind.replace("_", " ")} gave, with "kind": "{kind}"'
        raise DataError(Fault("", "kind", brief(told), rule, "", "schema"))
    rule, repair = "it is there", "it was written by another version, or changed since"
    faults = [Fault("", name, "nothing", rule, repair, "schema") for name in fields if name not in given]
    found = {name: given[name] for name in fields if name in given}
    if faults := faults + misfits(found, fields, "schema"):
        raise DataError(faults)
    return found
