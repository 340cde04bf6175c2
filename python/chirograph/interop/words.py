"""A pair, or a partner and the hub, in words: dimensions, what holds them down, scales, breadth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from chirograph.interop import breadth, scales
from chirograph.interop.bottlenecks import LEAST, Bottleneck, Detail, Finder
from chirograph.interop.bounds import Answers, Bound
from chirograph.interop.model import Model

MOST = 3


def explain(model: Model, answers: Answers) -> Iterator[str]:
    """All sentences about a pair, or a partner with the hub, one per line."""
    if len(answers.subject) == 2:
        return _pair(model, answers)
    return _hub(model, *answers.subject)


def _range(low: float, high: float) -> str:
    return f"{low:.3f}" if abs(high - low) < LEAST else f"{low:.3f} to {high:.3f}"


def _pair(model: Model, answers: Answers) -> Iterator[str]:
    first, second = answers.subject
    least = answers.bound("interoperability", rho=-math.inf)
    finder = Finder(model, first, second)
    low, high, lost = finder.low, finder.high, finder.found()
    yield f"{_names(model, first, second)}: programmed interoperability (committed and joined, not achieved)"
    yield _weakest(model, first, second, least)
    for d, dimension in enumerate(model.dimensions):
        direct = _range(low["direct"][d], high["direct"][d])
        mediated = _range(low["mediated"][d], high["mediated"][d])
        name = _dimension(model, dimension)
        yield f"{name}: {direct} directly, {mediated} with the way through {model.hub}."
        yield _share(model, answers, dimension)
        yield _through(finder, d)
        yield from _reasons(lost, dimension)
    yield from _prerequisites(lost)
    yield from (scales.words(model, scales.standing(model, scale, answers.subject)) for scale in model.scales)
    yield from _breadth(model, answers)


def _weakest(model: Model, first: str, second: str, least: Bound) -> str:
    """Which dimensions can be the weakest: of equals each is."""
    verdicts = model.engine.weakest(*(model.rows.index(name) for name in (first, second)))
    names = [_dimension(model, name) for name in model.dimensions]
    can, open_ = ([name for name, one in zip(names, verdicts, strict=True) if one is asked]
                  for asked in (True, None))  # fmt: skip
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


def _through(finder: Finder, d: int) -> str:
    """Who limits the way through the hub at either end, and what that partner lacks most of the menu."""
    hub = finder.model.hub
    low, high = (_limit(finder, d, end) for end in (finder.low, finder.high))
    if low is None or high is None:
        return f"  {hub} offers nothing here."
    if low == high:
        return f"  Through {hub} {low}."
    return f"  Through {hub}, lower end: {low}; upper end: {high}."


def _limit(finder: Finder, d: int, end: Detail) -> str | None:
    values = [float(end["attained"][side, d]) for side in (0, 1)]
    if any(math.isnan(value) for value in values):
        return None
    if abs(values[0] - values[1]) < LEAST:
        return f"both take up {values[0]:.3f} of the menu"
    side = int(values[1] < values[0])
    limits = f"{finder.who[side]} limits with {values[side]:.3f} of the menu"
    missed = finder.most_missed(end, side, d)
    if missed is None:
        return limits
    label, amount = missed
    return f"{limits}, most missing {finder.model.names.get(label, label)} ({label}) {amount:.3f}"


def _hub(model: Model, partner: str) -> Iterator[str]:
    finder = Finder(model, partner)
    lost = finder.found()
    yield (
        f"{_names(model, partner)} and a member of {model.hub} that holds its whole menu: "
        "programmed interoperability (committed and joined, not achieved)"
    )
    for d, dimension in enumerate(model.dimensions):
        low, high = (float(end["attained"][0, d]) for end in (finder.low, finder.high))
        if math.isnan(low):
            yield f"{_dimension(model, dimension)}: {model.hub} offers nothing."
            continue
        yield f"{_dimension(model, dimension)}: {_range(low, high)} of what {model.hub} offers."
        yield from _reasons(lost, dimension)
    yield from _prerequisites(lost)
    for scale in model.scales:
        if scale["subject"] == "partner":
            yield scales.words(model, scales.standing(model, scale, (partner,)))


def _names(model: Model, *labels: str) -> str:
    return " and ".join(model.names.get(label, label) for label in labels)


def _dimension(model: Model, dimension: str) -> str:
    return model.names.get(dimension, dimension).lower()


def _breadth(model: Model, answers: Answers) -> Iterator[str]:
    """The single figure of a pair, last: for which shares it holds, and what keeps it down."""
    for rule in breadth.rules(answers):
        if rule.least == rule.of:
            at = ""
            if model.breadth is not None:
                low, high = rule.at(breadth.cut(model.breadth))
                figure = f"{low}" if low == high else f"{low} to {high}"
                at = f": {figure} of {model.max_depth} at {breadth.percent(breadth.cut(model.breadth))}"
            yield f"Breadth of shared commitment, all {rule.of} dimensions{at}. {_first(rule.words)}."
        else:
            yield f"  In {rule.name} dimensions: {rule.words}."
    told = breadth.narrowest(model, answers)
    if told:
        yield f"  {told}"


def _first(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _share(model: Model, answers: Answers, dimension: str) -> str:
    """How many of the areas of a dimension both reach, at depth 1."""
    bound = answers.bound(breadth.KEY, dimension=dimension, depth=1)
    if math.isnan(bound.lower):
        return "  No area is relevant to it."
    ends = [breadth.percent(end) for end in (bound.lower, bound.upper)]
    told = ends[0] if ends[0] == ends[1] else " to ".join(ends)
    return f"  Both reach depth 1 in {told} of its areas{breadth.rated(model.breadth, bound)}."


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
