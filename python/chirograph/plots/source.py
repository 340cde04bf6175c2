"""What the figures read from a panel or a dataset: numbers as they are, and names a reader would use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from chirograph.dataset import Dataset
from chirograph.panel import Panel
from chirograph.plots.accept import expect

__all__ = ["Cells", "cells_of"]


@dataclass(frozen=True, eq=False)
class Cells:
    """A panel with names: rows, columns, intervals of depth and the reason for each.

    `row_counts` and `column_counts` hold how many areas or programmes are certainly and possibly there,
    counted over the whole panel, also when only the first rows and columns are kept; `left_out` says how many
    are not.
    """

    rows: tuple[str, ...]
    row_names: tuple[str, ...]
    columns: tuple[str, ...]
    column_names: tuple[str, ...]
    lower: NDArray[np.uint8]
    upper: NDArray[np.uint8]
    status: NDArray[np.str_]
    max_depth: int
    status_labels: Mapping[str, str]
    depth_names: tuple[str, ...]
    assumptions: tuple[str, ...]
    title: str
    row_counts: tuple[NDArray[np.intp], NDArray[np.intp]]
    column_counts: tuple[NDArray[np.intp], NDArray[np.intp]]
    left_out: tuple[int, int] = (0, 0)

    def first(self, most: int | None) -> Cells:
        """At most so many rows and columns of it, the first ones."""
        if most is None or (len(self.rows) <= most and len(self.columns) <= most):
            return self
        return replace(
            self,
            rows=self.rows[:most],
            row_names=self.row_names[:most],
            columns=self.columns[:most],
            column_names=self.column_names[:most],
            lower=self.lower[:most, :most],
            upper=self.upper[:most, :most],
            status=self.status[:most, :most],
            left_out=(max(0, len(self.rows) - most), max(0, len(self.columns) - most)),
        )

    def status_label(self, status: str) -> str:
        """The codebook's words for a status; its id with spaces when the codebook has none."""
        return self.status_labels.get(status) or status.replace("_", " ")


def cells_of(source: Dataset | Panel, dataset: Dataset | None = None) -> Cells:
    """The cells of a panel, or of the default panel of a dataset.

    The names of depths and the title come from `dataset`, which is `source` itself when that is a dataset.

    Raises
    ------
    ParameterError
        When it is neither.
    """
    expect("matrix", source, (Dataset, Panel), "a dataset or a panel")
    panel = source.panel() if isinstance(source, Dataset) else source
    dataset = source if isinstance(source, Dataset) else dataset
    certain, possible, kinds = panel.lower >= 1, panel.upper >= 1, panel.content.nominal
    depths = {row["depth"]: str(row["name"]) for row in dataset.table("scale")} if dataset is not None else {}
    return Cells(
        rows=panel.rows,
        row_names=tuple(panel.names.get(row, row) for row in panel.rows),
        columns=panel.columns,
        column_names=tuple(panel.names.get(column, column) for column in panel.columns),
        lower=np.where(kinds, certain, panel.lower).astype(np.uint8),
        upper=np.where(kinds, possible, panel.upper).astype(np.uint8),
        status=np.asarray(panel.status),
        max_depth=panel.max_depth,
        status_labels=panel.status_labels,
        depth_names=tuple(depths.get(depth, "") for depth in range(panel.max_depth + 1)),
        assumptions=(*panel.assumptions, *(["Of kinds, 1 is any of them here."] if kinds.any() else [])),
        title=dataset.title if dataset is not None else "",
        row_counts=(certain.sum(axis=1), possible.sum(axis=1)),
        column_counts=(certain.sum(axis=0), possible.sum(axis=0)),
    )
