"""The compiled module as it is shipped: one name goes out, no hook for tests, guarded against overruns."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from chirograph import _core

#: What a module without any of the guards is blamed for, in the order of `blame`.
UNGUARDED = [
    "it exports more than PyInit__core",
    "its tables of addresses stay writable",
    "no stack is guarded",
    "no copy is checked for its size",
    "it is built for tests",
]


def readelf(path: Path, *options: str) -> str:
    command = ["readelf", "-W", *options, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def blame(path: Path) -> list[str]:
    """What a shared object lacks of what a shipped module has, each in a sentence."""
    table = re.findall(r"^ +\d+:(?: +\S+){5} +(\S+) ([^@\s]+)", readelf(path, "--dyn-syms"), re.M)
    wanted = {name for where, name in table if where == "UND"}
    given = {name for where, name in table if where != "UND"}
    checks = [
        given == {"PyInit__core"},
        "BIND_NOW" in readelf(path, "-d") and "GNU_RELRO" in readelf(path, "-l"),
        "__stack_chk_fail" in wanted,
        any(name.endswith("_chk") for name in wanted),
        b"for_test" not in path.read_bytes(),
    ]
    return [sentence for sentence, good in zip(UNGUARDED, checks, strict=True) if not good]


def test_the_module_is_guarded_and_shows_one_name() -> None:
    """One exported name, addresses bound once and read-only, stacks and copies guarded, no test hook."""
    assert blame(Path(_core.__file__)) == []


def test_a_module_without_guards_is_told(tmp_path: Path) -> None:
    """The check above can fail: a library built without any guard is blamed for each of them."""
    source, library = tmp_path / "loose.cpp", tmp_path / "loose.so"
    source.write_text("void one_for_test() {}\nvoid two() {}\n", encoding="utf-8")
    flags = ["-shared", "-fPIC", "-fno-stack-protector", "-Wl,-z,norelro,-z,lazy"]
    subprocess.run(["g++", *flags, "-o", str(library), str(source)], check=True)
    assert blame(library) == UNGUARDED


@pytest.mark.parametrize("holder", [_core, _core.Panel, _core.Dataset, _core.Interoperability])
def test_nothing_is_there_for_tests_only(holder: object) -> None:
    """No function or method of the module is named after tests: they use the doors that users have."""
    assert not [name for name in dir(holder) if "test" in name.lower()]
