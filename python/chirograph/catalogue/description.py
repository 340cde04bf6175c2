"""All that is said about one indicator, and how it prints."""

from __future__ import annotations

from dataclasses import dataclass

from chirograph.base import markup
from chirograph.base.public import public

__all__ = ["Description", "whose"]


@public
@dataclass(frozen=True, slots=True, repr=False)
class Description:
    """All the library says about one indicator.

    Parameters
    ----------
    key, title, question, formula : str
        Its name, what it asks, and how it is computed.
    low, high : float
        Ends of its range; a coefficient of agreement has no least value.
    direction : str
        "similarity", "dissimilarity" or "neutral".
    undefined : str
        When it is 0/0.
    arity : str
        What it is about: "pair", "dyad" (a pair with its systems and prerequisites), "programme", "group" or
        "coders".
    use : str
        Where to ask for it.
    family : str
        How the engine computes it.
    bounds : str
        How its bounds are found.
    parameters : tuple of str
        One line per parameter.
    traits : tuple of str
        What holds of it.
    reference : str
        Where it comes from.

    Examples
    --------
    >>> import chirograph as cg
    >>> described = cg.describe("jaccard")
    >>> described.title, described.low, described.high
    ('Jaccard', 0.0, 1.0)
    """

    key: str
    title: str
    question: str
    formula: str
    low: float
    high: float
    direction: str
    undefined: str
    arity: str
    use: str
    family: str
    bounds: str
    parameters: tuple[str, ...]
    traits: tuple[str, ...]
    reference: str

    def _lines(self) -> list[tuple[str, str]]:
        return [
            ("question", self.question),
            ("formula", self.formula),
            ("range", f"{self.low:g} to {self.high:g} ({self.direction})"),
            ("undefined", f"when {self.undefined}" if self.undefined != "never" else "never"),
            ("asked with", f"{self.use} (about {whose(self.arity)})"),
            ("parameters", "; ".join(self.parameters) or "none"),
            ("traits", "; ".join(self.traits) or "none"),
            ("bounds", self.bounds),
            ("family", self.family),
            ("reference", self.reference),
        ]

    def __str__(self) -> str:
        lines = [f"{name:<11}{text}" for name, text in self._lines()]
        return "\n".join([f"{self.title} ({self.key})", *lines])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = ([markup.escape(name), markup.escape(text, 2000)] for name, text in self._lines())
        return markup.page(markup.table(["", ""], rows, f"{self.title} ({self.key})"))


def whose(arity: str) -> str:
    """What an indicator is about, in a sentence.

    Examples
    --------
    >>> whose("pair"), whose("coders")
    ('a pair', 'coders')
    """
    return arity if arity == "coders" else f"a {arity}"
