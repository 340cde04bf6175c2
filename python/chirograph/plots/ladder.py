"""The ladder: what holds with nothing assumed, and below it, layer by layer, what each assumption adds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, counted
from chirograph.catalogue.indicators import row_of
from chirograph.findings.learnt import ladder as sentence_of
from chirograph.learning.ladder import Ladder
from chirograph.learning.rung import Rung, per_cent
from chirograph.plots.accept import at_most, expect, width_of
from chirograph.plots.bars import Bar, Group, Words, draw, told
from chirograph.plots.marks import frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import heading

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ladder"]

_AXIS = "all values the unknown cells allow; not a confidence interval"
_ABOUT = (
    "Strongest assumption first; each rung adds one. At right its share of the narrowing over all orders; "
    "lighter, what it removes here."
)
#: Pairs drawn at a rung unless more are asked for.
MOST_PAIRS = 15


@kept
def ladder(
    found: Ladder,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_PAIRS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw a ladder: one rung for each layer, strongest first, and at each rung one bar for each pair.

    A pale bar with strong ends covers every value the unknown cells allow once this layer and all stronger
    ones are on; where nothing is left open, a dot. At the right of a rung stands the layer's share of the
    narrowing, which no order changes, and lighter what it removes in this order. A rung whose layer clashes
    with a stronger one is hatched.

    Parameters
    ----------
    found : Ladder
        What ``Dataset.ladder`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of bars. Letters shrink with
        yours, to 6 points and not below.
    most : int, optional, keyword-only
        Draw at most so many pairs at a rung, by default 15; a line says how many are left out. None draws
        all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        The sentence above; by default made from the data.
    **look
        Properties of the bars (:class:`matplotlib.patches.PathPatch`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a bar, as drawn from top to bottom, with the columns of ``Ladder.table``.

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.ladder(cg.load("nato-ip4").ladder())
    >>> drawn.data()["layer"][-1]
    'others_like_korea'
    """
    expect("ladder", found, Ladder, "a result of Dataset.ladder()")
    face = frame_of("ladder", look, ("most", "width", "title"), filled=True)
    width_of(width)
    shown = len(found.pairs[: at_most(most)])
    groups = tuple(_group(found, rung, shown) for rung in found.rungs)
    left_out = len(found.pairs) - shown
    axis = f"{found.title}: {_AXIS}"
    left = (f"{counted(left_out, 'more pair')} not drawn.",) if left_out else ()
    row = row_of(found.key)
    named = f"{found.title}: what each of {counted(len(found.layers), 'assumption')} adds"
    finding = sentence_of(found)
    above = heading(title, finding.title if finding is not None else named)
    around = Words(above, f"{_ABOUT} Bars: {axis}.", (*left, *found.assumptions[:1]))
    span = row["low"], row["high"]
    drawn, tips = draw("ladder", groups, around, ax, width, face, span=span, most=True)
    words = told(
        f"{above.rstrip('.')}. {named}. {_ABOUT[:-1]}", axis, tuple(map(_said, groups)), found.assumptions
    )
    table = found.table()
    per_rung = [range(k * len(found.pairs), k * len(found.pairs) + shown) for k in range(len(found.rungs))]
    rows = tuple(tuple(table[name][i] for name in table.columns) for places in per_rung for i in places)
    return PlotResult(drawn, f"ladder-{found.key}", above, table.columns, rows, words, ax is None, tips)


def _group(found: Ladder, rung: Rung, shown: int) -> Group:
    bars = [
        Bar(_label(found, pair), *ends, sharp=True)
        for pair, ends in zip(found.pairs[:shown], rung.ends[:shown], strict=True)
    ]
    settled = f"{rung.settled} of {counted(found.comparisons, 'order')} settled"
    clash = any(rung.layer == weaker for _, weaker, _, _ in found.clashes)
    strength = f" ({rung.strength.replace('_', ' ')})" if rung.strength else ""
    words = f"{'+ ' if rung.layer else ''}{rung.title}{strength}; {settled}"
    if clash:
        words += "; clashes with a stronger one"
    if not rung.layer:
        return Group(words, tuple(bars))
    share, drop = (per_cent(found.part(amount)) for amount in (rung.share, rung.drop))
    return Group(words, tuple(bars), share, f"here {drop}", clash)


def _label(found: Ladder, pair: Sequence[str]) -> str:
    return f" {DASH} ".join(found.names.get(label, label) for label in pair)


def _said(group: Group) -> Group:
    """A rung whose heading says in words what stands at its right."""
    if not group.remark:
        return group
    return Group(f"{group.label}; share {group.remark}, {group.lighter}", group.bars)
