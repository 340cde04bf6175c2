"""The names that users hold say they are of the package, wherever they are written."""

from __future__ import annotations

from typing import TypeVar

__all__ = ["public"]

Thing = TypeVar("Thing")


def public(thing: Thing) -> Thing:
    """A class or function that says it is of `chirograph`, where it is found by its name.

    So a pickle of today is read by a version that keeps the code elsewhere.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.Panel
    <class 'chirograph.Panel'>
    """
    thing.__module__ = "chirograph"
    return thing
