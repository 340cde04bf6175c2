"""What one report is about: a dataset, the panel read from it, and the readings set beside the bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from chirograph.cells.ends import End
from chirograph.cells.question import Question
from chirograph.dataset import Dataset
from chirograph.errors import AssumptionError
from chirograph.overlap import again
from chirograph.records.readings import AS_READ, copied, default_readings, plain, read_as
from chirograph.report.command import Rebuild, rebuilt

if TYPE_CHECKING:
    from chirograph.claims import ClaimsLedger
    from chirograph.interoperability import Interoperability
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel
    from chirograph.plots import PlotResult
    from chirograph.report.asking import Asking

__all__ = ["Context", "Reading", "context_of"]

#: More partners than these have too many pairs for one page.
MOST_PARTNERS = 8
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
    dataset : Dataset
        What the report is about, with its own readings if any.
    panel : Panel
        Its cells.
    readings : tuple of Reading
        Set beside the bounds.
    asking : Asking
        Grade, day and lengths asked for.
    rebuild : Rebuild
        What rebuilds the page.
    figures : dict
        Figures drawn for the page, in their widest form, by file name.
    """

    dataset: Dataset
    panel: Panel
    readings: tuple[Reading, ...]
    asking: Asking
    rebuild: Rebuild
    figures: dict[str, PlotResult] = field(default_factory=dict)
    _results: dict[str, Overlap] = field(default_factory=dict)

    @property
    def grade(self) -> str:
        """The evidence grade in force."""
        return self.asking.evidence or self.dataset.evidence_grades[0]

    @property
    def declared(self) -> bool:
        """Whether the codebook says what dimensions there are and which areas bear on them."""
        book = self.dataset.records.data["codebook"]
        return bool(book.get("dimensions") and book.get("area_dimensions"))

    @property
    def crowded(self) -> bool:
        """Whether there are too many partners for tables of pairs."""
        return len(self.panel.rows) > MOST_PARTNERS

    @cached_property
    def programmed(self) -> Interoperability | None:
        """Programmed interoperability; None without dimensions, or with too many partners for a page."""
        if self.crowded or not self.declared:
            return None
        return self.dataset.interoperability(**self.asking.options)

    @cached_property
    def ledger(self) -> ClaimsLedger:
        """The claims in the evidence grade of the report."""
        from chirograph.claims.grades import in_grade

        claims, grade = self.dataset.claims(), self.asking.evidence
        return in_grade(claims, grade) if len(claims) and grade is not None else claims

    def overlap(self, key: str) -> Overlap:
        """An index on the panel, at its preset parameters."""
        if key not in self._results:
            self._results[key] = self.panel.overlap(key)
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
    panel = dataset.panel(**asking.options)
    readings = tuple(_reading(name, other, asking, panel) for name, other in named.items())
    rebuild = Rebuild(command, given=True) if command is not None else rebuilt(datasets, assume, asking)
    return Context(dataset, panel, readings, asking, rebuild)


def _reading(name: str, dataset: Dataset, asking: Asking, known: Panel) -> Reading:
    partner = next(filter(None, (copied(dataset.records, item) for item in dataset.assumed)), None)
    title = " + ".join(_title(part, known.names) for part in name.split(" + "))
    try:
        panel = dataset.panel(**asking.options)
    except AssumptionError as error:
        return Reading(name, title, None, f"This reading cannot hold here. {error}", partner)
    sentences = [line for line in panel.assumptions if line not in known.assumptions]
    return Reading(
        name, title, panel, " ".join(sentences) or "What was read, without an assumption.", partner
    )


def _title(name: str, names: Mapping[str, str]) -> str:
    """A reading in words, such as "like Republic of Korea"."""
    if name.startswith("like:"):
        partner = name.removeprefix("like:")
        return f"like {names.get(partner, partner)}"
    return name.replace("_", " ")
