"""`chirograph estimate`: bytes, time, parts and the call that every pair of a library takes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import chirograph as cg
from chirograph.errors import ParameterError
from chirograph.pairs.estimate import MOST_PARTS, PART_SECONDS, Estimate, estimated, seconds_of_a_pair


def of(programmes: int, unknown: float = 0.0, **given: Any) -> Estimate:
    """What so many programmes take where a pair takes 10 ns on 2 threads and 1 GiB is free."""
    asked = {"key": "jaccard", "seconds_of_a_pair": 1e-8, "threads": 2, "free": 2**30} | given
    return Estimate(programmes, 249, unknown=unknown, **asked)


@pytest.mark.parametrize("key", ["jaccard", "containment", "tversky"])
@pytest.mark.parametrize("unknown", [0.0, 0.3])
def test_bytes_are_those_of_the_arrays(key: str, unknown: float) -> None:
    """Every form that is named takes what is said of it, and pairs are as many as there are."""
    cells = np.random.default_rng(1).integers(0, 2, (30, 7))
    pairs = cg.Panel(cells, cells | (unknown > 0), max_depth=1).pairwise(key)
    found = of(30, unknown, key=key)
    assert (found.pairs, found.directed) == (pairs.count, pairs.directed)
    for form, count in found.bytes.items():
        if form.startswith("top_k"):
            top = pairs.top_k(10)
            arrays = [top.others, top.lower, top.upper, top.certain, top.possible]
            assert count == sum(array.nbytes for array in arrays)
            continue
        shape, kind = form.split()
        ends = pairs.bounds(form=shape, dtype=kind)  # type: ignore[arg-type]
        assert count == sum(array.nbytes for array in (ends if unknown else ends[:1]))


def test_the_call_is_the_first_that_fits() -> None:
    """All pairs where there is room for them, else the highest of each, else blocks."""
    assert of(1000).call == "values()"
    assert of(1000, 0.1).call == "bounds()"
    assert of(1000, key="containment").call == 'values(form="square")'
    assert of(100_000).call == "top_k(10)"
    assert of(10_000_000).call == "blocks()"
    assert of(100_000, free=None).call == "values()"
    limit = of(1000, free=4 * of(1000).bytes["condensed float32"] // 3)
    assert limit.call == "values()"
    assert of(1000, free=limit.free - 4).call == "top_k(10)"  # type: ignore[operator]


def test_parts_are_worth_while() -> None:
    """Each part takes a core a fifth of a second or more, there is one at least, and never too many."""
    assert [of(size).most_parts for size in (1, 1000, 10_000, 100_000, 10**9)] == [1, 1, 10, 1000, MOST_PARTS]
    for size in (2000, 50_000):
        found = of(size)
        assert found.programmes**2 * 1e-8 * 2 / found.most_parts >= PART_SECONDS or found.most_parts == 1
    assert of(5, seconds_of_a_pair=1.0).most_parts == 5
    assert of(1000).seconds == pytest.approx(499_500e-8)


def test_what_is_measured_is_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pair takes some time, known or not, of any index that is counted; others are refused."""
    monkeypatch.setattr("chirograph.pairs.estimate.MEASURED", 0.0)
    for key, unknown in (("jaccard", 0.0), ("ruzicka", 0.5), ("cohen_kappa", 0.0)):
        assert 0 < seconds_of_a_pair(20, key, unknown, 1) < 1
    with pytest.raises(ParameterError, match=r"take overlap\(\)"):
        estimated(10, 20, "phi", 0.5)


def test_words_and_json_say_the_same(verb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs, forms, time, memory, parts and the call, in words and as plain data."""
    monkeypatch.setattr("chirograph.pairs.estimate.seconds_of_a_pair", lambda *_: 3e-8)
    monkeypatch.setattr("chirograph.pairs.estimate.free_bytes", lambda: 2**34)
    monkeypatch.setattr("chirograph.pairs.estimate.threads_of", lambda _: 2)
    ran = verb("estimate", "100000", "249", "--open", "0.1", "--wide")
    assert ran.code == 0
    for words in (
        "100,000 programmes by 249 areas, jaccard: 4,999,950,000 pairs", "condensed float32     37.3 GiB",
        "about 2 min to count every pair once, on 2 threads.", "16.0 GiB free, of which a result may",
        "at most 3,000, each of about 0.2 s or more", 'panel.pairwise("jaccard").top_k(10); write()',
    ):  # fmt: skip
        assert words in ran.out
    told = verb("estimate", "100000", "249", "--open", "0.1", "--json").json()
    assert told["bytes"]["condensed float32"] == 2 * 4 * told["pairs"] == 8 * 4_999_950_000
    assert (told["call"], told["most_parts"], told["directed"]) == ("top_k(10)", 3000, False)
    monkeypatch.setattr("chirograph.pairs.estimate.free_bytes", lambda: None)
    assert "does not say what is free" in verb("estimate", "10", "5").out


@pytest.mark.parametrize(
    "options", [("0", "5"), ("5", "0"), ("5",), ("5", "5", "--open", "2"), ("5", "5", "--indicator", "tau_b")]
)
def test_what_cannot_be_estimated_is_refused(verb: Any, options: tuple[str, ...]) -> None:
    """No programmes, no areas, a share above 1, an index that is not counted: exit code 2 and why."""
    ran = verb("estimate", *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
