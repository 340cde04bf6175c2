"""One unknown cell, many answers: what other packages make of it, run with the versions installed here.

Two programmes, four areas: A = (1, 1, 0, unknown), B = (1, 0, 0, 1). Their Jaccard distance is 1/3 if A has
the fourth area and 2/3 if not; nothing else is possible.

    python -m benchmarks.one_cell            print the tables
    python -m benchmarks.one_cell --write    put them into README.md

The Python table needs the extra [bench]; packages that are not installed are left out, except scipy and
scikit-learn. The R table is only written where `Rscript` finds the package vegan.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np

from tools.generate import markdown_table, with_region

README = Path(__file__).parents[1] / "README.md"
UNKNOWN = float("nan")
A = np.array([1.0, 1.0, 0.0, UNKNOWN])
B = np.array([1.0, 0.0, 0.0, 1.0])
DEPRECATIONS = (DeprecationWarning, FutureWarning, PendingDeprecationWarning)
HEADER = ("tool", "call", "distance", "what happened")


@dataclass(frozen=True)
class Peer:
    """A call of another package that answers with a Jaccard distance, or raises."""

    distribution: str
    call: str
    answer: Callable[[], float]
    wholly_unknown: bool = False


def scipy_pair() -> float:
    from scipy.spatial import distance

    return float(distance.jaccard(A, B))


def scipy_unknown_rows() -> float:
    from scipy.spatial import distance

    return float(distance.jaccard(A * UNKNOWN, B * UNKNOWN))


def sklearn_pairwise() -> float:
    from sklearn.metrics import pairwise_distances

    return float(pairwise_distances(np.array([A, B]), metric="jaccard")[0, 1])


def sklearn_score() -> float:
    from sklearn.metrics import jaccard_score

    return 1.0 - float(jaccard_score(A, B))


def pandas_corr() -> float:
    import pandas as pd

    def similarity(x: np.ndarray, y: np.ndarray) -> float:
        return float(np.logical_and(x, y).sum() / np.logical_or(x, y).sum())

    return 1.0 - float(pd.DataFrame({"A": A, "B": B}).corr(method=similarity).loc["A", "B"])


def skbio_diversity() -> float:
    from skbio.diversity import beta_diversity

    return float(beta_diversity("jaccard", np.array([A, B]), ids=["A", "B"])["A", "B"])


def upsetplot_indicators() -> float:
    import pandas as pd
    from upsetplot import from_indicators

    frame = pd.DataFrame({"A": [True, True, False, None], "B": [True, False, False, True]})
    sets = from_indicators(frame).index.to_frame().astype(bool)
    return 1.0 - float((sets["A"] & sets["B"]).sum() / (sets["A"] | sets["B"]).sum())


REQUIRED = ("scipy", "scikit-learn")
PEERS = (
    Peer("scipy", "`spatial.distance.jaccard`", scipy_pair),
    Peer("scipy", "the same, both rows wholly unknown", scipy_unknown_rows, wholly_unknown=True),
    Peer("scikit-learn", '`pairwise_distances(metric="jaccard")`', sklearn_pairwise),
    Peer("scikit-learn", "`jaccard_score`", sklearn_score),
    Peer("pandas", "`DataFrame.corr(method=jaccard)`", pandas_corr),
    Peer("scikit-bio", '`beta_diversity("jaccard")`', skbio_diversity),
    Peer("UpSetPlot", "`from_indicators`, the sets it draws", upsetplot_indicators),
)


def own_row() -> list[str]:
    """The range this library gives."""
    import chirograph as cg

    lower, upper = [[1, 1, 0, 0], [1, 0, 0, 1]], [[1, 1, 0, 1], [1, 0, 0, 1]]
    answer = cg.Panel(lower, upper, rows=["A", "B"], max_depth=1).overlap("jaccard")["A", "B"]
    low, high = 1.0 - answer.upper, 1.0 - answer.lower
    what = "both ends, each with a witness" if answer.sharp else "an outer range"
    tool = f"**chirograph** {cg.__version__}"
    return [tool, '`Panel.overlap("jaccard")`', f"**[{low:.3f}, {high:.3f}]**", what]


def describe(distance: float, wholly_unknown: bool = False) -> str:
    """What a single number says about the unknown cell: found from the number, not from the tool."""
    if np.isnan(distance):
        return "unknown, and says no more"
    if wholly_unknown:
        found = "equal" if distance == 0 else "at this distance"
        return f"two texts nobody has read are {found}; truth: [0, 1]"
    for value, what in ((1 / 3, "as if the area were present"), (2 / 3, "as if the area were absent")):
        if np.isclose(distance, value):
            return what
    return "the area was dropped: **no** completion gives this value"


def run_peer(peer: Peer) -> list[str]:
    """One row of the table, with the warnings the call gave (deprecations left out)."""
    version = metadata.version(peer.distribution)
    tool = f"{peer.distribution} {version}"
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            distance = peer.answer()
        except (ValueError, TypeError) as error:
            return [tool, peer.call, type(error).__name__, "stops"]
    told = any(not issubclass(w.category, DEPRECATIONS) for w in seen)
    how = "with a warning" if told else "silently"
    return [tool, peer.call, f"{distance:.3f}, {how}", describe(distance, peer.wholly_unknown)]


def python_table() -> str:
    """The table of the Python packages installed here."""
    installed = {str(found.metadata["Name"]).lower() for found in metadata.distributions()}
    absent = [name for name in REQUIRED if name.lower() not in installed]
    if absent:
        raise SystemExit(f"one_cell: not installed: {', '.join(absent)}; run: pip install '.[bench]'")
    rows = [run_peer(peer) for peer in PEERS if peer.distribution.lower() in installed]
    return markdown_table(HEADER, [own_row(), *rows])


R_CALLS = (
    ("vegan", '`vegdist(..., "jaccard", binary=TRUE)`', 'vegan::vegdist(x, "jaccard", binary=TRUE)'),
    ("vegan", "the same, `na.rm=TRUE`", 'vegan::vegdist(x, "jaccard", binary=TRUE, na.rm=TRUE)'),
    ("base", '`dist(method="binary")`', 'dist(x, method="binary")'),
)


def r_value(code: str) -> str | None:
    """Standard output of one R expression; None when R stops with an error."""
    program = f"x <- rbind(A=c(1,1,0,NA), B=c(1,0,0,1)); cat(format({code}, digits=17))"
    done = subprocess.run(["Rscript", "-e", program], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def r_table() -> str | None:
    """The table of R packages; None where R or vegan is not installed."""
    if shutil.which("Rscript") is None or r_value('as.character(packageVersion("vegan"))') is None:
        return None
    rows = []
    for package, call, code in R_CALLS:
        tool = f"R {package} {r_value(f'as.character(packageVersion({package!r}))')}"
        answer = r_value(f"as.numeric({code})")
        if answer is None:
            rows.append([tool, call, "error", "stops"])
        else:
            distance = UNKNOWN if answer in ("NA", "NaN") else float(answer)
            told = "NA" if np.isnan(distance) else f"{distance:.3f}, silently"
            rows.append([tool, call, told, describe(distance)])
    return markdown_table(HEADER, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="One unknown cell, many answers.")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    write = parser.parse_args().write
    for name, text in (("one-cell-python", python_table()), ("one-cell-r", r_table())):
        if text is None:
            print(f"{name}: R with the package vegan is not installed here; its table is left as it is")
            continue
        print(f"{text}\n")
        if write:
            README.write_text(with_region(README.read_text(encoding="utf-8"), name, text), encoding="utf-8")
            print(f"README.md: {name} written")


if __name__ == "__main__":
    main()
