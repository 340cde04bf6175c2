"""What would turn a verdict: found by leaving records out, held against datasets that really lack them."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from claims_edits import Edit, K, add, change, communique, edited, leave_out, settled, together
from shared import once

import chirograph as cg
from chirograph.claims import Claim, ClaimsLedger, Used
from chirograph.claims.rules import VERDICTS
from chirograph.claims.words import turned

#: Records that turn nothing, tried besides those that do.
TRIED = 12


@pytest.fixture(scope="module")
def ledger() -> ClaimsLedger:
    with once():
        return cg.load("nato-ip4").claims(turns=True)


def used_by(claim: Claim) -> list[Used]:
    """The records a claim rests on that can be left out."""
    found = [one for part in claim.parts for _, number in part.numbers for one in number.used]
    return [one for one in dict.fromkeys(found) if one.field or one.table != "programmes"]


def cases(ledger: ClaimsLedger) -> Iterator[tuple[str, Used]]:
    """Every claim with every record it rests on."""
    for claim in ledger:
        yield from ((claim.id, used) for used in used_by(claim) if not used.id.endswith("-X06"))


def found(claim: Claim) -> dict[Used, str]:
    """What the claim says it would be without each record."""
    assert claim.turned_by is not None
    turned_by = {turn.used: turn.verdict for turn in claim.turned_by if turn.used is not None}
    return {used: turned_by.get(used, claim.verdict) for used in used_by(claim)} | turned_by


def without(claim: str, used: Used) -> str:
    """The verdict on a dataset that lacks the record, read anew."""
    return edited(leave_out(used), claim).claims()[claim].verdict


def test_each_turn_is_that_of_a_dataset_without_the_record(ledger: ClaimsLedger) -> None:
    """A record that is said to turn a verdict turns it when it is deleted and the dataset is read anew."""
    turns = [(claim.id, turn) for claim in ledger for turn in claim.turned_by or () if turn.used is not None]
    assert len(turns) > 10
    random.Random(20261127).shuffle(turns)
    for claim, turn in turns[:16]:
        assert turn.used is not None
        assert without(claim, turn.used) == turn.verdict, (claim, turn.what)


def test_what_a_document_may_say_brings_the_verdict(ledger: ClaimsLedger) -> None:
    """With the cells that a document tells filled as the turn has it, the verdict is the one announced."""
    ds, tried = cg.load("nato-ip4"), 0
    for claim in ledger:
        items = {item.cell: item for item in claim.deciding}
        for turn in claim.turned_by or ():
            told = [(items[cell], place) for cell, place in turn.says if cell in items]
            if told and all(item.field in ds.areas for item, _ in told):
                cells = {(item.record, item.field): int(item.lower or 0) + place for item, place in told}
                assert ds.assume(cells=cells, source="what it may say").claims()[claim.id].verdict == (
                    turn.verdict
                ), (claim.id, turn.what)
                tried += 1
    assert tried > 10


@pytest.mark.parametrize(
    ("claim", "verdict", "edit"),
    [
        ("Q02", "contradicted", change("programmes", "ITPP-NZL-2024", start="2024", end="2028")),
        ("Q25", "supported", communique(90, 9)),
        ("Q25", "contradicted", communique(90, 10)),
    ],
)
def test_a_document_that_is_read_brings_the_verdict(
    ledger: ClaimsLedger, claim: str, verdict: str, edit: Edit
) -> None:
    """A date or a count that a document can bring is in a dataset that has it, and so is the verdict."""
    said = {turn.verdict for turn in ledger[claim].turned_by or () if turn.document}
    assert verdict in said
    assert edited(edit, claim).claims()[claim].verdict == verdict


def test_documents_that_alone_turn_a_verdict_come_first(ledger: ClaimsLedger) -> None:
    """The documents of a claim are in the order of what they can bring, and all of them are there."""
    plain = cg.load("nato-ip4").claims()
    for claim in ledger:
        told = {cell for turn in claim.turned_by or () for cell, _ in turn.says}
        alone = {item.settled_by for item in claim.deciding if item.cell in told}
        assert set(claim.documents[: len(alone)]) == alone
        assert sorted(claim.documents) == sorted(plain[claim.id].documents)


def test_what_turns_nothing_turns_nothing(ledger: ClaimsLedger) -> None:
    """Records that are not named turn no verdict when they are deleted; some are tried."""
    tried = random.Random(20261126).sample(sorted(cases(ledger), key=repr), TRIED)
    for claim, used in tried:
        assert without(claim, used) == found(ledger[claim])[used], (claim, used.name)


@pytest.mark.slow
def test_every_record_left_out(ledger: ClaimsLedger) -> None:
    """The same for every claim and every record it rests on."""
    for claim, used in cases(ledger):
        assert without(claim, used) == found(ledger[claim])[used], (claim, used.name)


@pytest.mark.parametrize(("area", "what"), [("A19", "outside the listed areas"), ("A12", "in a listed area")])
def test_one_more_act_turns_as_it_is_said(area: str, what: str) -> None:
    """With one more dated act inside or outside the listed areas the verdict is the one announced."""
    plain = edited(settled("X06"), "Q12").claims(turns=True)["Q12"]
    assert plain.turned_by is not None
    said = {turn.what: turn.verdict for turn in plain.turned_by}
    more = add("commitments", "C026", "C900", area=area, start="2025-03-03")
    verdict = edited(together(settled("X06"), more), "Q12").claims()["Q12"].verdict
    assert verdict == said.get(f"with one more act {what}", plain.verdict)


def test_one_more_event_turns_the_count(ledger: ClaimsLedger) -> None:
    """Two summits were attended; a third by that day contradicts the claim, and so does one less."""
    turned_by = {turn.what: turn.verdict for turn in ledger["Q25"].turned_by or ()}
    assert turned_by["with one more event of kind summit"] == "contradicted"
    third = add("events", "E017", "E900", date="2023-01-10")
    assert edited(third, "Q25").claims()["Q25"].verdict == "contradicted"
    assert turned_by["without E017"] == turned_by["without E026"] == "contradicted"


def test_an_assumption_given_up_leaves_the_records(ledger: ClaimsLedger) -> None:
    """Where a reader's word carries the verdict, without it the claim depends on unknown text."""
    (turn,) = (turn for turn in ledger["Q10"].turned_by or () if not turn.document)
    assert (turn.what.startswith("without assuming"), turn.verdict) == (True, "depends on unknown text")


def test_turns_are_looked_for_when_they_are_asked(ledger: ClaimsLedger) -> None:
    """The plain ledger has the same verdicts and numbers, and looks for nothing that would turn them."""
    ds = cg.load("nato-ip4")
    plain = ds.claims()
    assert plain.verdicts == ledger.verdicts
    assert {claim.turned_by for claim in plain} == {None}
    assert turned(plain["Q25"]) == ""
    one = ds.claims(turns=["Q25"])
    assert one["Q25"] == ledger["Q25"]
    assert one["Q01"].turned_by is None
    with pytest.raises(cg.errors.UnknownLabel, match="did you mean 'Q25'"):
        ds.claims(turns=["Q01", "Q52"])


def test_a_text_is_one_document_whatever_is_not_known_of_its_areas(ledger: ClaimsLedger) -> None:
    """Areas not retrieved and areas of unknown depth of one programme are told by one text, named once."""
    turns = [turn for turn in ledger["Q03"].turned_by or () if "ITPP-JPN-2023" in turn.document]
    assert [turn.verdict for turn in turns] == ["contradicted"]
    told = {cell for cell, _ in turns[0].says}
    settles = {item.settled_by for item in ledger["Q03"].deciding if item.cell in told}
    assert len(settles) == 2
    assert turned(ledger["Q03"]).count("the text of") == 1


def test_only_what_cells_are_read_from_can_be_left_out_of_the_engine() -> None:
    """Another table is refused in words."""
    with pytest.raises(cg.errors.ParameterError, match="name listings or commitments"):
        cg.load("nato-ip4").records.engine.without("events", "E017")


def test_a_turn_is_another_verdict(ledger: ClaimsLedger) -> None:
    """No turn leads to the verdict the claim has, and what would turn it is said in the full text."""
    for claim in ledger:
        for turn in claim.turned_by or ():
            assert turn.verdict != claim.verdict
            assert turn.verdict in VERDICTS
        assert f"Turned by: {turned(claim)}." in claim.explain()
    assert "no single document or record" in ledger.explain("Q12")


def test_a_title_that_only_a_conflict_lists_is_no_record(ledger: ClaimsLedger) -> None:
    """What the source not followed would list cannot be left out of the dataset."""
    for claim in ledger:
        assert not any(
            turn.used is not None and turn.used.id.endswith("X06") for turn in claim.turned_by or ()
        )


LIST: list[tuple[str, Edit]] = [
    ("a reading is switched on", lambda _: None),
    ("the acts of Korea have another date", change("commitments", "C025", start="2026")),
]


@pytest.mark.parametrize(("what", "edit"), LIST, ids=[what for what, _ in LIST])
def test_turns_under_a_reading(what: str, edit: Edit) -> None:
    """Under a reading that copies another row, a record left out is left out of the copy too."""
    claims = edited(edit, "Q18").assume("korea_2019_like_2017").claims(turns=True)
    claim = claims["Q18"]
    for used, verdict in list(found(claim).items())[::6]:
        if used.table in ("listings", "commitments"):
            again = edited(together(edit, leave_out(used)), "Q18").assume("korea_2019_like_2017").claims()
            assert again["Q18"].verdict == verdict, used.name
    assert K in repr(found(claim))
