"""There is one list of indicators: the table of cpp/engine/catalogue and the rows it takes in."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from _repo import each, files, shown

from chirograph import _core

KEYS = [row["key"] for row in _core.catalogue()]
TABLE = {"cpp/engine/catalogue/catalogue.hpp", "cpp/engine/catalogue/interop_rows.hpp"}
# A default ("jaccard"), a headline figure or a special view may name a key; a list of them may not exist.
MOST_KEYS_A_FILE_MAY_NAME = 3
# Keys that also name a verb of the command line and a section of the report.
ALSO_WORDS = {"overlap", "interoperability"}
QUOTED = re.compile(r'"(' + "|".join(KEYS) + r')"')


def cpp_strings(text: str) -> set[str]:
    """Keys that are string literals of the code; names of bound functions and comments do not count."""
    code = "\n".join(line.split("//")[0] for line in text.splitlines())
    return set(QUOTED.findall(re.sub(r'\bdef(_\w+)?\(\s*"\w+"', "", code)))


def python_strings(text: str) -> set[str]:
    """Keys that stand alone in a string of the code; docstrings hold examples and do not count."""
    values = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    return {value for value in values if isinstance(value, str) and value in KEYS}


def test_the_table_has_every_key() -> None:
    """The pattern finds all keys in the table itself, so the next tests can fail."""
    found = [path for path in files(".hpp", under="cpp/engine") if shown(path) in TABLE]
    assert set[str]().union(*(cpp_strings(path.read_text(encoding="utf-8")) for path in found)) == set(KEYS)


@each(files(".cpp", ".hpp", under="cpp"))
def test_no_other_engine_file_spells_a_key(path: Path) -> None:
    """Engine, reader and binding find indicators through the table, never by a key of their own."""
    if shown(path) in TABLE or "examples" in path.parts:
        return
    assert not cpp_strings(path.read_text(encoding="utf-8")), shown(path)


@each(files(".py", under="python/chirograph"))
def test_no_python_file_holds_a_second_list(path: Path) -> None:
    """A module of the package names at most a few keys: a default or a headline, never a list."""
    named = python_strings(path.read_text(encoding="utf-8")) - ALSO_WORDS
    assert len(named) <= MOST_KEYS_A_FILE_MAY_NAME, f"{shown(path)} names {sorted(named)}"


def test_a_second_list_would_be_found() -> None:
    """The counting sees keys in a list and in a dictionary, and passes over docstrings."""
    assert python_strings(f"keys = {KEYS!r}") == set(KEYS)
    assert python_strings(f'"""An example: panel.overlap({KEYS[0]!r})."""') == set()
