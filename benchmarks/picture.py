"""The table of speed as a picture: ratios on a logarithmic scale, with their targets as marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.table import SHORT, Row

HOLDS_COLOUR, SHORT_COLOUR, TOLD_COLOUR, TARGET_COLOUR = "#1f6f8b", "#c0392b", "#777777", "#222222"
PER_ROW, HEAD = 0.19, 1.2  # inches


def write(rows: Sequence[Row], here: Mapping[str, Any], file: Path) -> None:
    """A panel of times as fast, and one of costs; microseconds are no ratio and stay out."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    drawn = [row for row in rows if row.found is not None and row.unit != "us"]
    fast, costs = ([row for row in drawn if row.cost is kind] for kind in (False, True))
    panels = [
        (found, words)
        for found, words in (
            (fast, "times as fast (this machine: share of its limit)"),
            (costs, "times as costly"),
        )
        if found
    ]
    if not panels:
        raise SystemExit("nothing was measured that a picture could show")
    heights = [len(found) * PER_ROW + HEAD for found, _ in panels]
    figure, axes = plt.subplots(
        len(panels),
        1,
        figsize=(10, sum(heights)),
        squeeze=False,
        height_ratios=heights,
        layout="constrained",
    )
    for ax, (found, words) in zip(axes[:, 0], panels, strict=True):
        draw(ax, found, words)
    engine = f"chirograph {here['chirograph']}, kernel {here['kernel']}"
    marks = "dots: ratio of medians; lines: least and greatest ratio of a round"
    figure.suptitle(f"{engine}; {here['processor']}, {here['cores']} cores\n{marks}", fontsize=9)
    figure.savefig(file, dpi=150)
    plt.close(figure)


def draw(ax: Any, rows: Sequence[Row], words: str) -> None:
    """One line of the panel for every row, from the top."""
    for at, row in enumerate(rows):
        colour = TOLD_COLOUR if row.target is None else SHORT_COLOUR if row.verdict == SHORT else HOLDS_COLOUR
        ax.plot([row.found.least, row.found.greatest], [at, at], color=colour, linewidth=1.5)
        marker = "X" if row.verdict == SHORT else "o"
        ax.plot(row.found.median, at, marker, color=colour, markersize=5)
        if row.target is not None:
            ax.plot(row.target, at, "|", color=TARGET_COLOUR, markersize=9, markeredgewidth=1.8)
    ax.set_yticks(
        range(len(rows)), [f"{row.topic}: {row.question} · {row.against}" for row in rows], fontsize=7
    )
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter("{x:g}")
    ax.axvline(1.0, color="#bbbbbb", linewidth=0.8, zorder=0)
    ax.grid(axis="x", color="#e5e5e5", linewidth=0.6)
    ax.set_axisbelow(True)
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_xlabel(words, fontsize=8)
    ax.tick_params(axis="x", labelsize=8)
    marks = (("o", HOLDS_COLOUR, "holds"), ("X", SHORT_COLOUR, "falls short"), ("o", TOLD_COLOUR, "told"))
    handles = [ax.plot([], [], mark, color=colour, label=name)[0] for mark, colour, name in marks]
    handles += ax.plot([], [], "|", color=TARGET_COLOUR, markeredgewidth=1.8, label="target")
    ax.legend(handles=handles, ncols=4, fontsize=7, frameon=False, loc="lower right", bbox_to_anchor=(1, 1))
