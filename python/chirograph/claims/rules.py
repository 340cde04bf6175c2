"""From intervals to verdicts: a quantity against a threshold, a coding against another, parts of a claim."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from chirograph.claims.sums import Values

SUPPORTED: Final = "supported"
ATTESTED: Final = "attested by one reader"
CONDITIONAL: Final = "holds under its own assumption"
CONTRADICTED: Final = "contradicted"
TEXT: Final = "depends on unknown text"
CODING: Final = "depends on coding"
NOT_TESTABLE: Final = "not testable on public data"

#: Every verdict a claim can have. A claim of several parts has the first of `ORDER` that one of them has.
VERDICTS: Final = (SUPPORTED, ATTESTED, CONDITIONAL, CONTRADICTED, TEXT, CODING, NOT_TESTABLE)
ORDER: Final = (CONTRADICTED, CODING, TEXT, NOT_TESTABLE, CONDITIONAL, ATTESTED, SUPPORTED)
#: Verdicts that unknown records still stand behind: they hold if what was assumed of a text is right.
OPEN: Final = (TEXT, ATTESTED, CONDITIONAL)

#: A source of such reliability that another one contradicts is shown, and turns no verdict.
WEAK: Final = ("low",)

RELATIONS: Final = {
    "more_than": "more than",
    "at_least": "at least",
    "less_than": "less than",
    "at_most": "at most",
    "equal": "exactly",
    "all": "all",
    "none": "none",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a quantity must be: `relation` is a key of `RELATIONS`; for "all" it is compared with the total.

    Examples
    --------
    >>> Rule("more_than", 0.5).outcome(4 / 11, 5 / 11)
    False
    >>> Rule("more_than", 0.5).outcome(0.25, 0.75) is None
    True
    """

    relation: str
    threshold: float

    def holds(self, values: Values) -> Values:
        """1 where it holds, 0 where not, NaN where there is no value."""
        compare = {
            "more_than": np.greater, "at_least": np.greater_equal,
            "less_than": np.less, "at_most": np.less_equal,
        }.get(self.relation, np.equal)  # fmt: skip
        return np.where(np.isnan(values), math.nan, compare(values, self.threshold).astype(np.float64))

    def count_below(self, values: Values, others: Values) -> Values:
        """For every value, which of `others` (increasing) leave value minus other to hold, as one number.

        Two values have the same number exactly when they give the same answer against every other.
        """
        wanted = values - self.threshold
        if self.relation in ("more_than", "at_most"):
            found: Values = np.searchsorted(others, wanted, side="left").astype(np.float64)
        elif self.relation in ("at_least", "less_than"):
            found = np.searchsorted(others, wanted, side="right").astype(np.float64)
        else:
            found = np.where(np.isin(wanted, others), wanted, math.inf)
        return np.where(np.isnan(values), math.nan, found)

    def outcome(self, lower: float, upper: float, attained: Values | None = None) -> bool | None:
        """True when every value allowed satisfies it, False when none does, None when the text decides."""
        if attained is None:
            inside = self.relation in ("equal", "all", "none") and lower < self.threshold < upper
            attained = np.array([lower, upper, *([self.threshold] if inside else [])])
        held = self.holds(attained)
        if np.all(held == 1):
            return True
        return False if np.all(held == 0) else None


def turns(reliability: str) -> bool:
    """Whether what a source of this reliability says against another one can turn a verdict.

    Examples
    --------
    >>> turns("high"), turns("low")
    (True, False)
    """
    return reliability not in WEAK


def every(outcomes: Iterable[bool | None]) -> bool | None:
    """A statement about several subjects: false for one is false, else open for one is open.

    Examples
    --------
    >>> every([True, None, False]), every([True, None]), every([])
    (False, None, True)
    """
    found = list(outcomes)
    if any(outcome is False for outcome in found):
        return False
    return None if any(outcome is None for outcome in found) else True


def verdict_of_part(outcomes: Iterable[bool | str | None]) -> str:
    """The verdict of a part from its codings; a text among the outcomes says that records are missing.

    Codings disagree when one holds and another fails whatever the unknown text says. As long as a text could
    still bring them together, the text is what the answer depends on.

    Examples
    --------
    >>> verdict_of_part([True, False]), verdict_of_part([True, None]), verdict_of_part(["no record"])
    ('depends on coding', 'depends on unknown text', 'not testable on public data')
    """
    found = [outcome for outcome in outcomes if not isinstance(outcome, str)]
    if True in found and False in found:
        return CODING
    if None in found:
        return TEXT
    if not found:
        return NOT_TESTABLE
    return SUPPORTED if found[0] else CONTRADICTED


def verdict_of_claim(parts: Iterable[str]) -> str:
    """The verdict of a claim, which says all of its parts together.

    One contradicted part contradicts it. Otherwise it is supported only when every part is, and else it has
    what stands in the way.

    Examples
    --------
    >>> verdict_of_claim(["supported", "depends on unknown text", "not testable on public data"])
    'depends on unknown text'
    """
    found = set(parts)
    return next((verdict for verdict in ORDER if verdict in found), NOT_TESTABLE)
