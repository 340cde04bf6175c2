"""A dataset as a Data Package (version 2): a CSV file per table, described by a ``datapackage.json``.

Types, descriptions and constraints of the fields come from the published JSON Schema, where they stand once.
It appears whole (`chirograph.base.files`). Only a folder that holds a package of this module and nothing else
is ever replaced.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from chirograph import _core
from chirograph.base.files import write_folder
from chirograph.errors import Fault, ParameterError
from chirograph.records.rebuild import cell_records, length_records
from chirograph.records.records import Records
from chirograph.records.sheets import Shape, Sheet, plain_field
from chirograph.records.store import load

__all__ = ["export"]

Record = dict[str, Any]

DESCRIPTOR = "datapackage.json"
#: The field of the descriptor that only this module writes: what a Data Package has no field of its own for.
MARK = "chirograph"

#: What a field of this name refers to, in every table but the exceptions below.
_REFERS_TO = {
    "area": "areas", "end_source": "sources", "entry_need": "systems", "event": "events",
    "evidence": "evidence_marks", "grade": "evidence_grades", "group": "groups", "like": "partners",
    "listing": "listings", "partner": "partners",
    "partner_group": "partner_groups", "predecessor": "programmes", "programme": "programmes",
    "reason": "statuses", "role_of": "partners", "source": "sources", "source_a": "sources",
    "source_b": "sources", "status": "statuses",
    "successor": "programmes", "system": "systems", "with": "partners",
}  # fmt: skip
#: A programme may be a group's, a listing has its own vocabulary of evidence; an event, and the reason of a
#: decision, are told in words.
_NO_REFERENCE = {
    ("programmes", "partner"),
    ("listings", "evidence"),
    ("events", "event"),
    ("adjudications", "reason"),
}
_CODEBOOK_TABLES = (
    "scale",
    "groups",
    "areas",
    "statuses",
    "evidence_grades",
    "evidence_marks",
    "strengths",
    "assumptions",
)
_MARKED = (
    "in the CSV files a text that begins with = + - @ or an apostrophe stands behind one more apostrophe, so "
    "that no spreadsheet runs it; a reader takes one apostrophe off every text that begins with one"
)
_EMPTY = "not known, not found or nothing to say; the description of the field says which"
_LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/")
}


def export(
    dataset: str | os.PathLike[str] | Records, folder: str | os.PathLike[str], *, overwrite: bool = False
) -> Path:
    """Write a dataset as a Data Package.

    Every table becomes a CSV file; lists inside a record become link tables (``programme_sources``,
    ``listing_areas``); the cells of every evidence grade and what stated totals imply are added. The whole
    codebook stands in ``codebook.json``. The same dataset gives the same bytes. Text that a spreadsheet could
    run is marked as :meth:`chirograph.Table.to_csv` says; the descriptor tells readers how.

    Parameters
    ----------
    dataset : str, path or Records
        The name of a dataset, a folder, its ``data.json``, or records already loaded. Assumptions switched
        on are not part of the package: it holds the evidence.
    folder : path
        Where the package goes. Its parent must exist.
    overwrite : bool
        Replace a package that is there already; it is exchanged with the new one in one step. A folder that
        holds anything else, be it beside a package, is never touched.

    Returns
    -------
    Path
        The ``datapackage.json`` written.

    Raises
    ------
    DataError
        When the dataset breaks a rule.
    ParameterError
        When the destination cannot be used.
    OSError
        When the system refuses it; what was there is then still there.

    References
    ----------
    Data Package standard, version 2.0, https://datapackage.org.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as scratch:
    ...     package = export("nato-ip4", scratch + "/package")
    ...     sorted(path.name for path in package.parent.iterdir())[:4]
    ['areas.csv', 'assumption_listings.csv', 'assumptions.csv', 'cells.csv']
    """
    records = dataset if isinstance(dataset, Records) else load(dataset)
    target = Path(folder).absolute()
    write_folder(target, _package(records), lambda: _replaceable(target, overwrite), _own_files)
    return target / DESCRIPTOR


def _replaceable(target: Path, overwrite: bool) -> None:
    """Refuses a place that cannot be used."""

    def refuse(rule: str, repair: str, value: str = "") -> ParameterError:
        return ParameterError(Fault(str(target), "", value, rule, repair, "io"))

    if not target.parent.is_dir():
        raise refuse("the folder around the package exists", "make it first")
    if target.is_symlink():
        raise refuse("the package is a folder, not a link", "name the folder that it leads to")
    if target.exists() and not target.is_dir():
        raise refuse("the package is a folder", "a file of this name is in the way")
    found = tuple(sorted(item.name for item in target.iterdir())) if target.exists() else ()
    if found and not overwrite:
        repair = "choose another one, or replace a package: --overwrite (in Python overwrite=True)"
        raise refuse("the folder is new or empty", repair)
    ours = _own_files(target)
    if found and not ours:
        rule = "only a package that chirograph wrote is replaced"
        raise refuse(rule, "the folder holds something else; choose another one", _listed(found))
    others = [name for name in found if name not in ours]
    if others:
        rule = "a package is replaced only where nothing else is in its folder"
        raise refuse(rule, "move these out, or choose another folder", _listed(others))


def _plain(path: Path) -> bool:
    """Whether it is a file itself: no link, no folder, no device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _own_files(folder: Path) -> tuple[str, ...]:
    """The files there that a package of ours names, its descriptor last; none when it is not ours."""
    descriptor = folder / DESCRIPTOR
    if not _plain(descriptor):
        return ()
    try:
        told = json.loads(descriptor.read_bytes())
    except ValueError:
        return ()
    if not isinstance(told, dict) or not isinstance(told.get(MARK), dict):
        return ()
    resources = told.get("resources")
    records = resources if isinstance(resources, list) else []
    named = {str(item.get("path")) for item in records if isinstance(item, dict)} - {DESCRIPTOR}
    return (*(name for name in sorted(named & set(os.listdir(folder))) if _plain(folder / name)), DESCRIPTOR)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return shown + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _package(records: Records) -> dict[str, str]:
    """File name and text of everything in the package."""
    sheets = _sheets(records)
    texts = {f"{sheet.name}.csv": sheet.text() for sheet in sheets}
    texts["codebook.json"] = json.dumps(records.data["codebook"], ensure_ascii=False, indent=1) + "\n"
    resources = [
        _resource(sheet, texts[f"{sheet.name}.csv"], {s.name for s in sheets if s.rows}) for sheet in sheets
    ]
    about = "The codebook whole: areas, scale, coding rule, assumptions and modelling choices"
    resources.append(
        {"name": "codebook", "path": "codebook.json", "format": "json", "mediatype": "application/json",
         "encoding": "utf-8", "description": about, **_size(texts["codebook.json"])}
    )  # fmt: skip
    texts[DESCRIPTOR] = json.dumps(_descriptor(records.data, resources), ensure_ascii=False, indent=1) + "\n"
    return texts


def _descriptor(data: Mapping[str, Any], resources: Sequence[Record]) -> Record:
    title, path = _LICENCES.get(
        data["licence"], (data["licence"], f"https://spdx.org/licenses/{data['licence']}.html")
    )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": data["id"],
        "title": data["title"],
        "description": data["method"],
        "version": data["version"],
        "created": f"{data['as_of']}T00:00:00Z",
        "licenses": [{"name": data["licence"], "title": title, "path": path}],
        "contributors": [{"title": name, "roles": ["author"]} for name in data["contributors"]],
        "sources": [
            {"title": source["title"], **({"path": source["url"]} if source["url"] else {})}
            for source in data["sources"]
        ],
        MARK: {**{key: data[key] for key in ("format", "as_of", "counterpart")}, "text": _MARKED},
        "resources": list(resources),
    }


def _resource(sheet: Sheet, text: str, filled: set[str]) -> Record:
    schema: Record = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": list(sheet.fields),
        "missingValues": [{"value": "", "label": _EMPTY}],
    }
    names = [field["name"] for field in sheet.fields]
    if sheet.key:
        schema["primaryKey"] = list(sheet.key)
    keys = []
    for name in names:
        to = _REFERS_TO.get(name)
        if to is None or (sheet.name, name) in _NO_REFERENCE or to not in filled:
            continue
        keys.append(
            {"fields": [name], "reference": {"resource": "" if to == sheet.name else to, "fields": ["id"]}}
        )
    if keys and sheet.rows:
        schema["foreignKeys"] = keys
    about = {"description": sheet.description} if sheet.description else {}
    return {
        "name": sheet.name, "type": "table", "path": f"{sheet.name}.csv", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", **about, **_size(text), "schema": schema,
    }  # fmt: skip


def _size(text: str) -> Record:
    raw = text.encode("utf-8")
    return {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}


def _sheets(records: Records) -> list[Sheet]:
    schema = json.loads(_core.schema())
    shape = Shape(schema["$defs"])
    codebook = shape.resolve(schema["properties"]["codebook"])["properties"]
    sheets = [
        sheet
        for name in _CODEBOOK_TABLES
        for sheet in shape.sheets(name, codebook[name], records.data["codebook"].get(name, []))
    ]
    for name, part in schema["properties"].items():
        if isinstance(records.data.get(name), list) and name != "contributors":
            sheets += shape.sheets(name, part, records.data[name])
    sheets += [
        _programme_partners(records.data),
        _vocabulary(records.data),
        _cells(records),
        _lengths(records),
    ]
    return sheets


def _programme_partners(data: Mapping[str, Any]) -> Sheet:
    members = {group["id"]: group["members"] for group in data["partner_groups"]}
    rows = [
        {"programme": programme["id"], "partner": partner}
        for programme in data["programmes"]
        for partner in members.get(programme["partner"], [programme["partner"]])
    ]
    fields = (
        plain_field("programme", "string", "id of programmes"),
        plain_field("partner", "string", "id of partners"),
    )
    return Sheet(
        "programme_partners",
        fields,
        tuple(rows),
        "The partners of each programme, groups taken apart",
        ("programme", "partner"),
    )


def _vocabulary(data: Mapping[str, Any]) -> Sheet:
    codebook = data["codebook"]
    coding = codebook["coding"]
    lists: tuple[tuple[str, Iterable[Mapping[str, Any]], str], ...] = (
        ("programmes.list_status", coding["unlisted"], "list_status"),
        ("listings.evidence", coding["listing"], "evidence"),
        ("commitments.depth_shown", coding["commitment_depth"], "shown"),
        ("commitments.link", coding["commitment_links_known"], "id"),
        ("codings.coder", coding.get("codings", {}).get("coders", []), "id"),
        ("memberships.state", codebook.get("membership_values", []), "state"),
    )
    rows = [
        {"field": field, "word": row[key], "meaning": row["meaning"]}
        for field, words, key in lists
        for row in words
    ]
    fields = (
        plain_field("field", "string", "Table and field that the word is used in"),
        plain_field("word", "string", "The word"),
        plain_field("meaning", "string", "What it means", required=False),
    )
    about = "The words of fields that have a vocabulary of their own"
    return Sheet("vocabulary", fields, tuple(rows), about, ("field", "word"))


def _cells(records: Records) -> Sheet:
    rows = [
        {
            **cell,
            "grade": grade,
            "decided_by": " ".join(cell["decided_by"]),
            "sources": " ".join(cell["sources"]),
        }
        for grade in records.evidence_grades
        for cell in cell_records(records, grade)
    ]
    fields = (
        plain_field("programme", "string", "id of programmes"),
        plain_field("area", "string", "id of areas"),
        plain_field("grade", "string", "id of evidence_grades: how much evidence counts"),
        plain_field("lower", "integer", "The least depth the evidence allows"),
        plain_field("upper", "integer", "The greatest depth the evidence allows"),
        plain_field("status", "string", "id of statuses: the reason"),
        plain_field(
            "decided_by",
            "string",
            "ids of the listings, commitments, codings and adjudications that decide, else of the programme",
        ),
        plain_field("sources", "string", "ids of the sources of what decides"),
    )
    about = "Every cell as an interval of depth with its reason"
    return Sheet("cells", fields, tuple(rows), about, ("programme", "area", "grade"))


def _lengths(records: Records) -> Sheet:
    fields = (
        plain_field("programme", "string", "id of programmes"),
        plain_field("grade", "string", "id of evidence_grades: where the total bounds the number of areas"),
        plain_field("stated_total", "integer", "Number of titles stated"),
        plain_field("total_use", "string", "Whether the total bounds the number of areas"),
        plain_field("titles_read", "integer", "Titles read; empty: total not used", required=False),
        plain_field("minimum", "integer", "Least number of areas; empty: total not used", required=False),
        plain_field("maximum", "integer", "Greatest number of areas; empty: total not used", required=False),
        plain_field("note", "string", "Note", required=False),
    )
    about = "What stated totals of titles imply for the number of areas"
    return Sheet("list_lengths", fields, tuple(length_records(records)), about, ("programme", "grade"))
