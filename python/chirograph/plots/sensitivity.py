"""Figure 6, what drives the answer: the share of the variance by group of inputs, alone and in all."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import counted
from chirograph.chances.sensitivity import Sensitivity
from chirograph.plots.accept import expect, look_of, width_of
from chirograph.plots.letters import LINE, NORMAL, SMALLEST, beside, in_sentences, wrapped
from chirograph.plots.palette import axes_within, plain_labels, settings, tint, value_axis, width_within
from chirograph.plots.result import PlotResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["sensitivity"]

#: Inches: width by default, right of the bars, height of a group, and of its bars as a share of it.
_WIDTH, _RIGHT, _ROW, _BAR = 7.6, 0.75, 0.62, 0.3
_TOTAL, _FIRST = "in all: alone and together with others", "alone"
_AXIS = "share of the variance; lines are intervals by resampling"
#: How each of the two is drawn: role, and how far from the middle of its group.
_SIDES = (("total", _TOTAL, "bar", -0.5), ("first", _FIRST, "mark", 0.5))


@kept
def sensitivity(
    found: Sensitivity,
    ax: Axes | None = None,
    *,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw what drives a number: two bars for every group of inputs, the total share above the first one.

    The upper bar is the share of the variance that would go if the group were known and nothing else were
    left open with it; the lower one what the group makes alone. Lines are intervals. What lies between the
    two bars comes of the group together with others.

    Parameters
    ----------
    found : Sensitivity
        What ``overlap.sensitivity()`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        One line for the title of the SVG; by default made from the number.
    **look
        Properties of the bars (:class:`matplotlib.patches.Rectangle`), such as ``linewidth=1``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a group: group, first, first_low, first_high, total, total_low, total_high. A
        share of a number that does not vary is NaN.

    Raises
    ------
    ParameterError
        If something else is to be drawn, or a property is not known.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[2, 0], [1, 1]], [[2, 2], [1, 1]], max_depth=2)
    >>> found = panel.overlap("jaccard").sensitivity(("P1", "P2"), 0.5, choices={"threshold": [1, 2]})
    >>> len(cg.plots.sensitivity(found).ax.patches)
    4
    """
    from matplotlib.patches import Rectangle

    expect("sensitivity", found, Sensitivity, "a result of overlap.sensitivity()")
    width_of(width)
    face = look_of(Rectangle, look, ("width", "title"), colour="facecolor")
    owns = ax is None
    about = f"{found.about}: {_AXIS}"
    with settings([*found.groups, _TOTAL, _FIRST, about], ax):
        names, legend = list(found.groups), [words for _, words, *_ in _SIDES]
        lines, left, inches = beside(names, width_within(ax, width, _WIDTH), _RIGHT + 0.25)
        names = ["\n".join(name) for name in lines]
        axis = wrapped(about, inches - abs(left + 0.25 - _RIGHT) - 0.3, SMALLEST)
        row = max(_ROW, 0.15 + LINE * max((len(name) for name in lines), default=1))
        entries = [wrapped(words, inches - left - 0.9, SMALLEST) for words in legend]
        legend = ["\n".join(lines_of) for lines_of in entries]
        above = 0.22 + 0.2 * len(entries) + LINE * sum(len(lines_of) - 1 for lines_of in entries)
        margins = (left + 0.25, _RIGHT, above, 0.42 + 0.18 * len(axis))
        ax = axes_within(inches, row * len(names), margins, ax, 0.6, width)
        about = "\n".join(axis)
        _draw(ax, found, names, legend, about, face)
    heading = title or f"What drives {found.about}: {counted(len(found.groups), 'group')} of inputs"
    table = found.table()
    return PlotResult(ax, "sensitivity", heading, table.columns, table.rows, _words(found), owns)


def _draw(
    ax: Axes, found: Sensitivity, names: list[str], legend: list[str], about: str, face: dict[str, Any]
) -> None:
    from matplotlib.patches import Patch

    lows = [low for name, *_ in _SIDES for low in getattr(found, f"{name}_low").tolist() if low == low]
    highs = [high for name, *_ in _SIDES for high in getattr(found, f"{name}_high").tolist() if high == high]
    ax.set_xlim(min([0.0, *lows]) * 1.05, max([1.0, *highs]) * 1.02)
    ax.set_ylim(len(names) - 0.5, -0.5)
    value_axis(ax)
    ax.axvline(0.0, color=tint("ink"), linewidth=0.8, zorder=2)
    ax.set_xlabel(about, fontsize=SMALLEST, parse_math=False)
    for y in range(len(names)):
        for name, _, role, side in _SIDES:
            _bar(ax, y + side * _BAR, [getattr(found, f"{name}{end}")[y] for end in ("", "_low", "_high")],
                 {"facecolor": tint(role), "linewidth": 0, **face})  # fmt: skip
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(axis="y", length=0, pad=8, labelsize=NORMAL, labelcolor=tint("ink"))
    plain_labels(ax)
    handles = [Patch(**{"facecolor": tint(role), "linewidth": 0, **face}) for _, _, role, _ in _SIDES]
    ax.legend(handles, legend, loc="lower left", bbox_to_anchor=(-0.01, 1.0),
              frameon=False, borderaxespad=0.4, borderpad=0.0, fontsize=SMALLEST)  # fmt: skip


def _bar(ax: Axes, y: float, ends: list[float], face: dict[str, Any]) -> None:
    """One share with its interval, and its number beside it."""
    from matplotlib.patches import Rectangle

    value, low, high = map(float, ends)
    known = not math.isnan(value)
    if known:
        start, size = min(value, 0.0), max(abs(value), 0.002)
        ax.add_patch(Rectangle((start, y - _BAR / 2), size, _BAR * 0.94, zorder=3, **face))
        # A line on paper, so that it is seen on the bar and beside it.
        for colour, thick in (("paper", 3.2), ("ink", 1.3)):
            (line,) = ax.plot([low, high], [y, y], zorder=4)
            line.set(color=tint(colour), linewidth=thick, solid_capstyle="butt")
    ax.annotate(
        f"{value:.3f}" if known else "undefined", (1.0, y), (6, 0), xycoords=("axes fraction", "data"),
        textcoords="offset points", va="center_baseline", fontsize=SMALLEST, color=tint("soft"),
        annotation_clip=False,
    )  # fmt: skip


def _words(found: Sensitivity) -> str:
    """The alt text: what the bars are, then every group with its numbers."""
    parts = [f"What drives a number. {found.about}, {_AXIS}"]
    for row in found.table():
        if row["total"] != row["total"]:
            parts.append(f"{row['group']}: undefined, the number does not vary")
            continue
        total, first = (
            f"{row[name]:.3f} ({row[f'{name}_low']:.3f} to {row[f'{name}_high']:.3f})"
            for name in ("total", "first")
        )
        parts.append(f"{row['group']}: in all {total}, alone {first}")
    return in_sentences(parts, found.assumptions)
