"""Codings: what several coders said about the same units, some of it not on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from chirograph.agreement import asking, entries, rules
from chirograph.agreement.entries import UNKNOWN, Coded, Unit, entry_text, of_frame, of_lists, of_sheets
from chirograph.agreement.result import Agreement, Sampling
from chirograph.base import markup
from chirograph.base.effort import Effort
from chirograph.base.hints import many
from chirograph.base.markup import counted
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.catalogue.citation import Citation, software
from chirograph.catalogue.indicators import arguments, require_pair
from chirograph.errors import Fault, ParameterError, UnknownLabel, at_least_one, brief, unknown
from chirograph.panel import Panel

__all__ = ["Codings"]


@public
class Codings:
    """Coders x units, immutable; each entry one of four things, never mixed.

    A value: the coder chose it. An interval ``(1, 2)`` or a set ``{0, 3}``: the coder judged, and the value
    is one of these. ``"?"``: the coder judged, but the value is not on record; it stays in every count. Empty
    (None, NaN, ""): the coder did not code the unit; there is no judgement, and no pair.

    Parameters
    ----------
    codings : mapping of str to list
        Each coder's entries, one per unit in the same order.
    max_depth : int
        The greatest value of the codebook, 1 to 15. It is never taken from the data.
    units : sequence of str or of (programme, area), optional
        Labels of the units; by default ``U1, U2, ...``.

    Raises
    ------
    DataError
        With every entry or label that breaks a rule.

    Examples
    --------
    >>> import chirograph as cg
    >>> codings = cg.Codings({"A": [2, 1, 0, "?", 3], "B": [2, (1, 2), 1, 0, None]})
    >>> codings.agreement("krippendorff_alpha", metric="ordinal").text
    '[-0.178, 0.790], sharp'
    >>> codings.counts().where(coder="all")["pairable"]
    (4,)
    """

    __slots__ = ("content",)
    content: Coded

    def __init__(
        self,
        codings: Mapping[str, Sequence[Any]],
        *,
        max_depth: int = 3,
        units: Sequence[str] | Sequence[tuple[str, str]] | None = None,
    ) -> None:
        object.__setattr__(self, "content", of_lists(codings, units, max_depth))

    @classmethod
    def _of(cls, content: Coded) -> Codings:
        """Codings of content that is checked already."""
        made = cls.__new__(cls)
        object.__setattr__(made, "content", content)
        return made

    @classmethod
    def from_frame(
        cls,
        frame: object,
        *,
        coder: str = "coder",
        unit: str | tuple[str, str] = "unit",
        value: str = "value",
        max_depth: int = 3,
    ) -> Codings:
        """Codings from a long frame, one line per coding; what does not occur was not coded.

        Parameters
        ----------
        frame : frame, mapping of columns, or list of records
            Any eager frame.
        coder : str
            The column of coders.
        unit : str or (str, str)
            The column of units, or those of programmes and areas.
        value : str
            The column of entries.
        max_depth : int
            The greatest value of the codebook.

        Returns
        -------
        Codings

        Raises
        ------
        DataError
            With every entry that cannot be read, and every unit that a coder codes twice.
        UnknownLabel
            When a column is not in the frame.

        Examples
        --------
        >>> import chirograph as cg
        >>> lines = {"coder": ["A", "B", "A"], "unit": ["U1", "U1", "U2"], "value": [1, "?", 0]}
        >>> cg.Codings.from_frame(lines).coders
        ('A', 'B')
        """
        return cls._of(of_frame(frame, coder, unit, value, max_depth))

    @classmethod
    def from_sheets(
        cls, sheets: Mapping[str, object], *, rows: str | None = None, max_depth: int = 3
    ) -> Codings:
        """Codings from one sheet per coder: programmes down, areas across, put together by their labels.

        Parameters
        ----------
        sheets : mapping of str to frame
            Each coder's sheet. Lines and columns may stand in any order, but all sheets have the same ones.
        rows : str, optional
            The column of programmes; by default a pandas index with labels, else the first column.
        max_depth : int
            The greatest value of the codebook.

        Returns
        -------
        Codings
            Units are (programme, area).

        Raises
        ------
        DataError
            With every label that another sheet lacks, or every entry that cannot be read.

        Examples
        --------
        >>> import chirograph as cg
        >>> a = {"programme": ["KOR", "JPN"], "A01": [1, "?"], "A02": [0, 2]}
        >>> b = {"programme": ["JPN", "KOR"], "A01": [1, 1], "A02": ["1-2", 0]}
        >>> cg.Codings.from_sheets({"A": a, "B": b}).units[-1]
        ('JPN', 'A02')
        """
        return cls._of(of_sheets(sheets, rows, max_depth))

    @property
    def coders(self) -> tuple[str, ...]:
        """Labels of the coders."""
        return self.content.coders

    @property
    def units(self) -> tuple[Unit, ...]:
        """Labels of the units."""
        return self.content.units

    @property
    def max_depth(self) -> int:
        """The greatest value of the codebook."""
        return self.content.top

    @property
    def sets(self) -> NDArray[np.uint16]:
        """The entries, (c, u), read-only: bit v says that the value may be v; 0 that it was not coded."""
        return self.content.sets

    @staticmethod
    def coefficients() -> Table:
        """Every coefficient with its question, formula, metrics, and what D and E are in 1 - D / E.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Codings.coefficients().where(key="krippendorff_alpha")["metrics"]
        ('nominal, ordinal, interval',)
        """
        return asking.listed()

    def of(self, coders: Sequence[str]) -> Codings:
        """The codings of some of the coders.

        Parameters
        ----------
        coders : sequence of str
            Their labels.

        Returns
        -------
        Codings

        Raises
        ------
        UnknownLabel
            With near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Codings({"A": [1, 0], "B": [1, 1], "C": [0, 0]}).of(["A", "C"]).coders
        ('A', 'C')
        """
        if not many(coders) or not coders or len({*map(str, coders)}) < len(coders):
            rule = "coders are a list of labels, each once"
            raise UnknownLabel(Fault("", "coders", brief(coders), rule, "", "index"))
        wrong = [unknown("coder", x, self.coders, "this coder") for x in coders if x not in self.coders]
        if wrong:
            raise UnknownLabel(wrong)
        return Codings._of(self.content.part(coders=[self.coders.index(name) for name in coders]))

    def counts(self) -> Table:
        """How many entries of each coder are known, a set, ``?`` and not coded, and how many are pairable.

        Returns
        -------
        Table
            Columns coder, known, set, unknown, missing, pairable (units that another coder coded too); the
            last row is of all coders together, with the number of units coded by two or more.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Codings({"A": [2, "?", None], "B": [2, (0, 1), 1]}).counts().where(coder="all").rows
        (('all', 3, 1, 1, 1, 2),)
        """
        return asking.counts(self.content)

    def agreement(
        self,
        key: str,
        *,
        metric: str | None = None,
        by: Literal["programme", "area"] | None = None,
        weights: Any = None,
        budget: int | None = None,
        time_limit: float | None = None,
        progress: bool | None = None,
    ) -> Agreement | Table:
        """The range of a coefficient over all values that sets and ``?`` can take.

        Parameters
        ----------
        key : str
            A coefficient of the table, such as "krippendorff_alpha" or "kappa"; see `coefficients`.
        metric : str, optional
            How far two values are apart, such as "nominal" or "ordinal": one that `coefficients` has for it,
            by default the first.
        by : {"programme", "area"}, optional
            One range for each of them.
        weights : mapping of str to int, or list of int, optional
            How many units each stands for, all of them coded alike and settled alike: by unit, or by the
            labels of programmes or of areas.
        budget : int, optional
            Steps of search that one range may take. What is not proven by then stays open, see
            `Agreement.gap`.
        time_limit : float, optional
            Seconds after which searches end with what they have.
        progress : bool, optional
            Whether a bar shows how far the call is; by default where it can be seen.

        Returns
        -------
        Agreement or Table
            A table with `by`, and for coefficients of two coders when there are more: then it has one row per
            pair of coders.

        Raises
        ------
        UnknownIndicator
            When there is no such coefficient, with near names.
        ParameterError
            When it has no such metric, or units are not programmes by areas and `by` is given.
        DataError, UnknownLabel
            With every weight that is not a whole number, and every label that has none or is not known.

        Notes
        -----
        A coefficient is 1 - D / E. D adds up over units; E is a form of a few sums over units (see
        `coefficients`), so that both ends are those of a fraction, solved by branch and bound with a
        certificate. For ordinal alpha the distance of two values moves with the counts of all values
        (Krippendorff 2004, ch. 11); boxes of these counts are searched instead. Each end has a completion
        that shows it.

        Examples
        --------
        >>> import chirograph as cg
        >>> codings = cg.Codings({"A": [0, 1, "?", 1], "B": [0, 1, 1, 0], "C": [0, 1, 1, 1]}, max_depth=1)
        >>> codings.agreement("krippendorff_alpha").text
        '[0.371, 0.656], sharp'
        >>> codings.agreement("kappa")[["first", "second", "lower"]].rows
        (('A', 'B', 0.0), ('A', 'C', 0.5), ('B', 'C', 0.5))
        >>> codings.agreement("percent", weights={"U1": 10, "U2": 1, "U3": 1, "U4": 1}).text
        '[0.897, 0.949], sharp'
        """
        effort = Effort.of(budget, time_limit, progress, whose="a range")
        row = asking.row_of(key, metric)
        content = entries.weighed(self.content, weights)
        pairs = row["two_coders"] and len(self.coders) > 2
        if not pairs and by is None:
            return asking.ask(content, key, metric, effort)
        found = [
            (said, asking.ask(part, key, metric, effort)) for said, part in asking.parts(content, by, pairs)
        ]
        return asking.table(found)

    def sampling(
        self,
        key: str,
        *,
        metric: str | None = None,
        seed: int = 1,
        resamples: int = 2000,
        budget: int | None = None,
        time_limit: float | None = None,
        progress: bool | None = None,
    ) -> Sampling:
        """How far a coefficient might move if the units were a random sample of more.

        Another question than `agreement`, and never mixed with it: cells that are all there are, such as all
        areas of all programmes, are no sample. Whole units are drawn with replacement, coders stay; every
        resample has a sharp range of its own, and the band reaches from the 2.5 % quantile of the lower ends
        to the 97.5 % quantile of the upper ends.

        Parameters
        ----------
        key, metric : str
            As in `agreement`.
        seed : int
            Of the draws, 0 or more; the same seed gives the same band everywhere.
        resamples : int
            How many to draw. Those without a value are counted and left out; over 5 % of them, there is no
            band.
        budget : int, optional
            Steps of search that one resample may take; open ends make the band wider, never wrong.
        time_limit : float, optional
            Seconds after which no more are drawn.
        progress : bool, optional
            Whether a bar shows how far the call is.

        Returns
        -------
        Sampling

        Raises
        ------
        UnknownIndicator, ParameterError
            As in `agreement`; a coefficient of two coders is asked of two.

        Examples
        --------
        >>> import chirograph as cg
        >>> codings = cg.Codings({"A": [0, 1] * 15, "B": [0, 1, 0, 1, 1, 0] * 5}, max_depth=1)
        >>> codings.sampling("percent", seed=7, resamples=500)
        Percent agreement (nominal), if the 30 units are a sample: band [0.500, 0.833] (bootstrap of units, \
500 resamples, 0 undefined, seed 7)
        """
        rule = "resamples is a whole number of draws, at least 1"
        draws = at_least_one("resamples", resamples, rule, "leave it out for 2000")
        if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 2**63:
            rule = "a seed is a whole number, 0 or more"
            raise ParameterError(Fault("", "seed", brief(seed), rule, "", "parameter"))
        if draws > _MOST_DRAWS:
            rule = f"at most {_MOST_DRAWS} resamples are drawn"
            raise ParameterError(Fault("", "resamples", brief(draws), rule, "", "parameter"))
        effort = Effort.of(budget, time_limit, progress, whose="a resample")
        return asking.sampled(self.content, key, metric, int(seed), draws, effort)

    def disagreements(self) -> Table:
        """Units whose coders entered different things.

        Returns
        -------
        Table
            The unit (or programme and area), disagreement ("certain" where the sets of two coders share no
            value, else "possible"), and what each coder entered.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Codings({"A": [2, 1, "?"], "B": [2, 0, 1]}).disagreements()[["unit", "disagreement"]].rows
        (('U2', 'certain'), ('U3', 'possible'))
        """
        return rules.disagreements(self.content)

    def merge(self, rule: str = "span") -> Panel | Table:
        """One cell per unit, by a rule, each with its reason.

        Parameters
        ----------
        rule : str
            "span": from the least to the greatest end that coders give. "union": every value that one of
            them allows. "agreed": what all say, else any value. "common": the values that all allow, else any
            value. Or the label of a coder: what that one says. "span", "agreed" and a label mean the same in
            ``coders=`` of :meth:`chirograph.Dataset.panel`.

        Returns
        -------
        Panel or Table
            A panel where units are (programme, area); its cells are intervals, so a set with holes becomes
            the interval around it. Else a table with unit, lower, upper, values and reason.

        Raises
        ------
        UnknownLabel
            When the rule is none of these, with near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Codings({"A": [2, 0, None], "B": [2, 1, 3]}).merge("span")[["lower", "upper", "reason"]].rows
        ((2, 2, 'coders agree'), (0, 1, 'coders differ'), (3, 3, 'one coder only'))
        """
        merged = rules.merge(self.content, rule)
        if not self.content.crossed:
            return rules.as_table(self.content, merged, rule)
        return Panel._of(rules.as_content(self.content, merged, rule))

    def effects(
        self,
        key: str,
        *,
        rule: str = "span",
        above: float | None = None,
        budget: int | None = None,
        time_limit: float | None = None,
        progress: bool | None = None,
        **parameters: float | str,
    ) -> Table:
        """Which disagreements matter: how far each moves the range of an index of each pair of programmes.

        Each disputed cell is settled as each coder has it, the rest merged by the rule.

        Parameters
        ----------
        key : str
            An indicator of pairs, see :func:`chirograph.indicators`.
        rule : str
            As in `merge`.
        above : float, optional
            A value: does the index pass it?
        budget : int, optional
            Steps of search that one range may take.
        time_limit : float, optional
            Seconds after which searches end with what they have.
        progress : bool, optional
            Whether a bar shows how far the call is.
        **parameters
            Parameters of the indicator.

        Returns
        -------
        Table
            One row per disputed cell and pair it is in: effect (the largest difference of an end between two
            coders), narrows_by (what settling it surely gains), the range under the rule, a note, turns, and
            the range as each coder has it. First those that leave the index undefined as some coder has it,
            then in order of effect. Effects are one at a time and do not add up.

            Under turns stand the verdicts that differ between coders: that the index is > `above`, or > that
            of another pair with a programme in common. A verdict holds where the two ranges do not meet, so
            that what both pairs leave open together is not made use of.

        Raises
        ------
        ParameterError
            When units are not programmes by areas.
        UnknownIndicator
            When the key is not an indicator of pairs.

        Examples
        --------
        >>> import chirograph as cg
        >>> a = {"programme": ["KOR", "JPN"], "A01": [1, 1], "A02": [0, 1]}
        >>> b = {"programme": ["KOR", "JPN"], "A01": [1, 1], "A02": [1, 1]}
        >>> cg.Codings.from_sheets({"A": a, "B": b}).effects("jaccard")[["area", "effect"]].rows
        (('A02', 0.5),)
        >>> cg.Codings.from_sheets({"A": a, "B": b}).effects("jaccard", above=0.8)["turns"]
        ('> 0.8',)
        """
        effort = Effort.of(budget, time_limit, progress, whose="a range")
        if not self.content.crossed:
            rule_broken = "effects are asked of units that are programmes by areas"
            raise ParameterError(Fault("", "units", "single labels", rule_broken, "", "parameter"))
        if above is not None and (isinstance(above, bool) or not isinstance(above, int | float | np.number)):
            raise ParameterError(Fault("", "above", brief(above), "above is a number", "", "parameter"))
        require_pair(key)
        return rules.effects(self.content, key, arguments(key, parameters), rule, above, effort)

    def to_frame(self) -> Any:
        """One line per coding that there is: coder, unit or programme and area, and the entry as text.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.Codings({"A": [1, (0, 2)], "B": ["?", None]}).to_frame()["value"])
        ['1', '0-2', '?']
        """
        return self._lines().to_frame()

    def _lines(self) -> Table:
        found = [
            {"coder": coder, **asking.unit_columns(unit), "value": entry_text(int(entry), self.max_depth)}
            for coder, row in zip(self.coders, self.sets, strict=True)
            for unit, entry in zip(self.units, row, strict=True)
            if entry
        ]
        columns = ("coder", *asking.unit_columns(self.units[0]), "value")
        return Table.from_records(found, columns=columns, caption=headline(self))

    def to_dict(self) -> dict[str, Any]:
        """Plain data: coders, units, top of the scale, and the entries of each coder as text.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Codings({"A": [1, "?"], "B": [{0, 3}, None]}).to_dict()["codings"]
        {'A': ['1', '?'], 'B': ['{0, 3}', '']}
        """
        texts = [[entry_text(int(entry), self.max_depth) for entry in row] for row in self.sets]
        return {
            "kind": "codings",
            "units": [unit if isinstance(unit, str) else list(unit) for unit in self.units],
            "max_depth": self.max_depth,
            "codings": dict(zip(self.coders, texts, strict=True)),
        }

    def _cited(self) -> Citation:
        return software()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("Codings are immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("Codings are immutable")

    def _key(self) -> tuple[object, ...]:
        return (self.coders, self.units, self.max_depth, self.sets.tobytes())

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Codings) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        return Codings._of, (self.content,)

    def __repr__(self) -> str:
        return f"{headline(self)}\n{asking.counts(self.content)!r}"

    def _repr_html_(self) -> str:
        return markup.paragraph(markup.escape(headline(self))) + asking.counts(self.content)._repr_html_()


#: More resamples than anyone waits for.
_MOST_DRAWS = 1_000_000


def headline(codings: Codings) -> str:
    """Who coded how much.

    Examples
    --------
    >>> import chirograph as cg
    >>> headline(cg.Codings({"A": [1, 0], "B": [1, "?"]}))
    'Codings of 2 units by 2 coders, values 0..3; ? stands for any of them'
    """
    size = f"{counted(len(codings.units), 'unit')} by {counted(len(codings.coders), 'coder')}"
    return f"Codings of {size}, values 0..{codings.max_depth}; {UNKNOWN} stands for any of them"
