"""What a panel and a dataset may be asked about plans: best steps, least steps, and whose share is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from chirograph.cells.content import Content
from chirograph.cells.intervals import frozen
from chirograph.errors import Fault, ParameterError, brief
from chirograph.interop.breadth import cut
from chirograph.interop.build import build
from chirograph.interop.model import Model, Settings
from chirograph.planning.attribution import Attribution, attribution
from chirograph.planning.level import LeastSteps, least_cost
from chirograph.planning.plan import plan
from chirograph.planning.result import Plan
from chirograph.records.asking import Asking, Lengths
from chirograph.records.coding import content
from chirograph.records.memberships import FULL
from chirograph.records.records import Records

__all__ = ["PlansCells", "PlansRecords"]


class PlansCells:
    """What `Panel` says of plans."""

    @property
    def content(self) -> Content:
        """The cells."""
        raise NotImplementedError

    def plan(
        self,
        objective: str = "core",
        budget: float = 4,
        *,
        depth: int = 1,
        first: str = "value",
        costs: Mapping[str, float] | None = None,
        budgets: Mapping[str, float] | None = None,
        must: Sequence[Sequence[Any]] = (),
        never: Sequence[Sequence[str]] = (),
        needs: Sequence[Sequence[Sequence[str]]] = (),
        chance: Any = Fraction(1, 2),
    ) -> Plan:
        """The steps that guarantee most for all programmes together, whatever unknown text says.

        Parameters
        ----------
        objective : {"core", "coverage", "common_depth", "jaccard"}
            What is to grow: areas that all reach, areas that some reach, the depth that all reach, the share
            of areas that all reach among those that some do.
        budget : number
            What all steps together may cost; a step makes one programme one depth deeper in one area.
        depth : int, keyword-only
            The depth that counts as reached.
        first : {"value", "gain"}, keyword-only
            What is made as large as can be first: what is there for certain afterwards, or what is added for
            certain.
        costs, budgets : mapping of str to number, optional, keyword-only
            What a step of a programme costs, 1 unless given; and what it may spend of its own.
        must : sequence of (row, area) or (row, area, depth), keyword-only
            What every plan holds.
        never : sequence of (row, area), keyword-only
            What no plan touches.
        needs : sequence of ((row, area), (row, area)), keyword-only
            The first only where the second is certain.
        chance : number, keyword-only
            Of an open cell to reach `depth`, for what is added on average.

        Returns
        -------
        Plan
            With a proof that none is better, what unknown text may make needless, and the frontier.

        Raises
        ------
        ParameterError
            With everything that is wrong at once.
        ImportError
            When `needs` or `budgets` are given and scipy is not installed.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0, 0, 1], [0, 0, 1, 1]], [[1, 1, 0, 1], [1, 1, 1, 1]], max_depth=1)
        >>> panel.plan("core", 2).guaranteed_value
        3
        """
        options: dict[str, Any] = {
            "costs": costs,
            "budgets": budgets,
            "must": must,
            "never": never,
            "needs": needs,
        }
        return plan(self.content, budget, objective, depth=depth, first=first, chance=chance, **options)

    def least_steps(
        self,
        rows: Sequence[str],
        depth: int,
        groups: Mapping[str, Sequence[Any]],
        need: Mapping[str, int],
        *,
        costs: Mapping[str, float] | None = None,
    ) -> LeastSteps:
        """The cheapest steps after which rows are all at a depth in enough areas of every group, for certain.

        Parameters
        ----------
        rows : sequence of str
            Programmes.
        depth : int
            What all of them reach.
        groups : mapping of str to sequence
            Names with areas, or with a truth value for each.
        need : mapping of str to int
            How many areas of a group.
        costs : mapping of str to number, optional, keyword-only
            What a step of a programme costs, 1 unless given.

        Returns
        -------
        LeastSteps

        Raises
        ------
        ParameterError
            With everything that is wrong at once.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[0, 2], [1, 1]], max_depth=3)
        >>> panel.least_steps(["P1", "P2"], 2, {"sea": ["A1", "A2"]}, {"sea": 1}).cost
        1
        """
        return least_cost(self.content, rows, depth, groups, need, costs=costs)

    def attribution(
        self,
        objective: str = "core",
        by: str = "partner",
        *,
        rows: Sequence[str] | None = None,
        depth: int = 1,
    ) -> Attribution:
        """The share of each programme, or of each area, in what programmes have together (Shapley 1953).

        Parameters
        ----------
        objective : {"core", "coverage", "common_depth", "jaccard"}
            As in `plan`.
        by : {"partner", "area"}
            Whose shares.
        rows : sequence of str, optional, keyword-only
            Which programmes, by default all.
        depth : int, keyword-only
            The depth that counts as reached.

        Returns
        -------
        Attribution
            Both ends of every share; under every text the shares add up to the value.

        Raises
        ------
        ParameterError
            With everything that is wrong at once.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 1], [1, 0]], [[1, 1], [1, 1]], max_depth=1).attribution().shares
        (('P1', 1, 1), ('P2', 0, 1))
        """
        return attribution(self.content, objective, by, rows=rows, depth=depth)


class PlansRecords:
    """What `Dataset` says of plans."""

    records: Records

    def plan(
        self,
        objective: str = "core",
        budget: float = 4,
        *,
        of: str = "areas",
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
        depth: int = 1,
        first: str = "value",
        costs: Mapping[str, float] | None = None,
        budgets: Mapping[str, float] | None = None,
        must: Sequence[Sequence[Any]] = (),
        never: Sequence[Sequence[str]] = (),
        needs: Sequence[Sequence[Sequence[str]]] = (),
        chance: Any = Fraction(1, 2),
    ) -> Plan:
        """The commitments, or the memberships, that guarantee most for all partners together.

        Parameters
        ----------
        objective, budget, depth, first, costs, budgets, must, never, needs, chance
            As in :meth:`chirograph.Panel.plan`.
        of : {"areas", "systems"}, keyword-only
            What is taken up: areas of the text, or systems that a partner joins, each in one step.
        evidence, list_length, coders
            As in `panel`.

        Returns
        -------
        Plan
            ``plan.scenario("2027-2030")`` makes a scenario of its steps.

        Raises
        ------
        ParameterError
            With everything that is wrong at once.
        DataError
            When systems are asked for and the codebook declares no dimensions.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> value, gain = ds.plan("core", 4), ds.plan("core", 4, first="gain")
        >>> [(one.guaranteed_value, one.guaranteed_gain) for one in (value, gain)]
        [(4, 0), (3, 1)]
        """
        if of not in ("areas", "systems"):
            rule = 'a plan is of "areas" or of "systems"'
            raise ParameterError(Fault("", "of", brief(of), rule, "", "parameter"))
        asking = Asking(None, None, evidence, list_length, coders)
        cells = content(self.records, asking)
        if of == "systems":
            cells = memberships(build(self.records, cells, self.records.day(), Settings()))
        options: dict[str, Any] = {
            "costs": costs,
            "budgets": budgets,
            "must": must,
            "never": never,
            "needs": needs,
        }
        found = plan(cells, budget, objective, depth=depth, first=first, chance=chance, **options)
        return replace(found, systems=of == "systems")

    def least_steps(
        self, first: str, second: str, level: int = 1, *, evidence: str | None = None
    ) -> LeastSteps:
        """The fewest steps after which a pair is at a level for certain: what would have to change.

        Parameters
        ----------
        first, second : str
            Partners.
        level : int
            The depth that both are to reach in more than the share of areas that the codebook asks of every
            dimension.
        evidence : str, optional, keyword-only
            As in `panel`.

        Returns
        -------
        LeastSteps

        Raises
        ------
        ParameterError
            When a partner is not known, or the codebook rates no shares.
        DataError
            When the codebook declares no dimensions.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").least_steps("JPN", "KOR").cost)
        6
        """
        asking = Asking(evidence=evidence)
        cells = content(self.records, asking)
        model = build(self.records, cells, self.records.day(), Settings())
        groups, need = _levels(model, (first, second), level)
        return least_cost(cells, (first, second), level, groups, need)

    def attribution(
        self,
        objective: str = "core",
        by: str = "partner",
        *,
        rows: Sequence[str] | None = None,
        depth: int = 1,
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
    ) -> Attribution:
        """Whose share is what of that which partners have together, see :meth:`chirograph.Panel.attribution`.

        Parameters
        ----------
        objective, by, rows, depth
            As in :meth:`chirograph.Panel.attribution`.
        evidence, list_length, coders
            As in `panel`.

        Returns
        -------
        Attribution

        Raises
        ------
        ParameterError
            With everything that is wrong at once.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").attribution("coverage").value
        (16, 24)
        """
        cells = content(self.records, Asking(None, None, evidence, list_length, coders))
        return attribution(cells, objective, by, rows=rows, depth=depth)


def memberships(model: Model) -> Content:
    """Who is in which system as cells: 1 is a member, and what is not known is open."""
    systems = list(dict.fromkeys(key[-1] for key in model.held if len(key) == 2))
    held = [[model.held[row, name] for name in systems] for row in model.rows]
    lower, upper = (
        np.array([[int(getattr(one, end) == FULL) for one in line] for line in held], dtype=np.uint8)
        for end in ("lower", "upper")
    )
    status = np.where(lower < upper, "unknown", "stated").astype(np.str_)
    kept = model.content
    said = ("Cells are memberships: 1 is a member, an observer is none.", *kept.origin[1:])
    return Content(
        lower, upper, model.rows, tuple(systems), 1, frozen(status), names=dict(model.names),
        origin=said, notes=kept.notes, data=kept.data,
    )  # fmt: skip


def _levels(model: Model, rows: tuple[str, str], level: int) -> tuple[dict[str, list[int]], dict[str, int]]:
    """How much areas count in every dimension, and how much is more than the share of the codebook.

    An area that is no deeper without something that a partner certainly lacks does not count.
    """
    if model.breadth is None:
        rule = "a level of pairs needs a share of areas that the codebook rates"
        raise ParameterError(
            Fault("", "level", "no share", rule, "give the codebook a `breadth`", "parameter")
        )
    barred = {
        item["area"]
        for item in model.needs
        if item["needs_system"] is not None and level > int(item["cap_without"])
        for row in rows
        if (row, item["needs_system"]) in model.held and model.held[row, item["needs_system"]].lower < FULL
    }
    share, needed = Fraction(str(cut(model.breadth))), {}
    groups: dict[str, list[int]] = {}
    for name, weights in zip(model.dimensions, model.inputs["relevance"], strict=True):
        exact = [Fraction(str(float(weight))) for weight in weights]
        unit = Fraction(1, lcm(*(weight.denominator for weight in exact)))
        counts = [int(weight / unit) for weight in exact]
        if any(counts):
            barred_out = [0 if area in barred else one for one, area in zip(counts, model.areas, strict=True)]
            groups[name], needed[name] = barred_out, int(share * sum(counts)) + 1
    return groups, needed
