"""What a page is about, in the words of its head and its foot: a dataset, or a panel of the user's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from chirograph.base.markup import counted
from chirograph.catalogue.citation import Citation
from chirograph.citation import cite
from chirograph.dataset import Dataset
from chirograph.panel import Panel

__all__ = ["Subject", "subject_of"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page says of the data it is made from.

    Attributes
    ----------
    title : str
        The heading of the page.
    label : str
        The data in a few words: id and version of a dataset, or where cells are from.
    as_of : str
        The day they hold for; empty when nobody said.
    licence : str
        Of the data; empty when nobody said.
    sha256 : str
        Of what `hashed` names.
    hashed : str
        What the SHA-256 is of.
    citation : Citation
        How to cite the software and the data.
    """

    title: str
    label: str
    as_of: str
    licence: str
    sha256: str
    hashed: str
    citation: Citation

    @property
    def line(self) -> str:
        """Which data these are."""
        return f"{self.label}, as of {self.as_of}" if self.as_of else self.label


def subject_of(thing: Dataset | Panel) -> Subject:
    """What is said of a dataset, or of a panel by what ``Panel.describe`` was told.

    Examples
    --------
    >>> import chirograph as cg
    >>> subject_of(cg.Panel([[1, 0], [1, 1]], max_depth=1).describe(title="Two lists", as_of="2026")).line
    'Two lists, as of 2026'
    """
    if isinstance(thing, Dataset):
        facts = thing.facts
        label, hashed = f"{thing.id} {thing.version}", "data.json"
        both = cite() + thing.cite()
        return Subject(thing.title, label, thing.as_of, facts["licence"], thing.sha256, hashed, both)
    content = thing.content
    told = {**content.data, **content.about}
    if content.data:
        label = f"{told['id']} {told['version']}"
    else:
        origin = content.origin[0].removeprefix("Cells: ").removesuffix(".")
        named = "cells as given" if origin == "as given" else origin.removeprefix("from ")
        label = content.about.get("title", named)
    size = f"{counted(len(thing.rows), 'programme')} in {counted(len(thing.columns), 'area')}"
    digest = hashlib.sha256(thing.to_json().encode()).hexdigest()
    return Subject(
        told.get("title", f"Overlap of {size}"),
        label,
        told.get("as_of", ""),
        told.get("licence", ""),
        digest,
        "panel.to_json()",
        thing.cite(),
    )
