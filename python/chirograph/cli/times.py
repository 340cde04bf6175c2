"""The verbs about time: what changed between versions of a programme."""

from __future__ import annotations

import click

from chirograph.cli.verb import Asked, Result, verb

__all__ = ["COMMANDS"]


@click.command()
@click.argument("dataset", required=False)
@click.option("--partner", metavar="P1", help="Only this partner.")
@click.option("--old", metavar="ID", help="An earlier programme; by default each that the latest followed.")
@click.option("--new", metavar="ID", help="A later programme; by default the latest.")
@click.option("--never-falls", is_flag=True, help="Assume that no area is less deep in the new text.")
@verb("data", "assume", "evidence", "lengths", "coders")
def change(
    asked: Asked,
    dataset: str | None,
    partner: str | None,
    old: str | None,
    new: str | None,
    never_falls: bool,
) -> Result:
    """What changed from earlier programmes to the latest: what is certain, then bounds of every count.

    DATASET stands in place of --data. A length of a list is of a programme, or of a partner's latest one.
    """
    found = asked.instead(dataset).dataset().change(
        partner, old=old, new=new, never_falls=never_falls, evidence=asked.evidence,
        list_length=asked.lengths, coders=asked.coders,
    )  # fmt: skip
    return Result(repr(found), found.to_dict())


#: What `main` adds to the program.
COMMANDS: tuple[click.Command, ...] = (change,)
