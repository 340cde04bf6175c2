"""The solver of table indices: CPU time, how many ends are sharp, what is left open where they are not.

    python -m benchmarks.bounds                   one pair of 24 to 2,000 areas; all pairs of 60
    python -m benchmarks.bounds --random 200      that many random pairs instead: sizes, scales, constraints
    python -m benchmarks.bounds --peer PYTHON     the same questions to the version of the package that is
                                                  installed for that interpreter, and what became of each end
    python -m benchmarks.bounds --json            versions and every time, as JSON

Every version answers in a process of its own with one thread, in turns, question by question. Times are CPU
times of the engine, so that a busy machine disturbs little; an answer of less than 20 ms is asked for three
times, and the least time counts. A ratio is a ratio of medians (of totals for random pairs), peer over this
version: more than 1 means faster now.

Ends are compared one by one. An end is unsound when what one version attained lies outside the bound of the
other: then one of the two is wrong, the line says where, and the run ends with exit code 1. In the table of
all pairs an end counts as sharp when both ends of its pair are. A random pair that is named in such a line
comes back with `--random 1 --rng SEED`.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.ends import VERDICTS, Answer, Side, compared
from benchmarks.questions import INDICES, SETTINGS, WEIGHTS, Question, Setting, asked, random_pair


@dataclass
class Row:
    """Questions of one kind, what was answered, and how the answers compare."""

    labels: tuple[str, ...]
    ours: list[Answer] = field(default_factory=list)
    peer: list[Answer] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def ask(self, question: Question, what: str, ours: Side, peer: Side | None) -> None:
        """One question to both versions, in turns."""
        now = ours.ask(question)
        self.note(now, what, ours)
        self.ours.append(now)
        if peer is None:
            return
        before = peer.ask(question)
        self.note(before, what, peer)
        self.peer.append(before)
        found, notes = compared(now, before)
        self.verdicts += found
        self.notes += [f"{word}  {what}, {line}" for word, line in notes]

    def note(self, answer: Answer, what: str, side: Side) -> None:
        """Remember a question that was refused."""
        if answer.refused:
            self.notes.append(f"refused by {side.name}  {what}: {answer.refused}")

    @property
    def compares(self) -> list[str]:
        """One number for each verdict."""
        return [str(self.verdicts[word]) for word in VERDICTS]

    def as_dict(self) -> dict[str, Any]:
        """Every time, and what the tables show of the ends."""
        sides = {"ours": self.ours, "peer": self.peer}
        return {
            "labels": self.labels,
            **{name: [summary(answer) for answer in answers] for name, answers in sides.items() if answers},
            "verdicts": {word: self.verdicts[word] for word in VERDICTS} if self.peer else None,
            "notes": self.notes,
        }


def summary(answer: Answer) -> dict[str, Any]:
    if answer.refused:
        return {"refused": answer.refused}
    sharp, gap = sum(end.sharp for end in answer.ends), max(end.gap for end in answer.ends)
    return {
        "seconds": answer.seconds,
        "steps": answer.spent,
        "ends": len(answer.ends),
        "sharp": sharp,
        "widest_gap": None if gap == float("inf") else gap,
    }


def given(answers: Sequence[Answer]) -> list[Answer]:
    """Those that were not refused."""
    return [answer for answer in answers if not answer.refused]


def milliseconds(answers: Sequence[Answer], of: Callable[[Iterable[float]], float]) -> float:
    """The median, or the largest, CPU time; NaN when every question was refused."""
    times = [answer.seconds * 1e3 for answer in given(answers)]
    return of(times) if times else float("nan")


def sharp(answers: Sequence[Answer]) -> str:
    """Ends sharp out of all."""
    ends = [end for answer in given(answers) for end in answer.ends]
    return f"{sum(end.sharp for end in ends)}/{len(ends)}"


def gap(answers: Sequence[Answer]) -> str:
    """The widest gap."""
    widest = max((end.gap for answer in given(answers) for end in answer.ends), default=0.0)
    return f"{widest:.2g}" if widest else "0"


def steps(answers: Sequence[Answer]) -> str:
    """The median number of steps."""
    spent = [answer.spent for answer in given(answers) if answer.spent is not None]
    return f"{statistics.median(spent):,.0f}" if spent else "-"


HEADER = ("weights", "index", "median ms", "largest ms", "sharp ends", "widest gap", "steps")
AGAINST = ("peer median", "largest", "sharp", "ratio", *VERDICTS)


def cells_of(row: Row) -> list[str]:
    """A line of a table of one setting."""
    median, largest = milliseconds(row.ours, statistics.median), milliseconds(row.ours, max)
    line = [*row.labels, f"{median:.2f}", f"{largest:.2f}", sharp(row.ours), gap(row.ours), steps(row.ours)]
    if row.peer:
        before, slowest = milliseconds(row.peer, statistics.median), milliseconds(row.peer, max)
        line += [f"{before:.2f}", f"{slowest:.2f}", sharp(row.peer), f"{before / median:.2f}", *row.compares]
    return line


TOTALS = ("", "questions", "CPU s", "largest ms", "sharp ends", "widest gap")
TOTALS_AGAINST = ("peer CPU s", "largest ms", "sharp", "ratio", *VERDICTS)


def totals_of(row: Row) -> list[str]:
    """A line of a table of random pairs."""
    total, largest = sum(answer.seconds for answer in given(row.ours)), milliseconds(row.ours, max)
    line = [*row.labels, str(len(row.ours)), f"{total:.2f}", f"{largest:.1f}", sharp(row.ours), gap(row.ours)]
    if row.peer:
        before, slowest = sum(answer.seconds for answer in given(row.peer)), milliseconds(row.peer, max)
        ratio = f"{before / total:.2f}" if total else "-"
        line += [f"{before:.2f}", f"{slowest:.1f}", sharp(row.peer), ratio, *row.compares]
    return line


def show(title: str, header: Sequence[str], lines: Sequence[Sequence[str]], words: int) -> None:
    """A table in columns, the first `words` of them words and the others numbers."""
    widths = [max(map(len, column)) for column in zip(header, *lines, strict=True)]
    print(f"\n{title}")
    for line in (header, *lines):
        left, right = zip(line[:words], widths, strict=False), zip(line[words:], widths[words:], strict=True)
        cells = [
            *(f"{cell:<{width}}" for cell, width in left),
            *(f"{cell:>{width}}" for cell, width in right),
        ]
        print("  " + "  ".join(cells).rstrip())


def show_notes(rows: Sequence[Row], most: int = 20) -> None:
    """Everything unsound, and the first of the ends that became worse and of the questions refused."""
    notes = [note for row in rows for note in row.notes]
    loud = [note for note in notes if note.startswith("UNSOUND")]
    other = [note for note in notes if not note.startswith("UNSOUND")]
    for note in (*loud, *other[:most]):
        print(f"  {note}")
    if len(other) > most:
        print(f"  and {len(other) - most} more")


def measured(setting: Setting, seeds: Sequence[int], ours: Side, peer: Side | None) -> list[Row]:
    """One row for every kind of weight and index."""
    rows = []
    for weights in setting.weights:
        for index in setting.indices:
            if index.equal_only and weights != "equal":
                continue
            row = Row((weights, index.name))
            for seed in seeds:
                what = f"{setting.areas} areas, {weights}, {index.name}, seed {seed}"
                row.ask(setting.question(index, weights, seed), what, ours, peer)
            rows.append(row)
    return rows


def measured_at_random(seeds: Sequence[int], ours: Side, peer: Side | None) -> list[Row]:
    """One row for every kind of weight, then one for every index, then all; a question counts in three."""
    by_weights = {weights: Row((f"weights {weights}",)) for weights in WEIGHTS}
    by_index = {index.name: Row((index.name,)) for index in INDICES}
    every = Row(("all",))
    for seed in seeds:
        panel, weights, size = random_pair(seed)
        for index in INDICES:
            if index.equal_only and weights != "equal":
                continue
            one = Row((index.name,))
            one.ask(asked(panel, index), f"{size}, {weights}, {index.name}, seed {seed}", ours, peer)
            for row in (by_weights[weights], by_index[index.name], every):
                row.ours += one.ours
                row.peer += one.peer
                row.verdicts += one.verdicts
            every.notes += one.notes
    return [row for row in (*by_weights.values(), *by_index.values(), every) if row.ours]


def run(options: argparse.Namespace, ours: Side, peer: Side | None) -> dict[str, list[Row]]:
    """Measure, and print each table when it is complete."""
    tables: dict[str, list[Row]] = {}
    if options.random is not None:
        title = f"{options.random} random pairs, both ends, each asked for every index"
        rows = measured_at_random(range(options.rng, options.rng + options.random), ours, peer)
        tables[title] = rows
        if not options.json:
            header = [*TOTALS, *TOTALS_AGAINST] if peer else [*TOTALS]
            show(title, header, [totals_of(row) for row in rows], 1)
            show_notes(rows)
        return tables
    seeds = range(options.rng, options.rng + options.seeds)
    for setting in SETTINGS:
        rows = measured(setting, seeds, ours, peer)
        tables[setting.title] = rows
        if not options.json:
            header = [*HEADER, *AGAINST] if peer else [*HEADER]
            show(f"{setting.title}; {len(seeds)} seeds", header, [cells_of(row) for row in rows], 2)
            show_notes(rows)
    return tables


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="CPU time and sharpness of the solver of table indices.")
    parser.add_argument("--seeds", type=int, default=5, help="panels of every setting")
    parser.add_argument("--rng", type=int, default=1, help="the first seed")
    parser.add_argument(
        "--random", type=int, nargs="?", const=100, metavar="N", help="N random pairs instead of the settings"
    )
    parser.add_argument("--peer", metavar="PYTHON", help="interpreter with another version of the package")
    parser.add_argument("--json", action="store_true", help="versions and every time, as JSON")
    options = parser.parse_args()
    if options.seeds < 1 or (options.random is not None and options.random < 1) or options.rng < 0:
        parser.error("--seeds and --random are at least 1, --rng at least 0")
    return options


def main() -> None:
    options = arguments()
    ours = Side("this version")
    peer = Side("the peer", options.peer, inherit=False) if options.peer else None
    sides = [side for side in (ours, peer) if side is not None]
    if not options.json:
        for side in sides:
            print(f"{side.name}: {side.engine}")
    tables = run(options, ours, peer)
    for side in sides:
        side.close()
    if options.json:
        engines = {side.name: side.engine for side in sides}
        rows = {title: [row.as_dict() for row in rows] for title, rows in tables.items()}
        print(json.dumps({"engines": engines, "arguments": vars(options), "tables": rows}, indent=1))
    if any(row.verdicts["unsound"] for rows in tables.values() for row in rows):
        raise SystemExit("UNSOUND: an end of one version lies outside the bound of the other")


if __name__ == "__main__":
    main()
