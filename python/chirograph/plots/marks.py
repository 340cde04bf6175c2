"""The marks of a sheet: boxes, rings and dashes, one artist for all of a kind, with tips for the pointer.

Many boxes in one path keep a picture small and quick to draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from chirograph.errors import Fault, ParameterError
from chirograph.plots.accept import look_of
from chirograph.plots.letters import SMALLEST, reach
from chirograph.plots.palette import depth_colour, on_depth_colour, tint
from chirograph.plots.sheet import FEWEST_POINTS, Laid, drop, step
from chirograph.plots.svg import Tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Marks", "Part", "frame_of"]

#: Kinds of marks that are no box, with the sign and size in points that draws them.
_SIGNS = {
    "ring": ("o", 5.0),
    "dash": ("_", 5.5),
    "certain": ("o", 7.5),
    "possible": ("o", 6.5),
    "expected": ("D", 4.5),
}
#: What may be there, and what is certainly not.
OPEN, NONE, BOTH, MORE = "open", "none", "both", "more"
#: What is only possible beside what is certain, and what is expected under a prior.
BEST, EXPECTED = "best", "expected"
#: Inches: the room of a swatch.
_SWATCH, _HIGH = 0.19, 0.1


@dataclass(frozen=True)
class Part:
    """A part of a stacked bar: its kind, how many, and words for it where there is room."""

    kind: str
    count: int
    words: str = ""


@dataclass
class Marks:
    """What is drawn on a sheet, collected by kind."""

    laid: Laid
    max_depth: int = 1
    boxes: dict[str, list[tuple[float, float, float, float]]] = field(default_factory=dict)
    signs: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    words: list[tuple[float, float, str, float, str]] = field(default_factory=list)
    tips: list[Tip] = field(default_factory=list)

    def __post_init__(self) -> None:
        scale = self.laid.scale
        for kind, x, y in self.laid.swatches:
            self.add(kind, x, y - _HIGH * scale / 2, _SWATCH * scale, _HIGH * scale)

    def add(self, kind: str, x: float, y: float, wide: float, high: float) -> None:
        """A box with its left upper corner, or a sign in the middle of it."""
        if kind in _SIGNS:
            self.signs.setdefault(kind, []).append((x + wide / 2, y + high / 2))
        else:
            self.boxes.setdefault(kind, []).append((x, y, wide, high))

    def say(self, kind: str, x: float, y: float, text: str, wide: float) -> None:
        """A text in the middle of a mark, as large as it fits; none where nobody could read it."""
        points = SMALLEST * self.laid.scale
        while points >= FEWEST_POINTS - 1e-9:
            if reach(text, points) <= wide:
                self.words.append((x, y, text, points, kind))
                return
            points -= 0.5

    def stack(self, i: int, parts: Sequence[Part], total: int, *, share: float = 0.66) -> None:
        """A stacked bar over the middle of row `i`, with its numbers."""
        laid = self.laid
        y, high = laid.rows[i]
        x, unit, thick = laid.left, (laid.right - laid.left) / max(total, 1), min(share * high, 0.3)
        for part in parts:
            wide = part.count * unit
            if part.count:
                self.add(part.kind, x, y - thick / 2, wide, thick)
                full = f"{part.count} {part.words}".strip()
                room = wide - 0.02 * laid.scale
                fits = reach(full, SMALLEST * laid.scale) <= room
                if thick >= step(FEWEST_POINTS):
                    self.say(part.kind, x + wide / 2, y, full if fits else str(part.count), room)
            x += wide

    def tip(self, anchor: str, words: str, x: float, y: float, wide: float, high: float) -> None:
        """What lies under the pointer in a box, and where a link from it leads."""
        self.tips.append(Tip(anchor, words, (x, y, wide, high)))

    def row(self, i: int, anchor: str, words: str) -> None:
        """The same for a whole row."""
        left, top, _, high = self.laid.label(i)
        self.tip(anchor, words, left, top, self.laid.width - 2 * left, high)

    def draw(self, ax: Axes, look: Mapping[str, Any]) -> tuple[Tip, ...]:
        """Everything, boxes first; the tips that belong to it."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        for kind, boxes in self.boxes.items():
            x, y, wide, high = np.array(boxes).T
            corners = np.array([[x, y], [x + wide, y], [x + wide, y + high], [x, y + high], [x, y]])
            codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
            path = Path(corners.transpose(2, 0, 1).reshape(-1, 2), codes * len(boxes))
            patch = PathPatch(path, **{**self._face(kind), **look}, label=f"_{kind}")
            patch.set_in_layout(False)
            ax.add_patch(patch)
            patch.set_clip_path(None)
        for kind, places in self.signs.items():
            self._sign(ax, kind, places)
        for x, y, text, points, kind in self.words:
            box = {"facecolor": tint("ground"), "edgecolor": "none", "pad": 0.8} if kind == OPEN else None
            drawn = ax.text(x, y + drop(points), text, fontsize=points, color=self._ink(kind), ha="center",
                            va="baseline", bbox=box)  # fmt: skip
            drawn.set_in_layout(False)
        return tuple(self.tips)

    def _sign(self, ax: Axes, kind: str, places: Sequence[tuple[float, float]]) -> None:
        sign, size = _SIGNS[kind]
        edge, face = {
            "ring": ("soft", "paper"), "dash": ("hatch", "hatch"), "certain": ("mark", "mark"),
            "possible": ("hatch", "paper"), "expected": ("ink", "paper"),
        }[kind]  # fmt: skip
        (line,) = ax.plot(
            *zip(*places, strict=True), sign, markersize=size * self.laid.scale, color=tint(edge),
            markeredgecolor=tint(edge), markerfacecolor=tint(face), markeredgewidth=0.9, clip_on=False,
            label=f"_{kind}",
        )  # fmt: skip
        line.set_in_layout(False)

    def _face(self, kind: str) -> dict[str, Any]:
        if kind.startswith("depth-"):
            return {"facecolor": depth_colour(int(kind[6:]), self.max_depth), "edgecolor": "none"}
        ground: dict[str, Any] = {"facecolor": tint("ground"), "edgecolor": tint("hatch"), "linewidth": 0.5}
        faces: dict[str, dict[str, Any]] = {
            OPEN: {**ground, "hatch": "/////"},
            MORE: ground,
            NONE: {"facecolor": tint("paper"), "edgecolor": tint("line"), "linewidth": 0.8},
            BOTH: {"facecolor": tint("bar"), "edgecolor": "none"},
            BEST: {"facecolor": tint("halo"), "edgecolor": tint("bar"), "linewidth": 0.9},
            "range": {"facecolor": tint("halo"), "edgecolor": "none"},
            "grid": {"facecolor": tint("line"), "edgecolor": "none"},
        }
        return faces[kind]

    def _ink(self, kind: str) -> str:
        if kind.startswith("depth-"):
            return on_depth_colour(int(kind[6:]), self.max_depth)
        return tint({OPEN: "ink", NONE: "soft", BOTH: "on-bar", BEST: "ink"}[kind])


def frame_of(function: str, given: Mapping[str, Any], own: Sequence[str]) -> dict[str, Any]:
    """Properties of the frames of boxes; what fills one has a meaning and stays.

    Raises
    ------
    ParameterError
        When a name is no property, or would change what fills a box.
    """
    from matplotlib.patches import PathPatch

    look = look_of(PathPatch, given, own, colour="edgecolor")
    rule, repair = "what fills a mark says what is known of it", "set edgecolor or linewidth"
    if taken := [name for name in look if name in ("facecolor", "fill", "hatch", "path", "label")]:
        raise ParameterError(
            [Fault("", f"plots.{function}", name, rule, repair, "parameter") for name in taken]
        )
    return look
