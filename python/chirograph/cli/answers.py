"""The verbs that answer beyond bounds: how likely values are under a prior, which places pairs may have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from chirograph.cli.types import Key
from chirograph.cli.verb import TABLE, Asked, Result, verb

if TYPE_CHECKING:
    from chirograph.chances.prior import Prior
    from chirograph.overlap import Overlap

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
@_under_a_prior
@verb("data", "assume", "as_of", "evidence", "lengths", "coders", *TABLE)
def likely(asked: Asked, key: str, prior: str, tilt: float, draws: int, seed: int) -> Result:
    """How likely values of pairs are under a prior, beside their bounds; KEY is jaccard unless given.

    For every pair: bounds, median and 90 % range under the prior; for every two pairs: the chance of each
    order. A prior is an assumption: the bounds hold without it.
    """
    found = _overlap(asked, key).distribution(_prior(prior, tilt), draws=draws, seed=seed)
    orders = found.orders()
    text = f"{found}\n\nOrders of pairs, with the chance of each\n{_lines(orders)}"
    return Result(text, {**found.to_dict(), "orders": list(orders)}, f"Next: chirograph ranks {key}")


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
    found = _overlap(asked, key).rank(_prior(prior, tilt), weights=weighed, draws=draws, seed=seed)
    return Result(repr(found), found.to_dict())


#: What `main` adds to the program.
COMMANDS: tuple[click.Command, ...] = (likely, ranks)


def _overlap(asked: Asked, key: str) -> Overlap:
    return asked.panel().overlap(key)


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
