"""Who brings how much of what partners have together: Shapley's shares, sharp under unknown text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

from chirograph.base import markup as html
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.cells.constraints import Constraints
from chirograph.cells.content import Content
from chirograph.errors import unknown
from chirograph.planning import ratio
from chirograph.planning.amounts import Amount, plain, said, weights_of, whole
from chirograph.planning.asked import Names, scaled
from chirograph.planning.objectives import OBJECTIVES, Column, Objective

__all__ = ["Attribution", "attribution", "share_of", "typed"]

#: Every set of partners is looked at for a ratio, so there are at most 4,096 of them.
MOST_PARTNERS = 12
Range = tuple[Amount, Amount]


@public
@dataclass(frozen=True, slots=True, repr=False)
class Attribution:
    """Shares of partners or areas in a value; made by ``attribution``.

    Attributes
    ----------
    objective, question : str
        Of what they are shares.
    by : {"partner", "area"}
        Whose.
    depth : int
        The depth that counts as reached.
    value : tuple
        Least and greatest value; under every text the shares add up to it.
    shares : tuple
        (label, least share, greatest share), both attained by some text.
    names : mapping
        Readable names.
    assumptions : tuple of str
        What the answer stands under.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.Panel([[1, 1], [1, 0]], [[1, 1], [1, 1]], max_depth=1).attribution("coverage").value
    (2, 2)
    """

    objective: str
    question: str
    by: str
    depth: int
    value: Range
    shares: tuple[tuple[str, Amount, Amount], ...]
    names: Mapping[str, str]
    assumptions: tuple[str, ...]

    def table(self) -> Table:
        """One row for each: label, its name where there is one, and both ends.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 1], [1, 0]], max_depth=1).attribution("coverage").table()
        label  lower  upper
        P1     1.500  1.500
        P2     0.500  0.500
        """
        named = any(self.names.get(label, label) != label for label, _, _ in self.shares)
        records: list[dict[str, Any]] = [
            {
                "label": label, **({"name": self.names.get(label, label)} if named else {}),
                "lower": float(low), "upper": float(high),
            }
            for label, low, high in self.shares
        ]  # fmt: skip
        return Table.from_records(records, minor=("name",) if named else ())

    def sentences(self) -> tuple[str, ...]:
        """The answer, one sentence for each share.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.Panel([[1, 1], [0, 0]], [[1, 1], [1, 0]], max_depth=1).attribution("coverage")
        >>> print(*found.sentences(), sep="\\n")
        How many areas does at least one partner reach? 2, of which each partner has a share (Shapley).
        P1: 3/2 (1.500) to 2.
        P2: 0 to 1/2 (0.500).
        """
        who = "partner" if self.by == "partner" else "area"
        head = f"{self.question} {_range(*self.value)}, of which each {who} has a share (Shapley)."
        return (head, *(f"{self._name(label)}: {_range(low, high)}." for label, low, high in self.shares))

    def _name(self, label: str) -> str:
        name = self.names.get(label, label)
        return f"{name} ({label})" if name != label else label

    def explain(self) -> str:
        """All sentences, and what the answer stands under.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 1], [1, 0]], max_depth=1).attribution().explain().splitlines()[0][:34]
        'How many areas do all partners rea'
        """
        return "\n".join([*self.sentences(), " ".join(self.assumptions)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; an amount that is not whole is the text of its fraction.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 1], [1, 0]], max_depth=1).attribution("coverage").to_dict()["shares"][0]
        {'label': 'P1', 'lower': '3/2', 'upper': '3/2'}
        """
        return {
            "kind": "attribution", "objective": self.objective, "question": self.question, "by": self.by,
            "depth": self.depth, "value": [plain(one) for one in self.value],
            "shares": [
                {"label": label, "lower": plain(low), "upper": plain(high)}
                for label, low, high in self.shares
            ],
            "assumptions": list(self.assumptions),
        }  # fmt: skip

    def __repr__(self) -> str:
        return f"{self.sentences()[0]}\n{self.table()}"

    def _repr_html_(self) -> str:
        table = self.table()
        rows = [
            [html.number(cell) if isinstance(cell, float) else html.escape(cell) for cell in row]
            for row in table.rows
        ]
        numeric = [name in ("lower", "upper") for name in table.columns]
        return html.page(html.table(table.columns, rows, self.sentences()[0], numeric))


def _range(low: Amount, high: Amount) -> str:
    return said(low) if low == high else f"{said(low)} to {said(high)}"


def attribution(
    content: Content,
    objective: str = "core",
    by: str = "partner",
    *,
    rows: Sequence[str] | None = None,
    depth: int = 1,
) -> Attribution:
    """The share of each partner, or of each area, in what partners have together (Shapley 1953).

    Parameters
    ----------
    content : Content
        Cells of k partners in n areas; no area may hold kinds without an order.
    objective : {"core", "coverage", "common_depth", "jaccard"}
        Areas count by their weights where these differ. A set of no partners has the value 0, and so has a
        ratio of nothing to nothing.
    by : {"partner", "area"}
        Whose shares.
    rows : sequence of str, optional
        Which partners; by default all.
    depth : int, keyword-only
        The depth that counts as reached.

    Returns
    -------
    Attribution
        Bounds are sharp for independent cells. The Jaccard by partner has no bounds: it is worked out by all
        sets of at most 12 partners, where every cell is known at `depth`.

    Raises
    ------
    ParameterError
        With everything that is wrong at once.

    Notes
    -----
    By partner, an area that r of k partners reach gives 1/r to each of them for coverage (Littlechild and
    Owen 1973, Management Science 20, 370-372). For the core it gives 1/k to each who reaches it and
    -r/(k (k - r)) to each who does not, for common_depth the same at every depth. Each share grows with the
    partner's own depth and falls with the others', so its ends are at two corners of the box. By area, a sum
    gives each area its own term. For a ratio an area that all have gets 1/m + b (H - 1)/(m (m - 1)) and one
    that only some have -a (H - 1)/(m (m - 1)), where a areas are of the first kind, b of the second,
    m = a + b and H = 1 + 1/2 + ... + 1/m; its ends are taken over all reachable (a, b).

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1], [1, 0]], [[1, 1], [1, 1]], max_depth=1)
    >>> attribution(panel.content, "core")
    How many areas do all partners reach? 1 to 2, of which each partner has a share (Shapley).
    label  lower  upper
    P1     1.000  1.000
    P2     0.000  1.000
    >>> attribution(panel.content, "jaccard", "area").shares
    (('A1', Fraction(1, 2), Fraction(3, 4)), ('A2', Fraction(-1, 4), Fraction(1, 2)))
    """
    names = Names(content)
    row, partners, level = _asked(names, objective, by, rows, depth)
    weights = weights_of(content)
    lo, hi = (
        [row.read([column[p] for p in partners], level) for column in end.T.tolist()]
        for end in (content.lower, content.upper)
    )
    if row.ratio and by == "partner" and lo != hi:
        rule = "the Jaccard by partner is worked out for known cells alone, and some are open at this depth"
        names.fault("objective", objective, rule, 'take by="area", or assume a reading of the open cells')
    if row.ratio and by == "area" and len(set(weights)) > 1:
        rule = "the closed form of the Jaccard by area is for areas of equal weight"
        names.fault("objective", objective, rule, "leave the weights out")
    names.done()
    found: Sequence[Range]
    if row.ratio:
        found = _typed(lo, hi) if by == "area" else _by_sets(lo, weights)
    else:
        found = _summed(row, by, lo, hi, weights)
    labels = content.columns if by == "area" else tuple(content.rows[p] for p in partners)
    shares = tuple((label, whole(a), whole(b)) for label, (a, b) in zip(labels, found, strict=True))
    return Attribution(
        row.key, row.question, by, level, _value(row, lo, hi, weights), shares,
        {label: content.names.get(label, label) for label in labels}, _assumptions(content),
    )  # fmt: skip


def _asked(names: Names, objective: str, by: str, rows: Any, depth: Any) -> tuple[Objective, list[int], int]:
    scaled(names)
    if objective not in OBJECTIVES:
        names.faults.append(unknown("objective", objective, list(OBJECTIVES), "this objective"))
    if by not in ("partner", "area"):
        names.faults.append(unknown("by", by, ["partner", "area"], "this"))
    content = names.content
    asked = content.rows if rows is None else names.several("rows", rows)
    partners = list(dict.fromkeys(p for one in asked if (p := names.row("rows", one)) is not None))
    if not asked:
        names.fault("rows", rows, "there is at least one partner", "name one")
    if objective == "jaccard" and by == "partner" and len(partners) > MOST_PARTNERS:
        rule = f"every set of partners is looked at, of {MOST_PARTNERS} at most"
        names.fault("rows", len(partners), rule, "choose fewer rows")
    level = names.depth("depth", depth, content.max_depth)
    return OBJECTIVES.get(objective, OBJECTIVES["core"]), partners, level or 1


def _assumptions(content: Content) -> tuple[str, ...]:
    found = content.sentences()
    if content.constraints == Constraints():
        return found
    return (
        *found,
        "Shares look at cells alone: list lengths and other constraints leave fewer texts, so the ends hold, "
        "and may not be attained.",
    )


def _value(row: Objective, lo: Sequence[Column], hi: Sequence[Column], weights: Sequence[Amount]) -> Range:
    if row.ratio:
        found = [ratio.pairs(ratio.chances(a, b, a, lambda *_: 1)) for a, b in zip(lo, hi, strict=True)]
        return whole(ratio.end(found, weights)), whole(ratio.end(found, weights, -1))
    join = row.forms[0].join
    least, most = (sum(w * join(t) for w, t in zip(weights, end, strict=True)) for end in (lo, hi))
    return whole(least), whole(most)


def share_of(join: Callable[..., int], column: Column, p: int) -> Fraction:
    """The share of one partner in the least (`min`) or the most (`max`) of a known column.

    Examples
    --------
    >>> [str(share_of(min, (2, 1, 0), p)) for p in range(3)]
    ['2/3', '1/6', '-5/6']
    """
    k, found = len(column), Fraction(0)
    for level in range(1, max(column) + 1):
        reach = sum(depth >= level for depth in column)
        if join is max:
            found += Fraction(column[p] >= level, reach)
        else:
            found += Fraction(1, k) if column[p] >= level else -Fraction(reach, k * (k - reach))
    return found


def _summed(
    row: Objective, by: str, lo: Sequence[Column], hi: Sequence[Column], weights: Sequence[Amount]
) -> list[Range]:
    """Shares in a sum over areas."""
    join = row.forms[0].join
    areas = list(zip(weights, lo, hi, strict=True))
    if by == "area":
        return [(weight * join(a), weight * join(b)) for weight, a, b in areas]
    found: list[Range] = []
    for p in range(len(lo[0])):

        def corner(own: Column, others: Column, p: int = p) -> Fraction:
            return share_of(join, (*others[:p], own[p], *others[p + 1 :]), p)

        least = sum((weight * corner(a, b) for weight, a, b in areas), Fraction(0))
        most = sum((weight * corner(b, a) for weight, a, b in areas), Fraction(0))
        found.append((least, most))
    return found


def typed(a: int, b: int) -> tuple[Fraction, Fraction]:
    """The shares in a / (a + b) of an area that all have, of `a`, and of one that only some have, of `b`.

    Examples
    --------
    >>> [str(share) for share in typed(1, 1)]
    ['3/4', '-1/4']
    """
    m = a + b
    if m < 2:
        return Fraction(1), Fraction(0)
    part = sum((Fraction(1, i) for i in range(2, m + 1)), Fraction(0)) / (m * (m - 1))
    return Fraction(1, m) + b * part, -a * part


def _typed(lo: Sequence[Column], hi: Sequence[Column]) -> list[Range]:
    """Shares of areas in a ratio, over all that the other areas may be together."""
    areas = [ratio.pairs(ratio.chances(a, b, a, lambda *_: 1)) for a, b in zip(lo, hi, strict=True)]
    found: dict[frozenset[tuple[int, int]], Range] = {}
    for i, kinds in enumerate(areas):
        if kinds in found:
            continue
        sums = {(0, 0)}
        for other in (*areas[:i], *areas[i + 1 :]):
            sums = {(a + n, m + d) for a, m in sums for n, d in other}
        shares = [Fraction(0)] if (0, 0) in kinds else []
        for n, d in kinds - {(0, 0)}:
            shares += [typed(a + n, m + d - a - n)[1 - n] for a, m in sums]
        found[kinds] = min(shares), max(shares)
    return [found[kinds] for kinds in areas]


def _by_sets(columns: Sequence[Column], weights: Sequence[Amount]) -> list[Range]:
    """Shares of partners in a ratio of known cells, by all sets of them."""
    k = len(columns[0])
    masks: dict[int, Amount] = {}
    for column, weight in zip(columns, weights, strict=True):
        mask = sum(bit << p for p, bit in enumerate(column))
        masks[mask] = masks.get(mask, 0) + weight
    values = []
    for chosen in range(1 << k):
        some = sum(weight for mask, weight in masks.items() if mask & chosen)
        every = sum(weight for mask, weight in masks.items() if mask & chosen == chosen)
        values.append(Fraction(every) / some if some and chosen else Fraction(0))
    found: list[Range] = []
    for p in range(k):
        share = Fraction(0)
        for chosen in range(1 << k):
            if not chosen >> p & 1:
                size = chosen.bit_count()
                share += Fraction(1, k * comb(k - 1, size)) * (values[chosen | 1 << p] - values[chosen])
        found.append((share, share))
    return found
