"""The command line. Results go to stdout, talk to stderr; nothing is asked. How it ends: `EXIT_CODES`."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import click

from chirograph import _core
from chirograph.cli import answers, paper, renewals, times, verbs
from chirograph.cli.streams import BAD_DATA, EXIT_CODES, INTERRUPTED, WRONG_USE, Stop, prepare, talk, told
from chirograph.cli.types import Key, Member, Names
from chirograph.cli.verb import TABLE, Asked, Result, by_key, numbers, verb
from chirograph.errors import ChirographError, DataError
from chirograph.report.write import DEFAULT_NAME

__all__ = ["main"]


class _Program(click.Group):
    """Errors of the system come to `main`, which names what they are about; click would end with 1."""

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        with told():
            return super().make_context(*arguments, **options)

    def invoke(self, context: click.Context) -> Any:
        context.call_on_close(partial(gc.set_threshold, *gc.get_threshold()))
        gc.set_threshold(50_000)  # Little is garbage before a command ends; to look costs a tenth of the time
        with told():
            return super().invoke(context)


@click.group(cls=_Program, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_core.__version__, "-V", "--version", prog_name="chirograph")
def cli() -> None:
    """Overlap of cooperation programmes when part of their text is not public.

    Every answer is a range: what holds whatever the text says that is not public or was not read.
    """


for command in (*answers.COMMANDS, *times.COMMANDS, *renewals.COMMANDS):
    cli.add_command(command)


@cli.command()
@click.argument("dataset", required=False)
@verb("data", "assume", "as_of", "evidence", "lengths", "coders", *TABLE)
def answer(asked: Asked, dataset: str | None) -> Result:
    """What the public record settles of the question of a dataset, in plain sentences.

    DATASET stands in place of --data; it may also be a table, one line per programme and one column per area.
    """
    return verbs.answer(asked.instead(dataset))


@cli.command()
@click.argument("dataset", required=False)
@click.option(
    "--out", default=DEFAULT_NAME, show_default=True, metavar="FILE", help="Where to write; - is stdout."
)
@click.option(
    "--figures",
    metavar="DIR",
    help="Also write each figure as svg, png, csv and text; same names are replaced.",
)
@click.option(
    "--appendix", metavar="FILE", help="Also write a page with every register, index and number of a claim."
)
@verb("data", "beside", "as_of", "evidence", "lengths", "coders", *TABLE)
def report(asked: Asked, dataset: str | None, out: str, figures: str | None, appendix: str | None) -> Result:
    """Write one HTML file that answers the question of a dataset, or of a table, with what it rests on.

    DATASET stands in place of --data; it may also be a table, one line per programme and one column per area
    (.csv, .tsv, .xlsx, .ods).
    """
    asked = asked.instead(dataset)
    if out == "-" and click.get_current_context().params["plain"]:
        raise click.UsageError("--json and --out - must not both go to stdout; name a file")
    if out == "-" and appendix:
        raise click.UsageError("--out - has room for one page; name a file, or leave out --appendix")
    return verbs.report(asked, out, figures, appendix)


@cli.command()
@click.argument("path")
@verb()
def check(path: str) -> Result:
    """Check a dataset: every fault with its place, rule and repair.

    Exit code 3 if the data break a rule, 1 if derived files no longer say what the rows say.
    """
    return verbs.check(path)


_TIME_LIMIT = click.option(
    "--time-limit",
    type=float,
    metavar="SECONDS",
    help="After so long searches end with what they have: the ends hold, but how far they are from sharp "
    "depends on the machine.",
)


@cli.command()
@click.argument("what", nargs=-1, metavar="[FILE] [KEY]", shell_complete=Key(pairs=True).shell_complete)
@click.option(
    "--pair", metavar="P1,P2", help="One pair in full: areas that make it, break it or could change it."
)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="May be repeated.")
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    metavar="STEPS",
    help="Steps of search that one pair may take; by default all pairs share enough for some seconds. An end "
    "that is not proven by then is shown as two numbers: best completion found, and proven bound.",
)
@_TIME_LIMIT
@verb("data", "assume", "as_of", "evidence", "lengths", "coders", *TABLE)
def overlap(
    asked: Asked, what: tuple[str, ...], pair: str | None, parameters: tuple[str, ...], **effort: Any
) -> Result:
    """Bounds of an index for every pair; KEY is jaccard unless given (see `chirograph indicators`).

    FILE is a dataset, or a table, one line per programme and one column per area (.csv, .tsv, .xlsx, .ods),
    in place of --data.
    """
    asked, what = _file_first(asked, what)
    if len(what) > 1:
        raise click.UsageError(f"one index is asked for: {' '.join(what)}")
    context = click.get_current_context()
    key = Key(pairs=True).convert(what[0] if what else "jaccard", None, context)
    return verbs.overlap(asked, key, pair, {**effort, **numbers(parameters)})


def _file_first(asked: Asked, what: tuple[str, ...]) -> tuple[Asked, tuple[str, ...]]:
    """A table, or a file or folder that is there and no index, stands in place of --data."""
    from chirograph.base.delimited import is_table
    from chirograph.catalogue.indicators import pair_keys

    def is_data(word: str) -> bool:
        return is_table(word) or (word not in pair_keys() and Path(word).exists())

    return (asked.instead(what[0]), what[1:]) if what and is_data(what[0]) else (asked, what)


@cli.command()
@click.argument("claim", required=False)
@click.option("--explain", is_flag=True, help="Every claim in full.")
@verb("data", "assume", "evidence")
def claims(asked: Asked, claim: str | None, explain: bool) -> Result:
    """Claims of the literature: test, verdict, numbers, and what would turn it; or one CLAIM in full.

    Cells are read in every evidence grade unless one is given. To find what would turn a verdict, every
    record it rests on is left out in turn; that takes some seconds.
    """
    from chirograph.cli import claims

    return claims.claims(asked, claim, explain)


@cli.command()
@click.option("--pair", metavar="P1,P2", help="One pair, or a partner and the hub, in words.")
@click.option("--dimension", "dimensions", multiple=True, metavar="ID", help="Only these; may be repeated.")
@click.option(
    "--rho",
    type=float,
    multiple=True,
    metavar="NUMBER",
    help="A mean besides 1, 0 and -inf, which are always shown together. May be repeated.",
)
@click.option(
    "--member",
    "members",
    multiple=True,
    type=Member(),
    help="A membership to set: P1:SYSTEM=1, P1:SYSTEM=0-1, P1:P2:TIE=0. May be repeated.",
)
@click.option(
    "--system-share",
    type=float,
    metavar="SHARE",
    help="Weight of systems against areas in a dimension, 0 to 1.",
)
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    metavar="STEPS",
    help="Steps of search that one end may take; by default enough for a fraction of a second. An end that "
    "is not proven by then is shown with ~, as a proven bound; --json has the best completion found, too.",
)
@click.option("--all", "everything", is_flag=True, help="Every table, not only those that tell most.")
@_TIME_LIMIT
@verb("data", "assume", "as_of", "evidence", "lengths", "coders")
def interoperability(asked: Asked, pair: str | None, members: Sequence[Any], **options: Any) -> Result:
    """Programmed interoperability (committed and joined), not achieved: bounds for pairs, hub and group.

    Exit code 1 if the dataset declares no dimensions.
    """
    from chirograph.cli import programmed

    return programmed.interoperability(asked, pair, members=by_key(members, "--member"), **options)


@cli.command()
@click.option("--partner", metavar="P1", help="One programme in words.")
@click.option("--kind", metavar="KIND", help="Kind of programme, by default the first of the data.")
@verb("data", "assume", "as_of", "evidence", "lengths", "coders")
def profile(asked: Asked, partner: str | None, kind: str | None) -> Result:
    """Profile of programmes: what they lean to, how deep they go, how much the record settles."""
    from chirograph.cli import programmed

    return programmed.profile(asked, partner, kind)


@cli.command()
@click.argument("key", type=Key(), required=False)
@verb()
def indicators(key: str | None) -> Result:
    """Every indicator, or all there is to say about one."""
    return verbs.indicators(key)


#: The metrics of each coefficient of agreement, as the engine's table has them.
_METRICS: dict[str, list[str]] = {row["key"]: row["metrics"] for row in _core.coefficients()}


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--coefficient",
    "key",
    type=click.Choice(list(_METRICS)),
    default="krippendorff_alpha",
    show_default=True,
    help="What is asked.",
)
@click.option(
    "--metric",
    type=click.Choice(list(dict.fromkeys(chain(*_METRICS.values())))),
    help="How far two values are apart; by default the first that the coefficient has.",
)
@click.option("--by", type=click.Choice(["area", "programme"]), help="One range for each of them.")
@click.option("--rows", metavar="COLUMN", help="The column that names the programmes; by default the first.")
@click.option(
    "--max-depth",
    type=click.IntRange(1, 15),
    metavar="TOP",
    help="Top of the scale in the files, by default 3.",
)
@verb()
def agreement(files: tuple[str, ...], **options: Any) -> Result:
    """How far several coders agree, whatever stands behind the codes that they left open.

    One CSV file or workbook (.xlsx, .ods) for each coder, one line per programme and one column per area; or
    one workbook with a sheet for each coder; or a dataset with codings. "?" is a code whose value is open; an
    empty cell was not coded.
    """
    from chirograph.cli import coders

    return coders.agreement(files, **options)


@cli.command()
@verb("data")
def codebook(asked: Asked) -> Result:
    """The codebook of a dataset: scale, areas, kinds of unknown, rule of coding."""
    return verbs.codebook(asked)


@cli.command()
@click.argument("key", type=Key(), required=False)
@verb("data")
def cite(asked: Asked, key: str | None) -> Result:
    """How to cite the software and a dataset, or the indicator KEY."""
    return verbs.cite(asked, key)


@cli.command()
@click.argument("directory")
@verb()
def new(directory: str) -> Result:
    """Start a dataset: a small invented one that passes `chirograph check`."""
    return verbs.new(directory)


@cli.command()
@click.argument("workbook")
@click.option("--areas", type=Names(), metavar="ID,ID=NAME", help="What is coded of every text.")
@click.option("--partners", type=Names(), metavar="AAA,BBB=Name", help="Country codes of three letters.")
@click.option("--coders", type=Names(), metavar="A,B", help="Who codes: each has a sheet.")
@click.option(
    "--top", type=click.IntRange(1, 9), default=3, show_default=True, help="Last depth of the scale."
)
@verb()
def template(workbook: str, **options: Any) -> Result:
    """Make an Excel workbook in which texts are coded; without options a small example."""
    from chirograph.cli import workbooks

    return workbooks.template(workbook, options)


@cli.command("import")
@click.argument("workbook")
@click.argument("directory")
@click.option("--overwrite", is_flag=True, help="Replace a dataset of the same id; other files there stay.")
@verb()
def import_(workbook: str, directory: str, overwrite: bool) -> Result:
    """Make a dataset in a new folder of a filled workbook, or say every fault by sheet and cell."""
    from chirograph.cli import workbooks

    return workbooks.read(workbook, directory, overwrite)


@cli.command()
@click.argument("places", nargs=-1, required=True, metavar="[DATASET] TARGET")
@click.option("--overwrite", is_flag=True, help="Replace a data package that is there already.")
@click.option("--excel", is_flag=True, help="Write a workbook to code texts in: TARGET is a new .xlsx file.")
@verb("data")
def export(asked: Asked, places: tuple[str, ...], overwrite: bool, excel: bool) -> Result:
    """Write a dataset as a Data Package: CSV files and datapackage.json; with --excel as a workbook."""
    *named, target = places
    if len(named) > 1:
        raise click.UsageError("one dataset and one target: export [DATASET] TARGET")
    asked = asked.instead(named[0] if named else None)
    if not excel:
        return verbs.export(asked, target, overwrite)
    if overwrite:
        raise click.UsageError("a workbook is a new file: --excel has no --overwrite")
    from chirograph.cli import workbooks

    return workbooks.export(asked.data, target)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those of the process.

    Examples
    --------
    >>> try:
    ...     main(["--version"])  # doctest: +ELLIPSIS
    ... except SystemExit as left:
    ...     print(left.code or 0)
    chirograph, version ...
    0
    """
    words, code, colour = "", 0, False if os.environ.get("NO_COLOR") else None
    try:
        prepare()
        left = cli.main(arguments, prog_name="chirograph", standalone_mode=False, color=colour)
        code = left if isinstance(left, int) else 0
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        words, code = shown.getvalue().rstrip("\n"), WRONG_USE
    except click.Abort:
        code = INTERRUPTED
    except ChirographError as error:
        words = "chirograph: " + "\n".join(map(str, error.faults))
        code = BAD_DATA if isinstance(error, DataError) else WRONG_USE
    except Stop as stop:
        words, code = stop.words and f"chirograph: {stop.words}", stop.code
    if words:
        talk(paper.laid(words, paper.talk()))
    sys.exit(code)
