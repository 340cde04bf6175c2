"""What holds a pair, or a partner and the hub, down: areas and systems, how much, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chirograph.base.table import Table
from chirograph.interop.model import Model

#: The engine's answer about a pair at one corner.
Detail = Mapping[str, Any]
#: A loss below this is a rounding error.
LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """One area or system that keeps a dimension down.

    Parameters
    ----------
    dimension : str
        The dimension.
    item, name, kind : str
        The area or system: its label, its name, and "area", "system" or "tie".
    certain : float
        What full sharing of it would add to the dimension even at the upper end.
    possible : float
        The same at the lower end; more than `certain` where something about it is not known.
    held_by : tuple of str
        Who has least of it at the upper end.
    prerequisite : str
        The prerequisites that cap it, at the upper end or at least at the lower; empty when none does.
    settled_by : tuple of str
        What would settle the difference between `possible` and `certain`.
    """

    dimension: str
    item: str
    name: str
    kind: str
    certain: float
    possible: float
    held_by: tuple[str, ...]
    prerequisite: str
    settled_by: tuple[str, ...]

    @property
    def open(self) -> float:
        """How much of the loss is not known to occur."""
        return self.possible - self.certain


class Finder:
    """Finds what holds one subject down, at the two corners.

    Parameters
    ----------
    model : Model
        Labels, cells and engine.
    who : str
        Two partners; one alone means with the hub.

    Attributes
    ----------
    low, high : mapping
        The engine's detail at the lower and at the upper corner.
    """

    def __init__(self, model: Model, *who: str) -> None:
        self.model = model
        self.who = who
        p, q = (model.rows.index(name) for name in (who[0], who[-1]))
        self.low: Detail = model.engine.detail(p, q, False)
        self.high: Detail = model.engine.detail(p, q, True)

    def found(self) -> list[Bottleneck]:
        """What is not shared, or not taken up of the hub's menu, by dimension, largest certain loss first."""
        low, high = (end["gains" if len(self.who) == 2 else "menu_gains"] for end in (self.low, self.high))
        if len(self.who) == 1:
            low, high = low[0], high[0]
        found: list[Bottleneck] = []
        for d, dimension in enumerate(self.model.dimensions):
            one = []
            for what, of in (("areas", self._area), ("systems", self._system)):
                ends = zip(low[what][d].tolist(), high[what][d].tolist(), strict=True)
                one += [of(dimension, place, *pair) for place, pair in enumerate(ends) if pair[0] > LEAST]
            found += sorted(one, key=lambda item: (-item.certain, -item.possible, item.item))
        return found

    def most_missed(self, end: Detail, side: int, d: int) -> tuple[str, float] | None:
        """What would add most to one side's attainment at one corner, and how much; None for nothing.

        Parameters
        ----------
        end : mapping
            The engine's detail of a pair at a corner.
        side : int
            0 or 1: which of the two.
        d : int
            The dimension.
        """
        gains = end["menu_gains"][side]
        labels = (*self.model.areas, *self.model.systems)
        added = dict(zip(labels, [*gains["areas"][d].tolist(), *gains["systems"][d].tolist()], strict=True))
        label = max(added, key=lambda name: (added[name], name))
        return (label, added[label]) if added[label] > LEAST else None

    def _area(self, dimension: str, j: int, possible: float, certain: float) -> Bottleneck:
        area = self.model.areas[j]
        depths = self.high["effective"][: len(self.who), j].tolist()
        held = tuple(name for name, depth in zip(self.who, depths, strict=True) if depth == min(depths))
        behind = (text for side in range(len(self.who)) for text in self._behind(area, side))
        return Bottleneck(
            dimension,
            area,
            self.model.names.get(area, area),
            "area",
            certain,
            possible,
            held if certain > LEAST else (),
            "; ".join(self._capped(j)),
            tuple(dict.fromkeys(behind)) if possible > certain + LEAST else (),
        )

    def _behind(self, area: str, side: int) -> Iterator[str]:
        """Documents that would settle what is behind an open effective depth of one partner.

        They are about the cell, the systems the area needs, and the areas it needs in turn.
        """
        j, name, content = self.model.areas.index(area), self.who[side], self.model.content
        i = content.rows.index(name)
        if self.low["effective"][side, j] == self.high["effective"][side, j]:
            return
        if content.lower[i, j] < content.upper[i, j]:
            status = str(content.status[i, j])
            yield content.settles.get((name, status)) or f"the text of {name} on {area}"
        for need in self.model.needs:
            if need["area"] != area:
                continue
            held = self.model.held.get((name, need["needs_system"] or ""))
            if held is not None and held.open:
                yield held.settled_by
            if need["needs_area"] is not None:
                yield from self._behind(need["needs_area"], side)

    def _capped(self, j: int) -> Iterator[str]:
        """What caps an area whatever is learned, then what caps it only if the unknown turns out low."""
        certain = list(dict.fromkeys(self._caps(j, self.high)))
        yield from certain
        perhaps = (words for words in dict.fromkeys(self._caps(j, self.low)) if words not in certain)
        yield from (f"{words}, at the lower end" for words in perhaps)

    def _caps(self, j: int, end: Detail) -> Iterator[str]:
        systems = sum(need["needs_system"] is not None for need in self.model.needs)
        for side, name in enumerate(self.who):
            for hold in end["holds"][side]:
                if hold["area"] != j:
                    continue
                need = self.model.needs[hold["need"] if hold["by_system"] else systems + hold["need"]]
                wanted = need["needs_system"] or f"{need['needs_area']} at depth {need['needs_depth']}"
                yield f"{name} stays at depth {hold['effective']} without {wanted}"

    def _system(self, dimension: str, s: int, possible: float, certain: float) -> Bottleneck:
        system, held = self.model.systems[s], self.model.held
        tie = (self.who[0], system) not in held
        ties = [(*self.who, system), (*self.who[::-1], system)]
        keys = ties if tie else [(name, system) for name in self.who]
        known = [(key, held[key]) for key in keys if key in held]
        top = min((one.upper for _, one in known), default=0)
        held_by = tuple(" and ".join(key[:-1]) for key, one in known if one.upper == top)
        settled = tuple(dict.fromkeys(one.settled_by for _, one in known if one.open))
        return Bottleneck(
            dimension,
            system,
            self.model.names.get(system, system),
            "tie" if tie else "system",
            certain,
            possible,
            held_by if certain > LEAST else (),
            "",
            settled if possible > certain + LEAST else (),
        )


def as_table(found: Sequence[Bottleneck], caption: str = "") -> Table:
    """Bottlenecks as rows of a table."""
    records = [
        (item.dimension, item.item, item.name, item.kind, item.certain, item.possible,
         "; ".join(item.held_by), item.prerequisite, "; ".join(item.settled_by))
        for item in found
    ]  # fmt: skip
    columns = (
        "dimension", "item", "name", "kind", "certain_loss", "possible_loss", "held_by", "prerequisite",
        "settled_by",
    )  # fmt: skip
    return Table.from_records([dict(zip(columns, row, strict=True)) for row in records], columns, caption)
