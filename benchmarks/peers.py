"""Other packages, each by its best documented way to all pairs: prepared before, its output reused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.harness import Contender, version
from benchmarks.panels import Cells, Read, apart, condensed, square

Made = tuple[Callable[[], Any], Read]
#: What NumKong and SimSIMD call processors, the newest last; from which of them on a kernel is behind.
NEWER = (
    *("haswell", "alder", "sierra", "skylake", "ice", "icelake", "genoa"),
    *("sapphire", "sapphireamx", "turin", "graniteamx", "diamond"),
)
BEHIND = {"avx512bw": "ice", "avx2": "skylake", "portable": "haswell"}


@dataclass(frozen=True)
class Peer:
    """A call of another package for one index; `make` gets cells and threads. `*` is the first's version."""

    name: str
    distributions: tuple[str, ...]
    make: Callable[[Cells, int], Made]
    one_thread: bool = False

    @property
    def missing(self) -> str:
        """Why it cannot be asked here, or nothing."""
        absent = [name for name in self.distributions if not version(name)]
        return f"not installed: {', '.join(absent)}" if absent else ""

    @property
    def title(self) -> str:
        """Name with version."""
        return self.name.replace(" *", f" {version(self.distributions[0]) or ''}".rstrip(), 1)

    def contender(self, cells: Cells, threads: int) -> tuple[Contender, Read]:
        """Ready to be asked, and how its answer is read."""
        compute, read = self.make(cells, threads)
        return Contender(self.title, compute, 1 if self.one_thread else threads), read


def packed(cells: Cells) -> Cells:
    """Bits of presence, eight areas in a byte."""
    return np.packbits(cells > 0, axis=1)


def row_ranges(rows: int, threads: int) -> list[tuple[int, int]]:
    """Ranges of rows with about as many pairs each, some for every thread."""
    parts = 4 * threads
    cuts = [round(rows * (1 - (1 - part / parts) ** 0.5)) for part in range(parts + 1)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def numkong(cells: Cells, threads: int) -> Made:
    """Symmetric Jaccard of packed bits, on its own threads; the lower triangle is not computed."""
    import numkong as nk

    bits, out = packed(cells), nk.zeros((len(cells), len(cells)), dtype="float32")
    return lambda: nk.jaccards_symmetric(bits, dtype="uint1", out=out, threads=threads), apart(square)


def numkong_ranges(cells: Cells, threads: int) -> Made:
    """The same, ranges of rows on threads of Python."""
    import numkong as nk

    bits, out = packed(cells), nk.zeros((len(cells), len(cells)), dtype="float32")
    ranges, pool = row_ranges(len(cells), threads), ThreadPoolExecutor(threads)

    def part(at: tuple[int, int]) -> None:
        nk.jaccards_symmetric(bits, dtype="uint1", out=out, start_row=at[0], end_row=at[1])

    def compute() -> Any:
        list(pool.map(part, ranges))
        return out

    return compute, apart(square)


def simsimd(cells: Cells, threads: int) -> Made:
    import simsimd

    bits = packed(cells)
    return lambda: simsimd.cdist(bits, bits, "jaccard", dtype="bin8", threads=threads), apart(square)


def product(cells: Cells, threads: int) -> Made:
    """One matrix product in float32 (symmetric, so half the work), everything preallocated."""
    presence = (cells > 0).astype(np.float32)
    sizes = presence.sum(axis=1)
    either, shared = np.add.outer(sizes, sizes), np.empty((len(cells), len(cells)), dtype=np.float32)
    union = np.empty_like(shared)

    def compute() -> Any:
        np.matmul(presence, presence.T, out=shared)
        np.subtract(either, shared, out=union)
        return np.divide(shared, union, out=union)

    return compute, square


def scipy_jaccard(cells: Cells, threads: int) -> Made:
    from scipy.spatial.distance import pdist

    flags, out = cells.astype(bool), np.empty(len(cells) * (len(cells) - 1) // 2)
    return lambda: pdist(flags, "jaccard", out=out), apart(condensed(len(cells)))


def scipy_braycurtis(cells: Cells, threads: int) -> Made:
    from scipy.spatial.distance import pdist

    depths, out = cells.astype(np.float64), np.empty(len(cells) * (len(cells) - 1) // 2)
    return lambda: pdist(depths, "braycurtis", out=out), apart(condensed(len(cells)))


def scipy_ruzicka(cells: Cells, threads: int) -> Made:
    """From Bray-Curtis distance d by (1 - d) / (1 + d), as SciPy has no Ruzicka."""
    distance, _ = scipy_braycurtis(cells, threads)

    def compute() -> Any:
        d = distance()
        return (1.0 - d) / (1.0 + d)

    return compute, condensed(len(cells))


def sklearn(metric: str) -> Callable[[Cells, int], Made]:
    def make(cells: Cells, threads: int) -> Made:
        from sklearn.metrics import pairwise_distances

        given = cells.astype(bool if metric == "jaccard" else np.float64)
        return lambda: pairwise_distances(given, metric=metric, n_jobs=threads), apart(square)

    return make


def rdkit(cells: Cells, threads: int) -> Made:
    """Each row against those before it."""
    from rdkit import DataStructs

    rows = [DataStructs.CreateFromBitString("".join(map(str, row))) for row in (cells > 0).astype(int)]

    def compute() -> Any:
        return [DataStructs.BulkTanimotoSimilarity(row, rows[:at]) for at, row in enumerate(rows)]

    return compute, lambda answer, i, j: np.array([answer[q][p] for p, q in zip(i, j, strict=True)])


def skbio(cells: Cells, threads: int) -> Made:
    from skbio.diversity import beta_diversity

    depths = cells.astype(np.int64)
    return (
        lambda: beta_diversity("braycurtis", depths, validate=False),
        lambda answer, i, j: 1.0 - square(answer.data, i, j),
    )


def faiss(cells: Cells, k: int, threads: int) -> Callable[[], Any]:
    """The k nearest by Hamming distance and the row itself: FAISS has no Jaccard of bits."""
    import faiss

    faiss.omp_set_num_threads(threads)
    bits = packed(cells)
    index = faiss.IndexBinaryFlat(8 * bits.shape[1])
    index.add(bits)
    return lambda: index.search(bits, k + 1)


NUMKONG = Peer("NumKong *, symmetric", ("numkong",), numkong)
NUMKONG_RANGES = Peer("NumKong *, row ranges", ("numkong",), numkong_ranges)
SIMSIMD = Peer("SimSIMD *, cdist", ("simsimd",), simsimd)
PRODUCT = Peer("NumPy *, float32 product", ("numpy", "threadpoolctl"), product)
SCIPY = Peer("SciPy *, pdist", ("scipy",), scipy_jaccard, one_thread=True)
SKLEARN = Peer("scikit-learn *", ("scikit-learn",), sklearn("jaccard"))
RDKIT = Peer("RDKit *, bulk Tanimoto", ("rdkit",), rdkit, one_thread=True)
SCIPY_RUZICKA = Peer("SciPy *, pdist", ("scipy",), scipy_ruzicka, one_thread=True)
SCIPY_BRAYCURTIS = Peer("SciPy *, pdist", ("scipy",), scipy_braycurtis, one_thread=True)
SKLEARN_BRAYCURTIS = Peer("scikit-learn *", ("scikit-learn",), sklearn("braycurtis"))
SKBIO = Peer("scikit-bio *", ("scikit-bio",), skbio, one_thread=True)
FAISS = "faiss-cpu"
#: Every distribution that a row can name.
EVERY = (
    *("numpy", "scipy", "scikit-learn", "threadpoolctl"),
    *("numkong", "simsimd", "rdkit", "scikit-bio", FAISS),
)


def held_back(kernel: str) -> None:
    """NumKong and SimSIMD use no instructions from now on that a kernel of ours does without."""
    if kernel not in BEHIND:
        return
    for name in ("numkong", "simsimd"):
        if version(name) is not None:
            module = import_module(name)
            for newer in set(NEWER[NEWER.index(BEHIND[kernel]) :]) & set(module.get_capabilities()):
                module.disable_capability(newer)
