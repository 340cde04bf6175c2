"""Files and folders where the system has no lock, opens no folder and renames nothing that is open.

A stand-in for what Windows documents, on the system that runs the tests. It is not Windows.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

import chirograph as cg
from chirograph.base import files, scratch
from chirograph.base.files import write, write_folder
from chirograph.records.export import export


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules: no lock, no owner, no folder is opened; a name that is taken or open is not renamed."""
    opens, rename, replace = os.open, os.rename, os.replace

    def opened(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        if os.path.isdir(path):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return opens(path, flags, mode, **more)

    def free(path: str) -> None:
        for link in Path("/proc/self/fd").iterdir():
            if os.path.realpath(link) == os.path.realpath(path):
                raise PermissionError(errno.EACCES, "it is open", path)

    def renamed(source: str, target: str) -> None:
        free(source)
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "it is there", source, None, target)
        rename(source, target)

    def replaced(source: str, target: str) -> None:
        free(source)
        replace(source, target)

    monkeypatch.setattr(scratch, "fcntl", None)
    monkeypatch.setattr(scratch, "HOLDS", False)
    monkeypatch.setattr(files, "HOLDS", False)
    monkeypatch.setattr(files, "rename", lambda *_: False)
    monkeypatch.delattr(os, "fchown")
    monkeypatch.delattr(os, "fchmod")
    for name, rule in (("open", opened), ("rename", renamed), ("replace", replaced)):
        monkeypatch.setattr(os, name, rule)


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    """A new file and a replaced one have the text; nothing is left beside it."""
    for text in ("one", "two"):
        write(tmp_path / "a.txt", text)
        assert held(tmp_path) == {"a.txt": text}


def test_a_file_that_may_not_be_replaced_stays(tmp_path: Path) -> None:
    """A refusal just before the end keeps the old file and takes the new one away."""
    write(tmp_path / "a.txt", "one")
    asked: list[int] = []

    def check() -> None:
        asked.append(1)
        if len(asked) > 1:
            raise ValueError("not this one")

    with pytest.raises(ValueError, match="not this one"):
        write(tmp_path / "a.txt", "two", check)
    assert held(tmp_path) == {"a.txt": "one"}


@pytest.mark.parametrize("before", [None, {}])
def test_a_folder_is_new_or_takes_the_place_of_an_empty_one(
    before: dict[str, str] | None, tmp_path: Path
) -> None:
    """Where nothing or an empty folder stands the new one comes, whole."""
    if before is not None:
        (tmp_path / "new").mkdir()
    write_folder(tmp_path / "new", {"a.txt": "one"})
    assert held(tmp_path / "new") == {"a.txt": "one"}
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_folder_with_something_in_it_stays(tmp_path: Path) -> None:
    """Without a word on which of its files are ours a full folder is refused, and keeps what it holds."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_folder(tmp_path / "full", {"a.txt": "one"})
    assert held(tmp_path / "full") == {"mine.txt": "mine"}


def test_a_package_is_exchanged_and_guests_come_along(tmp_path: Path) -> None:
    """Of a folder that is replaced our files go; what is not ours stands in the new one."""
    (tmp_path / "p").mkdir()
    for name in ("old.txt", "guest.txt"):
        (tmp_path / "p" / name).write_text(name, encoding="utf-8")
    write_folder(tmp_path / "p", {"a.txt": "one"}, ours=lambda folder: ["old.txt"])
    assert held(tmp_path / "p") == {"a.txt": "one", "guest.txt": "guest.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


def test_a_device_is_written_to(tmp_path: Path) -> None:
    """The device that swallows everything takes a text and stays what it is."""
    write(os.devnull, "nothing")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_what_users_write_is_written(tmp_path: Path) -> None:
    """A table, and a dataset as a package twice, as users write them."""
    table = cg.indicators()
    assert table.to_csv(tmp_path / "t.csv") == (tmp_path / "t.csv").read_bytes().decode("utf-8")
    export("nato-ip4", tmp_path / "p")
    export("nato-ip4", tmp_path / "p", overwrite=True)
    assert "datapackage.json" in held(tmp_path / "p")
