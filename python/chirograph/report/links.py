"""Codes on a page lead to where they are told, and the page knows which places it has."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["linked", "places"]

_ID = re.compile(r'\sid="([^"]+)"')
_TAGS = re.compile(r"(<[^>]*>)")
#: What is inside these stays as it is.
_CLOSED = ("a", "script", "style", "svg", "title", "code", "pre", "button", "option", "h1")


def places(page: str) -> frozenset[str]:
    """The ids of a page.

    Examples
    --------
    >>> sorted(places('<p id="a"><b id="b">x</b></p>'))
    ['a', 'b']
    """
    return frozenset(_ID.findall(page))


def linked(page: str, codes: Mapping[str, str]) -> str:
    """The page with every code in its text as a link to its place, but for the place itself.

    Parameters
    ----------
    page : str
        HTML.
    codes : mapping
        Code to the id of the place that tells it; only places that the page has are linked to.

    Examples
    --------
    >>> linked('<p>see S1</p><p id="s">S1</p>', {"S1": "s"})
    '<p>see <a href="#s">S1</a></p><p id="s">S1</p>'
    """
    there = places(page)
    known = {code: place for code, place in codes.items() if place in there}
    if not known:
        return page
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w#/.-])({'|'.join(map(re.escape, longest_first))})(?![\w-]|\.\w)")
    inside: list[str] = []
    parts, home = _TAGS.split(page), ""
    for number, part in enumerate(parts):
        if not part.startswith("<"):
            if not inside and part.strip():
                parts[number] = pattern.sub(
                    lambda found, home=home: found[0] if known[found[0]] == home else _link(found[0], known),
                    part,
                )
            continue
        name = part.strip("</>").split(maxsplit=1)[0].lower() if part.strip("</>") else ""
        if name in _CLOSED and not part.endswith("/>"):
            if part.startswith("</"):
                inside = inside[:-1]
            else:
                inside.append(name)
        found = _ID.search(part)
        home = found[1] if found else home
    return "".join(parts)


def _link(code: str, known: Mapping[str, str]) -> str:
    return f'<a href="#{known[code]}">{code}</a>'
