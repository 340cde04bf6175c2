"""A claim with its verdict, in words and as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chirograph.base import markup
from chirograph.base.public import public
from chirograph.base.told import Told
from chirograph.claims import forms, words
from chirograph.claims.model import ClaimData

__all__ = ["Claim"]


@public
@dataclass(frozen=True, slots=True, repr=False)
class Claim(ClaimData, Told):
    """A testable sentence of the literature with the verdict that the data give.

    Attributes
    ----------
    id, paraphrase, source, locator : str
        The claim and where it is made.
    quantity : str
        What was to be measured.
    verdict : str
        "supported", "attested by one reader", "holds under its own assumption", "contradicted", "depends on
        unknown text", "depends on coding" or "not testable on public data".
    parts : tuple of Part
        Its statements; the claim says all of them.
    as_of : str
        The day to which the evidence is kept.
    turned_by : tuple of Turn or None
        Every single change of the record that gives another verdict; None when it was not asked.

    Examples
    --------
    >>> import chirograph as cg
    >>> claim = cg.load("nato-ip4").claims()["Q01"]
    >>> claim.verdict, [number.shown for _, number in claim.parts[0].numbers]
    ('supported', ['3 of 4 programmes', '2 of 4 programmes'])
    """

    @property
    def reason(self) -> str:
        """Test, verdict and numbers in one line."""
        return words.reason(self)

    def explain(self) -> str:
        """Every part with its codings, numbers, the records that decide, and what would turn the verdict.

        Examples
        --------
        >>> import chirograph as cg
        >>> claim = cg.load("nato-ip4").claims()["Q01"]
        >>> claim.explain().startswith("Q01")
        True
        """
        return words.explain(self)

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order.

        Examples
        --------
        >>> import chirograph as cg
        >>> claim = cg.load("nato-ip4").claims()["Q01"]
        >>> claim.to_dict()["verdict"]
        'supported'
        """
        return forms.as_dict(self)

    def __repr__(self) -> str:
        return f"{self.id}, {self.verdict}: {self.paraphrase}"

    def _repr_html_(self) -> str:
        lines = self.explain().splitlines()
        return markup.page(*(markup.paragraph(line) for line in lines if line))
