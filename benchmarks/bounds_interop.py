"""How far the ends of interoperability are closed, and what that costs: nato-ip4, with list lengths or none.

    python -m benchmarks.bounds_interop

Open ends, those of differences of means (through the hub only, compensation gap), and processor time. A
benchmark, not a test: the numbers depend on the records.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

import chirograph as cg

#: Exact numbers of areas at depth 1 or more; for the third programme a range, then each number of it.
KNOWN = {"JPN": 16, "AUS": 12}
RANGE = (5, 9)
#: Differences of means, with the parameters asked for besides the preset ones.
DIFFERENCES = ("hub_only", "compensation_gap")
RHO = (0.5, -2.0, 3.0)


def answers(lengths: Mapping[str, Any] | None, rho: Sequence[float] | None = None) -> tuple[list[Any], float]:
    """All bounds under these list lengths, and the processor seconds they took."""
    data = cg.load("nato-ip4")
    start = time.process_time()
    found = data.interoperability(list_length=lengths, rho=rho)
    spent = time.process_time() - start
    return [bound for _, bound in found._all()], spent


def is_open(bound: Any) -> tuple[bool, bool]:
    """Whether the lower and the upper end are open."""
    return not bound.sharp_lower, not bound.sharp_upper


def told(bound: Any) -> str:
    """A bound with what its best completions attain."""
    low, high = (getattr(bound, f"inner_{end}", math.nan) for end in ("lower", "upper"))
    gaps = [getattr(bound, f"gap_{end}", math.nan) for end in ("lower", "upper")]
    ends = f"[{bound.lower:.6f} {bound.upper:.6f}] attained [{low:.6f} {high:.6f}]"
    asked = f"{' '.join(bound.subject)} {bound.key} {dict(bound.parameters)}"
    return f"{asked} {ends} gaps {gaps[0]:.1e} {gaps[1]:.1e}"


def closing() -> list[str]:
    """Per setting of list lengths how many of the answers have an open end, and which."""
    lines = []
    settings: list[tuple[str, Mapping[str, Any] | None]] = [("no list lengths", None)]
    for third in (RANGE, *range(RANGE[0], RANGE[1] + 1)):
        settings.append((f"JPN 16, AUS 12, NZL {third}", {**KNOWN, "NZL": third}))
    for name, lengths in settings:
        bounds, spent = answers(lengths)
        left = [bound for bound in bounds if any(is_open(bound))]
        ends = sum(sum(is_open(bound)) for bound in left)
        lines.append(f"{name}: {len(left)} of {len(bounds)} open ({ends} ends), {spent:.2f} s")
        lines += [f"  {told(bound)}" for bound in left[:8]]
    return lines


def differences() -> list[str]:
    """The ends of the differences of means, for more means than are shown."""
    bounds, spent = answers(None, RHO)
    chosen = [bound for bound in bounds if bound.key in DIFFERENCES]
    left = [bound for bound in chosen if any(is_open(bound))]
    lines = [f"differences of means: {len(left)} of {len(chosen)} open, {spent:.2f} s"]
    lines += [f"  {told(bound)}" for bound in left]
    wanted = [bound for bound in chosen if bound.subject == ("JPN", "NZL")]
    return [*lines, *(f"  {told(bound)}" for bound in wanted)]


def main() -> None:
    """Print the tables."""
    print("\n".join([*closing(), *differences()]))


if __name__ == "__main__":
    main()
