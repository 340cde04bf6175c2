"""Where results are written: arrays of the caller, or new ones where there is room for them."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from chirograph.errors import Fault, ParameterError, brief

__all__ = ["bytes_of_highest", "fitting", "free_bytes", "kind_of", "require_room", "size_of"]

#: Of what is free, the part that a result may take.
SHARE = 0.75
_UNITS = ((2**40, "TiB"), (2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"))


def free_bytes() -> int | None:
    """Memory that is free on this machine; None where the system does not say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file)
        return int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def size_of(count: float) -> str:
    """Bytes in words.

    Examples
    --------
    >>> size_of(800), size_of(5e9), size_of(10**400)
    ('800 bytes', '4.7 GiB', 'more than 1,000,000 TiB')
    """
    if count >= 2**60:
        return "more than 1,000,000 TiB"
    for size, unit in _UNITS:
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count:.0f} bytes"


def bytes_of_highest(size: int, most: int) -> int:
    """What the highest others of so many programmes take: of each its number, both ends and a flag; a count.

    Examples
    --------
    >>> bytes_of_highest(100, 1)
    3300
    """
    return size * (25 * most + 8)


def require_room(needed: int, what: str, most: int | None, repair: str) -> None:
    """Refuse what would not fit, before any of it is made.

    Parameters
    ----------
    needed : int
        Bytes of the result.
    what : str
        The result in words.
    most : int or None
        Bytes that it may take; None: three quarters of what is free.
    repair : str
        What to ask instead.

    Raises
    ------
    ParameterError
        When it needs more.

    Examples
    --------
    >>> require_room(100, "the result", 200, "ask for less")
    """
    free = free_bytes() if most is None else None
    limit = most if most is not None else None if free is None else int(SHARE * free)
    if limit is None or needed <= limit:
        return
    given = f"{size_of(limit)}, {SHARE:.0%} of what is free" if most is None else size_of(limit)
    rule = f"it may take {given}"
    raise ParameterError(Fault("", "memory", f"{what}: {size_of(needed)}", rule, repair, "parameter"))


def kind_of(dtype: DTypeLike) -> np.dtype[Any]:
    """The type of the numbers of a result.

    Raises
    ------
    ParameterError
        When it is neither float32 nor float64.

    Examples
    --------
    >>> kind_of("float32").itemsize
    4
    """
    try:
        kind = np.dtype(dtype)
    except Exception:  # whatever NumPy stumbles over
        kind = np.dtype(object)
    if kind not in (np.dtype(np.float32), np.dtype(np.float64)):
        raise ParameterError(
            Fault("", "dtype", brief(dtype), 'it is "float32" or "float64"', "", "parameter")
        )
    return kind


def fitting(array: Any, shape: tuple[int, ...]) -> NDArray[Any]:
    """A caller's array, where it can be written into.

    Raises
    ------
    ParameterError
        When it is of another shape or type, or not in one piece.

    Examples
    --------
    >>> fitting(np.zeros(3), (3,)).shape
    (3,)
    """
    wanted = f"an array {shape}, float32 or float64, in one piece, that can be written"
    fits = (
        isinstance(array, np.ndarray)
        and array.shape == shape
        and array.dtype in (np.float32, np.float64)
        and array.flags.c_contiguous
        and array.flags.writeable
    )
    if not fits:
        seen = f"{array.dtype} {array.shape}" if isinstance(array, np.ndarray) else brief(array)
        raise ParameterError(Fault("", "out", seen, f"it is {wanted}", "", "shape"))
    found: NDArray[Any] = array
    return found
