"""The answer to the question of a dataset: true of every completion, and moved by a changed cell."""

from __future__ import annotations

import json
from importlib import resources
from itertools import product
from typing import Any

import numpy as np
import pytest
from claims_edits import Data, edited
from embedded import NAMES

import chirograph as cg
from chirograph.errors import DataError, UnknownLabel
from chirograph.findings.asked import RULES
from chirograph.findings.cells import practice, practised, texts, tight
from chirograph.findings.finding import limit
from chirograph.findings.programmed import reached


def small_panel(seed: int, top: int = 3) -> cg.Panel:
    """Three programmes, three areas, up to five open cells."""
    rng = np.random.default_rng(seed)
    lower = rng.integers(0, top + 1, (3, 3))
    upper = lower.copy()
    opened = rng.permutation(9)[:5]
    lower.ravel()[opened] = rng.integers(0, top, 5)
    upper.ravel()[opened] = top
    return cg.Panel(np.minimum(lower, upper), upper, max_depth=top)


def completions(panel: cg.Panel) -> list[np.ndarray[Any, Any]]:
    """Every way to fill the open cells."""
    ends = zip(panel.lower.ravel().tolist(), panel.upper.ravel().tolist(), strict=True)
    choices = [range(low, high + 1) for low, high in ends]
    return [np.array(values).reshape(panel.lower.shape) for values in product(*choices)]


@pytest.mark.parametrize("seed", range(12))
def test_shares_of_practice_are_those_of_every_completion(seed: int) -> None:
    """Least and greatest share of areas that reach a depth, among those named, by going through all."""
    panel = small_panel(seed)
    every = np.array(completions(panel))
    for depth in (2, 3):
        for i, found in enumerate(practised(panel.content, depth)):
            named = (every[:, i] >= 1).sum(axis=1)
            reach = (every[:, i] >= depth).sum(axis=1)
            assert (found.certain, found.possible) == (reach.min(), reach.max())
            assert (found.named, found.nameable) == (named.min(), named.max())
            shares = reach[named > 0] / named[named > 0]
            if len(shares):
                assert (found.lower, found.upper) == pytest.approx((shares.min(), shares.max()))
            else:
                assert np.isnan(found.lower)


@pytest.mark.parametrize("seed", range(24))
def test_lengths_of_lists_narrow_what_is_said(seed: int) -> None:
    """Under a length of a list counts, shares and closed cells are those of the completions that have it."""
    panel = small_panel(seed)
    rng = np.random.default_rng(seed)
    every = np.array(completions(panel))
    threshold = int(rng.integers(1, 4))
    sizes = np.unique((every[:, 0] >= threshold).sum(axis=1))
    low, high = sorted(rng.choice(sizes, 2).tolist())
    fixed = panel.constrain(list_length={"P1": (low, high)}, threshold=threshold)
    sizes = (every[:, 0] >= threshold).sum(axis=1)
    kept = every[(low <= sizes) & (sizes <= high)]
    lower, upper = tight(fixed.content)
    assert (lower[0] <= kept[:, 0].min(axis=0)).all()
    assert (upper[0] >= kept[:, 0].max(axis=0)).all()
    for depth in (2, 3):
        found = practised(fixed.content, depth)[0]
        reach, named = (kept[:, 0] >= depth).sum(axis=1), (kept[:, 0] >= 1).sum(axis=1)
        assert found.certain <= reach.min() <= reach.max() <= found.possible
        assert found.named <= named.min() <= named.max() <= found.nameable
        if threshold == 1:
            assert (found.named, found.nameable) == (named.min(), named.max())
        shares = reach[named > 0] / named[named > 0]
        if len(shares):
            assert (found.lower, found.upper) == pytest.approx((shares.min(), shares.max()))


def bound_in(panel: cg.Panel, seed: int, kind: str) -> tuple[cg.Panel, np.ndarray[Any, Any]]:
    """The panel under a constraint of a kind, and the completions that have it."""
    rng, every = np.random.default_rng(seed), np.array(completions(panel))
    threshold = int(rng.integers(1, 3))
    if kind == "common":
        counts = (every[:, :2] >= threshold).all(axis=1).sum(axis=1)
        low, high = sorted(rng.choice(np.unique(counts), 2).tolist())
        fixed = panel.constrain(common=[(["P1", "P2"], low, high)], threshold=threshold)
        return fixed, every[(low <= counts) & (counts <= high)]
    if kind == "joint":
        places = rng.choice(len(every), 2)
        allowed = sorted({tuple(every[place][1:, 0].tolist()) for place in places})
        fixed = panel.constrain(joint=[("A1", ["P2", "P3"], allowed)])
        return fixed, every[[tuple(one[1:, 0].tolist()) in allowed for one in every]]
    has = (every[:, 0] >= threshold)[:, :2].any(axis=1)
    if not has.any():
        return panel, every
    return panel.constrain(at_least_one=[("P1", ["A1", "A2"])], threshold=threshold), every[has]


@pytest.mark.parametrize("kind", ["common", "joint", "block"])
@pytest.mark.parametrize("seed", range(12))
def test_every_constraint_narrows_what_is_said(seed: int, kind: str) -> None:
    """What may be in all programmes is what some completion has; no cell is closed that is open."""
    fixed, kept = bound_in(small_panel(seed), seed, kind)
    lower, upper = tight(fixed.content)
    assert (lower <= kept.min(axis=0)).all()
    assert (upper >= kept.max(axis=0)).all()
    present = (kept >= 1).all(axis=1)
    assert fixed.answer()["areas"].settled == (present.all(axis=0) | ~present.any(axis=0)).sum()


@pytest.mark.parametrize("seed", range(12))
def test_what_is_called_settled_is_the_same_in_every_completion(seed: int) -> None:
    """Areas in all programmes, and programmes with practice in more than half: counted in each completion."""
    panel = small_panel(seed)
    answer, every = panel.answer(), np.array(completions(panel))
    present = (every >= 1).all(axis=1)
    fixed = (present == present[:1]).all(axis=0).sum()
    assert answer["areas"].settled == fixed
    named, reach = (every >= 1).sum(axis=2), (every >= 2).sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        above = np.where(named > 0, reach / named > 0.5, False)
        valued = named > 0
    yes = [bool((above | ~valued)[:, i].all()) and bool(valued[:, i].any()) for i in range(3)]
    assert answer["practice"].lower == sum(yes)
    assert answer["practice"].upper >= max(above.sum(axis=1))


@pytest.mark.parametrize("share", [0.0, 1 / 3, 0.5, 7 / 11, 2 / 3, 0.125, 1.0])
def test_a_limit_holds_where_it_is_told(share: float) -> None:
    """What holds below a share is rounded down, what holds above it up."""
    below, above = (
        float(limit(share, below=side).removesuffix("\N{NO-BREAK SPACE}%")) / 100 for side in (True, False)
    )
    assert below <= share + 1e-9
    assert above >= share - 1e-9
    assert above - below <= 0.001 + 1e-9


def test_the_yardstick_turns_where_the_answer_says() -> None:
    """Practice outweighs for every share below the one told, and above it no longer does."""
    content = cg.load("nato-ip4").panel().content
    korea = next(one for one in practised(content, 2) if one.row == "KOR")
    assert cg.load("nato-ip4").answer()["practice"].holds.endswith("63.6\N{NO-BREAK SPACE}%")
    for above, certain in ((korea.lower - 0.001, True), (korea.lower + 0.001, False)):
        found = practice(content, 2, above)
        assert found is not None
        assert (found.lower == 1) == certain


def test_levels_are_those_of_interoperability() -> None:
    """The pairs ruled out are those whose single figure is 0, and stay so for each share told."""
    ds = cg.load("nato-ip4")
    result, found = ds.interoperability(budget=1), ds.answer()["levels"]
    levels = reached(result._model, result.dyads)
    assert found.settled == sum(one.upper == 0 or one.lower >= 1 for one in levels)
    assert {one.pair for one in levels if one.upper == 0} == {("AUS", "KOR"), ("JPN", "KOR"), ("KOR", "NZL")}
    assert "the 3 pairs with the Republic of Korea cannot" in found.sentence
    assert max(one.ruled_out for one in levels if one.upper == 0) == pytest.approx(0.125)


def test_every_question_is_answered_in_words() -> None:
    """The three sentences of each dataset, its verdict and what to read next stand in its answer."""
    for name in NAMES:
        ds = cg.load(name)
        answer = ds.answer()
        assert answer.question == ds.to_dict()["question"]["text"]
        assert [one.key for one in answer.sentences] == ds.to_dict()["question"]["answered_by"]
        assert len(answer.tiles) == 4
        told = answer.explain()
        for one in answer.sentences:
            assert one.sentence in told
            assert one.sentence.endswith(".")
            assert len(one.title) <= 110
        assert answer.next in told
        assert "only part" in answer.verdict


def test_a_changed_cell_changes_its_sentence() -> None:
    """Each sentence of the answer moves with the records behind it, and only with those."""
    before = cg.load("nato-ip4").answer()

    def without_activities(data: Data) -> None:
        data["commitments"] = [one for one in data["commitments"] if one["programme"] != "ITPP-KOR-2023"]

    after = edited(without_activities).answer()
    assert (before["practice"].lower, after["practice"].lower) == (1, 0)
    assert after["practice"].sentence != before["practice"].sentence
    assert after["areas"].sentence == before["areas"].sentence
    assert after["levels"].sentence == before["levels"].sentence

    def with_an_open_list(data: Data) -> None:
        for programme in data["programmes"]:
            if programme["id"] == "ITPP-KOR-2023":
                programme |= {"list_status": "text_not_public", "list_total": None, "list_total_use": None}

    after = edited(with_an_open_list).answer()
    assert after["levels"].settled == 0
    assert "cannot" not in after["levels"].sentence
    assert {
        key for key in ("levels", "practice", "areas") if after[key].sentence == before[key].sentence
    } == set()


def test_an_assumption_is_said_first() -> None:
    """Under a reading the answer names it before anything else, and says that the verdict stands under it."""
    answer = cg.load("nato-ip4").assume("others_like_korea").answer()
    first, *_ = answer.paragraphs()
    assert first.startswith("Assumed: ")
    assert answer.verdict == "Under what is assumed, the public record settles this."
    assert answer.assumed


def test_a_text_that_only_has_to_be_read_comes_first() -> None:
    """What is public and was not read is the first to read, whatever else would tell more."""
    ds = cg.load("nato-ip4")
    waiting = texts(ds.panel().content)
    assert [one.row for one in waiting] == ["JPN", "NZL", "AUS", "KOR"]
    assert waiting[0].public
    assert not any(one.public for one in waiting[1:])
    counts = ds.audit()
    assert sum(one.areas + one.depths for one in waiting) == len(counts)
    assert ds.answer().next.startswith("The text of Japan is public and was not read whole: 12 areas")


def test_grade_and_day_are_asked_as_of_a_panel() -> None:
    """The answer in another grade is that of its cells."""
    ds = cg.load("nato-ip4")
    wide = ds.answer(evidence="declared")
    lower = ds.panel(evidence="declared").lower
    assert wide["areas"].lower == int(((lower >= 1).sum(axis=0) == (lower >= 1).sum(axis=0).max()).sum())
    assert wide["areas"].sentence != ds.answer()["areas"].sentence
    with pytest.raises(UnknownLabel):
        ds.answer(evidence="declaredd")


def test_a_dataset_without_a_question_has_the_usual_one() -> None:
    """Where nothing is declared, areas, order of pairs and practice answer how much there is in common."""
    answer = edited(lambda data: data.pop("question")).answer()
    assert answer.question == "How much do these 4 programmes have in common?"
    assert [one.key for one in answer.sentences] == ["areas", "overlaps", "practice"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"answered_by": ["areas", "weather"]}, "weather"),
        ({"answered_by": []}, "answered_by"),
        ({"answered_by": ["areas", "areas"]}, "answered_by"),
        ({"practice": {"depth": 9, "above": 0.5}}, "depth"),
        ({"practice": {"depth": 2, "above": 2}}, "above"),
        ({"mood": "calm"}, "mood"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(change: Data, rule: str) -> None:
    """A finding, depth or share that is not there is a fault of the file, with its place."""
    with pytest.raises(DataError, match=rule) as caught:
        edited(lambda data: data["question"].update(change))
    assert all("/question" in fault.place for fault in caught.value.faults)


def test_the_schema_names_every_rule_and_no_other() -> None:
    """What a question may be answered by is what there are rules for."""
    file = resources.files("chirograph") / "data" / "schema" / "dataset.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    listed = schema["$defs"]["question"]["properties"]["answered_by"]["items"]["enum"]
    assert sorted(listed) == sorted(RULES)


def test_small_and_empty_panels_have_an_answer() -> None:
    """One programme, programmes that name nothing, and panels that are wholly known or unknown."""
    one = cg.Panel([[1, 0]], [[1, 1]], max_depth=1).answer()
    assert one.question == "What is known of this programme?"
    assert one["areas"].sentence == "1 of 2 areas is certainly in the programme; 1 more may be."
    none = cg.Panel([[0, 0], [0, 0]], max_depth=1).answer()
    assert none["areas"].lower == 0
    assert none.verdict == "The record settles this."
    assert none.next == ""
    unknown = cg.Panel([[0, 0], [0, 0]], [[1, 1], [1, 1]], max_depth=1).answer()
    assert unknown["areas"].settled == 0
    assert unknown["overlaps"].sentence.startswith("No overlap is guaranteed")
    with pytest.raises(UnknownLabel, match="finding"):
        one["weather"]


def test_shares_are_rounded_so_that_they_hold() -> None:
    """What is guaranteed is rounded down, what is possible up; a programme without areas has no practice."""
    panel = cg.Panel([[1, 1, 0, 1], [1, 1, 0, 0]], [[1, 1, 1, 1], [1, 1, 0, 0]], max_depth=1)
    pair = panel.overlap("jaccard")["P1", "P2"]
    assert (pair.lower, pair.upper) == (0.5, pytest.approx(2 / 3))
    two = cg.Panel([[1, 1, 1], [1, 1, 0], [0, 0, 0]], [[1, 1, 1], [1, 1, 0], [1, 1, 1]], max_depth=1)
    assert "guaranteed is 66\N{NO-BREAK SPACE}% of" in two.answer()["overlaps"].sentence
    empty = cg.Panel([[0, 0], [2, 2]], max_depth=2).answer()["practice"]
    assert (empty.lower, empty.upper, empty.settled) == (1, 1, 2)


def test_an_answer_tells_itself_as_plain_data() -> None:
    """JSON, a table and the form of a notebook have every finding, markup in names stays text."""
    answer = cg.load("nato-ip4").answer()
    told = json.loads(answer.to_json())
    assert told["answered_by"] == ["levels", "practice", "areas"]
    assert [one["key"] for one in told["findings"]] == list(answer.table()["key"])
    panel = cg.Panel([[1, 0], [1, 1]], max_depth=1, rows=["<b>", "B"]).describe(title="<i>")
    assert "<b>" not in panel.answer()._repr_html_()
