"""What two programmes have in common: for every area, which of the four answers the cells allow."""

from __future__ import annotations

from chirograph.base.table import Table
from chirograph.cells.content import Content

__all__ = ["shared"]


def shared(content: Content, first: int, second: int, threshold: int) -> Table:
    """One line per area, see :meth:`chirograph.Panel.shared`."""
    rows = content.rows[first], content.rows[second]
    names = {
        (True, True): "both",
        (True, False): f"only {rows[0]}",
        (False, True): f"only {rows[1]}",
        (False, False): "neither",
    }
    lines = []
    for j, area in enumerate(content.columns):
        has = [_has(content, i, j, threshold) for i in (first, second)]
        possible = [names[one, other] for one in has[0] for other in has[1]]
        why = (
            f"{row}: {content.why(i, j)}"
            for row, i, told in zip(rows, (first, second), has, strict=True)
            if len(told) > 1
        )
        lines.append(
            {
                "area": area,
                "name": content.names.get(area, area),
                "certain": possible[0] if len(possible) == 1 else "open",
                "possible": ", ".join(possible),
                rows[0]: content.cell_text(first, j),
                rows[1]: content.cell_text(second, j),
                "open because": "; ".join(why),
            }
        )
    return Table.from_records(lines)


def _has(content: Content, row: int, column: int, threshold: int) -> tuple[bool, ...]:
    """Whether a programme has an area: yes, no, or either."""
    low, high = int(content.lower[row, column]), int(content.upper[row, column])
    return tuple(told for told, held in ((True, high >= threshold), (False, low < threshold)) if held)
