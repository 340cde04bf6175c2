"""What each assumption of the codebook adds: the ladder in sentences and in a table."""

from __future__ import annotations

from typing import Any

from chirograph.base.markup import shorten
from chirograph.findings import learnt
from chirograph.learning.ladder import Ladder
from chirograph.learning.rung import Rung, per_cent
from chirograph.report.context import Context
from chirograph.report.table import Sheet, sheet

__all__ = ["layers"]


def layers(context: Context) -> dict[str, Any]:
    """What the template needs: sentences, the table of shares, and what each layer says."""
    found = context.ladder
    if not isinstance(found, Ladder):
        return {"told": [found] if found else [], "shares": None, "hiding": "", "layered": []}
    said = learnt.ladder(found)
    told = [] if said is None else [said.sentence]
    told += [_without(found, found.without)] if found.without is not None else []
    told += [
        f"In {context.name(row)}, {context.name(area)}, {_title(found, one)} and {_title(found, two)} say "
        "different things; the first holds."
        for one, two, row, area in found.clashes
    ]
    lines = found.assumptions[-sum(line.startswith("Assumed: ") for line in found.assumptions) :]
    hiding = _titles(found, found.alone) if found.without is not None else ""
    return {"told": told, "shares": _shares(found), "hiding": hiding, "layered": lines}


def _without(found: Ladder, rest: Ladder) -> str:
    last, most = rest.rungs[-1], max(rest.rungs[1:], key=lambda rung: rung.share)
    words = f"{_titles(found, found.alone)} alone leaves one number to every pair, and so hides the others. "
    words += f"Without it {last.settled} are settled, and {per_cent(rest.part(most.share))} of the narrowing "
    return f"{words}rests on “{most.title}”."


def _title(found: Ladder, layer: str) -> str:
    return next(f"“{rung.title}”" for rung in found.rungs if rung.layer == layer)


def _titles(found: Ladder, names: tuple[str, ...]) -> str:
    return shorten([_title(found, name) for name in names])


def _shares(found: Ladder) -> Sheet:
    """One row a layer: its shares with all layers, and without those that hide the rest."""
    head = ["Assumption", "Founded", "Share of the narrowing", "Comparisons it settles"]
    rest = {rung.layer: rung for rung in found.without.rungs} if found.without is not None else {}
    head += ["Share without what hides", "Comparisons without"] if rest else []
    rows = []
    for rung in found.rungs[1:]:
        row = [rung.title, rung.strength.replace("_", " "), *_numbers(found, rung)]
        if found.without is not None:
            row += _numbers(found.without, rest[rung.layer]) if rung.layer in rest else ["", ""]
        rows.append(row)
    caption = f"{found.title}: what each assumption brings, on average over all orders of switching them on"
    return sheet(caption, head, rows, range(2, len(head)))


def _numbers(found: Ladder, rung: Rung) -> list[str]:
    settled = f"{float(rung.settled_share):.2f} of {found.rungs[-1].settled - found.rungs[0].settled}"
    return [per_cent(found.part(rung.share)), settled]
