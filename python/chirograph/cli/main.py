"""The command line. Results go to stdout, talk to stderr; nothing is asked.

Exit codes: 0 right, 1 the result says no, 2 wrong use, 3 bad data.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from chirograph import __version__
from chirograph.cli import verbs
from chirograph.cli.types import Key, Length, Member
from chirograph.errors import ChirographError, DataError
from chirograph.records import DEFAULT_DATA
from chirograph.report.write import DEFAULT_NAME

if TYPE_CHECKING:
    from chirograph.errors import Fault

__all__ = ["main"]

SAYS_NO, WRONG_USE, BAD_DATA = 1, 2, 3


def _options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that several verbs share, by name."""
    known = {
        "json": click.option("--json", "as_json", is_flag=True, help="Print JSON."),
        "data": click.option(
            "--data", default=DEFAULT_DATA, show_default=True, metavar="NAME|PATH",
            help="A dataset of the package, a folder with data.json, or such a file.",
        ),
        "evidence": click.option("--evidence", metavar="GRADE", help="strict (default) or declared."),
        "lengths": click.option(
            "--list-length", "lengths", multiple=True, type=Length(),
            help="Number of areas: JPN=16, JPN=10-17, or derived (from stated totals). May be repeated.",
        ),
        "assume": click.option(
            "--assume", multiple=True, metavar="READING",
            help="Read open cells as: absent, like:KOR, or an assumption of the codebook. May be repeated.",
        ),
        "beside": click.option(
            "--assume", multiple=True, metavar="READING",
            help="Set a reading beside the bounds, which stay as they are: absent, like:KOR, or an "
            "assumption of the codebook. May be repeated; by default absent and the likeness "
            "that the codebook names.",
        ),
        "as_of": click.option(
            "--as-of", metavar="DATE",
            help="The day at which programmes and memberships are read; by default that of the data.",
        ),
    }  # fmt: skip

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = known[name](command)
        return command

    return add


def _lengths(given: Sequence[Any]) -> str | Mapping[str, Any] | None:
    if not given:
        return None
    if "derived" in given:
        if len(given) > 1:
            raise click.UsageError("--list-length derived stands alone")
        return "derived"
    labels = [label for label, _ in given]
    twice = sorted({label for label in labels if labels.count(label) > 1})
    if twice:
        raise click.UsageError(f"--list-length is given more than once for {', '.join(twice)}")
    return dict(given)


def _emit(result: verbs.Result, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.data, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        click.echo(result.text)
    if result.note:
        click.echo(result.note, err=True)
    if not result.good:
        raise SystemExit(SAYS_NO)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="chirograph")
def cli() -> None:
    """Overlap of cooperation programmes when part of their text is not public.

    Every answer is a range: what holds whatever the text says that is not public or was not read.
    """


@cli.command()
@click.option(
    "--out", default=DEFAULT_NAME, show_default=True, metavar="FILE", help="Where to write; - is stdout."
)
@click.option(
    "--figures",
    metavar="DIR",
    help="Also write each figure as svg, png, csv and text; same names are replaced.",
)
@_options("data", "beside", "as_of", "evidence", "lengths", "json")
def report(
    out: str, figures: str | None, data: str, assume: tuple[str, ...], as_of: str | None,
    evidence: str | None, lengths: Any, as_json: bool,
) -> None:  # fmt: skip
    """Write one HTML file with everything that follows from a dataset."""
    if out == "-" and as_json:
        raise click.UsageError("--json and --out - must not both go to stdout; name a file")
    asked = {"evidence": evidence, "list_length": _lengths(lengths), "as_of": as_of}
    _emit(verbs.report(data, out, assume or None, figures, asked), as_json)


@cli.command()
@click.argument("path")
@_options("json")
def check(path: str, as_json: bool) -> None:
    """Check a dataset: every fault with its place, rule and repair.

    Exit code 3 if the data break a rule, 1 if derived files no longer say what the rows say.
    """
    result = verbs.check(path)
    if result.faults:
        click.echo(json.dumps(result.data, ensure_ascii=False, indent=2) if as_json else result.text)
        raise SystemExit(BAD_DATA)
    _emit(result, as_json)


@cli.command()
@click.argument("key", type=Key(pairs=True), default="jaccard")
@click.option(
    "--pair", metavar="KOR,JPN", help="One pair in full: areas that make it, break it or could change it."
)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="May be repeated.")
@_options("data", "assume", "as_of", "evidence", "lengths", "json")
def overlap(
    key: str, pair: str | None, parameters: tuple[str, ...], data: str, assume: tuple[str, ...],
    as_of: str | None, evidence: str | None, lengths: Any, as_json: bool,
) -> None:  # fmt: skip
    """Bounds of an index for every pair; KEY is jaccard unless given (see `chirograph indicators`)."""
    panel = verbs.panel(data, assume, as_of, evidence, _lengths(lengths))
    _emit(verbs.overlap(panel, key, pair, _parameters(parameters)), as_json)


def _parameters(given: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not (name and sign and value):
            raise click.UsageError(f"--parameter {item!r} is not NAME=VALUE")
        try:
            found[name] = float(value)
        except ValueError:
            found[name] = value
    return found


@cli.command()
@click.argument("claim", required=False)
@_options("data", "assume", "evidence", "json")
def claims(
    claim: str | None, data: str, assume: tuple[str, ...], evidence: str | None, as_json: bool
) -> None:
    """Claims of the literature with the verdict the records give; or one CLAIM in full.

    Cells are read in every evidence grade unless one is given.
    """
    from chirograph.cli import claims

    _emit(claims.claims(data, claim, assume, evidence), as_json)


@cli.command()
@click.option("--pair", metavar="KOR,JPN", help="One pair, or a partner and the hub, in words.")
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
    help="A membership to set: KOR:BICES=1, KOR:BICES=0-1, KOR:JPN:PP-ISA=0. May be repeated.",
)
@click.option(
    "--system-share",
    type=float,
    metavar="SHARE",
    help="Weight of systems against areas in a dimension, 0 to 1.",
)
@_options("data", "assume", "as_of", "evidence", "lengths", "json")
def interoperability(
    pair: str | None, dimensions: tuple[str, ...], rho: tuple[float, ...],
    members: tuple[Any, ...], system_share: float | None, data: str, assume: tuple[str, ...],
    as_of: str | None, evidence: str | None, lengths: Any, as_json: bool,
) -> None:  # fmt: skip
    """Programmed interoperability (committed and joined), not achieved: bounds for pairs, hub and group.

    Exit code 1 if the dataset declares no dimensions.
    """
    from chirograph.cli import programmed

    asked = programmed.Asked(
        pair, dimensions, rho, as_of, evidence, _lengths(lengths), _members(members), system_share
    )
    _emit(programmed.interoperability(data, assume, asked), as_json)


def _members(given: Sequence[Any]) -> dict[tuple[str, ...], Any]:
    keys = [key for key, _ in given]
    twice = sorted({":".join(key) for key in keys if keys.count(key) > 1})
    if twice:
        raise click.UsageError(f"--member is given more than once for {', '.join(twice)}")
    return dict(given)


@cli.command()
@click.option("--partner", metavar="KOR", help="One programme in words.")
@click.option("--kind", metavar="KIND", help="Kind of programme, by default the first of the data.")
@_options("data", "assume", "as_of", "evidence", "lengths", "json")
def profile(
    partner: str | None, kind: str | None, data: str, assume: tuple[str, ...], as_of: str | None,
    evidence: str | None, lengths: Any, as_json: bool,
) -> None:  # fmt: skip
    """Profile of programmes: what they lean to, how deep they go, how much the record settles."""
    from chirograph.cli import profile

    asked = profile.Asked(partner, kind, as_of, evidence, _lengths(lengths))
    _emit(profile.profile(data, assume, asked), as_json)


@cli.command()
@click.argument("key", type=Key(), required=False)
@_options("json")
def indicators(key: str | None, as_json: bool) -> None:
    """Every indicator, or all there is to say about one."""
    _emit(verbs.indicators(key), as_json)


@cli.command()
@_options("data", "json")
def codebook(data: str, as_json: bool) -> None:
    """The codebook of a dataset: scale, areas, kinds of unknown, rule of coding."""
    _emit(verbs.codebook(data), as_json)


@cli.command()
@click.argument("key", type=Key(), required=False)
@_options("data", "json")
def cite(key: str | None, data: str, as_json: bool) -> None:
    """How to cite the software and a dataset, or the indicator KEY."""
    _emit(verbs.cite(key, data), as_json)


@cli.command()
@click.argument("directory")
@_options("json")
def new(directory: str, as_json: bool) -> None:
    """Start a dataset: a small invented one that passes `chirograph check`."""
    _emit(verbs.new(directory), as_json)


@cli.command()
@click.argument("directory")
@click.option("--overwrite", is_flag=True, help="Replace a data package that is there already.")
@_options("data", "json")
def export(directory: str, overwrite: bool, data: str, as_json: bool) -> None:
    """Write a dataset as a Data Package: CSV files and datapackage.json."""
    _emit(verbs.export(data, directory, overwrite), as_json)


def _faults(faults: Sequence[Fault]) -> str:
    return "\n".join(str(fault) for fault in faults)


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
    colour = False if os.environ.get("NO_COLOR") else None
    try:
        code = cli.main(arguments, prog_name="chirograph", standalone_mode=False, color=colour)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USE)
    except click.Abort:
        sys.exit(130)
    except ChirographError as error:
        click.echo(f"chirograph: {_faults(error.faults)}", err=True)
        sys.exit(BAD_DATA if isinstance(error, DataError) else WRONG_USE)
    except BrokenPipeError:
        # The reader left; what is still in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(SAYS_NO)
    except OSError as error:
        words = (error.filename, error.strerror or error)
        click.echo(": ".join(["chirograph", *(str(word) for word in words if word)]), err=True)
        sys.exit(WRONG_USE)
    sys.exit(code if isinstance(code, int) else 0)
