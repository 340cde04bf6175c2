"""Citations of the software, the data, an indicator and a result."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import chirograph as cg
from chirograph.errors import ParameterError, UnknownIndicator

DATA = Path(cg.__file__).parent / "data" / "nato-ip4" / "data.json"


def test_the_data_are_cited_with_version_and_checksum() -> None:
    """The citation of a dataset carries its version and the SHA-256 of its file."""
    ds = cg.load("nato-ip4")
    citation = ds.cite()
    digest = hashlib.sha256(DATA.read_bytes()).hexdigest()
    assert digest in citation.data
    assert digest in citation.bibtex
    for text in (citation.apa, citation.bibtex, citation.data):
        assert ds.version in text
    assert cg.cite(ds) == citation == cg.cite("nato-ip4")


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
    assert "Gower (1971)" in citation.apa
    assert "[Computer software]" in citation.apa


@pytest.mark.parametrize("key", cg.indicators()["key"])
def test_every_indicator_can_be_cited(key: str) -> None:
    """Each key leads to a reference."""
    assert cg.cite(key).bibtex.startswith("@article{")


def test_bibtex_is_balanced() -> None:
    """Braces of the entries match, so that BibTeX reads them."""
    for citation in (cg.cite(), cg.cite("nato-ip4")):
        assert citation.bibtex.count("{") == citation.bibtex.count("}")


def test_what_cannot_be_cited_is_refused() -> None:
    """A wrong key is answered by the near one, another thing by what can be cited."""
    with pytest.raises(UnknownIndicator, match="jaccard"):
        cg.cite("jacard")
    with pytest.raises(ParameterError, match="a dataset, a result"):
        cg.cite(3)  # type: ignore[arg-type]
