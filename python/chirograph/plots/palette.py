"""What all figures share: colours by role, hatches by kind of unknown, local settings.

A colour means a role (ink, paper, the ground under a hatch, a depth). A page that embeds the figure can map
each role to a second palette, so one figure serves light and dark. Depth 0 is paper; 1 to 3 run from gold
to blue, the path of cividis, in the same colours on every page: lightness falls at every step, so the order
survives colour blindness and a grey print, and all three stand out from white as well as from black.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from chirograph.plots.letters import LEGIBLE, NORMAL, SMALLEST, families, is_set
from chirograph.plots.slot import room_of, stand_in, too_small

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Role -> colour on a light page. Each value is used for one role only, so that it can be mapped back.
LIGHT: dict[str, str] = {
    "paper": "#ffffff",
    "ink": "#1c1f23",
    "soft": "#4d545c",
    "line": "#c4c8cd",
    "halo": "#c6d6e8",
    "ground": "#efeff0",
    "hatch": "#868b91",
    "bar": "#3f70aa",
    "on-bar": "#fdfdfd",
    "mark": "#521600",
    "depth-0": "#fffef9",
    "depth-1": "#c39f22",
    "depth-2": "#6d7e8d",
    "depth-3": "#27579f",
    "on-depth-0": "#1c1f24",
    "on-depth-1": "#1c1f25",
    "on-depth-2": "#0a0b0d",
    "on-depth-3": "#fefefe",
}
#: The same roles on a dark page; depths keep their colours, only what is absent goes with the paper.
DARK: dict[str, str] = {
    "paper": "#111418",
    "ink": "#e8eaed",
    "soft": "#b3b9c0",
    "line": "#4a5058",
    "halo": "#2b3f58",
    "ground": "#272b30",
    "hatch": "#7f868e",
    "bar": "#5883bb",
    "on-bar": "#0a0b0e",
    "mark": "#ffeedd",
    "depth-0": "#15181c",
    "on-depth-0": "#e8eaed",
    # One scale on every page: a picture of a dark screen reads as the printed one.
    **{role: colour for role, colour in LIGHT.items() if role.endswith(("depth-1", "depth-2", "depth-3"))},
}

#: Kind of unknown -> hatch. Kinds that a dataset adds take the spare hatches, in the order of its codebook.
HATCHES: dict[str, str] = {
    "text_not_public": "////",
    "partial_list": "----",
    "not_retrieved": "xxxx",
    "under_negotiation": "...",
    "named_in_context": "||||",
    "declared_for_partnership": "\\\\\\\\",
    "stated": "oo",
    "coders_differ": "--oo",
    "unknown": "////",
}
SPARE_HATCHES = ("+++", "OO", "**", "//--", "\\\\||", "++..", "xx..")
#: Statuses drawn by their own sign and not by a hatch.
CONFLICT, NOT_APPLICABLE = "sources_conflict", "not_applicable"

#: Role -> colour where a figure is being drawn: a dark page of the reader's own has the dark ones.
_PAGE: ContextVar[Mapping[str, str]] = ContextVar("page", default=LIGHT)


def tint(role: str) -> str:
    """The colour of a role on the page that is being drawn on.

    Examples
    --------
    >>> tint("paper")
    '#ffffff'
    """
    return _PAGE.get()[role]


def depth_colour(depth: float, max_depth: int) -> str:
    """The colour of a depth; scales shorter or longer than 0..3 are spread over the same four steps.

    Examples
    --------
    >>> depth_colour(1, 1) == LIGHT["depth-3"]
    True
    """
    return tint(f"depth-{_step(depth, max_depth)}")


def on_depth_colour(depth: float, max_depth: int) -> str:
    """The colour of text on a cell of this depth."""
    return tint(f"on-depth-{_step(depth, max_depth)}")


def _step(depth: float, max_depth: int) -> int:
    if depth <= 0:
        return 0
    return 3 if depth >= max_depth else max(1, min(2, round(3 * depth / max_depth)))


def hatches_for(kinds: Iterable[str]) -> dict[str, str]:
    """A hatch for each kind of unknown, the same for the same kinds in the same order.

    Examples
    --------
    >>> hatches_for(["text_not_public", "lost_in_a_fire"])
    {'text_not_public': '////', 'lost_in_a_fire': '+++'}
    """
    spare = iter(SPARE_HATCHES)
    return {kind: HATCHES.get(kind) or next(spare, "*") for kind in dict.fromkeys(kinds)}


@contextmanager
def settings(texts: Iterable[str] = (), ax: Axes | None = None) -> Iterator[None]:
    """The rc settings of the figures, in force only inside the ``with`` block.

    What the reader has set stays, be it in a style sheet, a matplotlibrc or ``rcParams``; ours are added
    where nothing is set. Fonts are added until every letter of `texts` has one. The colours of roles are the
    figures' own, for a light page or for a dark one: the page of `ax`, else the one that is set.
    """
    import matplotlib as mpl

    page = _page(mpl.rcParams["figure.facecolor"] if ax is None else ax.figure.canvas.figure.get_facecolor())
    ours: dict[str, Any] = {
        "font.size": NORMAL,
        "text.color": page["ink"],
        "axes.labelcolor": page["ink"],
        "axes.edgecolor": page["line"],
        "axes.facecolor": page["paper"],
        "figure.facecolor": page["paper"],
        "xtick.color": page["soft"],
        "ytick.color": page["soft"],
        "hatch.linewidth": 0.8,
        "hatch.color": page["hatch"],
        "svg.fonttype": "none",
        "svg.hashsalt": "chirograph",
        "path.simplify": False,
        "savefig.dpi": 200,
    }
    chosen: Any = {key: value for key, value in ours.items() if not is_set(key)}
    # Labels are the user's own; a dollar sign in one begins no formula.
    chosen |= {"font.family": families(texts), "text.parse_math": False, "text.usetex": False}
    before = _PAGE.set(page)
    try:
        with mpl.rc_context(chosen), warnings.catch_warnings():
            # Whoever makes a file says in one sentence which letters no font has, see `unseen`.
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            yield
    finally:
        _PAGE.reset(before)


def house() -> AbstractContextManager[None]:
    """No settings of the reader: a page that brings its own fonts and colours is the same for everyone."""
    import matplotlib as mpl

    return mpl.rc_context(
        {key: value for key, value in mpl.rcParamsDefault.items() if not key.startswith("backend")}
    )


def _page(ground: Any) -> Mapping[str, str]:
    """Roles for a ground of this colour, which is their paper."""
    import matplotlib as mpl
    from matplotlib.colors import to_hex, to_rgba

    red, green, blue, cover = to_rgba(ground)
    dark = cover > 0 and 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.4
    if to_rgba(ground) == to_rgba(mpl.rcParamsDefault["figure.facecolor"]) or not cover:
        return LIGHT
    return {**(DARK if dark else LIGHT), "paper": to_hex(ground)}


def new_axes(width: float, height: float) -> Axes:
    """An Axes that fills a new figure of its own, `width` x `height` inches; pyplot never hears of it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # Where things stand was measured; an engine that the reader prefers would move them.
    figure = Figure(figsize=(width, height))
    figure.set_layout_engine("none")
    FigureCanvasAgg(figure)
    return figure.add_axes((0.0, 0.0, 1.0, 1.0))


def axes_within(
    width: float,
    rows: float,
    margins: tuple[float, float, float, float],
    ax: Axes | None = None,
    least: float = 1.0,
    asked: float | None = None,
) -> Axes:
    """Axes `rows` inches high, with these margins left, right, above and below it, on a figure of its own.

    In the Axes of a caller the same: rows become higher or lower with the room it has, down to `least` times
    what they would have; what needs more room is refused,
    and so is a figure of its own that would be wider than was asked.
    """
    left, right, top, bottom = margins
    if ax is not None:
        edges = room_of(ax)
        wide, high = edges[2] - edges[0], edges[3] - edges[1]
        needed = top + bottom + least * rows
        if width > wide + 0.005 or needed > high + 0.005:
            # Rounded up, so that what is asked for is enough.
            needs = " x ".join(f"{math.ceil(10 * inches) / 10:.1f}" for inches in (width, needed))
            raise too_small("ax", f"room for {wide:.1f} x {high:.1f} inches", f"at least {needs} inches")
        stand_in(ax, edges, margins, min(high - top - bottom, 1.5 * rows))
        return ax
    if asked is not None and width > asked + 0.005:
        needs = f"at least {math.ceil(10 * width) / 10:.1f} inches"
        raise too_small("width", f"{asked:g} inches", needs)
    height = top + rows + bottom
    ax = new_axes(width, height)
    ax.set_position((left / width, bottom / height, (width - left - right) / width, rows / height))
    return ax


def width_within(ax: Axes | None, width: float | None, usual: float) -> float:
    """Inches a figure is laid out for: what a caller's Axes has, what was asked for, or what is usual."""
    if ax is None:
        return width or usual
    edges = room_of(ax)
    return edges[2] - edges[0]


def draw_range(ax: Axes, low: float, high: float, y: float, half: float, look: Mapping[str, Any]) -> None:
    """A range on a row: pale as it is only possible, with a clear edge at both ends; one value is a dot.

    What is known is stronger than what is not: the dot is solid, and the wider a range the paler its ink.
    """
    from matplotlib.patches import Rectangle

    strong = look.get("facecolor", tint("bar"))
    if low == high:
        (dot,) = ax.plot([low], [y], linestyle="none", marker="o", markersize=7.5, zorder=5, clip_on=False)
        dot.set(color=strong, markeredgewidth=0)
        return
    face = {"facecolor": tint("halo"), "linewidth": 0.0, **look}
    ax.add_patch(Rectangle((low, y - half), high - low, 2 * half, zorder=3, **face))
    for end in (low, high):
        (edge,) = ax.plot([end] * 2, [y - half, y + half], zorder=3.5, clip_on=False)
        edge.set(color=strong, linewidth=1.8, solid_capstyle="butt")


def value_axis(ax: Axes) -> None:
    """Nothing around the bars but the axis of values below and its grid."""
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="x", color=tint("line"), linewidth=0.6)
    ax.set_axisbelow(True)
    ax.tick_params(axis="x", color=tint("line"), labelsize=SMALLEST)


def plain_labels(ax: Axes) -> None:
    """The same for labels of an Axes that was made outside the settings: no formulas, and every letter."""
    import matplotlib as mpl

    for axis in (ax.xaxis, ax.yaxis):
        for label in (axis.label, *axis.get_ticklabels()):
            label.set_parse_math(False)
            label.set_fontfamily(mpl.rcParams["font.family"])


def canvas(ax: Axes | None, width: float, height: float) -> Axes:
    """Axes for a drawing of `width` x `height` inches: on a figure of its own, or a caller's, all its room.

    A caller's is refused where letters would become too small to be read.
    """
    if ax is None:
        return new_axes(width, height)
    edges = room_of(ax)
    wide, high = edges[2] - edges[0], edges[3] - edges[1]
    least = LEGIBLE / SMALLEST
    if min(wide / width, high / height) < least:
        needs = " x ".join(f"{math.ceil(10 * least * inches) / 10:.1f}" for inches in (width, height))
        raise too_small("ax", f"room for {wide:.1f} x {high:.1f} inches", f"at least {needs} inches")
    stand_in(ax, edges, (0.0, 0.0, 0.0, 0.0), high)
    return ax


def fit_into(ax: Axes, width: float, height: float) -> None:
    """Make a drawing laid out for `width` x `height` inches fit the Axes that a caller gave.

    Text, lines and markers have sizes of their own, so they shrink with what they stand on. Layout engines
    pass over the text: making room for it would leave none for the drawing.
    """
    box, dpi = ax.get_window_extent(), ax.figure.dpi
    scale = min(1.0, box.width / dpi / width, box.height / dpi / height)
    # Of a larger Axes a part stays empty: a drawing that grew would grow away from its letters.
    (left, _), (low, high) = ax.get_xlim(), ax.get_ylim()
    wide, tall = (size / dpi / scale for size in (box.width, box.height))
    up = math.copysign(tall, high - low)
    ax.set(xlim=(left, left + wide), ylim=(high - up, high))
    for text in ax.texts:
        text.set_fontsize(scale * float(text.get_fontsize()))
        text.set_in_layout(False)
    for line in ax.lines:
        line.set_linewidth(scale * line.get_linewidth())
        line.set_markersize(scale * line.get_markersize())
        line.set_markeredgewidth(scale * line.get_markeredgewidth())
