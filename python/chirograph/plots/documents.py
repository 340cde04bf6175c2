"""What documents can settle, and what is open in the text of each programme: certain dark, possible pale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chirograph.base.hints import kept
from chirograph.base.markup import DASH, anchor, counted
from chirograph.dataset import Dataset
from chirograph.findings.cells import Text, settles, texts
from chirograph.findings.learnt import documents as sentence_of
from chirograph.learning.documents import NOUNS, DocumentValues
from chirograph.learning.value import DocumentValue
from chirograph.panel import Panel
from chirograph.plots.accept import expect, width_of
from chirograph.plots.fitting import shown
from chirograph.plots.letters import in_sentences
from chirograph.plots.marks import BEST, BOTH, EXPECTED, Marks, Part, frame_of
from chirograph.plots.result import PlotResult
from chirograph.plots.sheet import Row, Sheet, heading, origin

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["documents"]

_WIDTH, _ROW = 7.6, 0.3
_TEXTS = ((BOTH, "whether an area is in it at all"), (BEST, "only how deep it goes"))
_VALUES = ((BOTH, "settled, whatever it says"), (BEST, "settled at best"))
_COLUMNS = ("programme", "document", "areas", "depths", "public")


@kept
def documents(
    found: DocumentValues | Dataset | Panel,
    ax: Axes | None = None,
    *,
    width: float | None = None,
    title: str | None = None,
    **look: Any,
) -> PlotResult:
    """Draw what each document can settle; of cells, what is open in the text of each programme.

    Of a value of documents the dark part is what is settled whatever they say, the pale part what is settled
    at best. Open diamonds are expectations, one for each prior: they stand under it and are no bound.

    Of a dataset or a panel the dark part counts the areas of which it is open whether they are in the text at
    all, the pale part those of which only the depth is open. Texts that are public but were not read come
    first, and say so.

    Parameters
    ----------
    found : DocumentValues, Dataset or Panel
        What ``value_of_documents`` gave, or what the cells are of.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a figure of its own, sized for the number of bars. Letters shrink with
        yours, to 6 points and not below.
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
        ``.data()`` has one row for each set of documents, with the columns of ``DocumentValues.table``; of a
        dataset or a panel one for each text in which something is open: programme, document, areas, depths
        (counts of cells) and public.

    Raises
    ------
    ParameterError
        If something else is to be drawn, a property is not known, or nobody could read it at that size.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.documents(cg.load("nato-ip4").value_of_documents(together=1, prior=0.5))
    >>> drawn.data()["documents"], drawn.data()["best"]
    (('NZL', 'AUS', 'JPN'), (12, 3, 1))
    >>> cg.plots.documents(cg.load("nato-ip4")).data()["programme"]
    ('JPN', 'NZL', 'AUS', 'KOR')
    """
    takes = "a result of value_of_documents(), a dataset or a panel"
    expect("documents", found, (DocumentValues, Dataset, Panel), takes)
    face = frame_of("documents", look, ("width", "title"))
    width_of(width)
    if isinstance(found, DocumentValues):
        return _settled(found, ax, width, title, face)
    return _opened(found.panel() if isinstance(found, Dataset) else found, ax, width, title, face)


def _opened(
    panel: Panel, ax: Axes | None, width: float | None, title: str | None, face: dict[str, Any]
) -> PlotResult:
    """What is open in the text of every programme."""
    content = panel.content
    found, total = texts(content), len(content.columns)
    above = heading(title, settles(content).title)
    done = [content.names.get(row, row) for row in content.rows if row not in {one.row for one in found}]
    rest = f"Nothing is open in the text of {', '.join(done)}." if done else ""
    said = f"Of {counted(total, 'area')}, how many are open in the text of each programme, and what of them."
    names = [content.names.get(one.row, one.row) for one in found]
    footer = tuple(filter(None, (rest, *origin(content))))
    around = "documents", above, said, footer
    sheets = [
        Sheet(*around, _rows(found, names, aside), _TEXTS, heads, row=_ROW, most=False)
        for aside, heads in ((True, ("open", "")), (False, ("open",)))
    ]

    def mark(marks: Marks) -> None:
        for i, one in enumerate(found):
            marks.stack(i, [Part(BOTH, one.areas), Part(BEST, one.depths)], total)
            marks.row(i, anchor("text", one.row), f"{names[i]}: {_said(one)}")

    drawn, tips = shown(sheets, ax, width or _WIDTH, mark, face)
    data = tuple((one.row, one.document, one.areas, one.depths, one.public) for one in found)
    told = [f"{name}: {_said(one)}" for name, one in zip(names, found, strict=True)]
    words = in_sentences([above.rstrip("."), *told, *filter(None, [rest.rstrip(".")])], panel.assumptions)
    return PlotResult(drawn, "documents", above, _COLUMNS, data, words, ax is None, tips)


def _rows(found: Sequence[Text], names: Sequence[str], aside: bool) -> tuple[Row, ...]:
    """One row a text; what is to be said of it at its right, or below its name on a narrow page."""
    rows = []
    for one, name in zip(found, names, strict=True):
        count, state = str(one.areas + one.depths), _state(one)
        label = f"{name}\n({state})" if state and not aside else name
        rows.append(Row(label, (count, state) if aside else (count,), one.public))
    return tuple(rows)


def _state(one: Text) -> str:
    if one.public:
        return "public, but not read"
    return "not public" if one.withheld else ""


def _said(one: Text) -> str:
    state = f"; {_state(one)}" if _state(one) else ""
    areas, depths = counted(one.areas, "area"), counted(one.depths, "other")
    return f"open whether {areas} are in it, and how deep {depths}{state}"


def _settled(
    found: DocumentValues, ax: Axes | None, width: float | None, title: str | None, face: dict[str, Any]
) -> PlotResult:
    """What the documents can settle, alone and together."""
    finding, every = sentence_of(found), tuple(found)
    above = heading(
        title, finding.title if finding is not None else f"What documents can settle: {found.question}"
    )
    said = f"Of {found.total} {NOUNS[found.about]}, how many are settled once it is known."
    said = f"{said} {_marks(found)}".strip()
    rows = tuple(
        Row(_label(found, one), (_number(one),), gap=n > 0 and _size(one) != _size(every[n - 1]))
        for n, one in enumerate(every)
    )
    source = (f"Source: {found.data['id']} {found.data['version']}",) if found.data.get("id") else ()
    keys = (*_VALUES, *([(EXPECTED, "expected")] if found.priors else []))
    sheet = Sheet("documents", above, said, source, rows, keys, (f"of {found.total}",), row=_ROW, most=False)

    def mark(marks: Marks) -> None:
        for i, one in enumerate(every):
            _bar(marks, i, one, max(found.total, 1))

    drawn, tips = shown([sheet], ax, width or _WIDTH, mark, face)
    table = found.table()
    told = [f"{row.label} {row.beside[0].replace(DASH, ' to ')}" for row in rows]
    words = in_sentences([above.rstrip("."), said.rstrip("."), *told], found.assumptions)
    name = f"documents-{found.about}"
    return PlotResult(drawn, name, above, table.columns, table.rows, words, ax is None, tips)


def _bar(marks: Marks, i: int, one: DocumentValue, total: int) -> None:
    """The certain part, the part that is possible, and what is expected."""
    laid = marks.laid
    (y, high), unit = laid.rows[i], (laid.right - laid.left) / total
    thick, low, top = min(0.66 * high, 0.3), one.worst[0], one.best[0]
    if low == top == 0:
        # Nothing for certain is known as well, and needs ink.
        marks.add(BOTH, laid.left, y - thick / 2, 0.045 * laid.scale, thick)
    for kind, start, end in ((BOTH, 0, low), (BEST, low, top)):
        if end > start:
            marks.add(kind, laid.left + start * unit, y - thick / 2, (end - start) * unit, thick)
    for value in one.expected:
        marks.add(EXPECTED, laid.left + value * unit, y, 0.0, 0.0)
    told = f"{_number(one).replace(DASH, ' to ')} settled"
    marks.row(i, anchor("scenario" if one.scenario else "document", *one.documents), told)


def _marks(found: DocumentValues) -> str:
    if not found.priors:
        return ""
    many = "Diamonds: expected under the priors" if len(found.priors) > 1 else "Diamond: expected under prior"
    return f"{many} {', '.join(found.priors)}; no bounds."


def _size(one: DocumentValue) -> tuple[bool, int]:
    return bool(one.scenario), 0 if one.scenario else len(one.documents)


def _label(found: DocumentValues, one: DocumentValue) -> str:
    label = " and ".join(found.names.get(name, name) for name in one.documents)
    return f"If it says this: {label}" if one.scenario else label


def _number(one: DocumentValue) -> str:
    low, high = one.worst[0], one.best[0]
    return str(low) if low == high else f"{low}{DASH}{high}"
