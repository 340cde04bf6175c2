"""Files and folders are written whole or not at all, and nothing is lost that a run did not make itself.

What is written is built beside its place (`chirograph.base.scratch`), brought to the disk, and takes its
place in one step. What a dead run left of that, the next one with the same target takes away.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from chirograph.base.scratch import EXCHANGE, HOLDS, NEW, NOREPLACE, READ, rename, temporary, tidy
from chirograph.errors import Fault, ParameterError

__all__ = ["empty_folder", "write", "write_folder"]

Data = str | bytes
#: Raises where the target may not be replaced.
Check = Callable[[], object]
#: The names of the files in a folder that are ours, in the order in which they may go: last what names them.
Ours = Callable[[Path], Sequence[str]]

#: What cannot be brought to the disk by itself: pipes, devices, folders that may not be opened.
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EROFS}
_TAKEN = {errno.ENOTEMPTY, errno.EEXIST}


def write(path: str | os.PathLike[str], data: Data, check: Check | None = None) -> Path:
    """Write a file: whoever reads it finds the old one or the new one, whole.

    A link is followed: the file behind it is replaced, the link stays. Mode, and where permitted owner, of a
    file that is replaced are kept; another hard link to it keeps the old text. A device or a pipe is written
    to, unless nobody reads it, and never replaced; a file that may not be written to stays.

    Parameters
    ----------
    path : path
        The target.
    data : str or bytes
        Text is written as UTF-8.
    check : function, optional
        Raises where the target may not be replaced. Called before anything is written, and again just before
        the new file takes its place.

    Returns
    -------
    Path
        The file written: the target, or where it is a link the file behind it.

    Raises
    ------
    OSError
        With the target as its file name. What was there is then still there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = write(folder + "/a.txt", "one")
    ...     write(file, "two").read_text(), os.listdir(folder)
    ('two', ['a.txt'])
    """
    named = os.fspath(path)
    with _naming(named):
        if check is not None:
            check()
        old = _state(named)
        if old is not None and not stat.S_ISREG(old.st_mode):
            _write_into(named, data)
            return Path(named)
        real = os.path.realpath(named)
        if old is not None and not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        tidy(real, os.unlink)
        _replace(real, data, None if old is None else os.stat(real), check)
    return Path(real if os.path.islink(named) else named)


def write_folder(
    path: str | os.PathLike[str],
    files: Mapping[str, Data],
    check: Check | None = None,
    ours: Ours | None = None,
) -> Path:
    """Write a folder of files: whoever looks finds the old one or the new one, whole.

    A folder that is new or empty is put in its place. One that holds something is exchanged with the new one
    in a single step where the system can (``renameat2`` of Linux); elsewhere by two, and when a run is killed
    between them the next one puts the old folder back. Of the folder that came out only files that are ours
    are removed; whatever else has come into it goes into the new one.

    Parameters
    ----------
    path : path
        The target. Folders above it are made.
    files : mapping
        Names and contents; text is written as UTF-8.
    check : function, optional
        Raises where the target may not be replaced. Called before anything is written, and again just before
        the new folder takes its place.
    ours : function, optional
        Which files of a folder may be removed, told by the folder itself. Without it only a folder that is
        new or empty is written.

    Returns
    -------
    Path
        The target.

    Raises
    ------
    OSError
        With the target as its file name. What was there is then still there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sorted(os.listdir(write_folder(folder + "/new", {"a.txt": "one", "b.txt": "two"})))
    ['a.txt', 'b.txt']
    """
    named = os.fspath(path)
    with _naming(named):
        real = os.path.realpath(named)
        tidy(real, lambda left: _take_apart(left, real, ours), folder=True)
        _ask(check, real)
        os.makedirs(os.path.dirname(real), exist_ok=True)
        room, held = temporary(real, 0o700, folder=True)
        try:
            _build(os.path.join(room, "new"), files, real)
            _place(room, real, check, ours)
            _sync_folder(os.path.dirname(real))
        finally:
            _take_apart(room, real, ours)
            os.close(held)
    return Path(named)


def empty_folder(path: Path, repair: str = "choose another name") -> None:
    """Refuse a target that holds something, for folders that are written once.

    Raises
    ------
    ParameterError
        When it is a file, or a folder with something in it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     empty_folder(Path(folder)), empty_folder(Path(folder, "new"))
    (None, None)
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ParameterError(Fault(str(path), "", "", "the folder must be new or empty", repair))


@contextmanager
def _naming(named: str) -> Iterator[None]:
    """Errors of the system name the target: a full disk names nothing, a temporary is one nobody knows."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = named, None
        raise


def _state(path: str) -> os.stat_result | None:
    """What a path leads to; None for nothing. A circle of links is an error."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _write_into(path: str, data: Data) -> None:
    """Write to what is no plain file and stays what it is. A pipe that nobody reads does not stop the run."""
    try:
        file = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "it is a pipe that nobody reads, or a socket") from error
        raise
    try:
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(file, True)
        _put(file, data)
        _sync(file)
    finally:
        os.close(file)


def _replace(real: str, data: Data, old: os.stat_result | None, check: Check | None) -> None:
    """Write beside the file, and rename."""
    scratch, file = temporary(real, 0o666 if old is None else 0o600)
    try:
        try:
            _put(file, data)
            if old is not None:
                _keep(file, old)
            os.fsync(file)
            if check is not None:
                check()
            if HOLDS:
                os.replace(scratch, real)
        finally:
            os.close(file)
        if not HOLDS:  # Windows renames no file that is open
            os.replace(scratch, real)
        _sync_folder(os.path.dirname(real))
    except BaseException:
        with suppress(OSError):
            os.unlink(scratch)
        raise


def _put(file: int, data: Data) -> None:
    left = memoryview(data.encode("utf-8") if isinstance(data, str) else data)
    while left:
        left = left[os.write(file, left) :]


def _sync(file: int) -> None:
    """Bring it to the disk where that can be asked of it."""
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _sync_folder(folder: str) -> None:
    """Bring the names in a folder to the disk."""
    try:
        file = os.open(folder, os.O_RDONLY)
    except PermissionError:  # it may be written to, not read
        return
    try:
        _sync(file)
    finally:
        os.close(file)


def _keep(new: int, old: os.stat_result) -> None:
    """Owner, group and mode of what is replaced; a group that could not be kept gets no more than others."""
    if not hasattr(os, "fchown"):
        return
    with suppress(OSError):
        os.fchown(new, -1, old.st_gid)
    with suppress(OSError):
        os.fchown(new, old.st_uid, -1)
    mode, now = stat.S_IMODE(old.st_mode), os.fstat(new)
    if now.st_uid != old.st_uid:
        mode &= ~stat.S_ISUID
    if now.st_gid != old.st_gid:
        mode &= ~stat.S_ISGID & (0o7707 | (mode & 0o7) << 3)
    os.fchmod(new, mode)


def _build(new: str, files: Mapping[str, Data], real: str) -> None:
    os.mkdir(new)
    for name, data in files.items():
        file = os.open(os.path.join(new, name), NEW, 0o666)
        try:
            _put(file, data)
            if (old := _state(os.path.join(real, name))) is not None:
                _keep(file, old)
            os.fsync(file)
        finally:
            os.close(file)
    _sync_folder(new)


def _ask(check: Check | None, real: str) -> None:
    """Whether the target may be replaced; asked again where a parallel run exchanged it meanwhile."""
    while check is not None:
        before = _state(real)
        try:
            check()
            return
        except Exception:
            after = _state(real)
            if before is None or after is None or os.path.samestat(before, after):
                raise


def _place(room: str, real: str, check: Check | None, ours: Ours | None) -> None:
    """Put "new" in its place. Before it may be exchanged it becomes "swap", which may also be the old one."""
    new, swap, old = (os.path.join(room, name) for name in ("new", "swap", "old"))
    while True:
        _ask(check, real)
        if (there := _state(real)) is not None:
            _stand_in_for(new, there)
        try:
            os.rename(new, real)
            return
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            with suppress(OSError):  # Windows puts no folder in the place of an empty one
                os.rmdir(real)
                continue
            if ours is None:
                _ask(check, real)
                raise
        os.rename(new, swap)
        try:
            if not rename(swap, real, EXCHANGE):
                os.rename(real, old)
                os.rename(swap, real)
            return
        except FileNotFoundError:  # what stood there is gone
            os.rename(swap, new)


def _stand_in_for(new: str, there: os.stat_result) -> None:
    """Mode and owner of the folder that is replaced, unless it is the current one: its user would be lost."""
    with suppress(FileNotFoundError):
        if os.path.samestat(os.stat(os.curdir), there):
            raise OSError(errno.EBUSY, "the current folder cannot be replaced; name a new one in it")
    if not HOLDS:  # Windows opens no folder, and knows no mode of one
        return
    file = os.open(new, READ)
    try:
        _keep(file, there)
    finally:
        os.close(file)


def _take_apart(room: str, real: str, ours: Ours | None) -> None:
    """Take away what a run built in, be it done, failed or dead; what cannot go now is left for the next run.

    "new" was not finished and is ours. "swap" and "old" may be the folder that was replaced.
    """
    new, swap, old = (os.path.join(room, name) for name in ("new", "swap", "old"))
    with suppress(OSError):
        if os.path.isdir(old) and not os.path.lexists(real):
            os.rename(old, real)
        if os.path.isdir(new):
            for name in os.listdir(new):
                os.unlink(os.path.join(new, name))
            os.rmdir(new)
        for came in (swap, old):
            while ours is not None and os.path.isdir(came):
                _clear(came, real, ours(Path(came)))
        os.rmdir(room)


def _clear(came: str, real: str, mine: Sequence[str]) -> None:
    """Empty a folder that came out, and remove it unless something has come into it meanwhile."""
    there = set(os.listdir(came))
    for name in sorted(there.difference(mine)):
        _move(os.path.join(came, name), os.path.join(real, name))
    for name in mine:
        if name in there:
            os.unlink(os.path.join(came, name))
    try:
        os.rmdir(came)
    except OSError as error:
        if error.errno not in _TAKEN:
            raise


def _move(source: str, target: str) -> None:
    """Move what is not ours; where its name is taken, under a longer one."""
    while True:
        try:
            if not rename(source, target, NOREPLACE):
                if os.path.lexists(target):
                    raise FileExistsError
                os.rename(source, target)
            return
        except FileExistsError:
            target += ".kept"
