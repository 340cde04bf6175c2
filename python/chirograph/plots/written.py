"""A sheet written as SVG straight from where everything stands: no Axes is made, and no drawing library read.

What is written looks as what `Marks.draw` draws, which a test holds to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape
from typing import Any

from chirograph.plots.letters import families, reach
from chirograph.plots.marks import GROUND, Boxes, Marks, Places
from chirograph.plots.palette import tint
from chirograph.plots.sheet import Text
from chirograph.plots.svg import headed, number, tipped, together

__all__ = ["written"]

#: Points in an inch.
_POINTS = 72
#: Points: the tile of a hatch, which a browser draws as dots and repeats, and between its lines.
_TILE, _APART = 24.0, 4.8
#: Shares of the size of letters that they rise over their line and hang below it.
_RISE, _HANG = 0.76, 0.24
_PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>'
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def written(marks: Marks, *, title: str, description: str) -> str:
    """A whole SVG document, with a title, a description and tips."""
    laid = marks.laid
    wide, high = (number(_POINTS * inches) for inches in (laid.width, laid.height))
    paths = list(marks.paths({}))
    lines = [f'<path d="M 0 0 h {wide} v {high} h -{wide} z" style="fill: {tint("paper")}"/>']
    lines += (_boxes(*path) for path in paths)
    lines += (_text(text) for text in laid.ordered)
    lines += (_signs(places, face) for _, places, face in marks.drawn({}))
    lines += _words(marks)
    lines += (_pattern(kind, face) for kind, _, face in paths if "hatch" in face)
    size = f'width="{wide}pt" height="{high}pt" viewBox="0 0 {wide} {high}"'
    tips = tipped([(tip, _points(tip.box)) for tip in marks.tips])
    body = "\n".join(filter(None, [*together(lines), tips]))
    text = f'{_PROLOGUE}\n<svg xmlns="http://www.w3.org/2000/svg" {size}>\n{body}\n</svg>\n'
    return headed(text, title, description, families(laid.sheet.letters))


def _points(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x, y, wide, high = (_POINTS * edge for edge in box)
    return x, y, wide, high


def _boxes(kind: str, boxes: Boxes, face: dict[str, Any]) -> str:
    """All boxes of a kind as one path."""
    path = " ".join(
        "M {} {} h {} v {} h -{} z".format(*map(number, (x, y, wide, high, wide)))
        for x, y, wide, high in map(_points, boxes)
    )
    style = f"fill: url(#hatch-{kind})" if "hatch" in face else f"fill: {face['facecolor']}"
    if face["edgecolor"] != "none":
        style += f"; stroke: {face['edgecolor']}; stroke-width: {face['linewidth']}; stroke-linejoin: miter"
    if face.get("linestyle") == "--":
        style += "; stroke-dasharray: 3.7, 1.6"
    return f'<path d="{path}" style="{style}"/>'


def _pattern(kind: str, face: dict[str, Any]) -> str:
    """Lines that rise, on the ground of the kind."""
    size = number(_TILE)
    along = (number(n * _APART) for n in range(round(2 * _TILE / _APART) + 1))
    lines = " ".join(f"M 0 {c} l {c} -{c}" for c in along)
    ground = f'<path d="M 0 0 h {size} v {size} h -{size} z" style="fill: {face["facecolor"]}"/>'
    strokes = f'<path d="{lines}" style="fill: none; stroke: {face["edgecolor"]}; stroke-width: 0.8"/>'
    units = f'patternUnits="userSpaceOnUse" width="{size}" height="{size}"'
    return f'<defs><pattern id="hatch-{kind}" {units}>{ground}{strokes}</pattern></defs>'


def _signs(places: Places, face: dict[str, Any]) -> str:
    """All signs of a kind as one path."""
    size = face["markersize"]
    half, turned = size / 2, size / math.sqrt(2)
    shape = {
        "o": f"m -{number(half)} 0 a {number(half)} {number(half)} 0 1 0 {number(size)} 0 "
        f"a {number(half)} {number(half)} 0 1 0 -{number(size)} 0 z",
        "_": f"m -{number(half)} 0 h {number(size)}",
        "D": "m 0 -{0} l {0} {0} l -{0} {0} l -{0} -{0} z".format(number(turned)),
    }[face["marker"]]
    path = " ".join(f"M {number(_POINTS * x)} {number(_POINTS * y)} {shape}" for x, y in places)
    style = f"fill: {face['markerfacecolor']}"
    if "markeredgecolor" in face:
        style += f"; stroke: {face['markeredgecolor']}; stroke-width: {face['markeredgewidth']}"
    return f'<path d="{path}" style="{style}"/>'


def _text(text: Text) -> str:
    x, y = number(_POINTS * text.x), number(_POINTS * text.y)
    weight = "font-weight: 700; " if text.bold else ""
    turn = f' transform="rotate(-90 {x} {y})"' if text.turned else ""
    stands = f"text-anchor: {_ANCHORS[text.ha]}; fill: {tint(text.colour)}"
    style = f"{weight}font-size: {number(text.points)}px; {stands}"
    return f'<text style="{style}" x="{x}" y="{y}"{turn}>{escape(text.words)}</text>'


def _words(marks: Marks) -> Iterator[str]:
    """The numbers in marks, on a ground of their own where lines run below them."""
    for x, y, words, points, ink, ground in marks.written():
        middle, line, wide = _POINTS * x, _POINTS * y, _POINTS * reach(words, points) + 2 * GROUND
        if ground:
            top, high = line - _RISE * points - GROUND, (_RISE + _HANG) * points + 2 * GROUND
            edges = map(number, (middle - wide / 2, top, wide, high, wide))
            yield '<path d="M {} {} h {} v {} h -{} z" style="fill: {}"/>'.format(*edges, tint("ground"))
        style = f"font-size: {number(points)}px; text-anchor: middle; fill: {ink}"
        yield f'<text style="{style}" x="{number(middle)}" y="{number(line)}">{escape(words)}</text>'
