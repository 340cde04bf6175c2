"""What was looked for and how often: the searches behind what was not found, and rules of gathering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = ["GATHERED", "gathered", "not_found"]

#: Heads of the rows of `gathered`.
GATHERED = ("Records", "What counts as one", "What does not", "Where", "Period", "By whom", "Complete")


def not_found(data: Mapping[str, Any]) -> Iterator[str]:
    """One line for each thing that was not found, with how often, in which languages and until when.

    Examples
    --------
    >>> from chirograph.records.store import load
    >>> list(not_found(load("nato-ip4").data))[2]
    'Any renewal or successor programme for 2027-2030 (3 searches in 13 languages, last on 2026-11-27)'
    """
    for record in data["not_found"]:
        made = [one for one in data.get("searches", ()) if record["id"] in one["not_found"]]
        yield f"{record['text']} ({_often(made)})" if made else str(record["text"])


def _often(made: Sequence[Mapping[str, Any]]) -> str:
    tongues = sorted({name for one in made for name in one["languages"]})
    spoken = ", ".join(tongues) if len(tongues) < 4 else f"{len(tongues)} languages"
    times = f"{len(made)} searches" if len(made) > 1 else "1 search"
    return f"{times} in {spoken}, last on {max(one['last'] for one in made)}"


def gathered(data: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """By which rule the records of a table were gathered, one row a rule, under `GATHERED`.

    Examples
    --------
    >>> from chirograph.records.store import load
    >>> [(row[0], row[4], row[6][:3]) for row in gathered(load("nato-ip4").data)]
    [('commitments', '2012-06 to 2026-11-27', 'no;')]
    """
    return [
        (
            one["table"],
            one["counts"],
            one["leaves_out"],
            one["where"],
            f"{one['first']} to {one['last']}",
            one["by"],
            "; ".join(filter(None, ("yes" if one["complete"] else "no", one["note"]))),
        )
        for one in data.get("sampling", ())
    ]
