"""Files that people have: CSV in its many forms and sheets of workbooks, by Python and by the command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest

import chirograph as cg
from chirograph.errors import DataError, ParameterError, UnknownLabel

openpyxl = pytest.importorskip("openpyxl")

LINES = "partner,A1,A2\nKOR,1,0\nJPN,2,3\n"


def read(tmp_path: Path, data: str | bytes, **options: object) -> cg.Panel:
    """The panel of a file with these bytes."""
    file = tmp_path / "my.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return cg.read(file, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        LINES,
        LINES.replace(",", ";"),
        LINES.replace(",", "\t"),
        LINES.replace(",", "|"),
        LINES.replace("\n", "\r\n"),
        b"\xef\xbb\xbf" + LINES.encode(),
        LINES.encode("utf-16"),
        LINES + "\n,,\n , ,\n",
        LINES.replace("\n", ",,\n"),
        LINES.replace("1,0", '"1","0"'),
        LINES.replace(",", ";").replace("1;0", "1,0;0,0"),
        LINES.encode("utf-32"),
        "sep=;\r\n" + LINES.replace(",", ";"),
        LINES.replace("\n", "\r", 1),
    ],
    ids=lambda data: str(data[:40]),
)
def test_every_form_gives_the_same_cells(tmp_path: Path, data: str | bytes) -> None:
    """Separator, mark, line ends, blank tails and decimal commas are read as they are meant."""
    panel = read(tmp_path, data)
    assert (panel.rows, panel.columns) == (("KOR", "JPN"), ("A1", "A2"))
    assert panel.lower.tolist() == [[1, 0], [2, 3]]
    assert panel.assumptions[0].startswith("Cells: from my.csv (SHA-256 ")
    assert "Areas: 2 columns (A1 and A2)." in panel.assumptions


@pytest.mark.parametrize("encoding", ["cp1252", "cp949"])
def test_another_encoding_is_named(tmp_path: Path, encoding: str) -> None:
    """A file that is no UTF-8 says so with the line, and is read in the encoding that is named."""
    name = "C\xf4te" if encoding == "cp1252" else "\ud55c\uad6d"
    data = f"partner,A1\nKOR,1\n{name},2\n".encode(encoding)
    with pytest.raises(DataError) as caught:
        read(tmp_path, data)
    (fault,) = caught.value.faults
    assert fault.place == "line 3"
    assert encoding in fault.rule
    assert read(tmp_path, data, encoding=encoding).rows == ("KOR", name)


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ("partner,A1\nKOR,1,2\n", "line 2", "separator"),
        ("partner,A1,A2\nKOR,1\nJPN,1,1\n", "line 2", "3 cells"),
        ("partner,A1,A1\nKOR,1,1\n", "line 1, column 2", "occurs once"),
        ("a;b,c\nx;1,2\n", "line 1", "separator=','"),
        ("", "", "names the columns"),
        ('partner,A1\nKOR,"1\n', "line 2", "quotes"),
        ("partner,A1\nKOR,1\0\n", "line 2", "text"),
        (b"PK\x03\x04\0\0", "", "workbook"),
        ("partner,A1\nKOR,=1+1\nJPN,1\n", "row KOR, column A1", "whole number"),
    ],
)
def test_a_file_at_fault_says_where(tmp_path: Path, data: str | bytes, place: str, words: str) -> None:
    """File, place, rule and repair; nothing is guessed."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, data)
    fault = caught.value.faults[0]
    assert fault.place == place
    assert words in str(fault)


def test_a_cell_at_fault_names_its_file(tmp_path: Path) -> None:
    """The file stands before the row and the area, in Python and on the command line alike."""
    with pytest.raises(DataError, match=r"my\.csv: row KOR, column A1: found '9'"):
        read(tmp_path, LINES.replace("KOR,1", "KOR,9"))


def test_a_workbook_by_another_name_is_told(tmp_path: Path) -> None:
    """Its bytes are no text, and the message says what they are."""
    (tmp_path / "my.csv").write_bytes(book(tmp_path, A=[["partner", "A1"], ["KOR", 1]]).read_bytes())
    with pytest.raises(DataError, match="a workbook is read where its name ends in"):
        cg.read(tmp_path / "my.csv")


def test_every_line_at_fault_is_named(tmp_path: Path) -> None:
    """All of them at once."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, "p,A,B\nx,1,1\ny,1\nz,1,1\nw,1,1,1\n")
    assert [fault.place for fault in caught.value.faults] == ["line 3", "line 5"]


def test_what_we_write_comes_back(tmp_path: Path) -> None:
    """A table written as CSV, also for Excel, is read to the same cells, formulas and all."""
    table = cg.Table(("partner", "=A"), (("-KOR", "@JPN", "\ud55c\uad6d"), (1, 2, 3)))
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        table.to_csv(tmp_path / "t.csv", encoding=encoding)
        panel = cg.read(tmp_path / "t.csv")
        assert (panel.rows, panel.columns) == (("-KOR", "@JPN", "\ud55c\uad6d"), ("=A",))
    with pytest.raises(ParameterError, match="every letter"):
        table.to_csv(tmp_path / "t.csv", encoding="cp949")


def book(tmp_path: Path, **sheets: list[list[object]]) -> Path:
    """A workbook with these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / "my.xlsx")
    return tmp_path / "my.xlsx"


class TestWorkbooks:
    """Sheets of Excel workbooks."""

    ROWS: ClassVar[list[list[object]]] = [["partner", "A1", "A2"], ["KOR", 1, "1-2"], ["JPN", "?", None]]

    def test_the_one_sheet_is_read(self, tmp_path: Path) -> None:
        """Numbers, text and empty cells are read as in any table."""
        panel = cg.read(book(tmp_path, Codes=self.ROWS, Empty=[]), missing="unknown")
        assert panel.lower.tolist() == [[1, 1], [0, 0]]
        assert panel.upper.tolist() == [[1, 2], [3, 3]]
        assert panel.assumptions[0].startswith("Cells: from my.xlsx, sheet 'Codes' (SHA-256 ")

    def test_of_several_sheets_one_is_named(self, tmp_path: Path) -> None:
        """Which one is never guessed."""
        file = book(tmp_path, A=self.ROWS, B=self.ROWS)
        with pytest.raises(DataError, match="'A', 'B'"):
            cg.read(file, missing="unknown")
        assert cg.read(file, sheet="B", missing="unknown").rows == ("KOR", "JPN")
        with pytest.raises(UnknownLabel, match="sheet"):
            cg.read(file, sheet="C", missing="unknown")

    def test_a_formula_is_refused_with_its_cell(self, tmp_path: Path) -> None:
        """Nothing is evaluated."""
        with pytest.raises(DataError, match='sheet "A", cell B2'):
            cg.read(book(tmp_path, A=[["partner", "A1"], ["KOR", "=1+1"]]))

    @pytest.mark.parametrize("name", ["my.xls", "my.xlsm", "my.xlsb"])
    def test_other_workbooks_name_the_way(self, tmp_path: Path, name: str) -> None:
        """Macros and other formats are refused with what to do."""
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(DataError, match=r"save it as \.xlsx, or as CSV"):
            cg.read(tmp_path / name)

    def test_options_of_the_other_kind_are_refused(self, tmp_path: Path) -> None:
        """A workbook has no separator, a CSV file no sheet."""
        with pytest.raises(ParameterError, match="no separator"):
            cg.read(book(tmp_path, A=self.ROWS), separator=";")
        with pytest.raises(ParameterError, match="no sheets"):
            read(tmp_path, LINES, sheet="A")


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A file that is not there, and a folder."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(DataError, match="it can be read"):
            cg.read(path)


def test_a_table_is_no_dataset(tmp_path: Path) -> None:
    """`load` of a table names `read`."""
    (tmp_path / "my.csv").write_text(LINES, encoding="utf-8")
    with pytest.raises(DataError, match=r"chirograph\.read"):
        cg.load(tmp_path / "my.csv")


def test_a_large_file_is_cut_off_before_it_is_read(tmp_path: Path) -> None:
    """More than the limit is refused, not loaded."""
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(70 * 2**20)
    with pytest.raises(DataError, match="at most 64 MiB"):
        cg.read(tmp_path / "big.csv")


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a folder."""
    command = [sys.executable, "-m", "chirograph.cli", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_command_reads_a_table(tmp_path: Path) -> None:
    """`overlap my.csv` prints the pairs, with the meaning of its codes; the same by --data."""
    (tmp_path / "my.csv").write_text("partner;A1;A2\nKOR;1;?\nJPN;1;-9\n", encoding="utf-8")
    said = ("--missing", "?=unpublished", "--missing", "-9=absent")
    one, other = (
        run("overlap", "my.csv", "dice", *said, folder=tmp_path),
        run("overlap", "dice", "--data", "my.csv", *said, folder=tmp_path),
    )
    assert one.returncode == 0, one.stderr
    assert one.stdout == other.stdout
    assert "KOR  JPN  [0.667, 1.000]  sharp" in one.stdout
    assert "Cells written '?' (1) mean: text not public." in " ".join(one.stdout.split())


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["my.csv"], 3, "missing="),
        (["my.csv", "--missing", "unknown", "--evidence", "strict"], 2, "--evidence asks a dataset"),
        (["jaccard", "--missing", "unknown"], 2, "--missing says how a CSV file or a workbook is read"),
        (["my.csv", "--data", "nato-ip4"], 2, "named twice"),
        (["my.csv", "jaccard", "dice"], 2, "one index"),
        (["none.csv"], 3, "it can be read"),
    ],
)
def test_the_command_refuses_what_does_not_fit(
    tmp_path: Path, words: list[str], code: int, told: str
) -> None:
    """Options of tables and of datasets do not mix, and codes without a meaning are told with their cells."""
    (tmp_path / "my.csv").write_text("partner,A1\nKOR,1\nJPN,?\n", encoding="utf-8")
    done = run("overlap", *words, folder=tmp_path)
    assert done.returncode == code
    assert told in " ".join(done.stderr.split())


def test_the_command_is_told_which_columns_count(tmp_path: Path) -> None:
    """Labels, areas by a pattern, the scale and the sheet, as in Python."""
    rows = [["year", "code", "X1", "X2"], [1999, "KOR", 1, 0], [2001, "JPN", 1, 1]]
    book(tmp_path, A=rows, B=rows)
    options = ("--sheet", "B", "--rows", "code", "--areas", "X*", "--max-depth", "1")
    done = run("overlap", "my.xlsx", "ruzicka", *options, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "KOR  JPN  [0.500, 0.500]  sharp" in done.stdout
    told = " ".join(done.stdout.split())
    assert "Areas: 2 columns (X1 and X2), as named; 1 other column left out." in told
    assert "sheet 'B'" in told


def test_the_command_takes_areas_of_kinds(tmp_path: Path) -> None:
    """With words or without, each area once; what needs an order is refused with the way out."""
    (tmp_path / "my.csv").write_text("p,A1,form,body\nKOR,1,court,2\nJPN,1,?,1\n", encoding="utf-8")
    said = ("--missing", "unknown", "--nominal", "form=none,court,arbitration", "--nominal", "body")
    done = run("overlap", "my.csv", "simple_matching", *said, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "KOR  JPN  [0.333, 0.667]  sharp" in done.stdout
    assert "form (none, court, arbitration) and body." in " ".join(done.stdout.split())
    for key, more, told in (
        ("ruzicka", (), "ask one that does not: jaccard"),
        ("jaccard", ("--nominal", "form"), "--nominal is given more than once for form"),
        ("jaccard", ("--nominal", "from"), "did you mean 'form'?"),
    ):
        done = run("overlap", "my.csv", key, *said, *more, folder=tmp_path)
        assert done.returncode in (2, 3), done.stdout
        assert told in " ".join(done.stderr.split())
