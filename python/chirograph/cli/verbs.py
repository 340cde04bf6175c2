"""What each verb of the command line does, as text and as plain data; it prints nothing itself."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chirograph.errors import DataError, Fault, ParameterError, UnknownLabel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chirograph.dataset import Dataset
    from chirograph.overlap import Overlap
    from chirograph.panel import Panel

__all__ = ["Result", "check", "cite", "codebook", "export", "indicators", "new", "overlap", "panel", "report"]

Lengths = str | Mapping[str, int | tuple[int, int]] | None


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of a verb.

    Attributes
    ----------
    text : str
        For reading.
    data : object
        The same for ``--json``.
    note : str
        Talk, for stderr.
    good : bool
        False when the result says no.
    faults : tuple of Fault
        What is wrong with the data checked.
    """

    text: str
    data: Any
    note: str = ""
    good: bool = True
    faults: tuple[Fault, ...] = ()


def report(
    data: str, out: str, assume: Sequence[str] | None, figures: str | None, asked: Mapping[str, Any]
) -> Result:
    """Write the report; say where it is and the first things it says.

    "-" makes the page the result, and what is said about it talk. `asked` are options of `chirograph.report`.
    """
    from chirograph import load
    from chirograph.report.write import page, save
    from chirograph.report.write import report as write

    dataset = load(data)
    if out == "-":
        text, drawn = page(dataset, assume=assume, **asked)
        save(drawn, figures)
        words, _ = _summary(dataset.panel(**asked), dataset)
        return Result(text.removesuffix("\n"), None, "\n".join(words))
    path = write(dataset, out, assume=assume, figures=figures, **asked)
    panel = dataset.panel(**asked)
    words, facts = _summary(panel, dataset)
    pair = f"chirograph overlap --pair {panel.rows[0]},{panel.rows[1]}; " if len(panel.rows) > 1 else ""
    note = f"Next: {pair}chirograph new my-agreements; chirograph check my-agreements"
    saved = {} if figures is None else {"figures": figures}
    lines = [str(path), *([f"{figures}: figures as svg, png, csv and text"] if figures else []), "", *words]
    return Result("\n".join(lines), {"report": str(path), **saved, **facts}, note)


def _summary(panel: Panel, dataset: Dataset) -> tuple[list[str], dict[str, Any]]:
    """The first things a report says: what is known, the order of pairs, which data."""
    lines, facts = [*_known(panel), ""], {"partners": _counts(panel)}
    if len(panel.rows) > 1:
        words, order = _order(panel.overlap("jaccard"))
        lines += [*words, ""]
        facts |= order
    about = {
        "id": dataset.id,
        "version": dataset.version,
        "as_of": dataset.as_of,
        "sha256": dataset.sha256,
    }
    lines.append(f"Data: {dataset.id} {dataset.version}, as of {dataset.as_of}, SHA-256 {dataset.sha256}")
    return lines, {**facts, "data": about}


def _counts(panel: Panel) -> list[dict[str, Any]]:
    found = []
    for i, label in enumerate(panel.rows):
        may, deeper = panel.lower[i] == 0, panel.lower[i] > 0
        opened = panel.lower[i] < panel.upper[i]
        found.append(
            {
                "partner": label,
                "certainly_in": int((panel.lower[i] >= 1).sum()),
                "certainly_not_in": int((panel.upper[i] == 0).sum()),
                "open": int(((panel.lower[i] == 0) & (panel.upper[i] > 0)).sum()),
                "open_by_status": _by_status(panel.status[i][opened & may]),
                "depth_open_by_status": _by_status(panel.status[i][opened & deeper]),
            }
        )
    return found


def _by_status(statuses: NDArray[np.str_]) -> dict[str, int]:
    """How many cells there are of each status, most first."""
    counts = Counter(statuses.tolist())
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _known(panel: Panel) -> list[str]:
    labels, lines = panel.status_labels, []
    rows = _counts(panel)
    width = max(len(panel.names.get(row["partner"], row["partner"])) for row in rows)
    for row in rows:
        name = panel.names.get(row["partner"], row["partner"])
        reasons = [f"{labels.get(status, status)} {count}" for status, count in row["open_by_status"].items()]
        deeper = sum(row["depth_open_by_status"].values())
        reasons += [f"in it but depth open {deeper}"] if deeper else []
        counts = f"{row['certainly_in']:>2} in, {row['certainly_not_in']:>2} not in, {row['open']:>2} open"
        lines.append(f"{name:<{width}}  {counts}" + (f"  ({'; '.join(reasons)})" if reasons else ""))
    return lines


def _order(overlap: Overlap) -> tuple[list[str], dict[str, Any]]:
    """The pair with the highest certain overlap, and the pairs whose order unknown cells could reverse."""
    from chirograph.ranks.order import order_of
    from chirograph.report import finding

    found = finding.ranges(overlap)
    if not found:
        return ["No pair has a value."], {"highest_certain": None, "order": None}
    order = order_of(overlap)
    highest, facts = _highest(overlap, found)
    words = f"Order of pairs: {order.certain} of {order.total} comparisons settled, "
    words += f"{order.reversible} can be reversed by unknown cells"
    lines = [highest, words + (f", {order.open} undecided" if order.open else "")]
    reversible = [item for item in order.comparisons if item.verdict == "reversible"]
    lines += [
        f"  {_title(overlap, item.first)} / {_title(overlap, item.second)}"
        for item in reversible[:_MOST_SHOWN]
    ]
    if len(reversible) > _MOST_SHOWN:
        lines.append(f"  … and {len(reversible) - _MOST_SHOWN} more (--json lists all)")
    counts = {
        "settled": order.certain,
        "above": order.above,
        "at_least": order.at_least,
        "equal": order.equal,
        "reversible": order.reversible,
        "undecided": order.open,
        "reversible_pairs": [[list(item.first), list(item.second)] for item in reversible],
    }
    return lines, {"highest_certain": facts, "order": counts}


def _highest(
    overlap: Overlap, ranges: Mapping[tuple[str, str], tuple[float, float]]
) -> tuple[str, dict[str, Any] | None]:
    """The line on the highest lower end, with every pair that has it; nothing is highest when all are 0."""
    from chirograph.report import finding

    best = finding.top(ranges)
    low, high = ranges[best[0]]
    words = f"Highest certain overlap ({overlap.title}): "
    if low == 0:
        return words + f"none; at most {high:.3f} is possible", None
    listed = [f"{_title(overlap, pair)}, {low:.3f} to {ranges[pair][1]:.3f}" for pair in best[:_MOST_SHOWN]]
    more = f"; and {len(best) - _MOST_SHOWN} more pairs" if len(best) > _MOST_SHOWN else ""
    facts = {"pair": list(best[0]), "lower": low, "upper": high, "key": overlap.key}
    return words + "; ".join(listed) + more, facts | {"pairs": [list(pair) for pair in best]}


def _title(overlap: Overlap, pair: tuple[str, str]) -> str:
    return " and ".join(overlap.panel.names.get(label, label) for label in pair)


_MOST_SHOWN = 5


def check(path: str) -> Result:
    """Faults of a dataset; derived files that are there and no longer say what the rows say."""
    from chirograph import load
    from chirograph.records.rebuild import derived

    try:
        dataset = load(path)
        panel = dataset.panel()
    except DataError as error:
        faults = error.faults
        text = "\n".join([str(error), _count(len(faults), "fault")])
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
    note = f"python -m chirograph.rebuild {folder} writes the derived files" if stale else ""
    data = {"good": not stale, "faults": [], "stale": stale, "id": dataset.id, "sha256": dataset.sha256}
    return Result("\n".join(lines), data, note, good=not stale)


def _fault(fault: Fault) -> dict[str, str]:
    return {name: getattr(fault, name) for name in ("file", "place", "value", "rule", "repair", "code")}


def panel(
    data: str, assume: Sequence[str], as_of: str | None, evidence: str | None, lengths: Lengths
) -> Panel:
    """The panel a verb works on."""
    from chirograph import load
    from chirograph.dataset import Dataset
    from chirograph.records.readings import read_as

    dataset = load(data)
    for name in assume:
        dataset = Dataset(read_as(dataset.records, name))
    return dataset.panel(as_of=as_of, evidence=evidence, list_length=lengths)


def overlap(panel: Panel, key: str, pair: str | None, parameters: Mapping[str, Any]) -> Result:
    """Bounds of every pair, or one pair in words."""
    found = panel.overlap(key, **parameters)
    if pair is None:
        return Result(repr(found), found.to_dict())
    labels = tuple(pair.split(","))
    if len(labels) != 2:
        raise UnknownLabel(
            Fault("", "--pair", repr(pair), "a pair must be two partners", "for example KOR,JPN")
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
        return Result(str(about), {name: getattr(about, name) for name in names.split()})
    table = catalogue()
    width = max(len(str(key)) for key in table["key"])
    short = [f"{row['key']:<{width}}  {row['question']}" for row in table]
    return Result("\n".join(short), list(table), "chirograph indicators KEY says more about one.")


def codebook(data: str) -> Result:
    """Scale, areas, statuses and rule of coding."""
    from chirograph import load

    dataset = load(data)
    book = dataset.to_dict()["codebook"]
    groups = {group["id"]: group["name"] for group in book["groups"]}
    lines = [f"{book['id']} {book['version']}", "", "Scale"]
    lines += [f"  {row['depth']} {row['name']}: {row['meaning']}" for row in book["scale"]]
    lines += ["", "Areas"]
    lines += [
        f"  {row['id']} {row['name']} ({groups[row['group']]}): {row['definition']}" for row in book["areas"]
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


def cite(key: str | None, data: str) -> Result:
    """References for the software and a dataset, or for an indicator."""
    from chirograph import cite as reference
    from chirograph import load

    found = reference(key) if key else reference() + load(data).cite()
    return Result(str(found), {"apa": found.apa, "bibtex": found.bibtex, "data": found.data})


def new(directory: str) -> Result:
    """A copy of the template dataset, with the schema of its format, in a new or empty folder."""
    from importlib import resources

    from chirograph import _core

    target = Path(directory)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ParameterError(
            Fault(str(target), "", "", "the folder must be new or empty", "choose another name")
        )
    template = resources.files("chirograph") / "data" / "template"
    target.mkdir(parents=True, exist_ok=True)
    names = []
    for item in sorted(template.iterdir(), key=lambda entry: entry.name):
        if item.is_file():
            with resources.as_file(item) as file:
                shutil.copyfile(file, target / item.name)
            names.append(item.name)
    schema = "dataset.schema.json"  # the name that "$schema" of the template's data.json gives
    (target / schema).write_text(_core.schema(), encoding="utf-8")
    names.append(schema)
    text = "\n".join(str(target / name) for name in names)
    return Result(text, {"directory": str(target), "files": names}, f"Next: chirograph check {target}")


def export(data: str, directory: str, overwrite: bool) -> Result:
    """A dataset as a Data Package."""
    from importlib import resources

    from chirograph.records.export import export as write

    if Path(data).exists():
        written = write(data, directory, overwrite=overwrite)
    else:
        from chirograph import load

        load(data)  # a name that is not known is refused here, with near names
        with resources.as_file(resources.files("chirograph") / "data" / data) as folder:
            written = write(folder, directory, overwrite=overwrite)
    return Result(str(written), {"package": str(written)})


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
