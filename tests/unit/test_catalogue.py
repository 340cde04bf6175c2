"""The catalogue as Python shows it: only what the engine's table says."""

from __future__ import annotations

import re

import pytest

import chirograph as cg
from chirograph import _core
from chirograph.catalogue import indicators as catalogue
from chirograph.catalogue.works import BIBLIOGRAPHY, Reference, reference
from chirograph.errors import CodebookError, ParameterError, UnknownIndicator

ROWS = _core.catalogue()
PAIR_ROWS = [row for row in ROWS if row["arity"] == "pair"]


def test_the_list_is_the_engine_s() -> None:
    """Keys, order and titles are those of the tables; there is no second list."""
    rows = (*ROWS, *_core.coefficients())
    assert cg.indicators()["key"] == tuple(row["key"] for row in rows)
    assert cg.indicators()["title"] == tuple(row["title"] for row in rows)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_a_description_says_everything(row: dict[str, object]) -> None:
    """Question, formula, range, undefined case, parameters, traits, bounds and reference are told."""
    text = str(cg.describe(str(row["key"])))
    for field in ("title", "question", "formula", "family"):
        assert str(row[field]) in text
    for parameter in row["parameters"]:  # type: ignore[attr-defined]
        assert parameter["name"] in text
        assert parameter["meaning"] in text
    for word in ("range", "undefined", "traits", "bounds", "reference"):
        assert f"\n{word} " in text
    assert str(BIBLIOGRAPHY[str(row["reference"])]) in text


@pytest.mark.parametrize("row", PAIR_ROWS, ids=lambda row: row["key"])
def test_every_index_of_a_pair_runs_with_its_presets(row: dict[str, object]) -> None:
    """Each pair index of the table can be asked, and its answer lies in its range."""
    overlap = cg.Panel([[1, 0, 2, 0], [2, 1, 0, 3]], [[1, 2, 2, 0], [3, 1, 0, 3]]).overlap(str(row["key"]))
    pair = overlap["P1", "P2"]
    low, high = overlap.range
    assert low - 1e-12 <= pair.lower <= pair.upper <= high + 1e-12
    assert list(overlap.parameters) == [item["name"] for item in row["parameters"]]  # type: ignore[attr-defined]


def test_markup_of_a_description_is_static() -> None:
    """The description shows as a table without script."""
    html = cg.describe("jaccard")._repr_html_()
    assert html.count("<tr>") == 11
    assert "<script" not in html


def test_an_unknown_key_is_answered_by_the_near_one() -> None:
    """A slip of the pen is answered by the key meant."""
    with pytest.raises(UnknownIndicator, match="did you mean 'jaccard'"):
        cg.describe("jacard")


def test_choices_are_words() -> None:
    """A parameter with choices takes its words or their numbers and shows the word."""
    panel = cg.Panel([[1, 0, 2], [2, 1, 0]])
    by_word = panel.overlap("cohen_kappa", weighting="quadratic")
    assert by_word.parameters == {"weighting": "quadratic"}
    assert by_word == panel.overlap("cohen_kappa", weighting=2)
    with pytest.raises(ParameterError, match="nominal"):
        panel.overlap("cohen_kappa", weighting="nomnal")


def test_every_fault_of_the_parameters_is_told_at_once() -> None:
    """Two wrong parameters give two faults."""
    with pytest.raises(ParameterError) as caught:
        catalogue.arguments("tversky", {"alpah": 1, "beta": "x"})
    assert [fault.place for fault in caught.value.faults] == ["parameter alpah", "parameter beta"]


def test_the_bibliography_knows_every_reference() -> None:
    """Each reference of the table is in the bibliography, and an unknown one is refused."""
    assert {row["reference"] for row in ROWS} <= set(BIBLIOGRAPHY)
    with pytest.raises(CodebookError, match="jaccard1912"):
        reference("jaccard1913")


@pytest.mark.parametrize("work", BIBLIOGRAPHY.values(), ids=lambda work: work.key)
def test_each_work_prints_as_text_and_bibtex(work: Reference) -> None:
    """Each work has authors, a year, and a BibTeX entry of its type with a journal's fields."""
    assert re.match(rf"{re.escape(work.authors[0])}.* \({work.year}\)\. ", str(work))
    entry = work.bibtex()
    assert entry.startswith(f"@{work.kind}{{{work.key},")
    assert entry.count("{") == entry.count("}")
    assert work.title or work.key == "nato2012"
    if work.kind == "article" and work.year < 2026:
        assert work.volume
        assert work.pages
    assert not re.search(r"\d|:", work.where), "volume and pages have fields of their own"


def test_traits_are_said_of_what_has_them() -> None:
    """What compares two programmes is not said of one; areas neither has count for what they are."""
    for row in ROWS:
        words = " ".join(cg.describe(row["key"]).traits)
        if row["arity"] in ("programme", "group"):
            assert "symmetric" not in words
            assert "order of the two programmes" not in words
            assert "with itself" not in words
        if row["arity"] != "pair":
            assert "count as agreement" not in words
    assert "areas neither has stay in the denominator" in cg.describe("shared_depth").traits
    assert "areas neither has count as agreement" in cg.describe("gower").traits


def test_coefficients_of_coders_are_indicators_too() -> None:
    """They are listed, described and cited; no panel is asked for them; a short name finds them."""
    told = {row["key"]: row for row in cg.indicators().where(about="coders")}
    assert list(told) == list(cg.Codings.coefficients()["key"])
    assert told["krippendorff_alpha"]["parameters"] == "metric"
    text = str(cg.describe("krippendorff_alpha"))
    assert "asked with Codings.agreement (about coders)" in text
    assert "Krippendorff" in cg.cite("krippendorff_alpha").apa
    with pytest.raises(ParameterError, match=r"about coders; ask Codings\.agreement"):
        cg.Panel([[1], [2]]).overlap("krippendorff_alpha")
    with pytest.raises(UnknownIndicator, match="did you mean 'krippendorff_alpha'"):
        cg.Codings({"A": [1], "B": [2]}).agreement("alpha")
