"""What tells itself as plain data: the same as JSON text, and back."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Self

from chirograph.base.stored import parsed

__all__ = ["Stored", "Told", "finite"]


def finite(value: Any) -> Any:
    """Plain data as JSON has them: None for a number that is not finite, lists and mappings gone through.

    Examples
    --------
    >>> finite({"a": [1.5, float("nan")], "b": "text"})
    {'a': [1.5, None], 'b': 'text'}
    """
    if isinstance(value, Mapping):
        return {name: finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


class Told:
    """What has plain data."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data in a stable order."""
        raise NotImplementedError

    def to_json(self) -> str:
        """`to_dict` as JSON text: finite numbers, text or null.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Panel([[1, 0], [1, 1]], [[1, 1], [1, 1]], max_depth=1).to_json()[:36]
        '{"kind": "panel", "rows": ["P1", "P2'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)


class Stored(Told):
    """What can be made again from its plain data."""

    __slots__ = ()

    @classmethod
    def _read(cls, given: Mapping[str, Any]) -> Self:
        """What `from_dict` makes."""
        raise NotImplementedError

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Self:
        """The thing that `to_dict` told; nothing is computed again.

        Parameters
        ----------
        given : mapping
            What `to_dict` gave.

        Returns
        -------
        Self
            Equal to the one that was told.

        Raises
        ------
        DataError
            With everything that is missing, of another type, or cannot be.
        UnknownIndicator, ParameterError
            When this version does not know an indicator or a parameter in it.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 1]], max_depth=1)
        >>> for thing in (panel, overlap := panel.overlap("jaccard"), overlap.distribution(0.5)):
        ...     print(type(thing).from_dict(thing.to_dict()) == thing)
        True
        True
        True
        """
        return cls._read(given)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The thing whose `to_json` this text is, see `from_dict`.

        Parameters
        ----------
        text : str
            JSON text; a file is read by whoever has it.

        Returns
        -------
        Self
            Equal to the one that was told.

        Raises
        ------
        DataError
            When the text is no JSON, or not that of such a thing.

        Examples
        --------
        >>> import chirograph as cg
        >>> panel = cg.Panel([[1, 0]], [[1, 1]], max_depth=1).constrain(list_length={"P1": 2})
        >>> cg.Panel.from_json(panel.to_json()).constraints == panel.constraints
        True
        """
        return cls.from_dict(parsed(text))
