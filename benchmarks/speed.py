"""The questions of the table of speed: who is raced against, at which sizes, and what is the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

import chirograph as cg
from benchmarks import panels, peers
from benchmarks.harness import ALL, Contender, Pace, Ratio, interleaved, limited, version
from benchmarks.limits import NAME, Bound, Limits
from benchmarks.panels import Cells
from benchmarks.peers import Peer
from benchmarks.table import Row, row

THREADS = tuple(sorted({1, ALL}))
TITLES = {"jaccard": "Jaccard", "ruzicka": "Ruzicka 0..3", "braycurtis": "Bray-Curtis 0..3"}
TOP = 3  # depths 0..3, as in the datasets; Jaccard sees 0..1
NEAREST = 10
#: Kernels in which one instruction counts the bits of a vector.
VECTOR_COUNTS = {"avx512"}
#: Times NumKong's, by areas: with such a kernel, and with others.
OVER_NUMKONG = {True: {64: 8.0, 256: 7.0, 1024: 4.0}, False: {64: 6.0, 256: 4.0, 1024: 2.5}}
OF_THE_LIMIT, OF_BOUNDS, OF_NEAREST, OF_A_CALL = 0.8, 2.5, 6.0, 60e-6
#: Fewer rows than this are no target of the ten nearest.
NEAREST_ROWS = 10_000

Sizes = Sequence[tuple[int, int]]
Targets = Sequence[tuple[Peer, float | None]]


@dataclass(frozen=True)
class Run:
    """How a table is measured, and with which kernel; `quick` asks smaller questions."""

    pace: Pace
    quick: bool
    limits: Limits | str
    kernel: str

    @property
    def alone(self) -> Pace:
        """Where no thread of another package can disturb."""
        return replace(self.pace, settle=0.0)


@dataclass(frozen=True)
class Question:
    """All pairs of a panel, by one index."""

    topic: str
    key: str
    rows: int
    columns: int
    threads: int

    @classmethod
    def every(cls, topic: str, key: str, sizes: Sizes) -> Iterator[Question]:
        """Of each size, on one thread and on all."""
        for size in sizes:
            for threads in THREADS:
                yield cls(topic, key, *size, threads)

    @property
    def asked(self) -> tuple[str, str]:
        """Topic and words of a row."""
        size = f"{self.rows:,} x {self.columns:,}"
        return self.topic, f"{TITLES[self.key]}, {size}, {self.threads} thread{'s' * (self.threads > 1)}"

    @property
    def top(self) -> int:
        """Of the scale."""
        return 1 if self.key == "jaccard" else TOP

    @property
    def cells(self) -> Cells:
        """Known ones."""
        return panels.known(self.rows, self.columns, self.top)

    @property
    def pairs(self) -> int:
        return self.rows * (self.rows - 1) // 2

    @property
    def work(self) -> float:
        """Columns of pairs."""
        return float(self.pairs) * self.columns

    def panel(self, unknown: bool = False) -> cg.Panel:
        """With known cells, or one in ten unknown."""
        ends = panels.opened(self.cells, self.top) if unknown else (self.cells,)
        return panels.panel(*ends, top=self.top)

    def ours(self, out: np.ndarray) -> Contender:
        """Our values into a buffer, checked."""
        pairs = self.panel().pairwise(self.key, threads=self.threads)
        one = Contender("chirograph", lambda: pairs.values(out), self.threads)
        return self.checked(one, panels.condensed(self.rows))

    def others(self, targets: Targets) -> list[tuple[Peer, float | None, Contender | None]]:
        """Other packages, checked, with their targets; None for one that is not installed."""
        return [
            (peer, target, None if peer.missing else self.checked(*peer.contender(self.cells, self.threads)))
            for peer, target in targets
        ]

    def checked(self, contender: Contender, read: panels.Read) -> Contender:
        """The same once its untimed call agrees with the definition."""
        panels.check_values(contender.name, self.key, self.cells, contender.compute(), read)
        return contender


def raced(run: Run, question: Question, targets: Targets, limit: bool = False) -> Iterator[Row]:
    """Other packages, and if asked for the machine itself, against our values of known cells."""
    out = np.empty(question.pairs, dtype=np.float32)
    ours, others = question.ours(out), question.others(targets)
    bound = None
    if limit and isinstance(run.limits, Limits):
        bound = Bound.of(run.limits, out, question.columns, question.threads)
    with limited(question.threads):
        found = [one for *_, one in others if one is not None]
        interleaved([ours, *found, *(bound.contenders if bound else ())], run.pace)
    yield from held(question, others, ours)
    if bound is not None:
        binding, options = bound.binding, {"unit": "%", "work": question.work}
        what = "counts" if binding is bound.counting else "stores"
        yield row(question.asked, f"{NAME}, {what}", (binding, ours), OF_THE_LIMIT, **options)
    elif limit:
        yield Row(*question.asked, NAME, OF_THE_LIMIT, unit="%", note=f"not measured: {run.limits}")


def held(
    question: Question, others: list[tuple[Peer, float | None, Contender | None]], ours: Contender
) -> Iterator[Row]:
    """A row for every other package."""
    for peer, target, contender in others:
        if contender is None:
            yield Row(*question.asked, peer.title, target, note=peer.missing)
        else:
            yield row(question.asked, contender.name, (contender, ours), target, work=question.work)


def jaccard(run: Run) -> Iterator[Row]:
    """Values of all pairs: NumKong, and the limit of this machine."""
    full = [(rows, columns) for rows in (1_000, 5_000, 20_000) for columns in (64, 256, 1024)]
    targets = OVER_NUMKONG[run.kernel in VECTOR_COUNTS]
    for question in Question.every("jaccard", "jaccard", [(1_000, 64)] if run.quick else full):
        ways = [peers.NUMKONG, *([peers.NUMKONG_RANGES] if question.threads > 1 else [])]
        yield from raced(run, question, [(way, targets[question.columns]) for way in ways], limit=True)


def small(run: Run) -> Iterator[Row]:
    """The same of a panel as large as people code by hand."""
    targets: Targets = [(peers.SCIPY, 10.0), (peers.PRODUCT, 4.0)]
    for question in Question.every("small", "jaccard", [(500, 24)]):
        yield from raced(run, question, targets)


def others(run: Run) -> Iterator[Row]:
    """The same against whatever else has it."""
    targets: Targets = [
        (peers.PRODUCT, 15.0),
        (peers.SCIPY, 100.0),
        (peers.SKLEARN, 100.0),
        (peers.RDKIT, 50.0),
        (peers.SIMSIMD, None),
    ]
    full = [(2_000, 64), (2_000, 256), (2_000, 1024)]
    for question in Question.every("others", "jaccard", [(500, 64)] if run.quick else full):
        yield from raced(run, question, targets)


def levels(run: Run) -> Iterator[Row]:
    """Indices of depths."""
    targets: dict[str, Targets] = {
        "ruzicka": [(peers.SCIPY_RUZICKA, 100.0)],
        "braycurtis": [
            (peers.SCIPY_BRAYCURTIS, 100.0),
            (peers.SKBIO, 100.0),
            (peers.SKLEARN_BRAYCURTIS, None),
        ],
    }
    for key, of_key in targets.items():
        for question in Question.every(
            "levels", key, [(300, 64)] if run.quick else [(2_000, 64), (2_000, 256)]
        ):
            yield from raced(run, question, of_key)


def bounds(run: Run) -> Iterator[Row]:
    """What both ends of all pairs cost over values: one cell in ten is unknown."""
    few, many = ([(rows, columns) for columns in (64, 256, 1024)] for rows in (2_000, 10_000))
    for key, full in (("jaccard", few + many), ("ruzicka", few)):
        for question in Question.every("bounds", key, [(500, 64)] if run.quick else full):
            yield bounds_of(run, question)


def bounds_of(run: Run, question: Question) -> Row:
    """Of one size."""
    key, whole = question.key, question.panel(unknown=True)
    ours = question.ours(np.empty(question.pairs, np.float32))
    pairs = whole.pairwise(key, threads=question.threads)
    out = np.empty(question.pairs, np.float32), np.empty(question.pairs, np.float32)
    both = Contender("chirograph, bounds", lambda: pairs.bounds(out), question.threads)
    panels.check_bounds(both.name, key, whole, both.compute(), panels.condensed(question.rows))
    interleaved([ours, both], run.alone)
    return row(question.asked, "our own values", (both, ours), OF_BOUNDS, cost=True)


def overlap(run: Run) -> Iterator[Row]:
    """`Panel.overlap`, with its reasons and flags: over SciPy and scikit-learn, and what ranges cost."""
    of_key: dict[str, Targets] = {
        "jaccard": [(peers.SCIPY, None), (peers.SKLEARN, None)],
        "ruzicka": [(peers.SCIPY_RUZICKA, None)],
    }
    for key, targets in of_key.items():
        for question in Question.every("overlap", key, [(300, 64)] if run.quick else [(2_000, 256)]):
            yield from overlaps(run, question, targets)


def overlaps(run: Run, question: Question, targets: Targets) -> Iterator[Row]:
    """Of one size: known cells, cells one in ten of which is unknown, and of these one row with all."""
    key, threads = question.key, question.threads
    known, whole = question.panel(), question.panel(unknown=True)
    alone = ([whole.rows[question.rows // 2]], whole.rows)
    values = Contender("overlap", lambda: known.overlap(key, threads=threads), threads)
    ranges = Contender("overlap, ranges", lambda: whole.overlap(key, threads=threads), threads)
    single = Contender("of one row", lambda: whole.overlap(key, threads=threads, between=alone), threads)
    question.checked(values, lambda answer, i, j: panels.square(answer.lower, i, j))
    found = ranges.compute()
    panels.check_bounds(ranges.name, key, whole, (found.lower, found.upper), panels.square)
    single.compute()
    others = question.others(targets)
    with limited(threads):
        interleaved([values, ranges, single, *(one for *_, one in others if one is not None)], run.pace)
    yield from held(question, others, values)
    yield row(question.asked, "ranges over known cells", (ranges, values), None, cost=True)
    yield row(question.asked, "all rows over one row", (ranges, single), None, cost=True)


def nearest(run: Run) -> Iterator[Row]:
    """The ten nearest of every row."""
    full = [(rows, columns) for rows in (10_000, 20_000) for columns in (64, 256, 1024)]
    for question in Question.every("nearest", "jaccard", [(500, 64)] if run.quick else full):
        yield nearest_of(run, question)


def nearest_of(run: Run, question: Question) -> Row:
    """Of one size."""
    cells, threads = question.cells, question.threads
    pairs = question.panel().pairwise("jaccard", threads=threads)
    ours = Contender("chirograph, top_k", lambda: pairs.top_k(NEAREST), threads)
    panels.check_nearest(ours.name, cells, ours.compute(), NEAREST)
    target = OF_NEAREST if question.rows >= NEAREST_ROWS else None
    name = f"FAISS {version(peers.FAISS) or ''}, binary flat".replace(" ,", ",")
    if version(peers.FAISS) is None:
        return Row(*question.asked, name, target, note=f"not installed: {peers.FAISS}")
    other = Contender(name, peers.faiss(cells, NEAREST, threads), threads)
    panels.check_hamming(name, cells, other.compute()[0], NEAREST)
    with limited(threads):
        interleaved([ours, other], run.pace)
    return row(question.asked, name, (other, ours), target)


def call(run: Run) -> Iterator[Row]:
    """What a call takes from Python when there is next to nothing to count."""
    question = Question("call", "jaccard", 100, 64, ALL)
    whole, out = question.panel(), np.empty(question.pairs, np.float32)
    pairs = whole.pairwise("jaccard")
    ways = (
        (OF_A_CALL, Contender("values(out)", lambda: pairs.values(out), ALL)),
        (None, Contender("pairwise(...).values()", lambda: whole.pairwise("jaccard").values(), ALL)),
    )
    contenders = [question.checked(one, panels.condensed(question.rows)) for _, one in ways]
    interleaved(contenders, run.alone)
    for target, one in ways:
        found = Ratio(one.median, min(one.times), max(one.times))
        options: dict[str, Any] = {"cost": True, "unit": "us", "times": (one,)}
        yield Row("call", "Jaccard, 100 x 64", one.name, target, found, **options)
