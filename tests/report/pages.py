"""Reads a page of the report, and makes a large dataset to report on."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import chirograph as cg

#: The folder of the small dataset of the package.
TEMPLATE = str(resources.files("chirograph") / "data" / "template")
VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "use", "clippath"}


class Outline(HTMLParser):
    """Reads a page: elements, landmarks, ids, links, tables, and whether tags close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.addresses: list[str] = []
        self.scopes: list[str | None] = []
        self.misnested: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        if "id" in found:
            self.ids.append(str(found["id"]))
        if tag == "th":
            self.scopes.append(found.get("scope"))
        if tag == "a":
            address = str(found["href"])
            (self.targets if address.startswith("#") else self.addresses).append(address.removeprefix("#"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.misnested.append(tag)


def words(page: str) -> str:
    """The text of a page without markup, spaces made plain."""
    shown = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def appendix_of(about: Any, folder: Path, **options: Any) -> str:
    """The text of the appendix of a report."""
    cg.report(about, folder / "report.html", appendix=folder / "appendix.html", **options)
    return (folder / "appendix.html").read_text(encoding="utf-8")


def many_partners(folder: Path, partners: int, areas: int) -> cg.Dataset:
    """The template grown to many partners and areas, with lists of every kind."""
    data = json.loads((resources.files("chirograph") / "data" / "template" / "data.json").read_text("utf-8"))
    book, programme, listing = data["codebook"], data["programmes"][0], data["listings"][0]
    for name in ("commitments", "memberships", "events", "claims", "conflicts", "systems"):
        data[name] = []
    for name in (
        "area_sets", "dimensions", "area_dimensions", "system_dimensions", "membership_values",
        "interoperability", "prerequisites", "menu", "scales", "breadth",
    ):  # fmt: skip
        book.pop(name, None)
    book["assumptions"] = []
    book["areas"] = [
        {**book["areas"][0], "id": f"A{i:03d}", "name": f"Area number {i}"} for i in range(areas)
    ]
    codes = [f"X{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(partners)]
    data["partners"] = [{"id": code, "name": f"Partner {code}", "cow": None, "gw": None} for code in codes]
    kinds = ("complete", "text_not_public", "not_retrieved")
    changed = {"list_total": None, "list_total_use": None, "predecessor": None, "successor": None}
    data["programmes"] = [
        {**programme, **changed, "id": f"PLAN-{code}", "partner": code, "list_status": kinds[i % 3]}
        for i, code in enumerate(codes)
    ]
    data["listings"] = [
        {
            **listing,
            "id": f"L{i}-{j}",
            "programme": f"PLAN-{code}",
            "areas": [{"area": f"A{j:03d}", "fit": "exact"}],
        }
        for i, code in enumerate(codes)
        for j in range(areas)
        if (i * j + i + j) % 5 == 0
    ]
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    return cg.load(folder)
