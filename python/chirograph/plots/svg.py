"""Figures as SVG that can be read aloud, embedded many to a page, and compared byte by byte."""

from __future__ import annotations

import io
import re
from html import escape
from typing import TYPE_CHECKING

from chirograph.plots.letters import FONTS
from chirograph.plots.palette import DARK, LIGHT, settings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["embed", "render", "theme_css"]

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
#: CSS pixels in a point, the unit of matplotlib's width and height.
_PIXELS = 96 / 72


def render(figure: Figure, *, title: str, description: str) -> str:
    """Draw a figure as SVG text: no date, fixed ids, ``role="img"``, a title and a description.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure; it is not changed.
    title : str
        One line; becomes ``<title>``.
    description : str
        The alt text; becomes ``<desc>``.

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
    buffer = io.StringIO()
    with settings():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = _slimmed(buffer.getvalue())
    root = _ROOT.search(text)
    if root is None:  # pragma: no cover - matplotlib always writes a root
        raise ValueError("matplotlib wrote no <svg> element")
    look = f"font-family: {_families(figure)}; stroke-linejoin: round; stroke-linecap: butt"
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
    return _FILL.sub(r'style="fill: \1"', text)


def _families(figure: Figure) -> str:
    """The fonts of the texts, then those a page tries."""
    from matplotlib.text import Text

    texts = (text for text in figure.findobj(Text) if isinstance(text, Text))
    names = dict.fromkeys([*(name for text in texts for name in text.get_fontfamily()), *FONTS])
    return ", ".join(f"'{name}'" if " " in name else name for name in names)


def embed(svg: str, *, prefix: str, variables: bool = False, fluid: bool = False) -> str:
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

    Examples
    --------
    >>> embed('<?xml version="1.0"?>\\n<svg width="72pt"><g id="a"/></svg>', prefix="x")
    '<svg width="96"><g id="x-a"/></svg>'
    """
    body = svg[svg.index("<svg") :].strip()
    body = _IDS.sub(lambda found: f"{prefix}-{found.group(1)}", body)
    body = _USES.sub(lambda found: f"{found.group(1)}{prefix}-{found.group(2)}", body)
    body = body.replace('aria-labelledby="title desc"', f'aria-labelledby="{prefix}-title {prefix}-desc"')
    body = _SIZE.sub(
        lambda found: f'{found.group(1)}="{float(found.group(2)) * _PIXELS:.10g}"', body, count=2
    )
    if fluid:
        body = body.replace('style="', 'style="max-width: 100%; height: auto; ', 1)
    return _with_variables(body) if variables else body


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
