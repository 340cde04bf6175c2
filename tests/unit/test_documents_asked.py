"""Documents asked about ranks, claims and interoperability, and single cells of a result."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

import chirograph as cg
from chirograph.errors import ParameterError

TEMPLATE = Path(cg.__file__).parent / "data" / "template"


@cache
def small() -> cg.Dataset:
    """Three invented programmes."""
    return cg.load(TEMPLATE)


def test_about_overlap_is_what_the_panel_says() -> None:
    """A dataset asks its panel, at the day and with the lengths given."""
    asked = small().value_of_documents(list_length={"XBB": 3}, prior=0.5)
    panel = small().panel(list_length={"XBB": 3}).value_of_documents(prior=0.5)
    assert asked == panel
    assert asked.about == "overlap"


def test_ranks_are_settled_by_what_leaves_one_place() -> None:
    """Few completions are all tried: a pair is settled where no completion gives it another place."""
    found = small().value_of_documents("ranks", prior=0.5, together=1, draws=2)
    told = found["XBB"]
    assert found.total == 3
    assert told.worst[0] == told.worst[1] <= told.best[0] == told.best[1]
    assert 0 <= found["XCC"].best[1] <= found["XCC"].best[0] <= 3


def test_claims_are_judged_with_what_a_document_says() -> None:
    """Korea's text, if it names every depth as deep as it may, settles the claims that such cells decide."""
    ds = cg.load("nato-ip4")
    korea = {"Korea's text": ["KOR"]}
    found = ds.value_of_documents("claims", documents=korea, prior=(), together=1)[0]
    content = ds.panel().content
    row = content.rows.index("KOR")
    settled = []
    for depths in (content.lower[row], content.upper[row]):
        cells = {
            ("ITPP-KOR-2023", content.columns[j]): int(depths[j]) for j in np.flatnonzero(content.open[row])
        }
        verdicts = ds.assume(cells=cells, source="a test").claims().verdicts.values()
        settled.append(sum(word in ("supported", "contradicted") for word in verdicts))
    assert (found.worst[1], found.best[1]) == (min(settled), max(settled))
    counts = ds.claims().counts
    assert found.worst[0] == counts["supported"] + counts["contradicted"] <= found.worst[1]
    assert found.best[0] == len(ds.claims()) - counts["not testable on public data"]
    assert not found.exact


def test_interoperability_is_told_by_ranges() -> None:
    """What the emptiest and the fullest text leave of the ranges is what datasets under them say."""
    found = small().value_of_documents("interoperability", prior=(), together=1, documents={"b": ["XBB"]})
    assert (found.total, len(found)) == (3, 1)
    assert 0 < found[0].least_width[1] <= found[0].most_width[1] <= found.width
    assert "interoperability" in repr(found)


def test_members_of_a_system_are_a_document_too() -> None:
    """What is left when all are members and when none is, as the dataset says it with these memberships."""
    ds = small()
    found = ds.value_of_documents("interoperability", prior=0.5, draws=2, together=1)["members of NET"]
    told = [one for one in ds.interoperability().to_dict()["memberships"] if one["lower"] < one["upper"]]
    widths = []
    for end in ("lower", "upper"):
        set_to = {(*one["subject"], one["system"]): one[end] for one in told}
        bounds = [b for a in ds.interoperability(members=set_to).dyads for b in a.bounds]
        asked = [b for b in bounds if b.key == "interoperability" and b.parameters["rho"] == 1]
        widths.append(sum(b.upper - b.lower for b in asked))
    assert (found.least_width[1], found.most_width[1]) == pytest.approx((min(widths), max(widths)))
    assert (found.cells, found.expected) == (len(told), ())


def test_cells_of_one_programme_are_told_apart_from_those_of_another() -> None:
    """A cell may name a programme in place of its partner; other programmes of it stay as they are."""
    ds = cg.load("nato-ip4")
    by_partner = ds.assume(cells={("JPN", "A12"): 1}, source="a test")
    by_programme = ds.assume(cells={("ITPP-JPN-2023", "A12"): 1}, source="a test")
    at = by_partner.panel().rows.index("JPN"), by_partner.panel().columns.index("A12")
    assert by_partner.panel().lower[at] == by_programme.panel().lower[at] == 1
    earlier = {"kind": "IPCP"}
    assert by_programme.panel(**earlier).lower.tolist() == ds.panel(**earlier).lower.tolist()  # type: ignore[arg-type]


def test_the_next_cell_is_asked_of_a_result() -> None:
    """Of an overlap all ranges count, of one pair its own; anything else is refused."""
    ds = small()
    overlap = ds.overlap("ruzicka")
    assert ds.next_to_learn(overlap).rows == ds.panel().next_to_learn("ruzicka").rows
    pair = ds.next_to_learn(overlap["XAA", "XBB"])
    assert pair.rows == ds.panel().next_to_learn("ruzicka", pair=("XAA", "XBB")).rows
    assert ds.next_to_learn().rows == ds.panel().next_to_learn().rows
    with pytest.raises(ParameterError, match="an overlap of pairs"):
        ds.next_to_learn(ds.panel())


def test_what_is_asked_wrongly_of_a_dataset_is_refused() -> None:
    """An unknown question with near names, and scenarios that are about overlap alone."""
    with pytest.raises(ParameterError, match="did you mean 'claims'"):
        small().value_of_documents("claim")
    with pytest.raises(ParameterError, match="scenarios are about overlap"):
        small().value_of_documents("claims", scenarios={"a": {"XBB": []}})
