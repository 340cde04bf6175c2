"""Where each indicator comes from. Keyed by the reference id of the engine's table; no guessed pages."""

from __future__ import annotations

from dataclasses import dataclass

from chirograph.errors import CodebookError, Fault, did_you_mean


@dataclass(frozen=True, slots=True)
class Reference:
    """One work.

    Parameters
    ----------
    key : str
        Reference id.
    authors : str
        Family names and initials, joined by "and".
    year : int
        Year of publication.
    where : str
        Journal, with volume and pages where they are known for certain.
    title : str
        Title, empty when only the place is certain.
    doi : str
        Digital object identifier, empty when none is known.
    note : str
        What else to know.
    """

    key: str
    authors: str
    year: int
    where: str
    title: str = ""
    doi: str = ""
    note: str = ""

    def __str__(self) -> str:
        title = f" {self.title}." if self.title else ""
        doi = f" https://doi.org/{self.doi}" if self.doi else ""
        note = f" ({self.note})" if self.note else ""
        where = f" {self.where}." if self.where else ""
        return f"{self.authors} ({self.year}).{title}{where}{doi}{note}"

    def bibtex(self) -> str:
        """The work as a BibTeX entry."""
        fields = {
            "author": self.authors,
            "year": str(self.year),
            "title": self.title,
            "journal": self.where,
            "doi": self.doi,
            "note": self.note,
        }
        body = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@article{{{self.key}{body}\n}}"


_ALL = (
    Reference("jaccard1901", "Jaccard", 1901, "", note="first use, taken up again in 1912"),
    Reference("jaccard1912", "Jaccard", 1912, "New Phytologist 11"),
    Reference("dice1945", "Dice", 1945, "Ecology 26", note="independently Sorensen 1948"),
    Reference("sorensen1948", "Sorensen", 1948, ""),
    Reference("szymkiewicz1934", "Szymkiewicz", 1934, "", note="also Simpson 1943"),
    Reference("simpson1943", "Simpson", 1943, ""),
    Reference("tversky1977", "Tversky", 1977, "Psychological Review 84"),
    Reference("sokal1958", "Sokal and Michener", 1958, ""),
    Reference("ochiai1957", "Ochiai", 1957, ""),
    Reference("pearson1900", "Pearson", 1900, "", note="also Yule"),
    Reference("ruzicka1958", "Ruzicka", 1958, ""),
    Reference("bray1957", "Bray and Curtis", 1957, "Ecological Monographs 27"),
    Reference("salton1983", "Salton and McGill", 1983, ""),
    Reference("gower1971", "Gower", 1971, "Biometrics 27"),
    Reference("signorino1999", "Signorino and Ritter", 1999, "International Studies Quarterly 43:115-144"),
    Reference("cohen1960", "Cohen", 1960, "Educational and Psychological Measurement 20"),
    Reference("cohen1968", "Cohen", 1968, "Psychological Bulletin 70", note="unweighted: Cohen 1960"),
    Reference("scott1955", "Scott", 1955, "Public Opinion Quarterly 19"),
    Reference("kendall1938", "Kendall", 1938, "Biometrika"),
    Reference("kendall1945", "Kendall", 1945, "Biometrika", note="first form: Kendall 1938"),
    Reference(
        "benati2026", "Benati and Capurri", 2026, "Quality & Quantity", doi="10.1007/s11135-026-02814-x"
    ),
    Reference("c4isr1998", "C4ISR Architectures Working Group", 1998, "US Department of Defense",
              "Levels of Information Systems Interoperability (LISI)",
              note="a pair reaches the highest level that both support"),
    Reference("nato2012", "NATO", 2012, "page of nato.int on interoperability",
              note="dimensions technical, procedural, human, with information across them"),
    Reference("oecd2008", "Nardo, Saisana, Saltelli, Tarantola, Hoffman and Giovannini", 2008, "OECD",
              "Handbook on Constructing Composite Indicators", note="how far parts make up for others"),
    Reference("ar34-1", "US Department of the Army", 2020, "Army Regulation 34-1", "Interoperability",
              note="levels 0 to 3, held down by the weakest part"),
    Reference("pollack1960", "Pollack", 1960, "Operations Research 8", note="widest path"),
    Reference("baselga2010", "Baselga", 2010, "Global Ecology and Biogeography 19",
              note="many sites at once"),
    Reference("jun2023", "Jun", 2023, "RUSI commentary",
              "NATO and its Indo-Pacific Partners Choose Practice over Rhetoric in 2023"),
    Reference("manski2003", "Manski", 2003, "Springer",
              "Partial Identification of Probability Distributions"),
    Reference("simpson1949", "Simpson", 1949, "Nature 163", "Measurement of diversity"),
)  # fmt: skip

BIBLIOGRAPHY = {work.key: work for work in _ALL}


def reference(key: str) -> Reference:
    """The work with this id.

    Raises
    ------
    CodebookError
        When the id is not in the bibliography.

    Examples
    --------
    >>> print(reference("gower1971"))
    Gower (1971). Biometrics 27.
    """
    work = BIBLIOGRAPHY.get(key)
    if work is None:
        rule = "the reference is in the bibliography"
        raise CodebookError(
            Fault("", "reference", repr(key), rule, did_you_mean(key, BIBLIOGRAPHY), "reference")
        )
    return work
