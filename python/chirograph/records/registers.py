"""The registers of SOURCES.md: doubtful records by name, conflicts and sources, written from the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chirograph.errors import DataError, Fault
from chirograph.records import searches

FILE = "SOURCES.md"
BEGIN = "<!-- registers: written by python -m chirograph.rebuild, do not edit -->"
END = "<!-- end of registers -->"


def refreshed(text: str, data: Mapping[str, Any], file: str) -> str:
    """`text` with what stands between its markers replaced by the registers of `data`.

    Raises
    ------
    DataError
        When the markers are missing or in the wrong order.
    """
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        rule = "the file has the two markers of the registers"
        raise DataError(Fault(file, "", "", rule, f"add the lines {BEGIN} and {END}", "schema"))
    return f"{head}{BEGIN}\n\n{registers(data)}\n{END}{tail}"


def registers(data: Mapping[str, Any]) -> str:
    """The registers as Markdown."""
    parts = [
        ("## Records", _table(("table", "records"), _counts(data))),
        ("## Doubtful records, by name", _doubts(data)),
        ("## Conflicts between sources", _conflicts(data)),
        *_gathering(data),
        ("## Looked for and not found", _list(searches.not_found(data))),
        ("## Leads without a source, used nowhere", _list(row["text"] for row in data["to_verify"])),
        ("## Sources", _sources(data)),
        *_terms(data),
    ]
    return "\n".join(f"{title}\n\n{body}\n" for title, body in parts)


def _counts(data: Mapping[str, Any]) -> list[tuple[str, int]]:
    tables = [
        (name, len(rows)) for name, rows in data.items() if isinstance(rows, list) and name != "contributors"
    ]
    mapped = sum(len(listing["areas"]) for listing in data["listings"])
    return [("codebook areas", len(data["codebook"]["areas"])), *tables, ("titles mapped to areas", mapped)]


def _gathering(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """How records were gathered and what was looked for; nothing where the dataset does not say."""
    rules = searches.gathered(data)
    made = [
        (row["id"], row["sought"], ", ".join(row["languages"]), _days(row), row["look_ups"] or "not counted",
         _outcome(row), row["note"])
        for row in data.get("searches", ())
    ]  # fmt: skip
    columns = ("id", "looked for", "languages", "days", "look-ups", "found", "note")
    return [
        *([("## How records were gathered", _table(searches.GATHERED, rules))] if rules else []),
        *([("## Searches", _table(columns, made))] if made else []),
    ]


def _days(row: Mapping[str, Any]) -> str:
    first, last = row["first"], row["last"]
    return last if first == last else f"{first} to {last}" if first else f"by {last}"


def _outcome(row: Mapping[str, Any]) -> str:
    brought, missed = row["found"], ", ".join(row["not_found"])
    found = ", ".join(brought) or "nothing"
    if len(brought) > 6:
        found = f"{brought[0]} to {brought[-1]}, {len(brought)} sources"
    return f"{found}; not {missed}" if missed else found


def _doubts(data: Mapping[str, Any]) -> str:
    marks = {mark["id"]: mark["meaning"] for mark in data["codebook"]["evidence_marks"]}
    low = {source["id"] for source in data["sources"] if source["reliability"] == "low"}
    tables = ("programmes", "commitments", "memberships", "events")
    lines = []
    for mark in (name for name in marks if name != "stated"):
        found = [row["id"] for table in tables for row in data[table] if row["evidence"] == mark]
        if found:
            lines.append(f"**{mark}** ({marks[mark].lower()}): {', '.join(found)}.")
    loose = [
        f"{listing['id']} to {fit['area']} ({fit['fit']})"
        for listing in data["listings"]
        for fit in listing["areas"]
        if fit["fit"] != "exact"
    ]
    weak = [
        f"{row['id']} ({row['source']})"
        for table in ("listings", "commitments", "memberships", "events")
        for row in data[table]
        if row["source"] in low
    ]
    if loose:
        lines.append(f"**Title and area do not match exactly**: {', '.join(loose)}.")
    if weak:
        lines.append(f"**Rest on a source of low reliability**: {', '.join(weak)}.")
    return "\n\n".join(lines) or "None."


def _conflicts(data: Mapping[str, Any]) -> str:
    def side(value: str, source: str | None) -> str:
        return f"{value} ({source or 'no source used'})"

    rows = [
        (
            row["id"],
            row["topic"],
            side(row["value_a"], row["source_a"]),
            side(row["value_b"], row["source_b"]),
            row["handling"],
        )
        for row in data["conflicts"]
    ]
    return _table(("id", "topic", "one side", "other side", "handling"), rows) if rows else "None."


def _sources(data: Mapping[str, Any]) -> str:
    columns = ("id", "title", "publisher", "date", "read", "read by", "reliability", "address")
    rows = [
        (row["id"], row["title"], row["publisher"], row["date_note"] or row["date"] or "undated", row["seen"],
         row["read"], row["reliability"], f"<{row['url']}>" if row["url"] else "not known")
        for row in data["sources"]
    ]  # fmt: skip
    return _table(columns, rows)


def _terms(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """How many sources may be reused under which terms; nothing where none says."""
    told = Counter(row.get("licence", "not looked up") for row in data["sources"])
    if set(told) == {"not looked up"}:
        return []
    rows = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    return [("## Terms of reuse of the sources", _table(("terms", "sources"), rows))]


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) or "None."


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )
