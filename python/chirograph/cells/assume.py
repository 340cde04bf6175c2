"""Named replacements of unknown cells. Each says in a sentence what it did; none is ever silent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from chirograph.base.markup import counted
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


def apply_unpublished(content: Content, choice: str) -> Content:
    """The panel in which the unknown cells are read as the choice says.

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
    if choice == "absent":
        stays = content.open & (content.lower >= 1) & content.nominal
        changed, kept = (int(np.count_nonzero(which)) for which in (content.open & ~stays, stays))
        noun = "cell takes its" if changed == 1 else "cells take their"
        sentence = f"Assumed: unknown cells are absent; {changed} unknown {noun} lower end"
        sentence += f"; {counted(kept, 'cell')} of an open kind left open." if kept else "."
        return replaced(content, content.lower, np.where(stays, content.upper, content.lower), sentence)
    return _like(content, choice[5:])


def _like(content: Content, label: str) -> Content:
    if label not in content.rows:
        known = content.spoken(content.rows)
        raise UnknownLabel(unknown(f"assume like:{label}", label, known, "this row"))
    position = content.rows.index(label)
    others = content.open.copy()
    others[position] = False
    lower = np.where(others, np.maximum(content.lower, content.lower[position]), content.lower)
    upper = np.where(others, np.minimum(content.upper, content.upper[position]), content.upper)
    clash = lower > upper
    lower, upper = np.where(clash, content.lower, lower), np.where(clash, content.upper, upper)
    count = counted(int(np.count_nonzero(others & ~clash)), "unknown cell")
    sentence = (
        f"Assumed: {count} of the other programmes may be as deep as {label}'s may be, within what they allow"
    )
    kept = int(np.count_nonzero(clash))
    return replaced(
        content, lower, upper, sentence + (f"; {kept} exclude it and stay as they are." if kept else ".")
    )


def replaced(content: Content, lower: NDArray[np.uint8], upper: NDArray[np.uint8], sentence: str) -> Content:
    """The same panel with other cells; cells that became known get the status "assumed"."""
    new_lower, new_upper = _contiguous(lower), _contiguous(upper)
    settled = content.open & (new_lower == new_upper)
    status = frozen(np.where(settled, ASSUMED, content.status))
    return replace(content, lower=new_lower, upper=new_upper, status=status, notes=(*content.notes, sentence))


def _contiguous(array: NDArray[np.uint8]) -> Depths:
    return np.ascontiguousarray(array, dtype=np.uint8)
