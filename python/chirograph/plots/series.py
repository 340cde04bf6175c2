"""An indicator over time: for each pair a band from the least to the greatest value that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, counted
from chirograph.catalogue.indicators import row_of
from chirograph.change.measure import Measure
from chirograph.change.series import Series
from chirograph.plots.accept import at_most, expect, some, width_of
from chirograph.plots.bars import ends
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences
from chirograph.plots.marks import CLASHING, RANGE, Marks, frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import Row, Sheet, heading
from chirograph.plots.years import Axis, day_words, line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["series"]

_WIDTH, _BAND = 7.6, 0.6
#: Subjects drawn unless more are asked for.
MOST_SUBJECTS = 20


@kept
def series(
    found: Series,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_SUBJECTS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw an indicator over time: for each subject a band from the least to the greatest value possible.

    A band is as high as the range, from the bottom to the top of the row; where nothing is known, before the
    first programme or after the last has ended, the whole row is hatched.

    Parameters
    ----------
    found : Series
        What ``Dataset.series`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the rows. Letters shrink with yours, to 6
        points and not below.
    most : int, optional, keyword-only
        Draw at most so many subjects, by default 20; a line says how many are left out. None draws all.
    width : float, optional, keyword-only
        Width in inches of the figure it makes.
    title : str, optional, keyword-only
        The sentence above; by default what is drawn.
    **look
        Properties of the bands (:class:`matplotlib.patches.PathPatch`), such as ``color="teal"``.

    Returns
    -------
    PlotResult
        ``.data()`` has the rows of ``Series.table`` that are drawn.

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.plots.series(cg.load("nato-ip4").series("jaccard", ["2018", "2024"])).data().columns[:3]
    ('day', 'until', 'subject')
    """
    expect("series", found, Series, "a result of Dataset.series()")
    face = frame_of("series", look, ("most", "width", "title"), filled=True)
    width_of(width)
    some("series", found.subjects)
    subjects = found.subjects[: at_most(most)]
    row, days = row_of(found.key), [point.day for point in found.points]
    low, high = row["low"], row["high"]
    axis = Axis.over(days)
    above = heading(title, _span_of(found))
    names = [f" {DASH} ".join(found.names.get(label, label) for label in one) for one in subjects]
    last = [
        next((one.measures[i] for one in found.points[::-1] if not one.measures[i].why), None)
        for i in range(len(subjects))
    ]
    rows = tuple(
        Row(name, (ends(one.lower, one.upper) if one else "not known",))
        for name, one in zip(names, last, strict=True)
    )
    left = len(found.subjects) - len(subjects)
    footer = (*([f"{counted(left, 'more row')} not drawn."] if left else []), *found.assumptions[:1])
    about = f"Each row from {low:g} at the bottom to {high:g} at the top; at right the last range known."
    about += f" {day_words(found.kept)}"
    keys = ((RANGE, "still possible"), (CLASHING, "nothing is known"))
    sheet = Sheet("series", above, about, footer, rows, keys, ("",), ticks=axis.ticks, row=_BAND)

    def mark(marks: Marks) -> None:
        marks.grid([share for share, _ in axis.ticks])
        for i, steps in enumerate(_bands(found, len(subjects), axis)):
            for start, end, one in steps:
                _band(marks, i, start, end, one, low, high)
        line(marks, axis.share(found.kept))

    drawn, tips = shown([sheet], ax, width or _WIDTH, mark, face)
    drawn_for = {" ".join(one) for one in subjects}
    table = found.table()
    data = tuple(tuple(one.values()) for one in table if one["subject"] in drawn_for)
    words = in_sentences([above.rstrip("."), *found.sentences()], found.assumptions)
    return PlotResult(drawn, f"series-{found.key}", above, table.columns, data, words, ax is None, tips)


def _bands(found: Series, count: int, axis: Axis) -> Iterator[list[tuple[float, float, Any]]]:
    """For each subject its ranges with where they begin and end."""
    shares = [*(axis.share(point.day) for point in found.points), 1.0]
    for i in range(count):
        bands: list[tuple[float, float, Any]] = []
        for start, end, point in zip(shares, shares[1:], found.points, strict=False):
            one = point.measures[i]
            if bands and _alike(bands[-1][2], one):
                bands[-1] = (bands[-1][0], end, one)
            elif end > start:
                bands.append((start, end, one))
        yield bands


def _alike(one: Measure, other: Measure) -> bool:
    """Whether two days show the same: the same range, or that nothing is known."""
    return bool(one.why) == bool(other.why) and (one.lower, one.upper) == (other.lower, other.upper)


def _span_of(found: Series) -> str:
    """What is drawn, and from when on nothing is known."""
    first, last = found.points[0], found.points[-1]
    if len(found.points) > 1 and all(one.why for one in last.measures):
        return f"{found.title} since {first.day.year}: from {last.day.isoformat()} on nothing is known"
    return f"{found.title} from {first.day.isoformat()} to {last.day.isoformat()}"


def _band(marks: Marks, i: int, start: float, end: float, one: Any, low: float, high: float) -> None:
    laid = marks.laid
    y, tall = laid.rows[i]
    deep, wide = 0.86 * tall, laid.right - laid.left
    x, across, bottom = laid.left + start * wide, (end - start) * wide, y + deep / 2
    if one.undefined:
        return
    if one.why:
        marks.add(CLASHING, x, bottom - deep, across, deep)
        return
    tops = [bottom - deep * (value - low) / (high - low) for value in (one.upper, one.lower)]
    marks.add(RANGE, x, tops[0], across, max(tops[1] - tops[0], 0.02))
    for edge in tops:
        marks.add("end", x, edge - 0.0125, across, 0.025)
