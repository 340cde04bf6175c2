"""The questions that the engine's table has about pairs, groups and programmes, asked one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from chirograph.base.effort import Effort
from chirograph.catalogue import indicators as catalogue
from chirograph.errors import ParameterError
from chirograph.interop.bounds import MEANS, Bound, Witness
from chirograph.interop.model import Model


class Asker:
    """Asks the engine every question its table has about dyads, groups and programmes.

    Parameters
    ----------
    model : Model
        Labels and engine.
    rho : sequence of float
        The means to show.
    effort : Effort
        Steps that one end may take, and seconds of the whole call.
    only : collection of str, optional
        Keys that are asked of pairs, by default every one of the table.
    """

    def __init__(
        self,
        model: Model,
        rho: Sequence[float] = MEANS,
        effort: Effort | None = None,
        only: Collection[str] | None = None,
    ) -> None:
        self.model = model
        self.only = only
        self.rho = tuple(rho)
        self.effort = effort or Effort()
        self.cut: str | None = None  #: what left an end open: "steps", "time", or nothing did

    def dyad(self, first: str, second: str) -> tuple[Bound, ...]:
        """All indicators of a pair with its systems, and the overlap of effective depths."""
        rows = [row for row in _rows("dyad") if self.only is None or row["key"] in self.only]
        found = tuple(self._every(rows, (first, second)))
        return found if self.only else (*found, self._effective("ruzicka", first, second))

    def breadths(self) -> Iterator[tuple[tuple[str, str], tuple[Bound, ...]]]:
        """Of every pair the share that all dimensions reach at each depth, and nothing else."""
        row = catalogue.row_of("shared_breadth")
        least, depths = float(self.model.with_areas), range(1, self.model.max_depth + 1)
        for pair in combinations(self.model.rows, 2):
            given = ({"least": least, "depth": float(depth)} for depth in depths)
            yield pair, tuple(self.ask(row, pair, one) for one in given)

    def group(self) -> tuple[Bound, ...]:
        """All indicators of all partners together."""
        return tuple(self._every(_rows("group"), self.model.rows))

    def programme(self, partner: str, *, of_hub: bool) -> tuple[Bound, ...]:
        """Indicators of one programme: those that compose dimensions (of the hub), or its profile.

        Those about a set of areas or groups that the codebook does not define are left out.
        """
        return tuple(self._every((row for row in _rows("programme") if composes(row) == of_hub), (partner,)))

    def _every(self, rows: Iterable[Mapping[str, Any]], who: tuple[str, ...]) -> Iterator[Bound]:
        for row in rows:
            for given in self._choices(row, len(who)):
                try:
                    yield self.ask(row, who, given)
                except ParameterError as error:
                    if len(who) > 1 or any(fault.code != "unsupported" for fault in error.faults):
                        raise

    def _choices(self, row: Mapping[str, Any], size: int) -> Iterator[dict[str, float]]:
        """The parameter values asked for: every mean, dimension, m, set or depth."""
        items = {item["name"]: item for item in row["parameters"]}
        dimensions = range(len(self.model.dimensions))
        if "least" in items:  # each dimension alone, then so many of them, at every depth
            alone = [{"dimension": float(d)} for d in dimensions]
            many = [{"least": float(k)} for k in range(self.model.with_areas, 0, -1)]
            depths = range(1, self.model.max_depth + 1)
            yield from ({**one, "depth": float(depth)} for one in (*alone, *many) for depth in depths)
            return
        if "rho" in items:
            yield from ({"rho": rho} for rho in self.rho)
        if "dimension" in items:
            yield from ({"dimension": float(d)} for d in dimensions)
        if "m" in items:
            yield from ({"m": float(m)} for m in range(1, size + 1))
        if "set" in items:
            yield from ({"set": float(i)} for i in range(len(self.model.sets)))
        if asks_the_record(row):  # 0 asks for the depth itself, 1 for the presence
            yield from ({"threshold": float(threshold)} for threshold in (0, 1))
            return
        if "depth" in items:
            yield from ({"depth": float(depth)} for depth in range(self.model.max_depth + 1))
        if "practice" in items:
            yield {"practice": float(self.model.practice_depth)}
        if not items.keys() & {"rho", "dimension", "m", "set", "depth", "practice"}:
            yield {}

    def ask(self, row: Mapping[str, Any], who: tuple[str, ...], given: Mapping[str, float]) -> Bound:
        """One row of the table, asked of partners with parameters as the engine takes them."""
        places = [self.model.rows.index(name) for name in who]
        effort = self.effort
        answer = self.model.engine.bound(row["key"], places, dict(given), effort.budget, effort.seconds)
        return self._bound(row, who, self._shown(row, given), answer)

    def _effective(self, key: str, *who: str) -> Bound:
        """A ratio of a pair on depths after prerequisites."""
        first, second = (self.model.rows.index(name) for name in who)
        effort = self.effort
        answer = self.model.engine.effective(key, first, second, {}, effort.budget, effort.seconds)
        return self._bound(catalogue.row_of(key), who, {}, answer)

    def _shown(self, row: Mapping[str, Any], given: Mapping[str, float]) -> dict[str, str | float]:
        items = {item["name"]: item for item in row["parameters"]}
        labels = {"dimension": self.model.dimensions, "set": tuple(self.model.sets)}
        shown: dict[str, str | float] = {}
        for name, value in given.items():
            if name in labels:
                shown[name] = labels[name][int(value)]
            elif items[name]["choices"]:
                shown[name] = str(items[name]["choices"][int(value)])
            else:
                shown[name] = int(value) if items[name]["whole"] else value
        return shown

    def _bound(
        self,
        row: Mapping[str, Any],
        who: tuple[str, ...],
        shown: Mapping[str, str | float],
        answer: Mapping[str, Any],
    ) -> Bound:
        if answer["cut"] or self.cut == "time":
            self.cut = "time"
        elif not (answer["sharp_lower"] and answer["sharp_upper"]):
            self.cut = "steps"
        return Bound(
            str(row["key"]),
            str(row["title"]),
            who,
            shown,
            float(answer["lower"]),
            float(answer["upper"]),
            bool(answer["sharp_lower"]),
            bool(answer["sharp_upper"]),
            int(answer["undefined"]),
            self._witness(who, answer["witness_lower"]),
            self._witness(who, answer["witness_upper"]),
            float(answer["inner_lower"]),
            float(answer["inner_upper"]),
            float(answer["gap_lower"]),
            float(answer["gap_upper"]),
        )

    def _witness(self, who: tuple[str, ...], found: Mapping[str, Any] | None) -> Witness | None:
        if found is None:
            return None
        model = self.model
        depths = {
            name: dict(zip(model.areas, row, strict=True))
            for name, row in zip(who, found["depths"].tolist(), strict=True)
        }
        members = {
            name: {
                system: value / 2
                for system, value in zip(model.systems, row, strict=True)
                if (name, system) in model.held
            }
            for name, row in zip(who, found["members"].tolist(), strict=True)
        }
        ties = {
            system: value / 2
            for system, value in zip(model.systems, found["between"].tolist(), strict=False)
            if (*who, system) in model.held or (*who[::-1], system) in model.held
        }
        return Witness(depths, members, ties)


def composes(row: Mapping[str, Any]) -> bool:
    """Whether an indicator is a mean over dimensions."""
    return any(item["name"] == "rho" for item in row["parameters"])


def asks_the_record(row: Mapping[str, Any]) -> bool:
    """Whether an indicator is about what the record settles and not about what a programme says."""
    return any(item["name"] == "threshold" and item["low"] == 0 for item in row["parameters"])


def profile_rows() -> list[Mapping[str, Any]]:
    """Rows of the table that make the profile of a programme."""
    return [row for row in _rows("programme") if not composes(row)]


def _rows(arity: str) -> Iterator[Mapping[str, Any]]:
    return (row for row in catalogue.rows() if row["arity"] == arity)
