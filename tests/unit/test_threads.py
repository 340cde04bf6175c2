"""Many Python threads at once: the same answers, and no interpreter lock while the engine computes."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import chirograph as cg

KEYS = ("jaccard", "ruzicka", "containment", "gower", "overlap", "cohen_kappa")


def big_panel(rows: int, columns: int, seed: int = 7) -> cg.Panel:
    """A panel with a third of its cells open."""
    rng = np.random.default_rng(seed)
    lower = rng.integers(0, 4, (rows, columns)).astype(np.uint8)
    upper = np.where(rng.random((rows, columns)) < 0.33, 3, lower).astype(np.uint8)
    return cg.Panel(lower, upper)


def test_eight_threads_read_one_dataset_and_agree() -> None:
    """Results computed by eight threads from one dataset equal the results computed alone."""
    dataset = cg.load("nato-ip4")
    alone = {key: dataset.overlap(key, threads=1) for key in KEYS}
    barrier = threading.Barrier(8)

    def work(_: int) -> dict[str, object]:
        barrier.wait()
        return {key: dataset.overlap(key, threads=2) for key in KEYS}

    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(work, range(8)):
            assert found == alone


def test_eight_threads_load_the_dataset_at_once() -> None:
    """Loading the same file from eight threads gives eight equal datasets."""
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: cg.load("nato-ip4"), range(8)))
    assert all(dataset == found[0] for dataset in found)
    assert len({repr(dataset) for dataset in found}) == 1


def test_an_error_in_one_thread_does_not_disturb_the_others() -> None:
    """Threads that ask for nonsense get their own error while the others get their answer."""
    panel = big_panel(12, 24)
    expected = panel.overlap("jaccard")

    def work(number: int) -> object:
        if number % 2:
            with pytest.raises(cg.errors.UnknownIndicator):
                panel.overlap("jacard")
            return None
        return panel.overlap("jaccard")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(work, range(64)))
    assert all(item == expected for item in found[::2])


@pytest.mark.parametrize("key", ["jaccard", "ruzicka"])
def test_the_digits_do_not_depend_on_the_number_of_threads(key: str) -> None:
    """One, two, three and seven threads give the same bits."""
    panel = big_panel(40, 48)
    first = panel.overlap(key, threads=1)
    for threads in (2, 3, 7, None):
        again = panel.overlap(key, threads=threads)
        assert again.lower.tobytes() == first.lower.tobytes()
        assert again.upper.tobytes() == first.upper.tobytes()
        assert again == first


def test_another_thread_makes_progress_while_the_engine_computes() -> None:
    """The interpreter lock is released: with thread switching turned off, a counter still advances."""
    panel = big_panel(320, 160)
    panel.overlap("ruzicka", threads=1)
    started, done, counted = threading.Event(), threading.Event(), 0

    def count() -> None:
        nonlocal counted
        started.set()
        while not done.is_set():
            counted += 1
            time.sleep(0)

    # A switch interval of an hour: the lock changes hands only where it is given up.
    before = sys.getswitchinterval()
    sys.setswitchinterval(3600)
    try:
        worker = threading.Thread(target=count)
        worker.start()
        started.wait()
        at_start = counted
        for _ in range(1000):
            panel.content.engine().overlap("ruzicka", {}, 1)
            at_end = counted
            if at_end - at_start > 10:
                break
    finally:
        sys.setswitchinterval(before)
        done.set()
        worker.join()
    assert at_end - at_start > 10
