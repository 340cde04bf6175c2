"""Programmed interoperability: what partners committed to and joined, by dyad, with the hub, and together.

It is not achieved interoperability. Every figure, table and result says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import combinations
from typing import Any

from chirograph.base import door, frames, markup
from chirograph.base.effort import Effort
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Told
from chirograph.catalogue import indicators as catalogue
from chirograph.catalogue.citation import Citation, of_result
from chirograph.errors import Fault, ParameterError, UnknownLabel, unknown
from chirograph.findings import programmed
from chirograph.interop import bottlenecks, breadth, scales, words
from chirograph.interop.asker import Asker
from chirograph.interop.bounds import (
    LEGEND,
    MEANS,
    MEASURES,
    PARAMETERS,
    Answers,
    Bound,
    in_range,
    in_words,
    plain,
)
from chirograph.interop.build import build
from chirograph.interop.model import Model, Settings
from chirograph.panel import Panel
from chirograph.records.asking import Asking
from chirograph.records.coding import content
from chirograph.records.records import Records

__all__ = ["Answers", "Interoperability", "interoperability"]


@public
@dataclass(frozen=True, repr=False)
class Interoperability(Told):
    """Bounds on programmed interoperability; made by :meth:`chirograph.Dataset.interoperability`.

    Frozen, and equal to another by content.

    Parameters
    ----------
    panel : Panel
        Programmes by areas.
    as_of : str
        The day at which memberships are read.
    dyads : tuple of Answers
        One per unordered pair of partners.
    hub : tuple of Answers
        One per partner: how much of what the hub offers it takes up. A member of the hub that holds the whole
        menu has exactly this in common with the partner.
    collective : Answers
        All partners together: what at least m of them share, and the core against the coverage.
    budget : int or None
        Steps of search that one end may take; None means the preset.
    time_limit : float or None
        Seconds that the call could take; None means no limit.
    cut : {"steps", "time"} or None
        What left an end open: the steps or the time ran out. None where no end is open.

    Notes
    -----
    Effective depth e = min(x, cap of unmet prerequisites). Dimension d of a pair: T_d = (1 - theta) sum omega
    w min(e_p, e_q) / (L sum omega w) + theta sum delta v min(y_p, y_q) / sum delta v. Composite: power mean
    with rho = 1 (strengths make up for gaps), 0 (in part) and -infinity (weakest dimension), shown together.
    Through the hub: B_d = max{T_d, min(A_d(p), A_d(q))}. Indicators that never fall when a depth or a
    membership rises are bounded at the two corners, sharp; ratios by Theorem 1 in every case of the unknown
    prerequisites, sharp; differences exactly or, marked "~", by certified outer bounds.

    Examples
    --------
    >>> import chirograph as cg
    >>> programmed = cg.load("nato-ip4").interoperability()
    >>> len(programmed.dyads), len(programmed.hub), len(programmed.collective)
    (6, 4, 5)
    >>> programmed["KOR", "JPN"]["interoperability"].sharp
    True
    """

    panel: Panel
    as_of: str
    dyads: tuple[Answers, ...]
    hub: tuple[Answers, ...]
    collective: Answers
    _model: Model
    budget: int | None = None
    time_limit: float | None = None
    cut: str | None = None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Ids of the dimensions."""
        return self._model.dimensions

    @property
    def systems(self) -> tuple[str, ...]:
        """Ids of the systems counted."""
        return self._model.systems

    @property
    def counterpart(self) -> str:
        """Id of the hub."""
        return self._model.hub

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which the bounds hold."""
        return (*self.panel.assumptions, f"Memberships as of {self.as_of}.", *self._model.notes)

    @cached_property
    def breadth(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Pair to the least and greatest depth that every dimension has in more than a share of its areas.

        It is the breadth of shared commitment, and no level of interoperability. The share is that of the
        codebook; `thresholds` tells how far the figure hangs on it and on "every". Empty without one.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.load("nato-ip4").interoperability()
        >>> found.breadth["AUS", "JPN"], found.breadth["JPN", "KOR"]
        ((0, 3), (0, 0))
        """
        return {one.pair: (one.lower, one.upper) for one in programmed.reached(self._model, self.dyads)}

    def shares(self) -> Table:
        """The share of the areas of a dimension that both of a pair reach, by depth: the profile of a pair.

        Returns
        -------
        Table
            Columns pair, dimension, depth, certain, possible, rating (as the codebook's `breadth` rates both
            ends), sharp.

        Examples
        --------
        >>> import chirograph as cg
        >>> profile = cg.load("nato-ip4").interoperability().shares()
        >>> row = profile.where(pair="JPN KOR", dimension="information", depth=1)
        >>> row["possible"], row["rating"]
        ((0.125,), ('N',))
        """
        return breadth.share_table(self._model, self.dyads)

    def scales(self) -> Table:
        """Where every partner and every pair stands on the scales of the codebook.

        Levels follow from memberships. On a scale of partners a pair has the lower of two levels; a scale of
        pairs is about what the two share.

        Returns
        -------
        Table
            Columns scale, name, kind, subject, lower, upper, top, certain and possible (what these levels are
            called), settled_by (what settles the level, whatever the answer), open (what it asks for that is
            not known), source, locator, basis.

        Examples
        --------
        >>> import chirograph as cg
        >>> scales = cg.load("nato-ip4").interoperability().scales()
        >>> row = scales.where(scale="own_security", subject="JPN KOR")
        >>> row["lower"], row["certain"]
        ((1,), ('an agreement of the two is in force',))
        """
        found = [one for pairs in (False, True) for one in scales.standings(self._model, pairs=pairs)]
        return scales.as_table(self._model, found, "Scales of the codebook")

    def thresholds(self) -> Table:
        """For every pair how far the breadth hangs on the share asked for and on the number of dimensions.

        Returns
        -------
        Table
            Columns pair, least and of (so many dimensions of so many), depth, certain_below and
            impossible_above (the depth is certain at every threshold below the one and impossible at every
            threshold above the other; between them it is open), sharp, words.

        Examples
        --------
        >>> import chirograph as cg
        >>> ranges = cg.load("nato-ip4").interoperability().thresholds()
        >>> ranges.where(pair="KOR NZL", least=4, depth=1)["words"][0]
        '0 for every threshold above 12.5 %; open between 0 and 3 up to 12.5 %'
        """
        return breadth.threshold_table(self.dyads)

    def __getitem__(self, labels: tuple[str, str] | str) -> Answers:
        """The answers of a pair, in either order, or of one partner with the hub.

        Raises
        ------
        UnknownLabel
            With near names.
        """
        asked = (labels,) if isinstance(labels, str) else tuple(labels)
        who = tuple(name for name in asked if name != self.counterpart)
        self._check(asked, who)
        for answers in (*self.dyads, *self.hub):
            if set(answers.subject) == set(who) and len(who) == len(answers.subject):
                return answers
        rule = "two different partners are named"
        raise UnknownLabel(Fault("", "pair", " ".join(asked), rule, "", "index"))

    def _check(self, asked: Sequence[str], who: Sequence[str]) -> None:
        wrong = [name for name in who if name not in self.panel.rows]
        known = (*self.panel.rows, self.counterpart)
        if wrong:
            raise UnknownLabel([unknown("partner", str(name), known, "this partner") for name in wrong])
        if not 1 <= len(who) <= 2 or len(asked) > 2:
            rule = "a pair of partners, a partner and the hub, or a partner is named"
            raise UnknownLabel(Fault("", "pair", " ".join(map(str, asked)), rule, "", "index"))

    def bottlenecks(self, first: str, second: str | None = None) -> Table:
        """Areas and systems that hold a pair, or a partner and the hub, down, by dimension.

        Parameters
        ----------
        first, second : str
            Two partners, or a partner and the hub; a partner alone means with the hub.

        Returns
        -------
        Table
            Columns dimension, item, name, kind, certain_loss (what full sharing would add even at the upper
            end), possible_loss (the same at the lower end), held_by, prerequisite, settled_by.

        Raises
        ------
        UnknownLabel
            With near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> held = cg.load("nato-ip4").interoperability().bottlenecks("KOR", "JPN")
        >>> held.where(item="BICES", dimension="information")["certain_loss"]
        (0.0,)
        """
        who = self[first if second is None else (first, second)].subject
        found = bottlenecks.Finder(self._model, *who).found()
        names = " and ".join(who if len(who) == 2 else (*who, self.counterpart))
        return bottlenecks.as_table(found, f"What holds {names} down; {MEASURES}")

    def explain(self, first: str, second: str | None = None) -> str:
        """A pair, or a partner and the hub, in words: dimensions, what holds them down, scales, breadth.

        Parameters
        ----------
        first, second : str
            As in `bottlenecks`.

        Returns
        -------
        str

        Raises
        ------
        UnknownLabel
            With near names.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").interoperability().explain("KOR", "JPN").splitlines()[0])
        Japan and Republic of Korea: programmed interoperability (committed and joined, not achieved)
        """
        answers = self[first if second is None else (first, second)]
        return "\n".join([*words.explain(self._model, answers), " ".join(self.assumptions)])

    def to_frame(self) -> Any:
        """One row per subject, indicator and parameter.

        Returns
        -------
        frame
            Columns scope ("dyad", "hub", "collective"), subject, key, title, rho, dimension, m, practice,
            threshold, set, depth, least, prerequisites, lower, upper, sharp_lower, sharp_upper, undefined,
            inner_lower, inner_upper, gap_lower, gap_upper, measures.
            pandas when it is installed, else a `Table`. `rho` of minus infinity is the weakest dimension.

        Examples
        --------
        >>> import chirograph as cg
        >>> frame = cg.load("nato-ip4").interoperability().to_frame()
        >>> frame["measures"][0]
        'programmed interoperability (committed and joined), not achieved interoperability'
        """
        records = [
            {"scope": scope, "title": bound.title, **bound.to_record(), "measures": MEASURES}
            for scope, bound in self._all()
        ]
        return frames.build({name: [record[name] for record in records] for name in _COLUMNS}, None)

    def _all(self) -> list[tuple[str, Bound]]:
        found = [("dyad", bound) for answers in self.dyads for bound in answers.bounds]
        found += [("hub", bound) for answers in self.hub for bound in answers.bounds]
        return found + [("collective", bound) for bound in self.collective.bounds]

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; infinite parameters as text, undefined values as None.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.load("nato-ip4").interoperability().to_dict()
        >>> found["counterpart"], len(found["bounds"])
        ('NATO', 327)
        """
        return {
            "kind": "interoperability",
            "measures": MEASURES,
            "as_of": self.as_of,
            "counterpart": self.counterpart,
            "budget": self.budget,
            "time_limit": self.time_limit,
            "cut": self.cut,
            "dimensions": list(self.dimensions),
            "shares": [dict(row) for row in self.shares()],
            "scales": [dict(row) for row in self.scales()],
            "thresholds": [dict(row) for row in self.thresholds()],
            "bounds": [{"scope": scope, **plain(bound)} for scope, bound in self._all()],
            "memberships": [
                {"subject": list(key[:-1]), "system": key[-1], "lower": held.lower / 2,
                 "upper": held.upper / 2, "why": held.why}
                for key, held in self._model.held.items()
            ],
            "assumptions": list(self.assumptions),
        }  # fmt: skip

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """The dimensions of every pair, see `chirograph.plots.dimensions`.

        Examples
        --------
        >>> import chirograph as cg
        >>> len(cg.load("nato-ip4").interoperability().plot().data())
        24
        """
        return door.draw("dimensions", self, ax, **options)

    def _cited(self) -> Citation:
        answers = (*self.dyads, *self.hub, self.collective)
        keys = (bound.key for found in answers for bound in found.bounds)
        return of_result(self.panel.content.data, keys)

    def __repr__(self) -> str:
        return screen(self)

    def _repr_html_(self) -> str:
        return as_html(self)


_COLUMNS = (
    "scope", "subject", "key", "title", *PARAMETERS, "lower", "upper", "sharp_lower", "sharp_upper",
    "undefined", "inner_lower", "inner_upper", "gap_lower", "gap_upper", "measures",
)  # fmt: skip


def interoperability(
    records: Records,
    settings: Settings,
    rho: float | Sequence[float] | None,
    asking: Asking,
    effort: Effort | None = None,
    only: Collection[str] | None = None,
) -> Interoperability:
    """Everything the engine's table asks about dyads, the hub and the group; or `only` some keys of dyads.

    Examples
    --------
    >>> import chirograph as cg
    >>> from chirograph.interop.model import Settings
    >>> from chirograph.interoperability import interoperability
    >>> from chirograph.records.asking import Asking
    >>> records = cg.load("nato-ip4").records
    >>> len(interoperability(records, Settings(), None, Asking()).dyads)
    6
    """
    records = records.at(asking.as_of)
    panel = Panel._of(content(records, asking))
    day = records.day(asking.as_of)
    model = build(records, panel.content, day, settings)
    asked = effort or Effort()
    asker = Asker(model, _means(rho), asked, only)
    pairs, rows = list(combinations(panel.rows, 2)), panel.rows
    hubs = () if only else rows
    calls: list[Callable[[], tuple[Bound, ...]]] = [
        *(partial(asker.dyad, *pair) for pair in pairs),
        *(partial(asker.programme, row, of_hub=True) for row in hubs),
        tuple if only else asker.group,
    ]
    subjects = [*pairs, *((row,) for row in hubs), rows]
    found = []
    with asked.bar("subject") as told:
        for done, (subject, call) in enumerate(zip(subjects, calls, strict=True), start=1):
            found.append(Answers(subject, call()))
            if told:
                told(done, len(calls))
    dyads, hub, (collective,) = found[: len(pairs)], found[len(pairs) : -1], found[-1:]
    answers = (tuple(dyads), tuple(hub), collective)
    return Interoperability(
        panel, day.isoformat(), *answers, model, asked.budget, asked.time_limit, asker.cut
    )


def _means(rho: float | Sequence[float] | None) -> tuple[float, ...]:
    """The three means, and those asked for besides."""
    if rho is None:
        return MEANS
    asked = rho if isinstance(rho, Sequence) else (rho,)
    for value in asked:
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            rule = "rho is a number, or an infinity"
            raise ParameterError(Fault("", "rho", repr(value), rule, "give 1, 0 or -inf", "parameter"))
    return tuple(dict.fromkeys((*MEANS, *(float(value) for value in asked))))


def headline(found: Interoperability) -> str:
    """What is measured, for whom, when, and the budget where one was given."""
    names = ", ".join(found.panel.rows)
    given = Effort(found.budget, found.time_limit).text(found.cut)
    return f"{MEASURES[0].upper()}{MEASURES[1:]}: {names} and {found.counterpart}, as of {found.as_of}{given}"


def _column(bound: Bound) -> str:
    """What tells a bound from the others of its indicator; empty when there are no others."""
    for name in ("dimension", "rho", "m", "set", "depth"):
        if name in bound.parameters:
            value = bound.parameters[name]
            return str(value) if name == "dimension" else in_words(name, value)
    return ""


@dataclass(frozen=True, slots=True)
class Style:
    """How a table names subjects and columns and writes values; ids and brackets unless told otherwise."""

    subject: Callable[[Answers], str]
    column: Callable[[Bound], str]
    value: Callable[[Bound], str]


def _subject(answers: Answers) -> str:
    return "all" if len(answers.subject) > 2 else " ".join(answers.subject)


IDS = Style(_subject, _column, in_range)
#: A table: a caption, a head and rows.
Block = tuple[str, list[str], list[list[str]]]


def blocks(
    rows: Sequence[Answers], first: str, style: Style = IDS, without: Sequence[str] = ()
) -> Iterator[Block]:
    """Tables: a caption, a head and rows. Indicators with one value a row share the first table."""
    if not rows:
        return
    keys = [key for key in dict.fromkeys(bound.key for bound in rows[0].bounds) if key not in without]
    single = [key for key in keys if sum(bound.key == key for bound in rows[0].bounds) == 1]
    if single:
        yield _block("", rows, first, single, style)
    for key in keys:
        if key not in single:
            yield _block(str(catalogue.row_of(key)["title"]), rows, first, [key], style)


def _block(caption: str, rows: Sequence[Answers], first: str, keys: Sequence[str], style: Style) -> Block:
    chosen = [[bound for bound in answers.bounds if bound.key in keys] for answers in rows]
    head = [first, *(style.column(bound) or bound.title for bound in chosen[0])]
    body = [
        [style.subject(answers), *(style.value(bound) for bound in bounds)]
        for answers, bounds in zip(rows, chosen, strict=True)
    ]
    return caption, head, body


def profile_blocks(found: Interoperability, style: Style = IDS, depths: int | None = None) -> Iterator[Block]:
    """The shares of every pair, a table for each depth; each share with its rating."""
    model, rows = found._model, [(answers, breadth.shares(answers)) for answers in found.dyads]
    for depth in range(1, (depths or model.max_depth) + 1 if rows else 0):
        head = ["pair", *(model.names.get(name, name) for name in found.dimensions)]
        body = [
            [style.subject(answers), *(f"{style.value(one)}{breadth.rated(model.breadth, one)}"
                                       for one in bounds if one.parameters["depth"] == depth)]
            for answers, bounds in rows
        ]  # fmt: skip
        yield f"Share of the areas that both reach at depth {depth}", head, body


def scale_blocks(found: Interoperability, style: Style = IDS) -> Iterator[Block]:
    """Levels on the scales of the codebook, a table of partners and one of pairs."""
    for pairs in (False, True):
        standings = list(scales.standings(found._model, pairs=pairs))
        if not standings:
            continue
        names = list(dict.fromkeys(str(one.scale["name"]) for one in standings))
        body: dict[tuple[str, ...], list[str]] = {}
        for one in standings:
            row = body.setdefault(one.subject, [style.subject(Answers(one.subject, ()))])
            row.append(f"{one.text} of {len(one.scale['levels'])}")
        caption = f"Scales of the codebook: {'pairs' if pairs else 'partners'}, certain to possible"
        yield caption, ["pair" if pairs else "partner", *names], list(body.values())


def breadth_block(found: Interoperability, style: Style = IDS) -> Iterator[Block]:
    """The single figure at the codebook's share under every rule, and for which shares it holds."""
    book, rows = found._model.breadth, [(answers, [*breadth.rules(answers)]) for answers in found.dyads]
    if not rows or not rows[0][1]:
        return
    names = [rule.name for rule in rows[0][1]] if book else []
    body = []
    for answers, rules in rows:
        ends = [rule.at(breadth.cut(book)) for rule in rules] if book else []
        figures = [f"{low}" if low == high else f"{low} to {high}" for low, high in ends]
        body.append([style.subject(answers), *figures, rules[0].words])
    at = f" in more than {breadth.percent(breadth.cut(book))} of its areas" if book else ""
    caption = f"Breadth of shared commitment: the depth that so many dimensions reach{at}"
    yield caption, ["pair", *names, f"all {rows[0][1][0].of} dimensions"], body


def _first(found: Interoperability, depths: int | None = None) -> Iterator[Block]:
    """The profile, the scales, and the single figure."""
    yield from profile_blocks(found, depths=depths)
    yield from scale_blocks(found)
    yield from breadth_block(found)


def tables(found: Interoperability) -> Iterator[Block]:
    """Every table."""
    yield from _first(found)
    yield from blocks(found.dyads, "pair", without=(breadth.KEY,))
    yield from blocks(found.hub, f"with {found.counterpart}")
    yield from blocks((found.collective,), "partners")


def aligned(shown: Iterable[Block]) -> list[str]:
    """Tables as lines, each after an empty one."""
    lines = []
    for caption, head, rows in shown:
        lines += ["", *([caption] if caption else []), *markup.columns_of_text(head, rows)]
    return lines


def screen(found: Interoperability) -> str:
    """What fits on one screen: profile, scales, breadth and the hub; it says where the rest is."""
    chosen = (*_first(found, 1), *blocks(found.hub, f"with {found.counterpart}"))
    later = (
        "Besides: shares at greater depths in .shares(), other indicators of pairs in .dyads, those of all "
        "partners in .collective, one pair by .explain()."
    )
    return "\n".join([headline(found), LEGEND, *aligned(chosen), later, " ".join(found.assumptions)])


def as_html(found: Interoperability) -> str:
    """Every table as static HTML."""
    parts = [markup.paragraph(headline(found)), markup.paragraph(LEGEND)]
    for caption, head, rows in tables(found):
        cells = ([markup.escape(cell) for cell in row] for row in rows)
        parts.append(markup.table(head, cells, caption))
    parts.append(markup.paragraph(" ".join(found.assumptions)))
    return markup.page(*parts)
