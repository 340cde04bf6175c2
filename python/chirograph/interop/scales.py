"""Scales of the codebook: levels that follow from memberships, for a partner and for a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from chirograph.base.table import Table
from chirograph.errors import DataError, Fault
from chirograph.interop.model import Model, Record
from chirograph.records.memberships import BETWEEN, FULL

#: What a level asks for, in halves of a membership.
HALVES = {"observer": 1, "member": FULL}
Key = tuple[str, ...]
#: Both ends of memberships, where something is tried that differs from what is known.
Tried = dict[Key, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a partner or a pair stands on a scale.

    Parameters
    ----------
    scale : mapping
        The scale, as the codebook has it.
    subject : tuple of str
        A partner or a pair.
    lower, upper : int
        The least and the greatest level over all memberships that are not known; both are attained.
    open : tuple of tuple of str
        Memberships that the scale asks for and that are not known; none where the level is known.
    decisive : tuple of tuple of str
        Those of them of which any one answer settles the level.
    """

    scale: Record
    subject: tuple[str, ...]
    lower: int
    upper: int
    open: tuple[Key, ...]
    decisive: tuple[Key, ...]

    @property
    def text(self) -> str:
        """The level, or both ends."""
        return f"{self.lower}" if self.lower == self.upper else f"{self.lower} to {self.upper}"

    def called(self, level: int) -> str:
        """What a level is called; 0 is none of them."""
        return str(self.scale["levels"][level - 1]["name"]) if level else "none of its levels"


def systems_of(scales: Sequence[Record]) -> list[str]:
    """Every system that a level of these scales asks for."""
    levels = (level for scale in scales for level in scale["levels"])
    return list(dict.fromkeys(str(name) for level in levels for name in (*level["any_of"], *level["all_of"])))


def check(file: str, data: Record) -> None:
    """A scale of partners asks for no tie between two.

    Raises
    ------
    DataError
        With every place where it does.
    """
    ties = {item["id"] for item in data.get("systems", ()) if item["kind"] == BETWEEN}
    rule = "a scale of partners asks for systems that a partner itself is in, not for a tie between two"
    faults = [
        Fault(file, f"/codebook/scales/{i}", name, rule, "make its subject 'pair', or name another system",
              "reference")
        for i, scale in enumerate(data["codebook"].get("scales", ()))
        if scale["subject"] == "partner"
        for name in systems_of([scale])
        if name in ties
    ]  # fmt: skip
    if faults:
        raise DataError(faults)


def standings(model: Model, *, pairs: bool) -> Iterator[Standing]:
    """Every partner, or every pair, on every scale that is about it: a pair also on those of partners."""
    subjects = list(combinations(model.rows, 2)) if pairs else [(row,) for row in model.rows]
    for scale in model.scales:
        if pairs or scale["subject"] == "partner":
            yield from (standing(model, scale, subject) for subject in subjects)


def standing(model: Model, scale: Record, subject: tuple[str, ...]) -> Standing:
    """One partner or pair on one scale.

    Levels never fall when a membership rises, so that both ends are those at the lower and at the upper ends
    of all memberships.
    """
    asked = [key for key in _keys(model, scale, subject) if key in model.held and model.held[key].open]

    def ends(tried: Tried) -> tuple[int, int]:
        low, high = (_level(model, scale, subject, end, tried) for end in ("lower", "upper"))
        return low, high

    lower, upper = ends({})
    if lower == upper:
        return Standing(scale, subject, lower, upper, (), ())
    decisive = []
    for key in asked:
        held = model.held[key]
        found = [ends({key: value}) for value in range(held.lower, held.upper + 1)]
        if all(low == high for low, high in found):
            decisive.append(key)
    return Standing(scale, subject, lower, upper, tuple(asked), tuple(decisive))


def _keys(model: Model, scale: Record, subject: tuple[str, ...]) -> Iterator[Key]:
    for system in systems_of([scale]):
        if (*subject, system) in model.held:
            yield *subject, system
        elif len(subject) == 2:
            yield from ((name, system) for name in subject)


def _level(model: Model, scale: Record, subject: tuple[str, ...], end: str, tried: Tried) -> int:
    """The level at one end of all memberships."""

    def held(key: Key) -> int:
        return tried[key] if key in tried else int(getattr(model.held[key], end))

    def shared(system: str) -> int:
        tie = (*subject, system)
        return held(tie) if tie in model.held else min(held((name, system)) for name in subject)

    if scale["subject"] == "pair":
        return _reached(scale, shared)
    return min(_reached(scale, lambda system, name=name: held((name, system))) for name in subject)  # type: ignore[misc]


def _reached(scale: Record, halves: Callable[[str], int]) -> int:
    """The greatest level whose systems, and those of every level below it, are held."""
    reached = 0
    for level in scale["levels"]:
        least = HALVES[level["held"]]
        every = all(halves(name) >= least for name in level["all_of"])
        some = not level["any_of"] or any(halves(name) >= least for name in level["any_of"])
        if not (every and some):
            break
        reached += 1
    return reached


def question(model: Model, key: Key) -> str:
    """A membership that is not known, as a question.

    Examples
    --------
    >>> import chirograph as cg
    >>> question(cg.load("nato-ip4").interoperability()._model, ("JPN", "FMN"))
    'Is Japan in Federated Mission Networking?'
    """
    names = [model.names.get(name, name) for name in key]
    if len(names) == 2:
        return f"Is {names[0]} in {names[1]}?"
    return f"Do {names[0]} and {names[1]} share {names[2]}?"


def words(model: Model, found: Standing) -> str:
    """One plain sentence: where the subject stands, and what would settle it.

    Examples
    --------
    >>> import chirograph as cg
    >>> from chirograph.interop.scales import standing, words
    >>> model = cg.load("nato-ip4").interoperability()._model
    >>> words(model, standing(model, model.scales[0], ("AUS",)))
    "Tier of NATO's interoperability initiative: 2 of 2 for certain, Enhanced Opportunities Partner."
    """
    top, name = len(found.scale["levels"]), found.scale["name"]
    if found.lower == found.upper:
        return f"{name}: {found.lower} of {top} for certain, {found.called(found.lower)}."
    told = f"{name}: {found.lower} to {found.upper} of {top}, {found.called(found.lower)} for certain"
    told += f", {found.called(found.upper)} possible"
    if found.decisive:
        return f"{told}. One fact settles it: {' Or: '.join(question(model, key) for key in found.decisive)}"
    return f"{told}. No one fact settles it; open: {' '.join(question(model, key) for key in found.open)}"


def as_table(model: Model, found: Sequence[Standing], caption: str = "") -> Table:
    """Standings as rows of a table."""
    columns = (
        "scale", "name", "kind", "subject", "lower", "upper", "top", "certain", "possible", "settled_by",
        "open", "source", "locator", "basis",
    )  # fmt: skip
    rows = [
        {
            "scale": one.scale["id"], "name": one.scale["name"], "kind": one.scale["kind"],
            "subject": " ".join(one.subject), "lower": one.lower, "upper": one.upper,
            "top": len(one.scale["levels"]), "certain": one.called(one.lower),
            "possible": one.called(one.upper),
            "settled_by": " ".join(question(model, key) for key in one.decisive),
            "open": " ".join(question(model, key) for key in one.open),
            "source": one.scale["source"] or "", "locator": one.scale["locator"], "basis": one.scale["basis"],
        }
        for one in found
    ]  # fmt: skip
    return Table.from_records(rows, columns, caption)
