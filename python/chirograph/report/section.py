"""A part of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Section"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page.

    Attributes
    ----------
    id : str
        Anchor.
    title : str
        Heading.
    template : str
        Name of the template that draws it.
    data : mapping
        What the template needs.
    """

    id: str
    title: str
    template: str
    data: Mapping[str, Any]
