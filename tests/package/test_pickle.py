"""What users hold says it is of `chirograph`, is found there, and comes back from a pickle."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
import sys
from collections.abc import Callable

import pytest

import chirograph as cg

NAMES = sorted(name for name in cg._HOMES if not inspect.ismodule(getattr(cg, name)))
HELD: dict[str, Callable[[cg.Dataset], object]] = {
    "Panel": lambda data: data.panel(),
    "Overlap": lambda data: data.overlap("jaccard"),
    "Order": lambda data: data.overlap("jaccard").order(),
    "Prior": lambda data: cg.Prior.mixture().tilted(-1),
    "Distribution": lambda data: data.overlap("jaccard").distribution(0.5),
    "Ranks": lambda data: data.overlap("jaccard").rank(weights="any", draws=50),
    "Replay": lambda data: data.overlap("jaccard").rank(draws=50).replay(),
    "PairOverlap": lambda data: data.overlap("jaccard")["KOR", "JPN"],
    "Dataset": lambda data: data.assume(unpublished="like:KOR"),
    "Codings": lambda data: cg.Codings({"A": [1, "?"], "B": [1, 0]}),
    "Agreement": lambda data: cg.Codings({"A": [1, "?"], "B": [1, 0]}).agreement("krippendorff_alpha"),
    "Sampling": lambda data: cg.Codings({"A": [1, 0], "B": [1, 0]}).sampling("bp", resamples=2),
    "Table": lambda data: cg.indicators(),
    "Description": lambda data: cg.describe("jaccard"),
    "Citation": lambda data: data.cite(),
    "Interoperability": lambda data: data.interoperability(),
    "Profile": lambda data: data.profile(),
    "Sensitivity": lambda data: data.overlap("jaccard").sensitivity(("KOR", "JPN"), weights="any", draws=8),
    "Multiverse": lambda data: data.overlap("jaccard").multiverse({"threshold": [1, 2]}),
    "Tipping": lambda data: data.overlap("jaccard").tipping(("AUS", "JPN"), ("AUS", "KOR")),
    "ClaimsLedger": lambda data: data.claims(),
    "Claim": lambda data: data.claims()["Q01"],
    "Ladder": lambda data: data.ladder(),
    "Rung": lambda data: data.ladder().rungs[1],
    "Contrast": lambda data: cg.compare(data, "as read", "absent"),
    "Change": lambda data: data.change(),
    "ChangeStep": lambda data: data.change("KOR")[0],
    "Pairwise": lambda data: data.panel().pairwise("jaccard", undefined=0),
    "Highest": lambda data: data.panel().pairwise("jaccard").top_k(2),
    "Reaching": lambda data: data.panel().pairwise("jaccard").threshold(0.5),
}

#: What names partners or claims of the first dataset, or is of no dataset.
OF_THE_FOUR = {
    "ChangeStep", "Tipping", "Claim", "Prior", "Codings", "Agreement", "Sampling", "Table", "Description",
    "Interoperability",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_says_it_is_of_the_package(name: str) -> None:
    """Classes and functions are of `chirograph`, wherever they are written."""
    assert getattr(cg, name).__module__ == "chirograph"


def test_every_name_that_says_so_is_found() -> None:
    """No class or function says `chirograph` that `chirograph` does not find: a pickle looks there."""
    for item in pkgutil.walk_packages(cg.__path__, "chirograph."):
        importlib.import_module(item.name)
        things = [thing for thing in vars(sys.modules[item.name]).values() if callable(thing)]
        said = {thing.__name__ for thing in things if getattr(thing, "__module__", "") == "chirograph"}
        assert said <= set(NAMES), item.name


@pytest.mark.parametrize(
    ("name", "dataset"),
    [*((name, "nato-ip4") for name in HELD), *((name, "eu-sdp") for name in HELD if name not in OF_THE_FOUR)],
)
def test_what_users_hold_survives_a_pickle(name: str, dataset: str) -> None:
    """The same thing comes back, as an object of the class that the package finds by its name."""
    held = HELD[name](cg.load(dataset))
    again = pickle.loads(pickle.dumps(held))
    assert type(again) is type(held) is getattr(cg, name)
    assert again == held
