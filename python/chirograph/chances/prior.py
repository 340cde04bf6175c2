"""A prior: what is assumed of the chance that an unknown cell is present. It is an argument, never found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from chirograph.base.hints import fits
from chirograph.base.public import public
from chirograph.base.stored import checked
from chirograph.base.told import Stored
from chirograph.errors import AssumptionError, DataError, Fault, brief

__all__ = ["NAMES", "REPAIR", "Prior", "by_label", "tupled"]

#: The priors that go by a name.
NAMES = ("mixture", "pooled")
_FORMS = ("flat", *NAMES, "cells", "dirichlet")
REPAIR = 'give a chance such as 0.5, "mixture", "pooled", a chance for every cell, or a cg.Prior'


@public
@dataclass(frozen=True, slots=True, repr=False)
class Prior(Stored):
    """What is assumed of unknown cells. Made by the methods below, or from what ``distribution`` takes.

    Parameters
    ----------
    form : {"flat", "mixture", "pooled", "cells", "dirichlet"}
        What kind of prior it is.
    chance : float or None
        Of "flat": the chance that an unknown cell is present.
    cells : tuple
        Of "cells": chances as (row, area, chance), area None for a whole row; or rows of chances.
    alpha : tuple of float
        Of "dirichlet": what counts for each depth before any list is seen.
    kappa : float
        Of "pooled" and "mixture": how many lists the overall rate counts for beside those of an area.
    tau : float
        Of "mixture": standard deviation of the effect of a row, on the log odds.
    shares : tuple of float
        Of "mixture": the shares of its areas that a row may name in public, each as likely beforehand.
    delta : float
        The tilt: odds of being present are multiplied by ``exp(delta)``.

    Notes
    -----
    The rate of an area is ``(kappa * m + c) / (kappa + N)``, where c of N complete lists have it; m, the
    overall rate, is ``(present + 0.5) / (cells + 1)`` in them. The effect of a row is normal on the log odds,
    by the Gauss-Hermite rule of 9 nodes. Where a row names a share s of its areas, one that it does not name
    is present with ``p * (1 - s) / (1 - p * s)``, p being its rate with the effect.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.Prior.flat(0.5)
    Prior (an assumption): every unknown cell is present with chance 0.5, independently of the others.
    """

    form: str
    chance: float | None = None
    cells: tuple[Any, ...] = ()
    alpha: tuple[float, ...] = ()
    kappa: float = 2.0
    tau: float = 0.8
    shares: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 0.9)
    delta: float = 0.0

    def __post_init__(self) -> None:
        if faults := _faults(self):
            raise AssumptionError(faults)

    @classmethod
    def flat(cls, chance: float) -> Prior:
        """Every unknown cell is present with the same chance.

        Parameters
        ----------
        chance : float
            Above 0 and below 1.

        Returns
        -------
        Prior

        Raises
        ------
        AssumptionError
            When it is no chance.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Prior.flat(0.3).chance
        0.3
        """
        return cls("flat", chance=chance)

    @classmethod
    def pooled(cls, kappa: float = 2.0) -> Prior:
        """The rate of each area in rows with a complete list, drawn towards the overall rate.

        Parameters
        ----------
        kappa : float
            How many lists the overall rate counts for.

        Returns
        -------
        Prior

        Raises
        ------
        AssumptionError
            When `kappa` does not lie between 1e-6 and 1e6.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Prior.pooled().form
        'pooled'
        """
        return cls("pooled", kappa=kappa)

    @classmethod
    def mixture(
        cls, tau: float = 0.8, shares: Sequence[float] = (0.0, 0.25, 0.5, 0.75, 0.9), kappa: float = 2.0
    ) -> Prior:
        """The default: area rates as "pooled", an effect of the row, and a share of the list that is named.

        Parameters
        ----------
        tau : float
            Standard deviation of the effect of a row, on the log odds.
        shares : sequence of float
            The shares that a row may name.
        kappa : float
            How many lists the overall rate counts for.

        Returns
        -------
        Prior

        Raises
        ------
        AssumptionError
            With every number that cannot be.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Prior.mixture(shares=[0.5]).shares
        (0.5,)
        """
        return cls("mixture", tau=tau, shares=tuple(shares), kappa=kappa)

    @classmethod
    def dirichlet(cls, alpha: Sequence[float]) -> Prior:
        """A chance for each depth: in proportion to `alpha` and the complete lists with the area at it.

        Parameters
        ----------
        alpha : sequence of float
            One number above 0 for each depth of the scale, depth 0 first.

        Returns
        -------
        Prior

        Raises
        ------
        AssumptionError
            When a number is not above 0.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Prior.dirichlet([0.5, 0.5]).alpha
        (0.5, 0.5)
        """
        return cls("dirichlet", alpha=tuple(alpha))

    def tilted(self, delta: float) -> Prior:
        """The same prior with the odds of being present multiplied by ``exp(delta)``.

        A tilt of ``log(1 - s)`` is what follows when a share s of all that is listed is named in public and
        the cell is not: below 0 what was not named is emptier than the rest, above 0 it is deeper.

        Parameters
        ----------
        delta : float
            Added to the tilt there is.

        Returns
        -------
        Prior

        Raises
        ------
        AssumptionError
            When it is not finite.

        Examples
        --------
        >>> import chirograph as cg
        >>> print(cg.Prior.flat(0.5).tilted(-0.6931471805599453).tilt)
        tilted by -0.693 (a naming share of 0.50)
        """
        return replace(self, delta=self.delta + delta)

    @property
    def tilt(self) -> str:
        """The tilt in words; empty where there is none."""
        if self.delta == 0.0:
            return ""
        share = f" (a naming share of {-math.expm1(self.delta):.2f})" if self.delta < 0 else ""
        return f"tilted by {self.delta:.3g}{share}"

    @property
    def name(self) -> str:
        """The prior in a word or two.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Prior.flat(0.5).tilted(1).name
        'flat 0.5, tilted by 1'
        """
        word = f"flat {self.chance:g}" if self.form == "flat" else self.form
        return f"{word}, {self.tilt}" if self.tilt else word

    def sentence(self) -> str:
        """The assumption in one sentence.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Prior.pooled().tilted(2).sentence()[-40:]
        'of being present are multiplied by 7.39.'
        """
        words = {
            "flat": f"every unknown cell is present with chance {self.chance}, independently of the others",
            "pooled": "an unknown cell is present at the rate of its area among complete lists "
            f"(the overall rate counts for {self.kappa:g} of them), each cell by itself",
            "mixture": "an unknown cell is present at the rate of its area among complete lists "
            f"(the overall rate counts for {self.kappa:g} of them), with an effect of the row "
            f"(standard deviation {self.tau:g} of the log odds) and a share of the list that is named "
            f"({', '.join(f'{share:g}' for share in self.shares)}, weighed by what is known of the row)",
            "cells": "unknown cells are present with the chances given, each by itself",
            "dirichlet": "an unknown cell has each depth in proportion to "
            f"{', '.join(f'{one:g}' for one in self.alpha)} and the complete lists with that depth, "
            "each by itself",
        }[self.form]
        tilt = (
            f"; the odds of being present are multiplied by {math.exp(self.delta):.3g}" if self.delta else ""
        )
        return f"Prior (an assumption): {words}{tilt}."

    def to_dict(self) -> dict[str, Any]:
        """Plain data, from which `from_dict` makes the same prior.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Prior.from_dict(cg.Prior.flat(0.5).to_dict()) == cg.Prior.flat(0.5)
        True
        """
        return {"kind": "prior", **{name: _listed(value) for name, value in asdict(self).items()}}

    @classmethod
    def _read(cls, given: Mapping[str, Any]) -> Prior:
        hints: dict[str, Any] = {"form": str, "chance": float | None, "cells": Sequence[Any]}
        hints |= {"alpha": Sequence[float], "kappa": float, "tau": float, "shares": Sequence[float]}
        found = checked(given, "prior", {**hints, "delta": float})
        try:
            return cls(**{name: tupled(value) for name, value in found.items()})
        except AssumptionError as error:
            raise DataError(error.faults) from error

    def __repr__(self) -> str:
        return self.sentence()

    __str__ = __repr__


def _chances(cells: Any) -> bool:
    """Whether they are chances by label, or rows of chances."""
    if by_label(cells):
        return all(
            len(one) == 3 and isinstance(one[0], str) and isinstance(one[1], str | None) and _number(one[2])
            for one in cells
        )
    try:
        return np.array(cells, dtype=np.float64).ndim in (2, 3)
    except (TypeError, ValueError, OverflowError):
        return False


def by_label(cells: Any) -> bool:
    """Whether chances go by label.

    Examples
    --------
    >>> by_label((("KOR", None, 0.5),)), by_label(((0.5, 0.5),))
    (True, False)
    """
    return (
        bool(cells) and isinstance(cells[0], tuple | list) and bool(cells[0]) and isinstance(cells[0][0], str)
    )


def _faults(prior: Prior) -> list[Fault]:
    """All that cannot be."""
    chance = prior.chance
    rules = {
        "form": (prior.form in _FORMS, f"it is one of {', '.join(_FORMS)}"),
        "chance": (
            prior.form != "flat" or (_number(chance) and 0 < float(chance or 0) < 1),
            "a chance is above 0 and below 1",
        ),
        "cells": (prior.form != "cells" or _chances(prior.cells), "there is a chance for each unknown cell"),
        "alpha": (
            all(_number(one) and one > 0 for one in prior.alpha)
            and (prior.form != "dirichlet" or len(prior.alpha) > 1),
            "there is a number above 0 for each depth",
        ),
        "kappa": (_number(prior.kappa) and 1e-6 <= prior.kappa <= 1e6, "it lies between 1e-6 and 1e6"),
        "tau": (_number(prior.tau) and 0 <= prior.tau <= 100, "it lies between 0 and 100"),
        "shares": (
            all(_number(one) and 0 <= one <= 1 for one in prior.shares) and any(prior.shares),
            "they lie between 0 and 1, and one is above 0",
        ),
        "delta": (_number(prior.delta) and abs(prior.delta) <= 700, "a tilt lies between -700 and 700"),
    }
    return [
        Fault("", f"prior, {name}", brief(getattr(prior, name)), rule, REPAIR, "parameter")
        for name, (good, rule) in rules.items()
        if not good
    ]


def _number(value: object) -> bool:
    return fits(value, float) and math.isfinite(value)  # type: ignore[arg-type]


def tupled(value: Any) -> Any:
    return tuple(map(tupled, value)) if isinstance(value, list | tuple) else value


def _listed(value: Any) -> Any:
    return [_listed(one) for one in value] if isinstance(value, tuple) else value
