"""What answers under a prior have in common: their question, how they print, that they can be replayed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from chirograph import _core
from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.markup import counted
from chirograph.base.stored import parsed
from chirograph.catalogue.citation import Citation, of_result
from chirograph.chances.asked import Asked
from chirograph.chances.prior import Prior
from chirograph.chances.replay import Replay

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult

__all__ = ["Answer"]

_SCREEN_PAIRS = 30


class Answer:
    """An answer about pairs under a prior."""

    asked: Asked
    #: The figure that draws it, and what every print says of it.
    _figure: ClassVar[str]
    _note: ClassVar[str]

    def _again(self, threads: int | None) -> Self:
        """The same, worked out anew."""
        raise NotImplementedError

    def _differs(self, other: Self) -> tuple[str, ...]:
        """Names of what is not the same in another one."""
        raise NotImplementedError

    def _shown(self, most: int) -> tuple[str, list[str], list[list[str]]]:
        """For a print: the headline, heads of columns, and the lines of the first pairs."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Plain data.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1], [1]], max_depth=1).overlap("jaccard").distribution(0.5).to_dict()["kind"]
        'distribution'
        """
        raise NotImplementedError

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Self:
        """The result that `to_dict` told.

        Examples
        --------
        >>> import chirograph as cg
        >>> found = cg.Panel([[1], [1]], max_depth=1).overlap("jaccard").distribution(0.5)
        >>> cg.Distribution.from_dict(found.to_dict()) == found
        True
        """
        raise NotImplementedError

    @property
    def prior(self) -> Prior:
        """The prior."""
        return self.asked.prior

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs, in the order of all that follows."""
        return self.asked.pairs

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which it stands, the prior first."""
        return self.asked.assumptions

    def replay(self, *, threads: int | None = None) -> Replay:
        """Work it out again from what it knows, and say whether every digit is the same.

        Parameters
        ----------
        threads : int, optional
            Threads to use; the digits do not depend on them.

        Returns
        -------
        Replay

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").distribution().replay().equal
        True
        """
        differs = self._differs(self._again(threads))
        return Replay(not differs, differs, self.asked.known(self.assumptions), _core.__version__)

    def to_json(self) -> str:
        """`to_dict` as JSON text: finite numbers or null.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").distribution(0.5).to_json()[:24]
        '{"kind": "distribution",'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The result whose `to_json` this text is, see `from_dict`.

        Parameters
        ----------
        text : str
            JSON text; a file is read by whoever has it.

        Returns
        -------
        Distribution or Ranks

        Raises
        ------
        DataError
            When the text is no JSON, or not that of a result.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> found = panel.overlap("jaccard").distribution(0.5)
        >>> cg.Distribution.from_json(found.to_json()) == found
        True
        """
        return cls.from_dict(parsed(text))

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """The chances as shade within what is possible, see `chirograph.plots.distribution` and `ranks`.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").distribution(0.5).plot().name
        'distribution-jaccard'
        """
        return draw(self._figure, self, ax, **options)

    def _cited(self) -> Citation:
        content = self.asked.content
        return of_result(content.data, [self.asked.question.key], content.about)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self.asked.same(other.asked) and not self._differs(other)

    def __hash__(self) -> int:
        return hash((self.asked.question.key, self.asked.places, self.asked.prior, self.asked.seed))

    def __len__(self) -> int:
        return len(self.asked.places)

    def _closing(self) -> Sequence[str]:
        return (self._note, " ".join(self.assumptions))

    def __repr__(self) -> str:
        headline, heads, rows = self._shown(_SCREEN_PAIRS)
        lines = [headline, *html.columns_of_text(heads, rows)]
        if len(self) > len(rows):
            lines.append(f"… and {counted(len(self) - len(rows), 'more pair')}")
        return "\n".join([*lines, *self._closing()])

    def _repr_html_(self) -> str:
        headline, heads, rows = self._shown(html.MOST_ROWS)
        parts = [html.table(heads, [[html.escape(cell) for cell in row] for row in rows], headline)]
        if len(self) > len(rows):
            parts.append(html.paragraph(f"Not shown: {counted(len(self) - len(rows), 'more pair')}."))
        return html.page(*parts, *map(html.paragraph, self._closing()))
