"""What a panel is made of, and the sentences that say under which assumptions it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.base.markup import shorten
from chirograph.cells.constrain import check_feasible
from chirograph.cells.constraints import Constraints
from chirograph.cells.intervals import Depths, frozen
from chirograph.cells.reasons import ASSUMED, LABELS
from chirograph.cells.written import cell_text


@dataclass(frozen=True, eq=False)
class Content:
    """All that a panel is made of; everything here is already checked.

    Parameters
    ----------
    lower, upper : (k, n) uint8
        Ends of the interval of every cell.
    status : (k, n) str
        Why each cell is known or not.
    weights : (n,) float64 or None
        Weights of the areas; None means equal.
    origin : tuple of str
        Sentences on where the cells come from.
    notes : tuple of str
        Sentences on the assumptions switched on.
    names : mapping
        Readable names of row and column labels.
    labels : mapping
        Short words for statuses.
    sources : tuple of str
        One line per row: what the row was read from.
    settles : mapping
        (row, status) to the document that would settle such a cell.
    frame : str or None
        The kind of frame the user gave.
    data : mapping
        What a citation says of the dataset the cells come from; empty for cells of the user's own.
    about : mapping
        What the user said of the cells: title, authors, as_of, licence.
    scales : tuple of int
        The top of the scale of every area where they differ; empty where all have `max_depth`.
    kinds : mapping
        Areas whose codes have no order, each with the words of its codes, or with none.
    """

    lower: Depths
    upper: Depths
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    max_depth: int
    status: NDArray[np.str_]
    weights: NDArray[np.float64] | None = None
    constraints: Constraints = field(default_factory=Constraints)
    origin: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=lambda: dict(LABELS))
    sources: tuple[str, ...] = ()
    settles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    frame: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    scales: tuple[int, ...] = ()
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _engine: _core.Panel | None = field(default=None, init=False, repr=False)

    def engine(self) -> _core.Panel:
        """The same cells as the engine's panel, made once; from then on the cells are views of its memory.

        Raises
        ------
        ChirographError
            With every fault the engine finds.
        """
        if self._engine is None:
            made = _core.Panel(*self._arguments())
            cells = {"lower": made.lower, "upper": made.upper, "status": frozen(self.status), "_engine": made}
            for name, value in cells.items():
                object.__setattr__(self, name, value)
            return made
        return self._engine

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_engine": None}

    @property
    def open(self) -> NDArray[np.bool_]:
        """Which cells are not known."""
        return self.lower < self.upper

    @property
    def tops(self) -> Depths:
        """The top of the scale of every area, (n,)."""
        return np.array(self.scales or (self.max_depth,) * len(self.columns), dtype=np.uint8)

    def sentences(self) -> tuple[str, ...]:
        """The assumptions, one sentence each."""
        found = [*self.origin, self._about_unknown(), *self.constraints.sentences()]
        if self.weights is not None and np.any(self.weights != self.weights[0]):
            found.append("Areas carry unequal weights.")
        if self.kinds:
            told = [f"{area} ({', '.join(words)})" if words else area for area, words in self.kinds.items()]
            found.append(f"Areas of kinds, without an order: {shorten(told)}.")
        if self.scales:
            found.append(f"Scales differ by area: they end at {min(self.scales)} to {self.max_depth}.")
        return (*found, *self.notes)

    def _about_unknown(self) -> str:
        count = int(np.count_nonzero(self.open))
        share = f"{count} of {self.lower.size}"
        if count == 0:
            # What an assumption filled is not known.
            return "No cell is left open after the assumptions." if self.assumed() else "Every cell is known."
        whole = bool(np.all(self.lower[self.open] == 0) and np.all((self.upper == self.tops)[self.open]))
        if (self.scales or self.kinds) and whole:
            return f"Unknown cells ({share}): any {self.depth} of the scale of their area."
        top = f"any depth from 0 to {self.max_depth}" if self.max_depth > 1 else "absent or present"
        if whole:
            return f"Unknown cells ({share}): {top}."
        return f"Unknown cells ({share}): any {self.depth} of their range, 0 to {self.max_depth}."

    @property
    def depth(self) -> str:
        """What a cell holds, in a word or three."""
        return "depth or kind" if self.kinds else "depth"

    @property
    def nominal(self) -> NDArray[np.bool_]:
        """Which areas hold kinds, (n,)."""
        return np.array([name in self.kinds for name in self.columns])

    def assumed(self) -> bool:
        """Whether an assumption gave some cell its depth."""
        return bool(np.any(self.status == ASSUMED))

    def spoken(self, labels: Sequence[str]) -> dict[str, str]:
        """Labels with their readable names, which a wrong label may be close to."""
        return {label: self.names.get(label, label) for label in labels}

    def _arguments(self) -> tuple[Any, ...]:
        """What `_core.Panel` is called with."""
        known = self.constraints.for_engine(self.rows, self.columns)
        return self.lower, self.upper, self.full_weights(), self.max_depth, *known

    def feasible(self) -> Content:
        """The same content, when no constraint by itself contradicts the cells.

        Raises
        ------
        AssumptionError
            With every constraint that no completion satisfies.
        """
        check_feasible(self.constraints, self.rows, self.columns, self.lower, self.upper)
        return self

    def same(self, other: Content) -> bool:
        """Equality by content."""
        plain = ("rows", "columns", "max_depth", "scales", "kinds", "constraints", "origin", "notes")
        return (
            all(getattr(self, name) == getattr(other, name) for name in (*plain, "sources", "about"))
            and all(
                np.array_equal(getattr(self, name), getattr(other, name))
                for name in ("lower", "upper", "status")
            )
            and np.array_equal(self.full_weights(), other.full_weights())
        )

    def full_weights(self) -> NDArray[np.float64]:
        """One weight per area."""
        return np.ones(len(self.columns)) if self.weights is None else self.weights

    def cell_text(self, i: int, j: int) -> str:
        """`2` or a word for a known depth, `?` when anything is possible, `1-3` or `>=1` for an interval."""
        low, high, top = int(self.lower[i, j]), int(self.upper[i, j]), int(self.tops[j])
        words = self.kinds.get(self.columns[j])
        if words is None or (low, high) == (0, top):
            return cell_text(low, high, top)
        return f">={low}" if low < high else words[low] if words else str(low)

    def counts(self) -> dict[str, int]:
        """How many unknown cells there are for each reason in words, most frequent first."""
        found: dict[str, int] = {}
        for named in (False, True):
            words, counts = np.unique(
                self.status[self.open & ((self.lower >= 1) == named)], return_counts=True
            )
            for word, count in zip(words.tolist(), counts.tolist(), strict=True):
                text = self.reason(word) + (f", {self.depth} open" if named else "")
                found[text] = found.get(text, 0) + count
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def why(self, i: int, j: int) -> str:
        """Why a cell is open, in words: its status, and whether only its depth is open."""
        word = self.reason(str(self.status[i, j]))
        return f"{word}, {self.depth} open" if self.lower[i, j] >= 1 else word

    def name(self, label: str) -> str:
        """The readable name of a label with the label, or the label alone."""
        known = self.names.get(label, "")
        return f"{known} ({label})" if known and known != label else label

    def reason(self, status: str) -> str:
        """A status in words."""
        return self.labels.get(status, LABELS.get(status, status))
