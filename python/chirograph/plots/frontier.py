"""What a budget buys: for each what is added for certain, and what is there for certain afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import counted
from chirograph.errors import Fault, ParameterError
from chirograph.planning.amounts import said
from chirograph.planning.result import Plan
from chirograph.plots.accept import at_most, expect, width_of
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences
from chirograph.plots.marks import BEST, BOTH, Marks, frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import Head, Row, Sheet, credit, heading

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["frontier"]

_WIDTH, _ROW = 7.6, 0.26
#: Budgets drawn unless more are asked for.
MOST_BUDGETS = 30
_COLUMNS = ("what", "budget", "gain", "value")


@kept
def frontier(
    found: Plan,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_BUDGETS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw what every budget guarantees, and which plans of the whole budget are ahead of all others.

    The strong part of a bar is the most that a plan of this budget adds for certain, the whole bar the most
    that is there for certain after a plan of it. The two need not be one plan: below stand those plans of the
    whole budget of which none is behind another in both.

    Parameters
    ----------
    found : Plan
        What ``plan`` of a panel or a dataset gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the rows. Letters shrink with yours, to 6
        points and not below.
    most : int, optional, keyword-only
        Draw at most so many budgets, by default 30, evenly spaced; a line says how many are left out. None
        draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        The sentence above; by default made from the plan.
    **look
        Properties of the frames of the bars (:class:`matplotlib.patches.PathPatch`), such as
        ``color="black"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a bar, as drawn: what ("budget" or "plan"), budget, gain, value.

    Raises
    ------
    ParameterError
        If something else is to be drawn, the plan has no frontier (it had needs or budgets of its own), a
        property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.plots.frontier(cg.load("nato-ip4").plan("core", 4)).data()["value"]
    (0.0, 1.0, 2.0, 3.0, 4.0, 4.0, 3.0)
    """
    expect("frontier", found, Plan, "a result of plan()")
    face = frame_of("frontier", look, ("most", "width", "title"))
    width_of(width)
    bars = list(_bars(found, at_most(most)))
    if not bars:
        rule = "a plan with needs or budgets of partners has no frontier of budgets"
        raise ParameterError(Fault("", "found", "a plan", rule, "ask for it without them", "parameter"))
    top = max([value for _, _, _, value in bars] + [1.0])
    left = len(found.frontier) - sum(what == "budget" for what, *_ in bars)
    above = heading(title, _sentence(found))
    footer = (
        *([f"{counted(left, 'budget')} of {len(found.frontier)} not drawn."] if left else []),
        *credit(found.data, " ".join(found.assumptions[:1])),
    )
    ticks = tuple(
        (mark / top, f"{mark:g}") for mark in dict.fromkeys((0.0, top / 2, top)) if mark == int(mark)
    )
    keys = ((BOTH, "added for certain"), (BEST, "there for certain; the text may hold it already"))
    sheet = Sheet(
        "frontier", above, f"{found.question} Each bar is what one budget can make certain.", footer,
        tuple(_rows(found, bars)), keys, ("",), ticks=ticks, row=_ROW,
    )  # fmt: skip

    def mark(marks: Marks) -> None:
        marks.grid([share for share, _ in ticks])
        laid = marks.laid
        for i, (_, _, gain, value) in enumerate(bars):
            y, high = laid.rows[i]
            thick, unit = 0.66 * min(high, _ROW * laid.scale * laid.stretch), (laid.right - laid.left) / top
            for kind, start, end in ((BOTH, 0.0, gain), (BEST, gain, value)):
                if end > start:
                    marks.add(kind, laid.left + start * unit, y - thick / 2, (end - start) * unit, thick)

    drawn, tips = shown([sheet], ax, width or _WIDTH, mark, face)
    alt = in_sentences([above.rstrip("."), *found.sentences()], found.assumptions)
    return PlotResult(
        drawn, f"frontier-{found.objective}", above, _COLUMNS, tuple(bars), alt, ax is None, tips
    )


def _bars(found: Plan, most: int | None) -> Iterator[tuple[str, float, float, float]]:
    """Budgets with the most that each adds and makes certain; then the plans of the whole budget."""
    every = found.frontier
    step = 1 if most is None or len(every) <= most else -(-len(every) // most)
    for at, value, gain in every[::step]:
        yield "budget", float(at), max(float(gain or 0), 0.0), float(value)
    for gain, value, _ in found.trades:
        yield "plan", float(found.budget), max(float(gain), 0.0), float(value)


def _rows(found: Plan, bars: list[tuple[str, float, float, float]]) -> Iterator[Row]:
    before = ""
    heads = {
        "budget": "The most that a budget adds, and makes certain",
        "plan": f"Plans within {said(found.budget)}",
    }
    for n, (what, budget, gain, value) in enumerate(bars):
        head = Head(heads[what]) if what != before else None
        before, number = what, sum(one[0] == what for one in bars[: n + 1])
        label = f"{budget:g}" if what == "budget" else f"plan {number}"
        yield Row(label, (f"{gain:g} of {value:g}",), head=head)


def _sentence(found: Plan) -> str:
    """What the budget makes certain, and what of it is certain to be new."""
    value = said(found.guaranteed_value)
    gain = max((gain for gain, _, _ in found.trades), default=found.guaranteed_gain)
    told = f"With a budget of {said(found.budget)}, {value} for certain ({found.noun})"
    return told if gain is None else f"{told}; at most {said(gain)} of them certainly new"
