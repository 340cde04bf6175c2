"""Where each indicator comes from, by reference ids of the engine's table; what is not sure is left out."""

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
    kind : str
        Type of BibTeX entry: "article", "book", "techreport" or "misc".
    authors : tuple of str
        "Family, Initials" of each; a body has no comma.
    year : int
        Year of publication.
    title : str
        Title, empty when only the place is certain.
    where : str
        Journal, publisher or institution, or how it was published.
    volume, number, pages, doi, url : str
        Empty when there is none or it is not known for certain.
    note : str
        What else to know.

    Examples
    --------
    >>> print(Reference("key", "book", ("Salton, G.", "McGill, M. J."), 1983, "A title", "A publisher"))
    Salton, G., & McGill, M. J. (1983). A title. A publisher.
    """

    key: str
    kind: str
    authors: tuple[str, ...]
    year: int
    title: str
    where: str
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    url: str = ""
    note: str = ""

    def __str__(self) -> str:
        issue = f"({self.number})" if self.number and self.volume else ""
        pages = self.pages.replace("--", "\N{EN DASH}")
        place = ", ".join(part for part in (self.where, f"{self.volume}{issue}", pages) if part)
        if self.number and not self.volume:
            place = f"{place}, {self.number}"
        link = f"https://doi.org/{self.doi}" if self.doi else self.url
        texts = (f"{text}." for text in (self.title, place) if text)
        parts = [f"{self._names()} ({self.year}).", *texts, link, f"({self.note})" if self.note else ""]
        return " ".join(part for part in parts if part)

    def _names(self) -> str:
        if len(self.authors) == 1:
            return self.authors[0]
        return f"{', '.join(self.authors[:-1])}, & {self.authors[-1]}"

    def bibtex(self) -> str:
        """The work as a BibTeX entry of its type.

        Examples
        --------
        >>> print(Reference("key", "misc", ("A body",), 2012, "", "a page").bibtex())
        @misc{key,
          author = {{A body}},
          year = {2012},
          howpublished = {a page}
        }
        """
        place = {"article": "journal", "book": "publisher", "techreport": "institution"}
        names = (name if "," in name else f"{{{name}}}" for name in self.authors)
        fields = {
            "author": " and ".join(names),
            "year": str(self.year),
            "title": self.title,
            place.get(self.kind, "howpublished"): self.where.replace("&", r"\&"),
            "volume": self.volume,
            "number": self.number,
            "pages": self.pages,
            "doi": self.doi,
            "url": self.url,
            "note": self.note,
        }
        body = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@{self.kind}{{{self.key}{body}\n}}"


_ALL = (
    Reference("jaccard1901", "article", ("Jaccard, P.",), 1901,
              "Étude comparative de la distribution florale dans une portion des Alpes et du Jura",
              "Bulletin de la Société Vaudoise des Sciences Naturelles", "37", "", "547--579",
              "10.5169/seals-266450", note="first use, taken up again in 1912"),
    Reference("jaccard1912", "article", ("Jaccard, P.",), 1912,
              "The distribution of the flora in the alpine zone",
              "New Phytologist", "11", "2", "37--50", "10.1111/j.1469-8137.1912.tb05611.x"),
    Reference("dice1945", "article", ("Dice, L. R.",), 1945,
              "Measures of the amount of ecologic association between species",
              "Ecology", "26", "3", "297--302", "10.2307/1932409", note="independently Sørensen 1948"),
    Reference("sorensen1948", "article", ("Sørensen, T.",), 1948,
              "A method of establishing groups of equal amplitude in plant sociology based on similarity of "
              "species content and its application to analyses of the vegetation on Danish commons",
              "Biologiske Skrifter, Kongelige Danske Videnskabernes Selskab", "5", "4", "1--34"),
    Reference("szymkiewicz1934", "article", ("Szymkiewicz, D.",), 1934,
              "Une contribution statistique à la géographie floristique",
              "Acta Societatis Botanicorum Poloniae", "11", "3", "249--265", "10.5586/asbp.1934.012",
              note="also Simpson 1943"),
    Reference("simpson1943", "article", ("Simpson, G. G.",), 1943, "Mammals and the nature of continents",
              "American Journal of Science", "241", "1", "1--31", "10.2475/ajs.241.1.1"),
    Reference("tversky1977", "article", ("Tversky, A.",), 1977, "Features of similarity",
              "Psychological Review", "84", "4", "327--352", "10.1037/0033-295X.84.4.327"),
    Reference("sokal1958", "article", ("Sokal, R. R.", "Michener, C. D."), 1958,
              "A statistical method for evaluating systematic relationships",
              "University of Kansas Science Bulletin", "38", "", "1409--1438"),
    Reference("ochiai1957", "article", ("Ochiai, A.",), 1957,
              "Zoogeographical studies on the soleoid fishes found in Japan and its neighbouring regions-II",
              "Bulletin of the Japanese Society of Scientific Fisheries", "22", "9", "526--530",
              "10.2331/suisan.22.526"),
    Reference("pearson1900", "article", ("Pearson, K.",), 1900,
              "Mathematical contributions to the theory of evolution. VII. On the correlation of characters "
              "not quantitatively measurable",
              "Philosophical Transactions of the Royal Society of London, Series A", "195", "", "1--47",
              "10.1098/rsta.1900.0022", note="also Yule"),
    Reference("ruzicka1958", "article", ("Ružička, M.",), 1958,
              "Anwendung mathematisch-statistischer Methoden in der Geobotanik (synthetische Bearbeitung von "
              "Aufnahmen)",
              "Biológia (Bratislava)", "13", "", "647--661"),
    Reference("bray1957", "article", ("Bray, J. R.", "Curtis, J. T."), 1957,
              "An ordination of the upland forest communities of southern Wisconsin",
              "Ecological Monographs", "27", "4", "325--349", "10.2307/1942268"),
    Reference("salton1983", "book", ("Salton, G.", "McGill, M. J."), 1983,
              "Introduction to Modern Information Retrieval", "McGraw-Hill"),
    Reference("gower1971", "article", ("Gower, J. C.",), 1971,
              "A general coefficient of similarity and some of its properties",
              "Biometrics", "27", "4", "857--871", "10.2307/2528823"),
    Reference("signorino1999", "article", ("Signorino, C. S.", "Ritter, J. M."), 1999,
              "Tau-b or not tau-b: Measuring the similarity of foreign policy positions",
              "International Studies Quarterly", "43", "1", "115--144", "10.1111/0020-8833.00113"),
    Reference("cohen1960", "article", ("Cohen, J.",), 1960, "A coefficient of agreement for nominal scales",
              "Educational and Psychological Measurement", "20", "1", "37--46", "10.1177/001316446002000104"),
    Reference("cohen1968", "article", ("Cohen, J.",), 1968,
              "Weighted kappa: Nominal scale agreement with provision for scaled disagreement or partial "
              "credit",
              "Psychological Bulletin", "70", "4", "213--220", "10.1037/h0026256",
              note="unweighted: Cohen 1960"),
    Reference("scott1955", "article", ("Scott, W. A.",), 1955,
              "Reliability of content analysis: The case of nominal scale coding",
              "Public Opinion Quarterly", "19", "3", "321--325", "10.1086/266577"),
    Reference("krippendorff2004", "book", ("Krippendorff, K.",), 2004,
              "Content Analysis: An Introduction to Its Methodology", "Sage", note="second edition"),
    Reference("fleiss1971", "article", ("Fleiss, J. L.",), 1971,
              "Measuring nominal scale agreement among many raters",
              "Psychological Bulletin", "76", "5", "378--382", "10.1037/h0031619"),
    Reference("brennan1981", "article", ("Brennan, R. L.", "Prediger, D. J."), 1981,
              "Coefficient kappa: Some uses, misuses, and alternatives",
              "Educational and Psychological Measurement", "41", "3", "687--699",
              "10.1177/001316448104100307"),
    Reference("gwet2008", "article", ("Gwet, K. L.",), 2008,
              "Computing inter-rater reliability and its variance in the presence of high agreement",
              "British Journal of Mathematical and Statistical Psychology", "61", "1", "29--48",
              "10.1348/000711006X126600"),
    Reference("gwet2014", "book", ("Gwet, K. L.",), 2014,
              "Handbook of Inter-Rater Reliability: The Definitive Guide to Measuring the Extent of "
              "Agreement Among Raters", "Advanced Analytics", note="fourth edition"),
    Reference("kendall1938", "article", ("Kendall, M. G.",), 1938, "A new measure of rank correlation",
              "Biometrika", "30", "1--2", "81--93", "10.1093/biomet/30.1-2.81"),
    Reference("kendall1945", "article", ("Kendall, M. G.",), 1945,
              "The treatment of ties in ranking problems",
              "Biometrika", "33", "3", "239--251", "10.1093/biomet/33.3.239",
              note="first form: Kendall 1938"),
    Reference("benati2026", "article", ("Benati, S.", "Capurri, A."), 2026,
              "The Alignment index and its application to voting at the United Nations General Assembly",
              "Quality & Quantity", doi="10.1007/s11135-026-02814-x"),
    Reference("c4isr1998", "techreport", ("C4ISR Architectures Working Group",), 1998,
              "Levels of Information Systems Interoperability (LISI)", "US Department of Defense",
              note="a pair reaches the highest level that both support"),
    Reference("nato2012", "misc", ("NATO",), 2012, "", "page of nato.int on interoperability",
              note="dimensions technical, procedural, human, with information across them"),
    Reference("oecd2008", "book", ("Nardo, M.", "Saisana, M.", "Saltelli, A.", "Tarantola, S.", "Hoffman, A.",
                                   "Giovannini, E."), 2008,
              "Handbook on Constructing Composite Indicators: Methodology and User Guide", "OECD Publishing",
              doi="10.1787/9789264043466-en", note="how far parts make up for others"),
    Reference("iso33020", "techreport", ("ISO/IEC",), 2015,
              "Process measurement framework for assessment of process capability", "ISO",
              number="ISO/IEC 33020:2015",
              note="rating of shares by cuts, read as quoted by Automotive SPICE 3.1; an analogy"),
    Reference("pollack1960", "article", ("Pollack, M.",), 1960, "The maximum capacity through a network",
              "Operations Research", "8", "5", "733--736", "10.1287/opre.8.5.733", note="widest path"),
    Reference("baselga2010", "article", ("Baselga, A.",), 2010,
              "Partitioning the turnover and nestedness components of beta diversity",
              "Global Ecology and Biogeography", "19", "1", "134--143", "10.1111/j.1466-8238.2009.00490.x",
              note="many sites at once"),
    Reference("jun2023", "misc", ("Jun, H.-W.",), 2023,
              "NATO and its Indo-Pacific Partners Choose Practice over Rhetoric in 2023", "RUSI commentary",
              url="https://rusi.org/explore-our-research/publications/commentary/"
              "nato-and-its-indo-pacific-partners-choose-practice-over-rhetoric-2023"),
    Reference("manski2003", "book", ("Manski, C. F.",), 2003,
              "Partial Identification of Probability Distributions", "Springer", doi="10.1007/b97478"),
    Reference("simpson1949", "article", ("Simpson, E. H.",), 1949, "Measurement of diversity",
              "Nature", "163", "4148", "688", "10.1038/163688a0"),
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
    >>> print(reference("scott1955").authors[0], reference("scott1955").year)
    Scott, W. A. 1955
    """
    work = BIBLIOGRAPHY.get(key)
    if work is None:
        rule = "the reference is in the bibliography"
        raise CodebookError(
            Fault("", "reference", repr(key), rule, did_you_mean(key, BIBLIOGRAPHY), "reference")
        )
    return work
