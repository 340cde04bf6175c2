"""What a pair has through the hub only, against the optimum of an integer programme.

On nato-ip4 1.1.0, as of 2026-11-23 (four dimensions, 24 areas of equal weight, 25 systems), the greatest
M_1(B) - M_1(T) of a pair was given to HiGHS (scipy 1.17.1, `scipy.optimize.milp`, relative gap 1e-9) as an
integer programme: one binary variable per item and way it may fall; h_d <= A_d(p) - T_d + 1 - z_d, the same
for q, and h_d <= z_d, with z_d binary; depth 2 or more in A20 only with a security agreement; sum h_d / 4 is
maximised.
"""

from __future__ import annotations

import pytest
from claims_edits import edition_1

import chirograph as cg

GREATEST = {
    ("AUS", "JPN"): 0.4118835751,
    ("AUS", "NZL"): 0.3978108834,
    ("JPN", "NZL"): 0.4659476215,
    ("KOR", "NZL"): 0.4230874663,
}


@pytest.fixture(scope="module")
def found() -> cg.Interoperability:
    return edition_1().interoperability()


@pytest.mark.parametrize("pair", GREATEST)
def test_the_mean_through_the_hub_only_is_the_optimum_of_an_integer_programme(
    pair: tuple[str, str], found: cg.Interoperability
) -> None:
    """The upper end is what the other solver finds, to its tolerance."""
    bound = found[pair].bound("hub_only", rho=1)
    assert bound.sharp_upper
    assert bound.upper == pytest.approx(GREATEST[pair], abs=1e-8)
