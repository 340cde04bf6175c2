"""Named replacements of unknown cells. Each says in a sentence what it did; none is ever silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.markup import counted
from chirograph.cells.constraints import Common
from chirograph.cells.content import Content
from chirograph.cells.intervals import Depths, frozen
from chirograph.cells.reasons import ASSUMED
from chirograph.errors import AssumptionError, Fault, UnknownLabel, unknown

_WORDS = '"absent", "like:LABEL" or "unknown"'


def is_unpublished(choice: str) -> bool:
    """Whether it is a word of ``unpublished=``.

    Examples
    --------
    >>> is_unpublished("absent"), is_unpublished("like:")
    (True, False)
    """
    return choice in {"absent", "unknown"} or (choice.startswith("like:") and len(choice) > 5)


def check_unpublished(choice: object) -> str:
    """The choice, when it is one; a prior is refused because bounds need none.

    Raises
    ------
    AssumptionError
        When the choice is not "absent", "unknown" or "like:LABEL".

    Examples
    --------
    >>> check_unpublished("like:KOR")
    'like:KOR'
    """
    if isinstance(choice, str) and is_unpublished(choice):
        return choice
    if isinstance(choice, str) and choice.startswith("p:"):
        rule = "bounds need no prior: they hold whatever the probability of a cell is"
        repair = f"leave the prior out, or name a reading: {_WORDS}"
    else:
        rule, repair = f"unpublished= is {_WORDS}", "name one of them"
    raise AssumptionError(Fault("", "assume", repr(choice), rule, repair, "parameter"))


def apply_unpublished(content: Content, choice: str, rows: Sequence[str] = ()) -> Content:
    """The panel in which the unknown cells of `rows`, by default of all, are read as the choice says.

    "absent" gives every unknown cell its lower end, whatever the reason it is unknown for; where a kind is
    there and only which one is open, the cell stays as it is. "like:KOR" lets every unknown cell of the other
    rows be as deep as KOR's may be, no less and no more, within what the cell
    itself allows; where nothing is left the cell keeps its own interval, and the sentence counts such cells.
    The range is KOR's, not the depth: where KOR's depth is open, the two may still differ. "unknown" changes
    nothing.
    """
    check_unpublished(choice)
    if choice == "unknown":
        return content
    meant = content.open & np.array([not rows or row in rows for row in content.rows])[:, np.newaxis]
    if choice != "absent":
        return _like(content, choice[5:], meant, rows)
    stays = meant & (content.lower >= 1) & content.nominal
    changed, kept = (int(np.count_nonzero(which)) for which in (meant & ~stays, stays))
    noun = "cell takes its" if changed == 1 else "cells take their"
    whose = f" of {', '.join(rows)}" if rows else ""
    sentence = f"Assumed: unknown cells{whose} are absent; {changed} unknown {noun} lower end"
    sentence += f"; {counted(kept, 'cell')} of an open kind left open." if kept else "."
    return replaced(content, content.lower, np.where(meant & ~stays, content.lower, content.upper), sentence)


def _like(content: Content, label: str, meant: NDArray[np.bool_], rows: Sequence[str]) -> Content:
    if label not in content.rows:
        known = content.spoken(content.rows)
        raise UnknownLabel(unknown(f"assume like:{label}", label, known, "this row"))
    position = content.rows.index(label)
    others = meant.copy()
    others[position] = False
    low, high = (np.broadcast_to(end[position], end.shape) for end in (content.lower, content.upper))
    said = Said(others, low, high)
    count = counted(int(np.count_nonzero(others & ~said.barred(content))), "unknown cell")
    whose = ", ".join(rows) or "the other programmes"
    return narrowed(
        content,
        said,
        f"Assumed: {count} of {whose} may be as deep as {label}'s may be, within what they allow",
    )


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What an assumption says: of which cells, and the ends it gives them."""

    about: NDArray[np.bool_]
    lower: Depths
    upper: Depths

    @classmethod
    def nothing(cls, content: Content) -> Said:
        """Of no cell yet."""
        return cls(np.zeros_like(content.open), np.zeros_like(content.lower), np.zeros_like(content.upper))

    def put(self, row: int, areas: Any, lower: int, upper: int) -> None:
        """Say these ends of some cells of a row."""
        for matrix, value in ((self.about, True), (self.lower, lower), (self.upper, upper)):
            matrix[row, areas] = value

    def barred(self, content: Content) -> NDArray[np.bool_]:
        """Where the cells exclude what is said."""
        apart = np.maximum(content.lower, self.lower) > np.minimum(content.upper, self.upper)
        found: NDArray[np.bool_] = self.about & apart
        return found


def narrowed(content: Content, said: Said, sentence: str) -> Content:
    """The panel in which cells keep what they have in common with what is said of them.

    Where they have nothing in common they stay as they are, and the sentence counts them.
    """
    barred = said.barred(content)
    fits, kept = said.about & ~barred, int(np.count_nonzero(barred))
    lower = np.where(fits, np.maximum(content.lower, said.lower), content.lower)
    upper = np.where(fits, np.minimum(content.upper, said.upper), content.upper)
    stay = "excludes it and stays as it is" if kept == 1 else "exclude it and stay as they are"
    return replaced(
        content, lower, upper, f"{sentence}; {counted(kept, 'cell')} {stay}." if kept else f"{sentence}."
    )


def in_common(content: Content, rows: Sequence[str], areas: int, sentence: str) -> Content:
    """At least so many areas are common to these rows; what holds of a group holds of those of it here."""
    if len(rows) < 2:
        note = f"{sentence}. It changes nothing here: fewer than two of the group are in this panel."
        return replace(content, notes=(*content.notes, note))
    constraints = content.constraints
    common = (*constraints.common, Common(tuple(rows), areas))
    notes = (*content.notes, f"{sentence}.")
    return replace(content, constraints=replace(constraints, common=common), notes=notes)


def replaced(content: Content, lower: NDArray[np.uint8], upper: NDArray[np.uint8], sentence: str) -> Content:
    """The same panel with other cells; cells that became known get the status "assumed"."""
    new_lower, new_upper = _contiguous(lower), _contiguous(upper)
    settled = content.open & (new_lower == new_upper)
    status = frozen(np.where(settled, ASSUMED, content.status))
    return replace(content, lower=new_lower, upper=new_upper, status=status, notes=(*content.notes, sentence))


def _contiguous(array: NDArray[np.uint8]) -> Depths:
    return np.ascontiguousarray(array, dtype=np.uint8)
