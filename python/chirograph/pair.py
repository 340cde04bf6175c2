"""One pair of programmes: bounds, a witness for each end, what each area adds, and what would settle it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base import frames
from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.effort import Effort
from chirograph.base.markup import counted
from chirograph.base.public import public
from chirograph.base.single import TwoEnds
from chirograph.base.told import Told, finite
from chirograph.catalogue import indicators as catalogue
from chirograph.catalogue.citation import Citation, of_result
from chirograph.cells import intervals
from chirograph.cells.ends import SHARP_GAP, End, interval, is_open, opened, told
from chirograph.cells.question import UNDEFINED
from chirograph.errors import Fault, ParameterError

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel

__all__ = ["PairOverlap"]

Witness = NDArray[np.uint8] | None
Contributions = NDArray[np.float64] | None


@public
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PairOverlap(TwoEnds, Told):
    """Bounds of one index for one pair. Made by ``overlap["KOR", "JPN"]``.

    Parameters
    ----------
    overlap : Overlap
        The result it is part of.
    first, second : str
        Labels of the two programmes.
    lower, upper : float
        Least and greatest value over all completions of the unknown cells; where the end is open, the
        certified bound: no completion is beyond it.
    inner_lower, inner_upper : float
        What the best completion found attains at this end; the end itself where that is sharp, NaN when no
        completion is known.
    gap_lower, gap_upper : float
        What is left between the two: 0 where the end is sharp, inf when no completion is known.
    sharp_lower, sharp_upper : bool
        Whether the end is attained; otherwise it is open, and lies between the bound and the attained value.
    undefined : int
        0 no completion is 0/0, 1 some are, 2 all are.
    spent : int
        Steps of the budget that the pair took; 0 where counting was enough.
    witness_lower, witness_upper : (2, n) uint8 or None
        Depths of both programmes in the best completion found; None when none is known. A search that ends
        before it finds one leaves an end that counting settled without a witness.
    contributions_lower, contributions_upper : (n,) float64 or None
        What each area adds at that witness; they sum to what it attains.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
    >>> pair = panel.overlap("jaccard")["P1", "P2"]
    >>> pair.witness_lower.tolist()
    [[1, 1, 1], [1, 0, 0]]
    >>> float(pair.contributions_upper.sum()) == pair.upper
    True
    """

    overlap: Overlap
    first: str
    second: str
    lower: float
    upper: float
    inner_lower: float
    inner_upper: float
    gap_lower: float
    gap_upper: float
    sharp_lower: bool
    sharp_upper: bool
    undefined: int
    spent: int
    witness_lower: Witness
    witness_upper: Witness
    contributions_lower: Contributions
    contributions_upper: Contributions

    @classmethod
    def compute(cls, overlap: Overlap, p: int, q: int) -> PairOverlap:
        """Ask the engine for one pair of a result, and apply the result's convention for 0/0.

        Parameters
        ----------
        overlap : Overlap
            The result.
        p, q : int
            Numbers of the two rows; ``overlap["KOR", "JPN"]`` finds them by label.

        Returns
        -------
        PairOverlap

        Examples
        --------
        >>> import chirograph as cg
        >>> from chirograph.pair import PairOverlap
        >>> PairOverlap.compute(cg.Panel([[1], [1]], max_depth=1).overlap("jaccard"), 0, 1)
        P1 and P2, Jaccard: [1.000, 1.000], sharp
        """
        overlap.ends(p, q)  # which refuses what are no rows
        found = overlap.question.pair(p, q)
        if overlap.sharp[p, q] and not (found["sharp_lower"] and found["sharp_upper"]):
            found = _counted(overlap, p, q)
        found["spent"] = int(overlap.spent[p, q])
        return cls(overlap, overlap.rows[p], overlap.rows[q], **found)

    @property
    def panel(self) -> Panel:
        """What it was computed from."""
        return self.overlap.panel

    @property
    def key(self) -> str:
        """The indicator."""
        return self.overlap.key

    @property
    def sharp(self) -> bool:
        """Whether both ends are attained."""
        return self.sharp_lower and self.sharp_upper

    @property
    def gap(self) -> float:
        """The larger one of the gaps of the two ends."""
        return max(self.gap_lower, self.gap_upper)

    @property
    def ends(self) -> tuple[End, End]:
        """Lower and upper end, each with bound and attained value.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> [end.text() for end in panel.overlap("jaccard")["P1", "P2"].ends]
        ['0.333', '0.500']
        """
        return End(self.lower, self.inner_lower), End(self.upper, self.inner_upper, high=True)

    @property
    def contributions(self) -> NDArray[np.float64]:
        """What each area adds, (2, n): row 0 at the lower end, row 1 at the upper; NaN without witness.

        At an open end, what it adds in the best completion found.
        """
        blank = np.full(len(self.panel.columns), math.nan)
        both = [blank if row is None else row for row in (self.contributions_lower, self.contributions_upper)]
        return intervals.frozen(np.array(both))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which the bounds hold."""
        return self.overlap.assumptions

    def completion(self, end: str) -> Panel:
        """The best completion found at an end, as a panel of two known rows.

        It attains the end; where that is open, it attains ``inner_lower`` or ``inner_upper``.

        Parameters
        ----------
        end : {"lower", "upper"}
            Which end.

        Returns
        -------
        Panel

        Raises
        ------
        ParameterError
            When `end` is another word, or no completion is known at the end.

        Examples
        --------
        >>> import chirograph as cg
        >>> overlap = cg.Panel([[1, 0], [1, 0]], [[1, 1], [1, 0]], max_depth=1).overlap("jaccard")
        >>> overlap["P1", "P2"].completion("lower").overlap("jaccard")["P1", "P2"].upper
        0.5
        """
        from chirograph.panel import Panel

        if end not in ("lower", "upper"):
            raise ParameterError(Fault("", "end", repr(end), "an end is 'lower' or 'upper'", "", "parameter"))
        witness = self.witness_lower if end == "lower" else self.witness_upper
        if witness is None:
            rule, repair = "a completion with a value is known as witness", f"see gap_{end}, undefined"
            raise ParameterError(Fault("", "completion", end, rule, repair, "parameter"))
        labels = [self.first, self.second]
        if self.first == self.second:
            labels[1] += " (again)"
        panel = self.panel
        return Panel(
            witness,
            rows=labels,
            columns=panel.columns,
            weights=panel.weights,
            max_depth=panel.content.tops,
            nominal=panel.nominal,
            status="witness",
            names={label: panel.names[label] for label in (*labels, *panel.columns) if label in panel.names},
        )

    def areas(self) -> Any:
        """Every area of the pair: both intervals and reasons, its role, and what it adds at either end.

        Returns
        -------
        frame
            Columns area, name, first_lower, first_upper, first_status, second_lower, second_upper,
            second_status, role ("makes", "breaks", "open", "neither"), at_lower, at_upper.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> list(pair.areas()["role"])
        ['makes', 'breaks', 'open']
        """
        content = self.panel.content
        columns: dict[str, list[Any]] = {
            "area": list(content.columns),
            "name": [content.names.get(label, "") for label in content.columns],
        }
        for word, row in zip(("first", "second"), self._places, strict=True):
            columns[f"{word}_lower"] = content.lower[row].tolist()
            columns[f"{word}_upper"] = content.upper[row].tolist()
            columns[f"{word}_status"] = content.status[row].tolist()
        columns["role"] = self._roles().tolist()
        columns["at_lower"], columns["at_upper"] = self.contributions.tolist()
        return frames.build(columns, content.frame)

    to_frame = areas

    def sentence(self) -> str:
        """The range in words: from where to where, what is open, and when it is undefined.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> pair.sentence()[:60]
        'P1 and P2, Jaccard: from 0.333 to 0.500, whatever the unknow'
        """
        row = catalogue.row_of(self.key)
        content = self.panel.content
        who = f"{content.name(self.first)} and {content.name(self.second)}, {row['title']}"
        undefined = f"It is undefined (0/0) when {row['undefined']}"
        if math.isnan(self.lower):
            return f"{who}: no value. {undefined}, and that holds in every completion."
        if not self.sharp:
            text = f"{who}: {told(*self.ends)}."
        elif self.lower == self.upper:
            text = f"{who}: {self.lower:.3f}, whatever the unknown cells hold."
        else:
            text = f"{who}: from {self.lower:.3f} to {self.upper:.3f}, whatever the unknown cells hold; "
            text += "both ends are attained (sharp)."
        if self.undefined == 0:
            return text
        convention = self.overlap.convention
        rule = "left out" if math.isnan(convention) else f"counted as {convention:g}"
        which = "every completion is, and is" if self.undefined == 2 else "some completions are, and they are"
        return f"{text} {undefined}; {which} {rule}."

    @property
    def _places(self) -> tuple[int, int]:
        """Numbers of the two rows."""
        return self.overlap.rows.index(self.first), self.overlap.rows.index(self.second)

    @property
    def _threshold(self) -> int:
        """The depth from which an area counts as had; 1 for indices of depth."""
        return int(self.overlap.parameters.get("threshold", 1))

    def _trait(self, name: str) -> bool:
        return bool(catalogue.row_of(self.key)["traits"][name])

    def _roles(self) -> NDArray[np.str_]:
        """What each area does: both have it, one has it, neither has it, or it is open."""
        rows, content = list(self._places), self.panel.content
        has, lacks = content.lower[rows] >= self._threshold, content.upper[rows] < self._threshold
        sure = [has.all(0), lacks.all(0), (has | lacks).all(0)]
        if self._trait("uses_levels"):  # of kinds it counts whether they are the same
            low, open_cells = content.lower[rows], content.open[rows].any(0)
            both = content.nominal & has.all(0)
            sure[0] &= ~(both & (open_cells | (low[0] != low[1])))
            sure[2] &= ~(both & open_cells)
        return np.select(sure, ["makes", "neither", "breaks"], "open")

    def _matters(self, row: int, column: int) -> bool:
        """Whether what is open in a cell can move the index: any depth, or only reaching the threshold."""
        content = self.panel.content
        if self._trait("uses_levels"):
            return bool(content.open[row, column])
        return bool(content.lower[row, column] < self._threshold <= content.upper[row, column])

    def _intervals(self, column: int) -> str:
        content, texts = self.panel.content, []
        for label, row in dict(zip((self.first, self.second), self._places, strict=True)).items():
            low, high = int(content.lower[row, column]), int(content.upper[row, column])
            told = content.cell_text(row, column) if content.nominal[column] else f"{low}..{high}"
            if self._matters(row, column):
                texts.append(f"{label} {told} ({content.why(row, column)})")
            elif self._trait("uses_levels"):
                texts.append(f"{label} {content.cell_text(row, column)}")
            else:
                texts.append(f"{label} has it" if low >= self._threshold else f"{label} has it not")
        return "; ".join(texts)

    def _sections(self) -> list[tuple[str, list[str]]]:
        """Titles, and the areas under each in words."""
        content, rows, roles = self.panel.content, list(self._places), self._roles()
        differ = ", or their kinds differ" if content.kinds and self._trait("uses_levels") else ""
        least = f" at depth {self._threshold} or more" if self._threshold > 1 else ""

        def named(column: int) -> str:
            role, only = roles[column], ""
            reached = content.lower[rows, column] >= self._threshold
            if role == "breaks" and not reached.all():
                only = f" (only {self.first if reached[0] else self.second})"
            # The depth of a settled area can still move an index of depth, and two kinds can differ.
            matters = content.nominal[column] or content.open[rows, column].any()
            told = role == "open" or (self._trait("uses_levels") and matters)
            name = content.name(content.columns[column]) + only
            return f"{name}: {self._intervals(column)}" if told else name

        titles = {
            "makes": f"Areas that certainly make the overlap, both have them{least}",
            "breaks": f"Areas that certainly break it, one has them and the other has not{differ}",
            "open": "Areas that could change it",
        }
        if "neither" in roles and not self._trait("ignores_joint_absence"):
            titles["neither"] = "Areas neither has, which count as agreement"
        where = {role: np.flatnonzero(roles == role).tolist() for role in titles}
        return [(title, [named(i) for i in where[role]]) for role, title in titles.items()]

    def _settling(self) -> list[str]:
        """One line per programme and reason: how many cells are open, and the document that settles them."""
        content, lines = self.panel.content, []
        for label, row in dict(zip((self.first, self.second), self._places, strict=True)).items():
            open_cells = [j for j in range(len(content.columns)) if self._matters(row, j)]
            reasons = Counter((str(content.status[row, j]), content.why(row, j)) for j in open_cells)
            for (status, why), count in reasons.items():
                document = content.settles.get((label, status), "")
                line = f"{label}, {counted(count, 'cell')} ({why})"
                lines.append(f"{line}: {document}" if document else line)
        return lines

    def _about_open(self) -> str:
        spent = f"{counted(self.spent, 'step')} spent" if self.spent else "no steps spent"
        given = "the preset budget" if self.overlap.budget is None else f"a budget of {self.overlap.budget}"
        if self.overlap.time_limit is not None:
            given += f", a time limit of {self.overlap.time_limit:g} s"
        return (
            "An open end is left by the search and not by a source; a larger budget may narrow it and never "
            f"widens it ({spent}, {given})."
        )

    def explain(self) -> str:
        """Which areas make the overlap, break it or could change it, why, and what would settle them.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> print(pair.explain().splitlines()[2])
        Areas that certainly make the overlap, both have them (1):
        """
        lines = [self.sentence()]
        for title, items in self._sections():
            head = f"{title} ({len(items)}):" if items else f"{title}: none"
            lines += ["", head, *(f"  {item}" for item in items)]
        if settles := self._settling():
            lines += ["", "What would settle the open cells:", *(f"  {line}" for line in settles)]
        lines += ["", self._about_open()] if is_open(*self.ends) else []
        return "\n".join([*lines, "", "Assumptions: " + " ".join(self.assumptions)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order; an undefined value is None with a reason, and so is an attained value
        or a gap where no completion is known, without one.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> pair.to_dict()["witness_upper"]
        [[1, 1, 0], [1, 0, 0]]
        """
        known = not math.isnan(self.lower)
        arrays = [self.witness_lower, self.witness_upper, self.contributions_lower, self.contributions_upper]
        lists = [None if array is None else array.tolist() for array in arrays]
        return {
            "kind": "pair_overlap",
            "key": self.key,
            "parameters": dict(self.overlap.parameters),
            "budget": self.overlap.budget,
            "first": self.first,
            "second": self.second,
            "lower": self.lower if known else None,
            "upper": self.upper if known else None,
            "reason": None
            if known
            else f"undefined in every completion: {catalogue.row_of(self.key)['undefined']}",
            "sharp_lower": self.sharp_lower,
            "sharp_upper": self.sharp_upper,
            "undefined": UNDEFINED[self.undefined],
            "inner_lower": finite(self.inner_lower),
            "inner_upper": finite(self.inner_upper),
            "gap_lower": finite(self.gap_lower),
            "gap_upper": finite(self.gap_upper),
            "spent": self.spent,
            "columns": list(self.panel.columns),
            "witness_lower": lists[0],
            "witness_upper": lists[1],
            "contributions_lower": lists[2],
            "contributions_upper": lists[3],
            "assumptions": list(self.assumptions),
        }

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """The bounds of this pair as a flat bar, see :func:`chirograph.plots.bounds`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> pair = panel.overlap("jaccard")["P1", "P2"]
        >>> len(pair.plot().data())
        1
        """
        return draw("bounds", self, ax, **options)

    def _cited(self) -> Citation:
        return of_result(self.panel.content.data, [self.key], self.panel.content.about)

    def __reduce__(self) -> tuple[Any, ...]:
        # Arrays come out of a pickle writeable; the pair is asked for again.
        return PairOverlap.compute, (self.overlap, *self._places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PairOverlap):
            return NotImplemented
        return (self.first, self.second) == (other.first, other.second) and self.overlap == other.overlap

    def __hash__(self) -> int:
        return hash((self.first, self.second, self.overlap))

    def __repr__(self) -> str:
        note = remark(self.ends, self.sharp, self.undefined)
        return f"{self.first} and {self.second}, {self.overlap.title}: {interval(*self.ends)}, {note}"

    def _repr_html_(self) -> str:
        low, high = self.overlap.range
        pieces = [html.paragraph(self.sentence()), bar(self.ends, low, high)]
        for title, items in self._sections():
            shown = "".join(f"<li>{html.escape(item)}</li>" for item in items[: html.MOST_ROWS])
            cut = len(items) - html.MOST_ROWS
            more = f"<li>{cut} more are not shown</li>" if cut > 0 else ""
            listed = f'<ul style="margin:.1em 0 .3em 1.2em;padding:0">{shown}{more}</ul>' if items else ""
            pieces.append(html.heading(f"{title} ({len(items)})") + listed)
        if settles := self._settling():
            pieces.append(html.heading("What would settle the open cells"))
            pieces += [html.paragraph(line) for line in settles]
        if is_open(*self.ends):
            pieces.append(html.paragraph(self._about_open()))
        pieces.append(html.paragraph("Assumptions: " + " ".join(self.assumptions)))
        return html.page(*pieces)


def _counted(overlap: Overlap, p: int, q: int) -> dict[str, Any]:
    """A pair whose ends are known from counting, while the budget is too small to find completions.

    Counting takes no step, so completions are looked for with the preset budget. An end for which none is
    found keeps its value, without a witness.
    """
    found = replace(overlap.question, effort=Effort()).pair(p, q)
    for end, values in (("lower", overlap.lower), ("upper", overlap.upper)):
        value = float(values[p, q])
        if not abs(found[f"inner_{end}"] - value) <= SHARP_GAP:
            found |= {f"witness_{end}": None, f"contributions_{end}": None}
        if not found[f"sharp_{end}"]:
            found |= {end: value, f"inner_{end}": value, f"gap_{end}": 0.0, f"sharp_{end}": True}
    return found


def remark(ends: tuple[End, End], sharp: bool, undefined: int) -> str:
    """Which ends are open, and whether 0/0 can occur."""
    if undefined == 2:
        return "0/0 in every completion"
    return ("sharp" if sharp else opened(*ends)) + (", 0/0 possible" if undefined == 1 else "")


def bar(ends: tuple[End, End], low: float, high: float) -> str:
    """The range as a flat bar of a page: what completions attain in full, what is open pale."""
    lower, upper = ends
    attained = (lower.attained, upper.attained) if is_open(lower, upper) else None
    return html.bar(lower.bound, upper.bound, low, high, attained)
