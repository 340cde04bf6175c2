"""References ready to paste: of the software, of a dataset, of the works behind indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chirograph import _core
from chirograph.base.public import public
from chirograph.catalogue.indicators import row_of
from chirograph.catalogue.works import reference

_AUTHORS = "The chirograph authors"
_TITLE = (
    "chirograph: overlap and interoperability of partnership programmes, "
    "with sharp bounds where the text is not public"
)
_RELEASED = "2026-11-23"


@public
@dataclass(frozen=True, slots=True, repr=False)
class Citation:
    """One or several works, ready to paste.

    Parameters
    ----------
    bibtex : str
        BibTeX entries.
    apa : str
        APA references, one per line.
    data : str
        One line per dataset with version and SHA-256 of its file; empty when no dataset is cited.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.cite().bibtex.splitlines()[0]
    '@software{chirograph,'
    """

    bibtex: str
    apa: str
    data: str = ""

    def __add__(self, other: Citation) -> Citation:
        """Both together."""
        texts = zip((self.bibtex, self.apa, self.data), (other.bibtex, other.apa, other.data), strict=True)
        return Citation(*("\n".join(text for text in pair if text) for pair in texts))

    def __str__(self) -> str:
        return "\n\n".join(text for text in (self.apa, self.data, self.bibtex) if text)

    __repr__ = __str__


def software() -> Citation:
    """The software itself."""
    version = str(_core.__version__)
    year = _RELEASED[:4]
    bibtex = _entry(
        "software",
        "chirograph",
        {"author": f"{{{_AUTHORS}}}", "title": _TITLE, "version": version, "year": year},
    )
    return Citation(bibtex, f"{_AUTHORS} ({year}). {_TITLE} (Version {version}) [Computer software].")


def of_dataset(facts: Mapping[str, str]) -> Citation:
    """A dataset by its facts: id, title, version, as_of, licence, authors, sha256."""
    version, licence, title = facts["version"], facts["licence"], facts["title"]
    line = f"{facts['id']} {version}, as of {facts['as_of']}, {licence}, SHA-256 {facts['sha256']}"
    authors, year = facts["authors"], facts["as_of"][:4]
    fields = {
        "author": f"{{{authors}}}",
        "title": title,
        "version": version,
        "year": year,
        "note": f"Dataset {line}",
    }
    apa = f"{authors} ({year}). {title} (Version {version}) [Data set]. {licence}."
    return Citation(_entry("misc", facts["id"], fields), apa, line)


def of_indicators(keys: Iterable[str]) -> Citation:
    """The works that indicators come from, each once."""
    works = [reference(name) for name in dict.fromkeys(row_of(key)["reference"] for key in keys)]
    return Citation("\n".join(work.bibtex() for work in works), "\n".join(map(str, works)))


def of_works(references: Iterable[str]) -> Citation:
    """The software, and works by their reference ids."""
    works = [reference(name) for name in references]
    return software() + Citation("\n".join(work.bibtex() for work in works), "\n".join(map(str, works)))


def of_result(
    facts: Mapping[str, str], keys: Iterable[str], about: Mapping[str, str] | None = None
) -> Citation:
    """A panel or a result: the software, the dataset behind it if any, what the user said the cells are, and
    the works of its indicators.
    """
    data = of_dataset(facts) if facts else Citation("", "")
    return software() + data + (of_own(about) if about else Citation("", "")) + of_indicators(keys)


def of_own(about: Mapping[str, str]) -> Citation:
    """Cells of the user's own by what was said of them: title, authors, as_of, licence; each may be missing.

    Examples
    --------
    >>> print(of_own({"title": "Two lists", "authors": "Kim, J.", "as_of": "2026-02", "licence": "CC0"}).apa)
    Kim, J. (2026). Two lists [Data set]. CC0.
    """
    title, authors, licence = about.get("title", "Cells"), about.get("authors", ""), about.get("licence", "")
    year = f"({about['as_of'][:4]})" if "as_of" in about else "(n.d.)"
    first = f"{authors} {year}. {title}" if authors else f"{title} {year}"
    as_of = f"as of {about['as_of']}" if "as_of" in about else ""
    line = ", ".join(part for part in (title, as_of, licence) if part)
    said = {"author": f"{{{_tex(authors)}}}" if authors else "", "title": _tex(title)}
    said |= {"year": about.get("as_of", "")[:4], "note": _tex(f"Data set {line}")}
    entry = _entry("misc", "cells", {name: text for name, text in said.items() if text})
    return Citation(entry, f"{first} [Data set]." + (f" {licence}." if licence else ""), line)


def _tex(text: str) -> str:
    """Text of a user in BibTeX: signs that mean something there are escaped."""
    words = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(words.get(c, f"\\{c}" if c in "{}&%$#_" else c) for c in text)


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    return f"@{kind}{{{key}" + "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items()) + "\n}"
