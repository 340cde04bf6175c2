"""The table of speed as a picture: ratios on a logarithmic scale, with their targets as marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.table import HOLDS, SHORT, TOLD, Row

#: Marker and colour of each verdict.
MARKS = {HOLDS: ("o", "#1f6f8b"), SHORT: ("X", "#c0392b"), TOLD: ("o", "#777777")}
TARGET = {"color": "#222222", "markersize": 9, "markeredgewidth": 1.8}
PER_ROW, HEAD = 0.19, 1.2  # inches


def write(rows: Sequence[Row], here: Mapping[str, Any], file: Path) -> None:
    """A panel of times as fast, and one of costs; microseconds are no ratio and stay out."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    drawn = [row for row in rows if row.found is not None and row.unit != "us"]
    words = {False: "times as fast (this machine: share of its limit)", True: "times as costly"}
    panels = {words[cost]: [row for row in drawn if row.cost is cost] for cost in words}
    panels = {name: found for name, found in panels.items() if found}
    if not panels:
        raise SystemExit("nothing was measured that a picture could show")
    heights = [len(found) * PER_ROW + HEAD for found in panels.values()]
    figure, axes = plt.subplots(
        len(panels), figsize=(10, sum(heights)), squeeze=False, height_ratios=heights, layout="constrained"
    )
    figure.get_layout_engine().set(w_pad=0.1)
    for ax, (name, found) in zip(axes[:, 0], panels.items(), strict=True):
        draw(ax, found)
        ax.set_xlabel(name, fontsize=8)
    engine = f"chirograph {here['chirograph']}, kernel {here['kernel']}"
    marks = "dots: ratio of medians; lines: least and greatest ratio of a round"
    figure.suptitle(f"{engine}; {here['processor']}, {here['cores']} cores\n{marks}", fontsize=9)
    figure.savefig(file, dpi=150)
    plt.close(figure)


def draw(ax: Any, rows: Sequence[Row]) -> None:
    """One line of the panel for every row, from the top."""
    for at, row in enumerate(rows):
        found = row.found
        assert found is not None
        marker, colour = MARKS[row.verdict]
        ax.plot([found.least, found.greatest], [at, at], color=colour, linewidth=1.5)
        ax.plot(found.median, at, marker, color=colour, markersize=5)
        if row.target is not None:
            ax.plot(row.target, at, "|", **TARGET)
    ax.set_yticks(range(len(rows)), [f"{row.topic}: {row.question} · {row.against}" for row in rows])
    ax.tick_params(axis="y", labelsize=7)
    ax.tick_params(axis="x", labelsize=8)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter("{x:g}")
    ax.axvline(1.0, color="#bbbbbb", linewidth=0.8, zorder=0)
    ax.grid(axis="x", color="#e5e5e5", linewidth=0.6)
    ax.set_axisbelow(True)
    ax.spines[["top", "right"]].set_visible(False)
    handles = [
        ax.plot([], [], marker, color=colour, label=verdict.lower())[0]
        for verdict, (marker, colour) in MARKS.items()
    ]
    handles += ax.plot([], [], "|", label="target", **TARGET)
    ax.legend(handles=handles, ncols=4, fontsize=7, frameon=False, loc="lower right", bbox_to_anchor=(1, 1))
