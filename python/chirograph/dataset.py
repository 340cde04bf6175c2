"""A dataset: programmes, what is known of them from which source, and the panels that follow at a date."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.effort import Effort
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.catalogue.citation import Citation, of_dataset
from chirograph.cells.content import Content
from chirograph.change.asked import AsksTime
from chirograph.change.renewing import Renews
from chirograph.errors import Fault, ParameterError
from chirograph.findings.asked import AsksRecords
from chirograph.learning.answered import Answered
from chirograph.learning.layered import Layered
from chirograph.panel import Panel
from chirograph.planning.planned import PlansRecords
from chirograph.records import audit as register
from chirograph.records import coding, store, tables, totals
from chirograph.records import crosswalk as sides
from chirograph.records.asking import Asking, Lengths
from chirograph.records.records import Records

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult
    from chirograph.claims import ClaimsLedger
    from chirograph.codings import Codings
    from chirograph.interoperability import Interoperability
    from chirograph.overlap import Overlap
    from chirograph.profile import Profile

__all__ = ["Dataset", "crosswalk", "load"]

_HEAD = ("partner", "programme", "named", "absent", "open", "depth open", "open because")


@public
@dataclass(frozen=True, repr=False)
class Dataset(Layered, Answered, Renews, AsksTime, PlansRecords, AsksRecords):
    """Programmes of cooperation with the evidence behind every cell; made by :func:`chirograph.load`.

    Parameters
    ----------
    records : Records
        What was read, with the readings switched on.

    Examples
    --------
    >>> import chirograph as cg
    >>> ds = cg.load("nato-ip4")
    >>> ds.partners
    ('AUS', 'JPN', 'KOR', 'NZL')
    >>> ds.overlap("jaccard")["KOR", "JPN"]
    KOR and JPN, Jaccard: [0.333, 0.733], sharp
    """

    records: Records

    @property
    def file(self) -> str:
        """Where it was read from."""
        return self.records.file

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes read."""
        return self.records.sha256

    @property
    def assumed(self) -> tuple[str, ...]:
        """The readings switched on, in order."""
        return self.records.assumed

    @property
    def id(self) -> str:
        """Its short name."""
        return self.records.id

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.records.data["title"])

    @property
    def version(self) -> str:
        """Version of the data, apart from that of the software."""
        return self.records.version

    @property
    def as_of(self) -> str:
        """The day to which the data are kept, YYYY-MM-DD."""
        return self.records.as_of

    @property
    def partners(self) -> tuple[str, ...]:
        """Ids of the partners: the row labels of panels."""
        return self.records.partners

    @property
    def areas(self) -> tuple[str, ...]:
        """Ids of the areas: the column labels of panels."""
        return self.records.areas

    @property
    def programmes(self) -> tuple[str, ...]:
        """Ids of the programmes."""
        return tuple(item["id"] for item in self.records.data["programmes"])

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of programme, in the order of the data; the first is the default of `panel`."""
        return self.records.kinds

    @property
    def evidence_grades(self) -> tuple[str, ...]:
        """Ids of the evidence grades, the default first."""
        return self.records.evidence_grades

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The named assumptions the codebook offers to `assume`."""
        return self.records.assumptions

    @property
    def facts(self) -> dict[str, str]:
        """What a citation says of it: id, title, version, as_of, licence, authors, sha256."""
        return self.records.facts

    def to_dict(self) -> dict[str, Any]:
        """A copy of all records as plain data.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.load("nato-ip4").to_dict())[:3]
        ['format', 'id', 'title']
        """
        return copy.deepcopy(dict(self.records.data))

    @property
    def tables(self) -> tuple[str, ...]:
        """Names `table` accepts."""
        return tuple(tables.names(self.records.data))

    def table(self, name: str) -> Table:
        """One table of the dataset, flat: a list in a cell becomes text joined by "; ".

        Parameters
        ----------
        name : str
            For example "programmes", "listings", "listing_areas", "commitments", "sources", "areas",
            "statuses".

        Returns
        -------
        Table

        Raises
        ------
        UnknownLabel
            When there is no such table, with near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").table("partners")["name"]
        ('Australia', 'Japan', 'Republic of Korea', 'New Zealand')
        """
        return tables.table(self.records.data, name)

    def panel(
        self,
        kind: str | Sequence[str] | None = None,
        as_of: str | date | int | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
    ) -> Panel:
        """One row per partner: its latest programme of a kind at a date, coded by the rule in the codebook.

        Parameters
        ----------
        kind : str or sequence of str, optional
            Kind of programme, by default the first of `kinds` ("ITPP" in nato-ip4); of several kinds the
            latest programme of any of them stands.
        as_of : str, date or int, optional
            A day, month or year (its last day), by default the dataset's own. A partner without a programme
            of the kind at that date is left out; one being negotiated, or one that may not have been
            concluded yet, has unknown cells. Both are said in the assumptions.
        evidence : str, optional
            Evidence grade, by default the first of `evidence_grades` ("strict": own lists only).
        list_length : "derived" or mapping, optional
            "derived": the ranges that follow from stated totals, see `list_lengths`. Or partner to a number
            or a range of areas, ``{"JPN": 16}``. By default no constraint.
        coders : str, optional
            How several coders of a text make one cell, by default as the codebook says: "span" (from the
            least to the greatest end), "agreed" (what all say, else any value), "adjudicated" (what was
            decided, else the span), or the name of one coder.

        Returns
        -------
        Panel

        Raises
        ------
        UnknownLabel
            When the kind, the evidence grade, a partner or a coder is not known.
        AssumptionError
            When the date is not a date, no partner has a programme, or nothing satisfies a list length.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> ds.panel(list_length={"JPN": 16}).overlap("jaccard")["KOR", "JPN"]
        KOR and JPN, Jaccard: [0.421, 0.688], sharp
        >>> ds.panel(as_of="2023-07-15").rows
        ('AUS', 'JPN', 'KOR', 'NZL')
        """
        kinds = kind if isinstance(kind, str) or kind is None else tuple(kind)
        asking = Asking(kinds, as_of, evidence, list_length, coders)
        return Panel._of(coding.content(self.records, asking))

    def overlap(
        self,
        key: str,
        *,
        undefined: float = float("nan"),
        threads: int | None = None,
        budget: int | None = None,
        time_limit: float | None = None,
        progress: bool | None = None,
        between: tuple[Any, Any] | None = None,
        **parameters: float | str,
    ) -> Overlap:
        """Bounds of an index on the default panel, see :meth:`chirograph.Panel.overlap`.

        Examples
        --------
        >>> import chirograph as cg
        >>> len(cg.load("nato-ip4").overlap("jaccard").pairs())
        6
        """
        return self.panel().overlap(
            key,
            undefined=undefined,
            threads=threads,
            budget=budget,
            time_limit=time_limit,
            progress=progress,
            between=between,
            **parameters,
        )

    def list_lengths(self, evidence: str | None = None) -> Table:
        """How many areas each programme has, as far as a stated total of its own titles tells.

        Parameters
        ----------
        evidence : str, optional
            Evidence grade, by default the strict one.

        Returns
        -------
        Table
            Columns partner, programme, minimum, maximum, stated_total, titles_read, total_use, note. A total
            that is told but not used ("state_only") has no minimum and no maximum.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").list_lengths().where(programme="ITPP-JPN-2023")["stated_total"]
        (16,)
        """
        return coding.list_lengths(self.records, evidence)

    def audit(
        self,
        kind: str | None = None,
        as_of: str | date | int | None = None,
        evidence: str | None = None,
        coders: str | None = None,
    ) -> Table:
        """Every unknown cell: why it is unknown and which document would settle it.

        Parameters
        ----------
        kind, as_of, evidence, coders
            As in `panel`.

        Returns
        -------
        Table
            Columns partner, programme, area, name, lower, upper, status, why, settled_by, document; where
            texts were coded also codings, who said what; with readings switched on also assumed, the
            interval under them. The cells are those before any
            assumption.

        Examples
        --------
        >>> import chirograph as cg
        >>> register = cg.load("nato-ip4").audit().where(partner="JPN", lower=0)
        >>> len(register), register["status"][0]
        (12, 'not_retrieved')
        """
        return register.audit(self.records, Asking(kind, as_of, evidence, coders=coders))

    def sources_of(
        self,
        partner: str,
        area: str,
        kind: str | None = None,
        as_of: str | date | int | None = None,
        coders: str | None = None,
    ) -> Table:
        """What a cell rests on: listings, commitments, codings, conflicts, each with source and locator.

        Parameters
        ----------
        partner, area : str
            Labels of the cell.
        kind, as_of, coders
            As in `panel`.

        Returns
        -------
        Table
            Columns record, id, text, counts_in (the evidence grades in which the record makes the cell, with
            coders combined as asked), source, locator, title, publisher, date, url.

        Raises
        ------
        UnknownLabel
            When the partner, the area or a coder is not known.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").sources_of("KOR", "A01")["source"][0]
        'S001'
        """
        return register.sources_of(self.records, partner, area, Asking(kind, as_of, coders=coders))

    def claims(self, *, evidence: str | None = None, turns: bool | Sequence[str] = False) -> ClaimsLedger:
        """Every testable sentence of the literature with the verdict that the records give.

        Coders are combined as the codebook says: a verdict holds for the data, not for one way to read them.

        Parameters
        ----------
        evidence : str, optional, keyword-only
            The evidence grade in which cells are read; by default each.
        turns : bool or sequence of str, keyword-only
            Whether to look for what would turn each verdict, or those of some claims: what a document may
            say, whatever all others say; a record left out, or one more of its kind; an assumption given up.
            It takes some seconds, for every record used is left out in turn.

        Returns
        -------
        ClaimsLedger
            One claim per row; the readings switched on are applied.

        Raises
        ------
        DataError
            When the test of a claim is malformed.
        UnknownLabel
            When the dataset has no such evidence grade or claim, with near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").claims()["Q06"].verdict
        'not testable on public data'
        """
        from chirograph.claims import ledger

        # Claims are about what is: a renewal that may come makes no verdict.
        return ledger(replace(self.records, renewals=()), evidence, turns=turns)

    def interoperability(
        self,
        dimensions: Sequence[str] | None = None,
        rho: float | Sequence[float] | None = None,
        as_of: str | date | int | None = None,
        *,
        kind: str | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
        dimension_weights: Mapping[str, float] | None = None,
        system_share: float | None = None,
        practice_depth: int | None = None,
        members: Mapping[tuple[str, ...], float | Sequence[float]] | None = None,
        budget: int | None = None,
        time_limit: float | None = None,
        progress: bool | None = None,
    ) -> Interoperability:
        """Programmed interoperability (committed and joined, not achieved): dyads, hub, group, with bounds.

        Parameters
        ----------
        dimensions : sequence of str, optional
            Ids of dimensions, by default all of the codebook.
        rho : float or sequence of float, optional
            Means to show besides 1, 0 and -infinity, which are always shown together.
        as_of, kind, evidence, list_length, coders
            As in `panel`; memberships are read at the same day.
        dimension_weights : mapping of str to float, optional, keyword-only
            Weights in the composite, at least 0, one for every dimension, by default those of the codebook.
        system_share : float, optional, keyword-only
            Weight of systems against areas inside a dimension, 0 to 1.
        practice_depth : int, optional, keyword-only
            From which depth an area counts as practice.
        members : mapping, optional, keyword-only
            Memberships that replace the recorded ones: ``{("KOR", "BICES"): 1}``, an interval ``(0, 1)``, or
            ``{("KOR", "JPN", "PP-ISA"): 0}`` for a tie between two partners.
        budget : int, optional, keyword-only
            Steps of search that one end may take, some nanoseconds each; by default enough for a fraction of
            a second. What is not proven by then stays open between the best completion found and a certified
            bound, see ``Bound.gap``. A larger budget mostly leaves less open.
        time_limit, progress
            As in :meth:`chirograph.Panel.overlap`, for the whole call.

        Returns
        -------
        Interoperability

        Raises
        ------
        UnknownLabel
            When a dimension, a partner or a system is not known.
        ParameterError
            When a number or the budget is outside its range.
        DataError
            When the codebook does not declare dimensions, or breaks a rule about them.
        AssumptionError
            As in `panel`.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> ds.interoperability().breadth["JPN", "KOR"]
        (0, 0)
        """
        from chirograph.interop.model import Settings
        from chirograph.interoperability import interoperability

        settings = Settings(dimensions, dimension_weights, system_share, practice_depth, dict(members or {}))
        asking = Asking(kind, as_of, evidence, list_length, coders)
        effort = Effort.of(budget, time_limit, progress, whose="an end")
        return interoperability(self.records, settings, rho, asking, effort)

    def profile(
        self,
        kind: str | None = None,
        as_of: str | date | int | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
    ) -> Profile:
        """The profile of every programme: what it leans to, how deep it goes, how much the record settles.

        It needs no dimensions in the codebook.

        Parameters
        ----------
        kind, as_of, evidence, list_length, coders
            As in `panel`.

        Returns
        -------
        Profile

        Raises
        ------
        UnknownLabel, AssumptionError
            As in `panel`.

        Examples
        --------
        >>> import chirograph as cg
        >>> profile = cg.load("nato-ip4").profile()
        >>> profile["KOR"].bound("set_share", set="interop_tech_strict")
        KOR, Share of named areas, set interop_tech_strict: [0.364, 0.364]
        """
        from chirograph.profile import profile

        return profile(self.records, Asking(kind, as_of, evidence, list_length, coders))

    def codings(self) -> Codings:
        """What several coders said of the same texts: how far they agree, where they differ, what that moves.

        Returns
        -------
        Codings
            Units are (programme, area), as coded, whatever the codebook makes of them.

        Raises
        ------
        ParameterError
            When the dataset has no codings.

        Examples
        --------
        >>> import chirograph as cg
        >>> try:
        ...     cg.load("nato-ip4").codings()
        ... except cg.errors.ParameterError as error:
        ...     print(error.faults[0].rule)
        a dataset has codings where its codebook names coders and its texts were coded
        """
        from chirograph.codings import Codings

        found = self.records.data.get("codings", ())
        if not found:
            rule = "a dataset has codings where its codebook names coders and its texts were coded"
            repair = "`chirograph template` makes a workbook to code in"
            raise ParameterError(Fault(self.file, "/codings", "none", rule, repair, "parameter"))
        lines: dict[str, list[Any]] = {
            name: [item[name] for item in found] for name in ("coder", "programme", "area")
        }
        lines["value"] = [(item["lower"], item["upper"]) for item in found]
        top = len(self.records.data["codebook"]["scale"]) - 1
        return Codings.from_frame(lines, unit=("programme", "area"), max_depth=top)

    def cite(self) -> Citation:
        """How to cite the data: BibTeX, APA, and one line with version and SHA-256 of the file.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").cite().apa.startswith("The chirograph contributors (2026).")
        True
        """
        return of_dataset(self.facts)

    _cited = cite

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """What is known, as a matrix, see :func:`chirograph.plots.matrix`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").plot().alt_text()[:29]
        'Matrix of 4 programmes (Austr'
        """
        return draw("matrix", self, ax, **options)

    @classmethod
    def _again(
        cls, data: bytes, file: str, sha256: str, assumed: tuple[str, ...], renewals: tuple[Any, ...] = ()
    ) -> Dataset:
        return cls(replace(Records.read(data, file), sha256=sha256, assumed=assumed, renewals=renewals))

    def __reduce__(self) -> tuple[Any, ...]:
        records = self.records
        given = records.file, records.sha256, records.assumed, records.renewals
        return Dataset._again, (records.engine.text.encode(), *given)

    def __repr__(self) -> str:
        content = self.panel().content
        lines = [_headline(self), *html.columns_of_text(_HEAD, _summary(content))]
        told = totals.sentences(self.records, content, None, "panel(list_length={{'{row}': N}})")
        return "\n".join([*lines, *told, " ".join(content.sentences())])

    def _repr_html_(self) -> str:
        panel = self.panel()
        rows = ([html.escape(cell) for cell in line] for line in _summary(panel.content))
        numeric = [False, False, True, True, True, True, False]
        return html.page(html.table(_HEAD, rows, _headline(self), numeric), panel._repr_html_())


@public
def load(source: str | os.PathLike[str]) -> Dataset:
    """A dataset by its name, or from a folder or a data.json file.

    Parameters
    ----------
    source : str or path
        A name of :func:`chirograph.datasets`, a folder that holds ``data.json``, or such a file. A name that
        is both is refused: ``"./name"`` means the folder.

    Returns
    -------
    Dataset

    Raises
    ------
    DataError
        When there is no such dataset or file, or two of the name, or with every fault of the file.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.load("nato-ip4").title.split()[0]
    'NATO'
    """
    return Dataset(store.load(source))


@public
def crosswalk(
    first: Dataset | str | os.PathLike[str],
    second: Dataset | str | os.PathLike[str],
    *,
    fit: str = "broad",
    as_of: str | date | int | None = None,
    kind: str | tuple[str | None, str | None] | None = None,
    evidence: str | tuple[str | None, str | None] | None = None,
) -> Panel:
    """Programmes of two datasets in one panel, by the subjects that the crosswalk of their codebooks joins.

    Parameters
    ----------
    first, second : Dataset, or what :func:`load` takes
        Two datasets; the codebook of one of them has a crosswalk to that of the other. Readings that are
        switched on are applied before.
    fit : str, keyword-only
        The loosest match that counts, "exact", "close" or "broad". Of a subject matched broadly the areas of
        the two sides share a part only: a programme that names one has that part perhaps, and one whose list
        has none of them certainly has it not.
    as_of : str, date or int, optional, keyword-only
        The day asked, by default that of each dataset.
    kind, evidence : str or pair of str, optional, keyword-only
        As in :meth:`Dataset.panel`; a pair gives one for either dataset, and None means its default.

    Returns
    -------
    Panel
        A row for every programme, named by counterpart and partner; a column for every subject, as deep as
        the deepest of its areas. What has no counterpart is left out and named in the assumptions.

    Raises
    ------
    DataError
        When there is no crosswalk, it does not fit the codebooks, or the scales differ.
    AssumptionError
        When nothing matches as well as asked, a programme would stand twice, or a dataset is read under an
        assumption that counts areas of its codebook.

    Examples
    --------
    >>> import chirograph as cg
    >>> both = cg.crosswalk("nato-ip4", "eu-sdp")
    >>> both.rows[:2], len(both.columns)
    (('NATO AUS', 'NATO JPN'), 16)
    >>> both.shared("NATO KOR", "EU KOR").where(certain="both")["name"][:2]
    ('Cyber', 'Non-proliferation and disarmament')
    """
    pairs = [given if isinstance(given, tuple) else (given, given) for given in (kind, evidence)]
    asked = [Asking(kinds, as_of, grades) for kinds, grades in zip(*pairs, strict=True)]
    one, other = ((given if isinstance(given, Dataset) else load(given)).records for given in (first, second))
    return Panel._of(sides.content((one, other), (asked[0], asked[1]), fit))


def _summary(content: Content) -> list[list[str]]:
    """One line per partner: cells certainly named, certainly absent, open, of open depth, and reasons."""
    lines = []
    for i, label in enumerate(content.rows):
        named, absent = content.lower[i] >= 1, content.upper[i] == 0
        unknown = ~named & ~absent
        reasons, counts = np.unique(content.status[i][unknown], return_counts=True)
        why = ", ".join(
            f"{count} {content.reason(str(reason))}" for reason, count in zip(reasons, counts, strict=True)
        )
        numbers = [named, absent, unknown, named & content.open[i]]
        programme = content.sources[i].split(":")[0]
        lines.append(
            [label, programme, *(str(int(np.count_nonzero(mask))) for mask in numbers), why or "nothing"]
        )
    return lines


def _headline(dataset: Dataset) -> str:
    """Name, version, date and title in one line."""
    return f"{dataset.id} {dataset.version}, as of {dataset.as_of}: {dataset.title}"
