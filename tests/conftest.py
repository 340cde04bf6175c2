"""Settings all tests share: the path, the `slow` switch, one worker a core, how hypothesis behaves."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
for folder in (HERE, HERE / "reference", HERE / "property"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

try:
    from hypothesis import settings
except ImportError:
    settings = None
else:
    # The same cases on every run; a long run looks for new ones and says how to repeat a failure.
    settings.register_profile("default", derandomize=True, max_examples=50, deadline=None, database=None)
    settings.register_profile("long", max_examples=2000, deadline=None, print_blob=True)
    settings.load_profile(os.environ.get("CHIROGRAPH_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that runs the long tests as well."""
    parser.addoption("--slow", action="store_true", default=False, help="run the tests marked slow as well")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Give every core a worker when folders are asked for; the tests of one file stay with one of them."""
    files = [argument for argument in config.args if ".py" in argument]
    option = config.option
    if files or "PYTEST_XDIST_WORKER" in os.environ or not config.pluginmanager.hasplugin("xdist"):
        return  # a worker starts no workers of its own
    if option.numprocesses is None and not option.usepdb and not option.collectonly:
        option.numprocesses, option.dist = "auto", "loadfile"
        option.loadscopereorder = False  # files with few tests take longest here: they are no end for a run


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked slow out unless they were asked for."""
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="long run: add --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def _no_terminal() -> None:
    """Whoever imports readline tells child processes, workers too, of a terminal that is not there."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
        os.unsetenv(name)  # what no Python code set is not in `environ`


def pytest_collection_finish() -> None:
    """Leave the tests that were found, which stay to the end, out of every collection of garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module")
def once() -> Iterator[None]:
    """What several files of tests ask is computed once, see `shared.once`."""
    from shared import once

    with once():
        yield
