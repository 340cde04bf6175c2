"""Bounds of interoperability indicators: the questions of the engine's table, answered with labels."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chirograph.base.public import public
from chirograph.cells.ends import End
from chirograph.errors import UnknownLabel, unknown

#: What no table and no figure on interoperability leaves unsaid.
PROGRAMMED = "programmed interoperability (committed and joined), not achieved"
MEASURES = f"{PROGRAMMED} interoperability"
LEGEND = "~: certified, not attained. rho: 1 mean, 0 geometric mean, -inf weakest dimension."
#: The three means that are always shown together: no compensation hidden.
MEANS = (1.0, 0.0, -math.inf)
UNDEFINED = ("no", "possible", "always")


@dataclass(frozen=True, slots=True)
class Witness:
    """One completion of all that is unknown, and what it completes.

    Parameters
    ----------
    depths : mapping
        Partner to its stated depths, area to depth.
    members : mapping
        Partner to its memberships, system to 0, 0.5 or 1.
    between : mapping
        System to the tie of a pair; empty for anything but a pair.
    """

    depths: Mapping[str, Mapping[str, int]]
    members: Mapping[str, Mapping[str, float]]
    between: Mapping[str, float]

    def __hash__(self) -> int:
        return hash((*self.depths, *(tuple(depths.values()) for depths in self.depths.values())))


@public
@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """The range of one indicator for one programme, pair or group.

    Parameters
    ----------
    key, title : str
        The indicator.
    subject : tuple of str
        Partners it is about.
    parameters : mapping
        Parameters in force, in words: "rho", "dimension", "m", "practice", ...
    lower, upper : float
        Least and greatest value over all completions of unknown cells and memberships; NaN where none has
        one.
    sharp_lower, sharp_upper : bool
        True: attained, see the witness. False: a certified outer bound.
    undefined : int
        0 every completion has a value, 1 some have none, 2 none has one.
    witness_lower, witness_upper : Witness or None
        The best completion found: it attains the end, or `inner_lower` or `inner_upper` where that is open;
        None when none is known or needed.
    inner_lower, inner_upper : float
        What the witness attains; equal to the end where it is sharp, NaN where no completion is known.
    gap_lower, gap_upper : float
        What is left between the two; inf where no completion is known.
    """

    key: str
    title: str
    subject: tuple[str, ...]
    parameters: Mapping[str, str | float]
    lower: float
    upper: float
    sharp_lower: bool
    sharp_upper: bool
    undefined: int
    witness_lower: Witness | None
    witness_upper: Witness | None
    inner_lower: float = math.nan
    inner_upper: float = math.nan
    gap_lower: float = math.inf
    gap_upper: float = math.inf

    @property
    def sharp(self) -> bool:
        """Whether both ends are attained."""
        return self.sharp_lower and self.sharp_upper

    @property
    def gap(self) -> float:
        """The larger one of the gaps of the two ends."""
        return max(self.gap_lower, self.gap_upper)

    @property
    def ends(self) -> tuple[End, End]:
        """Lower and upper end, each with bound and attained value."""
        return End(self.lower, self.inner_lower), End(self.upper, self.inner_upper, high=True)

    @property
    def label(self) -> str:
        """Title with the parameters that tell it from its neighbours."""
        shown = ", ".join(in_words(name, value) for name, value in self.parameters.items())
        return f"{self.title}, {shown}" if shown else self.title

    @property
    def text(self) -> str:
        """Both ends in one bracket, "~" before an end that is only certified.

        Examples
        --------
        >>> bound = Bound("attainment", "Attainment", ("A",), {}, 0.25, 0.5, True, False, 0, None, None)
        >>> bound.text
        '[0.250, ~0.500]'
        """
        if math.isnan(self.lower) or math.isnan(self.upper):
            return "undefined"
        low, high = ("" if sharp else "~" for sharp in (self.sharp_lower, self.sharp_upper))
        return f"[{low}{self.lower:.3f}, {high}{self.upper:.3f}]"

    def to_record(self) -> dict[str, Any]:
        """Plain data without the witnesses."""
        return {
            "key": self.key,
            "subject": " ".join(self.subject),
            **{name: self.parameters.get(name) for name in PARAMETERS},
            "lower": self.lower,
            "upper": self.upper,
            "sharp_lower": self.sharp_lower,
            "sharp_upper": self.sharp_upper,
            "undefined": UNDEFINED[self.undefined],
            "inner_lower": self.inner_lower,
            "inner_upper": self.inner_upper,
            "gap_lower": self.gap_lower,
            "gap_upper": self.gap_upper,
        }

    def _content(self) -> tuple[object, ...]:
        """Everything in it, with NaN made equal to itself."""
        inner = (self.inner_lower, self.inner_upper)
        ends = (None if math.isnan(end) else end for end in (self.lower, self.upper, *inner))
        flags = (self.sharp_lower, self.sharp_upper, self.undefined)
        return (self.key, self.title, self.subject, dict(self.parameters), *ends, *flags,
                self.witness_lower, self.witness_upper)  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return self._content() == other._content() if isinstance(other, Bound) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.key, self.subject, tuple(self.parameters.items()), self.text))

    def __repr__(self) -> str:
        return f"{' and '.join(self.subject)}, {self.label}: {self.text}"


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
    (('JPN', 'KOR'), 49)
    >>> dyad["shared_depth"].text
    '[0.139, 0.458]'
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
        if key in known:  # then it is a parameter that has another value
            told = (bound.parameters.items() for bound in self.bounds if bound.key == key)
            known = dict.fromkeys(
                ", ".join([key, *(f"{name}={one}" for name, one in given)]) for given in told
            )
        raise UnknownLabel(unknown("answers", asked, known, "this question"))

    def __repr__(self) -> str:
        head = f"{' and '.join(self.subject)}: {self.measures}"
        return "\n".join([head, *(f"  {bound.label}: {bound.text}" for bound in self.bounds)])


def plain(bound: Bound) -> dict[str, Any]:
    """Plain data without the parameters that it does not have; infinite numbers as text, NaN as None."""
    found: dict[str, Any] = {}
    for name, value in bound.to_record().items():
        if isinstance(value, float) and not math.isfinite(value):
            found[name] = None if math.isnan(value) else f"{value:g}"
        elif value is not None:
            found[name] = value
    return found


def in_range(bound: Bound) -> str:
    """A range, and whether it may have no value."""
    return bound.text + (" or 0/0" if bound.undefined == 1 else "")


def in_words(name: str, value: float | str) -> str:
    """A parameter for reading.

    Examples
    --------
    >>> in_words("set", "dialogue"), in_words("rho", 1.0)
    ('set dialogue', 'rho 1')
    """
    return f"{name} {value if isinstance(value, str) else f'{value:g}'}"


#: Columns for parameters in frames, in this order.
PARAMETERS = ("rho", "dimension", "m", "practice", "threshold", "set", "depth", "least", "prerequisites")
