"""What a figure is asked to draw and with which look: wrong things are refused with the right way to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

from chirograph.errors import Fault, ParameterError, at_least_one, brief, did_you_mean

if TYPE_CHECKING:
    from matplotlib.artist import Artist

#: No page and no poster is wider.
_WIDEST = 200

#: Kind of thing -> how it is drawn.
_DRAWN_BY = {
    "Dataset": "plots.areas(ds) and plots.practice(ds) draw what is known, plots.pairs(ds) an overlap",
    "Panel": "plots.areas(panel) and plots.practice(panel) draw what is known, plots.pairs(panel) an overlap",
    "Overlap": "plots.bounds(result), plots.pairs(result) or plots.heatmap(result) draws it, "
    "plots.matrix(result.panel) its cells",
    "PairOverlap": "plots.bounds(pair) draws it, plots.matrix(pair.panel) what it was computed from",
    "Ladder": "plots.ladder(result) draws it",
    "Change": "plots.turnover(result) draws it",
    "DocumentValues": "plots.documents(result) draws it",
    "Distribution": "plots.distribution(result) draws it",
    "Ranks": "plots.ranks(result) draws it",
    "Plan": "plots.frontier(result) draws it",
    "Series": "plots.series(result) draws it",
    "WhatIf": "plots.slope(result) draws it",
    "Sensitivity": "plots.sensitivity(result) draws it",
    "Multiverse": "plots.multiverse(result) draws it",
    "Interoperability": "plots.levels(result), plots.dimensions(result) or plots.network(result) draws it",
}


def refuse(function: str, thing: object, takes: str) -> ParameterError:
    """The error for a thing that a figure does not draw; it names the function that does.

    Examples
    --------
    >>> import chirograph as cg
    >>> ladder = cg.load("nato-ip4").ladder()
    >>> print(refuse("matrix", ladder, "a dataset or a panel").faults[0].repair)
    plots.ladder(result) draws it
    """
    kind = type(thing).__name__
    repair = _DRAWN_BY.get(kind, "give it one of these")
    return ParameterError(Fault("", f"plots.{function}", kind, f"it draws {takes}", repair, "parameter"))


def expect(function: str, thing: object, kinds: type | tuple[type, ...], takes: str) -> None:
    """Refuse a thing that is none of these kinds.

    Raises
    ------
    ParameterError
        When it is none.
    """
    if not isinstance(thing, kinds):
        raise refuse(function, thing, takes)


def at_most(most: object) -> int | None:
    """How many are drawn at most; None draws all.

    Raises
    ------
    ParameterError
        When it is not a whole number of at least 1.
    """
    if most is None:
        return None
    return at_least_one("most", most, "it is a whole number of at least 1", "pass None to draw all")


def some(function: str, subjects: Sequence[object]) -> None:
    """Refuse a result that is about nobody, such as one on pairs of a single programme.

    Raises
    ------
    ParameterError
        When there is nothing to draw.
    """
    if not subjects:
        rule = "there is a pair, a programme or a group to draw"
        raise ParameterError(
            Fault("", f"plots.{function}", "none", rule, "take two programmes or more", "parameter")
        )


def width_of(width: float | None) -> None:
    """Refuse a width that no figure has.

    Raises
    ------
    ParameterError
        When it is not a number of inches from 1 to 200.
    """
    if width is not None and not (isinstance(width, Real) and 1 <= width <= _WIDEST):
        rule = f"a width is a number of inches from 1 to {_WIDEST}"
        raise ParameterError(Fault("", "width", brief(width), rule, "leave it out", "parameter"))


def look_of(
    artist: type[Artist], given: Mapping[str, Any], own: Sequence[str], colour: str = "color"
) -> dict[str, Any]:
    """The properties given for the main artist; `color` goes to the property named by `colour`.

    Raises
    ------
    ParameterError
        When a name is neither a property of the artist nor an option of the figure, with near names.
    """
    from matplotlib.artist import ArtistInspector

    properties = {*ArtistInspector(artist).get_setters(), *_SHORT}
    if wrong := [name for name in given if name not in properties]:
        rule = f"it is an option of the figure or a property of matplotlib's {artist.__name__}"
        known = [*own, *sorted(properties)]
        raise ParameterError(
            [Fault("", "plots", name, rule, did_you_mean(name, known), "parameter") for name in wrong]
        )
    names = {"color": colour, "c": colour}
    return {names.get(name, _SHORT.get(name, name)): value for name, value in given.items()}


#: Short names of properties that matplotlib knows.
_SHORT = {"c": "color", "fc": "facecolor", "ec": "edgecolor", "lw": "linewidth", "ls": "linestyle"}
