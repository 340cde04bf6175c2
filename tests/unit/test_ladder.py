"""The ladder: rungs from the bounds to a point, shares that no order changes, clashes, contradictions."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chirograph as cg
from chirograph.errors import AssumptionError, DataError, ParameterError
from chirograph.ranks.order import Order
from chirograph.records import readings

AUSTRALIA = "australia_description_is_list"
ZEALAND, LIKE = "new_zealand_description_is_list", "others_like_korea"
LAYERS = (AUSTRALIA, ZEALAND, LIKE)
#: A title of Japan that nobody read.
TITLE = "JPN:A14=1-3 from a test"
#: Six ranges at each rung, in the order of the pairs, rounded.
RUNGS = [
    "0.333-1 0.333-0.846 0-1 0.333-0.733 0-1 0-1",
    "0.333-0.714 0.615 0-1 0.333-0.733 0-1 0-1",
    "0.333-0.714 0.615 0.167 0.333-0.733 0.125-0.308 0.25",
    "0.562 0.615 0.167 0.733 0.188 0.25",
]


@pytest.fixture(scope="module")
def ds() -> cg.Dataset:
    """The shipped dataset."""
    return cg.load("nato-ip4")


@pytest.fixture(scope="module")
def ladder(ds: cg.Dataset) -> cg.Ladder:
    """Its ladder."""
    return ds.ladder()


def told(ends: tuple[tuple[float, float], ...]) -> str:
    return " ".join("-".join(f"{round(end, 3):g}" for end in dict.fromkeys(pair)) for pair in ends)


def test_rungs_go_from_the_bounds_to_one_number(ds: cg.Dataset, ladder: cg.Ladder) -> None:
    """The ground is the overlap as read, the last rung the overlap under every layer, and those between, too.

    The ranges were found apart from the engine, by completions of four rows of 24 areas: present, absent or
    open; Australia's open areas absent; New Zealand's row A02, A03, A09 and A18;
    what is then open as in Korea's row.
    """
    assert ladder.layers == LAYERS
    assert [told(rung.ends) for rung in ladder.rungs] == RUNGS
    assert [rung.settled for rung in ladder.rungs] == [0, 0, 10, 15]
    read = ds
    for layer, rung in zip(("", *LAYERS), ladder.rungs, strict=True):
        read = read.assume(layer) if layer else read
        overlap = read.overlap("jaccard")
        assert [(overlap[pair].lower, overlap[pair].upper) for pair in ladder.pairs] == list(rung.ends)
    assert ladder.assumptions == read.panel().assumptions
    assert ladder.rungs[0].width == pytest.approx(893 / 195, abs=1e-12)
    assert ladder.rungs[-1].width == 0.0


def test_shares_are_those_of_every_set_of_layers(ladder: cg.Ladder) -> None:
    """With likeness and without, the exact shares of the width.

    They were found apart from the engine, from the 8 and 4 sets of layers, in fractions.
    """
    shares = ["321/728", "827/624", "61441/21840"]
    assert [str(rung.share) for rung in ladder.rungs[1:]] == shares
    assert ladder.alone == (LIKE,)
    assert ladder.without is not None
    assert [str(rung.share) for rung in ladder.without.rungs[1:]] == ["2017/2184", "35/13"]
    assert ladder.without.rungs[-1].width == pytest.approx(0.9636446886446887, abs=1e-12)
    assert [round(100 * ladder.part(rung.share), 1) for rung in ladder.rungs[1:]] == [9.6, 28.9, 61.4]


@pytest.mark.skipif(not hasattr(Order, "settled"), reason="orders are counted by a sufficient test")
def test_shares_of_settled_comparisons(ladder: cg.Ladder) -> None:
    """How many of 15 comparisons each layer settles, over all orders: by exact tests of every two pairs."""
    assert ladder.without is not None
    assert [str(one.settled_share) for one in ladder.rungs[1:]] == ["1/3", "13/3", "31/3"]
    assert [str(one.settled_share) for one in ladder.without.rungs[1:]] == ["1", "9"]


def test_shares_add_up(ladder: cg.Ladder) -> None:
    """Shares of pairs make the share of a layer, those of layers the whole narrowing; so do the drops."""
    for one in (ladder, ladder.without):
        assert one is not None
        whole = sum((rung.share for rung in one.rungs), Fraction(0))
        assert float(whole) == pytest.approx(one.rungs[0].width - one.rungs[-1].width, abs=1e-12)
        assert whole == sum((rung.drop for rung in one.rungs), Fraction(0)) == one.narrowing
        assert all(sum(rung.shares, Fraction(0)) == rung.share >= 0 for rung in one.rungs)
        settled = sum((rung.settled_share for rung in one.rungs), Fraction(0))
        assert settled == one.rungs[-1].settled - one.rungs[0].settled


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
def test_the_order_of_layers_does_not_matter(ds: cg.Dataset, order: tuple[int, ...]) -> None:
    """Layers named in any order give the same ladder, readings switched on in any order one panel."""
    named = [LAYERS[i] for i in order]
    assert ds.ladder(layers=named) == ds.ladder(layers=[AUSTRALIA, ZEALAND, LIKE])
    read, other = ds, ds
    for i in order:
        read = read.assume(LAYERS[i])
    for i in sorted(order):
        other = other.assume(LAYERS[i])
    assert read.panel() == other.panel()


def test_what_narrows_nothing_has_no_rung_unless_it_is_named(ds: cg.Dataset, ladder: cg.Ladder) -> None:
    """Depth alone moves no index of presence: the layer is told as idle, or has a share of 0 where named."""
    assert ladder.idle == ("korea_listed_accountable",)
    named = ds.ladder(layers=[*LAYERS, "korea_listed_accountable"])
    assert [rung.layer for rung in named.rungs if rung.layer and not rung.share] == [
        "korea_listed_accountable"
    ]
    assert [rung.share for rung in named.rungs if rung.share] == [
        one.share for one in ladder.rungs if one.share
    ]
    depth = ds.ladder("ruzicka")
    assert "korea_listed_accountable" in depth.layers
    assert ds.ladder(kind="IPCP").layers == ("korea_2019_like_2017", "others_like_korea")


def small(folder: Path, rows: list[str], **layers: list[str]) -> tuple[cg.Dataset, list[str]]:
    """Four programmes of which nothing is read, with rows of "1", "0" and "?" assumed, and layers like them.

    The name of a layer is its strength; they are given strongest first. Areas without a letter are absent.
    """
    data = cg.load("nato-ip4").to_dict()
    data |= {name: [] for name in ("listings", "commitments", "claims", "conflicts", "events", "mentions")}
    data["programmes"] = [item for item in data["programmes"] if item["kind"] == "ITPP"]
    for item in data["programmes"]:
        item |= {"predecessor": None, "list_total": None, "list_total_use": None, "list_status": "partial"}
    data["codebook"] |= {"assumptions": [], "strengths": [{"id": one, "meaning": one} for one in layers]}
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    ds = cg.load(folder)
    ground = cells(ds, [row.ljust(len(ds.areas), "0") for row in rows])
    return ds.assume(cells=ground, source="a test"), [
        str(readings.Layer.parse(ds.assume(cells=cells(ds, one), source="a test", strength=name).assumed[0]))
        for name, one in layers.items()
    ]


def cells(ds: cg.Dataset, rows: list[str]) -> dict[tuple[str, str], int]:
    """Cells that rows of letters say."""
    return {
        (partner, area): int(letter)
        for partner, row in zip(ds.partners, rows, strict=True)
        for area, letter in zip(ds.areas, row, strict=False)
        if letter != "?"
    }


CASES = json.loads((Path(__file__).parents[1] / "reference" / "layers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_shares_and_clashes_equal_the_reference(case: dict[str, Any], tmp_path: Path) -> None:
    """Exact shares of the width, its ends, and every clash; without a clash no share is negative."""
    named = dict(zip(("a", "b", "c", "d"), case["layers"], strict=False))
    ds, layers = small(tmp_path, case["rows"], **named)
    found = ds.ladder(layers=layers)
    assert [str(rung.share) for rung in found.rungs[1:]] == case["width"]["narrowing"]
    ends = found.rungs[0].width, found.rungs[-1].width
    assert ends == pytest.approx(tuple(float(Fraction(case["width"][end])) for end in ("none", "all")))
    places = [
        [layers.index(one), layers.index(two), ds.partners.index(row), ds.areas.index(area)]
        for one, two, row, area in found.clashes
    ]
    assert sorted(places) == sorted(case["clashes"])
    assert found.clashes or all(rung.share >= 0 for rung in found.rungs)
    if hasattr(Order, "settled"):
        opened = case["open_comparisons"]["narrowing"]
        assert [str(rung.settled_share) for rung in found.rungs[1:]] == opened


@pytest.mark.parametrize("seed", range(6))
def test_layers_that_agree_only_narrow(seed: int, tmp_path: Path) -> None:
    """Without a clash no layer widens any pair, whatever others are on, so no share is negative."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 2, (4, 5))
    layers = {
        name: ["".join(str(x) if rng.random() < 0.4 else "?" for x in row) for row in truth] for name in "abc"
    }
    ds, named = small(tmp_path, ["?????"] * 4, **layers)
    found = ds.ladder(layers=named)
    assert not found.clashes
    assert all(share >= 0 for rung in found.rungs for share in rung.shares)
    assert all(rung.drop >= 0 for rung in found.rungs)


def test_a_clash_is_told_and_the_stronger_layer_holds(tmp_path: Path) -> None:
    """Where two layers say different things of a cell, it is as the stronger says, and the ladder tells."""
    ds, (one, two) = small(tmp_path, ["1?00", "1?00", "1000", "1000"], strong=["?1??"] + ["????"] * 3,
                           faint=["?0??", "?1??", "????", "????"])  # fmt: skip
    found = ds.ladder(layers=[two, one])
    assert found.clashes == ((one, two, "AUS", "A02"),)
    assert "Clash in AUS A02" in repr(found)
    panel = ds.assume(cells={("AUS", "A02"): 1, ("JPN", "A02"): 1}, source="both").panel()
    both = cg.Ladder.from_dict(found.to_dict()).rungs[-1].ends
    assert both == tuple(
        (one.lower, one.upper) for one in map(panel.overlap("jaccard").__getitem__, found.pairs)
    )


def test_a_layer_that_takes_back_what_another_narrows_has_a_negative_share(tmp_path: Path) -> None:
    """By hand: 0..1 as read and under the stronger layer, 0..1/2 under the weaker one: -1/4 and 1/4."""
    rest = ["??", "??", "??"]
    ds, layers = small(tmp_path, ["1?", "10", "10", "?0"], strong=["?0", *rest], faint=["?1", *rest])
    found = ds.ladder(layers=layers)
    pair = found.pairs.index(("AUS", "NZL"))
    assert [rung.shares[pair] for rung in found.rungs[1:]] == [Fraction(-1, 4), Fraction(1, 4)]
    assert "-" in "".join(str(row["share"]) for row in found.table())


def test_likeness_and_absence_speak_where_nobody_else_does(ds: cg.Dataset) -> None:
    """Likeness never clashes: Japan's title stands against Korea's row; so does a word for one row."""
    assert ds.ladder(layers=[TITLE, "like:KOR"]).clashes == ()
    panel = ds.assume(cells={("JPN", "A14"): (1, 3)}, source="a test").assume(unpublished="like:KOR").panel()
    place = panel.rows.index("JPN"), panel.columns.index("A14")
    assert panel.lower[place] == 1
    one = ds.assume(unpublished="like:KOR").assume(unpublished="absent", partners="AUS").panel()
    alone = ds.assume(unpublished="absent", partners=["AUS"]).panel()
    assert np.array_equal(one.upper[one.rows.index("AUS")], alone.upper[alone.rows.index("AUS")])


def test_layers_that_contradict_a_length_are_named(ds: cg.Dataset) -> None:
    """Only the smallest sets that leave no completion are named, all of them, with the length."""
    one = "JPN:A12=1-3,JPN:A13=1-3 from a test"
    two = "JPN:A14=1-3,JPN:A24=1-3 from a test"
    three = "JPN:A19=1-3,JPN:A20=1-3,JPN:A22=1-3 from a test"
    with pytest.raises(AssumptionError) as refused:
        ds.ladder(layers=[one, two, three, AUSTRALIA], list_length={"JPN": 14})
    values = [fault.value for fault in refused.value.faults]
    assert values == [three, f"{one} and {two}"]
    assert all("list_length JPN 14" in fault.rule for fault in refused.value.faults)
    assert all(fault.repair for fault in refused.value.faults)


def test_too_many_layers_are_refused(ds: cg.Dataset) -> None:
    """Thirteen layers have too many sets; the fault says how many there may be."""
    layers = [f"JPN:A{area:02}=0-3 from a test" for area in range(1, 14)]
    with pytest.raises(ParameterError, match="at most 12 layers"):
        ds.ladder(layers=layers)


def test_a_ladder_stands_on_what_is_assumed_already(ds: cg.Dataset) -> None:
    """A layer that is on belongs to the ground, which says so."""
    found = ds.assume(AUSTRALIA).ladder()
    assert found.layers == (ZEALAND, LIKE)
    assert found.rungs[0].title == "As assumed before"
    assert told(found.rungs[0].ends) == RUNGS[1]


def test_a_ladder_comes_back_from_plain_data(ladder: cg.Ladder) -> None:
    """JSON gives the ladder back whole; what is missing or no fraction is told."""
    assert cg.Ladder.from_json(ladder.to_json()) == ladder
    broken: dict[str, Any] = copy.deepcopy(ladder.to_dict())
    broken["rungs"][1]["share"] = "a half"
    with pytest.raises(DataError, match="exact numbers are text"):
        cg.Ladder.from_dict(broken)
    broken = copy.deepcopy(ladder.to_dict())
    del broken["rungs"][0]["settled"], broken["rungs"][0]["title"]
    with pytest.raises(DataError) as refused:
        cg.Ladder.from_dict(broken)
    assert [fault.place for fault in refused.value.faults] == ["title", "settled"]
    broken = copy.deepcopy(ladder.to_dict())
    broken["rungs"][2]["ends"].pop()
    with pytest.raises(DataError, match="6 pairs"):
        cg.Ladder.from_dict(broken)


def test_every_form_says_the_same(ladder: cg.Ladder) -> None:
    """Text, HTML and sentences name every layer with its share, what hides the rest, and the assumptions."""
    for text in (repr(ladder), ladder.explain(), ladder._repr_html_()):
        for rung in ladder.rungs[1:]:
            assert rung.title.replace("'", "&#x27;") in text.replace("'", "&#x27;")
        assert "61.4 %" in text
        assert "hides what the others add" in text
        assert "S108, lead paragraph; strength: weak" in text
    assert len(ladder.table()) == 4 * 6


@pytest.mark.parametrize("key", ["containment", "tau_b"])
def test_a_ladder_with_undefined_ends_comes_back_equal(key: str) -> None:
    """Where a pair is 0/0 under a layer, plain data bring the same ladder back."""
    ladder = cg.load("nato-ip4").ladder(key, "absent")
    assert any(low != low for low, _ in ladder.rungs[-1].ends)
    assert cg.Ladder.from_json(ladder.to_json()) == ladder


def test_one_reading_is_a_ladder_of_one_layer() -> None:
    """A text is one layer, not its letters."""
    ds = cg.load("nato-ip4")
    assert ds.ladder(layers="absent") == ds.ladder(layers=["absent"])


def test_a_depth_beyond_every_scale_is_refused() -> None:
    """A number that no scale has is told in brief, however many digits it has."""
    with pytest.raises(AssumptionError, match="a depth or a range"):
        cg.load("nato-ip4").assume(cells={("JPN", "A11"): 10**5000}, source="a release")
