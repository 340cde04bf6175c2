"""`Panel.pairwise`: shapes, order and type of what is written, what is refused, the same bits every way."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pairs_twin import ends, random_panel

import chirograph as cg
from chirograph import _core
from chirograph.errors import ChirographError, ParameterError, UnknownIndicator, UnknownLabel
from chirograph.pairs.room import SHARE

#: Rows and columns around the edges of tiles, blocks, bytes and words.
ROWS, COLUMNS = (1, 2, 4, 5, 63, 64, 65, 1023, 1025), (1, 7, 8, 9, 248, 249, 256)
EDGES = [(rows, 9) for rows in ROWS] + [(65, columns) for columns in COLUMNS]


def small(open_cells: float = 0.3, **options: Any) -> cg.Panel:
    """A panel of 70 programmes."""
    return random_panel(3, 70, 20, 1, open_cells=open_cells, **options)


def refused(call: Callable[[], object]) -> str:
    """The one fault of a call in words."""
    with pytest.raises(ParameterError) as caught:
        call()
    (fault,) = caught.value.faults
    return str(fault)


@pytest.mark.parametrize(("rows", "columns"), EDGES)
def test_edges_of_tiles(rows: int, columns: int) -> None:
    """However many rows and areas there are, both ends are the ratio written out, to the bit."""
    for open_cells in (0.0, 0.3) if rows < 1000 else (0.3,):
        panel = random_panel(rows + columns, rows, columns, 1, open_cells=open_cells)
        for key in ("jaccard", "containment")[: 1 if rows > 1000 else 2]:
            exact, pairs = ends(panel, key, {}), panel.pairwise(key)
            square = pairs.bounds(form="square", dtype="float64")
            off = ~np.eye(rows, dtype=bool)
            for found, wanted in zip(square, (exact.lower, exact.upper), strict=True):
                assert np.array_equal(found[off], wanted[off], equal_nan=True)
            if key == "jaccard":
                flat = pairs.bounds(dtype="float64")
                upper = np.triu_indices(rows, 1)
                for one, two in zip(flat, square, strict=True):
                    assert np.array_equal(one, two[upper], equal_nan=True)


@pytest.mark.parametrize(
    ("key", "name"), [("jaccard", "jaccard"), ("dice", "dice"), ("braycurtis", "braycurtis")]
)
def test_values_are_those_of_scipy_in_its_order(key: str, name: str) -> None:
    """1 minus SciPy's distances, pair by pair in the order of pdist and squareform."""
    distance = pytest.importorskip("scipy.spatial.distance")
    panel = random_panel(5, 40, 12, 3 if key == "braycurtis" else 1)
    cells = panel.lower if key == "braycurtis" else panel.lower > 0
    with np.errstate(invalid="ignore"):
        wanted = 1 - distance.pdist(cells, name)
    empty = np.isnan(panel.pairwise(key).values())
    found = panel.pairwise(key, undefined=1).values(dtype="float64")
    assert np.allclose(found[~empty], wanted[~empty], rtol=0, atol=1e-15)
    square = panel.pairwise(key, undefined=1).values(form="square", dtype="float64")
    assert np.array_equal(distance.squareform(found) + np.eye(40), square)


def test_types_and_shapes() -> None:
    """float32 and the condensed form unless asked otherwise; a square where the order matters."""
    pairs = small(0.0).pairwise("jaccard")
    assert (pairs.values().dtype, pairs.values().shape) == (np.dtype("float32"), (70 * 69 // 2,))
    assert pairs.values(dtype=np.float64, form="square").shape == (70, 70)
    assert len(pairs) == pairs.count == 70 * 69 // 2
    directed = small().pairwise("containment")
    assert (directed.count, directed.directed) == (70 * 69, True)
    assert "form" in refused(directed.bounds)
    alike = small().pairwise("tversky", alpha=0.5, beta=0.5)
    assert (alike.count, len(alike.bounds()[0])) == (70 * 69 // 2, 70 * 69 // 2)
    assert (alike.threshold(0.5).pairs[:, 0] < alike.threshold(0.5).pairs[:, 1]).all()


def test_a_callers_array_is_filled_and_given_back(tmp_path: Path) -> None:
    """Arrays that fit are written into, one on disk too."""
    pairs, count = small(0.0).pairwise("jaccard"), 70 * 69 // 2
    for kind in ("float32", "float64"):
        out = np.full(count, 9, kind)
        assert pairs.values(out) is out
        assert np.array_equal(out, pairs.values(dtype=kind), equal_nan=True)
    low = np.memmap(tmp_path / "lower", dtype="float32", mode="w+", shape=(70, 70))
    high = np.memmap(tmp_path / "upper", dtype="float32", mode="w+", shape=(70, 70))
    given = small().pairwise("jaccard").bounds((low, high), form="square")
    assert given[0] is low
    assert given[1] is high
    low.flush()
    again = np.fromfile(tmp_path / "lower", dtype="float32").reshape(70, 70)
    assert np.array_equal(again, small().pairwise("jaccard").bounds(form="square")[0], equal_nan=True)


def misfits() -> dict[str, Any]:
    """Arrays that cannot be written into."""
    count = 70 * 69 // 2
    fixed = np.zeros(count)
    fixed.flags.writeable = False
    return {
        "short": np.zeros(count - 1), "square": np.zeros((70, 70)), "whole numbers": np.zeros(count, int),
        "half": np.zeros(count, "float16"), "other bytes": np.zeros(count, np.dtype("f4").newbyteorder()),
        "not in one piece": np.zeros(2 * count)[::2], "read-only": fixed, "list": [0.0] * count,
    }  # fmt: skip


@pytest.mark.parametrize("name", misfits())
def test_an_array_that_does_not_fit_is_refused(name: str) -> None:
    """Another shape, type or layout: what is wanted is said, and nothing is written."""
    out = misfits()[name]
    assert f"an array ({70 * 69 // 2},), float32 or float64" in refused(
        lambda: small(0.0).pairwise("jaccard").values(out)
    )
    assert not np.any(out)


def test_two_arrays_for_two_ends() -> None:
    """Of one type, and each end its own."""
    pairs, room = small().pairwise("jaccard"), np.zeros(70 * 69)
    half = len(room) // 2
    assert "both arrays are of one type" in refused(lambda: pairs.bounds((room[:half], np.zeros(half, "f4"))))
    assert "two arrays" in refused(lambda: pairs.bounds((room[:half],)))  # type: ignore[arg-type]
    assert "an array of its own" in refused(lambda: pairs.bounds((room[:half], room[:half])))
    low, high = pairs.bounds((room[:half], room[half:]))
    assert (low <= high)[~np.isnan(low)].all()


def test_what_cannot_be_counted_is_refused() -> None:
    """Open cells of an index of a table, constraints, pairs of areas; values of open cells; unknown words."""
    panel = small()
    assert "it is counted only where every cell is known" in refused(lambda: panel.pairwise("phi"))
    assert "an index of pairs of areas" in refused(lambda: small(0.0).pairwise("tau_b"))
    tied = panel.constrain(list_length={"P1": 3})
    assert "constraints that tie areas" in refused(lambda: tied.pairwise("jaccard"))
    assert f"{len(panel.unknown())} open cells" in refused(panel.pairwise("jaccard").values)
    with pytest.raises(UnknownIndicator, match="jaccard"):
        panel.pairwise("jacard")
    pairs = panel.pairwise("jaccard")
    assert '"float32" or "float64"' in refused(lambda: pairs.bounds(dtype="int8"))
    assert '"condensed" or "square"' in refused(lambda: pairs.bounds(form="flat"))  # type: ignore[arg-type]
    for call in (lambda: pairs.top_k(0), lambda: pairs.blocks(0), lambda: pairs.threshold(math.nan),
                 lambda: pairs.top_k(1, shards=0), lambda: panel.pairwise("jaccard", memory=0),
                 lambda: panel.pairwise("jaccard", undefined=math.inf)):  # fmt: skip
        refused(call)
    for call in (lambda: pairs.top_k(1, executor=3), lambda: pairs.blocks(executor=3)):
        assert "it has a method submit" in refused(call)
    with pytest.raises(UnknownLabel, match="P70"):
        pairs.top_k(1)["P0"]


def test_what_would_not_fit_is_refused_before_it_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Size, limit and what to ask instead are told; what is given room for elsewhere is not counted."""
    pairs = small().pairwise("jaccard", memory=10_000)
    words = refused(lambda: pairs.bounds(dtype="float64"))
    assert "condensed float64 of 70 programmes: 37.7 KiB" in words
    assert "it may take 9.8 KiB; take top_k(), threshold(), blocks() or write(), or give out= a" in words
    room = np.zeros((2, 2415))
    pairs.bounds((room[0], room[1]))
    assert "the 10 highest of 70 programmes: 17.6 KiB" in refused(lambda: pairs.top_k(10))
    assert "the 2,147,483,648 highest of 70" in refused(lambda: pairs.top_k(10**400))
    assert pairs.top_k(4).others.shape == (70, 4)
    monkeypatch.setattr("chirograph.pairs.room.free_bytes", lambda: 1000)
    assert f"750 bytes, {SHARE:.0%} of what is free" in refused(small().pairwise("jaccard").bounds)
    monkeypatch.setattr("chirograph.pairs.room.free_bytes", lambda: None)
    small().pairwise("jaccard").bounds()


@pytest.fixture
def kernel() -> Iterator[Callable[[str], None]]:
    """Chooses a kernel; afterwards the fastest one counts again, as before."""
    yield _core.use_kernel
    _core.use_kernel(_core.kernels()[0])


def everything(panel: cg.Panel, key: str, threads: int = 1, **asked: Any) -> list[bytes]:
    """The bits of all that is asked of the pairs of a panel."""
    pairs = panel.pairwise(key, threads=threads)
    arrays = [array for form in ("square",) for kind in ("float32", "float64")
              for array in pairs.bounds(form=form, dtype=kind)]  # type: ignore[call-overload]  # fmt: skip
    top, reach = pairs.top_k(3, **asked), pairs.threshold(0.4, **asked)
    arrays += [top.others, top.lower, top.upper, top.certain, top.possible]
    arrays += [reach.pairs, reach.lower, reach.upper]
    return [array.tobytes() for array in arrays]


PANELS = [
    ("jaccard", {"open_cells": 0.3}),
    ("containment", {"open_cells": 0.3}),
    ("ruzicka", {"open_cells": 0.3, "weights": "real"}),
    ("dice", {"open_cells": 0.0}),
    ("cohen_kappa", {"open_cells": 0.0}),
]


@pytest.mark.parametrize(("key", "kind"), PANELS)
@pytest.mark.parametrize("size", [(65, 20), (131, 249), (5, 9)])
def test_every_kernel_has_the_same_bits(
    key: str, kind: dict[str, Any], size: tuple[int, int], kernel: Callable[[str], None]
) -> None:
    """Whatever this processor can count with, on one thread or two."""
    panel = random_panel(8, *size, 1, **kind)
    wanted = everything(panel, key)
    assert everything(panel, key, threads=2) == wanted
    for name in _core.kernels():
        kernel(name)
        assert everything(panel, key) == wanted, name
    with pytest.raises(ChirographError):
        kernel("no such kernel")


def test_a_kernel_that_is_not_there_leaves_the_choice() -> None:
    """The names are those of this processor, the portable one among them."""
    assert "portable" in _core.kernels()


@pytest.mark.parametrize("key", ["jaccard", "containment"])
@pytest.mark.parametrize("size", [1, 7, 35, 70, 100])
def test_blocks_are_the_square(key: str, size: int) -> None:
    """Row by row of blocks, all of the square, each number with the bits it has there."""
    pairs = small().pairwise(key)
    for dtype in ("float32", "float64"):
        whole = pairs.bounds(form="square", dtype=dtype)
        lower, upper = (np.full((70, 70), -1.0, dtype) for _ in range(2))
        for block in pairs.blocks(size, dtype=dtype):
            lower[block.rows, block.others], upper[block.rows, block.others] = block.lower, block.upper
        assert np.array_equal(lower, whole[0], equal_nan=True)
        assert np.array_equal(upper, whole[1], equal_nan=True)
    known = next(small(0.0).pairwise(key).blocks(size))
    assert known.lower is known.upper


def test_results_print_compare_and_come_back() -> None:
    """Tables, frames, text, JSON and pickles of what is found; equal where it is the same."""
    pairs = small().pairwise("jaccard")
    of_each, of_pairs = "row place other lower upper among", "first second lower upper reaches"
    for found, columns in ((pairs.top_k(2), of_each), (pairs.threshold(0.5), of_pairs)):
        assert list(found.table().columns) == columns.split()
        assert pickle.loads(pickle.dumps(found)) == found != pairs.top_k(3)
        assert hash(found) == hash(pickle.loads(pickle.dumps(found)))
        assert not any(
            array.flags.writeable for array in vars(found).values() if isinstance(array, np.ndarray)
        )
        assert f"and {len(found.table()) - 10:,} more rows" in repr(found)
        assert "<table" in found._repr_html_()
        assert found != "other"
    again = pickle.loads(pickle.dumps(pairs))
    assert again == pairs
    assert hash(again) == hash(pairs)
    assert pairs != small().pairwise("jaccard", undefined=0)
    assert pairs != "other"
    assert "SHA" not in cg.cite(pairs).data
    one = cg.Panel([[1, 0]], max_depth=1).pairwise("jaccard")
    assert (len(one.values()), one.top_k(2).others.tolist(), len(one.threshold(0))) == (0, [[-1, -1]], 0)


def test_a_bar_counts_rows_of_one_call_and_parts_of_several(capsys: pytest.CaptureFixture[str]) -> None:
    """With progress=True the answer is the same, and nothing is left in the way of the next."""
    pairs = small().pairwise("jaccard")
    assert pairs.top_k(2, progress=True) == pairs.top_k(2) == pairs.top_k(2, shards=5, progress=True)
    assert len(list(pairs.blocks(9, progress=True))) == 64
    assert "Traceback" not in capsys.readouterr().err


def test_ends_of_every_pair_that_do_not_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """`overlap` of thousands of rows says what it would take and which call takes less; few rows go on."""
    monkeypatch.setattr("chirograph.pairs.room.free_bytes", lambda: 2**20)
    rows = np.zeros((2600, 1), dtype=np.uint8)
    with pytest.raises(ParameterError, match=r"2,600 programmes: 270\.8 MiB.*768\.0 KiB.*pairwise\(\)"):
        cg.Panel(rows, max_depth=1).overlap("jaccard")
    assert len(cg.Panel(rows[:20], max_depth=1).overlap("jaccard")) == 190
