"""Temporaries beside a target: held by the run that builds in them, taken away when that run is dead.

The name begins with ``.NAME.chirograph-``. A run holds it by a lock (``flock``), which ends with the process
however that ends. Where the system has no such lock, what a dead run left stays.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress

try:
    import fcntl
except ImportError:  # a system without it
    fcntl = None  # type: ignore[assignment]

__all__ = ["EXCHANGE", "HOLDS", "NEW", "NOREPLACE", "READ", "put_new", "rename", "temporary", "tidy"]

READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
#: Whether a run can hold what it has open. Where it cannot, on Windows, nothing open is renamed either.
HOLDS = fcntl is not None
#: How the system call renameat2 renames: nothing is replaced, or both change places.
NOREPLACE, EXCHANGE = 1, 2
_HERE = -100
#: Bytes of the name of the target that a temporary repeats; names of files have at most 255.
_REPEATED = 200


def temporary(target: str, mode: int, *, folder: bool = False) -> tuple[str, int]:
    """A new file or folder beside the target, and its descriptor, by which this run holds it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path, file = temporary(folder + "/a.txt", 0o600)
    ...     os.close(file)
    >>> os.path.basename(path)[:18]
    '.a.txt.chirograph-'
    """
    while True:
        path = f"{_beginning(target)}{os.urandom(4).hex()}"
        file = _made(path, mode, folder)
        if file is None:
            continue
        if _hold(file, path) is not False:
            return path, file
        os.close(file)


def tidy(target: str, remove: Callable[[str], None], *, folder: bool = False) -> None:
    """Remove the files, or the folders, that dead runs with this target left; what cannot be removed stays.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _, file = temporary(folder + "/a.txt", 0o600)
    ...     tidy(folder + "/a.txt", os.unlink)
    ...     held = len(os.listdir(folder))
    ...     os.close(file)
    ...     tidy(folder + "/a.txt", os.unlink)
    ...     held, len(os.listdir(folder))
    (1, 0)
    """
    around, beginning = os.path.split(_beginning(target))
    try:
        names = sorted(os.listdir(around))
    except OSError:  # not there yet, or its names may not be read
        return
    for name in names:
        if not re.fullmatch(re.escape(beginning) + "[0-9a-f]{8}", name):
            continue
        path = os.path.join(around, name)
        with suppress(OSError):
            file = os.open(path, READ)
            try:
                if (os.path.isdir if folder else os.path.isfile)(path) and _hold(file, path):
                    remove(path)
            finally:
                os.close(file)


def rename(source: str, target: str, how: int) -> bool:
    """Rename by the system call renameat2; False where there is none, or not on this file system.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     try:
    ...         rename(folder + "/a", folder + "/b", EXCHANGE)
    ...     except FileNotFoundError as error:
    ...         os.path.basename(error.filename)
    'a'
    """
    try:
        import ctypes

        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (ImportError, AttributeError, OSError, TypeError):
        return False
    if call(_HERE, os.fsencode(source), _HERE, os.fsencode(target), how) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), source)


def put_new(target: str, write: Callable[[str], None], *, folder: bool = False) -> None:
    """A file or folder that something else writes: it is there once all of it is, and replaces nothing.

    Raises
    ------
    FileExistsError
        When there is something of that name.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     put_new(place + "/new", lambda path: os.mkdir(path + "/inside"), folder=True)
    ...     os.listdir(place), os.listdir(place + "/new")
    (['new'], ['inside'])
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
    tidy(target, _remove, folder=folder)
    scratch, held = temporary(target, 0o755 if folder else 0o644, folder=folder)
    try:
        write(scratch)
        if not HOLDS:
            os.close(held)
        if not rename(scratch, target, NOREPLACE):
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
            os.rename(scratch, target)
    finally:
        if os.path.lexists(scratch):
            _remove(scratch)
        if HOLDS:
            os.close(held)


def _remove(path: str) -> None:
    shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


def _beginning(target: str) -> str:
    """How the paths of its temporaries begin."""
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{os.fsdecode(os.fsencode(name)[:_REPEATED])}.chirograph-")


def _made(path: str, mode: int, folder: bool) -> int | None:
    """The descriptor of a new file or folder; None where the name was taken, or the folder was at once."""
    with suppress(FileExistsError):
        if not folder:
            return os.open(path, NEW, mode)
        os.mkdir(path, mode)
        with suppress(FileNotFoundError):
            return os.open(path if HOLDS else os.devnull, READ)  # Windows opens no folder
    return None


def _hold(file: int, path: str) -> bool | None:
    """Whether this run now holds what it opened, under its name still; None where nothing can be held."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    try:
        return os.path.samestat(os.fstat(file), os.lstat(path))
    except FileNotFoundError:
        return False
