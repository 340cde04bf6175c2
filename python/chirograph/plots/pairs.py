"""What each pair shares for certain, what is not known of it, and what it certainly does not share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, anchor, counted
from chirograph.dataset import Dataset
from chirograph.findings.pairs import overlaps
from chirograph.overlap import Overlap
from chirograph.panel import Panel
from chirograph.plots.accept import at_most, expect, width_of
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences
from chirograph.plots.marks import BOTH, NONE, OPEN, Marks, Part, frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import Row, Sheet, heading, origin

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["pairs"]

_WIDTH, _ROW = 7.6, 0.34
#: Pairs drawn unless more are asked for.
MOST_PAIRS = 30
_KEYS = ((BOTH, "in both, certain"), (OPEN, "not known"), (NONE, "certainly not in both"))
_COLUMNS = ("first", "second", "both", "open", "not_both", "lower", "upper")


@kept
def pairs(
    found: Overlap | Dataset | Panel,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_PAIRS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw for each pair how many areas are in both for certain, not known, and certainly not in both.

    The range of the index stands at the right. Pairs that share most for certain come first.

    Parameters
    ----------
    found : Overlap, Dataset or Panel
        What to draw; of a dataset or a panel the overlap by ``"jaccard"``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the pairs. Letters shrink with yours, to 6
        points and not below.
    most : int, optional, keyword-only
        Draw at most so many pairs, by default 30; a line says how many are left out. None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        The sentence above; by default made from the data.
    **look
        Properties of the frames of the bars (:class:`matplotlib.patches.PathPatch`), such as
        ``color="black"``.

    Returns
    -------
    PlotResult
        ``.data()`` has one row a pair, as drawn: first, second, both, open, not_both (counts of areas), lower
        and upper (of the index, NaN where it is undefined).

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.pairs(cg.Panel([[1, 0, 1], [1, 0, 0]], [[1, 1, 1], [1, 1, 0]], max_depth=1))
    >>> [drawn.data()[name] for name in ("both", "open", "not_both")]
    [(1,), (1,), (1,)]
    """
    expect("pairs", found, (Overlap, Dataset, Panel), "an overlap, a dataset or a panel")
    face = frame_of("pairs", look, ("most", "width", "title"))
    width_of(width)
    overlap = found if isinstance(found, Overlap) else found.overlap("jaccard")
    every = sorted(_pairs(overlap), key=lambda pair: (-pair.both, *pair.at_most_first))
    chosen = every[: at_most(most)]
    above = heading(title, _sentence(overlap, every))
    sheet = _sheet(overlap, chosen, len(every), above)

    def mark(marks: Marks) -> None:
        for i, pair in enumerate(chosen):
            marks.stack(i, pair.parts, len(overlap.panel.columns))
            marks.row(i, anchor("pair", *pair.labels), f"{pair.name}: {pair.told}")

    drawn, tips = shown([sheet], ax, width or _WIDTH, mark, face)
    data = tuple((*pair.labels, pair.both, pair.open, pair.neither, *pair.ends) for pair in chosen)
    told = [f"{pair.name}: {pair.told}, {overlap.title} {pair.range}" for pair in chosen]
    words = in_sentences([above.rstrip("."), *told], overlap.assumptions)
    return PlotResult(drawn, f"pairs-{overlap.key}", above, _COLUMNS, data, words, ax is None, tips)


@dataclass(frozen=True)
class _Pair:
    """One pair: counts of areas and the ends of the index."""

    labels: tuple[str, str]
    name: str
    both: int
    open: int
    neither: int
    ends: tuple[float, float]
    percent: bool

    @property
    def at_most_first(self) -> tuple[float, float]:
        """Falling ends of the index, undefined last."""
        low, high = (-2.0 if math.isnan(end) else end for end in self.ends)
        return -low, -high

    @property
    def parts(self) -> list[Part]:
        return [Part(BOTH, self.both), Part(OPEN, self.open), Part(NONE, self.neither)]

    @property
    def told(self) -> str:
        """The bar in words."""
        return ", ".join(f"{part.count} {words}" for part, (_, words) in zip(self.parts, _KEYS, strict=True))

    @property
    def range(self) -> str:
        """The ends in per cent, rounded outwards so that none is narrower than it is."""
        low, high = self.ends
        if math.isnan(low) or math.isnan(high):
            return "undefined"
        if not self.percent:
            return f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"
        if low == high:
            return f"{100 * low:.0f} %"
        return f"{math.floor(100 * low + 1e-6)}{DASH}{math.ceil(100 * high - 1e-6)} %"


def _pairs(overlap: Overlap) -> list[_Pair]:
    panel, rows = overlap.panel, {row: i for i, row in enumerate(overlap.rows)}
    certain, never = np.asarray(panel.lower) >= 1, np.asarray(panel.upper) == 0
    share = (
        float(np.nanmin(overlap.lower, initial=0.0)) >= 0
        and float(np.nanmax(overlap.upper, initial=0.0)) <= 1
    )
    made = []
    for labels in overlap.pairs():
        i, j = (rows[label] for label in labels)
        both = int(np.count_nonzero(certain[i] & certain[j]))
        neither = int(np.count_nonzero(never[i] | never[j]))
        name = f" {DASH} ".join(panel.names.get(label, label) for label in labels)
        rest = len(panel.columns) - both - neither
        low, high = float(overlap.lower[i, j]), float(overlap.upper[i, j])
        made.append(_Pair(labels, name, both, rest, neither, (low, high), share))
    return made


def _sheet(overlap: Overlap, chosen: list[_Pair], count: int, title: str) -> Sheet:
    total, left = len(overlap.panel.columns), count - len(chosen)
    said = (
        f"Of {counted(total, 'area')}: in both programmes for certain, not known, certainly not in both. At "
        f"right, what the index can be: {overlap.title}."
    )
    footer = (f"{counted(left, 'pair')} of {count} not drawn." if left else "",)
    rows = tuple(Row(pair.name.replace(f"{DASH} ", f"{DASH}\n"), (pair.range,)) for pair in chosen)
    return Sheet(
        "pairs", title, said, tuple(filter(None, (*footer, *origin(overlap.panel.content)))), rows,
        _KEYS, (_head(overlap.title),), row=_ROW,
    )  # fmt: skip


def _head(title: str) -> str:
    """What stands over the ranges: the index where its name is a word, else that it is one."""
    return "index" if " " in title else title


def _sentence(overlap: Overlap, every: list[_Pair]) -> str:
    """The finding on the order of pairs."""
    ends = {pair.labels: pair.ends for pair in every}
    return overlaps(overlap.panel.content.names, ends, overlap.order(), overlap.title).title
