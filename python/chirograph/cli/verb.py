"""What verbs have in common: the options they share, what these say together, how an answer is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from chirograph.base import layout
from chirograph.cells.several import ON_CELLS
from chirograph.cli import paper
from chirograph.cli.streams import BAD_DATA, SAYS_NO, answer, as_json, talk
from chirograph.cli.types import Code, Kinds, Length
from chirograph.errors import Fault, ParameterError, shown
from chirograph.records import DEFAULT_DATA

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.panel import Panel
    from chirograph.records.asking import Lengths

__all__ = ["TABLE", "Asked", "Result", "by_key", "codes", "numbers", "verb"]


#: Codes that are told beside a table; longer lists are no help.
_MOST_CODES = 12
#: Options that say how the table of a file is read.
TABLE = ("missing", "areas", "rows", "max_depth", "nominal", "sheet")


class Asked(NamedTuple):
    """What the options that several verbs share say."""

    data: str
    assume: tuple[str, ...] = ()
    as_of: str | None = None
    evidence: str | None = None
    lengths: Lengths = None
    coders: str | None = None
    missing: tuple[tuple[str | None, str], ...] = ()
    areas: str | None = None
    rows: str | None = None
    max_depth: int | None = None
    nominal: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sheet: str | None = None

    @property
    def options(self) -> dict[str, Any]:
        """Options of ``Dataset.panel``, ``profile``, ``interoperability`` and of a report."""
        names = {"as_of": "as_of", "evidence": "evidence", "list_length": "lengths", "coders": "coders"}
        return {name: getattr(self, field) for name, field in names.items()}

    def dataset(self) -> Dataset:
        """The dataset under the readings named."""
        from chirograph.dataset import Dataset
        from chirograph.records.readings import read_as

        records = self.loaded().records
        for name in self.assume:
            records = read_as(records, name)
        return Dataset(records)

    def loaded(self) -> Dataset:
        """The dataset as it stands."""
        from chirograph.base.delimited import is_table
        from chirograph.dataset import load

        if is_table(self.data):
            rule = "a table has no sources, dates and codebook: `overlap` and `report` answer of one"
            repair = "`chirograph template coding.xlsx` makes a workbook, `chirograph import` a dataset of it"
            raise ParameterError(Fault(self.data, "", "", rule, repair, "parameter"))
        return load(self.data)

    def thing(self) -> Dataset | Panel:
        """What is asked about, without a reading: a dataset, or the panel of a table in a file."""
        from chirograph.base.delimited import is_table

        if is_table(self.data):
            return self._read()
        wrong = [name for name in TABLE if getattr(self, name)]
        if wrong:
            option = f"--{wrong[0].replace('_', '-')}"
            rule = f"{option} says how a CSV file or a workbook is read"
            raise click.UsageError(f"{rule}; {self.data} is a dataset")
        return self.loaded()

    def panel(self) -> Panel:
        """Its panel, under the readings named; of a table, the one that the options say how to read."""
        from chirograph.dataset import Dataset

        thing = self.thing()
        if isinstance(thing, Dataset):
            return self.dataset().panel(**self.options)
        for choice in self.assume:
            thing = thing.assume(unpublished=choice)
        return thing

    def instead(self, data: str | None) -> Asked:
        """What is asked, of data that are named without --data, where they are."""
        source = click.get_current_context().get_parameter_source("data")
        if data is not None and source is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(f"the data are named twice: {data} and --data")
        return self if data is None else self._replace(data=data)

    def said(self) -> list[str]:
        """The words of the command line that say which table this is and how it is read."""
        from chirograph.report.command import ends_text

        codes = [word if code is None else f"{code}={word}" for code, word in self.missing]
        kinds = [f"{area}={','.join(words)}" if words else area for area, words in self.nominal]
        one = [(name, getattr(self, name)) for name in TABLE if name not in ("missing", "nominal")]
        lengths = [f"{row}={ends_text(ends)}" for row, ends in dict(self.lengths or {}).items()]  # type: ignore[arg-type]
        many = {"missing": codes, "nominal": kinds, "list_length": lengths, "assume": self.assume}
        options = [*one, *((name, text) for name, texts in many.items() for text in texts)]
        pairs = [(f"--{name.replace('_', '-')}", str(value)) for name, value in options if value is not None]
        return [self.data, *chain.from_iterable(pairs)]

    def _read(self) -> Panel:
        from chirograph.readers import read

        given = {"--as-of": self.as_of, "--evidence": self.evidence, "--coders": self.coders}
        wrong = [option for option, value in given.items() if value is not None]
        if wrong:
            raise click.UsageError(f"{wrong[0]} asks a dataset; {self.data} is a table")
        if self.lengths == "derived":
            raise click.UsageError("--list-length derived follows from the records of a dataset")
        codes = dict(self.missing)
        panel = read(
            self.data,
            sheet=self.sheet,
            areas=None if self.areas is None else self.areas.split(","),
            rows=self.rows,
            missing=codes[None] if [*codes] == [None] else codes or None,
            max_depth=3 if self.max_depth is None else self.max_depth,
            nominal=by_key(self.nominal, "--nominal"),
        )
        return panel.constrain(list_length=self.lengths) if self.lengths else panel  # type: ignore[arg-type]


class Result(NamedTuple):
    """The answer of a verb.

    Attributes
    ----------
    text : str
        Words and tables, for reading: the most telling line first. They are folded for a terminal.
    data : object
        The same for ``--json``.
    note : str
        Talk, for stderr.
    good : bool
        False when the result says no.
    faults : tuple of Fault
        What is wrong with the data checked.
    exact : str or bytes
        What is copied or read by programs, such as paths and references; it comes first and stays as it is.
        Bytes are a document.
    further : tuple of str
        Commands to go on with, for stderr.
    """

    text: str
    data: Any
    note: str = ""
    good: bool = True
    faults: tuple[Fault, ...] = ()
    exact: str | bytes = ""
    further: tuple[str, ...] = ()

    def print(self, *, plain: bool, wide: bool = False) -> None:
        """Print it; leave with the exit code for a result that is not good."""
        answer(as_json(self.data) if plain else self._words(wide))
        sheet = paper.talk(wide)
        said = [paper.laid(shown(self.note, lines=True), sheet)] if self.note else []
        if self.further:
            said.append(paper.commands([shown(line) for line in self.further], sheet))
        if said:
            talk(paper.styled("\n".join(said), sys.stderr, dim=True))
        if self.faults or not self.good:
            raise SystemExit(BAD_DATA if self.faults else SAYS_NO)

    def _words(self, wide: bool) -> str | bytes:
        """What is printed, its first line bold on a terminal."""
        if isinstance(self.exact, bytes):
            return self.exact
        first, *rest = shown(self.text, lines=True).split("\n")
        sheet = paper.answers(wide)
        head = paper.styled(paper.laid(first, sheet), sys.stdout, bold=True)
        told = [head, *([paper.laid("\n".join(rest), sheet)] if rest else [])] if self.text else []
        return "\n".join([*([shown(self.exact, lines=True)] if self.exact else []), *told])


def codes(panel: Panel) -> str:
    """What the codes in a table stand for; empty where they are names themselves, or too many for a line."""
    named = [f"{panel.names[row]} ({row})" for row in panel.rows if panel.names.get(row, row) != row]
    return f"Codes: {', '.join(named)}." if 0 < len(named) <= _MOST_CODES else ""


def _lengths(_context: click.Context, _option: click.Parameter, given: Sequence[Any]) -> Lengths:
    if "derived" in given:
        if len(given) > 1:
            raise click.UsageError("--list-length derived stands alone")
        return "derived"
    return by_key(given, "--list-length") or None


def by_key(given: Sequence[tuple[Any, Any]], option: str) -> Mapping[Any, Any]:
    """The values of an option that may be repeated, each key once."""
    keys = [key for key, _ in given]
    if twice := sorted({":".join(_parts(key)) for key in keys if keys.count(key) > 1}):
        raise click.UsageError(f"{option} is given more than once for {', '.join(twice)}")
    return dict(given)


def numbers(given: Sequence[str]) -> dict[str, Any]:
    """The parameters of an indicator from NAME=VALUE; a value that is no number is a word."""
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


def _parts(key: str | tuple[str, ...]) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key


_OPTIONS = {
    "missing": click.option(
        "--missing", multiple=True, type=Code(), metavar="[CODE=]WORD",
        help="What cells of a CSV file or workbook without a depth mean: unpublished, not_retrieved, "
        "unknown, absent and so on; or one code of them, as in '?=unpublished' or '-9=absent'. "
        "May be repeated.",
    ),
    "areas": click.option(
        "--areas", metavar="A,B",
        help="The columns of the file that are areas: names, X* for all that fit, first..last.",
    ),
    "rows": click.option("--rows", metavar="COLUMN", help="The column of the file with the programmes."),
    "max_depth": click.option(
        "--max-depth", type=click.IntRange(1, 15), metavar="TOP",
        help="Top of the scale in the file, by default 3.",
    ),
    "nominal": click.option(
        "--nominal", multiple=True, type=Kinds(), metavar="AREA[=NONE,A,B]",
        help="An area of the file whose codes are kinds without an order; with the words of its kinds, of "
        "which the first means none, as in form=none,court,arbitration. May be repeated.",
    ),
    "sheet": click.option("--sheet", metavar="NAME", help="The sheet of a workbook that is read."),
    "json": click.option("--json", "plain", is_flag=True, help="Print JSON."),
    "wide": click.option(
        "--wide", is_flag=True, help="Do not fold lines to the terminal: a row of a table is one line."
    ),
    "data": click.option(
        "--data", default=DEFAULT_DATA, show_default=True, metavar="NAME|PATH",
        help="A dataset of the package, a folder with data.json, or such a file; for `overlap` and `report` "
        "also a table in a .csv, .xlsx or .ods file.",
    ),
    "evidence": click.option(
        "--evidence", metavar="GRADE", help="A grade of the codebook, by default its first."
    ),
    "lengths": click.option(
        "--list-length", "lengths", multiple=True, type=Length(), callback=_lengths,
        help="Number of areas: P2=16, P2=10-17, or derived (from stated totals). May be repeated.",
    ),
    "assume": click.option(
        "--assume", multiple=True, metavar="READING",
        help="Read open cells as: absent, like:P1, or an assumption of the codebook, each with @P2,P3 for "
        "some partners alone; or cells, as in 'P2:A1=1-3 from SOURCE'. May be repeated.",
    ),
    "beside": click.option(
        "--assume", multiple=True, metavar="READING",
        help="Set a reading beside the bounds, which stay as they are: absent, like:P1, an "
        "assumption of the codebook, each with @P2,P3 for some partners alone, or cells. May be repeated; "
        "by default absent and the likeness that the codebook names.",
    ),
    "coders": click.option(
        "--coders", metavar="HOW",
        help=f"How several coders of a text make one cell: {', '.join(ON_CELLS)}, or a coder; by default as "
        "the codebook says.",
    ),
    "as_of": click.option(
        "--as-of", metavar="DATE",
        help="The day at which programmes and memberships are read; by default that of the data.",
    ),
}  # fmt: skip


def verb(*names: str) -> Callable[[Callable[..., Result]], Callable[..., None]]:
    """A function as a verb that prints its answer, with ``--json``, ``--wide`` and the shared options named.

    What those say comes first, as one thing.
    """

    def add(function: Callable[..., Result]) -> Callable[..., None]:
        @wraps(function)
        def run(plain: bool, wide: bool, **given: Any) -> None:
            shared = {name: given.pop(name) for name in Asked._fields if names and name in given}
            # Tables are laid out where a result becomes text; data are the same on every terminal.
            with layout.on(layout.paper() if plain else paper.answers(wide)):
                result = function(*([Asked(**shared)] if names else []), **given)
            result.print(plain=plain, wide=wide)

        for name in reversed((*names, "json", "wide")):
            run = _OPTIONS[name](run)
        return run

    return add
