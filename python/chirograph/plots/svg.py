"""Figures as SVG that can be read aloud, embedded many to a page, and compared byte by byte."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from chirograph.plots.letters import FONTS
from chirograph.plots.palette import DARK, LIGHT, settings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Tip", "embed", "headed", "number", "render", "theme_css", "tipped", "together"]

_ROOT = re.compile(r"<svg\b[^>]*>")
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_IDS = re.compile(r'(?<= id=")([^"]+)(?=")')
_USES = re.compile(r'((?:xlink:)?href="#|url\(#)([^")]+)')
_STYLE = re.compile(r"\s*<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>")
_FAMILY = re.compile(r"font-family: [^;]*; ")
_NO_TURN = re.compile(r' transform="rotate\(-0 [^)]*\)"')
_PATH = re.compile(r'(?<= d=")[^"]+')
_FILL = re.compile(r'(?<=\s)fill="(#[0-9a-f]{6})"')
_COLOUR = re.compile(r"(?<=: )#[0-9a-f]{6}\b")
_SIZE = re.compile(r'(width|height)="([0-9.]+)pt"')
_UNUSED_ID = re.compile(r' id="(?:text|patch|line2d|axes|figure|matplotlib\.axis|xtick|ytick)_[0-9]+"')
_BARE = re.compile(r"<g>\s*((?:<(?:path|use)\b[^>]*/>\s*|<text\b[^>]*>[^<]*</text>\s*)+)</g>")
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_NUMBER = re.compile(r"(?<![#\w])-?\d+\.\d{3,}")
_DRAWN = re.compile(r'(?:(?<= [dxy]=")|(?<= transform="))[^"]+')
_LINKED = re.compile(r'<rect data-to="([^"]*)"(.*?</rect>)')
_STYLED = re.compile(r'^\s*<(?:text|use)\b[^>]*?( style="[^"]*").*(?:/>|</text>)$')
#: What stands in a link as it is.
_IN_LINKS = "-._~"
_Edges = tuple[float, float, float, float]
_EDGES = ("x", "y", "width", "height")
#: CSS pixels in a point, the unit of matplotlib's width and height.
_PIXELS = 96 / 72


@dataclass(frozen=True, slots=True)
class Tip:
    """What lies under the pointer in a part of a figure.

    Parameters
    ----------
    anchor : str
        The id that a link from it leads to, where the page has it.
    words : str
        What it says.
    box : tuple of float
        Left, top, width and height, in data of the Axes.
    """

    anchor: str
    words: str
    box: tuple[float, float, float, float]


def render(
    figure: Figure, *, title: str, description: str, tips: Sequence[Tip] = (), ax: Axes | None = None
) -> str:
    """Draw a figure as SVG text: no date, fixed ids, ``role="img"``, a title and a description.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure; it is not changed.
    title : str
        One line; becomes ``<title>``.
    description : str
        The alt text; becomes ``<desc>``.
    tips : sequence of Tip, keyword-only
        What parts of `ax` say under the pointer. A file has no links; `embed` makes them.
    ax : matplotlib.axes.Axes, optional, keyword-only
        Where the tips are.

    Returns
    -------
    str
        A whole SVG document. Text stays text, with a list of fall-back fonts.

    Examples
    --------
    >>> import chirograph as cg
    >>> figure = cg.plots.matrix(cg.Panel([[1, 0], [1, 1]], max_depth=1)).figure
    >>> "<title id=" in render(figure, title="Two programmes", description="Three of four cells are 1.")
    True
    """
    from matplotlib import rc_context

    buffer = io.StringIO()
    # A picture cut to what is drawn would move the drawing from under its tips.
    whole: Any = {"savefig.bbox": None} if tips else {}
    with settings(), rc_context(whole):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = _slimmed(buffer.getvalue())
    if tips and ax is not None:
        text = text.replace("</svg>", tipped(_places(figure, ax, tips)) + "\n</svg>")
    return headed(text, title, description, _fonts(figure))


def headed(text: str, title: str, description: str, fonts: Sequence[str]) -> str:
    """An SVG document whose root has a title, a description, and the fonts of its texts, then others."""
    root = _ROOT.search(text)
    if root is None:  # pragma: no cover - matplotlib always writes a root
        raise ValueError("matplotlib wrote no <svg> element")
    names = dict.fromkeys([*fonts, *FONTS])
    families = ", ".join(f"'{name}'" if " " in name else name for name in names)
    look = f"font-family: {families}; stroke-linejoin: round; stroke-linecap: butt"
    opening = root.group(0)[:-1] + f' role="img" aria-labelledby="title desc" style="{look}">'
    words = f'\n <title id="title">{escape(title)}</title>\n <desc id="desc">{escape(description)}</desc>'
    text = text[: root.start()] + opening + words + text[root.end() :]
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def _slimmed(text: str) -> str:
    """Without the metadata, and with what every element repeats stated once on the root."""
    text = _METADATA.sub("", text, count=1)
    text = _STYLE.sub("", text, count=1)
    text = _NO_TURN.sub("", _FAMILY.sub("", text))
    text = _PATH.sub(lambda found: " ".join(found.group(0).split()), text)
    text = _UNUSED_ID.sub("", _COMMENT.sub("", text))
    text = _DRAWN.sub(lambda found: _NUMBER.sub(_short, found.group(0)), text)
    text = _BARE.sub(r"\1", _FILL.sub(r'style="fill: \1"', text))
    return "\n".join(together(line for line in text.splitlines() if line.strip()))


def together(lines: Iterable[str]) -> Iterator[str]:
    """Texts and signs of one style that follow each other in one group, which states it once."""

    def style(line: str) -> str:
        found = _STYLED.match(line)
        return found.group(1) if found else ""

    for same, run in groupby((line.strip() for line in lines), style):
        members = list(run)
        if same and len(members) > 1:
            members = [f"<g{same}>", *(line.replace(same, "", 1) for line in members), "</g>"]
        yield from members


def _short(found: re.Match[str]) -> str:
    return number(float(found.group(0)))


def number(value: float) -> str:
    """A hundredth of a point is more than any screen shows.

    Examples
    --------
    >>> number(8.5), number(72.0), number(1.006)
    ('8.5', '72', '1.01')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _places(figure: Figure, ax: Axes, tips: Sequence[Tip]) -> Iterator[tuple[Tip, _Edges]]:
    """Where the tips of an Axes are: left, top, width and height in points of its figure."""
    width, height = figure.get_size_inches() * 72
    across = ax.transData + figure.transFigure.inverted()
    for tip in tips:
        x, y, wide, high = tip.box
        (left, top), (right, bottom) = across.transform([(x, y), (x + wide, y + high)])
        yield tip, (left * width, (1 - top) * height, (right - left) * width, (top - bottom) * height)


def tipped(places: Iterable[tuple[Tip, _Edges]]) -> str:
    """Boxes that nobody sees, on top of all: what they say, and where a link leads once it is made."""
    lines = ['<g fill="none" pointer-events="all">']
    for tip, edges in places:
        box = " ".join(f'{name}="{edge:.0f}"' for name, edge in zip(_EDGES, edges, strict=True))
        title = f"<title>{escape(tip.words)}</title>"
        lines.append(f'<rect data-to="{escape(tip.anchor)}" {box}>{title}</rect>')
    return "\n".join([*lines, "</g>"]) if len(lines) > 1 else ""


def _fonts(figure: Figure) -> list[str]:
    """The fonts of the texts of a figure."""
    from matplotlib.text import Text

    texts = (text for text in figure.findobj(Text) if isinstance(text, Text))
    return [name for text in texts for name in text.get_fontfamily()]


def embed(
    svg: str, *, prefix: str, variables: bool = False, fluid: bool = False, links: Container[str] | bool = ()
) -> str:
    """An ``<svg>`` element for a page: no prologue, ids of its own, its size in CSS pixels.

    Parameters
    ----------
    svg : str
        What :func:`render` returned.
    prefix : str
        Put before every id, so that several figures on one page keep apart.
    variables : bool, keyword-only
        Whether colours become ``var(--role, colour)``, so that :func:`theme_css` can change them in dark
        mode.
    fluid : bool, keyword-only
        Whether the figure becomes narrower where the page is, as a whole.
    links : container of str, or bool, keyword-only
        The ids that the page has: parts of the figure that stand for one of them become links to it. True
        makes every link.

    Examples
    --------
    >>> embed('<?xml version="1.0"?>\\n<svg width="72pt"><g id="a"/></svg>', prefix="x")
    '<svg width="96"><g id="x-a"/></svg>'
    >>> embed('<svg><rect data-to="cell-a"><title>A</title></rect></svg>', prefix="x", links={"cell-a"})
    '<svg><a href="#cell-a"><rect><title>A</title></rect></a></svg>'
    """
    body = svg[svg.index("<svg") :].strip()
    body = _IDS.sub(lambda found: f"{prefix}-{found.group(1)}", body)
    body = _USES.sub(lambda found: f"{found.group(1)}{prefix}-{found.group(2)}", body)
    body = body.replace('aria-labelledby="title desc"', f'aria-labelledby="{prefix}-title {prefix}-desc"')
    body = _SIZE.sub(
        lambda found: f'{found.group(1)}="{float(found.group(2)) * _PIXELS:.10g}"', body, count=2
    )
    body = _linked(body, links)
    if fluid:
        body = body.replace('style="', 'style="max-width: 100%; height: auto; ', 1)
    return _with_variables(body) if variables else body


def _linked(body: str, links: Container[str] | bool) -> str:
    """With a link from every part that stands for one of these ids."""

    def made(found: re.Match[str]) -> str:
        to = unescape(found.group(1))
        if links is False or (links is not True and to not in links):
            return f"<rect{found.group(2)}"
        return f'<a href="#{quote(to, safe=_IN_LINKS)}"><rect{found.group(2)}</a>'

    linked = _LINKED.sub(made, body)
    # An image has nothing in it that can be chosen; a group has.
    return linked.replace('role="img"', 'role="group"', 1) if "<a " in linked else linked


def theme_css() -> str:
    """CSS that gives every colour role its light value, and its dark one where the reader prefers dark.

    Examples
    --------
    >>> theme_css().startswith(":root{color-scheme:light dark;--paper:#ffffff;")
    True
    """
    light, dark = (
        "".join(f"--{role}:{colour};" for role, colour in palette.items()) for palette in (LIGHT, DARK)
    )
    when_dark = "@media screen and (prefers-color-scheme:dark)"
    return f":root{{color-scheme:light dark;{light}}}\n{when_dark}{{:root{{{dark}}}}}"


def _with_variables(body: str) -> str:
    roles = {colour: f"var(--{role})" for role, colour in LIGHT.items()}
    return _COLOUR.sub(lambda found: roles.get(found.group(0), found.group(0)), body)
