"""Every call of the engine can be stopped, limited and watched, and leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import chirograph as cg
from chirograph.base.effort import Effort
from chirograph.errors import ParameterError

#: More steps than a night has.
ENDLESS = 2**50

#: Calls that nobody would wait for, as a child process runs them.
CALLS = {
    "overlap": "wide.overlap('tau_b', budget=ENDLESS, threads=1)",
    "overlap on threads": "wide.overlap('tau_b', budget=ENDLESS, threads=3)",
    "weighted overlap": "heavy.overlap('cohen_kappa', budget=ENDLESS, threads=2)",
    "the highest of many": "[many.top_k(3) for _ in range(10**6)]",
    "many pairs on threads": "[many.threshold(0.1) for _ in range(10**6)]",
    "blocks of many pairs": "[0 for _ in range(10**6) for block in many.blocks()]",
    "one pair": "wide.content.engine().pair('tau_b', 0, 1, {}, ENDLESS)",
    "interoperability": "ds.interoperability(budget=ENDLESS)",
    "agreement": "open_codings.agreement('krippendorff_alpha', metric='ordinal', budget=ENDLESS)",
    "resamples": "open_codings.sampling('krippendorff_alpha', metric='ordinal', resamples=10**6)",
    "many datasets": "[cg.load('nato-ip4') for _ in range(10**9)]",
}
CHILD = """
import random, sys
import numpy as np
import chirograph as cg
ENDLESS = 2**50
rough = random.Random(1)
low = [[rough.randrange(3) for _ in range(60)] for _ in range(4)]
wide = cg.Panel(low, [[depth + 1 for depth in row] for row in low], max_depth=3)
heavy = cg.Panel([[0] * 60] * 4, [[3] * 60] * 4, max_depth=3, weights=[rough.random() for _ in range(60)])
bits = np.random.default_rng(1).integers(0, 2, (8000, 40))
many = cg.Panel(bits, bits | bits[::-1], max_depth=1, weights=[rough.random() for _ in range(40)])
many = many.pairwise('jaccard', threads=2)
ds = cg.load("nato-ip4")
open_codings = cg.Codings(dict.fromkeys("ABC", ["?"] * 60), max_depth=7)
print("begun", flush=True)
try:
    {call}
except KeyboardInterrupt:
    import os
    print("stopped", len(os.listdir("/proc/self/task")), flush=True)
"""


def wide() -> cg.Panel:
    """Four programmes whose tau-b no search closes."""
    low = np.random.default_rng(1).integers(0, 3, (4, 60))
    return cg.Panel(low, low + 1, max_depth=3)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_ctrl_c_ends_the_call_and_its_threads(call: str) -> None:
    """An interrupt ends every kind of call with KeyboardInterrupt, and no thread of it is left."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD.format(call=call)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    time.sleep(0.2)  # not for its length: the call has begun by then, or begins when the signal is there
    child.send_signal(signal.SIGINT)
    try:
        told, _ = child.communicate(timeout=120)
    finally:
        child.kill()
    assert told == "stopped 1\n"


def test_what_a_signal_handler_raises_comes_through() -> None:
    """Any exception of a handler ends the call, and the next call knows nothing of it."""

    class Enough(Exception):
        pass

    def enough(*_: object) -> None:
        raise Enough

    before = signal.signal(signal.SIGALRM, enough)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(Enough):
            wide().overlap("tau_b", budget=ENDLESS)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    again = wide().overlap("tau_b", budget=1000)
    assert again == wide().overlap("tau_b", budget=1000)


def test_the_interpreter_is_free_meanwhile() -> None:
    """Another Python thread runs while the engine does: it is what ends the call here."""
    panel, ticks = wide(), [0]
    over = threading.Event()

    def tick() -> None:
        while not over.is_set():
            ticks[0] += 1
            time.sleep(0.001)

    def tell(_done: int, _all: int) -> None:
        if ticks[0] > 20:
            raise RuntimeError("seen")

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        with pytest.raises(RuntimeError, match="seen"):
            panel.content.engine().overlap("tau_b", {}, 2, ENDLESS, None, tell)
    finally:
        over.set()
        thread.join()


def test_progress_goes_up_to_all_there_is() -> None:
    """What is told never falls and never passes what there is to do."""
    rows = np.random.default_rng(1).integers(0, 2, (40, 12))
    panel = cg.Panel(np.zeros_like(rows), 3 * rows, max_depth=3)
    seen: list[tuple[int, int]] = []
    panel.content.engine().overlap("tau_b", {}, 2, 20_000, None, lambda done, all_: seen.append((done, all_)))
    assert seen == sorted(seen)
    assert all(0 <= done <= all_ == 820 for done, all_ in seen)


def test_a_time_limit_leaves_ends_that_hold() -> None:
    """What time cuts says so, and its ends hold what a longer search finds."""
    panel = wide()
    cut = panel.overlap("tau_b", budget=ENDLESS, time_limit=0.05)
    assert cut.cut == "time"
    assert "cut by time" in repr(cut)
    longer = panel.overlap("tau_b", budget=2_000_000)
    assert not (cut.lower > longer.inner_lower).any()
    assert not (cut.upper < longer.inner_upper).any()
    closed = cg.Panel([[0, 1], [1, 0]], max_depth=1).overlap("jaccard", time_limit=1e-9)
    assert closed.cut is None
    assert closed.sharp.all()


def test_a_time_limit_is_for_the_whole_call_of_interoperability() -> None:
    """All questions of a call share its seconds, and the ends hold what is found without a limit."""
    ds = cg.load("nato-ip4")
    cut, whole = ds.interoperability(time_limit=1e-6), ds.interoperability()
    assert cut.cut == "time"
    assert whole.cut == "steps"
    for (_, short), (_, full) in zip(cut._all(), whole._all(), strict=True):
        found = full.inner_lower, full.inner_upper
        assert not (found[0] is not None and short.lower > found[0] + 1e-9)
        assert not (found[1] is not None and short.upper < found[1] - 1e-9)


def hard(rows: int) -> cg.Panel:
    """Programmes of which each pair takes some thousand steps."""
    some = np.random.default_rng(5).integers(0, 4, (rows, 9))
    open_ = np.random.default_rng(6).random((rows, 9)) < 0.5
    return cg.Panel(np.where(open_, 0, some), np.where(open_, 3, some), max_depth=3)


def test_pairs_share_what_a_call_may_take() -> None:
    """Without a budget each pair may take its share of 10^9 steps, at most 2 * 10^8, on any threads."""
    few, many = hard(2).overlap("tau_b"), hard(12).overlap("tau_b", threads=1)
    assert few.allotted == 200_000_000
    assert many.allotted == 1_000_000_000 // 78
    assert many == hard(12).overlap("tau_b", threads=3)


def test_a_pair_alone_has_the_ends_it_has_among_all() -> None:
    """The steps that a pair could take among all are those it may take when it is asked for alone."""
    overlap = wide().overlap("tau_b", budget=3000)
    pair = overlap["P1", "P3"]
    assert (pair.lower, pair.upper) == (overlap.lower[0, 2], overlap.upper[0, 2])


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"time_limit": 0}, "time_limit"),
        ({"time_limit": "1"}, "time_limit"),
        ({"time_limit": 10**400}, "time_limit"),
        ({"time_limit": True}, "time_limit"),
        ({"progress": 2}, "progress"),
        ({"budget": 0}, "budget"),
    ],
)
def test_what_is_no_limit_is_refused(given: dict[str, Any], place: str) -> None:
    """Each of the three is refused by its name."""
    with pytest.raises(ParameterError) as error:
        wide().overlap("jaccard", **given)
    assert [fault.place for fault in error.value.faults] == [place]


def test_all_faults_of_a_limit_are_told_at_once() -> None:
    """Three wrong values, three faults."""
    with pytest.raises(ParameterError) as error:
        Effort.of(0, -1, "yes", whose="a pair")
    assert [fault.place for fault in error.value.faults] == ["budget", "time_limit", "progress"]


def test_a_bar_is_drawn_only_where_it_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    """False draws none, nothing given draws none where nobody sees it, and a short call draws none at all."""
    told: list[Callable[[int, int], None] | None] = []
    for wanted in (False, None, True):
        with Effort(progress=wanted).bar("pair") as tell:
            told.append(tell)
            if tell:
                tell(1, 2)
    assert [tell is None for tell in told] == [True, True, False]
    assert capsys.readouterr().err == ""
