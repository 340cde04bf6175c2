"""The appendix: registers, every index, every number of a claim; a section is a function and a template."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chirograph import _core
from chirograph.catalogue.indicators import describe, rows
from chirograph.learning.ladder import Ladder
from chirograph.report import asked, claims, coded, comparison, layers, programmed
from chirograph.report import basis as grounds
from chirograph.report.context import Context
from chirograph.report.said import basis, counts_depth
from chirograph.report.section import Section
from chirograph.report.table import sheet

if TYPE_CHECKING:
    from chirograph.plots import PlotResult

__all__ = ["APPENDIX"]


def figure(context: Context, drawn: PlotResult, name: str, caption: str) -> dict[str, str]:
    """A figure for the template: the SVG with colours the page can change, and its caption.

    It is kept for whoever wants the files, unless the page that was made before has one of its name.
    """
    from markupsafe import Markup

    from chirograph.plots.svg import embed

    context.figures.setdefault(name, drawn)
    return {"svg": Markup(embed(drawn.svg(), prefix=name, variables=True)), "caption": caption}


_DEPTHS = "A range in a cell is every depth that {} allows."
_VALUES = "A bar is every value that the unknown cells allow; it is not a confidence interval."


def _caption(context: Context, title: str, meaning: str) -> str:
    day = f", read at {context.asking.as_of}" if context.asking.as_of is not None else ""
    return f"{title}. {context.subject.line}{day}. {meaning}".rstrip()


#: Cells a figure shows; a larger panel shows its first programmes and counts the rest.
MOST_CELLS = 1200


def _known(context: Context) -> Section:
    data = {
        "figures": _matrix(context),
        "knowledge": grounds.knowledge(context),
        "register": grounds.register(context),
        "totals": grounds.totals(context),
        "memberships": programmed.memberships(context),
        "missing": grounds.missing(context),
    }
    return Section("known", "What is known, and what is open", "known.html.j2", data)


def _matrix(context: Context) -> list[dict[str, str]]:
    """Every cell; of a large panel the first programmes."""
    from chirograph.plots import matrix

    panel, names, count = context.panel, context.dataset, len(context.panel.rows)
    shown = max(1, MOST_CELLS // len(panel.columns))
    title = f"Figure 1. What is known of {count} programmes in {len(panel.columns)} areas"
    if count > shown:
        panel = panel[:shown]
        title += f"; the first {shown} programmes are drawn"
    caption = _caption(context, title, _DEPTHS.format(basis(context.panel)))
    return [figure(context, matrix(panel, codebook=names, title=title), "matrix", caption)]


def _overlap(context: Context) -> Section | None:
    if len(context.panel.rows) < 2:
        return None
    table, more = comparison.catalogue(context)
    sheets = [comparison.pairs(context, key) for key in _keys(context)]
    data = {
        "figures": _bars(context),
        "sheets": sheets,
        "catalogue": table,
        "more": more,
        "open": comparison.any_open([*sheets, table]),
        "explained": comparison.explanations(context),
    }
    return Section("overlap", "Overlap of each pair", "overlap.html.j2", data)


def _keys(context: Context) -> tuple[str, ...]:
    """The indices shown in full: presence, and depth where there is any."""
    return ("jaccard", "ruzicka") if counts_depth(context.panel) else ("jaccard",)


def _bars(context: Context) -> list[dict[str, str]]:
    """The range of every pair."""
    from chirograph.plots import bounds

    overlap, most = context.overlap("jaccard"), comparison.MOST_BARS
    read = {name: other for name, other in context.read("jaccard").items() if name != "absent"}
    title = f"Figure 2. {overlap.title} overlap of {len(overlap.pairs())} pairs, highest certain value first"
    drawn = bounds(overlap, assume=read, title=title, most=most)
    return [figure(context, drawn, "bounds", _caption(context, title, _VALUES))]


def _readings(context: Context) -> Section | None:
    if len(context.panel.rows) < 2 or not (context.readings or context.ladder):
        return None
    sheets = [comparison.readings(context, key) for key in _keys(context)] if context.readings else []
    data = {"readings": context.readings, "sheets": sheets, "open": comparison.any_open(sheets)}
    return Section(
        "readings",
        "What each assumption adds",
        "readings.html.j2",
        {**data, **layers.layers(context), **_ladders(context)},
    )


def _documents(context: Context) -> Section | None:
    from chirograph.plots import documents

    data = asked.documents(context)
    if data is None or context.documents is None:
        return None
    title = "What each document can settle"
    caption = _caption(context, title, "A bar is every number that it may settle, whatever it says.")
    drawn = documents(context.documents, title=title)
    data |= {"figures": [figure(context, drawn, "documents_settle", caption)]}
    return Section("documents", "Which document to ask for", "documents.html.j2", data)


def _ladders(context: Context) -> dict[str, list[dict[str, str]]]:
    """The ladder, and the same without what hides the rest."""
    from chirograph.plots import ladder

    found = context.ladder
    drawn: dict[str, list[dict[str, str]]] = {"ladder": [], "rest": []}
    if not isinstance(found, Ladder):
        return drawn
    for key, one in (("ladder", found), ("rest", found.without)):
        if one is not None:
            plot = ladder(one)
            drawn[key] = [figure(context, plot, f"{key}_in_full", _caption(context, plot.title, _VALUES))]
    return drawn


def _claims(context: Context) -> Section | None:
    data = claims.claims(context)
    return None if data is None else Section("claims", "Claims of the literature", "claims.html.j2", data)


def _interoperability(context: Context) -> Section | None:
    if context.dataset is None or not context.declared:
        return None
    result = context.programmed
    if result is None or not result.dyads:
        data: dict[str, Any] = {"left_out": programmed.why_not(context), "many": context.crowded}
        return Section("interoperability", "Programmed interoperability", "interoperability.html.j2", data)
    data = programmed.programmed(result)
    data["figures"] = [
        figure(context, plot, name, _caption(context, f"Figure {3 + i}. {words}", ""))
        for i, (plot, name, words) in enumerate(programmed.drawn(result))
    ]
    return Section("interoperability", "Programmed interoperability", "interoperability.html.j2", data)


def _profile(context: Context) -> Section | None:
    if context.dataset is None:
        return None
    data = programmed.profiled(context, context.dataset)
    return Section("profile", "Profile of each programme", "profile.html.j2", data)


def _method(context: Context) -> Section:
    families = dict.fromkeys(describe(str(row["key"])).bounds for row in rows() if row["arity"] != "coders")
    shown = {
        "assumptions": context.panel.assumptions,
        "coding": context.book.get("coding", {}).get("rule", ""),
        "method": "" if context.dataset is None else context.dataset.records.data.get("method", ""),
        "bounds": tuple(families),
        "indicators": grounds.indicators(),
    }
    return Section("method", "How the ranges are found", "method.html.j2", shown)


def _course(context: Context) -> Section | None:
    """When each programme stood, what each was on the day of the data, and every count of what changed."""
    from chirograph.plots import timeline

    data = context.dataset
    if data is None:
        return None
    drawn = timeline(data)
    steps = data.change(evidence=context.asking.evidence, coders=context.asking.coders)
    heads = ("partner", "programme", "state", "since", "until", "recorded", "remark")
    shown = {
        "figures": [figure(context, drawn, "timeline", _caption(context, drawn.title, ""))],
        "states": sheet(
            f"What each programme was on {data.as_of}", [name.capitalize() for name in heads],
            [[row[name] for name in heads] for row in data.states()], wordy=True,
        ),
        "changes": sheet(
            "Number of areas, least and greatest", [name.replace("_", " ") for name in steps.table().columns],
            [list(row.values()) for row in steps.table()], range(3, 17),
        ),
    }  # fmt: skip
    return Section("change", "Programmes over time", "course.html.j2", shown)


def _codings(context: Context) -> Section | None:
    data = coded.coded(context)
    return (
        None
        if data is None
        else Section("codings", "Who coded what, and what was decided", "codings.html.j2", data)
    )


def _sources(context: Context) -> Section:
    return Section("sources", "Sources", "sources.html.j2", grounds.sources(context))


def _cite(context: Context) -> Section:
    data = {
        **grounds.citation(context),
        "rebuild": context.rebuild,
        "subject": context.subject,
        "version": _core.__version__,
    }
    return Section("cite", "How to cite and rebuild this page", "cite.html.j2", data)


#: In the order of the page. Each takes the context and gives a section, or None when it has nothing to say.
APPENDIX: tuple[Callable[[Context], Section | None], ...] = (
    _documents,
    _readings,
    _known,
    _overlap,
    _interoperability,
    _profile,
    _course,
    _claims,
    _method,
    _codings,
    _sources,
    _cite,
)
