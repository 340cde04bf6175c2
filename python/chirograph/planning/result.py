"""What a plan is, and how it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.planning.amounts import Amount, plain, said
from chirograph.records.scenario import Renewed, Scenario

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult

__all__ = ["Plan", "Step"]


class Step(NamedTuple):
    """A partner commits to at least a depth in an area: from the known least depth, to it, at a cost."""

    partner: str
    area: str
    least: int
    to: int
    cost: Amount
    needed: str

    def told(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "partner": self.partner, "area": self.area, "from": self.least, "to": self.to,
            "cost": plain(self.cost), "needed": self.needed,
        }  # fmt: skip


@public
@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """Steps under a budget, with what they guarantee whatever unknown text says.

    Attributes
    ----------
    objective, question, noun : str
        What is to grow, asked in words, and what its value counts.
    budget, cost : int or Fraction
        What there is, and what the steps cost.
    depth : int
        The depth that counts as reached.
    first : {"value", "gain"}
        What was made as large as possible first.
    steps : Table
        Partner, area, from (known least depth), to, cost, and whether the step is needed.
    value_before : tuple
        Least and greatest value without any step.
    guaranteed_value : int or Fraction
        The least value after the plan.
    guaranteed_gain, best_case_gain, likely_gain : int, Fraction or None
        The least and the most that the plan adds, and the average; None where it was not worked out.
    largest_regret : int, Fraction or None
        How much better another plan of the budget may turn out once the text is known; None of a ratio.
    swaps : tuple
        Where plans as good and no dearer differ: (area, steps, whether they are in this plan).
    proven : bool
        Whether it is proven that no plan is better by what came first.
    proof : str
        Why.
    frontier : tuple
        For every whole budget (budget, guaranteed value, guaranteed gain), each the largest; where costs are
        not whole, or for more than a thousand, the budgets at which one of them changes.
    trades : tuple
        The plans that no other is ahead of in both: (guaranteed gain, guaranteed value, steps).
    rests : tuple
        On whose surely known lack the guaranteed gain rests: (partner, areas).
    assumptions : tuple of str
        What the answer stands under.
    data : mapping
        What was read; empty for cells of the user's own.
    systems : bool
        Whether its steps are memberships and not areas.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.Panel([[1, 1], [0, 0]], [[1, 1], [1, 0]], max_depth=1).plan("core", 2).guaranteed_value
    2
    """

    objective: str
    question: str
    noun: str
    budget: Amount
    cost: Amount
    depth: int
    first: str
    steps: Table
    value_before: tuple[Amount, Amount]
    guaranteed_value: Amount
    guaranteed_gain: Amount | None
    best_case_gain: Amount | None
    likely_gain: Amount | None
    largest_regret: Amount | None
    swaps: tuple[tuple[str, tuple[Step, ...], bool], ...]
    proven: bool
    proof: str
    frontier: tuple[tuple[Amount, Amount, Amount | None], ...]
    trades: tuple[tuple[Amount, Amount, tuple[Step, ...]], ...]
    rests: tuple[tuple[str, tuple[str, ...]], ...]
    assumptions: tuple[str, ...]
    data: Mapping[str, str]
    systems: bool = False

    def table(self) -> Table:
        """The steps, one row each.

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.planning.plan import plan
        >>> plan(cg.Panel([[1, 0], [0, 0]], max_depth=1).content, 1).table()["needed"]
        ('certainly needed',)
        """
        return self.steps

    def budgets(self) -> Table:
        """The largest guaranteed value and the largest guaranteed gain for every whole budget.

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.planning.plan import plan
        >>> plan(cg.Panel([[1, 0], [0, 0]], max_depth=1).content, 3).budgets()
        budget  value  gain
        0       0      0
        1       1      1
        2       1      1
        3       2      2
        """
        rows = [(plain(at), plain(value), _told(gain)) for at, value, gain in self.frontier]
        return Table(("budget", "value", "gain"), tuple(zip(*rows, strict=True)) if rows else ((),) * 3)

    def scenario(self, period: str, name: str | None = None) -> Scenario:
        """Its steps as a scenario of renewal, which a dataset can be put under.

        Parameters
        ----------
        period : str
            Years from and to, "2027-2030".
        name : str, optional
            What it is called.

        Returns
        -------
        Scenario

        Raises
        ------
        ParameterError
            When the period is none.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> later = ds.under(ds.plan("core", 4).scenario("2027-2030"))
        >>> later.attribution("core").value
        (4, 11)
        """
        changes = []
        for row in dict.fromkeys(map(str, self.steps["partner"])):
            own = [
                (str(one["area"]), int(one["from"] or 0), int(one["to"] or 0))
                for one in self.steps.where(partner=row)
            ]
            new, more = ({area: to for area, at, to in own if (at == 0) is fresh} for fresh in (True, False))
            changes.append(Renewed.of(row, join=[*new]) if self.systems else Renewed.of(row, new, more))
        told = name or f"plan for {self.objective}, budget {said(self.budget)}"
        return Scenario(told, period, tuple(changes), self.proof)

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """What every budget guarantees and adds, see :func:`chirograph.plots.frontier`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 0], [0, 0]], max_depth=1).plan("core", 3).plot().name
        'frontier-core'
        """
        return draw("frontier", self, ax, **options)

    def sentences(self) -> tuple[str, ...]:
        """The answer, one sentence each: value and gain are two things.

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.planning.plan import plan
        >>> found = plan(cg.Panel([[1, 1], [0, 0]], [[1, 1], [1, 1]], max_depth=1).content, 1)
        >>> print(found.sentences()[1], found.sentences()[2].split(";")[0], sep="\\n")
        Guaranteed value: whatever unknown text says, it is 1 or more after the plan.
        Guaranteed gain: the plan may add nothing, as unknown text may hold it all already
        """
        low, high = map(said, self.value_before)
        now = low if low == high else f"{low} to {high}"
        kept = self._kept()
        found = [
            f"{self.question} Now {now} {self.noun}; {html.counted(len(self.steps), 'step')} at a cost of "
            f"{said(self.cost)}, within {said(self.budget)}.",
            f"Guaranteed value: whatever unknown text says, it is {said(self.guaranteed_value)} or more "
            "after the plan.",
            *([kept] if kept else []),
        ]
        if self.rests:
            each = "; ".join(f"{row}: {html.shorten(areas, 8)}" for row, areas in self.rests)
            found.append(f"The guaranteed gain rests on what is surely not in the text of these ({each}).")
        if self.largest_regret is not None:
            found.append(
                "Once the text is known, another plan of this budget may turn out better by up to "
                f"{said(self.largest_regret)}."
                if self.largest_regret
                else "Whatever the text turns out to say, no plan of this budget would have been better."
            )
        return (*found, *self._ties(), *self._weighed(), self.proof)

    def _kept(self) -> str:
        if self.guaranteed_gain is None or self.best_case_gain is None or self.likely_gain is None:
            return ""
        more = f"at best it adds {said(self.best_case_gain)}, on average {said(self.likely_gain)}"
        if not self.best_case_gain:
            return "Guaranteed gain: the plan adds nothing."
        if self.guaranteed_gain < 0:
            return f"Guaranteed gain: the plan may take {said(-self.guaranteed_gain)} away; {more}."
        if not self.guaranteed_gain:
            return (
                f"Guaranteed gain: the plan may add nothing, as unknown text may hold it all already; {more}."
            )
        adds = said(self.guaranteed_gain)
        return f"Guaranteed gain: whatever unknown text says, the plan adds {adds} or more; {more}."

    def _ties(self) -> list[str]:
        """Plans that are as good."""
        if not self.swaps:
            return []
        here, there = (
            [f"{area} with {html.shorten([step.partner for step in steps])}"
             for area, steps, own in self.swaps if own is wanted]
            for wanted in (True, False)
        )  # fmt: skip
        return [
            "Other plans are as good and no dearer: in the place of some of "
            f"{html.shorten(here, 12) or 'nothing'} they have some of {html.shorten(there, 12) or 'nothing'}."
        ]

    def _weighed(self) -> list[str]:
        """Value against gain."""
        if len(self.trades) < 2:
            return []
        pairs = [f"({said(gain)}, {said(value)})" for gain, value, _ in self.trades]
        words = "Guaranteed gain and guaranteed value that one plan has together, none better in both"
        return [f"{words}: {html.shorten(pairs, 12)}."]

    def explain(self) -> str:
        """All sentences, and what the answer stands under.

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.planning.plan import plan
        >>> print(plan(cg.Panel([[1, 0], [0, 0]], max_depth=1).content, 1).explain().splitlines()[-2][:36])
        No plan within 1 guarantees more tha
        """
        return "\n".join([*self.sentences(), " ".join(self.assumptions)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; an amount that is not whole is the text of its fraction.

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.planning.plan import plan
        >>> plan(cg.Panel([[1, 0], [0, 0]], max_depth=1).content, 1).to_dict()["guaranteed_value"]
        1
        """
        amounts = ("budget", "cost", "guaranteed_value", "guaranteed_gain", "best_case_gain", "likely_gain",
                   "largest_regret")  # fmt: skip
        own = {name: getattr(self, name) for name in ("objective", "question", "noun", "depth", "first")}
        own |= {name: _told(getattr(self, name)) for name in amounts}
        own |= {
            "steps": list(self.steps), "value_before": [plain(one) for one in self.value_before],
            "swaps": [
                {"area": area, "steps": [step.told() for step in steps], "in_plan": here}
                for area, steps, here in self.swaps
            ],
            "proven": self.proven, "proof": self.proof,
            "frontier": [
                {"budget": plain(at), "value": plain(value), "gain": _told(gain)}
                for at, value, gain in self.frontier
            ],
            "trades": [
                {"gain": plain(gain), "value": plain(value), "steps": [step.told() for step in steps]}
                for gain, value, steps in self.trades
            ],
            "rests": {row: list(areas) for row, areas in self.rests},
            "assumptions": list(self.assumptions), "data": dict(self.data),
        }  # fmt: skip
        return {"kind": "plan", **own}

    def to_json(self) -> str:
        """`to_dict` as JSON text.

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.planning.plan import plan
        >>> plan(cg.Panel([[1, 0], [0, 0]], max_depth=1).content, 1).to_json()[:15]
        '{"kind": "plan"'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    def _caption(self) -> str:
        title = f"Plan for {self.objective} at depth {self.depth}, budget {said(self.budget)}"
        return f"{title}: {said(self.guaranteed_value)} guaranteed, {self.noun}"

    def __repr__(self) -> str:
        rest = "\n".join(self.sentences()[1:3])
        return f"{self._caption()}\n{self.steps if len(self.steps) else 'no steps'}\n{rest}"

    def _repr_html_(self) -> str:
        rows = [[html.escape(cell) for cell in row] for row in self.steps.rows]
        numeric = [name in ("from", "to", "cost") for name in self.steps.columns]
        table = html.table(self.steps.columns, rows, self._caption(), numeric)
        return html.page(table, *map(html.paragraph, self.sentences()))


def _told(value: Amount | None) -> int | str | None:
    return None if value is None else plain(value)
