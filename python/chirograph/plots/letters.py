"""Letters: which fonts draw them, how wide they are, and names in lines that leave the drawing its room."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chirograph.base.markup import shorten

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "FONTS",
    "LEAST",
    "LEGIBLE",
    "LINE",
    "NORMAL",
    "SMALLEST",
    "around",
    "beside",
    "families",
    "in_sentences",
    "is_set",
    "reach",
    "unseen",
    "wrapped",
]

#: Families that a page tries in turn; matplotlib brings the first, and figures are laid out with it.
FONTS = ("DejaVu Sans", "Verdana", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif")
#: Points. Nothing in a figure is smaller, so that a figure at its own size keeps 11 px or more.
SMALLEST, NORMAL = 8.5, 9.0
#: Points: letters that shrink with the Axes of a caller stop here.
LEGIBLE = 6.0
#: Inches from one line of a text to the next.
LINE = 0.175
#: The drawing keeps this share of the width of its figure, however long the names beside it are.
LEAST = 0.4
#: Inches that names get at least, and lines that one gets at most.
_SHORTEST, _MOST_LINES = 0.7, 6
#: Points at which letters are measured; on a coarse screen they take a little more, each begins on a dot.
_MEASURED, _SLACK = 64, 1.08
#: Share of its size that the box for a letter takes that no font has.
_SQUARE = 1.1
#: Where the middle of a name is left out.
_CUT = "\N{HORIZONTAL ELLIPSIS}"
#: Fonts that have a sign for everything, and draw nothing.
_NO_LETTERS = ("lastresort", "adobeblank")


def families(texts: Iterable[str] = ()) -> list[str]:
    """Families that draw these texts: the reader's own, ours, then others for letters still missing.

    matplotlib looks for every letter in each of them in turn. A letter that no installed font has stays
    missing; `unseen` finds it.
    """
    import matplotlib as mpl

    chosen: list[str] = []
    own: Any = mpl.rcParams
    if any(is_set(key) for key in ("font.family", "font.sans-serif")):
        for name in mpl.rcParams["font.family"]:
            # A generic name stands for one font only; the fonts behind it may each have letters of their own.
            known = [one for one in own.get(f"font.{name}", ()) if _file(one)]
            chosen += known or [name]
    chosen.append(FONTS[0])
    missing = _missing({*"".join(texts)}, chosen)
    return list(dict.fromkeys([*chosen, *_covering(missing)]))


def is_set(key: str) -> bool:
    """Whether the reader has set something."""
    import matplotlib as mpl

    now: Any = mpl.rcParams
    default: Any = mpl.rcParamsDefault
    return bool(now[key] != default[key])


def _file(family: str) -> Any:
    """The file of an installed family; nothing where there is none."""
    import matplotlib as mpl

    if family == FONTS[0]:
        # It comes with matplotlib; to look for it would first list every font of the machine.
        return str(Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"))
    from matplotlib.font_manager import FontProperties, findfont

    try:
        return findfont(FontProperties(family=[family]), fallback_to_default=False)
    except ValueError:
        return None


def _missing(letters: Iterable[str], names: Iterable[str]) -> set[str]:
    """Letters that none of these families has."""
    files = [file for file in map(_file, names) if file]
    seen = (letter for letter in letters if letter.isprintable() and not letter.isspace())
    return {letter for letter in seen if not any(_has(file, letter) for file in files)}


def _covering(missing: set[str]) -> Iterator[str]:
    """Installed families that have the letters, most of them first; upright and plain before others."""
    if not missing:
        return
    from matplotlib.font_manager import fontManager

    held: dict[str, set[str]] = {}
    for entry in sorted(fontManager.ttflist, key=_plainness):
        plain = entry.name.replace(" ", "").strip(".").lower()
        if entry.name not in held and not plain.startswith(_NO_LETTERS):
            held[entry.name] = {letter for letter in missing if _has(entry.fname, letter)}
    while missing:
        best = max(held, key=lambda name: len(held[name] & missing), default="")
        if not best or not held[best] & missing:
            return
        yield best
        missing = missing - held[best]


def _plainness(entry: Any) -> tuple[bool, int, bool, str]:
    weight = entry.weight if isinstance(entry.weight, int) else 400
    plain = any(word in entry.name.lower() for word in ("sans", "gothic"))
    return entry.style != "normal", abs(weight - 400), not plain, entry.name


@lru_cache(maxsize=20_000)
def _has(file: Any, letter: str) -> bool:
    """Whether the font in this file draws a letter."""
    return bool(_font(file).get_char_index(ord(letter)))


@lru_cache(maxsize=100)
def _font(file: Any) -> Any:
    from matplotlib.ft2font import FT2Font

    return FT2Font(file)


@lru_cache(maxsize=4_000)
def _wide(file: Any, letter: str) -> float:
    """How far a letter moves the next one, as a share of the size of the text; kerning only takes away."""
    font = _font(file)
    font.set_size(_MEASURED, 72)
    # What the font itself says, in 65536ths of a dot: no letter is moved to a dot of the screen.
    return float(font.load_char(ord(letter)).linearHoriAdvance) / 0x10000 / _MEASURED


def reach(text: str, points: float = SMALLEST) -> float:
    """Inches that a line takes in the fonts in force; a letter that no font has takes a whole square."""
    import matplotlib as mpl

    listed = sys.modules.get("matplotlib.font_manager")
    files = _files(tuple(mpl.rcParams["font.family"]), len(listed.fontManager.ttflist) if listed else 0)
    return _ems(files, text) * _SLACK * points / 72


@lru_cache(maxsize=100)
def _files(families: tuple[str, ...], _installed: int) -> tuple[Any, ...]:
    """The files of these families, found anew when a font was installed."""
    return tuple(file for file in map(_file, families) if file)


@lru_cache(maxsize=20_000)
def _ems(files: tuple[Any, ...], text: str) -> float:
    """How wide a line is as a share of the size of its letters, in the first of these fonts that has each."""

    def drawn_by(letter: str) -> Any:
        return next((file for file in files if _has(file, letter)), None)

    wide = 0.0
    for file, run in groupby(text, drawn_by):
        wide += sum(_SQUARE if file is None else _wide(file, letter) for letter in run)
    return wide


def wrapped(text: str, inches: float, points: float = SMALLEST, most: int = _MOST_LINES) -> tuple[str, ...]:
    """A name in lines no longer than this: broken between words, a long word between letters.

    Of a name that needs more lines than `most` the middle is left out: names often differ at their ends.

    Examples
    --------
    >>> wrapped("Republic of Korea", 0.8)
    ('Republic of', 'Korea')
    >>> wrapped("a" * 60, 1.0, most=3)
    ('aaaaaaaaaaaa', '…aaaaaaaaaaa', 'aaaaaaaaaaaa')
    """
    lines, line = [], ""
    for word in text.split():
        if reach(longer := f"{line} {word}".lstrip(), points) <= inches:
            line = longer
            continue
        *full, rest = _broken(word, inches, points)
        lines += [line, *full] if line else full
        line = rest
    lines.append(line)
    if len(lines) > most == 1:
        return (_shortened(text, inches, points),)
    if len(lines) > most:
        head, tail = lines[: most // 2], lines[most // 2 - most :]
        while tail[0] and reach(_CUT + tail[0], points) > inches:
            tail[0] = tail[0][1:]
        lines = [*head, _CUT + tail[0], *tail[1:]]
    return tuple(lines)


def _shortened(text: str, inches: float, points: float) -> str:
    """Both ends of a text, as much of each as fits on one line."""
    each = min(len(text) // 2, 200)
    while each > 1 and reach(text[:each] + _CUT + text[-each:], points) > inches:
        each -= 1
    return text[:each] + _CUT + text[-each:]


def _broken(word: str, inches: float, points: float) -> Iterator[str]:
    """A word in pieces that fit; an accent stays with its letter."""
    while reach(word, points) > inches and len(word) > 1:
        cut = next((n for n in range(2, len(word)) if reach(word[:n], points) > inches), len(word)) - 1
        while cut < len(word) and unicodedata.combining(word[cut]):
            cut += 1
        yield word[:cut]
        word = word[cut:]
    if word:
        yield word


def beside(
    names: Sequence[str], width: float, others: float, points: float = NORMAL, longest: float = 9.0
) -> tuple[list[tuple[str, ...]], float, float]:
    """Names beside a drawing, in lines; the inches they take, and the width of the figure.

    What else stands beside the drawing takes `others`. Where a name would be left less than it needs, the
    figure is wider than was asked for.
    """
    room = min(longest, max(_SHORTEST, width * (1 - LEAST) - others))
    lines = [wrapped(name, room, points) for name in names]
    taken = max((reach(line, points) for name in lines for line in name), default=0.0)
    return lines, taken, max(width, around(taken + others))


def around(others: float) -> float:
    """The least width of a figure in which so many inches stand beside the drawing.

    Examples
    --------
    >>> around(3.0)
    5.0
    """
    return others / (1 - LEAST)


def unseen(figure: Figure) -> str:
    """What to say of the letters in a figure that no font draws; nothing where all are drawn."""
    from matplotlib.text import Text

    missing: set[str] = set()
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        missing |= _missing({*text.get_text()}, text.get_fontfamily())
    if not missing:
        return ""
    return (
        f"no installed font has {shorten(sorted(missing))}: PNG and PDF show a box there, SVG what the fonts "
        "of the reader have; install a font with these letters, such as one of the Noto family"
    )


def in_sentences(parts: Iterable[str], assumptions: Iterable[str]) -> str:
    """An alt text: its parts, then what it stands under.

    Examples
    --------
    >>> in_sentences(["Two bars"], ["Nothing is assumed."])
    'Two bars. Nothing is assumed.'
    """
    return ". ".join([*parts, *(sentence.rstrip(".") for sentence in assumptions)]) + "."
