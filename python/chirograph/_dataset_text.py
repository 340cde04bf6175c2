"""A dataset on one screen: what is known of every partner's programme, and why the rest is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from chirograph import _panel_text
from chirograph.base import markup as html
from chirograph.cells.content import Content
from chirograph.records import totals as counts

if TYPE_CHECKING:
    from chirograph.dataset import Dataset

HEAD = ("partner", "programme", "named", "absent", "open", "depth open", "open because")


def _content(dataset: Dataset) -> Content:
    return dataset.panel().content


def summary(content: Content) -> list[list[str]]:
    """One line per partner: cells certainly named, certainly absent, open, of open depth, and reasons."""
    lines = []
    for i, label in enumerate(content.rows):
        named, absent = content.lower[i] >= 1, content.upper[i] == 0
        unknown = ~named & ~absent
        reasons, counts = np.unique(content.status[i][unknown], return_counts=True)
        why = ", ".join(
            f"{count} {content.reason(str(reason))}" for reason, count in zip(reasons, counts, strict=True)
        )
        numbers = [named, absent, unknown, named & content.open[i]]
        programme = content.sources[i].split(":")[0]
        lines.append(
            [label, programme, *(str(int(np.count_nonzero(mask))) for mask in numbers), why or "nothing"]
        )
    return lines


def headline(dataset: Dataset) -> str:
    """Name, version, date and title in one line."""
    return f"{dataset.id} {dataset.version}, as of {dataset.as_of}: {dataset.title}"


def text(dataset: Dataset) -> str:
    """One screen."""
    content = _content(dataset)
    lines = [headline(dataset), *html.columns_of_text(HEAD, summary(content))]
    totals = counts.sentences(dataset.records, content, None, "panel(list_length={{'{row}': N}})")
    return "\n".join([*lines, *totals, " ".join(content.sentences())])


def markup(dataset: Dataset) -> str:
    """The same as static HTML, with the matrix of cells below."""
    content = _content(dataset)
    rows = ([html.escape(cell) for cell in line] for line in summary(content))
    numeric = [False, False, True, True, True, True, False]
    return html.page(html.table(HEAD, rows, headline(dataset), numeric), _panel_text.markup(content))
