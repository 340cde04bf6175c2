"""Citations of the software, the data, an indicator and a result."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from embedded import DATA, NAMES

import chirograph as cg
from chirograph.errors import ParameterError, UnknownIndicator

pytestmark = pytest.mark.usefixtures("once")


@pytest.mark.parametrize("name", NAMES)
def test_the_data_are_cited_with_version_and_checksum(name: str) -> None:
    """The citation of a dataset carries its version and the SHA-256 of its file."""
    ds = cg.load(name)
    citation = ds.cite()
    digest = hashlib.sha256((DATA / name / "data.json").read_bytes()).hexdigest()
    assert digest in citation.data
    assert digest in citation.bibtex
    for text in (citation.apa, citation.bibtex, citation.data):
        assert ds.version in text
    assert cg.cite(ds) == citation == cg.cite(name)


def test_the_software_is_cited_with_its_version() -> None:
    """Without an argument the software is cited."""
    citation = cg.cite()
    assert cg.__version__ in citation.apa
    assert cg.__version__ in citation.bibtex
    assert citation.data == ""


def test_the_software_citation_agrees_with_the_citation_file() -> None:
    """Authors, title and version are those of CITATION.cff."""
    file = Path(__file__).parents[2] / "CITATION.cff"
    text = file.read_text(encoding="utf-8")
    for part in (
        "chirograph: overlap and interoperability",
        "The chirograph authors",
        f"version: {cg.__version__}",
    ):
        assert part in text
    assert "The chirograph authors" in cg.cite().apa
    assert cg.cite().apa.split("(")[1][:4] == text.split("date-released: ")[1][:4]


def test_a_result_is_cited_with_its_indicator() -> None:
    """The citation of a result names the software and the work its indicator comes from."""
    citation = cg.cite(cg.Panel([[1], [1]]).overlap("gower"))
    assert "Gower, J. C. (1971). A general coefficient of similarity" in citation.apa
    assert "[Computer software]" in citation.apa


@pytest.mark.parametrize("key", cg.indicators()["key"])
def test_every_indicator_can_be_cited(key: str) -> None:
    """Each key leads to a reference."""
    assert re.match(r"@(article|book|techreport|misc)\{", cg.cite(key).bibtex)


def test_bibtex_is_balanced() -> None:
    """Braces of the entries match, so that BibTeX reads them."""
    for citation in (cg.cite(), cg.cite("nato-ip4")):
        assert citation.bibtex.count("{") == citation.bibtex.count("}")


def test_what_cannot_be_cited_is_refused() -> None:
    """A wrong key is answered by the near one, another thing by what can be cited."""
    with pytest.raises(UnknownIndicator, match="jaccard"):
        cg.cite("jacard")
    with pytest.raises(ParameterError, match="a dataset, a panel, a result"):
        cg.cite(3)  # type: ignore[arg-type]


def test_every_result_can_be_cited() -> None:
    """A result of a dataset names software, data and indicators; a panel of one's own has no data."""
    ds = cg.load("nato-ip4")
    overlap = ds.overlap("gower")
    study = overlap.sensitivity(("KOR", "JPN"), weights="any", draws=2)
    varied = (study, overlap.multiverse({"undefined": [0, 1]}))
    for thing in (overlap, overlap["KOR", "JPN"], ds.panel(), ds.interoperability(), ds.profile(), *varied):
        citation = cg.cite(thing)
        assert ds.sha256 in citation.data
        assert "[Computer software]" in citation.apa
    assert "Gower" in cg.cite(overlap.distribution(draws=9)).apa
    assert cg.cite(overlap.rank(draws=9)) == cg.cite(overlap)
    assert cg.cite(ds.panel().pairwise("gower")) == cg.cite(overlap)
    assert ds.panel()["KOR"].cite() == ds.panel().cite()
    assert "Gower" in cg.cite(overlap["KOR", "JPN"]).apa
    assert "Pollack" in cg.cite(ds.interoperability()).apa or "LISI" in cg.cite(ds.interoperability()).apa
    assert ds.version in cg.cite(ds.claims()).data
    assert cg.cite(cg.Panel([[1]])) == cg.cite()


def test_a_work_is_cited_in_full() -> None:
    """Title, journal, volume, pages and identifier have fields of their own, under the right type."""
    entry = cg.cite("ochiai").bibtex
    for field in (
        "author = {Ochiai, A.}",
        "volume = {22}",
        "pages = {526--530}",
        "doi = {10.2331/",
        "title = {",
    ):
        assert field in entry
    assert cg.cite("cosine").bibtex.startswith("@book{")
    assert "11(2), 37\N{EN DASH}50. https://doi.org/" in cg.cite("jaccard").apa
