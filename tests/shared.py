"""What is computed once in a process of tests: the same answer to the same question about the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest

#: Answers by who gave them, of what, and how it was asked.
_KNOWN: dict[Any, Any] = {}


def _remembering(compute: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The same function, which answers a question that it has answered before at once."""

    @wraps(compute)
    def call(of: Any, *asked: Any, **named: Any) -> Any:
        told = (of.content.names, of.content.data) if name == "value_of_documents" else ()
        key = (name, of, repr((told, asked, named)))
        if key not in _KNOWN:
            _KNOWN[key] = compute(of, *asked, **named)
        return _KNOWN[key]

    return call


@contextmanager
def once() -> Iterator[None]:
    """Interoperability, claims and what documents settle are computed once for the same things and arguments.

    For tests of where an answer goes and how it is told. Those of how it is found compute it themselves, and
    so do those that put something in place of the engine.
    """
    import chirograph.claims
    import chirograph.interoperability
    from chirograph.panel import Panel

    with pytest.MonkeyPatch.context() as patch:
        for place, name in (
            (chirograph.interoperability, "interoperability"),
            (chirograph.claims, "ledger"),
            (Panel, "value_of_documents"),
        ):
            patch.setattr(place, name, _remembering(getattr(place, name), name))
        yield
