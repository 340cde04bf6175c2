"""Which wheels are made, as cibuildwheel reads the configuration, and what tools/wheel.py finds in one."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from _repo import ROOT, files, project, shown

from chirograph import _core
from tools import wheel

PYTHONS = ("311", "312", "313", "314")
#: The wheels of each system, without the version of Python.
SYSTEMS = {
    "linux": {"manylinux_x86_64", "manylinux_aarch64"},
    "macos": {"macosx_x86_64", "macosx_arm64"},
    "windows": {"win_amd64"},
}


def configured() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)["tool"]["cibuildwheel"]
    return table


def identified(folder: Path, system: str) -> subprocess.CompletedProcess[str]:
    """What cibuildwheel would build for a system; it needs neither network nor containers to say so."""
    command = [sys.executable, "-m", "cibuildwheel", "--print-build-identifiers", "--platform", system, "."]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def cibuildwheel() -> None:
    """It must be installed where CI is set; elsewhere its tests are skipped without it."""
    if importlib.util.find_spec("cibuildwheel") is None and not os.environ.get("CI"):
        pytest.skip("cibuildwheel is not installed here: sh tools/install test")


@pytest.mark.usefixtures("cibuildwheel")
@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_has_a_wheel_for_every_python(system: str) -> None:
    """cibuildwheel reads the configuration and means these wheels, one for each Python, and no other."""
    done = identified(ROOT, system)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {f"cp{one}-{kind}" for one in PYTHONS for kind in SYSTEMS[system]}


@pytest.mark.usefixtures("cibuildwheel")
def test_an_option_that_is_none_is_refused(tmp_path: Path) -> None:
    """The check above can fail: an option that cibuildwheel does not know ends it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(text.replace('\nbuild = "cp', '\nbuidl = "cp'), encoding="utf-8")
    done = identified(tmp_path, "linux")
    assert done.returncode != 0
    assert "buidl" in done.stderr


@pytest.mark.usefixtures("cibuildwheel")
def test_values_of_options_are_of_their_kind() -> None:
    """The configuration fits the schema that cibuildwheel ships."""
    schema = resources.files("cibuildwheel") / "resources" / "cibuildwheel.schema.json"
    jsonschema.validate(configured(), json.loads(schema.read_text(encoding="utf-8")))


def test_classifiers_name_the_pythons_and_the_tested_system_only() -> None:
    """Classifiers and wheels name the same versions of Python; no system that was never tested is claimed."""
    told = project()["classifiers"]
    assert re.findall(r"Python :: 3\.(\d+)", " ".join(told)) == [one[1:] for one in PYTHONS]
    assert [one for one in told if one.startswith("Operating System")] == [
        "Operating System :: POSIX :: Linux"
    ]


def test_what_a_wheel_is_asked_is_there() -> None:
    """The tests that every wheel runs exist, in folders that are copied to where it is tested."""
    table = configured()
    named = [word for line in table["test-command"] for word in shlex.split(line) if word.endswith(".py")]
    assert named
    assert all((ROOT / name).is_file() and name.split("/")[0] in table["test-sources"] for name in named)


def test_no_build_is_for_the_processor_it_runs_on() -> None:
    """No file of the build asks for the processor of the machine: a wheel would run there only."""
    builds = [
        path for path in files() if path.name in {"CMakeLists.txt", "CMakePresets.json", "run", "install"}
    ]
    builds += [*(ROOT / "cpp" / "cmake").glob("*.cmake"), ROOT / "pyproject.toml"]
    native = re.compile(r"-m(arch|cpu|tune)=native")
    assert not [shown(path) for path in builds if native.search(path.read_text(encoding="utf-8"))]


def test_the_module_needs_no_more_than_promised() -> None:
    """The module here searches and names no place, and asks glibc for what the promised one has."""
    module = Path(_core.__file__)
    assert wheel.later(module, wheel.promised()) == []
    assert wheel.places(module) == []


@pytest.fixture(scope="module")
def loose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with everything that a wheel may not have."""
    folder = tmp_path_factory.mktemp("loose")
    source, library = folder / "loose.cpp", folder / "_core.loose.so"
    text = (
        f'#include <stdlib.h>\nconst char* place = "{ROOT}/x";\nunsigned one() {{ return arc4random(); }}\n'
    )
    source.write_text(text, encoding="utf-8")
    command = ["g++", "-shared", "-fPIC", "-Wl,-rpath,/elsewhere", "-o", str(library), str(source)]
    subprocess.run(command, check=True)
    return library


def test_places_and_later_names_are_found(loose: Path) -> None:
    """A path to search, the place of the checkout and a name that glibc has since 2.36 are told."""
    assert wheel.places(loose)[0] == "/elsewhere"
    assert str(ROOT) in wheel.places(loose)
    assert wheel.later(loose, (2, 28)) == ["arc4random"]
    assert wheel.later(loose, (2, 36)) == []


def test_a_wheel_that_is_not_fit_is_told_why(loose: Path, tmp_path: Path) -> None:
    """Another tag, a library that came along, places and later names: each is a fault in a sentence."""
    built, repaired = (
        tmp_path / f"a-1-cp311-cp311-{kind}_x86_64.whl" for kind in ("linux", "manylinux_2_36")
    )
    for path, more in ((built, ()), (repaired, ("a.libs/libx.so",))):
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(loose, "chirograph/_core.loose.so")
            for name in more:
                archive.writestr(name, "")
    told = "\n".join(wheel.faults(built, repaired))
    for part in ("a.libs/libx.so", "/elsewhere", str(ROOT), "glibc 2.28", "arc4random"):
        assert part in told
    assert "no manylinux tag" in "\n".join(wheel.faults(built, built))


def test_tags_are_read_from_the_name(tmp_path: Path) -> None:
    """A name may have several tags; the least glibc comes first, and the promise is that of the images."""
    assert wheel.tags(Path("a-1-cp311-cp311-manylinux_2_28_x86_64.manylinux_2_27_x86_64.whl"))[0] == (2, 27)
    assert wheel.tags(Path("a-1-cp311-cp311-linux_x86_64.whl")) == []
    assert wheel.promised() == (2, 28)
