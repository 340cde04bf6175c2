"""The same comparison with hypothesis, which reduces a failure to its smallest form."""

from __future__ import annotations

import math

import pytest
from engine import CATALOGUE, build, settings_of
from test_bounds import Check
from twin import Case

hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies


@st.composite
def cases(draw) -> Case:
    """Two programmes, up to five areas, at most 150 completions, whole weights or none, one list length."""
    top = draw(st.integers(1, 3))
    columns = draw(st.integers(1, 5))
    depth = st.integers(0, top)
    interval = st.tuples(depth, depth).map(sorted)
    cells = draw(st.lists(interval, min_size=2 * columns, max_size=2 * columns))
    hypothesis.assume(math.prod(high - low + 1 for low, high in cells) <= 150)
    lower, upper = (tuple(cell[end] for cell in cells) for end in (0, 1))
    weights = draw(st.none() | st.lists(st.integers(0, 4), min_size=columns, max_size=columns))
    hypothesis.assume(weights is None or any(weights))
    minimum = draw(st.integers(0, columns))
    length = (0, minimum, draw(st.integers(minimum, columns)), draw(st.integers(1, top)))
    return Case(
        (lower[:columns], lower[columns:]),
        (upper[:columns], upper[columns:]),
        top,
        weights and tuple(map(float, weights)),
        lengths=draw(st.sampled_from([(), (length,)])),
    )


@pytest.mark.parametrize("key", sorted(CATALOGUE))
@hypothesis.given(case=cases(), data=st.data())
def test_smallest_counter_example(key, case, data):
    """For every index bounds, flags, witnesses and contributions agree with trying every completion."""
    if not CATALOGUE[key]["traits"]["weighted"] and case.weights and len(set(case.weights)) > 1:
        return
    if not case.pairs(0, 1):
        with pytest.raises(ValueError, match="completion"):
            build(case).pair(key, 0, 1, {})
        return
    Check(0, case, 0, 1).run(key, data.draw(st.sampled_from(settings_of(key, case.top))))
