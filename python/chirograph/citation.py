"""How to cite the software, a dataset, an indicator or a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chirograph import _core
from chirograph.base.public import public
from chirograph.catalogue import indicators as catalogue
from chirograph.catalogue.works import reference
from chirograph.errors import Fault, ParameterError

if TYPE_CHECKING:
    from chirograph.panel import Panel

__all__ = ["Citation", "cite"]

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


@public
def cite(thing: object = None) -> Citation:
    """How to cite.

    Parameters
    ----------
    thing : Dataset, Panel, result or str, optional
        A dataset; a panel (software, and the dataset it comes from); a result (also its indicators); the key
        of an indicator or the name of a dataset that comes with the package. By default the software.

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
    >>> "SHA-256" in cg.cite(cg.load("nato-ip4").overlap("jaccard")).data
    True
    >>> print(cg.cite("cosine").apa)
    Salton, G., & McGill, M. J. (1983). Introduction to Modern Information Retrieval. McGraw-Hill.
    """
    from chirograph.dataset import Dataset
    from chirograph.records.store import datasets, load

    if thing is None:
        return _software()
    if isinstance(thing, Dataset):
        return _dataset(thing.facts)
    if isinstance(thing, str):
        return _dataset(load(thing).facts) if thing in datasets()["id"] else _indicator(thing)
    return _result(thing)


def _result(thing: object) -> Citation:
    """A panel or a result: the software, the data behind it, the works its indicators come from."""
    from chirograph.claims import ClaimsLedger
    from chirograph.interoperability import Interoperability
    from chirograph.overlap import Overlap
    from chirograph.pair import PairOverlap
    from chirograph.panel import Panel
    from chirograph.profile import Profile

    if isinstance(thing, ClaimsLedger):
        return _software() + Citation("", "", f"{thing.dataset}, as of {thing.as_of}")
    if isinstance(thing, Panel):
        return _of_panel(thing, ())
    if isinstance(thing, Overlap | PairOverlap):
        return _of_panel(thing.panel, (thing.key,))
    if isinstance(thing, Interoperability):
        answers = (*thing.dyads, *thing.hub, thing.collective)
        return _of_panel(thing.panel, (bound.key for found in answers for bound in found.bounds))
    if isinstance(thing, Profile):
        return _of_panel(thing.panel, (bound.key for found in thing.rows for bound in found.bounds))
    rule = "cite takes a dataset, a panel, a result, the key of an indicator, or nothing"
    raise ParameterError(Fault("", "cite", type(thing).__name__, rule, "", "parameter"))


def _of_panel(panel: Panel, keys: Iterable[str]) -> Citation:
    found, facts = _software(), panel.content.data
    if facts:
        found += _dataset(facts)
    works = dict.fromkeys(catalogue.row_of(key)["reference"] for key in keys)
    for work in map(reference, works):
        found += Citation(work.bibtex(), str(work))
    return found


def _software() -> Citation:
    version = str(_core.__version__)
    year = _RELEASED[:4]
    bibtex = _entry(
        "software",
        "chirograph",
        {"author": f"{{{_AUTHORS}}}", "title": _TITLE, "version": version, "year": year},
    )
    return Citation(bibtex, f"{_AUTHORS} ({year}). {_TITLE} (Version {version}) [Computer software].")


def _dataset(facts: Mapping[str, str]) -> Citation:
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


def _indicator(key: str) -> Citation:
    work = reference(catalogue.row_of(key)["reference"])
    return Citation(work.bibtex(), str(work))


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    return f"@{kind}{{{key}" + "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items()) + "\n}"
