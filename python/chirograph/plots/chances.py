"""Chances as shade: the places of pairs, or their values, framed where they are possible at all."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, counted
from chirograph.catalogue.indicators import directed, row_of
from chirograph.chances.answer import Chances
from chirograph.chances.distribution import Distribution
from chirograph.chances.ranks import Ranks
from chirograph.plots.accept import at_most, expect, look_of, width_of
from chirograph.plots.letters import LINE, NORMAL, SMALLEST, beside, in_sentences, wrapped
from chirograph.plots.palette import axes_within, plain_labels, settings, tint, value_axis, width_within
from chirograph.plots.result import PlotResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["distribution", "ranks"]

#: Pairs drawn unless more are asked for, parts of the range of an index, places that have room for numbers.
MOST_PAIRS, PARTS, MOST_NUMBERS = 60, 25, 20
#: Inches: width by default, right of the strips, height of a row, and of a strip.
_WIDTH, _RIGHT, _ROW, _STRIP = 8.4, 1.05, 0.34, 0.24
_PLACE = "every place that the unknown cells allow (no prior)"
_SHADE = "the darker, the more likely under the prior"


@dataclass(frozen=True)
class _Strip:
    """One pair: what is possible, and the parts of it with their chances."""

    pair: tuple[str, str]
    label: str
    ends: tuple[float, float]
    shares: tuple[float, ...]
    beside: str


@dataclass(frozen=True)
class _Strips:
    """All that one figure shows."""

    kind: str
    edges: tuple[float, ...]  # between the parts
    strips: tuple[_Strip, ...]
    legend: tuple[str, ...]
    axis: str
    head: str
    numbered: bool
    whole: bool  # ticks stand at whole numbers, one for each part
    columns: tuple[str, ...]


@kept
def ranks(
    found: Ranks,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_PAIRS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw the places of every pair: a frame around possible ones, shade and per cent for how likely each is.

    The frame holds whatever the unknown cells are; shade and numbers follow from the prior. Where weights of
    areas are drawn too there is no frame.

    Parameters
    ----------
    found : Ranks
        A result of ``Overlap.rank``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of pairs.
    most : int, optional, keyword-only
        Draw at most so many pairs, by default 60, those expected first. None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        One line for the title of the SVG.
    **look
        Properties of the shade (:class:`matplotlib.patches.Rectangle`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a pair, as drawn from top to bottom: first, second, best, worst, expected,
        then the share of every place. Best and worst are NaN where weights are drawn.

    Raises
    ------
    ParameterError
        If something else is to be drawn, or a property is not known.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [0, 1]], max_depth=1)
    >>> cg.plots.ranks(panel.overlap("jaccard").rank(0.5)).data().columns[:5]
    ('first', 'second', 'best', 'worst', 'expected')
    """
    expect("ranks", found, Ranks, "a result of rank()")
    order = sorted(range(len(found)), key=lambda at: (math.isnan(found.expected[at]), found.expected[at], at))
    strips = []
    for at in order[: at_most(most)]:
        may = (float(found.best[at]), float(found.worst[at])) if len(found.best) else (math.nan, math.nan)
        shares = tuple(map(float, found.acceptability[at]))
        expected = f"{found.expected[at]:.2f}"
        strips.append(_Strip(found.pairs[at], _name(found, at), may, shares, expected))
    size = len(found)
    figure = _Strips(
        "ranks", tuple(at + 0.5 for at in range(max(size, 1) + 1)), tuple(strips),
        (*([_PLACE] if len(found.best) else []), f"per cent of draws, {_SHADE}"),
        _axis(found, f"place among {counted(size, 'pair')}; {found.weighing[:-1].lower()}", len(strips)),
        "expected", size <= MOST_NUMBERS, True,
        ("first", "second", "best", "worst", "expected", *(f"place {at + 1}" for at in range(size))),
    )  # fmt: skip
    rows = tuple((*one.pair, *one.ends, float(one.beside), *one.shares) for one in strips)
    return _drawn(found, figure, rows, ax, width, title, look)


@kept
def distribution(
    found: Distribution,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_PAIRS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw how likely the values of every pair are: shade within an open frame, which is the bounds.

    The frame holds whatever the unknown cells are; the shade follows from the prior, and is no bound.

    Parameters
    ----------
    found : Distribution
        A result of ``Overlap.distribution``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of pairs.
    most : int, optional, keyword-only
        Draw at most so many pairs, by default 60, those with the highest mean. None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        One line for the title of the SVG.
    **look
        Properties of the shade (:class:`matplotlib.patches.Rectangle`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a pair, as drawn from top to bottom: first, second, lower, upper, mean, then
        the chance of every part of the range of the index, named by where it begins.

    Raises
    ------
    ParameterError
        If something else is to be drawn, or a property is not known.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
    >>> drawn = cg.plots.distribution(panel.overlap("jaccard").distribution(0.5))
    >>> drawn.data()["mean"]
    (0.45833333333333326,)
    """
    expect("distribution", found, Distribution, "a result of distribution()")
    row = row_of(found.asked.question.key)
    edges = np.linspace(row["low"], row["high"], PARTS + 1)
    means = found.mean
    order = sorted(range(len(found)), key=lambda at: (math.isnan(means[at]), -means[at], at))
    strips = []
    for at in order[: at_most(most)]:
        law = found.laws[at]
        ends = float(found.asked.lower[at]), float(found.asked.upper[at])
        parts, _ = np.histogram(np.clip(law.values, edges[0], edges[-1]), edges, weights=law.chances)
        told = DASH.join(f"{law.quantile(q):.3f}" for q in _outer(found))
        strips.append(_Strip(found.pairs[at], _name(found, at), ends, tuple(parts.tolist()), told))
    head = " to ".join(f"{100 * q:g}" for q in _outer(found))
    figure = _Strips(
        "distribution", tuple(edges.tolist()), tuple(strips),
        ("every value the unknown cells allow (bounds, no prior)", _SHADE),
        _axis(found, found.asked.question.title, len(strips)), f"{head} %" if head else "", False, False,
        ("first", "second", "lower", "upper", "mean", *(f"from {edge:.2f}" for edge in edges[:-1])),
    )  # fmt: skip
    shown = zip(strips, order, strict=False)
    rows = tuple((*one.pair, *one.ends, float(means[at]), *one.shares) for one, at in shown)
    return _drawn(found, figure, rows, ax, width, title, look)


def _outer(found: Distribution) -> tuple[float, ...]:
    """The least and the greatest quantile that are shown."""
    return tuple(dict.fromkeys((min(found.quantiles), max(found.quantiles)))) if found.quantiles else ()


def _name(found: Chances, at: int) -> str:
    asked = found.asked
    first, second = (asked.content.names.get(label, label) for label in found.pairs[at])
    return f"{first} {'in' if directed(asked.question.key, asked.question.arguments) else DASH} {second}"


def _axis(found: Chances, what: str, drawn: int) -> str:
    left = len(found) - drawn
    more = f"; {counted(left, 'more pair')} not drawn" if left else ""
    return f"{what}; prior (an assumption): {found.prior.name}{more}"


def _drawn(
    found: Chances,
    figure: _Strips,
    rows: tuple[tuple[Any, ...], ...],
    ax: Axes | None,
    width: float | None,
    title: str | None,
    look: Mapping[str, Any],
) -> PlotResult:
    from matplotlib.patches import Rectangle

    width_of(width)
    shade = look_of(Rectangle, look, ("most", "width", "title"), colour="facecolor")
    owns = ax is None
    texts = [figure.axis, *figure.legend, *(one.label for one in figure.strips), DASH]
    with settings(texts, ax):
        room = _Room.of(figure, width_within(ax, width, _WIDTH))
        ax = room.axes(ax, width)
        _draw(ax, figure, room, shade)
    key, of = found.asked.question.key, found.asked.question.title
    what = "places" if figure.kind == "ranks" else "chances of values"
    heading = title or f"{of}: {what} of {counted(len(rows), 'pair')}, prior {found.prior.name}"
    words = _words(found, figure, heading)
    return PlotResult(ax, f"{figure.kind}-{key}", heading, figure.columns, rows, words, owns)


@dataclass(frozen=True)
class _Room:
    """Where the parts stand, in inches, and their words in lines that fit."""

    width: float
    margins: tuple[float, float, float, float]
    row: float
    names: tuple[str, ...]
    legend: tuple[str, ...]
    axis: str

    @classmethod
    def of(cls, figure: _Strips, width: float) -> _Room:
        lines, taken, width = beside([one.label for one in figure.strips], width, _RIGHT + 0.2)
        left = taken + 0.2
        legend = ["\n".join(wrapped(words, width - left - 0.6)) for words in figure.legend]
        axis = wrapped(figure.axis, width - left - _RIGHT + 2 * min(left, _RIGHT) - 0.1)
        above = 0.36 + sum(0.2 + LINE * words.count("\n") for words in legend)
        row = max(_ROW, 0.12 + LINE * max((len(name) for name in lines), default=1))
        names = tuple("\n".join(name) for name in lines)
        margins = (left, _RIGHT, above, 0.42 + 0.18 * len(axis))
        return cls(width, margins, row, names, tuple(legend), "\n".join(axis))

    def axes(self, ax: Axes | None, asked: float | None) -> Axes:
        """Axes on a figure of its own, or those of a caller."""
        return axes_within(self.width, self.row * max(len(self.names), 1), self.margins, ax, 0.6, asked)


def _draw(ax: Axes, figure: _Strips, room: _Room, shade: Mapping[str, Any]) -> None:
    ax.set_ylim(max(len(figure.strips), 1) - 0.5, -0.5)
    ax.set_xlim(figure.edges[0], figure.edges[-1])
    value_axis(ax)
    if figure.whole:
        ax.grid(visible=False)
        places = range(1, len(figure.edges))
        step = 1 + (len(figure.edges) - 2) // MOST_NUMBERS
        ax.set_xticks([place for place in places if (place - 1) % step == 0])
    ax.set_xlabel(room.axis, fontsize=SMALLEST, parse_math=False)
    darkest = max((max(one.shares, default=0.0) for one in figure.strips), default=1.0) or 1.0
    for y, strip in enumerate(figure.strips):
        _strip(ax, y, strip, figure, darkest, _STRIP / room.row, shade)
    ax.set_yticks(range(len(room.names)), room.names)
    ax.tick_params(axis="y", length=0, pad=8, labelsize=NORMAL, labelcolor=tint("ink"))
    plain_labels(ax)
    _aside(ax, -0.5, figure.head, 4, "baseline")
    _legend(ax, room, shade)


def _strip(
    ax: Axes, y: int, strip: _Strip, figure: _Strips, darkest: float, high: float, shade: Mapping[str, Any]
) -> None:
    from matplotlib.patches import Rectangle

    for at, share in enumerate(strip.shares):
        if share <= 0:
            continue
        left, right = figure.edges[at], figure.edges[at + 1]
        if not figure.whole and not math.isnan(strip.ends[0]):
            # A part reaches no further than the bounds; one value still needs ink.
            left, right = max(left, strip.ends[0]), min(right, strip.ends[1])
            right = max(right, left + 0.004 * (figure.edges[-1] - figure.edges[0]))
        face = {"facecolor": tint("bar"), "alpha": share / darkest, "linewidth": 0.0, **shade}
        ax.add_patch(Rectangle((left, y - high / 2), right - left, high, zorder=2.5, **face))
        if figure.numbered and share >= 0.005:
            words, middle = f"{100 * share:.0f}", (left + right) / 2
            ax.text(
                middle,
                y,
                words,
                ha="center",
                va="center_baseline",
                fontsize=SMALLEST,
                color=tint("ink"),
                zorder=4,
            )
    low, top = strip.ends
    if not math.isnan(low) and (top > 0 or not figure.whole):
        reach = 0.5 if figure.whole else 0.0
        frame = Rectangle((low - reach, y - high / 2), top - low + 2 * reach, high, zorder=3, **_frame())
        ax.add_patch(frame)
    _aside(ax, y, strip.beside, 0, "center_baseline")


def _frame() -> dict[str, Any]:
    """The edge around what is possible."""
    return {"facecolor": "none", "edgecolor": tint("ink"), "linewidth": 1.0, "clip_on": False}


def _aside(ax: Axes, y: float, words: str, lift: float, stands: str) -> None:
    """Words right of the strips."""
    look: dict[str, Any] = {"fontsize": SMALLEST, "va": stands, "color": tint("soft")}
    ax.annotate(
        words, (1.0, y), (8, lift), ("axes fraction", "data"), textcoords="offset points",
        annotation_clip=False, **look,
    )  # fmt: skip


def _legend(ax: Axes, room: _Room, shade: Mapping[str, Any]) -> None:
    from matplotlib.patches import Patch

    filled = Patch(**{"facecolor": tint("bar"), "alpha": 0.7, "linewidth": 0.0, **shade})
    framed = Patch(**{**_frame(), "clip_on": True})
    signs = [framed, filled][-len(room.legend) :]
    ax.legend(signs, room.legend, loc="lower left", bbox_to_anchor=(-0.01, 1.0), frameon=False,
              borderaxespad=1.6, borderpad=0.0, fontsize=SMALLEST)  # fmt: skip


def _words(found: Chances, figure: _Strips, heading: str) -> str:
    """The alt text."""
    parts = [f"{heading}. {figure.axis}"]
    for one in figure.strips:
        low, high = one.ends
        frame = "" if math.isnan(low) else f"possible from {low:.3g} to {high:.3g}, "
        top = int(np.argmax(one.shares)) if one.shares else 0
        most = f"most likely {figure.columns[5 + top]}" if one.shares and max(one.shares) > 0 else "no value"
        aside = f", {figure.head} {one.beside.replace(DASH, ' to ')}" if figure.head else ""
        parts.append(f"{one.label}: {frame}{most}{aside}")
    return in_sentences(parts, found.assumptions)
