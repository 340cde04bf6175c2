"""Programmes over time: years from left to right, what is not known of a text hatched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from chirograph.base.dates import Span, span
from chirograph.base.hints import kept
from chirograph.base.markup import anchor, counted
from chirograph.change.series import kinds_of
from chirograph.dataset import Dataset
from chirograph.plots.accept import expect, width_of
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences, reach
from chirograph.plots.marks import BOTH, MORE, OPEN, RANGE, Marks, frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import FEWEST_POINTS, Row, Sheet, heading, origin
from chirograph.plots.years import Axis, day_words, line
from chirograph.records.states import Life, life

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["timeline"]

_WIDTH, _ROW, _BAND = 7.6, 0.36, 0.6
_ABOUT = "Strong: share of areas of which it is known whether the programme has them."
_COLUMNS = ("partner", "programme", "kind", "begins", "begins_by", "ends", "ends_by", "known_share")
_OPEN_END = date.max


@dataclass(frozen=True)
class _Segment:
    """A programme in a row: the days on which it begins and ends, and the share of its areas known."""

    life: Life
    start: Span
    stop: Span
    share: float
    words: str
    version: bool


@kept
def timeline(
    source: Dataset,
    ax: Axes | None = None,
    *,
    events: bool = True,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw when each programme began and ended, how much of it is known, and what happened beside it.

    One row for each partner, with its programmes one after the other. The strong part of a bar is the share
    of areas of which it is known whether the programme has them, the hatched part the share that is not.
    Where a date is known in part, the days that are possible are pale; where no end is recorded, the bar goes
    on pale after the day of the data.

    Parameters
    ----------
    source : Dataset
        What to draw; scenarios of renewal that it stands under are drawn in their period.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the rows. Letters shrink with yours, to 6
        points and not below.
    events : bool, keyword-only
        Whether to draw a row of events above.
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
        ``.data()`` has one row a programme, as drawn: partner, programme, kind, begins, begins_by, ends,
        ends_by, known_share; the first and the last day that an end may be.

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.timeline(cg.load("nato-ip4"))
    >>> drawn.data().where(programme="IPCP-KOR-2017")["known_share"]
    (1.0,)
    """
    expect("timeline", source, Dataset, "a dataset")
    face = frame_of("timeline", look, ("events", "width", "title"))
    width_of(width)
    rows = _rows(source)
    happened = _events(source) if events else []
    years = [end for one in source.renewals for end in (date(one.years[0], 1, 1), date(one.years[1], 12, 31))]
    days = [
        end
        for _, parts in rows
        for part in parts
        for end in (part.start.first, part.stop.first, part.stop.last)
    ]
    known = [day for day in (*days, *years, *(day for day, _ in happened)) if date.min < day < _OPEN_END]
    axis = Axis.over([*known, source.records.day()])
    above = heading(title, _sentence(source, rows))
    labels = [*(["Events"] if happened else []), *(label for label, _ in rows)]
    sheet = Sheet(
        "timeline", above, f"{_ABOUT} {day_words(source.records.day())}",
        origin(source.panel().content), tuple(Row(label) for label in labels), _keys(happened, bool(years)),
        ticks=axis.ticks, row=_ROW, most=False,
    )  # fmt: skip

    def mark(marks: Marks) -> None:
        marks.grid([share for share, _ in axis.ticks])
        for day, words in happened:
            _event(marks, axis.share(day), words)
        for i, (label, parts) in enumerate(rows, start=bool(happened)):
            for part in parts:
                _segment(marks, i, axis, part, source.records.day(), label)
            if years and parts[0].version:
                _box(marks, i, axis, RANGE, (min(years), max(years) + timedelta(days=1)))
        line(marks, axis.share(source.records.day()))

    drawn, tips = shown([sheet], ax, width or _WIDTH, mark, face)
    data = tuple(_record(part) for _, parts in rows for part in parts)
    told = [f"{label}: {', '.join(part.words for part in parts)}" for label, parts in rows]
    alt = in_sentences([above.rstrip("."), *told], ())
    return PlotResult(drawn, "timeline", above, _COLUMNS, data, alt, ax is None, tips)


def _keys(happened: Sequence[Any], renewed: bool) -> tuple[tuple[str, str], ...]:
    keys = [
        (BOTH, "areas known"),
        (OPEN, "areas not known"),
        (MORE, "perhaps: dates known in part or no end recorded"),
    ]
    keys += [(RANGE, "renewal as a scenario")] if renewed else []
    keys += [("exact", "event")] if happened else []
    return tuple(keys)


def _rows(source: Dataset) -> list[tuple[str, list[_Segment]]]:
    """Programmes of each partner that follow on one another in a row, others in rows of their own."""
    records, names = source.records, _names(source)
    kinds = set(kinds_of(records))
    grade, coders = records.evidence_grades[0], None
    cells = _shares(source, grade, coders)
    rows: dict[tuple[str, str], list[_Segment]] = {}
    for item in records.data["programmes"]:
        own = "" if item["kind"] in kinds else f": {str(item['kind']).replace('_', ' ')}"
        rows.setdefault((item["partner"], own), []).append(
            _segment_of(life(records, item), cells, version=not own)
        )
    order = [*records.partners, *(item["id"] for item in records.data.get("partner_groups", ()))]
    found = sorted(rows.items(), key=lambda row: (row[0][1] != "", order.index(row[0][0])))
    return [
        (f"{names.get(partner, partner)}{own}", sorted(parts, key=lambda part: part.start.last))
        for (partner, own), parts in found
    ]


def _names(source: Dataset) -> dict[str, str]:
    data = source.records.data
    return {item["id"]: item["name"] for item in (*data["partners"], *data.get("partner_groups", ()))}


def _shares(source: Dataset, grade: str, coders: str | None) -> Mapping[str, float]:
    """Of every programme the share of areas of which it is known whether it has them."""
    from chirograph.records import codings

    found = source.records.engine.cells(grade, codings.combining(source.records, coders))
    known = (found["lower"] >= 1) | (found["upper"] == 0)
    return {name: float(np.mean(known[i])) for i, name in enumerate(found["programmes"])}


def _segment_of(one: Life, shares: Mapping[str, float], *, version: bool) -> _Segment:
    begin = one.begin
    if one.follow is not None:
        stop = one.follow
    elif one.end is not None:
        after = one.end.last + timedelta(days=1)
        stop = Span(after, after)
    else:
        stop = Span(_OPEN_END, _OPEN_END)
    name, share = str(one.programme["id"]), shares[str(one.programme["id"])]
    until = (
        "no end recorded" if stop.last == _OPEN_END else f"to {(stop.last - timedelta(days=1)).isoformat()}"
    )
    since = "from an unknown day" if begin.last == date.max else f"from {begin.last.isoformat()}"
    words = f"{name} {since} {until}, {round(100 * share)} % of areas known"
    return _Segment(one, Span(begin.first, begin.last), stop, share, words, version)


def _record(part: _Segment) -> tuple[Any, ...]:
    programme = part.life.programme
    dates = (part.start.first, part.start.last, part.stop.first, part.stop.last)
    days = ["" if day in (date.min, date.max) else day.isoformat() for day in dates]
    return programme["partner"], programme["id"], programme["kind"], *days, part.share


def _events(source: Dataset) -> list[tuple[date, str]]:
    found = [
        (span(item["date"]).first, str(item["event"]))
        for item in source.records.data.get("events", ())
        if item["date"]
    ]
    return [(day, words) for day, words in found if day > date.min]


def _sentence(source: Dataset, rows: Sequence[tuple[str, Sequence[_Segment]]]) -> str:
    """How many programmes there are, and when those of today end."""
    every = [part for _, parts in rows for part in parts]
    day = source.records.day()
    stand = [part for part in every if "in force" in part.life.at(day) and part.stop.last < _OPEN_END]
    began = min(part.start.last for part in every if part.start.last < date.max)
    said = f"{counted(len(every), 'programme')} since {began.year}"
    if stand:
        last = max(part.stop.last for part in stand) - timedelta(days=1)
        said += f"; {len(stand)} of those in force end{'' if len(stand) > 1 else 's'} by {last.isoformat()}"
    return said


def _segment(marks: Marks, i: int, axis: Axis, part: _Segment, today: date, label: str) -> None:
    """A bar: what is sure of its days in full, split into known and not known; what is possible pale."""
    _box(marks, i, axis, MORE, (part.start.first, part.start.last))
    open_end = part.stop.last == _OPEN_END
    sure = part.start.last, today if open_end else part.stop.first
    _box(marks, i, axis, MORE, (today, axis.last) if open_end else (part.stop.first, part.stop.last))
    x, y, wide, thick = _place(marks, i, axis, sure)
    if wide <= 0:
        return
    if part.share > 0:
        marks.add(BOTH, x, y + thick * (1 - part.share), wide, thick * part.share)
    if part.share < 1:
        marks.add(OPEN, x, y, wide, thick * (1 - part.share))
    room, year = wide - 0.04 * marks.laid.scale, str(part.start.last.year)
    full = f"{part.life.programme['kind']} {year}" if part.version else year
    said = full if reach(full, FEWEST_POINTS) <= room else year
    marks.say(OPEN, x + wide / 2, y + thick / 2, said, room)
    marks.tip(anchor("document", str(part.life.programme["id"])), f"{label}: {part.words}", x, y, wide, thick)


def _place(marks: Marks, i: int, axis: Axis, days: tuple[date, date]) -> tuple[float, float, float, float]:
    laid = marks.laid
    y, high = laid.rows[i]
    thick = 0.7 * min(high, _BAND)
    start, end = (laid.left + axis.share(day) * (laid.right - laid.left) for day in days)
    return start, y - thick / 2, end - start, thick


def _box(marks: Marks, i: int, axis: Axis, kind: str, days: tuple[date, date]) -> None:
    x, y, wide, thick = _place(marks, i, axis, days)
    if wide > 0 and days[0] > date.min:
        marks.add(kind, x, y, wide, thick)


def _event(marks: Marks, share: float, words: str) -> None:
    laid = marks.laid
    y, _ = laid.rows[0]
    x = laid.left + share * (laid.right - laid.left)
    marks.add("exact", x, y, 0.0, 0.0)
    marks.tip(anchor("event", words[:40]), words, x - 0.05, y - 0.05, 0.1, 0.1)
