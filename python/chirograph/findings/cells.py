"""What the cells say: which areas several programmes have, how many go beyond naming, what is open where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.markup import counted, shorten
from chirograph.cells.constraints import ListLength
from chirograph.cells.content import Content
from chirograph.cells.intervals import Depths
from chirograph.errors import AssumptionError
from chirograph.findings.finding import Finding, called, limit, names_of, percent
from chirograph.interop.build import bare

__all__ = ["Practice", "areas", "practice", "practised", "settles", "texts", "tight"]

#: From this depth on an area is practice, which outweighs in more than this share; a dataset may say else.
DEPTH, ABOVE = 2, 0.5
#: Why a cell is open: although its text can be read, or because it cannot.
PUBLIC, WITHHELD = "not_retrieved", "text_not_public"


def tight(content: Content) -> tuple[Depths, Depths]:
    """Both ends of every cell, once each constraint that leaves one choice has closed what follows from it.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 0, 0]], [[1, 1, 1]], max_depth=1).constrain(list_length={"P1": 1})
    >>> tight(panel.content)[1]
    array([[1, 0, 0]], dtype=uint8)
    """
    lower, upper = content.lower.copy(), content.upper.copy()
    row = {label: i for i, label in enumerate(content.rows)}
    column = {label: j for j, label in enumerate(content.columns)}
    bound, sizes = content.constraints, None
    while sizes != (sizes := (int(lower.sum()), int(upper.sum()))):
        for length in bound.lengths:
            at = np.ix_([row[length.row]], range(len(column)))
            _counted(lower, upper, at, length.threshold, length.minimum, length.maximum)
        for block in bound.blocks:
            at = np.ix_([row[block.row]], [column[label] for label in block.columns])
            _counted(lower, upper, at, block.threshold, 1, None)
        for one in bound.common:
            named = [column[label] for label in one.columns or column]
            at = np.ix_([row[label] for label in one.rows], named)
            _counted(lower, upper, at, one.threshold, one.minimum, one.maximum)
        for domain in bound.joint:
            where = [row[label] for label in domain.rows], column[domain.column]
            allowed = np.array(domain.allowed).reshape(-1, len(domain.rows))
            left = allowed[np.all((lower[where] <= allowed) & (allowed <= upper[where]), axis=1)]
            if len(left):
                lower[where], upper[where] = left.min(axis=0), left.max(axis=0)
    return lower, upper


def _counted(lower: Depths, upper: Depths, at: Any, depth: int, least: int, most: int | None) -> None:
    """Close what follows where as many areas as must, or as may, reach a depth in all of some rows."""
    low, high = lower[at], upper[at]
    has, may = (np.all(ends >= depth, axis=0) for ends in (low, high))
    if may.sum() == least:
        low[:, may] = np.maximum(low[:, may], depth)
    if has.sum() == most:
        # An area is kept out by the one row that does not have it for certain.
        last = (low < depth) & may & ((low < depth).sum(axis=0) == 1)
        high[last] = np.minimum(high[last], depth - 1)
    lower[at], upper[at] = low, high


def _together(content: Content) -> NDArray[np.bool_]:
    """Which areas may be in all programmes at once, as far as each constraint by itself tells."""
    found: NDArray[np.bool_] = np.all(content.upper >= 1, axis=0)
    if not (content.constraints.joint or content.constraints.common):
        return found
    for j in np.flatnonzero(found):
        lower = content.lower.copy()
        lower[:, j] = np.maximum(lower[:, j], 1)
        ends = tight(replace(content, lower=lower))
        try:
            replace(content, lower=ends[0], upper=ends[1]).feasible()
        except AssumptionError:
            found[j] = False
    return found


def areas(content: Content) -> Finding:
    """In how many programmes each area certainly is, and in how many it may be."""
    lower, upper = tight(content)
    content = replace(content, lower=lower, upper=upper)
    certain = (content.lower >= 1).sum(axis=0)
    every, total = len(content.rows), len(content.columns)
    low = int((certain == every).sum())
    open_ = int(((certain < every) & _together(content)).sum())
    most = int(certain.max(initial=0))
    shared = every if low or most < 2 else most
    count = int((certain >= shared).sum())
    blocking = [row for i, row in enumerate(content.rows) if (content.lower[i] == 0).all()]
    some = _some(content, shared)
    reason = f"No area is certain for {names_of(content.names, blocking)}." if blocking else ""
    if shared == every:
        title = f"{_many(count, total)} certainly in {_all(every)}"
        sentence = f"{title}; {_more(open_)}."
    else:
        title = f"{_many(count, total)} certain for {shared} of the {every} programmes, none for all {every}"
        sentence = f"{_many(count, total)} certain for {some}, none for all {every}"
        if blocking:
            why = _reasons(content, [content.rows.index(row) for row in blocking])
            of = "programme" if len(blocking) == 1 else "programmes"
            sentence += f": of the {of} of {names_of(content.names, blocking)} no area is certain{why}"
        sentence += f"; {_further(open_)} in all {every}." if open_ else "; none can be."
    noun = (
        f"areas certain for {shared} of the {every}" if shared < every else f"areas certain for all {every}"
    )
    still = f"none for all {every}, {_further(open_)}" if shared < every else _more(open_)
    ends = count, max(count, low + open_), total
    return Finding("areas", title, sentence, *ends, noun, still, total - open_, reason=reason,
                   settles=settles(content).settles)  # fmt: skip


def _all(every: int) -> str:
    return {1: "the programme", 2: "both programmes"}.get(every, f"all {every} programmes")


def _many(count: int, total: int) -> str:
    return f"{count or 'None'} of {counted(total, 'area')} {'is' if count < 2 else 'are'}"


def _further(count: int) -> str:
    return f"{count} may be" if count else "no other can be"


def _more(count: int) -> str:
    return f"{count} more may be" if count else "no other can be"


def _some(content: Content, shared: int) -> str:
    """The programmes by name where it is the same ones for every area, else how many."""
    found = {tuple(np.flatnonzero(column)) for column in (content.lower >= 1).T if column.sum() >= shared}
    if len(found) == 1:
        return names_of(content.names, [content.rows[i] for i in found.pop()])
    return f"{shared} of the {len(content.rows)} programmes"


def _reasons(content: Content, rows: list[int]) -> str:
    """Why the cells of these rows are open, most cells first."""
    counts = Counter(str(status) for i in rows for status in content.status[i][content.open[i]])
    words = [content.labels.get(status, status) for status, _ in counts.most_common(2)]
    return f" ({shorten(words)})" if words else ""


@dataclass(frozen=True, slots=True)
class Practice:
    """How far one programme goes: areas that reach a depth, and their share of the areas it names.

    Parameters
    ----------
    row : str
        The programme.
    certain, possible : int
        Areas that reach the depth.
    named, nameable : int
        Areas that it certainly has, and may have.
    lower, upper : float
        Their share of the areas named, over every completion that names one; NaN where none does.
    """

    row: str
    certain: int
    possible: int
    named: int
    nameable: int
    lower: float
    upper: float


def practised(content: Content, depth: int) -> tuple[Practice, ...]:
    """Every programme with its share of areas that reach a depth, sharp under its constraints.

    Examples
    --------
    >>> import chirograph as cg
    >>> practised(cg.load("nato-ip4").panel().content, 2)[2]
    Practice(row='KOR', certain=7, possible=11, named=11, nameable=11, lower=0.6363636363636364, upper=1.0)
    """
    engine, found, ends = bare(content), [], tight(content)
    for i, row in enumerate(content.rows):
        lengths = [one for one in content.constraints.lengths if one.row == row]
        reach, named = (_count(ends[0][i], ends[1][i], lengths, at) for at in (depth, 1))
        share = engine.bound("practice_ratio", [i], {"practice": float(depth)})
        found.append(Practice(row, *reach, *named, float(share["lower"]), float(share["upper"])))
    return tuple(found)


def _count(lower: Depths, upper: Depths, lengths: Sequence[ListLength], at: int) -> tuple[int, int]:
    """How many areas of one programme reach a depth: for certain, and at most."""
    least = [one.minimum for one in lengths if one.threshold >= at]
    most = [one.maximum for one in lengths if one.threshold <= at]
    return max([int((lower >= at).sum()), *least]), min([int((upper >= at).sum()), *most])


def practice(
    content: Content, depth: int = DEPTH, above: float = ABOVE, scale: Mapping[int, str] | None = None
) -> Finding | None:
    """Whether programmes go beyond naming: in which more than a share of the areas reaches a depth.

    Nothing where the scale has one step only.
    """
    if content.max_depth < 2 or content.kinds:
        return None
    depth = min(depth, content.max_depth)
    names, total = content.names, len(content.rows)
    found = practised(content, depth)
    yes = [one for one in found if one.lower > above]
    no = [one for one in found if not one.upper > above]  # one that can name no area has no practice
    open_ = total - len(yes) - len(no)
    word = _step(scale, depth)
    parts = [_outweighs(names, yes, total, word, above)]
    if no:
        parts.append(f"It certainly does not for {names_of(names, [one.row for one in no])}.")
    if open_ and open_ < total:
        rest = [one.row for one in found if one not in yes and one not in no]
        parts.append(f"For {names_of(names, rest)} it is open.")
    parts += _deeper(content, depth, above, scale)
    held = f"holds for every share below {limit(min(one.lower for one in yes), below=True)}" if yes else ""
    title = _practice_title(names, yes, total, word, above)
    return Finding(
        "practice", title, " ".join(parts), len(yes), len(yes) + open_, total,
        f"programmes with more than {_share(above)} of their areas certainly {word}",
        f"{open_} open" + (f", {len(no)} certainly not" if no else ""), total - open_,
        f"practice is what is {word}, and outweighs in more than {_share(above)} of the areas named "
        "(a declared choice, not a fact)",
        held, "How deep areas go is open where the text was not read.", settles(content).settles,
    )  # fmt: skip


def _step(scale: Mapping[int, str] | None, depth: int) -> str:
    name = (scale or {}).get(depth, "")
    return f"at least “{name}”" if name else f"at depth {depth} or more"


def _share(above: float) -> str:
    return "half" if above == 0.5 else percent(above)


def _areas(one: Practice) -> str:
    named = str(one.named) if one.named == one.nameable else f"{one.named} to {one.nameable}"
    return f"{one.certain} of {named} areas"


def _outweighs(names: Mapping[str, str], yes: list[Practice], total: int, word: str, above: float) -> str:
    if not yes:
        start = "For no programme is it certain that practice outweighs rhetoric"
        return f"{start}, that more than {_share(above)} of its areas are {word}."
    told = [f"{called(names, one.row)}, where {_areas(one)} are certainly {word}" for one in yes[:3]]
    if len(yes) == total:
        start = (
            f"Practice outweighs rhetoric in {'the programme' if total == 1 else f'all {total} programmes'}"
        )
        return f"{start}: more than {_share(above)} of {'its' if total == 1 else 'the'} areas are {word}."
    only = "only " if len(yes) == 1 else ""
    more = f" and {len(yes) - 3} more" if len(yes) > 3 else ""
    return f"Practice certainly outweighs rhetoric {only}for {'; '.join(told)}{more}."


def _deeper(content: Content, depth: int, above: float, scale: Mapping[int, str] | None) -> list[str]:
    """The same by the top of the scale, in a sentence."""
    top = content.max_depth
    if depth >= top:
        return []
    found = practised(content, top)
    yes = [one.row for one in found if one.lower > above]
    opened = [one.row for one in found if one.upper > above and not one.lower > above]
    start = f"If only what is {_step(scale, top)} counts,"
    if len(opened) == len(found):
        return [f"{start} it is open for all {len(found)}."]
    parts = [f"it certainly does for {names_of(content.names, yes)}"] if yes else []
    parts += [f"it is open for {names_of(content.names, opened)}"] if opened else []
    return [f"{start} {' and '.join(parts or ['it does for none'])}."]


def _practice_title(
    names: Mapping[str, str], yes: list[Practice], total: int, word: str, above: float
) -> str:
    if len(yes) == 1:
        one = yes[0]
        start = names.get(one.row, one.row)
        return f"{start}: {_areas(one)} certainly {word}; open for the others"
    count = f"{len(yes)} of {total} programmes" if yes else "No programme"
    verb = "is" if len(yes) < 1 else "are"
    return f"{count} {verb} certainly {word} in more than {_share(above)} of the areas"


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one programme, and what is open in it.

    Parameters
    ----------
    row : str
        The programme.
    document : str
        What the text is.
    areas, depths : int
        Areas that may or may not be there; areas that are there, to an open depth.
    public : bool
        Whether it can be read, though it was not read whole.
    withheld : bool
        Whether it, or its list, is known not to be public.
    """

    row: str
    document: str
    areas: int
    depths: int
    public: bool
    withheld: bool


def texts(content: Content) -> tuple[Text, ...]:
    """The texts in which something is open: those that can be read first, then by open areas and depths."""
    found, (lower, upper) = [], tight(content)
    for i, row in enumerate(content.rows):
        opened = lower[i] < upper[i]
        areas = int((opened & (lower[i] == 0)).sum())
        why = {str(status) for status in content.status[i][content.open[i]]}
        document = content.sources[i] if content.sources else ""
        if opened.any():
            depths = int(opened.sum()) - areas
            found.append(Text(row, document, areas, depths, PUBLIC in why, WITHHELD in why))
    return tuple(sorted(found, key=lambda one: (not one.public, -one.areas, -one.depths)))


def settles(content: Content) -> Finding:
    """Which texts hold what is open; one that is public comes first, for it only has to be read."""
    found, total = texts(content), int(content.lower.size)
    opened = sum(one.areas + one.depths for one in found)
    lines = tuple(f"{_line(content.names, one)}" for one in found)
    public = [one for one in found if one.public]
    if not found:
        title = sentence = "No cell is open."
        return Finding("documents", title, sentence, 0, 0, total, "open cells", settled=total)
    first = public[0] if public else found[0]
    who = called(content.names, first.row)
    if public:
        title = f"The text of {who} is public and was not read whole: {_waiting(first)}"
    else:
        title = f"The text of {who} would tell most: {_waiting(first)}"
    return Finding("documents", title, f"{title}.", opened, opened, total, "open cells",
                   f"in {counted(len(found), 'text')}", total - opened, settles=lines)  # fmt: skip


def _waiting(one: Text) -> str:
    parts = [counted(one.areas, "area")] if one.areas else []
    parts += [counted(one.depths, "depth")] if one.depths else []
    return f"{shorten(parts)} open in it"


def _line(names: Mapping[str, str], one: Text) -> str:
    where = "; public, but not read whole" if one.public else "; not public" if one.withheld else ""
    what = f": {one.document}" if one.document else ""
    return f"{names.get(one.row, one.row)} ({_waiting(one)}{where}){what}"
