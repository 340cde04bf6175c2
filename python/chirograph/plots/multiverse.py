"""Figure 5, the assumption curve: the range of a pair under every combination of choices, and the choices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept, many
from chirograph.base.markup import DASH, counted
from chirograph.chances.multiverse import FIRST, Multiverse
from chirograph.errors import Fault, ParameterError, brief
from chirograph.plots.accept import at_most, expect, look_of, width_of
from chirograph.plots.letters import LINE, SMALLEST, beside, in_sentences, wrapped
from chirograph.plots.palette import axes_within, plain_labels, settings, tint, width_within
from chirograph.plots.result import PlotResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["multiverse"]

#: Combinations drawn unless more are asked for: more would be a solid field.
MOST_COMBINATIONS = 120
#: Inches: width by default, right of the drawing, height of the ranges, and of a row of the grid.
_WIDTH, _RIGHT, _RANGES, _ROW = 8.4, 0.2, 2.4, 0.21
#: Whether the pair is first there, highest first: what the legend says, and the role of its colour.
_PLACES = (("first for certain", "mark"), ("first in some completion", "bar"), ("not first", "hatch"))


@kept
def multiverse(
    found: Multiverse,
    ax: Axes | None = None,
    *,
    pair: Any = None,
    most: int | None = MOST_COMBINATIONS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw the range of a pair under every combination of choices, sorted, above a grid of the choices.

    Each column is one combination: above, a bar from the least to the greatest value that the unknown cells
    allow; below, a mark at the option taken of every choice. The colour says whether the pair is first among
    all pairs there, for certain or in some completion. A thin hatched bar has an end that is open.

    Parameters
    ----------
    found : Multiverse
        What ``overlap.multiverse()`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own.
    pair : pair of str, optional, keyword-only
        The pair, by default the first one listed.
    most : int, optional, keyword-only
        Draw at most so many combinations, by default 120, those with the lowest ends; the axis says how many
        are left out. None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        One line for the title of the SVG; by default made from the pair.
    **look
        Properties of the bars (:class:`matplotlib.patches.Rectangle`), such as ``alpha=0.8``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a combination, as drawn from left to right: the choices, lower, upper, sharp,
        place_first ("certain", "possible", "no"). An undefined value is NaN.

    Raises
    ------
    ParameterError
        If something else is to be drawn, the pair is none of it, or a property is not known.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[2, 0], [1, 1], [1, 0]], [[2, 2], [1, 1], [1, 0]], max_depth=2)
    >>> found = panel.overlap("jaccard").multiverse({"threshold": [1, 2]})
    >>> cg.plots.multiverse(found, pair=("P1", "P2")).data()["lower"]
    (0.0, 0.5)
    """
    from matplotlib.patches import Rectangle

    expect("multiverse", found, Multiverse, "a result of overlap.multiverse()")
    width_of(width)
    face = look_of(Rectangle, look, ("pair", "most", "width", "title"), colour="facecolor")
    read = _Read.of(found, pair, at_most(most))
    owns = ax is None
    with settings([*read.rows(), read.axis, read.about, *(words for words, _ in _PLACES)], ax):
        names, legend, axis = read.rows(), read.legend(), read.axis
        lines, left, inches = beside(names, width_within(ax, width, _WIDTH), _RIGHT + 0.25, SMALLEST)
        names = ["\n".join(name) for name in lines]
        heights = [max(1.0, (0.06 + LINE * len(name)) / _ROW) for name in lines]
        axis = "\n".join(wrapped(axis, inches - abs(left + 0.25 - _RIGHT) - 0.1, SMALLEST))
        above = "\n".join(wrapped(read.about, inches - left - 0.5, SMALLEST))
        legend = [("\n".join(wrapped(words, inches - left - 1.0, SMALLEST)), role) for words, role in legend]
        more = above.count("\n") + sum(words.count("\n") for words, _ in legend)
        top, below = 0.3 + 0.2 * len(legend) + LINE * (1 + more), 0.3 + 0.18 * (1 + axis.count("\n"))
        ax = axes_within(
            inches, _RANGES + _ROW * sum(heights), (left + 0.25, _RIGHT, top, below), ax, 0.8, width
        )
        read = _Read(read.found, read.pair, read.order, read.cut, above)
        _Drawing(ax, read, names, heights, face).draw(legend, axis)
    heading = title or f"{' and '.join(read.pair)}: {counted(len(read.order), 'combination')} of choices"
    columns = (*found.names, "lower", "upper", "sharp", "place_first")
    return PlotResult(ax, "multiverse", heading, columns, tuple(read.data()), read.words(), owns)


@dataclass(frozen=True)
class _Read:
    """What is drawn of a multiverse: one pair, its combinations in order, and how many are left out."""

    found: Multiverse
    pair: tuple[str, str]
    order: tuple[int, ...]
    cut: int
    about: str

    @classmethod
    def of(cls, found: Multiverse, pair: object, most: int | None) -> _Read:
        words = many(pair) and all(isinstance(one, str) for one in pair)
        listed = (
            tuple(pair) if many(pair) and words else found.pairs[0] if pair is None and found.pairs else ()
        )
        turned = listed[::-1]
        named = listed if listed in found.pairs else turned if turned in found.pairs else None
        if named is None:
            rule = "it is a pair of the result"
            repair = f"for example {found.pairs[0]}" if found.pairs else "there is none"
            raise ParameterError(Fault("", "pair", brief(pair), rule, repair, "parameter"))
        at = found.pairs.index(named)
        ends = [
            (math.inf if low != low else low, high, u)
            for u, (low, high) in enumerate(
                zip(found.lower[:, at].tolist(), found.upper[:, at].tolist(), strict=True)
            )
        ]
        order = tuple(u for *_, u in sorted(ends))
        kept_ = order if most is None else order[:most]
        about = " and ".join(named)
        return cls(found, named, kept_, len(order) - len(kept_), about)

    @property
    def at(self) -> int:
        """The number of the pair."""
        return self.found.pairs.index(self.pair)

    @property
    def axis(self) -> str:
        """What stands below."""
        count = f"{counted(len(self.order), 'combination')} of choices, by lower end"
        left = f"; {self.cut} more not drawn" if self.cut else ""
        return f"{count}{left}; bars are all values the unknown cells allow, not confidence intervals"

    def options(self) -> list[tuple[int, str]]:
        """Every option of every choice, those that are taken in some combination."""
        taken: dict[tuple[int, str], None] = {}
        for at in range(len(self.found.names)):
            taken |= dict.fromkeys((at, universe[at]) for universe in self.found.universes)
        return [one for one in taken if one[1] != DASH]

    def rows(self) -> list[str]:
        """The same in words, as the rows of the grid."""
        return [f"{self.found.names[at]}: {option}" for at, option in self.options()]

    def legend(self) -> list[tuple[str, str]]:
        """The kinds of bars there are."""
        kinds = {2 - int(self.found.first[u, self.at]) for u in self.order}
        return [_PLACES[kind] for kind in sorted(kinds)]

    def ends(self, u: int) -> tuple[float, float]:
        """Both ends in a combination."""
        return float(self.found.lower[u, self.at]), float(self.found.upper[u, self.at])

    def data(self) -> list[tuple[Any, ...]]:
        """The numbers drawn."""
        return [
            (*self.found.universes[u], *self.ends(u), bool(self.found.sharp[u, self.at]),
             FIRST[self.found.first[u, self.at]])
            for u in self.order
        ]  # fmt: skip

    def words(self) -> str:
        """The alt text: what the bars are, then every combination with its numbers."""
        parts = [f"{self.found.title} of {self.about}. {self.axis}"]
        for *chosen, low, high, sharp, first in self.data():
            named = ", ".join(f"{name} {one}" for name, one in zip(self.found.names, chosen, strict=True))
            told = f"{low:.3f} to {high:.3f}" if low == low else "undefined"
            open_ = "" if sharp or low != low else " (an end is open)"
            parts.append(f"{named}: {told}{open_}, first: {first}")
        return in_sentences(parts, self.found.assumptions)


class _Drawing:
    """Draws on one Axes: y counts rows of the grid downwards from 0, ranges stand above it."""

    def __init__(
        self, ax: Axes, read: _Read, names: Sequence[str], heights: Sequence[float], face: dict[str, Any]
    ) -> None:
        self.ax, self.read, self.names, self.face = ax, read, names, face
        self.high = _RANGES / _ROW
        values = [value for u in read.order for value in read.ends(u) if value == value]
        self.low, self.top = min([0.0, *values]), max([1.0, *values])
        self.ys: list[float] = []
        y = 0.6
        for height in heights:
            self.ys.append(-(y + height / 2))
            y += height
        self.bottom = -y

    def draw(self, legend: Sequence[tuple[str, str]], axis: str) -> None:
        from matplotlib.patches import Patch

        ax = self.ax
        ax.set_xlim(-0.7, max(len(self.read.order), 1) - 0.3)
        ax.set_ylim(self.bottom, self.high)
        for side in ("top", "right", "left", "bottom"):
            ax.spines[side].set_visible(False)
        ticks = [self.low + (self.top - self.low) * part / 4 for part in range(5)]
        ax.hlines([self._y(tick) for tick in ticks], -0.7, max(len(self.read.order), 1) - 0.3,
                  color=tint("line"), linewidth=0.6, zorder=1)  # fmt: skip
        for x, u in enumerate(self.read.order):
            self._column(x, u)
        words = [*(f"{tick:.2f}" for tick in ticks), *self.names]
        ax.set_yticks([*map(self._y, ticks), *self.ys], words)
        ax.set_xticks([])
        ax.tick_params(axis="y", length=0, pad=6, labelsize=SMALLEST, labelcolor=tint("ink"))
        ax.set_xlabel(axis, fontsize=SMALLEST, parse_math=False)
        plain_labels(ax)
        handles = [Patch(facecolor=tint(role), linewidth=0) for _, role in legend]
        entries = [words for words, _ in legend]
        made = ax.legend(handles, entries, loc="lower left", bbox_to_anchor=(-0.01, 1.0), frameon=False,
                         borderaxespad=0.4, borderpad=0.0, fontsize=SMALLEST,
                         title=self.read.about, title_fontsize=SMALLEST, alignment="left")  # fmt: skip
        made.get_title().set_parse_math(False)

    def _y(self, value: float) -> float:
        """Where a value stands."""
        return self.high * (value - self.low) / (self.top - self.low)

    def _column(self, x: int, u: int) -> None:
        """One combination: its range, and the options it takes."""
        from matplotlib.patches import Rectangle

        read, ax = self.read, self.ax
        low, high = read.ends(u)
        role = _PLACES[2 - int(read.found.first[u, read.at])][1]
        if low == low:
            start, size = self._y(low), max(self._y(high) - self._y(low), 0.12)
            sharp = bool(read.found.sharp[u, read.at])
            open_ = {} if sharp else {"hatch": "//////", "edgecolor": tint("hatch")}
            face = {"facecolor": tint(role), "linewidth": 0, **open_, **self.face}
            half = 0.36 if sharp else 0.2
            ax.add_patch(Rectangle((x - half, start), 2 * half, size, zorder=3, **face))
        else:
            ax.text(
                x, 0.1, "0/0", rotation=90, ha="center", va="bottom", fontsize=SMALLEST, color=tint("soft")
            )
        for y, (at, option) in zip(self.ys, read.options(), strict=True):
            colour = tint(role if read.found.universes[u][at] == option else "ground")
            ax.add_patch(Rectangle((x - 0.36, y - 0.3), 0.72, 0.6, zorder=2, facecolor=colour, linewidth=0))
