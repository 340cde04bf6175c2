"""What `import chirograph` loads, shows and documents."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import chirograph as cg

HEAVY = ("matplotlib", "pandas", "polars", "pyarrow", "jinja2", "click", "narwhals", "tqdm")


HELD = sorted(name for name in cg._HOMES if inspect.isclass(getattr(cg, name)))


def fresh(code: str) -> str:
    """What a new interpreter prints for this code."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_import_loads_no_heavy_library() -> None:
    """Importing the package and computing an overlap loads no plotting, frame or template library."""
    code = (
        "import sys, chirograph as cg; cg.Panel([[1, 0]], [[1, 1]], max_depth=1).overlap('jaccard'); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert fresh(code).strip() == "[]"


def test_loading_a_dataset_and_showing_it_loads_no_heavy_library() -> None:
    """The embedded dataset, its text and its HTML need no frame library either."""
    code = (
        "import sys, chirograph as cg; ds = cg.load('nato-ip4'); repr(ds); ds._repr_html_(); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert fresh(code).strip() == "[]"


def test_a_sub_interpreter_is_refused_and_never_hangs() -> None:
    """In a sub-interpreter the import is an ImportError that says so, not a wait without end."""
    code = (
        "import sys\n"
        "new = sys.version_info >= (3, 13)\n"
        "made = __import__('_interpreters' if new else '_xxsubinterpreters')\n"
        "try: told = made.run_string(made.create(), 'import chirograph')\n"
        "except Exception as error: told = error\n"
        "print(getattr(told, 'formatted', told))"
    )
    assert "ImportError" in fresh(code) or "subinterpreters" in fresh(code)


def test_public_names_are_the_promised_ones() -> None:
    """`dir` and `__all__` show the public names and nothing else, and each of them exists."""
    assert dir(cg) == sorted(cg.__all__)
    words = "load datasets Panel Codings indicators describe report cite plots errors"
    promised = set(words.split())
    assert promised <= set(cg.__all__)
    for name in cg.__all__:
        assert getattr(cg, name) is not None


def test_unknown_attribute_is_an_attribute_error() -> None:
    """A name the package does not have is refused as Python does it."""
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        cg.lod  # noqa: B018


def test_the_module_report_does_not_hide_the_function() -> None:
    """`cg.report` stays the function after its module has been imported by somebody."""
    imports = "import chirograph as cg, importlib; importlib.import_module('chirograph.report')"
    code = f"{imports}; print(callable(cg.report))"
    assert fresh(code).strip() == "True"


def test_version_is_that_of_the_compiled_module() -> None:
    """There is one version, and the compiled module knows it."""
    assert cg.__version__ == cg._core.__version__


def modules() -> list[str]:
    """Every module of the package written in Python."""
    found = [item.name for item in pkgutil.walk_packages(cg.__path__, "chirograph.")]
    return ["chirograph", *(name for name in found if name != "chirograph._core")]


def examples(name: str) -> list[doctest.DocTest]:
    """Those of a module, less those of the classes users hold."""
    found = doctest.DocTestFinder().find(importlib.import_module(name), name)
    return [item for item in found if item.name.removeprefix("chirograph.").split(".")[0] not in HELD]


def run_examples(found: list[doctest.DocTest]) -> None:
    """Each gives what it shows."""
    runner = doctest.DocTestRunner()
    for item in found:
        runner.run(item)
    assert runner.failures == 0


# Found before anything is replaced: what stands in for a function has its examples elsewhere.
OF_MODULES = {name: examples(name) for name in modules()}


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("name", OF_MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    """Every example of a docstring gives what it shows; those of the classes users hold run below."""
    run_examples(OF_MODULES[name])


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("name", HELD)
def test_examples_of_the_classes_users_hold_run(name: str) -> None:
    """A class that says it is of the package is passed over where it is written; its examples run too."""
    known = {held: getattr(cg, held) for held in HELD}
    run_examples(doctest.DocTestFinder().find(known[name], name, False, known))  # type: ignore[arg-type]


def public() -> list[tuple[str, object]]:
    """Public functions and classes, and the public methods of the classes."""
    found: list[tuple[str, object]] = []
    for name in (
        "Codings",
        "Dataset",
        "Overlap",
        "Panel",
        "Table",
        "cite",
        "datasets",
        "describe",
        "indicators",
        "load",
        "read",
    ):
        thing = getattr(cg, name)
        found.append((name, thing))
        if inspect.isclass(thing):
            methods = inspect.getmembers(thing, inspect.isfunction)
            found += [(f"{name}.{key}", value) for key, value in methods if not key.startswith("_")]
    return found


@pytest.mark.parametrize(("name", "thing"), public())
def test_public_things_are_documented(name: str, thing: object) -> None:
    """Every public function has a docstring; those that take arguments document each of them."""
    text = inspect.getdoc(thing) or ""
    assert text
    if inspect.isclass(thing):
        return
    names = [key for key in inspect.signature(thing).parameters if key not in ("self", "options")]  # type: ignore[arg-type]
    if len(names) > 1 or (names and "Parameters" in text):
        assert "Parameters" in text or name.endswith((".overlap", ".plot"))
    for key in names:
        assert key in text or name.endswith((".plot", "Dataset.overlap")), f"{name}: {key} is not documented"
