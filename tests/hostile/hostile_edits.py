"""What makes each hostile fixture hostile: raw bytes, or one edit of the valid dataset."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Edit = Callable[[Document], Any]

OPTIONAL = (
    "area_sets",
    "dimensions",
    "area_dimensions",
    "system_dimensions",
    "membership_values",
    "interoperability",
    "prerequisites",
    "menu",
    "scales",
    "breadth",
)
EMPTY = ("systems", "memberships", "events", "claims", "conflicts", "not_found", "to_verify")

# Bytes that the gate must refuse before anything is built from them.
RAW: dict[str, bytes] = {
    "gate_empty": b"",
    "gate_white_space": b" \r\n\t\n",
    "gate_byte_order_mark": b"\xef\xbb\xbf{}\n",
    "gate_utf16": '{"a": 1}'.encode("utf-16"),
    "gate_latin1": b'{\n "title": "Caf\xe9"\n}\n',
    "gate_overlong": b'["\xc0\xaf"]\n',
    "gate_surrogate_bytes": b'["\xed\xa0\x80"]\n',
    "gate_beyond_unicode": b'["\xf4\x90\x80\x80"]\n',
    "gate_lone_high_surrogate": b'["\\ud800"]\n',
    "gate_lone_low_surrogate": b'["\\udc00 "]\n',
    "gate_bad_pair": b'["\\ud800\\u0041"]\n',
    "gate_bad_escape": b'["\\x41"]\n',
    "gate_short_escape": b'["\\u12g4"]\n',
    "gate_line_break_in_text": b'["first\nsecond"]\n',
    "gate_escaped_line_break": b'{"note": "first\\nsecond"}\n',
    "gate_escaped_bell": b'{"note": "ring \\u0007"}\n',
    "gate_delete_character": b'{"note": "\x7f"}\n',
    "gate_c1_control": '{"note": "next\u0085line"}\n'.encode(),
    "gate_control_in_key": b'{"no\\u0000te": 1}\n',
    "gate_null_byte": b'{"a": 1}\x00\n',
    "gate_cut_in_object": b'{"a": [1, 2',
    "gate_cut_in_text": b'{"a": "text',
    "gate_cut_in_word": b'{"a": tru',
    "gate_comma_after_last_item": b"[1, 2, ]\n",
    "gate_comma_after_last_field": b'{"a": 1,\n}\n',
    "gate_line_comment": b'{\n // a remark\n "a": 1\n}\n',
    "gate_block_comment": b'{"a": /* a remark */ 1}\n',
    "gate_hash_comment": b'{\n # a remark\n "a": 1\n}\n',
    "gate_single_quotes": b"{'a': 1}\n",
    "gate_nan": b'{"weight": NaN}\n',
    "gate_minus_infinity": b'{"weight": -Infinity}\n',
    "gate_small_nan": b'{"weight": nan}\n',
    "gate_python_none": b'{"area": None}\n',
    "gate_python_true": b'{"hub": True}\n',
    "gate_bare_word": b"[yes]\n",
    "gate_text_after_value": b'{"a": 1} b\n',
    "gate_two_lines_of_json": b'{"a": 1}\n{"a": 2}\n',
    "gate_extra_bracket": b"[1]]\n",
    "gate_bracket_first": b"]\n",
    "gate_wrong_bracket": b'{"a": [1}\n',
    "gate_leading_zero": b"[007]\n",
    "gate_plus_sign": b"[+1]\n",
    "gate_point_first": b"[.5]\n",
    "gate_point_last": b"[1.]\n",
    "gate_hexadecimal": b"[0x10]\n",
    "gate_double_minus": b"[--1]\n",
    "gate_bare_exponent": b"[1e]\n",
    "gate_too_large_for_a_double": b'{"weight": 1e400}\n',
    "gate_rounds_to_zero": b'{"weight": 1e-400}\n',
    "gate_minus_zero": b'{"lower": -0}\n',
    "gate_minus_zero_point": b'{"lower": -0.0e7}\n',
    "gate_above_2_53": b'{"cow": 9007199254740993}\n',
    "gate_below_minus_2_53": b'{"cow": -9007199254740993}\n',
    "gate_above_64_bits": b'{"cow": 123456789012345678901234567890}\n',
    "gate_duplicate_key": b'{"a": 1, "b": 2, "a": 3}\n',
    "gate_duplicate_keys_everywhere": b'{"a": [{"b/c": 1, "b/c": 2}, {"b/c": {"~": 1, "~": 2}}], "a": 3}\n',
    "gate_duplicate_by_escape": b'{"area": 1, "are\\u0061": 2}\n',
    "gate_missing_comma": b'{"a": 1 "b": 2}\n',
    "gate_missing_colon": b'{"a" 1}\n',
    "gate_missing_comma_in_list": b"[1 2]\n",
    "gate_two_commas": b"[1,, 2]\n",
    "gate_number_as_key": b"{1: 2}\n",
    "gate_several_at_once": b'{"a": -0, "b": 1e-999, "c": "\\u0001", "a": 9007199254740993}\n',
    "gate_too_deep": b"[" * 33 + b"]" * 33 + b"\n",
    "gate_key_too_long": b'{"' + b"k" * 101 + b'": 1}\n',
    "gate_too_many_keys": b"{" + b", ".join(b'"k%d": 0' % i for i in range(257)) + b"}\n",
}


def at(document: Any, path: str) -> tuple[Any, Any]:
    """The container and the last step of a path such as "programmes.0.kind"."""
    *steps, last = path.split(".")
    for step in steps:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document, int(last) if isinstance(document, list) else last


def put(*changes: tuple[str, Any]) -> Edit:
    """An edit that writes values at paths."""

    def edit(document: Document) -> None:
        for path, value in changes:
            container, step = at(document, path)
            container[step] = value

    return edit


def drop(path: str) -> Edit:
    """An edit that removes a field or an item."""

    def edit(document: Document) -> None:
        container, step = at(document, path)
        del container[step]

    return edit


def rename(path: str, name: str) -> Edit:
    """An edit that gives a field another name."""

    def edit(document: Document) -> None:
        container, step = at(document, path)
        container[name] = container.pop(step)

    return edit


def grow(path: str, *items: Any) -> Edit:
    """An edit that adds items to a list."""

    def edit(document: Document) -> None:
        container, step = at(document, path)
        container[step].extend(items)

    return edit


def many_events(document: Document) -> None:
    """More broken records than the loader lists."""
    document["events"] = [{"id": f"E{i}"} for i in range(30)]


def dimensions_alone(document: Document) -> None:
    """Dimensions without the parts that interoperability needs beside them."""
    for part in ("area_dimensions", "system_dimensions", "interoperability", "menu"):
        del document["codebook"][part]


def twice(document: Document, part: str) -> None:
    """A record of the codebook that stands there twice."""
    document["codebook"][part] *= 2


def in_common(group: str) -> Edit:
    """An assumption on what a group has in common."""
    return put(
        ("codebook.assumptions.1.applies_to", "common"),
        ("codebook.assumptions.1.common", {"group": group, "areas": 2}),
        ("codebook.assumptions.1.like", None),
    )


CODING = "codebook.coding"
AREA_NEED = {"needs_system": None, "needs_depth": 1, "cap_without": 0, "basis": "Invented"}

# name: (edit, whether the optional parts of the dataset are needed)
EDITS: dict[str, tuple[Edit, bool]] = {
    # what the schema refuses
    "schema_list_at_top": (lambda document: [document["id"]], False),
    "schema_text_at_top": (lambda document: "chirograph-dataset/1", False),
    "schema_empty_object": (lambda document: {}, False),
    "schema_other_format": (put(("format", "chirograph-dataset/2")), False),
    "schema_unknown_table": (rename("programmes", "programms"), False),
    "schema_unknown_field": (rename("programmes.0.kind", "kinds"), False),
    "schema_unknown_field_far": (put(("partners.0.colour", "red")), False),
    "schema_missing_field": (drop("programmes.0.list_status"), False),
    "schema_number_in_quotes": (put((f"{CODING}.listed_upper", "3")), False),
    "schema_number_for_text": (put(("title", 7)), False),
    "schema_null_for_text": (put(("method", None)), False),
    "schema_true_for_number": (put((f"{CODING}.listed_upper", True)), False),
    "schema_number_for_flag": (put(("codebook.evidence_grades.0.default", 1)), False),
    "schema_object_for_list": (put(("sources", {"S1": {}})), False),
    "schema_text_for_list": (put(("contributors", "Nobody")), False),
    "schema_list_for_object": (put(("codebook", [])), False),
    "schema_fraction_of_a_depth": (put((f"{CODING}.listed_upper", 2.5)), False),
    "schema_negative_depth": (put((f"{CODING}.unlisted.1.lower", -1)), False),
    "schema_depth_above_all": (put((f"{CODING}.unlisted.1.upper", 10)), False),
    "schema_share_above_one": (put(("codebook.interoperability.system_share", 1.01)), True),
    "schema_near_choice": (put(("listings.0.areas.0.fit", "exakt")), False),
    "schema_far_choice": (put(("programmes.0.legal", "perhaps")), False),
    "schema_choice_in_capitals": (put(("programmes.0.list_total_use", "DERIVE")), False),
    "schema_id_with_space": (put(("programmes.0.id", "P XAA")), False),
    "schema_id_in_cyrillic": (put(("codebook.areas.0.id", "\u04101")), False),
    "gate_id_with_zero_width": (put(("codebook.areas.0.id", "A\u200b1")), False),
    "gate_id_turned_around": (put(("programmes.0.id", "P\u202eAAX")), False),
    "schema_partner_in_small_letters": (put(("partners.0.id", "xaa")), False),
    "schema_arabic_digits": (put(("as_of", "\u0662\u0660\u0662\u0666-01-15")), False),
    "schema_month_13": (put(("programmes.0.signed", "2025-13")), False),
    "schema_date_with_time": (put(("as_of", "2026-01-15T00:00")), False),
    "schema_empty_title": (put(("programmes.0.title", "")), False),
    "schema_title_too_long": (put(("programmes.0.title", "\U0001d54f" * 4001)), False),
    "schema_no_partner": (put(("partners", [])), False),
    "schema_one_depth_only": (
        put(("codebook.scale", [{"depth": 0, "name": "absent", "meaning": ""}])),
        False,
    ),
    "schema_repeated_item": (put(("programmes.0.sources", ["S1", "S2", "S1"])), False),
    "schema_script_address": (put(("sources.0.url", "javascript:alert(1)")), False),
    "schema_several_at_once": (
        put(("id", ""), ("partners.1.cow", 0), ("listings.0.areas", []), ("sources.0.seen", "ful")),
        False,
    ),
    "schema_more_than_are_listed": (many_events, False),
    # what the gate refuses and yet lets pass, so that schema and references are checked as well
    "gate_control_in_title": (put(("programmes.0.title", "ring \x07")), False),
    "gate_line_break_after_id": (put(("programmes.0.id", "P-XAA\n")), False),
    "gate_schema_and_reference_at_once": (
        put(
            ("programmes.0.title", "ring \x07"),
            ("programmes.0.legal", "perhaps"),
            ("partners.0.cow", 2**53 + 1),
            ("listings.1.source", "S3"),
        ),
        False,
    ),
    # what the schema and the references refuse together
    "schema_and_reference_at_once": (
        put(("programmes.0.legal", 5), ("listings.0.programme", "PLAN-XAB"), ("listings.1.source", 9)),
        False,
    ),
    "schema_number_for_programme": (put(("programmes.0.id", 5), ("listings.0.source", "S3")), False),
    "schema_dimensions_alone": (dimensions_alone, True),
    "schema_membership_of_a_third": (put(("codebook.membership_values.1.upper", 0.3)), True),
    # what only the whole dataset can show
    "cross_programme_twice": (put(("programmes.1.id", "P-XAA")), False),
    "cross_area_twice": (put(("codebook.areas.3.id", "A3")), False),
    "cross_source_key_twice": (put(("sources.1.key", "list")), False),
    "cross_rule_twice": (put((f"{CODING}.unlisted.1.list_status", "complete")), False),
    "cross_group_named_like_partner": (put(("partner_groups.0.id", "XAA")), False),
    "cross_unknown_partner": (put(("programmes.0.partner", "XAB")), False),
    "cross_partner_in_small_letters": (put(("programmes.0.partner", "xaa")), False),
    "cross_unknown_area": (put(("listings.0.areas.0.area", "A5")), False),
    "cross_unknown_group": (put(("codebook.areas.0.group", "politics")), False),
    "cross_unknown_source": (put(("listings.0.source", "S9")), False),
    "cross_unknown_programme": (put(("commitments.0.programme", "PXAA")), False),
    "cross_unknown_predecessor": (put(("programmes.2.predecessor", "P-XBB-2020")), False),
    "cross_no_rule_for_evidence": (put(("listings.0.evidence", "rumour")), False),
    "cross_no_rule_for_list_status": (put(("programmes.0.list_status", "completed")), False),
    "cross_no_rule_for_depth_shown": (put(("commitments.0.depth_shown", "activities")), False),
    "cross_unknown_link": (put(("commitments.0.link", "beside")), False),
    "cross_unknown_status": (put((f"{CODING}.unlisted.1.status", "unknown")), False),
    "cross_unknown_grade": (put((f"{CODING}.listing.0.grades", ["strict", "loose"])), False),
    "cross_unknown_mark": (put((f"{CODING}.commitment_evidence", ["state"])), False),
    "cross_grade_without_rules": (rename(f"{CODING}.commitment_links.declared", "declaired"), False),
    "cross_no_default_grade": (put(("codebook.evidence_grades.0.default", False)), False),
    "cross_two_default_grades": (put(("codebook.evidence_grades.1.default", True)), False),
    "cross_unknown_system": (put(("memberships.0.system", "NETS")), True),
    "cross_unknown_state": (put(("memberships.0.state", "associate")), True),
    "cross_unknown_dimension": (put(("codebook.area_dimensions.0.weights.0.dimension", "humans")), True),
    "cross_unknown_event_partner": (put(("events.0.partners", ["XAA", "XCC"])), True),
    "cross_unknown_tested_programme": (put(("claims.0.test.parts.0.with.programmes", ["P-XAB"])), True),
    "cross_unknown_tested_set": (
        put(("claims.0.test.parts.0.variants.0.with.area_set", "technical_area")),
        True,
    ),
    "cross_unknown_assumption_of_a_test": (put(("claims.0.test.parts.0.assuming", ["listed_so"])), True),
    "schema_unknown_measure": (put(("claims.0.test.parts.0.with.measure", "part")), True),
    "cross_unknown_entry_need": (put(("systems.0.entry_needs", ["NETS"])), True),
    "schema_unknown_relation": (put(("claims.0.test.parts.0.with.relation", "most")), True),
    "schema_test_in_words": (put(("claims.0.test", "share of technical areas")), True),
    "cross_unknown_conflict_source": (put(("conflicts.0.source_b", "s2")), True),
    "cross_tie_with_itself": (put(("memberships.1.with", "XBB")), True),
    "cross_own_predecessor": (put(("programmes.2.predecessor", "P-XBB")), False),
    "cross_gap_in_scale": (put(("codebook.scale.2.depth", 3), ("codebook.scale.3.depth", 4)), False),
    "cross_depth_off_the_scale": (put((f"{CODING}.unlisted.1.upper", 4)), False),
    "cross_lower_above_upper": (
        put((f"{CODING}.unlisted.1.lower", 3), (f"{CODING}.unlisted.1.upper", 2)),
        False,
    ),
    "cross_membership_ends_swapped": (
        put(("codebook.membership_values.1.lower", 1), ("codebook.membership_values.1.upper", 0)),
        True,
    ),
    "cross_rule_above_listed_upper": (put((f"{CODING}.listed_upper", 2)), False),
    "cross_30_february": (put(("programmes.0.signed", "2025-02-30")), False),
    "cross_no_leap_year": (put(("sources.0.date", "2100-02-29")), False),
    "cross_window_backwards": (put(("programmes.0.concluded", "2025-03/2025-02-27")), False),
    "cross_end_before_start": (put(("programmes.0.end", "2024")), False),
    "cross_negotiated_after_conclusion": (put(("programmes.1.negotiation_from", "2020-09")), False),
    "cross_commitment_ends_first": (
        put(("commitments.0.start", "2028-02"), ("commitments.0.end", "2028-01")),
        False,
    ),
    "cross_more_titles_than_total": (put(("programmes.0.list_total", 1)), False),
    "cross_absent_without_reading": (put(("programmes.0.list_total", 3)), False),
    "cross_total_without_use": (put(("programmes.0.list_total_use", None)), False),
    "cross_use_without_total": (put(("programmes.0.list_total", None)), False),
    "cross_area_twice_in_title": (grow("listings.2.areas", {"area": "A3", "fit": "close"}), False),
    "cross_title_too_wide": (
        grow("listings.2.areas", {"area": "A1", "fit": "broad"}, {"area": "A2", "fit": "broad"}),
        False,
    ),
    "cross_assumption_with_both": (put(("codebook.assumptions.0.like", "XBB")), False),
    "cross_assumption_with_neither": (put(("codebook.assumptions.1.like", None)), False),
    "cross_assumption_with_half": (put(("codebook.assumptions.0.upper", None)), False),
    "cross_assumption_without_its_listings": (put(("codebook.assumptions.0.applies_to", "list")), False),
    "cross_assumption_with_listings_for_nothing": (
        put(("codebook.assumptions.0.listings", ["L1"])),
        False,
    ),
    "cross_assumption_of_listings_of_no_programme": (
        put(
            ("codebook.assumptions.0.applies_to", "named"),
            ("codebook.assumptions.0.listings", ["L1"]),
            ("codebook.assumptions.0.programme", None),
        ),
        False,
    ),
    "cross_assumption_of_listings_and_like": (
        put(("codebook.assumptions.1.applies_to", "list"), ("codebook.assumptions.1.listings", ["L1"])),
        False,
    ),
    "cross_assumption_of_a_group_without_common": (
        put(("codebook.assumptions.1.applies_to", "common")),
        False,
    ),
    "cross_assumption_of_an_unknown_group": (in_common("ALLL"), False),
    "cross_assumption_of_an_unknown_listing": (
        put(("codebook.assumptions.0.applies_to", "list"), ("codebook.assumptions.0.listings", ["L9"])),
        False,
    ),
    "cross_assumption_of_an_unknown_strength": (
        put(
            ("codebook.strengths", [{"id": "fair", "meaning": "Described by an official source"}]),
            ("codebook.assumptions.0.strength", "fiar"),
        ),
        False,
    ),
    "cross_strength_twice": (
        put(("codebook.strengths", [{"id": "fair", "meaning": word} for word in ("First", "Second")])),
        False,
    ),
    "cross_no_dimension_weight": (put(("codebook.interoperability.dimension_weights", [])), True),
    "cross_dimension_weights_of_nothing": (
        put(*((f"codebook.interoperability.dimension_weights.{i}.weight", 0) for i in (0, 1))),
        True,
    ),
    "cross_dimension_about_nothing": (put(("codebook.area_dimensions.0.weights", [])), True),
    "cross_dimension_of_worthless_system": (
        put(("codebook.area_dimensions.1.weights", []), ("codebook.system_dimensions.0.value", 0)),
        True,
    ),
    "cross_cap_at_the_top": (put(("codebook.prerequisites.0.cap_without", 3)), True),
    "cross_needs_no_depth": (put(("codebook.prerequisites.1.needs_depth", 0)), True),
    "schema_scale_of_an_unknown_kind": (put(("codebook.scales.0.kind", "published_statute")), True),
    "cross_scale_without_a_source": (put(("codebook.scales.0.source", None)), True),
    "cross_scale_of_an_unknown_source": (put(("codebook.scales.0.levels.1.source", "S9")), True),
    "cross_scale_twice": (lambda document: twice(document, "scales"), True),
    "cross_level_of_an_unknown_system": (put(("codebook.scales.0.levels.0.any_of", ["NETT"])), True),
    "cross_level_that_asks_nothing": (put(("codebook.scales.0.levels.0.any_of", [])), True),
    "cross_rating_unknown": (put(("codebook.breadth.at", "most")), True),
    "cross_ratings_out_of_order": (
        grow("codebook.breadth.ratings", {"id": "all", "name": "All", "above": 0.25}),
        True,
    ),
    "cross_rating_with_a_floor": (put(("codebook.breadth.ratings.0.above", 0.1)), True),
    "cross_prerequisite_with_both": (put(("codebook.prerequisites.0.needs_area", "A1")), True),
    "cross_prerequisite_without_depth": (put(("codebook.prerequisites.1.needs_depth", None)), True),
    "cross_prerequisite_of_itself": (put(("codebook.prerequisites.1.needs_area", "A4")), True),
    "cross_prerequisites_in_a_circle": (
        grow(
            "codebook.prerequisites",
            {"area": "A3", "needs_area": "A2", **AREA_NEED},
            {"area": "A2", "needs_area": "A4", **AREA_NEED},
        ),
        True,
    ),
    "cross_several_at_once": (
        put(
            ("programmes.0.partner", "XBA"),
            ("listings.1.source", "S3"),
            ("listings.2.areas.0.area", "A03"),
            ("programmes.0.end", "2024"),
            ("codebook.evidence_grades.0.default", False),
        ),
        False,
    ),
}


CHANGE = {"table": "programmes", "id": "P-XAA", "field": "signed", "value": "2025-02-04"}
LISTING = {
    "id": "L9", "programme": "P-XAA", "number": None, "title": "Norms", "title_original": None,
    "areas": [{"area": "A2", "fit": "exact"}], "source": "S2", "locator": "", "evidence": "in_context",
    "note": "",
}  # fmt: skip


def told(**alternative: Any) -> Edit:
    """An alternative of the one conflict, told by its second source."""
    return put(("conflicts.0.alternatives", [{"source": "S2", **alternative}]))


EDITS |= {
    "cross_alternative_of_no_side": (
        put(
            ("conflicts.0.source_b", None),
            ("conflicts.0.alternatives", [{"source": "S2", "changes": [CHANGE]}]),
        ),
        True,
    ),
    "cross_alternative_without_content": (told(), True),
    "cross_alternative_outweighed_by_nobody": (told(changes=[CHANGE], outweighed_by=["S9"]), True),
    "cross_alternative_of_unknown_record": (told(changes=[{**CHANGE, "id": "P-XAB"}]), True),
    "cross_alternative_of_unknown_field": (told(changes=[{**CHANGE, "field": "sign"}]), True),
    "cross_alternative_that_changes_nothing": (told(changes=[{**CHANGE, "value": "2025-02-03"}]), True),
    "cross_alternative_lists_unknown_area": (
        told(listings=[{**LISTING, "areas": [{"area": "A9", "fit": "exact"}]}]),
        True,
    ),
    "cross_role_in_a_group_of_nobody": (
        put(("commitments.1.programme", "P-ALL"), ("commitments.1.partner_role", "host")),
        True,
    ),
    "cross_role_of_outside_a_group": (
        put(("commitments.1.partner_role", "host"), ("commitments.1.role_of", "XBB")),
        True,
    ),
}


CODER_RULE = {
    "coders": [{"id": "A", "meaning": ""}, {"id": "B", "meaning": ""}], "grades": ["strict"],
    "combine": "span",
    "differ_status": "not_public", "adjudicated_status": "stated", "conflict_status": "not_public",
    "rule": "See the fields",
}  # fmt: skip
CODED = {
    "id": "K1", "programme": "P-XAA", "area": "A1", "coder": "A", "lower": 1, "upper": 1, "reason": "stated",
    "source": None, "locator": "article 1", "page": "2", "date": "2026-01-10", "note": "",
}  # fmt: skip
DECISION = {
    "id": "J1", "programme": "P-XAA", "area": "A1", "lower": 2, "upper": 2, "adjudicator": "C",
    "decided_on": None, "reason": "misread", "codebook_rule": "", "source": None, "locator": "", "note": "",
}  # fmt: skip


def coded(*codings: dict[str, Any], decisions: tuple[dict[str, Any], ...] = (), **rule: Any) -> Edit:
    """A rule of codings, and codings by it; each takes the fields of the first that it does not give."""
    return put(
        (f"{CODING}.codings", {**CODER_RULE, **rule}),
        ("codings", [{**CODED, "id": f"K{i}", **item} for i, item in enumerate(codings, 1)]),
        ("adjudications", [{**DECISION, "id": f"J{i}", **item} for i, item in enumerate(decisions, 1)]),
    )


EDITS |= {
    "cross_coded_without_a_rule": (put(("codings", [CODED])), False),
    "cross_coded_backwards_off_the_scale": (coded({"lower": 2}, {"coder": "B", "upper": 4}), False),
    "cross_coded_twice_by_one": (coded({}, {"lower": 0}), False),
    "cross_coder_unknown": (coded({"coder": "C"}), False),
    "cross_coder_called_span": (
        coded(coders=[{"id": "A", "meaning": ""}, {"id": "span", "meaning": ""}]),
        False,
    ),
    "cross_combined_by_nobody": (coded({}, combine="spam"), False),
    "cross_coded_on_no_day": (coded({"date": "2026-02-30"}), False),
    "cross_decided_without_coding": (coded({}, decisions=({"area": "A2"},)), False),
    "cross_decided_twice": (coded({}, decisions=({}, {"lower": 1})), False),
    "cross_decided_at_one_end": (coded({}, decisions=({"upper": None},)), False),
    "cross_coded_for_unknown_reason": (
        coded({"reason": "state", "source": "S7"}, differ_status="differ"),
        False,
    ),
    "schema_coded_in_words": (coded({"lower": "1", "page": 3, "quotation": "the text"}), False),
}


CROSSWALK: dict[str, Any] = {
    "to": "other-areas",
    "version": "1.0.0",
    "rows": [
        {"id": "W1", "name": "Talks", "areas": ["A1"], "to_areas": ["Z1"], "fit": "exact", "basis": "one"},
        {
            "id": "W2",
            "name": "Rest",
            "areas": ["A2", "A3"],
            "to_areas": ["Z2"],
            "fit": "broad",
            "basis": "two",
        },
    ],
    "unmatched": [{"area": "A4", "reason": "none there"}],
    "to_unmatched": [{"area": "Z3", "reason": "none here"}],
}


def walked(*changes: tuple[str, Any]) -> Edit:
    """The dataset with a crosswalk, changed at these places."""

    def edit(document: Document) -> None:
        document["codebook"]["crosswalks"] = [json.loads(json.dumps(CROSSWALK))]
        put(*((f"codebook.crosswalks.0.{path}", value) for path, value in changes))(document)

    return edit


EDITS |= {
    "cross_crosswalk_of_an_area_twice": (walked(("rows.1.areas.0", "A1")), False),
    "cross_crosswalk_of_their_area_twice": (walked(("rows.1.to_areas.0", "Z3")), False),
    "cross_crosswalk_of_a_row_twice": (walked(("rows.1.id", "W1")), False),
    "cross_crosswalk_of_an_unknown_area": (walked(("rows.0.areas.0", "A9")), False),
    "cross_crosswalk_without_an_area": (walked(("unmatched", [])), False),
    "schema_crosswalk_of_another_fit": (walked(("rows.0.fit", "loose")), False),
}


def crlf(document: Document) -> bytes:
    """Line ends of another system and indentation."""
    return json.dumps(document, indent=2).replace("\n", "\r\n").encode()


def only_required(document: Document) -> None:
    """Nothing that may be left out."""
    for part in OPTIONAL:
        del document["codebook"][part]
    for table in EMPTY:
        document[table] = []


# Unusual, and right: a loader that refuses these is too strict.
ACCEPTED: dict[str, Edit] = {
    "crosswalk": walked(),
    "areas_in_common": in_common("ALL"),
    "terms_of_reuse": put(("sources.0.licence", "unknown")),
    "scale_of_our_own": put(("codebook.scales.0.kind", "own"), ("codebook.scales.0.source", None)),
    "carriage_returns": crlf,
    "depths_with_a_point": put(
        (f"{CODING}.listed_upper", 3.0), ("codebook.scale.2.depth", 2.0), ("programmes.0.list_total", 2e0)
    ),
    "other_scripts": put(
        (
            "programmes.0.title",
            "\u56fd\u5225\u9069\u5408\u30d1\u30fc\u30c8\u30ca\u30fc\u30b7\u30c3\u30d7\u8a08\u753b \U0001f91d",
        ),
        ("listings.0.title_original", "\ub300\ud654\uc640 \ud611\uc758"),
    ),
    "right_to_left": put(
        ("sources.0.title", "\u0628\u064a\u0627\u0646 \u0645\u0634\u062a\u0631\u0643"),
    ),
    "longest_texts": put(
        ("method", "\U0001d54f" * 4000), ("programmes.0.state", '\\"/' * 1000), ("sources.0.key", "k" * 64)
    ),
    "conflict_with_alternatives": told(changes=[CHANGE], listings=[LISTING]),
    "role_in_a_group": put(
        ("commitments.1.programme", "P-ALL"),
        ("commitments.1.partner_role", "host"),
        ("commitments.1.role_of", "XBB"),
    ),
    "every_date_form": put(
        ("programmes.0.signed", "2024-02-29"),
        ("programmes.0.concluded", "2025~/2025-03-01?"),
        ("programmes.0.start", "../2026"),
        ("programmes.0.end", "2028-02%"),
        ("programmes.1.concluded", "2020-05/.."),
        ("programmes.2.start", "2025?"),
    ),
    "schema_named": put(("$schema", "dataset.schema.json")),
    "only_what_is_required": only_required,
    "smallest_steps": put(
        ("codebook.interoperability.system_share", 0),
        ("codebook.system_dimensions.0.value", 5e-324),
        ("codebook.area_dimensions.0.weights.0.weight", 1e6),
    ),
    "no_own_list_counts": put(
        ("codebook.list_length.grades", []),
        ("listings.2.areas", [{"area": f"A{i}", "fit": "broad"} for i in (1, 2, 3, 4)]),
    ),
    "prerequisites_without_circle": grow(
        "codebook.prerequisites",
        {"area": "A3", "needs_area": "A2", **AREA_NEED},
        {"area": "A2", "needs_area": "A1", **AREA_NEED},
    ),
    "codings_of_texts": coded(
        {},
        {"coder": "B", "upper": 2},
        {"area": "A2", "upper": 3, "lower": 0},
        decisions=({},),
        combine="adjudicated",
    ),
    "nothing_listed": put(("listings", []), ("commitments", []), ("programmes.0.list_total", 0)),
}


def deep(bracket: bytes) -> Callable[[int, Document], bytes]:
    """Brackets inside one another, never closed."""
    return lambda count, document: bracket * count


def big_panel(count: int, document: Document) -> bytes:
    """count programmes x count areas."""
    area, programme = document["codebook"]["areas"][0], document["programmes"][3]
    document["codebook"]["areas"] += [{**area, "id": f"B{i}"} for i in range(count - 4)]
    document["programmes"] += [{**programme, "id": f"R{i}"} for i in range(count - 4)]
    return json.dumps(document).encode()


def many_unknown(count: int, document: Document) -> bytes:
    """Listings that all name an unknown programme of a long table."""
    programme, listing = document["programmes"][3], document["listings"][3]
    document["programmes"] += [{**programme, "id": f"PROGRAMME-{i:05}"} for i in range(count)]
    document["listings"] += [
        {**listing, "id": f"N{i}", "programme": f"PROGRAMM-{i:06}"} for i in range(count)
    ]
    return json.dumps(document).encode()


# name: bytes for a size; too large to commit
MAKERS: dict[str, Callable[[int, Document], bytes]] = {
    "nested_lists": deep(b"["),
    "nested_objects": deep(b'{"a":'),
    "spaces": lambda count, document: b" " * count,
    "text": lambda count, document: b'{"note": "' + b"x" * count + b'"}',
    "items": lambda count, document: b"[" + b",".join([b"0"] * count) + b"]",
    "values": lambda count, document: (
        b"[" + b",".join([b"[" + b",".join([b"0"] * 999) + b"]"] * (count // 1000)) + b"]"
    ),
    "keys": lambda count, document: b"{" + b",".join(b'"%d":0' % i for i in range(count)) + b"}",
    "big_panel": big_panel,
    "many_unknown": many_unknown,
}
