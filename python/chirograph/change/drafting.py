"""The drafting sheet of a renewal: common titles, what is done without one, what each lacks for a level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from chirograph.base import markup as html
from chirograph.base.markup import columns_of_text, counted
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.base.told import Told
from chirograph.cells.content import Content
from chirograph.interop import scales
from chirograph.interop.build import build
from chirograph.interop.model import Model, Settings
from chirograph.interop.scales import Standing
from chirograph.records.asking import Asking
from chirograph.records.coding import chosen_programmes, content
from chirograph.records.records import Records

__all__ = ["Drafting", "drafting"]

_COMMON = ("area", "name", "certain", "possible", "in", "may_be_in")
_UNTITLED = ("partner", "area", "name", "title", "activity", "shown", "programme", "source", "locator")
_LEVELS = ("partner", "scale", "certain", "possible", "next", "lacks", "open")


@public
@dataclass(frozen=True)
class Drafting(Told):
    """What the drafters of a renewal would want to see; made by :meth:`chirograph.Dataset.drafting`.

    Parameters
    ----------
    period : str
        Years from and to.
    common : Table
        Areas that two programmes or more have for certain: in which, and which may have them besides.
    untitled : Table
        Activities on record in areas that the programme does not have for certain; `title` says whether it
        certainly has no such title, or whether that is open.
    levels : Table
        For each partner and scale of the codebook the level that is certain and that is possible, the next
        one, which memberships it certainly lacks for it, and which of those it asks for are not known.
    names : mapping
        Readable names of labels.
    assumptions : tuple of str
        What it stands under.

    Examples
    --------
    >>> import chirograph as cg
    >>> sheet = cg.load("nato-ip4").drafting()
    >>> sheet.common["area"][:3], len(sheet.common)
    (('A03', 'A06', 'A11'), 10)
    >>> sheet.untitled.where(partner="KOR", area="A24")["title"][0]
    'certainly none'
    """

    period: str
    common: Table
    untitled: Table
    levels: Table
    names: Mapping[str, str]
    assumptions: tuple[str, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """One sentence on each part.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.load("nato-ip4").drafting().sentences()[2])
        For the next level a membership is certainly missing in 2 of 14 cases.
        """
        most = max((int(count or 0) for count in self.common["certain"]), default=0)
        certain, open_ = (
            [one for one in self.untitled if (one["title"] == "certainly none") is sure]
            for sure in (True, False)
        )
        said = [
            f"{counted(len(self.common), 'area')} stand in two programmes or more for certain, "
            f"the most common in {most}."
        ]
        places = {(one["partner"], one["area"]) for one in certain}
        done = f"{len(certain)} activit{'y' if len(certain) == 1 else 'ies'}"
        told = (
            f"Done without a title: {done} in {counted(len(places), 'area')} that a complete list leaves out"
        )
        told += f"; {len(open_)} more in areas of which nobody can say whether the text has them."
        said.append(
            told if certain or open_ else "No activity on record lies outside the titles that are certain."
        )
        lacking = [one for one in self.levels if one["lacks"]]
        if len(self.levels):
            said.append(
                f"For the next level a membership is certainly missing in {len(lacking)} of "
                f"{len(self.levels)} cases."
            )
        return tuple(said)

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Each part with its heading, without codes and counts; one that is empty is left out.

        Examples
        --------
        >>> import chirograph as cg
        >>> [len(table) for _, table in cg.load("nato-ip4").drafting().tables()]
        [10, 28, 14]
        """
        parts = (
            ("In two programmes or more for certain", self.common, ("name", "in", "may_be_in")),
            ("Done, and not for certain under a title", self.untitled,
             ("partner", "name", "title", "activity", "shown")),
            ("What each partner lacks for the next level", self.levels,
             ("partner", "scale", "certain", "possible", "next", "lacks", "open")),
        )  # fmt: skip
        for heading, table, kept in parts:
            if len(table):
                heads = tuple(name.replace("_", " ") for name in kept)
                yield heading, Table(heads, tuple(table[name] for name in kept))

    def explain(self) -> str:
        """The sentences, and what they stand under.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.load("nato-ip4").drafting().explain().splitlines()[-1]
        'No list-length constraint.'
        """
        return "\n".join([*self.sentences(), *self.assumptions])

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order.

        Examples
        --------
        >>> import chirograph as cg
        >>> list(cg.load("nato-ip4").drafting().to_dict())
        ['kind', 'period', 'common', 'untitled', 'levels', 'assumptions']
        """
        parts = {name: list(getattr(self, name)) for name in ("common", "untitled", "levels")}
        return {"kind": "drafting", "period": self.period, **parts, "assumptions": list(self.assumptions)}

    def __repr__(self) -> str:
        lines = [f"Drafting sheet {self.period}", *self.sentences()]
        for heading, table in self.tables():
            rows = [[str(cell) for cell in one.values()] for one in table]
            lines += ["", heading, *columns_of_text(list(table.columns), rows)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = [html.paragraph(html.escape(text)) for text in self.sentences()]
        for heading, table in self.tables():
            cells = [[html.escape(cell) for cell in one.values()] for one in table]
            parts.append(html.table(list(table.columns), cells, heading, [False] * len(table.columns)))
        return html.page(*parts)


def drafting(records: Records, asking: Asking, period: str) -> Drafting:
    """The drafting sheet of the programmes that stand on a day."""
    found = content(records, asking)
    return Drafting(
        period,
        Table.from_records(list(_common(found)), _COMMON),
        Table.from_records(
            list(_untitled(records, asking, found)), _UNTITLED, minor=("programme", "source", "locator")
        ),
        Table.from_records(list(_levels(records, asking, found)), _LEVELS),
        found.names,
        found.sentences(),
    )


def _common(found: Content) -> Iterator[dict[str, Any]]:
    """Areas of two or more, those of most programmes first."""
    sure, may = found.lower >= 1, (found.lower < 1) & (found.upper >= 1)
    counts = sure.sum(axis=0)
    for j in sorted(np.flatnonzero(counts >= 2).tolist(), key=lambda j: (-counts[j], j)):
        inside, perhaps = ([row for i, row in enumerate(found.rows) if which[i, j]] for which in (sure, may))
        area = found.columns[j]
        yield {
            "area": area, "name": found.names.get(area, area), "certain": len(inside),
            "possible": len(inside) + len(perhaps), "in": ", ".join(inside), "may_be_in": ", ".join(perhaps),
        }  # fmt: skip


def _untitled(records: Records, asking: Asking, found: Content) -> Iterator[dict[str, Any]]:
    """Activities, its own and the group's, in areas that a partner's text is not certain to have."""
    data = records.data
    groups = {item["id"]: tuple(item["members"]) for item in data.get("partner_groups", ())}
    stands = {item.partner: item.programme["id"] for item in chosen_programmes(records, asking)[2]}
    whose: dict[str, tuple[str, ...]] = {name: (partner,) for partner, name in stands.items()}
    whose |= {item["id"]: groups[item["partner"]] for item in data["programmes"] if item["partner"] in groups}
    shown = {rule["shown"]: rule for rule in data["codebook"]["coding"]["commitment_depth"]}
    for partner in found.rows:
        i = found.rows.index(partner)
        for item in data["commitments"]:
            area = item.get("area")
            depth = int(shown[item["depth_shown"]]["lower"]) if item["depth_shown"] in shown else 0
            if partner not in whose.get(item["programme"], ()) or area not in found.columns or depth < 2:
                continue
            j = found.columns.index(area)
            if found.lower[i, j] < 1:
                yield {
                    "partner": partner, "area": area, "name": found.names.get(area, area),
                    "title": "certainly none" if found.upper[i, j] < 1 else "open",
                    "activity": item["activity"],
                    "shown": str(item["depth_shown"]).replace("_", " "), "programme": item["programme"],
                    "source": item["source"], "locator": item["locator"],
                }  # fmt: skip


def _levels(records: Records, asking: Asking, found: Content) -> Iterator[dict[str, Any]]:
    """Of each partner and scale the next level and what stands in its way."""
    if not records.data["codebook"].get("scales") or not records.data["codebook"].get("dimensions"):
        return
    model = build(records.at(asking.as_of), found, records.day(asking.as_of), Settings())
    for one in scales.standings(model, pairs=False):
        if one.lower < len(one.scale["levels"]):
            yield _level(model, one)


def _level(model: Model, one: Standing) -> dict[str, Any]:
    """The level after the one that is certain: systems that are certainly lacking, and those not known."""
    following, (partner,) = one.scale["levels"][one.lower], one.subject
    least = scales.HALVES[following["held"]]
    lacks: list[str] = []
    unknown: list[str] = []
    ways = [[name] for name in following["all_of"]] + (
        [list(following["any_of"])] if following["any_of"] else []
    )
    for way in ways:
        ends = [model.held[partner, name] for name in way]
        if any(held.lower >= least for held in ends):
            continue
        named = " or ".join(model.names.get(name, name) for name in way)
        (unknown if any(held.upper >= least for held in ends) else lacks).append(named)
    return {
        "partner": partner, "scale": one.scale["name"], "certain": one.called(one.lower),
        "possible": one.called(one.upper), "next": following["name"], "lacks": ", ".join(lacks),
        "open": ", ".join(unknown),
    }  # fmt: skip
