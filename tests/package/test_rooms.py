"""The house: which room may know which, how large it may grow, and what each language keeps to itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from _arrows import Arrow, circle, imports, include_arrows, python_arrows, room_of, wrong_arrows
from _repo import PACKAGE, ROOT, each, files, shown, tree

#: The objects people hold: one file each at the root of the package, one room together.
ROOMS = {
    "objects": ("panel.py", "overlap.py", "pair.py", "interoperability.py", "profile.py", "dataset.py",
                "codings.py", "citation.py", "readers.py"),
}  # fmt: skip
#: From the ground up. What stands on one floor may not know each other; a new room gets a place here.
FLOORS = (
    ("errors.py",),
    ("base/",),
    ("catalogue/",),
    ("cells/",),
    ("records/",),
    ("interop/", "ranks/", "pairs/", "agreement/", "workbook/"),
    ("change/", "planning/"),
    ("chances/",),
    ("learning/",),
    ("claims/",),
    ("findings/",),
    ("objects",),
    ("plots/",),
    ("report/",),
    ("cli/", "rebuild.py"),
    ("__init__.py",),
)
#: Arrows that run up or in a circle all the same, each with its reason.
DOORS = {
    Arrow("base/door.py", "plots/__init__.py", late=True): "x.plot() opens the figures, when it is asked",
    Arrow("chances/asked.py", "panel.py", late=True): "what is told of an answer holds its panel",
    Arrow("overlap.py", "panel.py", late=True): "a panel makes its overlaps, and an overlap holds its panel",
    Arrow("pair.py", "panel.py", late=True): "a pair holds the panel of its overlap",
    Arrow("pair.py", "overlap.py", late=True): "an overlap makes its pairs, and a pair holds its overlap",
}
CPP_FLOORS = (
    ("engine/base/",),
    ("engine/panel/",),
    ("engine/search/",),
    ("engine/catalogue/",),
    ("engine/pair/",),
    ("engine/pairs/", "engine/orders/", "engine/chances/", "engine/interop/", "engine/agreement/"),
    ("io/json/",),
    ("io/schema/",),
    ("io/dataset/",),
    ("binding/", "chirograph/"),
)
CPP_FOLDERS = ("engine", "io", "binding", "chirograph")

MOST_ROOMS, MOST_MODULES, MOST_ENGINE_ROOMS = 18, 12, 10
MOST_LINES, MOST_OBJECT_LINES, MOST_FUNCTION_LINES = 400, 700, 40

INCLUDED = re.compile(r'#include [<"]([^>"]+)[>"]')
LAZY = {"matplotlib", "pandas", "jinja2", "polars", "pyarrow", "openpyxl"}
SOURCES = [path for folder in CPP_FOLDERS[:3] for path in files(".cpp", ".hpp", under=f"cpp/{folder}")]
MODULES = files(".py", under="python/chirograph")


@cache
def arrows_of_the_package() -> frozenset[Arrow]:
    """Every import of a module of the package by another."""
    return frozenset(python_arrows(PACKAGE))


def ups(arrows: Iterable[Arrow]) -> list[str]:
    """A sentence for every arrow of the package that runs up and is no door."""
    return [words for arrow, words in wrong_arrows(arrows, FLOORS, ROOMS) if arrow not in DOORS]


def round_trip(arrows: Iterable[Arrow]) -> str:
    """A circle of files of the package, in words; inside a room late arrows count too."""

    def at_home(arrow: Arrow) -> bool:
        return room_of(arrow.source, FLOORS, ROOMS) == room_of(arrow.target, FLOORS, ROOMS)

    counted = (arrow for arrow in arrows if arrow not in DOORS and (at_home(arrow) or not arrow.late))
    return " -> ".join(circle(counted))


def test_python_arrows_run_down() -> None:
    """No module knows a higher floor or another room of its own floor: at the top, in functions, in hints."""
    wrong = ups(arrows_of_the_package())
    assert not wrong, "\n".join(wrong)


def test_no_circle_of_python_files() -> None:
    """No files import each other in a circle; inside a room not even late."""
    assert round_trip(arrows_of_the_package()) == ""


def test_every_door_is_used() -> None:
    """An exception that no code needs any more is taken off the list."""
    assert set(DOORS) <= arrows_of_the_package()


def test_cpp_arrows_run_down() -> None:
    """A C++ file includes its own room and rooms below; no headers include each other in a circle."""
    arrows = include_arrows(ROOT / "cpp", CPP_FOLDERS)
    wrong = [words for _, words in wrong_arrows(arrows, CPP_FLOORS, {})]
    assert not wrong, "\n".join(wrong)
    assert circle(arrows) == []


def written(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "text",
    [
        "from chirograph.records.store import load",
        "def f() -> None:\n    import chirograph.records.store",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from chirograph.records import store",
        "from ..records import store",
        "from chirograph import load",
        'import importlib\nimportlib.import_module("chirograph.records.store")',
    ],
    ids=["top", "function", "hint", "relative", "front", "name"],
)
def test_an_arrow_up_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    """However a lower room names a higher one, the test says which room may not know which."""
    texts = {"__init__.py": '_HOMES = {"load": "records.store"}', "records/store.py": "load = 1"}
    package = written(tmp_path / "chirograph", texts | {"cells/assume.py": text})
    sentence = "cells/ may not know records/ (cells/assume.py imports records/store.py)"
    assert ups(python_arrows(package)) == [sentence]


def test_rooms_of_one_floor_and_circles_are_told(tmp_path: Path) -> None:
    """Two rooms of one floor are strangers, and files of one room do not run in a circle."""
    late = "def f() -> None:\n    from chirograph.ranks import a"
    texts = {"__init__.py": "", "ranks/a.py": "from chirograph.ranks import b", "ranks/b.py": late}
    package = written(tmp_path / "chirograph", texts | {"interop/c.py": "import chirograph.ranks.a"})
    arrows = python_arrows(package)
    assert ups(arrows) == ["interop/ may not know ranks/ (interop/c.py imports ranks/a.py)"]
    assert set(round_trip(arrows).split(" -> ")) == {"ranks/a.py", "ranks/b.py"}
    with pytest.raises(LookupError, match=r"attic/d\.py stands on no floor"):
        room_of("attic/d.py", FLOORS, ROOMS)


def test_a_wrong_include_is_told(tmp_path: Path) -> None:
    """An engine room that includes a higher one is named, and so is a circle of headers."""
    pairs = {"base/a": "pair/b", "pair/b": "pair/c", "pair/c": "pair/b"}
    texts = {f"engine/{one}.hpp": f'#include "engine/{other}.hpp"' for one, other in pairs.items()}
    arrows = include_arrows(written(tmp_path, texts), CPP_FOLDERS)
    sentence = "engine/base/ may not know engine/pair/ (engine/base/a.hpp includes engine/pair/b.hpp)"
    assert [words for _, words in wrong_arrows(arrows, CPP_FLOORS, {})] == [sentence]
    assert set(circle(arrows)) == {"engine/pair/b.hpp", "engine/pair/c.hpp"}


def test_the_front_stays_short() -> None:
    """A newcomer counts the rooms and modules of the package, and the rooms of the engine, at a glance."""
    names = {path.relative_to(PACKAGE).parts for path in MODULES}
    assert len({parts[0] for parts in names if len(parts) > 1}) <= MOST_ROOMS
    assert len([parts for parts in names if len(parts) == 1]) <= MOST_MODULES
    engine = {path.relative_to(ROOT / "cpp" / "engine").parts for path in files(under="cpp/engine")}
    assert len({parts[0] for parts in engine}) <= MOST_ENGINE_ROOMS
    assert not [parts for parts in engine if len(parts) == 1]


@each([*MODULES, *SOURCES])
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    """No file has more than 400 lines, an object with its words 700."""
    is_object = path.parent == PACKAGE and path.name in ROOMS["objects"]
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= (MOST_OBJECT_LINES if is_object else MOST_LINES), shown(path)


@each(MODULES)
def test_a_function_fits_a_screen(path: Path) -> None:
    """No function has more than 40 lines below its docstring."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert lines <= MOST_FUNCTION_LINES, f"{shown(path)}: {node.name} has {lines} lines"


@each([path for path in MODULES if path.name == "__init__.py"])
def test_a_room_says_what_it_is(path: Path) -> None:
    """The face of every room begins with a sentence about it."""
    assert ast.get_docstring(tree(path)), shown(path)


@each(SOURCES)
def test_only_io_knows_json_and_only_binding_knows_python(path: Path) -> None:
    """nlohmann is included under cpp/io alone, pybind11 and Python headers under cpp/binding alone."""
    python = r"pybind11/|Python\.h|numpy/"
    barred = {"engine": f"nlohmann|{python}", "io": python, "binding": "nlohmann"}
    names = INCLUDED.findall(path.read_text(encoding="utf-8"))
    wrong = [name for name in names if re.match(barred[path.relative_to(ROOT / "cpp").parts[0]], name)]
    assert not wrong, f"{shown(path)}: {wrong}"


@each(files(".cpp", ".hpp", under="cpp/engine"))
def test_the_engine_includes_only_the_standard_library_and_eigen(path: Path) -> None:
    """Mathematics needs no third-party header but Eigen, no file, no stream, no clock, no locale."""
    barred = {"iostream", "fstream", "filesystem", "chrono", "ctime", "cstdio", "locale"}
    text = path.read_text(encoding="utf-8")
    for name in INCLUDED.findall(text):
        allowed = r"[a-z_]+|\w*intrin\.h|arm_neon\.h|(Eigen|engine)/.+"
        assert re.fullmatch(allowed, name), f"{shown(path)}: {name}"
        assert name not in barred, f"{shown(path)}: {name}"
    # A seeded engine gives the same numbers everywhere; the library's distributions and devices do not.
    assert not re.search(r"random_device|std::\w+_distribution|std::(r|sr)and\b", text), shown(path)


@each(MODULES)
def test_each_package_is_imported_where_it_belongs(path: Path) -> None:
    """Heavy packages are imported inside functions, matplotlib by figures alone, tests and tools never."""
    parsed = tree(path)
    named = [(module.split(".")[0], late) for (module, _), late in imports(parsed, ["chirograph"])]
    every = {name for name, _ in named}
    assert not {name for name, late in named if not late} & LAZY, shown(path)
    assert shown(path).startswith("python/chirograph/plots/") or "matplotlib" not in every, shown(path)
    assert not every & {"tests", "benchmarks", "tools", "pytest"}, shown(path)


@each(MODULES)
def test_computing_code_does_not_print(path: Path) -> None:
    """print() appears nowhere: the command line writes through click."""
    names = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Name)]
    assert "print" not in {name.id for name in names}, shown(path)


@each(MODULES)
def test_one_place_writes_files(path: Path) -> None:
    """Files and folders are made, renamed and removed in base/files.py and base/scratch.py alone."""
    if path.parent.name == "base" and path.name in ("files.py", "scratch.py"):
        return
    barred = {"write_text", "write_bytes", "rename", "replace", "unlink", "rmdir", "touch"}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            # str.replace and dataclasses.replace are something else.
            other = node.attr == "replace" and not (
                isinstance(node.value, ast.Name) and node.value.id == "os"
            )
            assert node.attr not in barred or other, f"{shown(path)}:{node.lineno} {node.attr}"
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not {"shutil", "tempfile"} & set(names), f"{shown(path)}: {names}"


def test_every_file_that_fails_a_check_is_told() -> None:
    """A check of many files goes through all of them and names those that fail it."""
    told = [MODULES[0], MODULES[-1]]

    @each(MODULES)
    def check(path: Path) -> None:
        assert path not in told, "it is wrong"

    with pytest.raises(AssertionError) as wrong:
        check()
    assert re.findall(r"(\S+): it is wrong", str(wrong.value)) == [shown(path) for path in told]


def test_import_loads_no_heavy_package() -> None:
    """`import chirograph` loads neither matplotlib nor any frame library nor jinja2."""
    code = f"import sys, chirograph; print(*sorted({LAZY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_no_two_types_of_the_engine_share_a_name() -> None:
    """Two types of one name in files of their own are merged by the linker without a word, and crash."""
    hidden = re.compile(r"namespace \{\n.*?\n\}  // namespace\n", re.DOTALL)
    declared = re.compile(r"^(?:struct|class|enum class) (\w+)(?: final)?(?: :[^{;]*)? \{", re.MULTILINE)
    homes: dict[str, set[str]] = {}
    for path in SOURCES:
        text = hidden.sub("", path.read_text(encoding="utf-8"))
        space = "".join(re.findall(r"^namespace (\S+) \{", text, re.MULTILINE)[:1])
        for name in declared.findall(text):
            homes.setdefault(f"{space}::{name}", set()).add(shown(path))
    assert len(homes) > 100
    assert not {name: sorted(found) for name, found in homes.items() if len(found) > 1}
