"""What one report is about: a dataset or a panel, its cells, and the readings set beside the bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chirograph.cells.assume import check_unpublished
from chirograph.cells.ends import End
from chirograph.cells.question import Question
from chirograph.dataset import Dataset
from chirograph.errors import AssumptionError
from chirograph.findings.asked import MOST, Results, answered
from chirograph.overlap import again
from chirograph.ranks.order import countable
from chirograph.records.asking import Asking
from chirograph.records.readings import AS_READ, Layer, copied, default_readings, likeness, plain, read_as
from chirograph.report.command import Rebuild, rebuilt, rebuilt_panel
from chirograph.report.evidence import Cell, cells
from chirograph.report.subject import Subject, subject_of

if TYPE_CHECKING:
    from chirograph.claims import ClaimsLedger
    from chirograph.findings.answer import Answer
    from chirograph.interoperability import Interoperability
    from chirograph.learning.documents import DocumentValues
    from chirograph.learning.ladder import Ladder
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel
    from chirograph.plots import PlotResult

__all__ = ["Context", "Reading", "context_of", "context_of_panel"]

#: More partners than these have too many pairs for one page.
MOST_PARTNERS = MOST
#: Up to so many programmes, all pairs of an index are computed at once.
_FEW_ROWS = 6


@dataclass(frozen=True, eq=False)
class Reading:
    """A named assumption about the unknown cells.

    Attributes
    ----------
    name : str
        As given: "absent", "like:KOR", or a name of the codebook.
    title : str
        The same for reading.
    panel : Panel or None
        The panel it gives; None when it contradicts what is known, such as the length of a list.
    sentence : str
        What it does, or why it cannot hold.
    copied : str or None
        The partner whose cells it copies.
    """

    name: str
    title: str
    panel: Panel | None
    sentence: str
    copied: str | None = None


@dataclass(frozen=True, eq=False)
class Context:
    """All a section may use. Results are computed once and kept.

    Attributes
    ----------
    subject : Subject
        What the page says it is about.
    dataset : Dataset or None
        The records behind it, with their own readings if any; None for cells of the user's own.
    panel : Panel
        The cells.
    readings : tuple of Reading
        Set beside the bounds.
    asking : Asking
        Grade, day, lengths and coders asked for.
    rebuild : Rebuild
        What rebuilds the page.
    figures : dict
        Figures drawn for the page, by file name.
    drawn : dict
        The same and their narrow forms, by the place where the page has them.
    """

    subject: Subject
    dataset: Dataset | None
    panel: Panel
    readings: tuple[Reading, ...]
    asking: Asking
    rebuild: Rebuild
    figures: dict[str, PlotResult] = field(default_factory=dict)
    drawn: dict[str, PlotResult] = field(default_factory=dict)
    _results: dict[str, Overlap] = field(default_factory=dict)

    @property
    def grade(self) -> str:
        """The evidence grade in force; "" for cells that have none."""
        return self.asking.evidence or ("" if self.dataset is None else self.dataset.evidence_grades[0])

    @property
    def declared(self) -> bool:
        """Whether the codebook says what dimensions there are and which areas bear on them."""
        return bool(self.book.get("dimensions") and self.book.get("area_dimensions"))

    @property
    def book(self) -> Mapping[str, Any]:
        """The codebook; empty without a dataset."""
        return {} if self.dataset is None else self.dataset.records.data["codebook"]

    @property
    def crowded(self) -> bool:
        """Whether there are too many partners for tables of pairs."""
        return len(self.panel.rows) > MOST_PARTNERS

    @cached_property
    def results(self) -> Results:
        """What findings are made from."""
        return Results(self.panel if self.dataset is None else self.dataset, self.asking)

    @cached_property
    def answer(self) -> Answer:
        """The answer that heads the page."""
        return answered(self.results)

    @cached_property
    def cells(self) -> list[Cell]:
        """The first cells with what they rest on."""
        return cells(self.dataset, self.panel, self.asking, self.grade)

    @cached_property
    def programmed(self) -> Interoperability | None:
        """Programmed interoperability; None without dimensions, or with too many partners for a page."""
        if self.dataset is None or self.crowded or not self.declared:
            return None
        return self.dataset.interoperability(**self.asking._asdict())

    @property
    def ladder(self) -> Ladder | str | None:
        """What each assumption of the codebook adds, or why they cannot be told apart; None without any."""
        found: Ladder | str | None = self.results.ladder
        return found

    @cached_property
    def documents(self) -> DocumentValues | None:
        """How many orders of pairs unread documents settle, under priors too; None with too many pairs."""
        if self.results.crowded:
            return None
        if countable(self.overlap("jaccard").question):
            return self.panel.value_of_documents()
        # Elsewhere completions are tried one by one: as many as a page has time for, and none that are drawn.
        return self.panel.value_of_documents(together=1, prior=())

    @cached_property
    def ledger(self) -> ClaimsLedger | None:
        """The claims in the evidence grade of the report, with what turns them; None without a dataset."""
        if self.dataset is None:
            return None
        return self.dataset.claims(evidence=self.asking.evidence, turns=True)

    def overlap(self, key: str) -> Overlap:
        """An index on the panel, at its preset parameters."""
        if key not in self._results:
            usual = self.results.overlap if key == "jaccard" else None
            self._results[key] = self.panel.overlap(key) if usual is None else usual
        return self._results[key]

    def pair(self, key: str, first: str, second: str) -> tuple[End, End]:
        """Both ends of an index for one pair.

        With many programmes only this pair is computed.
        """
        rows = self.panel.rows
        if len(rows) <= _FEW_ROWS or key in self._results:
            return self.overlap(key).ends(rows.index(first), rows.index(second))
        found = Question(self.panel.content, key, {}).pair(rows.index(first), rows.index(second))
        return End(found["lower"], found["inner_lower"]), End(found["upper"], found["inner_upper"], high=True)

    def read(self, key: str) -> dict[str, Overlap]:
        """An index under every reading that can hold, by title."""
        found = {reading.title: reading.panel for reading in self.readings if reading.panel is not None}
        return {name: again(self.overlap(key), panel) for name, panel in found.items()}

    def name(self, label: str) -> str:
        """The readable name of a partner or an area."""
        return self.panel.names.get(label, label)


def context_of(
    datasets: Sequence[Dataset], asking: Asking, assume: Sequence[str] | None, command: str | None
) -> Context:
    """The context of a report on the first of `datasets`, with the others and `assume` as readings."""
    dataset = datasets[0]
    named: dict[str, Dataset] = {}
    for other in datasets[1:]:
        named.setdefault(" + ".join(plain(item) for item in other.assumed) or AS_READ, other)
    asked = default_readings(dataset.records) if assume is None and not named else assume or ()
    for name in asked:
        named.setdefault(plain(name), Dataset(read_as(dataset.records, name)))
    panel = dataset.panel(**asking._asdict())

    def reading(name: str, other: Dataset) -> Reading:
        partner = next(filter(None, (copied(dataset.records, item) for item in other.assumed)), None)
        return _reading(name, lambda: other.panel(**asking._asdict()), panel, partner)

    readings = tuple(reading(name, other) for name, other in named.items())
    rebuild = Rebuild(command, given=True) if command is not None else rebuilt(datasets, assume, asking)
    return Context(subject_of(dataset), dataset, panel, readings, asking, rebuild)


def context_of_panel(panel: Panel, assume: Sequence[str] | None, command: str | None) -> Context:
    """The context of a report on cells of the user's own, with `assume` as readings."""

    def reading(name: str) -> Reading:
        return _reading(name, lambda: panel.assume(unpublished=name), panel, likeness(name))

    usual = ("absent",) if panel.content.open.any() else ()
    asked = usual if assume is None else [check_unpublished(plain(name)) for name in assume]
    readings = tuple(reading(name) for name in dict.fromkeys(asked))
    rebuild = Rebuild(command, given=True) if command is not None else rebuilt_panel(assume)
    return Context(subject_of(panel), None, panel, readings, Asking(), rebuild)


def _reading(name: str, make: Callable[[], Panel], known: Panel, partner: str | None) -> Reading:
    title = " + ".join(_title(part, known.names) for part in name.split(" + "))
    try:
        panel = make()
    except AssumptionError as error:
        return Reading(name, title, None, f"This reading cannot hold here. {error}", partner)
    sentences = [line for line in panel.assumptions if line not in known.assumptions]
    return Reading(
        name, title, panel, " ".join(sentences) or "What was read, without an assumption.", partner
    )


def _title(name: str, names: Mapping[str, str]) -> str:
    """A reading in words, such as "like Republic of Korea"."""
    told = Layer.parse(name)
    if told.cells:
        return name
    word, sign, partner = told.name.partition(":")
    title = f"{word} {names.get(partner, partner)}" if sign else word.replace("_", " ")
    rows = [names.get(row, row) for row in told.partners]
    return f"{title} for {', '.join(rows)}" if rows else title
