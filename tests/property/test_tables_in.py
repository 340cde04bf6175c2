"""Tables out of any bytes and cells out of any text: read as they are, or refused as faults of chirograph."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

import chirograph as cg
from chirograph.base import delimited
from chirograph.base.sheet import csv_text
from chirograph.cells import written
from chirograph.errors import ChirographError, DataError

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), max_size=8)
#: Text near to what cells look like.
CELLS = st.text("0123456789?-.,;+<>=[] nNaA/", max_size=8) | TEXTS


@given(st.binary(max_size=200) | st.text(',;\t|"\n\r ab1\u0645', max_size=60).map(str.encode))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    """Columns of one length, or faults; no other error."""
    try:
        found = delimited.read(data, "any.csv")
    except DataError:
        return
    assert len({len(cells) for cells in found.values()}) == 1


@given(
    st.lists(TEXTS.filter(str.strip), min_size=2, max_size=4, unique_by=str.strip),
    st.data(),
    st.sampled_from(delimited.SEPARATORS),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read(head: list[str], draw: st.DataObject, mark: str, encoding: str) -> None:
    """Text as `to_csv` writes it comes back to the letter, with any separator that is named."""
    rows = draw.draw(st.lists(st.tuples(*[TEXTS.filter(str.strip)] * len(head)), min_size=1, max_size=4))
    lines = csv.reader(io.StringIO(csv_text(head, rows), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows(lines)
    found = delimited.read(out.getvalue().encode(encoding), "t.csv", separator=mark)
    assert list(found) == [name.strip() for name in head]
    assert list(zip(*found.values(), strict=True)) == rows


@given(CELLS, st.integers(1, 15))
def test_any_text_is_a_cell_a_mark_or_a_fault(text: str, top: int) -> None:
    """Ends lie on the scale in order; a mark stands for itself; what is neither says which rule it breaks."""
    found = written.read(text, top, written.Missing.of(None))
    if isinstance(found, written.Broken):
        assert found.rule
        assert found.repair
    elif isinstance(found, tuple):
        assert 0 <= found[0] <= found[1] <= top
    else:
        assert found == text.strip()
        assert found == "" or found.casefold() in written.MARKS


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.sampled_from([None, "absent"]))
def test_any_table_is_a_panel_or_refused(rows: list[tuple[str, str]], missing: str | None) -> None:
    """Whatever stands in a frame gives a panel whose cells lie on the scale, or an error of chirograph."""
    x, y = zip(*rows, strict=True)
    frame = {"p": [f"P{i}" for i in range(len(rows))], "x": list(x), "y": list(y)}
    try:
        panel = cg.Panel.from_frame(frame, rows="p", missing=missing)
    except ChirographError:
        return
    assert (panel.lower <= panel.upper).all()
    assert int(panel.upper.max()) <= 3
