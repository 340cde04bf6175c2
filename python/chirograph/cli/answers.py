"""The verbs that answer beyond bounds: what documents settle, how likely values are, what readings add; what
every pair of a library takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from chirograph.base.markup import counted
from chirograph.cli.types import Key
from chirograph.cli.verb import TABLE, Asked, Result, verb

if TYPE_CHECKING:
    from chirograph.chances.prior import Prior
    from chirograph.pairs.estimate import Estimate

__all__ = ["COMMANDS"]

Function = Callable[..., Any]


def _under_a_prior(function: Function) -> Function:
    """The index, the prior and the draws, which both verbs take."""
    options: Iterable[Callable[[Function], Function]] = (
        click.argument("key", type=Key(pairs=True), default="jaccard"),
        click.option(
            "--prior",
            default="mixture",
            show_default=True,
            metavar="PRIOR",
            help="What is assumed of unknown cells: a chance such as 0.5, mixture (rates of areas in "
            "complete lists, an effect of the row, a share that is named) or pooled (rates alone).",
        ),
        click.option(
            "--tilt",
            type=float,
            default=0.0,
            metavar="DELTA",
            help="Multiply the odds of being present by exp(DELTA).",
        ),
        click.option(
            "--draws",
            type=click.IntRange(min=1),
            default=20_000,
            show_default=True,
            help="Completions drawn.",
        ),
        click.option(
            "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the draws."
        ),
    )
    for option in reversed(tuple(options)):
        function = option(function)
    return function


@click.command()
@click.argument("key", type=Key(pairs=True), default="jaccard")
@click.option(
    "--about",
    type=click.Choice(["overlap", "ranks", "claims", "interoperability"]),
    default="overlap",
    show_default=True,
    help="What is settled: orders of pairs, their ranks, claims, orders of pairs by interoperability.",
)
@click.option(
    "--together", type=click.IntRange(1, 3), default=2, show_default=True, help="Documents read together."
)
@click.option("-k", type=click.IntRange(min=1), default=5, show_default=True, help="Sets of each size shown.")
@click.option(
    "--prior",
    "priors",
    multiple=True,
    metavar="PRIOR",
    help="What an expectation stands under: a chance such as 0.5, mixture, pooled. May be repeated; by "
    "default mixture, 0.3, 0.5, 0.7 and pooled.",
)
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="P1=A1,A2",
    help="What a list says: these areas and no others; several lists joined by ;. May be repeated.",
)
@click.option("--draws", type=click.IntRange(min=2), help="Of an expectation that is not exact.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the draws.")
@verb("data", "assume", "as_of", "evidence", "lengths", "coders", *TABLE)
def documents(
    asked: Asked, key: str, about: str, priors: tuple[str, ...], scenarios: tuple[str, ...], **options: Any
) -> Result:
    """Which unread document settles most: at worst, at best, and in expectation under each prior.

    Counted are the orders of two pairs by KEY, jaccard unless given, or what --about names. Worst and best
    hold whatever the document says; an expectation stands under its prior.
    """
    if priors:
        options["prior"] = [_number(word) for word in priors]
    told = {word: dict(_list(part) for part in word.split(";")) for word in scenarios}
    if about == "overlap":
        found = asked.panel().value_of_documents(key, scenarios=told, **options)
    else:
        if told:
            raise click.UsageError("--scenario is about overlap")
        found = asked.dataset().value_of_documents(about, key=key, **asked.options, **options)
    return Result(repr(found), found.to_dict())


def _list(word: str) -> tuple[str, list[str]]:
    """A row and the areas its list has."""
    row, sign, areas = word.partition("=")
    if not (row.strip() and sign):
        raise click.UsageError(f"--scenario {word!r} is not P1=A1,A2")
    return row.strip(), [area.strip() for area in areas.split(",") if area.strip()]


@click.command()
@_under_a_prior
@verb("data", "assume", "as_of", "evidence", "lengths", "coders", *TABLE)
def likely(asked: Asked, key: str, prior: str, tilt: float, draws: int, seed: int) -> Result:
    """How likely values of pairs are under a prior, beside their bounds; KEY is jaccard unless given.

    For every pair: bounds, median and 90 % range under the prior; for every two pairs: the chance of each
    order. A prior is an assumption: the bounds hold without it.
    """
    found = asked.panel().overlap(key).distribution(_prior(prior, tilt), draws=draws, seed=seed)
    orders = found.orders()
    text = f"{found}\n\nOrders of pairs, with the chance of each\n{_lines(orders)}"
    return Result(text, {**found.to_dict(), "orders": list(orders)}, further=(f"chirograph ranks {key}",))


@click.command()
@_under_a_prior
@click.option(
    "--weights",
    metavar="any|NUMBER",
    help="Draw weights of areas too: all as likely, or from a Dirichlet distribution with this parameter.",
)
@verb("data", "assume", "as_of", "evidence", "lengths", "coders", *TABLE)
def ranks(
    asked: Asked, key: str, prior: str, tilt: float, draws: int, seed: int, weights: str | None
) -> Result:
    """The place of every pair: which are possible, and how likely each is under a prior.

    Possible places hold without the prior; shares of draws follow from it.
    """
    weighed = weights if weights is None else _number(weights)
    found = asked.panel().overlap(key).rank(_prior(prior, tilt), weights=weighed, draws=draws, seed=seed)
    return Result(repr(found), found.to_dict())


@click.command()
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--key", type=Key(pairs=True), default="jaccard", show_default=True, help="An index of pairs.")
@verb("data", "assume", "as_of", "evidence", "lengths", "coders")
def compare(asked: Asked, a: str | None, b: str | None, key: str) -> Result:
    """What follows under one reading of the open cells and under another, and what makes the difference.

    A and B are "as read", or readings as --assume takes them, several joined by " + ". A is "as read" unless
    given; B is every assumption of the codebook that speaks of these programmes. What --assume names holds
    under both.
    """
    from chirograph.learning.compare import compare as compared

    one, two = (None if text is None else tuple(text.split(" + ")) for text in (a, b))
    found = compared(asked.dataset(), one or "as read", two, key, **asked.options)
    return Result(repr(found), found.to_dict())


@click.command()
@click.argument("programmes", type=click.IntRange(1, 10**9), metavar="N")
@click.argument("areas", type=click.IntRange(1, 10**6), metavar="M")
@click.option(
    "--indicator", "key", type=Key(pairs=True), default="jaccard", show_default=True, help="What is asked."
)
@click.option(
    "--open",
    "unknown",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    metavar="SHARE",
    help="Share of cells that are not known.",
)
@verb()
def estimate(programmes: int, areas: int, key: str, unknown: float) -> Result:
    """What every pair of N programmes by M areas takes: bytes, time here, parts, and which call to make.

    Time is that of a short run on random programmes, so it differs from run to run.
    """
    from chirograph.pairs.estimate import estimated

    found = estimated(programmes, areas, key, unknown)
    return Result(_told(found), found.to_dict())


#: What `main` adds to the program.
COMMANDS: tuple[click.Command, ...] = (documents, likely, ranks, compare, estimate)


def _prior(word: str, tilt: float) -> Prior:
    from chirograph.chances.priors import as_prior

    return as_prior(_number(word)).tilted(tilt)


def _number(word: str) -> float | str:
    try:
        return float(word)
    except ValueError:
        return word


def _lines(orders: Any) -> str:
    """Every two pairs in a line."""
    from chirograph.base.markup import DASH, columns_of_text, number

    rows = [
        [
            f"{row['first']}{DASH}{row['with']}",
            f"{row['second']}{DASH}{row['and']}",
            *(number(row[name]) for name in ("above", "equal", "below")),
            "exact" if row["exact"] else f"± {row['error']:.3f}",
        ]
        for row in orders
    ]
    return "\n".join(columns_of_text(["", "", "above", "equal", "below", ""], rows))


def _told(found: Estimate) -> str:
    """What a library takes, in words."""
    from chirograph.base.markup import columns_of_text
    from chirograph.pairs.estimate import PART_SECONDS, duration
    from chirograph.pairs.room import SHARE, size_of

    ends = "lower and upper ends" if found.unknown else "values"
    head = f"{found.programmes:,} programmes by {found.areas:,} areas, {found.key}: {found.pairs:,} pairs"
    forms = [[form, size_of(count)] for form, count in found.bytes.items()]
    here = (
        f"Time here, by a short run on random programmes: {duration(found.seconds)} to count every pair once"
    )
    free = "Memory: this system does not say what is free."
    if found.free is not None and found.room is not None:
        most = f"{SHARE:.0%}, {size_of(found.room)}"
        free = f"Memory: {size_of(found.free)} free, of which a result may take {most}."
    return "\n".join(
        [
            head,
            *columns_of_text([ends, "memory"], forms),
            f"{here}, on {counted(found.threads, 'thread')}.",
            free,
            f"Parts for an executor: at most {found.most_parts:,}, each of about {PART_SECONDS:g} s or more.",
            f'Call: panel.pairwise("{found.key}").{found.call}; write() puts every pair on disk.',
        ]
    )
