"""How to cite the software, a dataset, an indicator or a result."""

from __future__ import annotations

from chirograph.base.public import public
from chirograph.catalogue.citation import Citation, of_dataset, of_indicators, software
from chirograph.errors import Fault, ParameterError
from chirograph.records.store import datasets, load

__all__ = ["cite"]


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
    if thing is None:
        return software()
    if isinstance(thing, str):
        return of_dataset(load(thing).facts) if thing in datasets()["id"] else of_indicators([thing])
    if not hasattr(thing, "_cited"):
        rule = "cite takes a dataset, a panel, a result, the key of an indicator, or nothing"
        raise ParameterError(Fault("", "cite", type(thing).__name__, rule, "", "parameter"))
    found: Citation = thing._cited()
    return found
