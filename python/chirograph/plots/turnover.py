"""What changed between two versions of a programme: certain strong, possible pale, not comparable hatched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, anchor, counted
from chirograph.change.change import Change
from chirograph.change.step import ChangeStep
from chirograph.change.words import index_text
from chirograph.errors import Fault, ParameterError
from chirograph.plots.accept import at_most, expect, width_of
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences
from chirograph.plots.marks import (
    BEST,
    DEEPENED,
    GAINED,
    HELD,
    KEPT,
    LOST,
    NONE,
    OPEN,
    WEAKENED,
    Marks,
    Part,
    frame_of,
)  # fmt: skip
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import Head, Row, Sheet, credit, heading

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["turnover"]

#: Inches: width by default, and of a row.
_WIDTH, _ROW = 7.6, 0.3
MOST_STEPS = 40
#: Parts of a bar from left to right, with words for the key.
_KEYS = {
    KEPT: "kept as deep",
    DEEPENED: "deepened",
    WEAKENED: "weakened",
    HELD: "in both, depth open",
    GAINED: "gained",
    LOST: "lost",
    BEST: "open which of these",
    OPEN: "not comparable: nothing is known of it in the old text",
    NONE: "in neither",
}
#: Words in a bar.
_WORDS = {HELD: "in both", BEST: "open", OPEN: "not comparable", NONE: "in neither"}
_ABOUT = "What became of each area of the old text in the new one, whatever the rest of both texts says."
_TURNOVER, _NESTED = "turnover", "nestedness"


@kept
def turnover(
    found: Change,
    ax: Axes | None = None,
    *,
    most: int | None = MOST_STEPS,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw what became of the areas of each old programme: one stacked bar for each step, partner by partner.

    Strong parts are certain: kept, deepened, weakened, in both, gained, lost. An area that may have changed
    or not is pale. One of whose old cell nothing is known is hatched: it cannot be compared, and is never
    drawn as gained. At the right stand turnover (beta_sim) and nestedness (beta_sne) as ranges, where there
    is room for them; a star says that 0/0 is possible.

    Parameters
    ----------
    found : Change
        What ``Dataset.change`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of bars. Letters shrink with
        yours, to 6 points and not below.
    most : int, optional, keyword-only
        Draw at most so many steps, by default 40; a line says how many are left out. None draws all.
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
        ``.data()`` has one row a step, as drawn from top to bottom, with the columns of ``Change.table``.

    Raises
    ------
    ParameterError
        If something else is to be drawn, there is no step, a property is not known, or nobody could read it
        at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.turnover(cg.load("nato-ip4").change())
    >>> drawn.title
    'Republic of Korea, 2017 to 2023: 6 areas gained, 1 lost, 5 held'
    """
    expect("turnover", found, Change, "a result of Dataset.change()")
    face = frame_of("turnover", look, ("most", "width", "title"))
    width_of(width)
    if not found.steps:
        rule, repair = "a change is drawn where one programme follows another", "ask of other data"
        raise ParameterError(Fault("", "plots.turnover", "no step", rule, repair, "parameter"))
    steps = found.steps[: at_most(most)]
    bars = [[*_parts(step)] for step in steps]
    above = heading(title, _sentence(found))
    sheets = [_sheet(found, steps, bars, above, aside) for aside in (2, 1, 0)]

    def mark(marks: Marks) -> None:
        for i, step in enumerate(steps):
            marks.stack(i, bars[i], len(step.areas))
            marks.row(i, anchor("change", step.old, step.new), f"{_label(step)}: {_told(bars[i])}")

    drawn, tips = shown(sheets, ax, width or _WIDTH, mark, face)
    table = found.table()
    told = [
        f"{step.sentence().rstrip('.')}. {_told(bar)}; {_ranges(step)}"
        for step, bar in zip(steps, bars, strict=True)
    ]
    words = in_sentences([above.rstrip("."), _ABOUT.rstrip("."), *told], found.assumptions)
    rows = table.rows[: len(steps)]
    return PlotResult(drawn, "turnover", above, table.columns, rows, words, ax is None, tips)


def _parts(step: ChangeStep) -> Iterator[Part]:
    """How many areas are certainly in each class, may be in several, or cannot be compared; all add up."""
    sure = {kind: {*step.areas_in(kind)} for kind in (KEPT, DEEPENED, WEAKENED, HELD, GAINED, LOST, "absent")}
    sure[HELD] -= sure[KEPT] | sure[DEEPENED] | sure[WEAKENED]
    rest = {*step.areas} - set().union(*sure.values())
    blank = {
        area for area, ends in zip(step.areas, step.old_cells, strict=True) if ends == (0, step.top)
    }  # fmt: skip
    counts = {kind: len(areas) for kind, areas in sure.items()}
    counts |= {BEST: len(rest - blank), OPEN: len(rest & blank), NONE: counts["absent"]}
    for kind in _KEYS:
        yield Part(kind, counts[kind], _WORDS.get(kind, kind))


def _sheet(
    found: Change, steps: Sequence[ChangeStep], bars: Sequence[Sequence[Part]], title: str, aside: int
) -> Sheet:
    """What it says, with so many columns of ranges at the right."""
    seen = {part.kind for bar in bars for part in bar if part.count}
    left = len(found.steps) - len(steps)
    total = max(len(step.areas) for step in steps)
    footer = [f"{counted(left, 'step')} of {len(found.steps)} not drawn."] if left else []
    if aside < 2:
        footer.append(
            "A wider figure has turnover and nestedness." if not aside else "A wider figure has nestedness."
        )
    if aside and any(step.index("sim").undefined for step in steps):
        footer.append("*: no value where a list is empty, which is possible; the range leaves that out.")
    assumed = " ".join(line for line in found.assumptions if not line.startswith("Evidence: "))
    rows, last = [], ""
    for step in steps:
        head = Head(step.name) if step.partner != last else None
        rows.append(
            Row(
                _label(step),
                (index_text(step.index("sim")), index_text(step.index("sne")))[:aside],
                head=head,
            )
        )
        last = step.partner
    return Sheet(
        "turnover", title, f"{_ABOUT} Bars count {counted(total, 'area')}.",
        (*footer, *credit(found.data, assumed)), tuple(rows),
        tuple((kind, words) for kind, words in _KEYS.items() if kind in seen), (_TURNOVER, _NESTED)[:aside],
        row=_ROW, wish=2.5, most=False,
    )  # fmt: skip


def _label(step: ChangeStep) -> str:
    when = (step.old_when, step.new_when) if step.old_when and step.new_when else (step.old, step.new)
    return " to ".join(when)


def _told(parts: Sequence[Part]) -> str:
    """A bar in words."""
    return ", ".join(f"{part.count} {part.words}" for part in parts if part.count)


def _ranges(step: ChangeStep) -> str:
    turned, nested = (index_text(step.index(key)).replace(DASH, " to ") for key in ("sim", "sne"))
    return f"turnover {turned}, nestedness {nested}"


def _sentence(found: Change) -> str:
    """What is certain of the most settled step, or that nothing is."""
    first = min(found.steps, key=lambda step: step.unsettled)
    if any(first.bound(name)[0] for name in (GAINED, LOST, HELD)):
        return first.title
    return f"No change is certain between {counted(len(found.steps), 'pair')} of programmes"
