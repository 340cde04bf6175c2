"""What every set of layers leaves: ranges of the pairs and the order of them, each set computed once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, permutations

import numpy as np

from chirograph.base.effort import threads_of
from chirograph.base.markup import shorten
from chirograph.catalogue import indicators as catalogue
from chirograph.cells.constraints import Constraints
from chirograph.cells.content import Content
from chirograph.cells.question import Question
from chirograph.errors import AssumptionError, Fault, ParameterError
from chirograph.learning.shares import MOST_LAYERS, exact, shares, smallest
from chirograph.ranks.order import Order, order_of
from chirograph.records import coding, readings
from chirograph.records.asking import Asking
from chirograph.records.records import Records

__all__ = ["Coalitions", "Left", "bits", "speaking", "strongest"]

Pair = tuple[str, str]
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Left:
    """What a set of layers leaves to learn.

    Parameters
    ----------
    ends : tuple
        Both ends of each pair; NaN where no completion has a value.
    order : Order
        The comparisons of pairs.
    sentences : tuple of str
        The assumptions.
    """

    ends: tuple[Ends, ...]
    order: Order
    sentences: tuple[str, ...]

    @property
    def widths(self) -> tuple[Fraction, ...]:
        """The width of each pair; of a pair without a value nothing is left to learn."""
        return tuple(Fraction(0) if math.isnan(low) else exact(high) - exact(low) for low, high in self.ends)

    @property
    def width(self) -> Fraction:
        """The widths together."""
        return sum(self.widths, Fraction(0))

    @property
    def settled(self) -> int:
        """Comparisons of pairs that hold in every completion."""
        return self.order.settled


@dataclass(frozen=True, eq=False)
class Coalitions:
    """Every set of some layers, switched over on a ground: one that is on there is switched off.

    Parameters
    ----------
    records : Records
        The ground.
    asking : Asking
        Which cells are asked for.
    layers : tuple of str
        The layers, strongest first.
    key : str
        The indicator.
    parameters : mapping
        Its parameters, as a user gives them.
    """

    records: Records
    asking: Asking
    layers: tuple[str, ...]
    key: str
    parameters: Mapping[str, float | str]
    _left: dict[int, Left] = field(default_factory=dict)
    _same: dict[tuple[bytes, Constraints], tuple[tuple[Ends, ...], Order]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        catalogue.require_pair(self.key)
        if len(self.layers) > MOST_LAYERS:
            rule = f"at most {MOST_LAYERS} layers are compared, since every set of them is looked at"
            value = f"{len(self.layers)} layers"
            raise ParameterError(Fault("", "layers", value, rule, "name the ones to compare", "parameter"))
        self._refuse_contradictions()

    @property
    def all(self) -> int:
        """The set of all layers."""
        return (1 << len(self.layers)) - 1

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs, in the order of the rows."""
        choose = permutations if catalogue.directed(self.key, self._arguments) else combinations
        return tuple(choose(self.content(0).rows, 2))

    @property
    def _arguments(self) -> dict[str, float]:
        return catalogue.arguments(self.key, self.parameters)

    def only(self, layers: Sequence[str]) -> Coalitions:
        """The sets of fewer layers; what was computed of them is kept."""
        place = {1 << i: 1 << self.layers.index(one) for i, one in enumerate(layers)}
        kept: dict[int, Left] = {}
        for one in range(1 << len(layers)):
            whole = sum(there for here, there in place.items() if one & here)
            if whole in self._left:
                kept[one] = self._left[whole]
        return replace(self, layers=tuple(layers), _left=kept)

    def named(self, layers: int) -> tuple[str, ...]:
        """The layers of a set."""
        return tuple(self.layers[i] for i in bits(layers))

    def records_of(self, layers: int) -> Records:
        """The records with the layers of a set switched over."""
        turned = self.named(layers)
        kept = tuple(item for item in self.records.assumed if item not in turned)
        added = tuple(item for item in turned if item not in self.records.assumed)
        return replace(self.records, assumed=kept + added)

    def content(self, layers: int) -> Content:
        """The cells under a set of layers."""
        return coding.content(self.records_of(layers), self.asking)

    def left(self, layers: int) -> Left:
        """What a set of layers leaves."""
        if layers not in self._left:
            content = self.content(layers)
            cells = content.lower.tobytes() + content.upper.tobytes()
            known = cells, content.constraints
            if known not in self._same:
                self._same[known] = self._asked(content)
            self._left[layers] = Left(*self._same[known], content.sentences())
        return self._left[layers]

    def _asked(self, content: Content) -> tuple[tuple[Ends, ...], Order]:
        question = Question(content, self.key, self._arguments)
        found = question.every(threads_of(None))
        at = [tuple(content.rows.index(label) for label in pair) for pair in self.pairs]
        ends = tuple((float(found["lower"][place]), float(found["upper"][place])) for place in at)
        return ends, order_of(question, found["lower"], found["upper"])

    def widths(self) -> tuple[tuple[Fraction, ...], ...]:
        """Of each layer, its share of the narrowing of each pair."""

        def of(pair: int) -> tuple[Fraction, ...]:
            return shares(len(self.layers), lambda layers: self.left(layers).widths[pair])

        by_pair = [of(pair) for pair in range(len(self.pairs))]
        return tuple(tuple(pair[i] for pair in by_pair) for i in range(len(self.layers)))

    def settled(self) -> tuple[Fraction, ...]:
        """Of each layer, its share of the comparisons that all together settle."""
        # A comparison with a pair that is 0/0 is no question any more.
        return shares(
            len(self.layers), lambda one: Fraction(self.left(one).order.total - self.left(one).settled)
        )

    def clashes(self) -> tuple[tuple[str, str, str, str], ...]:
        """Where a stronger layer and a weaker one say different things of one open cell.

        Likeness and "absent" speak only where nobody else does, so they never clash.
        """
        content, told = self.content(0), [readings.Layer.parse(text) for text in self.layers]
        book = readings.codebook(self.records)
        said = {
            i: readings.spoken_of(self.records, content, layer)
            for i, layer in enumerate(told)
            if not layer.word and not book.get(layer.name, {}).get("like")
        }
        found = []
        for i, j in combinations(said, 2):
            one, two = said[i], said[j]
            heard = content.open & ~one.barred(content) & ~two.barred(content)
            apart = np.maximum(one.lower, two.lower) > np.minimum(one.upper, two.upper)
            for row, area in np.argwhere(heard & one.about & two.about & apart).tolist():
                found.append((self.layers[i], self.layers[j], content.rows[row], content.columns[area]))
        return tuple(found)

    def _refuse_contradictions(self) -> None:
        """Refuse layers of which some leave no completion, naming the smallest such sets."""
        if not self.content(0).constraints.sentences():
            return
        told: dict[int, str] = {}

        def fails(layers: int) -> bool:
            try:
                self.content(layers)
            except AssumptionError as error:
                told[layers] = "; ".join(
                    f"{fault.place} {fault.value}: {fault.rule}" for fault in error.faults
                )
            return layers in told

        rule, repair = "layers leave a completion together", "leave one of them out, or correct the length"
        faults = [
            Fault(
                "",
                "layers",
                shorten(self.named(one), MOST_LAYERS),
                f"{rule}; {told[one]}",
                repair,
                "infeasible",
            )
            for one in smallest(len(self.layers), fails)
        ]
        if faults:
            raise AssumptionError(faults)


def bits(layers: int) -> list[int]:
    """The numbers of the layers in a set.

    Examples
    --------
    >>> bits(5)
    [0, 2]
    """
    return [i for i in range(layers.bit_length()) if layers >> i & 1]


def speaking(records: Records, asking: Asking) -> tuple[str, ...]:
    """Assumptions of the codebook that are not on and speak of a row of the panel asked for, strongest first.

    Examples
    --------
    >>> from chirograph.records.store import load
    >>> speaking(load("nato-ip4"), Asking("IPCP"))
    ('korea_2019_like_2017', 'others_like_korea')
    """
    content = coding.content(records, asking)
    there = {None, *(line.partition(": ")[0] for line in content.sources)}
    found = [
        name
        for name, item in readings.codebook(records).items()
        if name not in records.assumed
        and item["programme"] in there
        and item["like"] in (None, *content.rows)
    ]
    return strongest(records, found)


def strongest(records: Records, layers: Sequence[str]) -> tuple[str, ...]:
    """Layers in the order of precedence, each once."""
    return tuple(sorted(dict.fromkeys(layers), key=lambda text: readings.rank(records, text)))
