"""One version number, written once in pyproject.toml; everything else agrees with it."""

from __future__ import annotations

import re
from importlib import metadata

import pytest
from _repo import ROOT, project

import chirograph
from chirograph import _core


def test_package_and_extension_have_the_version_of_pyproject() -> None:
    """pyproject.toml, the package and the compiled module agree; a stale build fails here."""
    version = project()["version"]
    assert chirograph.__version__ == version
    assert _core.__version__ == version


def test_citation_has_the_version_and_date_of_the_changelog() -> None:
    """CITATION.cff and the first entry of CHANGELOG.md name this version and one date."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    stated = dict(re.findall(r"^(version|date-released): (\S+)$", citation, re.M))
    first = re.search(
        r"^## (\S+) \((\d{4}-\d{2}-\d{2})\)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M
    )
    assert first is not None
    assert stated == {"version": project()["version"], "date-released": first.group(2)}
    assert first.group(1) == project()["version"]


def test_the_version_is_typed_once() -> None:
    """No source file but pyproject.toml, CITATION.cff and CHANGELOG.md spells the version."""
    version = project()["version"]
    for path in [*ROOT.glob("CMakeLists.txt"), *(ROOT / "cpp").rglob("CMakeLists.txt")]:
        assert f"VERSION {version}" not in path.read_text(encoding="utf-8"), path
    for path in (ROOT / "python" / "chirograph").rglob("*.py"):
        assert f'"{version}"' not in path.read_text(encoding="utf-8"), path


def test_distribution_is_chirograph_engine() -> None:
    """The distribution is chirograph-engine, the module and the command are chirograph."""
    assert project()["name"] == "chirograph-engine"
    assert project()["scripts"] == {"chirograph": "chirograph.cli:main"}
    try:
        installed = metadata.version("chirograph-engine")
    except metadata.PackageNotFoundError:
        pytest.skip("the distribution is not installed here")
    assert installed == project()["version"]


def test_engine_was_built_as_a_release() -> None:
    """The module says which compiler made it, with C++20 or later."""
    info = _core.build_info()
    assert info["standard"] >= 202002
    assert info["compiler"]
