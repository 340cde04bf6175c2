"""What a dataset may be asked about assumptions: switch one on, and climb from none to all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Self

from chirograph.catalogue import indicators as catalogue
from chirograph.errors import AssumptionError, Fault
from chirograph.learning.coalitions import Coalitions, speaking, strongest
from chirograph.learning.ladder import Ladder
from chirograph.learning.rung import Rung
from chirograph.records import readings
from chirograph.records.asking import Asking, Lengths
from chirograph.records.records import Records

__all__ = ["Layered"]


@dataclass(frozen=True)
class Layered:
    """What `Dataset` says of assumptions.

    Parameters
    ----------
    records : Records
        What was read, with the readings switched on.
    """

    #: What a message calls it: the object that users hold.
    SAID: ClassVar[str] = "Dataset"

    records: Records

    def claims(self) -> Any:
        """The claims with their verdicts."""
        raise NotImplementedError

    def assume(
        self,
        name: str | None = None,
        *,
        unpublished: str | None = None,
        partners: str | Sequence[str] = (),
        cells: Mapping[Any, Any] | None = None,
        source: str | None = None,
        strength: str | None = None,
    ) -> Self:
        """The dataset under one more reading; every panel and result then prints it.

        Parameters
        ----------
        name : str, optional
            One of `assumptions`: a statement of the codebook about texts that are not public, with its source
            and its strength.
        unpublished : str, optional, keyword-only
            "absent", "like:KOR" or "unknown" for every unknown cell, see :meth:`chirograph.Panel.assume`.
            "unknown" takes earlier such readings back.
        partners : str or sequence of str, optional, keyword-only
            Only of these rows, by default of all.
        cells : mapping, optional, keyword-only
            (row, area) to a depth or a range of depths: ``{("JPN", "A11"): (1, 3)}``. A row is a partner, or
            one of its programmes.
        source, strength : str, optional, keyword-only
            On what given cells rest, which must be said, and how well: one of ``codebook.strengths``.

        Returns
        -------
        Dataset
            A reading speaks only of what stronger ones leave open, whatever the order in which they are
            switched on: cells given without a strength; statements, by the strength in the codebook; words
            for named partners; words for all. Of words, likeness comes before "absent".

        Raises
        ------
        AssumptionError
            When the reading, or something in it, is not known; a prior is refused because bounds need none.

        Examples
        --------
        >>> import chirograph as cg
        >>> ds = cg.load("nato-ip4")
        >>> ds.assume(unpublished="like:KOR", partners="JPN").assumed
        ('unpublished=like:KOR@JPN',)
        >>> ds.assume(cells={("JPN", "A11"): 1}, source="a press release").overlap("jaccard").assumptions[-1]
        'Assumed: JPN A11 is 1 (a press release).'
        """
        if sum(part is not None for part in (name, unpublished, cells)) != 1:
            rule = "assume takes either a name of the codebook, unpublished= or cells="
            value = repr((name, unpublished)) if cells is None else "cells= and more"
            raise AssumptionError(Fault("", "assume", value, rule, "call it twice for two readings"))
        rows = (partners,) if isinstance(partners, str) else tuple(partners)
        if cells is None and (source, strength) != (None, None):
            rule, repair = "source= and strength= are of cells=", "leave them out: the codebook says them"
            raise AssumptionError(Fault("", "assume", repr(source or strength), rule, repair))
        if cells is not None:
            if rows:
                rule = "partners= is of a name or a word: cells name their rows"
                raise AssumptionError(Fault("", "assume", repr(partners), rule, "leave it out"))
            told = readings.cells_layer(cells, source, strength)
        else:
            told = readings.Layer(
                name or unpublished or "", word=name is None, partners=tuple(dict.fromkeys(rows))
            )
        return type(self)(readings.switched(self.records, told))

    def ladder(
        self,
        key: str = "jaccard",
        layers: str | Sequence[str] | None = None,
        *,
        kind: str | None = None,
        as_of: str | date | int | None = None,
        evidence: str | None = None,
        list_length: Lengths = None,
        coders: str | None = None,
        **parameters: float | str,
    ) -> Ladder:
        """What each assumption adds: from what holds without them, layer by layer, to what all of them leave.

        Parameters
        ----------
        key : str
            An indicator of pairs.
        layers : str or sequence of str, optional
            One reading or several, as ``--assume`` takes them, at most 12; by default the assumptions of
            the codebook that narrow something here.
        kind, as_of, evidence, list_length, coders
            As in `panel`.
        **parameters
            Parameters of the indicator.

        Returns
        -------
        Ladder
            Rungs stand by strength, whatever the order of `layers`; a share does not depend on any order.

        Raises
        ------
        AssumptionError
            When a layer is not known, or layers contradict a list length: the smallest sets that do are
            named.
        ParameterError
            When there are more than 12 layers, or a parameter is not known.

        Examples
        --------
        >>> import chirograph as cg
        >>> ladder = cg.load("nato-ip4").ladder()
        >>> [(rung.settled, ladder.comparisons) for rung in ladder.rungs]
        [(0, 15), (0, 15), (10, 15), (15, 15)]
        """
        asking = Asking(kind, as_of, evidence, list_length, coders)
        asked = speaking(self.records, asking)
        if layers is not None:
            texts = [layers] if isinstance(layers, str) else layers
            asked = tuple(str(readings.layer(self.records, text)) for text in texts)
            asked = strongest(self.records, [text for text in asked if text not in self.records.assumed])
        whole = Coalitions(self.records, asking, asked, key, parameters)
        idle: tuple[str, ...] = ()
        if layers is None:
            idle = tuple(one for i, one in enumerate(asked) if _idle(whole, i))
            whole = whole.only([one for one in asked if one not in idle])
        return _ladder(whole, idle)


def _idle(whole: Coalitions, layer: int) -> bool:
    """Whether a layer moves no end, whatever others are on."""
    one = 1 << layer
    return all(whole.left(others).ends == whole.left(others | one).ends for others in range(whole.all + 1))


def _ladder(whole: Coalitions, idle: tuple[str, ...]) -> Ladder:
    count = len(whole.layers)
    alone = [i for i in range(count) if count > 1 and whole.left(0).width and not whole.left(1 << i).width]
    hidden = tuple(whole.layers[i] for i in alone)
    rest = [one for one in whole.layers if one not in hidden]
    without = _ladder(whole.only(rest), idle) if hidden and rest else None
    names = whole.content(0).names
    pairs = whole.pairs
    return Ladder(
        whole.key,
        str(catalogue.row_of(whole.key)["title"]),
        dict(whole.parameters),
        pairs,
        {label: names.get(label, label) for pair in pairs for label in pair},
        _rungs(whole),
        whole.left(0).order.total,
        whole.clashes(),
        idle,
        hidden,
        without,
        whole.left(whole.all).sentences,
    )


def _rungs(whole: Coalitions) -> tuple[Rung, ...]:
    """The ground and a rung for each layer, strongest first."""
    ground = whole.left(0)
    title = "As assumed before" if whole.content(0).notes else "Nothing assumed"
    found = [Rung("", title, "", ground.ends, ground.settled)]
    widths, settled = whole.widths(), whole.settled()
    for i, layer in enumerate(whole.layers):
        before, after = whole.left((1 << i) - 1), whole.left((2 << i) - 1)
        about = layer, readings.titled(whole.records, layer), readings.strength_of(whole.records, layer)
        share, drop = sum(widths[i], Fraction(0)), before.width - after.width
        found.append(Rung(*about, after.ends, after.settled, share, drop, settled[i], widths[i]))
    return tuple(found)
