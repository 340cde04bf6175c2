"""Before and after: what scenarios of renewal do to an indicator, and what of it is certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.markup import DASH, columns_of_text, interval, number
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Told, finite
from chirograph.catalogue import indicators as catalogue
from chirograph.cells.content import Content
from chirograph.change.gain import gains
from chirograph.change.measure import Measure
from chirograph.records.records import Records
from chirograph.records.scenario import Scenario

__all__ = ["Moved", "WhatIf", "whatif"]

#: Numbers as close as this are one.
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator of one subject before and after.

    Parameters
    ----------
    before, after : Measure
        The two ranges.
    least, most : float
        What the rise is no less and no more than, whatever the texts say.
    exact : bool
        Whether both are attained; else they follow from the two ranges alone.
    """

    before: Measure
    after: Measure
    least: float
    most: float
    exact: bool

    @property
    def subject(self) -> tuple[str, ...]:
        """A pair, a programme or the group."""
        return self.before.subject

    @property
    def sure(self) -> str:
        """What of the change is certain: "higher", "not lower", "lower", "not higher", "same" or nothing."""
        if self.least > _CLOSE or self.most < -_CLOSE:
            return "higher" if self.least > 0 else "lower"
        if abs(self.least) <= _CLOSE and abs(self.most) <= _CLOSE:
            return "same"
        return "not lower" if self.least >= -_CLOSE else "not higher" if self.most <= _CLOSE else ""


@public
@dataclass(frozen=True)
class WhatIf(Told):
    """Ranges of an indicator before and after scenarios; made by :meth:`chirograph.Dataset.whatif`.

    Parameters
    ----------
    scenarios : tuple of Scenario
        What changes, in order.
    key, title : str
        The indicator.
    moved : tuple of Moved
        One for each pair, programme or group.
    names : mapping
        Readable names of labels.
    assumptions : tuple of str
        What the answer stands under.

    Notes
    -----
    The texts before and after are one and the same but for the scenario, so that the rise is not the
    difference of the two ranges. For ratios of counts (Jaccard, Dice, containment) its ends are exact; for
    indicators that never fall when a depth rises it is no less than 0 where the scenario only adds; else what
    the two ranges leave.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.load("nato-ip4").whatif(cg.Scenario.renew("KOR", "2027-2030", add=["A07"]))
    >>> one = found["JPN", "KOR"]
    >>> (round(one.least, 3), round(one.most, 3), one.sure)
    (0.042, 0.067, 'higher')
    """

    scenarios: tuple[Scenario, ...]
    key: str
    title: str
    moved: tuple[Moved, ...]
    names: Mapping[str, str]
    assumptions: tuple[str, ...] = ()

    def __getitem__(self, subject: str | tuple[str, ...]) -> Moved:
        """One subject: a label, or a pair of labels in either order.

        Raises
        ------
        UnknownLabel
            When it is not among the subjects.
        """
        from chirograph.errors import UnknownLabel, unknown

        asked = (subject,) if isinstance(subject, str) else tuple(subject)
        for one in self.moved:
            if one.subject in (asked, asked[::-1]):
                return one
        known = {" ".join(one.subject): self._name(one.subject) for one in self.moved}
        raise UnknownLabel(unknown("what if", " ".join(map(str, asked)), known, "this subject"))

    def _name(self, subject: Sequence[str]) -> str:
        return DASH.join(self.names.get(label, label) for label in subject)

    def table(self) -> Table:
        """One row for each subject: both ranges, the rise, whether its ends are exact, what is certain.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").whatif("same again").table()["certain"]
        ('same', 'same', 'same', 'same', 'same', 'same')
        """
        rows: list[dict[str, Any]] = [
            {
                "subject": " ".join(one.subject),
                "before_lower": one.before.lower, "before_upper": one.before.upper,
                "after_lower": one.after.lower, "after_upper": one.after.upper,
                "least_rise": one.least, "most_rise": one.most, "exact": one.exact, "certain": one.sure,
            }
            for one in self.moved
        ]  # fmt: skip
        return Table.from_records(rows)

    @property
    def _of_scenarios(self) -> str:
        """The names of the scenarios, with their period."""
        return f"{' + '.join(one.name for one in self.scenarios)}, {self.scenarios[0].period}"

    @property
    def verdict(self) -> str:
        """For how many subjects the indicator is certain to be higher, and for how many never lower."""
        if not self.moved:
            return "there is nothing to compare"
        total, noun = len(self.moved), {1: "programme", 2: "pair"}.get(len(self.moved[0].subject), "group")
        of = f"{total} {noun}{'' if total == 1 else 's'}"
        if all(one.sure == "same" for one in self.moved):
            return f"nothing changes for any of {of}"
        higher = sum(one.sure == "higher" for one in self.moved)
        kept = sum(one.sure in ("higher", "not lower", "same") for one in self.moved)
        return f"certain to be higher for {higher} of {of}, and never lower for {kept}"

    def sentences(self) -> tuple[str, ...]:
        """What is certain of the change, most telling first; then what each scenario is.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").whatif("same again").sentences()[0])
        Jaccard after same again, 2027-2030: nothing changes for any of 6 pairs.
        """
        said = [f"{self.title} after {self._of_scenarios}: {self.verdict}."]
        if lower := sum(one.sure == "lower" for one in self.moved):
            said.append(f"For {lower} it is certain to be lower.")
        for one in self.moved:
            if one.sure in ("higher", "lower"):
                ends = f"{number(abs(one.least))} to {number(abs(one.most))}" if one.sure == "higher" else (
                    f"{number(abs(one.most))} to {number(abs(one.least))}"
                )  # fmt: skip
                said.append(f"{self._name(one.subject)}: {one.sure} by {ends}, whatever the texts say.")
        return (*said, *(f"Scenario {one.sentence(self.names)}" for one in self.scenarios))

    def explain(self) -> str:
        """The sentences, and what they stand under.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").whatif("same again").explain().splitlines()[-1]
        'No list-length constraint.'
        """
        return "\n".join([*self.sentences(), *self.assumptions])

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.load("nato-ip4").whatif("same again").to_dict())[:3]
        ['kind', 'key', 'title']
        """
        return {
            "kind": "what_if", "key": self.key, "title": self.title,
            "scenarios": [one.to_dict() for one in self.scenarios], "rows": finite(list(self.table())),
            "assumptions": list(self.assumptions),
        }  # fmt: skip

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Both ranges of every subject, see :func:`chirograph.plots.slope`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").whatif("one common agenda").plot().name
        'slope-jaccard'
        """
        return draw("slope", self, ax, **options)

    def _lines(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table that is printed."""
        rows = [
            [
                " ".join(one.subject),
                interval(one.before.lower, one.before.upper), interval(one.after.lower, one.after.upper),
                f"{_signed(one.least)} to {_signed(one.most)}{'' if one.exact else ' ~'}", one.sure or "open",
            ]
            for one in self.moved
        ]  # fmt: skip
        return ["", "today", "renewed", "rise", "certain"], rows

    def __repr__(self) -> str:
        told = columns_of_text(*self._lines())
        rough = (
            []
            if all(one.exact for one in self.moved)
            else ["~ what the two ranges leave; it may be narrower"]
        )
        return "\n".join([f"{self.title} ({self.key}), today and after {self._of_scenarios}", *told, *rough])

    def _repr_html_(self) -> str:
        heads, rows = self._lines()
        cells = [[html.escape(cell) for cell in row] for row in rows]
        return html.page(html.table(heads, cells, self.title, [False, True, True, True, False]))


def _signed(value: float) -> str:
    return f"{'+' if value > _CLOSE else ''}{number(0.0 if abs(value) <= _CLOSE else value)}"


def whatif(
    records: Records,
    key: str,
    parameters: Mapping[str, float | str],
    before: Content,
    after: Content,
    was: Sequence[Measure],
    is_: Sequence[Measure],
) -> WhatIf:
    """The two sides laid together, subject by subject; a subject that only one side has is left out."""
    row = catalogue.row_of(key)
    renewed = {one.subject: one for one in is_}
    only_adds = not any(
        one.drop or one.leave for scenario in records.renewals for one in scenario.changes
    ) and not any(scenario.lapse for scenario in records.renewals)
    threshold = int(float(parameters.get("threshold", 1)))
    moved = []
    for one in was:
        other = renewed.get(one.subject)
        if other is None:
            continue
        exact = None
        if len(one.subject) == 2 and before.rows == after.rows:
            places = before.rows.index(one.subject[0]), before.rows.index(one.subject[1])
            exact = gains(before, after, places, key, threshold)
        least, most = exact or (other.lower - one.upper, other.upper - one.lower)
        if exact is None and only_adds and row["family"] == "monotone":
            least = max(least, 0.0)
        same = (
            exact is None
            and (before is after or _unmoved(before, after))
            and not any(renewal.changes for renewal in records.renewals)
        )
        moved.append(
            Moved(one, other, 0.0, 0.0, True) if same else Moved(one, other, least, most, exact is not None)
        )
    names = {**before.names}
    return WhatIf(records.renewals, key, row["title"], tuple(moved), names, before.sentences())


def _unmoved(before: Content, after: Content) -> bool:
    return bool((before.lower == after.lower).all() and (before.upper == after.upper).all())
