"""What a dataset may be asked about time: states on a day, indicators over days, and renewals to come."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Self

from chirograph.base.table import Table
from chirograph.catalogue import indicators as catalogue
from chirograph.change import ready
from chirograph.change.drafting import Drafting, drafting
from chirograph.change.measure import Measure, measured
from chirograph.change.series import Series, days_of, kinds_of, series
from chirograph.change.whatif import WhatIf, whatif
from chirograph.errors import AssumptionError, Fault
from chirograph.records import coding, renewal
from chirograph.records import states as on_day
from chirograph.records.asking import Asking, Lengths
from chirograph.records.records import Records
from chirograph.records.scenario import Depths, Scenario, Tie

__all__ = ["Renews"]


class Renews:
    """What `Dataset` says of time."""

    records: Records

    def panel(self, *args: Any, **kwargs: Any) -> Any:
        """The panel at a day."""
        raise NotImplementedError

    def states(self, as_of: str | date | int | None = None) -> Table:
        """Every programme and what it is on a day: in force, under negotiation, lapsed or superseded.

        Parameters
        ----------
        as_of : str, date or int, optional
            A day, month or year (its last day), by default that of the data.

        Returns
        -------
        Table
            Columns partner, programme, kind, state, since, until, followed_by, recorded, remark. More than
            one state, joined by "or", where the dates on record allow more; "lapsed" says that the period has
            ended and nothing is recorded of what follows.

        Raises
        ------
        AssumptionError
            When the date is not a date.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> ds.states("2024-06").where(programme="ITPP-NZL-2024")["state"]
        ('under negotiation or in force',)
        >>> ds.states("2027-01-01").where(partner="KOR", kind="ITPP")["state"]
        ('lapsed',)
        """
        return on_day.states(self.records, as_of)

    def members(self, as_of: str | date | int | None = None) -> Table:
        """Who is in which system on a day: since when, until when, and what is not known.

        Parameters
        ----------
        as_of : str, date or int, optional
            A day, month or year (its last day), by default that of the data.

        Returns
        -------
        Table
            One row for every membership on record. Columns partner, with (the other partner of a tie),
            system, name, least and most (0 none, 0.5 observer, 1 member), since, until, why, settled_by.

        Raises
        ------
        AssumptionError
            When the date is not a date.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> [ds.members(day).where(partner="KOR", system="STEP")["least"] for day in ("2024", "2025-06")]
        [(0.0,), (1.0,)]
        """
        return on_day.members(self.records, as_of)

    def series(
        self,
        key: str = "jaccard",
        dates: Sequence[str | date | int] | None = None,
        *,
        kind: str | Sequence[str] | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
        **parameters: float | str,
    ) -> Series:
        """An indicator over time, with its bounds: what its snapshot at each day says.

        Parameters
        ----------
        key : str
            Key of the catalogue: about pairs, programmes or the group.
        dates : sequence of str, date or int, optional
            Days in order, by default every day on which what is on record changes, up to the day after the
            last period ends.
        kind : str or sequence of str, optional, keyword-only
            Kinds of programme, the latest of which stands at a day; by default the first kind and those that
            it took the place of.
        evidence, list_length, coders
            As in `panel`.
        **parameters
            Those of the indicator; a dimension or a set of areas by its id. Of means over dimensions rho is 1
            unless given.

        Returns
        -------
        Series
            Where a partner has no programme on record on a day nothing is known, which is never 0.

        Raises
        ------
        UnknownIndicator, UnknownLabel, ParameterError, AssumptionError
            When something is not known, or the days are not in order.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").series("jaccard", ["2024-08"])["JPN", "KOR"]["lower"]
        (0.3333333333333333,)
        """
        kinds = (kind,) if isinstance(kind, str) else tuple(kind or kinds_of(self.records))
        coding.kinds_of(self.records, kinds)
        others = catalogue.row_of(key)["arity"] != "pair"
        days = days_of(self.records, kinds, dates, members=others)

        def snapshot(day: date) -> tuple[tuple[Measure, ...], Mapping[str, str]]:
            asking = Asking(kinds, day, evidence, None, coders)
            records = self.records.at(day)
            holders = {item["id"] for item in records.data["partners"]}
            try:
                missing = coding.chosen_programmes(records, asking)[3]
            except AssumptionError:
                rule = f"no {' or '.join(kinds)} is recorded as concluded or negotiated"
                return (), dict.fromkeys(holders, rule)
            if catalogue.row_of(key)["arity"] == "group" and missing:
                return (), missing
            there = list_length
            if isinstance(there, Mapping):
                there = {row: ends for row, ends in there.items() if row not in missing}
            panel = self.panel(kinds, day, evidence, there, coders)
            return measured(self.records, panel, key, asking, parameters), missing

        names = {item["id"]: item["name"] for item in self.records.data["partners"]}
        found = series(self.records, key, kinds, days, snapshot, names)
        said = self.panel(None, None, evidence, None, coders).content.origin[:1]
        return replace(found, assumptions=(*said, *(f"Assumed: {text}." for text in self.records.assumed)))

    @property
    def renewals(self) -> tuple[Scenario, ...]:
        """The scenarios it stands under, in order.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").renewals
        ()
        """
        return self.records.renewals

    def renew(
        self,
        partner: str,
        period: str,
        *,
        add: Depths | None = None,
        deepen: Mapping[str, int] | None = None,
        drop: Sequence[str] = (),
        join: Sequence[Tie] = (),
        leave: Sequence[Tie] = (),
        name: str | None = None,
        why: str = "",
    ) -> Self:
        """The dataset as a renewal of one programme would leave it; every indicator then says so.

        Parameters
        ----------
        partner : str
            Whose programme it is.
        period : str
            Years from and to, "2027-2030".
        add : mapping of str to int, or sequence of str, optional, keyword-only
            Areas that the text takes up, with the depth that it commits to at least; 1 where none is given.
        deepen : mapping of str to int, optional, keyword-only
            Areas that the text may have, with the depth that it then has at least.
        drop : sequence of str, optional, keyword-only
            Areas that it no longer has.
        join, leave : sequence of str or of (str, str), optional, keyword-only
            Systems; with the other partner where two hold one together.
        name, why : str, optional, keyword-only
            What it is called, and on what it rests.

        Returns
        -------
        Dataset
            The same data under one more scenario, which is `renewals` [-1] and can be shared as JSON. The
            area has the depth named or the one of today, whichever is more, whatever today's text says; all
            else stays as it is. Scenarios stack.

        Raises
        ------
        AssumptionError
            With everything that is not known, contradicts a known cell or membership, breaks a prerequisite
            or changes what another scenario changes.
        ParameterError
            When the period is none, or something is named twice.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> later = ds.renew("KOR", "2027-2030", add={"A07": 1})
        >>> ds.overlap("jaccard")["JPN", "KOR"], later.overlap("jaccard")["JPN", "KOR"]
        (JPN and KOR, Jaccard: [0.333, 0.733], sharp, JPN and KOR, Jaccard: [0.375, 0.800], sharp)
        """
        made = Scenario.renew(
            partner, period, add=add, deepen=deepen, drop=drop, join=join, leave=leave, name=name, why=why
        )
        return self.under(made)

    def under(self, scenario: Scenario | Mapping[str, Any] | str | os.PathLike[str]) -> Self:
        """The dataset under a scenario: one made before, its plain data, a name of `scenarios`, or a file.

        Parameters
        ----------
        scenario : Scenario, mapping, str or path
            A name is one of :meth:`scenarios`; a path is a file with the JSON of a scenario.

        Returns
        -------
        Dataset

        Raises
        ------
        DataError
            When the file cannot be read or is no scenario.
        AssumptionError
            As `renew`.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> ds.under(cg.Scenario("same again", "2027-2030")).renewals[0].name
        'same again'
        """
        found = ready.given(scenario, self.scenarios)
        bare = replace(self.records, assumed=())
        records = renewal.under(self.records, found, coding.content(bare, Asking()))
        return type(self)(records)  # type: ignore[call-arg]

    def as_today(self) -> Self:
        """The dataset without any scenario of renewal.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> ds.renew("KOR", "2027-2030", drop=["A09"]).as_today() == ds
        True
        """
        return type(self)(replace(self.records, renewals=()))  # type: ignore[call-arg]

    def scenarios(self, period: str | None = None) -> dict[str, Scenario]:
        """Ready-made scenarios of renewal, worked out from what is on record.

        Parameters
        ----------
        period : str, optional
            Years from and to; by default as many as the programmes of today have, after they end.

        Returns
        -------
        dict of str to Scenario
            By name: every programme goes on as it is; all take up the areas of the fullest list that is
            known; all join the systems that all but one are in; all take up what two or more have;
            programmes of the group lapse. What has nothing to change is left out.

        Raises
        ------
        ParameterError
            When no period is given and none follows from the records.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.load("nato-ip4").scenarios())
        ['same again', 'all like KOR', 'all in what most are in', 'one common agenda', 'no collective track']
        """
        return ready.scenarios(
            self.records, coding.content(replace(self.records, assumed=()), Asking()), period
        )

    def drafting(
        self, period: str | None = None, *, evidence: str | None = None, coders: str | None = None
    ) -> Drafting:
        """What drafters of the renewal would want to see: common titles, untitled practice, missing levels.

        Parameters
        ----------
        period : str, optional
            Years from and to; by default as many as the programmes of today have, after they end.
        evidence, coders
            As in `panel`.

        Returns
        -------
        Drafting

        Raises
        ------
        ParameterError
            When no period is given and none follows from the records.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").drafting().sentences()[0])
        10 areas stand in two programmes or more for certain, the most common in 3.
        """
        asking = Asking(evidence=evidence, coders=coders)
        return drafting(self.records, asking, period or ready.next_period(self.records))

    def whatif(
        self,
        *scenarios: Scenario | Mapping[str, Any] | str | os.PathLike[str],
        key: str = "jaccard",
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
        **parameters: float | str,
    ) -> WhatIf:
        """An indicator before and after scenarios, which are stacked in their order.

        Parameters
        ----------
        *scenarios : Scenario, mapping, str or path
            As `under` takes them; by default those that the dataset stands under.
        key : str, keyword-only
            Key of the catalogue: about pairs, programmes or the group.
        evidence, list_length, coders
            As in `panel`.
        **parameters
            As in `series`.

        Returns
        -------
        WhatIf
            Both ranges for every pair, and what of the change is certain.

        Raises
        ------
        AssumptionError, UnknownIndicator, UnknownLabel, ParameterError
            As `under` and `series`.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.load("nato-ip4").whatif("all like KOR")
        >>> print(found.sentences()[0])
        Jaccard after all like KOR, 2027-2030: certain to be higher for 0 of 6 pairs, and never lower for 6.
        """
        before, after = self.as_today(), self
        for scenario in scenarios:
            after = after.under(scenario)
        if not after.records.renewals:
            rule = "what a renewal would change is asked of a scenario"
            raise AssumptionError(
                Fault("", "scenarios", "none", rule, "name one of scenarios()", "parameter")
            )
        asking = Asking(None, None, evidence, list_length, coders)
        panels = [one.panel(**asking._asdict()) for one in (before, after)]
        both = [
            measured(one.records, panel, key, asking, parameters)
            for one, panel in zip((before, after), panels, strict=True)
        ]
        return whatif(after.records, key, parameters, panels[0].content, panels[1].content, both[0], both[1])
