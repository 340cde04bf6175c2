"""What a panel is asked of all its pairs at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from chirograph.base.effort import threads_of
from chirograph.catalogue import indicators as catalogue
from chirograph.cells.question import convention
from chirograph.errors import at_least_one
from chirograph.pairs.pairwise import Pairwise

if TYPE_CHECKING:
    from chirograph.cells.content import Content

__all__ = ["AsksPairs"]


class AsksPairs:
    """Every pair of a panel, as numbers."""

    __slots__ = ()
    content: Content

    def pairwise(
        self,
        key: str,
        *,
        undefined: float = math.nan,
        threads: int | None = None,
        memory: int | None = None,
        **parameters: float | str,
    ) -> Pairwise:
        """An index of every pair as plain numbers, for libraries of thousands of programmes.

        Parameters
        ----------
        key : str
            A separable ratio (such as "jaccard", "dice", "ruzicka", "gower"), whatever is unknown; or an
            index of a table (such as "phi" or "cohen_kappa"), where every cell is known.
        undefined, threads
            As in `overlap`.
        memory : int, optional
            Bytes that a result may take; by default three quarters of what is free. What would need more is
            refused before it is begun.
        **parameters
            Parameters of the indicator.

        Returns
        -------
        Pairwise
            With ``values``, ``bounds``, ``top_k``, ``threshold``, ``blocks`` and ``write``.

        Raises
        ------
        UnknownIndicator, ParameterError
            As `overlap`; also where pairs of this index and these cells must be searched, not counted, or
            constraints tie areas.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0], [0, 1, 1]], max_depth=1)
        >>> panel.pairwise("jaccard").values(form="square")[0].round(2)
        array([1.  , 0.5 , 0.33], dtype=float32)
        """
        catalogue.require_pair(key)
        given = catalogue.arguments(key, parameters)
        rule = "it is a whole number of bytes, at least 1"
        most = None if memory is None else at_least_one("memory", memory, rule, "for example 2 * 2**30")
        return Pairwise(self.content, key, given, convention(undefined), threads_of(threads), most)
