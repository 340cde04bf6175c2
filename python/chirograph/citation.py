"""How to cite the software, a dataset, an indicator or a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chirograph import _core, catalogue
from chirograph._bibliography import reference
from chirograph.errors import Fault, ParameterError

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.results import Overlap

__all__ = ["Citation", "cite"]

_AUTHORS = "The chirograph authors"
_TITLE = (
    "chirograph: overlap and interoperability of partnership programmes, "
    "with sharp bounds where the text is not public"
)
_RELEASED = "2026-11-23"


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


def cite(thing: Dataset | Overlap | str | None = None) -> Citation:
    """How to cite.

    Parameters
    ----------
    thing : Dataset, Overlap or str, optional
        A dataset; a result (software and indicator); the key of an indicator or the name of a dataset that
        comes with the package. By default the software.

    Returns
    -------
    Citation
        Prints as APA, data line and BibTeX.

    Raises
    ------
    UnknownIndicator
        When a text is neither the key of an indicator nor the name of a dataset.
    ParameterError
        When it is something else.

    Examples
    --------
    >>> import chirograph as cg
    >>> "SHA-256" in cg.cite(cg.load("nato-ip4")).data
    True
    >>> print(cg.cite("gower").apa)
    Gower (1971). Biometrics 27.
    """
    from chirograph._loading import datasets, load
    from chirograph.dataset import Dataset
    from chirograph.results import Overlap

    if thing is None:
        return _software()
    if isinstance(thing, Dataset):
        return _dataset(thing)
    if isinstance(thing, Overlap):
        return _software() + _indicator(thing.key)
    if isinstance(thing, str):
        return _dataset(load(thing)) if thing in datasets()["id"] else _indicator(thing)
    rule = "cite takes a dataset, a result, the key of an indicator, or nothing"
    raise ParameterError(Fault("", "cite", type(thing).__name__, rule, "", "parameter"))


def _software() -> Citation:
    version = str(_core.__version__)
    year = _RELEASED[:4]
    bibtex = _entry(
        "software",
        "chirograph",
        {"author": f"{{{_AUTHORS}}}", "title": _TITLE, "version": version, "year": year},
    )
    return Citation(bibtex, f"{_AUTHORS} ({year}). {_TITLE} (Version {version}) [Computer software].")


def _dataset(dataset: Dataset) -> Citation:
    data = dataset._data
    authors, year = " and ".join(data["contributors"]), dataset.as_of[:4]
    line = (
        f"{dataset.id} {dataset.version}, as of {dataset.as_of}, {data['licence']}, SHA-256 {dataset.sha256}"
    )
    fields = {
        "author": f"{{{authors}}}",
        "title": dataset.title,
        "version": dataset.version,
        "year": year,
        "note": f"Dataset {line}",
    }
    apa = f"{authors} ({year}). {dataset.title} (Version {dataset.version}) [Data set]. {data['licence']}."
    return Citation(_entry("misc", dataset.id, fields), apa, line)


def _indicator(key: str) -> Citation:
    work = reference(catalogue.row_of(key)["reference"])
    return Citation(work.bibtex(), str(work))


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    return f"@{kind}{{{key}" + "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items()) + "\n}"
