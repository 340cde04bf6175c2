"""Interoperability as Python shows it: bounds, labels, explanations, and what is refused."""

from __future__ import annotations

import json
import math
import pickle

import pytest

import chirograph as cg
from chirograph.errors import DataError, ParameterError, UnknownLabel
from chirograph.interoperability import Interoperability
from chirograph.records.records import Records

MEASURES = "committed and joined"
MEANS = (1, 0, -math.inf)


@pytest.fixture(scope="module")
def ds() -> cg.Dataset:
    """The shipped dataset."""
    return cg.load("nato-ip4")


@pytest.fixture(scope="module")
def found(ds: cg.Dataset) -> Interoperability:
    """Its answers."""
    return ds.interoperability()


def test_there_are_six_dyads_four_hub_rows_and_a_collective_profile(found: Interoperability) -> None:
    """Every unordered pair, every partner with the hub, and the group of all are answered."""
    assert [answers.subject for answers in found.dyads] == [
        ("AUS", "JPN"), ("AUS", "KOR"), ("AUS", "NZL"), ("JPN", "KOR"), ("JPN", "NZL"), ("KOR", "NZL"),
    ]  # fmt: skip
    assert [answers.subject for answers in found.hub] == [("AUS",), ("JPN",), ("KOR",), ("NZL",)]
    assert found.collective.subject == ("AUS", "JPN", "KOR", "NZL")
    assert [bound.parameters.get("m") for bound in found.collective.bounds if bound.parameters] == [
        1,
        2,
        3,
        4,
    ]


def test_the_three_means_stand_together_and_in_order(found: Interoperability) -> None:
    """For every pair the weakest dimension is at most the geometric mean, and that at most the mean."""
    for answers in found.dyads:
        mean, geometric, weakest = (answers.bound("interoperability", rho=rho) for rho in MEANS)
        assert weakest.lower <= geometric.lower <= mean.lower
        assert weakest.upper <= geometric.upper <= mean.upper
        assert mean.sharp
        assert geometric.sharp
        assert weakest.sharp


def test_a_composite_lies_between_the_ends_of_its_dimensions(found: Interoperability) -> None:
    """The weakest dimension's ends are the least of the ends: corners serve all dimensions at once."""
    for answers in found.dyads:
        parts = [answers.bound("dimension_profile", dimension=name) for name in found.dimensions]
        weakest = answers.bound("interoperability", rho=-math.inf)
        assert weakest.upper == pytest.approx(min(part.upper for part in parts), abs=1e-15)
        assert weakest.lower == pytest.approx(min(part.lower for part in parts), abs=1e-15)


def test_the_hub_never_takes_away(found: Interoperability) -> None:
    """With the way through the hub both ends are at least the direct ones; the difference is not negative."""
    for answers in found.dyads:
        for name in found.dimensions:
            direct = answers.bound("dimension_profile", dimension=name)
            through = answers.bound("hub_mediated", dimension=name)
            only = answers.bound("hub_only", dimension=name)
            assert direct.lower <= through.lower
            assert direct.upper <= through.upper
            assert 0 <= only.lower <= only.upper <= through.upper


def test_an_unconfirmed_accession_is_an_interval_and_settling_it_moves_to_the_two_ends(
    ds: cg.Dataset, found: Interoperability
) -> None:
    """Korea in BICES was announced and not confirmed: values it bears on end where 0 and 1 put them."""
    assert (found._model.held["KOR", "BICES"].lower, found._model.held["KOR", "BICES"].upper) == (0, 2)
    out, joined = (ds.interoperability(members={("KOR", "BICES"): value}, budget=1) for value in (0, 1))
    for scope, key in ((("AUS", "KOR"), "dimension_profile"), (("KOR",), "attainment")):
        for name in ("information", "technical"):
            whole = found[scope].bound(key, dimension=name)
            absent = out[scope].bound(key, dimension=name)
            member = joined[scope].bound(key, dimension=name)
            assert whole.lower == absent.lower < member.lower
            assert absent.upper < member.upper == whole.upper
    for name in ("procedural", "human"):
        for other in (out, joined):
            before = found["AUS", "KOR"].bound("dimension_profile", dimension=name)
            after = other["AUS", "KOR"].bound("dimension_profile", dimension=name)
            assert (before.lower, before.upper) == (after.lower, after.upper)


def test_while_accession_was_urged_korea_was_not_in_bices(ds: cg.Dataset) -> None:
    """A membership is read at the day asked for: none while it was still to come, open since."""
    before = ds.interoperability(as_of="2024-10-21", budget=1)
    assert before._model.held["KOR", "BICES"].upper == 0
    assert ds.interoperability(as_of="2024-10-22", budget=1)._model.held["KOR", "BICES"].upper == 2


def test_a_prerequisite_holds_an_area_down(ds: cg.Dataset) -> None:
    """Without a security agreement information sharing counts as named at most, and the text says so."""
    members = {("JPN", "ISA"): 0, ("AUS", "ISA"): 1}
    held = ds.interoperability(members=members, budget=1)
    free = ds.interoperability(members={**members, ("JPN", "ISA"): 1}, budget=1)
    low = held["AUS", "JPN"].bound("shared_depth")
    high = free["AUS", "JPN"].bound("shared_depth")
    assert high.upper - low.upper == pytest.approx(2 / (3 * 24))
    assert "JPN stays at depth 1 without ISA" in held.explain("AUS", "JPN")


def test_a_tie_between_two_counts_for_them_alone(ds: cg.Dataset, found: Interoperability) -> None:
    """The agreement between Japan and Korea bears on that pair, not on attainment and not on other pairs."""
    without = ds.interoperability(members={("KOR", "JPN", "PP-ISA"): 0})
    one = found["JPN", "KOR"].bound("dimension_profile", dimension="information")
    two = without["JPN", "KOR"].bound("dimension_profile", dimension="information")
    assert two.upper < one.upper
    for scope in (("JPN",), ("KOR",), ("AUS", "JPN"), ("KOR", "NZL")):
        pairs = zip(found[scope].bounds, without[scope].bounds, strict=True)
        assert all((a.lower, a.upper) == (b.lower, b.upper) for a, b in pairs)


def test_witnesses_name_depths_and_memberships(found: Interoperability) -> None:
    """A sharp end comes with a completion inside what is known, labelled by partner, area and system."""
    bound = found["JPN", "KOR"].bound("interoperability", rho=1)
    assert bound.witness_lower is not None
    assert bound.witness_upper is not None
    panel = found.panel
    for witness in (bound.witness_lower, bound.witness_upper):
        for partner, depths in witness.depths.items():
            i = panel.rows.index(partner)
            ends = zip(panel.lower[i], [depths[area] for area in panel.columns], panel.upper[i], strict=True)
            assert all(low <= depth <= high for low, depth, high in ends)
        assert set(witness.members) == {"JPN", "KOR"}
        assert witness.between == {"PP-ISA": 1.0}
    assert bound.witness_lower.members["KOR"]["BICES"] == 0
    assert bound.witness_upper.members["KOR"]["BICES"] == 1


def test_adding_a_dimension_weight_changes_the_composite_alone(
    ds: cg.Dataset, found: Interoperability
) -> None:
    """Weights of dimensions enter the means and not the dimensions."""
    weights = {"information": 1.0, "technical": 0.0, "procedural": 0.0, "human": 0.0}
    heavy = ds.interoperability(dimension_weights=weights, budget=1)["JPN", "KOR"]
    part = found["JPN", "KOR"].bound("dimension_profile", dimension="information")
    for rho in MEANS:
        mean = heavy.bound("interoperability", rho=rho)
        assert (mean.lower, mean.upper) == (part.lower, part.upper)


def test_one_dimension_alone_is_every_mean(ds: cg.Dataset) -> None:
    """With a single dimension the three means agree and the gap is zero."""
    answers = ds.interoperability(["technical"])["AUS", "JPN"]
    ends = {(bound.lower, bound.upper) for bound in answers.bounds if bound.key == "interoperability"}
    assert len(ends) == 1
    assert answers["compensation_gap"].upper == pytest.approx(0, abs=1e-12)


def test_a_list_length_narrows_and_never_widens(ds: cg.Dataset, found: Interoperability) -> None:
    """Japan's sixteen areas lower what it can share at most; sharp stays only what is attained."""
    fixed = ds.interoperability(list_length={"JPN": 16})
    for pair in (("AUS", "JPN"), ("JPN", "NZL")):
        narrow, wide = (one[pair].bound("interoperability", rho=1) for one in (fixed, found))
        assert wide.lower <= narrow.lower <= narrow.upper < wide.upper
        dimension = fixed[pair].bound("dimension_profile", dimension="technical")
        assert dimension.sharp


def test_means_asked_for_come_after_the_three(ds: cg.Dataset) -> None:
    """Another rho is shown besides 1, 0 and minus infinity, never instead of them."""
    answers = ds.interoperability(rho=-1, budget=1)["AUS", "JPN"]
    shown = [bound.parameters["rho"] for bound in answers.bounds if bound.key == "interoperability"]
    assert shown == [1, 0, -math.inf, -1]
    assert answers.bound("interoperability", rho=-1).lower <= answers.bound("interoperability", rho=0).lower


@pytest.mark.parametrize("budget", [0, -1, 1.5, True, "1000", math.nan])
def test_what_is_no_number_of_steps_is_refused(ds: cg.Dataset, budget: object) -> None:
    """The fault says place, value, rule and repair."""
    with pytest.raises(ParameterError) as caught:
        ds.interoperability(budget=budget)  # type: ignore[arg-type]
    (fault,) = caught.value.faults
    assert (fault.place, fault.value) == ("budget", repr(budget))
    assert "whole number of steps" in fault.rule
    assert "preset" in fault.repair


def test_a_budget_is_part_of_the_question(ds: cg.Dataset, found: Interoperability) -> None:
    """Another budget is another result, also after a pickle; plain data have it, text where it was given."""
    one = ds.interoperability(["human"], budget=1)
    assert one == ds.interoperability(["human"], budget=1) == pickle.loads(pickle.dumps(one))
    assert one != ds.interoperability(["human"], budget=2)
    assert (one.budget, found.budget) == (1, None)
    assert (one.to_dict()["budget"], found.to_dict()["budget"]) == (1, None)
    assert repr(one).splitlines()[0].endswith(", budget 1, cut by steps")
    assert "budget" not in repr(found).splitlines()[0]


def test_one_step_leaves_open_what_is_searched_and_nothing_else(
    ds: cg.Dataset, found: Interoperability
) -> None:
    """What is open holds what is attained and what the preset attains; corners and ratios take no step."""
    one = ds.interoperability(budget=1)
    opened = set()
    for (_, quick), (_, full) in zip(one._all(), found._all(), strict=True):
        if not quick.sharp:
            opened.add(quick.key)
        if math.isnan(full.lower):
            continue
        assert quick.lower <= full.inner_lower + 1e-9
        assert quick.upper >= full.inner_upper - 1e-9
        for end in quick.ends:
            assert not end.known or quick.lower - 1e-9 <= end.attained <= quick.upper + 1e-9
    assert "hub_only" in opened
    assert not opened & {"interoperability", "attainment", "shared_depth", "ruzicka"}


def test_bottlenecks_add_up_to_what_is_missing(found: Interoperability) -> None:
    """In every dimension certain losses are what the upper end lacks of 1, possible ones the lower."""
    for answers in (*found.dyads, *found.hub):
        key = "dimension_profile" if len(answers.subject) == 2 else "attainment"
        table = found.bottlenecks(*answers.subject)
        for name in found.dimensions:
            bound = answers.bound(key, dimension=name)
            rows = table.where(dimension=name)
            assert sum(rows["certain_loss"]) == pytest.approx(1 - bound.upper, abs=1e-9)
            assert sum(rows["possible_loss"]) == pytest.approx(1 - bound.lower, abs=1e-9)


def test_open_losses_name_what_would_settle_them(found: Interoperability) -> None:
    """Whatever is not certain to be lost comes with a document or a source that would tell."""
    for answers in (*found.dyads, *found.hub):
        for row in found.bottlenecks(*answers.subject):
            unsettled = row["possible_loss"] > row["certain_loss"] + 1e-12
            assert bool(row["settled_by"]) == unsettled, row


def test_every_result_says_that_it_measures_what_is_programmed(found: Interoperability) -> None:
    """Text, markup, data, explanations and the assumption line say committed and joined, not achieved."""
    texts = [
        repr(found),
        found._repr_html_(),
        found.to_json(),
        found.explain("KOR", "JPN"),
        found.explain("KOR"),
    ]
    for text in (*texts, " ".join(found.assumptions)):
        assert MEASURES in text
        assert "not achieved" in text


def test_the_hub_may_be_named_or_left_out(found: Interoperability) -> None:
    """A partner with the hub is asked for by name, with or without the hub, in either order."""
    assert found["KOR"] is found["KOR", "NATO"]
    assert found["NATO", "KOR"] is found["KOR"]
    assert found["JPN", "KOR"] is found["KOR", "JPN"]


def test_data_and_frames_hold_every_bound(found: Interoperability) -> None:
    """Frame and plain data have one row per bound; JSON has no infinity and no NaN."""
    count = sum(len(answers) for answers in (*found.dyads, *found.hub, found.collective))
    frame = found.to_frame()
    assert len(frame) == count
    plain = json.loads(found.to_json())
    assert len(plain["bounds"]) == count
    assert {item["rho"] for item in plain["bounds"] if "rho" in item} == {1.0, 0.0, "-inf"}
    assert plain["counterpart"] == "NATO"
    bices = [
        item for item in plain["memberships"] if item["subject"] == ["KOR"] and item["system"] == "BICES"
    ]
    assert [(item["lower"], item["upper"]) for item in bices] == [(0.0, 1.0)]


def test_every_dyad_group_and_hub_row_of_the_table_is_asked(found: Interoperability) -> None:
    """No indicator of the engine's table is left out, and none is listed twice in the code."""
    asked = {
        bound.key for answers in (*found.dyads, *found.hub, found.collective) for bound in answers.bounds
    }
    rows = cg._core.catalogue()
    wanted = {row["key"] for row in rows if row["arity"] in ("dyad", "group")}
    composed = {row["key"] for row in rows if any(item["name"] == "rho" for item in row["parameters"])}
    assert wanted | composed | {"ruzicka"} == asked


def test_readings_of_the_dataset_are_applied(ds: cg.Dataset, found: Interoperability) -> None:
    """If everything unpublished were absent, depths are known and only memberships stay open."""
    absent = ds.assume(unpublished="absent").interoperability(budget=1)
    one, two = (each["JPN", "KOR"].bound("interoperability", rho=1) for each in (absent, found))
    assert two.lower == one.lower < one.upper < two.upper
    assert any(sentence.startswith("Assumed:") for sentence in absent.assumptions)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"dimensions": ["techncal"]}, UnknownLabel, "technical"),
        ({"dimensions": []}, ParameterError, "at least one"),
        ({"dimensions": ["human", "human"]}, ParameterError, "each once"),
        ({"rho": math.nan}, ParameterError, "rho is a number"),
        ({"rho": "mean"}, ParameterError, "rho is a number"),
        ({"dimension_weights": {"humn": 1}}, UnknownLabel, "human"),
        ({"dimension_weights": {"human": -1}}, ParameterError, "not negative"),
        ({"dimension_weights": {"human": 1}}, ParameterError, "none for technical"),
        ({"dimensions": ["human"], "dimension_weights": {"human": 0}}, ParameterError, "some dimension"),
        ({"dimension_weights": {"human": True}}, ParameterError, "finite number"),
        ({"system_share": 1.5}, ParameterError, "0..1"),
        ({"system_share": True}, ParameterError, "0..1"),
        ({"practice_depth": 7}, ParameterError, "practice"),
        ({"members": {("KOR", "BICSE"): 1}}, UnknownLabel, "BICES"),
        ({"members": {("FRA", "BICES"): 1}}, UnknownLabel, "FRA"),
        ({"members": {("KOR", "BICES"): 0.3}}, ParameterError, "0.5"),
        ({"members": {("KOR", "BICES"): (1, 0)}}, ParameterError, "interval"),
        ({"members": {("KOR", "BICES"): True}}, ParameterError, "a membership is"),
        ({"members": {("KOR", "PP-ISA"): 1}}, UnknownLabel, "two partners together"),
        ({"members": {("KOR", "JPN", "BICES"): 1}}, UnknownLabel, "one partner"),
    ],
)
def test_wrong_questions_are_refused_in_words(
    ds: cg.Dataset, arguments: dict[str, object], error: type[Exception], words: str
) -> None:
    """Whatever cannot be asked is refused with the rule or the near name."""
    with pytest.raises(error, match=words.replace(".", r"\.")) as caught:
        ds.interoperability(**arguments)  # type: ignore[arg-type]
    text = str(caught.value)
    assert "alpha" not in text
    assert "theta" not in text
    assert text.count("system_share") <= 2  # one fault, its place and its rule


@pytest.mark.parametrize("labels", [("KOR", "KOR"), ("KOR", "FRA"), "FRA", ("KOR", "JPN", "AUS"), ("NATO",)])
def test_wrong_labels_are_refused(found: Interoperability, labels: tuple[str, ...] | str) -> None:
    """A pair is two different partners, or a partner and the hub."""
    with pytest.raises(UnknownLabel):
        found[labels]


def test_a_dataset_without_dimensions_is_refused() -> None:
    """Without dimensions in the codebook there is no interoperability, and the error says what to add."""
    data = cg.load("nato-ip4").to_dict()
    for name in ("dimensions", "area_dimensions", "system_dimensions", "interoperability", "scales"):
        data["codebook"].pop(name, None)
    text = json.dumps(data).encode()
    bare = cg.Dataset(Records.read(text, "bare.json"))
    with pytest.raises(DataError, match="add dimensions"):
        bare.interoperability()


def test_systems_that_are_over_do_not_count(ds: cg.Dataset, found: Interoperability) -> None:
    """Nobody shares an operation that has ended: it is left out and said; on a day it ran it counts."""
    assert "ISAF" not in found.systems
    assert any("Left out, ended before that day:" in sentence for sentence in found.assumptions)
    earlier = ds.interoperability(kind="IPCP", as_of="2013-06-01")
    assert "ISAF" in earlier.systems
    assert "SFOR" not in earlier.systems
    assert (earlier._model.held["AUS", "ISAF"].lower, earlier._model.held["AUS", "ISAF"].upper) == (2, 2)
