"""How deep each programme goes for certain: one stacked bar over all areas, what is not known left pale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import anchor, counted
from chirograph.cells.content import Content
from chirograph.dataset import Dataset
from chirograph.findings import cells as told_of
from chirograph.findings.asked import Results
from chirograph.panel import Panel
from chirograph.plots.accept import at_most, expect, width_of
from chirograph.plots.areas import depth_keys, parts_of
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences
from chirograph.plots.marks import NONE, OPEN, Marks, Part, frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import Row, Sheet, heading, origin
from chirograph.plots.source import Cells, cells_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["practice"]

_WIDTH, _ROW = 7.6, 0.36
#: Programmes drawn unless more are asked for.
MOST_PROGRAMMES = 40


@kept
def practice(
    source: Dataset | Panel,
    ax: Axes | None = None,
    *,
    codebook: Dataset | None = None,
    most: int | None = MOST_PROGRAMMES,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw how many areas each programme certainly has, and how deep at least; one stacked bar a programme.

    The deepest stand first. What is certainly not listed is empty, what is not known is hatched: nothing of
    it is taken for absent.

    Parameters
    ----------
    source : Dataset or Panel
        What to draw; a dataset gives its default panel and the names of the depths.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the programmes. Letters shrink with yours, to
        6 points and not below.
    codebook : Dataset, optional, keyword-only
        Where the names of the depths come from when `source` is a panel.
    most : int, optional, keyword-only
        Draw at most so many programmes, by default 40, those with the most certain areas; a line says how
        many are left out. None draws all.
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
        ``.data()`` has one row for each part of a bar, as drawn: programme, part ("depth-3", ..., "open",
        "none") and areas.

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.practice(cg.Panel([[2, 0, 0]], [[2, 1, 0]], max_depth=2))
    >>> drawn.data()["areas"]
    (1, 0, 1, 1)
    """
    expect("practice", source, (Dataset, Panel), "a dataset or a panel")
    face = frame_of("practice", look, ("codebook", "most", "width", "title"))
    width_of(width)
    panel = source.panel() if isinstance(source, Dataset) else source
    book = source if isinstance(source, Dataset) else codebook
    cells = cells_of(panel, book)
    bars = {k: [*parts_of(cells, cells.lower[k], cells.upper[k])] for k in range(len(cells.rows))}
    order = sorted(bars, key=lambda k: _rank(bars[k]))[: at_most(most)]
    above = heading(title, _sentence(book or panel, panel.content, cells))
    sheet = _sheet(cells, order, above, panel.content)

    def mark(marks: Marks) -> None:
        for i, k in enumerate(order):
            marks.stack(i, bars[k], len(cells.columns))
            marks.row(i, anchor("partner", cells.rows[k]), f"{cells.row_names[k]}: {_told(cells, bars[k])}")

    drawn, tips = shown([sheet], ax, width or _WIDTH, mark, face, cells.max_depth)
    data = tuple((cells.rows[k], part.kind, part.count) for k in order for part in bars[k])
    told = [f"{cells.row_names[k]}: {_told(cells, bars[k])}" for k in order]
    alt = in_sentences(
        [above.rstrip("."), f"Of {counted(len(cells.columns), 'area')}", *told], cells.assumptions
    )
    return PlotResult(drawn, "practice", above, ("programme", "part", "areas"), data, alt, ax is None, tips)


def _rank(parts: list[Part]) -> tuple[int, ...]:
    """The most certain areas first; of as many, the deeper ones."""
    certain = [-part.count for part in parts if part.kind.startswith("depth-")]
    return sum(certain), *certain


def _sheet(cells: Cells, order: list[int], title: str, content: Content) -> Sheet:
    total, left = len(cells.columns), len(cells.rows) - len(order)
    said = f"Areas of each programme, out of {total}: how deep at least, whatever is not public says."
    kinds = reversed([*depth_keys(cells)])
    keys = (*kinds, (OPEN, "not known: not public or not read"), (NONE, "certainly not listed"))
    footer = (f"{counted(left, 'programme')} of {len(cells.rows)} not drawn." if left else "",)
    return Sheet(
        "practice", title, said, tuple(filter(None, (*footer, *origin(content)))),
        tuple(Row(cells.row_names[k]) for k in order), keys, ticks=_ticks(total), row=_ROW,
    )  # fmt: skip


def _ticks(total: int) -> tuple[tuple[float, str], ...]:
    """Both ends and the middle, where that is a whole number."""
    marks = [0, total // 2, total] if total % 2 == 0 else [0, total]
    return tuple((mark / max(total, 1), str(mark)) for mark in dict.fromkeys(marks))


def _told(cells: Cells, parts: list[Part]) -> str:
    """A bar in words."""
    names = dict(depth_keys(cells)) | {NONE: "certainly not listed", OPEN: "not known"}
    return ", ".join(f"{part.count} {names[part.kind]}" for part in parts if part.count)


def _sentence(source: Dataset | Panel, content: Content, cells: Cells) -> str:
    """The finding on practice, as the dataset asks for it; of a scale of one step, the most certain areas."""
    asked = Results(source)
    found = told_of.practice(content, scale=asked.scale, **asked.question.get("practice", {}))
    if found is not None:
        return found.title
    certain = cells.row_counts[0]
    first = int(certain.argmax())
    return f"{cells.row_names[first]}: {certain[first]} of {counted(len(cells.columns), 'area')} certain"
