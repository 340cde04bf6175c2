"""What answers have in common: what they were asked, how they print, that they can be replayed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from chirograph import _core
from chirograph.base import markup as html
from chirograph.base.door import draw
from chirograph.base.markup import counted
from chirograph.base.told import Stored, Told
from chirograph.catalogue.citation import Citation, of_result
from chirograph.chances.asked import Asked
from chirograph.chances.posed import Posed
from chirograph.chances.prior import Prior
from chirograph.chances.replay import Replay

if TYPE_CHECKING:
    from chirograph.base.door import PlotResult

__all__ = ["Answer", "Chances", "Shown"]

#: The headline, heads of columns, and the rows of a print.
Shown = tuple[str, list[str], list[list[str]]]
_SCREEN_ROWS = 30


class Answer(Told):
    """An answer about pairs."""

    asked: Any
    #: The figure that draws it, and what every print says of it.
    _figure: ClassVar[str]
    _note: ClassVar[str] = ""

    def _again(self, threads: int | None) -> Self:
        """The same, worked out anew."""
        raise NotImplementedError

    def _differs(self, other: Self) -> tuple[str, ...]:
        """Names of what is not the same in another one."""
        raise NotImplementedError

    def _shown(self) -> Shown:
        """For a print: one row for each thing that was asked for."""
        raise NotImplementedError

    @property
    def _posed(self) -> Posed:
        posed: Posed = self.asked
        return posed

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs, in the order of all that follows."""
        return self._posed.pairs

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The sentences under which it stands, first those that nothing in the data proves."""
        return self._posed.assumptions

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
        return Replay(not differs, differs, self._posed.known(self.assumptions), _core.__version__)

    def plot(self, ax: Any = None, **options: Any) -> PlotResult:
        """Draw it: the figure of `chirograph.plots` with the name of what was asked for.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> panel.overlap("jaccard").distribution(0.5).plot().name
        'distribution-jaccard'
        """
        return draw(self._figure, self, ax, **options)

    def _keys(self) -> Sequence[str]:
        """The indices that it tells of."""
        return [self._posed.question.key]

    def _cited(self) -> Citation:
        content = self._posed.content
        return of_result(content.data, self._keys(), content.about)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self._posed.same(other._posed) and not self._differs(other)

    def __hash__(self) -> int:
        return hash((self._posed.question.key, self._posed.places))

    def __len__(self) -> int:
        return len(self._posed.places)

    def _closing(self) -> list[str]:
        return [*([self._note] if self._note else []), " ".join(self.assumptions)]

    def __repr__(self) -> str:
        headline, heads, rows = self._shown()
        lines = [headline, *html.columns_of_text(heads, rows[:_SCREEN_ROWS])]
        if left := len(rows[_SCREEN_ROWS:]):
            lines.append(f"… and {counted(left, 'more pair')}")
        return "\n".join([*lines, *self._closing()])

    def _repr_html_(self) -> str:
        headline, heads, rows = self._shown()
        shown = [[html.escape(cell) for cell in row] for row in rows[: html.MOST_ROWS]]
        parts = [html.table(heads, shown, headline)]
        if left := len(rows[html.MOST_ROWS :]):
            parts.append(html.paragraph(f"Not shown: {counted(left, 'more pair')}."))
        return html.page(*parts, *map(html.paragraph, self._closing()))


class Chances(Answer, Stored):
    """An answer about every pair under a prior."""

    asked: Asked

    @property
    def prior(self) -> Prior:
        """The prior."""
        return self.asked.prior
