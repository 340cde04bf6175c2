"""Two readings of one dataset compared: conclusions, the layers that make the difference, their shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from chirograph.base.public import public
from chirograph.catalogue import indicators as catalogue
from chirograph.learning.coalitions import Coalitions, speaking, strongest
from chirograph.learning.contrast import Conclusion, Contrast, told_range
from chirograph.learning.layered import Layered
from chirograph.learning.shares import smallest
from chirograph.ranks.order import Order
from chirograph.records import readings
from chirograph.records.asking import Asking, Lengths
from chirograph.records.records import Records

__all__ = ["compare"]

#: The verdict on two pairs when they are named the other way round.
_TURNED = {"above": "below", "at_least": "at_most"}
#: Of claims, sets of at most so many layers are looked at one by one.
_MOST_OF_CLAIMS = 2


@public
def compare(
    dataset: Layered,
    a: str | Sequence[str] = readings.AS_READ,
    b: str | Sequence[str] | None = None,
    key: str = "jaccard",
    *,
    kind: str | None = None,
    as_of: str | date | int | None = None,
    evidence: str | None = None,
    list_length: Lengths = None,
    coders: str | None = None,
    **parameters: float | str,
) -> Contrast:
    """What each conclusion is under one reading and under another, and what makes the difference.

    Parameters
    ----------
    dataset : Dataset
        The data; readings that are on already stay on under both.
    a, b : str or sequence of str
        Readings as ``--assume`` takes them, one or several, or "as read"; `b` is by default every assumption
        of the codebook that speaks of these programmes.
    key : str
        An indicator of pairs.
    kind, as_of, evidence, list_length, coders
        As in :meth:`chirograph.Dataset.panel`; claims are judged as in :meth:`chirograph.Dataset.claims`.
    **parameters
        Parameters of the indicator.

    Returns
    -------
    Contrast

    Raises
    ------
    AssumptionError
        When a reading is not known, or readings contradict a list length.
    ParameterError
        When more than 12 readings differ.

    Examples
    --------
    >>> import chirograph as cg
    >>> found = cg.compare(cg.load("nato-ip4"), "as read", ("australia_description_is_list", "like:KOR"))
    >>> found.layers
    ('australia_description_is_list', 'unpublished=like:KOR')
    """
    ground, asking = dataset.records, Asking(kind, as_of, evidence, list_length, coders)
    one, two = (_named(ground, given) for given in (a, speaking(ground, asking) if b is None else b))
    layers = strongest(ground, [*(set(one) ^ set(two))])
    for text in one:
        ground = readings.read_as(ground, text)
    whole = Coalitions(ground, asking, layers, key, parameters)
    kinds = [_ranges(whole), _orders(whole), _claims(whole, dataset)]
    widths = (sum(row, Fraction(0)) for row in whole.widths())
    said = whole.left(0).sentences, whole.left(whole.all).sentences
    title = str(catalogue.row_of(key)["title"])
    conclusions = tuple(item for found in kinds for item in found)
    return Contrast(one, two, key, title, conclusions, layers, tuple(widths), whole.clashes(), said)


def _named(records: Records, given: str | Sequence[str]) -> tuple[str, ...]:
    """Readings, strongest first, without those that are on already."""
    texts = [given] if isinstance(given, str) else given
    told = (str(readings.layer(records, text)) for text in texts if text != readings.AS_READ)
    return strongest(records, [text for text in told if text not in records.assumed])


def _concluded(
    whole: Coalitions,
    kind: str,
    about: Sequence[str],
    of: Callable[[int], Sequence[str]],
    most: int | None = None,
) -> list[Conclusion]:
    """Conclusions by name, where `of` says what each is under a set of layers switched over."""
    a, b = of(0), of(whole.all)

    def rests_on(i: int) -> tuple[tuple[str, ...], ...]:
        sets = smallest(len(whole.layers), lambda layers: of(layers)[i] == b[i], most)
        return tuple(map(whole.named, sets or (whole.all,)))

    return [
        Conclusion(kind, name, a[i], b[i], () if a[i] == b[i] else rests_on(i))
        for i, name in enumerate(about)
    ]


def _ranges(whole: Coalitions) -> list[Conclusion]:
    names = ["-".join(pair) for pair in whole.pairs]
    return _concluded(
        whole, "range", names, lambda layers: [told_range(ends) for ends in whole.left(layers).ends]
    )


def _orders(whole: Coalitions) -> list[Conclusion]:
    verdicts = cache(lambda layers: _verdicts(whole.left(layers).order))
    names = sorted({name for layers in (0, whole.all) for name in verdicts(layers)})
    told = [f"{first} and {second}" for first, second in names]
    return _concluded(
        whole, "order", told, lambda layers: [verdicts(layers).get(name, "undefined") for name in names]
    )


def _verdicts(order: Order) -> dict[tuple[str, str], str]:
    """The verdict on every two pairs, which are named in one order whatever is above."""
    found = {}
    for one in order.comparisons:
        names = "-".join(one.first), "-".join(one.second)
        first, second = sorted(names)
        word = one.verdict if names == (first, second) else _TURNED.get(one.verdict, one.verdict)
        found[first, second] = word.replace("_", " ")
    return found


def _claims(whole: Coalitions, dataset: Layered) -> list[Conclusion]:
    if not dataset.records.data["claims"]:
        return []

    def judged(records: Records) -> Mapping[str, Any]:
        found: Mapping[str, Any] = type(dataset)(records).claims().verdicts
        return found

    def few(records: Records) -> Records:
        """The records with the claims that move; they are others than those that were read, and say so."""
        name = " ".join([records.sha256, *(claim["id"] for claim in moved)])
        return replace(records, data={**records.data, "claims": moved}, sha256=name)

    a, b = (judged(whole.records_of(layers)) for layers in (0, whole.all))
    # Under other sets of layers only claims are judged whose verdict is another one.
    every = dataset.records.data["claims"]
    moved = [claim for claim in every if a[claim["id"]] != b[claim["id"]]]

    @cache
    def verdicts(layers: int) -> Mapping[str, Any]:
        return {0: a, whole.all: b}.get(layers) or {**a, **judged(few(whole.records_of(layers)))}

    names = list(a)
    return _concluded(
        whole, "claim", names, lambda layers: [str(verdicts(layers)[name]) for name in names], _MOST_OF_CLAIMS
    )
