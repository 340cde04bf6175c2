"""Blocks of pairs on disk: an array that Zarr reads, or a table of pairs in Parquet."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph.base.scratch import put_new
from chirograph.errors import DataError, Fault, ParameterError, brief

__all__ = ["FORMATS", "Block", "Square", "written"]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some rows with some others.

    Parameters
    ----------
    rows, others : slice
        Which of the panel.
    lower, upper : (rows, others) float32 or float64
        Ends of each pair; one array where every cell is known.
    """

    rows: slice
    others: slice
    lower: NDArray[Any]
    upper: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Square:
    """What the blocks make together.

    Parameters
    ----------
    labels : sequence of str
        Of the programmes.
    size : int
        Rows, and others, of a block.
    dtype : {"float32", "float64"}
        Type of the numbers.
    directed : bool
        Whether the order of the two programmes of a pair matters.
    """

    labels: Sequence[str]
    size: int
    dtype: str
    directed: bool


#: Blocks of all of the square, or of what is on and above its diagonal.
Blocks = Callable[[bool], Iterable[Block]]


def _zarr(path: str, blocks: Blocks, square: Square) -> None:
    """Two squares with the labels as an attribute; what is 0/0 is NaN."""
    import zarr

    group = zarr.create_group(path)
    group.attrs["rows"] = list(square.labels)
    side = len(square.labels)
    chunks = (min(square.size, side),) * 2
    arrays = [
        group.create_array(name, shape=(side, side), chunks=chunks, dtype=square.dtype, fill_value=math.nan)
        for name in ("lower", "upper")
    ]
    for block in blocks(True):
        for array, ends in zip(arrays, (block.lower, block.upper), strict=True):
            array[block.rows, block.others] = ends


def _parquet(path: str, blocks: Blocks, square: Square) -> None:
    """One row for each pair, null where it is 0/0; where the order does not matter each pair once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = pa.array(square.labels, type=pa.string())
    kind = pa.from_numpy_dtype(np.dtype(square.dtype))
    spoken = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema([("first", spoken), ("second", spoken), ("lower", kind), ("upper", kind)])
    with pq.ParquetWriter(path, schema) as writer:
        for block in blocks(square.directed):
            i, j = np.meshgrid(np.arange(block.rows.start, block.rows.stop, dtype=np.int32),
                               np.arange(block.others.start, block.others.stop, dtype=np.int32),
                               indexing="ij")  # fmt: skip
            kept = i != j if square.directed else i < j
            columns = [pa.DictionaryArray.from_arrays(pa.array(one[kept]), names) for one in (i, j)]
            columns += [
                pa.array(ends[kept], type=kind, from_pandas=True) for ends in (block.lower, block.upper)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


Writer = Callable[[str, Blocks, Square], None]
#: What each ending is written as, whether it is a folder, and the package that writes it.
FORMATS: dict[str, tuple[Writer, bool, str]] = {
    ".zarr": (_zarr, True, "zarr"),
    ".parquet": (_parquet, False, "pyarrow"),
}


def written(path: str | os.PathLike[str], blocks: Blocks, square: Square) -> Path:
    """Write every block; the file is there once all of it is, and nothing that was there is replaced.

    Raises
    ------
    ParameterError
        When the ending is not known, or the package that writes it is not installed.
    DataError
        When there is something of that name already.
    """
    target = Path(path)
    if target.suffix not in FORMATS:
        rule, repair = f"it ends with {' or '.join(FORMATS)}", "give out= an array of numpy.memmap for others"
        raise ParameterError(Fault("", "path", brief(str(path)), rule, repair, "parameter"))
    writer, folder, package = FORMATS[target.suffix]
    taken = Fault(
        str(target), "path", target.name, "there is nothing of that name yet", "choose another name"
    )
    try:
        put_new(str(target), lambda scratch: writer(scratch, blocks, square), folder=folder)
    except FileExistsError:
        raise DataError(taken) from None
    except ImportError:
        rule, repair = f"{package} writes it, which is not installed", f"pip install {package}"
        raise ParameterError(Fault("", "path", target.name, rule, repair, "parameter")) from None
    return target
