"""The verbs of time to come: an indicator over days, and what a renewal would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from chirograph.cli.types import Amount, Cell, Key
from chirograph.cli.verb import TABLE, Asked, Result, by_key, numbers, verb

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.planning.result import Plan

__all__ = ["COMMANDS"]

_PARAMETER = click.option(
    "-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE",
    help="Of the indicator, such as m=4, rho=1 or dimension=human. May be repeated.",
)  # fmt: skip


@click.command()
@click.argument("key", type=Key(), default="jaccard")
@click.option(
    "--date", "dates", multiple=True, metavar="DATE",
    help="A day, month or year, in order; may be repeated. By default every day on which what is on record "
    "changes.",
)  # fmt: skip
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND",
    help="Kinds of programme, the latest of which stands at a day; by default the first and those before it.",
)  # fmt: skip
@_PARAMETER
@verb("data", "assume", "evidence", "lengths", "coders")
def series(
    asked: Asked, key: str, dates: Sequence[str], kinds: Sequence[str], parameters: Sequence[str]
) -> Result:
    """An indicator over time, with its bounds; KEY is jaccard unless given (see `chirograph indicators`).

    A day on which a partner has no programme on record is not known, and never 0.
    """
    options = {name: value for name, value in asked.options.items() if name != "as_of"}
    data = asked.dataset()
    found = data.series(key, dates or None, kind=kinds or None, **options, **numbers(parameters))
    text = "\n".join([*found.sentences(), "", repr(found)])
    return Result(text, found.to_dict(), " ".join(found.assumptions))


@click.command()
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@click.option("--key", type=Key(), default="jaccard", show_default=True, help="An indicator.")
@_PARAMETER
@click.option("--period", metavar="YEARS", help="Of ready-made scenarios, such as 2027-2030.")
@click.option("--save", metavar="FILE", help="Write the scenario as JSON to a new file, to change and share.")
@verb("data", "assume", "evidence", "lengths", "coders")
def whatif(
    asked: Asked, scenarios: Sequence[str], key: str, parameters: Sequence[str], period: str | None,
    save: str | None,
) -> Result:  # fmt: skip
    """What a renewal would change: today and after, with bounds for every pair.

    SCENARIO is a file with the JSON of one, or the name of a ready-made one; several are stacked. Without
    any, the ready-made scenarios and the drafting sheet of the renewal.
    """
    data = asked.dataset()
    if not scenarios:
        if save is not None:
            raise click.UsageError("--save writes a scenario: name one")
        return _ready(data, asked, period)
    ready = data.scenarios(period) if period is not None else {}
    given = [ready.get(name, name) for name in scenarios]
    options = {name: value for name, value in asked.options.items() if name != "as_of"}
    found = data.whatif(*given, key=key, **options, **numbers(parameters))
    text = "\n".join([*found.sentences(), "", repr(found)])
    if save is None:
        return Result(text, found.to_dict(), " ".join(found.assumptions))
    return Result(text, found.to_dict(), exact=_saved(found.scenarios, save))


def _saved(scenarios: Sequence[object], file: str) -> str:
    """Write one scenario to a file that is not there yet; the path."""
    import json
    from pathlib import Path

    from chirograph.base.files import write
    from chirograph.errors import Fault, ParameterError

    if len(scenarios) != 1:
        raise click.UsageError("--save writes one scenario: name one")

    def check() -> None:
        if Path(file).exists():
            rule, repair = "a scenario is written to a new file", "choose another name"
            raise ParameterError(Fault(file, "", "it is there", rule, repair, "io"))

    check()
    text = json.dumps(scenarios[0].to_dict(), ensure_ascii=False, indent=2)  # type: ignore[attr-defined]
    return str(write(file, f"{text}\n", check))


def _ready(data: Dataset, asked: Asked, period: str | None) -> Result:
    """The ready-made scenarios and the drafting sheet."""
    ready = data.scenarios(period)
    sheet = data.drafting(period, evidence=asked.evidence, coders=asked.coders)
    names = data.panel().names
    told = [
        f"{one.sentence(names)} Because: {one.why}. Jaccard: {data.whatif(one).verdict}."
        for one in ready.values()
    ]
    lines = [f"{len(told)} ready-made scenarios of a renewal {sheet.period}", *told, "", repr(sheet)]
    plain = {"scenarios": [one.to_dict() for one in ready.values()], "drafting": sheet.to_dict()}
    further = tuple(f"chirograph whatif {name!r}" for name in list(ready)[1:2])
    return Result("\n".join(lines), plain, further=further)


@click.command()
@click.argument("dataset", required=False)
@click.option(
    "--indicator",
    default="core",
    show_default=True,
    metavar="OBJECTIVE",
    help="What is to grow, by default the areas that all reach; coverage, common_depth, jaccard by name.",
)
@click.option(
    "--budget",
    type=float,
    default=4,
    show_default=True,
    metavar="STEPS",
    help="What all steps together may cost.",
)
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="The depth that counts as reached.",
)
@click.option(
    "--first",
    type=click.Choice(["value", "gain"]),
    default="value",
    show_default=True,
    help="What is as large as can be: what is there for certain, or what is added for certain.",
)
@click.option(
    "--of",
    "what",
    type=click.Choice(["areas", "systems"]),
    default="areas",
    show_default=True,
    help="What is taken up.",
)
@click.option(
    "--cost",
    "costs",
    multiple=True,
    type=Amount(),
    metavar="P1=COST",
    help="Of a step of one partner. May be repeated.",
)
@click.option(
    "--own",
    "budgets",
    multiple=True,
    type=Amount(),
    metavar="P1=STEPS",
    help="What one partner may spend. May be repeated.",
)
@click.option(
    "--must",
    multiple=True,
    type=Cell(),
    metavar="P1:A1[=DEPTH]",
    help="What every plan holds. May be repeated.",
)
@click.option(
    "--never", multiple=True, type=Cell(), metavar="P1:A1", help="What no plan touches. May be repeated."
)
@click.option(
    "--need",
    "needs",
    multiple=True,
    type=Cell(pairs=True),
    metavar="P1:A1,P2:A2",
    help="The first only where the second is certain. May be repeated.",
)
@click.option("--pair", metavar="P1,P2", help="The fewest steps to a level of this pair, and no budget.")
@click.option("--level", type=click.IntRange(min=1), default=1, show_default=True, help="Of the pair.")
@click.option("--shares", is_flag=True, help="Also whose share is what today, by partner and by area.")
@click.option("--save", metavar="FILE", help="Write the steps as a scenario to a new file, for `whatif`.")
@click.option("--period", metavar="YEARS", help="Of the scenario, by default after the programmes of today.")
@verb("data", "assume", "evidence", "lengths", "coders", *TABLE)
def plan(
    asked: Asked, dataset: str | None, indicator: str, what: str, costs: Any, budgets: Any, save: str | None,
    period: str | None, pair: str | None, level: int, shares: bool, **options: Any,
) -> Result:  # fmt: skip
    """Which commitments raise what all have together most within a budget, with a proof that none is better.

    Guaranteed value is what is there for certain after the plan, guaranteed gain what it adds for certain:
    text that is not public may hold it already. DATASET stands in place of --data; it may also be a table.
    """
    from chirograph.base.delimited import is_table

    asked = asked.instead(dataset)
    options |= {"costs": by_key(costs, "--cost") or None, "budgets": by_key(budgets, "--own") or None}
    if is_table(asked.data):
        if what == "systems" or save or pair:
            raise click.UsageError("memberships, levels and scenarios are of a dataset; this is a table")
        thing: Any = asked.panel()
        found = thing.plan(indicator, **options)
    else:
        thing = asked.dataset()
        kept = {name: value for name, value in asked.options.items() if name != "as_of"}
        if pair is not None:
            return _to_level(thing, pair, level, asked.evidence)
        found = thing.plan(indicator, of=what, **options, **kept)
    parts, plain = [_planned(found)], found.to_dict()
    for by in ("partner", "area") if shares else ():
        share = thing.attribution(indicator, by, depth=options["depth"])
        parts, plain = [*parts, repr(share)], {**plain, f"shares_by_{by}": share.to_dict()}
    text, note = "\n\n".join(parts), " ".join(found.assumptions)
    if save is None:
        return Result(text, plain, note)
    years = period or next(iter(thing.scenarios().values())).period
    return Result(text, plain, exact=_saved([found.scenario(years)], save))


def _to_level(data: Dataset, pair: str, level: int, evidence: str | None) -> Result:
    """The fewest steps of a pair to a level."""
    labels = [label.strip() for label in pair.split(",")]
    if len(labels) != 2:
        raise click.UsageError(f"--pair {pair!r} is not P1,P2")
    found = data.least_steps(labels[0], labels[1], level, evidence=evidence)
    return Result("\n".join([*found.sentences(), "", repr(found.steps)]), found.to_dict())


def _planned(found: Plan) -> str:
    """The sentences, and the steps."""
    return "\n".join([*found.sentences(), "", repr(found.steps) if len(found.steps) else "no steps"])


#: What `main` adds to the program.
COMMANDS: tuple[click.Command, ...] = (series, whatif, plan)
