"""What is shipped: the files of the wheel, of the source distribution, the licences."""

from __future__ import annotations

import os
import tarfile
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest
from _repo import PACKAGE, ROOT, files, project, shown


def installed_files() -> list[PurePosixPath]:
    """Files of the installed distribution; with CI set it must be installed, else the test is skipped."""
    try:
        found = metadata.files("chirograph-engine")
    except metadata.PackageNotFoundError:
        if os.environ.get("CI"):
            raise
        pytest.skip("chirograph-engine is not installed here: pip install .")
    assert found
    return [PurePosixPath(str(path)) for path in found if path.suffix != ".pyc"]


def test_wheel_has_the_whole_package() -> None:
    """Every file of python/chirograph is installed, with extension and schema, and nothing else."""
    inside = {path.as_posix() for path in installed_files() if path.parts[0] == "chirograph"}
    compiled = {
        name for name in inside if PurePosixPath(name).name.startswith("_core.") and name.endswith(".so")
    }
    assert len(compiled) == 1
    expected = {
        f"chirograph/{path.relative_to(PACKAGE).as_posix()}" for path in files(under="python/chirograph")
    }
    expected |= {"chirograph/data/schema/dataset.schema.json"}
    assert inside - compiled == {name for name in expected if not name.endswith((".so", ".pyc"))}


@pytest.mark.parametrize(
    "name", ["py.typed", "_core.pyi", "data/nato-ip4/data.json", "data/schema/dataset.schema.json"]
)
def test_wheel_has_what_users_rely_on(name: str) -> None:
    """Types, stub, data and schema are in the wheel."""
    assert PurePosixPath("chirograph", name) in installed_files()


def test_wheel_has_licences_and_no_engine_headers() -> None:
    """Both licences travel with the wheel; headers, libraries and CMake files of the engine do not."""
    names = [path.as_posix() for path in installed_files()]
    for licence in ("LICENSE", "LICENSE-DATA"):
        assert [name for name in names if name.endswith(f".dist-info/licenses/{licence}")], licence
    assert not [name for name in names if name.endswith((".hpp", ".a", ".cmake"))]


def test_metadata_tells_the_two_licences_and_the_name() -> None:
    """The installed metadata names both licences, the Python support and the description."""
    installed_files()
    told = metadata.metadata("chirograph-engine")
    assert told["License-Expression"] == "BSD-3-Clause AND CC-BY-4.0"
    assert told["Requires-Python"] == project()["requires-python"]
    assert told["Summary"] == project()["description"]


def test_source_distribution_builds_and_tests_itself(tmp_path: Path) -> None:
    """The source distribution holds what building and testing need, and nothing that git ignores."""
    build = pytest.importorskip("scikit_build_core.build")
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        name = build.build_sdist(str(tmp_path))
    finally:
        os.chdir(before)
    with tarfile.open(tmp_path / name) as archive:
        inside = {PurePosixPath(member.name) for member in archive.getmembers() if member.isfile()}
    names = {PurePosixPath(*path.parts[1:]).as_posix() for path in inside}
    needed = {shown(path) for path in files() if path.suffix != ".png"} - {".gitignore"}
    assert not sorted(needed - names - {name for name in needed if name.startswith(".")})
    assert not [name for name in names if name.endswith((".so", ".o", ".pyc"))]
    assert {"PKG-INFO", "LICENSE", "LICENSE-DATA", "cpp/CMakePresets.json"} <= names


def test_licence_texts() -> None:
    """LICENSE is BSD-3-Clause of the chirograph authors; LICENSE-DATA names CC BY 4.0 and links to it."""
    code = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert code.startswith("BSD 3-Clause License")
    assert "The chirograph authors" in code
    data = (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert "(CC BY 4.0)" in data
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in data


def test_citation_file_has_what_a_citation_needs() -> None:
    """CITATION.cff has title, authors, version, date and both licences."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for field in (
        "cff-version: 1.2.0",
        "title:",
        "authors:",
        "version:",
        "date-released:",
        "BSD-3-Clause",
        "CC-BY-4.0",
    ):
        assert field in text, field
