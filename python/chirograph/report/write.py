"""One self-contained page: what is known, what follows whatever the rest says, and what would settle it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from chirograph.base import files
from chirograph.base.public import public
from chirograph.errors import Fault, ParameterError
from chirograph.report.asking import Asking

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.plots import PlotResult
    from chirograph.records.coding import Lengths

__all__ = ["DEFAULT_NAME", "MARK", "page", "report"]

#: File name when none is given.
DEFAULT_NAME = "chirograph-report.html"
#: Stands near the top of every report; a file without it is not ours to replace.
MARK = '<meta name="generator" content="chirograph report">'


@public
def report(
    datasets: Dataset | Sequence[Dataset],
    path: str | os.PathLike[str] = DEFAULT_NAME,
    *,
    assume: Sequence[str] | None = None,
    evidence: str | None = None,
    list_length: Lengths = None,
    as_of: str | date | None = None,
    figures: str | os.PathLike[str] | None = None,
    command: str | None = None,
) -> Path:
    """Write the report on a dataset as one HTML file.

    The page needs no network and no script, is readable on a phone and in print, and has the same bytes on
    every run with the same data: its date is the day to which the data are kept. Nobody ever sees half of
    one.

    Parameters
    ----------
    datasets : Dataset or sequence of Dataset
        The first is what the report is about. The others are the same data under a reading, as
        ``ds.assume(unpublished="like:KOR")`` gives it; they are set beside the bounds.
    path : path
        Where to write. An earlier report is replaced and keeps its mode; any other file is not. A link is
        followed, a device or a pipe is written to.
    assume : sequence of str, optional, keyword-only
        Readings to set beside the bounds: "absent", "like:KOR", or the name of an assumption of the
        codebook. By default, when one dataset is given, "absent" and the partner that the codebook names as
        a likeness.
    evidence : str, optional, keyword-only
        Evidence grade, as in ``Dataset.panel``.
    list_length : "derived" or mapping, optional, keyword-only
        Known lengths of lists, as in ``Dataset.panel``.
    as_of : str or date, optional, keyword-only
        The day at which programmes and memberships are read, as in ``Dataset.panel``; by default that of the
        data. Claims name days of their own.
    figures : path, optional, keyword-only
        A folder that gets every figure of the page as svg, png, csv and text. Files of the same names are
        replaced.
    command : str, optional, keyword-only
        The command that rebuilds the file; by default the one that has the same effect.

    Returns
    -------
    Path
        The file written: `path`, or where that is a link the file behind it.

    Raises
    ------
    ParameterError
        If no dataset is given, a reading is of other data than the first, something that is not a report is
        in the way, or the folder does not exist.
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
    """
    target = Path(path)
    _check_target(target)
    asking = Asking(evidence, None if as_of is None else str(as_of), list_length)
    text, drawn = page(datasets, asking, assume, command)
    written = files.write(target, text, lambda: _check_target(target))
    save(drawn, figures)
    return written


def page(
    datasets: Dataset | Sequence[Dataset],
    asking: Asking | None = None,
    assume: Sequence[str] | None = None,
    command: str | None = None,
) -> tuple[str, Mapping[str, PlotResult]]:
    """The text of the report, and its figures by name; see `report`.

    Examples
    --------
    >>> import chirograph as cg
    >>> text, figures = page(cg.load("nato-ip4"))
    >>> sorted(figures)
    ['bounds', 'dimensions', 'matrix', 'network']
    """
    from chirograph.plots.palette import house
    from chirograph.report.context import context_of
    from chirograph.report.page import page_of

    things = [datasets] if not isinstance(datasets, Sequence) else list(datasets)
    if not things:
        raise ParameterError(
            Fault(place="report", value="[]", rule="a report must be about a dataset", repair="give one")
        )
    for other in things[1:]:
        if other.sha256 != things[0].sha256:
            rule = "every dataset of a report must be the first one, as it is or under a reading"
            raise ParameterError(Fault(place="report", value=other.id, rule=rule, repair="write two reports"))
    with house():
        context = context_of(things, asking or Asking(), assume, command)
        return page_of(context), context.figures


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
