"""Verbs that answer what a reader asks next: the command of each, and what it prints."""

from __future__ import annotations

import click

from chirograph.cli.types import Key
from chirograph.cli.verb import Asked, Result, verb

__all__ = ["COMMANDS"]


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


#: In the order of the help.
COMMANDS: tuple[click.Command, ...] = (compare,)
