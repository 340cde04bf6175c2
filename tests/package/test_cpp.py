"""The engine as its own CMake project: built without a warning, tested by CTest, installed and used."""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from _repo import ROOT, shown

CPP = ROOT / "cpp"
BUILD = ROOT / "build" / "dev"
EXECUTABLES = sorted(path.stem for path in (ROOT / "tests" / "cpp").glob("test_*.cpp"))
# A build asked for by this file must not inherit what another build tool set.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in {"CXXFLAGS", "MAKEFLAGS"}}
ENVIRONMENT["CMAKE_GENERATOR"] = "Ninja"  # what tools/install installs; a bare machine has no make


def run(*command: str | Path, cwd: Path = ROOT, good: bool = True, **more: str) -> str:
    """Run a command; its output. A failing command fails the test with everything it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=ENVIRONMENT | more,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) == good, f"{' '.join(map(str, command))}\n{done.stdout[-6000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def dev() -> Iterator[Path]:
    """The dev preset, built."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run("cmake", "-S", CPP, "--preset", "dev")
        run("cmake", "--build", BUILD, "--parallel", str(os.cpu_count() or 1))
        yield BUILD


def test_dev_preset_builds_without_python(dev: Path) -> None:
    """The engine compiles with warnings as errors, and its project never looks for Python or pybind11."""
    cache = (dev / "CMakeCache.txt").read_text(encoding="utf-8")
    assert "CHIROGRAPH_WERROR:BOOL=ON" in cache
    assert "Python" not in cache
    assert "pybind11" not in cache


@pytest.mark.parametrize("name", EXECUTABLES)
def test_ctest_runs_every_executable(dev: Path, name: str) -> None:
    """Every tests/cpp/test_*.cpp is known to CTest and passes."""
    run("ctest", "--test-dir", dev, "--no-tests=error", "--output-on-failure", "-R", f"^{name}$")


@pytest.mark.slow
def test_ctest_passes_with_many_more_random_problems(dev: Path) -> None:
    """The checks on random problems hold on forty times as many; the seeds stand in the tests."""
    run("ctest", "--test-dir", dev, "--output-on-failure", "-R", "interop|table|tau", CHIROGRAPH_ROUNDS="40")


def test_ctest_knows_no_other_executable(dev: Path) -> None:
    """CTest runs exactly the files of tests/cpp, so none is left behind in a build directory."""
    listed = run("ctest", "--test-dir", dev, "-N")
    assert EXECUTABLES
    assert f"Total Tests: {len(EXECUTABLES)}" in listed


def test_presets_are_complete() -> None:
    """CMake reads the presets file and offers the six ways to build."""
    listed = run("cmake", "--list-presets", cwd=CPP)
    for name in ("dev", "release", "asan-ubsan", "tsan", "tidy", "fuzz"):
        assert f'"{name}"' in listed


def test_installed_package_serves_a_ten_line_program(dev: Path, tmp_path: Path) -> None:
    """find_package(chirograph) in a temporary prefix is enough to build and run the example."""
    prefix, build = tmp_path / "prefix", tmp_path / "build"
    run("cmake", "--install", dev, "--prefix", prefix)
    run("cmake", "-S", CPP / "examples", "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", build)
    assert run(build / "one_cell") == "[0.333333, 0.666667]\n"
    lines = (CPP / "examples" / "one_cell.cpp").read_text(encoding="utf-8").splitlines()
    inside = lines[lines.index("int main() {") : lines.index("}") + 1]
    assert len(inside) <= 10, "the example promises ten lines"


def test_installed_package_has_every_header_and_no_foreign_one(dev: Path, tmp_path: Path) -> None:
    """The engine's headers and the doors of the reader are installed; none includes what is not."""
    run("cmake", "--install", dev, "--prefix", tmp_path)
    include = tmp_path / "include" / "chirograph"
    installed = {
        p.relative_to(include).as_posix(): p.read_text(encoding="utf-8") for p in include.rglob("*.hpp")
    }
    assert {shown(p).removeprefix("cpp/") for p in (CPP / "engine").rglob("*.hpp")} <= set(installed)
    assert {name for name in installed if name.startswith("io/")} == {
        "io/dataset/coding.hpp",
        "io/dataset/dataset.hpp",
    }
    for name, text in installed.items():
        assert set(re.findall(r'#include "([^"]+)"', text)) <= set(installed), name
        assert "nlohmann" not in text, name
        assert "Eigen/" not in text, name
        assert "pybind11" not in text, name


PACKAGES = {
    "nlohmann_json": ("nlohmann-json3-dev", "nlohmann_json::nlohmann_json"),
    "Eigen3": ("libeigen3-dev", "Eigen3::Eigen"),
}


def configured(build: Path, package: str, *more: str, good: bool = True) -> str:
    options = ("-DCHIROGRAPH_TESTS=OFF", f"-DCMAKE_DISABLE_FIND_PACKAGE_{package}=ON", *more)
    return run("cmake", "-S", CPP, "-B", build, "-DFETCHCONTENT_FULLY_DISCONNECTED=ON", *options, good=good)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_missing_package_without_network_says_what_to_install(package: str, tmp_path: Path) -> None:
    """With a package missing and downloads forbidden, configuring stops and names it."""
    told = configured(tmp_path, package, good=False)
    assert PACKAGES[package][0] in told
    assert f"FETCHCONTENT_SOURCE_DIR_{package.upper()}" in told


@pytest.mark.parametrize("package", PACKAGES)
def test_a_missing_package_is_taken_from_an_unpacked_release(package: str, tmp_path: Path) -> None:
    """The fallback uses a source directory the user names, with no download."""
    release = tmp_path / "release"
    release.mkdir()
    (release / "CMakeLists.txt").write_text(
        f"add_library(stand_in INTERFACE)\nadd_library({PACKAGES[package][1]} ALIAS stand_in)\n",
        encoding="utf-8",
    )
    source = f"-DFETCHCONTENT_SOURCE_DIR_{package.upper()}={release}"
    configured(tmp_path / "build", package, source)


def test_downloads_are_pinned_by_hash() -> None:
    """Every FetchContent declaration names a release and its SHA-256."""
    declared = 0
    for path in [*CPP.rglob("*.cmake"), *CPP.rglob("CMakeLists.txt"), ROOT / "CMakeLists.txt"]:
        text = path.read_text(encoding="utf-8")
        declared += text.count("FetchContent_Declare(")
        assert text.count("FetchContent_Declare(") == text.count("URL_HASH SHA256="), shown(path)
        assert "GIT_TAG" not in text, shown(path)
    assert declared > 0


def test_engine_flags_keep_the_digits() -> None:
    """The engine forbids fused multiply-add, and no build file switches on fast mathematics."""
    assert "-ffp-contract=off" in (CPP / "CMakeLists.txt").read_text(encoding="utf-8")
    for path in [*CPP.rglob("CMakeLists.txt"), *CPP.rglob("CMakePresets.json"), ROOT / "CMakeLists.txt"]:
        for line in path.read_text(encoding="utf-8").splitlines():
            code = line.split("#")[0]
            assert "-ffast-math" not in code, shown(path)
            assert "-Ofast" not in code, shown(path)
