"""The register of unknown cells and the evidence behind each cell."""

from __future__ import annotations

import pytest
from embedded import NAMES

import chirograph as cg
from chirograph.errors import UnknownLabel


@pytest.fixture(scope="module")
def ds() -> cg.Dataset:
    """The embedded dataset."""
    return cg.load("nato-ip4")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        *((name, {}) for name in NAMES),
        ("nato-ip4", {"evidence": "declared"}),
        ("nato-ip4", {"kind": "IPCP"}),
        ("nato-ip4", {"as_of": "2023-07-15"}),
    ],
)
def test_the_register_holds_every_unknown_cell_and_no_other(name: str, options: dict[str, str]) -> None:
    """The cells of the register are those whose ends differ in the panel."""
    ds = cg.load(name)
    register = ds.audit(**options)
    cells = ds.panel(**options).unknown()
    assert list(
        zip(register["partner"], register["area"], register["lower"], register["upper"], strict=True)
    ) == [row[:4] for row in cells.rows]


@pytest.mark.parametrize("dataset", NAMES)
def test_each_cell_says_why_and_what_would_settle_it(dataset: str) -> None:
    """Reason, remedy and document are told for every cell; the reasons are those of the codebook."""
    ds = cg.load(dataset)
    register = ds.audit()
    for name in ("why", "settled_by", "document", "programme", "name"):
        assert all(register[name])
    assert set(register["status"]) <= set(ds.table("statuses")["id"])


def test_a_document_is_told_as_it_was_published(ds: cg.Dataset) -> None:
    """An open edition is named as one."""
    assert "open edition" in str(ds.audit().where(partner="JPN")["document"][0])


def test_readings_do_not_hide_what_is_unknown(ds: cg.Dataset) -> None:
    """Under a reading the register still lists every unknown cell, with the interval assumed beside it."""
    plain, read = ds.audit(), ds.assume(unpublished="absent").audit()
    assert read["area"] == plain["area"]
    assert "assumed" not in plain.columns
    assert set(read.where(partner="NZL")["assumed"]) == {"0..0"}


def test_sources_of_a_cell(ds: cg.Dataset) -> None:
    """A cell rests on listings, commitments and the programme, each with source, locator and address."""
    table = ds.sources_of("KOR", "A01")
    assert table["record"][0] == "listing"
    assert {"listing", "commitment", "programme"} <= set(table["record"])
    assert set(table["source"]) <= set(ds.table("sources")["id"])
    listing = next(row for row in table if row["record"] == "listing")
    assert listing["counts_in"] == "strict, declared"
    assert listing["locator"]
    assert str(listing["url"]).startswith("http")


def test_sources_of_an_unknown_cell_name_the_programme(ds: cg.Dataset) -> None:
    """Where nothing is known of an area, what is left is the programme's own record."""
    assert set(ds.sources_of("NZL", "A13")["record"]) <= {"programme", "conflict"}


def test_conflicts_between_sources_are_shown(ds: cg.Dataset) -> None:
    """A recorded contradiction on a cell is listed with both of its sources."""
    rows = [row for row in ds.sources_of("KOR", "A20") if row["record"] == "conflict" and row["id"] == "X06"]
    assert [row["source"] for row in rows] == ["S001", "S046"]


def test_wrong_labels_are_refused_together(ds: cg.Dataset) -> None:
    """A wrong partner and a wrong area are both told, with near names."""
    with pytest.raises(UnknownLabel) as caught:
        ds.sources_of("KOT", "A1")
    assert caught.value.faults[0].repair == "did you mean 'KOR'?"
    assert len(caught.value.faults) == 2
    with pytest.raises(UnknownLabel, match="programme at that date"):
        ds.sources_of("KOR", "A01", as_of="2023-07-05")


def test_the_pair_names_the_document_that_would_settle_it(ds: cg.Dataset) -> None:
    """The explanation of a pair ends with the programme whose text would settle its open cells."""
    text = ds.overlap("jaccard")["KOR", "JPN"].explain()
    assert "JPN, 12 cells (public, not retrieved): reading the published text (ITPP-JPN-2023:" in text
    assert "KOR, " not in text.split("What would settle the open cells:")[1].split("Assumptions")[0]
    deep = ds.overlap("ruzicka")["KOR", "JPN"].explain()
    assert "KOR, 11 cells (stated, depth open): the programme's text, for the depth (ITPP-KOR-2023:" in deep
