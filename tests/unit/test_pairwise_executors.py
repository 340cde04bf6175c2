"""Parts of the work on many pairs elsewhere: pools, a cluster that loses a worker, any order; and files."""

from __future__ import annotations

import math
import multiprocessing
import os
import pickle
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pairs_twin import random_panel

import chirograph as cg
from chirograph.errors import DataError, ParameterError
from chirograph.pairs import work
from chirograph.pairs.work import Cells, Part


def panel(open_cells: float = 0.3, **options: Any) -> cg.Panel:
    """A panel of 70 programmes."""
    return random_panel(4, 70, 20, 1, open_cells=open_cells, **options)


def bits(pairs: cg.Pairwise, executor: Any = None, shards: int | None = None) -> list[bytes]:
    """All that an executor can be asked for, to the bit."""
    top = pairs.top_k(3, executor=executor, shards=shards)
    reach = pairs.threshold(0.4, executor=executor, shards=shards)
    blocks = list(pairs.blocks(16, executor=executor))
    arrays = [
        top.others,
        top.lower,
        top.upper,
        top.certain,
        top.possible,
        reach.pairs,
        reach.lower,
        reach.upper,
    ]
    arrays += [end for block in blocks for end in (block.lower, block.upper)]
    return [array.tobytes() for array in arrays]


ASKED: dict[str, Callable[[], cg.Pairwise]] = {
    "open": lambda: panel().pairwise("jaccard"),
    "weights": lambda: panel(weights="real").pairwise("ruzicka"),
    "directed, 0/0 counts": lambda: panel().pairwise("tversky", alpha=0.5, undefined=0),
    "table": lambda: panel(0.0).pairwise("phi"),
    "dataset": lambda: cg.load("nato-ip4").panel().pairwise("jaccard", threshold=2),
}


class Backwards(Executor):
    """Parts wait until one is asked for; then the last one that waits is done first."""

    def __init__(self, workers: int) -> None:
        self._max_workers = workers
        self.order: list[int] = []
        self._waiting: list[Any] = []

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Any:
        """Something whose result does all that waits, from its end."""
        future: Future[Any] = Future()
        self._waiting.append((future, function, arguments))
        executor = self

        class Late:
            def result(self) -> Any:
                while executor._waiting:
                    one, call, given = executor._waiting.pop()
                    executor.order.append(given[1].place[0])
                    one.set_result(call(*pickle.loads(pickle.dumps(given))))
                return future.result()

        return Late()


@pytest.mark.parametrize("name", ASKED)
def test_parts_in_any_order_have_the_same_bits(name: str) -> None:
    """Whatever ends first, and into however many parts the work is cut."""
    pairs = ASKED[name]()
    wanted = bits(pairs)
    for workers, shards in ((1, 1), (2, 7), (100, None), (3, 1000)):
        backwards = Backwards(workers)
        assert bits(pairs, backwards, shards) == wanted
        assert name == "dataset" or backwards.order != sorted(backwards.order)
    assert bits(pairs, shards=9) == wanted


@pytest.mark.parametrize("name", ASKED)
def test_threads_have_the_same_bits(name: str) -> None:
    """A pool of threads, which may hold the parts of two questions at once."""
    pairs = ASKED[name]()
    with ThreadPoolExecutor(3) as pool:
        assert bits(pairs, pool, 5) == bits(pairs)
        other = panel().pairwise("gower")
        asked = [threading.Thread(target=bits, args=(one, pool)) for one in (pairs, other, pairs)]
        for thread in asked:
            thread.start()
        for thread in asked:
            thread.join()
        assert bits(other, pool) == bits(other)


def test_processes_have_the_same_bits() -> None:
    """Fresh processes, which know of the cells what is sent to them."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        for name in ASKED:
            assert bits(ASKED[name](), pool, 4) == bits(ASKED[name]()), name


class Fails(RuntimeError):
    """What a part ends with."""


def test_where_a_part_fails_the_others_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error comes through, parts that wait are not begun, and no more than two for each worker waited."""
    begun: list[int] = []
    first = threading.Event()

    def failing(cells: Cells, part: Part) -> Any:
        begun.append(part.place[0])
        first.wait(30)
        raise Fails

    monkeypatch.setattr(work, "done", failing)
    with ThreadPoolExecutor(1) as pool:
        threading.Timer(0.01, first.set).start()
        with pytest.raises(Fails):
            panel().pairwise("jaccard").top_k(1, executor=pool, shards=20)
    assert set(begun) <= {0, 1}


def test_no_more_blocks_are_made_than_are_wanted() -> None:
    """Two for each worker are under way; who stops early leaves the rest undone."""
    backwards = Backwards(2)
    blocks = panel().pairwise("jaccard").blocks(10, executor=backwards)
    assert next(blocks).rows == slice(0, 10)
    assert sorted(backwards.order) == [0, 1, 2, 3]
    blocks.close()  # type: ignore[attr-defined]


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two workers, each a process of one thread, without what the cluster says when one of them is killed."""
    distributed = pytest.importorskip("distributed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options = {"dashboard_address": ":0", "silence_logs": 60, "processes": True}
        with (
            distributed.LocalCluster(n_workers=2, threads_per_worker=1, **options) as here,
            distributed.Client(here) as client,
        ):
            yield client


class Deadly:
    """Dask's client, two of whose parts each kill the first worker who does them."""

    def __init__(self, client: Any, marks: Path) -> None:
        self.scatter, self.nthreads = client.scatter, client.nthreads
        self._client, self._marks = client, marks

    def submit(self, function: Any, *given: Any, **options: Any) -> Any:
        """The call, a deadly one by a hook."""
        if isinstance(given[-1], Part) and given[-1].place in ((3,), (6,)):
            given = (function, *given, f"{self._marks}/{given[-1].what}-{given[-1].place[0]}")
            function = _killed_once
        return self._client.submit(function, *given, **options)


def _killed_once(function: Any, cells: Cells, part: Part, mark: str) -> Any:
    """The first who comes here dies with its work done and not yet given; the next one does it again."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return function(cells, part)
    function(cells, part)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed process goes on")


def test_a_worker_that_is_killed_changes_no_digit(cluster: Any, tmp_path: Path) -> None:
    """On a cluster of Dask, with parts under way: the others do what was lost, and the bits are the same."""
    assert work.width_of(cluster) == 2
    pairs = ASKED["open"]()
    wanted, found = pairs.top_k(3), pairs.top_k(3, executor=Deadly(cluster, tmp_path), shards=12)
    assert found == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == ["top-3", "top-6"], "both were killed"
    assert bits(pairs, cluster, 6) == bits(pairs)


@pytest.mark.parametrize("key", ["jaccard", "containment"])
@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor])
def test_files_hold_every_pair(key: str, executor: Any, tmp_path: Path) -> None:
    """Zarr is the square, Parquet a row for each pair, with the numbers of bounds(), empty where 0/0."""
    zarr, parquet = pytest.importorskip("zarr"), pytest.importorskip("pyarrow.parquet")
    pairs = panel().pairwise(key)
    pool = executor and executor(2)
    for dtype in ("float32", "float64"):
        lower, upper = pairs.bounds(form="square", dtype=dtype)
        assert (
            pairs.write(tmp_path / f"{dtype}.zarr", size=32, dtype=dtype, executor=pool)
            == tmp_path / f"{dtype}.zarr"
        )
        group = zarr.open_group(tmp_path / f"{dtype}.zarr", mode="r")
        assert group.attrs["rows"] == list(pairs.rows)
        for name, wanted in (("lower", lower), ("upper", upper)):
            assert group[name].chunks == (32, 32)
            assert group[name].dtype == dtype
            assert np.array_equal(group[name][:], wanted, equal_nan=True)
        table = parquet.read_table(
            pairs.write(tmp_path / f"{dtype}.parquet", size=32, dtype=dtype, executor=pool)
        )
        place = {label: at for at, label in enumerate(pairs.rows)}
        first, second = ([place[one] for one in table[name].to_pylist()] for name in ("first", "second"))
        assert len(table) == pairs.count == len(set(zip(first, second, strict=True)))
        assert key == "containment" or all(i < j for i, j in zip(first, second, strict=True))
        for name, wanted in (("lower", lower), ("upper", upper)):
            assert table[name].null_count == np.isnan(wanted[first, second]).sum()
            assert np.array_equal(table[name].to_numpy(), wanted[first, second], equal_nan=True)
    if pool:
        pool.shutdown()


@pytest.mark.parametrize("suffix", [".zarr", ".parquet"])
def test_files_are_whole_or_not_there(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a block fails nothing is left, what is there is not replaced, and the folder is as it was."""
    pytest.importorskip("zarr" if suffix == ".zarr" else "pyarrow")
    pairs, target = panel().pairwise("jaccard"), tmp_path / f"pairs{suffix}"
    done = work.answer

    def failing(packed: Any, part: Part, *more: Any) -> Any:
        if part.place == (3,):
            raise Fails
        return done(packed, part, *more)

    with monkeypatch.context() as patch:
        patch.setattr(work, "answer", failing)
        with pytest.raises(Fails):
            pairs.write(target, size=32)
    assert list(tmp_path.iterdir()) == []
    target.write_bytes(b"mine")
    with pytest.raises(DataError, match="there is nothing of that name yet"):
        pairs.write(target)
    assert target.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_what_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another ending, a type that there is not, or a package that is not installed: nothing is made."""
    pairs = panel().pairwise("jaccard")
    with pytest.raises(ParameterError, match=r"it ends with \.zarr or \.parquet"):
        pairs.write(tmp_path / "pairs.csv")
    with pytest.raises(ParameterError, match='"float32" or "float64"'):
        pairs.write(tmp_path / "pairs.zarr", dtype="int8")
    for package in ("zarr", "pyarrow"):
        monkeypatch.setitem(__import__("sys").modules, package, None)
    for name, package in (("a.zarr", "zarr"), ("a.parquet", "pyarrow")):
        with pytest.raises(ParameterError, match=f"pip install {package}"):
            pairs.write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_cells_that_differ_have_other_names() -> None:
    """What a worker keeps is kept by all that the numbers depend on."""
    one = panel().pairwise("jaccard")._cells()
    asked = [("dice", math.nan), ("jaccard", 1)]
    others = [panel().pairwise(key, undefined=convention) for key, convention in asked]
    others += [one.pairwise("jaccard") for one in (panel(0.0), panel(weights="real"))]
    names = {one.digest, *(other._cells().digest for other in others)}
    assert len(names) == 5
    assert panel().pairwise("jaccard")._cells().digest == one.digest == pickle.loads(pickle.dumps(one)).digest
