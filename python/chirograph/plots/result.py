"""What every figure gives: the Axes, the numbers drawn, the same in words, and the files of it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chirograph.base import files
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.plots.palette import settings
from chirograph.plots.svg import embed, render

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["PlotResult"]


@public
@dataclass(frozen=True, eq=False)
class PlotResult:
    """A drawn figure: the Axes, the numbers in it, and the same in words.

    Attributes
    ----------
    ax : matplotlib.axes.Axes
        Where it was drawn: the Axes you passed, or one on a figure of its own.
    name : str
        A short name, used for file names.
    title : str
        What the figure shows, in one line.

    Examples
    --------
    >>> import chirograph as cg
    >>> drawn = cg.plots.matrix(cg.Panel([[1, 0], [1, 1]], max_depth=1))
    >>> drawn.data().columns[:3]
    ('row', 'column', 'lower')
    """

    ax: Axes
    name: str
    title: str
    _columns: tuple[str, ...] = field(repr=False)
    _rows: tuple[tuple[Any, ...], ...] = field(repr=False)
    _words: str = field(repr=False)
    _owns_figure: bool = field(repr=False, default=True)

    @property
    def figure(self) -> Figure:
        """The figure the Axes stands in."""
        from matplotlib.figure import Figure

        # The canvas belongs to the whole figure, also when the Axes stands in a part of one.
        figure = self.ax.figure.canvas.figure
        assert isinstance(figure, Figure)
        return figure

    def data(self) -> Table:
        """The numbers drawn, one row for each mark; see the function that drew it for the columns.

        Examples
        --------
        >>> import chirograph as cg
        >>> len(cg.plots.matrix(cg.Panel([[1, 0], [1, 1]], max_depth=1)).data())
        4
        """
        return Table(self._columns, tuple(zip(*self._rows, strict=True)) or ((),) * len(self._columns))

    def alt_text(self) -> str:
        """What a reader who cannot see the figure needs to know, written from the data.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.plots.matrix(cg.Panel([[1, 0], [1, 1]], max_depth=1)).alt_text().split(". ")[1]
        '4 of 4 cells have a known depth'
        """
        return self._words

    def svg(self) -> str:
        """The figure as SVG with ``role="img"``, a title and a description; the same bytes on every run.

        Examples
        --------
        >>> import chirograph as cg
        >>> 'role="img"' in cg.plots.matrix(cg.Panel([[1, 0], [1, 1]], max_depth=1)).svg()
        True
        """
        return render(self.figure, title=self.title, description=self._words)

    def save(self, directory: str | Path, name: str | None = None) -> tuple[Path, ...]:
        """Write ``name.svg``, ``.png`` (200 dots per inch), ``.csv`` (the data) and ``.txt`` (the alt text).

        Files of these names are replaced, each at once and whole.

        Parameters
        ----------
        directory : path
            Made if it is not there.
        name : str, optional
            File name without ending; by default `self.name`.

        Returns
        -------
        tuple of Path
            The four files, in that order.

        Examples
        --------
        >>> import tempfile
        >>> import chirograph as cg
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     drawn = cg.plots.matrix(cg.Panel([[1, 0], [1, 1]], max_depth=1))
        ...     [file.name for file in drawn.save(folder)]
        ['matrix.svg', 'matrix.png', 'matrix.csv', 'matrix.txt']
        """
        folder = Path(directory)
        folder.mkdir(parents=True, exist_ok=True)
        png = io.BytesIO()
        with settings():
            self.figure.savefig(png, format="png", dpi=200, metadata={"Software": None})
        made: dict[str, str | bytes] = {
            ".svg": self.svg(),
            ".png": png.getvalue(),
            ".csv": self.data().to_csv(),
            ".txt": f"{self._words}\n",
        }
        for end, data in made.items():
            files.write(folder / f"{name or self.name}{end}", data)
        return tuple(folder / f"{name or self.name}{end}" for end in made)

    def _repr_html_(self) -> str | None:
        # A figure on the user's own Axes is shown by the user's own backend; twice would be once too often.
        if not self._owns_figure:
            return None
        return f'<div style="overflow-x:auto">{embed(self.svg(), prefix=self.name, fluid=True)}</div>'
