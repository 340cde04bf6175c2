"""How loose are the outer bounds? A report, not a test.

    PYTHONPATH=tests python tests/property/looseness.py [number of panels]

For random small panels it prints, by kind of panel and index, how many pairs are answered with outer bounds
and how much wider those are than the sharp range found by trying every completion. For panels of 24 areas,
is out of reach, it prints how many answers are sharp and the time of one pair.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict

from engine import CATALOGUE, build, everything, settings_of, unequal_weights
from random_panels import SEED, random_case, wide_case
from twin import Case, truth


def kind(case: Case) -> str:
    """What makes a panel hard."""
    no_unit = case.weights is not None and any(round(w, 2) != w for w in case.weights)
    tied = case.rows > 2 and bool(case.joint) and bool(case.lengths or case.blocks)
    return "three programmes tied" if tied else "weights without a unit" if no_unit else "other"


def small_panels(count: int) -> None:
    """Excess width against every completion."""
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    excess: dict[tuple[str, str], list[float]] = defaultdict(list)
    for seed in range(SEED, SEED + count):
        case = random_case(seed)
        if next(case.completions(), None) is None:
            continue
        for key, parameters in everything(case.top, weighted=unequal_weights(case)):
            answer = build(case).pair(key, 0, 1, parameters)
            pairs[kind(case), key] += 1
            if answer["undefined"] < 2 and not (answer["sharp_lower"] and answer["sharp_upper"]):
                sharp = truth(case, key, 0, 1, **parameters)
                width = 0.0 if sharp.undefined == 2 else sharp.upper - sharp.lower
                excess[kind(case), key].append(answer["upper"] - answer["lower"] - width)
    print(f"{'panel':24}{'index':20}{'pairs':>8}{'outer':>8}{'mean excess':>14}{'greatest':>10}")
    for (panel, key), total in sorted(pairs.items()):
        wider = excess[panel, key]
        if wider:
            mean, most = sum(wider) / len(wider), max(wider)
            print(f"{panel:24}{key:20}{total:8}{len(wider):8}{mean:14.4f}{most:10.4f}")
    print(f"all other of {sum(pairs.values())} answers are sharp\n")


def wide_panels(count: int) -> None:
    """Sharp answers and time at the size of the real data."""
    print(f"{'index':20}{'24 areas':>10}{'sharp':>8}{'ms a pair':>12}{'slowest':>10}")
    for key, row in CATALOGUE.items():
        times, sharp = [], 0
        for seed in range(SEED, SEED + count):
            case = wide_case(seed)
            if not row["traits"]["weighted"] and unequal_weights(case):
                continue
            panel, parameters = build(case), settings_of(key, case.top)[0]
            start = time.perf_counter()
            answer = panel.pair(key, 0, 1, parameters)
            times.append(1000 * (time.perf_counter() - start))
            sharp += answer["sharp_lower"] and answer["sharp_upper"]
        print(f"{key:20}{len(times):10}{sharp:8}{sum(times) / len(times):12.2f}{max(times):10.2f}")


if __name__ == "__main__":
    panels = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    small_panels(panels)
    wide_panels(max(4, panels // 20))
