"""The names that users hold say they are of the package, and take what their signatures say."""

from __future__ import annotations

from collections.abc import Callable
from inspect import getattr_static
from types import FunctionType
from typing import Any, TypeVar, cast

from chirograph.base.hints import kept

__all__ = ["public"]

Thing = TypeVar("Thing", bound=Callable[..., Any])


def public(thing: Thing) -> Thing:
    """A class or function that says it is of `chirograph`, where it is found by its name.

    So a pickle of today is read by a version that keeps the code elsewhere. Arguments of another type than
    the signature says are refused in words, here and in every public method.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.Panel
    <class 'chirograph.Panel'>
    """
    if isinstance(thing, FunctionType):
        thing = cast(Thing, kept(thing))
    for name in dir(thing) if isinstance(thing, type) else ():
        member = getattr_static(thing, name)
        if name.startswith("_") and name not in ("__init__", "__getitem__"):
            continue
        if isinstance(member, FunctionType):
            setattr(thing, name, kept(member))
        elif isinstance(member, classmethod):
            setattr(thing, name, classmethod(kept(member.__func__)))
    thing.__module__ = "chirograph"
    return thing
