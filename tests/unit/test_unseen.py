"""Characters that nobody sees or that turn a line around: refused in labels, escaped in what is printed."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

import chirograph as cg
from chirograph import _core
from chirograph.base import markup
from chirograph.cli.main import cli
from chirograph.errors import DataError, Fault, shown, unseen

CELLS = [[1, 0], [1, 1]]
BAD = [
    "a\nb",
    "a\x07b",
    "abc\u202egnp",
    "a\u200bb",
    "\ufeffa",
    "a\u200cb",
    "a\u2066b",
    "a\u061cb",
    "a\u2028b",
]
PERSIAN, SINHALA = "\u0645\u06cc\u200c\u0631\u0648\u0645", "\u0dc1\u0dca\u200d\u0dbb\u0dd3"


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(
    "given",
    [
        lambda bad: {"rows": [bad, "c"]},
        lambda bad: {"columns": ["x", bad]},
        lambda bad: {"names": {"P1": bad}},
        lambda bad: {"status": bad},
        lambda bad: {"status": [["s", bad], ["s", "s"]]},
        lambda bad: {"sources": [bad, ""]},
    ],
    ids=["rows", "columns", "names", "status", "statuses", "sources"],
)
def test_text_of_a_panel_is_refused_where_it_cannot_be_seen(given: object, bad: str) -> None:
    """Labels, names, reasons and sources say which character it is; the message itself shows it escaped."""
    with pytest.raises(DataError) as caught:
        cg.Panel(CELLS, max_depth=1, **given(bad))  # type: ignore[operator]
    (fault,) = caught.value.faults
    assert fault.repair == f"remove {unseen(bad)}"
    assert unseen(str(fault)) is None


@pytest.mark.parametrize("bad", BAD)
def test_labels_of_a_frame_are_refused_alike(bad: str) -> None:
    """Rows, columns and reasons of wide and long frames keep the same rule."""
    wide = ({"partner": [bad, "c"], "x": [1, 0]}, {"partner": ["b", "c"], bad: [1, 0]})
    for frame in wide:
        with pytest.raises(DataError, match="remove U\\+"):
            cg.Panel.from_frame(frame, max_depth=1)
    for column in ("row", "column", "status"):
        frame = {"row": ["a"], "column": ["x"], "depth": [1], "status": ["s"], column: [bad]}
        with pytest.raises(DataError, match="remove U\\+"):
            cg.Panel.from_frame(frame, layout="long", max_depth=1)


@pytest.mark.parametrize("good", [PERSIAN, SINHALA, "대한민국", "Zürich", "a\u00a0b", "naïve \N{EN DASH} x"])
def test_scripts_keep_the_joiners_they_need(good: str) -> None:
    """Names of any script are labels, with joiners between the letters that they join."""
    assert cg.Panel(CELLS, rows=[good, "c"], max_depth=1).rows == (good, "c")


def read(texts: list[str]) -> set[int]:
    """Which of these texts the reader of datasets refuses, each for itself."""
    found = set()
    for i, text in enumerate(texts):
        data = json.dumps({"note": text}).encode()
        with pytest.raises(DataError) as caught:
            _core.read_dataset(data, "f")
        if any(fault.code == "gate" for fault in caught.value.faults):
            found.add(i)
    return found


def test_both_languages_have_one_rule() -> None:
    """The reader and Python refuse the same texts: suspect characters, and joiners beside every block."""
    suspects = [*range(1, 0x100), *range(0x600, 0x620), *range(0x2000, 0x2080), 0xFEFE, 0xFEFF, 0xFF00]
    texts = [f"a{chr(code)}b" for code in suspects]
    edges = [
        *(0x5FF, 0x600, 0xDFF, 0xE00, 0x1000, 0x109F, 0x10A0, 0x1780, 0x18AF, 0x18B0, 0x1B00, 0x1BFF, 0xA8E0),
        *(0xA8FF, 0xA980, 0xA9FF, 0xAA60, 0xAA7F, 0xABC0, 0xABFF, 0xFB50, 0xFDFF, 0xFE70, 0xFEFC, 0xFEFD),
        *(0x11000, 0x11FFF, 0x12000),
    ]
    for code in edges:
        for joiner in "\u200c\u200d":
            texts += [
                f"{chr(code)}{joiner}\u0631",
                f"\u0631{joiner}{chr(code)}",
                f"{chr(code)}{joiner}",
                f"{joiner}a",
            ]
    assert read(texts) == {i for i, text in enumerate(texts) if unseen(text)}
    assert len(read(texts)) > 200


@pytest.mark.parametrize("bad", [*BAD, "a\ud800b"])
def test_what_is_printed_all_the_same_is_escaped(bad: str) -> None:
    """A table in a terminal and on a page, and an error that quotes a value, show it by its number."""
    table = cg.Table((bad, "n"), ((bad,), (1,)), caption=bad)
    number = f"\\u{ord(next(c for c in bad if unseen(c) or c in chr(0x200C))):04x}"
    for text in (
        repr(table),
        str(Fault(file=bad, place=bad, value=bad, rule=bad)),
        markup.columns_of_text([bad], [])[0],
    ):
        assert number in text
        assert unseen(text.replace("\n", "")) is None
    if bad != "a\nb":
        assert number in table._repr_html_()
        assert unseen(table._repr_html_().replace("\n", "")) is None


def test_text_of_several_lines_keeps_their_ends() -> None:
    """What is printed in lines stays in lines."""
    assert shown("a\nb\u202ec", lines=True) == "a\nb\\u202ec"
    assert shown(np.str_("a")) == "a"


def test_the_command_shows_them_escaped() -> None:
    """A word of the user's that holds one comes back escaped."""
    done = CliRunner().invoke(cli, ["pair", "K\u202eR", "JPN"])
    assert done.exit_code != 0
    assert "\u202e" not in done.output + str(done.exception)
