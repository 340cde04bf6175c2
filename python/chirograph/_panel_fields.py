"""What can be read off a panel: its cells, labels, reasons and assumptions. Nothing here can be changed."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _panel_text
from chirograph.base import frames
from chirograph.cells.constraints import Constraints
from chirograph.cells.content import Content


class PanelFields:
    """The read-only side of a panel; :class:`chirograph.Panel` adds how one is made and what is computed."""

    __slots__ = ("content",)
    content: Content

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Panel is immutable; constrain() and assume() return a new one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Panel is immutable")

    @property
    def lower(self) -> NDArray[np.uint8]:
        """Least possible depths, (k, n), read-only, without a copy."""
        return self.content.lower

    @property
    def upper(self) -> NDArray[np.uint8]:
        """Greatest possible depths, (k, n), read-only, without a copy."""
        return self.content.upper

    @property
    def weights(self) -> NDArray[np.float64]:
        """Weights of the areas, (n,), read-only, without a copy."""
        return self.content.engine().weights

    @property
    def rows(self) -> tuple[str, ...]:
        """Labels of the programmes."""
        return self.content.rows

    @property
    def columns(self) -> tuple[str, ...]:
        """Labels of the areas."""
        return self.content.columns

    @property
    def names(self) -> dict[str, str]:
        """Readable names of labels, where known."""
        return dict(self.content.names)

    @property
    def max_depth(self) -> int:
        """Top of the scale."""
        return self.content.max_depth

    @property
    def status(self) -> NDArray[np.str_]:
        """Why each cell is known or not, (k, n), read-only."""
        return self.content.status

    @property
    def status_labels(self) -> dict[str, str]:
        """Short words for the statuses."""
        return dict(self.content.labels)

    @property
    def constraints(self) -> Constraints:
        """What is known beyond the single cell."""
        return self.content.constraints

    @property
    def sources(self) -> tuple[str, ...]:
        """One line per programme: what it was read from; empty when not said."""
        return self.content.sources

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which every result of this panel stands."""
        return self.content.sentences()

    def to_frame(self) -> Any:
        """Every cell in long form: row, column, lower, upper, status.

        Returns
        -------
        frame
            The kind of frame the panel was read from; else pandas when it is installed, else a `Table`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1)
        >>> list(panel.to_frame()["status"])
        ['stated', 'unknown', 'stated', 'stated']
        """
        return frames.build(_panel_text.cells(self.content).to_dict(), self.content.frame)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and numbers, in a stable order.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1)
        >>> panel.to_dict()["upper"]
        [[1, 1], [1, 1]]
        """
        return _panel_text.as_dict(self.content)

    def to_json(self) -> str:
        """`to_dict` as JSON text.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1)
        >>> panel.to_json()[:36]
        '{"kind": "panel", "rows": ["P1", "P2'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    def __eq__(self, other: object) -> bool:
        return self.content.same(other.content) if isinstance(other, PanelFields) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.rows, self.columns, self.max_depth, self.lower.tobytes(), self.upper.tobytes()))
