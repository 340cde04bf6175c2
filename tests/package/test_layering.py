"""The direction of dependencies: engine <- io <- binding <- python, enforced and not hoped for."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from _repo import PACKAGE, ROOT, files, shown

SYSTEM = re.compile(r"#include <([^>]+)>")
LOCAL = re.compile(r'#include "([^"]+)"')
ROOMS = {"engine": ("engine/",), "io": ("engine/", "io/"), "binding": ("engine/", "io/", "binding/")}
LAZY = {"matplotlib", "pandas", "jinja2", "polars", "pyarrow"}
SOURCES = [path for room in ROOMS for path in files(".cpp", ".hpp", under=f"cpp/{room}")]


def includes(path: Path, pattern: re.Pattern[str]) -> list[str]:
    return pattern.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_a_room_includes_only_rooms_below_it(path: Path) -> None:
    """A C++ file includes headers of its own room or of one further down."""
    room = path.relative_to(ROOT / "cpp").parts[0]
    wrong = [name for name in includes(path, LOCAL) if not name.startswith(ROOMS[room])]
    assert not wrong, f"{shown(path)} includes {wrong}"


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_only_io_knows_json_and_only_binding_knows_python(path: Path) -> None:
    """nlohmann is included under cpp/io alone, pybind11 and Python headers under cpp/binding alone."""
    room = path.relative_to(ROOT / "cpp").parts[0]
    for name in includes(path, SYSTEM) + includes(path, LOCAL):
        assert room == "io" or "nlohmann" not in name, f"{shown(path)}: {name}"
        assert room == "binding" or not re.match(r"(pybind11/|Python\.h|numpy/)", name), (
            f"{shown(path)}: {name}"
        )


@pytest.mark.parametrize("path", files(".cpp", ".hpp", under="cpp/engine"), ids=shown)
def test_the_engine_includes_only_the_standard_library_and_eigen(path: Path) -> None:
    """Mathematics needs no third-party header but Eigen, no file, no stream, no clock, no locale."""
    barred = {"iostream", "fstream", "filesystem", "chrono", "ctime", "cstdio", "locale"}
    for name in includes(path, SYSTEM):
        standard = re.fullmatch(r"[a-z_]+", name) is not None
        intrinsics = re.fullmatch(r"\w*intrin\.h", name) is not None
        assert standard or intrinsics or name.startswith("Eigen/"), f"{shown(path)}: {name}"
        assert name not in barred, f"{shown(path)}: {name}"
    # A seeded engine gives the same numbers everywhere; the library's distributions and devices do not.
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"random_device|std::\w+_distribution|std::(r|sr)and\b", text), shown(path)


def partner_names() -> set[str]:
    """Codes and names of every partner in every shipped dataset."""
    names: set[str] = set()
    for path in files(".json", under="python/chirograph/data"):
        document = json.loads(path.read_text(encoding="utf-8"))
        for partner in document.get("partners", []) if isinstance(document, dict) else []:
            names |= {partner["id"], partner["name"]}
    return names


def test_the_engine_names_no_country() -> None:
    """No partner of any dataset is named in cpp/engine: the engine sees rows and columns."""
    names = partner_names()
    assert {"KOR", "JPN"} <= names
    word = re.compile(r"\b(" + "|".join(map(re.escape, sorted(names))) + r"|NATO)\b")
    for path in files(".cpp", ".hpp", under="cpp/engine"):
        found = word.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{shown(path)} names {found and found.group()}"


def top_level_imports(path: Path) -> set[str]:
    """First names of modules a file imports at its top (functions and type checks left out)."""
    found: set[str] = set()
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
        guarded = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        if not guarded and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            pending += list(ast.iter_child_nodes(node))
    return found


@pytest.mark.parametrize("path", files(".py", under="python/chirograph"), ids=shown)
def test_heavy_packages_are_imported_inside_functions(path: Path) -> None:
    """No module of the package imports matplotlib, jinja2 or a frame library at its top."""
    assert not top_level_imports(path) & LAZY, shown(path)


def test_import_loads_no_heavy_package() -> None:
    """`import chirograph` loads neither matplotlib nor any frame library nor jinja2."""
    code = f"import sys, chirograph; print(*sorted({LAZY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("path", files(".py", under="python/chirograph"), ids=shown)
def test_only_plots_and_report_draw(path: Path) -> None:
    """matplotlib is named in the drawing modules alone."""
    inside = shown(path).removeprefix("python/chirograph/")
    if inside.startswith("plots") or inside.startswith(("report", "cli")):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            assert not [name for name in names if name.startswith("matplotlib")], shown(path)


@pytest.mark.parametrize("path", files(".py", under="python/chirograph"), ids=shown)
def test_computing_code_does_not_print(path: Path) -> None:
    """print() appears in command-line modules only."""
    calls = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    named = [node.func.id for node in calls if isinstance(node.func, ast.Name)]
    assert "print" not in named, shown(path)


def test_package_never_imports_tests_or_benchmarks() -> None:
    """Nothing in the package looks at tests, benchmarks or tools."""
    for path in files(".py", under="python/chirograph"):
        assert not top_level_imports(path) & {"tests", "benchmarks", "tools", "pytest"}, shown(path)
    assert PACKAGE.is_dir()
