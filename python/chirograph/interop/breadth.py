"""Breadth of shared commitment: shares of areas by dimension and depth, their rating, and the single figure.

The single figure is the greatest depth that both partners reach in more than a share of the areas of every
dimension. It is no level of interoperability: how far it hangs on the share and on the number of dimensions
is told exactly, for both ends of it are known as a function of either.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chirograph.base.table import Table
from chirograph.interop.bounds import Answers, Bound
from chirograph.interop.model import Model, Record

KEY = "shared_breadth"
#: Shares are sums of decimals; one this close to a cut is at it and not above.
_CLOSE = 1e-9


def above(share: float, cut: float) -> bool:
    """Whether a share is greater than a cut.

    Examples
    --------
    >>> above(0.1 + 0.05, 0.15), above(0.151, 0.15)
    (False, True)
    """
    return share > cut + _CLOSE


def rating(book: Record, share: float) -> Record:
    """How the codebook rates a share.

    Examples
    --------
    >>> import chirograph as cg
    >>> book = cg.load("nato-ip4").records.data["codebook"]["breadth"]
    >>> [rating(book, share)["id"] for share in (0.15, 0.5, 0.51, 1.0)]
    ['N', 'P', 'L', 'F']
    """
    fits = [item for item in book["ratings"] if item["above"] is None or above(share, item["above"])]
    return fits[-1]  # type: ignore[no-any-return]


def rated(book: Record | None, bound: Bound) -> str:
    """The rating of both ends of a share, in brackets; empty where the codebook rates nothing.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.load("nato-ip4").interoperability()
    >>> share = found["AUS", "KOR"].bound("shared_breadth", dimension="human", depth=1)
    >>> rated(found._model.breadth, share)
    ' (P to L)'
    """
    if book is None or math.isnan(bound.lower):
        return ""
    low, high = (str(rating(book, end)["id"]) for end in (bound.lower, bound.upper))
    return f" ({low})" if low == high else f" ({low} to {high})"


def cut(book: Record) -> float:
    """The share that every dimension must pass for the single figure."""
    found = next(item for item in book["ratings"] if item["id"] == book["at"])
    return float(found["above"] or 0)


def shares(answers: Answers) -> list[Bound]:
    """The shares of one pair, by dimension and depth."""
    return [bound for bound in answers.bounds if bound.key == KEY and "dimension" in bound.parameters]


@dataclass(frozen=True, slots=True)
class Rule:
    """How many dimensions must pass a share, and what that makes of one pair.

    Parameters
    ----------
    least, of : int
        At least so many of so many dimensions.
    bounds : tuple of Bound
        The share that so many dimensions reach, at depth 1 and up.
    """

    least: int
    of: int
    bounds: tuple[Bound, ...]

    def at(self, threshold: float) -> tuple[int, int]:
        """The certain and the possible depth that so many dimensions reach in more than this share."""
        low, high = (
            sum(above(getattr(one, end), threshold) for one in self.bounds) for end in ("lower", "upper")
        )
        return low, high

    @property
    def name(self) -> str:
        """Such as "3 of 4"."""
        return f"{self.least} of {self.of}"

    @property
    def words(self) -> str:
        """For which thresholds which depth holds, in words."""
        first = self.bounds[0]
        told = []
        if first.upper <= _CLOSE:
            return "0 for every threshold"
        if above(1, first.upper):
            told.append(f"0 for every threshold above {percent(first.upper)}")
        for depth in range(len(self.bounds), 0, -1):
            if self.bounds[depth - 1].lower > _CLOSE:
                below = percent(self.bounds[depth - 1].lower)
                told.append(f"at least {depth} for every threshold below {below}")
                break
        if above(first.upper, first.lower):
            most = self.at(0)[1]
            start = f" from {percent(first.lower)}" if first.lower > _CLOSE else ""
            end = f" up to {percent(first.upper)}" if above(1, first.upper) else ""
            told.append(f"open between 0 and {most}{f'{start}{end}' or ' at every threshold'}")
        return "; ".join(told)


def percent(share: float) -> str:
    """A share in per cent, with as many digits as it takes.

    Examples
    --------
    >>> percent(0.125), percent(7 / 20), percent(8 / 15)
    ('12.5 %', '35 %', '53.3 %')
    """
    return f"{100 * share:.1f}".removesuffix(".0") + " %"


def rules(answers: Answers) -> Iterator[Rule]:
    """Every rule of one pair: all dimensions, all but one, and so on."""
    bounds = [bound for bound in answers.bounds if bound.key == KEY and "least" in bound.parameters]
    counts = dict.fromkeys(int(bound.parameters["least"]) for bound in bounds)
    for least in sorted(counts, reverse=True):
        chosen = [bound for bound in bounds if bound.parameters["least"] == least]
        yield Rule(least, max(counts), tuple(chosen))


def share_table(model: Model, rows: Sequence[Answers]) -> Table:
    """The shares of every pair as a table."""
    records = [
        {
            "pair": " ".join(bound.subject), "dimension": bound.parameters["dimension"],
            "depth": bound.parameters["depth"], "certain": bound.lower, "possible": bound.upper,
            "rating": rated(model.breadth, bound).strip(" ()"), "sharp": bound.sharp,
        }
        for answers in rows
        for bound in shares(answers)
    ]  # fmt: skip
    caption = "Share of the areas of a dimension that both partners reach at a depth"
    return Table.from_records(records, tuple(records[0]) if records else ("pair",), caption)


def threshold_table(rows: Sequence[Answers]) -> Table:
    """For every pair, rule and depth, below which threshold it is certain and above which impossible."""
    records: list[dict[str, str | int | float | bool]] = [
        {
            "pair": " ".join(answers.subject), "least": rule.least, "of": rule.of, "depth": depth,
            "certain_below": bound.lower, "impossible_above": bound.upper, "sharp": bound.sharp,
            "words": rule.words,
        }
        for answers in rows
        for rule in rules(answers)
        for depth, bound in enumerate(rule.bounds, start=1)
    ]  # fmt: skip
    caption = "Thresholds at which so many dimensions reach a depth in more than that share of their areas"
    return Table.from_records(records, tuple(records[0]) if records else ("pair",), caption)


def narrowest(model: Model, answers: Answers) -> str:
    """Which dimension keeps the single figure down, and which of its areas can be shared at all."""
    known = (bound for bound in shares(answers) if not math.isnan(bound.upper))
    first = [bound for bound in known if bound.parameters["depth"] == 1]
    if not first:
        return ""
    least = min(first, key=lambda bound: bound.upper)
    d = model.dimensions.index(str(least.parameters["dimension"]))
    p, q = (model.rows.index(name) for name in answers.subject)
    depths = model.engine.detail(p, q, True)["effective"]
    weighed = [j for j, weight in enumerate(model.inputs["relevance"][d]) if weight > 0]
    can = [model.names.get(model.areas[j], model.areas[j]) for j in weighed if depths[:, j].min() >= 1]
    missing = [j for j in weighed if depths[:, j].min() < 1]
    name = model.names[model.dimensions[d]].lower()
    if not missing:
        return ""
    told = f"The narrowest dimension is {name}: of its {len(weighed)} areas at most {len(can)} can be shared"
    told += f" ({', '.join(can)})" if 0 < len(can) <= 3 else ""
    held = [who for i, who in enumerate(answers.subject) if all(depths[i, j] < 1 for j in missing)]
    if held:
        told += f"; the others are in no list of {' and '.join(model.names.get(who, who) for who in held)}"
    return f"{told}."
