"""One self-contained page: what is known, what follows whatever the rest says, and what would settle it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chirograph.base import files
from chirograph.base.public import public
from chirograph.errors import Fault, ParameterError, brief
from chirograph.records.asking import Asking

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.findings.answer import Answer
    from chirograph.panel import Panel
    from chirograph.plots import PlotResult
    from chirograph.records.asking import Lengths
    from chirograph.report.context import Context

__all__ = ["DEFAULT_NAME", "MARK", "Pages", "pages", "report", "written"]

#: File name when none is given.
DEFAULT_NAME = "chirograph-report.html"
#: Stands near the top of every report; a file without it is not ours to replace.
MARK = '<meta name="generator" content="chirograph report">'


@public
def report(
    about: Dataset | Panel | Sequence[Dataset],
    path: str | os.PathLike[str] = DEFAULT_NAME,
    *,
    assume: Sequence[str] | None = None,
    evidence: str | None = None,
    list_length: Lengths = None,
    as_of: str | date | None = None,
    coders: str | None = None,
    figures: str | os.PathLike[str] | None = None,
    appendix: str | os.PathLike[str] | None = None,
    command: str | None = None,
) -> Path:
    """Write the report on a dataset, or on a panel of your own, as one HTML file.

    The page begins with the answer to the question of the dataset. It needs no network, works without
    scripts, is readable on a phone and in print, and has the same bytes on every run with the same data: its
    date is the day to which the data are kept. Nobody ever sees half of one.

    Parameters
    ----------
    about : Dataset, Panel, or sequence of Dataset
        What the report is about. Of several datasets it is the first; the others are the same data under a
        reading, as ``ds.assume(unpublished="like:KOR")`` gives it, and are set beside the bounds. A panel has
        no records: its page names what ``Panel.describe`` was told, and has no section on interoperability,
        profiles and claims.
    path : path
        Where to write. An earlier report is replaced and keeps its mode; any other file is not. A link is
        followed, a device or a pipe is written to.
    assume : sequence of str, optional, keyword-only
        Readings to set beside the bounds: "absent", "like:KOR", or the name of an assumption of the
        codebook. By default, when one dataset is given, "absent" and the partner that the codebook names as
        a likeness; for a panel "absent".
    evidence : str, optional, keyword-only
        Evidence grade, as in ``Dataset.panel``.
    list_length : "derived" or mapping, optional, keyword-only
        Known lengths of lists, as in ``Dataset.panel``.
    as_of : str or date, optional, keyword-only
        The day at which programmes and memberships are read, as in ``Dataset.panel``; by default that of the
        data. Claims name days of their own.
    coders : str, optional, keyword-only
        How several coders of a text make one cell, as in ``Dataset.panel``. Claims keep the codebook's rule.
    figures : path, optional, keyword-only
        A folder that gets every figure of the page as svg, png, csv and text. Files of the same names are
        replaced.
    appendix : path, optional, keyword-only
        Where to write a second page, with every register, every index and every number of a claim.
    command : str, optional, keyword-only
        The command that rebuilds the file; by default the one that has the same effect.

    Returns
    -------
    Path
        The file written: `path`, or where that is a link the file behind it.

    Raises
    ------
    ParameterError
        If no dataset is given, a reading is of other data than the first, a panel is asked for what only
        records can answer, something that is not a report is in the way, or the folder does not exist.
    OSError
        If the disk refuses the file; an earlier report is then still there.

    Examples
    --------
    >>> import tempfile, chirograph as cg
    >>> ds = cg.load("nato-ip4")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = cg.report([ds, ds.assume(unpublished="like:KOR")], folder + "/brief.html").read_text()
    >>> page.startswith("<!doctype html>"), len(page) < 2_000_000
    (True, True)
    >>> panel = cg.Panel([[1, 0, 1], [1, 1, 0]], [[1, 1, 1], [1, 1, 0]], max_depth=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = cg.report(panel.describe(title="Two lists"), folder + "/mine.html").read_text()
    >>> page.count("Two lists") > 0
    True
    """
    asking = Asking(None, _day(as_of), evidence, list_length, coders)
    return written(about, path, asking, assume, command, appendix=appendix, figures=figures)[0]


def written(
    about: Dataset | Panel | Sequence[Dataset],
    path: str | os.PathLike[str],
    asking: Asking,
    assume: Sequence[str] | None,
    command: str | None,
    *,
    appendix: str | os.PathLike[str] | None,
    figures: str | os.PathLike[str] | None,
) -> tuple[Path, Pages]:
    """Write a report; the file, and what is in it."""
    targets = [Path(path), *([] if appendix is None else [Path(appendix)])]
    for target in targets:
        _check_target(target)
    if len({target.absolute() for target in targets}) < len(targets):
        raise _refused(str(appendix), "the appendix must be a file of its own", "choose another name")
    made = pages(about, asking, assume, command, appendix=appendix is not None)
    texts = zip(targets, (made.text, made.appendix), strict=False)
    there = [files.write(to, text, partial(_check_target, to)) for to, text in texts]
    save(made.figures, figures)
    return there[0], made


class Pages(NamedTuple):
    """The text of a report, that of its appendix (empty unless asked for), its answer, figures by name."""

    text: str
    appendix: str
    answer: Answer
    figures: Mapping[str, PlotResult]


def pages(
    about: Dataset | Panel | Sequence[Dataset],
    asking: Asking | None = None,
    assume: Sequence[str] | None = None,
    command: str | None = None,
    *,
    appendix: bool = False,
) -> Pages:
    """The report as text; see `report`.

    Examples
    --------
    >>> import chirograph as cg
    >>> made = pages(cg.Panel([[1, 0, 1], [1, 1, 0]], [[1, 1, 1], [1, 1, 0]], max_depth=1))
    >>> sorted(made.figures)
    ['areas', 'documents', 'pairs', 'practice']
    """
    from chirograph.plots.palette import house
    from chirograph.report.page import appendix_of, page_of

    with house():
        context = _context(about, asking or Asking(), assume, command)
        text = page_of(context)
        more = appendix_of(context) if appendix else ""
        return Pages(text, more, context.answer, context.figures)


def _context(
    about: Dataset | Panel | Sequence[Dataset],
    asking: Asking,
    assume: Sequence[str] | None,
    command: str | None,
) -> Context:
    from chirograph.dataset import Dataset
    from chirograph.panel import Panel
    from chirograph.report.context import context_of, context_of_panel

    if isinstance(about, Panel):
        named = [f"{name}=" for name, value in asking._asdict().items() if value is not None]
        if named:
            rule = "a panel has no records that could be read in a grade, at a day, or for lengths of lists"
            repair = "leave it out; panel.constrain(list_length=...) fixes a length"
            raise _refused(", ".join(named), rule, repair)
        return context_of_panel(about, assume, command)
    things = list(about) if isinstance(about, Sequence) else [about]
    if not things:
        raise _refused("[]", "a report must be about a dataset or a panel", "give one")
    for thing in things:
        if not isinstance(thing, Dataset):
            rule = "a report must be about a dataset, readings of one dataset, or a panel"
            repair = "give what cg.load or cg.read returns; readings of a panel are named in assume="
            raise _refused(brief(thing), rule, repair)
        if thing.sha256 != things[0].sha256:
            rule = "every dataset of a report must be the first one, as it is or under a reading"
            raise _refused(thing.id, rule, "write two reports")
    return context_of(things, asking, assume, command)


def _day(as_of: str | date | None) -> str | date | None:
    """A day in the letters that a page shows; what is none is left to whoever reads it."""
    return as_of.isoformat() if isinstance(as_of, date) else as_of


def _refused(value: str, rule: str, repair: str) -> ParameterError:
    return ParameterError(Fault(place="report", value=value, rule=rule, repair=repair))


def save(drawn: Mapping[str, PlotResult], folder: str | os.PathLike[str] | None) -> None:
    """Write the files of each figure into a folder; nothing without one."""
    for name, plot in drawn.items() if folder is not None else ():
        plot.save(Path(folder or "."), name)


def _check_target(target: Path) -> None:
    def refuse(rule: str, repair: str) -> None:
        raise ParameterError(Fault(str(target), "", "", rule, repair, "io"))

    if not target.absolute().parent.is_dir():
        refuse("the folder of the report must exist", "make it first")
    if target.is_dir():
        refuse("the report must be a file", "a folder of this name is in the way; choose another name")
    if target.is_file() and target.stat().st_size:
        with target.open("rb") as file:
            ours = MARK.encode() in file.read(4096)
        if not ours:
            rule = "only an earlier report may be replaced"
            refuse(rule, "the file is something else; choose another name with --out")
