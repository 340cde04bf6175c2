"""All bounds about one subject, found by indicator and parameters."""

from __future__ import annotations

from dataclasses import dataclass

from chirograph._interop_text import MEASURES
from chirograph.base.public import public
from chirograph.errors import UnknownLabel, unknown
from chirograph.interop.bounds import Bound


@public
@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """All bounds about one subject: a pair, a partner with the hub, or all partners together.

    Parameters
    ----------
    subject : tuple of str
        Whom they are about.
    bounds : tuple of Bound
        One per indicator and parameter, in the order of the engine's table.
    measures : str
        What they measure, in words.

    Examples
    --------
    >>> import chirograph as cg
    >>> dyad = cg.load("nato-ip4").interoperability()["KOR", "JPN"]
    >>> dyad.subject, len(dyad)
    (('JPN', 'KOR'), 26)
    >>> dyad["shared_depth"].text
    '[0.125, 0.458]'
    """

    subject: tuple[str, ...]
    bounds: tuple[Bound, ...]
    measures: str = MEASURES

    def __len__(self) -> int:
        return len(self.bounds)

    def __getitem__(self, key: str) -> Bound:
        """The first bound of an indicator, at its first parameters; see `bound` for the others."""
        return self.bound(key)

    def bound(self, key: str, **parameters: float | str) -> Bound:
        """The bounds of one indicator.

        Parameters
        ----------
        key : str
            Key of the catalogue.
        **parameters
            For example ``rho=0``, ``dimension="information"``, ``m=3``.

        Returns
        -------
        Bound

        Raises
        ------
        UnknownLabel
            When it is not among the answers.

        Examples
        --------
        >>> import chirograph as cg
        >>> dyad = cg.load("nato-ip4").interoperability()["KOR", "JPN"]
        >>> dyad.bound("interoperability", rho=0).sharp
        True
        """
        for bound in self.bounds:
            fits = all(bound.parameters.get(name) == value for name, value in parameters.items())
            if bound.key == key and fits:
                return bound
        asked = key + "".join(f", {name}={value}" for name, value in parameters.items())
        known = dict.fromkeys(bound.key for bound in self.bounds)
        raise UnknownLabel(unknown("answers", asked, known, "this question"))

    def __repr__(self) -> str:
        head = f"{' and '.join(self.subject)}: {self.measures}"
        return "\n".join([head, *(f"  {bound.label}: {bound.text}" for bound in self.bounds)])
