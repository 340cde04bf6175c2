"""Sections put on one page: the reader's page, or the appendix with every register and every index."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from chirograph import _core
from chirograph.base.markup import anchor
from chirograph.cells.reasons import UNREAD
from chirograph.errors import shown
from chirograph.plots.svg import embed, theme_css
from chirograph.report.appendix import APPENDIX
from chirograph.report.context import Context
from chirograph.report.links import linked, places
from chirograph.report.reader import READER
from chirograph.report.said import basis

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["appendix_of", "page_of"]


def _printable(value: object) -> object:
    return type(value)(shown(value, lines=True)) if isinstance(value, str) else value


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("chirograph.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printable,
    )
    made.globals["unread"] = UNREAD
    made.globals["anchor"] = anchor
    return made


def page_of(context: Context) -> str:
    """The reader's page as text: one HTML document that asks for nothing else."""
    page = _rendered(context, READER, "reader.html.j2", script=_script())
    there = places(page)
    for name, plot in context.drawn.items():
        drawn = embed(plot.svg(), prefix=f"figure-{name}", variables=True, links=there)
        page = page.replace(f"<!-- figure {name} -->", drawn, 1)
    return linked(page, _codes(context))


def appendix_of(context: Context) -> str:
    """The appendix as text."""
    return _rendered(context, APPENDIX, "appendix.html.j2")


def _rendered(context: Context, makers: Any, template: str, **more: Any) -> str:
    from markupsafe import Markup

    environment = _environment()
    panel = context.panel
    shared = {"basis": basis(panel), "as_of": context.asking.as_of, "assumed": panel.content.notes, **more}
    sections = []
    for section in (make(context) for make in makers):
        if section is not None:
            body = environment.get_template(section.template).render({**shared, **section.data})
            sections.append({"id": section.id, "title": section.title, "body": Markup(body)})
    style = environment.get_template("report.css.j2").render(theme=Markup(theme_css()))
    return environment.get_template(template).render(
        subject=context.subject, sections=sections, style=Markup(style), version=_core.__version__,
        answer=context.answer, **shared,
    )  # fmt: skip


@cache
def _script() -> dict[str, Any]:
    """The script of the page, and the hash by which the page allows it and no other."""
    from markupsafe import Markup

    text = (resources.files("chirograph.report") / "templates" / "reader.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"text": Markup(text), "hash": f"sha256-{digest}"}


def _codes(context: Context) -> dict[str, str]:
    """Code to the place that tells it, of everything a dataset has codes for."""
    if context.dataset is None:
        return {}
    data = context.dataset.records.data
    kinds = (("sources", "source"), ("programmes", "document"), ("claims", "claim"))
    codes = {
        str(row["id"]): anchor(kind, str(row["id"])) for name, kind in kinds for row in data.get(name, ())
    }
    return codes | {str(row["id"]): anchor("area", str(row["id"])) for row in context.book.get("areas", ())}
