"""What a signature says of its arguments: a value of another type is refused in words."""

from __future__ import annotations

import builtins
import inspect
import os
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, wraps
from numbers import Integral, Real
from typing import Any, Literal, TypeGuard, TypeVar, Union

from chirograph.errors import ChirographError, Fault, ParameterError, brief

__all__ = ["fits", "kept", "many", "misfits"]

Function = TypeVar("Function", bound=Callable[..., Any])

_WORDS = {
    str: "text", bool: "true or false", int: "a whole number", float: "a number", type(None): "None",
    os.PathLike: "a path", Mapping: "a mapping", Sequence: "a list", Iterable: "a list", tuple: "a tuple",
    list: "a list",
}  # fmt: skip
#: A whole number from here on is more than any number with a point.
_TOO_LARGE = 2**1023
#: Of arrays and days the functions that take them have words of their own.
_OWN_WORDS = {"Path": os.PathLike, **dict.fromkeys(("ArrayLike", "DTypeLike", "date", "Lengths"), Any)}


def fits(value: object, hint: Any) -> bool:
    """Whether a value is of the type that a hint says; of a hint that is not known here, anything is.

    A whole number is a number, and text is no list.

    Examples
    --------
    >>> fits(1, float), fits("a", float), fits(("a",), Sequence[str]), fits("a", Sequence[str])
    (True, False, True, False)
    >>> fits(10**400, float)
    False
    """
    kind, parts = typing.get_origin(hint) or hint, typing.get_args(hint)
    if hint is Any:
        return True
    if kind in (Union, types.UnionType):
        return any(fits(value, part) for part in parts)
    if kind is Literal:
        return isinstance(value, str | int) and value in parts
    if kind in (int, float):
        number = isinstance(value, Integral if kind is int else Real) and not isinstance(value, bool)
        return number and (kind is int or not isinstance(value, Integral) or abs(int(value)) < _TOO_LARGE)
    if kind is Mapping:
        return isinstance(value, Mapping) and _all(value, parts[:1]) and _all(value.values(), parts[1:])
    if kind is tuple:
        several = parts[-1:] == (Ellipsis,)
        return isinstance(value, tuple | list) and (
            _all(value, parts[:1]) if several else _each(value, parts)
        )
    if kind is Iterable:
        return isinstance(value, Iterator) or (many(value) and _all(value, parts))
    if kind in (Sequence, list):
        return isinstance(value, kind) and many(value) and _all(value, parts)
    if isinstance(kind, type) and issubclass(kind, _Named):
        return any(base.__name__ == kind.__name__ for base in type(value).__mro__)
    return isinstance(value, kind) if isinstance(kind, type) else True


def misfits(values: Mapping[str, object], hints: Mapping[str, Any], code: str) -> list[Fault]:
    """A fault for each value that is not of the type that the hint of its name says.

    Examples
    --------
    >>> print(*misfits({"a": 1, "b": "x"}, {"a": int, "b": Sequence[str]}, "parameter"))
    b: found 'x'; it is a list of text
    """
    return [
        Fault("", name, brief(value), f"it is {_said(hints[name])}", "", code)
        for name, value in values.items()
        if not fits(value, hints[name])
    ]


def many(value: object) -> TypeGuard[Collection[Any]]:
    """Whether it is a collection that can be gone through: no text, no mapping, no array of no dimension.

    Examples
    --------
    >>> many(["a"]), many("a"), many({"a": 1}), many(3)
    (True, False, False, False)
    """
    return (
        isinstance(value, Collection)
        and not isinstance(value, str | bytes | Mapping)
        and getattr(value, "shape", None) != ()
    )


def _all(values: Any, hint: Sequence[Any]) -> bool:
    return not hint or all(fits(value, hint[0]) for value in values)


def _each(values: Sequence[object], hints: Sequence[Any]) -> bool:
    return len(values) == len(hints) and all(map(fits, values, hints))


class _Named:
    """A class known by its name alone: what is imported for type checkers only."""


class _Names(dict[str, Any]):
    """What the names in a hint stand for."""

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            raise KeyError(name)
        return type(name, (_Named,), {})


def _said(hint: Any) -> str:
    """A hint in words."""
    kind, parts = typing.get_origin(hint) or hint, typing.get_args(hint)
    if kind in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(_said(part) for part in parts))
    if kind is Literal:
        return " or ".join(map(repr, parts))
    own = _WORDS.get(kind) or f"a {getattr(kind, 'SAID', getattr(kind, '__name__', kind))}"
    inner = [part for part in parts if part is not Ellipsis and part is not Any]
    return f"{own} of {' and '.join(map(_said, inner))}" if inner and kind is not Literal else own


@cache
def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    """The hints of a function by parameter."""
    names = _Names({**function.__globals__, **_OWN_WORDS})
    found = {}
    for name, parameter in inspect.signature(function).parameters.items():
        hint = (
            eval(str(parameter.annotation), {}, names) if parameter.annotation is not parameter.empty else Any
        )
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            hint = Mapping[str, hint]  # type: ignore[valid-type]
        found[name] = hint
    return found


@cache
def _signature(function: Callable[..., Any]) -> inspect.Signature:
    """The signature, looked up when it is first asked for: most calls never ask."""
    return inspect.signature(function)


def kept(function: Function) -> Function:
    """The function, which says in words of ours that an argument is of a type it does not take.

    What a function checks itself it says itself. Where it stumbles over a value instead, the arguments are
    held against the signature, and those of another type are named. Where all of them fit, the fault is not
    the caller's and goes on as it is; so does what has to do with files, memory or packages that are missing.

    Raises
    ------
    ParameterError
        Of the call, with every argument of another type.

    Examples
    --------
    >>> @kept
    ... def doubled(number: float) -> float:
    ...     return 2 * abs(number)
    >>> try:
    ...     doubled("2")
    ... except ParameterError as error:
    ...     print(error)
    number: found '2'; it is a number
    """

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return function(*given, **named)
        except (ChirographError, OSError, ImportError, MemoryError):
            raise
        except Exception as error:
            try:
                arguments = _signature(function).bind(*given, **named).arguments
            except TypeError:
                raise error from None  # a call with arguments that there are not
            held = {name: value for name, value in arguments.items() if name not in ("self", "cls")}
            faults = misfits(held, _hints(function), "parameter")
            if not faults:
                raise
            raise ParameterError(faults) from error

    return typing.cast(Function, call)
