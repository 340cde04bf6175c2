"""What is printed, on a screen of any width: whole results, and words without the places where lines end."""

from __future__ import annotations

import re
from collections import Counter

from chirograph.base import layout


def whole(found: object) -> str:
    """A result as it prints where lines have no end."""
    with layout.on(layout.Paper(None)):
        return repr(found)


def words(text: str) -> Counter[str]:
    """Every word and number of a text, and how often."""
    return Counter(re.findall(r"[^\W_][\w.-]*[^\W_]|[^\W_]", text))


def flat(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())
