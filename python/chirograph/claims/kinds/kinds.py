"""The kinds of test a claim may ask for, with the arguments each takes. A test is data; this reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chirograph.claims.drafts import Arguments, Draft
from chirograph.claims.evidence import Evidence
from chirograph.claims.kinds import activities, areas, events, programmes, systems
from chirograph.claims.rules import RELATIONS
from chirograph.errors import Fault, did_you_mean

Run = Callable[[Evidence, Arguments, str], Iterator[Draft]]

#: Arguments every kind takes.
COMMON = frozenset({"relation", "threshold"})
_SELECTION = "depth links since until"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of test.

    Parameters
    ----------
    run : callable
        Computes its quantities.
    needed, allowed : frozenset of str
        Arguments it must have and may have besides.
    graded : bool
        Whether it reads cells, which differ by evidence grade.
    programmed : bool
        Whether it reads overlap or memberships as interoperability: programmed (committed and joined), not
        achieved.
    """

    run: Run
    needed: frozenset[str]
    allowed: frozenset[str]
    graded: bool
    programmed: bool


def _kind(
    run: Run, needed: str, allowed: str = "", *, graded: bool = False, programmed: bool = False
) -> Kind:
    return Kind(run, frozenset(needed.split()), frozenset(allowed.split()), graded, programmed)


KINDS: dict[str, Kind] = {
    "concluded_by": _kind(programmes.concluded_by, "programmes day"),
    "under_negotiation": _kind(programmes.under_negotiation, "programmes day"),
    "period_years": _kind(programmes.period_years, "programmes years"),
    "field_value": _kind(programmes.field_value, "programmes field values", "unknown_values each_partner"),
    "same_field": _kind(programmes.same_field, "programmes against field", "unknown_values"),
    "successor_present": _kind(programmes.successor_present, "programmes"),
    "share_of_areas": _kind(areas.share_of_areas, "programmes area_set", "against lead", graded=True),
    "depth_share": _kind(areas.depth_share, "programmes depth", "against", graded=True),
    "mean_depth": _kind(areas.mean_depth, "programmes", "against", graded=True),
    "area_listed": _kind(areas.area_listed, "programmes", "areas", graded=True),
    "successor_depth": _kind(areas.successor_depth, "programmes", graded=True),
    "overlap": _kind(areas.overlap, "programmes against index", graded=True),
    "overlap_change": _kind(areas.overlap_change, "programmes against index", graded=True, programmed=True),
    "activity_count_change": _kind(activities.activity_count_change, "programmes against", _SELECTION),
    "timeline_share": _kind(activities.timeline_share, "programmes", _SELECTION),
    "bodies_share": _kind(activities.bodies_share, "programmes", _SELECTION),
    "worded_share": _kind(activities.worded_share, "programmes words", _SELECTION),
    "linked_share": _kind(activities.linked_share, "programmes certain_links unknown_links", _SELECTION),
    "role_share": _kind(activities.role_share, "programmes roles", f"group {_SELECTION}"),
    "activities_in_listed_areas": _kind(
        activities.activities_in_listed_areas, "programmes", _SELECTION, graded=True
    ),
    "recorded_events": _kind(events.recorded_events, "event_kinds certain_marks", "partners since until"),
    "collective_items": _kind(events.collective_items, "group links certain_marks", "since until"),
    "mentions": _kind(events.mentions, "about", "programmes events"),
    "mention_share": _kind(events.mention_share, "about among", "programmes events"),
    "membership": _kind(systems.membership, "system partners day"),
    "membership_change": _kind(
        systems.membership_change, "partners system_kinds before", "after", programmed=True
    ),
    "shared_systems_change": _kind(
        systems.shared_systems_change, "partners system_kinds before", "after", programmed=True
    ),
    "conditional_systems": _kind(systems.conditional_systems, "system system_kinds"),
}


def faults_of(kind: str, arguments: Arguments, place: str) -> list[Fault]:
    """What is wrong with a test: its kind, or its arguments."""
    if kind not in KINDS:
        return [_fault(place, kind, "the kind of a test is known", did_you_mean(kind, KINDS))]
    needed, allowed = KINDS[kind].needed, KINDS[kind].needed | KINDS[kind].allowed | COMMON | {"evidence"}
    relation = arguments.get("relation")
    found = [
        _fault(place, name, f"a test of kind {kind} has this argument", "add it")
        for name in sorted(needed - set(arguments))
    ]
    found += [
        _fault(place, name, f"a test of kind {kind} does not have this argument", did_you_mean(name, allowed))
        for name in sorted(set(arguments) - allowed)
    ]
    if relation not in RELATIONS:
        found.append(_fault(place, relation, "a test has a relation", did_you_mean(str(relation), RELATIONS)))
    elif (relation in ("all", "none")) == ("threshold" in arguments):
        rule = "a threshold stands with every relation but all and none"
        found.append(_fault(place, relation, rule, "add it or take it out"))
    if kind.startswith("overlap") and arguments.get("index") not in areas.INDICES:
        repair = did_you_mean(str(arguments.get("index")), areas.INDICES)
        found.append(_fault(place, arguments.get("index"), "the index is one a claim may ask for", repair))
    if "field" in arguments and arguments["field"] not in programmes.FIELDS:
        repair = did_you_mean(str(arguments["field"]), programmes.FIELDS)
        found.append(_fault(place, arguments["field"], "the field is one a claim may ask for", repair))
    return found


def _fault(place: str, value: Any, rule: str, repair: str) -> Fault:
    return Fault("", place, repr(value), rule, repair, "reference")
