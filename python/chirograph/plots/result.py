"""What every figure gives: the Axes, the numbers drawn, the same in words, and the files of it."""

from __future__ import annotations

import io
import warnings
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chirograph.base import files
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.errors import Fault, ParameterError
from chirograph.plots.letters import unseen
from chirograph.plots.palette import settings
from chirograph.plots.svg import Tip, embed, render

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Owned", "PlotResult"]


class Owned(ABC):
    """A drawing on a figure of its own that is made once somebody asks for it."""

    #: Whether somebody was given the Axes, and may have changed what it shows.
    given = False

    @property
    @abstractmethod
    def ax(self) -> Axes:
        """The Axes of that figure."""

    @abstractmethod
    def fresh(self) -> Axes:
        """The same drawing on another figure."""

    @abstractmethod
    def svg(self, title: str, description: str) -> str:
        """The drawing as SVG without that figure; empty where only the figure can tell."""

    def __reduce__(self) -> Any:
        # What is stored is the drawing, not how it came about.
        return _same, (self.ax,)


def _figure_of(ax: Axes) -> Figure:
    from matplotlib.figure import Figure

    # The canvas belongs to the whole figure, also when the Axes stands in a part of one.
    figure = ax.figure.canvas.figure
    assert isinstance(figure, Figure)
    return figure


def _same(ax: Axes) -> Axes:
    return ax


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

    _on: Axes | Owned = field(repr=False)
    name: str
    title: str
    _columns: tuple[str, ...] = field(repr=False)
    _rows: tuple[tuple[Any, ...], ...] = field(repr=False)
    _words: str = field(repr=False)
    _owns_figure: bool = field(repr=False, default=True)
    _tips: Sequence[Tip] = field(repr=False, default=())

    @property
    def ax(self) -> Axes:
        """Where it is drawn."""
        if isinstance(self._on, Owned):
            self._on.given = True
        return self._axes

    @property
    def figure(self) -> Figure:
        """The figure the Axes stands in."""
        if isinstance(self._on, Owned):
            self._on.given = True
        return self._figure

    @property
    def _axes(self) -> Axes:
        return self._on.ax if isinstance(self._on, Owned) else self._on

    @property
    def _figure(self) -> Figure:
        return _figure_of(self._axes)

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
        words = {"title": self.title, "description": self._words}

        def drawn(ax: Axes) -> str:
            return render(_figure_of(ax), **words, tips=self._tips, ax=ax)

        written = self._on.svg(**words) if isinstance(self._on, Owned) else ""
        if not isinstance(self._on, Owned) or not written:
            return drawn(self._axes)
        # What nobody changed has the same bytes, whether somebody looked at it or not.
        now = drawn(self._on.ax) if self._on.given else ""
        return now if now and now != drawn(self._on.fresh()) else written

    def save(self, directory: str | Path, name: str | None = None) -> tuple[Path, ...]:
        """Write one file, or a folder of four: the picture twice, its data and its words.

        A path that ends in ``.png`` (200 dots per inch), ``.svg`` or ``.pdf`` is one file. Any other is a
        folder that gets ``name.svg``, ``.png``, ``.csv`` (the data) and ``.txt`` (the alt text). Files of
        these names are replaced, each at once and whole. The same figure has the same bytes on every run.

        Parameters
        ----------
        directory : path
            The folder, or the file. Folders are made if they are not there.
        name : str, optional
            Name of the files in a folder without ending; by default `self.name`.

        Returns
        -------
        tuple of Path
            The files, in that order.

        Raises
        ------
        ParameterError
            If the path ends as a picture of a kind that is not written, or a file has a name besides.

        Warns
        -----
        UserWarning
            Once, when no installed font has some letter that PNG or PDF would draw.

        Examples
        --------
        >>> import tempfile
        >>> import chirograph as cg
        >>> drawn = cg.plots.matrix(cg.Panel([[1, 0], [1, 1]], max_depth=1))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [file.name for file in drawn.save(folder)]
        ...     [file.name for file in drawn.save(folder + "/one.pdf")]
        ['matrix.svg', 'matrix.png', 'matrix.csv', 'matrix.txt']
        ['one.pdf']
        """
        target = Path(directory)
        if kind := self._kind(target, name):
            target.parent.mkdir(parents=True, exist_ok=True)
            files.write(target, self._drawn(kind))
            return (target,)
        target.mkdir(parents=True, exist_ok=True)
        made: dict[str, str | bytes] = {
            ".svg": self._drawn("svg"),
            ".png": self._drawn("png"),
            ".csv": self.data().to_csv(),
            ".txt": f"{self._words}\n",
        }
        for end, data in made.items():
            files.write(target / f"{name or self.name}{end}", data)
        return tuple(target / f"{name or self.name}{end}" for end in made)

    def _kind(self, path: Path, name: str | None) -> str:
        """What one file is to hold; nothing for a folder."""
        kind = path.suffix[1:].lower()
        if path.is_dir() or kind not in self._figure.canvas.get_supported_filetypes():
            return ""
        if kind not in _KINDS:
            rule, repair = "a picture is .png, .svg or .pdf", f"save {path.stem}.png, or name a folder"
            raise ParameterError(Fault("", "directory", repr(str(path)), rule, repair, "parameter"))
        if name is not None:
            rule, repair = "one file has the name of its path", "leave it out, or name a folder"
            raise ParameterError(Fault("", "name", repr(name), rule, repair, "parameter"))
        return kind

    def _drawn(self, kind: str) -> str | bytes:
        """The figure as text of an SVG, or as bytes of a PNG or a PDF."""
        if kind == "svg":
            return self.svg()
        made = io.BytesIO()
        with settings():
            self._figure.savefig(made, format=kind, metadata=_KINDS[kind])
        if words := unseen(self._figure):
            warnings.warn(words, stacklevel=3)
        return made.getvalue()

    def _repr_html_(self) -> str | None:
        # A figure on the user's own Axes is shown by the user's own backend; twice would be once too often.
        return self._framed(self.svg()) if self._owns_figure else None

    def _framed(self, svg: str) -> str:
        return f'<div style="overflow-x:auto">{embed(svg, prefix=self.name, fluid=True)}</div>'

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        """The figure for a notebook and for what it is exported to: a browser, paper, a word processor."""
        if not self._owns_figure:
            return {}, {}
        svg = cache(self.svg)  # drawn once for both
        make: dict[str, Callable[[], str]] = {
            "text/html": lambda: self._framed(svg()),
            "image/svg+xml": svg,
            "image/png": self._encoded,
        }
        wanted = [kind for kind in make if (not include or kind in include) and kind not in (exclude or ())]
        width, height = (round(float(inches) * 96) for inches in self._figure.get_size_inches())
        sizes = {kind: {"width": width, "height": height} for kind in wanted if kind == "image/png"}
        return {kind: make[kind]() for kind in wanted}, sizes

    def _encoded(self) -> str:
        data = self._drawn("png")
        assert isinstance(data, bytes)
        return b64encode(data).decode("ascii")


#: Kind of file -> what would tell when and by what it was made, left out.
_KINDS: dict[str, dict[str, None]] = {
    "svg": {},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
