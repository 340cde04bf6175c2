"""How far a call may go: steps of search, seconds, and whether it says how far it is."""

from __future__ import annotations

import math
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from chirograph.errors import Fault, ParameterError, at_least_one, brief

__all__ = ["Effort", "threads_of"]

#: More steps than this no machine takes.
MOST_STEPS = 2**53
#: More threads than this are not asked for; the engine starts at most one for each pair.
MOST_THREADS = 1024
#: Before so many seconds nothing is said.
QUIET = 2.0


@dataclass(frozen=True, slots=True)
class Effort:
    """What a call may take. Made by `of`, which looks at what the user gave.

    Parameters
    ----------
    budget : int or None
        Steps of search; None means the preset.
    time_limit : float or None
        Seconds for the whole call; None means no limit.
    progress : bool or None
        Whether a bar is shown once the call takes more than two seconds; None: in a terminal or a notebook.
    """

    budget: int | None = None
    time_limit: float | None = None
    progress: bool | None = None
    _begun: float = field(default_factory=time.monotonic, compare=False, repr=False)

    @classmethod
    def of(cls, budget: object, time_limit: object = None, progress: object = None, *, whose: str) -> Effort:
        """The same, from what a user gave; `whose` steps they are is for the message.

        Raises
        ------
        ParameterError
            With all that is wrong with the three.

        Examples
        --------
        >>> Effort.of(1000, 2, whose="a pair").budget, Effort.of(None, None, whose="a pair").time_limit
        (1000, None)
        """
        faults: list[Fault] = []
        steps = None
        if budget is not None:
            rule = f"the budget of {whose} is a whole number of steps, at least 1"
            try:
                steps = min(at_least_one("budget", budget, rule, "leave it out for the preset"), MOST_STEPS)
            except ParameterError as error:
                faults += error.faults
        seconds = None if time_limit is None else _seconds(time_limit)
        if time_limit is not None and seconds is None:
            rule = "a time limit is a number of seconds above 0"
            repair = "leave it out for none"
            faults.append(Fault("", "time_limit", brief(time_limit), rule, repair, "parameter"))
        if progress not in (None, True, False):
            rule = "progress is True, False, or None for where it can be seen"
            faults.append(Fault("", "progress", brief(progress), rule, "leave it out", "parameter"))
        if faults:
            raise ParameterError(faults)
        return cls(steps, seconds, None if progress is None else bool(progress))

    @property
    def seconds(self) -> float | None:
        """What is left of the time limit; 0 when it is over."""
        if self.time_limit is None:
            return None
        return max(0.0, self.time_limit - (time.monotonic() - self._begun))

    @contextmanager
    def bar(self, unit: str) -> Iterator[Callable[[int, int], None] | None]:
        """Something to call with what is done and all there is to do; None when no bar is wanted.

        Examples
        --------
        >>> with Effort(progress=False).bar("pair") as told:
        ...     print(told)
        None
        """
        seen = _in_notebook() or (sys.stderr is not None and sys.stderr.isatty())
        if not (seen if self.progress is None else self.progress):
            yield None
            return
        drawn: list[Any] = []

        def tell(done: int, total: int) -> None:
            if not drawn:  # a short call never comes here
                drawn.append(_bar(unit))
            drawn[0].total = total
            drawn[0].update(done - drawn[0].n)

        try:
            yield tell
        finally:
            for one in drawn:
                one.close()

    def text(self, cut: str | None) -> str:
        """For a headline: what was given, and by which of them the result was cut; each with its comma.

        Examples
        --------
        >>> Effort(1000, 2.0).text("steps")
        ', budget 1000, time limit 2 s, cut by steps'
        """
        steps = "" if self.budget is None else f", budget {self.budget}"
        limit = "" if self.time_limit is None else f", time limit {self.time_limit:g} s"
        return steps + limit + ("" if cut is None else f", cut by {cut}")


def threads_of(threads: int | None) -> int:
    """The number of threads asked for, or every processor this process may use.

    Raises
    ------
    ParameterError
        When it is not a whole number of at least 1.
    """
    if threads is None:
        affinity = getattr(os, "sched_getaffinity", None)
        return len(affinity(0)) if affinity else os.cpu_count() or 1
    rule = "the number of threads is a whole number of at least 1"
    return min(at_least_one("threads", threads, rule, "leave it out to use all"), MOST_THREADS)


def _in_notebook() -> bool:
    running = sys.modules.get("IPython")
    return running is not None and hasattr(running.get_ipython(), "kernel")


def _bar(unit: str) -> Any:
    """A bar of a notebook or a terminal, without tqdm's advice on what else to install."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from tqdm.auto import tqdm
    return tqdm(delay=QUIET, unit=unit, leave=False)


def _seconds(given: object) -> float | None:
    """A finite number above 0; None for anything else."""
    if isinstance(given, bool) or not isinstance(given, Real):
        return None
    try:
        seconds = float(given)
    except OverflowError:
        return None
    return seconds if 0 < seconds < math.inf else None
