"""What has two ends is no number: whoever asks for one is told which call gives what was meant."""

from __future__ import annotations

from typing import Any, NoReturn

from chirograph.errors import Fault, NoSingleNumber

__all__ = ["TwoEnds", "refuse"]


def refuse(asked: str, repair: str) -> NoReturn:
    """Say that there is no single number, and what to take instead.

    Examples
    --------
    >>> try:
    ...     refuse("float()", "take .lower or .upper")
    ... except NoSingleNumber as error:
    ...     print(error)
    float(): what unknown cells leave open has two ends and no single number; take .lower or .upper
    """
    rule = "what unknown cells leave open has two ends and no single number"
    raise NoSingleNumber(Fault("", asked, "", rule, repair, "parameter"))


class TwoEnds:
    """Refuses to be a number, an array, a truth value, or above or below something."""

    __slots__ = ()

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        refuse("an array", "take .lower and .upper, or to_frame()")

    def __float__(self) -> float:
        refuse("float()", "take .lower or .upper")

    def __int__(self) -> int:
        refuse("int()", "take .lower or .upper")

    def __bool__(self) -> bool:
        refuse("a truth value", "ask of an end: .lower > 0 is certain, .upper > 0 possible")

    def _beside(self, other: object) -> bool:
        refuse("a comparison", "compare .lower for what is certain, .upper for what is possible")

    __lt__ = __le__ = __gt__ = __ge__ = _beside
