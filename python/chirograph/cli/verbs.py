"""What each verb of the command line does, as text and as plain data; it prints nothing itself."""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chirograph import _core
from chirograph.base.files import empty_folder, write_folder
from chirograph.base.markup import columns_of_text, counted
from chirograph.cli.verb import Asked, Result, codes
from chirograph.errors import DataError, Fault, UnknownLabel
from chirograph.records import DEFAULT_DATA

__all__ = ["answer", "check", "cite", "codebook", "export", "indicators", "new", "overlap", "report"]


def answer(asked: Asked) -> Result:
    """What the record settles of the question of a dataset, or of a table."""
    from chirograph.base.delimited import is_table

    table = is_table(asked.data)
    found = asked.panel().answer() if table else asked.dataset().answer(**asked.options)
    further = () if table else ("chirograph report", "chirograph claims", "chirograph documents")
    return Result(found.explain(), found.to_dict(), further=further)


def report(asked: Asked, out: str, figures: str | None, appendix: str | None) -> Result:
    """Write the report; say where it is, and its answer.

    "-" makes the page the result, and what is said about it talk.
    """
    from chirograph.panel import Panel
    from chirograph.records.asking import Asking
    from chirograph.report.subject import subject_of
    from chirograph.report.write import pages, save
    from chirograph.report.write import report as write

    thing, assume = asked.thing(), asked.assume or None
    if isinstance(thing, Panel):
        panel, options, command = thing, {}, shlex.join(["chirograph", "report", *asked.said()])
    else:
        panel, options, command = thing.panel(**asked.options), asked.options, None
    found, subject = thing.answer(**options), subject_of(thing)
    words = f"{found.explain()}\n\nData: {subject.line}, SHA-256 of {subject.hashed} {subject.sha256}"
    if out == "-":
        made = pages(thing, Asking(**options), assume, command)
        save(made.figures, figures)
        return Result("", None, words, exact=made.text.removesuffix("\n").encode())
    path = write(thing, out, assume=assume, figures=figures, appendix=appendix, command=command, **options)
    told = asked.said() if command else [] if asked.data == DEFAULT_DATA else [asked.data]
    one = shlex.join(["chirograph", "overlap", *told, "--pair", ",".join(panel.rows[:2])])
    note = f"{out} is a link; the file behind it was written" if str(path) != str(Path(out)) else ""
    beside = {name: value for name, value in (("figures", figures), ("appendix", appendix)) if value}
    lines = [str(path), *([appendix] if appendix else [])]
    lines += [f"{figures}: figures as svg, png, csv and text"] if figures else []
    own = ("chirograph new my-agreements", "chirograph check my-agreements")
    further = (one, *own) if len(panel.rows) > 1 else own
    about = {name: getattr(subject, name) for name in ("title", "as_of", "sha256")}
    data = {"report": str(path), **beside, "answer": found.to_dict(), "data": about}
    return Result(words, data, note, exact="\n".join([*lines, ""]), further=further)


def check(path: str) -> Result:
    """Faults of a dataset; derived files that are there and no longer say what the rows say."""
    from chirograph.dataset import load
    from chirograph.records.rebuild import derived

    try:
        dataset = load(path)
        panel = dataset.panel()
    except DataError as error:
        faults = error.faults
        text = "\n".join([str(error), counted(len(faults), "fault")])
        return Result(text, {"good": False, "faults": [_fault(fault) for fault in faults]}, faults=faults)
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    stale = []
    if Path(path).exists():
        texts = derived(folder if Path(path).is_dir() else path)
        stale = [
            name for name, text in texts.items()
            if (folder / name).is_file() and (folder / name).read_bytes() != text.encode("utf-8")
        ]  # fmt: skip
    words = f"{dataset.id} {dataset.version}, as of {dataset.as_of}: no fault"
    words += (
        f" ({len(panel.rows)} programmes by {len(panel.columns)} areas, {len(panel.unknown())} open cells)"
    )
    lines = [words, *(f"{name} is not what the rows make of it; rebuild it" for name in stale)]
    note = "The next command writes the derived files." if stale else ""
    further = (shlex.join(["python", "-m", "chirograph.rebuild", str(folder)]),) if stale else ()
    data = {"good": not stale, "faults": [], "stale": stale, "id": dataset.id, "sha256": dataset.sha256}
    return Result("\n".join(lines), data, note, good=not stale, further=further)


def _fault(fault: Fault) -> dict[str, str]:
    return {name: getattr(fault, name) for name in ("file", "place", "value", "rule", "repair", "code")}


def overlap(asked: Asked, key: str, pair: str | None, options: Mapping[str, Any]) -> Result:
    """Bounds of every pair, or one pair in words."""
    panel = asked.panel()
    found = panel.overlap(key, **options)
    if pair is None:
        return Result(repr(found), found.to_dict(), codes(panel))
    labels = tuple(pair.split(","))
    if len(labels) != 2:
        raise UnknownLabel(
            Fault("", "--pair", repr(pair), "a pair must be two partners", "for example P1,P2")
        )
    one = found[labels[0].strip(), labels[1].strip()]
    return Result(one.explain(), one.to_dict())


def indicators(key: str | None) -> Result:
    """The catalogue, or one entry of it."""
    from chirograph.catalogue.indicators import describe
    from chirograph.catalogue.indicators import indicators as catalogue

    if key is not None:
        about = describe(key)
        names = "key title question formula low high direction undefined family bounds"
        names += " parameters traits reference"
        plain = {name: getattr(about, name) for name in names.split()}
        return Result(str(about), {**plain, "low": about.low if math.isfinite(about.low) else None})
    table = catalogue()
    rows = [[str(row[name]) for name in ("key", "question")] for row in table]
    note = "chirograph indicators KEY says more about one."
    return Result("\n".join(columns_of_text(["", ""], rows)[1:]), list(table), note)


def codebook(asked: Asked) -> Result:
    """Scale, areas, statuses and rule of coding."""
    book = asked.dataset().records.data["codebook"]
    groups = {group["id"]: group["name"] for group in book["groups"]}
    lines = [f"{book['id']} {book['version']}", "", "Scale"]
    lines += [f"  {row['depth']} {row['name']}: {row['meaning']}" for row in book["scale"]]
    lines += ["", "Areas"]
    lines += [
        f"  {row['name']} ({row['id']}; {groups[row['group']]}): {row['definition']}" for row in book["areas"]
    ]
    lines += ["", "Why a cell is known or open"]
    lines += [
        f"  {row['label']}: {row['meaning']}. Settled by: {row['settled_by']}" for row in book["statuses"]
    ]
    lines += ["", "Evidence grades", *(f"  {row['id']}: {row['meaning']}" for row in book["evidence_grades"])]
    if book.get("assumptions"):
        lines += ["", "Assumptions that --assume can switch on"]
        lines += [f"  {row['id']}: {row['statement']}" for row in book["assumptions"]]
    lines += ["", "Rule of coding", f"  {book['coding']['rule']}"]
    return Result("\n".join(lines), book)


def cite(asked: Asked, key: str | None) -> Result:
    """References for the software and a dataset, or for an indicator."""
    from chirograph.citation import cite as reference

    found = reference(key) if key else reference() + asked.dataset().cite()
    return Result("", {"apa": found.apa, "bibtex": found.bibtex, "data": found.data}, exact=str(found))


def new(directory: str) -> Result:
    """A copy of the template dataset, with the schema of its format, in a new or empty folder."""
    from importlib import resources

    target = Path(directory)
    template = resources.files("chirograph") / "data" / "template"
    items = sorted(template.iterdir(), key=lambda entry: entry.name)
    files: dict[str, str | bytes] = {item.name: item.read_bytes() for item in items if item.is_file()}
    files["dataset.schema.json"] = _core.schema()  # the name that "$schema" of the template's data.json gives
    write_folder(target, files, lambda: empty_folder(target))
    paths = "\n".join(str(target / name) for name in files)
    further = (shlex.join(["chirograph", "check", str(target)]),)
    return Result("", {"directory": str(target), "files": list(files)}, exact=paths, further=further)


def export(asked: Asked, directory: str, overwrite: bool) -> Result:
    """A dataset as a Data Package."""
    from importlib import resources

    from chirograph.records.export import export as write

    if Path(asked.data).exists():
        written = write(asked.data, directory, overwrite=overwrite)
    else:
        asked.dataset()  # a name that is not known is refused here, with near names
        with resources.as_file(resources.files("chirograph") / "data" / asked.data) as folder:
            written = write(folder, directory, overwrite=overwrite)
    return Result("", {"package": str(written)}, exact=str(written))
