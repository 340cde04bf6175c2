"""The worked example of every indicator: a few cells, one of them unknown, the answer, and all fillings."""

from __future__ import annotations

import contextlib
import io
import json
import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import chirograph as cg
from chirograph.plots.palette import LIGHT

_PAIR = """import chirograph as cg

least = [[3, 2, 0, {0}], [2, 0, 0, 1]]
greatest = [[3, 2, 0, {1}], [2, 0, 0, 1]]
panel = cg.Panel(least, greatest, max_depth=3)
found = panel.overlap("{key}")["P1", "P2"]
"""
_CODERS = """import chirograph as cg

sheets = {{
    "A": {{"programme": ["P1", "P2", "P3"], "cyber": [2, 1, 0], "space": [0, {0}, 1]}},
    "B": {{"programme": ["P1", "P2", "P3"], "cyber": [2, 2, 0], "space": [0, 1, 1]}},
}}
codings = cg.Codings.from_sheets(sheets, max_depth=3)
found = codings.agreement("{key}", metric="{metric}")
"""
_DATASET = """import chirograph as cg

ds = cg.load("my-programmes")
depths = {{
    "XAA": {{"A1": 3, "A5": 1}},
    "XBB": {{{0}"A2": 0, "A3": 2, "A4": 1, "A5": 0, "A6": 2}},
    "XCC": {{"A1": 1, "A2": 0, "A3": 0, "A4": 0, "A5": 2, "A6": 0}},
}}
cells = {{(name, area): row[area] for name, row in depths.items() for area in row}}
ds = ds.assume(cells=cells, source="an invented example")
"""
_ASKED = {
    "dyad": 'answers = ds.interoperability(members=members)["XAA", "XBB"]\n',
    "group": "answers = ds.interoperability(members=members).collective\n",
    "hub": 'answers = ds.interoperability(members=members)["XBB", "HUB"]\n',
    "profile": 'answers = ds.profile()["XBB"]\n',
}
_MEMBERS = 'members = {("XBB", "NET"): 1, ("XCC", "NET"): 0}\n'
#: A set of areas, which the small dataset has not of itself.
_SET = {"id": "technical", "name": "Technical areas", "areas": ["A3", "A4"], "basis": "Invented"}


@dataclass(frozen=True)
class Worked:
    """The code of an example, what it prints, the range, and the value for each filling of the open cell."""

    code: str
    printed: str
    ends: tuple[float, float]
    fillings: tuple[tuple[str, float], ...]
    about: str


def worked(key: str) -> Worked:
    """The example of an indicator, by what the indicator is about."""
    described = cg.describe(key)
    if described.arity == "pair":
        code, about = _PAIR, "The last depth of P1 is unknown: anything from 0 to 3."
        open_code = code.format(0, 3, key=key)
        fillings = [(str(d), code.format(d, d, key=key)) for d in range(4)]
        last = "print(panel)\nprint(found.explain())\n"
    elif described.arity == "coders":
        metric = _metric(described)
        about = "One code of coder A is not on record: it may be any depth from 0 to 3."
        open_code = _CODERS.format('"?"', key=key, metric=metric)
        fillings = [(str(d), _CODERS.format(d, key=key, metric=metric)) for d in range(4)]
        last = "print(found)\n"
    else:
        about = (
            "The small invented dataset that `chirograph new my-programmes` writes. All cells but one are "
            "given; how deep XBB goes in A1 is unknown."
        )
        tail = _asking(key, described.use)
        open_code = _DATASET.format("") + tail
        fillings = [(str(d), _DATASET.format(f'"A1": {d}, ') + tail) for d in range(4)]
        last = "print(ds.panel())\nprint(found)\n"
    with _small_dataset():
        printed, found = _ran(open_code + last)
        values = tuple((name, float(_ran(code)[1].lower)) for name, code in fillings)
    return Worked(open_code + last, printed, (float(found.lower), float(found.upper)), values, about)


def _metric(described: cg.Description) -> str:
    """The last metric that a coefficient takes: of those of depths the one that most do."""
    (line,) = [line for line in described.parameters if line.startswith("metric")]
    known = line.split("one of ")[1].split(":")[0].split(", ") if "one of " in line else []
    first = line.split(" = ")[1].split(",")[0].split(":")[0]
    return "ordinal" if "ordinal" in known else first


def _asking(key: str, use: str) -> str:
    """The lines that ask a dataset for an indicator."""
    if use.endswith("profile"):
        return f'{_ASKED["profile"]}found = answers["{key}"]\n'
    where = {"group": "group", "programme": "hub"}.get(cg.describe(key).arity, "dyad")
    return f'{_MEMBERS}{_ASKED[where]}found = answers["{key}"]\n'


def _ran(code: str) -> tuple[str, Any]:
    """What code prints, and what it calls `found`."""
    names: dict[str, Any] = {}
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code, "example", "exec"), names)
    return said.getvalue(), names["found"]


@contextlib.contextmanager
def _small_dataset() -> Iterator[None]:
    """A working folder with the dataset that `chirograph new` writes, and a set of areas in it."""
    template = resources.files("chirograph") / "data" / "template" / "data.json"
    data = json.loads(template.read_text(encoding="utf-8"))
    data["codebook"].setdefault("area_sets", [_SET])
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("my-programmes").mkdir()
        (Path("my-programmes") / "data.json").write_text(json.dumps(data), encoding="utf-8")
        yield


def draw(key: str, example: Worked, file: Path) -> str:
    """Draw the range and the value of every filling; the words of the picture are given back."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 2.3), layout="constrained")
    ax = figure.add_subplot()
    low, high = example.ends
    ax.barh(0, high - low, left=low, height=0.5, color=LIGHT["depth-1"])
    ax.plot([low, high], [0, 0], "|", color=LIGHT["ink"], markersize=16)
    drawn = [(name, value) for name, value in example.fillings if not math.isnan(value)]
    for row, (_, value) in enumerate(drawn, 1):
        ax.plot(value, row, "o", color=LIGHT["depth-3"], markersize=7)
        ax.annotate(f"{value:.3f}", (value, row), (8, 0), textcoords="offset points", va="center", fontsize=9)
    ax.set_yticks(range(len(drawn) + 1), ["all it may be", *(f"if it is {name}" for name, _ in drawn)])
    ax.set_ylim(len(drawn) + 0.6, -0.6)
    described = cg.describe(key)
    left = described.low if math.isfinite(described.low) else min(0.0, low)
    wide = described.high - left
    ax.set_xlim(left - 0.03 * wide, described.high + 0.12 * wide)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    figure.savefig(file, metadata={"Date": None})
    each = "; ".join(f"{value:.3f} if it is {name}" for name, value in drawn)
    if high - low < 1e-9:
        return f"{low:.3f} whatever the unknown cell is: this indicator does not turn on it here."
    return f"From {low:.3f} to {high:.3f} whatever the unknown cell is: {each}."
