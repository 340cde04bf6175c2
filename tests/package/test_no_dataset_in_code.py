"""No dataset in the code: what is known of countries, hubs and articles stands in data alone."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from _repo import PACKAGE, ROOT, each, files, shown

#: Works that indicators are from, with the titles their authors gave them: data in all but name.
BIBLIOGRAPHY = PACKAGE / "catalogue" / "works.py"
CODE = [
    *(path for path in files(".py", ".j2", ".txt", under="python/chirograph") if path != BIBLIOGRAPHY),
    *(path for path in files(".cpp", ".hpp", ".json", under="cpp") if "fuzz" not in path.parts),
]


@cache
def words() -> frozenset[str]:
    """Names and codes that the embedded datasets bring: partners, hubs, systems, kinds, claims."""
    found: set[str] = set()
    for path in files(".json", under="python/chirograph/data"):
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.get("id") != path.parent.name:
            continue  # the template's are invented, and the schema has none
        found |= {data["counterpart"]} | {item["kind"] for item in data["programmes"]}
        found |= {item["id"] for name in ("claims", "partner_groups", "systems") for item in data[name]}
        for item in data["partners"]:
            found |= {item["id"], item["name"]}
    return frozenset(found)


@cache
def pattern(names: frozenset[str]) -> re.Pattern[str]:
    """Any of the names as a word of its own."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


def spoken(path: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines of a file; of a module without its docstrings, where examples need a dataset."""
    text = path.read_text(encoding="utf-8")
    documented: set[int] = set()
    for node in ast.walk(ast.parse(text)) if path.suffix == ".py" else ():
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            documented |= set(range(value.lineno, (value.end_lineno or value.lineno) + 1))
    for number, line in enumerate(text.splitlines(), 1):
        if number not in documented:
            yield number, line


@each(CODE)
def test_no_code_names_what_a_dataset_is_about(path: Path) -> None:
    """No line of code, template or schema names a partner, hub, kind of programme, system or claim."""
    named = pattern(words())
    found = [f"{shown(path)}:{n}: {line.strip()[:90]}" for n, line in spoken(path) if named.search(line)]
    assert not found, "\n".join(found)


def test_the_rule_about_names_can_fail(tmp_path: Path) -> None:
    """The words are those of every dataset, and a name in code is found where one in a docstring is not."""
    held = words()
    assert {"NATO", "EU", "ITPP", "SDP", "KOR", "Moldova", "Q01", "BICES"} <= held
    file = tmp_path / "code.py"
    file.write_text('"""Of KOR."""\nRULE = "such as KOR"\nEUROPE = 1\n', encoding="utf-8")
    assert [number for number, line in spoken(file) if pattern(held).search(line)] == [2]
    assert (ROOT / "cpp").is_dir()
