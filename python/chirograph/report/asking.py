"""What a report asks of every dataset it reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from chirograph.records.coding import Lengths

__all__ = ["Asking"]


class Asking(NamedTuple):
    """What a report asks of every dataset: evidence grade, day, lengths of lists."""

    evidence: str | None = None
    as_of: str | None = None
    list_length: Lengths = None

    @property
    def options(self) -> dict[str, Any]:
        """The same as options of ``Dataset.panel``, ``profile`` and ``interoperability``."""
        lengths = dict(self.list_length) if isinstance(self.list_length, Mapping) else self.list_length
        return {"evidence": self.evidence, "as_of": self.as_of, "list_length": lengths}
