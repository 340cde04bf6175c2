"""A pair, or a partner and the hub, in words: level, dimensions, what holds them down, what is open."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chirograph.interop.bottlenecks import LEAST, Bottleneck, Finder

if TYPE_CHECKING:
    from chirograph.interop.bounds import Bound
    from chirograph.interop.model import Model
    from chirograph.interoperability import Answers, Interoperability

MOST = 3


def explain(found: Interoperability, answers: Answers) -> str:
    """All sentences about a subject, one per line."""
    lines = _pair(found, *answers.subject) if len(answers.subject) == 2 else _hub(found, *answers.subject)
    return "\n".join([*lines, " ".join(found.assumptions)])


def _range(low: float, high: float) -> str:
    return f"{low:.3f}" if abs(high - low) < LEAST else f"{low:.3f} to {high:.3f}"


def _pair(found: Interoperability, first: str, second: str) -> Iterator[str]:
    model = found._model
    finder = Finder(model, found.panel)
    low, high = finder.corners(first, second)
    lost = finder.of_pair(first, second)
    yield f"{_names(model, first, second)}: programmed interoperability (committed and joined, not achieved)"
    yield from _level(model, low, high)
    yield _weakest(model, first, second, found[first, second].bound("interoperability", rho=-math.inf))
    for d, dimension in enumerate(model.dimensions):
        direct = _range(low["direct"][d], high["direct"][d])
        mediated = _range(low["mediated"][d], high["mediated"][d])
        name = _dimension(model, dimension)
        yield f"{name}: {direct} directly, {mediated} with the way through {model.hub}."
        yield from _through(finder, (first, second), d, low, high)
        yield from _reasons(lost, dimension)
    yield from _prerequisites(lost)


def _weakest(model: Model, first: str, second: str, least: Bound) -> str:
    """Which dimensions can be the weakest: of equals each is."""
    verdicts = model.engine.weakest(*(model.rows.index(name) for name in (first, second)))
    can = [_dimension(model, name) for name, one in zip(model.dimensions, verdicts, strict=True) if one]
    open_ = [
        _dimension(model, name) for name, one in zip(model.dimensions, verdicts, strict=True) if one is None
    ]
    value = _range(least.lower, least.upper)
    if len(can) == 1 and not open_:
        return f"Weakest dimension, whatever the unknown text says: {can[0]}, {value}."
    words = []
    if can:
        words.append(f"{_either(can)}, depending on what is not known" if len(can) > 1 or open_ else can[0])
    if open_:
        words.append(f"perhaps {_either(open_)} (the search ended before it was settled)")
    return f"Weakest dimension: {'; '.join(words)}. Its value: {value}."


def _either(names: Sequence[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _through(
    finder: Finder, who: tuple[str, str], d: int, low: Mapping[str, Any], high: Mapping[str, Any]
) -> Iterator[str]:
    """Who limits the way through the hub at either end, and what that partner lacks most of the menu."""
    hub = finder.model.hub
    ends = [_limit(finder, who, d, end) for end in (low, high)]
    if ends[0] is None or ends[1] is None:
        yield f"  {hub} offers nothing here."
    elif ends[0] == ends[1]:
        yield f"  Through {hub} {ends[0]}."
    else:
        yield f"  Through {hub}, lower end: {ends[0]}; upper end: {ends[1]}."


def _limit(finder: Finder, who: tuple[str, str], d: int, end: Mapping[str, Any]) -> str | None:
    values = [float(end["attained"][side, d]) for side in (0, 1)]
    if any(math.isnan(value) for value in values):
        return None
    if abs(values[0] - values[1]) < LEAST:
        return f"both take up {values[0]:.3f} of the menu"
    side = int(values[1] < values[0])
    missed = finder.most_missed(end, side, d)
    names = finder.model.names
    lacks = (
        ""
        if missed is None
        else f", most missing {names.get(missed[0], missed[0])} ({missed[0]}) {missed[1]:.3f}"
    )
    return f"{who[side]} limits with {values[side]:.3f} of the menu{lacks}"


def _hub(found: Interoperability, partner: str) -> Iterator[str]:
    model = found._model
    finder = Finder(model, found.panel)
    low, high = finder.corners(partner, partner)
    lost = finder.of_hub(partner)
    yield (
        f"{_names(model, partner)} and a member of {model.hub} that holds its whole menu: "
        "programmed interoperability (committed and joined, not achieved)"
    )
    for d, dimension in enumerate(model.dimensions):
        ends = low["attained"][0, d], high["attained"][0, d]
        if ends[0] != ends[0]:
            yield f"{_dimension(model, dimension)}: {model.hub} offers nothing."
            continue
        yield f"{_dimension(model, dimension)}: {_range(*ends)} of what {model.hub} offers."
        yield from _reasons(lost, dimension)
    yield from _prerequisites(lost)


def _names(model: Model, *labels: str) -> str:
    return " and ".join(model.names.get(label, label) for label in labels)


def _dimension(model: Model, dimension: str) -> str:
    return model.names.get(dimension, dimension).lower()


def _level(model: Model, low: Mapping[str, Any], high: Mapping[str, Any]) -> Iterator[str]:
    least, most = int(low["level"]), int(high["level"])
    if least == most:
        yield f"Level {least} of {model.max_depth}, whatever the unknown text says."
    else:
        yield f"Level {least} to {most} of {model.max_depth}."
    if most < model.max_depth:
        yield f"  Level {most + 1} is out of reach even at the upper end: {_unmet(model, high, most + 1)}."
    if least < most:
        yield f"  Level {least + 1} is missed at the lower end: {_unmet(model, low, least + 1)}."


def _unmet(model: Model, end: Mapping[str, Any], level: int) -> str:
    words = []
    for item in end["conditions"]:
        if item["met"] or item["level"] != level:
            continue
        dimension = _dimension(model, model.dimensions[item["dimension"]])
        if item["by_system"]:
            words.append(f"{dimension} needs {model.enabling[item['need']]['system']} shared")
        else:
            seen, wanted = item["seen"], item["wanted"]
            words.append(f"{dimension} has {seen:.2f} of its areas at depth {level}, {wanted:g} needed")
    return "; ".join(words)


def _reasons(lost: Sequence[Bottleneck], dimension: str) -> Iterator[str]:
    """What certainly holds a dimension down, and which open items weigh most."""
    own = [item for item in lost if item.dimension == dimension]
    certain = [item for item in own if item.certain > LEAST]
    if certain:
        words = [f"{_item(item)} {item.certain:.3f} ({', '.join(item.held_by)})" for item in certain[:MOST]]
        yield f"  Held down whatever is learned by: {'; '.join(words)}{_more(certain)}."
    open_ = sorted((item for item in own if item.open > LEAST), key=lambda item: (-item.open, item.item))
    if open_:
        words = [f"{_item(item)} {item.open:.3f}" for item in open_[:MOST]]
        yield f"  Open, and what it would add: {'; '.join(words)}{_more(open_)}."
        settled = dict.fromkeys(text for item in open_[:MOST] for text in item.settled_by)
        if settled:
            yield f"  Settled by: {'; '.join(settled)}."


def _item(item: Bottleneck) -> str:
    return f"{item.name} ({item.item})"


def _more(items: Sequence[Bottleneck]) -> str:
    return f"; and {len(items) - MOST} more" if len(items) > MOST else ""


def _prerequisites(lost: Sequence[Bottleneck]) -> Iterator[str]:
    held = dict.fromkeys(f"{_item(item)}: {item.prerequisite}" for item in lost if item.prerequisite)
    if held:
        yield f"Prerequisites that bind: {'; '.join(held)}."
