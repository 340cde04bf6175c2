"""What a result answers besides its ranges: order, neighbours, groups, other shapes, and the way back."""

from __future__ import annotations

import itertools
import json
import math
import operator
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import chirograph as cg
from chirograph.errors import ChirographError, DataError, NoSingleNumber, ParameterError, UnknownLabel


def small(rows: int = 5, seed: int = 3) -> cg.Panel:
    """A panel with few completions."""
    rng = np.random.default_rng(seed)
    lower = rng.integers(0, 2, (rows, 4))
    upper = np.maximum(lower, rng.random((rows, 4)) < 0.6).astype(int)
    return cg.Panel(lower, upper, max_depth=1)


def hard() -> cg.Panel:
    """A panel that leaves ends open with one step."""
    joint = [("A1", ["P1", "P2"], "both_or_neither")]
    panel = cg.Panel(np.zeros((4, 9), int), np.full((4, 9), 3)).constrain(list_length={"P1": (2, 4)})
    return panel.constrain(joint=joint, at_least_one=[("P3", ["A1", "A2"])])


def completions(panel: cg.Panel) -> list[cg.Panel]:
    """Every completion of a panel without constraints."""
    ranges = [range(a, b + 1) for a, b in zip(panel.lower.flat, panel.upper.flat, strict=True)]
    shape = panel.lower.shape
    return [cg.Panel(np.reshape(cells, shape), max_depth=1) for cells in itertools.product(*ranges)]


RESULTS: dict[str, Callable[[], cg.Overlap]] = {
    "plain": lambda: small().overlap("jaccard"),
    "0/0 counts": lambda: small().overlap("jaccard", undefined=0),
    "directed": lambda: small().overlap("tversky", alpha=1, beta=0.5),
    "parameters": lambda: hard().overlap("cohen_kappa", weighting="linear"),
    "open": lambda: hard().overlap("tau_b", budget=1),
    "scoring": lambda: hard().overlap("ruzicka", undefined=0.5),
    "between": lambda: small().overlap("ruzicka", between=("P2", ["P1", "P4"])),
    "between directed": lambda: small().overlap("containment", between=(["P2", "P4"], ["P1", "P4"])),
    "dataset": lambda: cg.load("nato-ip4").overlap("jaccard", time_limit=100),
    "0/0 always": lambda: cg.Panel([[0], [0], [1]], max_depth=1).overlap("jaccard"),
    "one row": lambda: cg.Panel([[0]]).overlap("jaccard"),
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_comes_back_whole(name: str) -> None:
    """Every matrix, parameter, limit and the panel come back the same, and answer the same afterwards."""
    found = RESULTS[name]()
    again = cg.Overlap.from_json(found.to_json())
    assert again == found == cg.Overlap.from_dict(found.to_dict())
    assert again.to_dict() == found.to_dict()
    assert (again.allotted, again.cut, again.between) == (found.allotted, found.cut, found.between)
    assert repr(again) == repr(found)
    assert again.explain() == found.explain()


def test_a_result_of_another_hand_is_refused_in_our_words() -> None:
    """Whatever stands in a field of a result or of one of its pairs, it is read or refused with its place."""
    told = small(3).overlap("jaccard").to_dict()
    values: list[Any] = [None, 3, -1, 1.5, "x", [], [[1]], {}, {"a": 1}, 10**400, True]
    for name in told:
        for value in values:
            try:
                cg.Overlap.from_dict(told | {name: value})
            except ChirographError:
                continue
    for name in told["pairs"][0]:
        for value in values:
            pairs = [told["pairs"][0] | {name: value}, *told["pairs"][1:]]
            try:
                cg.Overlap.from_dict(told | {"pairs": pairs})
            except DataError:
                continue
    wrong = {"lower": 0.9, "upper": 0.1, "undefined": "perhaps", "spent": -1}
    with pytest.raises(DataError) as caught:
        cg.Overlap.from_dict(told | {"pairs": [told["pairs"][0] | wrong, *told["pairs"][1:]]})
    assert caught.value.faults[0].place.startswith("pairs, P1 and P2, ")
    assert [fault.place.split(", ")[-1] for fault in caught.value.faults] == ["undefined", "spent", "upper"]


MATRICES = ("lower", "upper", "inner_lower", "inner_upper", "sharp", "undefined", "spent", "gap")


@pytest.mark.parametrize("key", ["ruzicka", "tversky", "tau_b", "cohen_kappa"])
@pytest.mark.parametrize("undefined", [math.nan, 0.5])
@pytest.mark.parametrize("budget", [1, 300])
def test_between_two_groups_has_the_digits_of_the_whole(key: str, undefined: float, budget: int) -> None:
    """With a budget every number of a pair is that of the whole: open ends, 0/0, constraints, weights."""
    weighed = cg.Panel(hard().lower, hard().upper, weights=range(1, 10))
    for panel in (hard(), weighed)[: 1 + (key == "ruzicka")]:
        whole = panel.overlap(key, undefined=undefined, budget=budget)
        part = panel.overlap(key, undefined=undefined, budget=budget, between=(["P4", "P1"], ["P1", "P2"]))
        places = [tuple(map(panel.rows.index, pair)) for pair in part.pairs()]
        for at in places if part.directed else places + [at[::-1] for at in places]:
            for name in MATRICES:
                assert np.array_equal(getattr(part, name)[at], getattr(whole, name)[at], equal_nan=True), name
        assert (part.allotted, whole.cut) == (budget, part.cut or whole.cut)
        if key == "ruzicka":
            for name in ("lower", "upper", "sharp", "undefined"):
                for at in places:
                    one, other = (getattr(found.scoring_free, name)[at] for found in (part, whole))
                    assert np.array_equal(one, other, equal_nan=True), name
            assert np.isnan(part.scoring_free.lower[2]).all()


@pytest.mark.parametrize("key", ["jaccard", "containment", "phi"])
@pytest.mark.parametrize("undefined", [math.nan, 0])
def test_between_two_groups_has_the_ranges_of_the_whole(key: str, undefined: float) -> None:
    """Pairs between two groups have the ends of the whole result, others are not computed and are refused."""
    panel = small(6)
    whole = panel.overlap(key, undefined=undefined)
    groups = ["P5", "P2"], ["P1", "P2", "P6"]
    part = panel.overlap(key, undefined=undefined, between=groups, threads=2)
    pairs = [("P5", "P1"), ("P5", "P2"), ("P5", "P6"), ("P2", "P1"), ("P2", "P6")]
    assert list(part.pairs()) == pairs
    assert len(part) == part.count == len(list(part)) == len(part.to_dict()["pairs"]) == 5
    for pair in pairs:
        assert (part[pair].lower, part[pair].upper) == pytest.approx(
            (whole[pair].lower, whole[pair].upper), nan_ok=True
        )
    assert np.array_equal(part.matrix("lower").loc["P5"], whole.matrix("lower").loc["P5", ["P1", "P2", "P6"]],
                          equal_nan=True)  # fmt: skip
    assert np.isnan(part.lower[2]).all()
    assert "between two groups" in repr(part)
    with pytest.raises(UnknownLabel, match="between"):
        part["P3", "P4"]
    assert part == panel.overlap(key, undefined=undefined, between=groups, threads=1)
    assert part != whole


def test_between_takes_budget_time_and_groups_that_are_some() -> None:
    """The budget is of one pair, the time of the call; what is no pair of groups is refused."""
    panel = hard()
    open_ = panel.overlap("tau_b", between=("P3", "P4"), budget=1)
    wide, close = open_["P3", "P4"], panel.overlap("tau_b", between=("P3", "P4"))["P3", "P4"]
    assert wide.lower <= close.lower <= close.upper <= wide.upper
    assert (open_.budget, open_.allotted) == (1, 1)
    assert panel.overlap("tau_b", between=("P3", "P4"), time_limit=1e-9).cut in ("time", None)
    assert len(panel.overlap("jaccard", between=("P3", "P3"))) == 0
    alone = panel[["P3", "P4"]].overlap("tau_b")  # the engine's own preset for one pair
    assert panel.overlap("tau_b", between=("P3", "P4")).allotted == alone.allotted
    for wrong in (3, "P1", ("P1",), ("P1", []), ("P1", 3.5)):
        with pytest.raises(ParameterError):
            panel.overlap("jaccard", between=wrong)  # type: ignore[arg-type]
    with pytest.raises(UnknownLabel, match="P1"):
        panel.overlap("jaccard", between=("P9", "P1"))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("undefined", [math.nan, 0])
def test_nearest_holds_in_every_completion(seed: int, undefined: float) -> None:
    """Who is certain is among the nearest in every completion, who is left out in none; places hold too."""
    panel = small(4, seed)
    overlap = panel.overlap("jaccard", undefined=undefined)
    tables = {k: overlap.nearest("P1", k) for k in (1, 2)}
    for one in completions(panel):
        values = one.overlap("jaccard", undefined=undefined).lower[0]
        place = {
            f"P{j + 1}": 1 + sum(other > values[j] for i, other in enumerate(values) if i not in (0, j))
            for j in range(1, 4)
            if not math.isnan(values[j])
        }
        for k, table in tables.items():
            near = {row for row, at in place.items() if at <= k}
            assert set(table.where(among="certain")["row"]) <= near <= set(table["row"])
            for row in table:
                at = place.get(str(row["row"]))
                assert at is None or row["best"] <= at  # type: ignore[operator]
                assert row["worst"] is None or (at is not None and at <= row["worst"])  # type: ignore[operator]


@pytest.mark.parametrize("seed", range(4))
def test_groups_hold_in_every_completion(seed: int) -> None:
    """Rows of one group are together in every completion, rows of different largest groups in none."""
    panel = small(4, seed)
    for at in (0.3, 0.5, 1):
        table = panel.overlap("jaccard").certain_groups(at)
        for one in completions(panel):
            now = one.overlap("jaccard").certain_groups(at)["group"]
            for i, j in itertools.combinations(range(4), 2):
                if table["group"][i] == table["group"][j]:
                    assert now[i] == now[j]
                if table["largest"][i] != table["largest"][j]:
                    assert now[i] != now[j]


def test_a_value_that_may_be_missing_is_never_certain() -> None:
    """A pair that is 0/0 in some completion ties nobody for certain and is nobody's certain neighbour."""
    panel = cg.Panel([[0, 0], [0, 0]], [[1, 0], [1, 0]], max_depth=1).constrain(
        joint=[("A1", ["P1", "P2"], "same")]
    )
    overlap = panel.overlap("jaccard")
    assert (overlap["P1", "P2"].lower, overlap["P1", "P2"].undefined) == (1, 1)
    assert overlap.nearest("P1", 1).rows == (("P2", 1.0, 1.0, 1, None, "possible"),)
    assert overlap.certain_groups(0.5)["group"] == (1, 2)
    counted = panel.overlap("jaccard", undefined=1)
    assert counted.nearest("P1", 1)["among"] == ("certain",)
    assert counted.certain_groups(0.5)["group"] == (1, 1)


def test_questions_refuse_what_they_cannot_take() -> None:
    """A row that is not there, a number of neighbours or a mark that is none."""
    overlap = small(3).overlap("jaccard")
    with pytest.raises(UnknownLabel, match="P1"):
        overlap.nearest("P9", 1)
    for wrong in (0, 1.5, True, "x"):
        with pytest.raises(ParameterError):
            overlap.nearest("P1", wrong)  # type: ignore[arg-type]
    for wrong in (math.nan, math.inf, True, "x"):
        with pytest.raises(ParameterError):
            overlap.certain_groups(wrong)  # type: ignore[arg-type]


def test_the_order_of_pairs_is_told_and_adds_up() -> None:
    """Counts add up, the table lists each comparison, and more steps leave no more open."""
    order = small().overlap("jaccard").order()
    assert order.certain + order.reversible + order.open == order.total == len(order.table())
    assert f"{order.certain} of {order.total} comparisons are certain" in repr(order)
    assert order.table().columns == ("first", "with", "second", "and", "verdict", "test")
    assert len(order.table().where(verdict="above")) == order.above
    stopped = hard().overlap("tau_b", budget=1).order(time_limit=1e-9, progress=False)
    assert stopped.open >= hard().overlap("tau_b", budget=1).order(budget=10**5).open
    assert len(cg.Panel([[1]]).overlap("jaccard").order().table()) == 0
    many = cg.Panel(np.eye(12, dtype=int), max_depth=1).overlap("jaccard").order()
    assert (many.comparisons, many.total, many.equal, len(many.table())) == ((), 2145, 2145, 0)
    assert "more than 45 pairs" in repr(many)
    assert many.test == order.test == "counting"


def test_a_square_is_labelled_and_holds_one_end() -> None:
    """Rows and columns carry the labels, cells one end, in the kind of frame the panel came from."""
    panel = cg.Panel([[1, 0], [1, 1], [0, 1]], [[1, 1], [1, 1], [0, 1]], rows=["a", "row", "c"], max_depth=1)
    overlap = panel.overlap("containment")
    for end in ("lower", "upper"):
        frame = overlap.matrix(end)  # type: ignore[arg-type]
        assert list(frame.index) == list(frame.columns) == ["a", "row", "c"]
        assert frame.to_numpy().tolist() == getattr(overlap, end).tolist()
    polars = pytest.importorskip("polars")
    read = cg.Panel.from_frame(polars.DataFrame({"p": ["x", "row"], "A1": [1, 1]}), max_depth=1)
    assert read.overlap("jaccard").matrix("lower").columns == ["row_", "x", "row"]
    with pytest.raises(ParameterError, match="an end is"):
        overlap.matrix("middle")  # type: ignore[arg-type]


def test_the_condensed_form_is_the_one_scipy_reads() -> None:
    """SciPy makes the square of it; the lower end of a distance belongs to the upper end of the index."""
    distance = pytest.importorskip("scipy.spatial.distance")
    for key, top in (("jaccard", 1), ("phi", 1)):
        overlap = small().overlap(key, undefined=0)
        for end, other in (("lower", "upper"), ("upper", "lower")):
            same = distance.squareform(overlap.condensed(end, of="similarity"), checks=False)  # type: ignore[arg-type]
            off = ~np.eye(5, dtype=bool)
            assert np.array_equal(same[off], getattr(overlap, end)[off])
            far = distance.squareform(overlap.condensed(end, of="distance"))  # type: ignore[arg-type]
            assert np.array_equal(far[off], top - getattr(overlap, other)[off])


def test_the_condensed_form_says_what_it_cannot_hold() -> None:
    """Directed indices, pairs without a value, two groups, and a measure that is not said are refused."""
    empty = cg.Panel([[0], [0], [1]], max_depth=1)
    with pytest.raises(ParameterError, match="undefined="):
        empty.overlap("jaccard").condensed("lower", of="distance")
    assert empty.overlap("jaccard", undefined=1).condensed("lower", of="distance").tolist() == [0, 1, 1]
    with pytest.raises(ParameterError, match="matrix"):
        small().overlap("containment").condensed("lower", of="distance")
    with pytest.raises(ParameterError, match="between"):
        small().overlap("jaccard", between=("P1", "P2")).condensed("lower", of="distance")
    for end, of in (("lower", "x"), ("x", "distance"), ("x", "similarity"), ([], "distance")):
        with pytest.raises(ParameterError):
            small().overlap("jaccard").condensed(end, of=of)  # type: ignore[arg-type]


def test_a_graph_carries_both_ends_and_no_weight() -> None:
    """Edges hold the ends of their pair; a pair without a value has none; direction stays."""
    networkx = pytest.importorskip("networkx")
    overlap = cg.Panel([[0, 0], [0, 0], [1, 0]], [[0, 0], [1, 0], [1, 1]], max_depth=1).overlap("jaccard")
    graph = overlap.to_networkx()
    assert isinstance(graph, networkx.Graph)
    assert not graph.is_directed()
    assert list(graph.nodes) == ["P1", "P2", "P3"]
    assert sorted(graph.edges) == [("P1", "P2"), ("P1", "P3"), ("P2", "P3")]
    edge = graph.edges["P2", "P3"]
    assert (edge["lower"], edge["upper"], edge["undefined"]) == (0, 1, "no")
    assert set(edge) == {"lower", "upper", "inner_lower", "inner_upper", "sharp", "undefined"}
    assert cg.Panel([[0], [0]], max_depth=1).overlap("jaccard").to_networkx().number_of_edges() == 0
    directed = small().overlap("containment", between=("P1", ["P2", "P3"])).to_networkx()
    assert directed.is_directed()
    assert list(directed.nodes) == ["P1", "P2", "P3"]


def test_a_labelled_cube_holds_every_matrix() -> None:
    """Variables over first and second hold the matrices, and attributes what was asked."""
    pytest.importorskip("xarray")
    overlap = small().overlap("tversky", alpha=1, beta=0.5)
    cube = overlap.to_xarray()
    for name in ("lower", "upper", "inner_lower", "inner_upper", "sharp", "undefined"):
        assert np.array_equal(cube[name].to_numpy(), getattr(overlap, name), equal_nan=name != "sharp")
    assert list(cube["first"].to_numpy()) == list(overlap.rows)
    assert json.loads(cube.attrs["parameters"])["beta"] == 0.5
    part = small().overlap("jaccard", between=("P2", ["P1", "P3"])).to_xarray()
    assert dict(part.sizes) == {"first": 1, "second": 2}


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without networkx or xarray the call says which package it needs."""
    overlap = small(3).overlap("jaccard")
    for name, call in (("networkx", overlap.to_networkx), ("xarray", overlap.to_xarray)):
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(ImportError, match=f"needs the package {name}"):
            call()


def test_what_has_two_ends_is_no_number() -> None:
    """Arrays, numbers, truth and comparisons of results and pairs are refused and say what to take."""
    pandas = pytest.importorskip("pandas")
    overlap = small(3).overlap("jaccard")
    for thing in (overlap, overlap["P1", "P2"]):
        for call in (np.asarray, float, int, bool, np.mean, np.isnan, lambda x: not x):
            with pytest.raises(NoSingleNumber, match=r"\.lower"):
                call(thing)
        for compare in (operator.lt, operator.le, operator.gt, operator.ge):
            for other in (0.5, np.float64(0.5), thing):
                with pytest.raises(NoSingleNumber, match=r"\.lower"):
                    compare(thing, other)
                with pytest.raises(NoSingleNumber, match=r"\.lower"):
                    compare(other, thing)
        assert issubclass(NoSingleNumber, TypeError)
    with pytest.raises(NoSingleNumber, match="to_frame"):
        pandas.DataFrame(overlap)
    with pytest.raises(NoSingleNumber, match=r"panel\.lower"):
        np.asarray(overlap.panel)


def test_a_result_is_counted_walked_and_completed() -> None:
    """`len` counts the pairs a loop goes through, and a notebook is told them as keys."""
    overlap = small(3).overlap("jaccard")
    assert len(overlap) == 3 == len(list(overlap))
    assert overlap._ipython_key_completions_() == [("P1", "P2"), ("P1", "P3"), ("P2", "P3")]
