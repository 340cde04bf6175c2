"""Files and folders: whole or not at all whatever happens; nothing lost that a run did not make itself."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import files_killed as steps
import pytest

import chirograph as cg
from chirograph.base import files, scratch
from chirograph.base.files import write, write_folder

WAYS = (
    "new file", "replaced file", "file behind a link", "new folder", "empty folder", "package",
    "package with a late guest", "package by two renames",
)  # fmt: skip


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def standing(way: str, folder: Path) -> Any:
    """What stands at the target: a text, the texts of a package without its guest, or None."""
    target = folder / "target"
    if not target.exists():
        return None
    if target.is_file():
        return target.read_text(encoding="utf-8")
    return {name: text for name, text in held(target).items() if name != "late.txt"}


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


@pytest.mark.parametrize("way", WAYS)
def test_a_run_killed_at_any_step_leaves_the_old_or_the_new(way: str, tmp_path: Path) -> None:
    """After kill -9 at any call the target is whole; the next run succeeds and leaves nothing beside it."""
    script = Path(steps.__file__)
    subprocess.run([sys.executable, str(script), way, str(tmp_path)], check=True)
    whole: list[Any] = [steps.NEW, steps.OLD] if "file" in way else [steps.NEW_PACKAGE, steps.OLD_PACKAGE]
    whole[1] = {"new file": None, "new folder": None, "empty folder": {}}.get(way, whole[1])
    # Without the exchange there is one moment, between two renames, in which nothing stands.
    gap = [None] if way == "package by two renames" else []
    runs = [folder for when in steps.WHENS for folder in tmp_path.glob(f"{when}-*")]
    assert len(runs) > 30
    assert len({len(list(tmp_path.glob(f"{when}-*"))) for when in steps.WHENS}) == 1
    for folder in runs:
        assert standing(way, folder) in whole + gap, folder.name
        late = list(folder.rglob("late.txt"))
        if "file" in way:
            write(folder / "target", steps.NEW)
        else:
            write_folder(folder / "target", steps.NEW_PACKAGE, None, steps.ours)
        assert standing(way, folder) == whole[0], folder.name
        assert names(folder) == (["real", "target"] if "link" in way else ["target"]), folder.name
        assert list(folder.rglob("late.txt")) == [folder / "target" / "late.txt"][: len(late)], folder.name


def test_the_steps_are_really_taken(tmp_path: Path) -> None:
    """Some kills leave the old and some the new, and some leave a temporary for the next run to find."""
    subprocess.run([sys.executable, steps.__file__, "package", str(tmp_path)], check=True)
    found = [standing("package", folder) for folder in tmp_path.iterdir()]
    assert steps.OLD_PACKAGE in found
    assert steps.NEW_PACKAGE in found
    left = [name for folder in tmp_path.iterdir() for name in names(folder) if name != "target"]
    assert left
    assert all(name.startswith(".target.chirograph-") for name in left)


def test_what_a_live_run_holds_is_left_alone(tmp_path: Path) -> None:
    """A temporary whose run lives stays, one whose run is dead goes, and what only looks like one stays."""
    path, file = scratch.temporary(str(tmp_path / "a"), 0o600)
    dead = Path(f"{path[:-8]}00000000")
    dead.write_text("half", encoding="utf-8")
    others = [tmp_path / ".a.chirograph-notes", tmp_path / ".b.chirograph-00000000"]
    for other in others:
        other.write_text("mine", encoding="utf-8")
    write(tmp_path / "a", "one")
    assert names(tmp_path) == sorted(["a", Path(path).name, *(other.name for other in others)])
    os.close(file)
    write(tmp_path / "a", "two")
    assert names(tmp_path) == sorted(["a", *(other.name for other in others)])


def test_without_locks_nothing_is_taken_for_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without flock files and folders are written, and no temporary of another run is removed."""
    monkeypatch.setattr(scratch, "fcntl", None)
    (tmp_path / ".a.chirograph-00000000").write_text("somebody's", encoding="utf-8")
    write(tmp_path / "a", "one")
    write_folder(tmp_path / "b", {"x": "1"})
    assert names(tmp_path) == [".a.chirograph-00000000", "a", "b"]


def test_import_needs_no_fcntl() -> None:
    """The package can be imported where there is no `fcntl`."""
    code = "import sys; sys.modules['fcntl'] = None\nfrom chirograph.base import scratch as found\n"
    code += "assert found.fcntl is None"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_mode_and_owner_are_kept(mode: int, tmp_path: Path) -> None:
    """A file, a folder and the files in it keep mode and owner when replaced; new ones have the umask's."""
    file, folder = tmp_path / "a", tmp_path / "b"
    write(file, "one")
    write_folder(folder, steps.OLD_PACKAGE)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o666 & ~mask
    assert stat.S_IMODE(folder.stat().st_mode) == 0o777 & ~mask
    assert stat.S_IMODE((folder / "a.txt").stat().st_mode) == 0o666 & ~mask
    root = os.geteuid() == 0
    if mode == 0o444 and not root:
        pytest.skip("a file that may not be written to is not replaced")
    for path, bits in ((folder / "a.txt", mode), (file, mode), (folder, 0o750)):
        path.chmod(bits)
        if root:
            os.chown(path, 12345, 23456)
    write(file, "two")
    write_folder(folder, steps.NEW_PACKAGE, None, steps.ours)
    for path, bits in ((folder / "a.txt", mode), (file, mode), (folder, 0o750)):
        assert stat.S_IMODE(path.stat().st_mode) == bits
        assert not root or (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)
    assert file.read_text(encoding="utf-8") == "two"


def test_a_group_that_cannot_be_kept_gains_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where owner and group may not be given away, the new group gets no more than everybody had."""

    def refuse(*_: object) -> None:
        raise PermissionError

    write(tmp_path / "a", "one")
    (tmp_path / "a").chmod(0o6664)
    found = [*(tmp_path / "a").stat()]
    found[4:6] = 54321, 54321
    monkeypatch.setattr(os, "fchown", refuse)
    with (tmp_path / "b").open("wb") as new:
        files._keep(new.fileno(), os.stat_result(found))
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o644


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    """The file behind a link is written, also where there is none yet; the answer says which that was."""
    (tmp_path / "deep").mkdir()
    real = tmp_path / "deep" / "real"
    for link in ("one", "two"):
        (tmp_path / link).symlink_to("deep/real" if link == "one" else "one")
    assert write(tmp_path / "two", "new") == real
    assert write(tmp_path / "two", "newer") == real
    assert real.read_text(encoding="utf-8") == "newer"
    assert os.readlink(tmp_path / "two") == "one"
    assert names(tmp_path / "deep") == ["real"]
    (tmp_path / "folder").symlink_to("deep")
    write_folder(tmp_path / "folder" / "pack", {"a": "1"})
    assert names(tmp_path / "deep") == ["pack", "real"]


@pytest.mark.parametrize("kind", ["circle", "into nothing", "folder"])
def test_a_link_that_leads_nowhere_is_told(kind: str, tmp_path: Path) -> None:
    """A circle of links, a link into a missing folder, and a folder are errors that name the target."""
    target = tmp_path / "target"
    if kind == "folder":
        target.mkdir()
    else:
        target.symlink_to("target" if kind == "circle" else "missing/file")
    before = names(tmp_path)
    with pytest.raises(OSError, match=r"target") as caught:
        write(target, "x")
    wanted = {"circle": errno.ELOOP, "into nothing": errno.ENOENT, "folder": errno.EISDIR}
    assert (caught.value.errno, caught.value.filename) == (wanted[kind], str(target))
    assert names(tmp_path) == before


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """A named pipe stays one; who reads it gets all of a long text, and where nobody does, that is told."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="a pipe that nobody reads") as caught:
        write(pipe, "x")
    assert caught.value.filename == str(pipe)
    got: list[bytes] = []
    file = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(file, True)

    def read() -> None:
        time.sleep(0.1)
        with os.fdopen(file, "rb") as stream:
            got.append(stream.read())

    reader = threading.Thread(target=read)
    reader.start()
    assert write(pipe, "x" * 300_000) == pipe
    reader.join(20)
    assert got == [b"x" * 300_000]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_device_is_written_to(tmp_path: Path) -> None:
    """A device stays one; when it is full, the error names it."""
    for name in ("null", "full"):
        (tmp_path / name).symlink_to(f"/dev/{name}")
    write(tmp_path / "null", "x")
    with pytest.raises(OSError, match="full") as caught:
        write(tmp_path / "full", "x")
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(tmp_path / "full"))
    assert all(stat.S_ISCHR((tmp_path / name).stat().st_mode) for name in ("null", "full"))
    if os.geteuid() == 0:
        try:
            os.mknod(tmp_path / "own", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
            write(tmp_path / "own", "x")
        except PermissionError:
            return  # a container may not make devices, nor open them
        assert stat.S_ISCHR((tmp_path / "own").lstat().st_mode)


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket cannot be written to as a file, and stays."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("sock")
        with pytest.raises(OSError, match="sock") as caught:
            write("sock", "x")
    assert caught.value.errno == errno.ENXIO
    assert stat.S_ISSOCK(os.lstat("sock").st_mode)


def limited() -> None:
    """No file of this process may grow over 5000 bytes: a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))


@pytest.mark.parametrize("way", ["file", "folder"])
def test_a_full_disk_leaves_what_was_there(way: str, tmp_path: Path) -> None:
    """When the disk takes no more, the old one stands, alone, and the error names the target."""
    steps.prepare("replaced file" if way == "file" else "package", tmp_path)
    before = standing(way, tmp_path)
    data = "'x' * 9000" if way == "file" else "{'a.txt': 'x', 'b.txt': 'x' * 9000}"
    what = "write" if way == "file" else "write_folder"
    code = f"from chirograph.base.files import *\ntry: {what}('target', {data})\n"
    code += "except OSError as error: print(error.strerror, error.filename, error.filename2)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, preexec_fn=limited
    )
    assert (ran.stdout, ran.stderr) == ("File too large target None\n", "")
    assert standing(way, tmp_path) == before
    assert names(tmp_path) == ["target"]


def as_nobody(code: str, folder: Path) -> str:
    """What a process without rights prints; it runs in the folder, which it may enter."""
    for path in (folder, *folder.parents):
        if not path.stat().st_mode & stat.S_IXOTH:
            path.chmod(path.stat().st_mode | stat.S_IXOTH)
    lead = f"import os\nos.chdir({str(folder)!r})\nfrom chirograph.base.files import write, write_folder\n"
    lead += "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    ran = subprocess.run([sys.executable, "-c", lead + code], capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    """Where no file can be made the error names the target; what is there stays, also a read-only file."""
    shut, open_ = tmp_path / "shut", tmp_path / "open"
    for folder in (shut, open_):
        folder.mkdir()
        (folder / "a").write_text("old", encoding="utf-8")
        (folder / "a").chmod(0o444)
    open_.chmod(0o777)
    shut.chmod(0o555)
    for target in ("shut/a", "shut/b", "open/a"):
        said = as_nobody(
            f"try: write({target!r}, 'x')\nexcept OSError as e: print(e.filename, e.strerror)", tmp_path
        )
        assert said == f"{target} Permission denied\n"
    said = as_nobody(
        "try: write_folder('shut/c', {})\nexcept OSError as e: print(e.filename, e.strerror)", tmp_path
    )
    assert said == "shut/c Permission denied\n"
    shut.chmod(0o755)
    assert held(shut) == held(open_) == {"a": "old"}


def test_a_folder_whose_names_cannot_be_read(tmp_path: Path) -> None:
    """A letter box, which takes files and does not show them, is written to."""
    box = tmp_path / "box"
    box.mkdir()
    box.chmod(0o733)
    assert as_nobody("write('box/a', 'x'); write_folder('box/b', {'c': 'x'})", tmp_path) == ""
    assert names(box) == ["a", "b"]


def test_a_check_is_asked_again_before_the_rename(tmp_path: Path) -> None:
    """What has come to the place of a new file meanwhile is not replaced when the check says so."""
    target, calls = tmp_path / "a", []

    def check() -> None:
        calls.append(1)
        if len(calls) == 2:
            target.write_text("mine", encoding="utf-8")
            raise ValueError("not ours")

    with pytest.raises(ValueError, match="not ours"):
        write(target, "x", check)
    assert held(tmp_path) == {"a": "mine"}


def test_a_guest_whose_name_is_taken_is_kept_under_another(tmp_path: Path) -> None:
    """A file and a folder that came into the old package go into the new one, also where names are taken."""
    target = tmp_path / "target"
    steps.packed(target, steps.OLD_PACKAGE)
    calls: list[int] = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 2:
            (target / "c.txt").write_text("mine", encoding="utf-8")
            (target / "mine").mkdir()
            (target / "mine" / "deep.txt").write_text("mine", encoding="utf-8")

    write_folder(target, steps.NEW_PACKAGE, check, steps.ours)
    assert (target / "c.txt.kept").read_text(encoding="utf-8") == "mine"
    assert (target / "mine" / "deep.txt").read_text(encoding="utf-8") == "mine"
    assert names(tmp_path) == ["target"]
    assert (target / "c.txt").read_text(encoding="utf-8") == steps.NEW


def test_only_new_or_empty_folders_are_written_without_ours(tmp_path: Path) -> None:
    """A folder with something in it stays as it is, and the error names it."""
    steps.packed(tmp_path / "target", {"mine": "x"})
    with pytest.raises(OSError, match="not empty") as caught:
        write_folder(tmp_path / "target", {"a": "1"})
    assert caught.value.filename == str(tmp_path / "target")
    assert held(tmp_path / "target") == {"mine": "x"}
    assert names(tmp_path) == ["target"]


def test_the_current_folder_is_not_taken_from_under_its_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who stands in an empty folder is told to name a new one; the folder stays."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError, match="current folder") as caught:
        write_folder(".", {"a": "1"})
    assert caught.value.filename == "."
    assert names(tmp_path) == []
    assert write_folder("in/it", {"a": "1"}) == Path("in/it")


def test_long_names_are_written(tmp_path: Path) -> None:
    """A name as long as the system allows leaves room for that of its temporary."""
    for name in ("x" * 255, "한" * 85):
        write(tmp_path / name, "x")
        write(tmp_path / name, "y")
    assert sorted(held(tmp_path).values()) == ["y", "y"]


def test_a_folder_in_which_the_system_makes_no_file(tmp_path: Path) -> None:
    """Where making a file fails again and again, it is tried once."""
    if not Path("/proc/self").is_dir():
        pytest.skip("needs /proc")
    for function, data in ((write, "x"), (write_folder, {"a": "x"})):
        with pytest.raises(OSError, match="/proc/none") as caught:
            function("/proc/none", data)  # type: ignore[operator]
        assert caught.value.filename == "/proc/none"


PARALLEL = """
import sys, files_killed as steps
from pathlib import Path
from chirograph.base.files import write, write_folder
kind, target, word = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
mine = {f"{word}{i}.txt": word * 2000 for i in range(3)} | {"all.txt": word * 2000}
mine["index.txt"] = " ".join(mine)
sys.stdin.read()
for turn in range(40):
    write(target, word * 5000) if kind == "file" else write_folder(target, mine, None, steps.ours)
"""


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_parallel_runs_leave_one_whole_and_nothing_else(kind: str, tmp_path: Path) -> None:
    """While several runs write one target it stands whole at every look; in the end one stands, alone."""
    target = tmp_path / "target"
    if kind == "file":
        target.write_text("a" * 5000, encoding="utf-8")
    else:
        steps.packed(target, {"index.txt": ""})
    paths = os.pathsep.join([str(Path(steps.__file__).parent), *filter(None, sys.path)])
    runs = [
        subprocess.Popen([sys.executable, "-c", PARALLEL, kind, str(target), word],
                         stdin=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths})
        for word in "abcd"
    ]  # fmt: skip
    for run in runs:
        assert run.stdin is not None
        run.stdin.close()
    looks, end = 0, time.monotonic() + 120
    while any(run.poll() is None for run in runs) and time.monotonic() < end:
        if kind == "file":
            assert target.read_text(encoding="utf-8") in {word * 5000 for word in "abcd"}
        else:
            assert (target / "index.txt").is_file()
        looks += 1
    assert [run.wait(60) for run in runs] == [0, 0, 0, 0]
    assert looks > 20
    assert names(tmp_path) == ["target"]
    if kind == "folder":
        word = (target / "all.txt").read_text(encoding="utf-8")[0]
        assert names(target) == sorted([f"{word}{i}.txt" for i in range(3)] + ["all.txt", "index.txt"])
        assert all(text == word * 2000 for name, text in held(target).items() if name != "index.txt")


def test_a_run_that_is_held_up_keeps_its_lock(tmp_path: Path) -> None:
    """The lock of a temporary is held while its run builds, so that a parallel run waits for nobody."""
    path, file = scratch.temporary(str(tmp_path / "a"), 0o700, folder=True)
    again = os.open(path, os.O_RDONLY)
    with pytest.raises(BlockingIOError):
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(again)
    write_folder(tmp_path / "a", {"x": "1"})
    assert Path(path).is_dir()
    os.close(file)


def test_tables_and_figures_are_written_by_the_same_rules(tmp_path: Path) -> None:
    """A table and the files of a figure replace what is behind a link and keep its mode."""
    real, link = tmp_path / "real", tmp_path / "matrix.csv"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to("real")
    table = cg.indicators()
    assert table.to_csv(link) == real.read_bytes().decode("utf-8")
    drawn = cg.plots.matrix(cg.Panel([[1, 0], [1, 1]], max_depth=1))
    drawn.save(tmp_path)
    assert real.read_bytes().decode("utf-8") == drawn.data().to_csv()
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert names(tmp_path) == ["matrix.csv", "matrix.png", "matrix.svg", "matrix.txt", "real"]
