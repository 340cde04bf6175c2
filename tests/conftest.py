"""Settings all tests share: the path, the `slow` switch, one worker a core, how hypothesis behaves."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

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


def _remembering(compute: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, which answers a question about records that it has answered before at once."""
    known: dict[Any, Any] = {}

    @wraps(compute)
    def call(records: Any, *asked: Any, **named: Any) -> Any:
        key = (records, repr((asked, named)))
        if key not in known:
            known[key] = compute(records, *asked, **named)
        return known[key]

    return call


@pytest.fixture(scope="module")
def once() -> Iterator[None]:
    """Interoperability and claims are computed once in a file of tests for the same records and arguments.

    For tests of where an answer goes and how it is told. Those of how it is found compute it themselves.
    """
    import chirograph.claims
    import chirograph.interoperability

    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (chirograph.interoperability, "interoperability"),
            (chirograph.claims, "ledger"),
        ):
            patch.setattr(module, name, _remembering(getattr(module, name)))
        yield
