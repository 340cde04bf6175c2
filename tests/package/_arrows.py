"""Which file names which: the imports of a package and the includes of the engine, as arrows."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

Floors = tuple[tuple[str, ...], ...]
Rooms = Mapping[str, Collection[str]]
_INCLUDE = re.compile(r'^\s*#include "([^"]+)"', re.MULTILINE)


@dataclass(frozen=True, order=True)
class Arrow:
    """One file names another; `late` when it does so inside a function or in a hint only."""

    source: str
    target: str
    late: bool = False


def python_arrows(package: Path) -> set[Arrow]:
    """The imports of a package: at the top, inside functions, for hints, and by name."""
    files = {path.relative_to(package).as_posix() for path in package.rglob("*.py")}
    homes = _homes(package / "__init__.py")
    found = set()
    for file in files:
        inside = [package.name, *Path(file).parts[:-1]]
        for names, late in imports(ast.parse((package / file).read_text(encoding="utf-8")), inside):
            target = _file(names, package.name, homes, files)
            if target not in (None, file):
                found.add(Arrow(file, str(target), late))
    return found


def _homes(face: Path) -> dict[str, str]:
    """Where the face of the package says that a name is at home."""
    tables = [node for node in ast.walk(ast.parse(face.read_text("utf-8"))) if isinstance(node, ast.Dict)]
    pairs = [pair for table in tables for pair in zip(table.keys, table.values, strict=True)]
    return {
        str(name.value): str(home.value)
        for name, home in pairs
        if isinstance(name, ast.Constant) and isinstance(home, ast.Constant)
    }


def imports(tree: ast.AST, inside: list[str]) -> Iterator[tuple[tuple[str, str], bool]]:
    """Module and name of every import below a node (no name for a whole module), and whether it is late."""
    pending = [(tree, False)]
    while pending:
        node, late = pending.pop()
        if isinstance(node, ast.Import):
            yield from (((alias.name, ""), late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), ".".join(inside))
            yield from (((module, alias.name), late) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (((str(name.value), ""), late) for name in node.args if isinstance(name, ast.Constant))
        hint = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        late = late or hint or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        pending += [(child, late) for child in ast.iter_child_nodes(node)]


def _file(names: tuple[str, str], package: str, homes: Mapping[str, str], files: set[str]) -> str | None:
    """The file an import means; a name of the package means where it is at home, other packages nothing."""
    module, name = names
    if module == package and name in homes:
        module, name = f"{package}.{homes[name]}", ""
    if module.split(".")[0] != package or f"{module}.{name}" == f"{package}._core":
        return None
    path = "/".join(module.split(".")[1:])
    tried = (f"{path}/{name}.py", f"{path}/{name}/__init__.py", f"{path}.py", f"{path}/__init__.py")
    return next((file for file in (item.lstrip("/") for item in tried) if file in files), None)


def include_arrows(root: Path, folders: Iterable[str]) -> set[Arrow]:
    """The includes of C++ files by other files of the same tree."""
    paths = [path for folder in folders for path in (root / folder).rglob("*.[ch]pp")]
    return {
        Arrow(path.relative_to(root).as_posix(), name)
        for path in paths
        for name in _INCLUDE.findall(path.read_text(encoding="utf-8"))
        if (root / name).is_file()
    }


def room_of(file: str, floors: Floors, rooms: Rooms) -> tuple[int, str]:
    """The floor and the room of a file.

    Raises
    ------
    LookupError
        When it stands on none.
    """
    for level, floor in enumerate(floors):
        for room in floor:
            if file in rooms.get(room, ()) or file.startswith(room):
                return level, room
    raise LookupError(f"{file} stands on no floor: give its room one")


def wrong_arrows(arrows: Iterable[Arrow], floors: Floors, rooms: Rooms) -> list[tuple[Arrow, str]]:
    """The arrows that run up or between rooms of one floor, each in a sentence."""
    found = []
    for arrow in sorted(arrows):
        (low, room), (high, other) = (room_of(file, floors, rooms) for file in (arrow.source, arrow.target))
        if room != other and high >= low:
            verb = "includes" if arrow.source.endswith("pp") else "imports"
            found.append((arrow, f"{room} may not know {other} ({arrow.source} {verb} {arrow.target})"))
    return found


def circle(arrows: Iterable[Arrow]) -> list[str]:
    """One circle of files, the first of them again at its end; empty when there is none."""
    below: dict[str, set[str]] = {}
    for arrow in sorted(arrows):
        below.setdefault(arrow.source, set()).add(arrow.target)
    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []
