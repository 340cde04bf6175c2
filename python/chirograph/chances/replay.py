"""An answer worked out again from what it knows of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chirograph.base.public import public
from chirograph.base.table import Table

__all__ = ["Replay"]


@public
@dataclass(frozen=True, slots=True, repr=False)
class Replay:
    """Whether an answer came out the same again. Made by ``replay()`` of a result.

    Parameters
    ----------
    equal : bool
        Whether every digit is the same.
    differs : tuple of str
        What is not.
    known : mapping
        What the answer was worked out from again: data, software, index, draws, seed, assumptions.
    now : str
        The version that replayed it.

    Examples
    --------
    >>> import chirograph as cg
    >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
    >>> panel.overlap("jaccard").distribution(0.5).replay().equal
    True
    """

    equal: bool
    differs: tuple[str, ...]
    known: Mapping[str, str]
    now: str

    def table(self) -> Table:
        """What the answer rests on, one row each.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 0]], max_depth=1)
        >>> panel.overlap("jaccard").distribution(0.5).replay().table()["what"][:2]
        ('data', 'software')
        """
        return Table(("what", "known"), (tuple(self.known), tuple(self.known.values())))

    def __repr__(self) -> str:
        verdict = "equal in every digit" if self.equal else f"not equal: {', '.join(self.differs)}"
        lines = [f"Replayed by chirograph {self.now}: {verdict}"]
        return "\n".join([*lines, *(f"{name}: {text}" for name, text in self.known.items())])
