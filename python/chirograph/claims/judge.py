"""Runs the tests of a claim: every part, every coding, every evidence grade, and the verdict that follows."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace

from chirograph.claims import words
from chirograph.claims.changed import OF_ROWS, Alternative, without
from chirograph.claims.claim import Claim
from chirograph.claims.drafts import Arguments, Draft
from chirograph.claims.evidence import Evidence, Record, Used
from chirograph.claims.kinds.kinds import Form, faults_of, form_of
from chirograph.claims.model import Number, Part, Reading
from chirograph.claims.numbers import number_of, rule_of
from chirograph.claims.rules import (
    ATTESTED,
    CONDITIONAL,
    SUPPORTED,
    TEXT,
    every,
    verdict_of_claim,
    verdict_of_part,
)  # fmt: skip
from chirograph.claims.sums import Says
from chirograph.errors import DataError, Fault, UnknownLabel
from chirograph.records.readings import read_as


@dataclass(frozen=True, slots=True, eq=False)
class Test:
    """The form of a test with its arguments and the name of the coding."""

    form: Form
    arguments: Arguments
    label: str


@dataclass(frozen=True, slots=True)
class Bench:
    """What claims are judged on: records, also as the other sources of conflicts have them, in some grades.

    With a record left out, or with what documents say, only the verdict is asked for.
    """

    evidence: Evidence
    told: Sequence[Alternative] = ()
    grade: str | None = None
    left_out: Used | None = None
    says: Says | None = None
    _changed: dict[tuple[Evidence, Used | None, tuple[str, ...]], Evidence] = field(default_factory=dict)
    _tests: dict[tuple[str, str], list[Test]] = field(default_factory=dict)

    def on(self, evidence: Evidence, assumed: Sequence[str] = ()) -> Evidence:
        """Evidence without what is left out, and under assumptions; made once."""
        key = (evidence, self.left_out, tuple(assumed))
        if key not in self._changed:
            if assumed:
                records = self.on(evidence).records
                for name in assumed:
                    records = read_as(records, name)
                self._changed[key] = Evidence(records, evidence.memory, bare=self.left_out is not None)
            else:
                self._changed[key] = without(evidence, self.left_out) if self.left_out else evidence
        return self._changed[key]

    def tests(self, claim: Record, record: Record) -> list[Test]:
        """The tests of a part, one per coding; made once."""
        key = claim["id"], record["id"]
        if key not in self._tests:
            variants = record.get("variants") or [{"label": ""}]
            self._tests[key] = [_test(claim, record, variant) for variant in variants]
        return self._tests[key]


def judge(bench: Bench, record: Record) -> Claim:
    """A claim of the dataset with its verdict, its records also as sources they contradict have them.

    Raises
    ------
    DataError
        When its test is malformed or refers to something that is not in the dataset.
    """
    parts = tuple(part_of(bench, record, part) for part in (record.get("test") or {}).get("parts", ()))
    return Claim(
        id=record["id"],
        paraphrase=record["claim_paraphrase"],
        source=record["source"],
        locator=record["locator"],
        quantity=record["quantity"],
        verdict=verdict_of_claim(part.verdict for part in parts),
        parts=parts,
        as_of=bench.evidence.records.as_of,
    )


def part_of(bench: Bench, claim: Record, record: Record) -> Part:
    """One part of a claim with its verdict."""
    tests = bench.tests(claim, record)
    try:
        readings, named = _on_records(bench, tests)
        verdict, assumed = verdict_of_readings(readings), ""
        if verdict == TEXT and bench.says is None:
            under, verdict, assumed = _assuming(bench, tests, readings, record.get("assuming", ()))
            readings += under
    except UnknownLabel as error:
        place = f"claim {claim['id']}, part {record['id']}"
        raise DataError([replace(fault, place=place, code="reference") for fault in error.faults]) from error
    named |= set(record.get("conflicts", ()))
    part = Part(
        id=record["id"],
        statement=record["statement"],
        kinds=tuple(dict.fromkeys(test.form.kind for test in tests)),
        basis=record.get("basis", ""),
        verdict=verdict,
        readings=tuple(_with_search(bench.evidence, record, reading) for reading in readings),
        conflicts=tuple(
            words.conflict_sentence(item) for item in bench.evidence.data["conflicts"] if item["id"] in named
        ),
        programmed=any(test.form.programmed for test in tests),
        assumed=assumed,
    )
    # What only the text that makes the claim tells of is one reader's word, not a record beside it.
    own = verdict == SUPPORTED and part.sources == (claim["source"],)
    return replace(part, verdict=ATTESTED) if own else part


def _on_records(bench: Bench, tests: Sequence[Test]) -> tuple[list[Reading], set[str]]:
    """The readings on the records, and as other sources have them where answers differ, and the conflicts."""
    readings, named = [], set()
    for test in tests:
        plain = _readings(bench, bench.on(bench.evidence), test)
        readings += plain
        for other in bench.told:
            if other.touches(test.form, _names(bench.evidence, test.arguments)):
                moved = _moved(plain, _readings(bench, bench.on(other.evidence), test))
                readings += [replace(one, supposed=other.label, turns=not other.reason) for one in moved]
                named |= {other.conflict["id"]} if moved else set()
    return readings, named


def _assuming(
    bench: Bench, tests: Sequence[Test], readings: Sequence[Reading], names: Sequence[str]
) -> tuple[list[Reading], str, str]:
    """What a part that is open on the records is under its assumptions: what differs, verdict, how it ends.

    It is attested where each assumption is what a reader says of the text, by the codebook.
    """
    names = [name for name in names if name not in bench.evidence.records.assumed]
    if not names:
        return [], TEXT, ""
    book = bench.evidence.codebook
    known = {item["id"]: item for item in book["assumptions"]}
    titles = (f"“{known[name]['title']}”" for name in names)
    assumed = f"assuming {' and '.join(titles)}"
    evidence = bench.on(bench.evidence, names)
    under = [_readings(bench, evidence, test, decide=False) for test in tests]
    moved = [
        replace(one, supposed=assumed, turns=False)
        for found in under
        for one in _moved([old for old in readings if old.label == found[0].label and old.turns], found)
    ]
    ends = [outcome(one) for found in under for one in found]
    if not all(end is True for end in ends):
        return moved, TEXT, f"{assumed}, it {'fails' if False in ends else 'stays open'}"
    attests = {item["id"]: item.get("attests", False) for item in book.get("strengths", ())}
    told = all(attests[known[name]["strength"]] for name in names)
    return moved, ATTESTED if told else CONDITIONAL, f"{assumed}, it holds"


def _test(claim: Record, record: Record, variant: Record) -> Test:
    """The form of a test with its arguments and the name of the coding."""
    kind = variant.get("kind", record["kind"])
    arguments = {**record.get("with", {}), **variant.get("with", {})}
    faults = faults_of(kind, arguments, f"claim {claim['id']}, part {record['id']}")
    form = form_of(kind, arguments)
    if faults or form is None:
        raise DataError(faults)
    return Test(form, arguments, variant["label"])


def _names(evidence: Evidence, arguments: Arguments) -> frozenset[str]:
    """The programmes that a test reads."""
    asked = {*arguments.get("programmes", ()), *arguments.get("against", ())}
    if arguments.get("successors"):
        asked |= {evidence.programme(name)["successor"] or "" for name in arguments["programmes"]}
    return frozenset(asked)


def _moved(plain: Sequence[Reading], other: Sequence[Reading]) -> list[Reading]:
    """Readings with an answer that differs from the one on the records, in the grades in which it does."""
    answers = {grade: _answers(one) for one in plain for grade in one.grades or ("",)}
    found = []
    for reading in other:
        grades = [grade for grade in reading.grades or ("",) if answers.get(grade) != _answers(reading)]
        if grades:
            found.append(replace(reading, grades=tuple(grades) if reading.grades else ()))
    return found


def _answers(reading: Reading) -> list[tuple[str, str]]:
    return [(number.subject, number.answer) for number in reading.numbers]


def _with_search(evidence: Evidence, record: Record, reading: Reading) -> Reading:
    """What was looked for and not found, said where a record is missing."""
    looked = [item for item in evidence.data["not_found"] if item["id"] in record.get("not_found", ())]
    if not looked:
        return reading
    found = "; ".join(f"{item['id']}: {item['text']}" for item in looked)
    found = f"looked for and not found by {evidence.records.as_of} ({found})"
    numbers = (
        replace(number, missing=f"{number.missing}; {found}") if number.missing else number
        for number in reading.numbers
    )
    return replace(reading, numbers=tuple(numbers))


def verdict_of_readings(readings: Sequence[Reading]) -> str:
    """The verdict of a part on the records; what is outweighed or only assumed does not turn it."""
    return verdict_of_part(outcome(reading) for reading in readings if reading.turns)


def outcome(reading: Reading) -> bool | str | None:
    """Whether a statement holds in one coding for every subject; a text when records are missing."""
    if not reading.numbers:
        return "no subject"
    known = every(number.holds for number in reading.numbers if not number.missing)
    missing = [number.missing for number in reading.numbers if number.missing]
    return "; ".join(missing) if missing and known else known


def _readings(bench: Bench, evidence: Evidence, test: Test, *, decide: bool = True) -> list[Reading]:
    """One reading per evidence grade; grades that give the same numbers become one."""
    decide = decide and bench.left_out is None
    found: list[Reading] = []
    for grade in grades_of(bench, test):
        numbers = _numbers(bench, evidence, test, grade, decide)
        same = next((i for i, old in enumerate(found) if _same(old.numbers, numbers)), None)
        if same is None:
            found.append(Reading(test.label, (grade,) if grade else (), numbers))
        else:
            old = found[same]
            both = (replace(a, used=_all_used(a, b)) for a, b in zip(old.numbers, numbers, strict=True))
            found[same] = replace(old, grades=(*old.grades, grade), numbers=tuple(both))
    return found


def grades_of(bench: Bench, test: Test) -> Sequence[str]:
    """The evidence grades in which a test is run; one without a name where it reads no cells."""
    if not test.form.graded:
        return ("",)
    known = bench.evidence.records.evidence_grades
    grades: Sequence[str] = test.arguments.get("evidence") or ((bench.grade,) if bench.grade else known)
    for grade in grades:
        if grade not in known:
            rule = "the evidence grade is in the codebook"
            raise UnknownLabel(Fault("", "", repr(grade), rule, "", "index"))
    return grades


def drafts_of(evidence: Evidence, test: Test, grade: str) -> tuple[Draft, ...]:
    """What a test computes, computed once."""
    found: tuple[Draft, ...] = evidence.memory.of(_run, evidence, test, grade)
    return found


def _run(evidence: Evidence, test: Test, grade: str) -> tuple[Draft, ...]:
    return tuple(test.form.run(evidence, test.arguments, grade))


def _numbers(bench: Bench, evidence: Evidence, test: Test, grade: str, decide: bool) -> tuple[Number, ...]:
    """The numbers of a test; with a record left out, the same rows of the same sources give the same."""
    if bench.says is not None:
        drafts = (draft.read(bench.says) for draft in drafts_of(evidence, test, grade))
        return tuple(
            evidence.memory.of(number_of, one, rule_of(one, test.arguments), False, True) for one in drafts
        )
    alike: tuple[Hashable, ...] = ()
    if test.form.rows and bench.left_out is not None and bench.left_out.table in OF_ROWS:
        names = sorted(filter(None, _names(evidence, test.arguments)))
        alike = (test, *((evidence.row(name, grade), evidence.told_by(name, grade)) for name in names))
    return evidence.memory.of(_computed, evidence, test, grade, decide, alike=alike)


def _computed(evidence: Evidence, test: Test, grade: str, decide: bool) -> tuple[Number, ...]:
    return tuple(
        evidence.memory.of(number_of, draft, rule_of(draft, test.arguments), decide, evidence.bare)
        for draft in drafts_of(evidence, test, grade)
    )


def _all_used(*numbers: Number) -> tuple[Used, ...]:
    used = {one for number in numbers for one in number.used}
    return tuple(sorted(used, key=lambda one: (one.table, one.id, one.field)))


def _same(first: tuple[Number, ...], second: tuple[Number, ...]) -> bool:
    return [(n.subject, n.lower, n.upper, n.holds, n.missing) for n in first] == [
        (n.subject, n.lower, n.upper, n.holds, n.missing) for n in second
    ]
