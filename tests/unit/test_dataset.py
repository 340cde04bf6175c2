"""The dataset: loading, programmes at a date, evidence, list lengths, readings, tables and what it shows."""

from __future__ import annotations

import itertools
import json
import os
import pickle
import resource
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import chirograph as cg
from chirograph.base.dates import Span, day_of, span
from chirograph.errors import AssumptionError, DataError, UnknownLabel
from chirograph.records.choice import choose
from chirograph.records.readings import Layer, read_as

FOLDER = Path(cg.__file__).parent / "data" / "nato-ip4"


@pytest.fixture(scope="module")
def ds() -> cg.Dataset:
    """The embedded dataset."""
    return cg.load("nato-ip4")


class TestLoading:
    """By name, by folder, by file."""

    def test_name_folder_and_file_give_the_same(self, ds: cg.Dataset) -> None:
        """The three ways lead to equal datasets."""
        assert cg.load(FOLDER) == ds
        assert cg.load(str(FOLDER / "data.json")) == ds
        assert hash(cg.load(FOLDER)) == hash(ds)

    def test_a_missing_dataset_is_refused_with_the_near_name(self, tmp_path: Path) -> None:
        """A name that does not exist is answered by the near one; an empty folder by what it should hold."""
        with pytest.raises(DataError, match="did you mean 'nato-ip4'"):
            cg.load("nato-ip")
        with pytest.raises(DataError, match=r"the folder has no data\.json; `chirograph new DIR`"):
            cg.load(tmp_path)

    @pytest.mark.parametrize("kind", ["pipe", "device", "link to a device", "folder"])
    def test_what_is_no_regular_file_is_refused_at_once(self, kind: str, tmp_path: Path) -> None:
        """A pipe nobody writes to, an endless device and a folder are refused without being read."""
        file = tmp_path / "data.json"
        if kind == "pipe":
            os.mkfifo(file)
        elif kind == "link to a device":
            file.symlink_to("/dev/zero")
        elif kind == "folder":
            file.mkdir()
        with pytest.raises(DataError, match="not a regular file") as caught:
            cg.load("/dev/zero" if kind == "device" else tmp_path)
        assert caught.value.faults[0].code == "io"

    def test_of_a_huge_file_only_the_limit_is_read(self, tmp_path: Path) -> None:
        """A file of three gigabytes is refused by its size without taking them into memory."""
        file = tmp_path / "data.json"
        with file.open("wb") as handle:
            handle.truncate(3 << 30)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(DataError, match="at most 16777216 bytes"):
            cg.load(file)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB

    def test_a_name_no_file_can_have_is_refused(self) -> None:
        """A null byte in a path is a fault like another, and is shown harmlessly."""
        with pytest.raises(DataError) as caught:
            cg.load("x\0y")
        assert str(caught.value).isprintable()

    def test_whole_numbers_may_be_written_with_a_point(self, tmp_path: Path) -> None:
        """2.0 is the depth 2 wherever the schema asks for a whole number."""
        text = (FOLDER / "data.json").read_text(encoding="utf-8")
        pointed = text.replace('"cap_without": 1,', '"cap_without": 1.0,')
        pointed = pointed.replace('"list_total": 16,', '"list_total": 16.0,')
        assert pointed.count(".0,") >= text.count(".0,") + 2
        (tmp_path / "data.json").write_text(pointed, encoding="utf-8")
        read, plain = cg.load(tmp_path), cg.load("nato-ip4")
        assert read.to_dict() == plain.to_dict()
        assert repr(read.interoperability(budget=1)) == repr(plain.interoperability(budget=1))
        assert str(read.list_lengths()) == str(plain.list_lengths())

    def test_a_bad_file_is_refused_with_file_and_place(self, tmp_path: Path) -> None:
        """A file that breaks the rules is refused with its name, the place and the rule."""
        data = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))
        data["programmes"][0]["partner"] = "XXX"
        data["version"] = 7
        (tmp_path / "data.json").write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(DataError) as caught:
            cg.load(tmp_path)
        assert all(
            fault.file.endswith("data.json") and fault.place and fault.rule for fault in caught.value.faults
        )

    def test_embedded_datasets_are_listed(self, ds: cg.Dataset) -> None:
        """The list names the dataset with version and checksum, and leaves the template out."""
        table = cg.datasets()
        assert table.where(id="nato-ip4")["sha256"] == (ds.sha256,)
        assert "template" not in table["id"]
        assert "my-programmes" not in table["id"]

    def test_the_template_loads_and_compares(self) -> None:
        """A dataset with other partners, areas and kinds works by the same calls."""
        template = cg.load(FOLDER.parent / "template")
        assert template.kinds
        assert len(template.overlap("jaccard").pairs()) == 3

    def test_pickle(self, ds: cg.Dataset) -> None:
        """A dataset sent to another process arrives equal, readings included."""
        like = ds.assume(unpublished="like:KOR")
        again = pickle.loads(pickle.dumps(like))
        assert again == like
        assert again.overlap("jaccard") == like.overlap("jaccard")


class TestNumbers:
    """The numbers that were worked out beforehand, by hand and by other software."""

    def test_korea_and_japan(self, ds: cg.Dataset) -> None:
        """Strict Jaccard of Korea and Japan is [1/3, 11/15], with 16 areas for Japan [8/19, 11/16]."""
        pair = ds.overlap("jaccard")["KOR", "JPN"]
        assert (pair.lower, pair.upper) == (8 / 24, 11 / 15)
        exact = ds.panel(list_length={"JPN": 16}).overlap("jaccard")["KOR", "JPN"]
        assert (exact.lower, exact.upper) == (8 / 19, 11 / 16)

    def test_six_pairs(self, ds: cg.Dataset) -> None:
        """Four partners give six pairs, each with bounds inside 0 and 1."""
        overlap = ds.overlap("jaccard")
        assert len(overlap.pairs()) == 6
        assert all(0 <= pair.lower <= pair.upper <= 1 and pair.sharp for pair in overlap)

    def test_stated_totals(self, ds: cg.Dataset) -> None:
        """Korea's eleven titles are all read; eleven of Japan's sixteen are read and leave 12 to 22 areas."""
        lengths = ds.list_lengths()
        assert lengths.where(programme="ITPP-KOR-2023").rows == (
            ("KOR", "ITPP-KOR-2023", 11, 11, 11, 11, "derive", "All 11 titles read"),
        )
        (japan,) = lengths.where(programme="ITPP-JPN-2023").rows
        assert japan[:6] == ("JPN", "ITPP-JPN-2023", 12, 22, 16, 11)
        assert lengths.where(total_use="state_only").rows[0][:6] == (
            "KOR", "IPCP-KOR-2012", None, None, 7, None,
        )  # fmt: skip
        assert len(ds.list_lengths("declared")) == 0

    def test_stated_totals_are_told_where_the_dataset_is_shown(self, ds: cg.Dataset) -> None:
        """The printed dataset says what a stated total implies, and what would make it count."""
        shown = repr(ds)
        assert "Japan: 16 own titles are stated, 11 read: 12 to 22 of the 24 areas." in shown
        assert "Used as a list length (derived), it narrows; panel(list_length={'JPN': N}) narrows" in shown
        assert "Korea: 11 own titles are stated, all read; they cover 11 of the 24 areas." in shown


class TestPanel:
    """Rows, columns, evidence and assumptions."""

    def test_rows_are_partners_and_columns_are_areas(self, ds: cg.Dataset) -> None:
        """Labels come from the dataset, with readable names and the programme each row was read from."""
        panel = ds.panel()
        assert panel.rows == ds.partners == ("AUS", "JPN", "KOR", "NZL")
        assert panel.columns == ds.areas
        assert panel.names["KOR"] == "Republic of Korea"
        assert panel.sources[2].startswith("ITPP-KOR-2023: Individually Tailored")
        assert panel.max_depth == 3

    def test_unknown_never_becomes_absent(self, ds: cg.Dataset) -> None:
        """A cell is absent only where a list is complete; everything else not shown can be anything."""
        panel = ds.panel()
        absent = panel.upper == 0
        assert set(panel.status[absent]) == {"absent_from_complete_list"}
        assert set(np.array(panel.rows)[np.argwhere(absent)[:, 0]]) == {"KOR"}
        open_cells = (panel.lower == 0) & ~absent
        assert np.all(panel.upper[open_cells] == 3)
        assert set(panel.status[open_cells]) == {"text_not_public", "not_retrieved"}

    def test_the_wider_evidence_only_adds(self, ds: cg.Dataset) -> None:
        """Under "declared" no lower end falls, and the grade is said."""
        strict, declared = ds.panel(), ds.panel(evidence="declared")
        assert np.all(declared.lower >= strict.lower)
        assert np.any(declared.lower > strict.lower)
        assert declared.assumptions[0].startswith("Evidence: declared (")
        assert strict.assumptions[0].startswith("Evidence: strict (")

    def test_wrong_names_are_refused_with_near_names(self, ds: cg.Dataset) -> None:
        """Kinds, evidence grades, partners and tables are answered by the near one."""
        with pytest.raises(UnknownLabel, match="ITPP"):
            ds.panel(kind="ITP")
        with pytest.raises(UnknownLabel, match="strict"):
            ds.panel(evidence="strikt")
        with pytest.raises(UnknownLabel, match="JPN"):
            ds.panel(list_length={"JPM": 16})
        with pytest.raises(UnknownLabel, match="listings"):
            ds.table("listing")

    @pytest.mark.parametrize(
        "value", ["2023-13", "soon", "2023-02-30", "..", "2024/2023", "1/2/3", 20.23, True, ""]
    )
    def test_what_is_no_date_is_refused(self, ds: cg.Dataset, value: object) -> None:
        """A date that is none is an error, not a guess."""
        with pytest.raises(AssumptionError, match="date"):
            ds.panel(as_of=value)  # type: ignore[arg-type]

    def test_list_lengths(self, ds: cg.Dataset) -> None:
        """Derived ranges and those given are said; impossible and malformed ones are refused."""
        derived = ds.panel(list_length="derived").assumptions
        assert "List length: JPN 12 to 22 areas (from 16 stated titles, 11 read)." in derived
        assert "List length: KOR exactly 11 areas (from 11 stated titles, 11 read)." in derived
        given = ds.panel(list_length={"JPN": (12, 17)}).assumptions
        assert "List length: JPN 12 to 17 areas (as asked)." in given
        with pytest.raises(AssumptionError, match="12 to 24"):
            ds.panel(list_length={"JPN": 9})
        with pytest.raises(AssumptionError, match="derived"):
            ds.panel(list_length="guess")

    def test_derived_lengths_say_when_nothing_follows(self, ds: cg.Dataset) -> None:
        """Under the wider evidence a total of titles says nothing about cells, and that is said."""
        sentences = ds.panel(evidence="declared", list_length="derived").assumptions
        assert "No list length follows from stated totals here." in sentences


class TestDates:
    """Which programme stands for a partner at a date."""

    def test_before_the_first_programme_there_is_no_panel(self, ds: cg.Dataset) -> None:
        """A date before every programme is refused with the date and the kind."""
        with pytest.raises(AssumptionError, match="ITPP at 2010-01-01"):
            ds.panel(as_of="2010-01-01")

    def test_a_negotiation_gives_unknown_cells(self, ds: cg.Dataset) -> None:
        """On 15 July 2023 New Zealand's programme was being negotiated: its row is unknown and says why."""
        panel = ds.panel(as_of="2023-07-15")
        row = panel.rows.index("NZL")
        assert set(panel.status[row]) == {"under_negotiation"}
        assert np.all(panel.lower[row] == 0)
        assert np.all(panel.upper[row] == 3)
        assert "ITPP-NZL-2024 was under negotiation: its cells are unknown." in panel.assumptions

    def test_an_uncertain_conclusion_is_said(self, ds: cg.Dataset) -> None:
        """Inside the window of Australia's conclusion its cells are unknown; those without are left out."""
        panel = ds.panel(as_of="2023-07-05")
        assert panel.rows == ("AUS", "NZL")
        assert set(panel.status[0]) == {"under_negotiation"}
        text = " ".join(panel.assumptions)
        assert "ITPP-AUS-2023 was concluded within 2023-07-01/2023-07-12, so perhaps later" in text
        assert "KOR is left out: no ITPP is recorded as concluded or negotiated at that date." in text

    def test_an_ended_programme_is_left_out(self, ds: cg.Dataset) -> None:
        """After 2026 only the programme without a known end is left, and the end of the data is said."""
        panel = ds.panel(as_of="2027-02")
        assert panel.rows == ("NZL",)
        text = " ".join(panel.assumptions)
        assert "KOR is left out: ITPP-KOR-2023 ended by 2026-12-31 at that date." in text
        assert f"ITPP as of 2027-02-28; the data end at {ds.as_of}." in text

    def test_the_latest_of_several_is_taken(self, ds: cg.Dataset) -> None:
        """Of successive programmes of a kind the latest at the date stands for the partner."""
        then = {line.split(":")[0] for line in ds.panel("IPCP", as_of="2018-01-01").sources}
        assert {"IPCP-AUS-2013", "IPCP-JPN-2014", "IPCP-KOR-2017", "IPCP-NZL-2012"} == then
        now = ds.panel("IPCP")
        assert "IPCP-KOR-2019 was later followed by ITPP-KOR-2023." in now.assumptions

    def test_a_group_has_a_row_of_its_own(self, ds: cg.Dataset) -> None:
        """A programme of all partners together is a row under the name of the group."""
        panel = ds.panel("collective_projects")
        assert panel.rows == ("IP4",)
        assert "AUS is left out" in " ".join(panel.assumptions)

    def test_dates_may_be_days_months_years_or_date_objects(self, ds: cg.Dataset) -> None:
        """A month or a year stands for its last day."""
        assert ds.panel(as_of=date(2023, 7, 31)) == ds.panel(as_of="2023-07")
        assert day_of("2023") == date(2023, 12, 31)
        assert day_of("2024-02") == date(2024, 2, 29)

    def test_spans(self) -> None:
        """EDTF dates become their first and last possible day."""
        assert span("2023-07~") == Span(date(2023, 7, 1), date(2023, 7, 31), True)
        assert span("../2020-05").first == date.min
        assert span("2020/..").last == date.max
        assert span(None).first == date.min
        assert span("2023-07-12").exact

    def test_choice_without_any_date(self) -> None:
        """A programme without any date may exist before its first source, and is there from then on."""
        sources = {"S1": {"date": "2020-05"}, "S2": {"date": "2021"}, "S3": {"date": None}}
        record = {
            "sources": ["S2", "S1", "S3"],
            "id": "X",
            "partner": "P",
            "kind": "K",
            "concluded": None,
            "signed": None,
            "start": None,
            "end": None,
        }
        found = choose([record], "P", "K", date(2020, 5, 30), sources)
        assert not isinstance(found, str)
        assert found.when == "conclusion_uncertain"
        assert "on an unknown date" in found.remark
        later = choose([record], "P", "K", date(2020, 5, 31), sources)
        assert not isinstance(later, str)
        assert later.when == "in_force"
        assert "No date of X is recorded" in later.remark

    def test_an_agenda_without_a_date_has_the_status_of_its_list(self, ds: cg.Dataset) -> None:
        """The collective agenda is dated nowhere: its text is not public, it is not said to be negotiated."""
        panel = ds.panel("collective_agenda")
        assert set(panel.status.ravel()) == {"text_not_public"}
        assert set(ds.panel("collective_agenda", "2022").status.ravel()) == {"under_negotiation"}
        assert (int(panel.lower.max()), int(panel.upper.min())) == (0, 3)


class TestReadings:
    """Named assumptions: switched on by name, said in every result, never a prior."""

    def test_the_statement_of_the_literature_deepens_listed_cells_only(self, ds: cg.Dataset) -> None:
        """Korea's listed areas become accountable; nothing else changes; statement and source are printed."""
        plain, read = ds.panel(), ds.assume("korea_listed_accountable").panel()
        row = plain.rows.index("KOR")
        listed = plain.lower[row] >= 1
        assert np.all(read.lower[row][listed] == 3)
        assert np.array_equal(read.lower[row][~listed], plain.lower[row][~listed])
        others = [i for i in range(4) if i != row]
        assert np.array_equal(read.lower[others], plain.lower[others])
        assert "(S001, para 8; strength: stated by one reader)" in read.assumptions[-1]
        assert set(read.status[row][listed & (plain.upper[row] > plain.lower[row])]) == {"assumed"}

    def test_a_reading_prints_in_every_result(self, ds: cg.Dataset) -> None:
        """Overlap, pair, text and JSON carry the sentence of the reading."""
        overlap = ds.assume(unpublished="absent").overlap("jaccard")
        for text in (
            repr(overlap),
            overlap.to_json(),
            overlap["KOR", "JPN"].explain(),
            overlap._repr_html_(),
        ):
            assert "Assumed: unknown cells are absent" in text

    def test_like_korea_by_name_and_by_word(self, ds: cg.Dataset) -> None:
        """The codebook's reading "others like Korea" equals the general one and adds its source."""
        named, general = ds.assume("others_like_korea").panel(), ds.assume(unpublished="like:KOR").panel()
        assert np.array_equal(named.lower, general.lower)
        assert np.array_equal(named.upper, general.upper)
        assert any("S001" in sentence for sentence in named.assumptions)

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    def test_the_order_of_readings_does_not_matter(self, ds: cg.Dataset, order: tuple[int, ...]) -> None:
        """Statements about cells come first, then likeness, then absence, in whatever order given."""
        steps = [{"name": "korea_listed_accountable"}, {"unpublished": "like:KOR"}, {"unpublished": "absent"}]
        plain, given = ds, ds
        for step in steps[:2]:
            plain = plain.assume(**step)
        for step in order:
            given = given.assume(**steps[step])
        found = plain.panel()
        nzl, kor = found.rows.index("NZL"), found.rows.index("KOR")
        listed = ds.panel().lower[kor] >= 1
        assert np.all(found.lower[nzl][listed] == 3)
        assert np.array_equal(given.panel().lower, found.lower)
        assert np.array_equal(given.panel().upper, found.lower)

    def test_readings_only_narrow(self, ds: cg.Dataset) -> None:
        """Under any reading every cell lies within what the evidence allows."""
        plain = ds.panel()
        readings = [ds.assume(unpublished=word) for word in ("absent", "like:KOR")]
        readings += [ds.assume(name) for name in ds.assumptions]
        for reading in readings:
            panel = reading.panel()
            assert np.all(panel.lower >= plain.lower)
            assert np.all(panel.upper <= plain.upper)

    def test_unknown_takes_a_reading_back(self, ds: cg.Dataset) -> None:
        """ "unknown" removes the general reading and keeps the named ones."""
        assert ds.assume(unpublished="absent").assume(unpublished="unknown") == ds
        kept = ds.assume("korea_listed_accountable")
        assert kept.assume(unpublished="absent").assume(unpublished="unknown") == kept

    def test_a_dataset_is_not_changed_by_a_reading(self, ds: cg.Dataset) -> None:
        """`assume` returns another dataset, and the two are different."""
        before = ds.panel()
        assert ds.assume(unpublished="absent") != ds
        assert ds.panel() == before
        with pytest.raises(AttributeError):
            ds.file = "x"  # type: ignore[misc]

    @pytest.mark.parametrize("options", [{"unpublished": "p:0.5"}, {"name": "p:0.5"}])
    def test_a_prior_is_refused_because_bounds_need_none(
        self, ds: cg.Dataset, options: dict[str, str]
    ) -> None:
        """A probability belongs to another kind of answer."""
        with pytest.raises(AssumptionError, match="bounds need no prior"):
            ds.assume(**options)

    @pytest.mark.parametrize(
        ("options", "hint"),
        [
            ({"unpublished": "like:KOT"}, "KOR"),
            ({"name": "korea_listed_acountable"}, "korea_listed_accountable"),
            ({"unpublished": "present"}, "absent"),
            ({}, "either"),
            ({"name": "others_like_korea", "unpublished": "absent"}, "either"),
        ],
    )
    def test_unknown_readings_are_refused(self, ds: cg.Dataset, options: dict[str, str], hint: str) -> None:
        """A reading that does not exist is answered by what is meant."""
        with pytest.raises(AssumptionError, match=hint):
            ds.assume(**options)

    def test_a_reading_about_another_programme_says_that_it_changes_nothing(self, ds: cg.Dataset) -> None:
        """Asked of the predecessors, the statement about Korea's ITPP does not apply and says so."""
        panel = ds.assume("korea_listed_accountable").panel("IPCP")
        assert "changes nothing here: ITPP-KOR-2023 is not in this panel" in panel.assumptions[-1]
        assert np.array_equal(panel.lower, ds.panel("IPCP").lower)


class TestFace:
    """What a user sees."""

    def test_text_shows_what_is_known_of_each_partner(self, ds: cg.Dataset) -> None:
        """One line per partner counts named, absent and open cells with the reason."""
        lines = repr(ds).splitlines()
        assert lines[0].startswith("nato-ip4 2.")
        assert lines[1].split()[:4] == ["partner", "programme", "named", "absent"]
        (korea,) = [line.split() for line in lines if line.startswith("KOR")]
        assert korea[:6] == ["KOR", "ITPP-KOR-2023", "11", "13", "0", "11"]
        (japan,) = [line for line in lines if line.startswith("JPN")]
        assert japan.endswith("12 public, not retrieved")
        assert len(lines) < 12

    def test_markup_is_static_and_small(self, ds: cg.Dataset) -> None:
        """The HTML has no script and stays below 100 kB."""
        html = ds._repr_html_()
        assert "<script" not in html
        assert len(html.encode()) < 100_000
        assert "text not public" in html

    @pytest.mark.parametrize(
        "name", ["sources", "programmes", "listings", "listing_areas", "areas", "statuses", "not_found"]
    )
    def test_tables_are_flat(self, ds: cg.Dataset, name: str) -> None:
        """Every value of a table is text, a number, a truth value or None."""
        table = ds.table(name)
        assert len(table) > 0
        assert all(
            value is None or isinstance(value, str | int | float) for row in table.rows for value in row
        )

    def test_every_table_named_can_be_read(self, ds: cg.Dataset) -> None:
        """Each name of `tables` leads to a table that Arrow can hold."""
        for name in ds.tables:
            assert ds.table(name).to_csv().count("\r\n") >= len(ds.table(name)) + 1

    def test_plain_data_is_a_copy(self, ds: cg.Dataset) -> None:
        """Changing what `to_dict` returns changes nothing in the dataset."""
        data = ds.to_dict()
        data["partners"].clear()
        assert len(ds.partners) == 4


def test_slips_are_answered_by_what_was_meant() -> None:
    """A year as a number is a date; a word of `unpublished=` and names in words lead to the right call."""
    ds = cg.load("nato-ip4")
    assert ds.panel(as_of=2023) == ds.panel(as_of="2023")
    with pytest.raises(AssumptionError, match=r"assume\(unpublished='absent'\)"):
        ds.assume("absent")
    with pytest.raises(AssumptionError, match="'KOR'"):
        ds.assume(unpublished="like:South Korea")
    with pytest.raises(UnknownLabel, match="'A03'"):
        ds.sources_of("KOR", "cyber")
    with pytest.raises(UnknownLabel, match="'KOR'"):
        ds.panel(list_length={"South Korea": 11})


def test_names_of_the_package_are_its_datasets_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the user's own is found by its name; a name that is two datasets is refused."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match="known: eu-sdp, nato-ip4"):
        cg.load("template")
    for name in ("template", "nato-ip4"):
        Path(name).mkdir()
        text = (FOLDER.parent / "template" / "data.json").read_text(encoding="utf-8")
        Path(name, "data.json").write_text(text.replace("my-programmes", "mine"), encoding="utf-8")
    assert cg.load("template").id == "mine"
    assert cg.load("./nato-ip4").id == "mine"
    with pytest.raises(DataError, match="a name means one dataset"):
        cg.load("nato-ip4")


def test_the_register_shows_why_before_ids() -> None:
    """On a screen the register leaves ids out before it cuts why a cell is open; frames have all columns."""
    register = cg.load("nato-ip4").audit()
    head = repr(register).splitlines()[0].split()
    assert head == ["partner", "area", "name", "lower", "upper", "why", "settled_by", "document"]
    assert repr(register).splitlines()[-1] == "Also in the table: programme, status"
    assert "programme" in register.to_frame()


class TestLayers:
    """Readings for some partners, cell by cell, and descriptions read as lists."""

    def test_a_word_for_some_partners_leaves_the_others(self, ds: cg.Dataset) -> None:
        """Only rows that are named change, and the sentence names them."""
        plain, read = ds.panel(), ds.assume(unpublished="absent", partners=["AUS", "JPN"]).panel()
        same = [label for i, label in enumerate(plain.rows) if np.array_equal(plain.upper[i], read.upper[i])]
        assert same == ["KOR", "NZL"]
        assert "unknown cells of AUS, JPN are absent" in read.assumptions[-1]
        like = ds.assume("others_like_korea", partners="JPN").panel()
        assert np.array_equal(like.upper[plain.rows.index("NZL")], plain.upper[plain.rows.index("NZL")])
        assert "here for JPN alone" in like.assumptions[-2]

    def test_given_cells_are_what_they_are_said_to_be(self, ds: cg.Dataset) -> None:
        """A depth or a range stands in the cell, within what the evidence allows; its source is told."""
        cells = {("JPN", "A12"): 1, ("JPN", "A14"): (1, 3), ("KOR", "A01"): 0}
        read = ds.assume(cells=cells, source="a press release", strength="fair").panel()
        ends = read.lower, read.upper
        found = {key: tuple(int(end[read.rows.index(key[0]), read.columns.index(key[1])]) for end in ends)
                 for key in cells}  # fmt: skip
        assert found == {("JPN", "A12"): (1, 1), ("JPN", "A14"): (1, 3), ("KOR", "A01"): (2, 3)}
        told = "Assumed: JPN A12 is 1, JPN A14 is 1 to 3, KOR A01 is 0 (a press release; strength: fair)"
        assert read.assumptions[-1] == f"{told}; 1 cell excludes it and stays as it is."
        other = ds.assume(cells={("JPN", "A11"): 1}, source="x").panel("IPCP", as_of="2016")
        assert "JPN" in other.rows

    def test_a_description_is_a_list(self, ds: cg.Dataset) -> None:
        """The areas of the titles are there, all other open ones are not; what is known stays as it is."""
        read = ds.assume("new_zealand_description_is_list").panel()
        row = read.rows.index("NZL")
        named = [area for area, low in zip(read.columns, read.lower[row], strict=True) if low]
        assert named == ["A02", "A03", "A09", "A18"]
        assert read.upper[row].tolist() == [3 if area in named else 0 for area in read.columns]
        declared = ds.assume("australia_description_is_list").panel(evidence="declared")
        row = declared.rows.index("AUS")
        kept = [declared.lower[row, declared.columns.index(area)] for area in ("A02", "A05")]
        assert kept == [1, 1]
        assert "2 cells exclude it and stay as they are" in declared.assumptions[-1]

    def test_a_stronger_reading_is_applied_first(self, ds: cg.Dataset) -> None:
        """Sentences stand by strength, whatever the order of switching on."""
        read = ds.assume(unpublished="absent").assume(unpublished="absent", partners="AUS")
        for name in ("others_like_korea", "new_zealand_description_is_list", "australia_description_is_list"):
            read = read.assume(name)
        read = read.assume(cells={("JPN", "A12"): 0}, source="a test")
        said = [line for line in read.panel().assumptions if line.startswith("Assumed: ")]
        begins = [
            "JPN A12 is 0",
            "The official description of Australia's programme",
            "The official description of the partnership with New Zealand",
            "unknown cells of AUS are absent",
            "The programmes of Australia",
            "",  # how many cells that moves
            "unknown cells are absent",
        ]
        assert all(line.startswith(f"Assumed: {head}") for line, head in zip(said, begins, strict=True)), said

    def test_what_is_wrong_is_told_at_once(self, ds: cg.Dataset) -> None:
        """Every label, depth and word that is not known is in the fault, with the near name."""
        with pytest.raises(AssumptionError) as refused:
            ds.assume(cells={("JPX", "A11"): 1, ("JPN", "A99"): 9}, source="a test", strength="fiar")
        repairs = [fault.repair for fault in refused.value.faults]
        hints = ("JPN", "A19", "codebook.scale", "fair")
        assert all(hint in repair for hint, repair in zip(hints, repairs, strict=True))
        with pytest.raises(AssumptionError) as refused:
            ds.assume(cells={"JPN": 1, ("JPN", "A11"): (3, 1)})
        assert [fault.repair for fault in refused.value.faults][-1] == "say it with source="
        assert len(refused.value.faults) == 3
        with pytest.raises(AssumptionError, match="source= and strength= are of cells="):
            ds.assume("others_like_korea", source="x")
        with pytest.raises(AssumptionError, match="did you mean 'JPN'"):
            ds.assume(unpublished="absent", partners=["JPX"])

    @pytest.mark.parametrize(
        "text",
        [
            "unpublished=like:KOR@JPN,AUS",
            "others_like_korea@JPN",
            "JPN:A11=1,JPN:A15=1-3 as fair from x, para 3",
        ],
    )
    def test_a_reading_is_one_text(self, ds: cg.Dataset, text: str) -> None:
        """What a dataset keeps is what the command line takes, and the call it stands for gives it again."""
        read = cg.Dataset(read_as(ds.records, text))
        assert read.assumed == (text,)
        assert eval(f"ds.{Layer.parse(text).call}", {"ds": ds}) == read
        assert pickle.loads(pickle.dumps(read)) == read
