"""The kinds of test a claim may ask for, with the arguments each takes. A test is data; this reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chirograph.claims import _activities, _areas, _events, _programmes, _systems
from chirograph.claims._drafts import Arguments, Draft
from chirograph.claims._evidence import Evidence
from chirograph.claims._rules import RELATIONS
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
    "concluded_by": _kind(_programmes.concluded_by, "programmes day"),
    "under_negotiation": _kind(_programmes.under_negotiation, "programmes day"),
    "period_years": _kind(_programmes.period_years, "programmes years"),
    "field_value": _kind(_programmes.field_value, "programmes field values", "unknown_values each_partner"),
    "same_field": _kind(_programmes.same_field, "programmes against field", "unknown_values"),
    "successor_present": _kind(_programmes.successor_present, "programmes"),
    "share_of_areas": _kind(_areas.share_of_areas, "programmes area_set", "against lead", graded=True),
    "depth_share": _kind(_areas.depth_share, "programmes depth", "against", graded=True),
    "mean_depth": _kind(_areas.mean_depth, "programmes", "against", graded=True),
    "area_listed": _kind(_areas.area_listed, "programmes", "areas", graded=True),
    "successor_depth": _kind(_areas.successor_depth, "programmes", graded=True),
    "overlap": _kind(_areas.overlap, "programmes against index", graded=True),
    "overlap_change": _kind(_areas.overlap_change, "programmes against index", graded=True, programmed=True),
    "activity_count_change": _kind(_activities.activity_count_change, "programmes against", _SELECTION),
    "timeline_share": _kind(_activities.timeline_share, "programmes", _SELECTION),
    "bodies_share": _kind(_activities.bodies_share, "programmes", _SELECTION),
    "worded_share": _kind(_activities.worded_share, "programmes words", _SELECTION),
    "linked_share": _kind(_activities.linked_share, "programmes certain_links unknown_links", _SELECTION),
    "role_share": _kind(_activities.role_share, "programmes roles", f"group {_SELECTION}"),
    "activities_in_listed_areas": _kind(
        _activities.activities_in_listed_areas, "programmes", _SELECTION, graded=True
    ),
    "recorded_events": _kind(_events.recorded_events, "event_kinds certain_marks", "partners since until"),
    "collective_items": _kind(_events.collective_items, "group links certain_marks", "since until"),
    "mentions": _kind(_events.mentions, "about", "programmes events"),
    "mention_share": _kind(_events.mention_share, "about among", "programmes events"),
    "membership": _kind(_systems.membership, "system partners day"),
    "membership_change": _kind(
        _systems.membership_change, "partners system_kinds before", "after", programmed=True
    ),
    "shared_systems_change": _kind(
        _systems.shared_systems_change, "partners system_kinds before", "after", programmed=True
    ),
    "conditional_systems": _kind(_systems.conditional_systems, "system system_kinds"),
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
    if kind.startswith("overlap") and arguments.get("index") not in _areas.INDICES:
        repair = did_you_mean(str(arguments.get("index")), _areas.INDICES)
        found.append(_fault(place, arguments.get("index"), "the index is one a claim may ask for", repair))
    if "field" in arguments and arguments["field"] not in _programmes.FIELDS:
        repair = did_you_mean(str(arguments["field"]), _programmes.FIELDS)
        found.append(_fault(place, arguments["field"], "the field is one a claim may ask for", repair))
    return found


def _fault(place: str, value: Any, rule: str, repair: str) -> Fault:
    return Fault("", place, repr(value), rule, repair, "reference")
