"""The kinds of test a claim may ask for, with the arguments each takes. A test is data; this reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chirograph.claims.drafts import Arguments, Draft
from chirograph.claims.evidence import Evidence
from chirograph.claims.kinds import acts, cells, memberships, overlap, programmes, texts
from chirograph.claims.rules import RELATIONS
from chirograph.errors import Fault, did_you_mean

Run = Callable[[Evidence, Arguments, str], Iterator[Draft]]

#: Arguments every test takes.
COMMON = frozenset({"relation", "threshold", "evidence"})
_SELECTION = "depth links since until"
_CELLS = ("listings", "commitments", "codings")
#: Values that an argument may have.
CHOICES = {
    "index": overlap.INDICES,
    "measure": cells.MEASURES,
    "field": programmes.FIELDS,
    "state": programmes.STATES,
}


@dataclass(frozen=True, slots=True)
class Form:
    """A way to ask for a kind of test, known by the arguments it needs.

    `tables` are those it reads beside programmes; `graded` reads cells, which differ by evidence grade;
    `programmed` reads overlap or memberships as interoperability: committed and joined, not achieved. `rows`
    follows from the rows of its programmes alone.
    """

    kind: str
    run: Run
    needed: frozenset[str]
    allowed: frozenset[str]
    tables: tuple[str, ...] = ()
    graded: bool = False
    programmed: bool = False
    rows: bool = False


def _form(
    kind: str,
    run: Run,
    needed: str,
    allowed: str = "",
    tables: Sequence[str] = (),
    **traits: bool,
) -> Form:
    graded = "listings" in tables
    return Form(
        kind, run, frozenset(needed.split()), frozenset(allowed.split()), tuple(tables), graded, **traits
    )


FORMS = (
    _form("cells", cells.cells, "programmes measure", "areas area_set depth against successors", _CELLS,
          rows=True),
    _form("overlap", overlap.change, "programmes against index pairs", "", _CELLS, programmed=True,
          rows=True),
    _form("overlap", overlap.overlap, "programmes against index", "", _CELLS, rows=True),
    _form("acts", acts.more, "programmes against", _SELECTION, ("commitments",)),
    _form("acts", acts.share, "programmes words", _SELECTION, ("commitments",)),
    _form("acts", acts.share, "programmes certain_links unknown_links", _SELECTION, ("commitments",)),
    _form("acts", acts.share, "programmes roles", _SELECTION, ("commitments",)),
    _form("acts", acts.in_listed, "programmes in_listed", _SELECTION, _CELLS),
    _form("events", acts.events, "event_kinds certain_marks", "partners since until", ("events",)),
    _form("texts", texts.texts, "about", "programmes events among", ("mentions",)),
    _form("programmes", programmes.on_day, "programmes day state"),
    _form("programmes", programmes.years, "programmes years"),
    _form("programmes", programmes.with_field, "programmes field values", "unknown_values each_partner"),
    _form("programmes", programmes.followed, "programmes successors"),
    _form("memberships", memberships.on_day, "system partners day", "", ("memberships", "systems")),
    _form("memberships", memberships.change, "partners system_kinds before", "after pairs",
          ("memberships", "systems"), programmed=True),
    _form("memberships", memberships.needed, "system system_kinds", "", ("systems",)),
)  # fmt: skip
KINDS = tuple(dict.fromkeys(form.kind for form in FORMS))


def form_of(kind: str, arguments: Arguments) -> Form | None:
    """The form of a kind that arguments ask for: of those whose needs are met, the one that needs most."""
    met = [form for form in FORMS if form.kind == kind and form.needed <= set(arguments)]
    return max(met, key=lambda form: len(form.needed), default=None)


def faults_of(kind: str, arguments: Arguments, place: str) -> list[Fault]:
    """What is wrong with a test: its kind, or its arguments."""
    if kind not in KINDS:
        return [_fault(place, kind, "the kind of a test is known", did_you_mean(kind, KINDS))]
    form = form_of(kind, arguments)
    found = []
    if form is None:
        ways = "; or ".join(", ".join(sorted(one.needed)) for one in FORMS if one.kind == kind)
        given = ", ".join(sorted(set(arguments) - COMMON)) or "none"
        found.append(_fault(place, given, f"a test of kind {kind} has these arguments: {ways}", "add them"))
    else:
        allowed = form.needed | form.allowed | COMMON
        rule = f"a test of kind {kind} does not have this argument"
        found += [
            _fault(place, name, rule, did_you_mean(name, allowed))
            for name in sorted(set(arguments) - allowed)
        ]
    relation = arguments.get("relation")
    if relation not in RELATIONS:
        found.append(_fault(place, relation, "a test has a relation", did_you_mean(str(relation), RELATIONS)))
    elif (relation in ("all", "none")) == ("threshold" in arguments):
        rule = "a threshold stands with every relation but all and none"
        found.append(_fault(place, relation, rule, "add it or take it out"))
    for name, choices in CHOICES.items():
        if name in arguments and arguments[name] not in choices:
            rule = f"the {name} is one a claim may ask for"
            found.append(_fault(place, arguments[name], rule, did_you_mean(str(arguments[name]), choices)))
    return found


def _fault(place: str, value: Any, rule: str, repair: str) -> Fault:
    return Fault("", place, repr(value), rule, repair, "reference")
