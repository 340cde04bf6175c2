"""Bounds of interoperability indicators: the questions of the engine's table, answered with labels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chirograph.base.public import public
from chirograph.catalogue import indicators as catalogue
from chirograph.cells.ends import End
from chirograph.errors import ParameterError, UnknownLabel, unknown
from chirograph.interop.model import Model

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
        """Both ends in one bracket, "~" before an end that is only certified; a level as whole numbers.

        Examples
        --------
        >>> bound = Bound("attainment", "Attainment", ("A",), {}, 0.25, 0.5, True, False, 0, None, None)
        >>> bound.text
        '[0.250, ~0.500]'
        """
        if math.isnan(self.lower) or math.isnan(self.upper):
            return "undefined"
        whole = catalogue.is_whole(self.key)
        low, high = (f"{end:.0f}" if whole else f"{end:.3f}" for end in (self.lower, self.upper))
        return f"[{'' if self.sharp_lower else '~'}{low}, {'' if self.sharp_upper else '~'}{high}]"

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


def plain(bound: Bound) -> dict[str, Any]:
    """Plain data without the parameters that it does not have; infinite numbers as text, NaN as None."""
    found: dict[str, Any] = {}
    for name, value in bound.to_record().items():
        if isinstance(value, float) and not math.isfinite(value):
            found[name] = None if math.isnan(value) else f"{value:g}"
        elif value is not None:
            found[name] = value
    return found


def is_level(bound: Bound) -> bool:
    """Whether a bound is a step of a scale."""
    return catalogue.is_whole(bound.key)


def in_range(bound: Bound) -> str:
    """A range, and whether it may have no value."""
    return bound.text + (" or 0/0" if bound.undefined == 1 else "")


def in_words(name: str, value: float | str) -> str:
    """A parameter for reading.

    Examples
    --------
    >>> in_words("set", "strict"), in_words("rho", 1.0)
    ('strict set', 'rho 1')
    """
    return f"{value} set" if name == "set" else f"{name} {value if isinstance(value, str) else f'{value:g}'}"


#: Columns for parameters in frames, in this order.
PARAMETERS = ("rho", "dimension", "m", "practice", "threshold", "set", "depth", "prerequisites")


class Asker:
    """Asks the engine every question its table has about dyads, groups and programmes.

    Parameters
    ----------
    model : Model
        Labels and engine.
    rho : sequence of float
        The means to show.
    """

    def __init__(self, model: Model, rho: Sequence[float] = MEANS) -> None:
        self.model = model
        self.rho = tuple(rho)

    def dyad(self, first: str, second: str) -> tuple[Bound, ...]:
        """All indicators of a pair with its systems, and the overlap of effective depths."""
        return (*self._every(_rows("dyad"), (first, second)), self._effective("ruzicka", first, second))

    def group(self) -> tuple[Bound, ...]:
        """All indicators of all partners together."""
        return tuple(self._every(_rows("group"), self.model.rows))

    def programme(self, partner: str, *, of_hub: bool) -> tuple[Bound, ...]:
        """Indicators of one programme: those that compose dimensions (of the hub), or its profile.

        Those about a set of areas or groups that the codebook does not define are left out.
        """
        return tuple(self._every((row for row in _rows("programme") if composes(row) == of_hub), (partner,)))

    def _every(self, rows: Iterable[Mapping[str, Any]], who: tuple[str, ...]) -> Iterator[Bound]:
        for row in rows:
            for given in self._choices(row, len(who)):
                try:
                    yield self._ask(row, who, given)
                except ParameterError as error:
                    if len(who) > 1 or any(fault.code != "unsupported" for fault in error.faults):
                        raise

    def _choices(self, row: Mapping[str, Any], size: int) -> Iterator[dict[str, float]]:
        """The parameter values asked for: every mean, every dimension, every m, every choice or depth."""
        items = {item["name"]: item for item in row["parameters"]}
        dimensions = range(len(self.model.dimensions))
        if "rho" in items:
            yield from ({"rho": rho} for rho in self.rho)
        if "dimension" in items:
            yield from ({"dimension": float(d)} for d in dimensions)
        if "m" in items:
            yield from ({"m": float(m)} for m in range(1, size + 1))
        if "set" in items:
            yield from ({"set": float(i)} for i in range(len(items["set"]["choices"])))
        if asks_the_record(row):  # 0 asks for the depth itself, 1 for the presence
            yield from ({"threshold": float(threshold)} for threshold in (0, 1))
            return
        if "depth" in items:
            yield from ({"depth": float(depth)} for depth in range(self.model.max_depth + 1))
        if "practice" in items:
            yield {"practice": float(self.model.practice_depth)}
        if not items.keys() & {"rho", "dimension", "m", "set", "depth", "practice"}:
            yield {}

    def _ask(self, row: Mapping[str, Any], who: tuple[str, ...], given: Mapping[str, float]) -> Bound:
        places = [self.model.rows.index(name) for name in who]
        answer = self.model.engine.bound(row["key"], places, dict(given))
        return self._bound(row, who, self._shown(row, given), answer)

    def _effective(self, key: str, *who: str) -> Bound:
        """A ratio of a pair on depths after prerequisites."""
        first, second = (self.model.rows.index(name) for name in who)
        answer = self.model.engine.effective(key, first, second)
        return self._bound(catalogue.row_of(key), who, {}, answer)

    def _shown(self, row: Mapping[str, Any], given: Mapping[str, float]) -> dict[str, str | float]:
        items = {item["name"]: item for item in row["parameters"]}
        shown: dict[str, str | float] = {}
        for name, value in given.items():
            if name == "dimension":
                shown[name] = self.model.dimensions[int(value)]
            elif items[name]["choices"]:
                shown[name] = str(items[name]["choices"][int(value)])
            else:
                shown[name] = int(value) if items[name]["whole"] else value
        return shown

    def _bound(
        self,
        row: Mapping[str, Any],
        who: tuple[str, ...],
        shown: Mapping[str, str | float],
        answer: Mapping[str, Any],
    ) -> Bound:
        return Bound(
            str(row["key"]),
            str(row["title"]),
            who,
            shown,
            float(answer["lower"]),
            float(answer["upper"]),
            bool(answer["sharp_lower"]),
            bool(answer["sharp_upper"]),
            int(answer["undefined"]),
            self._witness(who, answer["witness_lower"]),
            self._witness(who, answer["witness_upper"]),
            float(answer["inner_lower"]),
            float(answer["inner_upper"]),
            float(answer["gap_lower"]),
            float(answer["gap_upper"]),
        )

    def _witness(self, who: tuple[str, ...], found: Mapping[str, Any] | None) -> Witness | None:
        if found is None:
            return None
        model = self.model
        depths = {
            name: dict(zip(model.areas, row, strict=True))
            for name, row in zip(who, found["depths"].tolist(), strict=True)
        }
        members = {
            name: {
                system: value / 2
                for system, value in zip(model.systems, row, strict=True)
                if (name, system) in model.held
            }
            for name, row in zip(who, found["members"].tolist(), strict=True)
        }
        ties = {
            system: value / 2
            for system, value in zip(model.systems, found["between"].tolist(), strict=False)
            if (*who, system) in model.held or (*who[::-1], system) in model.held
        }
        return Witness(depths, members, ties)


def composes(row: Mapping[str, Any]) -> bool:
    """Whether an indicator is a mean over dimensions."""
    return any(item["name"] == "rho" for item in row["parameters"])


def asks_the_record(row: Mapping[str, Any]) -> bool:
    """Whether an indicator is about what the record settles and not about what a programme says."""
    return any(item["name"] == "threshold" and item["low"] == 0 for item in row["parameters"])


def profile_rows() -> list[Mapping[str, Any]]:
    """Rows of the table that make the profile of a programme."""
    return [row for row in _rows("programme") if not composes(row)]


def _rows(arity: str) -> Iterator[Mapping[str, Any]]:
    return (row for row in catalogue.rows() if row["arity"] == arity)
