"""Figures of bars, squares and grids as they are printed: every size can be read, or is refused in words."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from matplotlib import pyplot as plt
from plots.pictures import check
from plots.test_letters import font as squares  # noqa: F401  (a fixture: a font with the letters given)
from plots.test_sheets import HANGUL, LATIN, named, panel

import chirograph as cg
from chirograph.errors import ParameterError
from chirograph.plots import PlotResult

Draw = Callable[..., PlotResult]
OF_PANELS: dict[str, Callable[..., PlotResult]] = {
    "bounds": lambda of, **look: cg.plots.bounds(of.overlap("jaccard"), **look),
    "heatmap": lambda of, **look: cg.plots.heatmap(of.overlap("jaccard"), **look),
    "columns": lambda of, **look: cg.plots.matrix(of, **look),
    "rows": lambda of, **look: cg.plots.matrix(of, areas_as="rows", **look),
    "documents": lambda of, **look: cg.plots.documents(of, **look),
}
OF_DATA = (
    "dimensions", "network", "profile", "ladder", "value",
    "ranks", "distribution", "sensitivity", "multiverse", "timeline", "series", "slope",
    "turnover", "frontier",
)  # fmt: skip
THEMES = ("default", "dark_background", "ggplot")
WIDTHS = (3.3, 7.0, 12.0)
pytestmark = pytest.mark.usefixtures("once")


def drawn(draw: Draw, *given: Any, **look: Any) -> PlotResult | None:
    """A figure without a fault, or nothing where it was refused with what it needs and a way out."""
    try:
        result = draw(*given, **look)
    except ParameterError as refused:
        (fault,) = refused.faults
        if fault.repair and re.search(r"[0-9.]+ inches", f"{fault.rule}{fault.repair}"):
            return None
        raise
    check(result.figure)
    return result


def thinned(*values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Combinations in which every two values of two of them meet."""
    every = [*itertools.product(*values)]
    places = [*itertools.combinations(range(len(values)), 2)]
    wanted = {(i, j, a, b) for i, j in places for a in values[i] for b in values[j]}
    while wanted:
        best = max(every, key=lambda one: sum((i, j, one[i], one[j]) in wanted for i, j in places))
        wanted -= {(i, j, best[i], best[j]) for i, j in places}
        yield best


@pytest.mark.parametrize(
    ("name", "width", "rows", "columns", "letters", "script", "theme"),
    [*thinned(tuple(OF_PANELS), WIDTHS, (4, 12, 40), (24, 100), (10, 40, 80), (LATIN, HANGUL), THEMES)],
)
def test_every_size_of_a_panel_can_be_read(
    name: str, width: float, rows: int, columns: int, letters: int, script: str, theme: str,
    squares: Callable[[str, str], None],  # noqa: F811
) -> None:  # fmt: skip
    """No texts meet, none is cut off or too small, at any width and for any names; else it is refused."""
    squares("Squares", HANGUL)
    source = panel(rows, columns, letters, script)
    with plt.style.context(theme):
        result = drawn(OF_PANELS[name], source, width=width, most=12) if name == "bounds" else drawn(
            OF_PANELS[name], source, width=width
        )  # fmt: skip
    if result is not None:
        assert result.figure.get_size_inches()[0] == pytest.approx(width, abs=0.01)
    elif name in ("bounds", "documents"):
        pytest.fail("refused")


@cache
def programmes(letters: int, script: str) -> cg.Dataset:
    """The shipped programmes under names of so many letters."""
    import tempfile
    from pathlib import Path

    data = json.loads(json.dumps(cg.load("nato-ip4").records.data))
    for row, name in zip(data["partners"], named(4, letters, "P", script), strict=False):
        row["name"] = name
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data.json"
        file.write_text(json.dumps(data), encoding="utf-8")
        return cg.load(file)


@cache
def asked(name: str, letters: int, script: str) -> Any:
    """What a figure of a dataset draws."""
    data = programmes(letters, script)
    if name == "value":
        # What documents settle does not depend on names.
        found = cg.load("nato-ip4").value_of_documents(together=2, prior=0.5)
        return replace(found, names={row: data.panel().names[row] for row in found.names})
    index, choices = data.overlap("jaccard"), {"threshold": [1, 2], "undefined": [math.nan, 1]}
    return {
        "profile": data.profile,
        "ladder": data.ladder,
        "turnover": data.change,
        "ranks": lambda: index.rank(0.5, draws=40),
        "distribution": lambda: index.distribution(0.5),
        "sensitivity": lambda: index.sensitivity(index.rows[:2], weights="any", choices=choices, draws=16),
        "multiverse": lambda: index.multiverse(choices),
        "timeline": lambda: data.under("same again"),
        "series": data.series,
        "frontier": lambda: data.plan("core", 8),
        "slope": lambda: data.whatif("one common agenda"),
    }.get(name, data.interoperability)()


def of_data(name: str, thing: Any, **look: Any) -> PlotResult:
    draw = getattr(cg.plots, "documents" if name == "value" else name)
    return draw(thing, **look)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("name", "width", "letters", "script", "theme"),
    [*thinned(OF_DATA, WIDTHS, (10, 40, 80), (LATIN, HANGUL), THEMES)],
)
def test_every_width_of_the_programmes_can_be_read(
    name: str, width: float, letters: int, script: str, theme: str,
    squares: Callable[[str, str], None],  # noqa: F811
) -> None:  # fmt: skip
    """The same for what is drawn of a dataset: names of any length leave the bars their room."""
    squares("Squares", HANGUL)
    with plt.style.context(theme):
        result = drawn(of_data, name, asked(name, letters, script), width=width)
    assert result is not None
    assert result.figure.get_size_inches()[0] == pytest.approx(width, abs=0.01)


@pytest.mark.parametrize("letters", [10, 80])
@pytest.mark.parametrize("layout", [None, "constrained", "tight"])
def test_four_figures_share_a_page(layout: str | None, letters: int) -> None:
    """In Axes of a caller names take what the Axes leave: nothing lies over a neighbour or is cut off."""
    figure, axes = plt.subplots(2, 2, figsize=(16, 15), layout=layout)
    try:
        source = panel(4, 24, letters)
        for ax, name in zip(axes.flat, ("bounds", "heatmap", "documents", "bounds"), strict=True):
            assert OF_PANELS[name](source, ax=ax).ax is ax
        figure.draw_without_rendering()
        check(figure)
    finally:
        plt.close(figure)


QUARTETS = (
    ("ladder", "dimensions", "value", "ranks"),
    ("distribution", "sensitivity", "multiverse", "ladder"),
    ("network", "dimensions", "profile", "ranks"),
)


@pytest.mark.parametrize(("layout", "letters"), [("constrained", 80), ("tight", 10)])
@pytest.mark.parametrize("names", QUARTETS, ids="+".join)
def test_four_figures_of_a_dataset_share_a_page(names: Sequence[str], layout: str, letters: int) -> None:
    """The same for what is drawn of a dataset, with any engine of layout."""
    figure, axes = plt.subplots(2, 2, figsize=(22, 40), layout=layout)
    try:
        for ax, name in zip(axes.flat, names, strict=True):
            assert of_data(name, asked(name, letters, LATIN), ax=ax).ax is ax
        check(figure)
    finally:
        plt.close(figure)


@pytest.mark.parametrize("name", ["ladder", "value", "profile", "dimensions"])
def test_the_way_out_of_small_axes_is_one(name: str) -> None:
    """The error names fewer pairs where a figure can draw fewer, and then they have room; else none."""
    figure, ax = plt.subplots(figsize=(6, 5.5 if name == "ladder" else 2))
    try:
        with pytest.raises(ParameterError, match="give it an Axes of a larger figure") as error:
            of_data(name, asked(name, 10, LATIN), ax=ax)
        fewer = re.search(r"most=(\d+)", str(error.value))
        assert bool(fewer) == (name == "ladder")
        if fewer:
            of_data(name, asked(name, 10, LATIN), ax=ax, most=int(fewer.group(1)))
            check(figure)
    finally:
        plt.close(figure)


@pytest.mark.parametrize("name", [*OF_PANELS, *OF_DATA])
@pytest.mark.parametrize("size", [(2.0, 1.5), (6.4, 4.8), (13.0, 20.0)])
def test_axes_of_a_caller_are_legible_or_refused(name: str, size: tuple[float, float]) -> None:
    """What could not be read in an Axes is refused, with the inches that it needs."""
    figure, ax = plt.subplots(figsize=size)
    try:
        if name in OF_PANELS:
            result = drawn(OF_PANELS[name], panel(4, 24, 10), ax=ax)
        else:
            result = drawn(of_data, name, asked(name, 10, LATIN), ax=ax)
        assert size[0] > 3 or result is None
        assert size[0] < 13 or result is not None
    finally:
        plt.close(figure)


def test_an_axes_that_is_drawn_on_twice_keeps_its_room() -> None:
    """A second figure in the same Axes has the same room as the first."""
    figure, ax = plt.subplots(figsize=(8, 5))
    try:
        cg.plots.bounds(panel().overlap("jaccard"), ax=ax)
        before = ax.get_position().bounds
        ax.clear()
        cg.plots.bounds(panel().overlap("jaccard"), ax=ax)
        assert ax.get_position().bounds == pytest.approx(before)
        check(figure)
    finally:
        plt.close(figure)
