"""What holds a pair, or a partner and the hub, down: areas and systems, how much, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph.base.table import Table

if TYPE_CHECKING:
    from chirograph.interop.model import Model
    from chirograph.panel import Panel

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
    """Finds bottlenecks at the two corners.

    Parameters
    ----------
    model : Model
        Labels and engine.
    panel : Panel
        For the reasons of open cells.
    """

    def __init__(self, model: Model, panel: Panel) -> None:
        self.model = model
        self.panel = panel

    def corners(self, first: str, second: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """The engine's detail of a pair at the lower and at the upper corner."""
        p, q = (self.model.rows.index(name) for name in (first, second))
        return self.model.engine.detail(p, q, False), self.model.engine.detail(p, q, True)

    def of_pair(self, first: str, second: str) -> list[Bottleneck]:
        """Every area and system a pair does not share in full, by dimension, largest certain loss first."""
        low, high = self.corners(first, second)
        return self._found((first, second), low["gains"], high["gains"], low, high)

    def of_hub(self, partner: str) -> list[Bottleneck]:
        """What a partner does not take up of the hub's menu."""
        low, high = self.corners(partner, partner)
        return self._found((partner,), low["menu_gains"][0], high["menu_gains"][0], low, high)

    def _found(
        self,
        who: Sequence[str],
        low_gains: Mapping[str, Any],
        high_gains: Mapping[str, Any],
        low: Mapping[str, Any],
        high: Mapping[str, Any],
    ) -> list[Bottleneck]:
        found: list[Bottleneck] = []
        for d, dimension in enumerate(self.model.dimensions):
            ends = zip(low_gains["areas"][d].tolist(), high_gains["areas"][d].tolist(), strict=True)
            one = [self._area(dimension, j, who, *pair, low, high) for j, pair in enumerate(ends)]
            ends = zip(low_gains["systems"][d].tolist(), high_gains["systems"][d].tolist(), strict=True)
            one += [self._system(dimension, s, who, *pair) for s, pair in enumerate(ends)]
            lost = [item for item in one if item.possible > LEAST]
            found += sorted(lost, key=lambda item: (-item.certain, -item.possible, item.item))
        return found

    def most_missed(self, end: Mapping[str, Any], side: int, d: int) -> tuple[str, float] | None:
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
        added = dict(zip(self.model.areas, gains["areas"][d].tolist(), strict=True))
        added |= dict(zip(self.model.systems, gains["systems"][d].tolist(), strict=True))
        label = max(added, key=lambda name: (added[name], name))
        return (label, added[label]) if added[label] > LEAST else None

    def _area(
        self,
        dimension: str,
        j: int,
        who: Sequence[str],
        possible: float,
        certain: float,
        low: Mapping[str, Any],
        high: Mapping[str, Any],
    ) -> Bottleneck:
        area = self.model.areas[j]
        depths = high["effective"][: len(who), j].tolist()
        held = tuple(name for name, depth in zip(who, depths, strict=True) if depth == min(depths))
        open_ = possible > certain + LEAST
        settled = tuple(dict.fromkeys(self._cells(area, who, low, high))) if open_ else ()
        return Bottleneck(
            dimension,
            area,
            self.model.names.get(area, area),
            "area",
            certain,
            possible,
            held if certain > LEAST else (),
            "; ".join(self._capped(j, who, low, high)),
            settled,
        )

    def _cells(
        self, area: str, who: Sequence[str], low: Mapping[str, Any], high: Mapping[str, Any]
    ) -> Iterator[str]:
        """Documents that would settle the cells and memberships behind an open effective depth."""
        for side, name in enumerate(who):
            yield from self._behind(area, side, name, low, high)

    def _behind(
        self, area: str, side: int, name: str, low: Mapping[str, Any], high: Mapping[str, Any]
    ) -> Iterator[str]:
        """The same for one partner: the cell, the systems the area needs, and the areas it needs in turn."""
        j = self.model.areas.index(area)
        parts = self.panel.content
        i = parts.rows.index(name)
        if low["effective"][side, j] == high["effective"][side, j]:
            return
        if parts.lower[i, j] < parts.upper[i, j]:
            status = str(parts.status[i, j])
            yield parts.settles.get((name, status)) or f"the text of {name} on {area}"
        for need in self.model.needs:
            if need["area"] != area:
                continue
            held = self.model.held.get((name, need["needs_system"] or ""))
            if held is not None and held.open:
                yield held.settled_by
            if need["needs_area"] is not None:
                yield from self._behind(need["needs_area"], side, name, low, high)

    def _capped(
        self, j: int, who: Sequence[str], low: Mapping[str, Any], high: Mapping[str, Any]
    ) -> Iterator[str]:
        """What caps an area whatever is learned, then what caps it only if the unknown turns out low."""
        certain = list(dict.fromkeys(self._caps(j, who, high)))
        yield from certain
        perhaps = (words for words in dict.fromkeys(self._caps(j, who, low)) if words not in certain)
        yield from (f"{words}, at the lower end" for words in perhaps)

    def _caps(self, j: int, who: Sequence[str], end: Mapping[str, Any]) -> Iterator[str]:
        systems = sum(need["needs_system"] is not None for need in self.model.needs)
        for side, name in enumerate(who):
            for hold in end["holds"][side]:
                if hold["area"] != j:
                    continue
                need = self.model.needs[hold["need"] if hold["by_system"] else systems + hold["need"]]
                wanted = need["needs_system"] or f"{need['needs_area']} at depth {need['needs_depth']}"
                yield f"{name} stays at depth {hold['effective']} without {wanted}"

    def _system(
        self, dimension: str, s: int, who: Sequence[str], possible: float, certain: float
    ) -> Bottleneck:
        system = self.model.systems[s]
        tie = (who[0], system) not in self.model.held
        keys = [self._tie(who, system)] if tie else [(name, system) for name in who]
        known = [(key, self.model.held[key]) for key in keys if key in self.model.held]
        top = min((held.upper for _, held in known), default=0)
        held_by = tuple(" and ".join(key[:-1]) for key, held in known if held.upper == top)
        settled = tuple(dict.fromkeys(held.settled_by for _, held in known if held.open))
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

    def _tie(self, who: Sequence[str], system: str) -> tuple[str, ...]:
        straight = (*who, system)
        return straight if straight in self.model.held else (*who[::-1], system)


def as_table(found: Sequence[Bottleneck], caption: str = "") -> Table:
    """Bottlenecks as rows of a table."""
    records: list[dict[str, str | float]] = [
        {
            "dimension": item.dimension,
            "item": item.item,
            "name": item.name,
            "kind": item.kind,
            "certain_loss": item.certain,
            "possible_loss": item.possible,
            "held_by": "; ".join(item.held_by),
            "prerequisite": item.prerequisite,
            "settled_by": "; ".join(item.settled_by),
        }
        for item in found
    ]
    columns = (
        "dimension", "item", "name", "kind", "certain_loss", "possible_loss", "held_by", "prerequisite",
        "settled_by",
    )  # fmt: skip
    return Table.from_records(records, columns, caption)
