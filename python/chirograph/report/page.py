"""The sections put on one page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chirograph import _core
from chirograph.cells.reasons import UNREAD
from chirograph.errors import shown
from chirograph.plots.svg import theme_css
from chirograph.report.context import Context
from chirograph.report.finding import basis
from chirograph.report.sections import SECTIONS

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["page_of"]


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
    return made


def page_of(context: Context) -> str:
    """The whole page as text: one HTML document that asks for nothing else."""
    from markupsafe import Markup

    environment = _environment()
    panel = context.panel
    shared = {"basis": basis(panel), "as_of": context.asking.as_of, "assumed": panel.content.notes}
    sections = []
    for section in (make(context) for make in SECTIONS):
        if section is not None:
            body = environment.get_template(section.template).render({**shared, **section.data})
            sections.append({"id": section.id, "title": section.title, "body": Markup(body)})
    style = environment.get_template("report.css.j2").render(theme=Markup(theme_css()))
    return environment.get_template("report.html.j2").render(
        subject=context.subject, sections=sections, style=Markup(style), version=_core.__version__, **shared
    )
