"""Faults of cells: where they are, and all of them in one error."""

from __future__ import annotations

from collections.abc import Sequence

from chirograph.base.markup import counted
from chirograph.errors import DataError, Fault

MOST_FAULTS = 50


def place(row: str, column: str) -> str:
    """Where a cell is, in the user's own labels."""
    return f"row {row}, column {column}"


def raise_all(faults: Sequence[Fault]) -> None:
    """Raise one DataError with every fault, the list cut after `MOST_FAULTS` with the count of the rest."""
    if not faults:
        return
    shown = list(faults[:MOST_FAULTS])
    if len(faults) > len(shown):
        shown.append(Fault(rule=f"{counted(len(faults) - len(shown), 'more cell')} at fault", code="depth"))
    raise DataError(shown)
