"""What the gallery takes from an example: every figure made, as a picture with its words and its numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chirograph.plots import PlotResult

#: Dots per inch: sharp on screens of two pixels a point.
_DOTS = 150


class Scraper:
    """Finds figures among the names of an example: they stand on figures of their own, outside pyplot."""

    def __repr__(self) -> str:
        # Part of the configuration that Sphinx compares between builds: the same text each time.
        return "Scraper()"

    def __call__(self, block: Any, variables: dict[str, Any], settings: dict[str, Any]) -> str:
        """Save the figures that appeared in this block; give the text that shows them."""
        seen = variables.setdefault("seen_figures", set())
        drawn: dict[int, list[PlotResult]] = {}
        for thing in list(variables["example_globals"].values()):
            for result in thing if isinstance(thing, list) else [thing]:
                if isinstance(result, PlotResult) and result not in drawn.get(id(result.figure), []):
                    drawn.setdefault(id(result.figure), []).append(result)
        shown = []
        for key, results in drawn.items():
            if key in seen:
                continue
            seen.add(key)
            shown.append(_shown(results, Path(next(variables["image_path_iterator"])), settings))
        return "\n\n".join(shown)


def _shown(results: list[PlotResult], file: Path, settings: dict[str, Any]) -> str:
    """One picture, its words, and a table of numbers for each Axes in it."""
    figure = results[0].figure
    figure.savefig(file, dpi=_DOTS, facecolor=figure.get_facecolor(), bbox_inches=None)
    words = " ".join(result.alt_text() for result in results)
    links = []
    for number, result in enumerate(results):
        table = file.with_name(f"{file.stem}_{number}.csv")
        result.data().to_csv(table)
        where = table.relative_to(settings["src_dir"]).as_posix()
        name = "Numbers of the figure" if len(results) == 1 else f"Numbers of {result.name}, {number + 1}"
        links.append(f":download:`{name} (CSV) </{where}>`")
    picture = f"/{file.relative_to(settings['src_dir']).as_posix()}"
    alt = " ".join(words.split())
    told = alt.replace("\\", "\\\\").replace("*", "\\*").replace("`", "\\`").replace("|", "\\|")
    return (
        f".. image:: {picture}\n   :alt: {alt}\n   :class: sphx-glr-single-img\n\n"
        f"{' · '.join(links)}\n\n.. container:: in-words\n\n   In words: {told}\n"
    )
