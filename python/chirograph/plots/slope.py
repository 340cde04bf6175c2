"""Before and after a renewal: both ranges of every pair, and what of the change is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, counted
from chirograph.catalogue.indicators import row_of
from chirograph.change.whatif import Moved, WhatIf
from chirograph.plots.accept import at_most, expect, some, width_of
from chirograph.plots.bars import Bar, Group, Words, draw, told
from chirograph.plots.marks import frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import heading

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["slope"]

#: Pairs drawn unless more are asked for.
MOST_PAIRS = 20
_AXIS = "every value the unknown cells allow; not a confidence interval"


@kept
def slope(
    found: WhatIf,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_PAIRS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw an indicator before and after a renewal: two ranges for each pair, and what of it is certain.

    At the right of a pair stands what is certain of the change whatever the texts say: higher, not lower,
    lower, not higher or the same. Where nothing stands there, the renewal may do either.

    Parameters
    ----------
    found : WhatIf
        What ``Dataset.whatif`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of bars. Letters shrink with
        yours, to 6 points and not below.
    most : int, optional, keyword-only
        Draw at most so many pairs, by default 20; a line says how many are left out. None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        The sentence above; by default what is certain.
    **look
        Properties of the bars (:class:`matplotlib.patches.PathPatch`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has the rows of ``WhatIf.table`` that are drawn.

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.slope(cg.load("nato-ip4").whatif("one common agenda"))
    >>> len(drawn.data())
    6
    """
    expect("slope", found, WhatIf, "a result of Dataset.whatif()")
    face = frame_of("slope", look, ("most", "width", "title"), filled=True)
    width_of(width)
    some("slope", found.moved)
    chosen = found.moved[: at_most(most)]
    row, left = row_of(found.key), len(found.moved) - len(chosen)
    groups = tuple(_group(found, one) for one in chosen)
    above = heading(title, found.sentences()[0].rstrip("."))
    footer = (*([f"{counted(left, 'more row')} not drawn."] if left else []), *found.assumptions[:2])
    around = Words(above, f"Bars: {_AXIS}. At right what is certain of the change.", footer)
    span = row["low"], row["high"]
    drawn, tips = draw("slope", groups, around, ax, width, face, span=span, most=True)
    table = found.table()
    data = tuple(tuple(one.values()) for one in list(table)[: len(chosen)])
    words = told(f"{above}. {found.title} before and after", _AXIS, groups, found.assumptions)
    return PlotResult(drawn, f"slope-{found.key}", above, table.columns, data, words, ax is None, tips)


def _group(found: WhatIf, one: Moved) -> Group:
    name = f" {DASH} ".join(found.names.get(label, label) for label in one.subject)
    bars = (
        Bar("today", one.before.lower, one.before.upper, one.before.sharp),
        Bar(found.scenarios[0].period, one.after.lower, one.after.upper, one.after.sharp),
    )
    return Group(name, bars, one.sure)
