"""The marks of a sheet: boxes, ranges, rings and dashes, all of a kind together, with tips for the pointer.

Many boxes in one path keep a picture small and quick to draw. What they look like is said here once, for the
Axes they are drawn on and for the SVG that is written without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

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

#: Left, top, width and height of each box of a kind; the middles of each sign of a kind; in inches.
Boxes: TypeAlias = list[tuple[float, float, float, float]]
Places: TypeAlias = list[tuple[float, float]]
#: Points by which the ground of a text is larger than the text.
GROUND = 0.8

#: Kinds of marks that are no box, with the sign and size in points that draws them.
_SIGNS = {
    "ring": ("o", 5.0),
    "dash": ("_", 5.5),
    "certain": ("o", 7.5),
    "possible": ("o", 6.5),
    "expected": ("D", 4.5),
    "exact": ("o", 7.0),
}
#: What is no mark and keeps its look, whatever frames are asked for.
_FURNITURE = ("grid",)
#: What may be there, and what is certainly not.
OPEN, NONE, BOTH, MORE = "open", "none", "both", "more"
#: What is only possible beside what is certain, and what is expected under a prior.
BEST, EXPECTED = "best", "expected"
#: What became of an area from one text to the next; the darker of those in both, the deeper it went.
GAINED, LOST, HELD, KEPT, DEEPENED, WEAKENED = "gained", "lost", "held", "kept", "deepened", "weakened"
#: A range, one that is an outer bound, and one under an assumption that a stronger one contradicts.
RANGE, OUTER, CLASHING = "range", "outer", "clashing"
#: Inches: the room of a swatch, and the edge at an end of a range.
_SWATCH, _HIGH, _END = 0.19, 0.1, 0.025


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
    boxes: dict[str, Boxes] = field(default_factory=dict)
    signs: dict[str, Places] = field(default_factory=dict)
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

    def grid(self, shares: Sequence[float]) -> None:
        """Thin lines over all rows at shares of the middle's width, not over what stands above groups."""
        laid, thin = self.laid, 0.008
        starts = [i for i, row in enumerate(laid.sheet.rows) if row.head or not i]
        for first, after in zip(starts, [*starts, len(laid.rows)][1:], strict=True):
            (top, tall), (low, high) = laid.rows[first], laid.rows[after - 1]
            for share in shares:
                x = laid.left + share * (laid.right - laid.left) - thin / 2
                self.add("grid", x, top - tall / 2, thin, low + high / 2 - top + tall / 2)

    def interval(self, i: int, low: float, high: float, kind: str = RANGE) -> None:
        """From one share of the middle's width to another, pale, with strong ends; one value is a dot."""
        laid = self.laid
        y, tall = laid.rows[i]
        # As thick in every row, whatever lines the label takes.
        thick, wide = 0.66 * min(tall, laid.sheet.row * laid.scale * laid.stretch), laid.right - laid.left
        start, end = laid.left + low * wide, laid.left + high * wide
        if low == high:
            self.add("exact", start, y, 0.0, 0.0)
            return
        self.add(kind, start, y - thick / 2, end - start, thick)
        for x in (start, end):
            self.add("end", x - _END / 2, y - thick / 2, _END, thick)

    def tip(self, anchor: str, words: str, x: float, y: float, wide: float, high: float) -> None:
        """What lies under the pointer in a box, and where a link from it leads."""
        self.tips.append(Tip(anchor, words, (x, y, wide, high)))

    def row(self, i: int, anchor: str, words: str) -> None:
        """The same for a whole row."""
        left, top, _, high = self.laid.label(i)
        self.tip(anchor, words, left, top, self.laid.width - 2 * left, high)

    def paths(self, look: Mapping[str, Any]) -> Iterator[tuple[str, Boxes, dict[str, Any]]]:
        """Every kind of box with its look as matplotlib calls it, those below others first."""
        for kind in sorted(self.boxes, key=lambda kind: kind not in _FURNITURE):
            asked = {} if kind in _FURNITURE else look
            if kind == "end":
                asked = {"facecolor": asked.get("facecolor", tint("bar"))}
            yield kind, self.boxes[kind], {**self._face(kind), **asked}

    def drawn(self, look: Mapping[str, Any]) -> Iterator[tuple[str, Places, dict[str, Any]]]:
        """Every kind of sign with its look."""
        edges = {
            "ring": ("soft", "paper"), "dash": ("hatch", "hatch"), "certain": ("mark", "mark"),
            "possible": ("hatch", "paper"), "expected": ("ink", "paper"),
        }  # fmt: skip
        for kind, places in self.signs.items():
            sign, size = _SIGNS[kind]
            face: dict[str, Any] = {"marker": sign, "markersize": size * self.laid.scale}
            if kind == "exact":
                face |= {"markerfacecolor": look.get("facecolor", tint("bar")), "markeredgewidth": 0.0}
            else:
                edge, fill = (tint(role) for role in edges[kind])
                face |= {"markeredgecolor": edge, "markerfacecolor": fill, "markeredgewidth": 0.9}
            yield kind, places, face

    def written(self) -> Iterator[tuple[float, float, str, float, str, bool]]:
        """Every text in a mark: place, words, points, colour, and whether it needs a ground of its own."""
        for x, y, text, points, kind in self.words:
            yield x, y + drop(points), text, points, self._ink(kind), kind == OPEN

    def draw(self, ax: Axes, look: Mapping[str, Any]) -> None:
        """Everything, boxes first."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        for kind, boxes, face in self.paths(look):
            x, y, wide, high = np.array(boxes).T
            corners = np.array([[x, y], [x + wide, y], [x + wide, y + high], [x, y + high], [x, y]])
            codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
            path = Path(corners.transpose(2, 0, 1).reshape(-1, 2), codes * len(boxes))
            patch = PathPatch(path, **face, label=f"_{kind}")
            patch.set_in_layout(False)
            ax.add_patch(patch)
            patch.set_clip_path(None)
        for kind, places, face in self.drawn(look):
            (line,) = ax.plot(*zip(*places, strict=True), linestyle="none", clip_on=False, label=f"_{kind}")
            line.set(**face)
            line.set_in_layout(False)
        for x, y, text, points, ink, ground in self.written():
            box = {"facecolor": tint("ground"), "edgecolor": "none", "pad": GROUND} if ground else None
            shown = ax.text(x, y, text, fontsize=points, color=ink, ha="center", va="baseline", bbox=box)
            shown.set_in_layout(False)

    def _face(self, kind: str) -> dict[str, Any]:
        if kind.startswith("depth-"):
            return {"facecolor": depth_colour(int(kind[6:]), self.max_depth), "edgecolor": "none"}
        ground: dict[str, Any] = {"facecolor": tint("ground"), "edgecolor": tint("hatch"), "linewidth": 0.5}
        pale: dict[str, Any] = {"facecolor": tint("halo"), "edgecolor": "none"}
        faces: dict[str, dict[str, Any]] = {
            OPEN: {**ground, "hatch": "/////"},
            MORE: ground,
            NONE: {"facecolor": tint("paper"), "edgecolor": tint("line"), "linewidth": 0.8},
            BOTH: {"facecolor": tint("bar"), "edgecolor": "none"},
            BEST: {"facecolor": tint("halo"), "edgecolor": tint("bar"), "linewidth": 0.9},
            GAINED: {"facecolor": tint("bar"), "edgecolor": "none"},
            LOST: {"facecolor": tint("mark"), "edgecolor": "none"},
            HELD: {"facecolor": tint("line"), "edgecolor": "none"},
            KEPT: {"facecolor": tint("soft"), "edgecolor": "none"},
            DEEPENED: {"facecolor": tint("ink"), "edgecolor": "none"},
            WEAKENED: {"facecolor": tint("hatch"), "edgecolor": "none"},
            RANGE: pale,
            OUTER: {**pale, "edgecolor": tint("ink"), "linestyle": "--", "linewidth": 1.0},
            CLASHING: {**pale, "edgecolor": tint("hatch"), "hatch": "/////", "linewidth": 0.5},
            "end": {"facecolor": tint("bar"), "edgecolor": "none"},
            "grid": {"facecolor": tint("line"), "edgecolor": "none"},
        }
        return faces[kind]

    def _ink(self, kind: str) -> str:
        if kind.startswith("depth-"):
            return on_depth_colour(int(kind[6:]), self.max_depth)
        inks = {
            OPEN: "ink", NONE: "soft", BOTH: "on-bar", BEST: "ink", GAINED: "on-bar", LOST: "paper",
            HELD: "ink", KEPT: "paper", DEEPENED: "paper", WEAKENED: "on-depth-2",
        }  # fmt: skip
        return tint(inks[kind])


def frame_of(
    function: str, given: Mapping[str, Any], own: Sequence[str], *, filled: bool = False
) -> dict[str, Any]:
    """Properties of the frames of boxes; what fills one has a meaning and stays, unless it has one colour.

    Raises
    ------
    ParameterError
        When a name is no property, or would change what fills a box.
    """
    if not given:
        return {}
    from matplotlib.patches import PathPatch

    look = look_of(PathPatch, given, own, colour="facecolor" if filled else "edgecolor")
    rule, repair = "what fills a mark says what is known of it", "set edgecolor or linewidth"
    kept = ("path", "label", "hatch", "fill", *(() if filled else ("facecolor",)))
    if taken := [name for name in look if name in kept]:
        raise ParameterError(
            [Fault("", f"plots.{function}", name, rule, repair, "parameter") for name in taken]
        )
    return look
