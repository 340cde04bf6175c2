"""Two readings compared: what differs, on which layers it rests, and what each layer removes."""

from __future__ import annotations

from fractions import Fraction

import pytest

import chirograph as cg
from chirograph.errors import AssumptionError, ParameterError
from chirograph.learning.contrast import Contrast

AUSTRALIA, ZEALAND = "australia_description_is_list", "new_zealand_description_is_list"


@pytest.fixture(scope="module")
def ds() -> cg.Dataset:
    """The shipped dataset."""
    return cg.load("nato-ip4")


@pytest.fixture(scope="module")
def found(ds: cg.Dataset) -> Contrast:
    """The data as read against two layers."""
    return cg.compare(ds, "as read", (ZEALAND, AUSTRALIA))


def test_either_side_is_what_the_dataset_says_under_it(ds: cg.Dataset, found: Contrast) -> None:
    """Ranges, verdicts on orders and on claims are those of the dataset under either reading."""
    for read, side in ((ds, "a"), (ds.assume(AUSTRALIA).assume(ZEALAND), "b")):
        claims, overlap = read.claims(), read.overlap("jaccard")
        told = {one.about: getattr(one, side) for one in found.conclusions}
        for pair in overlap.pairs():
            low, high = f"{overlap[pair].lower:.3f}", f"{overlap[pair].upper:.3f}"
            assert told["-".join(pair)] == (low if low == high else f"{low} to {high}")
        assert {name: told[name] for name in claims.verdicts} == claims.verdicts
        orders = [one for one in found.conclusions if one.kind == "order"]
        above = [one for one in orders if getattr(one, side) in ("above", "below")]
        assert (len(orders), len(above)) == (15, overlap.order().above)
        assert found.assumptions["ab".index(side)] == read.panel().assumptions


def test_a_difference_rests_on_the_smallest_sets(ds: cg.Dataset, found: Contrast) -> None:
    """Each set named makes the difference by itself, and none of its parts; else it rests on none."""
    assert found.layers == (AUSTRALIA, ZEALAND)
    rests = {one.about: one.rests_on for one in found.conclusions if one.kind == "range"}
    assert rests == {
        "AUS-JPN": ((AUSTRALIA,),),
        "AUS-KOR": ((AUSTRALIA,),),
        "AUS-NZL": ((AUSTRALIA, ZEALAND),),
        "JPN-KOR": (),
        "JPN-NZL": ((ZEALAND,),),
        "KOR-NZL": ((ZEALAND,),),
    }
    assert all(bool(one.rests_on) == (one.a != one.b) for one in found.conclusions)
    claim = next(one for one in found.changed if one.kind == "claim")
    assert claim.rests_on == ((ZEALAND,),)
    assert ds.assume(ZEALAND).claims()[claim.about].verdict == claim.b


def test_shares_of_the_way_add_up(ds: cg.Dataset, found: Contrast) -> None:
    """Shares make the whole narrowing; the way back has the same shares with the other sign."""
    back = cg.compare(ds, (AUSTRALIA, ZEALAND), "as read")
    assert back.shares == tuple(-share for share in found.shares)
    before, after = (
        sum(overlap[pair].upper - overlap[pair].lower for pair in overlap.pairs())
        for overlap in (ds.overlap("jaccard"), ds.assume(AUSTRALIA).assume(ZEALAND).overlap("jaccard"))
    )
    assert float(sum(found.shares, Fraction(0))) == pytest.approx(before - after, abs=1e-12)


def test_what_is_on_under_both_makes_no_difference(ds: cg.Dataset) -> None:
    """Two readings that are the same differ in nothing and have no layer; the ground holds under both."""
    same = cg.compare(ds, ("like:KOR", AUSTRALIA), (AUSTRALIA, "like:KOR"))
    assert (same.layers, same.shares, same.changed) == ((), (), ())
    ground = cg.compare(ds.assume(AUSTRALIA), "as read", AUSTRALIA)
    assert ground.changed == ()
    assert "S082" in " ".join(ground.assumptions[0])


def test_by_default_every_assumption_that_speaks_here(ds: cg.Dataset) -> None:
    """Without a second reading it is all of the codebook, as of the day and the kind asked for."""
    assert cg.compare(ds, kind="IPCP").b == ("korea_2019_like_2017", "others_like_korea")


@pytest.mark.parametrize(
    ("readings", "hint"),
    [("like:KRO", "KOR"), (("absent", "australia_description"), AUSTRALIA), ("JPN:A99=1 from a test", "A19")],
)
def test_what_is_no_reading_is_refused(ds: cg.Dataset, readings: str, hint: str) -> None:
    """The near name is in the fault."""
    with pytest.raises(AssumptionError, match=hint):
        cg.compare(ds, readings)


def test_an_index_of_no_pair_is_refused(ds: cg.Dataset) -> None:
    """Only indices of pairs have ranges to compare."""
    with pytest.raises(ParameterError):
        cg.compare(ds, "absent", "as read", "krippendorff_alpha")


def test_every_form_says_the_same(found: Contrast) -> None:
    """Text, HTML and sentences have every difference, on what it rests, and what each layer removes."""
    for text in (repr(found), found.explain(), found._repr_html_()):
        assert all(one.about in text and one.b in text for one in found.changed)
        assert f"{AUSTRALIA} removes" in text
    assert len(found.table()) == len(found.to_dict()["conclusions"]) == len(found.conclusions) == 6 + 15 + 25


def test_what_is_no_dataset_is_refused_by_the_name_users_know() -> None:
    """A panel in place of a dataset is told as such."""
    with pytest.raises(ParameterError, match="it is a Dataset"):
        cg.compare(cg.load("nato-ip4").panel())  # type: ignore[arg-type]
