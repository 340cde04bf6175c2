"""What the gallery takes from an example: every figure made, as a picture with its words and its numbers.

A figure that is none of the library's has its label as its words.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from chirograph.plots import PlotResult

#: Dots per inch: sharp on screens of two pixels a point.
_DOTS = 150


class Scraper:
    """Finds figures among the names of an example: those of the library stand outside pyplot."""

    def __repr__(self) -> str:
        # Part of the configuration that Sphinx compares between builds: the same text each time.
        return "Scraper()"

    def __call__(self, block: Any, variables: dict[str, Any], settings: dict[str, Any]) -> str:
        """Save the figures that appeared in this block; give the text that shows them."""
        things = variables["example_globals"].values()
        drawn: dict[Figure, list[PlotResult]] = {}
        for thing in things:
            for result in thing if isinstance(thing, list) else [thing]:
                if isinstance(result, PlotResult):
                    drawn.setdefault(result.figure, []).append(result)
        drawn |= {thing: [] for thing in things if isinstance(thing, Figure) and thing.get_label()}
        seen = variables.setdefault("seen_figures", set())
        shown = []
        for figure in [figure for figure in drawn if id(figure) not in seen]:
            seen.add(id(figure))
            file = Path(next(variables["image_path_iterator"]))
            figure.savefig(file, dpi=_DOTS, facecolor=figure.get_facecolor())
            shown.append(_shown(drawn[figure], figure.get_label(), file, Path(settings["src_dir"])))
        return "\n\n".join(shown)


def _shown(results: list[PlotResult], label: str, file: Path, source: Path) -> str:
    """One picture, its words, and a table of numbers for each Axes in it."""
    words = " ".join(" ".join([label, *(result.alt_text() for result in results)]).split())
    told = re.sub(r"([\\*`|])", r"\\\1", words)
    links = []
    for number, result in enumerate(results, 1):
        table = file.with_name(f"{file.stem}_{number}.csv")
        result.data().to_csv(table)
        which = f", {number} of {len(results)}" if len(results) > 1 else ""
        links.append(f":download:`Numbers{which} (CSV) </{table.relative_to(source).as_posix()}>`")
    return (
        f".. image:: /{file.relative_to(source).as_posix()}\n   :alt: {words}\n"
        f"   :class: sphx-glr-single-img\n\n{' · '.join(links)}\n\n"
        f".. container:: in-words\n\n   In words: {told}\n"
    )
